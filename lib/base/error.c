#include "base/error.h"

#include <stdarg.h>
#include <string.h>

/* Message and source lie behind the object, so that one allocation makes it and one frees it. */
struct sbill_error {
    size_t size; /* of the whole allocation; 0: not allocated */
    int32_t status;
    uint32_t line, column;
    const char *message, *source;
};

#define MESSAGE_ROOM ((size_t)400)
#define SOURCE_ROOM ((size_t)1024)

/* Stands in when there is no memory left to say so. */
static const struct sbill_error no_memory = {
    .status = SBILL_NOMEM, .message = "out of memory", .source = ""};

/* A message under way; what does not fit is cut off. */
struct line {
    char p[MESSAGE_ROOM];
    size_t n;
};

static void add_char(struct line *l, char c)
{
    if (l->n < MESSAGE_ROOM)
        l->p[l->n++] =
            (unsigned char)c < ' ' || c == 0x7F ? ' ' : c; /* one line, whatever it is told */
}

static void add(struct line *l, struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        add_char(l, t.p[i]);
}

static void add_number(struct line *l, uint64_t v)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    add(l, (struct sbill_text){digits + at, sizeof digits - at});
}

static void add_signed(struct line *l, int32_t v)
{
    if (v < 0)
        add_char(l, '-');
    add_number(l, v < 0 ? (uint64_t) - (int64_t)v : (uint64_t)v);
}

/* Valid UTF-8 only, so that any caller may print it: stop before the first byte that is not. */
static void trim_to_utf8(struct line *l)
{
    l->n = sbill_utf8_check((struct sbill_text){l->p, l->n});
}

static void compose(struct line *l, const char *format, va_list args)
{
    for (; *format; format++) {
        if (*format != '%') {
            add_char(l, *format);
            continue;
        }
        switch (*++format) {
        case 's':
            add(l, sbill_text_from(va_arg(args, const char *)));
            break;
        case 't':
            add(l, *va_arg(args, const struct sbill_text *));
            break;
        case 'd':
            add_signed(l, va_arg(args, int32_t));
            break;
        case 'z':
            add_number(l, va_arg(args, size_t));
            break;
        case '\0':
            return;
        default:
            add_char(l, *format);
        }
    }
}

/* Text with its NUL at `to`; returns where the next may go. */
static char *put(char *to, const char *p, size_t n)
{
    if (n)
        memcpy(to, p, n);
    to[n] = '\0';
    return to + n + 1;
}

static sbill_error *make(int32_t status, struct sbill_place at, const struct line *l)
{
    size_t source = at.source.n < SOURCE_ROOM ? at.source.n : SOURCE_ROOM;
    size_t size = sizeof(struct sbill_error) + l->n + 1 + source + 1;
    struct sbill_error *e = sbill_alloc_get(sbill_alloc_default(), size);
    char *room;

    if (!e)
        return NULL;
    room = (char *)(e + 1);
    *e = (struct sbill_error){size, status, at.line, at.column, room, room + l->n + 1};
    put(put(room, l->p, l->n), at.source.p, source);
    return e;
}

int32_t sbill_fail(sbill_error **err, int32_t status, struct sbill_place at, const char *format,
                   ...)
{
    struct line l;
    va_list args;

    if (!err || *err)
        return status;
    l.n = 0;
    va_start(args, format);
    compose(&l, format, args);
    va_end(args);
    trim_to_utf8(&l);
    *err = make(status, at, &l);
    if (*err)
        return status;
    *err = (sbill_error *)(uintptr_t)&no_memory; /* never written: free knows it by its size */
    return SBILL_NOMEM;
}

int32_t sbill_error_status(const sbill_error *e)
{
    return e ? e->status : SBILL_OK;
}

const char *sbill_error_message(const sbill_error *e)
{
    return e ? e->message : "";
}

const char *sbill_error_source(const sbill_error *e)
{
    return e ? e->source : "";
}

uint32_t sbill_error_line(const sbill_error *e)
{
    return e ? e->line : 0;
}

uint32_t sbill_error_column(const sbill_error *e)
{
    return e ? e->column : 0;
}

void sbill_error_free(sbill_error *e)
{
    if (e && e->size)
        sbill_alloc_put(sbill_alloc_default(), e, e->size);
}
