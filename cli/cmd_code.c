/* superbill code: what the notes suggest, with the evidence; no claim is formed. */
#include "cli.h"

static int print_record(struct sbill_cli_work *w)
{
    const char *text = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_record(w->encounter, &text, &n, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    fwrite(text, 1, n, stdout);
    putchar('\n');
    return SBILL_EXIT_CLEAN;
}

static int code_one(struct sbill_cli_work *w)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_assign(w->encounter, &err);
    unsigned parts = SBILL_SHOW_CODES | SBILL_SHOW_FINDINGS;
    int code;

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    if (sbill_cli_has(w->args, "notes"))
        parts |= SBILL_SHOW_NOTES;
    if (sbill_cli_has(w->args, "records"))
        code = print_record(w);
    else if (w->json)
        code = sbill_cli_result_line(w);
    else
        code = sbill_cli_show(w, parts);
    return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
}

int sbill_cmd_code(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_RECORD_OPTIONS,
        SBILL_CLI_TEXT_OPTIONS,
        {"notes", 0, NULL, "show the notes whole, with the evidence marked"},
        {"records", 0, NULL, "print the records themselves, suggestions in them, one a line"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "code [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    code = sbill_cli_work_begin(&w, &a, usage, true);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_work_each(&w, code_one);
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}
