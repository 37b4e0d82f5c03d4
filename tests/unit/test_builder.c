#include "book/build.h"

#include "book/book.h"
#include "meter.h"
#include "order_file.h"
#include "tiny_book.h"

#define RELEASE(file, name, from, to)                                                    \
    "<file name=\"" file "\" layout=\"icd10cm-order\" release=\"" name "\" from=\"" from \
    "\" to=\"" to "\"/>"
#define YEAR RELEASE("y", "FY2026", "2025-10-01", "2026-09-30")
#define MANIFEST "<source name=\"s\" version=\"1\">\n" YEAR "\n</source>\n"

static void small_order(struct order_text *o)
{
    memset(o, 0, sizeof *o);
    order_line(o, 0, "E11", "Type 2 diabetes mellitus");
    order_line(o, 1, "E119", "Type 2 diabetes mellitus without complications");
    order_line(o, 1, "I10", "Essential (primary) hypertension");
}

static sbill_builder *builder_with(const struct order_text *o)
{
    sbill_builder *b;

    ck_assert_int_eq(sbill_builder_new(NULL, &b, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_add_file(b, "y", o->p, o->n, NULL), SBILL_OK);
    return b;
}

START_TEST(same_sources_same_bytes)
{
    struct order_text o;
    sbill_builder *one, *two;
    const void *p, *q;
    size_t n, m;

    small_order(&o);
    one = builder_with(&o);
    two = builder_with(&o);
    ck_assert_int_eq(sbill_builder_add_manifest(one, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_builder_add_manifest(two, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_builder_finish(one, &p, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_finish(two, &q, &m, NULL), SBILL_OK);
    ck_assert_uint_eq(n, m);
    ck_assert(memcmp(p, q, n) == 0);
    ck_assert_int_eq(sbill_builder_finish(one, &p, &m, NULL), SBILL_OK); /* again is the same */
    ck_assert(n == m && memcmp(p, q, n) == 0);
    sbill_builder_free(one);
    sbill_builder_free(two);
}
END_TEST

START_TEST(wrong_calls)
{
    struct order_text o;
    sbill_builder *b;
    const void *p;
    size_t n;

    small_order(&o);
    b = builder_with(&o);
    ck_assert_int_eq(sbill_builder_new(NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_file(NULL, "x", "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_file(b, NULL, "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_file(b, "", "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_file(b, "x", NULL, 1, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_manifest(b, NULL, "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_finish(b, NULL, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_finish(NULL, &p, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_add_file(b, "x", "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_EINVAL);
    sbill_builder_free(b);
    sbill_builder_free(NULL);
}
END_TEST

/* After a source that could not be read nothing half-made gets out. */
START_TEST(broken_stays_broken)
{
    struct order_text o;
    sbill_builder *b;
    sbill_error *err = NULL;
    const void *p;
    size_t n;

    small_order(&o);
    b = builder_with(&o);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "m", "<source", 7, NULL), SBILL_EINPUT);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_EINVAL);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &n, &err), SBILL_EINVAL);
    ck_assert(strstr(sbill_error_message(err), "start again"));
    sbill_error_free(err);
    sbill_builder_free(b);
}
END_TEST

START_TEST(manifests_that_ask_too_much)
{
    struct order_text o;
    struct tiny_file f[2];
    struct tiny_book made;

    small_order(&o);
    f[0] = (struct tiny_file){"y", o.p, 0};
    f[1] = (struct tiny_file){"z", o.p, 0};
    made = tiny_book(NULL, YEAR "\n" RELEASE("gone", "FY2027", "2026-10-01", "2027-09-30"), f, 2);
    tiny_refused(&made, "source.xml", 3, "the file gone was not given");
    made = tiny_book(NULL, YEAR RELEASE("z", "FY2026", "2025-10-01", "2026-09-29"), f, 2);
    tiny_refused(&made, "z", 0, "another span");
    made = tiny_book(NULL, YEAR RELEASE("z", "FY2026 again", "2025-10-01", "2025-12-31"), f, 2);
    tiny_refused(&made, "", 0, "begin on the same day");
    made = tiny_book(NULL, YEAR RELEASE("z", "FY2026", "2025-10-01", "2026-09-30"), f, 2);
    tiny_refused(&made, "z", 1, "twice in one release");
}
END_TEST

/* Each source brings its own files: the one given last before its manifest counts. */
START_TEST(two_sources)
{
    struct order_text o, next = {.n = 0};
    static const char second[] = "<source name=\"t\" version=\"1\">" RELEASE(
        "y", "FY2027", "2026-10-01", "2027-09-30") "</source>";
    sbill_builder *b;
    sbill_book *book;
    const void *p;
    size_t n;

    small_order(&o);
    order_line(&next, 1, "I10", "Essential (primary) hypertension");
    b = builder_with(&o);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_builder_add_file(b, "y", next.p, next.n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "t", second, strlen(second), NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(p, n, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_code_find(book, 1, "E119", 4, day("2026-09-30"), NULL),
                     SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_find(book, 1, "E119", 4, day("2026-10-01"), NULL),
                     SBILL_CODE_NOT_IN_FORCE);
    sbill_book_free(book);
    sbill_builder_free(b);
}
END_TEST

/* What importers of rules ask while the book is not yet finished. */
START_TEST(find_before_the_end)
{
    struct order_text o;
    sbill_builder *b;
    const void *p;
    size_t n;

    small_order(&o);
    b = builder_with(&o);
    ck_assert_int_eq(sbill_builder_add_manifest(b, "m", MANIFEST, strlen(MANIFEST), NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_build_find(b, 1, t("I10"), day("2026-01-01")), SBILL_CODE_NOT_LOADED);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_build_find(b, 1, t("i10"), day("2026-01-01")), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_build_find(b, 1, t("E11"), SBILL_NO_DATE), SBILL_CODE_HEADER);
    ck_assert_int_eq(sbill_build_find(b, 1, t("E11"), day("2020-01-01")), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(sbill_build_find(b, 1, t("Z23"), day("2026-01-01")), SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_build_find(b, 2, t("I10"), day("2026-01-01")), SBILL_CODE_NOT_LOADED);
    ck_assert_int_eq(sbill_build_find(b, 99, t("I10"), day("2026-01-01")), SBILL_CODE_NOT_LOADED);
    sbill_builder_free(b);
}
END_TEST

START_TEST(memory_runs_out)
{
    struct order_text o;
    struct tiny_book made;
    struct meter m = {0};
    sbill_options *options;
    size_t before;
    int32_t status = SBILL_NOMEM;

    small_order(&o);
    ck_assert_int_eq(sbill_options_new(&options, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(options, metered, &m), SBILL_OK);
    before = m.live;
    for (int kind = 0; kind < 2; kind++, status = SBILL_NOMEM)
        for (size_t n = 1; status == SBILL_NOMEM; n++) {
            m = (struct meter){.live = before, .fail_at = n, .and_after = kind == 1};
            made = tiny_book(options, YEAR, &(struct tiny_file){"y", o.p, 0}, 1);
            status = made.status;
            ck_assert(status == SBILL_OK || status == SBILL_NOMEM);
            tiny_free(&made);
            ck_assert_uint_eq(m.live, before);
        }
    sbill_options_free(options);
}
END_TEST

START_TEST(memory_has_a_ceiling)
{
    struct order_text o;
    struct tiny_book made;
    sbill_options *options;

    small_order(&o);
    ck_assert_int_eq(sbill_options_new(&options, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(options, "max-memory", "4096", NULL), SBILL_OK);
    made = tiny_book(options, YEAR, &(struct tiny_file){"y", o.p, 0}, 1);
    ck_assert_int_eq(made.status, SBILL_ELIMIT);
    tiny_free(&made);
    sbill_options_free(options);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, same_sources_same_bytes);
    tcase_add_test(tests, wrong_calls);
    tcase_add_test(tests, broken_stays_broken);
    tcase_add_test(tests, manifests_that_ask_too_much);
    tcase_add_test(tests, two_sources);
    tcase_add_test(tests, find_before_the_end);
    tcase_add_test(tests, memory_runs_out);
    tcase_add_test(tests, memory_has_a_ceiling);
}

int main(void)
{
    return unit_run("builder", add);
}
