/* superbill batch: a night's records into claim files, nothing lost, nothing twice. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"

#define MOST_JOBS 256
#define MOST_GIVEN ((size_t)1 << 24)

/* A whole number from `low` to `high`; false if the option says anything else. */
static bool number(const struct sbill_cli_args *a, const char *name, uint64_t low, uint64_t high,
                   uint64_t *out)
{
    const char *text = sbill_cli_value(a, name, NULL);
    uint64_t n = 0;

    if (!text)
        return true;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || n > high)
            return false;
        n = n * 10 + (uint64_t)(*p - '0');
    }
    *out = n;
    return *text && n >= low && n <= high;
}

/* An id becomes a folder's name: letters, digits, - _ . and no dot in front. */
static bool good_id(const char *id)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    size_t n = strlen(id);

    return n >= 1 && n <= 100 && id[0] != '.' && strspn(id, allowed) == n &&
           !(n > 5 && strcmp(id + n - 5, ".work") == 0);
}

static int read_formats(struct sbill_batch *b)
{
    const char *format;

    for (int i = 0; (format = sbill_cli_value_at(b->args, "to", i)); i++) {
        for (int k = 0; k < b->format_count; k++)
            if (strcmp(b->formats[k], format) == 0)
                return sbill_cli_usage_error(b->usage, "--to %s stands twice", format);
        b->formats[b->format_count++] = format; /* three words are allowed, each once */
    }
    if (b->format_count == 0)
        b->formats[b->format_count++] = "fhir-xml";
    return SBILL_EXIT_CLEAN;
}

static int read_arguments(struct sbill_batch *b)
{
    const struct sbill_cli_args *a = b->args;
    const char *id = sbill_cli_value(a, "batch-id", NULL), *path;
    uint64_t jobs = 1;

    if (!a->operand_count)
        return sbill_cli_usage_error(b->usage, "name a file of records");
    for (int i = 0; (path = sbill_cli_operand(a, i)); i++)
        if (strcmp(path, "-") == 0)
            return sbill_cli_usage_error(b->usage, "a batch is read from files: it must be able "
                                                   "to read its input again");
    if (!sbill_cli_value(a, "out", NULL))
        return sbill_cli_usage_error(b->usage, "--out DIR says where the batch goes");
    if (!id || !good_id(id))
        return sbill_cli_usage_error(b->usage,
                                     "--batch-id is a name of letters, digits, - _ and .");
    if (!number(a, "jobs", 1, MOST_JOBS, &jobs))
        return sbill_cli_usage_error(b->usage, "--jobs is a number from 1 to %d", MOST_JOBS);
    if (!number(a, "max-claims", 1, 100000, &b->max_claims))
        return sbill_cli_usage_error(b->usage, "--max-claims is a number from 1 to 100000");
    if (!number(a, "control-start", 1, 999999999, &b->control_start))
        return sbill_cli_usage_error(b->usage, "--control-start is a number from 1 to 999999999");
    b->jobs = (int)jobs;
    return read_formats(b);
}

static int open_all(struct sbill_batch *b)
{
    const char *map = sbill_cli_value(b->args, "map", NULL);
    const char *defaults = sbill_cli_value(b->args, "defaults", NULL);
    sbill_error *err = NULL;
    int code = sbill_cli_settings(b->args, b->usage, &b->options);

    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_open_books(b->args, b->options, &b->book);
    if (code == SBILL_EXIT_CLEAN && map)
        code = sbill_cli_read(map, MOST_GIVEN, &b->map);
    if (code == SBILL_EXIT_CLEAN && defaults)
        code = sbill_cli_read(defaults, MOST_GIVEN, &b->defaults);
    if (code == SBILL_EXIT_CLEAN) {
        int32_t status = sbill_book_warm(b->book, &err);
        if (status != SBILL_OK)
            code = sbill_cli_fail(status, &err, NULL);
    }
    return code;
}

