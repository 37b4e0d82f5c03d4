/* Claims formed from records: who is billed, what stands on which claim, what it costs. */
#include "unit.h"

#include "../small_book.h"
#include "form/form.h"
#include "meter.h"
#include "read/record_json.h"

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;
static const void *image;
static size_t image_len;

static void setup(void)
{
    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &image_len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, image_len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* One coverage of a payer without limits, one diagnosis, one line: what a test says last wins. */
#define HEAD "{\"id\":\"E1\",\"date_from\":\"2025-11-20\",\"place_of_service\":\"11\","
#define COVERAGE "\"coverages\":[{\"payer\":{\"id\":\"X1\",\"name\":\"First\"}}],"
#define DIAGNOSIS "\"diagnoses\":[{\"code\":\"I10\"}],"
#define LINE "\"lines\":[{\"code\":\"G0008\",\"charge\":30}]}"

static void form(const char *json)
{
    sbill_error *err = NULL;

    sbill_encounter_reset(e);
    ck_assert_msg(sbill_read_record_json(e, t(json), 1, &err) == SBILL_OK, "%s",
                  err ? sbill_error_message(err) : "");
    ck_assert_int_eq(sbill_form(e, &err), SBILL_OK);
    ck_assert(e->formed);
}

static const struct sbill_finding *finding(int32_t number)
{
    for (size_t i = 0; i < e->findings.n; i++)
        if (e->findings.v[i].number == number)
            return &e->findings.v[i];
    return NULL;
}

static void ends(int32_t outcome, const char *reason, int32_t number)
{
    ck_assert_int_eq(e->outcome, outcome);
    assert_text(e->outcome_reason, reason);
    ck_assert_msg(!number || finding(number), "no %d", (int)number);
}

static const struct sbill_claim *claim(size_t i)
{
    ck_assert_uint_lt(i, e->claims.n);
    return &e->claims.v[i];
}

static void diagnoses_are(const struct sbill_claim *c, const char *codes)
{
    char got[512] = "";

    for (size_t i = 0; i < c->diagnoses.n; i++) {
        struct sbill_text code = e->record.diagnoses.v[c->diagnoses.v[i]].code;
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? " " : "", (int)code.n,
                 code.p);
    }
    ck_assert_str_eq(got, codes);
}

static void pointers_are(const struct sbill_claim_line *l, const char *positions)
{
    char got[32] = "";

    for (size_t i = 0; i < l->pointer_count; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d", i ? " " : "",
                 (int)l->pointers[i]);
    ck_assert_str_eq(got, positions);
}

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

/* ---- who is billed ------------------------------------------------------------------------------------------- */

#define PAID "\"adjudication\":{\"status\":\"1\",\"date\":\"2025-12-01\",\"paid\":10}"
#define FIRST(more) "\"coverages\":[{\"payer\":{\"name\":\"First\"}" more "}"
#define SECOND(more) ",{\"payer\":{\"name\":\"Second\"}" more "}"

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

/* ---- no claim, holds -------------------------------------------------------------------------------------------- */

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

/* ---- codes ---------------------------------------------------------------------------------------------------------- */

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

/* ---- prices ----------------------------------------------------------------------------------------------------------- */

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

/* ---- splits ------------------------------------------------------------------------------------------------------------ */

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

/* ---- claim numbers ------------------------------------------------------------------------------------------------------ */

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
    tcase_add_test(c, splits_by_what_a_claim_can_say_once);
    tcase_add_test(c, blank_numbers_go_with_any);
    tcase_add_test(c, splits_by_diagnoses_drop_none);
    tcase_add_test(c, a_payer_that_takes_fewer);
    tcase_add_test(c, diagnoses_that_fit_nowhere_are_said);
    tcase_add_test(c, money_of_parts);
    tcase_add_test(c, what_came_formed_stays_as_it_is);
    tcase_add_test(c, claim_numbers);
    tcase_add_test(c, forming_again_starts_anew);
    tcase_add_test(c, memory_runs_out);
}

int main(void)
{
    return unit_run("form", add);
}
