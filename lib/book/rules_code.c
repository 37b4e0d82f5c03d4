/* The code layer of a rule pack: <code>, <service>, <suppress>, <query>, <modifier>. */
#include <string.h>

#include "book/rules_pack.h"

#define GUARDS "in age sex setting from until plan filing payer place claim "
#define COMMON "!id version title when unless uses guideline source link allow " GUARDS

static const struct {
    const char *name, *attrs;
    uint32_t kind;
} kinds[] = {
    {"code", COMMON "assign choose ask replaces yields after role only", SBILL_RULE_DIAGNOSIS},
    {"service", COMMON "system assign choose ask replaces units unit per round modifiers",
     SBILL_RULE_SERVICE},
    {"suppress", COMMON "!codes", SBILL_RULE_SUPPRESS},
    {"query", COMMON "!ask", SBILL_RULE_QUERY},
    {"modifier", COMMON "!lines !choose", SBILL_RULE_MODIFIER},
};

static int32_t fail_at(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                       const char *words)
{
    return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e), "<%t>: %s", &e->name, words);
}

/* ---- when="dm2 ckd3a|ckd3b !dm1 breast-cancer[family] @neuropathy" ---- */

static int32_t take_contexts(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                             struct sbill_text list, uint32_t *bits)
{
    *bits = 0;
    while (list.n) {
        struct sbill_text name = sbill_text_cut(&list, ',');
        uint32_t kind = sbill_context_from(name);
        if (sbill_text_is(name, "any"))
            *bits |= (1u << SBILL_CTX_KINDS) - 1;
        else if (kind < SBILL_CTX_KINDS)
            *bits |= 1u << kind;
        else
            return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e),
                              "<%t>: unknown context [%t]", &e->name, &name);
    }
    return *bits ? SBILL_OK : fail_at(m, e, "empty [ ]");
}

static int32_t take_alternative(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                                struct sbill_text s, struct sbill_alternative *a)
{
    struct sbill_text name = sbill_text_cut(&s, '[');

    a->group = name.n && *name.p == '@';
    if (a->group)
        name = (struct sbill_text){name.p + 1, name.n - 1};
    a->name = name;
    a->contexts = 1u << SBILL_CTX_CURRENT;
    if (!sbill_pack_id_ok(name))
        return fail_at(m, e, "a name is missing or wrong in when=");
    if (s.n == 0)
        return SBILL_OK;
    if (s.p[s.n - 1] != ']')
        return fail_at(m, e, "[ is not closed in when=");
    s.n--;
    return take_contexts(m, e, s, &a->contexts);
}

static int32_t take_when(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                         struct sbill_rule *r)
{
    sbill_names words = {NULL, 0, 0};
    bool positive = false;
    int32_t status = sbill_pack_list(m, sbill_xml_attr(e, "when"), &words);

    for (size_t i = 0; i < words.n && status == SBILL_OK; i++) {
        struct sbill_text w = words.v[i];
        struct sbill_term *t = SBILL_PUSH(m->arena, &r->when);
        if (!t)
            return sbill_pack_memory(m, SBILL_NOMEM);
        t->absent = *w.p == '!';
        positive |= !t->absent;
        if (t->absent)
            w = (struct sbill_text){w.p + 1, w.n - 1};
        do {
            struct sbill_text one = sbill_text_cut(&w, '|');
            struct sbill_alternative *a = SBILL_PUSH(m->arena, &t->any);
            if (!a)
                return sbill_pack_memory(m, SBILL_NOMEM);
            status = take_alternative(m, e, one, a);
        } while (w.n && status == SBILL_OK);
    }
    if (status == SBILL_OK && !positive)
        return fail_at(m, e, "when= must name a concept that has to be there");
    return status;
}

/* ---- Guards ---- */

static bool age_limit(struct sbill_text t, struct sbill_age_limit *out)
{
    static const char units[] = "dwmy"; /* in the order of enum sbill_age_unit */
    const char *u;
    uint32_t n;

    out->n = -1;
    if (t.n == 0)
        return true;
    u = strchr(units, t.p[t.n - 1]);
    if (!u || !sbill_text_u32((struct sbill_text){t.p, t.n - 1}, &n) || n > 50000)
        return false;
    out->n = (int32_t)n;
    out->unit = (uint32_t)(u - units) + 1;
    return true;
}

/* age="9y..64y", "..28d", "18y.." */
static int32_t take_age(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                        struct sbill_guards *g)
{
    struct sbill_text t = sbill_xml_attr(e, "age"), from;

    g->age_from.n = g->age_to.n = -1;
    if (!sbill_xml_has(e, "age"))
        return SBILL_OK;
    from = sbill_text_cut(&t, '.');
    if (t.n == 0 || *t.p != '.' || (from.n == 0 && t.n == 1))
        return fail_at(m, e, "age is written 9y..64y, 18y.. or ..28d (y m w d)");
    t = (struct sbill_text){t.p + 1, t.n - 1};
    if (!age_limit(from, &g->age_from) || !age_limit(t, &g->age_to))
        return fail_at(m, e, "age is written 9y..64y, 18y.. or ..28d (y m w d)");
    return SBILL_OK;
}

