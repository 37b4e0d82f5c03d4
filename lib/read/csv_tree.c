/* The values of a visit as a tree, and the tree over the office's defaults as a JSON record. */
#include "read/csv.h"

/* ---- the tree ------------------------------------------------------------------------------------- */

void sbill_csv_link(struct sbill_csv_node *up, struct sbill_csv_node *child)
{
    if (up->last)
        up->last->next = child;
    else
        up->first = child;
    up->last = child;
}

static struct sbill_csv_node *add(struct sbill_csv_work *w, struct sbill_csv_node *up, char kind)
{
    struct sbill_csv_node *node = SBILL_NEW(w->arena, struct sbill_csv_node);

    if (!node)
        return NULL;
    node->kind = kind;
    sbill_csv_link(up, node);
    return node;
}

struct sbill_csv_node *sbill_csv_child(struct sbill_csv_work *w, struct sbill_csv_node *up,
                                       struct sbill_text key, char kind)
{
    struct sbill_csv_node *node;

    for (node = up->first; node; node = node->next)
        if (sbill_text_eq(node->key, key))
            return node;
    node = add(w, up, kind);
    if (node)
        node->key = key;
    return node;
}

struct sbill_csv_node *sbill_csv_element(struct sbill_csv_work *w, struct sbill_csv_node *up,
                                         int32_t index, char kind)
{
    struct sbill_csv_node *node;

    for (node = up->first; node; node = node->next)
        if (node->index == index)
            return node;
    node = add(w, up, kind);
    if (node)
        node->index = index;
    return node;
}

struct sbill_csv_node *sbill_csv_find(const struct sbill_csv_node *up, const char *key)
{
    struct sbill_csv_node *node = up->first;

    while (node && !sbill_text_is(node->key, key))
        node = node->next;
    return node;
}

void sbill_csv_unlink(struct sbill_csv_node *up, struct sbill_csv_node *child)
{
    struct sbill_csv_node **at = &up->first, *before = NULL;

    while (*at && *at != child) {
        before = *at;
        at = &before->next;
    }
    if (!*at)
        return;
    *at = child->next;
    if (up->last == child)
        up->last = before;
    child->next = NULL;
}

bool sbill_csv_same(const struct sbill_csv_node *a, const struct sbill_csv_node *b)
{
    const struct sbill_csv_node *x = a->first, *y = b->first;

    if (a->kind != b->kind || !sbill_text_eq(a->value, b->value) || a->entry != b->entry)
        return false;
    while (x && y && sbill_text_eq(x->key, y->key) && x->index == y->index &&
           sbill_csv_same(x, y)) {
        x = x->next;
        y = y->next;
    }
    return !x && !y;
}

/* ---- the record ----------------------------------------------------------------------------------- */

#define LAYERS 2 /* the directory's entry, the defaults */
struct layers {
    const struct sbill_json_val *v[LAYERS];
    size_t n;
    bool coverages; /* they are lists of these */
};

static void put_layer(struct layers *l, const struct sbill_json_val *v)
{
    if (v && l->n < LAYERS)
        l->v[l->n++] = v;
}

static const struct sbill_json_val *get(const struct sbill_json_val *object, struct sbill_text key)
{
    struct sbill_json_iter it;

    if (sbill_json_kind(object) != SBILL_JSON_OBJECT)
        return NULL;
    sbill_json_walk(&it, object);
    while (sbill_json_next(&it))
        if (sbill_text_eq(it.key, key))
            return it.val;
    return NULL;
}

static const struct sbill_json_val *get_element(const struct sbill_json_val *array, int32_t index)
{
    struct sbill_json_iter it;

    if (sbill_json_kind(array) != SBILL_JSON_ARRAY)
        return NULL;
    sbill_json_walk(&it, array);
    for (int32_t i = 0; sbill_json_next(&it); i++)
        if (i == index)
            return it.val;
    return NULL;
}

/* Could both be the same person or organisation? */
static bool agrees(const struct sbill_csv_node *node, const struct sbill_json_val *other)
{
    static const char *const names[] = {"id", "npi", "last", "organization"};

    for (const struct sbill_csv_node *c = node->first; c; c = c->next) {
        const struct sbill_json_val *theirs = get(other, c->key);

        if (theirs && c->kind == '{' && !agrees(c, theirs))
            return false;
        for (size_t i = 0; theirs && c->kind == '"' && i < sizeof names / sizeof *names; i++)
            if (sbill_text_is(c->key, names[i]) &&
                !sbill_text_eq_fold(c->value, sbill_json_text(theirs)))
                return false;
    }
    return true;
}

/* What lies under a child: the entry of the directory that it names, then what lies under its parent there. */
static struct layers under_child(const struct layers *up, const struct sbill_csv_node *child,
                                 struct sbill_text key)
{
    struct layers l = {{NULL, NULL}, 0, sbill_text_is(key, "coverages")};

    if (child)
        put_layer(&l, child->entry);
    if (child && child->someone && child->entry)
        return l;
    for (size_t i = 0; i < up->n; i++) {
        const struct sbill_json_val *v = get(up->v[i], key);

        if (v && !(child && child->someone && !agrees(child, v)))
            put_layer(&l, v);
    }
    return l;
}

