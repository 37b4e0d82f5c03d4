/* Rule packs: XML as authors write it (docs/rules.md) to a RULE section. Strict: what is not understood is an error
 * with its line, since a rule that is silently not applied is worse than none. */
#include <string.h>

#include "book/build.h"
#include "book/rules_pack.h"

#define NAMESPACE "urn:superbill:rules:1"
#define MAX_PACK ((size_t)1 << 28)
#define MAX_WORDS 62

static const char *const yes_no[] = {"yes", "no", NULL};

static int32_t fail_at(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                       const char *words)
{
    return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e), "<%t>: %s", &e->name, words);
}

static int32_t check_id(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    return sbill_pack_id_ok(sbill_xml_attr(e, "id"))
               ? SBILL_OK
               : fail_at(m, e, "id must be letters, digits, hyphens and dots, at most 80");
}

/* ---- Word lists ---- */

static int32_t take_words(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    struct sbill_words *list;
    int32_t status = sbill_pack_attrs(m, e, "!id allow");

    if (status == SBILL_OK)
        status = check_id(m, e);
    if (status != SBILL_OK)
        return status;
    list = SBILL_PUSH(m->arena, &m->pack->words);
    if (!list)
        return sbill_pack_memory(m, SBILL_NOMEM);
    list->id = sbill_xml_attr(e, "id");
    for (const struct sbill_xml *w = e->first; w && status == SBILL_OK; w = w->next) {
        struct sbill_text *is = SBILL_PUSH(m->arena, &list->is);
        if (!sbill_text_is(w->name, "w") || sbill_text_trim(w->text).n == 0)
            return fail_at(m, w, "only <w is=\"...\">words</w> stands in a word list");
        status = sbill_pack_attrs(m, w, "!is");
        if (is)
            *is = sbill_xml_attr(w, "is");
    }
    status = sbill_pack_memory(m, status);
    if (status == SBILL_OK && (list->is.n == 0 || list->is.n > MAX_WORDS))
        return fail_at(m, e, "a word list has 1 to 62 entries");
    return status == SBILL_OK ? sbill_pack_words(m, e) : status;
}

/* ---- Sections of notes ---- */

/* Lower case, one blank between words, no mark at the end. */
static struct sbill_text header_form(struct sbill_arena *a, struct sbill_text t)
{
    char *p = sbill_arena_get(a, t.n + 1);
    size_t n = 0;

    t = sbill_text_trim(t);
    for (size_t i = 0; p && i < t.n; i++) {
        if (!sbill_is_space(t.p[i]))
            p[n++] = sbill_lower(t.p[i]);
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    return (struct sbill_text){p ? p : "", n};
}

static int32_t take_headers(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                            struct sbill_section *s)
{
    for (const struct sbill_xml *h = e->first; h; h = h->next) {
        bool opens = sbill_text_is(h->name, "opener");
        struct sbill_text *slot = SBILL_PUSH(m->arena, opens ? &s->openers : &s->headers);
        if ((!opens && !sbill_text_is(h->name, "header")) || sbill_text_trim(h->text).n == 0)
            return fail_at(
                m, h, "only <header>words</header> and <opener>words</opener> stand in a section");
        if (slot)
            *slot = header_form(m->arena, h->text);
    }
    return sbill_pack_memory(m, SBILL_OK);
}

static int32_t take_section(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    static const char *const standings[] = {"stated",   "assessed", "plan", "listed",
                                            "observed", "told",     NULL};
    struct sbill_section *s;
    uint32_t ignore = 0, label = 0, standing = 0;
    int32_t status = sbill_pack_attrs(m, e, "!id context ignore label standing rank");

    s = SBILL_PUSH(m->arena, &m->pack->sections);
    if (!s)
        return sbill_pack_memory(m, SBILL_NOMEM);
    s->id = sbill_xml_attr(e, "id");
    if (status == SBILL_OK)
        status = check_id(m, e);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "ignore", yes_no, &ignore);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "label", yes_no, &label);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "standing", standings, &standing);
    if (status == SBILL_OK)
        status = sbill_pack_u32(m, e, "rank", 50, &s->rank);
    s->flags = (ignore == 1 ? SBILL_SECTION_IGNORE : 0u) | (label == 1 ? SBILL_SECTION_LABEL : 0u);
    s->standing = standing ? standing - 1 : SBILL_STATED;
    if (status == SBILL_OK && sbill_xml_has(e, "context")) {
        s->context = sbill_context_from(sbill_xml_attr(e, "context"));
        if (s->context >= SBILL_CTX_KINDS)
            return fail_at(m, e, "unknown context");
    }
    return status == SBILL_OK ? take_headers(m, e, s) : status;
}

