#include "book/rules_syntax.h"

#include <string.h>

#define DEEPEST 100

struct reader {
    struct sbill_arena *a;
    struct sbill_text t;
    size_t i;
    int depth;
};

static struct sbill_node *branches(struct reader *r);

static char at(const struct reader *r, size_t ahead)
{
    return r->i + ahead < r->t.n ? r->t.p[r->i + ahead] : '\0';
}

static bool sees(const struct reader *r, const char *z)
{
    size_t n = strlen(z);

    return r->t.n - r->i >= n && memcmp(r->t.p + r->i, z, n) == 0;
}

static struct sbill_node *node(struct reader *r, enum sbill_node_kind kind, size_t start)
{
    struct sbill_node *x = SBILL_NEW(r->a, struct sbill_node);

    if (x) {
        x->kind = kind;
        x->start = start;
        x->end = r->i;
        x->least = 1;
    }
    return x;
}

/* Up to and past `c`; to the end if there is none. */
static void past(struct reader *r, char c)
{
    while (r->i < r->t.n && r->t.p[r->i] != c)
        r->i++;
    r->i += r->i < r->t.n;
}

/* ---- Repeats: ? * + {n} {n,} {n,m} {,m}, then ? or + ---- */

static bool braces(struct reader *r, struct sbill_node *x)
{
    size_t i = r->i + 1, digits = 0;
    uint32_t least = 0;

    while (i < r->t.n && sbill_is_digit(r->t.p[i]) && digits < 6) {
        least = least * 10 + (uint32_t)(r->t.p[i++] - '0');
        digits++;
    }
    if (i >= r->t.n || (r->t.p[i] != ',' && r->t.p[i] != '}') || (digits == 0 && r->t.p[i] == '}'))
        return false;
    x->endless = i + 1 < r->t.n && r->t.p[i] == ',' && r->t.p[i + 1] == '}';
    x->least = least;
    r->i = i;
    past(r, '}');
    return true;
}

static void repeat(struct reader *r, struct sbill_node *x)
{
    char c = at(r, 0);

    if (!x)
        return;
    if (c == '{') {
        if (!braces(r, x))
            return;
    } else if (c == '?' || c == '*' || c == '+') {
        x->least = c == '+';
        x->endless = c != '?';
        r->i++;
    } else {
        return;
    }
    if (at(r, 0) == '+')
        x->possessive = true;
    if (at(r, 0) == '?' || at(r, 0) == '+')
        r->i++;
}

/* ---- Atoms ---- */

/* [abc], its end, and whether it begins with ^. */
static struct sbill_node *class(struct reader *r)
{
    size_t start = r->i++;
    bool negated = at(r, 0) == '^';

    r->i += negated;
    if (at(r, 0) == ']')
        r->i++;
    while (r->i < r->t.n && r->t.p[r->i] != ']') {
        if (sees(r, "[:")) {
            r->i += 2;
            past(r, ':');
        }
        r->i += r->i < r->t.n && r->t.p[r->i] == '\\' ? 2 : 1;
    }
    r->i = r->i < r->t.n ? r->i + 1 : r->t.n;
    return node(r, negated ? SBILL_NODE_WIDE : SBILL_NODE_ONE_OF, start);
}

