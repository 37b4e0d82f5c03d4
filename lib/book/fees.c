/* Fee tables: what one unit of a service costs, by code, modifiers, payer and place. One section for each table.
 *
 *   0  version  4  rows  8  strings: offset  12  length  16  source: offset  20  length  24  (8 unused)
 *   32 rows of 64 bytes, sorted by code and system:
 *      0 code (16, zero-filled)  16 system  20 modifiers (4 x 2, blank-filled)  28 place (2), 0, 0
 *      32 currency, 0  36 payer: offset  40 length  44 from  48 to  52 line of the file  56 amount
 */
#include <stdlib.h>
#include <string.h>

#include "book/diff.h"
#include "book/section.h"
#include "book/table.h"

enum {
    VERSION = 1,
    HEAD = 32,
    ROW = 64,
    MODIFIERS = 4,
    ROW_SYSTEM = 16,
    ROW_MODIFIERS = 20,
    ROW_PLACE = 28,
    ROW_CURRENCY = 32,
    ROW_PAYER = 36,
    ROW_FROM = 44,
    ROW_TO = 48,
    ROW_AMOUNT = 56
};

/* ---- building -------------------------------------------------------------------------------------- */

struct fee {
    char code[16];
    char modifiers[MODIFIERS * 2];
    char place[4], currency[4];
    int32_t system, from, to;
    uint32_t line;
    struct sbill_text payer;
    int64_t amount;
};

struct fees {
    struct sbill_arena arena;
    struct sbill_table *t;
    SBILL_LIST(struct fee) rows;
};

/* Two letters or digits, as capitals. */
static bool read_modifier(struct sbill_text t, char out[2])
{
    if (t.n != 2 || !sbill_is_alnum(t.p[0]) || !sbill_is_alnum(t.p[1]))
        return false;
    out[0] = sbill_upper(t.p[0]);
    out[1] = sbill_upper(t.p[1]);
    return true;
}

static int by_modifier(const void *a, const void *b)
{
    return memcmp(a, b, 2);
}

/* "26 59", "26:59": sorted, so that order does not matter. */
static int32_t read_modifiers(const struct sbill_table *t, struct fee *fee)
{
    struct sbill_text rest = sbill_table_text(t, SBILL_COL_MODIFIERS);
    size_t n = 0;

    memset(fee->modifiers, ' ', sizeof fee->modifiers);
    while (rest.n) {
        size_t wide = 0;

        while (wide < rest.n && rest.p[wide] != ':' && rest.p[wide] != ' ')
            wide++;
        if (wide && (n == MODIFIERS ||
                     !read_modifier((struct sbill_text){rest.p, wide}, fee->modifiers + 2 * n++)))
            return sbill_table_fail(
                t, SBILL_COL_MODIFIERS,
                "\"%t\": at most four modifiers of two characters, \"26 59\" or \"26:59\"");
        wide += wide < rest.n;
        rest.p += wide;
        rest.n -= wide;
    }
    qsort(fee->modifiers, n, 2, by_modifier);
    return SBILL_OK;
}

static int32_t read_place(const struct sbill_table *t, struct fee *fee)
{
    struct sbill_text place = sbill_table_text(t, SBILL_COL_PLACE);

    if (!place.n)
        return SBILL_OK;
    if (place.n != 2 || !sbill_is_digit(place.p[0]) || !sbill_is_digit(place.p[1]))
        return sbill_table_fail(t, SBILL_COL_PLACE, "\"%t\" is not a place of service: two digits");
    memcpy(fee->place, place.p, 2);
    return SBILL_OK;
}

