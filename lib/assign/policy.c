/* Which hits count as current. One policy for each setting, not one for each rule. */
#include "assign/work.h"

static bool current(const struct sbill_hit *h)
{
    return h->state == SBILL_CTX_CURRENT && !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED));
}

/* Outpatient: an uncertain diagnosis is not coded (guideline IV.H). Inpatient: it is coded as if it existed
 * (guideline II.H). */
static void apply_setting(struct sbill_work *w)
{
    if (w->e->record.setting != SBILL_INPATIENT)
        return;
    for (size_t i = 0; i < w->hits.n; i++)
        if (w->hits.v[i].state == SBILL_CTX_UNCERTAIN)
            w->hits.v[i].state = SBILL_CTX_CURRENT;
}

/* Treatment now: words that say so beside it, a drug or test for it anywhere, or another mention that is no mere
 * list. */
static bool managed(const struct sbill_work *w, const struct sbill_hit *h)
{
    const struct sbill_joined_concept *c = &w->r->concepts.v[h->concept];
    const sbill_hits *same = &w->of_concept[h->concept];

    if (h->flags & SBILL_HIT_MANAGED)
        return true;
    for (size_t i = 0; i < c->managed_by.n; i++) {
        const sbill_hits *hits = &w->of_concept[c->managed_by.v[i]];
        for (size_t k = 0; k < hits->n; k++)
            if (current(hits->v[k]))
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

    if (h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED) ||
        !(w->r->concepts.v[h->concept].c->flags & SBILL_CONCEPT_CHRONIC))
        return;
    if (h->state != SBILL_CTX_HISTORICAL &&
        !(h->state == SBILL_CTX_CURRENT && h->flags & SBILL_HIT_LISTED))
        return;
    now = managed(w, h);
    if (h->state == SBILL_CTX_HISTORICAL) {
        h->state = now ? SBILL_CTX_CURRENT : SBILL_CTX_HISTORICAL;
        if (!now) {
            h->flags |= SBILL_HIT_BLOCKED;
            h->reason = "not-managed";
            ask_if_current(w, h);
        }
    } else if (now) {
        h->flags &= ~(uint32_t)SBILL_HIT_LISTED;
    }
}

void sbill_apply_policy(struct sbill_work *w)
{
    apply_setting(w);
    for (size_t i = 0; i < w->hits.n && w->status == SBILL_OK; i++)
        judge_chronic(w, &w->hits.v[i]);
    for (size_t i = 0; i < w->hits.n; i++)
        if (w->hits.v[i].state != SBILL_CTX_CURRENT && !(w->hits.v[i].flags & SBILL_HIT_BLOCKED))
            w->hits.v[i].reason = sbill_context_name(w->hits.v[i].state);
    sbill_work_memory(w);
}
