/* What one claim cannot hold, and what its parts are called. */
#include "formed.h"

/* n lines, each of 1.00, with `more` and a digit 0 or 1 in turn between its quotes. */
static void form_lines(const char *head, size_t n, const char *more)
{
    static char json[1 << 16];
    size_t at = (size_t)snprintf(json, sizeof json, "%s\"lines\":[", head);

    for (size_t i = 0; i < n; i++) {
        at += (size_t)snprintf(json + at, sizeof json - at, "%s{\"code\":\"G0008\",\"charge\":1",
                               i ? "," : "");
        if (*more)
            at += (size_t)snprintf(json + at, sizeof json - at, "%s%d\"", more, (int)(i % 2));
        at += (size_t)snprintf(json + at, sizeof json - at, "}");
    }
    snprintf(json + at, sizeof json - at, "]}");
    form(json);
}

static void in_parts(size_t parts, const char *reason)
{
    ck_assert_uint_eq(e->claims.n, parts);
    ck_assert_ptr_nonnull(finding(1216));
    for (size_t i = 0; i < parts; i++) {
        ck_assert_int_eq(claim(i)->part, (int)i + 1);
        ck_assert_int_eq(claim(i)->parts, (int)parts);
        assert_text(claim(i)->split, reason);
        for (size_t k = 0; k < i; k++)
            ck_assert(!sbill_text_eq(claim(i)->id, claim(k)->id));
    }
}

START_TEST(splits_by_what_a_claim_can_say_once)
{
    form_lines(HEAD COVERAGE DIAGNOSIS, 50, "");
    ck_assert_uint_eq(e->claims.n, 1);
    form_lines(HEAD COVERAGE DIAGNOSIS, 101, "");
    in_parts(3, "too many service lines for one");
    ck_assert_uint_eq(claim(2)->lines.n, 1);
    ck_assert_int_eq(claim(1)->lines.v[0].line, 50);
    diagnoses_are(claim(2), "I10");
    form_lines(HEAD "\"providers\":{\"ordering\":{\"id\":\"site0\",\"npi\":\"2000000000\"},"
                    "\"referring\":{\"id\":\"site1\",\"npi\":\"2000000001\"}}," COVERAGE DIAGNOSIS,
               3, ",\"facility\":\"site");
    in_parts(2, "several facilities");
    ck_assert_uint_eq(claim(0)->lines.n, 2);
    form_lines(HEAD COVERAGE DIAGNOSIS, 3, ",\"clia\":\"21D000000");
    in_parts(2, "several CLIA numbers");
    form_lines(HEAD COVERAGE DIAGNOSIS, 3, ",\"prior_authorization\":\"AUTH");
    in_parts(2, "several authorizations");
    form_lines(HEAD COVERAGE DIAGNOSIS, 3, ",\"referral_number\":\"REF");
    in_parts(2, "several referrals");
}
END_TEST

START_TEST(blank_numbers_go_with_any)
{
    form(HEAD COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"G0008\",\"charge\":1},"
                                 "{\"code\":\"G0008\",\"charge\":1,\"clia\":\"21D0000001\"},"
                                 "{\"code\":\"G0008\",\"charge\":1}]}");
    ck_assert_uint_eq(e->claims.n, 1);
    /* the same place by another key; no place is a place of its own: the billing address */
    form(HEAD COVERAGE DIAGNOSIS
         "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"facility\":{\"npi\":\"2000000002\"}},"
         "{\"code\":\"G0008\",\"charge\":1,\"facility\":{\"npi\":\"2000000002\",\"organization\":"
         "\"Site\"}},"
         "{\"code\":\"G0008\",\"charge\":1}]}");
    in_parts(2, "several facilities");
    ck_assert_int_eq(claim(1)->lines.v[0].line, 2);
}
END_TEST

/* Each of n diagnoses stands on at least one claim, and no claim has more than most. */
static void none_dropped(size_t n, size_t most)
{
    for (size_t d = 0; d < n; d++) {
        bool found = false;
        for (size_t i = 0; i < e->claims.n; i++)
            for (size_t k = 0; k < claim(i)->diagnoses.n; k++)
                found = found || claim(i)->diagnoses.v[k] == (int32_t)d;
        ck_assert_msg(found, "diagnosis %zu is on no claim", d);
    }
    for (size_t i = 0; i < e->claims.n; i++)
        ck_assert_uint_le(claim(i)->diagnoses.n, most);
}

#define CODES(a)                                                                          \
    "{\"code\":\"" a "00\"},{\"code\":\"" a "01\"},{\"code\":\"" a "02\"},{\"code\":\"" a \
    "03\"},{\"code\":\"" a "04\"}"

START_TEST(splits_by_diagnoses_drop_none)
{
    form(HEAD COVERAGE "\"diagnoses\":[" CODES("A") "," CODES("B") "," CODES(
        "C") "],"
             "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A00\",\"A01\",\"A02\","
             "\"A03\"]},"
             "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A04\",\"B00\",\"B01\",\"B02\"]},"
             "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"B03\",\"B04\",\"C00\",\"C01\"]},"
             "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"C02\",\"A00\"]},"
             "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A00\"]}]}");
    in_parts(2, "too many diagnoses for one");
    none_dropped(15, 12);
    ck_assert_uint_eq(claim(0)->lines.n, 4); /* the last one still fits on the first */
    diagnoses_are(claim(1), "A00 C02 C03 C04");
    pointers_are(&claim(1)->lines.v[0], "2 1");
    ck_assert_ptr_null(finding(1217));
}
END_TEST

