/* Text as the scanner reads it: ASCII letters in lower case, white space as one blank however long, U+017F as s and
 * U+212A as k (which they are, to PCRE2, without regard to case). And the way back to the bytes of the note. */
#ifndef SBILL_ASSIGN_FOLD_H
#define SBILL_ASSIGN_FOLD_H

#include <string.h>

#include "base/arena.h"

/* Eight bytes as a number, the first the lowest. */
static inline uint64_t sbill_load_eight(const char *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t x;

    memcpy(&x, p, sizeof x);
    return x;
#else
    uint64_t x = 0;

    for (unsigned i = 0; i < 8; i++)
        x |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return x;
#endif
}

static inline void sbill_store_eight(char *p, uint64_t x)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(p, &x, sizeof x);
#else
    for (unsigned i = 0; i < 8; i++)
        p[i] = (char)(x >> 8 * i & 0xFF);
#endif
}

struct sbill_shift { /* from this folded byte on, the note is so many bytes ahead */
    uint32_t at, by;
};

struct sbill_folded {
    char *p; /* n bytes, with at least eight others before and behind them */
    size_t n, room;
    uint64_t *word; /* a bit for each byte: [0-9a-z_] */
    uint64_t *odd;  /* a bit for each byte that was U+017F or U+212A; if has_odd */
    bool has_odd;   /* else no bit of `odd` counts */
    SBILL_LIST(struct sbill_shift) shifts; /* in order; empty: byte for byte */
};

/* Reuses the room of the text before; false: the arena failed. Texts of 2 GB and more are refused likewise. */
bool sbill_fold(struct sbill_arena *a, struct sbill_text text, struct sbill_folded *f);
/* The byte of the text that a folded byte (or the end) stands for. */
size_t sbill_unfold(const struct sbill_folded *f, size_t at);

static inline unsigned sbill_lowest_bit(uint64_t x) /* x is not 0 */
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(x);
#else
    unsigned n = 0;

    for (; !(x & 1); x >>= 1)
        n++;
    return n;
#endif
}

static inline bool sbill_folded_bit(const uint64_t *bits, size_t at)
{
    return bits[at / 64] >> at % 64 & 1;
}

/* May a word character be absent before `at`, behind `at`? No bytes lie beyond the ends. An odd letter is one to the
 * text and none to \w. */
static inline bool sbill_folded_left(const struct sbill_folded *f, size_t at)
{
    if (at == 0 || !sbill_folded_bit(f->word, at - 1))
        return true;
    return f->has_odd && (sbill_folded_bit(f->odd, at - 1) || sbill_folded_bit(f->odd, at));
}

static inline bool sbill_folded_right(const struct sbill_folded *f, size_t at)
{
    if (at == f->n || !sbill_folded_bit(f->word, at))
        return true;
    return f->has_odd && (sbill_folded_bit(f->odd, at) || (at && sbill_folded_bit(f->odd, at - 1)));
}

#endif
