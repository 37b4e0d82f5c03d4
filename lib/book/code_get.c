/* What is known of a code: the getters of a ref, and the tree that the order file draws. */
#include <string.h>

#include "book/inside.h"

bool sbill_ref_split(const sbill_book *b, int64_t ref, struct sbill_ref_parts *out)
{
    uint64_t r = (uint64_t)ref;
    uint32_t system = (uint32_t)(r >> 52) & 0xf, layer = (uint32_t)(r >> 56);

    if (!b || ref < 0 || system == 0 || system > SBILL_SYSTEM_MAX)
        return false;
    for (const struct sbill_codes *t = b->first[system]; t; t = t->next)
        if (t->layer == layer) {
            *out =
                (struct sbill_ref_parts){t, (uint32_t)r, (int32_t)(r >> 32 & 0xfffff) - (1 << 19)};
            return out->entry < t->slots;
        }
    return false;
}

static const uint8_t *row_of(const sbill_book *b, int64_t ref, struct sbill_ref_parts *parts,
                             bool *in_force)
{
    return sbill_ref_split(b, ref, parts)
               ? sbill_codes_row_on(parts->t, parts->entry, parts->on, in_force)
               : NULL;
}

static struct sbill_text text_of(const sbill_book *b, int64_t ref, bool brief)
{
    struct sbill_ref_parts parts;
    bool in_force;
    const uint8_t *row = row_of(b, ref, &parts, &in_force);

    if (!row)
        return (struct sbill_text){"", 0};
    return brief ? sbill_codes_text(parts.t, sbill_le32(row + 24), sbill_le16(row + 30))
                 : sbill_codes_text(parts.t, sbill_le32(row + 20), sbill_le16(row + 28));
}

const char *sbill_code_title(const sbill_book *b, int64_t ref, size_t *len)
{
    struct sbill_text t = text_of(b, ref, false);

    if (len)
        *len = t.n;
    return t.p;
}

const char *sbill_code_short_title(const sbill_book *b, int64_t ref, size_t *len)
{
    struct sbill_text t = text_of(b, ref, true);

    if (len)
        *len = t.n;
    return t.p;
}

int32_t sbill_code_valid_from(const sbill_book *b, int64_t ref)
{
    struct sbill_ref_parts parts;
    bool in_force;
    const uint8_t *row = row_of(b, ref, &parts, &in_force);
    int32_t from;

    if (!row)
        return SBILL_NONE32;
    while (row > parts.t->row && sbill_row_continues(row - SBILL_ROW_SIZE, row))
        row -= SBILL_ROW_SIZE;
    from = (int32_t)sbill_le32(row);
    return from == SBILL_DATE_FIRST ? SBILL_NONE32 : from;
}

int32_t sbill_code_valid_to(const sbill_book *b, int64_t ref)
{
    struct sbill_ref_parts parts;
    bool in_force;
    const uint8_t *row = row_of(b, ref, &parts, &in_force), *end;
    int32_t to;

    if (!row)
        return SBILL_NONE32;
    end = parts.t->row + (size_t)parts.t->rows * SBILL_ROW_SIZE;
    while (row + SBILL_ROW_SIZE < end && sbill_row_continues(row, row + SBILL_ROW_SIZE))
        row += SBILL_ROW_SIZE;
    to = (int32_t)sbill_le32(row + 4);
    return to == SBILL_DATE_LAST ? SBILL_NONE32 : to;
}

uint32_t sbill_code_flags(const sbill_book *b, int64_t ref)
{
    struct sbill_ref_parts parts;
    bool in_force;
    const uint8_t *row = row_of(b, ref, &parts, &in_force);

    return row ? sbill_le32(row + 8) : 0;
}

size_t sbill_code_print(const sbill_book *b, int64_t ref, char *buf, size_t cap)
{
    struct sbill_ref_parts parts;
    struct sbill_text code;
    size_t dot, n;

    if (!buf || cap == 0)
        return 0;
    buf[0] = 0;
    if (!sbill_ref_split(b, ref, &parts))
        return 0;
    code = sbill_entry_code(parts.t, parts.entry);
    dot = parts.t->system == SBILL_SYSTEM_ICD10CM && code.n > 3 ? 3 : code.n;
    n = code.n + (dot < code.n);
    if (n == 0 || cap <= n)
        return 0;
    memcpy(buf, code.p, dot);
    if (dot < code.n) {
        buf[dot] = '.';
        memcpy(buf + dot + 1, code.p + dot, code.n - dot);
    }
    buf[n] = 0;
    return n;
}

