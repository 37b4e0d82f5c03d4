/* The door to PCRE2. */
#include "base/regex.h"

#include "unit.h"

static struct sbill_regex *compiled(const char *pattern, uint32_t flags)
{
    struct sbill_regex *r = NULL;
    sbill_error *err = NULL;

    ck_assert_msg(sbill_regex_compile(sbill_alloc_default(), t(pattern), flags, SBILL_NOWHERE, &r,
                                      NULL, &err) == SBILL_OK,
                  "%s: %s", pattern, err ? sbill_error_message(err) : "");
    return r;
}

static int found(const char *pattern, uint32_t flags, const char *text, size_t *start, size_t *end)
{
    struct sbill_regex *r = compiled(pattern, flags);
    struct sbill_match *m;
    int rc;

    ck_assert_int_eq(sbill_match_new(sbill_alloc_default(), &m), SBILL_OK);
    rc = sbill_regex_find(r, m, t(text), 0, start, end);
    sbill_match_free(m);
    sbill_regex_free(r);
    return rc;
}

START_TEST(finds_without_case)
{
    size_t s = 0, e = 0;

    ck_assert_int_eq(found("type (?:2|ii)", 0, "has TYPE II diabetes", &s, &e), 1);
    ck_assert_uint_eq(s, 4);
    ck_assert_uint_eq(e, 11);
    ck_assert_int_eq(found("MS", SBILL_RX_CASE, "ms", &s, &e), 0);
    ck_assert_int_eq(found("MS", SBILL_RX_CASE, "has MS", &s, &e), 1);
    ck_assert_int_eq(found("a", 0, "", &s, &e), 0);
}
END_TEST

START_TEST(names_may_repeat)
{
    struct sbill_regex *r = compiled("(?'side'left|right) knee|knee (?'side'left|right)", 0);
    struct sbill_match *m;
    size_t s, e;

    ck_assert_int_eq(sbill_match_new(sbill_alloc_default(), &m), SBILL_OK);
    ck_assert_int_eq(sbill_regex_find(r, m, t("the knee left"), 0, &s, &e), 1);
    ck_assert(sbill_match_named(r, m, "side", &s, &e));
    ck_assert_uint_eq(s, 9);
    ck_assert_uint_eq(e, 13);
    ck_assert(!sbill_match_named(r, m, "stage", &s, &e));
    assert_text(sbill_regex_name(r, 0), "side");
    ck_assert_uint_eq(sbill_regex_name(r, 9).n, 0);
    sbill_match_free(m);
    sbill_regex_free(r);
}
END_TEST

START_TEST(plain_parentheses_do_not_capture)
{
    struct sbill_regex *r = compiled("(a)(b)", 0);

    ck_assert_uint_eq(sbill_regex_name(r, 0).n, 0);
    sbill_regex_free(r);
}
END_TEST

START_TEST(bad_pattern_says_where)
{
    struct sbill_regex *r = NULL;
    sbill_error *err = NULL;
    size_t offset = 0;
    struct sbill_place at = {SBILL_T("pack.xml"), 12, 0};

    ck_assert_int_eq(
        sbill_regex_compile(sbill_alloc_default(), t("knee (pain"), 0, at, &r, &offset, &err),
        SBILL_EINPUT);
    ck_assert_uint_eq(offset, 10);
    ck_assert_str_eq(sbill_error_source(err), "pack.xml");
    ck_assert_uint_eq(sbill_error_line(err), 12);
    ck_assert_msg(strstr(sbill_error_message(err), "offset 10") != NULL, "%s",
                  sbill_error_message(err));
    sbill_error_free(err);
}
END_TEST

