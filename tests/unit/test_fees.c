#include "book/book.h"

#include "tiny_book.h"

#define FEES(attributes) \
    "<file name=\"fees.csv\" layout=\"table\" release=\"2026\" " attributes "/>"
#define SPAN "from=\"2025-01-01\" to=\"2026-12-31\""
#define HEAD                                                                                 \
    "# superbill-table\n# kind: fees\n# columns: system code modifiers payer place from to " \
    "amount currency\n"

static struct tiny_book fees(const char *text)
{
    return tiny_book(NULL, FEES(SPAN), &(struct tiny_file){"fees.csv", text, 0}, 1);
}

struct ask {
    int32_t system;
    const char *code, *modifiers[3], *payer, *payer_id, *place, *on, *currency;
};

/* The amount, -1 if there is none. */
static int64_t fee(const sbill_book *k, struct ask a)
{
    struct sbill_text modifiers[3], source;
    struct sbill_fee_query q = {.system = a.system ? a.system : SBILL_SYSTEM_CPT,
                                .code = t(a.code),
                                .modifiers = modifiers,
                                .payer_id = t(a.payer_id),
                                .payer = t(a.payer),
                                .place = t(a.place),
                                .currency = t(a.currency),
                                .on = day(a.on ? a.on : "2025-06-01")};
    int64_t amount = -1;

    while (q.modifier_count < 3 && a.modifiers[q.modifier_count]) {
        modifiers[q.modifier_count] = t(a.modifiers[q.modifier_count]);
        q.modifier_count++;
    }
    if (sbill_book_fee(k, &q, &amount, &source))
        assert_text(source, "fees.csv, 2026");
    return amount;
}

START_TEST(the_most_particular_row_wins)
{
    struct tiny_book b = fees(HEAD "cpt,99213,,,,,,100,\n"
                                   "cpt,99213,,,22,,,90,\n"
                                   "cpt,99213,,acme,,,,80.5,\ncpt,99213,,AC01,,,,65,\n"
                                   "cpt,99213,25 59,,,,,70,\n"
                                   "cpt,99213,25,,,,,75,\n"
                                   "cpt,99213,26:lt,,,,,60,\n"
                                   "hcpcs,G0008,,,,,,30,\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(fee(k, (struct ask){.code = "99213"}), 10000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .place = "11"}), 10000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .place = "22"}), 9000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .place = "22", .payer = "ACME"}), 8050);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .payer = "acme", .payer_id = "AC01"}),
                     6500);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .payer = "acme", .payer_id = "AC02"}),
                     8050);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .payer_id = "ac01", .place = "22"}),
                     6500);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .modifiers = {"25"}}), 7500);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .modifiers = {"59", "25"}}), 7000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .modifiers = {"59"}}), 10000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .modifiers = {"LT", "QW", "26"}}), 6000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .modifiers = {"25"}, .place = "22"}),
                     9000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "g0008", .system = SBILL_SYSTEM_HCPCS}), 3000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "G0008"}), -1);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99214"}), -1);
    ck_assert_int_eq(fee(k, (struct ask){.code = ""}), -1);
    tiny_free(&b);
}
END_TEST

START_TEST(dates_and_currencies)
{
    struct tiny_book b =
        fees(HEAD "cpt,99213,,,,,2025-12-31,100,\ncpt,99213,,,,2026-01-01,,110.00,\n"
                  "cpt,99213,,,,,,400,AED\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "USD", .on = "2025-12-31"}),
                     10000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "USD", .on = "2026-01-01"}),
                     11000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "USD", .on = "2027-01-01"}),
                     -1);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "USD", .on = "2024-12-31"}),
                     -1);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "AED"}), 40000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .currency = "EUR"}), -1);
    tiny_free(&b);
}
END_TEST

static void refused(const char *rows, uint32_t line, const char *words)
{
    char text[2048];
    struct tiny_book b;

    snprintf(text, sizeof text, HEAD "%s", rows);
    b = fees(text);
    tiny_refused(&b, "fees.csv", line, words);
}

