/* Folding, eight bytes at a time. Text with white space in a row or one of two odd letters, which is rare, goes byte by
 * byte. */
#include "assign/fold.h"

#if defined(__SSE2__) && !defined(SBILL_PLAIN_C)
#include <emmintrin.h>
#endif

#include "superbill.h"

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u
#define EVERY(c) (ONES * (uint64_t)(c))
#define FIRST_ROOM 2048
#define AROUND 8

/* High bits of those bytes that are from..to; all bytes of `low` are below 128. */
static uint64_t between(uint64_t low, unsigned from, unsigned to)
{
    return (low + EVERY(0x80 - from)) & ~(low + EVERY(0x7F - to)) & HIGH;
}

/* High bits of eight bytes as eight bits. */
static uint64_t gather(uint64_t high)
{
    return (high >> 7) * 0x0102040810204080u >> 56;
}

struct bits {
    uint64_t word, blank, beyond;
};

static uint64_t fold_eight(uint64_t x, unsigned at, struct bits *b)
{
    uint64_t ascii = ~x & HIGH, low = x & ~HIGH;
    uint64_t white = between(low, '\t', '\r') & ascii;
    uint64_t whole = (white >> 7) * 0xFF; /* these bytes, wholly */

    x |= (between(low, 'A', 'Z') & ascii) >> 2;
    x = (x & ~whole) | (EVERY(' ') & whole);
    low = x & ~HIGH;
    b->word |=
        gather((between(low, 'a', 'z') | between(low, '0', '9') | between(low, '_', '_')) & ascii)
        << at;
    b->blank |= gather(between(low, ' ', ' ') & ascii) << at;
    b->beyond |= ~ascii & HIGH;
    return x;
}

#if defined(__SSE2__) && !defined(SBILL_PLAIN_C)
static __m128i within(__m128i x, char from, char to)
{
    return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(from - 1))),
                         _mm_cmplt_epi8(x, _mm_set1_epi8((char)(to + 1))));
}

/* The same for sixteen bytes. */
static void fold_sixteen(const char *from, char *to, unsigned at, struct bits *b)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)from), word, white;

    b->beyond |= (uint64_t)(uint32_t)_mm_movemask_epi8(x);
    x = _mm_or_si128(x, _mm_and_si128(within(x, 'A', 'Z'), _mm_set1_epi8(0x20)));
    white = within(x, '\t', '\r');
    x = _mm_or_si128(_mm_andnot_si128(white, x), _mm_and_si128(white, _mm_set1_epi8(' ')));
    word = _mm_or_si128(within(x, 'a', 'z'), within(x, '0', '9'));
    word = _mm_or_si128(word, _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
    b->word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << at;
    b->blank |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(' '))) << at;
    _mm_storeu_si128((__m128i *)(void *)to, x);
}

static unsigned fold_many(const char *from, size_t n, char *to, struct bits *b)
{
    unsigned i = 0;

    for (; i + 16 <= n && i < 64; i += 16)
        fold_sixteen(from + i, to + i, i, b);
    return i;
}
#else
static unsigned fold_many(const char *from, size_t n, char *to, struct bits *b)
{
    (void)from;
    (void)n;
    (void)to;
    (void)b;
    return 0;
}
#endif

/* 64 bytes, or the last n. */
static void fold_block(const char *from, size_t n, char *to, struct bits *b)
{
    unsigned i;

    memset(b, 0, sizeof *b);
    i = fold_many(from, n, to, b);
    for (; i + 8 <= n && i < 64; i += 8)
        sbill_store_eight(to + i, fold_eight(sbill_load_eight(from + i), i, b));
    if (i < 64 && i < n) {
        char rest[8] = {0};
        memcpy(rest, from + i, n - i);
        sbill_store_eight(to + i, fold_eight(sbill_load_eight(rest), i, b));
    }
}

static bool has_odd_letters(struct sbill_text t)
{
    for (size_t i = 0; i + 1 < t.n; i++) {
        if (t.p[i] == '\xC5' && t.p[i + 1] == '\xBF')
            return true;
        if (t.p[i] == '\xE2' && t.p[i + 1] == '\x84' && i + 2 < t.n && t.p[i + 2] == '\xAA')
            return true;
    }
    return false;
}

/* ---- Odd letters: byte by byte ---- */

static void shift(struct sbill_arena *a, struct sbill_folded *f, size_t at, size_t by)
{
    struct sbill_shift *s = SBILL_PUSH(a, &f->shifts);

    if (s)
        *s = (struct sbill_shift){(uint32_t)at, (uint32_t)by + (f->shifts.n > 1 ? s[-1].by : 0)};
}

