/* The 837 map: what other payers cover and have decided. Loops 2320, 2330, 2430. */
#include "map/x12_rows.h"

/* clang-format off: a table reads by its rows */

#define CAS_ROWS(H) \
    ELEMENTS(N_(1, 0, SPECIAL, 'R', 'I', 1, 2, CODES("CO CR OA PI PR")), \
        E_(2, 0, SPECIAL, 'R', 'I', 1, 5, H, adjustments), N_(3, 0, SPECIAL, 'R', 'R', 1, 18), \
        N_(4, 0, SPECIAL, 'S', 'R', 1, 15))

const struct sbill_837_segment sbill_837_other_coverage[] = {
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
const struct sbill_837_segment sbill_837_other_subscriber[] = {
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
const struct sbill_837_segment sbill_837_other_payer[] = {
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
const struct sbill_837_segment sbill_837_elsewhere[] = {
    SEG("NM1", "Provider", 'R', 1, .always = true,
        ELEMENTS(N_(1, 0, ROLE, 'R', 'I', 2, 3), E_(2, 0, WORD, 'R', 'I', 1, 1, PROVIDER, entity, CODES("1 2")))),
    QSEG("REF", 1, "0B 1G G2 LU", "Number with this payer", 'R', 3, .special = SBILL_837_IDENTIFIERS,
        .each = SBILL_837_IDENTIFIER,
        ELEMENTS(E_(1, 0, TEXT, 'R', 'I', 2, 3, IDENTIFIER, type), E_(2, 0, TEXT, 'R', 'A', 1, 50, IDENTIFIER, value))),
    END_OF_TABLE,
};
const struct sbill_837_segment sbill_837_decision[] = {
    SEG("SVD", "Line adjudication", 'R', 1, .always = true, .special = SBILL_837_SVD,
        ELEMENTS(E_(1, 0, SPECIAL, 'R', 'A', 2, 80, COVERAGE, payer.id),
            E_(2, 0, MONEY, 'R', 'R', 1, 18, LINE_ADJUDICATION, paid),
            N_(3, 1, SPECIAL, 'R', 'I', 2, 2, CODES("HC ER IV WK AD")),
            E_(3, 2, TEXT, 'R', 'A', 1, 48, LINE_ADJUDICATION, code),
            E_(3, 3, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers),
            E_(3, 4, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(1)),
            E_(3, 5, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(2)),
            E_(3, 6, TEXTS, 'S', 'A', 2, 2, LINE_ADJUDICATION, modifiers, AT(3)),
            E_(5, 0, QTY, 'R', 'R', 1, 15, LINE_ADJUDICATION, paid_units),
            E_(6, 0, INT, 'S', 'N', 1, 6, LINE_ADJUDICATION, bundled_into))),
    SEG("CAS", "Adjustments", 'S', 5, .special = SBILL_837_CAS, CAS_ROWS(LINE_ADJUDICATION)),
    QSEG("DTP", 1, "573", "Day of the decision", 'R', 1,
        ELEMENTS(FIX(1, "573"), FIX(2, "D8"), E_(3, 0, DATE, 'R', 'D', 1, 35, LINE_ADJUDICATION, date))),
    AMT("EAF", "Remains for the patient", PD, LINE_ADJUDICATION, patient_liability),
    END_OF_TABLE,
};
