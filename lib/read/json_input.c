/* Records as JSON: one a line (ndjson), or JSON values, each a record or an array of records (json). */
#include <string.h>

#include "read/record_json.h"
#include "read/stream.h"

enum place {
    OUTSIDE, /* between the values of the stream */
    FIRST,   /* behind the bracket of an array */
    BEHIND_COMMA,
    BEHIND_RECORD, /* of an array */
    INSIDE         /* a record */
};

struct json_input {
    bool skipping;    /* the record is too long: its rest is passed over */
    bool begun;       /* json: past a byte order mark */
    enum place place; /* json: where `taken` + `scanned` is */
    bool in_array;
    uint32_t depth; /* inside a record: open brackets */
    bool in_string, escaped;
};

/* The first n bytes waiting are a record. Whatever is wrong with it, the next one can be read. */
static int32_t read_cut(struct sbill_reader *r, size_t n, sbill_encounter *e, sbill_error **err)
{
    struct sbill_text record = {sbill_stream_waiting(r).p, n};
    struct sbill_place at = sbill_stream_place(r->record_line);
    int32_t status;

    r->any = true;
    status = n > r->settings.max_record ? sbill_stream_too_long(r, err)
                                        : sbill_read_record_json(e, record, at.line, err);
    sbill_stream_take(r, n);
    return status == SBILL_ELIMIT ? SBILL_EINPUT : status;
}

/* Too much of a record has come: report it now, pass over what is still to come. */
static int32_t skip(struct sbill_reader *r, sbill_error **err)
{
    struct json_input *in = r->state;

    r->any = true;
    in->skipping = true;
    sbill_stream_take(r, r->scanned);
    return sbill_stream_too_long(r, err);
}

/* ---- one a line ---- */

static bool is_blank(struct sbill_text t)
{
    return sbill_text_trim(t).n == 0;
}

/* False if the line is not there whole; *n is its length with the line feed, *held without. */
static bool find_line(struct sbill_reader *r, size_t *n, size_t *held)
{
    struct sbill_text w = sbill_stream_waiting(r);
    const char *feed = w.n > r->scanned ? memchr(w.p + r->scanned, '\n', w.n - r->scanned) : NULL;

    if (feed) {
        *held = (size_t)(feed - w.p);
        *n = *held + 1;
        return true;
    }
    r->scanned = *held = *n = w.n;
    return r->closed && w.n;
}

static int32_t next_line(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct json_input *in = r->state;
    size_t n, held;

    while (find_line(r, &n, &held)) {
        struct sbill_text line = {sbill_stream_waiting(r).p, held};
        int32_t status;

        if (in->skipping || is_blank(line)) {
            in->skipping = false;
            sbill_stream_take(r, n);
            continue;
        }
        r->record_line = r->line;
        status = read_cut(r, held, e, err);
        sbill_stream_take(r, n - held);
        return status;
    }
    if (in->skipping) {
        sbill_stream_take(r, n);
    } else if (n > r->settings.max_record) {
        r->record_line = r->line;
        return skip(r, err);
    }
    return r->closed ? sbill_stream_end(r, err) : SBILL_MORE;
}

/* ---- JSON values ---- */

/* Look at bytes until the record's last bracket; false if it is not there yet. */
static bool find_end(struct sbill_reader *r)
{
    struct json_input *in = r->state;
    struct sbill_text w = sbill_stream_waiting(r);

    for (; r->scanned < w.n; r->scanned++) {
        char c = w.p[r->scanned];

        if (in->in_string) {
            if (in->escaped)
                in->escaped = false;
            else if (c == '\\')
                in->escaped = true;
            else if (c == '"')
                in->in_string = false;
        } else if (c == '"') {
            in->in_string = true;
        } else if (c == '{' || c == '[') {
            in->depth++;
        } else if ((c == '}' || c == ']') && --in->depth == 0) {
            r->scanned++;
            return true;
        }
    }
    return false;
}

static int32_t stray(struct sbill_reader *r, sbill_error **err)
{
    struct json_input *in = r->state;

    r->over = true;
    r->any = true;
    r->record_line = r->line;
    return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(r->line),
                      in->in_array ? "between the records of a list stands what is no record"
                                   : "the input is neither a record nor a list of records");
}

/* One byte between records. SBILL_MORE: go on. */
static int32_t between(struct sbill_reader *r, char c, sbill_error **err)
{
    struct json_input *in = r->state;
    bool expects_record = in->place != BEHIND_RECORD;

    if (c == '{' && expects_record) {
        in->place = INSIDE;
        in->depth = 0;
        r->record_line = r->line;
        return SBILL_MORE;
    }
    if (c == '[' && in->place == OUTSIDE) {
        in->in_array = r->any = true;
        in->place = FIRST;
    } else if (c == ']' && (in->place == FIRST || in->place == BEHIND_RECORD)) {
        in->in_array = false;
        in->place = OUTSIDE;
    } else if (c == ',' && in->place == BEHIND_RECORD) {
        in->place = BEHIND_COMMA;
    } else if (!sbill_is_space(c)) {
        return stray(r, err);
    }
    sbill_stream_take(r, 1);
    return SBILL_MORE;
}

static void record_ends(struct sbill_reader *r)
{
    struct json_input *in = r->state;

    in->place = in->in_array ? BEHIND_RECORD : OUTSIDE;
    in->in_string = in->escaped = in->skipping = false;
}

/* The rest of a record, or as much of it as is there. SBILL_MORE: it is not there whole. SBILL_END: passed over. */
static int32_t inside(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct json_input *in = r->state;
    bool whole = find_end(r), skipping = in->skipping;
    size_t n = r->scanned;

    if (whole || r->closed) {
        r->over = !whole;
        record_ends(r);
        if (!skipping)
            return read_cut(r, n, e, err);
        sbill_stream_take(r, n);
        return SBILL_END;
    }
    if (skipping)
        sbill_stream_take(r, n);
    else if (n > r->settings.max_record)
        return skip(r, err);
    return SBILL_MORE;
}

/* A byte order mark at the very start; false while it is not there whole. */
static bool pass_mark(struct sbill_reader *r)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct json_input *in = r->state;
    struct sbill_text w = sbill_stream_waiting(r);
    size_t n = w.n < 3 ? w.n : 3;

    if (in->begun || n == 0)
        return true;
    if (n < 3 && !r->closed && memcmp(w.p, mark, n) == 0)
        return false;
    in->begun = true;
    if (n == 3 && memcmp(w.p, mark, 3) == 0)
        sbill_stream_take(r, 3);
    return true;
}

static int32_t next_value(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct json_input *in = r->state;

    if (!pass_mark(r))
        return SBILL_MORE;
    while (sbill_stream_waiting(r).n && !r->over) {
        int32_t status;

        if (in->place == INSIDE) {
            status = inside(r, e, err);
            if (status != SBILL_END)
                return status;
            continue;
        }
        status = between(r, sbill_stream_waiting(r).p[0], err);
        if (status != SBILL_MORE)
            return status;
    }
    if (!r->closed && !r->over)
        return SBILL_MORE;
    if (!r->over && (in->in_array || in->place == INSIDE)) {
        r->over = true;
        r->record_line = r->line;
        return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(r->line),
                          in->in_array ? "the list of records is not closed"
                                       : "the last record is not closed");
    }
    return sbill_stream_end(r, err);
}

const struct sbill_input sbill_ndjson_input = {"ndjson", sizeof(struct json_input), next_line,
                                               NULL};
const struct sbill_input sbill_json_input = {"json", sizeof(struct json_input), next_value, NULL};
