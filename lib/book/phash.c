#include "book/phash.h"

#include <string.h>

#include "book/codes.h"

enum {
    KEYS_A_BUCKET = 6,
    SLACK = 8,
    SEEDS = 32,
    LARGEST = 64
};

struct maker {
    struct sbill_phash *h;
    const uint64_t *hash;  /* by key */
    const uint32_t *start; /* of each bucket in keys_of; one more at the end */
    const uint32_t *keys_of;
    uint8_t *taken; /* by slot */
};

/* Do all keys of the bucket go to free and different places with this step? If so they take them. */
static bool fits(struct maker *m, uint32_t first, uint32_t end, uint16_t step)
{
    uint32_t done = first;

    for (; done < end; done++) {
        uint32_t key = m->keys_of[done], place = sbill_hash_place(m->hash[key], step, m->h->slots);
        if (m->taken[place])
            break;
        m->taken[place] = 1;
        m->h->place[key] = place;
    }
    if (done == end)
        return true;
    while (done-- > first)
        m->taken[m->h->place[m->keys_of[done]]] = 0;
    return false;
}

static bool place_bucket(struct maker *m, uint32_t bucket)
{
    for (uint32_t step = 0; step <= UINT16_MAX; step++)
        if (fits(m, m->start[bucket], m->start[bucket + 1], (uint16_t)step)) {
            m->h->step[bucket] = (uint16_t)step;
            return true;
        }
    return false;
}

/* Crowded buckets first, while there is room to choose. */
static bool place_all(struct maker *m)
{
    for (uint32_t size = LARGEST; size > 0; size--)
        for (uint32_t b = 0; b < m->h->buckets; b++)
            if (m->start[b + 1] - m->start[b] == size && !place_bucket(m, b))
                return false;
    return true;
}

/* Sort the keys by bucket; false if one bucket has too many. */
static bool sort_into_buckets(struct sbill_phash *h, const uint64_t *hash, uint32_t n,
                              uint32_t *start, uint32_t *keys_of)
{
    memset(start, 0, sizeof *start * ((size_t)h->buckets + 2));
    for (uint32_t i = 0; i < n; i++)
        if (++start[(hash[i] >> h->bucket_shift) + 2] > LARGEST)
            return false;
    for (uint32_t b = 2; b < h->buckets + 2; b++)
        start[b] += start[b - 1];
    for (uint32_t i = 0; i < n; i++)
        keys_of[start[(hash[i] >> h->bucket_shift) + 1]++] = i;
    return true;
}

/* The power of two, 2 or more, that is not below n; and the shift that leaves so many bits of a hash. */
static uint32_t size_for(uint64_t n, uint32_t *shift)
{
    uint64_t size = 2;

    for (*shift = 63; size < n; size *= 2)
        --*shift;
    return (uint32_t)size;
}

int32_t sbill_phash_make(struct sbill_arena *a, const uint64_t *keys, uint32_t n,
                         struct sbill_phash *out)
{
    struct sbill_phash h = {.seed = 1};
    struct maker m = {&h, NULL, NULL, NULL, NULL};
    uint64_t *hash = SBILL_NEW_N(a, uint64_t, (size_t)n + 1);
    uint32_t *start, *keys_of;

    h.slots = n + n / SLACK + 1;
    h.buckets = size_for(n / KEYS_A_BUCKET, &h.bucket_shift);
    start = SBILL_NEW_N(a, uint32_t, (size_t)h.buckets + 2);
    keys_of = SBILL_NEW_N(a, uint32_t, (size_t)n + 1);
    m = (struct maker){&h, hash, start, keys_of, SBILL_NEW_N(a, uint8_t, h.slots)};
    h.step = SBILL_NEW_N(a, uint16_t, h.buckets);
    h.place = SBILL_NEW_N(a, uint32_t, (size_t)n + 1);
    if (a->failed)
        return a->failed;
    for (; h.seed <= SEEDS; h.seed++) {
        for (uint32_t i = 0; i < n; i++)
            hash[i] = sbill_hash_key(keys[i], h.seed);
        memset(m.taken, 0, h.slots);
        memset(h.step, 0, sizeof *h.step * h.buckets);
        if (sort_into_buckets(&h, hash, n, start, keys_of) && place_all(&m)) {
            *out = h;
            return SBILL_OK;
        }
    }
    return SBILL_EINPUT;
}