/* ---- Cues ---- */

static int32_t take_cue(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    static const char *const sides[] = {"before", "after", "both", NULL};
    struct sbill_cue cue;
    struct sbill_cue *slot;
    sbill_bindings bindings = {NULL, 0, 0};
    int32_t status = sbill_pack_attrs(m, e, "!category side window far case whole anchor allow");

    memset(&cue, 0, sizeof cue);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "side", sides, &cue.direction);
    if (status == SBILL_OK)
        status = sbill_pack_u32(m, e, "window", 0, &cue.window);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "far", yes_no, &cue.far);
    if (status != SBILL_OK)
        return status;
    cue.far = cue.far == 1;
    cue.category = sbill_context_from(sbill_xml_attr(e, "category"));
    if (cue.category == SBILL_NO_INDEX || cue.category == SBILL_CTX_NOTED)
        return fail_at(m, e, "unknown category");
    if (cue.direction == 0)
        cue.direction = SBILL_CUE_BEFORE | SBILL_CUE_AFTER;
    status = sbill_pack_pattern(m, e, SBILL_PATTERN_SORT, &bindings, &cue.pattern);
    if (status != SBILL_OK)
        return status;
    slot = SBILL_PUSH(m->arena, &m->pack->cues);
    if (!slot)
        return sbill_pack_memory(m, SBILL_NOMEM);
    *slot = cue;
    slot->bindings.v = bindings.v;
    slot->bindings.n = bindings.n;
    return SBILL_OK;
}

/* ---- Concepts ---- */

static int32_t take_find(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                         struct sbill_concept *c)
{
    struct sbill_find *f = SBILL_PUSH(m->arena, &c->finds);
    sbill_bindings bindings = {NULL, 0, 0};
    int32_t status = sbill_pack_attrs(m, e, "case whole anchor allow");

    if (!f)
        return sbill_pack_memory(m, SBILL_NOMEM);
    if (status == SBILL_OK)
        status = sbill_pack_pattern(m, e, 0, &bindings, &f->pattern);
    f->bindings.v = bindings.v;
    f->bindings.n = bindings.n;
    return status;
}

static int32_t take_except(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           struct sbill_concept *c)
{
    uint32_t *index = SBILL_PUSH(m->arena, &c->excepts);
    sbill_bindings bindings = {NULL, 0, 0};
    int32_t status = sbill_pack_attrs(m, e, "case whole allow");

    if (!index)
        return sbill_pack_memory(m, SBILL_NOMEM);
    return status == SBILL_OK ? sbill_pack_pattern(m, e, 0, &bindings, index) : status;
}

/* Tests are run by sbill_rules_test; here they are only read. */
static int32_t check_test(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    uint32_t finds = 0;
    int32_t status = sbill_pack_attrs(m, e, "!finds context because note");

    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "finds", yes_no, &finds);
    if (status == SBILL_OK && sbill_xml_has(e, "context") &&
        sbill_context_from(sbill_xml_attr(e, "context")) >= SBILL_CTX_KINDS)
        return fail_at(m, e, "unknown context");
    return status;
}

static int32_t concept_parts(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                             struct sbill_concept *c)
{
    int32_t status = SBILL_OK;

    for (const struct sbill_xml *x = e->first; x && status == SBILL_OK; x = x->next) {
        if (sbill_text_is(x->name, "find"))
            status = take_find(m, x, c);
        else if (sbill_text_is(x->name, "except"))
            status = take_except(m, x, c);
        else if (sbill_text_is(x->name, "test"))
            status = check_test(m, x);
        else
            status = fail_at(m, x, "unknown element in a concept");
    }
    if (status == SBILL_OK && c->finds.n == 0)
        status = fail_at(m, e, "a concept needs a <find>");
    return status;
}

