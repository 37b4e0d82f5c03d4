/* Before libxml2 compiles a schema: it opens imported schemas itself and cannot be handed their bytes without a
 * global hook. So every schema is read here first, and refused if it points anywhere but to a plain name in its own
 * folder. */
#include <string.h>

#include "base/os.h"
#include "base/xml.h"

#define MAX_SCHEMAS 32

struct schemas {
    const char *dir;
    sbill_error **err;
    struct sbill_arena *arena;
    struct sbill_text seen[MAX_SCHEMAS];
    size_t count;
};

static int32_t vet_bytes(struct schemas *s, struct sbill_text bytes, struct sbill_text name);

static bool plain_name(struct sbill_text name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!sbill_is_alnum(name.p[i]) && name.p[i] != '.' && name.p[i] != '-' && name.p[i] != '_')
            return false;
    return name.n > 0 && name.p[0] != '.';
}

const char *sbill_xml_path(struct sbill_arena *a, const char *dir, struct sbill_text name)
{
    size_t n = strlen(dir);
    char *path = sbill_arena_get(a, n + 1 + name.n + 1);

    if (path) {
        memcpy(path, dir, n);
        path[n] = '/';
        memcpy(path + n + 1, name.p, name.n);
    }
    return path;
}

static int32_t vet_file(struct schemas *s, struct sbill_text name)
{
    struct sbill_place at = {name, 0, 0};
    struct sbill_map map;
    const char *path;
    int32_t status;

    for (size_t i = 0; i < s->count; i++)
        if (sbill_text_eq(s->seen[i], name))
            return SBILL_OK;
    if (s->count == MAX_SCHEMAS)
        return sbill_fail(s->err, SBILL_ELIMIT, at, "a schema of more than 32 files");
    if (!s->dir || !plain_name(name))
        return sbill_fail(s->err, SBILL_EINPUT, at, "a schema may only import files beside it");
    s->seen[s->count++] = name;
    path = sbill_xml_path(s->arena, s->dir, name);
    if (!path)
        return sbill_fail(s->err, SBILL_NOMEM, at, "out of memory");
    status = sbill_map_open(path, &map, s->err);
    if (status != SBILL_OK)
        return status;
    status = vet_bytes(s, (struct sbill_text){(const char *)map.p, map.n}, name);
    sbill_map_close(&map);
    return status;
}

static int32_t vet_bytes(struct schemas *s, struct sbill_text bytes, struct sbill_text name)
{
    static const char *const kinds[] = {"import", "include", "redefine", "override"};
    struct sbill_xml *root;
    int32_t status = sbill_xml_parse(s->arena, bytes, name, &root, s->err);

    if (status != SBILL_OK)
        return status;
    for (const struct sbill_xml *e = root->first; e && status == SBILL_OK; e = e->next)
        for (size_t k = 0; k < 4 && status == SBILL_OK; k++)
            if (sbill_text_is(e->name, kinds[k]) && sbill_xml_has(e, "schemaLocation"))
                status = vet_file(s, sbill_xml_attr(e, "schemaLocation"));
    return status;
}

int32_t sbill_xml_vet_schema(struct sbill_arena *a, struct sbill_text xsd, const char *dir,
                             sbill_error **err)
{
    struct schemas s = {.dir = dir, .err = err, .arena = a};

    return vet_bytes(&s, xsd, SBILL_T("schema"));
}
