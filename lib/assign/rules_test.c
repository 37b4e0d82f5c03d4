/* The tests beside the rules of a pack: each is a small record; all rules of the pack and of the book run over it. */
#include <string.h>

#include "assign/rules_case.h"
#include "assign/rules_cover.h"
#include "base/json.h"
#include "base/report.h"

#define MAX_REPORT ((size_t)1 << 26)

struct run {
    sbill_encounter *e;
    struct sbill_buf failures; /* JSON, items of an array */
    struct sbill_jw w;
    size_t tests, failed;
    sbill_error **err;
};

/* ---- Telling ---- */

static void report(struct run *r, const struct sbill_xml *owner, const struct sbill_xml *test,
                   struct sbill_text expected, struct sbill_text got)
{
    r->failed++;
    sbill_jw_open(&r->w, '{');
    sbill_jw_key(&r->w, "rule");
    sbill_jw_text(&r->w, sbill_xml_attr(owner, "id"));
    sbill_jw_key(&r->w, "line");
    sbill_jw_int(&r->w, test->line);
    sbill_jw_key(&r->w, "expected");
    sbill_jw_text(&r->w, expected);
    sbill_jw_key(&r->w, "got");
    sbill_jw_text(&r->w, got);
    sbill_jw_close(&r->w, '}');
}

static void describe(const struct run *r, struct sbill_buf *b)
{
    sbill_case_codes(r->e, b);
    for (size_t i = 0; i < r->e->withheld.n; i++) {
        const struct sbill_withheld *h = &r->e->withheld.v[i];
        sbill_buf_z(b, i ? ", " : "; withheld: ");
        sbill_buf_text(b, h->code);
        sbill_buf_char(b, ' ');
        sbill_buf_text(b, h->reason);
        sbill_buf_z(b, " (");
        sbill_buf_text(b, h->rule);
        sbill_buf_z(b, ")");
    }
    for (size_t i = 0; i < r->e->queries.n; i++) {
        sbill_buf_z(b, i ? ", " : "; asked: ");
        sbill_buf_text(b, r->e->queries.v[i].question);
    }
}

/* What was not written down for lack of room fails the run as the report's own lack of it does. */
static void note_failure(struct run *r, const struct sbill_buf *b)
{
    if (!r->failures.failed)
        r->failures.failed = b->failed;
}

static void report_codes(struct run *r, const struct sbill_xml *owner, const struct sbill_xml *test,
                         const char *what, struct sbill_text expected)
{
    struct sbill_buf got, wanted;

    sbill_buf_init(&got, r->e->alloc, MAX_REPORT);
    sbill_buf_init(&wanted, r->e->alloc, MAX_REPORT);
    sbill_buf_z(&wanted, what);
    sbill_buf_text(&wanted, expected);
    describe(r, &got);
    report(r, owner, test, sbill_buf_view(&wanted), sbill_buf_view(&got));
    note_failure(r, &got);
    note_failure(r, &wanted);
    sbill_buf_free(&got);
    sbill_buf_free(&wanted);
}

/* ---- Tests of rules ---- */

static bool withheld_because(const struct run *r, struct sbill_text rule, struct sbill_text reason)
{
    for (size_t i = 0; i < r->e->withheld.n; i++)
        if (sbill_text_eq(r->e->withheld.v[i].rule, rule) &&
            sbill_text_eq(r->e->withheld.v[i].reason, reason))
            return true;
    return false;
}

static bool contains(struct sbill_text text, struct sbill_text words)
{
    for (size_t i = 0; i + words.n <= text.n; i++)
        if (memcmp(text.p + i, words.p, words.n) == 0)
            return true;
    return false;
}

static bool asked(const struct run *r, struct sbill_text want)
{
    if (sbill_text_is(want, "no"))
        return r->e->queries.n == 0;
    for (size_t i = 0; i < r->e->queries.n; i++)
        if (sbill_text_is(want, "yes") || contains(r->e->queries.v[i].question, want))
            return true;
    return false;
}

