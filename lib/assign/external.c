/* External causes, V00-Y99: how an injury came about (guideline I.C.20). They are never first-listed (I.C.20.a.6), so
 * none is suggested where no condition is coded; and what a person entered of them is not gainsaid. */
#include "assign/work.h"

bool sbill_is_external_cause(const struct sbill_rule *rule, struct sbill_text code)
{
    char chapter = code.n ? sbill_upper(*code.p) : '\0';

    return rule->system == SBILL_SYSTEM_ICD10CM && chapter >= 'V' && chapter <= 'Y';
}

/* Place (Y92), activity (Y93) and status (Y99) stand beside the cause, one of each (guidelines I.C.20.b, c, k). */
static int kind_of(struct sbill_text code)
{
    static const struct sbill_text kinds[] = {SBILL_T("Y92"), SBILL_T("Y93"), SBILL_T("Y99")};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (code.n >= 3 && sbill_text_eq_fold((struct sbill_text){code.p, 3}, kinds[i]))
            return (int)i + 1;
    return 0;
}

static bool is_condition(const struct sbill_proposal *p)
{
    return !p->gone && p->rule->kind == SBILL_RULE_DIAGNOSIS &&
           !sbill_is_external_cause(p->rule, p->code);
}

static bool entered_external(const struct sbill_dx *dx)
{
    char chapter = dx->code.n ? sbill_upper(*dx->code.p) : '\0';

    return sbill_status_bills(dx->status) && chapter >= 'V' && chapter <= 'Y';
}

static bool has_condition(const struct sbill_work *w)
{
    const struct sbill_record *r = &w->e->record;

    for (size_t i = 0; i < w->proposals.n; i++)
        if (is_condition(&w->proposals.v[i]))
            return true;
    for (size_t i = 0; i < r->diagnoses.n; i++)
        if (sbill_status_bills(r->diagnoses.v[i].status) && !entered_external(&r->diagnoses.v[i]))
            return true;
    return false;
}

static void yield_to_entered(struct sbill_work *w, struct sbill_proposal *p)
{
    const struct sbill_record *r = &w->e->record;

    for (size_t i = 0; i < r->diagnoses.n; i++) {
        const struct sbill_dx *dx = &r->diagnoses.v[i];
        if (entered_external(dx) && kind_of(dx->code) == kind_of(p->code)) {
            sbill_take_away(w, p, "replaced", dx->code);
            return;
        }
    }
}

void sbill_settle_external(struct sbill_work *w)
{
    bool beside = has_condition(w);

    for (size_t i = 0; i < w->proposals.n; i++) {
        struct sbill_proposal *p = &w->proposals.v[i];
        if (p->gone || p->rule->kind != SBILL_RULE_DIAGNOSIS ||
            !sbill_is_external_cause(p->rule, p->code))
            continue;
        if (beside)
            yield_to_entered(w, p);
        else
            sbill_take_away(w, p, "no-condition", (struct sbill_text){"", 0});
    }
}
