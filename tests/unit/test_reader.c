/* Records out of a stream, fed in pieces of any size. */
#include "encounter_fixture.h"
#include "meter.h"

static sbill_reader *r;
static char got[4096]; /* what came out, in short */

static void open_reader(const char *format)
{
    sbill_reader_free(r);
    r = NULL;
    ck_assert_int_eq(sbill_reader_new(format, options, &r, NULL), SBILL_OK);
    got[0] = '\0';
}

/* Takes all that is there; returns the last status. */
static int32_t drain(void)
{
    for (;;) {
        sbill_error *err = NULL;
        int32_t status = sbill_reader_next(r, e, &err);
        size_t n = strlen(got);

        if (status == SBILL_OK) {
            snprintf(got + n, sizeof got - n, "%llu:%s ", (unsigned long long)sbill_reader_line(r),
                     sbill_text(e, SBILL_ITEM_RECORD, 0, SBILL_F_ID, NULL));
        } else if (status == SBILL_EINPUT) {
            ck_assert_ptr_nonnull(err);
            snprintf(got + n, sizeof got - n, "%llu!%s@%u ",
                     (unsigned long long)sbill_reader_line(r), sbill_error_message(err),
                     sbill_error_line(err));
        }
        sbill_error_free(err);
        if (status != SBILL_OK && status != SBILL_EINPUT)
            return status;
    }
}

static const char *stream(const char *format, const char *text, size_t piece)
{
    size_t n = strlen(text);

    open_reader(format);
    for (size_t i = 0; i < n; i += piece) {
        size_t len = n - i < piece ? n - i : piece;

        ck_assert_int_eq(sbill_reader_feed(r, text + i, len, NULL), SBILL_OK);
        drain();
    }
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    ck_assert_int_eq(drain(), SBILL_END);
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_END);
    return got;
}

static const struct {
    const char *format, *text, *out;
} streams[] = {
    {"ndjson", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "1:a 2:b "},
    {"ndjson", "\n \r\n{\"id\":\"a\"}\r\n\n\t{\"id\":\"b\"}", "3:a 5:b "},
    {"ndjson", "\xEF\xBB\xBF{\"id\":\"a\"}\n", "1:a "},
    {"ndjson", "", "1!the input is empty: there is no record in it@1 "},
    {"ndjson", "\n\n", "3!the input is empty: there is no record in it@1 "},
    {"ndjson", "{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"c\"}\n",
     "1:a 2!the JSON text ends too early@2 3:c "},
    {"ndjson", "[]\n{\"id\":\"b\"}", "1!a record is a JSON object, and this is none@1 2:b "},
    {"ndjson", "{\"id\":\"a\"} {\"id\":\"b\"}\n",
     "1!something follows the end of the JSON text@1 "},
    {"ndjson", "{\"id\":\"\xFF\"}\n{\"id\":\"b\"}\n", "1!the text is not valid UTF-8@1 2:b "},
    {"ndjson",
     "{\"id\":\"a\"}\n{\"id\":\"this one is far too long for the ceiling of sixty-four bytes, is "
     "it\"}\n{\"id\":\"c\"}\n",
     "1:a 2!the record is longer than 64 bytes, the option max-record@2 3:c "},
    {"json", "{\n\"id\":\"a\"}", "1:a "},
    {"json", " \n[ {\"id\":\"a\"}\n, {\"id\":\"b\",\n\"patient\":{}} ]\n", "2:a 3:b "},
    {"json", "[]", ""},
    {"json", "\xEF\xBB\xBF[{\"id\":\"a\"}]", "1:a "},
    {"json", "{\"id\":\"a\"}\n{\"id\":\"b\"} [{\"id\":\"c\"}]", "1:a 2:b 2:c "},
    {"json", "[{\"id\":\"}]\\\\\"},{\"id\":\"\\\"{\"}]", "1:}]\\ 1:\"{ "},
    {"auto", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "1:a 2:b "},
    {"auto", "\xEF\xBB\xBF {\n\"id\":\"a\"}", "1:a "},
    {"auto", "[{\"id\":\"a\"},\n{\"id\":\"b\"}]", "1:a 2:b "},
    {"auto", "", "1!the input is empty: there is no record in it@1 "},
    {"json", "", "1!the input is empty: there is no record in it@1 "},
    {"json", "[{\"id\":\"a\"}", "1:a 1!the list of records is not closed@1 "},
    {"json", "[{\"id\":\"a\"},\n{\"id\":\"b\"", "1:a 2!the JSON text ends too early@2 "},
    {"json", "[{\"id\":\"a\"},]",
     "1:a 1!between the records of a list stands what is no record@1 "},
    {"json", "[{\"id\":\"a\"}\n{\"id\":\"b\"}]",
     "1:a 2!between the records of a list stands what is no record@2 "},
    {"json", "[[{\"id\":\"a\"}]]", "1!between the records of a list stands what is no record@1 "},
    {"json", "\n7", "2!the input is neither a record nor a list of records@2 "},
    {"json", "{\"id\":\"a\"}}", "1:a 1!the input is neither a record nor a list of records@1 "},
    {"json", "[{\"id\":\"a\",},{\"id\":\"b\"}]",
     "1!a character that JSON does not allow here@1 1:b "},
    {"json",
     "[{\"id\":\"this one is far too long for the ceiling of sixty-four bytes, is "
     "it\"},\n{\"id\":\"b\"}]",
     "1!the record is longer than 64 bytes, the option max-record@1 2:b "},
    {"json", "{\"id\":\"this one is far too long for the ceiling of sixty-four bytes, is it",
     "1!the record is longer than 64 bytes, the option max-record@1 1!the last record is not "
     "closed@1 "},
};

