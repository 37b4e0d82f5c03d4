/* Looking rows up in the tables of dated rows. */
#include "book/keyed.h"

#include <string.h>

#include "book/inside.h"
#include "book/section.h"

enum {
    LAYOUT = 1,
    HEAD = 64,
    SLOT = 16
};

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

bool sbill_keyed_open(struct sbill_text s, struct sbill_keyed *out)
{
    uint64_t slots = sbill_section_u32(s, 20), buckets = sbill_section_u32(s, 24);
    uint64_t rows = sbill_section_u32(s, 28), values = sbill_section_u32(s, 4);
    uint64_t slot_at = HEAD + ((2 * buckets + 7) & ~(uint64_t)7), row_at = slot_at + SLOT * slots;
    uint64_t text_at = row_at + rows * (8 + 4 * values);
    const uint8_t *p = (const uint8_t *)s.p;

    memset(out, 0, sizeof *out);
    if (s.n < HEAD || sbill_section_u32(s, 0) != LAYOUT || values > SBILL_KEYED_VALUES ||
        slots == 0 || !shift_for((uint32_t)buckets, &out->bucket_shift) || text_at > s.n)
        return false;
    out->text_size = sbill_section_u32(s, 32);
    if (out->text_size == 0 || out->text_size > s.n - text_at)
        return false;
    out->from = sbill_section_i32(s, 8);
    out->to = sbill_section_i32(s, 12);
    out->newest_date = out->to != INT32_MAX ? out->to : sbill_section_i32(s, 44);
    out->seed = sbill_section_u32(s, 16);
    out->slots = (uint32_t)slots;
    out->rows = (uint32_t)rows;
    out->row_size = (uint32_t)(8 + 4 * values);
    out->step = p + HEAD;
    out->slot = p + slot_at;
    out->row = p + row_at;
    out->text = s.p + text_at;
    if (out->text[out->text_size - 1] != '\0')
        return false;
    out->source = sbill_keyed_text(out, sbill_section_u32(s, 36));
    return true;
}

struct sbill_text sbill_keyed_text(const struct sbill_keyed *t, uint32_t at)
{
    return sbill_text_from(at < t->text_size ? t->text + at : "");
}

const uint8_t *sbill_keyed_rows(const struct sbill_keyed *t, uint64_t key, uint32_t *n)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->step + 2 * (hash >> t->bucket_shift));
    const uint8_t *slot = t->slot + (size_t)SLOT * sbill_hash_place(hash, step, t->slots);
    uint32_t first = sbill_le32(slot + 8), count = sbill_le32(slot + 12);

    *n = 0;
    if (sbill_le64(slot) != key || first >= t->rows)
        return NULL;
    *n = count < t->rows - first ? count : t->rows - first;
    return t->row + (size_t)first * t->row_size;
}

/* ---- walking ---- */

void sbill_keyed_walk(const sbill_book *b, int32_t table, uint64_t key, int32_t on, bool all,
                      struct sbill_keyed_walk *w)
{
    *w = (struct sbill_keyed_walk){
        .ahead = b->keyed_first[table], .key = key, .all = all, .source = SBILL_T("")};
    w->on = on == SBILL_NO_DATE && w->ahead ? w->ahead->newest_date : on;
}

/* Stand before the rows of a table that covers the date. The older releases behind it in the same
 * layer are silent. */
static void enter(struct sbill_keyed_walk *w, const struct sbill_keyed *t)
{
    w->ahead = t->next;
    if (!sbill_keyed_covers(t, w->on) || (!w->all && w->spoken == t->layer + 1))
        return;
    if (!w->covered)
        w->source = t->source;
    w->covered = true;
    w->spoken = t->layer + 1;
    w->t = t;
    w->at = w->key ? sbill_keyed_rows(t, w->key, &w->left) : NULL;
}

bool sbill_keyed_next(struct sbill_keyed_walk *w)
{
    for (;;) {
        for (; w->left > 0; w->left--) {
            w->row = w->at;
            w->at += w->t->row_size;
            if (!sbill_keyed_in_force(w->row, w->on))
                continue;
            w->left--;
            w->found = true;
            w->source = w->t->source;
            return true;
        }
        if (!w->ahead || (w->found && !w->all))
            return false;
        enter(w, w->ahead);
    }
}

/* ---- keys ---- */

uint64_t sbill_keyed_code(struct sbill_text code)
{
    char normal[16] = {0};
    size_t n = sbill_code_normal(code, normal);

    return n && n <= 7 ? sbill_code_key(normal, n) : 0;
}

uint64_t sbill_keyed_modified(struct sbill_text code, struct sbill_text modifier)
{
    char normal[16] = {0}, behind[16] = {0};
    size_t n = sbill_code_normal(code, normal), m = sbill_code_normal(modifier, behind);

    if (n != 5 || m > 2 || (m == 0 && modifier.n))
        return 0;
    memcpy(normal + 5, behind, 2);
    return sbill_code_key(normal, 7);
}

uint64_t sbill_keyed_system(int32_t system, struct sbill_text code)
{
    uint64_t key = sbill_keyed_code(code);

    return key ? key | (uint64_t)system << 56 : 0;
}

uint64_t sbill_keyed_other(int32_t system)
{
    return SBILL_KEY_MASK | (uint64_t)system << 56;
}

/* Letters and digits as a number to the base 37, 0 = none there. */
static uint64_t number_of(struct sbill_text code, size_t room)
{
    char normal[16];
    size_t n = sbill_code_normal(code, normal);
    uint64_t v = 0;

    if (n == 0 || n > room)
        return 0;
    for (size_t i = 0; i < room; i++) {
        char c = i < n ? normal[i] : '\0';
        v = v * 37 + (uint64_t)(c == '\0' ? 0 : sbill_is_digit(c) ? c - '0' + 1 : c - 'A' + 11);
    }
    return v;
}

uint64_t sbill_keyed_pair(struct sbill_text procedure, struct sbill_text diagnosis)
{
    uint64_t first = number_of(procedure, 5), second = number_of(diagnosis, 7);

    return first && second ? first * 94931877133u + second : 0; /* 37 to the 7th */
}

uint64_t sbill_keyed_word(struct sbill_text word)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)sbill_lower(word.p[i])) * 0x100000001b3u;
    return h ? h : 1;
}
