/* What is wrong with a pack as it is written: patterns, names that nothing uses, sections that nobody has. */
#include <string.h>

#include "assign/rules_lint.h"

static const struct sbill_text nothing = {"", 0};

/* ---- Patterns ---- */

static void patterns(struct sbill_lint *l, const struct sbill_xml *e)
{
    enum sbill_pattern_use use = sbill_text_is(e->name, "find")     ? SBILL_FOR_FIND
                                 : sbill_text_is(e->name, "except") ? SBILL_FOR_EXCEPT
                                 : sbill_text_is(e->name, "cue")    ? SBILL_FOR_CUE
                                                                    : SBILL_FOR_WORDS;
    sbill_faults faults = {NULL, 0, 0};

    sbill_pattern_faults(&l->b.arena, sbill_text_trim(e->text), use,
                         sbill_text_is(sbill_xml_attr(e, "case"), "exact"), &faults);
    for (size_t i = 0; i < faults.n; i++)
        sbill_lint_say(l, faults.v[i].name, e, (int64_t)faults.v[i].at, faults.v[i].words, nothing);
}

static void always_run(struct sbill_lint *l, const struct sbill_xml *e, uint32_t pattern)
{
    if (l->b.pack->patterns.v[pattern].needs.n == 0)
        sbill_lint_say(l, "always-run", e, -1,
                       "no words are certain to stand in a match: this pattern runs on every "
                       "sentence; anchor= says in which sentences it must",
                       nothing);
}

static void always_run_finds(struct sbill_lint *l, const struct sbill_xml *concept)
{
    const struct sbill_concept *c = sbill_pack_concept(l->b.pack, sbill_xml_attr(concept, "id"));
    size_t nth = 0;

    for (const struct sbill_xml *f = sbill_xml_child(concept, "find"); f && c && nth < c->finds.n;
         f = sbill_xml_after(f, "find"), nth++)
        always_run(l, f, c->finds.v[nth].pattern);
}

static void always_run_cues(struct sbill_lint *l)
{
    size_t nth = 0;

    for (const struct sbill_xml *e = sbill_xml_child(l->b.root, "cue");
         e && nth < l->b.pack->cues.n; e = sbill_xml_after(e, "cue"), nth++)
        always_run(l, e, l->b.pack->cues.v[nth].pattern);
}

/* ---- Names that nothing uses ---- */

static void use(bool *used, const sbill_indexes *list)
{
    for (size_t i = 0; i < list->n; i++)
        used[list->v[i]] = true;
}

/* By number of the joined concept; NULL without memory. */
static bool *used_concepts(struct sbill_lint *l)
{
    const struct sbill_rules *r = l->b.rules;
    bool *used = sbill_arena_array(&l->b.arena, r->concepts.n + 1, sizeof *used);

    for (size_t i = 0; used && i < r->rules.n; i++) {
        const struct sbill_rule *rule = r->rules.v[i];
        for (size_t t = 0; t < rule->when.n; t++)
            for (size_t a = 0; a < rule->when.v[t].any.n; a++)
                use(used, &rule->when.v[t].any.v[a].concepts);
        use(used, &rule->unless_);
        use(used, &rule->uses_);
    }
    for (size_t i = 0; used && i < r->concepts.n; i++)
        use(used, &r->concepts.v[i].managed_by);
    return used;
}

static const struct sbill_xml *child_with_id(const struct sbill_xml *root, const char *name,
                                             struct sbill_text id)
{
    for (const struct sbill_xml *e = sbill_xml_child(root, name); e; e = sbill_xml_after(e, name))
        if (sbill_text_eq(sbill_xml_attr(e, "id"), id))
            return e;
    return NULL;
}

static void unused_concepts(struct sbill_lint *l)
{
    const struct sbill_rules *r = l->b.rules;
    bool *used = used_concepts(l);

    for (size_t i = 0; used && i < r->concepts.n; i++) {
        const struct sbill_xml *e =
            r->concepts.v[i].pack == l->b.pack
                ? child_with_id(l->b.root, "concept", r->concepts.v[i].c->id)
                : NULL;
        if (e && !used[i])
            sbill_lint_say(l, "unused-concept", e, -1, "no rule uses this concept", nothing);
    }
}

static bool holds(struct sbill_text text, struct sbill_text part, const char *ends)
{
    for (size_t i = 0; i + part.n + 2 <= text.n; i++)
        if (text.p[i] == '{' && memcmp(text.p + i + 1, part.p, part.n) == 0 &&
            strchr(ends, text.p[i + 1 + part.n]))
            return true;
    return false;
}

/* {name} somewhere in the texts or attributes below an element. */
static bool mentioned(const struct sbill_xml *e, struct sbill_text name)
{
    if (holds(e->text, name, "}:"))
        return true;
    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next)
        if (holds(a->value, name, "}:"))
            return true;
    for (const struct sbill_xml *x = e->first; x; x = x->next)
        if (mentioned(x, name))
            return true;
    return false;
}

