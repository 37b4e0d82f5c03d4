#include "assign/rules_lint.h"

#include <string.h>

#include "base/report.h"

#define MAX_REPORT ((size_t)1 << 26)

/* ---- Telling ---- */

static bool allows(const struct sbill_xml *e, const char *name)
{
    struct sbill_text rest = e ? sbill_xml_attr(e, "allow") : (struct sbill_text){"", 0};

    while (rest.n) {
        rest = sbill_text_trim(rest);
        if (sbill_text_is(sbill_text_cut(&rest, ' '), name))
            return true;
    }
    return false;
}

void sbill_lint_say(struct sbill_lint *l, const char *name, const struct sbill_xml *at,
                    int64_t offset, const char *words, struct sbill_text about)
{
    const struct sbill_xml *owner = at->parent && at->parent->parent ? at->parent : at;

    if (allows(at, name) || allows(owner, name))
        return;
    l->count++;
    sbill_jw_open(&l->w, '{');
    sbill_jw_key(&l->w, "name");
    sbill_jw_z(&l->w, name);
    sbill_jw_key(&l->w, "line");
    sbill_jw_int(&l->w, at->line);
    if (offset >= 0) {
        sbill_jw_key(&l->w, "offset");
        sbill_jw_int(&l->w, offset);
    }
    sbill_jw_key(&l->w, "in");
    sbill_jw_text(&l->w, owner->name);
    sbill_jw_opt_text(&l->w, "id", sbill_xml_attr(owner, "id"));
    sbill_jw_key(&l->w, "words");
    sbill_jw_z(&l->w, words);
    sbill_jw_opt_text(&l->w, "about", about);
    sbill_jw_close(&l->w, '}');
}

bool sbill_lint_first(struct sbill_lint *l, struct sbill_text about)
{
    struct sbill_text *slot;

    for (size_t i = 0; i < l->told.n; i++)
        if (sbill_text_eq(l->told.v[i], about))
            return false;
    slot = SBILL_PUSH(&l->b.arena, &l->told);
    if (slot)
        *slot = sbill_arena_copy(&l->b.arena, about);
    return true;
}

const struct sbill_regex *sbill_lint_regex(struct sbill_lint *l, uint32_t pattern)
{
    int32_t status;
    const struct sbill_regex *rx = sbill_rules_regex(l->b.rules, pattern, &status);

    if (!rx && !l->status)
        l->status = status;
    return rx;
}

/* ---- Coverage ---- */

static void untested(struct sbill_lint *l)
{
    for (size_t i = 0; i < l->cover.v.n; i++) {
        const struct sbill_covered *c = &l->cover.v.v[i];
        if (!c->hit && c->depth == 0)
            sbill_lint_say(l, "untested", c->find, (int64_t)c->at,
                           "no positive test goes through this alternative", c->text);
    }
}

static int32_t write_report(struct sbill_lint *l, size_t *problems, sbill_report **out)
{
    const struct sbill_pack *p = l->b.pack;
    struct sbill_buf b;
    struct sbill_jw w = {&b, false};
    int32_t status;

    sbill_buf_init(&b, l->b.alloc, MAX_REPORT);
    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "pack");
    sbill_jw_text(&w, p->id);
    sbill_jw_key(&w, "concepts");
    sbill_jw_int(&w, (int64_t)p->concepts.n);
    sbill_jw_key(&w, "rules");
    sbill_jw_int(&w, (int64_t)p->rules.n);
    sbill_jw_key(&w, "count");
    sbill_jw_int(&w, (int64_t)l->count);
    sbill_jw_key(&w, "problems");
    sbill_buf_text(&b, sbill_buf_view(&l->problems));
    w.comma = true;
    sbill_jw_close(&w, '}');
    status = sbill_report_take(&b, out, l->b.err);
    if (status == SBILL_OK)
        *problems = l->count;
    return status;
}

static int32_t look(struct sbill_lint *l, const char *xml, size_t len, const sbill_options *o)
{
    int32_t status = sbill_bench_compile(&l->b);

    if (status == SBILL_OK)
        status = sbill_cover_pack(l->book, &l->b, xml, len, o, &l->b.arena, &l->cover);
    if (status != SBILL_OK)
        return status;
    sbill_jw_open(&l->w, '[');
    sbill_lint_pack(l);
    sbill_lint_codes(l);
    status = sbill_lint_hits(l, o);
    untested(l);
    sbill_jw_close(&l->w, ']');
    if (l->status == SBILL_OK)
        l->status = l->b.arena.failed ? l->b.arena.failed : l->problems.failed;
    if (status == SBILL_OK && l->status != SBILL_OK)
        status = sbill_fail(l->b.err, l->status, SBILL_NOWHERE, "out of memory");
    return status;
}

int32_t sbill_rules_lint(sbill_book *b, const char *name, const char *xml, size_t len,
                         const sbill_options *o, size_t *problems, sbill_report **out,
                         sbill_error **err)
{
    struct sbill_lint l;
    int32_t status;

    if (!b || !name || !xml || !problems || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "rules lint needs a book, a pack and places for its results");
    memset(&l, 0, sizeof l);
    l.book = b;
    status = sbill_bench_open(&l.b, b, name, xml, len, err);
    sbill_buf_init(&l.problems, l.b.alloc, MAX_REPORT);
    l.w.b = &l.problems;
    if (status == SBILL_OK)
        status = look(&l, xml, len, o);
    if (status == SBILL_OK)
        status = write_report(&l, problems, out);
    sbill_buf_free(&l.problems);
    sbill_bench_close(&l.b);
    return status;
}
