/* The 837 map's tables: loops, segments, elements, in the order of the guides. How to read a row: lib/map/x12.h. */
#include "map/x12.h"

#include <stddef.h>

/* A table reads by its rows. */
/* clang-format off */

/* The struct of each holder, for offsets. */
#define T_RECORD struct sbill_record
#define T_PATIENT struct sbill_patient
#define T_COVERAGE struct sbill_coverage
#define T_SUBSCRIBER struct sbill_subscriber
#define T_PROVIDER struct sbill_provider
#define T_PAY_TO struct sbill_address
#define T_PLAN struct sbill_plan
#define T_ADJUDICATION struct sbill_adjudication
#define T_LINE struct sbill_line
#define T_DRUG struct sbill_drug
#define T_DME struct sbill_dme
#define T_AMBULANCE struct sbill_ambulance
#define T_CONTRACT struct sbill_contract
#define T_REPRICING struct sbill_repricing
#define T_ATTACHMENT struct sbill_attachment
#define T_REMARK struct sbill_remark
#define T_SPINAL struct sbill_spinal
#define T_EPSDT struct sbill_epsdt
#define T_ORTHO struct sbill_ortho
#define T_VISION struct sbill_vision
#define T_TOOTH_STATUS struct sbill_tooth_status
#define T_TOOTH struct sbill_tooth
#define T_TEST_RESULT struct sbill_test_result
#define T_FORM struct sbill_form
#define T_ANSWER struct sbill_form_answer
#define T_IDENTIFIER struct sbill_identifier
#define T_PAYER_IDENTIFIER struct sbill_identifier
#define T_PLAN_IDENTIFIER struct sbill_identifier
#define T_LINE_ADJUDICATION struct sbill_line_adjudication

/* An element that is a member of the record: place, component, how, usage, type, least and most characters, whose,
 * which. More members of the row may follow. */
#define E_(at_, part_, how_, usage_, type_, min_, max_, H, member, ...)                                        \
    {                                                                                                          \
        .at = at_, .part = part_, .how = SBILL_837_##how_, .usage = usage_, .type = type_, .min = min_,        \
        .max = max_, .holder = SBILL_837_##H, .offset = offsetof(T_##H, member),                     \
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


/* ---- who has a part: loops 1000 to 2010, 2310 -------------------------------------------------- */

/* A provider: name, NPI. */
static const struct sbill_837_element nm1_provider[] = {
    N_(1, 0, ROLE, 'R', 'I', 2, 3),
    E_(2, 0, WORD, 'R', 'I', 1, 1, PROVIDER, entity, CODES("1 2")),
    E_(3, 0, NAME, 'R', 'A', 1, 60, PROVIDER, organization, .other = offsetof(struct sbill_provider, name.last)),
    E_(4, 0, TEXT, 'S', 'A', 1, 35, PROVIDER, name.first),
    E_(5, 0, TEXT, 'S', 'A', 1, 25, PROVIDER, name.middle),
    E_(7, 0, TEXT, 'S', 'A', 1, 10, PROVIDER, name.suffix),
    KEY(8, "XX", 9),
    E_(9, 0, TEXT, 'S', 'A', 2, 80, PROVIDER, npi),
};
/* Only what it is, for loops that say no more. */
static const struct sbill_837_element nm1_place[] = {
    N_(1, 0, ROLE, 'R', 'I', 2, 3),
    FIX(2, "2"),
};
static const struct sbill_837_element per_provider[] = {
    FIX(1, "IC"),
    E_(2, 0, SPECIAL, 'S', 'A', 1, 60, PROVIDER, contact),
    N_(3, 0, SPECIAL, 'R', 'I', 2, 2, CODES("TE FX EM")),
    E_(4, 0, SPECIAL, 'R', 'A', 1, 256, PROVIDER, phone),
    N_(5, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EX FX EM TE")),
    E_(6, 0, SPECIAL, 'S', 'A', 1, 256, PROVIDER, phone_extension),
    N_(7, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EM FX EX TE")),
    E_(8, 0, SPECIAL, 'S', 'A', 1, 256, PROVIDER, email),
};
static const struct sbill_837_element ref_provider[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 3, IDENTIFIER, type),
    E_(2, 0, TEXT, 'R', 'A', 1, 50, IDENTIFIER, value),
};
#define PRV(F, code) \
    QSEG("PRV", 1, code, "Specialty", 'S', 1, FORMS(F), \
        ELEMENTS(N_(1, 0, FIXED, 'R', 'I', 1, 3, CODES(code)), FIX(2, "PXC"), \
            E_(3, 0, TEXT, 'R', 'A', 1, 50, PROVIDER, taxonomy)))
#define PROVIDER_PER(usage, repeat) SEG("PER", "Contact", usage, repeat, .special = SBILL_837_PER, SHARED(per_provider))
#define PROVIDER_REF(codes, F, repeat) \
    QSEG("REF", 1, codes, "Secondary identification", 'S', repeat, FORMS(F), .special = SBILL_837_IDENTIFIERS, \
        .each = SBILL_837_IDENTIFIER, SHARED(ref_provider))
#define NM1(...) SEG("NM1", "Name", 'R', 1, .always = true, __VA_ARGS__)

/* ---- 1000: from the options ---- */

static const struct sbill_837_element nm1_envelope[] = {
    N_(1, 0, ROLE, 'R', 'I', 2, 3),
    N_(2, 0, SPECIAL, 'R', 'I', 1, 1, CODES("1 2")),
    N_(3, 0, SPECIAL, 'R', 'A', 1, 60),
    N_(4, 0, SPECIAL, 'S', 'A', 1, 35),
    N_(5, 0, SPECIAL, 'S', 'A', 1, 25),
    N_(8, 0, SPECIAL, 'R', 'I', 1, 2, CODES("46")),
    N_(9, 0, SPECIAL, 'R', 'A', 2, 80),
};
static const struct sbill_837_element per_envelope[] = {
    FIX(1, "IC"),
    N_(2, 0, SPECIAL, 'S', 'A', 1, 60),
    N_(3, 0, SPECIAL, 'R', 'I', 2, 2, CODES("EM FX TE ED")),
    N_(4, 0, SPECIAL, 'R', 'A', 1, 256),
    N_(5, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EM EX FX TE ED")),
    N_(6, 0, SPECIAL, 'S', 'A', 1, 256),
    N_(7, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EM EX FX TE ED")),
    N_(8, 0, SPECIAL, 'S', 'A', 1, 256),
};
static const struct sbill_837_segment submitter[] = {
    NM1(SHARED(nm1_envelope)),
    SEG("PER", "Contact", 'R', 2, SHARED(per_envelope)),
    END_OF_TABLE,
};
static const struct sbill_837_segment receiver[] = {
    NM1(SHARED(nm1_envelope)),
    END_OF_TABLE,
};

/* ---- 2000A, 2010A: who bills ---- */

static const struct sbill_837_element hl_top[] = {
    N_(1, 0, SPECIAL, 'R', 'A', 1, 12),
    FIX(3, "20"),
    N_(4, 0, SPECIAL, 'R', 'I', 1, 1, CODES("1")),
};
static const struct sbill_837_segment billing_level[] = {
    SEG("HL", "Level", 'R', 1, SHARED(hl_top)),
    PRV(PD, "BI"),
    SEG("CUR", "Currency", 'S', 1, ELEMENTS(FIX(1, "85"), E_(2, 0, TEXT, 'R', 'I', 3, 3, RECORD, currency))),
    END_OF_TABLE,
};
static const struct sbill_837_segment billing[] = {
    NM1(SHARED(nm1_provider)),
    N3('R', PROVIDER, address.lines),
    N4('R', PROVIDER, address),
    QSEG("REF", 1, "EI SY", "Tax id", 'R', 1,
        ELEMENTS(E_(1, 0, WORD, 'R', 'I', 2, 3, PROVIDER, tax_id_type, CODES("EI SY"), PAIR(2)),
            E_(2, 0, DIGITS, 'R', 'A', 1, 50, PROVIDER, tax_id))),
    PROVIDER_REF("0B 1G", PD, 2),
    PROVIDER_PER('S', 2),
    END_OF_TABLE,
};
static const struct sbill_837_segment pay_to[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3),
        E_(2, 0, WORD, 'R', 'I', 1, 1, RECORD, providers.pay_to_entity, CODES("2 1"), PAIR(1)))),
    N3('R', PAY_TO, lines),
    N4_OF_ADDRESS('R', PAY_TO),
    END_OF_TABLE,
};
static const struct sbill_837_segment pay_to_plan[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), FIX(2, "2"), E_(3, 0, TEXT, 'R', 'A', 1, 60, PLAN, name),
        E_(8, 0, QUALIFIER, 'R', 'I', 1, 2, PLAN, id_type, CODES("PI XV"), PAIR(9)),
        E_(9, 0, TEXT, 'R', 'A', 2, 80, PLAN, id))),
    N3('R', PLAN, address.lines),
    N4('R', PLAN, address),
    QSEG("REF", 1, "2U FY NF EI", "Secondary identification, tax id", 'R', 2, .each = SBILL_837_PLAN_IDENTIFIER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 3, PLAN_IDENTIFIER, type),
            E_(2, 0, TEXT, 'R', 'A', 1, 50, PLAN_IDENTIFIER, value))),
    END_OF_TABLE,
};

