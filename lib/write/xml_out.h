/* An append-only XML writer: literal tags in, values escaped on the way, nothing ever read back.
 *
 * It writes into a struct sbill_buf, which it borrows between start and done. Failure (no memory, past the
 * ceiling) is the buffer's: sticky, asked once at the end; until then every call does nothing.
 *
 * What it promises: a value is escaped for an attribute in double quotes or for text (& < > " and the white space
 * that a parser would turn into blanks), and a character that XML 1.0 has no place for (controls, U+FFFE, U+FFFF)
 * never gets out: U+FFFD stands in for it and `replaced` counts it. Values must be valid UTF-8, which the door checks.
 *
 * Text between tags is given as string literals, so that the compiler knows each length and a run of tags is
 * one copy. The caller owns the order and the nesting. */
#ifndef SBILL_WRITE_XML_OUT_H
#define SBILL_WRITE_XML_OUT_H

#include <string.h>

#include "base/number.h"

struct sbill_xml_out {
    struct sbill_buf *buf;
    char *p, *end;   /* next byte; end of the room (the NUL's place lies behind it) */
    size_t replaced; /* characters that XML cannot hold */
    int32_t date;    /* the one printed last, in `printed`: most of a claim's dates are one */
    char printed[10];
};

void sbill_xo_start(struct sbill_xml_out *x, struct sbill_buf *buf);
void sbill_xo_done(struct sbill_xml_out *x); /* the buffer has all bytes, and its NUL */
/* The slow half of sbill_xo_room. False when the buffer failed. */
bool sbill_xo_grow(struct sbill_xml_out *x, size_t need);

/* Longest thing one byte of a value can become (&quot;), and how far past its end escape may store. */
#define SBILL_XO_WIDEST 6
#define SBILL_XO_SPILL 8

/* Escape `from` to `to`, which has room for SBILL_XO_WIDEST * from.n + SBILL_XO_SPILL bytes; returns the end. */
char *sbill_xo_escape(char *to, struct sbill_text from, size_t *replaced);
/* Digits of a whole number, of money with its two decimals, of thousandths without needless zeros, of an ISO date; at
 * most SBILL_XO_NUMBER bytes. Return the end. */
#define SBILL_XO_NUMBER 24
char *sbill_xo_digits(char *to, int64_t v);
char *sbill_xo_cents(char *to, int64_t minor);
char *sbill_xo_thousandths(char *to, int64_t v);
void sbill_xo_date(char to[10], int32_t date);

static inline bool sbill_xo_room(struct sbill_xml_out *x, size_t need)
{
    return (size_t)(x->end - x->p) >= need || sbill_xo_grow(x, need);
}

static inline void sbill_xo_put(struct sbill_xml_out *x, const char *s, size_t n)
{
    if (!sbill_xo_room(x, n))
        return;
    memcpy(x->p, s, n);
    x->p += n;
}

/* before, the value, after: one look at the room for all three */
static inline void sbill_xo_put_value(struct sbill_xml_out *x, const char *before, size_t before_n,
                                      struct sbill_text value, const char *after, size_t after_n)
{
    if (!sbill_xo_room(x, before_n + after_n + SBILL_XO_WIDEST * value.n + SBILL_XO_SPILL))
        return;
    memcpy(x->p, before, before_n);
    x->p = sbill_xo_escape(x->p + before_n, value, &x->replaced);
    memcpy(x->p, after, after_n);
    x->p += after_n;
}

static inline void sbill_xo_put_number(struct sbill_xml_out *x, const char *before, size_t before_n,
                                       char *(*print)(char *, int64_t), int64_t v,
                                       const char *after, size_t after_n)
{
    if (!sbill_xo_room(x, before_n + after_n + SBILL_XO_NUMBER))
        return;
    memcpy(x->p, before, before_n);
    x->p = print(x->p + before_n, v);
    memcpy(x->p, after, after_n);
    x->p += after_n;
}

static inline void sbill_xo_put_date(struct sbill_xml_out *x, const char *before, size_t before_n,
                                     int32_t date, const char *after, size_t after_n)
{
    if (!sbill_xo_room(x, before_n + after_n + sizeof x->printed))
        return;
    if (date != x->date) {
        x->date = date;
        sbill_xo_date(x->printed, date);
    }
    memcpy(x->p, before, before_n);
    memcpy(x->p + before_n, x->printed, sizeof x->printed);
    memcpy(x->p + before_n + sizeof x->printed, after, after_n);
    x->p += before_n + sizeof x->printed + after_n;
}

/* Where the document stands; going back to it forgets what was written since. */
static inline size_t sbill_xo_mark(const struct sbill_xml_out *x)
{
    return (size_t)(x->p - x->buf->p);
}

static inline void sbill_xo_back(struct sbill_xml_out *x, size_t mark)
{
    x->p = x->buf->p + mark;
}

/* With string literals, as writers use them. */
#define SBILL_XO_LIT(x, s) sbill_xo_put((x), "" s "", sizeof(s) - 1)
#define SBILL_XO_TEXT(x, before, value, after)                                      \
    sbill_xo_put_value((x), "" before "", sizeof(before) - 1, (value), "" after "", \
                       sizeof(after) - 1)
#define SBILL_XO_INT(x, before, v, after)                                                         \
    sbill_xo_put_number((x), "" before "", sizeof(before) - 1, sbill_xo_digits, (v), "" after "", \
                        sizeof(after) - 1)
#define SBILL_XO_CENTS(x, before, v, after)                                                      \
    sbill_xo_put_number((x), "" before "", sizeof(before) - 1, sbill_xo_cents, (v), "" after "", \
                        sizeof(after) - 1)
#define SBILL_XO_QTY(x, before, v, after)                                                 \
    sbill_xo_put_number((x), "" before "", sizeof(before) - 1, sbill_xo_thousandths, (v), \
                        "" after "", sizeof(after) - 1)
#define SBILL_XO_DATE(x, before, v, after) \
    sbill_xo_put_date((x), "" before "", sizeof(before) - 1, (v), "" after "", sizeof(after) - 1)

#endif
