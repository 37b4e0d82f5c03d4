/* Assign: from notes to suggested codes with evidence, withheld hits with reasons, and queries. The stage never sees
 * prices, and what it suggests a person decides. */
#ifndef SBILL_ASSIGN_ASSIGN_H
#define SBILL_ASSIGN_ASSIGN_H

#include "encounter/encounter.h"

/* Run the rules of the encounter's book over the notes of its record. Suggestions go into the record (status
 * suggested, rank, evidence, rule and digest); withheld hits and questions into the encounter. Codes that are
 * entered, confirmed or rejected are never suggested again. A second run renews what the first one suggested.
 * SBILL_OK, SBILL_NOMEM, SBILL_ELIMIT, SBILL_EBOOK. */
int32_t sbill_assign(struct sbill_encounter *e, sbill_error **err);

#endif
