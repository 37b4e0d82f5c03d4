/* SHA-256 (FIPS 180-4), for the book's inputs and checksum, rule digests and claim ids. */
#ifndef SBILL_BASE_SHA256_H
#define SBILL_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sbill_sha256 {
    uint32_t h[8];
    uint64_t total;
    uint8_t block[64];
    size_t fill;
};
void sbill_sha256_start(struct sbill_sha256 *s);
void sbill_sha256_add(struct sbill_sha256 *s, const void *p, size_t n);
void sbill_sha256_end(struct sbill_sha256 *s, uint8_t out[32]);

#endif
