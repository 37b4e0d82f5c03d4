/* Rows of the user's own lists: what their importers write and their look-ups read. */
#ifndef SBILL_BOOK_EDIT_LISTS_H
#define SBILL_BOOK_EDIT_LISTS_H

#include "book/keyed.h"

enum { /* drugs: texts, then thousandths, 0 = not said */
    SBILL_NDC_CODE,
    SBILL_NDC_UNIT,
    SBILL_NDC_PACKAGE,
    SBILL_NDC_BILLING,
    SBILL_NDC_VALUES
};
enum { /* coverage; `says` is enum sbill_coverage_answer, NOT_LISTED = the policy speaks of the procedure */
    SBILL_COVERAGE_POLICY,
    SBILL_COVERAGE_PAYER,
    SBILL_COVERAGE_SAYS,
    SBILL_COVERAGE_PREFIX, /* text: diagnoses that begin so */
    SBILL_COVERAGE_VALUES
};
enum { /* authorizations; first and last: of ranges, no last = all that begin so */
    SBILL_AUTHORIZATION_PAYER,
    SBILL_AUTHORIZATION_PLACE,
    SBILL_AUTHORIZATION_NEEDS,
    SBILL_AUTHORIZATION_FIRST,
    SBILL_AUTHORIZATION_LAST,
    SBILL_AUTHORIZATION_VALUES
};
enum { /* levels; minutes UINT32_MAX = not said */
    SBILL_LEVEL_CODE,
    SBILL_LEVEL_FAMILY,
    SBILL_LEVEL_FROM,
    SBILL_LEVEL_TO,
    SBILL_LEVEL_MDM,
    SBILL_LEVEL_VALUES
};

/* The key of an NDC of 11 digits, hyphens aside; 0 if it is none. */
uint64_t sbill_ndc_key(struct sbill_text ndc);

#endif
