/* Add-on code edits as published: a table with named columns, one row for an add-on and one of its primary
 * codes. Primary CCCCC stands for "the payer decides". Dates are year and day of the year, 2013001; a
 * deletion date is the last day. Extracts have no dates: their rows are in force while the release is. */
#include <string.h>

#include "book/keyed.h"
#include "book/published.h"

enum {
    TYPE,
    ADDON,
    PRIMARY,
    ADDON_ENDS,
    PRIMARY_ENDS,
    BEGINS,
    ENDS,
    COLUMNS
};

static const char *const names[COLUMNS] = {"aocedittype|type|edittype",
                                           "addoncode|aoc|addon",
                                           "primarycode|primary",
                                           "?aocdeldt|addoncodedeletiondate|aocdeletiondate",
                                           "?primarycodedeldt|primarycodedeletiondate",
                                           "?aocediteffdt|aocediteffectivedate|effectivedate",
                                           "?aoceditdeldt|aoceditdeletiondate|deletiondate"};

/* 0 stands for "no date" in some editions. */
static bool read_date(struct sbill_text t, int32_t *out)
{
    if (sbill_text_is(t, "0") || sbill_text_is(t, "*"))
        t.n = 0;
    return sbill_ordinal_date(t, out) || (t.n == 8 && sbill_date_parse(t, out));
}

static void sooner(int32_t *ends, int32_t date)
{
    if (date != SBILL_NO_DATE && (*ends == SBILL_NO_DATE || date < *ends))
        *ends = date;
}

/* The row is in force from its own first day to the first end of the add-on, the primary and the pair. */
static int32_t read_span(const struct sbill_published *p, int32_t *from, int32_t *to)
{
    *from = SBILL_NO_DATE;
    *to = SBILL_NO_DATE;
    for (size_t column = ADDON_ENDS; column < COLUMNS; column++) {
        int32_t date;

        if (!read_date(sbill_published_text(p, column), &date))
            return sbill_published_fail(p, column, "\"%t\" is not a date like 2013001");
        if (column == BEGINS)
            *from = date;
        else
            sooner(to, date);
    }
    return SBILL_OK;
}

static int32_t import_row(struct sbill_keyed_draft *d, const struct sbill_published *p)
{
    struct sbill_text type = sbill_published_text(p, TYPE), addon = sbill_published_text(p, ADDON);
    struct sbill_text primary = sbill_published_text(p, PRIMARY);
    uint32_t values[4];
    uint64_t key;
    int32_t from, to, status;

    if (p->csv.count > p->columns)
        return sbill_published_fail_cell(p, p->columns, "one cell too many");
    if (!sbill_text_u32(type, &values[0]) || values[0] < 1 || values[0] > 3)
        return sbill_published_fail(p, TYPE, "\"%t\" is not a type of add-on: 1, 2 or 3");
    if (!sbill_service_shape(addon))
        return sbill_published_fail(p, ADDON, "\"%t\" is not a HCPCS or CPT code");
    if (!sbill_service_shape(primary) && !sbill_text_is(primary, "CCCCC"))
        return sbill_published_fail(p, PRIMARY, "\"%t\" is neither a code nor CCCCC");
    status = read_span(p, &from, &to);
    if (status != SBILL_OK)
        return status;
    if (from != SBILL_NO_DATE && to != SBILL_NO_DATE && to < from)
        return SBILL_OK; /* withdrawn before it began */
    key = sbill_keyed_code(primary);
    values[1] = (uint32_t)(key & UINT32_MAX);
    values[2] = (uint32_t)(key >> 32);
    values[3] = sbill_keyed_keep(d, primary);
    return sbill_keyed_add(d, sbill_keyed_code(addon), from, to, values, p->csv.line);
}

int32_t sbill_import_aoc(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    struct sbill_keyed_draft d;
    struct sbill_published p;
    int32_t status = sbill_keyed_begin(&d, b, in, 4, err);

    memset(&p, 0, sizeof p);
    if (status == SBILL_OK) {
        status =
            sbill_published_start(&p, sbill_build_alloc(b), in, sbill_published_separator(in), err);
        if (status == SBILL_OK)
            status = sbill_published_need_names(&p, names, COLUMNS);
        while (status == SBILL_OK && (status = sbill_published_next(&p)) == SBILL_OK)
            status = import_row(&d, &p);
        if (status == SBILL_END)
            status = sbill_keyed_end(&d, SBILL_KEYED_ADDON, "NCCI add-on codes", NULL);
        sbill_published_end(&p);
    }
    sbill_keyed_free(&d);
    return status;
}
