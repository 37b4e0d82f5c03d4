/* superbill book diff: which codes, edits and rules differ between two books, and what that does to records. */
#include <stdlib.h>
#include <string.h>

#include "book_diff.h"

#define SHOWN 12 /* changes of a table that are shown without --all */

static size_t number_of(struct sbill_cli_part object, const char *key)
{
    char text[SBILL_CLI_WORD];

    return strtoul(sbill_cli_json_text(sbill_cli_json_get(object, key), text, sizeof text), NULL,
                   10);
}

/* ---- tables ---------------------------------------------------------------------------------------- */

/* A value of the report, however long. */
static void add_value(struct sbill_cli_words *t, struct sbill_cli_part v)
{
    char *room = malloc(v.n + 1);

    if (!room) {
        t->failed = true;
        return;
    }
    sbill_cli_json_text(v, room, v.n + 1);
    sbill_cli_add_value(t, room, strlen(room));
    free(room);
}

static bool add_member(struct sbill_cli_words *t, const char *before, struct sbill_cli_part object,
                       const char *key)
{
    struct sbill_cli_part v = sbill_cli_json_get(object, key);

    if (!v.p)
        return false;
    sbill_cli_add(t, "%s", before);
    add_value(t, v);
    return true;
}

static void print_change(struct sbill_cli_part change, struct sbill_cli_words *t)
{
    char kind[16];

    sbill_cli_json_text(sbill_cli_json_get(change, "change"), kind, sizeof kind);
    add_member(t, "", change, "key");
    if (strcmp(kind, "dated") == 0) {
        sbill_cli_add(t, ": the same today; other dates");
        add_member(t, ", on ", change, "on");
    }
    if (add_member(t, strcmp(kind, "ended") == 0 ? ": " : "; was: ", change, "old"))
        add_member(t, "; is: ", change, "new");
    else
        add_member(t, ": ", change, "new");
    printf("  %-9s", kind);
    sbill_cli_print_words(stdout, t, 11, 13);
}

static void print_table(struct sbill_cli_part table, bool all, struct sbill_cli_words *t)
{
    static const char *const kinds[] = {"added", "ended", "changed", "dated"};
    struct sbill_cli_part list = sbill_cli_json_get(table, "changes"), at = {NULL, 0};
    size_t shown = 0, changes = 0;
    char name[64], only[8];

    printf("\n");
    sbill_cli_paint(stdout, SBILL_BOLD,
                    sbill_cli_json_text(sbill_cli_json_get(table, "table"), name, sizeof name));
    if (sbill_cli_json_text(sbill_cli_json_get(table, "only_in"), only, sizeof only)[0]) {
        printf(": only in the %s book\n", only);
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        size_t n = number_of(table, kinds[i]);
        if (n)
            printf("%s %zu %s", changes ? "," : ":", n, kinds[i]);
        changes += n;
    }
    printf("%s\n", changes ? "" : ": the same");
    while ((all || shown < SHOWN) && sbill_cli_json_next(list, &at, NULL)) {
        print_change(at, t);
        shown++;
    }
    if (shown < changes)
        printf("  ... and %zu more (--all shows them)\n", changes - shown);
}

static void print_broken(struct sbill_cli_part rules, struct sbill_cli_words *t)
{
    struct sbill_cli_part at = {NULL, 0};

    if (!sbill_cli_json_next(rules, &at, NULL))
        return;
    sbill_cli_heading("Rules that break");
    do {
        struct sbill_cli_part list = sbill_cli_json_get(at, "successors"), next = {NULL, 0};
        bool first = true;
        add_member(t, "", at, "rule");
        add_member(t, " of ", at, "pack");
        add_member(t, " ", at, "use");
        add_member(t, " ", at, "code");
        add_member(t, ", now ", at, "now");
        while (sbill_cli_json_next(list, &next, NULL)) {
            sbill_cli_add(t, "%s", first ? "; see " : ", ");
            add_value(t, next);
            first = false;
        }
        printf("  ");
        sbill_cli_print_words(stdout, t, 2, 4);
    } while (sbill_cli_json_next(rules, &at, NULL));
}

