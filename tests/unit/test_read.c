/* Reading the JSON record. */
#include "encounter_fixture.h"
#include "map/fields.h"
#include "meter.h"
#include "read/record_json.h"
#include "write/write.h"

static void reads(const char *json)
{
    ck_assert_int_eq(read_text(json, NULL), SBILL_OK);
}

/* ---- a record with every field of the register ---- */

static void every_object(struct sbill_buf *b, const struct sbill_shape *s);

static void every_value(struct sbill_buf *b, const struct sbill_field *f)
{
    switch ((enum sbill_field_kind)f->kind) {
    case SBILL_K_TEXT:
        sbill_buf_z(b, strcmp(f->key, "schema") == 0 ? "\"superbill-record/1\"" : "\"x\"");
        break;
    case SBILL_K_TEXTS:
        sbill_buf_z(b, "[\"a\",\"b\"]");
        break;
    case SBILL_K_DATE:
        sbill_buf_z(b, "\"2025-01-02\"");
        break;
    case SBILL_K_TIME:
        sbill_buf_z(b, "\"13:05\"");
        break;
    case SBILL_K_MONEY:
        sbill_buf_z(b, "1.25");
        break;
    case SBILL_K_QTY:
        sbill_buf_z(b, "2.5");
        break;
    case SBILL_K_INT:
        sbill_buf_z(b, strcmp(f->key, "note") == 0 ? "0" : "3");
        break;
    case SBILL_K_SIZE:
        sbill_buf_z(b, "1");
        break;
    case SBILL_K_FLAG:
        sbill_buf_z(b, "false");
        break;
    case SBILL_K_WORD:
        sbill_buf_char(b, '"');
        sbill_buf_z(b, f->words[1]);
        sbill_buf_char(b, '"');
        break;
    case SBILL_K_SYSTEM:
        sbill_buf_z(b, "\"hcpcs\"");
        break;
    case SBILL_K_LIST:
        sbill_buf_char(b, '[');
        every_object(b, f->shape);
        sbill_buf_char(b, ']');
        break;
    default:
        every_object(b, f->shape);
    }
}

/* What the writer leaves out: an index of zero, and the unit of offsets when it is bytes. */
static bool left_out(const struct sbill_field *f)
{
    return strcmp(f->key, "offset_unit") == 0 ||
           (f->kind == SBILL_K_INT && strcmp(f->key, "note") == 0);
}

static void every_object(struct sbill_buf *b, const struct sbill_shape *s)
{
    bool comma = false;

    sbill_buf_char(b, '{');
    for (size_t i = 0; i < s->count; i++) {
        if (left_out(&s->fields[i]))
            continue;
        if (comma)
            sbill_buf_char(b, ',');
        comma = true;
        sbill_buf_char(b, '"');
        sbill_buf_z(b, s->fields[i].key);
        sbill_buf_z(b, "\":");
        every_value(b, &s->fields[i]);
    }
    sbill_buf_char(b, '}');
}

static const char *written(void)
{
    const char *json;
    size_t n;

    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, NULL), SBILL_OK);
    ck_assert_uint_eq(strlen(json), n);
    return json;
}

START_TEST(every_field_is_read_and_written_back)
{
    struct sbill_buf b;

    sbill_buf_init(&b, sbill_alloc_default(), 1 << 20);
    every_object(&b, &sbill_record_shape);
    ck_assert_uint_gt(b.n, 10000);
    reads(b.p);
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_str_eq(written(), b.p);
    sbill_buf_free(&b);
}
END_TEST

START_TEST(the_small_record_comes_back_the_same)
{
    char *first;

    reads(small_record);
    ck_assert_uint_eq(e->findings.n, 0);
    assert_text(e->record.patient.name.last, "Sample");
    ck_assert_int_eq(e->record.lines.v[1].charge, 1400);
    ck_assert_int_eq(e->record.lines.v[1].units, 40000);
    assert_text(e->record.lines.v[1].diagnoses.v[1], "2");
    ck_assert_int_eq(e->record.coverages.v[0].accept_assignment, SBILL_YES);
    first = strdup(written());
    reads(first);
    ck_assert_str_eq(written(), first);
    free(first);
}
END_TEST

