/* Inside the X12 reader. A stream is cut into claims, each with the levels it stands under as they were sent
 * (x12_input.c); a claim is then walked segment by segment through the 837 map into a record (the rest). */
#ifndef SBILL_READ_X12_READING_H
#define SBILL_READ_X12_READING_H

#include "base/x12.h"
#include "encounter/encounter.h"
#include "map/x12.h"

/* ---- what comes from the stream ---- */

/* Something odd about the envelope, or about the order of levels: found while cutting, told with the next claim. */
struct sbill_x12_problem {
    int32_t number;
    uint32_t segment, line; /* in its transaction set (0: outside of one), and of the stream */
    uint8_t element;        /* 0: the segment itself */
    char id[4];
    char given[40], wanted[40];
};
#define SBILL_X12_PROBLEMS 32

enum sbill_x12_level {    /* the parts of a claim, each begun by a segment of its own */
    SBILL_X12_HEAD,       /* ST to the first HL */
    SBILL_X12_BILLING,    /* HL 20 */
    SBILL_X12_SUBSCRIBER, /* HL 22 */
    SBILL_X12_PATIENT,    /* HL 23 */
    SBILL_X12_CLAIM,      /* CLM */
    SBILL_X12_LEVELS
};

struct sbill_x12_part {      /* segments as they were sent, and where the first of them stood */
    struct sbill_text bytes; /* empty: there is no such level */
    struct sbill_x12 from;
};

struct sbill_x12_source { /* one claim, ready to be read */
    struct sbill_x12_part parts[SBILL_X12_LEVELS];
    uint8_t form;      /* SBILL_837_P or _D */
    bool report;       /* BHT06 RP */
    bool first_of_set; /* the head has not been told about yet */
    const struct sbill_x12_problem *problems;
    size_t problem_count, problem_rest; /* those kept; how many more there were */
};

/* Fills the encounter, which is reset first. SBILL_NOMEM, SBILL_ELIMIT: it holds no record after. */
int32_t sbill_x12_read_claim(struct sbill_encounter *e, const struct sbill_x12_source *source,
                             sbill_error **err);

/* ---- walking a claim ---- */

#define SBILL_X12_ROWS 96   /* of one loop */
struct sbill_x12_level_at { /* a loop that has begun */
    size_t loop;
    size_t row;                    /* of the map, matched last */
    const char *dead;              /* why its segments are only listed; NULL: they are read */
    uint8_t count[SBILL_X12_ROWS]; /* segments met, by row */
    uint64_t loops;                /* bits: loops met inside it */
    uint16_t
        inside[8]; /* how often, of those that may repeat: by the last three bits of the loop */
};
#define SBILL_X12_DEPTH 4

struct sbill_x12_reading {
    struct sbill_encounter *e;
    struct sbill_record *record;
    uint8_t form;
    struct sbill_x12 x;
    struct sbill_x12_segment s; /* at hand */
    struct sbill_837_place place;
    struct sbill_x12_level_at at[SBILL_X12_DEPTH];
    size_t depth;
    bool characters_said;
    bool self; /* SBR02 says that the patient is the subscriber */
};

/* The segment at hand belongs to the loop that begins this part, or to one inside it. */
void sbill_x12_begin(struct sbill_x12_reading *r, size_t loop);
void sbill_x12_walk(struct sbill_x12_reading *r);
void sbill_x12_end(struct sbill_x12_reading *r); /* of the part: what is missing is told */

/* ---- values (x12_values.c, x12_special.c) ---- */

/* Without blanks at the ends and without line ends inside; a control character is told once and becomes a blank. */
struct sbill_text sbill_x12_clean(struct sbill_x12_reading *r, struct sbill_text t);
/* The value of a place of the segment at hand, clean. */
struct sbill_text sbill_x12_at(struct sbill_x12_reading *r, size_t element, size_t part);
/* Reads all elements by their rows; those without a row are listed. */
void sbill_x12_elements(struct sbill_x12_reading *r, const struct sbill_837_segment *row);
/* One value against its row: required, length, code. False: nothing to read. */
bool sbill_x12_check(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value);
void sbill_x12_special(struct sbill_x12_reading *r, const struct sbill_837_segment *row);
/* D8 or RD8 as the format says; false and a finding if it is none. *to is SBILL_NO_DATE for D8. */
bool sbill_x12_dates(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text format, struct sbill_text value, int32_t *from, int32_t *to);
bool sbill_x12_money(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                     struct sbill_text value, int64_t *out);
bool sbill_x12_quantity(struct sbill_x12_reading *r, const struct sbill_837_element *el,
                        struct sbill_text value, int64_t *out);

/* ---- telling (x12_say.c) ---- */

/* A finding about a place of the segment at hand: element 0 is the segment, `el` (may be NULL) the row it has. Words
 * get {segment} (N403), {name}, {loop}, {place}. */
struct sbill_finding *sbill_x12_say(struct sbill_x12_reading *r, int32_t number, size_t element,
                                    const struct sbill_837_element *el);
/* About a loop or segment that is not there. */
struct sbill_finding *sbill_x12_say_missing(struct sbill_x12_reading *r, int32_t number,
                                            const struct sbill_837_loop *loop, const char *what,
                                            const char *name);
/* Listed among what was left out: the place that a finding speaks of, which says why. */
void sbill_x12_list(struct sbill_x12_reading *r, const struct sbill_finding *f, const char *why);
/* Not read: listed, with a finding of its own. */
void sbill_x12_unread(struct sbill_x12_reading *r, size_t element, size_t part, const char *why);
void sbill_x12_tell(struct sbill_x12_reading *r, const struct sbill_x12_source *source);

#endif
