/* An answer taken into the record: the decision, so that the next payer's claim can be formed, or the payer's number,
 * so that the claim can be replaced or taken back. */
#include "answer/json.h"

struct taking {
    struct sbill_encounter *e;
    const struct sbill_payer_answer *p;
    struct sbill_adjudication *to;
};

static struct sbill_text copy(struct taking *t, struct sbill_text text)
{
    return text.n ? sbill_arena_copy(&t->e->arena, text) : SBILL_T("");
}

static void copy_texts(struct taking *t, sbill_texts *to, const sbill_texts *from)
{
    for (size_t i = 0; i < from->n; i++) {
        struct sbill_text *slot = SBILL_PUSH(&t->e->arena, to);
        if (slot)
            *slot = copy(t, from->v[i]);
    }
}

static bool add(int64_t *sum, int64_t v)
{
    if (v == SBILL_NO_MONEY)
        return true;
    return sbill_money_add(*sum == SBILL_NO_MONEY ? 0 : *sum, v, sum);
}

static void copy_adjustment(struct taking *t, struct sbill_adjustment *to,
                            const struct sbill_adjustment *from)
{
    if (!to)
        return;
    *to = *from;
    to->group = copy(t, from->group);
    to->reason = copy(t, from->reason);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static int64_t patient_part(const struct sbill_payer_line *l)
{
    int64_t sum = 0;

    for (size_t i = 0; i < l->adjustments.n; i++)
        if (sbill_text_is(l->adjustments.v[i].group, "PR") &&
            !add(&sum, l->adjustments.v[i].amount))
            return SBILL_NO_MONEY;
    return sum ? sum : SBILL_NO_MONEY;
}

static void take_line(struct taking *t, const struct sbill_payer_line *from)
{
    struct sbill_line_adjudication *to = SBILL_PUSH(&t->e->arena, &t->to->lines);

    if (!to)
        return;
    to->line = from->record_line + 1;
    to->line_control_number = copy(t, t->e->record.lines.v[from->record_line].id);
    to->code = copy(t, from->code);
    copy_texts(t, &to->modifiers, &from->modifiers);
    to->paid = from->paid;
    to->paid_units = from->paid_units;
    to->allowed = from->allowed;
    to->patient_liability = patient_part(from);
    to->date = t->p->date;
    copy_texts(t, &to->remark_codes, &from->remarks);
    for (size_t i = 0; i < from->adjustments.n; i++)
        copy_adjustment(t, SBILL_PUSH(&t->e->arena, &to->adjustments), &from->adjustments.v[i]);
}

/* Lines of this claim that an earlier answer spoke of: the newer word holds. */
static void drop_lines(struct taking *t, const struct sbill_claim *claim)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->to->lines.n; i++) {
        bool on_claim = false;
        for (size_t k = 0; k < claim->lines.n; k++)
            on_claim = on_claim || claim->lines.v[k].line + 1 == t->to->lines.v[i].line;
        if (!on_claim)
            t->to->lines.v[kept++] = t->to->lines.v[i];
    }
    t->to->lines.n = kept;
}

static bool every_line_answered(const struct taking *t)
{
    const struct sbill_encounter *e = t->e;

    for (size_t c = 0; c < e->claims.n; c++)
        for (size_t i = 0; i < e->claims.v[c].lines.n; i++) {
            bool found = false;
            for (size_t k = 0; k < t->to->lines.n && !found; k++)
                found = t->to->lines.v[k].line == e->claims.v[c].lines.v[i].line + 1;
            if (!found)
                return false;
        }
    return true;
}

/* ---- the claim ------------------------------------------------------------------------------- */

static struct sbill_adjudication *blank(struct sbill_encounter *e)
{
    struct sbill_adjudication *a = SBILL_NEW(&e->arena, struct sbill_adjudication);

    if (!a)
        return NULL;
    a->date = SBILL_NO_DATE;
    a->paid = a->allowed = a->noncovered = a->patient_liability = SBILL_NO_MONEY;
    a->hcpcs_payable = a->esrd_paid = a->professional_component = SBILL_NO_MONEY;
    a->reimbursement_rate = SBILL_NO_QTY;
    return a;
}

static bool is_forwarded(const struct sbill_payer_answer *p)
{
    return p->outcome == SBILL_ANSWER_FORWARDED;
}

static void take_whole(struct taking *t)
{
    const struct sbill_payer_answer *p = t->p;
    struct sbill_adjudication *to = t->to;

    to->paid = p->paid;
    to->allowed = p->allowed;
    to->patient_liability = p->patient_owes;
    to->reimbursement_rate = p->reimbursement_rate;
    to->hcpcs_payable = p->hcpcs_payable;
    to->esrd_paid = p->esrd_paid;
    to->professional_component = p->professional_component;
    for (size_t i = 0; i < p->adjustments.n; i++)
        copy_adjustment(t, SBILL_PUSH(&t->e->arena, &to->adjustments), &p->adjustments.v[i]);
    for (size_t i = 0; i < p->lines.n; i++)
        take_line(t, &p->lines.v[i]);
}

