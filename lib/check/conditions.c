/* Conditions on places of the record (docs/book.md): each holds, does not, or cannot be asked. */
#include "check/conditions.h"

#define NO SBILL_NOT_SO
#define YES SBILL_SO
#define UNKNOWN SBILL_CANNOT_ASK

/* ---- values against an operand ------------------------------------------------------------------ */

struct question {
    const struct sbill_check *k;
    int32_t op, on, system;
    struct sbill_text operand;
    int64_t number;
    bool *no_group;
};

/* Letter case and the dots of diagnosis codes do not matter. */
static bool same_word(struct sbill_text value, struct sbill_text word, bool whole)
{
    size_t i = 0, w = 0;

    while (w < word.n) {
        if (word.p[w] == '.') {
            w++;
        } else if (i < value.n && value.p[i] == '.') {
            i++;
        } else if (i < value.n && sbill_upper(value.p[i]) == sbill_upper(word.p[w])) {
            i++;
            w++;
        } else {
            return false;
        }
    }
    while (whole && i < value.n && value.p[i] == '.')
        i++;
    return !whole || i == value.n;
}

static bool is_one_of(const struct question *q, const struct sbill_place_value *v, bool whole)
{
    struct sbill_text rest = q->operand;

    while (rest.n) {
        struct sbill_text word = sbill_text_cut(&rest, ' ');
        int64_t number;

        if (!word.n)
            continue;
        if (v->counts && sbill_decimal_parse(word, 3, &number) && number == v->number)
            return true;
        if (!v->counts && same_word(v->text, word, whole))
            return true;
    }
    return false;
}

/* 99202-99205: as long as the ends, and between them letter by letter. */
static bool in_range(struct sbill_text code, struct sbill_text range)
{
    struct sbill_text from = sbill_text_cut(&range, '-');

    return code.n == from.n && code.n == range.n && sbill_text_cmp(from, code) <= 0 &&
           sbill_text_cmp(code, range) <= 0;
}

static bool in_group(const struct question *q, struct sbill_text code)
{
    char name[64];
    int found;

    if (q->operand.n >= sizeof name || !code.n)
        return false;
    for (size_t i = 0; i < q->operand.n; i++)
        name[i] = q->operand.p[i];
    name[q->operand.n] = '\0';
    found = sbill_book_in_group(q->k->book, name, q->system, code, q->on);
    if (found < 0)
        *q->no_group = true;
    return found == 1;
}

static bool fits(const void *ctx, const struct sbill_place_value *v)
{
    const struct question *q = ctx;

    if (q->op == SBILL_OP_GIVEN)
        return v->given == sbill_text_is(q->operand, "yes");
    if (!v->given)
        return false;
    switch (q->op) {
    case SBILL_OP_IS:
        return is_one_of(q, v, true);
    case SBILL_OP_BEGINS:
        return !v->counts && is_one_of(q, v, false);
    case SBILL_OP_RANGE:
        return in_range(v->text, q->operand);
    case SBILL_OP_GROUP:
        return in_group(q, v->text);
    case SBILL_OP_LEAST:
        return v->counts && v->number >= q->number;
    case SBILL_OP_MOST:
        return v->counts && v->number <= q->number;
    default:
        return false;
    }
}

/* ---- places that are not just a field ------------------------------------------------------------ */

static int ask_number(const struct question *q, int64_t number, bool given)
{
    struct sbill_place_value v = {.given = given, .counts = given, .number = number};

    return fits(q, &v);
}

/* What a line points to, as codes. */
static int ask_pointers(const struct sbill_check *k, int32_t line, const struct question *q)
{
    const sbill_texts *pointers = &k->record->lines.v[line].diagnoses;
    struct sbill_place_value v = {.given = false};

    for (size_t p = 0; p < pointers->n; p++) {
        int32_t at = sbill_pointer_diagnosis(k, pointers->v[p]);

        v.given = at >= 0;
        v.text = at >= 0 ? k->record->diagnoses.v[at].code : (struct sbill_text){"", 0};
        if (at >= 0 && fits(q, &v))
            return 1;
    }
    return pointers->n ? 0 : fits(q, &v);
}

/* Where the record says it for a line that does not. */
static struct sbill_text fallback(struct sbill_text path, char *room, size_t size)
{
    static const char *const same[] = {"place_of_service", "date_from", "date_to", "service_model",
                                       "facility"};
    static const char *const people[] = {"rendering",         "performed_by",     "ordering",
                                         "referring",         "primary_care",     "supervising",
                                         "purchased_service", "assistant_surgeon"};
    struct sbill_text rest = path, key = sbill_text_cut(&rest, '.');
    struct sbill_buf b;

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (sbill_text_is(key, same[i]))
            return path;
    sbill_buf_over(&b, room, size);
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        if (sbill_text_is(key, people[i])) {
            sbill_buf_z(&b, "providers.");
            sbill_buf_text(&b, path);
            return sbill_buf_view(&b);
        }
    return (struct sbill_text){"", 0};
}

