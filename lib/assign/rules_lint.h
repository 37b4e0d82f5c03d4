/* Lint of a rule pack: what loads and passes its tests, but an experienced author would not leave so. */
#ifndef SBILL_ASSIGN_RULES_LINT_H
#define SBILL_ASSIGN_RULES_LINT_H

#include "assign/rules_cover.h"
#include "base/json.h"

struct sbill_lint {
    struct sbill_bench b;
    struct sbill_cover cover;
    sbill_book *book;
    struct sbill_buf problems; /* JSON, items of an array */
    struct sbill_jw w;
    size_t count;
    sbill_names told; /* what is said once, by what it is about */
    int32_t status;   /* a pattern could not be compiled or searched with */
};

/* A problem: its name (docs/rules.md has them all), the element it is about, the byte of its pattern (-1: none), and
 * words. Says nothing if the element, or the concept or rule it stands in, allows it: allow="short". */
void sbill_lint_say(struct sbill_lint *l, const char *name, const struct sbill_xml *at,
                    int64_t offset, const char *words, struct sbill_text about);
/* True the first time for this text. */
bool sbill_lint_first(struct sbill_lint *l, struct sbill_text about);

/* A joined pattern of the bench, NULL with l->status set. */
const struct sbill_regex *sbill_lint_regex(struct sbill_lint *l, uint32_t pattern);

/* rules_lint_pack.c: what is seen without running a test */
void sbill_lint_pack(struct sbill_lint *l);
/* rules_lint_codes.c: codes and references of rules */
void sbill_lint_codes(struct sbill_lint *l);
/* rules_lint_hits.c: what is seen while tests run */
int32_t sbill_lint_hits(struct sbill_lint *l, const sbill_options *o);

#endif
