/* Claim files that were sent (837): which claim and line stands where, since a 999 speaks of segments by number. */
#include "answer/answering.h"

static struct sbill_sent_set *now(struct sbill_answering *r)
{
    return r->a->sent.n ? &r->a->sent.v[r->a->sent.n - 1] : NULL;
}

/* The file goes when it is read: what is kept of it is copied. */
static struct sbill_text copy(struct sbill_answering *r, struct sbill_text t)
{
    return sbill_arena_copy(&r->a->arena, t);
}

static void start_set(struct sbill_answering *r)
{
    struct sbill_sent_set *s = SBILL_PUSH(&r->a->arena, &r->a->sent);

    if (!s)
        return;
    s->interchange = copy(r, r->interchange);
    s->group = copy(r, r->group);
    s->set = copy(r, r->set);
}

static void add_claim(struct sbill_answering *r)
{
    struct sbill_sent_set *s = now(r);
    struct sbill_sent_claim *c = s ? SBILL_PUSH(&r->a->arena, &s->claims) : NULL;

    if (!c)
        return;
    c->claim = copy(r, sbill_answer_text(r, 1));
    c->first = r->s.in_set;
}

static void add_line(struct sbill_answering *r)
{
    struct sbill_sent_set *s = now(r);
    struct sbill_sent_line *l = s ? SBILL_PUSH(&r->a->arena, &s->lines) : NULL;

    if (!l)
        return;
    l->number = copy(r, sbill_answer_text(r, 1));
    l->first = r->s.in_set;
}

/* Everything else of a claim is read by the reader of claims. */
static bool read_segment(struct sbill_answering *r)
{
    if (r->s.tag == SBILL_X12_TAG2('S', 'T'))
        start_set(r);
    else if (r->s.tag == SBILL_X12_TAG('C', 'L', 'M'))
        add_claim(r);
    else if (r->s.tag == SBILL_X12_TAG2('L', 'X'))
        add_line(r);
    return true;
}

const struct sbill_answer_reader sbill_answer_837 = {"837", "", read_segment, NULL};
