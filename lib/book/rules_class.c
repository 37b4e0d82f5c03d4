/* Classes of characters in patterns: [...] and the escapes that stand for many characters. Without UCP, \w \d \s hold
 * ASCII only. */
#include <string.h>

#include "book/rules_part.h"

#define FEW 8 /* a class of no more members is written out */

struct set {
    struct sbill_pattern_class *c;
    const char *p, *end;
};

static void add(struct sbill_pattern_class *c, unsigned char ch)
{
    ch = (unsigned char)sbill_lower((char)ch);
    if (sbill_is_space((char)ch))
        ch = ' ';
    c->ascii[ch / 32] |= 1u << ch % 32;
}

static bool has(const struct sbill_pattern_class *c, unsigned ch)
{
    return c->ascii[ch / 32] >> ch % 32 & 1;
}

static bool in_escape(char escape, char ch)
{
    switch (sbill_lower(escape)) {
    case 'd':
        return sbill_is_digit(ch);
    case 'w':
        return sbill_is_alnum(ch) || ch == '_';
    case 's':
        return sbill_is_space(ch);
    case 'h':
        return ch == ' ' || ch == '\t';
    case 'v':
        return ch >= '\n' && ch <= '\r';
    default:
        return false;
    }
}

/* \d and its like inside brackets; false if this is none of them. */
static bool add_escape(struct sbill_pattern_class *c, char escape)
{
    bool opposite = sbill_is_upper(escape);

    if (escape == '\0' || !strchr("dDwWsShHvV", escape))
        return false;
    for (unsigned ch = 0; ch < 128; ch++)
        if (in_escape(escape, (char)ch) != opposite)
            add(c, (unsigned char)ch);
    if (opposite || strchr("hv", escape))
        c->other = true;
    c->full_blank = escape == 's';
    return true;
}

enum {           /* what stands in a class, if not one ASCII character */
    BEYOND = -1, /* one beyond ASCII */
    LOST = -2,   /* not understood */
    ADDED = -3,  /* an escape, added whole */
    MARK = -4    /* a dash or quotation mark beyond ASCII: has no other case */
};

static int beyond(struct set *s)
{
    const char *p = s->p - 1;

    while (s->p < s->end && ((unsigned char)*s->p & 0xC0) == 0x80)
        s->p++;
    return sbill_is_mark((struct sbill_text){p, (size_t)(s->p - p)}) ? MARK : BEYOND;
}

static int one(struct set *s)
{
    static const char plain[] = "tnrfea", value[] = "\t\n\r\f\x1b\a";
    char ch = *s->p++;
    const char *known;

    if ((unsigned char)ch >= 0x80)
        return beyond(s);
    if (ch != '\\')
        return ch;
    if (s->p == s->end)
        return LOST;
    ch = *s->p++;
    if (add_escape(s->c, ch))
        return ADDED;
    known = ch ? strchr(plain, ch) : NULL;
    if (known)
        return value[known - plain];
    if (ch == 'b')
        return '\b';
    return (unsigned char)ch >= 0x80 || sbill_is_alnum(ch) ? LOST : ch;
}

/* Characters beyond ASCII: among them may be two that are, without regard to case, s and k. */
static void add_other(struct sbill_pattern_class *c)
{
    c->other = true;
    add(c, 's');
    add(c, 'k');
}

static bool member(struct set *s)
{
    bool full = s->c->full_blank;
    int from = one(s), to;

    s->c->full_blank = full || (from == ADDED && s->c->full_blank);
    if (from == LOST)
        return false;
    if (from == BEYOND)
        add_other(s->c);
    s->c->other = s->c->other || from == MARK;
    if (from >= 0)
        add(s->c, (unsigned char)from);
    if (from == ADDED || s->end - s->p < 2 || s->p[0] != '-' || s->p[1] == ']')
        return true;
    s->p++;
    to = one(s);
    if (to == LOST || to == ADDED || (from < 0 && to >= 0))
        return false;
    if (to < 0)
        add_other(s->c);
    for (int ch = from; from >= 0 && ch <= (to < 0 ? 127 : to); ch++)
        add(s->c, (unsigned char)ch);
    return true;
}

