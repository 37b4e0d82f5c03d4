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

/* Why the library refused a claim; "a finding stops it" is not all there is to know. */
static const char *why_not(const sbill_error *err)
{
    static const char words[] = "not written: findings stop it (superbill run says which)";
    const char *said = sbill_error_message(err);

    return strstr(said, "a finding stops") ? words : said;
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
                      status != SBILL_OK ? why_not(err)
                      : forced ? "goes into the file because of --force, against its findings"
                               : "goes into the file");
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
    if (settled != SBILL_EXIT_CLEAN && !to->quiet && !w->json)
        printf("%s was not written: no claim is in it\n", to->out);
    if (to->stopped && code == SBILL_EXIT_CLEAN) /* a draft, say, in a format that cannot say so */
        code = SBILL_EXIT_FINDINGS;
    return settled > code ? settled : code;
}

/* Who sends and receives an 837, and how it is spelled: the options x12.* of the library. */
/* A table reads by its rows. */
/* clang-format off */
#define X12_OPTIONS                                                                             \
    {"x12-sender-qualifier", 0, "CODE", "ISA05: ZZ"},                                           \
        {"x12-sender-id", 0, "ID", "ISA06; the billing provider's NPI if not given"},           \
        {"x12-receiver-qualifier", 0, "CODE", "ISA07: ZZ"},                                     \
        {"x12-receiver-id", 0, "ID", "ISA08; the payer's id if not given"},                     \
        {"x12-application-sender", 0, "ID", "GS02; the sender's id if not given"},              \
        {"x12-application-receiver", 0, "ID", "GS03; the receiver's id if not given"},          \
        {"x12-submitter-name", 0, "NAME", "1000A; the billing provider if not given"},          \
        {"x12-submitter-id", 0, "ID", "1000A; the billing provider's NPI if not given"},        \
        {"x12-submitter-contact", 0, "NAME", "1000A: whom to ask"},                             \
        {"x12-submitter-phone", 0, "NUMBER", "1000A: his telephone"},                           \
        {"x12-submitter-fax", 0, "NUMBER", "1000A: his fax"},                                   \
        {"x12-submitter-email", 0, "ADDRESS",                                                   \
         "1000A: his e-mail address; needs the extended characters"},                           \
        {"x12-receiver-name", 0, "NAME", "1000B; the payer if not given"},                      \
        {"x12-receiver-code", 0, "ID", "1000B; the payer's id if not given"},                   \
        {"x12-interchange-control", 0, "N", "ISA13, of each file another: 1"},                  \
        {"x12-group-control", 0, "N", "GS06: 1"},                                               \
        {"x12-transaction-control", 0, "N", "ST02 of the first set: 1"},                        \
        {"x12-reference", 0, "TEXT", "BHT03; made of the control numbers if not given"},        \
        {"x12-usage", 0, "P|T", "production or test: P"},                                       \
        {"x12-date", 0, "DATE",                                                                 \
         "of the file; --as-of, or the last date of the first claim, if not given"},            \
        {"x12-time", 0, "HH:MM", "of the file: 00:00"},                                         \
        {"x12-acknowledgment", 0, "0|1", "ISA14: 0"},                                           \
        {"x12-characters", 0, "basic|extended", "X12's character set: basic"},                  \
        {"x12-case", 0, "upper|keep", "upper; keep needs the extended characters"},             \
        {"x12-non-ascii", 0, "transliterate|refuse",                                            \
         "letters that X12 does not have: transliterate"},                                      \
        {"x12-separators", 0, "MARKS", "of elements, repetitions, components, segments: *^:~"}, \
    {                                                                                           \
        "x12-line-breaks", 0, "0|1", "a line feed behind each segment: 0"                       \
    }
/* clang-format on */

int sbill_cmd_claim(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"to", 't', "fhir-xml|x12-837p|x12-837d|cms1500-text|cms1500-json|cms1500-print",
         "format of the claim file"},
        {"output", 'o', "FILE", "the file to write; - is stdout"},
        {"force", 0, NULL, "write claims that a finding stops; the result says so"},
        {"validate", 0, "DIR", "validate against fhir-single.xsd in DIR before writing"},
        SBILL_CLI_TEXT_OPTIONS,
        SBILL_CLI_RECORD_OPTIONS,
        {"cms1500-down", 0, "LINES", "move a print image down, -1 to 5: 0"},
        {"cms1500-right", 0, "COLUMNS", "move a print image to the right, 0 to 10: 0"},
        X12_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "claim --to FORMAT -o FILE [OPTION]... FILE...";
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
    if (sbill_cli_has(&a, "validate") && strcmp(sbill_cli_value(&a, "to", ""), "fhir-xml") != 0)
        return sbill_cli_usage_error(usage, "--validate is for fhir-xml");
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