static void unused_words(struct sbill_lint *l)
{
    for (const struct sbill_xml *e = sbill_xml_child(l->b.root, "words"); e;
         e = sbill_xml_after(e, "words"))
        if (!mentioned(l->b.root, sbill_xml_attr(e, "id")))
            sbill_lint_say(l, "unused-words", e, -1, "no pattern and no code uses this word list",
                           nothing);
}

/* ---- Captures that no rule reads ---- */

static struct sbill_text after_dot(struct sbill_text name)
{
    struct sbill_text rest = name;

    (void)sbill_text_cut(&rest, '.');
    return rest.n ? rest : name;
}

static bool template_reads(struct sbill_text code, struct sbill_text name)
{
    return code.n && holds(code, name, "}:");
}

static bool rule_reads(const struct sbill_rule *r, struct sbill_text name)
{
    bool reads = sbill_text_eq(after_dot(r->by), name) || sbill_text_eq(after_dot(r->units), name);

    for (size_t i = 0; i < r->outcomes.n && !reads; i++)
        reads = template_reads(r->outcomes.v[i].code, name);
    for (size_t i = 0; i < r->modifiers.n && !reads; i++)
        reads = template_reads(r->modifiers.v[i], name);
    return reads;
}

static bool read_by_a_rule(const struct sbill_rules *r, struct sbill_text name)
{
    for (size_t i = 0; i < r->rules.n; i++)
        if (rule_reads(r->rules.v[i], name))
            return true;
    return false;
}

static void unused_captures(struct sbill_lint *l, const struct sbill_xml *concept)
{
    const struct sbill_concept *c = sbill_pack_concept(l->b.pack, sbill_xml_attr(concept, "id"));
    const struct sbill_xml *f = sbill_xml_child(concept, "find");

    for (size_t nth = 0; c && f && nth < c->finds.n; nth++, f = sbill_xml_after(f, "find")) {
        uint32_t number = l->b.pack->patterns.v[c->finds.v[nth].pattern].number;
        const struct sbill_regex *rx = sbill_lint_regex(l, number);
        struct sbill_text name, last = nothing;
        for (size_t i = 0; rx && (name = sbill_regex_name(rx, i)).n; last = name, i++)
            if (!sbill_text_eq(name, last) && !sbill_text_is(name, "unit") &&
                !read_by_a_rule(l->b.rules, name))
                sbill_lint_say(l, "unused-capture", f, -1, "no rule reads this capture", name);
    }
}

/* ---- Sections ---- */

static bool known_section(const struct sbill_rules *r, struct sbill_text id)
{
    for (size_t i = 0; i < r->sections.n; i++)
        if (sbill_text_eq(r->sections.v[i]->id, id))
            return true;
    return false;
}

static void sections(struct sbill_lint *l, const struct sbill_xml *e, const char *attr)
{
    struct sbill_text rest = sbill_text_trim(sbill_xml_attr(e, attr));

    while (rest.n) {
        struct sbill_text id = sbill_text_cut(&rest, ' ');
        rest = sbill_text_trim(rest);
        if (!known_section(l->b.rules, id))
            sbill_lint_say(l, "unknown-section", e, -1, "no pack has this section", id);
    }
}

/* ---- Tests ---- */

static void tests_of_concept(struct sbill_lint *l, const struct sbill_xml *concept)
{
    bool yes = false, no = false;

    for (const struct sbill_xml *t = sbill_xml_child(concept, "test"); t;
         t = sbill_xml_after(t, "test")) {
        bool plain = !sbill_xml_has(t, "context");
        yes = yes || sbill_bench_positive(t);
        no = no || !sbill_bench_positive(t) || !plain;
    }
    if (!yes)
        sbill_lint_say(l, "no-test", concept, -1, "no test in which it is found", nothing);
    if (!no)
        sbill_lint_say(l, "no-test", concept, -1,
                       "no test in which it is not found, or not current", nothing);
}

static void look_at_concept(struct sbill_lint *l, const struct sbill_xml *concept)
{
    for (const struct sbill_xml *x = concept->first; x; x = x->next)
        if (!sbill_text_is(x->name, "test"))
            patterns(l, x);
    always_run_finds(l, concept);
    unused_captures(l, concept);
    sections(l, concept, "in");
    sections(l, concept, "not-in");
    tests_of_concept(l, concept);
}

void sbill_lint_pack(struct sbill_lint *l)
{
    for (const struct sbill_xml *e = l->b.root->first; e; e = e->next) {
        if (sbill_text_is(e->name, "concept"))
            look_at_concept(l, e);
        else if (sbill_text_is(e->name, "cue"))
            patterns(l, e);
        else if (sbill_text_is(e->name, "words"))
            for (const struct sbill_xml *w = e->first; w; w = w->next)
                patterns(l, w);
        else if (sbill_xml_has(e, "when"))
            sections(l, e, "in");
    }
    always_run_cues(l);
    unused_words(l);
    unused_concepts(l);
}
