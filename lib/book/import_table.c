/* The generic table: codes here, groups and fees in their own files. */
#include <string.h>

#include "book/table.h"

/* Terms that search should find the code by, between semicolons. */
static int32_t add_terms(struct sbill_builder *b, const struct sbill_table *t,
                         const struct sbill_code_row *row)
{
    struct sbill_text rest = sbill_table_text(t, SBILL_COL_TERMS);

    while (rest.n) {
        struct sbill_text term = sbill_text_trim(sbill_text_cut(&rest, ';'));
        int32_t status =
            term.n ? sbill_build_term(b, row->system, row->code, term, t->err) : SBILL_OK;

        if (status)
            return status;
    }
    return SBILL_OK;
}

static int32_t import_code(struct sbill_builder *b, const struct sbill_table *t, uint32_t order)
{
    struct sbill_code_row row = {.system = t->in->system, .order = order};
    char code[16];
    bool header, unlisted;
    int32_t status;

    if ((status = sbill_table_code(t, sbill_table_text(t, SBILL_COL_CODE), code)) ||
        (status = sbill_table_span(t, false, &row.from, &row.to)) ||
        (status = sbill_table_flag(t, SBILL_COL_HEADER, &header)) ||
        (status = sbill_table_flag(t, SBILL_COL_UNLISTED, &unlisted)))
        return status;
    row.code = (struct sbill_text){code, strlen(code)};
    row.title = sbill_table_text(t, SBILL_COL_TITLE);
    row.short_title = sbill_table_text(t, SBILL_COL_SHORT);
    row.successors = sbill_table_text(t, SBILL_COL_SUCCESSORS);
    row.flags = (header ? SBILL_CF_HEADER : 0u) | (unlisted ? SBILL_CF_UNLISTED : 0u);
    if ((status = sbill_build_code(b, t->in, t->csv.line, &row, t->err)))
        return status;
    return add_terms(b, t, &row);
}

static int32_t import_codes(struct sbill_builder *b, struct sbill_table *t)
{
    uint32_t rows = 0;
    int32_t status = sbill_build_release(b, t->in, t->err);

    while (!status && !(status = sbill_table_next(t)))
        status = import_code(b, t, ++rows);
    if (status != SBILL_END)
        return status;
    if (!rows)
        return sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, 0),
                          "the table has no rows");
    return SBILL_OK;
}

int32_t sbill_import_table(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    static const struct {
        int32_t kind;
        int32_t (*import)(struct sbill_builder *b, struct sbill_table *t);
    } kinds[] = {{SBILL_TABLE_CODES, import_codes},
                 {SBILL_TABLE_GROUPS, sbill_import_groups},
                 {SBILL_TABLE_FEES, sbill_import_fees},
                 {SBILL_TABLE_NDC, sbill_import_ndc},
                 {SBILL_TABLE_COVERAGE, sbill_import_coverage},
                 {SBILL_TABLE_AUTHORIZATIONS, sbill_import_authorizations},
                 {SBILL_TABLE_LEVELS, sbill_import_levels}};
    struct sbill_table t;
    int32_t status = sbill_table_start(&t, sbill_build_alloc(b), in, err);

    for (size_t i = 0; !status && i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == t.kind) {
            status = kinds[i].import(b, &t);
            break;
        }
    sbill_table_end(&t);
    return status;
}
