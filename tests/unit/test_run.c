/* The stages, the document calls, the getters and decisions, through the public header. */
#include "base/json.h"
#include "encounter_fixture.h"
#include "meter.h"

static const char *text(int32_t item, size_t i, int32_t field)
{
    return sbill_text(e, item, i, field, NULL);
}

static void run(const char *json)
{
    ck_assert_int_eq(read_text(json, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_run(e, NULL), SBILL_OK);
}

/* The index of the item whose field reads so. */
static size_t find(int32_t item, int32_t field, const char *wanted)
{
    for (size_t i = 0; i < sbill_count(e, item); i++) {
        if (strcmp(text(item, i, field), wanted) == 0)
            return i;
    }
    ck_abort_msg("no item with %s", wanted);
}

/* ---- order of the stages ---- */

START_TEST(stages_come_in_order)
{
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_encounter_assign(e, &err), SBILL_EINVAL);
    ck_assert_str_eq(sbill_error_message(err), "reading a record must come first");
    sbill_error_free(err);
    ck_assert_int_eq(read_text(small_record, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_assign(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_check(e, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_check(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_outcome(e), SBILL_OUTCOME_DRAFT);
    ck_assert_int_eq(sbill_encounter_assign(NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_run(NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_outcome(NULL), SBILL_OUTCOME_NONE);
    ck_assert_int_eq(sbill_encounter_read(NULL, "{}", 2, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_read(e, NULL, 2, NULL), SBILL_EINVAL);
}
END_TEST

static char *result_now(void)
{
    const char *json;
    size_t n;

    ck_assert_int_eq(sbill_encounter_result(e, &json, &n, NULL), SBILL_OK);
    ck_assert_uint_eq(strlen(json), n);
    return strdup(json);
}

START_TEST(running_twice_changes_nothing)
{
    char *first, *second;

    run(small_record);
    first = result_now();
    ck_assert_int_eq(sbill_encounter_run(e, NULL), SBILL_OK);
    second = result_now();
    ck_assert_msg(strcmp(first, second) == 0, "the second result is another");
    free(second);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_outcome(e) == SBILL_OUTCOME_NONE ||
                         sbill_count(e, SBILL_ITEM_CLAIM) > 0,
                     1);
    ck_assert_int_eq(sbill_encounter_check(e, NULL), SBILL_OK);
    second = result_now();
    ck_assert_msg(strcmp(first, second) == 0, "the second result is another");
    free(first);
    free(second);
}
END_TEST

START_TEST(coding_can_be_switched_off)
{
    with_option("assign", "0");
    run(small_record);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_DIAGNOSIS), 2);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_WITHHELD), 0);
    ck_assert_int_ne(sbill_encounter_outcome(e), SBILL_OUTCOME_DRAFT);
}
END_TEST

/* ---- documents ---- */

START_TEST(one_record_in_one_line_out)
{
    const char *line;
    size_t n;
    struct sbill_json *j = NULL;
    const struct sbill_json_val *root;

    ck_assert_int_eq(sbill_run_json(e, small_record, strlen(small_record), &line, &n, NULL),
                     SBILL_OK);
    ck_assert_ptr_null(strchr(line, '\n'));
    ck_assert_int_eq(sbill_json_new(sbill_alloc_default(), 1 << 22, &j), SBILL_OK);
    ck_assert_int_eq(sbill_json_parse(j, (struct sbill_text){line, n}, SBILL_NOWHERE, &root, NULL),
                     SBILL_OK);
    assert_text(sbill_json_text(sbill_json_get(root, "schema")), "superbill-result/1");
    assert_text(sbill_json_text(sbill_json_get(root, "id")), "SMALL-1");
    assert_text(sbill_json_text(sbill_json_get(root, "outcome")), "draft");
    ck_assert_uint_eq(sbill_json_size(sbill_json_get(root, "diagnoses")),
                      sbill_count(e, SBILL_ITEM_DIAGNOSIS));
    ck_assert_uint_eq(sbill_json_size(sbill_json_get(root, "claims")),
                      sbill_count(e, SBILL_ITEM_CLAIM));
    ck_assert_uint_eq(sbill_json_size(sbill_json_get(root, "findings")) +
                          sbill_json_size(sbill_json_get(root, "not_checked")),
                      sbill_count(e, SBILL_ITEM_FINDING));
    ck_assert_uint_ge(sbill_json_size(sbill_json_get(root, "not_checked")), 1);
    sbill_json_free(j);
}
END_TEST

START_TEST(the_unreadable_has_a_line_too)
{
    static const char bad[] = "{\"id\":\"secret\",\n]";
    const char *line;
    size_t n;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_run_json(e, bad, sizeof bad - 1, &line, &n, &err), SBILL_EINPUT);
    ck_assert_str_eq(
        line,
        "{\"schema\":\"superbill-result/1\",\"outcome\":\"unreadable\",\"error\":{\"message\":"
        "\"a character that JSON does not allow here\",\"line\":2,\"column\":1}}");
    ck_assert_uint_eq(sbill_error_line(err), 2);
    sbill_error_free(err);
    ck_assert_int_eq(sbill_run_json(e, bad, sizeof bad - 1, &line, &n, NULL), SBILL_EINPUT);
    with_option("max-record", "10");
    ck_assert_int_eq(sbill_run_json(e, bad, sizeof bad - 1, &line, &n, NULL), SBILL_ELIMIT);
    ck_assert_ptr_nonnull(strstr(line, "the record is longer than 10 bytes"));
    ck_assert_int_eq(sbill_run_json(e, NULL, 0, &line, &n, NULL),
                     SBILL_EINPUT); /* nothing is no record */
    ck_assert_int_eq(sbill_run_json(NULL, bad, 1, &line, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_run_json(e, bad, 1, NULL, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_result(e, &line, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_record(e, &line, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_record(NULL, &line, &n, NULL), SBILL_EINVAL);
}
END_TEST

/* The next record of a reader into the file's encounter: what sbill_run_next says, and its line. */
static int32_t next_of(sbill_reader *r, const char **line)
{
    size_t n = 0;
    int32_t status = sbill_run_next(r, e, line, &n, NULL);

    if (status != SBILL_END && status != SBILL_MORE)
        ck_assert_uint_eq(strlen(*line), n);
    return status;
}

START_TEST(each_record_of_a_reader_has_a_line)
{
    static const char more[] = "\n{\"id\": nonsense}\n";
    sbill_reader *r = NULL;
    const char *line = "";

    ck_assert_int_eq(sbill_reader_new("ndjson", NULL, &r, NULL), SBILL_OK);
    ck_assert_int_eq(next_of(r, &line), SBILL_MORE);
    for (const char *p = small_record; *p; p++) /* on one line */
        ck_assert_int_eq(sbill_reader_feed(r, *p == '\n' ? " " : p, 1, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_feed(r, more, sizeof more - 1, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    ck_assert_int_eq(next_of(r, &line), SBILL_OK);
    ck_assert_ptr_nonnull(strstr(line, "\"id\":\"SMALL-1\""));
    ck_assert_int_eq(next_of(r, &line), SBILL_EINPUT);
    ck_assert_ptr_nonnull(strstr(line, "\"outcome\":\"unreadable\""));
    ck_assert_ptr_nonnull(strstr(line, "\"line\":2"));
    ck_assert_int_eq(next_of(r, &line), SBILL_END);
    ck_assert_int_eq(sbill_run_next(NULL, e, &line, &(size_t){0}, NULL), SBILL_EINVAL);
    sbill_reader_free(r);
}
END_TEST

/* ---- getters ---- */

START_TEST(every_item_answers)
{
    size_t n;

    run(small_record);
    ck_assert_str_eq(text(SBILL_ITEM_RECORD, 0, SBILL_F_NAME), "Sample, Rosa");
    ck_assert_str_eq(text(SBILL_ITEM_RECORD, 0, SBILL_F_PAYER), "Small Payer");
    ck_assert_str_eq(text(SBILL_ITEM_RECORD, 0, SBILL_F_STATUS), "draft");
    ck_assert_str_eq(text(SBILL_ITEM_RECORD, 0, SBILL_F_PLACE), "11");
    ck_assert_str_eq(text(SBILL_ITEM_RECORD, 0, SBILL_F_CURRENCY), "USD");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_RECORD, 0, SBILL_F_DATE), 20412);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_RECORD, 0, SBILL_F_BIRTH_DATE), -3196);

    ck_assert_str_eq(text(SBILL_ITEM_NOTE, 0, SBILL_F_ID), "n1");
    ck_assert_str_eq(text(SBILL_ITEM_NOTE, 0, SBILL_F_TITLE), "visit");
    ck_assert_str_eq(text(SBILL_ITEM_NOTE, 0, SBILL_F_BY), "Ada Example");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_NOTE, 0, SBILL_F_DATE), 20412);

    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, 0, SBILL_F_CODE), "Z23");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, 0, SBILL_F_STATUS), "entered");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, 0, SBILL_F_TITLE), "Encounter for immunization");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_DIAGNOSIS, 1, SBILL_F_SYSTEM),
                     SBILL_SYSTEM_ICD10CM);

    ck_assert_str_eq(text(SBILL_ITEM_LINE, 1, SBILL_F_CODE), "J1010");
    ck_assert_str_eq(text(SBILL_ITEM_LINE, 1, SBILL_F_MODIFIERS), "RT");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_LINE, 1, SBILL_F_CHARGE), 1400);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_LINE, 0, SBILL_F_CHARGE), SBILL_NONE);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_LINE, 1, SBILL_F_UNITS), 40000);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_LINE, 1, SBILL_F_SYSTEM), SBILL_SYSTEM_HCPCS);

    sbill_text(e, SBILL_ITEM_NOTE, 0, SBILL_F_TEXT, &n);
    ck_assert_uint_eq(n, e->record.notes.v[0].text.n);
}
END_TEST