static struct layers under_element(const struct layers *up, const struct sbill_csv_node *element,
                                   int32_t index)
{
    struct layers l = {{NULL, NULL}, 0, false};

    if (element)
        put_layer(&l, element->entry);
    for (size_t i = 0; i < up->n; i++)
        put_layer(&l, get_element(up->v[i], index));
    return l;
}

static void write_value(struct sbill_jw *jw, const struct sbill_csv_node *node,
                        const struct layers *under, bool top);

/* The members of the layers that the node, or a layer above, does not have. */
static void write_rest(struct sbill_jw *jw, const struct sbill_csv_node *node,
                       const struct layers *under, bool top)
{
    struct sbill_json_iter it;

    for (size_t i = 0; i < under->n; i++) {
        if (sbill_json_kind(under->v[i]) != SBILL_JSON_OBJECT)
            continue;
        sbill_json_walk(&it, under->v[i]);
        while (sbill_json_next(&it)) {
            const struct sbill_csv_node *child = node ? node->first : NULL;
            struct layers below = under_child(under, NULL, it.key);

            while (child && !sbill_text_eq(child->key, it.key))
                child = child->next;
            if (child || (i > 0 && get(under->v[0], it.key)) ||
                (top && sbill_text_is(it.key, "directory")))
                continue;
            sbill_jw_key_text(jw, it.key);
            write_value(jw, NULL, &below, false);
        }
    }
}

static void write_object(struct sbill_jw *jw, const struct sbill_csv_node *node,
                         const struct layers *under, bool top)
{
    sbill_jw_open(jw, '{');
    for (const struct sbill_csv_node *c = node ? node->first : NULL; c; c = c->next) {
        struct layers below = under_child(under, c, c->key);

        sbill_jw_key_text(jw, c->key);
        write_value(jw, c, &below, false);
    }
    write_rest(jw, node, under, top);
    sbill_jw_close(jw, '}');
}

/* How many elements of a layer's list make one. What the office says of every second payer makes none of a visit that
 * has no second payer. */
static int32_t layer_length(const struct sbill_json_val *list, bool coverages)
{
    struct sbill_json_iter it;
    int32_t n = 0;

    if (sbill_json_kind(list) != SBILL_JSON_ARRAY)
        return 0;
    sbill_json_walk(&it, list);
    for (int32_t i = 1; sbill_json_next(&it); i++)
        if (!coverages || i == 1 || get(it.val, SBILL_T("payer")))
            n = i;
    return n;
}

static int32_t list_length(const struct sbill_csv_node *node, const struct layers *under)
{
    int32_t n = 0;

    for (const struct sbill_csv_node *c = node ? node->first : NULL; c; c = c->next)
        n = c->index >= n ? c->index + 1 : n;
    for (size_t i = 0; i < under->n; i++) {
        int32_t below = layer_length(under->v[i], under->coverages);

        n = below > n ? below : n;
    }
    return n;
}

/* An object that is missing between others keeps its place, since places count (payers); a text does not. */
static void write_list(struct sbill_jw *jw, const struct sbill_csv_node *node,
                       const struct layers *under)
{
    int32_t n = list_length(node, under);
    bool texts = node && node->first && node->first->kind == '"';
    const struct sbill_csv_node *next = node ? node->first : NULL;

    sbill_jw_open(jw, '[');
    for (int32_t i = 0; i < n; i++) {
        const struct sbill_csv_node *c = next && next->index == i ? next : NULL;
        struct layers below;

        if (c)
            next = c->next; /* as a rule they stand in order */
        for (const struct sbill_csv_node *k = c || !node ? NULL : node->first; k && !c; k = k->next)
            c = k->index == i ? k : NULL;
        below = under_element(under, c, i);
        if (c || below.n)
            write_value(jw, c, &below, false);
        else if (!texts)
            write_object(jw, NULL, &below, false);
    }
    sbill_jw_close(jw, ']');
}

static void write_leaf(struct sbill_jw *jw, const struct sbill_json_val *v)
{
    switch (sbill_json_kind(v)) {
    case SBILL_JSON_TRUE:
    case SBILL_JSON_FALSE:
        sbill_jw_bool(jw, sbill_json_kind(v) == SBILL_JSON_TRUE);
        break;
    case SBILL_JSON_NULL:
        sbill_jw_null(jw);
        break;
    default: /* numbers may stand as texts */
        sbill_jw_text(jw, sbill_json_text(v));
    }
}

static void write_value(struct sbill_jw *jw, const struct sbill_csv_node *node,
                        const struct layers *under, bool top)
{
    enum sbill_json_kind below = under->n ? sbill_json_kind(under->v[0]) : SBILL_JSON_NULL;

    if (node && node->kind == '"')
        sbill_jw_text(jw, node->value);
    else if (node && (node->kind == 't' || node->kind == 'f'))
        sbill_jw_bool(jw, node->kind == 't');
    else if (node ? node->kind == '{' : below == SBILL_JSON_OBJECT)
        write_object(jw, node, under, top);
    else if (node || below == SBILL_JSON_ARRAY)
        write_list(jw, node, under);
    else if (under->n)
        write_leaf(jw, under->v[0]);
    else
        sbill_jw_null(jw);
}

void sbill_csv_write(const struct sbill_csv_work *w, struct sbill_buf *out)
{
    struct sbill_jw jw = {out, false};
    struct layers under = {{w->defaults, NULL}, w->defaults ? 1 : 0, false};

    write_value(&jw, w->root, &under, true);
}
