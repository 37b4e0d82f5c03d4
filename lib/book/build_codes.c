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
    struct sbill_buf part[SBILL_CODES_PARTS];
    uint32_t codes, rows;
    uint64_t spells[SBILL_SPELLS - 1]; /* the pairs of dates that most codes share */
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
    t->last_at = (uint32_t)t->part[SBILL_PART_TEXT].n;
    t->last_text = words;
    sbill_buf_text(&t->part[SBILL_PART_TEXT], words);
    sbill_buf_char(&t->part[SBILL_PART_TEXT], 0);
    return t->last_at;
}

static void put_row(struct table *t, const struct sbill_piece *p)
{
    const struct sbill_draft_row *r = p->row;
    struct sbill_text brief = r->short_title.n ? r->short_title : r->title;
    uint32_t title = keep(t, r->title);

    if (p->from > t->newest)
        t->newest = p->from;
    sbill_put_u32(&t->part[SBILL_PART_ROWS], (uint32_t)p->from);
    sbill_put_u32(&t->part[SBILL_PART_ROWS], (uint32_t)p->to);
    sbill_put_u32(&t->part[SBILL_PART_ROWS], r->flags);
    sbill_put_u32(&t->part[SBILL_PART_ROWS], t->codes); /* becomes the place of its entry */
    sbill_put_u32(&t->part[SBILL_PART_ROWS], r->order);
    sbill_put_u32(&t->part[SBILL_PART_ROWS], title);
    sbill_put_u32(&t->part[SBILL_PART_ROWS], keep(t, brief));
    put_half(&t->part[SBILL_PART_ROWS], (uint16_t)r->title.n);
    put_half(&t->part[SBILL_PART_ROWS], (uint16_t)brief.n);
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
    sbill_buf_add(&t->part[SBILL_PART_ENTRIES], rows[0].code, 16);
    sbill_put_u32(&t->part[SBILL_PART_ENTRIES], t->rows);
    sbill_put_u32(&t->part[SBILL_PART_ENTRIES], (uint32_t)count);
    sbill_put_u32(&t->part[SBILL_PART_ENTRIES], keep(t, successors));
    sbill_put_u32(&t->part[SBILL_PART_ENTRIES], t->codes);
    for (size_t i = 0; i < count; i++)
        put_row(t, &pieces[i]);
    t->codes++;
    return SBILL_OK;
}

static void put_spans(struct table *t, int32_t system)
{
    struct sbill_text title = sbill_system_title(system);

    for (size_t i = 0; i < t->line.n; i++) {
        const struct sbill_stretch *s = &t->line.v[i];
        const struct sbill_draft_release *r = &t->b->releases.v[s->release];
        uint32_t at = (uint32_t)t->part[SBILL_PART_TEXT].n,
                 flags = r->extract ? SBILL_SPAN_EXTRACT : 0;
        sbill_buf_text(&t->part[SBILL_PART_TEXT], title);
        if (title.n && r->name.n)
            sbill_buf_char(&t->part[SBILL_PART_TEXT], ' ');
        sbill_buf_text(&t->part[SBILL_PART_TEXT], r->name);
        sbill_put_u32(&t->part[SBILL_PART_SPANS], (uint32_t)s->from);
        sbill_put_u32(&t->part[SBILL_PART_SPANS], (uint32_t)s->to);
        sbill_put_u32(&t->part[SBILL_PART_SPANS], at);
        sbill_put_u32(&t->part[SBILL_PART_SPANS],
                      ((uint32_t)t->part[SBILL_PART_TEXT].n - at) | flags << 24);
        sbill_buf_char(&t->part[SBILL_PART_TEXT], 0);
    }
}

/* ---- slots ---- */

/* The last span in which a code is valid, over all its rows that continue each other: first day above,
 * days after it below. Most codes have no other. *last is its last row. */
static uint64_t spell_of(const struct table *t, uint32_t code, const uint8_t **last)
{
    const uint8_t *e =
        (const uint8_t *)t->part[SBILL_PART_ENTRIES].p + (size_t)code * SBILL_ENTRY_SIZE;
    const uint8_t *first =
        (const uint8_t *)t->part[SBILL_PART_ROWS].p + (size_t)sbill_le32(e + 16) * SBILL_ROW_SIZE;
    const uint8_t *row = first + (size_t)(sbill_le32(e + 20) - 1) * SBILL_ROW_SIZE;
    uint32_t to = sbill_le32(row + 4);

    *last = row;
    while (row > first && sbill_row_continues(row - SBILL_ROW_SIZE, row))
        row -= SBILL_ROW_SIZE;
    return (uint64_t)sbill_le32(row) << 32 | (to - sbill_le32(row));
}

