/* Books: opening, stacking, letting go. */
#include "book/book.h"

#include <string.h>

#include "base/options.h"
#include "base/xml.h"
#include "book/inside.h"
#include "book/rules.h"

static void drop(struct sbill_book *b)
{
    struct sbill_alloc alloc = b->alloc;

    sbill_rules_free(atomic_load(&b->rules));
    for (size_t i = 0; i < b->part_count; i++)
        sbill_book_free(b->parts[i]);
    sbill_alloc_put(&alloc, b->parts, b->part_room);
    sbill_alloc_put(&alloc, b->tables, b->table_room * sizeof *b->tables);
    sbill_alloc_put(&alloc, b->instructions, b->instructions_room * sizeof *b->instructions);
    sbill_alloc_put(&alloc, b->ptp, b->ptp_room * sizeof *b->ptp);
    sbill_alloc_put(&alloc, b->keyed, b->keyed_room * sizeof *b->keyed);
    sbill_alloc_put(&alloc, b->layers, b->layer_count * sizeof *b->layers);
    sbill_map_close(&b->map);
    sbill_alloc_put(&alloc, b->source, b->source ? strlen(b->source) + 1 : 0);
    sbill_alloc_put(&alloc, b, sizeof *b);
}

void sbill_book_free(sbill_book *b)
{
    if (b && sbill_ref_down(&b->refs))
        drop(b);
}

sbill_book *sbill_book_ref(sbill_book *b)
{
    if (b)
        sbill_ref_up(&b->refs);
    return b;
}

static struct sbill_text name_of(const struct sbill_book *b)
{
    return sbill_text_from(b->source);
}

static int32_t no_memory(sbill_error **err)
{
    return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
}

static struct sbill_book *new_book(const sbill_options *o, sbill_error **err)
{
    struct sbill_settings s;
    struct sbill_book *b;

    sbill_xml_start();
    sbill_settings_copy(&s, o);
    b = sbill_alloc_get(&s.alloc, sizeof *b);
    if (!b) {
        (void)no_memory(err);
        return NULL;
    }
    memset(b, 0, sizeof *b);
    b->alloc = s.alloc;
    sbill_ref_init(&b->refs);
    return b;
}

/* The first section of a kind with this tag, empty if there is none. */
static struct sbill_text tagged(const struct sbill_layer *l, uint32_t kind, uint32_t want)
{
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(l, kind, i, &tag, &section); i++)
        if (tag == want)
            return section;
    return (struct sbill_text){NULL, 0};
}

/* Behind the tables of the same system that are asked earlier. */
static void chain(struct sbill_book *b, struct sbill_codes *t)
{
    size_t i = (size_t)(t - b->tables);

    while (i > 0 && b->tables[i - 1].system != t->system)
        i--;
    if (i > 0)
        b->tables[i - 1].next = t;
    else
        b->first[t->system] = t;
}

static int32_t open_tables(struct sbill_book *b, uint32_t layer, sbill_error **err)
{
    const struct sbill_layer *l = &b->layers[layer];
    struct sbill_text section;
    uint32_t tag;

    for (size_t i = 0; sbill_layer_section(l, SBILL_SEC_CODES, i, &tag, &section); i++) {
        struct sbill_codes *t = &b->tables[b->table_count];
        if (b->table_count == b->table_room || !sbill_codes_open(section, tag, t))
            return sbill_fail(err, SBILL_EBOOK, (struct sbill_place){name_of(b), 0, 0},
                              "the book is damaged: a code table does not fit its section");
        b->table_count++;
        t->layer = layer;
        t->ref |= (uint64_t)layer << 56;
        t->search = tagged(l, SBILL_SEC_SEARCH, tag);
        t->notes = tagged(l, SBILL_SEC_NOTES, tag);
        chain(b, t);
    }
    return SBILL_OK;
}

/* The tables of all layers, first layer first. */
static int32_t list_tables(struct sbill_book *b, sbill_error **err)
{
    struct sbill_text section;
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < b->layer_count; i++)
        for (size_t k = 0; sbill_layer_section(&b->layers[i], SBILL_SEC_CODES, k, NULL, &section);
             k++)
            b->table_room++;
    if (b->table_room == 0)
        return SBILL_OK;
    b->tables = sbill_alloc_get(&b->alloc, b->table_room * sizeof *b->tables);
    if (!b->tables) {
        b->table_room = 0;
        return no_memory(err);
    }
    for (size_t i = 0; status == SBILL_OK && i < b->layer_count; i++)
        status = open_tables(b, (uint32_t)i, err);
    return status;
}

static int32_t room_for_layers(struct sbill_book *b, size_t n, sbill_error **err)
{
    if (n == 0 || n > SBILL_MAX_LAYERS)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE, "a book has 1 to %d layers",
                          SBILL_MAX_LAYERS);
    b->layers = sbill_alloc_get(&b->alloc, n * sizeof *b->layers);
    if (!b->layers)
        return no_memory(err);
    memset(b->layers, 0, n * sizeof *b->layers);
    b->layer_count = n;
    return SBILL_OK;
}

static int32_t open_bytes(struct sbill_book *b, const uint8_t *p, size_t n, sbill_error **err)
{
    int32_t status = room_for_layers(b, 1, err);

    if (status == SBILL_OK)
        status = sbill_layer_open(p, n, name_of(b), &b->layers[0], err);
    if (status == SBILL_OK)
        status = list_tables(b, err);
    return status == SBILL_OK ? sbill_book_open_edits(b, err) : status;
}

static int32_t hand_over(struct sbill_book *b, int32_t status, sbill_book **out)
{
    if (status == SBILL_OK)
        *out = b;
    else
        drop(b);
    return status;
}

