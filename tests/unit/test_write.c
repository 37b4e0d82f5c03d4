/* The XML writer and output files: what gets out, what must not, and what happens when there is no room. */
#include "unit.h"

#include "../small_book.h"
#include "meter.h"
#include "write/file.h"
#include "write/xml_out.h"

/* ---- escaping ---------------------------------------------------------------------------------- */

/* Byte by byte, the plain way. */
static size_t escape_plainly(const unsigned char *p, size_t n, char *to, size_t *replaced)
{
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        const char *s = NULL;
        if (p[i] == '&')
            s = "&amp;";
        else if (p[i] == '<')
            s = "&lt;";
        else if (p[i] == '>')
            s = "&gt;";
        else if (p[i] == '"')
            s = "&quot;";
        else if (p[i] == '\t')
            s = "&#9;";
        else if (p[i] == '\n')
            s = "&#10;";
        else if (p[i] == '\r')
            s = "&#13;";
        else if (p[i] < 0x20 || (i + 2 < n && p[i] == 0xEF && p[i + 1] == 0xBF && p[i + 2] >= 0xBE))
            s = "\xEF\xBF\xBD";
        if (!s) {
            to[at++] = (char)p[i];
            continue;
        }
        memcpy(to + at, s, strlen(s));
        at += strlen(s);
        if (p[i] < 0x20 && s[0] != '&')
            ++*replaced;
        if (p[i] == 0xEF) {
            ++*replaced;
            i += 2;
        }
    }
    return at;
}

static void same_as_plain(const unsigned char *text, size_t n)
{
    /* Exactly as long as the text, so that a sanitizer sees any look behind its end. */
    char *exact = malloc(n ? n : 1);
    char got[1024], want[1024];
    size_t got_replaced = 0, want_replaced = 0, got_n, want_n;

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, text, n);
    got_n = (size_t)(sbill_xo_escape(got, (struct sbill_text){exact, n}, &got_replaced) - got);
    want_n = escape_plainly(text, n, want, &want_replaced);
    ck_assert_uint_eq(got_n, want_n);
    ck_assert(memcmp(got, want, want_n) == 0);
    ck_assert_uint_eq(got_replaced, want_replaced);
    free(exact);
}

START_TEST(every_byte_at_every_place)
{
    for (size_t n = 1; n <= 20; n++)
        for (size_t at = 0; at < n; at++)
            for (unsigned c = 0; c < 0x80; c++) {
                unsigned char text[20];
                memset(text, 'x', sizeof text);
                text[at] = (unsigned char)c;
                same_as_plain(text, n);
            }
    same_as_plain((const unsigned char *)"", 0);
}
END_TEST

START_TEST(characters_of_several_bytes)
{
    static const char *const parts[] = {"\xC3\xA9",
                                        "\xE2\x82\xAC",
                                        "\xEF\xBF\xBD",
                                        "\xEF\xBF\xBE",
                                        "\xEF\xBF\xBF",
                                        "\xEF\xBE\xBF",
                                        "\xF0\x9F\x98\x80",
                                        "&",
                                        "abcdefgh",
                                        "\x01",
                                        " ",
                                        "\"q\""};
    const size_t count = sizeof parts / sizeof *parts;

    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            for (size_t c = 0; c < count; c++) {
                char text[64];
                int n = snprintf(text, sizeof text, "%s%s%s", parts[a], parts[b], parts[c]);
                same_as_plain((const unsigned char *)text, (size_t)n);
            }
}
END_TEST

/* ---- numbers ------------------------------------------------------------------------------------- */

static void prints(char *(*print)(char *, int64_t), int64_t v, const char *expected)
{
    char room[SBILL_XO_NUMBER + 1] = {0};
    char *end = print(room, v);

    ck_assert_int_le(end - room, SBILL_XO_NUMBER);
    *end = '\0';
    ck_assert_str_eq(room, expected);
}

