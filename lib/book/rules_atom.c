/* Patterns: atoms and repeats. */
#include <string.h>

#include "book/rules_reader.h"

bool sbill_read_at(const struct sbill_reader *r, const char *z)
{
    size_t n = strlen(z);

    return (size_t)(r->end - r->p) >= n && memcmp(r->p, z, n) == 0;
}

bool sbill_read_eat(struct sbill_reader *r, const char *z)
{
    bool there = sbill_read_at(r, z);

    if (there)
        r->p += strlen(z);
    return there;
}

struct sbill_part sbill_read_lose(struct sbill_reader *r)
{
    r->lost = true;
    return sbill_part_point(r->arena, 0);
}

/* ---- Repeats ---- */

static bool number(const char **p, const char *end, uint32_t *out)
{
    const char *from = *p;

    for (*out = 0; *p < end && sbill_is_digit(**p); ++*p)
        *out = *out < 100000 ? *out * 10 + (uint32_t)(**p - '0') : *out;
    return *p > from;
}

/* {2} {2,} {2,3}; any other brace is itself, but what a later PCRE2 may take for a repeat is not understood. */
static bool braces(struct sbill_reader *r, struct sbill_repeat *out)
{
    const char *p = r->p + 1, *q = p;

    while (q < r->end && (sbill_is_digit(*q) || *q == ',' || *q == ' '))
        q++;
    if (q == p || q == r->end || *q != '}')
        return false;
    if (!number(&p, r->end, &out->min)) {
        r->lost = true;
        return false;
    }
    out->max = out->min;
    if (p < r->end && *p == ',') {
        p++;
        if (!number(&p, r->end, &out->max))
            out->max = SBILL_NO_INDEX;
    }
    if (p != q)
        r->lost = true;
    r->p = q + 1;
    return true;
}

void sbill_read_no_repeat(struct sbill_reader *r)
{
    if (!r->quoted && r->p < r->end && *r->p && strchr("?*+{", *r->p))
        r->lost = true;
}

bool sbill_read_repeat(struct sbill_reader *r, struct sbill_repeat *out)
{
    memset(out, 0, sizeof *out);
    if (r->p == r->end || r->quoted)
        return false;
    if (*r->p == '{') {
        if (!braces(r, out))
            return false;
    } else if (strchr("?*+", *r->p) && *r->p) {
        out->min = *r->p == '+';
        out->max = *r->p == '?' ? 1 : SBILL_NO_INDEX;
        r->p++;
    } else {
        return false;
    }
    out->lazy = sbill_read_eat(r, "?");
    out->possessive = !out->lazy && sbill_read_eat(r, "+");
    sbill_read_no_repeat(r);
    return true;
}

/* ---- Atoms ---- */

struct sbill_part sbill_read_char(struct sbill_reader *r, char c)
{
    char folded = sbill_is_space(c) ? ' ' : sbill_lower(c);
    struct sbill_part x = sbill_part_text(r->arena, (struct sbill_text){&folded, 1}, folded == ' ');

    x.blank = folded == ' ';
    return x;
}

/* U+00A1 to U+00BF, as far as they are no letters, and U+00D7, U+00F7: no other case, no word. */
static bool latin_mark(struct sbill_text t)
{
    unsigned char lead = (unsigned char)t.p[0], c = t.n == 2 ? (unsigned char)t.p[1] : 0;

    return (lead == 0xC2 && c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) ||
           (lead == 0xC3 && (c == 0x97 || c == 0xB7));
}

/* U+00C0 to U+00FE: letters whose only other case is 32 further, or before. */
static bool latin_letter(struct sbill_text t)
{
    unsigned char low = t.n == 2 ? (unsigned char)t.p[1] & 0xDF : 0;

    return t.p[0] == '\xC3' && t.n == 2 && low >= 0x80 && low <= 0x9E && low != 0x97 &&
           low != 0x85; /* U+212B is the same as U+00C5 */
}

static struct sbill_part either_case(struct sbill_reader *r, struct sbill_text t)
{
    char low[2] = {t.p[0], (char)(t.p[1] | 0x20)}, high[2] = {t.p[0], (char)(t.p[1] & 0xDF)};
    struct sbill_part x = sbill_part_text(r->arena, (struct sbill_text){low, 2}, false),
                      y = sbill_part_text(r->arena, (struct sbill_text){high, 2}, false);

    return sbill_part_either(r->arena, &x, &y);
}

