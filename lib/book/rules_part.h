/* Inside of the literal analysis: what is certain about the text that a part of a pattern matches.
 *
 * All texts here are FOLDED as the scanner folds a note: ASCII letters in lower case, any run of white space one blank,
 * U+017F as s and U+212A as k. A piece says which text stands at a place; pieces in a list are alternatives. */
#ifndef SBILL_BOOK_RULES_PART_H
#define SBILL_BOOK_RULES_PART_H

#include "book/rules_pack.h"

/* \w, without UCP. */
static inline bool sbill_word_char(char c)
{
    return sbill_is_alnum(c) || c == '_';
}

/* Marks that stand in nearly every sentence. */
static inline bool sbill_usual_mark(char c)
{
    return c == ',' || c == '.' || c == '-' || c == '/' || c == ':' || c == '(' || c == ')' ||
           c == '\'';
}

enum {                  /* facts about a place between two characters */
    SBILL_AT_LEFT = 1,  /* no word character before it: (?<!\w) */
    SBILL_AT_RIGHT = 2, /* no word character after it: (?!\w) */
    SBILL_AT_EDGE = 4   /* \b */
};

struct sbill_piece {
    struct sbill_text text;
    uint8_t before, after; /* facts about its two ends; the same of an empty piece */
    bool whole;            /* the part matched this and nothing more */
    bool loose;            /* texts that read so need not match: it is certain, but not enough */
};
typedef SBILL_LIST(struct sbill_piece) sbill_pieces;

struct sbill_part {
    sbill_pieces first, last;        /* a match begins, ends with one of these */
    SBILL_LIST(sbill_pieces) inside; /* and contains one of each of these; none if `exact` */
    uint32_t words; /* touches at most so many words (runs of \w); SBILL_NO_INDEX: no limit */
    bool exact;     /* `first` is all it can match, whole, in the order PCRE2 tries */
    bool wordy;     /* nothing but word characters */
    bool one;       /* one character */
    bool blank;     /* white space, at least one; `first` is one blank */
    bool any_blank; /* ... one of any kind: \s */
};
typedef SBILL_LIST(struct sbill_part) sbill_parts;

/* All lists live in the arena; when it has failed, results are of no use but safe. */

/* Nothing, at a place of which this is known. */
struct sbill_part sbill_part_point(struct sbill_arena *a, unsigned facts);
/* These characters, already folded. */
struct sbill_part sbill_part_text(struct sbill_arena *a, struct sbill_text folded, bool loose);
/* Something of which only this is known: facts about its first and last place. */
struct sbill_part sbill_part_some(struct sbill_arena *a, unsigned first, unsigned last,
                                  uint32_t words);
struct sbill_part sbill_part_join(struct sbill_arena *a, const struct sbill_part *x,
                                  const struct sbill_part *y);
struct sbill_part sbill_part_either(struct sbill_arena *a, const struct sbill_part *x,
                                    const struct sbill_part *y);
struct sbill_repeat {
    uint32_t min, max; /* SBILL_NO_INDEX: no end */
    bool lazy, possessive;
};
struct sbill_part sbill_part_repeat(struct sbill_arena *a, const struct sbill_part *x,
                                    const struct sbill_repeat *r);
/* What is known of the place behind it: SBILL_AT_LEFT or 0. */
unsigned sbill_part_edge_behind(const struct sbill_part *x);
/* Its texts are certain, but no longer enough. */
void sbill_part_loosen(struct sbill_part *x);

/* ---- Reading a pattern ---- */

struct sbill_reading {
    sbill_parts branches; /* alternatives of the whole pattern */
    bool lost;            /* something was not understood: nothing is certain */
    bool captures;        /* it has named groups */
};
/* rules_reading.c */
void sbill_pattern_parts(struct sbill_arena *a, struct sbill_text pattern,
                         struct sbill_reading *out);

struct sbill_pattern_class {
    uint32_t ascii[4]; /* bits of the characters below 128 that it holds, folded */
    bool other;        /* and it may hold others */
    bool full_blank;   /* all white space, and nothing else */
};
/* U+2010 to U+2027: dashes, quotation marks, bullets; no other case, no word. */
static inline bool sbill_is_mark(struct sbill_text t)
{
    return t.n == 3 && t.p[0] == '\xE2' && t.p[1] == '\x80' && (unsigned char)t.p[2] >= 0x90 &&
           (unsigned char)t.p[2] <= 0xA7;
}
/* rules_class.c: [...] at *p, which is moved behind it. False: no such class, or not understood. */
bool sbill_read_class(const char **p, const char *end, struct sbill_pattern_class *out);
/* \d \w \s \h \v \N \R \X and their opposites; false if c is none of these. */
bool sbill_read_class_escape(struct sbill_arena *a, char c, struct sbill_part *out);
struct sbill_part sbill_part_class(struct sbill_arena *a, const struct sbill_pattern_class *c);

/* How well a piece can be looked for; 0: not at all. */
uint32_t sbill_piece_worth(const struct sbill_piece *p);
uint32_t sbill_pieces_worth(const sbill_pieces *v);

#endif
