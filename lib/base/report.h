/* Text that the library wrote for its caller: the inside of sbill_report, whose public half is in superbill.h. */
#ifndef SBILL_BASE_REPORT_H
#define SBILL_BASE_REPORT_H

#include "base/error.h"

/* Take over the bytes of a buffer, which is empty afterwards whatever the result. SBILL_OK, SBILL_NOMEM, or the failure
 * that the buffer met on the way. */
int32_t sbill_report_take(struct sbill_buf *b, sbill_report **out, sbill_error **err);

#endif
