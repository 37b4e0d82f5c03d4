/* The record and the result as JSON. */
#include "encounter_fixture.h"
#include "meter.h"
#include "write/words.h"
#include "write/write.h"

static struct sbill_buf out;

static void setup(void)
{
    fixture_setup();
    sbill_buf_init(&out, sbill_alloc_default(), 1 << 20);
}

static void teardown(void)
{
    sbill_buf_free(&out);
    fixture_teardown();
}

static const char *record_of(const char *json)
{
    ck_assert_int_eq(read_text(json, NULL), SBILL_OK);
    sbill_buf_wipe(&out);
    sbill_write_record_json(e, &out);
    ck_assert_int_eq(out.failed, 0);
    return out.p;
}

static const char *result(void)
{
    sbill_buf_wipe(&out);
    sbill_write_result_json(e, &out);
    ck_assert_int_eq(out.failed, 0);
    return out.p;
}

START_TEST(what_is_not_given_leaves_no_trace)
{
    ck_assert_str_eq(
        record_of("{}"),
        "{\"claim_type\":\"professional\",\"use\":\"claim\",\"setting\":\"outpatient\","
        "\"service_model\":\"direct\"}");
    /* Objects that hold nothing go, also nested; a list element stays, since its place counts. */
    ck_assert_ptr_null(
        strstr(record_of("{\"patient\":{\"name\":{},\"address\":{\"lines\":[]}}}"), "\"patient\""));
    ck_assert_ptr_nonnull(strstr(record_of("{\"remarks\":[{},{\"text\":\"x\"}]}"),
                                 "\"remarks\":[{},{\"text\":\"x\"}]"));
    ck_assert_ptr_nonnull(strstr(record_of("{\"visit\":{},\"id\":\"a\"}"), "\"visit\":{}"));
}
END_TEST

START_TEST(key_order_is_the_registers)
{
    char *first = strdup(record_of("{\"host_data\":\"{\\\"x\\\":1}\",\"patient\":{\"sex\":\"male\","
                                   "\"id\":\"p\"},\"id\":\"a\"}"));

    ck_assert_str_eq(first, record_of("{\"id\":\"a\",\"patient\":{\"id\":\"p\",\"sex\":\"male\"},"
                                      "\"host_data\":\"{\\\"x\\\":1}\"}"));
    ck_assert(strstr(first, "\"id\":\"a\"") < strstr(first, "patient"));
    ck_assert(strstr(first, "patient") < strstr(first, "\"host_data\":\"{\\\"x\\\":1}\""));
    free(first);
}
END_TEST

START_TEST(false_is_said)
{
    ck_assert_ptr_nonnull(strstr(record_of("{\"self_pay\":false,\"hold\":true}"),
                                 "\"self_pay\":false,\"hold\":true"));
    ck_assert_ptr_nonnull(strstr(record_of("{\"coverages\":[{\"accept_assignment\":false}]}"),
                                 "\"accept_assignment\":\"no\""));
}
END_TEST

START_TEST(many_providers_still_come_back)
{
    static char json[20000];
    size_t n = 0;
    char *first;

    n += (size_t)snprintf(json, sizeof json, "{\"lines\":[");
    for (int i = 0; i < 100; i++)
        n += (size_t)snprintf(json + n, sizeof json - n,
                              "%s{\"rendering\":{\"id\":\"r%d\",\"npi\":\"2000000002\"}}",
                              i ? "," : "", i);
    for (int i = 0; i < 100; i++)
        n += (size_t)snprintf(json + n, sizeof json - n, ",{\"rendering\":\"r%d\"}", i);
    snprintf(json + n, sizeof json - n, "]}");
    first = strdup(record_of(json));
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_msg(strcmp(record_of(first), first) == 0, "it comes back another");
    free(first);
}
END_TEST

START_TEST(a_result_before_the_stages)
{
    ck_assert_int_eq(read_text("{\"id\":\"a\\\"b\"}", NULL), SBILL_OK);
    ck_assert_str_eq(result(),
                     "{\"schema\":\"superbill-result/"
                     "1\",\"id\":\"a\\\"b\",\"outcome\":\"none\",\"diagnoses\":[],"
                     "\"lines\":[],\"withheld\":[],\"queries\":[],\"claims\":[],\"findings\":[],"
                     "\"not_checked\":[],\"left_out\":[]}");
}
END_TEST

START_TEST(what_a_writer_left_out_is_told)
{
    struct sbill_left_out *l;

    ck_assert_int_eq(read_text("{}", NULL), SBILL_OK);
    l = SBILL_PUSH(&e->arena, &e->left_out);
    l->path = SBILL_T("homebound");
    l->why = SBILL_T("no place");
    ck_assert_ptr_nonnull(
        strstr(result(), "\"left_out\":[{\"path\":\"homebound\",\"why\":\"no place\"}]"));
}
END_TEST

START_TEST(findings_are_told_whole)
{
    static const char wanted[] =
        "\"findings\":[{\"number\":1006,\"name\":\"RECORD_AMOUNT\",\"severity\":\"error\",\"set_"
        "by\":\"default\","
        "\"path\":\"lines[0].charge\",\"box\":\"24F\",\"x12\":\"2400 "
        "SV102\",\"values\":{\"key\":\"charge\",\"value\":\"5$\"},"
        "\"words\":\"charge is 5$, which is no amount of money; it was not "
        "read.\",\"action\":\"Write the amount in digits "
        "with at most two decimals, like 125.00.\",\"source\":\"docs/record.schema.json\"}]";

    ck_assert_int_eq(read_text("{\"lines\":[{\"charge\":\"5$\"}]}", NULL), SBILL_OK);
    ck_assert_msg(strstr(result(), wanted) != NULL, "%s", result());
}
END_TEST

START_TEST(spans_outside_have_no_words)
{
    struct sbill_evidence ev = {.note = 0, .start = 0, .end = 4};

    ck_assert_int_eq(read_text("{\"notes\":[{\"text\":\"abc\"}]}", NULL), SBILL_OK);
    assert_text(sbill_span_text(e, &ev), "");
    ev.end = 3;
    assert_text(sbill_span_text(e, &ev), "abc");
    ev.note = 1;
    assert_text(sbill_span_text(e, &ev), "");
    ev.note = -1;
    assert_text(sbill_span_text(e, &ev), "");
    ck_assert_uint_eq(sbill_offset_out(e, 0, 99), 3);
}
END_TEST

START_TEST(a_full_buffer_is_an_error)
{
    const char *json;
    size_t n;
    sbill_error *err = NULL;

    with_option("max-memory", "30000");
    ck_assert_int_eq(read_text(small_record, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, NULL), SBILL_OK);
    sbill_buf_free(&e->out); /* a ceiling is met where the room grows */
    e->out.max = 1000;
    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, &err), SBILL_ELIMIT);
    ck_assert_int_eq(sbill_error_status(err), SBILL_ELIMIT);
    sbill_error_free(err);
    e->out.max = 100000;
    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, NULL), SBILL_OK);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, what_is_not_given_leaves_no_trace);
    tcase_add_test(tests, key_order_is_the_registers);
    tcase_add_test(tests, false_is_said);
    tcase_add_test(tests, many_providers_still_come_back);
    tcase_add_test(tests, a_result_before_the_stages);
    tcase_add_test(tests, what_a_writer_left_out_is_told);
    tcase_add_test(tests, findings_are_told_whole);
    tcase_add_test(tests, spans_outside_have_no_words);
    tcase_add_test(tests, a_full_buffer_is_an_error);
}

int main(void)
{
    return unit_run("write_json", add);
}