START_TEST(rows_not_understood)
{
    refused("cpt,99213,,,,,,,\n", 4, "not an amount");
    refused("cpt,99213,,,,,,-1,\n", 4, "not an amount");
    refused("cpt,99213,,,,,,1.005,\n", 4, "1.005");
    refused("cpt,99213,,,,,,$5,\n", 4, "$5");
    refused("cpt,99213,,,,,,99999999999999999999,\n", 4, "not an amount");
    refused("cpt,99213,,,,,,5,usd\n", 4, "usd");
    refused("cpt,99213,255,,,,,5,\n", 4, "255");
    refused("cpt,99213,25 26 27 28 29,,,,,5,\n", 4, "at most four");
    refused("cpt,99213,,,office,,,5,\n", 4, "office");
    refused("icd9,99213,,,,,,5,\n", 4, "icd9");
    refused(",99213,,,,,,5,\n", 4, "code system");
    refused("cpt,99-213,,,,,,5,\n", 4, "99-213");
    refused("cpt,99213,,,,2024-12-31,,5,\n", 4, "before the span");
    refused("cpt,99213,,,,,2027-01-01,5,\n", 4, "after the span");
    refused("", 4, "no rows");
}
END_TEST

/* The order of rows in the file does not matter; the message names the later of the two. */
START_TEST(two_amounts_for_one_day)
{
    refused("cpt,99213,25 59,,,,,5,\ncpt,1,,,,,,2,\ncpt,99213,59:25,,,2026-01-01,,6,\n", 6,
            "first is in line 4");
    refused("cpt,99213,,,,2025-06-01,2025-06-30,5,\ncpt,99213,,,,2025-01-01,2025-06-01,6,\n", 5,
            "first is in line 4");
    refused("cpt,99213,,,,2025-01-01,2025-12-31,5,\ncpt,99213,,,,2025-02-01,2025-02-02,6,\n"
            "cpt,99213,,,,2025-12-31,2026-02-02,6,\n",
            5, "first is in line 4");
}
END_TEST

/* Every byte of the section changed in turn: answers may be wrong, nothing is read outside. */
START_TEST(altered_bytes)
{
    struct tiny_book b = fees(HEAD "cpt,99213,25,acme,22,,,100,\ncpt,99214,,,,,,100,\n");
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
            struct sbill_text source;
            int64_t amount;
            struct sbill_text modifier = t("25");
            struct sbill_fee_query q = {.system = SBILL_SYSTEM_CPT,
                                        .code = t("99213"),
                                        .modifiers = &modifier,
                                        .modifier_count = 1,
                                        .payer = t("acme"),
                                        .place = t("22"),
                                        .currency = t("USD"),
                                        .on = 20300};

            sbill_book_fee(k, &q, &amount, &source);
        }
        sbill_book_free(k);
    }
    free(copy);
    tiny_free(&b);
}
END_TEST

START_TEST(a_stack)
{
    struct tiny_book low = fees(HEAD "cpt,99213,,acme,,,,80,\ncpt,99214,,,,,,5,\n"),
                     high = fees(HEAD "cpt,99213,,,,,,100,\n");
    sbill_book *layers[] = {tiny_made(&low), tiny_made(&high)}, *k = NULL;

    ck_assert_int_eq(sbill_book_stack(layers, 2, NULL, &k, NULL), SBILL_OK);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99213", .payer = "acme"}), 10000);
    ck_assert_int_eq(fee(k, (struct ask){.code = "99214"}), 500);
    sbill_book_free(k);
    tiny_free(&low);
    tiny_free(&high);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, the_most_particular_row_wins);
    tcase_add_test(tests, dates_and_currencies);
    tcase_add_test(tests, rows_not_understood);
    tcase_add_test(tests, two_amounts_for_one_day);
    tcase_add_test(tests, altered_bytes);
    tcase_add_test(tests, a_stack);
}

int main(void)
{
    return unit_run("fees", add);
}
