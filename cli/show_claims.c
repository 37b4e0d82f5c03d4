/* Claims with their lines, as they would stand on the form. */
#include <string.h>

#include "cli.h"

/* A field of a line, padded to a column of the table. */
static void show_cell(struct sbill_cli_page *page, size_t i, int32_t field, int wide)
{
    struct sbill_cli_words *t = &page->words;

    sbill_cli_add_field(page, SBILL_ITEM_CLAIM_LINE, i, field);
    int columns = sbill_cli_columns_of(t->p, t->n);
    printf("%.*s%*s", (int)t->n, t->p ? t->p : "", columns < wide ? wide - columns : 1, "");
    t->n = 0;
}

static void show_line(struct sbill_cli_page *page, size_t i)
{
    char word[SBILL_CLI_WORD];
    int64_t date = sbill_number(page->e, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_DATE);

    printf("    %-3lld %-11s",
           (long long)sbill_number(page->e, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_NUMBER),
           date == SBILL_NONE ? "" : sbill_cli_date((int32_t)date, word));
    show_cell(page, i, SBILL_F_PLACE, 6);
    show_cell(page, i, SBILL_F_CODE, 8);
    show_cell(page, i, SBILL_F_MODIFIERS, 12);
    show_cell(page, i, SBILL_F_POINTERS, 9);
    printf("%6s ", sbill_cli_quantity(
                       sbill_number(page->e, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_UNITS), word));
    printf("%11s\n",
           sbill_cli_money(sbill_number(page->e, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_CHARGE), word));
    if (sbill_cli_add_field(page, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_SOURCE)) {
        printf("        charge from ");
        sbill_cli_print_words(stdout, &page->words, 20, 8);
    }
}

/* "A E11.22  B I12.9": letters as in box 21. */
static void show_diagnoses(struct sbill_cli_page *page, size_t claim)
{
    struct sbill_cli_words *t = &page->words;
    size_t n = 0;
    const char *codes = sbill_text(page->e, SBILL_ITEM_CLAIM, claim, SBILL_F_DIAGNOSES, &n);
    char letter = 'A';

    for (size_t i = 0; i < n;) {
        size_t k = strcspn(codes + i, ", ");
        if (k) {
            sbill_cli_add(t, "%s%c ", t->n ? ", " : "", letter++);
            sbill_cli_add_value(t, codes + i, k);
        }
        i += k + (i + k < n);
    }
    if (!t->n)
        return;
    printf("    ");
    sbill_cli_print_words(stdout, t, 4, 4);
}

/* Which payer in the row, which part of the visit, and how it stands. */
static void add_standing(struct sbill_cli_page *page, size_t claim)
{
    struct sbill_cli_words *t = &page->words;
    int64_t sequence = sbill_number(page->e, SBILL_ITEM_CLAIM, claim, SBILL_F_NUMBER);
    size_t before;

    if (sequence > 1)
        sbill_cli_add(t, " (%s payer)",
                      sequence == 2   ? "second"
                      : sequence == 3 ? "third"
                                      : "later");
    before = t->n;
    sbill_cli_add(t, ", divided: ");
    if (!sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_REASON))
        sbill_cli_cut(t, before);
    if (sbill_cli_field_is(page, SBILL_ITEM_CLAIM, claim, SBILL_F_STATUS, "draft"))
        sbill_cli_add(t, ", draft");
    if (sbill_encounter_outcome(page->e) == SBILL_OUTCOME_HOLD)
        sbill_cli_add(t, ", waits");
    else if (sbill_number(page->e, SBILL_ITEM_CLAIM, claim, SBILL_F_STOPS) == 1)
        sbill_cli_add(t, ", stopped");
}

static void show_claim(struct sbill_cli_page *page, size_t claim)
{
    struct sbill_cli_words *t = &page->words;
    char word[SBILL_CLI_WORD];
    size_t lines = sbill_count(page->e, SBILL_ITEM_CLAIM_LINE);

    sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_ID);
    sbill_cli_add(t, " to ");
    if (!sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_PAYER))
        sbill_cli_add(t, "a payer without a name");
    add_standing(page, claim);
    printf("  ");
    sbill_cli_print_words(stdout, t, 2, 4);
    show_diagnoses(page, claim);
    printf("    %-3s %-11s%-6s%-8s%-12s%-9s%6s %11s\n", "", "date", "place", "code", "modifiers",
           "for", "units", "charge");
    for (size_t i = 0; i < lines; i++)
        if (sbill_number(page->e, SBILL_ITEM_CLAIM_LINE, i, SBILL_F_CLAIM) == (int64_t)claim)
            show_line(page, i);
    sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_CURRENCY);
    printf("    %-55s %11s %.*s\n", "    total",
           sbill_cli_money(sbill_number(page->e, SBILL_ITEM_CLAIM, claim, SBILL_F_TOTAL), word),
           (int)t->n, t->p ? t->p : "");
    t->n = 0;
}

void sbill_cli_show_claims(struct sbill_cli_page *page)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_CLAIM);

    if (n)
        sbill_cli_heading(n == 1 ? "Claim" : "Claims");
    for (size_t i = 0; i < n; i++)
        show_claim(page, i);
}
