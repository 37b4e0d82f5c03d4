#include "encounter/encounter.h"

#include <stddef.h>

#include "map/fields.h"

/* What the parser may need for one byte of a record: a value takes 16 bytes and at least two of the text, the text is
 * copied once, and its room grows by halves. */
#define JSON_ROOM_PER_BYTE 16
#define JSON_ROOM_LEAST ((size_t)65536)

static size_t json_room(size_t max_record)
{
    if (max_record > (SIZE_MAX - JSON_ROOM_LEAST) / JSON_ROOM_PER_BYTE)
        return SIZE_MAX;
    return max_record * JSON_ROOM_PER_BYTE + JSON_ROOM_LEAST;
}

/* Everything from `record` on belongs to one record. */
static void start_record(struct sbill_encounter *e)
{
    size_t kept = offsetof(struct sbill_encounter, record);

    sbill_wipe((char *)e + kept, sizeof *e - kept);
    sbill_shape_clear(&sbill_record_shape, &e->record);
    e->finding_claim = -1;
    e->outcome_reason = SBILL_T("");
}

int32_t sbill_encounter_new(sbill_book *b, const sbill_options *o, sbill_encounter **out,
                            sbill_error **err)
{
    struct sbill_settings settings;
    struct sbill_encounter *e;
    int32_t status;

    if (!b || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "an encounter needs a book and a place for the result");
    sbill_settings_copy(&settings, o);
    e = sbill_alloc_get(&settings.alloc, sizeof *e);
    if (!e)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    *e = (struct sbill_encounter){.book = sbill_book_ref(b), .settings = settings};
    e->alloc = &e->settings.alloc;
    sbill_arena_init(&e->arena, e->alloc, settings.max_memory);
    sbill_buf_init(&e->out, e->alloc, settings.max_memory);
    sbill_buf_init(&e->words, e->alloc, settings.max_memory);
    start_record(e);
    status = sbill_json_new(e->alloc, json_room(settings.max_record), &e->json);
    if (status == SBILL_OK)
        status = sbill_match_new(e->alloc, &e->match);
    if (status != SBILL_OK) {
        sbill_encounter_free(e);
        return sbill_fail(err, status, SBILL_NOWHERE, "out of memory");
    }
    *out = e;
    return SBILL_OK;
}

void sbill_encounter_reset(sbill_encounter *e)
{
    if (!e)
        return;
    start_record(e);
    sbill_json_wipe(e->json);
    sbill_buf_wipe(&e->out);
    sbill_buf_wipe(&e->words);
    sbill_arena_reset(&e->arena);
}

void sbill_encounter_free(sbill_encounter *e)
{
    struct sbill_alloc alloc;

    if (!e)
        return;
    alloc = *e->alloc;
    sbill_match_free(e->match);
    sbill_json_free(e->json);
    sbill_buf_free(&e->out);
    sbill_buf_free(&e->words);
    sbill_arena_free(&e->arena);
    sbill_book_free(e->book);
    sbill_wipe(e, sizeof *e);
    sbill_alloc_put(&alloc, e, sizeof *e);
}

int32_t sbill_encounter_memory(const struct sbill_encounter *e, sbill_error **err)
{
    if (e->arena.failed == SBILL_ELIMIT)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the record needs more memory than the option max-memory allows");
    if (e->arena.failed)
        return sbill_fail(err, e->arena.failed, SBILL_NOWHERE, "out of memory");
    return SBILL_OK;
}

int32_t sbill_line_date(const struct sbill_record *r, const struct sbill_line *l)
{
    return l->date_from != SBILL_NO_DATE ? l->date_from : r->date_from;
}

bool sbill_status_bills(int32_t status)
{
    return status == SBILL_ENTERED || status == SBILL_CONFIRMED;
}

const struct sbill_left_out *sbill_left_out_at(const struct sbill_encounter *e, size_t i)
{
    if (i < e->unread.n)
        return &e->unread.v[i];
    i -= e->unread.n;
    return i < e->left_out.n ? &e->left_out.v[i] : NULL;
}
