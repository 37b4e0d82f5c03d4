/* Negation and history on the NegEx kit: 2,376 sentences, in each one finding in capitals, judged by people. Measured
 * is the engine as shipped with the cues as shipped (codesets/us-starter/rules/context.xml); no pattern of a concept
 * plays a part: the finding is put where the kit says it stands. --show prints the sentences judged otherwise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "assign/work.h"
#include "base/xml.h"
#include "bench.h"
#include "map/shapes.h"

#define LONGEST 8192

static const char target[] =
    "<rules xmlns='urn:superbill:rules:1' id='kit' version='1'>"
    "<concept id='target'><find>\\(the finding of the kit\\)</find></concept></rules>";

struct count {
    double both, ours, theirs, all; /* called so by both, by us, by the kit; sentences */
};

static struct sbill_text file_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc((size_t)1 << 20);
    size_t n = f && p ? fread(p, 1, (size_t)1 << 20, f) : 0;

    if (!n) {
        fprintf(stderr, "bench_negex: cannot read %s\n", path);
        exit(3);
    }
    fclose(f);
    return (struct sbill_text){p, n};
}

static struct sbill_rules *cues(struct sbill_text xml, struct sbill_buf *sections)
{
    struct sbill_text packs[2] = {{target, sizeof target - 1}, xml}, views[2];
    struct sbill_rules *rules = NULL;
    sbill_error *err = NULL;

    for (size_t i = 0; i < 2; i++) {
        sbill_buf_init(&sections[i], sbill_alloc_default(), (size_t)1 << 24);
        bench_ok(sbill_rules_compile(sbill_alloc_default(), SBILL_T("pack"), packs[i], NULL, NULL,
                                     &sections[i], &err),
                 err, "rule pack");
        views[i] = sbill_buf_view(&sections[i]);
    }
    bench_ok(sbill_rules_new(sbill_alloc_default(), views, 2, NULL, &rules, &err), err, "rules");
    return rules;
}

/* The kit's finding wherever it stands in the sentence. */
static void put_hits(struct sbill_work *w, struct sbill_text finding)
{
    for (uint32_t s = 0; s < w->segments.n; s++) {
        const struct sbill_segment *seg = &w->segments.v[s];
        const char *p = w->notes.v[0].text.p;
        for (size_t i = seg->start; i + finding.n <= seg->end; i++) {
            struct sbill_hit *hit;
            if (memcmp(p + i, finding.p, finding.n) != 0)
                continue;
            hit = SBILL_PUSH(w->a, &w->hits);
            if (!hit)
                return;
            hit->segment = s;
            hit->start = i;
            hit->end = i + finding.n;
            hit->days_ago = -1;
            hit->reason = "";
        }
    }
}

/* What the engine makes of the finding: the first of its mentions that is no plain one. */
static uint32_t judge(sbill_encounter *e, const struct sbill_rules *rules,
                      struct sbill_text sentence, struct sbill_text finding)
{
    struct sbill_work w;
    struct sbill_note *note;
    uint32_t state = SBILL_CTX_CURRENT;

    sbill_encounter_reset(e);
    memset(&w, 0, sizeof w);
    w.e = e;
    w.r = rules;
    w.a = &e->arena;
    note = SBILL_PUSH(w.a, &e->record.notes);
    if (!note)
        bench_ok(SBILL_NOMEM, NULL, "memory");
    sbill_shape_clear(&sbill_note_shape, note);
    note->text = sentence;
    sbill_segment_notes(&w);
    put_hits(&w, finding);
    sbill_find_context(&w);
    bench_ok(w.status, NULL, "context");
    for (size_t i = 0; i < w.hits.n && state == SBILL_CTX_CURRENT; i++)
        state = w.hits.v[i].state;
    return state;
}

static void add(struct count *c, bool ours, bool theirs)
{
    c->all++;
    c->both += ours && theirs;
    c->ours += ours;
    c->theirs += theirs;
}