/* ---- values ---- */

START_TEST(money_is_read_from_its_digits)
{
    static const char *const same[] = {"125", "125.00", "\"125.00\"", "125.0000", "\"125\"", NULL};
    char json[100];

    for (int i = 0; same[i]; i++) {
        snprintf(json, sizeof json, "{\"patient_paid\":%s}", same[i]);
        reads(json);
        ck_assert_uint_eq(e->findings.n, 0);
        ck_assert_int_eq(e->record.patient_paid, 12500);
    }
    reads("{\"patient_paid_minor\":12501}");
    ck_assert_int_eq(e->record.patient_paid, 12501);
    reads("{\"patient_paid\":-0.05}");
    ck_assert_int_eq(e->record.patient_paid, -5);
}
END_TEST

START_TEST(nothing_is_not_given)
{
    reads("{\"id\":null,\"date_from\":\"\",\"patient\":null,\"lines\":[],\"condition_codes\":[\"\","
          "null],"
          "\"patient_paid\":\"\",\"self_pay\":null,\"frequency\":\"\",\"claim_type\":\"\",\"time_"
          "start\":\"\"}");
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_uint_eq(e->record.condition_codes.n, 0);
    ck_assert_int_eq(e->record.date_from, SBILL_NO_DATE);
    ck_assert_int_eq(e->record.patient_paid, SBILL_NO_MONEY);
    ck_assert_int_eq(e->record.self_pay, SBILL_UNKNOWN);
}
END_TEST

START_TEST(one_text_stands_for_a_list)
{
    reads("{\"condition_codes\":\"A1\",\"lines\":[{\"diagnoses\":2,\"modifiers\":[25,null,\"59\"]}]"
          "}");
    ck_assert_uint_eq(e->findings.n, 0);
    assert_text(e->record.condition_codes.v[0], "A1");
    assert_text(e->record.lines.v[0].diagnoses.v[0], "2");
    ck_assert_uint_eq(e->record.lines.v[0].modifiers.n, 2);
    assert_text(e->record.lines.v[0].modifiers.v[1], "59");
}
END_TEST

START_TEST(what_need_not_be_said_is_filled_in)
{
    reads("{\"coverages\":[{},{\"order\":3,\"subscriber\":{\"organization\":\"Acme\"}}],"
          "\"diagnoses\":[{}],\"lines\":[{}],"
          "\"providers\":{\"billing\":{\"organization\":\"A\"},\"rendering\":{\"name\":{\"last\":"
          "\"B\"}}}}");
    ck_assert_int_eq(e->record.claim_type, SBILL_PROFESSIONAL);
    ck_assert_int_eq(e->record.use, SBILL_USE_CLAIM);
    ck_assert_int_eq(e->record.setting, SBILL_OUTPATIENT);
    ck_assert_int_eq(e->record.service_model, SBILL_DIRECT);
    ck_assert_int_eq(e->record.coverages.v[0].order, 1);
    ck_assert_int_eq(e->record.coverages.v[1].order, 3);
    ck_assert_int_eq(e->record.coverages.v[1].subscriber->entity, SBILL_ORGANIZATION);
    ck_assert_int_eq(e->record.diagnoses.v[0].system, SBILL_SYSTEM_ICD10CM);
    ck_assert_int_eq(e->record.diagnoses.v[0].status, SBILL_ENTERED);
    ck_assert_int_eq(e->record.lines.v[0].status, SBILL_ENTERED);
    ck_assert_int_eq(e->record.lines.v[0].units, SBILL_NO_QTY);
    ck_assert_int_eq(e->record.lines.v[0].dates.shipped, SBILL_NO_DATE);
    ck_assert_int_eq(e->record.providers.billing->entity, SBILL_ORGANIZATION);
    ck_assert_int_eq(e->record.providers.rendering->entity, SBILL_PERSON);
}
END_TEST

