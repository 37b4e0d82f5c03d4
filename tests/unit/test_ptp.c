/* Procedure-to-procedure edits: the published layout, dates, and a made-up table against a plain search. */
#include <stdlib.h>

#include "book/edits.h"
#include "book/ptp.h"
#include "tiny_book.h"

#define PTP(name, from, to)                                                                \
    "<file name=\"" name "\" layout=\"ncci-ptp\" setting=\"practitioner\" release=\"R1\" " \
    "from=\"" from "\" to=\"" to "\"/>"
#define ONE PTP("d", "open", "2026-06-30")
#define NAMES                                                                          \
    "CPT only copyright\xAE of somebody.\r\n\r\n\r\nColumn1/Column2 Edits\r\n"         \
    "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date " \
    "*=no data\tModifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\r\n"

static struct tiny_book one(const char *text)
{
    return tiny_book(NULL, ONE, &(struct tiny_file){"d", text, 0}, 1);
}

static int32_t find(const sbill_book *k, const char *column1, const char *column2, const char *on)
{
    return sbill_ptp_find(k, SBILL_SETTING_PRACTITIONER, column1, strlen(column1), column2,
                          strlen(column2), *on ? day(on) : SBILL_NONE32);
}

START_TEST(as_published)
{
    struct tiny_book b =
        one(NAMES "G0008\tG0009\t \t20200101\t*\t1\tMore extensive procedure\r\n"
                  "G0008\tG0010\t*\t19960101\t*\t0\tMutually exclusive\r\n"
                  "G0439\tG0008\t \t20200101\t20200101\t9\tMutually exclusive\r\n"
                  "G0439\tG0009\t \t20150101\t20171231\t1\tMutually exclusive\r\n"
                  "G0439\tG0009\t \t20180101\t20191231\t0\tMore extensive procedure\r\n"
                  "G0439\tG0009\t \t20210401\t*\t1\tMutually exclusive\r\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_ptp p;

    ck_assert_int_eq(find(k, "G0008", "G0009", "2026-01-01"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(k, "g0008", "G0009", "2020-01-01"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2019-12-31"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0009", "G0008", "2026-01-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0008", "G0010", ""), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, " G 0008", "G0010", "2026-01-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0439", "G0008", "2020-01-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0008", "J1010", "2026-01-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "", "J1010", "2026-01-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2026-07-01"), SBILL_PTP_OUTSIDE);
    ck_assert_int_eq(sbill_ptp_find(k, SBILL_SETTING_OUTPATIENT, "G0008", 5, "G0009", 5, 20000),
                     SBILL_PTP_NOT_LOADED);
    ck_assert_int_eq(sbill_ptp_find(NULL, 1, "G0008", 5, "G0009", 5, 20000), SBILL_PTP_NOT_LOADED);
    ck_assert_int_eq(sbill_ptp_find(k, -1, "G0008", 5, "G0009", 5, 20000), SBILL_PTP_NOT_LOADED);
    ck_assert_int_eq(sbill_ptp_find(k, 1, NULL, 5, "G0009", 5, 20000), SBILL_PTP_NONE);

    ck_assert_int_eq(sbill_book_ptp(k, SBILL_SETTING_PRACTITIONER, t("G0439"), t("G0009"),
                                    day("2019-12-31"), &p),
                     1);
    ck_assert_int_eq(p.indicator, 0);
    ck_assert_int_eq(p.from, day("2018-01-01"));
    ck_assert_int_eq(p.to, day("2019-12-31"));
    assert_text(p.rationale, "More extensive procedure");
    assert_text(p.source, "NCCI PTP edits, practitioner, R1");
    ck_assert_int_eq(find(k, "G0439", "G0009", "2015-01-01"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(k, "G0439", "G0009", "2018-01-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0439", "G0009", "2020-01-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0439", "G0009", "2021-04-01"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(sbill_book_ptp(k, SBILL_SETTING_PRACTITIONER, t("G0439"), t("G0009"),
                                    day("2026-06-30"), &p),
                     1);
    ck_assert_int_eq(p.to, SBILL_NO_DATE);
    ck_assert_int_eq(sbill_book_ptp(k, SBILL_SETTING_PRACTITIONER, t("G0439"), t("G0009"),
                                    day("2026-07-01"), &p),
                     -1);
    tiny_free(&b);
}
END_TEST

static void refused(const char *rows, uint32_t line, const char *words)
{
    char text[2048];
    struct tiny_book b;

    snprintf(text, sizeof text, NAMES "%s", rows);
    b = one(text);
    tiny_refused(&b, "d", line, words);
}

START_TEST(all_pairs_of_a_day)
{
    struct tiny_book b =
        one(NAMES "G0008\tG0009\t \t20200101\t*\t1\tMore extensive procedure\r\n"
                  "G0009\tG0439\t \t20200101\t*\t0\tMutually exclusive\r\n"
                  "G0439\tG0008\t \t20200101\t20201231\t1\tMutually exclusive\r\n");
    sbill_book *k = tiny_made(&b);
    const char *const codes[] = {"G0439", NULL, "G0009", "99999", " g0008"};
    const size_t lens[] = {5, 5, 5, 5, 6};
    uint32_t pairs[4] = {9, 9, 9, 9};
    size_t n = 9;

    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 5, day("2026-01-01"), pairs, 2, &n),
                     SBILL_OK);
    ck_assert_uint_eq(n, 2); /* G0009 over G0439, G0008 over G0009 */
    ck_assert(pairs[0] == 2 && pairs[1] == 0 && pairs[2] == 4 && pairs[3] == 2);
    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 5, day("2020-05-05"), pairs, 1, &n),
                     SBILL_OK);
    ck_assert_uint_eq(n, 3);
    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 5, SBILL_NONE32, NULL, 0, &n), SBILL_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 5, day("2026-07-01"), pairs, 2, &n),
                     SBILL_PTP_OUTSIDE);
    ck_assert_int_eq(sbill_ptp_day(k, 2, codes, lens, 5, day("2026-01-01"), pairs, 2, &n),
                     SBILL_PTP_NOT_LOADED);
    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 65, 0, pairs, 2, &n), SBILL_EINVAL);
    ck_assert_int_eq(sbill_ptp_day(k, 1, codes, lens, 5, 0, NULL, 2, &n), SBILL_EINVAL);
    tiny_free(&b);
}
END_TEST

