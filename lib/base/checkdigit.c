#include "base/checkdigit.h"

#include <string.h>

static bool all_digits(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_is_digit(t.p[i]))
            return false;
    return true;
}

/* Does the text fit a pattern of the same length? '0' any digit, '1' a digit but 0, 'A' an upper-case letter, 'N'
 * a letter or digit; anything else stands for itself. */
static bool fits(struct sbill_text t, const char *pattern)
{
    if (t.n != strlen(pattern))
        return false;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];
        bool fit;
        switch (pattern[i]) {
        case '0':
            fit = sbill_is_digit(c);
            break;
        case '1':
            fit = sbill_is_digit(c) && c != '0';
            break;
        case 'A':
            fit = sbill_is_upper(c);
            break;
        case 'N':
            fit = sbill_is_digit(c) || sbill_is_upper(c);
            break;
        default:
            fit = c == pattern[i];
        }
        if (!fit)
            return false;
    }
    return true;
}

bool sbill_npi_ok(struct sbill_text t)
{
    /* What the prefix 80840 adds to the Luhn sum (CMS, "Requirements for NPI and NPI check digit"). */
    uint32_t sum = 24;

    if (t.n != 10 || !all_digits(t) || (t.p[0] != '1' && t.p[0] != '2'))
        return false;
    for (size_t i = 0; i < 10; i++) {
        uint32_t digit = (uint32_t)(t.p[i] - '0');
        if (i % 2 == 0)
            digit = digit < 5 ? digit * 2 : digit * 2 - 9;
        sum += digit;
    }
    return sum % 10 == 0;
}

/* The nine digits of a number written plainly or in groups with hyphens; false if it is neither. */
static bool nine_digits(struct sbill_text t, const char *grouped, char out[9])
{
    size_t n = 0;

    if (!fits(t, "000000000") && !fits(t, grouped))
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] != '-')
            out[n++] = t.p[i];
    return true;
}

bool sbill_ein_ok(struct sbill_text t)
{
    static const char *const invented[] = {"000000000", "123456789", "999999999"};
    char digits[9];

    if (!nine_digits(t, "00-0000000", digits))
        return false;
    for (size_t i = 0; i < sizeof invented / sizeof *invented; i++)
        if (memcmp(digits, invented[i], 9) == 0)
            return false;
    return true;
}

bool sbill_ssn_ok(struct sbill_text t)
{
    char digits[9];

    if (!nine_digits(t, "000-00-0000", digits))
        return false;
    if (memcmp(digits, "000", 3) == 0 || memcmp(digits, "666", 3) == 0 || digits[0] == '9')
        return false;
    return memcmp(digits + 3, "00", 2) != 0 && memcmp(digits + 5, "0000", 4) != 0;
}

bool sbill_taxonomy_shape(struct sbill_text t)
{
    return fits(t, "NNNNNNNNNX");
}

bool sbill_clia_ok(struct sbill_text t)
{
    return fits(t, "00D0000000");
}

bool sbill_zip_shape(struct sbill_text t, bool nine)
{
    return fits(t, "000000000") || fits(t, "00000-0000") || (!nine && fits(t, "00000"));
}

bool sbill_mbi_ok(struct sbill_text t)
{
    if (!fits(t, "1AN0AN0AA00"))
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (memchr("SLOIBZ", t.p[i], 6)) /* letters that look like digits are never given out */
            return false;
    return true;
}

bool sbill_ndc11(struct sbill_text t, char out[12])
{
    /* The short segment of each form gets a leading zero; `zero_at` is its place among the 11 digits. */
    static const struct {
        const char *form;
        size_t zero_at;
    } forms[] = {{"00000000000", 11},
                 {"00000-0000-00", 11},
                 {"0000-0000-00", 0},
                 {"00000-000-00", 5},
                 {"00000-0000-0", 9}};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = 0;
        if (!fits(t, forms[i].form))
            continue;
        for (size_t k = 0; k < t.n; k++) {
            if (t.p[k] == '-')
                continue;
            if (n == forms[i].zero_at)
                out[n++] = '0';
            out[n++] = t.p[k];
        }
        out[n] = '\0';
        return true;
    }
    return false;
}
