/* Rows gathered into visits, in bounded memory. Rows of a visit may stand apart as long as the visit still waits; the
 * first one is let go when more than a window's bytes wait (csv_input.c). What its key hashes to is remembered, so that
 * a row that comes too late is noticed. */
#include <string.h>

#include "read/csv.h"

#define FIRST_SLOTS ((size_t)256)
#define MOST_VISITS ((size_t)1 << 18) /* remembered; then the newer half */

/* ---- rows ----------------------------------------------------------------------------------------- */

struct packed { /* before the bytes of a cell */
    uint32_t column, n;
};

bool sbill_csv_row_cell(const struct sbill_csv_row *row, size_t *at, size_t *column,
                        struct sbill_text *cell)
{
    const char *p = (const char *)(row + 1) + *at;
    struct packed head;

    if (*at >= row->used)
        return false;
    memcpy(&head, p, sizeof head);
    *column = head.column;
    *cell = (struct sbill_text){p + sizeof head, head.n};
    *at += sizeof head + head.n;
    return true;
}

static struct sbill_text trimmed(const struct sbill_csv *row, size_t i)
{
    return sbill_text_trim(row->cells[i].text);
}

/* A cell worth keeping: it says something, in a column that is read or has no heading to be listed by. */
static bool is_kept(const struct sbill_csv_sheet *s, const struct sbill_csv *row, size_t i)
{
    const struct sbill_csv_column *c = i < s->count ? &s->columns[i] : NULL;

    return trimmed(row, i).n && c && (c->form != SBILL_CSV_UNREAD || c->heading.n == 0);
}

static struct sbill_csv_row *pack(const struct sbill_alloc *alloc, const struct sbill_csv_sheet *s,
                                  const struct sbill_csv *row)
{
    size_t size = 0;
    struct sbill_csv_row *packed;
    char *p;

    for (size_t i = 0; i < row->count; i++)
        if (is_kept(s, row, i))
            size += sizeof(struct packed) + trimmed(row, i).n;
    packed = sbill_alloc_get(alloc, sizeof *packed + size);
    if (!packed)
        return NULL;
    *packed = (struct sbill_csv_row){
        .line = row->line, .cells = (uint32_t)row->count, .size = size, .used = size};
    p = (char *)(packed + 1);
    for (size_t i = 0; i < row->count; i++) {
        struct sbill_text cell = trimmed(row, i);
        struct packed head = {(uint32_t)i, (uint32_t)cell.n};

        if (!is_kept(s, row, i))
            continue;
        memcpy(p, &head, sizeof head);
        memcpy(p + sizeof head, cell.p, cell.n);
        p += sizeof head + cell.n;
    }
    return packed;
}

static void free_row(const struct sbill_alloc *alloc, struct sbill_csv_row *row)
{
    size_t n = sizeof *row + row->size;

    sbill_wipe(row, n);
    sbill_alloc_put(alloc, row, n);
}

/* ---- which visit a row belongs to ------------------------------------------------------------------- */

static struct sbill_text key_cell(const struct sbill_csv_sheet *s, const struct sbill_csv *row,
                                  enum sbill_csv_key key)
{
    int32_t i = s->keys[key];

    return i >= 0 && (size_t)i < row->count ? trimmed(row, (size_t)i) : SBILL_T("");
}

static void add_part(struct sbill_buf *key, struct sbill_text part)
{
    sbill_buf_text(key, part);
    sbill_buf_char(key, '\x1F');
}

static bool add_parts(struct sbill_buf *key, const struct sbill_csv_sheet *s,
                      const struct sbill_csv *row, enum sbill_csv_key first,
                      enum sbill_csv_key last)
{
    bool any = false;

    for (int k = (int)first; k <= (int)last; k++) {
        struct sbill_text part = key_cell(s, row, (enum sbill_csv_key)k);

        any = any || part.n;
        add_part(key, part);
    }
    return any;
}

static bool add_date(struct sbill_buf *key, const struct sbill_csv_sheet *s,
                     const struct sbill_csv *row)
{
    struct sbill_text cell = key_cell(s, row, SBILL_CSV_VISIT_DATE);
    int32_t date;

    if (cell.n == 0)
        cell = key_cell(s, row, SBILL_CSV_SERVICE_DATE);
    if (sbill_csv_date(cell, s->dates, &date))
        sbill_date_compact(key, date);
    else
        sbill_buf_text(key, cell);
    return cell.n > 0;
}

