/* What is wrong with the rules of a pack: codes that no table has, references and tests that are missing. */
#include <string.h>

#include "assign/rules_lint.h"

static const struct sbill_text nothing = {"", 0};

struct rule_at {
    struct sbill_lint *l;
    const struct sbill_rule *r;
    const struct sbill_xml *e;
};

static bool gives_codes(const struct sbill_rule *r)
{
    return r->kind == SBILL_RULE_DIAGNOSIS || r->kind == SBILL_RULE_SERVICE;
}

static int32_t found_on(const struct rule_at *x, struct sbill_text code, int32_t on, int64_t *ref)
{
    return sbill_code_find(x->l->book, x->r->system, code.p, code.n, on, ref);
}

static int32_t first_day(const struct rule_at *x)
{
    return x->r->guards.from != SBILL_NO_DATE ? x->r->guards.from : x->l->b.pack->from;
}

static int32_t last_day(const struct rule_at *x)
{
    return x->r->guards.to != SBILL_NO_DATE ? x->r->guards.to : x->l->b.pack->to;
}

/* ---- Codes that are assigned ---- */

static bool title_says(const struct rule_at *x, int64_t ref, const char *word)
{
    size_t n = 0, len = strlen(word);
    const char *title = sbill_code_title(x->l->book, ref, &n);

    for (size_t i = 0; title && i + len <= n; i++)
        if (sbill_text_eq_fold((struct sbill_text){title + i, len}, (struct sbill_text){word, len}))
            return true;
    return false;
}

/* <case is="left"> with a code whose title says right. */
static void check_side(const struct rule_at *x, const struct sbill_rule_outcome *o,
                       struct sbill_text code)
{
    static const char *const sides[] = {"left", "right", "bilateral"};
    int64_t ref = -1;

    if (o->kind != SBILL_CASE || found_on(x, code, first_day(x), &ref) != SBILL_CODE_BILLABLE)
        return;
    for (size_t i = 0; i < 2; i++)
        if (sbill_text_is(o->is, sides[i]) && title_says(x, ref, sides[1 - i]) &&
            !title_says(x, ref, sides[i]))
            sbill_lint_say(x->l, "wrong-side", x->e, -1,
                           "the title of this code says the other side", code);
}

static void check_code(const struct rule_at *x, struct sbill_text code)
{
    int32_t found = found_on(x, code, first_day(x), NULL);

    if (found == SBILL_CODE_NOT_LOADED)
        return;
    if (found != SBILL_CODE_BILLABLE)
        sbill_lint_say(x->l, "unknown-code", x->e, -1, "no loaded table has this code", code);
    else if (found_on(x, code, last_day(x), NULL) != SBILL_CODE_BILLABLE)
        sbill_lint_say(x->l, "code-ends", x->e, -1,
                       "this code is not in force to the end: give the rule until=", code);
}

static void check_assigned(const struct rule_at *x)
{
    for (size_t i = 0; i < x->r->outcomes.n; i++) {
        const struct sbill_rule_outcome *o = &x->r->outcomes.v[i];
        struct sbill_text codes = o->code, code;
        while ((code = sbill_next_code(&codes)).n)
            if (!memchr(code.p, '{', code.n)) {
                check_code(x, code);
                check_side(x, o, code);
            }
    }
}

/* ---- Codes that are only named: replaces, after, codes ---- */

static void check_named(const struct rule_at *x, const sbill_names *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct sbill_text code = list->v[i];
        int32_t first, last;
        while (code.n && code.p[code.n - 1] == '*')
            code.n--;
        first = found_on(x, code, first_day(x), NULL);
        last = found_on(x, code, last_day(x), NULL);
        if (first != SBILL_CODE_BILLABLE && first != SBILL_CODE_HEADER &&
            first != SBILL_CODE_NOT_LOADED && last != SBILL_CODE_BILLABLE &&
            last != SBILL_CODE_HEADER)
            sbill_lint_say(x->l, "unknown-code", x->e, -1, "no loaded table has this code",
                           list->v[i]);
    }
}

/* ---- Tests ---- */

/* Does the rule give the code `word`? What is filled in may be anything. */
static bool same_code(struct sbill_text code, struct sbill_text word)
{
    const char *brace = memchr(code.p, '{', code.n);

    for (size_t k = 0; k < word.n; k++) /* J1010*40, J3301-RT */
        if (word.p[k] == '*' || word.p[k] == '-')
            word.n = k;
    return brace ? sbill_text_starts(word, (struct sbill_text){code.p, (size_t)(brace - code.p)})
                 : sbill_text_eq(word, code);
}

static bool gives(const struct sbill_rule *r, struct sbill_text word)
{
    for (size_t i = 0; i < r->outcomes.n; i++) {
        struct sbill_text codes = r->outcomes.v[i].code, code;
        while ((code = sbill_next_code(&codes)).n)
            if (same_code(code, word))
                return true;
    }
    return false;
}

static bool expects(const struct sbill_rule *r, const struct sbill_xml *test)
{
    struct sbill_text rest = sbill_text_trim(sbill_xml_attr(test, "expect"));

    while (rest.n) {
        if (gives(r, sbill_text_cut(&rest, ' ')))
            return true;
        rest = sbill_text_trim(rest);
    }
    return false;
}

static void check_tests(const struct rule_at *x)
{
    size_t n = 0, yes = 0;

    for (const struct sbill_xml *t = sbill_xml_child(x->e, "test"); t;
         t = sbill_xml_after(t, "test")) {
        n++;
        yes += expects(x->r, t);
    }
    if (n < 2)
        sbill_lint_say(x->l, "no-test", x->e, -1,
                       "a rule needs a test that it passes and one that it does not", nothing);
    else if (gives_codes(x->r) && yes == 0)
        sbill_lint_say(x->l, "no-test", x->e, -1, "no test in which it gives its code", nothing);
    else if (gives_codes(x->r) && yes == n)
        sbill_lint_say(x->l, "no-test", x->e, -1, "no test in which it does not give its code",
                       nothing);
}

static const struct sbill_rule *rule_with_id(const struct sbill_pack *p, struct sbill_text id)
{
    for (size_t i = 0; i < p->rules.n; i++)
        if (sbill_text_eq(p->rules.v[i].id, id))
            return &p->rules.v[i];
    return NULL;
}

void sbill_lint_codes(struct sbill_lint *l)
{
    for (const struct sbill_xml *e = l->b.root->first; e; e = e->next) {
        const struct sbill_rule *r = rule_with_id(l->b.pack, sbill_xml_attr(e, "id"));
        struct rule_at x = {l, r, e};
        if (!r || !sbill_xml_has(e, "when"))
            continue;
        check_tests(&x);
        if (!r->guideline.n && !r->source.n)
            sbill_lint_say(l, "no-reference", e, -1, "neither guideline= nor source=", nothing);
        if (gives_codes(r))
            check_assigned(&x);
        check_named(&x, &r->replaces);
        check_named(&x, &r->after);
        if (r->kind == SBILL_RULE_SUPPRESS)
            check_named(&x, &r->codes);
    }
}
