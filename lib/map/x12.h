/* The 837 map: what stands where in a professional (005010X222A1) and a dental (005010X224A2) claim, and which member
 * of the record it is. The reader walks it to find a place for each segment, the writer to find a value for each place;
 * findings name their element by it, and docs/formats.md is made from it.
 *
 * A loop is begun by its first segment. A segment is told from others of its name by the codes of one element (its
 * qualifier). An element says how its value is spelled (enum sbill_837_how) and whose member it is (enum
 * sbill_837_holder and an offset into that holder's struct). What a row cannot say is a small function of the reader
 * and one of the writer, named by the segment (enum sbill_837_special).
 *
 * Facts from the implementation guides' public maps (loops, usage, lengths, codes) and from published samples. */
#ifndef SBILL_MAP_X12_H
#define SBILL_MAP_X12_H

#include "encounter/model.h"
#include "map/fields.h"

/* Which of the two a row is of; 0 stands for both. */
#define SBILL_837_P 1
#define SBILL_837_D 2
#define SBILL_837_PD 3
static inline bool sbill_837_in(uint8_t forms, uint8_t form)
{
    return !forms || (forms & form);
}

/* Whose member a value is. Those that are lists stand for their element at hand. */
enum sbill_837_holder {
    SBILL_837_NOBODY, /* the file's own: options, counters, structure */
    SBILL_837_RECORD,
    SBILL_837_PATIENT,
    SBILL_837_COVERAGE, /* the loop's: who is billed, or the other payer of a loop 2320 */
    SBILL_837_SUBSCRIBER,
    SBILL_837_PROVIDER, /* the loop's */
    SBILL_837_PAY_TO,
    SBILL_837_PLAN,
    SBILL_837_ADJUDICATION, /* of the other payer */
    SBILL_837_LINE,
    SBILL_837_DRUG,
    SBILL_837_DME,
    SBILL_837_AMBULANCE, /* this and the next four: the line's inside a line, else the claim's */
    SBILL_837_CONTRACT,
    SBILL_837_REPRICING,
    SBILL_837_ATTACHMENT,
    SBILL_837_REMARK,
    SBILL_837_SPINAL,
    SBILL_837_EPSDT,
    SBILL_837_ORTHO,
    SBILL_837_VISION,
    SBILL_837_TOOTH_STATUS,
    SBILL_837_TOOTH,
    SBILL_837_TEST_RESULT,
    SBILL_837_FORM,
    SBILL_837_ANSWER,
    SBILL_837_IDENTIFIER, /* of the loop's provider */
    SBILL_837_PAYER_IDENTIFIER,
    SBILL_837_PLAN_IDENTIFIER,
    SBILL_837_LINE_ADJUDICATION,
    SBILL_837_HOLDERS
};

/* How a value is spelled. */
enum sbill_837_how {
    SBILL_837_SPECIAL,   /* by the segment's function; the row says what stands there */
    SBILL_837_FIXED,     /* always the (first) code */
    SBILL_837_KEY,       /* likewise, and says what element `pair` is: absent without it */
    SBILL_837_ROLE,      /* the loop's code: 85 */
    SBILL_837_COUNT,     /* LX01: a counter */
    SBILL_837_TEXT,      /* struct sbill_text */
    SBILL_837_DIGITS,    /* the same, without hyphens and blanks */
    SBILL_837_QUALIFIER, /* a text that says what element `pair` is; the first code if not given */
    SBILL_837_TEXTS,     /* the `index`-th of sbill_texts */
    SBILL_837_DATE,      /* D8 */
    SBILL_837_PERIOD,    /* D8, or RD8 to the date at `other` */
    SBILL_837_FORMAT,    /* D8 or RD8, as the period has one date or two */
    SBILL_837_MONEY,
    SBILL_837_QTY,
    SBILL_837_INT,  /* int32_t, 0 = not given */
    SBILL_837_FLAG, /* sbill_flag: Y, N; a third code is the flag at `other` */
    SBILL_837_YES,  /* sbill_flag: Y or nothing */
    SBILL_837_WORD, /* int32_t: place among the codes, from 1; - stands for a value without a code */
    SBILL_837_NAME,  /* last name of a person, name of an organisation */
    SBILL_837_STATE, /* N402 of an address; N407 outside the US and Canada */
    SBILL_837_SUBDIVISION,
    SBILL_837_COUNTRY,   /* N404: not the US */
    SBILL_837_ORDER,     /* SBR01 */
    SBILL_837_CAUSE,     /* CLM11: the `index`-th cause */
    SBILL_837_USE,       /* CLM19 */
    SBILL_837_PROCEDURE, /* product qualifier of a line's code */
    SBILL_837_POINTER,   /* the `index`-th diagnosis pointer */
    SBILL_837_SAME,      /* a text that another segment says as well */
    SBILL_837_HOWS
};

/* Segments that rows alone cannot say. */
enum sbill_837_special {
    SBILL_837_BY_ROWS,
    SBILL_837_PER,         /* numbers in pairs */
    SBILL_837_IDENTIFIERS, /* REF: a number of the provider, with the payer that gave it */
    SBILL_837_PAYER_GIVEN, /* 2010BB REF: the billing provider's number with this payer */
    SBILL_837_DISABILITY,  /* DTP 314, 360, 361 */
    SBILL_837_CONDITIONS,  /* CRC: conditions that hold, five a segment */
    SBILL_837_DIAGNOSES,   /* HI ABK ABF BK BF TQ */
    SBILL_837_CODES,       /* HI: a list of texts, twelve a segment */
    SBILL_837_CAS,
    SBILL_837_AUTHORIZATIONS, /* REF G1, 9F of a line: its own, and those of other payers */
    SBILL_837_SVD,
    SBILL_837_TOO,
    SBILL_837_DN1,
    SBILL_837_SPECIALS
};