/* ---- findings ---- */

START_TEST(unknown_keys_are_noticed)
{
    const struct sbill_finding *f;

    reads("{\"patient\":{\"nmae\":1}}");
    f = only(SBILL_FINDING_RECORD_UNKNOWN_KEY, "patient");
    ck_assert_str_eq(value_of(f, "key"), "nmae");
    ck_assert_int_eq(f->severity, SBILL_SEV_NOTICE);
    with_option("strict", "1");
    reads("{\"lines\":[{},{\"charge_cents\":1}]}");
    f = only(SBILL_FINDING_RECORD_UNKNOWN_KEY, "lines[1]");
    ck_assert_int_eq(f->severity, SBILL_SEV_ERROR);
    with_option("severity.1001", "warning");
    reads("{\"\":1}");
    f = only(SBILL_FINDING_RECORD_UNKNOWN_KEY, "");
    ck_assert_int_eq(f->severity, SBILL_SEV_WARNING);
    /* Only money has a minor unit. */
    reads("{\"id_minor\":1}");
    only(SBILL_FINDING_RECORD_UNKNOWN_KEY, "");
    reads("{\"_minor\":1}");
    only(SBILL_FINDING_RECORD_UNKNOWN_KEY, "");
}
END_TEST

static const struct {
    const char *json;
    int32_t number;
    const char *path, *key, *value; /* a value that the finding holds */
} wrong[] = {
    {"{\"id\":\"A\",\"id\":\"B\"}", 1002, "id", "key", "id"},
    {"{\"patient_paid\":1,\"patient_paid_minor\":100}", 1002, "patient_paid", "key",
     "patient_paid"},
    {"{\"id\":true}", 1003, "id", "wanted", "a text"},
    {"{\"id\":{}}", 1003, "id", "given", "an object"},
    {"{\"id\":4.0}", 1003, "id", "given", "a number"},
    {"{\"lines\":[{\"modifiers\":[-5]}]}", 1003, "lines[0].modifiers[0]", "given", "a number"},
    {"{\"patient\":[]}", 1003, "patient", "given", "a list"},
    {"{\"lines\":{}}", 1003, "lines", "wanted", "a list of objects"},
    {"{\"lines\":[{},7]}", 1003, "lines[1]", "wanted", "an object"},
    {"{\"lines\":[{\"modifiers\":[{}]}]}", 1003, "lines[0].modifiers[0]", "wanted", "a text"},
    {"{\"date_from\":true}", 1003, "date_from", "wanted", "a date"},
    {"{\"self_pay\":\"yes\"}", 1003, "self_pay", "wanted", "true or false"},
    {"{\"claim_type\":[]}", 1003, "claim_type", "wanted", "a word"},
    {"{\"providers\":{\"billing\":5}}", 1003, "providers.billing", "wanted", "an object"},
    {"{\"visit\":\"x\"}", 1003, "visit", "wanted", "an object"},
    {"{\"date_from\":\"2025-02-29\"}", 1004, "date_from", "value", "2025-02-29"},
    {"{\"patient\":{\"birth_date\":\"4/12/1961\"}}", 1004, "patient.birth_date", "value",
     "4/12/1961"},
    {"{\"date_from\":20251}", 1004, "date_from", "value", "20251"},
    {"{\"lines\":[{\"time_start\":\"25:00\"}]}", 1005, "lines[0].time_start", "value", "25:00"},
    {"{\"lines\":[{\"charge\":1.234}]}", 1006, "lines[0].charge", "value", "1.234"},
    {"{\"lines\":[{\"charge\":1e2}]}", 1006, "lines[0].charge", "value", "1e2"},
    {"{\"lines\":[{\"charge\":\"$5\"}]}", 1006, "lines[0].charge", "value", "$5"},
    {"{\"lines\":[{\"charge\":99999999999999999999}]}", 1006, "lines[0].charge", "value",
     "99999999999999999999"},
    {"{\"lines\":[{\"charge_minor\":1.5}]}", 1006, "lines[0].charge", "value", "1.5"},
    {"{\"lines\":[{\"units\":1.2345}]}", 1007, "lines[0].units", "wanted",
     "a number with at most three decimals"},
    {"{\"lines\":[{\"minutes\":-1}]}", 1007, "lines[0].minutes", "wanted",
     "a whole number, zero or more"},
    {"{\"frequency\":2147483648}", 1007, "frequency", "value", "2147483648"},
    {"{\"claim_type\":\"vision\"}", 1008, "claim_type", "choices",
     "professional, dental, institutional"},
    {"{\"diagnoses\":[{\"system\":\"icd9\"}]}", 1008, "diagnoses[0].system", "value", "icd9"},
    {"{\"coverages\":[{\"signature_source\":\"PP\"}]}", 1009, "coverages[0].signature_source",
     "length", "2"},
    {"{\"lines\":[{\"oral_cavity\":[1,2,3,4,5,6]}]}", 1010, "lines[0].oral_cavity", "max", "5"},
    {"{\"attachments\":[{},{},{},{},{},{},{},{},{},{},{}]}", 1010, "attachments", "length", "11"},
    {"{\"providers\":{\"rendering\":\"lee\"}}", 1011, "providers.rendering", "value", "lee"},
    {"{\"lines\":[{},{\"ordering\":\"lee\"}]}", 1011, "lines[1].ordering", "key", "ordering"},
    {"{\"schema\":\"superbill-record/2\"}", 1013, "schema", "value", "superbill-record/2"},
    {"{\"hold_reason\":\"a\\u0001b\"}", 1014, "hold_reason", "key", "hold_reason"},
};

