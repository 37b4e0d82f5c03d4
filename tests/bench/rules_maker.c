#include "rules_maker.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 12
#define LONGEST 512

/* ---- Terms ---- */

struct term {
    const char *p;
    size_t n;
    char code[8];
};

struct terms {
    struct term *v;
    size_t n, cap;
};

static void add_term(struct terms *t, const char *p, size_t n, const char *code)
{
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 4096;
        t->v = realloc(t->v, t->cap * sizeof *t->v);
        if (!t->v)
            exit(3);
    }
    t->v[t->n] = (struct term){p, n, ""};
    snprintf(t->v[t->n++].code, sizeof t->v->code, "%s", code);
}

/* The order file: a billable code's title from column 78 on. */
static void add_titles(struct terms *t, struct bench_bytes order)
{
    for (const char *p = order.p, *end = order.p + order.n; p < end;) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((line_end ? line_end : end) - p);
        if (n > 78 && p[14] == '1') {
            char code[8];
            snprintf(code, sizeof code, "%.*s", (int)strcspn(p + 6, " "), p + 6);
            add_term(t, p + 77, n - 77, code);
        }
        p += n + 1;
    }
}

/* The tabular list: inclusion terms, each a note below the name of its code. */
static void add_inclusion_terms(struct terms *t, struct bench_bytes tabular)
{
    char code[8] = "";
    const char *end = tabular.p + tabular.n;
    bool included = false;

    for (const char *p = tabular.p; p && p < end; p = memchr(p + 1, '<', (size_t)(end - p - 1))) {
        if (strncmp(p, "<name>", 6) == 0) {
            size_t n = 0;
            for (const char *q = p + 6; *q != '<' && n < 7; q++)
                if (*q != '.')
                    code[n++] = *q;
            code[n] = '\0';
        } else if (strncmp(p, "<inclusionTerm>", 15) == 0) {
            included = true;
        } else if (strncmp(p, "</inclusionTerm>", 16) == 0) {
            included = false;
        } else if (included && strncmp(p, "<note>", 6) == 0) {
            add_term(t, p + 6, strcspn(p + 6, "<"), code);
        }
    }
}

/* ---- Words ---- */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (*seed * 0x2545F4914F6CDD1Du >> 33) % below;
}

