/* X12: the value of each row of the map, in the spelling it has there. */
#include <stddef.h>
#include <string.h>

#include "write/x12.h"

/* ---- numbers ----------------------------------------------------------------------------------- */

static struct sbill_text printed(struct sbill_buf *b)
{
    return b->failed ? SBILL_T("") : sbill_buf_view(b);
}

/* R: no needless zero or point, and none in front of the point either, as X12.6 has it. */
static struct sbill_text decimal(int64_t v, int places, char room[SBILL_X12_ROOM])
{
    struct sbill_buf b;
    size_t minus = v < 0;

    sbill_buf_over(&b, room, SBILL_X12_ROOM);
    sbill_decimal_write_short(&b, v, places);
    if (!b.failed && b.n > minus + 2 && b.p[minus] == '0' && b.p[minus + 1] == '.') {
        memmove(b.p + minus, b.p + minus + 1, b.n - minus);
        b.n--;
    }
    return printed(&b);
}

struct sbill_text sbill_x12_money_text(int64_t v, char room[SBILL_X12_ROOM])
{
    return v == SBILL_NO_MONEY ? SBILL_T("") : decimal(v, 2, room);
}

struct sbill_text sbill_x12_quantity_text(int64_t v, char room[SBILL_X12_ROOM])
{
    return v == SBILL_NO_QTY ? SBILL_T("") : decimal(v, 3, room);
}

struct sbill_text sbill_x12_date_text(int32_t date, char room[SBILL_X12_ROOM])
{
    struct sbill_buf b;

    if (date == SBILL_NO_DATE)
        return SBILL_T("");
    sbill_buf_over(&b, room, SBILL_X12_ROOM);
    sbill_date_compact(&b, date);
    return printed(&b);
}

/* Without hyphens, blanks and dots, if letters and digits are all the rest: EIN, ZIP, NDC. */
struct sbill_text sbill_x12_digits(struct sbill_text t, char room[SBILL_X12_ROOM])
{
    struct sbill_buf b;

    sbill_buf_over(&b, room, SBILL_X12_ROOM);
    for (size_t i = 0; i < t.n; i++) {
        if (sbill_is_alnum(t.p[i]))
            sbill_buf_char(&b, t.p[i]);
        else if (!memchr("- .", t.p[i], 3))
            return t;
    }
    return b.failed ? t : sbill_buf_view(&b);
}

/* ---- kinds ------------------------------------------------------------------------------------- */

typedef struct sbill_text printing(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                   const void *from, char *room);

static struct sbill_text print_nothing(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                       const void *from, char *room)
{
    (void)o, (void)el, (void)from, (void)room;
    return SBILL_T("");
}

static struct sbill_text print_fixed(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    (void)o, (void)from, (void)room;
    return sbill_837_code_at(el->codes, 0);
}

static struct sbill_text print_role(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    (void)el, (void)from, (void)room;
    return sbill_text_from(sbill_837_loops[o->place.loop].code);
}

static struct sbill_text print_whole(int64_t v, char *room)
{
    struct sbill_buf b;

    sbill_buf_over(&b, room, SBILL_X12_ROOM);
    sbill_buf_int(&b, v);
    return printed(&b);
}

static struct sbill_text print_count(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    (void)el, (void)from;
    return print_whole((int64_t)o->place.line + 1, room);
}

static struct sbill_text print_text(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    struct sbill_text t;

    (void)o, (void)el, (void)room;
    memcpy(&t, from, sizeof t);
    return sbill_text_trim(t);
}

static struct sbill_text print_digits(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                      const void *from, char *room)
{
    struct sbill_text t = print_text(o, el, from, room);

    return o->formed ? t : sbill_x12_digits(t, room);
}

/* A code that could not be sent as it is is as good as none. */
struct sbill_text sbill_x12_code_or(struct sbill_text code, struct sbill_text otherwise, size_t max)
{
    code = sbill_text_trim(code);
    for (size_t i = 0; i < code.n; i++)
        if (!sbill_is_alnum(code.p[i]))
            return otherwise;
    return code.n && code.n <= max ? code : otherwise;
}

