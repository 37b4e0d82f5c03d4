/* Making the index: needles are gathered and numbered, each gets the probe that the fewest others share, each branch
 * the clause that will wake it, and needles with the same key come to stand together. */
#include "book/rules_index.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NEEDLES ((size_t)1 << 26)
#define SCRATCH ((size_t)1 << 31)

struct keys { /* key -> number */
    uint64_t *key;
    uint32_t *value;
    size_t mask;
};

struct maker {
    struct sbill_arena *arena, scratch;
    struct sbill_index *x;
    struct keys words; /* how many needles have a probe of this key */
    uint32_t *same;    /* hash table: needle + 1 */
    size_t same_mask;
    uint64_t *key;  /* by needle: of its probe */
    uint32_t *cost; /* by needle */
    bool bad;
};

/* ---- Tables ---- */

static size_t power_of_two(size_t least)
{
    size_t n = 64;

    while (n < least)
        n *= 2;
    return n;
}

static bool keys_start(struct sbill_arena *a, struct keys *k, size_t most)
{
    size_t n = power_of_two(most * 2);

    k->key = sbill_arena_array(a, n, sizeof *k->key);
    k->value = sbill_arena_array(a, n, sizeof *k->value);
    k->mask = n - 1;
    return k->key && k->value;
}

static uint32_t *keys_at(struct keys *k, uint64_t key)
{
    size_t i = sbill_key_hash(key) >> 32 & k->mask;

    while (k->key[i] && k->key[i] != key)
        i = (i + 1) & k->mask;
    k->key[i] = key;
    return &k->value[i];
}

/* ---- Gathering ---- */

static uint64_t text_hash(struct sbill_text t, uint32_t edges)
{
    uint64_t h = edges + 1;

    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (unsigned char)t.p[i]) * 0x100000001B3u;
    return h ^ h >> 32;
}

/* The needle's number; it gets one if it has none. */
static uint32_t number_of(struct maker *m, struct sbill_text t, uint32_t edges)
{
    size_t i = text_hash(t, edges) & m->same_mask;
    struct sbill_needle *slot;

    for (; m->same[i]; i = (i + 1) & m->same_mask) {
        const struct sbill_needle *have = &m->x->needles.v[m->same[i] - 1];
        if (have->n == t.n && have->edges == edges && memcmp(have->p, t.p, t.n) == 0)
            return m->same[i] - 1;
    }
    slot = SBILL_PUSH(m->arena, &m->x->needles);
    if (!slot)
        return 0;
    *slot = (struct sbill_needle){.p = t.p, .n = (uint16_t)t.n, .edges = (uint8_t)edges};
    m->same[i] = (uint32_t)m->x->needles.n;
    return m->same[i] - 1;
}

static void gather_clause(struct maker *m, struct sbill_needs_reader *r)
{
    struct sbill_index_clause *c = SBILL_PUSH(m->arena, &m->x->clauses);
    uint32_t n;

    if (c)
        c->members = (uint32_t)m->x->members.n;
    sbill_needs_clause(r, &n);
    for (uint32_t i = 0; i < n && !r->bad && !m->arena->failed; i++) {
        struct sbill_text t;
        uint32_t edges, *slot;
        sbill_needs_needle(r, &t, &edges);
        slot = r->bad ? NULL : SBILL_PUSH(m->arena, &m->x->members);
        if (slot)
            *slot = number_of(m, t, edges & (SBILL_NEEDLE_LEFT | SBILL_NEEDLE_RIGHT));
        if (slot && c)
            c->count++;
    }
}

static void gather_branch(struct maker *m, struct sbill_needs_reader *r, uint32_t pattern,
                          bool exact)
{
    struct sbill_index_branch *b = SBILL_PUSH(m->arena, &m->x->branches);
    uint32_t flags, words, clauses;

    sbill_needs_branch(r, &flags, &words, &clauses);
    if (!b || r->bad)
        return;
    *b = (struct sbill_index_branch){.pattern = pattern,
                                     .words = words,
                                     .clauses = (uint32_t)m->x->clauses.n,
                                     .clause_count = (uint8_t)clauses,
                                     .start = flags & SBILL_BRANCH_START,
                                     .exact = exact};
    if (exact && (clauses != 1 || !b->start))
        r->bad = true;
    for (uint32_t i = 0; i < clauses && !r->bad && !m->arena->failed; i++)
        gather_clause(m, r);
}

