/* Inside of the making of the index: what its two files share. */
#ifndef SBILL_BOOK_RULES_MAKER_H
#define SBILL_BOOK_RULES_MAKER_H

#include "book/rules_index.h"

struct sbill_index_maker {
    struct sbill_arena *arena, scratch;
    struct sbill_index *x;
    uint32_t *same; /* hash table: needle + 1 */
    size_t same_mask;
    uint64_t *key; /* by needle: of its probe */
    bool bad;
};

#define SBILL_TAG_BITS ((uint64_t)0xFF << 56) /* of a key */

static inline size_t sbill_power_of_two(size_t least)
{
    size_t n = 64;

    while (n < least)
        n *= 2;
    return n;
}

/* rules_cost.c: m->key and the probe of each needle, the waking clause of each branch, and which of its clauses are
 * looked up. */
void sbill_index_choose(struct sbill_index_maker *m);

#endif