START_TEST(numbers)
{
    char date[11] = {0};

    prints(sbill_xo_digits, 0, "0");
    prints(sbill_xo_digits, INT64_MIN, "-9223372036854775808");
    prints(sbill_xo_cents, 0, "0.00");
    prints(sbill_xo_cents, 5, "0.05");
    prints(sbill_xo_cents, -1, "-0.01");
    prints(sbill_xo_cents, 13600, "136.00");
    prints(sbill_xo_cents, INT64_MAX, "92233720368547758.07");
    prints(sbill_xo_cents, INT64_MIN, "-92233720368547758.08");
    prints(sbill_xo_thousandths, 1000, "1");
    prints(sbill_xo_thousandths, 1500, "1.5");
    prints(sbill_xo_thousandths, 10, "0.01");
    prints(sbill_xo_thousandths, -1, "-0.001");
    prints(sbill_xo_thousandths, INT64_MIN, "-9223372036854775.808");
    sbill_xo_date(date, 20412);
    ck_assert_str_eq(date, "2025-11-20");
    sbill_xo_date(date, -1);
    ck_assert_str_eq(date, "1969-12-31");
}
END_TEST

START_TEST(no_room_is_said_once_and_nothing_more_is_written)
{
    struct sbill_buf b;
    struct sbill_xml_out x;

    sbill_buf_init(&b, sbill_alloc_default(), 40);
    sbill_xo_start(&x, &b);
    SBILL_XO_LIT(&x, "0123456789");
    for (int i = 0; i < 100; i++) {
        SBILL_XO_TEXT(&x, "<a value=\"", t("some text that is long"), "\"/>");
        SBILL_XO_CENTS(&x, "<m>", 1, "</m>");
        SBILL_XO_DATE(&x, "<d>", 1, "</d>");
    }
    sbill_xo_done(&x);
    ck_assert_int_eq(b.failed, SBILL_ELIMIT);
    sbill_buf_free(&b);
}
END_TEST

START_TEST(going_back_forgets)
{
    struct sbill_buf b;
    struct sbill_xml_out x;
    size_t mark;

    sbill_buf_init(&b, sbill_alloc_default(), 1 << 20);
    sbill_xo_start(&x, &b);
    SBILL_XO_LIT(&x, "<a>");
    mark = sbill_xo_mark(&x);
    for (int i = 0; i < 1000; i++) /* grows and moves on the way */
        SBILL_XO_LIT(&x, "0123456789");
    sbill_xo_back(&x, mark);
    SBILL_XO_LIT(&x, "</a>");
    sbill_xo_done(&x);
    ck_assert_str_eq(b.p, "<a></a>");
    sbill_buf_free(&b);
}
END_TEST

/* ---- files ------------------------------------------------------------------------------------------ */

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;

static void setup(void)
{
    const void *image;
    const char *result;
    size_t len;

    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_run_json(e, small_record, sizeof small_record - 1, &result, &len, NULL),
                     SBILL_OK);
    ck_assert_uint_ge(e->claims.n, 1);
    for (size_t i = 0; i < e->claims.n; i++)
        e->claims.v[i].stopped = false;
    e->outcome = SBILL_OUTCOME_READY;
}

static void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

static sbill_file *new_file(const char *option, const char *value)
{
    sbill_options *o;
    sbill_file *f;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, option, value, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_new("fhir-xml", o, &f, NULL), SBILL_OK);
    sbill_options_free(o);
    return f;
}

