/* Hits by concept, and the rules they wake. */
#include <stdlib.h>

#include "assign/work.h"

static struct sbill_hits_of *place(const struct sbill_work *w, uint32_t concept)
{
    size_t i = concept * 2654435761u & w->of_mask;

    while (w->of[i].hits.n && w->of[i].concept != concept)
        i = (i + 1) & w->of_mask;
    return &w->of[i];
}

const sbill_hits *sbill_hits_of(const struct sbill_work *w, uint32_t concept)
{
    static const sbill_hits none = {NULL, 0, 0};

    return w->of ? &place(w, concept)->hits : &none;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Each once, in the order of the rules. */
static void put_in_order(sbill_indexes *v)
{
    size_t n = 0;

    if (v->n < 2)
        return;
    qsort(v->v, v->n, sizeof *v->v, by_number);
    for (size_t i = 0; i < v->n; i++)
        if (i == 0 || v->v[i] != v->v[i - 1])
            v->v[n++] = v->v[i];
    v->n = n;
}

static void wake_rules(struct sbill_work *w, uint32_t concept)
{
    for (uint32_t i = w->r->wakes_first[concept]; i < w->r->wakes_first[concept + 1]; i++) {
        uint32_t *slot = SBILL_PUSH(w->a, &w->awake);
        if (slot)
            *slot = w->r->wakes[i];
    }
}

void sbill_index_hits(struct sbill_work *w)
{
    size_t room = 16;

    while (room < w->hits.n * 2)
        room *= 2;
    w->of = sbill_arena_array(w->a, room, sizeof *w->of);
    w->of_mask = room - 1;
    for (size_t i = 0; w->of && i < w->hits.n; i++) {
        struct sbill_hits_of *of;
        struct sbill_hit **slot;
        if (w->hits.v[i].flags & SBILL_HIT_DROPPED)
            continue;
        of = place(w, w->hits.v[i].concept);
        if (of->hits.n == 0) {
            of->concept = w->hits.v[i].concept;
            wake_rules(w, of->concept);
        }
        slot = SBILL_PUSH(w->a, &of->hits);
        if (slot)
            *slot = &w->hits.v[i];
    }
    put_in_order(&w->awake);
}
