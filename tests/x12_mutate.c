/* Samples of X12, altered in 5,000 ways: each gives findings with places, or a clean parse, and what is
 * written of it can
 * be read again.
 *
 *   x12_mutate COUNT SEED FILE...
 */
#include <time.h>

#include "x12_once.h"

#define LARGEST ((size_t)1 << 16)

struct sample {
    char *p;
    size_t n;
};

static uint64_t state;

static uint64_t any(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? state % below : 0;
}

static struct sample load(const char *path)
{
    struct sample s = {malloc(LARGEST), 0};
    FILE *f = fopen(path, "rb");

    x12_must(s.p && f, "a sample can be read");
    s.n = fread(s.p, 1, LARGEST, f);
    fclose(f);
    return s;
}

/* Where the k-th segment begins; the separator is taken to be what ends the ISA. */
static size_t segment_at(const struct sample *s, char end, uint64_t k)
{
    size_t i = 0;

    while (k && i < s->n)
        k -= s->p[i++] == end;
    return i;
}

static void remove_range(struct sample *s, size_t from, size_t to)
{
    if (from >= to || to > s->n)
        return;
    memmove(s->p + from, s->p + to, s->n - to);
    s->n -= to - from;
}

static void insert(struct sample *s, size_t at, const char *p, size_t n)
{
    if (s->n + n > LARGEST || at > s->n)
        return;
    memmove(s->p + at + n, s->p + at, s->n - at);
    memcpy(s->p + at, p, n);
    s->n += n;
}

static void twice(struct sample *s, size_t from, size_t to)
{
    char copy[2048];
    size_t n = to > from && to - from < sizeof copy ? to - from : 0;

    if (!n || to > s->n)
        return;
    memcpy(copy, s->p + from, n);
    insert(s, to, copy, n);
}

static void swap_segments(struct sample *s, size_t a, size_t b, size_t c)
{
    char copy[2048];
    size_t n = b > a && b - a < sizeof copy ? b - a : 0;

    if (!n || c < b || c > s->n)
        return;
    memcpy(copy, s->p + a, n);
    memmove(s->p + a, s->p + b, c - b);
    memcpy(s->p + c - n, copy, n);
}

static void change_a_byte(struct sample *s)
{
    static const char odd[] = "*:~^\n\r\t \x01\x7F\x80\xFF@#>|<0Zz-.";

    if (s->n)
        s->p[any(s->n)] = any(3) ? odd[any(sizeof odd - 1)] : (char)any(256);
}

static void add_elements(struct sample *s, size_t at)
{
    static const char *const parts[] = {
        "*",
        "**",
        ":",
        "*X:Y:Z",
        "*\xC3\xA9\xC3\x9F",
        "*99999999999999999999",
        "*-1.5",
        "*20251399",
        "*ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ"};
    const char *part = parts[any(sizeof parts / sizeof *parts)];

    if (at)
        insert(s, at - 1, part, strlen(part));
}

static void alter(struct sample *s)
{
    char end = s->n > 105 ? s->p[105] : '~';
    uint64_t segments = 1;

    for (size_t i = 0; i < s->n; i++)
        segments += s->p[i] == end;
    uint64_t k = any(segments);
    size_t a = segment_at(s, end, k), b = segment_at(s, end, k + 1), c = segment_at(s, end, k + 2);
    switch (any(9)) {
    case 0:
        remove_range(s, a, b);
        break;
    case 1:
        twice(s, a, b);
        break;
    case 2:
        swap_segments(s, a, b, c);
        break;
    case 3:
        add_elements(s, b);
        break;
    case 4:
        s->n = any(s->n + 1);
        break;
    case 5: { /* a segment from elsewhere in the file */
        size_t from = segment_at(s, end, any(segments)), n = 0;
        char copy[512];

        while (from + n < s->n && n < sizeof copy && s->p[from + n] != end)
            n++;
        if (n < sizeof copy) {
            memcpy(copy, s->p + from, n);
            copy[n] = end;
            insert(s, a, copy, n + 1);
        }
        break;
    }
    case 6:
        remove_range(s, a + any(b > a ? b - a : 1), b);
        break;
    default:
        change_a_byte(s);
    }
}

static void one(struct x12_once *o, const struct sample *from)
{
    struct sample s = {malloc(LARGEST), from->n};

    x12_must(s.p != NULL, "memory");
    memcpy(s.p, from->p, from->n);
    for (uint64_t k = 1 + any(4); k--;)
        alter(&s);
    if (getenv("X12_KEEP")) {
        FILE *f = fopen(getenv("X12_KEEP"), "wb");

        if (f) {
            fwrite(s.p, 1, s.n, f);
            fclose(f);
        }
    }
    x12_once(o, s.p, s.n, 1 + any(300));
    free(s.p);
}

int main(int argc, char **argv)
{
    struct x12_once o;
    struct sample *samples;
    long count = argc > 3 ? strtol(argv[1], NULL, 10) : 0;
    size_t n = argc > 3 ? (size_t)argc - 3 : 0, told = 0, clean = 0, unread = 0;
    uint64_t slowest = 0;

    if (!n)
        return 77; /* no samples: skipped */
    state = strtoull(argv[2], NULL, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    samples = calloc(n, sizeof *samples);
    for (size_t i = 0; samples && i < n; i++)
        samples[i] = load(argv[i + 3]);
    x12_once_start(&o);
    for (long i = 0; i < count; i++) {
        clock_t began = clock();

        one(&o, &samples[any(n)]);
        told += o.findings > 0;
        clean += o.claims && !o.findings;
        unread += !o.claims;
        if ((uint64_t)(clock() - began) > slowest)
            slowest = (uint64_t)(clock() - began);
    }
    x12_once_end(&o);
    for (size_t i = 0; i < n; i++)
        free(samples[i].p);
    free(samples);
    printf("%ld altered samples: %zu with findings, %zu clean, %zu without a claim; the slowest "
           "took %llu ms\n",
           count, told, clean, unread, (unsigned long long)(slowest * 1000 / CLOCKS_PER_SEC));
    return slowest / CLOCKS_PER_SEC > 10;
}
