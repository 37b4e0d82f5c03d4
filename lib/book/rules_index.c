/* Making the index: needles are gathered and numbered, each gets the probe that the fewest others share, each branch
 * the clause that will wake it, and needles with the same key come to stand together. */
#include <stdlib.h>
#include <string.h>

#include "book/rules_maker.h"

#define MOST_NEEDLES ((size_t)1 << 26)
#define SCRATCH ((size_t)1 << 31)

/* ---- Gathering ---- */

static uint64_t text_hash(struct sbill_text t, uint32_t edges)
{
    uint64_t h = edges + 1;

    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (unsigned char)t.p[i]) * 0x100000001B3u;
    return h ^ h >> 32;
}

/* The needle's number; it gets one if it has none. */
static uint32_t number_of(struct sbill_index_maker *m, struct sbill_text t, uint32_t edges)
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
    for (size_t k = 0; k < t.n && k < 8; k++)
        slot->head |= (uint64_t)(unsigned char)t.p[k] << 8 * k;
    m->same[i] = (uint32_t)m->x->needles.n;
    return m->same[i] - 1;
}

static void gather_clause(struct sbill_index_maker *m, struct sbill_needs_reader *r)
{
    struct sbill_index_clause *c = SBILL_PUSH(m->arena, &m->x->clauses);
    uint32_t n;

    if (c)
        c->members = (uint32_t)m->x->members.n;
    sbill_needs_clause(r, &n);
    r->bad = r->bad || n > UINT16_MAX;
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

static void gather_branch(struct sbill_index_maker *m, struct sbill_needs_reader *r,
                          uint32_t pattern, bool exact)
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

static void gather(struct sbill_index_maker *m, struct sbill_joined_pattern *p, uint32_t pattern)
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

static void put_slot(struct sbill_index_maker *m, uint64_t key, uint32_t first, uint32_t count)
{
    uint64_t hash = sbill_probe_hash(key);
    struct sbill_probe_slot *slot = &m->x->slots[sbill_probe_slot(m->x, key)];

    m->x->seen[hash >> m->x->seen_shift] |= sbill_seen_bits(hash);
    while (slot->key) /* there is room behind for all keys */
        slot++;
    *slot = (struct sbill_probe_slot){key, first, count};
    for (uint32_t i = 0; i < SBILL_PART_SIZES; i++) {
        uint64_t tags = SBILL_SIZE_TAG(sbill_part_sizes[i]);
        m->x->begins |= (uint32_t)(key >> 48 == (tags | SBILL_BEGIN_TAG) >> 48) << i;
        m->x->ends |= (uint32_t)(key >> 48 == (tags | SBILL_END_TAG) >> 48) << i;
    }
    m->x->has_any = m->x->has_any || (key & SBILL_TAG_BITS) == SBILL_ANY_TAG;
    if ((key & SBILL_TAG_BITS) == SBILL_BYTE_TAG) {
        m->x->has_bytes = true;
        m->x->bytes[(key & 0xFF) / 64] |= (uint64_t)1 << key % 64;
    }
}

static uint32_t bits_for(size_t n)
{
    uint32_t bits = 6;

    while (bits < 31 && ((size_t)1 << bits) < n)
        bits++;
    return bits;
}

static bool make_slots(struct sbill_index_maker *m, size_t keys)
{
    uint32_t slots = bits_for(keys * 2), seen = bits_for(keys / 4); /* 16 bits a key */

    m->x->slot_shift = 64 - slots;
    m->x->seen_shift = 64 - seen;
    m->x->slots = sbill_arena_array(m->arena, ((size_t)1 << slots) + keys + 1, sizeof *m->x->slots);
    m->x->seen = sbill_arena_array(m->arena, (size_t)1 << seen, sizeof *m->x->seen);
    return m->x->slots && m->x->seen;
}

enum { /* how a needle is used */
    UNUSED,
    SEARCHED, /* by clauses that are searched only */
    LOOKED_UP
};

static void mark_used(const struct sbill_index_maker *m, uint32_t *use)
{
    for (size_t i = 0; i < m->x->branches.n; i++) {
        const struct sbill_index_branch *b = &m->x->branches.v[i];
        for (uint32_t k = 0; k < b->clause_count; k++) {
            const struct sbill_index_clause *c = &m->x->clauses.v[b->clauses + k];
            for (uint32_t n = 0; n < c->count; n++) {
                uint32_t *how = &use[m->x->members.v[c->members + n]];
                *how = !c->searched ? LOOKED_UP : *how == UNUSED ? SEARCHED : *how;
            }
        }
    }
}

/* Those that are looked up in the order of their keys, then the others. Gives how many of the first. */
static uint32_t places_in_order(const struct sbill_index_maker *m, const uint32_t *use,
                                struct place *places, uint32_t *all)
{
    uint32_t slots = 0;

    for (uint32_t i = 0; i < m->x->needles.n; i++)
        if (use[i] == LOOKED_UP)
            places[slots++] = (struct place){m->key[i], i};
    if (slots)
        qsort(places, slots, sizeof *places, by_key);
    *all = slots;
    for (uint32_t i = 0; i < m->x->needles.n; i++)
        if (use[i] == SEARCHED)
            places[(*all)++] = (struct place){0, i};
    return slots;
}

static void fill_slots(struct sbill_index_maker *m, const struct place *places, uint32_t n)
{
    size_t keys = 0;

    for (uint32_t i = 0; i < n; i++)
        keys += i == 0 || places[i].key != places[i - 1].key;
    if (!make_slots(m, keys))
        return;
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && places[k].key == places[i].key; k++)
            ;
        put_slot(m, places[i].key, i, k - i);
    }
}

