/* Answers beside the claims they are about, and taken into records: the next payer's claim, a replacement, a void. */
#include "encounter_fixture.h"
#include "meter.h"

#define ISA                                                                                     \
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*OFFICE         *250610*1200*^*00501" \
    "*000000001*0*P*:~\n"
#define REMIT(amount)                                                             \
    ISA "GS*HP*P*O*20250610*1200*45*X*005010X221A1~\nST*835*0001~\nBPR*I*" amount \
        "*C*ACH************20250610~\nTRN*1*CHECK-1*1990000001~\nN1*PR*FIRST*XV*X1~\nLX*1~\n"
#define ENDS \
    "GE*1*45~\nIEA*1*000000001~\n" /* SE is missing: a finding about the file, not the claims */

#define RECORD(more)                                                                             \
    "{\"schema\":\"superbill-record/1\",\"id\":\"E1\",\"control_number\":\"C1\",\"date_from\":"  \
    "\"2025-05-20\",\"place_of_service\":\"11\",\"coverages\":[{\"payer\":{\"id\":\"X1\","       \
    "\"name\":"                                                                                  \
    "\"First\"}},{\"payer\":{\"id\":\"X2\",\"name\":\"Second\"}}]," more                         \
    "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"id\":\"A\",\"code\":\"G0008\",\"charge\":" \
    "30},"                                                                                       \
    "{\"code\":\"G0439\",\"charge\":100},{\"code\":\"G0439\",\"charge\":50}]}"

#define DECIDED                                                                          \
    REMIT("120")                                                                         \
    "CLP*C1*1*180*120*40*12*ICN1~\nSVC*HC:G0439*50*10~\nCAS*PR*1*40~\n"                  \
    "SVC*HC:G0008*30*25**2~\nCAS*CO*45*5~\nREF*6R*a~\nLQ*HE*N1~\nSVC*HC:G0439*100*85~\n" \
    "CAS*CO*45*15~\n" ENDS

static sbill_answers *answers;