static int32_t concept_lists(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                             struct sbill_concept *c)
{
    int32_t status = sbill_pack_list(m, sbill_xml_attr(e, "in"), &c->in);

    if (status == SBILL_OK)
        status = sbill_pack_list(m, sbill_xml_attr(e, "not-in"), &c->not_in);
    if (status == SBILL_OK)
        status = sbill_pack_list(m, sbill_xml_attr(e, "managed-by"), &c->managed_by);
    return status;
}

static int32_t take_concept(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    static const char *const lasting[] = {"acute", "chronic", NULL};
    static const char *const contexts[] = {"any", NULL};
    static const char *const concept_kinds[] = {"condition", "treatment", NULL};
    struct sbill_concept *c;
    uint32_t chronic = 0, any = 0, recent = 0, kind = 0, fallback = 0;
    int32_t status = sbill_pack_attrs(m, e,
                                      "!id title group kind persistence context priority "
                                      "recent-days in not-in managed-by fallback allow");

    if (status == SBILL_OK)
        status = check_id(m, e);
    if (status == SBILL_OK && sbill_pack_concept(m->pack, sbill_xml_attr(e, "id")))
        status = fail_at(m, e, "two concepts with this id");
    if (status != SBILL_OK)
        return status;
    c = SBILL_PUSH(m->arena, &m->pack->concepts);
    if (!c)
        return sbill_pack_memory(m, SBILL_NOMEM);
    c->id = sbill_xml_attr(e, "id");
    c->title = sbill_xml_has(e, "title") ? sbill_xml_attr(e, "title") : c->id;
    c->group = sbill_xml_has(e, "group") ? sbill_xml_attr(e, "group") : c->id;
    status = sbill_pack_word(m, e, "persistence", lasting, &chronic);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "context", contexts, &any);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "kind", concept_kinds, &kind);
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "fallback", yes_no, &fallback);
    if (status == SBILL_OK)
        status = sbill_pack_u32(m, e, "priority", 0, &c->priority);
    if (status == SBILL_OK)
        status = sbill_pack_u32(m, e, "recent-days", 0, &recent);
    c->recent_days = (int32_t)recent;
    c->flags = (chronic == 2 ? SBILL_CONCEPT_CHRONIC : 0u) | (any ? SBILL_CONCEPT_ANYWHERE : 0u) |
               (kind == 2 ? SBILL_CONCEPT_TREATMENT : 0u) |
               (fallback == 1 ? SBILL_CONCEPT_FALLBACK : 0u);
    if (status == SBILL_OK)
        status = concept_lists(m, e, c);
    return status == SBILL_OK ? concept_parts(m, e, c) : status;
}

/* ---- The pack ---- */

static int32_t take_off(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    struct sbill_text *slot = SBILL_PUSH(m->arena, &m->pack->off);
    int32_t status = sbill_pack_attrs(m, e, "!rule because");

    if (slot)
        *slot = sbill_xml_attr(e, "rule");
    return sbill_pack_memory(m, status);
}

static int32_t take_symptoms(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    int32_t status = sbill_pack_attrs(m, e, "!codes guideline");

    return status == SBILL_OK ? sbill_pack_list(m, sbill_xml_attr(e, "codes"), &m->pack->symptoms)
                              : status;
}

static int32_t take_provenance(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    return sbill_pack_attrs(m, e, "author reviewed-by reviewed source status");
}

static const struct {
    const char *name;
    int32_t (*take)(const struct sbill_pack_maker *m, const struct sbill_xml *e);
    uint32_t round; /* word lists before the patterns that use them */
} elements[] = {
    {"words", take_words, 0},
    {"section", take_section, 1},
    {"cue", take_cue, 1},
    {"concept", take_concept, 1},
    {"off", take_off, 1},
    {"symptoms", take_symptoms, 1},
    {"provenance", take_provenance, 1},
    {"code", sbill_pack_rule, 1},
    {"service", sbill_pack_rule, 1},
    {"suppress", sbill_pack_rule, 1},
    {"query", sbill_pack_rule, 1},
    {"modifier", sbill_pack_rule, 1},
};

