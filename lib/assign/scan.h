/* Which patterns may match where. The one place that knows a way not to try every pattern on every segment. */
#ifndef SBILL_ASSIGN_SCAN_H
#define SBILL_ASSIGN_SCAN_H

#include "assign/work.h"

struct sbill_candidate {
    uint32_t segment, pattern;
};
typedef SBILL_LIST(struct sbill_candidate) sbill_candidates;

/* Every pair of a segment and a concept's pattern that does match is among them; they come in the order of segments,
 * then of patterns. */
void sbill_scan(struct sbill_work *w, sbill_candidates *out);

#endif
