/* Memory: one allocator function, and arenas that fail once and are asked once.
 * An arena gives memory that lives until reset or free; both wipe every byte handed out,
 * since it held patient data. Memory comes zeroed. */
#ifndef SBILL_BASE_ARENA_H
#define SBILL_BASE_ARENA_H

#include "base/text.h"

/* One function does it all: size 0 frees; ptr NULL allocates; else it resizes. */
struct sbill_alloc {
    void *(*fn)(void *user, void *ptr, size_t old_size, size_t new_size);
    void *user;
};

/* `old_size` and the n of sbill_alloc_put are what was asked for when the memory was got: an allocator that
 * counts relies on it. n is never 0 but for put of NULL. */
const struct sbill_alloc *sbill_alloc_default(void); /* malloc, realloc, free */
void *sbill_alloc_get(const struct sbill_alloc *a, size_t n);
void *sbill_alloc_grow(const struct sbill_alloc *a, void *p, size_t old_size, size_t new_size);
void sbill_alloc_put(const struct sbill_alloc *a, void *p, size_t n);

struct sbill_block;
struct sbill_arena {
    const struct sbill_alloc *alloc; /* must outlive the arena */
    struct sbill_block *first, *now; /* chain of blocks, reused after reset */
    size_t used, max;                /* bytes handed out, and the ceiling */
    int32_t failed;                  /* 0, SBILL_NOMEM or SBILL_ELIMIT: sticky until reset */
};

void sbill_arena_init(struct sbill_arena *a, const struct sbill_alloc *alloc, size_t max);
/* Wipes what was used and keeps the blocks; what a single huge record needed beyond a few MiB is given back. */
void sbill_arena_reset(struct sbill_arena *a);
void sbill_arena_free(
    struct sbill_arena *a); /* wipes, gives the blocks back; the arena may be used again */

/* n bytes, zeroed, aligned for any type; NULL after a failure (and then always NULL). */
void *sbill_arena_get(struct sbill_arena *a, size_t n);
void *sbill_arena_array(struct sbill_arena *a, size_t count, size_t size); /* overflow-checked */
#define SBILL_NEW(arena, T) ((T *)sbill_arena_get((arena), sizeof(T)))
#define SBILL_NEW_N(arena, T, n) ((T *)sbill_arena_array((arena), (n), sizeof(T)))

/* A copy that ends in NUL; empty slice after a failure. */
struct sbill_text sbill_arena_copy(struct sbill_arena *a, struct sbill_text t);

/* Grow a list {T *v; size_t n, cap} held in the arena by one and give the new, zeroed element; NULL after a failure,
 * with the list as it was. */
void *sbill_arena_push(struct sbill_arena *a, void *v_ptr, size_t *n, size_t *cap, size_t size);
#define SBILL_LIST(T)  \
    struct {           \
        T *v;          \
        size_t n, cap; \
    }
#define SBILL_PUSH(arena, list) \
    (sbill_arena_push((arena), &(list)->v, &(list)->n, &(list)->cap, sizeof *(list)->v))

void sbill_wipe(void *p, size_t n); /* never optimised away */

#endif
