/* Reading our own XML strictly: what an element may hold is said, all else is an error with its line. */
#ifndef SBILL_BOOK_STRICT_H
#define SBILL_BOOK_STRICT_H

#include "base/xml.h"

struct sbill_strict {
    struct sbill_text source;
    sbill_error **err;
};

/* SBILL_EINPUT at the element's line; `value` (or NULL) is the %t of the words. */
int32_t sbill_strict_fail(const struct sbill_strict *s, const struct sbill_xml *e,
                          const char *words, const struct sbill_text *value);
/* Every attribute must be one of `known`, separated by blanks. */
int32_t sbill_strict_attrs(const struct sbill_strict *s, const struct sbill_xml *e,
                           const char *known);
/* The attribute must be there, and not empty. */
int32_t sbill_strict_need(const struct sbill_strict *s, const struct sbill_xml *e,
                          const char *name);
/* No text but white space directly inside. */
int32_t sbill_strict_no_text(const struct sbill_strict *s, const struct sbill_xml *e);
/* No elements and no text inside. */
int32_t sbill_strict_empty(const struct sbill_strict *s, const struct sbill_xml *e);

#endif
