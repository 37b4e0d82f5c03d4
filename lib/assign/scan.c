/* One pass over a segment's bytes: at each place the next three, in lower case, lead to the literals that begin so; a
 * literal that stands there names its pattern. Patterns without literals always run. */
#include "assign/scan.h"

#include <stdlib.h>

void sbill_scan_start(struct sbill_scan *s, const struct sbill_rules *rules,
                      struct sbill_arena *arena)
{
    s->rules = rules;
    s->arena = arena;
    s->everything = false;
    s->seen = sbill_arena_array(arena, rules->patterns.n + 1, sizeof *s->seen);
}

static void put_down(struct sbill_scan *s, uint32_t pattern, uint32_t segment, sbill_indexes *out)
{
    uint32_t *slot;

    if (s->seen[pattern] == segment + 1)
        return;
    s->seen[pattern] = segment + 1;
    slot = SBILL_PUSH(s->arena, out);
    if (slot)
        *slot = pattern;
}

static void put_all(struct sbill_scan *s, uint32_t segment, sbill_indexes *out)
{
    for (uint32_t p = 0; p < s->rules->patterns.n; p++)
        if (s->rules->patterns.v[p].use == SBILL_FOR_FIND)
            put_down(s, p, segment, out);
}

/* Two letters outside of ASCII are, without regard to case, also s and k: U+017F and U+212A. */
static bool has_odd_letters(struct sbill_text t)
{
    for (size_t i = 0; i + 1 < t.n; i++) {
        unsigned char a = (unsigned char)t.p[i], b = (unsigned char)t.p[i + 1];
        if (a == 0xC5 && b == 0xBF)
            return true;
        if (a == 0xE2 && b == 0x84 && i + 2 < t.n && (unsigned char)t.p[i + 2] == 0xAA)
            return true;
    }
    return false;
}

static bool stands_at(struct sbill_text t, size_t i, struct sbill_text literal)
{
    if (t.n - i < literal.n)
        return false;
    for (size_t k = 3; k < literal.n; k++)
        if (sbill_lower(t.p[i + k]) != literal.p[k])
            return false;
    return true;
}

static void look_at(struct sbill_scan *s, struct sbill_text t, size_t i, const char *three,
                    uint32_t segment, sbill_indexes *out)
{
    const struct sbill_literals *x = s->rules->literals;

    for (uint32_t l = x->bucket[sbill_literal_hash(three)]; l != SBILL_NO_INDEX;
         l = x->all.v[l].next) {
        struct sbill_text literal = x->all.v[l].text;
        if (literal.p[0] == three[0] && literal.p[1] == three[1] && literal.p[2] == three[2] &&
            s->seen[x->all.v[l].pattern] != segment + 1 && stands_at(t, i, literal))
            put_down(s, x->all.v[l].pattern, segment, out);
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

void sbill_scan_segment(struct sbill_scan *s, struct sbill_text text, uint32_t segment,
                        sbill_indexes *out)
{
    const struct sbill_literals *x = s->rules->literals;
    char three[3];

    out->n = 0;
    if (!s->seen)
        return;
    if (s->everything || has_odd_letters(text)) {
        put_all(s, segment, out);
        return;
    }
    for (size_t i = 0; i < x->always.n; i++)
        put_down(s, x->always.v[i], segment, out);
    for (size_t i = 0; i + 3 <= text.n; i++) {
        three[0] = i ? three[1] : sbill_lower(text.p[0]);
        three[1] = i ? three[2] : sbill_lower(text.p[1]);
        three[2] = sbill_lower(text.p[i + 2]);
        if (x->bucket[sbill_literal_hash(three)] != SBILL_NO_INDEX)
            look_at(s, text, i, three, segment, out);
    }
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_number);
}
