/* Codes with their evidence, what was withheld and why, questions to the provider. */
#include <string.h>

#include "cli.h"

#define TITLE 12 /* column where titles start */

static void add_dim(struct sbill_cli_page *page, int indent)
{
    if (!page->words.n)
        return;
    printf("%*s", indent, "");
    sbill_cli_print_words(stdout, &page->words, indent, indent);
}

/* Who says so: the rule and the guideline, or the person who decided. */
static void show_grounds(struct sbill_cli_page *page, int32_t item, size_t i)
{
    struct sbill_cli_words *t = &page->words;
    size_t n = t->n;

    if (sbill_cli_add_field(page, item, i, SBILL_F_RULE)) {
        sbill_cli_add(t, " ");
        sbill_cli_add_field(page, item, i, SBILL_F_RULE_VERSION);
    }
    if (t->n > n) {
        sbill_cli_add(t, "; ");
        if (!sbill_cli_add_field(page, item, i, SBILL_F_GUIDELINE))
            t->n -= 2;
        t->p[t->n] = '\0';
        printf("%*srule ", TITLE, "");
        sbill_cli_print_words(stdout, t, TITLE + 5, TITLE + 5);
    }
    bool decided = sbill_cli_field_is(page, item, i, SBILL_F_STATUS, "confirmed") ||
                   sbill_cli_field_is(page, item, i, SBILL_F_STATUS, "rejected");
    if (!decided || page->redact)
        return;
    sbill_cli_add_field(page, item, i, SBILL_F_STATUS);
    sbill_cli_add(t, " by ");
    sbill_cli_add_field(page, item, i, SBILL_F_BY);
    sbill_cli_add(t, ", ");
    sbill_cli_add_field(page, item, i, SBILL_F_AT);
    sbill_cli_add(t, " ");
    sbill_cli_add_field(page, item, i, SBILL_F_REASON);
    add_dim(page, TITLE);
}

/* "  E11.22    " up to the column of titles. */
static void show_code(struct sbill_cli_page *page, int32_t item, size_t i,
                      enum sbill_cli_style style)
{
    struct sbill_cli_words *t = &page->words;

    if (!sbill_cli_add_field(page, item, i, SBILL_F_CODE))
        sbill_cli_add(t, "-");
    fputs("  ", stdout);
    sbill_cli_paint(stdout, style, t->p ? t->p : "-");
    int at = 2 + sbill_cli_columns_of(t->p, t->n);
    t->n = 0;
    printf("%*s", at < TITLE ? TITLE - at : 1, "");
}

static void show_diagnosis(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;

    show_code(page, SBILL_ITEM_DIAGNOSIS, i, SBILL_BOLD);
    if (!sbill_cli_add_field(page, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_TITLE))
        sbill_cli_add(t, "(no title: the code is not in the book)");
    sbill_cli_add(t, "  (");
    sbill_cli_add_field(page, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_STATUS);
    sbill_cli_add(t, ")");
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
    sbill_cli_show_evidence(page, SBILL_ITEM_DIAGNOSIS, i, TITLE);
    show_grounds(page, SBILL_ITEM_DIAGNOSIS, i);
}

static void show_line(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;
    char word[SBILL_CLI_WORD];
    int64_t units = sbill_number(page->e, SBILL_ITEM_LINE, i, SBILL_F_UNITS);

    show_code(page, SBILL_ITEM_LINE, i, SBILL_BOLD);
    if (sbill_cli_add_field(page, SBILL_ITEM_LINE, i, SBILL_F_TITLE))
        sbill_cli_add(t, "  ");
    sbill_cli_add(t, "(");
    sbill_cli_add_field(page, SBILL_ITEM_LINE, i, SBILL_F_STATUS);
    sbill_cli_add(t, ")  ");
    size_t n = t->n;
    sbill_cli_add(t, "modifiers ");
    if (!sbill_cli_add_field(page, SBILL_ITEM_LINE, i, SBILL_F_MODIFIERS))
        t->n = n;
    if (units != SBILL_NONE)
        sbill_cli_add(t, "%s x %s", t->n > n ? " " : "", sbill_cli_quantity(units, word));
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
    sbill_cli_show_evidence(page, SBILL_ITEM_LINE, i, TITLE);
    show_grounds(page, SBILL_ITEM_LINE, i);
}

void sbill_cli_show_codes(struct sbill_cli_page *page)
{
    size_t diagnoses = sbill_count(page->e, SBILL_ITEM_DIAGNOSIS);
    size_t lines = sbill_count(page->e, SBILL_ITEM_LINE);

    if (diagnoses)
        sbill_cli_heading("Diagnoses");
    for (size_t i = 0; i < diagnoses; i++)
        show_diagnosis(page, i);
    if (lines)
        sbill_cli_heading("Services");
    for (size_t i = 0; i < lines; i++)
        show_line(page, i);
}

/* ---- withheld ------------------------------------------------------------------------------------------- */

static const char *reason_words(struct sbill_cli_page *page, size_t i)
{
    static const struct {
        const char *reason, *words;
    } table[] = {
        {"negated", "the note denies it"},
        {"uncertain", "the note is not certain; outpatient claims do not code it"},
        {"hypothetical", "the note speaks of what might be"},
        {"historical", "it is past"},
        {"family", "a relative has it"},
        {"other-person", "somebody else has it"},
        {"resolved", "it is resolved"},
        {"planned", "it is only planned"},
        {"guard", "a condition of the rule is not met"},
        {"replaced", "another code says it together with more"},
        {"suppressed", "it belongs to a diagnosis that is coded"},
        {"not-managed", "it is listed, but the note does not manage it"},
        {"not-billable", "the code is not complete"},
        {"not-in-force", "the code is not in force on the date of service"},
        {"duplicate", "it is there already"},
        {"rejected", "a person rejected it"},
        {"limit", "the pattern met its limit; look at the note yourself"},
        {"section", "the section of the note does not count"},
    };

    for (size_t k = 0; k < sizeof table / sizeof *table; k++)
        if (sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON, table[k].reason))
            return table[k].words;
    return NULL;
}

void sbill_cli_show_withheld(struct sbill_cli_page *page)
{
    struct sbill_cli_words *t = &page->words;
    size_t n = sbill_count(page->e, SBILL_ITEM_WITHHELD);

    if (n)
        sbill_cli_heading("Withheld");
    for (size_t i = 0; i < n; i++) {
        const char *words = reason_words(page, i);
        show_code(page, SBILL_ITEM_WITHHELD, i, SBILL_DIM);
        if (words)
            sbill_cli_add(t, "%s", words);
        else
            sbill_cli_add_field(page, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON);
        sbill_cli_print_words(stdout, t, TITLE, TITLE);
        sbill_cli_show_evidence(page, SBILL_ITEM_WITHHELD, i, TITLE);
        show_grounds(page, SBILL_ITEM_WITHHELD, i);
    }
}

void sbill_cli_show_queries(struct sbill_cli_page *page)
{
    struct sbill_cli_words *t = &page->words;
    size_t n = sbill_count(page->e, SBILL_ITEM_QUERY);

    if (n)
        sbill_cli_heading("Questions to the provider");
    for (size_t i = 0; i < n; i++) {
        fputs("  ? ", stdout);
        sbill_cli_add_field(page, SBILL_ITEM_QUERY, i, SBILL_F_TEXT);
        sbill_cli_print_words(stdout, t, 4, 4);
        sbill_cli_show_evidence(page, SBILL_ITEM_QUERY, i, 4);
    }
}
