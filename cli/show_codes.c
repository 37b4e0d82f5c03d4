/* Codes with their evidence, what was withheld and why, questions to the provider. */
#include <string.h>

#include "cli.h"

#define TITLE 12 /* column where titles start */

/* Who says so: the rule and the guideline, or the person who decided. */
static void show_grounds(struct sbill_cli_page *page, int32_t item, size_t i)
{
    struct sbill_cli_words *t = &page->words;

    if (!sbill_cli_add_field(page, item, i, SBILL_F_RULE))
        return;
    sbill_cli_add(t, " ");
    sbill_cli_add_field(page, item, i, SBILL_F_RULE_VERSION);
    size_t before = t->n;
    sbill_cli_add(t, "; ");
    if (!sbill_cli_add_field(page, item, i, SBILL_F_GUIDELINE))
        sbill_cli_cut(t, before);
    printf("%*srule ", TITLE, "");
    sbill_cli_print_words(stdout, t, TITLE + 5, TITLE + 5);
}

static void show_decision(struct sbill_cli_page *page, int32_t item, size_t i)
{
    static const struct {
        int32_t field;
        const char *before;
    } parts[] = {{SBILL_F_BY, " by "}, {SBILL_F_AT, ", "}, {SBILL_F_REASON, ": "}};
    struct sbill_cli_words *t = &page->words;

    if (page->redact || (!sbill_cli_field_is(page, item, i, SBILL_F_STATUS, "confirmed") &&
                         !sbill_cli_field_is(page, item, i, SBILL_F_STATUS, "rejected")))
        return;
    sbill_cli_add_field(page, item, i, SBILL_F_STATUS);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        size_t before = t->n;
        sbill_cli_add(t, "%s", parts[k].before);
        if (!sbill_cli_add_field(page, item, i, parts[k].field))
            sbill_cli_cut(t, before);
    }
    printf("%*s", TITLE, "");
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
}

/* "  E11.22    " up to the column of titles; the modifiers of a service stand behind its code: 99214-25. */
static void show_code(struct sbill_cli_page *page, int32_t item, size_t i,
                      enum sbill_cli_style style)
{
    struct sbill_cli_words *t = &page->words;

    if (!sbill_cli_add_field(page, item, i, SBILL_F_CODE))
        sbill_cli_add(t, "-");
    size_t before = t->n;
    sbill_cli_add(t, "-");
    if (item != SBILL_ITEM_LINE || !sbill_cli_add_field(page, item, i, SBILL_F_MODIFIERS))
        sbill_cli_cut(t, before);
    for (size_t k = before + 1; k < t->n; k++) /* they come as 25:59 */
        t->p[k] = t->p[k] == ':' ? '-' : t->p[k];
    fputs("  ", stdout);
    sbill_cli_paint(stdout, style, t->p ? t->p : "-");
    int at = 2 + sbill_cli_columns_of(t->p, t->n);
    t->n = 0;
    printf("%*s", at < TITLE ? TITLE - at : 1, "");
}

/* What came with the record is not said: it is the usual. */
static void add_status(struct sbill_cli_page *page, int32_t item, size_t i)
{
    if (sbill_cli_field_is(page, item, i, SBILL_F_STATUS, "entered"))
        return;
    sbill_cli_add(&page->words, " (");
    sbill_cli_add_field(page, item, i, SBILL_F_STATUS);
    sbill_cli_add(&page->words, ")");
}

static bool is_duplicate(struct sbill_cli_page *page, size_t withheld)
{
    return sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, withheld, SBILL_F_REASON, "duplicate");
}

/* A rule that finds what is entered already is withheld as a duplicate: its evidence supports the entered code. */
static void show_support(struct sbill_cli_page *page, int32_t item, size_t i)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_WITHHELD);
    char code[SBILL_CLI_WORD];

    snprintf(code, sizeof code, "%s", sbill_text(page->e, item, i, SBILL_F_CODE, NULL));
    for (size_t k = 0; k < n; k++)
        if (is_duplicate(page, k) &&
            sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, k, SBILL_F_CODE, code))
            sbill_cli_show_evidence(page, SBILL_ITEM_WITHHELD, k, TITLE);
}

