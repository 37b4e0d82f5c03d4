/* Symptoms give way to what explains them (guidelines I.B.4 to I.B.6, IV.D, IV.H). Which symptoms belong to which
 * disease is medicine and stands in rules (<suppress>); here stands what a note itself shows: where the provider
 * names a diagnosis, the complaints that led to it are not coded beside it, unless the assessment names them too or
 * something is done about them. Where no diagnosis is firm, the complaints are what is coded. */
#include "assign/work.h"

/* How a symptom stands in the notes: the best of its mentions. */
enum {
    SEEN,      /* found on examination, listed, or explained on the spot */
    COMPLAINT, /* told */
    EVALUATED, /* something is done about it */
    NAMED      /* a problem of its own in the assessment */
};

struct judgement {
    struct sbill_text firm; /* code of the first firm diagnosis, or "assessment" */
    bool named;             /* a symptom is a problem of its own */
};

static bool current(const struct sbill_hit *h)
{
    return h->state == SBILL_CTX_CURRENT && !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED));
}

static uint32_t sort_of_hit(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->r->concepts.v[h->concept].sort;
}

static uint32_t sort_of(const struct sbill_work *w, const struct sbill_proposal *p)
{
    return p->rule->kind == SBILL_RULE_DIAGNOSIS && p->rule->system == SBILL_SYSTEM_ICD10CM
               ? sbill_rules_sort(w->r, p->code)
               : SBILL_SORT_OTHER;
}

/* ---- What is firm ---- */

static bool assessed(const struct sbill_work *w, const struct sbill_hit *h)
{
    uint32_t standing = w->segments.v[h->segment].standing;

    return current(h) && sort_of_hit(w, h) == SBILL_SORT_DISEASE &&
           (standing == SBILL_ASSESSED || standing == SBILL_PLAN);
}

/* Is what a segment names a doubt, "? stroke", or one of a differential? */
static bool names_doubt(struct sbill_work *w, uint32_t segment)
{
    const struct sbill_section *s = w->segments.v[segment].section;

    return (s && s->context == SBILL_CTX_UNCERTAIN) || sbill_segment_doubted(w, segment);
}

/* Does what is said under a heading doubt a disease? "Recurrent infections. This seems to be an allergy." */
static bool doubted_below(struct sbill_work *w, uint32_t heading)
{
    for (size_t i = 0; i < w->hits.n; i++)
        if (w->segments.v[w->hits.v[i].segment].problem == heading &&
            w->hits.v[i].state == SBILL_CTX_UNCERTAIN &&
            sort_of_hit(w, &w->hits.v[i]) == SBILL_SORT_DISEASE)
            return true;
    return names_doubt(w, heading);
}

/* Nothing of the assessment is a condition that a concept knows: what it says may be the diagnosis. */
static bool nothing_read(struct sbill_work *w)
{
    uint32_t first = 0;

    while (first < w->segments.n && w->segments.v[first].standing != SBILL_ASSESSED)
        first++;
    if (first == w->segments.n)
        return false;
    for (size_t i = 0; i < w->hits.n; i++)
        if (w->segments.v[w->hits.v[i].segment].standing == SBILL_ASSESSED &&
            !(w->hits.v[i].flags & SBILL_HIT_DROPPED) &&
            sort_of_hit(w, &w->hits.v[i]) >= SBILL_SORT_SYMPTOM &&
            (w->hits.v[i].state == SBILL_CTX_CURRENT || w->hits.v[i].state == SBILL_CTX_UNCERTAIN))
            return false;
    return !names_doubt(w, first);
}

/* A heading of the assessment that no concept knows may be the diagnosis. */
static bool has_unread_heading(struct sbill_work *w)
{
    size_t h = 0;

    for (uint32_t s = 0; s < w->segments.n; s++) {
        const struct sbill_segment *seg = &w->segments.v[s];
        bool read = false;
        for (; h < w->hits.n && w->hits.v[h].segment <= s; h++)
            read =
                read || (w->hits.v[h].segment == s && !(w->hits.v[h].flags & SBILL_HIT_DROPPED) &&
                         sort_of_hit(w, &w->hits.v[h]) != SBILL_SORT_OTHER);
        if (seg->heading && seg->standing == SBILL_ASSESSED && !read && !doubted_below(w, s))
            return true;
    }
    return false;
}

