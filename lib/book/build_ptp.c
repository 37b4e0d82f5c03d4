/* Procedure-to-procedure edits under construction: rows come in, are sorted into pairs, and pairs share
 * histories. Lines and the section are made in build_ptp_lines.c. */
#include <stdlib.h>
#include <string.h>

#include "book/codes.h"
#include "book/ptp_draft.h"

enum {
    CODE_HEADS = 1 << 17, /* open addressing, at most half full */
    HISTORY_HEADS = 1 << 16,
    MOST_SPANS = UINT16_MAX, /* of one pair */
    MOST_DIFFERENT = 1 << 20 /* spans */
};

int32_t sbill_ptp_too_many(const struct sbill_ptp_draft *d, uint32_t line, const char *words,
                           sbill_error **err)
{
    struct sbill_text name = d->chunks.n ? d->chunks.v[d->chunks.n - 1].name : SBILL_T("");

    return sbill_fail(err, SBILL_ELIMIT, (struct sbill_place){name, line, 0}, "%s", words);
}

/* ---- rows come in ---- */

static struct sbill_ptp_draft *new_draft(struct sbill_builder *b, const struct sbill_input *in)
{
    struct sbill_ptp_draft **slot = SBILL_PUSH(&b->arena, &b->ptps);
    struct sbill_ptp_draft *d = SBILL_NEW(&b->arena, struct sbill_ptp_draft);

    if (!slot || !d)
        return NULL;
    d->setting = in->setting;
    d->from = in->from;
    d->to = in->to;
    d->release = sbill_arena_copy(&b->arena, in->release);
    d->codes = SBILL_NEW_N(&b->arena, uint64_t, SBILL_PTP_CODES);
    d->heads = SBILL_NEW_N(&b->arena, uint32_t, CODE_HEADS);
    *slot = d;
    return b->arena.failed ? NULL : d;
}

/* Files of one release go together; two releases of a setting must not begin on one day. */
static int32_t find_draft(struct sbill_builder *b, const struct sbill_input *in,
                          struct sbill_ptp_draft **out, sbill_error **err)
{
    *out = NULL;
    for (size_t i = 0; i < b->ptps.n; i++) {
        struct sbill_ptp_draft *d = b->ptps.v[i];
        bool same = sbill_text_eq(d->release, in->release);

        if (d->setting != in->setting || (!same && d->from != in->from))
            continue;
        if (!same)
            return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){in->name, 0, 0},
                              "another release of this table begins on the same day");
        if (d->from != in->from || d->to != in->to)
            return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){in->name, 0, 0},
                              "the release %t has another span in another file", &in->release);
        *out = d;
    }
    return SBILL_OK;
}

int32_t sbill_ptp_begin(struct sbill_builder *b, const struct sbill_input *in, size_t rows,
                        struct sbill_ptp_draft **out, sbill_error **err)
{
    struct sbill_ptp_file *c;
    int32_t status = find_draft(b, in, out, err);

    if (status != SBILL_OK)
        return status;
    if (!*out)
        *out = new_draft(b, in);
    c = *out ? SBILL_PUSH(&b->arena, &(*out)->chunks) : NULL;
    if (!c)
        return sbill_draft_memory(b, err);
    c->name = sbill_arena_copy(&b->arena, in->name);
    c->rows = SBILL_NEW_N(&b->arena, struct sbill_ptp_entry, rows);
    c->room = rows;
    if ((*out)->chunks.n > UINT16_MAX)
        return sbill_ptp_too_many(*out, 0, "too many files for one table", err);
    return sbill_draft_memory(b, err);
}

/* The number of a code in order of arrival; SBILL_PTP_CODES if there is no room for it. */
static uint32_t number_of(struct sbill_ptp_draft *d, uint64_t key)
{
    uint64_t at = sbill_hash_key(key, 1) >> 47;

    for (; d->heads[at]; at = (at + 1) % CODE_HEADS)
        if (d->codes[d->heads[at] - 1] == key)
            return d->heads[at] - 1;
    if (d->code_count == SBILL_PTP_CODES)
        return SBILL_PTP_CODES;
    d->codes[d->code_count++] = key;
    d->heads[at] = d->code_count;
    return d->code_count - 1;
}

