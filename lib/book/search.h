/* Type-ahead: section WORD, one for each code system. Little-endian; offsets from the start of the
 * section.
 *
 * A DOC is a row of the code table, numbered from the best answer to the worst (billable before
 * header, short titles before long, first encounters before later ones), so that the first hits in
 * order of number are the best ones. A WORD has two lists of docs: those with it in the title,
 * those with it only in a term. Lists hold differences, seven bits a byte. A HEAVY range of words
 * (all words with one prefix) has so many docs that their union is kept as two bitmaps, title and
 * title or term: so a query never reads more than a bounded number of list items.
 *
 *   0 layout, docs, words, heavy ranges: 4 each
 *  16 offsets of: row of each doc (4 each), doc of each row (4 each), words (24 each: text, its
 *     length, title list, its count, term list, its count), heavy (8 each: first word, last + 1),
 *     bitmaps, lists, text: 4 each
 *  44 size of the lists, size of the text, rows, zero */
#ifndef SBILL_BOOK_SEARCH_H
#define SBILL_BOOK_SEARCH_H

#include "base/text.h"

enum {
    SBILL_SEARCH_LAYOUT = 1,
    SBILL_SEARCH_HEAD = 64,
    SBILL_WORD_SIZE = 24,
    SBILL_HEAVY_SIZE = 8,
    SBILL_WORD_MAX = 63 /* bytes of a word; longer ones are cut */
};

/* The next word of a text: lower case, accents dropped (e for é), apostrophes dropped (crohns for
 * Crohn's), the plural in toe(s) kept (toes), all else that is no letter or digit separates. `join`:
 * a dot inside what begins like a code does not separate (e1142 for E11.42). Returns its length, 0 at
 * the end; moves rest. */
size_t sbill_search_word(struct sbill_text *rest, bool join, char out[SBILL_WORD_MAX + 1]);

#endif
