/* The code layer: which rules fire. A rule is tried twice: as it stands, and, if that fails, on all hits of its
 * concepts whatever their context, so that what was withheld can be told, with the reason. */
#include <string.h>

#include "assign/work.h"

static bool usable(const struct sbill_hit *h)
{
    return !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED));
}

/* How a rule is tried. */
enum strictness {
    STRICT, /* in the contexts it asks for */
    NOTED,  /* where it asks for what is current, what is only noted does too */
    LOOSE   /* in any context: for telling what was withheld */
};

static bool fits(const struct sbill_work *w, const struct sbill_rule *rule,
                 const struct sbill_alternative *a, const struct sbill_hit *h,
                 enum strictness strictness)
{
    const struct sbill_section *s = w->segments.v[h->segment].section;
    bool in = rule->guards.sections.n == 0;

    for (size_t i = 0; s && i < rule->guards.sections.n; i++)
        in = in || sbill_text_eq(rule->guards.sections.v[i], s->id);
    if (h->flags & SBILL_HIT_DROPPED || !in)
        return false;
    if (usable(h) && a->contexts >> h->state & 1)
        return true;
    if (a->contexts != 1u << SBILL_CTX_CURRENT) /* the rule asked for something special */
        return false;
    return strictness == LOOSE || (strictness == NOTED && usable(h) && h->state == SBILL_CTX_NOTED);
}