/* The same, SBILL_PTP_RATIONALES if there is no room. */
static uint32_t rationale_of(struct sbill_builder *b, struct sbill_ptp_draft *d,
                             struct sbill_text words)
{
    for (uint32_t i = 0; i < d->rationale_count; i++)
        if (sbill_text_eq(d->rationales[i], words))
            return i;
    if (d->rationale_count == SBILL_PTP_RATIONALES)
        return SBILL_PTP_RATIONALES;
    d->rationales[d->rationale_count++] = sbill_arena_copy(&b->arena, words);
    return d->rationale_count - 1;
}

int32_t sbill_ptp_add(struct sbill_builder *b, struct sbill_ptp_draft *d,
                      const struct sbill_ptp_row *row, sbill_error **err)
{
    struct sbill_ptp_file *c = &d->chunks.v[d->chunks.n - 1];
    uint32_t first = number_of(d, row->column1), second = number_of(d, row->column2);
    uint32_t rationale = rationale_of(b, d, row->rationale);

    if (first == SBILL_PTP_CODES || second == SBILL_PTP_CODES || c->n == c->room)
        return sbill_ptp_too_many(d, row->line, "the table has more codes than it can hold", err);
    if (rationale == SBILL_PTP_RATIONALES)
        return sbill_ptp_too_many(d, row->line, "the table has more rationales than it can hold",
                                  err);
    c->rows[c->n++] = (struct sbill_ptp_entry){.first = (uint16_t)first,
                                               .second = (uint16_t)second,
                                               .from = row->from,
                                               .to = row->to == SBILL_NO_DATE ? INT32_MAX : row->to,
                                               .indicator = (uint8_t)row->indicator,
                                               .rationale = (uint8_t)rationale,
                                               .file = (uint16_t)(d->chunks.n - 1),
                                               .line = row->line};
    return sbill_draft_memory(b, err);
}

/* ---- sorting ---- */

int32_t sbill_ptp_no_memory(const struct sbill_ptp_work *w)
{
    return sbill_fail(w->err, w->arena.failed, SBILL_NOWHERE, "no memory for the PTP edits");
}