static int32_t read_amount(const struct sbill_table *t, struct fee *fee)
{
    struct sbill_text currency = sbill_table_text(t, SBILL_COL_CURRENCY);

    if (!sbill_decimal_parse(sbill_table_text(t, SBILL_COL_AMOUNT), 2, &fee->amount) ||
        fee->amount < 0)
        return sbill_table_fail(t, SBILL_COL_AMOUNT, "\"%t\" is not an amount like 125 or 125.00");
    memcpy(fee->currency, t->currency, sizeof fee->currency);
    if (!currency.n)
        return SBILL_OK;
    if (currency.n != 3 || !sbill_is_upper(currency.p[0]) || !sbill_is_upper(currency.p[1]) ||
        !sbill_is_upper(currency.p[2]))
        return sbill_table_fail(t, SBILL_COL_CURRENCY,
                                "\"%t\" is not a currency: three capital letters");
    memcpy(fee->currency, currency.p, 3);
    return SBILL_OK;
}

static int32_t read_row(struct fees *f)
{
    const struct sbill_table *t = f->t;
    struct fee *fee = SBILL_PUSH(&f->arena, &f->rows);
    int32_t status;

    if (!fee)
        return sbill_fail(t->err, f->arena.failed, sbill_csv_place(&t->csv, 0),
                          "no memory for this row");
    fee->line = t->csv.line;
    if ((status = sbill_table_code(t, sbill_table_text(t, SBILL_COL_CODE), fee->code)) ||
        (status = sbill_table_system(t, &fee->system)) || (status = read_modifiers(t, fee)) ||
        (status = read_place(t, fee)) || (status = read_amount(t, fee)) ||
        (status = sbill_table_span(t, true, &fee->from, &fee->to)))
        return status;
    if (fee->to == SBILL_NO_DATE)
        fee->to = INT32_MAX;
    fee->payer = sbill_arena_copy(&f->arena, sbill_table_text(t, SBILL_COL_PAYER));
    return SBILL_OK;
}

static int compare_key(const struct fee *a, const struct fee *b)
{
    int order = memcmp(a->code, b->code, sizeof a->code);

    if (!order)
        order = (a->system > b->system) - (a->system < b->system);
    if (!order)
        order = sbill_text_cmp(a->payer, b->payer);
    if (!order)
        order = memcmp(a->place, b->place, sizeof a->place);
    if (!order)
        order = memcmp(a->modifiers, b->modifiers, sizeof a->modifiers);
    if (!order)
        order = memcmp(a->currency, b->currency, sizeof a->currency);
    return order;
}

