/* The needles of many patterns, to be found in one pass over a note. Made once when a book's rules are joined; never
 * changes. The scanner (assign/scan.c) is its only reader. */
#ifndef SBILL_BOOK_RULES_INDEX_H
#define SBILL_BOOK_RULES_INDEX_H

#include "book/rules_needs.h"

struct sbill_needle {
    const char *p; /* borrowed from the image */
    uint16_t n;
    uint16_t probe; /* place in it of the bytes that are looked up */
    uint8_t edges;  /* SBILL_NEEDLE_ */
    uint8_t starts; /* words that begin in it behind its first byte, up to the probe */
    uint32_t postings, posting_count;
};

struct sbill_key_slot {
    uint64_t key; /* sbill_probe_key; 0: empty */
    uint32_t needles, count;
};

struct sbill_posting { /* a needle that wakes a branch */
    uint32_t branch;
    uint32_t order; /* SBILL_NEEDS_EXACT: place among the pattern's needles */
};

struct sbill_index_branch {
    uint32_t pattern; /* joined */
    uint32_t words;
    uint32_t clauses; /* the first of them */
    uint8_t clause_count;
    uint8_t waking; /* which of its clauses */
    bool start, exact;
};

struct sbill_index_clause {
    uint32_t members, count;
};

struct sbill_index {
    SBILL_LIST(struct sbill_needle) needles; /* those of one key stand together */
    SBILL_LIST(struct sbill_posting) postings;
    SBILL_LIST(struct sbill_index_branch) branches;
    SBILL_LIST(struct sbill_index_clause) clauses;
    sbill_indexes members;        /* needles */
    sbill_indexes always;         /* patterns that are always tried */
    struct sbill_key_slot *slots; /* by the highest bits of the hash; the last is empty */
    uint64_t *seen;               /* a bit for the highest bits of each key's hash */
    uint32_t slot_shift, seen_shift;
    uint32_t begins, ends; /* bit n: there are beginnings, endings of words of n bytes */
    bool has_any;          /* there are needles to be looked for anywhere */
};

static inline uint64_t sbill_key_hash(uint64_t key)
{
    return key * 0x9E3779B97F4A7C15u;
}

/* Quick: false, surely no needle has this key. */
static inline bool sbill_key_seen(const struct sbill_index *x, uint64_t key)
{
    uint64_t bit = sbill_key_hash(key) >> x->seen_shift;

    return x->seen[bit / 64] >> bit % 64 & 1;
}

static inline size_t sbill_key_slot(const struct sbill_index *x, uint64_t key)
{
    return (size_t)(sbill_key_hash(key) >> x->slot_shift);
}

/* NULL if no needle has it. */
static inline const struct sbill_key_slot *sbill_key_find(const struct sbill_index *x, uint64_t key)
{
    for (const struct sbill_key_slot *s = &x->slots[sbill_key_slot(x, key)]; s->key; s++)
        if (s->key == key)
            return s;
    return NULL;
}

/* Of all patterns with this use. SBILL_OK, SBILL_NOMEM (the arena failed), SBILL_EBOOK (damaged). */
int32_t sbill_index_make(struct sbill_rules *r, enum sbill_pattern_use use,
                         struct sbill_index **out);

#endif