static void order_needles(struct sbill_index_maker *m)
{
    size_t n = m->x->needles.n;
    struct place *places = sbill_arena_array(&m->scratch, n + 1, sizeof *places);
    struct sbill_needle *old = sbill_arena_array(&m->scratch, n + 1, sizeof *old);
    uint32_t *to = sbill_arena_array(&m->scratch, n + 1, sizeof *to), slots, all;

    if (!places || !old || !to)
        return;
    mark_used(m, to);
    slots = places_in_order(m, to, places, &all);
    if (n)
        memcpy(old, m->x->needles.v, n * sizeof *old);
    m->x->needles.n = all;
    for (uint32_t i = 0; i < all; i++) {
        m->x->needles.v[i] = old[places[i].needle];
        to[places[i].needle] = i;
    }
    for (size_t i = 0; i < m->x->members.n; i++)
        m->x->members.v[i] = to[m->x->members.v[i]];
    fill_slots(m, places, slots);
}

/* A clause of one or two needles that must be met beside the one that wakes. */
static struct sbill_posting posting_of(const struct sbill_index_maker *m, uint32_t branch,
                                       uint32_t order)
{
    const struct sbill_index_branch *b = &m->x->branches.v[branch];
    struct sbill_posting p = {branch, order, {SBILL_NO_INDEX, SBILL_NO_INDEX}};

    for (uint8_t i = 0; i < b->clause_count; i++) {
        const struct sbill_index_clause *c = &m->x->clauses.v[b->clauses + i];
        if (i == b->waking || c->searched || c->count > 2)
            continue;
        p.with[0] = m->x->members.v[c->members];
        p.with[1] = m->x->members.v[c->members + c->count - 1];
        if (c->count == 1)
            break;
    }
    return p;
}

/* Counted first, then laid down: those of one needle stand together, in the order of branches. */
static void post(struct sbill_index_maker *m, bool counting)
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
                m->x->postings.v[n->postings + n->posting_count] = posting_of(m, i, order);
            n->posting_count++;
        }
    }
}

static void lay_postings(struct sbill_index_maker *m)
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

static bool start(struct sbill_index_maker *m, size_t most)
{
    size_t n = sbill_power_of_two(most * 2);

    m->same = sbill_arena_array(&m->scratch, n, sizeof *m->same);
    m->same_mask = n - 1;
    return m->same != NULL;
}

static void finish(struct sbill_index_maker *m)
{
    sbill_index_choose(m);
    if (m->bad || m->scratch.failed)
        return;
    order_needles(m);
    if (!m->scratch.failed && !m->arena->failed)
        lay_postings(m);
}

int32_t sbill_index_make(struct sbill_rules *r, enum sbill_pattern_use use,
                         struct sbill_index **out)
{
    struct sbill_index_maker m = {.arena = &r->arena};
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
