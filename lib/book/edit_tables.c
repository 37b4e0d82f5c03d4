/* The edit tables of all layers of a book, opened and put in the order in which they are asked. */
#include <string.h>

#include "book/inside.h"

static size_t count_sections(const struct sbill_book *b, uint32_t kind)
{
    struct sbill_text s;
    size_t n = 0;

    for (size_t i = 0; i < b->layer_count; i++)
        for (size_t k = 0; sbill_layer_section(&b->layers[i], kind, k, NULL, &s); k++)
            n++;
    return n;
}

/* Behind the tables of the same kind in layers asked earlier, and within a layer behind those that began
 * later. */
static void chain(struct sbill_keyed **at, struct sbill_keyed *t)
{
    while (*at && ((*at)->layer < t->layer || ((*at)->layer == t->layer && (*at)->from >= t->from)))
        at = &(*at)->next;
    t->next = *at;
    *at = t;
}

static int32_t open_layer(struct sbill_book *b, uint32_t layer, size_t *count, sbill_error **err)
{
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(&b->layers[layer], SBILL_SEC_EDITS, i, &tag, &section);
         i++) {
        struct sbill_keyed *t = &b->keyed[*count];
        if (*count == b->keyed_room || tag == 0 || tag >= SBILL_KEYED_TABLES ||
            !sbill_keyed_open(section, t))
            return sbill_fail(err, SBILL_EBOOK,
                              (struct sbill_place){sbill_text_from(b->source), 0, 0},
                              "the book is damaged: an edit table does not fit its section");
        ++*count;
        t->layer = layer;
        chain(&b->keyed_first[tag], t);
    }
    return SBILL_OK;
}

int32_t sbill_book_open_edits(struct sbill_book *b, sbill_error **err)
{
    size_t room = count_sections(b, SBILL_SEC_EDITS), count = 0;
    int32_t status = SBILL_OK;

    if (room == 0)
        return SBILL_OK;
    b->keyed = sbill_alloc_get(&b->alloc, room * sizeof *b->keyed);
    if (!b->keyed)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    b->keyed_room = room;
    for (uint32_t i = 0; status == SBILL_OK && i < b->layer_count; i++)
        status = open_layer(b, i, &count, err);
    return status;
}
