/* The field register: service lines.
 * Sources: 005010X222A1 loops 2400-2440, 005010X224A2 SV3 and TOO, CMS-1500 (02/12) box 24, ADA boxes 24-31. */
#include "map/shapes.h"

/* A table reads by its rows. */
/* clang-format off */

static const char *const units[] = {"UN", "MJ", NULL};
static const char *const prostheses[] = {"initial", "replacement", NULL};
static const char *const telehealth[] = {"audio-video", "audio-only", "asynchronous", NULL};
static const char *const levels[] = {"straightforward", "low", "moderate", "high", NULL};
static const char *const vials[] = {"single-dose", "multi-dose", NULL};
static const char *const origins[] = {"test-result", "starting-dosage", NULL};
static const char *const authorization_kinds[] = {"prior-authorization", "referral", NULL};
static const char *const certifications[] = {"initial", "renewal", "revised", NULL};

#define S struct sbill_drug
static const struct sbill_field drug_fields[] = {
    SBILL_ROW_TEXT(code_type, 2, "", "", "2410 LIN02", "",
                   "N4 if not given; EN EO HI ON UK UP of supplies and devices"),
    SBILL_ROW_TEXT(ndc, 48, "24 shaded", "", "2410 LIN03", "Claim.item.detail.productOrService",
                   "National drug code, 5-4-2 with or without hyphens"),
    SBILL_ROW_TEXT(name, 80, "24 shaded", "", "", "Claim.item.detail.productOrService.text",
                   "Name of the drug"),
    SBILL_ROW_QTY(quantity, "24 shaded", "", "2410 CTP04", "Claim.item.detail.quantity",
                  "Quantity in `unit`"),
    SBILL_ROW_TEXT(unit, 2, "24 shaded", "", "2410 CTP05-1", "Claim.item.detail.quantity",
                   "F2 international unit, GR gram, ME milligram, ML millilitre, UN unit"),
    SBILL_ROW_TEXT(prescription_number, 50, "", "", "2410 REF*XZ", "", "Prescription number"),
    SBILL_ROW_TEXT(link_number, 50, "", "", "2410 REF*VY", "",
                   "Links the parts of a compound without a prescription"),
    SBILL_ROW_TEXT(lot, 50, "", "", "2400 REF*BT", "",
                   "Lot; for vaccines the immunization batch number"),
    SBILL_ROW_QTY(dose, "", "", "", "", "Dose given, in dose_unit"),
    SBILL_ROW_QTY(wasted, "", "", "", "", "Drug thrown away, in dose_unit (JW, JZ)"),
    SBILL_ROW_TEXT(dose_unit, 10, "", "", "", "", "mg, mL, mcg, unit"),
    SBILL_ROW_WORD(vial, vials, "", "", "", "", "Kind of container"),
};
#undef S
const struct sbill_shape sbill_drug_shape = SBILL_SHAPE("drug", DRUG, drug_fields, struct sbill_drug);

#define S struct sbill_tooth
static const struct sbill_field tooth_fields[] = {
    SBILL_ROW_TEXT(number, 2, "", "27", "2400 TOO02", "Claim.item.bodySite",
        "Universal number: 1-32, A-T, 51-82, AS-TS"),
    SBILL_ROW_TEXT(surfaces, 5, "", "28", "2400 TOO03", "Claim.item.subSite", "Letters of M O D B L F I"),
};
#undef S
const struct sbill_shape sbill_tooth_shape = SBILL_SHAPE("tooth", TOOTH, tooth_fields, struct sbill_tooth);

#define S struct sbill_mdm
static const struct sbill_field mdm_fields[] = {
    SBILL_ROW_WORD(problems, levels, "", "", "", "", "Number and complexity of problems"),
    SBILL_ROW_WORD(data, levels, "", "", "", "", "Data reviewed"),
    SBILL_ROW_WORD(risk, levels, "", "", "", "", "Risk of management"),
};
#undef S
static const struct sbill_shape mdm_shape = SBILL_SHAPE("mdm", MDM, mdm_fields, struct sbill_mdm);

