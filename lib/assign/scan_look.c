/* The words of a text, their beginnings and endings, and some marks are looked up among the needles of all patterns. */
#include "assign/scan_inside.h"

/* A block of 64 bytes has at most 32 words, a word at most one key for itself and three each for its beginnings
 * and endings; one is written ahead. */
#define MOST_LOOKS (32 * 7 + 1)

static void look_closer(struct sbill_scan *s, const struct sbill_needle *n, size_t at,
                        uint32_t word)
{
    struct sbill_needle_hit *hit;

    if (at < n->probe || !sbill_stands_at(&s->text, n, at -= n->probe))
        return;
    hit = SBILL_PUSH(s->arena, &s->hits);
    if (hit)
        *hit = (struct sbill_needle_hit){(uint32_t)(n - s->x->needles.v), (uint32_t)at,
                                         word - n->starts, SBILL_NO_INDEX};
}

/* All keys are tried against a small table of bits first; those that pass are written down without a branch, which
 * would be guessed wrongly half the time. What the loop needs is held here, out of the way of what it writes. */
struct noting {
    const uint64_t *seen;
    uint32_t shift;
    struct sbill_look *next;
};

static inline void note_key(struct noting *t, uint64_t key, size_t at, uint32_t word)
{
    *t->next = (struct sbill_look){key, (uint32_t)at, word};
    t->next += sbill_probe_seen(t->seen, t->shift, sbill_probe_hash(key));
}

static inline struct noting note_from(const struct sbill_scan *s)
{
    return (struct noting){s->x->seen, s->x->seen_shift, s->looks};
}

static void look_up(struct sbill_scan *s, const struct noting *t)
{
    for (const struct sbill_look *l = s->looks; l < t->next; l++) {
        const struct sbill_probe_slot *slot = sbill_probe_find(s->x, l->key);
        for (uint32_t k = 0; slot && k < slot->count; k++)
            look_closer(s, &s->x->needles.v[slot->needles + k], l->at, l->word);
    }
}

/* The sizes of sbill_part_sizes, each written out: shifts by constants. Beginnings and endings of words are word
 * characters, so other bytes among those that are loaded find nothing. */
#define EACH_SIZE(mask, note) \
    do {                      \
        if ((mask)&1)         \
            note(4);          \
        if ((mask)&2)         \
            note(2);          \
        if ((mask)&4)         \
            note(1);          \
    } while (0)

static inline void note_beginnings(struct noting *t, uint32_t sizes, uint64_t key, size_t at,
                                   uint32_t word)
{
#define BEGINNING(n) \
    note_key(t, sbill_low_bytes(key, n) | SBILL_BEGIN_TAG | SBILL_SIZE_TAG(n), at, word)
    EACH_SIZE(sizes, BEGINNING);
}

static inline void note_endings(struct noting *t, uint32_t sizes, const char *text, size_t end,
                                uint32_t word)
{
    uint64_t last = sbill_load_eight(text + end - 8);

#define ENDING(n) \
    note_key(t, last >> (64 - 8 * n) | SBILL_END_TAG | SBILL_SIZE_TAG(n), end - n, word)
    EACH_SIZE(sizes, ENDING);
}

static size_t end_of_word(const struct sbill_folded *f, size_t at)
{
    while (sbill_folded_bit(f->word, at))
        at++;
    return at;
}

/* At each word: the word, its beginnings, its endings. */
static void look_up_words(struct sbill_scan *s)
{
    const uint64_t *bits = s->text.word;
    const char *text = s->text.p;
    uint32_t begins = s->x->begins, ends = s->x->ends;
    uint64_t carry = 0;
    uint32_t word = 0;

    for (size_t k = 0; k * 64 < s->text.n; k++) {
        struct noting t = note_from(s);
        uint64_t starts = bits[k] & ~(bits[k] << 1 | carry);
        carry = bits[k] >> 63;
        for (; starts; starts &= starts - 1) {
            unsigned b = sbill_lowest_bit(starts);
            uint64_t others = ~(bits[k] >> b | bits[k + 1] << 1 << (63 - b));
            size_t at = k * 64 + b;
            unsigned n = sbill_lowest_bit(others | (uint64_t)1 << 63);
            uint64_t key = sbill_load_eight(text + at);
            word++;
            note_key(&t, sbill_low_bytes(key, n), at, word);
            note_beginnings(&t, begins, key, at, word);
            if (ends)
                note_endings(&t, ends, text, n < 63 ? at + n : end_of_word(&s->text, at), word);
        }
        look_up(s, &t);
    }
}

/* With letters that are none to \w, a word may begin and end around each of them. */
static void look_up_odd_words(struct sbill_scan *s)
{
    const struct sbill_folded *f = &s->text;
    uint32_t word = 0;

    for (size_t at = 0; at < f->n; at++) {
        struct noting t = note_from(s);
        uint64_t key = sbill_load_eight(f->p + at);
        if (!sbill_folded_bit(f->word, at))
            continue;
        word++;
        for (unsigned n = 1; n <= 8 && sbill_folded_left(f, at); n++) {
            if (n == 8 || sbill_folded_right(f, at + n))
                note_key(&t, sbill_low_bytes(key, n), at, word);
            if (at + n == f->n || !sbill_folded_bit(f->word, at + n))
                break;
        }
        if (sbill_folded_left(f, at))
            note_beginnings(&t, s->x->begins, key, at, word);
        if (sbill_folded_right(f, at + 1))
            note_endings(&t, s->x->ends, f->p, at + 1, word);
        look_up(s, &t);
    }
}

/* Everywhere: for needles that need not stand at a word. */
static void look_up_anywhere(struct sbill_scan *s)
{
    const uint64_t *bits = s->text.word;
    struct noting t = note_from(s);
    uint32_t word = 0;

    for (size_t at = 0; at < s->text.n; at++) {
        word += sbill_folded_bit(bits, at) && (at == 0 || !sbill_folded_bit(bits, at - 1));
        note_key(&t, sbill_low_bytes(sbill_load_eight(s->text.p + at), 3) | SBILL_ANY_TAG, at,
                 word);
        if (at % 64 == 63) {
            look_up(s, &t);
            t = note_from(s);
        }
    }
    look_up(s, &t);
}

/* At bytes that are of no word, for needles without words. */
static void look_up_bytes(struct sbill_scan *s)
{
    const uint64_t *bits = s->text.word;
    uint64_t carry = 0;
    uint32_t word = 0;

    for (size_t k = 0; k * 64 < s->text.n; k++) {
        struct noting t = note_from(s);
        uint64_t starts = bits[k] & ~(bits[k] << 1 | carry);
        carry = bits[k] >> 63;
        for (uint64_t places = starts | ~bits[k]; places; places &= places - 1) {
            size_t at = k * 64 + sbill_lowest_bit(places);
            unsigned char c = at < s->text.n ? (unsigned char)s->text.p[at] : ' ';
            word += starts >> at % 64 & 1;
            if (s->x->bytes[c / 64] >> c % 64 & 1)
                note_key(&t, c | SBILL_BYTE_TAG, at, word);
        }
        look_up(s, &t);
    }
}

bool sbill_scan_make_looks(struct sbill_scan *s)
{
    s->looks = sbill_arena_array(s->arena, MOST_LOOKS, sizeof *s->looks);
    return s->looks != NULL;
}

void sbill_scan_look(struct sbill_scan *s)
{
    if (s->text.has_odd)
        look_up_odd_words(s);
    else
        look_up_words(s);
    if (s->x->has_any)
        look_up_anywhere(s);
    if (s->x->has_bytes)
        look_up_bytes(s);
}
