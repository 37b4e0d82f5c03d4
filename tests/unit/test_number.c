#include "unit.h"

#include "base/number.h"

static int32_t date(const char *z)
{
    int32_t d;

    ck_assert_msg(sbill_date_parse(t(z), &d), "%s", z);
    return d;
}

START_TEST(known_dates)
{
    ck_assert_int_eq(date("1970-01-01"), 0);
    ck_assert_int_eq(date("19700102"), 1);
    ck_assert_int_eq(date("1969-12-31"), -1);
    ck_assert_int_eq(date("2000-02-29"), 11016);
    ck_assert_int_eq(date("2025-10-01"), 20362);
    ck_assert_int_eq(date("1800-01-01"), -62091);
    ck_assert_int_eq(date("2199-12-31"), 84005);
}
END_TEST

START_TEST(dates_that_are_none)
{
    static const char *const bad[] = {
        "2025-02-29", "2100-02-29", "2025-00-10", "2025-13-01",  "2025-04-31", "2025-01-00",
        "2025-1-01",  "2025/01/01", "1799-12-31", "2200-01-01",  "20250229",   "2025010",
        "",           "2025-01-0x", "-025-01-01", "2025-01-01 ", "        "};
    int32_t d = 42;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!sbill_date_parse(t(bad[i]), &d), "%s", bad[i]);
    ck_assert_int_eq(d, 42);
}
END_TEST

/* Every day of the span, by counting. */
START_TEST(every_day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t expected = date("1800-01-01");

    for (int32_t year = 1800; year <= 2199; year++) {
        int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t day = 1; day <= days[month - 1] + (month == 2 && leap);
                 day++, expected++) {
                int32_t got, y, m, d;
                ck_assert(sbill_date_make(year, month, day, &got));
                sbill_date_split(got, &y, &m, &d);
                ck_assert(got == expected && y == year && m == month && d == day);
            }
        }
    }
}
END_TEST

START_TEST(dates_are_written)
{
    char room[64];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_date_iso(&b, date("2025-10-01"));
    sbill_date_compact(&b, date("1800-01-09"));
    sbill_date_iso(&b, SBILL_NO_DATE);
    sbill_date_compact(&b, INT32_MAX);
    assert_text(sbill_buf_view(&b), "2025-10-0118000109");
}
END_TEST

START_TEST(age)
{
    ck_assert_int_eq(sbill_age_years(date("1960-03-04"), date("2025-03-03")), 64);
    ck_assert_int_eq(sbill_age_years(date("1960-03-04"), date("2025-03-04")), 65);
    ck_assert_int_eq(sbill_age_years(date("2000-02-29"), date("2001-02-28")), 0);
    ck_assert_int_eq(sbill_age_years(date("2000-02-29"), date("2001-03-01")), 1);
    ck_assert_int_eq(sbill_age_years(date("2025-03-04"), date("2025-03-04")), 0);
    ck_assert_int_lt(sbill_age_years(date("2025-03-04"), date("2025-03-03")), 0);
}
END_TEST

START_TEST(times)
{
    int32_t v = 1;
    char room[16];
    struct sbill_buf b;

    ck_assert(sbill_time_parse(t("13:05"), &v) && v == 785);
    ck_assert(sbill_time_parse(t("0000"), &v) && v == 0);
    ck_assert(sbill_time_parse(t("23:59:59"), &v) && v == 1439);
    ck_assert(!sbill_time_parse(t("24:00"), &v));
    ck_assert(!sbill_time_parse(t("12:60"), &v));
    ck_assert(!sbill_time_parse(t("12:00:60"), &v));
    ck_assert(!sbill_time_parse(t("12:00-30"), &v));
    ck_assert(!sbill_time_parse(t("1:05"), &v));
    ck_assert(!sbill_time_parse(t("1 05"), &v));
    ck_assert(!sbill_time_parse(t(""), &v));
    ck_assert_int_eq(v, 1439);
    sbill_buf_over(&b, room, sizeof room);
    sbill_time_iso(&b, 785);
    sbill_time_iso(&b, SBILL_NO_TIME);
    sbill_time_iso(&b, 1440);
    assert_text(sbill_buf_view(&b), "13:05");
}
END_TEST

START_TEST(money_is_read_from_its_digits)
{
    static const struct {
        const char *text;
        int places;
        int64_t value;
    } good[] = {
        {"125", 2, 12500},
        {"125.00", 2, 12500},
        {"125.0", 2, 12500},
        {"125.000000000000000000000000", 2, 12500},
        {"-0.05", 2, -5},
        {"0", 2, 0},
        {"-0", 2, 0},
        {"007.5", 3, 7500},
        {"92233720368547758.07", 2, INT64_MAX},
        {"-92233720368547758.07", 2, -INT64_MAX},
        {"9223372036854775807", 0, INT64_MAX},
        {"12.00", 0, 12},
    };
    static const struct {
        const char *text;
        int places;
    } bad[] = {{"", 2},
               {"-", 2},
               {".5", 2},
               {"5.", 2},
               {"1.005", 2},
               {"1e2", 2},
               {"+1", 2},
               {" 1", 2},
               {"1 ", 2},
               {"1,000", 2},
               {"92233720368547758.08", 2},
               {"--1", 2},
               {"1.2.3", 2},
               {"0x10", 2},
               {"1.5", 0},
               {"9223372036854775808", 0},
               {"-9223372036854775808", 0},
               {"99999999999999999999999999", 0},
               {"9223372036854775", 6}};
    int64_t v;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_msg(sbill_decimal_parse(t(good[i].text), good[i].places, &v), "%s", good[i].text);
        ck_assert_int_eq(v, good[i].value);
    }
    v = 77;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!sbill_decimal_parse(t(bad[i].text), bad[i].places, &v), "%s", bad[i].text);
    ck_assert_int_eq(v, 77);
}
END_TEST

