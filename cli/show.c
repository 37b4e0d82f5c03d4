/* An encounter as a biller reads it: who, when, how it ended, and what to do. */
#include <string.h>

#include "cli.h"

void sbill_cli_heading(const char *text)
{
    putchar('\n');
    sbill_cli_paint(stdout, SBILL_BOLD, text);
    putchar('\n');
}

bool sbill_cli_add_field(struct sbill_cli_page *page, int32_t item, size_t i, int32_t field)
{
    size_t n = 0;
    const char *text = sbill_text(page->e, item, i, field, &n);

    sbill_cli_add_value(&page->words, text, n);
    return n > 0;
}

bool sbill_cli_field_is(struct sbill_cli_page *page, int32_t item, size_t i, int32_t field,
                        const char *word)
{
    size_t n = 0;
    const char *text = sbill_text(page->e, item, i, field, &n);

    return n == strlen(word) && memcmp(text, word, n) == 0;
}

/* ---- the header -------------------------------------------------------------------------------------- */

static void rule_off(void)
{
    int width = sbill_cli_width(stdout);

    for (int i = 0; i < width; i++)
        putchar('-');
    putchar('\n');
}

static void add_patient(struct sbill_cli_page *page)
{
    char born[SBILL_CLI_WORD];
    int64_t birth = sbill_number(page->e, SBILL_ITEM_RECORD, 0, SBILL_F_BIRTH_DATE);

    if (page->redact) {
        sbill_cli_add(&page->words, " | patient not shown");
        return;
    }
    sbill_cli_add(&page->words, " | ");
    if (sbill_cli_add_field(page, SBILL_ITEM_RECORD, 0, SBILL_F_NAME) && birth != SBILL_NONE)
        sbill_cli_add(&page->words, " (born %s)", sbill_cli_date((int32_t)birth, born));
}

static void show_header(struct sbill_cli_page *page)
{
    char on[SBILL_CLI_WORD];
    int64_t date = sbill_number(page->e, SBILL_ITEM_RECORD, 0, SBILL_F_DATE);

    rule_off();
    if (!sbill_cli_add_field(page, SBILL_ITEM_RECORD, 0, SBILL_F_ID))
        sbill_cli_add(&page->words, "record without an id");
    if (date != SBILL_NONE)
        sbill_cli_add(&page->words, " | %s", sbill_cli_date((int32_t)date, on));
    add_patient(page);
    size_t before = page->words.n;
    sbill_cli_add(&page->words, " | ");
    if (!sbill_cli_add_field(page, SBILL_ITEM_RECORD, 0, SBILL_F_PAYER))
        sbill_cli_cut(&page->words, before);
    sbill_cli_print_words(stdout, &page->words, 0, 2);
}

/* ---- how it ended --------------------------------------------------------------------------------------- */

/* The engine's word for why there is no claim yet, in a clinic's words. */
static const char *reason_words(const char *reason, size_t n)
{
    static const struct {
        const char *reason, *words;
    } table[] = {
        {"self-pay", "the patient pays"},
        {"restricted", "the patient asked that the plan not be told (45 CFR 164.522(a)(1)(vi))"},
        {"nothing-to-bill", "there is nothing to bill"},
        {"all-payers-done", "every payer has answered"},
        {"crossed-over", "the earlier payer forwarded the claim itself"},
        {"no-diagnosis", "there is no diagnosis to bill"},
        {"unsigned-note", "a note is not signed"},
        {"on-hold", "the office holds it"},
        {"no-payer", "no payer is named"},
        {"earlier-payer", "an earlier payer has not answered yet"},
        {"reversed", "an earlier payer took its answer back"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strlen(table[i].reason) == n && memcmp(table[i].reason, reason, n) == 0)
            return table[i].words;
    return NULL;
}

void sbill_cli_add_reason(struct sbill_cli_page *page)
{
    size_t n = 0;
    const char *reason = sbill_text(page->e, SBILL_ITEM_RECORD, 0, SBILL_F_REASON, &n);
    const char *words = reason_words(reason, n);

    if (words)
        sbill_cli_add(&page->words, ": %s", words);
    else if (n) {
        sbill_cli_add(&page->words, ": ");
        sbill_cli_add_value(&page->words, reason, n);
    }
}

/* Findings of a severity; those that stop a claim for NULL. */
static size_t findings_of(struct sbill_cli_page *page, const char *severity)
{
    size_t found = 0, n = sbill_count(page->e, SBILL_ITEM_FINDING);

    for (size_t i = 0; i < n; i++)
        found += severity
                     ? sbill_cli_field_is(page, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY, severity)
                     : sbill_number(page->e, SBILL_ITEM_FINDING, i, SBILL_F_STOPS) == 1;
    return found;
}

static void add_warnings(struct sbill_cli_page *page)
{
    char many[SBILL_CLI_WORD];
    size_t n = findings_of(page, "warning");

    if (n)
        sbill_cli_add(&page->words, "; look at %s first",
                      sbill_cli_plural(n, "warning", "warnings", many));
}

static void show_outcome(struct sbill_cli_page *page)
{
    char many[SBILL_CLI_WORD];
    size_t claims = sbill_count(page->e, SBILL_ITEM_CLAIM);

    sbill_cli_plural(claims, "claim", "claims", many);
    switch (sbill_encounter_outcome(page->e)) {
    case SBILL_OUTCOME_READY:
        sbill_cli_paint(stdout, SBILL_GREEN, "Ready");
        sbill_cli_add(&page->words, ": %s may go", many);
        add_warnings(page);
        break;
    case SBILL_OUTCOME_DRAFT:
        sbill_cli_paint(stdout, SBILL_YELLOW, "Draft");
        sbill_cli_add(&page->words, ": %s on suggested codes; a person confirms them first",
                      claims == 1 ? "the claim rests" : "claims rest");
        break;
    case SBILL_OUTCOME_HOLD:
        sbill_cli_paint(stdout, SBILL_YELLOW, "On hold");
        sbill_cli_add_reason(page);
        break;
    case SBILL_OUTCOME_NO_CLAIM:
        sbill_cli_paint(stdout, SBILL_BOLD, "No claim");
        sbill_cli_add_reason(page);
        break;
    case SBILL_OUTCOME_STOPPED:
        sbill_cli_paint(stdout, SBILL_RED, "Stopped");
        sbill_cli_plural(findings_of(page, NULL), "finding stands", "findings stand", many);
        sbill_cli_add(&page->words, ": %s against it", many);
        break;
    default:
        return;
    }
    sbill_cli_add(&page->words, ".");
    sbill_cli_print_words(stdout, &page->words, 10, 2);
}

int sbill_cli_show(struct sbill_cli_work *w, unsigned parts)
{
    struct sbill_cli_page page = {w->encounter, w->redact, {NULL, 0, 0, false}};

    if (w->read > 1)
        putchar('\n');
    show_header(&page);
    show_outcome(&page);
    if (parts & SBILL_SHOW_NOTES && !page.redact)
        sbill_cli_show_notes(&page);
    if (parts & SBILL_SHOW_CODES) {
        sbill_cli_show_codes(&page);
        sbill_cli_show_withheld(&page);
        sbill_cli_show_queries(&page);
    }
    if (parts & SBILL_SHOW_FINDINGS)
        sbill_cli_show_findings(&page);
    if (parts & SBILL_SHOW_CLAIMS)
        sbill_cli_show_claims(&page);
    bool failed = page.words.failed;
    sbill_cli_words_free(&page.words);
    return failed ? sbill_cli_fail(SBILL_NOMEM, NULL, w->source) : SBILL_EXIT_CLEAN;
}
