/* Every public function with what a careless caller gives it: nothing, too much, the wrong order. */
#include "unit.h"

#include <pthread.h>

#include "../small_book.h"

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;
static const char record[] = "{\"schema\":\"superbill-record/1\",\"id\":\"R1\"}";

static void setup(void)
{
    const void *image;
    size_t len;
    sbill_error *err = NULL;
    int32_t status = small_book_build(NULL, &builder, &image, &len, &err);

    ck_assert_msg(status == SBILL_OK, "%s:%u: %s", sbill_error_source(err), sbill_error_line(err),
                  sbill_error_message(err));
    ck_assert_int_eq(sbill_book_open_memory(image, len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* The call is refused: status, and words that say so. */
#define refused(call)                                            \
    do {                                                         \
        sbill_error *err = NULL;                                 \
        ck_assert_int_eq((call), SBILL_EINVAL);                  \
        ck_assert_int_eq(sbill_error_status(err), SBILL_EINVAL); \
        ck_assert_uint_gt(strlen(sbill_error_message(err)), 5);  \
        sbill_error_free(err);                                   \
    } while (0)

START_TEST(version)
{
    ck_assert_str_eq(sbill_version(), "0.1.0");
    ck_assert_uint_eq(sbill_abi_version(), 0);
}
END_TEST

START_TEST(nothing_is_freed)
{
    sbill_error_free(NULL);
    sbill_options_free(NULL);
    sbill_report_free(NULL);
    sbill_builder_free(NULL);
    sbill_book_free(NULL);
    sbill_encounter_free(NULL);
    sbill_encounter_reset(NULL);
    sbill_reader_free(NULL);
    sbill_file_free(NULL);
    ck_assert_ptr_null(sbill_book_ref(NULL));
}
END_TEST

START_TEST(builder_without)
{
    sbill_builder *b;
    sbill_report *name, *member;
    const void *image;
    size_t len;

    refused(sbill_builder_new(NULL, NULL, &err));
    refused(sbill_builder_add_file(NULL, "a", "b", 1, &err));
    refused(sbill_builder_add_manifest(NULL, "a", "b", 1, &err));
    refused(sbill_builder_finish(NULL, &image, &len, &err));
    refused(sbill_manifest_file(NULL, 0, 0, &name, &member, &err));
    ck_assert_int_eq(sbill_builder_new(NULL, &b, NULL), SBILL_OK);
    refused(sbill_builder_add_file(b, NULL, "b", 1, &err));
    refused(sbill_builder_add_file(b, "a", NULL, 1, &err));
    refused(sbill_builder_add_manifest(b, NULL, "b", 1, &err));
    refused(sbill_builder_add_manifest(b, "m", NULL, 1, &err));
    refused(sbill_builder_finish(b, NULL, &len, &err));
    refused(sbill_builder_finish(b, &image, NULL, &err));
    sbill_builder_free(b);
    ck_assert_int_eq(sbill_builder_add_file(NULL, NULL, NULL, 0, NULL), SBILL_EINVAL);
}
END_TEST

START_TEST(book_without)
{
    sbill_book *b = NULL, *holes[2] = {book, NULL};
    sbill_report *report;

    refused(sbill_book_open(NULL, NULL, &b, &err));
    refused(sbill_book_open("x", NULL, NULL, &err));
    refused(sbill_book_open_memory(NULL, 9, NULL, &b, &err));
    refused(sbill_book_open_memory("x", 1, NULL, NULL, &err));
    refused(sbill_book_stack(NULL, 1, NULL, &b, &err));
    refused(sbill_book_stack(holes, 0, NULL, &b, &err));
    refused(sbill_book_stack(holes, 2, NULL, &b, &err));
    refused(sbill_book_stack(holes, 1, NULL, NULL, &err));
    refused(sbill_book_warm(NULL, &err));
    refused(sbill_book_verify(NULL, &err));
    refused(sbill_book_info(NULL, &report, &err));
    refused(sbill_book_info(book, NULL, &err));
    ck_assert_ptr_null(b);
    ck_assert_int_eq(sbill_book_open("/nowhere/x.sbk", NULL, &b, NULL), SBILL_EIO);
    ck_assert_int_eq(sbill_book_open_memory("", 0, NULL, &b, NULL), SBILL_EBOOK);
}
END_TEST

static void ref_leads_nowhere(const sbill_book *b, int64_t ref)
{
    char text[24];
    size_t len = 7;

    ck_assert_str_eq(sbill_code_title(b, ref, &len), "");
    ck_assert_uint_eq(len, 0);
    ck_assert_str_eq(sbill_code_short_title(b, ref, NULL), "");
    ck_assert_int_eq(sbill_code_valid_from(b, ref), SBILL_NONE32);
    ck_assert_int_eq(sbill_code_valid_to(b, ref), SBILL_NONE32);
    ck_assert_uint_eq(sbill_code_print(b, ref, text, sizeof text), 0);
    ck_assert_int_eq(sbill_code_parent(b, ref), -1);
    ck_assert_uint_eq(sbill_code_child_count(b, ref), 0);
    ck_assert_int_eq(sbill_code_child(b, ref, 0), -1);
    ck_assert_int_eq(sbill_code_successor(b, ref, 0), -1);
}

START_TEST(codes_without)
{
    sbill_report *report;
    int64_t ref = 5, refs[4];
    size_t count = 3;
    char text[24];

    ck_assert_int_eq(sbill_system_from_name(NULL), 0);
    ck_assert_int_eq(sbill_system_from_name("icd11"), 0);
    ck_assert_ptr_null(sbill_system_name(0));
    ck_assert_ptr_null(sbill_system_name(INT32_MIN));
    ck_assert_ptr_null(sbill_system_name(INT32_MAX));
    for (int32_t i = 1; i <= SBILL_SYSTEM_MAX; i++)
        if (sbill_system_name(i))
            ck_assert_int_eq(sbill_system_from_name(sbill_system_name(i)), i);
    ck_assert_int_eq(sbill_code_find(NULL, SBILL_SYSTEM_ICD10CM, "E11", 3, 20400, &ref),
                     SBILL_CODE_NOT_LOADED);
    ck_assert_int_eq(ref, -1);
    ck_assert_int_eq(sbill_code_find(book, SBILL_SYSTEM_ICD10CM, NULL, 0, 20400, &ref),
                     SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_code_find(book, 0, "E11", 3, 20400, &ref), SBILL_CODE_NOT_LOADED);
    ck_assert_int_eq(sbill_code_find(book, -7, "E11", 3, 20400, NULL), SBILL_CODE_NOT_LOADED);
    ck_assert_int_eq(sbill_code_find(book, INT32_MAX, "E11", 3, 20400, NULL),
                     SBILL_CODE_NOT_LOADED);
    for (int64_t wild = -3; wild < 3; wild++)
        ref_leads_nowhere(NULL, wild);
    ref_leads_nowhere(book, -1);
    ref_leads_nowhere(book, INT64_MAX);
    ref_leads_nowhere(book, INT64_MIN);
    ck_assert_int_eq(sbill_code_find(book, SBILL_SYSTEM_ICD10CM, "e11.42", 6, 20400, &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_uint_eq(sbill_code_print(book, ref, text, 3), 0);
    ck_assert_uint_eq(sbill_code_print(book, ref, NULL, 0), 0);
    ck_assert_uint_eq(sbill_code_print(book, ref, text, sizeof text), 6);
    ck_assert_str_eq(text, "E11.42");
    ck_assert_int_eq(sbill_code_child(book, ref, SIZE_MAX), -1);
    ck_assert_int_eq(sbill_code_successor(book, ref, SIZE_MAX), -1);
    refused(sbill_code_json(NULL, SBILL_SYSTEM_ICD10CM, "E11", 3, 20400, &report, &err));
    refused(sbill_code_json(book, SBILL_SYSTEM_ICD10CM, NULL, 3, 20400, &report, &err));
    refused(sbill_code_json(book, SBILL_SYSTEM_ICD10CM, "E11", 3, 20400, NULL, &err));
    refused(sbill_code_search(NULL, 0, "diab", 4, 20400, refs, 4, &count, &err));
    refused(sbill_code_search(book, 0, NULL, 4, 20400, refs, 4, &count, &err));
    refused(sbill_code_search(book, 0, "diab", 4, 20400, NULL, 4, &count, &err));
    refused(sbill_code_search(book, 0, "diab", 4, 20400, refs, 4, NULL, &err));
}
END_TEST

START_TEST(encounter_without)
{
    const char *json;
    size_t len = 1, failed;
    sbill_report *report;
    sbill_encounter *none = NULL;

    refused(sbill_encounter_new(NULL, NULL, &none, &err));
    refused(sbill_encounter_new(book, NULL, NULL, &err));
    refused(sbill_encounter_read(NULL, "{}", 2, &err));
    refused(sbill_encounter_read(e, NULL, 2, &err));
    refused(sbill_encounter_assign(NULL, &err));
    refused(sbill_encounter_form(NULL, &err));
    refused(sbill_encounter_check(NULL, &err));
    refused(sbill_encounter_run(NULL, &err));
    refused(sbill_encounter_result(NULL, &json, &len, &err));
    refused(sbill_encounter_record(NULL, &json, &len, &err));
    refused(sbill_run_json(NULL, "{}", 2, &json, &len, &err));
    refused(sbill_run_json(e, NULL, 2, &json, &len, &err));
    refused(sbill_run_json(e, "{}", 2, NULL, &len, &err));
    refused(sbill_rules_test(NULL, "p", "<rules/>", 8, NULL, &failed, &report, &err));
    refused(sbill_rules_test(book, "p", NULL, 8, NULL, &failed, &report, &err));
    refused(sbill_rules_test(book, "p", "<rules/>", 8, NULL, &failed, NULL, &err));
    ck_assert_int_eq(sbill_encounter_outcome(NULL), SBILL_OUTCOME_NONE);
    ck_assert_uint_eq(sbill_count(NULL, SBILL_ITEM_LINE), 0);
    ck_assert_str_eq(sbill_text(NULL, SBILL_ITEM_LINE, 0, SBILL_F_CODE, &len), "");
    ck_assert_uint_eq(len, 0);
    ck_assert_int_eq(sbill_number(NULL, SBILL_ITEM_LINE, 0, SBILL_F_UNITS), SBILL_NONE);
}
END_TEST

START_TEST(stages_out_of_order)
{
    const char *json;
    size_t len;

    refused(sbill_encounter_assign(e, &err));
    refused(sbill_encounter_form(e, &err));
    refused(sbill_encounter_check(e, &err));
    refused(sbill_encounter_run(e, &err));
    refused(sbill_encounter_record(e, &json, &len, &err));
    ck_assert_int_eq(sbill_encounter_read(e, record, sizeof record - 1, NULL), SBILL_OK);
    refused(sbill_encounter_form(e, &err));
    refused(sbill_encounter_check(e, &err));
    ck_assert_int_eq(sbill_encounter_assign(e, NULL), SBILL_OK);
    refused(sbill_encounter_check(e, &err));
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_check(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_result(e, &json, &len, NULL), SBILL_OK);
    ck_assert_int_ne(sbill_encounter_outcome(e), SBILL_OUTCOME_NONE);
    sbill_encounter_reset(e);
    ck_assert_int_eq(sbill_encounter_outcome(e), SBILL_OUTCOME_NONE);
    refused(sbill_encounter_assign(e, &err));
    sbill_encounter_reset(e);
}
END_TEST

/* Every kind of item, every field, at and past the end, before and after a record was run. */
static void ask_everything(void)
{
    for (int32_t item = -1; item < 20; item++) {
        size_t n = sbill_count(e, item);
        for (size_t i = 0; i <= n; i++) {
            for (int32_t field = -1; field < 60; field++) {
                size_t len = 999;
                const char *text = sbill_text(e, item, i == n ? SIZE_MAX : i, field, &len);
                int64_t number = sbill_number(e, item, i == n ? n : i, field);
                ck_assert_ptr_nonnull(text);
                ck_assert_uint_eq(strlen(text), len);
                if (i == n) {
                    ck_assert_uint_eq(len, 0);
                    ck_assert_int_eq(number, SBILL_NONE);
                }
            }
        }
    }
}

START_TEST(getters_never_surprise)
{
    const char *line;
    size_t len;

    ask_everything();
    ck_assert_int_eq(sbill_run_json(e, small_record, sizeof small_record - 1, &line, &len, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(strlen(line), len);
    ck_assert_uint_gt(sbill_count(e, SBILL_ITEM_DIAGNOSIS), 0);
    ck_assert_uint_gt(sbill_count(e, SBILL_ITEM_EVIDENCE), 0);
    ck_assert_uint_gt(sbill_count(e, SBILL_ITEM_CLAIM), 0);
    ask_everything();
    sbill_encounter_reset(e);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_DIAGNOSIS), 0);
    ask_everything();
}
END_TEST

static size_t first_suggestion(void)
{
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_DIAGNOSIS); i++)
        if (strcmp(sbill_text(e, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_STATUS, NULL), "suggested") == 0)
            return i;
    ck_abort_msg("the small record suggests nothing");
    return 0;
}

START_TEST(decisions)
{
    size_t i;

    refused(sbill_decide(NULL, SBILL_ITEM_DIAGNOSIS, 0, "confirmed", "A", "2025-11-20", "", &err));
    refused(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, 0, "confirmed", "A", "2025-11-20", "", &err));
    ck_assert_int_eq(sbill_encounter_read(e, small_record, sizeof small_record - 1, NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_encounter_assign(e, NULL), SBILL_OK);
    i = first_suggestion();
    refused(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, i, "perhaps", "A", "2025-11-20", "", &err));
    refused(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, i, NULL, "A", "2025-11-20", "", &err));
    refused(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, i, "confirmed", NULL, "2025-11-20", "", &err));
    refused(sbill_decide(e, SBILL_ITEM_DIAGNOSIS, i, "confirmed", "A", "yesterday", "", &err));
    refused(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, SIZE_MAX, "confirmed", "A", "2025-11-20", "", &err));
    refused(sbill_decide(e, SBILL_ITEM_NOTE, 0, "confirmed", "A", "2025-11-20", "", &err));
    ck_assert_int_eq(
        sbill_decide(e, SBILL_ITEM_DIAGNOSIS, i, "confirmed", "A. Coder", "2025-11-20", NULL, NULL),
        SBILL_OK);
    ck_assert_str_eq(sbill_text(e, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_STATUS, NULL), "confirmed");
    ck_assert_str_eq(sbill_text(e, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_BY, NULL), "A. Coder");
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
}
END_TEST

