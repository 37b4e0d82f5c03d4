/* Records out of a stream of bytes. Here is what every format needs: the bytes that wait, and which format it is. One
 * record at a time is cut out and no more than max-record bytes of it are kept: what is longer is passed over and
 * reported, and the next one still comes. */
#include <string.h>

#include "read/stream.h"

/* Beside a whole record and the pieces fed behind it. */
#define ROOM_BESIDE ((size_t)1 << 20)

static const struct sbill_input *const inputs[] = {
    &sbill_ndjson_input,
    &sbill_json_input,
    &sbill_x12_input,
    &sbill_csv_input,
};

static const struct sbill_input *find_input(struct sbill_text name)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (sbill_text_is(name, inputs[i]->name))
            return inputs[i];
    return NULL;
}

static int32_t no_memory(sbill_error **err)
{
    return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
}

static int32_t start_input(struct sbill_reader *r, const struct sbill_input *input,
                           sbill_error **err)
{
    r->state = sbill_alloc_get(&r->settings.alloc, input->state_size);
    if (!r->state)
        return no_memory(err);
    memset(r->state, 0, input->state_size);
    r->input = input;
    return SBILL_OK;
}

int32_t sbill_reader_new(const char *format, const sbill_options *o, sbill_reader **out,
                         sbill_error **err)
{
    struct sbill_text name = sbill_text_from(format);
    const struct sbill_input *input = find_input(name);
    struct sbill_settings settings;
    struct sbill_reader *r;
    size_t max;

    if (!out || (!input && !sbill_text_is(name, "auto")))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a reader reads ndjson, json, csv or x12, or finds out itself (auto)");
    sbill_settings_copy(&settings, o);
    r = sbill_alloc_get(&settings.alloc, sizeof *r);
    if (!r)
        return no_memory(err);
    *r = (struct sbill_reader){.settings = settings, .line = 1, .record_line = 1};
    max = settings.max_record < SIZE_MAX / 4 ? settings.max_record : SIZE_MAX / 4;
    sbill_buf_init(&r->buf, &r->settings.alloc, 2 * max + ROOM_BESIDE);
    if (input && start_input(r, input, err) != SBILL_OK) {
        sbill_reader_free(r);
        return SBILL_NOMEM;
    }
    *out = r;
    return SBILL_OK;
}

void sbill_reader_free(sbill_reader *r)
{
    struct sbill_alloc alloc;

    if (!r)
        return;
    alloc = r->settings.alloc;
    if (r->state) {
        if (r->input->end)
            r->input->end(r);
        sbill_wipe(r->state, r->input->state_size);
        sbill_alloc_put(&alloc, r->state, r->input->state_size);
    }
    sbill_given_free(r);
    sbill_buf_free(&r->buf);
    sbill_alloc_put(&alloc, r, sizeof *r);
}

uint64_t sbill_reader_line(const sbill_reader *r)
{
    return r ? r->record_line : 0;
}

int32_t sbill_reader_close(sbill_reader *r)
{
    if (!r)
        return SBILL_EINVAL;
    r->closed = true;
    return SBILL_OK;
}

/* Move what is not taken to the front, and leave nothing behind it. */
static void compact(struct sbill_reader *r)
{
    size_t left = r->buf.n - r->taken;

    if (r->taken == 0)
        return;
    memmove(r->buf.p, r->buf.p + r->taken, left);
    sbill_wipe(r->buf.p + left, r->taken);
    r->buf.n = left;
    r->taken = 0;
}

int32_t sbill_reader_feed(sbill_reader *r, const char *bytes, size_t len, sbill_error **err)
{
    if (!r || (!bytes && len) || r->closed)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "feeding needs an open reader and some bytes");
    compact(r);
    if (len > r->buf.max - r->buf.n)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "feed smaller pieces, and take the records in between");
    sbill_buf_add(&r->buf, bytes, len);
    if (!r->buf.failed)
        return SBILL_OK;
    r->buf.failed = 0; /* nothing was added: the call may be made again */
    return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
}

/* ---- for the formats ---- */

struct sbill_text sbill_stream_waiting(const struct sbill_reader *r)
{
    if (!r->buf.p)
        return SBILL_T("");
    return (struct sbill_text){r->buf.p + r->taken, r->buf.n - r->taken};
}

void sbill_stream_take(struct sbill_reader *r, size_t n)
{
    struct sbill_text gone = {sbill_stream_waiting(r).p, n};

    while (gone.n) {
        const char *feed = memchr(gone.p, '\n', gone.n);

        if (!feed)
            break;
        r->line++;
        gone.n -= (size_t)(feed + 1 - gone.p);
        gone.p = feed + 1;
    }
    r->taken += n;
    r->scanned = 0;
}

struct sbill_place sbill_stream_place(uint64_t line)
{
    return (struct sbill_place){.line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line};
}

int32_t sbill_stream_too_long(const struct sbill_reader *r, sbill_error **err)
{
    return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(r->record_line),
                      "the record is longer than %z bytes, the option max-record",
                      r->settings.max_record);
}

int32_t sbill_stream_end(struct sbill_reader *r, sbill_error **err)
{
    bool nothing = !r->any;

    r->any = true;
    r->record_line = r->line;
    if (nothing)
        return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(1),
                          "the input is empty: there is no record in it");
    return SBILL_END;
}

int32_t sbill_reader_next(sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    const char *format;
    int32_t status;

    if (!r || !e)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no reader, or no encounter");
    if (!r->input) {
        format = sbill_detect(sbill_stream_waiting(r), r->closed);
        if (!format)
            return SBILL_MORE;
        status = start_input(r, find_input(sbill_text_from(format)), err);
        if (status != SBILL_OK)
            return status;
    }
    return r->input->next(r, e, err);
}
