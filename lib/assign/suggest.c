/* What stands goes into the record as suggestions, in the proposed order (guidelines IV.A and IV.G): what the
 * visit was for, then what else was treated, then status and history, external causes last. A person decides. */
#include <stdlib.h>
#include <string.h>

#include "assign/work.h"
#include "map/shapes.h"

enum {
    BY_ROLE,
    BY_SECTION,
    BY_NOTE,
    BY_PLACE
};

static uint32_t role_order(uint32_t role)
{
    return role == SBILL_ROLE_FIRST       ? 0
           : role == SBILL_ROLE_SECONDARY ? 2
           : role == SBILL_ROLE_LAST      ? 3
                                          : 1;
}

/* What the assessment says before its first problem repeats the history: "a man with known gout presents with ...". */
#define BEFORE_THE_PROBLEMS 5

static uint32_t rank_of(const struct sbill_segment *s)
{
    uint32_t rank = s->section ? s->section->rank : 50;

    return s->standing == SBILL_ASSESSED && !s->heading && s->problem == SBILL_NO_INDEX
               ? rank + BEFORE_THE_PROBLEMS
               : rank;
}

/* Facts (a side, weeks) support a code but are not what the visit was for. */
static bool is_fact(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->r->concepts.v[h->concept].c->flags & SBILL_CONCEPT_ANYWHERE;
}

static void take_place(const struct sbill_work *w, struct sbill_proposal *p,
                       const struct sbill_hit *h)
{
    const struct sbill_segment *s = &w->segments.v[h->segment];
    uint32_t rank = rank_of(s), place = (uint32_t)h->start;

    if (rank < p->order[BY_SECTION] ||
        (rank == p->order[BY_SECTION] &&
         (s->note < p->order[BY_NOTE] ||
          (s->note == p->order[BY_NOTE] && place < p->order[BY_PLACE])))) {
        p->order[BY_SECTION] = rank;
        p->order[BY_NOTE] = s->note;
        p->order[BY_PLACE] = place;
    }
}

/* The best place its evidence stands in: assessment before chief complaint before history. */
static void set_order(const struct sbill_work *w, struct sbill_proposal *p)
{
    bool facts_only = true;

    p->order[BY_ROLE] = sbill_is_external_cause(p->rule, p->code) ? role_order(SBILL_ROLE_LAST)
                                                                  : role_order(p->rule->role);
    p->order[BY_SECTION] = p->order[BY_NOTE] = p->order[BY_PLACE] = UINT32_MAX;
    for (size_t i = 0; i < p->because.n; i++)
        facts_only = facts_only && is_fact(w, p->because.v[i]);
    for (size_t i = 0; i < p->because.n; i++)
        if (facts_only || !is_fact(w, p->because.v[i]))
            take_place(w, p, p->because.v[i]);
    for (size_t i = 0; i < p->replaced.n; i++)
        if (!is_fact(w, p->replaced.v[i]))
            take_place(w, p, p->replaced.v[i]);
}

static int by_order(const void *a, const void *b)
{
    const struct sbill_proposal *x = *(const struct sbill_proposal *const *)a;
    const struct sbill_proposal *y = *(const struct sbill_proposal *const *)b;

    for (size_t i = 0; i < 4; i++)
        if (x->order[i] != y->order[i])
            return x->order[i] < y->order[i] ? -1 : 1;
    return sbill_text_cmp(x->code, y->code);
}

typedef SBILL_LIST(struct sbill_proposal *) proposal_list;

static bool comes_after(const struct sbill_proposal *p, const struct sbill_proposal *q)
{
    for (size_t i = 0; i < p->rule->after.n; i++)
        if (sbill_code_matches(p->rule->after.v[i], q->code))
            return true;
    return false;
}

/* "Code first": move what must come later behind. Each move goes back, so circles end after n rounds. */
static void apply_after(proposal_list *list)
{
    for (size_t round = 0; round < list->n; round++) {
        bool moved = false;
        for (size_t i = 0; i + 1 < list->n; i++)
            for (size_t k = list->n - 1; k > i; k--)
                if (comes_after(list->v[i], list->v[k])) {
                    struct sbill_proposal *p = list->v[i];
                    memmove(&list->v[i], &list->v[i + 1], (k - i) * sizeof *list->v);
                    list->v[k] = p;
                    moved = true;
                    break;
                }
        if (!moved)
            return;
    }
}

/* ---- Into the record ---- */

static void set_decision(struct sbill_work *w, const struct sbill_rule *rule,
                         struct sbill_decision *d)
{
    d->rule = rule->id;
    d->rule_version = rule->version;
    d->rule_digest = sbill_hex_digest(w, rule);
    d->guideline = rule->guideline.n ? rule->guideline : rule->source;
}