START_TEST(suggestions_show_their_evidence)
{
    size_t code, i;

    run(small_record);
    code = find(SBILL_ITEM_DIAGNOSIS, SBILL_F_CODE, "E11.42");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_STATUS), "suggested");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_RULE), "dm2.nerves");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_GUIDELINE), "I.A.15");
    ck_assert_uint_eq(strlen(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_RULE_DIGEST)), 64);
    i = find(SBILL_ITEM_EVIDENCE, SBILL_F_TEXT, "T2DM");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND),
                     SBILL_ITEM_DIAGNOSIS);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER), (int64_t)code);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_NOTE), 0);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_START), 12);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_END), 16);
    i = find(SBILL_ITEM_WITHHELD, SBILL_F_CODE, "J18.9");
    ck_assert_str_eq(text(SBILL_ITEM_WITHHELD, i, SBILL_F_REASON), "uncertain");
    ck_assert_str_eq(text(SBILL_ITEM_WITHHELD, i, SBILL_F_RULE), "pneumonia");
    /* Evidence of what was withheld comes after that of codes. */
    i = sbill_count(e, SBILL_ITEM_EVIDENCE) - sbill_count(e, SBILL_ITEM_QUERY) - 1;
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND),
                     SBILL_ITEM_WITHHELD);
}
END_TEST

