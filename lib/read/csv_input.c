/* Superbills as a table: the stream of rows, and when a visit is complete.
 *
 * Rows of a visit need not stand together: visits wait until the table ends or a window's bytes of rows wait, and are
 * then given out in the order of their first rows. A row that comes after its visit was given out makes another record,
 * with a finding that stops it (docs/formats.md). */
#include <string.h>

#include "read/csv.h"
#include "read/record_json.h"
#include "read/stream.h"
#include "superbill_findings.h"

#define WINDOW ((size_t)1 << 22) /* or max-record, if that is less */

struct csv_input {
    struct sbill_csv cut;
    struct sbill_csv_scan scan;
    struct sbill_arena heading, visit; /* of the whole table; of the visit at hand */
    struct sbill_csv_sheet sheet;
    struct sbill_csv_visits visits;
    struct sbill_buf utf8, json;
    size_t window;
    bool begun, marked, knows_separator, headed, skipping;
    bool told; /* what there is to say of the columns */
};

static void begin(struct sbill_reader *r, struct csv_input *in)
{
    const struct sbill_alloc *alloc = &r->settings.alloc;
    size_t max = r->settings.max_record;

    sbill_arena_init(&in->heading, alloc, r->settings.max_memory);
    sbill_arena_init(&in->visit, alloc, r->settings.max_memory);
    sbill_buf_init(&in->utf8, alloc, 3 * max + 1);
    sbill_buf_init(&in->json, alloc, max);
    sbill_csv_start(&in->cut, alloc, SBILL_T(""), SBILL_T(""), 1);
    in->visits.alloc = alloc;
    in->window = max < WINDOW ? max : WINDOW;
    in->begun = true;
}

static void end(struct sbill_reader *r)
{
    struct csv_input *in = r->state;

    if (!in->begun)
        return;
    sbill_csv_visits_free(&in->visits);
    sbill_csv_end(&in->cut);
    sbill_buf_free(&in->utf8);
    sbill_buf_free(&in->json);
    sbill_arena_free(&in->heading);
    sbill_arena_free(&in->visit);
}

static int32_t stop(struct sbill_reader *r, sbill_error **err, const char *words)
{
    r->any = r->over = true;
    r->record_line = r->line;
    return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(r->line), words);
}

/* ---- the front of the table ----------------------------------------------------------------------------- */

/* SBILL_MORE: too few bytes to tell. */
static int32_t pass_mark(struct sbill_reader *r, struct csv_input *in, sbill_error **err)
{
    struct sbill_text w = sbill_stream_waiting(r);

    if (w.n < 3 && !r->closed)
        return SBILL_MORE;
    if (w.n >= 2 && (memcmp(w.p, "\xFF\xFE", 2) == 0 || memcmp(w.p, "\xFE\xFF", 2) == 0))
        return stop(r, err, "the table is written in UTF-16: save it as CSV UTF-8");
    in->marked = true;
    in->cut.source = SBILL_T("");
    if (w.n >= 3 && memcmp(w.p, "\xEF\xBB\xBF", 3) == 0)
        sbill_stream_take(r, 3);
    return SBILL_OK;
}

/* sep=; as a first line, which spreadsheets write and read. */
static bool pass_sep(struct sbill_reader *r, struct csv_input *in, struct sbill_text line, size_t n)
{
    struct sbill_text word = sbill_text_trim(line);

    if (word.n < 4 || !sbill_text_eq_fold((struct sbill_text){word.p, 4}, SBILL_T("sep=")) ||
        word.n > 5)
        return false;
    in->cut.separator = word.n == 5 ? word.p[4] : '\t';
    sbill_stream_take(r, n);
    in->knows_separator = true;
    return true;
}

/* The heading, quotes respected: the mark that stands most often parts the cells. */
static bool find_separator(struct sbill_reader *r, struct csv_input *in)
{
    static const char marks[] = ",;\t|";
    struct sbill_text w = sbill_stream_waiting(r);
    size_t counts[sizeof marks - 1] = {0}, best = 0, i;
    bool quoted = false;

    for (i = 0; i < w.n && (quoted || w.p[i] != '\n'); i++) {
        const char *mark = memchr(marks, w.p[i], sizeof marks - 1);

        if (w.p[i] == '"')
            quoted = !quoted;
        else if (mark && !quoted)
            counts[mark - marks]++;
    }
    if (i == w.n && !r->closed && w.n <= r->settings.max_record)
        return false;
    if (i < w.n && pass_sep(r, in, (struct sbill_text){w.p, i}, i + 1))
        return true;
    for (size_t k = 1; k < sizeof marks - 1; k++)
        if (counts[k] > counts[best])
            best = k;
    in->cut.separator = marks[best];
    in->knows_separator = true;
    return true;
}

