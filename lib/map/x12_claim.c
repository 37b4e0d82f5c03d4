/* The 837 map: loop 2300, the same whether the patient is the subscriber or not. */
#include "map/x12_rows.h"

/* clang-format off: a table reads by its rows */

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

const struct sbill_837_segment sbill_837_claim[] = {
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
        ELEMENTS(N_(1, 0, SPECIAL, 'R', 'I', 3, 3, CODES("314 360 361")), N_(2, 0, SPECIAL, 'R', 'I', 2, 3, CODES("D8 RD8")),
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
            E_(3, 0, SPECIAL, 'R', 'I', 2, 3, AMBULANCE, conditions, CODES("01 04 05 06 07 08 09 12")))),
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
