/* The record model: what a clinic wrote about one billing episode, in the field's own words. Every
 * member is described once in the field register (lib/map/fields.h): its key in the record, kind, limits,
 * CMS-1500 or ADA box, 837 element and FHIR path. Readers fill this, stages read it, writers print it.
 * All memory is the encounter's: its arena, or the JSON text it was read from.
 * Absent: empty text, SBILL_NO_DATE, SBILL_NO_TIME, SBILL_NO_MONEY, SBILL_NO_QTY, SBILL_UNKNOWN, 0, NULL.
 * A struct made by hand is cleared with sbill_shape_clear first, since zero is a date and an amount. */
#ifndef SBILL_ENCOUNTER_MODEL_H
#define SBILL_ENCOUNTER_MODEL_H

#include "base/arena.h"
#include "base/number.h"

/* Yes, no or not said; zeroed memory means not said. */
typedef int8_t sbill_flag;
#define SBILL_UNKNOWN 0
#define SBILL_YES 1
#define SBILL_NO 2

typedef SBILL_LIST(struct sbill_text) sbill_texts;

/* Words that a field may hold are small whole numbers, 0 = not given. Their spellings stand in the field
 * register; a spelling not known is a finding and leaves 0. */
enum sbill_claim_type {
    SBILL_PROFESSIONAL = 1,
    SBILL_DENTAL,
    SBILL_INSTITUTIONAL
};
enum sbill_use {
    SBILL_USE_CLAIM = 1,
    SBILL_USE_PREDETERMINATION,
    SBILL_USE_PREAUTHORIZATION
};
enum sbill_setting {
    SBILL_OUTPATIENT = 1,
    SBILL_INPATIENT
};
enum sbill_sex {
    SBILL_FEMALE = 1,
    SBILL_MALE,
    SBILL_SEX_OTHER,
    SBILL_SEX_UNKNOWN
};
enum sbill_code_status {
    SBILL_ENTERED = 1,
    SBILL_SUGGESTED,
    SBILL_CONFIRMED,
    SBILL_REJECTED
};
enum sbill_service_model {
    SBILL_DIRECT = 1,
    SBILL_INCIDENT_TO,
    SBILL_SPLIT,
    SBILL_LOCUM,
    SBILL_TEACHING,
    SBILL_RECIPROCAL
};
enum sbill_entity {
    SBILL_PERSON = 1,
    SBILL_ORGANIZATION
};
enum sbill_phase { /* treatment phase of an injury, guideline I.C.19.a and c */
    SBILL_PHASE_ACTIVE = 1,
    SBILL_PHASE_HEALING,
    SBILL_PHASE_SEQUELA,
    SBILL_PHASE_DELAYED_HEALING,
    SBILL_PHASE_NONUNION,
    SBILL_PHASE_MALUNION
};
enum sbill_certainty {
    SBILL_ESTABLISHED = 1,
    SBILL_UNCERTAIN,
    SBILL_REFUTED
};
enum sbill_relationship {
    SBILL_SELF = 1,
    SBILL_SPOUSE,
    SBILL_CHILD,
    SBILL_EMPLOYEE,
    SBILL_RELATION_UNKNOWN,
    SBILL_ORGAN_DONOR,
    SBILL_CADAVER_DONOR,
    SBILL_LIFE_PARTNER,
    SBILL_RELATION_OTHER
};
enum sbill_level {
    SBILL_STRAIGHTFORWARD = 1,
    SBILL_LOW,
    SBILL_MODERATE,
    SBILL_HIGH
};
enum sbill_telehealth {
    SBILL_AUDIO_VIDEO = 1,
    SBILL_AUDIO_ONLY,
    SBILL_ASYNCHRONOUS
};
enum sbill_unit {
    SBILL_UNIT_UN = 1,
    SBILL_UNIT_MJ
};
/* Words that start with yes and no, so that a reader's true and false fit them too. */
#define SBILL_NOT_APPLICABLE 3 /* assignment of benefits */
#define SBILL_INFORMED 3       /* release of information: consent by law, no signature */
#define SBILL_LAB_ONLY 3       /* accept assignment */

