/* PCRE2 syntax, as far as it is understood. Whatever else stands in a pattern makes the reading lost, and the pattern
 * one that always runs. */
#include <string.h>

#include "book/rules_reader.h"

#define DEEPEST 40
#define LONGEST_RUN 128
#define MOST_JOINS 20000 /* a pattern that takes more to read is not worth reading */

static void alternatives(struct sbill_reader *r, const struct sbill_part *before, bool spread,
                         sbill_parts *out);

/* ---- Groups ---- */

static void close_group(struct sbill_reader *r)
{
    if (!sbill_read_eat(r, ")"))
        r->lost = true;
}

/* A lookaround: its text is no part of the match. Two of them are plain statements about a word's edge. */
static bool lookaround(struct sbill_reader *r, struct sbill_part *out)
{
    sbill_parts ignored = {NULL, 0, 0};
    unsigned facts = sbill_read_eat(r, "(?<!\\w)")  ? SBILL_AT_LEFT
                     : sbill_read_eat(r, "(?!\\w)") ? SBILL_AT_RIGHT
                                                    : 0u;

    *out = sbill_part_point(r->arena, facts);
    if (facts)
        return true;
    if (!sbill_read_eat(r, "(?=") && !sbill_read_eat(r, "(?!") && !sbill_read_eat(r, "(?<=") &&
        !sbill_read_eat(r, "(?<!"))
        return false;
    alternatives(r, NULL, false, &ignored);
    close_group(r);
    sbill_part_loosen(out);
    return true;
}

static bool name_of_group(struct sbill_reader *r)
{
    char close = '>';

    if (sbill_read_eat(r, "(?'"))
        close = '\'';
    else if (!sbill_read_eat(r, "(?P<") && !sbill_read_eat(r, "(?<"))
        return false;
    while (r->p < r->end && *r->p != close)
        r->p++;
    r->captures = true;
    if (r->p == r->end)
        r->lost = true;
    else
        r->p++;
    return true;
}

/* All alternatives of a group as one. */
static struct sbill_part merged(struct sbill_reader *r, const sbill_parts *all)
{
    struct sbill_part x;

    if (all->n == 0)
        return sbill_read_lose(r);
    x = all->v[0];
    for (size_t i = 1; i < all->n; i++)
        x = sbill_part_either(r->arena, &x, &all->v[i]);
    return x;
}

/* At an opening parenthesis that is no lookaround. */
static void group(struct sbill_reader *r, const struct sbill_part *before, bool spread,
                  sbill_parts *out)
{
    bool atomic = false;

    if (sbill_read_eat(r, "(?:") || name_of_group(r)) {
        atomic = false;
    } else if (sbill_read_eat(r, "(?>")) {
        atomic = true;
    } else if (sbill_read_at(r, "(?") ||
               sbill_read_at(r, "(*")) { /* options, conditions, recursion, calls, verbs */
        r->lost = true;
        return;
    } else {
        r->p++;
    }
    alternatives(r, before, spread, out);
    close_group(r);
    for (size_t i = 0; atomic && i < out->n; i++)
        sbill_part_loosen(&out->v[i]);
}

/* ---- Sequences ---- */

struct sequence {
    struct sbill_reader *r;
    sbill_parts branches; /* all begin alike until a group spreads */
    char run[LONGEST_RUN];
    size_t run_n;
    bool spread; /* a group may still spread into branches */
};

static void append(struct sequence *s, const struct sbill_part *x)
{
    s->r->joins += (uint32_t)s->branches.n;
    if (s->r->joins > MOST_JOINS)
        s->r->lost = true;
    for (size_t i = 0; i < s->branches.n && !s->r->lost; i++)
        s->branches.v[i] = sbill_part_join(s->r->arena, &s->branches.v[i], x);
}

static void end_run(struct sequence *s)
{
    struct sbill_part x;

    if (s->run_n == 0)
        return;
    x = sbill_part_text(s->r->arena, (struct sbill_text){s->run, s->run_n}, false);
    s->run_n = 0;
    append(s, &x);
}

static void append_repeated(struct sequence *s, const struct sbill_part *x)
{
    struct sbill_repeat how;
    struct sbill_part y = *x;

    if (sbill_read_repeat(s->r, &how))
        y = sbill_part_repeat(s->r->arena, x, &how);
    end_run(s);
    append(s, &y);
}

/* The first group of a pattern gives each of its alternatives a branch of its own, which begins with what stands before
 * the group; unless that has alternatives too, since branches stand in the order in which PCRE2 tries them. False: it
 * is repeated, and nothing was done. */
static bool spread_group(struct sequence *s)
{
    struct sbill_reader *r = s->r;
    const char *from = r->p;
    struct sbill_part before = s->branches.v[0];
    sbill_parts inside = {NULL, 0, 0};
    struct sbill_repeat how;

    group(r, &before, true, &inside);
    if (!r->lost && sbill_read_repeat(r, &how)) {
        r->p = from;
        return false;
    }
    s->branches = inside;
    s->spread = false;
    return true;
}

