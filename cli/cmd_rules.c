/* superbill rules test: the tests that stand beside the rules of a pack. */
#include <string.h>

#include "cli.h"

#define LONGEST 4096

static void print_failure(const char *path, struct sbill_cli_part failure)
{
    static const char *const parts[] = {"expected", "got", "because"};
    char line[32], text[LONGEST];

    sbill_cli_json_text(sbill_cli_json_get(failure, "line"), line, sizeof line);
    sbill_cli_json_text(sbill_cli_json_get(failure, "rule"), text, sizeof text);
    printf("%s:%s: %s\n", path, line, text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char left[16];
        sbill_cli_json_text(sbill_cli_json_get(failure, parts[i]), text, sizeof text);
        snprintf(left, sizeof left, "  %-9s", parts[i]);
        if (text[0] || i < 2)
            sbill_cli_columns(stdout, 12, left, text[0] ? text : "nothing");
    }
}

static void print_report(const char *path, struct sbill_cli_part report)
{
    struct sbill_cli_part failures = sbill_cli_json_get(report, "failures"), at = {NULL, 0};
    char tests[32], failed[32];

    while (sbill_cli_json_next(failures, &at, NULL))
        print_failure(path, at);
    printf("%s: %s tests, %s failed\n", path,
           sbill_cli_json_text(sbill_cli_json_get(report, "tests"), tests, sizeof tests),
           sbill_cli_json_text(sbill_cli_json_get(report, "failed"), failed, sizeof failed));
}

static int test_pack(sbill_book *b, const char *path, const sbill_options *o, bool json)
{
    struct sbill_cli_bytes pack = {NULL, 0};
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    size_t failed = 0;
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &pack);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_rules_test(b, path, pack.p, pack.n, o, &failed, &r, &err);
    sbill_cli_bytes_free(&pack);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, path);
    if (json)
        puts(sbill_report_text(r, NULL));
    else
        print_report(path, sbill_cli_json_report(r));
    sbill_report_free(r);
    return failed ? SBILL_EXIT_FINDINGS : SBILL_EXIT_CLEAN;
}

static int test_all(const struct sbill_cli_args *a, const char *usage)
{
    sbill_options *o = NULL;
    sbill_book *b = NULL;
    const char *path;
    bool json = strcmp(sbill_cli_value(a, "format", "text"), "text") != 0;
    int code = sbill_cli_settings(a, usage, &o);

    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_open_books(a, o, &b);
    for (int i = 0; b && (path = sbill_cli_operand(a, i)); i++) {
        int one = test_pack(b, path, o, json);
        code = one > code ? one : code;
    }
    sbill_book_free(b);
    sbill_options_free(o);
    return code;
}

static int test(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_BOOK_OPTION,
        {"format", 'f', "text|json|ndjson", "text for people (the default) or one report a line"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "rules test [--book FILE]... PACK.xml...";
    struct sbill_cli_args a;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name a rule pack");
    return sbill_cli_done(test_all(&a, usage));
}

int sbill_cmd_rules(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"test", test, "run the tests that stand beside the rules of a pack"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill rules", verbs, argc, argv);
}
