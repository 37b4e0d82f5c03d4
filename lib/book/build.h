/* The book under construction: what importers hand over, in rows, and what finish makes of it. */
#ifndef SBILL_BOOK_BUILD_H
#define SBILL_BOOK_BUILD_H

#include "book/book.h"
#include "book/import.h"

/* One code in one release. Text is copied. */
struct sbill_code_row {
    int32_t system;
    struct sbill_text code; /* in any spelling; kept in normal form */
    struct sbill_text short_title, title;
    /* Dates of its own (HCPCS); both SBILL_NO_DATE: those of the release (snapshots). */
    int32_t from, to;
    uint32_t flags;               /* SBILL_CF_ of book/book.h */
    uint32_t order;               /* number in the publisher's order, 0 if it gives none */
    struct sbill_text successors; /* codes separated by blanks: cross-references of a dead code */
};

/* Say that a release of a system covers in->from .. in->to. A system may have many; the spans say
 * on which dates sbill_code_find answers anything but SBILL_CODE_OUTSIDE. */
int32_t sbill_build_release(struct sbill_builder *b, const struct sbill_input *in,
                            sbill_error **err);
/* Add one code. Snapshot rows of one code in releases that touch become one span; its last day
 * stays open if the last release still has it. `line` (1-based, of in->name) is for the message
 * when the row cannot be taken: twice in one release, longer than 15 characters. */
int32_t sbill_build_code(struct sbill_builder *b, const struct sbill_input *in, uint32_t line,
                         const struct sbill_code_row *row, sbill_error **err);
/* A term that search should find a code by, beside its title (inclusion terms of the tabular
 * list). */
int32_t sbill_build_term(struct sbill_builder *b, int32_t system, struct sbill_text code,
                         struct sbill_text term, sbill_error **err);
/* What the tabular list says at a node, inherited by all below it: parent, 7th-character choices,
 * instruction notes. */
enum sbill_note_kind {
    SBILL_NOTE_INCLUDES = 1,
    SBILL_NOTE_INCLUSION_TERM,
    SBILL_NOTE_EXCLUDES1,
    SBILL_NOTE_EXCLUDES2,
    SBILL_NOTE_CODE_FIRST,
    SBILL_NOTE_USE_ADDITIONAL,
    SBILL_NOTE_CODE_ALSO,
    SBILL_NOTE_PLAIN,
    SBILL_NOTE_SEVENTH,       /* text = "A\tinitial encounter" */
    SBILL_NOTE_SEVENTH_INTRO, /* the sentence above the 7th-character choices */
    SBILL_NOTE_TITLE, /* title of a block or chapter (codes have theirs from the order file) */
    SBILL_NOTE_PARENT /* of a category: its block; of a block: its chapter (codes follow from their prefix) */
};
/* `code`: a code, a block ("A00-A09"; of one category "T07-T07") or a chapter ("1"). Kept as
 * written, in order, with its release. */
int32_t sbill_build_note(struct sbill_builder *b, const struct sbill_input *in,
                         struct sbill_text code, int32_t kind, struct sbill_text text,
                         sbill_error **err);

/* Say that a code stands next in the tabular list: ranges in notes go by this order. */
int32_t sbill_build_listed(struct sbill_builder *b, const struct sbill_input *in,
                           struct sbill_text code, sbill_error **err);

/* For importers that make a whole section themselves (groups, fees, payers, rules): copied into
 * the image at finish, in the order added. */
int32_t sbill_build_section(struct sbill_builder *b, uint32_t kind, uint32_t tag, const void *p,
                            size_t n, sbill_error **err);
const struct sbill_alloc *sbill_build_alloc(const struct sbill_builder *b);
/* The layouts rules and payers are imported at finish, when all tables are in: then this answers
 * SBILL_CODE_ as sbill_code_find would. */
int32_t sbill_build_find(struct sbill_builder *b, int32_t system, struct sbill_text code,
                         int32_t on);

#endif
