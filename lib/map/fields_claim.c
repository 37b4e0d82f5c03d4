/* The field register: the rest of the claim's head: accident, dates, references, attachments, what single
 * specialties need, and the patient's other services. Sources: 005010X222A1 and X224A2 loop 2300,
     CMS-1500 (02/12). */
#include "map/shapes.h"

/* A table reads by its rows. */
/* clang-format off */

#define S struct sbill_accident
static const struct sbill_field accident_fields[] = {
    SBILL_ROW_FLAG(employment, "10a", "45", "2300 CLM11", "Claim.accident.type", "Related to the patient's work"),
    SBILL_ROW_FLAG(automobile, "10b", "45", "2300 CLM11", "Claim.accident.type", "Automobile accident"),
    SBILL_ROW_FLAG(other, "10c", "45", "2300 CLM11", "Claim.accident.type", "Other accident"),
    SBILL_ROW_DATE(date, "15", "46", "2300 DTP*439", "Claim.accident.date", "Day of the accident"),
    SBILL_ROW_TEXT(state, 2, "10b", "47", "2300 CLM11-4", "Claim.accident.locationAddress.state",
        "State; needed for an automobile accident"),
    SBILL_ROW_TEXT(country, 3, "", "", "2300 CLM11-5", "Claim.accident.locationAddress.country",
        "Country, if not the US"),
};
#undef S
const struct sbill_shape sbill_accident_shape = SBILL_SHAPE("accident", ACCIDENT, accident_fields,
    struct sbill_accident);

#define S struct sbill_dates
static const struct sbill_field dates_fields[] = {
    SBILL_ROW_DATE(onset, "14", "", "2300 DTP*431", "Claim.supportingInfo (onset)", "Illness began"),
    SBILL_ROW_DATE(last_menstrual_period, "14", "", "2300 DTP*484", "Claim.supportingInfo (onset)",
        "Last menstrual period"),
    SBILL_ROW_DATE(initial_treatment, "15", "", "2300 DTP*454", "Claim.supportingInfo", "First treatment"),
    SBILL_ROW_DATE(last_seen, "15", "", "2300 DTP*304", "Claim.supportingInfo",
        "Last seen by the treating physician"),
    SBILL_ROW_DATE(acute_manifestation, "15", "", "2300 DTP*453", "Claim.supportingInfo",
        "Acute manifestation of a chronic condition"),
    SBILL_ROW_DATE(last_xray, "15", "", "2300 DTP*455", "Claim.supportingInfo", "Last X-ray"),
    SBILL_ROW_DATE(prescription, "15", "", "2300 DTP*471", "Claim.supportingInfo", "Hearing or vision prescription"),
    SBILL_ROW_DATE(disability_from, "16", "", "2300 DTP*360", "Claim.supportingInfo (employmentimpacted)",
        "Disability began"),
    SBILL_ROW_DATE(disability_to, "16", "", "2300 DTP*361", "Claim.supportingInfo (employmentimpacted)",
        "Disability ended"),
    SBILL_ROW_DATE(last_worked, "16", "", "2300 DTP*297", "Claim.supportingInfo (employmentimpacted)",
        "Last day of work"),
    SBILL_ROW_DATE(return_to_work, "16", "", "2300 DTP*296", "Claim.supportingInfo (employmentimpacted)",
        "Back to work"),
    SBILL_ROW_DATE(admission, "18", "", "2300 DTP*435", "Claim.supportingInfo (hospitalized)",
        "Admitted to hospital"),
    SBILL_ROW_DATE(discharge, "18", "", "2300 DTP*096", "Claim.supportingInfo (hospitalized)", "Discharged"),
    SBILL_ROW_DATE(care_assumed, "15", "", "2300 DTP*090", "Claim.supportingInfo", "Postoperative care taken over"),
    SBILL_ROW_DATE(care_relinquished, "15", "", "2300 DTP*091", "Claim.supportingInfo",
        "Postoperative care given over"),
    SBILL_ROW_DATE(first_contact, "15", "", "2300 DTP*444", "Claim.supportingInfo",
        "First contact (property and casualty)"),
    SBILL_ROW_DATE(repricer_received, "", "", "2300 DTP*050", "", "Received by the repricer"),
};
#undef S
const struct sbill_shape sbill_dates_shape = SBILL_SHAPE("dates", DATES, dates_fields, struct sbill_dates);

