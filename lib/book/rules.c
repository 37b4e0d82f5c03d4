/* The rule packs of a book joined into one table. Ids are looked up by text, so that a clinic's pack may build on the
 * official one or put its own rule in the place of an official one. */
#include "book/rules.h"

#include <stdlib.h>
#include <string.h>

#include "book/rules_index.h"

#define MAX_RULES ((size_t)1 << 30)

static const char *const context_names[SBILL_CTX_CATEGORIES] = {
    "current", "negated", "uncertain",    "hypothetical", "historical", "resolved",
    "planned", "family",  "other-person", "noted",        "managed",    "terminator",
    "pseudo",  "ago",     "explained",    "evaluated",    "sentence",   "reported",
};

const char *sbill_context_name(uint32_t kind)
{
    return kind < SBILL_CTX_CATEGORIES ? context_names[kind] : "";
}

uint32_t sbill_context_from(struct sbill_text name)
{
    for (uint32_t i = 0; i < SBILL_CTX_CATEGORIES; i++)
        if (sbill_text_is(name, context_names[i]))
            return i;
    return SBILL_NO_INDEX;
}

struct join {
    struct sbill_rules *r;
    sbill_error **err;
};

static int32_t damaged(const struct join *j)
{
    return sbill_fail(j->err, SBILL_EBOOK, SBILL_NOWHERE, "a rule pack in the book is damaged");
}

static int32_t memory(const struct join *j, int32_t status)
{
    int32_t failed = j->r->arena.failed;

    if (!failed || (status != SBILL_OK && status != SBILL_NOMEM))
        return status;
    return sbill_fail(j->err, failed == SBILL_NOMEM ? SBILL_NOMEM : SBILL_EBOOK, SBILL_NOWHERE,
                      failed == SBILL_NOMEM ? "out of memory" : "the rule packs are too large");
}

/* ---- Reading the sections ---- */

/* A pack whose id one of the first `asked` packs has, those of earlier layers, gives way to it as a whole: the later
 * edition may have dropped rules. */
static int32_t read_pack(const struct join *j, struct sbill_text bytes, size_t asked)
{
    struct sbill_pack *p = SBILL_PUSH(&j->r->arena, &j->r->packs);
    int32_t status;

    if (!p)
        return memory(j, SBILL_NOMEM);
    status = sbill_pack_read(&j->r->arena, bytes, p);
    for (size_t i = 0; i < asked && status == SBILL_OK; i++)
        if (sbill_text_eq(j->r->packs.v[i].id, p->id)) {
            memset(p, 0, sizeof *p);
            j->r->packs.n--;
            break;
        }
    return status == SBILL_EBOOK ? memory(j, damaged(j)) : memory(j, status);
}

static int32_t read_packs(const struct join *j, const struct sbill_text *extra, size_t extra_count,
                          const sbill_book *b)
{
    int32_t status = SBILL_OK;
    struct sbill_text bytes;
    uint32_t tag;

    for (size_t i = 0; i < extra_count && status == SBILL_OK; i++)
        status = read_pack(j, extra[i], i);
    for (size_t i = 0; b && i < sbill_book_layer_count(b) && status == SBILL_OK; i++) {
        size_t asked = j->r->packs.n;
        for (size_t k = 0;
             status == SBILL_OK &&
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_RULES, k, &tag, &bytes);
             k++)
            status = read_pack(j, bytes, asked);
    }
    return status;
}

/* ---- Patterns, cues, sections ---- */

static struct sbill_joined_pattern *add_pattern(const struct join *j, struct sbill_pack *pack,
                                                uint32_t index, uint32_t use)
{
    struct sbill_joined_pattern *x = SBILL_PUSH(&j->r->arena, &j->r->patterns);

    if (!x)
        return NULL;
    pack->patterns.v[index].number = (uint32_t)(j->r->patterns.n - 1);
    *x = (struct sbill_joined_pattern){
        .pack = pack, .p = &pack->patterns.v[index], .use = (uint8_t)use, .owner = SBILL_NO_INDEX};
    return x;
}

static bool bindings_ok(const struct sbill_pack *p, const struct sbill_binding *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].words >= p->words.n)
            return false;
    return true;
}