struct shared { /* a spell and how many codes have it */
    uint64_t spell;
    size_t codes;
};

static int by_spell(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;

    return (x->spell > y->spell) - (x->spell < y->spell);
}

static int by_use(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;

    return x->codes != y->codes ? (x->codes < y->codes) - (x->codes > y->codes) : by_spell(a, b);
}

/* The pairs of dates that most codes share; slots name them by number. */
static int32_t choose_spells(struct table *t, sbill_error **err)
{
    struct shared *all = SBILL_NEW_N(&t->b->arena, struct shared, (size_t)t->codes + 1);
    const uint8_t *row;
    size_t n = 0;

    if (!all)
        return sbill_draft_memory(t->b, err);
    for (uint32_t i = 0; i < t->codes; i++)
        all[i] = (struct shared){spell_of(t, i, &row), 1};
    if (t->codes)
        qsort(all, t->codes, sizeof *all, by_spell);
    for (uint32_t i = 0; i < t->codes; i++)
        if (n && all[n - 1].spell == all[i].spell)
            all[n - 1].codes++;
        else
            all[n++] = all[i];
    if (n)
        qsort(all, n, sizeof *all, by_use);
    for (; t->spell_count < n && t->spell_count < SBILL_SPELLS - 1; t->spell_count++)
        t->spells[t->spell_count] = all[t->spell_count].spell;
    for (size_t i = 0; i < SBILL_SPELLS; i++) {
        uint64_t spell =
            i < t->spell_count ? t->spells[i] : (uint64_t)INT32_MAX << 32; /* never in force */
        sbill_put_u32(&t->part[SBILL_PART_SPELLS], (uint32_t)(spell >> 32));
        sbill_put_u32(&t->part[SBILL_PART_SPELLS], (uint32_t)(spell & UINT32_MAX));
    }
    return SBILL_OK;
}

/* The number of a spell; the last one sends the look-up to the rows. */
static uint64_t spell_number(const struct table *t, uint64_t spell)
{
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i] == spell)
            return i;
    return SBILL_SPELLS - 1;
}

/* Entries so far stand in byte order; each goes to its place, and its rank learns where that is. */
static void put_entry(struct table *t, uint8_t *entries, uint8_t *slots, uint64_t key,
                      uint32_t rank, uint32_t place)
{
    const uint8_t *e = (const uint8_t *)t->part[SBILL_PART_ENTRIES].p +
                       (size_t)rank * SBILL_ENTRY_SIZE,
                  *last;
    uint64_t slot = key | spell_number(t, spell_of(t, rank, &last)) << 57;

    if (sbill_le32(last + 8) & SBILL_CF_HEADER)
        slot |= SBILL_SLOT_HEADER;
    memcpy(entries + (size_t)place * SBILL_ENTRY_SIZE, e, SBILL_ENTRY_SIZE);
    sbill_put64(slots + (size_t)place * SBILL_SLOT_SIZE, slot);
    sbill_put_u32(&t->part[SBILL_PART_ORDER], place);
}

/* Rows name their entry: by rank so far, from now on by place. */
static void point_rows(struct table *t, const uint32_t *place)
{
    for (uint32_t i = 0; i < t->rows; i++) {
        uint8_t *row = (uint8_t *)t->part[SBILL_PART_ROWS].p + (size_t)i * SBILL_ROW_SIZE;
        sbill_put32(row + 12, place[sbill_le32(row + 12)]);
    }
}

