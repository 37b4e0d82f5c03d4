/* NCCI procedure-to-procedure edits: section PTP, one for each setting and release. Two codes of five
 * characters in, what is true of the pair on a date out, in a few cache lines. Little-endian; parts are
 * filled up to 64 bytes.
 *
 * A code is the place that a perfect hash gives it, so a pair of codes is a number of 2w bits. Multiplying
 * by an odd number mixes it without losing anything; its top chooses a LINE of 64 bytes, whose sixteen
 * CELLS of four bytes hold the low bits of the mixed number, which tell the pairs of a line apart, and
 * what is known of the pair. So a pair is found, exactly, in one line. What does not fit a line is SPILT
 * into a small table, mixed number and all, which is asked only where a line overflowed: then, and only
 * then, is its last cell less than the one before.
 *
 * A SPAN is a stretch of dates; pairs share them, and the commonest stand first. A MARK is the number of a
 * span, then two bits for the indicator (0, 1, 2 = withdrawn) and r bits for the rationale. The cells of the
 * first table hold the mark of the pair's newest span, twice, plus one if it has older ones. Those are in a
 * second table: the mark of the older span, or if there are several a number past all marks, which is a
 * place in the LISTS. Spans of a pair never overlap: on days that two rows claim, the one that began last
 * speaks. Rows that were withdrawn count as the oldest. Every number that a cell can hold has a span: those
 * past the last, and number 0, are never in force.
 *
 *   0 layout 4, from 4, to 4 (the dates the table speaks for), seed of the hash 4, codes: slots 4,
 *     buckets 4, w 4, low bits in a cell 4, first table: lines 4, spilt 4, second table: the same 4 + 4,
 *     spans 4, lists 4, rationales 4, size of the text 4, rows of the source 4, pairs 4, r 4,
 *     latest effective date 4, number that stands for the first list 4
 * 128 first table: lines; what they spilt, 8 each: what is known 4, mixed number 4, each at the place of its
 *     mixed number or, if that is taken, at the next free one, 0 = none; the second table alike
 *     codes: 8 for each slot, first character lowest, 0 = none
 *     steps of the hash, 2 each
 *     spans, 8 each: from 4, days behind it 4
 *     lists, 4 each: mark of a span, the newest first, the last one with its top bit set
 *     rationales, 4 each: offset in the text
 *     text, each ends in NUL: first the table and its release in words */
#ifndef SBILL_BOOK_PTP_H
#define SBILL_BOOK_PTP_H

#include "book/build.h"

enum {
    SBILL_PTP_LAYOUT = 1,
    SBILL_PTP_HEAD = 128,
    SBILL_PTP_LINE = 64,
    SBILL_PTP_CELLS = 16,
    SBILL_PTP_SPAN = 8,
    SBILL_PTP_WITHDRAWN = 9, /* the indicator; 2 in a mark */
    SBILL_PTP_SETTINGS = 4   /* SBILL_SETTING_ are 1 to 3 */
};
#define SBILL_PTP_LAST 0x80000000u  /* in a list */
#define SBILL_PTP_MIX 0x9e3779b1u   /* odd */
#define SBILL_PTP_UNMIX 0x0e8b2f51u /* its inverse modulo 2^32 */

struct sbill_ptp_lines {
    const uint8_t *line, *spilt;
    uint32_t lines, spills; /* places for what was spilt */
};

struct sbill_ptp_table {
    struct sbill_ptp_lines newest, older;
    const uint8_t *code, *step, *span;
    uint32_t seed, slots, bucket_shift, width, low_bits, spans;
    uint32_t low_shift, cell_mask; /* where the low bits stand in a cell */
    uint32_t rationale_bits;
    int32_t from, to;
    int32_t newest_date;                  /* what "now" means */
    const struct sbill_ptp_table *beyond; /* the first table of the layer asked next */

    const uint8_t *list, *rationale;
    const char *text;
    uint32_t lists, first_list, rationales, text_size, rows, pairs;
    struct sbill_text source;
    uint32_t layer;
    struct sbill_ptp_table *next;
};

bool sbill_ptp_open(struct sbill_text section, struct sbill_ptp_table *out);

/* A pair's mixed number, and which of so many lines or places it belongs to. */
static inline uint64_t sbill_ptp_mixed(uint32_t first, uint32_t second, uint32_t width)
{
    return (((uint64_t)first << width | second) * SBILL_PTP_MIX) & (((uint64_t)1 << 2 * width) - 1);
}
static inline uint32_t sbill_ptp_share(uint64_t mixed, uint32_t lines, uint32_t width)
{
    return (uint32_t)(mixed * lines >> 2 * width);
}

/* Everything that is known of one pair: its spans, the newest first. */
struct sbill_ptp_pair {
    const struct sbill_ptp_table *t;
    uint32_t newest, older; /* a mark; a mark or past all of them */
};
/* False if the table does not have the pair of these normal forms. */
bool sbill_ptp_pair(const struct sbill_ptp_table *t, uint64_t column1, uint64_t column2,
                    struct sbill_ptp_pair *out);
struct sbill_ptp_span {
    int32_t from, to; /* INT32_MAX: open */
    int32_t indicator;
    struct sbill_text rationale;
};
bool sbill_ptp_span(const struct sbill_ptp_pair *p, size_t nth, struct sbill_ptp_span *out);
/* The pair in a cell, for walking all of them. False for an empty cell, and past the last with *end set.
 * `at` counts the cells of the first table, then its spilt pairs. */
bool sbill_ptp_cell(const struct sbill_ptp_table *t, uint64_t at, uint64_t *column1,
                    uint64_t *column2, bool *end);

/* ---- building ---- */

struct sbill_ptp_row {
    uint64_t column1, column2; /* keys: normal form, first character lowest */
    int32_t from, to;          /* to: SBILL_NO_DATE = open */
    int32_t indicator;
    struct sbill_text rationale;
    uint32_t line;
};
struct sbill_ptp_draft;
/* The draft that rows of this file go to: files of one setting and release make one table. `rows` is how
 * many the file can hold at most. */
int32_t sbill_ptp_begin(struct sbill_builder *b, const struct sbill_input *in, size_t rows,
                        struct sbill_ptp_draft **out, sbill_error **err);
int32_t sbill_ptp_add(struct sbill_builder *b, struct sbill_ptp_draft *d,
                      const struct sbill_ptp_row *row, sbill_error **err);

#endif
