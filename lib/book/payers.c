#include "book/payers.h"

#include <string.h>

#include "base/severity.h"
#include "book/book.h"

int sbill_payer_compare(struct sbill_text a, struct sbill_text b)
{
    size_t n = a.n < b.n ? a.n : b.n;

    for (size_t i = 0; i < n; i++) {
        char x = sbill_lower(a.p[i]), y = sbill_lower(b.p[i]);

        if (x != y)
            return (unsigned char)x < (unsigned char)y ? -1 : 1;
    }
    return (a.n > b.n) - (a.n < b.n);
}

/* ---- one section, every offset checked ------------------------------------------------------------- */

static uint32_t profile_count(struct sbill_text s)
{
    if (sbill_section_u32(s, 0) != SBILL_PAYERS_VERSION)
        return 0;
    return sbill_section_count(s, SBILL_PAYERS_HEAD, sbill_section_u32(s, 4), SBILL_PAYERS_PROFILE);
}

static size_t profile_at(uint32_t i)
{
    return SBILL_PAYERS_HEAD + (size_t)i * SBILL_PAYERS_PROFILE;
}

/* Offset of an entry, 0 if there is no such entry. */
static size_t entry_at(struct sbill_text s, uint32_t i)
{
    size_t first = sbill_section_u32(s, 12);
    uint32_t count = sbill_section_count(s, first, sbill_section_u32(s, 8), SBILL_PAYERS_ENTRY);

    return i < count ? first + (size_t)i * SBILL_PAYERS_ENTRY : 0;
}

static int32_t entry_kind(struct sbill_text s, size_t entry)
{
    return sbill_section_i32(s, entry);
}

static struct sbill_text entry_text(struct sbill_text s, size_t entry)
{
    return sbill_section_text(s, sbill_section_u32(s, entry + 8), sbill_section_u32(s, entry + 12));
}

static struct sbill_text entry_second(struct sbill_text s, size_t entry)
{
    return sbill_section_text(s, sbill_section_u32(s, entry + 16),
                              sbill_section_u32(s, entry + 20));
}

/* ---- finding a profile ----------------------------------------------------------------------------- */

struct key {
    int32_t kind;
    struct sbill_text text;
};

static int compare_key(struct sbill_text s, size_t at, const struct key *key)
{
    int32_t kind = sbill_section_i32(s, at);
    size_t entry = entry_at(s, sbill_section_u32(s, at + 4));

    if (kind != key->kind)
        return kind < key->kind ? -1 : 1;
    return sbill_payer_compare(entry ? entry_text(s, entry) : (struct sbill_text){"", 0},
                               key->text);
}

static const struct sbill_payer_profile *profile(struct sbill_text s, uint32_t i)
{
    if (i >= profile_count(s))
        return NULL;
    return (const struct sbill_payer_profile *)(const void *)(s.p + profile_at(i));
}

static const struct sbill_payer_profile *find_key(struct sbill_text s, const struct key *key)
{
    size_t first = sbill_section_u32(s, 20);
    uint32_t low = 0,
             high = sbill_section_count(s, first, sbill_section_u32(s, 16), SBILL_PAYERS_KEY);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t at = first + (size_t)middle * SBILL_PAYERS_KEY;
        int order = compare_key(s, at, key);

        if (order == 0)
            return profile(s, sbill_section_u32(s, at + 8));
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct sbill_payer_profile *find_default(struct sbill_text s, const struct key *key)
{
    uint32_t count = profile_count(s);

    (void)key;
    for (uint32_t i = 0; i < count; i++)
        if (sbill_section_u32(s, profile_at(i) + 8) & SBILL_PAYER_DEFAULT)
            return profile(s, i);
    return NULL;
}

static const struct sbill_payer_profile *find(
    const sbill_book *b, const struct key *key,
    const struct sbill_payer_profile *(*look)(struct sbill_text, const struct key *))
{
    for (size_t i = 0; i < sbill_book_layer_count(b); i++) {
        struct sbill_text s;
        uint32_t tag;

        for (size_t k = 0;
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_PAYERS, k, &tag, &s); k++) {
            const struct sbill_payer_profile *p = look(s, key);

            if (p)
                return p;
        }
    }
    return NULL;
}

const struct sbill_payer_profile *sbill_book_payer(const sbill_book *b,
                                                   struct sbill_text profile_name,
                                                   struct sbill_text payer_id,
                                                   struct sbill_text filing_indicator)
{
    const struct key keys[] = {{SBILL_PAYER_NAME, profile_name},
                               {SBILL_PAYER_ID, payer_id},
                               {SBILL_PAYER_FILING, filing_indicator}};
    const struct sbill_payer_profile *p = NULL;

    for (size_t i = 0; !p && i < sizeof keys / sizeof *keys; i++)
        if (keys[i].text.n)
            p = find(b, &keys[i], find_key);
    return p ? p : find(b, NULL, find_default);
}

