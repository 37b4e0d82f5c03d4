/* Parts of patterns: joined, one or the other, repeated. Lists are cut when they grow too long; what is cut says less
 * and stays true. */
#include "book/rules_part.h"

#include <string.h>

#define MOST_PIECES 96
#define MOST_PRODUCTS 16 /* beyond the longer of two lists */
#define MOST_INSIDE 8
#define LONGEST_TEXT 200
#define MOST_WORDS ((uint32_t)1 << 20)

static uint32_t words_in(struct sbill_text t)
{
    uint32_t words = 0;

    for (size_t i = 0; i < t.n; i++)
        words += sbill_word_char(t.p[i]) && (i == 0 || !sbill_word_char(t.p[i - 1]));
    return words;
}

static uint32_t add_words(uint32_t x, uint32_t y)
{
    return x > MOST_WORDS || y > MOST_WORDS || x + y > MOST_WORDS ? SBILL_NO_INDEX : x + y;
}

/* ---- Lists of pieces ---- */

static bool same_piece(const struct sbill_piece *x, const struct sbill_piece *y)
{
    return x->before == y->before && x->after == y->after && x->whole == y->whole &&
           x->loose == y->loose && sbill_text_eq(x->text, y->text);
}

static void add_piece(struct sbill_arena *a, sbill_pieces *list, const struct sbill_piece *p)
{
    struct sbill_piece *slot;

    for (size_t i = 0; i < list->n; i++)
        if (same_piece(&list->v[i], p))
            return;
    slot = SBILL_PUSH(a, list);
    if (slot)
        *slot = *p;
}

/* Do the characters on both sides say themselves what is known of the place between them? */
static bool says_itself(unsigned facts, char left, char right)
{
    bool word_left = sbill_word_char(left), word_right = sbill_word_char(right);

    return (!(facts & SBILL_AT_LEFT) || !word_left) && (!(facts & SBILL_AT_RIGHT) || !word_right) &&
           (!(facts & SBILL_AT_EDGE) || word_left != word_right);
}

static struct sbill_piece joined(struct sbill_arena *a, const struct sbill_piece *x,
                                 const struct sbill_piece *y)
{
    struct sbill_piece z = {.loose = x->loose || y->loose};
    char *p;
    size_t skip;

    if (x->text.n == 0 || y->text.n == 0) {
        z.text = x->text.n ? x->text : y->text;
        z.before = (uint8_t)(x->text.n ? x->before : x->before | y->before);
        z.after = (uint8_t)(y->text.n ? y->after : x->after | y->after);
        return z;
    }
    /* What was known of the place between them is dropped. */
    skip = x->text.p[x->text.n - 1] == ' ' && y->text.p[0] == ' ';
    z.loose = z.loose || skip ||
              !says_itself(x->after | y->before, x->text.p[x->text.n - 1], y->text.p[0]);
    z.before = x->before;
    z.after = y->after;
    p = sbill_arena_get(a, x->text.n + y->text.n);
    if (!p)
        return z;
    memcpy(p, x->text.p, x->text.n);
    memcpy(p + x->text.n, y->text.p + skip, y->text.n - skip);
    z.text = (struct sbill_text){p, x->text.n + y->text.n - skip};
    return z;
}

enum side { /* which end of the joined part is wanted */
    FIRST,
    LAST,
    BETWEEN
};

/* Would the product be too much? `short_only`: only empty pieces are extended. */
static bool fits(const sbill_pieces *x, const sbill_pieces *y, enum side side, bool short_only)
{
    const sbill_pieces *kept = side == LAST ? y : x, *other = side == LAST ? x : y;
    size_t n = 0, longest = 0;

    for (size_t i = 0; i < other->n; i++)
        longest = other->v[i].text.n > longest ? other->v[i].text.n : longest;
    for (size_t i = 0; i < kept->n; i++) {
        const struct sbill_piece *p = &kept->v[i];
        bool grows = (side == BETWEEN || p->whole) && (!short_only || p->text.n == 0);
        n += grows ? other->n : 1;
        if (grows && p->text.n + longest > LONGEST_TEXT)
            return false;
    }
    return short_only ? n <= MOST_PIECES : n <= MOST_PRODUCTS || n <= x->n || n <= y->n;
}

/* The pieces of x followed by those of y. Those of `rest` stand in for y (LAST: x) where it would be too much. */
static sbill_pieces cross(struct sbill_arena *a, const sbill_pieces *x, const sbill_pieces *y,
                          enum side side, const struct sbill_piece *rest)
{
    const sbill_pieces *kept = side == LAST ? y : x, *other = side == LAST ? x : y;
    sbill_pieces out = {NULL, 0, 0};

