/* Rules over notes: the engine's finding of concepts against the same patterns run one after the other by PCRE2's JIT
 * code, and against Hyperscan with PCRE2 to confirm. Every way must find the same: which rule, from where, to where.
 *
 * "N-vs-..." takes each note as one text, which is how the others are fastest; "N-segments-..." cuts it into sentences
 * first, as the engine does. PCRE2's loop runs on a part of the notes only; its figures, as all, are per byte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/work.h"
#include "base/xml.h"
#include "bench_hyperscan.h"
#include "bench_notes.h"
#include "book/rules_pack.h"
#include "map/shapes.h"
#include "rules_maker.h"

#define ROUNDS 5
#define MOST_HITS ((size_t)1 << 22)

/* ---- What was found ---- */

struct found {
    uint32_t note, rule, start, end;
};

struct finds {
    struct found *v;
    size_t n;
};

static int by_place(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct found));
}

static void keep(struct finds *f, size_t note, size_t rule, size_t start, size_t end)
{
    if (f && f->n < MOST_HITS)
        f->v[f->n++] =
            (struct found){(uint32_t)note, (uint32_t)rule, (uint32_t)start, (uint32_t)end};
}

static void must_be_same(struct finds *a, struct finds *b, const char *what)
{
    qsort(a->v, a->n, sizeof *a->v, by_place);
    qsort(b->v, b->n, sizeof *b->v, by_place);
    if (a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0))
        return;
    fprintf(stderr, "bench_rules: %s finds %zu, the engine %zu, or other places\n", what, b->n,
            a->n);
    exit(1);
}

/* ---- One set of rules ---- */

struct bed {
    size_t n; /* rules */
    const char *name;
    const struct bench_notes *notes;
    size_t step; /* PCRE2's loop runs on each so-manieth note */
    struct sbill_buf section;
    struct sbill_rules *rules;
    uint32_t *rule_of;             /* by concept: the number in its id */
    const struct sbill_regex **rx; /* by rule */
    struct bench_hyperscan *hs;
    uint32_t *matched;
    sbill_encounter *e;
    double rx_ms, rx_bytes;
};

static void find_rule_numbers(struct bed *b)
{
    b->rule_of = calloc(b->rules->concepts.n, sizeof *b->rule_of);
    for (size_t i = 0; i < b->rules->concepts.n; i++) {
        struct sbill_text id = b->rules->concepts.v[i].c->id;
        (void)sbill_text_u32((struct sbill_text){id.p + 1, id.n - 1}, &b->rule_of[i]);
    }
}

static const struct sbill_joined_pattern **patterns_by_rule(const struct bed *b)
{
    const struct sbill_joined_pattern **p = calloc(b->n, sizeof(void *));

    for (size_t i = 0; i < b->rules->patterns.n; i++)
        if (b->rules->patterns.v[i].use == SBILL_FOR_FIND)
            p[b->rule_of[b->rules->patterns.v[i].owner]] = &b->rules->patterns.v[i];
    return p;
}

static void compile_all(struct bed *b, const struct sbill_joined_pattern **patterns)
{
    uint64_t began = bench_cpu();

    b->rx = calloc(b->n, sizeof(void *));
    for (size_t i = 0; i < b->n; i++) {
        struct sbill_regex *rx = NULL;
        struct sbill_place nowhere = {{"", 0}, 0, 0};
        bench_ok(sbill_regex_compile(sbill_alloc_default(), patterns[i]->p->text, 0, nowhere, &rx,
                                     NULL, NULL),
                 NULL, "pattern");
        (void)sbill_regex_warm(rx);
        b->rx_bytes += (double)sbill_regex_memory(rx);
        b->rx[i] = rx;
    }
    b->rx_ms = (double)(bench_cpu() - began) / 1e6;
}

static void lay(struct bed *b, struct sbill_text section, sbill_book *book, const char *program)
{
    const struct sbill_joined_pattern **patterns;
    struct sbill_text *texts = calloc(b->n, sizeof *texts);
    sbill_error *err = NULL;
    double ms;

    bench_ok(sbill_rules_new(sbill_alloc_default(), &section, 1, NULL, &b->rules, &err), err,
             "rules");
    find_rule_numbers(b);
    patterns = patterns_by_rule(b);
    compile_all(b, patterns);
    for (size_t i = 0; i < b->n; i++)
        texts[i] = patterns[i]->p->text;
    b->hs = bench_hyperscan_compile(texts, b->n, program, &ms);
    b->matched = calloc(b->n, sizeof *b->matched);
    bench_ok(sbill_encounter_new(book, NULL, &b->e, &err), err, "encounter");
    free(texts);
    free(patterns);
}

