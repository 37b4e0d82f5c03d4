#include "book/book.h"

#include "order_file.h"
#include "tiny_book.h"

#define RELEASE(file, name, from, to)                                                    \
    "<file name=\"" file "\" layout=\"icd10cm-order\" release=\"" name "\" from=\"" from \
    "\" to=\"" to "\"/>"

static int32_t state(const sbill_book *b, const char *code, const char *on)
{
    return sbill_code_find(b, SBILL_SYSTEM_ICD10CM, code, strlen(code), day(on), NULL);
}

static int64_t ref_of(const sbill_book *b, int32_t system, const char *code, const char *on)
{
    int64_t ref;

    (void)sbill_code_find(b, system, code, strlen(code), day(on), &ref);
    return ref;
}

static void ck_span(const sbill_book *b, const char *code, const char *on, const char *from,
                    const char *to)
{
    int64_t ref = ref_of(b, SBILL_SYSTEM_ICD10CM, code, on);

    ck_assert_int_ge(ref, 0);
    ck_assert_int_eq(sbill_code_valid_from(b, ref), day(from));
    ck_assert_int_eq(sbill_code_valid_to(b, ref), to ? day(to) : SBILL_NONE32);
}

static void ck_title(const sbill_book *b, const char *code, const char *on, const char *title)
{
    ck_assert_str_eq(sbill_code_title(b, ref_of(b, SBILL_SYSTEM_ICD10CM, code, on), NULL), title);
}

/* Three years that touch, and one after a gap. */
static struct tiny_book years(struct order_text o[4])
{
    memset(o, 0, 4 * sizeof *o);
    for (int year = 0; year < 4; year++) {
        order_line(&o[year], 1, "I10",
                   year < 2 ? "Essential hypertension" : "Essential (primary) hypertension");
        order_line(&o[year], year != 1, "D691",
                   "Qualitative platelet defects"); /* a header for one year */
        if (year == 1)
            order_line(&o[year], 1, "D6911", "Glanzmann thrombasthenia");
        if (year != 1)
            order_line(&o[year], 1, "R05", "Cough"); /* deleted and reinstated */
        if (year > 0)
            order_line(&o[year], 1, "QA00101", "Second character is a letter");
    }
    struct tiny_file files[] = {
        {"y0", o[0].p, 0}, {"y1", o[1].p, 0}, {"y2", o[2].p, 0}, {"y4", o[3].p, 0}};
    return tiny_book(NULL,
                     RELEASE("y4", "FY2026", "2025-10-01", "2026-09-30") /* in any order */
                     RELEASE("y0", "FY2022", "2021-10-01", "2022-09-30")
                         RELEASE("y2", "FY2024", "2023-10-01", "2024-09-30")
                             RELEASE("y1", "FY2023", "2022-10-01", "2023-09-30"),
                     files, 4);
}

