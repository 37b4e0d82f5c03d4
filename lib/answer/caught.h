/* Which of our findings would have said the same before the claim went out (caught.c). */
#ifndef SBILL_ANSWER_CAUGHT_H
#define SBILL_ANSWER_CAUGHT_H

#include "answer/answers.h"

#define SBILL_CAUGHT 16 /* of one answer */

/* One finding, and the code or place of the answer that it goes with. */
struct sbill_caught {
    int32_t number;
    struct sbill_text because; /* "277 562", "CARC 16", "NM1 09 in 2010AA" */
};

/* Those of a whole answer, each once, at most SBILL_CAUGHT; the arena holds what `because` says. Returns how many. */
size_t sbill_answer_caught(struct sbill_answers *a, const struct sbill_payer_answer *p,
                           struct sbill_caught out[SBILL_CAUGHT]);

/* The tables, row by row, for the test that holds them to the register: 0 past the last. */
int32_t sbill_caught_row(size_t i);

#endif
