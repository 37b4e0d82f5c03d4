/* The table of edits: what is looked at, once for what, for which claims, payers and dates of service, and
 * which option of the payer's profile it hangs on. The order is that of the findings. What each of them is:
 * docs/edits.md. */
#include "check/edits.h"

#define ANY SBILL_PLAN_ANY
#define MCARE SBILL_PLAN_MEDICARE
#define CASUALTY (SBILL_PLAN_WORK | SBILL_PLAN_AUTO)
#define ALL SBILL_FOR_ALL
#define BOTH SBILL_FOR_BOTH
#define PROF SBILL_FOR_PROFESSIONAL
#define DENT SBILL_FOR_DENTAL
#define INST SBILL_FOR_INSTITUTIONAL
#define RECORD SBILL_EACH_RECORD
#define CLAIM SBILL_EACH_CLAIM
#define DX SBILL_EACH_DIAGNOSIS
#define LINE SBILL_EACH_LINE
#define HAS(what) SBILL_HAS_##what
#define NCCI SBILL_SAYS_NCCI, 1
#define MCE SBILL_SAYS_CODE_EDITOR, 0

/* clang-format off */
const struct sbill_edit sbill_edits[] = {
    /* who */
    {sbill_edit_patient_required,         RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_patient_identity,         RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_street_lines,             RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_birth_date,               RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_coverage_required,        CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_billing_required,         RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_billing_identity,         RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_rendering_required,       RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_providers,                RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_line_providers,           LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_npi_of_group,             LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_clia,                     RECORD, PROF, ANY,             0, 0},
    {sbill_edit_accident,                 RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_attachments,              RECORD, BOTH, ANY,             0, 0},
    /* why: diagnoses. 2015-10-01: ICD-10-CM. The ages and unspecified codes of the table end and begin by its
     * own rows */
    {sbill_edit_diagnosis_codes_missing,  RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_diagnosis_valid,          DX,     BOTH, ANY,             0, 0},
    {sbill_edit_diagnosis_spelling,       DX,     BOTH, ANY,             0, 0},
    {sbill_edit_diagnosis_too_early,      DX,     BOTH, ANY,             0, 20150930},
    {sbill_edit_duplicate_diagnoses,      RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_phase,                    DX,     BOTH, ANY,             0, 0},
    {sbill_edit_newborn,                  DX,     PROF, ANY,             0, 0},
    {sbill_edit_first_listed,             CLAIM,  BOTH, ANY,      20151001, 0},
    {sbill_edit_first_listed_only,        CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_secondary_only,           CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_pregnancy,                CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_both_sides,               CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_instructions,             CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_attributes,               DX,     PROF, ANY,      20151001, 0},
    {sbill_edit_injury,                   CLAIM,  PROF, ANY,      20151001, 0},
    {sbill_edit_unused,                   CLAIM,  PROF, ANY,             0, 0},
    {sbill_edit_diagnoses_not_checked,    RECORD, BOTH, ANY,             0, 0},
    /* what: services */
    {sbill_edit_line_required,            LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_service_valid,            LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_description,              LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_pointers,                 LINE,   PROF, ANY,             0, 0},
    {sbill_edit_duplicate_line,           LINE,   BOTH, ANY,             0, 0, .needs = HAS(TWIN)},
    {sbill_edit_place,                    LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_admission,                LINE,   PROF, ANY,             0, 0, .needs = HAS(INPATIENT)},
    {sbill_edit_telehealth,               LINE,   PROF, ANY,             0, 0, .needs = HAS(TELEHEALTH)},
    {sbill_edit_services_not_checked,     RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_clia_required,            LINE,   PROF, ANY,             0, 0, .needs = HAS(LABORATORY)},
    {sbill_edit_waived,                   LINE,   PROF, MCARE,           0, 0},
    {sbill_edit_outside_laboratory,       LINE,   PROF, ANY,             0, 0, .needs = HAS(MODIFIERS)},
    {sbill_edit_spinal,                   LINE,   PROF, MCARE,           0, 0, .needs = HAS(SPINAL)},
    {sbill_edit_ambulance,                LINE,   PROF, ANY,             0, 0, .needs = HAS(AMBULANCE)},
    {sbill_edit_therapy,                  LINE,   PROF, MCARE,           0, 0, .needs = HAS(THERAPY)},
    {sbill_edit_status,                   LINE,   PROF, MCARE,           0, 0},
    {sbill_edit_supported,                LINE,   PROF, ANY,             0, 0},
    {sbill_edit_authorization,            LINE,   BOTH, ANY,             0, 0},
    /* what: by whom. FS marks shared visits from 2022 on */
    {sbill_edit_incident_to,              LINE,   PROF, MCARE,           0, 0, .needs = HAS(MODEL)},
    {sbill_edit_incident_to_payer,        LINE,   PROF, ANY,             0, 0, .needs = HAS(MODEL)},
    {sbill_edit_substitute,               LINE,   PROF, ANY,             0, 0, .needs = HAS(MODEL)},
    {sbill_edit_split,                    LINE,   PROF, MCARE,    20220101, 0, .needs = HAS(MODEL)},
    {sbill_edit_teaching,                 LINE,   PROF, MCARE,           0, 0, .needs = HAS(MODEL)},
    {sbill_edit_anesthesia_modifiers,     LINE,   PROF, MCARE,           0, 0, .needs = HAS(ANESTHESIA) | HAS(MINUTES)},
    /* services beside each other, visits, surgery */
    {sbill_edit_pairs,                    LINE,   PROF, ANY,      19960101, 0, NCCI},
    {sbill_edit_addon,                    LINE,   PROF, ANY,             0, 0, NCCI},
    {sbill_edit_new_patient,              LINE,   PROF, ANY,             0, 0, .needs = HAS(VISIT)},
    {sbill_edit_two_visits,               LINE,   PROF, ANY,             0, 0, .needs = HAS(VISIT)},
    {sbill_edit_visit_level,              LINE,   PROF, ANY,             0, 0, .needs = HAS(LEVEL)},
    {sbill_edit_surgery,                  LINE,   PROF, ANY,             0, 0},
    /* modifiers */
    {sbill_edit_modifiers_valid,          LINE,   BOTH, ANY,             0, 0, .needs = HAS(MODIFIERS)},
    {sbill_edit_modifiers_together,       LINE,   PROF, ANY,             0, 0, .needs = HAS(MODIFIERS)},
    {sbill_edit_distinct_visit,           LINE,   PROF, ANY,             0, 0, .needs = HAS(MODIFIERS)},
    {sbill_edit_indicators,               LINE,   PROF, ANY,             0, 0},
    {sbill_edit_laterality,               LINE,   PROF, ANY,      20151001, 0, .needs = HAS(MODIFIERS)},
    {sbill_edit_modifiers_not_checked,    RECORD, BOTH, ANY,             0, 0},
    /* drugs; JZ is required from 2023-07-01 (CMS, discarded drugs policy) */
    {sbill_edit_ndc,                      LINE,   PROF, ANY,             0, 0, .needs = HAS(DRUG)},
    {sbill_edit_crosswalk,                LINE,   PROF, ANY,             0, 0},
    {sbill_edit_dose,                     LINE,   PROF, ANY,             0, 0, .needs = HAS(DRUG)},
    {sbill_edit_waste,                    LINE,   PROF, ANY,             0, 0, .needs = HAS(DRUG)},
    {sbill_edit_waste_required,           LINE,   PROF, MCARE,    20230701, 0, .needs = HAS(DRUG)},
    /* how much, when; limits on units began in 2007 */
    {sbill_edit_units,                    LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_most_units,               LINE,   PROF, ANY,      20070101, 0, NCCI},
    {sbill_edit_anesthesia,               LINE,   PROF, ANY,             0, 0, .needs = HAS(MINUTES)},
    {sbill_edit_anesthesia_time,          LINE,   PROF, ANY,             0, 0, .needs = HAS(ANESTHESIA) | HAS(MINUTES)},
    {sbill_edit_charge,                   LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_currency,                 RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_total,                    RECORD, BOTH, ANY,             0, 0},
    {sbill_edit_paid,                     CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_line_dates,               LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_date_span,                LINE,   BOTH, ANY,             0, 0},
    /* dental */
    {sbill_edit_teeth,                    LINE,   DENT, ANY,             0, 0, .needs = HAS(TEETH)},
    {sbill_edit_tooth_required,           LINE,   DENT, ANY,             0, 0},
    {sbill_edit_tooth_area,               LINE,   DENT, ANY,             0, 0, .needs = HAS(TEETH)},
    {sbill_edit_tooth_age,                LINE,   DENT, ANY,             0, 0, .needs = HAS(TEETH)},
    {sbill_edit_oral_cavity,              LINE,   DENT, ANY,             0, 0},
    {sbill_edit_prosthesis,               LINE,   DENT, ANY,             0, 0},
    {sbill_edit_predetermination,         LINE,   DENT, ANY,             0, 0},
    {sbill_edit_orthodontics,             RECORD, DENT, ANY,             0, 0},
    /* to whom */
    {sbill_edit_payer_fields,             CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_payer_patterns,           CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_payer_own,                CLAIM,  ALL,  ANY,             0, 0},
    {sbill_edit_medicare_id,              CLAIM,  PROF, MCARE,    20200101, 0},
    {sbill_edit_limits,                   CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_frequency,                CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_coverage_dates,           LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_timely_filing,            CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_medicare_secondary,       CLAIM,  PROF, MCARE,           0, 0},
    {sbill_edit_adjudication,             CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_coordination,             CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_work_claim_number,        CLAIM,  PROF, CASUALTY,        0, 0},
    /* across encounters, and what could not be checked */
    {sbill_edit_billed_before,            LINE,   BOTH, ANY,             0, 0},
    {sbill_edit_claim_number_used,        CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_tables_missing,           CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_filing_not_checked,       CLAIM,  BOTH, ANY,             0, 0},
    {sbill_edit_history_missing,          RECORD, BOTH, ANY,             0, 0},
    /* inpatient claims: only as the Medicare Code Editor, and only where the profile says so */
    {sbill_edit_code_editor,              RECORD, INST, ANY,             0, 0, MCE},
    {sbill_edit_institutional,            RECORD, INST, ANY,             0, 0},
};
/* clang-format on */
const size_t sbill_edit_count = sizeof sbill_edits / sizeof *sbill_edits;
