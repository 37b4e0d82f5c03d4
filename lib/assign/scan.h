/* Which patterns may match where. The one place that knows a way not to try every pattern on every segment. */
#ifndef SBILL_ASSIGN_SCAN_H
#define SBILL_ASSIGN_SCAN_H

#include "assign/work.h"

struct sbill_scan {
    const struct sbill_rules *rules;
    struct sbill_arena *arena;
    uint32_t *seen;  /* by pattern: the segment it was last put down for, plus one */
    bool everything; /* try all: what the answers are compared with */
};

void sbill_scan_start(struct sbill_scan *s, const struct sbill_rules *rules,
                      struct sbill_arena *arena);
/* The patterns of concepts that may match in `text`, segment number `segment`: every one that does match is among them.
 * In the order of their numbers. */
void sbill_scan_segment(struct sbill_scan *s, struct sbill_text text, uint32_t segment,
                        sbill_indexes *out);

#endif