START_TEST(claims_and_findings_answer)
{
    size_t i;

    run(small_record);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_CLAIM), 1);
    ck_assert_str_eq(text(SBILL_ITEM_CLAIM, 0, SBILL_F_STATUS), "draft");
    ck_assert_str_eq(text(SBILL_ITEM_CLAIM, 0, SBILL_F_PAYER), "Small Payer");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM, 0, SBILL_F_TOTAL), 5200);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM, 0, SBILL_F_STOPS), 0);
    ck_assert_uint_ge(strlen(text(SBILL_ITEM_CLAIM, 0, SBILL_F_ID)), 1);
    ck_assert_ptr_nonnull(strstr(text(SBILL_ITEM_CLAIM, 0, SBILL_F_DIAGNOSES), "Z23, S93.401"));
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_CLAIM_LINE), 2);
    ck_assert_str_eq(text(SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_POINTERS), "A,B");
    ck_assert_str_eq(text(SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_CODE), "J1010");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM_LINE, 0, SBILL_F_CHARGE), 3800);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_NUMBER), 2);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_CLAIM), 0);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_OWNER), 1);
    ck_assert_uint_ge(strlen(text(SBILL_ITEM_CLAIM_LINE, 0, SBILL_F_SOURCE)), 1);

    i = find(SBILL_ITEM_FINDING, SBILL_F_ID, "DX_SEVENTH_CHARACTER");
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER), 2103);
    ck_assert_str_eq(text(SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY), "warning");
    ck_assert_str_eq(text(SBILL_ITEM_FINDING, i, SBILL_F_SET_BY), "payer and claim type");
    ck_assert_str_eq(text(SBILL_ITEM_FINDING, i, SBILL_F_PATH), "diagnoses[1].code");
    ck_assert_str_eq(text(SBILL_ITEM_FINDING, i, SBILL_F_BOX), "21");
    ck_assert_ptr_nonnull(strstr(text(SBILL_ITEM_FINDING, i, SBILL_F_TEXT), "S93.401"));
    ck_assert_uint_ge(strlen(text(SBILL_ITEM_FINDING, i, SBILL_F_ACTION)), 10);
    ck_assert_int_eq(sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_STOPS), 0);
}
END_TEST

