/* An answer as a biller reads it: what the payer said, who owes what, what to do next. */
#include <string.h>

#include "answers.h"

#define TEXT 512 /* room for one value; longer ones are cut */

struct page {
    const struct sbill_cli_answers *a;
    struct sbill_cli_part answer;
    struct sbill_cli_words words;
    bool redact;
};

static const char *get(struct sbill_cli_part object, const char *key, char out[TEXT])
{
    return sbill_cli_json_text(sbill_cli_json_get(object, key), out, TEXT);
}

static bool has(struct sbill_cli_part object, const char *key)
{
    return sbill_cli_json_get(object, key).p != NULL;
}

/* Add "before VALUE after" if there is a value. */
static bool add(struct page *p, struct sbill_cli_part object, const char *before, const char *key,
                const char *after)
{
    char text[TEXT];

    if (!get(object, key, text)[0])
        return false;
    sbill_cli_add(&p->words, "%s", before);
    sbill_cli_add_value(&p->words, text, strlen(text));
    sbill_cli_add(&p->words, "%s", after);
    return true;
}

static void print(struct page *p, int indent)
{
    if (!p->words.n)
        return;
    printf("%*s", indent, "");
    sbill_cli_print_words(stdout, &p->words, indent, indent + 2);
}

/* Amounts stand under each other. */
static void add_amount(struct page *p, struct sbill_cli_part object, const char *key,
                       const char *label)
{
    char text[TEXT];

    if (get(object, key, text)[0])
        sbill_cli_add(&p->words, "%s%s %s", p->words.n ? ", " : "", label, text);
}

/* ---- the header ---------------------------------------------------------------------------------- */

static void add_patient(struct page *p)
{
    struct sbill_cli_part patient = sbill_cli_json_get(p->answer, "patient");

    if (!patient.p)
        return;
    if (p->redact) {
        sbill_cli_add(&p->words, " | patient not shown");
        return;
    }
    sbill_cli_add(&p->words, " | ");
    add(p, patient, "", "last", "");
    add(p, patient, ", ", "first", "");
}

static void show_header(struct page *p)
{
    struct sbill_cli_part payer = sbill_cli_json_get(p->answer, "payer");
    char about[TEXT];

    get(p->answer, "about", about);
    if (strcmp(about, "claim") == 0) {
        if (!add(p, p->answer, "claim ", "claim", ""))
            sbill_cli_add(&p->words, "claim without a number");
        add(p, p->answer, " | record ", "record", "");
        add_patient(p);
    } else if (strcmp(about, "payment") == 0) {
        add(p, p->answer, "payment of ", "paid", "");
        add(p, p->answer, " | ", "trace", "");
        get(p->answer, "count", about);
        add(p, p->answer, " | for ", "count", strcmp(about, "1") == 0 ? " claim" : " claims");
    } else {
        sbill_cli_add(&p->words, "%s", about);
        add(p, sbill_cli_json_get(p->answer, "at"), " of group ", "group", "");
        add(p, sbill_cli_json_get(p->answer, "at"), ", set ", "set", "");
        add(p, p->answer, " | ", "trace", "");
    }
    add(p, payer, " | ", "name", "");
    add(p, p->answer, " | payer's number ", "payer_claim", "");
    putchar('\n');
    sbill_cli_print_words(stdout, &p->words, 0, 2);
}

static void show_outcome(struct page *p)
{
    struct sbill_cli_part status = sbill_cli_json_get(p->answer, "status");
    struct sbill_cli_part at = sbill_cli_json_get(p->answer, "at");
    char code[TEXT];

    if (!has(p->answer, "outcome"))
        return;
    add(p, p->answer, "", "outcome", "");
    /* A remittance has more codes than outcomes; elsewhere the outcome is the code. */
    if (!add(p, status, ": ", "text", "") &&
        strcmp(get(p->answer, "outcome", code), "unknown") == 0)
        add(p, status, ", code ", "code", "");
    add(p, status, "; reason ", "reason", "");
    add(p, status, ": ", "reason_text", "");
    add(p, sbill_cli_json_get(p->answer, "next_payer"), "; forwarded to ", "name", "");
    add(p, p->answer, " (", "answer", "");
    add(p, p->answer, " of ", "date", "");
    add(p, at, ", segment ", "segment", "");
    sbill_cli_add(&p->words, ")");
    print(p, 2);
}

/* ---- money --------------------------------------------------------------------------------------- */

static void show_money(struct page *p)
{
    struct sbill_cli_part shares = sbill_cli_json_get(p->answer, "shares");
    char about[TEXT];

    if (strcmp(get(p->answer, "about", about), "payment") == 0)
        return;
    add_amount(p, p->answer, "charge", "charged");
    add_amount(p, p->answer, "paid", "paid");
    add_amount(p, shares, "patient", "patient's share");
    add_amount(p, shares, "contract", "taken off by contract or refused (CO)");
    add_amount(p, shares, "payer_reduction", "reduced by the payer (PI)");
    add_amount(p, shares, "other", "other, such as earlier payers (OA)");
    add_amount(p, shares, "correction", "correction (CR)");
    print(p, 2);
}