static int compare(const void *left, const void *right)
{
    const struct fee *a = left, *b = right;
    int order = compare_key(a, b);

    if (!order)
        order = (a->from > b->from) - (a->from < b->from);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* On any day one amount at most. */
static int32_t check_overlap(const struct fees *f)
{
    for (size_t i = 1; i < f->rows.n; i++) {
        const struct fee *a = &f->rows.v[i - 1], *b = &f->rows.v[i];
        const struct fee *later = a->line > b->line ? a : b, *earlier = later == a ? b : a;
        struct sbill_place at = {f->t->in->name, later->line, 0};

        if (compare_key(a, b) == 0 && b->from <= a->to)
            return sbill_fail(f->t->err, SBILL_EINPUT, at,
                              "a second amount for %s with the same modifiers, payer, place and "
                              "days; the first is in "
                              "line %d",
                              later->code, (int32_t)earlier->line);
    }
    return SBILL_OK;
}

static void put_row(struct sbill_buf *b, const struct fee *fee, uint32_t payer_at)
{
    sbill_buf_add(b, fee->code, sizeof fee->code);
    sbill_put_i32(b, fee->system);
    sbill_buf_add(b, fee->modifiers, sizeof fee->modifiers);
    sbill_buf_add(b, fee->place, sizeof fee->place);
    sbill_buf_add(b, fee->currency, sizeof fee->currency);
    sbill_put_u32(b, payer_at);
    sbill_put_u32(b, (uint32_t)fee->payer.n);
    sbill_put_i32(b, fee->from);
    sbill_put_i32(b, fee->to);
    sbill_put_u32(b, fee->line);
    sbill_put_i64(b, fee->amount);
}

static void put_section(struct sbill_buf *b, const struct fees *f)
{
    const struct sbill_input *in = f->t->in;
    size_t strings = HEAD + f->rows.n * ROW, payer = strings, length = 0;
    size_t source = in->name.n + 2 + in->release.n;

    for (size_t i = 0; i < f->rows.n; i++)
        length += f->rows.v[i].payer.n + 1;
    sbill_put_u32(b, VERSION);
    sbill_put_u32(b, (uint32_t)f->rows.n);
    sbill_put_u32(b, (uint32_t)strings);
    sbill_put_u32(b, (uint32_t)(length + source + 1));
    sbill_put_u32(b, (uint32_t)(strings + length));
    sbill_put_u32(b, (uint32_t)source);
    sbill_put_u64(b, 0);
    for (size_t i = 0; i < f->rows.n; i++) {
        put_row(b, &f->rows.v[i], (uint32_t)payer);
        payer += f->rows.v[i].payer.n + 1;
    }
    for (size_t i = 0; i < f->rows.n; i++)
        sbill_buf_add(b, f->rows.v[i].payer.n ? f->rows.v[i].payer.p : "",
                      f->rows.v[i].payer.n + 1);
    sbill_buf_text(b, in->name);
    sbill_buf_z(b, ", ");
    sbill_buf_text(b, in->release);
    sbill_buf_char(b, '\0');
}

static int32_t add_section(struct sbill_builder *b, const struct fees *f)
{
    struct sbill_place at = {f->t->in->name, 0, 0};
    struct sbill_buf section;
    int32_t status;

    sbill_buf_init(&section, sbill_build_alloc(b), UINT32_MAX);
    put_section(&section, f);
    if (section.failed)
        status = sbill_fail(f->t->err, section.failed, at, "no room for this fee table");
    else
        status = sbill_build_section(b, SBILL_SEC_FEES, 0, section.p, section.n, f->t->err);
    sbill_buf_free(&section);
    return status;
}

int32_t sbill_import_fees(struct sbill_builder *b, struct sbill_table *t)
{
    struct fees f = {.t = t};
    int32_t status = SBILL_OK;

    sbill_arena_init(&f.arena, sbill_build_alloc(b), UINT32_MAX);
    while (!status && !(status = sbill_table_next(t)))
        status = read_row(&f);
    if (status == SBILL_END)
        status = f.arena.failed;
    if (!status && !f.rows.n)
        status =
            sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, 0), "the table has no rows");
    if (!status && f.rows.n)
        qsort(f.rows.v, f.rows.n, sizeof *f.rows.v, compare);
    if (!status)
        status = check_overlap(&f);
    if (!status)
        status = add_section(b, &f);
    sbill_arena_free(&f.arena);
    return status;
}

/* ---- looking up ------------------------------------------------------------------------------------ */

struct search {
    const struct sbill_fee_query *q;
    char code[16];
    int score; /* of the best row so far, 0 = none */
    int64_t amount;
    struct sbill_text source;
};

static size_t row_at(uint32_t i)
{
    return HEAD + (size_t)i * ROW;
}

static int compare_code(struct sbill_text s, uint32_t i, const struct search *f)
{
    int32_t system = sbill_section_i32(s, row_at(i) + ROW_SYSTEM);
    int order = memcmp(s.p + row_at(i), f->code, sizeof f->code);

    return order ? order : (system > f->q->system) - (system < f->q->system);
}

/* All modifiers of the row stand on the line: how many they are, -1 if one does not. */
static int modifiers_fit(const char *row, const struct sbill_fee_query *q)
{
    int n = 0;

    for (size_t i = 0; i < MODIFIERS && row[2 * i] != ' '; i++, n++) {
        size_t k = 0;

        while (k < q->modifier_count &&
               !sbill_text_eq_fold(q->modifiers[k], (struct sbill_text){row + 2 * i, 2}))
            k++;
        if (k == q->modifier_count)
            return -1;
    }
    return n;
}

/* Whom a row is for: 2 this payer id, 1 this profile, 0 anybody, -1 somebody else. */
static int payer_fits(struct sbill_text payer, const struct sbill_fee_query *q)
{
    if (!payer.n)
        return 0;
    if (sbill_text_eq_fold(payer, q->payer_id))
        return 2;
    return sbill_text_eq_fold(payer, q->payer) ? 1 : -1;
}

