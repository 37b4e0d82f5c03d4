/* Looking procedure-to-procedure edits up. */
#include "book/ptp.h"

#include <string.h>

#include "book/edits.h"
#include "book/inside.h"
#include "book/section.h"

/* ---- opening ---- */

static size_t padded(uint64_t n)
{
    return (size_t)((n + 63) & ~(uint64_t)63);
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

static void read_head(struct sbill_text s, struct sbill_ptp_table *t)
{
    t->from = sbill_section_i32(s, 4);
    t->from += t->from == SBILL_NO_DATE; /* so that "now" is before every table */
    t->to = sbill_section_i32(s, 8);
    t->seed = sbill_section_u32(s, 12);
    t->slots = sbill_section_u32(s, 16);
    t->width = sbill_section_u32(s, 24);
    t->low_bits = sbill_section_u32(s, 28);
    t->newest.lines = sbill_section_u32(s, 32);
    t->newest.spills = sbill_section_u32(s, 36);
    t->older.lines = sbill_section_u32(s, 40);
    t->older.spills = sbill_section_u32(s, 44);
    t->spans = sbill_section_u32(s, 48);
    t->lists = sbill_section_u32(s, 52);
    t->rationales = sbill_section_u32(s, 56);
    t->text_size = sbill_section_u32(s, 60);
    t->rows = sbill_section_u32(s, 64);
    t->pairs = sbill_section_u32(s, 68);
    t->mark_shift = sbill_section_u32(s, 72);
    t->newest_date = t->to != INT32_MAX ? t->to : sbill_section_i32(s, 76);
}

/* The next part of the section, filled up to 64 bytes; NULL if it is not all there. */
static const uint8_t *part(struct sbill_text s, uint64_t *at, uint64_t size)
{
    const uint8_t *p = (const uint8_t *)s.p + *at;

    if (*at > s.n || size > s.n - *at) {
        *at = UINT64_MAX;
        return NULL;
    }
    *at = padded(*at + size);
    return p;
}

static bool find_parts(struct sbill_text s, struct sbill_ptp_table *t, uint32_t buckets)
{
    uint64_t at = SBILL_PTP_HEAD;

    t->newest.line = part(s, &at, (uint64_t)t->newest.lines * SBILL_PTP_LINE);
    t->newest.spilt = part(s, &at, (uint64_t)t->newest.spills * 8);
    t->older.line = part(s, &at, (uint64_t)t->older.lines * SBILL_PTP_LINE);
    t->older.spilt = part(s, &at, (uint64_t)t->older.spills * 8);
    t->code = part(s, &at, (uint64_t)t->slots * 8);
    t->step = part(s, &at, (uint64_t)buckets * 2);
    t->span = part(s, &at, (uint64_t)t->spans * SBILL_PTP_SPAN);
    t->list = part(s, &at, (uint64_t)t->lists * 4);
    t->rationale = part(s, &at, (uint64_t)t->rationales * 4);
    t->text = (const char *)part(s, &at, t->text_size);
    return t->text && t->text_size > 0 && t->text[t->text_size - 1] == '\0';
}

static struct sbill_text text_at(const struct sbill_ptp_table *t, uint32_t at)
{
    return sbill_text_from(at < t->text_size ? t->text + at : "");
}

bool sbill_ptp_open(struct sbill_text s, struct sbill_ptp_table *t)
{
    uint32_t buckets = sbill_section_u32(s, 20);

    memset(t, 0, sizeof *t);
    if (s.n < SBILL_PTP_HEAD || sbill_section_u32(s, 0) != SBILL_PTP_LAYOUT)
        return false;
    read_head(s, t);
    /* A place fits w bits, a cell 32, and a mixed number times the lines 64. */
    if (!shift_for(buckets, &t->bucket_shift) || t->width == 0 || t->width > 16 || t->slots == 0 ||
        t->slots > 1u << t->width || t->low_bits == 0 || t->low_bits > 31 || t->spans == 0 ||
        t->mark_shift > 8 || t->spans > 1u << 23 || t->newest.lines == 0 ||
        !find_parts(s, t, buckets))
        return false;
    t->source = text_at(t, 0);
    return true;
}

/* ---- one table ---- */

#define NO_PLACE UINT32_MAX

static inline uint32_t place_of(const struct sbill_ptp_table *t, uint64_t key)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->step + 2 * (hash >> t->bucket_shift));
    uint32_t place = sbill_hash_place(hash, step, t->slots);

    return sbill_le64(t->code + (size_t)8 * place) == key ? place : NO_PLACE;
}

/* What the cell of a line with these low bits knows, else 0. At most one cell has them, so all are looked
 * at and none is jumped out of: no branch to be guessed wrong. */
