/* Forming claims: how the encounter ends, and the claims themselves. */
#include "form/forming.h"

#define FIRST_OF_FORM 1200 /* findings from here on come from form or from what follows it */

void sbill_form_end(struct sbill_encounter *e, int32_t outcome, const char *reason)
{
    if (e->outcome != SBILL_OUTCOME_NONE)
        return;
    e->outcome = outcome;
    e->outcome_reason = sbill_text_from(reason);
}

struct sbill_finding *sbill_form_hold(struct sbill_encounter *e, int32_t number, const char *path,
                                      int32_t i, const char *reason)
{
    struct sbill_finding *f = sbill_raise(e, number, path, i);

    if (f->severity != SBILL_SEV_OFF)
        sbill_form_end(e, SBILL_OUTCOME_HOLD, reason);
    return f;
}

static void drop_earlier(struct sbill_encounter *e)
{
    sbill_findings_forget(e, FIRST_OF_FORM);
    e->claims.n = 0;
    e->left_out.n = 0;
    e->formed = e->checked = false;
    e->finding_claim = -1;
    e->outcome = SBILL_OUTCOME_NONE;
    e->outcome_reason = SBILL_T("");
}

/* ---- no claim -------------------------------------------------------------------------------- */

/* A hospital stay is billed as a whole: its diagnoses are the claim. */
static bool anything_to_bill(const struct sbill_record *r)
{
    if (r->claim_type == SBILL_INSTITUTIONAL && r->inpatient)
        return true;
    for (size_t i = 0; i < r->lines.n; i++)
        if (r->lines.v[i].status != SBILL_REJECTED)
            return true;
    return false;
}

/* The restriction binds when the patient paid in full. What lines cost is only known where they have a charge. */
static void check_paid_in_full(struct sbill_encounter *e)
{
    const struct sbill_record *r = &e->record;
    struct sbill_finding *f;
    int64_t total = 0;

    for (size_t i = 0; i < r->lines.n; i++)
        if (r->lines.v[i].status != SBILL_REJECTED && r->lines.v[i].charge != SBILL_NO_MONEY &&
            !sbill_money_add(total, r->lines.v[i].charge, &total))
            return;
    if (r->patient_paid == SBILL_NO_MONEY || r->patient_paid >= total)
        return;
    f = sbill_raise(e, SBILL_FINDING_RESTRICTED_NOT_PAID, "patient_paid");
    sbill_finding_money_value(e, f, "paid", r->patient_paid);
    sbill_finding_money_value(e, f, "total", total);
}

static bool ends_without_claim(struct sbill_encounter *e)
{
    const struct sbill_record *r = &e->record;

    if (r->restricted_disclosure == SBILL_YES) {
        sbill_raise(e, SBILL_FINDING_NO_CLAIM_RESTRICTED, "restricted_disclosure");
        check_paid_in_full(e);
        sbill_form_end(e, SBILL_OUTCOME_NO_CLAIM, "restricted");
    } else if (r->self_pay == SBILL_YES) {
        sbill_raise(e, SBILL_FINDING_NO_CLAIM_SELF_PAY, "self_pay");
        sbill_form_end(e, SBILL_OUTCOME_NO_CLAIM, "self-pay");
    } else if (!anything_to_bill(r)) {
        sbill_raise(e, SBILL_FINDING_NO_CLAIM_NOTHING, "lines");
        sbill_form_end(e, SBILL_OUTCOME_NO_CLAIM, "nothing-to-bill");
    }
    return e->outcome != SBILL_OUTCOME_NONE;
}

/* ---- holds ----------------------------------------------------------------------------------- */

static bool is_signed(const struct sbill_note *n)
{
    return n->is_signed == SBILL_YES || (n->is_signed != SBILL_NO && n->signed_at.n > 0);
}

static void hold_unsigned(struct sbill_encounter *e)
{
    for (size_t i = 0; i < e->record.notes.n; i++) {
        const struct sbill_note *n = &e->record.notes.v[i];
        int32_t date = n->date != SBILL_NO_DATE ? n->date : e->record.date_from;
        struct sbill_finding *f;
        if (is_signed(n))
            continue;
        f = sbill_form_hold(e, SBILL_FINDING_HOLD_UNSIGNED_NOTE, "notes[%d]", (int32_t)i,
                            "unsigned-note");
        sbill_finding_date_value(e, f, "date", date);
        sbill_finding_value(e, f, "author", n->author.n ? n->author : SBILL_T("the author"));
    }
}