/* ---- reading a profile ----------------------------------------------------------------------------- */

const struct sbill_payer_profile *sbill_book_payer_at(const sbill_book *b, size_t nth)
{
    struct sbill_text s;

    for (size_t i = 0; i < sbill_book_layer_count(b); i++)
        for (size_t k = 0;
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_PAYERS, k, NULL, &s); k++) {
            if (nth < profile_count(s))
                return profile(s, (uint32_t)nth);
            nth -= profile_count(s);
        }
    return NULL;
}

/* The section a profile lies in. */
static bool section_of(const sbill_book *b, const struct sbill_payer_profile *p,
                       struct sbill_text *s)
{
    uintptr_t at = (uintptr_t)p;
    uint32_t tag;

    for (size_t i = 0; i < sbill_book_layer_count(b); i++)
        for (size_t k = 0;
             sbill_layer_section(sbill_book_layer(b, i), SBILL_SEC_PAYERS, k, &tag, s); k++)
            if (s->n && at >= (uintptr_t)s->p && at - (uintptr_t)s->p < s->n)
                return true;
    return false;
}

static struct sbill_payer_walk walk(const sbill_book *b, const struct sbill_payer_profile *p)
{
    struct sbill_payer_walk w = {.left = 0};

    if (p && section_of(b, p, &w.section)) {
        size_t at = (size_t)((const char *)p - w.section.p);

        w.next = sbill_section_u32(w.section, at);
        w.left = sbill_section_u32(w.section, at + 4);
    }
    return w;
}

static bool step(struct sbill_payer_walk *w, int32_t kind)
{
    while (w->left) {
        w->entry = entry_at(w->section, w->next);
        if (!w->entry)
            return false;
        w->next++;
        w->left--;
        if (entry_kind(w->section, w->entry) == kind)
            return true;
    }
    return false;
}

struct sbill_text sbill_payer_name(const sbill_book *b, const struct sbill_payer_profile *p)
{
    struct sbill_payer_walk w = walk(b, p);

    return step(&w, SBILL_PAYER_NAME) ? entry_text(w.section, w.entry) : (struct sbill_text){"", 0};
}

struct sbill_text sbill_payer_title(const sbill_book *b, const struct sbill_payer_profile *p)
{
    struct sbill_payer_walk w = walk(b, p);

    return step(&w, SBILL_PAYER_NAME) ? entry_second(w.section, w.entry)
                                      : (struct sbill_text){"", 0};
}

int32_t sbill_payer_severity(const sbill_book *b, const struct sbill_payer_profile *p,
                             int32_t number, int32_t claim_type)
{
    struct sbill_payer_walk w = walk(b, p);

    while (step(&w, SBILL_PAYER_SEVERITY)) {
        int64_t value = sbill_section_i64(w.section, w.entry + 24);
        int32_t severity = (int32_t)(value & 15);

        if (sbill_section_i32(w.section, w.entry + 4) == number && value >> 4 == claim_type &&
            severity <= SBILL_SEV_ERROR)
            return severity;
    }
    return SBILL_SEV_NONE;
}

struct sbill_text sbill_payer_required(const sbill_book *b, const struct sbill_payer_profile *p,
                                       size_t i)
{
    struct sbill_payer_walk w = walk(b, p);

    while (step(&w, SBILL_PAYER_REQUIRE))
        if (i-- == 0)
            return entry_text(w.section, w.entry);
    return (struct sbill_text){"", 0};
}

int64_t sbill_payer_limit(const sbill_book *b, const struct sbill_payer_profile *p,
                          const char *name)
{
    struct sbill_payer_walk w = walk(b, p);

    while (step(&w, SBILL_PAYER_LIMIT))
        if (sbill_text_is(entry_text(w.section, w.entry), name))
            return sbill_section_i64(w.section, w.entry + 24);
    return -1;
}

struct sbill_text sbill_payer_pattern(const sbill_book *b, const struct sbill_payer_profile *p,
                                      const char *name)
{
    struct sbill_payer_walk w = walk(b, p);

    while (step(&w, SBILL_PAYER_PATTERN))
        if (sbill_text_is(entry_text(w.section, w.entry), name))
            return entry_second(w.section, w.entry);
    return (struct sbill_text){"", 0};
}

struct sbill_payer_walk sbill_payer_items(const sbill_book *b, const struct sbill_payer_profile *p)
{
    return walk(b, p);
}

bool sbill_payer_next(struct sbill_payer_walk *w, struct sbill_payer_item *out)
{
    if (!w->left)
        return false;
    w->entry = entry_at(w->section, w->next);
    if (!w->entry)
        return false;
    w->next++;
    w->left--;
    out->kind = entry_kind(w->section, w->entry);
    out->number = sbill_section_i32(w->section, w->entry + 4);
    out->text = entry_text(w->section, w->entry);
    out->second = entry_second(w->section, w->entry);
    out->value = sbill_section_i64(w->section, w->entry + 24);
    return true;
}