START_TEST(knows_what_matches_nothing)
{
    static const struct {
        const char *pattern;
        bool empty;
    } rows[] = {{"a*", true}, {"a|", true}, {"(?:a?b?)", true}, {"a+", false}, {"(?=a)", true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sbill_regex *r = compiled(rows[i].pattern, 0);
        ck_assert_msg(sbill_regex_matches_empty(r) == rows[i].empty, "%s", rows[i].pattern);
        sbill_regex_free(r);
    }
}
END_TEST

/* The same end with and without JIT. */
START_TEST(a_runaway_pattern_stops)
{
    static const char *const patterns[] = {"(a+)+$", "(a|aa)+$", "(?:(?:a*)*b)*$",
                                           "(?'x'a)(?:(?&x)+)+$"};
    char text[4001];

    memset(text, 'a', 3999);
    memcpy(text + 3999, "!", 2);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct sbill_regex *r = compiled(patterns[i], 0);
        struct sbill_match *m;
        size_t s = 0, e = 0;
        ck_assert_int_eq(sbill_match_new(sbill_alloc_default(), &m), SBILL_OK);
        ck_assert_msg(sbill_regex_find(r, m, t(text), 0, &s, &e) <= 0, "%s", patterns[i]);
        sbill_regex_warm(r);
        ck_assert_msg(sbill_regex_find(r, m, t(text), 0, &s, &e) <= 0, "%s", patterns[i]);
        ck_assert_uint_gt(sbill_regex_memory(r), 0);
        sbill_match_free(m);
        sbill_regex_free(r);
    }
}
END_TEST

START_TEST(a_limit_is_reported)
{
    char text[64];
    size_t s, e;

    memset(text, 'a', 60);
    memcpy(text + 60, "!", 2);
    ck_assert_int_eq(found("(?:a|aa|aaa)+$", 0, text, &s, &e), -1);
}
END_TEST

START_TEST(too_many_captures)
{
    char pattern[2048] = "";
    struct sbill_regex *r = NULL;
    size_t n = 0;

    for (int i = 0; i < 64; i++)
        n += (size_t)snprintf(pattern + n, sizeof pattern - n, "(?'n%d'a)", i);
    ck_assert_int_eq(
        sbill_regex_compile(sbill_alloc_default(), t(pattern), 0, SBILL_NOWHERE, &r, NULL, NULL),
        SBILL_EINPUT);
}
END_TEST

START_TEST(lookbehind_sees_what_stands_before)
{
    struct sbill_regex *r = compiled("(?<!\\w)a", 0);
    struct sbill_match *m;
    size_t s, e;

    ck_assert_int_eq(sbill_match_new(sbill_alloc_default(), &m), SBILL_OK);
    ck_assert_int_eq(sbill_regex_find(r, m, t("ba a"), 1, &s, &e), 1);
    ck_assert_uint_eq(s, 3);
    sbill_match_free(m);
    sbill_regex_free(r);
}
END_TEST

/* An allocator that fails at the nth call and counts what it holds. */
struct meter {
    size_t calls, fail_at, live;
};

static void *metered(void *user, void *p, size_t old_size, size_t new_size)
{
    struct meter *m = user;
    void *q;

    if (new_size == 0) {
        free(p);
        m->live -= p ? old_size : 0;
        return NULL;
    }
    if (++m->calls == m->fail_at)
        return NULL;
    q = realloc(p, new_size);
    m->live += new_size - (p ? old_size : 0);
    return q;
}

START_TEST(no_memory)
{
    for (size_t n = 1; n < 40; n++) {
        struct meter meter = {0, n, 0};
        struct sbill_alloc a = {metered, &meter};
        struct sbill_regex *r = NULL;
        struct sbill_match *m = NULL;
        int32_t one =
            sbill_regex_compile(&a, t("(?'x'a+)(?:b|c)*"), 0, SBILL_NOWHERE, &r, NULL, NULL);
        int32_t two = sbill_match_new(&a, &m);
        size_t s, e;
        ck_assert(one == SBILL_OK || one == SBILL_NOMEM);
        ck_assert(two == SBILL_OK || two == SBILL_NOMEM);
        if (one == SBILL_OK && two == SBILL_OK) {
            int rc = sbill_regex_find(r, m, t("xxaabbd"), 0, &s, &e);
            ck_assert(rc == 1 || (rc == -2 && meter.calls >= n));
        }
        sbill_regex_free(r);
        sbill_match_free(m);
        ck_assert_uint_eq(meter.live, 0);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, finds_without_case);
    tcase_add_test(c, names_may_repeat);
    tcase_add_test(c, plain_parentheses_do_not_capture);
    tcase_add_test(c, bad_pattern_says_where);
    tcase_add_test(c, knows_what_matches_nothing);
    tcase_add_test(c, a_runaway_pattern_stops);
    tcase_add_test(c, a_limit_is_reported);
    tcase_add_test(c, too_many_captures);
    tcase_add_test(c, lookbehind_sees_what_stands_before);
    tcase_add_test(c, no_memory);
}

int main(void)
{
    return unit_run("regex", add);
}
