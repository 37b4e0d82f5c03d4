/* Letters with accents in plain ones, for forms and files that know no others. */
#ifndef SBILL_BASE_PLAIN_H
#define SBILL_BASE_PLAIN_H

#include "base/text.h"

/* One code point off the front of valid UTF-8, which is not empty. */
uint32_t sbill_utf8_next(struct sbill_text *t);
/* What stands for it in ASCII, "" for what is left away; NULL: nothing does. ASCII stands for itself and is not asked
 * for here. */
const char *sbill_plain_letters(uint32_t code_point);

#endif
