/* CMS-1500: what of a claim stands on none of its forms. The record is walked by the field register: whatever an 837
 * would carry and no box was filled from is listed, so that nobody believes it was sent. */
#include <string.h>

#include "map/fields.h"
#include "write/cms1500.h"

#define PATH_ROOM 192

struct walk {
    struct sbill_1500 *f;
    char room[PATH_ROOM];
    struct sbill_buf path;
};

/* Every SBILL_LIST looks like this. */
struct list {
    char *v;
    size_t n, cap;
};

static struct list list_at(const char *at)
{
    struct list l;

    memcpy(&l, at, sizeof l);
    return l;
}

static const char *pointer_at(const char *at)
{
    const char *p;

    memcpy(&p, at, sizeof p);
    return p;
}

static bool is_used(const struct sbill_1500 *f, const void *member)
{
    for (size_t i = 0; i < f->used.n; i++)
        if (f->used.v[i] == member)
            return true;
    for (size_t i = 0; i < f->left.n; i++)
        if (f->left.v[i].from == member)
            return true;
    return false;
}

/* ---- what is given ---------------------------------------------------------------------------------- */

/* What the form says without a box of its own: that it is a claim for a person, in dollars, by the codes' shape. */
static bool is_implied(const struct sbill_field *field)
{
    static const char *const keys[] = {"claim_type", "use",     "currency",
                                       "entity",     "id_type", "order",
                                       "system",     "unit",    "member_id_type"};

    if (!field->x12 && !field->box)
        return true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(field->key, keys[i]) == 0)
            return true;
    return false;
}

enum {
    NOTHING,
    SOMETHING,
    USED
}; /* what an object holds for a claim */

static int looked_into(const struct sbill_1500 *f, const struct sbill_shape *shape,
                       const char *object);

static int look_at(const struct sbill_1500 *f, const struct sbill_field *field, const char *at)
{
    int most = NOTHING;

    if (!sbill_field_says(field, at))
        return NOTHING;
    if (field->kind == SBILL_K_OBJECT)
        return looked_into(f, field->shape, at);
    if (field->kind == SBILL_K_POINTER)
        return looked_into(f, field->shape, pointer_at(at));
    if (field->kind == SBILL_K_LIST || field->kind == SBILL_K_TEXTS) {
        struct list l = list_at(at);
        size_t size = field->kind == SBILL_K_LIST ? field->shape->size : sizeof(struct sbill_text);

        for (size_t i = 0; i < l.n && most < USED; i++) {
            const char *element = l.v + i * size;
            int here = is_used(f, element) ? USED : is_implied(field) ? NOTHING : SOMETHING;

            if (field->kind == SBILL_K_LIST)
                here = looked_into(f, field->shape, element);
            most = here > most ? here : most;
        }
        return most;
    }
    return is_used(f, at) ? USED : is_implied(field) ? NOTHING : SOMETHING;
}

static int looked_into(const struct sbill_1500 *f, const struct sbill_shape *shape,
                       const char *object)
{
    int most = NOTHING;

    for (size_t i = 0; i < shape->count && most < USED; i++) {
        int here = look_at(f, &shape->fields[i], object + shape->fields[i].offset);

        most = here > most ? here : most;
    }
    return most;
}

/* ---- saying it -------------------------------------------------------------------------------------- */

static void leave_out(struct walk *w, struct sbill_text why)
{
    struct sbill_encounter *e = w->f->e;
    struct sbill_left_out *l = SBILL_PUSH(&e->arena, &e->left_out);

    if (!l)
        return;
    l->path = sbill_arena_copy(&e->arena, sbill_buf_view(&w->path));
    l->why = why;
}

static void leave_out_field(struct walk *w, const struct sbill_field *field)
{
    leave_out(w, field->box ? SBILL_T("the box for it holds something else")
                            : SBILL_T("the form has no box for it"));
}

/* Once, even if a provider stands in several places. */
static void say_lost(struct walk *w, const void *member)
{
    for (size_t i = 0; i < w->f->left.n; i++) {
        if (w->f->left.v[i].from != member)
            continue;
        leave_out(w, w->f->left.v[i].why);
        w->f->left.v[i].from = &w->f->left;
    }
}

static void step_in(struct walk *w, const char *key)
{
    if (w->path.n)
        sbill_buf_char(&w->path, '.');
    sbill_buf_z(&w->path, key);
}

static void step_to(struct walk *w, size_t index)
{
    sbill_buf_char(&w->path, '[');
    sbill_buf_u64(&w->path, index);
    sbill_buf_char(&w->path, ']');
}

static void step_back(struct walk *w, size_t n)
{
    w->path.n = n;
    w->room[n] = '\0';
}

/* ---- the walk --------------------------------------------------------------------------------------- */

/* Lines and diagnoses that are on another claim are not this one's. */
static bool is_ours(const struct sbill_1500 *f, const struct sbill_field *field, const char *at,
                    size_t i)
{
    if (at == (const char *)&f->r->lines) {
        for (size_t k = 0; k < f->c->lines.n; k++)
            if ((size_t)f->c->lines.v[k].line == i)
                return true;
        return false;
    }
    if (at == (const char *)&f->r->diagnoses) {
        for (size_t k = 0; k < f->c->diagnoses.n; k++)
            if ((size_t)f->c->diagnoses.v[k] == i)
                return true;
        return false;
    }
    (void)field;
    return true;
}

static void walk_object(struct walk *w, const struct sbill_shape *shape, const char *object);

static void walk_element(struct walk *w, const struct sbill_field *field, const char *element)
{
    int holds;

    if (field->kind == SBILL_K_TEXTS) {
        say_lost(w, element);
        if (!is_used(w->f, element) && !is_implied(field))
            leave_out_field(w, field);
        return;
    }
    holds = looked_into(w->f, field->shape, element);
    if (holds == USED)
        walk_object(w, field->shape, element);
    else if (holds == SOMETHING)
        leave_out_field(w, field);
}

static void walk_list(struct walk *w, const struct sbill_field *field, const char *at)
{
    struct list l = list_at(at);
    size_t size = field->kind == SBILL_K_LIST ? field->shape->size : sizeof(struct sbill_text);
    size_t n = w->path.n;

    for (size_t i = 0; i < l.n; i++) {
        if (!is_ours(w->f, field, at, i))
            continue;
        step_to(w, i);
        walk_element(w, field, l.v + i * size);
        step_back(w, n);
    }
}

static void walk_field(struct walk *w, const struct sbill_field *field, const char *at)
{
    size_t n = w->path.n;
    int holds = look_at(w->f, field, at);

    step_in(w, field->key);
    if (holds == SOMETHING)
        leave_out_field(w, field);
    else if (holds == USED && field->kind == SBILL_K_OBJECT)
        walk_object(w, field->shape, at);
    else if (holds == USED && field->kind == SBILL_K_POINTER)
        walk_object(w, field->shape, pointer_at(at));
    else if (holds == USED && (field->kind == SBILL_K_LIST || field->kind == SBILL_K_TEXTS))
        walk_list(w, field, at);
    else if (holds == USED)
        say_lost(w, at);
    step_back(w, n);
}

static void walk_object(struct walk *w, const struct sbill_shape *shape, const char *object)
{
    for (size_t i = 0; i < shape->count; i++)
        walk_field(w, &shape->fields[i], object + shape->fields[i].offset);
}

void sbill_1500_left_out(struct sbill_1500 *f)
{
    struct walk w = {.f = f};

    sbill_buf_over(&w.path, w.room, sizeof w.room);
    walk_object(&w, &sbill_record_shape, (const char *)f->r);
}
