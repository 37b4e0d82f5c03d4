/* The dated tables of the Medicare Code Editor as text: attributes of diagnoses, ages, discharge status. */
#include <string.h>

#include "book/edits.h"
#include "book/keyed.h"
#include "book/published.h"

struct table {
    struct sbill_keyed_draft d;
    struct sbill_published p;
};

typedef int32_t (*row_fn)(struct table *t);

/* Rows of a table with named columns; `values` of each are kept. */
static int32_t import(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err,
                      const char *const *names, size_t columns, uint32_t values, row_fn row,
                      int32_t tag, const char *title)
{
    struct table t;
    int32_t status = sbill_keyed_begin(&t.d, b, in, values, err);

    memset(&t.p, 0, sizeof t.p);
    if (status == SBILL_OK) {
        status = sbill_published_start(&t.p, sbill_build_alloc(b), in,
                                       sbill_published_separator(in), err);
        if (status == SBILL_OK)
            status = sbill_published_need_names(&t.p, names, columns);
        while (status == SBILL_OK && (status = sbill_published_next(&t.p)) == SBILL_OK)
            status = t.p.csv.count == t.p.columns
                         ? row(&t)
                         : sbill_published_fail_cell(&t.p, t.p.csv.count,
                                                     "not as many cells as columns");
        if (status == SBILL_END)
            status = sbill_keyed_end(&t.d, tag, title, "two rows speak of the same day");
        sbill_published_end(&t.p);
    }
    sbill_keyed_free(&t.d);
    return status;
}

static int32_t read_span(const struct sbill_published *p, size_t column, int32_t *from, int32_t *to)
{
    if (!sbill_published_date(sbill_published_text(p, column), from))
        return sbill_published_fail(p, column, "\"%t\" is not a date");
    if (!sbill_published_date(sbill_published_text(p, column + 1), to))
        return sbill_published_fail(p, column + 1, "\"%t\" is not a date");
    if (*from != SBILL_NO_DATE && *to != SBILL_NO_DATE && *to < *from)
        return sbill_published_fail(p, column + 1, "the row ends before it begins");
    return SBILL_OK;
}

/* ---- diagnoses: code, start, end, flags between bars ---- */

enum {
    DX_CODE,
    DX_FROM,
    DX_TO,
    DX_FLAGS,
    DX_COLUMNS
};

static const struct {
    const char *name;
    uint32_t flag;
} flags[] = {
    {"ecodepdx", SBILL_DX_EXTERNAL_CAUSE},
    {"manifestation", SBILL_DX_MANIFESTATION},
    {"unacceptable", SBILL_DX_UNACCEPTABLE},
    {"reqsdx", SBILL_DX_NEEDS_SECONDARY},
    {"qadm", SBILL_DX_QUESTIONABLE},
    {"unspecified", SBILL_DX_UNSPECIFIED},
    {"newborn", SBILL_DX_NEWBORN},
    {"pediatric", SBILL_DX_PEDIATRIC},
    {"maternity", SBILL_DX_MATERNITY},
    {"adult", SBILL_DX_ADULT},
    {"female", SBILL_DX_FEMALE},
    {"male", SBILL_DX_MALE},
    {"wrngproc", SBILL_DX_WRONG_PROCEDURE},
    {"delout", SBILL_DX_DELIVERY_OUTCOME},
    /* beside an inpatient procedure, a diabetes pump or a trial */
    {"diabtypei", SBILL_DX_OTHER},
    {"ncov6", SBILL_DX_OTHER},
    {"ncov7", SBILL_DX_OTHER},
    {"ncovz302", SBILL_DX_OTHER},
    {"clintrial", SBILL_DX_OTHER},
};

static int32_t read_flags(const struct sbill_published *p, uint32_t *out)
{
    struct sbill_text rest = sbill_published_text(p, DX_FLAGS);

    *out = 0;
    while (rest.n) {
        struct sbill_text word = sbill_text_cut(&rest, '|');
        uint32_t flag = 0;

        for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
            if (sbill_name_is(word, flags[i].name))
                flag = flags[i].flag;
        if (!flag)
            return sbill_published_fail(p, DX_FLAGS, "a flag in \"%t\" is not known");
        *out |= flag;
    }
    return SBILL_OK;
}

