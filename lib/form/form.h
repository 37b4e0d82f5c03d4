/* Form: claims from an encounter. Who is billed, which codes stand on which claim, what it costs.
 *
 * Leaves e->claims, findings 12xx and the outcome: NO_CLAIM (self-pay, restricted, nothing to bill, crossed over, all
 * payers done), HOLD (by the office, no diagnosis, unsigned note, an earlier payer, no payer), DRAFT (a claim rests on
 * a suggestion) or READY; check makes STOPPED of the last two where a finding stops a claim. A hold may have claims, so
 * that check can look at them; no writer takes them. May be called again: what it left before is dropped. */
#ifndef SBILL_FORM_FORM_H
#define SBILL_FORM_FORM_H
#include "encounter/encounter.h"
int32_t sbill_form(struct sbill_encounter *e, sbill_error **err);
#endif
