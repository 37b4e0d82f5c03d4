/* Walking the small tree that the XML door gives out. */
#include "base/xml.h"

static const struct sbill_xml_attr *find_attr(const struct sbill_xml *e, const char *name)
{
    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next)
        if (sbill_text_is(a->name, name))
            return a;
    return NULL;
}

struct sbill_text sbill_xml_attr(const struct sbill_xml *e, const char *name)
{
    const struct sbill_xml_attr *a = find_attr(e, name);

    return a ? a->value : (struct sbill_text){"", 0};
}

bool sbill_xml_has(const struct sbill_xml *e, const char *name)
{
    return find_attr(e, name) != NULL;
}

static struct sbill_xml *named(struct sbill_xml *e, const char *name)
{
    while (e && !sbill_text_is(e->name, name))
        e = e->next;
    return e;
}

struct sbill_xml *sbill_xml_child(const struct sbill_xml *e, const char *name)
{
    return named(e->first, name);
}

struct sbill_xml *sbill_xml_after(const struct sbill_xml *e, const char *name)
{
    return named(e->next, name);
}
