/* Answers by the claim they are about. */
#ifndef SBILL_ANSWER_INDEX_H
#define SBILL_ANSWER_INDEX_H

#include "answer/answers.h"

#define SBILL_NO_ANSWER SIZE_MAX

/* The first answer from `from` on about the claim of that number, letter case aside; SBILL_NO_ANSWER if there is none,
 * or no memory (which the arena remembers). */
size_t sbill_answer_about(struct sbill_answers *a, struct sbill_text claim, size_t from);

#endif