/* ---- 2000B, 2010B: who is insured, and who pays ---- */

static const struct sbill_837_element hl_below[] = {
    N_(1, 0, SPECIAL, 'R', 'A', 1, 12),
    N_(2, 0, SPECIAL, 'R', 'A', 1, 12),
    N_(3, 0, FIXED, 'R', 'I', 1, 2, CODES("22 23")),
    N_(4, 0, SPECIAL, 'R', 'I', 1, 1, CODES("0 1")),
};
#define PAT_ROWS \
    KEY(5, "D8", 6), \
    E_(6, 0, DATE, 'S', 'D', 1, 35, PATIENT, death_date), \
    KEY(7, "01", 8), \
    E_(8, 0, QTY, 'S', 'R', 1, 10, PATIENT, weight_pounds), \
    E_(9, 0, YES, 'S', 'I', 1, 1, PATIENT, pregnant, CODES("Y"))
static const struct sbill_837_segment subscriber_level[] = {
    SEG("HL", "Level", 'R', 1, SHARED(hl_below)),
    SEG("SBR", "Subscriber", 'R', 1, .always = true,
        ELEMENTS(E_(1, 0, ORDER, 'R', 'I', 1, 1, COVERAGE, order, CODES(SBILL_837_ORDERS)),
            E_(2, 0, WORD, 'S', 'I', 2, 2, COVERAGE, relationship, CODES("18")),
            E_(3, 0, TEXT, 'S', 'A', 1, 50, COVERAGE, group_number),
            E_(4, 0, TEXT, 'S', 'A', 1, 60, COVERAGE, group_name),
            E_(5, 0, TEXT, 'S', 'I', 1, 3, COVERAGE, insurance_type, CODES("12 13 14 15 16 41 42 43 47")),
            E_(9, 0, TEXT, 'S', 'I', 1, 2, COVERAGE, filing_indicator,
                CODES("11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ")))),
    SEG("PAT", "Patient", 'S', 1, FORMS(P), ELEMENTS(PAT_ROWS)),
    END_OF_TABLE,
};
static const struct sbill_837_element nm1_subscriber[] = {
    N_(1, 0, ROLE, 'R', 'I', 2, 3),
    E_(2, 0, WORD, 'R', 'I', 1, 1, SUBSCRIBER, entity, CODES("1 2")),
    E_(3, 0, NAME, 'R', 'A', 1, 60, SUBSCRIBER, organization, .other = offsetof(struct sbill_subscriber, name.last)),
    E_(4, 0, TEXT, 'S', 'A', 1, 35, SUBSCRIBER, name.first),
    E_(5, 0, TEXT, 'S', 'A', 1, 25, SUBSCRIBER, name.middle),
    E_(7, 0, TEXT, 'S', 'A', 1, 10, SUBSCRIBER, name.suffix),
    E_(8, 0, QUALIFIER, 'R', 'I', 1, 2, COVERAGE, member_id_type, CODES("MI II"), PAIR(9)),
    E_(9, 0, TEXT, 'R', 'A', 2, 80, COVERAGE, member_id),
};
#define PERSON_PER(H) \
    SEG("PER", "Contact (property and casualty)", 'S', 1, .special = SBILL_837_PER, \
        ELEMENTS(FIX(1, "IC"), E_(2, 0, SPECIAL, 'S', 'A', 1, 60, H, contact), \
            N_(3, 0, SPECIAL, 'R', 'I', 2, 2, CODES("TE")), E_(4, 0, SPECIAL, 'R', 'A', 1, 256, H, phone), \
            N_(5, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EX")), E_(6, 0, SPECIAL, 'S', 'A', 1, 256, H, phone_extension)))
#define DMG(usage, H) \
    SEG("DMG", "Birth date, sex", usage, 1, \
        ELEMENTS(KEY(1, "D8", 2), E_(2, 0, DATE, 'R', 'D', 1, 35, H, birth_date), \
            E_(3, 0, WORD, 'R', 'I', 1, 1, H, sex, CODES("F M - U"))))
static const struct sbill_837_segment subscriber[] = {
    NM1(SHARED(nm1_subscriber)),
    N3('S', SUBSCRIBER, address.lines),
    N4('S', SUBSCRIBER, address),
    DMG('S', SUBSCRIBER),
    QSEG("REF", 1, "SY", "Social security number", 'S', 1,
        ELEMENTS(FIX(1, "SY"), E_(2, 0, DIGITS, 'R', 'A', 1, 50, SUBSCRIBER, ssn))),
    REF("Y4", "Property and casualty claim number", PD, 1, COVERAGE, claim_number),
    PERSON_PER(SUBSCRIBER),
    END_OF_TABLE,
};
static const struct sbill_837_element nm1_payer[] = {
    N_(1, 0, ROLE, 'R', 'I', 2, 3),
    FIX(2, "2"),
    E_(3, 0, TEXT, 'R', 'A', 1, 60, COVERAGE, payer.name),
    E_(8, 0, QUALIFIER, 'R', 'I', 1, 2, COVERAGE, payer.id_type, CODES("PI XV"), PAIR(9)),
    E_(9, 0, TEXT, 'R', 'A', 2, 80, COVERAGE, payer.id),
};
static const struct sbill_837_segment payer[] = {
    NM1(SHARED(nm1_payer)),
    N3('S', COVERAGE, payer.address.lines),
    N4('S', COVERAGE, payer.address),
    QSEG("REF", 1, "2U EI FY NF", "Payer secondary identification", 'S', 3, .each = SBILL_837_PAYER_IDENTIFIER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 3, PAYER_IDENTIFIER, type),
            E_(2, 0, TEXT, 'R', 'A', 1, 50, PAYER_IDENTIFIER, value))),
    QSEG("REF", 1, "G2 LU", "Billing provider's number with this payer", 'S', 2, .special = SBILL_837_PAYER_GIVEN,
        .each = SBILL_837_IDENTIFIER, SHARED(ref_provider)),
    END_OF_TABLE,
};

/* ---- 2000C, 2010CA: the patient, if another ---- */

static const struct sbill_837_segment patient_level[] = {
    SEG("HL", "Level", 'R', 1, SHARED(hl_below)),
    SEG("PAT", "Patient", 'R', 1, .always = true,
        ELEMENTS(E_(1, 0, WORD, 'R', 'I', 2, 2, COVERAGE, relationship, CODES("18 01 19 20 21 39 40 53 G8")),
            PAT_ROWS)),
    END_OF_TABLE,
};
static const struct sbill_837_segment patient[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), FIX(2, "1"), E_(3, 0, TEXT, 'R', 'A', 1, 60, PATIENT, name.last),
        E_(4, 0, TEXT, 'S', 'A', 1, 35, PATIENT, name.first), E_(5, 0, TEXT, 'S', 'A', 1, 25, PATIENT, name.middle),
        E_(7, 0, TEXT, 'S', 'A', 1, 10, PATIENT, name.suffix))),
    N3('R', PATIENT, address.lines),
    N4('R', PATIENT, address),
    DMG('R', PATIENT),
    REF("Y4", "Property and casualty claim number", PD, 1, COVERAGE, claim_number),
    REF("1W", "Member id (property and casualty)", PD, 1, PATIENT, property_casualty_id),
    QSEG("REF", 1, "SY", "Social security number", 'S', 1,
        ELEMENTS(FIX(1, "SY"), E_(2, 0, DIGITS, 'R', 'A', 1, 50, PATIENT, ssn))),
    PERSON_PER(PATIENT),
    END_OF_TABLE,
};

/* ---- 2310: providers of the claim ---- */

