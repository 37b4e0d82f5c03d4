/* Headers of sections by their words: every sentence of a note may begin with one, so none is compared with all. */
#include "book/rules_maker.h"

static size_t hash(struct sbill_text t)
{
    uint64_t h = t.n;

    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (unsigned char)t.p[i]) * 0x100000001B3u;
    return (size_t)(h ^ h >> 32);
}

/* Where the header is, or would be. */
static struct sbill_header_slot *slot_of(const struct sbill_rules *r, struct sbill_text header)
{
    size_t i = hash(header) & r->headers_mask;

    while (r->headers[i].section && !sbill_text_eq(r->headers[i].header, header))
        i = (i + 1) & r->headers_mask;
    return &r->headers[i];
}

static void add_openers(struct sbill_rules *r, const struct sbill_section *s)
{
    for (size_t i = 0; i < s->openers.n; i++) {
        struct sbill_header_slot *slot = SBILL_PUSH(&r->arena, &r->openers);
        if (slot)
            *slot = (struct sbill_header_slot){s->openers.v[i], s};
    }
}

/* Of two sections with the same header the one asked first has it. */
void sbill_rules_index_headers(struct sbill_rules *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->sections.n; i++)
        n += r->sections.v[i]->headers.n;
    n = sbill_power_of_two(n * 2 + 2);
    r->headers_mask = n - 1;
    r->headers = sbill_arena_array(&r->arena, n, sizeof *r->headers);
    for (size_t i = 0; r->headers && i < r->sections.n; i++) {
        const struct sbill_section *s = r->sections.v[i];
        for (size_t k = 0; k < s->headers.n; k++) {
            struct sbill_header_slot *slot = slot_of(r, s->headers.v[k]);
            if (!slot->section)
                *slot = (struct sbill_header_slot){s->headers.v[k], s};
        }
        add_openers(r, s);
    }
}

const struct sbill_section *sbill_rules_header(const struct sbill_rules *r,
                                               struct sbill_text written)
{
    char form[SBILL_LONGEST_HEADER];
    size_t n = 0;

    written = sbill_text_trim(written);
    if (written.n == 0 || written.n > sizeof form)
        return NULL;
    for (size_t i = 0; i < written.n; i++) {
        if (!sbill_is_space(written.p[i]))
            form[n++] = sbill_lower(written.p[i]);
        else if (form[n - 1] != ' ')
            form[n++] = ' ';
    }
    return slot_of(r, (struct sbill_text){form, n})->section;
}