static int32_t place_entries(struct table *t, const struct sbill_phash *h, const uint64_t *keys,
                             sbill_error **err)
{
    uint8_t *entries = SBILL_NEW_N(&t->b->arena, uint8_t, (size_t)h->slots * SBILL_ENTRY_SIZE);
    uint8_t *slots = SBILL_NEW_N(&t->b->arena, uint8_t, (size_t)h->slots * SBILL_SLOT_SIZE);

    if (!entries || !slots)
        return sbill_draft_memory(t->b, err);
    for (uint32_t i = 0; i < t->codes; i++)
        put_entry(t, entries, slots, keys[i], i, h->place[i]);
    point_rows(t, h->place);
    sbill_buf_add(&t->part[SBILL_PART_SLOTS], (const char *)slots,
                  (size_t)h->slots * SBILL_SLOT_SIZE);
    t->part[SBILL_PART_ENTRIES].n = 0;
    sbill_buf_add(&t->part[SBILL_PART_ENTRIES], (const char *)entries,
                  (size_t)h->slots * SBILL_ENTRY_SIZE);
    for (uint32_t i = 0; i < h->buckets; i++)
        put_half(&t->part[SBILL_PART_BUCKETS], h->step[i]);
    t->seed = h->seed;
    return SBILL_OK;
}

static int32_t make_slots(struct table *t, sbill_error **err)
{
    uint64_t *keys = SBILL_NEW_N(&t->b->arena, uint64_t, (size_t)t->codes + 1);
    struct sbill_phash h = {0};
    int32_t status;

    if (!keys)
        return sbill_draft_memory(t->b, err);
    for (uint32_t i = 0; i < t->codes; i++) {
        const char *code = t->part[SBILL_PART_ENTRIES].p + (size_t)i * SBILL_ENTRY_SIZE;
        keys[i] = sbill_code_key(code, sbill_text_from(code).n);
    }
    status = sbill_phash_make(&t->b->arena, keys, t->codes, &h);
    if (status == SBILL_EINPUT)
        return sbill_fail(err, status, SBILL_NOWHERE,
                          "the codes of one system have no perfect hash");
    if (status != SBILL_OK)
        return sbill_draft_memory(t->b, err);
    return place_entries(t, &h, keys, err);
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
    sbill_put32(head + 84, (uint32_t)from);
    sbill_put32(head + 88, (uint32_t)to);
    sbill_put32(head + 92, (uint32_t)newest);
}

static int32_t assemble(struct table *t, int32_t system, struct sbill_text *out, sbill_error **err)
{
    size_t at = SBILL_CODES_HEAD, total = SBILL_CODES_HEAD;
    uint8_t *p;

    for (size_t i = 0; i < SBILL_CODES_PARTS; i++) {
        if (t->part[i].failed)
            return sbill_fail(err, t->part[i].failed, SBILL_NOWHERE, "no memory for a code table");
        total += (t->part[i].n + 63) & ~(size_t)63;
    }
    if (total > UINT32_MAX)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE, "a code system takes more than 4 GiB");
    p = sbill_arena_get(&t->b->arena, total);
    if (!p)
        return sbill_draft_memory(t->b, err);
    sbill_put32(p, SBILL_CODES_LAYOUT);
    sbill_put32(p + 4, (uint32_t)system);
    for (size_t i = 0; i < SBILL_CODES_PARTS; i++) {
        const struct sbill_buf *part = &t->part[i];
        sbill_put32(p + 8 + 8 * i, (uint32_t)at);
        sbill_put32(p + 12 + 8 * i, (uint32_t)(part->n / sbill_codes_sizes[i]));
        if (part->n)
            memcpy(p + at, part->p, part->n);
        at += (part->n + 63) & ~(size_t)63;
    }
    sbill_put32(p + 80, t->seed);
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

    for (uint32_t r = sbill_codes_rank(c, entry) + 1; r < c->codes; r++) {
        uint32_t i = sbill_codes_ranked(c, r);
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
    memset(t, 0, sizeof *t);
    t->b = b;
    t->newest = SBILL_DATE_FIRST;
    for (size_t i = 0; i < SBILL_CODES_PARTS; i++)
        sbill_buf_init(&t->part[i], &b->alloc, UINT32_MAX);
}

static void drop(struct table *t)
{
    for (size_t i = 0; i < SBILL_CODES_PARTS; i++)
        sbill_buf_free(&t->part[i]);
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
    if (status == SBILL_OK && !t.part[SBILL_PART_ENTRIES].failed && !t.part[SBILL_PART_ROWS].failed)
        status = choose_spells(&t, err);
    if (status == SBILL_OK && !t.part[SBILL_PART_ENTRIES].failed && !t.part[SBILL_PART_ROWS].failed)
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
