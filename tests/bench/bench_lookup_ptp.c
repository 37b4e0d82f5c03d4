/* Procedure-to-procedure edits: 2,545,089 made-up rows in the official layout, built into a book, and random pairs of
 * the table with a date of service asked of it through the public call, text in and answer out; against SQLite in
 * memory, prepared, with the same texts and date. Asked as a scrubber asks, for all pairs among the ten codes of a
 * claim at once, of which few are in the table; and one by one, pairs of the table and pairs of random codes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_ptp.h"
#ifdef HAVE_SQLITE
#include <sqlite3.h>
#endif

enum {
    ROWS = 2545089,
    PAIRS = 1 << 17, /* asked eight times over */
    TIMES = 8,
    SLOW_PAIRS = 20000,
    CLAIM = 10, /* codes */
    ROUNDS = 9,
    ON = 20544,         /* 2026-04-01 */
    ON_WORDS = 20260401 /* the same */
};

struct asked {
    char column1[8], column2[8];
};

struct work {
    struct ptp_set set;
    sbill_book *book;
    struct asked *hits, *others;
    long in_force[2], slow_in_force[2]; /* of both, and of their first SLOW_PAIRS */
};

static uint64_t next_random(void)
{
    static uint64_t state = 88172645463325252u;

    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state >> 11;
}

/* ---- the book ---- */

static sbill_builder *build(struct work *w, size_t *len, double *seconds)
{
    static const char file[] = "<file name='f%d' layout='ncci-ptp' setting='practitioner' "
                               "release='made up' from='open' to='2026-06-30'/>";
    char manifest[1024] = "<source name='bench' version='1'>", name[8];
    sbill_builder *b = NULL;
    sbill_error *err = NULL;
    const void *image;
    uint64_t began = bench_cpu();

    bench_ok(sbill_builder_new(NULL, &b, &err), err, "builder");
    for (int i = 0; i < 4; i++) {
        size_t n = strlen(manifest);
        snprintf(name, sizeof name, "f%d", i);
        snprintf(manifest + n, sizeof manifest - n, file, i);
        bench_ok(sbill_builder_add_file(b, name, w->set.file[i].p, w->set.file[i].n, &err), err,
                 "file");
    }
    memcpy(manifest + strlen(manifest), "</source>", sizeof "</source>");
    bench_ok(sbill_builder_add_manifest(b, "source.xml", manifest, strlen(manifest), &err), err,
             "rows");
    bench_ok(sbill_builder_finish(b, &image, len, &err), err, "book");
    *seconds = (double)(bench_cpu() - began) / 1e9;
    bench_ok(sbill_book_open_memory(image, *len, NULL, &w->book, &err), err, "open");
    return b;
}

/* ---- what is asked, and the right answers ---- */

static int by_pair(const void *a, const void *b)
{
    const struct ptp_row *x = a, *y = b;
    int c = memcmp(x->column1, y->column1, sizeof x->column1);

    return c ? c : memcmp(x->column2, y->column2, sizeof x->column2);
}

static bool in_force(const struct ptp_set *s, const struct asked *a)
{
    struct ptp_row want;
    size_t lo = 0, hi = s->count;

    memcpy(want.column1, a->column1, sizeof want.column1);
    memcpy(want.column2, a->column2, sizeof want.column2);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (by_pair(&s->rows[mid], &want) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < s->count && by_pair(&s->rows[lo], &want) == 0; lo++)
        if (s->rows[lo].from <= ON_WORDS && (!s->rows[lo].to || s->rows[lo].to >= ON_WORDS) &&
            s->rows[lo].indicator != 9)
            return true;
    return false;
}

static void prepare(struct work *w)
{
    const struct ptp_set *s = &w->set;

    w->hits = malloc(PAIRS * sizeof *w->hits);
    w->others = malloc(PAIRS * sizeof *w->others);
    qsort(w->set.rows, s->count, sizeof *s->rows, by_pair);
    for (size_t i = 0; i < PAIRS; i++) {
        const struct ptp_row *a = &s->rows[next_random() % s->count];
        const struct ptp_row *b = &s->rows[next_random() % s->count];
        memcpy(w->hits[i].column1, a->column1, 8);
        memcpy(w->hits[i].column2, a->column2, 8);
        memcpy(w->others[i].column1, a->column1, 8);
        memcpy(w->others[i].column2, b->column2, 8);
        w->in_force[0] += in_force(s, &w->hits[i]);
        w->in_force[1] += in_force(s, &w->others[i]);
        w->slow_in_force[0] += i < SLOW_PAIRS && in_force(s, &w->hits[i]);
        w->slow_in_force[1] += i < SLOW_PAIRS && in_force(s, &w->others[i]);
    }
}

static void check(long got, long want, const char *who)
{
    if (got == want)
        return;
    fprintf(stderr, "bench_lookup: PTP: %s counted %ld, not %ld\n", who, got, want);
    exit(1);
}

/* ---- each way: nanoseconds a look-up ---- */

static double ours(const struct work *w, const struct asked *asked, long want)
{
    uint64_t began = bench_cpu();
    long count = 0;

    for (int k = 0; k < TIMES; k++)
        for (size_t i = 0; i < PAIRS; i++)
            count += sbill_ptp_find(w->book, SBILL_SETTING_PRACTITIONER, asked[i].column1, 5,
                                    asked[i].column2, 5, ON) != SBILL_PTP_NONE;
    began = bench_cpu() - began;
    check(count, want * TIMES, "superbill");
    return (double)began / PAIRS / TIMES;
}

