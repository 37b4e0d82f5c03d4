/* superbill answers: what payers said, claim by claim, and what to do next. */
#include <stdlib.h>
#include <string.h>

#include "answers.h"

static const char usage[] = "answers FILE... [--claims DIR] [OPTION]...";

/* ---- reading ------------------------------------------------------------------------------------- */

static int read_answers(struct sbill_cli_answers *a, const char *path)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    sbill_error *err = NULL;
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &bytes);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    if (bytes.n == 0) {
        sbill_cli_bytes_free(&bytes);
        sbill_cli_say("%s:1: the input is empty: there is no answer in it",
                      strcmp(path, "-") == 0 ? "stdin" : path);
        return SBILL_EXIT_INPUT;
    }
    int32_t status = sbill_answers_read(a->answers, path, bytes.p, bytes.n, &err);
    sbill_cli_bytes_free(&bytes);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, path);
}

static int read_all(struct sbill_cli_answers *a)
{
    const char *path;
    int worst = SBILL_EXIT_CLEAN;

    for (int i = 0; (path = sbill_cli_value_at(a->work.args, "claims", i)); i++) {
        int code = sbill_cli_sent_files(a, path);
        worst = code > worst ? code : worst;
    }
    for (int i = 0; (path = sbill_cli_operand(a->work.args, i)); i++) {
        int code = read_answers(a, path);
        worst = code > worst ? code : worst;
    }
    a->n = sbill_answers_count(a->answers);
    a->v = calloc(a->n ? a->n : 1, sizeof *a->v);
    return a->v ? worst : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

/* ---- showing ------------------------------------------------------------------------------------- */

/* From where on a finding counts, and how grave each is. */
static int rank(const char *severity)
{
    static const char *const order[] = {"notice", "warning", "error"};

    for (int i = 0; i < 3; i++)
        if (strcmp(severity, order[i]) == 0)
            return i;
    return -1;
}

static int verdict(const struct sbill_cli_answers *a, struct sbill_cli_part answer)
{
    struct sbill_cli_part findings = sbill_cli_json_get(answer, "findings"), at = {NULL, 0};
    int from = rank(sbill_cli_value(a->work.args, "fail-on", "error"));
    char severity[SBILL_CLI_WORD];

    while (sbill_cli_json_next(findings, &at, NULL))
        if (rank(sbill_cli_json_text(sbill_cli_json_get(at, "severity"), severity,
                                     sizeof severity)) >= from)
            return SBILL_EXIT_FINDINGS;
    return SBILL_EXIT_CLEAN;
}

static bool is_wanted(const struct sbill_cli_answers *a, struct sbill_cli_part answer)
{
    char claim[128];

    if (!a->only)
        return true;
    sbill_cli_json_text(sbill_cli_json_get(answer, "claim"), claim, sizeof claim);
    return strcmp(claim, a->only) == 0;
}

static int show(struct sbill_cli_answers *a, size_t i)
{
    struct sbill_cli_part answer = {a->v[i].json, a->v[i].n};
    sbill_error *err = NULL;

    if (!answer.p) {
        int32_t status = sbill_answers_json(a->answers, i, NULL, &answer.p, &answer.n, &err);
        if (status != SBILL_OK)
            return sbill_cli_fail(status, &err, NULL);
    }
    if (!is_wanted(a, answer))
        return SBILL_EXIT_CLEAN;
    if (a->work.json) {
        fwrite(answer.p, 1, answer.n, stdout);
        putchar('\n');
    } else {
        sbill_cli_show_answer(a, i, answer);
    }
    return a->v[i].refused ? SBILL_EXIT_FINDINGS : verdict(a, answer);
}

/* `worst`: how reading went; what could not be read has been said. */
static int show_all(struct sbill_cli_answers *a, int worst)
{
    bool unread = worst != SBILL_EXIT_CLEAN;

    for (size_t i = 0; i < a->n; i++) {
        int code = show(a, i);
        worst = code > worst ? code : worst;
    }
    if (!a->n && !a->work.json && !unread)
        puts("no answer in it");
    return worst;
}

/* ---- the records that follow --------------------------------------------------------------------- */

static int write_records(struct sbill_cli_answers *a, const char *path)
{
    char word[64];

    if (!a->taken) {
        sbill_cli_say("no answer could be taken into a record; %s was not written", path);
        return SBILL_EXIT_CLEAN;
    }
    int code = sbill_cli_write(path, a->records, a->records_n);
    if (code == SBILL_EXIT_CLEAN && !a->work.json && strcmp(path, "-") != 0)
        printf("\n%s in %s; superbill run and superbill claim go on from there\n",
               sbill_cli_plural(a->taken, "record", "records", word), path);
    return code;
}

/* At most one of the three; a replacement or a void says of which claim. */
static int what_is_wanted(struct sbill_cli_answers *a, const char **path)
{
    static const char *const words[] = {"next", "replace", "void"};

    a->only = sbill_cli_value(a->work.args, "claim", NULL);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!sbill_cli_has(a->work.args, words[i]))
            continue;
        if (a->what)
            return sbill_cli_usage_error(usage, "--%s and --%s do not go together", a->what,
                                         words[i]);
        a->what = words[i];
        *path = sbill_cli_value(a->work.args, words[i], NULL);
    }
    if (a->what && !sbill_cli_has(a->work.args, "claims"))
        return sbill_cli_usage_error(usage, "--%s needs --claims: the records that were billed",
                                     a->what);
    if (a->what && strcmp(a->what, "next") != 0 && !a->only)
        return sbill_cli_usage_error(usage, "--%s needs --claim: the number of the claim", a->what);
    return SBILL_EXIT_CLEAN;
}