/* Folding joins characters: what is not in the class may be folded to one that is, and the other way round. So the
 * opposite is taken before folding, of the characters that were written. */
static void turn(struct sbill_pattern_class *c)
{
    struct sbill_pattern_class out;

    memset(&out, 0, sizeof out);
    for (unsigned ch = 0; ch < 128; ch++)
        if (!has(c, ch) && !sbill_is_upper((char)ch) && (ch == ' ' || !sbill_is_space((char)ch)))
            add(&out, (unsigned char)ch);
    out.other = true;
    /* "[^ ]" may still match a tab, "[^A]" an a where case counts. */
    for (unsigned ch = 'a'; ch <= 'z'; ch++)
        add(&out, (unsigned char)ch);
    add(&out, ' ');
    *c = out;
}

bool sbill_read_class(const char **p, const char *end, struct sbill_pattern_class *out)
{
    struct set s = {out, *p + 1, end};
    bool opposite = s.p < end && *s.p == '^', first = true;

    memset(out, 0, sizeof *out);
    s.p += opposite;
    for (; s.p < end && (first || *s.p != ']'); first = false) {
        if (s.end - s.p >= 2 && s.p[0] == '[' && strchr(":.=", s.p[1]))
            return false; /* [:alpha:] and the like */
        if (!member(&s))
            return false;
    }
    if (s.p >= end)
        return false;
    *p = s.p + 1;
    for (unsigned ch = 0; ch < 128; ch++)
        if (has(out, ch) && ch != ' ')
            out->full_blank = false;
    if (opposite)
        turn(out);
    out->full_blank = out->full_blank && !opposite && !out->other;
    return true;
}

static struct sbill_part written_out(struct sbill_arena *a, const struct sbill_pattern_class *c)
{
    struct sbill_part z;
    bool any = false;

    memset(&z, 0, sizeof z);
    for (unsigned ch = 0; ch < 128; ch++) {
        char text = (char)ch;
        struct sbill_part x;
        if (!has(c, ch))
            continue;
        x = sbill_part_text(a, (struct sbill_text){&text, 1}, ch == ' ');
        z = any ? sbill_part_either(a, &z, &x) : x;
        any = true;
    }
    return z;
}

struct sbill_part sbill_part_class(struct sbill_arena *a, const struct sbill_pattern_class *c)
{
    unsigned members = 0, word = 0;
    struct sbill_part x;

    for (unsigned ch = 0; ch < 128; ch++) {
        members += has(c, ch);
        word += has(c, ch) && in_escape('w', (char)ch);
    }
    if (!c->other && members > 0 && members <= FEW) {
        x = written_out(a, c);
        x.blank = members == 1 && has(c, ' ');
        x.any_blank = x.blank && c->full_blank;
        return x;
    }
    x = word ? sbill_part_some(a, 0, 0, 1) : sbill_part_some(a, SBILL_AT_RIGHT, SBILL_AT_LEFT, 0);
    x.wordy = word == members && !c->other;
    x.one = true;
    return x;
}

bool sbill_read_class_escape(struct sbill_arena *a, char c, struct sbill_part *out)
{
    struct sbill_pattern_class set;

    memset(&set, 0, sizeof set);
    if (add_escape(&set, c)) {
        *out = sbill_part_class(a, &set);
        return true;
    }
    if (c == 'N') {
        *out = sbill_part_some(a, 0, 0, 1);
        out->one = true;
    } else if (c == 'R') {
        *out = sbill_part_some(a, SBILL_AT_RIGHT, SBILL_AT_LEFT, 0);
    } else if (c == 'X') {
        *out = sbill_part_some(a, 0, 0, SBILL_NO_INDEX);
    } else {
        return false;
    }
    return true;
}
