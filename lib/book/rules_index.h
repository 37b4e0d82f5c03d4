/* The needles of many patterns, to be found in one pass over a note. Made once when a book's rules are joined; never
 * changes. The scanner (assign/scan.c) is its only reader. */
#ifndef SBILL_BOOK_RULES_INDEX_H
#define SBILL_BOOK_RULES_INDEX_H

#include "book/rules_needs.h"

struct sbill_needle {
    const char *p; /* borrowed from the image */
    uint64_t head; /* its first eight bytes, or all */
    uint16_t n;
    uint16_t probe; /* place in it of the bytes that are looked up */
    uint8_t edges;  /* SBILL_NEEDLE_ */
    uint8_t starts; /* words that begin in it behind its first byte, up to the probe */
    uint8_t rare;   /* place of its rarest byte */
    uint32_t postings, posting_count;
};

struct sbill_probe_slot {
    uint64_t key; /* sbill_probe_key; 0: empty */
    uint32_t needles, count;
};

struct sbill_posting { /* a needle that wakes a branch */
    uint32_t branch;
    uint32_t order;   /* SBILL_NEEDS_EXACT: place among the pattern's needles */
    uint32_t with[2]; /* one of these must stand in the text, too; SBILL_NO_INDEX: nothing said */
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
    uint32_t members;
    uint16_t count;
    bool searched; /* its needles have no slot: they are looked for near a hit */
};

struct sbill_index {
    SBILL_LIST(struct sbill_needle)
    needles; /* those of one key stand together, those without at the end */
    SBILL_LIST(struct sbill_posting) postings;
    SBILL_LIST(struct sbill_index_branch) branches;
    SBILL_LIST(struct sbill_index_clause) clauses;
    sbill_indexes members;          /* needles */
    sbill_indexes always;           /* patterns that are always tried */
    struct sbill_probe_slot *slots; /* by the highest bits of the hash; the last is empty */
    uint64_t *seen; /* by the highest bits of the hash: sbill_seen_bits of all keys */
    uint32_t slot_shift, seen_shift;
    uint32_t begins, ends; /* bit i: there are beginnings, endings of sbill_part_sizes[i] bytes */
    bool has_any;          /* there are needles to be looked for anywhere */
    bool has_bytes;        /* ... needles that are looked for by one of `bytes` */
    uint64_t bytes[4];     /* a bit for each */
};

static inline uint64_t sbill_probe_hash(uint64_t key)
{
    return key * 0x9E3779B97F4A7C15u;
}

/* Two bits of one word. */
static inline uint64_t sbill_seen_bits(uint64_t hash)
{
    return (uint64_t)1 << (hash >> 20 & 63) | (uint64_t)1 << (hash >> 26 & 63);
}

/* Quick: false, surely no needle has a key with this hash. */
static inline bool sbill_probe_seen(const uint64_t *seen, uint32_t shift, uint64_t hash)
{
    return !(~seen[hash >> shift] & sbill_seen_bits(hash));
}

static inline size_t sbill_probe_slot(const struct sbill_index *x, uint64_t key)
{
    return (size_t)(sbill_probe_hash(key) >> x->slot_shift);
}

/* NULL if no needle has it. */
static inline const struct sbill_probe_slot *sbill_probe_find(const struct sbill_index *x,
                                                              uint64_t key)
{
    for (const struct sbill_probe_slot *s = &x->slots[sbill_probe_slot(x, key)]; s->key; s++)
        if (s->key == key)
            return s;
    return NULL;
}

/* Of all patterns with this use. SBILL_OK, SBILL_NOMEM (the arena failed), SBILL_EBOOK (damaged). */
int32_t sbill_index_make(struct sbill_rules *r, enum sbill_pattern_use use,
                         struct sbill_index **out);

#endif
