#include "book/strict.h"

static struct sbill_place place(const struct sbill_strict *s, const struct sbill_xml *e)
{
    return (struct sbill_place){s->source, e->line, 0};
}

int32_t sbill_strict_fail(const struct sbill_strict *s, const struct sbill_xml *e,
                          const char *words, const struct sbill_text *value)
{
    struct sbill_text nothing = {"", 0};

    return sbill_fail(s->err, SBILL_EINPUT, place(s, e), words, value ? value : &nothing);
}

int32_t sbill_strict_attrs(const struct sbill_strict *s, const struct sbill_xml *e,
                           const char *known)
{
    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next) {
        struct sbill_text rest = sbill_text_from(known);
        bool found = false;

        while (rest.n && !found)
            found = sbill_text_eq(sbill_text_cut(&rest, ' '), a->name);
        if (!found)
            return sbill_fail(s->err, SBILL_EINPUT, place(s, e),
                              "<%t> has an attribute \"%t\", which is not known here", &e->name,
                              &a->name);
    }
    return SBILL_OK;
}

int32_t sbill_strict_need(const struct sbill_strict *s, const struct sbill_xml *e, const char *name)
{
    if (sbill_text_trim(sbill_xml_attr(e, name)).n)
        return SBILL_OK;
    return sbill_fail(s->err, SBILL_EINPUT, place(s, e), "<%t> needs the attribute \"%s\"",
                      &e->name, name);
}

int32_t sbill_strict_no_text(const struct sbill_strict *s, const struct sbill_xml *e)
{
    if (sbill_text_trim(e->text).n)
        return sbill_strict_fail(s, e, "<%t> holds text, which is not read", &e->name);
    return SBILL_OK;
}

int32_t sbill_strict_empty(const struct sbill_strict *s, const struct sbill_xml *e)
{
    if (e->first)
        return sbill_strict_fail(s, e->first, "<%t> is not known here", &e->first->name);
    return sbill_strict_no_text(s, e);
}
