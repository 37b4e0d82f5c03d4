/* A PTP table of the size and shape of the practitioner set, made up: for measuring only. */
#ifndef TESTS_BENCH_PTP_H
#define TESTS_BENCH_PTP_H

#include "bench.h"

struct ptp_row {
    char column1[8], column2[8]; /* NUL-ended */
    int32_t from, to;            /* yyyymmdd, to: 0 = open */
    int32_t indicator;
};

struct ptp_set {
    struct ptp_row *rows; /* the spans of one pair stand together, oldest first */
    size_t count, pairs;
    struct bench_bytes file[4]; /* the official layout, in four files that do not overlap */
};

/* The cases of bench_lookup about PTP edits (bench_lookup_ptp.c). They follow the others. */
void bench_lookup_ptp(void);
/* The same seed gives the same rows. */
void ptp_generate(struct ptp_set *s, size_t rows, uint64_t seed);
void ptp_free(struct ptp_set *s);

#endif
