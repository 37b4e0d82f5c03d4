/* What authors are told of their packs: patterns as trees, faults, coverage, lint, explain. */
#include "book/rules_syntax.h"

#include "../small_book.h"
#include "meter.h"
#include "rules_unit.h"

/* ---- Patterns ---- */

static struct sbill_arena arena;

static void start_arena(void)
{
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
}

static void end_arena(void)
{
    sbill_arena_free(&arena);
}

static void marks(const char *pattern, const char *expected)
{
    sbill_alternatives_at at = {NULL, 0, 0};

    assert_text(sbill_syntax_mark(&arena, t(pattern), &at), expected);
}

START_TEST(alternatives_are_marked)
{
    marks("ab", "(?'__0'ab)");
    marks("ab|c", "(?'__0'ab)|(?'__1'c)");
    marks("a(?:b|c)d", "(?'__0'a(?:(?'__1'b)|(?'__2'c))d)");
    marks("a(?:b)d", "(?'__0'a(?:b)d)");
    marks("(?'side'{side}) knee|[|)]x", "(?'__0'(?'side'{side}) knee)|(?'__1'[|)]x)");
    marks("a\\|b|c\\)", "(?'__0'a\\|b)|(?'__1'c\\))");
    marks("a(?=b|c)", "(?'__0'a(?=b|c))");
    marks("a(?!b|(?:c|d))|e", "(?'__0'a(?!b|(?:c|d)))|(?'__1'e)");
    marks("\\Qa|b\\E|c", "(?'__0'\\Qa|b\\E)|(?'__1'c)");
    marks("(?(?=a)b|c)|d", "(?'__0'(?(?=a)b|c))|(?'__1'd)");
    marks("(?#a|b)c|d", "(?'__0'(?#a|b)c)|(?'__1'd)");
    marks("[]|]a|b", "(?'__0'[]|]a)|(?'__1'b)");
    marks("[^]|]a|b", "(?'__0'[^]|]a)|(?'__1'b)");
    marks("[[:alpha:]|]a|b", "(?'__0'[[:alpha:]|]a)|(?'__1'b)");
    marks("a{2,3}|\\x{7c}b", "(?'__0'a{2,3})|(?'__1'\\x{7c}b)");
    marks("(?:a|)b", "(?'__0'(?:(?'__1'a)|(?'__2'))b)");
    marks("(a|b", "(?'__0'((?'__1'a)|(?'__2'b))"); /* never reached: it does not compile */
}
END_TEST

START_TEST(alternatives_know_where_they_stand)
{
    sbill_alternatives_at at = {NULL, 0, 0};

    (void)sbill_syntax_mark(&arena, t("ab|c(?:d|e(?:f|g))"), &at);
    ck_assert_uint_eq(at.n, 6);
    ck_assert_uint_eq(at.v[1].start, 3);
    ck_assert_uint_eq(at.v[1].end, 18);
    ck_assert_uint_eq(at.v[1].depth, 0);
    ck_assert_uint_eq(at.v[3].start, 9);
    ck_assert_uint_eq(at.v[3].depth, 1);
    ck_assert_uint_eq(at.v[5].start, 15);
    ck_assert_uint_eq(at.v[5].depth, 2);
}
END_TEST

static void has_fault(const char *pattern, bool exact, const char *name, size_t where)
{
    sbill_faults faults = {NULL, 0, 0};

    sbill_pattern_faults(&arena, t(pattern), SBILL_FOR_FIND, exact, &faults);
    if (!name) {
        ck_assert_msg(faults.n == 0, "%s: %s", pattern, faults.n ? faults.v[0].name : "");
        return;
    }
    ck_assert_msg(faults.n >= 1, "%s: no fault", pattern);
    ck_assert_str_eq(faults.v[0].name, name);
    ck_assert_uint_eq(faults.v[0].at, where);
}

