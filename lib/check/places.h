/* Places of a record by their path, as payer profiles name them: coverages[].payer.id, lines[].modifiers. */
#ifndef SBILL_CHECK_PLACES_H
#define SBILL_CHECK_PLACES_H

#include "check/edits.h"
#include "map/fields.h"

/* Where a path starts: an object and what it is made of. */
struct sbill_spot {
    const struct sbill_shape *shape;
    const char *object;
};
struct sbill_spot sbill_spot_record(const struct sbill_check *k);
struct sbill_spot sbill_spot_coverage(
    const struct sbill_check *k); /* of the claim; object NULL if none */
struct sbill_spot sbill_spot_line(const struct sbill_check *k, int32_t line);

/* One value of a field. */
struct sbill_place_value {
    bool given, counts;     /* counts: `number` holds it */
    struct sbill_text text; /* text, word, yes or no */
    int64_t number;         /* thousandths; a date in days * 1000, money in units of the currency */
};
typedef bool (*sbill_value_fn)(const void *ctx, const struct sbill_place_value *v);

/* Does fn say yes to any value that the path leads to? 1 yes, 0 no, -1 no such field. A field that is not given is
 * one value that is not given; a list without items has none. */
int sbill_place_any(struct sbill_spot at, struct sbill_text path, sbill_value_fn fn,
                    const void *ctx);
/* The same for a field of an object that is there. */
bool sbill_field_any(const struct sbill_field *f, const char *object, sbill_value_fn fn,
                     const void *ctx);
/* Is what the path names given? Lists want it in every item. */
bool sbill_place_given(struct sbill_spot at, struct sbill_text path);
/* The text without its first n bytes. */
struct sbill_text sbill_without(struct sbill_text t, size_t n);
/* Raise a finding at a path with empty brackets: "lines[].charge" and an index. */
struct sbill_finding *sbill_raise_at(struct sbill_check *k, int32_t number, struct sbill_text path,
                                     int32_t index);

#endif
