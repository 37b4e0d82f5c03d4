/* Assign: from notes to suggested codes with evidence, withheld hits with reasons, and queries. */
#ifndef SBILL_ASSIGN_ASSIGN_H
#define SBILL_ASSIGN_ASSIGN_H
#include "encounter/encounter.h"
int32_t sbill_assign(struct sbill_encounter *e, sbill_error **err);
#endif
