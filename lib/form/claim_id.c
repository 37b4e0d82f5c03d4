/* The claim's number (CLM01, box 26): the office's own, else one made from what is nobody's secret: encounter id, place
 * of the payer, frequency, part. Never from name, birth date or member id. */
#include <string.h>

#include "base/sha256.h"
#include "form/forming.h"

#define MADE_LENGTH 14    /* what box 26 holds */
#define LONGEST_NUMBER 20 /* what payers give back */

/* Five bits a character, without I, L, O and U, which are misread. */
static struct sbill_text print_hash(struct sbill_encounter *e, const uint8_t hash[32])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char out[MADE_LENGTH];
    uint32_t bits = 0;
    int have = 0;

    for (size_t i = 0, at = 0; i < MADE_LENGTH; i++) {
        if (have < 5) {
            bits = bits << 8 | hash[at++];
            have += 8;
        }
        have -= 5;
        out[i] = digits[bits >> have & 31];
    }
    return sbill_arena_copy(&e->arena, (struct sbill_text){out, sizeof out});
}

static void hash_number(struct sbill_sha256 *s, int32_t v)
{
    uint8_t bytes[4];

    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)((uint32_t)v >> (8 * i));
    sbill_sha256_add(s, bytes, sizeof bytes);
}

static struct sbill_text made(struct sbill_encounter *e, struct sbill_text id,
                              const struct sbill_claim *c)
{
    struct sbill_sha256 s;
    uint8_t hash[32];

    sbill_sha256_start(&s);
    sbill_sha256_add(&s, "claim/1", 8); /* with its NUL */
    sbill_sha256_add(&s, id.p, id.n);
    sbill_sha256_add(&s, "", 1);
    hash_number(&s, c->sequence);
    hash_number(&s, c->frequency);
    hash_number(&s, c->part);
    sbill_sha256_end(&s, hash);
    return print_hash(e, hash);
}

/* The office's number with the part behind it; empty if that is too long to come back. */
static struct sbill_text numbered(struct sbill_encounter *e, struct sbill_text own, int32_t part)
{
    char room[LONGEST_NUMBER + 1];
    struct sbill_buf b;

    if (own.n + 2 > LONGEST_NUMBER)
        return (struct sbill_text){NULL, 0};
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_text(&b, own);
    sbill_buf_char(&b, '-');
    sbill_buf_int(&b, part);
    if (b.failed)
        return (struct sbill_text){NULL, 0};
    return sbill_arena_copy(&e->arena, sbill_buf_view(&b));
}

struct sbill_text sbill_form_claim_id(struct sbill_forming *f, const struct sbill_claim *c)
{
    struct sbill_text own = sbill_text_trim(f->r->control_number);
    struct sbill_text id = sbill_text_trim(f->r->id), number;

    if (own.n && c->parts == 1)
        return own;
    number = own.n ? numbered(f->e, own, c->part) : own;
    if (number.n)
        return number;
    if (!id.n && !own.n) {
        sbill_raise(f->e, SBILL_FINDING_CLAIM_WITHOUT_NUMBER, "control_number");
        return (struct sbill_text){"", 0};
    }
    return made(f->e, id.n ? id : own, c);
}
