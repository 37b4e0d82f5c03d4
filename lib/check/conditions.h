/* Conditions of a payer's own edits: three-valued, since some cannot be asked. */
#ifndef SBILL_CHECK_CONDITIONS_H
#define SBILL_CHECK_CONDITIONS_H

#include "book/payers.h"
#include "check/places.h"

enum sbill_truth {
    SBILL_NOT_SO,
    SBILL_SO,
    SBILL_CANNOT_ASK
};

struct sbill_asking { /* one edit, at one line or at none */
    struct sbill_check *k;
    int32_t line;    /* -1 none */
    int32_t on;      /* date of service */
    const char *why; /* it cannot be asked; static text */
};

/* Do the conditions of the edit hold? `w` stands before the first of them. */
enum sbill_truth sbill_ask_all(struct sbill_asking *a, struct sbill_payer_walk w);

#endif
