/* A rule pack as bytes. One walk over the members serves both directions: numbers are LEB128, signed ones fixed at
 * eight bytes, text and lists carry their length first. Nothing read is trusted. */
#include <string.h>

#include "book/rules_pack.h"

#define FORMAT 3

struct codec {
    struct sbill_buf *out; /* writing, else NULL */
    const char *p;
    size_t left;
    struct sbill_arena *arena;
    bool bad;
};

static void byte(struct codec *c, uint8_t *v)
{
    if (c->out) {
        sbill_buf_char(c->out, (char)*v);
    } else if (c->left == 0) {
        c->bad = true;
        *v = 0;
    } else {
        *v = (uint8_t)*c->p++;
        c->left--;
    }
}

static void u32(struct codec *c, uint32_t *v)
{
    uint32_t rest = *v, got = 0;
    uint8_t b;

    for (unsigned shift = 0; shift < 35 && !c->bad; shift += 7) {
        b = (uint8_t)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
        rest >>= 7;
        byte(c, &b);
        got |= (uint32_t)(b & 0x7f) << (shift < 32 ? shift : 31);
        if (!(b & 0x80))
            break;
    }
    *v = got;
}

static void i64(struct codec *c, int64_t *v)
{
    uint64_t bits = (uint64_t)*v, got = 0;

    for (unsigned shift = 0; shift < 64; shift += 8) {
        uint8_t b = (uint8_t)(bits >> shift);
        byte(c, &b);
        got |= (uint64_t)b << shift;
    }
    *v = (int64_t)got;
}

static void i32(struct codec *c, int32_t *v)
{
    uint32_t bits = (uint32_t)*v;

    u32(c, &bits);
    *v = (int32_t)bits;
}

static void text(struct codec *c, struct sbill_text *t)
{
    uint32_t n = (uint32_t)t->n;

    u32(c, &n);
    if (c->out) {
        sbill_buf_text(c->out, *t);
    } else if (n > c->left) {
        c->bad = true;
        *t = (struct sbill_text){"", 0};
    } else {
        *t = (struct sbill_text){c->p, n};
        c->p += n;
        c->left -= n;
    }
}

/* The length of a list; when reading, room for it. Every element takes at least a byte. */
static void open_list(struct codec *c, void *v_ptr, size_t *n, size_t *cap, size_t size)
{
    uint32_t count = (uint32_t)*n;
    void *v;

    u32(c, &count);
    if (c->out)
        return;
    *n = 0;
    if (count > c->left)
        c->bad = true;
    if (c->bad || count == 0)
        return;
    v = sbill_arena_array(c->arena, count, size);
    c->bad = !v;
    if (!v)
        return;
    memcpy(v_ptr, &v, sizeof v);
    *n = *cap = count;
}

#define LIST(c, list, each)                                                      \
    do {                                                                         \
        open_list((c), &(list)->v, &(list)->n, &(list)->cap, sizeof *(list)->v); \
        for (size_t i_ = 0; i_ < (list)->n && !(c)->bad; i_++)                   \
            each((c), &(list)->v[i_]);                                           \
    } while (0)

static void names(struct codec *c, sbill_names *list)
{
    LIST(c, list, text);
}

static void indexes(struct codec *c, sbill_indexes *list)
{
    LIST(c, list, u32);
}

static void pattern(struct codec *c, struct sbill_pattern *p)
{
    text(c, &p->text);
    u32(c, &p->flags);
    u32(c, &p->line);
    text(c, &p->needs);
}

static void words(struct codec *c, struct sbill_words *w)
{
    text(c, &w->id);
    u32(c, &w->pattern);
    names(c, &w->is);
}

static void binding(struct codec *c, struct sbill_binding *b)
{
    text(c, &b->capture);
    u32(c, &b->words);
}

static void find(struct codec *c, struct sbill_find *f)
{
    u32(c, &f->pattern);
    LIST(c, &f->bindings, binding);
}

static void concept(struct codec *c, struct sbill_concept *k)
{
    text(c, &k->id);
    text(c, &k->title);
    text(c, &k->group);
    u32(c, &k->flags);
    u32(c, &k->priority);
    i32(c, &k->recent_days);
    names(c, &k->in);
    names(c, &k->not_in);
    names(c, &k->managed_by);
    LIST(c, &k->finds, find);
    indexes(c, &k->excepts);
}

