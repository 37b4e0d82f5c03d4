/* Findings by gravity: what is wrong, where, what to do. */
#include <string.h>

#include "cli.h"

#define WORDS 8 /* column where the words of a finding start */

/* "Box 24E, 837 SV107, lines[0].diagnoses. Source: ..." */
static void show_place(struct sbill_cli_page *page, size_t i)
{
    static const struct {
        int32_t field;
        const char *before;
    } parts[] = {{SBILL_F_BOX, "box "},
                 {SBILL_F_X12, "837 "},
                 {SBILL_F_PATH, ""},
                 {SBILL_F_SOURCE, "source: "}};
    struct sbill_cli_words *t = &page->words;

    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        size_t before = t->n;
        sbill_cli_add(t, "%s%s", t->n ? "; " : "", parts[k].before);
        if (!sbill_cli_add_field(page, SBILL_ITEM_FINDING, i, parts[k].field))
            sbill_cli_cut(t, before);
    }
    if (!t->n)
        return;
    printf("%*s", WORDS, "");
    sbill_cli_print_words(stdout, t, WORDS, WORDS);
}

static void show_finding(struct sbill_cli_page *page, size_t i, enum sbill_cli_style style)
{
    struct sbill_cli_words *t = &page->words;
    char left[16];

    snprintf(left, sizeof left, "  %-6lld",
             (long long)sbill_number(page->e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER));
    sbill_cli_paint(stdout, style, left);
    if (page->redact)
        sbill_cli_add(t, "%s",
                      sbill_finding_rule(
                          (int32_t)sbill_number(page->e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER)));
    else
        sbill_cli_add_field(page, SBILL_ITEM_FINDING, i, SBILL_F_TEXT);
    if (!sbill_cli_field_is(page, SBILL_ITEM_FINDING, i, SBILL_F_SET_BY, "default") &&
        !sbill_cli_field_is(page, SBILL_ITEM_FINDING, i, SBILL_F_SET_BY, "")) {
        sbill_cli_add(t, " (gravity set by ");
        sbill_cli_add_field(page, SBILL_ITEM_FINDING, i, SBILL_F_SET_BY);
        sbill_cli_add(t, ")");
    }
    sbill_cli_print_words(stdout, t, WORDS, WORDS);
}

static void show_advice(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;

    if (page->redact)
        sbill_cli_add(t, "%s",
                      sbill_finding_action(
                          (int32_t)sbill_number(page->e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER)));
    else
        sbill_cli_add_field(page, SBILL_ITEM_FINDING, i, SBILL_F_ACTION);
    if (t->n) {
        printf("%*sDo this: ", WORDS, "");
        sbill_cli_print_words(stdout, t, WORDS + 9, WORDS);
    }
    if (!page->redact && sbill_cli_add_field(page, SBILL_ITEM_FINDING, i, SBILL_F_REPAIR)) {
        printf("%*sSafe repair: write ", WORDS, "");
        sbill_cli_print_words(stdout, t, WORDS + 19, WORDS);
    }
    show_place(page, i);
}

static size_t count_of(struct sbill_cli_page *page, const char *severity, size_t *first)
{
    size_t found = 0, n = sbill_count(page->e, SBILL_ITEM_FINDING);

    for (size_t i = n; i-- > 0;)
        if (sbill_cli_field_is(page, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY, severity)) {
            *first = i;
            found++;
        }
    return found;
}

void sbill_cli_show_findings(struct sbill_cli_page *page)
{
    static const struct {
        const char *severity, *heading;
        enum sbill_cli_style style;
        bool advice;
    } groups[] = {
        {"error", "To be put right", SBILL_RED, true},
        {"warning", "Warnings: likely to be denied or asked about", SBILL_YELLOW, true},
        {"notice", "Notices", SBILL_PLAIN, true},
        {"not-checked", "Not checked", SBILL_DIM, false},
    };
    size_t n = sbill_count(page->e, SBILL_ITEM_FINDING);

    for (size_t k = 0; k < sizeof groups / sizeof *groups; k++) {
        size_t first = 0;
        if (!count_of(page, groups[k].severity, &first))
            continue;
        sbill_cli_heading(groups[k].heading);
        for (size_t i = first; i < n; i++) {
            if (!sbill_cli_field_is(page, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY,
                                    groups[k].severity))
                continue;
            show_finding(page, i, groups[k].style);
            if (groups[k].advice)
                show_advice(page, i);
        }
    }
}
