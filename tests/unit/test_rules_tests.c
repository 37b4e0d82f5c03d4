/* The tests beside the rules of a pack can fail, and say how. */
#include "../small_book.h"
#include "meter.h"
#include "rules_unit.h"

static sbill_builder *builder;
static const void *image;
static size_t image_size;

static void setup(void)
{
    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &image_size, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_builder_free(builder);
}

#define HEAD "<rules xmlns='urn:superbill:rules:1' id='t' version='1' extends='small'>\n"
#define RULE(tests)                                                        \
    HEAD "<code id='t.dm' when='dm2' assign='E11.9'>" tests "</code><off " \
         "rule='dm2.plain'/></rules>"

/* Runs the tests of a pack; the report goes into `words`. */
static size_t failures(const char *xml, char *words, size_t cap)
{
    sbill_book *book;
    sbill_report *report = NULL;
    sbill_error *err = NULL;
    size_t failed = 999;

    ck_assert_int_eq(sbill_book_open_memory(image, image_size, NULL, &book, NULL), SBILL_OK);
    ck_assert_msg(sbill_rules_test(book, "t.xml", xml, strlen(xml), NULL, &failed, &report, &err) ==
                      SBILL_OK,
                  "%s", err ? sbill_error_message(err) : "");
    snprintf(words, cap, "%s", sbill_report_text(report, NULL));
    sbill_report_free(report);
    sbill_book_free(book);
    return failed;
}

static void passes(const char *xml)
{
    char words[4096];

    ck_assert_msg(failures(xml, words, sizeof words) == 0, "%s: %s", xml, words);
    ck_assert_msg(strstr(words, "\"tests\":1,") != NULL, "%s", words);
}

static void fails(const char *xml, const char *part)
{
    char words[4096];

    ck_assert_msg(failures(xml, words, sizeof words) == 1, "%s", xml);
    ck_assert_msg(strstr(words, part) != NULL, "%s", words);
}

START_TEST(expectations)
{
    passes(RULE("<test expect='E11.9'>T2DM.</test>"));
    passes(RULE("<test expect='I10 E11.9' first='E11.9'>T2DM. Hypertension.</test>"));
    fails(RULE("<test expect='E11.9'>T2DM. Hypertension.</test>"), "\"got\":\"E11.9 I10\"");
    fails(RULE("<test expect='E11.9 I10' first='I10'>T2DM. Hypertension.</test>"),
          "first-listed I10");
    fails(RULE("<test expect='E11.9'>Well.</test>"), "\"line\":2");
    passes(RULE("<test expect='' because='negated'>No T2DM.</test>"));
    fails(RULE("<test expect='' because='uncertain'>No T2DM.</test>"),
          "withheld because uncertain");
}
END_TEST

#define ANCHORED(tests)                                                                            \
    HEAD "<concept id='t.bp'><find anchor='blood  pressure|BP'>[0-9]{2,3}/[0-9]{2,3}</find>" tests \
         "</concept></rules>"

/* Only where one of the words stands, whole, in the same sentence. */
START_TEST(anchors_of_the_author)
{
    passes(ANCHORED("<test finds='yes'>Her Blood Pressure was 120/80.</test>"));
    passes(ANCHORED("<test finds='yes'>120/80 (bp).</test>"));
    passes(ANCHORED("<test finds='no'>Given 120/80.</test>"));
    passes(ANCHORED("<test finds='no'>BPH, 120/80.</test>"));
    passes(ANCHORED("<test finds='no'>BP taken. Given 120/80.</test>"));
    fails(ANCHORED("<test finds='yes'>Given 120/80.</test>"), "\"line\":2");
}
END_TEST

