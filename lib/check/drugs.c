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

/* How many micrograms, or thousandths of what cannot be weighed, one of a unit is; kinds never mix. */
static int64_t unit_size(struct sbill_text word, int *kind)
{
    static const struct {
        const char *word;
        int kind;
        int64_t size;
    } units[] = {{"mcg", 1, 1}, {"mg", 1, 1000}, {"g", 1, 1000000}, {"gm", 1, 1000000},
                 {"ml", 2, 1},  {"unit", 3, 1},  {"units", 3, 1},   {"iu", 3, 1}};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (sbill_text_eq_fold(word, sbill_text_from(units[i].word))) {
            *kind = units[i].kind;
            return units[i].size;
        }
    return 0;
}

/* "Injection, ceftriaxone sodium, per 250 mg": the last number of the title with a unit behind it. */
static bool amount_in_title(struct sbill_text title, int64_t *amount, struct sbill_text *unit)
{
    for (size_t at = title.n; at-- > 0;) {
        size_t begin = at, end = at + 1, word;

        if (!sbill_is_digit(title.p[at]) || end >= title.n || title.p[end] != ' ')
            continue;
        while (begin && (sbill_is_digit(title.p[begin - 1]) || title.p[begin - 1] == '.' ||
                         title.p[begin - 1] == ','))
            begin--;
        word = end + 1;
        while (word < title.n && sbill_is_alpha(title.p[word]))
            word++;
        *unit = (struct sbill_text){title.p + end + 1, word - end - 1};
        /* A thousands comma is not read: then nothing is said. */
        return sbill_decimal_parse((struct sbill_text){title.p + begin, end - begin}, 3, amount);
    }
    return false;
}

/* A part of a unit counts as a whole one. */
void sbill_edit_dose(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int64_t units = sbill_line_units(k, i), each, given, size, own;
    struct sbill_text title, unit;
    struct sbill_finding *f;
    int kind = 0, dose_kind = 0;

    if (!l->drug || k->lines[i].ref < 0 || k->lines[i].system != SBILL_SYSTEM_HCPCS ||
        units == SBILL_NO_QTY)
        return;
    given = sbill_line_has_modifier(l, "JW") ? l->drug->wasted : l->drug->dose;
    title.p = sbill_code_title(k->book, k->lines[i].ref, &title.n);
    if (given == SBILL_NO_QTY || given <= 0 || !title.p || !amount_in_title(title, &each, &unit))
        return;
    size = unit_size(unit, &kind);
    own = unit_size(l->drug->dose_unit, &dose_kind);
    /* Far beyond any dose: no product below can overflow. */
    if (!size || !own || kind != dose_kind || each <= 0 || each > 1000000000 || given > 1000000000)
        return;
    given = (given * own + each * size - 1) / (each * size);
    if (units == given * 1000)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_UNITS_AGAINST_DOSE, "lines[%d].units", i);
    sbill_say(k, f, "code", l->code);
    sbill_say_quantity(k, f, "units", units);
    sbill_say_number(k, f, "right", given);
    sbill_say_quantity(k, f, "each", each);
    sbill_say(k, f, "unit", unit);
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

/* ---- NDC against HCPCS: the user's crosswalk ------------------------------------------------- */

#define MOST_CODES_OF_A_DRUG 64

/* Units by the package: so many billing units for so much of it, a part of one counted whole. SBILL_NO_QTY: the
 * row does not say, or the units of measure differ. */
static int64_t units_of_package(const struct sbill_drug *d, const struct sbill_ndc_row *row)
{
    int64_t given;

    if (d->quantity == SBILL_NO_QTY || d->quantity <= 0 || d->quantity > 1000000000 ||
        row->package == SBILL_NO_QTY || row->package <= 0 || row->package > 1000000000 ||
        row->billing_units == SBILL_NO_QTY || row->billing_units <= 0 ||
        row->billing_units > 1000000000 || !row->unit.n || !sbill_text_eq_fold(row->unit, d->unit))
        return SBILL_NO_QTY;
    given = (d->quantity * row->billing_units + row->package - 1) / row->package;
    return (given + 999) / 1000 * 1000;
}

static void check_package(struct sbill_check *k, int32_t i, const struct sbill_ndc_row *row)
{
    const struct sbill_drug *d = k->record->lines.v[i].drug;
    int64_t units = sbill_line_units(k, i), right = units_of_package(d, row);
    struct sbill_finding *f;

    /* With JW the line counts what was thrown away, with JZ or without a modifier what was given. */
    if (right == SBILL_NO_QTY || units == SBILL_NO_QTY || units == right)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_NDC_UNITS_DIFFER, "lines[%d].units", i);
    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say(k, f, "ndc", d->ndc);
    sbill_say_quantity(k, f, "units", units);
    sbill_say_quantity(k, f, "right", right);
    f->source = sbill_arena_copy(&k->e->arena, row->source);
}

/* The NDC's own codes against the line's. */
static void check_crosswalk(struct sbill_check *k, int32_t i, struct sbill_text ndc)
{
    const struct sbill_coded *c = &k->lines[i];
    struct sbill_text source = {"", 0};
    struct sbill_ndc_row row;
    struct sbill_finding *f;

    sbill_check_words(k);
    for (size_t n = 0; n < MOST_CODES_OF_A_DRUG; n++) {
        int found = sbill_book_ndc(k->book, ndc, c->on, n, &row);
        char normal[16];
        size_t length;

        if (found < 0)
            k->lacks |= SBILL_LACKS_CROSSWALK;
        if (found != 1)
            break;
        length = sbill_code_normal(row.code, normal);
        if (sbill_text_eq((struct sbill_text){normal, length},
                          (struct sbill_text){c->normal, c->length})) {
            check_package(k, i, &row);
            return;
        }
        source = row.source;
        sbill_words_item(k, row.code);
    }
    if (!k->listed)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_NDC_OTHER_CODE, "lines[%d].drug.ndc", i);
    sbill_say_words(k, f, "codes");
    sbill_say(k, f, "ndc", k->record->lines.v[i].drug->ndc);
    sbill_say(k, f, "code", k->record->lines.v[i].code);
    f->source = sbill_arena_copy(&k->e->arena, source);
}

void sbill_edit_crosswalk(struct sbill_check *k, int32_t i)
{
    const struct sbill_drug *d = k->record->lines.v[i].drug;
    const struct sbill_coded *c = &k->lines[i];
    char eleven[12];

    if (c->on == SBILL_NO_DATE || !c->length)
        return;
    if (d && d->ndc.n) {
        if (sbill_ndc11(d->ndc, eleven))
            check_crosswalk(k, i, (struct sbill_text){eleven, 11});
        return;
    }
    if (sbill_payer_says(k, SBILL_SAYS_NDC_REQUIRED, 0) == 1 &&
        sbill_book_ndc_code(k->book, (struct sbill_text){c->normal, c->length}, c->on) == 1)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_NDC_MISSING, "lines[%d].drug.ndc", i), "code",
                  k->record->lines.v[i].code);
}
