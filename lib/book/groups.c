/* Code groups: named sets of codes, ranges and beginnings of codes, with dates. A group speaks of the systems it has
 * rows of, and of no other: one that lists only HCPCS codes knows nothing of a CPT code. One section for each table.
 *
 *   0  version  4  groups  8  items  12  first item: offset  16  from  20  to (of the table)  24  (8 unused)
 *   32 groups of 20 bytes, one for each name and system, sorted:
 *      0 name: offset  4 length  8 system  12 first item  16 items
 *   then items of 48 bytes, in each group single codes first, sorted:
 *      0 code or first code (16, zero-filled)  16 last code (16)  32 kind  36 from  40 to  44 line of the file
 *   then the names
 */
#include <stdlib.h>
#include <string.h>

#include "book/diff.h"
#include "book/section.h"
#include "book/table.h"

enum {
    VERSION = 1,
    HEAD = 32,
    GROUP = 20,
    ITEM = 48,
    ITEM_LAST = 16,
    ITEM_KIND = 32,
    ITEM_FROM = 36,
    ITEM_TO = 40
};
enum {
    SINGLE,
    RANGE,
    PREFIX,
    NONE
};

/* ---- building -------------------------------------------------------------------------------------- */

struct item {
    struct sbill_text group;
    char first[16], last[16];
    int32_t system, kind, from, to;
    uint32_t line;
};

struct groups {
    struct sbill_arena arena;
    struct sbill_table *t;
    SBILL_LIST(struct item) items;
    size_t count; /* distinct names and systems */
};

static int32_t read_name(const struct sbill_table *t, struct item *item)
{
    struct sbill_text name = sbill_table_text(t, SBILL_COL_GROUP);

    for (size_t i = 0; i < name.n; i++)
        if (!sbill_is_lower(name.p[i]) && !sbill_is_digit(name.p[i]) && name.p[i] != '-')
            name.n = 0;
    if (!name.n)
        return sbill_table_fail(
            t, SBILL_COL_GROUP,
            "\"%t\" is not a name of a group: small letters, digits and hyphens");
    item->group = name;
    return SBILL_OK;
}

/* Only digits may differ between the ends of a range, so that 0001F-0015F holds no 0001T. */
static bool range_fits(const struct item *item)
{
    for (size_t i = 0; i < sizeof item->first; i++)
        if (item->first[i] != item->last[i] &&
            !(sbill_is_digit(item->first[i]) && sbill_is_digit(item->last[i])))
            return false;
    return memcmp(item->first, item->last, sizeof item->first) <= 0;
}

/* "99213", "99202-99205", "Z34-" (all that begin so), "none" (no code of this system). */
static int32_t read_codes(const struct sbill_table *t, struct item *item)
{
    struct sbill_text last = sbill_table_text(t, SBILL_COL_CODE), first;
    bool dash = last.n && memchr(last.p, '-', last.n);
    int32_t status;

    item->kind = NONE;
    if (sbill_text_is(last, "none"))
        return SBILL_OK;
    first = sbill_text_cut(&last, '-');
    status = sbill_table_code(t, first, item->first);
    memcpy(item->last, item->first, sizeof item->last);
    item->kind = !dash ? SINGLE : (last.n ? RANGE : PREFIX);
    if (status || item->kind != RANGE)
        return status;
    if ((status = sbill_table_code(t, last, item->last)))
        return status;
    if (item->system == SBILL_SYSTEM_ICD10CM)
        return sbill_table_fail(t, SBILL_COL_CODE,
                                "%t: ICD-10-CM codes are not in the order of their letters; list "
                                "them, or say \"Z34-\"");
    if (!range_fits(item))
        return sbill_table_fail(t, SBILL_COL_CODE,
                                "%t is not a range: only digits may differ, the lower end first");
    return SBILL_OK;
}

static int32_t read_row(struct groups *g)
{
    const struct sbill_table *t = g->t;
    struct item *item = SBILL_PUSH(&g->arena, &g->items);
    int32_t status;

    if (!item)
        return sbill_fail(t->err, g->arena.failed, sbill_csv_place(&t->csv, 0),
                          "no memory for this row");
    item->line = t->csv.line;
    if ((status = read_name(t, item)) || (status = sbill_table_system(t, &item->system)) ||
        (status = read_codes(t, item)) ||
        (status = sbill_table_span(t, true, &item->from, &item->to)))
        return status;
    if (item->to == SBILL_NO_DATE)
        item->to = INT32_MAX;
    item->group = sbill_arena_copy(&g->arena, item->group);
    return SBILL_OK;
}

