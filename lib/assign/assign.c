#include "assign/assign.h"

#include <string.h>

#include "assign/work.h"

int32_t sbill_assign_work(struct sbill_work *w, struct sbill_encounter *e,
                          const struct sbill_rules *rules, sbill_error **err)
{
    void (*const steps[])(struct sbill_work *) = {
        sbill_segment_notes,  sbill_find_concepts, sbill_find_context, sbill_apply_policy,
        sbill_evaluate_rules, sbill_settle,        sbill_suggest,
    };

    bool everything = w->everything;

    memset(w, 0, sizeof *w);
    w->everything = everything;
    w->e = e;
    w->r = rules;
    w->a = &e->arena;
    w->err = err;
    w->status = SBILL_OK;
    e->withheld.n = 0;
    e->queries.n = 0;
    sbill_work_memory(w);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && w->status == SBILL_OK; i++)
        steps[i](w);
    sbill_work_memory(w);
    return w->status;
}

int32_t sbill_assign(struct sbill_encounter *e, sbill_error **err)
{
    struct sbill_work w = {.everything = false};
    const struct sbill_rules *rules;
    sbill_error *why = NULL;
    int32_t status;

    if (!e->settings.assign || e->record.notes.n == 0)
        return SBILL_OK;
    rules = sbill_book_rules(e->book, &why);
    if (!rules) {
        status = why ? sbill_error_status(why) : SBILL_NOMEM;
        (void)sbill_fail(err, status, SBILL_NOWHERE, "%s",
                         why ? sbill_error_message(why) : "out of memory");
        sbill_error_free(why);
        return status;
    }
    if (rules->rules.n == 0) {
        (void)sbill_raise(e, SBILL_FINDING_NO_CODING_RULES, "notes");
        return sbill_encounter_memory(e, err);
    }
    return sbill_assign_work(&w, e, rules, err);
}
