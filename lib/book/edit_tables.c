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

static int32_t damaged(const struct sbill_book *b, const char *words, sbill_error **err)
{
    return sbill_fail(err, SBILL_EBOOK, (struct sbill_place){sbill_text_from(b->source), 0, 0},
                      "%s", words);
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
            return damaged(b, "the book is damaged: an edit table does not fit its section", err);
        ++*count;
        t->layer = layer;
        chain(&b->keyed_first[tag], t);
    }
    return SBILL_OK;
}

/* The same for PTP tables; a table knows the first one of the next layer. */
static void chain_ptp(struct sbill_ptp_table **at, struct sbill_ptp_table *t)
{
    while (*at && ((*at)->layer < t->layer || ((*at)->layer == t->layer && (*at)->from >= t->from)))
        at = &(*at)->next;
    t->next = *at;
    *at = t;
}

static void link_layers(struct sbill_ptp_table *first)
{
    for (struct sbill_ptp_table *t = first; t; t = t->next) {
        t->beyond = t->next;
        while (t->beyond && t->beyond->layer == t->layer)
            t->beyond = t->beyond->next;
    }
}

static int32_t open_ptp(struct sbill_book *b, uint32_t layer, size_t *count, sbill_error **err)
{
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(&b->layers[layer], SBILL_SEC_PTP, i, &tag, &section);
         i++) {
        struct sbill_ptp_table *t = &b->ptp[*count];
        if (*count == b->ptp_room || tag == 0 || tag >= SBILL_PTP_SETTINGS ||
            !sbill_ptp_open(section, t))
            return damaged(b, "the book is damaged: a PTP table does not fit its section", err);
        ++*count;
        t->layer = layer;
        chain_ptp(&b->ptp_first[tag], t);
    }
    return SBILL_OK;
}

static int32_t open_all_ptp(struct sbill_book *b, sbill_error **err)
{
    size_t room = count_sections(b, SBILL_SEC_PTP), count = 0;
    int32_t status = SBILL_OK;

    if (room == 0)
        return SBILL_OK;
    b->ptp = sbill_alloc_get(&b->alloc, room * sizeof *b->ptp);
    if (!b->ptp)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    b->ptp_room = room;
    for (uint32_t i = 0; status == SBILL_OK && i < b->layer_count; i++)
        status = open_ptp(b, i, &count, err);
    for (size_t i = 0; i < SBILL_PTP_SETTINGS; i++)
        link_layers(b->ptp_first[i]);
    return status;
}

/* Lists of one layer: the newest first; each knows the notes it was made from. */
static void chain_instructions(struct sbill_instructions **at, struct sbill_instructions *t)
{
    while (*at && ((*at)->layer < t->layer || ((*at)->layer == t->layer && (*at)->from >= t->from)))
        at = &(*at)->next;
    t->next = *at;
    *at = t;
}

static struct sbill_text notes_of(const struct sbill_layer *l, uint32_t want)
{
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(l, SBILL_SEC_NOTES, i, &tag, &section); i++)
        if (tag == want)
            return section;
    return (struct sbill_text){"", 0};
}

static int32_t open_instructions(struct sbill_book *b, uint32_t layer, size_t *count,
                                 sbill_error **err)
{
    const struct sbill_layer *l = &b->layers[layer];
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(l, SBILL_SEC_INSTRUCTIONS, i, &tag, &section); i++) {
        struct sbill_instructions *t = &b->instructions[*count];
        if (*count == b->instructions_room || !sbill_instructions_open(section, t))
            return damaged(b, "the book is damaged: a table of notes does not fit its section",
                           err);
        ++*count;
        t->layer = layer;
        t->notes = notes_of(l, tag);
        if (tag == SBILL_SYSTEM_ICD10CM)
            chain_instructions(&b->instructions_first, t);
    }
    return SBILL_OK;
}

static int32_t open_all_instructions(struct sbill_book *b, sbill_error **err)
{
    size_t room = count_sections(b, SBILL_SEC_INSTRUCTIONS), count = 0;
    int32_t status = SBILL_OK;

    if (room == 0)
        return SBILL_OK;
    b->instructions = sbill_alloc_get(&b->alloc, room * sizeof *b->instructions);
    if (!b->instructions)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    b->instructions_room = room;
    for (uint32_t i = 0; status == SBILL_OK && i < b->layer_count; i++)
        status = open_instructions(b, i, &count, err);
    return status;
}

static int32_t open_all_keyed(struct sbill_book *b, sbill_error **err)
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

int32_t sbill_book_open_edits(struct sbill_book *b, sbill_error **err)
{
    int32_t status = open_all_keyed(b, err);

    if (status == SBILL_OK)
        status = open_all_instructions(b, err);
    return status == SBILL_OK ? open_all_ptp(b, err) : status;
}
