/* The stages in order for one record, each on its own or all at once. */
#include "assign/assign.h"
#include "check/check.h"
#include "form/form.h"
#include "read/record_json.h"
#include "run/run.h"

/* An empty list, not one of length zero: what is pushed next must be new memory. */
#define FORGET(list) ((list)->v = NULL, (list)->n = (list)->cap = 0)

void sbill_run_forget(struct sbill_encounter *e, int32_t first)
{
    sbill_findings_forget(e, first);
    FORGET(&e->claims);
    FORGET(&e->left_out);
    e->finding_claim = -1;
    e->outcome = SBILL_OUTCOME_NONE;
    e->outcome_reason = SBILL_T("");
    e->formed = e->checked = false;
    if (first <= SBILL_FIRST_OF_ASSIGN) {
        FORGET(&e->withheld);
        FORGET(&e->queries);
        e->assigned = false;
    }
}

int32_t sbill_encounter_read(sbill_encounter *e, const char *json, size_t len, sbill_error **err)
{
    if (!e || (!json && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "reading needs an encounter and a text");
    return sbill_read_record_json(e, (struct sbill_text){json ? json : "", len}, 1, err);
}

static int32_t ready(const sbill_encounter *e, bool done, const char *before, sbill_error **err)
{
    if (!e)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no encounter");
    if (!done)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "%s must come first", before);
    return SBILL_OK;
}

int32_t sbill_encounter_assign(sbill_encounter *e, sbill_error **err)
{
    int32_t status = ready(e, e && e->has_record, "reading a record", err);

    if (status != SBILL_OK)
        return status;
    sbill_run_forget(e, SBILL_FIRST_OF_ASSIGN);
    status = e->settings.assign ? sbill_assign(e, err) : SBILL_OK;
    if (status == SBILL_OK)
        status = sbill_encounter_memory(e, err);
    e->assigned = status == SBILL_OK;
    return status;
}

int32_t sbill_encounter_form(sbill_encounter *e, sbill_error **err)
{
    int32_t status = ready(e, e && e->assigned, "assigning codes", err);

    if (status != SBILL_OK)
        return status;
    sbill_run_forget(e, SBILL_FIRST_OF_FORM);
    status = sbill_form(e, err);
    if (status == SBILL_OK)
        status = sbill_encounter_memory(e, err);
    e->formed = status == SBILL_OK;
    return status;
}

/* Form says hold and no claim, check says stopped; what neither objects to is ready, or a draft. */
static void settle_outcome(struct sbill_encounter *e)
{
    if (e->outcome != SBILL_OUTCOME_NONE)
        return;
    e->outcome = e->claims.n ? SBILL_OUTCOME_READY : SBILL_OUTCOME_NO_CLAIM;
    for (size_t i = 0; i < e->claims.n; i++) {
        if (e->claims.v[i].draft)
            e->outcome = SBILL_OUTCOME_DRAFT;
    }
}

int32_t sbill_encounter_check(sbill_encounter *e, sbill_error **err)
{
    int32_t status = ready(e, e && e->formed, "forming claims", err);

    if (status != SBILL_OK)
        return status;
    status = sbill_check(e, err);
    if (status == SBILL_OK)
        status = sbill_encounter_memory(e, err);
    e->checked = status == SBILL_OK;
    if (e->checked)
        settle_outcome(e);
    return status;
}

int32_t sbill_encounter_run(sbill_encounter *e, sbill_error **err)
{
    int32_t status = sbill_encounter_assign(e, err);

    if (status == SBILL_OK)
        status = sbill_encounter_form(e, err);
    if (status == SBILL_OK)
        status = sbill_encounter_check(e, err);
    return status;
}

int32_t sbill_encounter_outcome(const sbill_encounter *e)
{
    return e ? e->outcome : SBILL_OUTCOME_NONE;
}
