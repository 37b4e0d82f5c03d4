/* The JSON door and the JSON writer. */
#include "base/json.h"
#include "base/number.h"
#include "meter.h"
#include "unit.h"

static struct sbill_json *room(void)
{
    struct sbill_json *j = NULL;

    ck_assert_int_eq(sbill_json_new(sbill_alloc_default(), 1 << 20, &j), SBILL_OK);
    return j;
}

static const struct sbill_json_val *parsed(struct sbill_json *j, const char *z)
{
    const struct sbill_json_val *root = NULL;

    ck_assert_int_eq(sbill_json_parse(j, t(z), SBILL_NOWHERE, &root, NULL), SBILL_OK);
    return root;
}

START_TEST(walks_objects_and_arrays)
{
    struct sbill_json *j = room();
    const struct sbill_json_val *root =
        parsed(j, "\xEF\xBB\xBF {\"a\":[1,2.50,{}],\"b\":\"x\\ny\",\"c\":null} ");
    struct sbill_json_iter it;

    ck_assert_int_eq(sbill_json_kind(root), SBILL_JSON_OBJECT);
    ck_assert_uint_eq(sbill_json_size(root), 3);
    assert_text(sbill_json_text(sbill_json_get(root, "b")), "x\ny");
    ck_assert_int_eq(sbill_json_kind(sbill_json_get(root, "c")), SBILL_JSON_NULL);
    ck_assert_ptr_null(sbill_json_get(root, "d"));
    sbill_json_walk(&it, sbill_json_get(root, "a"));
    ck_assert(sbill_json_next(&it));
    assert_text(it.key, "");
    assert_text(sbill_json_text(it.val), "1");
    ck_assert(sbill_json_next(&it));
    assert_text(sbill_json_text(it.val), "2.50");
    ck_assert(sbill_json_next(&it));
    ck_assert_int_eq(sbill_json_kind(it.val), SBILL_JSON_OBJECT);
    ck_assert(!sbill_json_next(&it));
    sbill_json_walk(&it, sbill_json_get(root, "b"));
    ck_assert(!sbill_json_next(&it));
    sbill_json_free(j);
}
END_TEST

START_TEST(numbers_keep_their_digits)
{
    static const char *const numbers[] = {
        "0", "-0", "125.00", "1e400", "123456789012345678901234567890.10", NULL};
    struct sbill_json *j = room();

    for (int i = 0; numbers[i]; i++) {
        const struct sbill_json_val *v = parsed(j, numbers[i]);

        ck_assert_int_eq(sbill_json_kind(v), SBILL_JSON_NUMBER);
        assert_text(sbill_json_text(v), numbers[i]);
    }
    sbill_json_free(j);
}
END_TEST

static const struct {
    const char *json;
    uint32_t line, column;
    const char *words;
} broken[] = {
    {"", 1, 1, "there is no JSON text"},
    {" \n ", 1, 1, "there is no JSON text"},
    {"{\"a\":1", 1, 7, "the JSON text ends too early"},
    {"{\"a\":1}\n x", 2, 2, "something follows the end of the JSON text"},
    {"{\"a\":\n 012}", 2, 2, "a number is not written as JSON wants it"},
    {"[1,]", 1, 3, "a character that JSON does not allow here"},
    {"[1 2]", 1, 4, "a character that JSON does not allow here"},
    {"[nul]", 1, 2, "a word that is not true, false or null"},
    {"[\"a\tb\"]", 1, 4, "a string holds a bad escape or a control character"},
    {"[\"\\x\"]", 1, 4, "a string holds a bad escape or a control character"},
    {"[\"\\ud800\"]", 1, 9, "a string holds a bad escape or a control character"},
    {"[\"\\\\\\u0000\"]", 1, 5, "a string holds a NUL"},
    {"[\"\xC3\xA4\xC0\x80\"]", 1, 4, "the text is not valid UTF-8"},
    {"[\"\xED\xA0\x80\"]", 1, 3, "the text is not valid UTF-8"},
    {"NaN", 1, 1, "a character that JSON does not allow here"},
};

