/* How far a batch is, and what came of it. Numbers and names of payers and findings; nothing of a patient. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"

#define TOP 10

static int64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Every half second on a terminal, every half minute elsewhere. */
void sbill_batch_progress(struct sbill_batch *b, bool last)
{
    bool terminal = isatty(STDERR_FILENO) == 1;
    int64_t t = now();

    if (!b->began)
        b->began = b->shown = t;
    if (last && terminal && b->shown != b->began)
        fputs("\r\033[K", stderr);
    if (last || t - b->shown < (terminal ? 500 : 30000))
        return;
    b->shown = t;
    uint64_t rate = (b->records - b->skip) * 1000 / (uint64_t)(t - b->began);
    uint64_t share = b->bytes_all ? b->bytes_read * 100 / b->bytes_all : 100;
    uint64_t left = b->bytes_read ? (uint64_t)(t - b->began) / 1000 *
                                        (b->bytes_all - b->bytes_read) / b->bytes_read
                                  : 0;
    fprintf(stderr,
            "%s%" PRIu64 " records, %" PRIu64 " a second, %" PRIu64 "%% read, about %" PRIu64
            " s left%s",
            terminal ? "\r\033[K" : "superbill: ", b->records, rate, share, left,
            terminal ? "" : "\n");
}

/* ---- the summary ---------------------------------------------------------------------------------------------- */

static void count_line(const char *what, uint64_t n, const char *where)
{
    if (n)
        printf("  %10" PRIu64 "  %s%s%s\n", n, what, *where ? ": " : "", where);
}

static void top_findings(const struct sbill_batch *b)
{
    if (b->finding_count == 0)
        return;
    sbill_cli_heading("Most frequent findings");
    for (size_t i = 0; i < b->finding_count && i < TOP; i++) {
        const char *rule = sbill_finding_rule(b->findings[i].number);
        char left[64];
        snprintf(left, sizeof left, "  %10" PRIu64 "  %-5d", b->findings[i].count,
                 (int)b->findings[i].number);
        sbill_cli_columns(stdout, 20, left, rule ? rule : "");
    }
}

static void payers(const struct sbill_batch *b)
{
    char amount[SBILL_CLI_WORD], left[96];

    if (b->output_count == 0) {
        puts("\nNo claim may go: there is no claim file.");
        return;
    }
    sbill_cli_heading("Claims by payer");
    for (size_t i = 0; i < b->payer_count; i++) {
        if (!b->payers[i].claims)
            continue;
        snprintf(left, sizeof left, "  %10" PRIu64 "  %14s %s", b->payers[i].claims,
                 sbill_cli_money(b->payers[i].total, amount),
                 sbill_batch_payer_part(&b->payers[i], SBILL_BATCH_CURRENCY));
        sbill_cli_columns(stdout, 34, left,
                          *b->payers[i].key ? b->payers[i].key : "a payer without a name");
    }
}

void sbill_batch_summary(const struct sbill_batch *b)
{
    const char *const *names = sbill_batch_list_names;

    printf("Batch %s: %" PRIu64 " records\n\n", sbill_cli_value(b->args, "batch-id", ""),
           b->records);
    count_line("ready, their claims are in the claim files", b->ready, "");
    count_line("drafts, a person must confirm codes", b->counts[SBILL_BATCH_DRAFTS],
               names[SBILL_BATCH_DRAFTS]);
    count_line("held, they wait for something", b->counts[SBILL_BATCH_HELD],
               names[SBILL_BATCH_HELD]);
    count_line("rejected, a finding stops them", b->counts[SBILL_BATCH_REJECTED],
               names[SBILL_BATCH_REJECTED]);
    count_line("without a claim", b->counts[SBILL_BATCH_NO_CLAIM], names[SBILL_BATCH_NO_CLAIM]);
    count_line("with a claim that is in the batch already", b->counts[SBILL_BATCH_REPEATED],
               names[SBILL_BATCH_REPEATED]);
    count_line("could not be read", b->counts[SBILL_BATCH_UNREADABLE],
               names[SBILL_BATCH_UNREADABLE]);
    count_line("claims that no file could take", b->unwritten, "unwritten.ndjson");
    payers(b);
    top_findings(b);
    printf("\n%zu claim %s in %s\n", b->output_count, b->output_count == 1 ? "file" : "files",
           b->final);
}
