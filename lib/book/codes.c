/* Looking codes up. */
#include "book/codes.h"

#include <string.h>

#include "book/inside.h"

/* ---- opening ---- */

const uint32_t sbill_codes_sizes[SBILL_CODES_PARTS] = {
    SBILL_SLOT_SIZE, 2, SBILL_SPELL_SIZE, SBILL_SPAN_SIZE, SBILL_ENTRY_SIZE, SBILL_ROW_SIZE, 4, 1};

struct part { /* a table in the section */
    uint32_t at, count, size;
};

static bool inside(const struct part *p, uint32_t section)
{
    return p->at <= section && (uint64_t)p->count * p->size <= section - p->at;
}

static int32_t date_in(const uint8_t *p, int32_t low, int32_t high)
{
    int32_t date = (int32_t)sbill_le32(p);

    return date < low ? low : date > high ? high : date;
}

/* The bucket count is a power of two, 2 to 2^31: the shift that leaves so many bits of a hash. */
static bool shift_for(uint32_t count, uint32_t *shift)
{
    *shift = 63;
    if (count < 2 || (count & (count - 1)) != 0)
        return false;
    for (; count > 2; count >>= 1)
        --*shift;
    return true;
}

static bool find_parts(struct sbill_text section, struct part part[SBILL_CODES_PARTS])
{
    const uint8_t *p = (const uint8_t *)section.p;

    for (size_t i = 0; i < SBILL_CODES_PARTS; i++) {
        part[i] = (struct part){sbill_le32(p + 8 + 8 * i), sbill_le32(p + 12 + 8 * i),
                                sbill_codes_sizes[i]};
        if (!inside(&part[i], (uint32_t)section.n))
            return false;
    }
    return part[SBILL_PART_SLOTS].count > 0 &&
           part[SBILL_PART_SLOTS].count == part[SBILL_PART_ENTRIES].count &&
           part[SBILL_PART_SPELLS].count == SBILL_SPELLS &&
           part[SBILL_PART_SPANS].count <= SBILL_MAX_SPANS &&
           part[SBILL_PART_ORDER].count <= part[SBILL_PART_ENTRIES].count;
}

/* The head: layout, system, then offset and count of each table, then what stands below. */
bool sbill_codes_open(struct sbill_text section, uint32_t tag, struct sbill_codes *out)
{
    const uint8_t *p = (const uint8_t *)section.p;
    struct part part[SBILL_CODES_PARTS];

    memset(out, 0, sizeof *out);
    if (section.n < SBILL_CODES_HEAD || section.n > UINT32_MAX ||
        sbill_le32(p) != SBILL_CODES_LAYOUT || sbill_le32(p + 4) != tag || tag == 0 ||
        tag > SBILL_SYSTEM_MAX || !find_parts(section, part))
        return false;
    out->slot = p + part[SBILL_PART_SLOTS].at, out->slots = part[SBILL_PART_SLOTS].count;
    out->bucket = p + part[SBILL_PART_BUCKETS].at;
    out->spell = p + part[SBILL_PART_SPELLS].at;
    out->span = p + part[SBILL_PART_SPANS].at, out->spans = part[SBILL_PART_SPANS].count;
    out->entry = p + part[SBILL_PART_ENTRIES].at;
    out->row = p + part[SBILL_PART_ROWS].at, out->rows = part[SBILL_PART_ROWS].count;
    out->order = p + part[SBILL_PART_ORDER].at, out->codes = part[SBILL_PART_ORDER].count;
    out->text = (const char *)p + part[SBILL_PART_TEXT].at,
    out->text_size = part[SBILL_PART_TEXT].count;
    out->system = (int32_t)tag;
    out->ref = (uint64_t)tag << 52;
    out->seed = sbill_le32(p + 80);
    out->cover_from = date_in(p + 84, -SBILL_REF_DATES, SBILL_REF_DATES - 1);
    out->cover_to = date_in(p + 88, -SBILL_REF_DATES, SBILL_REF_DATES - 1);
    out->newest = (int32_t)sbill_le32(p + 92);
    return shift_for(part[SBILL_PART_BUCKETS].count, &out->bucket_shift);
}

/* ---- tables ---- */

