/* Inside the 837 writer. A claim is first made as it must stand in the file (x12_prepare.c): copies of the record's
 * structs in which the payer billed comes first, amounts are those of the claim and what need not be said is left out.
 * The map is then walked once and every place filled (x12_loops.c). */
#ifndef SBILL_WRITE_X12_H
#define SBILL_WRITE_X12_H

#include "map/x12.h"
#include "write/file.h"

/* Of one file, between claims: what is open, and where in the output it stands, so that a claim of the same provider,
 * subscriber or patient goes under the level that is there already. */
struct sbill_x12_span {
    size_t at, n; /* n 0: none is open */
};
struct sbill_x12_state {
    bool begun; /* ISA and GS are written */
    bool in_set;
    bool report;       /* BHT06 of the set at hand */
    uint32_t sets;     /* begun so far */
    uint32_t segments; /* of the set at hand, ST is 1 */
    uint32_t levels;   /* HL01 of the last level */
    uint32_t claims;   /* of the set at hand, and of the level at hand */
    uint32_t claims_here;
    uint32_t billing_level, subscriber_level;
    struct sbill_x12_span billing, subscriber, patient;
    bool children; /* HL04 of the subscriber at hand */
    int32_t date;  /* of the file */
};
#define SBILL_X12_CLAIMS_OF_PATIENT 100
#define SBILL_X12_CLAIMS_OF_SET 5000

struct sbill_x12_out {
    sbill_file *f;
    const struct sbill_x12_settings *set;
    struct sbill_x12_state *state;
    struct sbill_buf *b;
    struct sbill_encounter *e;
    const struct sbill_claim *c;
    struct sbill_arena *arena; /* of the claim */
    uint8_t form;
    bool formed;   /* arrived as a claim: it is sent on as it stands */
    bool self;     /* the patient stands as the subscriber */
    bool casualty; /* property and casualty: phone and social security number may go */
    bool refused;  /* a character cannot be sent, and may not be changed */
    bool emptied;  /* nothing of a required element can be sent */
    struct sbill_record record;
    struct sbill_coverage dependent; /* the coverage billed, as a patient's own level wants it */
    const int32_t *own_line;         /* index in the record's own lines */
    const int32_t *own_coverage;     /* and coverages */
    struct sbill_837_place place;
    /* The segment under way. */
    bool lacks; /* a required element of it, which was given */
    size_t start;
    size_t element, part;
    bool content;
    SBILL_LIST(const char *)
    sent; /* numbers of providers that were written, by where their text stands */
};

/* ---- segments (x12_segment.c) ------------------------------------------------------------------ */

void sbill_x12_open(struct sbill_x12_out *o, const char *id);
/* A value at its place, places in ascending order; nothing if it is empty. Written as X12 can carry it; what had to be
 * changed is listed under `path`. */
void sbill_x12_put(struct sbill_x12_out *o, size_t element, size_t part, struct sbill_text value,
                   size_t max, const struct sbill_837_element *el);
/* Does anything remain of a text that X12 can carry? */
bool sbill_x12_can_say(const struct sbill_x12_out *o, struct sbill_text value);
/* Will anything stand at this place? A value may have no character that X12 can carry, or be too long a code. */
bool sbill_x12_will_stand(const struct sbill_x12_out *o, const struct sbill_837_element *el,
                          struct sbill_text value);
/* A constant or a number, which need no look. */
void sbill_x12_put_plain(struct sbill_x12_out *o, size_t element, size_t part,
                         struct sbill_text value);
/* Ends it; a segment without content is taken back unless `always`. */
void sbill_x12_close(struct sbill_x12_out *o, bool always);
/* Says that something did not go out as it stands in the record. */
void sbill_x12_leave_out(struct sbill_x12_out *o, const struct sbill_837_element *el,
                         const char *why);
void sbill_x12_leave_element(struct sbill_x12_out *o, int32_t holder,
                             const char *why); /* of a list, whole */
void sbill_x12_leave_path(struct sbill_x12_out *o, struct sbill_text path, const char *why);

/* What X12 can carry of a text, appended: letters it does not have in plain ones, other characters and delimiters as
 * blanks. Bits of what was done. */
#define SBILL_X12_SPELLED 1
#define SBILL_X12_BLANKED 2
#define SBILL_X12_CUT 4
int sbill_x12_carry(const struct sbill_x12_settings *set, bool extended, struct sbill_text value,
                    size_t max, struct sbill_buf *out);

/* ---- values (x12_print.c, x12_groups.c) ---------------------------------------------------------- */

#define SBILL_X12_ROOM 40
/* The value of a row, in `room` if it is a number or date; empty if it is not given. */
struct sbill_text sbill_x12_value(struct sbill_x12_out *o, const struct sbill_837_element *el,
                                  char room[SBILL_X12_ROOM]);
struct sbill_text sbill_x12_money_text(int64_t v, char room[SBILL_X12_ROOM]);
struct sbill_text sbill_x12_quantity_text(int64_t v, char room[SBILL_X12_ROOM]);
struct sbill_text sbill_x12_date_text(int32_t date, char room[SBILL_X12_ROOM]);
struct sbill_text sbill_x12_digits(struct sbill_text t, char room[SBILL_X12_ROOM]);
/* Letters and digits, at most `max`; else the other one. */
struct sbill_text sbill_x12_code_or(struct sbill_text code, struct sbill_text otherwise,
                                    size_t max);
/* A segment by its rows, and by its function. */
void sbill_x12_rows(struct sbill_x12_out *o, const struct sbill_837_segment *row);
/* The row of an element, the last one if there is none; its value, put. */
const struct sbill_837_element *sbill_x12_row_at(const struct sbill_837_segment *row, size_t at,
                                                 size_t part);
void sbill_x12_put_at(struct sbill_x12_out *o, const struct sbill_837_segment *row, size_t at,
                      size_t part, struct sbill_text value);
void sbill_x12_per(struct sbill_x12_out *o,
                   const struct sbill_837_segment *row); /* x12_contacts.c */
void sbill_x12_group(struct sbill_x12_out *o, const struct sbill_837_segment *row);

/* ---- the envelope (x12_envelope.c) ------------------------------------------------------------- */

void sbill_x12_put_z(struct sbill_x12_out *o, size_t element, const char *z);
void sbill_x12_put_number(struct sbill_x12_out *o, size_t element, uint64_t v, size_t width);
/* Before a claim: a set that has room for it and is of its kind. After the last: trailers. */
void sbill_x12_open_envelope(struct sbill_x12_out *o);
void sbill_x12_close_envelope(struct sbill_x12_out *o);

/* ---- the claim ----------------------------------------------------------------------------------- */

/* x12_prepare.c; x12_insured.c */
void sbill_x12_prepare(struct sbill_x12_out *o);
void sbill_x12_insured(struct sbill_x12_out *o);
void *sbill_x12_copy(struct sbill_x12_out *o, const void *from,
                     size_t n); /* in the claim's room; NULL of NULL */
/* x12_loops.c: the segments of a loop from row `first` on, and the loops inside it. */
void sbill_x12_loop(struct sbill_x12_out *o, size_t loop, size_t first);
/* x12_left.c: what this format has no place for. */
void sbill_x12_left_out(struct sbill_x12_out *o);

#endif
