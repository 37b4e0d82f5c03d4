/* Looking procedure-to-procedure edits up. */
#include "book/ptp.h"

#include <string.h>

#include "book/edits.h"
#include "book/inside.h"
#include "book/section.h"

/* ---- one table ---- */

static struct sbill_text text_at(const struct sbill_ptp_table *t, uint32_t at)
{
    return sbill_text_from(at < t->text_size ? t->text + at : "");
}

/* Where a code stands if it is in the table at all. */
static inline uint32_t place_of(const struct sbill_ptp_table *t, uint64_t key)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->step + 2 * (hash >> t->bucket_shift));

    return sbill_hash_place(hash, step, t->slots);
}

static inline uint64_t code_at(const struct sbill_ptp_table *t, uint32_t place)
{
    return sbill_le64(t->code + (size_t)8 * place);
}

/* What the cell of a line that holds the low bits `want` under `mask` knows, else 0. At most one cell has
 * them, so all are looked at and none is jumped out of: no branch to be guessed wrong. */
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
typedef uint32_t four_cells_t __attribute__((vector_size(16)));

static inline four_cells_t four_cells(const uint8_t *p)
{
    four_cells_t c;

    memcpy(&c, p, sizeof c);
    return c;
}

static inline four_cells_t fitting(const uint8_t *p, four_cells_t masks, four_cells_t wants)
{
    four_cells_t c = four_cells(p);

    return c & (four_cells_t)((c & masks) == wants);
}

static inline uint32_t in_line(const uint8_t *line, uint32_t want, uint32_t mask)
{
    const four_cells_t masks = {mask, mask, mask, mask}, wants = {want, want, want, want};
    four_cells_t found = fitting(line, masks, wants) | fitting(line + 16, masks, wants) |
                         fitting(line + 32, masks, wants) | fitting(line + 48, masks, wants);
    uint64_t half[2];

    memcpy(half, &found, sizeof half);
    half[0] |= half[1];
    return (uint32_t)(half[0] | half[0] >> 32) & ~mask;
}
#else
static inline uint32_t in_line(const uint8_t *line, uint32_t want, uint32_t mask)
{
    uint32_t found = 0;

    for (size_t i = 0; i < SBILL_PTP_CELLS; i++) {
        uint32_t cell = sbill_le32(line + 4 * i);
        found |= (cell & mask) == want ? cell : 0;
    }
    return found & ~mask;
}
#endif

/* Did more pairs belong into this line than it has cells? (An empty cell becomes the largest number.) */
static inline bool overflowed(const uint8_t *line)
{
    const uint8_t *last = line + 4 * (SBILL_PTP_CELLS - 1);

    return sbill_le32(last) - 1 < sbill_le32(last - 4) - 1;
}

static uint32_t in_spilt(const struct sbill_ptp_lines *l, uint64_t mixed, uint32_t width)
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

static inline const uint8_t *line_of(const struct sbill_ptp_table *t,
                                     const struct sbill_ptp_lines *l, uint64_t mixed)
{
    return l->line + (size_t)SBILL_PTP_LINE * sbill_ptp_share(mixed, l->lines, t->width);
}

static inline uint32_t in_its_line(const struct sbill_ptp_table *t, const uint8_t *line,
                                   uint64_t mixed)
{
    return in_line(line, (uint32_t)mixed << t->low_shift, t->cell_mask);
}

/* What a table knows of a pair, else 0. */
static uint32_t known_of(const struct sbill_ptp_table *t, const struct sbill_ptp_lines *l,
                         uint64_t mixed)
{
    const uint8_t *line = line_of(t, l, mixed);
    uint32_t found = in_its_line(t, line, mixed);

    return found || !overflowed(line) ? found : in_spilt(l, mixed, t->width);
}

static bool pair_of(const struct sbill_ptp_table *t, uint64_t mixed, struct sbill_ptp_pair *out)
{
    uint32_t found = known_of(t, &t->newest, mixed);

    *out = (struct sbill_ptp_pair){t, found >> 1, 0};
    if (found & 1 && t->older.lines)
        out->older = known_of(t, &t->older, mixed);
    return found != 0;
}

bool sbill_ptp_pair(const struct sbill_ptp_table *t, uint64_t column1, uint64_t column2,
                    struct sbill_ptp_pair *out)
{
    uint32_t first = place_of(t, column1), second = place_of(t, column2);

    if (code_at(t, first) != column1 || code_at(t, second) != column2 || column1 == 0 ||
        column2 == 0)
        return false;
    return pair_of(t, sbill_ptp_mixed(first, second, t->width), out);
}