START_TEST(bad_text_has_its_place)
{
    struct sbill_json *j = room();
    const struct sbill_json_val *root = NULL;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_json_parse(j, t(broken[_i].json), SBILL_NOWHERE, &root, &err),
                     SBILL_EINPUT);
    ck_assert_str_eq(sbill_error_message(err), broken[_i].words);
    ck_assert_uint_eq(sbill_error_line(err), broken[_i].line);
    ck_assert_uint_eq(sbill_error_column(err), broken[_i].column);
    ck_assert_ptr_null(root);
    sbill_error_free(err);
    parsed(j, "[]"); /* the room is good for the next one */
    sbill_json_free(j);
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
    static const char in_string[] = "{\"a\":\"b\0c\"}", behind[] = "{}\0";
    struct sbill_json *j = room();
    const struct sbill_json_val *root;

    ck_assert_int_eq(sbill_json_parse(j, (struct sbill_text){in_string, sizeof in_string - 1},
                                      SBILL_NOWHERE, &root, NULL),
                     SBILL_EINPUT);
    ck_assert_int_eq(sbill_json_parse(j, (struct sbill_text){behind, sizeof behind - 1},
                                      SBILL_NOWHERE, &root, NULL),
                     SBILL_EINPUT);
    sbill_json_free(j);
}
END_TEST

START_TEST(place_counts_from_the_first_line_given)
{
    struct sbill_json *j = room();
    const struct sbill_json_val *root;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_json_parse(j, t("{\n!"),
                                      (struct sbill_place){.source = t("in.ndjson"), .line = 41},
                                      &root, &err),
                     SBILL_EINPUT);
    ck_assert_uint_eq(sbill_error_line(err), 42);
    ck_assert_str_eq(sbill_error_source(err), "in.ndjson");
    sbill_error_free(err);
    sbill_json_free(j);
}
END_TEST

static int32_t nest(struct sbill_json *j, int depth, char open, char close)
{
    char text[600];
    size_t n = 0;
    const struct sbill_json_val *root;

    for (int i = 0; i < depth; i++) {
        text[n++] = open;
        if (open == '{') {
            memcpy(text + n, "\"a\":", 4);
            n += 4;
        }
    }
    if (open == '{')
        text[n++] = '1';
    for (int i = 0; i < depth; i++)
        text[n++] = close;
    return sbill_json_parse(j, (struct sbill_text){text, n}, SBILL_NOWHERE, &root, NULL);
}

START_TEST(nesting_has_a_limit)
{
    struct sbill_json *j = room();

    ck_assert_int_eq(nest(j, SBILL_JSON_DEPTH, '[', ']'), SBILL_OK);
    ck_assert_int_eq(nest(j, SBILL_JSON_DEPTH + 1, '[', ']'), SBILL_EINPUT);
    ck_assert_int_eq(nest(j, SBILL_JSON_DEPTH, '{', '}'), SBILL_OK);
    ck_assert_int_eq(nest(j, SBILL_JSON_DEPTH + 1, '{', '}'), SBILL_EINPUT);
    /* Side by side is not deep. */
    parsed(j, "[[],[],{\"a\":[[]]},[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],["
              "],[],[],[],[],[],[],"
              "[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],"
              "[],[],[],[],[],[]]");
    sbill_json_free(j);
}
END_TEST

START_TEST(escaped_controls_are_noticed)
{
    struct sbill_json *j = room();

    parsed(j, "\"a\\n\\r\\tb\\u0009 \\\\u0001 \\\\b\"");
    ck_assert(!sbill_json_has_controls(j));
    parsed(j, "\"a\\u0001\"");
    ck_assert(sbill_json_has_controls(j));
    parsed(j, "\"\\f\"");
    ck_assert(sbill_json_has_controls(j));
    parsed(j, "\"\\u001F\"");
    ck_assert(sbill_json_has_controls(j));
    parsed(j, "\"\\u0020\"");
    ck_assert(!sbill_json_has_controls(j));
    sbill_json_free(j);
}
END_TEST

START_TEST(the_room_has_a_ceiling)
{
    struct sbill_json *j = NULL;
    const struct sbill_json_val *root;
    sbill_error *err = NULL;
    char many[600];

    memset(many, '1', sizeof many);
    for (size_t i = 1; i < sizeof many; i += 2)
        many[i] = ',';
    many[0] = '[';
    many[sizeof many - 1] = ']';
    many[1] = '1';
    ck_assert_int_eq(sbill_json_new(sbill_alloc_default(), 1024, &j), SBILL_OK);
    ck_assert_int_eq(
        sbill_json_parse(j, (struct sbill_text){many, sizeof many}, SBILL_NOWHERE, &root, &err),
        SBILL_ELIMIT);
    ck_assert_int_eq(sbill_error_status(err), SBILL_ELIMIT);
    sbill_error_free(err);
    ck_assert_int_eq(sbill_json_parse(j, t("[1]"), SBILL_NOWHERE, &root, NULL), SBILL_OK);
    sbill_json_free(j);
}
END_TEST

