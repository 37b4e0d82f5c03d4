/* X12: findings, each with its segment and element, and the list of what was not read. */
#include "read/x12_reading.h"

/* N403, N4; into room of 16. */
static struct sbill_text element_name(char *room, struct sbill_text id, size_t element, size_t part)
{
    struct sbill_buf b;

    sbill_buf_over(&b, room, 16);
    sbill_x12_name(&b, id, element, part);
    return sbill_buf_view(&b);
}

/* REF*G1: a segment with the code that tells it from others of its name, if that is what stands first in it. */
static struct sbill_text segment_name(char *room, const struct sbill_x12_segment *s)
{
    struct sbill_text code = sbill_text_trim(sbill_x12_element(s, 1));
    size_t n = element_name(room, s->id, 0, 0).n;

    if (!n || !code.n || code.n > 3)
        return (struct sbill_text){room, n};
    room[n++] = '*';
    for (size_t i = 0; i < code.n; i++)
        room[n++] = sbill_is_alnum(code.p[i]) ? sbill_upper(code.p[i]) : '?';
    return (struct sbill_text){room, n};
}

static struct sbill_text place_words(char *room, size_t size, uint32_t in_set, uint32_t line)
{
    struct sbill_buf b;

    sbill_buf_over(&b, room, size);
    sbill_x12_place(&b, in_set, line);
    return sbill_buf_view(&b);
}

/* Where in the 837, as every finding says it: "2010AA N403". */
static void set_x12(struct sbill_encounter *e, struct sbill_finding *f, struct sbill_text loop,
                    struct sbill_text element)
{
    char room[32];
    struct sbill_buf b;
    struct sbill_text kept;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_text(&b, loop);
    if (loop.n)
        sbill_buf_char(&b, ' ');
    sbill_buf_text(&b, element);
    kept = sbill_arena_copy(&e->arena, sbill_buf_view(&b));
    f->x12 = kept.n ? kept.p : NULL;
}

static struct sbill_text loop_id(const struct sbill_x12_reading *r)
{
    return sbill_text_from(r->depth ? sbill_837_loops[r->place.loop].id : "");
}

struct sbill_finding *sbill_x12_say(struct sbill_x12_reading *r, int32_t number, size_t element,
                                    const struct sbill_837_element *el)
{
    char path[192], name[16], place[64];
    struct sbill_text which = element ? element_name(name, r->s.id, element, el ? el->part : 0)
                                      : segment_name(name, &r->s);
    struct sbill_buf b;
    struct sbill_finding *f;

    sbill_buf_over(&b, path, sizeof path);
    if (el)
        sbill_837_path(&r->place, el, &b);
    f = sbill_raise(r->e, number, b.failed ? "" : sbill_buf_view(&b).p);
    sbill_finding_value(r->e, f, "segment", which);
    sbill_finding_value(r->e, f, "loop", loop_id(r));
    sbill_finding_value(r->e, f, "place", place_words(place, sizeof place, r->s.in_set, r->s.line));
    set_x12(r->e, f, loop_id(r), which);
    return f;
}

struct sbill_finding *sbill_x12_say_missing(struct sbill_x12_reading *r, int32_t number,
                                            const struct sbill_837_loop *loop, const char *what,
                                            const char *name)
{
    char place[64];
    struct sbill_finding *f = sbill_raise(r->e, number, "");

    sbill_finding_value(r->e, f, "segment", sbill_text_from(what));
    sbill_finding_value(r->e, f, "name", sbill_text_from(name));
    sbill_finding_value(r->e, f, "loop", sbill_text_from(loop->id));
    sbill_finding_value(r->e, f, "place", place_words(place, sizeof place, r->s.in_set, r->s.line));
    set_x12(r->e, f, sbill_text_from(loop->id), sbill_text_from(what));
    return f;
}

void sbill_x12_list(struct sbill_x12_reading *r, const struct sbill_finding *f, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&r->e->arena, &r->e->unread);

    if (!l)
        return;
    l->path = sbill_text_from(f->x12);
    l->why = sbill_text_from(why);
}

void sbill_x12_unread(struct sbill_x12_reading *r, size_t element, size_t part, const char *why)
{
    struct sbill_837_element el = {.part = (uint8_t)part};
    struct sbill_finding *f = sbill_x12_say(r, SBILL_FINDING_X12_NOT_READ, element, &el);

    sbill_finding_value(r->e, f, "why", sbill_text_from(why));
    sbill_x12_list(r, f, why);
}

/* What was odd about the envelope, with the claim that came next or last. */
void sbill_x12_tell(struct sbill_x12_reading *r, const struct sbill_x12_source *source)
{
    struct sbill_finding *f;

    for (size_t i = 0; i < source->problem_count; i++) {
        const struct sbill_x12_problem *p = &source->problems[i];
        char name[16], place[64];
        struct sbill_text which = element_name(name, sbill_text_from(p->id), p->element, 0);

        f = sbill_raise(r->e, p->number, "");
        sbill_finding_value(r->e, f, "segment", which);
        sbill_finding_value(r->e, f, "given", sbill_text_from(p->given));
        sbill_finding_value(r->e, f, "wanted", sbill_text_from(p->wanted));
        sbill_finding_value(r->e, f, "place",
                            place_words(place, sizeof place, p->segment, p->line));
        set_x12(r->e, f, SBILL_T(""), which);
    }
    if (!source->problem_rest)
        return;
    f = sbill_raise(r->e, SBILL_FINDING_X12_MORE_PROBLEMS, "");
    sbill_finding_number_value(r->e, f, "count", (int64_t)source->problem_rest);
}
