/* Claim adjustment reason codes and remittance remarks with their dates: a table with named columns, one row
 * a code, its type CARC or RARC. Rows of the type Group (CO, PR ...) are five letters the 835 fixes: passed
 * over. The words are the publisher's and optional. */
#include <string.h>

#include "book/published.h"

enum {
    CODE,
    TYPE,
    BEGINS,
    ENDS,
    WORDS,
    COLUMNS
};

static const char *const names[COLUMNS] = {
    "adjcode|code", "adjtype|type", "adjstartdate|start|from", "adjenddate|stopdate|stop|end|to",
    "?adjdescription|description|title"};

static int32_t system_of(const struct sbill_published *p, int32_t *out)
{
    struct sbill_text type = sbill_published_text(p, TYPE);

    *out = sbill_name_is(type, "carc")   ? SBILL_SYSTEM_CARC
           : sbill_name_is(type, "rarc") ? SBILL_SYSTEM_RARC
                                         : 0;
    if (*out || sbill_name_is(type, "group"))
        return SBILL_OK;
    return sbill_published_fail(p, TYPE, "\"%t\": say CARC, RARC or Group");
}

static int32_t import_row(struct sbill_builder *b, const struct sbill_published *p, uint32_t order)
{
    struct sbill_code_row row = {.order = order};
    struct sbill_input in = *p->in;
    int32_t status;

    if (p->csv.count != p->columns)
        return sbill_published_fail_cell(p, p->csv.count, "not as many cells as columns");
    status = system_of(p, &row.system);
    if (status != SBILL_OK || !row.system)
        return status;
    if (!sbill_published_date(sbill_published_text(p, BEGINS), &row.from))
        return sbill_published_fail(p, BEGINS, "\"%t\" is not a date");
    if (!sbill_published_date(sbill_published_text(p, ENDS), &row.to))
        return sbill_published_fail(p, ENDS, "\"%t\" is not a date");
    row.code = sbill_published_text(p, CODE);
    row.title = sbill_published_text(p, WORDS);
    in.system = row.system;
    return sbill_build_code(b, &in, p->csv.line, &row, p->err);
}

int32_t sbill_import_remittance(struct sbill_builder *b, const struct sbill_input *in,
                                sbill_error **err)
{
    struct sbill_published p;
    uint32_t rows = 0;
    int32_t status =
        sbill_published_start(&p, sbill_build_alloc(b), in, sbill_published_separator(in), err);

    if (status == SBILL_OK)
        status = sbill_published_need_names(&p, names, COLUMNS);
    while (status == SBILL_OK && (status = sbill_published_next(&p)) == SBILL_OK)
        status = import_row(b, &p, ++rows);
    if (status == SBILL_END)
        status = rows ? SBILL_OK : sbill_published_fail_cell(&p, 0, "the table has no rows");
    sbill_published_end(&p);
    return status;
}