#define S struct sbill_test_result
static const struct sbill_field test_result_fields[] = {
    SBILL_ROW_WORD(origin, origins, "19", "", "2400 MEA01", "", "Result of a test, or a starting dosage"),
    SBILL_ROW_TEXT(type, 3, "19", "", "2400 MEA02", "Claim.supportingInfo.code",
        "HT height, R1 haemoglobin, R2 haematocrit, R3 epoetin, R4 creatinine"),
    SBILL_ROW_QTY(value, "19", "", "2400 MEA03", "Claim.supportingInfo.valueQuantity", "The value"),
};
#undef S
const struct sbill_shape sbill_test_result_shape = SBILL_SHAPE("test_result", TEST_RESULT, test_result_fields,
    struct sbill_test_result);

#define S struct sbill_observation
static const struct sbill_field observation_fields[] = {
    SBILL_ROW_TEXT(type, 30, "", "", "", "Claim.supportingInfo.category",
        "Kind: LOINC, Text, Result, Universal Dental ..."),
    SBILL_ROW_TEXT(code, 60, "", "", "", "Claim.supportingInfo.code", "Code of what was observed"),
    SBILL_ROW_TEXT(value, 400, "", "", "", "Claim.supportingInfo.valueString", "Value"),
    SBILL_ROW_TEXT(value_type, 60, "", "", "", "", "Unit or kind of the value"),
};
#undef S
static const struct sbill_shape observation_shape = SBILL_SHAPE("observation", OBSERVATION, observation_fields,
    struct sbill_observation);

#define S struct sbill_authorization
static const struct sbill_field authorization_fields[] = {
    SBILL_ROW_WORD(kind, authorization_kinds, "", "", "2400 REF01", "", "Prior authorization or referral"),
    SBILL_ROW_TEXT(number, 50, "", "", "2400 REF02", "Claim.insurance.preAuthRef", "The number"),
    SBILL_ROW_TEXT(payer, 80, "", "", "2400 REF04-2", "", "Id of the payer that gave it"),
};
#undef S
static const struct sbill_shape authorization_shape = SBILL_SHAPE("authorization", AUTHORIZATION,
    authorization_fields, struct sbill_authorization);

#define S struct sbill_line_dates
static const struct sbill_field line_dates_fields[] = {
    SBILL_ROW_DATE(prescription, "", "", "2400 DTP*471", "Claim.supportingInfo.timingDate", "Prescription written"),
    SBILL_ROW_DATE(recertification, "", "", "2400 DTP*607", "Claim.supportingInfo.timingDate",
        "Certification revised or renewed"),
    SBILL_ROW_DATE(begin_therapy, "", "", "2400 DTP*463", "Claim.supportingInfo.timingDate", "Therapy began"),
    SBILL_ROW_DATE(last_certification, "", "", "2400 DTP*461", "Claim.supportingInfo.timingDate",
        "Last certification"),
    SBILL_ROW_DATE(last_seen, "", "", "2400 DTP*304", "Claim.supportingInfo.timingDate",
        "Last seen by the treating physician"),
    SBILL_ROW_DATE(hemoglobin_test, "", "", "2400 DTP*738", "Claim.supportingInfo.timingDate",
        "Latest haemoglobin or haematocrit test"),
    SBILL_ROW_DATE(creatinine_test, "", "", "2400 DTP*739", "Claim.supportingInfo.timingDate",
        "Latest serum creatinine test"),
    SBILL_ROW_DATE(shipped, "", "", "2400 DTP*011", "Claim.supportingInfo.timingDate", "Supply shipped"),
    SBILL_ROW_DATE(last_xray, "", "", "2400 DTP*455", "Claim.supportingInfo.timingDate", "Last X-ray"),
    SBILL_ROW_DATE(initial_treatment, "", "", "2400 DTP*454", "Claim.supportingInfo.timingDate", "First treatment"),
    SBILL_ROW_DATE(prior_placement, "", "44", "2400 DTP*441", "Claim.supportingInfo.timingDate",
        "Earlier placement of the prosthesis"),
    SBILL_ROW_DATE(prior_placement_estimated, "", "44", "2400 DTP*139", "Claim.supportingInfo.timingDate",
        "The same, estimated"),
    SBILL_ROW_DATE(appliance_placement, "", "41", "2400 DTP*452", "Claim.supportingInfo.timingDate",
        "Orthodontic appliance placed"),
    SBILL_ROW_DATE(replacement, "", "", "2400 DTP*446", "Claim.supportingInfo.timingDate", "Appliance replaced"),
    SBILL_ROW_DATE(treatment_start, "", "", "2400 DTP*196", "Claim.supportingInfo.timingDate", "Treatment started"),
    SBILL_ROW_DATE(treatment_completion, "", "", "2400 DTP*198", "Claim.supportingInfo.timingDate",
        "Treatment completed"),
};
#undef S
static const struct sbill_shape line_dates_shape = SBILL_SHAPE("line_dates", LINE_DATES, line_dates_fields,
    struct sbill_line_dates);