START_TEST(what_does_not_fit_is_a_finding)
{
    const struct sbill_finding *f;

    reads(wrong[_i].json);
    f = only(wrong[_i].number, wrong[_i].path);
    ck_assert_str_eq(value_of(f, wrong[_i].key), wrong[_i].value);
}
END_TEST

START_TEST(findings_know_their_box)
{
    reads("{\"lines\":[{\"charge\":\"x\"}]}");
    ck_assert_str_eq(only(SBILL_FINDING_RECORD_AMOUNT, "lines[0].charge")->box, "24F");
    ck_assert_str_eq(e->findings.v[0].x12, "2400 SV102");
}
END_TEST

START_TEST(long_values_are_shown_cut_at_a_character)
{
    char json[400] = "{\"date_from\":\"";
    size_t n = strlen(json);

    json[n++] = 'a';
    for (int i = 0; i < 60; i++, n += 2)
        memcpy(json + n, "\xC3\xA4", 2);
    memcpy(json + n, "\"}", 3);
    reads(json);
    ck_assert_uint_eq(strlen(value_of(only(SBILL_FINDING_RECORD_DATE, "date_from"), "value")), 79);
    ck_assert_uint_eq(sbill_utf8_check(e->findings.v[0].values[1].text), 79);
}
END_TEST

START_TEST(length_counts_characters)
{
    reads(
        "{\"patient\":{\"name\":{\"suffix\":"
        "\"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\"}}}");
    ck_assert_uint_eq(e->findings.n, 0);
    reads("{\"patient\":{\"name\":{\"suffix\":\"12345678901\"}}}");
    only(SBILL_FINDING_RECORD_TEXT_LONG, "patient.name.suffix");
    assert_text(e->record.patient.name.suffix, "12345678901"); /* nothing is cut off */
}
END_TEST

