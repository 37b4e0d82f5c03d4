/* X12: values of elements, each kind in the spelling the map gives it. What cannot be read is a finding. */
#include <string.h>

#include "map/systems.h"
#include "read/x12_reading.h"

/* ---- clean text ------------------------------------------------------------------------------ */

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7F;
}

static struct sbill_text without_controls(struct sbill_x12_reading *r, struct sbill_text t)
{
    char *copy = sbill_arena_get(&r->e->arena, t.n + 1);
    size_t n = 0;
    bool said = r->characters_said;

    for (size_t i = 0; copy && i < t.n; i++) {
        if (t.p[i] == '\r' || t.p[i] == '\n') /* a file folded at a width */
            continue;
        r->characters_said |= is_control(t.p[i]);
        copy[n++] = is_control(t.p[i]) ? ' ' : t.p[i];
    }
    if (r->characters_said && !said)
        sbill_x12_say(r, SBILL_FINDING_X12_CHARACTERS, 0, NULL);
    return sbill_text_trim((struct sbill_text){copy, n});
}

struct sbill_text sbill_x12_clean(struct sbill_x12_reading *r, struct sbill_text t)
{
    t = sbill_text_trim(t);
    for (size_t i = 0; i < t.n; i++)
        if (is_control(t.p[i]))
            return without_controls(r, t);
    return t;
}

struct sbill_text sbill_x12_at(struct sbill_x12_reading *r, size_t element, size_t part)
{
    struct sbill_text e = sbill_x12_element(&r->s, element);

    if (part)
        e = sbill_x12_part(e, sbill_x12_component_mark(&r->x, e), part);
    return sbill_x12_clean(r, e);
}

/* ---- against the map ------------------------------------------------------------------------- */

/* Characters as X12 counts them: of a number neither sign nor point. */
static size_t length_of(const struct sbill_837_element *el, struct sbill_text value)
{
    size_t n = sbill_utf8_points(value, value.n);

    if (el->type != 'R' && el->type != 'N')
        return n;
    for (size_t i = 0; i < value.n; i++)
        n -= value.p[i] == '.' || value.p[i] == '-';
    return n;
}

static void check_length(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                         struct sbill_text value)
{
    size_t n = length_of(el, value);
    struct sbill_finding *f;

    if (n >= el->min && n <= el->max)
        return;
    f = sbill_x12_say(r, SBILL_FINDING_X12_ELEMENT_LENGTH, el->at, el);
    sbill_finding_number_value(r->e, f, "length", (int64_t)n);
    sbill_finding_number_value(r->e, f, "wanted", n < el->min ? el->min : el->max);
    sbill_finding_value(r->e, f, "limit", n < el->min ? SBILL_T("at least") : SBILL_T("at most"));
}

static void say_value(struct sbill_x12_reading *r, int32_t number,
                      const struct sbill_837_element *el, struct sbill_text value,
                      const char *wanted)
{
    struct sbill_finding *f = sbill_x12_say(r, number, el->at, el);

    if (value.n > 40)
        value.n = sbill_utf8_check((struct sbill_text){value.p, 40});
    sbill_finding_value(r->e, f, "given", value);
    sbill_finding_value(r->e, f, "wanted", sbill_text_from(wanted));
}

/* The codes there are, but for the place holder of a value without one. */
static void say_code(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value)
{
    char room[128];
    struct sbill_buf b;
    struct sbill_text rest = sbill_text_from(el->codes);

    sbill_buf_over(&b, room, sizeof room);
    while (rest.n) {
        struct sbill_text code = sbill_text_cut(&rest, ' ');

        if (sbill_text_is(code, "-"))
            continue;
        if (b.n)
            sbill_buf_char(&b, ' ');
        sbill_buf_text(&b, code);
    }
    say_value(r, SBILL_FINDING_X12_ELEMENT_CODE, el, value, b.failed ? el->codes : b.p);
}

