/* Codes of answers in our own words. The lists' own descriptions are X12's and come only from the user's book. */
#ifndef SBILL_ANSWER_WORDS_H
#define SBILL_ANSWER_WORDS_H

#include "answer/answers.h"

const char *sbill_answer_format_word(int32_t format);   /* "835" */
const char *sbill_answer_about_word(int32_t about);     /* "claim" */
const char *sbill_answer_outcome_word(int32_t outcome); /* "rejected" */

/* NULL for a code we have no words for. */
const char *sbill_clp_words(struct sbill_text status);         /* CLP02 */
const char *sbill_group_words(struct sbill_text group);        /* CAS01 */
const char *sbill_category_words(struct sbill_text category);  /* STC01-1 */
const char *sbill_entity_words(struct sbill_text entity);      /* STC01-3 */
const char *sbill_segment_fault_words(struct sbill_text code); /* IK304 */
const char *sbill_element_fault_words(struct sbill_text code); /* IK403 */
const char *sbill_set_fault_words(struct sbill_text code);     /* IK502 */
const char *sbill_interchange_words(struct sbill_text code);   /* TA105 */
const char *sbill_plb_words(struct sbill_text reason);         /* PLB03-1 */

/* The description of a code of a list the user loaded; empty if the book has none. */
struct sbill_text sbill_answer_title(const struct sbill_answers *a, int32_t system,
                                     struct sbill_text code, int32_t on);

/* What a person does next. */
struct sbill_next {
    const char *
        what; /* bill-next-payer, bill-patient, post, write-off, correct, resend, wait, review, none */
    const char *words; /* one sentence */
    int64_t amount;    /* it is about so much, SBILL_NO_MONEY if none */
};
#define SBILL_NEXT 5
/* `more_payers`: the record has a payer after this one; -1 if no record is at hand. */
size_t sbill_answer_next(const struct sbill_payer_answer *p, int more_payers,
                         struct sbill_next out[SBILL_NEXT]);

/* All adjustments of a group, of the claim and its lines; false if they cannot be added up. */
bool sbill_answer_group_sum(const struct sbill_payer_answer *p, const char *group, int64_t *sum);

#endif
