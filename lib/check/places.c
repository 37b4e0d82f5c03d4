#include "check/places.h"

struct any_list { /* every SBILL_LIST begins so */
    void *v;
    size_t n, cap;
};

struct sbill_spot sbill_spot_record(const struct sbill_check *k)
{
    return (struct sbill_spot){&sbill_record_shape, (const char *)k->record};
}

struct sbill_spot sbill_spot_coverage(const struct sbill_check *k)
{
    const struct sbill_field *f = sbill_shape_find(&sbill_record_shape, SBILL_T("coverages"));

    return (struct sbill_spot){f->shape, (const char *)k->coverage};
}

struct sbill_spot sbill_spot_line(const struct sbill_check *k, int32_t line)
{
    const struct sbill_field *f = sbill_shape_find(&sbill_record_shape, SBILL_T("lines"));

    return (struct sbill_spot){f->shape, (const char *)&k->record->lines.v[line]};
}

struct sbill_text sbill_without(struct sbill_text t, size_t n)
{
    return (struct sbill_text){t.p + n, t.n - n};
}

/* ---- one field ------------------------------------------------------------------------------- */

/* What stands in a field that is given; whole numbers in thousandths, money too. */
static struct sbill_place_value value_of(const struct sbill_field *f, const char *p)
{
    struct sbill_place_value v = {.given = true};

    switch (f->kind) {
    case SBILL_K_TEXT:
        v.text = *(const struct sbill_text *)(const void *)p;
        break;
    case SBILL_K_DATE:
    case SBILL_K_TIME:
    case SBILL_K_INT:
        v.counts = true;
        v.number = (int64_t) * (const int32_t *)(const void *)p * 1000;
        break;
    case SBILL_K_MONEY:
        v.number = *(const int64_t *)(const void *)p;
        v.counts = v.number < INT64_MAX / 10 && v.number > -INT64_MAX / 10;
        v.number = v.counts ? v.number * 10 : 0;
        break;
    case SBILL_K_QTY:
        v.counts = true;
        v.number = *(const int64_t *)(const void *)p;
        break;
    case SBILL_K_FLAG:
        v.text = *(const sbill_flag *)(const void *)p == SBILL_YES ? SBILL_T("yes") : SBILL_T("no");
        break;
    case SBILL_K_WORD:
        v.text = sbill_text_from(sbill_field_word(f, *(const int32_t *)(const void *)p));
        break;
    case SBILL_K_SYSTEM:
        v.text = sbill_text_from(sbill_system_name(*(const int32_t *)(const void *)p));
        break;
    default:
        break;
    }
    return v;
}

/* ---- a path ---------------------------------------------------------------------------------- */

/* One key of a path: "payer" of "payer.id", "lines" of "lines[].rendering". */
static struct sbill_text next_key(struct sbill_text *rest)
{
    struct sbill_text key = sbill_text_cut(rest, '.');

    if (key.n > 2 && key.p[key.n - 1] == ']' && key.p[key.n - 2] == '[')
        key.n -= 2;
    return key;
}

static struct sbill_spot item_of(const struct sbill_field *f, const struct any_list *items,
                                 size_t i)
{
    return (struct sbill_spot){f->shape, (const char *)items->v + i * f->shape->size};
}

bool sbill_place_given(struct sbill_spot at, struct sbill_text rest)
{
    while (rest.n) {
        struct sbill_text key = next_key(&rest);
        const struct sbill_field *f = sbill_shape_find(at.shape, key);
        const struct any_list *items;
        const char *p;

        if (!f)
            return true; /* that the path is wrong has been said */
        p = at.object + f->offset;
        if (!sbill_field_given(f, p) || !rest.n)
            return sbill_field_given(f, p);
        if (!f->shape)
            return true;
        at.shape = f->shape;
        at.object = f->kind == SBILL_K_POINTER ? *(const char *const *)(const void *)p : p;
        if (f->kind != SBILL_K_LIST)
            continue;
        items = (const struct any_list *)(const void *)p;
        for (size_t i = 0; i < items->n; i++)
            if (!sbill_place_given(item_of(f, items, i), rest))
                return false;
        return true;
    }
    return true;
}

static int any_of_texts(const struct any_list *list, sbill_value_fn fn, const void *ctx)
{
    const struct sbill_text *texts = list->v;

    for (size_t i = 0; i < list->n; i++) {
        struct sbill_place_value v = {.given = true, .text = texts[i]};

        if (fn(ctx, &v))
            return 1;
    }
    return 0;
}

/* The field the path ends in. */
static int any_here(const struct sbill_field *f, const char *p, sbill_value_fn fn, const void *ctx)
{
    struct sbill_place_value v = {.given = false};

    if (sbill_field_given(f, p) && f->kind == SBILL_K_TEXTS)
        return any_of_texts((const struct any_list *)(const void *)p, fn, ctx);
    if (sbill_field_given(f, p))
        v = value_of(f, p);
    return fn(ctx, &v);
}

bool sbill_field_any(const struct sbill_field *f, const char *object, sbill_value_fn fn,
                     const void *ctx)
{
    return any_here(f, object + f->offset, fn, ctx);
}

/* Is there such a field, wherever the objects on the way are absent? */
static bool is_path(const struct sbill_shape *shape, struct sbill_text rest)
{
    while (rest.n) {
        const struct sbill_field *f = shape ? sbill_shape_find(shape, next_key(&rest)) : NULL;

        if (!f)
            return false;
        shape = f->shape;
    }
    return true;
}

static int walk(struct sbill_spot at, struct sbill_text rest, sbill_value_fn fn, const void *ctx)
{
    static const struct sbill_place_value nothing = {.given = false};

    while (rest.n && at.object) {
        const struct sbill_field *f = sbill_shape_find(at.shape, next_key(&rest));
        const char *p = at.object + f->offset;
        const struct any_list *items = (const struct any_list *)(const void *)p;

        if (!rest.n)
            return any_here(f, p, fn, ctx);
        if (!sbill_field_given(f, p))
            break;
        at.shape = f->shape;
        at.object = f->kind == SBILL_K_POINTER ? *(const char *const *)(const void *)p : p;
        if (f->kind != SBILL_K_LIST)
            continue;
        for (size_t i = 0; i < items->n; i++)
            if (walk(item_of(f, items, i), rest, fn, ctx))
                return 1;
        return 0;
    }
    return fn(ctx, &nothing);
}

int sbill_place_any(struct sbill_spot at, struct sbill_text path, sbill_value_fn fn,
                    const void *ctx)
{
    return is_path(at.shape, path) ? walk(at, path, fn, ctx) : -1;
}

/* ---- saying where ---------------------------------------------------------------------------- */

struct sbill_finding *sbill_raise_at(struct sbill_check *k, int32_t number, struct sbill_text path,
                                     int32_t index)
{
    char place[160];
    size_t n = 0;
    bool first = true;

    /* "coverages[].x" with the index goes through the one formatter there is: "coverages[%d].x". */
    for (size_t i = 0; i < path.n && n + 3 < sizeof place; i++) {
        place[n++] = path.p[i];
        if (path.p[i] != '[')
            continue;
        if (first)
            place[n++] = '%';
        place[n++] = first ? 'd' : '0';
        first = false;
    }
    place[n] = '\0';
    return sbill_raise(k->e, number, place, index);
}