bool sbill_x12_check(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value)
{
    if (!value.n) {
        if (el->usage == 'R' && (el->part < 2 || el->how == SBILL_837_FIXED))
            sbill_x12_say(r, SBILL_FINDING_X12_ELEMENT_MISSING, el->at, el);
        return false;
    }
    check_length(r, el, value);
    if (!sbill_837_code(el->codes, value, NULL))
        say_code(r, el, value);
    return true;
}

/* ---- kinds ----------------------------------------------------------------------------------- */

/* One way of reading a value into the member at `to`. */
typedef void reading(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value, void *to);

static void read_nothing(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                         struct sbill_text value, void *to)
{
    (void)r, (void)el, (void)value, (void)to;
}

/* A code as the guide writes it, whatever its letter case. */
static void read_text(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    size_t at;

    (void)r;
    if (el->codes && sbill_837_code(el->codes, value, &at))
        value = sbill_837_code_at(el->codes, at);
    memcpy(to, &value, sizeof value);
}

static void read_texts(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    sbill_texts texts;
    struct sbill_text *t;

    memcpy(&texts, to, sizeof texts);
    t = SBILL_PUSH(&r->e->arena, &texts);
    if (t)
        read_text(r, el, value, t);
    memcpy(to, &texts, sizeof texts);
}

bool sbill_x12_dates(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text format, struct sbill_text value, int32_t *from, int32_t *to)
{
    struct sbill_text rest = value, first = sbill_text_cut(&rest, '-');
    bool two = sbill_text_eq_fold(format, SBILL_T("RD8"));

    *to = SBILL_NO_DATE;
    if (first.n == 8 && sbill_date_parse(first, from) &&
        (two ? rest.n == 8 && sbill_date_parse(rest, to) : first.n == value.n))
        return true;
    say_value(r, SBILL_FINDING_X12_ELEMENT_VALUE, el, value,
              two ? "two dates, CCYYMMDD-CCYYMMDD" : "a date, CCYYMMDD");
    return false;
}

static void read_date(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    int32_t from, none;

    if (sbill_x12_dates(r, el, SBILL_T("D8"), value, &from, &none))
        memcpy(to, &from, sizeof from);
}

static void read_period(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                        struct sbill_text value, void *to)
{
    int32_t from, until;
    char *other = (char *)to + el->other - el->offset;

    if (!sbill_x12_dates(r, el, sbill_x12_at(r, 2, 0), value, &from, &until))
        return;
    memcpy(to, &from, sizeof from);
    memcpy(other, &until, sizeof until);
}

/* .5 and 5. are numbers of X12, and none of ours; +5 is nobody's. */
static bool read_decimal(struct sbill_text value, int places, int64_t *out)
{
    char room[48];
    struct sbill_buf b;
    bool minus = value.n && value.p[0] == '-';
    size_t i = minus;

    sbill_buf_over(&b, room, sizeof room);
    if (minus)
        sbill_buf_char(&b, '-');
    if (i < value.n && value.p[i] == '.')
        sbill_buf_char(&b, '0');
    sbill_buf_add(&b, value.p + i, value.n - i);
    if (!b.failed && b.n && b.p[b.n - 1] == '.' && b.n > 1)
        b.n--;
    return !b.failed && sbill_decimal_parse(sbill_buf_view(&b), places, out);
}

bool sbill_x12_money(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value, int64_t *out)
{
    if (read_decimal(value, 2, out))
        return true;
    say_value(r, SBILL_FINDING_X12_ELEMENT_VALUE, el, value, "an amount with at most two decimals");
    return false;
}

bool sbill_x12_quantity(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                        struct sbill_text value, int64_t *out)
{
    if (read_decimal(value, 3, out))
        return true;
    say_value(r, SBILL_FINDING_X12_ELEMENT_VALUE, el, value,
              "a number with at most three decimals");
    return false;
}

static void read_money(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    int64_t v;

    if (sbill_x12_money(r, el, value, &v))
        memcpy(to, &v, sizeof v);
}

static void read_quantity(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                          struct sbill_text value, void *to)
{
    int64_t v;

    if (sbill_x12_quantity(r, el, value, &v))
        memcpy(to, &v, sizeof v);
}

