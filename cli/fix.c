/* check --fix: what findings offer as a safe repair is written into a copy of the records, and listed. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* visit.json becomes visit.fixed.json. The caller frees; NULL without memory. */
static char *beside(const char *source)
{
    static const char fixed[] = ".fixed";
    const char *slash = strrchr(source, '/'), *dot = strrchr(slash ? slash : source, '.');
    size_t n = strlen(source),
           before = dot && dot > source && dot[-1] != '/' ? (size_t)(dot - source) : n;
    char *path = malloc(n + sizeof fixed);

    if (!path)
        return NULL;
    memcpy(path, source, before);
    memcpy(path + before, fixed, sizeof fixed - 1);
    memcpy(path + before + sizeof fixed - 1, source + before, n - before + 1);
    return path;
}

/* Every record goes into the copy, repaired or not. */
static int put_record(struct sbill_cli_work *w)
{
    struct sbill_cli_output *o = w->user;
    const char *record = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_record(w->encounter, &record, &n, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    fwrite(record, 1, n, o->f);
    fputc('\n', o->f);
    return SBILL_EXIT_CLEAN;
}

static void show_repairs(struct sbill_cli_work *w)
{
    struct sbill_cli_page page = {w->encounter, w->redact, {NULL, 0, 0, false}};
    size_t n = sbill_count(w->encounter, SBILL_ITEM_REPAIR);

    sbill_cli_heading("Repaired in the copy");
    if (!n)
        puts("  nothing: no finding offers a repair that says only what the record says");
    for (size_t i = 0; i < n; i++) {
        char left[SBILL_CLI_WORD];

        snprintf(left, sizeof left, "  %lld",
                 (long long)sbill_number(w->encounter, SBILL_ITEM_REPAIR, i, SBILL_F_NUMBER));
        sbill_cli_add_field(&page, SBILL_ITEM_REPAIR, i, SBILL_F_PATH);
        if (!w->redact) {
            sbill_cli_add(&page.words, ": ");
            sbill_cli_add_field(&page, SBILL_ITEM_REPAIR, i, SBILL_F_TEXT);
            sbill_cli_add(&page.words, " is now ");
            sbill_cli_add_field(&page, SBILL_ITEM_REPAIR, i, SBILL_F_REPAIR);
        }
        sbill_cli_columns(stdout, 8, left, page.words.p ? page.words.p : "");
        sbill_cli_cut(&page.words, 0);
    }
    sbill_cli_words_free(&page.words);
}

/* Repairs first; what is shown is what stands against the repaired record. */
static int fix_one(struct sbill_cli_work *w)
{
    sbill_error *err = NULL;
    size_t count = 0;
    int32_t status = sbill_encounter_run(w->encounter, &err);

    if (status == SBILL_OK)
        status = sbill_encounter_repair(w->encounter, &count, &err);
    if (status == SBILL_OK && count)
        status = sbill_encounter_run(w->encounter, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    int code = put_record(w);
    if (code == SBILL_EXIT_CLEAN)
        code = w->json ? sbill_cli_result_line(w) : sbill_cli_show(w, SBILL_SHOW_FINDINGS);
    if (code == SBILL_EXIT_CLEAN && !w->json)
        show_repairs(w);
    return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
}

int sbill_cli_fix(struct sbill_cli_work *w, const char *usage)
{
    const char *path = sbill_cli_value(w->args, "output", NULL),
               *source = sbill_cli_operand(w->args, 0);
    struct sbill_cli_output out;
    char *made = NULL;

    if (!path && (w->args->operand_count != 1 || strcmp(source, "-") == 0))
        return sbill_cli_usage_error(
            usage, "--fix needs --output FILE for the copy, unless there is one file");
    if (path && strcmp(path, "-") == 0)
        return sbill_cli_usage_error(usage,
                                     "--fix --output: name a file; stdout is for the findings");
    if (!path && !(path = made = beside(source)))
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    int code = sbill_cli_output_open(&out, path);
    w->user = &out;
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_output_settle(&out, sbill_cli_work_each(w, fix_one));
    if (code != SBILL_EXIT_BUG)
        sbill_cli_say("the copy is %s", path);
    free(made);
    return code;
}