static int ask_line(const struct sbill_asking *a, struct sbill_text path, const struct question *q)
{
    struct sbill_spot at = sbill_spot_line(a->k, a->line);
    struct sbill_text above, key = path;
    char room[160];

    if (sbill_text_is(path, "diagnoses"))
        return ask_pointers(a->k, a->line, q);
    if (sbill_text_is(path, "charge")) {
        int64_t charge = sbill_line_charge(a->k, a->line);

        return ask_number(q, charge * 10, charge > 0 && charge < INT64_MAX / 10);
    }
    if (sbill_text_is(path, "units")) {
        int64_t units = sbill_line_units(a->k, a->line);

        return ask_number(q, units, units != SBILL_NO_QTY);
    }
    above = fallback(path, room, sizeof room);
    if (above.n && !sbill_place_given(at, sbill_text_cut(&key, '.')))
        return sbill_place_any(sbill_spot_record(a->k), above, fits, q);
    return sbill_place_any(at, path, fits, q);
}

static int ask_age(const struct sbill_asking *a, const struct question *q, bool days)
{
    int32_t birth = a->k->record->patient.birth_date;
    bool known = birth != SBILL_NO_DATE && a->on != SBILL_NO_DATE && birth <= a->on;
    int32_t age = !known ? 0 : days ? a->on - birth : sbill_age_years(birth, a->on);

    return ask_number(q, (int64_t)age * 1000, known);
}

#define LINES "lines[]."
#define COVERAGES "coverages[]."

static int ask_place(const struct sbill_asking *a, struct sbill_text path, struct question *q)
{
    if (sbill_text_is(path, "patient.age") || sbill_text_is(path, "patient.age_days"))
        return ask_age(a, q, path.n > sizeof "patient.age" - 1);
    if (sbill_text_starts(path, SBILL_T(LINES)) && a->line >= 0) {
        q->system = a->k->lines[a->line].system;
        path = sbill_without(path, sizeof LINES - 1);
        if (sbill_text_is(path, "diagnoses"))
            q->system = SBILL_SYSTEM_ICD10CM;
        return ask_line(a, path, q);
    }
    if (sbill_text_starts(path, SBILL_T(COVERAGES)))
        return sbill_place_any(sbill_spot_coverage(a->k), sbill_without(path, sizeof COVERAGES - 1),
                               fits, q);
    return sbill_place_any(sbill_spot_record(a->k), path, fits, q);
}

/* lines[].modifiers and the like: one key behind the line, and nothing special about it. */
static const struct sbill_field *plain_field(const struct sbill_asking *a, struct sbill_text path)
{
    static const char *const special[] = {"diagnoses", "charge", "units"};

    if (a->line < 0 || !sbill_text_starts(path, SBILL_T(LINES)))
        return NULL;
    path = sbill_without(path, sizeof LINES - 1);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (sbill_text_is(path, special[i]))
            return NULL;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '.' || path.p[i] == '[')
            return NULL;
    return sbill_shape_find(sbill_spot_line(a->k, a->line).shape, path);
}

/* The answer of a prepared field; -1 if it is none, or the record may say it for the line. */
static int ask_prepared(struct sbill_asking *a, size_t nth, struct sbill_text path,
                        struct question *q)
{
    struct sbill_prepared *p = nth < SBILL_PREPARED ? &a->prepared[nth] : NULL;
    const char *line;

    if (!p || a->line < 0)
        return -1;
    if (!p->looked)
        p->field = plain_field(a, path);
    p->looked = true;
    line = (const char *)&a->k->record->lines.v[a->line];
    if (!p->field || (!sbill_field_given(p->field, line + p->field->offset) &&
                      (p->field->kind == SBILL_K_TEXT || p->field->kind == SBILL_K_DATE ||
                       p->field->kind == SBILL_K_WORD || p->field->kind == SBILL_K_POINTER)))
        return -1;
    q->system = a->k->lines[a->line].system;
    return sbill_field_any(p->field, line, fits, q);
}

static enum sbill_truth ask(struct sbill_asking *a, const struct sbill_payer_item *c, size_t nth)
{
    bool no_group = false;
    struct question q = {
        a->k, SBILL_OP_OF(c->number), a->on, SBILL_SYSTEM_ICD10CM, c->second, c->value, &no_group};
    int found = ask_prepared(a, nth, c->text, &q);

    if (found < 0)
        found = ask_place(a, c->text, &q);

    if (found == 0 && no_group)
        a->why = "its code group is not loaded";
    else if (found < 0)
        a->why = "a field that records do not have";
    else
        return (found == 1) != ((c->number & SBILL_OP_NOT) != 0) ? YES : NO;
    return UNKNOWN;
}

/* ---- earlier services ---------------------------------------------------------------------------- */

/* Months are counted as payers do: the month of the service does not count, so from September on the 24th month is
 * September two years later. */