/* The mark of the nth span; 0 past the last. */
static uint32_t mark_at(const struct sbill_ptp_pair *p, size_t nth)
{
    const struct sbill_ptp_table *t = p->t;
    uint32_t at = p->older - t->first_list, mark = 0;

    if (nth == 0)
        return p->newest;
    if (p->older < t->first_list)
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
    static const int32_t indicators[] = {0, 1, SBILL_PTP_WITHDRAWN, SBILL_PTP_WITHDRAWN};
    const struct sbill_ptp_table *t = p->t;
    uint32_t mark = mark_at(p, nth), number = mark >> (t->rationale_bits + 2);
    uint32_t rationale = mark & ((1u << t->rationale_bits) - 1);
    const uint8_t *span;

    if (number == 0 || number >= t->spans)
        return false;
    span = t->span + (size_t)number * SBILL_PTP_SPAN;
    out->from = (int32_t)sbill_le32(span);
    out->to = (int32_t)(sbill_le32(span) + sbill_le32(span + 4));
    out->indicator = indicators[mark >> t->rationale_bits & 3];
    out->rationale =
        text_at(t, rationale < t->rationales ? sbill_le32(t->rationale + 4 * (size_t)rationale)
                                             : t->text_size);
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
static bool span_on(const struct sbill_ptp_pair *pair, int32_t on, struct sbill_ptp_span *out)
{
    for (size_t i = 0; sbill_ptp_span(pair, i, out); i++)
        if (on >= out->from && on <= out->to && out->indicator != SBILL_PTP_WITHDRAWN)
            return true;
    return false;
}

int sbill_book_ptp(const sbill_book *b, int32_t setting, struct sbill_text column1,
                   struct sbill_text column2, int32_t on, struct sbill_ptp *out)
{
    uint64_t first = key_of(column1), second = key_of(column2);
    const struct sbill_ptp_table *t;
    struct sbill_ptp_pair pair;
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
        if (!sbill_ptp_pair(t, first, second, &pair) || !span_on(&pair, on, &span))
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

static void note_pair(struct day *d, size_t first, size_t second)
{
    if (d->count < d->room)
        d->hits[d->count] = (struct sbill_ptp_hit){(uint32_t)first, (uint32_t)second};
    d->count++;
}

static void ask_one(struct day *d, size_t first, size_t second)
{
    struct sbill_ptp found;

    if (sbill_book_ptp(d->b, d->setting, d->codes[first], d->codes[second], d->on, &found) == 1)
        note_pair(d, first, second);
}

/* Codes that the table does not have have no pairs in it: what remains, and where each stood. */
static size_t known_codes(const struct day *d, const struct sbill_ptp_table *t, size_t n,
                          uint32_t *place, uint32_t *from)
{
    size_t known = 0;

    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(d->codes[i]);
        uint32_t at = place_of(t, key);

        if (key == 0 || code_at(t, at) != key)
            continue;
        place[known] = at;
        from[known++] = (uint32_t)i;
    }
    return known;
}

/* The lines of all pairs are sent for before the first is looked at. */
static void ask_together(struct day *d, const struct sbill_ptp_table *t, size_t n)
{
    uint32_t place[SBILL_PTP_DAY_CODES], from[SBILL_PTP_DAY_CODES];
    struct sbill_ptp_pair pair;
    struct sbill_ptp_span span;

    n = known_codes(d, t, n, place, from);
#if defined(__GNUC__)
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            __builtin_prefetch(
                line_of(t, &t->newest, sbill_ptp_mixed(place[i], place[k], t->width)));
#endif
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            uint64_t mixed = sbill_ptp_mixed(place[i], place[k], t->width);
            const uint8_t *line = line_of(t, &t->newest, mixed);

            if (((uint32_t)(in_its_line(t, line, mixed) != 0) | (uint32_t)overflowed(line)) &&
                i != k && pair_of(t, mixed, &pair) && span_on(&pair, d->on, &span))
                note_pair(d, from[i], from[k]);
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
    if (t && !t->beyond && on != SBILL_NO_DATE && covers(t, on) && n <= SBILL_PTP_DAY_CODES) {
        ask_together(&d, t, n);
    } else {
        if (sbill_book_ptp(b, setting, SBILL_T(""), SBILL_T(""), on, &none) < 0)
            return -1;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < n; k++)
                if (i != k)
                    ask_one(&d, i, k);
    }
    *count = d.count;
    return 1;
}

/* Whatever the quick way does not know: other spellings, older tables and spans, lines that overflowed,
 * further layers. */
__attribute__((noinline, cold)) static int32_t find_slowly(const sbill_book *b, int32_t setting,
                                                           const char *column1, size_t len1,
                                                           const char *column2, size_t len2,
                                                           int32_t on)
{
    struct sbill_text first = {column1 ? column1 : "", column1 ? len1 : 0};
    struct sbill_text second = {column2 ? column2 : "", column2 ? len2 : 0};
    struct sbill_ptp found;

    if (!b || setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS ||
        !b->ptp_first[setting])
        return SBILL_PTP_NOT_LOADED;
    switch (sbill_book_ptp(b, setting, first, second, on, &found)) {
    case 1:
        return found.indicator ? SBILL_PTP_MODIFIER : SBILL_PTP_NEVER;
    case 0:
        return SBILL_PTP_NONE;
    default:
        return SBILL_PTP_OUTSIDE;
    }
}

