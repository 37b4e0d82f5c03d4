/* Answers from payers: what is read of 999, 277 and 835, whether it adds up, and hostile bytes. */
#include "answer/answers.h"
#include "answer/caught.h"
#include "answering.h"
#include "base/json.h"
#include "meter.h"
#include "superbill.h"
#include "unit.h"

#define ISA                                                                                     \
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*OFFICE         *250610*1200*^*00501" \
    "*000000001*0*P*:~\n"
#define ENDS "GE*1*45~\nIEA*1*000000001~\n"
#define REMIT(amount)                                                                       \
    ISA "GS*HP*P*O*20250610*1200*45*X*005010X221A1~\nST*835*0001~\nBPR*I*" amount           \
        "*C*ACH************20250610~\nTRN*1*CHECK-1*1990000001~\nN1*PR*FIRST PLAN*XV*X1~\n" \
        "N1*PE*CLINIC*XX*2000000002~\nLX*1~\n"
#define REMIT_END(count) "SE*" count "*0001~\n" ENDS
#define CLAIM                                                                            \
    "CLP*C1*1*145*100*40*12*ICN1*11*1~\nNM1*QC*1*SAMPLE*ROSA****MI*M1~\n"                \
    "SVC*HC:99213:25*145*100**1~\nDTM*472*20250520~\nCAS*CO*45*5~\nCAS*PR*1*30**3*10~\n" \
    "REF*6R*L1~\nAMT*B6*140~\nLQ*HE*N130~\n"

START_TEST(remittance)
{
    const struct sbill_payer_answer *p;
    const struct sbill_payer_line *l;

    read_file(REMIT("100") CLAIM REMIT_END("16"));
    ck_assert_uint_eq(sbill_answers_count(answers), 2);
    p = answer(0);
    ck_assert_int_eq(p->about, SBILL_ABOUT_PAYMENT);
    ck_assert_int_eq(p->paid, 10000);
    ck_assert_int_eq(p->sum, 10000);
    ck_assert_int_eq(p->count, 1);
    assert_text(p->trace, "CHECK-1");
    assert_text(p->payer_name, "FIRST PLAN");
    p = answer(1);
    assert_text(p->claim, "C1");
    assert_text(p->payer_claim, "ICN1");
    assert_text(p->patient.last, "SAMPLE");
    ck_assert_int_eq(p->outcome, SBILL_ANSWER_PROCESSED);
    ck_assert_uint_eq(p->position, 7);
    ck_assert_uint_eq(p->lines.n, 1);
    l = p->lines.v;
    assert_text(l->code, "99213");
    assert_text(l->modifiers.v[0], "25");
    assert_text(l->control, "L1");
    ck_assert_int_eq(l->allowed, 14000);
    ck_assert_int_eq(l->paid_units, 1000);
    ck_assert_uint_eq(l->adjustments.n, 3);
    assert_text(l->adjustments.v[2].reason, "3");
    ck_assert_int_eq(l->adjustments.v[2].amount, 1000);
    assert_text(l->remarks.v[0], "N130");
    ck_assert_uint_eq(p->findings.n, 0);
    ck_assert(json_has(1, "\"do\":\"bill-next-payer\""));
    ck_assert(json_has(1, "\"reason\":\"45\",\"text\":null"));
}
END_TEST

/* One cent at each of the three levels. */
START_TEST(to_the_cent)
{
    read_file(
        REMIT("100.01") "CLP*C1*1*145*99.99*40*12*ICN1~\nSVC*HC:99213*145*99.98~\nCAS*CO*45*5~\n"
                        "CAS*PR*1*40~\nCLP*C2*1*10*10~\n" REMIT_END("12"));
    value_is(finding(1, 2808), "sum", "100.00");
    value_is(finding(1, 2808), "paid", "99.98");
    value_is(finding(1, 2809), "paid", "99.99");
    ck_assert_ptr_null(finding(1, 2810));
    ck_assert_ptr_null(finding(2, 2809));
    value_is(finding(0, 2811), "sum", "109.99");
    ck_assert_int_eq(finding(0, 2811)->severity, SBILL_SEV_ERROR);
}
END_TEST

