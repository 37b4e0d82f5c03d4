#include "book/book.h"

#include "tiny_book.h"

#define FILE_OF(attributes) "<file name=\"t.csv\" layout=\"table\" release=\"r1\" " attributes "/>"
#define SPAN "from=\"2025-01-01\" to=\"2025-12-31\""
#define HEAD(kind, columns) "# superbill-table\n# kind: " kind "\n# columns: " columns "\n"

static struct tiny_book table(const char *files, const char *text)
{
    return tiny_book(NULL, files, &(struct tiny_file){"t.csv", text, 0}, 1);
}

static void refused(const char *files, const char *text, uint32_t line, const char *words)
{
    struct tiny_book b = table(files, text);

    tiny_refused(&b, "t.csv", line, words);
}

/* ---- codes ------------------------------------------------------------------------------------------ */

#define POS FILE_OF("system=\"pos\" " SPAN)

START_TEST(codes)
{
    struct tiny_book b = table(
        POS, "\xEF\xBB\xBF# superbill-table\r\n## a remark\r\n# kind: codes\r\n#\r\n"
             "# columns: code, title from to header unlisted successors terms -\r\n# names: 1\r\n"
             "c,t,f,t,h,u,s,w,x\r\n"
             "02,\"Tele, health\",2017-01-01,,,,,video visit; remote,ignored\r\n"
             "03,School,,20250630,1,yes,02,,\r\n");
    sbill_book *k = tiny_made(&b);
    int64_t ref, refs[4];
    char code[24];
    size_t count = 0;

    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_POS, "02", 2, day("2025-05-05"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(k, ref, NULL), "Tele, health");
    ck_assert_int_eq(sbill_code_valid_from(k, ref), day("2017-01-01"));
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_POS, "03", 2, day("2025-05-05"), &ref),
                     SBILL_CODE_HEADER);
    ck_assert(sbill_code_flags(k, ref) & SBILL_CF_UNLISTED);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_POS, "03", 2, day("2025-07-01"), &ref),
                     SBILL_CODE_NOT_IN_FORCE);
    sbill_code_print(k, sbill_code_successor(k, ref, 0), code, sizeof code);
    ck_assert_str_eq(code, "02");
    ck_assert_int_eq(sbill_code_search(k, SBILL_SYSTEM_POS, "video", 5, day("2025-05-05"), refs, 4,
                                       &count, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(count, 1);
    tiny_free(&b);
}
END_TEST

/* A licensed file stays as its publisher made it: tabs, Latin-1, American dates, two rows of names. */
START_TEST(declared_in_the_manifest)
{
    struct tiny_book b =
        table("<file name=\"t.csv\" layout=\"table\" system=\"cpt\" release=\"2025\" " SPAN
              ">\n<table kind=\"codes\""
              " separator=\"tab\" columns=\"- code title from\" names=\"2\" dates=\"us\" "
              "encoding=\"latin-1\"/></file>",
              "Made up\t\t\t\nId\tCode\tWords\tSince\n7\t0001A\tFirst \"made-up\" "
              "caf\xE9\t1/31/2025\n8\t0002A\tSecond\t\n");
    sbill_book *k = tiny_made(&b);
    int64_t ref;

    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_CPT, "0001a", 5, day("2025-02-01"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(k, ref, NULL), "First \"made-up\" caf\xC3\xA9");
    ck_assert_int_eq(sbill_code_valid_from(k, ref), day("2025-01-31"));
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_CPT, "0002A", 5, day("2025-01-01"), &ref),
                     SBILL_CODE_BILLABLE);
    tiny_free(&b);
}
END_TEST

