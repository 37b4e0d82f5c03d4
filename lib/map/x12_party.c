/* The 837 map: who has a part in the claim. Loops 1000 to 2010, 2310. */
#include "map/x12_rows.h"

/* clang-format off: a table reads by its rows */

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
static const struct sbill_837_element prv[] = {
    N_(1, 0, FIXED, 'R', 'I', 1, 3, CODES("PE RF AS")),
    N_(2, 0, FIXED, 'R', 'I', 2, 3, CODES("PXC")),
    E_(3, 0, TEXT, 'R', 'A', 1, 50, PROVIDER, taxonomy),
};
static const struct sbill_837_element prv_billing[] = {
    FIX(1, "BI"),
    FIX(2, "PXC"),
    E_(3, 0, TEXT, 'R', 'A', 1, 50, PROVIDER, taxonomy),
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
#define PRV(F, code) QSEG("PRV", 1, code, "Specialty", 'S', 1, FORMS(F), SHARED(prv))
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
const struct sbill_837_segment sbill_837_submitter[] = {
    NM1(SHARED(nm1_envelope)),
    SEG("PER", "Contact", 'R', 2, SHARED(per_envelope)),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_receiver[] = {
    NM1(SHARED(nm1_envelope)),
    END_OF_TABLE,
};

/* ---- 2000A, 2010A: who bills ---- */

static const struct sbill_837_element hl_top[] = {
    N_(1, 0, SPECIAL, 'R', 'A', 1, 12),
    FIX(3, "20"),
    N_(4, 0, SPECIAL, 'R', 'I', 1, 1, CODES("1")),
};
const struct sbill_837_segment sbill_837_billing_level[] = {
    SEG("HL", "Level", 'R', 1, SHARED(hl_top)),
    SEG("PRV", "Specialty", 'S', 1, SHARED(prv_billing)),
    SEG("CUR", "Currency", 'S', 1, ELEMENTS(FIX(1, "85"), E_(2, 0, TEXT, 'R', 'I', 3, 3, RECORD, currency))),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_billing[] = {
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
const struct sbill_837_segment sbill_837_pay_to[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), N_(2, 0, FIXED, 'R', 'I', 1, 1, CODES("2 1")))),
    N3('R', PAY_TO, lines),
    N4_OF_ADDRESS('R', PAY_TO),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_pay_to_plan[] = {
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
const struct sbill_837_segment sbill_837_subscriber_level[] = {
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
const struct sbill_837_segment sbill_837_subscriber[] = {
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
const struct sbill_837_segment sbill_837_payer[] = {
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

const struct sbill_837_segment sbill_837_patient_level[] = {
    SEG("HL", "Level", 'R', 1, SHARED(hl_below)),
    SEG("PAT", "Patient", 'R', 1, .always = true,
        ELEMENTS(E_(1, 0, WORD, 'R', 'I', 2, 2, COVERAGE, relationship, CODES("18 01 19 20 21 39 40 53 G8")), PAT_ROWS)),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_patient[] = {
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

const struct sbill_837_segment sbill_837_referring[] = {
    NM1(SHARED(nm1_provider)),
    PRV(D, "RF"),
    PROVIDER_REF("0B 1G G2 LU", PD, 3),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_rendering[] = {
    NM1(SHARED(nm1_provider)),
    PRV(PD, "PE AS"),
    PROVIDER_REF("0B 1G G2 LU", PD, 4),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_facility[] = {
    NM1(SHARED(nm1_provider)),
    N3('R', PROVIDER, address.lines),
    N4('R', PROVIDER, address),
    PROVIDER_REF("0B G2 LU", PD, 3),
    SEG("PER", "Contact (property and casualty)", 'S', 1, FORMS(P), .special = SBILL_837_PER, SHARED(per_provider)),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_supervising[] = {
    NM1(SHARED(nm1_provider)),
    PROVIDER_REF("0B 1G G2 LU", PD, 4),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_pickup[] = {
    NM1(SHARED(nm1_place)),
    N3('R', AMBULANCE, pickup.lines),
    N4('R', AMBULANCE, pickup),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_dropoff[] = {
    NM1(ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), FIX(2, "2"),
        E_(3, 0, TEXT, 'S', 'A', 1, 60, AMBULANCE, dropoff_name))),
    N3('R', AMBULANCE, dropoff.lines),
    N4('R', AMBULANCE, dropoff),
    END_OF_TABLE,
};