struct sbill_837_element {
    uint8_t at, part; /* element, and component of a composite (0: it is none), both from 1 */
    uint8_t how, holder;
    uint8_t index, pair;
    char usage; /* R required, S situational */
    char type;  /* A text, I code, N whole number, R decimal, D date */
    uint8_t forms;
    uint8_t min;
    uint16_t max;
    uint16_t offset, other; /* in the holder's struct */
    const char *codes;      /* with blanks between; NULL: any */
};

struct sbill_837_segment {
    const char *id, *name;
    const char *codes; /* of the qualifying element; NULL: there is but one of this name */
    uint8_t qualifier; /* 0: the name alone tells */
    uint8_t forms;
    char usage;  /* R, S */
    bool always; /* written even if it says nothing else: it opens a loop, or the guide wants it */
    uint8_t repeat;
    uint8_t special;
    uint8_t each; /* holder: one segment for each element of this list */
    uint8_t count;
    const struct sbill_837_element *elements;
};

/* What comes to be when a loop begins. */
enum sbill_837_makes {
    SBILL_837_NOTHING,
    SBILL_837_ROLE_OF_RECORD, /* provider behind the pointer at `offset` of the record */
    SBILL_837_ROLE_OF_LINE,
    SBILL_837_ROLE_ELSEWHERE, /* loops 2330: a provider's numbers with the other payer */
    SBILL_837_A_COVERAGE,
    SBILL_837_A_LINE,
    SBILL_837_A_FORM,
    SBILL_837_A_DECISION, /* 2430 */
    SBILL_837_A_POINTER   /* the holder at `offset` of its struct: drug, pay-to address */
};

enum sbill_837_loop_id { /* those that programs speak of; the rest has no name */
    SBILL_837_ORDINARY,
    SBILL_837_HEADER,
    SBILL_837_BILLING,
    SBILL_837_HIERARCHY_SUBSCRIBER,
    SBILL_837_HIERARCHY_PATIENT,
    SBILL_837_CLAIM,
    SBILL_837_OTHER_PAYER,
    SBILL_837_SERVICE
};

struct sbill_837_loop {
    const char *id; /* 2010AA */
    const char *name;
    const char *path; /* of what it makes, in the record or line; NULL: none */
    const char *code; /* NM101; NULL: the first segment's name tells */
    uint8_t up;       /* index of the loop it is part of */
    uint8_t kind;     /* enum sbill_837_loop_id */
    uint8_t forms;
    char usage;
    uint16_t repeat; /* in one loop above; 0 = any number */
    uint8_t makes, holder;
    uint16_t offset;
    const struct sbill_837_segment *segments; /* the first begins it; a row without id ends them */
};

#define SBILL_837_NONE 255
extern const struct sbill_837_loop sbill_837_loops[];
extern const size_t sbill_837_loop_count;

/* The first loop of a kind. */
size_t sbill_837_loop_of(int32_t kind);
/* Is `value` one of the codes (NULL: any)? Letter case does not matter. *at: which, from 0. */
bool sbill_837_code(const char *codes, struct sbill_text value, size_t *at);
/* The code at a place, empty past the end. */
struct sbill_text sbill_837_code_at(const char *codes, size_t at);

/* Where a reader or writer stands. */
struct sbill_837_place {
    struct sbill_record *record;
    size_t coverage; /* index */
    size_t line;     /* index; valid while in_line */
    bool in_line;
    size_t loop; /* index */
    struct sbill_provider *provider;
    const char *provider_path;
    void *item[SBILL_837_HOLDERS];   /* elements of lists at hand */
    size_t index[SBILL_837_HOLDERS]; /* and which they are */
};

/* What a holder is, as its shape. */
const struct sbill_shape *sbill_837_shape(int32_t holder);
/* The holder's struct: NULL if there is none. With an arena it is made where it stands behind a pointer; elements of
 * lists are made by sbill_837_push only. */
void *sbill_837_hold(struct sbill_837_place *p, int32_t holder, struct sbill_arena *arena);
/* The list that a holder is an element of, as any SBILL_LIST is laid out; NULL if its owner is not there. */
struct sbill_837_list {
    void *v;
    size_t n, cap;
};
struct sbill_837_list *sbill_837_list(struct sbill_837_place *p, int32_t holder,
                                      struct sbill_arena *arena);
/* One more element of the list, cleared, and at hand from now on; NULL after a failure. */
void *sbill_837_push(struct sbill_837_place *p, int32_t holder, struct sbill_arena *arena);
/* Its path in the record, appended: lines[2].charge. Nothing if it has none. */
void sbill_837_path(const struct sbill_837_place *p, const struct sbill_837_element *e,
                    struct sbill_buf *out);

/* Which places of the record a form carries: sorted hashes of their paths without indexes ("lines[].charge"), made by
 * tests/x12_map.c. [0] professional, [1] dental. */
struct sbill_837_carried {
    const uint32_t *hash;
    size_t n;
};
extern const struct sbill_837_carried sbill_837_carried[2];
#define SBILL_837_PATH 2166136261U /* the hash of nothing (FNV-1a) */
static inline uint32_t sbill_837_mix(uint32_t hash, const char *z)
{
    for (; *z; z++)
        hash = (hash ^ (unsigned char)*z) * 16777619U;
    return hash;
}
static inline uint32_t sbill_837_mix_key(uint32_t hash, const char *key)
{
    return sbill_837_mix(hash == SBILL_837_PATH ? hash : sbill_837_mix(hash, "."), key);
}

/* Letters of SBR01, by place in the order of payers from 1: P S T A ... H, and U for unknown. */
#define SBILL_837_ORDERS "P S T A B C D E F G H U"

#endif