static void add(struct sbill_folded *f, char c, bool odd)
{
    uint64_t bit = (uint64_t)1 << f->n % 64;

    f->p[f->n] = c;
    if (sbill_is_alnum(c) || c == '_')
        f->word[f->n / 64] |= bit;
    if (odd)
        f->odd[f->n / 64] |= bit;
    f->n++;
}

static void fold_slowly(struct sbill_arena *a, struct sbill_text t, struct sbill_folded *f)
{
    size_t blocks = t.n / 64 + 2;

    memset(f->word, 0, blocks * sizeof *f->word);
    memset(f->odd, 0, blocks * sizeof *f->odd);
    f->n = 0;
    for (size_t i = 0; i < t.n;) {
        size_t left = t.n - i, n = 1;
        if (left > 1 && t.p[i] == '\xC5' && t.p[i + 1] == '\xBF') {
            add(f, 's', true);
            n = 2;
        } else if (left > 2 && memcmp(t.p + i, "\xE2\x84\xAA", 3) == 0) {
            add(f, 'k', true);
            n = 3;
        } else if (sbill_is_space(t.p[i])) {
            while (n < left && sbill_is_space(t.p[i + n]))
                n++;
            add(f, ' ', false);
        } else {
            add(f, sbill_lower(t.p[i]), false);
        }
        if (n > 1)
            shift(a, f, f->n, n - 1);
        i += n;
    }
    memset(f->p + f->n, 0, 8);
}

/* ---- Blanks in a row ---- */

/* One more byte is gone before folded byte `at`. */
static void drop(struct sbill_arena *a, struct sbill_folded *f, size_t at)
{
    if (f->shifts.n && f->shifts.v[f->shifts.n - 1].at == at)
        f->shifts.v[f->shifts.n - 1].by++;
    else
        shift(a, f, at, 1);
}

/* Bits of f->odd say which bytes go. */
static void close_up(struct sbill_arena *a, struct sbill_folded *f)
{
    size_t from = 0, to = 0;

    for (size_t k = 0; k * 64 < f->n; k++)
        for (uint64_t bits = f->odd[k]; bits; bits &= bits - 1) {
            size_t at = k * 64 + sbill_lowest_bit(bits);
            memmove(f->p + to, f->p + from, at - from);
            to += at - from;
            from = at + 1;
            drop(a, f, to);
        }
    memmove(f->p + to, f->p + from, f->n - from);
    f->n = to + f->n - from;
}

static void fold_blocks(const char *from, struct sbill_folded *f, uint64_t *in_a_row,
                        uint64_t *beyond)
{
    uint64_t last = 0;

    for (size_t i = 0; i < f->n; i += 64) {
        struct bits b;
        fold_block(from + i, f->n - i, f->p + i, &b);
        f->word[i / 64] = b.word;
        f->odd[i / 64] = b.blank & (b.blank << 1 | last);
        *in_a_row |= f->odd[i / 64];
        last = b.blank >> 63;
        *beyond |= b.beyond;
    }
    f->word[(f->n + 63) / 64] = 0;
    memset(f->p + f->n, 0, 8);
}

/* ---- Folding ---- */

static bool make_room(struct sbill_arena *a, size_t n, struct sbill_folded *f)
{
    size_t room = f->room ? f->room : FIRST_ROOM, blocks;

    if (n >= INT32_MAX) {
        a->failed = a->failed ? a->failed : SBILL_ELIMIT;
        return false;
    }
    while (room < n + 64 + 2 * AROUND)
        room *= 2;
    if (room == f->room)
        return true;
    blocks = room / 64 + 2;
    f->p = sbill_arena_get(a, room);
    f->p = f->p ? f->p + AROUND : NULL;
    f->word = sbill_arena_array(a, blocks, sizeof *f->word);
    f->odd = sbill_arena_array(a, blocks, sizeof *f->odd);
    f->room = f->p && f->word && f->odd ? room : 0;
    return f->room > 0;
}

bool sbill_fold(struct sbill_arena *a, struct sbill_text text, struct sbill_folded *f)
{
    uint64_t beyond = 0, in_a_row = 0;

    if (!make_room(a, text.n, f))
        return false;
    f->shifts.n = 0;
    f->n = text.n;
    fold_blocks(text.p, f, &in_a_row, &beyond);
    f->has_odd = beyond && has_odd_letters(text);
    if (f->has_odd) {
        fold_slowly(a, text, f);
    } else if (in_a_row) {
        close_up(a, f);
        fold_blocks(f->p, f, &in_a_row, &beyond);
    }
    return !a->failed;
}

size_t sbill_unfold(const struct sbill_folded *f, size_t at)
{
    size_t low = 0, high = f->shifts.n;

    while (low < high) { /* the last shift that is at or before `at` */
        size_t mid = low + (high - low) / 2;
        if (f->shifts.v[mid].at <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? at + f->shifts.v[low - 1].by : at;
}
