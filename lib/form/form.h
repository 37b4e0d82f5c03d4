/* Form: claims from an encounter: outcome, payer order, pricing, splits, pointers, totals, ids. */
#ifndef SBILL_FORM_FORM_H
#define SBILL_FORM_FORM_H
#include "encounter/encounter.h"
int32_t sbill_form(struct sbill_encounter *e, sbill_error **err);
#endif
