/* What the code systems are called; the public half is in superbill.h. */
#ifndef SBILL_BOOK_SYSTEM_H
#define SBILL_BOOK_SYSTEM_H

#include "base/text.h"
#include "superbill.h"

struct sbill_text sbill_system_title(int32_t system); /* "ICD-10-CM"; empty if unknown */

#endif
