/* What an office says once for all visits of its tables: a partial record, which is laid under every visit, and beside
 * it a directory of the providers and payers that the table names in short (docs/formats.md). */
#include "read/csv.h"

/* What a table says of each visit has no business here: it would be billed for everybody. */
static const char *const of_a_visit[] = {"id",    "control_number", "date_from",
                                         "lines", "diagnoses",      "notes"};

static int32_t check_directory(const struct sbill_json_val *directory, struct sbill_place at,
                               sbill_error **err)
{
    struct sbill_json_iter it;

    if (!directory)
        return SBILL_OK;
    if (sbill_json_kind(directory) != SBILL_JSON_OBJECT)
        return sbill_fail(err, SBILL_EINPUT, at, "the directory is an object");
    sbill_json_walk(&it, directory);
    while (sbill_json_next(&it)) {
        if (!sbill_text_is(it.key, "providers") && !sbill_text_is(it.key, "payers"))
            return sbill_fail(err, SBILL_EINPUT, at,
                              "the directory has providers and payers, but no \"%t\"", &it.key);
        if (sbill_json_kind(it.val) != SBILL_JSON_OBJECT)
            return sbill_fail(err, SBILL_EINPUT, at, "the \"%t\" of the directory are an object",
                              &it.key);
    }
    return SBILL_OK;
}

int32_t sbill_csv_read_defaults(struct sbill_csv_given *g, struct sbill_text name,
                                struct sbill_text json, sbill_error **err)
{
    struct sbill_place at = {.source = name, .line = 1};
    const struct sbill_json_val *root;
    int32_t status;

    if (g->defaults)
        return sbill_fail(err, SBILL_EINVAL, at, "the reader has defaults already");
    status = sbill_json_parse(g->json, json, at, &root, err);
    if (status != SBILL_OK)
        return status;
    if (sbill_json_kind(root) != SBILL_JSON_OBJECT)
        return sbill_fail(err, SBILL_EINPUT, at, "defaults are a JSON object, and this is none");
    for (size_t i = 0; i < sizeof of_a_visit / sizeof *of_a_visit; i++)
        if (sbill_json_get(root, of_a_visit[i]))
            return sbill_fail(err, SBILL_EINPUT, at,
                              "defaults hold for every visit, so they have no \"%s\"",
                              of_a_visit[i]);
    status = check_directory(sbill_json_get(root, "directory"), at, err);
    if (status == SBILL_OK)
        g->defaults = root;
    return status;
}

static const struct sbill_json_val *member(const struct sbill_json_val *object,
                                           struct sbill_text name)
{
    struct sbill_json_iter it;

    sbill_json_walk(&it, object);
    while (sbill_json_next(&it))
        if (sbill_text_eq_fold(sbill_text_trim(it.key), name))
            return it.val;
    return NULL;
}

const struct sbill_json_val *sbill_csv_directory(const struct sbill_json_val *defaults,
                                                 const char *list, struct sbill_text name)
{
    const struct sbill_json_val *directory =
        defaults ? sbill_json_get(defaults, "directory") : NULL;
    const struct sbill_json_val *names = directory ? sbill_json_get(directory, list) : NULL;
    const struct sbill_json_val *found = names ? member(names, name) : NULL;

    if (found && sbill_json_kind(found) == SBILL_JSON_STRING) /* another name of the same */
        found = member(names, sbill_text_trim(sbill_json_text(found)));
    return found && sbill_json_kind(found) == SBILL_JSON_OBJECT ? found : NULL;
}
