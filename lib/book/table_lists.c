/* The user's own lists for edits, from generic tables: drugs against HCPCS codes, coverage, authorizations,
 * visit levels. Look-ups are in edit_lists.c. */
#include <string.h>

#include "book/edit_lists.h"
#include "book/edits.h"
#include "book/table.h"

struct list {
    struct sbill_keyed_draft d;
    struct sbill_table *t;
    uint32_t rows;
};

static int32_t start(struct list *l, struct sbill_builder *b, struct sbill_table *t,
                     uint32_t values)
{
    l->t = t;
    l->rows = 0;
    return sbill_keyed_begin(&l->d, b, t->in, values, t->err);
}

static int32_t add(struct list *l, uint64_t key, const uint32_t *values)
{
    int32_t from, to, status = sbill_table_span(l->t, true, &from, &to);

    return status ? status : sbill_keyed_add(&l->d, key, from, to, values, l->t->csv.line);
}

static uint32_t keep(struct list *l, int32_t column)
{
    return sbill_keyed_keep(&l->d, sbill_table_text(l->t, column));
}

/* A code in normal form, kept. */
static int32_t read_code(struct list *l, char out[16])
{
    int32_t status = sbill_table_code(l->t, sbill_table_text(l->t, SBILL_COL_CODE), out);

    if (!status && strlen(out) > 5)
        status = sbill_table_fail(l->t, SBILL_COL_CODE,
                                  "\"%t\" is no code of a service: it is too long");
    return status;
}

typedef int32_t (*row_fn)(struct list *l);

static int32_t read_rows(struct list *l, row_fn row)
{
    int32_t status;

    while (!(status = sbill_table_next(l->t)))
        if ((status = row(l)))
            return status;
    return status == SBILL_END ? SBILL_OK : status;
}

/* ---- drugs ---- */

/* 11 digits, with or without the hyphens of 5-4-2. */
static int32_t read_ndc(const struct sbill_table *t, uint64_t *key)
{
    *key = sbill_ndc_key(sbill_table_text(t, SBILL_COL_NDC));
    return *key ? SBILL_OK
                : sbill_table_fail(t, SBILL_COL_NDC, "\"%t\" is not an NDC of 11 digits (5-4-2)");
}

static int32_t ndc_values(struct list *l, uint32_t values[SBILL_NDC_VALUES])
{
    static const char *const units[] = {"", "F2", "GR", "ME", "ML", "UN"};
    int64_t package, count, billing;
    char code[16];
    int32_t unit, status;

    if ((status = read_code(l, code)) ||
        (status = sbill_table_word(l->t, SBILL_COL_UNIT, "|F2|GR|ME|ML|UN", 0, &unit)) ||
        (status = sbill_table_number(l->t, SBILL_COL_PACKAGE, 3, &package)) ||
        (status = sbill_table_number(l->t, SBILL_COL_COUNT_IN_PACKAGE, 0, &count)) ||
        (status = sbill_table_number(l->t, SBILL_COL_BILLING_UNITS, 3, &billing)))
        return status;
    if (count != SBILL_NO_QTY && package != SBILL_NO_QTY)
        package = count > 0 && package <= INT32_MAX / count ? package * count : INT64_MAX;
    if (package != SBILL_NO_QTY && (package == 0 || package > INT32_MAX))
        return sbill_table_fail(l->t, SBILL_COL_PACKAGE, "\"%t\" is no size of a package");
    values[SBILL_NDC_CODE] = sbill_keyed_keep(&l->d, (struct sbill_text){code, strlen(code)});
    values[SBILL_NDC_UNIT] = sbill_keyed_keep(&l->d, sbill_text_from(units[unit]));
    values[SBILL_NDC_PACKAGE] = package == SBILL_NO_QTY ? 0 : (uint32_t)package;
    values[SBILL_NDC_BILLING] = billing == SBILL_NO_QTY ? 0 : (uint32_t)billing;
    return SBILL_OK;
}

static int32_t ndc_row(struct list *l)
{
    uint32_t values[SBILL_NDC_VALUES];
    uint64_t key;
    int32_t status;

    if ((status = read_ndc(l->t, &key)) || (status = ndc_values(l, values)))
        return status;
    return add(l, key, values);
}

