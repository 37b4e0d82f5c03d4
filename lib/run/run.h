/* Inside the roof. */
#ifndef SBILL_RUN_RUN_H
#define SBILL_RUN_RUN_H

#include "encounter/encounter.h"

/* Findings are numbered by the stage that raises them; a stage that runs again starts by dropping its own. */
#define SBILL_FIRST_OF_ASSIGN 1100
#define SBILL_FIRST_OF_FORM 1200

/* Forget what stages from the one whose findings begin at `first` on found out. */
void sbill_run_forget(struct sbill_encounter *e, int32_t first);

#endif
