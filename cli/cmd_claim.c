/* superbill claim: claims into a file, for the records that may go. */
#include <string.h>

#include "cli.h"

struct writing {
    sbill_file *file;
    const char *out;
    bool quiet; /* the claims themselves go to stdout */
    size_t written, stopped;
};

/* What the format had no place for, so that nobody believes it was sent. */
static void say_left_out(struct sbill_cli_page *page)
{
    struct sbill_cli_words *t = &page->words;
    size_t n = sbill_count(page->e, SBILL_ITEM_LEFT_OUT);

    for (size_t i = 0; i < n; i++) {
        printf("    left out: ");
        sbill_cli_add_field(page, SBILL_ITEM_LEFT_OUT, i, SBILL_F_PATH);
        sbill_cli_add(t, ": ");
        if (!sbill_cli_add_field(page, SBILL_ITEM_LEFT_OUT, i, SBILL_F_REASON))
            sbill_cli_add(t, "the format has no place for it");
        sbill_cli_print_words(stdout, t, 14, 14);
    }
}

static void say_claim(struct sbill_cli_page *page, size_t claim, const char *became)
{
    struct sbill_cli_words *t = &page->words;

    sbill_cli_add_field(page, SBILL_ITEM_RECORD, 0, SBILL_F_ID);
    sbill_cli_add(t, ": claim ");
    sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_ID);
    sbill_cli_add(t, " to ");
    if (!sbill_cli_add_field(page, SBILL_ITEM_CLAIM, claim, SBILL_F_PAYER))
        sbill_cli_add(t, "a payer without a name");
    if (sbill_cli_field_is(page, SBILL_ITEM_CLAIM, claim, SBILL_F_STATUS, "draft"))
        sbill_cli_add(t, ", draft");
    sbill_cli_add(t, ": %s", became);
    sbill_cli_print_words(stdout, t, 0, 4);
}

static void say_no_claim(struct sbill_cli_page *page)
{
    sbill_cli_add_field(page, SBILL_ITEM_RECORD, 0, SBILL_F_ID);
    sbill_cli_add(&page->words, ": no claim");
    sbill_cli_add_reason(page);
    sbill_cli_print_words(stdout, &page->words, 0, 4);
}

/* A stopped claim is an answer, not a failure: it is counted and said. */
static int add_claims(struct sbill_cli_work *w, struct sbill_cli_page *page)
{
    struct writing *to = w->user;
    size_t n = sbill_count(w->encounter, SBILL_ITEM_CLAIM);

    for (size_t i = 0; i < n; i++) {
        sbill_error *err = NULL;
        int32_t status = sbill_file_add(to->file, w->encounter, i, &err);
        bool forced = sbill_number(w->encounter, SBILL_ITEM_CLAIM, i, SBILL_F_STOPS) == 1;
        if (status != SBILL_OK && status != SBILL_EREFUSED)
            return sbill_cli_fail(status, &err, w->source);
        to->written += status == SBILL_OK;
        to->stopped += status == SBILL_EREFUSED;
        if (page)
            say_claim(page, i,
                      status != SBILL_OK
                          ? "not written: findings stop it (superbill run says which)"
                      : forced ? "written because of --force, against its findings"
                               : "written");
        if (page && status == SBILL_OK)
            say_left_out(page);
        sbill_error_free(err);
    }
    if (page && n == 0)
        say_no_claim(page);
    return SBILL_EXIT_CLEAN;
}

static int claim_one(struct sbill_cli_work *w)
{
    struct writing *to = w->user;
    struct sbill_cli_page page = {w->encounter, w->redact, {NULL, 0, 0, false}};
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_run(w->encounter, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    int code = add_claims(w, to->quiet || w->json ? NULL : &page);
    if (code == SBILL_EXIT_CLEAN && w->json)
        code = sbill_cli_result_line(w);
    sbill_cli_words_free(&page.words);
    return code == SBILL_EXIT_CLEAN ? sbill_cli_verdict(w) : code;
}

/* The bytes of the file, validated if that was asked for, into their place. */
static int settle(struct sbill_cli_work *w, struct writing *to)
{
    const char *schemas = sbill_cli_value(w->args, "validate", NULL);
    const char *bytes = NULL;
    size_t n = 0;
    sbill_error *err = NULL;

    if (!to->written) {
        if (to->quiet)
            sbill_cli_say("no claim may go");
        else if (!w->json)
            printf("no claim may go; %s was not written\n", to->out);
        return SBILL_EXIT_CLEAN;
    }
    int32_t status = sbill_file_finish(to->file, &bytes, &n, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, to->out);
    if (schemas) {
        status = sbill_validate_xml(bytes, n, schemas, "fhir-single.xsd", &err);
        if (status != SBILL_OK) /* we wrote it: what the schema refuses is our bug */
            return sbill_cli_fail(status, &err, to->out) == SBILL_EXIT_INPUT &&
                           status == SBILL_EINPUT
                       ? SBILL_EXIT_BUG
                       : SBILL_EXIT_INPUT;
    }
    int code = sbill_cli_write(to->out, bytes, n);
    if (code == SBILL_EXIT_CLEAN && !to->quiet && !w->json)
        printf("%zu %s in %s\n", to->written, to->written == 1 ? "claim" : "claims", to->out);
    return code;
}

static int write_claims(struct sbill_cli_work *w, struct writing *to, const char *format)
{
    sbill_error *err = NULL;
    int32_t status = sbill_file_new(format, w->options, &to->file, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    int code = sbill_cli_work_each(w, claim_one);
    if (code == SBILL_EXIT_BUG)
        return code;
    int settled = settle(w, to);
    return settled > code ? settled : code;
}

int sbill_cmd_claim(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"to", 't', "fhir-xml", "format of the claim file"},
        {"output", 'o', "FILE", "the file to write; - is stdout"},
        {"force", 0, NULL, "write claims that a finding stops; the result says so"},
        {"validate", 0, "DIR", "validate against fhir-single.xsd in DIR before writing"},
        SBILL_CLI_TEXT_OPTIONS,
        SBILL_CLI_RECORD_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "claim --to fhir-xml -o FILE [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    struct writing to = {NULL, NULL, false, 0, 0};
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    to.out = sbill_cli_value(&a, "output", NULL);
    if (!sbill_cli_has(&a, "to"))
        return sbill_cli_usage_error(usage, "--to says the format");
    if (!to.out)
        return sbill_cli_usage_error(usage, "-o FILE says where the claims go");
    to.quiet = strcmp(to.out, "-") == 0;
    code = sbill_cli_work_begin(&w, &a, usage, true);
    w.user = &to;
    w.json = w.json && !to.quiet;
    if (code == SBILL_EXIT_CLEAN)
        code = write_claims(&w, &to, sbill_cli_value(&a, "to", NULL));
    sbill_file_free(to.file);
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}