const uint8_t *sbill_entry_at(const struct sbill_codes *t, uint32_t i)
{
    return i < t->slots ? t->entry + (size_t)i * SBILL_ENTRY_SIZE : NULL;
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

const char *sbill_codes_string(const struct sbill_codes *t, uint32_t at)
{
    return at < t->text_size && t->text[t->text_size - 1] == 0 ? t->text + at : "";
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

uint32_t sbill_codes_ranked(const struct sbill_codes *t, uint32_t rank)
{
    uint32_t entry = rank < t->codes ? sbill_le32(t->order + 4 * (size_t)rank) : SBILL_NO_ENTRY;

    return entry < t->slots ? entry : SBILL_NO_ENTRY;
}

uint32_t sbill_codes_rank(const struct sbill_codes *t, uint32_t entry)
{
    const uint8_t *e = sbill_entry_at(t, entry);

    return e ? sbill_le32(e + 28) : SBILL_NO_ENTRY;
}

uint32_t sbill_codes_lower(const struct sbill_codes *t, const char code[16])
{
    uint32_t lo = 0, hi = t->codes;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const uint8_t *e = sbill_entry_at(t, sbill_codes_ranked(t, mid));
        if (e && memcmp(e, code, 16) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- keys ---- */

/* What a byte of a code becomes: itself as a capital, PASS for dots and blanks, 0 for what no code has. */
enum {
    PASS = 1
};
/* clang-format off */
static const uint8_t normal_of[256] = {
    ['\t'] = PASS, ['\n'] = PASS, ['\v'] = PASS, ['\f'] = PASS, ['\r'] = PASS, [' '] = PASS, ['.'] = PASS,
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8',
    ['9'] = '9',
    ['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F', ['G'] = 'G', ['H'] = 'H', ['I'] = 'I',
    ['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N', ['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q', ['R'] = 'R',
    ['S'] = 'S', ['T'] = 'T', ['U'] = 'U', ['V'] = 'V', ['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z',
    ['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D', ['e'] = 'E', ['f'] = 'F', ['g'] = 'G', ['h'] = 'H', ['i'] = 'I',
    ['j'] = 'J', ['k'] = 'K', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N', ['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R',
    ['s'] = 'S', ['t'] = 'T', ['u'] = 'U', ['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z',
};
/* clang-format on */

size_t sbill_code_normal(struct sbill_text code, char out[16])
{
    size_t n = 0;

    for (size_t i = 0; i < code.n; i++) {
        uint8_t c = normal_of[(uint8_t)code.p[i]];
        if (c > PASS && n < 15)
            out[n++] = (char)c;
        else if (c != PASS)
            return 0;
    }
    out[n] = 0;
    return n;
}

uint64_t sbill_code_key(const char code[16], size_t n)
{
    const uint8_t *p = (const uint8_t *)code;
    uint64_t key = sbill_le64(p);

    if (n > 7) {
        key = (key * 0x9e3779b97f4a7c15u) ^ sbill_le64(p + 8);
        key = (key ^ (key >> 29)) * 0xbf58476d1ce4e5b9u;
        key = key >> 8 | SBILL_KEY_LONG;
    }
    return key;
}

static inline uint32_t place_of(const struct sbill_codes *t, uint64_t key)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->bucket + 2 * (hash >> t->bucket_shift));

    return sbill_hash_place(hash, step, t->slots);
}

static inline uint64_t slot_at(const struct sbill_codes *t, uint32_t place)
{
    return sbill_le64(t->slot + (size_t)place * SBILL_SLOT_SIZE);
}

uint32_t sbill_codes_entry(const struct sbill_codes *t, const char code[16], size_t n)
{
    uint64_t key = sbill_code_key(code, n);
    uint32_t place = place_of(t, key);

    if (n == 0 || (slot_at(t, place) & SBILL_KEY_MASK) != key)
        return SBILL_NO_ENTRY;
    return n > 7 && memcmp(sbill_entry_at(t, place), code, 16) != 0 ? SBILL_NO_ENTRY : place;
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

/* A layer that covers the date and knows the code has the word. Else: outside if no layer covers
 * the date, not in force if any layer knows the code at other dates. */
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

/* The key of a code as people write it: two to eight bytes, at most one dot, either case; without
 * a branch on the dot or on the usual lengths, which are what random codes differ in. Whatever
 * else stands in the code gives a key that no table has, and the slow way decides. *n is the
 * length without the dot. */
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
    const uint8_t *spell;
    uint64_t key, slot;
    uint32_t place;
    size_t n;

    if (!b || system < 0 || system > SBILL_SYSTEM_MAX || !b->first[system])
        return find_slowly(NULL, code, len, on, ref);
    t = b->first[system];
    if (!code || len < 2 || len > 8 || on < t->cover_from || on > t->cover_to)
        return find_slowly(t, code, len, on, ref);
    key = quick_key(code, len, &n);
    place = place_of(t, key);
    slot = slot_at(t, place);
    /* A NUL at the end would make a shorter code of this one; the top bit is that of the keys of
     * long codes. */
    if ((slot & SBILL_KEY_MASK) != key || (key >> (8 * n - 8)) - 1 >= 0x7f)
        return find_slowly(t, code, len, on, ref);
    spell = t->spell + (slot >> 57) * SBILL_SPELL_SIZE;
    if ((uint32_t)on - sbill_le32(spell) > sbill_le32(spell + 4))
        return find_slowly(t, code, len, on, ref);
    if (ref)
        *ref = (int64_t)(t->ref | (uint64_t)(on + SBILL_REF_DATES) << 32 | place);
    return SBILL_CODE_BILLABLE + (int32_t)(slot >> 56 & 1); /* SBILL_SLOT_HEADER */
}
