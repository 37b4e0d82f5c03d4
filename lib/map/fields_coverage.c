/* The field register: coverages, and what earlier payers said.
 * Sources: 005010X222A1 loops 2000B, 2010BA, 2010BB, 2320, 2330, 2430; CMS-1500 (02/12); FHIR R4 Coverage. */
#include "map/shapes.h"

/* A table reads by its rows. */
/* clang-format off */

static const char *const relationships[] = {"self", "spouse", "child", "employee", "unknown", "organ-donor",
    "cadaver-donor", "life-partner", "other", NULL};
static const char *const benefits[] = {"yes", "no", "not-applicable", NULL};
static const char *const releases[] = {"yes", "no", "informed", NULL};
static const char *const assignments[] = {"yes", "no", "lab-only", NULL};

#define S struct sbill_adjustment
static const struct sbill_field adjustment_fields[] = {
    SBILL_ROW_TEXT(group, 2, "", "", "2320 CAS01", "ClaimResponse.adjudication.category", "CO CR OA PI PR"),
    SBILL_ROW_TEXT(reason, 5, "", "", "2320 CAS02", "ClaimResponse.adjudication.reason",
        "Claim adjustment reason code"),
    SBILL_ROW_MONEY(amount, "", "", "2320 CAS03", "ClaimResponse.adjudication.amount", "Amount taken off"),
    SBILL_ROW_QTY(quantity, "", "", "2320 CAS04", "ClaimResponse.adjudication.value", "Units taken off"),
};
#undef S
static const struct sbill_shape adjustment_shape = SBILL_SHAPE("adjustment", ADJUSTMENT, adjustment_fields,
    struct sbill_adjustment);

#define S struct sbill_line_adjudication
static const struct sbill_field line_adjudication_fields[] = {
    SBILL_ROW_INT(line, "", "", "2430 SVD06", "ClaimResponse.item.itemSequence",
        "Number of the line as it was billed, from 1"),
    SBILL_ROW_TEXT(line_control_number, 50, "", "", "2400 REF*6R", "",
        "The line's control number, if lines are told apart by it"),
    SBILL_ROW_TEXT(qualifier, 2, "", "", "2430 SVD03-1", "", "Which kind of code, if another: HC, ER, IV, WK; AD"),
    SBILL_ROW_TEXT(code, 48, "", "", "2430 SVD03-2", "ClaimResponse.addItem.productOrService",
        "Code the payer paid, if another"),
    SBILL_ROW_TEXTS(modifiers, 4, "", "", "2430 SVD03-3", "ClaimResponse.addItem.modifier", "Its modifiers"),
    SBILL_ROW_TEXT(description, 80, "", "", "2430 SVD03-7", "", "The service in words, if the code names none"),
    SBILL_ROW_MONEY(paid, "", "", "2430 SVD02", "ClaimResponse.item.adjudication.amount", "Paid for the line"),
    SBILL_ROW_QTY(paid_units, "", "", "2430 SVD05", "ClaimResponse.item.adjudication.value", "Units paid"),
    SBILL_ROW_MONEY(allowed, "", "", "", "ClaimResponse.item.adjudication.amount", "Allowed for the line"),
    SBILL_ROW_MONEY(patient_liability, "", "", "2430 AMT*EAF", "ClaimResponse.item.adjudication.amount",
        "What remains for the patient"),
    SBILL_ROW_INT(bundled_into, "", "", "2430 SVD06", "ClaimResponse.addItem.itemSequence",
        "Number of the line it was bundled into"),
    SBILL_ROW_DATE(date, "", "", "2430 DTP*573", "ClaimResponse.created", "Day the payer decided"),
    SBILL_ROW_TEXTS(remark_codes, 0, "", "", "2320 MOA03", "ClaimResponse.processNote",
        "Remittance advice remark codes"),
    SBILL_ROW_LIST(adjustments, 30, adjustment_shape, "", "", "2430 CAS", "ClaimResponse.item.adjudication",
        "What was taken off, with the reason"),
};
#undef S
const struct sbill_shape sbill_line_adjudication_shape = SBILL_SHAPE("line_adjudication", LINE_ADJUDICATION,
    line_adjudication_fields, struct sbill_line_adjudication);

#define S struct sbill_adjudication
static const struct sbill_field adjudication_fields[] = {
    SBILL_ROW_DATE(date, "", "", "2330B DTP*573", "ClaimResponse.created", "Day the payer decided"),
    SBILL_ROW_TEXT(status, 2, "", "", "", "ClaimResponse.outcome",
        "Claim status of the remittance: 1 primary, 2 secondary, 3 tertiary, 4 denied, 19-21 forwarded, 22 "
        "reversal"),
    SBILL_ROW_FLAG(crossed_over, "", "", "", "", "This payer forwarded the claim to the next one itself"),
    SBILL_ROW_FLAG(partial, "", "", "", "", "Only some of the visit's claims to this payer are answered yet"),
    SBILL_ROW_FLAG(readjudicated, "", "", "2330B REF*T4", "", "The payer has adjusted the claim before"),
    SBILL_ROW_MONEY(paid, "29", "11", "2320 AMT*D", "ClaimResponse.payment.amount", "Paid for the whole claim"),
    SBILL_ROW_MONEY(allowed, "", "", "", "ClaimResponse.total", "Allowed for the whole claim"),
    SBILL_ROW_MONEY(noncovered, "", "", "2320 AMT*A8", "ClaimResponse.total", "Not covered"),
    SBILL_ROW_MONEY(patient_liability, "", "", "2320 AMT*EAF", "ClaimResponse.total", "What remains for the patient"),
    SBILL_ROW_QTY(reimbursement_rate, "", "", "2320 MOA01", "", "Reimbursement rate in percent"),
    SBILL_ROW_MONEY(hcpcs_payable, "", "", "2320 MOA02", "", "Amount payable for HCPCS codes"),
    SBILL_ROW_MONEY(esrd_paid, "", "", "2320 MOA08", "", "Paid for end-stage renal disease"),
    SBILL_ROW_MONEY(professional_component, "", "", "2320 MOA09", "",
        "Professional component billed but not payable"),
    SBILL_ROW_TEXTS(remark_codes, 0, "", "", "2320 MOA03", "ClaimResponse.processNote",
        "Remittance advice remark codes"),
    SBILL_ROW_LIST(adjustments, 30, adjustment_shape, "", "", "2320 CAS", "ClaimResponse.adjudication",
        "What was taken off the whole claim; not again on lines"),
    SBILL_ROW_LIST(lines, 0, sbill_line_adjudication_shape, "", "", "2430", "ClaimResponse.item",
        "What the payer said of each line"),
};
#undef S
const struct sbill_shape sbill_adjudication_shape = SBILL_SHAPE("adjudication", ADJUDICATION, adjudication_fields,
    struct sbill_adjudication);