static void clear(struct bed *b)
{
    sbill_encounter_free(b->e);
    bench_hyperscan_free(b->hs);
    for (size_t i = 0; i < b->n; i++)
        sbill_regex_free((struct sbill_regex *)(uintptr_t)b->rx[i]);
    free(b->rx);
    free(b->matched);
    free(b->rule_of);
    sbill_rules_free(b->rules);
    sbill_buf_free(&b->section);
}

/* ---- The three ways over one note ---- */

static void open_note(struct bed *b, struct sbill_work *w, struct sbill_text text, bool whole)
{
    struct sbill_note *note;

    sbill_encounter_reset(b->e);
    memset(w, 0, sizeof *w);
    w->e = b->e;
    w->r = b->rules;
    w->a = &b->e->arena;
    note = SBILL_PUSH(w->a, &b->e->record.notes);
    sbill_shape_clear(&sbill_note_shape, note);
    note->text = text;
    if (whole) {
        struct sbill_searched *searched = SBILL_PUSH(w->a, &w->notes);
        struct sbill_segment *segment = SBILL_PUSH(w->a, &w->segments);
        searched->text = text;
        segment->end = text.n;
    } else {
        sbill_segment_notes(w);
    }
}

static void ours(struct bed *b, size_t note, bool whole, struct finds *out)
{
    struct sbill_work w;

    open_note(b, &w, b->notes->v[note], whole);
    sbill_find_concepts(&w);
    for (size_t i = 0; out && i < w.hits.n; i++)
        keep(out, note, b->rule_of[w.hits.v[i].concept], w.hits.v[i].start, w.hits.v[i].end);
    if (w.status != SBILL_OK || w.a->failed)
        exit(3);
}

static void match_all(struct bed *b, size_t rule, struct sbill_text text, size_t base, size_t note,
                      struct finds *out)
{
    size_t start, end;

    for (size_t from = 0;
         from < text.n && sbill_regex_find(b->rx[rule], b->e->match, text, from, &start, &end) == 1;
         from = end > from ? end : from + 1)
        keep(out, note, rule, base + start, base + end);
}

static void jit_loop(struct bed *b, struct sbill_text text, size_t base, size_t note,
                     struct finds *out)
{
    for (size_t r = 0; r < b->n; r++)
        match_all(b, r, text, base, note, out);
}

static void hyperscan(struct bed *b, size_t note, struct finds *out)
{
    size_t n = bench_hyperscan_scan(b->hs, b->notes->v[note], b->matched);

    for (size_t i = 0; i < n; i++)
        match_all(b, b->matched[i], b->notes->v[note], 0, note, out);
}

/* ---- Whole runs: nanoseconds a byte ---- */

enum way {
    OURS_WHOLE,
    OURS_SEGMENTS,
    JIT_WHOLE,
    JIT_SEGMENTS,
    HYPERSCAN,
    WAYS
};

/* Sentences of a note, for the loop to run on: cut before the clock runs. */
static double loop_on_segments(struct bed *b, size_t note, struct finds *out)
{
    struct sbill_work w;
    uint64_t began;

    open_note(b, &w, b->notes->v[note], false);
    began = bench_cpu();
    for (size_t i = 0; i < w.segments.n; i++) {
        const struct sbill_segment *s = &w.segments.v[i];
        jit_loop(b, (struct sbill_text){w.notes.v[0].text.p + s->start, s->end - s->start},
                 s->start, note, out);
    }
    return (double)(bench_cpu() - began);
}

static double run(struct bed *b, enum way way, size_t step, struct finds *out)
{
    double took = 0;
    size_t bytes = 0;
    uint64_t began = bench_cpu();

    for (size_t i = 0; i < b->notes->n; i += step) {
        bytes += b->notes->v[i].n;
        switch (way) {
        case OURS_WHOLE:
        case OURS_SEGMENTS:
            ours(b, i, way == OURS_WHOLE, out);
            break;
        case JIT_WHOLE:
            jit_loop(b, b->notes->v[i], 0, i, out);
            break;
        case JIT_SEGMENTS:
            took += loop_on_segments(b, i, out);
            break;
        default:
            hyperscan(b, i, out);
            break;
        }
    }
    if (way != JIT_SEGMENTS)
        took = (double)(bench_cpu() - began);
    return took / (double)bytes;
}

/* ---- The same found ---- */

static void compare(struct bed *b, enum way way, enum way mine, size_t step, const char *what)
{
    struct finds a = {malloc(MOST_HITS * sizeof *a.v), 0}, c = {malloc(MOST_HITS * sizeof *c.v), 0};

    if (!a.v || !c.v)
        exit(3);
    (void)run(b, mine, step, &a);
    (void)run(b, way, step, &c);
    must_be_same(&a, &c, what);
    free(a.v);
    free(c.v);
}

