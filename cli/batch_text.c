/* Bytes of a batch's outputs, put together in memory. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

static void wipe(char *p, size_t n)
{
    volatile char *v = p;

    while (n--)
        *v++ = 0;
}

/* The old room is wiped before it goes. */
static bool make_room(struct sbill_batch_text *t, size_t more)
{
    if (t->cap - t->n >= more && t->p)
        return true;
    size_t cap = t->cap ? t->cap : 256;
    while (cap - t->n < more) {
        if (cap > SIZE_MAX / 2)
            return false;
        cap *= 2;
    }
    char *p = malloc(cap);
    if (!p)
        return false;
    if (t->p) {
        memcpy(p, t->p, t->n);
        wipe(t->p, t->n);
    }
    free(t->p);
    t->p = p;
    t->cap = cap;
    return true;
}

void sbill_batch_add(struct sbill_batch_text *t, const char *p, size_t n)
{
    if (t->failed || !make_room(t, n + 1)) {
        t->failed = true;
        return;
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
}

void sbill_batch_addf(struct sbill_batch_text *t, const char *format, ...)
{
    char room[512];
    va_list args;

    va_start(args, format);
    int n = vsnprintf(room, sizeof room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof room)
        t->failed = true;
    else
        sbill_batch_add(t, room, (size_t)n);
}

void sbill_batch_add_json(struct sbill_batch_text *t, const char *p, size_t n)
{
    sbill_batch_add(t, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '"' || c == '\\')
            sbill_batch_add(t, "\\", 1);
        if (c < 0x20)
            sbill_batch_addf(t, "\\u%04x", c);
        else
            sbill_batch_add(t, p + i, 1);
    }
    sbill_batch_add(t, "\"", 1);
}

void sbill_batch_text_free(struct sbill_batch_text *t)
{
    if (t->p)
        wipe(t->p, t->cap);
    free(t->p);
    *t = (struct sbill_batch_text){NULL, 0, 0, false};
}
