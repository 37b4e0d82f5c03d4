/* One code system in one image: its section, opened. Little-endian; all offsets from the start of
 * the section.
 *
 * An ENTRY is a code; it stands at the place that the perfect hash gives it, so some entries are
 * empty. Its ROWS are what was true of it on which dates (titles, billable or header), in order of
 * date. A SPAN is a stretch of dates that a loaded release speaks for. A SLOT, at the same place
 * as its entry, answers the usual question in eight bytes: the code itself, whether it is a
 * header, and in which SPELL, a pair of dates that many codes share, it was last in force. Two loads and a
 * comparison, and all slots of ICD-10-CM fit the second-level cache.
 *
 * A key is the normal form of a code in seven bytes, first character lowest. Longer codes have a
 * hash with the top bit set, which no ASCII character has, and are compared in full. */
#ifndef SBILL_BOOK_CODES_H
#define SBILL_BOOK_CODES_H

#include "book/book.h"

enum {
    SBILL_CODES_LAYOUT = 1,
    SBILL_CODES_HEAD = 128, /* bytes before the first table, see sbill_codes_open */
    /* code 16 (zero-filled), first row 4, rows 4, successors: offset of text 4, rank 4 */
    SBILL_ENTRY_SIZE = 32,
    /* from 4, to 4, flags 4, entry 4, order 4, title 4, short title 4, lengths of both 2 + 2 */
    SBILL_ROW_SIZE = 32,
    SBILL_SPAN_SIZE = 16,   /* from 4, to 4, release in words: offset 4, length 3 + flags 1 */
    SBILL_MAX_ROWS = 1024,  /* of one code */
    SBILL_MAX_SPANS = 4096, /* of one system */
    SBILL_SPELL_SIZE = 8,   /* from 4, days after it 4 */
    SBILL_SPELLS = 128,     /* the last one is never in force: the rows say more */
    SBILL_SLOT_SIZE = 8     /* key 7, header 1 bit, spell 7 bits */
};
/* The tables of the section, in this order; what a look-up reads comes first and close together. */
enum sbill_codes_part {
    SBILL_PART_SLOTS,
    SBILL_PART_BUCKETS, /* steps of the hash, 2 each */
    SBILL_PART_SPELLS,
    SBILL_PART_SPANS,
    SBILL_PART_ENTRIES,
    SBILL_PART_ROWS,
    SBILL_PART_ORDER, /* entries in byte order of their codes, 4 each */
    SBILL_PART_TEXT,
    SBILL_CODES_PARTS
};
extern const uint32_t sbill_codes_sizes[SBILL_CODES_PARTS]; /* bytes of one element */
#define SBILL_KEY_MASK 0x00ffffffffffffffu
#define SBILL_KEY_LONG 0x0080000000000000u /* a hash of a code longer than seven characters */
#define SBILL_SLOT_HEADER 0x0100000000000000u
#define SBILL_SPAN_EXTRACT 1u /* the release is loaded in part */

/* Open ends in the tables. */
#define SBILL_DATE_FIRST INT32_MIN
#define SBILL_DATE_LAST INT32_MAX

struct sbill_codes {
    /* What the quick look-up reads. */
    const uint8_t *slot, *bucket, *spell;
    uint64_t ref; /* layer and system, as a ref holds them */
    uint32_t seed, slots;
    uint32_t bucket_shift; /* of a hash, to make it a bucket */
    int32_t cover_from,
        cover_to; /* the newest stretch of dates without a gap, as far as a ref can hold dates */

    uint32_t codes, rows, spans; /* slots are as many as entries */
    const uint8_t *entry, *row, *span, *order;
    const char *text;
    uint32_t text_size;
    int32_t newest; /* a date in the newest release: what "now" means */
    int32_t system;
    uint32_t layer;                 /* place in the book that holds it */
    const struct sbill_codes *next; /* the same system in the layer asked next */
    struct sbill_text search;       /* section WORD of the same image, empty if none */
    struct sbill_text notes;        /* section NOTE of the same image, empty if none */
};

/* Check the head and that every table lies inside; no work that grows with the tables. */
bool sbill_codes_open(struct sbill_text section, uint32_t tag, struct sbill_codes *out);

/* ---- the hash: shared by the look-up and its builder ---- */