static int32_t read_front(struct sbill_reader *r, struct csv_input *in, sbill_error **err)
{
    int32_t status = SBILL_OK;

    if (!in->begun)
        begin(r, in);
    if (!in->marked)
        status = pass_mark(r, in, err);
    if (status != SBILL_OK || in->knows_separator)
        return status;
    if (r->given && r->given->has_map && r->given->map.separator) {
        in->cut.separator = r->given->map.separator;
        in->knows_separator = true;
        return SBILL_OK;
    }
    return find_separator(r, in) ? SBILL_OK : SBILL_MORE;
}

/* ---- rows --------------------------------------------------------------------------------------------------- */

/* The bytes of a row as UTF-8. False: some stand for nothing. */
static bool decode(struct csv_input *in, struct sbill_text *row, bool *latin1)
{
    *latin1 = sbill_utf8_check(*row) != row->n;
    if (!*latin1)
        return !memchr(row->p, '\0', row->n);
    sbill_buf_wipe(&in->utf8);
    if (!sbill_latin1_to_utf8(&in->utf8, *row))
        return false;
    *row = sbill_buf_view(&in->utf8);
    return true;
}

static int32_t lost(struct sbill_reader *r, struct csv_input *in, int32_t status)
{
    r->any = true;
    if (status == SBILL_EINPUT && in->headed)
        sbill_csv_lost(&in->visits, sbill_stream_place(r->record_line).line);
    r->over = r->over || !in->headed;
    return status;
}

static int32_t use_row(struct sbill_reader *r, struct csv_input *in, bool latin1, sbill_error **err)
{
    bool titled = in->headed;
    int32_t status;

    r->any = true;
    if (!in->headed) {
        status = sbill_csv_heading(&in->sheet, &in->heading, r->given, &in->cut, err);
        titled = status == SBILL_OK && r->given && r->given->has_map && !r->given->map.heading;
        in->headed = status == SBILL_OK;
        if (status != SBILL_OK)
            r->over = true;
        if (!titled)
            return status;
    }
    for (size_t i = 0; i < in->cut.count; i++)
        if (sbill_text_trim(in->cut.cells[i].text).n) {
            status = sbill_csv_keep(&in->visits, &in->sheet, &in->cut, latin1);
            return status == SBILL_OK ? status
                                      : sbill_fail(err, status, SBILL_NOWHERE, "out of memory");
        }
    return SBILL_OK; /* a row of empty cells */
}

/* The first n bytes waiting are a row. */
static int32_t read_row(struct sbill_reader *r, struct csv_input *in, size_t n, sbill_error **err)
{
    struct sbill_text row = {sbill_stream_waiting(r).p, n};
    struct sbill_place at = sbill_stream_place(r->line);
    bool latin1;
    int32_t status;

    r->record_line = r->line;
    if (!decode(in, &row, &latin1)) {
        sbill_stream_take(r, n);
        if (in->utf8.failed == SBILL_NOMEM)
            return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        return lost(r, in,
                    sbill_fail(err, SBILL_EINPUT, at,
                               "the row holds bytes that are neither UTF-8 nor Latin-1"));
    }
    sbill_csv_go_on(&in->cut, row, at.line);
    status = sbill_csv_next(&in->cut, err);
    if (status == SBILL_OK)
        status = use_row(r, in, latin1, err);
    sbill_stream_take(r, n);
    if (status == SBILL_END) /* a blank line */
        return SBILL_OK;
    if (status == SBILL_ELIMIT) /* one cell larger than a table's cells may be */
        status = SBILL_EINPUT;
    return status == SBILL_OK ? status : lost(r, in, status);
}

/* A row that is longer than a record may be is passed over, and said once. */
static int32_t skip_row(struct sbill_reader *r, struct csv_input *in, sbill_error **err)
{
    bool first = !in->skipping;

    if (first)
        r->record_line = r->line;
    in->skipping = true;
    sbill_stream_take(r, in->scan.seen);
    in->scan.seen = 0;
    return first ? lost(r, in, sbill_stream_too_long(r, err)) : SBILL_OK;
}