static int32_t ndc_code_row(struct list *l)
{
    uint32_t nothing = 0;
    char code[16];
    int32_t status = read_code(l, code);

    return status ? status
                  : add(l, sbill_keyed_code((struct sbill_text){code, strlen(code)}), &nothing);
}

/* One file, one section for each way of asking: read again for the second. */
static int32_t import(struct sbill_builder *b, struct sbill_table *t, uint32_t values, row_fn row,
                      int32_t tag, const char *title)
{
    struct list l;
    int32_t status = start(&l, b, t, values);

    if (!status)
        status = read_rows(&l, row);
    if (!status)
        status = sbill_keyed_end(&l.d, tag, title, NULL);
    sbill_keyed_free(&l.d);
    return status;
}

static int32_t again(struct sbill_table *t, const struct sbill_alloc *alloc)
{
    const struct sbill_input *in = t->in;
    sbill_error **err = t->err;

    sbill_table_end(t);
    return sbill_table_start(t, alloc, in, err);
}

int32_t sbill_import_ndc(struct sbill_builder *b, struct sbill_table *t)
{
    int32_t status;

    if ((status =
             import(b, t, SBILL_NDC_VALUES, ndc_row, SBILL_KEYED_NDC, "NDC-HCPCS crosswalk")) ||
        (status = again(t, sbill_build_alloc(b))))
        return status;
    return import(b, t, 1, ndc_code_row, SBILL_KEYED_NDC_CODE, "NDC-HCPCS crosswalk");
}

/* ---- coverage ---- */

static const char coverage_title[] = "coverage";

static int32_t read_says(const struct sbill_table *t, uint32_t *out)
{
    int32_t word, status = sbill_table_word(t, SBILL_COL_SAYS, "supports|denies", 0, &word);

    *out = word ? SBILL_COVERAGE_DENIES : SBILL_COVERAGE_SUPPORTS;
    return status;
}

/* "E11-": all that begin so. *prefix: without the dash. */
static bool is_prefix(struct sbill_text diagnosis, struct sbill_text *prefix)
{
    *prefix = diagnosis;
    if (diagnosis.n == 0 || diagnosis.p[diagnosis.n - 1] != '-')
        return false;
    prefix->n--;
    return true;
}

static int32_t read_diagnosis(const struct sbill_table *t, struct sbill_text *out, bool *prefix)
{
    struct sbill_text diagnosis = sbill_table_text(t, SBILL_COL_DIAGNOSIS);

    *prefix = is_prefix(diagnosis, out);
    if (!sbill_keyed_code(*out))
        return sbill_table_fail(
            t, SBILL_COL_DIAGNOSIS,
            "\"%t\" is not a diagnosis: a code, or the beginning of codes like E11-");
    return SBILL_OK;
}

/* Single diagnoses, by both codes. */
static int32_t coverage_pair(struct list *l)
{
    uint32_t values[SBILL_COVERAGE_VALUES] = {0};
    struct sbill_text diagnosis;
    char code[16];
    bool prefix;
    int32_t status;

    if ((status = read_code(l, code)) || (status = read_diagnosis(l->t, &diagnosis, &prefix)) ||
        (status = read_says(l->t, &values[SBILL_COVERAGE_SAYS])))
        return status;
    if (prefix)
        return SBILL_OK;
    l->rows++;
    values[SBILL_COVERAGE_POLICY] = keep(l, SBILL_COL_POLICY);
    values[SBILL_COVERAGE_PAYER] = keep(l, SBILL_COL_PAYER);
    return add(l, sbill_keyed_pair((struct sbill_text){code, strlen(code)}, diagnosis), values);
}

/* What is said of the procedure: which policies speak of it, and beginnings of diagnoses. A policy's rows
 * mostly stand together, so only the one before is looked at to keep it once. */