static inline uint32_t in_line(const uint8_t *line, uint32_t low, uint32_t low_bits)
{
    uint32_t cell[SBILL_PTP_CELLS], found = 0, want = low << (32 - low_bits);
    uint32_t mask = ~(uint32_t)0 << (32 - low_bits);

    memcpy(cell, line, sizeof cell);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    for (size_t i = 0; i < SBILL_PTP_CELLS; i++)
        cell[i] = sbill_le32(line + 4 * i);
#endif
    for (size_t i = 0; i < SBILL_PTP_CELLS; i++)
        found |= (cell[i] & mask) == want ? cell[i] : 0;
    return found & ~mask;
}

/* Did more pairs belong into this line than it has cells? (An empty cell becomes the largest number.) */
static inline bool overflowed(const uint8_t *line)
{
    const uint8_t *last = line + 4 * (SBILL_PTP_CELLS - 1);

    return sbill_le32(last) - 1 < sbill_le32(last - 4) - 1;
}

__attribute__((noinline)) static uint32_t in_spilt(const struct sbill_ptp_lines *l, uint64_t mixed,
                                                   uint32_t width)
{
    uint32_t at = sbill_ptp_share(mixed, l->spills, width);

    for (uint32_t i = 0; i < l->spills; i++, at = at + 1 < l->spills ? at + 1 : 0) {
        uint64_t spilt = sbill_le64(l->spilt + (size_t)8 * at);
        if (spilt == 0)
            break;
        if (spilt >> 32 == mixed)
            return (uint32_t)spilt;
    }
    return 0;
}

/* What a table knows of a pair, else 0. */
static inline uint32_t known_of(const struct sbill_ptp_table *t, const struct sbill_ptp_lines *l,
                                uint64_t mixed)
{
    uint32_t low = (uint32_t)mixed & (((uint32_t)1 << t->low_bits) - 1), found;
    const uint8_t *line;

    line = l->line + (size_t)SBILL_PTP_LINE * sbill_ptp_share(mixed, l->lines, t->width);
    found = in_line(line, low, t->low_bits);
    return found || !overflowed(line) ? found : in_spilt(l, mixed, t->width);
}

bool sbill_ptp_pair(const struct sbill_ptp_table *t, uint64_t column1, uint64_t column2,
                    struct sbill_ptp_pair *out)
{
    uint32_t first = place_of(t, column1), second = place_of(t, column2), found;
    uint64_t mixed = sbill_ptp_mixed(first, second, t->width);

    if (first == NO_PLACE || second == NO_PLACE || column1 == 0 || column2 == 0)
        return false;
    found = known_of(t, &t->newest, mixed);
    *out = (struct sbill_ptp_pair){t, found >> 1, 0};
    if (found & 1 && t->older.lines)
        out->older = known_of(t, &t->older, mixed);
    return found != 0;
}

/* The mark of the nth span; 0 past the last. */
static uint32_t mark_at(const struct sbill_ptp_pair *p, size_t nth)
{
    const struct sbill_ptp_table *t = p->t;
    uint32_t past = t->spans << t->mark_shift, at = p->older - past, mark = 0;

    if (nth == 0)
        return p->newest;
    if (p->older < past)
        return nth == 1 ? p->older : 0;
    for (size_t i = 1; i <= nth; i++, at++) {
        if (at >= t->lists || mark & SBILL_PTP_LAST)
            return 0;
        mark = sbill_le32(t->list + 4 * (size_t)at);
    }
    return mark & ~SBILL_PTP_LAST;
}

bool sbill_ptp_span(const struct sbill_ptp_pair *p, size_t nth, struct sbill_ptp_span *out)
{
    const struct sbill_ptp_table *t = p->t;
    uint32_t mark = mark_at(p, nth), number = mark >> t->mark_shift;
    uint32_t rationale = mark & ((1u << t->mark_shift) - 1);
    const uint8_t *span;

    if (number == 0 || number >= t->spans)
        return false;
    span = t->span + (size_t)number * SBILL_PTP_SPAN;
    out->from = (int32_t)sbill_le32(span);
    out->to = (int32_t)sbill_le32(span + 4);
    out->indicator = span[8];
    out->rationale =
        text_at(t, rationale < t->rationales ? sbill_le32(t->rationale + 4 * (size_t)rationale)
                                             : t->text_size);
    return true;
}

/* The mixed number of a cell: the first one that its line stands for and that ends in the low bits. */
static uint64_t mixed_of(const struct sbill_ptp_table *t, uint64_t line, uint32_t cell)
{
    uint64_t room = (uint64_t)1 << t->low_bits;
    uint64_t first = ((line << 2 * t->width) + t->newest.lines - 1) / t->newest.lines;
    uint64_t mixed = (first & ~(room - 1)) | cell >> (32 - t->low_bits);

    return mixed + (mixed < first ? room : 0);
}

