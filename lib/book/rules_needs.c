/* From the parts of a pattern to what the scanner looks for. */
#include "book/rules_needs.h"

#include <string.h>

#define SCRATCH ((size_t)1 << 26)
#define MAX_NEEDS ((size_t)1 << 18)
#define MARK_WORTH 1
#define LEAST_BESIDE 256 /* marks count only where there is nothing else */
#define MOST_OTHERS 3    /* clauses of a branch beside the one that starts it */
#define WORD_BYTES 8
#define ANY_BYTES 3

/* ---- Probes ---- */

static bool has_word_probe(struct sbill_text t, unsigned edges, size_t *from,
                           struct sbill_probe *out)
{
    while (*from < t.n) {
        size_t at = *from, end;
        bool left, right;
        if (!sbill_word_char(t.p[at])) {
            ++*from;
            continue;
        }
        for (end = at; end < t.n && sbill_word_char(t.p[end]); end++)
            ;
        *from = end;
        left = at > 0 || edges & SBILL_NEEDLE_LEFT;
        right = end < t.n || edges & SBILL_NEEDLE_RIGHT;
        *out = (struct sbill_probe){SBILL_PROBE_WORD, at, end - at};
        if (left && (right || end - at >= WORD_BYTES))
            return true;
        out->kind = left ? SBILL_PROBE_BEGIN : SBILL_PROBE_END;
        if (left || right)
            return true;
    }
    return false;
}

/* The byte of no word that stands in the fewest notes: the last of a character beyond ASCII, then what is no usual
 * mark; needle.n if there is none. */
static size_t byte_to_look_for(struct sbill_text needle)
{
    size_t best = needle.n;
    int rank = 0;

    for (size_t i = 0; i < needle.n; i++) {
        char c = needle.p[i];
        int here = sbill_word_char(c) || c == ' ' ? 0
                   : (unsigned char)c >= 0x80     ? 3
                   : sbill_usual_mark(c)          ? 1
                                                  : 2;
        if (here > rank || (here == 3 && rank == 3))
            best = i;
        rank = here > rank ? here : rank;
    }
    return best;
}

bool sbill_next_probe(struct sbill_text needle, unsigned edges, size_t *from,
                      struct sbill_probe *out)
{
    size_t again = 0, byte;

    if (has_word_probe(needle, edges, from, out))
        return true;
    if (has_word_probe(needle, edges, &again, out) || *from > needle.n)
        return false;
    *from = needle.n + 1;
    byte = byte_to_look_for(needle);
    *out = byte < needle.n ? (struct sbill_probe){SBILL_PROBE_BYTE, byte, 1}
                           : (struct sbill_probe){SBILL_PROBE_ANY, 0, ANY_BYTES};
    return byte < needle.n || needle.n >= ANY_BYTES;
}

const uint8_t sbill_part_sizes[SBILL_PART_SIZES] = {4, 2, 1};

static size_t key_bytes(const struct sbill_probe *probe)
{
    size_t i = 0;

    if (probe->kind == SBILL_PROBE_WORD)
        return probe->n < WORD_BYTES ? probe->n : WORD_BYTES;
    if (probe->kind == SBILL_PROBE_ANY)
        return ANY_BYTES;
    if (probe->kind == SBILL_PROBE_BYTE)
        return 1;
    while (i + 1 < SBILL_PART_SIZES && sbill_part_sizes[i] > probe->n)
        i++;
    return sbill_part_sizes[i];
}

uint64_t sbill_probe_key(const char *needle, struct sbill_probe *probe)
{
    size_t n = key_bytes(probe);
    uint64_t key = 0;

    if (probe->kind == SBILL_PROBE_END)
        probe->at += probe->n - n;
    probe->n = n;
    for (size_t i = 0; i < n; i++)
        key |= (uint64_t)(unsigned char)needle[probe->at + i] << 8 * i;
    switch (probe->kind) {
    case SBILL_PROBE_BEGIN:
        return key | SBILL_BEGIN_TAG | SBILL_SIZE_TAG(n);
    case SBILL_PROBE_END:
        return key | SBILL_END_TAG | SBILL_SIZE_TAG(n);
    case SBILL_PROBE_ANY:
        return key | SBILL_ANY_TAG;
    case SBILL_PROBE_BYTE:
        return key | SBILL_BYTE_TAG;
    default:
        return key;
    }
}