/* The visit's own number, else patient, provider and date of service. False if the row says neither. */
static bool make_key(struct sbill_buf *key, const struct sbill_csv_sheet *s,
                     const struct sbill_csv *row)
{
    bool patient;

    for (int k = SBILL_CSV_VISIT; k <= SBILL_CSV_CONTROL; k++) {
        struct sbill_text id = key_cell(s, row, (enum sbill_csv_key)k);

        if (id.n == 0)
            continue;
        add_part(key, id);
        return true;
    }
    patient = add_parts(key, s, row, SBILL_CSV_PATIENT, SBILL_CSV_BIRTH);
    add_parts(key, s, row, SBILL_CSV_RENDERING, SBILL_CSV_RENDERING_LAST);
    return add_date(key, s, row) && patient;
}

/* Never 0, which marks a free place. */
static uint64_t hash_of(struct sbill_text key)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * UINT64_C(0x100000001B3);
    h ^= h >> 32;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return (h ^ h >> 29) | 1;
}

/* ---- the table of visits ---------------------------------------------------------------------------- */

static struct sbill_text key_of(const struct sbill_csv_visit *visit)
{
    return (struct sbill_text){(const char *)(visit + 1), visit->key_n};
}

static struct sbill_csv_place *find_place(const struct sbill_csv_visits *v, uint64_t hash,
                                          struct sbill_text key)
{
    size_t i = (size_t)(hash >> 1) & (v->slots - 1);

    for (;; i = (i + 1) & (v->slots - 1)) {
        struct sbill_csv_place *p = &v->table[i];

        if (p->hash == 0 ||
            (p->hash == hash && (!p->visit || sbill_text_eq(key_of(p->visit), key))))
            return p;
    }
}

/* A table of that size, without the visits that are gone and began before this line. */
static bool rebuild(struct sbill_csv_visits *v, size_t slots, uint32_t line)
{
    struct sbill_csv_place *old = v->table;
    size_t old_slots = v->slots;
    struct sbill_csv_place *table = sbill_alloc_get(v->alloc, slots * sizeof *table);

    if (!table)
        return false;
    memset(table, 0, slots * sizeof *table);
    v->table = table;
    v->slots = slots;
    v->filled = 0;
    for (size_t i = 0; i < old_slots; i++) {
        size_t k = (size_t)(old[i].hash >> 1) & (slots - 1);

        if (old[i].hash == 0 || (!old[i].visit && old[i].line < line))
            continue;
        while (table[k].hash)
            k = (k + 1) & (slots - 1);
        table[k] = old[i];
        v->filled++;
    }
    if (old)
        sbill_alloc_put(v->alloc, old, old_slots * sizeof *old);
    return true;
}

/* Halfway between the oldest visit that is remembered and the newest. */
static uint32_t middle_line(const struct sbill_csv_visits *v)
{
    uint32_t least = UINT32_MAX, most = 0;

    for (size_t i = 0; i < v->slots; i++) {
        if (v->table[i].hash == 0)
            continue;
        least = v->table[i].line < least ? v->table[i].line : least;
        most = v->table[i].line > most ? v->table[i].line : most;
    }
    return least + (most - least) / 2 + 1;
}

static bool make_room(struct sbill_csv_visits *v)
{
    if (v->slots == 0)
        return rebuild(v, FIRST_SLOTS, 0);
    if (v->filled < v->slots / 2)
        return true;
    if (v->filled < MOST_VISITS)
        return rebuild(v, 2 * v->slots, 0);
    return rebuild(v, v->slots, middle_line(v));
}

/* ---- keeping and letting go -------------------------------------------------------------------------- */

static struct sbill_csv_visit *new_visit(struct sbill_csv_visits *v, struct sbill_text key,
                                         uint64_t hash)
{
    struct sbill_csv_visit *visit = sbill_alloc_get(v->alloc, sizeof *visit + key.n);

    if (!visit)
        return NULL;
    *visit = (struct sbill_csv_visit){.hash = hash, .key_n = key.n, .unreadable = v->unreadable};
    memcpy(visit + 1, key.p ? key.p : "", key.n);
    if (v->last)
        v->last->next = visit;
    else
        v->first = visit;
    v->last = visit;
    v->count++;
    return visit;
}

