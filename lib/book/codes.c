/* Looking codes up. */
#include "book/codes.h"

#include <string.h>

#include "book/inside.h"

/* ---- opening ---- */

struct part { /* a table in the section */
    uint32_t at, count, size;
};

static bool inside(const struct part *p, uint32_t section)
{
    return p->at <= section && (uint64_t)p->count * p->size <= section - p->at;
}

/* A count that is a power of two, 2 to 2^31, as the shift that brings a hash of so many bits below it. */
static bool shift_for(uint32_t count, unsigned bits, uint8_t *shift)
{
    *shift = (uint8_t)(bits - 1);
    if (count < 2 || (count & (count - 1)) != 0)
        return false;
    for (uint32_t c = count; c > 2; c >>= 1)
        --*shift;
    return true;
}

static int32_t date_in(const uint8_t *p, int32_t low, int32_t high)
{
    int32_t date = (int32_t)sbill_le32(p);

    return date < low ? low : date > high ? high : date;
}

/* The head: layout, system, then offset and count of each table, then the rest. */
bool sbill_codes_open(struct sbill_text section, uint32_t tag, struct sbill_codes *out)
{
    static const uint32_t sizes[7] = {
        SBILL_ENTRY_SIZE, SBILL_ROW_SIZE, SBILL_SPAN_SIZE, SBILL_SPELL_SIZE, SBILL_SLOT_SIZE, 2, 1};
    const uint8_t *p = (const uint8_t *)section.p;
    struct part part[7];
    struct sbill_codes t;

    memset(&t, 0, sizeof t);
    if (section.n < SBILL_CODES_HEAD || section.n > UINT32_MAX ||
        sbill_le32(p) != SBILL_CODES_LAYOUT || sbill_le32(p + 4) != tag || tag == 0 ||
        tag > SBILL_SYSTEM_MAX)
        return false;
    for (size_t i = 0; i < 7; i++) {
        part[i] = (struct part){sbill_le32(p + 8 + 8 * i), sbill_le32(p + 12 + 8 * i), sizes[i]};
        if (!inside(&part[i], (uint32_t)section.n))
            return false;
    }
    t.system = (int32_t)tag;
    t.ref = (uint64_t)tag << 52;
    t.entry = p + part[0].at, t.entries = part[0].count;
    t.row = p + part[1].at, t.rows = part[1].count;
    t.span = p + part[2].at, t.spans = part[2].count;
    t.spell = p + part[3].at, t.spells = part[3].count;
    t.slot = p + part[4].at;
    t.bucket = p + part[5].at;
    t.text = (const char *)p + part[6].at, t.text_size = part[6].count;
    t.seed = sbill_le32(p + 64);
    t.cover_from = date_in(p + 68, -SBILL_REF_DATES, SBILL_REF_DATES - 1);
    t.cover_to = date_in(p + 72, -SBILL_REF_DATES, SBILL_REF_DATES - 1);
    t.newest = (int32_t)sbill_le32(p + 76);
    *out = t;
    return t.spans <= SBILL_MAX_SPANS && shift_for(part[4].count, 32, &out->slot_shift) &&
           shift_for(part[5].count, 64, &out->bucket_shift);
}

/* ---- tables ---- */

const uint8_t *sbill_entry_at(const struct sbill_codes *t, uint32_t i)
{
    return i < t->entries ? t->entry + (size_t)i * SBILL_ENTRY_SIZE : NULL;
}

const uint8_t *sbill_row_at(const struct sbill_codes *t, uint32_t i)
{
    return i < t->rows ? t->row + (size_t)i * SBILL_ROW_SIZE : NULL;
}

struct sbill_text sbill_entry_code(const struct sbill_codes *t, uint32_t i)
{
    const uint8_t *e = sbill_entry_at(t, i);
    size_t n = 0;

    while (e && n < 15 && e[n])
        n++;
    return (struct sbill_text){n ? (const char *)e : "", n};
}

struct sbill_text sbill_codes_text(const struct sbill_codes *t, uint32_t at, uint32_t n)
{
    if (at >= t->text_size || n >= t->text_size - at || t->text[at + n] != 0)
        return (struct sbill_text){"", 0};
    return (struct sbill_text){t->text + at, n};
}