static void show_diagnosis(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;

    show_code(page, SBILL_ITEM_DIAGNOSIS, i, SBILL_BOLD);
    if (!sbill_cli_add_field(page, SBILL_ITEM_DIAGNOSIS, i, SBILL_F_TITLE))
        sbill_cli_add(t, "(no title: the code is not in the book)");
    add_status(page, SBILL_ITEM_DIAGNOSIS, i);
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
    sbill_cli_show_evidence(page, SBILL_ITEM_DIAGNOSIS, i, TITLE);
    show_support(page, SBILL_ITEM_DIAGNOSIS, i);
    show_grounds(page, SBILL_ITEM_DIAGNOSIS, i);
    show_decision(page, SBILL_ITEM_DIAGNOSIS, i);
}

static void show_line(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;
    char word[SBILL_CLI_WORD];
    int64_t units = sbill_number(page->e, SBILL_ITEM_LINE, i, SBILL_F_UNITS);

    show_code(page, SBILL_ITEM_LINE, i, SBILL_BOLD);
    bool titled = sbill_cli_add_field(page, SBILL_ITEM_LINE, i, SBILL_F_TITLE);
    if (units != SBILL_NONE && (units != 1000 || !titled))
        sbill_cli_add(t, "%s%s %s", titled ? ", " : "", sbill_cli_quantity(units, word),
                      units == 1000 ? "unit" : "units");
    add_status(page, SBILL_ITEM_LINE, i);
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
    sbill_cli_show_evidence(page, SBILL_ITEM_LINE, i, TITLE);
    show_support(page, SBILL_ITEM_LINE, i);
    show_grounds(page, SBILL_ITEM_LINE, i);
    show_decision(page, SBILL_ITEM_LINE, i);
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

/* Set aside for the assessment as a whole, not for one code of it. */
static bool by_assessment(struct sbill_cli_page *page, size_t i)
{
    return sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON, "suppressed") &&
           sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, i, SBILL_F_TEXT, "assessment");
}

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
        {"suppressed", "a symptom is not coded beside an established diagnosis"},
        {"not-managed", "it is listed, but the note does not manage it"},
        {"not-billable", "the code is not complete"},
        {"not-in-force", "the code is not in force on the date of service"},
        {"rejected", "a person rejected it"},
        {"not-stated", "the note does not say enough to choose the code"},
        {"no-condition", "it says how an injury came about, and no injury is coded"},
        {"section", "the section of the note does not count"},
    };

    if (by_assessment(page, i))
        return "the assessment says what the complaint came to";
    for (size_t k = 0; k < sizeof table / sizeof *table; k++)
        if (sbill_cli_field_is(page, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON, table[k].reason))
            return table[k].words;
    return NULL;
}

static void show_hit(struct sbill_cli_page *page, size_t i)
{
    struct sbill_cli_words *t = &page->words;
    const char *words = reason_words(page, i);

    show_code(page, SBILL_ITEM_WITHHELD, i, SBILL_DIM);
    if (words)
        sbill_cli_add(t, "%s", words);
    else
        sbill_cli_add_field(page, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON);
    size_t before = t->n;
    sbill_cli_add(t, ": ");
    if (page->redact || by_assessment(page, i) ||
        !sbill_cli_add_field(page, SBILL_ITEM_WITHHELD, i, SBILL_F_TEXT))
        sbill_cli_cut(t, before);
    sbill_cli_print_words(stdout, t, TITLE, TITLE);
    sbill_cli_show_evidence(page, SBILL_ITEM_WITHHELD, i, TITLE);
    show_grounds(page, SBILL_ITEM_WITHHELD, i);
}

void sbill_cli_show_withheld(struct sbill_cli_page *page)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_WITHHELD);
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        if (is_duplicate(page, i))
            continue;
        if (!any)
            sbill_cli_heading("Withheld");
        any = true;
        show_hit(page, i);
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
