/* The 837 map: service lines. Loops 2400 to 2440. */
#include "map/x12_rows.h"

/* clang-format off: a table reads by its rows */

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
    N_(9, 0, KEY, 'S', 'I', 2, 2, CODES("HC ER IV WK"), PAIR(10), FORMS(P)),
    N_(9, 0, KEY, 'S', 'I', 2, 2, CODES("AD"), PAIR(10), FORMS(D)),
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

const struct sbill_837_segment sbill_837_service[] = {
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
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, AMBULANCE, conditions, CODES("01 04 05 06 07 08 09 12")))),
    QSEG("CRC", 1, "70", "Employed by the hospice", 'S', 1, FORMS(P),
        ELEMENTS(FIX(1, "70"), E_(2, 0, FLAG, 'R', 'I', 1, 1, LINE, hospice_employed, CODES("Y N")), FIX(3, "65"))),
    QSEG("CRC", 1, "09", "Equipment conditions", 'S', 1, FORMS(P), .special = SBILL_837_CONDITIONS,
        ELEMENTS(FIX(1, "09"), N_(2, 0, SPECIAL, 'R', 'I', 1, 1, CODES("Y N")),
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, DME, conditions, CODES("38 ZV")))),
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
    SEG("HCP", "Repricing", 'S', 1, SHARED(hcp)),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_drug[] = {
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
const struct sbill_837_segment sbill_837_line_rendering[] = {
    LINE_NM1,
    QSEG("PRV", 1, "PE AS", "Specialty", 'S', 1,
        ELEMENTS(N_(1, 0, FIXED, 'R', 'I', 1, 3, CODES("PE AS")), FIX(2, "PXC"),
            E_(3, 0, TEXT, 'R', 'A', 1, 50, PROVIDER, taxonomy))),
    LINE_REF("0B 1G G2 LU", 20),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_purchased[] = {
    SEG("NM1", "Provider", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), E_(2, 0, WORD, 'R', 'I', 1, 1, PROVIDER, entity, CODES("1 2")),
            KEY(8, "XX", 9), E_(9, 0, TEXT, 'S', 'A', 2, 80, PROVIDER, npi))),
    LINE_REF("0B 1G G2", 20),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_line_facility[] = {
    LINE_NM1,
    N3('R', PROVIDER, address.lines),
    N4('R', PROVIDER, address),
    LINE_REF("0B G2 LU", 3),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_line_person[] = {
    LINE_NM1,
    LINE_REF("0B 1G G2 LU", 20),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_ordering[] = {
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
const struct sbill_837_segment sbill_837_form[] = {
    SEG("LQ", "Form", 'R', 1,
        ELEMENTS(E_(1, 0, QUALIFIER, 'R', 'I', 1, 3, FORM, qualifier, CODES("UT AS"), PAIR(2)),
            E_(2, 0, TEXT, 'R', 'A', 1, 30, FORM, id))),
    SEG("FRM", "Answer", 'R', 99, .each = SBILL_837_ANSWER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'A', 1, 20, ANSWER, number), E_(2, 0, FLAG, 'S', 'I', 1, 1, ANSWER, yes, CODES("Y N")),
            E_(3, 0, TEXT, 'S', 'A', 1, 50, ANSWER, text), E_(4, 0, DATE, 'S', 'D', 8, 8, ANSWER, date),
            E_(5, 0, QTY, 'S', 'R', 1, 6, ANSWER, percent))),
    END_OF_TABLE,
};