START_TEST(providers_stand_by_their_id)
{
    reads("{\"lines\":[{\"rendering\":\"lee\"},{\"supervising\":{\"id\":\"kim\",\"npi\":"
          "\"2000000010\"}}],"
          "\"providers\":{\"rendering\":{\"id\":\"lee\",\"name\":{\"last\":\"Lee\"}},"
          "\"supervising\":\"kim\","
          "\"referring\":\"\"},\"facility\":\"lee\"}");
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_ptr_eq(e->record.lines.v[0].rendering, e->record.providers.rendering);
    ck_assert_ptr_eq(e->record.providers.supervising, e->record.lines.v[1].supervising);
    ck_assert_ptr_eq(e->record.facility, e->record.providers.rendering);
    ck_assert_ptr_null(e->record.providers.referring);
    /* Written out where he is first named, by id after that. */
    ck_assert_ptr_nonnull(strstr(written(), "\"facility\":\"lee\""));
    ck_assert_ptr_nonnull(strstr(written(), "\"supervising\":{\"id\":\"kim\""));
    ck_assert_ptr_nonnull(strstr(written(), "{\"status\":\"entered\",\"supervising\":\"kim\"}"));
}
END_TEST

/* ---- evidence ---- */

#define NOTE \
    "\"notes\":[{\"text\":\"\xC3\xA4 \xF0\x9F\xA6\xB7 pain\"}]" /* 2 + 1 + 4 + 1 + 4 bytes */

START_TEST(offsets_are_bytes_inside)
{
    static const struct {
        const char *unit;
        int start, end;
    } spans[] = {{"bytes", 8, 12}, {"codepoints", 4, 8}, {"utf16", 5, 9}};
    char json[400], out[60];

    for (int i = 0; i < 3; i++) {
        snprintf(json, sizeof json,
                 "{\"offset_unit\":\"%s\",\"diagnoses\":[{\"evidence\":[{\"note\":0,\"start\":%d,"
                 "\"end\":%d}]}]," NOTE "}",
                 spans[i].unit, spans[i].start, spans[i].end);
        with_option("offset-unit", spans[i].unit);
        reads(json);
        ck_assert_uint_eq(e->findings.n, 0);
        ck_assert_uint_eq(e->record.diagnoses.v[0].evidence.v[0].start, 8);
        ck_assert_uint_eq(e->record.diagnoses.v[0].evidence.v[0].end, 12);
        snprintf(out, sizeof out, "\"evidence\":[{\"start\":%d,\"end\":%d}]", spans[i].start,
                 spans[i].end);
        ck_assert_ptr_nonnull(strstr(written(), out));
        ck_assert_int_eq(strstr(written(), "offset_unit") != NULL, i > 0);
    }
}
END_TEST

static const char *const strays[] = {
    "{\"note\":1,\"start\":0,\"end\":0}",
    "{\"note\":0,\"start\":5,\"end\":3}",
    "{\"note\":0,\"start\":0,\"end\":13}",
    "{\"note\":0,\"start\":1,\"end\":3}", /* inside a character */
    "{\"note\":0,\"start\":0,\"end\":4}",
    "{\"note\":0,\"start\":2147483647,\"end\":2147483647}",
};

START_TEST(evidence_outside_the_notes_is_taken_out)
{
    char json[400];

    snprintf(json, sizeof json,
             "{\"lines\":[{},{\"evidence\":[{\"end\":2},%s,{\"end\":3}]}]," NOTE "}", strays[_i]);
    reads(json);
    only(SBILL_FINDING_RECORD_EVIDENCE, "lines[1].evidence[1]");
    ck_assert_uint_eq(e->record.lines.v[1].evidence.n, 2);
    ck_assert_uint_eq(e->record.lines.v[1].evidence.v[1].end, 3);
}
END_TEST

/* ---- what cannot be read ---- */

