/* 835 (005010X221A1): a payment and the claims it is for. */
#include "answer/answering.h"

/* CLP02. */
static int32_t outcome_of(struct sbill_text status)
{
    static const struct {
        char status[3];
        int8_t outcome;
    } known[] = {
        {"1", SBILL_ANSWER_PROCESSED},  {"2", SBILL_ANSWER_PROCESSED},
        {"3", SBILL_ANSWER_PROCESSED},  {"4", SBILL_ANSWER_DENIED},
        {"19", SBILL_ANSWER_FORWARDED}, {"20", SBILL_ANSWER_FORWARDED},
        {"21", SBILL_ANSWER_FORWARDED}, {"22", SBILL_ANSWER_REVERSED},
        {"23", SBILL_ANSWER_FORWARDED}, {"25", SBILL_ANSWER_PRICED},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sbill_text_is(status, known[i].status))
            return known[i].outcome;
    return SBILL_ANSWER_UNKNOWN;
}

static struct sbill_payer_answer *payment(struct sbill_answering *r)
{
    return r->payment < r->a->list.n ? &r->a->list.v[r->payment] : &r->scratch;
}

static bool in_claim(struct sbill_answering *r)
{
    return sbill_answer_now(r)->about == SBILL_ABOUT_CLAIM;
}

/* ---- the payment ----------------------------------------------------------------------------- */

static void read_payment(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    int64_t paid;
    int32_t date;

    sbill_answer_add(r, SBILL_ABOUT_PAYMENT);
    r->payment = r->a->list.n ? r->a->list.n - 1 : 0;
    paid = sbill_answer_due_money(r, 2);
    date = sbill_answer_date(r, 16);
    p = payment(r);
    p->paid = paid;
    p->count = 0;
    p->method = sbill_answer_text(r, 4);
    p->date = r->common.date = date;
    p->outcome = SBILL_ANSWER_FINAL;
}

static void read_trace(struct sbill_answering *r)
{
    payment(r)->trace = r->common.trace = sbill_answer_text(r, 2);
}

/* N1*PR the payer, N1*PE who is paid. */
static void read_party(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = payment(r), *c = &r->common;

    if (sbill_answer_is(r, 1, "PR")) {
        p->payer_name = c->payer_name = sbill_answer_text(r, 2);
        p->payer_id = c->payer_id = sbill_answer_text(r, 4);
    } else if (sbill_answer_is(r, 1, "PE")) {
        p->payee_name = c->payee_name = sbill_answer_text(r, 2);
        p->payee_id = c->payee_id = sbill_answer_text(r, 4);
    }
}