START_TEST(provider_adjustments)
{
    read_file(REMIT(
        "76.5") "CLP*C1*1*100*100~\nPLB*2000000002*20251231*WO:ICN0*25*L6*-1.5~\n" REMIT_END("9"));
    ck_assert_uint_eq(answer(0)->provider_adjustments.n, 2);
    assert_text(answer(0)->provider_adjustments.v[0].reference, "ICN0");
    ck_assert_int_eq(answer(0)->sum, 7650);
    ck_assert_uint_eq(answer(0)->findings.n, 0);
}
END_TEST

/* Amounts so large that they cannot be added up are said, not wrapped round. */
START_TEST(too_large)
{
    read_file(REMIT(
        "0") "CLP*C1*1*90000000000000000*1~\nCAS*CO*45*90000000000000000**46*90000000000000000~\n"
             "CLP*C2*1*1*90000000000000000~\nCLP*C3*1*1*90000000000000000~\n" REMIT_END("11"));
    value_is(finding(1, 2809), "sum", "");
    value_is(finding(0, 2811), "sum", "");
}
END_TEST

START_TEST(outcomes)
{
    static const struct {
        const char *status;
        int32_t outcome;
    } known[] = {{"1", SBILL_ANSWER_PROCESSED},  {"4", SBILL_ANSWER_DENIED},
                 {"19", SBILL_ANSWER_FORWARDED}, {"20", SBILL_ANSWER_FORWARDED},
                 {"21", SBILL_ANSWER_FORWARDED}, {"22", SBILL_ANSWER_REVERSED},
                 {"25", SBILL_ANSWER_PRICED},    {"99", SBILL_ANSWER_UNKNOWN}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[1024];
        snprintf(text, sizeof text, REMIT("0") "CLP*C1*%s*0*0~\n" REMIT_END("8"), known[i].status);
        read_file(text);
        ck_assert_int_eq(answer(2 * i + 1)->outcome, known[i].outcome);
    }
}
END_TEST

/* ---- 277 ---- */

#define ACK                                                                                        \
    ISA "GS*HN*P*O*20250610*1200*45*X*005010X214~\nST*277*0001*005010X214~\n"                      \
        "BHT*0085*08*1*20250610*1200*TH~\nHL*1**20*1~\nNM1*PR*2*FIRST PLAN*****PI*X1~\n"           \
        "HL*2*1*21*1~\nNM1*41*2*CLINIC*****46*1~\nTRN*2*BATCH~\nSTC*A1:19:PR*20250610*WQ*30~\n"    \
        "QTY*90*1~\nAMT*YU*10~\nHL*3*2*19*1~\nNM1*85*2*CLINIC*****XX*2000000002~\nTRN*1*0~\n"      \
        "HL*4*3*PT~\nNM1*QC*1*SAMPLE*ROSA****MI*M1~\nTRN*2*C1~\n"                                  \
        "STC*A7:562:85*20250610*U*20******A2:20*A3:21*NOTE~\nREF*1K*ICN1~\nDTP*472*D8*20250520~\n" \
        "SVC*HC:99213*20*****1~\nSTC*A8:476*20250610~\nREF*FJ*L1~\nTRN*2*C2~\n"                    \
        "STC*A2:20*20250610*WQ*10~\nHL*5*3*PT~\nNM1*QC*1*OTHER*ANN~\nSTC*A6:33*20250610~\n"        \
        "SE*28*0001~\n" ENDS

START_TEST(acknowledgment)
{
    const struct sbill_payer_answer *p;

    read_file(ACK);
    ck_assert_uint_eq(sbill_answers_count(answers), 4);
    p = answer(0);
    ck_assert_int_eq(p->about, SBILL_ABOUT_BATCH);
    assert_text(p->trace, "BATCH");
    ck_assert_int_eq(p->count, 1);
    ck_assert_int_eq(p->sum, 1000);
    p = answer(1);
    assert_text(p->claim, "C1");
    ck_assert_int_eq(p->outcome, SBILL_ANSWER_REJECTED); /* the gravest of three */
    ck_assert_uint_eq(p->statuses.n, 3);
    assert_text(p->statuses.v[0].entity, "85");
    assert_text(p->statuses.v[2].category, "A3");
    assert_text(p->statuses.v[0].message, "NOTE");
    assert_text(p->payer_claim, "ICN1");
    ck_assert_uint_eq(p->lines.n, 1);
    assert_text(p->lines.v[0].statuses.v[0].code, "476");
    assert_text(p->lines.v[0].control, "L1");
    ck_assert(json_has(1, "\"number\":2001,\"name\":\"NPI_INVALID\",\"because\":\"277 562\""));
    p = answer(2); /* a second claim of the same patient */
    assert_text(p->claim, "C2");
    assert_text(p->patient.last, "SAMPLE");
    ck_assert_int_eq(p->outcome, SBILL_ANSWER_ACCEPTED);
    p = answer(3); /* no trace number: a claim all the same, not the one before */
    assert_text(p->claim, "");
    assert_text(p->patient.last, "OTHER");
    ck_assert_int_eq(p->outcome, SBILL_ANSWER_REJECTED);
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(answer(i)->findings.n, 0);
}
END_TEST

