#include "assign/rules_case.h"

#include <string.h>

#include "map/shapes.h"

#define DEFAULT_DAY "2025-10-06" /* of a test that says no date in a pack that says none */

static struct sbill_text next_word(struct sbill_text *rest)
{
    *rest = sbill_text_trim(*rest);
    return sbill_text_cut(rest, ' ');
}

/* ---- The record ---- */

static bool set_age(struct sbill_record *r, struct sbill_text age)
{
    int32_t y, m, d;
    uint32_t n;
    char unit = age.n ? age.p[age.n - 1] : 'y';

    if (age.n == 0)
        return true;
    if (!sbill_is_digit(unit))
        age.n--;
    else
        unit = 'y';
    if (!sbill_text_u32(age, &n) || n > 150 * 366)
        return false;
    sbill_date_split(r->date_from, &y, &m, &d);
    switch (unit) {
    case 'd':
        r->patient.birth_date = r->date_from - (int32_t)n;
        return true;
    case 'w':
        r->patient.birth_date = r->date_from - (int32_t)n * 7;
        return true;
    case 'm':
        m -= (int32_t)n % 12;
        y -= (int32_t)n / 12 + (m < 1);
        m += m < 1 ? 12 : 0;
        return sbill_date_make(y, m, d > 28 ? 28 : d, &r->patient.birth_date);
    case 'y':
        return sbill_date_make(y - (int32_t)n, m, d > 28 ? 28 : d, &r->patient.birth_date);
    default:
        return false;
    }
}

static bool set_plan(struct sbill_encounter *e, const struct sbill_xml *test)
{
    static const struct {
        const char *plan, *filing;
    } rows[] = {{"medicare", "MB"},   {"commercial", "CI"},
                {"medicaid", "MC"},   {"workers-comp", "WC"},
                {"tricare", "CH"},    {"auto", "AM"},
                {"dental", "17"},     {"medicare-advantage", "16"},
                {"self-pay", "self"}, {"", ""}};
    struct sbill_text plan = sbill_xml_attr(test, "plan"), filing = sbill_xml_attr(test, "filing");
    struct sbill_coverage *c;
    size_t i = 0;

    while (*rows[i].plan && !sbill_text_is(plan, rows[i].plan))
        i++;
    if (plan.n && !*rows[i].plan)
        return false;
    if (sbill_text_is(plan, "self-pay")) {
        e->record.self_pay = SBILL_YES;
        return true;
    }
    if (plan.n == 0 && filing.n == 0)
        return true;
    c = SBILL_PUSH(&e->arena, &e->record.coverages);
    if (!c)
        return true;
    sbill_shape_clear(&sbill_coverage_shape, c);
    c->order = 1;
    c->filing_indicator = filing.n ? filing : sbill_text_from(rows[i].filing);
    return true;
}

static void add_diagnoses(struct sbill_encounter *e, struct sbill_text list, int32_t status)
{
    struct sbill_text code;

    while ((code = next_word(&list)).n) {
        struct sbill_dx *dx = SBILL_PUSH(&e->arena, &e->record.diagnoses);
        if (!dx)
            return;
        sbill_shape_clear(&sbill_dx_shape, dx);
        dx->code = code;
        dx->system = SBILL_SYSTEM_ICD10CM;
        dx->status = status;
    }
}

/* 20610-LT-59*2 */
static bool add_lines(struct sbill_encounter *e, struct sbill_text list)
{
    struct sbill_text word;

    while ((word = next_word(&list)).n) {
        struct sbill_line *l = SBILL_PUSH(&e->arena, &e->record.lines);
        struct sbill_text units = word, code = sbill_text_cut(&units, '*'), rest = code;
        if (!l)
            return true;
        sbill_shape_clear(&sbill_line_shape, l);
        l->code = sbill_text_cut(&rest, '-');
        l->status = SBILL_ENTERED;
        l->units = 1000;
        if (units.n && !sbill_decimal_parse(units, 3, &l->units))
            return false;
        while (rest.n) {
            struct sbill_text *m = SBILL_PUSH(&e->arena, &l->modifiers);
            struct sbill_text modifier = sbill_text_cut(&rest, '-');
            if (m)
                *m = modifier;
        }
    }
    return true;
}

