#include "book/book.h"

#include "order_file.h"
#include "tiny_book.h"

#define YEAR                                                                            \
    "<file name=\"y\" layout=\"icd10cm-order\" release=\"FY2026\" from=\"2025-10-01\" " \
    "to=\"2026-09-30\"/>"
#define NEXT                                                                               \
    "<file name=\"a\" layout=\"icd10cm-order-addenda\" release=\"FY2027\" base=\"FY2026\"" \
    " from=\"2026-10-01\" to=\"2027-09-30\"/>"

static struct tiny_book year(const char *text)
{
    return tiny_book(NULL, YEAR, &(struct tiny_file){"y", text, 0}, 1);
}

static void refused(const char *text, uint32_t line, const char *words)
{
    struct tiny_book made = year(text);

    tiny_refused(&made, "y", line, words);
}

#define LINE_ONE \
    "00001 A00     0 Cholera                                                      Cholera\r\n"
#define LINE_TWO                                                                                   \
    "00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to " \
    "Vibrio cholerae\n"

START_TEST(order_lines)
{
    struct tiny_book made = year(LINE_ONE LINE_TWO);
    sbill_book *b = tiny_made(&made);
    int64_t ref;
    size_t n;

    ck_assert_int_eq(sbill_code_find(b, 1, "A00.0", 5, day("2026-01-01"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(b, ref, &n), "Cholera due to Vibrio cholerae");
    ck_assert_uint_eq(n, 30);
    ck_assert_str_eq(sbill_code_short_title(b, ref, NULL),
                     "Cholera due to Vibrio cholerae 01, biovar cholerae");
    tiny_free(&made);
    made =
        year("\xEF\xBB\xBF" LINE_ONE LINE_TWO "\n"); /* a mark and an empty last line are no rows */
    tiny_made(&made);
    tiny_free(&made);
}
END_TEST

START_TEST(order_lines_not_understood)
{
    refused("", 0, "without codes");
    refused("hello\n", 1, "not a line of an ICD-10-CM order file");
    refused(LINE_ONE "\n" LINE_TWO, 2, "not a line");
    refused(
        LINE_ONE
        "00002 A000    2 Cholera                                                      Cholera\n",
        2, "not a line"); /* flag */
    refused(LINE_ONE "00002 A00\xC3\xA9   1 Cholera                                                "
                     "      Cholera\n",
            2, "not a line");
    refused(LINE_ONE "00002 A000    1 Cholera\n", 2, "not a line"); /* no long title */
    refused(
        LINE_ONE
        "0000x A000    1 Cholera                                                      Cholera\n",
        2, "not a line");
    refused(
        LINE_ONE
        "00002 a000    1 Cholera                                                      Cholera\n",
        2, "not a line");
    refused(
        LINE_ONE
        "00002 A0 0    1 Cholera                                                      Cholera\n",
        2, "not a line");
    refused(LINE_ONE
            "00002 A000    1 Cholera                                                      Chol\xFF"
            "era\n",
            2, "UTF-8");
    refused(LINE_ONE LINE_TWO LINE_ONE, 3, "twice");
}
END_TEST

/* ---- addenda ---------------------------------------------------------------------------------------- */

struct pair {
    struct order_text year, changes;
};

static void base(struct pair *p)
{
    memset(p, 0, sizeof *p);
    order_line(&p->year, 0, "D69", "Purpura and other hemorrhagic conditions");
    order_line(&p->year, 1, "D691", "Qualitative platelet defects");
    order_line(&p->year, 1, "L02212", "Cutaneous abscess of back [any part, except buttock]");
    order_line(&p->year, 1, "Z91012", "Allergy to eggs");
}

static struct tiny_book both(const struct pair *p, const char *files)
{
    struct tiny_file f[] = {{"y", p->year.p, 0}, {"a", p->changes.p, 0}};

    return tiny_book(NULL, files, f, 2);
}

static void four_changes(struct pair *p)
{
    addenda_line(&p->changes, "Delete:", 1, "D691", "Qualitative platelet defects");
    addenda_line(&p->changes, "Add:", 0, "D691", "Qualitative platelet defects");
    addenda_line(&p->changes, "Add:", 1, "D6911", "Glanzmann thrombasthenia");
    addenda_line(&p->changes, "Revise from:", 1, "L02212",
                 "Cutaneous abscess of back [any part, except buttock]");
    addenda_line(&p->changes, "Revise to:", 1, "L02212", "Cutaneous abscess of back");
    addenda_line(&p->changes, "Delete:", 1, "Z91012", "Allergy to eggs");
}

static int32_t state(const sbill_book *b, const char *code, const char *on)
{
    return sbill_code_find(b, 1, code, strlen(code), day(on), NULL);
}

START_TEST(addenda)
{
    struct pair p;
    struct tiny_book made;
    sbill_book *b;
    int64_t ref;

    base(&p);
    four_changes(&p);
    addenda_end(&p.changes, (unsigned[]){1, 2, 1, 0, 0, 3, 2, 1, 2, 1});
    made = both(&p, NEXT YEAR); /* the base may be named after what changes it */
    b = tiny_made(&made);
    ck_assert_int_eq(state(b, "D691", "2026-09-30"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "D691", "2026-10-01"), SBILL_CODE_HEADER);
    ck_assert_int_eq(state(b, "D6911", "2026-09-30"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "D6911", "2026-10-01"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "D69", "2026-10-01"), SBILL_CODE_HEADER);
    ck_assert_int_eq(state(b, "Z91012", "2026-10-01"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(sbill_code_find(b, 1, "L02212", 6, day("2026-10-01"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(b, ref, NULL), "Cutaneous abscess of back");
    ck_assert_int_eq(sbill_code_valid_from(b, ref), day("2025-10-01"));
    tiny_free(&made);
}
END_TEST

START_TEST(addenda_without_changes)
{
    struct pair p;
    struct tiny_book made;

    base(&p);
    addenda_end(&p.changes, (unsigned[]){1, 1, 0, 0, 0, 3, 3, 0, 0, 0});
    memmove(p.changes.p, p.changes.p + 2, p.changes.n - 1); /* some begin without the empty line */
    made = both(&p, YEAR NEXT);
    ck_assert_int_eq(state(tiny_made(&made), "D691", "2027-01-01"), SBILL_CODE_BILLABLE);
    tiny_free(&made);
}
END_TEST

static void addenda_refused(void (*changes)(struct pair *), const unsigned counts[10],
                            uint32_t line, const char *words)
{
    struct pair p;
    struct tiny_book made;

    base(&p);
    changes(&p);
    if (counts)
        addenda_end(&p.changes, counts);
    made = both(&p, YEAR NEXT);
    tiny_refused(&made, "a", line, words);
}

static void adds_again(struct pair *p)
{
    addenda_line(&p->changes, "Add:", 1, "D691", "Qualitative platelet defects");
}
static void deletes_none(struct pair *p)
{
    addenda_line(&p->changes, "Delete:", 1, "D699", "Purpura");
}
static void deletes_other(struct pair *p)
{
    addenda_line(&p->changes, "Delete:", 0, "D691", "Purpura");
}
static void odd(struct pair *p)
{
    addenda_line(&p->changes, "Rename:", 1, "D691", "Purpura");
}
static void half(struct pair *p)
{
    addenda_line(&p->changes, "Revise from:", 1, "Z91012", "Allergy to eggs");
    addenda_line(&p->changes, "Add:", 1, "D6911", "Glanzmann thrombasthenia");
}
static void other_half(struct pair *p)
{
    addenda_line(&p->changes, "Revise to:", 1, "Z91012", "Allergy to eggs");
}
static void odd_trailer(struct pair *p)
{
    four_changes(p);
    p->changes.n += (size_t)snprintf(p->changes.p + p->changes.n, 64, "\r\n  1 oddity\r\n");
}

START_TEST(addenda_not_understood)
{
    const unsigned right[] = {1, 2, 1, 0, 0, 3, 2, 1, 2, 1};
    unsigned wrong[10];

    addenda_refused(adds_again, right, 1, "already has");
    addenda_refused(deletes_none, right, 1, "does not have so");
    addenda_refused(deletes_other, right, 1, "does not have so");
    addenda_refused(odd, right, 1, "not Add, Delete or Revise");
    addenda_refused(half, right, 2, "do not follow");
    addenda_refused(other_half, right, 1, "do not follow");
    addenda_refused(odd_trailer, right, 8, "counts that end");
    addenda_refused(four_changes, NULL, 0, "do not end in counts");
    for (int i = 0; i < 10; i++) { /* each count is a checksum */
        memcpy(wrong, right, sizeof wrong);
        wrong[i]++;
        addenda_refused(four_changes, wrong, 0, i % 5 == 0 ? "the base has" : "do not agree");
    }
}
END_TEST

START_TEST(addenda_of_nothing)
{
    struct pair p;
    struct tiny_book made;

    base(&p);
    addenda_end(&p.changes, (unsigned[]){1, 1, 0, 0, 0, 3, 3, 0, 0, 0});
    made = both(&p, NEXT);
    tiny_refused(&made, "a", 0, "is not in the book");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, order_lines);
    tcase_add_test(tests, order_lines_not_understood);
    tcase_add_test(tests, addenda);
    tcase_add_test(tests, addenda_without_changes);
    tcase_add_test(tests, addenda_not_understood);
    tcase_add_test(tests, addenda_of_nothing);
}

int main(void)
{
    return unit_run("icd10cm", add);
}
