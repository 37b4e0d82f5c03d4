/* The public door to schema validation: finds the schema's bytes, the rest is base/xml.c's. */
#include "base/os.h"
#include "base/xml.h"

int32_t sbill_validate_xml(const char *xml, size_t len, const char *dir, const char *xsd,
                           sbill_error **err)
{
    struct sbill_arena arena;
    struct sbill_map schema;
    const char *path;
    int32_t status;

    if (!xml || !dir || !xsd)
        return sbill_fail(
            err, SBILL_EINVAL, SBILL_NOWHERE,
            "sbill_validate_xml: a document, a folder and a schema's name are needed");
    sbill_xml_start();
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 20);
    path = sbill_xml_path(&arena, dir, sbill_text_from(xsd));
    status = path ? sbill_map_open(path, &schema, err)
                  : sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    if (status == SBILL_OK) {
        struct sbill_text bytes = {(const char *)schema.p, schema.n};
        status =
            sbill_xml_validate((struct sbill_text){xml, len}, SBILL_T("document"), bytes, dir, err);
        sbill_map_close(&schema);
    }
    sbill_arena_free(&arena);
    return status;
}
