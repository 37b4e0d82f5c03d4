/* Medically unlikely edits as published: CSV; one cell of copyright notice over several lines, the row of
 * names (the first of which holds a line feed), then code, value, adjudication indicator and rationale. No
 * dates: the release is the version. Extracts come without notice and names. */
#include <string.h>

#include "book/keyed.h"
#include "book/published.h"

enum {
    CODE,
    UNITS,
    INDICATOR,
    RATIONALE,
    COLUMNS
};

static const char *const titles[] = {NULL, "MUE, practitioner", "MUE, outpatient hospital",
                                     "MUE, DME supplier"};

/* Before the first row of data: the notice, which fills one cell, and the names. */
static bool is_preamble(const struct sbill_published *p)
{
    static const char names[] = "hcpcscptcode";
    size_t filled = 0;

    for (size_t i = 0; i < p->csv.count; i++)
        filled += sbill_text_trim(p->csv.cells[i].text).n > 0;
    return sbill_name_is(p->csv.cells[CODE].text, names) ||
           (filled <= 1 && !sbill_service_shape(sbill_text_trim(p->csv.cells[CODE].text)));
}

/* "3 Date of Service Edit: Clinical". */
static uint32_t indicator_of(struct sbill_text t)
{
    if (!t.n || t.p[0] < '1' || t.p[0] > '3' || (t.n > 1 && t.p[1] != ' '))
        return 0;
    return (uint32_t)(t.p[0] - '0');
}

static int32_t import_row(struct sbill_keyed_draft *d, const struct sbill_published *p)
{
    struct sbill_text cell[COLUMNS];
    uint32_t values[3], units;

    if (p->csv.count != COLUMNS)
        return sbill_published_fail_cell(p, p->csv.count, "a row of MUE has four cells");
    for (size_t i = 0; i < COLUMNS; i++)
        cell[i] = sbill_text_trim(p->csv.cells[i].text);
    if (!sbill_service_shape(cell[CODE]))
        return sbill_published_fail_cell(p, CODE, "\"%t\" is not a HCPCS or CPT code");
    if (!sbill_text_u32(cell[UNITS], &units) || units > 999999)
        return sbill_published_fail_cell(p, UNITS, "\"%t\" is not a number of units");
    values[0] = units * 1000;
    values[1] = indicator_of(cell[INDICATOR]);
    if (!values[1])
        return sbill_published_fail_cell(p, INDICATOR,
                                         "\"%t\": an adjudication indicator begins with 1, 2 or 3");
    values[2] = sbill_keyed_keep(d, cell[RATIONALE]);
    return sbill_keyed_add(d, sbill_keyed_code(cell[CODE]), d->in->from, d->in->to, values,
                           p->csv.line);
}

static int32_t import_rows(struct sbill_keyed_draft *d, struct sbill_published *p)
{
    bool data = false;
    int32_t status;

    while ((status = sbill_published_next(p)) == SBILL_OK) {
        data = data || !is_preamble(p);
        if (data && (status = import_row(d, p)) != SBILL_OK)
            break;
    }
    return status == SBILL_END ? SBILL_OK : status;
}

int32_t sbill_import_mue(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    struct sbill_keyed_draft d;
    struct sbill_published p;
    int32_t status = sbill_keyed_begin(&d, b, in, 3, err);

    memset(&p, 0, sizeof p);
    if (status == SBILL_OK) {
        status = sbill_published_start(&p, sbill_build_alloc(b), in, ',', err);
        if (status == SBILL_OK)
            status = import_rows(&d, &p);
        if (status == SBILL_OK)
            status = sbill_keyed_end(&d, SBILL_KEYED_MUE_PRACTITIONER - 1 + in->setting,
                                     titles[in->setting], "the code stands here twice");
        sbill_published_end(&p);
    }
    sbill_keyed_free(&d);
    return status;
}
