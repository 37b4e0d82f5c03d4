/* NCCI procedure-to-procedure edits as published: lines of copyright and names, then seven columns between
 * tabs: column 1, column 2, * if older than 1996, effective date, deletion date or *, modifier indicator
 * 0, 1 or 9, rationale. The practitioner and the outpatient set come in four files each, which do not
 * overlap. The deletion date is the last day in force. A pair may come again with other dates. */
#include <string.h>

#include "base/csv.h"
#include "base/number.h"
#include "book/ptp.h"
#include "book/published.h"

enum {
    COLUMN1,
    COLUMN2,
    BEFORE_1996,
    EFFECTIVE,
    DELETION,
    INDICATOR,
    RATIONALE,
    COLUMNS
};

static int32_t fail(const struct sbill_csv *c, size_t cell, const char *words, sbill_error **err)
{
    struct sbill_text text = {"", 0};

    if (cell < c->count)
        text = sbill_text_trim(c->cells[cell].text);
    return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, cell), words, &text);
}

static struct sbill_text cell(const struct sbill_csv *c, size_t i)
{
    return sbill_text_trim(c->cells[i].text);
}

/* Notices and names: no codes, and no date where the effective date stands. */
static bool is_preamble(const struct sbill_csv *c)
{
    int32_t date;

    return !sbill_service_shape(cell(c, COLUMN1)) &&
           !(c->count > EFFECTIVE && sbill_date_parse(cell(c, EFFECTIVE), &date));
}

static uint64_t key_of(struct sbill_text code)
{
    return sbill_le32((const uint8_t *)code.p) | (uint64_t)(uint8_t)code.p[4] << 32;
}

static int32_t read_dates(const struct sbill_csv *c, struct sbill_ptp_row *row, sbill_error **err)
{
    struct sbill_text deletion = cell(c, DELETION);

    row->to = SBILL_NO_DATE;
    if (!sbill_date_parse(cell(c, EFFECTIVE), &row->from))
        return fail(c, EFFECTIVE, "\"%t\" is not a date like 20250101", err);
    if (!sbill_text_is(deletion, "*") && !sbill_date_parse(deletion, &row->to))
        return fail(c, DELETION, "\"%t\" is neither a date like 20250101 nor *", err);
    if (row->to != SBILL_NO_DATE && row->to < row->from && row->indicator != SBILL_PTP_WITHDRAWN)
        return fail(c, DELETION, "the edit is deleted before it begins", err);
    return SBILL_OK;
}

static int32_t read_row(const struct sbill_csv *c, struct sbill_ptp_row *row, sbill_error **err)
{
    struct sbill_text old, indicator;

    if (c->count != COLUMNS)
        return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, c->count),
                          "a PTP row has %d cells, this one %z", (int32_t)COLUMNS, c->count);
    old = cell(c, BEFORE_1996);
    indicator = cell(c, INDICATOR);
    for (size_t i = COLUMN1; i <= COLUMN2; i++)
        if (!sbill_service_shape(cell(c, i)))
            return fail(c, i, "\"%t\" is not a HCPCS or CPT code", err);
    if (old.n && !sbill_text_is(old, "*"))
        return fail(c, BEFORE_1996, "\"%t\": * or blank, for edits older than 1996", err);
    if (indicator.n != 1 || !strchr("019", indicator.p[0]))
        return fail(c, INDICATOR, "\"%t\": the modifier indicator is 0, 1 or 9", err);
    row->column1 = key_of(cell(c, COLUMN1));
    row->column2 = key_of(cell(c, COLUMN2));
    row->indicator = indicator.p[0] - '0';
    row->rationale = cell(c, RATIONALE);
    row->line = c->line;
    if (sbill_utf8_check(row->rationale) != row->rationale.n ||
        (row->rationale.n && memchr(row->rationale.p, '\0', row->rationale.n)))
        return fail(c, RATIONALE, "the rationale is not text", err);
    return read_dates(c, row, err);
}

static size_t count_lines(struct sbill_text t)
{
    const char *p = t.p, *end = t.p + t.n;
    size_t n = 1;

    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        n++;
        p++;
    }
    return n;
}

static int32_t import_rows(struct sbill_builder *b, struct sbill_ptp_draft *d, struct sbill_csv *c,
                           sbill_error **err)
{
    struct sbill_ptp_row row;
    bool data = false;
    int32_t status;

    while ((status = sbill_csv_next(c, err)) == SBILL_OK) {
        data = data || !is_preamble(c);
        if (data && ((status = read_row(c, &row, err)) != SBILL_OK ||
                     (status = sbill_ptp_add(b, d, &row, err)) != SBILL_OK))
            return status;
    }
    if (status == SBILL_END && !data)
        return fail(c, 0, "the file holds no edit", err);
    return status == SBILL_END ? SBILL_OK : status;
}

int32_t sbill_import_ptp(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    struct sbill_ptp_draft *d;
    struct sbill_csv c;
    int32_t status = sbill_ptp_begin(b, in, count_lines(in->bytes), &d, err);

    if (status != SBILL_OK)
        return status;
    sbill_csv_start(&c, sbill_build_alloc(b), in->bytes, in->name, 1);
    c.separator = '\t';
    c.quotes = false;
    status = import_rows(b, d, &c, err);
    sbill_csv_end(&c);
    return status;
}
