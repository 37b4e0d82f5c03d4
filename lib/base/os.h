/* The one door to the operating system: files, mapping, once, atomic counts. */
#ifndef SBILL_BASE_OS_H
#define SBILL_BASE_OS_H

#include <stdatomic.h>

#include "base/error.h"

struct sbill_map { /* a file mapped read-only */
    const uint8_t *p;
    size_t n;
};
int32_t sbill_map_open(const char *path, struct sbill_map *out, sbill_error **err);
void sbill_map_close(struct sbill_map *m);

/* Reference counts: any thread. */
struct sbill_ref {
    atomic_uint n;
};
void sbill_ref_init(struct sbill_ref *r);
void sbill_ref_up(struct sbill_ref *r);
bool sbill_ref_down(struct sbill_ref *r); /* true: that was the last one */

/* Run fn once in the life of the process. */
struct sbill_once {
    atomic_int state;
};
void sbill_once(struct sbill_once *o, void (*fn)(void));

#endif