int32_t sbill_book_open_memory(const void *image, size_t len, const sbill_options *o,
                               sbill_book **out, sbill_error **err)
{
    struct sbill_book *b;

    if (!out || (!image && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "open needs an image and a place for the book");
    b = new_book(o, err);
    return b ? hand_over(b, open_bytes(b, image, len, err), out) : SBILL_NOMEM;
}

static int32_t open_file(struct sbill_book *b, const char *path, sbill_error **err)
{
    size_t n = strlen(path) + 1;
    int32_t status;

    b->source = sbill_alloc_get(&b->alloc, n);
    if (!b->source)
        return no_memory(err);
    memcpy(b->source, path, n);
    status = sbill_map_open(path, &b->map, err);
    return status == SBILL_OK ? open_bytes(b, b->map.p, b->map.n, err) : status;
}

int32_t sbill_book_open(const char *path, const sbill_options *o, sbill_book **out,
                        sbill_error **err)
{
    struct sbill_book *b;

    if (!out || !path)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "open needs a path and a place for the book");
    b = new_book(o, err);
    return b ? hand_over(b, open_file(b, path, err), out) : SBILL_NOMEM;
}

/* Later layers are asked first: the layers of the last book given come first. */
static int32_t stack_up(struct sbill_book *b, sbill_book *const *layers, size_t n,
                        sbill_error **err)
{
    size_t count = 0, at = 0;
    int32_t status;

    for (size_t i = 0; i < n; i++)
        count += layers[i] ? layers[i]->layer_count : SBILL_MAX_LAYERS + 1;
    status = room_for_layers(b, count, err);
    if (status != SBILL_OK)
        return status;
    b->parts = sbill_alloc_get(&b->alloc, n * sizeof(void *));
    if (!b->parts)
        return no_memory(err);
    b->part_room = n * sizeof(void *);
    for (size_t i = n; i-- > 0;) {
        memcpy(b->layers + at, layers[i]->layers, layers[i]->layer_count * sizeof *b->layers);
        at += layers[i]->layer_count;
        b->parts[b->part_count++] = sbill_book_ref(layers[i]);
    }
    status = list_tables(b, err);
    return status == SBILL_OK ? sbill_book_open_edits(b, err) : status;
}

int32_t sbill_book_stack(sbill_book *const *layers, size_t n, const sbill_options *o,
                         sbill_book **out, sbill_error **err)
{
    struct sbill_book *b;
    bool given = layers && n && n <= SBILL_MAX_LAYERS && out;

    for (size_t i = 0; given && i < n; i++)
        given = layers[i] != NULL;
    if (!given)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a stack needs books and a place for the book");
    b = new_book(o, err);
    return b ? hand_over(b, stack_up(b, layers, n, err), out) : SBILL_NOMEM;
}

int32_t sbill_book_verify(const sbill_book *b, sbill_error **err)
{
    int32_t status = SBILL_OK;

    if (!b)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no book");
    for (size_t i = 0; status == SBILL_OK && i < b->part_count; i++)
        status = sbill_book_verify(b->parts[i], err);
    if (status == SBILL_OK && b->part_count == 0)
        status = sbill_layer_verify(&b->layers[0], name_of(b), err);
    return status;
}

int32_t sbill_book_warm(sbill_book *b, sbill_error **err)
{
    const struct sbill_rules *rules;

    if (!b)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no book");
    rules = sbill_book_rules(b, err);
    return rules         ? sbill_rules_warm(rules, err)
           : err && *err ? sbill_error_status(*err)
                         : SBILL_NOMEM;
}

/* ---- for the floors above ---- */

size_t sbill_book_layer_count(const sbill_book *b)
{
    return b->layer_count;
}

const struct sbill_layer *sbill_book_layer(const sbill_book *b, size_t i)
{
    return i < b->layer_count ? &b->layers[i] : NULL;
}

const struct sbill_alloc *sbill_book_alloc(const sbill_book *b)
{
    return &b->alloc;
}

bool sbill_book_has_system(const sbill_book *b, int32_t system)
{
    return system > 0 && system <= SBILL_SYSTEM_MAX && b->first[system];
}

/* The span that speaks for the date in the layer asked first. */
static const uint8_t *span_of(const sbill_book *b, int32_t system, int32_t on,
                              const struct sbill_codes **table)
{
    if (!sbill_book_has_system(b, system))
        return NULL;
    for (const struct sbill_codes *t = b->first[system]; t; t = t->next) {
        const uint8_t *span = sbill_codes_span_on(t, sbill_codes_date(t, on));
        *table = t;
        if (span)
            return span;
    }
    return NULL;
}

struct sbill_text sbill_book_release(const sbill_book *b, int32_t system, int32_t on)
{
    const struct sbill_codes *t = NULL;
    const uint8_t *span = span_of(b, system, on, &t);

    if (!span)
        return (struct sbill_text){"", 0};
    return sbill_codes_text(t, sbill_le32(span + 8), sbill_le32(span + 12) & 0xffffff);
}

int32_t sbill_book_is_extract(const sbill_book *b, int32_t system, int32_t on)
{
    int32_t extract = 0;

    if (!sbill_book_has_system(b, system))
        return 0;
    for (const struct sbill_codes *t = b->first[system]; t; t = t->next) {
        const uint8_t *span = sbill_codes_span_on(t, sbill_codes_date(t, on));
        if (span && !(sbill_le32(span + 12) >> 24 & SBILL_SPAN_EXTRACT))
            return 0;
        extract = extract || span;
    }
    return extract;
}