static const struct sbill_837_segment referring[] = {
    NM1(SHARED(nm1_provider)),
    PRV(D, "RF"),
    PROVIDER_REF("0B 1G G2 LU", PD, 3),
    END_OF_TABLE,
};
static const struct sbill_837_segment rendering[] = {
    NM1(SHARED(nm1_provider)),
    PRV(PD, "PE"),
    PROVIDER_REF("0B 1G G2 LU", PD, 4),
    END_OF_TABLE,
};
static const struct sbill_837_segment assistant[] = {
    NM1(SHARED(nm1_provider)),
    PRV(PD, "AS PE"),
    PROVIDER_REF("0B 1G G2 LU", PD, 4),
    END_OF_TABLE,
};
static const struct sbill_837_segment facility[] = {
    NM1(SHARED(nm1_provider)),
    N3('R', PROVIDER, address.lines),
    N4('R', PROVIDER, address),
    PROVIDER_REF("0B G2 LU", PD, 3),
    PERSON_PER(PROVIDER),
    END_OF_TABLE,
};
static const struct sbill_837_segment supervising[] = {
    NM1(SHARED(nm1_provider)),
    PROVIDER_REF("0B 1G G2 LU", PD, 4),
    END_OF_TABLE,
};
static const struct sbill_837_segment pickup[] = {
    NM1(SHARED(nm1_place)),
    N3('R', AMBULANCE, pickup.lines),
    N4('R', AMBULANCE, pickup),
    END_OF_TABLE,
};
static const struct sbill_837_segment dropoff[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), FIX(2, "2"),
        E_(3, 0, TEXT, 'S', 'A', 1, 60, AMBULANCE, dropoff_name))),
    N3('R', AMBULANCE, dropoff.lines),
    N4('R', AMBULANCE, dropoff),
    END_OF_TABLE,
};

/* ---- the claim: loop 2300 -------------------------------------------------------------------------- */

#define CLM_ROWS \
    E_(1, 0, TEXT, 'R', 'A', 1, 38, RECORD, control_number), \
    E_(2, 0, MONEY, 'R', 'R', 1, 18, RECORD, total_charge), \
    E_(5, 1, TEXT, 'R', 'A', 1, 2, RECORD, place_of_service), \
    N_(5, 2, FIXED, 'R', 'I', 1, 2, CODES("B")), \
    E_(5, 3, INT, 'R', 'I', 1, 1, RECORD, frequency), \
    E_(6, 0, FLAG, 'R', 'I', 1, 1, RECORD, provider_signature, CODES("Y N")), \
    E_(7, 0, WORD, 'R', 'I', 1, 1, COVERAGE, accept_assignment, CODES("A C B")), \
    E_(8, 0, WORD, 'R', 'I', 1, 1, COVERAGE, assignment_of_benefits, CODES("Y N W")), \
    E_(9, 0, WORD, 'R', 'I', 1, 1, COVERAGE, release_of_information, CODES("Y - I"))
static const struct sbill_837_element clm[] = {
    CLM_ROWS,
    E_(10, 0, TEXT, 'S', 'I', 1, 1, COVERAGE, signature_source, CODES("P"), FORMS(P)),
    E_(11, 1, CAUSE, 'S', 'I', 2, 3, RECORD, accident, CODES("AA EM OA")),
    E_(11, 2, CAUSE, 'S', 'I', 2, 3, RECORD, accident, CODES("AA EM OA"), AT(1)),
    E_(11, 3, CAUSE, 'S', 'I', 2, 3, RECORD, accident, CODES("AA EM OA"), AT(2)),
    E_(11, 4, TEXT, 'S', 'I', 2, 2, RECORD, accident.state),
    E_(11, 5, TEXT, 'S', 'I', 2, 3, RECORD, accident.country),
    E_(12, 0, TEXT, 'S', 'I', 2, 3, RECORD, special_program, CODES("01 02 03 05 09")),
    E_(19, 0, USE, 'S', 'I', 2, 2, RECORD, use, CODES("PB"), FORMS(D)),
    E_(20, 0, TEXT, 'S', 'I', 1, 2, RECORD, delay_reason, CODES("1 2 3 4 5 6 7 8 9 10 11 15")),
};
static const struct sbill_837_element pwk[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 2, ATTACHMENT, type),
    E_(2, 0, TEXT, 'R', 'I', 1, 2, ATTACHMENT, transmission, CODES("AA BM EL EM FT FX")),
    KEY(5, "AC", 6),
    E_(6, 0, TEXT, 'S', 'A', 2, 80, ATTACHMENT, control_number),
};
static const struct sbill_837_element cn1[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 2, CONTRACT, type, CODES("01 02 03 04 05 06 09")),
    E_(2, 0, MONEY, 'S', 'R', 1, 18, CONTRACT, amount),
    E_(3, 0, QTY, 'S', 'R', 1, 6, CONTRACT, percent),
    E_(4, 0, TEXT, 'S', 'A', 1, 50, CONTRACT, code),
    E_(5, 0, QTY, 'S', 'R', 1, 6, CONTRACT, discount_percent),
    E_(6, 0, TEXT, 'S', 'A', 1, 30, CONTRACT, version),
};
static const struct sbill_837_element nte[] = {
    E_(1, 0, TEXT, 'R', 'I', 3, 3, REMARK, type),
    E_(2, 0, TEXT, 'R', 'A', 1, 80, REMARK, text),
};
static const struct sbill_837_element hcp[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 2, REPRICING, method, CODES("00 01 02 03 04 05 06 07 08 09 10 11 12 13 14")),
    E_(2, 0, MONEY, 'R', 'R', 1, 18, REPRICING, allowed),
    E_(3, 0, MONEY, 'S', 'R', 1, 18, REPRICING, savings),
    E_(4, 0, TEXT, 'S', 'A', 1, 50, REPRICING, organization_id),
    E_(5, 0, QTY, 'S', 'R', 1, 9, REPRICING, rate),
    E_(6, 0, TEXT, 'S', 'A', 1, 50, REPRICING, group_code),
    E_(7, 0, MONEY, 'S', 'R', 1, 18, REPRICING, group_amount),
    E_(13, 0, TEXT, 'S', 'I', 2, 2, REPRICING, reject_reason, CODES("T1 T2 T3 T4 T5 T6")),
    E_(14, 0, TEXT, 'S', 'I', 1, 2, REPRICING, compliance, CODES("1 2 3 4 5")),
    E_(15, 0, TEXT, 'S', 'I', 1, 2, REPRICING, exception, CODES("1 2 3 4 5 6")),
};
#define CRC_FIVE(H, codes) \
    E_(3, 0, TEXTS, 'R', 'I', 2, 3, H, conditions, CODES(codes)), \
    E_(4, 0, TEXTS, 'S', 'I', 2, 3, H, conditions, CODES(codes), AT(1)), \
    E_(5, 0, TEXTS, 'S', 'I', 2, 3, H, conditions, CODES(codes), AT(2))
#define CODES_ROW(first, codes_, member) \
    ELEMENTS(N_(1, 1, SPECIAL, 'R', 'I', 1, 3, CODES(first)), E_(1, 2, SPECIAL, 'R', 'A', 1, 30, RECORD, member), \
        N_(2, 1, SPECIAL, 'S', 'I', 1, 3, CODES(codes_)), E_(2, 2, SPECIAL, 'S', 'A', 1, 30, RECORD, member))
#define DIAGNOSES(usage, F) \
    QSEG("HI", 1, "ABK ABF BK BF TQ", "Diagnoses", usage, 1, FORMS(F), .special = SBILL_837_DIAGNOSES, \
        CODES_ROW("ABK BK TQ", "ABF BF TQ", diagnoses))