static void read_whole(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    int64_t v;
    int32_t n;

    if (length_of(el, value) > el->max || !read_decimal(value, 0, &v) || v < 0 || v > INT32_MAX) {
        say_value(r, SBILL_FINDING_X12_ELEMENT_VALUE, el, value, "a whole number");
        return;
    }
    n = (int32_t)v;
    memcpy(to, &n, sizeof n);
}

static void read_flag(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    sbill_flag flag = SBILL_UNKNOWN;

    (void)r;
    if (sbill_text_eq_fold(value, sbill_837_code_at(el->codes, 0)))
        flag = SBILL_YES;
    else if (sbill_text_eq_fold(value, SBILL_T("N")))
        flag = SBILL_NO;
    else if (el->other)
        to = (char *)to + el->other - el->offset, flag = SBILL_YES;
    memcpy(to, &flag, sizeof flag);
}

static void read_word(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    size_t at;
    int32_t word;

    (void)r;
    if (!sbill_837_code(el->codes, value, &at))
        return; /* told already */
    word = (int32_t)at + 1;
    memcpy(to, &word, sizeof word);
}

/* NM102 says whose name it is: 2 is an organisation. */
static void read_name(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    bool person = sbill_text_is(sbill_x12_at(r, 2, 0), "1");
    char *last = (char *)to + el->other - el->offset;

    memcpy(person ? last : to, &value, sizeof value);
}

static void read_state(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    (void)r, (void)el;
    ((struct sbill_address *)to)->state = value;
}

static void read_subdivision(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                             struct sbill_text value, void *to)
{
    struct sbill_address *a = to;

    if (a->state.n)
        sbill_x12_unread(r, el->at, 0, "N402 names the state already");
    else
        a->state = value;
}

static void read_country(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                         struct sbill_text value, void *to)
{
    (void)r, (void)el;
    ((struct sbill_address *)to)->country = value;
}

static void read_cause(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    struct sbill_accident *a = to;

    (void)r, (void)el;
    if (sbill_text_eq_fold(value, SBILL_T("AA")))
        a->automobile = SBILL_YES;
    else if (sbill_text_eq_fold(value, SBILL_T("EM")))
        a->employment = SBILL_YES;
    else if (sbill_text_eq_fold(value, SBILL_T("OA")))
        a->other = SBILL_YES;
}

static void read_use(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value, void *to)
{
    int32_t use = SBILL_USE_PREDETERMINATION;

    (void)r, (void)el;
    if (sbill_text_eq_fold(value, SBILL_T("PB")))
        memcpy(to, &use, sizeof use);
}

static void read_procedure(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                           struct sbill_text value, void *to)
{
    struct sbill_line *l = sbill_837_hold(&r->place, SBILL_837_LINE, NULL);

    (void)to;
    if (!l)
        return;
    if (sbill_text_eq_fold(value, SBILL_T("AD")))
        l->system = SBILL_SYSTEM_CDT;
    else if (!sbill_text_eq_fold(value, SBILL_T("HC")))
        read_text(r, el, value, &l->qualifier);
}

/* A text that stands elsewhere too; another one has no place. */
static void read_same(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                      struct sbill_text value, void *to)
{
    struct sbill_text known;

    memcpy(&known, to, sizeof known);
    if (!sbill_text_eq_fold(known, value))
        sbill_x12_unread(r, el->at, el->part, "it differs from the line's own");
}

/* LX01 counts from 1 in each claim. */
static void read_count(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                       struct sbill_text value, void *to)
{
    uint32_t n = 0;
    struct sbill_finding *f;

    (void)to;
    if (sbill_text_u32(value, &n) && n == r->record->lines.n)
        return;
    f = sbill_x12_say(r, SBILL_FINDING_X12_LINE_NUMBER, el->at, el);
    sbill_finding_value(r->e, f, "given", value);
    sbill_finding_number_value(r->e, f, "wanted", (int64_t)r->record->lines.n);
}

