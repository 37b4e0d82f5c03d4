/* Inside of the reading of patterns: what its two files share. */
#ifndef SBILL_BOOK_RULES_READER_H
#define SBILL_BOOK_RULES_READER_H

#include "book/rules_part.h"

struct sbill_reader {
    struct sbill_arena *arena;
    const char *p, *end;
    bool lost, captures;
    bool quoted; /* between \Q and \E */
    int depth;
    uint32_t joins;
};

/* ---- rules_atom.c ---- */

bool sbill_read_at(const struct sbill_reader *r, const char *z); /* do these bytes come next */
bool sbill_read_eat(struct sbill_reader *r, const char *z);      /* ... then past them */
struct sbill_part sbill_read_lose(struct sbill_reader *r); /* what stands here is not understood */
/* A repeat, if one comes next. */
bool sbill_read_repeat(struct sbill_reader *r, struct sbill_repeat *out);
/* A repeat of a repeat, or of what stands before a comment, is not understood. */
void sbill_read_no_repeat(struct sbill_reader *r);
struct sbill_part sbill_read_char(struct sbill_reader *r, char c);
/* Any atom but a group and a plain character. */
struct sbill_part sbill_read_atom(struct sbill_reader *r);

#endif
