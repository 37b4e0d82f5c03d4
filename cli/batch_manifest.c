/* What a batch is made of, and what it made. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

/* ---- the request: all that decides what comes out -------------------------------------------------------- */

static int add_file(struct sbill_batch_text *t, const char *path, bool named, uint64_t *bytes,
                    const char *before)
{
    char hash[SBILL_BATCH_HASH];
    uint64_t n = 0;
    int code = sbill_batch_hash_file(path, hash, &n);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    *bytes += n;
    sbill_batch_addf(t, "%s{", before);
    if (named) {
        sbill_batch_addf(t, "\"name\":");
        sbill_batch_add_json(t, path, strlen(path));
        sbill_batch_addf(t, ",");
    }
    sbill_batch_addf(t, "\"bytes\":%" PRIu64 ",\"sha256\":\"%s\"}", n, hash);
    return SBILL_EXIT_CLEAN;
}

/* Books by their bytes, wherever they lie: --book, else $SUPERBILL_BOOK. */
static int add_books(struct sbill_batch *b)
{
    const char *listed = getenv("SUPERBILL_BOOK"), *path;
    uint64_t bytes = 0;
    int code = SBILL_EXIT_CLEAN, i;

    for (i = 0; code == SBILL_EXIT_CLEAN && (path = sbill_cli_value_at(b->args, "book", i)); i++)
        code = add_file(&b->request, path, false, &bytes, i ? "," : "");
    while (i == 0 && listed && *listed && code == SBILL_EXIT_CLEAN) {
        size_t n = strcspn(listed, ":");
        char *copy = calloc(n + 1, 1);
        if (!copy)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        memcpy(copy, listed, n);
        if (n)
            code = add_file(&b->request, copy, false, &bytes, bytes ? "," : "");
        free(copy);
        listed += n + (listed[n] == ':');
    }
    return code;
}

static void add_settings(struct sbill_batch *b)
{
    static const char *const names[] = {"as-of",     "severity", "fail-on",    "strict",
                                        "no-assign", "system",   "currency",   "max-record",
                                        "from",      "x12",      "offset-unit"};
    const char *before = "", *value;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (sbill_cli_has(b->args, names[i]) && !sbill_cli_value(b->args, names[i], NULL)) {
            sbill_batch_addf(&b->request, "%s\"%s\"", before, names[i]);
            before = ",";
        }
        for (int k = 0; (value = sbill_cli_value_at(b->args, names[i], k)); k++) {
            sbill_batch_addf(&b->request, "%s[\"%s\",", before, names[i]);
            sbill_batch_add_json(&b->request, value, strlen(value));
            sbill_batch_add(&b->request, "]", 1);
            before = ",";
        }
    }
}

static int add_given(struct sbill_batch *b, const char *name)
{
    const char *path = sbill_cli_value(b->args, name, NULL);
    uint64_t bytes = 0;

    if (!path)
        return SBILL_EXIT_CLEAN;
    sbill_batch_addf(&b->request, ",\"%s\":", name);
    return add_file(&b->request, path, false, &bytes, "");
}

int sbill_batch_make_request(struct sbill_batch *b)
{
    const char *id = sbill_cli_value(b->args, "batch-id", ""), *path;
    struct sbill_batch_text *t = &b->request;

    sbill_batch_addf(t, "{\"batch\":");
    sbill_batch_add_json(t, id, strlen(id));
    sbill_batch_addf(t, ",\"engine\":\"%s\",\"to\":[", sbill_version());
    for (int i = 0; i < b->format_count; i++)
        sbill_batch_addf(t, "%s\"%s\"", i ? "," : "", b->formats[i]);
    sbill_batch_addf(t, "],\"max_claims\":%" PRIu64 ",\"control_start\":%" PRIu64 ",\"settings\":[",
                     b->max_claims, b->control_start);
    add_settings(b);
    sbill_batch_addf(t, "],\"books\":[");
    int code = add_books(b);
    sbill_batch_addf(t, "]%s", sbill_cli_has(b->args, "ledger") ? ",\"ledger\":true" : "");
    if (code == SBILL_EXIT_CLEAN)
        code = add_given(b, "map");
    if (code == SBILL_EXIT_CLEAN)
        code = add_given(b, "defaults");
    sbill_batch_addf(t, ",\"inputs\":[");
    for (int i = 0; code == SBILL_EXIT_CLEAN && (path = sbill_cli_operand(b->args, i)); i++)
        code = add_file(t, path, true, &b->bytes_all, i ? "," : "");
    sbill_batch_addf(t, "]}");
    return t->failed ? sbill_cli_fail(SBILL_NOMEM, NULL, NULL) : code;
}

/* ---- the manifest -------------------------------------------------------------------------------------------- */

