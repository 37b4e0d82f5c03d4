/* The whole of the assign stage over notes, with the rules as shipped (codesets/us-starter): microseconds a note, step
 * by step. What a record may take in all, from reading to writing, at 20,000 records a second is the anchor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/work.h"
#include "base/xml.h"
#include "bench_notes.h"
#include "map/shapes.h"

#define ROUNDS 7
#define STARTER SOURCE_ROOT "/codesets/us-starter/"

/* ---- The book ---- */

static struct bench_bytes file_of(const char *name, size_t n)
{
    char path[512];
    struct bench_bytes b = {NULL, 0};
    FILE *f;

    snprintf(path, sizeof path, STARTER "%.*s", (int)n, name);
    f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0 || !(b.p = malloc((size_t)ftell(f) + 1))) {
        fprintf(stderr, "bench_assign: cannot read %s\n", path);
        exit(3);
    }
    b.n = (size_t)ftell(f);
    rewind(f);
    b.n = fread(b.p, 1, b.n, f);
    (void)fclose(f);
    return b;
}

/* Bytes are lent to the builder: they live as long as the program. */
static sbill_book *starter(sbill_builder *b)
{
    struct bench_bytes manifest = file_of("source.xml", 10);
    sbill_report *name, *member;
    sbill_error *err = NULL;
    const void *image;
    sbill_book *book;
    size_t n;

    for (size_t i = 0;
         sbill_manifest_file(manifest.p, manifest.n, i, &name, &member, &err) == SBILL_OK; i++) {
        const char *file = sbill_report_text(name, &n);
        struct bench_bytes bytes = file_of(file, n);
        bench_ok(sbill_builder_add_file(b, file, bytes.p, bytes.n, &err), err, file);
        sbill_report_free(name);
        sbill_report_free(member);
    }
    bench_ok(sbill_builder_add_manifest(b, "source.xml", manifest.p, manifest.n, &err), err,
             "manifest");
    bench_ok(sbill_builder_finish(b, &image, &n, &err), err, "book");
    bench_ok(sbill_book_open_memory(image, n, NULL, &book, &err), err, "book");
    return book;
}

/* ---- The steps ---- */

enum {
    STEPS = 7
};

static const char *const names[STEPS] = {"segments",   "find",   "context", "policy",
                                         "code_layer", "settle", "suggest"};

static void start(struct sbill_encounter *e, const struct sbill_rules *rules,
                  struct sbill_text text, struct sbill_work *w)
{
    struct sbill_note *note;

    sbill_encounter_reset(e);
    memset(w, 0, sizeof *w);
    w->e = e;
    w->r = rules;
    w->a = &e->arena;
    note = SBILL_PUSH(w->a, &e->record.notes);
    sbill_shape_clear(&sbill_note_shape, note);
    note->text = text;
    e->record.date_from = 20397;          /* 2025-11-05 */
    e->record.patient.birth_date = -3653; /* 1960 */
    e->record.patient.sex = SBILL_FEMALE;
}

static void assign_note(struct sbill_encounter *e, const struct sbill_rules *rules,
                        struct sbill_text text, double *took)
{
    static void (*const steps[STEPS])(struct sbill_work *) = {
        sbill_segment_notes,  sbill_find_concepts, sbill_find_context, sbill_apply_policy,
        sbill_evaluate_rules, sbill_settle,        sbill_suggest,
    };
    struct sbill_work w;
    uint64_t before, now;

    start(e, rules, text, &w);
    before = bench_wall();
    for (int i = 0; i < STEPS; i++) {
        steps[i](&w);
        now = bench_wall();
        took[i] += (double)(now - before);
        before = now;
    }
    if (w.status != SBILL_OK || w.a->failed)
        exit(3);
}
static void measure(struct sbill_encounter *e, const struct sbill_rules *rules,
                    const struct bench_notes *notes)
{
    double rounds[STEPS][ROUNDS], all = 0, step[STEPS];
    char more[400];
    size_t n = 0;

    for (int r = -1; r < ROUNDS; r++) { /* the first compiles patterns */
        double took[STEPS] = {0};
        for (size_t i = 0; i < notes->n; i++)
            assign_note(e, rules, notes->v[i], took);
        for (int s = 0; s < STEPS && r >= 0; s++)
            rounds[s][r] = took[s] / 1e3 / (double)notes->n;
    }
    for (int s = 0; s < STEPS; s++) {
        all += step[s] = bench_median(rounds[s], ROUNDS);
        n += (size_t)snprintf(more + n, sizeof more - n, "\"%s\":%.2f,", names[s], step[s]);
    }
    (void)snprintf(more + n, sizeof more - n,
                   "\"rules\":%zu,\"patterns\":%zu,\"notes\":%zu,\"bytes\":%zu", rules->rules.n,
                   rules->patterns.n, notes->n, notes->bytes);
    bench_show(&(struct bench_figure){"starter-stage", all, 50, "us a note, wall",
                                      "20,000 records a second, all stages", 0, more});
    for (int s = 0; s < STEPS; s++)
        bench_note("  %-10s %6.2f us", names[s], step[s]);
}

int main(int argc, char **argv)
{
    struct bench_sources sources;
    struct bench_notes notes;
    sbill_encounter *e;
    sbill_builder *builder;
    sbill_error *err = NULL;
    const struct sbill_rules *rules;
    sbill_book *book;

    bench_start("assign", argc, argv);
    bench_load(&sources);
    bench_notes_load(&notes, sources.order[1]);
    bench_ok(sbill_builder_new(NULL, &builder, &err), err, "builder");
    book = starter(builder);
    rules = sbill_book_rules(book, &err);
    bench_ok(rules ? SBILL_OK : SBILL_EBOOK, err, "rules");
    bench_ok(sbill_encounter_new(book, NULL, &e, &err), err, "encounter");
    measure(e, rules, &notes);
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
    bench_unload(&sources);
    return 0;
}