/* The pair may have been spilt, or an older span may be in force. */
__attribute__((noinline)) static int32_t find_more(const struct sbill_ptp_table *t, uint64_t mixed,
                                                   int32_t on)
{
    struct sbill_ptp_pair pair;
    struct sbill_ptp_span span;

    if (pair_of(t, mixed, &pair) && span_on(&pair, on, &span))
        return span.indicator ? SBILL_PTP_MODIFIER : SBILL_PTP_NEVER;
    return SBILL_PTP_NONE;
}

/* Five characters as a key, small letters as capitals: what else stands there gives a key no table has. */
static inline uint64_t quick_key(const char *code)
{
    uint64_t v = sbill_le32((const uint8_t *)code) | (uint64_t)(uint8_t)code[4] << 32;

    return v & ~((v & 0x4040404040u) >> 1);
}

/* The table that speaks for the date, if the quick way can ask it. */
static inline const struct sbill_ptp_table *quick_table(const sbill_book *b, int32_t setting,
                                                        int32_t on)
{
    const struct sbill_ptp_table *t;

    if (!b || (uint32_t)setting >= SBILL_PTP_SETTINGS)
        return NULL;
    t = b->ptp_first[setting]; /* none for setting 0 */
    return t && on >= t->from && on <= t->to ? t : NULL;
}

int32_t sbill_ptp_find(const sbill_book *b, int32_t setting, const char *column1, size_t len1,
                       const char *column2, size_t len2, int32_t on)
{
    const struct sbill_ptp_table *t = quick_table(b, setting, on);
    uint32_t first, second, found, indicator, in_force, more;
    const uint8_t *line, *span;
    uint64_t mixed, key1, key2;

    if (!t || !column1 || !column2 || (len1 ^ 5) | (len2 ^ 5))
        return find_slowly(b, setting, column1, len1, column2, len2, on);
    key1 = quick_key(column1), key2 = quick_key(column2);
    first = place_of(t, key1), second = place_of(t, key2);
    mixed = sbill_ptp_mixed(first, second, t->width);
    line = line_of(t, &t->newest, mixed);
    found = in_its_line(t, line, mixed);
    if ((code_at(t, first) ^ key1) | (code_at(t, second) ^ key2))
        return t->beyond ? find_slowly(b, setting, column1, len1, column2, len2, on)
                         : SBILL_PTP_NONE;
    /* Whether the edit is in force is as good as random, so it is computed and not asked; what is asked
     * seldom answers yes. */
    span = t->span + (size_t)SBILL_PTP_SPAN * (found >> (t->rationale_bits + 3));
    indicator = found >> (t->rationale_bits + 1) & 3;
    in_force = (uint32_t)((uint32_t)on - sbill_le32(span) <= sbill_le32(span + 4)) &
               (uint32_t)(indicator < 2);
    more = ((uint32_t)(found == 0) & (uint32_t)overflowed(line)) |
           (found & 1 & (uint32_t)(on < (int32_t)sbill_le32(span)));
    if (more | ((uint32_t)(t->beyond != NULL) & (in_force ^ 1)))
        return t->beyond ? find_slowly(b, setting, column1, len1, column2, len2, on)
                         : find_more(t, mixed, on);
    return (int32_t)(in_force * (SBILL_PTP_NEVER + indicator));
}

int32_t sbill_ptp_day(const sbill_book *b, int32_t setting, const char *const *codes,
                      const size_t *lens, size_t n, int32_t on, uint32_t *pairs, size_t max,
                      size_t *count)
{
    struct sbill_text code[SBILL_PTP_DAY_CODES];
    struct sbill_ptp_hit *hits = (struct sbill_ptp_hit *)pairs; /* two numbers each */

    if (n > SBILL_PTP_DAY_CODES || !codes || !lens || !count || (max && !pairs))
        return SBILL_EINVAL;
    *count = 0;
    if (!b || setting < SBILL_SETTING_PRACTITIONER || setting >= SBILL_PTP_SETTINGS ||
        !b->ptp_first[setting])
        return SBILL_PTP_NOT_LOADED;
    for (size_t i = 0; i < n; i++)
        code[i] = (struct sbill_text){codes[i] ? codes[i] : "", codes[i] ? lens[i] : 0};
    if (on == SBILL_NO_DATE)
        on = b->ptp_first[setting]->newest_date;
    return sbill_book_ptp_day(b, setting, code, n, on, hits, max, count) < 0 ? SBILL_PTP_OUTSIDE
                                                                             : SBILL_OK;
}
