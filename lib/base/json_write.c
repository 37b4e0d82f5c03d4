/* Our own JSON writer: appends to a buffer, escapes what RFC 8259 wants escaped, prints numbers from whole
 * units. Nothing here can fail but the buffer. */
#include "base/json.h"
#include "base/number.h"

static void before_value(struct sbill_jw *w)
{
    if (w->comma)
        sbill_buf_char(w->b, ',');
    w->comma = true;
}

void sbill_jw_open(struct sbill_jw *w, char bracket)
{
    before_value(w);
    sbill_buf_char(w->b, bracket);
    w->comma = false;
}

void sbill_jw_close(struct sbill_jw *w, char bracket)
{
    sbill_buf_char(w->b, bracket);
    w->comma = true;
}

static void add_escape(struct sbill_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";

    sbill_buf_char(b, '\\');
    switch (c) {
    case '\n':
        sbill_buf_char(b, 'n');
        break;
    case '\r':
        sbill_buf_char(b, 'r');
        break;
    case '\t':
        sbill_buf_char(b, 't');
        break;
    case '"':
    case '\\':
        sbill_buf_char(b, (char)c);
        break;
    default:
        sbill_buf_add(b, "u00", 3);
        sbill_buf_char(b, hex[c >> 4]);
        sbill_buf_char(b, hex[c & 15]);
    }
}

static bool needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

/* Runs of plain bytes go over in one piece. */
static void add_string(struct sbill_buf *b, struct sbill_text t)
{
    size_t from = 0, i = 0;

    sbill_buf_char(b, '"');
    for (; i < t.n; i++) {
        if (!needs_escape(t.p[i]))
            continue;
        sbill_buf_add(b, t.p + from, i - from);
        add_escape(b, (unsigned char)t.p[i]);
        from = i + 1;
    }
    if (i > from)
        sbill_buf_add(b, t.p + from, i - from);
    sbill_buf_char(b, '"');
}

void sbill_jw_key(struct sbill_jw *w, const char *key)
{
    before_value(w);
    add_string(w->b, sbill_text_from(key));
    sbill_buf_char(w->b, ':');
    w->comma = false;
}

void sbill_jw_text(struct sbill_jw *w, struct sbill_text t)
{
    before_value(w);
    add_string(w->b, t);
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