static int32_t take_guard_lists(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                                struct sbill_guards *g)
{
    static const char *const attrs[] = {"in", "plan", "filing", "payer", "place", "claim"};
    sbill_names *const lists[] = {&g->sections, &g->plans,  &g->filing,
                                  &g->payers,   &g->places, &g->claim_types};
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < 6 && status == SBILL_OK; i++)
        status = sbill_pack_list(m, sbill_xml_attr(e, attrs[i]), lists[i]);
    return status;
}

static int32_t take_guards(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           struct sbill_guards *g)
{
    static const char *const sexes[] = {"F", "M", NULL};
    static const char *const settings[] = {"outpatient", "inpatient", NULL};
    int32_t status = sbill_pack_word(m, e, "sex", sexes, &g->sex);

    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "setting", settings, &g->setting);
    if (status == SBILL_OK)
        status = sbill_pack_date(m, e, "from", &g->from);
    if (status == SBILL_OK)
        status = sbill_pack_date(m, e, "until", &g->to);
    if (status == SBILL_OK)
        status = take_age(m, e, g);
    return status == SBILL_OK ? take_guard_lists(m, e, g) : status;
}

/* ---- Outcomes ---- */

static int32_t add_outcome(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           struct sbill_rule *r, uint32_t kind)
{
    struct sbill_rule_outcome *o = SBILL_PUSH(m->arena, &r->outcomes);

    if (!o)
        return sbill_pack_memory(m, SBILL_NOMEM);
    o->kind = kind;
    o->below = SBILL_NONE;
    o->code = kind == SBILL_ALWAYS ? sbill_xml_attr(e, "assign") : sbill_text_trim(e->text);
    if (kind == SBILL_ALWAYS)
        return SBILL_OK;
    o->query = sbill_xml_attr(e, "ask");
    o->is = sbill_xml_attr(e, "is");
    if (o->code.n == 0 && o->query.n == 0)
        return fail_at(m, e, "neither a code nor a question");
    return SBILL_OK;
}

static int32_t take_range(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                          struct sbill_rule *r)
{
    struct sbill_text below = sbill_xml_attr(e, "below");
    int32_t status = sbill_pack_attrs(m, e, "below ask");

    if (status == SBILL_OK)
        status = add_outcome(m, e, r, SBILL_RANGE);
    if (status == SBILL_OK && sbill_xml_has(e, "below") &&
        !sbill_decimal_parse(below, 3, &r->outcomes.v[r->outcomes.n - 1].below))
        return fail_at(m, e, "below= is no number");
    return status;
}

static int32_t take_children(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                             struct sbill_rule *r)
{
    int32_t status = SBILL_OK;

    for (const struct sbill_xml *x = e->first; x && status == SBILL_OK; x = x->next) {
        if (sbill_text_is(x->name, "case")) {
            status = sbill_pack_attrs(m, x, "!is ask");
            if (status == SBILL_OK)
                status = add_outcome(m, x, r, SBILL_CASE);
        } else if (sbill_text_is(x->name, "range")) {
            status = take_range(m, x, r);
        } else if (sbill_text_is(x->name, "otherwise")) {
            status = sbill_pack_attrs(m, x, "ask");
            if (status == SBILL_OK)
                status = add_outcome(m, x, r, SBILL_OTHERWISE);
        } else if (sbill_text_is(x->name, "test")) {
            status = sbill_pack_attrs(
                m, x,
                "!expect because first query finding note type age sex on plan filing "
                "place setting claim entered lines rejected");
        } else {
            status = fail_at(m, x, "unknown element in a rule");
        }
    }
    return status;
}

static int32_t take_outcomes(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                             struct sbill_rule *r)
{
    bool codes = r->kind == SBILL_RULE_DIAGNOSIS || r->kind == SBILL_RULE_SERVICE;
    bool assigns = sbill_xml_has(e, "assign"), chooses = sbill_xml_has(e, "choose");
    int32_t status = SBILL_OK;

    r->by = sbill_xml_attr(e, "choose");
    if (assigns)
        status = add_outcome(m, e, r, SBILL_ALWAYS);
    if (status == SBILL_OK)
        status = take_children(m, e, r);
    if (status != SBILL_OK)
        return status;
    if (codes && assigns == chooses)
        return fail_at(m, e, "needs either assign= or choose=");
    if (chooses && r->outcomes.n == 0)
        return fail_at(m, e, "choose= needs <case>, <range> or <otherwise>");
    if (!chooses && r->outcomes.n > (assigns ? 1u : 0u))
        return fail_at(m, e, "<case>, <range> and <otherwise> need choose=");
    return SBILL_OK;
}