/* ---- 999 and the file that was sent ---- */

#define SENT                                                                                 \
    ISA "GS*HC*O*P*20250601*1200*7*X*005010X222A1~\nST*837*0009*005010X222A1~\nBHT*0019~\n"  \
        "CLM*C1*10~\nHI*ABK:I10~\nLX*1~\nSV1*HC:99213*10~\nCLM*C2*20~\nHI*ABK:I10~\nLX*1~\n" \
        "SV1*HC:1*10~\nLX*2~\nSV1*HC:2*10~\nCLM*C3*30~\nSE*14*0009~\nGE*1*7~\nIEA*1*000000001~\n"
#define ACK999(sets)                                                                              \
    ISA "GS*FA*P*O*20250610*1200*45*X*005010X231A1~\nST*999*0001*005010X231A1~\nAK1*HC*7~\n" sets \
        "SE*0*0001~\n" ENDS

START_TEST(refused_set)
{
    const struct sbill_payer_answer *p;

    read_file(SENT);
    ck_assert_uint_eq(sbill_answers_count(answers), 0);
    read_file(
        ACK999("AK2*837*0009~\nIK3*SV1*12*2400*8~\nIK4*1:2*234*7*2~\nIK4*4*380*1~\nIK3*NM1*1**3~\n"
               "IK5*R*5~\nAK9*R*1*1*0~\n"));
    ck_assert_uint_eq(sbill_answers_count(answers),
                      5); /* the set, three claims, SE01 of the answer */
    ck_assert_uint_eq(answer(0)->faults.n, 3);
    p = answer(1);
    assert_text(p->claim, "C1");
    ck_assert_uint_eq(p->faults.n, 0);
    ck_assert_int_eq(p->outcome, SBILL_ANSWER_REJECTED);
    ck_assert(json_has(1, "\"do\":\"resend\""));
    p = answer(2);
    assert_text(p->claim, "C2");
    ck_assert_uint_eq(p->faults.n, 2);
    assert_text(p->faults.v[0].line, "2");
    ck_assert_uint_eq(p->faults.v[0].component, 2);
    ck_assert_uint_eq(p->faults.v[1].element, 4);
    ck_assert_uint_eq(p->faults.v[1].position, 12);
    ck_assert(json_has(2, "\"number\":2201"));
    ck_assert(json_has(2, "\"number\":2401"));
    assert_text(answer(3)->claim, "C3");
}
END_TEST

/* A claim file may be large and there may be many: only control numbers and places stay. */
START_TEST(sent_files_are_let_go)
{
    struct meter m = {0};
    sbill_options *o = NULL;
    size_t n = (size_t)1 << 20, at;
    char *big = malloc(n);
    size_t before;

    ck_assert_ptr_nonnull(big);
    memset(big, ' ', n);
    at = (size_t)(strstr(SENT, "CLM*C2") - SENT);
    memcpy(big, SENT, at);
    memcpy(big + n - strlen(SENT + at), SENT + at, strlen(SENT + at));
    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
    sbill_answers_free(answers);
    ck_assert_int_eq(sbill_answers_new(NULL, o, &answers, NULL), SBILL_OK);
    before = m.live;
    ck_assert_int_eq(sbill_answers_read(answers, "big", big, n, NULL), SBILL_OK);
    ck_assert_uint_lt(m.live - before, n / 4);
    ck_assert_uint_eq(answers->sent.n, 1);
    assert_text(answers->sent.v[0].claims.v[1].claim, "C2");
    sbill_answers_free(answers);
    ck_assert_uint_eq(m.live, 0);
    sbill_options_free(o);
    free(big);
    ck_assert_int_eq(sbill_answers_new(NULL, NULL, &answers, NULL), SBILL_OK);
}
END_TEST

