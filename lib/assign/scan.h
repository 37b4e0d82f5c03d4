/* Which patterns may match where. The one place that knows a way not to try every pattern on every segment.
 *
 * A segment is folded; every word of it is looked up in an index of needles; needles wake branches of patterns; a
 * branch whose other needles stand near becomes a candidate. Every match of a pattern is among its candidates. */
#ifndef SBILL_ASSIGN_SCAN_H
#define SBILL_ASSIGN_SCAN_H

#include "assign/fold.h"
#include "book/rules_index.h"

struct sbill_candidate {
    uint32_t pattern;
    uint32_t start; /* byte of the text where it would begin; SBILL_NO_INDEX: anywhere */
    uint32_t order; /* of two that begin at one place the first counts */
    uint32_t end;   /* not 0: it is a match, and ends there */
};

struct sbill_needle_hit {
    uint32_t needle, at; /* folded byte */
    uint32_t word;       /* words that begin at or before it */
    uint32_t before;     /* the hit before it of this needle, SBILL_NO_INDEX */
};

enum {
    SBILL_THERE = 16
};

struct sbill_scan {
    const struct sbill_rules *rules;
    const struct sbill_index *x;
    struct sbill_arena *arena;
    enum sbill_pattern_use use;
    bool
        everything; /* candidates are all patterns, everywhere: what the answers are compared with */

    struct sbill_folded text;
    struct sbill_look { /* keys that some needle may have, as many as one block of text can give */
        uint64_t key;
        uint32_t at, word;
    } * looks;
    SBILL_LIST(struct sbill_needle_hit) hits;
    struct sbill_needle_place { /* hash table: the last hit of a needle */
        uint32_t needle, hit, stamp;
    } * places;
    size_t place_bits;
    uint32_t stamp;
    uint64_t there[SBILL_THERE]; /* a bit for each needle that stands in the text, some share one */
    SBILL_LIST(struct sbill_candidate) found;
};

/* For the patterns with this use: SBILL_FOR_FIND or SBILL_FOR_CUE. */
void sbill_scan_start(struct sbill_scan *s, const struct sbill_rules *rules,
                      enum sbill_pattern_use use, struct sbill_arena *arena);
/* Fills s->found with the candidates in `text`, in the order of patterns, then of places (anywhere last). */
void sbill_scan_text(struct sbill_scan *s, struct sbill_text text);

/* A match, bytes of the text. `rx` says what was captured; NULL if the pattern captures nothing. */
struct sbill_found {
    uint32_t pattern; /* joined */
    size_t start, end;
    const struct sbill_regex *rx;
};
struct sbill_work;
/* confirm.c: all matches in `text` (of note number `note`), in the order of patterns, then of places. A pattern that
 * hits a limit is a finding and has no further matches in this record. */
void sbill_scan_matches(struct sbill_work *w, struct sbill_scan *s, struct sbill_text text,
                        uint32_t note, void (*take)(void *user, const struct sbill_found *f),
                        void *user);

#endif