START_TEST(facts_of_a_test)
{
    passes(RULE("<test expect='' because='duplicate' entered='E11.9'>T2DM.</test>"));
    passes(RULE("<test expect='' because='rejected' rejected='E11.9'>T2DM.</test>"));
    passes(HEAD "<code id='t.dm' when='dm2' assign='E11.9' age='40y..'><test expect='E11.9' "
                "age='40y'>T2DM.</test></code>"
                "<off rule='dm2.plain'/></rules>");
    passes(HEAD "<code id='t.dm' when='dm2' assign='E11.9' age='40y..'><test expect='' "
                "because='guard' age='39y'>T2DM."
                "</test></code><off rule='dm2.plain'/></rules>");
    passes(HEAD
           "<service id='t.shot' when='cough' assign='G0008' plan='medicare' sex='F'>"
           "<test expect='R05.9 G0008' plan='medicare' sex='F'>Cough.</test></service></rules>");
    passes(HEAD "<query id='t.ask' when='cough' ask='How long?'><test expect='R05.9' "
                "query='long'>Cough.</test></query></rules>");
    fails(HEAD "<query id='t.ask' when='cough' ask='How long?'><test expect='R05.9' "
               "query='no'>Cough.</test></query></rules>",
          "question: no");
    fails(RULE("<test expect='E11.9' finding='1110'>T2DM.</test>"), "finding 1110");
}
END_TEST

START_TEST(tests_of_concepts)
{
    passes(
        HEAD
        "<concept id='a'><find>apple</find><test finds='yes'>An apple.</test></concept></rules>");
    passes(HEAD "<concept id='a'><find>apple</find><test finds='yes' context='negated'>No "
                "apple.</test></concept></rules>");
    passes(HEAD "<concept id='a'><find>apple</find><test finds='no' because='negated'>No "
                "apple.</test></concept></rules>");
    passes(HEAD "<concept id='a'><find>apple</find><except>pineapple|apple pie</except>"
                "<test finds='no' because='except'>Apple pie.</test></concept></rules>");
    fails(HEAD
          "<concept id='a'><find>apple</find><test finds='no'>An apple.</test></concept></rules>",
          "not found");
    fails(HEAD
          "<concept id='a'><find>apple</find><test finds='yes'>A pear.</test></concept></rules>",
          "\"rule\":\"a\"");
    fails(HEAD "<concept id='a'><find>apple</find><test finds='no' because='except'>No "
               "apple.</test></concept></rules>",
          "another reason");
}
END_TEST

START_TEST(wrong_tests_are_errors)
{
    static const char *const attributes[] = {"age='old'", "sex='X'", "on='soon'", "plan='mine'",
                                             "lines='J1010*x'"};
    char xml[1024];

    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        sbill_book *book;
        sbill_report *report = NULL;
        sbill_error *err = NULL;
        size_t failed;
        snprintf(xml, sizeof xml, RULE("<test expect='' %s>T2DM.</test>"), attributes[i]);
        ck_assert_int_eq(sbill_book_open_memory(image, image_size, NULL, &book, NULL), SBILL_OK);
        ck_assert_msg(sbill_rules_test(book, "t.xml", xml, strlen(xml), NULL, &failed, &report,
                                       &err) == SBILL_EINPUT,
                      "%s", attributes[i]);
        ck_assert_uint_eq(sbill_error_line(err), 2);
        sbill_error_free(err);
        sbill_book_free(book);
    }
}
END_TEST

START_TEST(no_memory)
{
    static const char xml[] =
        RULE("<test expect='E11.9'>T2DM, no cough.</test><test expect='I10'>Well.</test>");
    bool done = false;

    for (size_t n = 1; !done; n++) {
        struct meter meter = {.fail_at = n};
        sbill_options *o = NULL;
        sbill_book *book = NULL;
        sbill_report *report = NULL;
        size_t failed;
        int32_t status = sbill_options_new(&o, NULL);
        ck_assert_int_eq(status, SBILL_OK);
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, &meter), SBILL_OK);
        status = sbill_book_open_memory(image, image_size, o, &book, NULL);
        if (status == SBILL_OK)
            status =
                sbill_rules_test(book, "t.xml", xml, sizeof xml - 1, o, &failed, &report, NULL);
        done = meter.calls < n;
        ck_assert_msg(status == (done ? SBILL_OK : SBILL_NOMEM), "allocation %zu: %d", n, status);
        sbill_report_free(report);
        sbill_book_free(book);
        sbill_options_free(o);
        ck_assert_uint_eq(meter.live, 0);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, expectations);
    tcase_add_test(c, anchors_of_the_author);
    tcase_add_test(c, facts_of_a_test);
    tcase_add_test(c, tests_of_concepts);
    tcase_add_test(c, wrong_tests_are_errors);
    tcase_add_test(c, no_memory);
}

int main(void)
{
    return unit_run("rules_tests", add);
}