/* The code of a diagnosis that rests on the hit; the name of its concept if no rule gave one. */
static struct sbill_text name_of(const struct sbill_work *w, const struct sbill_hit *h)
{
    for (size_t i = 0; i < w->proposals.n; i++)
        for (size_t k = 0; k < w->proposals.v[i].because.n; k++)
            if (w->proposals.v[i].because.v[k] == h && !w->proposals.v[i].gone &&
                sort_of(w, &w->proposals.v[i]) == SBILL_SORT_DISEASE)
                return w->proposals.v[i].code;
    return w->r->concepts.v[h->concept].c->id;
}

static struct sbill_text firm_diagnosis(struct sbill_work *w)
{
    for (size_t i = 0; i < w->hits.n; i++)
        if (assessed(w, &w->hits.v[i]))
            return name_of(w, &w->hits.v[i]);
    return has_unread_heading(w) || nothing_read(w) ? SBILL_T("assessment")
                                                    : (struct sbill_text){"", 0};
}

/* ---- How a symptom stands ---- */

/* "Foot pain due to a fracture": a disease that is there follows in the segment. */
static bool explained(const struct sbill_work *w, const struct sbill_hit *h)
{
    if (!(h->flags & SBILL_HIT_EXPLAINED))
        return false;
    for (size_t i = 0; i < w->hits.n; i++) {
        const struct sbill_hit *d = &w->hits.v[i];
        if (d->segment == h->segment && d->start >= h->end && current(d) &&
            sort_of_hit(w, d) == SBILL_SORT_DISEASE)
            return true;
    }
    return false;
}

static int standing_of_hit(const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_segment *s = &w->segments.v[h->segment];

    if (!current(h) || explained(w, h))
        return SEEN;
    if (s->heading)
        return NAMED;
    switch (s->standing) {
    case SBILL_ASSESSED:
    case SBILL_PLAN:
        return h->flags & SBILL_HIT_EVALUATED ? EVALUATED : COMPLAINT;
    case SBILL_STATED:
        return COMPLAINT;
    default:
        return SEEN;
    }
}

static int standing_of(const struct sbill_work *w, const struct sbill_proposal *p)
{
    int best = SEEN;

    for (size_t i = 0; i < p->because.n; i++) {
        int one = sort_of_hit(w, p->because.v[i]) == SBILL_SORT_SYMPTOM
                      ? standing_of_hit(w, p->because.v[i])
                      : SEEN;
        best = one > best ? one : best;
    }
    return best;
}

static bool is_symptom(const struct sbill_work *w, const struct sbill_proposal *p)
{
    return !p->gone && sort_of(w, p) == SBILL_SORT_SYMPTOM;
}

static bool yields_to(const struct sbill_proposal *p, struct sbill_text code)
{
    for (size_t i = 0; i < p->rule->yields.n; i++)
        if (sbill_code_matches(p->rule->yields.v[i], code))
            return true;
    return false;
}

/* "Imp: abdominal pain", told as pain around the navel: the site of a symptom that is named. What else is told of a
 * named symptom, its kind, is left to the provider. */
static bool details_named(const struct sbill_work *w, const struct sbill_proposal *p)
{
    for (size_t i = 0; i < w->proposals.n; i++) {
        const struct sbill_proposal *other = &w->proposals.v[i];
        if (other != p && is_symptom(w, other) && standing_of(w, other) == NAMED &&
            yields_to(other, p->code))
            return true;
    }
    return false;
}

static void judge(struct sbill_work *w, const struct judgement *j, struct sbill_proposal *p)
{
    int standing = standing_of(w, p);

    if (standing == COMPLAINT && j->named && details_named(w, p))
        return;

    if (standing >= EVALUATED || (standing == COMPLAINT && !j->firm.n && !j->named))
        return;
    if (standing == SEEN && !j->firm.n)
        sbill_take_away(w, p, "not-managed", (struct sbill_text){"", 0});
    else
        sbill_take_away(w, p, "suppressed", j->firm.n ? j->firm : SBILL_T("assessment"));
}

void sbill_judge_symptoms(struct sbill_work *w)
{
    struct judgement j = {firm_diagnosis(w), false};

    for (size_t i = 0; i < w->proposals.n; i++)
        j.named = j.named || (is_symptom(w, &w->proposals.v[i]) &&
                              standing_of(w, &w->proposals.v[i]) == NAMED);
    for (size_t i = 0; i < w->proposals.n; i++)
        if (is_symptom(w, &w->proposals.v[i]))
            judge(w, &j, &w->proposals.v[i]);
}
