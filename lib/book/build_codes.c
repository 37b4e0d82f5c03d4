/* The section of one code system, made from the rows of all its releases (layout: book/codes.h). */
#include <stdlib.h>
#include <string.h>

#include "book/codes.h"
#include "book/phash.h"
#include "book/section.h"
#include "book/system.h"
#include "book/timeline.h"

enum {
    MAX_PIECES = SBILL_MAX_ROWS
};

struct table { /* the section in parts */
    struct sbill_builder *b;
    struct sbill_timeline line;
    struct sbill_buf entry, row, span, spell, slot, bucket, text;
    uint32_t entries, rows;
    uint64_t *spells; /* pairs of dates, sorted, once each */
    size_t spell_count;
    int32_t newest; /* latest first day */
    uint32_t seed;
    /* The title written last, so that the same words are not kept twice in a row. */
    struct sbill_text last_text;
    uint32_t last_at;
};

static void put_half(struct sbill_buf *b, uint16_t v)
{
    uint8_t bytes[2];

    sbill_put16(bytes, v);
    sbill_buf_add(b, (const char *)bytes, 2);
}

/* Where the text lies in the pool; it ends in NUL there. */
static uint32_t keep(struct table *t, struct sbill_text words)
{
    if (t->last_text.n == words.n && sbill_text_eq(t->last_text, words))
        return t->last_at;
    t->last_at = (uint32_t)t->text.n;
    t->last_text = words;
    sbill_buf_text(&t->text, words);
    sbill_buf_char(&t->text, 0);
    return t->last_at;
}

static void put_row(struct table *t, const struct sbill_piece *p)
{
    const struct sbill_draft_row *r = p->row;
    struct sbill_text brief = r->short_title.n ? r->short_title : r->title;
    uint32_t title = keep(t, r->title);

    if (p->from > t->newest)
        t->newest = p->from;
    sbill_put_u32(&t->row, (uint32_t)p->from);
    sbill_put_u32(&t->row, (uint32_t)p->to);
    sbill_put_u32(&t->row, r->flags);
    sbill_put_u32(&t->row, t->entries);
    sbill_put_u32(&t->row, r->order);
    sbill_put_u32(&t->row, title);
    sbill_put_u32(&t->row, keep(t, brief));
    put_half(&t->row, (uint16_t)r->title.n);
    put_half(&t->row, (uint16_t)brief.n);
    t->rows++;
}

static int32_t row_error(const struct sbill_draft_row *r, const char *what, sbill_error **err)
{
    struct sbill_text code = sbill_text_from(r->code);

    return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){r->source, r->line, 0}, "%t %s",
                      &code, what);
}

/* All rows of one code. */
static int32_t put_code(struct table *t, const struct sbill_draft_row *rows, size_t n,
                        sbill_error **err)
{
    struct sbill_piece pieces[MAX_PIECES + 1];
    struct sbill_text successors = {NULL, 0};
    size_t count;

    for (size_t i = 0; i < n; i++) {
        if (i && rows[i].release == rows[i - 1].release && rows[i].from == rows[i - 1].from)
            return row_error(&rows[i], "stands twice in one release", err);
        if (rows[i].successors.n)
            successors = rows[i].successors;
    }
    count = sbill_timeline_pieces(&t->line, t->b, rows, n, pieces, MAX_PIECES);
    if (count > MAX_PIECES)
        return row_error(&rows[n - 1], "changes too often: more than 1024 rows", err);
    if (count == 0)
        return SBILL_OK;
    sbill_buf_add(&t->entry, rows[0].code, 16);
    sbill_put_u32(&t->entry, t->rows);
    sbill_put_u32(&t->entry, (uint32_t)count);
    sbill_put_u32(&t->entry, successors.n ? keep(t, successors) : 0);
    sbill_put_u32(&t->entry, (uint32_t)successors.n);
    for (size_t i = 0; i < count; i++)
        put_row(t, &pieces[i]);
    t->entries++;
    return SBILL_OK;
}