START_TEST(reader_without)
{
    sbill_reader *r;

    refused(sbill_reader_new(NULL, NULL, &r, &err));
    refused(sbill_reader_new("ndjson", NULL, NULL, &err));
    refused(sbill_reader_new("hl7v4", NULL, &r, &err));
    refused(sbill_reader_feed(NULL, "x", 1, &err));
    refused(sbill_reader_next(NULL, e, &err));
    ck_assert_int_eq(sbill_reader_close(NULL), SBILL_EINVAL);
    ck_assert_uint_eq(sbill_reader_line(NULL), 0);
    ck_assert_int_eq(sbill_reader_new("ndjson", NULL, &r, NULL), SBILL_OK);
    refused(sbill_reader_feed(r, NULL, 1, &err));
    refused(sbill_reader_next(r, NULL, &err));
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_MORE);
    ck_assert_int_eq(sbill_reader_feed(r, "", 0, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    refused(sbill_reader_feed(r, "{}", 2, &err));
    ck_assert_int_eq(sbill_reader_next(r, e, NULL),
                     SBILL_EINPUT); /* an empty stream is no answer */
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_END);
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_END);
    sbill_reader_free(r);
}
END_TEST

START_TEST(file_without)
{
    sbill_file *f;
    const char *bytes, *line;
    size_t len;

    refused(sbill_file_new(NULL, NULL, &f, &err));
    refused(sbill_file_new("papyrus", NULL, &f, &err));
    refused(sbill_file_new("fhir-xml", NULL, NULL, &err));
    refused(sbill_file_add(NULL, e, 0, &err));
    refused(sbill_file_finish(NULL, &bytes, &len, &err));
    ck_assert_int_eq(sbill_file_new("fhir-xml", NULL, &f, NULL), SBILL_OK);
    refused(sbill_file_add(f, NULL, 0, &err));
    refused(sbill_file_add(f, e, 0, &err)); /* nothing was read */
    ck_assert_int_eq(sbill_run_json(e, small_record, sizeof small_record - 1, &line, &len, NULL),
                     SBILL_OK);
    refused(sbill_file_add(f, e, 99, &err));
    refused(sbill_file_finish(f, NULL, &len, &err));
    refused(sbill_file_finish(f, &bytes, NULL, &err));
    sbill_file_free(f);
    refused(sbill_validate_xml(NULL, 0, "/nowhere", "x.xsd", &err));
    refused(sbill_validate_xml("<a/>", 4, NULL, "x.xsd", &err));
    refused(sbill_validate_xml("<a/>", 4, "/nowhere", NULL, &err));
    ck_assert_int_eq(sbill_validate_xml("<a/>", 4, "/nowhere", "x.xsd", NULL), SBILL_EIO);
}
END_TEST

