/* Where a batch stands, so that it can go on after it was killed: how far the lists are good, and what was counted.
 * Written beside its place and renamed after the lists are on the disk, so it never says more than they hold. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

#define HEAD "superbill-batch-state 2"

static void add_hex(struct sbill_batch_text *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sbill_batch_addf(t, "%02x", (unsigned char)p[i]);
}

int sbill_batch_save_state(struct sbill_batch *b)
{
    struct sbill_batch_text t = {NULL, 0, 0, false};
    char hash[SBILL_BATCH_HASH];
    int code = sbill_batch_sync_lists(b);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    sbill_batch_hash(b->request.p, b->request.n, hash);
    sbill_batch_addf(&t,
                     HEAD "\nrequest %s\nrecords %" PRIu64 " ready %" PRIu64 "\nledger %" PRIu64
                          " %" PRIu64 "\n",
                     hash, b->records, b->ready, b->ledger_bytes, b->sent_before);
    for (size_t i = 0; i < SBILL_BATCH_LISTS; i++)
        sbill_batch_addf(&t, "list %" PRIu64 " %" PRIu64 "\n", b->sizes[i], b->counts[i]);
    for (size_t i = 0; i < b->payer_count; i++) {
        sbill_batch_addf(&t, "payer %" PRIu64 " %" PRId64 " ", b->payers[i].claims,
                         b->payers[i].total);
        add_hex(&t, b->payers[i].key, b->payers[i].key_n);
        sbill_batch_add(&t, "\n", 1);
    }
    for (size_t i = 0; i < b->finding_count; i++)
        sbill_batch_addf(&t, "finding %d %" PRIu64 "\n", (int)b->findings[i].number,
                         b->findings[i].count);
    sbill_batch_addf(&t, "end\n");
    char *path = sbill_batch_path(b->work, "state");
    code = path && !t.failed ? sbill_cli_write(path, t.p, t.n)
                             : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    sbill_batch_point();
    free(path);
    sbill_batch_text_free(&t);
    return code;
}

/* ---- reading it ------------------------------------------------------------------------------------------ */

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool load_payer(struct sbill_batch *b, const char *line)
{
    uint64_t claims;
    int64_t total;
    int at = 0;

    if (sscanf(line, "payer %" SCNu64 " %" SCNd64 " %n", &claims, &total, &at) != 2 || !at)
        return false;
    size_t n = strlen(line + at) / 2;
    char *key = malloc(n + 1);
    bool ok = key != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        int high = nibble(line[(size_t)at + 2 * i]), low = nibble(line[(size_t)at + 2 * i + 1]);
        ok = high >= 0 && low >= 0;
        if (ok)
            key[i] = (char)(high * 16 + low);
    }
    int64_t payer = ok ? sbill_batch_payer_at(b, key, n) : -1;
    free(key);
    if (payer < 0)
        return false;
    b->payers[payer].claims = claims;
    b->payers[payer].total = total;
    return true;
}

static bool load_finding(struct sbill_batch *b, const char *line)
{
    uint64_t count;
    int number;

    if (sscanf(line, "finding %d %" SCNu64, &number, &count) != 2)
        return false;
    struct sbill_batch_finding *f = sbill_batch_finding_at(b, number);
    if (f)
        f->count = count;
    return f != NULL;
}

/* False: not a line of a state. *ended: its last. */
static bool load_line(struct sbill_batch *b, const char *line, size_t *list, bool *ended)
{
    if (strncmp(line, "records ", 8) == 0)
        return sscanf(line, "records %" SCNu64 " ready %" SCNu64, &b->records, &b->ready) == 2;
    if (strncmp(line, "ledger ", 7) == 0)
        return sscanf(line, "ledger %" SCNu64 " %" SCNu64, &b->ledger_bytes, &b->sent_before) == 2;
    if (strncmp(line, "list ", 5) == 0)
        return *list < SBILL_BATCH_LISTS &&
               sscanf(line, "list %" SCNu64 " %" SCNu64, &b->sizes[*list], &b->counts[*list]) ==
                   2 &&
               ++*list;
    if (strncmp(line, "payer ", 6) == 0)
        return load_payer(b, line);
    if (strncmp(line, "finding ", 8) == 0)
        return load_finding(b, line);
    *ended = strcmp(line, "end") == 0;
    return *ended;
}

/* Was it written for the same inputs, books and settings? */
static bool same_request(struct sbill_batch *b, const char *second)
{
    char hash[SBILL_BATCH_HASH];

    sbill_batch_hash(b->request.p, b->request.n, hash);
    return strncmp(second, "request ", 8) == 0 && strcmp(second + 8, hash) == 0;
}

static int parse(struct sbill_batch *b, char *text, const char *path)
{
    char *line = text, *next;
    size_t list = 0, number = 0;
    bool ok = true, ended = false;

    for (; ok && !ended && *line; line = next, number++) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        if (number == 0)
            ok = strcmp(line, HEAD) == 0;
        else if (number > 1)
            ok = load_line(b, line, &list, &ended);
        else if (!same_request(b, line)) {
            sbill_cli_say("%s: was begun with other inputs, books or settings; finish it with "
                          "those, or remove the folder",
                          b->work);
            return SBILL_EXIT_INPUT;
        }
    }
    if (ok && ended && list == SBILL_BATCH_LISTS)
        return SBILL_EXIT_CLEAN;
    sbill_cli_say("%s: cannot be read; remove %s to begin again", path, b->work);
    return SBILL_EXIT_INPUT;
}

/* The claims that were indexed are not taken a second time. */
static int load_seen(struct sbill_batch *b)
{
    struct sbill_batch_claim c;
    char *path = sbill_batch_path(b->work, sbill_batch_list_names[SBILL_BATCH_INDEX]);
    FILE *f = path ? fopen(path, "r") : NULL;
    bool failed = false;
    int code =
        f ? SBILL_EXIT_CLEAN : sbill_batch_trouble(sbill_batch_list_names[SBILL_BATCH_INDEX]);

    for (uint64_t i = 0; code == SBILL_EXIT_CLEAN && i < b->counts[SBILL_BATCH_INDEX]; i++) {
        if (fread(&c, sizeof c, 1, f) != 1)
            code = sbill_batch_trouble(path);
        else if (!sbill_batch_first_time(b, c.id, &failed))
            code = failed ? sbill_cli_fail(SBILL_NOMEM, NULL, NULL) : SBILL_EXIT_CLEAN;
    }
    if (f)
        fclose(f);
    free(path);
    return code;
}

int sbill_batch_load_state(struct sbill_batch *b)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    char *path = sbill_batch_path(b->work, "state");
    int code = path ? sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &bytes) : SBILL_EXIT_INPUT;

    if (code == SBILL_EXIT_CLEAN)
        code = parse(b, bytes.p, path);
    if (code == SBILL_EXIT_CLEAN)
        code = load_seen(b);
    b->skip = b->records;
    sbill_cli_bytes_free(&bytes);
    free(path);
    return code;
}