/* Does every branch end where no word character stands? */
static unsigned edge_behind(const struct sequence *s)
{
    unsigned facts = s->branches.n ? SBILL_AT_LEFT : 0u;

    for (size_t i = 0; i < s->branches.n; i++)
        facts &= sbill_part_edge_behind(&s->branches.v[i]);
    return facts;
}

/* A group that is there once, or not at all, begins at a place of which something is known. */
static struct sbill_part whole_group(struct sequence *s, unsigned facts)
{
    struct sbill_reader *r = s->r;
    const char *from = r->p;
    struct sbill_part before = sbill_part_point(r->arena, facts), x;
    sbill_parts inside = {NULL, 0, 0};
    struct sbill_repeat how;

    group(r, &before, false, &inside);
    if (r->lost || r->arena->failed)
        return sbill_read_lose(r);
    x = merged(r, &inside);
    if (!sbill_read_repeat(r, &how))
        return x;
    if (facts && how.max != 1) {
        r->p = from;
        return whole_group(s, 0);
    }
    return sbill_part_repeat(r->arena, &x, &how);
}

static void take_group(struct sequence *s)
{
    struct sbill_reader *r = s->r;
    struct sbill_part x;

    end_run(s);
    if (lookaround(r, &x)) {
        append_repeated(s, &x);
        return;
    }
    if (s->spread && s->branches.n == 1 && s->branches.v[0].exact &&
        s->branches.v[0].first.n == 1 && spread_group(s))
        return;
    x = whole_group(s, edge_behind(s));
    append(s, &x);
}

static void take_char(struct sequence *s)
{
    struct sbill_reader *r = s->r;
    char c = *r->p++;
    struct sbill_repeat how;
    struct sbill_part x;

    if (s->run_n == LONGEST_RUN)
        end_run(s);
    if (!sbill_is_space(c) && !sbill_read_repeat(r, &how)) {
        s->run[s->run_n++] = sbill_lower(c);
        return;
    }
    x = sbill_read_char(r, c);
    if (sbill_is_space(c)) {
        append_repeated(s, &x);
        return;
    }
    x = sbill_part_repeat(r->arena, &x, &how);
    end_run(s);
    append(s, &x);
}

/* Quotes and comments: no atoms. */
static bool skipped(struct sbill_reader *r)
{
    if (r->quoted ? sbill_read_eat(r, "\\E") : sbill_read_eat(r, "\\Q")) {
        r->quoted = !r->quoted;
        return true;
    }
    if (r->quoted)
        return false;
    if (sbill_read_eat(r, "(?#")) {
        while (r->p < r->end && *r->p != ')')
            r->p++;
        close_group(r);
        return true;
    }
    return sbill_read_eat(r, "\\E");
}

/* One alternative, which begins with `before`. */
static void sequence(struct sbill_reader *r, const struct sbill_part *before, bool spread,
                     sbill_parts *out)
{
    struct sequence s = {.r = r, .spread = spread};
    struct sbill_part *slot = SBILL_PUSH(r->arena, &s.branches);
    struct sbill_part x;

    if (slot)
        *slot = before ? *before : sbill_part_point(r->arena, 0);
    while (r->p < r->end && !r->lost && !r->arena->failed) {
        if (skipped(r)) {
            sbill_read_no_repeat(r);
        } else if (!r->quoted && (*r->p == '|' || *r->p == ')')) {
            break;
        } else if (!r->quoted && *r->p == '(') {
            take_group(&s);
        } else if ((unsigned char)*r->p >= 0x80 ||
                   (!r->quoted && strchr("\\[.^$", *r->p) && *r->p)) {
            x = sbill_read_atom(r);
            append_repeated(&s, &x);
        } else {
            take_char(&s);
        }
    }
    end_run(&s);
    for (size_t i = 0; i < s.branches.n; i++) {
        slot = SBILL_PUSH(r->arena, out);
        if (slot)
            *slot = s.branches.v[i];
    }
}

static void alternatives(struct sbill_reader *r, const struct sbill_part *before, bool spread,
                         sbill_parts *out)
{
    if (++r->depth > DEEPEST)
        r->lost = true;
    do
        sequence(r, before, spread, out);
    while (!r->lost && !r->arena->failed && sbill_read_eat(r, "|"));
    r->depth--;
}

void sbill_pattern_parts(struct sbill_arena *a, struct sbill_text pattern,
                         struct sbill_reading *out)
{
    struct sbill_reader r = {.arena = a, .p = pattern.p, .end = pattern.p + pattern.n};
    struct sbill_part nothing = sbill_part_point(a, 0);

    memset(out, 0, sizeof *out);
    alternatives(&r, &nothing, true, &out->branches);
    out->lost = r.lost || r.p != r.end || r.quoted;
    out->captures = r.captures;
}