static void gather(struct maker *m, struct sbill_joined_pattern *p, uint32_t pattern)
{
    uint32_t flags, branches, *always;
    struct sbill_needs_reader r = sbill_needs_open(p->p->needs, &flags, &branches);

    if (p->p->needs.n == 0) {
        always = SBILL_PUSH(m->arena, &m->x->always);
        if (always)
            *always = pattern;
        return;
    }
    for (uint32_t i = 0; i < branches && !r.bad && !m->arena->failed; i++)
        gather_branch(m, &r, pattern, flags & SBILL_NEEDS_EXACT);
    m->bad = m->bad || r.bad || r.left || branches == 0;
    p->tied = flags & SBILL_NEEDS_AUTHOR;
    p->form = flags & SBILL_NEEDS_EXACT ? SBILL_FORM_EXACT : SBILL_FORM_ANCHORED;
}

/* No more needles than this can be read from the bytes: each takes three. */
static size_t most_needles(const struct sbill_rules *r, enum sbill_pattern_use use)
{
    size_t bytes = 0;

    for (size_t i = 0; i < r->patterns.n; i++)
        if (r->patterns.v[i].use == (uint32_t)use)
            bytes += r->patterns.v[i].p->needs.n;
    return bytes / 3;
}

/* ---- Probes ---- */

static struct sbill_text text_of(const struct sbill_needle *n)
{
    return (struct sbill_text){n->p, n->n};
}

static void count_words(struct maker *m)
{
    for (size_t i = 0; i < m->x->needles.n; i++) {
        const struct sbill_needle *n = &m->x->needles.v[i];
        struct sbill_probe probe;
        size_t from = 0;
        while (sbill_next_probe(text_of(n), n->edges, &from, &probe))
            ++*keys_at(&m->words, sbill_probe_key(n->p, &probe));
    }
}

static bool word_char(char c)
{
    return sbill_is_alnum(c) || c == '_';
}

/* Words that stand in every note, in the order of memcmp. */
static bool everywhere(const char *p, size_t n)
{
    static const char *const words[] = {
        "a",     "after",   "all",    "also",  "and",   "any",   "are",  "as",    "at",   "be",
        "been",  "but",     "by",     "can",   "care",  "did",   "do",   "due",   "for",  "from",
        "given", "had",     "has",    "have",  "he",    "her",   "his",  "in",    "is",   "it",
        "left",  "no",      "normal", "not",   "of",    "on",    "or",   "other", "out",  "over",
        "pain",  "patient", "right",  "s",     "she",   "some",  "that", "the",   "then", "there",
        "they",  "this",    "time",   "to",    "today", "up",    "was",  "well",  "were", "which",
        "who",   "will",    "with",   "would", "year",  "years",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], p, n) == 0)
            return true;
    return false;
}

/* What many needles share stands in many notes; what is short does, too. */
static uint32_t cost_of(struct maker *m, const struct sbill_needle *n,
                        const struct sbill_probe *probe, uint64_t key)
{
    uint32_t shared = *keys_at(&m->words, key);
    uint32_t dear = probe->n < 3 ? 400 : probe->n < 5 ? 40 : 8;

    if (probe->kind == SBILL_PROBE_ANY)
        dear = 8000;
    else if (probe->kind != SBILL_PROBE_WORD)
        dear = dear * 2 + (probe->n < 2 ? 2000 : 0);
    if (everywhere(n->p + probe->at, probe->n))
        dear += probe->n == n->n ? 1500 : 1000;
    return shared * 2 + dear + (n->n < 32 ? 32u - n->n : 0);
}

static void choose_probe(struct maker *m, size_t i)
{
    struct sbill_needle *n = &m->x->needles.v[i];
    struct sbill_probe probe;
    size_t from = 0;
    uint32_t starts = 0;

    m->cost[i] = SBILL_NO_INDEX;
    while (sbill_next_probe(text_of(n), n->edges, &from, &probe)) {
        uint64_t key = sbill_probe_key(n->p, &probe);
        uint32_t cost = cost_of(m, n, &probe, key);
        if (cost >= m->cost[i])
            continue;
        m->cost[i] = cost;
        m->key[i] = key;
        n->probe = (uint16_t)probe.at;
    }
    m->bad = m->bad || m->cost[i] == SBILL_NO_INDEX;
    for (size_t k = 1; k <= n->probe && k < n->n; k++)
        starts += word_char(n->p[k]) && !word_char(n->p[k - 1]);
    m->bad = m->bad || starts > UINT8_MAX;
    n->starts = (uint8_t)starts;
}

/* ---- Which clause wakes a branch ---- */

static uint64_t clause_cost(const struct maker *m, const struct sbill_index_clause *c)
{
    uint64_t cost = 0;

    for (uint32_t i = 0; i < c->count; i++)
        cost += m->cost[m->x->members.v[c->members + i]];
    return cost;
}

