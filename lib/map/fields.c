/* Looking things up in the field register. */
#include "map/fields.h"

#include <string.h>

#include "map/shapes.h"

static bool is_key(const struct sbill_field *f, struct sbill_text key)
{
    return f->key_len == key.n && memcmp(f->key, key.p, key.n) == 0;
}

const struct sbill_field *sbill_shape_find(const struct sbill_shape *s, struct sbill_text key)
{
    const struct sbill_keys *k = &sbill_keys[s->id];

    if (key.n == 0)
        return NULL;
    if (k->slots) {
        uint8_t slot = k->slots[(sbill_key_bits(key) * k->multiplier) >> k->shift];

        return slot && is_key(&s->fields[slot - 1], key) ? &s->fields[slot - 1] : NULL;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (is_key(&s->fields[i], key))
            return &s->fields[i];
    }
    return NULL;
}

/* Past what may stand between two keys: [..], as often as it is there, then a dot if more follows. */
static bool next_key(struct sbill_text *rest)
{
    while (rest->n && rest->p[0] == '[') {
        const char *end = memchr(rest->p, ']', rest->n);

        if (!end)
            return false;
        rest->n -= (size_t)(end + 1 - rest->p);
        rest->p = end + 1;
    }
    if (rest->n == 0)
        return true;
    if (rest->p[0] != '.' || rest->n == 1)
        return false;
    *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
    return true;
}

const struct sbill_field *sbill_field_at(struct sbill_text path)
{
    const struct sbill_shape *shape = &sbill_record_shape;
    const struct sbill_field *f = NULL;

    while (path.n) {
        size_t n = 0;

        while (n < path.n && path.p[n] != '.' && path.p[n] != '[')
            n++;
        f = shape ? sbill_shape_find(shape, (struct sbill_text){path.p, n}) : NULL;
        path = (struct sbill_text){path.p + n, path.n - n};
        if (!f || !next_key(&path))
            return NULL;
        shape = f->shape;
    }
    return f;
}

const char *sbill_field_box(const struct sbill_field *f, int32_t claim_type)
{
    const char *mine = claim_type == SBILL_DENTAL ? f->ada : f->box;

    if (mine)
        return mine;
    return f->box ? f->box : f->ada;
}

const char *sbill_field_word(const struct sbill_field *f, int32_t value)
{
    if (!f->words || value <= 0)
        return NULL;
    for (int32_t i = 0; f->words[i]; i++) {
        if (i + 1 == value)
            return f->words[i];
    }
    return NULL;
}

void sbill_shape_clear(const struct sbill_shape *s, void *object)
{
    const void *blank = sbill_keys[s->id].blank;

    if (blank)
        memcpy(object, blank, s->size);
}

bool sbill_field_given(const struct sbill_field *f, const char *at)
{
    union {
        struct sbill_text text;
        struct {
            void *v;
            size_t n, cap;
        } list;
        const void *pointer;
        int64_t amount;
        int32_t number;
        sbill_flag flag;
        size_t size;
    } v;

    switch (f->kind) {
    case SBILL_K_TEXT:
        memcpy(&v.text, at, sizeof v.text);
        return v.text.n > 0;
    case SBILL_K_FLAG:
        memcpy(&v.flag, at, sizeof v.flag);
        return v.flag != SBILL_UNKNOWN;
    case SBILL_K_MONEY:
    case SBILL_K_QTY:
        memcpy(&v.amount, at, sizeof v.amount);
        return v.amount != SBILL_NO_MONEY;
    case SBILL_K_SIZE:
        memcpy(&v.size, at, sizeof v.size);
        return v.size > 0;
    case SBILL_K_POINTER:
        memcpy(&v.pointer, at, sizeof v.pointer);
        return v.pointer != NULL;
    case SBILL_K_LIST:
    case SBILL_K_TEXTS:
        memcpy(&v.list, at, sizeof v.list);
        return v.list.n > 0;
    case SBILL_K_OBJECT:
        return true;
    default:
        memcpy(&v.number, at, sizeof v.number);
        return v.number != (f->kind == SBILL_K_DATE   ? SBILL_NO_DATE
                            : f->kind == SBILL_K_TIME ? SBILL_NO_TIME
                                                      : 0);
    }
}

bool sbill_field_says(const struct sbill_field *f, const char *at)
{
    sbill_flag flag = SBILL_YES;

    if (f->kind == SBILL_K_FLAG)
        memcpy(&flag, at, sizeof flag);
    return flag == SBILL_YES && sbill_field_given(f, at);
}