const uint8_t *sbill_codes_span_on(const struct sbill_codes *t, int32_t on)
{
    for (uint32_t i = t->spans; i-- > 0;) { /* the newest is last and asked most */
        const uint8_t *s = t->span + (size_t)i * SBILL_SPAN_SIZE;
        if (on >= (int32_t)sbill_le32(s) && on <= (int32_t)sbill_le32(s + 4))
            return s;
    }
    return NULL;
}

static bool covered(const struct sbill_codes *t, int32_t on)
{
    return (on >= t->cover_from && on <= t->cover_to) || sbill_codes_span_on(t, on);
}

const uint8_t *sbill_codes_row_on(const struct sbill_codes *t, uint32_t entry, int32_t on,
                                  bool *in_force)
{
    const uint8_t *e = sbill_entry_at(t, entry), *row = NULL;
    uint32_t first, count;

    *in_force = false;
    if (!e)
        return NULL;
    first = sbill_le32(e + 16);
    count = sbill_le32(e + 20);
    if (first >= t->rows)
        return NULL;
    if (count > t->rows - first)
        count = t->rows - first;
    if (count > SBILL_MAX_ROWS)
        count = SBILL_MAX_ROWS;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *r = sbill_row_at(t, first + i);
        if (row && (int32_t)sbill_le32(r) > on)
            break;
        row = r;
    }
    if (row)
        *in_force = on >= (int32_t)sbill_le32(row) && on <= (int32_t)sbill_le32(row + 4);
    return row;
}

uint32_t sbill_codes_lower(const struct sbill_codes *t, const char code[16])
{
    uint32_t lo = 0, hi = t->entries;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (memcmp(sbill_entry_at(t, mid), code, 16) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- keys ---- */

size_t sbill_code_normal(struct sbill_text code, char out[16])
{
    size_t n = 0;

    for (size_t i = 0; i < code.n; i++) {
        char c = sbill_upper(code.p[i]);
        if (c == '.' || sbill_is_space(c))
            continue;
        if (!sbill_is_alnum(c) || n == 15)
            return 0;
        out[n++] = c;
    }
    out[n] = 0;
    return n;
}

uint64_t sbill_code_key(const char code[16], size_t n)
{
    const uint8_t *p = (const uint8_t *)code;
    uint64_t key = sbill_le64(p);

    if (n > 8) {
        key = (key * 0x9e3779b97f4a7c15u) ^ sbill_le64(p + 8);
        key = (key ^ (key >> 29)) * 0xbf58476d1ce4e5b9u;
        key |= (uint64_t)1 << 63;
    }
    return key;
}

static inline const uint8_t *slot_of(const struct sbill_codes *t, uint64_t key)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->bucket + 2 * (hash >> t->bucket_shift));

    return t->slot + (size_t)sbill_hash_place(hash, step, t->slot_shift) * SBILL_SLOT_SIZE;
}

uint32_t sbill_codes_entry(const struct sbill_codes *t, const char code[16], size_t n)
{
    uint64_t key = sbill_code_key(code, n);
    const uint8_t *slot = slot_of(t, key);
    uint32_t entry = sbill_le32(slot + 8) & SBILL_SLOT_ENTRY;

    if (n == 0 || sbill_le64(slot) != key || entry >= t->entries)
        return SBILL_NO_ENTRY;
    if (n > 8 && memcmp(sbill_entry_at(t, entry), code, 16) != 0)
        return SBILL_NO_ENTRY;
    return entry;
}

/* ---- one table, then the stack ---- */

static int32_t row_state(const uint8_t *row)
{
    return sbill_le32(row + 8) & SBILL_CF_HEADER ? SBILL_CODE_HEADER : SBILL_CODE_BILLABLE;
}

int32_t sbill_codes_state(const struct sbill_codes *t, const char code[16], size_t n, int32_t on,
                          uint32_t *entry)
{
    const uint8_t *row;
    bool in_force;

    *entry = sbill_codes_entry(t, code, n);
    if (!covered(t, on))
        return SBILL_CODE_OUTSIDE;
    row = *entry == SBILL_NO_ENTRY ? NULL : sbill_codes_row_on(t, *entry, on, &in_force);
    if (!row)
        return SBILL_CODE_UNKNOWN;
    return in_force ? row_state(row) : SBILL_CODE_NOT_IN_FORCE;
}

/* A layer that covers the date and knows the code has the word. Else: outside if no layer covers the date, not in force
 * if any layer knows the code at other dates. */
