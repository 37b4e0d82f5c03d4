/* What is seen while the tests of a pack run: cues inside of what was found, words that stand for too much, and rules
 * that make two codes of the same words. */
#include <string.h>

#include "assign/rules_lint.h"

static const struct sbill_xml *find_of(const struct sbill_lint *l, const struct sbill_work *w,
                                       const struct sbill_hit *h)
{
    struct sbill_text id = w->r->concepts.v[h->concept].c->id;
    const struct sbill_xml *f;
    uint32_t nth = h->nth;

    for (const struct sbill_xml *c = sbill_xml_child(l->b.root, "concept"); c;
         c = sbill_xml_after(c, "concept")) {
        if (!sbill_text_eq(sbill_xml_attr(c, "id"), id))
            continue;
        for (f = sbill_xml_child(c, "find"); f && nth; nth--)
            f = sbill_xml_after(f, "find");
        return f;
    }
    return NULL;
}

static struct sbill_text words_of(const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_segment *s = &w->segments.v[h->segment];

    return (struct sbill_text){w->notes.v[s->note].text.p + h->start, h->end - h->start};
}

/* ---- Cues inside ---- */

static bool changes_meaning(uint32_t category)
{
    return category > SBILL_CTX_CURRENT && category < SBILL_CTX_KINDS;
}

/* The first match of a cue in text[from..]. */
static bool cue_at(struct sbill_lint *l, const struct sbill_work *w,
                   const struct sbill_joined_cue *cue, struct sbill_text text, size_t from,
                   size_t *start, size_t *end)
{
    const struct sbill_regex *rx = sbill_lint_regex(l, cue->pattern);
    int found = rx ? sbill_regex_find(rx, w->e->match, text, from, start, end) : 0;

    if (found == -2 && !l->status)
        l->status = SBILL_NOMEM;
    return found == 1;
}

/* Does a match of the cue hold text[start..end)? */
static bool stands_around(struct sbill_lint *l, const struct sbill_work *w,
                          const struct sbill_joined_cue *cue, struct sbill_text text, size_t start,
                          size_t end)
{
    size_t s, e;

    for (size_t from = 0; from<text.n; from = e> from ? e : from + 1) {
        if (!cue_at(l, w, cue, text, from, &s, &e))
            return false;
        if (s <= start && e >= end)
            return true;
    }
    return false;
}

static bool looks_like_none(struct sbill_lint *l, const struct sbill_work *w,
                            struct sbill_text text, size_t start, size_t end)
{
    for (size_t i = 0; i < w->r->cues.n; i++)
        if (w->r->cues.v[i].cue->category == SBILL_CTX_PSEUDO &&
            stands_around(l, w, &w->r->cues.v[i], text, start, end))
            return true;
    return false;
}

static void cue_inside(struct sbill_lint *l, const struct sbill_work *w, const struct sbill_hit *h,
                       const struct sbill_xml *find)
{
    struct sbill_text text = words_of(w, h);
    size_t start, end;

    for (size_t i = 0; i < w->r->cues.n; i++) {
        const struct sbill_joined_cue *cue = &w->r->cues.v[i];
        if (!changes_meaning(cue->cue->category) || !cue_at(l, w, cue, text, 0, &start, &end) ||
            looks_like_none(l, w, text, start, end) || !sbill_lint_first(l, text))
            continue;
        sbill_lint_say(l, "cue-inside", find, -1,
                       "a context word inside of what is found has no effect there",
                       (struct sbill_text){text.p + start, end - start});
        return;
    }
}

static void look_at_hit(struct sbill_lint *l, const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_joined_concept *c = &w->r->concepts.v[h->concept];
    const struct sbill_xml *find = c->pack == l->b.pack ? find_of(l, w, h) : NULL;

    if (!find || h->flags & SBILL_HIT_DROPPED)
        return;
    if (!(c->c->flags & SBILL_CONCEPT_ANYWHERE))
        cue_inside(l, w, h, find);
    if (sbill_stop_word(words_of(w, h)) && sbill_lint_first(l, words_of(w, h)))
        sbill_lint_say(l, "stop-word", find, -1,
                       "this word alone stands for too many things: say more of it",
                       words_of(w, h));
}

/* ---- Two codes of the same words ---- */

static bool same_words(const struct sbill_proposal *a, const struct sbill_proposal *b)
{
    for (size_t i = 0; i < a->because.n; i++)
        for (size_t k = 0; k < b->because.n; k++) {
            const struct sbill_hit *x = a->because.v[i], *y = b->because.v[k];
            if (x->concept != y->concept && x->segment == y->segment && x->start == y->start &&
                x->end == y->end)
                return true;
        }
    return false;
}

static bool ordered(const struct sbill_rule *a, const struct sbill_rule *b, struct sbill_text code)
{
    if (a->role != b->role)
        return true;
    for (size_t i = 0; i < a->after.n; i++)
        if (sbill_code_matches(a->after.v[i], code))
            return true;
    return false;
}

static bool of_pack(const struct sbill_lint *l, const struct sbill_rule *r)
{
    return r >= l->b.pack->rules.v && r < l->b.pack->rules.v + l->b.pack->rules.n;
}

static bool compete(const struct sbill_lint *l, const struct sbill_proposal *a,
                    const struct sbill_proposal *b)
{
    return !a->gone && !b->gone && a->rule != b->rule && a->rule->kind == SBILL_RULE_DIAGNOSIS &&
           b->rule->kind == SBILL_RULE_DIAGNOSIS && !sbill_code_matches(a->code, b->code) &&
           (of_pack(l, a->rule) || of_pack(l, b->rule)) && !ordered(a->rule, b->rule, b->code) &&
           !ordered(b->rule, a->rule, a->code) && same_words(a, b);
}

static void two_codes(struct sbill_lint *l, const struct sbill_work *w,
                      const struct sbill_xml *test)
{
    for (size_t i = 0; i < w->proposals.n; i++)
        for (size_t k = i + 1; k < w->proposals.n; k++) {
            const struct sbill_proposal *a = &w->proposals.v[i], *b = &w->proposals.v[k];
            struct sbill_buf pair;
            if (!compete(l, a, b))
                continue;
            sbill_buf_init(&pair, l->b.alloc, 1024);
            sbill_buf_text(&pair, a->rule->id);
            sbill_buf_z(&pair, " and ");
            sbill_buf_text(&pair, b->rule->id);
            if (sbill_lint_first(l, sbill_buf_view(&pair)))
                sbill_lint_say(l, "same-words", test, -1,
                               "two rules make different codes of the same words: put the concepts "
                               "in one group, or let one rule replace the other's code",
                               sbill_buf_view(&pair));
            if (pair.failed && !l->problems.failed)
                l->problems.failed = pair.failed;
            sbill_buf_free(&pair);
        }
}

static int32_t look(void *user, const struct sbill_work *w, const struct sbill_xml *owner,
                    const struct sbill_xml *test)
{
    struct sbill_lint *l = user;

    (void)owner;
    for (size_t i = 0; sbill_bench_positive(test) && i < w->hits.n; i++)
        look_at_hit(l, w, &w->hits.v[i]);
    two_codes(l, w, test);
    return SBILL_OK;
}

int32_t sbill_lint_hits(struct sbill_lint *l, const sbill_options *o)
{
    return sbill_bench_run(&l->b, o, look, l);
}