static int32_t take_elements(const struct sbill_pack_maker *m, uint32_t round)
{
    int32_t status = SBILL_OK;

    for (const struct sbill_xml *e = m->root->first; e && status == SBILL_OK; e = e->next) {
        size_t k = 0, n = sizeof elements / sizeof *elements;
        while (k < n && !sbill_text_is(e->name, elements[k].name))
            k++;
        if (k == n)
            return fail_at(m, e, "unknown element in a rule pack");
        if (elements[k].round == round)
            status = elements[k].take(m, e);
    }
    return status;
}

static int32_t take_pack(const struct sbill_pack_maker *m)
{
    struct sbill_pack *p = m->pack;
    int32_t status;

    if (!sbill_text_is(m->root->name, "rules") || !sbill_text_is(m->root->ns, NAMESPACE))
        return fail_at(m, m->root, "a rule pack is <rules xmlns=\"" NAMESPACE "\">");
    status = sbill_pack_attrs(m, m->root, "!id !version title effective until extends");
    if (status == SBILL_OK)
        status = check_id(m, m->root);
    if (status == SBILL_OK)
        status = sbill_pack_date(m, m->root, "effective", &p->from);
    if (status == SBILL_OK)
        status = sbill_pack_date(m, m->root, "until", &p->to);
    if (status == SBILL_OK)
        status = sbill_pack_list(m, sbill_xml_attr(m->root, "extends"), &p->extends);
    p->id = sbill_xml_attr(m->root, "id");
    p->version = sbill_xml_attr(m->root, "version");
    p->file = m->file;
    if (status == SBILL_OK)
        status = take_elements(m, 0);
    if (status == SBILL_OK)
        status = take_elements(m, 1);
    if (status == SBILL_OK)
        status = sbill_pack_check(m);
    return status == SBILL_OK ? sbill_pack_digests(m) : status;
}

int32_t sbill_rules_compile_tree(const struct sbill_alloc *alloc, struct sbill_text name,
                                 const struct sbill_xml *root, sbill_rules_find find, void *user,
                                 struct sbill_buf *out, sbill_error **err)
{
    struct sbill_arena arena;
    struct sbill_pack pack;
    struct sbill_pack_maker m = {alloc, &arena, name, &pack, root, find, user, err};
    int32_t status;

    memset(&pack, 0, sizeof pack);
    sbill_arena_init(&arena, alloc, MAX_PACK);
    status = sbill_pack_memory(&m, take_pack(&m));
    if (status == SBILL_OK) {
        sbill_pack_write(&pack, out);
        if (out->failed)
            status = sbill_fail(err, out->failed, SBILL_NOWHERE,
                                out->failed == SBILL_NOMEM ? "out of memory"
                                                           : "the rule pack is too large");
    }
    sbill_arena_free(&arena);
    return status;
}

int32_t sbill_rules_compile(const struct sbill_alloc *alloc, struct sbill_text name,
                            struct sbill_text xml, sbill_rules_find find, void *user,
                            struct sbill_buf *out, sbill_error **err)
{
    struct sbill_arena arena;
    struct sbill_xml *root = NULL;
    int32_t status;

    sbill_arena_init(&arena, alloc, MAX_PACK);
    status = sbill_xml_parse(&arena, xml, name, &root, err);
    if (status == SBILL_OK)
        status = sbill_rules_compile_tree(alloc, name, root, find, user, out, err);
    sbill_arena_free(&arena);
    return status;
}

static int32_t find_in_builder(void *user, int32_t system, struct sbill_text code, int32_t on)
{
    return sbill_build_find(user, system, code, on);
}

int32_t sbill_import_rules(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    struct sbill_buf section;
    int32_t status;

    sbill_buf_init(&section, sbill_build_alloc(b), MAX_PACK);
    status = sbill_rules_compile(sbill_build_alloc(b), in->name, in->bytes, find_in_builder, b,
                                 &section, err);
    if (status == SBILL_OK)
        status = sbill_build_section(b, SBILL_SEC_RULES, 0, section.p, section.n, err);
    sbill_buf_free(&section);
    return status;
}