bool sbill_ptp_cell(const struct sbill_ptp_table *t, uint64_t at, uint64_t *column1,
                    uint64_t *column2, bool *end)
{
    uint64_t cells = (uint64_t)t->newest.lines * SBILL_PTP_CELLS, mixed;
    uint32_t cell, pair, one, two;

    *end = at >= cells + t->newest.spills;
    if (*end)
        return false;
    if (at < cells) {
        cell = sbill_le32(t->newest.line + at * 4);
        mixed = mixed_of(t, at / SBILL_PTP_CELLS, cell);
    } else {
        cell = sbill_le32(t->newest.spilt + (at - cells) * 8);
        mixed = sbill_le32(t->newest.spilt + (at - cells) * 8 + 4);
    }
    pair = (uint32_t)(mixed * SBILL_PTP_UNMIX & (((uint64_t)1 << 2 * t->width) - 1));
    one = pair >> t->width, two = pair & ((1u << t->width) - 1);
    if (cell == 0 || one >= t->slots || two >= t->slots)
        return false;
    *column1 = sbill_le64(t->code + (size_t)8 * one);
    *column2 = sbill_le64(t->code + (size_t)8 * two);
    return true;
}

/* ---- the stack ---- */

static bool covers(const struct sbill_ptp_table *t, int32_t on)
{
    return on >= t->from && on <= t->to;
}

static uint64_t key_of(struct sbill_text code)
{
    char normal[16] = {0};
    size_t n = sbill_code_normal(code, normal);

    return n == 5 ? sbill_le64((const uint8_t *)normal) : 0;
}

/* The span in force on the date. */
static bool span_on(const struct sbill_ptp_table *t, uint64_t column1, uint64_t column2, int32_t on,
                    struct sbill_ptp_span *out)
{
    struct sbill_ptp_pair pair;

    if (!sbill_ptp_pair(t, column1, column2, &pair))
        return false;
    for (size_t i = 0; sbill_ptp_span(&pair, i, out); i++)
        if (on >= out->from && on <= out->to && out->indicator != SBILL_PTP_WITHDRAWN)
            return true;
    return false;
}

int sbill_book_ptp(const sbill_book *b, int32_t setting, struct sbill_text column1,
                   struct sbill_text column2, int32_t on, struct sbill_ptp *out)
{
    uint64_t first = key_of(column1), second = key_of(column2);
    const struct sbill_ptp_table *t;
    struct sbill_ptp_span span;
    int answer = -1;

    memset(out, 0, sizeof *out);
    out->rationale = out->source = SBILL_T("");
    if (setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS)
        return -1;
    t = b->ptp_first[setting];
    if (on == SBILL_NO_DATE && t)
        on = t->newest_date;
    for (uint32_t spoken = 0; t; t = t->next) {
        if (!covers(t, on) || spoken == t->layer + 1)
            continue;
        spoken = t->layer + 1;
        if (answer < 0)
            out->source = t->source;
        answer = 0;
        if (!span_on(t, first, second, on, &span))
            continue;
        out->indicator = span.indicator;
        out->from = span.from;
        out->to = span.to == INT32_MAX ? SBILL_NO_DATE : span.to;
        out->rationale = span.rationale;
        out->source = t->source;
        return 1;
    }
    return answer;
}

/* ---- all pairs of a day ---- */

struct day {
    const sbill_book *b;
    int32_t setting, on;
    const struct sbill_text *codes;
    struct sbill_ptp_hit *hits;
    size_t room, count;
};

/* The pair may be there; is it in force? */
static void note_pair(struct day *d, size_t first, size_t second)
{
    struct sbill_ptp found;

    if (sbill_book_ptp(d->b, d->setting, d->codes[first], d->codes[second], d->on, &found) != 1)
        return;
    if (d->count < d->room)
        d->hits[d->count] = (struct sbill_ptp_hit){(uint32_t)first, (uint32_t)second};
    d->count++;
}

enum {
    DAY_CODES = 32 /* as many as are looked at together */
};

/* The lines of all pairs are sent for before the first is looked at. */
static void ask_together(struct day *d, const struct sbill_ptp_table *t, size_t n)
{
    uint32_t place[DAY_CODES];
    uint64_t mixed[DAY_CODES];

    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(d->codes[i]);

        place[i] = key ? place_of(t, key) : NO_PLACE;
    }
#if defined(__GNUC__)
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (i != k && place[i] != NO_PLACE && place[k] != NO_PLACE)
                __builtin_prefetch(
                    t->newest.line +
                    (size_t)SBILL_PTP_LINE *
                        sbill_ptp_share(sbill_ptp_mixed(place[i], place[k], t->width),
                                        t->newest.lines, t->width));
