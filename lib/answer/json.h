/* Answers printed, joined with the claims they are about, and taken into records. */
#ifndef SBILL_ANSWER_JSON_H
#define SBILL_ANSWER_JSON_H

#include "answer/answers.h"
#include "encounter/encounter.h"

/* The encounter an answer is about, formed for the payer that answers, and checked; zeroed if none is at hand. */
struct sbill_answer_join {
    const struct sbill_encounter *e;
    int32_t claim;   /* index into its claims */
    int more_payers; /* payers after the one that answers */
};

/* One JSON object onto a->out. */
void sbill_answer_print(struct sbill_answers *a, const struct sbill_payer_answer *p,
                        const struct sbill_answer_join *join);

/* The lines of the answer found on the claim that was sent; what does not agree becomes a finding of the answer.
 * `claim` is one of e->claims, formed for the payer that answers. */
void sbill_answer_match(struct sbill_answers *a, struct sbill_payer_answer *p,
                        const struct sbill_encounter *e, const struct sbill_claim *claim);

/* Answers as they were read. */
void sbill_answer_forget_match(struct sbill_payer_answer *p);

/* The decision, matched before, into the coverage of the claim. SBILL_EREFUSED if it cannot be said in a record. */
int32_t sbill_answer_take_decision(struct sbill_encounter *e, const struct sbill_claim *claim,
                                   const struct sbill_payer_answer *p, sbill_error **err);
/* The record becomes a replacement (7) or a void (8) of the claim, which the payer knows by its number. */
int32_t sbill_answer_take_number(struct sbill_encounter *e, const struct sbill_claim *claim,
                                 const struct sbill_payer_answer *p, int32_t frequency,
                                 sbill_error **err);

#endif
