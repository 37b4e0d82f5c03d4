/* The user's own lists for edits: drugs, coverage, authorizations, levels of visits. */
#include "book/edits.h"
#include "tiny_book.h"

#define TABLE                                                                                \
    "<file name=\"d\" layout=\"table\" system=\"hcpcs\" release=\"R1\" from=\"2026-01-01\" " \
    "to=\"2026-12-31\"/>"
#define HEAD(kind, columns) "# superbill-table\n# kind: " kind "\n# columns: " columns "\n"

static struct tiny_book one(const char *text)
{
    return tiny_book(NULL, TABLE, &(struct tiny_file){"d", text, 0}, 1);
}

static void refused(const char *text, uint32_t line, const char *words)
{
    struct tiny_book b = one(text);

    tiny_refused(&b, "d", line, words);
}

#define NDC HEAD("ndc", "ndc code unit package packages billing-units from to")

START_TEST(drugs)
{
    struct tiny_book b = one(NDC "00009-3475-01,J1010,ML,1,25,2000,,\n"
                                 "00009347503,J1010,,,,,2026-04-01,\n"
                                 "00009347503,J3490,,0.5,,,,2026-03-31\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_ndc_row r;

    ck_assert_int_eq(sbill_book_ndc(k, t("00009347501"), day("2026-02-01"), 0, &r), 1);
    assert_text(r.code, "J1010");
    assert_text(r.unit, "ML");
    assert_text(r.source, "NDC-HCPCS crosswalk, R1");
    ck_assert_int_eq(r.package, 25000);
    ck_assert_int_eq(r.billing_units, 2000000);
    ck_assert_int_eq(sbill_book_ndc(k, t("00009347501"), day("2026-02-01"), 1, &r), 0);
    ck_assert_int_eq(sbill_book_ndc(k, t("00009-3475-03"), day("2026-02-01"), 0, &r), 1);
    assert_text(r.code, "J3490");
    ck_assert_int_eq(r.package, 500);
    ck_assert_int_eq(r.billing_units, SBILL_NO_QTY);
    ck_assert_int_eq(sbill_book_ndc(k, t("00009347503"), day("2026-04-01"), 0, &r), 1);
    assert_text(r.code, "J1010");
    ck_assert_int_eq(sbill_book_ndc(k, t("1"), day("2026-04-01"), 0, &r), 0);
    ck_assert_int_eq(sbill_book_ndc(k, t("00009347503"), day("2027-04-01"), 0, &r), -1);
    ck_assert_int_eq(sbill_book_ndc_code(k, t("J1010"), day("2026-04-01")), 1);
    ck_assert_int_eq(sbill_book_ndc_code(k, t("J3490"), day("2026-04-01")), 0);
    ck_assert_int_eq(sbill_book_ndc_code(k, t("J3490"), day("2027-04-01")), -1);
    tiny_free(&b);
    refused(NDC "0000934750,J1010,ML,1,25,2000,,\n", 4, "0000934750");
    refused(NDC "00009347501,J10105,ML,1,25,2000,,\n", 4, "too long");
    refused(NDC "00009347501,J1010,CC,1,25,2000,,\n", 4, "CC");
    refused(NDC "00009347501,J1010,ML,-1,25,2000,,\n", 4, "-1");
    refused(NDC "00009347501,J1010,ML,0,25,2000,,\n", 4, "size of a package");
    refused(NDC "00009347501,J1010,ML,2000000,2000000,1,,\n", 4, "size of a package");
    refused(HEAD("ndc", "code"), 4, "ndc");
    refused(NDC, 0, "no rows");
}
END_TEST

#define COVERAGE HEAD("coverage", "policy payer code diagnosis says from to")

static int covered(const sbill_book *k, const char *payer, const char *code, const char *diagnosis,
                   const char *on, const char *policy)
{
    struct sbill_payer_asked asked = {t(payer), t("")};
    struct sbill_text found, source;
    int answer = sbill_book_coverage(k, &asked, SBILL_SYSTEM_HCPCS, t(code), t(diagnosis), day(on),
                                     &found, &source);

    assert_text(found, policy);
    return answer;
}

START_TEST(coverage)
{
    struct tiny_book b = one(COVERAGE "L1,,G0101,Z12.4,,,\n"
                                      "L1,,G0101,Z12-,denies,,\n"
                                      "L1,,G0101,N87-,,,\n"
                                      "L2,ACME,G0102,E11.9,supports,,2026-06-30\n"
                                      "L2,ACME,G0102,E11.8,supports,,2026-06-30\n"
                                      "L3,,J1010,M17-,,,\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(covered(k, "X", "G0101", "N87.1", "2026-02-01", "L1"),
                     SBILL_COVERAGE_SUPPORTS);
    ck_assert_int_eq(covered(k, "X", "G0101", "Z12.4", "2026-02-01", "L1"), SBILL_COVERAGE_DENIES);
    ck_assert_int_eq(covered(k, "X", "G0101", "E11.9", "2026-02-01", "L1"),
                     SBILL_COVERAGE_NOT_LISTED);
    ck_assert_int_eq(covered(k, "acme", "G0102", "E119", "2026-02-01", "L2"),
                     SBILL_COVERAGE_SUPPORTS);
    ck_assert_int_eq(covered(k, "ACME", "G0102", "E11.7", "2026-02-01", "L2"),
                     SBILL_COVERAGE_NOT_LISTED);
    ck_assert_int_eq(covered(k, "ACME", "G0102", "E11.9", "2026-07-01", ""),
                     SBILL_COVERAGE_NO_POLICY);
    ck_assert_int_eq(covered(k, "X", "G0102", "E11.9", "2026-02-01", ""), SBILL_COVERAGE_NO_POLICY);
    ck_assert_int_eq(covered(k, "X", "G9999", "E11.9", "2026-02-01", ""), SBILL_COVERAGE_NO_POLICY);
    ck_assert_int_eq(covered(k, "X", "J1010", "M17.11", "2026-02-01", "L3"),
                     SBILL_COVERAGE_SUPPORTS);
    tiny_free(&b);
    refused(COVERAGE "L1,,G0101,Z12-Z13,,,\n", 4, "Z12-Z13");
    refused(COVERAGE "L1,,G0101,,,,\n", 4, "not a diagnosis");
    refused(COVERAGE "L1,,G0101,Z12,maybe,,\n", 4, "maybe");
    refused(COVERAGE "L1,,G01012,Z12,,,\n", 4, "too long");
    refused(COVERAGE "L1,,G0101,Z12,,2025-01-01,\n", 4, "before the span");
    refused(HEAD("coverage", "code"), 4, "diagnosis");
}
END_TEST

#define AUTH HEAD("authorizations", "payer system code place needs from to")

static int needed(const sbill_book *k, const char *payer, int32_t system, const char *code,
                  const char *place, int32_t *needs)
{
    struct sbill_payer_asked asked = {t(payer), t("profile")};
    struct sbill_text source;

    return sbill_book_authorization(k, &asked, system, t(code), t(place), day("2026-02-01"), needs,
                                    &source);
}

START_TEST(authorizations)
{
    struct tiny_book b = one(AUTH "ACME,hcpcs,J1010,,,,\n"
                                  "ACME,cpt,70450-70498,,,,\n"
                                  "ACME,cpt,99242,11,referral,,\n"
                                  "profile,hcpcs,E-,,,,\n");
    sbill_book *k = tiny_made(&b);
    int32_t needs;

    ck_assert_int_eq(needed(k, "acme", SBILL_SYSTEM_HCPCS, "j1010", "11", &needs), 1);
    ck_assert_int_eq(needs, SBILL_NEEDS_AUTHORIZATION);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_CPT, "70460", "11", &needs), 1);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_CPT, "70499", "11", &needs), 0);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_HCPCS, "70460", "11", &needs), 0);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_CPT, "7046T", "11", &needs), 0);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_CPT, "99242", "11", &needs), 1);
    ck_assert_int_eq(needs, SBILL_NEEDS_REFERRAL);
    ck_assert_int_eq(needed(k, "ACME", SBILL_SYSTEM_CPT, "99242", "21", &needs), 0);
    ck_assert_int_eq(needed(k, "OTHER", SBILL_SYSTEM_HCPCS, "E0100", "12", &needs), 1);
    ck_assert_int_eq(needed(k, "OTHER", SBILL_SYSTEM_HCPCS, "J1010", "12", &needs), 0);
    tiny_free(&b);
    b = one(AUTH "ACME,hcpcs,J1010,,,,\n");
    ck_assert_int_eq(needed(tiny_made(&b), "OTHER", SBILL_SYSTEM_HCPCS, "J1010", "11", &needs), -1);
    tiny_free(&b);
    refused(AUTH "ACME,hcpcs,J10-K20,,,,\n", 4, "only digits");
    refused(AUTH "ACME,hcpcs,J20-J10,,,,\n", 4, "lower end");
    refused(AUTH "ACME,hcpcs,J10!,,,,\n", 4, "J10!");
    refused(AUTH "ACME,none,J1010,,,,\n", 4, "none");
    refused(AUTH "ACME,hcpcs,J1010,,money,,\n", 4, "money");
}
END_TEST

