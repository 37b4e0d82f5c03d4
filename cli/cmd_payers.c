/* superbill payers test: the examples that stand beside the payers' own edits. */
#include "cli.h"

static int test(int argc, char **argv)
{
    static const struct sbill_cli_tested profiles = {
        sbill_payers_test,
        "payers test [--book FILE]... PAYERS.xml...",
        "name a file of payer profiles",
        "examples",
        {"payer", "edit"},
    };

    return sbill_cli_test_files(&profiles, argc, argv);
}

int sbill_cmd_payers(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"test", test, "run the examples that stand beside the payers' own edits"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill payers", verbs, argc, argv);
}