static void writes(int64_t v, int places, const char *full, const char *brief)
{
    char room[64];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_decimal_write(&b, v, places);
    assert_text(sbill_buf_view(&b), full);
    sbill_buf_over(&b, room, sizeof room);
    sbill_decimal_write_short(&b, v, places);
    assert_text(sbill_buf_view(&b), brief);
}

START_TEST(decimals_are_written)
{
    writes(12500, 2, "125.00", "125");
    writes(-5, 2, "-0.05", "-0.05");
    writes(0, 2, "0.00", "0");
    writes(40500, 3, "40.500", "40.5");
    writes(7, 0, "7", "7");
    writes(100, 0, "100", "100");
    writes(INT64_MAX, 3, "9223372036854775.807", "9223372036854775.807");
    writes(INT64_MIN, 2, "-92233720368547758.08", "-92233720368547758.08");
}
END_TEST

START_TEST(what_is_written_is_read)
{
    int64_t values[] = {0,   1,     -1,     9,         10,         99,        100,
                        101, 12345, -99999, INT64_MAX, -INT64_MAX, 1000000007};
    char room[64];
    struct sbill_buf b;
    int64_t back;

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        for (int places = 0; places <= 3; places++) {
            sbill_buf_over(&b, room, sizeof room);
            sbill_decimal_write_short(&b, values[i], places);
            ck_assert(sbill_decimal_parse(sbill_buf_view(&b), places, &back));
            ck_assert_int_eq(back, values[i]);
        }
    }
}
END_TEST

START_TEST(price_times_quantity)
{
    int64_t v = 3;

    ck_assert(sbill_money_times(12500, 1000, &v) && v == 12500);
    ck_assert(sbill_money_times(1, 500, &v) && v == 1); /* half a cent, away from zero */
    ck_assert(sbill_money_times(-1, 500, &v) && v == -1);
    ck_assert(sbill_money_times(1, 499, &v) && v == 0);
    ck_assert(sbill_money_times(333, 1500, &v) && v == 500);
    ck_assert(sbill_money_times(-333, -1500, &v) && v == 500);
    ck_assert(sbill_money_times(1999999, 1999999, &v) && v == INT64_C(3999996000));
    ck_assert(sbill_money_times(INT64_MAX, 1000, &v) && v == INT64_MAX);
    ck_assert(sbill_money_times(0, INT64_MAX, &v) && v == 0);
    ck_assert(sbill_money_times(1000, INT64_MAX, &v) && v == INT64_MAX);
    v = 3;
    ck_assert(!sbill_money_times(INT64_MAX, 1001, &v));
    ck_assert(!sbill_money_times(INT64_MAX, INT64_MAX, &v));
    ck_assert(!sbill_money_times(1001, INT64_MAX, &v));
    ck_assert(!sbill_money_times(SBILL_NO_MONEY, 1000, &v));
    ck_assert(!sbill_money_times(1000, SBILL_NO_QTY, &v));
    ck_assert_int_eq(v, 3);
}
END_TEST

START_TEST(sums)
{
    int64_t v = 3;

    ck_assert(sbill_money_add(1, 2, &v) && v == 3);
    ck_assert(sbill_money_add(-INT64_MAX, INT64_MAX, &v) && v == 0);
    ck_assert(sbill_money_add(INT64_MAX, 0, &v) && v == INT64_MAX);
    v = 3;
    ck_assert(!sbill_money_add(INT64_MAX, 1, &v));
    ck_assert(!sbill_money_add(-INT64_MAX, -1, &v)); /* would say "not given" */
    ck_assert(!sbill_money_add(SBILL_NO_MONEY, 5, &v));
    ck_assert(!sbill_money_add(5, SBILL_NO_MONEY, &v));
    ck_assert_int_eq(v, 3);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, known_dates);
    tcase_add_test(c, dates_that_are_none);
    tcase_add_test(c, every_day);
    tcase_add_test(c, dates_are_written);
    tcase_add_test(c, age);
    tcase_add_test(c, times);
    tcase_add_test(c, money_is_read_from_its_digits);
    tcase_add_test(c, decimals_are_written);
    tcase_add_test(c, what_is_written_is_read);
    tcase_add_test(c, price_times_quantity);
    tcase_add_test(c, sums);
}

int main(void)
{
    return unit_run("number", add);
}