START_TEST(faults_of_patterns)
{
    has_fault("abc.*def", false, "unbounded", 3);
    has_fault("abc.+?def", false, "unbounded", 3);
    has_fault("abc[^;]*def", false, "unbounded", 3);
    has_fault("abc[^.]{2,}", false, "unbounded", 3);
    has_fault("abc.{0,40}def", false, NULL, 0);
    has_fault("abc\\([^)]*\\)", false, NULL, 0); /* stops by itself */
    has_fault("abc\\S* def", false, NULL, 0);
    has_fault("abc.*+def", false, NULL, 0); /* possessive */
    has_fault("abc(a+)+$", false, "nested-repeat", 3);
    has_fault("abc(?:\\w+ )*x", false, "nested-repeat", 3);
    has_fault("(a+)+$", false, "nested-repeat", 0);
    has_fault("\\b(?:\\w+\\s+)*x\\b", false, "nested-repeat", 2);
    has_fault("abc(?:\\w+ ){0,4}x", false, NULL, 0);
    has_fault("abc(?>\\w+ )*x", false, NULL, 0);
    has_fault("abc(?:x y)+", false, NULL, 0);
    has_fault("^abc|def", false, "anchor", 0);
    has_fault("abc|def$", false, "anchor", 4);
    has_fault("^abc|^def", false, NULL, 0);
    has_fault("^abc", false, NULL, 0);
    has_fault("abc|oa", false, "short", 4);
    has_fault("a(?:bc)?", false, "short", 0);
    has_fault("(?:abc|de)", false, "short", 0);
    has_fault("OA", true, NULL, 0);
    has_fault("(?'n'\\d+)x", true, "short", 0);
    has_fault("{side} (?:xy|abc)", false, NULL, 0);
    has_fault("hives|cold", false, "stop-word", 6);
    has_fault("cold sore", false, NULL, 0);
}
END_TEST

/* ---- Packs ---- */

static sbill_builder *builder;
static sbill_book *book;

static void setup(void)
{
    const void *image;
    size_t n;

    start_arena();
    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, n, NULL, &book, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_book_free(book);
    sbill_builder_free(builder);
    end_arena();
}

#define HEAD "<rules xmlns='urn:superbill:rules:1' id='t' version='1' extends='small'>\n"
#define APPLE                                                                  \
    "<concept id='apple'><find>apple</find><test finds='yes'>An apple.</test>" \
    "<test finds='no' because='negated'>No apple.</test></concept>\n"
#define APPLE_RULE                                                         \
    "<code id='apple' when='apple' assign='R05.9' source='made up'><test " \
    "expect='R05.9'>Apple.</test>"                                         \
    "<test expect='' because='negated'>No apple.</test></code>\n"

static size_t lint(const char *xml, char *words, size_t cap)
{
    sbill_report *report = NULL;
    sbill_error *err = NULL;
    size_t problems = 999;

    ck_assert_msg(sbill_rules_lint(book, "t.xml", xml, strlen(xml), NULL, &problems, &report,
                                   &err) == SBILL_OK,
                  "%s: %s", xml, err ? sbill_error_message(err) : "");
    snprintf(words, cap, "%s", sbill_report_text(report, NULL));
    sbill_report_free(report);
    return problems;
}

static void clean(const char *xml)
{
    char words[8192];

    ck_assert_msg(lint(xml, words, sizeof words) == 0, "%s", words);
    ck_assert_ptr_nonnull(strstr(words, "\"problems\":[]"));
}

static void complains(const char *xml, const char *name)
{
    char words[8192], member[64];

    snprintf(member, sizeof member, "\"name\":\"%s\"", name);
    ck_assert_msg(lint(xml, words, sizeof words) >= 1, "%s: %s", name, words);
    ck_assert_msg(strstr(words, member) != NULL, "%s: %s", name, words);
}

START_TEST(a_good_pack_is_quiet)
{
    clean(HEAD APPLE APPLE_RULE "</rules>");
}
END_TEST

START_TEST(patterns_in_packs)
{
    complains(HEAD "<concept id='a'><find>apple.*pie</find></concept></rules>", "unbounded");
    complains(HEAD "<concept id='a'><find>apple</find><except>x.*</except></concept></rules>",
              "unbounded");
    complains(HEAD "<cue category='negated'>not.*</cue></rules>", "unbounded");
    complains(HEAD "<words id='w'><w is='1'>a.*</w></words></rules>", "unbounded");
    complains(HEAD "<concept id='a'><find>[0-9]{5}</find></concept></rules>", "always-run");
    complains(HEAD "<cue category='negated' whole='no'>[0-9]{5}</cue></rules>", "always-run");
    clean(HEAD "<cue category='negated' anchor='bp'>[0-9]{5}</cue></rules>");
    complains(HEAD "<concept id='a'><find>apple|pear</find><test finds='yes'>Apple.</test>"
                   "</concept></rules>",
              "untested");
}
END_TEST