static const struct sbill_837_segment claim[] = {
    SEG("CLM", "Claim", 'R', 1, .always = true, SHARED(clm)),
    DTP("431", "Onset", P, RECORD, dates.onset),
    DTP("454", "First treatment", P, RECORD, dates.initial_treatment),
    DTP("304", "Last seen", P, RECORD, dates.last_seen),
    DTP("453", "Acute manifestation", P, RECORD, dates.acute_manifestation),
    DTP("439", "Accident", PD, RECORD, accident.date),
    DTP("484", "Last menstrual period", P, RECORD, dates.last_menstrual_period),
    DTP("455", "Last X-ray", P, RECORD, dates.last_xray),
    DTP("471", "Hearing or vision prescription", P, RECORD, dates.prescription),
    QSEG("DTP", 1, "314 360 361", "Disability", 'S', 1, FORMS(P), .special = SBILL_837_DISABILITY,
        ELEMENTS(N_(1, 0, SPECIAL, 'R', 'I', 3, 3, CODES("314 360 361")),
            N_(2, 0, SPECIAL, 'R', 'I', 2, 3, CODES("D8 RD8")),
            E_(3, 0, SPECIAL, 'R', 'D', 1, 35, RECORD, dates.disability_from,
                .other = offsetof(struct sbill_record, dates.disability_to)))),
    DTP("297", "Last worked", P, RECORD, dates.last_worked),
    DTP("296", "Back to work", P, RECORD, dates.return_to_work),
    DTP("435", "Admission", P, RECORD, dates.admission),
    DTP("096", "Discharge", P, RECORD, dates.discharge),
    DTP("090", "Care assumed", P, RECORD, dates.care_assumed),
    DTP("091", "Care relinquished", P, RECORD, dates.care_relinquished),
    DTP("444", "First contact (property and casualty)", P, RECORD, dates.first_contact),
    DTP("452", "Appliance placed", D, ORTHO, placement_date),
    QSEG("DTP", 1, "472", "Date of service", 'S', 1, FORMS(D),
        ELEMENTS(FIX(1, "472"), N_(2, 0, FORMAT, 'R', 'I', 2, 3, CODES("D8 RD8")),
            E_(3, 0, PERIOD, 'R', 'D', 1, 35, RECORD, date_from, .other = offsetof(struct sbill_record, date_to)))),
    DTP("050", "Received by the repricer", PD, RECORD, dates.repricer_received),
    SEG("DN1", "Orthodontic treatment", 'S', 1, FORMS(D), .special = SBILL_837_DN1,
        ELEMENTS(E_(1, 0, SPECIAL, 'S', 'R', 1, 15, ORTHO, months_total),
            E_(2, 0, SPECIAL, 'S', 'R', 1, 15, ORTHO, months_remaining),
            E_(4, 0, SPECIAL, 'S', 'A', 1, 80, ORTHO, description))),
    SEG("DN2", "Tooth status", 'S', 35, FORMS(D), .each = SBILL_837_TOOTH_STATUS,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 1, 50, TOOTH_STATUS, number),
            E_(2, 0, TEXT, 'R', 'I', 1, 2, TOOTH_STATUS, status, CODES("E M")),
            N_(6, 0, FIXED, 'R', 'I', 1, 3, CODES("JP")))),
    SEG("PWK", "Papers", 'S', 10, .each = SBILL_837_ATTACHMENT, SHARED(pwk)),
    SEG("CN1", "Contract", 'S', 1, SHARED(cn1)),
    AMT("F5", "Paid by the patient", PD, RECORD, patient_paid),
    REF("G3", "Predetermination", D, 1, RECORD, references.predetermination),
    REF("4N", "Service authorization exception", PD, 1, RECORD, references.service_authorization_exception),
    REF("F5", "Medicare section 4081", P, 1, RECORD, references.medicare_crossover),
    REF("EW", "Mammography certification", P, 1, RECORD, references.mammography_cert),
    REF("F8", "Payer's claim control number", D, 1, COVERAGE, payer_claim_control_number),
    REF("9F", "Referral", PD, 1, COVERAGE, referral_number),
    REF("G1", "Prior authorization", PD, 1, COVERAGE, prior_authorization),
    REF("F8", "Payer's claim control number", P, 1, COVERAGE, payer_claim_control_number),
    REF("X4", "CLIA", P, 1, RECORD, references.clia),
    REF("9A", "Repriced claim number", PD, 1, REPRICING, repriced_reference),
    REF("9C", "Adjusted repriced claim number", PD, 1, REPRICING, adjusted_reference),
    REF("LX", "Investigational device exemption", P, 1, RECORD, references.ide_number),
    REF("D9", "Number of the clearinghouse", PD, 1, RECORD, references.intermediary_claim_id),
    REF("EA", "Medical record number", P, 1, PATIENT, mrn),
    REF("P4", "Demonstration project", P, 1, RECORD, references.demonstration_project),
    REF("1J", "Care plan oversight", P, 1, RECORD, references.care_plan_oversight),
    SEG("K3", "Fixed-format texts", 'S', 10, .special = SBILL_837_CODES,
        ELEMENTS(E_(1, 0, SPECIAL, 'R', 'A', 1, 80, RECORD, fixed_format))),
    QSEG("NTE", 1, "ADD CER DCP DGN TPO", "Note", 'S', 1, FORMS(P), .each = SBILL_837_REMARK, SHARED(nte)),
    QSEG("NTE", 1, "ADD CER DCP DGN TPO", "Note", 'S', 5, FORMS(D), .each = SBILL_837_REMARK, SHARED(nte)),
    SEG("CR1", "Ambulance transport", 'S', 1, FORMS(P),
        ELEMENTS(KEY(1, "LB", 2), E_(2, 0, QTY, 'S', 'R', 1, 10, AMBULANCE, weight_pounds),
            E_(4, 0, TEXT, 'R', 'I', 1, 1, AMBULANCE, reason, CODES("A B C D E")), KEY(5, "DH", 6),
            E_(6, 0, QTY, 'R', 'R', 1, 15, AMBULANCE, miles), E_(9, 0, TEXT, 'S', 'A', 1, 80, AMBULANCE, round_trip),
            E_(10, 0, TEXT, 'S', 'A', 1, 80, AMBULANCE, stretcher))),
    SEG("CR2", "Spinal manipulation", 'S', 1, FORMS(P),
        ELEMENTS(E_(8, 0, TEXT, 'R', 'I', 1, 1, SPINAL, condition, CODES("A C D E F G M")),
            E_(10, 0, TEXTS, 'S', 'A', 1, 80, SPINAL, description),
            E_(11, 0, TEXTS, 'S', 'A', 1, 80, SPINAL, description, AT(1)))),
    QSEG("CRC", 1, "07", "Ambulance certification", 'S', 3, FORMS(P), .special = SBILL_837_CONDITIONS,
        ELEMENTS(FIX(1, "07"), N_(2, 0, SPECIAL, 'R', 'I', 1, 1, CODES("Y N")),
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, AMBULANCE, conditions, CODES("01 04 05 06 07 08 09 12"),
                .other = offsetof(struct sbill_ambulance, conditions_absent)))),
    QSEG("CRC", 1, "E1 E2 E3", "Vision", 'S', 3, FORMS(P), .each = SBILL_837_VISION,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 2, VISION, category),
            E_(2, 0, FLAG, 'R', 'I', 1, 1, VISION, certified, CODES("Y N")), CRC_FIVE(VISION, "L1 L2 L3 L4 L5"),
            E_(6, 0, TEXTS, 'S', 'I', 2, 3, VISION, conditions, CODES("L1 L2 L3 L4 L5"), AT(3)),
            E_(7, 0, TEXTS, 'S', 'I', 2, 3, VISION, conditions, CODES("L1 L2 L3 L4 L5"), AT(4)))),
    QSEG("CRC", 1, "75", "Homebound", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "75"), E_(2, 0, YES, 'R', 'I', 1, 1, RECORD, homebound, CODES("Y")), FIX(3, "IH"))),
    QSEG("CRC", 1, "ZZ", "EPSDT referral", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "ZZ"), E_(2, 0, FLAG, 'R', 'I', 1, 1, EPSDT, referral_given, CODES("Y N")),
            CRC_FIVE(EPSDT, "AV NU S2 ST"))),
    DIAGNOSES('R', P),
    DIAGNOSES('S', D),
    QSEG("HI", 1, "BP BO", "Surgery that anaesthesia was for", 'S', 1, FORMS(P), .special = SBILL_837_CODES,
        CODES_ROW("BP", "BO", anesthesia_procedures)),
    QSEG("HI", 1, "BG", "Condition codes", 'S', 2, FORMS(P), .special = SBILL_837_CODES,
        CODES_ROW("BG", "BG", condition_codes)),
    SEG("HCP", "Repricing", 'S', 1, SHARED(hcp)),
    END_OF_TABLE,
};

/* ---- other payers: loops 2320, 2330, 2430 -------------------------------------------------------------- */

#define CAS_ROWS(H) \
    ELEMENTS(N_(1, 0, SPECIAL, 'R', 'I', 1, 2, CODES("CO CR OA PI PR")), \
        E_(2, 0, SPECIAL, 'R', 'I', 1, 5, H, adjustments), N_(3, 0, SPECIAL, 'R', 'R', 1, 18), \
        N_(4, 0, SPECIAL, 'S', 'R', 1, 15))

