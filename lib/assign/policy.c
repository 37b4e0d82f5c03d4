/* Which hits count as current: one policy for each setting, not one for each rule. Two tables say what certainty is
 * worth in which setting, and what a mention is worth by the place it stands in. */
#include "assign/work.h"

static bool current(const struct sbill_hit *h)
{
    return h->state == SBILL_CTX_CURRENT && !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED));
}

static bool chronic(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->r->concepts.v[h->concept].c->flags & SBILL_CONCEPT_CHRONIC;
}

/* ---- The setting ---- */

/* Outpatient: an uncertain diagnosis is not coded (guideline IV.H). Inpatient: it is coded as if it existed
 * (guideline II.H). */
static uint32_t in_setting(int32_t setting, uint32_t state)
{
    static const struct {
        int32_t setting;
        uint32_t said, counts;
    } rows[] = {
        {SBILL_OUTPATIENT, SBILL_CTX_UNCERTAIN, SBILL_CTX_UNCERTAIN},
        {SBILL_INPATIENT, SBILL_CTX_UNCERTAIN, SBILL_CTX_CURRENT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].setting == setting && rows[i].said == state)
            return rows[i].counts;
    return state;
}

/* ---- The place ---- */

enum worth {
    COUNTS,
    TREATED, /* if words beside it say that it is treated: a plan also names what might happen */
    NOTED,   /* only if the notes hold no assessment, which would have named it */
    TOLD     /* never */
};

/* A disease is coded where the provider assesses or treats it. What the patient tells and what an examination or a
 * test shows counts by itself only in notes without an assessment (guidelines IV.D, IV.G, IV.J, III.B). */
static const enum worth disease_worth[SBILL_STANDINGS] = {
    [SBILL_STATED] = NOTED, [SBILL_ASSESSED] = COUNTS, [SBILL_PLAN] = TREATED,
    [SBILL_LISTED] = NOTED, [SBILL_OBSERVED] = NOTED,  [SBILL_TOLD] = TOLD,
};
/* Symptoms wait until it is known what is assessed: symptoms.c. */
static const enum worth symptom_worth[SBILL_STANDINGS] = {[SBILL_TOLD] = TOLD};

static bool has_assessment(const struct sbill_work *w)
{
    for (size_t i = 0; i < w->segments.n; i++)
        if (w->segments.v[i].standing == SBILL_ASSESSED || w->segments.v[i].heading)
            return true;
    return false;
}

/* What the assessment says before its first problem repeats the history: "a man with gout who presents for ...". */
static bool introduces(const struct sbill_work *w, uint32_t segment)
{
    const struct sbill_segment *seg = &w->segments.v[segment];

    if (seg->standing != SBILL_ASSESSED || seg->heading || seg->problem != SBILL_NO_INDEX)
        return false;
    for (size_t i = segment + 1; i < w->segments.n && w->segments.v[i].note == seg->note; i++)
        if (w->segments.v[i].heading && w->segments.v[i].section == seg->section)
            return true;
    return false;
}

/* A chronic condition that is only mentioned is put down as such: it counts if something shows that it is treated. */
static void judge_place(struct sbill_work *w, struct sbill_hit *h)
{
    uint32_t sort = w->r->concepts.v[h->concept].sort;
    const struct sbill_segment *seg = &w->segments.v[h->segment];
    bool reported = h->flags & SBILL_HIT_REPORTED && !seg->heading &&
                    (seg->standing == SBILL_ASSESSED || seg->standing == SBILL_PLAN);
    uint32_t standing = reported ? SBILL_OBSERVED : seg->standing;
    enum worth worth = sort == SBILL_SORT_DISEASE   ? disease_worth[standing]
                       : sort == SBILL_SORT_SYMPTOM ? symptom_worth[standing]
                                                    : COUNTS;

    if (worth == TREATED)
        worth = seg->heading || h->flags & SBILL_HIT_MANAGED ? COUNTS : NOTED;
    if (chronic(w, h) && (standing == SBILL_LISTED || introduces(w, h->segment) ||
                          (w->has_assessment && worth == NOTED && standing != SBILL_OBSERVED)))
        h->flags |= SBILL_HIT_LISTED;
    else if (h->state == SBILL_CTX_CURRENT &&
             (worth == TOLD || (worth == NOTED && w->has_assessment)))
        h->state = SBILL_CTX_NOTED;
}

/* ---- Doubts of the assessment ---- */

static bool is_assessed(const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_segment *seg = &w->segments.v[h->segment];

    return seg->standing == SBILL_ASSESSED || seg->heading;
}

/* The mention by which the assessment doubts the condition, NULL if it does not, or if it also names it firmly. */
static const struct sbill_hit *doubted_by(const struct sbill_work *w, const struct sbill_hit *h)
{
    const sbill_hits *same = sbill_hits_of(w, h->concept);
    const struct sbill_hit *doubt = NULL;

    for (size_t i = 0; i < same->n; i++) {
        if (!is_assessed(w, same->v[i]) || same->v[i]->flags & SBILL_HIT_DROPPED)
            continue;
        if (current(same->v[i]))
            return NULL;
        if (same->v[i]->state == SBILL_CTX_UNCERTAIN)
            doubt = same->v[i];
    }
    return doubt;
}

