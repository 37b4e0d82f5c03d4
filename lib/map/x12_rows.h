/* Inside the 837 map: how its rows are written. */
#ifndef SBILL_MAP_X12_ROWS_H
#define SBILL_MAP_X12_ROWS_H

#include "map/x12.h"

/* The struct of each holder, for offsets. */
#define SBILL_837_T_RECORD struct sbill_record
#define SBILL_837_T_PATIENT struct sbill_patient
#define SBILL_837_T_COVERAGE struct sbill_coverage
#define SBILL_837_T_SUBSCRIBER struct sbill_subscriber
#define SBILL_837_T_PROVIDER struct sbill_provider
#define SBILL_837_T_PAY_TO struct sbill_address
#define SBILL_837_T_PLAN struct sbill_plan
#define SBILL_837_T_ADJUDICATION struct sbill_adjudication
#define SBILL_837_T_LINE struct sbill_line
#define SBILL_837_T_DRUG struct sbill_drug
#define SBILL_837_T_DME struct sbill_dme
#define SBILL_837_T_AMBULANCE struct sbill_ambulance
#define SBILL_837_T_CONTRACT struct sbill_contract
#define SBILL_837_T_REPRICING struct sbill_repricing
#define SBILL_837_T_ATTACHMENT struct sbill_attachment
#define SBILL_837_T_REMARK struct sbill_remark
#define SBILL_837_T_SPINAL struct sbill_spinal
#define SBILL_837_T_EPSDT struct sbill_epsdt
#define SBILL_837_T_ORTHO struct sbill_ortho
#define SBILL_837_T_VISION struct sbill_vision
#define SBILL_837_T_TOOTH_STATUS struct sbill_tooth_status
#define SBILL_837_T_TOOTH struct sbill_tooth
#define SBILL_837_T_TEST_RESULT struct sbill_test_result
#define SBILL_837_T_FORM struct sbill_form
#define SBILL_837_T_ANSWER struct sbill_form_answer
#define SBILL_837_T_IDENTIFIER struct sbill_identifier
#define SBILL_837_T_PAYER_IDENTIFIER struct sbill_identifier
#define SBILL_837_T_PLAN_IDENTIFIER struct sbill_identifier
#define SBILL_837_T_LINE_ADJUDICATION struct sbill_line_adjudication

/* An element that is a member of the record: place, component, how, usage, type, least and most characters, whose, which.
 * More members of the row may follow. */
#define E_(at_, part_, how_, usage_, type_, min_, max_, H, member, ...)                                        \
    {                                                                                                          \
        .at = at_, .part = part_, .how = SBILL_837_##how_, .usage = usage_, .type = type_, .min = min_,        \
        .max = max_, .holder = SBILL_837_##H, .offset = offsetof(SBILL_837_T_##H, member),                     \
        __VA_ARGS__                                                                                            \
    }
/* One that is none: the file's own. */
#define N_(at_, part_, how_, usage_, type_, min_, max_, ...)                                            \
    {                                                                                                   \
        .at = at_, .part = part_, .how = SBILL_837_##how_, .usage = usage_, .type = type_, .min = min_, \
        .max = max_, __VA_ARGS__                                                                        \
    }
#define CODES(z) .codes = z
#define AT(i) .index = i
#define PAIR(i) .pair = i
#define FORMS(f) .forms = SBILL_837_##f
/* A constant; a constant that says what another element is. */
#define FIX(at, code) N_(at, 0, FIXED, 'R', 'I', 1, 3, CODES(code))
#define KEY(at, code, of) N_(at, 0, KEY, 'S', 'I', 1, 3, CODES(code), PAIR(of))

#define ELEMENTS(...) \
    .elements = (const struct sbill_837_element[]){__VA_ARGS__}, \
    .count = sizeof((const struct sbill_837_element[]){__VA_ARGS__}) / sizeof(struct sbill_837_element)