static int32_t join_words(const struct join *j, struct sbill_pack *p)
{
    for (size_t i = 0; i < p->words.n; i++) {
        if (p->words.v[i].pattern >= p->patterns.n)
            return damaged(j);
        if (!add_pattern(j, p, p->words.v[i].pattern, SBILL_FOR_WORDS))
            return memory(j, SBILL_NOMEM);
    }
    return SBILL_OK;
}

static int32_t join_cues(const struct join *j, struct sbill_pack *p)
{
    for (size_t i = 0; i < p->cues.n; i++) {
        const struct sbill_cue *cue = &p->cues.v[i];
        struct sbill_joined_cue *slot;
        struct sbill_joined_pattern *x;
        if (cue->pattern >= p->patterns.n || cue->category >= SBILL_CTX_CATEGORIES ||
            !bindings_ok(p, cue->bindings.v, cue->bindings.n))
            return damaged(j);
        slot = SBILL_PUSH(&j->r->arena, &j->r->cues);
        x = add_pattern(j, p, cue->pattern, SBILL_FOR_CUE);
        if (!slot || !x)
            return memory(j, SBILL_NOMEM);
        x->owner = (uint32_t)(j->r->cues.n - 1);
        *slot = (struct sbill_joined_cue){p, cue, x->p->number};
    }
    return SBILL_OK;
}

static int32_t join_sections(const struct join *j, const struct sbill_pack *p)
{
    for (size_t i = 0; i < p->sections.n; i++) {
        const struct sbill_section **slot = SBILL_PUSH(&j->r->arena, &j->r->sections);
        if (!slot)
            return memory(j, SBILL_NOMEM);
        if (p->sections.v[i].context >= SBILL_CTX_KINDS ||
            p->sections.v[i].standing >= SBILL_STANDINGS)
            return damaged(j);
        *slot = &p->sections.v[i];
    }
    return SBILL_OK;
}

/* ---- Concepts: in the order of their ids, the pack asked first wins ---- */

struct entry { /* for sorting */
    struct sbill_text id;
    size_t pack, index;
};
typedef SBILL_LIST(struct entry) entries;

