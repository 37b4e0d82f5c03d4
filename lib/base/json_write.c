/* Our own JSON writer: appends to a buffer, escapes what RFC 8259 wants escaped, prints numbers from whole
 * units. Nothing here can fail but the buffer. */
#include <string.h>

#include "base/json.h"
#include "base/number.h"

/* Room for n more bytes and a comma; NULL if there is none. done() says where they end. */
static char *room(struct sbill_jw *w, size_t n)
{
    char *p;

    if (!sbill_buf_room(w->b, n + 1))
        return NULL;
    p = w->b->p + w->b->n;
    if (w->comma)
        *p++ = ',';
    w->comma = true;
    return p;
}

static void done(struct sbill_jw *w, char *end)
{
    *end = '\0';
    w->b->n = (size_t)(end - w->b->p);
}

static char *put(char *p, const char *from, size_t n)
{
    memcpy(p, from, n);
    return p + n;
}

static void before_value(struct sbill_jw *w)
{
    if (w->comma)
        sbill_buf_char(w->b, ',');
    w->comma = true;
}

void sbill_jw_open(struct sbill_jw *w, char bracket)
{
    char *p = room(w, 1);

    w->comma = false;
    if (!p)
        return;
    *p++ = bracket;
    done(w, p);
}

void sbill_jw_close(struct sbill_jw *w, char bracket)
{
    sbill_buf_char(w->b, bracket);
    w->comma = true;
}

void sbill_jw_key_text(struct sbill_jw *w, struct sbill_text key)
{
    char *p = room(w, key.n + 3);

    w->comma = false;
    if (!p)
        return;
    *p++ = '"';
    p = put(p, key.p, key.n);
    *p++ = '"';
    *p++ = ':';
    done(w, p);
}

void sbill_jw_key(struct sbill_jw *w, const char *key)
{
    sbill_jw_key_text(w, (struct sbill_text){key, strlen(key)});
}

static void add_escape(struct sbill_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[] = "\nn\rr\tt\"\"\\\\"; /* character, letter behind the backslash */
    char six[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

    for (size_t i = 0; i < sizeof shorts - 1; i += 2) {
        if ((unsigned char)shorts[i] == c) {
            six[1] = shorts[i + 1];
            sbill_buf_add(b, six, 2);
            return;
        }
    }
    sbill_buf_add(b, six, sizeof six);
}

static bool needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

/* Does any of eight bytes need an escape? A byte is zero, or less than n, where subtracting borrows into its high bit
 * and the bit was not set before. */
static bool any_needs_escape(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
    uint64_t v, quote, slash, del;

    memcpy(&v, p, sizeof v);
    quote = v ^ (ones * '"');
    slash = v ^ (ones * '\\');
    del = v ^ (ones * 0x7F);
    return (((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
            ((del - ones) & ~del)) &
           high;
}

/* First byte from `from` on that needs an escape, t.n if none does. */
static size_t plain_until(struct sbill_text t, size_t from)
{
    size_t i = from;

    while (i + 8 <= t.n && !any_needs_escape(t.p + i))
        i += 8;
    while (i < t.n && !needs_escape(t.p[i]))
        i++;
    return i;
}

/* Runs of plain bytes go over in one piece; most texts are one run. */
void sbill_jw_text(struct sbill_jw *w, struct sbill_text t)
{
    size_t from = 0, to = plain_until(t, 0);
    char *p = room(w, to + 2);

    if (!p)
        return;
    *p++ = '"';
    p = put(p, t.p ? t.p : "", to);
    if (to == t.n)
        *p++ = '"';
    done(w, p);
    if (to == t.n)
        return;
    while (to < t.n) {
        add_escape(w->b, (unsigned char)t.p[to]);
        from = to + 1;
        to = plain_until(t, from);
        sbill_buf_add(w->b, t.p + from, to - from);
    }
    sbill_buf_char(w->b, '"');
}

void sbill_jw_z(struct sbill_jw *w, const char *z)
{
    if (z)
        sbill_jw_text(w, sbill_text_from(z));
    else
        sbill_jw_null(w);
}

void sbill_jw_int(struct sbill_jw *w, int64_t v)
{
    before_value(w);
    sbill_buf_int(w->b, v);
}

void sbill_jw_bool(struct sbill_jw *w, bool v)
{
    before_value(w);
    sbill_buf_z(w->b, v ? "true" : "false");
}

void sbill_jw_null(struct sbill_jw *w)
{
    before_value(w);
    sbill_buf_add(w->b, "null", 4);
}

void sbill_jw_money(struct sbill_jw *w, int64_t minor)
{
    if (minor == SBILL_NO_MONEY) {
        sbill_jw_null(w);
        return;
    }
    before_value(w);
    sbill_decimal_write(w->b, minor, 2);
}

void sbill_jw_qty(struct sbill_jw *w, int64_t thousandths)
{
    if (thousandths == SBILL_NO_QTY) {
        sbill_jw_null(w);
        return;
    }
    before_value(w);
    sbill_decimal_write_short(w->b, thousandths, 3);
}

void sbill_jw_date(struct sbill_jw *w, int32_t date)
{
    if (date == SBILL_NO_DATE) {
        sbill_jw_null(w);
        return;
    }
    before_value(w);
    sbill_buf_char(w->b, '"');
    sbill_date_iso(w->b, date);
    sbill_buf_char(w->b, '"');
}

void sbill_jw_opt_text(struct sbill_jw *w, const char *key, struct sbill_text t)
{
    if (t.n == 0)
        return;
    sbill_jw_key(w, key);
    sbill_jw_text(w, t);
}

void sbill_jw_opt_date(struct sbill_jw *w, const char *key, int32_t date)
{
    if (date == SBILL_NO_DATE)
        return;
    sbill_jw_key(w, key);
    sbill_jw_date(w, date);
}
