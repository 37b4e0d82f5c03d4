/* superbill rules test: the tests that stand beside the rules of a pack. */
#include "cli.h"

static int test(int argc, char **argv)
{
    static const struct sbill_cli_tested packs = {
        sbill_rules_test, "rules test [--book FILE]... PACK.xml...", "name a rule pack", "tests",
        {"rule", NULL},
    };

    return sbill_cli_test_files(&packs, argc, argv);
}

int sbill_cmd_rules(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"test", test, "run the tests that stand beside the rules of a pack"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill rules", verbs, argc, argv);
}
