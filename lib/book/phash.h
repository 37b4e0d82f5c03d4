/* A perfect hash over 64-bit keys: each bucket of keys has a step that sends them to free places
 * (hash and displace, after Belazzougui, Botelho, Dietzfelbinger 2009). Deterministic. */
#ifndef SBILL_BOOK_PHASH_H
#define SBILL_BOOK_PHASH_H

#include "base/arena.h"

struct sbill_phash {
    uint32_t seed, slots, buckets; /* buckets are a power of two, at least 2 */
    uint32_t bucket_shift;
    uint16_t *step;  /* by bucket */
    uint32_t *place; /* by key, in the order given */
};

/* All memory from the arena. SBILL_OK, SBILL_NOMEM, SBILL_EINPUT if two keys are equal. */
int32_t sbill_phash_make(struct sbill_arena *a, const uint64_t *keys, uint32_t n,
                         struct sbill_phash *out);

#endif