static const struct {
    const char *json, *words;
} unreadable[] = {
    {"", "there is no JSON text"},
    {"[]", "a record is a JSON object, and this is none"},
    {"\"secret\"", "a record is a JSON object, and this is none"},
    {"{\"id\":\"secret", "the JSON text ends too early"},
    {"{\"id\":\"secret\"", "the JSON text ends too early"},
    {"{\"id\":\"\xFFsecret\"}", "the text is not valid UTF-8"},
    {"{\"id\":\"secret\\u0000\"}", "a string holds a NUL"},
};

START_TEST(the_unreadable_is_an_error_without_data)
{
    sbill_error *err = NULL;

    reads(small_record);
    ck_assert_int_eq(read_text(unreadable[_i].json, &err), SBILL_EINPUT);
    ck_assert_str_eq(sbill_error_message(err), unreadable[_i].words);
    ck_assert_uint_eq(sbill_error_line(err), 1);
    ck_assert_ptr_null(strstr(sbill_error_message(err), "secret"));
    ck_assert(!e->has_record);
    ck_assert_uint_eq(e->record.lines.n, 0); /* nothing of the one before is left */
    sbill_error_free(err);
}
END_TEST

START_TEST(too_long_and_too_large)
{
    sbill_error *err = NULL;

    with_option("max-record", "1100");
    ck_assert_int_eq(read_text(small_record, &err), SBILL_ELIMIT);
    sbill_error_free(err);
    with_option("max-record", "100000");
    with_option("max-memory", "1024");
    ck_assert_int_eq(read_text(small_record, NULL), SBILL_ELIMIT);
    ck_assert(!e->has_record);
}
END_TEST

START_TEST(reset_wipes_the_text)
{
    const char *name;

    reads(small_record);
    name = e->record.patient.name.last.p;
    ck_assert_str_eq(name, "Sample");
    sbill_encounter_reset(e);
    ck_assert_int_eq(memcmp(name, "\0\0\0\0\0\0", 6), 0);
}
END_TEST

START_TEST(refused_memory_is_survived)
{
    bool done = false;

    for (size_t k = 1; !done; k++) {
        struct meter m = {.fail_at = k};
        int32_t status;

        ck_assert_int_eq(sbill_options_set_allocator(options, metered, &m), SBILL_OK);
        sbill_encounter_free(e);
        e = NULL;
        status = sbill_encounter_new(fixture_book, options, &e, NULL);
        if (status == SBILL_OK)
            status = read_text(small_record, NULL);
        done = status == SBILL_OK;
        ck_assert(done || status == SBILL_NOMEM);
        sbill_encounter_free(e);
        e = NULL;
        ck_assert_uint_eq(m.live, 0);
        ck_assert_uint_lt(k, 100);
    }
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, fixture_setup, fixture_teardown);
    tcase_add_test(tests, every_field_is_read_and_written_back);
    tcase_add_test(tests, the_small_record_comes_back_the_same);
    tcase_add_test(tests, money_is_read_from_its_digits);
    tcase_add_test(tests, nothing_is_not_given);
    tcase_add_test(tests, one_text_stands_for_a_list);
    tcase_add_test(tests, what_need_not_be_said_is_filled_in);
    tcase_add_test(tests, unknown_keys_are_noticed);
    tcase_add_loop_test(tests, what_does_not_fit_is_a_finding, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(tests, findings_know_their_box);
    tcase_add_test(tests, long_values_are_shown_cut_at_a_character);
    tcase_add_test(tests, length_counts_characters);
    tcase_add_test(tests, providers_stand_by_their_id);
    tcase_add_test(tests, offsets_are_bytes_inside);
    tcase_add_loop_test(tests, evidence_outside_the_notes_is_taken_out, 0,
                        (int)(sizeof strays / sizeof *strays));
    tcase_add_loop_test(tests, the_unreadable_is_an_error_without_data, 0,
                        (int)(sizeof unreadable / sizeof *unreadable));
    tcase_add_test(tests, too_long_and_too_large);
    tcase_add_test(tests, reset_wipes_the_text);
    tcase_add_test(tests, refused_memory_is_survived);
}

int main(void)
{
    return unit_run("read", add);
}
