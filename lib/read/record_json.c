/* One JSON record, read by walking its keys through the field register. What a value must be stands in the register;
 * here stands how each kind of value is read. */
#include "read/record_json.h"

#include <string.h>

#include "read/reading.h"

/* ---- where we are ---- */

static void print_path(struct sbill_buf *b, const struct sbill_frame *at)
{
    if (at->up) {
        print_path(b, at->up);
        if (b->n)
            sbill_buf_char(b, '.');
    }
    if (at->field)
        sbill_buf_z(b, at->field->key);
    if (at->listed) {
        sbill_buf_char(b, '[');
        sbill_buf_u64(b, at->index);
        sbill_buf_char(b, ']');
    }
}

struct sbill_text sbill_reading_path(struct sbill_reading *r, const struct sbill_frame *at)
{
    char room[SBILL_READING_PATH];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    print_path(&b, at);
    return sbill_arena_copy(&r->e->arena, sbill_buf_view(&b));
}

struct sbill_finding *sbill_reading_raise(struct sbill_reading *r, int32_t number,
                                          const struct sbill_frame *at)
{
    char room[SBILL_READING_PATH];
    struct sbill_buf b;
    struct sbill_finding *f;

    sbill_buf_over(&b, room, sizeof room);
    print_path(&b, at);
    f = sbill_raise(r->e, number, sbill_buf_view(&b).p);
    if (at->field)
        sbill_finding_value(r->e, f, "key", sbill_text_from(at->field->key));
    return f;
}

/* ---- lists and objects ---- */

/* Every SBILL_LIST looks like this. */
struct list {
    void *v;
    size_t n, cap;
};

static void check_length(struct sbill_reading *r, const struct sbill_frame *at, size_t n)
{
    struct sbill_finding *f;

    if (at->field->max == 0 || n <= at->field->max)
        return;
    f = sbill_reading_raise(r, SBILL_FINDING_RECORD_LIST_LONG, at);
    sbill_finding_number_value(r->e, f, "length", (int64_t)n);
    sbill_finding_number_value(r->e, f, "max", at->field->max);
}

/* A list of texts, or one text that stands for a list of one. Empty ones are not given. */
static void read_texts(struct sbill_reading *r, const struct sbill_frame *at,
                       const struct sbill_json_val *v, void *to)
{
    bool many = sbill_json_kind(v) == SBILL_JSON_ARRAY;
    size_t n = many ? sbill_json_size(v) : 1;
    struct sbill_text *texts = n ? SBILL_NEW_N(&r->e->arena, struct sbill_text, n) : NULL;
    struct list l = {texts, 0, n};
    struct sbill_json_iter it;

    if (!texts)
        return;
    if (!many) {
        sbill_reading_text(r, at, v, &texts[0]);
        l.n = texts[0].n != 0;
    } else {
        struct sbill_frame item = {.up = at->up, .field = at->field, .listed = true};

        check_length(r, at, n);
        sbill_json_walk(&it, v);
        for (; sbill_json_next(&it); item.index++) {
            if (sbill_json_kind(it.val) != SBILL_JSON_NULL)
                sbill_reading_text(r, &item, it.val, &texts[l.n]);
            l.n += texts[l.n].n != 0;
        }
    }
    memcpy(to, &l, sizeof l);
}

static void read_list(struct sbill_reading *r, const struct sbill_frame *at,
                      const struct sbill_json_val *v, void *to)
{
    const struct sbill_shape *shape = at->field->shape;
    struct sbill_frame item = {.up = at->up, .field = at->field, .listed = true};
    struct list l = {NULL, 0, sbill_json_size(v)};
    struct sbill_json_iter it;

    if (sbill_json_kind(v) != SBILL_JSON_ARRAY) {
        sbill_reading_wrong_type(r, at, v);
        return;
    }
    check_length(r, at, l.cap);
    l.v = l.cap ? sbill_arena_array(&r->e->arena, l.cap, shape->size) : NULL;
    if (!l.v)
        return;
    sbill_json_walk(&it, v);
    for (; sbill_json_next(&it); item.index++) {
        char *element = (char *)l.v + l.n * shape->size;

        if (sbill_json_kind(it.val) != SBILL_JSON_OBJECT) {
            sbill_reading_wrong_type(r, &item, it.val);
            continue;
        }
        sbill_shape_clear(shape, element);
        sbill_reading_object(r, shape, &item, it.val, element);
        l.n++;
    }
    memcpy(to, &l, sizeof l);
}

static void read_inside(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    if (sbill_json_kind(v) != SBILL_JSON_OBJECT)
        sbill_reading_wrong_type(r, at, v);
    else
        sbill_reading_object(r, at->field->shape, at, v, to);
}

static void read_pointer(struct sbill_reading *r, const struct sbill_frame *at,
                         const struct sbill_json_val *v, void *to)
{
    const struct sbill_shape *shape = at->field->shape;
    bool provider = shape->id == SBILL_SHAPE_PROVIDER;
    void *object;

    if (provider && sbill_json_kind(v) == SBILL_JSON_STRING) {
        if (sbill_json_text(v).n)
            sbill_reading_refer(r, at, sbill_json_text(v), to);
        return;
    }
    if (sbill_json_kind(v) != SBILL_JSON_OBJECT) {
        sbill_reading_wrong_type(r, at, v);
        return;
    }
    object = sbill_arena_get(&r->e->arena, shape->size);
    if (!object)
        return;
    sbill_shape_clear(shape, object);
    sbill_reading_object(r, shape, at, v, object);
    if (provider)
        sbill_reading_know(r, object);
    memcpy(to, &object, sizeof object);
}

