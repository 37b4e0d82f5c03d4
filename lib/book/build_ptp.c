/* Procedure-to-procedure edits under construction: rows come in and are sorted. What they say of each pair is
 * made in build_ptp_pairs.c, lines and the section in build_ptp_lines.c. */
#include <stdlib.h>
#include <string.h>

#include "book/codes.h"
#include "book/ptp_draft.h"

enum {
    CODE_HEADS = 1 << 17 /* open addressing, at most half full */
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

bool sbill_ptp_withdrawn(const struct sbill_ptp_entry *row)
{
    return row->indicator == SBILL_PTP_WITHDRAWN;
}

int sbill_ptp_by_second(const void *x, const void *y)
{
    const struct sbill_ptp_entry *a = x, *b = y;

    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
    if (sbill_ptp_withdrawn(a) != sbill_ptp_withdrawn(b))
        return sbill_ptp_withdrawn(a) ? 1 : -1;
    if (a->from != b->from)
        return a->from > b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
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
        qsort(w->rows + start[i], start[i + 1] - start[i], sizeof *w->rows, sbill_ptp_by_second);
    return SBILL_OK;
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
    status = sbill_ptp_pairs(w);
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