START_TEST(pieces_of_any_size_give_the_same)
{
    static const size_t pieces[] = {1, 2, 3, 7, 30, 10000};

    ck_assert_int_eq(sbill_options_set(options, "max-record", "64", NULL), SBILL_OK);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        ck_assert_str_eq(stream(streams[_i].format, streams[_i].text, pieces[i]), streams[_i].out);
}
END_TEST

START_TEST(a_record_longer_than_all_memory_is_passed_over)
{
    static char piece[65536];
    static const char last[] = "\"}\n{\"id\":\"b\"}\n";

    memset(piece, 'x', sizeof piece);
    ck_assert_int_eq(sbill_options_set(options, "max-record", "100000", NULL), SBILL_OK);
    for (int shape = 0; shape < 2; shape++) {
        open_reader(shape ? "json" : "ndjson");
        ck_assert_int_eq(sbill_reader_feed(r, "{\"id\":\"", 7, NULL), SBILL_OK);
        for (int i = 0; i < 200; i++) { /* 13 MB through a ceiling of 0.1 */
            ck_assert_int_eq(sbill_reader_feed(r, piece, sizeof piece, NULL), SBILL_OK);
            drain();
        }
        ck_assert_int_eq(sbill_reader_feed(r, last, sizeof last - 1, NULL), SBILL_OK);
        sbill_reader_close(r);
        ck_assert_int_eq(drain(), SBILL_END);
        ck_assert_str_eq(got,
                         "1!the record is longer than 100000 bytes, the option max-record@1 2:b ");
    }
}
END_TEST

START_TEST(what_waits_has_a_ceiling)
{
    static char piece[700000];
    sbill_error *err = NULL;

    memset(piece, ' ', sizeof piece);
    ck_assert_int_eq(sbill_options_set(options, "max-record", "1000", NULL), SBILL_OK);
    open_reader("ndjson");
    ck_assert_int_eq(sbill_reader_feed(r, piece, sizeof piece, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_feed(r, piece, sizeof piece, &err), SBILL_ELIMIT);
    sbill_error_free(err);
}
END_TEST

START_TEST(wrong_calls_are_refused)
{
    sbill_reader *other = NULL;

    ck_assert_int_eq(sbill_reader_new("hl7", NULL, &other, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_reader_new(NULL, NULL, &other, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_reader_new("json", NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_ptr_null(other);
    ck_assert_int_eq(sbill_reader_feed(NULL, "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_reader_next(NULL, e, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_reader_close(NULL), SBILL_EINVAL);
    ck_assert_uint_eq(sbill_reader_line(NULL), 0);
    open_reader("json");
    ck_assert_int_eq(sbill_reader_next(r, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_MORE);
    ck_assert_int_eq(sbill_reader_feed(r, NULL, 3, NULL), SBILL_EINVAL);
    sbill_reader_close(r);
    ck_assert_int_eq(sbill_reader_feed(r, "{}", 2, NULL), SBILL_EINVAL);
    sbill_reader_free(NULL);
}
END_TEST

START_TEST(refused_memory_is_survived)
{
    for (size_t k = 1; k < 5; k++) {
        struct meter m = {.fail_at = k};
        sbill_reader *other = NULL;
        int32_t status;

        ck_assert_int_eq(sbill_options_set_allocator(options, metered, &m), SBILL_OK);
        status = sbill_reader_new("ndjson", options, &other, NULL);
        if (status == SBILL_OK)
            status = sbill_reader_feed(other, "{}\n", 3, NULL);
        ck_assert_int_eq(status, k < 4 ? SBILL_NOMEM : SBILL_OK);
        if (k == 3) /* the call may be made again */
            ck_assert_int_eq(sbill_reader_feed(other, "{}\n", 3, NULL), SBILL_OK);
        sbill_reader_free(other);
        ck_assert_uint_eq(m.live, 0);
    }
}
END_TEST

static void teardown(void)
{
    sbill_reader_free(r);
    r = NULL;
    fixture_teardown();
}

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, fixture_setup, teardown);
    tcase_add_loop_test(tests, pieces_of_any_size_give_the_same, 0,
                        (int)(sizeof streams / sizeof *streams));
    tcase_add_test(tests, a_record_longer_than_all_memory_is_passed_over);
    tcase_add_test(tests, what_waits_has_a_ceiling);
    tcase_add_test(tests, wrong_calls_are_refused);
    tcase_add_test(tests, refused_memory_is_survived);
}

int main(void)
{
    return unit_run("reader", add);
}