static int compare(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    int order = sbill_text_cmp(a->group, b->group);

    if (!order)
        order = (a->system > b->system) - (a->system < b->system);
    if (!order)
        order = (a->kind != SINGLE) - (b->kind != SINGLE);
    if (!order)
        order = memcmp(a->first, b->first, sizeof a->first);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static bool new_group(const struct groups *g, size_t i)
{
    return i == 0 || g->items.v[i].system != g->items.v[i - 1].system ||
           !sbill_text_eq(g->items.v[i].group, g->items.v[i - 1].group);
}

static void put_item(struct sbill_buf *b, const struct item *item)
{
    sbill_buf_add(b, item->first, sizeof item->first);
    sbill_buf_add(b, item->last, sizeof item->last);
    sbill_put_i32(b, item->kind);
    sbill_put_i32(b, item->from);
    sbill_put_i32(b, item->to);
    sbill_put_u32(b, item->line);
}

static void put_section(struct sbill_buf *b, const struct groups *g)
{
    const struct sbill_input *in = g->t->in;
    size_t items = HEAD + g->count * GROUP, name = items + g->items.n * ITEM;

    sbill_put_u32(b, VERSION);
    sbill_put_u32(b, (uint32_t)g->count);
    sbill_put_u32(b, (uint32_t)g->items.n);
    sbill_put_u32(b, (uint32_t)items);
    sbill_put_i32(b, in->from);
    sbill_put_i32(b, in->to == SBILL_NO_DATE ? INT32_MAX : in->to);
    sbill_put_u64(b, 0);
    for (size_t i = 0, next; i < g->items.n; i = next) {
        for (next = i + 1; next < g->items.n && !new_group(g, next); next++) {
        }
        sbill_put_u32(b, (uint32_t)name);
        sbill_put_u32(b, (uint32_t)g->items.v[i].group.n);
        sbill_put_i32(b, g->items.v[i].system);
        sbill_put_u32(b, (uint32_t)i);
        sbill_put_u32(b, (uint32_t)(next - i));
        name += g->items.v[i].group.n;
    }
    for (size_t i = 0; i < g->items.n; i++)
        put_item(b, &g->items.v[i]);
    for (size_t i = 0; i < g->items.n; i++)
        if (new_group(g, i))
            sbill_buf_text(b, g->items.v[i].group);
}

static int32_t add_section(struct sbill_builder *b, const struct groups *g)
{
    struct sbill_place at = {g->t->in->name, 0, 0};
    struct sbill_buf section;
    int32_t status;

    sbill_buf_init(&section, sbill_build_alloc(b), UINT32_MAX);
    put_section(&section, g);
    if (section.failed)
        status = sbill_fail(g->t->err, section.failed, at, "no room for these groups");
    else
        status = sbill_build_section(b, SBILL_SEC_GROUPS, 0, section.p, section.n, g->t->err);
    sbill_buf_free(&section);
    return status;
}

int32_t sbill_import_groups(struct sbill_builder *b, struct sbill_table *t)
{
    struct groups g = {.t = t};
    int32_t status = SBILL_OK;

    sbill_arena_init(&g.arena, sbill_build_alloc(b), UINT32_MAX);
    while (!status && !(status = sbill_table_next(t)))
        status = read_row(&g);
    if (status == SBILL_END)
        status = g.arena.failed;
    if (!status && !g.items.n)
        status =
            sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, 0), "the table has no rows");
    if (!status && g.items.n)
        qsort(g.items.v, g.items.n, sizeof *g.items.v, compare);
    for (size_t i = 0; !status && i < g.items.n; i++)
        g.count += new_group(&g, i);
    if (!status)
        status = add_section(b, &g);
    sbill_arena_free(&g.arena);
    return status;
}

/* ---- looking up ------------------------------------------------------------------------------------ */

struct search {
    struct sbill_text group;
    int32_t system, on;
    char code[16];
};