static int by_second(const void *x, const void *y)
{
    const struct sbill_ptp_entry *a = x, *b = y;

    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
    if (a->from != b->from)
        return a->from > b->from ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* By first code counting, then each code's rows by second code. */
static int32_t sort_rows(struct sbill_ptp_work *w)
{
    struct sbill_ptp_draft *d = w->d;
    size_t *start = SBILL_NEW_N(&w->arena, size_t, (size_t)d->code_count + 2);

    for (size_t i = 0; i < d->chunks.n; i++)
        w->row_count += d->chunks.v[i].n;
    w->rows = SBILL_NEW_N(&w->arena, struct sbill_ptp_entry, w->row_count + 1);
    if (w->arena.failed)
        return sbill_ptp_no_memory(w);
    for (size_t i = 0; i < d->chunks.n; i++)
        for (size_t k = 0; k < d->chunks.v[i].n; k++)
            start[d->chunks.v[i].rows[k].first + 2]++;
    for (size_t i = 2; i < (size_t)d->code_count + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < d->chunks.n; i++)
        for (size_t k = 0; k < d->chunks.v[i].n; k++)
            w->rows[start[d->chunks.v[i].rows[k].first + 1]++] = d->chunks.v[i].rows[k];
    for (size_t i = 0; i < d->code_count; i++)
        qsort(w->rows + start[i], start[i + 1] - start[i], sizeof *w->rows, by_second);
    return SBILL_OK;
}

static int32_t refuse_twice(const struct sbill_ptp_work *w, const struct sbill_ptp_entry *a,
                            const struct sbill_ptp_entry *b)
{
    const struct sbill_ptp_entry *later = a->file == b->file && a->line > b->line ? a : b;

    return sbill_fail(w->err, SBILL_EINPUT,
                      (struct sbill_place){w->d->chunks.v[later->file].name, later->line, 0},
                      "the pair stands here again with the same effective date");
}

/* ---- histories ---- */

static bool same_history(const struct sbill_ptp_history *h, const struct sbill_ptp_entry *rows,
                         size_t n)
{
    if (h->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (h->rows[i].from != rows[i].from || h->rows[i].to != rows[i].to ||
            h->rows[i].indicator != rows[i].indicator || h->rows[i].rationale != rows[i].rationale)
            return false;
    return true;
}

static uint32_t hash_history(const struct sbill_ptp_entry *rows, size_t n)
{
    uint64_t h = n;

    for (size_t i = 0; i < n; i++) {
        h = (h ^ (uint32_t)rows[i].from) * 0x9e3779b97f4a7c15u;
        h = (h ^ h >> 32 ^ (uint32_t)rows[i].to) * 0xbf58476d1ce4e5b9u;
        h = (h ^ h >> 29 ^ (uint32_t)rows[i].indicator << 8 ^ rows[i].rationale) *
            0x94d049bb133111ebu;
    }
    return (uint32_t)(h >> 48);
}

/* The index of the history that these rows are; UINT32_MAX without memory. */
static uint32_t history_of(struct sbill_ptp_work *w, uint32_t *heads,
                           const struct sbill_ptp_entry *rows, size_t n)
{
    uint32_t *head = &heads[hash_history(rows, n)];
    struct sbill_ptp_history *h;

    for (uint32_t i = *head; i; i = w->histories.v[i - 1].next)
        if (same_history(&w->histories.v[i - 1], rows, n)) {
            w->histories.v[i - 1].pairs++;
            return i - 1;
        }
    h = SBILL_PUSH(&w->arena, &w->histories);
    if (!h)
        return UINT32_MAX;
    *h = (struct sbill_ptp_history){.rows = rows, .n = (uint32_t)n, .next = *head, .pairs = 1};
    *head = (uint32_t)w->histories.n;
    return *head - 1;
}

static int32_t add_pair(struct sbill_ptp_work *w, uint32_t *heads,
                        const struct sbill_ptp_entry *rows, size_t n)
{
    struct sbill_ptp_known_pair *p = &w->pairs[w->pair_count++];

    for (size_t i = 1; i < n; i++)
        if (rows[i].from == rows[i - 1].from)
            return refuse_twice(w, &rows[i - 1], &rows[i]);
    if (n > MOST_SPANS)
        return sbill_ptp_too_many(w->d, rows->line, "a pair comes too often", w->err);
    p->mixed = sbill_ptp_mixed(w->hash.place[rows->first], w->hash.place[rows->second], w->width);
    p->history = history_of(w, heads, rows, n);
    return p->history == UINT32_MAX ? sbill_ptp_no_memory(w) : SBILL_OK;
}

static int32_t make_pairs(struct sbill_ptp_work *w)
{
    uint32_t *heads = SBILL_NEW_N(&w->arena, uint32_t, HISTORY_HEADS);
    int32_t status = SBILL_OK;

    w->pairs = SBILL_NEW_N(&w->arena, struct sbill_ptp_known_pair, w->row_count + 1);
    if (w->arena.failed)
        return sbill_ptp_no_memory(w);
    for (size_t i = 0, end; status == SBILL_OK && i < w->row_count; i = end) {
        for (end = i + 1; end < w->row_count && w->rows[end].first == w->rows[i].first &&
                          w->rows[end].second == w->rows[i].second;)
            end++;
        status = add_pair(w, heads, w->rows + i, end - i);
    }
    return status;
}

/* ---- spans, and the numbers of histories ---- */

static uint32_t hash_span(const struct sbill_ptp_entry *row)
{
    struct sbill_ptp_entry bare = *row;

    bare.rationale = 0;
    return hash_history(&bare, 1);
}

/* The span that this row is, new if need be; NULL without memory. */
static struct sbill_ptp_known *span_of(struct sbill_ptp_work *w, uint32_t *heads,
                                       const struct sbill_ptp_entry *row)
{
    uint32_t *head = &heads[hash_span(row)];
    struct sbill_ptp_known *k;

    for (uint32_t i = *head; i; i = k->next) {
        k = &w->spans.v[i - 1];
        if (k->row->from == row->from && k->row->to == row->to &&
            k->row->indicator == row->indicator)
            return k;
    }
    k = SBILL_PUSH(&w->arena, &w->spans);
    if (!k)
        return NULL;
    *k = (struct sbill_ptp_known){.row = row, .next = *head, .seq = (uint32_t)w->spans.n};
    *head = (uint32_t)w->spans.n;
    return k;
}

static int by_use(const void *x, const void *y)
{
    const struct sbill_ptp_known *a = x, *b = y;

    if (a->pairs != b->pairs)
        return a->pairs > b->pairs ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

/* All spans, the commonest first, and how to find them again. */
static int32_t make_spans(struct sbill_ptp_work *w, uint32_t *heads)
{
    for (size_t i = 0; i < w->histories.n; i++) {
        const struct sbill_ptp_history *h = &w->histories.v[i];

        for (size_t k = 0; k < h->n; k++) {
            struct sbill_ptp_known *span = span_of(w, heads, &h->rows[k]);
            if (!span)
                return sbill_ptp_no_memory(w);
            span->pairs += k ? 0 : h->pairs;
        }
    }
    qsort(w->spans.v, w->spans.n, sizeof *w->spans.v, by_use);
    memset(heads, 0, HISTORY_HEADS * sizeof *heads);
    for (size_t i = 0; i < w->spans.n; i++) {
        uint32_t *head = &heads[hash_span(w->spans.v[i].row)];

        w->spans.v[i].next = *head;
        *head = (uint32_t)i + 1;
    }
    return SBILL_OK;
}

static uint32_t mark_of(struct sbill_ptp_work *w, uint32_t *heads,
                        const struct sbill_ptp_entry *row)
{
    uint32_t number = (uint32_t)(span_of(w, heads, row) - w->spans.v) + 1;

    return number << w->mark_shift | row->rationale;
}

/* All spans of a history but the newest. */
static int32_t list_older(struct sbill_ptp_work *w, uint32_t *heads, struct sbill_ptp_history *h)
{
    if (h->n == 2)
        h->older = mark_of(w, heads, &h->rows[1]);
    else
        h->older = (uint32_t)(((w->spans.n + 1) << w->mark_shift) + w->lists.n);
    for (size_t k = 1; h->n > 2 && k < h->n; k++) {
        uint32_t *item = SBILL_PUSH(&w->arena, &w->lists);
        if (!item)
            return sbill_ptp_no_memory(w);
        *item = mark_of(w, heads, &h->rows[k]) | (k + 1 == h->n ? SBILL_PTP_LAST : 0);
    }
    return SBILL_OK;
}

static int32_t number_histories(struct sbill_ptp_work *w)
{
    uint32_t *heads = SBILL_NEW_N(&w->arena, uint32_t, HISTORY_HEADS);
    int32_t status = heads ? make_spans(w, heads) : sbill_ptp_no_memory(w);

    w->mark_shift = sbill_ptp_bits(w->d->rationale_count - 1);
    if (status == SBILL_OK && w->spans.n >= MOST_DIFFERENT)
        status = sbill_ptp_too_many(w->d, 0, "the edits are too different to be kept", w->err);
    for (size_t i = 0; status == SBILL_OK && i < w->histories.n; i++) {
        struct sbill_ptp_history *h = &w->histories.v[i];

        h->newest = mark_of(w, heads, h->rows) << 1 | (h->n > 1);
        if (h->n > 1)
            status = list_older(w, heads, h);
    }
    return status;
}

static int32_t make_table(struct sbill_ptp_work *w)
{
    int32_t status = sort_rows(w);

    if (status == SBILL_OK)
        status = sbill_phash_make(&w->arena, w->d->codes, w->d->code_count, &w->hash);
    if (status != SBILL_OK)
        return w->arena.failed ? sbill_ptp_no_memory(w) : status;
    w->width = sbill_ptp_bits(w->hash.slots - 1);
    if (w->width > 16)
        return sbill_ptp_too_many(w->d, 0, "the table has more codes than it can hold", w->err);
    status = make_pairs(w);
    if (status != SBILL_OK)
        return status;
    status = number_histories(w);
    return status == SBILL_OK ? sbill_ptp_section(w) : status;
}

int32_t sbill_draft_ptp(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; status == SBILL_OK && i < b->ptps.n; i++) {
        struct sbill_ptp_work w = {.b = b, .d = b->ptps.v[i], .err = err};

        sbill_arena_init(&w.arena, &b->alloc, SIZE_MAX / 4);
        status = make_table(&w);
        sbill_arena_free(&w.arena);
    }
    return status;
}
