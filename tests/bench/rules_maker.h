/* Coding rules out of a seed, from the titles and inclusion terms of ICD-10-CM: for measuring. The first N of a longer
 * list are the list of N. */
#ifndef TESTS_RULES_MAKER_H
#define TESTS_RULES_MAKER_H

#include "bench.h"

enum made_kind {
    MADE_PHRASE,     /* words, some with a second way to say them */
    MADE_GAP,        /* up to three words between two parts */
    MADE_EITHER_WAY, /* two parts in either order */
    MADE_NEAR,       /* two parts with up to forty characters between them */
    MADE_CAPTURE,    /* a side, a stage, a number of weeks is captured */
    MADE_LAB,        /* a laboratory value */
    MADE_KINDS
};

struct made_rule {
    enum made_kind kind;
    char *pattern; /* as an author writes it: blanks stand for white space */
    char code[8];  /* without dot */
};

struct made_rules {
    struct made_rule *v;
    size_t n;
};

/* Of 100 rules 40 are phrases, 26 gaps, 12 either way, 12 near, 9 captures, 1 a laboratory value; all phrases if
 * `plain`. Ends the program if the terms do not give so many different ones. */
void made_rules(struct bench_bytes order, struct bench_bytes tabular, size_t n, bool plain,
                struct made_rules *out);
void made_rules_free(struct made_rules *m);
/* A rule pack of the first n: a concept and a code rule for each. */
struct bench_bytes made_pack(const struct made_rules *m, size_t n);

#endif