    for (size_t i = 0; i < kept->n; i++) {
        const struct sbill_piece *k = &kept->v[i];
        bool grows = side == BETWEEN || k->whole, one = !grows || (rest && k->text.n > 0);
        for (size_t j = 0; j < (one ? 1 : other->n); j++) {
            const struct sbill_piece *o = one ? rest : &other->v[j];
            struct sbill_piece p = *k;
            if (grows) {
                p = side == LAST ? joined(a, o, k) : joined(a, k, o);
                p.whole = side != BETWEEN && o->whole;
            }
            add_piece(a, &out, &p);
        }
    }
    return out;
}

/* What is known of the place behind the pieces of x, before those of y: no word character there? */
static struct sbill_piece edge_behind(const sbill_pieces *x)
{
    struct sbill_piece p = {SBILL_TI(""), SBILL_AT_LEFT, SBILL_AT_LEFT, false, true};

    for (size_t i = 0; i < x->n; i++) {
        struct sbill_text t = x->v[i].text;
        if (t.n ? sbill_word_char(t.p[t.n - 1]) : !(x->v[i].after & SBILL_AT_LEFT))
            p.before = p.after = 0;
    }
    return p;
}

static struct sbill_piece edge_before(const sbill_pieces *y)
{
    struct sbill_piece p = {SBILL_TI(""), SBILL_AT_RIGHT, SBILL_AT_RIGHT, false, true};

    for (size_t i = 0; i < y->n; i++) {
        struct sbill_text t = y->v[i].text;
        if (t.n ? sbill_word_char(t.p[0]) : !(y->v[i].before & SBILL_AT_RIGHT))
            p.before = p.after = 0;
    }
    return p;
}

static sbill_pieces cut(struct sbill_arena *a, const sbill_pieces *x)
{
    sbill_pieces out = {NULL, 0, 0};

    for (size_t i = 0; i < x->n; i++) {
        struct sbill_piece p = x->v[i];
        p.whole = false;
        add_piece(a, &out, &p);
    }
    return out;
}

/* All of the product; else of empty pieces only, and of others what is known of the place between; else that of all. */
static sbill_pieces product(struct sbill_arena *a, const sbill_pieces *x, const sbill_pieces *y,
                            enum side side)
{
    struct sbill_piece edge = side == LAST ? edge_behind(x) : edge_before(y);
    sbill_pieces one = {&edge, 1, 1};

    if (fits(x, y, side, false))
        return cross(a, x, y, side, NULL);
    if (fits(x, y, side, true))
        return cross(a, x, y, side, &edge);
    return side == LAST ? cross(a, &one, y, side, NULL) : cross(a, x, &one, side, NULL);
}

unsigned sbill_part_edge_behind(const struct sbill_part *x)
{
    return edge_behind(&x->last).after;
}

/* ---- What is inside ---- */

/* Keeps the best. */
static void add_inside(struct sbill_arena *a, struct sbill_part *x, const sbill_pieces *pieces)
{
    uint32_t worth = sbill_pieces_worth(pieces);
    sbill_pieces *slot;
    size_t worst = 0;

    if (worth == 0)
        return;
    if (x->inside.n < MOST_INSIDE) {
        slot = SBILL_PUSH(a, &x->inside);
        if (slot)
            *slot = *pieces;
        return;
    }
    for (size_t i = 1; i < x->inside.n; i++)
        if (sbill_pieces_worth(&x->inside.v[i]) < sbill_pieces_worth(&x->inside.v[worst]))
            worst = i;
    if (sbill_pieces_worth(&x->inside.v[worst]) < worth)
        x->inside.v[worst] = *pieces;
}

static void add_all_inside(struct sbill_arena *a, struct sbill_part *x, const struct sbill_part *y)
{
    for (size_t i = 0; i < y->inside.n; i++)
        add_inside(a, x, &y->inside.v[i]);
}

/* ---- Parts ---- */

static struct sbill_part of_one(struct sbill_arena *a, const struct sbill_piece *first,
                                const struct sbill_piece *last)
{
    struct sbill_part x;

    memset(&x, 0, sizeof x);
    add_piece(a, &x.first, first);
    if (last)
        add_piece(a, &x.last, last);
    else
        x.last = x.first;
    x.exact = first->whole && !last;
    return x;
}

