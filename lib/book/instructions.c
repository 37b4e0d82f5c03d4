/* Instruction notes: which speak of a code, and which codes they name. */
#include "book/instructions.h"

#include <string.h>

#include "book/edits.h"
#include "book/inside.h"
#include "book/notes.h"
#include "book/section.h"

/* ---- opening ---- */

/* The next part, filled up to 8 bytes; NULL if it is not all there. */
static const uint8_t *part(struct sbill_text s, uint64_t *at, uint64_t size)
{
    const uint8_t *p = (const uint8_t *)s.p + *at;

    if (*at > s.n || size > s.n - *at) {
        *at = UINT64_MAX;
        return NULL;
    }
    *at = (*at + size + 7) & ~(uint64_t)7;
    return p;
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

bool sbill_instructions_open(struct sbill_text s, struct sbill_instructions *t)
{
    uint64_t at = SBILL_NPAT_HEAD;
    uint32_t buckets = sbill_section_u32(s, 20);

    memset(t, 0, sizeof *t);
    if (s.n < SBILL_NPAT_HEAD || sbill_section_u32(s, 0) != SBILL_NPAT_LAYOUT)
        return false;
    t->s = s;
    t->from = sbill_section_i32(s, 4);
    t->to = sbill_section_i32(s, 8);
    t->seed = sbill_section_u32(s, 12);
    t->slots = sbill_section_u32(s, 16);
    t->frames = sbill_section_u32(s, 24);
    t->instructions = sbill_section_u32(s, 28);
    t->note_count = sbill_section_u32(s, 32);
    t->patterns = sbill_section_u32(s, 36);
    t->conditions = sbill_section_u32(s, 40);
    t->text_size = sbill_section_u32(s, 44);
    t->not_understood = sbill_section_u32(s, 52);
    t->without_codes = sbill_section_u32(s, 56);
    t->step = part(s, &at, (uint64_t)buckets * 2);
    t->node = part(s, &at, (uint64_t)t->slots * SBILL_NPAT_NODE);
    t->frame = part(s, &at, (uint64_t)t->frames * SBILL_NPAT_FRAME);
    t->instruction = part(s, &at, (uint64_t)t->instructions * SBILL_NPAT_INSTRUCTION);
    t->note = part(s, &at, (uint64_t)t->note_count * SBILL_NPAT_NOTE);
    t->pattern = part(s, &at, (uint64_t)t->patterns * SBILL_NPAT_PATTERN);
    t->condition = part(s, &at, (uint64_t)t->conditions * SBILL_NPAT_CONDITION);
    t->text = (const char *)part(s, &at, t->text_size);
    return t->slots > 0 && shift_for(buckets, &t->bucket_shift) && t->text && t->text_size > 0 &&
           t->text[t->text_size - 1] == '\0';
}

/* ---- the tables ---- */

static struct sbill_text text_at(const struct sbill_instructions *t, uint32_t at)
{
    return sbill_text_from(at < t->text_size ? t->text + at : "");
}

static const uint8_t *node_of(const struct sbill_instructions *t, uint64_t key)
{
    uint64_t hash = sbill_hash_key(key, t->seed);
    uint16_t step = sbill_le16(t->step + 2 * (hash >> t->bucket_shift));
    const uint8_t *node =
        t->node + (size_t)SBILL_NPAT_NODE * sbill_hash_place(hash, step, t->slots);

    return sbill_le64(node) == key ? node : NULL;
}

/* A code as the patterns see it. */
struct named {
    char code[16];
    size_t n;
    uint64_t key;
    uint32_t rank; /* of its category in the list */
};

static bool name_it(const struct sbill_instructions *t, struct sbill_text code, struct named *out)
{
    const uint8_t *node;

    memset(out->code, 0, sizeof out->code);
    out->n = sbill_code_normal(code, out->code);
    if (out->n < 3 || out->n > 7)
        return false;
    out->key = sbill_code_key(out->code, out->n);
    node = node_of(t, out->key & 0xffffff);
    out->rank = node ? sbill_le16(node + 22) : SBILL_NPAT_NO_RANK;
    return true;
}

static bool condition_met(const struct sbill_instructions *t, uint32_t number,
                          const struct named *c)
{
    struct sbill_condition k = {0};
    const uint8_t *p = t->condition + (size_t)(number - 1) * SBILL_NPAT_CONDITION;

    if (number == 0)
        return true;
    if (number > t->conditions)
        return false;
    k.kind = p[0], k.asked = p[1], k.from = p[2], k.endings = p[3];
    k.allowed = sbill_le64(p + 8);
    memcpy(k.ending, p + 16, sizeof k.ending);
    return sbill_condition_met(&k, c->code, c->n);
}

static bool pattern_fits(const struct sbill_instructions *t, uint32_t i, const struct named *c)
{
    const uint8_t *p = t->pattern + (size_t)i * SBILL_NPAT_PATTERN;
    uint64_t key = sbill_le64(p), mask = sbill_le64(p + 8);

    if (key >> 56) {
        if (c->rank == SBILL_NPAT_NO_RANK || c->rank < (key & 0xffff) ||
            c->rank > (key >> 16 & 0xffff))
            return false;
    } else if ((c->key & mask & SBILL_KEY_MASK) != key) {
        return false;
    }
    return condition_met(t, (uint32_t)(mask >> 56), c);
}

/* The first note of an instruction that names the code, its place in section NOTE; NONE if none does. */
static uint32_t naming_note(const struct sbill_instructions *t, uint32_t instruction,
                            const struct named *c)
{
    const uint8_t *p = t->instruction + (size_t)instruction * SBILL_NPAT_INSTRUCTION;
    uint32_t first = sbill_le32(p + 8), notes = sbill_le32(p + 12);

    for (uint32_t i = 0; i < notes && first + i < t->note_count && first + i >= first; i++) {
        const uint8_t *note = t->note + (size_t)(first + i) * SBILL_NPAT_NOTE;
        uint32_t from = sbill_le32(note + 4), count = sbill_le32(note + 8) & ~SBILL_NPAT_ODD;

        for (uint32_t k = 0; k < count && from + k < t->patterns && from + k >= from; k++)
            if (pattern_fits(t, from + k, c))
                return sbill_le32(note);
    }
    return SBILL_NPAT_NONE;
}

/* ---- nodes above a code ---- */

/* Instructions that speak of a code, nearest first: its own, those of the codes above, block, chapter. */
struct climb {
    const struct sbill_instructions *t;
    struct named c;
    size_t length;  /* of the code whose node is next; below 3 come the frames */
    uint32_t frame; /* that is next */
    int left;       /* frames yet to come: a damaged book must end too */
    uint32_t at, end;
    uint64_t may_name;       /* of the codes: Excludes1 */
    uint32_t kinds, unclear; /* of the codes, as in struct sbill_noted */
    size_t inside;           /* length of the code where `at` stands; 0 = a frame */
};

static void stand(struct climb *k, uint32_t first, uint32_t count)
{
    k->at = first < k->t->instructions ? first : k->t->instructions;
    k->end = count < k->t->instructions - k->at ? k->at + count : k->t->instructions;
}

static bool up(struct climb *k)
{
    const uint8_t *p;

    while (k->length >= 3) {
        size_t n = k->length--;
        p = node_of(k->t, k->c.key & (((uint64_t)1 << 8 * n) - 1));
        if (!p)
            continue;
        if (n == 3)
            k->frame = sbill_le32(p + 24);
        k->inside = n;
        k->may_name = sbill_le64(p + 8);
        k->kinds = p[28];
        k->unclear = p[29];
        stand(k, sbill_le32(p + 16), sbill_le16(p + 20));
        return true;
    }
    if (k->left-- <= 0 || k->frame >= k->t->frames)
        return false;
    p = k->t->frame + (size_t)k->frame * SBILL_NPAT_FRAME;
    k->frame = sbill_le32(p + 8);
    k->inside = 0;
    k->may_name = UINT64_MAX;
    stand(k, sbill_le32(p), sbill_le32(p + 4));
    return true;
}

static bool climb(const struct sbill_instructions *t, struct sbill_text code, struct climb *k)
{
    *k = (struct climb){.t = t, .frame = SBILL_NPAT_NONE, .left = 2};
    if (!name_it(t, code, &k->c))
        return false;
    k->length = k->c.n;
    return true;
}

/* ---- which release speaks ---- */

static const struct sbill_instructions *next_layer(const struct sbill_instructions *t)
{
    uint32_t layer = t->layer;

    while (t && t->layer == layer)
        t = t->next;
    return t;
}

/* Of the releases in the layer where t stands, the newest that had begun, else the oldest. */
static const struct sbill_instructions *speaking(const struct sbill_instructions *t, int32_t on)
{
    while (on != SBILL_NO_DATE && t->from > on && t->next && t->next->layer == t->layer)
        t = t->next;
    return t;
}

/* ---- answers ---- */

static void describe(const struct sbill_instructions *t, uint32_t instruction, uint32_t note,
                     struct sbill_instruction *out)
{
    const uint8_t *p = t->instruction + (size_t)instruction * SBILL_NPAT_INSTRUCTION;
    uint32_t first = sbill_le32(p + 8);

    memset(out, 0, sizeof *out);
    out->kind = p[0];
    out->level = p[1];
    out->if_applicable = p[2] & SBILL_NPAT_IF_APPLICABLE;
    out->cases = p[2] & SBILL_NPAT_CASES;
    out->understood = p[2] & SBILL_NPAT_NAMES_CODES && !(p[2] & SBILL_NPAT_NOT_UNDERSTOOD);
    out->node = text_at(t, sbill_le32(p + 4));
    if (note == SBILL_NPAT_NONE && first < t->note_count)
        note = sbill_le32(t->note + (size_t)first * SBILL_NPAT_NOTE);
    sbill_notes_text(t->notes, note, &out->text, &out->release);
    out->at_ = instruction;
    out->in_ = t;
}

int sbill_book_instruction(const sbill_book *b, int32_t kind, struct sbill_text code, int32_t on,
                           size_t nth, struct sbill_instruction *out)
{
    memset(out, 0, sizeof *out);
    if (!b->instructions_first)
        return -1;
    for (const struct sbill_instructions *t = b->instructions_first; t; t = next_layer(t)) {
        struct climb k;
        bool any = false;

        if (!climb(speaking(t, on), code, &k))
            return 0;
        while (up(&k)) {
            any = true;
            for (; k.at < k.end; k.at++) {
                if (k.t->instruction[(size_t)k.at * SBILL_NPAT_INSTRUCTION] != kind || nth-- > 0)
                    continue;
                describe(k.t, k.at, SBILL_NPAT_NONE, out);
                return 1;
            }
        }
        if (any) /* the layer knows the code */
            return 0;
    }
    return 0;
}

bool sbill_instruction_names(const sbill_book *b, struct sbill_instruction *i,
                             struct sbill_text code)
{
    struct named c;
    uint32_t note;
    struct sbill_text release;

    (void)b;
    if (!i->in_ || i->at_ >= i->in_->instructions || !name_it(i->in_, code, &c))
        return false;
    note = naming_note(i->in_, i->at_, &c);
    if (note == SBILL_NPAT_NONE)
        return false;
    sbill_notes_text(i->in_->notes, note, &i->text, &release);
    return true;
}

/* One release's answer; *any: it knows the code. */
static bool names_in(const struct sbill_instructions *t, int32_t kind, struct sbill_text code,
                     struct sbill_text other, bool *any, struct sbill_instruction *out)
{
    struct named named;
    struct climb k;
    bool excludes = kind == SBILL_NOTE_EXCLUDES1 || kind == SBILL_NOTE_EXCLUDES2;

    if (!climb(t, code, &k) || !name_it(t, other, &named))
        return false;
    while (up(&k)) {
        uint64_t bit =
            named.rank == SBILL_NPAT_NO_RANK ? UINT64_MAX : (uint64_t)1 << named.rank % 64;

        *any = true;
        if ((kind == SBILL_NOTE_EXCLUDES1 && !(k.may_name & bit)) ||
            (excludes && k.inside && k.inside <= named.n &&
             memcmp(k.c.code, named.code, k.inside) == 0))
            continue;
        for (; k.at < k.end; k.at++) {
            uint32_t note;
            if (t->instruction[(size_t)k.at * SBILL_NPAT_INSTRUCTION] != kind)
                continue;
            note = naming_note(t, k.at, &named);
            if (note == SBILL_NPAT_NONE)
                continue;
            describe(t, k.at, note, out);
            return true;
        }
    }
    return false;
}

int sbill_book_instruction_names(const sbill_book *b, int32_t kind, struct sbill_text code,
                                 struct sbill_text other, int32_t on, struct sbill_instruction *out)
{
    if (!b->instructions_first)
        return -1;
    for (const struct sbill_instructions *t = b->instructions_first; t; t = next_layer(t)) {
        bool any = false;

        if (names_in(speaking(t, on), kind, code, other, &any, out))
            return 1;
        if (any)
            break;
    }
    memset(out, 0, sizeof *out);
    return 0;
}

bool sbill_book_noted(const sbill_book *b, struct sbill_text code, int32_t on,
                      struct sbill_noted *out)
{
    const struct sbill_instructions *t = b->instructions_first;
    struct climb k;

    *out = (struct sbill_noted){UINT64_MAX, 0, 0, 0};
    if (!t)
        return false;
    if (next_layer(t)) { /* of several layers the quick way knows nothing */
        out->excludes = UINT64_MAX;
        out->kinds = out->unclear = UINT32_MAX;
        return true;
    }
    if (!climb(speaking(t, on), code, &k))
        return true;
    if (k.c.rank != SBILL_NPAT_NO_RANK)
        out->category = (uint64_t)1 << k.c.rank % 64;
    while (k.length >= 3 && up(&k)) {
        out->excludes |= k.may_name;
        out->kinds |= k.inside ? k.kinds : 0;
        out->unclear |= k.inside ? k.unclear : 0;
    }
    return true;
}

bool sbill_instructions_odd(const struct sbill_instructions *t, size_t nth, int32_t *kind,
                            struct sbill_text *node, struct sbill_text *text)
{
    for (uint32_t i = 0; i < t->instructions; i++) {
        const uint8_t *p = t->instruction + (size_t)i * SBILL_NPAT_INSTRUCTION;
        uint32_t first = sbill_le32(p + 8), notes = sbill_le32(p + 12);

        for (uint32_t k = 0; k < notes && first + k < t->note_count && first + k >= first; k++) {
            const uint8_t *note = t->note + (size_t)(first + k) * SBILL_NPAT_NOTE;
            struct sbill_text release;

            if (!(sbill_le32(note + 8) & SBILL_NPAT_ODD) || nth-- > 0)
                continue;
            *kind = p[0];
            *node = text_at(t, sbill_le32(p + 4));
            sbill_notes_text(t->notes, sbill_le32(note), text, &release);
            return true;
        }
    }
    return false;
}
