/* Opening a table of procedure-to-procedure edits, and walking all its pairs. */
#include <string.h>

#include "book/inside.h"
#include "book/ptp.h"
#include "book/section.h"

static size_t padded(uint64_t n)
{
    return (size_t)((n + 63) & ~(uint64_t)63);
}

/* The bucket count is a power of two, 2 to 2^31: the shift that leaves so many bits of a hash. */
static bool shift_for(uint32_t count, uint32_t *shift)
{
    *shift = 63;
    if (count < 2 || (count & (count - 1)) != 0)
        return false;
    for (; count > 2; count >>= 1)
        --*shift;
    return true;
}

static void read_head(struct sbill_text s, struct sbill_ptp_table *t)
{
    t->from = sbill_section_i32(s, 4);
    t->from += t->from == SBILL_NO_DATE; /* so that "now" is before every table */
    t->to = sbill_section_i32(s, 8);
    t->seed = sbill_section_u32(s, 12);
    t->slots = sbill_section_u32(s, 16);
    t->width = sbill_section_u32(s, 24);
    t->low_bits = sbill_section_u32(s, 28);
    t->newest.lines = sbill_section_u32(s, 32);
    t->newest.spills = sbill_section_u32(s, 36);
    t->older.lines = sbill_section_u32(s, 40);
    t->older.spills = sbill_section_u32(s, 44);
    t->spans = sbill_section_u32(s, 48);
    t->lists = sbill_section_u32(s, 52);
    t->rationales = sbill_section_u32(s, 56);
    t->text_size = sbill_section_u32(s, 60);
    t->rows = sbill_section_u32(s, 64);
    t->pairs = sbill_section_u32(s, 68);
    t->rationale_bits = sbill_section_u32(s, 72);
    t->newest_date = t->to != INT32_MAX ? t->to : sbill_section_i32(s, 76);
    t->first_list = sbill_section_u32(s, 80);
}

/* The next part of the section, filled up to 64 bytes; NULL if it is not all there. */
static const uint8_t *part(struct sbill_text s, uint64_t *at, uint64_t size)
{
    const uint8_t *p = (const uint8_t *)s.p + *at;

    if (*at > s.n || size > s.n - *at) {
        *at = UINT64_MAX;
        return NULL;
    }
    *at = padded(*at + size);
    return p;
}

static bool find_parts(struct sbill_text s, struct sbill_ptp_table *t, uint32_t buckets)
{
    uint64_t at = SBILL_PTP_HEAD;

    t->newest.line = part(s, &at, (uint64_t)t->newest.lines * SBILL_PTP_LINE);
    t->newest.spilt = part(s, &at, (uint64_t)t->newest.spills * 8);
    t->older.line = part(s, &at, (uint64_t)t->older.lines * SBILL_PTP_LINE);
    t->older.spilt = part(s, &at, (uint64_t)t->older.spills * 8);
    t->code = part(s, &at, (uint64_t)t->slots * 8);
    t->step = part(s, &at, (uint64_t)buckets * 2);
    t->span = part(s, &at, (uint64_t)t->spans * SBILL_PTP_SPAN);
    t->list = part(s, &at, (uint64_t)t->lists * 4);
    t->rationale = part(s, &at, (uint64_t)t->rationales * 4);
    t->text = (const char *)part(s, &at, t->text_size);
    return t->text && t->text_size > 0 && t->text[t->text_size - 1] == '\0';
}

bool sbill_ptp_open(struct sbill_text s, struct sbill_ptp_table *t)
{
    uint32_t buckets = sbill_section_u32(s, 20);

    memset(t, 0, sizeof *t);
    if (s.n < SBILL_PTP_HEAD || sbill_section_u32(s, 0) != SBILL_PTP_LAYOUT)
        return false;
    read_head(s, t);
    /* A place fits w bits, a cell 32, a mixed number times the lines 64; and what is left of a cell beside
     * the low bits is just enough for the number of a span, the rest of its mark and one bit more. */
    if (!shift_for(buckets, &t->bucket_shift) || t->width == 0 || t->width > 16 || t->slots == 0 ||
        t->slots > 1u << t->width || t->low_bits == 0 || t->low_bits > 31 ||
        t->rationale_bits > 8 || t->rationale_bits + 3 > 32 - t->low_bits ||
        t->spans != 1u << (32 - t->low_bits - t->rationale_bits - 3) || t->newest.lines == 0 ||
        !find_parts(s, t, buckets))
        return false;
    t->low_shift = 32 - t->low_bits;
    t->cell_mask = ~(uint32_t)0 << t->low_shift;
    t->source = sbill_text_from(t->text);
    return true;
}

/* The mixed number of a cell: the first one that its line stands for and that ends in the low bits. */
static uint64_t mixed_of(const struct sbill_ptp_table *t, uint64_t line, uint32_t cell)
{
    uint64_t room = (uint64_t)1 << t->low_bits;
    uint64_t first = ((line << 2 * t->width) + t->newest.lines - 1) / t->newest.lines;
    uint64_t mixed = (first & ~(room - 1)) | cell >> t->low_shift;

    return mixed + (mixed < first ? room : 0);
}

bool sbill_ptp_cell(const struct sbill_ptp_table *t, uint64_t at, uint64_t *column1,
                    uint64_t *column2, bool *end)
{
    uint64_t cells = (uint64_t)t->newest.lines * SBILL_PTP_CELLS, mixed;
    uint32_t cell, pair, one, two;

    *end = at >= cells + t->newest.spills;
    if (*end)
        return false;
    if (at < cells) {
        cell = sbill_le32(t->newest.line + at * 4);
        mixed = mixed_of(t, at / SBILL_PTP_CELLS, cell);
    } else {
        cell = sbill_le32(t->newest.spilt + (at - cells) * 8);
        mixed = sbill_le32(t->newest.spilt + (at - cells) * 8 + 4);
    }
    pair = (uint32_t)(mixed * SBILL_PTP_UNMIX & (((uint64_t)1 << 2 * t->width) - 1));
    one = pair >> t->width, two = pair & ((1u << t->width) - 1);
    if (cell == 0 || one >= t->slots || two >= t->slots)
        return false;
    *column1 = sbill_le64(t->code + (size_t)8 * one);
    *column2 = sbill_le64(t->code + (size_t)8 * two);
    return true;
}
