/* What the payer wants beside a service: a diagnosis that supports it, an authorization, a referral. From the
 * user's own tables of coverage (LCD, NCD, policies) and authorizations. */
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i, struct sbill_text source)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    if (k->coverage)
        sbill_say(k, f, "payer", k->coverage->payer.name);
    f->source = sbill_arena_copy(&k->e->arena, source);
    return f;
}

/* Best answer over the diagnoses of the line. */
struct support {
    int answer;
    struct sbill_text policy, source;
    int32_t denied; /* a diagnosis that a policy denies, -1 */
};

/* False if there is no policy for the service. */
static bool ask(struct sbill_check *k, int32_t i, int32_t dx, struct support *s)
{
    const struct sbill_coded *l = &k->lines[i], *d = &k->diagnoses[dx];
    struct sbill_text policy, source;
    int answer = sbill_book_coverage(
        k->book, &k->stand->asked, l->system, (struct sbill_text){l->normal, l->length},
        (struct sbill_text){d->normal, d->length}, l->on, &policy, &source);

    if (answer == SBILL_COVERAGE_NO_POLICY)
        return false;
    if (answer == SBILL_COVERAGE_DENIES)
        s->denied = dx;
    if (s->answer == SBILL_COVERAGE_NO_POLICY || answer == SBILL_COVERAGE_SUPPORTS ||
        (answer == SBILL_COVERAGE_DENIES && s->answer == SBILL_COVERAGE_NOT_LISTED)) {
        s->answer = answer;
        s->policy = policy;
        s->source = source;
    }
    return true;
}

/* GA, GX, GY, GZ: the office expects a denial, and says so. */
static bool expects_denial(const sbill_texts *m)
{
    static const char *const notices[] = {"GA", "GX", "GY", "GZ"};

    return sbill_first_modifier(m, notices, sizeof notices / sizeof *notices).n > 0;
}

void sbill_edit_supported(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct support s = {SBILL_COVERAGE_NO_POLICY, {"", 0}, {"", 0}, -1};
    struct sbill_finding *f;

    if (!sbill_book_has_coverage(k->book) || !k->lines[i].length || expects_denial(&l->modifiers))
        return;
    for (size_t p = 0; p < l->diagnoses.n && p < 12; p++) {
        int32_t dx = sbill_pointer_diagnosis(k, l->diagnoses.v[p]);

        if (dx >= 0 && !ask(k, i, dx, &s))
            break;
    }
    if (s.answer != SBILL_COVERAGE_NOT_LISTED && s.answer != SBILL_COVERAGE_DENIES)
        return;
    f = about(k,
              s.answer == SBILL_COVERAGE_DENIES ? SBILL_FINDING_DIAGNOSIS_DENIED
                                                : SBILL_FINDING_DIAGNOSIS_NOT_SUPPORTING,
              "lines[%d].diagnoses", i, s.source);
    sbill_say(k, f, "policy", s.policy);
    if (s.denied >= 0)
        sbill_say(k, f, "diagnosis", k->record->diagnoses.v[s.denied].code);
}

void sbill_edit_authorization(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->lines[i];
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_text source;
    int32_t needs = 0;

    if (!k->coverage || !c->length || !sbill_book_has_authorizations(k->book))
        return;
    if (!sbill_book_needs(k->book, &k->stand->asked, c->system,
                          (struct sbill_text){c->normal, c->length}, sbill_line_place(k, i), c->on,
                          &needs, &source))
        return;
    if ((needs & SBILL_NEEDS_AUTHORIZATION) && !l->prior_authorization.n &&
        !k->coverage->prior_authorization.n)
        about(k, SBILL_FINDING_AUTHORIZATION_MISSING, "lines[%d].prior_authorization", i, source);
    if ((needs & SBILL_NEEDS_REFERRAL) && !l->referral_number.n && !k->coverage->referral_number.n)
        about(k, SBILL_FINDING_REFERRAL_MISSING, "lines[%d].referral_number", i, source);
}
