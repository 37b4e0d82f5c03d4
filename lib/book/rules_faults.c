/* Faults of one pattern, found by reading it: what compiles, but an experienced author would not write. */
#include <string.h>

#include "book/rules_syntax.h"

#define FEWEST_LETTERS 3       /* of a find without regard to case */
#define FEWEST_EXACT_LETTERS 2 /* of an abbreviation in the letters it is written in */

struct look {
    struct sbill_arena *a;
    struct sbill_text t;
    sbill_faults *out;
};

static void fault(const struct look *l, const char *name, size_t at, const char *words)
{
    struct sbill_fault *f = SBILL_PUSH(l->a, l->out);

    if (f)
        *f = (struct sbill_fault){name, at, words};
}

/* ---- Repeats that run away ---- */

static bool may_run_on(const struct sbill_node *x)
{
    return x->endless && !x->possessive;
}

/* Something inside may repeat without end: repeated itself, there are too many ways to share the text out. */
static bool endless_inside(const struct sbill_node *x)
{
    for (const struct sbill_node *one = x->first; one; one = one->next)
        if (may_run_on(one) || endless_inside(one))
            return true;
    return false;
}

/* [^)]*\) stops by itself: what follows is what the class leaves out. */
static bool stops(const struct look *l, const struct sbill_node *x)
{
    const struct sbill_node *next = x->next;

    return l->t.p[x->start] == '[' && next && next->kind == SBILL_NODE_LETTER && next->least &&
           memchr(l->t.p + x->start + 2, l->t.p[next->end - 1], x->end - x->start - 2);
}

static void repeats(const struct look *l, const struct sbill_node *x)
{
    for (const struct sbill_node *one = x->first; one; one = one->next) {
        if (may_run_on(one) && one->kind == SBILL_NODE_WIDE && !stops(l, one))
            fault(l, "unbounded", one->start,
                  "repeats nearly any character without end: give it a limit, like {0,40}");
        if (may_run_on(one) && one->kind == SBILL_NODE_GROUP && endless_inside(one))
            fault(l, "nested-repeat", one->start,
                  "a repeat without end inside a repeat without end can take forever: limit one");
        repeats(l, one);
    }
}

/* ---- Letters that every match has ---- */

static size_t fewest(const struct sbill_node *x);

static size_t letters_of(const struct sbill_node *x)
{
    switch (x->kind) {
    case SBILL_NODE_LETTER:
        return 1;
    case SBILL_NODE_LIST:
    case SBILL_NODE_UNKNOWN:
        return FEWEST_LETTERS; /* not known: no complaint */
    case SBILL_NODE_GROUP:
        return x->first ? fewest(x->first) : 0;
    default:
        return 0;
    }
}

/* In the alternative that has the fewest. */
static size_t fewest(const struct sbill_node *x)
{
    size_t least = SIZE_MAX;

    for (const struct sbill_node *s = x->first; s; s = s->next) {
        size_t n = 0;
        for (const struct sbill_node *one = s->first; one; one = one->next)
            n += one->least ? letters_of(one) : 0;
        least = n < least ? n : least;
    }
    return least;
}

static void letters(const struct look *l, const struct sbill_node *root, bool exact)
{
    size_t enough = exact ? FEWEST_EXACT_LETTERS : FEWEST_LETTERS;

    for (const struct sbill_node *s = root->first; s; s = s->next) {
        struct sbill_node one = {.kind = SBILL_NODE_BRANCHES}, alone = *s;
        alone.next = NULL;
        one.first = &alone;
        if (fewest(&one) < enough)
            fault(l, "short", s->start,
                  exact ? "fewer than 2 letters that every match has"
                        : "fewer than 3 letters that every match has: case=\"exact\" for an "
                          "abbreviation, else more words");
    }
}

/* ---- ^a|b holds a alone to the start ---- */

static bool begins_with(const struct sbill_node *sequence, enum sbill_node_kind kind)
{
    return sequence->first && sequence->first->kind == kind;
}

static bool ends_with(const struct sbill_node *sequence, enum sbill_node_kind kind)
{
    const struct sbill_node *last = sequence->first;

    while (last && last->next)
        last = last->next;
    return last && last->kind == kind;
}

static void anchors(const struct look *l, const struct sbill_node *root)
{
    bool starts = true, ends = true;

    for (const struct sbill_node *s = root->first; s; s = s->next) {
        starts = starts && begins_with(s, SBILL_NODE_START);
        ends = ends && ends_with(s, SBILL_NODE_END);
    }
    for (const struct sbill_node *s = root->first; s && root->first->next; s = s->next)
        if ((!starts && begins_with(s, SBILL_NODE_START)) ||
            (!ends && ends_with(s, SBILL_NODE_END)))
            fault(l, "anchor", s->start,
                  "^ and $ hold for their own alternative only: put the alternatives in (?: )");
}

/* ---- Words that stand for too much ---- */

bool sbill_stop_word(struct sbill_text word)
{
    static const char *const words[] = {
        "abnormal", "allergies", "allergy",   "attack",     "back",      "bite",      "bleeding",
        "block",    "burn",      "cancer",    "chest",      "cold",      "complaint", "condition",
        "cut",      "cyst",      "discharge", "discomfort", "disease",   "disorder",  "drug",
        "exam",     "failure",   "fall",      "falls",      "fracture",  "growth",    "head",
        "heart",    "history",   "infection", "injury",     "issue",     "lesion",    "lesions",
        "loss",     "lump",      "mass",      "negative",   "normal",    "pain",      "positive",
        "pressure", "problem",   "reaction",  "screen",     "screening", "shock",     "sick",
        "spell",    "sprain",    "stable",    "stone",      "strain",    "stress",    "sugar",
        "swelling", "syndrome",  "test",      "tests",      "trauma",    "ulcer",     "visit",
        "weak",     "weight",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sbill_text_eq_fold(word, sbill_text_from(words[i])))
            return true;
    return false;
}

static void stop_words(const struct look *l, const struct sbill_node *root)
{
    for (const struct sbill_node *s = root->first; s; s = s->next)
        if (sbill_stop_word(
                sbill_text_trim((struct sbill_text){l->t.p + s->start, s->end - s->start})))
            fault(l, "stop-word", s->start,
                  "this word alone stands for too many things: say more of it");
}

void sbill_pattern_faults(struct sbill_arena *a, struct sbill_text pattern,
                          enum sbill_pattern_use use, bool exact, sbill_faults *out)
{
    const struct sbill_node *root = sbill_syntax_read(a, pattern);
    struct look l = {a, pattern, out};

    if (!root)
        return;
    repeats(&l, root);
    anchors(&l, root);
    if (use == SBILL_FOR_FIND) {
        letters(&l, root, exact);
        stop_words(&l, root);
    }
}