struct sbill_address {
    sbill_texts lines; /* street lines, at most two go on a claim */
    struct sbill_text city, state, zip, country;
};

struct sbill_name {
    struct sbill_text last, first, middle, suffix;
};

struct sbill_identifier { /* a legacy, national or payer-assigned number */
    struct sbill_text
        type; /* 0B license, 1G UPIN, G2 payer's, LU location, EI, SY, 2U, FY, NF; else a URI */
    struct sbill_text value;
    struct sbill_text payer; /* id of the payer it belongs to, if payer-assigned */
    struct sbill_text state; /* of a license */
};

struct sbill_contact { /* a further person to ask */
    struct sbill_text name, phone, phone_extension, fax, email;
};

/* Anyone or any organisation with a role on the claim. An organisation has `organization`, a person `name`. */
struct sbill_provider {
    struct sbill_text
        id; /* the office's own key; elsewhere in the record this text stands for the provider */
    int32_t entity; /* enum sbill_entity; the reader derives it from which name is given */
    struct sbill_name name;
    struct sbill_text organization;
    struct sbill_text npi, taxonomy, tax_id;
    int32_t tax_id_type;          /* 1 ein, 2 ssn */
    struct sbill_text credential; /* MD, DO, NP, PA, DDS ... */
    struct sbill_address address;
    struct sbill_text contact, phone, phone_extension, fax, email;
    SBILL_LIST(struct sbill_contact) other_contacts;
    struct sbill_text clia, mammography_cert;
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_plan { /* pay-to plan: subrogation only */
    struct sbill_text name, id, id_type;
    struct sbill_address address;
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_providers {
    struct sbill_provider *billing, *rendering, *performed_by, *ordering, *referring, *primary_care;
    struct sbill_provider *supervising, *purchased_service, *assistant_surgeon;
    struct sbill_provider *substitute_for; /* locum and reciprocal: the absent one */
    struct sbill_address *pay_to;          /* only if not the billing address */
    int32_t pay_to_entity;                 /* 1 an organisation, as usual, 2 a person */
    struct sbill_plan *pay_to_plan;
};

struct sbill_patient {
    struct sbill_text
        id; /* the office's key for the person: groups context; never printed on a claim */
    struct sbill_text mrn, ssn, property_casualty_id;
    struct sbill_name name;
    int32_t birth_date, death_date;
    int32_t sex; /* enum sbill_sex, administrative */
    struct sbill_text gender_identity;
    struct sbill_address address;
    struct sbill_text phone, phone_extension, email, contact;
    int64_t weight_pounds; /* thousandths */
    sbill_flag pregnant, unhoused, hospice;
    int32_t signature; /* 1 on file, 2 not on file */
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_subscriber {
    int32_t entity; /* an employer in workers' compensation is an organisation */
    struct sbill_name name;
    struct sbill_text organization;
    struct sbill_address address;
    struct sbill_text contact, phone, phone_extension;
    int32_t birth_date, sex;
    struct sbill_text ssn;
};

struct sbill_payer {
    struct sbill_text id, id_type;   /* PI or XV */
    struct sbill_text name, profile; /* profile: name of a payer profile in the book */
    struct sbill_address address;
    SBILL_LIST(struct sbill_identifier) identifiers; /* 2U EI FY NF */
};

struct sbill_adjustment {     /* one CAS reason */
    struct sbill_text group;  /* CO CR OA PI PR */
    struct sbill_text reason; /* CARC */
    int64_t amount, quantity;
};

/* What an earlier payer said, from its remittance, for one line and for the whole claim. */
struct sbill_line_adjudication {
    int32_t line; /* 1-based line number as billed */
    struct sbill_text line_control_number;
    struct sbill_text qualifier, code, description;
    sbill_texts modifiers;
    int64_t paid, paid_units, allowed, patient_liability;
    int32_t bundled_into; /* line number, 0 none */
    int32_t date;
    sbill_texts remark_codes; /* RARC */
    SBILL_LIST(struct sbill_adjustment) adjustments;
};
struct sbill_adjudication {
    int32_t date;
    struct sbill_text
        status; /* CLP02: 1 processed as primary, 2 secondary, 3 tertiary, 4 denied, 19-21 forwarded, 22 reversal */
    sbill_flag crossed_over;  /* forwarded by this payer itself to the next one */
    sbill_flag partial;       /* of the visit's claims to this payer only some are answered yet */
    sbill_flag readjudicated; /* the payer has adjusted it before (REF T4) */
    int64_t paid, allowed, noncovered, patient_liability;
    int64_t reimbursement_rate;                               /* percent, thousandths (MOA01) */
    int64_t hcpcs_payable, esrd_paid, professional_component; /* MOA02, 08, 09 */
    sbill_texts remark_codes;                                 /* RARC */
    SBILL_LIST(struct sbill_adjustment) adjustments;
    SBILL_LIST(struct sbill_line_adjudication) lines;
};

/* Plan types as X12 filing indicators: 12-17, AM, BL, CH, CI, DS, FI, HM, LM, MA, MB, MC, OF, TV, VA, WC, ZZ. */
struct sbill_coverage {
    struct sbill_text id;
    int32_t
        order; /* 1 primary, 2 secondary ...; the reader fills in the place in the list if not said */
    struct sbill_text filing_indicator,
        insurance_type; /* MB; Medicare secondary reason 12, 13 ... */
    struct sbill_payer payer;
    struct sbill_text member_id, member_id_type; /* the subscriber's; MI or II */
    struct sbill_text
        patient_member_id; /* the patient's own, where the payer gives each person one */
    struct sbill_text group_number, group_name, plan_name;
    int32_t relationship; /* enum sbill_relationship: the patient is the subscriber's ... */
    struct sbill_subscriber *subscriber; /* absent when self */
    int32_t valid_from, valid_to;
    struct sbill_text prior_authorization, referral_number;
    struct sbill_text claim_number; /* property and casualty claim (REF Y4, box 11b) */
    struct sbill_text
        payer_claim_control_number; /* the payer's own number of the claim: frequency 7 / 8, COB */
    int32_t assignment_of_benefits; /* SBILL_YES, SBILL_NO, SBILL_NOT_APPLICABLE */
    int32_t release_of_information; /* SBILL_YES, SBILL_NO, SBILL_INFORMED */
    int32_t accept_assignment;      /* SBILL_YES, SBILL_NO, SBILL_LAB_ONLY */
    struct sbill_text signature_source; /* P: signed by the provider for the patient */
    struct sbill_adjudication *adjudication;
};

struct sbill_note {
    struct sbill_text id, type, author, author_npi, text;
    int32_t date;
    struct sbill_text signed_by, signed_at; /* signed if signed_at is given or `is_signed` is yes */
    sbill_flag is_signed;
    struct sbill_text addendum_to; /* id of another note */
};

/* Who decided about a suggested code, and which rule it came from. */
struct sbill_decision {
    struct sbill_text by, at, reason;
    struct sbill_text rule, rule_version, rule_digest, guideline;
};

/* A span of a note that supports a code. Offsets in bytes inside the model, whatever the option says. */
struct sbill_evidence {
    int32_t note; /* index */
    size_t start, end;
    struct sbill_text concept, section, cue; /* cue: words of a context cue that played a part */
    struct sbill_text captures;              /* "side=left; weeks=12" */
};

struct sbill_dx {
    struct sbill_text code; /* as given */
    int32_t system;         /* SBILL_SYSTEM_; the reader fills in ICD-10-CM if not said */
    int32_t status;         /* enum sbill_code_status; the reader fills in entered if not said */
    struct sbill_text text; /* the office's words for it */
    int32_t phase;          /* enum sbill_phase */
    int32_t certainty;      /* enum sbill_certainty, as the chart says; 0 = established */
    int32_t onset_date;
    struct sbill_decision decision;
    SBILL_LIST(struct sbill_evidence) evidence;
    int32_t rank; /* order proposed by rules; 0 = as listed */
};

struct sbill_drug {
    struct sbill_text
        code_type; /* LIN02: N4 if not given; EN EO HI ON UK UP of supplies and devices */
    struct sbill_text ndc, name, prescription_number, link_number, lot;
    int64_t quantity;            /* thousandths of `unit` */
    struct sbill_text unit;      /* F2 GR ME ML UN */
    int64_t dose, wasted;        /* thousandths of dose_unit */
    struct sbill_text dose_unit; /* mg, mL, mcg, unit */
    int32_t vial;                /* 1 single-dose, 2 multi-dose */
};

struct sbill_tooth {
    struct sbill_text number;   /* universal: 1-32, A-T, 51-82, AS-TS */
    struct sbill_text surfaces; /* letters of M O D B L F I */
};

struct sbill_mdm { /* medical decision making as documented, enum sbill_level each */
    int32_t problems, data, risk;
};

struct sbill_test_result {  /* MEA: haemoglobin, haematocrit, dialysis values */
    int32_t origin;         /* 1 test result, 2 starting dosage */
    struct sbill_text type; /* HT R1 R2 R3 R4 */
    int64_t value;
};

struct sbill_observation { /* a coded fact of a line, as some national formats want it */
    struct sbill_text type, code, value, value_type;
};

struct sbill_remark {       /* NTE: a short text for the payer, not a clinical note */
    struct sbill_text type; /* ADD CER DCP DGN TPO */
    struct sbill_text text;
};

struct sbill_authorization { /* of a line, for a payer other than the claim's */
    int32_t kind;            /* 1 prior authorization, 2 referral */
    struct sbill_text number, payer;
};

struct sbill_line_dates {
    int32_t prescription, recertification, begin_therapy, last_certification, last_seen,
        hemoglobin_test, creatinine_test, shipped, last_xray, initial_treatment, prior_placement,
        prior_placement_estimated, appliance_placement, replacement, treatment_start,
        treatment_completion;
};

struct sbill_dme { /* equipment: rental, purchase and certification (SV5, CR3, CRC, PWK) */
    int32_t days;
    int64_t rental_price, purchase_price;
    struct sbill_text rental_frequency; /* 1 weekly, 4 monthly, 6 daily */
    int32_t certification;              /* 1 initial, 2 renewal, 3 revised */
    int32_t duration_months;
    sbill_texts conditions, conditions_absent; /* 38 ZV; those that hold, and those that do not */
    struct sbill_text certificate_transmission;
    struct sbill_text description; /* as the office wrote it */
};

struct sbill_form_answer {
    struct sbill_text number; /* question number or letter */
    sbill_flag yes, not_applicable;
    struct sbill_text text;
    int32_t date;
    int64_t percent; /* thousandths */
};
struct sbill_form { /* a certificate of medical necessity (LQ, FRM) */
    struct sbill_text qualifier, id;
    SBILL_LIST(struct sbill_form_answer) answers;
};

struct sbill_repricing { /* HCP: written by a repricer, passed on unchanged */
    struct sbill_text method, organization_id, group_code, qualifier, code, unit, reject_reason,
        compliance, exception;
    struct sbill_text repriced_reference, adjusted_reference;
    int64_t allowed, savings, rate, group_amount, quantity;
};

struct sbill_ambulance {
    int64_t weight_pounds, miles;
    struct sbill_text reason, round_trip, stretcher;
    int32_t patients;
    sbill_texts conditions, conditions_absent; /* those that hold, and those that do not */
    struct sbill_address pickup, dropoff;
    struct sbill_text dropoff_name;
};

struct sbill_attachment {
    struct sbill_text type, transmission, control_number, description, url;
};

struct sbill_contract { /* CN1 */
    struct sbill_text type, code, version;
    int64_t amount, percent, discount_percent; /* percents in thousandths */
};

struct sbill_line {
    struct sbill_text id; /* line control number (REF 6R) */
    struct sbill_text code;
    int32_t system; /* SBILL_SYSTEM_; 0 = not said: found by shape and tables */
    struct sbill_text
        qualifier;         /* 837 product qualifier where the system does not give it: ER IV WK */
    sbill_texts modifiers; /* at most four */
    int32_t status;        /* enum sbill_code_status; the reader fills in entered if not said */
    struct sbill_text description; /* for unlisted codes */
    int32_t date_from, date_to;    /* dates of service; the record's if not said */
    int32_t time_start, time_end;  /* minutes of day */
    struct sbill_text place_of_service;
    int64_t charge;        /* of the whole line */
    int64_t units;         /* thousandths */
    int32_t unit;          /* enum sbill_unit */
    sbill_texts diagnoses; /* pointers: codes, or 1-based positions, or letters A-L */
    sbill_flag emergency, epsdt, family_planning, copay_exempt, abn, hospice_employed;
    struct sbill_drug *drug;
    SBILL_LIST(struct sbill_tooth) teeth;
    sbill_texts oral_cavity;                  /* 00 01 02 10 20 30 40 */
    int32_t prosthesis;                       /* 1 initial, 2 replacement */
    int32_t anesthesia_start, anesthesia_end; /* minutes of day */
    int64_t obstetric_units;  /* additional, of obstetric anaesthesia; thousandths */
    int32_t concurrent_cases; /* cases directed at the same time */
    int32_t minutes;          /* time spent, for timed services */
    struct sbill_mdm *mdm;
    int32_t telehealth;                 /* enum sbill_telehealth */
    struct sbill_text patient_location; /* where a telehealth patient was: home, other */
    struct sbill_text clia, referring_clia, mammography_cert;
    struct sbill_text prior_authorization, referral_number, predetermination;
    SBILL_LIST(struct sbill_authorization) other_authorizations;
    SBILL_LIST(struct sbill_remark) remarks;
    SBILL_LIST(struct sbill_attachment) attachments;
    sbill_texts fixed_format; /* K3 */
    int64_t sales_tax, postage, purchased_charge;
    struct sbill_text purchased_from; /* PS101, where it is not the NPI of purchased_service */
    SBILL_LIST(struct sbill_test_result) test_results;
    SBILL_LIST(struct sbill_observation) observations;
    struct sbill_line_dates dates;
    struct sbill_provider *rendering, *performed_by, *ordering, *referring, *primary_care,
        *supervising;
    struct sbill_provider *purchased_service, *facility, *assistant_surgeon;
    int32_t service_model; /* of this line, if not the record's */
    struct sbill_dme *dme;
    SBILL_LIST(struct sbill_form) forms;
    struct sbill_ambulance *ambulance;
    struct sbill_contract *contract;
    struct sbill_repricing *repricing;
    struct sbill_decision decision;
    SBILL_LIST(struct sbill_evidence) evidence;
};

struct sbill_accident {
    sbill_flag employment, automobile, other;
    int32_t date;
    struct sbill_text state, country;
};

struct sbill_spinal {
    struct sbill_text condition;
    sbill_texts description;
};

struct sbill_ortho {
    sbill_flag is_ortho;
    int32_t months_total, months_remaining, placement_date;
    struct sbill_text description;
};

struct sbill_tooth_status {
    struct sbill_text number, status; /* E to be extracted, M missing */
};

struct sbill_vision {           /* CRC E1-E3 */
    struct sbill_text category; /* E1 lenses, E2 contact lenses, E3 frames */
    sbill_flag certified;
    sbill_texts conditions; /* L1-L5 */
};

struct sbill_epsdt { /* CRC ZZ */
    sbill_flag referral_given;
    sbill_texts conditions; /* AV NU S2 ST */
};

struct sbill_inpatient { /* of a hospital stay; its days stand in struct sbill_dates */
    struct sbill_text admitting_diagnosis;
    struct sbill_text discharge_status; /* two digits, 01 home */
};

struct sbill_visit { /* encounter facts that some national formats ask for */
    struct sbill_text type, start_type, end_type, transfer_source, transfer_destination, package;
    struct sbill_text resubmission_type, resubmission_comment;
};

struct sbill_dates {
    int32_t onset, last_menstrual_period, initial_treatment, last_seen, acute_manifestation,
        last_xray, prescription, disability_from, disability_to, last_worked, return_to_work,
        admission, discharge, care_assumed, care_relinquished, first_contact, repricer_received;
};

struct sbill_references {
    struct sbill_text clia, mammography_cert, service_authorization_exception, medicare_crossover,
        ide_number, intermediary_claim_id, demonstration_project, care_plan_oversight,
        predetermination;
};

/* The patient's other services, filled by the caller or by batch: edits that look across encounters need it. */
struct sbill_context_line {
    struct sbill_text encounter_id, claim_id, line_id, code;
    int32_t system;
    sbill_texts modifiers, diagnoses;
    int32_t date_from, date_to;
    int64_t units, charge;
    struct sbill_text place_of_service, rendering_npi, rendering_taxonomy, billing_npi, tax_id,
        payer_id, status;
    SBILL_LIST(struct sbill_tooth) teeth;
};
struct sbill_context {
    sbill_flag complete; /* yes: holds all that is known since `since` */
    int32_t since;
    SBILL_LIST(struct sbill_context_line) lines;
};

struct sbill_record {
    struct sbill_text schema;         /* superbill-record/1 */
    struct sbill_text id;             /* encounter id of the office */
    struct sbill_text control_number; /* the office's own patient control number (CLM01, box 26) */
    int32_t claim_type, use, setting,
        service_model;          /* the reader fills in professional, claim, outpatient, direct */
    int32_t date_from, date_to; /* date of service; default for lines */
    int32_t time_start, time_end;
    int32_t received_date; /* when the payer first received it: proof of timely filing */
    struct sbill_text currency;
    struct sbill_text place_of_service;
    int32_t frequency; /* 1 original, 7 replacement, 8 void; 0 = not said */
    struct sbill_patient patient;
    SBILL_LIST(struct sbill_coverage) coverages;
    /* of a formed claim: place in coverages of the payer it goes to, from 1; 0 = told from the order */
    int32_t bill_to;
    struct sbill_providers providers;
    struct sbill_provider *facility; /* where the service was given, if not the billing address */
    SBILL_LIST(struct sbill_note) notes;
    SBILL_LIST(struct sbill_dx) diagnoses;
    SBILL_LIST(struct sbill_line) lines;
    struct sbill_accident accident;
    struct sbill_dates dates;
    struct sbill_references references;
    SBILL_LIST(struct sbill_attachment) attachments;
    sbill_texts condition_codes, fixed_format; /* HI BG; K3 */
    SBILL_LIST(struct sbill_remark) remarks;   /* NTE */
    struct sbill_text special_program, delay_reason;
    struct sbill_contract *contract;
    int64_t patient_paid, patient_share;
    int64_t total_charge;        /* as the office's system has it: checked against the lines */
    sbill_flag formed;           /* it arrived as one finished claim: form leaves it as it is */
    sbill_flag encounter_report; /* capitated: reports the visit, asks for no payment (BHT06 RP) */
    sbill_flag self_pay;         /* the patient pays: no claim */
    sbill_flag restricted_disclosure; /* 45 CFR 164.522(a)(1)(vi): never to the plan */
    sbill_flag hold;                  /* the office holds it */
    struct sbill_text hold_reason;
    sbill_flag new_patient, new_problem,
        supervisor_present;  /* facts about the visit that edits ask for */
    int32_t substitute_from; /* first day of a continuous period of locum or reciprocal cover */
    sbill_flag provider_signature, outside_lab, homebound;
    int64_t outside_lab_charge;
    struct sbill_ambulance *ambulance;
    struct sbill_spinal *spinal;
    struct sbill_ortho *ortho;
    struct sbill_epsdt *epsdt;
    SBILL_LIST(struct sbill_vision) vision;
    SBILL_LIST(struct sbill_tooth_status) teeth_status;
    sbill_texts anesthesia_procedures; /* HI BP, BO */
    struct sbill_repricing *repricing;
    struct sbill_visit *visit;
    struct sbill_inpatient *inpatient;
    struct sbill_context *context; /* absent: edits across encounters say "not checked" */
    int32_t
        offset_unit; /* how the evidence offsets of the JSON text count: 1 bytes, 2 codepoints, 3 utf16 */
    struct sbill_text host_data; /* the host's own words, given back unchanged, never looked at */
};

#endif