/* "CO 45 5.00" */
static void add_adjustments(struct page *p, struct sbill_cli_part object)
{
    struct sbill_cli_part list = sbill_cli_json_get(object, "adjustments"), at = {NULL, 0};
    bool first = true;

    while (sbill_cli_json_next(list, &at, NULL)) {
        add(p, at, first ? "" : ", ", "group", "");
        add(p, at, " ", "reason", "");
        add(p, at, " ", "amount", "");
        first = false;
    }
}

static void show_line(struct page *p, struct sbill_cli_part line)
{
    struct sbill_cli_part modifiers = sbill_cli_json_get(line, "modifiers"), at = {NULL, 0};
    char number[TEXT], date[TEXT], code[TEXT], charge[TEXT], paid[TEXT];

    if (!get(line, "code", code)[0])
        get(line, "revenue_code", code);
    for (size_t n = strlen(code); sbill_cli_json_next(modifiers, &at, NULL) && n < 40;
         n = strlen(code)) {
        char modifier[SBILL_CLI_WORD];
        sbill_cli_json_text(at, modifier, sizeof modifier);
        snprintf(code + n, TEXT - n, " %s", modifier);
    }
    printf("    %-3.3s %-11.10s%-14.24s%12.18s", get(line, "record_line", number),
           get(line, "date_from", date), code, get(line, "charge", charge));
    if (get(line, "paid", paid)[0])
        printf("%12.18s", paid);
    add_adjustments(p, line);
    if (p->words.n)
        fputs("  ", stdout);
    sbill_cli_print_words(stdout, &p->words, 58, 58);
}

static void show_lines(struct page *p)
{
    struct sbill_cli_part lines = sbill_cli_json_get(p->answer, "lines"), at = {NULL, 0};

    if (!lines.p)
        return;
    printf("    %-3s %-11s%-14s%12s%12s\n", "", "date", "code", "charged", "paid");
    while (sbill_cli_json_next(lines, &at, NULL))
        show_line(p, at);
}

/* ---- reasons --------------------------------------------------------------------------------------- */

/* One code with its words, "description not loaded" where the book has no list. */
static void show_reason(const char *label, struct sbill_cli_part code, const char *words)
{
    char left[TEXT], value[64];

    sbill_cli_json_text(code, value, sizeof value);
    if (!value[0])
        return;
    snprintf(left, sizeof left, "    %s %s", label, value);
    sbill_cli_columns(stdout, 19, left, words[0] ? words : "description not loaded");
}

/* Codes stand once, however many lines have them: `seen` keeps those shown. */
static bool is_new(struct sbill_cli_words *seen, const char *list, struct sbill_cli_part code)
{
    char key[64], value[SBILL_CLI_WORD];

    snprintf(key, sizeof key, "|%s %s|", list, sbill_cli_json_text(code, value, sizeof value));
    if (seen->p && strstr(seen->p, key))
        return false;
    sbill_cli_add(seen, "%s", key);
    return true;
}

static void show_codes(struct sbill_cli_part object, struct sbill_cli_words *seen)
{
    static const struct {
        const char *list, *code, *label;
    } lists[] = {{"adjustments", "reason", "reason"}, {"remarks", "code", "remark"}};
    char words[TEXT];

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct sbill_cli_part list = sbill_cli_json_get(object, lists[i].list), at = {NULL, 0};
        while (sbill_cli_json_next(list, &at, NULL)) {
            struct sbill_cli_part code = sbill_cli_json_get(at, lists[i].code);
            if (is_new(seen, lists[i].label, code))
                show_reason(lists[i].label, code, get(at, "text", words));
        }
    }
}

/* "rejected, something is wrong: 562 (billing provider): description not loaded" */
static void show_statuses(struct page *p, struct sbill_cli_part object, const char *before)
{
    struct sbill_cli_part list = sbill_cli_json_get(object, "statuses"), at = {NULL, 0};

    while (sbill_cli_json_next(list, &at, NULL)) {
        sbill_cli_add(&p->words, "%s", before);
        add(p, at, "", "category", "");
        add(p, at, " (", "category_text", ")");
        add(p, at, ", status ", "code", "");
        add(p, at, ", ", "entity_text", "");
        if (!add(p, at, ": ", "text", ""))
            sbill_cli_add(&p->words, ": description not loaded");
        if (!p->redact)
            add(p, at, "; payer's note: ", "message", "");
        print(p, 4);
    }
}

static void show_line_statuses(struct page *p)
{
    struct sbill_cli_part lines = sbill_cli_json_get(p->answer, "lines"), at = {NULL, 0};
    char before[TEXT + 16], code[TEXT];

    while (sbill_cli_json_next(lines, &at, NULL)) {
        snprintf(before, sizeof before, "%s: ", get(at, "code", code));
        show_statuses(p, at, before);
    }
}