/* ---- the command ----------------------------------------------------------------------------------- */

/* Without claims a book only gives codes their descriptions, so that it may be missing. */
static int begin(struct sbill_cli_answers *a)
{
    struct sbill_cli_work *w = &a->work;
    const char *listed = getenv("SUPERBILL_BOOK");
    sbill_error *err = NULL;
    int32_t status = SBILL_OK;

    if (!w->args->operand_count)
        return sbill_cli_usage_error(usage, "name a file of answers, or - for stdin");
    a->has_claims = sbill_cli_has(w->args, "claims");
    w->json = strcmp(sbill_cli_value(w->args, "format", "text"), "text") != 0;
    w->redact = sbill_cli_has(w->args, "redact");
    int code = sbill_cli_settings(w->args, usage, &w->options);
    if (code == SBILL_EXIT_CLEAN &&
        (a->has_claims || sbill_cli_has(w->args, "book") || (listed && *listed)))
        code = sbill_cli_open_books(w->args, w->options, &w->book);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    code = sbill_cli_work_given(w);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    if (a->has_claims)
        status = sbill_encounter_new(w->book, w->options, &w->encounter, &err);
    if (status == SBILL_OK)
        status = sbill_answers_new(w->book, w->options, &a->answers, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, NULL);
}

static void wipe(char *p, size_t n)
{
    for (volatile char *v = p; v && n--;)
        *v++ = 0;
}

static void end(struct sbill_cli_answers *a)
{
    for (size_t i = 0; a->v && i < a->n; i++) {
        wipe(a->v[i].json, a->v[i].n);
        free(a->v[i].json);
        free(a->v[i].refused);
    }
    wipe(a->records, a->records_n);
    free(a->records);
    free(a->v);
    sbill_answers_free(a->answers);
    sbill_cli_work_end(&a->work);
}

static int work(struct sbill_cli_answers *a, const char *out)
{
    const char *folder;
    int worst = read_all(a);

    for (int i = 0; a->v && (folder = sbill_cli_value_at(a->work.args, "claims", i)); i++) {
        int code = sbill_cli_join_claims(a, folder);
        worst = code > worst ? code : worst;
    }
    if (!a->v || worst == SBILL_EXIT_BUG)
        return worst;
    int code = show_all(a, worst);
    worst = code > worst ? code : worst;
    if (out) {
        code = write_records(a, out);
        worst = code > worst ? code : worst;
    }
    return worst;
}

int sbill_cmd_answers(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"claims", 'c', "DIR",
         "records, tables (.csv, .tsv) or 837s that were sent; answers are joined with them"},
        {"claim", 0, "NUMBER", "only the claim of this number"},
        {"next", 0, "FILE", "write the records with the payer's decisions, for the next payer"},
        {"replace", 0, "FILE", "write the record as a replacement (7) of the claim"},
        {"void", 0, "FILE", "write the record as a void (8) of the claim"},
        SBILL_CLI_TEXT_OPTIONS,
        {"map", 0, "FILE", "what the columns of tables among the claims mean (XML)"},
        {"defaults", 0, "FILE", "what holds for every visit of these tables (a partial record)"},
        SBILL_CLI_BOOK_OPTION,
        {"severity", 0, "N=WORD", "error, warning, notice or off for finding N (repeatable)"},
        {"fail-on", 0, "error|warning|notice", "from where on a finding gives exit code 1: error"},
        {NULL, 0, NULL, NULL},
    };
    struct sbill_cli_args args;
    struct sbill_cli_answers a = {.n = 0};
    const char *out = NULL;
    int code = sbill_cli_parse(&args, usage, options, argc, argv);

    if (code >= 0)
        return code;
    a.work.args = &args;
    code = what_is_wanted(&a, &out);
    if (code == SBILL_EXIT_CLEAN)
        code = begin(&a);
    if (code == SBILL_EXIT_CLEAN)
        code = work(&a, out);
    end(&a);
    return sbill_cli_done(code);
}