#define END_OF_TABLE {.id = NULL}
#define SHARED(table) .elements = table, .count = sizeof(table) / sizeof *(table)
/* A segment told by its name alone, and one told by the codes of an element. */
#define SEG(id_, name_, usage_, repeat_, ...) \
    {.id = id_, .name = name_, .usage = usage_, .repeat = repeat_, __VA_ARGS__}
#define QSEG(id_, at, codes_, name_, usage_, repeat_, ...) \
    {.id = id_, .name = name_, .qualifier = at, .codes = codes_, .usage = usage_, .repeat = repeat_, __VA_ARGS__}

/* The shapes that come again and again. */
#define REF(code, name, F, repeat, H, member) \
    QSEG("REF", 1, code, name, 'S', repeat, FORMS(F), \
        ELEMENTS(FIX(1, code), E_(2, 0, TEXT, 'R', 'A', 1, 50, H, member)))
#define DTP(code, name, F, H, member) \
    QSEG("DTP", 1, code, name, 'S', 1, FORMS(F), \
        ELEMENTS(FIX(1, code), FIX(2, "D8"), E_(3, 0, DATE, 'R', 'D', 1, 35, H, member)))
#define AMT(code, name, F, H, member) \
    QSEG("AMT", 1, code, name, 'S', 1, FORMS(F), \
        ELEMENTS(FIX(1, code), E_(2, 0, MONEY, 'R', 'R', 1, 18, H, member)))
#define N3(usage, H, lines) \
    SEG("N3", "Street", usage, 1, \
        ELEMENTS(E_(1, 0, TEXTS, 'R', 'A', 1, 55, H, lines), E_(2, 0, TEXTS, 'S', 'A', 1, 55, H, lines, AT(1))))
#define N4(usage, H, address) \
    SEG("N4", "City, state, ZIP", usage, 1, \
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 2, 30, H, address.city), E_(2, 0, STATE, 'S', 'I', 2, 2, H, address), \
            E_(3, 0, DIGITS, 'S', 'I', 3, 15, H, address.zip), E_(4, 0, COUNTRY, 'S', 'I', 2, 3, H, address), \
            E_(7, 0, SUBDIVISION, 'S', 'I', 1, 3, H, address)))
/* The address itself is the holder. */
#define N4_OF_ADDRESS(usage, H) \
    SEG("N4", "City, state, ZIP", usage, 1, \
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 2, 30, H, city), E_(2, 0, STATE, 'S', 'I', 2, 2, H, lines), \
            E_(3, 0, DIGITS, 'S', 'I', 3, 15, H, zip), E_(4, 0, COUNTRY, 'S', 'I', 2, 3, H, lines), \
            E_(7, 0, SUBDIVISION, 'S', 'I', 1, 3, H, lines)))

/* Segment tables of the loops, each ended by a row without id. */
extern const struct sbill_837_segment
    /* x12_party.c */
    sbill_837_submitter[], sbill_837_receiver[], sbill_837_billing_level[], sbill_837_billing[], sbill_837_pay_to[],
    sbill_837_pay_to_plan[], sbill_837_subscriber_level[], sbill_837_subscriber[], sbill_837_payer[],
    sbill_837_patient_level[], sbill_837_patient[], sbill_837_referring[], sbill_837_rendering[], sbill_837_facility[],
    sbill_837_supervising[], sbill_837_pickup[], sbill_837_dropoff[],
    /* x12_claim.c */
    sbill_837_claim[],
    /* x12_cob.c */
    sbill_837_other_coverage[], sbill_837_other_subscriber[], sbill_837_other_payer[], sbill_837_elsewhere[],
    sbill_837_decision[],
    /* x12_line.c */
    sbill_837_service[], sbill_837_drug[], sbill_837_form[], sbill_837_line_rendering[], sbill_837_purchased[],
    sbill_837_line_facility[], sbill_837_line_person[], sbill_837_ordering[];

#endif
