/* When a whole pack is read: do the names in it stand for something, and are its codes in the tables? */
#include <string.h>

#include "book/rules_pack.h"

static struct sbill_place at_rule(const struct sbill_pack_maker *m, const struct sbill_rule *r)
{
    return (struct sbill_place){m->file, r->line, 0};
}

/* ---- Names ---- */

static bool group_exists(const struct sbill_pack *p, struct sbill_text name)
{
    for (size_t i = 0; i < p->concepts.n; i++)
        if (sbill_text_eq(p->concepts.v[i].group, name))
            return true;
    return false;
}

/* A pack that extends others may name their concepts: whether they exist is seen when a book joins its packs. */
static int32_t check_name(const struct sbill_pack_maker *m, const struct sbill_rule *r,
                          struct sbill_text name, bool group)
{
    const struct sbill_pack *p = m->pack;

    if (p->extends.n || (group ? group_exists(p, name) : sbill_pack_concept(p, name) != NULL))
        return SBILL_OK;
    return sbill_fail(m->err, SBILL_EINPUT, at_rule(m, r),
                      "rule %t names the %s %t, which this pack does not have", &r->id,
                      group ? "group" : "concept", &name);
}

static int32_t check_names(const struct sbill_pack_maker *m, const struct sbill_rule *r)
{
    int32_t status = SBILL_OK;

    for (size_t t = 0; t < r->when.n; t++)
        for (size_t a = 0; a < r->when.v[t].any.n && status == SBILL_OK; a++)
            status = check_name(m, r, r->when.v[t].any.v[a].name, r->when.v[t].any.v[a].group);
    for (size_t i = 0; i < r->unless.n && status == SBILL_OK; i++)
        status = check_name(m, r, r->unless.v[i], false);
    for (size_t i = 0; i < r->uses.n && status == SBILL_OK; i++)
        status = check_name(m, r, r->uses.v[i], false);
    return status;
}

/* ---- Codes ---- */

static int32_t refuse_code(const struct sbill_pack_maker *m, const struct sbill_rule *r,
                           struct sbill_text code, int32_t found)
{
    const char *why = found == SBILL_CODE_UNKNOWN  ? "is in no loaded release"
                      : found == SBILL_CODE_HEADER ? "needs more characters"
                                                   : "is not in force then";

    return sbill_fail(m->err, SBILL_EINPUT, at_rule(m, r), "rule %t assigns %t, which %s", &r->id,
                      &code, why);
}

static int32_t check_code(const struct sbill_pack_maker *m, const struct sbill_rule *r,
                          struct sbill_text code)
{
    int32_t on = r->guards.from != SBILL_NO_DATE ? r->guards.from : m->pack->from;
    int32_t found;

    if (!m->find)
        return SBILL_OK;
    found = m->find(m->user, r->system, code, on);
    if (found == SBILL_CODE_BILLABLE || found == SBILL_CODE_NOT_LOADED ||
        found == SBILL_CODE_OUTSIDE)
        return SBILL_OK;
    return refuse_code(m, r, code, found);
}

static const struct sbill_words *list_named(const struct sbill_pack *p, struct sbill_text id)
{
    for (size_t i = 0; i < p->words.n; i++)
        if (sbill_text_eq(p->words.v[i].id, id))
            return &p->words.v[i];
    return NULL;
}

/* S93.401{phase}: tried with every value of the word list of that name. Numbers (Z3A.{weeks:2}) are looked up
 * when they are known. */
static int32_t check_template(const struct sbill_pack_maker *m, const struct sbill_rule *r,
                              struct sbill_text code, size_t open)
{
    struct sbill_text rest = {code.p + open + 1, code.n - open - 1}, name;
    const struct sbill_words *list;
    char tried[32];
    int32_t status = SBILL_OK;

    if (!rest.n || !memchr(rest.p, '}', rest.n) || open > 12)
        return sbill_fail(m->err, SBILL_EINPUT, at_rule(m, r), "rule %t: { is not closed in %t",
                          &r->id, &code);
    name = sbill_text_cut(&rest, '}');
    list = list_named(m->pack, name);
    for (size_t i = 0; list && rest.n == 0 && i < list->is.n && status == SBILL_OK; i++) {
        struct sbill_text is = list->is.v[i];
        if (is.n > 8)
            continue;
        memcpy(tried, code.p, open);
        memcpy(tried + open, is.p, is.n);
        status = check_code(m, r, (struct sbill_text){tried, open + is.n});
    }
    return status;
}

static int32_t check_codes(const struct sbill_pack_maker *m, const struct sbill_rule *r)
{
    int32_t status = SBILL_OK;

    if (r->kind == SBILL_RULE_MODIFIER) /* its outcomes are modifiers */
        return SBILL_OK;
    for (size_t i = 0; i < r->outcomes.n && status == SBILL_OK; i++) {
        struct sbill_text codes = r->outcomes.v[i].code, code;
        while (status == SBILL_OK && (code = sbill_next_code(&codes)).n) {
            const char *brace = memchr(code.p, '{', code.n);
            status = brace ? check_template(m, r, code, (size_t)(brace - code.p))
                           : check_code(m, r, code);
        }
    }
    return status;
}

int32_t sbill_pack_check(const struct sbill_pack_maker *m)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < m->pack->rules.n && status == SBILL_OK; i++) {
        status = check_names(m, &m->pack->rules.v[i]);
        if (status == SBILL_OK)
            status = check_codes(m, &m->pack->rules.v[i]);
    }
    return status;
}
