/* 2.5 million edits as CMS lays them out: about 14,000 codes; columns 1 with very many and very few partners;
 * quarters from 1996 to 2026; one pair in seven comes twice or more with other dates; three rows in ten have
 * been deleted; one in twenty-five is withdrawn (indicator 9, deleted on the day it began). */
#include "bench_ptp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint32_t below(uint32_t n)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)((state >> 32) * n >> 32);
}

static int by_text(const void *a, const void *b)
{
    return memcmp(a, b, 8);
}

/* Sorted, none twice. */
static size_t make_codes(char (*codes)[8])
{
    size_t n = 0, kept = 0;

    for (int i = 0; i < 9400; i++)
        snprintf(codes[n++], 8, "%05u", 100 + below(99500));
    for (int i = 0; i < 700; i++)
        snprintf(codes[n++], 8, "%04u%c", below(900), "TUFM"[below(4)]);
    for (int i = 0; i < 5000; i++)
        snprintf(codes[n++], 8, "%c%04u", "ACEGJKLQSV"[below(10)], below(6000));
    qsort(codes, n, 8, by_text);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || memcmp(codes[kept - 1], codes[i], 8) != 0)
            memcpy(codes[kept++], codes[i], 8);
    return kept;
}

/* First day of a quarter, counted from 1996; the day before it. */
static int32_t begins(uint32_t quarter)
{
    return (int32_t)((1996 + quarter / 4) * 10000 + (quarter % 4 * 3 + 1) * 100 + 1);
}
static int32_t ends(uint32_t quarter)
{
    static const int32_t last[] = {331, 630, 930, 1231};

    return (int32_t)((1996 + quarter / 4) * 10000) + last[quarter % 4];
}

enum {
    QUARTERS = 121 /* to 2026-04-01 */
};

/* The recent years hold most edits. */
static uint32_t some_quarter(uint32_t from)
{
    uint32_t room = QUARTERS - from, a = below(room), b = below(room);

    return from + (a > b ? a : b);
}

/* All spans of one pair. */
static void add_pair(struct ptp_set *s, size_t room, const char *column1, const char *column2)
{
    uint32_t spans = below(100) < 12 ? 2 + below(2) * below(2) : 1, quarter = some_quarter(0);
    int32_t indicator = below(10) < 7;

    s->pairs++;
    for (uint32_t i = 0; i < spans && s->count < room; i++) {
        struct ptp_row *r = &s->rows[s->count++];
        bool last = i + 1 == spans || quarter + 2 >= QUARTERS;
        memcpy(r->column1, column1, 8);
        memcpy(r->column2, column2, 8);
        r->from = begins(quarter);
        r->indicator = indicator;
        r->to = 0;
        if (last && below(25) == 0) {
            r->indicator = 9;
            r->to = r->from;
        } else if (!last || below(100) < 22) {
            quarter = quarter + 1 < QUARTERS ? some_quarter(quarter + 1) : quarter + 1;
            r->to = ends(quarter - 1);
        }
        if (last)
            return;
        indicator = !indicator;
    }
}

static void make_rows(struct ptp_set *s, size_t rows)
{
    static char codes[16384][8];
    static unsigned char taken[16384];
    size_t n = make_codes(codes);

    s->rows = calloc(rows, sizeof *s->rows);
    for (size_t i = 0; s->count < rows; i = (i + 1) % n) {
        /* a few columns 1 have thousands of partners, most have dozens */
        uint32_t wide = below(100), partners = wide < 3    ? 2000 + below(2000)
                                               : wide < 30 ? 200 + below(500)
                                                           : 10 + below(80);
        memset(taken, 0, sizeof taken);
        for (uint32_t k = 0; k < partners; k++) {
            uint32_t other = below((uint32_t)n);
            if (taken[other] || other == i)
                continue;
            taken[other] = 1;
            if (s->count < rows)
                add_pair(s, rows, codes[i], codes[other]);
        }
        if (i + 1 == n) {
            fprintf(stderr, "the generator ran out of codes at %zu rows\n", s->count);
            exit(1);
        }
    }
}

static void write_file(struct ptp_set *s, size_t which)
{
    static const char *const rationales[] = {"Standards of medical/surgical practice",
                                             "Misuse of Column Two code with Column One code",
                                             "HCPCS/CPT procedure code definition",
                                             "CPT Manual or CMS manual coding instruction",
                                             "More extensive procedure",
                                             "Mutually exclusive procedures",
                                             "Sequential procedure",
                                             "CPT \"separate procedure\" definition",
                                             "Anesthesia service included in surgical procedure",
                                             "Laboratory panel",
                                             "Gender-specific procedures",
                                             "Made up for this measurement"};
    struct bench_bytes *f = &s->file[which];
    size_t first = s->count * which / 4, end = s->count * (which + 1) / 4;
    char to[12];

    f->p = malloc((end - first) * 104 + 512);
    f->n = (size_t)snprintf(
        f->p, 512,
        "Made up for measuring; no edit of CMS is in here.\r\n\r\n\r\n\r\n"
        "Column1/Column2 Edits\r\nColumn 1\tColumn 2\t*=in existence prior to 1996\t"
        "Effective Date\tDeletion Date *=no data\tModifier 0=not allowed 1=allowed "
        "9=not applicable\tPTP Edit Rationale\r\n");
    for (size_t i = first; i < end; i++) {
        const struct ptp_row *r = &s->rows[i];
        uint32_t words = below(100);
        snprintf(to, sizeof to, r->to ? "%d" : "*", (int)r->to);
        f->n += (size_t)snprintf(f->p + f->n, 104, "%s\t%s\t \t%d\t%s\t%d\t%s\r\n", r->column1,
                                 r->column2, (int)r->from, to, (int)r->indicator,
                                 rationales[words < 40   ? 0
                                            : words < 70 ? 1
                                            : words < 85 ? 2
                                                         : words % 12]);
    }
}

void ptp_generate(struct ptp_set *s, size_t rows, uint64_t seed)
{
    memset(s, 0, sizeof *s);
    state = seed;
    make_rows(s, rows);
    for (size_t i = 0; i < 4; i++)
        write_file(s, i);
}

void ptp_free(struct ptp_set *s)
{
    free(s->rows);
    for (size_t i = 0; i < 4; i++)
        free(s->file[i].p);
}
