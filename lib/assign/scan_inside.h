/* Inside of the scanner: what its two files share. */
#ifndef SBILL_ASSIGN_SCAN_INSIDE_H
#define SBILL_ASSIGN_SCAN_INSIDE_H

#include <string.h>

#include "assign/scan.h"

static inline uint64_t sbill_low_bytes(uint64_t x, unsigned n) /* n > 0 */
{
    return x & UINT64_MAX >> 8 * (n < 8 ? 8 - n : 0);
}

/* Does the needle stand at that byte? */
static inline bool sbill_stands_at(const struct sbill_folded *f, const struct sbill_needle *n,
                                   size_t at)
{
    return at < f->n && f->n - at >= n->n &&
           !sbill_low_bytes(sbill_load_eight(f->p + at) ^ n->head, n->n) &&
           (n->n <= 8 || memcmp(f->p + at + 8, n->p + 8, n->n - 8u) == 0) &&
           (!(n->edges & SBILL_NEEDLE_LEFT) || sbill_folded_left(f, at)) &&
           (!(n->edges & SBILL_NEEDLE_RIGHT) || sbill_folded_right(f, at + n->n));
}

/* scan_look.c: room for what is looked up at once; false: the arena failed. */
bool sbill_scan_make_looks(struct sbill_scan *s);
/* All needles that stand in s->text go into s->hits, those of a word in the order of the text. */
void sbill_scan_look(struct sbill_scan *s);

#endif
