/* Dates, money, quantities and names as people write them. */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cli.h"

int32_t sbill_cli_today(void)
{
    return (int32_t)(time(NULL) / 86400);
}

/* Days since 1970-01-01 of a day in the Gregorian calendar; years are counted from March so that the leap day
 * comes last. */
static int32_t days_of(int32_t year, int32_t month, int32_t day)
{
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = y / 400;
    int32_t of_era = y - era * 400;
    int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool digits(const char *text, size_t n, int32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

int32_t sbill_cli_date_from(const char *text)
{
    char again[SBILL_CLI_WORD];
    int32_t year, month, day;

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !digits(text, 4, &year) ||
        !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
        return SBILL_NONE32;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return SBILL_NONE32;
    int32_t found = days_of(year, month, day);
    /* February 30 is a day of March by arithmetic, not by calendar. */
    return strcmp(sbill_cli_date(found, again), text) == 0 ? found : SBILL_NONE32;
}

const char *sbill_cli_date(int32_t days, char *out)
{
    if (days == SBILL_NONE32 || days < -719468 || days > 2932896) {
        out[0] = '\0';
        return out;
    }
    int32_t z = days + 719468;
    int32_t era = z / 146097;
    int32_t of_era = z - era * 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int32_t m = (5 * of_year + 2) / 153;
    int32_t day = of_year - (153 * m + 2) / 5 + 1;
    int32_t month = m < 10 ? m + 3 : m - 9;

    year += era * 400 + (month <= 2);
    snprintf(out, SBILL_CLI_WORD, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    return out;
}

const char *sbill_cli_money(int64_t minor, char *out)
{
    uint64_t u = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;

    if (minor == SBILL_NONE)
        out[0] = '\0';
    else
        snprintf(out, SBILL_CLI_WORD, "%s%" PRIu64 ".%02u", minor < 0 ? "-" : "", u / 100,
                 (unsigned)(u % 100));
    return out;
}

const char *sbill_cli_quantity(int64_t thousandths, char *out)
{
    uint64_t u = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;

    if (thousandths == SBILL_NONE) {
        out[0] = '\0';
        return out;
    }
    int n = snprintf(out, SBILL_CLI_WORD, "%s%" PRIu64 ".%03u", thousandths < 0 ? "-" : "",
                     u / 1000, (unsigned)(u % 1000));
    while (out[n - 1] == '0')
        out[--n] = '\0';
    if (out[n - 1] == '.')
        out[--n] = '\0';
    return out;
}

const char *sbill_cli_system_title(int32_t system)
{
    static const char *const titles[] = {
        [SBILL_SYSTEM_ICD10CM] = "ICD-10-CM",
        [SBILL_SYSTEM_HCPCS] = "HCPCS",
        [SBILL_SYSTEM_HCPCS_MODIFIER] = "HCPCS modifier",
        [SBILL_SYSTEM_CPT] = "CPT",
        [SBILL_SYSTEM_CDT] = "CDT",
        [SBILL_SYSTEM_POS] = "place of service",
        [SBILL_SYSTEM_TAXONOMY] = "taxonomy",
        [SBILL_SYSTEM_CPT_MODIFIER] = "CPT modifier",
        [SBILL_SYSTEM_CARC] = "adjustment reason",
        [SBILL_SYSTEM_RARC] = "remark",
        [SBILL_SYSTEM_CLAIM_STATUS] = "claim status",
    };
    const char *name = sbill_system_name(system);

    if (system > 0 && (size_t)system < sizeof titles / sizeof *titles && titles[system])
        return titles[system];
    return name ? name : "code";
}

const char *sbill_cli_plural(size_t n, const char *one, const char *many, char *out)
{
    snprintf(out, SBILL_CLI_WORD, "%zu %s", n, n == 1 ? one : many);
    return out;
}
