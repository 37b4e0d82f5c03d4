/* The one door to PCRE2. A compiled pattern never changes and may be shared by threads; match room
 * belongs to one thread. UTF is always on and text is checked at the record's door, so matching
 * never re-checks it. */
#ifndef SBILL_BASE_REGEX_H
#define SBILL_BASE_REGEX_H

#include "base/error.h"

struct sbill_regex;
struct sbill_match; /* match room of one thread */

enum {
    SBILL_RX_CASE = 1,    /* letters must match exactly; else case is ignored */
    SBILL_RX_ANCHORED = 2 /* a match begins where the search begins, or there is none */
};

/* Compile. Plain parentheses do not capture, names may repeat. On a bad pattern *offset is the byte
 * in the pattern and the error says so. Does not JIT; sbill_regex_warm does. */
int32_t sbill_regex_compile(const struct sbill_alloc *alloc, struct sbill_text pattern,
                            uint32_t flags, struct sbill_place at, struct sbill_regex **out,
                            size_t *offset, sbill_error **err);
int32_t sbill_regex_warm(
    struct sbill_regex *r); /* SBILL_NOMEM if memory was refused, else SBILL_OK */
void sbill_regex_free(struct sbill_regex *r);
size_t sbill_regex_memory(const struct sbill_regex *r);      /* bytes, JIT code included */
bool sbill_regex_matches_empty(const struct sbill_regex *r); /* for lint */

int32_t sbill_match_new(const struct sbill_alloc *alloc, struct sbill_match **out);
void sbill_match_free(struct sbill_match *m);

/* Search text[from..] (lookbehind sees what stands before `from`). Returns 1 found, 0 not found,
 * -1 a match, depth or heap limit was hit (never says which), -2 out of memory. */
int sbill_regex_find(const struct sbill_regex *r, struct sbill_match *m, struct sbill_text text,
                     size_t from, size_t *start, size_t *end);
/* The part captured under a name in the last successful find; false if it took no part. */
bool sbill_match_named(const struct sbill_regex *r, const struct sbill_match *m, const char *name,
                       size_t *start, size_t *end);
/* Names a pattern can capture, by index; empty past the end. */
struct sbill_text sbill_regex_name(const struct sbill_regex *r, size_t i);

#endif