/* One of several claims of the visit: amounts of the whole are those of the lines answered so far. */
static bool take_part(struct taking *t, const struct sbill_claim *claim)
{
    drop_lines(t, claim);
    for (size_t i = 0; i < t->p->lines.n; i++)
        take_line(t, &t->p->lines.v[i]);
    t->to->paid = t->to->allowed = t->to->patient_liability = SBILL_NO_MONEY;
    for (size_t i = 0; i < t->to->lines.n; i++)
        if (!add(&t->to->paid, t->to->lines.v[i].paid) ||
            !add(&t->to->allowed, t->to->lines.v[i].allowed) ||
            !add(&t->to->patient_liability, t->to->lines.v[i].patient_liability))
            return false;
    t->to->partial = every_line_answered(t) ? SBILL_UNKNOWN : SBILL_YES;
    return true;
}

/* ---- what cannot be taken -------------------------------------------------------------------- */

static int32_t refuse(sbill_error **err, const char *words)
{
    return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE, "%s", words);
}

static int32_t check_decision(const struct sbill_claim *claim, const struct sbill_payer_answer *p,
                              sbill_error **err)
{
    if (p->format != SBILL_ANSWER_835 || p->about != SBILL_ABOUT_CLAIM)
        return refuse(err, "this answer decides nothing: only a remittance (835) does");
    if (p->outcome == SBILL_ANSWER_PRICED)
        return refuse(err, "the payer has only priced the claim, there is no decision yet");
    if (p->outcome == SBILL_ANSWER_UNKNOWN)
        return refuse(
            err, "the status of the claim is not one that is known: enter the decision by hand");
    for (size_t i = 0; i < p->lines.n; i++)
        if (p->lines.v[i].record_line < 0)
            return refuse(err, "a line of the remittance is on no line of the claim: enter the "
                               "decision by hand");
    if (claim->parts > 1 && (!p->lines.n || p->adjustments.n))
        return refuse(err, "the visit became several claims, and the remittance gives amounts for "
                           "this one as a whole: enter the decision line by line");
    return SBILL_OK;
}

/* What an earlier word of the same payer becomes: part of this one if the visit has several claims, else history. */
static struct sbill_adjudication *start(struct sbill_encounter *e, const struct sbill_claim *claim,
                                        const struct sbill_adjudication *before)
{
    struct sbill_adjudication *a = blank(e);

    if (a && before && claim->parts > 1)
        *a = *before;
    if (a && before && sbill_text_is(sbill_text_trim(before->status), "22"))
        a->readjudicated = SBILL_YES;
    return a;
}

int32_t sbill_answer_take_decision(struct sbill_encounter *e, const struct sbill_claim *claim,
                                   const struct sbill_payer_answer *p, sbill_error **err)
{
    struct sbill_coverage *c = &e->record.coverages.v[claim->coverage];
    struct taking t = {e, p, NULL};
    int32_t status = check_decision(claim, p, err);

    if (status != SBILL_OK)
        return status;
    t.to = start(e, claim, c->adjudication);
    if (!t.to)
        return sbill_encounter_memory(e, err);
    if (claim->parts == 1)
        take_whole(&t);
    else if (!take_part(&t, claim))
        return refuse(err, "the amounts of the visit's claims cannot be added up");
    t.to->date = p->date;
    t.to->status = copy(&t, p->status);
    if (is_forwarded(p))
        t.to->crossed_over = SBILL_YES;
    copy_texts(&t, &t.to->remark_codes, &p->remarks);
    c->adjudication = t.to;
    if (p->payer_claim.n)
        c->payer_claim_control_number = copy(&t, p->payer_claim);
    if (e->record.formed == SBILL_YES) { /* the claim that arrived was the earlier payer's */
        e->record.formed = SBILL_UNKNOWN;
        e->record.bill_to = 0;
    }
    return sbill_encounter_memory(e, err);
}

int32_t sbill_answer_take_number(struct sbill_encounter *e, const struct sbill_claim *claim,
                                 const struct sbill_payer_answer *p, int32_t frequency,
                                 sbill_error **err)
{
    struct sbill_coverage *c = &e->record.coverages.v[claim->coverage];
    struct taking t = {e, p, NULL};

    if (p->outcome == SBILL_ANSWER_REJECTED)
        return refuse(err, "the payer never took this claim: send it again as a new one");
    if (!p->payer_claim.n)
        return refuse(err, "the answer does not give the payer's number of the claim");
    c->payer_claim_control_number = copy(&t, p->payer_claim);
    e->record.frequency = frequency;
    return sbill_encounter_memory(e, err);
}