START_TEST(rows_not_understood)
{
    refused("G0008\tG0009\t \t20200101\t*\t1\n", 6, "7 cells");
    refused("G0008\tG009\t \t20200101\t*\t1\tx\n", 6, "G009");
    refused("G08\tG0009\t \t20200101\t*\t1\tx\n", 6, "G08");
    refused("G0008\tG0009\tx\t20200101\t*\t1\tx\n", 6, "older than 1996");
    refused("G0008\tG0009\t \t20200132\t*\t1\tx\n", 6, "20200132");
    refused("G0008\tG0009\t \t20200101\tnone\t1\tx\n", 6, "none");
    refused("G0008\tG0009\t \t20200101\t20191231\t1\tx\n", 6, "before it begins");
    refused("G0008\tG0009\t \t20200101\t*\t2\tx\n", 6, "0, 1 or 9");
    refused("G0008\tG0009\t \t20200101\t*\t\tx\n", 6, "0, 1 or 9");
    refused("G0008\tG0009\t \t20200101\t*\t1\t\xFF\n", 6, "not text");
    refused("G0008\tG0009\t \t20200101\t*\t1\tx\nand now words\n", 7, "7 cells");
    refused("G0008\tG0009\t \t20200101\t*\t1\tx\nG0008\tG0009\t \t20200101\t*\t0\tx\n", 7, "again");
    refused("", 6, "no edit");
}
END_TEST