static bool set_words(struct sbill_record *r, const struct sbill_xml *test)
{
    struct sbill_text sex = sbill_xml_attr(test, "sex"), claim = sbill_xml_attr(test, "claim");

    if (sbill_text_is(sex, "F"))
        r->patient.sex = SBILL_FEMALE;
    else if (sbill_text_is(sex, "M"))
        r->patient.sex = SBILL_MALE;
    else if (sex.n)
        return false;
    r->claim_type = sbill_text_is(claim, "dental") ? SBILL_DENTAL : SBILL_PROFESSIONAL;
    r->setting = sbill_text_is(sbill_xml_attr(test, "setting"), "inpatient") ? SBILL_INPATIENT
                                                                             : SBILL_OUTPATIENT;
    r->place_of_service = sbill_xml_attr(test, "place");
    return true;
}

bool sbill_case_record(struct sbill_encounter *e, const struct sbill_xml *test,
                       const struct sbill_pack *pack, const char **why)
{
    struct sbill_record *r = &e->record;
    struct sbill_text on = sbill_xml_attr(test, "on");
    struct sbill_note *note = SBILL_PUSH(&e->arena, &r->notes);

    *why = "on";
    if (!sbill_date_parse(on.n ? on : SBILL_T(DEFAULT_DAY), &r->date_from))
        return false;
    if (!on.n && pack->from != SBILL_NO_DATE && pack->from > r->date_from)
        r->date_from = pack->from;
    if (!on.n && pack->to != SBILL_NO_DATE && pack->to < r->date_from)
        r->date_from = pack->to;
    if (note) {
        sbill_shape_clear(&sbill_note_shape, note);
        note->text = sbill_text_trim(test->text);
        note->type = sbill_xml_attr(test, "type");
    }
    e->has_record = true;
    *why = "age";
    if (!set_age(r, sbill_xml_attr(test, "age")))
        return false;
    *why = "sex";
    if (!set_words(r, test))
        return false;
    *why = "plan";
    if (!set_plan(e, test))
        return false;
    add_diagnoses(e, sbill_xml_attr(test, "entered"), SBILL_ENTERED);
    add_diagnoses(e, sbill_xml_attr(test, "rejected"), SBILL_REJECTED);
    *why = "lines";
    return add_lines(e, sbill_xml_attr(test, "lines"));
}

/* ---- What came out ---- */

static void space(struct sbill_buf *out)
{
    if (out->n)
        sbill_buf_char(out, ' ');
}

void sbill_case_codes(const struct sbill_encounter *e, struct sbill_buf *out)
{
    const struct sbill_record *r = &e->record;

    for (int32_t rank = 1; rank <= (int32_t)r->diagnoses.n; rank++)
        for (size_t i = 0; i < r->diagnoses.n; i++)
            if (r->diagnoses.v[i].status == SBILL_SUGGESTED && r->diagnoses.v[i].rank == rank) {
                space(out);
                sbill_buf_text(out, r->diagnoses.v[i].code);
            }
    for (size_t i = 0; i < r->lines.n; i++) {
        const struct sbill_line *l = &r->lines.v[i];
        if (l->status != SBILL_SUGGESTED)
            continue;
        space(out);
        sbill_buf_text(out, l->code);
        for (size_t m = 0; m < l->modifiers.n; m++) {
            sbill_buf_char(out, '-');
            sbill_buf_text(out, l->modifiers.v[m]);
        }
        if (l->units != 1000) {
            sbill_buf_char(out, '*');
            sbill_decimal_write_short(out, l->units, 3);
        }
    }
}

static size_t count_word(struct sbill_text list, struct sbill_text word)
{
    struct sbill_text one;
    size_t n = 0;

    while ((one = next_word(&list)).n)
        n += sbill_text_eq(one, word);
    return n;
}

static bool inside(struct sbill_text a, struct sbill_text b)
{
    struct sbill_text rest = a, word;

    while ((word = next_word(&rest)).n)
        if (count_word(a, word) != count_word(b, word))
            return false;
    return true;
}

bool sbill_case_same(struct sbill_text a, struct sbill_text b)
{
    return inside(a, b) && inside(b, a);
}
