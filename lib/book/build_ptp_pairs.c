/* What the rows of a PTP table say of each pair: histories that pairs share, spans that histories share. */
#include <stdlib.h>
#include <string.h>

#include "book/ptp_draft.h"

enum {
    HISTORY_HEADS = 1 << 16,
    MOST_SPANS = UINT16_MAX, /* of one pair */
    MOST_DIFFERENT = 1 << 20 /* spans */
};

static int32_t refuse_twice(const struct sbill_ptp_work *w, const struct sbill_ptp_entry *a,
                            const struct sbill_ptp_entry *b)
{
    const struct sbill_ptp_entry *later = a->file == b->file && a->line > b->line ? a : b;

    return sbill_fail(w->err, SBILL_EINPUT,
                      (struct sbill_place){w->d->chunks.v[later->file].name, later->line, 0},
                      "the pair stands here again with the same dates");
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

/* ---- rows of one pair that claim the same days ---- */

typedef SBILL_LIST(struct sbill_ptp_entry) entries;

static bool overlap(const struct sbill_ptp_entry *rows, size_t n)
{
    for (size_t i = 1; i < n && !sbill_ptp_withdrawn(&rows[i]); i++)
        if (rows[i].to >= rows[i - 1].from)
            return true;
    return false;
}

static void keep_piece(struct sbill_ptp_work *w, entries *to, struct sbill_ptp_entry piece,
                       int32_t from, int32_t end)
{
    struct sbill_ptp_entry *e = from <= end ? SBILL_PUSH(&w->arena, to) : NULL;

    piece.from = from;
    piece.to = end;
    if (e)
        *e = piece;
}

/* What is left of the pieces when the days of `taken` are gone. */
static entries without(struct sbill_ptp_work *w, const entries *pieces,
                       const struct sbill_ptp_entry *taken)
{
    entries left = {0};

    for (size_t i = 0; i < pieces->n; i++) {
        struct sbill_ptp_entry p = pieces->v[i];
        if (p.to < taken->from || p.from > taken->to || sbill_ptp_withdrawn(taken)) {
            keep_piece(w, &left, p, p.from, p.to);
            continue;
        }
        if (p.from < taken->from)
            keep_piece(w, &left, p, p.from, taken->from - 1);
        if (p.to > taken->to)
            keep_piece(w, &left, p, taken->to + 1, p.to);
    }
    return left;
}

/* The same rows, cut so that none overlaps another: on each day the one that began last speaks, of those that
 * began on one day the one that ends first. NULL without memory. */
static const struct sbill_ptp_entry *separate(struct sbill_ptp_work *w,
                                              const struct sbill_ptp_entry *rows, size_t *n)
{
    entries done = {0};

    if (!overlap(rows, *n))
        return rows;
    for (size_t i = 0; i < *n; i++) {
        entries pieces = {0};
        size_t taken = done.n;

        keep_piece(w, &pieces, rows[i], rows[i].from, rows[i].to);
        for (size_t k = 0; k < taken && !sbill_ptp_withdrawn(&rows[i]); k++)
            pieces = without(w, &pieces, &done.v[k]);
        for (size_t k = 0; k < pieces.n; k++)
            keep_piece(w, &done, pieces.v[k], pieces.v[k].from, pieces.v[k].to);
    }
    if (w->arena.failed)
        return NULL;
    qsort(done.v, done.n, sizeof *done.v, sbill_ptp_by_second);
    *n = done.n;
    return done.v;
}

static int32_t add_pair(struct sbill_ptp_work *w, uint32_t *heads,
                        const struct sbill_ptp_entry *rows, size_t n)
{
    struct sbill_ptp_known_pair *p = &w->pairs[w->pair_count++];

    for (size_t i = 1; i < n; i++)
        if (rows[i].from == rows[i - 1].from && rows[i].to == rows[i - 1].to &&
            sbill_ptp_withdrawn(&rows[i]) == sbill_ptp_withdrawn(&rows[i - 1]))
            return refuse_twice(w, &rows[i - 1], &rows[i]);
    rows = separate(w, rows, &n);
    if (!rows)
        return sbill_ptp_no_memory(w);
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

    bare.rationale = bare.indicator = 0;
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
        if (k->row->from == row->from && k->row->to == row->to)
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

    return (number << 2 | (row->indicator > 1 ? 2u : row->indicator)) << w->rationale_bits |
           row->rationale;
}

/* All spans of a history but the newest. */
static int32_t list_older(struct sbill_ptp_work *w, uint32_t *heads, struct sbill_ptp_history *h)
{
    if (h->n == 2)
        h->older = mark_of(w, heads, &h->rows[1]);
    else
        h->older = (uint32_t)(w->first_list + w->lists.n);
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

    if (status == SBILL_OK && w->spans.n >= MOST_DIFFERENT)
        status = sbill_ptp_too_many(w->d, 0, "the edits are too different to be kept", w->err);
    w->rationale_bits = sbill_ptp_bits(w->d->rationale_count - 1);
    w->first_list = 1u << (sbill_ptp_bits(w->spans.n) + 2 + w->rationale_bits);
    for (size_t i = 0; status == SBILL_OK && i < w->histories.n; i++) {
        struct sbill_ptp_history *h = &w->histories.v[i];

        h->newest = mark_of(w, heads, h->rows) << 1 | (h->n > 1);
        if (h->n > 1)
            status = list_older(w, heads, h);
    }
    return status;
}

int32_t sbill_ptp_pairs(struct sbill_ptp_work *w)
{
    int32_t status = make_pairs(w);

    return status == SBILL_OK ? number_histories(w) : status;
}
