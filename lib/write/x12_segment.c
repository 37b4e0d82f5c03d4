/* X12: one segment under way. Trailing empty elements never come to be: a separator is written only when a value
 * follows. */
#include <string.h>

#include "write/x12.h"

/* ---- what did not go out as it stands ------------------------------------------------------------ */

static struct sbill_text own_index(const struct sbill_x12_out *o, struct sbill_text path,
                                   const char *list, const int32_t *own, size_t n)
{
    char room[200];
    struct sbill_buf b;
    struct sbill_text prefix = sbill_text_from(list), rest;
    size_t at = 0;

    if (!own || !sbill_text_starts(path, prefix))
        return path;
    rest = (struct sbill_text){path.p + prefix.n, path.n - prefix.n};
    while (rest.n && sbill_is_digit(*rest.p)) {
        at = at * 10 + (size_t)(*rest.p - '0');
        rest = (struct sbill_text){rest.p + 1, rest.n - 1};
    }
    if (at >= n)
        return path;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_text(&b, prefix);
    sbill_buf_int(&b, own[at]);
    sbill_buf_text(&b, rest);
    return b.failed ? path : sbill_arena_copy(&o->e->arena, sbill_buf_view(&b));
}

/* The patient stands as the subscriber: what is said of one is said of the other. */
static struct sbill_text as_patient(const struct sbill_x12_out *o, struct sbill_text path)
{
    static const struct sbill_text subscriber = SBILL_TI("coverages[0].subscriber.");
    char room[200];
    struct sbill_buf b;

    if (!o->self || !sbill_text_starts(path, subscriber))
        return path;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "patient.");
    sbill_buf_text(&b, (struct sbill_text){path.p + subscriber.n, path.n - subscriber.n});
    return b.failed ? path : sbill_arena_copy(&o->e->arena, sbill_buf_view(&b));
}

void sbill_x12_leave_path(struct sbill_x12_out *o, struct sbill_text path, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&o->e->arena, &o->e->left_out);

    if (!l)
        return;
    path = as_patient(o, path);
    path = own_index(o, path, "lines[", o->own_line, o->record.lines.n);
    path = own_index(o, path, "coverages[", o->own_coverage, o->record.coverages.n);
    l->path = sbill_arena_copy(&o->e->arena, path);
    l->why = sbill_text_from(why);
}

void sbill_x12_leave_element(struct sbill_x12_out *o, int32_t holder, const char *why)
{
    struct sbill_837_element whole = {.holder = (uint8_t)holder, .offset = UINT16_MAX};

    sbill_x12_leave_out(o, &whole, why);
}

/* Of the two names that NM103 may say, is it the person's? */
static bool is_person(struct sbill_x12_out *o, const struct sbill_837_element *el)
{
    const char *holder = sbill_837_hold(&o->place, el->holder, NULL);

    return holder && !((const struct sbill_text *)(const void *)(holder + el->offset))->n;
}

void sbill_x12_leave_out(struct sbill_x12_out *o, const struct sbill_837_element *el,
                         const char *why)
{
    struct sbill_837_element said = *el;
    char room[192];
    struct sbill_buf path;

    if (el->how == SBILL_837_NAME && is_person(o, el))
        said.offset = el->other;
    sbill_buf_over(&path, room, sizeof room);
    sbill_837_path(&o->place, &said, &path);
    sbill_x12_leave_path(o, path.failed ? SBILL_T("") : sbill_buf_view(&path), why);
}

/* ---- a segment --------------------------------------------------------------------------------- */

void sbill_x12_open(struct sbill_x12_out *o, const char *id)
{
    o->start = o->b->n;
    o->element = 0;
    o->part = 1;
    o->content = o->lacks = false;
    sbill_buf_z(o->b, id);
}

static void move_to(struct sbill_x12_out *o, size_t element, size_t part)
{
    for (; o->element < element; o->element++) {
        sbill_buf_char(o->b, o->set->marks[0]);
        o->part = 1;
    }
    for (; o->part < part; o->part++)
        sbill_buf_char(o->b, o->set->marks[2]);
}

void sbill_x12_put_plain(struct sbill_x12_out *o, size_t element, size_t part,
                         struct sbill_text value)
{
    if (!value.n)
        return;
    move_to(o, element, part);
    sbill_buf_text(o->b, value);
}

static void say_changes(struct sbill_x12_out *o, const struct sbill_837_element *el, int done)
{
    if (done & (SBILL_X12_SPELLED | SBILL_X12_BLANKED) && o->set->refuse)
        o->refused = true;
    if (done & SBILL_X12_SPELLED)
        sbill_x12_leave_out(o, el, "letters that X12 does not have are spelled in plain ones");
    if (done & SBILL_X12_BLANKED)
        sbill_x12_leave_out(o, el, "characters that X12 cannot carry here became blanks");
    if (done & SBILL_X12_CUT)
        sbill_x12_leave_out(o, el, "it is longer than its element and was cut");
}

/* What became blanks at the ends is no value. */
static void trim_from(struct sbill_buf *b, size_t from)
{
    size_t blanks = 0;

    if (b->failed)
        return;
    while (b->n > from && b->p[b->n - 1] == ' ')
        b->n--;
    while (from + blanks < b->n && b->p[from + blanks] == ' ')
        blanks++;
    memmove(b->p + from, b->p + from + blanks, b->n - from - blanks);
    b->n -= blanks;
}

bool sbill_x12_can_say(const struct sbill_x12_out *o, struct sbill_text value)
{
    char room[64];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_x12_carry(o->set, o->set->extended || o->formed, value, sizeof room - 8, &b);
    return sbill_text_trim(sbill_buf_view(&b)).n > 0;
}

bool sbill_x12_will_stand(const struct sbill_x12_out *o, const struct sbill_837_element *el,
                          struct sbill_text value)
{
    char room[256];
    struct sbill_buf b;

    if (!value.n || (el->type == 'I' && value.n > el->max))
        return false;
    if (sbill_is_alnum(value.p[0]))
        return true;
    sbill_buf_over(&b, room, sizeof room);
    sbill_x12_carry(o->set, o->set->extended || o->formed, value,
                    el->max < sizeof room ? el->max : sizeof room - 1, &b);
    return sbill_text_trim(sbill_buf_view(&b)).n > 0;
}

void sbill_x12_put(struct sbill_x12_out *o, size_t element, size_t part, struct sbill_text value,
                   size_t max, const struct sbill_837_element *el)
{
    size_t before = o->b->n, at_element = o->element, at_part = o->part, from;
    int done;

    value = sbill_text_trim(value);
    if (!value.n)
        return;
    if (el->type == 'I' && value.n > max) {
        sbill_x12_leave_out(o, el,
                            "a code longer than its element, which cut would be another one");
        return;
    }
    move_to(o, element, part);
    from = o->b->n;
    done = sbill_x12_carry(o->set, o->set->extended || o->formed, value, max, o->b);
    trim_from(o->b, from);
    say_changes(o, el, done);
    if (o->b->n > from) {
        o->content = true;
        return;
    }
    if (!o->b->failed)
        o->b->n = before;
    o->lacks = o->lacks || el->usage == 'R';
    o->element = at_element;
    o->part = at_part;
}

void sbill_x12_close(struct sbill_x12_out *o, bool always)
{
    if (!o->content && !always) {
        if (!o->b->failed)
            o->b->n = o->start;
        return;
    }
    o->emptied = o->emptied || o->lacks;
    sbill_buf_char(o->b, o->set->marks[3]);
    if (o->set->line_breaks)
        sbill_buf_char(o->b, '\n');
    o->state->segments++;
}
