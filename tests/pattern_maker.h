/* Patterns and texts out of a seed: every construct that the loader takes, over few words, so that much of it matches.
 * The same seed makes the same. */
#ifndef TESTS_PATTERN_MAKER_H
#define TESTS_PATTERN_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct pattern_maker {
    uint64_t seed;
    char p[4096]; /* what was made last */
    size_t n;
    unsigned names;
};

static inline unsigned maker_random(struct pattern_maker *m, unsigned below)
{
    m->seed ^= m->seed << 13;
    m->seed ^= m->seed >> 7;
    m->seed ^= m->seed << 17;
    return (unsigned)((m->seed * 0x2545F4914F6CDD1Du >> 33) % below);
}

static inline void maker_put(struct pattern_maker *m, const char *z)
{
    size_t n = strlen(z);

    if (m->n + n + 1 >= sizeof m->p)
        return;
    memcpy(m->p + m->n, z, n + 1);
    m->n += n;
}

#define MAKER_PICK(m, list) (list)[maker_random((m), sizeof(list) / sizeof *(list))]

static const char *const maker_words[] = {
    "a",      "b",   "knee",   "pain", "left",   "diabetes", "diabetic",    "mellitus", "type",
    "2",      "ii",  "kidney", "s",    "ks",     "no",       "of",          "osteo",    "arthritis",
    "stage3", "x_y", "Asthma", "G2",   "o'neil", "b-12",     "caf\xC3\xA9", "sss",      "skink"};

static const char *const maker_gaps[] = {" ",
                                         " ",
                                         " ",
                                         " ?",
                                         " *",
                                         "\\s+",
                                         "\\s*",
                                         "\\s",
                                         "\\ ",
                                         "[ ]",
                                         "[ \\t]+",
                                         "\\h+",
                                         "\\W+",
                                         "\\W*",
                                         "[ -]",
                                         "[\\s,;]+",
                                         ".{0,9}",
                                         "(?:\\w+ ){0,2}",
                                         "\\W+(?:\\w+\\W+){0,3}",
                                         ",? ",
                                         "\\R",
                                         "\\s{2}",
                                         "\\s{1,3}?",
                                         "\\s++"};

static const char *const maker_odd[] = {"[ab]",
                                        "[^a]",
                                        "[a-k]",
                                        "[\\s-]",
                                        "['\xE2\x80\x99]",
                                        "[\\W]",
                                        "[^\\w]",
                                        "[ks]",
                                        "[\\d,]",
                                        "[]a]",
                                        "[^]a]",
                                        "[\xC3\xA0-\xC5\xBF]",
                                        "[[:alpha:]]",
                                        "[a\\-z]",
                                        "\\w",
                                        "\\W",
                                        "\\d",
                                        "\\D",
                                        "\\S",
                                        "\\b",
                                        "\\B",
                                        "\\.",
                                        "\\N",
                                        "\\X",
                                        "\\pL",
                                        "\\p{Lu}",
                                        "\\x41",
                                        "\\x{6b}",
                                        "\\t",
                                        ".",
                                        "\xC3\xA9",
                                        "\xC3\x89t",
                                        "\xC3\xA5",
                                        "\xC2\xB5g",
                                        "\xC2\xB1",
                                        "\\+/-",
                                        "%",
                                        "\\?+",
                                        "\\[ ?\\]",
                                        ",\\s*",
                                        "[?%]",
                                        "\xE2\x80\x93",
                                        "\xC5\xBF",
                                        "\xE2\x84\xAA",
                                        "\\Qa b\\E",
                                        "(?#c)",
                                        "\\Qs+\\E",
                                        "^",
                                        "$",
                                        "\\A",
                                        "\\z",
                                        "(?<!\\w)",
                                        "(?!\\w)",
                                        "(?=a)",
                                        "(?!b)",
                                        "(?<=e)",
                                        "(?<!s)",
                                        "(?=.*pain)",
                                        "\\bknee\\b",
                                        "\\v",
                                        "\\H",
                                        "[^\\s]",
                                        "\\w+",
                                        "\\w*",
                                        "\\d{1,3}",
                                        "\\w*itis\\b",
                                        "\\bost\\w+",
                                        "{",
                                        "a{",
                                        "\\Z",
                                        "[b-e]{2}",
                                        "\\E",
                                        "-"};

static const char *const maker_rare[] = {
    "(?i)",      "(?-i)a",  "(?i:b)",    "\\K",          "\\G",   "(?1)",
    "(*ACCEPT)", "(?R)?",   "(?|a|b)",   "(?(?=a)ab|b)", "\\C",   "[[:<:]]",
    "(?x)a b",   "(*SKIP)", "\\N{U+61}", "a{2}{2}",      "a{,2}", "(?m)^"};

