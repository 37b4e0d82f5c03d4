/* What the measuring programs share: time, medians, data, and how results are shown. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "superbill.h"

/* ---- time ---- */

uint64_t bench_cpu(void);  /* nanoseconds of this process on a processor */
uint64_t bench_wall(void); /* nanoseconds */
/* Sorts v. */
double bench_median(double *v, size_t n);

/* ---- results ---- */

/* --json: one line a figure instead of a table. Ends the program on an unknown argument. */
void bench_start(const char *bench, int argc, char **argv);
struct bench_figure {
    const char *name;    /* the case */
    double ours, anchor; /* in `unit`, small is good */
    const char *unit;    /* "ns a look-up" */
    const char *against; /* what the anchor is */
    double must;         /* ratio it must reach, 0 = none */
    const char *more;    /* further members as JSON, "\"codes\":98186", or NULL */
};
void bench_show(const struct bench_figure *f);

/* A line beside the table; nothing with --json. */
void bench_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- data ---- */

struct bench_bytes {
    char *p;
    size_t n;
};
/* An entry of a zip of the published data, or a plain file if member is NULL. False if it is not
 * at hand. */
bool bench_published(const char *path, const char *member, struct bench_bytes *out);
/* Says once on stderr that generated data stand in for published ones; results carry
 * "data":"generated". */
void bench_stand_in(const char *what);

/* The order files of two releases of ICD-10-CM and a HCPCS file with its layout's name: published,
 * else generated. */
struct bench_sources {
    struct bench_bytes order[2], hcpcs;
    bool published;
};
void bench_load(struct bench_sources *s);
/* One book of them; the builder owns the image. Ends the program if it cannot be built. */
sbill_builder *bench_build(const struct bench_sources *s, const void **image, size_t *len);
void bench_unload(struct bench_sources *s);

/* The status must be SBILL_OK, else the program ends with the error's words. */
void bench_ok(int32_t status, sbill_error *err, const char *what);

#endif
