/* What the tabular list says at its nodes: section NOTE, one for each system. Little-endian:
 *
 *   0 layout 4, releases 4, notes 4, text: offset 4, size 4, zero 44
 *  64 releases, 16 each: from 4, to 4, name: offset 4, length 4
 *     notes, 16 each, sorted by release, node, then as they came:
 *       release 2, kind 2, node: offset 4, text: offset 4, length of node 4; texts end in NUL */
#ifndef SBILL_BOOK_NOTES_H
#define SBILL_BOOK_NOTES_H

#include "book/book.h"
#include "book/build.h"

struct sbill_note {
    int32_t kind;                    /* enum sbill_note_kind */
    struct sbill_text text, release; /* live as long as the book */
};

/* The nth note at one node (a code in any spelling, a block "A00-A09", a chapter "1"), not at those above it. Of
 * several releases of the list, the newest that had begun on the date speaks, else the oldest. False past the last. */
bool sbill_book_note(const sbill_book *b, int32_t system, struct sbill_text node, int32_t on,
                     size_t nth, struct sbill_note *out);
/* The nth 7th-character choice of a code, inherited from the nearest code above that has some: text is
 * "A\tinitial encounter". */
bool sbill_book_seventh(const sbill_book *b, struct sbill_text code, int32_t on, size_t nth,
                        struct sbill_note *out);

/* By its place in a section NOTE: what it says, and its release. Empty if there is no such note. */
void sbill_notes_text(struct sbill_text section, uint32_t at, struct sbill_text *text,
                      struct sbill_text *release);

/* By its place, with the node it stands at. False past the last. */
struct sbill_note_row {
    struct sbill_text node, text;
    int32_t kind;
    bool newest; /* of the section's newest release */
};
bool sbill_note_row(struct sbill_text section, uint32_t nth, struct sbill_note_row *out);

#endif
