/* The pack is read a second time, with a named group around each alternative of its finds; its tests run with these
 * patterns, and what the groups captured says which alternatives were gone through. */
#include "assign/rules_cover.h"

struct covering {
    struct sbill_bench b;
    struct sbill_cover *cover;
};

static struct sbill_text inside(const struct sbill_xml *find, struct sbill_alternative_at at)
{
    struct sbill_text all = sbill_text_trim(find->text);

    return sbill_text_trim((struct sbill_text){all.p + at.start, at.end - at.start});
}

static void put_down(struct sbill_arena *a, const struct sbill_xml *concept,
                     const struct sbill_xml *find, uint32_t nth, const sbill_alternatives_at *at,
                     struct sbill_cover *out)
{
    for (size_t i = 0; i < at->n; i++) {
        struct sbill_covered *c = SBILL_PUSH(a, &out->v);
        if (!c)
            return;
        c->concept = sbill_xml_attr(concept, "id");
        c->find = find;
        c->text = inside(find, at->v[i]);
        c->nth = nth;
        c->alternative = (uint32_t)i;
        c->depth = at->v[i].depth;
        c->at = at->v[i].start;
    }
}

/* Marks every find of `marked`; `named` is the same tree as it was written. */
static void mark_finds(struct sbill_arena *a, struct sbill_xml *marked,
                       const struct sbill_xml *named, struct sbill_cover *out)
{
    struct sbill_xml *c = sbill_xml_child(marked, "concept");
    const struct sbill_xml *same = sbill_xml_child(named, "concept");

    for (; c && same; c = sbill_xml_after(c, "concept"), same = sbill_xml_after(same, "concept")) {
        struct sbill_xml *f = sbill_xml_child(c, "find");
        const struct sbill_xml *written = sbill_xml_child(same, "find");
        for (uint32_t nth = 0; f && written; nth++) {
            sbill_alternatives_at at = {NULL, 0, 0};
            f->text = sbill_syntax_mark(a, sbill_text_trim(f->text), &at);
            put_down(a, same, written, nth, &at, out);
            f = sbill_xml_after(f, "find");
            written = sbill_xml_after(written, "find");
        }
    }
}

static struct sbill_covered *first_of(struct sbill_cover *cover, struct sbill_text concept,
                                      uint32_t nth)
{
    for (size_t i = 0; i < cover->v.n; i++)
        if (cover->v.v[i].nth == nth && sbill_text_eq(cover->v.v[i].concept, concept))
            return &cover->v.v[i];
    return NULL;
}

static void take_hit(struct covering *c, const struct sbill_work *w, const struct sbill_hit *h)
{
    struct sbill_covered *first = first_of(c->cover, w->r->concepts.v[h->concept].c->id, h->nth);
    size_t left = first ? (size_t)(c->cover->v.v + c->cover->v.n - first) : 0;

    for (size_t k = 0; k < h->captures.n; k++) {
        struct sbill_text name = h->captures.v[k].name;
        uint32_t which;
        if (!sbill_text_starts(name, SBILL_T("__")) ||
            !sbill_text_u32((struct sbill_text){name.p + 2, name.n - 2}, &which) || which >= left)
            continue;
        first[which].hit = true;
    }
}

static int32_t look(void *user, const struct sbill_work *w, const struct sbill_xml *owner,
                    const struct sbill_xml *test)
{
    struct covering *c = user;

    (void)owner;
    for (size_t i = 0; sbill_bench_positive(test) && i < w->hits.n; i++) {
        const struct sbill_hit *h = &w->hits.v[i];
        if (!(h->flags & SBILL_HIT_DROPPED) && w->r->concepts.v[h->concept].pack == c->b.pack)
            take_hit(c, w, h);
    }
    return SBILL_OK;
}

static void count(struct sbill_cover *c)
{
    for (size_t i = 0; i < c->v.n; i++) {
        const struct sbill_covered *x = &c->v.v[i];
        if (x->depth) {
            c->inner++;
            c->inner_hit += x->hit;
        } else {
            c->outer++;
            c->outer_hit += x->hit;
        }
    }
}

int32_t sbill_cover_pack(sbill_book *book, const struct sbill_bench *named, const char *xml,
                         size_t len, const sbill_options *o, struct sbill_arena *a,
                         struct sbill_cover *out)
{
    struct covering c = {.cover = out};
    int32_t status = sbill_bench_open(&c.b, book, named->name.p, xml, len, named->err);

    if (status == SBILL_OK) {
        mark_finds(a, c.b.root, named->root, out);
        if (a->failed)
            status = sbill_fail(named->err, a->failed, SBILL_NOWHERE, "out of memory");
    }
    if (status == SBILL_OK)
        status = sbill_bench_compile(&c.b);
    if (status == SBILL_OK)
        status = sbill_bench_run(&c.b, o, look, &c);
    count(out);
    sbill_bench_close(&c.b);
    return status;
}
