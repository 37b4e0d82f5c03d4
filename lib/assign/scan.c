#include "assign/scan.h"

#include <stdlib.h>
#include <string.h>

/* A block of 64 bytes has at most 32 words, a word at most one key for itself and three each for its beginnings and
 * endings; one is written ahead. */
#define MOST_LOOKS (32 * 7 + 1)
#define MOST_STEPS 24 /* back through the hits of one needle; further back they count as near */

void sbill_scan_start(struct sbill_scan *s, const struct sbill_rules *rules,
                      enum sbill_pattern_use use, struct sbill_arena *arena)
{
    memset(s, 0, sizeof *s);
    s->rules = rules;
    s->x = use == SBILL_FOR_CUE ? rules->cue_index : rules->find_index;
    s->arena = arena;
    s->use = use;
    s->looks = sbill_arena_array(arena, MOST_LOOKS, sizeof *s->looks);
}

/* ---- Needles ---- */

static inline unsigned lowest_bit(uint64_t x) /* x is not 0 */
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(x);
#else
    unsigned n = 0;

    for (; !(x & 1); x >>= 1)
        n++;
    return n;
#endif
}

static inline uint64_t low_bytes(uint64_t x, unsigned n) /* n > 0 */
{
    return x & UINT64_MAX >> 8 * (n < 8 ? 8 - n : 0);
}

static void look_closer(struct sbill_scan *s, const struct sbill_needle *n, size_t at,
                        uint32_t word)
{
    const struct sbill_folded *f = &s->text;
    struct sbill_needle_hit *hit;

    if (at < n->probe || f->n - (at -= n->probe) < n->n || memcmp(f->p + at, n->p, n->n) != 0)
        return;
    if ((n->edges & SBILL_NEEDLE_LEFT && !sbill_folded_left(f, at)) ||
        (n->edges & SBILL_NEEDLE_RIGHT && !sbill_folded_right(f, at + n->n)))
        return;
    hit = SBILL_PUSH(s->arena, &s->hits);
    if (hit)
        *hit = (struct sbill_needle_hit){(uint32_t)(n - s->x->needles.v), (uint32_t)at,
                                         word - n->starts, SBILL_NO_INDEX};
}

/* All keys are tried against a small table of bits first; those that pass are written down without a branch, which
 * would be guessed wrongly half the time. */
static inline void note_key(struct sbill_scan *s, uint64_t key, size_t at, uint32_t word)
{
    s->looks[s->look_count] = (struct sbill_look){key, (uint32_t)at, word};
    s->look_count += sbill_key_seen(s->x, key);
}

static void look_up(struct sbill_scan *s)
{
    for (size_t i = 0; i < s->look_count; i++) {
        const struct sbill_look *l = &s->looks[i];
        const struct sbill_key_slot *slot = sbill_key_find(s->x, l->key);
        for (uint32_t k = 0; slot && k < slot->count; k++)
            look_closer(s, &s->x->needles.v[slot->needles + k], l->at, l->word);
    }
    s->look_count = 0;
}

/* Beginnings and endings of words are word characters: other bytes among those that are loaded find nothing. */
static inline void note_beginnings(struct sbill_scan *s, uint64_t key, size_t at, uint32_t word)
{
    for (unsigned i = 1; i <= SBILL_PART_BYTES; i++)
        if (s->x->begins >> i & 1)
            note_key(s, low_bytes(key, i) | SBILL_BEGIN_TAG(i), at, word);
}

static inline void note_endings(struct sbill_scan *s, size_t end, uint32_t word)
{
    for (unsigned i = 1; i <= SBILL_PART_BYTES; i++)
        if (s->x->ends >> i & 1)
            note_key(s, low_bytes(sbill_load_eight(s->text.p + end - i), i) | SBILL_END_TAG(i),
                     end - i, word);
}

static size_t end_of_word(const struct sbill_folded *f, size_t at)
{
    while (sbill_folded_bit(f->word, at))
        at++;
    return at;
}