START_TEST(a_payer_that_takes_fewer)
{
    form(HEAD "\"coverages\":[{\"filing_indicator\":\"CI\"}],\"diagnoses\":[" CODES(
        "A") "],"
             "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A00\"]},"
             "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A01\",\"A02\",\"A03\",\"A04\"]}]}");
    in_parts(2, "too many diagnoses for one");
    none_dropped(5, 4);
}
END_TEST

START_TEST(diagnoses_that_fit_nowhere_are_said)
{
    form(HEAD COVERAGE "\"diagnoses\":[" CODES("A") "," CODES("B") "," CODES(
        "C") "],"
             "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"C04\"]}]}");
    ck_assert_uint_eq(e->claims.n, 1);
    diagnoses_are(claim(0), "A00 A01 A02 A03 A04 B00 B01 B02 B03 B04 C00 C04");
    ck_assert_ptr_nonnull(finding(1217));
    assert_text(finding(1217)->values[0].text, "C01, C02, C03");
}
END_TEST

START_TEST(money_of_parts)
{
    form_lines(HEAD FIRST(",\"adjudication\":{\"status\":\"1\",\"paid\":60}")
                   SECOND("") "],\"patient_paid\":55," DIAGNOSIS,
               51, "");
    in_parts(2, "too many service lines for one");
    ck_assert_int_eq(claim(0)->patient_paid, 5000);
    ck_assert_int_eq(claim(1)->patient_paid, 500);
    ck_assert_ptr_nonnull(finding(1220));
    form_lines(
        HEAD FIRST(
            ",\"adjudication\":{\"status\":\"1\",\"lines\":[{\"line\":1,\"paid\":2},{\"line\":51,"
            "\"paid\":3}]}") SECOND("") "]," DIAGNOSIS,
        51, "");
    ck_assert_int_eq(claim(0)->paid_by_others, 200);
    ck_assert_int_eq(claim(1)->paid_by_others, 300);
    ck_assert_ptr_null(finding(1220));
}
END_TEST

START_TEST(what_came_formed_stays_as_it_is)
{
    form_lines(HEAD "\"formed\":true,\"notes\":[{\"text\":\"x\"}]," COVERAGE DIAGNOSIS, 60, "");
    ends(SBILL_OUTCOME_READY, "", 0);
    ck_assert_uint_eq(e->claims.n, 1);
    ck_assert_uint_eq(claim(0)->lines.n, 60);
    form(HEAD "\"formed\":true," COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"G0008\"}]}");
    ck_assert_int_eq(claim(0)->lines.v[0].charge, SBILL_NO_MONEY);
}
END_TEST

/* ---- claim numbers --------------------------------------------------------------------------- */

START_TEST(claim_numbers)
{
    struct sbill_text id;
    char first[32];

    form(HEAD "\"patient\":{\"name\":{\"last\":\"Sample\"},\"birth_date\":\"1961-04-02\"}," COVERAGE
             DIAGNOSIS LINE);
    id = claim(0)->id;
    ck_assert_uint_eq(id.n, 14);
    for (size_t i = 0; i < id.n; i++)
        ck_assert(sbill_is_digit(id.p[i]) || (sbill_is_upper(id.p[i]) && !strchr("ILOU", id.p[i])));
    snprintf(first, sizeof first, "%.*s", (int)id.n, id.p);
    form(HEAD "\"patient\":{\"name\":{\"last\":\"Other\"}},\"coverages\":[{\"member_id\":\"M1\"}]"
              "," DIAGNOSIS LINE);
    assert_text(claim(0)->id, first); /* nothing of the patient is in it */
    form(HEAD "\"frequency\":7," COVERAGE DIAGNOSIS LINE);
    ck_assert(!sbill_text_is(claim(0)->id, first));
    form(HEAD FIRST("," PAID) SECOND("") "]," DIAGNOSIS LINE);
    ck_assert(!sbill_text_is(claim(0)->id, first));
    form(HEAD "\"control_number\":\"OFFICE-7\"," COVERAGE DIAGNOSIS LINE);
    assert_text(claim(0)->id, "OFFICE-7");
    form_lines(HEAD "\"control_number\":\"OFFICE-7\"," COVERAGE DIAGNOSIS, 51, "");
    assert_text(claim(0)->id, "OFFICE-7-1");
    assert_text(claim(1)->id, "OFFICE-7-2");
    form_lines(HEAD "\"control_number\":\"OFFICE-7890123456789\"," COVERAGE DIAGNOSIS, 51, "");
    ck_assert_uint_eq(claim(0)->id.n, 14);
    form("{\"date_from\":\"2025-11-20\"," COVERAGE DIAGNOSIS LINE);
    ck_assert_ptr_nonnull(finding(1219));
    ck_assert_uint_eq(claim(0)->id.n, 0);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, splits_by_what_a_claim_can_say_once);
    tcase_add_test(c, blank_numbers_go_with_any);
    tcase_add_test(c, splits_by_diagnoses_drop_none);
    tcase_add_test(c, a_payer_that_takes_fewer);
    tcase_add_test(c, diagnoses_that_fit_nowhere_are_said);
    tcase_add_test(c, money_of_parts);
    tcase_add_test(c, what_came_formed_stays_as_it_is);
    tcase_add_test(c, claim_numbers);
}

int main(void)
{
    return unit_run("split", add);
}