static bool looked_for_anywhere(const struct maker *m, const struct sbill_index_clause *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (m->key[m->x->members.v[c->members + i]] >> 56 == SBILL_ANY_TAG >> 56)
            return true;
    return false;
}

#define TOO_DEAR 2500 /* for needles that wake nothing */

/* The dearest way to look is for needles that need not stand at a word: only where nothing else wakes the branch. And
 * where a match may begin with a common word, it is found sooner by searching once the branch is awake. */
static void choose_waking(struct maker *m, struct sbill_index_branch *b)
{
    struct sbill_index_clause *c = &m->x->clauses.v[b->clauses];
    uint64_t least = UINT64_MAX;
    uint8_t kept = 0, waking = 0;

    for (uint8_t i = 0; i < b->clause_count; i++) {
        uint64_t cost = clause_cost(m, &c[i]);
        if (cost < least) {
            least = cost;
            b->waking = i;
        }
    }
    for (uint8_t i = 0; i < b->clause_count; i++) {
        if (i != b->waking && (looked_for_anywhere(m, &c[i]) || clause_cost(m, &c[i]) > TOO_DEAR)) {
            b->start = b->start && i > 0;
            continue;
        }
        if (i == b->waking)
            waking = kept;
        c[kept++] = c[i];
    }
    b->waking = waking;
    b->clause_count = kept;
}

/* A pattern is anchored if all its branches know where they start. */
static void choose_form(struct sbill_rules *r, const struct sbill_index *x)
{
    for (size_t i = 0; i < x->branches.n; i++)
        if (!x->branches.v[i].start)
            r->patterns.v[x->branches.v[i].pattern].form = SBILL_FORM_FREE;
}

/* ---- Needles of one key together, and their postings ---- */

struct place {
    uint64_t key;
    uint32_t needle;
};

static int by_key(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->needle > y->needle) - (x->needle < y->needle);
}

static void put_slot(struct maker *m, uint64_t key, uint32_t first, uint32_t count)
{
    uint64_t bit = sbill_key_hash(key) >> m->x->seen_shift;
    struct sbill_key_slot *slot = &m->x->slots[sbill_key_slot(m->x, key)];

    m->x->seen[bit / 64] |= (uint64_t)1 << bit % 64;
    while (slot->key) /* there is room behind for all keys */
        slot++;
    *slot = (struct sbill_key_slot){key, first, count};
    for (uint32_t n = 1; n <= SBILL_PART_BYTES; n++) {
        m->x->begins |= (uint32_t)(key >> 56 == SBILL_BEGIN_TAG(n) >> 56) << n;
        m->x->ends |= (uint32_t)(key >> 56 == SBILL_END_TAG(n) >> 56) << n;
    }
    m->x->has_any = m->x->has_any || key >> 56 == SBILL_ANY_TAG >> 56;
}

static uint32_t bits_for(size_t n)
{
    uint32_t bits = 6;

    while (bits < 31 && ((size_t)1 << bits) < n)
        bits++;
    return bits;
}

static bool make_slots(struct maker *m, size_t keys)
{
    uint32_t slots = bits_for(keys * 2), seen = bits_for(keys * 16);

    m->x->slot_shift = 64 - slots;
    m->x->seen_shift = 64 - seen;
    m->x->slots = sbill_arena_array(m->arena, ((size_t)1 << slots) + keys + 1, sizeof *m->x->slots);
    m->x->seen = sbill_arena_array(m->arena, ((size_t)1 << seen) / 64, sizeof *m->x->seen);
    return m->x->slots && m->x->seen;
}

/* Needles that some clause still asks for, in the order of their keys. Gives how many. */
static uint32_t places_in_order(const struct maker *m, struct place *places, uint32_t *to)
{
    uint32_t used = 0;

    for (size_t i = 0; i < m->x->branches.n; i++) {
        const struct sbill_index_branch *b = &m->x->branches.v[i];
        for (uint32_t k = 0; k < b->clause_count; k++) {
            const struct sbill_index_clause *c = &m->x->clauses.v[b->clauses + k];
            for (uint32_t n = 0; n < c->count; n++)
                to[m->x->members.v[c->members + n]] = 1;
        }
    }
    for (uint32_t i = 0; i < m->x->needles.n; i++)
        if (to[i])
            places[used++] = (struct place){m->key[i], i};
    if (used)
        qsort(places, used, sizeof *places, by_key);
    return used;
}

