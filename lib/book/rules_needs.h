/* What must stand in a segment for a pattern to match there, as the builder found out (rules_needs.c) and the scanner
 * uses it: a pattern has branches (alternatives), a branch has clauses that must all be met, a clause is met if one of
 * its needles stands in the segment. Needles are texts as they are after folding (rules_part.h).
 *
 * In a pack's section: empty = nothing is certain, the pattern always runs. Else a byte of SBILL_NEEDS_, the number of
 * branches; each: SBILL_BRANCH_, words + 1 (0 = no limit), number of clauses; each: number of needles; each: edges,
 * length, bytes. Numbers are LEB128. Nothing of it is trusted. */
#ifndef SBILL_BOOK_RULES_NEEDS_H
#define SBILL_BOOK_RULES_NEEDS_H

#include "book/rules_part.h"

enum {
    SBILL_NEEDS_SOME = 1,
    SBILL_NEEDS_EXACT =
        2, /* each needle of clause 0 is a whole match, the first in order wins: PCRE2 has no say */
    SBILL_NEEDS_AUTHOR =
        4 /* the author's anchor: where it does not stand, the pattern is not tried */
};
enum {
    SBILL_BRANCH_START = 1 /* a match begins with a needle of clause 0 */
};
enum {                     /* edges of a needle */
    SBILL_NEEDLE_LEFT = 1, /* no word character before it */
    SBILL_NEEDLE_RIGHT = 2 /* no word character after it */
};

/* ---- How to find a needle ---- */

enum sbill_probe_kind {
    SBILL_PROBE_WORD,  /* a word of the note is this one, or begins with these eight bytes */
    SBILL_PROBE_BEGIN, /* a word of the note begins with these bytes */
    SBILL_PROBE_END,   /* a word of the note ends with these bytes */
    SBILL_PROBE_ANY,   /* these three bytes, anywhere */
    SBILL_PROBE_BYTE   /* this byte, which is of no word */
};
struct sbill_probe {
    uint32_t kind;
    size_t at, n; /* in the needle */
};
/* The first probe at or behind *from; moves *from behind it. SBILL_PROBE_BYTE comes only when there is no word in the
 * needle, SBILL_PROBE_ANY when there is no other. */
bool sbill_next_probe(struct sbill_text needle, unsigned edges, size_t *from,
                      struct sbill_probe *out);
/* The bytes to look up: a word's first eight; of its beginning or ending four, two, one, as many as there are; any
 * three; or one. All but words have a tag that stands in no text. */
#define SBILL_PART_SIZES 3
#define SBILL_BEGIN_TAG ((uint64_t)0xF8 << 56)
#define SBILL_END_TAG ((uint64_t)0xF9 << 56)
#define SBILL_ANY_TAG ((uint64_t)0xFA << 56)
#define SBILL_BYTE_TAG ((uint64_t)0xFB << 56)
#define SBILL_SIZE_TAG(n) ((uint64_t)(n) << 48) /* with the first two */
extern const uint8_t sbill_part_sizes[SBILL_PART_SIZES];
uint64_t sbill_probe_key(const char *needle,
                         struct sbill_probe *probe); /* narrows the probe to them */

/* ---- Reading the needs of a pattern ---- */

struct sbill_needs_reader {
    const unsigned char *p;
    size_t left;
    bool bad;
};
struct sbill_needs_reader sbill_needs_open(struct sbill_text needs, uint32_t *flags,
                                           uint32_t *branches);
void sbill_needs_branch(struct sbill_needs_reader *r, uint32_t *flags, uint32_t *words,
                        uint32_t *clauses);
void sbill_needs_clause(struct sbill_needs_reader *r, uint32_t *needles);
void sbill_needs_needle(struct sbill_needs_reader *r, struct sbill_text *text, uint32_t *edges);

/* ---- Making them ---- */

/* Fills p->needs. SBILL_NOMEM or SBILL_OK. */
int32_t sbill_pattern_needs(const struct sbill_alloc *alloc, struct sbill_arena *a,
                            struct sbill_pattern *p);
/* The author's anchor: words or phrases with | between them. False: one of them holds no word. */
bool sbill_pattern_anchor(struct sbill_arena *a, struct sbill_text anchor, struct sbill_pattern *p);

#endif