static void show_faults(struct page *p)
{
    struct sbill_cli_part list = sbill_cli_json_get(p->answer, "errors"), at = {NULL, 0};

    while (sbill_cli_json_next(list, &at, NULL)) {
        add(p, at, "segment ", "position", "");
        add(p, at, " ", "segment", "");
        add(p, at, ", loop ", "loop", "");
        add(p, at, ", element ", "element", "");
        add(p, at, ", part ", "component", "");
        if (!add(p, at, ": ", "text", ""))
            add(p, at, ": code ", "code", "");
        if (!p->redact)
            add(p, at, " (", "value", ")");
        add(p, at, "; line ", "line", "");
        add(p, at, "; claim ", "claim", "");
        print(p, 4);
    }
}

static void show_provider_adjustments(struct page *p)
{
    struct sbill_cli_part list = sbill_cli_json_get(p->answer, "provider_adjustments"),
                          at = {NULL, 0};

    while (sbill_cli_json_next(list, &at, NULL)) {
        add(p, at, "provider adjustment ", "amount", "");
        add(p, at, ", ", "reason", "");
        add(p, at, ": ", "reason_text", "");
        add(p, at, ", reference ", "reference", "");
        print(p, 4);
    }
}

static void show_reasons(struct page *p)
{
    struct sbill_cli_part lines = sbill_cli_json_get(p->answer, "lines"), at = {NULL, 0};
    struct sbill_cli_words seen = {NULL, 0, 0, false};

    show_codes(p->answer, &seen);
    while (sbill_cli_json_next(lines, &at, NULL))
        show_codes(at, &seen);
    sbill_cli_words_free(&seen);
    show_statuses(p, p->answer, "");
    show_line_statuses(p);
    show_faults(p);
    show_provider_adjustments(p);
}

/* ---- what follows ------------------------------------------------------------------------------------ */

static int32_t number_from(const char *digits)
{
    int32_t n = 0;

    for (; *digits >= '0' && *digits <= '9' && n < 100000; digits++)
        n = n * 10 + (*digits - '0');
    return n;
}

static void show_findings(struct page *p)
{
    struct sbill_cli_part list = sbill_cli_json_get(p->answer, "findings"), at = {NULL, 0};
    char left[16], number[TEXT], severity[TEXT];

    while (sbill_cli_json_next(list, &at, NULL)) {
        snprintf(left, sizeof left, "  %-6.8s", get(at, "number", number));
        get(at, "severity", severity);
        sbill_cli_paint(stdout,
                        strcmp(severity, "error") == 0     ? SBILL_RED
                        : strcmp(severity, "warning") == 0 ? SBILL_YELLOW
                                                           : SBILL_PLAIN,
                        left);
        if (p->redact) {
            sbill_cli_add(&p->words, "%s", sbill_finding_rule(number_from(number)));
        } else {
            add(p, at, "", "words", " ");
            add(p, at, "", "action", "");
        }
        sbill_cli_print_words(stdout, &p->words, 8, 8);
    }
}

static void show_edits(struct page *p)
{
    struct sbill_cli_part list = sbill_cli_json_get(p->answer, "edits"), at = {NULL, 0};
    bool first = true;

    while (sbill_cli_json_next(list, &at, NULL)) {
        add(p, at, first ? "Our own edits that look at this: " : ", ", "number", "");
        add(p, at, " (", "because", "");
        sbill_cli_add(
            &p->words, "%s",
            sbill_cli_json_true(sbill_cli_json_get(at, "raised")) ? "; your record has it)" : ")");
        first = false;
    }
    if (!first)
        sbill_cli_add(&p->words, "; superbill explain NUMBER says more");
    print(p, 2);
}

static void show_next(struct page *p, size_t i)
{
    struct sbill_cli_part list = sbill_cli_json_get(p->answer, "next"), at = {NULL, 0};

    while (sbill_cli_json_next(list, &at, NULL)) {
        printf("  Do this: ");
        add(p, at, "", "text", "");
        add(p, at, " (", "amount", ")");
        sbill_cli_print_words(stdout, &p->words, 11, 11);
    }
    if (p->a->v[i].refused) {
        printf("  Not taken into the record: ");
        sbill_cli_add(&p->words, "%s", p->a->v[i].refused);
        sbill_cli_print_words(stdout, &p->words, 29, 11);
    }
}

void sbill_cli_show_answer(const struct sbill_cli_answers *a, size_t i,
                           struct sbill_cli_part answer)
{
    struct page p = {a, answer, {NULL, 0, 0, false}, a->work.redact};
    char about[TEXT];

    show_header(&p);
    show_outcome(&p);
    show_money(&p);
    show_lines(&p);
    show_reasons(&p);
    if (a->has_claims && !has(answer, "record") &&
        strcmp(get(answer, "about", about), "claim") == 0)
        puts("  not among the claims that were given");
    show_findings(&p);
    show_edits(&p);
    show_next(&p, i);
    sbill_cli_words_free(&p.words);
}
