#include "assign/scan_inside.h"

#include <stdlib.h>
#include <string.h>

#define MOST_READ 512 /* bytes behind a hit; what would lie further counts as near */
#define MOST_STEPS 24 /* back through the hits of one needle; further back they count as near */

void sbill_scan_start(struct sbill_scan *s, const struct sbill_rules *rules,
                      enum sbill_pattern_use use, struct sbill_arena *arena)
{
    memset(s, 0, sizeof *s);
    s->rules = rules;
    s->x = use == SBILL_FOR_CUE ? rules->cue_index : rules->find_index;
    s->arena = arena;
    s->use = use;
    (void)sbill_scan_make_looks(s);
}

/* ---- Where a needle stands ---- */

static size_t place_hash(uint32_t needle)
{
    return (needle * 2654435761u) >> 8;
}

/* Where the needle is, or would be. */
static struct sbill_needle_place *place_of(const struct sbill_scan *s, uint32_t needle)
{
    size_t mask = ((size_t)1 << s->place_bits) - 1, i = place_hash(needle) & mask;

    while (s->places[i].stamp == s->stamp && s->places[i].needle != needle)
        i = (i + 1) & mask;
    return &s->places[i];
}

static bool make_places(struct sbill_scan *s)
{
    if (s->places && s->hits.n * 2 <= (size_t)1 << s->place_bits)
        return true;
    for (s->place_bits = 8; s->hits.n * 2 > (size_t)1 << s->place_bits; s->place_bits++)
        ;
    s->places = sbill_arena_array(s->arena, (size_t)1 << s->place_bits, sizeof *s->places);
    s->stamp = 0;
    return s->places != NULL;
}

/* Each hit knows the one before it of the same needle; the last of each needle can be found. */
static bool link_hits(struct sbill_scan *s)
{
    if (!make_places(s))
        return false;
    s->stamp++;
    memset(s->there, 0, sizeof s->there);
    for (uint32_t i = 0; i < s->hits.n; i++) {
        uint32_t needle = s->hits.v[i].needle;
        struct sbill_needle_place *p = place_of(s, needle);
        s->hits.v[i].before = p->stamp == s->stamp ? p->hit : SBILL_NO_INDEX;
        *p = (struct sbill_needle_place){needle, i, s->stamp};
        s->there[needle / 64 % SBILL_THERE] |= (uint64_t)1 << needle % 64;
    }
    return true;
}

static inline bool may_be_there(const struct sbill_scan *s, uint32_t needle)
{
    return s->there[needle / 64 % SBILL_THERE] >> needle % 64 & 1;
}

static uint32_t last_hit(const struct sbill_scan *s, uint32_t needle)
{
    const struct sbill_needle_place *p;

    if (!may_be_there(s, needle))
        return SBILL_NO_INDEX;
    p = place_of(s, needle);
    return p->stamp == s->stamp ? p->hit : SBILL_NO_INDEX;
}

/* ---- Candidates ---- */

static void propose(struct sbill_scan *s, uint32_t pattern, uint32_t start, uint32_t order,
                    uint32_t end)
{
    struct sbill_candidate *c = SBILL_PUSH(s->arena, &s->found);

    if (c)
        *c = (struct sbill_candidate){pattern, start, order, end};
}

static uint32_t place_in_text(const struct sbill_scan *s, size_t at)
{
    return (uint32_t)(s->text.shifts.n ? sbill_unfold(&s->text, at) : at);
}

static void start_at(struct sbill_scan *s, const struct sbill_index_branch *b,
                     const struct sbill_needle_hit *h)
{
    propose(s, b->pattern, b->start ? place_in_text(s, h->at) : SBILL_NO_INDEX, 0, 0);
}