START_TEST(alternatives_that_can_never_match)
{
    complains(HEAD
              "<concept id='a'><find>apples?|apples</find><test finds='yes'>Apple. Apples.</test>"
              "</concept></rules>",
              "untested");
}
END_TEST

START_TEST(names_that_nothing_uses)
{
    complains(HEAD APPLE "</rules>", "unused-concept");
    complains(HEAD APPLE APPLE_RULE "<words id='w'><w is='1'>one</w></words></rules>",
              "unused-words");
    complains(HEAD "<concept id='a'><find>(?'kind'red|green) apple</find></concept></rules>",
              "unused-capture");
    complains(HEAD "<concept id='a' not-in='kitchen'><find>apple</find></concept></rules>",
              "unknown-section");
    complains(HEAD APPLE "<code id='b' when='apple' assign='R05.9' in='kitchen'/></rules>",
              "unknown-section");
}
END_TEST

START_TEST(rules_and_codes)
{
    complains(HEAD APPLE "<code id='b' when='apple' assign='R05.9' source='x'/></rules>",
              "no-test");
    complains(HEAD APPLE
              "<code id='b' when='apple' assign='R05.9' source='x'>"
              "<test expect='R05.9'>Apple.</test><test expect='R05.9'>Apple.</test></code>"
              "</rules>",
              "no-test");
    complains(HEAD APPLE
              "<code id='b' when='apple' assign='R05.9'><test expect='R05.9'>Apple.</test>"
              "<test expect='' because='negated'>No apple.</test></code></rules>",
              "no-reference");
    complains(HEAD APPLE "<code id='b' when='apple' assign='R05.9' replaces='Z99*'/></rules>",
              "unknown-code");
    complains(HEAD
              "<concept id='a'><find>(?'side'left|right) ankle sprain</find></concept>"
              "<code id='b' when='a' choose='side'><case is='left'>S93.401A</case></code></rules>",
              "wrong-side");
}
END_TEST

START_TEST(seen_while_tests_run)
{
    complains(HEAD
              "<concept id='a'><find>no apple</find><test finds='yes'>No apple.</test></concept>"
              "</rules>",
              "cue-inside");
    complains(HEAD
              "<concept id='a'><find>(?:bad )?cold</find><test finds='yes'>A cold.</test></concept>"
              "</rules>",
              "stop-word");
    complains(HEAD APPLE "<concept id='b'><find>apple</find></concept>" APPLE_RULE
                         "<code id='b' when='b' assign='I10'/></rules>",
              "same-words");
    clean(HEAD APPLE "<concept id='b'><find>apples? pie</find><test finds='yes'>Apple pie.</test>"
                     "<test finds='no'>Apple.</test></concept>" APPLE_RULE
                     "<code id='b' when='b' assign='I10' replaces='R05.9' source='x'><test "
                     "expect='I10'>Apple pie.</test>"
                     "<test expect='' because='negated'>No apple pie.</test></code></rules>");
}
END_TEST

START_TEST(what_is_allowed_is_quiet)
{
    clean(HEAD
          "<concept id='a' allow='cue-inside unused-concept'><find>no apple</find>"
          "<test finds='yes'>No apple.</test><test finds='no'>Apple.</test></concept></rules>");
    clean(HEAD "<concept id='a' allow='unused-concept'><find allow='short'>oa</find>"
               "<test finds='yes'>OA.</test><test finds='no'>Apple.</test></concept></rules>");
    complains(HEAD
              "<concept id='a' allow='cue'><find>no apple</find><test finds='yes'>No apple.</test>"
              "</concept></rules>",
              "cue-inside");
}
END_TEST

