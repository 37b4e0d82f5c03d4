/* The field register: notes, diagnoses, who decided on a code, and the evidence for it. */
#include "map/shapes.h"

/* A table reads by its rows. */
/* clang-format off */

static const char *const phases[] = {"active", "healing", "sequela", "delayed-healing", "nonunion", "malunion", NULL};
static const char *const certainties[] = {"established", "uncertain", "refuted", NULL};

#define S struct sbill_note
static const struct sbill_field note_fields[] = {
    SBILL_ROW_TEXT(id, 80, "", "", "", "", "The office's key of the note"),
    SBILL_ROW_TEXT(type, 80, "", "", "", "", "progress, consult, procedure, addendum ..."),
    SBILL_ROW_TEXT(author, 120, "", "", "", "", "Who wrote it"),
    SBILL_ROW_TEXT(author_npi, 10, "", "", "", "", "NPI of who wrote it"),
    SBILL_ROW_DATE(date, "", "", "", "", "Day it was written"),
    SBILL_ROW(  "signed", is_signed, SBILL_K_FLAG, 0, NULL, NULL, "", "", "", "", "It is signed"),
    SBILL_ROW_TEXT(signed_by, 120, "", "", "", "", "Who signed it"),
    SBILL_ROW_TEXT(signed_at, 40, "", "", "", "", "When: a date, or date and time"),
    SBILL_ROW_TEXT(addendum_to, 80, "", "", "", "", "Id of the note it adds to"),
    SBILL_ROW_TEXT(text, 0, "", "", "", "", "The note itself; line feeds are kept"),
};
#undef S
const struct sbill_shape sbill_note_shape = SBILL_SHAPE("note", NOTE, note_fields, struct sbill_note);

#define S struct sbill_decision
static const struct sbill_field decision_fields[] = {
    SBILL_ROW_TEXT(by, 120, "", "", "", "", "Who decided"),
    SBILL_ROW_TEXT(at, 40, "", "", "", "", "When: a date, or date and time"),
    SBILL_ROW_TEXT(reason, 2000, "", "", "", "", "Why"),
    SBILL_ROW_TEXT(rule, 120, "", "", "", "", "Rule that suggested the code"),
    SBILL_ROW_TEXT(rule_version, 40, "", "", "", "", "Its version"),
    SBILL_ROW_TEXT(rule_digest, 64, "", "", "", "", "SHA-256 of the rule, in hex"),
    SBILL_ROW_TEXT(guideline, 200, "", "", "", "", "Section of the guidelines the rule rests on"),
};
#undef S
const struct sbill_shape sbill_decision_shape = SBILL_SHAPE("decision", DECISION, decision_fields,
    struct sbill_decision);

#define S struct sbill_evidence
static const struct sbill_field evidence_fields[] = {
    SBILL_ROW_INT(note, "", "", "", "", "Index of the note, from 0"),
    SBILL_ROW_SIZE(start, "", "", "", "", "Where the span starts, in offset_unit of the record"),
    SBILL_ROW_SIZE(end, "", "", "", "", "Where it ends: first unit after it"),
    SBILL_ROW_TEXT(concept, 120, "", "", "", "", "Concept that was found"),
    SBILL_ROW_TEXT(section, 120, "", "", "", "", "Section of the note"),
    SBILL_ROW_TEXT(cue, 200, "", "", "", "", "Words of a context cue that played a part"),
    SBILL_ROW_TEXT(captures, 400, "", "", "", "", "What the pattern captured: side=left; weeks=12"),
};
#undef S
const struct sbill_shape sbill_evidence_shape = SBILL_SHAPE("evidence", EVIDENCE, evidence_fields,
    struct sbill_evidence);

#define S struct sbill_dx
static const struct sbill_field dx_fields[] = {
    SBILL_ROW_TEXT(code, 30, "21", "34a", "2300 HI01-2", "Claim.diagnosis.diagnosisCodeableConcept",
        "ICD-10-CM code, with or without the dot"),
    SBILL_ROW_SYSTEM(system, "21", "34", "2300 HI01-1", "Claim.diagnosis.diagnosisCodeableConcept.coding.system",
        "Code system, icd10cm if not given"),
    SBILL_ROW_WORD(status, sbill_words_status, "", "", "", "", "entered if not given"),
    SBILL_ROW_TEXT(text, 400, "", "", "", "Claim.diagnosis.diagnosisCodeableConcept.text",
        "The office's words for it"),
    SBILL_ROW_WORD(phase, phases, "", "", "", "", "Phase of treatment of an injury: chooses the 7th character"),
    SBILL_ROW_WORD(certainty, certainties, "", "", "", "", "How sure the chart is; established if not given"),
    SBILL_ROW_DATE(onset_date, "", "", "", "", "When it began"),
    SBILL_ROW_OBJECT(decision, sbill_decision_shape, "", "", "", "", "Who decided about a suggestion, when, why"),
    SBILL_ROW_LIST(evidence, 0, sbill_evidence_shape, "", "", "", "", "Spans of the notes that support it"),
    SBILL_ROW_INT(rank, "", "", "", "", "Order proposed by rules; 0 as listed"),
};
#undef S
const struct sbill_shape sbill_dx_shape = SBILL_SHAPE("diagnosis", DIAGNOSIS, dx_fields, struct sbill_dx);