#define S struct sbill_references
static const struct sbill_field references_fields[] = {
    SBILL_ROW_TEXT(clia, 10, "23", "", "2300 REF*X4", "Claim.supportingInfo",
        "CLIA number of the office's laboratory"),
    SBILL_ROW_TEXT(mammography_cert, 50, "23", "", "2300 REF*EW", "Claim.supportingInfo",
        "Mammography certification number"),
    SBILL_ROW_TEXT(service_authorization_exception, 50, "", "", "2300 REF*4N", "Claim.supportingInfo",
        "Why there was no authorization: 1-7"),
    SBILL_ROW_TEXT(medicare_crossover, 50, "", "", "2300 REF*F5", "", "Medicare section 4081 indicator: Y or N"),
    SBILL_ROW_TEXT(ide_number, 50, "23", "", "2300 REF*LX", "Claim.supportingInfo",
        "Investigational device exemption"),
    SBILL_ROW_TEXT(intermediary_claim_id, 50, "", "", "2300 REF*D9", "Claim.identifier",
        "Number given by a clearinghouse"),
    SBILL_ROW_TEXT(demonstration_project, 50, "19", "", "2300 REF*P4", "Claim.item.programCode",
        "Demonstration project or trial number"),
    SBILL_ROW_TEXT(care_plan_oversight, 50, "19", "", "2300 REF*1J", "Claim.supportingInfo",
        "Home health agency or hospice number"),
    SBILL_ROW_TEXT(predetermination, 50, "", "2", "2300 REF*G3", "Claim.insurance.preAuthRef",
        "Number of a dental predetermination"),
};
#undef S
const struct sbill_shape sbill_references_shape = SBILL_SHAPE("references", REFERENCES, references_fields,
    struct sbill_references);

#define S struct sbill_attachment
static const struct sbill_field attachment_fields[] = {
    SBILL_ROW_TEXT(type, 2, "19", "39", "2300 PWK01", "Claim.supportingInfo (attachment)",
        "Report type code: OZ support data, B4 referral form, RB X-ray ..."),
    SBILL_ROW_TEXT(transmission, 2, "19", "", "2300 PWK02", "",
        "AA on request, BM mail, EL with the claim, EM e-mail, FT file transfer, FX fax"),
    SBILL_ROW_TEXT(control_number, 80, "19", "", "2300 PWK06", "Claim.supportingInfo.valueReference",
        "Number on the attachment"),
    SBILL_ROW_TEXT(description, 80, "", "", "", "Claim.supportingInfo.code.text", "What it is"),
    SBILL_ROW_TEXT(url, 500, "", "", "", "Claim.supportingInfo.valueAttachment.url", "Where it lies; never fetched"),
};
#undef S
const struct sbill_shape sbill_attachment_shape = SBILL_SHAPE("attachment", ATTACHMENT, attachment_fields,
    struct sbill_attachment);

#define S struct sbill_remark
static const struct sbill_field remark_fields[] = {
    SBILL_ROW_TEXT(type, 3, "19", "35", "NTE01", "",
        "ADD additional information, CER certification, DCP goals, DGN diagnosis, TPO third party"),
    SBILL_ROW_TEXT(text, 80, "19", "35", "NTE02", "Claim.supportingInfo.valueString", "The words"),
};
#undef S
const struct sbill_shape sbill_remark_shape = SBILL_SHAPE("remark", REMARK, remark_fields, struct sbill_remark);

#define S struct sbill_contract
static const struct sbill_field contract_fields[] = {
    SBILL_ROW_TEXT(type, 2, "", "", "2300 CN101", "",
        "02 per diem, 03 variable, 04 flat, 05 capitated, 06 percent, 09 other"),
    SBILL_ROW_MONEY(amount, "", "", "2300 CN102", "", "Amount"),
    SBILL_ROW_QTY(percent, "", "", "2300 CN103", "", "Percent"),
    SBILL_ROW_TEXT(code, 50, "", "", "2300 CN104", "", "Contract code"),
    SBILL_ROW_QTY(discount_percent, "", "", "2300 CN105", "", "Discount in percent"),
    SBILL_ROW_TEXT(version, 30, "", "", "2300 CN106", "", "Version"),
};
#undef S
const struct sbill_shape sbill_contract_shape = SBILL_SHAPE("contract", CONTRACT, contract_fields,
    struct sbill_contract);

