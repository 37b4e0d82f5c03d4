/* A table of dated rows under construction (layout: book/keyed.h). */
#include <stdlib.h>
#include <string.h>

#include "book/draft.h"
#include "book/keyed.h"
#include "book/phash.h"
#include "book/section.h"

enum {
    LAYOUT = 1,
    KNOWN = 1 << 12, /* texts that are kept once; past these they may be kept twice */
    MOST = 1 << 28   /* rows */
};

struct sbill_keyed_draft_row {
    uint64_t key;
    int32_t from, to;
    uint32_t line, seq;
    uint32_t values[SBILL_KEYED_VALUES];
};

static int32_t no_memory(const struct sbill_keyed_draft *d)
{
    int32_t status = d->arena.failed ? d->arena.failed : d->text.failed;

    return status ? sbill_fail(d->err, status, (struct sbill_place){d->in->name, 0, 0},
                               "no memory for the rows of this table")
                  : SBILL_OK;
}

int32_t sbill_keyed_begin(struct sbill_keyed_draft *d, struct sbill_builder *b,
                          const struct sbill_input *in, uint32_t values, sbill_error **err)
{
    memset(d, 0, sizeof *d);
    d->b = b;
    d->in = in;
    d->err = err;
    d->values = values;
    sbill_arena_init(&d->arena, sbill_build_alloc(b), SIZE_MAX / 4);
    sbill_buf_init(&d->text, sbill_build_alloc(b), INT32_MAX);
    sbill_buf_char(&d->text, '\0');
    d->known = SBILL_NEW_N(&d->arena, uint32_t, KNOWN);
    return no_memory(d);
}

void sbill_keyed_free(struct sbill_keyed_draft *d)
{
    sbill_buf_free(&d->text);
    sbill_arena_free(&d->arena);
}

uint32_t sbill_keyed_keep(struct sbill_keyed_draft *d, struct sbill_text text)
{
    size_t place = sbill_keyed_word(text) % KNOWN;
    uint32_t at;

    if (!text.n || d->text.failed || d->arena.failed)
        return 0;
    for (; d->known[place]; place = (place + 1) % KNOWN)
        if (sbill_text_eq(sbill_text_from(d->text.p + d->known[place]), text))
            return d->known[place];
    at = (uint32_t)d->text.n;
    sbill_buf_text(&d->text, text);
    sbill_buf_char(&d->text, '\0');
    if (d->known_count < KNOWN / 2) {
        d->known[place] = at;
        d->known_count++;
    }
    return d->text.failed ? 0 : at;
}

int32_t sbill_keyed_add(struct sbill_keyed_draft *d, uint64_t key, int32_t from, int32_t to,
                        const uint32_t *values, uint32_t line)
{
    struct sbill_keyed_draft_row *r =
        sbill_arena_push(&d->arena, &d->row, &d->rows, &d->row_room, sizeof *d->row);

    if (!r)
        return no_memory(d);
    if (d->rows > MOST)
        return sbill_fail(d->err, SBILL_ELIMIT, (struct sbill_place){d->in->name, line, 0},
                          "the table has too many rows");
    r->key = key;
    r->from = from;
    r->to = to == SBILL_NO_DATE ? INT32_MAX : to;
    r->line = line;
    r->seq = (uint32_t)(d->rows - 1);
    memcpy(r->values, values, d->values * sizeof *values);
    return SBILL_OK;
}

bool sbill_keyed_same(const struct sbill_keyed_draft *d, uint64_t key, int32_t from, int32_t to,
                      const uint32_t *values)
{
    const struct sbill_keyed_draft_row *r = d->rows ? &d->row[d->rows - 1] : NULL;

    return r && r->key == key && r->from == from &&
           r->to == (to == SBILL_NO_DATE ? INT32_MAX : to) &&
           memcmp(r->values, values, d->values * sizeof *values) == 0;
}