/* ---- The rest of a rule ---- */

static int32_t take_units(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                          struct sbill_rule *r)
{
    static const char *const rounding[] = {"up", "down", NULL};
    struct sbill_text per = sbill_xml_attr(e, "per");
    uint32_t round = 0;
    int32_t status = sbill_pack_word(m, e, "round", rounding, &round);

    r->units = sbill_xml_attr(e, "units");
    r->unit = sbill_xml_attr(e, "unit");
    r->per = 1000;
    if (round == 2)
        r->flags |= SBILL_RULE_ROUND_DOWN;
    if (status == SBILL_OK && sbill_xml_has(e, "per") &&
        (!sbill_decimal_parse(per, 3, &r->per) || r->per <= 0))
        return fail_at(m, e, "per= must be a number above zero");
    if (status == SBILL_OK && r->unit.n && !r->units.n)
        return fail_at(m, e, "unit= needs units=");
    return status;
}

static int32_t take_system(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           struct sbill_rule *r)
{
    static const char *const systems[] = {"hcpcs", "cpt", "cdt", NULL};
    static const int32_t numbers[] = {SBILL_SYSTEM_HCPCS, SBILL_SYSTEM_HCPCS, SBILL_SYSTEM_CPT,
                                      SBILL_SYSTEM_CDT};
    uint32_t which = 0;
    int32_t status = sbill_pack_word(m, e, "system", systems, &which);

    r->system = r->kind == SBILL_RULE_SERVICE ? numbers[which] : SBILL_SYSTEM_ICD10CM;
    return status;
}

static int32_t take_lists(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                          struct sbill_rule *r)
{
    const struct {
        const char *attr;
        sbill_names *list;
    } lists[] = {
        {"unless", &r->unless},       {"uses", &r->uses},     {"replaces", &r->replaces},
        {"codes", &r->codes},         {"lines", &r->codes},   {"after", &r->after},
        {"modifiers", &r->modifiers}, {"yields", &r->yields},
    };
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == SBILL_OK; i++)
        status = sbill_pack_list(m, sbill_xml_attr(e, lists[i].attr), lists[i].list);
    return status;
}

static int32_t take_head(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                         struct sbill_rule *r)
{
    static const char *const links[] = {"assumed", "stated", NULL};
    static const char *const roles[] = {"first", "secondary", "last", NULL};
    static const char *const onlys[] = {"assessed", NULL};
    uint32_t link = 0, only = 0;
    int32_t status = sbill_pack_word(m, e, "link", links, &link);

    r->id = sbill_xml_attr(e, "id");
    r->line = e->line;
    r->title = sbill_xml_attr(e, "title");
    r->guideline = sbill_xml_attr(e, "guideline");
    r->source = sbill_xml_attr(e, "source");
    r->query = sbill_xml_attr(e, "ask");
    r->version = sbill_xml_has(e, "version") ? sbill_xml_attr(e, "version") : m->pack->version;
    if (link == 2)
        r->flags |= SBILL_RULE_STATED;
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "only", onlys, &only);
    if (only == 1)
        r->flags |= SBILL_RULE_ASSESSED;
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "role", roles, &r->role);
    if (status == SBILL_OK && !sbill_pack_id_ok(r->id))
        return fail_at(m, e, "id must be letters, digits, hyphens and dots, at most 80");
    for (size_t i = 0; i + 1 < m->pack->rules.n && status == SBILL_OK; i++)
        if (sbill_text_eq(m->pack->rules.v[i].id, r->id))
            return fail_at(m, e, "two rules with this id");
    return status;
}

int32_t sbill_pack_rule(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    size_t k = 0;
    struct sbill_rule *r = SBILL_PUSH(m->arena, &m->pack->rules);
    int32_t status;

    if (!r)
        return sbill_pack_memory(m, SBILL_NOMEM);
    while (!sbill_text_is(e->name, kinds[k].name))
        k++;
    r->kind = kinds[k].kind;
    status = sbill_pack_attrs(m, e, kinds[k].attrs);
    if (status == SBILL_OK)
        status = take_head(m, e, r);
    if (status == SBILL_OK)
        status = take_system(m, e, r);
    if (status == SBILL_OK)
        status = take_when(m, e, r);
    if (status == SBILL_OK)
        status = take_guards(m, e, &r->guards);
    if (status == SBILL_OK)
        status = take_lists(m, e, r);
    if (status == SBILL_OK)
        status = take_units(m, e, r);
    return status == SBILL_OK ? take_outcomes(m, e, r) : status;
}
