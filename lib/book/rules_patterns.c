/* Patterns of a book's rules: compiled at their first use by whichever thread comes first, then shared. And the
 * rules of a book, made in the same way. */
#include "base/os.h"
#include "book/inside.h"
#include "book/rules_pack.h"

struct sbill_compiled {
    size_t n; /* two for each pattern: free and anchored */
    _Atomic(struct sbill_regex *) slot[];
};

int32_t sbill_rules_make_slots(struct sbill_rules *r, sbill_error **err)
{
    size_t n = r->patterns.n * 2;
    struct sbill_compiled *c = sbill_alloc_get(&r->alloc, sizeof *c + n * sizeof c->slot[0]);

    if (!c)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    c->n = n;
    for (size_t i = 0; i < n; i++)
        atomic_init(&c->slot[i], NULL);
    r->compiled = c;
    return SBILL_OK;
}

void sbill_rules_free(struct sbill_rules *r)
{
    struct sbill_alloc alloc;
    struct sbill_compiled *c;

    if (!r)
        return;
    alloc = r->alloc;
    c = r->compiled;
    for (size_t i = 0; c && i < c->n; i++)
        sbill_regex_free(atomic_load(&c->slot[i]));
    if (c)
        sbill_alloc_put(&alloc, c, sizeof *c + c->n * sizeof c->slot[0]);
    sbill_arena_free(&r->arena);
    sbill_alloc_put(&alloc, r, sizeof *r);
}

static struct sbill_regex *compile(const struct sbill_rules *r, uint32_t pattern, bool anchored,
                                   int32_t *status)
{
    const struct sbill_joined_pattern *p = &r->patterns.v[pattern];
    struct sbill_place at = {p->pack->file, p->p->line, 0};
    uint32_t flags = (p->p->flags & SBILL_RX_CASE) | (anchored ? SBILL_RX_ANCHORED : 0u);
    struct sbill_regex *made = NULL, *first = NULL;

    *status = sbill_regex_compile(&r->alloc, p->p->text, flags, at, &made, NULL, NULL);
    if (*status == SBILL_EINPUT) /* it compiled when the book was made */
        *status = SBILL_EBOOK;
    if (*status != SBILL_OK)
        return NULL;
    *status = sbill_regex_warm(made);
    if (*status != SBILL_OK) {
        sbill_regex_free(made);
        return NULL;
    }
    if (atomic_compare_exchange_strong(&r->compiled->slot[2 * pattern + anchored], &first, made))
        return made;
    sbill_regex_free(made); /* another thread was faster */
    return first;
}

static const struct sbill_regex *compiled(const struct sbill_rules *r, uint32_t pattern,
                                          bool anchored, int32_t *status)
{
    struct sbill_regex *have = atomic_load(&r->compiled->slot[2 * pattern + anchored]);

    *status = SBILL_OK;
    return have ? have : compile(r, pattern, anchored, status);
}

const struct sbill_regex *sbill_rules_regex(const struct sbill_rules *r, uint32_t pattern,
                                            int32_t *status)
{
    return compiled(r, pattern, false, status);
}

const struct sbill_regex *sbill_rules_anchored(const struct sbill_rules *r, uint32_t pattern,
                                               int32_t *status)
{
    return compiled(r, pattern, true, status);
}

int32_t sbill_rules_warm(const struct sbill_rules *r, sbill_error **err)
{
    int32_t status = SBILL_OK;

    for (uint32_t i = 0; i < r->patterns.n && status == SBILL_OK; i++)
        if (r->patterns.v[i].form != SBILL_FORM_EXACT)
            (void)compiled(r, i, r->patterns.v[i].form == SBILL_FORM_ANCHORED, &status);
    if (status == SBILL_OK)
        return SBILL_OK;
    return sbill_fail(err, status, SBILL_NOWHERE,
                      status == SBILL_NOMEM ? "out of memory" : "a pattern in the book is damaged");
}

size_t sbill_rules_memory(const struct sbill_rules *r)
{
    size_t bytes = sizeof *r + r->arena.used + r->compiled->n * sizeof r->compiled->slot[0];

    for (size_t i = 0; i < r->compiled->n; i++) {
        const struct sbill_regex *x = atomic_load(&r->compiled->slot[i]);
        bytes += x ? sbill_regex_memory(x) : 0;
    }
    return bytes;
}

void sbill_rules_count(const struct sbill_rules *r, size_t *compiled, size_t *all)
{
    *compiled = 0;
    *all = r->patterns.n;
    for (size_t i = 0; i < r->compiled->n; i++)
        *compiled += atomic_load(&r->compiled->slot[i]) != NULL;
}

const struct sbill_rules *sbill_book_rules(const sbill_book *b, sbill_error **err)
{
    /* The one part of a book that is made later: it goes from NULL to its value once, atomically. */
    sbill_book *book = (sbill_book *)(uintptr_t)b;
    struct sbill_rules *have = atomic_load(&book->rules), *made = NULL, *first = NULL;

    if (have || sbill_rules_new(sbill_book_alloc(b), NULL, 0, b, &made, err) != SBILL_OK)
        return have;
    if (atomic_compare_exchange_strong(&book->rules, &first, made))
        return made;
    sbill_rules_free(made);
    return first;
}
