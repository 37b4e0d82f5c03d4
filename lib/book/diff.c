/* What differs between two books, as one JSON object. */
#include "book/diff.h"

#include <stdlib.h>

#include "base/report.h"

enum {
    ARENA_MAX = 1 << 30
};

/* ---- changes ------------------------------------------------------------------------------------- */

static struct sbill_text kept(struct sbill_diff *d, const struct sbill_buf *b)
{
    struct sbill_text t = sbill_buf_view(b);

    if (b->failed && !d->arena.failed)
        d->arena.failed = b->failed;
    return sbill_arena_copy(&d->arena, t);
}

void sbill_diff_scratch(struct sbill_diff *d)
{
    d->key.n = d->says[SBILL_OLD].n = d->says[SBILL_NEW].n = 0;
}

void sbill_diff_change(struct sbill_diff *d, int32_t kind, int32_t on)
{
    struct sbill_change *c = SBILL_PUSH(&d->arena, &d->changes);

    if (!c)
        return;
    c->key = kept(d, &d->key);
    c->says[SBILL_OLD] = kept(d, &d->says[SBILL_OLD]);
    c->says[SBILL_NEW] = kept(d, &d->says[SBILL_NEW]);
    c->kind = kind;
    c->on = on;
}

bool sbill_diff_compare(struct sbill_diff *d)
{
    struct sbill_text was = sbill_buf_view(&d->says[SBILL_OLD]);
    struct sbill_text is = sbill_buf_view(&d->says[SBILL_NEW]);

    if (sbill_text_eq(was, is))
        return false;
    sbill_diff_change(d, !was.n ? SBILL_ADDED : !is.n ? SBILL_ENDED : SBILL_CHANGED, SBILL_NO_DATE);
    return true;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

void sbill_diff_row(struct sbill_diff *d, int side)
{
    struct sbill_diff_row *r = SBILL_PUSH(&d->arena, &d->rows[side]);

    if (!r)
        return;
    r->key = kept(d, &d->key);
    r->says = kept(d, &d->says[side]);
}

static int by_key(const void *x, const void *y)
{
    const struct sbill_diff_row *a = x, *b = y;
    int order = sbill_text_cmp(a->key, b->key);

    return order ? order : sbill_text_cmp(a->says, b->says);
}

/* Rows that both sides have are taken out; rows of both are sorted. */
static void drop_equal(sbill_diff_rows *a, sbill_diff_rows *b)
{
    size_t i = 0, k = 0, left = 0, right = 0;

    while (i < a->n || k < b->n) {
        int order = i == a->n ? 1 : k == b->n ? -1 : by_key(&a->v[i], &b->v[k]);
        if (order == 0)
            i++, k++;
        else if (order < 0)
            a->v[left++] = a->v[i++];
        else
            b->v[right++] = b->v[k++];
    }
    a->n = left;
    b->n = right;
}

static void note(struct sbill_diff *d, const struct sbill_diff_row *was,
                 const struct sbill_diff_row *is)
{
    struct sbill_change *c = SBILL_PUSH(&d->arena, &d->changes);
    static const struct sbill_text nothing = SBILL_TI("");

    if (!c)
        return;
    c->key = was ? was->key : is->key;
    c->says[SBILL_OLD] = was ? was->says : nothing;
    c->says[SBILL_NEW] = is ? is->says : nothing;
    c->kind = !was ? SBILL_ADDED : !is ? SBILL_ENDED : SBILL_CHANGED;
    c->on = SBILL_NO_DATE;
}

void sbill_diff_merge(struct sbill_diff *d)
{
    sbill_diff_rows *a = &d->rows[SBILL_OLD], *b = &d->rows[SBILL_NEW];

    if (a->n)
        qsort(a->v, a->n, sizeof *a->v, by_key);
    if (b->n)
        qsort(b->v, b->n, sizeof *b->v, by_key);
    drop_equal(a, b);
    for (size_t i = 0, k = 0; i < a->n || k < b->n;) {
        int order = i == a->n ? 1 : k == b->n ? -1 : sbill_text_cmp(a->v[i].key, b->v[k].key);
        note(d, order <= 0 ? &a->v[i] : NULL, order >= 0 ? &b->v[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
    a->n = b->n = 0;
}

/* ---- the report ---------------------------------------------------------------------------------- */

static const char *const kinds[SBILL_CHANGE_KINDS] = {"added", "ended", "changed", "dated"};

static int by_change(const void *x, const void *y)
{
    const struct sbill_change *a = x, *b = y;
    int order = sbill_text_cmp(a->key, b->key);

    if (order)
        return order;
    order = sbill_text_cmp(a->says[SBILL_OLD], b->says[SBILL_OLD]);
    return order ? order : sbill_text_cmp(a->says[SBILL_NEW], b->says[SBILL_NEW]);
}

/* Text of a book may be damaged; JSON is UTF-8. */
static struct sbill_text clean(struct sbill_text t)
{
    t.n = sbill_utf8_check(t);
    return t;
}

static void write_change(struct sbill_jw *w, const struct sbill_change *c)
{
    sbill_jw_open(w, '{');
    sbill_jw_key(w, "change");
    sbill_jw_z(w, kinds[c->kind]);
    sbill_jw_key(w, "key");
    sbill_jw_text(w, clean(c->key));
    sbill_jw_opt_date(w, "on", c->on);
    sbill_jw_opt_text(w, "old", clean(c->says[SBILL_OLD]));
    sbill_jw_opt_text(w, "new", clean(c->says[SBILL_NEW]));
    sbill_jw_close(w, '}');
}

static void write_counts(struct sbill_diff *d)
{
    int64_t count[SBILL_CHANGE_KINDS] = {0};

    for (size_t i = 0; i < d->changes.n; i++)
        count[d->changes.v[i].kind]++;
    for (size_t i = 0; i < SBILL_CHANGE_KINDS; i++) {
        sbill_jw_key(&d->w, kinds[i]);
        sbill_jw_int(&d->w, count[i]);
    }
}

void sbill_diff_table(struct sbill_diff *d, struct sbill_text name)
{
    struct sbill_jw *w = &d->w;

    if (d->there[SBILL_OLD] || d->there[SBILL_NEW]) {
        if (d->changes.n)
            qsort(d->changes.v, d->changes.n, sizeof *d->changes.v, by_change);
        sbill_jw_open(w, '{');
        sbill_jw_key(w, "table");
        sbill_jw_text(w, clean(name));
        if (!d->there[SBILL_OLD] || !d->there[SBILL_NEW]) {
            sbill_jw_key(w, "only_in");
            sbill_jw_z(w, d->there[SBILL_OLD] ? "old" : "new");
        }
        write_counts(d);
        sbill_jw_key(w, "changes");
        sbill_jw_open(w, '[');
        for (size_t i = 0; i < d->changes.n; i++)
            write_change(w, &d->changes.v[i]);
        sbill_jw_close(w, ']');
        sbill_jw_close(w, '}');
    }
    d->changes.n = 0;
    d->there[SBILL_OLD] = d->there[SBILL_NEW] = false;
}

static void write_all(struct sbill_diff *d)
{
    sbill_jw_open(&d->w, '{');
    sbill_jw_key(&d->w, "schema");
    sbill_jw_z(&d->w, "superbill-book-diff/1");
    sbill_jw_key(&d->w, "tables");
    sbill_jw_open(&d->w, '[');
    sbill_diff_systems(d);
    sbill_diff_notes(d);
    sbill_diff_ptp(d);
    sbill_diff_keyed(d);
    sbill_diff_groups(d);
    sbill_diff_fees(d);
    sbill_diff_payers(d);
    sbill_diff_rules(d);
    sbill_jw_close(&d->w, ']');
    sbill_jw_key(&d->w, "broken_rules");
    sbill_diff_broken_rules(d);
    sbill_jw_close(&d->w, '}');
}

int32_t sbill_book_diff(const sbill_book *was, const sbill_book *is, sbill_report **out,
                        sbill_error **err)
{
    struct sbill_diff d = {.side = {was, is}};
    struct sbill_buf *scratch[] = {&d.key, &d.says[SBILL_OLD], &d.says[SBILL_NEW]};

    if (!was || !is || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a difference needs two books and a place for the report");
    sbill_arena_init(&d.arena, &is->alloc, ARENA_MAX);
    sbill_buf_init(&d.out, &is->alloc, INT32_MAX);
    for (size_t i = 0; i < sizeof scratch / sizeof *scratch; i++)
        sbill_buf_init(scratch[i], &is->alloc, 1 << 20);
    d.w.b = &d.out;
    write_all(&d);
    if (d.arena.failed)
        d.out.failed = d.arena.failed;
    for (size_t i = 0; i < sizeof scratch / sizeof *scratch; i++) {
        if (scratch[i]->failed)
            d.out.failed = scratch[i]->failed;
        sbill_buf_free(scratch[i]);
    }
    sbill_arena_free(&d.arena);
    return sbill_report_take(&d.out, out, err);
}
