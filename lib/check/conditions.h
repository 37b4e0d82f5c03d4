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

/* A condition on a plain field of a line, found once for all lines. */
struct sbill_prepared {
    const struct sbill_field *field; /* NULL: the long way */
    bool looked;
};
#define SBILL_PREPARED 16 /* conditions of an edit; what is beyond goes the long way */

struct sbill_asking { /* one edit, at one line or at none */
    struct sbill_check *k;
    int32_t line;                    /* -1 none */
    int32_t on;                      /* date of service */
    const char *why;                 /* it cannot be asked; static text */
    struct sbill_prepared *prepared; /* SBILL_PREPARED of them, cleared, kept from line to line */
};

/* Is the edit's first condition one that can be asked on its own, and does it not hold? Then nothing else need be
 * asked. */
bool sbill_first_fails(struct sbill_asking *a, const struct sbill_payer_item *first);
/* Do the conditions of the edit hold? `w` stands before the first of them. */
enum sbill_truth sbill_ask_all(struct sbill_asking *a, struct sbill_payer_walk w);

#endif
