/* Dates, times, money and quantities as whole numbers, read from and written as digits.
 * No floating point anywhere. */
#ifndef SBILL_BASE_NUMBER_H
#define SBILL_BASE_NUMBER_H

#include "base/text.h"

#define SBILL_NO_DATE INT32_MIN  /* not given */
#define SBILL_NO_TIME (-1)       /* not given; else minutes since midnight */
#define SBILL_NO_MONEY INT64_MIN /* not given; else minor units (cents) */
#define SBILL_NO_QTY INT64_MIN   /* not given; else thousandths */

/* Days since 1970-01-01, proleptic Gregorian, years 1800-2199. False if not a real date. */
bool sbill_date_parse(struct sbill_text t, int32_t *out); /* 2025-10-01 or 20251001 */
bool sbill_date_make(int32_t year, int32_t month, int32_t day, int32_t *out);
void sbill_date_split(int32_t date, int32_t *year, int32_t *month, int32_t *day);
void sbill_date_iso(struct sbill_buf *b, int32_t date); /* 2025-10-01; nothing if SBILL_NO_DATE */
void sbill_date_compact(struct sbill_buf *b, int32_t date); /* 20251001 */
/* Completed years (and, below, completed days) between birth and a date. */
int32_t sbill_age_years(int32_t birth, int32_t on);

bool sbill_time_parse(struct sbill_text t, int32_t *out);  /* 13:05, 1305, 13:05:00 */
void sbill_time_iso(struct sbill_buf *b, int32_t minutes); /* 13:05 */

/* Decimal digits to a whole number of 10^-places: -?digits[.digits]; more places than asked
 * are allowed only if they are zero. False on anything else and on overflow. */
bool sbill_decimal_parse(struct sbill_text t, int places, int64_t *out);
void sbill_decimal_write(struct sbill_buf *b, int64_t v, int places);       /* 125.00 */
void sbill_decimal_write_short(struct sbill_buf *b, int64_t v, int places); /* 125, 40.5 */

/* charge = unit price x quantity (thousandths), rounded half away from zero. False on overflow. */
bool sbill_money_times(int64_t price, int64_t qty, int64_t *out);
bool sbill_money_add(int64_t a, int64_t b, int64_t *out);

#endif