START_TEST(every_refused_allocation_is_survived)
{
    static const char text[] =
        "[[1,2,3],{\"a\":\"b\"},1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]";
    bool done = false;

    for (size_t k = 1; !done; k++) {
        struct meter m = {.fail_at = k};
        struct sbill_alloc alloc = {metered, &m};
        struct sbill_json *j = NULL;
        const struct sbill_json_val *root;
        int32_t status = sbill_json_new(&alloc, 1 << 20, &j);

        if (status == SBILL_OK)
            status = sbill_json_parse(j, t(text), SBILL_NOWHERE, &root, NULL);
        done = status == SBILL_OK;
        ck_assert(done || status == SBILL_NOMEM);
        sbill_json_free(j);
        ck_assert_uint_eq(m.live, 0);
        ck_assert_uint_lt(k, 20);
    }
}
END_TEST

START_TEST(wipe_forgets_the_text)
{
    struct sbill_json *j = room();
    struct sbill_text name =
        sbill_json_text(sbill_json_get(parsed(j, "{\"name\":\"Rivera\"}"), "name"));
    const char *p = name.p;

    ck_assert_int_eq(memcmp(p, "Rivera", 7), 0); /* ends in a NUL */
    sbill_json_wipe(j);
    for (size_t i = 0; i < name.n; i++)
        ck_assert_int_eq(p[i], 0);
    sbill_json_free(j);
}
END_TEST

static struct sbill_buf out;

static struct sbill_jw writer(void)
{
    sbill_buf_init(&out, sbill_alloc_default(), 1 << 16);
    return (struct sbill_jw){.b = &out};
}

START_TEST(writes_values_with_commas)
{
    struct sbill_jw w = writer();

    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "list");
    sbill_jw_open(&w, '[');
    sbill_jw_int(&w, -7);
    sbill_jw_bool(&w, true);
    sbill_jw_bool(&w, false);
    sbill_jw_null(&w);
    sbill_jw_open(&w, '{');
    sbill_jw_close(&w, '}');
    sbill_jw_z(&w, NULL);
    sbill_jw_z(&w, "z");
    sbill_jw_close(&w, ']');
    sbill_jw_opt_text(&w, "none", t(""));
    sbill_jw_opt_text(&w, "some", t("x"));
    sbill_jw_opt_date(&w, "no", SBILL_NO_DATE);
    sbill_jw_opt_date(&w, "day", 20393);
    sbill_jw_close(&w, '}');
    assert_text(
        sbill_buf_view(&out),
        "{\"list\":[-7,true,false,null,{},null,\"z\"],\"some\":\"x\",\"day\":\"2025-11-01\"}");
    sbill_buf_free(&out);
}
END_TEST

START_TEST(writes_amounts_from_whole_units)
{
    struct sbill_jw w = writer();

    sbill_jw_open(&w, '[');
    sbill_jw_money(&w, 12500);
    sbill_jw_money(&w, -5);
    sbill_jw_money(&w, SBILL_NO_MONEY);
    sbill_jw_qty(&w, 1000);
    sbill_jw_qty(&w, 40500);
    sbill_jw_qty(&w, SBILL_NO_QTY);
    sbill_jw_date(&w, SBILL_NO_DATE);
    sbill_jw_close(&w, ']');
    assert_text(sbill_buf_view(&out), "[125.00,-0.05,null,1,40.5,null,null]");
    sbill_buf_free(&out);
}
END_TEST

START_TEST(what_is_written_reads_back)
{
    static const char every[] = "\x01\x02\b\f\n\r\t\x1f \"\\/\x7f \xC3\xA4 \xF0\x9F\xA6\xB7";
    struct sbill_jw w = writer();
    struct sbill_json *j = room();
    const struct sbill_json_val *root;

    sbill_jw_text(&w, t(every));
    ck_assert_ptr_null(strchr(out.p, '\n'));
    ck_assert_int_eq(sbill_json_parse(j, sbill_buf_view(&out), SBILL_NOWHERE, &root, NULL),
                     SBILL_OK);
    assert_text(sbill_json_text(root), every);
    sbill_json_free(j);
    sbill_buf_free(&out);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, walks_objects_and_arrays);
    tcase_add_test(tests, numbers_keep_their_digits);
    tcase_add_loop_test(tests, bad_text_has_its_place, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(tests, nul_bytes_are_refused);
    tcase_add_test(tests, place_counts_from_the_first_line_given);
    tcase_add_test(tests, nesting_has_a_limit);
    tcase_add_test(tests, escaped_controls_are_noticed);
    tcase_add_test(tests, the_room_has_a_ceiling);
    tcase_add_test(tests, every_refused_allocation_is_survived);
    tcase_add_test(tests, wipe_forgets_the_text);
    tcase_add_test(tests, writes_values_with_commas);
    tcase_add_test(tests, writes_amounts_from_whole_units);
    tcase_add_test(tests, what_is_written_reads_back);
}

int main(void)
{
    return unit_run("json", add);
}