/* A character beyond ASCII, at r->p. Of most, what their other case is, is PCRE2's business. */
static struct sbill_part beyond(struct sbill_reader *r)
{
    const char *p = r->p++;
    struct sbill_part x;
    struct sbill_text t;

    while (r->p < r->end && ((unsigned char)*r->p & 0xC0) == 0x80)
        r->p++;
    t = (struct sbill_text){p, (size_t)(r->p - p)};
    x = sbill_is_mark(t) || latin_mark(t) ? sbill_part_text(r->arena, t, false)
        : latin_letter(t)                 ? either_case(r, t)
                                          : sbill_part_some(r->arena, 0, 0, 1);
    x.one = true;
    return x;
}

static struct sbill_part by_value(struct sbill_reader *r, uint32_t value)
{
    struct sbill_part x;

    if (value < 0x80)
        return sbill_read_char(r, (char)value);
    x = sbill_part_some(r->arena, 0, 0, 1);
    x.one = true;
    return x;
}

/* \x41 or \x{41}, behind the x. */
static struct sbill_part hexadecimal(struct sbill_reader *r)
{
    bool in_braces = sbill_read_eat(r, "{");
    uint32_t value = 0;
    size_t n = 0;

    for (; r->p < r->end && n < (in_braces ? 8 : 2); r->p++, n++) {
        char c = sbill_lower(*r->p);
        if (!sbill_is_digit(c) && !(c >= 'a' && c <= 'f'))
            break;
        value = value << 4 | (uint32_t)(sbill_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (n == 0 || (in_braces && !sbill_read_eat(r, "}")))
        return sbill_read_lose(r);
    return by_value(r, value);
}

/* \pL or \p{...} */
static struct sbill_part property(struct sbill_reader *r)
{
    struct sbill_part x = sbill_part_some(r->arena, 0, 0, 1);

    x.one = true;
    if (!sbill_read_eat(r, "{")) {
        if (r->p == r->end)
            return sbill_read_lose(r);
        r->p++;
        return x;
    }
    while (r->p < r->end && *r->p != '}')
        r->p++;
    return sbill_read_eat(r, "}") ? x : sbill_read_lose(r);
}

static struct sbill_part loose_point(struct sbill_reader *r, unsigned facts)
{
    struct sbill_part x = sbill_part_point(r->arena, facts);

    sbill_part_loosen(&x);
    return x;
}

static struct sbill_part escape(struct sbill_reader *r)
{
    static const char plain[] = "tnrfea", value[] = "\t\n\r\f\x1b\a";
    struct sbill_part x;
    const char *known;
    char c;

    if (++r->p == r->end)
        return sbill_read_lose(r);
    c = *r->p;
    if ((unsigned char)c >= 0x80)
        return beyond(r);
    r->p++;
    if (c == 'N' && sbill_read_at(r, "{")) /* \N{U+41} */
        return sbill_read_lose(r);
    if (sbill_read_class_escape(r->arena, c, &x))
        return x;
    known = c ? strchr(plain, c) : NULL;
    if (known)
        return sbill_read_char(r, value[known - plain]);
    switch (c) {
    case 'b':
        return sbill_part_point(r->arena, SBILL_AT_EDGE);
    case 'A':
        return loose_point(r, SBILL_AT_LEFT);
    case 'z':
    case 'Z':
        return loose_point(r, SBILL_AT_RIGHT);
    case 'B':
        return loose_point(r, 0);
    case 'x':
        return hexadecimal(r);
    case 'p':
    case 'P':
        return property(r);
    default:
        return sbill_is_alnum(c) ? sbill_read_lose(r) : sbill_read_char(r, c);
    }
}

static struct sbill_part class_atom(struct sbill_reader *r)
{
    struct sbill_pattern_class set;

    return sbill_read_class(&r->p, r->end, &set) ? sbill_part_class(r->arena, &set)
                                                 : sbill_read_lose(r);
}

struct sbill_part sbill_read_atom(struct sbill_reader *r)
{
    struct sbill_part x;

    switch (*r->p) {
    case '\\':
        return escape(r);
    case '[':
        return class_atom(r);
    case '.':
        r->p++;
        x = sbill_part_some(r->arena, 0, 0, 1);
        x.one = true;
        return x;
    case '^':
        r->p++;
        return loose_point(r, SBILL_AT_LEFT);
    case '$':
        r->p++;
        return loose_point(r, SBILL_AT_RIGHT);
    default:
        return beyond(r);
    }
}