static const struct sbill_837_segment other_coverage[] = {
    SEG("SBR", "Other subscriber", 'R', 1, .always = true,
        ELEMENTS(E_(1, 0, ORDER, 'R', 'I', 1, 1, COVERAGE, order, CODES(SBILL_837_ORDERS)),
            E_(2, 0, WORD, 'R', 'I', 2, 2, COVERAGE, relationship, CODES("18 01 19 20 21 39 40 53 G8")),
            E_(3, 0, TEXT, 'S', 'A', 1, 50, COVERAGE, group_number),
            E_(4, 0, TEXT, 'S', 'A', 1, 60, COVERAGE, group_name),
            E_(5, 0, TEXT, 'S', 'I', 1, 3, COVERAGE, insurance_type, CODES("12 13 14 15 16 41 42 43 47")),
            E_(9, 0, TEXT, 'S', 'I', 1, 2, COVERAGE, filing_indicator,
                CODES("11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ")))),
    SEG("CAS", "Adjustments", 'S', 5, .special = SBILL_837_CAS, CAS_ROWS(ADJUDICATION)),
    AMT("D", "Paid by this payer", PD, ADJUDICATION, paid),
    AMT("A8", "Not covered", PD, ADJUDICATION, noncovered),
    AMT("EAF", "Remains for the patient", PD, ADJUDICATION, patient_liability),
    SEG("OI", "Assignment and release", 'R', 1,
        ELEMENTS(E_(3, 0, WORD, 'R', 'I', 1, 1, COVERAGE, assignment_of_benefits, CODES("Y N W")),
            E_(4, 0, TEXT, 'S', 'I', 1, 1, COVERAGE, signature_source, CODES("P"), FORMS(P)),
            E_(6, 0, WORD, 'R', 'I', 1, 1, COVERAGE, release_of_information, CODES("Y - I")))),
    SEG("MOA", "Outpatient adjudication", 'S', 1,
        ELEMENTS(E_(1, 0, QTY, 'S', 'R', 1, 10, ADJUDICATION, reimbursement_rate),
            E_(2, 0, MONEY, 'S', 'R', 1, 18, ADJUDICATION, hcpcs_payable),
            E_(3, 0, TEXTS, 'S', 'A', 1, 50, ADJUDICATION, remark_codes),
            E_(4, 0, TEXTS, 'S', 'A', 1, 50, ADJUDICATION, remark_codes, AT(1)),
            E_(5, 0, TEXTS, 'S', 'A', 1, 50, ADJUDICATION, remark_codes, AT(2)),
            E_(6, 0, TEXTS, 'S', 'A', 1, 50, ADJUDICATION, remark_codes, AT(3)),
            E_(7, 0, TEXTS, 'S', 'A', 1, 50, ADJUDICATION, remark_codes, AT(4)),
            E_(8, 0, MONEY, 'S', 'R', 1, 18, ADJUDICATION, esrd_paid),
            E_(9, 0, MONEY, 'S', 'R', 1, 18, ADJUDICATION, professional_component))),
    END_OF_TABLE,
};
static const struct sbill_837_segment other_subscriber[] = {
    SEG("NM1", "Name", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), E_(2, 0, WORD, 'R', 'I', 1, 1, SUBSCRIBER, entity, CODES("1 2")),
            E_(3, 0, NAME, 'R', 'A', 1, 60, SUBSCRIBER, organization,
                .other = offsetof(struct sbill_subscriber, name.last)),
            E_(4, 0, TEXT, 'S', 'A', 1, 35, SUBSCRIBER, name.first),
            E_(5, 0, TEXT, 'S', 'A', 1, 25, SUBSCRIBER, name.middle),
            E_(7, 0, TEXT, 'S', 'A', 1, 10, SUBSCRIBER, name.suffix),
            E_(8, 0, QUALIFIER, 'R', 'I', 1, 2, COVERAGE, member_id_type, CODES("MI II"), PAIR(9)),
            E_(9, 0, TEXT, 'R', 'A', 2, 80, COVERAGE, member_id))),
    N3('S', SUBSCRIBER, address.lines),
    N4('S', SUBSCRIBER, address),
    QSEG("REF", 1, "SY", "Social security number", 'S', 1,
        ELEMENTS(FIX(1, "SY"), E_(2, 0, DIGITS, 'R', 'A', 1, 50, SUBSCRIBER, ssn))),
    END_OF_TABLE,
};
static const struct sbill_837_segment other_payer[] = {
    SEG("NM1", "Name", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), FIX(2, "2"), E_(3, 0, TEXT, 'R', 'A', 1, 60, COVERAGE, payer.name),
            E_(8, 0, QUALIFIER, 'R', 'I', 1, 2, COVERAGE, payer.id_type, CODES("PI XV"), PAIR(9)),
            E_(9, 0, TEXT, 'R', 'A', 2, 80, COVERAGE, payer.id))),
    N3('S', COVERAGE, payer.address.lines),
    N4('S', COVERAGE, payer.address),
    DTP("573", "Day of the decision", PD, ADJUDICATION, date),
    QSEG("REF", 1, "2U EI FY NF", "Secondary identification", 'S', 2, .each = SBILL_837_PAYER_IDENTIFIER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 3, PAYER_IDENTIFIER, type),
            E_(2, 0, TEXT, 'R', 'A', 1, 50, PAYER_IDENTIFIER, value))),
    REF("G1", "Prior authorization", PD, 1, COVERAGE, prior_authorization),
    REF("9F", "Referral", PD, 1, COVERAGE, referral_number),
    QSEG("REF", 1, "T4", "Adjusted before", 'S', 1,
        ELEMENTS(FIX(1, "T4"), E_(2, 0, YES, 'R', 'A', 1, 50, ADJUDICATION, readjudicated, CODES("Y")))),
    REF("F8", "Payer's claim control number", PD, 1, COVERAGE, payer_claim_control_number),
    END_OF_TABLE,
};
/* Loops 2330C to H: the numbers that providers of the claim have with this payer. */
static const struct sbill_837_segment elsewhere[] = {
    SEG("NM1", "Provider", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), E_(2, 0, WORD, 'R', 'I', 1, 1, PROVIDER, entity, CODES("1 2")))),
    QSEG("REF", 1, "0B 1G G2 LU", "Number with this payer", 'R', 3, .special = SBILL_837_IDENTIFIERS,
        .each = SBILL_837_IDENTIFIER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 3, IDENTIFIER, type), E_(2, 0, TEXT, 'R', 'A', 1, 50, IDENTIFIER, value))),
    END_OF_TABLE,
};
static const struct sbill_837_segment decision[] = {
    SEG("SVD", "Line adjudication", 'R', 1, .always = true, .special = SBILL_837_SVD,
        ELEMENTS(E_(1, 0, SPECIAL, 'R', 'A', 2, 80, COVERAGE, payer.id),
            E_(2, 0, MONEY, 'R', 'R', 1, 18, LINE_ADJUDICATION, paid),
            E_(3, 1, TEXT, 'R', 'I', 2, 2, LINE_ADJUDICATION, qualifier, CODES("HC ER IV WK AD")),
            E_(3, 2, TEXT, 'R', 'A', 1, 48, LINE_ADJUDICATION, code),
            E_(3, 3, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers),
            E_(3, 4, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(1)),
            E_(3, 5, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(2)),
            E_(3, 6, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(3)),
            E_(3, 7, TEXT, 'S', 'A', 1, 80, LINE_ADJUDICATION, description),
            E_(5, 0, QTY, 'R', 'R', 1, 15, LINE_ADJUDICATION, paid_units),
            E_(6, 0, INT, 'S', 'N', 1, 6, LINE_ADJUDICATION, bundled_into))),
    SEG("CAS", "Adjustments", 'S', 5, .special = SBILL_837_CAS, CAS_ROWS(LINE_ADJUDICATION)),
    QSEG("DTP", 1, "573", "Day of the decision", 'R', 1,
        ELEMENTS(FIX(1, "573"), FIX(2, "D8"), E_(3, 0, DATE, 'R', 'D', 1, 35, LINE_ADJUDICATION, date))),
    AMT("EAF", "Remains for the patient", PD, LINE_ADJUDICATION, patient_liability),
    END_OF_TABLE,
};

/* ---- service lines: loops 2400 to 2440 ----------------------------------------------------------------- */

#define PROCEDURE_ROWS(codes) \
    E_(1, 1, PROCEDURE, 'R', 'I', 2, 2, LINE, system, CODES(codes)), \
    E_(1, 2, TEXT, 'R', 'A', 1, 48, LINE, code), \
    E_(1, 3, TEXTS, 'S', 'A', 2, 2, LINE, modifiers), \
    E_(1, 4, TEXTS, 'S', 'A', 2, 2, LINE, modifiers, AT(1)), \
    E_(1, 5, TEXTS, 'S', 'A', 2, 2, LINE, modifiers, AT(2)), \
    E_(1, 6, TEXTS, 'S', 'A', 2, 2, LINE, modifiers, AT(3)), \
    E_(1, 7, TEXT, 'S', 'A', 1, 80, LINE, description), \
    E_(2, 0, MONEY, 'R', 'R', 1, 18, LINE, charge)
#define TO_TWELVE "1 2 3 4 5 6 7 8 9 10 11 12"
#define POINTERS(at, usage) \
    E_(at, 1, POINTER, usage, 'N', 1, 2, LINE, diagnoses, CODES(TO_TWELVE)), \
    E_(at, 2, POINTER, 'S', 'N', 1, 2, LINE, diagnoses, CODES(TO_TWELVE), AT(1)), \
    E_(at, 3, POINTER, 'S', 'N', 1, 2, LINE, diagnoses, CODES(TO_TWELVE), AT(2)), \
    E_(at, 4, POINTER, 'S', 'N', 1, 2, LINE, diagnoses, CODES(TO_TWELVE), AT(3))
