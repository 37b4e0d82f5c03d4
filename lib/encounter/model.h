/* The record model: what a clinic wrote about one billing episode, in the field's own words. Every
 * member that a record may give is described once in lib/map/fields.c: its key, type, limits,
 * CMS-1500 or ADA box, 837 element and FHIR path. Readers fill this, stages read it, writers print it.
 * All memory is the encounter's arena. Absent: empty text, SBILL_NO_DATE, SBILL_NO_TIME,
 * SBILL_NO_MONEY, SBILL_NO_QTY, SBILL_UNKNOWN. */
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

/* Words that a field may hold are small whole numbers, 0 = not given. Their spellings stand in
 * lib/map/fields.c; a spelling not known is a finding and leaves 0. */
enum sbill_claim_type { SBILL_PROFESSIONAL = 1, SBILL_DENTAL, SBILL_INSTITUTIONAL };
enum sbill_use { SBILL_USE_CLAIM = 1, SBILL_USE_PREDETERMINATION };
enum sbill_setting { SBILL_OUTPATIENT = 1, SBILL_INPATIENT };
enum sbill_sex { SBILL_FEMALE = 1, SBILL_MALE, SBILL_SEX_OTHER, SBILL_SEX_UNKNOWN };
enum sbill_code_status { SBILL_ENTERED = 1, SBILL_SUGGESTED, SBILL_CONFIRMED, SBILL_REJECTED };
enum sbill_service_model {
    SBILL_DIRECT = 1, SBILL_INCIDENT_TO, SBILL_SPLIT, SBILL_LOCUM, SBILL_TEACHING
};
enum sbill_entity { SBILL_PERSON = 1, SBILL_ORGANIZATION };
enum sbill_phase { SBILL_PHASE_ACTIVE = 1, SBILL_PHASE_HEALING, SBILL_PHASE_SEQUELA };

struct sbill_address {
    sbill_texts lines; /* street lines, at most two go on a claim */
    struct sbill_text city, state, zip, country;
};

struct sbill_name {
    struct sbill_text last, first, middle, suffix;
};

struct sbill_identifier { /* a legacy or payer-assigned number */
    struct sbill_text type; /* 0B license, 1G UPIN, G2 payer's, LU location, EI, SY, 2U, FY, NF */
    struct sbill_text value;
    struct sbill_text payer; /* payer id it belongs to, if payer-assigned */
};

