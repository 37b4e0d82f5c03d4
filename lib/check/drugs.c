/* Drugs: the national drug code, its quantity, and what was thrown away. */
#include "base/checkdigit.h"
#include "check/edits.h"

static bool is_unit(struct sbill_text t)
{
    static const char *const units[] = {"F2", "GR", "ME", "ML", "UN"};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (sbill_text_is(t, units[i]))
            return true;
    return false;
}

static bool ten_digits(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_is_digit(t.p[i]))
            return false;
    return t.n == 10;
}

static size_t digits_in(struct sbill_text t)
{
    size_t n = 0;

    for (size_t i = 0; i < t.n; i++)
        n += sbill_is_digit(t.p[i]);
    return n;
}

static void check_ndc(struct sbill_check *k, const struct sbill_drug *d, int32_t i)
{
    char eleven[12];
    struct sbill_finding *f;
    bool known = sbill_ndc11(d->ndc, eleven);

    if (known && digits_in(d->ndc) == 11)
        return;
    f = sbill_raise(k->e,
                    known                ? SBILL_FINDING_NDC_TEN_DIGITS
                    : ten_digits(d->ndc) ? SBILL_FINDING_NDC_AMBIGUOUS
                                         : SBILL_FINDING_NDC_INVALID,
                    "lines[%d].drug.ndc", i);
    sbill_say(k, f, "ndc", d->ndc);
    if (known) {
        sbill_say(k, f, "eleven", (struct sbill_text){eleven, 11});
        sbill_say_repair(k, f, (struct sbill_text){eleven, 11});
    }
}

void sbill_edit_ndc(struct sbill_check *k, int32_t i)
{
    const struct sbill_drug *d = k->record->lines.v[i].drug;

    if (!d || !d->ndc.n)
        return;
    check_ndc(k, d, i);
    if (d->quantity == SBILL_NO_QTY || d->quantity <= 0)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_NDC_QUANTITY, "lines[%d].drug.quantity", i),
                  "ndc", d->ndc);
    if (!is_unit(d->unit)) {
        struct sbill_finding *f =
            sbill_raise(k->e, SBILL_FINDING_NDC_UNIT, "lines[%d].drug.unit", i);

        sbill_say(k, f, "ndc", d->ndc);
        sbill_say(k, f, "unit", d->unit);
    }
}

/* The modifier says one thing, the record of the dose another. */
void sbill_edit_waste(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    const struct sbill_drug *d = l->drug;
    bool jw = sbill_line_has_modifier(l, "JW"), jz = sbill_line_has_modifier(l, "JZ");
    struct sbill_finding *f;

    if (!d || d->wasted == SBILL_NO_QTY || jw == jz || (d->wasted > 0) == jw)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_WASTE_MISMATCH, "lines[%d].modifiers", i);
    sbill_say_z(k, f, "modifier", jw ? "JW" : "JZ");
    sbill_say_quantity(k, f, "wasted", d->wasted);
    sbill_say(k, f, "unit", d->dose_unit);
    sbill_say(k, f, "code", l->code);
}

void sbill_edit_waste_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    if (!l->drug || l->drug->vial != 1 || sbill_line_has_modifier(l, "JW") ||
        sbill_line_has_modifier(l, "JZ"))
        return;
    sbill_say(k, sbill_raise(k->e, SBILL_FINDING_WASTE_MODIFIER_MISSING, "lines[%d].modifiers", i),
              "code", l->code);
}