static const struct sbill_837_element sv1[] = {
    PROCEDURE_ROWS("HC ER IV WK"),
    E_(3, 0, WORD, 'R', 'I', 2, 2, LINE, unit, CODES("UN MJ")),
    E_(4, 0, QTY, 'R', 'R', 1, 15, LINE, units),
    E_(5, 0, TEXT, 'S', 'A', 1, 2, LINE, place_of_service),
    POINTERS(7, 'R'),
    E_(9, 0, YES, 'S', 'I', 1, 1, LINE, emergency, CODES("Y")),
    E_(11, 0, YES, 'S', 'I', 1, 1, LINE, epsdt, CODES("Y")),
    E_(12, 0, YES, 'S', 'I', 1, 1, LINE, family_planning, CODES("Y")),
    E_(15, 0, YES, 'S', 'I', 1, 1, LINE, copay_exempt, CODES("0")),
};
#define ORAL "00 01 02 03 04 05 06 07 08 09 10 20 30 40 L R"
static const struct sbill_837_element sv3[] = {
    PROCEDURE_ROWS("AD"),
    E_(3, 0, TEXT, 'S', 'A', 1, 2, LINE, place_of_service),
    E_(4, 1, TEXTS, 'S', 'I', 1, 3, LINE, oral_cavity, CODES(ORAL)),
    E_(4, 2, TEXTS, 'S', 'I', 1, 3, LINE, oral_cavity, CODES(ORAL), AT(1)),
    E_(4, 3, TEXTS, 'S', 'I', 1, 3, LINE, oral_cavity, CODES(ORAL), AT(2)),
    E_(4, 4, TEXTS, 'S', 'I', 1, 3, LINE, oral_cavity, CODES(ORAL), AT(3)),
    E_(4, 5, TEXTS, 'S', 'I', 1, 3, LINE, oral_cavity, CODES(ORAL), AT(4)),
    E_(5, 0, WORD, 'S', 'I', 1, 1, LINE, prosthesis, CODES("I R")),
    E_(6, 0, QTY, 'R', 'R', 1, 15, LINE, units),
    POINTERS(11, 'S'),
};
static const struct sbill_837_element line_hcp[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 2, REPRICING, method, CODES("00 01 02 03 04 05 06 07 08 09 10 11 12 13 14")),
    E_(2, 0, MONEY, 'R', 'R', 1, 18, REPRICING, allowed),
    E_(3, 0, MONEY, 'S', 'R', 1, 18, REPRICING, savings),
    E_(4, 0, TEXT, 'S', 'A', 1, 50, REPRICING, organization_id),
    E_(5, 0, QTY, 'S', 'R', 1, 9, REPRICING, rate),
    E_(6, 0, TEXT, 'S', 'A', 1, 50, REPRICING, group_code),
    E_(7, 0, MONEY, 'S', 'R', 1, 18, REPRICING, group_amount),
    E_(9, 0, QUALIFIER, 'S', 'I', 2, 2, REPRICING, qualifier, CODES("HC ER IV WK"), PAIR(10), FORMS(P)),
    E_(9, 0, QUALIFIER, 'S', 'I', 2, 2, REPRICING, qualifier, CODES("AD"), PAIR(10), FORMS(D)),
    E_(10, 0, TEXT, 'S', 'A', 1, 48, REPRICING, code),
    E_(11, 0, QUALIFIER, 'S', 'I', 2, 2, REPRICING, unit, CODES("UN MJ"), PAIR(12)),
    E_(12, 0, QTY, 'S', 'R', 1, 15, REPRICING, quantity),
    E_(13, 0, TEXT, 'S', 'I', 2, 2, REPRICING, reject_reason, CODES("T1 T2 T3 T4 T5 T6")),
    E_(14, 0, TEXT, 'S', 'I', 1, 2, REPRICING, compliance, CODES("1 2 3 4 5")),
    E_(15, 0, TEXT, 'S', 'I', 1, 2, REPRICING, exception, CODES("1 2 3 4 5 6")),
};
#define SERVICE_DATE(usage, F) \
    QSEG("DTP", 1, "472", "Date of service", usage, 1, FORMS(F), \
        ELEMENTS(FIX(1, "472"), N_(2, 0, FORMAT, 'R', 'I', 2, 3, CODES("D8 RD8")), \
            E_(3, 0, PERIOD, 'R', 'D', 1, 35, LINE, date_from, .other = offsetof(struct sbill_line, date_to))))
#define AUTHORIZED(code, name, member) \
    QSEG("REF", 1, code, name, 'S', 5, .special = SBILL_837_AUTHORIZATIONS, \
        ELEMENTS(N_(1, 0, FIXED, 'R', 'I', 2, 3, CODES(code)), E_(2, 0, SPECIAL, 'R', 'A', 1, 50, LINE, member), \
            N_(4, 1, SPECIAL, 'S', 'I', 2, 3, CODES("2U")), \
            E_(4, 2, SPECIAL, 'S', 'A', 1, 50, LINE, other_authorizations)))

