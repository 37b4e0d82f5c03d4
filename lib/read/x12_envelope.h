/* Inside the X12 reader: the envelope of claims. */
#ifndef SBILL_READ_X12_ENVELOPE_H
#define SBILL_READ_X12_ENVELOPE_H

#include "read/x12_reading.h"

struct sbill_x12_problems {
    struct sbill_x12_problem v[SBILL_X12_PROBLEMS];
    size_t count, rest;
};

struct sbill_x12_envelope { /* start zeroed */
    bool in_interchange, in_group, in_set;
    char interchange[16], group[16], set[16], version[24]; /* ISA13, GS06, ST02, GS08 */
    uint32_t groups, sets, levels;                         /* met so far; HL01 of the last level */
    char billing[16], subscriber[16];                      /* HL01 of the levels that are open */
    bool children_due; /* the open subscriber's HL04 promises patients; it stands at: */
    uint32_t due_in_set, due_line;
    struct sbill_x12_problems problems;
};

void sbill_x12_problem(struct sbill_x12_problems *p, int32_t number,
                       const struct sbill_x12_segment *s, uint8_t element, struct sbill_text given,
                       struct sbill_text wanted);
/* What the next segment, or the end of the stream, shows about those before it: trailers and levels that did not come.
 * May be asked again about the same segment. */
void sbill_x12_foresee(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s, bool end);
void sbill_x12_headers(struct sbill_x12_envelope *v, const struct sbill_x12 *x,
                       const struct sbill_x12_segment *s); /* ISA GS ST */
void sbill_x12_trailers(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s,
                        bool declined); /* SE GE IEA */
/* HL: the level it begins, SBILL_X12_LEVELS for none that is known. */
enum sbill_x12_level sbill_x12_hierarchy(struct sbill_x12_envelope *v,
                                         const struct sbill_x12_segment *s);
/* What a set is, at its ST: *form, or in words why it is not read. */
const char *sbill_x12_recognise(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s,
                                uint8_t *form);

#endif