START_TEST(what_is_not_there_is_empty)
{
    size_t n = 7;

    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_RECORD), 0);
    ck_assert_uint_eq(sbill_count(NULL, SBILL_ITEM_RECORD), 0);
    run(small_record);
    for (int32_t item = -1; item <= SBILL_ITEM_REPAIR + 1; item++) {
        for (int32_t field = -1; field <= SBILL_F_FORM + 1; field++) {
            ck_assert_str_eq(sbill_text(e, item, 99999, field, &n), "");
            ck_assert_uint_eq(n, 0);
            ck_assert_int_eq(sbill_number(e, item, 99999, field), SBILL_NONE);
            for (size_t i = 0; i < sbill_count(e, item); i++) {
                const char *p = sbill_text(e, item, i, field, &n);

                ck_assert_int_eq(p[n], 0);
                sbill_number(e, item, i, field);
            }
        }
    }
    ck_assert_str_eq(text(SBILL_ITEM_CLAIM, 0, 999), "");
}
END_TEST

START_TEST(answers_stay_until_the_record_goes)
{
    const char *first, *second;

    run(small_record);
    first = text(SBILL_ITEM_CLAIM_LINE, 0, SBILL_F_POINTERS);
    second = text(SBILL_ITEM_CLAIM_LINE, 1, SBILL_F_POINTERS);
    text(SBILL_ITEM_FINDING, 0, SBILL_F_TEXT);
    ck_assert_str_eq(first, "A");
    ck_assert_str_eq(second, "A,B");
}
END_TEST

/* ---- decisions ---- */

START_TEST(a_person_decides)
{
    const char *json;
    size_t code, other, n;
    char *copy;

    run(small_record);
    code = find(SBILL_ITEM_DIAGNOSIS, SBILL_F_CODE, "E11.42");
    other = find(SBILL_ITEM_DIAGNOSIS, SBILL_F_CODE, "I10");
    ck_assert_int_eq(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "Ada Example",
                                  "2025-11-21", "", NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, other, "rejected", "Ada Example",
                                  "2025-11-21T10:00", "not seen", NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_encounter_outcome(e), SBILL_OUTCOME_NONE);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_CLAIM), 0);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_check(e, NULL), SBILL_OK);
    ck_assert_int_ne(sbill_encounter_outcome(e), SBILL_OUTCOME_DRAFT);
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, other, SBILL_F_REASON), "not seen");
    ck_assert_ptr_nonnull(strstr(text(SBILL_ITEM_CLAIM, 0, SBILL_F_DIAGNOSES), "E11.42"));
    ck_assert_ptr_null(strstr(text(SBILL_ITEM_CLAIM, 0, SBILL_F_DIAGNOSES), "I10"));
    /* The record carries it all: read again, nothing is asked twice. */
    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, NULL), SBILL_OK);
    copy = strdup(json);
    run(copy);
    ck_assert_int_ne(sbill_encounter_outcome(e), SBILL_OUTCOME_DRAFT);
    code = find(SBILL_ITEM_DIAGNOSIS, SBILL_F_CODE, "E11.42");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_STATUS), "confirmed");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_BY), "Ada Example");
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_RULE), "dm2.nerves");
    free(copy);
}
END_TEST