static struct sbill_text print_qualifier(struct sbill_x12_out *o,
                                         const struct sbill_837_element *el, const void *from,
                                         char *room)
{
    struct sbill_text given = print_text(o, el, from, room);
    struct sbill_text code = sbill_x12_code_or(given, SBILL_T(""), el->max);

    if (given.n && !code.n)
        sbill_x12_leave_out(o, el, "it is no code of this element; the usual one was sent");
    return code.n ? code : sbill_837_code_at(el->codes, 0);
}

/* The element's part of a list. What cannot stand leaves no gap: read again, it would be none. */
static struct sbill_text print_texts(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    struct sbill_text found = SBILL_T("");
    sbill_texts t;
    size_t met = 0;

    memcpy(&t, from, sizeof t);
    for (size_t i = 0; i < t.n; i++) {
        if (sbill_x12_will_stand(o, el, sbill_text_trim(t.v[i]))) {
            if (met++ == el->index)
                found = print_text(o, el, &t.v[i], room);
        } else if (t.v[i].n && el->index == 0) { /* said once for the list */
            sbill_x12_leave_out(o, el, "it is nothing that X12 can carry there");
        }
    }
    return found;
}

static int32_t number_at(const void *from)
{
    int32_t v;

    memcpy(&v, from, sizeof v);
    return v;
}

static struct sbill_text print_date(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    (void)o, (void)el;
    return sbill_x12_date_text(number_at(from), room);
}

static int32_t other_date(const struct sbill_837_element *el, const void *from)
{
    return number_at((const char *)from + el->other - el->offset);
}

static struct sbill_text print_period(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                      const void *from, char *room)
{
    int32_t first = number_at(from), last = other_date(el, from);
    struct sbill_buf b;

    (void)o;
    if (first == SBILL_NO_DATE)
        return SBILL_T("");
    sbill_buf_over(&b, room, SBILL_X12_ROOM);
    sbill_date_compact(&b, first);
    if (last != SBILL_NO_DATE) {
        sbill_buf_char(&b, '-');
        sbill_date_compact(&b, last);
    }
    return printed(&b);
}

static struct sbill_text print_money(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    int64_t v;

    (void)o, (void)el;
    memcpy(&v, from, sizeof v);
    return sbill_x12_money_text(v, room);
}

static struct sbill_text print_quantity(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                        const void *from, char *room)
{
    int64_t v;

    (void)o, (void)el;
    memcpy(&v, from, sizeof v);
    return sbill_x12_quantity_text(v, room);
}

static struct sbill_text print_int(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                   const void *from, char *room)
{
    (void)o, (void)el;
    return number_at(from) ? print_whole(number_at(from), room) : SBILL_T("");
}

static struct sbill_text print_flag(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    sbill_flag flag;

    (void)o, (void)room;
    memcpy(&flag, from, sizeof flag);
    if (flag == SBILL_YES)
        return sbill_837_code_at(el->codes, 0);
    if (flag == SBILL_NO)
        return sbill_837_code_at(el->codes, 1);
    if (el->other)
        memcpy(&flag, (const char *)from + el->other - el->offset, sizeof flag);
    return flag == SBILL_YES ? sbill_837_code_at(el->codes, 2) : SBILL_T("");
}

/* A value without a code of its own (-) is not sent, which is said. */
static struct sbill_text print_word(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    int32_t word = number_at(from);
    struct sbill_text code;

    (void)room;
    if (word <= 0)
        return el->pair ? sbill_837_code_at(el->codes, 0) : SBILL_T("");
    code = sbill_837_code_at(el->codes, (size_t)word - 1);
    if (!sbill_text_is(code, "-"))
        return code;
    sbill_x12_leave_out(o, el, "the 837 has no code for it");
    return SBILL_T("");
}

static struct sbill_text print_name(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                    const void *from, char *room)
{
    struct sbill_text organization = print_text(o, el, from, room);

    return organization.n ? organization
                          : print_text(o, el, (const char *)from + el->other - el->offset, room);
}

static struct sbill_text country_of(const struct sbill_address *a)
{
    return sbill_x12_code_or(a->country, SBILL_T(""), 3);
}

