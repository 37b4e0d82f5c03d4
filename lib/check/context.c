/* Edits that look at the patient's other services. */
#include "check/edits.h"

static bool same_teeth(const struct sbill_line *l, const struct sbill_context_line *o)
{
    if (l->teeth.n != o->teeth.n)
        return false;
    for (size_t t = 0; t < l->teeth.n; t++)
        if (!sbill_text_eq_fold(l->teeth.v[t].number, o->teeth.v[t].number))
            return false;
    return true;
}

/* The context line behind a service that is none of the record's. */
static const struct sbill_context_line *context_of(const struct sbill_check *k,
                                                   const struct sbill_service *s)
{
    const struct sbill_context *c = k->record->context;

    for (size_t i = 0; c && i < c->lines.n; i++)
        if (&c->lines.v[i].modifiers == s->modifiers)
            return &c->lines.v[i];
    return NULL;
}

/* The same service of the same day, by the same provider, already on another claim. */
void sbill_edit_billed_before(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    const struct sbill_service *s = sbill_line_service(k, i);

    if (!s || k->own_services == k->service_count || sbill_says_again(&l->modifiers) ||
        k->record->frequency > 1)
        return;
    for (size_t o = k->own_services; o < k->service_count; o++) {
        const struct sbill_service *other = &k->services[o];
        const struct sbill_context_line *from;
        struct sbill_finding *f;

        if (other->on != s->on || !sbill_same_code(other, s) || !sbill_same_provider(k, s, other))
            continue;
        from = context_of(k, other);
        if (from && !same_teeth(l, from))
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_BILLED_BEFORE, "lines[%d].code", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_date(k, f, "date", other->on);
        sbill_say(k, f, "claim", other->claim);
        return;
    }
}

/* The claim's own number, used for another visit of this patient. */
void sbill_edit_claim_number_used(struct sbill_check *k, int32_t i)
{
    const struct sbill_context *c = k->record->context;

    (void)i;
    for (size_t o = 0; c && o < c->lines.n && k->claim->frequency < 7; o++) {
        const struct sbill_context_line *l = &c->lines.v[o];
        struct sbill_finding *f;

        if (!l->claim_id.n || !sbill_text_eq(l->claim_id, k->claim->id) || !l->encounter_id.n ||
            sbill_text_eq(l->encounter_id, k->record->id))
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_CLAIM_NUMBER_USED, "control_number");
        sbill_say(k, f, "number", k->claim->id);
        sbill_say_date(k, f, "date", l->date_from);
        return;
    }
}

void sbill_edit_institutional(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (k->record->setting != SBILL_INPATIENT ||
        sbill_payer_says(k, SBILL_SAYS_CODE_EDITOR, 0) != 1)
        sbill_raise(k->e, SBILL_FINDING_INSTITUTIONAL_NOT_CHECKED, "claim_type");
}

void sbill_edit_history_missing(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (!k->record->context)
        sbill_raise(k->e, SBILL_FINDING_HISTORY_MISSING, "context");
}
