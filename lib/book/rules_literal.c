/* What must stand in any match of a pattern, found by reading PCRE2 syntax: a set of literals of which at least one
 * occurs. Only what is understood counts; on anything else the answer is "nothing is certain", which makes the pattern
 * run always and never lose a match. */
#include <string.h>

#include "book/rules_pack.h"

#define SHORTEST 3 /* shorter literals stand everywhere */
#define MOST 64    /* literals of one pattern */
#define DEEPEST 40
#define LONGEST_RUN 64

struct need { /* n = 0: nothing is certain */
    struct sbill_text v[MOST];
    size_t n;
};

struct reader {
    struct sbill_arena *arena;
    const char *p, *end;
    bool lost; /* something was not understood */
    int depth;
};

static void alternatives(struct reader *r, struct need *out);

/* Longest shortest member first; of those, fewer members. */
static size_t worth(const struct need *a)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].n < least)
            least = a->v[i].n;
    return a->n == 0 || least < SHORTEST ? 0 : (least < 16 ? least : 16) * (MOST + 1) + MOST - a->n;
}

static void keep_better(struct need *best, const struct need *other)
{
    if (worth(other) > worth(best))
        *best = *other;
}

struct run { /* letters in a row */
    char text[LONGEST_RUN];
    size_t n;
};

static void end_run(struct reader *r, struct run *run, struct need *best)
{
    struct need one = {.n = 1};

    if (run->n >= SHORTEST) {
        one.v[0] = sbill_arena_copy(r->arena, (struct sbill_text){run->text, run->n});
        keep_better(best, &one);
    }
    run->n = 0;
}

static bool at(const struct reader *r, const char *z)
{
    size_t n = strlen(z);

    return (size_t)(r->end - r->p) >= n && memcmp(r->p, z, n) == 0;
}

/* A quantifier after an atom: how it may repeat. */
enum repeat {
    ONCE,
    AT_LEAST_ONCE,
    MAYBE
};

static enum repeat quantifier(struct reader *r)
{
    enum repeat kind = ONCE;
    const char *q = r->p;

    if (q == r->end)
        return ONCE;
    if (*q == '?' || *q == '*') {
        kind = MAYBE;
    } else if (*q == '+') {
        kind = AT_LEAST_ONCE;
    } else if (*q == '{' && q + 1 < r->end && (sbill_is_digit(q[1]) || q[1] == ',')) {
        kind = q[1] == '0' || q[1] == ','
                   ? MAYBE
                   : AT_LEAST_ONCE; /* {0...}, {,n}; {00} is rare and safe too */
        while (q < r->end && *q != '}')
            q++;
        if (q == r->end) {
            r->lost = true;
            return MAYBE;
        }
    } else {
        return ONCE;
    }
    r->p = q + 1;
    if (r->p < r->end && (*r->p == '?' || *r->p == '+')) /* lazy, possessive */
        r->p++;
    return kind;
}

static void skip_class(struct reader *r)
{
    r->p++; /* [ */
    if (r->p < r->end && *r->p == '^')
        r->p++;
    if (r->p < r->end && *r->p == ']')
        r->p++;
    while (r->p < r->end && *r->p != ']') {
        if (*r->p == '\\') {
            r->lost = r->lost || at(r, "\\Q");
            r->p++;
        } else if (at(r, "[:") || at(r, "[.") || at(r, "[=")) {
            r->lost = true;
        }
        if (r->p < r->end)
            r->p++;
    }
    if (r->p == r->end)
        r->lost = true;
    else
        r->p++;
}

/* Past a lookaround, whose text is no part of the match. */
static void skip_group(struct reader *r)
{
    struct need ignored;

    memset(&ignored, 0, sizeof ignored);
    alternatives(r, &ignored);
    if (r->p == r->end || *r->p != ')')
        r->lost = true;
    else
        r->p++;
}

static bool named_group(struct reader *r)
{
    char close = at(r, "(?'") ? '\'' : '>';

    if (!at(r, "(?'") && !(at(r, "(?<") && r->p + 3 < r->end && sbill_is_alpha(r->p[3])))
        return false;
    r->p += 3;
    while (r->p < r->end && *r->p != close)
        r->p++;
    if (r->p < r->end)
        r->p++;
    return true;
}