/* PLB: up to six pairs of a reason with its reference and an amount. */
static void read_provider_adjustments(struct sbill_answering *r)
{
    int32_t year_end = sbill_answer_date(r, 2);

    for (size_t at = 3; at <= 13 && at <= r->s.n; at += 2) {
        struct sbill_provider_adjustment made = {.provider = sbill_answer_text(r, 1),
                                                 .reason = sbill_answer_part(r, at, 1),
                                                 .reference = sbill_answer_part(r, at, 2),
                                                 .year_end = year_end},
                                         *kept;
        if (!sbill_answer_text(r, at).n && !sbill_answer_text(r, at + 1).n)
            continue;
        made.amount = sbill_answer_due_money(r, at + 1);
        kept = SBILL_PUSH(&r->a->arena, &payment(r)->provider_adjustments);
        if (kept)
            *kept = made;
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void read_claim(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    int64_t charge, paid, owes;

    sbill_answer_add(r, SBILL_ABOUT_CLAIM);
    charge = sbill_answer_due_money(r, 3);
    paid = sbill_answer_due_money(r, 4);
    owes = sbill_answer_money(r, 5);
    p = sbill_answer_now(r);
    p->claim = sbill_answer_text(r, 1);
    p->status = sbill_answer_text(r, 2);
    p->outcome = outcome_of(p->status);
    p->charge = charge;
    p->paid = paid;
    p->patient_owes = owes;
    p->filing_indicator = sbill_answer_text(r, 6);
    p->payer_claim = sbill_answer_text(r, 7);
    p->facility = sbill_answer_text(r, 8);
    p->frequency = sbill_answer_text(r, 9);
    payment(r)->count += payment(r)->count >= 0;
}

static void read_name(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    if (!in_claim(r))
        return;
    if (sbill_answer_is(r, 1, "QC")) {
        p->patient = (struct sbill_name){.last = sbill_answer_text(r, 3),
                                         .first = sbill_answer_text(r, 4),
                                         .middle = sbill_answer_text(r, 5),
                                         .suffix = sbill_answer_text(r, 7)};
        p->member_id = sbill_answer_text(r, 9);
    } else if (sbill_answer_is(r, 1, "TT")) { /* crossover carrier */
        p->next_payer_name = sbill_answer_text(r, 3);
        p->next_payer_id = sbill_answer_text(r, 9);
    }
}

/* MOA03-07; MIA05 and MIA20-23 of institutional claims. */
static void read_remarks(struct sbill_answering *r, size_t first, size_t last)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    for (size_t i = first; in_claim(r) && i <= last; i++)
        sbill_answer_push_text(r->a, &p->remarks, sbill_answer_text(r, i));
}

static void read_outpatient(struct sbill_answering *r)
{
    int64_t rate = sbill_answer_quantity(r, 1), payable = sbill_answer_money(r, 2);
    int64_t esrd = sbill_answer_money(r, 8), professional = sbill_answer_money(r, 9);
    struct sbill_payer_answer *p = sbill_answer_now(r);

    /* A fraction there, percent here. */
    p->reimbursement_rate =
        rate != SBILL_NO_QTY && rate <= INT64_MAX / 100 && rate >= 0 ? rate * 100 : SBILL_NO_QTY;
    p->hcpcs_payable = payable;
    p->esrd_paid = esrd;
    p->professional_component = professional;
    read_remarks(r, 3, 7);
}

/* 232, 233 statement from and to; of a line 472, or 150 and 151; 405 the day the remittance was made. */
static void read_date(struct sbill_answering *r)
{
    bool from = sbill_answer_is(r, 1, "232") || sbill_answer_is(r, 1, "150");
    bool to = sbill_answer_is(r, 1, "233") || sbill_answer_is(r, 1, "151");
    bool both = sbill_answer_is(r, 1, "472"), made = sbill_answer_is(r, 1, "405");
    int32_t date = from || to || both || made ? sbill_answer_date(r, 2) : SBILL_NO_DATE;
    struct sbill_payer_line *l = sbill_answer_line_now(r);
    struct sbill_payer_answer *p = sbill_answer_now(r);

    if (made && r->common.date == SBILL_NO_DATE)
        payment(r)->date = r->common.date = date;
    if (!in_claim(r))
        return;
    if (from || both)
        *(l ? &l->date_from : &p->date_from) = date;
    if (to || both)
        *(l ? &l->date_to : &p->date_to) = date;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void read_line(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    struct sbill_payer_line made, *kept;

    sbill_answer_see_composite(r, 1);
    sbill_answer_line_clear(&made);
    made.position = r->s.in_set;
    made.qualifier = sbill_answer_part(r, 1, 1);
    made.code = sbill_answer_part(r, 1, 2);
    for (size_t i = 3; i <= 6; i++)
        sbill_answer_push_text(r->a, &made.modifiers, sbill_answer_part(r, 1, i));
    made.charge = sbill_answer_due_money(r, 2);
    made.paid = sbill_answer_due_money(r, 3);
    made.revenue = sbill_answer_text(r, 4);
    made.paid_units = sbill_answer_quantity(r, 5);
    made.billed_code = sbill_answer_part(r, 6, 2);
    made.billed_units = sbill_answer_quantity(r, 7);
    if (!sbill_answer_text(r, 5).n)
        made.paid_units = 1000; /* TR3, SVC05: one if not given */
    p = sbill_answer_now(r);
    kept = SBILL_PUSH(&r->a->arena, &p->lines);
    r->in_line = kept != NULL;
    if (kept)
        *kept = made;
}

static void read_reference(struct sbill_answering *r)
{
    struct sbill_payer_line *l = sbill_answer_line_now(r);

    if (l && sbill_answer_is(r, 1, "6R"))
        l->control = sbill_answer_text(r, 2);
}

static void read_amount(struct sbill_answering *r)
{
    int64_t v = sbill_answer_is(r, 1, "B6") ? sbill_answer_money(r, 2) : SBILL_NO_MONEY;
    struct sbill_payer_line *l = sbill_answer_line_now(r);

    if (v != SBILL_NO_MONEY)
        *(l ? &l->allowed : &sbill_answer_now(r)->allowed) = v;
}

static void read_remark(struct sbill_answering *r)
{
    struct sbill_payer_line *l = sbill_answer_line_now(r);

    sbill_answer_push_text(r->a, l ? &l->remarks : &sbill_answer_now(r)->remarks,
                           sbill_answer_text(r, 2));
}

/* ---- segments -------------------------------------------------------------------------------- */

/* A payer that decides about another code than was billed says so in SVC06. */
static void say_changed(struct sbill_answers *a, struct sbill_payer_answer *p)
{
    for (size_t i = 0; i < p->lines.n; i++) {
        const struct sbill_payer_line *l = &p->lines.v[i];
        struct sbill_finding *f;
        if (!l->billed_code.n || sbill_text_eq(l->billed_code, l->code))
            continue;
        f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_CODE_CHANGED, "835 SVC06");
        sbill_value_add(&a->arena, f, "code", l->code);
        sbill_value_add(&a->arena, f, "billed", l->billed_code);
    }
}

static void end_set(struct sbill_answering *r)
{
    for (size_t i = r->first; i < r->a->list.n; i++) {
        struct sbill_payer_answer *p = &r->a->list.v[i];
        if (p->about != SBILL_ABOUT_CLAIM)
            continue;
        sbill_answer_balance_claim(r->a, p);
        say_changed(r->a, p);
    }
    sbill_answer_balance_payment(r);
}

/* What stands for claims and payments, by segment. */
static const struct {
    void (*read)(
        struct sbill_answering *r); /* NULL: passed over on purpose, docs/formats.md lists them */
    uint32_t tag;
    bool in_claim; /* belongs to a claim */
} segments[] = {
    {read_payment, SBILL_X12_TAG('B', 'P', 'R'), false},
    {read_trace, SBILL_X12_TAG('T', 'R', 'N'), false},
    {read_party, SBILL_X12_TAG2('N', '1'), false},
    {read_date, SBILL_X12_TAG('D', 'T', 'M'), false},
    {read_provider_adjustments, SBILL_X12_TAG('P', 'L', 'B'), false},
    {read_claim, SBILL_X12_TAG('C', 'L', 'P'), false},
    {sbill_answer_adjustments, SBILL_X12_TAG('C', 'A', 'S'), true},
    {read_name, SBILL_X12_TAG('N', 'M', '1'), true},
    {read_outpatient, SBILL_X12_TAG('M', 'O', 'A'), true},
    {read_reference, SBILL_X12_TAG('R', 'E', 'F'), false},
    {read_amount, SBILL_X12_TAG('A', 'M', 'T'), true},
    {read_line, SBILL_X12_TAG('S', 'V', 'C'), true},
    {read_remark, SBILL_X12_TAG2('L', 'Q'), true},
    {NULL, SBILL_X12_TAG('C', 'U', 'R'), false},
    {NULL, SBILL_X12_TAG2('N', '3'), false},
    {NULL, SBILL_X12_TAG2('N', '4'), false},
    {NULL, SBILL_X12_TAG('P', 'E', 'R'), false},
    {NULL, SBILL_X12_TAG('R', 'D', 'M'), false},
    {NULL, SBILL_X12_TAG2('L', 'X'), false},
    {NULL, SBILL_X12_TAG('T', 'S', '2'), false},
    {NULL, SBILL_X12_TAG('T', 'S', '3'), false},
    {NULL, SBILL_X12_TAG('Q', 'T', 'Y'), false},
};

static bool read_segment(struct sbill_answering *r)
{
    if (r->s.tag == SBILL_X12_TAG2('S', 'T')) {
        r->common.format = SBILL_ANSWER_835;
        r->payment = SIZE_MAX;
        return true;
    }
    if (r->s.tag == SBILL_X12_TAG('M', 'I', 'A') && in_claim(r)) {
        read_remarks(r, 5, 5);
        read_remarks(r, 20, 23);
        return true;
    }
    for (size_t i = 0; i < sizeof segments / sizeof *segments; i++) {
        if (segments[i].tag != r->s.tag)
            continue;
        if (segments[i].in_claim && !in_claim(r))
            return false;
        if (segments[i].read)
            segments[i].read(r);
        return true;
    }
    return false;
}

const struct sbill_answer_reader sbill_answer_835 = {"835", "005010X221", read_segment, end_set};
