/* Findings: what a person must look at. A finding holds a number and named values, never a sentence;
 * its words come from the register (include/superbill_findings.h). */
#ifndef SBILL_ENCOUNTER_FINDINGS_H
#define SBILL_ENCOUNTER_FINDINGS_H

/* Declarations read by their lines. */
/* clang-format off */

#include "base/arena.h"
#include "base/severity.h"
#include "superbill_findings.h"

struct sbill_encounter;

enum sbill_set_by { SBILL_BY_DEFAULT, SBILL_BY_ORGANISATION, SBILL_BY_PAYER, SBILL_BY_PAYER_TYPE };

struct sbill_value {
    const char *name; /* as in the braces of the register's words: static text */
    struct sbill_text text;
};

#define SBILL_FINDING_VALUES 6
struct sbill_finding {
    int32_t number, severity, set_by;
    int32_t claim; /* index into the claims, -1 = the encounter as a whole */
    struct sbill_text path;   /* lines[2].modifiers[0]; registered fields only, so box and element can be found */
    const char *box, *x12;    /* from the field register; NULL if none. Static text. */
    struct sbill_value values[SBILL_FINDING_VALUES];
    size_t value_count;
    struct sbill_text source; /* table and release that said so; else the register's source */
    struct sbill_text repair; /* safe repair: the value to write at path; empty if none */
};

/* One row of the register. */
struct sbill_finding_row {
    int32_t number, severity;
    const char *name, *rule, *action, *source;
};
const struct sbill_finding_row *sbill_finding_row(int32_t number); /* NULL if never given out */

/* Findings are numbered by the stage that raises them; this one is the reader's, which later stages keep. */
static inline bool sbill_finding_is_of_reading(int32_t number)
{
    return number < 1100 || (number >= 1300 && number < 1400);
}

/* Raise a finding about the place `path` (printf-like with %d only: "lines[%d].code"). Returns it so that
 * values, source and repair can be added; a scratch finding that is thrown away if memory ran out or
 * the severity resolves to off, so never NULL. */
struct sbill_finding *sbill_raise(struct sbill_encounter *e, int32_t number, const char *path, ...);
/* Drop the findings of the stages whose numbers begin at `first`, and of those after; what was noticed while reading
 * (10xx, 13xx) stays. */
void sbill_findings_forget(struct sbill_encounter *e, int32_t first);
/* Add a named value; text is copied into the arena. */
void sbill_finding_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name, struct sbill_text text);
void sbill_finding_number_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name, int64_t v);
/* Minor units, written with two places. */
void sbill_finding_money_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name, int64_t v);
void sbill_finding_date_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name, int32_t date);
/* The same for findings that are not an encounter's, in an arena of their own. */
void sbill_value_add(struct sbill_arena *a, struct sbill_finding *f, const char *name, struct sbill_text text);
void sbill_value_number(struct sbill_arena *a, struct sbill_finding *f, const char *name, int64_t v);
void sbill_value_money(struct sbill_arena *a, struct sbill_finding *f, const char *name, int64_t v);
/* The rule in words with the values in place, and likewise the action. A value that was not given says so. */
void sbill_finding_words(const struct sbill_finding *f, struct sbill_buf *out);
void sbill_finding_action_words(const struct sbill_finding *f, struct sbill_buf *out);

#endif
