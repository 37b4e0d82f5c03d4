/* What a reader is given beside its stream. */
#include "read/csv.h"
#include "read/stream.h"

#define MOST_GIVEN ((size_t)1 << 24)

void sbill_given_free(struct sbill_reader *r)
{
    struct sbill_csv_given *g = r->given;

    if (!g)
        return;
    sbill_json_free(g->json);
    sbill_arena_free(&g->arena);
    sbill_alloc_put(&r->settings.alloc, g, sizeof *g);
    r->given = NULL;
}

static struct sbill_csv_given *make(const struct sbill_alloc *alloc)
{
    struct sbill_csv_given *g = sbill_alloc_get(alloc, sizeof *g);

    if (!g)
        return NULL;
    *g = (struct sbill_csv_given){0};
    sbill_arena_init(&g->arena, alloc, 16 * MOST_GIVEN);
    if (sbill_json_new(alloc, 16 * MOST_GIVEN, &g->json) == SBILL_OK)
        return g;
    sbill_arena_free(&g->arena);
    sbill_alloc_put(alloc, g, sizeof *g);
    return NULL;
}

int32_t sbill_reader_give(sbill_reader *r, const char *what, const char *name, const void *bytes,
                          size_t len, sbill_error **err)
{
    struct sbill_text source = sbill_text_from(name), given = {bytes, len};
    bool map = sbill_text_is(sbill_text_from(what), "map");

    if (!r || !bytes || (!map && !sbill_text_is(sbill_text_from(what), "defaults")))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a reader is given a map or defaults, as bytes");
    if (r->any || r->buf.n)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a reader is given what it needs before it reads");
    if (len > MOST_GIVEN)
        return sbill_fail(err, SBILL_ELIMIT, (struct sbill_place){.source = source},
                          "this is larger than %z bytes", MOST_GIVEN);
    if (!r->given)
        r->given = make(&r->settings.alloc);
    if (!r->given)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    return map ? sbill_csv_read_map(r->given, source, given, err)
               : sbill_csv_read_defaults(r->given, source, given, err);
}