static void put_spans(struct table *t, int32_t system)
{
    struct sbill_text title = sbill_system_title(system);

    for (size_t i = 0; i < t->line.n; i++) {
        const struct sbill_stretch *s = &t->line.v[i];
        const struct sbill_draft_release *r = &t->b->releases.v[s->release];
        uint32_t at = (uint32_t)t->text.n, flags = r->extract ? SBILL_SPAN_EXTRACT : 0;
        sbill_buf_text(&t->text, title);
        if (title.n && r->name.n)
            sbill_buf_char(&t->text, ' ');
        sbill_buf_text(&t->text, r->name);
        sbill_put_u32(&t->span, (uint32_t)s->from);
        sbill_put_u32(&t->span, (uint32_t)s->to);
        sbill_put_u32(&t->span, at);
        sbill_put_u32(&t->span, ((uint32_t)t->text.n - at) | flags << 24);
        sbill_buf_char(&t->text, 0);
    }
}

/* First day above, days after it below: sorts like dates do. */
static uint64_t spell_of(const uint8_t *row)
{
    uint32_t from = sbill_le32(row), to = sbill_le32(row + 4);

    return (uint64_t)(from ^ 0x80000000u) << 32 | (to - from);
}

static int by_spell(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* The dates of rows, each pair once: slots name them by place. */
static int32_t collect_spells(struct table *t, sbill_error **err)
{
    size_t n = 0;

    t->spells = SBILL_NEW_N(&t->b->arena, uint64_t, (size_t)t->rows + 1);
    if (!t->spells)
        return sbill_draft_memory(t->b, err);
    for (; n < t->rows; n++)
        t->spells[n] = spell_of((const uint8_t *)t->row.p + n * SBILL_ROW_SIZE);
    if (n)
        qsort(t->spells, n, sizeof *t->spells, by_spell);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || t->spells[i] != t->spells[i - 1])
            t->spells[t->spell_count++] = t->spells[i];
    for (size_t i = 0; i < t->spell_count && i < UINT16_MAX; i++) {
        sbill_put_u32(&t->spell, (uint32_t)(t->spells[i] >> 32) ^ 0x80000000u);
        sbill_put_u32(&t->spell, (uint32_t)(t->spells[i] & UINT32_MAX));
    }
    return SBILL_OK;
}

/* UINT16_MAX sends the look-up to the rows: there are several, or their dates came too late to have a short number. */
static uint16_t spell_place(const struct table *t, const uint8_t *entry, const uint8_t *row)
{
    uint64_t spell = spell_of(row);
    const uint64_t *at = bsearch(&spell, t->spells, t->spell_count, sizeof spell, by_spell);

    if (sbill_le32(entry + 20) != 1 || !at || at - t->spells >= UINT16_MAX)
        return UINT16_MAX;
    return (uint16_t)(at - t->spells);
}

static void put_slot(const struct table *t, uint8_t *slot, uint64_t key, uint32_t entry)
{
    const uint8_t *e = (const uint8_t *)t->entry.p + (size_t)entry * SBILL_ENTRY_SIZE;
    const uint8_t *row = (const uint8_t *)t->row.p + (size_t)sbill_le32(e + 16) * SBILL_ROW_SIZE;

    sbill_put64(slot, key);
    sbill_put32(slot + 8, entry | (sbill_le32(row + 8) & SBILL_CF_HEADER ? SBILL_SLOT_HEADER : 0));
    sbill_put16(slot + 12, spell_place(t, e, row));
    slot[14] = (uint8_t)sbill_text_from((const char *)e).n;
}

static int32_t make_slots(struct table *t, sbill_error **err)
{
    struct sbill_arena *a = &t->b->arena;
    uint64_t *keys = SBILL_NEW_N(a, uint64_t, (size_t)t->entries + 1);
    struct sbill_phash h = {0};
    uint8_t *slots;
    int32_t status;

    if (!keys)
        return sbill_draft_memory(t->b, err);
    for (uint32_t i = 0; i < t->entries; i++) {
        const char *code = t->entry.p + (size_t)i * SBILL_ENTRY_SIZE;
        keys[i] = sbill_code_key(code, sbill_text_from(code).n);
    }
    status = sbill_phash_make(a, keys, t->entries, &h);
    if (status == SBILL_EINPUT)
        return sbill_fail(err, status, SBILL_NOWHERE,
                          "the codes of one system have no perfect hash");
    slots = status == SBILL_OK ? SBILL_NEW_N(a, uint8_t, (size_t)h.slots * SBILL_SLOT_SIZE) : NULL;
    if (!slots)
        return sbill_draft_memory(t->b, err);
    for (uint32_t i = 0; i < h.slots; i++)
        sbill_put32(slots + (size_t)i * SBILL_SLOT_SIZE + 8,
                    SBILL_SLOT_ENTRY); /* an empty slot names no entry */
    for (uint32_t i = 0; i < t->entries; i++)
        put_slot(t, slots + (size_t)h.place[i] * SBILL_SLOT_SIZE, keys[i], i);
    sbill_buf_add(&t->slot, (const char *)slots, (size_t)h.slots * SBILL_SLOT_SIZE);
    for (uint32_t i = 0; i < h.buckets; i++)
        put_half(&t->bucket, h.step[i]);
    t->seed = h.seed;
    return SBILL_OK;
}

