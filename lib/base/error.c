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

#define MESSAGE_ROOM 400
#define SOURCE_ROOM ((size_t)1024)

/* Stands in when there is no memory left to say so. */
static const struct sbill_error no_memory = {
    .status = SBILL_NOMEM, .message = "out of memory", .source = ""};

/* One line, whatever it is told; what does not fit is cut off. */
static void add(struct sbill_buf *line, struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        sbill_buf_char(line, (unsigned char)t.p[i] < ' ' || t.p[i] == 0x7F ? ' ' : t.p[i]);
}

static void compose(struct sbill_buf *line, const char *format, va_list args)
{
    for (; *format; format++) {
        if (*format != '%') {
            sbill_buf_char(line, *format);
            continue;
        }
        switch (*++format) {
        case 's':
            add(line, sbill_text_from(va_arg(args, const char *)));
            break;
        case 't':
            add(line, *va_arg(args, const struct sbill_text *));
            break;
        case 'd':
            sbill_buf_int(line, va_arg(args, int32_t));
            break;
        case 'z':
            sbill_buf_u64(line, va_arg(args, size_t));
            break;
        case '\0':
            return;
        default:
            sbill_buf_char(line, *format);
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

static sbill_error *make(int32_t status, struct sbill_place at, struct sbill_text message)
{
    size_t source = at.source.n < SOURCE_ROOM ? at.source.n : SOURCE_ROOM;
    size_t size = sizeof(struct sbill_error) + message.n + 1 + source + 1;
    struct sbill_error *e = sbill_alloc_get(sbill_alloc_default(), size);
    char *room;

    if (!e)
        return NULL;
    room = (char *)(e + 1);
    *e = (struct sbill_error){size, status, at.line, at.column, room, room + message.n + 1};
    put(put(room, message.p, message.n), at.source.p, source);
    return e;
}

int32_t sbill_fail(sbill_error **err, int32_t status, struct sbill_place at, const char *format,
                   ...)
{
    char room[MESSAGE_ROOM];
    struct sbill_buf line;
    struct sbill_text message;
    va_list args;

    if (!err || *err)
        return status;
    sbill_buf_over(&line, room, sizeof room);
    va_start(args, format);
    compose(&line, format, args);
    va_end(args);
    message = sbill_buf_view(&line);
    message.n = sbill_utf8_check(message); /* valid UTF-8, so that any caller may print it */
    *err = make(status, at, message);
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
