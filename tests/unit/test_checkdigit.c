/* Identifiers: own vectors, and those published by others where the data folder is at hand. */
#include "unit.h"

#include "base/checkdigit.h"
#include "base/json.h"

START_TEST(npi_digit_is_checked)
{
    ck_assert(sbill_npi_ok(t("2000000002")));
    for (char last = '0'; last <= '9'; last++) { /* 3 in the worked example of CMS */
        char npi[] = "123456789?";
        npi[9] = last;
        ck_assert_int_eq(sbill_npi_ok(t(npi)), last == '3');
    }
    ck_assert(!sbill_npi_ok(t("2000000020"))); /* digits in another order */
    ck_assert(!sbill_npi_ok(t("3000000000"))); /* first digit */
    ck_assert(!sbill_npi_ok(t("200000000")));
    ck_assert(!sbill_npi_ok(t("20000000022")));
    ck_assert(!sbill_npi_ok(t("2000 00002")));
    ck_assert(!sbill_npi_ok(t("")));
}
END_TEST

START_TEST(ein_and_ssn)
{
    ck_assert(sbill_ein_ok(t("210000001")));
    ck_assert(sbill_ein_ok(t("21-0000001")));
    ck_assert(!sbill_ein_ok(t("2100000-01")));
    ck_assert(!sbill_ein_ok(t("2100000011")));
    ck_assert(!sbill_ein_ok(t("12-3456789")));
    ck_assert(!sbill_ein_ok(t("000000000")));
    ck_assert(!sbill_ein_ok(t("999999999")));
    ck_assert(!sbill_ein_ok(t("21000000A")));
    ck_assert(sbill_ssn_ok(t("001010001")));
    ck_assert(sbill_ssn_ok(t("001-01-0001")));
    ck_assert(!sbill_ssn_ok(t("001-010-001")));
    ck_assert(!sbill_ssn_ok(t("000-01-0001")));
    ck_assert(!sbill_ssn_ok(t("666-01-0001")));
    ck_assert(!sbill_ssn_ok(t("900-01-0001")));
    ck_assert(!sbill_ssn_ok(t("001-00-0001")));
    ck_assert(!sbill_ssn_ok(t("001-01-0000")));
    ck_assert(!sbill_ssn_ok(t("00101000")));
}
END_TEST

START_TEST(shapes)
{
    ck_assert(sbill_taxonomy_shape(t("207Q00000X")));
    ck_assert(!sbill_taxonomy_shape(t("207q00000X")));
    ck_assert(!sbill_taxonomy_shape(t("207Q000000")));
    ck_assert(!sbill_taxonomy_shape(t("207Q0000X")));
    ck_assert(sbill_zip_shape(t("02139"), false));
    ck_assert(!sbill_zip_shape(t("02139"), true));
    ck_assert(sbill_zip_shape(t("02139-4307"), true));
    ck_assert(sbill_zip_shape(t("021394307"), true));
    ck_assert(!sbill_zip_shape(t("0213-94307"), false));
    ck_assert(!sbill_zip_shape(t("2139"), false));
    ck_assert(sbill_clia_ok(t("05D1234567")));
    ck_assert(!sbill_clia_ok(t("05d1234567")));
}
END_TEST

START_TEST(mbi_by_position)
{
    const char *good = "1EG4TE5MK73"; /* the specimen on CMS's own card */

    ck_assert(sbill_mbi_ok(t(good)));
    ck_assert(!sbill_mbi_ok(t("1EG4-TE5-MK73")));
    ck_assert(!sbill_mbi_ok(t("0EG4TE5MK73")));
    ck_assert(!sbill_mbi_ok(t("1SG4TE5MK73")));
    ck_assert(!sbill_mbi_ok(t("1EGATE5MK73")));
    ck_assert(!sbill_mbi_ok(t("1EG4TE5MK7")));
    for (size_t i = 0; i < strlen(good); i++) {
        char bad[12];
        memcpy(bad, good, sizeof bad);
        bad[i] = 'B'; /* never given out, at no place */
        ck_assert(!sbill_mbi_ok(t(bad)));
    }
}
END_TEST

START_TEST(ndc_in_five_writings)
{
    char out[12];

    ck_assert(sbill_ndc11(t("0002-7597-01"), out));
    ck_assert_str_eq(out, "00002759701");
    ck_assert(sbill_ndc11(t("50242-040-62"), out));
    ck_assert_str_eq(out, "50242004062");
    ck_assert(sbill_ndc11(t("60575-4112-1"), out));
    ck_assert_str_eq(out, "60575411201");
    ck_assert(sbill_ndc11(t("50242-0040-62"), out));
    ck_assert_str_eq(out, "50242004062");
    ck_assert(sbill_ndc11(t("50242004062"), out));
    ck_assert_str_eq(out, "50242004062");
    ck_assert(!sbill_ndc11(t("5024204062"), out));
    ck_assert(!sbill_ndc11(t("5024-2004-062"), out));
    ck_assert(!sbill_ndc11(t(""), out));
}
END_TEST

static size_t each(const struct sbill_json_val *list, bool (*ok)(struct sbill_text), bool expected)
{
    struct sbill_json_iter it;
    size_t n = 0;

    for (sbill_json_walk(&it, list); sbill_json_next(&it); n++)
        ck_assert_msg(ok(sbill_json_text(it.val)) == expected, "%s", sbill_json_text(it.val).p);
    return n;
}

static void each_ndc(const struct sbill_json_val *list)
{
    struct sbill_json_iter it, part;
    char out[12];

    for (sbill_json_walk(&it, list); sbill_json_next(&it);) {
        sbill_json_walk(&part, it.val);
        ck_assert(sbill_json_next(&part) && sbill_json_next(&part));
        ck_assert(sbill_ndc11(sbill_json_text(part.val), out));
        ck_assert(sbill_json_next(&part));
        ck_assert(sbill_text_is(sbill_json_text(part.val), out));
    }
}

START_TEST(vectors_of_others)
{
    struct sbill_json *json;
    const struct sbill_json_val *root, *npi, *clia;
    size_t n;
    char *bytes = data_file("lists/identifier_vectors.json", &n);

    if (!bytes)
        return;
    ck_assert_int_eq(sbill_json_new(sbill_alloc_default(), 1 << 20, &json), SBILL_OK);
    ck_assert_int_eq(
        sbill_json_parse(json, (struct sbill_text){bytes, n}, SBILL_NOWHERE, &root, NULL),
        SBILL_OK);
    npi = sbill_json_get(root, "npi");
    clia = sbill_json_get(root, "clia");
    ck_assert_uint_gt(each(sbill_json_get(npi, "valid"), sbill_npi_ok, true), 0);
    ck_assert_uint_gt(each(sbill_json_get(npi, "invalid"), sbill_npi_ok, false), 0);
    ck_assert_uint_gt(each(sbill_json_get(clia, "valid"), sbill_clia_ok, true), 0);
    ck_assert_uint_gt(each(sbill_json_get(clia, "invalid"), sbill_clia_ok, false), 0);
    each_ndc(sbill_json_get(root, "ndc10_to_11"));
    sbill_json_free(json);
    free(bytes);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, npi_digit_is_checked);
    tcase_add_test(c, ein_and_ssn);
    tcase_add_test(c, shapes);
    tcase_add_test(c, mbi_by_position);
    tcase_add_test(c, ndc_in_five_writings);
    tcase_add_test(c, vectors_of_others);
}

int main(void)
{
    return unit_run("checkdigit", add);
}
