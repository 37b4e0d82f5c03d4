/* The NUCC provider taxonomy as published twice a year: CSV with a BOM in some releases, CRLF, quoted cells over
 * several lines, eight columns. It carries no dates but words in its notes: a code is valid while a release has it. */
#include <string.h>

#include "base/checkdigit.h"
#include "base/csv.h"
#include "book/build.h"

enum {
    CODE,
    GROUPING,
    CLASSIFICATION,
    SPECIALIZATION,
    DEFINITION,
    NOTES,
    DISPLAY_NAME,
    SECTION,
    COLUMNS
};

static const char *const names[COLUMNS] = {"Code",           "Grouping",   "Classification",
                                           "Specialization", "Definition", "Notes",
                                           "Display Name",   "Section"};

static int32_t check_names(const struct sbill_csv *c, sbill_error **err)
{
    if (c->count != COLUMNS)
        return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, 0),
                          "%z columns, the NUCC taxonomy has %d", c->count, (int32_t)COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        if (!sbill_text_is(sbill_text_trim(c->cells[i].text), names[i]))
            return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, i),
                              "the column is not named \"%s\"", names[i]);
    return SBILL_OK;
}

static int32_t add_term(struct sbill_builder *b, const struct sbill_csv *c, size_t column,
                        sbill_error **err)
{
    struct sbill_text term = sbill_text_trim(c->cells[column].text);

    if (!term.n)
        return SBILL_OK;
    return sbill_build_term(b, SBILL_SYSTEM_TAXONOMY, c->cells[CODE].text, term, err);
}

static int32_t import_row(struct sbill_builder *b, const struct sbill_input *in,
                          const struct sbill_csv *c, sbill_error **err)
{
    struct sbill_code_row row = {
        .system = SBILL_SYSTEM_TAXONOMY, .from = SBILL_NO_DATE, .to = SBILL_NO_DATE};
    int32_t status;

    if (c->count != COLUMNS)
        return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, c->count),
                          "the row has %z cells, not %d", c->count, (int32_t)COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        if (sbill_utf8_check(c->cells[i].text) != c->cells[i].text.n)
            return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, i),
                              "the cell is not UTF-8 text");
    row.code = c->cells[CODE].text;
    if (!sbill_taxonomy_shape(row.code))
        return sbill_fail(err, SBILL_EINPUT, sbill_csv_place(c, CODE),
                          "\"%t\" is not a taxonomy code: 10 characters, the last an X", &row.code);
    row.title = sbill_text_trim(c->cells[DISPLAY_NAME].text);
    if (!row.title.n)
        row.title = sbill_text_trim(c->cells[CLASSIFICATION].text);
    row.short_title = sbill_text_trim(c->cells[CLASSIFICATION].text);
    if ((status = sbill_build_code(b, in, c->line, &row, err)) ||
        (status = add_term(b, c, CLASSIFICATION, err)) ||
        (status = add_term(b, c, SPECIALIZATION, err)))
        return status;
    return SBILL_OK;
}

int32_t sbill_import_nucc(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    struct sbill_csv c;
    size_t rows = 0;
    int32_t status;

    sbill_csv_start(&c, sbill_build_alloc(b), in->bytes, in->name, 1);
    status = sbill_csv_next(&c, err);
    if (!status)
        status = check_names(&c, err);
    if (!status)
        status = sbill_build_release(b, in, err);
    while (!status && !(status = sbill_csv_next(&c, err))) {
        status = import_row(b, in, &c, err);
        rows++;
    }
    if (status == SBILL_END)
        status = rows ? SBILL_OK
                      : sbill_fail(err, SBILL_EINPUT, sbill_csv_place(&c, 0),
                                   "the file holds no taxonomy code");
    sbill_csv_end(&c);
    return status;
}