/* "Imp: ?UTI. Plan: treat for UTI": what is done against it does not make it certain (guideline IV.H). What the patient
 * is known to have is not doubted by it: "likely an exacerbation of asthma". */
static void judge_doubt(struct sbill_work *w, struct sbill_hit *h)
{
    uint32_t standing = w->segments.v[h->segment].standing;
    bool known = chronic(w, h) && standing != SBILL_PLAN && standing != SBILL_OBSERVED;
    const struct sbill_hit *doubt;

    if ((!current(h) && h->state != SBILL_CTX_NOTED) || known || is_assessed(w, h) ||
        w->r->concepts.v[h->concept].sort != SBILL_SORT_DISEASE)
        return;
    doubt = doubted_by(w, h);
    if (!doubt)
        return;
    h->state = SBILL_CTX_UNCERTAIN;
    h->cue = doubt->cue;
}

/* ---- Chronic conditions ---- */

/* A drug that is given, or that is the matter now: to be started, stopped, not taken as it should be. */
static bool treats(const struct sbill_hit *h)
{
    return current(h) ||
           (h->state == SBILL_CTX_PLANNED && !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED)));
}

/* Treatment now: words that say so beside it, a drug or test for it anywhere, or another mention that is no mere
 * list. */
static bool managed(const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_joined_concept *c = &w->r->concepts.v[h->concept];
    const sbill_hits *same = sbill_hits_of(w, h->concept);

    if (h->flags & SBILL_HIT_MANAGED)
        return true;
    for (size_t i = 0; i < c->managed_by.n; i++) {
        const sbill_hits *hits = sbill_hits_of(w, c->managed_by.v[i]);
        for (size_t k = 0; k < hits->n; k++)
            if (treats(hits->v[k]))
                return true;
    }
    for (size_t k = 0; k < same->n; k++)
        if (current(same->v[k]) && !(same->v[k]->flags & SBILL_HIT_LISTED))
            return true;
    return false;
}

static void ask_if_current(struct sbill_work *w, const struct sbill_hit *h)
{
    struct sbill_buf b;

    sbill_buf_init(&b, w->e->alloc, 1024);
    sbill_buf_z(&b, "The note gives ");
    sbill_buf_text(&b, w->r->concepts.v[h->concept].c->title);
    sbill_buf_z(&b, " as history. Is it still present and treated?");
    if (b.failed)
        w->status = sbill_fail(w->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    else
        sbill_ask(w, NULL, sbill_arena_copy(w->a, sbill_buf_view(&b)), h);
    sbill_buf_free(&b);
}

/* Guidelines IV.I and IV.J: a chronic condition is coded as long as it is treated, whatever "history of" says. */
static void judge_chronic(struct sbill_work *w, struct sbill_hit *h)
{
    bool now;

    if (h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED) || !chronic(w, h))
        return;
    if (h->state != SBILL_CTX_HISTORICAL &&
        !(h->state == SBILL_CTX_CURRENT && h->flags & SBILL_HIT_LISTED))
        return;
    now = managed(w, h);
    if (now) {
        h->state = SBILL_CTX_CURRENT;
        h->flags &= ~(uint32_t)SBILL_HIT_LISTED;
    } else if (h->state == SBILL_CTX_HISTORICAL) {
        h->flags |= SBILL_HIT_BLOCKED;
        h->reason = "not-managed";
        ask_if_current(w, h);
    }
}

/* "Noted" is a state; the reason it gives is that nobody manages it. */
static const char *reason_of(uint32_t state)
{
    return state == SBILL_CTX_NOTED ? "not-managed" : sbill_context_name(state);
}

void sbill_apply_policy(struct sbill_work *w)
{
    int32_t setting = w->e->record.setting ? w->e->record.setting : SBILL_OUTPATIENT;

    w->has_assessment = has_assessment(w);
    for (size_t i = 0; i < w->hits.n; i++) {
        w->hits.v[i].state = in_setting(setting, w->hits.v[i].state);
        judge_place(w, &w->hits.v[i]);
    }
    for (size_t i = 0; i < w->hits.n; i++)
        judge_doubt(w, &w->hits.v[i]);
    for (size_t i = 0; i < w->hits.n && w->status == SBILL_OK; i++)
        judge_chronic(w, &w->hits.v[i]);
    for (size_t i = 0; i < w->hits.n; i++)
        if (w->hits.v[i].state != SBILL_CTX_CURRENT && !(w->hits.v[i].flags & SBILL_HIT_BLOCKED))
            w->hits.v[i].reason = reason_of(w->hits.v[i].state);
    sbill_work_memory(w);
}
