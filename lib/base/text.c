#include "base/text.h"

#include <string.h>

#include "base/arena.h"
#include "superbill.h"

struct sbill_text sbill_text_from(const char *z)
{
    return z ? (struct sbill_text){z, strlen(z)} : SBILL_T("");
}

bool sbill_text_eq(struct sbill_text a, struct sbill_text b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool sbill_text_is(struct sbill_text a, const char *z)
{
    return sbill_text_eq(a, sbill_text_from(z));
}

bool sbill_text_eq_fold(struct sbill_text a, struct sbill_text b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (sbill_lower(a.p[i]) != sbill_lower(b.p[i]))
            return false;
    return true;
}

int sbill_text_cmp(struct sbill_text a, struct sbill_text b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool sbill_text_starts(struct sbill_text a, struct sbill_text prefix)
{
    return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

struct sbill_text sbill_text_trim(struct sbill_text a)
{
    while (a.n && sbill_is_space(a.p[0])) {
        a.p++;
        a.n--;
    }
    while (a.n && sbill_is_space(a.p[a.n - 1]))
        a.n--;
    return a;
}

/* Up to `end`, with `dropped` bytes behind it passed over. */
static struct sbill_text split(struct sbill_text *rest, size_t end, size_t dropped)
{
    struct sbill_text head = {rest->p, end};

    if (rest->n) {
        rest->p += end + dropped;
        rest->n -= end + dropped;
    }
    return head;
}

struct sbill_text sbill_text_cut(struct sbill_text *rest, char at)
{
    const char *found = rest->n ? memchr(rest->p, at, rest->n) : NULL;

    return found ? split(rest, (size_t)(found - rest->p), 1) : split(rest, rest->n, 0);
}

struct sbill_text sbill_text_line(struct sbill_text *rest)
{
    struct sbill_text line = sbill_text_cut(rest, '\n');

    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

bool sbill_text_u32(struct sbill_text a, uint32_t *out)
{
    uint64_t v = 0;

    if (a.n == 0)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (!sbill_is_digit(a.p[i]))
            return false;
        v = v * 10 + (uint64_t)(a.p[i] - '0');
        if (v > UINT32_MAX)
            return false;
    }
    *out = (uint32_t)v;
    return true;
}

static bool is_tail(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Length of the well-formed sequence at p (Unicode 15, table 3-7), 0 if there is none. */
static size_t sequence(const uint8_t *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4 || left < 2)
        return 0;
    if (p[0] < 0xE0)
        return is_tail(p[1]) ? 2 : 0;
    if (p[0] < 0xF0) {
        if (left < 3 || !is_tail(p[1]) || !is_tail(p[2]))
            return 0;
        return (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ? 0 : 3;
    }
    if (left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
        return 0;
    return (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

static uint64_t load8(const void *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

size_t sbill_utf8_check(struct sbill_text text)
{
    const uint8_t *p = (const uint8_t *)text.p;
    size_t i = 0;

    while (i < text.n) {
        size_t step;
        while (text.n - i >= 16 && ((load8(p + i) | load8(p + i + 8)) & HIGH_BITS) == 0)
            i += 16;
        if (i == text.n)
            break;
        step = sequence(p + i, text.n - i);
        if (step == 0)
            return i;
        i += step;
    }
    return i;
}

size_t sbill_utf8_points(struct sbill_text text, size_t bytes)
{
    const uint8_t *p = (const uint8_t *)text.p;
    size_t end = bytes < text.n ? bytes : text.n, i = 0, tails = 0;

    for (; end - i >= 8; i += 8) {
        uint64_t word = load8(p + i);
        /* A tail byte has bit 7 set and bit 6 clear; the product sums the eight marks in its top byte. */
        uint64_t marks = (word & (~word << 1) & HIGH_BITS) >> 7;
        tails += (size_t)((marks * UINT64_C(0x0101010101010101)) >> 56);
    }
    for (; i < end; i++)
        tails += is_tail(p[i]);
    return end - tails;
}

size_t sbill_utf8_utf16(struct sbill_text text, size_t bytes)
{
    const uint8_t *p = (const uint8_t *)text.p;
    size_t end = bytes < text.n ? bytes : text.n, pairs = 0;

    /* What takes four bytes takes a surrogate pair. */
    for (size_t i = 0; i < end; i++)
        pairs += p[i] >= 0xF0;
    return sbill_utf8_points(text, bytes) + pairs;
}