static int32_t diagnosis_row(struct table *t)
{
    uint64_t key = sbill_keyed_code(sbill_published_text(&t->p, DX_CODE));
    int32_t from, to, status;
    uint32_t value;

    if (!key)
        return sbill_published_fail(&t->p, DX_CODE, "\"%t\" is not an ICD-10-CM code");
    if ((status = read_span(&t->p, DX_FROM, &from, &to)) || (status = read_flags(&t->p, &value)))
        return status;
    return sbill_keyed_add(&t->d, key, from, to, &value, t->p.csv.line);
}

int32_t sbill_import_mce_diagnoses(struct sbill_builder *b, const struct sbill_input *in,
                                   sbill_error **err)
{
    static const char *const names[DX_COLUMNS] = {"code", "start|from", "end|to", "flags"};

    return import(b, in, err, names, DX_COLUMNS, 1, diagnosis_row, SBILL_KEYED_DX,
                  "Medicare Code Editor");
}

/* ---- ages: group, lowest, highest, first and last day ---- */

enum {
    AGE_GROUP,
    AGE_LOW,
    AGE_HIGH,
    AGE_FROM,
    AGE_TO,
    AGE_COLUMNS
};

static int32_t age_row(struct table *t)
{
    static const char *const groups[] = {"newborn", "pediatric", "maternity", "adult"};
    uint64_t key = 0;
    uint32_t values[2];
    int32_t from, to, status;

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (sbill_name_is(sbill_published_text(&t->p, AGE_GROUP), groups[i]))
            key = (uint64_t)SBILL_DX_NEWBORN << i;
    if (!key)
        return sbill_published_fail(&t->p, AGE_GROUP,
                                    "\"%t\": say newborn, pediatric, maternity or adult");
    for (size_t i = 0; i < 2; i++)
        if (!sbill_text_u32(sbill_published_text(&t->p, AGE_LOW + i), &values[i]) ||
            values[i] > 150)
            return sbill_published_fail(&t->p, AGE_LOW + i, "\"%t\" is not an age in years");
    if (values[1] < values[0])
        return sbill_published_fail(&t->p, AGE_HIGH, "the ages end before they begin");
    status = read_span(&t->p, AGE_FROM, &from, &to);
    return status ? status : sbill_keyed_add(&t->d, key, from, to, values, t->p.csv.line);
}

int32_t sbill_import_mce_ages(struct sbill_builder *b, const struct sbill_input *in,
                              sbill_error **err)
{
    static const char *const names[AGE_COLUMNS] = {"group", "minage|startage", "maxage|endage",
                                                   "start|from", "end|to"};

    return import(b, in, err, names, AGE_COLUMNS, 2, age_row, SBILL_KEYED_AGE,
                  "Medicare Code Editor, ages");
}

/* ---- discharge status: code, first and last day ---- */

enum {
    STATUS_CODE,
    STATUS_FROM,
    STATUS_TO,
    STATUS_COLUMNS
};

static int32_t status_row(struct table *t)
{
    uint32_t code, nothing = 0;
    int32_t from, to, status;

    if (!sbill_text_u32(sbill_published_text(&t->p, STATUS_CODE), &code) || code == 0 || code > 99)
        return sbill_published_fail(&t->p, STATUS_CODE, "\"%t\" is not a discharge status");
    status = read_span(&t->p, STATUS_FROM, &from, &to);
    return status ? status : sbill_keyed_add(&t->d, code, from, to, &nothing, t->p.csv.line);
}

int32_t sbill_import_mce_discharge(struct sbill_builder *b, const struct sbill_input *in,
                                   sbill_error **err)
{
    static const char *const names[STATUS_COLUMNS] = {"code", "start|from", "end|to"};

    return import(b, in, err, names, STATUS_COLUMNS, 1, status_row, SBILL_KEYED_DISCHARGE,
                  "Medicare Code Editor, discharge status");
}
