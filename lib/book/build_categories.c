/* Where the codes of a category stand in the publisher's order, for the notes that name ranges. */
#include "book/instructions_draft.h"

#include <stdlib.h>
#include <string.h>

int sbill_npat_by_key(const void *x, const void *y)
{
    const struct sbill_npat_category *a = x, *b = y;

    return (a->key > b->key) - (a->key < b->key);
}

size_t sbill_npat_length_of(const char code[8])
{
    size_t n = 0;

    while (n < 7 && code[n])
        n++;
    return n;
}

uint64_t sbill_npat_key_of(const char *code, size_t n)
{
    char room[16] = {0};

    memcpy(room, code, n);
    return n ? sbill_code_key(room, n) : 0;
}

/* Categories by rank, and sorted by key to be found. */
int32_t sbill_npat_list_categories(struct sbill_npat_work *w)
{
    w->category = SBILL_NEW_N(&w->arena, struct sbill_npat_category, w->listed_count + 1);
    if (!w->category)
        return sbill_npat_memory(w);
    for (size_t i = 0; i < w->listed_count; i++)
        if (sbill_npat_length_of(w->listed[i].code) == 3)
            w->category[w->categories++] = (struct sbill_npat_category){
                .key = sbill_npat_key_of(w->listed[i].code, 3), .frame = SBILL_NPAT_NONE, .at = i};
    if (w->categories >= SBILL_NPAT_NO_RANK)
        return sbill_fail(w->err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the tabular list has too many categories");
    for (size_t i = 0; i < w->categories; i++)
        w->category[i].rank = (uint32_t)i;
    if (w->categories)
        qsort(w->category, w->categories, sizeof *w->category, sbill_npat_by_key);
    return SBILL_OK;
}

struct sbill_npat_category *sbill_npat_category_of(const struct sbill_npat_work *w,
                                                   const char *code)
{
    struct sbill_npat_category want = {.key = sbill_npat_key_of(code, 3)};

    return w->categories
               ? bsearch(&want, w->category, w->categories, sizeof *w->category, sbill_npat_by_key)
               : NULL;
}

bool sbill_npat_below(const char *code, const char *prefix)
{
    return strncmp(code, prefix, sbill_npat_length_of(prefix)) == 0;
}

/* The first place in the list that is not before `code`. In an extract the code itself may be missing: then its
 * neighbours by spelling stand for it. */
bool sbill_npat_first_place(const struct sbill_npat_work *w, const char *code, size_t *out)
{
    for (size_t i = 0; i < w->listed_count; i++)
        if (sbill_npat_below(w->listed[i].code, code)) {
            *out = i;
            return true;
        }
    for (*out = 0; w->extract && *out < w->listed_count; ++*out)
        if (strcmp(w->listed[*out].code, code) > 0)
            return true;
    return w->extract;
}

/* One past the last place that is not behind `code` and all below it. */
bool sbill_npat_last_place(const struct sbill_npat_work *w, const char *code, size_t *out)
{
    for (size_t i = w->listed_count; i-- > 0;)
        if (sbill_npat_below(w->listed[i].code, code)) {
            *out = i + 1;
            return true;
        }
    for (*out = w->listed_count; w->extract && *out > 0; --*out)
        if (strcmp(w->listed[*out - 1].code, code) < 0)
            return true;
    return w->extract;
}

/* ---- patterns ---- */