/* The first of the hits that lies in this segment or a later one. Hits stand in the order of the notes. */
static size_t first_in(const sbill_hits *hits, uint32_t segment)
{
    size_t low = 0, high = hits->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (hits->v[mid]->segment < segment)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Hits that meet a term, in `only` segment if that is one. */
static void hits_of_term(struct sbill_work *w, const struct sbill_rule *rule,
                         const struct sbill_term *t, enum strictness strictness, uint32_t only,
                         sbill_hits *out)
{
    for (size_t a = 0; a < t->any.n; a++)
        for (size_t c = 0; c < t->any.v[a].concepts.n; c++) {
            const sbill_hits *hits = sbill_hits_of(w, t->any.v[a].concepts.v[c]);
            for (size_t i = only == SBILL_NO_INDEX ? 0 : first_in(hits, only); i < hits->n; i++) {
                struct sbill_hit **slot;
                if (only != SBILL_NO_INDEX && hits->v[i]->segment != only)
                    break;
                if (!fits(w, rule, &t->any.v[a], hits->v[i], strictness))
                    continue;
                slot = SBILL_PUSH(w->a, out);
                if (slot)
                    *slot = hits->v[i];
            }
        }
}

/* Do all terms hold? Fills `because` with the hits, term by term. */
static bool holds(struct sbill_work *w, const struct sbill_rule *rule, enum strictness strictness,
                  uint32_t only, sbill_hits *because)
{
    because->n = 0;
    for (size_t t = 0; t < rule->when.n; t++) {
        const struct sbill_term *term = &rule->when.v[t];
        size_t before = because->n;
        hits_of_term(w, rule, term, term->absent ? STRICT : strictness,
                     term->absent ? SBILL_NO_INDEX : only, because);
        if (term->absent ? because->n > before : because->n == before)
            return false;
        if (term->absent)
            because->n = before;
    }
    return because->n > 0;
}

/* A link that must be stated: all parts in one sentence. */
static bool holds_somewhere(struct sbill_work *w, const struct sbill_rule *rule,
                            enum strictness strictness, sbill_hits *because)
{
    if (!(rule->flags & SBILL_RULE_STATED))
        return holds(w, rule, strictness, SBILL_NO_INDEX, because);
    for (size_t i = 0; i < w->hits.n; i++)
        if ((i == 0 || w->hits.v[i].segment != w->hits.v[i - 1].segment) &&
            holds(w, rule, strictness, w->hits.v[i].segment, because))
            return true;
    return false;
}

/* Quick: the first term that must be there has hits of some kind. */
static bool worth_trying(const struct sbill_work *w, const struct sbill_rule *rule)
{
    for (size_t t = 0; t < rule->when.n; t++) {
        const struct sbill_term *term = &rule->when.v[t];
        bool any = term->absent;
        for (size_t a = 0; a < term->any.n && !any; a++)
            for (size_t c = 0; c < term->any.v[a].concepts.n && !any; c++)
                any = sbill_hits_of(w, term->any.v[a].concepts.v[c])->n > 0;
        if (!any)
            return false;
    }
    return true;
}

/* The code it would have given, for what is withheld: the first plain one. */
static struct sbill_text would_give(const struct sbill_rule *rule)
{
    for (size_t i = 0; i < rule->outcomes.n; i++)
        if (rule->outcomes.v[i].code.n) {
            struct sbill_text codes = rule->outcomes.v[i].code;
            return sbill_next_code(&codes);
        }
    return (struct sbill_text){"", 0};
}

static bool gives_codes(const struct sbill_rule *rule)
{
    return rule->kind == SBILL_RULE_DIAGNOSIS || rule->kind == SBILL_RULE_SERVICE;
}

/* The mention that tells best why a rule did not fire: one of the assessment before others. */
static const struct sbill_hit *why_not(const struct sbill_work *w, const sbill_hits *because)
{
    const struct sbill_hit *first = NULL;

    for (size_t i = 0; i < because->n; i++) {
        uint32_t standing = w->segments.v[because->v[i]->segment].standing;
        if (!*because->v[i]->reason)
            continue;
        if (standing == SBILL_ASSESSED || standing == SBILL_PLAN)
            return because->v[i];
        first = first ? first : because->v[i];
    }
    return first;
}

static const struct sbill_hit *exception_hit(const struct sbill_work *w,
                                             const struct sbill_rule *rule)
{
    for (size_t i = 0; i < rule->unless_.n; i++) {
        const sbill_hits *hits = sbill_hits_of(w, rule->unless_.v[i]);
        for (size_t k = 0; k < hits->n; k++)
            if (usable(hits->v[k]) && hits->v[k]->state == SBILL_CTX_CURRENT)
                return hits->v[k];
    }
    return NULL;
}

static bool only_listed(const sbill_hits *because)
{
    for (size_t i = 0; i < because->n; i++)
        if (!(because->v[i]->flags & SBILL_HIT_LISTED) || because->v[i]->state != SBILL_CTX_CURRENT)
            return false;
    return true;
}

static void ask_about_sex(struct sbill_work *w, const struct sbill_rule *rule,
                          const struct sbill_hit *hit)
{
    sbill_ask(w, rule,
              rule->guards.sex == SBILL_FEMALE
                  ? SBILL_T("The note describes what the code set knows of women only. Is the "
                            "patient's sex in the "
                            "record right?")
                  : SBILL_T("The note describes what the code set knows of men only. Is the "
                            "patient's sex in the "
                            "record right?"),
              hit);
}

static bool has_plan(const struct sbill_work *w)
{
    for (size_t i = 0; i < w->segments.n; i++)
        if (w->segments.v[i].standing == SBILL_PLAN)
            return true;
    return false;
}

/* History and the like that has a bearing on the visit stands in the assessment or the plan (guideline IV.J). */
static bool has_bearing(const struct sbill_work *w, const struct sbill_rule *rule,
                        const sbill_hits *because)
{
    bool assessed = !(rule->flags & SBILL_RULE_ASSESSED) || !(w->has_assessment || has_plan(w));

    for (size_t i = 0; i < because->n && !assessed; i++) {
        uint32_t standing = w->segments.v[because->v[i]->segment].standing;
        assessed = standing == SBILL_ASSESSED || standing == SBILL_PLAN;
    }
    return assessed;
}

/* The rule's concepts are there: may it speak? */
static bool may_fire(struct sbill_work *w, const struct sbill_rule *rule, const sbill_hits *because)
{
    const char *guard = sbill_guard_fails(w, rule);
    const struct sbill_hit *except = guard ? NULL : exception_hit(w, rule);
    struct sbill_text code = would_give(rule);

    if (!guard && !except && has_bearing(w, rule, because))
        return true;
    if (gives_codes(rule) && !guard && !except)
        sbill_withhold(w, rule, code, "not-managed", (struct sbill_text){"", 0}, because->v[0]);
    else if (gives_codes(rule) && guard)
        sbill_withhold(w, rule, code, "guard", sbill_text_from(guard), because->v[0]);
    else if (gives_codes(rule))
        sbill_withhold(w, rule, code, "guard", w->r->concepts.v[except->concept].c->id, except);
    if (guard && strcmp(guard, "sex") == 0 && !w->noting)
        ask_about_sex(w, rule, because->v[0]);
    return false;
}

static void try_rule(struct sbill_work *w, const struct sbill_rule *rule)
{
    sbill_hits because = {NULL, 0, 0};
    const struct sbill_hit *hit;
    bool strictly = holds_somewhere(w, rule, STRICT, &because);

    w->noting = gives_codes(rule) &&
                (strictly ? only_listed(&because) : holds_somewhere(w, rule, NOTED, &because));
    if (strictly || w->noting) {
        if (may_fire(w, rule, &because))
            sbill_take_outcome(w, rule, &because);
    } else if (gives_codes(rule) && holds_somewhere(w, rule, LOOSE, &because)) {
        hit = why_not(w, &because);
        if (hit)
            sbill_withhold(w, rule, would_give(rule), hit->reason, (struct sbill_text){"", 0}, hit);
    }
}

/* A pack that does not hold on the date of service is said once and then passed over. */
static bool pack_holds(struct sbill_work *w, const struct sbill_pack *p)
{
    int32_t on = w->e->record.date_from;

    return on == SBILL_NO_DATE ||
           ((p->from == SBILL_NO_DATE || on >= p->from) && (p->to == SBILL_NO_DATE || on <= p->to));
}

static void report_packs(struct sbill_work *w)
{
    for (size_t i = 0; i < w->r->packs.n; i++) {
        const struct sbill_pack *p = &w->r->packs.v[i];
        struct sbill_finding *f;
        if (p->rules.n == 0 || pack_holds(w, p))
            continue;
        f = sbill_raise(w->e, SBILL_FINDING_RULES_NOT_IN_FORCE, "date_from");
        sbill_finding_value(w->e, f, "pack", p->id);
        sbill_finding_date_value(w->e, f, "date", w->e->record.date_from);
    }
}

static const struct sbill_pack *pack_of(const struct sbill_work *w, const struct sbill_rule *rule)
{
    for (size_t i = 0; i < w->r->packs.n; i++)
        if (rule >= w->r->packs.v[i].rules.v &&
            rule < w->r->packs.v[i].rules.v + w->r->packs.v[i].rules.n)
            return &w->r->packs.v[i];
    return NULL;
}

void sbill_evaluate_rules(struct sbill_work *w)
{
    report_packs(w);
    for (size_t i = 0; i < w->awake.n && w->status == SBILL_OK && !w->a->failed; i++) {
        const struct sbill_rule *rule = w->r->rules.v[w->awake.v[i]];
        const struct sbill_pack *p = worth_trying(w, rule) ? pack_of(w, rule) : NULL;
        if (p && rule->kind != SBILL_RULE_SUPPRESS && pack_holds(w, p))
            try_rule(w, rule);
    }
    sbill_work_memory(w);
}
