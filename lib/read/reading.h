/* Inside the JSON record's reader: where it is, and what waits for the end of the record. */
#ifndef SBILL_READ_READING_H
#define SBILL_READ_READING_H

#include "encounter/encounter.h"
#include "map/fields.h"

#define SBILL_READING_PATH \
    192 /* room for the longest path of the register, see tests/unit/test_fields.c */

/* A step of the path: a field of an object, or an element of a list. On the C stack, innermost first. */
struct sbill_frame {
    const struct sbill_frame *up;    /* NULL at the top */
    const struct sbill_field *field; /* NULL at the top */
    size_t index;                    /* of an element */
    bool listed;                     /* an element of a list */
    bool minor;                      /* the key says cents */
};

struct sbill_known_ref { /* a provider named by id, to be found when all are read */
    struct sbill_text id, path;
    const char *key;
    struct sbill_provider **slot;
};

struct sbill_reading {
    struct sbill_encounter *e;
    bool controls; /* some text of the record holds a control character */
    SBILL_LIST(struct sbill_provider *) known;
    SBILL_LIST(struct sbill_known_ref) refs;
};

/* lines[2].drug.ndc, ending in NUL, in the arena. */
struct sbill_text sbill_reading_path(struct sbill_reading *r, const struct sbill_frame *at);
struct sbill_finding *sbill_reading_raise(struct sbill_reading *r, int32_t number,
                                          const struct sbill_frame *at);
void sbill_reading_object(struct sbill_reading *r, const struct sbill_shape *s,
                          const struct sbill_frame *up, const struct sbill_json_val *v, void *to);
/* A value of a wrong type; and a value cut short enough to be repeated in a finding. */
void sbill_reading_wrong_type(struct sbill_reading *r, const struct sbill_frame *at,
                              const struct sbill_json_val *v);
struct sbill_text sbill_reading_shown(struct sbill_text t);
/* One a kind of single value: reads v into the member at `to`, or raises a finding. */
#define SBILL_READER(name)                                                           \
    void sbill_reading_##name(struct sbill_reading *r, const struct sbill_frame *at, \
                              const struct sbill_json_val *v, void *to)
SBILL_READER(text);
SBILL_READER(date);
SBILL_READER(time);
SBILL_READER(money);
SBILL_READER(quantity);
SBILL_READER(whole);
SBILL_READER(flag);
SBILL_READER(word);
SBILL_READER(system);
/* A provider was written out: others may refer to his id. */
void sbill_reading_know(struct sbill_reading *r, struct sbill_provider *p);
/* The provider at `at` is the one with this id. */
void sbill_reading_refer(struct sbill_reading *r, const struct sbill_frame *at,
                         struct sbill_text id, void *slot);
/* What a record need not say, of whatever format it came: claim type, status of codes, order of coverages ... */
void sbill_read_defaults(struct sbill_record *rec);
/* When all is read: providers found by their ids, what the record need not say filled in, evidence made bytes. */
void sbill_reading_finish(struct sbill_reading *r);

#endif
