/* Records out of a stream of bytes: one a line (ndjson), or JSON values, each a record or an array of records (json).
 * One record at a time is cut out and no more than max-record bytes of it are kept: what is longer is passed over and
 * reported, and the next one still comes. */
#include <string.h>

#include "read/record_json.h"

/* Beside a whole record and the pieces fed behind it. */
#define ROOM_BESIDE ((size_t)1 << 20)

enum place {
    OUTSIDE, /* between the values of the stream */
    FIRST,   /* behind the bracket of an array */
    BEHIND_COMMA,
    BEHIND_RECORD, /* of an array */
    INSIDE         /* a record */
};

struct sbill_reader {
    struct sbill_settings settings;
    bool lines; /* ndjson */
    struct sbill_buf buf;
    size_t taken;   /* bytes of buf that are used up */
    size_t scanned; /* bytes behind them that were looked at: the record so far */
    uint64_t line;  /* of the byte at `taken`, from 1 */
    uint64_t record_line;
    bool closed;
    bool skipping;    /* the record is too long: its rest is passed over */
    bool begun;       /* json: past a byte order mark */
    bool any;         /* there was something to read */
    bool over;        /* nothing more can be cut out */
    enum place place; /* json: where `taken` + `scanned` is */
    bool in_array;
    uint32_t depth; /* inside a record: open brackets */
    bool in_string, escaped;
};

int32_t sbill_reader_new(const char *format, const sbill_options *o, sbill_reader **out,
                         sbill_error **err)
{
    struct sbill_text name = sbill_text_from(format);
    struct sbill_settings settings;
    struct sbill_reader *r;
    size_t max;

    if (!out || (!sbill_text_is(name, "ndjson") && !sbill_text_is(name, "json")))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "a reader reads ndjson or json");
    sbill_settings_copy(&settings, o);
    r = sbill_alloc_get(&settings.alloc, sizeof *r);
    if (!r)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    *r = (struct sbill_reader){.settings = settings, .line = 1, .record_line = 1};
    r->lines = sbill_text_is(name, "ndjson");
    max = settings.max_record < SIZE_MAX / 4 ? settings.max_record : SIZE_MAX / 4;
    sbill_buf_init(&r->buf, &r->settings.alloc, 2 * max + ROOM_BESIDE);
    *out = r;
    return SBILL_OK;
}