START_TEST(a_pack_that_does_not_load)
{
    static const char xml[] = HEAD "<concept id='a'><find>ap(ple</find></concept></rules>";
    sbill_report *report = NULL;
    sbill_error *err = NULL;
    size_t problems;

    ck_assert_int_eq(
        sbill_rules_lint(book, "t.xml", xml, sizeof xml - 1, NULL, &problems, &report, &err),
        SBILL_EINPUT);
    ck_assert_uint_eq(sbill_error_line(err), 2);
    ck_assert_ptr_nonnull(strstr(sbill_error_message(err), "offset 6"));
    sbill_error_free(err);
    ck_assert_int_eq(sbill_rules_lint(book, NULL, xml, 1, NULL, &problems, &report, NULL),
                     SBILL_EINVAL);
}
END_TEST

/* ---- Coverage ---- */

START_TEST(coverage_counts_alternatives)
{
    static const char xml[] =
        HEAD "<concept id='a'><find>(?:red|green) apple|pear(?! tree| pie)|plum</find>"
             "<test finds='yes'>A red apple, a pear.</test><test finds='no'>A plum "
             "tart.</test></concept></rules>";
    sbill_report *report = NULL;
    size_t failed;

    ck_assert_int_eq(
        sbill_rules_test(book, "t.xml", xml, sizeof xml - 1, NULL, &failed, &report, NULL),
        SBILL_OK);
    ck_assert_ptr_nonnull(
        strstr(sbill_report_text(report, NULL),
               "\"alternatives\":3,\"tested\":2,\"inner_alternatives\":2,\"inner_tested\":1"));
    ck_assert_ptr_nonnull(
        strstr(sbill_report_text(report, NULL),
               "{\"concept\":\"a\",\"line\":2,\"offset\":39,\"alternative\":\"plum\","
               "\"inner\":false}"));
    sbill_report_free(report);
}
END_TEST

/* ---- A pack in the place of the book's ---- */

START_TEST(an_edition_takes_the_place_of_another)
{
    static const char xml[] = "<rules xmlns='urn:superbill:rules:1' id='small' "
                              "version='2'><concept id='dm2'><find>T2DM</find></concept>"
                              "<code id='only' when='dm2' assign='I10'><test expect='I10'>T2DM. "
                              "Cough.</test></code></rules>";
    sbill_report *report = NULL;
    sbill_error *err = NULL;
    size_t failed = 9;

    ck_assert_msg(sbill_rules_test(book, "t.xml", xml, sizeof xml - 1, NULL, &failed, &report,
                                   &err) == SBILL_OK,
                  "%s", err ? sbill_error_message(err) : "");
    ck_assert_msg(failed == 0, "%s", sbill_report_text(report, NULL));
    sbill_report_free(report);
}
END_TEST

/* ---- Explain ---- */

#define RECORD(note)                  \
    "{\"schema\":\"superbill-record/" \
    "1\",\"id\":\"N\",\"date_from\":\"2025-11-20\",\"notes\":[{\"text\":\"" note "\"}]}"

static void explains(const char *xml, const char *record, const char *const *parts)
{
    sbill_report *report = NULL;
    sbill_error *err = NULL;

    ck_assert_msg(sbill_rules_explain(book, "t.xml", xml, strlen(xml), record, strlen(record), NULL,
                                      &report, &err) == SBILL_OK,
                  "%s", err ? sbill_error_message(err) : "");
    for (; *parts; parts++)
        ck_assert_msg(strstr(sbill_report_text(report, NULL), *parts) != NULL, "%s in %s", *parts,
                      sbill_report_text(report, NULL));
    sbill_report_free(report);
}

START_TEST(why_a_rule_spoke_or_not)
{
    static const char xml[] =
        HEAD APPLE APPLE_RULE "<code id='both' when='apple dm2' assign='I10'/><code id='none' "
                              "when='polyneuropathy' assign='G62.9'/>"
                              "<query id='ask' when='apple' ask='Which apple?'/></rules>";
    static const char *const found[] = {"{\"concept\":\"apple\",\"note\":0,\"start\":0,\"end\":5,"
                                        "\"text\":\"Apple\",\"is\":\"current\"",
                                        "\"codes\":[{\"code\":\"R05.9\"}]",
                                        "\"asked\":[\"Which apple?\"]",
                                        "{\"term\":\"dm2\",\"met\":false}",
                                        "\"rule\":\"none\",\"line\":4,\"codes\":[],\"withheld\":[],"
                                        "\"asked\":[],\"terms\":[{\"term\":"
                                        "\"polyneuropathy\",\"met\":false}],\"concerned\":false",
                                        NULL};
    static const char *const negated[] = {
        "\"is\":\"not current\",\"context\":\"negated\",\"reason\":\"negated\",\"cue\":\"No\"",
        "\"withheld\":[{\"code\":\"R05.9\",\"reason\":\"negated\",\"cue\":\"No\"}]",
        "{\"term\":\"apple\",\"met\":false,\"found\":\"not "
        "current\",\"reason\":\"negated\",\"cue\":\"No\"}",
        NULL};

    explains(xml, RECORD("Apple."), found);
    explains(xml, RECORD("No apple."), negated);
}
END_TEST