/* The byte behind the next so many words after the one at `at`, or the end. */
static size_t after_words(const struct sbill_folded *f, size_t at, uint32_t words)
{
    const uint64_t *bits = f->word;
    uint64_t carry = 0;

    for (size_t k = at / 64; k * 64 < f->n; k++) {
        uint64_t starts = bits[k] & ~(bits[k] << 1 | carry);
        carry = bits[k] >> 63;
        if (k == at / 64)
            starts &= ~(uint64_t)0 << at % 64 << 1; /* behind `at` */
        for (; starts; starts &= starts - 1)
            if (words-- == 0)
                return k * 64 + sbill_lowest_bit(starts);
    }
    return f->n;
}

static bool stands_between(const struct sbill_folded *f, const struct sbill_needle *n, size_t from,
                           size_t end)
{
    const char *p = f->p + from + n->rare, *last = f->p + end + n->rare;

    if (last > f->p + f->n)
        last = f->p + f->n;
    for (; p < last && (p = memchr(p, n->p[n->rare], (size_t)(last - p))); p++)
        if (sbill_stands_at(f, n, (size_t)(p - f->p) - n->rare))
            return true;
    return false;
}

/* The same for a clause whose needles were not looked up: the text behind the hit is read. Where that would be long, or
 * the match may begin before the hit, the answer is yes. */
static bool reads_on(const struct sbill_scan *s, const struct sbill_index_clause *c,
                     const struct sbill_index_branch *b, const struct sbill_needle_hit *from)
{
    size_t end = s->text.n;

    if (!b->start || s->text.has_odd)
        return true;
    if (b->words != SBILL_NO_INDEX)
        end = after_words(&s->text, from->at, b->words);
    if (end - from->at > MOST_READ)
        return true;
    for (uint32_t i = 0; i < c->count; i++)
        if (stands_between(&s->text, &s->x->needles.v[s->x->members.v[c->members + i]], from->at,
                           end))
            return true;
    return false;
}

/* Does a needle of the clause stand so near that one match could hold both? Hits of one needle are gone through from
 * the last to the first. */
static bool near(const struct sbill_scan *s, const struct sbill_index_clause *c,
                 const struct sbill_index_branch *b, const struct sbill_needle_hit *from)
{
    if (c->searched)
        return reads_on(s, c, b, from);
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t h = last_hit(s, s->x->members.v[c->members + i]);
        for (int steps = 0; h != SBILL_NO_INDEX; h = s->hits.v[h].before, steps++) {
            const struct sbill_needle_hit *x = &s->hits.v[h];
            uint32_t words = x->word > from->word ? x->word - from->word : from->word - x->word;
            if (b->start && x->at < from->at)
                break;
            if (s->text.has_odd || words <= b->words || steps > MOST_STEPS)
                return true;
        }
    }
    return false;
}

static bool stands(const struct sbill_scan *s, const struct sbill_index_clause *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (last_hit(s, s->x->members.v[c->members + i]) != SBILL_NO_INDEX)
            return true;
    return false;
}

static bool all_near(const struct sbill_scan *s, const struct sbill_index_branch *b,
                     uint8_t from_clause, const struct sbill_needle_hit *from)
{
    for (uint8_t i = 0; i < b->clause_count; i++)
        if (i != from_clause && !near(s, &s->x->clauses.v[b->clauses + i], b, from))
            return false;
    return true;
}

/* From each hit of a needle of clause `from`, back from hit h. One that may start anywhere need be found once. */
static void judge_hits(struct sbill_scan *s, const struct sbill_index_branch *b, uint8_t from,
                       uint32_t h)
{
    for (; h != SBILL_NO_INDEX; h = s->hits.v[h].before) {
        if (!all_near(s, b, from, &s->hits.v[h]))
            continue;
        start_at(s, b, &s->hits.v[h]);
        if (!b->start)
            return;
    }
}

/* A branch of several clauses, woken by the needle whose last hit is h. */
static void judge(struct sbill_scan *s, const struct sbill_index_branch *b, uint32_t h)
{
    const struct sbill_index_clause *first = &s->x->clauses.v[b->clauses];

    for (uint8_t i = 0; i < b->clause_count; i++)
        if (i != b->waking && !first[i].searched && !stands(s, &first[i]))
            return;
    if (!b->start || b->waking == 0)
        judge_hits(s, b, b->waking, h);
    else
        for (uint32_t i = 0; i < first->count; i++)
            judge_hits(s, b, 0, last_hit(s, s->x->members.v[first->members + i]));
}

