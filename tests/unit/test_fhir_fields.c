/* That nothing gets lost on the way to FHIR: a record is filled with a value of its own in every place that has a box,
 * an 837 element or a FHIR path in the field register; each must come out in the document or be named among what was
 * left out. */
#include "filled.h"

/* Fields with a place on a form or in the 837 that a FHIR claim says in another way, or that are not the claim's. */
static const char *const elsewhere[] = {
    "claim_type",               /* decides the whole claim; a word */
    "total_charge",             /* checked against the lines, which make Claim.total */
    "lines[].diagnoses[]",      /* diagnosisSequence */
    "lines[].anesthesia_start", /* in the minutes, which are the quantity */
    "lines[].anesthesia_end",   /* likewise */
    "coverages[].id",           /* the office's key; FHIR names are urn:uuid */
    "coverages[].adjudication.lines[].line_control_number", /* finds the line */
    "lines[].other_authorizations[].payer",                 /* finds the coverage */
    "facility.name",         /* a Location has one name: the organisation's, else the last name */
    "lines[].facility.name", /* likewise */
    "facility.credential",   /* a place has none */
    "lines[].facility.credential", /* likewise */
    "lines[].teeth[].surfaces",    /* letter by letter: tested below */
    NULL,
};

/* One filled record: which of its values stand in the document or are named as left out. */
static void look(void)
{
    char *document;

    fill_record();
    document = written("fhir-xml");
    for (size_t i = 0; i < w->count; i++) {
        struct seen *s = &w->rows[i];

        if (!*s->value || strstr(document, s->value) || is_left_out(s->path))
            s->found = true;
    }
    free(document);
}

START_TEST(every_field_is_written_or_named)
{
    size_t lost;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    for (w->variant = 0; w->variant < 2; w->variant++)
        for (int person = 0; person < 2; person++) {
            w->entity_person = person;
            look();
        }
    ck_assert_uint_gt(w->count, 400);
    lost = count_lost(elsewhere);
    free(w);
    ck_assert_uint_eq(lost, 0);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, every_field_is_written_or_named);
}

int main(void)
{
    return unit_run("fhir fields", add);
}
