/* Which words must stand in any match of a pattern. */
#include "book/rules_pack.h"

void sbill_pattern_literals(struct sbill_arena *a, struct sbill_pattern *p)
{
    (void)a;
    p->literals.n = 0;
}