static double hits_per_kb(struct bed *b, bool whole)
{
    struct finds a = {malloc(MOST_HITS * sizeof *a.v), 0};
    double per;

    (void)run(b, whole ? OURS_WHOLE : OURS_SEGMENTS, 1, &a);
    per = (double)a.n / ((double)b->notes->bytes / 1024);
    free(a.v);
    return per;
}

/* ---- Measuring ---- */

static void show(const struct bed *b, const char *end, double mine, double anchor,
                 const char *against, double must, const char *more)
{
    char name[64];

    snprintf(name, sizeof name, "%s%s", b->name, end);
    bench_show(
        &(struct bench_figure){name, mine, anchor, "ns a byte of note", against, must, more});
}

static void measure(struct bed *b, double must, bool segments)
{
    double t[WAYS][ROUNDS], median[WAYS] = {0};
    char more[160];

    compare(b, JIT_WHOLE, OURS_WHOLE, b->step, "PCRE2's loop");
    if (segments)
        compare(b, JIT_SEGMENTS, OURS_SEGMENTS, b->step * 2, "PCRE2's loop on sentences");
    if (b->hs)
        compare(b, HYPERSCAN, OURS_WHOLE, 1, "Hyperscan");
    for (int r = 0; r < ROUNDS; r++) {
        t[OURS_WHOLE][r] = run(b, OURS_WHOLE, 1, NULL);
        t[JIT_WHOLE][r] = run(b, JIT_WHOLE, b->step, NULL);
        t[HYPERSCAN][r] = b->hs ? run(b, HYPERSCAN, 1, NULL) : 0;
        t[OURS_SEGMENTS][r] = segments ? run(b, OURS_SEGMENTS, 1, NULL) : 0;
        t[JIT_SEGMENTS][r] = segments && r < 3 ? run(b, JIT_SEGMENTS, b->step * 2, NULL) : 0;
    }
    for (int w = 0; w < WAYS; w++)
        median[w] = bench_median(t[w], w == JIT_SEGMENTS ? 3 : ROUNDS);
    snprintf(more, sizeof more, "\"hits_per_kb\":%.2f,\"notes\":%zu,\"bytes\":%zu",
             hits_per_kb(b, true), b->notes->n, b->notes->bytes);
    show(b, "-vs-jit-loop", median[OURS_WHOLE], median[JIT_WHOLE], "PCRE2 JIT, rule by rule", must,
         more);
    if (b->hs)
        show(b, "-vs-hyperscan", median[OURS_WHOLE], median[HYPERSCAN],
             "Hyperscan 5.4.0 + PCRE2 confirm", 1, more);
    if (segments)
        show(b, "-segments-vs-jit-loop", median[OURS_SEGMENTS], median[JIT_SEGMENTS],
             "PCRE2 JIT on the same sentences; ours cuts them too", must, more);
}

/* ---- Loading and memory ---- */

static void measure_load(struct sbill_text section, size_t n)
{
    double load[ROUNDS], warm[ROUNDS];
    size_t cold_bytes = 0, warm_bytes = 0;
    char more[96];

    for (int i = 0; i < ROUNDS; i++) {
        struct sbill_rules *r = NULL;
        uint64_t began = bench_cpu(), loaded;
        bench_ok(sbill_rules_new(sbill_alloc_default(), &section, 1, NULL, &r, NULL), NULL,
                 "rules");
        loaded = bench_cpu();
        cold_bytes = sbill_rules_memory(r);
        bench_ok(sbill_rules_warm(r, NULL), NULL, "patterns");
        warm[i] = (double)(bench_cpu() - loaded) / 1e6;
        load[i] = (double)(loaded - began) / 1e6;
        warm_bytes = sbill_rules_memory(r);
        sbill_rules_free(r);
    }
    snprintf(more, sizeof more, "\"rules\":%zu,\"bytes\":%zu,\"bytes_compiled\":%zu", n, cold_bytes,
             warm_bytes);
    bench_show(&(struct bench_figure){"10000-load", bench_median(load, ROUNDS), 500, "ms",
                                      "the most it may take", 1, more});
    bench_show(&(struct bench_figure){"10000-load-and-compile-all",
                                      bench_median(load, ROUNDS) + bench_median(warm, ROUNDS), 500,
                                      "ms", "the most it may take", 0, more});
}

static void measure_memory(const struct bed *b)
{
    char name[64];

    snprintf(name, sizeof name, "%s-memory", b->name);
    bench_show(&(struct bench_figure){name, (double)sbill_rules_memory(b->rules) / 1e6,
                                      b->rx_bytes / 1e6, "MB, patterns compiled by these notes",
                                      "all patterns compiled by PCRE2, with JIT code", 0, NULL});
}

