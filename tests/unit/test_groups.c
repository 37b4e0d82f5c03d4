#include "book/book.h"

#include "tiny_book.h"

#define GROUPS                                                                    \
    "<file name=\"g.csv\" layout=\"table\" release=\"2026\" from=\"2025-01-01\" " \
    "to=\"2026-12-31\"/>"
#define HEAD "# superbill-table\n# kind: groups\n# columns: group system code from to\n"
#define ROWS                                                                                     \
    "visit,cpt,99213,,\nvisit,cpt,99202-99205,,\nvisit,cpt,99211,2025-06-01,2025-06-30\n"        \
    "visit,hcpcs,none,,\nadvice,cpt,0001F-0015F,,\npregnancy,icd10cm,Z34-,,\npregnancy,icd10cm," \
    "O09.90,,\n"

static struct tiny_book groups(const char *text)
{
    return tiny_book(NULL, GROUPS, &(struct tiny_file){"g.csv", text, 0}, 1);
}

static int in(const sbill_book *k, const char *group, int32_t system, const char *code,
              const char *on)
{
    return sbill_book_in_group(k, group, system, t(code), day(on));
}

START_TEST(codes_ranges_and_beginnings)
{
    struct tiny_book b = groups(HEAD ROWS);
    sbill_book *k = tiny_made(&b);
    const char *on = "2026-01-01";
    const int32_t cpt = SBILL_SYSTEM_CPT, cm = SBILL_SYSTEM_ICD10CM;

    ck_assert_int_eq(in(k, "visit", cpt, "99213", on), 1);
    ck_assert_int_eq(in(k, "visit", cpt, "99214", on), 0);
    ck_assert_int_eq(in(k, "visit", cpt, "99201", on), 0);
    ck_assert_int_eq(in(k, "visit", cpt, "99202", on), 1);
    ck_assert_int_eq(in(k, "visit", cpt, "99205", on), 1);
    ck_assert_int_eq(in(k, "visit", cpt, "9920", on), 0);
    ck_assert_int_eq(in(k, "visit", cpt, "992030", on), 0);
    ck_assert_int_eq(in(k, "visit", cpt, "9920A", on), 0);
    ck_assert_int_eq(in(k, "advice", cpt, "0007f", on), 1);
    ck_assert_int_eq(in(k, "advice", cpt, "0007T", on), 0);
    ck_assert_int_eq(in(k, "pregnancy", cm, "Z34.82", on), 1);
    ck_assert_int_eq(in(k, "pregnancy", cm, "Z34", on), 1);
    ck_assert_int_eq(in(k, "pregnancy", cm, "O09.90", on), 1);
    ck_assert_int_eq(in(k, "pregnancy", cm, "O09.91", on), 0);
    ck_assert_int_eq(in(k, "pregnancy", cm, "", on), 0);
    tiny_free(&b);
}
END_TEST

START_TEST(dates_and_what_is_not_known)
{
    struct tiny_book b = groups(HEAD ROWS);
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "99211", "2025-06-30"), 1);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "99211", "2025-07-01"), 0);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "99213", "2027-01-01"), -1);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "99213", "2024-12-31"), -1);
    ck_assert_int_eq(in(k, "visits", SBILL_SYSTEM_CPT, "99213", "2026-01-01"), -1);
    ck_assert_int_eq(in(k, "pregnancy", SBILL_SYSTEM_CPT, "99213", "2026-01-01"), -1);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_HCPCS, "G0402", "2026-01-01"), 0);
    tiny_free(&b);
}
END_TEST

static void refused(const char *rows, uint32_t line, const char *words)
{
    char text[1024];
    struct tiny_book b;

    snprintf(text, sizeof text, HEAD "%s", rows);
    b = groups(text);
    tiny_refused(&b, "g.csv", line, words);
}

START_TEST(rows_not_understood)
{
    refused("Visit,cpt,99213,,\n", 4, "\"Visit\"");
    refused(",cpt,99213,,\n", 4, "name of a group");
    refused("visit,,99213,,\n", 4, "code system");
    refused("visit,cpt,,,\n", 4, "not a code");
    refused("visit,cpt,-99213,,\n", 4, "not a code");
    refused("visit,cpt,99205-99202,,\n", 4, "not a range");
    refused("visit,cpt,0001F-0015T,,\n", 4, "not a range");
    refused("visit,cpt,9-99213,,\n", 4, "not a range");
    refused("visit,icd10cm,A00-A09,,\n", 4, "list them");
    refused("visit,cpt,99213,2024-01-01,\n", 4, "before the span");
    refused("", 4, "no rows");
}
END_TEST

/* Of two layers the one asked first decides; tables of one layer add up. */
START_TEST(layers_and_tables)
{
    const struct tiny_file two[] = {{"g.csv", HEAD "visit,cpt,99213,,\n", 0},
                                    {"h.csv", HEAD "visit,cpt,99214,,\n", 0}};
    struct tiny_book low = tiny_book(
        NULL,
        GROUPS "<file name=\"h.csv\" layout=\"table\" release=\"2\" from=\"open\" to=\"open\"/>",
        two, 2);
    struct tiny_book high = groups(HEAD "visit,cpt,1,,\nvisit,hcpcs,none,,\n");
    sbill_book *layers[] = {tiny_made(&low), tiny_made(&high)}, *k = NULL;

    ck_assert_int_eq(in(layers[0], "visit", SBILL_SYSTEM_CPT, "99213", "2026-01-01"), 1);
    ck_assert_int_eq(in(layers[0], "visit", SBILL_SYSTEM_CPT, "99214", "2026-01-01"), 1);
    ck_assert_int_eq(in(layers[0], "visit", SBILL_SYSTEM_CPT, "99214", "2036-01-01"), 1);
    ck_assert_int_eq(sbill_book_stack(layers, 2, NULL, &k, NULL), SBILL_OK);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "99213", "2026-01-01"), 0);
    ck_assert_int_eq(in(k, "visit", SBILL_SYSTEM_CPT, "1", "2026-01-01"), 1);
    sbill_book_free(k);
    tiny_free(&low);
    tiny_free(&high);
}
END_TEST

START_TEST(altered_bytes)
{
    struct tiny_book b = groups(HEAD ROWS);
    const void *image;
    size_t n;
    char *copy;

    tiny_made(&b);
    ck_assert_int_eq(sbill_builder_finish(b.builder, &image, &n, NULL), SBILL_OK);
    copy = malloc(n);
    for (size_t i = 0; i < n; i++) {
        sbill_book *k = NULL;

        memcpy(copy, image, n);
        copy[i] = (char)(copy[i] ^ 0xFF);
        if (sbill_book_open_memory(copy, n, NULL, &k, NULL) == SBILL_OK) {
            in(k, "visit", SBILL_SYSTEM_CPT, "99204", "2026-01-01");
            in(k, "pregnancy", SBILL_SYSTEM_ICD10CM, "Z3482", "2026-01-01");
        }
        sbill_book_free(k);
    }
    free(copy);
    tiny_free(&b);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, codes_ranges_and_beginnings);
    tcase_add_test(tests, dates_and_what_is_not_known);
    tcase_add_test(tests, rows_not_understood);
    tcase_add_test(tests, layers_and_tables);
    tcase_add_test(tests, altered_bytes);
}

int main(void)
{
    return unit_run("groups", add);
}