#define S struct sbill_ambulance
static const struct sbill_field ambulance_fields[] = {
    SBILL_ROW_QTY(weight_pounds, "", "", "2300 CR102", "Claim.supportingInfo.valueQuantity",
        "Weight of the patient in pounds"),
    SBILL_ROW_TEXT(reason, 1, "19", "", "2300 CR104", "Claim.supportingInfo.code",
        "Why: A nearest facility, B preferred physician, C family, D specialist, E rehabilitation"),
    SBILL_ROW_QTY(miles, "24G", "", "2300 CR106", "Claim.supportingInfo.valueQuantity", "Miles"),
    SBILL_ROW_TEXT(round_trip, 80, "19", "", "2300 CR109", "Claim.supportingInfo.valueString", "Why a round trip"),
    SBILL_ROW_TEXT(stretcher, 80, "19", "", "2300 CR110", "Claim.supportingInfo.valueString", "Why a stretcher"),
    SBILL_ROW_INT(patients, "", "", "2400 QTY02", "", "Patients transported at the same time"),
    SBILL_ROW_TEXTS(conditions, 5, "19", "", "2300 CRC*07", "Claim.supportingInfo.code",
        "Condition codes of the patient"),
    SBILL_ROW_TEXTS(conditions_absent, 5, "", "", "2300 CRC*07", "", "Condition codes that do not apply"),
    SBILL_ROW_OBJECT(pickup, sbill_pickup_shape, "32", "", "2310E NM1*PW", "Claim.item.locationAddress",
        "From where"),
    SBILL_ROW_TEXT(dropoff_name, 60, "32", "", "2310F NM103", "", "Name of the place"),
    SBILL_ROW_OBJECT(dropoff, sbill_dropoff_shape, "32", "", "2310F NM1*45", "Claim.item.locationAddress",
        "To where"),
};
#undef S
const struct sbill_shape sbill_ambulance_shape = SBILL_SHAPE("ambulance", AMBULANCE, ambulance_fields,
    struct sbill_ambulance);

#define S struct sbill_spinal
static const struct sbill_field spinal_fields[] = {
    SBILL_ROW_TEXT(condition, 1, "19", "", "2300 CR208", "Claim.supportingInfo.code",
        "A acute, C chronic, D non-acute, E non-life threatening, F routine, G symptomatic, M acute manifestation "
        "of chronic"),
    SBILL_ROW_TEXTS(description, 2, "19", "", "2300 CR210", "Claim.supportingInfo.valueString", "Two lines of words"),
};
#undef S
const struct sbill_shape sbill_spinal_shape = SBILL_SHAPE("spinal", SPINAL, spinal_fields, struct sbill_spinal);

#define S struct sbill_ortho
static const struct sbill_field ortho_fields[] = {
    SBILL_ROW_FLAG(is_ortho, "", "40", "2300 DN1", "Claim.supportingInfo", "Treatment is orthodontic"),
    SBILL_ROW_INT(months_total, "", "42", "2300 DN101", "Claim.supportingInfo.valueQuantity", "Months of treatment"),
    SBILL_ROW_INT(months_remaining, "", "42", "2300 DN102", "Claim.supportingInfo.valueQuantity",
        "Months that remain"),
    SBILL_ROW_DATE(placement_date, "", "41", "2300 DTP*452", "Claim.supportingInfo.timingDate", "Appliance placed"),
    SBILL_ROW_TEXT(description, 80, "", "", "2300 DN104", "Claim.supportingInfo.valueString", "Treatment in words"),
};
#undef S
const struct sbill_shape sbill_ortho_shape = SBILL_SHAPE("ortho", ORTHO, ortho_fields, struct sbill_ortho);

