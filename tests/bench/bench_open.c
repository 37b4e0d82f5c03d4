/* From nothing to the first answer: opening a US book (two years of ICD-10-CM, HCPCS Level II,
 * words for search), looking one code up and closing it again, against reading and sorting the
 * text of one order file, and against opening SQLite. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#ifdef HAVE_SQLITE
#include <sqlite3.h>
#endif

enum {
    ROUNDS = 9,
    OPENS = 50,
    ON = 20454 /* 2026-01-01 */
};

static const char book_path[] = "bench_open.sbk", sqlite_path[] = "bench_open.sqlite";

static void write_file(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");

    if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0) {
        fprintf(stderr, "bench_open: cannot write %s\n", path);
        exit(1);
    }
}

/* Microseconds for one of each. */
static double open_book(void)
{
    uint64_t began = bench_wall();

    for (int i = 0; i < OPENS; i++) {
        sbill_book *b = NULL;
        sbill_error *err = NULL;
        int64_t ref;
        bench_ok(sbill_book_open(book_path, NULL, &b, &err), err, "open");
        if (sbill_code_find(b, SBILL_SYSTEM_ICD10CM, "E11.9", 5, ON, &ref) ==
                SBILL_CODE_NOT_LOADED ||
            (ref >= 0 && !sbill_code_title(b, ref, NULL)[0]))
            exit(1);
        sbill_book_free(b);
    }
    return (double)(bench_wall() - began) / OPENS / 1000;
}

struct row {
    char code[8];
    const char *line;
};

static int by_code(const void *a, const void *b)
{
    return memcmp(((const struct row *)a)->code, ((const struct row *)b)->code, 8);
}

/* The least that a program without a book does: split the lines, sort them by code, search one. */
static double parse_text(const struct bench_bytes *order)
{
    uint64_t began = bench_wall();
    struct row *rows = malloc((order->n / 80 + 1) * sizeof *rows), key = {"E119   ", NULL};
    size_t n = 0;

    for (const char *p = order->p, *end = order->p + order->n; p && p + 80 < end; n++) {
        memcpy(rows[n].code, p + 6, 8);
        rows[n].line = p;
        p = memchr(p, '\n', (size_t)(end - p));
        p = p ? p + 1 : NULL;
    }
    qsort(rows, n, sizeof *rows, by_code);
    key.code[7] = ' ';
    if (n == 0 || (bsearch(&key, rows, n, sizeof *rows, by_code) && rows[0].line == NULL))
        exit(1);
    free(rows);
    return (double)(bench_wall() - began) / 1000;
}

#ifdef HAVE_SQLITE
static void fill_sqlite(const struct bench_bytes *order)
{
    sqlite3 *db;
    sqlite3_stmt *insert;

    unlink(sqlite_path);
    sqlite3_open(sqlite_path, &db);
    sqlite3_exec(
        db,
        "CREATE TABLE codes(code TEXT PRIMARY KEY, billable INT, title TEXT) WITHOUT ROWID; BEGIN",
        NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT OR IGNORE INTO codes VALUES(?, ?, ?)", -1, &insert, NULL);
    for (const char *p = order->p, *end = order->p + order->n, *next; p && p + 80 < end; p = next) {
        next = memchr(p, '\n', (size_t)(end - p));
        int n = 7;
        while (n > 0 && p[6 + n - 1] == ' ')
            n--;
        sqlite3_bind_text(insert, 1, p + 6, n, SQLITE_STATIC);
        sqlite3_bind_int(insert, 2, p[14] == '1');
        sqlite3_bind_text(insert, 3, p + 77, (int)((next ? next : end) - p - 77), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        next = next ? next + 1 : NULL;
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(db);
}

static double open_sqlite(void)
{
    uint64_t began = bench_wall();

    for (int i = 0; i < OPENS; i++) {
        sqlite3 *db;
        sqlite3_stmt *s;
        sqlite3_open_v2(sqlite_path, &db, SQLITE_OPEN_READONLY, NULL);
        sqlite3_prepare_v2(db, "SELECT title FROM codes WHERE code = 'E119'", -1, &s, NULL);
        if (sqlite3_step(s) == SQLITE_ROW && !sqlite3_column_text(s, 0))
            exit(1);
        sqlite3_finalize(s);
        sqlite3_close(db);
    }
    return (double)(bench_wall() - began) / OPENS / 1000;
}
#endif

int main(int argc, char **argv)
{
    struct bench_sources s;
    double t[3][ROUNDS], mine;
    const void *image;
    size_t len;
    char more[64];
    sbill_builder *builder;

    bench_start("open", argc, argv);
    bench_load(&s);
    builder = bench_build(&s, &image, &len);
    write_file(book_path, image, len);
    sbill_builder_free(builder);
#ifdef HAVE_SQLITE
    fill_sqlite(&s.order[1]);
#endif
    for (int round = 0; round < ROUNDS; round++) {
        t[0][round] = open_book();
        t[1][round] = parse_text(&s.order[1]);
#ifdef HAVE_SQLITE
        t[2][round] = open_sqlite();
#endif
    }
    mine = bench_median(t[0], ROUNDS);
    snprintf(more, sizeof more, "\"bytes\":%zu,\"limit\":1000", len);
    bench_show(&(struct bench_figure){"us-book-vs-text", mine, bench_median(t[1], ROUNDS),
                                      "us to the first answer",
                                      "reading and sorting one order file", 0, more});
#ifdef HAVE_SQLITE
    bench_show(&(struct bench_figure){"us-book-vs-sqlite", mine, bench_median(t[2], ROUNDS),
                                      "us to the first answer",
                                      "opening a SQLite file with the same codes", 0, more});
    unlink(sqlite_path);
#endif
    unlink(book_path);
    bench_unload(&s);
    return 0;
}
