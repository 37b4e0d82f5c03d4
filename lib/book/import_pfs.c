/* Payment indicators of the physician fee schedule, PPRRVU, as CSV and as text of fixed width. Of each code
 * with its modifier are kept: status, PC/TC, global days, and who may share or repeat a surgery. Prices are
 * not: rules never see prices. */
#include <string.h>

#include "book/keyed.h"
#include "book/published.h"

enum {
    CODE,
    MODIFIER,
    STATUS,
    PCTC,
    GLOBAL,
    MULTIPLE,
    BILATERAL,
    ASSISTANT,
    CO_SURGEON,
    TEAM,
    FIELDS
};

struct row {
    struct sbill_text field[FIELDS];
    struct sbill_place at;
};

/* Global days as three characters, the single ones as one each; blank is ' '. */
static int32_t add_row(struct sbill_keyed_draft *d, const struct row *r, uint32_t line)
{
    char c[FIELDS];
    uint32_t values[3];
    uint64_t key = sbill_keyed_modified(r->field[CODE], r->field[MODIFIER]);

    if (!key || !sbill_service_shape(r->field[CODE]))
        return sbill_fail(d->err, SBILL_EINPUT, r->at, "\"%t\" with modifier \"%t\" is no code",
                          &r->field[CODE], &r->field[MODIFIER]);
    if (r->field[GLOBAL].n != 3)
        return sbill_fail(d->err, SBILL_EINPUT, r->at,
                          "\"%t\" is no global period: three characters", &r->field[GLOBAL]);
    for (size_t i = STATUS; i < FIELDS; i++) {
        c[i] = r->field[i].n ? r->field[i].p[0] : ' ';
        if (i != GLOBAL && r->field[i].n > 1)
            return sbill_fail(d->err, SBILL_EINPUT, r->at,
                              "\"%t\" is no indicator of one character", &r->field[i]);
        if (!sbill_is_alnum(c[i]) && (c[i] != ' ' || i == STATUS))
            return sbill_fail(d->err, SBILL_EINPUT, r->at, "a blank or strange indicator beside %t",
                              &r->field[CODE]);
    }
    values[0] = SBILL_FOURCC((uint8_t)c[STATUS], (uint8_t)c[PCTC], (uint8_t)c[MULTIPLE],
                             (uint8_t)c[BILATERAL]);
    values[1] = SBILL_FOURCC((uint8_t)c[ASSISTANT], (uint8_t)c[CO_SURGEON], (uint8_t)c[TEAM], 0);
    values[2] = SBILL_FOURCC((uint8_t)r->field[GLOBAL].p[0], (uint8_t)r->field[GLOBAL].p[1],
                             (uint8_t)r->field[GLOBAL].p[2], 0);
    return sbill_keyed_add(d, key, d->in->from, d->in->to, values, line);
}

/* ---- CSV: the names of the columns stand in two rows, one above the other ---- */

static const struct {
    const char *upper, *lower;
} csv_names[FIELDS] = {
    [CODE] = {NULL, "hcpcs"},        [MODIFIER] = {NULL, "mod"},     [STATUS] = {"status", "code"},
    [PCTC] = {"pctc", "ind"},        [GLOBAL] = {"glob", "days"},    [MULTIPLE] = {"mult", "proc"},
    [BILATERAL] = {"bilat", "surg"}, [ASSISTANT] = {"asst", "surg"}, [CO_SURGEON] = {"co", "surg"},
    [TEAM] = {"team", "surg"},
};

struct csv {
    struct sbill_published p;
    uint16_t
        upper[64]; /* of each cell in the row before: whose upper names it is, one bit a field */
    uint32_t at[FIELDS]; /* 1-based */
};

static bool has_names(const struct csv *c, size_t cell, size_t field)
{
    return sbill_name_is(c->p.csv.cells[cell].text, csv_names[field].lower) &&
           (!csv_names[field].upper || (cell < 64 && c->upper[cell] >> field & 1));
}

/* Is this the lower row of names? If all are found, *whole is set. */
static bool is_names(struct csv *c, bool *whole)
{
    *whole = true;
    if (!sbill_name_is(c->p.csv.cells[0].text, "hcpcs"))
        return false;
    for (size_t i = 0; i < FIELDS; i++) {
        for (size_t k = 0; k < c->p.csv.count && !c->at[i]; k++)
            if (has_names(c, k, i))
                c->at[i] = (uint32_t)k + 1;
        *whole = *whole && c->at[i];
    }
    c->p.columns = c->p.csv.count;
    return true;
}

