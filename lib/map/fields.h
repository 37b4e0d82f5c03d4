/* The field register: every place a record has, described once. The reader walks it, the record writer
 * walks it, findings take their box and element from it, and docs/record.schema.json is made from it. */
#ifndef SBILL_MAP_FIELDS_H
#define SBILL_MAP_FIELDS_H

#include "base/text.h"

enum sbill_field_kind {
    SBILL_K_TEXT,    /* struct sbill_text */
    SBILL_K_TEXTS,   /* sbill_texts */
    SBILL_K_DATE,    /* int32_t days */
    SBILL_K_TIME,    /* int32_t minutes */
    SBILL_K_MONEY,   /* int64_t minor units; also read under key + "_minor" */
    SBILL_K_QTY,     /* int64_t thousandths */
    SBILL_K_INT,     /* int32_t, zero or more; 0 = not given */
    SBILL_K_FLAG,    /* sbill_flag from true / false */
    SBILL_K_WORD,    /* int32_t from a list of words */
    SBILL_K_SYSTEM,  /* int32_t SBILL_SYSTEM_ from its name */
    SBILL_K_SIZE,    /* size_t */
    SBILL_K_OBJECT,  /* a struct inside */
    SBILL_K_POINTER, /* a struct behind a pointer, NULL if absent */
    SBILL_K_LIST     /* SBILL_LIST of structs */
};

struct sbill_shape;

struct sbill_field {
    const char *key;
    uint8_t kind;
    uint8_t key_len;
    uint16_t offset;
    uint16_t max; /* longest text in characters, or most list items; 0 = no limit */
    const struct sbill_shape *shape; /* of OBJECT, POINTER, LIST */
    const char *const *words;        /* of WORD: NULL-ended, words[i] is value i + 1 */
    const char *box;                 /* CMS-1500 box, NULL none */
    const char *ada;                 /* box of the ADA dental claim form, NULL none */
    const char *x12;                 /* 837 element, NULL none */
    const char *fhir;                /* FHIR R4 path, NULL none */
    const char *doc;                 /* one line: what it is, unit */
};

/* Shapes by struct: roles that differ only in their boxes (billing, rendering ...) share one. */
enum sbill_shape_id {
    SBILL_SHAPE_ADDRESS,
    SBILL_SHAPE_NAME,
    SBILL_SHAPE_IDENTIFIER,
    SBILL_SHAPE_CONTACT,
    SBILL_SHAPE_PROVIDER,
    SBILL_SHAPE_PROVIDERS,
    SBILL_SHAPE_PLAN,
    SBILL_SHAPE_PATIENT,
    SBILL_SHAPE_SUBSCRIBER,
    SBILL_SHAPE_PAYER,
    SBILL_SHAPE_COVERAGE,
    SBILL_SHAPE_ADJUSTMENT,
    SBILL_SHAPE_LINE_ADJUDICATION,
    SBILL_SHAPE_ADJUDICATION,
    SBILL_SHAPE_NOTE,
    SBILL_SHAPE_DECISION,
    SBILL_SHAPE_EVIDENCE,
    SBILL_SHAPE_DIAGNOSIS,
    SBILL_SHAPE_DRUG,
    SBILL_SHAPE_TOOTH,
    SBILL_SHAPE_MDM,
    SBILL_SHAPE_TEST_RESULT,
    SBILL_SHAPE_OBSERVATION,
    SBILL_SHAPE_REMARK,
    SBILL_SHAPE_AUTHORIZATION,
    SBILL_SHAPE_LINE_DATES,
    SBILL_SHAPE_DME,
    SBILL_SHAPE_FORM_ANSWER,
    SBILL_SHAPE_FORM,
    SBILL_SHAPE_REPRICING,
    SBILL_SHAPE_AMBULANCE,
    SBILL_SHAPE_LINE,
    SBILL_SHAPE_ATTACHMENT,
    SBILL_SHAPE_ACCIDENT,
    SBILL_SHAPE_SPINAL,
    SBILL_SHAPE_ORTHO,
    SBILL_SHAPE_TOOTH_STATUS,
    SBILL_SHAPE_VISION,
    SBILL_SHAPE_EPSDT,
    SBILL_SHAPE_CONTRACT,
    SBILL_SHAPE_INPATIENT,
    SBILL_SHAPE_VISIT,
    SBILL_SHAPE_DATES,
    SBILL_SHAPE_REFERENCES,
    SBILL_SHAPE_CONTEXT_LINE,
    SBILL_SHAPE_CONTEXT,
    SBILL_SHAPE_RECORD,
    SBILL_SHAPE_COUNT
};

/* What a program makes for each shape (lib/map/keys.c): how its keys hash without a collision, and what one of its
 * structs holds when nothing is given. */
struct sbill_keys {
    uint64_t multiplier;
    uint8_t shift;        /* 64 - bits */
    const uint8_t *slots; /* 1 + index of the field, 0 = none; NULL = look at every field */
    const void *blank;    /* NULL: all zero */
};

struct sbill_shape {
    const char *name; /* "line", for the schema's $defs */
    const struct sbill_field *fields;
    uint16_t id; /* enum sbill_shape_id */
    uint16_t count;
    uint16_t size;    /* of the struct */
    const char *type; /* its name in C */
};

extern const struct sbill_shape sbill_record_shape;
extern const struct sbill_shape sbill_provider_shape; /* any provider's struct, without boxes */

/* The field of that key, NULL if the shape has none. */
const struct sbill_field *sbill_shape_find(const struct sbill_shape *s, struct sbill_text key);
/* The field at a path like lines[2].modifiers[0] or lines[].charge; NULL if there is none. */
const struct sbill_field *sbill_field_at(struct sbill_text path);
/* Where a biller finds it: the CMS-1500 box, or the ADA form's for a dental claim (enum sbill_claim_type); the
 * other form's where only that has it; NULL if neither. */
const char *sbill_field_box(const struct sbill_field *f, int32_t claim_type);
/* Is the member at that address given? And does it say more than a box left empty, which says no? */
bool sbill_field_given(const struct sbill_field *f, const char *at);
bool sbill_field_says(const struct sbill_field *f, const char *at);
/* The spelling of a word field's value, NULL for 0 and values it does not have. */
const char *sbill_field_word(const struct sbill_field *f, int32_t value);
/* Set every date, time, money and quantity inside to "not given". The object is zeroed memory. */
void sbill_shape_clear(const struct sbill_shape *s, void *object);

#endif