static void show(const char *name, const struct count *c, double anchor, const char *of,
                 double must)
{
    double precision = c->ours > 0 ? c->both / c->ours : 0, recall = c->both / c->theirs;
    double f1 = c->both > 0 ? 2 * precision * recall / (precision + recall) : 0;
    char more[256];
    struct bench_figure f = {.name = name,
                             .ours = f1,
                             .anchor = anchor,
                             .unit = "F1, large is good",
                             .against = of,
                             .must = must,
                             .more = more};

    snprintf(more, sizeof more,
             "\"f1\":%.4f,\"accuracy\":%.4f,\"precision\":%.4f,\"recall\":%.4f,\"sentences\":%.0f",
             f1, (c->all - c->ours - c->theirs + 2 * c->both) / c->all, precision, recall, c->all);
    bench_show(&f);
}

/* Fields of a line: number, finding, sentence, negation, temporality, experiencer. */
static bool fields(char *line, struct sbill_text *out)
{
    size_t n = 0;

    line[strcspn(line, "\r\n")] = '\0';
    for (char *p = line; p && n < 6; n++) {
        char *tab = strchr(p, '\t');
        out[n] = (struct sbill_text){p, tab ? (size_t)(tab - p) : strlen(p)};
        p = tab ? tab + 1 : NULL;
    }
    return n == 6;
}

static void measure(gzFile kit, sbill_encounter *e, const struct sbill_rules *rules, bool wrong)
{
    static char line[LONGEST], upper[LONGEST];
    struct count negation = {0, 0, 0, 0}, history = {0, 0, 0, 0};
    struct sbill_text f[6];

    for (bool first = true; gzgets(kit, line, sizeof line); first = false) {
        uint32_t state;
        if (first || !fields(line, f))
            continue;
        for (size_t i = 0; i < f[1].n; i++)
            upper[i] = sbill_upper(f[1].p[i]);
        f[1].p = upper;
        state = judge(e, rules, f[2], f[1]);
        add(&negation, state == SBILL_CTX_NEGATED, sbill_text_is(f[3], "Negated"));
        add(&history, state == SBILL_CTX_HISTORICAL || state == SBILL_CTX_RESOLVED,
            sbill_text_is(f[4], "Historical"));
        if (wrong && (state == SBILL_CTX_NEGATED) != sbill_text_is(f[3], "Negated"))
            printf("%-12s kit %.*s | %.*s | %.*s\n", sbill_context_name(state), (int)f[3].n, f[3].p,
                   (int)f[1].n, f[1].p, (int)f[2].n, f[2].p);
    }
    show("negation", &negation, 0.981, "genConText's own rules on the same kit", 0);
    show("historical", &history, 0.665, "genConText's own rules on the same kit", 0);
}

int main(int argc, char **argv)
{
    const char *root = getenv("SUPERBILL_DATA");
    char path[4096];
    bool wrong = argc == 2 && strcmp(argv[1], "--show") == 0;
    struct sbill_buf sections[2];
    struct sbill_text xml = file_text(SOURCE_ROOT "/codesets/us-starter/rules/context.xml");
    struct sbill_rules *rules;
    sbill_builder *builder = NULL;
    sbill_book *book = NULL;
    sbill_encounter *e = NULL;
    sbill_error *err = NULL;
    const void *image;
    size_t n;
    gzFile kit;

    bench_start("negex", wrong ? 1 : argc, argv);
    snprintf(path, sizeof path, "%s/notes/negex_rsannotations.txt.gz",
             root ? root : SOURCE_ROOT "/../shared/data");
    kit = gzopen(path, "rb");
    if (!kit) {
        fprintf(stderr, "bench_negex: SKIPPED: no %s ($SUPERBILL_DATA)\n", path);
        return 0;
    }
    sbill_xml_start();
    rules = cues(xml, sections);
    bench_ok(sbill_builder_new(NULL, &builder, &err), err, "builder");
    bench_ok(sbill_builder_finish(builder, &image, &n, &err), err, "book");
    bench_ok(sbill_book_open_memory(image, n, NULL, &book, &err), err, "book");
    bench_ok(sbill_encounter_new(book, NULL, &e, &err), err, "encounter");
    measure(kit, e, rules, wrong);
    gzclose(kit);
    sbill_encounter_free(e);
    sbill_rules_free(rules);
    sbill_book_free(book);
    sbill_builder_free(builder);
    for (size_t i = 0; i < 2; i++)
        sbill_buf_free(&sections[i]);
    free((void *)(uintptr_t)xml.p);
    return 0;
}
