/* Which rules a concept may wake: each rule waits for the concepts of one term that must be there, the one with the
 * fewest. So that a note costs what it says and not what all rules ask for. */
#include "book/rules_pack.h"

static size_t concepts_in(const struct sbill_term *t)
{
    size_t n = 0;

    for (size_t a = 0; a < t->any.n; a++)
        n += t->any.v[a].concepts.n;
    return n;
}

static const struct sbill_term *waits_for(const struct sbill_rule *rule)
{
    const struct sbill_term *least = NULL;

    for (size_t t = 0; t < rule->when.n; t++)
        if (!rule->when.v[t].absent &&
            (!least || concepts_in(&rule->when.v[t]) < concepts_in(least)))
            least = &rule->when.v[t];
    return least;
}

/* Counts what each concept wakes, or puts it down where `at` says. */
static void go_over(const struct sbill_rules *r, uint32_t *at, uint32_t *rules)
{
    for (uint32_t i = 0; i < r->rules.n; i++) {
        const struct sbill_term *t = waits_for(r->rules.v[i]);
        for (size_t a = 0; t && a < t->any.n; a++)
            for (size_t c = 0; c < t->any.v[a].concepts.n; c++) {
                uint32_t concept = t->any.v[a].concepts.v[c];
                if (rules)
                    rules[at[concept]] = i;
                at[concept]++;
            }
    }
}

void sbill_rules_wake_lists(struct sbill_rules *r)
{
    size_t n = r->concepts.n;
    uint32_t *first = sbill_arena_array(&r->arena, n + 1, sizeof *first), total = 0;

    if (!first)
        return;
    go_over(r, first, NULL);
    for (size_t i = 0; i <= n; i++) {
        uint32_t count = first[i];
        first[i] = total;
        total += count;
    }
    r->wakes = sbill_arena_array(&r->arena, total + 1, sizeof *r->wakes);
    if (!r->wakes)
        return;
    go_over(r, first, r->wakes);
    for (size_t i = n; i > 0; i--) /* each has moved to where the next begins */
        first[i] = first[i - 1];
    first[0] = 0;
    r->wakes_first = first;
}