#endif
    for (size_t i = 0; i < n; i++) {
        if (place[i] == NO_PLACE)
            continue;
        for (size_t k = 0; k < n; k++)
            mixed[k] = sbill_ptp_mixed(place[i], place[k], t->width);
        for (size_t k = 0; k < n; k++)
            if (i != k && place[k] != NO_PLACE && known_of(t, &t->newest, mixed[k]))
                note_pair(d, i, k);
    }
}

int sbill_book_ptp_day(const sbill_book *b, int32_t setting, const struct sbill_text *codes,
                       size_t n, int32_t on, struct sbill_ptp_hit *hits, size_t room, size_t *count)
{
    struct day d = {b, setting, on, codes, hits, room, 0};
    const struct sbill_ptp_table *t;
    struct sbill_ptp none;

    *count = 0;
    if (setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS)
        return -1;
    t = b->ptp_first[setting];
    if (t && !t->beyond && on != SBILL_NO_DATE && covers(t, on) && n <= DAY_CODES) {
        ask_together(&d, t, n);
    } else {
        if (sbill_book_ptp(b, setting, SBILL_T(""), SBILL_T(""), on, &none) < 0)
            return -1;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < n; k++)
                if (i != k)
                    note_pair(&d, i, k);
    }
    *count = d.count;
    return 1;
}

/* Whatever the quick way does not know: other spellings, older tables, older spans, further layers. */
__attribute__((noinline, cold)) static int32_t find_slowly(const sbill_book *b, int32_t setting,
                                                           struct sbill_text column1,
                                                           struct sbill_text column2, int32_t on)
{
    struct sbill_ptp found;

    if (!b || setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS ||
        !b->ptp_first[setting])
        return SBILL_PTP_NOT_LOADED;
    switch (sbill_book_ptp(b, setting, column1, column2, on, &found)) {
    case 1:
        return found.indicator ? SBILL_PTP_MODIFIER : SBILL_PTP_NEVER;
    case 0:
        return SBILL_PTP_NONE;
    default:
        return SBILL_PTP_OUTSIDE;
    }
}

/* Five characters as a key, small letters as capitals: what else stands there gives a key no table has. */
static inline uint64_t quick_key(const char *code)
{
    uint64_t v = sbill_le32((const uint8_t *)code) | (uint64_t)(uint8_t)code[4] << 32;

    return v & ~((v & 0x4040404040u) >> 1);
}

/* Is an older span in force on the date: SBILL_PTP_, NONE if none is. */
__attribute__((noinline)) static int32_t in_older(const struct sbill_ptp_table *t, uint64_t mixed,
                                                  int32_t on)
{
    struct sbill_ptp_pair pair = {t, 0, t->older.lines ? known_of(t, &t->older, mixed) : 0};
    struct sbill_ptp_span span;

    for (size_t i = 1; sbill_ptp_span(&pair, i, &span); i++)
        if (on >= span.from && on <= span.to && span.indicator != SBILL_PTP_WITHDRAWN)
            return span.indicator ? SBILL_PTP_MODIFIER : SBILL_PTP_NEVER;
    return SBILL_PTP_NONE;
}

int32_t sbill_ptp_find(const sbill_book *b, int32_t setting, const char *column1, size_t len1,
                       const char *column2, size_t len2, int32_t on)
{
    struct sbill_text text1 = {column1 ? column1 : "", column1 ? len1 : 0};
    struct sbill_text text2 = {column2 ? column2 : "", column2 ? len2 : 0};
    const struct sbill_ptp_table *t;
    uint32_t first, second, found = 0, number, in_force;
    const uint8_t *span;
    uint64_t mixed;
    int32_t answer;

    if (!b || setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS ||
        text1.n != 5 || text2.n != 5)
        return find_slowly(b, setting, text1, text2, on);
    t = b->ptp_first[setting];
    if (!t || on < t->from || on > t->to)
        return find_slowly(b, setting, text1, text2, on);
    first = place_of(t, quick_key(column1));
    second = place_of(t, quick_key(column2));
    mixed = sbill_ptp_mixed(first, second, t->width);
    if (first != NO_PLACE && second != NO_PLACE)
        found = known_of(t, &t->newest, mixed);
    /* Whether the edit is in force is as good as random, so it is computed and not asked; what is asked
     * seldom answers yes. */
    number = found >> (t->mark_shift + 1);
    span = t->span + (size_t)SBILL_PTP_SPAN * (number < t->spans ? number : 0);
    in_force = (uint32_t)(on >= (int32_t)sbill_le32(span)) &
               (uint32_t)(on <= (int32_t)sbill_le32(span + 4)) & (uint32_t)(span[8] < 2);
    answer = (int32_t)(in_force * (SBILL_PTP_NEVER + (span[8] & 1u)));
    if ((in_force ^ 1) & found)
        answer = in_older(t, mixed, on);
    if (t->beyond && answer == SBILL_PTP_NONE)
        return find_slowly(b, setting, text1, text2, on);
    return answer;
}
