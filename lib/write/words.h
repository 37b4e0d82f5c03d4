/* What the result line and the getters of superbill.h both say. */
#ifndef SBILL_WRITE_WORDS_H
#define SBILL_WRITE_WORDS_H

#include "encounter/encounter.h"

/* A byte offset of a note as the caller counts: the option offset-unit. */
size_t sbill_offset_out(const struct sbill_encounter *e, int32_t note, size_t bytes);

const char *sbill_outcome_word(int32_t outcome);
const char *sbill_set_by_word(int32_t set_by);
const char *sbill_status_word(int32_t status); /* of a code */

/* A code as the book prints it, with its title; as given, if the book does not have it. A system of 0 is looked for
 * among those of procedures. */
struct sbill_printed {
    char room[24];
    size_t n;
    int32_t system; /* 0 = not found */
    struct sbill_text title;
};
void sbill_print_code(const struct sbill_encounter *e, int32_t system, struct sbill_text code,
                      int32_t on, struct sbill_printed *out);
struct sbill_text sbill_printed_code(const struct sbill_printed *p, struct sbill_text given);

/* The words of a span of evidence, a slice of its note; empty if it lies outside. */
struct sbill_text sbill_span_text(const struct sbill_encounter *e, const struct sbill_evidence *ev);

#endif
