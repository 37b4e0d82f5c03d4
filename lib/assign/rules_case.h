/* Tests that stand beside rules: the record a test describes, and what the stage made of it. */
#ifndef SBILL_ASSIGN_RULES_CASE_H
#define SBILL_ASSIGN_RULES_CASE_H

#include "assign/work.h"
#include "base/xml.h"

/* Fill the (reset) encounter's record from a <test>'s attributes and text. False: *why says which attribute is
 * wrong. */
bool sbill_case_record(struct sbill_encounter *e, const struct sbill_xml *test,
                       const struct sbill_pack *pack, const char **why);
/* What is suggested, as expect= spells it: "E11.22 J1010*40 J3301-RT*4", diagnoses in their order first. */
void sbill_case_codes(const struct sbill_encounter *e, struct sbill_buf *out);
/* The same words in any order. */
bool sbill_case_same(struct sbill_text a, struct sbill_text b);

#endif