static bool is_us(struct sbill_text country)
{
    return sbill_text_eq_fold(country, SBILL_T("US")) ||
           sbill_text_eq_fold(country, SBILL_T("USA"));
}

/* States and provinces stand in N402, other subdivisions in N407. */
static bool has_state(const struct sbill_address *a)
{
    struct sbill_text country = country_of(a);

    return !country.n || is_us(country) || sbill_text_eq_fold(country, SBILL_T("CA")) ||
           sbill_text_eq_fold(country, SBILL_T("CAN"));
}

static struct sbill_text print_state(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    const struct sbill_address *a = from;

    (void)o, (void)el, (void)room;
    return has_state(a) ? sbill_text_trim(a->state) : SBILL_T("");
}

static struct sbill_text print_subdivision(struct sbill_x12_out *o,
                                           const struct sbill_837_element *el, const void *from,
                                           char *room)
{
    const struct sbill_address *a = from;

    (void)o, (void)el, (void)room;
    return has_state(a) ? SBILL_T("") : sbill_text_trim(a->state);
}

static struct sbill_text print_country(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                       const void *from, char *room)
{
    struct sbill_text country = country_of(from);

    (void)room;
    if (!country.n && sbill_text_trim(((const struct sbill_address *)from)->country).n)
        sbill_x12_leave_out(o, el, "a country has two or three letters");
    return !o->formed && is_us(country) ? SBILL_T("") : country;
}

static struct sbill_text print_order(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    int32_t order = number_at(from);

    (void)o, (void)room;
    return order > 0 ? sbill_837_code_at(el->codes, (size_t)(order < 12 ? order : 12) - 1)
                     : SBILL_T("");
}

static struct sbill_text print_cause(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                     const void *from, char *room)
{
    const struct sbill_accident *a = from;
    const sbill_flag causes[] = {a->automobile, a->employment, a->other};
    size_t met = 0;

    (void)o, (void)room;
    for (size_t i = 0; i < 3; i++)
        if (causes[i] == SBILL_YES && met++ == el->index)
            return sbill_837_code_at(el->codes, i);
    return SBILL_T("");
}

static struct sbill_text print_use(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                   const void *from, char *room)
{
    (void)o, (void)room;
    return number_at(from) == SBILL_USE_PREDETERMINATION ? sbill_837_code_at(el->codes, 0)
                                                         : SBILL_T("");
}

static struct sbill_text print_procedure(struct sbill_x12_out *o,
                                         const struct sbill_837_element *el, const void *from,
                                         char *room)
{
    const struct sbill_line *l = sbill_837_hold(&o->place, SBILL_837_LINE, NULL);
    struct sbill_837_element qualifier = {.holder = SBILL_837_LINE,
                                          .offset = offsetof(struct sbill_line, qualifier)};

    (void)from, (void)room;
    if (l && l->qualifier.n && !sbill_837_code(el->codes, sbill_text_trim(l->qualifier), NULL))
        sbill_x12_leave_out(o, &qualifier, "it is no code of this element");
    if (l && o->form == SBILL_837_P)
        return sbill_x12_code_or(l->qualifier, sbill_837_code_at(el->codes, 0), el->max);
    return sbill_837_code_at(el->codes, 0);
}

static printing *const printings[SBILL_837_HOWS] = {
    [SBILL_837_SPECIAL] = print_nothing,
    [SBILL_837_FIXED] = print_fixed,
    [SBILL_837_KEY] = print_fixed,
    [SBILL_837_ROLE] = print_role,
    [SBILL_837_COUNT] = print_count,
    [SBILL_837_TEXT] = print_text,
    [SBILL_837_DIGITS] = print_digits,
    [SBILL_837_QUALIFIER] = print_qualifier,
    [SBILL_837_TEXTS] = print_texts,
    [SBILL_837_DATE] = print_date,
    [SBILL_837_PERIOD] = print_period,
    [SBILL_837_FORMAT] = print_nothing,
    [SBILL_837_MONEY] = print_money,
    [SBILL_837_QTY] = print_quantity,
    [SBILL_837_INT] = print_int,
    [SBILL_837_FLAG] = print_flag,
    [SBILL_837_YES] = print_flag,
    [SBILL_837_WORD] = print_word,
    [SBILL_837_NAME] = print_name,
    [SBILL_837_STATE] = print_state,
    [SBILL_837_SUBDIVISION] = print_subdivision,
    [SBILL_837_COUNTRY] = print_country,
    [SBILL_837_ORDER] = print_order,
    [SBILL_837_CAUSE] = print_cause,
    [SBILL_837_USE] = print_use,
    [SBILL_837_PROCEDURE] = print_procedure,
    [SBILL_837_POINTER] = print_texts,
    [SBILL_837_SAME] = print_text,
};

