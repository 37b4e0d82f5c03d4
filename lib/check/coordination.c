/* A later payer's claim carries what the earlier ones decided: it must balance, line by line, and be dated once.
 * (005010X222A1, 2320, 2330B, 2430; 835 balancing.) */
#include "check/edits.h"

static bool add(int64_t *sum, int64_t v)
{
    return v == SBILL_NO_MONEY || sbill_money_add(*sum, v, sum);
}

/* The claim line that an adjudicated line speaks of, by its number as billed. */
static const struct sbill_claim_line *line_of(const struct sbill_check *k,
                                              const struct sbill_line_adjudication *a)
{
    if (a->line < 1 || (size_t)a->line > k->claim->lines.n)
        return NULL;
    return &k->claim->lines.v[a->line - 1];
}

static void check_line(struct sbill_check *k, int32_t c, size_t at)
{
    const struct sbill_coverage *earlier = &k->record->coverages.v[c];
    const struct sbill_line_adjudication *a = &earlier->adjudication->lines.v[at];
    const struct sbill_claim_line *l = line_of(k, a);
    int64_t sum = 0;
    struct sbill_finding *f;
    bool ok = add(&sum, a->paid);

    if (!l || a->paid == SBILL_NO_MONEY || l->charge == SBILL_NO_MONEY || a->bundled_into)
        return;
    for (size_t i = 0; i < a->adjustments.n; i++)
        ok = ok && add(&sum, a->adjustments.v[i].amount);
    if (ok && sum == l->charge)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_LINE_UNBALANCED,
                    "coverages[%d].adjudication.lines[%d].paid", c, (int32_t)at);
    sbill_say(k, f, "payer", earlier->payer.name);
    sbill_say_number(k, f, "line", a->line);
    sbill_say_money(k, f, "sum", sum);
    sbill_say_money(k, f, "charge", l->charge);
}

/* The day of the decision stands with the claim or with its lines. Writers choose; a claim that came formed
 * must not have both. */
static void check_dates(struct sbill_check *k, int32_t c)
{
    const struct sbill_coverage *earlier = &k->record->coverages.v[c];
    const struct sbill_adjudication *a = earlier->adjudication;
    bool on_lines = false;
    int32_t number = 0;

    for (size_t i = 0; i < a->lines.n; i++)
        on_lines = on_lines || a->lines.v[i].date != SBILL_NO_DATE;
    if (a->date == SBILL_NO_DATE && !on_lines)
        number = SBILL_FINDING_DECISION_DATE_MISSING;
    if (k->record->formed == SBILL_YES && a->date != SBILL_NO_DATE && on_lines)
        number = SBILL_FINDING_DECISION_DATE_TWICE;
    if (number)
        sbill_say(k, sbill_raise(k->e, number, "coverages[%d].adjudication.date", c), "payer",
                  earlier->payer.name);
}

void sbill_edit_coordination(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (k->claim->sequence < 2)
        return;
    for (size_t c = 0; c < k->record->coverages.n; c++) {
        const struct sbill_adjudication *a = k->record->coverages.v[c].adjudication;

        if ((int32_t)c == k->coverage_index || !a)
            continue;
        check_dates(k, (int32_t)c);
        for (size_t l = 0; k->claim->parts <= 1 && l < a->lines.n; l++)
            check_line(k, (int32_t)c, l);
    }
}
