/* Inside of a PTP table under construction, for the two files that make it. */
#ifndef SBILL_BOOK_PTP_DRAFT_H
#define SBILL_BOOK_PTP_DRAFT_H

#include "book/draft.h"
#include "book/phash.h"
#include "book/ptp.h"

enum {
    SBILL_PTP_CODES = UINT16_MAX, /* most codes in one table */
    SBILL_PTP_RATIONALES = 256
};

struct sbill_ptp_entry {
    uint16_t first, second; /* codes, in order of arrival */
    int32_t from, to;
    uint8_t indicator, rationale;
    uint16_t file;
    uint32_t line;
};

struct sbill_ptp_file { /* the rows of one file */
    struct sbill_text name;
    struct sbill_ptp_entry *rows;
    size_t n, room;
};

struct sbill_ptp_draft { /* one setting and release */
    int32_t setting, from, to;
    struct sbill_text release;
    SBILL_LIST(struct sbill_ptp_file) chunks;
    uint64_t *codes;
    uint32_t *heads; /* 1 + code, by hash of its key */
    uint32_t code_count;
    struct sbill_text rationales[SBILL_PTP_RATIONALES];
    uint32_t rationale_count;
};

struct sbill_ptp_made { /* one of the two tables */
    uint32_t lines, spills;
    uint8_t *line, *spilt;
};

struct sbill_ptp_work { /* one table on its way into a section */
    struct sbill_builder *b;
    struct sbill_ptp_draft *d;
    struct sbill_arena arena;
    sbill_error **err;
    struct sbill_ptp_entry *rows; /* by pair, then the newest first */
    size_t row_count;
    struct sbill_ptp_known_pair *pairs;
    size_t pair_count;
    SBILL_LIST(struct sbill_ptp_history) histories;
    SBILL_LIST(struct sbill_ptp_known) spans;
    SBILL_LIST(uint32_t) lists;
    struct sbill_phash hash;
    uint32_t width, low_bits, rationale_bits, first_list;
    struct sbill_ptp_made newest, older;
};

struct sbill_ptp_known_pair {
    uint64_t mixed;
    uint32_t history; /* index */
};

struct sbill_ptp_history {
    const struct sbill_ptp_entry *rows; /* of the first pair that has it */
    uint32_t n, next;                   /* next: 1 + index, chain of the table */
    uint32_t pairs;
    uint32_t newest, older; /* as the cells hold them */
};

struct sbill_ptp_known { /* a span that some history has */
    const struct sbill_ptp_entry *row;
    uint32_t next, seq;
    uint32_t pairs; /* whose newest span it is */
};

bool sbill_ptp_withdrawn(const struct sbill_ptp_entry *row);
/* For qsort: by second code, then what was withdrawn last, then the newest first. */
int sbill_ptp_by_second(const void *x, const void *y);
/* Pairs, histories and spans from the sorted rows (build_ptp_pairs.c). */
int32_t sbill_ptp_pairs(struct sbill_ptp_work *w);
/* Lines and the section (build_ptp_lines.c). */
int32_t sbill_ptp_section(struct sbill_ptp_work *w);
int32_t sbill_ptp_too_many(const struct sbill_ptp_draft *d, uint32_t line, const char *words,
                           sbill_error **err);
int32_t sbill_ptp_no_memory(const struct sbill_ptp_work *w);
uint32_t sbill_ptp_bits(uint64_t n); /* so many that 0 .. n can be told apart */

#endif