static int by_key(const void *x, const void *y)
{
    const struct sbill_keyed_draft_row *a = x, *b = y;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static int32_t refuse_twice(const struct sbill_keyed_draft *d, const char *twice)
{
    for (size_t i = 1; i < d->rows; i++) {
        const struct sbill_keyed_draft_row *a = &d->row[i - 1], *b = &d->row[i];

        if (a->key == b->key && b->from <= a->to)
            return sbill_fail(
                d->err, SBILL_EINPUT,
                (struct sbill_place){d->in->name, a->line > b->line ? a->line : b->line, 0},
                "%s; the other row is in line %d", twice,
                (int32_t)(a->line < b->line ? a->line : b->line));
    }
    return SBILL_OK;
}

/* ---- the section ---- */

struct layout { /* what the section is made from, rows sorted */
    const uint64_t *keys;
    const uint32_t *first; /* of each key; one more at the end */
    uint32_t count;
    struct sbill_phash hash;
};

static int32_t group(struct sbill_keyed_draft *d, struct layout *l)
{
    uint64_t *keys = SBILL_NEW_N(&d->arena, uint64_t, d->rows + 1);
    uint32_t *first = SBILL_NEW_N(&d->arena, uint32_t, d->rows + 1);

    if (d->arena.failed)
        return no_memory(d);
    for (size_t i = 0; i < d->rows; i++)
        if (i == 0 || d->row[i].key != d->row[i - 1].key) {
            keys[l->count] = d->row[i].key;
            first[l->count++] = (uint32_t)i;
        }
    first[l->count] = (uint32_t)d->rows;
    l->keys = keys;
    l->first = first;
    if (sbill_phash_make(&d->arena, keys, l->count, &l->hash) == SBILL_OK)
        return SBILL_OK;
    return d->arena.failed ? no_memory(d)
                           : sbill_fail(d->err, SBILL_ELIMIT, SBILL_NOWHERE,
                                        "no perfect hash for the rows of a table");
}

static void put_head(struct sbill_keyed_draft *d, const struct layout *l, uint32_t source,
                     uint32_t source_length, struct sbill_buf *out)
{
    static const char zeros[16];
    int32_t newest = INT32_MIN;

    for (size_t i = 0; i < d->rows; i++)
        newest = d->row[i].from > newest ? d->row[i].from : newest;
    sbill_put_u32(out, LAYOUT);
    sbill_put_u32(out, d->values);
    sbill_put_i32(out, d->in->from);
    sbill_put_i32(out, d->in->to == SBILL_NO_DATE ? INT32_MAX : d->in->to);
    sbill_put_u32(out, l->hash.seed);
    sbill_put_u32(out, l->hash.slots);
    sbill_put_u32(out, l->hash.buckets);
    sbill_put_u32(out, (uint32_t)d->rows);
    sbill_put_u32(out, (uint32_t)d->text.n);
    sbill_put_u32(out, source);
    sbill_put_u32(out, source_length);
    sbill_put_i32(out, newest);
    sbill_buf_add(out, zeros, sizeof zeros);
}

static void put_hash(struct sbill_keyed_draft *d, const struct layout *l, struct sbill_buf *out)
{
    static const char zeros[8];
    uint32_t *key_at = SBILL_NEW_N(&d->arena, uint32_t, l->hash.slots);
    uint8_t step[2];

    if (!key_at)
        return;
    for (uint32_t i = 0; i < l->hash.buckets; i++) {
        sbill_put16(step, l->hash.step[i]);
        sbill_buf_add(out, (const char *)step, sizeof step);
    }
    sbill_buf_add(out, zeros, (0u - 2 * l->hash.buckets) % 8);
    for (uint32_t i = 0; i < l->count; i++)
        key_at[l->hash.place[i]] = i + 1;
    for (uint32_t i = 0; i < l->hash.slots; i++) {
        uint32_t k = key_at[i];

        sbill_put_u64(out, k ? l->keys[k - 1] : 0);
        sbill_put_u32(out, k ? l->first[k - 1] : 0);
        sbill_put_u32(out, k ? l->first[k] - l->first[k - 1] : 0);
    }
}

static void put_rows(const struct sbill_keyed_draft *d, struct sbill_buf *out)
{
    for (size_t i = 0; i < d->rows; i++) {
        sbill_put_i32(out, d->row[i].from);
        sbill_put_i32(out, d->row[i].to);
        for (uint32_t k = 0; k < d->values; k++)
            sbill_put_u32(out, d->row[i].values[k]);
    }
    sbill_buf_text(out, sbill_buf_view(&d->text));
}

/* "MUE, practitioner, 2026-04". */
static uint32_t keep_source(struct sbill_keyed_draft *d, const char *title, uint32_t *length)
{
    size_t at = d->text.n;

    sbill_buf_z(&d->text, title);
    if (d->in->release.n) {
        sbill_buf_z(&d->text, ", ");
        sbill_buf_text(&d->text, d->in->release);
    }
    *length = (uint32_t)(d->text.n - at);
    sbill_buf_char(&d->text, '\0');
    return (uint32_t)at;
}

static int32_t make_section(struct sbill_keyed_draft *d, int32_t table, const char *title)
{
    struct layout l = {0};
    struct sbill_buf out;
    uint32_t length, source = keep_source(d, title, &length);
    int32_t status = group(d, &l);

    if (status != SBILL_OK)
        return status;
    sbill_buf_init(&out, sbill_build_alloc(d->b), INT32_MAX);
    put_head(d, &l, source, length, &out);
    put_hash(d, &l, &out);
    put_rows(d, &out);
    status = no_memory(d);
    if (status == SBILL_OK && out.failed)
        status = sbill_fail(d->err, out.failed, (struct sbill_place){d->in->name, 0, 0},
                            "no memory for the section of this table");
    if (status == SBILL_OK)
        status = sbill_build_section(d->b, SBILL_SEC_EDITS, (uint32_t)table, out.p, out.n, d->err);
    sbill_buf_free(&out);
    return status;
}

/* Of two releases that begin on one day it would be left to chance which one speaks. The user's own lists
 * all speak. */
static int32_t refuse_same_day(const struct sbill_keyed_draft *d, int32_t table)
{
    const struct sbill_builder *b = d->b;

    for (size_t i = 0; table <= SBILL_KEYED_LAST_OFFICIAL && i < b->sections.n; i++)
        if (b->sections.v[i].kind == SBILL_SEC_EDITS && b->sections.v[i].tag == (uint32_t)table &&
            sbill_section_i32(b->sections.v[i].bytes, 8) == d->in->from)
            return sbill_fail(d->err, SBILL_EINPUT, (struct sbill_place){d->in->name, 0, 0},
                              "another release of this table begins on the same day");
    return SBILL_OK;
}

int32_t sbill_keyed_end(struct sbill_keyed_draft *d, int32_t table, const char *title,
                        const char *twice)
{
    int32_t status = no_memory(d);

    if (status == SBILL_OK && d->rows == 0)
        status = sbill_fail(d->err, SBILL_EINPUT, (struct sbill_place){d->in->name, 0, 0},
                            "the table has no rows");
    if (status != SBILL_OK)
        return status;
    qsort(d->row, d->rows, sizeof *d->row, by_key);
    status = refuse_same_day(d, table);
    if (status == SBILL_OK && twice)
        status = refuse_twice(d, twice);
    return status == SBILL_OK ? make_section(d, table, title) : status;
}
