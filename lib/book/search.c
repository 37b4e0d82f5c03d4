/* Type-ahead over the code tables. */
#include "book/search.h"

#include <string.h>

#include "book/inside.h"
#include "book/section.h"

enum {
    MOST_WORDS = 16,
    MOST_BEGINNINGS = 1024,
    /* There are no frequencies; what a code is worth, in characters by which a title may be longer: */
    BEGINNING = 24, /* that the title begins with the first word */
    PLAIN = 16,     /* that it says no more: unspecified, without complications */
    DISEASE = 64    /* that the code is no history, status or external cause (Z, V to Y) */
};

struct index { /* a section WORD, opened */
    struct sbill_text s;
    const struct sbill_codes *t;
    uint32_t docs, words, heavy;
    size_t doc_at, rank_at, word_at, heavy_at, bitmap_at, list_at, text_at;
    size_t list_size, text_size, bytes; /* bytes of one bitmap, a multiple of 8 */
};

static bool fits(const struct index *x, size_t at, uint64_t count, size_t size)
{
    return at <= x->s.n && count * size <= x->s.n - at;
}

static bool open_index(const struct sbill_codes *t, struct index *x)
{
    struct sbill_text s = t->search;

    if (s.n < SBILL_SEARCH_HEAD || sbill_section_u32(s, 0) != SBILL_SEARCH_LAYOUT)
        return false;
    *x = (struct index){.s = s, .t = t};
    x->docs = sbill_section_u32(s, 4);
    x->words = sbill_section_u32(s, 8);
    x->heavy = sbill_section_u32(s, 12);
    x->doc_at = sbill_section_u32(s, 16);
    x->rank_at = sbill_section_u32(s, 20);
    x->word_at = sbill_section_u32(s, 24);
    x->heavy_at = sbill_section_u32(s, 28);
    x->bitmap_at = sbill_section_u32(s, 32);
    x->list_at = sbill_section_u32(s, 36);
    x->text_at = sbill_section_u32(s, 40);
    x->list_size = sbill_section_u32(s, 44);
    x->text_size = sbill_section_u32(s, 48);
    x->bytes = ((size_t)x->docs + 63) / 64 * 8;
    return x->docs == t->rows && fits(x, x->doc_at, x->docs, 4) &&
           fits(x, x->rank_at, x->docs, 4) && fits(x, x->word_at, x->words, SBILL_WORD_SIZE) &&
           fits(x, x->heavy_at, x->heavy, SBILL_HEAVY_SIZE) &&
           fits(x, x->bitmap_at, (uint64_t)x->heavy * 2, x->bytes) &&
           fits(x, x->list_at, x->list_size, 1) && fits(x, x->text_at, x->text_size, 1);
}

/* ---- words ---- */

static struct sbill_text word_text(const struct index *x, uint32_t w)
{
    size_t at = x->word_at + (size_t)w * SBILL_WORD_SIZE;
    uint32_t from = sbill_section_u32(x->s, at), n = sbill_section_u32(x->s, at + 4);

    if (from > x->text_size || n > x->text_size - from)
        return (struct sbill_text){"", 0};
    return (struct sbill_text){x->s.p + x->text_at + from, n};
}