START_TEST(four_files_are_one_table)
{
    const struct tiny_file files[] = {{"a", "G0008\tG0009\t \t20200101\t*\t1\tx\n", 0},
                                      {"b", "G0008\tG0010\t \t20200101\t*\t0\ty\n", 0}};
    struct tiny_book b =
        tiny_book(NULL, PTP("a", "open", "open") PTP("b", "open", "open"), files, 2);

    ck_assert_int_eq(find(tiny_made(&b), "G0008", "G0009", ""), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(b.book, "G0008", "G0010", "2030-01-01"), SBILL_PTP_NEVER);
    tiny_free(&b);
    b = tiny_book(NULL, PTP("a", "open", "open") PTP("b", "open", "2026-06-30"), files, 2);
    tiny_refused(&b, "b", 0, "another span");
    b = tiny_book(
        NULL,
        PTP("a", "open",
            "open") "<file name=\"b\" layout=\"ncci-ptp\" setting=\"practitioner\" release=\"R2\" "
                    "from=\"open\" to=\"open\"/>",
        files, 2);
    tiny_refused(&b, "b", 0, "same day");
}
END_TEST

/* A later release has its whole span to itself; a layer below is asked when the one above has no edit. */
START_TEST(releases_and_layers)
{
    const struct tiny_file files[] = {{"a", "G0008\tG0009\t \t20200101\t*\t1\tx\n", 0},
                                      {"b", "G0008\tG0010\t \t20200101\t*\t0\ty\n", 0}};
    struct tiny_book b = tiny_book(
        NULL,
        PTP("a", "open",
            "open") "<file name=\"b\" layout=\"ncci-ptp\" setting=\"practitioner\" release=\"R2\" "
                    "from=\"2026-04-01\" to=\"open\"/>",
        files, 2);
    struct tiny_book own = one("G0439\tG0009\t \t20200101\t*\t0\town\n");
    sbill_book *parts[] = {tiny_made(&b), tiny_made(&own)}, *k;
    struct sbill_ptp p;

    ck_assert_int_eq(find(b.book, "G0008", "G0009", "2026-03-31"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(b.book, "G0008", "G0009", "2026-04-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(b.book, "G0008", "G0010", "2026-04-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(b.book, "G0008", "G0010", "2026-03-31"), SBILL_PTP_NONE);
    ck_assert_int_eq(sbill_book_stack(parts, 2, NULL, &k, NULL), SBILL_OK);
    ck_assert_int_eq(find(k, "G0439", "G0009", "2026-04-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0010", "2026-04-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2026-04-01"), SBILL_PTP_NONE);
    ck_assert_int_eq(sbill_book_ptp(k, SBILL_SETTING_PRACTITIONER, t("G0008"), t("G0010"),
                                    day("2026-04-01"), &p),
                     1);
    assert_text(p.source, "NCCI PTP edits, practitioner, R2");
    sbill_book_free(k);
    tiny_free(&own);
    tiny_free(&b);
}
END_TEST

/* On days that two rows claim, the one that began last speaks; what was withdrawn claims none. */
START_TEST(overlapping_rows)
{
    struct tiny_book b = one("G0008\tG0009\t \t20150101\t*\t0\tx\n"
                             "G0008\tG0009\t \t20180101\t20181231\t1\ty\n"
                             "G0008\tG0009\t \t20180701\t20190630\t0\tz\n"
                             "G0008\tG0009\t \t20200101\t20200101\t9\tx\n"
                             "G0008\tG0009\t \t20150101\t20150101\t9\tx\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_ptp p;

    ck_assert_int_eq(find(k, "G0008", "G0009", "2014-12-31"), SBILL_PTP_NONE);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2015-01-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2018-03-01"), SBILL_PTP_MODIFIER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2018-12-31"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2019-07-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2020-01-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(sbill_book_ptp(k, SBILL_SETTING_PRACTITIONER, t("G0008"), t("G0009"),
                                    day("2020-01-01"), &p),
                     1);
    ck_assert_int_eq(p.from, day("2019-07-01"));
    assert_text(p.rationale, "x");
    tiny_free(&b);
}
END_TEST

/* Of rows that began on one day the one that ends first speaks while it lasts, in whatever order they stand. */
START_TEST(rows_of_one_first_day)
{
    struct tiny_book b = one("G0008\tG0009\t \t20000101\t*\t1\tx\n"
                             "G0008\tG0009\t \t20000101\t20191231\t0\ty\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(find(k, "G0008", "G0009", "2000-01-01"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2019-12-31"), SBILL_PTP_NEVER);
    ck_assert_int_eq(find(k, "G0008", "G0009", "2020-01-01"), SBILL_PTP_MODIFIER);
    tiny_free(&b);
}
END_TEST

/* ---- against a plain search ---- */

enum {
    MADE = 30000,
    MADE_CODES = 300
};

struct made {
    int first, second, from, to, indicator; /* quarters */
};

static uint32_t below(uint32_t n)
{
    static uint64_t state = 88172645463325252u;

    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)((state >> 32) * n >> 32);
}

static void code_of(int number, char out[8])
{
    snprintf(out, 8, number % 7 ? "%05d" : "G%04d", number * 13 % 9973);
}

static void date_of(int quarter, bool last, char out[12])
{
    static const char *const first_days[] = {"0101", "0401", "0701", "1001"};
    static const char *const last_days[] = {"0331", "0630", "0930", "1231"};

    snprintf(out, 12, "%d%s", 2000 + quarter / 4, (last ? last_days : first_days)[quarter % 4]);
}

/* One to five spans for each of many pairs, none of which touch. */
static size_t make(struct made *rows, char *text)
{
    size_t n = 0;
    char a[8], b[8], from[12], to[12];

    for (int pair = 0; n + 5 < MADE; pair++) {
        int first = pair / 150, second = pair % 150 * 2 + (int)below(2), quarter = (int)below(20);
        uint32_t spans = below(8) ? 1 : 2 + below(4);

        for (uint32_t i = 0; i < spans; i++) {
            struct made *r = &rows[n++];
            *r = (struct made){first, second, quarter, quarter + (int)below(6), (int)below(2)};
            if (below(30) == 0)
                r->indicator = 9;
            quarter = r->to + 1 + (int)below(3);
            code_of(r->first, a), code_of(r->second, b);
            date_of(r->from, false, from), date_of(r->to, true, to);
            text += snprintf(text, 64, "%s\t%s\t \t%s\t%s\t%d\tRationale %u\n", a, b, from, to,
                             r->indicator, below(12));
        }
    }
    return n;
}

static int32_t plainly(const struct made *rows, size_t n, size_t at, int quarter)
{
    for (size_t i = at;
         i < n && rows[i].first == rows[at].first && rows[i].second == rows[at].second; i++)
        if (quarter >= rows[i].from && quarter <= rows[i].to && rows[i].indicator != 9)
            return rows[i].indicator ? SBILL_PTP_MODIFIER : SBILL_PTP_NEVER;
    return SBILL_PTP_NONE;
}

START_TEST(as_a_plain_search)
{
    struct made *rows = calloc(MADE, sizeof *rows);
    char *text = malloc(MADE * 64), a[8], b[8], on[12];
    size_t n = make(rows, text), pairs = 0;
    struct tiny_book book =
        tiny_book(NULL, PTP("d", "open", "open"), &(struct tiny_file){"d", text, 0}, 1);
    sbill_book *k = tiny_made(&book);

    for (size_t i = 0; i < n; i++) {
        bool new_pair =
            i == 0 || rows[i].first != rows[i - 1].first || rows[i].second != rows[i - 1].second;
        pairs += new_pair;
        for (int quarter = 0; new_pair && quarter < 48; quarter += 3) {
            code_of(rows[i].first, a), code_of(rows[i].second, b);
            date_of(quarter, quarter % 2, on);
            ck_assert_int_eq(find(k, a, b, on), plainly(rows, n, i, quarter));
            ck_assert_int_eq(find(k, b, a, on) != SBILL_PTP_OUTSIDE, 1);
        }
    }
    ck_assert_uint_gt(pairs, 20000);
    tiny_free(&book);
    free(text);
    free(rows);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, as_published);
    tcase_add_test(tests, all_pairs_of_a_day);
    tcase_add_test(tests, rows_not_understood);
    tcase_add_test(tests, four_files_are_one_table);
    tcase_add_test(tests, releases_and_layers);
    tcase_add_test(tests, overlapping_rows);
    tcase_add_test(tests, rows_of_one_first_day);
    tcase_add_test(tests, as_a_plain_search);
}

int main(void)
{
    return unit_run("ptp", add);
}