static bool raised(const struct run *r, struct sbill_text number)
{
    uint32_t n = 0;

    (void)sbill_text_u32(number, &n);
    for (size_t i = 0; i < r->e->findings.n; i++)
        if (r->e->findings.v[i].number == (int32_t)n)
            return true;
    return false;
}

static struct sbill_text first_listed(const struct run *r)
{
    for (size_t i = 0; i < r->e->record.diagnoses.n; i++)
        if (r->e->record.diagnoses.v[i].rank == 1)
            return r->e->record.diagnoses.v[i].code;
    return (struct sbill_text){"", 0};
}

static void judge_rule(struct run *r, const struct sbill_xml *owner, const struct sbill_xml *test)
{
    struct sbill_text expect = sbill_xml_attr(test, "expect"),
                      because = sbill_xml_attr(test, "because");
    struct sbill_text query = sbill_xml_attr(test, "query"),
                      finding = sbill_xml_attr(test, "finding");
    struct sbill_text first = sbill_xml_attr(test, "first");
    struct sbill_buf got;
    bool same;

    sbill_buf_init(&got, r->e->alloc, MAX_REPORT);
    sbill_case_codes(r->e, &got);
    same = sbill_case_same(expect, sbill_buf_view(&got));
    note_failure(r, &got);
    sbill_buf_free(&got);
    if (!same)
        report_codes(r, owner, test, "", expect);
    else if (because.n && !withheld_because(r, sbill_xml_attr(owner, "id"), because))
        report_codes(r, owner, test, "withheld because ", because);
    else if (query.n && !asked(r, query))
        report_codes(r, owner, test, "question: ", query);
    else if (finding.n && !raised(r, finding))
        report_codes(r, owner, test, "finding ", finding);
    else if (first.n && !sbill_text_eq(first_listed(r), first))
        report_codes(r, owner, test, "first-listed ", first);
}

/* ---- Tests of concepts ---- */

static bool hit_of(const struct sbill_work *w, struct sbill_text concept, const struct sbill_hit *h)
{
    return sbill_text_eq(w->r->concepts.v[h->concept].c->id, concept);
}

static bool concept_found(const struct sbill_work *w, struct sbill_text concept,
                          struct sbill_text context)
{
    for (size_t i = 0; i < w->hits.n; i++) {
        const struct sbill_hit *h = &w->hits.v[i];
        if (hit_of(w, concept, h) && !(h->flags & SBILL_HIT_DROPPED) &&
            sbill_text_is(context.n ? context : SBILL_T("current"), sbill_context_name(h->state)) &&
            (context.n || !(h->flags & SBILL_HIT_BLOCKED)))
            return true;
    }
    return false;
}

/* Why it was not found: an exception, or a context, or a section. */
static bool not_found_because(const struct sbill_work *w, struct sbill_text concept,
                              struct sbill_text because)
{
    for (size_t i = 0; i < w->hits.n; i++) {
        const struct sbill_hit *h = &w->hits.v[i];
        if (!hit_of(w, concept, h))
            continue;
        if (h->flags & SBILL_HIT_DROPPED ? sbill_text_is(because, "except")
                                         : sbill_text_is(because, h->reason))
            return true;
    }
    return because.n == 0;
}

static void judge_concept(struct run *r, const struct sbill_work *w, const struct sbill_xml *owner,
                          const struct sbill_xml *test)
{
    struct sbill_text id = sbill_xml_attr(owner, "id"), context = sbill_xml_attr(test, "context");
    bool wanted = sbill_text_is(sbill_xml_attr(test, "finds"), "yes");
    bool found = concept_found(w, id, context);

    if (found != wanted)
        report(r, owner, test, wanted ? SBILL_T("found") : SBILL_T("not found"),
               found ? SBILL_T("found") : SBILL_T("not found"));
    else if (!wanted && !not_found_because(w, id, sbill_xml_attr(test, "because")))
        report(r, owner, test, sbill_xml_attr(test, "because"),
               SBILL_T("not found for another reason"));
}

/* ---- Running ---- */

