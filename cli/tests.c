/* Files that carry their own tests: rule packs, payer profiles. */
#include <string.h>

#include "cli.h"

#define LONGEST 4096

static void print_failure(const struct sbill_cli_tested *t, const char *path,
                          struct sbill_cli_part failure)
{
    static const char *const parts[] = {"expected", "got", "because"};
    char line[32], text[LONGEST];

    sbill_cli_json_text(sbill_cli_json_get(failure, "line"), line, sizeof line);
    printf("%s:%s:", path, line);
    for (size_t i = 0; i < 2 && t->owner[i]; i++) {
        sbill_cli_json_text(sbill_cli_json_get(failure, t->owner[i]), text, sizeof text);
        printf(" %s", text);
    }
    putchar('\n');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char left[16];
        sbill_cli_json_text(sbill_cli_json_get(failure, parts[i]), text, sizeof text);
        snprintf(left, sizeof left, "  %-9s", parts[i]);
        if (text[0] || i < 2)
            sbill_cli_columns(stdout, 12, left, text[0] ? text : "nothing");
    }
}

static void print_report(const struct sbill_cli_tested *t, const char *path,
                         struct sbill_cli_part report)
{
    struct sbill_cli_part failures = sbill_cli_json_get(report, "failures"), at = {NULL, 0};
    char tests[32], failed[32];

    while (sbill_cli_json_next(failures, &at, NULL))
        print_failure(t, path, at);
    printf("%s: %s %s, %s failed\n", path,
           sbill_cli_json_text(sbill_cli_json_get(report, "tests"), tests, sizeof tests), t->noun,
           sbill_cli_json_text(sbill_cli_json_get(report, "failed"), failed, sizeof failed));
}

static int test_file(const struct sbill_cli_tested *t, const struct sbill_cli_args *a,
                     sbill_book *b, const char *path, const sbill_options *o)
{
    struct sbill_cli_bytes file = {NULL, 0};
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    size_t failed = 0;
    bool json = strcmp(sbill_cli_value(a, "format", "text"), "text") != 0;
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &file);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = t->test(b, path, file.p, file.n, o, &failed, &r, &err);
    sbill_cli_bytes_free(&file);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, path);
    if (json)
        puts(sbill_report_text(r, NULL));
    else if (t->noun)
        print_report(t, path, sbill_cli_json_report(r));
    if (!json && t->show)
        t->show(a, path, sbill_cli_json_report(r));
    sbill_report_free(r);
    return failed ? SBILL_EXIT_FINDINGS : SBILL_EXIT_CLEAN;
}

static int test_all(const struct sbill_cli_tested *t, const struct sbill_cli_args *a)
{
    sbill_options *o = NULL;
    sbill_book *b = NULL;
    const char *path;
    int code = sbill_cli_settings(a, t->usage, &o);

    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_open_books(a, o, &b);
    for (int i = 0; b && (path = sbill_cli_operand(a, i)); i++) {
        int one = test_file(t, a, b, path, o);
        code = one > code ? one : code;
    }
    sbill_book_free(b);
    sbill_options_free(o);
    return code;
}

int sbill_cli_test_files(const struct sbill_cli_tested *t, int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_BOOK_OPTION,
        {"format", 'f', "text|json|ndjson", "text for people (the default) or one report a line"},
        {NULL, 0, NULL, NULL},
    };
    struct sbill_cli_args a;
    int code = sbill_cli_parse(&a, t->usage, t->options ? t->options : options, argc, argv);

    if (code >= 0)
        return code;
    if (!a.operand_count)
        return sbill_cli_usage_error(t->usage, "%s", t->wanted);
    return sbill_cli_done(test_all(t, &a));
}
