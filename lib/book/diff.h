/* What differs between two books: inside of sbill_book_diff. A table is a name and its changes; the two books are the
 * sides, old and new. Changes live in an arena until the table is written. */
#ifndef SBILL_BOOK_DIFF_H
#define SBILL_BOOK_DIFF_H

#include "base/json.h"
#include "book/inside.h"

enum {
    SBILL_OLD,
    SBILL_NEW,
    SBILL_SIDES
};

enum sbill_change_kind {
    SBILL_ADDED,
    SBILL_ENDED,   /* in force in the old book, not in the new one; or simply gone */
    SBILL_CHANGED, /* in both, and not the same */
    SBILL_DATED,   /* the same now, but not on an earlier day that both books speak for */
    SBILL_CHANGE_KINDS
};

struct sbill_change {
    struct sbill_text key, says[SBILL_SIDES];
    int32_t kind;
    int32_t on; /* DATED: the first such day */
};

struct
    sbill_diff_row { /* of tables that are compared row by row: what a row is about, and what it says */
    struct sbill_text key, says;
};
typedef SBILL_LIST(struct sbill_diff_row) sbill_diff_rows;

struct sbill_diff {
    const sbill_book *side[SBILL_SIDES];
    struct sbill_arena arena;
    struct sbill_buf out, key, says[SBILL_SIDES]; /* the report; scratch */
    struct sbill_jw w;
    SBILL_LIST(struct sbill_change) changes; /* of the table at hand */
    sbill_diff_rows rows[SBILL_SIDES];       /* of the table at hand */
    bool there[SBILL_SIDES];                 /* has the side such a table at all? */
};

/* A change of what the scratch holds: d->key, d->says. */
void sbill_diff_change(struct sbill_diff *d, int32_t kind, int32_t on);
/* Compare the scratch: nothing said by a side means that it has nothing in force. True if a change was noted. */
bool sbill_diff_compare(struct sbill_diff *d);
/* Start the scratch anew. */
void sbill_diff_scratch(struct sbill_diff *d);

/* A row of one side, from d->key and d->says[side]. */
void sbill_diff_row(struct sbill_diff *d, int side);
/* The changes between the rows of both sides, which are forgotten. */
void sbill_diff_merge(struct sbill_diff *d);

/* Write the table with its changes, in the order of their keys, and forget them; nothing if neither side has it. */
void sbill_diff_table(struct sbill_diff *d, struct sbill_text name);

/* ---- kinds of tables ---- */

void sbill_diff_systems(struct sbill_diff *d); /* diff_codes.c */
void sbill_diff_keyed(struct sbill_diff *d);   /* diff_keyed.c */
void sbill_diff_ptp(struct sbill_diff *d);     /* diff_codes.c */
void sbill_diff_notes(struct sbill_diff *d);   /* diff_lists.c */
void sbill_diff_groups(struct sbill_diff *d);
void sbill_diff_fees(struct sbill_diff *d);
void sbill_diff_payers(struct sbill_diff *d);
void sbill_diff_rules(struct sbill_diff *d); /* diff_rules.c */
/* Rules that give or name codes which the old book has in force and the new one has not: an array. */
void sbill_diff_broken_rules(struct sbill_diff *d);

/* ---- rows of sections, for the comparison (groups.c, fees.c) ---- */

struct sbill_group_row {
    struct sbill_text group, first,
        last; /* last: of a range; equal to first: one code; empty: all that begin so */
    int32_t system, from, to;
};
/* The nth row of a section GRUP, FEES; false past the last. */
bool sbill_group_row(struct sbill_text section, uint32_t nth, struct sbill_group_row *out);
struct sbill_fee_row {
    struct sbill_text code, modifiers, place, currency, payer;
    int32_t system, from, to;
    int64_t amount;
};
bool sbill_fee_row(struct sbill_text section, uint32_t nth, struct sbill_fee_row *out);

#endif
