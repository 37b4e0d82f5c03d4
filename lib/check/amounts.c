/* Units and money. */
#include <string.h>

#include "check/edits.h"

/* Widest values of an 837: SV104 has eight digits, SV102 ten with two decimals. */
#define MOST_UNITS ((int64_t)99999999 * 1000)
#define MOST_CHARGE ((int64_t)9999999999)

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

void sbill_edit_units(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int64_t units = sbill_line_units(k, i);

    if (units == SBILL_NO_QTY)
        about(k, SBILL_FINDING_UNITS_MISSING, "lines[%d].units", i);
    else if (units <= 0 || units > MOST_UNITS)
        sbill_say_quantity(k, about(k, SBILL_FINDING_UNITS_INVALID, "lines[%d].units", i), "units",
                           units);
    else if (units % 1000 && l->unit != SBILL_UNIT_MJ && !l->drug)
        sbill_say_quantity(k, about(k, SBILL_FINDING_UNITS_FRACTION, "lines[%d].units", i), "units",
                           units);
}

#define DAY 1440

void sbill_edit_anesthesia(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int64_t units = sbill_line_units(k, i);
    struct sbill_finding *f;
    int32_t minutes;

    if (l->unit != SBILL_UNIT_MJ || l->anesthesia_start == SBILL_NO_TIME ||
        l->anesthesia_end == SBILL_NO_TIME || units == SBILL_NO_QTY)
        return;
    /* An end before the start is past midnight. */
    minutes = (l->anesthesia_end - l->anesthesia_start + DAY) % DAY;
    if (units == (int64_t)minutes * 1000)
        return;
    f = about(k, SBILL_FINDING_ANESTHESIA_MINUTES, "lines[%d].units", i);
    sbill_say_quantity(k, f, "units", units);
    sbill_say_number(k, f, "minutes", minutes);
}

/* Reported for quality measures (category II, 0001F) or given free (SL): no charge is right. */
static bool may_be_free(const struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->lines[i];

    return sbill_payer_says(k, SBILL_SAYS_ZERO_CHARGE, 0) == 1 ||
           sbill_line_has_modifier(&k->record->lines.v[i], "SL") ||
           (c->system == SBILL_SYSTEM_CPT && c->length == 5 && c->normal[4] == 'F');
}

void sbill_edit_charge(struct sbill_check *k, int32_t i)
{
    int64_t charge = sbill_line_charge(k, i);

    if (charge == SBILL_NO_MONEY)
        about(k, SBILL_FINDING_CHARGE_MISSING, "lines[%d].charge", i);
    else if (charge < 0)
        sbill_say_money(k, about(k, SBILL_FINDING_CHARGE_NEGATIVE, "lines[%d].charge", i), "charge",
                        charge);
    else if (charge > MOST_CHARGE)
        sbill_say_money(k, about(k, SBILL_FINDING_CHARGE_TOO_LARGE, "lines[%d].charge", i),
                        "charge", charge);
    else if (charge == 0 && !may_be_free(k, i))
        about(k, SBILL_FINDING_CHARGE_ZERO, "lines[%d].charge", i);
}

void sbill_edit_currency(struct sbill_check *k, int32_t i)
{
    struct sbill_text t = k->record->currency;

    (void)i;
    if (!t.n ||
        (t.n == 3 && sbill_is_upper(t.p[0]) && sbill_is_upper(t.p[1]) && sbill_is_upper(t.p[2])))
        return;
    sbill_say(k, sbill_raise(k->e, SBILL_FINDING_CURRENCY_INVALID, "currency"), "currency", t);
}

/* The office's own total against the lines as billed. */
void sbill_edit_total(struct sbill_check *k, int32_t i)
{
    int64_t sum = 0, total = k->record->total_charge;
    struct sbill_finding *f;

    (void)i;
    if (total == SBILL_NO_MONEY || !k->claim)
        return;
    for (size_t c = 0; c < k->e->claims.n; c++)
        if (k->e->claims.v[c].total == SBILL_NO_MONEY ||
            !sbill_money_add(sum, k->e->claims.v[c].total, &sum))
            return; /* form has said that it cannot be added up */
    if (sum == total)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_TOTAL_MISMATCH, "total_charge");
    sbill_say_money(k, f, "total", total);
    sbill_say_money(k, f, "sum", sum);
}

void sbill_edit_paid(struct sbill_check *k, int32_t i)
{
    int64_t paid = k->record->patient_paid;
    struct sbill_finding *f;

    (void)i;
    if (paid == SBILL_NO_MONEY || k->claim->parts > 1 || k->claim->total == SBILL_NO_MONEY)
        return;
    if (paid >= 0 && paid <= k->claim->total)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_PAID_MISMATCH, "patient_paid");
    sbill_say_money(k, f, "paid", paid);
    sbill_say_money(k, f, "total", k->claim->total);
}

static bool add(int64_t *sum, int64_t v)
{
    return v == SBILL_NO_MONEY || sbill_money_add(*sum, v, sum);
}

/* Payment and adjustments of the whole claim and of each line must make the charge (835: paid + CAS = charge). */
static void check_balance(struct sbill_check *k, int32_t at, const struct sbill_coverage *c)
{
    const struct sbill_adjudication *a = c->adjudication;
    int64_t sum = a->paid;
    struct sbill_finding *f;
    bool ok = true;

    for (size_t i = 0; i < a->adjustments.n; i++)
        ok = ok && add(&sum, a->adjustments.v[i].amount);
    for (size_t l = 0; l < a->lines.n; l++)
        for (size_t i = 0; i < a->lines.v[l].adjustments.n; i++)
            ok = ok && add(&sum, a->lines.v[l].adjustments.v[i].amount);
    if (ok && sum == k->claim->total)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_ADJUDICATION_UNBALANCED, "coverages[%d].adjudication.paid",
                    at);
    sbill_say(k, f, "payer", c->payer.name);
    sbill_say_money(k, f, "sum", sum);
    sbill_say_money(k, f, "total", k->claim->total);
}

void sbill_edit_adjudication(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (k->claim->sequence < 2 || k->claim->parts > 1 || k->claim->total == SBILL_NO_MONEY)
        return;
    for (size_t c = 0; c < k->record->coverages.n; c++) {
        const struct sbill_coverage *earlier = &k->record->coverages.v[c];

        if ((int32_t)c != k->coverage_index && earlier->adjudication &&
            earlier->adjudication->paid != SBILL_NO_MONEY)
            check_balance(k, (int32_t)c, earlier);
    }
}