START_TEST(an_extract_says_so)
{
    struct tiny_book b =
        table(FILE_OF("system=\"pos\" extent=\"extract\" " SPAN), HEAD("codes", "code") "11\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(sbill_book_is_extract(k, SBILL_SYSTEM_POS, day("2025-05-05")), 1);
    tiny_free(&b);
    b = table(POS, HEAD("codes", "code") "11\n");
    ck_assert_int_eq(sbill_book_is_extract(tiny_made(&b), SBILL_SYSTEM_POS, day("2025-05-05")), 0);
    tiny_free(&b);
}
END_TEST

START_TEST(heads_not_understood)
{
    refused(POS, "11,Office\n", 1, "does not begin with");
    refused(POS, "", 1, "does not begin with");
    refused(POS, "# superbill-table\n# kind: codes\n# colums: code\n", 3, "\"colums\"");
    refused(POS, "# superbill-table\n# just words\n", 2, "just words");
    refused(POS, "# superbill-table\n# kind:\n", 2, "nothing behind \"kind\"");
    refused(POS, "# superbill-table\n# kind: codes\n# kind: fees\n", 3, "\"kind\" twice");
    refused(POS, HEAD("prices", "code"), 4, "prices");
    refused(POS, HEAD("codes", "code price"), 4, "no column \"price\"");
    refused(POS, HEAD("codes", "code amount"), 4, "\"amount\"");
    refused(POS, HEAD("codes", "code code"), 4, "declared twice");
    refused(POS, HEAD("codes", "title"), 4, "column \"code\"");
    refused(POS, HEAD("codes", "code") "# separator: semicolon\n", 5, "semicolon");
    refused(POS, HEAD("codes", "code") "# quotes: maybe\n", 5, "maybe");
    refused(POS, HEAD("codes", "code") "# names: ten\n", 5, "ten");
    refused(POS, HEAD("codes", "code") "# currency: USD\n", 5, "currency");
    refused(FILE_OF(SPAN), HEAD("codes", "code") "11\n", 4, "system=");
    refused(FILE_OF(SPAN), HEAD("fees", "code amount") "11,1\n", 4, "system=");
    refused(FILE_OF("system=\"cpt\" " SPAN), HEAD("fees", "code") "11\n", 4, "\"amount\"");
    refused(FILE_OF("system=\"cpt\" " SPAN), HEAD("groups", "code") "11\n", 4, "\"group\"");
}
END_TEST

START_TEST(rows_not_understood)
{
    refused(POS, HEAD("codes", "code title") "11,Office\n12\n", 5, "1 cells");
    refused(POS, HEAD("codes", "code title") "11,Office,\n", 4, "3 cells");
    refused(POS, HEAD("codes", "code title") ",Office\n", 4, "is not a code");
    refused(POS, HEAD("codes", "code title") "1_1,Office\n", 4, "1_1");
    refused(POS, HEAD("codes", "code from") "11,2025-02-30\n", 4, "2025-02-30");
    refused(POS, HEAD("codes", "code from to") "11,2025-02-03,2025-02-02\n", 4, "before it begins");
    refused(POS, HEAD("codes", "code header") "11,x\n", 4, "say 1, 0, yes or no");
    refused(POS, HEAD("codes", "code title") "11,\xFF\n", 4, "UTF-8");
    refused(POS, HEAD("codes", "code title") "11,\"Office\n", 4, "never closed");
    refused(POS, HEAD("codes", "code title"), 4, "no rows");
    refused(POS, HEAD("codes", "code") "11\n11\n", 5, "11");
}
END_TEST

START_TEST(where_in_the_row)
{
    struct tiny_book b = table(POS, HEAD("codes", "code from") "11,2025-02-30\n");

    ck_assert_uint_eq(sbill_error_column(b.err), 4);
    tiny_free(&b);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, codes);
    tcase_add_test(tests, declared_in_the_manifest);
    tcase_add_test(tests, an_extract_says_so);
    tcase_add_test(tests, heads_not_understood);
    tcase_add_test(tests, rows_not_understood);
    tcase_add_test(tests, where_in_the_row);
}

int main(void)
{
    return unit_run("table", add);
}
