/* superbill rules test | lint | explain | corpus | diff: what authors of coding rules need. */
#include "cli.h"

#define LONGEST 4096

#define FORMAT_OPTION                                                                           \
    {                                                                                           \
        "format", 'f', "text|json|ndjson", "text for people (the default) or one report a line" \
    }

static const char *part(struct sbill_cli_part object, const char *key, char *out, size_t cap)
{
    return sbill_cli_json_text(sbill_cli_json_get(object, key), out, cap);
}

/* ---- test ---------------------------------------------------------------------------------------- */

static void print_untested(const char *path, struct sbill_cli_part report)
{
    struct sbill_cli_part all = sbill_cli_json_get(report, "untested"), at = {NULL, 0};
    char line[32], offset[32], concept[128], text[LONGEST];

    while (sbill_cli_json_next(all, &at, NULL))
        printf("%s:%s: %s: untested at offset %s%s: %s\n", path,
               part(at, "line", line, sizeof line), part(at, "concept", concept, sizeof concept),
               part(at, "offset", offset, sizeof offset),
               sbill_cli_json_true(sbill_cli_json_get(at, "inner")) ? " (in parentheses)" : "",
               part(at, "alternative", text, sizeof text));
}

static void print_coverage(const struct sbill_cli_args *a, const char *path,
                           struct sbill_cli_part report)
{
    char n[4][32];

    if (sbill_cli_has(a, "coverage"))
        print_untested(path, report);
    printf("%s: %s of %s alternatives tested, in parentheses %s of %s\n", path,
           part(report, "tested", n[0], sizeof n[0]),
           part(report, "alternatives", n[1], sizeof n[1]),
           part(report, "inner_tested", n[2], sizeof n[2]),
           part(report, "inner_alternatives", n[3], sizeof n[3]));
}

static int test(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_BOOK_OPTION,
        {"coverage", 0, NULL, "list the alternatives of patterns that no test goes through"},
        FORMAT_OPTION,
        {NULL, 0, NULL, NULL},
    };
    static const struct sbill_cli_tested packs = {
        sbill_rules_test,
        "rules test [--book FILE]... PACK.xml...",
        "name a rule pack",
        "tests",
        {"rule", NULL},
        print_coverage,
        options,
    };

    return sbill_cli_test_files(&packs, argc, argv);
}

/* ---- lint ---------------------------------------------------------------------------------------- */

static void print_problem(const char *path, struct sbill_cli_part problem)
{
    char name[64], in[32], id[128], text[LONGEST], offset[32];

    printf("%s:%s: ", path, part(problem, "line", text, sizeof text));
    part(problem, "name", name, sizeof name);
    part(problem, "in", in, sizeof in);
    printf("%s: %s", name, in);
    if (part(problem, "id", id, sizeof id)[0])
        printf(" %s", id);
    if (part(problem, "offset", offset, sizeof offset)[0])
        printf(", offset %s", offset);
    printf(": %s", part(problem, "words", text, sizeof text));
    if (part(problem, "about", text, sizeof text)[0])
        printf(": %s", text);
    putchar('\n');
}

static void print_lint(const struct sbill_cli_args *a, const char *path,
                       struct sbill_cli_part report)
{
    struct sbill_cli_part all = sbill_cli_json_get(report, "problems"), at = {NULL, 0};
    char n[3][32];

    (void)a;
    while (sbill_cli_json_next(all, &at, NULL))
        print_problem(path, at);
    printf("%s: %s concepts, %s rules, %s problems\n", path,
           part(report, "concepts", n[0], sizeof n[0]), part(report, "rules", n[1], sizeof n[1]),
           part(report, "count", n[2], sizeof n[2]));
}

static int lint(int argc, char **argv)
{
    static const struct sbill_cli_tested packs = {
        sbill_rules_lint,
        "rules lint [--book FILE]... PACK.xml...",
        "name a rule pack",
        NULL,
        {NULL, NULL},
        print_lint,
        NULL,
    };

    return sbill_cli_test_files(&packs, argc, argv);
}

int sbill_cmd_rules(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"test", test, "run the tests that stand beside the rules of a pack"},
        {"lint", lint, "what an experienced author would not leave so"},
        {"explain", sbill_rules_cmd_explain, "why each rule of a pack did or did not speak"},
        {"corpus", sbill_rules_cmd_corpus, "how often each rule speaks on many notes"},
        {"diff", sbill_rules_cmd_diff, "what a new pack suggests on many notes, and the old not"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill rules", verbs, argc, argv);
}