struct sbill_text sbill_x12_value(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                  char room[SBILL_X12_ROOM])
{
    const char *holder = el->holder ? sbill_837_hold(&o->place, el->holder, NULL) : NULL;

    if (el->holder && !holder)
        return SBILL_T("");
    return printings[el->how](o, el, holder ? holder + el->offset : NULL, room);
}

/* ---- a segment by its rows --------------------------------------------------------------------- */

static const struct sbill_837_element *row_at(const struct sbill_x12_out *o,
                                              const struct sbill_837_segment *row, size_t at)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->elements[i].at == at && sbill_837_in(row->elements[i].forms, o->form))
            return &row->elements[i];
    return NULL;
}

/* Does the element that this one is about have a value? */
static bool pair_given(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                       const struct sbill_837_element *el)
{
    const struct sbill_837_element *pair = row_at(o, row, el->pair);
    char room[SBILL_X12_ROOM];

    return pair && sbill_x12_will_stand(o, pair, sbill_x12_value(o, pair, room));
}

/* D8, or RD8 where the period has two dates. */
static struct sbill_text format_of(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_837_element *el = row_at(o, row, 3);
    char room[SBILL_X12_ROOM];
    struct sbill_text value = el ? sbill_x12_value(o, el, room) : SBILL_T("");

    return !value.n ? value : value.n > 8 ? SBILL_T("RD8") : SBILL_T("D8");
}

/* A number that is cut is another number. */
static void put_number(struct sbill_x12_out *o, const struct sbill_837_element *el,
                       struct sbill_text value)
{
    if (value.n &&
        value.n - (value.p[0] == '-') - (memchr(value.p, '.', value.n) != NULL) > el->max) {
        sbill_x12_leave_out(o, el, "the number is longer than its element");
        return;
    }
    sbill_x12_put_plain(o, el->at, el->part, value);
    o->content |= value.n > 0;
}

/* What says nothing of its own does not make a segment worth sending. */
static void put_aside(struct sbill_x12_out *o, const struct sbill_837_element *el,
                      struct sbill_text value)
{
    bool content = o->content;

    sbill_x12_put(o, el->at, el->part, value, el->max, el);
    o->content = content;
}

static void put_element(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                        const struct sbill_837_element *el)
{
    char room[SBILL_X12_ROOM];

    if (!sbill_837_in(el->forms, o->form) || (el->pair && !pair_given(o, row, el)))
        return;
    switch (el->how) {
    case SBILL_837_FORMAT:
        sbill_x12_put_plain(o, el->at, el->part, format_of(o, row));
        break;
    case SBILL_837_FIXED:
    case SBILL_837_KEY:
    case SBILL_837_ROLE:
        sbill_x12_put_plain(o, el->at, el->part, sbill_x12_value(o, el, room));
        break;
    case SBILL_837_PROCEDURE:
    case SBILL_837_SAME:
        put_aside(o, el, sbill_x12_value(o, el, room));
        break;
    case SBILL_837_MONEY:
    case SBILL_837_QTY:
    case SBILL_837_INT:
    case SBILL_837_COUNT:
        put_number(o, el, sbill_x12_value(o, el, room));
        break;
    default:
        sbill_x12_put(o, el->at, el->part, sbill_x12_value(o, el, room), el->max, el);
        break;
    }
}

void sbill_x12_rows(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    sbill_x12_open(o, row->id);
    for (size_t i = 0; i < row->count; i++)
        put_element(o, row, &row->elements[i]);
    sbill_x12_close(o, row->always);
}