static const struct sbill_837_segment service[] = {
    SEG("LX", "Line number", 'R', 1, .always = true, ELEMENTS(N_(1, 0, COUNT, 'R', 'N', 1, 6))),
    SEG("SV1", "Professional service", 'R', 1, FORMS(P), .always = true, SHARED(sv1)),
    SEG("SV3", "Dental service", 'R', 1, FORMS(D), .always = true, SHARED(sv3)),
    SEG("TOO", "Tooth", 'S', 32, FORMS(D), .special = SBILL_837_TOO, .each = SBILL_837_TOOTH,
        ELEMENTS(FIX(1, "JP"), E_(2, 0, SPECIAL, 'R', 'A', 1, 30, TOOTH, number),
            E_(3, 1, SPECIAL, 'S', 'I', 1, 2, TOOTH, surfaces, CODES("M O D B L F I")))),
    SEG("SV5", "Equipment", 'S', 1, FORMS(P),
        ELEMENTS(N_(1, 1, FIXED, 'R', 'I', 2, 2, CODES("HC")), E_(1, 2, SAME, 'R', 'A', 1, 48, LINE, code),
            KEY(2, "DA", 3), E_(3, 0, INT, 'R', 'R', 1, 15, DME, days),
            E_(4, 0, MONEY, 'R', 'R', 1, 18, DME, rental_price), E_(5, 0, MONEY, 'R', 'R', 1, 18, DME, purchase_price),
            E_(6, 0, TEXT, 'R', 'I', 1, 1, DME, rental_frequency, CODES("1 4 6")))),
    QSEG("PWK", 1, "CT", "Certificate of medical necessity", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "CT"),
            E_(2, 0, TEXT, 'R', 'I', 1, 2, DME, certificate_transmission, CODES("AB AD AF AG NS")))),
    SEG("PWK", "Papers", 'S', 10, FORMS(P), .each = SBILL_837_ATTACHMENT, SHARED(pwk)),
    SEG("CR1", "Ambulance transport", 'S', 1, FORMS(P),
        ELEMENTS(KEY(1, "LB", 2), E_(2, 0, QTY, 'S', 'R', 1, 10, AMBULANCE, weight_pounds),
            E_(4, 0, TEXT, 'R', 'I', 1, 1, AMBULANCE, reason, CODES("A B C D E")), KEY(5, "DH", 6),
            E_(6, 0, QTY, 'R', 'R', 1, 15, AMBULANCE, miles), E_(9, 0, TEXT, 'S', 'A', 1, 80, AMBULANCE, round_trip),
            E_(10, 0, TEXT, 'S', 'A', 1, 80, AMBULANCE, stretcher))),
    SEG("CR3", "Equipment certification", 'S', 1, FORMS(P),
        ELEMENTS(E_(1, 0, WORD, 'R', 'I', 1, 1, DME, certification, CODES("I R S")), KEY(2, "MO", 3),
            E_(3, 0, INT, 'R', 'R', 1, 15, DME, duration_months))),
    QSEG("CRC", 1, "07", "Ambulance certification", 'S', 3, FORMS(P), .special = SBILL_837_CONDITIONS,
        ELEMENTS(FIX(1, "07"), N_(2, 0, SPECIAL, 'R', 'I', 1, 1, CODES("Y N")),
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, AMBULANCE, conditions, CODES("01 04 05 06 07 08 09 12"),
                .other = offsetof(struct sbill_ambulance, conditions_absent)))),
    QSEG("CRC", 1, "70", "Employed by the hospice", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "70"), E_(2, 0, FLAG, 'R', 'I', 1, 1, LINE, hospice_employed, CODES("Y N")), FIX(3, "65"))),
    QSEG("CRC", 1, "09", "Equipment conditions", 'S', 1, FORMS(P), .special = SBILL_837_CONDITIONS,
        ELEMENTS(FIX(1, "09"), N_(2, 0, SPECIAL, 'R', 'I', 1, 1, CODES("Y N")),
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, DME, conditions, CODES("38 ZV"),
                .other = offsetof(struct sbill_dme, conditions_absent)))),
    SERVICE_DATE('R', P),
    SERVICE_DATE('S', D),
    DTP("471", "Prescription", P, LINE, dates.prescription),
    DTP("607", "Recertification", P, LINE, dates.recertification),
    DTP("463", "Therapy began", P, LINE, dates.begin_therapy),
    DTP("461", "Last certification", P, LINE, dates.last_certification),
    DTP("304", "Last seen", P, LINE, dates.last_seen),
    DTP("738", "Haemoglobin test", P, LINE, dates.hemoglobin_test),
    DTP("739", "Creatinine test", P, LINE, dates.creatinine_test),
    DTP("011", "Shipped", P, LINE, dates.shipped),
    DTP("455", "Last X-ray", P, LINE, dates.last_xray),
    DTP("454", "First treatment", P, LINE, dates.initial_treatment),
    DTP("441", "Prior placement", D, LINE, dates.prior_placement),
    DTP("139", "Prior placement, estimated", D, LINE, dates.prior_placement_estimated),
    DTP("452", "Appliance placed", D, LINE, dates.appliance_placement),
    DTP("446", "Replacement", D, LINE, dates.replacement),
    DTP("196", "Treatment began", D, LINE, dates.treatment_start),
    DTP("198", "Treatment completed", D, LINE, dates.treatment_completion),
    QSEG("QTY", 1, "PT", "Patients in the ambulance", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "PT"), E_(2, 0, INT, 'R', 'R', 1, 15, AMBULANCE, patients))),
    QSEG("QTY", 1, "FL", "Obstetric anaesthesia units", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "FL"), E_(2, 0, QTY, 'R', 'R', 1, 15, LINE, obstetric_units))),
    SEG("MEA", "Test result", 'S', 5, FORMS(P), .each = SBILL_837_TEST_RESULT,
        ELEMENTS(E_(1, 0, WORD, 'R', 'I', 2, 2, TEST_RESULT, origin, CODES("TR OG")),
            E_(2, 0, TEXT, 'R', 'I', 1, 3, TEST_RESULT, type, CODES("HT R1 R2 R3 R4")),
            E_(3, 0, QTY, 'R', 'R', 1, 20, TEST_RESULT, value))),
    SEG("CN1", "Contract", 'S', 1, SHARED(cn1)),
    REF("G3", "Predetermination", D, 1, LINE, predetermination),
    REF("9B", "Repriced line number", P, 1, REPRICING, repriced_reference),
    REF("9D", "Adjusted repriced line number", P, 1, REPRICING, adjusted_reference),
    AUTHORIZED("G1", "Prior authorization", prior_authorization),
    REF("6R", "Line control number", P, 1, LINE, id),
    REF("9B", "Repriced line number", D, 1, REPRICING, repriced_reference),
    REF("9D", "Adjusted repriced line number", D, 1, REPRICING, adjusted_reference),
    REF("6R", "Line control number", D, 1, LINE, id),
    REF("EW", "Mammography certification", P, 1, LINE, mammography_cert),
    REF("X4", "CLIA", P, 1, LINE, clia),
    REF("F4", "CLIA of the referring laboratory", P, 1, LINE, referring_clia),
    REF("BT", "Immunization batch", P, 1, DRUG, lot),
    AUTHORIZED("9F", "Referral", referral_number),
    AMT("T", "Sales tax", PD, LINE, sales_tax),
    AMT("F4", "Postage", P, LINE, postage),
    SEG("K3", "Fixed-format texts", 'S', 10, .special = SBILL_837_CODES,
        ELEMENTS(E_(1, 0, SPECIAL, 'R', 'A', 1, 80, LINE, fixed_format))),
    QSEG("NTE", 1, "ADD DCP TPO", "Note", 'S', 2, FORMS(P), .each = SBILL_837_REMARK, SHARED(nte)),
    SEG("PS1", "Purchased service", 'S', 1, FORMS(P),
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 1, 50, LINE, purchased_from),
            E_(2, 0, MONEY, 'R', 'R', 1, 18, LINE, purchased_charge))),
    SEG("HCP", "Repricing", 'S', 1, SHARED(line_hcp)),
    END_OF_TABLE,
};
static const struct sbill_837_segment drug[] = {
    SEG("LIN", "Drug", 'R', 1,
        ELEMENTS(E_(2, 0, QUALIFIER, 'R', 'I', 2, 2, DRUG, code_type, CODES("N4 EN EO HI ON UK UP"), PAIR(3)),
            E_(3, 0, DIGITS, 'R', 'A', 1, 48, DRUG, ndc))),
    SEG("CTP", "Quantity", 'R', 1,
        ELEMENTS(E_(4, 0, QTY, 'R', 'R', 1, 15, DRUG, quantity),
            E_(5, 1, TEXT, 'R', 'I', 2, 2, DRUG, unit, CODES("F2 GR ME ML UN")))),
    REF("XZ", "Prescription number", P, 1, DRUG, prescription_number),
    REF("VY", "Link of a compound", P, 1, DRUG, link_number),
    END_OF_TABLE,
};

/* ---- 2420: providers of the line ---- */

static const struct sbill_837_element ref_of_payer[] = {
    E_(1, 0, TEXT, 'R', 'I', 2, 3, IDENTIFIER, type),
    E_(2, 0, TEXT, 'R', 'A', 1, 50, IDENTIFIER, value),
    N_(4, 1, SPECIAL, 'S', 'I', 2, 3, CODES("2U")),
    E_(4, 2, SPECIAL, 'S', 'A', 1, 50, IDENTIFIER, payer),
};
#define LINE_REF(codes, repeat) \
    QSEG("REF", 1, codes, "Secondary identification", 'S', repeat, .special = SBILL_837_IDENTIFIERS, \
        .each = SBILL_837_IDENTIFIER, SHARED(ref_of_payer))
#define LINE_NM1 SEG("NM1", "Name", 'R', 1, .always = true, SHARED(nm1_provider))
static const struct sbill_837_segment line_rendering[] = {
    LINE_NM1,
    PRV(PD, "PE"),
    LINE_REF("0B 1G G2 LU", 20),
    END_OF_TABLE,
};
static const struct sbill_837_segment line_assistant[] = {
    LINE_NM1,
    PRV(PD, "AS PE"),
    LINE_REF("0B 1G G2 LU", 20),
    END_OF_TABLE,
};
static const struct sbill_837_segment purchased[] = {
    SEG("NM1", "Provider", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), E_(2, 0, WORD, 'R', 'I', 1, 1, PROVIDER, entity, CODES("1 2")),
            KEY(8, "XX", 9), E_(9, 0, TEXT, 'S', 'A', 2, 80, PROVIDER, npi))),
    LINE_REF("0B 1G G2", 20),
    END_OF_TABLE,
};
static const struct sbill_837_segment line_facility[] = {
    LINE_NM1,
    N3('R', PROVIDER, address.lines),
    N4('R', PROVIDER, address),
    LINE_REF("0B G2 LU", 3),
    END_OF_TABLE,
};
static const struct sbill_837_segment line_person[] = {
    LINE_NM1,
    LINE_REF("0B 1G G2 LU", 20),
    END_OF_TABLE,
};
static const struct sbill_837_segment ordering[] = {
    LINE_NM1,
    N3('S', PROVIDER, address.lines),
    N4('S', PROVIDER, address),
    LINE_REF("0B 1G G2", 20),
    SEG("PER", "Contact", 'S', 1, .special = SBILL_837_PER,
        ELEMENTS(FIX(1, "IC"), E_(2, 0, SPECIAL, 'S', 'A', 1, 60, PROVIDER, contact),
            N_(3, 0, SPECIAL, 'R', 'I', 2, 2, CODES("TE FX EM")), E_(4, 0, SPECIAL, 'R', 'A', 1, 256, PROVIDER, phone),
            N_(5, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EX FX EM TE")),
            E_(6, 0, SPECIAL, 'S', 'A', 1, 256, PROVIDER, phone_extension),
            N_(7, 0, SPECIAL, 'S', 'I', 2, 2, CODES("EM FX EX TE")),
            E_(8, 0, SPECIAL, 'S', 'A', 1, 256, PROVIDER, email))),
    END_OF_TABLE,
};
static const struct sbill_837_segment form[] = {
    SEG("LQ", "Form", 'R', 1,
        ELEMENTS(E_(1, 0, QUALIFIER, 'R', 'I', 1, 3, FORM, qualifier, CODES("UT AS"), PAIR(2)),
            E_(2, 0, TEXT, 'R', 'A', 1, 30, FORM, id))),
    SEG("FRM", "Answer", 'R', 99, .each = SBILL_837_ANSWER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 1, 20, ANSWER, number),
            E_(2, 0, FLAG, 'S', 'I', 1, 1, ANSWER, yes, CODES("Y N W"),
                .other = offsetof(struct sbill_form_answer, not_applicable)),
            E_(3, 0, TEXT, 'S', 'A', 1, 50, ANSWER, text), E_(4, 0, DATE, 'S', 'D', 8, 8, ANSWER, date),
            E_(5, 0, QTY, 'S', 'R', 1, 6, ANSWER, percent))),
    END_OF_TABLE,
};

/* ---- loops ------------------------------------------------------------------------------------------------ */