START_TEST(accepted_group)
{
    read_file(SENT);
    read_file(ACK999("AK9*A*1*1*1~\n"));
    ck_assert_uint_eq(sbill_answers_count(answers), 5);
    ck_assert_int_eq(answer(0)->about, SBILL_ABOUT_FILE);
    ck_assert_int_eq(answer(3)->outcome, SBILL_ANSWER_ACCEPTED);
    assert_text(answer(3)->claim, "C3");
}
END_TEST

START_TEST(named_by_context)
{
    read_file(
        ACK999("AK2*837*0009~\nIK3*SV1*12*2400*8~\nCTX*CLM01:B~\nIK4*1:2*234*7~\nIK3*HI*7*2300*3~\n"
               "CTX*CLM01:A~\nCTX*SITUATIONAL TRIGGER*CLM*3~\nIK5*R*5~\nAK9*R*1*1*0~\n"));
    ck_assert_uint_eq(sbill_answers_count(answers), 4);
    assert_text(answer(1)->claim, "A");
    ck_assert(json_has(1, "\"number\":1209"));
    assert_text(answer(2)->claim, "B");
    ck_assert(json_has(2, "\"number\":2201"));
}
END_TEST

START_TEST(interchange)
{
    read_file(ISA "TA1*000000905*250610*1200*R*006~\nIEA*0*000000001~\n");
    ck_assert_uint_eq(sbill_answers_count(answers), 1);
    ck_assert_int_eq(answer(0)->outcome, SBILL_ANSWER_REJECTED);
    ck_assert(json_has(0, "the sender is not known"));
}
END_TEST

/* ---- the envelope ---- */

START_TEST(envelope)
{
    read_file(REMIT("100") CLAIM "SE*99*0002~\nGE*2*46~\nIEA*3*000000002~\n");
    value_is(finding(2, 1302), "wanted", "16");
    value_is(finding(2, 1303), "wanted", "0001");
    ck_assert_uint_eq(answer(2)->findings.n, 6);
}
END_TEST

START_TEST(breaks_off)
{
    read_file(REMIT("100") CLAIM);
    ck_assert_ptr_nonnull(finding(2, 1304));
    ck_assert_uint_eq(answer(2)->findings.n, 3); /* SE, GE, IEA */
    assert_text(answer(1)->claim, "C1");
}
END_TEST

START_TEST(odd_characters)
{
    read_file(REMIT("0") "CLP*C\xC4*1*0*0~\nNM1*QC*1*M\xDCLLER*J\x01~\n" REMIT_END("9"));
    assert_text(answer(1)->patient.last, "M\xC3\x9CLLER");
    ck_assert(json_has(1, "M\xC3\x9CLLER"));
    ck_assert(json_has(1, "J\\u0001"));
}
END_TEST

START_TEST(severity_is_the_organisations)
{
    sbill_options *o = NULL;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "severity.2809", "off", NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "severity.2811", "notice", NULL), SBILL_OK);
    sbill_answers_free(answers);
    ck_assert_int_eq(sbill_answers_new(NULL, o, &answers, NULL), SBILL_OK);
    sbill_options_free(o);
    read_file(REMIT("5") "CLP*C1*1*10*9~\n" REMIT_END("8"));
    ck_assert_ptr_null(finding(1, 2809));
    ck_assert_int_eq(finding(0, 2811)->severity, SBILL_SEV_NOTICE);
    ck_assert(json_has(0, "\"set_by\":\"organisation\""));
}
END_TEST

/* ---- wrong calls, wrong bytes ---- */

