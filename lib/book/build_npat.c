/* The section of the instruction notes, written (layout: book/instructions.h). */
#include <string.h>

#include "book/instructions_draft.h"
#include "book/phash.h"
#include "book/section.h"

int32_t sbill_npat_memory(const struct sbill_npat_work *w)
{
    int32_t status = w->arena.failed ? w->arena.failed : w->text.failed;

    return status ? sbill_fail(w->err, status, SBILL_NOWHERE,
                               "no memory for the notes of the tabular list")
                  : SBILL_OK;
}

static void pad(struct sbill_buf *out)
{
    static const char zeros[8];

    sbill_buf_add(out, zeros, (0u - out->n) % 8);
}

static void put_bytes(struct sbill_buf *out, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    const char p[4] = {(char)a, (char)b, (char)c, (char)d};

    sbill_buf_add(out, p, sizeof p);
}

static void put_node(struct sbill_buf *out, const struct sbill_npat_node *n)
{
    sbill_put_u64(out, n->key);
    sbill_put_u64(out, n->may_name);
    sbill_put_u32(out, n->first);
    put_bytes(out, n->count & 0xff, n->count >> 8 & 0xff, n->rank & 0xff, n->rank >> 8 & 0xff);
    sbill_put_u32(out, n->frame);
    put_bytes(out, n->kinds, n->unclear, 0, 0);
}

static void put_nodes(struct sbill_npat_work *w, const struct sbill_phash *h, struct sbill_buf *out)
{
    static const struct sbill_npat_node nothing = {.rank = SBILL_NPAT_NO_RANK,
                                                   .frame = SBILL_NPAT_NONE};
    uint32_t *at = SBILL_NEW_N(&w->arena, uint32_t, h->slots);

    if (!at)
        return;
    for (uint32_t i = 0; i < h->buckets; i++) {
        sbill_buf_char(out, (char)(h->step[i] & 0xff));
        sbill_buf_char(out, (char)(h->step[i] >> 8));
    }
    pad(out);
    for (size_t i = 0; i < w->nodes.n; i++)
        at[h->place[i]] = (uint32_t)i + 1;
    for (uint32_t i = 0; i < h->slots; i++)
        put_node(out, at[i] ? &w->nodes.v[at[i] - 1] : &nothing);
}

static void put_frames(const struct sbill_npat_work *w, struct sbill_buf *out)
{
    for (size_t i = 0; i < w->frames.n; i++) {
        sbill_put_u32(out, w->frames.v[i].first);
        sbill_put_u32(out, w->frames.v[i].count);
        sbill_put_u32(out, w->frames.v[i].above);
        sbill_put_u32(out, w->frames.v[i].printed);
    }
}

static void put_instructions(const struct sbill_npat_work *w, struct sbill_buf *out)
{
    for (size_t i = 0; i < w->instructions.n; i++) {
        const struct sbill_npat_instruction *p = &w->instructions.v[i];

        put_bytes(out, (uint32_t)p->kind, (uint32_t)p->level, p->flags, 0);
        sbill_put_u32(out, p->node);
        sbill_put_u32(out, p->first);
        sbill_put_u32(out, p->count);
    }
    for (size_t i = 0; i < w->notes.n; i++) {
        sbill_put_u32(out, w->notes.v[i].at);
        sbill_put_u32(out, w->notes.v[i].first);
        sbill_put_u32(out, w->notes.v[i].count | (w->notes.v[i].odd ? SBILL_NPAT_ODD : 0));
    }
    pad(out);
}

static void put_patterns(const struct sbill_npat_work *w, struct sbill_buf *out)
{
    for (size_t i = 0; i < w->patterns.n; i++) {
        const struct sbill_npat_pattern *p = &w->patterns.v[i];

        sbill_put_u64(out, p->key | (uint64_t)p->ranks << 56);
        sbill_put_u64(out, p->mask | (uint64_t)p->condition << 56);
    }
    for (size_t i = 0; i < w->conditions.n; i++) {
        const struct sbill_condition *c = &w->conditions.v[i];

        put_bytes(out, c->kind, c->asked, c->from, c->endings);
        sbill_put_u32(out, 0);
        sbill_put_u64(out, c->allowed);
        sbill_buf_add(out, c->ending[0], sizeof c->ending);
    }
}

static void put_head(const struct sbill_npat_work *w, const struct sbill_phash *h,
                     struct sbill_buf *out)
{
    const uint32_t head[SBILL_NPAT_HEAD / 4] = {SBILL_NPAT_LAYOUT,
                                                (uint32_t)w->draft->from,
                                                (uint32_t)w->draft->to,
                                                h->seed,
                                                h->slots,
                                                h->buckets,
                                                (uint32_t)w->frames.n,
                                                (uint32_t)w->instructions.n,
                                                (uint32_t)w->notes.n,
                                                (uint32_t)w->patterns.n,
                                                (uint32_t)w->conditions.n,
                                                (uint32_t)w->text.n,
                                                0,
                                                w->not_understood,
                                                w->without_codes};

    for (size_t i = 0; i < SBILL_NPAT_HEAD / 4; i++)
        sbill_put_u32(out, head[i]);
}

int32_t sbill_npat_section(struct sbill_npat_work *w)
{
    uint64_t *keys = SBILL_NEW_N(&w->arena, uint64_t, w->nodes.n + 1);
    struct sbill_phash hash;
    struct sbill_buf out;
    int32_t status;

    if (!keys)
        return sbill_npat_memory(w);
    for (size_t i = 0; i < w->nodes.n; i++)
        keys[i] = w->nodes.v[i].key;
    if (sbill_phash_make(&w->arena, keys, (uint32_t)w->nodes.n, &hash) != SBILL_OK)
        return w->arena.failed ? sbill_npat_memory(w)
                               : sbill_fail(w->err, SBILL_EINPUT, SBILL_NOWHERE,
                                            "the tabular list names a code twice");
    sbill_buf_init(&out, &w->b->alloc, INT32_MAX);
    put_head(w, &hash, &out);
    put_nodes(w, &hash, &out);
    put_frames(w, &out);
    put_instructions(w, &out);
    put_patterns(w, &out);
    sbill_buf_text(&out, sbill_buf_view(&w->text));
    status = sbill_npat_memory(w);
    if (status == SBILL_OK && out.failed)
        status = sbill_fail(w->err, out.failed, SBILL_NOWHERE,
                            "no memory for the notes of the tabular list");
    if (status == SBILL_OK)
        status = sbill_build_section(w->b, SBILL_SEC_INSTRUCTIONS, (uint32_t)w->draft->system,
                                     out.p, out.n, w->err);
    sbill_buf_free(&out);
    return status;
}