/* In the order of the notes. */
static void add_evidence(struct sbill_work *w, const struct sbill_proposal *p, void *list_v,
                         size_t *n, size_t *cap)
{
    for (size_t i = 0; i < p->because.n; i++) {
        struct sbill_evidence *slot = sbill_arena_push(w->a, list_v, n, cap, sizeof *slot);
        if (slot)
            *slot = sbill_evidence_of(w, p->because.v[i]);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct sbill_hit *x = *(struct sbill_hit *const *)a, *y = *(struct sbill_hit *const *)b;

    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static struct sbill_dx *diagnosis_slot(struct sbill_work *w, struct sbill_text code)
{
    struct sbill_record *r = &w->e->record;
    struct sbill_dx *dx;

    for (size_t i = 0; i < r->diagnoses.n; i++)
        if (r->diagnoses.v[i].status == SBILL_SUGGESTED &&
            sbill_code_matches(r->diagnoses.v[i].code, code))
            return &r->diagnoses.v[i];
    dx = SBILL_PUSH(w->a, &r->diagnoses);
    if (dx)
        sbill_shape_clear(&sbill_dx_shape, dx);
    return dx;
}

static void suggest_diagnosis(struct sbill_work *w, const struct sbill_proposal *p, int32_t rank)
{
    struct sbill_dx *dx = diagnosis_slot(w, p->code);

    if (!dx)
        return;
    dx->code = p->code;
    dx->system = p->rule->system;
    dx->status = SBILL_SUGGESTED;
    dx->rank = rank;
    set_decision(w, p->rule, &dx->decision);
    dx->evidence.n = 0;
    add_evidence(w, p, &dx->evidence.v, &dx->evidence.n, &dx->evidence.cap);
}

static struct sbill_line *line_slot(struct sbill_work *w, struct sbill_text code)
{
    struct sbill_record *r = &w->e->record;
    struct sbill_line *l;

    for (size_t i = 0; i < r->lines.n; i++)
        if (r->lines.v[i].status == SBILL_SUGGESTED && sbill_code_matches(r->lines.v[i].code, code))
            return &r->lines.v[i];
    l = SBILL_PUSH(w->a, &r->lines);
    if (l)
        sbill_shape_clear(&sbill_line_shape, l);
    return l;
}

static void set_drug(struct sbill_work *w, const struct sbill_proposal *p, struct sbill_line *l)
{
    if (p->dose == SBILL_NONE || sbill_text_is(p->rule->unit, "minute") ||
        sbill_text_is(p->rule->unit, "hour"))
        return;
    if (!l->drug) {
        l->drug = SBILL_NEW(w->a, struct sbill_drug);
        if (!l->drug)
            return;
        sbill_shape_clear(sbill_shape_find(&sbill_line_shape, SBILL_T("drug"))->shape, l->drug);
    }
    l->drug->dose = p->dose;
    l->drug->dose_unit = p->rule->unit;
}

static void suggest_line(struct sbill_work *w, const struct sbill_proposal *p)
{
    struct sbill_line *l = line_slot(w, p->code);

    if (!l)
        return;
    l->code = p->code;
    l->system = p->rule->system;
    l->status = SBILL_SUGGESTED;
    l->units = p->units;
    l->modifiers = p->modifiers;
    set_drug(w, p, l);
    set_decision(w, p->rule, &l->decision);
    l->evidence.n = 0;
    add_evidence(w, p, &l->evidence.v, &l->evidence.n, &l->evidence.cap);
}

void sbill_suggest(struct sbill_work *w)
{
    proposal_list list = {NULL, 0, 0};
    int32_t rank = 0;

    for (size_t i = 0; i < w->proposals.n; i++) {
        struct sbill_proposal **slot;
        struct sbill_proposal *p = &w->proposals.v[i];
        if (p->gone)
            continue;
        set_order(w, p);
        if (p->because.n)
            qsort(p->because.v, p->because.n, sizeof *p->because.v, by_place);
        slot = SBILL_PUSH(w->a, &list);
        if (slot)
            *slot = p;
    }
    if (list.n)
        qsort(list.v, list.n, sizeof *list.v, by_order);
    apply_after(&list);
    for (size_t i = 0; i < list.n && !w->a->failed; i++) {
        if (list.v[i]->rule->kind == SBILL_RULE_DIAGNOSIS)
            suggest_diagnosis(w, list.v[i], ++rank);
        else
            suggest_line(w, list.v[i]);
    }
    sbill_work_memory(w);
}
