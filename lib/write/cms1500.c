/* CMS-1500: a claim onto its forms. */
#include "write/cms1500.h"

static bool is_medicare(const struct sbill_coverage *c)
{
    return c &&
           (sbill_text_is(c->filing_indicator, "MB") || sbill_text_is(c->filing_indicator, "MA") ||
            sbill_text_is(c->filing_indicator, "16"));
}

/* The payer just before the focal one, else the one just after it. */
static const struct sbill_coverage *find_other(const struct sbill_record *r,
                                               const struct sbill_coverage *focal)
{
    const struct sbill_coverage *before = NULL, *after = NULL;

    for (size_t i = 0; focal && i < r->coverages.n; i++) {
        const struct sbill_coverage *c = &r->coverages.v[i];

        if (c == focal)
            continue;
        if (c->order < focal->order && (!before || c->order > before->order))
            before = c;
        if (c->order >= focal->order && (!after || c->order < after->order))
            after = c;
    }
    return before ? before : after;
}

static void find_payers(struct sbill_1500 *f)
{
    if (f->c->coverage < 0 || (size_t)f->c->coverage >= f->r->coverages.n)
        return;
    f->focal = &f->r->coverages.v[f->c->coverage];
    f->other = find_other(f->r, f->focal);
    f->medicare = is_medicare(f->focal);
    f->insured = f->focal;
    if (f->medicare) /* boxes 4 and 11 are for who pays before Medicare */
        f->insured = f->other && f->other->order < f->focal->order ? f->other : NULL;
    sbill_1500_used(f, &f->focal->payer.id); /* paper goes by the address */
    sbill_1500_used(f, &f->focal->assignment_of_benefits);
    sbill_1500_used(f, &f->focal->release_of_information);
    sbill_1500_used(f, &f->r->patient.signature);
}

static void fill(struct sbill_1500 *f)
{
    size_t first = f->page * SBILL_1500_LINES;

    f->lines = f->c->lines.n - first < SBILL_1500_LINES ? f->c->lines.n - first : SBILL_1500_LINES;
    for (size_t i = 0; i < SBILL_1500_BOXES; i++)
        f->box[i] = SBILL_T("");
    for (size_t i = 0; i < SBILL_1500_LINES; i++)
        for (size_t k = 0; k < SBILL_1500_CELLS; k++)
            f->line[i][k] = SBILL_T("");
    sbill_1500_people(f);
    sbill_1500_condition(f);
    sbill_1500_services(f);
    sbill_1500_billing(f);
}

int32_t sbill_1500_claim(sbill_file *file, struct sbill_encounter *e, size_t claim,
                         sbill_1500_print *print, sbill_error **err)
{
    struct sbill_1500 *f;

    if (e->record.claim_type != SBILL_PROFESSIONAL)
        return sbill_fail(
            err, SBILL_EREFUSED, SBILL_NOWHERE,
            "only professional claims go on a CMS-1500: dental ones have the ADA form, "
            "institutional ones the UB-04");
    f = SBILL_NEW(&file->scratch, struct sbill_1500);
    if (!f)
        return SBILL_OK; /* the caller asks the arena */
    f->arena = &file->scratch;
    f->e = e;
    f->r = &e->record;
    f->c = &e->claims.v[claim];
    f->pages = (f->c->lines.n + SBILL_1500_LINES - 1) / SBILL_1500_LINES;
    f->pages = f->pages ? f->pages : 1;
    find_payers(f);
    for (f->page = 0; f->page < f->pages; f->page++) {
        fill(f);
        if (f->arena->failed)
            return SBILL_OK;
        print(file, f);
    }
    sbill_1500_left_out(f);
    return SBILL_OK;
}
