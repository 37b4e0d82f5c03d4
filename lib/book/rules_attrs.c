/* Attributes of a rule pack's elements: what may stand there, and what it means. */
#include <string.h>

#include "book/rules_pack.h"

struct sbill_place sbill_pack_at(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    return (struct sbill_place){m->file, e->line, 0};
}

int32_t sbill_pack_memory(const struct sbill_pack_maker *m, int32_t status)
{
    if (!m->arena->failed || (status != SBILL_OK && status != SBILL_NOMEM))
        return status;
    return sbill_fail(m->err, m->arena->failed, SBILL_NOWHERE,
                      m->arena->failed == SBILL_ELIMIT ? "the rule pack is too large"
                                                       : "out of memory");
}

static struct sbill_text next_word(struct sbill_text *rest)
{
    struct sbill_text word;

    *rest = sbill_text_trim(*rest);
    word.p = rest->p;
    word.n = 0;
    while (word.n < rest->n && !sbill_is_space(rest->p[word.n]))
        word.n++;
    *rest = (struct sbill_text){rest->p + word.n, rest->n - word.n};
    return word;
}

static bool allowed_attr(struct sbill_text name, const char *allowed)
{
    struct sbill_text rest = sbill_text_from(allowed), word;

    while ((word = next_word(&rest)).n) {
        if (*word.p == '!')
            word = (struct sbill_text){word.p + 1, word.n - 1};
        if (sbill_text_eq(word, name))
            return true;
    }
    return false;
}

static bool has(const struct sbill_xml *e, struct sbill_text name)
{
    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next)
        if (sbill_text_eq(a->name, name))
            return true;
    return false;
}

int32_t sbill_pack_attrs(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                         const char *allowed)
{
    struct sbill_text rest = sbill_text_from(allowed), word;

    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next)
        if (!allowed_attr(a->name, allowed))
            return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e), "<%t> has no attribute %t",
                              &e->name, &a->name);
    while ((word = next_word(&rest)).n) {
        struct sbill_text name = {word.p + 1, word.n - 1};
        if (*word.p == '!' && !has(e, name))
            return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e),
                              "<%t> lacks the attribute %t", &e->name, &name);
    }
    return SBILL_OK;
}

int32_t sbill_pack_list(const struct sbill_pack_maker *m, struct sbill_text value, sbill_names *out)
{
    struct sbill_text word;

    while ((word = next_word(&value)).n) {
        struct sbill_text *slot = SBILL_PUSH(m->arena, out);
        if (slot)
            *slot = word;
    }
    return sbill_pack_memory(m, SBILL_OK);
}

int32_t sbill_pack_word(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                        const char *attr, const char *const *words, uint32_t *out)
{
    struct sbill_text v = sbill_xml_attr(e, attr);

    *out = 0;
    if (!sbill_xml_has(e, attr))
        return SBILL_OK;
    for (uint32_t i = 0; words[i]; i++)
        if (sbill_text_is(v, words[i])) {
            *out = i + 1;
            return SBILL_OK;
        }
    return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e), "<%t> has the unknown %s \"%t\"",
                      &e->name, attr, &v);
}

int32_t sbill_pack_u32(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                       const char *attr, uint32_t absent, uint32_t *out)
{
    struct sbill_text v = sbill_xml_attr(e, attr);

    *out = absent;
    if (!sbill_xml_has(e, attr) || (sbill_text_u32(v, out) && *out <= 100000))
        return SBILL_OK;
    return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e),
                      "%s is \"%t\", which is no whole number up to 100000", attr, &v);
}

int32_t sbill_pack_date(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                        const char *attr, int32_t *out)
{
    struct sbill_text v = sbill_xml_attr(e, attr);

    *out = SBILL_NO_DATE;
    if (!sbill_xml_has(e, attr) || sbill_date_parse(v, out))
        return SBILL_OK;
    return sbill_fail(m->err, SBILL_EINPUT, sbill_pack_at(m, e),
                      "%s is \"%t\", which is no date like 2025-10-01", attr, &v);
}

bool sbill_pack_id_ok(struct sbill_text id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!sbill_is_alnum(id.p[i]) && id.p[i] != '-' && id.p[i] != '_' && id.p[i] != '.')
            return false;
    return id.n > 0 && id.n <= 80;
}

const struct sbill_concept *sbill_pack_concept(const struct sbill_pack *p, struct sbill_text id)
{
    for (size_t i = 0; i < p->concepts.n; i++)
        if (sbill_text_eq(p->concepts.v[i].id, id))
            return &p->concepts.v[i];
    return NULL;
}
