/* Check: every edit that fits the claims' type, payer and dates; one file per family. */
#ifndef SBILL_CHECK_CHECK_H
#define SBILL_CHECK_CHECK_H
#include "encounter/encounter.h"
int32_t sbill_check(struct sbill_encounter *e, sbill_error **err);
/* Only the own edits of one payer, on the record as it was read: no claim needs to be formed, and the findings of
 * reading stay. For the examples that stand beside such edits. */
int32_t sbill_check_payer(struct sbill_encounter *e, const struct sbill_payer_profile *profile,
                          sbill_error **err);
#endif