/* First word not below `text`, or past all words that begin with it. */
static uint32_t edge(const struct index *x, struct sbill_text text, bool past)
{
    uint32_t lo = 0, hi = x->words;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        struct sbill_text w = word_text(x, mid);
        if (past && w.n > text.n)
            w.n = text.n;
        if (sbill_text_cmp(w, text) < (past ? 1 : 0))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- bitmaps ---- */

static uint64_t load(const uint8_t *p)
{
    return sbill_le64(p);
}

static const uint8_t *heavy_map(const struct index *x, uint32_t lo, uint32_t hi, bool all)
{
    uint32_t a = 0, b = x->heavy;

    while (a < b) {
        uint32_t mid = a + (b - a) / 2;
        uint32_t l = sbill_section_u32(x->s, x->heavy_at + (size_t)mid * SBILL_HEAVY_SIZE);
        uint32_t h = sbill_section_u32(x->s, x->heavy_at + (size_t)mid * SBILL_HEAVY_SIZE + 4);
        if (l == lo && h == hi)
            return (const uint8_t *)x->s.p + x->bitmap_at + ((size_t)mid * 2 + all) * x->bytes;
        if (l < lo || (l == lo && h < hi))
            a = mid + 1;
        else
            b = mid;
    }
    return NULL;
}

static void set_bit(uint64_t *map, uint32_t doc)
{
    map[doc / 64] |= (uint64_t)1 << doc % 64;
}

/* Read one list into the map; at most *budget items, so that an altered count cannot keep us. */
static void read_list(const struct index *x, uint32_t at, uint32_t count, uint64_t *map,
                      size_t *budget)
{
    const uint8_t *p = (const uint8_t *)x->s.p + x->list_at;
    uint64_t doc = 0;

    for (; count && *budget && at < x->list_size; count--, --*budget) {
        uint64_t step = 0;
        for (unsigned shift = 0; at < x->list_size && shift < 35; shift += 7) {
            uint8_t byte = p[at++];
            step |= (uint64_t)(byte & 0x7f) << shift;
            if (byte < 0x80)
                break;
        }
        doc += step;
        if (doc >= x->docs)
            return;
        set_bit(map, (uint32_t)doc);
    }
}

/* Docs that hold one of the words lo..hi-1, in the title or (all) also in a term, added to the
 * map. */
static void add_range(const struct index *x, uint32_t lo, uint32_t hi, bool all, uint64_t *map)
{
    const uint8_t *heavy = heavy_map(x, lo, hi, all);
    size_t budget = (size_t)x->docs + 4096;

    if (heavy) {
        for (size_t i = 0; i < x->bytes / 8; i++)
            map[i] |= load(heavy + 8 * i);
        return;
    }
    for (uint32_t w = lo; w < hi && budget; w++) {
        size_t at = x->word_at + (size_t)w * SBILL_WORD_SIZE;
        read_list(x, sbill_section_u32(x->s, at + 8), sbill_section_u32(x->s, at + 12), map,
                  &budget);
        if (all)
            read_list(x, sbill_section_u32(x->s, at + 16), sbill_section_u32(x->s, at + 20), map,
                      &budget);
    }
}

/* Codes that begin with the word, which holds a digit, or are the word. */
static void add_codes(const struct index *x, struct sbill_text word, uint64_t *map)
{
    char low[16] = {0}, digit = 0;
    size_t budget = (size_t)x->docs + 4096;

    if (word.n > 15)
        return;
    for (size_t i = 0; i < word.n; i++) {
        low[i] = sbill_upper(word.p[i]);
        digit = sbill_is_digit(low[i]) ? low[i] : digit;
    }
    for (uint32_t rank = sbill_codes_lower(x->t, low); rank < x->t->codes && budget; rank++) {
        const uint8_t *entry = sbill_entry_at(x->t, sbill_codes_ranked(x->t, rank));
        uint32_t first, count;
        if (!entry || memcmp(entry, low, word.n) != 0 || (!digit && entry[word.n]))
            break;
        first = sbill_le32(entry + 16);
        count = sbill_le32(entry + 20);
        for (uint32_t r = first; r - first < count && r < x->docs && budget; r++, budget--) {
            uint32_t doc = sbill_section_u32(x->s, x->rank_at + 4 * (size_t)r);
            if (doc < x->docs)
                set_bit(map, doc);
        }
    }
}

/* ---- one table ---- */

/* Three answers to a query, the better first: the words themselves in the title (a word that is
 * none yet, since it is still being typed, as the start of one), words that begin so in the title,
 * the same in title or terms. */
enum {
    WHOLE,
    BEGUN,
    TERMS,
    TIERS
};

struct hit {
    int64_t ref;
    uint32_t tier, weight;
};

struct query {
    const sbill_book *b;
    char word[MOST_WORDS][SBILL_WORD_MAX + 1];
    size_t words;
    int32_t on;
    struct hit *hits; /* sorted, the best first */
    size_t count, max;
};

/* Keep only docs with this word in each tier's map; `room` is one more map. */
static void narrow(const struct index *x, const char *word, uint64_t *map[TIERS], uint64_t *room,
                   bool first)
{
    struct sbill_text text = sbill_text_from(word);
    uint32_t lo = edge(x, text, false), hi = edge(x, text, true);
    bool known = lo < hi && word_text(x, lo).n == text.n;

    for (int tier = 0; tier < TIERS; tier++) {
        uint64_t *into = first ? map[tier] : room;
        memset(into, 0, x->bytes);
        add_range(x, lo, tier == WHOLE && known ? lo + 1 : hi, tier == TERMS, into);
        add_codes(x, text, into);
        for (size_t i = 0; !first && i < x->bytes / 8; i++)
            map[tier][i] &= room[i];
    }
}

/* Is this what the book says of the code: no layer asked earlier knows it. */
static bool speaks(const struct query *q, const struct sbill_codes *t, uint32_t entry)
{
    struct sbill_text code = sbill_entry_code(t, entry);
    struct sbill_ref_parts parts;
    int64_t ref;

    if (q->b->first[t->system] == t)
        return true;
    (void)sbill_code_find(q->b, t->system, code.p, code.n, q->on, &ref);
    return sbill_ref_split(q->b, ref, &parts) && parts.t == t;
}

static bool worse(struct hit a, struct hit b)
{
    return a.tier != b.tier ? a.tier > b.tier : a.weight > b.weight;
}

static bool full_of_better(const struct query *q, struct hit h)
{
    return q->count == q->max && !worse(q->hits[q->max - 1], h);
}

static void take(struct query *q, struct hit h)
{
    size_t at = q->count;

    if (full_of_better(q, h))
        return;
    while (at > 0 && worse(q->hits[at - 1], h))
        at--;
    if (q->count < q->max)
        q->count++;
    memmove(q->hits + at + 1, q->hits + at, (q->count - 1 - at) * sizeof *q->hits);
    q->hits[at] = h;
}

static struct sbill_text title_of(const struct index *x, const uint8_t *row)
{
    return sbill_codes_text(x->t, sbill_le32(row + 20), sbill_le16(row + 28));
}

/* Does the title begin with the word that was typed first? */
static bool begins(const struct query *q, struct sbill_text title)
{
    char first[SBILL_WORD_MAX + 1];

    (void)sbill_search_word(&title, false, first);
    return strncmp(first, q->word[0], strlen(q->word[0])) == 0;
}

static bool says_plainly(struct sbill_text title)
{
    static const struct sbill_text words[] = {
        SBILL_T(", unspecified"), SBILL_T("without complication"), SBILL_T("uncomplicated")};

    for (size_t at = 0; at < title.n; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (title.n - at >= words[i].n && title.p[at] == *words[i].p &&
                memcmp(title.p + at, words[i].p, words[i].n) == 0)
                return true;
    return false;
}

static bool is_aside(const struct index *x, uint32_t entry)
{
    struct sbill_text code = sbill_entry_code(x->t, entry);

    return x->t->system == SBILL_SYSTEM_ICD10CM && code.n && *code.p >= 'V';
}

/* What the code lacks of the one that is most likely meant; 0 is the best. A code of three characters is the whole
 * category: I10. */
static uint32_t lacks(const struct query *q, const struct index *x, const uint8_t *row,
                      uint32_t entry)
{
    struct sbill_text title = title_of(x, row);
    bool plain = says_plainly(title) || sbill_entry_code(x->t, entry).n == 3;
    uint32_t n = 0;

    n += begins(q, title) ? 0u : BEGINNING;
    n += plain ? 0u : PLAIN;
    n += is_aside(x, entry) ? DISEASE : 0u;
    return n;
}

struct scan { /* of one tier of one table */
    uint32_t tier;
    uint32_t least;  /* weight of the doc before */
    uint32_t looked; /* docs whose title was read */
    int32_t on;
};

/* The doc as an answer; false to stop, since better ones fill the list. Its weight is the length
 * of its title, as docs of other tables are weighed too, but not less than that of the doc before:
 * the number of a doc knows more. To it comes what the code lacks, looked for among the best so
 * many. */
static bool offer(struct query *q, const struct index *x, uint32_t doc, struct scan *s)
{
    uint32_t row = sbill_section_u32(x->s, x->doc_at + 4 * (size_t)doc), entry;
    const uint8_t *r = sbill_row_at(x->t, row);
    struct hit h = {.tier = s->tier};

    if (!r || s->on < (int32_t)sbill_le32(r) || s->on > (int32_t)sbill_le32(r + 4))
        return true;
    entry = sbill_le32(r + 12);
    if (entry >= x->t->slots || !speaks(q, x->t, entry))
        return true;
    h.ref = sbill_ref_make(x->t, entry, s->on);
    h.weight = sbill_le16(r + 28) + (sbill_le32(r + 8) & SBILL_CF_HEADER ? 1u << 20 : 0);
    h.weight = h.weight > s->least ? h.weight : s->least;
    s->least = h.weight;
    if (full_of_better(q, h))
        return false;
    h.weight += s->looked++ < MOST_BEGINNINGS ? lacks(q, x, r, entry) : (uint32_t)BEGINNING + PLAIN;
    take(q, h);
    return true;
}

static void search_table(struct query *q, const struct index *x, uint64_t *room)
{
    size_t words = x->bytes / 8;
    uint64_t *map[TIERS] = {room, room + words, room + 2 * words};
    int32_t on = sbill_codes_date(x->t, q->on);

    if (!sbill_codes_span_on(x->t, on))
        return;
    for (size_t i = 0; i < q->words; i++)
        narrow(x, q->word[i], map, room + 3 * words, i == 0);
    for (uint32_t tier = 0; tier < TIERS; tier++) {
        struct scan s = {tier, 0, 0, on};
        for (size_t i = 0; i < words; i++)
            for (uint64_t left = map[tier][i] & (tier ? ~map[tier - 1][i] : UINT64_MAX); left;
                 left &= left - 1)
                if (!offer(q, x, (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(left), &s))
                    return;
    }
}

static int32_t search_all(struct query *q, int32_t system, sbill_error **err)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; status == SBILL_OK && i < q->b->table_count; i++) {
        const struct sbill_codes *t = &q->b->tables[i];
        struct index x;
        uint64_t *room;
        if ((system && t->system != system) || !open_index(t, &x) || x.docs == 0)
            continue;
        room = sbill_alloc_get(&q->b->alloc, 4 * x.bytes);
        if (!room)
            return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        search_table(q, &x, room);
        sbill_alloc_put(&q->b->alloc, room, 4 * x.bytes);
    }
    return status;
}

/* The words of the query, each once. */
static int32_t split(struct query *q, struct sbill_text words, sbill_error **err)
{
    char word[SBILL_WORD_MAX + 1];

    while (sbill_search_word(&words, true, word)) {
        size_t i = 0;
        while (i < q->words && strcmp(q->word[i], word) != 0)
            i++;
        if (i < q->words)
            continue;
        if (q->words == MOST_WORDS)
            return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE, "search takes at most %d words",
                              MOST_WORDS);
        memcpy(q->word[q->words++], word, sizeof word);
    }
    return SBILL_OK;
}

int32_t sbill_code_search(const sbill_book *b, int32_t system, const char *words, size_t len,
                          int32_t on, int64_t *refs, size_t max, size_t *count, sbill_error **err)
{
    struct query q = {.b = b, .on = on, .max = max};
    int32_t status;

    if (!b || (!words && len) || (!refs && max) || !count)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "search needs a book, words and a place for the answers");
    status = split(&q, (struct sbill_text){words, len}, err);
    if (status != SBILL_OK)
        return status;
    *count = 0;
    if (q.words == 0 || max == 0)
        return SBILL_OK;
    q.max = max < 4096 ? max : 4096;
    q.hits = sbill_alloc_get(&b->alloc, (q.max + 1) * sizeof *q.hits);
    if (!q.hits)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    status = search_all(&q, system, err);
    for (size_t i = 0; status == SBILL_OK && i < q.count; i++)
        refs[i] = q.hits[i].ref;
    if (status == SBILL_OK)
        *count = q.count;
    sbill_alloc_put(&b->alloc, q.hits, (q.max + 1) * sizeof *q.hits);
    return status;
}