static int32_t find_text(const struct sbill_codes *t, struct sbill_text code, int32_t on,
                         int64_t *ref)
{
    char normal[16] = {0};
    size_t n = sbill_code_normal(code, normal);
    const struct sbill_codes *known = NULL;
    uint32_t known_entry = 0, entry;
    bool any_covers = false;

    for (; t; t = t->next) {
        int32_t date = sbill_codes_date(t, on);
        int32_t state = sbill_codes_state(t, normal, n, date, &entry);
        any_covers = any_covers || state != SBILL_CODE_OUTSIDE;
        if (entry != SBILL_NO_ENTRY && (!known || state != SBILL_CODE_OUTSIDE)) {
            known = t;
            known_entry = entry;
        }
        if (entry != SBILL_NO_ENTRY && state != SBILL_CODE_OUTSIDE && state != SBILL_CODE_UNKNOWN) {
            *ref = sbill_ref_make(t, entry, date);
            return state;
        }
    }
    if (known)
        *ref = sbill_ref_make(known, known_entry, sbill_codes_date(known, on));
    if (!any_covers)
        return SBILL_CODE_OUTSIDE;
    return known ? SBILL_CODE_NOT_IN_FORCE : SBILL_CODE_UNKNOWN;
}

/* Out of the way of the quick look-up, which then needs no stack. */
__attribute__((noinline, cold)) static int32_t find_slowly(const struct sbill_codes *t,
                                                           const char *code, size_t len, int32_t on,
                                                           int64_t *ref)
{
    int64_t found = -1;
    int32_t state = SBILL_CODE_NOT_LOADED;

    if (t)
        state = find_text(t, (struct sbill_text){code ? code : "", code ? len : 0}, on, &found);
    if (ref)
        *ref = found;
    return state;
}

/* The key of a code as people write it: four to eight bytes, or three, at most one dot, either case; without a branch on
 * the dot or on the usual lengths, which are what random codes differ in. Whatever else stands in the code gives a key
 * that no table has, and the slow way decides. *n is the length without the dot. */
static inline uint64_t quick_key(const char *code, size_t len, size_t *n)
{
    const uint8_t *p = (const uint8_t *)code;
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t v, dot, below;

    if (len >= 4)
        v = sbill_le32(p) | (uint64_t)sbill_le32(p + len - 4) << (8 * (len - 4));
    else
        v = sbill_le16(p) | (uint64_t)p[len - 1] << (8 * (len - 1));
    dot = v ^ (ones * '.');
    dot = (dot - ones) & ~dot & high;      /* its lowest bit is that of the first dot */
    below = ((dot & (0 - dot)) >> 7) - 1;  /* all bytes before it, all bytes if there is none */
    v = (((v >> 8) ^ v) & below) ^ v >> 8; /* close the gap */
    *n = len - (dot != 0);
    return v & ~((v & (ones * 0x40)) >> 1); /* only 'a' to 'z' become other letters or digits */
}

int32_t sbill_code_find(const sbill_book *b, int32_t system, const char *code, size_t len,
                        int32_t on, int64_t *ref)
{
    const struct sbill_codes *t;
    const uint8_t *slot;
    uint64_t key;
    uint32_t meta, spell;
    size_t n;

    if (!b || system < 0 || system > SBILL_SYSTEM_MAX || !b->first[system])
        return find_slowly(NULL, code, len, on, ref);
    t = b->first[system];
    if (!code || len < 2 || len > 8 || on < t->cover_from || on > t->cover_to)
        return find_slowly(t, code, len, on, ref);
    key = quick_key(code, len, &n);
    slot = slot_of(t, key);
    meta = sbill_le32(slot + 8);
    spell = sbill_le16(slot + 12);
    if (sbill_le64(slot) != key || slot[14] != n || spell >= t->spells)
        return find_slowly(t, code, len, on, ref);
    if ((uint32_t)on - sbill_le32(t->spell + 8 * (size_t)spell) >
        sbill_le32(t->spell + 8 * (size_t)spell + 4))
        return find_slowly(t, code, len, on, ref);
    if (ref)
        *ref =
            (int64_t)(t->ref | (uint64_t)(on + SBILL_REF_DATES) << 32 | (meta & SBILL_SLOT_ENTRY));
    return SBILL_CODE_BILLABLE + (int32_t)(meta >> 28 & 1); /* SBILL_SLOT_HEADER */
}