static size_t count_of(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

START_TEST(broken_calls)
{
    sbill_file *f = NULL;
    const char *bytes;
    size_t len;

    ck_assert_int_eq(sbill_file_new("fhir-json", NULL, &f, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_new(NULL, NULL, &f, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_new("fhir-xml", NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_new("fhir-xml", NULL, &f, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_add(NULL, e, 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_add(f, NULL, 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_add(f, e, e->claims.n, NULL), SBILL_EINVAL);
    e->checked = false;
    ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_finish(f, NULL, &len, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_finish(NULL, &bytes, &len, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_file_finish(f, &bytes, &len, NULL), SBILL_OK);
    ck_assert_uint_eq(count_of(bytes, "<entry>"), 0);
    ck_assert_uint_eq(strlen(bytes), len);
    e->checked = true;
    ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_EINVAL); /* finished */
    sbill_file_free(f);
    sbill_file_free(NULL);
}
END_TEST

START_TEST(many_claims_in_one_document)
{
    sbill_file *f = new_file("as-of", "2025-12-01");
    const char *bytes, *again;
    size_t len, len_again;

    for (int i = 0; i < 40; i++)
        ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_finish(f, &bytes, &len, NULL), SBILL_OK);
    ck_assert_uint_eq(count_of(bytes, "<Claim>"), 40);
    ck_assert_uint_eq(count_of(bytes, "<Bundle "), 1);
    ck_assert_uint_eq(count_of(bytes, "</Bundle>"), 1);
    ck_assert_int_eq(sbill_file_finish(f, &again, &len_again, NULL), SBILL_OK);
    ck_assert(again == bytes && len_again == len);
    sbill_file_free(f);
}
END_TEST

static int32_t add_to(const char *option, const char *value)
{
    sbill_file *f = new_file(option, value);
    int32_t status = sbill_file_add(f, e, 0, NULL);
    const char *bytes;
    size_t len;

    ck_assert_int_eq(sbill_file_finish(f, &bytes, &len, NULL), SBILL_OK);
    ck_assert_uint_eq(count_of(bytes, "<Claim>"), status == SBILL_OK ? 1 : 0);
    sbill_file_free(f);
    return status;
}

START_TEST(what_may_not_go)
{
    e->claims.v[0].draft = false;
    ck_assert_int_eq(add_to("force", "0"), SBILL_OK);
    e->claims.v[0].draft = true; /* FHIR can say draft */
    ck_assert_int_eq(add_to("force", "0"), SBILL_OK);
    e->claims.v[0].stopped = true;
    ck_assert_int_eq(add_to("force", "0"), SBILL_EREFUSED);
    ck_assert_int_eq(add_to("force", "1"), SBILL_OK);
    e->claims.v[0].stopped = false;
    e->outcome = SBILL_OUTCOME_HOLD;
    ck_assert_int_eq(add_to("force", "0"), SBILL_EREFUSED);
    ck_assert_int_eq(add_to("force", "1"), SBILL_OK);
}
END_TEST

START_TEST(memory_runs_out)
{
    for (size_t fail_at = 1;; fail_at++) {
        struct meter m = {0};
        sbill_options *o;
        sbill_file *f = NULL;
        const char *bytes;
        size_t len;
        int32_t status;

        ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
        m.fail_at = fail_at;
        m.and_after = true;
        status = sbill_file_new("fhir-xml", o, &f, NULL);
        for (int i = 0; status == SBILL_OK && i < 30; i++)
            status = sbill_file_add(f, e, 0, NULL);
        if (status == SBILL_OK)
            status = sbill_file_finish(f, &bytes, &len, NULL);
        ck_assert_int_eq(status, m.calls >= fail_at ? SBILL_NOMEM : SBILL_OK);
        sbill_file_free(f);
        sbill_options_free(o);
        ck_assert_uint_eq(m.live, 0);
        if (status == SBILL_OK)
            break;
    }
}
END_TEST

START_TEST(validate_takes_only_what_is_there)
{
    static const char xml[] = "<a/>";

    ck_assert_int_eq(sbill_validate_xml(NULL, 0, ".", "x.xsd", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_validate_xml(xml, 4, NULL, "x.xsd", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_validate_xml(xml, 4, SOURCE_ROOT, "no-such.xsd", NULL), SBILL_EIO);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, every_byte_at_every_place);
    tcase_add_test(c, characters_of_several_bytes);
    tcase_add_test(c, numbers);
    tcase_add_test(c, no_room_is_said_once_and_nothing_more_is_written);
    tcase_add_test(c, going_back_forgets);
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, broken_calls);
    tcase_add_test(c, many_claims_in_one_document);
    tcase_add_test(c, what_may_not_go);
    tcase_add_test(c, memory_runs_out);
    tcase_add_test(c, validate_takes_only_what_is_there);
}

int main(void)
{
    return unit_run("write", add);
}
