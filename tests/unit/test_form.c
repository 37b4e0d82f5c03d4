/* Claims formed from records: who is billed, what stands on a claim, what it costs. Splits are in test_split.c. */
#include "formed.h"

START_TEST(a_plain_visit)
{
    form(HEAD COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_uint_eq(e->claims.n, 1);
    ck_assert_int_eq(claim(0)->coverage, 0);
    ck_assert_int_eq(claim(0)->sequence, 1);
    ck_assert_int_eq(claim(0)->frequency, 1);
    ck_assert(!claim(0)->draft && !claim(0)->stopped);
    ck_assert_int_eq(claim(0)->total, 3000);
    ck_assert_int_eq(claim(0)->lines.v[0].units, 1000);
    ck_assert_int_eq(claim(0)->paid_by_others, SBILL_NO_MONEY);
    ck_assert_int_eq(claim(0)->patient_paid, SBILL_NO_MONEY);
    ck_assert_ptr_nonnull(claim(0)->profile);
    diagnoses_are(claim(0), "I10");
    pointers_are(&claim(0)->lines.v[0], "1");
}
END_TEST

/* ---- who is billed --------------------------------------------------------------------------- */

static const struct {
    const char *coverages;
    int32_t outcome, coverage, number;
    const char *reason;
} payers[] = {
    {FIRST("") "]", SBILL_OUTCOME_READY, 0, 0, ""},
    {FIRST("") SECOND("") "]", SBILL_OUTCOME_READY, 0, 0, ""},
    {FIRST("," PAID) SECOND("") "]", SBILL_OUTCOME_READY, 1, 0, ""},
    {FIRST(",\"order\":2") SECOND(",\"order\":1") "]", SBILL_OUTCOME_READY, 1, 0, ""},
    {FIRST(",\"order\":2") SECOND(",\"order\":1," PAID) "]", SBILL_OUTCOME_READY, 0, 0, ""},
    {FIRST("," PAID) SECOND("," PAID) "]", SBILL_OUTCOME_NO_CLAIM, -1, 1207, "all-payers-done"},
    {FIRST("," PAID) "]", SBILL_OUTCOME_NO_CLAIM, -1, 1207, "all-payers-done"},
    {FIRST("") SECOND("," PAID) "]", SBILL_OUTCOME_READY, 0, 1215, ""},
    {FIRST(",\"order\":1") SECOND(",\"order\":1") "]", SBILL_OUTCOME_READY, 0, 1214, ""},
    {FIRST(",\"adjudication\":{\"status\":\"4\"}") SECOND("") "]", SBILL_OUTCOME_READY, 1, 0, ""},
    {FIRST(",\"adjudication\":{\"status\":\"1\",\"crossed_over\":true}") SECOND("") "]",
     SBILL_OUTCOME_NO_CLAIM, -1, 1206, "crossed-over"},
    {FIRST(",\"adjudication\":{\"status\":\"19\"}") SECOND("") "]", SBILL_OUTCOME_NO_CLAIM, -1,
     1206, "crossed-over"},
    {FIRST(",\"adjudication\":{\"status\":\"20\"}") SECOND("") "]", SBILL_OUTCOME_NO_CLAIM, -1,
     1206, "crossed-over"},
    {FIRST(",\"adjudication\":{\"status\":\" 21 \"}") SECOND("") "]", SBILL_OUTCOME_NO_CLAIM, -1,
     1206, "crossed-over"},
    {FIRST(",\"adjudication\":{\"status\":\"23\"}") SECOND("") "]", SBILL_OUTCOME_NO_CLAIM, -1,
     1206, "crossed-over"},
    {FIRST(",\"adjudication\":{\"status\":\"22\"}") SECOND("") "]", SBILL_OUTCOME_HOLD, -1, 1212,
     "reversed"},
    {FIRST(",\"adjudication\":{\"status\":\"22\"}") "]", SBILL_OUTCOME_HOLD, -1, 1212, "reversed"},
    {FIRST(",\"adjudication\":{}") SECOND("") "]", SBILL_OUTCOME_HOLD, -1, 1211, "earlier-payer"},
    {FIRST(",\"adjudication\":{\"status\":\"25\"}") SECOND("") "]", SBILL_OUTCOME_HOLD, -1, 1211,
     "earlier-payer"},
    {FIRST(",\"adjudication\":{\"status\":\"19\"}") "]", SBILL_OUTCOME_NO_CLAIM, -1, 1207,
     "all-payers-done"},
    {"\"coverages\":[]", SBILL_OUTCOME_HOLD, -1, 1213, "no-payer"},
};

START_TEST(payer_order)
{
    char json[1024];

    snprintf(json, sizeof json, HEAD "%s," DIAGNOSIS LINE, payers[_i].coverages);
    form(json);
    ends(payers[_i].outcome, payers[_i].reason, payers[_i].number);
    ck_assert_uint_eq(e->claims.n, payers[_i].coverage >= 0 ? 1 : 0);
    if (payers[_i].coverage >= 0)
        ck_assert_int_eq(claim(0)->coverage, payers[_i].coverage);
    if (!payers[_i].number)
        ck_assert_uint_eq(e->findings.n, 0);
}
END_TEST

START_TEST(a_replacement_goes_to_the_payer_it_cites)
{
    form(HEAD "\"frequency\":7,\"coverages\":[{\"payer_claim_control_number\":\"ICN1\"," PAID
              "},{}]," DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
    ck_assert_int_eq(claim(0)->coverage, 0);
    ck_assert_int_eq(claim(0)->frequency, 7);
    form(HEAD "\"frequency\":7,\"coverages\":[{\"payer_claim_control_number\":\"ICN1\"," PAID
              "},{\"payer_claim_control_number\":\"ICN2\"}]," DIAGNOSIS LINE);
    ck_assert_int_eq(claim(0)->coverage, 1);
    ck_assert_int_eq(claim(0)->sequence, 2);
    form(HEAD "\"frequency\":8,\"coverages\":[{},{}]," DIAGNOSIS LINE);
    ck_assert_int_eq(claim(0)->coverage, 0);
}
END_TEST

/* ---- no claim, holds ------------------------------------------------------------------------- */

START_TEST(no_claim)
{
    form(HEAD "\"self_pay\":true," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_NO_CLAIM, "self-pay", 1202);
    form(HEAD "\"restricted_disclosure\":true,\"self_pay\":true," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_NO_CLAIM, "restricted", 1203);
    ck_assert_ptr_null(finding(1204));
    form(HEAD "\"restricted_disclosure\":true,\"patient_paid\":29.99," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_NO_CLAIM, "restricted", 1204);
    form(HEAD "\"restricted_disclosure\":true,\"patient_paid\":30," COVERAGE DIAGNOSIS LINE);
    ck_assert_ptr_null(finding(1204));
    form(HEAD COVERAGE "\"diagnoses\":[{\"code\":\"I10\"}]}");
    ends(SBILL_OUTCOME_NO_CLAIM, "nothing-to-bill", 1205);
    form(HEAD COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"G0008\",\"status\":\"rejected\"}]}");
    ends(SBILL_OUTCOME_NO_CLAIM, "nothing-to-bill", 1205);
    ck_assert_uint_eq(e->claims.n, 0);
}
END_TEST

START_TEST(holds)
{
    form(HEAD "\"hold\":true,\"hold_reason\":\"coder asks\"," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_HOLD, "on-hold", 1208);
    ck_assert_uint_eq(e->claims.n, 1); /* so that check can look at it */
    form(HEAD COVERAGE LINE);
    ends(SBILL_OUTCOME_HOLD, "no-diagnosis", 1209);
    form(HEAD COVERAGE "\"diagnoses\":[{\"code\":\"I10\",\"status\":\"rejected\"}]," LINE);
    ends(SBILL_OUTCOME_HOLD, "no-diagnosis", 1209);
    form(HEAD "\"claim_type\":\"dental\"," COVERAGE LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
    form(HEAD "\"notes\":[{\"text\":\"x\",\"signed_at\":\"2025-11-20\"},{\"text\":\"y\"}]," COVERAGE
             DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_HOLD, "unsigned-note", 1210);
    assert_text(finding(1210)->path, "notes[1]");
    form(HEAD "\"notes\":[{\"text\":\"x\",\"signed\":true}]," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
}
END_TEST

START_TEST(a_hold_that_the_organisation_does_not_want)
{
    sbill_options *o;

    sbill_encounter_free(e);
    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "severity.1210", "off", NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, o, &e, NULL), SBILL_OK);
    sbill_options_free(o);
    form(HEAD "\"notes\":[{\"text\":\"x\"}]," COVERAGE DIAGNOSIS LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
}
END_TEST

/* ---- codes ----------------------------------------------------------------------------------- */

START_TEST(suggestions_make_a_draft)
{
    form(HEAD COVERAGE
         "\"diagnoses\":[{\"code\":\"I10\"},{\"code\":\"E11.9\",\"status\":\"suggested\"},"
         "{\"code\":\"Z23\",\"status\":\"rejected\"}]," LINE);
    ends(SBILL_OUTCOME_DRAFT, "suggestions", 1201);
    ck_assert(claim(0)->draft);
    ck_assert_int_eq(finding(1201)->claim, 0);
    diagnoses_are(claim(0), "I10 E11.9");
    form(HEAD COVERAGE DIAGNOSIS
         "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"status\":\"suggested\"}]}");
    ends(SBILL_OUTCOME_DRAFT, "suggestions", 1201);
    form(HEAD COVERAGE "\"diagnoses\":[{\"code\":\"I10\",\"status\":\"confirmed\"}]," LINE);
    ends(SBILL_OUTCOME_READY, "", 0);
}
END_TEST

START_TEST(pointers)
{
    form(HEAD COVERAGE
         "\"diagnoses\":[{\"code\":\"I10\"},{\"code\":\"Z23\",\"status\":\"rejected\"},"
         "{\"code\":\"E11.9\"},{\"code\":\"R05.9\"},{\"code\":\"J18.9\"},{\"code\":\"G62.9\"}],"
         "\"lines\":["
         "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"e119\",\"A\"]},"
         "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"3\",\"B\",\"Z23\",\"c\",\"99\",\"?\"]},"
         "{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"A\",\"C\",\"D\",\"E\",\"F\"]},"
         "{\"code\":\"G0008\",\"charge\":1}]}");
    diagnoses_are(claim(0), "I10 E11.9 R05.9 J18.9 G62.9");
    pointers_are(&claim(0)->lines.v[0], "2 1");
    pointers_are(&claim(0)->lines.v[1],
                 "2"); /* a rejected one, a stranger and a second E11.9 are no pointers */
    pointers_are(&claim(0)->lines.v[2], "1 2 3 4");
    pointers_are(&claim(0)->lines.v[3], ""); /* the office listed several: it must say which */
    ck_assert_ptr_null(finding(1221));
}
END_TEST

START_TEST(pointers_to_what_rules_found)
{
    form(HEAD COVERAGE "\"diagnoses\":[{\"code\":\"E11.42\",\"status\":\"confirmed\",\"rank\":2},"
                       "{\"code\":\"I10\",\"status\":\"suggested\",\"rank\":1}]," LINE);
    diagnoses_are(claim(0), "I10 E11.42");
    pointers_are(&claim(0)->lines.v[0], "1 2");
    ck_assert_ptr_nonnull(finding(1221));
}
END_TEST

START_TEST(a_diagnosis_stands_once_and_ranks_order)
{
    form(HEAD COVERAGE
         "\"diagnoses\":[{\"code\":\"J18.9\",\"rank\":2},{\"code\":\"I10\"},{\"code\":\"i10\"},"
         "{\"code\":\"R05.9\",\"rank\":1},{\"code\":\"G62.9\"}],"
         "\"lines\":[{\"code\":\"G0008\",\"charge\":1,\"diagnoses\":[\"3\",\"1\"]}]}");
    diagnoses_are(claim(0), "I10 G62.9 R05.9 J18.9");
    pointers_are(&claim(0)->lines.v[0], "1 4");
}
END_TEST

/* ---- prices ---------------------------------------------------------------------------------- */

START_TEST(prices_from_the_fee_table)
{
    form(HEAD
         "\"coverages\":[{\"filing_indicator\":\"CI\",\"payer\":{\"id\":\"SMALL1\"}}]," DIAGNOSIS
         "\"lines\":[{\"code\":\"G0008\",\"system\":\"hcpcs\"},{\"code\":\"J1010\",\"units\":40},"
         "{\"code\":\"G0439\"},{\"code\":\"G9999\"},{\"code\":\"G0008\",\"charge\":7.50,\"units\":"
         "3},"
         "{\"code\":\"J1010\",\"unit\":\"MJ\"}]}");
    ck_assert_int_eq(claim(0)->lines.v[0].charge, 3800);
    assert_text(claim(0)->lines.v[0].charge_source, "fees, small: 38.00 x 1");
    ck_assert_int_eq(claim(0)->lines.v[1].charge, 1400);
    assert_text(claim(0)->lines.v[1].charge_source, "fees, small: 0.35 x 40");
    ck_assert_int_eq(claim(0)->lines.v[2].charge, 21000); /* by the payer's profile */
    ck_assert_int_eq(claim(0)->lines.v[3].charge, SBILL_NO_MONEY);
    ck_assert_int_eq(claim(0)->lines.v[4].charge, 750);
    ck_assert_uint_eq(claim(0)->lines.v[4].charge_source.n, 0);
    ck_assert_int_eq(claim(0)->lines.v[5].charge, SBILL_NO_MONEY);
    ck_assert_int_eq(claim(0)->lines.v[5].units, SBILL_NO_QTY);
    ck_assert_int_eq(claim(0)->total, 3800 + 1400 + 21000 + 750);
    form(HEAD COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"G0439\"},"
                                 "{\"code\":\"J1010\",\"place_of_service\":\"10\"},"
                                 "{\"code\":\"J1010\",\"date_from\":\"2024-12-31\"}]}");
    for (size_t i = 0; i < 3; i++) /* another payer, place, day */
        ck_assert_int_eq(claim(0)->lines.v[i].charge, SBILL_NO_MONEY);
}
END_TEST

START_TEST(amounts_that_cannot_be_counted)
{
    form(HEAD COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"G0008\",\"units\":9000000000000000}]}");
    ck_assert_ptr_nonnull(finding(1218));
    ck_assert_int_eq(claim(0)->lines.v[0].charge, SBILL_NO_MONEY);
    form(HEAD COVERAGE DIAGNOSIS
         "\"lines\":[{\"code\":\"G0008\",\"charge\":90000000000000000},{\"code\":\"G0008\","
         "\"charge\":90000000000000000}]}");
    ck_assert_ptr_nonnull(finding(1218));
    ck_assert_int_eq(claim(0)->total, SBILL_NO_MONEY);
}
END_TEST

START_TEST(money_of_others)
{
    form(HEAD FIRST(",\"adjudication\":{\"status\":\"1\",\"paid\":12.50,\"lines\":[{\"line\":1,"
                    "\"paid\":12.50}]}") SECOND(",\"adjudication\":{\"status\":\"2\",\"lines\":[{"
                                                "\"line\":1,\"paid\":2},{\"line\":7,\"paid\":1}]}")
             SECOND("") "],\"patient_paid\":5," DIAGNOSIS LINE);
    ck_assert_int_eq(claim(0)->sequence, 3);
    ck_assert_int_eq(claim(0)->paid_by_others, 1450);
    ck_assert_int_eq(claim(0)->patient_paid, 500);
}
END_TEST

START_TEST(forming_again_starts_anew)
{
    size_t findings;

    form(HEAD "\"hold\":true," COVERAGE LINE);
    findings = e->findings.n;
    ck_assert_int_eq(sbill_form(e, NULL), SBILL_OK);
    ck_assert_uint_eq(e->findings.n, findings);
    ck_assert_uint_eq(e->claims.n, 1);
    e->record.hold = SBILL_NO;
    e->record.self_pay = SBILL_YES;
    ck_assert_int_eq(sbill_form(e, NULL), SBILL_OK);
    ends(SBILL_OUTCOME_NO_CLAIM, "self-pay", 1202);
    ck_assert_uint_eq(e->findings.n, 1);
    ck_assert_uint_eq(e->claims.n, 0);
}
END_TEST

START_TEST(memory_runs_out)
{
    static const char json[] = HEAD FIRST("," PAID)
        SECOND("") "]," DIAGNOSIS "\"lines\":[{\"code\":\"G0008\"},{\"code\":\"J1010\",\"clia\":"
                   "\"1\",\"status\":\"suggested\"},"
                   "{\"code\":\"J1010\",\"clia\":\"2\"}]}";
    struct meter m = {0};
    sbill_options *o;
    sbill_encounter *metered_e;
    bool done = false;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
    /* A ceiling that moves: the arena takes big blocks, so refusing calls alone would try little. */
    for (size_t room = 4096; !done; room += 64) {
        char max[24];
        int32_t status;
        snprintf(max, sizeof max, "%zu", room);
        ck_assert_int_eq(sbill_options_set(o, "max-memory", max, NULL), SBILL_OK);
        ck_assert_int_eq(sbill_encounter_new(book, o, &metered_e, NULL), SBILL_OK);
        status = sbill_read_record_json(metered_e, t(json), 1, NULL);
        if (status == SBILL_OK)
            status = sbill_form(metered_e, NULL);
        ck_assert(status == SBILL_OK || status == SBILL_ELIMIT || status == SBILL_NOMEM);
        done = status == SBILL_OK;
        sbill_encounter_free(metered_e);
    }
    sbill_options_free(o);
    ck_assert_uint_eq(m.live, 0);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, a_plain_visit);
    tcase_add_loop_test(c, payer_order, 0, sizeof payers / sizeof *payers);
    tcase_add_test(c, a_replacement_goes_to_the_payer_it_cites);
    tcase_add_test(c, no_claim);
    tcase_add_test(c, holds);
    tcase_add_test(c, a_hold_that_the_organisation_does_not_want);
    tcase_add_test(c, suggestions_make_a_draft);
    tcase_add_test(c, pointers);
    tcase_add_test(c, pointers_to_what_rules_found);
    tcase_add_test(c, a_diagnosis_stands_once_and_ranks_order);
    tcase_add_test(c, prices_from_the_fee_table);
    tcase_add_test(c, amounts_that_cannot_be_counted);
    tcase_add_test(c, money_of_others);
    tcase_add_test(c, forming_again_starts_anew);
    tcase_add_test(c, memory_runs_out);
}

int main(void)
{
    return unit_run("form", add);
}
