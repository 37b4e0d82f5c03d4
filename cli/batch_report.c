/* report.html: what a manager looks at. One file with everything in it; no value of a patient. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

static void add_text(struct sbill_batch_text *t, const char *p)
{
    for (; *p; p++) {
        if (*p == '<' || *p == '&')
            sbill_batch_add(t, *p == '<' ? "&lt;" : "&amp;", *p == '<' ? 4 : 5);
        else
            sbill_batch_add(t, p, 1);
    }
}

/* A row of a table whose bar is `n` of `most` long. */
static void row(struct sbill_batch_text *t, uint64_t n, uint64_t most, const char *amount,
                const char *words)
{
    sbill_batch_addf(t,
                     "<tr><td class=n>%" PRIu64 "</td><td class=n>%s</td><td class=w><i "
                     "style=\"width:%u%%\"></i></td><td>",
                     n, amount, most ? (unsigned)(n * 100 / most) : 0);
    add_text(t, words);
    sbill_batch_addf(t, "</td></tr>\n");
}

static void add_counts(const struct sbill_batch *b, struct sbill_batch_text *t)
{
    static const struct {
        enum sbill_batch_list list;
        const char *words;
    } rows[] = {
        {SBILL_BATCH_DRAFTS, "drafts: a person must confirm codes"},
        {SBILL_BATCH_HELD, "held: they wait for something"},
        {SBILL_BATCH_REJECTED, "rejected: a finding stops them"},
        {SBILL_BATCH_NO_CLAIM, "without a claim"},
        {SBILL_BATCH_REPEATED, "with a claim that is in the batch already"},
        {SBILL_BATCH_UNREADABLE, "could not be read"},
    };

    sbill_batch_addf(t, "<h2>Records</h2><table>\n");
    row(t, b->ready, b->records, "", "ready");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        row(t, b->counts[rows[i].list], b->records, "", rows[i].words);
    sbill_batch_addf(t, "</table>\n");
    if (b->unwritten)
        sbill_batch_addf(t, "<p>%" PRIu64 " claims that no file could take: unwritten.ndjson</p>\n",
                         b->unwritten);
}

static void add_payers(const struct sbill_batch *b, struct sbill_batch_text *t)
{
    char amount[SBILL_CLI_WORD], words[64];
    uint64_t most = 0;

    for (size_t i = 0; i < b->payer_count; i++)
        most = b->payers[i].claims > most ? b->payers[i].claims : most;
    if (most == 0) {
        sbill_batch_addf(t, "<p>No claim may go: there is no claim file.</p>\n");
        return;
    }
    sbill_batch_addf(t, "<h2>Claims by payer</h2><table>\n");
    for (size_t i = 0; i < b->payer_count; i++) {
        const struct sbill_batch_payer *p = &b->payers[i];
        snprintf(words, sizeof words, "%s %.8s", sbill_cli_money(p->total, amount),
                 sbill_batch_payer_part(p, SBILL_BATCH_CURRENCY));
        if (p->claims)
            row(t, p->claims, most, words, *p->key ? p->key : "a payer without a name");
    }
    sbill_batch_addf(t, "</table>\n");
}

static void add_findings(const struct sbill_batch *b, struct sbill_batch_text *t)
{
    uint64_t most = 0;
    char number[16];

    for (size_t i = 0; i < b->finding_count; i++)
        most = b->findings[i].count > most ? b->findings[i].count : most;
    sbill_batch_addf(t, "<h2>Findings</h2><table>\n");
    for (size_t i = 0; i < b->finding_count; i++) {
        const char *rule = sbill_finding_rule(b->findings[i].number);
        snprintf(number, sizeof number, "%d", (int)b->findings[i].number);
        row(t, b->findings[i].count, most, number, rule ? rule : "");
    }
    sbill_batch_addf(t, "</table>\n");
}

static int by_count(const void *x, const void *y)
{
    const struct sbill_batch_finding *a = x, *b = y;

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return (a->number > b->number) - (a->number < b->number);
}

int sbill_batch_report(struct sbill_batch *b)
{
    struct sbill_batch_text t = {NULL, 0, 0, false};
    char *path = sbill_batch_path(b->work, "report.html");

    if (b->finding_count)
        qsort(b->findings, b->finding_count, sizeof *b->findings, by_count);
    sbill_batch_addf(&t,
                     "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Batch %s</title>\n",
                     sbill_cli_value(b->args, "batch-id", ""));
    sbill_batch_addf(&t, "<style>body{font:15px/1.4 sans-serif;max-width:60em;margin:2em auto;"
                         "padding:0 1em}td{padding:.15em .6em;vertical-align:top}.n{text-align:"
                         "right;white-space:nowrap}.w{width:12em}");
    sbill_batch_addf(&t,
                     "i{display:block;height:.9em;margin-top:.25em;background:#27c;"
                     "min-width:1px}</style>\n<h1>Batch %s: %" PRIu64 " records</h1>\n",
                     sbill_cli_value(b->args, "batch-id", ""), b->records);
    add_counts(b, &t);
    add_payers(b, &t);
    add_findings(b, &t);
    sbill_batch_addf(&t, "</html>\n");
    int code = path && !t.failed ? sbill_cli_write(path, t.p, t.n)
                                 : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    sbill_batch_point();
    free(path);
    sbill_batch_text_free(&t);
    return code;
}
