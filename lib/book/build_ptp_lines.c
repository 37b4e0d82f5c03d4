/* The second half of making a PTP table: pairs into lines, and the section (layout: book/ptp.h). */
#include <string.h>

#include "book/ptp_draft.h"
#include "book/section.h"

enum {
    LINE_MEAN_TENTHS = 125, /* pairs in a line, of 16 */
    MOST_LINES = 1 << 26
};

/* ---- lines ---- */

uint32_t sbill_ptp_bits(uint64_t n) /* so many that 0 .. n can be told apart */
{
    uint32_t bits = 1;

    while (n >> bits)
        bits++;
    return bits;
}

static void order_last(uint8_t *line, bool overflowed)
{
    uint8_t *last = line + 4 * (SBILL_PTP_CELLS - 1);
    uint32_t a = sbill_le32(last - 4), b = sbill_le32(last);

    if ((b < a) != overflowed) {
        sbill_put32(last - 4, b);
        sbill_put32(last, a);
    }
}

struct filling {
    struct sbill_ptp_known_pair *pairs;
    size_t n;
    bool older;
};

static uint32_t known_of(const struct sbill_ptp_work *w, const struct filling *f, size_t i)
{
    const struct sbill_ptp_history *h = &w->histories.v[f->pairs[i].history];

    return f->older ? h->older : h->newest;
}

/* Put the pairs into lines; those that do not fit are what is left. */
static void fill(const struct sbill_ptp_work *w, struct filling *f, const struct sbill_ptp_made *to)
{
    size_t over = 0;

    for (size_t i = 0; i < f->n; i++) {
        uint64_t mixed = f->pairs[i].mixed;
        uint8_t *line =
            to->line + (size_t)sbill_ptp_share(mixed, to->lines, w->width) * SBILL_PTP_LINE;
        size_t cell = 0;

        while (cell < SBILL_PTP_CELLS && sbill_le32(line + 4 * cell))
            cell++;
        if (cell == SBILL_PTP_CELLS)
            f->pairs[over++] = f->pairs[i];
        else
            sbill_put32(line + 4 * cell, (uint32_t)mixed << (32 - w->low_bits) | known_of(w, f, i));
        if (cell + 1 >= SBILL_PTP_CELLS)
            order_last(line, cell == SBILL_PTP_CELLS);
    }
    f->n = over;
}

/* What is left, at its place or behind it: one place in three stays free. */
static int32_t spill(struct sbill_ptp_work *w, const struct filling *f, struct sbill_ptp_made *to)
{
    to->spills = (uint32_t)(f->n + f->n / 2 + 1);
    to->spilt = SBILL_NEW_N(&w->arena, uint8_t, (size_t)to->spills * 8);
    if (!to->spilt)
        return sbill_ptp_no_memory(w);
    for (size_t i = 0; i < f->n; i++) {
        uint32_t at = sbill_ptp_share(f->pairs[i].mixed, to->spills, w->width);

        while (sbill_le64(to->spilt + (size_t)8 * at))
            at = at + 1 < to->spills ? at + 1 : 0;
        sbill_put64(to->spilt + (size_t)8 * at, f->pairs[i].mixed << 32 | known_of(w, f, i));
    }
    return SBILL_OK;
}

static int32_t make_table(struct sbill_ptp_work *w, struct filling *f, struct sbill_ptp_made *to)
{
    /* So many lines leave a mixed number only its low bits to tell. */
    uint64_t least = (uint64_t)1 << (2 * w->width > w->low_bits ? 2 * w->width - w->low_bits : 0);
    uint64_t lines = f->n * 10 / LINE_MEAN_TENTHS + 1;

    if (f->n == 0)
        return SBILL_OK;
    if (lines < least)
        lines = least;
    if (lines > MOST_LINES)
        return sbill_ptp_too_many(w->d, 0, "the edits are too different to be kept", w->err);
    to->lines = (uint32_t)lines;
    to->line = SBILL_NEW_N(&w->arena, uint8_t, (size_t)lines * SBILL_PTP_LINE);
    if (!to->line)
        return sbill_ptp_no_memory(w);
    fill(w, f, to);
    return f->n ? spill(w, f, to) : SBILL_OK;
}

/* Both tables: the newest spans of all pairs, then the older ones of those that have some. */
static int32_t make_lines(struct sbill_ptp_work *w)
{
    struct filling older = {SBILL_NEW_N(&w->arena, struct sbill_ptp_known_pair, w->pair_count + 1),
                            0, true};
    struct filling newest = {w->pairs, w->pair_count, false};
    uint32_t one = sbill_ptp_bits(w->first_list - 1) + 1;
    uint32_t two = sbill_ptp_bits(w->first_list + (uint64_t)w->lists.n);
    int32_t status;

    if (!older.pairs)
        return sbill_ptp_no_memory(w);
    for (size_t i = 0; i < w->pair_count; i++)
        if (w->histories.v[w->pairs[i].history].n > 1)
            older.pairs[older.n++] = w->pairs[i];
    w->low_bits = 32 - (one > two ? one : two);
    status = make_table(w, &newest, &w->newest);
    return status == SBILL_OK ? make_table(w, &older, &w->older) : status;
}

/* ---- the section ---- */

static void pad(struct sbill_buf *out)
{
    static const char zeros[64];

    sbill_buf_add(out, zeros, (0u - out->n) % 64);
}

static void put_span(struct sbill_buf *out, int32_t from, int32_t to)
{
    sbill_put_i32(out, from);
    sbill_put_u32(out, (uint32_t)to - (uint32_t)from);
}

