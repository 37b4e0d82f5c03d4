/* An author's pattern as a tree, for what is said about patterns (lint, coverage): as it was written, before word
 * lists are put in, so that every place in it is a place in the pack's file. Only patterns that PCRE2 has accepted
 * come here; what this reader does not know becomes a node of its own and is left alone. */
#ifndef SBILL_BOOK_RULES_SYNTAX_H
#define SBILL_BOOK_RULES_SYNTAX_H

#include "book/rules.h"

enum sbill_node_kind {
    SBILL_NODE_BRANCHES, /* children: one SEQUENCE for each alternative */
    SBILL_NODE_SEQUENCE, /* children: atoms */
    SBILL_NODE_GROUP,    /* child: BRANCHES */
    SBILL_NODE_AROUND,   /* lookahead, lookbehind; child: BRANCHES */
    SBILL_NODE_LETTER,   /* one character that stands for itself */
    SBILL_NODE_BLANK,    /* white space: any amount of it */
    SBILL_NODE_LIST,     /* {name} */
    SBILL_NODE_ONE_OF,   /* [abc], \d, \w, \S: one of some characters */
    SBILL_NODE_WIDE,     /* . [^abc] \D \W \N \X: nearly any character, blanks too */
    SBILL_NODE_START,    /* ^ \A \G */
    SBILL_NODE_END,      /* $ \z \Z */
    SBILL_NODE_EDGE,     /* \b \B */
    SBILL_NODE_UNKNOWN   /* verbs, conditions, references, comments */
};

struct sbill_node {
    enum sbill_node_kind kind;
    size_t start, end; /* bytes of the pattern; without the repeat that follows */
    uint32_t least;    /* how often at least: 1 without a repeat */
    bool endless;      /* and no limit upwards */
    bool possessive;   /* x++, (?>x): gives nothing back, so it cannot run away */
    struct sbill_node *first, *next;
};

/* The tree of a pattern, a BRANCHES; NULL without memory. */
const struct sbill_node *sbill_syntax_read(struct sbill_arena *a, struct sbill_text pattern);

/* An alternative: what stands between bars, or the whole of a pattern without bars. Word lists count as one. */
struct sbill_alternative_at {
    size_t start, end; /* bytes of the pattern */
    uint32_t depth;    /* 0: of the whole pattern; else that many parentheses deep */
};
typedef SBILL_LIST(struct sbill_alternative_at) sbill_alternatives_at;

/* The pattern with a named group, __0, __1, ..., around each of its alternatives: a match then says which it went
 * through. Those inside lookarounds stay out. */
struct sbill_text sbill_syntax_mark(struct sbill_arena *a, struct sbill_text pattern,
                                    sbill_alternatives_at *out);

/* ---- Faults of one pattern (rules_faults.c) ---- */

struct sbill_fault {
    const char *name; /* static: "unbounded" */
    size_t at;        /* byte of the pattern */
    const char *words;
};
typedef SBILL_LIST(struct sbill_fault) sbill_faults;

/* What an experienced author would not write. `exact`: letters must match exactly. */
void sbill_pattern_faults(struct sbill_arena *a, struct sbill_text pattern,
                          enum sbill_pattern_use use, bool exact, sbill_faults *out);
/* A word that stands for too many things to be coded by itself: cold, mass, fall. */
bool sbill_stop_word(struct sbill_text word);

#endif