static void add_counts(const struct sbill_batch *b, struct sbill_batch_text *t)
{
    static const struct {
        const char *name;
        enum sbill_batch_list list;
    } rows[] = {
        {"drafts", SBILL_BATCH_DRAFTS},     {"held", SBILL_BATCH_HELD},
        {"rejected", SBILL_BATCH_REJECTED}, {"no_claim", SBILL_BATCH_NO_CLAIM},
        {"repeated", SBILL_BATCH_REPEATED}, {"unreadable", SBILL_BATCH_UNREADABLE},
    };

    sbill_batch_addf(t, "\"records\":%" PRIu64 ",\"ready\":%" PRIu64, b->records, b->ready);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        sbill_batch_addf(t, ",\"%s\":%" PRIu64, rows[i].name, b->counts[rows[i].list]);
    sbill_batch_addf(t,
                     ",\"claims\":%" PRIu64 ",\"unwritten\":%" PRIu64 ",\"sent_before\":%" PRIu64,
                     b->counts[SBILL_BATCH_INDEX], b->unwritten, b->sent_before);
}

static void add_payers(const struct sbill_batch *b, struct sbill_batch_text *t)
{
    const char *before = "";
    char amount[SBILL_CLI_WORD];

    for (size_t i = 0; i < b->payer_count; i++) {
        const struct sbill_batch_payer *p = &b->payers[i];
        const char *id = sbill_batch_payer_part(p, SBILL_BATCH_ID);
        const char *currency = sbill_batch_payer_part(p, SBILL_BATCH_CURRENCY);
        if (!p->claims)
            continue;
        sbill_batch_addf(t, "%s\n  {\"name\":", before);
        sbill_batch_add_json(t, p->key, strlen(p->key));
        sbill_batch_addf(t, ",\"id\":");
        sbill_batch_add_json(t, id, strlen(id));
        sbill_batch_addf(t,
                         ",\"form\":\"%s\",\"claims\":%" PRIu64 ",\"total\":\"%s\",\"currency\":",
                         sbill_batch_payer_part(p, SBILL_BATCH_FORM), p->claims,
                         sbill_cli_money(p->total, amount));
        sbill_batch_add_json(t, currency, strlen(currency));
        sbill_batch_add(t, "}", 1);
        before = ",";
    }
}

static void add_output(struct sbill_batch_text *t, const struct sbill_batch_output *o,
                       const char *before)
{
    char amount[SBILL_CLI_WORD];

    sbill_batch_addf(t, "%s\n  {\"name\":\"%s\",\"bytes\":%" PRIu64 ",\"sha256\":\"%s\"", before,
                     o->name, o->bytes, o->hash);
    if (o->claims)
        sbill_batch_addf(t, ",\"claims\":%" PRIu64 ",\"total\":\"%s\"", o->claims,
                         sbill_cli_money(o->total, amount));
    if (o->control)
        sbill_batch_addf(t, ",\"control\":%" PRIu64, o->control);
    sbill_batch_addf(t, "}");
}

static int add_list(const struct sbill_batch *b, const char *name, struct sbill_batch_text *t,
                    const char *before)
{
    struct sbill_batch_output o = {.claims = 0};
    char *path = sbill_batch_path(b->work, name);

    if (!path)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    snprintf(o.name, sizeof o.name, "%s", name);
    int code = sbill_batch_hash_file(path, o.hash, &o.bytes);
    free(path);
    if (code == SBILL_EXIT_CLEAN)
        add_output(t, &o, before);
    return code;
}

int sbill_batch_manifest(struct sbill_batch *b, struct sbill_batch_text *t)
{
    int code = SBILL_EXIT_CLEAN;

    sbill_batch_addf(t, "{\"schema\":\"superbill-batch/1\",\n\"request\":");
    sbill_batch_add(t, b->request.p, b->request.n);
    sbill_batch_addf(t, ",\n\"counts\":{");
    add_counts(b, t);
    sbill_batch_addf(t, "},\n\"payers\":[");
    add_payers(b, t);
    sbill_batch_addf(t, "],\n\"findings\":{");
    for (size_t i = 0; i < b->finding_count; i++)
        sbill_batch_addf(t, "%s\"%d\":%" PRIu64, i ? "," : "", (int)b->findings[i].number,
                         b->findings[i].count);
    sbill_batch_addf(t, "},\n\"outputs\":[");
    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < SBILL_BATCH_KEPT; i++)
        code = add_list(b, sbill_batch_list_names[i], t, i ? "," : "");
    if (code == SBILL_EXIT_CLEAN)
        code = add_list(b, "unwritten.ndjson", t, ",");
    if (code == SBILL_EXIT_CLEAN)
        code = add_list(b, SBILL_BATCH_SENT_NAME, t, ",");
    if (code == SBILL_EXIT_CLEAN)
        code = add_list(b, "report.html", t, ",");
    for (size_t i = 0; i < b->output_count; i++)
        add_output(t, &b->outputs[i], ",");
    sbill_batch_addf(t, "]}\n");
    return code;
}
