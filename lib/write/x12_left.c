/* X12: what a claim says that this format has no place for. The result lists it, so that nobody believes it was sent.
 *
 * The map tells which places of the record it carries; they are kept as hashes of their paths, once for a file. The
 * record is then walked by the field register: what is given, is of a claim, and is not carried, is listed. */
#include <string.h>

#include "map/fields.h"
#include "write/x12.h"

#define PATH_ROOM 192
#define SEED 2166136261U

static uint32_t mix(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619U;
}

static uint32_t mix_key(uint32_t hash, const char *key)
{
    if (hash != SEED)
        hash = mix(hash, '.');
    for (; *key; key++)
        hash = mix(hash, *key);
    return hash;
}

/* ---- what the map carries ------------------------------------------------------------------------ */

/* A path without its indexes. */
static uint32_t hash_of(struct sbill_text path)
{
    uint32_t hash = SEED;
    bool inside = false;

    for (size_t i = 0; i < path.n; i++) {
        inside = inside && path.p[i] != ']';
        if (!inside)
            hash = mix(hash, path.p[i]);
        inside = inside || path.p[i] == '[';
    }
    return hash;
}

static void carry(struct sbill_x12_state *s, uint32_t hash)
{
    size_t low = 0, high = s->carried_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (s->carried[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if ((low < s->carried_count && s->carried[low] == hash) ||
        s->carried_count == SBILL_X12_CARRIED)
        return;
    memmove(&s->carried[low + 1], &s->carried[low], (s->carried_count - low) * sizeof *s->carried);
    s->carried[low] = hash;
    s->carried_count++;
}

static bool is_carried(const struct sbill_x12_state *s, uint32_t hash)
{
    size_t low = 0, high = s->carried_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (s->carried[middle] == hash)
            return true;
        if (s->carried[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static void carry_element(struct sbill_x12_out *o, struct sbill_837_place *p,
                          struct sbill_837_element el)
{
    char room[PATH_ROOM];
    struct sbill_buf b;

    for (int twice = 0; twice < 2; twice++) {
        sbill_buf_over(&b, room, sizeof room);
        sbill_837_path(p, &el, &b);
        if (b.n)
            carry(o->state, hash_of(sbill_buf_view(&b)));
        if (!el.other)
            return;
        el.offset = el.other;
    }
}

static void carry_loop(struct sbill_x12_out *o, const struct sbill_837_loop *loop, bool in_line)
{
    struct sbill_837_place p = {.record = &o->record, .in_line = in_line};
    char role[96];
    struct sbill_buf b;

    sbill_buf_over(&b, role, sizeof role);
    if (loop->makes == SBILL_837_ROLE_OF_LINE)
        sbill_buf_z(&b, "lines[0].");
    sbill_buf_z(&b, loop->path ? loop->path : "");
    p.provider_path = role;
    for (const struct sbill_837_segment *s = loop->segments; s->id; s++)
        for (size_t i = 0; sbill_837_in(s->forms, o->form) && i < s->count; i++)
            if (sbill_837_in(s->elements[i].forms, o->form))
                carry_element(o, &p, s->elements[i]);
}

/* What the writer says without a row of its own. A dental claim says the same of its teeth and nothing of drugs. */
static void carry_the_rest(struct sbill_x12_state *s)
{
    static const char *const paths[] = {
        "claim_type", /* the format itself */
        "encounter_report",
        "accident.employment",
        "accident.automobile",
        "accident.other",
        "diagnoses[].code",
        "diagnoses[].system",
        "coverages[].patient_member_id",
        "coverages[].adjudication.adjustments[].group",
        "coverages[].adjudication.adjustments[].reason",
        "coverages[].adjudication.adjustments[].amount",
        "coverages[].adjudication.adjustments[].quantity",
        "coverages[].adjudication.lines[].line",
        "coverages[].adjudication.lines[].line_control_number",
        "coverages[].adjudication.lines[].adjustments[].group",
        "coverages[].adjudication.lines[].adjustments[].reason",
        "coverages[].adjudication.lines[].adjustments[].amount",
        "coverages[].adjudication.lines[].adjustments[].quantity",
        "lines[].other_authorizations[].kind",
        "lines[].other_authorizations[].number",
        "lines[].other_authorizations[].payer",
        "ortho.is_ortho",
        "providers.billing.clia",
        "facility.clia",
        "date_from", /* of lines without a date */
        "date_to",
        "place_of_service",
        "use",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        carry(s, hash_of(sbill_text_from(paths[i])));
}

static void learn(struct sbill_x12_out *o)
{
    static const struct sbill_text product = SBILL_TI("lines[].qualifier");

    size_t service = sbill_837_loop_of(SBILL_837_SERVICE);

    for (size_t i = 0; i < sbill_837_loop_count; i++) {
        const struct sbill_837_loop *loop = &sbill_837_loops[i];

        if (sbill_837_in(loop->forms, o->form))
            carry_loop(o, loop, i == service || loop->up == service);
    }
    if (o->form == SBILL_837_P)
        carry(o->state, hash_of(product));
    carry_the_rest(o->state);
}

/* ---- what the record says ------------------------------------------------------------------------ */

struct walk {
    struct sbill_x12_out *o;
    char room[PATH_ROOM];
    struct sbill_buf path;
};

static struct sbill_837_list list_at(const char *at)
{
    struct sbill_837_list l;

    memcpy(&l, at, sizeof l);
    return l;
}

static bool is_given(const struct sbill_field *field, const char *at)
{
    union {
        struct sbill_text text;
        int64_t amount;
        int32_t number;
        sbill_flag flag;
    } v;

    switch (field->kind) {
    case SBILL_K_TEXT:
        memcpy(&v.text, at, sizeof v.text);
        return v.text.n > 0;
    case SBILL_K_TEXTS:
        return list_at(at).n > 0;
    case SBILL_K_FLAG:
        memcpy(&v.flag, at, sizeof v.flag);
        return v.flag == SBILL_YES;
    case SBILL_K_MONEY:
    case SBILL_K_QTY:
        memcpy(&v.amount, at, sizeof v.amount);
        return v.amount != SBILL_NO_MONEY;
    default:
        memcpy(&v.number, at, sizeof v.number);
        return v.number != (field->kind == SBILL_K_DATE   ? SBILL_NO_DATE
                            : field->kind == SBILL_K_TIME ? SBILL_NO_TIME
                                                          : 0);
    }
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

static void leave(struct walk *w, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&w->o->e->arena, &w->o->e->left_out);

    if (!l)
        return;
    l->path = sbill_arena_copy(&w->o->e->arena, sbill_buf_view(&w->path));
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

static void walk_object(struct walk *w, const struct sbill_shape *shape, const char *object,
                        uint32_t hash);

static void walk_element(struct walk *w, const struct sbill_shape *shape, const char *element,
                         uint32_t hash, bool of_provider)
{
    const struct sbill_identifier *id = (const void *)element;

    if (!of_provider)
        walk_object(w, shape, element, hash);
    else if (id->value.n && !is_sent(w->o, id))
        leave(w, "a number of its kind, or of its payer, has no place there");
}

static void walk_list(struct walk *w, const struct sbill_shape *owner,
                      const struct sbill_field *field, const char *at, uint32_t hash)
{
    bool of_provider =
        owner->id == SBILL_SHAPE_PROVIDER && field->shape->id == SBILL_SHAPE_IDENTIFIER;
    struct sbill_837_list l = list_at(at);
    size_t n = w->path.n;

    hash = mix(mix(hash, '['), ']');
    for (size_t i = 0; i < l.n; i++) {
        if (!is_ours(w->o, at, i))
            continue;
        sbill_buf_char(&w->path, '[');
        sbill_buf_u64(&w->path, i);
        sbill_buf_char(&w->path, ']');
        walk_element(w, field->shape, (const char *)l.v + i * field->shape->size, hash,
                     of_provider);
        w->path.n = n;
        w->room[n] = '\0';
    }
}

static void walk_field(struct walk *w, const struct sbill_shape *owner,
                       const struct sbill_field *field, const char *at, uint32_t hash)
{
    const char *object;

    switch (field->kind) {
    case SBILL_K_LIST:
        walk_list(w, owner, field, at, hash);
        return;
    case SBILL_K_OBJECT:
        walk_object(w, field->shape, at, hash);
        return;
    case SBILL_K_POINTER:
        memcpy(&object, at, sizeof object);
        if (object)
            walk_object(w, field->shape, object, hash);
        return;
    default:
        if (is_of_claims(field) && is_given(field, at) && !is_carried(w->o->state, hash))
            leave(w, "this format has no place for it");
    }
}

/* Not of this claim: what the clinic wrote, what decided about codes, what else the patient had done. */
static bool is_aside(const struct sbill_field *field)
{
    static const char *const keys[] = {"notes", "context", "decision", "evidence"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(field->key, keys[i]) == 0)
            return true;
    return false;
}

static void walk_object(struct walk *w, const struct sbill_shape *shape, const char *object,
                        uint32_t hash)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct sbill_field *field = &shape->fields[i];
        size_t n = w->path.n;

        if (is_aside(field))
            continue;
        if (n)
            sbill_buf_char(&w->path, '.');
        sbill_buf_z(&w->path, field->key);
        walk_field(w, shape, field, object + field->offset, mix_key(hash, field->key));
        w->path.n = n;
        w->room[n] = '\0';
    }
}

void sbill_x12_left_out(struct sbill_x12_out *o)
{
    struct walk w = {.o = o};

    if (!o->state->carried_count)
        learn(o);
    sbill_buf_over(&w.path, w.room, sizeof w.room);
    walk_object(&w, &sbill_record_shape, (const char *)&o->e->record, SEED);
}