/* ---- What a piece is worth ---- */

static struct sbill_text needle_of(const struct sbill_piece *p, unsigned *edges)
{
    struct sbill_text t = p->text;

    *edges = 0;
    if (t.n &&
        (p->before & SBILL_AT_LEFT || (p->before & SBILL_AT_EDGE && sbill_word_char(t.p[0]))))
        *edges |= SBILL_NEEDLE_LEFT;
    if (t.n &&
        (p->after & SBILL_AT_RIGHT || (p->after & SBILL_AT_EDGE && sbill_word_char(t.p[t.n - 1]))))
        *edges |= SBILL_NEEDLE_RIGHT;
    if (t.n && t.p[0] == ' ') {
        *edges |= SBILL_NEEDLE_LEFT;
        t.p++;
        t.n--;
    }
    if (t.n && t.p[t.n - 1] == ' ') {
        *edges |= SBILL_NEEDLE_RIGHT;
        t.n--;
    }
    return t;
}

uint32_t sbill_piece_worth(const struct sbill_piece *p)
{
    unsigned edges;
    struct sbill_text t = needle_of(p, &edges);
    struct sbill_probe probe;
    size_t from = 0, best = 0;

    while (sbill_next_probe(t, edges, &from, &probe)) {
        size_t n = probe.n < WORD_BYTES ? probe.n : WORD_BYTES;
        size_t worth = probe.kind == SBILL_PROBE_WORD  ? n * 4
                       : probe.kind == SBILL_PROBE_ANY ? 2
                                                       : n * 3;
        if (probe.kind == SBILL_PROBE_BYTE)
            return MARK_WORTH;
        best = worth > best ? worth : best;
    }
    return best ? (uint32_t)(best + (t.n < 40 ? t.n : 40)) : 0;
}

uint32_t sbill_pieces_worth(const sbill_pieces *v)
{
    uint32_t least = SBILL_NO_INDEX;

    for (size_t i = 0; i < v->n; i++) {
        uint32_t worth = sbill_piece_worth(&v->v[i]);
        least = worth < least ? worth : least;
    }
    return v->n == 0 || least == 0 ? 0 : least * 128 - (uint32_t)v->n;
}

/* ---- Choosing clauses ---- */

/* The place where a blank begins a match is not one place of the note. */
static bool may_start(const sbill_pieces *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].text.n == 0 || v->v[i].text.p[0] == ' ')
            return false;
    return sbill_pieces_worth(v) > 0;
}

/* Does y stand wherever x stands (at its start, if `start`)? */
static bool stands_in(const struct sbill_piece *y, const struct sbill_piece *x, bool start)
{
    unsigned x_edges, y_edges;
    struct sbill_text t = needle_of(x, &x_edges), part = needle_of(y, &y_edges);

    for (size_t i = 0; i + part.n <= t.n && (i == 0 || !start); i++) {
        size_t end = i + part.n;
        bool left = i ? !sbill_word_char(t.p[i - 1]) : x_edges & SBILL_NEEDLE_LEFT;
        bool right = end < t.n ? !sbill_word_char(t.p[end]) : x_edges & SBILL_NEEDLE_RIGHT;
        if (memcmp(t.p + i, part.p, part.n) == 0 && (left || !(y_edges & SBILL_NEEDLE_LEFT)) &&
            (right || !(y_edges & SBILL_NEEDLE_RIGHT)))
            return true;
    }
    return false;
}

/* Does y say nothing that x does not say? */
static bool implied(const sbill_pieces *x, const sbill_pieces *y)
{
    for (size_t i = 0; i < x->n; i++) {
        bool found = false;
        for (size_t k = 0; k < y->n && !found; k++)
            found = stands_in(&y->v[k], &x->v[i], false);
        if (!found)
            return false;
    }
    return true;
}

struct choice {
    const sbill_pieces *clause[MOST_OTHERS + 1];
    size_t n;
    bool start;
};

static void consider(struct choice *c, const sbill_pieces *v)
{
    size_t at, most = MOST_OTHERS + c->start;
    uint32_t worth = sbill_pieces_worth(v);

    if (worth == 0 || (worth < LEAST_BESIDE && c->n))
        return;
    for (size_t i = 0; i < c->n; i++)
        if (implied(c->clause[i], v))
            return;
    for (at = c->n; at > c->start && sbill_pieces_worth(c->clause[at - 1]) < worth; at--)
        ;
    if (at >= most)
        return;
    c->n = c->n < most ? c->n + 1 : most;
    for (size_t i = c->n - 1; i > at; i--)
        c->clause[i] = c->clause[i - 1];
    c->clause[at] = v;
}