/* The group's record in a section, 0 if it has none. */
static size_t find_group(struct sbill_text s, const struct search *f)
{
    uint32_t low = 0, high = sbill_section_count(s, HEAD, sbill_section_u32(s, 4), GROUP);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t at = HEAD + (size_t)middle * GROUP;
        int32_t system = sbill_section_i32(s, at + 8);
        int order = sbill_text_cmp(
            sbill_section_text(s, sbill_section_u32(s, at), sbill_section_u32(s, at + 4)),
            f->group);

        if (!order)
            order = (system > f->system) - (system < f->system);
        if (!order)
            return at;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static bool in_force(struct sbill_text s, size_t item, const struct search *f)
{
    return f->on >= sbill_section_i32(s, item + ITEM_FROM) &&
           f->on <= sbill_section_i32(s, item + ITEM_TO);
}

/* Between the ends, and letters where they have letters. */
static bool in_range(const char *first, const char *last, const char *code)
{
    if (memcmp(first, code, 16) > 0 || memcmp(code, last, 16) > 0)
        return false;
    for (size_t i = 0; i < 16; i++)
        if (code[i] != first[i] && !(sbill_is_digit(code[i]) && sbill_is_digit(first[i])))
            return false;
    return true;
}

static bool begins(const char *prefix, const char *code)
{
    for (size_t i = 0; i < 16 && prefix[i]; i++)
        if (prefix[i] != code[i])
            return false;
    return true;
}

static bool item_fits(struct sbill_text s, size_t item, const struct search *f)
{
    const char *first = s.p + item, *last = first + ITEM_LAST;

    if (!in_force(s, item, f))
        return false;
    switch (sbill_section_i32(s, item + ITEM_KIND)) {
    case SINGLE:
        return memcmp(first, f->code, 16) == 0;
    case RANGE:
        return in_range(first, last, f->code);
    case PREFIX:
        return begins(first, f->code);
    default:
        return false;
    }
}

/* Items from..end are single codes in order, then the rest: find the first that may be the code. */
static uint32_t first_candidate(struct sbill_text s, size_t items, uint32_t from, uint32_t end,
                                const char *code)
{
    while (from < end) {
        uint32_t middle = from + (end - from) / 2;
        size_t item = items + (size_t)middle * ITEM;

        if (sbill_section_i32(s, item + ITEM_KIND) == SINGLE && memcmp(s.p + item, code, 16) < 0)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

/* The group's items in a section: false if it has none that speak of this system and date. */
static bool find_items(struct sbill_text s, const struct search *f, uint32_t *first,
                       uint32_t *count)
{
    size_t group = find_group(s, f), items = sbill_section_u32(s, 12);
    uint32_t all = sbill_section_count(s, items, sbill_section_u32(s, 8), ITEM);

    if (!group || sbill_section_u32(s, 0) != VERSION || f->on < sbill_section_i32(s, 16) ||
        f->on > sbill_section_i32(s, 20))
        return false;
    *first = sbill_section_u32(s, group + 12);
    *count = sbill_section_u32(s, group + 16);
    return *first <= all && *count <= all - *first;
}

static bool has_code(struct sbill_text s, const struct search *f, uint32_t first, uint32_t count)
{
    size_t items = sbill_section_u32(s, 12);

    for (uint32_t i = first_candidate(s, items, first, first + count, f->code); i < first + count;
         i++)
        if (item_fits(s, items + (size_t)i * ITEM, f))
            return true;
    return false;
}

static int search_section(struct sbill_text s, const struct search *f)
{
    uint32_t first, count;

    if (!find_items(s, f, &first, &count))
        return -1;
    return has_code(s, f, first, count);
}

/* Eight characters as a number that orders as they do; behind the end of the text comes `filling`. */
static uint64_t order_of(const char code[16], uint8_t filling)
{
    uint64_t v = 0;
    bool ended = false;

    for (size_t i = 0; i < 8; i++) {
        ended = ended || !code[i];
        v = v << 8 | (ended ? filling : (uint8_t)code[i]);
    }
    return v;
}

enum {
    MOST_BOUNDED =
        64 /* items looked at to bound a group; a larger one is searched for every code */
};

static void bound(struct sbill_group *g, struct sbill_text s, uint32_t first, uint32_t count)
{
    size_t items = sbill_section_u32(s, 12);

    if (count > MOST_BOUNDED) {
        g->low = 0;
        g->high = UINT64_MAX;
    }
    for (uint32_t i = 0; i < count && count <= MOST_BOUNDED; i++) {
        size_t item = items + (size_t)(first + i) * ITEM;
        uint64_t low = order_of(s.p + item, 0), high = order_of(s.p + item + ITEM_LAST, UINT8_MAX);

        if (sbill_section_i32(s, item + ITEM_KIND) == NONE)
            continue;
        g->low = low < g->low ? low : g->low;
        g->high = high > g->high ? high : g->high;
    }
}

/* The days around `on` on which this table covers as much as on that day. */
static void narrow(struct sbill_group *g, struct sbill_text s, int32_t on)
{
    int32_t from = sbill_section_i32(s, 16), to = sbill_section_i32(s, 20);

    if (on < from) {
        g->to = from - 1 < g->to ? from - 1 : g->to;
    } else if (on > to) {
        g->from = to + 1 > g->from ? to + 1 : g->from;
    } else {
        g->from = from > g->from ? from : g->from;
        g->to = to < g->to ? to : g->to;
    }
}

void sbill_book_group(const sbill_book *b, const char *group, int32_t system, int32_t on,
                      struct sbill_group *g)
{
    struct search f = {.group = sbill_text_from(group), .system = system, .on = on};

    g->b = b;
    g->name = group;
    g->system = system;
    g->on = on;
    g->parts = 0;
    g->low = UINT64_MAX;
    g->high = 0;
    g->from = INT32_MIN;
    g->to = INT32_MAX;
    for (size_t i = 0; i < sbill_book_layer_count(b) && !g->parts; i++) {
        struct sbill_text s;
        uint32_t tag, first, count;

        for (size_t k = 0;
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_GROUPS, k, &tag, &s); k++) {
            narrow(g, s, on);
            if (!find_items(s, &f, &first, &count))
                continue;
            bound(g, s, first, count);
            if (g->parts < SBILL_GROUP_PARTS) {
                g->part[g->parts].section = s;
                g->part[g->parts].first = first;
                g->part[g->parts].count = count;
            }
            g->parts++;
        }
    }
}

int sbill_group_has(const struct sbill_group *g, const char code[16])
{
    struct search f = {.system = g->system, .on = g->on};

    if (g->parts > SBILL_GROUP_PARTS)
        return sbill_book_in_group(g->b, g->name, g->system, sbill_text_from(code), g->on);
    if (!g->parts)
        return -1;
    if (!sbill_group_may_have(g, code))
        return 0;
    memcpy(f.code, code, sizeof f.code);
    for (uint32_t i = 0; i < g->parts; i++)
        if (has_code(g->part[i].section, &f, g->part[i].first, g->part[i].count))
            return 1;
    return 0;
}

int sbill_book_in_group(const sbill_book *b, const char *group, int32_t system,
                        struct sbill_text code, int32_t on)
{
    struct search f = {.group = sbill_text_from(group), .system = system, .on = on};
    char normal[16];
    size_t n = sbill_code_normal(code, normal);
    int found = -1;

    memcpy(f.code, normal, n);
    for (size_t i = 0; i < sbill_book_layer_count(b) && found < 0; i++) {
        struct sbill_text s;
        uint32_t tag;

        for (size_t k = 0;
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_GROUPS, k, &tag, &s); k++) {
            int here = search_section(s, &f);

            found = here > found ? here : found;
        }
    }
    return found;
}

/* ---- row by row --------------------------------------------------------------------------------------- */

/* A code in a room of 16 bytes, zero-filled. */
static struct sbill_text roomed(struct sbill_text s, size_t at)
{
    struct sbill_text t = sbill_section_text(s, at, 16);
    const char *end = t.n ? memchr(t.p, '\0', t.n) : NULL;

    return (struct sbill_text){t.p, end ? (size_t)(end - t.p) : t.n};
}

bool sbill_group_row(struct sbill_text s, uint32_t nth, struct sbill_group_row *out)
{
    uint32_t groups = sbill_section_count(s, HEAD, sbill_section_u32(s, 4), GROUP);
    size_t items = sbill_section_u32(s, 12);
    size_t at = items + (size_t)nth * ITEM, group = 0;

    if (sbill_section_u32(s, 0) != VERSION ||
        nth >= sbill_section_count(s, items, sbill_section_u32(s, 8), ITEM))
        return false;
    for (uint32_t i = 0; i < groups; i++) {
        uint32_t first = sbill_section_u32(s, HEAD + (size_t)i * GROUP + 12);
        if (nth >= first && nth - first < sbill_section_u32(s, HEAD + (size_t)i * GROUP + 16))
            group = HEAD + (size_t)i * GROUP;
    }
    out->group =
        sbill_section_text(s, sbill_section_u32(s, group), sbill_section_u32(s, group + 4));
    out->system = sbill_section_i32(s, group + 8);
    out->first = roomed(s, at);
    out->last = roomed(s, at + ITEM_LAST);
    if (sbill_section_i32(s, at + ITEM_KIND) == PREFIX)
        out->last = SBILL_T("");
    out->from = sbill_section_i32(s, at + ITEM_FROM);
    out->to = sbill_section_i32(s, at + ITEM_TO);
    return group != 0;
}
