/* Looking codes up: random dotted ICD-10-CM codes with a date of service through the public call,
 * against
 *   - SQLite in memory, prepared statement, text key: the same dotted codes and the date;
 *   - binary search as one would write it: a sorted array of rows (code in eight bytes, dates,
 *     billable), the same text and date in, the same answer out;
 *   - the same array reduced to bare 64-bit keys, searched without a branch for keys made
 *     beforehand: no text to read, no dates, no call. A floor for what any binary search can do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_ptp.h"
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

struct row {
    uint64_t key;
    int32_t from, to, billable;
};

struct work {
    sbill_book *book;
    struct code *codes;
    size_t code_count;
    uint32_t *order; /* QUERIES random places in codes */
    char (*query)[12];
    unsigned char *query_n;
    struct row *rows;    /* in order of key */
    uint64_t *sorted;    /* their keys */
    uint64_t *query_key; /* of each query, made beforehand */
    long billable;       /* of the queries: what each way must count */
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
    uint64_t x = ((const struct row *)a)->key, y = ((const struct row *)b)->key;

    return (x > y) - (x < y);
}

static void prepare(struct work *w)
{
    uint64_t random = 88172645463325252u;

    w->order = malloc(QUERIES * sizeof *w->order);
    w->query = malloc(QUERIES * sizeof *w->query);
    w->query_n = malloc(QUERIES);
    w->query_key = malloc(QUERIES * sizeof *w->query_key);
    w->sorted = malloc(w->code_count * sizeof *w->sorted);
    w->rows = malloc(w->code_count * sizeof *w->rows);
    for (size_t i = 0; i < QUERIES; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        w->order[i] = (uint32_t)(random % w->code_count);
        memcpy(w->query[i], w->codes[w->order[i]].dotted, sizeof *w->query);
        w->query_n[i] = w->codes[w->order[i]].n;
        w->query_key[i] = w->codes[w->order[i]].key;
        w->billable += w->codes[w->order[i]].billable;
    }
    for (size_t i = 0; i < w->code_count; i++)
        w->rows[i] = (struct row){w->codes[i].key, 19997, 40000, w->codes[i].billable};
    qsort(w->rows, w->code_count, sizeof *w->rows, by_key);
    for (size_t i = 0; i < w->code_count; i++)
        w->sorted[i] = w->rows[i].key;
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

/* The code as eight bytes, first character highest, so that keys sort like text. */
static uint64_t key_of(const char *code, size_t len)
{
    uint64_t key = 0;
    int room = 8;

    for (size_t i = 0; i < len; i++) {
        char c = code[i] >= 'a' && code[i] <= 'z' ? (char)(code[i] - 32) : code[i];
        if (c == '.' || c == ' ')
            continue;
        if (room-- == 0)
            return 0;
        key = key << 8 | (unsigned char)c;
    }
    return key << 8 * room;
}

__attribute__((noinline)) static int bisect(const struct row *rows, size_t n, const char *code,
                                            size_t len, int32_t on, size_t *found)
{
    uint64_t key = key_of(code, len);
    size_t lo = 0, hi = n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (rows[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == n || rows[lo].key != key || on < rows[lo].from || on > rows[lo].to)
        return 0;
    *found = lo;
    return rows[lo].billable;
}

static double binary_search(const struct work *w)
{
    uint64_t began, sum = 0;
    long count = 0;

    began = bench_cpu();
    for (size_t i = 0; i < QUERIES; i++) {
        size_t found = 0;
        count += bisect(w->rows, w->code_count, w->query[i], w->query_n[i], ON, &found);
        sum += found;
    }
    began = bench_cpu() - began;
    check(count + (sum == 0), w->billable, "binary search");
    return (double)began / QUERIES;
}

static double bare_keys(const struct work *w)
{
    uint64_t began, sum = 0;
    long count = 0;

    began = bench_cpu();
    for (size_t i = 0; i < QUERIES; i++) {
        uint64_t key = w->query_key[i];
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
    check(count + (sum == 0), QUERIES, "bare keys");
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
    double t[4][ROUNDS], mine;
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
        t[3][round] = bare_keys(&w);
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
                                      "ns a look-up", "binary search over sorted rows", 3, more});
    bench_show(&(struct bench_figure){"icd10cm-vs-bare-keys", mine, bench_median(t[3], ROUNDS),
                                      "ns a look-up",
                                      "branchless search of bare keys made beforehand", 0, more});
    sbill_book_free(w.book);
    sbill_builder_free(builder);
    bench_unload(&s);
    bench_lookup_ptp();
    return 0;
}