START_TEST(wrong_calls)
{
    const char *json;
    size_t n;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_answers_new(NULL, NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_answers_read(NULL, "x", "", 0, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_answers_read(answers, "x", NULL, 1, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_answers_json(answers, 0, NULL, &json, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_answers_json(NULL, 0, NULL, &json, &n, NULL), SBILL_EINVAL);
    ck_assert_uint_eq(sbill_answers_count(NULL), 0);
    sbill_answers_free(NULL);
    ck_assert_int_eq(sbill_answers_read(answers, "x", "{}", 2, &err), SBILL_EINPUT);
    ck_assert_str_eq(sbill_error_source(err), "x");
    sbill_error_free(err);
    ck_assert_int_eq(sbill_answers_read(answers, NULL, "", 0, NULL), SBILL_OK);
    ck_assert_uint_eq(sbill_answers_count(answers), 0);
}
END_TEST

/* All that can be asked of what was read. */
static void ask_all(sbill_answers *a)
{
    for (size_t i = 0; i < sbill_answers_count(a); i++) {
        const char *json;
        size_t n;
        ck_assert_int_eq(sbill_answers_json(a, i, NULL, &json, &n, NULL), SBILL_OK);
        ck_assert_uint_eq(sbill_utf8_check((struct sbill_text){json, n}), n);
    }
}

static void read_anything(const char *p, size_t n)
{
    char *exactly = malloc(n ? n : 1);
    sbill_answers *a = NULL;
    int32_t status;

    ck_assert_ptr_nonnull(exactly);
    memcpy(exactly, p, n);
    ck_assert_int_eq(sbill_answers_new(NULL, NULL, &a, NULL), SBILL_OK);
    status = sbill_answers_read(a, "f", exactly, n, NULL);
    ck_assert(status == SBILL_OK || status == SBILL_EINPUT);
    ask_all(a);
    sbill_answers_free(a);
    free(exactly);
}

static const char *const whole[] = {REMIT("100") CLAIM REMIT_END("16"), ACK, SENT,
                                    ACK999("AK2*837*0009~\nIK3*SV1*12*2400*8~\nCTX*CLM01:B~\nIK4*1:"
                                           "2*234*7~\nIK5*R*5~\nAK9*R*1*1*0~\n")};

START_TEST(cut_anywhere)
{
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
        for (size_t n = 0; n <= strlen(whole[k]); n++)
            read_anything(whole[k], n);
}
END_TEST

START_TEST(any_byte_altered)
{
    static const char odd[] = "*~:^ \n\0\xFF"
                              "9";

    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
        size_t n = strlen(whole[k]);
        char *copy = malloc(n);
        ck_assert_ptr_nonnull(copy);
        for (size_t i = 0; i < n; i++) {
            memcpy(copy, whole[k], n);
            copy[i] = odd[i % (sizeof odd - 1)];
            read_anything(copy, n);
        }
        free(copy);
    }
}
END_TEST

/* Every refusal of memory is a status, and nothing is left behind. */
START_TEST(no_memory)
{
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
        int32_t status = SBILL_NOMEM;
        for (size_t refused = 1; status == SBILL_NOMEM; refused++) {
            struct meter m = {.fail_at = refused};
            sbill_options *o = NULL;
            sbill_answers *a = NULL;
            const char *json;
            size_t n;
            ck_assert_uint_lt(refused, 10000);
            ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
            ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
            status = sbill_answers_new(NULL, o, &a, NULL);
            if (status == SBILL_OK)
                status = sbill_answers_read(a, "f", whole[k], strlen(whole[k]), NULL);
            for (size_t i = 0; status == SBILL_OK && i < sbill_answers_count(a); i++)
                status = sbill_answers_json(a, i, NULL, &json, &n, NULL);
            sbill_answers_free(a);
            sbill_options_free(o);
            ck_assert_uint_eq(m.live, 0);
            ck_assert(status == SBILL_OK || status == SBILL_NOMEM);
        }
    }
}
END_TEST

/* ---- the table of edits ---- */

START_TEST(edits_are_in_the_register)
{
    size_t i = 0;

    for (; sbill_caught_row(i); i++)
        ck_assert_msg(sbill_finding_row(sbill_caught_row(i)), "row %zu: %d is no finding", i,
                      (int)sbill_caught_row(i));
    ck_assert_uint_gt(i, 250);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, remittance);
    tcase_add_test(c, to_the_cent);
    tcase_add_test(c, provider_adjustments);
    tcase_add_test(c, too_large);
    tcase_add_test(c, outcomes);
    tcase_add_test(c, acknowledgment);
    tcase_add_test(c, refused_set);
    tcase_add_test(c, sent_files_are_let_go);
    tcase_add_test(c, accepted_group);
    tcase_add_test(c, named_by_context);
    tcase_add_test(c, interchange);
    tcase_add_test(c, envelope);
    tcase_add_test(c, breaks_off);
    tcase_add_test(c, odd_characters);
    tcase_add_test(c, severity_is_the_organisations);
    tcase_add_test(c, wrong_calls);
    tcase_add_test(c, cut_anywhere);
    tcase_add_test(c, any_byte_altered);
    tcase_add_test(c, no_memory);
    tcase_add_test(c, edits_are_in_the_register);
}

int main(void)
{
    return unit_run("answers", add);
}