static void order_needles(struct maker *m)
{
    size_t n = m->x->needles.n, keys = 0;
    struct place *places = sbill_arena_array(&m->scratch, n + 1, sizeof *places);
    struct sbill_needle *old = sbill_arena_array(&m->scratch, n + 1, sizeof *old);
    uint32_t *to = sbill_arena_array(&m->scratch, n + 1, sizeof *to), used;

    if (!places || !old || !to)
        return;
    used = places_in_order(m, places, to);
    if (n)
        memcpy(old, m->x->needles.v, n * sizeof *old);
    m->x->needles.n = used;
    for (uint32_t i = 0; i < used; i++) {
        keys += i == 0 || places[i].key != places[i - 1].key;
        m->x->needles.v[i] = old[places[i].needle];
        to[places[i].needle] = i;
    }
    for (size_t i = 0; i < m->x->members.n; i++)
        m->x->members.v[i] = to[m->x->members.v[i]];
    if (!make_slots(m, keys))
        return;
    for (uint32_t i = 0, k; i < used; i = k) {
        for (k = i + 1; k < used && places[k].key == places[i].key; k++)
            ;
        put_slot(m, places[i].key, i, k - i);
    }
}

/* Counted first, then laid down: those of one needle stand together, in the order of branches. */
static void post(struct maker *m, bool counting)
{
    uint32_t order = 0;

    for (uint32_t i = 0; i < m->x->branches.n; i++) {
        const struct sbill_index_branch *b = &m->x->branches.v[i];
        const struct sbill_index_clause *c = &m->x->clauses.v[b->clauses + b->waking];
        if (i == 0 || b->pattern != b[-1].pattern)
            order = 0;
        for (uint32_t k = 0; k < c->count; k++, order++) {
            struct sbill_needle *n = &m->x->needles.v[m->x->members.v[c->members + k]];
            if (!counting)
                m->x->postings.v[n->postings + n->posting_count] = (struct sbill_posting){i, order};
            n->posting_count++;
        }
    }
}

static void lay_postings(struct maker *m)
{
    uint32_t at = 0;

    post(m, true);
    for (size_t i = 0; i < m->x->needles.n; i++) {
        m->x->needles.v[i].postings = at;
        at += m->x->needles.v[i].posting_count;
        m->x->needles.v[i].posting_count = 0;
    }
    m->x->postings.v = sbill_arena_array(m->arena, at + 1, sizeof *m->x->postings.v);
    m->x->postings.n = m->x->postings.cap = at;
    if (m->x->postings.v)
        post(m, false);
}

/* ---- All of it ---- */

static bool start(struct maker *m, size_t most)
{
    size_t n = power_of_two(most * 2);

    m->same = sbill_arena_array(&m->scratch, n, sizeof *m->same);
    m->same_mask = n - 1;
    return m->same != NULL;
}

static void finish(struct maker *m)
{
    size_t n = m->x->needles.n, probes = 0;

    for (size_t i = 0; i < n; i++)
        probes += m->x->needles.v[i].n / 2 + 1;
    m->key = sbill_arena_array(&m->scratch, n + 1, sizeof *m->key);
    m->cost = sbill_arena_array(&m->scratch, n + 1, sizeof *m->cost);
    if (!m->key || !m->cost || !keys_start(&m->scratch, &m->words, probes))
        return;
    count_words(m);
    for (size_t i = 0; i < n; i++)
        choose_probe(m, i);
    if (m->bad)
        return;
    for (size_t i = 0; i < m->x->branches.n; i++)
        choose_waking(m, &m->x->branches.v[i]);
    order_needles(m);
    if (!m->scratch.failed && !m->arena->failed)
        lay_postings(m);
}

int32_t sbill_index_make(struct sbill_rules *r, enum sbill_pattern_use use,
                         struct sbill_index **out)
{
    struct maker m = {.arena = &r->arena};
    size_t most = most_needles(r, use);

    m.x = SBILL_NEW(&r->arena, struct sbill_index);
    if (!m.x)
        return SBILL_NOMEM;
    if (most > MOST_NEEDLES)
        return SBILL_EBOOK;
    sbill_arena_init(&m.scratch, &r->alloc, SCRATCH);
    if (start(&m, most))
        for (uint32_t p = 0; p < r->patterns.n && !m.bad && !m.arena->failed; p++)
            if (r->patterns.v[p].use == (uint32_t)use)
                gather(&m, &r->patterns.v[p], p);
    if (!m.bad && !m.scratch.failed && !m.arena->failed)
        finish(&m);
    choose_form(r, m.x);
    if (m.scratch.failed && !r->arena.failed)
        r->arena.failed = m.scratch.failed;
    sbill_arena_free(&m.scratch);
    *out = m.x;
    return m.arena->failed ? SBILL_NOMEM : m.bad ? SBILL_EBOOK : SBILL_OK;
}