/* Moves past the opening of a group. False: the group is a lookaround and was skipped. */
static bool open_group(struct reader *r)
{
    static const char *const around[] = {"(?=", "(?!", "(?<=", "(?<!"};

    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        if (at(r, around[i])) {
            r->p += strlen(around[i]);
            skip_group(r);
            return false;
        }
    if (named_group(r))
        return true;
    if (at(r, "(?:") || at(r, "(?>")) {
        r->p += 3;
    } else if (at(r, "(?") || at(r, "(*")) { /* options, conditions, calls, verbs */
        r->lost = true;
        r->p = r->end;
    } else {
        r->p++;
    }
    return true;
}

static void group(struct reader *r, struct run *run, struct need *best)
{
    struct need inside;

    memset(&inside, 0, sizeof inside);
    if (!open_group(r)) {
        if (quantifier(r) != ONCE)
            end_run(r, run, best);
        return;
    }
    alternatives(r, &inside);
    if (r->p == r->end || *r->p != ')') {
        r->lost = true;
        return;
    }
    r->p++;
    end_run(r, run, best);
    if (quantifier(r) != MAYBE)
        keep_better(best, &inside);
}

static void letter(struct reader *r, char c, struct run *run, struct need *best)
{
    enum repeat repeat = quantifier(r);

    if (repeat == MAYBE ||
        (unsigned char)c >= 0x80) { /* case of other letters is PCRE2's business */
        end_run(r, run, best);
        return;
    }
    if (run->n == LONGEST_RUN)
        end_run(r, run, best);
    run->text[run->n++] = sbill_lower(c);
    if (repeat == AT_LEAST_ONCE)
        end_run(r, run, best);
}

static void escape(struct reader *r, struct run *run, struct need *best)
{
    char c = r->p + 1 < r->end ? r->p[1] : '\0';

    r->p += c ? 2 : 1;
    if (c == '\0' || (sbill_is_alnum(c) && !strchr("bBAzZGwWdDsShHvVR", c))) {
        r->lost = true; /* \Q, \x, \p, \k, \g, \K, back references ... */
    } else if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'G') {
        if (quantifier(r) != ONCE)
            r->lost = true;
    } else if (sbill_is_alpha(c)) {
        end_run(r, run, best);
        (void)quantifier(r);
    } else {
        letter(r, c, run, best);
    }
}

/* One alternative: all its parts are there, so the best of them will do. */
static void sequence(struct reader *r, struct need *best)
{
    struct run run = {.n = 0};

    while (r->p < r->end && *r->p != '|' && *r->p != ')' && !r->lost) {
        char c = *r->p;
        if (c == '(') {
            group(r, &run, best);
        } else if (c == '[') {
            skip_class(r);
            end_run(r, &run, best);
            (void)quantifier(r);
        } else if (c == '\\') {
            escape(r, &run, best);
        } else if (c == '.' || c == '^' || c == '$') {
            r->p++;
            end_run(r, &run, best);
            (void)quantifier(r);
        } else {
            r->p++;
            letter(r, c, &run, best);
        }
    }
    end_run(r, &run, best);
}

/* Alternatives: one of them is there, so all must be provided for. */
static void alternatives(struct reader *r, struct need *out)
{
    bool certain = true, more = true;

    if (++r->depth > DEEPEST)
        r->lost = true;
    out->n = 0;
    while (more && !r->lost) {
        struct need one;
        memset(&one, 0, sizeof one);
        sequence(r, &one);
        if (one.n == 0 || out->n + one.n > MOST)
            certain = false;
        for (size_t i = 0; certain && i < one.n; i++)
            out->v[out->n++] = one.v[i];
        more = r->p < r->end && *r->p == '|';
        r->p += more;
    }
    if (!certain)
        out->n = 0;
    r->depth--;
}

void sbill_pattern_literals(struct sbill_arena *a, struct sbill_pattern *p)
{
    struct reader r = {.arena = a, .p = p->text.p, .end = p->text.p + p->text.n};
    struct need all;

    memset(&all, 0, sizeof all);
    alternatives(&r, &all);
    if (r.lost || r.p != r.end || worth(&all) == 0)
        return;
    for (size_t i = 0; i < all.n; i++) {
        struct sbill_text *slot = SBILL_PUSH(a, &p->literals);
        if (slot)
            *slot = all.v[i];
    }
}