/* At each word: the word, its beginnings, its endings. */
static void look_up_words(struct sbill_scan *s)
{
    const uint64_t *bits = s->text.word;
    uint64_t carry = 0;
    uint32_t word = 0;

    for (size_t k = 0; k * 64 < s->text.n; k++) {
        uint64_t starts = bits[k] & ~(bits[k] << 1 | carry);
        carry = bits[k] >> 63;
        for (; starts; starts &= starts - 1) {
            unsigned b = lowest_bit(starts);
            uint64_t others = ~(bits[k] >> b | bits[k + 1] << 1 << (63 - b));
            size_t at = k * 64 + b;
            unsigned n = lowest_bit(others | (uint64_t)1 << 63);
            uint64_t key = sbill_load_eight(s->text.p + at);
            word++;
            note_key(s, low_bytes(key, n), at, word);
            note_beginnings(s, key, at, word);
            if (s->x->ends)
                note_endings(s, n < 63 ? at + n : end_of_word(&s->text, at), word);
        }
        look_up(s);
    }
}

/* With letters that are none to \w, a word may begin and end around each of them. */
static void look_up_odd_words(struct sbill_scan *s)
{
    const struct sbill_folded *f = &s->text;
    uint32_t word = 0;

    for (size_t at = 0; at < f->n; at++) {
        uint64_t key = sbill_load_eight(f->p + at);
        if (!sbill_folded_bit(f->word, at))
            continue;
        word++;
        for (unsigned n = 1; n <= 8 && sbill_folded_left(f, at); n++) {
            if (n == 8 || sbill_folded_right(f, at + n))
                note_key(s, low_bytes(key, n), at, word);
            if (at + n == f->n || !sbill_folded_bit(f->word, at + n))
                break;
        }
        if (sbill_folded_left(f, at))
            note_beginnings(s, key, at, word);
        if (sbill_folded_right(f, at + 1))
            note_endings(s, at + 1, word);
        look_up(s);
    }
}

/* Everywhere: for needles that need not stand at a word. */
static void look_up_anywhere(struct sbill_scan *s)
{
    const uint64_t *bits = s->text.word;
    uint32_t word = 0;

    for (size_t at = 0; at < s->text.n; at++) {
        word += sbill_folded_bit(bits, at) && (at == 0 || !sbill_folded_bit(bits, at - 1));
        note_key(s, low_bytes(sbill_load_eight(s->text.p + at), 3) | SBILL_ANY_TAG, at, word);
        if (s->look_count == MOST_LOOKS / 2)
            look_up(s);
    }
    look_up(s);
}

/* ---- Where a needle stands ---- */

static struct sbill_needle_place *place_of(struct sbill_scan *s, uint32_t needle)
{
    size_t mask = ((size_t)1 << s->place_bits) - 1;
    size_t i = (needle * 2654435761u) >> 7 & mask;

    while (s->places[i].stamp == s->stamp && s->places[i].needle != needle)
        i = (i + 1) & mask;
    return &s->places[i];
}

/* Once for a text that needs it. */
static bool link_hits(struct sbill_scan *s)
{
    if (!s->places || s->hits.n * 2 > (size_t)1 << s->place_bits) {
        for (s->place_bits = 8; s->hits.n * 2 > (size_t)1 << s->place_bits; s->place_bits++)
            ;
        s->places = sbill_arena_array(s->arena, (size_t)1 << s->place_bits, sizeof *s->places);
        s->stamp = 0;
    }
    if (!s->places)
        return false;
    s->stamp++;
    for (uint32_t i = 0; i < s->hits.n; i++) {
        struct sbill_needle_place *p = place_of(s, s->hits.v[i].needle);
        s->hits.v[i].before = p->stamp == s->stamp ? p->hit : SBILL_NO_INDEX;
        *p = (struct sbill_needle_place){s->hits.v[i].needle, i, s->stamp};
    }
    return true;
}

