/* Looking things up in the field register. */
#include "map/fields.h"

#include <string.h>

#include "map/shapes.h"

/* Length and five characters tell the keys of one shape apart; the multiplier spreads them so that no two share
 * a slot. tests/register.c searches the multipliers with this same function. */
uint64_t sbill_key_bits(struct sbill_text key)
{
    const unsigned char *p = (const unsigned char *)key.p;
    size_t n = key.n;

    return (uint64_t)(n & 0xFF) | (uint64_t)p[0] << 8 | (uint64_t)p[n / 4] << 16 |
           (uint64_t)p[n / 2] << 24 | (uint64_t)p[3 * n / 4] << 32 | (uint64_t)p[n - 1] << 40;
}

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
    for (size_t i = 0; i < s->count; i++) {
        const struct sbill_field *f = &s->fields[i];
        char *at = (char *)object + f->offset;

        if (f->kind == SBILL_K_DATE)
            *(int32_t *)(void *)at = SBILL_NO_DATE;
        else if (f->kind == SBILL_K_TIME)
            *(int32_t *)(void *)at = SBILL_NO_TIME;
        else if (f->kind == SBILL_K_MONEY)
            *(int64_t *)(void *)at = SBILL_NO_MONEY;
        else if (f->kind == SBILL_K_QTY)
            *(int64_t *)(void *)at = SBILL_NO_QTY;
        else if (f->kind == SBILL_K_OBJECT)
            sbill_shape_clear(f->shape, at);
    }
}
