#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "superbill.h"

/* Under AddressSanitizer what was not handed out is off limits, and a gap follows all that was: it sees an overrun
 * inside a block as it sees one in the heap. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#define GAP ((size_t)16)
#else
#define GAP ((size_t)0)
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

/* Blocks double from FIRST_BLOCK to LARGEST_STEP; a request that is larger gets a block of its own size. */
#define FIRST_BLOCK ((size_t)16 * 1024)
#define LARGEST_STEP ((size_t)1024 * 1024)
/* Room that a reset keeps. Usual records need a few hundred KiB; without a limit one huge record would
 * hold its memory for the rest of a batch. */
#define KEEP ((size_t)4 * 1024 * 1024)

/* Bytes past `fill` are zero at all times, so that handing out needs no clearing. */
struct sbill_block {
    struct sbill_block *next;
    size_t size, fill;
    _Alignas(max_align_t) unsigned char bytes[];
};

static void *heap(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

const struct sbill_alloc *sbill_alloc_default(void)
{
    static const struct sbill_alloc by_heap = {heap, NULL};

    return &by_heap;
}

void *sbill_alloc_get(const struct sbill_alloc *a, size_t n)
{
    return a->fn(a->user, NULL, 0, n);
}

void *sbill_alloc_grow(const struct sbill_alloc *a, void *p, size_t old_size, size_t new_size)
{
    return a->fn(a->user, p, old_size, new_size);
}

void sbill_alloc_put(const struct sbill_alloc *a, void *p, size_t n)
{
    if (p)
        (void)a->fn(a->user, p, n, 0);
}

void sbill_wipe(void *p, size_t n)
{
    if (n == 0)
        return;
#if defined(__GNUC__)
    memset(p, 0, n);
    __asm__ __volatile__("" : : "r"(p) : "memory");
#else
    for (volatile unsigned char *byte = p; n; n--)
        *byte++ = 0;
#endif
}

void sbill_arena_init(struct sbill_arena *a, const struct sbill_alloc *alloc, size_t max)
{
    *a = (struct sbill_arena){.alloc = alloc, .max = max};
}

/* All that was handed out is zero again and off limits. */
static void block_wipe(struct sbill_block *b)
{
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->fill);
    sbill_wipe(b->bytes, b->fill);
    ASAN_POISON_MEMORY_REGION(b->bytes, b->fill);
    b->fill = 0;
}

/* Hand out n bytes that start at `at`. */
static void *block_take(struct sbill_block *b, size_t at, size_t n)
{
    b->fill = b->size - at - n > GAP ? at + n + GAP : b->size;
    ASAN_UNPOISON_MEMORY_REGION(b->bytes + at, n);
    return b->bytes + at;
}

static void block_free(const struct sbill_arena *a, struct sbill_block *b)
{
    block_wipe(b);
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
    sbill_alloc_put(a->alloc, b, sizeof *b + b->size);
}

void sbill_arena_reset(struct sbill_arena *a)
{
    size_t kept = 0;

    for (struct sbill_block **link = &a->first; *link;) {
        struct sbill_block *b = *link;
        if (b->size > KEEP - kept) {
            *link = b->next;
            block_free(a, b);
            continue;
        }
        kept += b->size;
        block_wipe(b);
        link = &b->next;
    }
    a->now = a->first;
    a->used = 0;
    a->failed = 0;
}

void sbill_arena_free(struct sbill_arena *a)
{
    while (a->first) {
        struct sbill_block *b = a->first;
        a->first = b->next;
        block_free(a, b);
    }
    sbill_arena_init(a, a->alloc, a->max);
}

static void *fail(struct sbill_arena *a, int32_t status)
{
    if (!a->failed)
        a->failed = status;
    return NULL;
}

/* A new block with room for `need`, put into the chain behind the present one. */
static struct sbill_block *block_new(struct sbill_arena *a, size_t need)
{
    size_t size = a->now ? a->now->size * 2 : FIRST_BLOCK;
    struct sbill_block *b;

    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < need)
        size = need;
    b = size > SIZE_MAX - sizeof *b ? NULL : sbill_alloc_get(a->alloc, sizeof *b + size);
    if (!b)
        return fail(a, SBILL_NOMEM);
    memset(b->bytes, 0, size);
    b->size = size;
    b->fill = 0;
    ASAN_POISON_MEMORY_REGION(b->bytes, size);
    b->next = a->now ? a->now->next : a->first;
    *(a->now ? &a->now->next : &a->first) = b;
    return b;
}

/* Where the next `n` bytes at this alignment would start; SIZE_MAX if they do not fit. */
static size_t place(const struct sbill_block *b, size_t n, size_t align)
{
    size_t at = (b->fill + align - 1) & ~(align - 1);

    return at <= b->size && n <= b->size - at ? at : SIZE_MAX;
}

static void *take_slow(struct sbill_arena *a, size_t n)
{
    struct sbill_block *b = a->now ? a->now->next : a->first;

    if (!b || n > b->size)
        b = block_new(a, n);
    if (!b)
        return NULL;
    a->now = b;
    a->used += n;
    return block_take(b, 0, n);
}

static void *take(struct sbill_arena *a, size_t n, size_t align)
{
    struct sbill_block *b = a->now;
    size_t at;

    if (a->failed)
        return NULL;
    if (n > a->max - a->used)
        return fail(a, SBILL_ELIMIT);
    if (!b)
        return take_slow(a, n);
    at = place(b, n, align);
    if (at == SIZE_MAX)
        return take_slow(a, n);
    a->used += n;
    return block_take(b, at, n);
}

void *sbill_arena_get(struct sbill_arena *a, size_t n)
{
    return take(a, n ? n : 1, _Alignof(max_align_t));
}

void *sbill_arena_array(struct sbill_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return fail(a, a->failed ? a->failed : SBILL_ELIMIT);
    return sbill_arena_get(a, count * size);
}

struct sbill_text sbill_arena_copy(struct sbill_arena *a, struct sbill_text t)
{
    char *p = t.n < SIZE_MAX ? take(a, t.n + 1, 1) : fail(a, SBILL_ELIMIT);

    if (!p)
        return SBILL_T("");
    if (t.n)
        memcpy(p, t.p, t.n);
    return (struct sbill_text){p, t.n};
}

/* The list is the last thing handed out and its block has room: let it grow where it is. */
static bool grow_in_place(struct sbill_arena *a, const void *v, size_t old_bytes, size_t more)
{
    struct sbill_block *b = a->now;

    if (!v || !b || (const unsigned char *)v + old_bytes != b->bytes + b->fill)
        return false;
    if (more > b->size - b->fill || more > a->max - a->used)
        return false;
    b->fill += more;
    a->used += more;
    return true;
}

void *sbill_arena_push(struct sbill_arena *a, void *v_ptr, size_t *n, size_t *cap, size_t size)
{
    unsigned char *v;

    memcpy(&v, v_ptr, sizeof v); /* v_ptr is a T ** of any T */
    if (a->failed)
        return NULL;
    if (*n == *cap) {
        size_t more = *cap ? *cap : 4;
        if (more > SIZE_MAX / size - *cap)
            return fail(a, SBILL_ELIMIT);
        if (!grow_in_place(a, v, *cap * size, more * size)) {
            unsigned char *wider = sbill_arena_array(a, *cap + more, size);
            if (!wider)
                return NULL;
            if (*n)
                memcpy(wider, v, *n * size);
            v = wider;
            memcpy(v_ptr, &v, sizeof v);
        }
        *cap += more;
    }
    return v + (*n)++ * size;
}
