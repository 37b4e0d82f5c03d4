/* Type-ahead: the first ten answers to what people type, on all of ICD-10-CM, against reading
 * every title (memmem of each word, case ignored beforehand). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum {
    ROUNDS = 9,
    ON = 20454 /* 2026-01-01 */
};

static const char *const queries[] = {
    "d",          "diab",          "type 2 diab kidn",  "fract femur left",
    "atrial fib", "s a o e f",     "initial encounter", "of the",
    "e11.4",      "chronic kidney"};
enum {
    COUNT = sizeof queries / sizeof *queries
};

static double ours(const sbill_book *b, const char *words)
{
    int64_t refs[10];
    size_t count;
    uint64_t began = bench_cpu();
    sbill_error *err = NULL;

    for (int i = 0; i < 20; i++)
        bench_ok(sbill_code_search(b, SBILL_SYSTEM_ICD10CM, words, strlen(words), ON, refs, 10,
                                   &count, &err),
                 err, words);
    return (double)(bench_cpu() - began) / 20 / 1000;
}

/* Lines of an order file that hold every word somewhere. */
static double scan(const struct bench_bytes *lower, const char *words)
{
    uint64_t began = bench_cpu();
    size_t hits = 0;

    for (char *p = lower->p, *end = lower->p + lower->n, *next; p < end; p = next + 1) {
        char copy[64], *rest = copy, *word;
        bool all = true;
        next = memchr(p, '\n', (size_t)(end - p));
        if (!next)
            break;
        *next = 0;
        snprintf(copy, sizeof copy, "%s", words);
        while (all && (word = strtok_r(rest, " ", &rest)) != NULL)
            all = strstr(p, word) != NULL;
        hits += all;
        *next = '\n';
    }
    return (double)(bench_cpu() - began) / 1000 + (hits == SIZE_MAX);
}

int main(int argc, char **argv)
{
    struct bench_sources s;
    sbill_book *book = NULL;
    sbill_builder *builder;
    sbill_error *err = NULL;
    const void *image;
    size_t len;

    bench_start("search", argc, argv);
    bench_load(&s);
    builder = bench_build(&s, &image, &len);
    bench_ok(sbill_book_open_memory(image, len, NULL, &book, &err), err, "open");
    for (size_t i = 0; i < s.order[1].n; i++)
        s.order[1].p[i] = (char)tolower((unsigned char)s.order[1].p[i]);
    for (int q = 0; q < COUNT; q++) {
        double t[2][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            t[0][round] = ours(book, queries[q]);
            t[1][round] = round < 3 ? scan(&s.order[1], queries[q]) : t[1][round - 3];
        }
        bench_show(&(struct bench_figure){queries[q], bench_median(t[0], ROUNDS),
                                          bench_median(t[1], ROUNDS), "us a query",
                                          "reading every title", 0, "\"limit\":1000"});
    }
    sbill_book_free(book);
    sbill_builder_free(builder);
    bench_unload(&s);
    return 0;
}