#define S struct sbill_coverage
static const struct sbill_field coverage_fields[] = {
    SBILL_ROW_TEXT(id, 80, "", "", "", "Coverage.id", "The office's own key"),
    SBILL_ROW_INT(order, "", "", "2000B SBR01", "Coverage.order",
        "1 primary, 2 secondary ...; the place in the list if not given"),
    SBILL_ROW_TEXT(filing_indicator, 2, "1", "", "2000B SBR09", "Coverage.type",
        "Kind of plan: MB Medicare B, MC Medicaid, CI commercial, BL Blue Cross, HM HMO, CH TRICARE, VA, OF "
        "federal, WC workers' compensation, AM automobile, ..."),
    SBILL_ROW_TEXT(insurance_type, 3, "", "", "2000B SBR05", "Coverage.type",
        "Why Medicare is secondary: 12 13 14 15 16 41 42 43 47"),
    SBILL_ROW_OBJECT(payer, sbill_payer_shape, "carrier block", "3", "2010BB NM1*PR", "Coverage.payor", "Who pays"),
    SBILL_ROW_TEXT(member_id, 80, "1a", "15", "2010BA NM109", "Coverage.subscriberId", "The subscriber's id"),
    SBILL_ROW_TEXT(member_id_type, 2, "", "", "2010BA NM108", "",
        "MI member id (if not given), II standard unique health identifier"),
    SBILL_ROW_TEXT(patient_member_id, 80, "1a", "15", "2010BA NM109", "Patient.identifier (MB)",
        "The patient's own id, where the payer gives each family member one"),
    SBILL_ROW_TEXT(group_number, 50, "11", "16", "2000B SBR03", "Coverage.class (group)",
        "Group, policy or FECA number"),
    SBILL_ROW_TEXT(group_name, 60, "11c", "17", "2000B SBR04", "Coverage.class.name", "Group name"),
    SBILL_ROW_TEXT(plan_name, 60, "11c", "17", "2000B SBR04", "Coverage.class (plan)", "Plan name"),
    SBILL_ROW_WORD(relationship, relationships, "6", "18", "2000B SBR02", "Coverage.relationship",
        "The patient is the subscriber's ..."),
    SBILL_ROW_POINTER(subscriber, sbill_subscriber_shape, "4", "12", "2010BA NM1*IL", "Coverage.subscriber",
        "Who holds the insurance, if not the patient"),
    SBILL_ROW_DATE(valid_from, "", "", "", "Coverage.period.start", "First day of the insurance"),
    SBILL_ROW_DATE(valid_to, "", "", "", "Coverage.period.end", "Last day of the insurance"),
    SBILL_ROW_TEXT(prior_authorization, 50, "23", "2", "2300 REF*G1", "Claim.insurance.preAuthRef",
        "Prior authorization number of this payer"),
    SBILL_ROW_TEXT(referral_number, 50, "23", "", "2300 REF*9F", "Claim.referral", "Referral number of this payer"),
    SBILL_ROW_TEXT(claim_number, 50, "11b", "", "2010BA REF*Y4", "Claim.identifier",
        "Claim number with a property, casualty or workers' compensation insurer"),
    SBILL_ROW_TEXT(payer_claim_control_number, 50, "22", "", "2300 REF*F8", "Claim.related.reference",
        "The payer's own number of the claim, from its remittance: for a replacement, a void, a secondary claim"),
    SBILL_ROW_WORD(assignment_of_benefits, benefits, "13", "37", "2300 CLM08", "Claim.payee.type",
        "The payer may pay the provider"),
    SBILL_ROW_WORD(release_of_information, releases, "12", "36", "2300 CLM09", "",
        "The patient allows the release of information"),
    SBILL_ROW_WORD(accept_assignment, assignments, "27", "", "2300 CLM07", "", "The provider accepts assignment"),
    SBILL_ROW_TEXT(signature_source, 1, "12", "", "2300 CLM10", "",
        "P: the provider signed for the patient, who was not there"),
    SBILL_ROW_POINTER(adjudication, sbill_adjudication_shape, "", "", "2320", "Claim.insurance.claimResponse",
        "What this payer said, once it has decided"),
};
#undef S
const struct sbill_shape sbill_coverage_shape = SBILL_SHAPE("coverage", COVERAGE, coverage_fields,
    struct sbill_coverage);