#define LEVELS HEAD("visit-levels", "system code family minutes minutes-to mdm from to")

START_TEST(levels)
{
    struct tiny_book b = one(LEVELS "cpt,00003,office-new,45,59,moderate,,\n"
                                    "cpt,00001,office-new,15,29,straightforward,,\n"
                                    "cpt,00002,office-new,30,44,low,,2026-06-30\n"
                                    "cpt,00009,nurse,,,,,\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_visit_level v;
    int32_t on = day("2026-02-01"), later = day("2026-07-01");

    ck_assert_int_eq(sbill_book_visit_level(k, SBILL_SYSTEM_CPT, t("00003"), on, &v), 1);
    assert_text(v.family, "office-new");
    ck_assert_int_eq(v.minutes_from, 45);
    ck_assert_int_eq(v.minutes_to, 59);
    ck_assert_int_eq(v.mdm, SBILL_MDM_MODERATE);
    assert_text(v.source, "visit levels, R1");
    ck_assert_int_eq(sbill_book_visit_level(k, SBILL_SYSTEM_CPT, t("00009"), on, &v), 1);
    ck_assert_int_eq(v.minutes_from, -1);
    ck_assert_int_eq(v.minutes_to, -1);
    ck_assert_int_eq(v.mdm, 0);
    ck_assert_int_eq(sbill_book_visit_level(k, SBILL_SYSTEM_HCPCS, t("00003"), on, &v), 0);
    ck_assert_int_eq(sbill_book_visit_level(k, SBILL_SYSTEM_CPT, t("00003"), day("2027-01-01"), &v),
                     -1);
    ck_assert(sbill_book_visit_level_nth(k, t("office-new"), on, 0, &v));
    assert_text(v.code, "00001");
    ck_assert(sbill_book_visit_level_nth(k, t("office-new"), on, 1, &v));
    assert_text(v.code, "00002");
    ck_assert(sbill_book_visit_level_nth(k, t("office-new"), on, 2, &v));
    assert_text(v.code, "00003");
    ck_assert(!sbill_book_visit_level_nth(k, t("office-new"), on, 3, &v));
    ck_assert(sbill_book_visit_level_nth(k, t("office-new"), later, 1, &v));
    assert_text(v.code, "00003");
    ck_assert(!sbill_book_visit_level_nth(k, t("home"), on, 0, &v));
    tiny_free(&b);
    refused(LEVELS "cpt,00001,,15,29,low,,\n", 4, "family");
    refused(LEVELS "cpt,00001,a,15,14,low,,\n", 4, "before they begin");
    refused(LEVELS "cpt,00001,a,x,14,low,,\n", 4, "x");
    refused(LEVELS "cpt,00001,a,1,14,easy,,\n", 4, "easy");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, drugs);
    tcase_add_test(tests, coverage);
    tcase_add_test(tests, authorizations);
    tcase_add_test(tests, levels);
}

int main(void)
{
    return unit_run("lists", add);
}