START_TEST(decisions_that_cannot_be)
{
    size_t code;

    run(small_record);
    code = find(SBILL_ITEM_DIAGNOSIS, SBILL_F_CODE, "E11.42");
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, 0, "confirmed", "A", "2025-11-21", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, 99, "confirmed", "A", "2025-11-21", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(sbill_decide(e, SBILL_ITEM_LINE, 0, "confirmed", "A", "2025-11-21", "", NULL),
                     SBILL_EINVAL);
    ck_assert_int_eq(sbill_decide(e, SBILL_ITEM_CLAIM, 0, "confirmed", "A", "2025-11-21", "", NULL),
                     SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(NULL, SBILL_ITEM_LINE, 0, "confirmed", "A", "2025-11-21", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "maybe", "A", "2025-11-21", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, NULL, "A", "2025-11-21", "", NULL),
                     SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "", "2025-11-21", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "A", "yesterday", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "A", "2025-11-21x", "", NULL),
        SBILL_EINVAL);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "\xFF", "2025-11-21", "", NULL),
        SBILL_EINPUT);
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_STATUS), "suggested");
    /* A decision may be taken back by another. */
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "rejected", "A", "2025-11-21", NULL, NULL),
        SBILL_OK);
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, code, "confirmed", "B", "2025-11-22", NULL, NULL),
        SBILL_OK);
    ck_assert_str_eq(text(SBILL_ITEM_DIAGNOSIS, code, SBILL_F_BY), "B");
}
END_TEST

START_TEST(offsets_come_in_the_unit_asked_for)
{
    static const char json[] = "{\"id\":\"u\",\"date_from\":\"2025-11-20\",\"notes\":[{\"text\":"
                               "\"\xC3\xA4\xF0\x9F\xA6\xB7 hypertension\"}]}";
    static const struct {
        const char *unit;
        int64_t start;
    } units[] = {{"bytes", 7}, {"codepoints", 3}, {"utf16", 4}};

    for (size_t k = 0; k < 3; k++) {
        size_t i;

        with_option("offset-unit", units[k].unit);
        run(json);
        i = find(SBILL_ITEM_EVIDENCE, SBILL_F_TEXT, "hypertension");
        ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_START), units[k].start);
        ck_assert_int_eq(sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_END), units[k].start + 12);
    }
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, fixture_setup, fixture_teardown);
    tcase_add_test(tests, stages_come_in_order);
    tcase_add_test(tests, running_twice_changes_nothing);
    tcase_add_test(tests, coding_can_be_switched_off);
    tcase_add_test(tests, one_record_in_one_line_out);
    tcase_add_test(tests, the_unreadable_has_a_line_too);
    tcase_add_test(tests, each_record_of_a_reader_has_a_line);
    tcase_add_test(tests, every_item_answers);
    tcase_add_test(tests, suggestions_show_their_evidence);
    tcase_add_test(tests, claims_and_findings_answer);
    tcase_add_test(tests, what_is_not_there_is_empty);
    tcase_add_test(tests, answers_stay_until_the_record_goes);
    tcase_add_test(tests, a_person_decides);
    tcase_add_test(tests, decisions_that_cannot_be);
    tcase_add_test(tests, offsets_come_in_the_unit_asked_for);
}

int main(void)
{
    return unit_run("run", add);
}
