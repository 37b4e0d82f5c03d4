/* Totals of the claims, and what others have paid. Nothing is added up that could overflow. */
#include "form/forming.h"

static void say_too_large(struct sbill_forming *f, const char *what)
{
    sbill_finding_value(f->e, sbill_raise(f->e, SBILL_FINDING_AMOUNT_TOO_LARGE, "total_charge"),
                        "what", sbill_text_from(what));
}

/* The charges that are there; those that are missing are somebody else's finding. */
static int64_t total_of(struct sbill_forming *f, const struct sbill_claim *c)
{
    int64_t total = 0;

    for (size_t i = 0; i < c->lines.n; i++) {
        if (c->lines.v[i].charge == SBILL_NO_MONEY)
            continue;
        if (!sbill_money_add(total, c->lines.v[i].charge, &total)) {
            say_too_large(f, "the total");
            return SBILL_NO_MONEY;
        }
    }
    return total;
}

/* ---- earlier payers -------------------------------------------------------------------------- */

static bool is_about(const struct sbill_record *r, const struct sbill_line_adjudication *a,
                     int32_t line)
{
    if (a->line_control_number.n)
        return sbill_text_eq(a->line_control_number, r->lines.v[line].id);
    return a->line == line + 1;
}

static bool paid_for_lines(const struct sbill_forming *f, const struct sbill_adjudication *a,
                           const struct sbill_claim *c, int64_t *paid)
{
    for (size_t i = 0; i < c->lines.n; i++)
        for (size_t k = 0; k < a->lines.n; k++)
            if (is_about(f->r, &a->lines.v[k], c->lines.v[i].line) &&
                a->lines.v[k].paid != SBILL_NO_MONEY &&
                !sbill_money_add(*paid, a->lines.v[k].paid, paid))
                return false;
    return true;
}

/* What one earlier payer paid of this claim: of its lines, or of the whole when there is but one claim. */
static bool add_paid(struct sbill_forming *f, int32_t coverage, const struct sbill_claim *c,
                     int64_t *paid)
{
    const struct sbill_adjudication *a = f->r->coverages.v[coverage].adjudication;
    struct sbill_finding *finding;

    if (c->parts == 1 && a->paid != SBILL_NO_MONEY)
        return sbill_money_add(*paid, a->paid, paid);
    if (a->lines.n || a->paid == SBILL_NO_MONEY)
        return paid_for_lines(f, a, c, paid);
    if (c->part > 1)
        return true;
    finding = sbill_raise(f->e, SBILL_FINDING_PAYMENT_NOT_DIVIDED, "coverages[%d].adjudication",
                          coverage);
    sbill_finding_value(f->e, finding, "earlier", sbill_form_payer_name(f->r, coverage));
    sbill_finding_number_value(f->e, finding, "count", c->parts);
    return sbill_money_add(*paid, a->paid, paid);
}

static int64_t paid_by_others(struct sbill_forming *f, const struct sbill_claim *c)
{
    int64_t paid = 0;
    bool any = false;

    for (int32_t i = 0; i < c->sequence - 1; i++) {
        if (!f->r->coverages.v[f->order[i]].adjudication)
            continue;
        any = true;
        if (!add_paid(f, f->order[i], c, &paid)) {
            say_too_large(f, "what other payers paid");
            return SBILL_NO_MONEY;
        }
    }
    return any ? paid : SBILL_NO_MONEY;
}

void sbill_form_money(struct sbill_forming *f)
{
    int64_t left = f->r->patient_paid;

    for (size_t i = 0; i < f->e->claims.n; i++) {
        struct sbill_claim *c = &f->e->claims.v[i];
        f->e->finding_claim = (int32_t)i;
        c->total = total_of(f, c);
        c->paid_by_others = paid_by_others(f, c);
        c->patient_paid = SBILL_NO_MONEY;
        if (left == SBILL_NO_MONEY)
            continue;
        /* One claim after the other is filled; the last takes all that is left. */
        c->patient_paid = left;
        if (i + 1 < f->e->claims.n && c->total != SBILL_NO_MONEY && left > c->total)
            c->patient_paid = c->total;
        left -= c->patient_paid;
    }
    f->e->finding_claim = -1;
}
