/* Patterns and a text: the scanner finds what every pattern finds on every segment. The input: patterns, one a line (a
 * first byte of ! makes it exact, one of - takes away the edges of words), an empty line, the text. */
#include <stdlib.h>
#include <string.h>

#include "both_ways.h"

#define MOST_PATTERNS 20
#define LONGEST_PATTERN 400
#define LONGEST_TEXT 3000

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct both_ways both;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!both_ways_start(&both))
        abort();
    return 0;
}

static void put_escaped(struct sbill_buf *b, struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '<')
            sbill_buf_z(b, "&lt;");
        else if (t.p[i] == '>')
            sbill_buf_z(b, "&gt;");
        else if (t.p[i] == '&')
            sbill_buf_z(b, "&amp;");
        else
            sbill_buf_char(b, t.p[i]);
    }
}

static void put_concept(struct sbill_buf *b, struct sbill_text pattern, unsigned number)
{
    bool exact = pattern.n && pattern.p[0] == '!', bare = pattern.n && pattern.p[0] == '-';

    sbill_buf_z(b, "<concept id='c");
    sbill_buf_u64(b, number);
    sbill_buf_z(b, exact ? "'><find case='exact'>" : bare ? "'><find whole='no'>" : "'><find>");
    put_escaped(b, (struct sbill_text){pattern.p + (exact || bare), pattern.n - (exact || bare)});
    sbill_buf_z(b, "</find></concept>");
}

static const char head[] = "<rules xmlns='urn:superbill:rules:1' id='p' version='1'>";

/* A pack of the patterns that the loader takes. */
static size_t put_patterns(struct sbill_buf *xml, struct sbill_text *rest)
{
    struct sbill_text line;
    size_t good = 0;

    sbill_buf_z(xml, head);
    while (rest->n && (line = sbill_text_cut(rest, '\n')).n && good < MOST_PATTERNS) {
        struct sbill_buf alone, section;
        size_t before;
        if (line.n > LONGEST_PATTERN)
            continue;
        sbill_buf_init(&alone, sbill_alloc_default(), 1 << 16);
        sbill_buf_z(&alone, head);
        before = alone.n;
        put_concept(&alone, line, (unsigned)good);
        sbill_buf_z(&alone, "</rules>");
        if (both_ways_section(sbill_buf_view(&alone), &section) == SBILL_OK) {
            sbill_buf_add(xml, alone.p + before, alone.n - before - strlen("</rules>"));
            sbill_buf_free(&section);
            good++;
        }
        sbill_buf_free(&alone);
    }
    sbill_buf_z(xml, "</rules>");
    return good;
}

static void compare(struct sbill_text xml, struct sbill_text text)
{
    struct sbill_rules *rules;
    struct sbill_buf section;
    struct sbill_text bytes;

    if (both_ways_section(xml, &section) != SBILL_OK)
        abort(); /* each of its patterns was taken */
    bytes = sbill_buf_view(&section);
    if (sbill_rules_new(sbill_alloc_default(), &bytes, 1, NULL, &rules, NULL) != SBILL_OK)
        abort();
    if (both_ways(&both, rules, text) == BOTH_WAYS_DIFFERENT)
        abort();
    sbill_rules_free(rules);
    sbill_buf_free(&section);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sbill_text rest = {(const char *)data, size};
    struct sbill_buf xml;

    if (sbill_utf8_check(rest) != size)
        return 0;
    sbill_buf_init(&xml, sbill_alloc_default(), 1 << 20);
    if (put_patterns(&xml, &rest)) {
        rest.n = rest.n > LONGEST_TEXT ? LONGEST_TEXT : rest.n;
        rest.n = sbill_utf8_check(rest);
        compare(sbill_buf_view(&xml), rest);
    }
    sbill_buf_free(&xml);
    return 0;
}
