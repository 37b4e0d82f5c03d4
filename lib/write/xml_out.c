/* The XML writer's slow halves: growing, escaping, digits. */
#include "write/xml_out.h"

#include "base/arena.h"

void sbill_xo_start(struct sbill_xml_out *x, struct sbill_buf *buf)
{
    x->buf = buf;
    x->replaced = 0;
    x->date = SBILL_NO_DATE;
    x->p = x->end = NULL;
    sbill_xo_grow(x, 1);
}

void sbill_xo_done(struct sbill_xml_out *x)
{
    if (x->buf->failed || !x->p)
        return;
    x->buf->n = (size_t)(x->p - x->buf->p);
    x->buf->p[x->buf->n] = '\0';
}

bool sbill_xo_grow(struct sbill_xml_out *x, size_t need)
{
    struct sbill_buf *b = x->buf;

    if (x->p)
        b->n = (size_t)(x->p - b->p);
    if (b->failed || !sbill_buf_room(b, need)) {
        x->end = x->p; /* no room for anything from now on */
        return false;
    }
    x->p = b->p + b->n;
    x->end = b->p + b->cap - 1;
    return true;
}

/* ---- escaping -------------------------------------------------------------------------------- */

#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Does any of the eight bytes need a closer look: a control, one of " & < >, or not ASCII?
 * The tests borrow across bytes, which can only set a flag above a byte that is flagged itself. */
static inline bool needs_look(uint64_t w)
{
    uint64_t quote_or_amp = (w | EVERY(0x04)) ^ EVERY(0x26); /* 0x22 and 0x26 */
    uint64_t angle = (w | EVERY(0x02)) ^ EVERY(0x3E);        /* 0x3C and 0x3E */

    return (((w - EVERY(0x20)) | (quote_or_amp - EVERY(0x01)) | (angle - EVERY(0x01)) | w) &
            EVERY(0x80)) != 0;
}

static inline char *put(char *to, const char *s, size_t n)
{
    memcpy(to, s, n);
    return to + n;
}

/* U+FFFE and U+FFFF, as UTF-8, and the byte's place in them. */
static bool is_noncharacter(const char *p, size_t left)
{
    return left >= 3 && (unsigned char)p[0] == 0xEF && (unsigned char)p[1] == 0xBF &&
           ((unsigned char)p[2] & 0xFE) == 0xBE;
}

static char *put_replacement(char *to, size_t *replaced)
{
    ++*replaced;
    return put(to, "\xEF\xBF\xBD", 3);
}

static char *put_special(char *to, char c, size_t *replaced)
{
    switch (c) {
    case '"':
        return put(to, "&quot;", 6);
    case '&':
        return put(to, "&amp;", 5);
    case '<':
        return put(to, "&lt;", 4);
    case '>':
        return put(to, "&gt;", 4);
    case '\t':
        return put(to, "&#9;", 4);
    case '\n':
        return put(to, "&#10;", 5);
    case '\r':
        return put(to, "&#13;", 5);
    default:
        return put_replacement(to, replaced);
    }
}

/* The rest of a value in which something needs a closer look: byte by byte. */
static char *escape_bytes(char *to, const char *p, size_t n, size_t *replaced)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c < 0x20 || c == '"' || c == '&' || c == '<' || c == '>') {
            to = put_special(to, p[i], replaced);
        } else if (c == 0xEF && is_noncharacter(p + i, n - i)) {
            to = put_replacement(to, replaced);
            i += 2;
        } else {
            *to++ = p[i];
        }
    }
    return to;
}

/* Fewer than eight bytes: two loads that overlap, never one past the end. */
static char *escape_short(char *to, const char *p, size_t n, size_t *replaced)
{
    uint64_t w;

    if (n >= 4) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + n - 4, 4);
        w = low | (uint64_t)high << 32;
        if (needs_look(w))
            return escape_bytes(to, p, n, replaced);
        memcpy(to, &low, 4);
        memcpy(to + n - 4, &high, 4);
        return to + n;
    }
    if (!n)
        return to;
    /* one to three: first, middle and last, with letters around them */
    w = EVERY(0x41) ^ (0x41 ^ (unsigned char)p[0]) ^
        (uint64_t)(0x41 ^ (unsigned char)p[n >> 1]) << 8 ^
        (uint64_t)(0x41 ^ (unsigned char)p[n - 1]) << 16;
    if (needs_look(w))
        return escape_bytes(to, p, n, replaced);
    to[0] = p[0];
    to[n >> 1] = p[n >> 1];
    to[n - 1] = p[n - 1];
    return to + n;
}

char *sbill_xo_escape(char *to, struct sbill_text from, size_t *replaced)
{
    const char *p = from.p;
    size_t n = from.n;
    uint64_t w;

    if (n < 8)
        return escape_short(to, p, n, replaced);
    while (n >= 8) {
        memcpy(&w, p, 8);
        if (needs_look(w))
            return escape_bytes(to, p, n, replaced);
        memcpy(to, &w, 8);
        to += 8;
        p += 8;
        n -= 8;
    }
    if (n) { /* the last eight bytes again: what lies before the rest is clean and already there */
        memcpy(&w, p + n - 8, 8);
        if (needs_look(w))
            return escape_bytes(to, p, n, replaced);
        memcpy(to + n - 8, &w, 8);
    }
    return to + n;
}

/* ---- digits ---------------------------------------------------------------------------------- */

static char *put_u64(char *to, uint64_t v)
{
    char digits[20];
    size_t n = sizeof digits;

    if (v < 10) {
        *to = (char)('0' + v);
        return to + 1;
    }
    do
        digits[--n] = (char)('0' + v % 10);
    while (v /= 10);
    return put(to, digits + n, sizeof digits - n);
}

/* The sign goes out; the magnitude comes back, right for INT64_MIN too. */
static uint64_t magnitude(char **to, int64_t v)
{
    if (v >= 0)
        return (uint64_t)v;
    *(*to)++ = '-';
    return 0 - (uint64_t)v;
}

char *sbill_xo_digits(char *to, int64_t v)
{
    uint64_t u = magnitude(&to, v);

    return put_u64(to, u);
}

static char *two_digits(char *to, uint32_t v)
{
    to[0] = (char)('0' + v / 10);
    to[1] = (char)('0' + v % 10);
    return to + 2;
}

char *sbill_xo_cents(char *to, int64_t minor)
{
    uint64_t u = magnitude(&to, minor);

    to = put_u64(to, u / 100);
    *to++ = '.';
    return two_digits(to, (uint32_t)(u % 100));
}

char *sbill_xo_thousandths(char *to, int64_t v)
{
    uint64_t u = magnitude(&to, v);
    uint32_t rest = (uint32_t)(u % 1000);

    to = put_u64(to, u / 1000);
    if (rest) {
        *to++ = '.';
        *to++ = (char)('0' + rest / 100);
        to = two_digits(to, rest % 100);
        while (to[-1] == '0')
            to--;
    }
    return to;
}

void sbill_xo_date(char to[10], int32_t date)
{
    int32_t year, month, day;

    sbill_date_split(date, &year, &month, &day);
    to = two_digits(to, (uint32_t)year / 100 % 100);
    to = two_digits(to, (uint32_t)year % 100);
    *to++ = '-';
    to = two_digits(to, (uint32_t)month);
    *to++ = '-';
    two_digits(to, (uint32_t)day);
}
