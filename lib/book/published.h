/* What importers of published tables share: reading them as they come (BOM, CRLF, Latin-1, disclaimers on
 * top), and the shapes of their cells. */
#ifndef SBILL_BOOK_PUBLISHED_H
#define SBILL_BOOK_PUBLISHED_H

#include "base/csv.h"
#include "book/build.h"

enum {
    SBILL_NAMES = 16
}; /* most columns an importer asks for */

struct sbill_published {
    const struct sbill_input *in;
    sbill_error **err;
    struct sbill_csv csv;
    struct sbill_buf utf8;
    uint32_t at[SBILL_NAMES]; /* of each column asked for: 1-based cell, 0 = the file has none */
    size_t columns;           /* cells of the row with the names */
};

/* Text that is not UTF-8 is taken for Latin-1. End it whatever the status. */
int32_t sbill_published_start(struct sbill_published *p, const struct sbill_alloc *alloc,
                              const struct sbill_input *in, char separator, sbill_error **err);
void sbill_published_end(struct sbill_published *p);
/* The next row; SBILL_OK, SBILL_END or an error. */
int32_t sbill_published_next(struct sbill_published *p);
/* The separator of the first line: a tab if it holds one, else a comma. */
char sbill_published_separator(const struct sbill_input *in);

/* Names of columns are compared by their letters and digits, without case: "AOC_Edit_Type" is
 * "aocedittype". */
bool sbill_name_is(struct sbill_text cell, const char *name);
/* Is this row the one with the names of the columns? `names` are `count` columns asked for, each with
 * its spellings between bars, "minage|startage", behind a ? if the file may lack it. Sets at. */
bool sbill_published_names(struct sbill_published *p, const char *const *names, size_t count);
/* A file that begins with the row of names. */
int32_t sbill_published_need_names(struct sbill_published *p, const char *const *names,
                                   size_t count);
/* Cell of a column asked for, trimmed; empty if the file has none. */
struct sbill_text sbill_published_text(const struct sbill_published *p, size_t column);
/* An error at that cell; `words` may hold one %t for its text. */
int32_t sbill_published_fail(const struct sbill_published *p, size_t column, const char *words);
/* An error at the nth cell of the row, from 0. */
int32_t sbill_published_fail_cell(const struct sbill_published *p, size_t cell, const char *words);

/* 2025-10-01 or 20251001; blank is SBILL_NO_DATE. False if it is neither. */
bool sbill_published_date(struct sbill_text t, int32_t *out);
/* Year and day of the year, 2013001; blank is SBILL_NO_DATE. */
bool sbill_ordinal_date(struct sbill_text t, int32_t *out);
/* Five capital letters and digits, three digits or more among them: a HCPCS or CPT code. */
bool sbill_service_shape(struct sbill_text t);

#endif
