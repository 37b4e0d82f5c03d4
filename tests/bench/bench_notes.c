#include "bench_notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/csv.h"

#define LONGEST 4096
#define SHORTEST 300

static void add(struct bench_notes *notes, struct sbill_text t)
{
    t = sbill_text_trim(t);
    t.n = t.n > LONGEST ? LONGEST : t.n;
    t.n = sbill_utf8_check(t);
    if (t.n < SHORTEST)
        return;
    for (size_t i = 0; i < notes->n; i++)
        if (sbill_text_eq(notes->v[i], t))
            return;
    notes->v = realloc(notes->v, (notes->n + 1) * sizeof *notes->v);
    notes->v[notes->n].p = malloc(t.n + 1);
    memcpy((char *)(uintptr_t)notes->v[notes->n].p, t.p, t.n);
    ((char *)(uintptr_t)notes->v[notes->n].p)[t.n] = '\0';
    notes->v[notes->n++].n = t.n;
    notes->bytes += t.n;
}

/* A column of a table, by name. */
static void add_column(struct bench_notes *notes, struct bench_bytes bytes, const char *name)
{
    static struct sbill_csv csv;
    size_t column = SIZE_MAX;

    sbill_csv_start(&csv, sbill_alloc_default(), (struct sbill_text){bytes.p, bytes.n},
                    SBILL_T("notes"), 1);
    csv.separator = ',';
    csv.quotes = true;
    while (sbill_csv_next(&csv, NULL) == SBILL_OK) {
        for (size_t i = 0; column == SIZE_MAX && i < csv.count; i++)
            if (sbill_text_is(csv.cells[i].text, name))
                column = i;
        if (csv.line > 1 && column < csv.count)
            add(notes, csv.cells[column].text);
    }
    sbill_csv_end(&csv);
}

bool bench_unpack(struct bench_bytes *b)
{
    size_t room = (size_t)64 << 20;
    z_stream z = {.next_in = (Bytef *)b->p, .avail_in = (uInt)b->n};
    char *out = malloc(room);
    int rc;

    if (!out || inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
        return false;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    rc = inflate(&z, Z_FINISH);
    free(b->p);
    *b = (struct bench_bytes){out, room - z.avail_out};
    inflateEnd(&z);
    return rc == Z_STREAM_END;
}

/* Titles run together, with full stops. */
static void generate(struct bench_notes *notes, struct bench_bytes titles)
{
    char note[LONGEST];
    size_t n = 0, line = 0;

    for (const char *p = titles.p, *end = titles.p + titles.n; p < end && notes->n < 2000; line++) {
        size_t len = strcspn(p, "\n"), title = len > 77 ? len - 77 : 0;
        if (line % 31 == 0 && title && n + title + 2 < sizeof note) {
            memcpy(note + n, p + 77, title);
            memcpy(note + n + title, ". ", 2);
            n += title + 2;
        } else if (line % 31 == 0 && n) {
            add(notes, (struct sbill_text){note, n});
            n = 0;
        }
        p += len + 1;
    }
}

void bench_notes_load(struct bench_notes *out, struct bench_bytes titles)
{
    struct bench_bytes b;

    memset(out, 0, sizeof *out);
    if (bench_published("notes/mtsamples.csv.gz", NULL, &b)) {
        if (bench_unpack(&b))
            add_column(out, b, "transcription");
        free(b.p);
    }
    if (bench_published("notes/aci-bench/train.csv", NULL, &b)) {
        add_column(out, b, "note");
        free(b.p);
    }
    if (out->n == 0) {
        bench_stand_in("notes");
        generate(out, titles);
    }
}