/* ---- putting the parts together ---- */

static void cover(const struct table *t, uint8_t *head)
{
    size_t i = t->line.n;
    int32_t from = SBILL_DATE_LAST, to = SBILL_DATE_FIRST,
            newest = t->newest; /* of an empty line: nothing */

    if (i) {
        from = t->line.v[i - 1].from;
        to = t->line.v[i - 1].to;
        newest = to != SBILL_DATE_LAST ? to : newest > from ? newest : from;
        newest = newest == SBILL_DATE_FIRST ? 0 : newest;
        while (--i > 0 && t->line.v[i - 1].to == from - 1)
            from = t->line.v[i - 1].from;
    }
    sbill_put32(head + 68, (uint32_t)from);
    sbill_put32(head + 72, (uint32_t)to);
    sbill_put32(head + 76, (uint32_t)newest);
}

/* What a look-up touches comes first and close together. */
static int32_t assemble(struct table *t, int32_t system, struct sbill_text *out, sbill_error **err)
{
    const struct sbill_buf *parts[] = {&t->entry, &t->row,    &t->span, &t->spell,
                                       &t->slot,  &t->bucket, &t->text};
    static const size_t sizes[] = {
        SBILL_ENTRY_SIZE, SBILL_ROW_SIZE, SBILL_SPAN_SIZE, SBILL_SPELL_SIZE, SBILL_SLOT_SIZE, 2, 1};
    static const size_t order[] = {4, 5, 3, 2, 0, 1, 6};
    size_t at = SBILL_CODES_HEAD, total = SBILL_CODES_HEAD;
    uint8_t *p;

    for (size_t i = 0; i < 7; i++) {
        if (parts[i]->failed)
            return sbill_fail(err, parts[i]->failed, SBILL_NOWHERE, "out of memory");
        total += (parts[i]->n + 63) & ~(size_t)63;
    }
    if (total > UINT32_MAX)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE, "a code system takes more than 4 GiB");
    p = sbill_arena_get(&t->b->arena, total);
    if (!p)
        return sbill_draft_memory(t->b, err);
    sbill_put32(p, SBILL_CODES_LAYOUT);
    sbill_put32(p + 4, (uint32_t)system);
    for (size_t i = 0; i < 7; i++) {
        const struct sbill_buf *part = parts[order[i]];
        sbill_put32(p + 8 + 8 * order[i], (uint32_t)at);
        sbill_put32(p + 12 + 8 * order[i], (uint32_t)(part->n / sizes[order[i]]));
        if (part->n)
            memcpy(p + at, part->p, part->n);
        at += (part->n + 63) & ~(size_t)63;
    }
    sbill_put32(p + 64, t->seed);
    cover(t, p);
    *out = (struct sbill_text){(const char *)p, total};
    return SBILL_OK;
}

/* ---- headers that only lack a 7th character ---- */

/* Are all codes right below this one, on that date, seven characters long? */
static bool wants_seventh(const struct sbill_codes *c, uint32_t entry, int32_t on)
{
    struct sbill_text code = sbill_entry_code(c, entry), last = {"", 0};
    bool any = false;

    for (uint32_t i = entry + 1; i < c->entries; i++) {
        struct sbill_text below = sbill_entry_code(c, i);
        bool in_force;
        if (!sbill_text_starts(below, code))
            break;
        if ((last.n && sbill_text_starts(below, last)) ||
            !sbill_codes_row_on(c, i, on, &in_force) || !in_force)
            continue;
        if (below.n != 7)
            return false;
        last = below;
        any = true;
    }
    return any;
}