#define R(member) offsetof(struct sbill_record, member)
#define L(member) offsetof(struct sbill_line, member)
#define LOOP(id_, name_, up_, usage_, repeat_, table, ...) \
    {.id = id_, .name = name_, .up = up_, .usage = usage_, .repeat = repeat_, .segments = table, \
        __VA_ARGS__}
#define IS(code_) .code = code_
#define KIND(k) .kind = SBILL_837_##k
#define OF_RECORD(member, ...) .makes = SBILL_837_ROLE_OF_RECORD, .holder = SBILL_837_PROVIDER, \
    .offset = R(member), .path = #member
#define OF_LINE(member) .makes = SBILL_837_ROLE_OF_LINE, .holder = SBILL_837_PROVIDER, .offset = L(member), \
    .path = #member
#define ELSEWHERE(member) .makes = SBILL_837_ROLE_ELSEWHERE, .holder = SBILL_837_PROVIDER, .offset = R(member), \
    .path = #member
#define BEHIND(H) .makes = SBILL_837_A_POINTER, .holder = SBILL_837_##H

/* Where a loop stands in the table, for the loops that others are part of. */
enum {
    HEADER = 0, BILLING = 2, SUBSCRIBER = 6, PATIENT = 9, CLAIM = 11, OTHER = 21, SERVICE = 32
};

const struct sbill_837_loop sbill_837_loops[] = {
    LOOP("1000A", "Submitter", SBILL_837_NONE, 'R', 1, submitter, IS("41"), KIND(HEADER)),
    LOOP("1000B", "Receiver", SBILL_837_NONE, 'R', 1, receiver, IS("40")),
    LOOP("2000A", "Billing provider level", SBILL_837_NONE, 'R', 0, billing_level, IS("20"), KIND(BILLING),
        OF_RECORD(providers.billing)),
    LOOP("2010AA", "Billing provider", BILLING, 'R', 1, billing, IS("85"), OF_RECORD(providers.billing)),
    LOOP("2010AB", "Pay-to address", BILLING, 'S', 1, pay_to, IS("87"), BEHIND(PAY_TO)),
    LOOP("2010AC", "Pay-to plan", BILLING, 'S', 1, pay_to_plan, IS("PE"), BEHIND(PLAN)),
    LOOP("2000B", "Subscriber level", SBILL_837_NONE, 'R', 0, subscriber_level, IS("22"), KIND(HIERARCHY_SUBSCRIBER),
        .makes = SBILL_837_A_COVERAGE),
    LOOP("2010BA", "Subscriber", SUBSCRIBER, 'R', 1, subscriber, IS("IL"), BEHIND(SUBSCRIBER)),
    LOOP("2010BB", "Payer", SUBSCRIBER, 'R', 1, payer, IS("PR")),
    LOOP("2000C", "Patient level", SBILL_837_NONE, 'S', 0, patient_level, IS("23"), KIND(HIERARCHY_PATIENT)),
    LOOP("2010CA", "Patient", PATIENT, 'R', 1, patient, IS("QC")),
    LOOP("2300", "Claim", SBILL_837_NONE, 'R', 100, claim, KIND(CLAIM)),
    LOOP("2310A", "Referring provider", CLAIM, 'S', 1, referring, IS("DN"), OF_RECORD(providers.referring)),
    LOOP("2310A", "Primary care provider", CLAIM, 'S', 1, referring, IS("P3"), OF_RECORD(providers.primary_care)),
    LOOP("2310B", "Rendering provider", CLAIM, 'S', 1, rendering, IS("82"), OF_RECORD(providers.rendering)),
    LOOP("2310C", "Service facility", CLAIM, 'S', 1, facility, IS("77"), OF_RECORD(facility)),
    LOOP("2310D", "Supervising provider", CLAIM, 'S', 1, supervising, IS("DQ"), .forms = SBILL_837_P,
        OF_RECORD(providers.supervising)),
    LOOP("2310E", "Ambulance pick-up", CLAIM, 'S', 1, pickup, IS("PW"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2310F", "Ambulance drop-off", CLAIM, 'S', 1, dropoff, IS("45"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2310D", "Assistant surgeon", CLAIM, 'S', 1, assistant, IS("DD"), .forms = SBILL_837_D,
        OF_RECORD(providers.assistant_surgeon)),
    LOOP("2310E", "Supervising provider", CLAIM, 'S', 1, supervising, IS("DQ"), .forms = SBILL_837_D,
        OF_RECORD(providers.supervising)),
    LOOP("2320", "Other coverage", CLAIM, 'S', 10, other_coverage, KIND(OTHER_PAYER), .makes = SBILL_837_A_COVERAGE),
    LOOP("2330A", "Other subscriber", OTHER, 'R', 1, other_subscriber, IS("IL"), BEHIND(SUBSCRIBER)),
    LOOP("2330B", "Other payer", OTHER, 'R', 1, other_payer, IS("PR")),
    LOOP("2330C", "Referring provider's numbers", OTHER, 'S', 1, elsewhere, IS("DN"), ELSEWHERE(providers.referring)),
    LOOP("2330C", "Primary care provider's numbers", OTHER, 'S', 1, elsewhere, IS("P3"),
        ELSEWHERE(providers.primary_care)),
    LOOP("2330D", "Rendering provider's numbers", OTHER, 'S', 1, elsewhere, IS("82"), ELSEWHERE(providers.rendering)),
    LOOP("2330E", "Service facility's numbers", OTHER, 'S', 1, elsewhere, IS("77"), .forms = SBILL_837_P,
        ELSEWHERE(facility)),
    LOOP("2330F", "Supervising provider's numbers", OTHER, 'S', 1, elsewhere, IS("DQ"),
        ELSEWHERE(providers.supervising)),
    LOOP("2330G", "Billing provider's numbers", OTHER, 'S', 1, elsewhere, IS("85"), ELSEWHERE(providers.billing)),
    LOOP("2330G", "Service facility's numbers", OTHER, 'S', 1, elsewhere, IS("77"), .forms = SBILL_837_D,
        ELSEWHERE(facility)),
    LOOP("2330H", "Assistant surgeon's numbers", OTHER, 'S', 1, elsewhere, IS("DD"), .forms = SBILL_837_D,
        ELSEWHERE(providers.assistant_surgeon)),
    LOOP("2400", "Service line", CLAIM, 'R', 50, service, KIND(SERVICE), .makes = SBILL_837_A_LINE,
        .holder = SBILL_837_LINE),
    LOOP("2410", "Drug", SERVICE, 'S', 1, drug, .forms = SBILL_837_P, BEHIND(DRUG)),
    LOOP("2420A", "Rendering provider", SERVICE, 'S', 1, line_rendering, IS("82"), OF_LINE(rendering)),
    LOOP("2420B", "Purchased service provider", SERVICE, 'S', 1, purchased, IS("QB"), .forms = SBILL_837_P,
        OF_LINE(purchased_service)),
    LOOP("2420B", "Assistant surgeon", SERVICE, 'S', 1, line_assistant, IS("DD"), .forms = SBILL_837_D,
        OF_LINE(assistant_surgeon)),
    LOOP("2420C", "Service facility", SERVICE, 'S', 1, line_facility, IS("77"), .forms = SBILL_837_P,
        OF_LINE(facility)),
    LOOP("2420C", "Supervising provider", SERVICE, 'S', 1, line_person, IS("DQ"), .forms = SBILL_837_D,
        OF_LINE(supervising)),
    LOOP("2420D", "Supervising provider", SERVICE, 'S', 1, line_person, IS("DQ"), .forms = SBILL_837_P,
        OF_LINE(supervising)),
    LOOP("2420D", "Service facility", SERVICE, 'S', 1, line_facility, IS("77"), .forms = SBILL_837_D,
        OF_LINE(facility)),
    LOOP("2420E", "Ordering provider", SERVICE, 'S', 1, ordering, IS("DK"), .forms = SBILL_837_P, OF_LINE(ordering)),
    LOOP("2420F", "Referring provider", SERVICE, 'S', 1, line_person, IS("DN"), .forms = SBILL_837_P,
        OF_LINE(referring)),
    LOOP("2420F", "Primary care provider", SERVICE, 'S', 1, line_person, IS("P3"), .forms = SBILL_837_P,
        OF_LINE(primary_care)),
    LOOP("2420G", "Ambulance pick-up", SERVICE, 'S', 1, pickup, IS("PW"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2420H", "Ambulance drop-off", SERVICE, 'S', 1, dropoff, IS("45"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2430", "Line adjudication", SERVICE, 'S', 15, decision, .makes = SBILL_837_A_DECISION),
    LOOP("2440", "Form", SERVICE, 'S', 0, form, .forms = SBILL_837_P, .makes = SBILL_837_A_FORM,
        .holder = SBILL_837_FORM),
};
const size_t sbill_837_loop_count = sizeof sbill_837_loops / sizeof *sbill_837_loops;