static int by_id(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = sbill_text_cmp(x->id, y->id);

    if (order)
        return order;
    if (x->pack != y->pack)
        return x->pack < y->pack ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static int32_t sort_entries(const struct join *j, bool rules, entries *out)
{
    for (size_t k = 0; k < j->r->packs.n; k++) {
        const struct sbill_pack *p = &j->r->packs.v[k];
        for (size_t i = 0; i < (rules ? p->rules.n : p->concepts.n); i++) {
            struct entry *x = SBILL_PUSH(&j->r->arena, out);
            if (!x)
                return memory(j, SBILL_NOMEM);
            *x = (struct entry){rules ? p->rules.v[i].id : p->concepts.v[i].id, k, i};
        }
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_id);
    return SBILL_OK;
}

static int32_t add_concept(const struct join *j, struct sbill_pack *p, struct sbill_concept *c)
{
    struct sbill_joined_concept *slot = SBILL_PUSH(&j->r->arena, &j->r->concepts);
    uint32_t owner = (uint32_t)(j->r->concepts.n - 1);

    if (!slot)
        return memory(j, SBILL_NOMEM);
    *slot = (struct sbill_joined_concept){.pack = p, .c = c};
    for (size_t i = 0; i < c->finds.n; i++) {
        struct sbill_joined_pattern *x;
        if (c->finds.v[i].pattern >= p->patterns.n ||
            !bindings_ok(p, c->finds.v[i].bindings.v, c->finds.v[i].bindings.n))
            return damaged(j);
        x = add_pattern(j, p, c->finds.v[i].pattern, SBILL_FOR_FIND);
        if (!x)
            return memory(j, SBILL_NOMEM);
        x->owner = owner;
        x->nth = (uint32_t)i;
    }
    for (size_t i = 0; i < c->excepts.n; i++) {
        struct sbill_joined_pattern *x;
        if (c->excepts.v[i] >= p->patterns.n)
            return damaged(j);
        x = add_pattern(j, p, c->excepts.v[i], SBILL_FOR_EXCEPT);
        if (!x)
            return memory(j, SBILL_NOMEM);
        x->owner = owner;
    }
    return SBILL_OK;
}

static int32_t join_concepts(const struct join *j)
{
    entries all = {NULL, 0, 0};
    int32_t status = sort_entries(j, false, &all);

    for (size_t i = 0; i < all.n && status == SBILL_OK; i++) {
        struct sbill_pack *p = &j->r->packs.v[all.v[i].pack];
        if (i == 0 || !sbill_text_eq(all.v[i - 1].id, all.v[i].id))
            status = add_concept(j, p, &p->concepts.v[all.v[i].index]);
    }
    return status;
}

/* First place in the sorted concepts whose id is not below `id`. */
static size_t concept_place(const struct sbill_rules *r, struct sbill_text id)
{
    size_t low = 0, high = r->concepts.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (sbill_text_cmp(r->concepts.v[mid].c->id, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static uint32_t concept_index(const struct sbill_rules *r, struct sbill_text id)
{
    size_t i = concept_place(r, id);

    return i < r->concepts.n && sbill_text_eq(r->concepts.v[i].c->id, id) ? (uint32_t)i
                                                                          : SBILL_NO_INDEX;
}

static int32_t join_groups(const struct join *j)
{
    entries all = {NULL, 0, 0};
    uint32_t group = 0;

    for (size_t i = 0; i < j->r->concepts.n; i++) {
        struct entry *x = SBILL_PUSH(&j->r->arena, &all);
        if (!x)
            return memory(j, SBILL_NOMEM);
        *x = (struct entry){j->r->concepts.v[i].c->group, 0, i};
    }
    if (all.n)
        qsort(all.v, all.n, sizeof *all.v, by_id);
    for (size_t i = 0; i < all.n; i++) {
        group += i > 0 && !sbill_text_eq(all.v[i - 1].id, all.v[i].id);
        j->r->concepts.v[all.v[i].index].group = group;
    }
    return SBILL_OK;
}

/* ---- References ---- */

static int32_t unknown(const struct join *j, struct sbill_text pack, struct sbill_text name)
{
    return sbill_fail(j->err, SBILL_EBOOK, SBILL_NOWHERE,
                      "rule pack %t names the concept %t, which no pack of the book has", &pack,
                      &name);
}

static int32_t resolve(const struct join *j, struct sbill_text pack, const sbill_names *names,
                       sbill_indexes *out)
{
    out->n = 0;
    for (size_t i = 0; i < names->n; i++) {
        uint32_t index = concept_index(j->r, names->v[i]);
        uint32_t *slot = SBILL_PUSH(&j->r->arena, out);
        if (!slot)
            return memory(j, SBILL_NOMEM);
        if (index == SBILL_NO_INDEX)
            return unknown(j, pack, names->v[i]);
        *slot = index;
    }
    return SBILL_OK;
}

static int32_t resolve_group(const struct join *j, struct sbill_text pack,
                             struct sbill_alternative *a)
{
    for (size_t i = 0; i < j->r->concepts.n; i++) {
        uint32_t *slot;
        if (!sbill_text_eq(j->r->concepts.v[i].c->group, a->name))
            continue;
        slot = SBILL_PUSH(&j->r->arena, &a->concepts);
        if (!slot)
            return memory(j, SBILL_NOMEM);
        *slot = (uint32_t)i;
    }
    return a->concepts.n ? SBILL_OK : unknown(j, pack, a->name);
}

static int32_t resolve_alternative(const struct join *j, struct sbill_text pack,
                                   struct sbill_alternative *a)
{
    sbill_names one = {&a->name, 1, 1};

    return a->group ? resolve_group(j, pack, a) : resolve(j, pack, &one, &a->concepts);
}

static int32_t resolve_rule(const struct join *j, struct sbill_text pack, struct sbill_rule *r)
{
    int32_t status = resolve(j, pack, &r->unless, &r->unless_);

    if (status == SBILL_OK)
        status = resolve(j, pack, &r->uses, &r->uses_);
    for (size_t t = 0; t < r->when.n; t++)
        for (size_t a = 0; a < r->when.v[t].any.n && status == SBILL_OK; a++)
            status = resolve_alternative(j, pack, &r->when.v[t].any.v[a]);
    return status;
}

/* A pack turns off rules of its own and of packs that are asked later. */
static bool turned_off(const struct sbill_rules *r, size_t pack, struct sbill_text id)
{
    for (size_t k = 0; k <= pack; k++)
        for (size_t i = 0; i < r->packs.v[k].off.n; i++)
            if (sbill_text_eq(r->packs.v[k].off.v[i], id))
                return true;
    return false;
}

static int32_t join_rules(const struct join *j)
{
    entries all = {NULL, 0, 0};
    int32_t status = sort_entries(j, true, &all);

    for (size_t i = 0; i < all.n && status == SBILL_OK; i++) {
        struct sbill_pack *p = &j->r->packs.v[all.v[i].pack];
        struct sbill_rule *rule = &p->rules.v[all.v[i].index];
        const struct sbill_rule **slot;
        if ((i > 0 && sbill_text_eq(all.v[i - 1].id, all.v[i].id)) ||
            turned_off(j->r, all.v[i].pack, rule->id))
            continue;
        slot = SBILL_PUSH(&j->r->arena, &j->r->rules);
        if (!slot)
            return memory(j, SBILL_NOMEM);
        *slot = rule;
        rule->pack = p->id;
        status = resolve_rule(j, p->id, rule);
    }
    return status;
}

static int32_t join_managed(const struct join *j)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < j->r->concepts.n && status == SBILL_OK; i++) {
        struct sbill_joined_concept *c = &j->r->concepts.v[i];
        status = resolve(j, c->pack->id, &c->c->managed_by, &c->managed_by);
    }
    return status;
}

/* ---- For the scanner ---- */

static int32_t join_index(const struct join *j, enum sbill_pattern_use use,
                          struct sbill_index **out)
{
    int32_t status = sbill_index_make(j->r, use, out);

    return status == SBILL_EBOOK ? memory(j, damaged(j)) : memory(j, status);
}

static int32_t join_all(const struct join *j)
{
    int32_t status = join_concepts(j);

    for (size_t i = 0; i < j->r->packs.n && status == SBILL_OK; i++) {
        status = join_words(j, &j->r->packs.v[i]);
        if (status == SBILL_OK)
            status = join_cues(j, &j->r->packs.v[i]);
        if (status == SBILL_OK)
            status = join_sections(j, &j->r->packs.v[i]);
    }
    if (status == SBILL_OK)
        status = join_groups(j);
    if (status == SBILL_OK)
        status = join_managed(j);
    if (status == SBILL_OK)
        status = join_rules(j);
    if (status == SBILL_OK)
        status = join_index(j, SBILL_FOR_FIND, &j->r->find_index);
    if (status == SBILL_OK)
        status = join_index(j, SBILL_FOR_CUE, &j->r->cue_index);
    if (status == SBILL_OK)
        sbill_rules_sort_concepts(j->r);
    if (status == SBILL_OK)
        sbill_rules_wake_lists(j->r);
    if (status == SBILL_OK)
        sbill_rules_index_headers(j->r);
    status = memory(j, status);
    return status == SBILL_OK ? sbill_rules_make_slots(j->r, j->err) : status;
}

int32_t sbill_rules_new(const struct sbill_alloc *alloc, const struct sbill_text *extra,
                        size_t extra_count, const sbill_book *b, struct sbill_rules **out,
                        sbill_error **err)
{
    struct sbill_rules *r = sbill_alloc_get(alloc, sizeof *r);
    struct join j = {r, err};
    int32_t status;

    if (!r)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    memset(r, 0, sizeof *r);
    r->alloc = *alloc;
    sbill_arena_init(&r->arena, &r->alloc, MAX_RULES);
    status = read_packs(&j, extra, extra_count, b);
    if (status == SBILL_OK)
        status = join_all(&j);
    if (status != SBILL_OK) {
        sbill_rules_free(r);
        return status;
    }
    *out = r;
    return SBILL_OK;
}
