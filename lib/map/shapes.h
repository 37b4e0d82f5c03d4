/* Inside the field register: how a row is written, and the shapes its files share. */
#ifndef SBILL_MAP_SHAPES_H
#define SBILL_MAP_SHAPES_H

/* Declarations read by their lines. */
/* clang-format off */

#include "encounter/model.h"
#include "map/fields.h"

/* A row. S is the struct of the table; the key is the member's name unless SBILL_ROW spells another.
 * Places are literals, "" (or nothing before the blank of an element) where a form has no such place. */
#define SBILL_PLACE(z) (sizeof(z) > 1 && (z)[0] != ' ' ? (z) : NULL)
#define SBILL_ROW(key, member, kind, max, shape, words, box, ada, x12, fhir, doc)                  \
    {                                                                                              \
        key, kind, sizeof(key) - 1, offsetof(S, member), max, shape, words, SBILL_PLACE(box),      \
            SBILL_PLACE(ada), SBILL_PLACE(x12), SBILL_PLACE(fhir), doc                             \
    }
#define SBILL_ROW_TEXT(m, max, ...) SBILL_ROW(#m, m, SBILL_K_TEXT, max, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_TEXTS(m, max, ...) SBILL_ROW(#m, m, SBILL_K_TEXTS, max, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_DATE(m, ...) SBILL_ROW(#m, m, SBILL_K_DATE, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_TIME(m, ...) SBILL_ROW(#m, m, SBILL_K_TIME, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_MONEY(m, ...) SBILL_ROW(#m, m, SBILL_K_MONEY, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_QTY(m, ...) SBILL_ROW(#m, m, SBILL_K_QTY, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_INT(m, ...) SBILL_ROW(#m, m, SBILL_K_INT, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_FLAG(m, ...) SBILL_ROW(#m, m, SBILL_K_FLAG, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_SYSTEM(m, ...) SBILL_ROW(#m, m, SBILL_K_SYSTEM, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_SIZE(m, ...) SBILL_ROW(#m, m, SBILL_K_SIZE, 0, NULL, NULL, __VA_ARGS__)
#define SBILL_ROW_WORD(m, words, ...) SBILL_ROW(#m, m, SBILL_K_WORD, 0, NULL, words, __VA_ARGS__)
#define SBILL_ROW_OBJECT(m, shape, ...) \
    SBILL_ROW(#m, m, SBILL_K_OBJECT, 0, &(shape), NULL, __VA_ARGS__)
#define SBILL_ROW_POINTER(m, shape, ...) \
    SBILL_ROW(#m, m, SBILL_K_POINTER, 0, &(shape), NULL, __VA_ARGS__)
#define SBILL_ROW_LIST(m, max, shape, ...) \
    SBILL_ROW(#m, m, SBILL_K_LIST, max, &(shape), NULL, __VA_ARGS__)

/* A shape over the table `fields` of struct S. */
#define SBILL_SHAPE(name, id, fields, S) \
    {name, fields, SBILL_SHAPE_##id, sizeof(fields) / sizeof(fields)[0], sizeof(S), #S}

extern const struct sbill_keys sbill_keys[SBILL_SHAPE_COUNT];

/* Length and five characters tell the keys of one shape apart; a multiplier, searched by tests/register.c, spreads them
 * so that no two share a slot. Keys have at least one character. */
static inline uint64_t sbill_key_bits(struct sbill_text key)
{
    const unsigned char *p = (const unsigned char *)key.p;
    size_t n = key.n;

    return (uint64_t)(n & 0xFF) | (uint64_t)p[0] << 8 | (uint64_t)p[n / 4] << 16 |
           (uint64_t)p[n / 2] << 24 | (uint64_t)p[3 * n / 4] << 32 | (uint64_t)p[n - 1] << 40;
}

/* People (fields_people.c). */
extern const struct sbill_shape sbill_billing_shape, sbill_rendering_shape, sbill_referring_shape,
    sbill_ordering_shape, sbill_supervising_shape, sbill_primary_care_shape, sbill_facility_shape,
    sbill_assistant_shape, sbill_pay_to_shape, sbill_pay_to_plan_shape, sbill_patient_shape,
    sbill_line_rendering_shape, sbill_line_referring_shape, sbill_line_ordering_shape,
    sbill_line_supervising_shape, sbill_line_primary_care_shape, sbill_line_facility_shape,
    sbill_line_purchased_shape, sbill_line_assistant_shape, sbill_subscriber_shape, sbill_payer_shape,
    sbill_pickup_shape, sbill_dropoff_shape, sbill_providers_shape, sbill_identifier_shape;
/* Coverage and what earlier payers said (fields_coverage.c). */
extern const struct sbill_shape sbill_coverage_shape, sbill_adjudication_shape, sbill_line_adjudication_shape;
/* Notes, diagnoses, evidence (fields_codes.c). */
extern const struct sbill_shape sbill_note_shape, sbill_dx_shape, sbill_decision_shape, sbill_evidence_shape;
/* Service lines (fields_line.c). */
extern const struct sbill_shape sbill_line_shape, sbill_tooth_shape, sbill_drug_shape, sbill_dme_shape,
    sbill_test_result_shape, sbill_form_shape, sbill_form_answer_shape;
/* The rest of the claim's head (fields_claim.c). */
extern const struct sbill_shape sbill_accident_shape, sbill_dates_shape, sbill_references_shape,
    sbill_attachment_shape, sbill_remark_shape, sbill_contract_shape, sbill_ambulance_shape, sbill_spinal_shape,
    sbill_ortho_shape, sbill_epsdt_shape, sbill_vision_shape, sbill_tooth_status_shape, sbill_repricing_shape,
    sbill_inpatient_shape, sbill_visit_shape, sbill_context_shape;

/* Word lists that several tables use (fields.c). */
extern const char *const sbill_words_entity[], *const sbill_words_sex[], *const sbill_words_status[],
    *const sbill_words_service_model[];

#endif
