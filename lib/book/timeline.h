/* Which release speaks for which dates, and what becomes of one code's rows on that line. */
#ifndef SBILL_BOOK_TIMELINE_H
#define SBILL_BOOK_TIMELINE_H

#include "book/draft.h"

struct sbill_stretch { /* dates from..to are spoken for by one release */
    int32_t from, to;
    uint32_t release; /* index in the builder */
};

struct sbill_timeline {
    struct sbill_stretch *v; /* in order of date, never overlapping */
    size_t n;
    uint32_t *release; /* the system's releases by first day: rank to index */
    size_t releases;
};

/* On a date that several releases cover, the one that began last speaks. Sets the rank of each
 * release. Two releases that begin on one day are an error. */
int32_t sbill_timeline_make(struct sbill_builder *b, int32_t system, struct sbill_timeline *out,
                            sbill_error **err);

struct
    sbill_piece { /* what is true of a code from..to, inclusive; SBILL_DATE_FIRST / LAST = open */
    int32_t from, to;
    const struct sbill_draft_row *row;
};

/* The pieces of one code from its rows, sorted by rank of the release, then first day: at most cap
 * of them. Returns how many, cap + 1 if they are more.
 *
 * Rows without dates are snapshots: a release that speaks and lists the code makes it valid, one
 * that does not ends it. Rows with dates of their own are history: the newest release that lists
 * the code has it all; a later one that dropped it ends it. */
size_t sbill_timeline_pieces(const struct sbill_timeline *line, const struct sbill_builder *b,
                             const struct sbill_draft_row *rows, size_t n, struct sbill_piece *out,
                             size_t cap);

#endif
