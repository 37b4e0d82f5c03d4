/* Notes to measure on: MTSamples and ACI-Bench, cut to 4 KB, those under 300 bytes left out. */
#ifndef TESTS_BENCH_NOTES_H
#define TESTS_BENCH_NOTES_H

#include "base/text.h"
#include "bench.h"

struct bench_notes {
    struct sbill_text *v;
    size_t n, bytes;
};

/* Generated from the words of `titles` if the published ones are not at hand. */
void bench_notes_load(struct bench_notes *out, struct bench_bytes titles);
/* What gzip packed, unpacked; false if it is damaged. */
bool bench_unpack(struct bench_bytes *b);

#endif