START_TEST(releases)
{
    struct order_text o[4];
    struct tiny_book made = years(o);
    const sbill_book *b = tiny_made(&made);

    ck_assert_int_eq(state(b, "I10", "2021-09-30"), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(state(b, "I10", "2021-10-01"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "I10", "2024-09-30"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "I10", "2024-10-01"), SBILL_CODE_OUTSIDE); /* the gap */
    ck_assert_int_eq(state(b, "NOSUCH", "2025-01-01"), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(state(b, "I10", "2025-10-01"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "I10", "2026-10-01"), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(state(b, "I11", "2023-01-01"), SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_code_find(b, SBILL_SYSTEM_CPT, "99213", 5, day("2023-01-01"), NULL),
                     SBILL_CODE_NOT_LOADED);

    /* A new title does not begin a new span; a gap does. Nothing says that the last release ends it. */
    ck_span(b, "I10", "2022-01-01", "2021-10-01", "2024-09-30");
    ck_span(b, "I10", "2026-01-01", "2025-10-01", NULL);
    ck_title(b, "I10", "2023-09-30", "Essential hypertension");
    ck_title(b, "I10", "2023-10-01", "Essential (primary) hypertension");
    tiny_free(&made);
}
END_TEST

START_TEST(header_and_back)
{
    struct order_text o[4];
    struct tiny_book made = years(o);
    const sbill_book *b = tiny_made(&made);

    ck_assert_int_eq(state(b, "D69.1", "2022-09-30"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "D69.1", "2022-10-01"), SBILL_CODE_HEADER);
    ck_assert_int_eq(state(b, "D69.1", "2023-10-01"), SBILL_CODE_BILLABLE);
    ck_span(b, "D691", "2022-01-01", "2021-10-01", "2022-09-30");
    ck_span(b, "D691", "2023-01-01", "2022-10-01", "2023-09-30");
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "D691", "2023-01-01")) & SBILL_CF_HEADER,
                      SBILL_CF_HEADER);
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "D691", "2024-01-01")) & SBILL_CF_HEADER, 0);

    /* Children follow the date. */
    ck_assert_uint_eq(sbill_code_child_count(b, ref_of(b, 1, "D691", "2023-01-01")), 1);
    ck_assert_uint_eq(sbill_code_child_count(b, ref_of(b, 1, "D691", "2024-01-01")), 0);
    ck_assert_int_eq(state(b, "D6911", "2023-01-01"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "D6911", "2024-01-01"), SBILL_CODE_NOT_IN_FORCE);
    ck_title(b, "D6911", "2024-01-01", "Glanzmann thrombasthenia"); /* still named */

    ck_assert_int_eq(state(b, "R05", "2022-10-01"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "R05", "2023-10-01"), SBILL_CODE_BILLABLE);
    ck_span(b, "R05", "2022-12-31", "2021-10-01", "2022-09-30");
    ck_span(b, "R05", "2024-01-01", "2023-10-01", "2024-09-30");
    ck_assert_int_eq(state(b, "QA0.0101", "2022-01-01"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "QA0.0101", "2022-10-01"), SBILL_CODE_BILLABLE);
    tiny_free(&made);
}
END_TEST

START_TEST(releases_that_overlap)
{
    struct order_text year = {.n = 0}, april = {.n = 0};
    order_line(&year, 1, "Z283", "Underimmunization status");
    order_line(&april, 0, "Z283", "Underimmunization status");
    order_line(&april, 1, "Z28310", "Unvaccinated for COVID-19");
    struct tiny_file files[] = {{"y", year.p, 0}, {"a", april.p, 0}};
    struct tiny_book made = tiny_book(NULL,
                                      RELEASE("y", "FY2022", "2021-10-01", "2022-09-30")
                                          RELEASE("a", "April 2022", "2022-04-01", "2022-09-30"),
                                      files, 2);
    const sbill_book *b = tiny_made(&made);

    ck_assert_int_eq(state(b, "Z283", "2022-03-31"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "Z283", "2022-04-01"), SBILL_CODE_HEADER);
    ck_assert_int_eq(state(b, "Z28310", "2022-03-31"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "Z28.310", "2022-04-01"), SBILL_CODE_BILLABLE);
    ck_span(b, "Z283", "2022-01-01", "2021-10-01", "2022-03-31");
    ck_assert(sbill_text_is(sbill_book_release(b, 1, day("2022-03-31")), "ICD-10-CM FY2022"));
    ck_assert(sbill_text_is(sbill_book_release(b, 1, day("2022-04-01")), "ICD-10-CM April 2022"));
    ck_assert(sbill_text_is(sbill_book_release(b, 1, day("2022-10-01")), ""));
    tiny_free(&made);
}
END_TEST

/* Without a date the newest release answers. */
START_TEST(no_date)
{
    struct order_text o[4];
    struct tiny_book made = years(o);
    const sbill_book *b = tiny_made(&made);
    int64_t ref;

    ck_assert_int_eq(sbill_code_find(b, 1, "D69.1", 5, SBILL_NONE32, &ref), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_valid_from(b, ref), day("2025-10-01"));
    ck_assert_int_eq(sbill_code_find(b, 1, "D69.11", 6, SBILL_NONE32, &ref),
                     SBILL_CODE_NOT_IN_FORCE);
    tiny_free(&made);
}
END_TEST

