/* A person decides about a suggestion. */
#include "run/run.h"

/* An ISO date, or date and time: only the date is looked at. */
static bool is_moment(struct sbill_text t)
{
    int32_t date;

    if (t.n > 10 && t.p[10] != 'T' && t.p[10] != ' ')
        return false;
    t.n = t.n > 10 ? 10 : t.n;
    return sbill_date_parse(t, &date);
}

static int32_t copy_in(struct sbill_encounter *e, struct sbill_decision *d, struct sbill_text by,
                       struct sbill_text at, struct sbill_text reason, sbill_error **err)
{
    d->by = sbill_arena_copy(&e->arena, by);
    d->at = sbill_arena_copy(&e->arena, at);
    d->reason = sbill_arena_copy(&e->arena, reason);
    return sbill_encounter_memory(e, err);
}

static int32_t check_words(struct sbill_text by, struct sbill_text at, struct sbill_text reason,
                           sbill_error **err)
{
    if (by.n == 0)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "a decision needs the one who decides");
    if (!is_moment(at))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a decision needs its date as year-month-day");
    if (sbill_utf8_check(by) < by.n || sbill_utf8_check(at) < at.n ||
        sbill_utf8_check(reason) < reason.n)
        return sbill_fail(err, SBILL_EINPUT, SBILL_NOWHERE,
                          "the words of a decision are not valid UTF-8");
    return SBILL_OK;
}

/* Where the status and the decision of an item are. */
static bool find_item(struct sbill_encounter *e, int32_t item, size_t i, int32_t **status,
                      struct sbill_decision **decision)
{
    struct sbill_record *r = &e->record;

    if (item == SBILL_ITEM_DIAGNOSIS && i < r->diagnoses.n) {
        *status = &r->diagnoses.v[i].status;
        *decision = &r->diagnoses.v[i].decision;
    } else if (item == SBILL_ITEM_LINE && i < r->lines.n) {
        *status = &r->lines.v[i].status;
        *decision = &r->lines.v[i].decision;
    } else {
        return false;
    }
    return true;
}

int32_t sbill_decide(sbill_encounter *e, int32_t item, size_t index, const char *decision,
                     const char *by, const char *at, const char *reason, sbill_error **err)
{
    struct sbill_text who = sbill_text_from(by), when = sbill_text_from(at);
    struct sbill_text why = sbill_text_from(reason), word = sbill_text_from(decision);
    struct sbill_decision *d;
    int32_t *status, failed;

    if (!e || !find_item(e, item, index, &status, &d))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no such diagnosis or line");
    if (*status == SBILL_ENTERED)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "only a suggestion can be confirmed or rejected");
    if (!sbill_text_is(word, "confirmed") && !sbill_text_is(word, "rejected"))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "a decision is confirmed or rejected");
    failed = check_words(who, when, why, err);
    if (failed == SBILL_OK)
        failed = copy_in(e, d, who, when, why, err);
    if (failed != SBILL_OK)
        return failed;
    *status = sbill_text_is(word, "confirmed") ? SBILL_CONFIRMED : SBILL_REJECTED;
    sbill_run_forget(e, SBILL_FIRST_OF_FORM);
    return SBILL_OK;
}
