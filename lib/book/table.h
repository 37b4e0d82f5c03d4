/* The generic table: any list of codes, code groups or fees as text with separators. What its columns mean stands
 * in a small head on top of the file or, for a file that nobody should edit, in the manifest (docs/book.md). */
#ifndef SBILL_BOOK_TABLE_H
#define SBILL_BOOK_TABLE_H

#include "base/csv.h"
#include "book/build.h"

enum sbill_table_kind {
    SBILL_TABLE_CODES = 1,
    SBILL_TABLE_GROUPS = 2,
    SBILL_TABLE_FEES = 4,
    SBILL_TABLE_NDC = 8,
    SBILL_TABLE_COVERAGE = 16,
    SBILL_TABLE_AUTHORIZATIONS = 32,
    SBILL_TABLE_LEVELS = 64
};

enum sbill_column {
    SBILL_COL_UNREAD, /* "-" */
    SBILL_COL_CODE,
    SBILL_COL_TITLE,
    SBILL_COL_SHORT,
    SBILL_COL_FROM,
    SBILL_COL_TO,
    SBILL_COL_SYSTEM,
    SBILL_COL_HEADER,
    SBILL_COL_UNLISTED,
    SBILL_COL_SUCCESSORS,
    SBILL_COL_TERMS,
    SBILL_COL_GROUP,
    SBILL_COL_MODIFIERS,
    SBILL_COL_PAYER,
    SBILL_COL_PLACE,
    SBILL_COL_AMOUNT,
    SBILL_COL_CURRENCY,
    SBILL_COL_NDC,
    SBILL_COL_UNIT,
    SBILL_COL_PACKAGE,
    SBILL_COL_COUNT_IN_PACKAGE,
    SBILL_COL_BILLING_UNITS,
    SBILL_COL_POLICY,
    SBILL_COL_DIAGNOSIS,
    SBILL_COL_SAYS,
    SBILL_COL_NEEDS,
    SBILL_COL_FAMILY,
    SBILL_COL_MINUTES,
    SBILL_COL_MINUTES_TO,
    SBILL_COL_MDM,
    SBILL_COL_COUNT
};

struct sbill_table {
    const struct sbill_input *in;
    sbill_error **err;
    struct sbill_csv csv;
    struct sbill_buf utf8; /* the bytes, where they had to be converted */
    int32_t kind;          /* enum sbill_table_kind */
    bool us_dates, latin1;
    uint32_t name_rows;
    char currency[4];
    uint32_t at[SBILL_COL_COUNT]; /* 1-based cell of each column, 0 = the table has none */
    size_t columns;
};

/* Read the head. End the table whatever the status. */
int32_t sbill_table_start(struct sbill_table *t, const struct sbill_alloc *alloc,
                          const struct sbill_input *in, sbill_error **err);
void sbill_table_end(struct sbill_table *t);
/* The next row, with as many cells as there are columns; SBILL_OK, SBILL_END or an error. */
int32_t sbill_table_next(struct sbill_table *t);

bool sbill_table_has(const struct sbill_table *t, int32_t column);
struct sbill_text sbill_table_text(const struct sbill_table *t,
                                   int32_t column); /* trimmed; empty if no such column */
/* An error at a cell of the row: `words` may hold one %t for its text. */
int32_t sbill_table_fail(const struct sbill_table *t, int32_t column, const char *words);
/* Both ends of a row's own span; what is blank takes the end of the release if `clip`, else SBILL_NO_DATE. With `clip`,
 * dates outside the release are refused. */
int32_t sbill_table_span(const struct sbill_table *t, bool clip, int32_t *from, int32_t *to);
int32_t sbill_table_flag(const struct sbill_table *t, int32_t column,
                         bool *out); /* 1, 0, yes, no, blank = no */
/* The row's code system: its own column, else the manifest's. */
int32_t sbill_table_system(const struct sbill_table *t, int32_t *out);
/* A whole number of 10^-places, not below zero; SBILL_NO_QTY if the cell is blank. */
int32_t sbill_table_number(const struct sbill_table *t, int32_t column, int places, int64_t *out);
/* One of the words, by place from 0; `blank` if the cell is empty. `words` are separated by bars. */
int32_t sbill_table_word(const struct sbill_table *t, int32_t column, const char *words,
                         int32_t blank, int32_t *out);
/* The code in normal form, zero-filled. */
int32_t sbill_table_code(const struct sbill_table *t, struct sbill_text code, char out[16]);

/* The kinds that make sections of their own. */
int32_t sbill_import_groups(struct sbill_builder *b, struct sbill_table *t);
int32_t sbill_import_fees(struct sbill_builder *b, struct sbill_table *t);
int32_t sbill_import_ndc(struct sbill_builder *b, struct sbill_table *t);
int32_t sbill_import_coverage(struct sbill_builder *b, struct sbill_table *t);
int32_t sbill_import_authorizations(struct sbill_builder *b, struct sbill_table *t);
int32_t sbill_import_levels(struct sbill_builder *b, struct sbill_table *t);

#endif