static bool within(int32_t then, int32_t now, int32_t span, bool months)
{
    int32_t y1, m1, d1, y2, m2, d2;

    if (then == SBILL_NO_DATE || now == SBILL_NO_DATE || then >= now)
        return false;
    if (!months)
        return now - then < span;
    sbill_date_split(then, &y1, &m1, &d1);
    sbill_date_split(now, &y2, &m2, &d2);
    return (y2 - y1) * 12 + (m2 - m1) < span;
}

static bool by_same(const struct sbill_asking *a, const struct sbill_context_line *o,
                    struct sbill_text whom)
{
    const struct sbill_provider *p = a->k->record->providers.billing;
    struct sbill_text theirs = o->billing_npi;

    if (!whom.n)
        return true;
    if (sbill_text_is(whom, "provider")) {
        p = a->line >= 0 ? sbill_line_rendering(a->k, a->line) : a->k->record->providers.rendering;
        theirs = o->rendering_npi;
    }
    return p && p->npi.n && sbill_text_eq(p->npi, theirs);
}

static enum sbill_truth ask_context(struct sbill_asking *a, const struct sbill_context_line *o,
                                    const struct sbill_payer_item *c)
{
    const struct sbill_field *f = sbill_field_at(SBILL_T("context.lines"));
    bool no_group = false;
    struct question q = {
        a->k, SBILL_OP_OF(c->number), o->date_from, o->system, c->second, c->value, &no_group};
    struct sbill_spot at = {f->shape, (const char *)o};
    char normal[16];
    int found;

    if (!q.system)
        q.system = sbill_system_by_shape(normal, sbill_code_normal(o->code, normal));
    found = sbill_place_any(at, c->text, fits, &q);
    if (found < 0 || (found == 0 && no_group)) {
        a->why = found < 0 ? "a field that records do not have" : "its code group is not loaded";
        return UNKNOWN;
    }
    return (found == 1) != ((c->number & SBILL_OP_NOT) != 0) ? YES : NO;
}

/* All conditions inside hold for this earlier service; `inside` is the walk behind its head. */
static enum sbill_truth is_meant(struct sbill_asking *a, const struct sbill_context_line *o,
                                 struct sbill_payer_walk inside)
{
    enum sbill_truth all = YES;
    struct sbill_payer_item c;

    while (all != NO && sbill_payer_next(&inside, &c) && c.kind == SBILL_PAYER_CONDITION &&
           c.number & SBILL_OP_INSIDE) {
        enum sbill_truth one = ask_context(a, o, &c);

        all = one == YES ? all : one;
    }
    return all;
}

static enum sbill_truth ask_earlier(struct sbill_asking *a, const struct sbill_payer_item *head,
                                    struct sbill_payer_walk inside)
{
    const struct sbill_context *context = a->k->record->context;
    int32_t span = (int32_t)(head->value & 65535);
    int64_t times = head->value / 65536, count = 0;
    bool months = sbill_text_is(head->second, "months");

    if (!context) {
        a->why = "the patient's other services are not given";
        return UNKNOWN;
    }
    for (size_t i = 0; i < context->lines.n && count < times; i++) {
        const struct sbill_context_line *o = &context->lines.v[i];
        enum sbill_truth meant;

        if (!within(o->date_from, a->on, span, months) || !by_same(a, o, head->text))
            continue;
        meant = is_meant(a, o, inside);
        if (meant == UNKNOWN)
            return UNKNOWN;
        count += meant == YES;
    }
    return (count >= times) != ((head->number & SBILL_OP_NOT) != 0) ? YES : NO;
}

/* ---- all of them --------------------------------------------------------------------------------- */

/* Alternatives: the best of those that share a number. */
struct sum {
    enum sbill_truth all, any;
    int32_t group;
};

static void close_group(struct sum *s)
{
    if (s->group && s->any != YES && s->all != NO)
        s->all = s->any;
    s->group = 0;
}

static void add_up(struct sum *s, int32_t group, enum sbill_truth one)
{
    if (group != s->group) {
        close_group(s);
        s->any = NO;
    }
    s->group = group;
    if (group)
        s->any = one == YES || s->any == NO ? one : s->any;
    else if (one != YES && s->all != NO)
        s->all = one;
}

bool sbill_first_fails(struct sbill_asking *a, const struct sbill_payer_item *first)
{
    return !(first->number & SBILL_OP_INSIDE) && !SBILL_OP_GROUP_OF(first->number) &&
           SBILL_OP_OF(first->number) != SBILL_OP_EARLIER && ask(a, first, 0) == NO;
}

enum sbill_truth sbill_ask_all(struct sbill_asking *a, struct sbill_payer_walk w)
{
    struct sum s = {YES, NO, 0};
    struct sbill_payer_item c;

    for (size_t nth = 0; s.all != NO && sbill_payer_next(&w, &c) && c.kind == SBILL_PAYER_CONDITION;
         nth++) {
        if (c.number & SBILL_OP_INSIDE)
            continue;
        add_up(&s, SBILL_OP_GROUP_OF(c.number),
               SBILL_OP_OF(c.number) == SBILL_OP_EARLIER ? ask_earlier(a, &c, w) : ask(a, &c, nth));
    }
    close_group(&s);
    return s.all;
}