static void hold(struct sbill_forming *f)
{
    const struct sbill_record *r = f->r;

    if (r->hold == SBILL_YES)
        sbill_finding_value(
            f->e, sbill_form_hold(f->e, SBILL_FINDING_HOLD_BY_OFFICE, "hold", 0, "on-hold"),
            "reason", r->hold_reason.n ? r->hold_reason : SBILL_T("no reason given"));
    if (r->formed == SBILL_YES)
        return;
    if (!f->diagnosis_count && r->claim_type != SBILL_DENTAL)
        sbill_form_hold(f->e, SBILL_FINDING_HOLD_NO_DIAGNOSIS, "diagnoses", 0, "no-diagnosis");
    hold_unsigned(f->e);
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void add_diagnoses(struct sbill_forming *f, struct sbill_claim *c,
                          const struct sbill_form_part *p, uint8_t *position)
{
    for (size_t d = 0; d < f->diagnosis_count; d++) {
        int32_t *index = p->has[d] ? SBILL_PUSH(&f->e->arena, &c->diagnoses) : NULL;
        if (!index)
            continue;
        *index = f->diagnoses[d];
        position[d] = c->diagnoses.n <= UINT8_MAX ? (uint8_t)c->diagnoses.n : 0;
    }
}

static void add_line(struct sbill_forming *f, struct sbill_claim *c,
                     const struct sbill_form_line *from, const uint8_t *position)
{
    struct sbill_claim_line *l = SBILL_PUSH(&f->e->arena, &c->lines);

    if (!l)
        return;
    l->line = from->line;
    l->charge = from->charge;
    l->units = from->units;
    l->charge_source = from->charge_source;
    for (size_t i = 0; i < from->point_count; i++)
        if (position[from->points[i]])
            l->pointers[l->pointer_count++] = position[from->points[i]];
}

static void add_claim(struct sbill_forming *f, const struct sbill_form_part *p, size_t part)
{
    uint8_t *position = SBILL_NEW_N(&f->e->arena, uint8_t, f->diagnosis_count + 1);
    struct sbill_claim *c = position ? SBILL_PUSH(&f->e->arena, &f->e->claims) : NULL;
    const char *reason = p->reason;

    if (!c)
        return;
    if (!reason && f->parts.n > 1)
        reason = f->parts.v[1].reason;
    c->coverage = f->coverage;
    c->sequence = f->sequence;
    c->frequency = f->r->frequency ? f->r->frequency : 1;
    c->profile = f->profile;
    c->split = sbill_text_from(reason);
    c->part = (int32_t)part + 1;
    c->parts = (int32_t)f->parts.n;
    add_diagnoses(f, c, p, position);
    for (size_t i = 0; i < p->lines.n; i++)
        add_line(f, c, &f->lines[p->lines.v[i]], position);
    f->e->finding_claim = (int32_t)f->e->claims.n - 1;
    c->id = sbill_form_claim_id(f, c);
    f->e->finding_claim = -1;
}

static void say_split(struct sbill_forming *f)
{
    struct sbill_finding *finding;

    if (f->parts.n < 2)
        return;
    finding = sbill_raise(f->e, SBILL_FINDING_CLAIM_SPLIT, "lines");
    sbill_finding_number_value(f->e, finding, "count", (int64_t)f->parts.n);
    sbill_finding_value(f->e, finding, "reason", sbill_text_from(f->parts.v[1].reason));
}

/* ---- drafts ---------------------------------------------------------------------------------- */

/* Suggested codes on a claim, into `codes` if there is room for them (it has room for all). */
static size_t suggestions(const struct sbill_record *r, const struct sbill_claim *c,
                          struct sbill_text *codes)
{
    size_t n = 0;

    for (size_t i = 0; i < c->diagnoses.n; i++)
        if (r->diagnoses.v[c->diagnoses.v[i]].status == SBILL_SUGGESTED)
            codes[n++] = r->diagnoses.v[c->diagnoses.v[i]].code;
    for (size_t i = 0; i < c->lines.n; i++)
        if (r->lines.v[c->lines.v[i].line].status == SBILL_SUGGESTED)
            codes[n++] = r->lines.v[c->lines.v[i].line].code;
    return n;
}

static void mark_draft(struct sbill_encounter *e, size_t claim)
{
    struct sbill_claim *c = &e->claims.v[claim];
    struct sbill_text *codes =
        SBILL_NEW_N(&e->arena, struct sbill_text, c->diagnoses.n + c->lines.n + 1);
    struct sbill_finding *f;
    size_t n = codes ? suggestions(&e->record, c, codes) : 0;

    if (!n)
        return;
    c->draft = true;
    e->finding_claim = (int32_t)claim;
    f = sbill_raise(e, SBILL_FINDING_CLAIM_DRAFT, "diagnoses");
    sbill_finding_value(e, f, "payer", sbill_form_payer_name(&e->record, c->coverage));
    sbill_finding_value(e, f, "codes", sbill_form_join(e, codes, n));
    e->finding_claim = -1;
    sbill_form_end(e, SBILL_OUTCOME_DRAFT, "suggestions");
}

/* ---- all ------------------------------------------------------------------------------------- */

static void make_claims(struct sbill_forming *f)
{
    struct sbill_encounter *e = f->e;

    if (!sbill_form_payer(f))
        return;
    sbill_form_diagnoses(f);
    hold(f);
    sbill_form_lines(f);
    sbill_form_prices(f);
    sbill_form_parts(f);
    for (size_t i = 0; i < f->parts.n; i++)
        add_claim(f, &f->parts.v[i], i);
    say_split(f);
    sbill_form_money(f);
    for (size_t i = 0; i < e->claims.n; i++)
        mark_draft(e, i);
    sbill_form_end(e, SBILL_OUTCOME_READY, "");
}

int32_t sbill_form(struct sbill_encounter *e, sbill_error **err)
{
    struct sbill_forming f = {.e = e, .r = &e->record, .coverage = -1};

    drop_earlier(e);
    if (!ends_without_claim(e))
        make_claims(&f);
    e->formed = true;
    return sbill_encounter_memory(e, err);
}