static uint32_t last_hit(struct sbill_scan *s, uint32_t needle)
{
    const struct sbill_needle_place *p = place_of(s, needle);

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
    const struct sbill_candidate *last = s->found.n ? &s->found.v[s->found.n - 1] : NULL;

    if (!b->start && last && last->pattern == b->pattern && last->start == SBILL_NO_INDEX)
        return;
    propose(s, b->pattern, b->start ? place_in_text(s, h->at) : SBILL_NO_INDEX, 0, 0);
}

/* Hits of one needle stand in the order of their places, but for the few bytes that probes differ in: `far` is judged
 * by words, and words only grow backwards. */
static bool near(struct sbill_scan *s, const struct sbill_index_clause *c,
                 const struct sbill_index_branch *b, const struct sbill_needle_hit *from)
{
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

static bool all_near(struct sbill_scan *s, const struct sbill_index_branch *b, uint8_t from_clause,
                     const struct sbill_needle_hit *from)
{
    for (uint8_t i = 0; i < b->clause_count; i++)
        if (i != from_clause && !near(s, &s->x->clauses.v[b->clauses + i], b, from))
            return false;
    return true;
}

/* A branch with several clauses. Each place where it may start is judged; one that may start anywhere needs one. */
static void judge(struct sbill_scan *s, const struct sbill_index_branch *b)
{
    uint8_t from = b->start ? 0 : b->waking;
    const struct sbill_index_clause *c = &s->x->clauses.v[b->clauses + from];

    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t h = last_hit(s, s->x->members.v[c->members + i]); h != SBILL_NO_INDEX;
             h = s->hits.v[h].before) {
            if (!all_near(s, b, from, &s->hits.v[h]))
                continue;
            start_at(s, b, &s->hits.v[h]);
            if (!b->start)
                return;
        }
}

static void wake(struct sbill_scan *s, const struct sbill_needle_hit *h)
{
    const struct sbill_needle *n = &s->x->needles.v[h->needle];

    for (uint32_t i = 0; i < n->posting_count; i++) {
        const struct sbill_posting *p = &s->x->postings.v[n->postings + i];
        const struct sbill_index_branch *b = &s->x->branches.v[p->branch];
        uint32_t *slot;
        if (b->exact && !s->text.has_odd) {
            propose(s, b->pattern, place_in_text(s, h->at), p->order,
                    place_in_text(s, (size_t)h->at + n->n));
        } else if (b->clause_count == 1) {
            start_at(s, b, h);
        } else {
            slot = SBILL_PUSH(s->arena, &s->woken);
            if (slot)
                *slot = p->branch;
        }
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void judge_woken(struct sbill_scan *s)
{
    if (s->woken.n == 0 || !link_hits(s))
        return;
    if (s->woken.n > 1)
        qsort(s->woken.v, s->woken.n, sizeof *s->woken.v, by_number);
    for (size_t i = 0; i < s->woken.n && !s->arena->failed; i++)
        if (i == 0 || s->woken.v[i] != s->woken.v[i - 1])
            judge(s, &s->x->branches.v[s->woken.v[i]]);
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
    s->hits.n = s->found.n = s->woken.n = 0;
    if (!s->looks || !sbill_fold(s->arena, text, &s->text))
        return;
    if (s->text.has_odd)
        look_up_odd_words(s);
    else
        look_up_words(s);
    if (s->x->has_any)
        look_up_anywhere(s);
    for (size_t i = 0; i < s->hits.n && !s->arena->failed; i++)
        wake(s, &s->hits.v[i]);
    judge_woken(s);
    if (s->everything)
        take_everything(s);
    else
        for (size_t i = 0; i < s->x->always.n; i++)
            propose(s, s->x->always.v[i], SBILL_NO_INDEX, 0, 0);
    if (s->found.n > 1 && !s->arena->failed)
        sort(s->found.v, s->found.n);
}