/* How particularly a row fits: payer before place before modifiers; 0 = not at all. */
static int row_score(struct sbill_text s, size_t at, const struct sbill_fee_query *q)
{
    struct sbill_text place = {s.p + at + ROW_PLACE, s.p[at + ROW_PLACE] ? 2 : 0};
    struct sbill_text currency = {s.p + at + ROW_CURRENCY, 3};
    int modifiers = modifiers_fit(s.p + at + ROW_MODIFIERS, q);
    int payer = payer_fits(sbill_section_text(s, sbill_section_u32(s, at + ROW_PAYER),
                                              sbill_section_u32(s, at + ROW_PAYER + 4)),
                           q);

    if (modifiers < 0 || payer < 0 || q->on < sbill_section_i32(s, at + ROW_FROM) ||
        q->on > sbill_section_i32(s, at + ROW_TO) || (place.n && !sbill_text_eq(place, q->place)) ||
        (q->currency.n && !sbill_text_eq(currency, q->currency)))
        return 0;
    return 1 + modifiers + (place.n ? 8 : 0) + payer * 16;
}

static void search_section(struct sbill_text s, struct search *f)
{
    uint32_t rows = sbill_section_count(s, HEAD, sbill_section_u32(s, 4), ROW), low = 0,
             high = rows;

    if (sbill_section_u32(s, 0) != VERSION)
        return;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (compare_code(s, middle, f) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < rows && compare_code(s, low, f) == 0; low++) {
        int score = row_score(s, row_at(low), f->q);

        if (score <= f->score)
            continue;
        f->score = score;
        f->amount = sbill_section_i64(s, row_at(low) + ROW_AMOUNT);
        f->source = sbill_section_text(s, sbill_section_u32(s, 16), sbill_section_u32(s, 20));
    }
}

bool sbill_book_fee(const sbill_book *b, const struct sbill_fee_query *q, int64_t *amount,
                    struct sbill_text *source)
{
    struct search f = {.q = q};
    char normal[16];
    size_t n = sbill_code_normal(q->code, normal);

    if (!n)
        return false;
    memcpy(f.code, normal, n);
    for (size_t i = 0; i < sbill_book_layer_count(b) && !f.score; i++) {
        struct sbill_text s;
        uint32_t tag;

        for (size_t k = 0; sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_FEES, k, &tag, &s);
             k++)
            search_section(s, &f);
    }
    if (!f.score)
        return false;
    *amount = f.amount;
    *source = f.source;
    return true;
}

/* ---- row by row --------------------------------------------------------------------------------------- */

/* Text in a room that is filled with zeros or blanks. */
static struct sbill_text roomed(struct sbill_text s, size_t at, size_t room)
{
    struct sbill_text t = sbill_section_text(s, at, room);
    const char *end = t.n ? memchr(t.p, '\0', t.n) : NULL;

    return sbill_text_trim((struct sbill_text){t.p, end ? (size_t)(end - t.p) : t.n});
}

bool sbill_fee_row(struct sbill_text s, uint32_t nth, struct sbill_fee_row *out)
{
    size_t at = row_at(nth);

    if (sbill_section_u32(s, 0) != VERSION ||
        nth >= sbill_section_count(s, HEAD, sbill_section_u32(s, 4), ROW))
        return false;
    out->code = roomed(s, at, 16);
    out->system = sbill_section_i32(s, at + ROW_SYSTEM);
    out->modifiers = roomed(s, at + ROW_MODIFIERS, MODIFIERS * 2);
    out->place = roomed(s, at + ROW_PLACE, 4);
    out->currency = roomed(s, at + ROW_CURRENCY, 4);
    out->payer = sbill_section_text(s, sbill_section_u32(s, at + ROW_PAYER),
                                    sbill_section_u32(s, at + ROW_PAYER + 4));
    out->from = sbill_section_i32(s, at + ROW_FROM);
    out->to = sbill_section_i32(s, at + ROW_TO);
    out->amount = sbill_section_i64(s, at + ROW_AMOUNT);
    return true;
}