/* Anyone or any organisation with a role on the claim. An organisation has `organization`, a person `name`. */
struct sbill_provider {
    struct sbill_text id; /* the office's own key; lets a line refer to it */
    int32_t entity;       /* enum sbill_entity; derived from which name is given if not said */
    struct sbill_name name;
    struct sbill_text organization;
    struct sbill_text npi, taxonomy, tax_id;
    int32_t tax_id_type; /* 1 ein, 2 ssn */
    struct sbill_text credential; /* MD, DO, NP, PA, DDS ... */
    struct sbill_address address;
    struct sbill_text phone, fax, email, contact;
    struct sbill_text clia, mammography_cert;
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_plan { /* pay-to plan: subrogation only */
    struct sbill_text name, id;
    struct sbill_address address;
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_providers {
    struct sbill_provider *billing, *rendering, *performed_by, *ordering, *supervising;
    struct sbill_provider *purchased_service, *assistant_surgeon, *substitute_for; /* locum: the absent one */
    struct sbill_provider *primary_care;
    SBILL_LIST(struct sbill_provider) referring; /* at most two */
    struct sbill_address *pay_to;                /* only if not the billing address */
    struct sbill_plan *pay_to_plan;
};

struct sbill_patient {
    struct sbill_text id; /* the office's key for the person: groups context; never printed on a claim */
    struct sbill_text mrn, member_id, ssn, property_casualty_id;
    struct sbill_name name;
    int32_t birth_date, death_date;
    int32_t sex;            /* enum sbill_sex, administrative */
    struct sbill_text gender_identity;
    struct sbill_address address;
    struct sbill_text phone, email;
    int64_t weight_pounds;  /* thousandths */
    sbill_flag pregnant, unhoused;
    int32_t signature;      /* 1 on file, 2 not on file */
    struct sbill_text signature_source; /* P: signed by the provider for the patient */
};

struct sbill_subscriber {
    int32_t entity; /* an employer in workers' compensation is an organisation */
    struct sbill_name name;
    struct sbill_text organization;
    struct sbill_address address;
    struct sbill_text phone;
    int32_t birth_date, sex;
    struct sbill_text ssn;
};

struct sbill_payer {
    struct sbill_text id, id_type; /* PI or XV */
    struct sbill_text name, profile; /* profile: name of a payer profile in the book */
    struct sbill_address address;
    SBILL_LIST(struct sbill_identifier) identifiers;
};

struct sbill_adjustment { /* one CAS reason */
    struct sbill_text group;  /* CO CR OA PI PR */
    struct sbill_text reason; /* CARC */
    int64_t amount, quantity;
};

/* What an earlier payer said, from its remittance, for the whole claim or for one line. */
struct sbill_line_adjudication {
    int32_t line; /* 1-based line number as billed */
    struct sbill_text line_control_number;
    struct sbill_text code;
    sbill_texts modifiers;
    int64_t paid, paid_units, allowed, patient_liability;
    int32_t bundled_into; /* line number, 0 none */
    int32_t date;
    SBILL_LIST(struct sbill_adjustment) adjustments;
};
struct sbill_adjudication {
    int32_t date;
    struct sbill_text claim_control_number; /* the payer's ICN */
    struct sbill_text status; /* 1 processed as primary, 2 secondary, 3 tertiary, 4 denied, 19-21 forwarded, 22 reversal, 23, 25 */
    sbill_flag crossed_over;  /* forwarded by this payer itself to the next one */
    int64_t paid, allowed, noncovered, patient_liability;
    sbill_texts remarks; /* RARC */
    SBILL_LIST(struct sbill_adjustment) adjustments;
    SBILL_LIST(struct sbill_line_adjudication) lines;
};

/* Plan types as X12 filing indicators: 12-17, AM, BL, CH, CI, DS, FI, HM, LM, MA, MB, MC, OF, TV, VA, WC, ZZ. */
struct sbill_coverage {
    struct sbill_text id;
    int32_t order; /* 1 primary, 2 secondary ...; position in the list if not said */
    struct sbill_text filing_indicator, insurance_type; /* MB; Medicare secondary reason 12, 13 ... */
    struct sbill_payer payer;
    struct sbill_text member_id, group_number, group_name, plan_name;
    int32_t relationship; /* 1 self 2 spouse 3 child 4 employee 5 unknown 6 organ donor 7 cadaver donor 8 life partner 9 other */
    struct sbill_subscriber *subscriber; /* absent when self */
    int32_t valid_from, valid_to;
    struct sbill_text prior_authorization, referral_number;
    struct sbill_text claim_number; /* property and casualty claim (REF Y4, box 11b) */
    struct sbill_text payer_claim_control_number; /* original reference for frequency 7 / 8 */
    sbill_flag assignment_of_benefits, release_of_information, accept_assignment;
    struct sbill_adjudication *adjudication;
};

struct sbill_note {
    struct sbill_text id, type, author, author_npi, text;
    int32_t date;
    struct sbill_text signed_by, signed_at; /* signed if signed_at is given or `signed` is yes */
    sbill_flag is_signed;
};

/* Who decided about a suggested code, and which rule it came from. */
struct sbill_decision {
    struct sbill_text by, at, reason;
    struct sbill_text rule, rule_version, rule_digest, guideline;
};

/* A span of a note that supports a code. Offsets in bytes inside the model, whatever the option says. */
struct sbill_evidence {
    int32_t note;       /* index */
    size_t start, end;
    struct sbill_text concept, section, cue; /* cue: words of a context cue that played a part */
    struct sbill_text captures;              /* "side=left; weeks=12" */
};

struct sbill_dx {
    struct sbill_text code;   /* as given */
    int32_t system;           /* SBILL_SYSTEM_, ICD-10-CM if not said */
    int32_t status;           /* enum sbill_code_status; entered if not said */
    struct sbill_text text;   /* the office's words for it */
    int32_t phase;            /* enum sbill_phase: treatment phase of an injury */
    struct sbill_text onset_note;
    struct sbill_decision decision;
    SBILL_LIST(struct sbill_evidence) evidence;
    int32_t rank;             /* order proposed by rules; 0 = as listed */
};

struct sbill_drug {
    struct sbill_text ndc, name, prescription_number, lot;
    int64_t quantity;       /* thousandths of `unit` */
    struct sbill_text unit; /* F2 GR ME ML UN */
    int64_t dose, wasted;   /* thousandths of dose_unit */
    struct sbill_text dose_unit; /* mg, mL, mcg, unit */
    int32_t single_dose;    /* 1 single-dose vial, 2 multi-dose */
};

struct sbill_tooth {
    struct sbill_text number;   /* universal: 1-32, A-T, 51-82, AS-TS */
    struct sbill_text surfaces; /* letters of M O D B L F I */
};

struct sbill_mdm { /* medical decision making as documented: 1 minimal/straightforward .. 4 high */
    int32_t problems, data, risk;
};

struct sbill_test_result { /* MEA: haemoglobin, haematocrit, dialysis values */
    struct sbill_text type; /* HT R1 R2 R3 R4 */
    int64_t value;
};

struct sbill_line {
    struct sbill_text id;      /* line control number (REF 6R) */
    struct sbill_text code;
    int32_t system;            /* SBILL_SYSTEM_; found by shape and tables if not said */
    sbill_texts modifiers;     /* at most four */
    int32_t status;
    struct sbill_text description; /* for unlisted codes */
    int32_t date_from, date_to;    /* dates of service; the record's if not said */
    int32_t time_start, time_end;  /* minutes */
    struct sbill_text place_of_service;
    int64_t charge;            /* of the whole line */
    int64_t units;             /* thousandths */
    int32_t unit;              /* 1 UN, 2 MJ minutes */
    SBILL_LIST(struct sbill_text) diagnoses; /* pointers: codes, or 1-based positions, or letters A-L */
    sbill_flag emergency, epsdt, family_planning, copay_exempt;
    struct sbill_text epsdt_referral; /* AV NU S2 ST */
    struct sbill_drug *drug;
    SBILL_LIST(struct sbill_tooth) teeth;
    sbill_texts oral_cavity;   /* 00 01 02 10 20 30 40 */
    int32_t prosthesis;        /* 1 initial, 2 replacement */
    int32_t prior_placement, prior_placement_estimated, treatment_start, treatment_completion, replacement;
    int32_t anesthesia_start, anesthesia_end; /* minutes of day */
    int32_t minutes;           /* time spent, for timed services */
    struct sbill_mdm *mdm;
    int32_t telehealth;        /* 1 audio and video, 2 audio only, 3 asynchronous */
    struct sbill_text patient_location; /* home, other: where a telehealth patient was */
    struct sbill_text clia, prior_authorization, referral_number, mammography_cert, ide_number;
    struct sbill_text note, note_type; /* NTE: ADD, DCP, TPO */
    int64_t sales_tax, postage, purchased_charge;
    SBILL_LIST(struct sbill_test_result) test_results;
    int32_t date_prescription, date_last_seen, date_last_xray, date_initial_treatment, date_shipped, date_begin_therapy,
        date_recertification, date_last_certification, date_test;
    struct sbill_provider *rendering, *performed_by, *ordering, *referring, *supervising, *purchased_service,
        *facility, *assistant_surgeon;
    int32_t service_model;     /* of this line, if not the record's */
    struct sbill_text dme;     /* supply details as the office wrote them */
    struct sbill_decision decision;
    SBILL_LIST(struct sbill_evidence) evidence;
};

struct sbill_attachment {
    struct sbill_text type, transmission, control_number, description;
};

struct sbill_accident {
    sbill_flag employment, automobile, other;
    int32_t date;
    struct sbill_text state, country;
};

struct sbill_ambulance {
    int64_t weight_pounds, miles;
    struct sbill_text reason, round_trip, stretcher;
    sbill_texts conditions;
    struct sbill_address pickup, dropoff;
};

struct sbill_spinal {
    struct sbill_text condition;
    sbill_texts description;
};

struct sbill_ortho {
    sbill_flag is_ortho;
    int32_t months_total, months_remaining, placement_date;
};

struct sbill_tooth_status {
    struct sbill_text number, status; /* E to be extracted, M missing */
};

struct sbill_dates {
    int32_t onset, last_menstrual_period, initial_treatment, last_seen, acute_manifestation, last_xray, prescription,
        disability_from, disability_to, last_worked, return_to_work, admission, discharge, care_assumed,
        care_relinquished, first_contact, repricer_received, property_casualty_first_contact;
};

struct sbill_references {
    struct sbill_text prior_authorization, referral_number, clia, mammography_cert, service_authorization_exception,
        medicare_crossover, ide_number, intermediary_claim_id, demonstration_project, care_plan_oversight,
        repriced_claim, adjusted_repriced_claim, predetermination, investigational_device;
};

/* The patient's other services, filled by the caller or by batch: edits that look across encounters need it. */
struct sbill_context_line {
    struct sbill_text claim_id, line_id, code;
    int32_t system;
    sbill_texts modifiers, diagnoses;
    int32_t date_from, date_to;
    int64_t units, charge;
    struct sbill_text place_of_service, rendering_npi, rendering_taxonomy, billing_npi, tax_id, payer_id, status;
};
struct sbill_context {
    sbill_flag complete;      /* yes: holds all that is known since `since` */
    int32_t since;
    SBILL_LIST(struct sbill_context_line) lines;
};

struct sbill_record {
    struct sbill_text schema;  /* superbill-record/1 */
    struct sbill_text id;      /* encounter id of the office */
    struct sbill_text control_number; /* the office's own patient control number (CLM01, box 26) */
    int32_t claim_type, use, setting, service_model;
    int32_t date_from, date_to; /* date of service; default for lines */
    int32_t received_date;
    struct sbill_text currency;
    struct sbill_text place_of_service;
    int32_t frequency;         /* 1 original, 7 replacement, 8 void */
    struct sbill_patient patient;
    SBILL_LIST(struct sbill_coverage) coverages;
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
    struct sbill_text note, note_type;         /* NTE: ADD CER DCP DGN TPO */
    struct sbill_text special_program, delay_reason, contract_type, homebound;
    int64_t patient_paid, contract_amount;
    sbill_flag self_pay;               /* the patient pays: no claim */
    sbill_flag restricted_disclosure;  /* 45 CFR 164.522(a)(1)(vi): never to the plan */
    sbill_flag hold;                   /* the office holds it */
    struct sbill_text hold_reason;
    sbill_flag provider_signature, outside_lab;
    int64_t outside_lab_charge;
    struct sbill_ambulance *ambulance;
    struct sbill_spinal *spinal;
    struct sbill_ortho *ortho;
    SBILL_LIST(struct sbill_tooth_status) teeth_status;
    sbill_texts anesthesia_procedures, vision_conditions;
    struct sbill_context *context;     /* absent: edits across encounters say "not checked" */
};

#endif