static const char *const maker_repeats[] = {"?",    "*",      "+",      "??",  "*?",    "+?",
                                            "?+",   "*+",     "++",     "{2}", "{1,2}", "{0,3}",
                                            "{2,}", "{1,2}?", "{0,2}+", "{3}"};

static inline void maker_alternatives(struct pattern_maker *m, int depth);

static inline void maker_group(struct pattern_maker *m, int depth)
{
    static const char *const opens[] = {"(?:", "(?:",  "(?:",  "(?:",  "(",
                                        "(?>", "(?'n", "(?<n", "(?P<n"};
    const char *open = MAKER_PICK(m, opens);
    char name[16];

    maker_put(m, open);
    if (open[strlen(open) - 1] == 'n') {
        snprintf(name, sizeof name, "%u%c", m->names++ % 4, open[2] == '\'' ? '\'' : '>');
        maker_put(m, name);
    }
    maker_alternatives(m, depth - 1);
    maker_put(m, ")");
}

static inline void maker_item(struct pattern_maker *m, int depth)
{
    unsigned kind = maker_random(m, 100);

    if (kind < 45)
        maker_put(m, MAKER_PICK(m, maker_words));
    else if (kind < 62)
        maker_put(m, MAKER_PICK(m, maker_gaps));
    else if (kind < 76)
        maker_put(m, MAKER_PICK(m, maker_odd));
    else if (kind < 78)
        maker_put(m, MAKER_PICK(m, maker_rare));
    else if (depth > 0)
        maker_group(m, depth);
    else
        maker_put(m, MAKER_PICK(m, maker_words));
    if (maker_random(m, 100) < 18)
        maker_put(m, MAKER_PICK(m, maker_repeats));
}

static inline void maker_alternatives(struct pattern_maker *m, int depth)
{
    static const unsigned char counts[] = {1, 1, 1, 2, 2, 3, 5};
    unsigned alternatives = MAKER_PICK(m, counts);

    for (unsigned i = 0; i < alternatives; i++) {
        unsigned items = 1 + maker_random(m, 4);
        if (i)
            maker_put(m, "|");
        for (unsigned k = 0; k < items; k++) {
            if (k && maker_random(m, 3))
                maker_put(m, MAKER_PICK(m, maker_gaps));
            maker_item(m, depth);
        }
    }
}

/* A pattern, as an author would write it. */
static inline const char *maker_pattern(struct pattern_maker *m)
{
    m->n = 0;
    m->p[0] = '\0';
    m->names = 0;
    maker_alternatives(m, 3);
    return m->p;
}

static inline const char *maker_text(struct pattern_maker *m)
{
    static const char *const between[] = {
        " ", " ",   " ",  " ", " ",  " ", "  ",   "\n", "\t ",      ", ",
        "-", ".",   ". ", "",  "; ", "'", "\r\n", "_",  "\xC2\xA0", " \xE2\x80\x93 ",
        "/", "\n\n"};
    static const char *const others[] = {"\xC5\xBF",
                                         "\xE2\x84\xAA",
                                         "di\xC5\xBF"
                                         "abetes",
                                         "\xC3\xA9",
                                         "\xC3\x89T",
                                         "\xC3\x85",
                                         "\xE2\x84\xAB",
                                         "\xCE\xBCg",
                                         "\xC2\xB1",
                                         "+/-",
                                         "5%",
                                         "??",
                                         "[ ]",
                                         "[]",
                                         "kneepain",
                                         "12",
                                         "KNEE",
                                         "knee\xC5\xBF",
                                         "\xC5\xBF"
                                         "pain",
                                         "\xE2\x84\xAA"
                                         "idney",
                                         "neuritis",
                                         "osteoma",
                                         "aab",
                                         "bb",
                                         "patient",
                                         "has",
                                         "+",
                                         "(left)",
                                         "3",
                                         "PAIN:"};
    unsigned items = 1 + maker_random(m, 24);

    m->n = 0;
    m->p[0] = '\0';
    for (unsigned i = 0; i < items; i++) {
        if (maker_random(m, 4))
            maker_put(m, MAKER_PICK(m, maker_words));
        else
            maker_put(m, MAKER_PICK(m, others));
        maker_put(m, MAKER_PICK(m, between));
    }
    return m->p;
}

/* As text of an element. */
static inline void maker_escape(const char *from, char *to, size_t room)
{
    size_t n = 0;

    for (; *from && n + 6 < room; from++)
        n += (size_t)snprintf(to + n, room - n,
                              *from == '<'   ? "&lt;"
                              : *from == '>' ? "&gt;"
                              : *from == '&' ? "&amp;"
                                             : "%c",
                              *from);
}

#endif