static bool dull(const char *word)
{
    static const char *const words[] = {
        "the",       "of",           "and",       "or",   "in",    "to",          "with",
        "due",       "by",           "for",       "not",  "other", "unspecified", "specified",
        "elsewhere", "classified",   "a",         "an",   "on",    "at",          "as",
        "from",      "without",      "encounter", "nec",  "nos",   "initial",     "subsequent",
        "sequela",   "classifiable", "type",      "level"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return strlen(word) < 3;
}

/* Words of a term, up to the first comma or bracket. */
static size_t split(const struct term *t, char words[MOST_WORDS][40])
{
    size_t n = 0, len = 0;

    for (size_t i = 0; i <= t->n && n < MOST_WORDS; i++) {
        char c = i < t->n ? t->p[i] : ' ';
        if (isalnum((unsigned char)c) && len < 39) {
            words[n][len++] = (char)tolower((unsigned char)c);
            continue;
        }
        if (len) {
            words[n++][len] = '\0';
            len = 0;
        }
        if (strchr(",([;&/", c) && c)
            break;
    }
    return n;
}

/* Another way to say a word, or NULL. */
static const char *other_way(const char *word)
{
    static const char *const pairs[][2] = {{"left", "left|lt\\.?"},
                                           {"right", "right|rt\\.?"},
                                           {"kidney", "kidney|renal"},
                                           {"fracture", "fracture|fx"},
                                           {"hypertension", "hypertension|htn"},
                                           {"chronic", "chronic|long-?standing"},
                                           {"acute", "acute|sudden"},
                                           {"disease", "disease|dz"},
                                           {"syndrome", "syndrome|sx"},
                                           {"heart", "heart|cardiac"},
                                           {"bilateral", "bilateral|both"},
                                           {"infection", "infections?"},
                                           {"pain", "pains?"},
                                           {"ulcer", "ulcers?|ulceration"},
                                           {"stomach", "stomach|gastric"},
                                           {"cancer", "cancer|carcinoma"},
                                           {"injury", "injury|injuries|trauma"},
                                           {"lung", "lungs?|pulmonary"},
                                           {"liver", "liver|hepatic"},
                                           {"fever", "fevers?|febrile"},
                                           {"swelling", "swelling|swollen|edema"}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(word, pairs[i][0]) == 0)
            return pairs[i][1];
    return NULL;
}

struct text {
    char p[LONGEST];
    size_t n;
};

static void put(struct text *t, const char *z)
{
    size_t n = strlen(z);

    if (t->n + n >= sizeof t->p)
        return;
    memcpy(t->p + t->n, z, n + 1);
    t->n += n;
}

static void put_word(struct text *t, const char *word, bool two_ways)
{
    const char *other = two_ways ? other_way(word) : NULL;

    put(t, other ? "(?:" : "");
    put(t, other ? other : word);
    put(t, other ? ")" : "");
}

/* ---- Rules ---- */

struct making {
    uint64_t seed;
    char words[MOST_WORDS][40];
    size_t n;
};

/* So many words in a row, at least one of them not dull, none of these at the ends. */
static bool put_phrase(struct making *m, struct text *t, size_t from, size_t least, size_t most,
                       bool two_ways)
{
    size_t n = least + (size_t)draw(&m->seed, most - least + 1);

    while (from < m->n && dull(m->words[from]))
        from++;
    if (from + n > m->n)
        n = m->n - from;
    while (n && dull(m->words[from + n - 1]))
        n--;
    for (size_t i = 0; i < n; i++) {
        put(t, i ? " " : "");
        put_word(t, m->words[from + i], two_ways);
    }
    return n > 0;
}

static bool two_parts(struct making *m, struct text *first, struct text *second)
{
    size_t at = m->n > 2 ? 1 + (size_t)draw(&m->seed, m->n - 2) : 1;

    return m->n >= 2 && put_phrase(m, first, 0, 1, 2, true) &&
           put_phrase(m, second, at, 1, 2, true) && strcmp(first->p, second->p) != 0;
}

static bool put_pair(struct making *m, enum made_kind kind, struct text *t)
{
    struct text a = {"", 0}, b = {"", 0};
    const char *gap = kind == MADE_NEAR  ? ".{0,40}"
                      : kind == MADE_GAP ? "\\W+(?:\\w+\\W+){0,3}"
                                         : "\\W+(?:\\w+\\W+){0,4}";

    if (!two_parts(m, &a, &b))
        return false;
    put(t, a.p);
    put(t, gap);
    put(t, b.p);
    if (kind != MADE_EITHER_WAY)
        return true;
    put(t, "|");
    put(t, b.p);
    put(t, gap);
    put(t, a.p);
    return true;
}

static bool put_capture(struct making *m, struct text *t)
{
    static const char *const before[] = {"(?'side'left|right|bilateral) ",
                                         "(?'grade'mild|moderate|severe) "};
    static const char *const after[] = {
        " (?:of )?(?:the )?(?'side'left|right)", ",? stage (?'stage'[1-5]|i{1,3}|iv)",
        " (?:for )?(?'n'\\d{1,2}) (?'unit'days?|weeks?|months?|years?)"};
    bool front = draw(&m->seed, 2);

    if (front)
        put(t, before[draw(&m->seed, 2)]);
    if (!put_phrase(m, t, (size_t)draw(&m->seed, m->n), 1, 2, false))
        return false;
    if (!front)
        put(t, after[draw(&m->seed, 3)]);
    return true;
}

static bool put_lab(struct making *m, struct text *t)
{
    static const char *const labs[] = {"a1c|hba1c|hemoglobin a1c",
                                       "ldl",
                                       "hdl",
                                       "tsh",
                                       "creatinine",
                                       "egfr|gfr",
                                       "glucose",
                                       "potassium",
                                       "sodium",
                                       "hemoglobin|hgb",
                                       "inr",
                                       "bmi",
                                       "psa",
                                       "ferritin",
                                       "troponin",
                                       "bun",
                                       "calcium",
                                       "albumin"};
    char text[160];

    snprintf(text, sizeof text,
             "(?:%s)\\W{0,%u}(?:of |is |was )?(?'value'\\d{1,3}(?:\\.\\d{1,%u})?)",
             labs[draw(&m->seed, sizeof labs / sizeof *labs)], 1 + (unsigned)draw(&m->seed, 9),
             1 + (unsigned)draw(&m->seed, 3));
    put(t, text);
    return true;
}

static bool make_one(struct making *m, enum made_kind kind, struct text *t)
{
    t->n = 0;
    t->p[0] = '\0';
    switch (kind) {
    case MADE_PHRASE:
        return put_phrase(m, t, (size_t)draw(&m->seed, m->n), draw(&m->seed, 30) ? 2 : 1, 4,
                          draw(&m->seed, 2)) &&
               (strchr(t->p, ' ') || !draw(&m->seed, 12));
    case MADE_CAPTURE:
        return put_capture(m, t);
    case MADE_LAB:
        return put_lab(m, t);
    default:
        return put_pair(m, kind, t);
    }
}

static enum made_kind draw_kind(struct making *m)
{
    static const unsigned char shares[] = {40, 66, 78, 90, 99, 100};
    unsigned kind = 0, drawn = (unsigned)draw(&m->seed, 100);

    while (drawn >= shares[kind])
        kind++;
    return (enum made_kind)kind;
}

/* ---- All of them ---- */

struct known { /* patterns so far */
    const char **v;
    size_t mask;
};

static bool is_new(struct known *k, const char *pattern)
{
    size_t h = 1469598103934665603u;

    for (const char *p = pattern; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    for (h &= k->mask; k->v[h]; h = (h + 1) & k->mask)
        if (strcmp(k->v[h], pattern) == 0)
            return false;
    k->v[h] = pattern;
    return true;
}

void made_rules(struct bench_bytes order, struct bench_bytes tabular, size_t n, bool plain,
                struct made_rules *out)
{
    struct terms terms = {NULL, 0, 0};
    struct known known = {calloc(1u << 18, sizeof *known.v), (1u << 18) - 1};
    struct making m = {.seed = 20260101};
    struct text text;

    add_titles(&terms, order);
    add_inclusion_terms(&terms, tabular);
    out->v = calloc(n, sizeof *out->v);
    out->n = 0;
    for (size_t tries = 0; out->n < n && tries < n * 100; tries++) {
        const struct term *t = &terms.v[draw(&m.seed, terms.n)];
        enum made_kind kind = plain ? MADE_PHRASE : draw_kind(&m);
        struct made_rule *r = &out->v[out->n];
        m.n = split(t, m.words);
        if (m.n == 0 || !make_one(&m, kind, &text) || text.n < 4)
            continue;
        r->pattern = strdup(text.p);
        if (!is_new(&known, r->pattern)) {
            free(r->pattern);
            continue;
        }
        r->kind = kind;
        memcpy(r->code, t->code, sizeof r->code);
        out->n++;
    }
    free(known.v);
    free(terms.v);
    if (out->n < n) {
        fprintf(stderr, "bench: the terms give only %zu rules\n", out->n);
        exit(3);
    }
}

void made_rules_free(struct made_rules *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->v[i].pattern);
    free(m->v);
}

struct bench_bytes made_pack(const struct made_rules *m, size_t n)
{
    size_t room = n * 1400 + 200;
    struct bench_bytes b = {malloc(room), 0};

    if (!b.p)
        exit(3);
    b.n = (size_t)snprintf(b.p, room,
                           "<rules xmlns='urn:superbill:rules:1' id='made' version='1'>\n");
    for (size_t i = 0; i < n; i++)
        b.n += (size_t)snprintf(b.p + b.n, room - b.n,
                                "<concept id='c%05zu' group='g%05zu'><find>%s</find></concept>\n"
                                "<code id='r%05zu' when='c%05zu' assign='%s'/>\n",
                                i, i, m->v[i].pattern, i, i, m->v[i].code);
    b.n += (size_t)snprintf(b.p + b.n, room - b.n, "</rules>\n");
    return b;
}
