/* Tables of dated rows that are found by a key: sections EDIT, one for each edit table and release. The
 * key is exact and fits 64 bits (a code of up to seven characters, a code with its modifier, the digits of
 * an NDC); a perfect hash finds its rows. Little-endian; offsets from the start of the section.
 *
 *   0 layout 4, values in a row 4, from 4, to 4 (the dates the table speaks for), seed 4, slots 4,
 *     buckets 4, rows 4, size of the text 4, table and release in words: offset 4, length 4,
 *     latest first day of a row 4, zero 16
 *  64 steps of the hash, 2 each, filled up to 8
 *     slots, 16 each: key 8, first row 4, rows 4
 *     rows, 8 + 4 for each value: from 4, to 4, values; those of one key in order of their first day
 *     text: what values that are texts stand for; each ends in NUL, the first is empty */
#ifndef SBILL_BOOK_KEYED_H
#define SBILL_BOOK_KEYED_H

#include "book/build.h"

enum sbill_keyed_table {              /* tags of the sections */
    SBILL_KEYED_MUE_PRACTITIONER = 1, /* the three in the order of SBILL_SETTING_ */
    SBILL_KEYED_MUE_OUTPATIENT,
    SBILL_KEYED_MUE_DME,
    SBILL_KEYED_ADDON,
    SBILL_KEYED_PFS,
    SBILL_KEYED_DX,
    SBILL_KEYED_AGE,
    SBILL_KEYED_DISCHARGE,
    SBILL_KEYED_LAST_OFFICIAL = SBILL_KEYED_DISCHARGE, /* of these the newest release speaks */
    SBILL_KEYED_NDC,                                   /* by NDC */
    SBILL_KEYED_NDC_CODE,                              /* the same file by HCPCS code */
    SBILL_KEYED_COVERAGE, /* by procedure: policies that speak of it, and beginnings of diagnoses */
    SBILL_KEYED_COVERAGE_PAIR,       /* by procedure and diagnosis */
    SBILL_KEYED_AUTHORIZATION,       /* by code; ranges of a system under its key "other" */
    SBILL_KEYED_AUTHORIZATION_PAYER, /* by payer: whose lists are loaded */
    SBILL_KEYED_LEVEL,
    SBILL_KEYED_LEVEL_FAMILY,
    SBILL_KEYED_TABLES
};
enum {
    SBILL_KEYED_VALUES = 8
}; /* most values in a row */

struct sbill_keyed { /* opened */
    const uint8_t *step, *slot, *row;
    const char *text;
    uint32_t seed, slots, bucket_shift, rows, row_size, text_size;
    int32_t from, to;
    int32_t newest_date;      /* what "now" means */
    struct sbill_text source; /* "MUE, practitioner, 2026-04" */
    uint32_t layer;
    struct sbill_keyed *next; /* the same table, asked next */
};

/* Check the head and that every part lies inside. */
bool sbill_keyed_open(struct sbill_text section, struct sbill_keyed *out);
/* The first row of a key, how many in *n; NULL if there are none. */
const uint8_t *sbill_keyed_rows(const struct sbill_keyed *t, uint64_t key, uint32_t *n);
struct sbill_text sbill_keyed_text(const struct sbill_keyed *t, uint32_t at); /* empty if outside */

static inline uint32_t sbill_keyed_value(const uint8_t *row, size_t i)
{
    return sbill_le32(row + 8 + 4 * i);
}
static inline bool sbill_keyed_in_force(const uint8_t *row, int32_t on)
{
    return on >= (int32_t)sbill_le32(row) && on <= (int32_t)sbill_le32(row + 4);
}
static inline bool sbill_keyed_covers(const struct sbill_keyed *t, int32_t on)
{
    return on >= t->from && on <= t->to;
}

/* Walking the rows of a key that are in force on a date, over the tables that have a say. */
struct sbill_keyed_walk {
    const struct sbill_keyed *t; /* where `row` stands */
    const uint8_t *row;
    bool covered;             /* some table speaks for the date */
    struct sbill_text source; /* of `row`, else of the first table that speaks for the date */

    const struct sbill_keyed *ahead;
    const uint8_t *at;
    uint64_t key;
    uint32_t left, spoken;
    int32_t on;
    bool all, found;
};
/* `all`: every table that covers the date speaks. Else the newest of each layer does, and the first
 * layer with a row has the word. */
void sbill_keyed_walk(const sbill_book *b, int32_t table, uint64_t key, int32_t on, bool all,
                      struct sbill_keyed_walk *w);
bool sbill_keyed_next(struct sbill_keyed_walk *w);

/* ---- keys ---- */

/* A code of up to seven letters and digits; 0 if it is none. */
uint64_t sbill_keyed_code(struct sbill_text code);
/* Five characters and a modifier of up to two; 0 if it is none. */
uint64_t sbill_keyed_modified(struct sbill_text code, struct sbill_text modifier);
/* A code of a system. */
uint64_t sbill_keyed_system(int32_t system, struct sbill_text code);
/* What is of a system, but under no single code. */
uint64_t sbill_keyed_other(int32_t system);
/* A procedure of up to five and a diagnosis of up to seven characters; 0 if they are none. */
uint64_t sbill_keyed_pair(struct sbill_text procedure, struct sbill_text diagnosis);
/* A word of any length, letter case aside: equal words have equal keys, others differ but for one chance in 2^60. */
uint64_t sbill_keyed_word(struct sbill_text word);

/* ---- building ---- */

struct sbill_keyed_draft {
    struct sbill_builder *b;
    const struct sbill_input *in;
    sbill_error **err;
    struct sbill_arena arena;
    struct sbill_buf text;
    uint32_t values;
    struct sbill_keyed_draft_row *row;
    size_t rows, row_room;
    uint32_t *known; /* offsets of texts, by hash */
    size_t known_count;
};
int32_t sbill_keyed_begin(struct sbill_keyed_draft *d, struct sbill_builder *b,
                          const struct sbill_input *in, uint32_t values, sbill_error **err);
/* A row; `to` SBILL_NO_DATE is open. `line` is for messages. */
int32_t sbill_keyed_add(struct sbill_keyed_draft *d, uint64_t key, int32_t from, int32_t to,
                        const uint32_t *values, uint32_t line);
/* Is the row that was added last this one, dates included? */
bool sbill_keyed_same(const struct sbill_keyed_draft *d, uint64_t key, int32_t from, int32_t to,
                      const uint32_t *values);
/* Keep a text; equal texts are kept once. 0 for an empty one, and after a failure. */
uint32_t sbill_keyed_keep(struct sbill_keyed_draft *d, struct sbill_text text);
/* Make the section, which speaks for the dates in->from .. in->to. `title` names the table for people,
 * "MUE, practitioner". `single`: a key has one row a day, else the build stops with `twice`. */
int32_t sbill_keyed_end(struct sbill_keyed_draft *d, int32_t table, const char *title,
                        const char *twice);
void sbill_keyed_free(struct sbill_keyed_draft *d);

#endif