struct sbill_part sbill_part_point(struct sbill_arena *a, unsigned facts)
{
    struct sbill_piece p = {SBILL_TI(""), (uint8_t)facts, (uint8_t)facts, true, false};
    struct sbill_part x = of_one(a, &p, NULL);

    x.wordy = true;
    return x;
}

struct sbill_part sbill_part_text(struct sbill_arena *a, struct sbill_text folded, bool loose)
{
    struct sbill_piece p = {sbill_arena_copy(a, folded), 0, 0, true, loose};
    struct sbill_part x = of_one(a, &p, NULL);

    x.words = words_in(folded);
    x.wordy = folded.n > 0;
    for (size_t i = 0; i < folded.n; i++)
        x.wordy = x.wordy && sbill_word_char(folded.p[i]);
    x.one = folded.n == 1;
    return x;
}

struct sbill_part sbill_part_some(struct sbill_arena *a, unsigned first, unsigned last,
                                  uint32_t words)
{
    struct sbill_piece p = {SBILL_TI(""), (uint8_t)first, (uint8_t)first, false, true};
    struct sbill_piece q = {SBILL_TI(""), (uint8_t)last, (uint8_t)last, false, true};
    struct sbill_part x = of_one(a, &p, &q);

    x.words = words;
    return x;
}

static uint32_t words_of_exact(const sbill_pieces *v)
{
    uint32_t most = 0;

    for (size_t i = 0; i < v->n; i++) {
        uint32_t n = words_in(v->v[i].text);
        most = n > most ? n : most;
    }
    return most;
}

/* Where they meet. */
static void join_between(struct sbill_arena *a, struct sbill_part *z, const struct sbill_part *x,
                         const struct sbill_part *y)
{
    struct sbill_piece behind = edge_behind(&x->last), before = edge_before(&y->first);
    sbill_pieces left = {&behind, 1, 1}, right = {&before, 1, 1}, between;

    if (fits(&x->last, &y->first, BETWEEN, false)) {
        between = cross(a, &x->last, &y->first, BETWEEN, NULL);
        add_inside(a, z, &between);
        return;
    }
    between = cross(a, &x->last, &right, BETWEEN, NULL);
    add_inside(a, z, &between);
    between = cross(a, &left, &y->first, BETWEEN, NULL);
    add_inside(a, z, &between);
}

struct sbill_part sbill_part_join(struct sbill_arena *a, const struct sbill_part *x,
                                  const struct sbill_part *y)
{
    struct sbill_part z;

    memset(&z, 0, sizeof z);
    z.wordy = x->wordy && y->wordy;
    z.exact = x->exact && y->exact && fits(&x->first, &y->first, FIRST, false);
    z.first = product(a, &x->first, &y->first, FIRST);
    if (z.exact) {
        z.last = z.first;
        z.words = words_of_exact(&z.first);
        return z;
    }
    z.last = product(a, &x->last, &y->last, LAST);
    z.words = z.wordy ? 1 : add_words(x->words, y->words);
    add_all_inside(a, &z, x);
    add_all_inside(a, &z, y);
    join_between(a, &z, x, y);
    return z;
}

static sbill_pieces both(struct sbill_arena *a, const sbill_pieces *x, const sbill_pieces *y)
{
    sbill_pieces out = {NULL, 0, 0};

    for (size_t i = 0; i < x->n; i++)
        add_piece(a, &out, &x->v[i]);
    for (size_t i = 0; i < y->n; i++)
        add_piece(a, &out, &y->v[i]);
    return out;
}

/* Of one or the other: what is certain is that one of both lists is there, for any two lists. */
static void either_inside(struct sbill_arena *a, struct sbill_part *z, const struct sbill_part *x,
                          const struct sbill_part *y)
{
    struct sbill_part all_x = *x, all_y = *y; /* lists are copied before they grow */

    memset(&all_x.inside, 0, sizeof all_x.inside);
    memset(&all_y.inside, 0, sizeof all_y.inside);
    add_all_inside(a, &all_x, x);
    add_all_inside(a, &all_y, y);
    add_inside(a, &all_x, &x->first);
    add_inside(a, &all_y, &y->first);
    if (!x->exact)
        add_inside(a, &all_x, &x->last);
    if (!y->exact)
        add_inside(a, &all_y, &y->last);
    for (size_t i = 0; i < all_x.inside.n; i++)
        for (size_t k = 0; k < all_y.inside.n; k++) {
            sbill_pieces one;
            if (all_x.inside.v[i].n + all_y.inside.v[k].n > MOST_PIECES)
                continue;
            one = both(a, &all_x.inside.v[i], &all_y.inside.v[k]);
            add_inside(a, z, &one);
        }
}

