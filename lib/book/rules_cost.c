/* Which bytes of a needle are looked up, and which clause wakes a branch: what stands in the fewest notes, as far as
 * the needles themselves tell. */
#include <string.h>

#include "book/rules_maker.h"

struct keys { /* key -> how many needles have a probe of it */
    uint64_t *key;
    uint32_t *value;
    size_t mask;
};

static bool keys_start(struct sbill_arena *a, struct keys *k, size_t most)
{
    size_t n = sbill_power_of_two(most * 2);

    k->key = sbill_arena_array(a, n, sizeof *k->key);
    k->value = sbill_arena_array(a, n, sizeof *k->value);
    k->mask = n - 1;
    return k->key && k->value;
}

static uint32_t *keys_at(struct keys *k, uint64_t key)
{
    size_t i = sbill_probe_hash(key) >> 32 & k->mask;

    while (k->key[i] && k->key[i] != key)
        i = (i + 1) & k->mask;
    k->key[i] = key;
    return &k->value[i];
}

struct costs {
    struct sbill_index_maker *m;
    struct keys words;
    uint32_t *cost; /* by needle */
};

/* ---- Probes ---- */

static struct sbill_text text_of(const struct sbill_needle *n)
{
    return (struct sbill_text){n->p, n->n};
}

static void count_words(struct costs *c)
{
    for (size_t i = 0; i < c->m->x->needles.n; i++) {
        const struct sbill_needle *n = &c->m->x->needles.v[i];
        struct sbill_probe probe;
        size_t from = 0;
        while (sbill_next_probe(text_of(n), n->edges, &from, &probe))
            ++*keys_at(&c->words, sbill_probe_key(n->p, &probe));
    }
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
static uint32_t cost_of(struct costs *c, const struct sbill_needle *n,
                        const struct sbill_probe *probe, uint64_t key)
{
    uint32_t shared = *keys_at(&c->words, key);
    uint32_t dear = probe->n < 3 ? 400 : probe->n < 5 ? 40 : 8;

    if (probe->kind == SBILL_PROBE_ANY)
        dear = 8000;
    else if (probe->kind == SBILL_PROBE_BYTE)
        dear = sbill_usual_mark(n->p[probe->at]) ? 6000 : 3000;
    else if (probe->kind == SBILL_PROBE_END)
        dear = 4000;
    else if (probe->kind != SBILL_PROBE_WORD)
        dear = dear * 2 + (probe->n < 2 ? 2000 : 0);
    if (everywhere(n->p + probe->at, probe->n))
        dear += probe->n == n->n ? 1500 : 1000;
    return shared * 2 + dear + (n->n < 32 ? 32u - n->n : 0);
}

/* By how often letters stand in English. */
static uint8_t rarest(struct sbill_text t)
{
    static const char common[] = " etainosrhldcmupfgywbvkxqjz";
    size_t best = 0;
    uint8_t at = 0;

    for (size_t i = 0; i < t.n && i < UINT8_MAX; i++) {
        const char *p = t.p[i] ? strchr(common, t.p[i]) : NULL;
        size_t rank = p ? (size_t)(p - common) + 1 : sizeof common;
        if (rank > best) {
            best = rank;
            at = (uint8_t)i;
        }
    }
    return at;
}

static void choose_probe(struct costs *c, size_t i)
{
    struct sbill_needle *n = &c->m->x->needles.v[i];
    struct sbill_probe probe;
    size_t from = 0;
    uint32_t starts = 0;

    c->cost[i] = SBILL_NO_INDEX;
    while (sbill_next_probe(text_of(n), n->edges, &from, &probe)) {
        uint64_t key = sbill_probe_key(n->p, &probe);
        uint32_t cost = cost_of(c, n, &probe, key);
        if (cost >= c->cost[i])
            continue;
        c->cost[i] = cost;
        c->m->key[i] = key;
        n->probe = (uint16_t)probe.at;
    }
    c->m->bad = c->m->bad || c->cost[i] == SBILL_NO_INDEX;
    for (size_t k = 1; k <= n->probe && k < n->n; k++)
        starts += sbill_word_char(n->p[k]) && !sbill_word_char(n->p[k - 1]);
    c->m->bad = c->m->bad || starts > UINT8_MAX;
    n->starts = (uint8_t)starts;
    n->rare = rarest(text_of(n));
}

/* ---- Which clause wakes a branch ---- */

static uint64_t clause_cost(const struct costs *c, const struct sbill_index_clause *clause)
{
    uint64_t cost = 0;

    for (uint32_t i = 0; i < clause->count; i++)
        cost += c->cost[c->m->x->members.v[clause->members + i]];
    return cost;
}

/* By more than whole words and their beginnings. */
static bool dear_to_find(const struct costs *c, const struct sbill_index_clause *clause)
{
    for (uint32_t i = 0; i < clause->count; i++) {
        uint64_t tag = c->m->key[c->m->x->members.v[clause->members + i]] & SBILL_TAG_BITS;
        if (tag == SBILL_ANY_TAG || tag == SBILL_BYTE_TAG || tag == SBILL_END_TAG)
            return true;
    }
    return false;
}

#define TOO_DEAR 2500 /* for needles that wake nothing */

/* Needles that need not begin a word, and common ones, cost all words of all notes: where they wake nothing, they are
 * looked for once the branch is awake. And a match that may begin with a common word is found sooner by searching. */
static void choose_waking(struct costs *c, struct sbill_index_branch *b)
{
    struct sbill_index_clause *v = &c->m->x->clauses.v[b->clauses];
    uint64_t least = UINT64_MAX;
    uint8_t kept = 0, waking = 0;

    for (uint8_t i = 0; i < b->clause_count; i++) {
        uint64_t cost = clause_cost(c, &v[i]);
        if (cost < least) {
            least = cost;
            b->waking = i;
        }
    }
    for (uint8_t i = 0; i < b->clause_count; i++) {
        v[i].searched =
            i != b->waking && (dear_to_find(c, &v[i]) || clause_cost(c, &v[i]) > TOO_DEAR);
        if (v[i].searched && b->start && i == 0) {
            b->start = false;
            continue;
        }
        if (i == b->waking)
            waking = kept;
        v[kept++] = v[i];
    }
    b->waking = waking;
    b->clause_count = kept;
}

void sbill_index_choose(struct sbill_index_maker *m)
{
    struct costs c = {.m = m};
    size_t n = m->x->needles.n, probes = 0;

    for (size_t i = 0; i < n; i++)
        probes += m->x->needles.v[i].n / 2 + 1;
    m->key = sbill_arena_array(&m->scratch, n + 1, sizeof *m->key);
    c.cost = sbill_arena_array(&m->scratch, n + 1, sizeof *c.cost);
    if (!m->key || !c.cost || !keys_start(&m->scratch, &c.words, probes))
        return;
    count_words(&c);
    for (size_t i = 0; i < n; i++)
        choose_probe(&c, i);
    for (size_t i = 0; i < m->x->branches.n && !m->bad; i++)
        choose_waking(&c, &m->x->branches.v[i]);
}
