/* superbill check: what stands against the codes as they were entered; no rule suggests anything. */
#include "cli.h"

static int check_one(struct sbill_cli_work *w)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_run(w->encounter, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    int code = w->json ? sbill_cli_result_line(w) : sbill_cli_show(w, SBILL_SHOW_FINDINGS);
    return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
}

int sbill_cmd_check(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"fix", 0, NULL, "write safe repairs into a copy of the records, and list them"},
        {"output", 'o', "FILE", "of --fix: the copy, one record a line; default FILE.fixed.json"},
        SBILL_CLI_RECORD_OPTIONS,
        SBILL_CLI_TEXT_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "check [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    code = sbill_cli_work_begin(&w, &a, usage, false);
    if (code == SBILL_EXIT_CLEAN && sbill_cli_has(&a, "output") && !sbill_cli_has(&a, "fix"))
        code = sbill_cli_usage_error(usage, "--output goes with --fix");
    else if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_has(&a, "fix") ? sbill_cli_fix(&w, usage)
                                        : sbill_cli_work_each(&w, check_one);
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}