/* Does anything of it need a person? */
static int verdict(const struct sbill_batch *b)
{
    uint64_t waiting = b->unwritten + b->counts[SBILL_BATCH_DRAFTS] + b->counts[SBILL_BATCH_HELD] +
                       b->counts[SBILL_BATCH_REJECTED] + b->counts[SBILL_BATCH_REPEATED] +
                       b->counts[SBILL_BATCH_UNREADABLE];

    return waiting ? SBILL_EXIT_FINDINGS : SBILL_EXIT_CLEAN;
}

/* The inputs must still be what was hashed before they were read. */
static int same_inputs(struct sbill_batch *b)
{
    if (b->bytes_read == b->bytes_all)
        return SBILL_EXIT_CLEAN;
    sbill_cli_say("an input changed while it was read; the batch was not finished");
    return SBILL_EXIT_INPUT;
}

static int run(struct sbill_batch *b)
{
    enum sbill_batch_start start = SBILL_BATCH_NEW;
    int code = sbill_batch_open(b, &start);

    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_open_ledger(b);
    if (code == SBILL_EXIT_CLEAN && start == SBILL_BATCH_DONE)
        code = sbill_batch_close_ledger(b); /* it may have died just before */
    if (code != SBILL_EXIT_CLEAN)
        return code;
    if (start == SBILL_BATCH_DONE) {
        printf("Batch %s is finished: nothing to do\n", sbill_cli_value(b->args, "batch-id", ""));
        return code;
    }
    if (start == SBILL_BATCH_GO_ON)
        code = sbill_batch_load_state(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_ask_ledger(b, start == SBILL_BATCH_GO_ON);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_open_lists(b);
    sbill_batch_progress(b, false);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_records(b);
    sbill_batch_progress(b, true);
    if (code == SBILL_EXIT_CLEAN)
        code = same_inputs(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_write_claims(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_report(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_commit(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_close_ledger(b);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    sbill_batch_summary(b);
    return verdict(b);
}

static void end(struct sbill_batch *b)
{
    for (size_t i = 0; i < SBILL_BATCH_LISTS; i++)
        if (b->lists[i])
            fclose(b->lists[i]);
    for (size_t i = 0; i < b->payer_count; i++)
        free(b->payers[i].key);
    free(b->payers);
    free(b->findings);
    free(b->seen);
    free(b->outputs);
    free(b->work);
    free(b->final);
    free(b->sent);
    if (b->ledger >= 0)
        close(b->ledger);
    if (b->ledger_lock >= 0)
        close(b->ledger_lock);
    if (b->lock >= 0)
        close(b->lock);
    sbill_batch_text_free(&b->request);
    sbill_cli_bytes_free(&b->map);
    sbill_cli_bytes_free(&b->defaults);
    sbill_book_free(b->book);
    sbill_options_free(b->options);
}

int sbill_cmd_batch(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"out", 'o', "DIR", "folder that the batch gets a folder in"},
        {"batch-id", 0, "ID", "its name; the same inputs under it are done once"},
        {"to", 't', "fhir-xml|x12-837p|x12-837d", "claim files to write (repeatable): fhir-xml"},
        {"max-claims", 0, "N", "most claims in one file: 1000"},
        {"control-start", 0, "N", "control number of the first file: 1"},
        {"x12", 0, "NAME=VALUE", "setting of 837 files: sender-id=..., usage=T (repeatable)"},
        {"ledger", 0, "FILE", "claims sent by all batches so far: none of them goes twice"},
        {"jobs", 'j', "N", "threads: 1"},
        SBILL_CLI_RECORD_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "batch --out DIR --batch-id ID [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_batch b = {.args = &a,
                            .usage = usage,
                            .lock = -1,
                            .ledger = -1,
                            .ledger_lock = -1,
                            .max_claims = 1000,
                            .control_start = 1};
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    code = read_arguments(&b);
    if (code == SBILL_EXIT_CLEAN)
        code = open_all(&b);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_make_request(&b);
    if (code == SBILL_EXIT_CLEAN)
        code = run(&b);
    end(&b);
    return sbill_cli_done(code);
}