#define S struct sbill_epsdt
static const struct sbill_field epsdt_fields[] = {
    SBILL_ROW_FLAG(referral_given, "24H", "", "2300 CRC02", "Claim.supportingInfo",
        "The screening led to a referral"),
    SBILL_ROW_TEXTS(conditions, 3, "24H", "", "2300 CRC03", "Claim.supportingInfo.code",
        "AV refused, NU not used, S2 under treatment, ST new services"),
};
#undef S
const struct sbill_shape sbill_epsdt_shape = SBILL_SHAPE("epsdt", EPSDT, epsdt_fields, struct sbill_epsdt);

#define S struct sbill_vision
static const struct sbill_field vision_fields[] = {
    SBILL_ROW_TEXT(category, 2, "", "", "2300 CRC01", "Claim.supportingInfo.category",
        "E1 spectacle lenses, E2 contact lenses, E3 frames"),
    SBILL_ROW_FLAG(certified, "", "", "2300 CRC02", "Claim.supportingInfo", "The condition applies"),
    SBILL_ROW_TEXTS(conditions, 5, "", "", "2300 CRC03", "Claim.supportingInfo.code", "L1 to L5"),
};
#undef S
const struct sbill_shape sbill_vision_shape = SBILL_SHAPE("vision", VISION, vision_fields, struct sbill_vision);

#define S struct sbill_tooth_status
static const struct sbill_field tooth_status_fields[] = {
    SBILL_ROW_TEXT(number, 2, "", "33", "2300 DN201", "Claim.supportingInfo (missingtooth)",
        "Tooth, universal number"),
    SBILL_ROW_TEXT(status, 1, "", "33", "2300 DN202", "Claim.supportingInfo.reason", "E to be extracted, M missing"),
};
#undef S
const struct sbill_shape sbill_tooth_status_shape = SBILL_SHAPE("tooth_status", TOOTH_STATUS, tooth_status_fields,
    struct sbill_tooth_status);

#define S struct sbill_repricing
static const struct sbill_field repricing_fields[] = {
    SBILL_ROW_TEXT(method, 2, "", "", "HCP01", "", "Pricing method"),
    SBILL_ROW_MONEY(allowed, "", "", "HCP02", "", "Repriced allowed amount"),
    SBILL_ROW_MONEY(savings, "", "", "HCP03", "", "Savings"),
    SBILL_ROW_TEXT(organization_id, 50, "", "", "HCP04", "", "Repricing organisation"),
    SBILL_ROW_QTY(rate, "", "", "HCP05", "", "Per diem or flat rate"),
    SBILL_ROW_TEXT(group_code, 50, "", "", "HCP06", "", "Approved patient group"),
    SBILL_ROW_MONEY(group_amount, "", "", "HCP07", "", "Approved group amount"),
    SBILL_ROW_TEXT(qualifier, 2, "", "", "HCP09", "", "Which kind of code: HC, ER, IV, WK; AD"),
    SBILL_ROW_TEXT(code, 48, "", "", "HCP10", "", "Approved procedure code"),
    SBILL_ROW_TEXT(unit, 2, "", "", "HCP11", "", "Unit: UN or MJ"),
    SBILL_ROW_QTY(quantity, "", "", "HCP12", "", "Approved units"),
    SBILL_ROW_TEXT(reject_reason, 2, "", "", "HCP13", "", "Why it was rejected"),
    SBILL_ROW_TEXT(compliance, 2, "", "", "HCP14", "", "Policy compliance"),
    SBILL_ROW_TEXT(exception, 2, "", "", "HCP15", "", "Exception"),
    SBILL_ROW_TEXT(repriced_reference, 50, "", "", "REF*9A, 9B", "", "Repriced claim or line number"),
    SBILL_ROW_TEXT(adjusted_reference, 50, "", "", "REF*9C, 9D", "", "Adjusted repriced claim or line number"),
};
#undef S
const struct sbill_shape sbill_repricing_shape = SBILL_SHAPE("repricing", REPRICING, repricing_fields,
    struct sbill_repricing);