static reading *const readings[SBILL_837_HOWS] = {
    [SBILL_837_SPECIAL] = read_nothing,
    [SBILL_837_FIXED] = read_nothing,
    [SBILL_837_KEY] = read_nothing,
    [SBILL_837_ROLE] = read_nothing,
    [SBILL_837_COUNT] = read_count,
    [SBILL_837_TEXT] = read_text,
    [SBILL_837_DIGITS] = read_text,
    [SBILL_837_QUALIFIER] = read_text,
    [SBILL_837_TEXTS] = read_texts,
    [SBILL_837_DATE] = read_date,
    [SBILL_837_PERIOD] = read_period,
    [SBILL_837_FORMAT] = read_nothing,
    [SBILL_837_MONEY] = read_money,
    [SBILL_837_QTY] = read_quantity,
    [SBILL_837_INT] = read_whole,
    [SBILL_837_FLAG] = read_flag,
    [SBILL_837_YES] = read_flag,
    [SBILL_837_WORD] = read_word,
    [SBILL_837_NAME] = read_name,
    [SBILL_837_STATE] = read_state,
    [SBILL_837_SUBDIVISION] = read_subdivision,
    [SBILL_837_COUNTRY] = read_country,
    [SBILL_837_ORDER] = read_word,
    [SBILL_837_CAUSE] = read_cause,
    [SBILL_837_USE] = read_use,
    [SBILL_837_PROCEDURE] = read_procedure,
    [SBILL_837_POINTER] = read_texts,
    [SBILL_837_SAME] = read_same,
};

/* ---- a segment by its rows ------------------------------------------------------------------- */

static const struct sbill_837_element *find_element(const struct sbill_x12_reading *r,
                                                    const struct sbill_837_segment *row, size_t at,
                                                    size_t part)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct sbill_837_element *el = &row->elements[i];

        if (el->at == at && (!part || el->part == part) && sbill_837_in(el->forms, r->form))
            return el;
    }
    return NULL;
}

static void list_strays(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    static const char why[] = "the map has no place for it";

    for (size_t at = 1; at <= r->s.n; at++) {
        struct sbill_text e = sbill_text_trim(sbill_x12_element(&r->s, at));
        const struct sbill_837_element *el = find_element(r, row, at, 0);
        char mark = sbill_x12_component_mark(&r->x, e);

        if (!e.n)
            continue;
        if (!el)
            sbill_x12_unread(r, at, 0, why);
        for (size_t part = 1; el && el->part && part <= sbill_x12_part_count(e, mark); part++)
            if (sbill_text_trim(sbill_x12_part(e, mark, part)).n && !find_element(r, row, at, part))
                sbill_x12_unread(r, at, part, why);
    }
}

/* A qualifier that says something else than the map: what it qualifies would be misread. */
static bool is_misqualified(struct sbill_x12_reading *r, const struct sbill_837_segment *row,
                            const struct sbill_837_element *el)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct sbill_837_element *key = &row->elements[i];

        if (key->how == SBILL_837_KEY && key->pair == el->at && key->part == el->part &&
            sbill_837_in(key->forms, r->form))
            return !sbill_837_code(key->codes, sbill_x12_at(r, key->at, key->part), NULL);
    }
    return false;
}

static void read_element(struct sbill_x12_reading *r, const struct sbill_837_segment *row,
                         const struct sbill_837_element *el)
{
    struct sbill_text value = sbill_x12_at(r, el->at, el->part);
    char *holder;

    if (!sbill_x12_check(r, el, value))
        return;
    if (is_misqualified(r, row, el)) {
        sbill_x12_unread(r, el->at, el->part, "its qualifier says that it is something else");
        return;
    }
    holder = el->holder ? sbill_837_hold(&r->place, el->holder, &r->e->arena) : NULL;
    if (holder || !el->holder)
        readings[el->how](r, el, value, holder ? holder + el->offset : NULL);
}

void sbill_x12_elements(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    if (row->each && !sbill_837_push(&r->place, row->each, &r->e->arena))
        return;
    for (size_t i = 0; i < row->count; i++)
        if (sbill_837_in(row->elements[i].forms, r->form))
            read_element(r, row, &row->elements[i]);
    list_strays(r, row);
}