static enum sbill_node_kind kind_of_escape(char c)
{
    static const struct {
        const char *letters;
        enum sbill_node_kind kind;
    } rows[] = {
        {"dwhsvRpPS", SBILL_NODE_ONE_OF}, {"DWHVNX", SBILL_NODE_WIDE}, {"AG", SBILL_NODE_START},
        {"zZ", SBILL_NODE_END},           {"bB", SBILL_NODE_EDGE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (c && strchr(rows[i].letters, c))
            return rows[i].kind;
    return sbill_is_alnum(c) ? SBILL_NODE_UNKNOWN : SBILL_NODE_LETTER;
}

/* \Q...\E is one unknown thing: rare, and its letters hold no structure. */
static struct sbill_node *escape(struct reader *r)
{
    size_t start = r->i;
    char c = at(r, 1);

    if (c == 'Q') {
        while (r->i < r->t.n && !sees(r, "\\E"))
            r->i++;
        r->i = r->i + 2 < r->t.n ? r->i + 2 : r->t.n;
        return node(r, SBILL_NODE_UNKNOWN, start);
    }
    r->i += c ? 2 : 1;
    if (at(r, 0) == '{' && c && strchr("NpPxogk", c))
        past(r, '}');
    return node(r, kind_of_escape(c), start);
}

/* Past the opening of a group; says what it is. */
static enum sbill_node_kind open_group(struct reader *r)
{
    static const char *const around[] = {"(?=", "(?!", "(?<=", "(?<!", "(*"};

    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        if (sees(r, around[i])) {
            r->i += strlen(around[i]);
            return i < 4 ? SBILL_NODE_AROUND : SBILL_NODE_UNKNOWN;
        }
    if (!sees(r, "(?")) {
        r->i++;
        return SBILL_NODE_GROUP;
    }
    r->i += 2;
    if (at(r, 0) == '\'' || at(r, 0) == '<' || at(r, 0) == 'P') {
        char close = at(r, 0) == '\'' ? '\'' : '>';
        r->i += at(r, 0) == 'P' ? 2 : 1;
        past(r, close);
        return SBILL_NODE_GROUP;
    }
    if (at(r, 0) == ':' || at(r, 0) == '>') {
        r->i++;
        return SBILL_NODE_GROUP;
    }
    return SBILL_NODE_UNKNOWN; /* conditions, options, comments, references, callouts */
}

/* To the parenthesis that closes what was opened before. */
static void skip_group(struct reader *r)
{
    for (int depth = 1; r->i < r->t.n && depth > 0;) {
        char c = r->t.p[r->i];
        if (c == '\\') {
            r->i += r->i + 1 < r->t.n ? 2 : 1;
        } else if (c == '[') {
            (void)class(r);
        } else {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            r->i++;
        }
    }
}

static struct sbill_node *group(struct reader *r)
{
    size_t start = r->i;
    bool atomic = sees(r, "(?>");
    enum sbill_node_kind kind = open_group(r);
    struct sbill_node *inside = NULL, *x;

    if (kind == SBILL_NODE_UNKNOWN || r->depth >= DEEPEST) {
        skip_group(r);
        return node(r, SBILL_NODE_UNKNOWN, start);
    }
    inside = branches(r);
    r->i += at(r, 0) == ')';
    x = node(r, kind, start);
    if (x) {
        x->first = inside;
        x->possessive = atomic;
    }
    return x;
}

static bool list_here(const struct reader *r)
{
    return at(r, 0) == '{' && sbill_is_alpha(at(r, 1));
}

static struct sbill_node *atom(struct reader *r)
{
    size_t start = r->i;
    char c = at(r, 0);

    if (c == '(')
        return group(r);
    if (c == '[')
        return class(r);
    if (c == '\\')
        return escape(r);
    if (list_here(r)) {
        past(r, '}');
        return node(r, SBILL_NODE_LIST, start);
    }
    r->i++;
    if (sbill_is_space(c)) {
        while (sbill_is_space(at(r, 0)))
            r->i++;
        return node(r, SBILL_NODE_BLANK, start);
    }
    return node(r,
                c == '.'   ? SBILL_NODE_WIDE
                : c == '^' ? SBILL_NODE_START
                : c == '$' ? SBILL_NODE_END
                           : SBILL_NODE_LETTER,
                start);
}

static struct sbill_node *sequence(struct reader *r)
{
    struct sbill_node *x = node(r, SBILL_NODE_SEQUENCE, r->i), **tail = x ? &x->first : NULL;

    while (tail && r->i < r->t.n && r->t.p[r->i] != '|' && r->t.p[r->i] != ')') {
        struct sbill_node *one = atom(r);
        if (!one)
            return NULL;
        repeat(r, one);
        *tail = one;
        tail = &one->next;
    }
    if (x)
        x->end = r->i;
    return x;
}

static struct sbill_node *branches(struct reader *r)
{
    struct sbill_node *x = node(r, SBILL_NODE_BRANCHES, r->i), **tail = x ? &x->first : NULL;

    r->depth++;
    while (tail) {
        *tail = sequence(r);
        tail = *tail ? &(*tail)->next : NULL;
        if (at(r, 0) != '|')
            break;
        r->i++;
    }
    r->depth--;
    if (x)
        x->end = r->i;
    return x;
}

const struct sbill_node *sbill_syntax_read(struct sbill_arena *a, struct sbill_text pattern)
{
    struct reader r = {a, pattern, 0, 0};
    struct sbill_node *x = branches(&r);

    return a->failed ? NULL : x;
}

/* ---- Marks around alternatives ---- */

struct marker {
    struct sbill_arena *a;
    struct sbill_text t;
    struct sbill_buf to;
    size_t done; /* bytes of t that are in `to` */
    sbill_alternatives_at *out;
};

static void copy_to(struct marker *m, size_t end)
{
    sbill_buf_add(&m->to, m->t.p + m->done, end - m->done);
    m->done = end;
}

static void mark(struct marker *m, const struct sbill_node *x, uint32_t depth)
{
    bool several = x->kind == SBILL_NODE_BRANCHES && (depth == 0 || x->first->next);

    for (const struct sbill_node *one = x->first; one; one = one->next) {
        struct sbill_alternative_at *slot = several ? SBILL_PUSH(m->a, m->out) : NULL;
        if (slot) {
            *slot = (struct sbill_alternative_at){one->start, one->end, depth};
            copy_to(m, one->start);
            sbill_buf_z(&m->to, "(?'__");
            sbill_buf_u64(&m->to, m->out->n - 1);
            sbill_buf_char(&m->to, '\'');
        }
        if (one->kind == SBILL_NODE_SEQUENCE || one->kind == SBILL_NODE_BRANCHES)
            mark(m, one, depth);
        else if (one->kind == SBILL_NODE_GROUP)
            mark(m, one, depth + 1);
        if (slot) {
            copy_to(m, one->end);
            sbill_buf_char(&m->to, ')');
        }
    }
}

struct sbill_text sbill_syntax_mark(struct sbill_arena *a, struct sbill_text pattern,
                                    sbill_alternatives_at *out)
{
    const struct sbill_node *root = sbill_syntax_read(a, pattern);
    struct marker m = {.a = a, .t = pattern, .out = out};
    struct sbill_text marked = pattern;

    sbill_buf_init(&m.to, a->alloc, (size_t)1 << 20);
    if (root)
        mark(&m, root, 0);
    copy_to(&m, pattern.n);
    if (m.to.failed && !a->failed)
        a->failed = m.to.failed;
    else
        marked = sbill_arena_copy(a, sbill_buf_view(&m.to));
    sbill_buf_free(&m.to);
    return marked;
}
