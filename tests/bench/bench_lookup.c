/* Looking codes up: random dotted ICD-10-CM codes with a date of service through the public call, against SQLite in
 * memory (prepared statement, text key, same dotted codes) and against binary search (sorted 64-bit keys made
 * beforehand, so without the work of reading the code that ours does). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#ifdef HAVE_SQLITE
#include <sqlite3.h>
#endif

enum {
    QUERIES = 1000000,
    SLOW_QUERIES = 100000,
    ROUNDS = 9,
    ON = 20454 /* 2026-01-01 */
};

struct code {
    char dotted[12];
    unsigned char n, billable;
    uint64_t key; /* undotted, first character highest: sorts like the text */
};

struct work {
    sbill_book *book;
    struct code *codes;
    size_t code_count;
    uint32_t *order; /* QUERIES random places in codes */
    char (*query)[12];
    unsigned char *query_n;
    uint64_t *sorted; /* keys in order */
    long billable;    /* of the queries: what each way must count */
};

/* The codes of the newer order file. */
static void read_codes(struct work *w, const struct bench_bytes *order)
{
    size_t room = order->n / 80 + 1;
    const char *p = order->p, *end = order->p + order->n;

    w->codes = calloc(room, sizeof *w->codes);
    while (p < end && w->code_count < room) {
        struct code *c = &w->codes[w->code_count++];
        for (int i = 6; i < 13 && p[i] != ' '; i++) {
            if (c->n == 3)
                c->dotted[c->n++] = '.';
            c->dotted[c->n++] = p[i];
        }
        for (int i = 6; i < 14; i++)
            c->key = c->key << 8 | (unsigned char)(p[i] == ' ' ? 0 : p[i]);
        c->billable = p[14] == '1';
        p = memchr(p, '\n', (size_t)(end - p));
        p = p ? p + 1 : end;
    }
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static void prepare(struct work *w)
{
    uint64_t random = 88172645463325252u;

    w->order = malloc(QUERIES * sizeof *w->order);
    w->query = malloc(QUERIES * sizeof *w->query);
    w->query_n = malloc(QUERIES);
    w->sorted = malloc(w->code_count * sizeof *w->sorted);
    for (size_t i = 0; i < QUERIES; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        w->order[i] = (uint32_t)(random % w->code_count);
        memcpy(w->query[i], w->codes[w->order[i]].dotted, sizeof *w->query);
        w->query_n[i] = w->codes[w->order[i]].n;
        w->billable += w->codes[w->order[i]].billable;
    }
    for (size_t i = 0; i < w->code_count; i++)
        w->sorted[i] = w->codes[i].key;
    qsort(w->sorted, w->code_count, sizeof *w->sorted, by_key);
}

static void check(long got, long want, const char *who)
{
    if (got == want)
        return;
    fprintf(stderr, "bench_lookup: %s counted %ld, not %ld\n", who, got, want);
    exit(1);
}

/* Each way: nanoseconds a look-up. */
static double ours(const struct work *w)
{
    uint64_t began = bench_cpu();
    long count = 0;
    int64_t ref, sum = 0;

    for (size_t i = 0; i < QUERIES; i++) {
        count += sbill_code_find(w->book, SBILL_SYSTEM_ICD10CM, w->query[i], w->query_n[i], ON,
                                 &ref) == SBILL_CODE_BILLABLE;
        sum += ref;
    }
    began = bench_cpu() - began;
    check(count + (sum == 0), w->billable, "superbill");
    return (double)began / QUERIES;
}

static double binary_search(const struct work *w)
{
    uint64_t began, sum = 0;
    long count = 0;

    began = bench_cpu();
    for (size_t i = 0; i < QUERIES; i++) {
        uint64_t key = w->codes[w->order[i]].key;
        size_t lo = 0, n = w->code_count;
        while (n > 1) {
            size_t half = n / 2;
            lo = w->sorted[lo + half] <= key ? lo + half : lo;
            n -= half;
        }
        count += w->sorted[lo] == key;
        sum += lo;
    }
    began = bench_cpu() - began;
    check(count + (sum == 0), QUERIES, "binary search");
    return (double)began / QUERIES;
}

#ifdef HAVE_SQLITE
static sqlite3 *db;
static sqlite3_stmt *statement;

static void fill_sqlite(const struct work *w)
{
    sqlite3_stmt *insert;

    sqlite3_open(":memory:", &db);
    sqlite3_exec(db,
                 "CREATE TABLE codes(code TEXT PRIMARY KEY, first INT, last INT, billable INT) "
                 "WITHOUT ROWID; BEGIN",
                 NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO codes VALUES(?, 19997, 40000, ?)", -1, &insert, NULL);
    for (size_t i = 0; i < w->code_count; i++) {
        sqlite3_bind_text(insert, 1, w->codes[i].dotted, w->codes[i].n, SQLITE_STATIC);
        sqlite3_bind_int(insert, 2, w->codes[i].billable);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_prepare_v2(db,
                       "SELECT billable FROM codes WHERE code = ?1 AND ?2 BETWEEN first AND last",
                       -1, &statement, NULL);
}

static double by_sqlite(const struct work *w)
{
    uint64_t began = bench_cpu();
    long count = 0, want = 0;

    for (size_t i = 0; i < SLOW_QUERIES; i++) {
        sqlite3_bind_text(statement, 1, w->query[i], w->query_n[i], SQLITE_STATIC);
        sqlite3_bind_int(statement, 2, ON);
        if (sqlite3_step(statement) == SQLITE_ROW)
            count += sqlite3_column_int(statement, 0);
        sqlite3_reset(statement);
    }
    began = bench_cpu() - began;
    for (size_t i = 0; i < SLOW_QUERIES; i++)
        want += w->codes[w->order[i]].billable;
    check(count, want, "SQLite");
    return (double)began / SLOW_QUERIES;
}
#endif

int main(int argc, char **argv)
{
    struct bench_sources s;
    struct work w = {0};
    double t[3][ROUNDS], mine;
    const void *image;
    size_t len;
    char more[96];
    sbill_builder *builder;
    sbill_error *err = NULL;

    bench_start("lookup", argc, argv);
    bench_load(&s);
    builder = bench_build(&s, &image, &len);
    bench_ok(sbill_book_open_memory(image, len, NULL, &w.book, &err), err, "open");
    read_codes(&w, &s.order[1]);
    prepare(&w);
#ifdef HAVE_SQLITE
    fill_sqlite(&w);
#endif
    for (int round = 0; round < ROUNDS; round++) {
        t[0][round] = ours(&w);
        t[1][round] = binary_search(&w);
#ifdef HAVE_SQLITE
        t[2][round] = by_sqlite(&w);
#endif
    }
    mine = bench_median(t[0], ROUNDS);
    snprintf(more, sizeof more, "\"codes\":%zu,\"rounds\":%d", w.code_count, ROUNDS);
#ifdef HAVE_SQLITE
    bench_show(&(struct bench_figure){"icd10cm-vs-sqlite", mine, bench_median(t[2], ROUNDS),
                                      "ns a look-up", "SQLite in memory, prepared, text key", 20,
                                      more});
#else
    fprintf(stderr, "bench_lookup: built without SQLite (libsqlite3-dev): that case is left out\n");
#endif
    bench_show(&(struct bench_figure){"icd10cm-vs-binary-search", mine, bench_median(t[1], ROUNDS),
                                      "ns a look-up",
                                      "binary search over sorted keys made beforehand", 3, more});
    sbill_book_free(w.book);
    sbill_builder_free(builder);
    bench_unload(&s);
    return 0;
}
