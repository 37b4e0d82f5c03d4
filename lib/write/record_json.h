/* What the two JSON writers share. */
#ifndef SBILL_WRITE_RECORD_JSON_H
#define SBILL_WRITE_RECORD_JSON_H

#include "encounter/encounter.h"

/* A byte offset of a note as the caller counts: the option offset-unit. */
size_t sbill_offset_out(const struct sbill_encounter *e, int32_t note, size_t bytes);
/* The words that the result and the getters of superbill.h use. */
const char *sbill_outcome_word(int32_t outcome);
const char *sbill_set_by_word(int32_t set_by);

#endif