/* A match is a text that the branch is nothing but, or, in a text with odd letters, a place where it may start. */
static void propose_hits(struct sbill_scan *s, const struct sbill_index_branch *b, uint32_t order,
                         uint32_t h)
{
    for (; h != SBILL_NO_INDEX; h = s->hits.v[h].before) {
        const struct sbill_needle_hit *x = &s->hits.v[h];
        if (b->exact && !s->text.has_odd)
            propose(s, b->pattern, place_in_text(s, x->at), order,
                    place_in_text(s, (size_t)x->at + s->x->needles.v[x->needle].n));
        else
            start_at(s, b, x);
        if (!b->start)
            return;
    }
}

static void wake(struct sbill_scan *s, uint32_t h)
{
    const struct sbill_needle *n = &s->x->needles.v[s->hits.v[h].needle];

    for (uint32_t i = 0; i < n->posting_count; i++) {
        const struct sbill_posting *p = &s->x->postings.v[n->postings + i];
        const struct sbill_index_branch *b = &s->x->branches.v[p->branch];
        if (p->with[0] != SBILL_NO_INDEX && !may_be_there(s, p->with[0]) &&
            !may_be_there(s, p->with[1]))
            continue;
        if (b->clause_count == 1)
            propose_hits(s, b, p->order, h);
        else
            judge(s, b, h);
    }
}

/* Once for each needle, from its last hit. */
static void wake_all(struct sbill_scan *s)
{
    if (s->hits.n == 0 || !link_hits(s))
        return;
    for (uint32_t i = 0; i < s->hits.n && !s->arena->failed; i++) {
        uint32_t needle = s->hits.v[i].needle;
        if (s->x->needles.v[needle].posting_count && last_hit(s, needle) == i)
            wake(s, i);
    }
}

/* ---- In order ---- */

static int in_order(const void *a, const void *b)
{
    const struct sbill_candidate *x = a, *y = b;

    if (x->pattern != y->pattern)
        return x->pattern < y->pattern ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

#define FEW 24

static void sort(struct sbill_candidate *v, size_t n)
{
    if (n > FEW) {
        qsort(v, n, sizeof *v, in_order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct sbill_candidate c = v[i];
        size_t k = i;
        for (; k > 0 && in_order(&v[k - 1], &c) > 0; k--)
            v[k] = v[k - 1];
        v[k] = c;
    }
}

/* All patterns, but those that their author tied to words which do not stand here. */
static void take_everything(struct sbill_scan *s)
{
    size_t n = s->found.n;

    for (uint32_t p = 0; p < s->rules->patterns.n; p++) {
        bool tied = s->rules->patterns.v[p].tied, there = !tied;
        if (s->rules->patterns.v[p].use != (uint32_t)s->use)
            continue;
        for (size_t i = 0; i < n && !there; i++)
            there = s->found.v[i].pattern == p;
        if (there)
            propose(s, p, SBILL_NO_INDEX, 0, 0);
    }
    if (s->found.n > n)
        memmove(s->found.v, s->found.v + n, (s->found.n - n) * sizeof *s->found.v);
    s->found.n -= n;
}

void sbill_scan_text(struct sbill_scan *s, struct sbill_text text)
{
    s->hits.n = s->found.n = 0;
    if (!s->looks || !sbill_fold(s->arena, text, &s->text))
        return;
    sbill_scan_look(s);
    wake_all(s);
    if (s->everything)
        take_everything(s);
    else
        for (size_t i = 0; i < s->x->always.n; i++)
            propose(s, s->x->always.v[i], SBILL_NO_INDEX, 0, 0);
    if (s->found.n > 1 && !s->arena->failed)
        sort(s->found.v, s->found.n);
}
