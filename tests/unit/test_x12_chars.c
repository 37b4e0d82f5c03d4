/* The characters of an 837: what X12 does not have is spelled otherwise, blanked or refused, never sent. */
#include "fhir_document.h"

#include "write/x12.h"

static const struct said {
    const char *options[4]; /* names and values */
    const char *given, *sent;
    size_t max;
    int done;
} said[] = {
    {{0}, "Smith-O'Hara", "SMITH-O'HARA", 60, 0},
    {{0},
     "Nu\xc3\xb1"
     "ez",
     "NUNEZ",
     60,
     SBILL_X12_SPELLED},
    {{0}, "a_b#c@d", "A B C D", 60, SBILL_X12_BLANKED},
    {{"x12.characters", "extended"}, "a_b#c@d", "A_B#C@D", 60, 0},
    {{"x12.characters", "extended", "x12.case", "keep"}, "a_b", "a_b", 60, 0},
    {{0}, "A*B:C~D", "A B C D", 60, SBILL_X12_BLANKED},
    {{"x12.separators", "|^>!"}, "A*B:C!", "A*B:C ", 60, SBILL_X12_BLANKED},
    {{"x12.characters", "extended"}, "A^B|C", "A B|C", 60, SBILL_X12_BLANKED},
    {{0}, "line\nbreak\ttab", "LINE BREAK TAB", 60, SBILL_X12_BLANKED},
    {{0}, "\xe4\xb8\xad\xe6\x96\x87", "  ", 60, SBILL_X12_BLANKED},
    {{0}, "abcdef", "ABC", 3, SBILL_X12_CUT},
    {{0}, "\xc3\x9f\xc3\x9f", "SSS", 3, SBILL_X12_SPELLED | SBILL_X12_CUT},
};

START_TEST(what_goes_out)
{
    const struct said *s = &said[_i];
    struct sbill_x12_settings set;
    struct sbill_buf b;
    char room[128];

    sbill_x12_settings_default(&set);
    for (size_t i = 0; i < 4 && s->options[i]; i += 2)
        ck_assert_ptr_null(sbill_x12_settings_set(&set, sbill_text_from(s->options[i] + 4),
                                                  sbill_text_from(s->options[i + 1])));
    sbill_buf_over(&b, room, sizeof room);
    ck_assert_int_eq(sbill_x12_carry(&set, set.extended, sbill_text_from(s->given), s->max, &b),
                     s->done);
    assert_text(sbill_buf_view(&b), s->sent);
}
END_TEST

/* Writes a claim of a patient of that name; what became of it. */
static int32_t written_as(const char *last, const char *option, const char *value)
{
    sbill_options *options;
    sbill_file *f;
    char json[1024];
    int32_t status;
    int n = snprintf(
        json, sizeof json,
        "{\"id\":\"1\",\"date_from\":\"2025-11-20\",\"patient\":{\"name\":{\"last\":\"%s\"}},"
        "\"coverages\":[{\"payer\":{\"id\":\"P1\",\"name\":\"North\"},\"member_id\":\"M1\"}],"
        "\"providers\":{\"billing\":{\"organization\":\"Clinic\",\"npi\":\"2000000002\"}},"
        "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"code\":\"G0008\",\"charge\":30}]}",
        last);

    ck_assert_int_eq(sbill_encounter_read(e, json, (size_t)n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_assign(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    e->checked = true;
    ck_assert_int_eq(sbill_options_new(&options, NULL), SBILL_OK);
    if (option)
        ck_assert_int_eq(sbill_options_set(options, option, value, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_new("x12-837p", options, &f, NULL), SBILL_OK);
    status = sbill_file_add(f, e, 0, NULL);
    sbill_file_free(f);
    sbill_options_free(options);
    return status;
}

START_TEST(a_name_that_cannot_be_said_is_refused)
{
    ck_assert_int_eq(written_as("Smith", NULL, NULL), SBILL_OK);
    ck_assert_int_eq(written_as("Nu\xc3\xb1"
                                "ez",
                                NULL, NULL),
                     SBILL_OK);
    ck_assert_int_eq(written_as("Nu\xc3\xb1"
                                "ez",
                                "x12.non-ascii", "refuse"),
                     SBILL_EREFUSED);
    ck_assert_int_eq(written_as("\xe4\xb8\xad\xe6\x96\x87", NULL, NULL), SBILL_EREFUSED);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, what_goes_out, 0, (int)(sizeof said / sizeof *said));
    tcase_add_test(c, a_name_that_cannot_be_said_is_refused);
}

int main(void)
{
    return unit_run("x12 chars", add);
}
