/* superbill version */
#include "cli.h"

int sbill_cmd_version(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {{NULL, 0, NULL, NULL}};
    static const char usage[] = "version";
    struct sbill_cli_args a;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (a.operand_count)
        return sbill_cli_usage_error(usage, "version takes no operand");
    printf("superbill %s (ABI %u)\n", sbill_version(), (unsigned)sbill_abi_version());
    return sbill_cli_done(SBILL_EXIT_CLEAN);
}
