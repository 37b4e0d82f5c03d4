#include <string.h>

#include "base/arena.h"
#include "superbill.h"

#define FIRST_ROOM ((size_t)256)

void sbill_buf_init(struct sbill_buf *b, const struct sbill_alloc *alloc, size_t max)
{
    *b = (struct sbill_buf){.alloc = alloc, .max = max};
}

/* The ceiling is reached before there is need to widen. */
void sbill_buf_over(struct sbill_buf *b, char *room, size_t size)
{
    *b = (struct sbill_buf){.p = room, .cap = size, .max = size - 1};
    room[0] = '\0';
}

void sbill_buf_free(struct sbill_buf *b)
{
    if (b->p)
        sbill_wipe(b->p, b->cap);
    sbill_alloc_put(b->alloc, b->p, b->cap);
    sbill_buf_init(b, b->alloc, b->max);
}

void sbill_buf_wipe(struct sbill_buf *b)
{
    if (b->p)
        sbill_wipe(b->p, b->n);
    b->n = 0;
    b->failed = 0;
}

static bool fail(struct sbill_buf *b, int32_t status)
{
    b->failed = status;
    return false;
}

/* Not by resizing: that may leave a copy of patient data behind in the heap. */
static bool widen(struct sbill_buf *b, size_t need)
{
    size_t cap = b->cap > SIZE_MAX / 2 ? need : b->cap * 2;
    char *wider;

    if (cap < FIRST_ROOM)
        cap = FIRST_ROOM;
    if (cap > b->max && b->max < SIZE_MAX)
        cap = b->max + 1;
    if (cap < need)
        cap = need;
    wider = sbill_alloc_get(b->alloc, cap);
    if (!wider)
        return fail(b, SBILL_NOMEM);
    if (b->p) {
        memcpy(wider, b->p, b->n);
        sbill_wipe(b->p, b->n);
        sbill_alloc_put(b->alloc, b->p, b->cap);
    }
    b->p = wider;
    b->cap = cap;
    b->p[b->n] = '\0';
    return true;
}

bool sbill_buf_room(struct sbill_buf *b, size_t more)
{
    if (b->failed)
        return false;
    if (more < b->cap - b->n) /* also false when there is no room at all */
        return true;
    if (more > b->max - b->n || b->n + more == SIZE_MAX)
        return fail(b, SBILL_ELIMIT);
    return widen(b, b->n + more + 1);
}

void sbill_buf_add(struct sbill_buf *b, const char *p, size_t n)
{
    if (!sbill_buf_room(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void sbill_buf_text(struct sbill_buf *b, struct sbill_text t)
{
    sbill_buf_add(b, t.p, t.n);
}

void sbill_buf_z(struct sbill_buf *b, const char *z)
{
    sbill_buf_text(b, sbill_text_from(z));
}

void sbill_buf_char(struct sbill_buf *b, char c)
{
    if (!sbill_buf_room(b, 1))
        return;
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}

void sbill_buf_u64(struct sbill_buf *b, uint64_t v)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    sbill_buf_add(b, digits + at, sizeof digits - at);
}

void sbill_buf_int(struct sbill_buf *b, int64_t v)
{
    if (v < 0)
        sbill_buf_char(b, '-');
    sbill_buf_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void sbill_buf_hex(struct sbill_buf *b, const uint8_t *p, size_t n)
{
    static const char digit[] = "0123456789abcdef";

    if (n > SIZE_MAX / 2 || !sbill_buf_room(b, n * 2)) {
        b->failed = b->failed ? b->failed : SBILL_ELIMIT;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        b->p[b->n++] = digit[p[i] >> 4];
        b->p[b->n++] = digit[p[i] & 15];
    }
    b->p[b->n] = '\0';
}

struct sbill_text sbill_buf_view(const struct sbill_buf *b)
{
    return b->p ? (struct sbill_text){b->p, b->n} : SBILL_T("");
}
