/* X12: what a claim says that this format has no place for. The result lists it, so that nobody believes it was sent.
 *
 * The map tells which places of the record it carries (lib/map/x12_carried.c: hashes of their paths). The record is
 * walked by the field register: what is given, is of a claim, and is not carried, is listed. */
#include <string.h>

#include "map/fields.h"
#include "write/x12.h"

#define PATH_ROOM 192
static bool is_carried(const struct sbill_x12_out *o, uint32_t hash)
{
    const struct sbill_837_carried *c = &sbill_837_carried[o->form == SBILL_837_D];
    size_t low = 0, high = c->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (c->hash[middle] == hash)
            return true;
        if (c->hash[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- what the record says ------------------------------------------------------------------------ */

/* Where the walk stands: its path is written down only for what is listed. */
struct step {
    const struct step *up;
    const char *key;
    size_t index; /* in the list of that name */
    bool in_list;
    uint32_t hash; /* of the path without indexes */
};

static const char *pointer_at(const char *at)
{
    const char *p;

    memcpy(&p, at, sizeof p);
    return p;
}

static struct sbill_837_list list_at(const char *at)
{
    struct sbill_837_list l;

    memcpy(&l, at, sizeof l);
    return l;
}

/* Of a claim: a form or an 837 has a place for it. */
static bool is_of_claims(const struct sbill_field *field)
{
    return field->x12 || field->box || field->ada;
}

/* Lines and diagnoses on another claim of the visit are not this one's. */
static bool is_ours(const struct sbill_x12_out *o, const char *list, size_t i)
{
    const struct sbill_record *r = &o->e->record;

    if (list == (const char *)&r->lines) {
        for (size_t k = 0; k < o->c->lines.n; k++)
            if ((size_t)o->c->lines.v[k].line == i)
                return true;
        return false;
    }
    if (list != (const char *)&r->diagnoses)
        return true;
    for (size_t k = 0; k < o->c->diagnoses.n; k++)
        if ((size_t)o->c->diagnoses.v[k] == i)
            return true;
    return false;
}

static void put_path(const struct step *at, struct sbill_buf *b)
{
    if (!at->key)
        return;
    put_path(at->up, b);
    if (b->n)
        sbill_buf_char(b, '.');
    sbill_buf_z(b, at->key);
    if (!at->in_list)
        return;
    sbill_buf_char(b, '[');
    sbill_buf_u64(b, at->index);
    sbill_buf_char(b, ']');
}

static void leave(struct sbill_x12_out *o, const struct step *at, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&o->e->arena, &o->e->left_out);
    char room[PATH_ROOM];
    struct sbill_buf b;

    if (!l)
        return;
    sbill_buf_over(&b, room, sizeof room);
    put_path(at, &b);
    l->path = sbill_arena_copy(&o->e->arena, sbill_buf_view(&b));
    l->why = sbill_text_from(why);
}

/* Numbers of providers: their kind and payer must have a place. */
static bool is_sent(const struct sbill_x12_out *o, const struct sbill_identifier *id)
{
    for (size_t i = 0; i < o->sent.n; i++)
        if (o->sent.v[i] == id->value.p)
            return true;
    return false;
}

static void walk_object(struct sbill_x12_out *o, const struct sbill_shape *shape,
                        const char *object, const struct step *at);

static void walk_list(struct sbill_x12_out *o, const struct sbill_shape *owner,
                      const struct sbill_field *field, const char *list, const struct step *up)
{
    bool of_provider =
        owner->id == SBILL_SHAPE_PROVIDER && field->shape->id == SBILL_SHAPE_IDENTIFIER;
    struct sbill_837_list l = list_at(list);
    struct step at = {up, field->key, 0, true, 0};

    if (!l.n)
        return;
    at.hash = sbill_837_mix(sbill_837_mix_key(up->hash, field->key), "[]");
    for (; at.index < l.n; at.index++) {
        const char *element = (const char *)l.v + at.index * field->shape->size;

        if (!is_ours(o, list, at.index))
            continue;
        if (!of_provider)
            walk_object(o, field->shape, element, &at);
        else if (((const struct sbill_identifier *)(const void *)element)->value.n &&
                 !is_sent(o, (const void *)element))
            leave(o, &at, "a number of its kind, or of its payer, has no place there");
    }
}

/* What the 837 has on lines only and a record may say of the whole visit: does it stand on a line of this claim? An
 * ordering provider goes to lines without one of their own, who did a purchased service to lines that say its charge,
 * and the charge of an outside laboratory to the only line. */
static bool is_on_lines(const struct sbill_x12_out *o, const char *key)
{
    const struct sbill_record *r = &o->e->record;
    bool on_line = false;

    if (o->form != SBILL_837_P || o->formed)
        return false;
    for (size_t i = 0; i < o->c->lines.n && !on_line; i++) {
        const struct sbill_line *l = &r->lines.v[o->c->lines.v[i].line];
        bool purchased = l->purchased_charge != SBILL_NO_MONEY ||
                         (r->outside_lab == SBILL_YES && o->c->lines.n == 1);

        on_line = strcmp(key, "ordering") == 0            ? !l->ordering
                  : strcmp(key, "purchased_service") == 0 ? purchased && !l->purchased_service
                  : strcmp(key, "outside_lab") == 0       ? purchased
                  : strcmp(key, "outside_lab_charge") == 0
                      ? purchased && l->purchased_charge == SBILL_NO_MONEY
                      : false;
    }
    return on_line;
}

/* The hash of a member's path; of what stands on lines, that of its place there. */
static uint32_t hash_of(const struct sbill_x12_out *o, const struct sbill_shape *owner,
                        const struct sbill_field *field, uint32_t up)
{
    if (owner->id != SBILL_SHAPE_PROVIDERS || !is_on_lines(o, field->key))
        return sbill_837_mix_key(up, field->key);
    up = sbill_837_mix(sbill_837_mix_key(SBILL_837_PATH, "lines"), "[]");
    return sbill_837_mix_key(up, field->key);
}

static void walk_field(struct sbill_x12_out *o, const struct sbill_shape *owner,
                       const struct sbill_field *field, const char *value, const struct step *up)
{
    struct step at = {up, field->key, 0, false, 0};

    switch (field->kind) {
    case SBILL_K_LIST:
        walk_list(o, owner, field, value, up);
        return;
    case SBILL_K_POINTER:
        value = pointer_at(value);
        if (!value)
            return;
        /* fall through */
    case SBILL_K_OBJECT:
        at.hash = hash_of(o, owner, field, up->hash);
        walk_object(o, field->shape, value, &at);
        return;
    default:
        if (is_of_claims(field) && sbill_field_says(field, value) &&
            !is_carried(o, sbill_837_mix_key(up->hash, field->key)) &&
            (owner->id != SBILL_SHAPE_RECORD || !is_on_lines(o, field->key)))
            leave(o, &at, "this format has no place for it");
    }
}

/* Not of this claim: what the clinic wrote, what decided about codes, what else the patient had done. */
static bool is_aside(const struct sbill_field *field)
{
    static const char *const keys[] = {"notes", "context", "decision", "evidence"};

    if (field->kind != SBILL_K_LIST && field->kind != SBILL_K_POINTER &&
        field->kind != SBILL_K_OBJECT)
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(field->key, keys[i]) == 0)
            return true;
    return false;
}

static void walk_object(struct sbill_x12_out *o, const struct sbill_shape *shape,
                        const char *object, const struct step *at)
{
    for (size_t i = 0; i < shape->count; i++)
        if (!is_aside(&shape->fields[i]))
            walk_field(o, shape, &shape->fields[i], object + shape->fields[i].offset, at);
}

void sbill_x12_left_out(struct sbill_x12_out *o)
{
    const struct step root = {NULL, NULL, 0, false, SBILL_837_PATH};

    walk_object(o, &sbill_record_shape, (const char *)&o->e->record, &root);
}