static int32_t coverage_code(struct list *l)
{
    uint32_t values[SBILL_COVERAGE_VALUES] = {0};
    struct sbill_text diagnosis, name;
    char code[16];
    uint64_t key;
    bool prefix;
    int32_t system, from, to, status;

    if ((status = read_code(l, code)) || (status = sbill_table_system(l->t, &system)) ||
        (status = read_diagnosis(l->t, &diagnosis, &prefix)) ||
        (status = read_says(l->t, &values[SBILL_COVERAGE_SAYS])) ||
        (status = sbill_table_span(l->t, true, &from, &to)))
        return status;
    name = (struct sbill_text){code, strlen(code)};
    key = sbill_keyed_system(system, name);
    values[SBILL_COVERAGE_POLICY] = keep(l, SBILL_COL_POLICY);
    values[SBILL_COVERAGE_PAYER] = keep(l, SBILL_COL_PAYER);
    if (prefix) {
        values[SBILL_COVERAGE_PREFIX] = sbill_keyed_keep(&l->d, diagnosis);
    } else {
        values[SBILL_COVERAGE_SAYS] = SBILL_COVERAGE_NOT_LISTED;
        if (sbill_keyed_same(&l->d, key, from, to, values))
            return SBILL_OK;
    }
    return sbill_keyed_add(&l->d, key, from, to, values, l->t->csv.line);
}

int32_t sbill_import_coverage(struct sbill_builder *b, struct sbill_table *t)
{
    struct list l;
    int32_t status =
        import(b, t, SBILL_COVERAGE_VALUES, coverage_code, SBILL_KEYED_COVERAGE, coverage_title);

    if (status || (status = again(t, sbill_build_alloc(b))))
        return status;
    status = start(&l, b, t, SBILL_COVERAGE_VALUES);
    if (!status)
        status = read_rows(&l, coverage_pair);
    if (!status && l.rows)
        status = sbill_keyed_end(&l.d, SBILL_KEYED_COVERAGE_PAIR, coverage_title, NULL);
    sbill_keyed_free(&l.d);
    return status;
}

/* ---- authorizations ---- */

/* "99213", "99202-99205" (only digits may differ), "J-" (all that begin so). */
static int32_t read_codes(struct list *l, char first[16], char last[16], bool *single)
{
    struct sbill_text rest = sbill_table_text(l->t, SBILL_COL_CODE), head;
    bool dash = rest.n && memchr(rest.p, '-', rest.n);
    int32_t status;

    head = sbill_text_cut(&rest, '-');
    memset(last, 0, 16);
    *single = !dash;
    if ((status = sbill_table_code(l->t, head, first)) ||
        (rest.n && (status = sbill_table_code(l->t, rest, last))))
        return status;
    for (size_t i = 0; rest.n && i < 16; i++)
        if (first[i] != last[i] && !(sbill_is_digit(first[i]) && sbill_is_digit(last[i])))
            return sbill_table_fail(l->t, SBILL_COL_CODE,
                                    "%t is not a range: only digits may differ");
    if (rest.n && memcmp(first, last, 16) > 0)
        return sbill_table_fail(l->t, SBILL_COL_CODE,
                                "%t is not a range: the lower end comes first");
    return SBILL_OK;
}

static int32_t authorization_row(struct list *l)
{
    uint32_t values[SBILL_AUTHORIZATION_VALUES] = {0};
    char first[16], last[16];
    int32_t system, needs, status;
    bool single;

    if ((status = sbill_table_system(l->t, &system)) ||
        (status = read_codes(l, first, last, &single)) ||
        (status = sbill_table_word(l->t, SBILL_COL_NEEDS, "authorization|referral", 0, &needs)))
        return status;
    values[SBILL_AUTHORIZATION_PAYER] = keep(l, SBILL_COL_PAYER);
    values[SBILL_AUTHORIZATION_PLACE] = keep(l, SBILL_COL_PLACE);
    values[SBILL_AUTHORIZATION_NEEDS] =
        (uint32_t)(needs ? SBILL_NEEDS_REFERRAL : SBILL_NEEDS_AUTHORIZATION);
    if (!single) {
        values[SBILL_AUTHORIZATION_FIRST] = sbill_keyed_keep(&l->d, sbill_text_from(first));
        values[SBILL_AUTHORIZATION_LAST] = sbill_keyed_keep(&l->d, sbill_text_from(last));
        return add(l, sbill_keyed_other(system), values);
    }
    return add(l, sbill_keyed_system(system, sbill_text_from(first)), values);
}

