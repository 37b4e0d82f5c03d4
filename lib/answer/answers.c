/* The handle: birth, death, and answers by the claim they are about. */
#include <stdlib.h>
#include <string.h>

#include "answer/index.h"
#include "base/error.h"

int32_t sbill_answers_new(sbill_book *b, const sbill_options *o, sbill_answers **out,
                          sbill_error **err)
{
    struct sbill_settings settings;
    struct sbill_answers *a;

    if (!out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "sbill_answers_new: nowhere to put it");
    sbill_settings_copy(&settings, o);
    a = sbill_alloc_get(&settings.alloc, sizeof *a);
    if (!a)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    *a = (struct sbill_answers){.settings = settings, .book = b ? sbill_book_ref(b) : NULL};
    sbill_arena_init(&a->arena, &a->settings.alloc, settings.max_memory);
    sbill_buf_init(&a->out, &a->settings.alloc, settings.max_memory);
    *out = a;
    return SBILL_OK;
}

void sbill_answers_free(sbill_answers *a)
{
    struct sbill_alloc alloc;

    if (!a)
        return;
    alloc = a->settings.alloc;
    for (size_t i = 0; i < a->files.n; i++) {
        sbill_wipe(a->files.v[i].p, a->files.v[i].n);
        sbill_alloc_put(&alloc, a->files.v[i].p, a->files.v[i].n);
    }
    sbill_buf_free(&a->out);
    sbill_arena_free(&a->arena);
    sbill_book_free(a->book);
    sbill_wipe(a, sizeof *a);
    sbill_alloc_put(&alloc, a, sizeof *a);
}

size_t sbill_answers_count(const sbill_answers *a)
{
    return a ? a->list.n : 0;
}

/* ---- by claim -------------------------------------------------------------------------------- */

/* Payers give numbers back in capitals. */
static int compare_folded(struct sbill_text a, struct sbill_text b)
{
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        char x = sbill_upper(a.p[i]), y = sbill_upper(b.p[i]);
        if (x != y)
            return (unsigned char)x < (unsigned char)y ? -1 : 1;
    }
    return (a.n > b.n) - (a.n < b.n);
}

static int by_claim(const void *a, const void *b)
{
    const struct sbill_answer_key *x = a, *y = b;
    int order = compare_folded(x->claim, y->claim);

    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Made when first asked for, and again when answers were added. */
static bool make_index(struct sbill_answers *a)
{
    struct sbill_answer_key *keys;
    size_t n = 0;

    if (a->indexed == a->list.n)
        return true;
    keys = SBILL_NEW_N(&a->arena, struct sbill_answer_key, a->list.n);
    if (!keys)
        return false;
    for (size_t i = 0; i < a->list.n; i++)
        if (a->list.v[i].about == SBILL_ABOUT_CLAIM && a->list.v[i].claim.n)
            keys[n++] = (struct sbill_answer_key){a->list.v[i].claim, i};
    qsort(keys, n, sizeof *keys, by_claim);
    a->keys = keys;
    a->key_count = n;
    a->indexed = a->list.n;
    return true;
}

size_t sbill_answer_about(struct sbill_answers *a, struct sbill_text claim, size_t from)
{
    size_t low = 0, high;

    if (!claim.n || !make_index(a))
        return SBILL_NO_ANSWER;
    for (high = a->key_count; low < high;) {
        size_t mid = low + (high - low) / 2;
        int order = compare_folded(a->keys[mid].claim, claim);
        if (order < 0 || (order == 0 && a->keys[mid].index < from))
            low = mid + 1;
        else
            high = mid;
    }
    if (low < a->key_count && compare_folded(a->keys[low].claim, claim) == 0)
        return a->keys[low].index;
    return SBILL_NO_ANSWER;
}