static inline uint64_t sbill_hash_key(uint64_t key, uint32_t seed)
{
    return (key ^ seed) * 0x9e3779b97f4a7c15u;
}
/* The bucket is the top of the hash; what sends its keys apart is both halves, which differ
 * whichever characters of the codes do, times an odd number that the bucket chose. */
static inline uint32_t sbill_hash_place(uint64_t hash, uint16_t step, uint32_t slots)
{
    uint32_t h = (uint32_t)(hash ^ hash >> 32) * (2 * (uint32_t)step + 1);

    return (uint32_t)((uint64_t)h * slots >> 32);
}

/* The key of a normal form of n characters in a room of 16, zero-filled. */
uint64_t sbill_code_key(const char code[16], size_t n);

/* ---- refs: layer 7 bits, system 4, date 20, place of the entry 32 ---- */

struct sbill_ref_parts {
    const struct sbill_codes *t;
    uint32_t entry;
    int32_t on;
};
#define SBILL_REF_DATES (1 << 19) /* 1,435 years on either side of 1970 */
static inline int64_t sbill_ref_make(const struct sbill_codes *t, uint32_t entry, int32_t on)
{
    int32_t date = on < -SBILL_REF_DATES   ? -SBILL_REF_DATES
                   : on >= SBILL_REF_DATES ? SBILL_REF_DATES - 1
                                           : on;

    return (int64_t)(t->ref | (uint64_t)(date + SBILL_REF_DATES) << 32 | entry);
}
/* False if the ref is none of this book. */
bool sbill_ref_split(const sbill_book *b, int64_t ref, struct sbill_ref_parts *out);

/* Rows that touch and agree on billable or header are one span of validity, whatever happened to
 * the title. */
static inline bool sbill_row_continues(const uint8_t *earlier, const uint8_t *later)
{
    int32_t to = (int32_t)sbill_le32(earlier + 4), from = (int32_t)sbill_le32(later);

    return sbill_le32(earlier + 12) == sbill_le32(later + 12) && to < from && to + 1 == from &&
           ((sbill_le32(earlier + 8) ^ sbill_le32(later + 8)) & SBILL_CF_HEADER) == 0;
}

/* ---- reading tables; an index past the end gives NULL ---- */

const uint8_t *sbill_entry_at(const struct sbill_codes *t, uint32_t i);
const uint8_t *sbill_row_at(const struct sbill_codes *t, uint32_t i);
struct sbill_text sbill_entry_code(const struct sbill_codes *t,
                                   uint32_t i); /* normal form; empty past the end */
struct sbill_text sbill_codes_text(const struct sbill_codes *t, uint32_t at,
                                   uint32_t n); /* empty if it is outside */
const char *sbill_codes_string(const struct sbill_codes *t,
                               uint32_t at); /* up to its NUL; "" if it is outside */
/* The entry of a normal form, SBILL_NO_ENTRY if it has none. */
#define SBILL_NO_ENTRY UINT32_MAX
uint32_t sbill_codes_entry(const struct sbill_codes *t, const char code[16], size_t n);
/* The row of an entry that speaks for a date: in force on it, else the last one before, else the
 * first. NULL if the entry has none. *in_force says which. */
const uint8_t *sbill_codes_row_on(const struct sbill_codes *t, uint32_t entry, int32_t on,
                                  bool *in_force);
/* Codes by rank, their place in byte order: the entry of one (SBILL_NO_ENTRY past the last), the
 * rank of an entry, the first rank whose code is not below a normal form. */
uint32_t sbill_codes_ranked(const struct sbill_codes *t, uint32_t rank);
uint32_t sbill_codes_rank(const struct sbill_codes *t, uint32_t entry);
uint32_t sbill_codes_lower(const struct sbill_codes *t, const char code[16]);
/* Does a loaded release speak for the date? The span if so. */
const uint8_t *sbill_codes_span_on(const struct sbill_codes *t, int32_t on);
/* SBILL_NONE32 stands for the newest release. */
static inline int32_t sbill_codes_date(const struct sbill_codes *t, int32_t on)
{
    return on == SBILL_NONE32 ? t->newest : on;
}

/* What one table says: SBILL_CODE_ . *entry is SBILL_NO_ENTRY if the code is not in it. */
int32_t sbill_codes_state(const struct sbill_codes *t, const char code[16], size_t n, int32_t on,
                          uint32_t *entry);

#endif
