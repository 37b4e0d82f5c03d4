/* Hyperscan, to be measured against, if it was at hand when this was built. */
#ifndef TESTS_BENCH_HYPERSCAN_H
#define TESTS_BENCH_HYPERSCAN_H

#include "base/text.h"
#include "bench.h"

struct bench_hyperscan;

/* NULL without Hyperscan. Patterns are as PCRE2 takes them, whole words; compiled ones are kept in a file beside the
 * program, since 20,000 take the better part of a minute. *ms: how long it took, 0 if it was in the file. */
struct bench_hyperscan *bench_hyperscan_compile(const struct sbill_text *patterns, size_t n,
                                                const char *program, double *ms);
/* The numbers of the patterns that match somewhere. */
size_t bench_hyperscan_scan(struct bench_hyperscan *h, struct sbill_text text, uint32_t *out);
size_t bench_hyperscan_bytes(const struct bench_hyperscan *h);
void bench_hyperscan_free(struct bench_hyperscan *h);

#endif
