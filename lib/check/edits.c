/* The table of edits: what is looked at, once for what, for which claims, payers and dates of service. The order is
 * that of the findings. */
#include "check/edits.h"

#define ANY SBILL_PLAN_ANY
#define BOTH SBILL_FOR_BOTH
#define PROF SBILL_FOR_PROFESSIONAL
#define DENT SBILL_FOR_DENTAL

/* clang-format off */
const struct sbill_edit sbill_edits[] = {
    /* who */
    {sbill_edit_patient_required,       SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_patient_identity,       SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_street_lines,           SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_birth_date,             SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_coverage_required,      SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_billing_required,       SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_billing_identity,       SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_rendering_required,     SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_providers,              SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_line_providers,         SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_clia,                   SBILL_EACH_RECORD,    PROF, ANY,                        0, 0},
    {sbill_edit_accident,               SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    /* why: diagnoses */
    {sbill_edit_diagnosis_codes_missing, SBILL_EACH_RECORD,   BOTH, ANY,                        0, 0},
    {sbill_edit_diagnosis_valid,        SBILL_EACH_DIAGNOSIS, BOTH, ANY,                        0, 0},
    {sbill_edit_diagnosis_spelling,     SBILL_EACH_DIAGNOSIS, BOTH, ANY,                        0, 0},
    {sbill_edit_duplicate_diagnoses,    SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_phase,                  SBILL_EACH_DIAGNOSIS, BOTH, ANY,                        0, 0},
    {sbill_edit_newborn,                SBILL_EACH_DIAGNOSIS, PROF, ANY,                        0, 0},
    {sbill_edit_first_listed,           SBILL_EACH_CLAIM,     BOTH, ANY,                 20151001, 0},
    {sbill_edit_first_listed_only,      SBILL_EACH_CLAIM,     PROF, ANY,                 20151001, 0},
    {sbill_edit_pregnancy,              SBILL_EACH_CLAIM,     PROF, ANY,                 20151001, 0},
    {sbill_edit_diagnoses_not_checked,  SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    /* what: services */
    {sbill_edit_line_required,          SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_service_valid,          SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_description,            SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_pointers,               SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_duplicate_line,         SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_place,                  SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_clia_required,          SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_telehealth,             SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_services_not_checked,   SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_incident_to,            SBILL_EACH_LINE,      PROF, SBILL_PLAN_MEDICARE,        0, 0},
    {sbill_edit_incident_to_payer,      SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_substitute,             SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    /* modifiers */
    {sbill_edit_modifiers_valid,        SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_modifiers_together,     SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_laterality,             SBILL_EACH_LINE,      PROF, ANY,                 20151001, 0},
    {sbill_edit_modifiers_not_checked,  SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    /* drugs; JZ is required from 2023-07-01 (CMS, discarded drugs policy) */
    {sbill_edit_ndc,                    SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_dose,                   SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_waste,                  SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_waste_required,         SBILL_EACH_LINE,      PROF, SBILL_PLAN_MEDICARE, 20230701, 0},
    /* how much, when */
    {sbill_edit_units,                  SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_anesthesia,             SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_charge,                 SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_currency,               SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_total,                  SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_paid,                   SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_line_dates,             SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    /* dental */
    {sbill_edit_teeth,                  SBILL_EACH_LINE,      DENT, ANY,                        0, 0},
    {sbill_edit_oral_cavity,            SBILL_EACH_LINE,      DENT, ANY,                        0, 0},
    {sbill_edit_prosthesis,             SBILL_EACH_LINE,      DENT, ANY,                        0, 0},
    {sbill_edit_predetermination,       SBILL_EACH_LINE,      DENT, ANY,                        0, 0},
    /* to whom */
    {sbill_edit_payer_fields,           SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_payer_patterns,         SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_payer_own,              SBILL_EACH_CLAIM,     SBILL_FOR_ALL, ANY,               0, 0},
    {sbill_edit_medicare_id,            SBILL_EACH_CLAIM,     PROF, SBILL_PLAN_MEDICARE, 20200101, 0},
    {sbill_edit_limits,                 SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_frequency,              SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_coverage_dates,         SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_timely_filing,          SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_medicare_secondary,     SBILL_EACH_CLAIM,     PROF, SBILL_PLAN_MEDICARE,        0, 0},
    {sbill_edit_adjudication,           SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_work_claim_number,      SBILL_EACH_CLAIM,     PROF, SBILL_PLAN_WORK | SBILL_PLAN_AUTO,        0, 0},
    /* across encounters, and what could not be checked */
    {sbill_edit_billed_before,          SBILL_EACH_LINE,      BOTH, ANY,                        0, 0},
    {sbill_edit_new_patient,            SBILL_EACH_LINE,      PROF, ANY,                        0, 0},
    {sbill_edit_tables_missing,         SBILL_EACH_CLAIM,     BOTH, ANY,                        0, 0},
    {sbill_edit_history_missing,        SBILL_EACH_RECORD,    BOTH, ANY,                        0, 0},
    {sbill_edit_institutional,          SBILL_EACH_RECORD,    SBILL_FOR_INSTITUTIONAL, ANY,     0, 0},
};
/* clang-format on */
const size_t sbill_edit_count = sizeof sbill_edits / sizeof *sbill_edits;
