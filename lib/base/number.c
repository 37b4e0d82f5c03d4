#include "base/number.h"

#include <string.h>

#define FIRST_YEAR 1800
#define LAST_YEAR 2199

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The calendar is reckoned from 1 March of the year 0, so that a leap day ends its year; 400 years are 146,097
 * days and 1970-01-01 is day 719,468. */
bool sbill_date_make(int32_t year, int32_t month, int32_t day, int32_t *out)
{
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t from_march, y;

    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12)
        return false;
    if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && !is_leap(year)))
        return false;
    y = month < 3 ? year - 1 : year;
    from_march = (month + 9) % 12;
    *out = 365 * y + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 + day - 1 - 719468;
    return true;
}

void sbill_date_split(int32_t date, int32_t *year, int32_t *month, int32_t *day)
{
    int64_t z = (int64_t)date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t in_era = (int32_t)(z - era * 146097);
    int32_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int32_t in_year = in_era - (365 * y + y / 4 - y / 100);
    int32_t from_march = (5 * in_year + 2) / 153;

    *day = in_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = (int32_t)(era * 400) + y + (*month < 3);
}

/* `n` digits at p, -1 if any of them is not one. */
static int32_t digits(const char *p, size_t n)
{
    int32_t v = 0;

    for (size_t i = 0; i < n; i++) {
        if (!sbill_is_digit(p[i]))
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

bool sbill_date_parse(struct sbill_text t, int32_t *out)
{
    if (t.n == 10 && t.p[4] == '-' && t.p[7] == '-')
        return sbill_date_make(digits(t.p, 4), digits(t.p + 5, 2), digits(t.p + 8, 2), out);
    if (t.n == 8)
        return sbill_date_make(digits(t.p, 4), digits(t.p + 4, 2), digits(t.p + 6, 2), out);
    return false;
}

static char *put_two(char *to, int32_t v)
{
    to[0] = (char)('0' + v / 10);
    to[1] = (char)('0' + v % 10);
    return to + 2;
}

static void write_date(struct sbill_buf *b, int32_t date, bool hyphens)
{
    char text[10], *at = text;
    int32_t year, month, day;

    sbill_date_split(date, &year, &month, &day);
    if (year < 0 || year > 9999) /* also SBILL_NO_DATE */
        return;
    at = put_two(put_two(at, year / 100), year % 100);
    if (hyphens)
        *at++ = '-';
    at = put_two(at, month);
    if (hyphens)
        *at++ = '-';
    at = put_two(at, day);
    sbill_buf_add(b, text, (size_t)(at - text));
}

void sbill_date_iso(struct sbill_buf *b, int32_t date)
{
    write_date(b, date, true);
}

void sbill_date_compact(struct sbill_buf *b, int32_t date)
{
    write_date(b, date, false);
}

int32_t sbill_age_years(int32_t birth, int32_t on)
{
    int32_t by, bm, bd, year, month, day;

    sbill_date_split(birth, &by, &bm, &bd);
    sbill_date_split(on, &year, &month, &day);
    return year - by - (month < bm || (month == bm && day < bd));
}

bool sbill_time_parse(struct sbill_text t, int32_t *out)
{
    bool colons = (t.n == 5 || t.n == 8) && t.p[2] == ':';
    int32_t hour, minute, second = 0;

    if (!colons && t.n != 4)
        return false;
    hour = digits(t.p, 2);
    minute = digits(t.p + (colons ? 3 : 2), 2);
    if (t.n == 8)
        second = t.p[5] == ':' ? digits(t.p + 6, 2) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    *out = hour * 60 + minute;
    return true;
}

void sbill_time_iso(struct sbill_buf *b, int32_t minutes)
{
    char text[5];

    if (minutes < 0 || minutes >= 24 * 60)
        return;
    put_two(text, minutes / 60);
    text[2] = ':';
    put_two(text + 3, minutes % 60);
    sbill_buf_add(b, text, sizeof text);
}

/* One more digit; false when the value would leave 63 bits. */
static bool shift_in(uint64_t *v, uint64_t digit)
{
    if (*v > ((uint64_t)INT64_MAX - digit) / 10)
        return false;
    *v = *v * 10 + digit;
    return true;
}

bool sbill_decimal_parse(struct sbill_text t, int places, int64_t *out)
{
    bool negative = t.n && t.p[0] == '-';
    size_t i = negative, start = i;
    uint64_t v = 0;

    for (; i < t.n && sbill_is_digit(t.p[i]); i++)
        if (!shift_in(&v, (uint64_t)(t.p[i] - '0')))
            return false;
    if (i == start)
        return false;
    if (i < t.n) {
        if (t.p[i] != '.' || ++i == t.n)
            return false;
        for (; i < t.n; i++) {
            if (!sbill_is_digit(t.p[i]) || (places == 0 && t.p[i] != '0'))
                return false;
            if (places && !shift_in(&v, (uint64_t)(t.p[i] - '0')))
                return false;
            places -= places > 0;
        }
    }
    for (; places; places--)
        if (!shift_in(&v, 0))
            return false;
    *out = negative ? -(int64_t)v : (int64_t)v;
    return true;
}

static void write_decimal(struct sbill_buf *b, int64_t v, int places, bool drop_zeros)
{
    char text[48];
    size_t at = sizeof text;
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

    for (; drop_zeros && places && left % 10 == 0; places--)
        left /= 10;
    for (int i = 0; i < places; i++, left /= 10)
        text[--at] = (char)('0' + left % 10);
    if (places)
        text[--at] = '.';
    do {
        text[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (v < 0)
        text[--at] = '-';
    sbill_buf_add(b, text + at, sizeof text - at);
}

void sbill_decimal_write(struct sbill_buf *b, int64_t v, int places)
{
    write_decimal(b, v, places, false);
}

void sbill_decimal_write_short(struct sbill_buf *b, int64_t v, int places)
{
    write_decimal(b, v, places, true);
}

static uint64_t magnitude(int64_t v)
{
    return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* With price = 1000a + b and quantity = 1000c + d: price x quantity / 1000 = a x quantity + b x c + b x d / 1000, where
 * only the first product can grow too large. */
bool sbill_money_times(int64_t price, int64_t qty, int64_t *out)
{
    uint64_t p, q, a, b, whole, rest;

    if (price == SBILL_NO_MONEY || qty == SBILL_NO_QTY)
        return false;
    p = magnitude(price);
    q = magnitude(qty);
    a = p / 1000;
    b = p % 1000;
    if (q && a > (uint64_t)INT64_MAX / q)
        return false;
    whole = a * q;
    rest = b * (q / 1000) + (b * (q % 1000) + 500) / 1000;
    if (whole > (uint64_t)INT64_MAX - rest)
        return false;
    whole += rest;
    *out = (price < 0) != (qty < 0) ? -(int64_t)whole : (int64_t)whole;
    return true;
}

bool sbill_money_add(int64_t a, int64_t b, int64_t *out)
{
    if (a == SBILL_NO_MONEY || b == SBILL_NO_MONEY)
        return false;
    if (b > 0 ? a > INT64_MAX - b
              : a < -INT64_MAX - b) /* INT64_MIN says "not given" and is no sum */
        return false;
    *out = a + b;
    return true;
}
