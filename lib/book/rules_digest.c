/* The digest of a rule: SHA-256 of its canonical text and that of the concepts and word lists it uses, so that a
 * decision of a person stays tied to exactly what it was about. Tests, comments and layout do not count; attributes
 * are taken in the order of their names. */
#include <string.h>

#include "base/sha256.h"
#include "book/rules_pack.h"

static void add(struct sbill_sha256 *s, struct sbill_text t)
{
    uint8_t n[4] = {(uint8_t)t.n, (uint8_t)(t.n >> 8), (uint8_t)(t.n >> 16), (uint8_t)(t.n >> 24)};

    sbill_sha256_add(s, n, sizeof n); /* lengths keep "ab"+"c" apart from "a"+"bc" */
    if (t.n)
        sbill_sha256_add(s, t.p, t.n);
}

/* The attribute that follows `after` in the order of names; NULL past the last. */
static const struct sbill_xml_attr *next_attr(const struct sbill_xml *e,
                                              const struct sbill_xml_attr *after)
{
    const struct sbill_xml_attr *best = NULL;

    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next)
        if ((!after || sbill_text_cmp(a->name, after->name) > 0) &&
            (!best || sbill_text_cmp(a->name, best->name) < 0))
            best = a;
    return best;
}

/* Nesting is bounded by the parser. */
static void canonical(struct sbill_sha256 *s, const struct sbill_xml *e)
{
    add(s, e->name);
    for (const struct sbill_xml_attr *a = next_attr(e, NULL); a; a = next_attr(e, a)) {
        if (sbill_text_is(a->name, "allow")) /* what lint may not complain of */
            continue;
        add(s, a->name);
        add(s, a->value);
    }
    add(s, sbill_text_trim(e->text));
    for (const struct sbill_xml *x = e->first; x; x = x->next)
        if (!sbill_text_is(x->name, "test"))
            canonical(s, x);
    add(s, SBILL_T("/"));
}

static bool names_concept(const struct sbill_rule *r, const struct sbill_concept *c)
{
    for (size_t t = 0; t < r->when.n; t++)
        for (size_t a = 0; a < r->when.v[t].any.n; a++) {
            const struct sbill_alternative *x = &r->when.v[t].any.v[a];
            if (sbill_text_eq(x->name, x->group ? c->group : c->id))
                return true;
        }
    for (size_t i = 0; i < r->unless.n; i++)
        if (sbill_text_eq(r->unless.v[i], c->id))
            return true;
    for (size_t i = 0; i < r->uses.n; i++)
        if (sbill_text_eq(r->uses.v[i], c->id))
            return true;
    return false;
}

struct digest {
    const struct sbill_pack_maker *m;
    uint8_t (*concepts)[32]; /* in the order of the pack */
};

static void digest_rule(const struct digest *d, const struct sbill_xml *e, struct sbill_rule *r)
{
    struct sbill_sha256 s;
    const struct sbill_pack *p = d->m->pack;

    sbill_sha256_start(&s);
    canonical(&s, e);
    add(&s, r->version);
    for (size_t i = 0; i < p->concepts.n; i++)
        if (names_concept(r, &p->concepts.v[i]))
            sbill_sha256_add(&s, d->concepts[i], 32);
    sbill_sha256_end(&s, r->digest);
}

/* Word lists count with every concept: they are few, and a changed list changes what is found. */
static void digest_lists(const struct sbill_pack_maker *m, struct sbill_sha256 *s)
{
    for (const struct sbill_xml *e = sbill_xml_child(m->root, "words"); e;
         e = sbill_xml_after(e, "words"))
        canonical(s, e);
}

int32_t sbill_pack_digests(const struct sbill_pack_maker *m)
{
    struct digest d = {m, sbill_arena_array(m->arena, m->pack->concepts.n + 1, 32)};
    struct sbill_sha256 lists, one;
    size_t concept = 0, rule = 0;

    if (!d.concepts)
        return sbill_pack_memory(m, SBILL_NOMEM);
    sbill_sha256_start(&lists);
    digest_lists(m, &lists);
    for (const struct sbill_xml *e = sbill_xml_child(m->root, "concept"); e;
         e = sbill_xml_after(e, "concept")) {
        one = lists;
        canonical(&one, e);
        sbill_sha256_end(&one, d.concepts[concept ++]);
    }
    for (const struct sbill_xml *e = m->root->first; e; e = e->next)
        if (rule < m->pack->rules.n &&
            sbill_text_eq(sbill_xml_attr(e, "id"), m->pack->rules.v[rule].id) &&
            e->line == m->pack->rules.v[rule].line && !sbill_text_is(e->name, "concept"))
            digest_rule(&d, e, &m->pack->rules.v[rule++]);
    return SBILL_OK;
}
