/* Safe repairs: what findings offer is written into the record. Such a value only says what the record says already,
 * spelled as a claim wants it. */
#include "map/fields.h"
#include "run/run.h"

struct any_list { /* every SBILL_LIST begins so */
    void *v;
    size_t n, cap;
};

/* "[3]" in front of the rest: moves past it. False if there is none, or no number in it. */
static bool take_index(struct sbill_text *rest, size_t *index)
{
    struct sbill_text digits;
    uint32_t n;

    if (!rest->n || rest->p[0] != '[')
        return false;
    *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
    digits = sbill_text_cut(rest, ']');
    if (!sbill_text_u32(digits, &n))
        return false;
    *index = n;
    return true;
}

static struct sbill_text take_key(struct sbill_text *rest)
{
    size_t n = 0;
    struct sbill_text key;

    while (n < rest->n && rest->p[n] != '.' && rest->p[n] != '[')
        n++;
    key = (struct sbill_text){rest->p, n};
    *rest = (struct sbill_text){rest->p + n, rest->n - n};
    return key;
}

static void pass_dot(struct sbill_text *rest)
{
    if (rest->n && rest->p[0] == '.')
        *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
}

/* The text that stands at a path of the record; NULL if none can stand there. */
static struct sbill_text *text_at(struct sbill_record *r, struct sbill_text rest)
{
    const struct sbill_shape *shape = &sbill_record_shape;
    char *object = (char *)r;

    while (object && shape) {
        const struct sbill_field *f = sbill_shape_find(shape, take_key(&rest));
        char *p = f ? object + f->offset : NULL;
        struct any_list *list = (struct any_list *)(void *)p;
        size_t i;

        if (!f)
            return NULL;
        if (f->kind == SBILL_K_TEXT)
            return rest.n ? NULL : (struct sbill_text *)(void *)p;
        if (f->kind == SBILL_K_TEXTS)
            return take_index(&rest, &i) && i < list->n ? (struct sbill_text *)list->v + i : NULL;
        if (f->kind == SBILL_K_LIST && (!take_index(&rest, &i) || i >= list->n))
            return NULL;
        shape = f->shape;
        object = f->kind == SBILL_K_LIST      ? (char *)list->v + i * shape->size
                 : f->kind == SBILL_K_POINTER ? *(char **)(void *)p
                                              : p;
        pass_dot(&rest);
    }
    return NULL;
}

static bool is_done(const struct sbill_encounter *e, struct sbill_text path)
{
    for (size_t i = 0; i < e->repairs.n; i++)
        if (sbill_text_eq(e->repairs.v[i].path, path))
            return true;
    return false;
}

/* Pointers of a line may name a diagnosis by the spelling that is being repaired. */
static void follow(struct sbill_encounter *e, struct sbill_text before, struct sbill_text after)
{
    struct sbill_record *r = &e->record;

    for (size_t l = 0; l < r->lines.n; l++)
        for (size_t p = 0; p < r->lines.v[l].diagnoses.n; p++)
            if (sbill_text_eq(r->lines.v[l].diagnoses.v[p], before))
                r->lines.v[l].diagnoses.v[p] = after;
}

static void repair(struct sbill_encounter *e, const struct sbill_finding *f)
{
    struct sbill_text *at = is_done(e, f->path) ? NULL : text_at(&e->record, f->path);
    struct sbill_repair *kept = at ? SBILL_PUSH(&e->arena, &e->repairs) : NULL;

    if (!kept)
        return;
    *kept = (struct sbill_repair){f->number, f->path, *at, f->repair};
    if (sbill_text_starts(f->path, SBILL_T("diagnoses[")))
        follow(e, *at, f->repair);
    *at = f->repair;
}

/* What the reader said of a value that is no longer there. */
static void drop_read(struct sbill_encounter *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->findings.n; i++) {
        const struct sbill_finding *f = &e->findings.v[i];

        if (f->number >= SBILL_FIRST_OF_ASSIGN || !is_done(e, f->path))
            e->findings.v[kept++] = e->findings.v[i];
    }
    e->findings.n = kept;
}

int32_t sbill_encounter_repair(sbill_encounter *e, size_t *count, sbill_error **err)
{
    size_t before;

    if (!e || !e->checked || !count)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "repairing needs an encounter that was checked");
    before = e->repairs.n;
    for (size_t i = 0; i < e->findings.n; i++)
        if (e->findings.v[i].repair.n)
            repair(e, &e->findings.v[i]);
    if (e->arena.failed)
        return sbill_encounter_memory(e, err);
    *count = e->repairs.n - before;
    if (*count) {
        drop_read(e);
        sbill_run_forget(e, SBILL_FIRST_OF_ASSIGN);
    }
    return SBILL_OK;
}