static void (*const readers[])(struct sbill_reading *, const struct sbill_frame *,
                               const struct sbill_json_val *, void *) = {
    [SBILL_K_TEXT] = sbill_reading_text,   [SBILL_K_TEXTS] = read_texts,
    [SBILL_K_DATE] = sbill_reading_date,   [SBILL_K_TIME] = sbill_reading_time,
    [SBILL_K_MONEY] = sbill_reading_money, [SBILL_K_QTY] = sbill_reading_quantity,
    [SBILL_K_INT] = sbill_reading_whole,   [SBILL_K_FLAG] = sbill_reading_flag,
    [SBILL_K_WORD] = sbill_reading_word,   [SBILL_K_SYSTEM] = sbill_reading_system,
    [SBILL_K_SIZE] = sbill_reading_whole,  [SBILL_K_OBJECT] = read_inside,
    [SBILL_K_POINTER] = read_pointer,      [SBILL_K_LIST] = read_list,
};

/* charge_minor is charge in cents. */
static const struct sbill_field *minor_of(const struct sbill_shape *s, struct sbill_text key)
{
    static const struct sbill_text tail = SBILL_TI("_minor");
    const struct sbill_field *f;

    if (key.n <= tail.n || memcmp(key.p + key.n - tail.n, tail.p, tail.n) != 0)
        return NULL;
    f = sbill_shape_find(s, (struct sbill_text){key.p, key.n - tail.n});
    return f && f->kind == SBILL_K_MONEY ? f : NULL;
}

static void raise_unknown(struct sbill_reading *r, const struct sbill_frame *up,
                          struct sbill_text key)
{
    char room[SBILL_READING_PATH];
    struct sbill_buf b;
    struct sbill_finding *f;

    sbill_buf_over(&b, room, sizeof room);
    print_path(&b, up);
    f = sbill_raise(r->e, SBILL_FINDING_RECORD_UNKNOWN_KEY, sbill_buf_view(&b).p);
    sbill_finding_value(r->e, f, "key", sbill_reading_shown(key));
    if (r->e->settings.strict && f->set_by == SBILL_BY_DEFAULT) {
        f->severity = SBILL_SEV_ERROR;
        f->set_by = SBILL_BY_ORGANISATION;
    }
}

void sbill_reading_object(struct sbill_reading *r, const struct sbill_shape *s,
                          const struct sbill_frame *up, const struct sbill_json_val *v, void *to)
{
    uint64_t seen[2] = {0, 0}; /* fields met, by index: no shape has more than 128 */
    struct sbill_json_iter it;

    sbill_json_walk(&it, v);
    while (sbill_json_next(&it)) {
        struct sbill_frame at = {.up = up, .field = sbill_shape_find(s, it.key)};
        size_t i;

        if (!at.field) {
            at.field = minor_of(s, it.key);
            at.minor = at.field != NULL;
        }
        if (!at.field) {
            raise_unknown(r, up, it.key);
            continue;
        }
        i = (size_t)(at.field - s->fields);
        if (seen[i / 64] >> (i % 64) & 1) {
            sbill_reading_raise(r, SBILL_FINDING_RECORD_KEY_TWICE, &at);
            continue;
        }
        seen[i / 64] |= UINT64_C(1) << (i % 64);
        if (sbill_json_kind(it.val) != SBILL_JSON_NULL)
            readers[at.field->kind](r, &at, it.val, (char *)to + at.field->offset);
    }
}

static int32_t read_into(struct sbill_encounter *e, struct sbill_text bytes, uint32_t line,
                         sbill_error **err)
{
    struct sbill_place at = {.line = line};
    struct sbill_frame top = {0};
    struct sbill_reading r = {.e = e};
    const struct sbill_json_val *root;
    int32_t status;

    if (bytes.n > e->settings.max_record)
        return sbill_fail(err, SBILL_ELIMIT, at,
                          "the record is longer than %z bytes, the option max-record",
                          e->settings.max_record);
    status = sbill_json_parse(e->json, bytes, at, &root, err);
    if (status != SBILL_OK)
        return status;
    if (sbill_json_kind(root) != SBILL_JSON_OBJECT)
        return sbill_fail(err, SBILL_EINPUT, at, "a record is a JSON object, and this is none");
    r.controls = sbill_json_has_controls(e->json);
    sbill_reading_object(&r, &sbill_record_shape, &top, root, &e->record);
    sbill_reading_finish(&r);
    return sbill_encounter_memory(e, err);
}

int32_t sbill_read_record_json(struct sbill_encounter *e, struct sbill_text bytes, uint32_t line,
                               sbill_error **err)
{
    int32_t status;

    sbill_encounter_reset(e);
    status = read_into(e, bytes, line, err);
    if (status != SBILL_OK)
        sbill_encounter_reset(e);
    e->has_record = status == SBILL_OK;
    return status;
}
