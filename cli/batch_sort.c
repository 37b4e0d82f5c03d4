/* The index of claims that may go, sorted by payer. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"

static const struct sbill_batch_payer
    *sorted_payers; /* for qsort alone, before any thread starts */

static int by_key(const void *x, const void *y)
{
    const struct sbill_batch_payer *a = &sorted_payers[*(const uint32_t *)x];
    const struct sbill_batch_payer *b = &sorted_payers[*(const uint32_t *)y];
    size_t n = a->key_n < b->key_n ? a->key_n : b->key_n;
    int c = memcmp(a->key, b->key, n);

    return c ? c : (a->key_n > b->key_n) - (a->key_n < b->key_n);
}

/* Payers by name, id and form. NULL: no memory. */
uint32_t *sbill_batch_payer_order(const struct sbill_batch *b)
{
    uint32_t *order = calloc(b->payer_count + 1, sizeof *order);

    for (uint32_t i = 0; order && i < b->payer_count; i++)
        order[i] = i;
    sorted_payers = b->payers;
    if (order)
        qsort(order, b->payer_count, sizeof *order, by_key);
    return order;
}

/* Each claim to its place: payers are counted already, so one pass sorts, and claims of a payer stay in order. */
int sbill_batch_sort_index(const struct sbill_batch *b, const uint32_t *order, int to)
{
    uint64_t *place = calloc(b->payer_count + 1, sizeof *place), next = 0;
    char *path = sbill_batch_path(b->work, sbill_batch_list_names[SBILL_BATCH_INDEX]);
    FILE *f = place && path ? fopen(path, "r") : NULL;
    int code = f ? SBILL_EXIT_CLEAN : sbill_batch_trouble("ready.index");
    struct sbill_batch_claim c;

    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < b->payer_count; i++) {
        place[order[i]] = next;
        next += b->payers[order[i]].claims;
    }
    while (code == SBILL_EXIT_CLEAN && fread(&c, sizeof c, 1, f) == 1) {
        ssize_t put = c.payer < b->payer_count
                          ? pwrite(to, &c, sizeof c, (off_t)(place[c.payer]++ * sizeof c))
                          : -1;
        if (put != (ssize_t)sizeof c)
            code = sbill_batch_trouble("ready.order");
    }
    if (code == SBILL_EXIT_CLEAN && ferror(f))
        code = sbill_batch_trouble("ready.index");
    if (f)
        fclose(f);
    free(path);
    free(place);
    return code;
}