#define S struct sbill_dme
static const struct sbill_field dme_fields[] = {
    SBILL_ROW_INT(days, "", "", "2400 SV503", "", "Days the equipment is needed"),
    SBILL_ROW_MONEY(rental_price, "", "", "2400 SV504", "", "Price of rental"),
    SBILL_ROW_MONEY(purchase_price, "", "", "2400 SV505", "", "Price of purchase"),
    SBILL_ROW_TEXT(rental_frequency, 1, "", "", "2400 SV506", "", "1 weekly, 4 monthly, 6 daily"),
    SBILL_ROW_WORD(certification, certifications, "", "", "2400 CR301", "", "Kind of certification"),
    SBILL_ROW_INT(duration_months, "", "", "2400 CR303", "", "Months certified"),
    SBILL_ROW_TEXTS(conditions, 2, "", "", "2400 CRC*09", "", "38 certification on file, ZV replacement item"),
    SBILL_ROW_TEXTS(conditions_absent, 2, "", "", "2400 CRC*09", "", "Those of them that do not hold"),
    SBILL_ROW_TEXT(certificate_transmission, 2, "", "", "2400 PWK02", "",
        "How the certificate comes: AB AD AF AG NS"),
    SBILL_ROW_TEXT(description, 400, "", "", "", "Claim.supportingInfo.valueString",
        "The equipment as the office wrote it"),
};
#undef S
const struct sbill_shape sbill_dme_shape = SBILL_SHAPE("dme", DME, dme_fields, struct sbill_dme);

#define S struct sbill_form_answer
static const struct sbill_field form_answer_fields[] = {
    SBILL_ROW_TEXT(number, 20, "", "", "2440 FRM01", "QuestionnaireResponse.item.linkId", "Question"),
    SBILL_ROW_FLAG(yes, "", "", "2440 FRM02", "QuestionnaireResponse.item.answer", "Yes or no"),
    SBILL_ROW_FLAG(not_applicable, "", "", "2440 FRM02", "", "The question does not apply"),
    SBILL_ROW_TEXT(text, 50, "", "", "2440 FRM03", "QuestionnaireResponse.item.answer", "Words"),
    SBILL_ROW_DATE(date, "", "", "2440 FRM04", "QuestionnaireResponse.item.answer", "A date"),
    SBILL_ROW_QTY(percent, "", "", "2440 FRM05", "QuestionnaireResponse.item.answer", "A percentage"),
};
#undef S
const struct sbill_shape sbill_form_answer_shape = SBILL_SHAPE("form_answer", FORM_ANSWER, form_answer_fields,
    struct sbill_form_answer);