/* Does any table differ, or a rule break? */
static bool differs(struct sbill_cli_part report)
{
    struct sbill_cli_part tables = sbill_cli_json_get(report, "tables"), at = {NULL, 0},
                          first = {NULL, 0};

    while (sbill_cli_json_next(tables, &at, NULL))
        if (sbill_cli_json_get(at, "only_in").p || number_of(at, "added") ||
            number_of(at, "ended") || number_of(at, "changed") || number_of(at, "dated"))
            return true;
    return sbill_cli_json_next(sbill_cli_json_get(report, "broken_rules"), &first, NULL);
}

static void print_report(struct sbill_cli_part report, bool all)
{
    struct sbill_cli_part tables = sbill_cli_json_get(report, "tables"), at = {NULL, 0};
    struct sbill_cli_words t = {NULL, 0, 0, false};

    sbill_cli_paint(stdout, SBILL_BOLD, "What the new book says otherwise than the old one");
    putchar('\n');
    while (sbill_cli_json_next(tables, &at, NULL))
        print_table(at, all, &t);
    print_broken(sbill_cli_json_get(report, "broken_rules"), &t);
    sbill_cli_words_free(&t);
}

/* ---- the command ------------------------------------------------------------------------------------- */

static int compare(struct sbill_cli_diff *d)
{
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    size_t n = 0;
    int32_t status = sbill_book_diff(d->side[0], d->side[1], &r, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    const char *text = sbill_report_text(r, &n);
    bool different = differs(sbill_cli_json_report(r));
    if (d->json)
        fwrite(text, 1, n - 1, stdout); /* its brace is closed behind the claims */
    else
        print_report(sbill_cli_json_report(r), sbill_cli_has(d->args, "all"));
    sbill_report_free(r);
    int code = sbill_cli_has(d->args, "claims") ? sbill_cli_diff_claims(d) : SBILL_EXIT_CLEAN;
    if (d->json)
        puts("}");
    if (code == SBILL_EXIT_CLEAN && (different || d->different))
        code = SBILL_EXIT_FINDINGS;
    return code;
}

int sbill_book_cmd_diff(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"claims", 0, "FILE", "records to run with both books (repeatable)"},
        {"all", 0, NULL, "in the text, every change instead of the first 12 of a table"},
        {"as-of", 0, "DATE", "day the claims are made; default: the last date in the record"},
        {"severity", 0, "N=WORD", "error, warning, notice or off for finding N (repeatable)"},
        {"fail-on", 0, "error|warning|notice", "from where on a finding stops a claim: error"},
        {"from", 0, "json|ndjson|csv|x12", "format of the records; default: told from them"},
        {"redact", 0, NULL, "no values of the records in the text"},
        {"format", 'f', "text|json", "text for people (the default) or one JSON object"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "book diff [--claims FILE]... OLD NEW";
    struct sbill_cli_args a;
    struct sbill_cli_diff d = {.args = &a};
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (a.operand_count != 2)
        return sbill_cli_usage_error(usage,
                                     "name two books, or two stacks: official.sbk:office.sbk");
    d.json = strcmp(sbill_cli_value(&a, "format", "text"), "json") == 0;
    code = sbill_cli_settings(&a, usage, &d.options);
    for (int i = 0; code == SBILL_EXIT_CLEAN && i < 2; i++)
        code = sbill_cli_open_listed(sbill_cli_operand(&a, i), d.options, &d.side[i]);
    if (code == SBILL_EXIT_CLEAN)
        code = compare(&d);
    for (int i = 0; i < 2; i++)
        sbill_book_free(d.side[i]);
    sbill_options_free(d.options);
    return sbill_cli_done(code);
}