#define S struct sbill_visit
static const struct sbill_field visit_fields[] = {
    SBILL_ROW_TEXT(type, 4, "", "", "", "", "Encounter type (eClaimLink)"),
    SBILL_ROW_TEXT(start_type, 4, "", "", "", "", "How it began"),
    SBILL_ROW_TEXT(end_type, 4, "", "", "", "", "How it ended"),
    SBILL_ROW_TEXT(transfer_source, 40, "", "", "", "", "Facility the patient came from"),
    SBILL_ROW_TEXT(transfer_destination, 40, "", "", "", "", "Facility the patient went to"),
    SBILL_ROW_TEXT(package, 80, "", "", "", "", "Contract package"),
    SBILL_ROW_TEXT(resubmission_type, 40, "", "", "", "", "Why the claim is sent again"),
    SBILL_ROW_TEXT(resubmission_comment, 2000, "", "", "", "", "Words for it"),
};
#undef S
const struct sbill_shape sbill_visit_shape = SBILL_SHAPE("visit", VISIT, visit_fields, struct sbill_visit);

#define S struct sbill_inpatient
static const struct sbill_field inpatient_fields[] = {
    SBILL_ROW_TEXT(admitting_diagnosis, 30, "", "", "2300 HI*BJ", "", "ICD-10-CM code of the admitting diagnosis"),
    SBILL_ROW_TEXT(discharge_status, 2, "", "", "2300 CL103", "", "Patient discharge status, two digits"),
};
#undef S
const struct sbill_shape sbill_inpatient_shape = SBILL_SHAPE("inpatient", INPATIENT, inpatient_fields,
    struct sbill_inpatient);

#define S struct sbill_context_line
static const struct sbill_field context_line_fields[] = {
    SBILL_ROW_TEXT(encounter_id, 80, "", "", "", "", "Encounter it belongs to"),
    SBILL_ROW_TEXT(claim_id, 80, "", "", "", "", "Claim it was billed on"),
    SBILL_ROW_TEXT(line_id, 80, "", "", "", "", "Line of that claim"),
    SBILL_ROW_TEXT(code, 48, "", "", "", "", "Code"),
    SBILL_ROW_SYSTEM(system, "", "", "", "", "Its system"),
    SBILL_ROW_TEXTS(modifiers, 0, "", "", "", "", "Modifiers"),
    SBILL_ROW_TEXTS(diagnoses, 0, "", "", "", "", "Diagnosis codes"),
    SBILL_ROW_DATE(date_from, "", "", "", "", "Date of service"),
    SBILL_ROW_DATE(date_to, "", "", "", "", "Last date of service"),
    SBILL_ROW_QTY(units, "", "", "", "", "Units"),
    SBILL_ROW_MONEY(charge, "", "", "", "", "Charge"),
    SBILL_ROW_TEXT(place_of_service, 2, "", "", "", "", "Place of service"),
    SBILL_ROW_TEXT(rendering_npi, 10, "", "", "", "", "NPI of the rendering provider"),
    SBILL_ROW_TEXT(rendering_taxonomy, 10, "", "", "", "", "Taxonomy of the rendering provider"),
    SBILL_ROW_TEXT(billing_npi, 10, "", "", "", "", "NPI of the billing provider"),
    SBILL_ROW_TEXT(tax_id, 11, "", "", "", "", "Tax id of the billing provider: same group or not"),
    SBILL_ROW_TEXT(payer_id, 80, "", "", "", "", "Payer it was billed to"),
    SBILL_ROW_TEXT(status, 20, "", "", "", "", "What became of it: sent, paid, denied, void"),
    SBILL_ROW_LIST(teeth, 32, sbill_tooth_shape, "", "", "", "", "Teeth"),
};
#undef S
static const struct sbill_shape context_line_shape = SBILL_SHAPE("context_line", CONTEXT_LINE, context_line_fields,
    struct sbill_context_line);

#define S struct sbill_context
static const struct sbill_field context_fields[] = {
    SBILL_ROW_FLAG(complete, "", "", "", "", "It holds all that is known since `since`"),
    SBILL_ROW_DATE(since, "", "", "", "", "How far back it goes"),
    SBILL_ROW_LIST(lines, 0, context_line_shape, "", "", "", "", "The patient's other services"),
};
#undef S
const struct sbill_shape sbill_context_shape = SBILL_SHAPE("context", CONTEXT, context_fields, struct sbill_context);