#define S struct sbill_form
static const struct sbill_field form_fields[] = {
    SBILL_ROW_TEXT(qualifier, 3, "", "", "2440 LQ01", "", "AS form type code, UT CMS certificate"),
    SBILL_ROW_TEXT(id, 30, "", "", "2440 LQ02", "QuestionnaireResponse.questionnaire", "Which form"),
    SBILL_ROW_LIST(answers, 99, sbill_form_answer_shape, "", "", "2440 FRM", "QuestionnaireResponse.item",
        "Its answers"),
};
#undef S
const struct sbill_shape sbill_form_shape = SBILL_SHAPE("form", FORM, form_fields, struct sbill_form);

#define S struct sbill_line
static const struct sbill_field line_fields[] = {
    SBILL_ROW_TEXT(id, 50, "", "", "2400 REF*6R", "Claim.item.extension",
        "Line control number: comes back in the remittance"),
    SBILL_ROW_TEXT(code, 48, "24D", "29", "2400 SV101-2", "Claim.item.productOrService", "HCPCS, CPT or CDT code"),
    SBILL_ROW_SYSTEM(system, "", "", "2400 SV101-1", "Claim.item.productOrService.coding.system",
        "hcpcs, cpt or cdt; found from the code if not given"),
    SBILL_ROW_TEXT(qualifier, 2, "", "", "2400 SV101-1", "",
        "Product qualifier where the system does not give it: ER IV WK"),
    SBILL_ROW_TEXTS(modifiers, 0, "24D", "", "2400 SV101-3", "Claim.item.modifier",
        "Modifiers, at most four on a claim"),
    SBILL_ROW_WORD(status, sbill_words_status, "", "", "", "", "entered if not given"),
    SBILL_ROW_TEXT(description, 80, "24 shaded", "30", "2400 SV101-7", "Claim.item.productOrService.text",
        "Words for it, needed with unlisted codes"),
    SBILL_ROW_DATE(date_from, "24A", "24", "2400 DTP*472", "Claim.item.serviced",
        "Date of service; the record's if not given"),
    SBILL_ROW_DATE(date_to, "24A", "24", "2400 DTP*472", "Claim.item.servicedPeriod.end", "Last date of service"),
    SBILL_ROW_TIME(time_start, "", "", "", "Claim.item.servicedPeriod.start", "When it started, HH:MM"),
    SBILL_ROW_TIME(time_end, "", "", "", "Claim.item.servicedPeriod.end", "When it ended, HH:MM"),
    SBILL_ROW_TEXT(place_of_service, 2, "24B", "38", "2400 SV105", "Claim.item.locationCodeableConcept",
        "Place of service, if not the record's"),
    SBILL_ROW_MONEY(charge, "24F", "31", "2400 SV102", "Claim.item.net",
        "Charge for the whole line; from the fee table if not given"),
    SBILL_ROW_QTY(units, "24G", "29b", "2400 SV104", "Claim.item.quantity", "Units; 1 if not given"),
    SBILL_ROW_WORD(unit, units, "24G", "", "2400 SV103", "Claim.item.quantity.unit",
        "UN units, MJ minutes of anaesthesia"),
    SBILL_ROW_TEXTS(diagnoses, 0, "24E", "29a", "2400 SV107", "Claim.item.diagnosisSequence",
        "What it was done for, the main one first: codes, or positions 1-12, or letters A-L; at most four on a "
        "claim"),
    SBILL_ROW_FLAG(emergency, "24C", "", "2400 SV109", "Claim.item.category", "Emergency"),
    SBILL_ROW_FLAG(epsdt, "24H", "1", "2400 SV111", "Claim.item.programCode",
        "Part of a child's screening programme (EPSDT)"),
    SBILL_ROW_FLAG(family_planning, "24H", "", "2400 SV112", "Claim.item.programCode", "Family planning"),
    SBILL_ROW_FLAG(copay_exempt, "", "", "2400 SV115", "", "Exempt from copayment"),
    SBILL_ROW_FLAG(abn, "", "", "", "", "An advance beneficiary notice is on file (GA)"),
    SBILL_ROW_FLAG(hospice_employed, "", "", "2400 CRC*70", "", "The provider is employed by the hospice"),
    SBILL_ROW_POINTER(drug, sbill_drug_shape, "24 shaded", "", "2410", "Claim.item.detail", "Drug given"),
    SBILL_ROW_LIST(teeth, 32, sbill_tooth_shape, "", "27", "2400 TOO", "Claim.item.bodySite", "Teeth, with surfaces"),
    SBILL_ROW_TEXTS(oral_cavity, 5, "", "25", "2400 SV304", "Claim.item.bodySite",
        "Areas of the mouth: 00 01 02 10 20 30 40"),
    SBILL_ROW_WORD(prosthesis, prostheses, "", "43", "2400 SV305", "Claim.supportingInfo (prosthesis)",
        "First placement or replacement"),
    SBILL_ROW_TIME(anesthesia_start, "", "", "2400 SV104", "", "Anaesthesia started, HH:MM"),
    SBILL_ROW_TIME(anesthesia_end, "", "", "2400 SV104", "", "Anaesthesia ended, HH:MM"),
    SBILL_ROW_QTY(obstetric_units, "", "", "2400 QTY*FL", "", "Additional units of obstetric anaesthesia"),
    SBILL_ROW_INT(concurrent_cases, "", "", "", "", "Anaesthesia cases directed at the same time"),
    SBILL_ROW_INT(minutes, "", "", "2400 SV104", "", "Minutes spent, for timed services"),
    SBILL_ROW_POINTER(mdm, mdm_shape, "", "", "", "", "Medical decision making as documented"),
    SBILL_ROW_WORD(telehealth, telehealth, "", "", "", "", "How a telehealth visit was held"),
    SBILL_ROW_TEXT(patient_location, 40, "", "", "", "", "Where the telehealth patient was: home, other"),
    SBILL_ROW_TEXT(clia, 10, "23", "", "2400 REF*X4", "Claim.supportingInfo", "CLIA number, if not the claim's"),
    SBILL_ROW_TEXT(referring_clia, 10, "23", "", "2400 REF*F4", "Claim.supportingInfo",
        "CLIA number of the laboratory that referred the test"),
    SBILL_ROW_TEXT(mammography_cert, 50, "23", "", "2400 REF*EW", "Claim.supportingInfo",
        "Mammography certification, if not the claim's"),
    SBILL_ROW_TEXT(prior_authorization, 50, "23", "2", "2400 REF*G1", "Claim.insurance.preAuthRef",
        "Prior authorization, if not the coverage's"),
    SBILL_ROW_TEXT(referral_number, 50, "23", "", "2400 REF*9F", "Claim.item.informationSequence",
        "Referral, if not the coverage's"),
    SBILL_ROW_TEXT(predetermination, 50, "", "2", "2400 REF*G3", "Claim.insurance.preAuthRef",
        "Predetermination, if not the claim's (dental)"),
    SBILL_ROW_LIST(other_authorizations, 8, authorization_shape, "", "", "2400 REF04", "Claim.insurance.preAuthRef",
        "Authorizations and referrals of other payers"),
    SBILL_ROW_LIST(remarks, 2, sbill_remark_shape, "24 shaded", "35", "2400 NTE",
        "Claim.supportingInfo.valueString", "Short texts for the payer"),
    SBILL_ROW_LIST(attachments, 10, sbill_attachment_shape, "", "", "2400 PWK", "", "Papers that go with the line"),
    SBILL_ROW_TEXTS(fixed_format, 10, "", "", "2400 K3", "", "Fixed-format texts a state asks for"),
    SBILL_ROW_MONEY(sales_tax, "", "", "2400 AMT*T", "Claim.item.detail", "Sales tax in the charge"),
    SBILL_ROW_MONEY(postage, "", "", "2400 AMT*F4", "Claim.item.detail", "Postage in the charge"),
    SBILL_ROW_MONEY(purchased_charge, "20", "", "2400 PS102", "Claim.item.detail", "What a purchased service cost"),
    SBILL_ROW_TEXT(purchased_from, 50, "", "", "2400 PS101", "",
        "Who sold it, as the payer knows him; the NPI of purchased_service if not given"),
    SBILL_ROW_LIST(test_results, 5, sbill_test_result_shape, "19", "", "2400 MEA", "Claim.supportingInfo.valueQuantity",
        "Test results and starting dosages"),
    SBILL_ROW_LIST(observations, 0, observation_shape, "", "", "", "Claim.supportingInfo",
        "Coded facts that some national formats want"),
    SBILL_ROW_OBJECT(dates, line_dates_shape, "", "", "2400 DTP", "Claim.supportingInfo.timingDate",
        "Other dates of the line"),
    SBILL_ROW_POINTER(rendering, sbill_line_rendering_shape, "24J", "53", "2420A NM1*82",
        "Claim.item.careTeamSequence", "Rendering provider, if not the claim's"),
    SBILL_ROW_POINTER(performed_by, sbill_provider_shape, "", "", "", "", "Who in fact gave it, if not the claim's"),
    SBILL_ROW_POINTER(ordering, sbill_line_ordering_shape, "17", "", "2420E NM1*DK", "Claim.item.careTeamSequence",
        "Ordering provider, if not the claim's"),
    SBILL_ROW_POINTER(referring, sbill_line_referring_shape, "17", "", "2420F NM1*DN",
        "Claim.item.careTeamSequence", "Referring provider, if not the claim's"),
    SBILL_ROW_POINTER(primary_care, sbill_line_primary_care_shape, "17", "", "2420F NM1*P3",
        "Claim.item.careTeamSequence", "Primary care provider, if not the claim's"),
    SBILL_ROW_POINTER(supervising, sbill_line_supervising_shape, "17", "", "2420D NM1*DQ",
        "Claim.item.careTeamSequence", "Supervising provider, if not the claim's"),
    SBILL_ROW_POINTER(purchased_service, sbill_line_purchased_shape, "20", "", "2420B NM1*QB",
        "Claim.item.careTeamSequence", "Who sold a purchased service"),
    SBILL_ROW_POINTER(facility, sbill_line_facility_shape, "32", "56", "2420C NM1*77", "Claim.item.location",
        "Where it was given, if not the claim's facility"),
    SBILL_ROW_POINTER(assistant_surgeon, sbill_line_assistant_shape, "", "", "2420B NM1*DD",
        "Claim.item.careTeamSequence", "Assistant surgeon, if not the claim's (dental)"),
    SBILL_ROW_WORD(service_model, sbill_words_service_model, "", "", "", "",
        "How this service was given, if not as the record says"),
    SBILL_ROW_POINTER(dme, sbill_dme_shape, "", "", "2400 SV5", "Claim.supportingInfo",
        "Equipment: rental, purchase, certification"),
    SBILL_ROW_LIST(forms, 9, sbill_form_shape, "", "", "2440 LQ", "QuestionnaireResponse",
        "Certificates of medical necessity"),
    SBILL_ROW_POINTER(ambulance, sbill_ambulance_shape, "", "", "2400 CR1", "Claim.supportingInfo",
        "Ambulance transport, if not the claim's"),
    SBILL_ROW_POINTER(contract, sbill_contract_shape, "", "", "2400 CN1", "", "Contract for the line"),
    SBILL_ROW_POINTER(repricing, sbill_repricing_shape, "", "", "2400 HCP", "", "Written by a repricer"),
    SBILL_ROW_OBJECT(decision, sbill_decision_shape, "", "", "", "", "Who decided about a suggestion, when, why"),
    SBILL_ROW_LIST(evidence, 0, sbill_evidence_shape, "", "", "", "", "Spans of the notes that support it"),
};
#undef S
const struct sbill_shape sbill_line_shape = SBILL_SHAPE("line", LINE, line_fields, struct sbill_line);
