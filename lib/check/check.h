/* Check: every edit that fits the claims' type, payer and dates; one file per family. */
#ifndef SBILL_CHECK_CHECK_H
#define SBILL_CHECK_CHECK_H
#include "encounter/encounter.h"
int32_t sbill_check(struct sbill_encounter *e, sbill_error **err);
#endif
