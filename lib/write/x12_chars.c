/* X12: what of a text can go out. X12 has no escapes: a separator inside data ends the data. */
#include <string.h>

#include "base/plain.h"
#include "write/x12.h"

static bool is_basic(char c)
{
    return sbill_is_upper(c) || sbill_is_digit(c) || (c && strchr(" !\"&'()*+,-./:;?=", c));
}

static bool is_extended(char c)
{
    return sbill_is_lower(c) || (c && strchr("%@[]_{}\\|<>~^#$`", c));
}

struct carrying {
    const struct sbill_x12_settings *set;
    bool extended;
    size_t max, n;
    struct sbill_buf *out;
    int done;
};

static void carry_char(struct carrying *k, char c)
{
    bool lower = sbill_is_lower(c);

    if (k->n == k->max) {
        k->done |= SBILL_X12_CUT;
        return;
    }
    if (lower && (!k->set->keep_case || !k->extended))
        c = sbill_upper(c);
    if ((!is_basic(c) && !(k->extended && is_extended(c))) || memchr(k->set->marks, c, 4)) {
        k->done |= SBILL_X12_BLANKED;
        c = ' ';
    }
    sbill_buf_char(k->out, c);
    k->n++;
}

int sbill_x12_carry(const struct sbill_x12_settings *set, bool extended, struct sbill_text value,
                    size_t max, struct sbill_buf *out)
{
    struct carrying k = {set, extended, max, 0, out, 0};
    struct sbill_text rest = value;

    while (rest.n) {
        uint32_t c = sbill_utf8_next(&rest);
        const char *spelled = c >= 0x80 ? sbill_plain_letters(c) : NULL;

        if (c < 0x80) {
            carry_char(&k, (char)c);
            continue;
        }
        k.done |= spelled && *spelled ? SBILL_X12_SPELLED : SBILL_X12_BLANKED;
        for (const char *p = spelled && *spelled ? spelled : " "; *p; p++)
            carry_char(&k, *p);
    }
    return k.done;
}