static void cue(struct codec *c, struct sbill_cue *q)
{
    u32(c, &q->pattern);
    u32(c, &q->category);
    u32(c, &q->direction);
    u32(c, &q->window);
    u32(c, &q->far);
    LIST(c, &q->bindings, binding);
}

static void section(struct codec *c, struct sbill_section *s)
{
    text(c, &s->id);
    names(c, &s->headers);
    names(c, &s->openers);
    u32(c, &s->context);
    u32(c, &s->flags);
    u32(c, &s->standing);
    u32(c, &s->rank);
}

static void flag(struct codec *c, bool *b)
{
    uint8_t v = *b;

    byte(c, &v);
    *b = v != 0;
}

static void alternative(struct codec *c, struct sbill_alternative *a)
{
    text(c, &a->name);
    flag(c, &a->group);
    u32(c, &a->contexts);
}

static void term(struct codec *c, struct sbill_term *t)
{
    flag(c, &t->absent);
    LIST(c, &t->any, alternative);
}

static void outcome(struct codec *c, struct sbill_rule_outcome *o)
{
    u32(c, &o->kind);
    text(c, &o->is);
    i64(c, &o->below);
    text(c, &o->code);
    text(c, &o->query);
}

static void guards(struct codec *c, struct sbill_guards *g)
{
    i32(c, &g->age_from.n);
    u32(c, &g->age_from.unit);
    i32(c, &g->age_to.n);
    u32(c, &g->age_to.unit);
    u32(c, &g->sex);
    u32(c, &g->setting);
    i32(c, &g->from);
    i32(c, &g->to);
    names(c, &g->sections);
    names(c, &g->plans);
    names(c, &g->filing);
    names(c, &g->payers);
    names(c, &g->places);
    names(c, &g->claim_types);
}

static void rule_head(struct codec *c, struct sbill_rule *r)
{
    u32(c, &r->kind);
    u32(c, &r->flags);
    u32(c, &r->role);
    u32(c, &r->line);
    i32(c, &r->system);
    text(c, &r->id);
    text(c, &r->version);
    text(c, &r->guideline);
    text(c, &r->source);
    text(c, &r->title);
    for (size_t i = 0; i < sizeof r->digest; i++)
        byte(c, &r->digest[i]);
}

static void rule(struct codec *c, struct sbill_rule *r)
{
    rule_head(c, r);
    LIST(c, &r->when, term);
    names(c, &r->unless);
    names(c, &r->uses);
    text(c, &r->by);
    LIST(c, &r->outcomes, outcome);
    names(c, &r->replaces);
    names(c, &r->yields);
    names(c, &r->codes);
    names(c, &r->after);
    guards(c, &r->guards);
    names(c, &r->modifiers);
    text(c, &r->units);
    text(c, &r->unit);
    i64(c, &r->per);
    text(c, &r->query);
}

static void pack(struct codec *c, struct sbill_pack *p)
{
    text(c, &p->id);
    text(c, &p->version);
    text(c, &p->file);
    i32(c, &p->from);
    i32(c, &p->to);
    names(c, &p->extends);
    names(c, &p->off);
    names(c, &p->symptoms);
    LIST(c, &p->patterns, pattern);
    LIST(c, &p->words, words);
    LIST(c, &p->concepts, concept);
    LIST(c, &p->cues, cue);
    LIST(c, &p->sections, section);
    LIST(c, &p->rules, rule);
}

void sbill_pack_write(struct sbill_pack *p, struct sbill_buf *out)
{
    struct codec c = {.out = out};
    uint32_t format = FORMAT;

    u32(&c, &format);
    pack(&c, p);
}

int32_t sbill_pack_read(struct sbill_arena *a, struct sbill_text bytes, struct sbill_pack *out)
{
    struct codec c = {.p = bytes.p, .left = bytes.n, .arena = a};
    uint32_t format = 0;

    memset(out, 0, sizeof *out);
    u32(&c, &format);
    if (c.bad || format != FORMAT)
        return SBILL_EBOOK;
    pack(&c, out);
    if (a->failed == SBILL_NOMEM)
        return SBILL_NOMEM;
    return c.bad || c.left ? SBILL_EBOOK : SBILL_OK;
}