/* Each payer once, as far as its rows stand together. */
static int32_t authorization_payer(struct list *l)
{
    struct sbill_text payer = sbill_table_text(l->t, SBILL_COL_PAYER);
    uint32_t value = sbill_keyed_keep(&l->d, payer);
    uint64_t key = sbill_keyed_word(payer);
    int32_t from, to, status = sbill_table_span(l->t, true, &from, &to);

    if (status || sbill_keyed_same(&l->d, key, l->t->in->from, l->t->in->to, &value))
        return status;
    return sbill_keyed_add(&l->d, key, l->t->in->from, l->t->in->to, &value, l->t->csv.line);
}

int32_t sbill_import_authorizations(struct sbill_builder *b, struct sbill_table *t)
{
    static const char title[] = "authorizations";
    int32_t status;

    if ((status = import(b, t, SBILL_AUTHORIZATION_VALUES, authorization_row,
                         SBILL_KEYED_AUTHORIZATION, title)) ||
        (status = again(t, sbill_build_alloc(b))))
        return status;
    return import(b, t, 1, authorization_payer, SBILL_KEYED_AUTHORIZATION_PAYER, title);
}

/* ---- levels of visits ---- */

static int32_t level_values(struct list *l, uint32_t values[SBILL_LEVEL_VALUES], uint64_t *by_code,
                            uint64_t *by_family)
{
    static const char words[] = "|straightforward|low|moderate|high";
    struct sbill_text family = sbill_table_text(l->t, SBILL_COL_FAMILY);
    int64_t from, to;
    char code[16];
    int32_t system, mdm, status;

    if ((status = read_code(l, code)) || (status = sbill_table_system(l->t, &system)) ||
        (status = sbill_table_number(l->t, SBILL_COL_MINUTES, 0, &from)) ||
        (status = sbill_table_number(l->t, SBILL_COL_MINUTES_TO, 0, &to)) ||
        (status = sbill_table_word(l->t, SBILL_COL_MDM, words, 0, &mdm)))
        return status;
    if (!family.n)
        return sbill_table_fail(l->t, SBILL_COL_FAMILY, "a level needs the name of its family");
    if (from != SBILL_NO_QTY && to != SBILL_NO_QTY && to < from)
        return sbill_table_fail(l->t, SBILL_COL_MINUTES_TO, "the minutes end before they begin");
    *by_code = sbill_keyed_system(system, sbill_text_from(code));
    *by_family = sbill_keyed_word(family);
    values[SBILL_LEVEL_CODE] = sbill_keyed_keep(&l->d, sbill_text_from(code));
    values[SBILL_LEVEL_FAMILY] = sbill_keyed_keep(&l->d, family);
    values[SBILL_LEVEL_FROM] = from == SBILL_NO_QTY ? UINT32_MAX : (uint32_t)from;
    values[SBILL_LEVEL_TO] = to == SBILL_NO_QTY ? UINT32_MAX : (uint32_t)to;
    values[SBILL_LEVEL_MDM] = (uint32_t)mdm;
    return SBILL_OK;
}

static int32_t level_row(struct list *l)
{
    uint32_t values[SBILL_LEVEL_VALUES];
    uint64_t by_code, by_family;
    int32_t status = level_values(l, values, &by_code, &by_family);

    return status ? status : add(l, by_code, values);
}

static int32_t family_row(struct list *l)
{
    uint32_t values[SBILL_LEVEL_VALUES];
    uint64_t by_code, by_family;
    int32_t status = level_values(l, values, &by_code, &by_family);

    return status ? status : add(l, by_family, values);
}

int32_t sbill_import_levels(struct sbill_builder *b, struct sbill_table *t)
{
    static const char title[] = "visit levels";
    int32_t status;

    if ((status = import(b, t, SBILL_LEVEL_VALUES, level_row, SBILL_KEYED_LEVEL, title)) ||
        (status = again(t, sbill_build_alloc(b))))
        return status;
    return import(b, t, SBILL_LEVEL_VALUES, family_row, SBILL_KEYED_LEVEL_FAMILY, title);
}