static void mark_seventh(const struct sbill_codes *c)
{
    for (uint32_t i = 0; i < c->rows; i++) {
        const uint8_t *row = sbill_row_at(c, i);
        uint32_t flags = sbill_le32(row + 8);
        int32_t to = (int32_t)sbill_le32(row + 4);
        if (flags & SBILL_CF_HEADER &&
            wants_seventh(c, sbill_le32(row + 12), to == SBILL_DATE_LAST ? c->newest : to))
            sbill_put32((uint8_t *)(uintptr_t)row + 8, flags | SBILL_CF_SEVENTH);
    }
}

/* ---- all systems ---- */

static void init(struct table *t, struct sbill_builder *b)
{
    struct sbill_buf *parts[] = {&t->entry, &t->row,    &t->span, &t->spell,
                                 &t->slot,  &t->bucket, &t->text};

    memset(t, 0, sizeof *t);
    t->b = b;
    t->newest = SBILL_DATE_FIRST;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sbill_buf_init(parts[i], &b->alloc, UINT32_MAX);
}

static void drop(struct table *t)
{
    struct sbill_buf *parts[] = {&t->entry, &t->row,    &t->span, &t->spell,
                                 &t->slot,  &t->bucket, &t->text};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sbill_buf_free(parts[i]);
}

static int32_t open_table(struct sbill_builder *b, int32_t system, struct sbill_text section,
                          sbill_error **err)
{
    struct sbill_codes *c = SBILL_NEW(&b->arena, struct sbill_codes);
    struct sbill_draft_section *s = SBILL_PUSH(&b->arena, &b->sections);

    if (!c || !s)
        return sbill_draft_memory(b, err);
    if (!sbill_codes_open(section, (uint32_t)system, c))
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE, "a code system has too many releases");
    if (system == SBILL_SYSTEM_ICD10CM)
        mark_seventh(c);
    *s = (struct sbill_draft_section){SBILL_SEC_CODES, (uint32_t)system, section};
    b->tables[system] = c;
    return SBILL_OK;
}

static int32_t make_table(struct sbill_builder *b, int32_t system, size_t first, size_t end,
                          sbill_error **err)
{
    struct table t;
    struct sbill_text section = {NULL, 0};
    int32_t status;

    init(&t, b);
    status = sbill_timeline_make(b, system, &t.line, err);
    for (size_t i = first, next; status == SBILL_OK && i < end; i = next) {
        for (next = i + 1; next < end && memcmp(b->rows.v[next].code, b->rows.v[i].code, 16) == 0;
             next++)
            continue;
        status = put_code(&t, b->rows.v + i, next - i, err);
    }
    if (status == SBILL_OK)
        put_spans(&t, system);
    if (status == SBILL_OK && !t.entry.failed && !t.row.failed)
        status = collect_spells(&t, err);
    if (status == SBILL_OK && !t.entry.failed && !t.row.failed)
        status = make_slots(&t, err);
    if (status == SBILL_OK)
        status = assemble(&t, system, &section, err);
    drop(&t);
    return status == SBILL_OK ? open_table(b, system, section, err) : status;
}

/* Sorted by system, code, first day of the release, first day of the row. */
static int by_code(const void *x, const void *y)
{
    const struct sbill_draft_row *a = x, *b = y;
    int c = memcmp(a->code, b->code, 16);

    if (a->system != b->system)
        return a->system < b->system ? -1 : 1;
    if (c != 0)
        return c;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

int32_t sbill_draft_codes(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;
    size_t at = 0;

    for (int32_t system = 1; status == SBILL_OK && system <= SBILL_SYSTEM_MAX; system++) {
        struct sbill_timeline line;
        status = sbill_timeline_make(b, system, &line, err); /* ranks the releases */
    }
    if (status != SBILL_OK)
        return status;
    for (size_t i = 0; i < b->rows.n; i++)
        b->rows.v[i].rank = b->releases.v[b->rows.v[i].release].rank;
    if (b->rows.n)
        qsort(b->rows.v, b->rows.n, sizeof *b->rows.v, by_code);
    for (int32_t system = 1; status == SBILL_OK && system <= SBILL_SYSTEM_MAX; system++) {
        size_t first = at;
        bool any = false;
        while (at < b->rows.n && b->rows.v[at].system == system)
            at++;
        for (size_t i = 0; i < b->releases.n; i++)
            any = any || b->releases.v[i].system == system;
        if (any)
            status = make_table(b, system, first, at, err);
    }
    return status;
}