/* ---- All of the stage: what finding is of it ---- */

enum {
    STEPS = 5
};

static void all_steps(struct bed *b, size_t note, double *took)
{
    struct sbill_work w;
    uint64_t t[STEPS + 1];

    t[0] = bench_wall();
    open_note(b, &w, b->notes->v[note], false);
    t[1] = bench_wall();
    sbill_find_concepts(&w);
    t[2] = bench_wall();
    sbill_find_context(&w);
    t[3] = bench_wall();
    sbill_apply_policy(&w);
    sbill_evaluate_rules(&w);
    t[4] = bench_wall();
    sbill_judge_symptoms(&w);
    sbill_settle(&w);
    sbill_suggest(&w);
    t[5] = bench_wall();
    for (int i = 0; i < STEPS; i++)
        took[i] += (double)(t[i + 1] - t[i]);
    if (w.status != SBILL_OK || w.a->failed)
        exit(3);
}

static void measure_stage(struct bed *b)
{
    double rounds[STEPS][ROUNDS], steps[STEPS], all = 0;
    char more[200], name[64];

    for (int r = 0; r < ROUNDS; r++) {
        double took[STEPS] = {0};
        for (size_t i = 0; i < b->notes->n; i++)
            all_steps(b, i, took);
        for (int s = 0; s < STEPS; s++)
            rounds[s][r] = took[s] / 1e3 / (double)b->notes->n;
    }
    for (int s = 0; s < STEPS; s++)
        all += steps[s] = bench_median(rounds[s], ROUNDS);
    snprintf(more, sizeof more,
             "\"segments\":%.3f,\"find\":%.3f,\"context\":%.3f,\"code_layer\":%.3f,\"settle\":%.3f",
             steps[0] / all, steps[1] / all, steps[2] / all, steps[3] / all, steps[4] / all);
    snprintf(name, sizeof name, "%s-stage", b->name);
    bench_show(&(struct bench_figure){name, all, steps[1], "us a note, wall, shares in the JSON",
                                      "finding alone", 0, more});
}

/* ---- All of it ---- */

static void section_of(struct bench_bytes pack, struct sbill_buf *out)
{
    sbill_error *err = NULL;

    sbill_buf_init(out, sbill_alloc_default(), (size_t)1 << 28);
    bench_ok(sbill_rules_compile(sbill_alloc_default(), SBILL_T("made"),
                                 (struct sbill_text){pack.p, pack.n}, NULL, NULL, out, &err),
             err, "rule pack");
    free(pack.p);
}

static sbill_book *bare_book(sbill_builder **builder)
{
    const void *image;
    size_t n;
    sbill_book *book;

    bench_ok(sbill_builder_new(NULL, builder, NULL), NULL, "builder");
    bench_ok(sbill_builder_finish(*builder, &image, &n, NULL), NULL, "book");
    bench_ok(sbill_book_open_memory(image, n, NULL, &book, NULL), NULL, "book");
    return book;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        size_t n, step;
        double must;
        bool plain, segments;
    } sets[] = {{"1000", 1000, 10, 60, false, true},
                {"5000", 5000, 20, 150, false, true},
                {"20000", 20000, 60, 200, false, false},
                {"5000-plain", 5000, 20, 150, true, false}};
    struct bench_sources sources;
    struct bench_bytes tabular = {NULL, 0};
    struct bench_notes notes;
    sbill_builder *builder;
    sbill_book *book;

    bench_start("rules", argc, argv);
    sbill_xml_start();
    bench_load(&sources);
    if (bench_published("icd10cm/icd10cm_tabular_2021.xml.gz", NULL, &tabular))
        (void)bench_unpack(&tabular);
    bench_notes_load(&notes, sources.order[1]);
    book = bare_book(&builder);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct bed b = {
            .n = sets[i].n, .name = sets[i].name, .notes = &notes, .step = sets[i].step};
        struct made_rules made;
        made_rules(sources.order[1], tabular, sets[i].n, sets[i].plain, &made);
        section_of(made_pack(&made, made.n), &b.section);
        lay(&b, sbill_buf_view(&b.section), book, argv[0]);
        measure(&b, sets[i].must, sets[i].segments);
        measure_memory(&b);
        if (sets[i].segments)
            measure_stage(&b);
        if (sets[i].n == 20000) {
            struct sbill_buf half;
            section_of(made_pack(&made, 10000), &half);
            measure_load(sbill_buf_view(&half), 10000);
            sbill_buf_free(&half);
        }
        made_rules_free(&made);
        clear(&b);
    }
    sbill_book_free(book);
    sbill_builder_free(builder);
    bench_unload(&sources);
    free(tabular.p);
    return 0;
}