void sbill_reader_free(sbill_reader *r)
{
    struct sbill_alloc alloc;

    if (!r)
        return;
    alloc = r->settings.alloc;
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

/* ---- cutting ---- */

static struct sbill_text waiting(const struct sbill_reader *r)
{
    if (!r->buf.p)
        return SBILL_T("");
    return (struct sbill_text){r->buf.p + r->taken, r->buf.n - r->taken};
}

static void take(struct sbill_reader *r, size_t n)
{
    struct sbill_text gone = {waiting(r).p, n};

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

static struct sbill_place place_of(uint64_t line)
{
    return (struct sbill_place){.line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line};
}

static int32_t too_long(struct sbill_reader *r, sbill_error **err)
{
    return sbill_fail(err, SBILL_EINPUT, place_of(r->record_line),
                      "the record is longer than %z bytes, the option max-record",
                      r->settings.max_record);
}

/* The first n bytes waiting are a record. Whatever is wrong with it, the next one can be read. */
static int32_t read_cut(struct sbill_reader *r, size_t n, sbill_encounter *e, sbill_error **err)
{
    struct sbill_text record = {waiting(r).p, n};
    struct sbill_place at = place_of(r->record_line);
    int32_t status;

    r->any = true;
    status = n > r->settings.max_record ? too_long(r, err)
                                        : sbill_read_record_json(e, record, at.line, err);
    take(r, n);
    return status == SBILL_ELIMIT ? SBILL_EINPUT : status;
}

/* Too much of a record has come: report it now, pass over what is still to come. */
static int32_t skip(struct sbill_reader *r, sbill_error **err)
{
    r->any = true;
    r->skipping = true;
    take(r, r->scanned);
    return too_long(r, err);
}

static int32_t at_end(struct sbill_reader *r, sbill_error **err)
{
    bool nothing = !r->any;

    r->any = true;
    r->record_line = r->line;
    if (nothing)
        return sbill_fail(err, SBILL_EINPUT, place_of(1),
                          "the input is empty: there is no record in it");
    return SBILL_END;
}

/* ---- one a line ---- */

static bool is_blank(struct sbill_text t)
{
    return sbill_text_trim(t).n == 0;
}

/* False if the line is not there whole; *n is its length with the line feed, *held without. */
static bool find_line(struct sbill_reader *r, size_t *n, size_t *held)
{
    struct sbill_text w = waiting(r);
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
    size_t n, held;

    while (find_line(r, &n, &held)) {
        struct sbill_text line = {waiting(r).p, held};
        int32_t status;

        if (r->skipping || is_blank(line)) {
            r->skipping = false;
            take(r, n);
            continue;
        }
        r->record_line = r->line;
        status = read_cut(r, held, e, err);
        take(r, n - held);
        return status;
    }
    if (r->skipping) {
        take(r, n);
    } else if (n > r->settings.max_record) {
        r->record_line = r->line;
        return skip(r, err);
    }
    return r->closed ? at_end(r, err) : SBILL_MORE;
}

/* ---- JSON values ---- */

/* Look at bytes until the record's last bracket; false if it is not there yet. */
static bool find_end(struct sbill_reader *r)
{
    struct sbill_text w = waiting(r);

    for (; r->scanned < w.n; r->scanned++) {
        char c = w.p[r->scanned];

        if (r->in_string) {
            if (r->escaped)
                r->escaped = false;
            else if (c == '\\')
                r->escaped = true;
            else if (c == '"')
                r->in_string = false;
        } else if (c == '"') {
            r->in_string = true;
        } else if (c == '{' || c == '[') {
            r->depth++;
        } else if ((c == '}' || c == ']') && --r->depth == 0) {
            r->scanned++;
            return true;
        }
    }
    return false;
}

static int32_t stray(struct sbill_reader *r, sbill_error **err)
{
    r->over = true;
    r->any = true;
    r->record_line = r->line;
    return sbill_fail(err, SBILL_EINPUT, place_of(r->line),
                      r->in_array ? "between the records of a list stands what is no record"
                                  : "the input is neither a record nor a list of records");
}

/* One byte between records. SBILL_MORE: go on. */
static int32_t between(struct sbill_reader *r, char c, sbill_error **err)
{
    bool expects_record = r->place != BEHIND_RECORD;

    if (c == '{' && expects_record) {
        r->place = INSIDE;
        r->depth = 0;
        r->record_line = r->line;
        return SBILL_MORE;
    }
    if (c == '[' && r->place == OUTSIDE) {
        r->in_array = r->any = true;
        r->place = FIRST;
    } else if (c == ']' && (r->place == FIRST || r->place == BEHIND_RECORD)) {
        r->in_array = false;
        r->place = OUTSIDE;
    } else if (c == ',' && r->place == BEHIND_RECORD) {
        r->place = BEHIND_COMMA;
    } else if (!sbill_is_space(c)) {
        return stray(r, err);
    }
    take(r, 1);
    return SBILL_MORE;
}

static void record_ends(struct sbill_reader *r)
{
    r->place = r->in_array ? BEHIND_RECORD : OUTSIDE;
    r->in_string = r->escaped = r->skipping = false;
}

/* The rest of a record, or as much of it as is there. SBILL_MORE: it is not there whole. SBILL_END: passed over. */
static int32_t inside(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    bool whole = find_end(r), skipping = r->skipping;
    size_t n = r->scanned;

    if (whole || r->closed) {
        r->over = !whole;
        record_ends(r);
        if (!skipping)
            return read_cut(r, n, e, err);
        take(r, n);
        return SBILL_END;
    }
    if (skipping)
        take(r, n);
    else if (n > r->settings.max_record)
        return skip(r, err);
    return SBILL_MORE;
}

/* A byte order mark at the very start; false while it is not there whole. */
static bool pass_mark(struct sbill_reader *r)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct sbill_text w = waiting(r);
    size_t n = w.n < 3 ? w.n : 3;

    if (r->begun || n == 0)
        return true;
    if (n < 3 && !r->closed && memcmp(w.p, mark, n) == 0)
        return false;
    r->begun = true;
    if (n == 3 && memcmp(w.p, mark, 3) == 0)
        take(r, 3);
    return true;
}

static int32_t next_value(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    if (!pass_mark(r))
        return SBILL_MORE;
    while (waiting(r).n && !r->over) {
        int32_t status;

        if (r->place == INSIDE) {
            status = inside(r, e, err);
            if (status != SBILL_END)
                return status;
            continue;
        }
        status = between(r, waiting(r).p[0], err);
        if (status != SBILL_MORE)
            return status;
    }
    if (!r->closed && !r->over)
        return SBILL_MORE;
    if (!r->over && (r->in_array || r->place == INSIDE)) {
        r->over = true;
        r->record_line = r->line;
        return sbill_fail(err, SBILL_EINPUT, place_of(r->line),
                          r->in_array ? "the list of records is not closed"
                                      : "the last record is not closed");
    }
    return at_end(r, err);
}

int32_t sbill_reader_next(sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    if (!r || !e)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no reader, or no encounter");
    return r->lines ? next_line(r, e, err) : next_value(r, e, err);
}