static int32_t judge(void *user, const struct sbill_work *w, const struct sbill_xml *owner,
                     const struct sbill_xml *test)
{
    struct run *r = user;

    r->tests++;
    r->e = w->e;
    if (sbill_text_is(owner->name, "concept"))
        judge_concept(r, w, owner, test);
    else
        judge_rule(r, owner, test);
    return r->failures.failed
               ? sbill_fail(r->err, r->failures.failed, SBILL_NOWHERE, "the report is too large")
               : SBILL_OK;
}

static void write_cover(struct sbill_jw *w, const struct sbill_cover *c)
{
    sbill_jw_key(w, "alternatives");
    sbill_jw_int(w, (int64_t)c->outer);
    sbill_jw_key(w, "tested");
    sbill_jw_int(w, (int64_t)c->outer_hit);
    sbill_jw_key(w, "inner_alternatives");
    sbill_jw_int(w, (int64_t)c->inner);
    sbill_jw_key(w, "inner_tested");
    sbill_jw_int(w, (int64_t)c->inner_hit);
    sbill_jw_key(w, "untested");
    sbill_jw_open(w, '[');
    for (size_t i = 0; i < c->v.n; i++) {
        const struct sbill_covered *x = &c->v.v[i];
        if (x->hit)
            continue;
        sbill_jw_open(w, '{');
        sbill_jw_key(w, "concept");
        sbill_jw_text(w, x->concept);
        sbill_jw_key(w, "line");
        sbill_jw_int(w, x->find->line);
        sbill_jw_key(w, "offset");
        sbill_jw_int(w, (int64_t)x->at);
        sbill_jw_key(w, "alternative");
        sbill_jw_text(w, x->text);
        sbill_jw_key(w, "inner");
        sbill_jw_bool(w, x->depth > 0);
        sbill_jw_close(w, '}');
    }
    sbill_jw_close(w, ']');
}

static int32_t write_report(const struct run *r, const struct sbill_alloc *alloc,
                            const struct sbill_cover *cover, size_t *failed, sbill_report **out)
{
    struct sbill_buf b;
    struct sbill_jw w = {&b, false};
    int32_t status;

    sbill_buf_init(&b, alloc, MAX_REPORT);
    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "tests");
    sbill_jw_int(&w, (int64_t)r->tests);
    sbill_jw_key(&w, "failed");
    sbill_jw_int(&w, (int64_t)r->failed);
    sbill_jw_key(&w, "failures");
    sbill_buf_text(&b, sbill_buf_view(&r->failures));
    w.comma = true;
    write_cover(&w, cover);
    sbill_jw_close(&w, '}');
    status = sbill_report_take(&b, out, r->err);
    if (status == SBILL_OK)
        *failed = r->failed;
    return status;
}

static int32_t run_tests(struct run *r, struct sbill_bench *b, const sbill_options *o)
{
    int32_t status;

    sbill_jw_open(&r->w, '[');
    status = sbill_bench_run(b, o, judge, r);
    sbill_jw_close(&r->w, ']');
    return status;
}

int32_t sbill_rules_test(sbill_book *b, const char *name, const char *xml, size_t len,
                         const sbill_options *o, size_t *failed, sbill_report **out,
                         sbill_error **err)
{
    struct run r = {.err = err};
    struct sbill_cover cover;
    struct sbill_bench bench;
    int32_t status;

    if (!b || !name || !xml || !failed || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "rules test needs a book, a pack and places for its results");
    memset(&cover, 0, sizeof cover);
    status = sbill_bench_open(&bench, b, name, xml, len, err);
    sbill_buf_init(&r.failures, bench.alloc, MAX_REPORT);
    r.w.b = &r.failures;
    if (status == SBILL_OK)
        status = sbill_bench_compile(&bench);
    if (status == SBILL_OK)
        status = run_tests(&r, &bench, o);
    if (status == SBILL_OK)
        status = sbill_cover_pack(b, &bench, xml, len, o, &bench.arena, &cover);
    if (status == SBILL_OK)
        status = write_report(&r, bench.alloc, &cover, failed, out);
    sbill_buf_free(&r.failures);
    sbill_bench_close(&bench);
    return status;
}
