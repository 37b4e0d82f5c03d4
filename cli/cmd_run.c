/* superbill run: the whole way of a record. */
#include "cli.h"

static int run_one(struct sbill_cli_work *w)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_run(w->encounter, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    if (w->json) {
        int code = sbill_cli_result_line(w);
        return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
    }
    unsigned parts = SBILL_SHOW_CODES | SBILL_SHOW_FINDINGS | SBILL_SHOW_CLAIMS;
    if (sbill_cli_has(w->args, "notes"))
        parts |= SBILL_SHOW_NOTES;
    int code = sbill_cli_show(w, parts);
    return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
}

int sbill_cmd_run(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_RECORD_OPTIONS,
        SBILL_CLI_TEXT_OPTIONS,
        {"notes", 0, NULL, "show the notes whole, with the evidence marked"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "run [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    code = sbill_cli_work_begin(&w, &a, usage, true);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_work_each(&w, run_one);
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}