static void remember_upper(struct csv *c)
{
    memset(c->upper, 0, sizeof c->upper);
    for (size_t k = 0; k < c->p.csv.count && k < 64; k++)
        for (size_t i = 0; i < FIELDS; i++)
            if (csv_names[i].upper && sbill_name_is(c->p.csv.cells[k].text, csv_names[i].upper))
                c->upper[k] |= (uint16_t)(1u << i);
}

/* Pass the notices, up to and with the names. */
static int32_t find_names(struct csv *c)
{
    bool whole;
    int32_t status;

    while ((status = sbill_published_next(&c->p)) == SBILL_OK) {
        if (sbill_service_shape(c->p.csv.cells[0].text))
            return sbill_published_fail_cell(&c->p, 0, "a code before the names of the columns");
        if (is_names(c, &whole))
            return whole ? SBILL_OK
                         : sbill_published_fail_cell(
                               &c->p, 0, "not all columns are named as in PPRRVU files");
        remember_upper(c);
    }
    return status == SBILL_END
               ? sbill_published_fail_cell(&c->p, 0, "the row of names (HCPCS, MOD ...) is missing")
               : status;
}

static int32_t import_csv(struct sbill_keyed_draft *d, struct csv *c)
{
    int32_t status = find_names(c);

    while (status == SBILL_OK && (status = sbill_published_next(&c->p)) == SBILL_OK) {
        struct row r;

        if (c->p.csv.count != c->p.columns)
            return sbill_published_fail_cell(&c->p, c->p.csv.count,
                                             "the row has not as many cells as there are names");
        for (size_t i = 0; i < FIELDS; i++)
            r.field[i] = sbill_text_trim(c->p.csv.cells[c->at[i] - 1].text);
        r.at = sbill_csv_place(&c->p.csv, 0);
        status = add_row(d, &r, c->p.csv.line);
    }
    return status == SBILL_END ? SBILL_OK : status;
}

/* ---- text of fixed width ---- */

static const struct {
    uint8_t at, n;
} columns[FIELDS] = {
    [CODE] = {0, 5},         [MODIFIER] = {5, 2},   [STATUS] = {57, 1},     [PCTC] = {102, 1},
    [GLOBAL] = {103, 3},     [MULTIPLE] = {115, 1}, [BILATERAL] = {116, 1}, [ASSISTANT] = {117, 1},
    [CO_SURGEON] = {118, 1}, [TEAM] = {119, 1},
};
enum {
    WIDTH = 120
};

static int32_t import_text(struct sbill_keyed_draft *d)
{
    struct sbill_text rest = d->in->bytes;
    int32_t status = SBILL_OK;

    for (uint32_t line = 1; status == SBILL_OK && rest.n; line++) {
        struct sbill_text text = sbill_text_line(&rest);
        struct row r = {.at = {d->in->name, line, 0}};

        if (sbill_text_starts(text, SBILL_T("HDR")) || sbill_text_is(text, "\x1A") ||
            !sbill_text_trim(text).n)
            continue;
        if (text.n < WIDTH)
            return sbill_fail(d->err, SBILL_EINPUT, r.at, "the line ends before its indicators");
        for (size_t i = 0; i < FIELDS; i++)
            r.field[i] = sbill_text_trim((struct sbill_text){text.p + columns[i].at, columns[i].n});
        status = add_row(d, &r, line);
    }
    return status;
}

/* ---- both ---- */

static int32_t import(struct sbill_builder *b, const struct sbill_input *in, bool text,
                      sbill_error **err)
{
    struct sbill_keyed_draft d;
    struct csv c;
    int32_t status = sbill_keyed_begin(&d, b, in, 3, err);

    memset(&c, 0, sizeof c);
    if (status == SBILL_OK && text)
        status = import_text(&d);
    else if (status == SBILL_OK) {
        status = sbill_published_start(&c.p, sbill_build_alloc(b), in, ',', err);
        if (status == SBILL_OK)
            status = import_csv(&d, &c);
        sbill_published_end(&c.p);
    }
    if (status == SBILL_OK)
        status = sbill_keyed_end(&d, SBILL_KEYED_PFS, "Medicare physician fee schedule",
                                 "the code stands here twice with this modifier");
    sbill_keyed_free(&d);
    return status;
}

int32_t sbill_import_pprrvu_csv(struct sbill_builder *b, const struct sbill_input *in,
                                sbill_error **err)
{
    return import(b, in, false, err);
}

int32_t sbill_import_pprrvu_text(struct sbill_builder *b, const struct sbill_input *in,
                                 sbill_error **err)
{
    return import(b, in, true, err);
}