static void ck_json(const sbill_book *b, int32_t system, const char *code, const char *on,
                    const char *want)
{
    sbill_report *r = NULL;

    ck_assert_int_eq(sbill_code_json(b, system, code, strlen(code), day(on), &r, NULL), SBILL_OK);
    ck_assert_msg(strstr(sbill_report_text(r, NULL), want), "%s\nlacks %s",
                  sbill_report_text(r, NULL), want);
    sbill_report_free(r);
}

/* ---- rows with dates of their own ------------------------------------------------------------------- */

#define HCPCS(name, from, to)                                                                     \
    "<file name=\"" name "\" layout=\"table\" system=\"hcpcs\" release=\"" name "\" from=\"" from \
    "\" to=\"" to "\"/>"
#define COLUMNS "# superbill-table\n# kind: codes\n# columns: code title from to successors\n"

static int32_t hcpcs(const sbill_book *b, const char *code, const char *on)
{
    return sbill_code_find(b, SBILL_SYSTEM_HCPCS, code, strlen(code), day(on), NULL);
}

START_TEST(own_dates)
{
    struct tiny_file files[] = {{"2024q1",
                                 COLUMNS
                                 "J1030,methylprednisolone 40 mg,1984-01-01,2024-03-31,J1010\n"
                                 "J1010,methylprednisolone 1 mg,2024-04-01,,\n"
                                 "A0100,taxi,1982-01-01,,\n"
                                 "C9999,came twice: first,2001-01-01,2005-12-31,\n"
                                 "C9999,came twice: second,2023-01-01,,\n",
                                 0},
                                {"2025q4",
                                 COLUMNS "J1010,methylprednisolone 1 mg,2024-04-01,,\n"
                                         "A0100,taxi,1982-01-01,2024-12-31,\n"
                                         "C9999,came twice: second,2023-01-01,,\n",
                                 0}};
    struct tiny_book made = tiny_book(NULL,
                                      HCPCS("2024q1", "2024-01-01", "2025-09-30")
                                          HCPCS("2025q4", "2025-10-01", "2025-12-31"),
                                      files, 2);
    const sbill_book *b = tiny_made(&made);
    char code[24];

    ck_assert_int_eq(hcpcs(b, "J1030", "2024-03-31"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(hcpcs(b, "J1030", "2024-04-01"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(hcpcs(b, "J1030", "2025-11-01"),
                     SBILL_CODE_NOT_IN_FORCE); /* no longer listed at all */
    ck_assert_int_eq(hcpcs(b, "J1010", "2024-03-31"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(hcpcs(b, "J1010", "2025-12-31"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(hcpcs(b, "J1010", "2026-01-01"), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(hcpcs(b, "J1010", "2023-12-31"), SBILL_CODE_OUTSIDE);
    ck_assert_int_eq(hcpcs(b, "A0100", "2024-06-01"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(hcpcs(b, "A0100", "2025-01-01"),
                     SBILL_CODE_NOT_IN_FORCE); /* the newest list knows better */
    ck_assert_int_eq(sbill_code_valid_from(b, ref_of(b, 2, "J1010", "2025-11-01")),
                     day("2024-04-01"));
    ck_assert_int_eq(sbill_code_valid_to(b, ref_of(b, 2, "A0100", "2024-11-01")),
                     day("2024-12-31"));
    sbill_code_print(b, sbill_code_successor(b, ref_of(b, 2, "J1030", "2024-06-01"), 0), code,
                     sizeof code);
    ck_assert_str_eq(code, "J1010");
    ck_json(b, 2, "J1030", "2024-06-01", "\"state\":\"not-in-force\"");
    ck_json(b, 2, "J1030", "2024-06-01", "\"successors\":[\"J1010\"]");
    tiny_free(&made);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, releases);
    tcase_add_test(tests, header_and_back);
    tcase_add_test(tests, releases_that_overlap);
    tcase_add_test(tests, no_date);
    tcase_add_test(tests, own_dates);
}

int main(void)
{
    return unit_run("releases", add);
}