/* ---- the tree: only ICD-10-CM nests its codes ---- */

enum {
    CATEGORY = 3
}; /* characters of the shortest ICD-10-CM code */

static bool in_force(const struct sbill_codes *t, uint32_t entry, int32_t on)
{
    bool yes;

    return sbill_codes_row_on(t, entry, on, &yes) && yes;
}

int64_t sbill_code_parent(const sbill_book *b, int64_t ref)
{
    struct sbill_ref_parts parts;
    struct sbill_text code;
    char shorter[16] = {0};

    if (!sbill_ref_split(b, ref, &parts) || parts.t->system != SBILL_SYSTEM_ICD10CM)
        return -1;
    code = sbill_entry_code(parts.t, parts.entry);
    memcpy(shorter, code.p, code.n);
    for (size_t n = code.n; n-- > CATEGORY;) {
        uint32_t entry;
        shorter[n] = 0;
        entry = sbill_codes_entry(parts.t, shorter, n);
        if (entry != SBILL_NO_ENTRY && in_force(parts.t, entry, parts.on))
            return sbill_ref_make(parts.t, entry, parts.on);
    }
    return -1;
}

/* Walk the codes that begin with the ref's, in byte order; those that begin with one of them
 * already seen are grandchildren. Stops at the `want`-th child and gives its entry; *seen counts
 * them. */
static uint32_t walk_children(const struct sbill_ref_parts *p, size_t want, size_t *seen)
{
    struct sbill_text code = sbill_entry_code(p->t, p->entry), last = {"", 0};

    *seen = 0;
    if (p->t->system != SBILL_SYSTEM_ICD10CM || code.n < CATEGORY)
        return SBILL_NO_ENTRY;
    for (uint32_t r = sbill_codes_rank(p->t, p->entry); r < p->t->codes; r++) {
        uint32_t i = sbill_codes_ranked(p->t, r);
        struct sbill_text c = sbill_entry_code(p->t, i);
        if (i == p->entry)
            continue;
        if (!sbill_text_starts(c, code))
            break;
        if ((last.n && sbill_text_starts(c, last)) || !in_force(p->t, i, p->on))
            continue;
        last = c;
        if ((*seen)++ == want)
            return i;
    }
    return SBILL_NO_ENTRY;
}

size_t sbill_code_child_count(const sbill_book *b, int64_t ref)
{
    struct sbill_ref_parts parts;
    size_t seen = 0;

    if (sbill_ref_split(b, ref, &parts))
        (void)walk_children(&parts, SIZE_MAX, &seen);
    return seen;
}

int64_t sbill_code_child(const sbill_book *b, int64_t ref, size_t i)
{
    struct sbill_ref_parts parts;
    size_t seen;
    uint32_t entry;

    if (!sbill_ref_split(b, ref, &parts))
        return -1;
    entry = walk_children(&parts, i, &seen);
    return entry == SBILL_NO_ENTRY ? -1 : sbill_ref_make(parts.t, entry, parts.on);
}

int64_t sbill_code_successor(const sbill_book *b, int64_t ref, size_t i)
{
    struct sbill_ref_parts parts;
    const uint8_t *e;
    struct sbill_text list;
    int64_t found = -1;

    if (!sbill_ref_split(b, ref, &parts))
        return -1;
    e = sbill_entry_at(parts.t, parts.entry);
    list = sbill_text_from(sbill_codes_string(parts.t, sbill_le32(e + 24)));
    while (list.n) {
        struct sbill_text word = sbill_text_cut(&list, ' ');
        if (word.n == 0)
            continue;
        (void)sbill_code_find(b, parts.t->system, word.p, word.n, parts.on, &found);
        if (found >= 0 && i-- == 0)
            return found;
    }
    return -1;
}