static struct sbill_csv_visit *visit_of(struct sbill_csv_visits *v, struct sbill_text key,
                                        uint32_t line)
{
    uint64_t hash = hash_of(key);
    struct sbill_csv_place *place;

    if (!make_room(v))
        return NULL;
    place = find_place(v, hash, key);
    if (place->visit)
        return place->visit;
    place->visit = new_visit(v, key, hash);
    if (!place->visit)
        return NULL;
    if (place->hash == 0) {
        place->hash = hash;
        place->line = line;
        v->filled++;
    } else {
        place->visit->apart = place->line;
    }
    return place->visit;
}

static void append(struct sbill_csv_visits *v, struct sbill_csv_visit *visit,
                   struct sbill_csv_row *row)
{
    size_t bytes = sizeof *row + row->size;

    if (visit->last)
        visit->last->next = row;
    else
        visit->first = row;
    visit->last = row;
    visit->rows++;
    visit->bytes += bytes;
    v->bytes += bytes;
    if (v->unreadable && visit->unreadable == 0)
        visit->unreadable = v->unreadable;
    v->unreadable = 0;
    v->latest = visit;
}

int32_t sbill_csv_keep(struct sbill_csv_visits *v, const struct sbill_csv_sheet *s,
                       const struct sbill_csv *row, bool latin1)
{
    struct sbill_csv_row *packed = pack(v->alloc, s, row);
    struct sbill_csv_visit *visit = NULL;
    struct sbill_buf key;
    bool named;

    if (!packed)
        return SBILL_NOMEM;
    packed->latin1 = latin1;
    sbill_buf_init(&key, v->alloc, (size_t)1 << 30);
    named = make_key(&key, s, row);
    if (!key.failed)
        visit = named ? visit_of(v, sbill_buf_view(&key), row->line) : new_visit(v, SBILL_T(""), 0);
    sbill_buf_free(&key);
    if (!visit) {
        free_row(v->alloc, packed);
        return SBILL_NOMEM;
    }
    visit->alone = !named;
    append(v, visit, packed);
    return SBILL_OK;
}

void sbill_csv_lost(struct sbill_csv_visits *v, uint32_t line)
{
    v->unreadable = line;
    if (v->latest && v->latest->unreadable == 0)
        v->latest->unreadable = line;
}

/* By the visit itself, not by its key: keys that hash alike may have taken places in any order. */
static void forget_visit(struct sbill_csv_visits *v, const struct sbill_csv_visit *visit)
{
    size_t i = (size_t)(visit->hash >> 1) & (v->slots - 1);

    while (v->table[i].visit != visit)
        i = (i + 1) & (v->slots - 1);
    v->table[i].visit = NULL;
}

struct sbill_csv_visit *sbill_csv_take(struct sbill_csv_visits *v)
{
    struct sbill_csv_visit *visit = v->first;

    if (!visit)
        return NULL;
    v->first = visit->next;
    if (!v->first)
        v->last = NULL;
    if (v->latest == visit)
        v->latest = NULL;
    v->count--;
    v->bytes -= visit->bytes;
    if (visit->hash)
        forget_visit(v, visit);
    return visit;
}

void sbill_csv_let_go(struct sbill_csv_visits *v, struct sbill_csv_visit *visit)
{
    struct sbill_csv_row *row = visit->first, *next;
    size_t n = sizeof *visit + visit->key_n;

    for (; row; row = next) {
        next = row->next;
        free_row(v->alloc, row);
    }
    sbill_wipe(visit, n);
    sbill_alloc_put(v->alloc, visit, n);
}

void sbill_csv_visits_free(struct sbill_csv_visits *v)
{
    struct sbill_csv_visit *visit;

    while ((visit = sbill_csv_take(v)) != NULL)
        sbill_csv_let_go(v, visit);
    if (v->table)
        sbill_alloc_put(v->alloc, v->table, v->slots * sizeof *v->table);
    v->table = NULL;
}