static void choose(const struct sbill_part *branch, struct choice *c)
{
    memset(c, 0, sizeof *c);
    c->start = may_start(&branch->first);
    if (c->start)
        c->clause[c->n++] = &branch->first;
    if (branch->exact && c->start)
        return;
    consider(c, branch->exact ? &branch->first : &branch->last);
    for (size_t i = 0; i < branch->inside.n; i++)
        consider(c, &branch->inside.v[i]);
}

/* Does the text alone say that there is a match? */
static bool says_all(const struct sbill_piece *p)
{
    struct sbill_text t = p->text;

    if (p->loose || !p->whole || t.n == 0 || t.p[0] == ' ' || t.p[t.n - 1] == ' ')
        return false;
    if (p->before & SBILL_AT_RIGHT || p->after & SBILL_AT_LEFT)
        return false;
    return (!(p->before & SBILL_AT_EDGE) || sbill_word_char(t.p[0])) &&
           (!(p->after & SBILL_AT_EDGE) || sbill_word_char(t.p[t.n - 1]));
}

static bool says_everything(const struct sbill_reading *r, uint32_t flags)
{
    if (flags & SBILL_RX_CASE || r->captures)
        return false;
    for (size_t i = 0; i < r->branches.n; i++) {
        const struct sbill_part *b = &r->branches.v[i];
        if (!b->exact || !may_start(&b->first))
            return false;
        for (size_t k = 0; k < b->first.n; k++)
            if (!says_all(&b->first.v[k]))
                return false;
    }
    return true;
}

/* ---- Writing and reading ---- */

static void put(struct sbill_buf *b, size_t v)
{
    for (; v > 0x7F; v >>= 7)
        sbill_buf_char(b, (char)((v & 0x7F) | 0x80));
    sbill_buf_char(b, (char)v);
}

static uint32_t get(struct sbill_needs_reader *r)
{
    uint32_t v = 0;

    for (unsigned shift = 0; shift < 28; shift += 7) {
        unsigned char c;
        if (r->left == 0)
            break;
        c = *r->p++;
        r->left--;
        v |= (uint32_t)(c & 0x7F) << shift;
        if (c < 0x80)
            return v;
    }
    r->bad = true;
    r->left = 0;
    return 0;
}

struct sbill_needs_reader sbill_needs_open(struct sbill_text needs, uint32_t *flags,
                                           uint32_t *branches)
{
    struct sbill_needs_reader r = {(const unsigned char *)needs.p, needs.n, false};

    *flags = needs.n ? get(&r) : 0;
    *branches = needs.n ? get(&r) : 0;
    return r;
}

void sbill_needs_branch(struct sbill_needs_reader *r, uint32_t *flags, uint32_t *words,
                        uint32_t *clauses)
{
    *flags = get(r);
    *words = get(r) - 1; /* 0 becomes SBILL_NO_INDEX */
    *clauses = get(r);
    r->bad = r->bad || *clauses == 0 || *clauses > MOST_OTHERS + 1;
}

void sbill_needs_clause(struct sbill_needs_reader *r, uint32_t *needles)
{
    *needles = get(r);
    r->bad = r->bad || *needles == 0;
}

void sbill_needs_needle(struct sbill_needs_reader *r, struct sbill_text *text, uint32_t *edges)
{
    uint32_t n;

    *edges = get(r);
    n = get(r);
    r->bad = r->bad || n > r->left || n == 0 || n > UINT16_MAX;
    *text = (struct sbill_text){r->bad ? "" : (const char *)r->p, r->bad ? 0 : n};
    r->p += text->n;
    r->left -= text->n;
}

/* Of two that stand in each other, the first is kept. */
static bool said_by_another(const sbill_pieces *v, size_t i, bool start)
{
    for (size_t k = 0; k < v->n; k++)
        if (k != i && stands_in(&v->v[k], &v->v[i], start) &&
            (k < i || !stands_in(&v->v[i], &v->v[k], start)))
            return true;
    return false;
}

