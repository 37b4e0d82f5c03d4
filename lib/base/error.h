/* Broken calls and unreadable input: the first cause, with its place, in one line of words.
 * Never holds a value from a record. See superbill.h for the public half. */
#ifndef SBILL_BASE_ERROR_H
#define SBILL_BASE_ERROR_H

#include "base/arena.h"
#include "superbill.h"

/* Where a message is about: a file or rule pack by name, 1-based line and column; 0 = not known. */
struct sbill_place {
    struct sbill_text source;
    uint32_t line, column;
};

/* Fill *err if err is not NULL and *err is still NULL (the first cause wins); return status, or SBILL_NOMEM when not
 * even the error object could be made. Needs no room in any arena or buffer and cannot fail otherwise.
 * `format` takes %s (NUL-ended), %t (struct sbill_text *), %d (int32_t), %z (size_t), %%. */
int32_t sbill_fail(sbill_error **err, int32_t status, struct sbill_place at, const char *format,
                   ...);
#define SBILL_NOWHERE ((struct sbill_place){{NULL, 0}, 0, 0})

#endif