START_TEST(what_cannot_be_explained)
{
    static const char xml[] = HEAD APPLE "</rules>", broken[] = "{\"notes\":";
    sbill_report *report = NULL;

    ck_assert_int_eq(sbill_rules_explain(book, "t.xml", xml, sizeof xml - 1, broken,
                                         sizeof broken - 1, NULL, &report, NULL),
                     SBILL_EINPUT);
    ck_assert_int_eq(
        sbill_rules_explain(book, "t.xml", xml, sizeof xml - 1, NULL, 0, NULL, &report, NULL),
        SBILL_EINVAL);
}
END_TEST

/* ---- Without memory ---- */

static int32_t look(sbill_book *b, const sbill_options *o, bool explain)
{
    static const char xml[] =
        HEAD APPLE APPLE_RULE "<concept id='b'><find>no ap(?:e|ricot).*|(?'x'oa)</find><test "
                              "finds='yes'>No ape.</test></concept></rules>";
    static const char record[] = RECORD("No apple. T2DM.");
    sbill_report *report = NULL;
    size_t problems;
    int32_t status =
        explain ? sbill_rules_explain(b, "t.xml", xml, sizeof xml - 1, record, sizeof record - 1, o,
                                      &report, NULL)
                : sbill_rules_lint(b, "t.xml", xml, sizeof xml - 1, o, &problems, &report, NULL);

    sbill_report_free(report);
    return status;
}

static void without_memory(bool explain)
{
    const void *image;
    size_t size;
    bool done = false;

    ck_assert_int_eq(sbill_builder_finish(builder, &image, &size, NULL), SBILL_OK);
    for (size_t n = 1; !done; n++) {
        struct meter meter = {.fail_at = n};
        sbill_options *o = NULL;
        sbill_book *b = NULL;
        int32_t status = sbill_options_new(&o, NULL);
        ck_assert_int_eq(status, SBILL_OK);
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, &meter), SBILL_OK);
        status = sbill_book_open_memory(image, size, o, &b, NULL);
        if (status == SBILL_OK)
            status = look(b, o, explain);
        done = meter.calls < n;
        ck_assert_msg(status == (done ? SBILL_OK : SBILL_NOMEM), "allocation %zu: %d", n, status);
        sbill_book_free(b);
        sbill_options_free(o);
        ck_assert_uint_eq(meter.live, 0);
    }
}

START_TEST(no_memory)
{
    without_memory(false);
    without_memory(true);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, alternatives_are_marked);
    tcase_add_test(c, alternatives_know_where_they_stand);
    tcase_add_test(c, faults_of_patterns);
    tcase_add_test(c, a_good_pack_is_quiet);
    tcase_add_test(c, patterns_in_packs);
    tcase_add_test(c, alternatives_that_can_never_match);
    tcase_add_test(c, names_that_nothing_uses);
    tcase_add_test(c, rules_and_codes);
    tcase_add_test(c, seen_while_tests_run);
    tcase_add_test(c, what_is_allowed_is_quiet);
    tcase_add_test(c, a_pack_that_does_not_load);
    tcase_add_test(c, coverage_counts_alternatives);
    tcase_add_test(c, an_edition_takes_the_place_of_another);
    tcase_add_test(c, why_a_rule_spoke_or_not);
    tcase_add_test(c, what_cannot_be_explained);
    tcase_add_test(c, no_memory);
}

int main(void)
{
    return unit_run("rules_lint", add);
}