/* Rows into visits until a visit must be given out, or no whole row waits (SBILL_MORE). */
static int32_t gather(struct sbill_reader *r, struct csv_input *in, sbill_error **err)
{
    int32_t status = SBILL_OK;
    size_t n;

    while (status == SBILL_OK && in->visits.bytes < in->window && !r->over) {
        struct sbill_text w = sbill_stream_waiting(r);
        bool whole = sbill_csv_whole(&in->scan, w, in->cut.separator, &n);

        if (!whole && !r->closed)
            return w.n > r->settings.max_record || in->skipping ? skip_row(r, in, err) : SBILL_MORE;
        if (!whole && w.n == 0)
            return SBILL_MORE;
        if (!whole)
            n = w.n;
        if (in->skipping) {
            in->skipping = false;
            sbill_stream_take(r, n);
        } else {
            status = read_row(r, in, n, err);
        }
    }
    return status;
}

/* ---- visits --------------------------------------------------------------------------------------------------- */

static void say_columns(struct csv_input *in, struct sbill_csv_work *w)
{
    if (in->told)
        return;
    w->row = NULL;
    for (size_t i = 0; i < in->sheet.count; i++) {
        struct sbill_csv_column *c = &in->sheet.columns[i];
        struct sbill_csv_remark *remark;

        w->column = c;
        if (c->unknown) {
            remark = sbill_csv_remark(w, SBILL_FINDING_SHEET_COLUMN_UNKNOWN, SBILL_T(""));
            sbill_csv_remark_number(w, remark, "number", (uint64_t)c->number);
        }
        if (c->same_as) {
            remark = sbill_csv_remark(w, SBILL_FINDING_SHEET_COLUMN_TWICE, SBILL_T(""));
            sbill_csv_remark_value(
                w, remark, "other",
                sbill_csv_called(&in->sheet.columns[c->same_as - 1], &in->visit));
        }
    }
}

static int32_t make_record(struct sbill_reader *r, struct csv_input *in, sbill_encounter *e,
                           const struct sbill_csv_visit *visit, sbill_error **err)
{
    struct sbill_csv_work w = {
        .arena = &in->visit, .sheet = &in->sheet, .defaults = r->given ? r->given->defaults : NULL};
    struct sbill_place at = {.line = visit->first->line};
    int32_t status;

    if (visit->rows > SBILL_CSV_ROWS)
        return sbill_fail(err, SBILL_EINPUT, at, "more than %d rows are of one visit",
                          (int32_t)SBILL_CSV_ROWS);
    say_columns(in, &w);
    sbill_csv_visit_record(&w, visit, &in->json);
    if (in->visit.failed)
        return sbill_fail(err, in->visit.failed, at, "no memory for this visit");
    if (in->json.failed == SBILL_ELIMIT)
        return sbill_stream_too_long(r, err);
    if (in->json.failed)
        return sbill_fail(err, in->json.failed, at, "out of memory");
    status = sbill_read_record_json(e, sbill_buf_view(&in->json), at.line, err);
    if (status != SBILL_OK)
        return status;
    sbill_csv_raise(&w, e);
    in->told = true;
    return sbill_encounter_memory(e, err);
}

static int32_t give_visit(struct sbill_reader *r, struct csv_input *in, sbill_encounter *e,
                          sbill_error **err)
{
    struct sbill_csv_visit *visit = sbill_csv_take(&in->visits);
    int32_t status;

    r->record_line = visit->first->line;
    status = make_record(r, in, e, visit, err);
    sbill_csv_let_go(&in->visits, visit);
    sbill_arena_reset(&in->visit);
    sbill_buf_wipe(&in->json);
    return status == SBILL_ELIMIT ? SBILL_EINPUT : status;
}

static int32_t next(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct csv_input *in = r->state;
    int32_t status = SBILL_OK;

    if (!r->over && !(in->begun && in->knows_separator))
        status = read_front(r, in, err);
    if (status == SBILL_OK && !r->over)
        status = gather(r, in, err);
    if (status != SBILL_OK && status != SBILL_MORE)
        return status;
    if (r->over) /* what still comes means nothing */
        sbill_stream_take(r, sbill_stream_waiting(r).n);
    if (in->visits.first && (r->closed || r->over || in->visits.bytes >= in->window))
        return give_visit(r, in, e, err);
    return r->closed || r->over ? sbill_stream_end(r, err) : SBILL_MORE;
}

const struct sbill_input sbill_csv_input = {"csv", sizeof(struct csv_input), next, end};