struct sbill_part sbill_part_either(struct sbill_arena *a, const struct sbill_part *x,
                                    const struct sbill_part *y)
{
    struct sbill_part z;
    bool small = x->first.n + y->first.n <= MOST_PIECES && x->last.n + y->last.n <= MOST_PIECES;

    if (!small) {
        z = sbill_part_some(a, 0, 0, 0);
    } else {
        memset(&z, 0, sizeof z);
        z.first = both(a, &x->first, &y->first);
        z.exact = x->exact && y->exact;
        z.last = z.exact ? z.first : both(a, &x->last, &y->last);
    }
    z.words = x->words > y->words ? x->words : y->words;
    z.wordy = x->wordy && y->wordy;
    z.one = x->one && y->one;
    if (!z.exact)
        either_inside(a, &z, x, y);
    return z;
}

void sbill_part_loosen(struct sbill_part *x)
{
    for (size_t i = 0; i < x->first.n; i++)
        x->first.v[i].loose = true;
    for (size_t i = 0; i < x->last.n; i++)
        x->last.v[i].loose = true;
}

/* ---- Repeats ---- */

#define MOST_COPIES 3

static uint32_t repeated_words(const struct sbill_part *x, uint32_t max)
{
    if (x->words == 0)
        return 0;
    if (x->wordy)
        return 1;
    if (max > MOST_WORDS || x->words > MOST_WORDS)
        return SBILL_NO_INDEX;
    if (x->one)
        return (max + 1) / 2;
    return (uint64_t)x->words * max > MOST_WORDS ? SBILL_NO_INDEX : x->words * max;
}

static struct sbill_part maybe(struct sbill_arena *a, const struct sbill_part *x,
                               const struct sbill_repeat *r)
{
    struct sbill_part none = sbill_part_point(a, 0);
    struct sbill_part z = r->lazy ? sbill_part_either(a, &none, x) : sbill_part_either(a, x, &none);

    if (r->possessive)
        sbill_part_loosen(&z);
    return z;
}

/* White space, however often: one blank, or none. Only the whole class may stand for it without loss. */
static struct sbill_part repeated_blank(struct sbill_arena *a, const struct sbill_part *x,
                                        const struct sbill_repeat *r)
{
    bool loose = !x->any_blank || r->max != SBILL_NO_INDEX || r->min > 1 || r->possessive;
    struct sbill_part one = sbill_part_text(a, SBILL_T(" "), loose);

    if (r->min == 0)
        return maybe(a, &one, r);
    one.blank = true;
    return one;
}

/* x{n,m} of a few: x(x(x)?)? */
static struct sbill_part copies(struct sbill_arena *a, const struct sbill_part *x,
                                const struct sbill_repeat *r)
{
    struct sbill_part z = sbill_part_point(a, 0);

    for (uint32_t i = r->max; i > r->min; i--) {
        z = sbill_part_join(a, x, &z);
        z = maybe(a, &z, r);
    }
    for (uint32_t i = 0; i < r->min; i++)
        z = sbill_part_join(a, x, &z);
    return z;
}

/* At least one: begins as x does and ends as x does. */
static struct sbill_part several(struct sbill_arena *a, const struct sbill_part *x)
{
    struct sbill_part z;

    memset(&z, 0, sizeof z);
    z.first = cut(a, &x->first);
    z.last = cut(a, &x->last);
    z.wordy = x->wordy;
    z.words = x->words;
    add_all_inside(a, &z, x);
    if (x->exact)
        add_inside(a, &z, &x->first);
    return z;
}

struct sbill_part sbill_part_repeat(struct sbill_arena *a, const struct sbill_part *x,
                                    const struct sbill_repeat *r)
{
    uint32_t words = repeated_words(x, r->max);
    struct sbill_part z;

    if (a->failed || r->max == 0)
        return sbill_part_point(a, 0);
    if (x->blank)
        return repeated_blank(a, x, r);
    if (x->exact && r->max <= MOST_COPIES) {
        z = copies(a, x, r);
    } else {
        z = r->max == 1 ? *x : several(a, x);
        z.words = words;
        if (r->min == 0)
            z = maybe(a, &z, r);
    }
    if (words < z.words)
        z.words = words;
    return z;
}