static void put_clause(struct sbill_arena *a, struct sbill_buf *b, const sbill_pieces *v,
                       bool start, bool exact)
{
    bool *skip = sbill_arena_array(a, v->n, sizeof *skip);
    size_t n = 0;

    for (size_t i = 0; skip && i < v->n; i++) {
        skip[i] = !exact && said_by_another(v, i, start);
        n += !skip[i];
    }
    put(b, n);
    for (size_t i = 0; skip && i < v->n; i++) {
        unsigned edges;
        struct sbill_text t = needle_of(&v->v[i], &edges);
        if (skip[i])
            continue;
        put(b, edges);
        put(b, t.n);
        sbill_buf_text(b, t);
    }
}

/* False: something in it is always to be tried. */
static bool put_branches(struct sbill_arena *a, struct sbill_buf *b, const sbill_parts *branches,
                         bool exact)
{
    for (size_t i = 0; i < branches->n; i++) {
        const struct sbill_part *x = &branches->v[i];
        struct choice c;
        choose(x, &c);
        if (c.n == 0)
            return false;
        put(b, c.start ? SBILL_BRANCH_START : 0);
        put(b, x->words == SBILL_NO_INDEX ? 0 : x->words + 1);
        put(b, c.n);
        for (size_t k = 0; k < c.n; k++)
            put_clause(a, b, c.clause[k], c.start && k == 0, exact);
    }
    return true;
}

int32_t sbill_pattern_needs(const struct sbill_alloc *alloc, struct sbill_arena *a,
                            struct sbill_pattern *p)
{
    struct sbill_arena scratch;
    struct sbill_reading r;
    struct sbill_buf b;
    int32_t status;

    sbill_arena_init(&scratch, alloc, SCRATCH);
    sbill_buf_init(&b, alloc, MAX_NEEDS);
    sbill_pattern_parts(&scratch, p->text, &r);
    p->needs = (struct sbill_text){"", 0};
    if (!r.lost && !scratch.failed) {
        bool exact = says_everything(&r, p->flags);
        put(&b, SBILL_NEEDS_SOME | (exact ? SBILL_NEEDS_EXACT : 0u));
        put(&b, r.branches.n);
        if (put_branches(&scratch, &b, &r.branches, exact) && !b.failed && !scratch.failed)
            p->needs = sbill_arena_copy(a, sbill_buf_view(&b));
    }
    status = scratch.failed == SBILL_NOMEM || b.failed == SBILL_NOMEM ? SBILL_NOMEM : SBILL_OK;
    sbill_buf_free(&b);
    sbill_arena_free(&scratch);
    return status;
}

/* ---- The author's anchor ---- */

static struct sbill_text folded(struct sbill_arena *a, struct sbill_text t)
{
    char *p = sbill_arena_get(a, t.n + 1);
    size_t n = 0;

    for (size_t i = 0; p && i < t.n; i++) {
        if (!sbill_is_space(t.p[i]))
            p[n++] = sbill_lower(t.p[i]);
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    return (struct sbill_text){p ? p : "", p ? n : 0};
}

bool sbill_pattern_anchor(struct sbill_arena *a, struct sbill_text anchor, struct sbill_pattern *p)
{
    sbill_pieces words = {NULL, 0, 0};
    struct sbill_buf b;
    bool good = anchor.n > 0 && anchor.p[anchor.n - 1] != '|';

    while (good && anchor.n) {
        struct sbill_text t = folded(a, sbill_text_trim(sbill_text_cut(&anchor, '|')));
        struct sbill_piece *slot = SBILL_PUSH(a, &words);
        if (!slot)
            return true;
        *slot = (struct sbill_piece){t, SBILL_AT_LEFT, SBILL_AT_RIGHT, false, true};
        good = good && sbill_piece_worth(slot) > MARK_WORTH;
    }
    if (!good || words.n == 0)
        return false;
    sbill_buf_init(&b, a->alloc, MAX_NEEDS);
    put(&b, SBILL_NEEDS_SOME | SBILL_NEEDS_AUTHOR);
    put(&b, 1); /* branch */
    put(&b, 0); /* that may start anywhere */
    put(&b, 0); /* in any number of words */
    put(&b, 1); /* clause */
    put_clause(a, &b, &words, false, false);
    p->needs = sbill_arena_copy(a, sbill_buf_view(&b));
    if (b.failed && !a->failed)
        a->failed = b.failed;
    sbill_buf_free(&b);
    return true;
}
