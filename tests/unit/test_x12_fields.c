/* That nothing gets lost on the way to an 837: a record is filled with a value of its own in every place that a form or
 * an 837 has; each must come out in the file or be named among what was left out. */
#include "filled.h"

/* Places that the file says in another way. */
static const char *const elsewhere[] = {
    "coverages[].member_id",  /* a patient with an id of his own stands as the subscriber */
    "coverages[].subscriber", /* likewise */
    "lines[].diagnoses",      /* positions */
    "lines[].other_authorizations[].payer", /* the fixture names a payer of the record */
    "date_from",                            /* lines have dates of their own */
    "date_to",                              /* likewise */
    "facility.name",                        /* a place has the name of an organisation */
    "lines[].facility.name",                /* likewise */
    "total_charge",                         /* checked against the lines, which make CLM02 */
    "facility.clia",                        /* goes with tests that need it: tested below */
    "providers.billing.clia",               /* likewise */
    NULL,
};

/* As the 837 spells it: codes without a dot, dates without hyphens, numbers without needless zeros. */
static void spelled(const struct seen *s, char out[24])
{
    size_t n = 0;
    bool number = s->kind == SBILL_K_MONEY || s->kind == SBILL_K_QTY;

    for (const char *p = s->value; *p; p++)
        if (number || (*p != '-' && *p != '.'))
            out[n++] = *p;
    out[n] = '\0';
    while (number && strchr(out, '.') && (out[n - 1] == '0' || out[n - 1] == '.')) {
        bool point = out[n - 1] == '.';

        out[--n] = '\0';
        if (point)
            break;
    }
}

static void look(const char *format)
{
    char *document;

    fill_record();
    e->record.claim_type = strcmp(format, "x12-837d") == 0 ? SBILL_DENTAL : SBILL_PROFESSIONAL;
    e->record.formed = SBILL_NO;
    document = written(format);
    for (size_t i = 0; i < w->count; i++) {
        struct seen *s = &w->rows[i];
        char value[24];

        spelled(s, value);
        if (!s->of_claims || !*s->value || strstr(document, value) || is_left_out(s->path))
            s->found = true;
    }
    free(document);
}

static const char *const formats[] = {"x12-837p", "x12-837d"};

START_TEST(every_field_is_written_or_named)
{
    size_t lost;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    for (w->variant = 0; w->variant < 2; w->variant++)
        for (int person = 0; person < 2; person++) {
            w->entity_person = person;
            look(formats[_i]);
        }
    ck_assert_uint_gt(w->count, 400);
    lost = count_lost(elsewhere);
    free(w);
    ck_assert_uint_eq(lost, 0);
}
END_TEST

/* A value of which X12 can carry no character goes, and its qualifier with it; the result says so. */
START_TEST(no_qualifier_alone)
{
    char *document;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    fill_record();
    e->record.claim_type = SBILL_PROFESSIONAL;
    e->record.formed = SBILL_YES;
    e->record.providers.billing->tax_id = t("\xC2\x9C\xC2\x9C");
    document = written("x12-837p");
    ck_assert_ptr_null(strstr(document, "REF*EI~"));
    ck_assert_ptr_null(strstr(document, "REF*SY~"));
    ck_assert(is_left_out("providers.billing.tax_id"));
    free(document);
    free(w);
}
END_TEST

/* What cannot stand leaves no gap in a list, which would be none when it is read again; the result says so. */
START_TEST(lists_close_up)
{
    static struct sbill_text conditions[] = {SBILL_TI("L1"), SBILL_TI("L4^\nCRC"), SBILL_TI("L2")};
    char *document;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    fill_record();
    e->record.claim_type = SBILL_PROFESSIONAL;
    e->record.formed = SBILL_YES;
    ck_assert_uint_ge(e->record.vision.n, 1);
    e->record.vision.v[0].category = t("E1");
    e->record.vision.v[0].conditions.v = conditions;
    e->record.vision.v[0].conditions.n = 3;
    document = written("x12-837p");
    ck_assert_ptr_nonnull(strstr(document, "*L1*L2~"));
    ck_assert(is_left_out("vision[].conditions"));
    free(document);
    free(w);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, every_field_is_written_or_named, 0, 2);
    tcase_add_test(c, no_qualifier_alone);
    tcase_add_test(c, lists_close_up);
}

int main(void)
{
    return unit_run("x12 fields", add);
}