START_TEST(freed_in_any_order)
{
    sbill_options *o;
    sbill_book *layers[1] = {book}, *stack;
    sbill_encounter *other;
    sbill_report *report;
    sbill_error *err = NULL;
    const char *line;
    size_t len;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "strict", "1", NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_stack(layers, 1, o, &stack, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(stack, o, &other, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_info(stack, &report, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "strict", "maybe", &err), SBILL_EINVAL);
    sbill_options_free(o);
    sbill_book_free(book);
    sbill_book_free(stack);
    ck_assert_int_eq(
        sbill_run_json(other, small_record, sizeof small_record - 1, &line, &len, NULL), SBILL_OK);
    ck_assert_ptr_nonnull(sbill_report_text(report, &len));
    ck_assert_uint_gt(len, 10);
    sbill_encounter_free(e);
    sbill_encounter_free(other);
    sbill_report_free(report);
    ck_assert_ptr_nonnull(strstr(sbill_error_message(err), "strict"));
    sbill_error_free(err);
    e = NULL;
    book = NULL;
}
END_TEST

#define THREADS 2
#define ROUNDS 100

static void *run_many(void *expected)
{
    sbill_encounter *own;

    if (sbill_encounter_new(book, NULL, &own, NULL) != SBILL_OK)
        return NULL;
    for (int i = 0; i < ROUNDS; i++) {
        const char *line;
        size_t len;
        if (sbill_run_json(own, small_record, sizeof small_record - 1, &line, &len, NULL) !=
                SBILL_OK ||
            strcmp(line, expected) != 0)
            expected = NULL;
        if (!expected)
            break;
    }
    sbill_encounter_free(own);
    return expected;
}

START_TEST(threads_share_a_book)
{
    pthread_t threads[THREADS];
    char *expected;
    const char *line;
    size_t len;

    /* First from a cold book: all threads meet at the first use of its rules. */
    ck_assert_int_eq(sbill_run_json(e, small_record, sizeof small_record - 1, &line, &len, NULL),
                     SBILL_OK);
    expected = malloc(len + 1);
    ck_assert_ptr_nonnull(expected);
    memcpy(expected, line, len + 1);
    teardown();
    setup();
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, run_many, expected), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *got;
        pthread_join(threads[i], &got);
        ck_assert_ptr_eq(got, expected);
    }
    free(expected);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, version);
    tcase_add_test(c, nothing_is_freed);
    tcase_add_test(c, builder_without);
    tcase_add_test(c, book_without);
    tcase_add_test(c, codes_without);
    tcase_add_test(c, encounter_without);
    tcase_add_test(c, stages_out_of_order);
    tcase_add_test(c, getters_never_surprise);
    tcase_add_test(c, decisions);
    tcase_add_test(c, reader_without);
    tcase_add_test(c, file_without);
    tcase_add_test(c, freed_in_any_order);
    tcase_add_test(c, threads_share_a_book);
}

int main(void)
{
    return unit_run("api", add);
}