/* All pairs among ten codes at once, both ways round. */
static double ours_by_claim(const struct work *w, long want)
{
    uint64_t began = bench_cpu();
    long count = 0;

    for (size_t i = 0; i + CLAIM <= PAIRS; i += CLAIM) {
        const char *codes[CLAIM];
        size_t lens[CLAIM], found;
        for (size_t k = 0; k < CLAIM; k++)
            codes[k] = w->others[i + k].column1, lens[k] = 5;
        sbill_ptp_day(w->book, SBILL_SETTING_PRACTITIONER, codes, lens, CLAIM, ON, NULL, 0, &found);
        count += (long)found;
    }
    began = bench_cpu() - began;
    check(count, want, "superbill, claim by claim");
    return (double)began / (PAIRS / CLAIM) / (CLAIM * (CLAIM - 1));
}

/* What it has to find. */
static long count_by_claim(const struct work *w)
{
    long count = 0;

    for (size_t i = 0; i + CLAIM <= PAIRS; i += CLAIM)
        for (size_t k = 0; k < CLAIM * CLAIM; k++) {
            struct asked a;
            memcpy(a.column1, w->others[i + k / CLAIM].column1, 8);
            memcpy(a.column2, w->others[i + k % CLAIM].column1, 8);
            count += k / CLAIM != k % CLAIM && in_force(&w->set, &a);
        }
    return count;
}

#ifdef HAVE_SQLITE
static sqlite3 *db;
static sqlite3_stmt *statement;

static void fill_sqlite(const struct work *w)
{
    sqlite3_stmt *insert;

    sqlite3_open(":memory:", &db);
    sqlite3_exec(
        db,
        "CREATE TABLE ptp(column1 TEXT, column2 TEXT, effective INT, deleted INT, indicator "
        "INT, PRIMARY KEY(column1, column2, effective)) WITHOUT ROWID; BEGIN",
        NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO ptp VALUES(?, ?, ?, ?, ?)", -1, &insert, NULL);
    for (size_t i = 0; i < w->set.count; i++) {
        const struct ptp_row *r = &w->set.rows[i];
        sqlite3_bind_text(insert, 1, r->column1, 5, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, r->column2, 5, SQLITE_STATIC);
        sqlite3_bind_int(insert, 3, r->from);
        sqlite3_bind_int(insert, 4, r->to ? r->to : 99991231);
        sqlite3_bind_int(insert, 5, r->indicator);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_prepare_v2(
        db,
        "SELECT indicator FROM ptp WHERE column1 = ?1 AND column2 = ?2 AND effective "
        "<= ?3 AND deleted >= ?3 AND indicator <> 9",
        -1, &statement, NULL);
}

static double by_sqlite(const struct asked *asked, long want)
{
    uint64_t began = bench_cpu();
    long count = 0;

    for (size_t i = 0; i < SLOW_PAIRS; i++) {
        sqlite3_bind_text(statement, 1, asked[i].column1, 5, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, asked[i].column2, 5, SQLITE_STATIC);
        sqlite3_bind_int(statement, 3, ON_WORDS);
        count += sqlite3_step(statement) == SQLITE_ROW;
        sqlite3_reset(statement);
    }
    began = bench_cpu() - began;
    check(count, want, "SQLite");
    return (double)began / SLOW_PAIRS;
}
#endif

void bench_lookup_ptp(void)
{
    struct work w = {0};
    double t[5][ROUNDS], seconds;
    long by_claim;
    char more[256];
    size_t len;
    sbill_builder *builder;

    ptp_generate(&w.set, ROWS, 20260401);
    builder = build(&w, &len, &seconds);
    prepare(&w);
    by_claim = count_by_claim(&w);
#ifdef HAVE_SQLITE
    fill_sqlite(&w);
#endif
    for (int round = 0; round < ROUNDS; round++) {
        t[0][round] = ours(&w, w.hits, w.in_force[0]);
        t[1][round] = ours(&w, w.others, w.in_force[1]);
        t[4][round] = ours_by_claim(&w, by_claim);
#ifdef HAVE_SQLITE
        t[2][round] = by_sqlite(w.hits, w.slow_in_force[0]);
        t[3][round] = by_sqlite(w.others, w.slow_in_force[1]);
#else
        t[2][round] = t[3][round] = 0;
#endif
    }
    snprintf(more, sizeof more,
             "\"made_up\":true,\"must_ns\":25,\"rows\":%zu,\"pairs\":%zu,\"build_s\":%.2f,\"image_"
             "bytes\":%zu,"
             "\"bytes_a_row\":%.2f,\"rounds\":%d",
             w.set.count, w.set.pairs, seconds, len, (double)len / (double)w.set.count, ROUNDS);
    bench_show(&(struct bench_figure){"ptp-vs-sqlite", bench_median(t[4], ROUNDS),
                                      bench_median(t[3], ROUNDS), "ns a pair",
                                      "SQLite in memory, prepared, text keys", 0, more});
    bench_show(&(struct bench_figure){"ptp-one-by-one-vs-sqlite", bench_median(t[0], ROUNDS),
                                      bench_median(t[2], ROUNDS), "ns a pair",
                                      "the same, pairs of the table", 0, more});
    bench_show(&(struct bench_figure){"ptp-other-pairs-vs-sqlite", bench_median(t[1], ROUNDS),
                                      bench_median(t[3], ROUNDS), "ns a pair",
                                      "the same, pairs of random codes", 0, more});
    bench_note("2.5 million PTP rows: built in %.1f s, %.1f MB, %.2f bytes a row\n", seconds,
               (double)len / 1e6, (double)len / (double)w.set.count);
#ifdef HAVE_SQLITE
    sqlite3_finalize(statement);
    sqlite3_close(db);
#endif
    sbill_book_free(w.book);
    sbill_builder_free(builder);
    ptp_free(&w.set);
    free(w.hits);
    free(w.others);
}
