/* What came out, item by item and field by field. */
#ifndef SBILL_RUN_ITEMS_H
#define SBILL_RUN_ITEMS_H

#include "encounter/encounter.h"

/* The answer to one question: a text, or a number. */
struct sbill_answer {
    struct sbill_text text;
    int64_t number;
};

/* A span and whose it is: evidence of codes, withheld hits and queries, in this order. */
struct sbill_owned_evidence {
    int32_t kind;
    size_t owner;
    const struct sbill_evidence *ev;
};
size_t sbill_evidence_count(const struct sbill_encounter *e);
bool sbill_evidence_at(const struct sbill_encounter *e, size_t i, struct sbill_owned_evidence *out);

/* Each fills *a for a field it knows; `i` is in range. */
void sbill_answer_record(struct sbill_encounter *e, int32_t field, struct sbill_answer *a);
void sbill_answer_diagnosis(struct sbill_encounter *e, size_t i, int32_t field,
                            struct sbill_answer *a);
void sbill_answer_line(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a);
void sbill_answer_note(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a);
void sbill_answer_evidence(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a);
void sbill_answer_withheld(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a);
void sbill_answer_query(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a);
void sbill_answer_finding(struct sbill_encounter *e, size_t i, int32_t field,
                          struct sbill_answer *a);
void sbill_answer_claim(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a);
void sbill_answer_claim_line(struct sbill_encounter *e, size_t i, int32_t field,
                             struct sbill_answer *a);
void sbill_answer_left_out(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a);

void sbill_answer_repair(struct sbill_encounter *e, size_t i, int32_t field,
                         struct sbill_answer *a);

/* Text built for an answer lives in the arena: it stays until the record goes. */
struct sbill_text sbill_answer_keep(struct sbill_encounter *e, struct sbill_text built);
struct sbill_text sbill_answer_modifiers(struct sbill_encounter *e, const sbill_texts *modifiers);

#endif