static void setup(void)
{
    fixture_setup();
    ck_assert_int_eq(sbill_answers_new(fixture_book, NULL, &answers, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_answers_free(answers);
    fixture_teardown();
}

static void read_file(const char *text)
{
    ck_assert_int_eq(sbill_answers_read(answers, "f", text, strlen(text), NULL), SBILL_OK);
}

static void record(const char *json)
{
    ck_assert_int_eq(read_text(json, NULL), SBILL_OK);
}

static size_t found(size_t from)
{
    size_t i = 0;
    int32_t status = sbill_answers_find(answers, e, from, &i, NULL);

    ck_assert(status == SBILL_OK || status == SBILL_END);
    return status == SBILL_OK ? i : SIZE_MAX;
}

static void take(size_t i, const char *what)
{
    sbill_error *err = NULL;

    ck_assert_msg(sbill_encounter_answer(e, answers, i, what, &err) == SBILL_OK, "%s",
                  err ? sbill_error_message(err) : "");
}

static void refused(size_t i, const char *what, const char *because)
{
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_encounter_answer(e, answers, i, what, &err), SBILL_EREFUSED);
    ck_assert_msg(strstr(sbill_error_message(err), because), "%s", sbill_error_message(err));
    sbill_error_free(err);
}

static void run(void)
{
    ck_assert_int_eq(sbill_encounter_run(e, NULL), SBILL_OK);
}

static const struct sbill_adjudication *decision(size_t coverage)
{
    return e->record.coverages.v[coverage].adjudication;
}

static char *joined(size_t i)
{
    const char *json = NULL;
    size_t n;

    ck_assert_int_eq(sbill_answers_json(answers, i, e, &json, &n, NULL), SBILL_OK);
    return strdup(json);
}

/* ---- joined ---- */

/* By control number, else by code and charge; the record says which line of its own that is. */
START_TEST(lines_find_their_own)
{
    char *json;

    read_file(DECIDED);
    record(RECORD(""));
    ck_assert_uint_eq(found(0), 1);
    ck_assert_uint_eq(found(2), SIZE_MAX);
    json = joined(1);
    ck_assert_ptr_nonnull(strstr(json, "\"record\":\"E1\""));
    ck_assert_ptr_nonnull(
        strstr(json, "{\"record_line\":3,\"qualifier\":\"HC\",\"code\":\"G0439\""));
    ck_assert_ptr_nonnull(strstr(json, "{\"record_line\":1,\"control_number\":\"a\""));
    ck_assert_ptr_nonnull(
        strstr(json, "{\"record_line\":2,\"qualifier\":\"HC\",\"code\":\"G0439\""));
    ck_assert_msg(!strstr(json, "\"number\":28"), "%s", json);
    ck_assert_ptr_nonnull(strstr(json, "Bill the next payer with this decision; what it leaves"));
    free(json);
}
END_TEST

/* Asking twice says it once; asking without the record says nothing of it. */
START_TEST(what_does_not_agree)
{
    char *first, *second;
    const char *alone;
    size_t n;

    read_file(REMIT("1") "CLP*C1*1*181*1~\nSVC*HC:99999*7*1~\n" ENDS);
    record(RECORD(""));
    first = joined(1);
    ck_assert_ptr_nonnull(strstr(first, "\"number\":2813"));
    ck_assert_ptr_nonnull(strstr(first, "\"number\":2814"));
    second = joined(1);
    ck_assert_str_eq(first, second);
    ck_assert_int_eq(sbill_answers_json(answers, 1, NULL, &alone, &n, NULL), SBILL_OK);
    ck_assert_ptr_null(strstr(alone, "\"number\":2813"));
    ck_assert_ptr_null(strstr(alone, "record"));
    free(first);
    free(second);
    refused(1, "next", "a line of the remittance is on no line of the claim");
}
END_TEST

START_TEST(not_this_record)
{
    const char *json;
    size_t n;

    read_file(REMIT("0") "CLP*C2*1*0*0~\n" ENDS);
    record(RECORD(""));
    ck_assert_uint_eq(found(0), SIZE_MAX);
    ck_assert_int_eq(sbill_answers_json(answers, 1, e, &json, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(e, answers, 1, "next", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(e, answers, 99, "next", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(e, answers, 1, "further", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(e, answers, 1, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(NULL, answers, 1, "next", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_encounter_answer(e, NULL, 1, "next", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_answers_find(answers, e, 0, NULL, NULL), SBILL_EINVAL);
    sbill_encounter_reset(e);
    ck_assert_int_eq(sbill_encounter_answer(e, answers, 1, "next", NULL), SBILL_EINVAL);
}
END_TEST

/* ---- the next payer ---- */

START_TEST(second_payer)
{
    const struct sbill_adjudication *a;

    read_file(DECIDED);
    record(RECORD(""));
    take(1, "next");
    a = decision(0);
    ck_assert_ptr_nonnull(a);
    assert_text(a->status, "1");
    ck_assert_int_eq(a->paid, 12000);
    ck_assert_int_eq(a->patient_liability, 4000);
    ck_assert_uint_eq(a->lines.n, 3);
    ck_assert_int_eq(a->lines.v[0].line, 3);
    ck_assert_int_eq(a->lines.v[1].line, 1);
    ck_assert_int_eq(a->lines.v[1].paid_units, 2000);
    assert_text(a->lines.v[1].line_control_number, "A");
    assert_text(a->lines.v[1].remark_codes.v[0], "N1");
    ck_assert_int_eq(a->lines.v[0].date, a->date);
    assert_text(e->record.coverages.v[0].payer_claim_control_number, "ICN1");
    run();
    ck_assert_uint_eq(e->claims.n, 1);
    ck_assert_int_eq(e->claims.v[0].coverage, 1);
    ck_assert_int_eq(e->claims.v[0].paid_by_others, 12000);
    for (size_t i = 0; i < e->findings.n; i++)
        ck_assert_int_ne(e->findings.v[i].number, SBILL_FINDING_ADJUDICATION_UNBALANCED);
}
END_TEST

static void decided_as(const char *status)
{
    char text[1024];

    snprintf(text, sizeof text, REMIT("120") "CLP*C1*%s*180*120**12*ICN1~\nCAS*CO*45*60~\n" ENDS,
             status);
    sbill_answers_free(answers);
    ck_assert_int_eq(sbill_answers_new(NULL, NULL, &answers, NULL), SBILL_OK);
    read_file(text);
    record(RECORD(""));
}

START_TEST(no_claim_after_forwarding)
{
    static const char *const statuses[] = {"19", "20", "21", "23"};

    for (size_t i = 0; i < 4; i++) {
        decided_as(statuses[i]);
        take(1, "next");
        run();
        ck_assert_int_eq(e->outcome, SBILL_OUTCOME_NO_CLAIM);
        assert_text(e->outcome_reason, "crossed-over");
    }
}
END_TEST

START_TEST(reversal_blocks)
{
    decided_as("22");
    take(1, "next");
    run();
    ck_assert_int_eq(e->outcome, SBILL_OUTCOME_HOLD);
    assert_text(e->outcome_reason, "reversed");
    /* The new decision opens the way again, though the record holds the old one. */
    read_file(REMIT("120") "CLP*C1*1*180*120**12*ICN2~\nCAS*CO*45*60~\n" ENDS);
    ck_assert_uint_ne(found(2), SIZE_MAX);
    take(found(2), "next");
    ck_assert_int_eq(decision(0)->readjudicated, SBILL_YES);
    run();
    ck_assert_int_eq(e->claims.v[0].coverage, 1);
}
END_TEST

START_TEST(denied_goes_on)
{
    decided_as("4");
    take(1, "next");
    run();
    ck_assert_int_eq(e->claims.v[0].coverage, 1);
}
END_TEST

START_TEST(priced_is_no_decision)
{
    decided_as("25");
    refused(1, "next", "only priced");
    ck_assert_ptr_null(decision(0));
    decided_as("88");
    refused(1, "next", "by hand");
}
END_TEST

/* The office gave both claims one number: who decided is told by the payer, or by the place it names (CLP02). */
START_TEST(both_payers)
{
    read_file(DECIDED);
    read_file(ISA "GS*HP*P*O*20250610*1200*45*X*005010X221A1~\nST*835*0002~\nBPR*I*40*C*CHK~\n"
                  "N1*PR*SECOND*XV*X2~\nCLP*C1*4*180*40*0*12*ICN9~\nCAS*OA*23*140~\n" ENDS);
    record(RECORD(""));
    take(1, "next");
    ck_assert_uint_eq(found(2), 4);
    take(4, "next");
    ck_assert_int_eq(decision(0)->paid, 12000);
    ck_assert_int_eq(decision(1)->paid, 4000);
    assert_text(e->record.coverages.v[1].payer_claim_control_number, "ICN9");
    run();
    assert_text(e->outcome_reason, "all-payers-done");
}
END_TEST

/* ---- several claims of one visit ---- */

#define SPLIT                                                                                     \
    "{\"id\":\"E1\",\"control_number\":\"C1\",\"date_from\":\"2025-05-20\",\"place_of_service\":" \
    "\"11\",\"coverages\":[{\"payer\":{\"name\":\"First\"}},{\"payer\":{\"name\":\"Second\"}}],"  \
    "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"code\":\"G0008\",\"charge\":30,"            \
    "\"prior_authorization\":\"P1\"},{\"code\":\"G0439\",\"charge\":100,\"prior_authorization\":" \
    "\"P2\"}]}"

START_TEST(all_parts_must_answer)
{
    read_file(
        REMIT("110") "CLP*C1-1*1*30*20*10*12*ICN1~\nSVC*HC:G0008*30*20~\nCAS*PR*1*10~\n"
                     "CLP*C1-2*1*100*90*10*12*ICN2~\nSVC*HC:G0439*100*90~\nCAS*PR*1*10~\n" ENDS);
    record(SPLIT);
    ck_assert_uint_eq(found(0), 1);
    take(1, "next");
    ck_assert_int_eq(decision(0)->partial, SBILL_YES);
    run();
    ck_assert_int_eq(e->outcome, SBILL_OUTCOME_HOLD);
    ck_assert_uint_eq(found(2), 2);
    take(2, "next");
    ck_assert_int_eq(decision(0)->partial, SBILL_UNKNOWN);
    ck_assert_int_eq(decision(0)->paid, 11000);
    ck_assert_int_eq(decision(0)->lines.v[1].line, 2);
    take(1, "next"); /* again: the same */
    ck_assert_uint_eq(decision(0)->lines.n, 2);
    ck_assert_int_eq(decision(0)->paid, 11000);
    run();
    ck_assert_uint_eq(e->claims.n, 2);
    ck_assert_int_eq(e->claims.v[0].coverage, 1);
}
END_TEST

START_TEST(amounts_of_a_part)
{
    read_file(REMIT("20") "CLP*C1-1*1*30*20*10*12*ICN1~\nCAS*PR*1*10~\n" ENDS);
    record(SPLIT);
    refused(1, "next", "line by line");
}
END_TEST

/* ---- replaced, taken back ---- */

START_TEST(replacement_and_void)
{
    read_file(DECIDED);
    record(RECORD(""));
    take(1, "replace");
    ck_assert_int_eq(e->record.frequency, 7);
    assert_text(e->record.coverages.v[0].payer_claim_control_number, "ICN1");
    run();
    ck_assert_int_eq(e->claims.v[0].coverage, 0);
    ck_assert_int_eq(e->claims.v[0].frequency, 7);
    take(1, "void");
    ck_assert_int_eq(e->record.frequency, 8);
    run();
    ck_assert_int_eq(e->claims.v[0].frequency, 8);
}
END_TEST

START_TEST(nothing_to_replace)
{
    read_file(ISA "GS*HN*P*O*20250610*1200*45*X*005010X214~\nST*277*0001*005010X214~\nHL*1**20*1~\n"
                  "HL*4*1*PT~\nTRN*2*C1~\nSTC*A7:562:85*20250610*U*180~\nREF*1K*ICN1~\n"
                  "TRN*2*C1~\nSTC*A2:20*20250610*WQ*180~\n" ENDS);
    record(RECORD(""));
    refused(0, "replace", "never took this claim");
    refused(1, "replace", "does not give the payer's number");
    refused(1, "next", "only a remittance");
}
END_TEST

/* ---- a claim that arrived formed ---- */

START_TEST(formed_claim_goes_on)
{
    read_file(DECIDED);
    record(RECORD("\"formed\":true,\"bill_to\":1,"));
    take(1, "next");
    ck_assert_int_eq(e->record.formed, SBILL_UNKNOWN);
    ck_assert_int_eq(e->record.bill_to, 0);
    run();
    ck_assert_int_eq(e->claims.v[0].coverage, 1);
    record(RECORD("\"formed\":true,\"bill_to\":1,"));
    take(1, "void");
    run();
    ck_assert_int_eq(e->claims.v[0].coverage, 0);
    ck_assert_int_eq(e->claims.v[0].frequency, 8);
}
END_TEST

/* ---- memory ---- */

static int32_t walk(sbill_options *o)
{
    sbill_answers *a = NULL;
    sbill_encounter *own = NULL;
    const char *json;
    size_t n, i = 0;
    int32_t status = sbill_answers_new(NULL, o, &a, NULL);

    if (status == SBILL_OK)
        status = sbill_encounter_new(fixture_book, o, &own, NULL);
    if (status == SBILL_OK)
        status = sbill_answers_read(a, "f", DECIDED, sizeof DECIDED - 1, NULL);
    if (status == SBILL_OK)
        status = sbill_encounter_read(own, RECORD(""), sizeof RECORD("") - 1, NULL);
    if (status == SBILL_OK)
        status = sbill_answers_find(a, own, 0, &i, NULL);
    if (status == SBILL_OK)
        status = sbill_answers_json(a, i, own, &json, &n, NULL);
    if (status == SBILL_OK)
        status = sbill_encounter_answer(own, a, i, "next", NULL);
    sbill_answers_free(a);
    sbill_encounter_free(own);
    return status;
}

START_TEST(no_memory)
{
    int32_t status = SBILL_NOMEM;

    for (size_t refuse = 1; status == SBILL_NOMEM; refuse++) {
        struct meter m = {.fail_at = refuse};
        sbill_options *o = NULL;
        ck_assert_uint_lt(refuse, 10000);
        ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
        status = walk(o);
        sbill_options_free(o);
        ck_assert_uint_eq(m.live, 0);
        ck_assert(status == SBILL_OK || status == SBILL_NOMEM);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, lines_find_their_own);
    tcase_add_test(c, what_does_not_agree);
    tcase_add_test(c, not_this_record);
    tcase_add_test(c, second_payer);
    tcase_add_test(c, no_claim_after_forwarding);
    tcase_add_test(c, reversal_blocks);
    tcase_add_test(c, denied_goes_on);
    tcase_add_test(c, priced_is_no_decision);
    tcase_add_test(c, both_payers);
    tcase_add_test(c, all_parts_must_answer);
    tcase_add_test(c, amounts_of_a_part);
    tcase_add_test(c, replacement_and_void);
    tcase_add_test(c, nothing_to_replace);
    tcase_add_test(c, formed_claim_goes_on);
    tcase_add_test(c, no_memory);
}

int main(void)
{
    return unit_run("answers_taken", add);
}