/* As many as a cell can hold numbers. */
static uint32_t span_room(const struct sbill_ptp_work *w)
{
    return 1u << (32 - w->low_bits - w->rationale_bits - 3);
}

static void put_short(struct sbill_buf *out, size_t v)
{
    sbill_buf_char(out, (char)(v & 0xff));
    sbill_buf_char(out, (char)(v >> 8 & 0xff));
}

static void put_table(const struct sbill_ptp_made *m, struct sbill_buf *out)
{
    sbill_buf_add(out, (const char *)m->line, (size_t)m->lines * SBILL_PTP_LINE);
    sbill_buf_add(out, (const char *)m->spilt, (size_t)m->spills * 8);
    pad(out);
}

/* The first and those past the last hold one day that is never asked for. */
static void put_spans(const struct sbill_ptp_work *w, struct sbill_buf *out)
{
    put_span(out, SBILL_NO_DATE, SBILL_NO_DATE);
    for (size_t i = 0; i < w->spans.n; i++)
        put_span(out, w->spans.v[i].row->from, w->spans.v[i].row->to);
    for (size_t i = w->spans.n + 1; i < span_room(w); i++)
        put_span(out, SBILL_NO_DATE, SBILL_NO_DATE);
    pad(out);
    for (size_t i = 0; i < w->lists.n; i++)
        sbill_put_u32(out, w->lists.v[i]);
    pad(out);
}

static void put_codes(struct sbill_ptp_work *w, struct sbill_buf *out)
{
    uint64_t *by_place = SBILL_NEW_N(&w->arena, uint64_t, w->hash.slots);

    if (!by_place)
        return;
    for (uint32_t i = 0; i < w->d->code_count; i++)
        by_place[w->hash.place[i]] = w->d->codes[i];
    for (uint32_t i = 0; i < w->hash.slots; i++)
        sbill_put_u64(out, by_place[i]);
    pad(out);
    for (uint32_t i = 0; i < w->hash.buckets; i++)
        put_short(out, w->hash.step[i]);
    pad(out);
}

/* Rationales, then the text; the first text is the table and its release in words. */
static uint32_t put_text(const struct sbill_ptp_work *w, struct sbill_buf *out)
{
    static const char *const titles[] = {"", "NCCI PTP edits, practitioner, ",
                                         "NCCI PTP edits, outpatient hospital, ",
                                         "NCCI PTP edits, DME supplier, "};
    const struct sbill_ptp_draft *d = w->d;
    uint32_t at = (uint32_t)(strlen(titles[d->setting]) + d->release.n + 1);
    size_t text;

    for (uint32_t i = 0; i < d->rationale_count; i++) {
        sbill_put_u32(out, at);
        at += (uint32_t)d->rationales[i].n + 1;
    }
    pad(out);
    text = out->n;
    sbill_buf_z(out, titles[d->setting]);
    sbill_buf_text(out, d->release);
    sbill_buf_char(out, '\0');
    for (uint32_t i = 0; i < d->rationale_count; i++) {
        sbill_buf_text(out, d->rationales[i]);
        sbill_buf_char(out, '\0');
    }
    return (uint32_t)(out->n - text);
}

static int32_t newest_date(const struct sbill_ptp_work *w)
{
    int32_t newest = INT32_MIN;

    for (size_t i = 0; i < w->spans.n; i++)
        if (w->spans.v[i].row->from > newest)
            newest = w->spans.v[i].row->from;
    return newest;
}

static void put_head(const struct sbill_ptp_work *w, uint32_t text, struct sbill_buf *out)
{
    const struct sbill_ptp_draft *d = w->d;
    const uint32_t head[] = {SBILL_PTP_LAYOUT,
                             (uint32_t)d->from,
                             (uint32_t)(d->to == SBILL_NO_DATE ? INT32_MAX : d->to),
                             w->hash.seed,
                             w->hash.slots,
                             w->hash.buckets,
                             w->width,
                             w->low_bits,
                             w->newest.lines,
                             w->newest.spills,
                             w->older.lines,
                             w->older.spills,
                             span_room(w),
                             (uint32_t)w->lists.n,
                             d->rationale_count,
                             text,
                             (uint32_t)w->row_count,
                             (uint32_t)w->pair_count,
                             w->rationale_bits,
                             (uint32_t)newest_date(w),
                             w->first_list};

    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        sbill_put_u32(out, head[i]);
    pad(out);
}

static int32_t put_section(struct sbill_ptp_work *w)
{
    struct sbill_buf out, end;
    uint32_t text;
    int32_t status = SBILL_OK;

    sbill_buf_init(&out, &w->b->alloc, INT32_MAX);
    sbill_buf_init(&end, &w->b->alloc, INT32_MAX);
    text = put_text(w, &end);
    put_head(w, text, &out);
    put_table(&w->newest, &out);
    put_table(&w->older, &out);
    put_codes(w, &out);
    put_spans(w, &out);
    sbill_buf_text(&out, sbill_buf_view(&end));
    status = w->arena.failed ? w->arena.failed : end.failed ? end.failed : out.failed;
    if (status != SBILL_OK)
        status = sbill_fail(w->err, status, SBILL_NOWHERE, "no memory for the PTP edits");
    else
        status =
            sbill_build_section(w->b, SBILL_SEC_PTP, (uint32_t)w->d->setting, out.p, out.n, w->err);
    sbill_buf_free(&end);
    sbill_buf_free(&out);
    return status;
}

int32_t sbill_ptp_section(struct sbill_ptp_work *w)
{
    int32_t status = make_lines(w);

    return status == SBILL_OK ? put_section(w) : status;
}
