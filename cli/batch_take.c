/* What became of a record is written down: always by one thread, in the order of the input. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

static int no_memory(void)
{
    return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

/* Room for one more of `size` bytes. */
static bool grow(void **v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 16;
    void *p = realloc(*v, more * size);
    if (!p)
        return false;
    *v = p;
    *cap = more;
    return true;
}

int64_t sbill_batch_payer_at(struct sbill_batch *b, const char *key, size_t n)
{
    for (size_t i = 0; i < b->payer_count; i++)
        if (b->payers[i].key_n == n && memcmp(b->payers[i].key, key, n) == 0)
            return (int64_t)i;
    void *v = b->payers;
    char *copy = malloc(n + 1);
    bool ok = copy && b->payer_count < UINT32_MAX &&
              grow(&v, b->payer_count, &b->payer_cap, sizeof *b->payers);
    b->payers = v;
    if (!ok) {
        free(copy);
        return -1;
    }
    memcpy(copy, key, n);
    copy[n] = '\0';
    b->payers[b->payer_count] = (struct sbill_batch_payer){copy, n, 0, 0};
    return (int64_t)b->payer_count++;
}

const char *sbill_batch_payer_part(const struct sbill_batch_payer *p, enum sbill_batch_part part)
{
    const char *at = p->key;

    while (part-- > 0 && at < p->key + p->key_n)
        at += strlen(at) + 1;
    return at;
}

struct sbill_batch_finding *sbill_batch_finding_at(struct sbill_batch *b, int32_t number)
{
    for (size_t i = 0; i < b->finding_count; i++)
        if (b->findings[i].number == number)
            return &b->findings[i];
    void *v = b->findings;
    bool ok = grow(&v, b->finding_count, &b->finding_cap, sizeof *b->findings);
    b->findings = v;
    if (!ok)
        return NULL;
    b->findings[b->finding_count] = (struct sbill_batch_finding){number, 0};
    return &b->findings[b->finding_count++];
}

/* ---- claims seen ----------------------------------------------------------------------------------------- */

static bool put_seen(uint64_t *table, size_t cap, uint64_t id)
{
    size_t i = (size_t)id & (cap - 1);

    for (; table[i]; i = (i + 1) & (cap - 1))
        if (table[i] == id)
            return false;
    table[i] = id;
    return true;
}

static bool double_seen(struct sbill_batch *b)
{
    size_t cap = b->seen_cap ? b->seen_cap * 2 : 1024;
    uint64_t *table = calloc(cap, sizeof *table);

    if (!table)
        return false;
    for (size_t i = 0; i < b->seen_cap; i++)
        if (b->seen[i])
            put_seen(table, cap, b->seen[i]);
    free(b->seen);
    b->seen = table;
    b->seen_cap = cap;
    return true;
}

static bool was_seen(const struct sbill_batch *b, uint64_t id)
{
    size_t i = (size_t)id & (b->seen_cap - 1);

    for (; b->seen_cap && b->seen[i]; i = (i + 1) & (b->seen_cap - 1))
        if (b->seen[i] == id)
            return true;
    return false;
}

bool sbill_batch_first_time(struct sbill_batch *b, uint64_t id, bool *failed)
{
    if (b->seen_count * 4 >= b->seen_cap * 3 && !double_seen(b)) {
        *failed = true;
        return false;
    }
    bool first = put_seen(b->seen, b->seen_cap, id ? id : 1);
    b->seen_count += first;
    return first;
}

/* FNV-1a, spread: only for telling claims of one batch apart. */
static uint64_t hash_of(uint64_t h, const char *p, size_t n)
{
    for (size_t i = 0; i <= n; i++) {
        h ^= i < n ? (unsigned char)p[i] : 0x100u;
        h *= UINT64_C(0x100000001b3);
        h ^= h >> 29;
    }
    return h;
}

/* ---- one record -------------------------------------------------------------------------------------------- */

static int put_line(struct sbill_batch *b, enum sbill_batch_list list, const char *p, size_t n)
{
    if (fwrite(p, 1, n, b->lists[list]) != n || putc('\n', b->lists[list]) == EOF)
        return sbill_batch_trouble(sbill_batch_list_names[list]);
    b->sizes[list] += n + 1;
    b->counts[list]++;
    return SBILL_EXIT_CLEAN;
}

/* On a list of its own a result says where its record came from. */
static int set_apart(struct sbill_batch *b, const struct sbill_batch_record *r,
                     enum sbill_batch_list list, const char *why)
{
    struct sbill_batch_text t = {NULL, 0, 0, false};
    const char *input = sbill_cli_operand(b->args, r->input);

    sbill_batch_addf(&t, "{\"ordinal\":%" PRIu64 ",\"input\":", b->records);
    sbill_batch_add_json(&t, input, strlen(input));
    sbill_batch_addf(&t, ",\"line\":%" PRIu64, r->line);
    if (*why)
        sbill_batch_addf(&t, ",\"repeats\":\"%s\"", why);
    sbill_batch_addf(&t, ",\"result\":");
    sbill_batch_add(&t, r->result.p, r->result.n);
    sbill_batch_add(&t, "}", 1);
    int code = t.failed ? no_memory() : put_line(b, list, t.p, t.n);
    sbill_batch_text_free(&t);
    return code;
}

static int64_t payer_of(struct sbill_batch *b, sbill_encounter *e, size_t claim)
{
    static const int32_t fields[] = {SBILL_F_PAYER, SBILL_F_PAYER_ID, SBILL_F_FORM,
                                     SBILL_F_CURRENCY};
    struct sbill_batch_text key = {NULL, 0, 0, false};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t n = 0;
        const char *p = sbill_text(e, SBILL_ITEM_CLAIM, claim, fields[i], &n);
        sbill_batch_add(&key, p, n);
        sbill_batch_add(&key, "", 1);
    }
    int64_t payer = key.failed ? -1 : sbill_batch_payer_at(b, key.p, key.n);
    sbill_batch_text_free(&key);
    return payer;
}

/* The key of a claim: its id and whom it goes to. */
static uint64_t claim_key(struct sbill_batch *b, sbill_encounter *e, size_t claim, int64_t payer)
{
    size_t n = 0;
    const char *id = sbill_text(e, SBILL_ITEM_CLAIM, claim, SBILL_F_ID, &n);
    uint64_t h = hash_of(UINT64_C(0xcbf29ce484222325), id, n);

    h = hash_of(h, b->payers[payer].key, b->payers[payer].key_n);
    return h ? h : 1;
}

/* Is this claim of the record in the ledger? */
static enum sbill_batch_before before_of(struct sbill_batch *b, struct sbill_batch_record *r,
                                         size_t claim, int64_t payer, const char *hash)
{
    size_t n = 0;
    const char *id = sbill_text(r->e, SBILL_ITEM_CLAIM, claim, SBILL_F_ID, &n);

    if (!b->sent_count)
        return SBILL_BATCH_NEVER;
    return sbill_batch_sent_before(
        b, sbill_batch_ledger_key(id, n, sbill_batch_ledger_payer(&b->payers[payer])),
        sbill_batch_content(hash));
}

/* The claims of the record at hand. 0 with *repeated set if one of them is in the batch already: nothing of them is
 * remembered then, so that a batch that goes on remembers the same as one that was not interrupted. */
static int gather_claims(struct sbill_batch *b, struct sbill_batch_record *r,
                         struct sbill_batch_claim *claims, size_t n, bool *repeated,
                         enum sbill_batch_before *before)
{
    char hash[SBILL_BATCH_HASH] = "";

    if (b->sent_count)
        sbill_batch_hash(r->spool.p, r->spool.n, hash);
    for (size_t i = 0; i < n; i++) {
        int64_t payer = payer_of(b, r->e, i);
        if (payer < 0)
            return no_memory();
        claims[i] =
            (struct sbill_batch_claim){b->sizes[SBILL_BATCH_SPOOL],
                                       r->spool.n,
                                       b->records,
                                       claim_key(b, r->e, i, payer),
                                       sbill_number(r->e, SBILL_ITEM_CLAIM, i, SBILL_F_TOTAL),
                                       (uint32_t)payer,
                                       (uint32_t)i};
        if (before_of(b, r, i, payer, hash) > *before)
            *before = before_of(b, r, i, payer, hash);
        *repeated = *repeated || was_seen(b, claims[i].id);
        for (size_t k = 0; k < i; k++)
            *repeated = *repeated || claims[k].id == claims[i].id;
    }
    return SBILL_EXIT_CLEAN;
}

static int index_claims(struct sbill_batch *b, struct sbill_batch_record *r,
                        const struct sbill_batch_claim *claims, size_t n)
{
    bool failed = false;

    for (size_t i = 0; i < n; i++) {
        sbill_batch_first_time(b, claims[i].id, &failed);
        b->payers[claims[i].payer].claims++;
        b->payers[claims[i].payer].total += claims[i].total;
    }
    if (failed)
        return no_memory();
    if (fwrite(claims, sizeof *claims, n, b->lists[SBILL_BATCH_INDEX]) != n)
        return sbill_batch_trouble(sbill_batch_list_names[SBILL_BATCH_INDEX]);
    b->sizes[SBILL_BATCH_INDEX] += n * sizeof *claims;
    b->counts[SBILL_BATCH_INDEX] += n;
    b->ready++;
    return put_line(b, SBILL_BATCH_SPOOL, r->spool.p, r->spool.n);
}

static int take_ready(struct sbill_batch *b, struct sbill_batch_record *r, const char **word)
{
    static const char *const whys[] = {"a record before it in this batch",
                                       "a claim sent by an earlier batch",
                                       "a claim sent by an earlier batch, made of another record"};
    size_t n = sbill_count(r->e, SBILL_ITEM_CLAIM);
    struct sbill_batch_claim *claims = calloc(n ? n : 1, sizeof *claims);
    enum sbill_batch_before before = SBILL_BATCH_NEVER;
    bool repeated = false;

    if (!claims)
        return no_memory();
    int code = gather_claims(b, r, claims, n, &repeated, &before);
    if (repeated || before)
        *word = "repeated";
    b->sent_before += before != SBILL_BATCH_NEVER;
    if (code == SBILL_EXIT_CLEAN)
        code = repeated || before ? set_apart(b, r, SBILL_BATCH_REPEATED, whys[before])
                                  : index_claims(b, r, claims, n);
    free(claims);
    return code;
}

static int count_findings(struct sbill_batch *b, sbill_encounter *e)
{
    size_t n = sbill_count(e, SBILL_ITEM_FINDING);

    for (size_t i = 0; i < n; i++) {
        struct sbill_batch_finding *f = sbill_batch_finding_at(
            b, (int32_t)sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER));
        if (!f)
            return no_memory();
        f->count++;
    }
    return SBILL_EXIT_CLEAN;
}

/* The numbers of the findings that stop it, "2117 2203". */
static void add_stops(struct sbill_batch_text *t, sbill_encounter *e)
{
    size_t n = sbill_count(e, SBILL_ITEM_FINDING);

    for (size_t i = 0; i < n; i++)
        if (sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_STOPS) == 1)
            sbill_batch_addf(t, "%s%d", t->n ? " " : "",
                             (int)sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER));
}

static void put_field(FILE *f, sbill_encounter *e, int32_t item, int32_t field)
{
    size_t n = 0;
    const char *p = sbill_text(e, item, 0, field, &n);

    sbill_cli_csv_put(f, p, n, false);
}

/* The record's row in the table for a spreadsheet. */
static int put_row(struct sbill_batch *b, const struct sbill_batch_record *r, const char *word)
{
    FILE *f = b->lists[SBILL_BATCH_TABLE];
    const char *input = sbill_cli_operand(b->args, r->input);
    bool read = r->status == SBILL_OK;
    size_t claims = read ? sbill_count(r->e, SBILL_ITEM_CLAIM) : 0;
    struct sbill_batch_text stops = {NULL, 0, 0, false};
    char amount[SBILL_CLI_WORD];
    int64_t total = 0;

    for (size_t i = 0; i < claims; i++)
        total += sbill_number(r->e, SBILL_ITEM_CLAIM, i, SBILL_F_TOTAL);
    fprintf(f, "%" PRIu64 ",", b->records);
    sbill_cli_csv_put(f, input, strlen(input), false);
    fprintf(f, "%" PRIu64 ",", r->line);
    if (read) {
        put_field(f, r->e, SBILL_ITEM_RECORD, SBILL_F_ID);
        add_stops(&stops, r->e);
    } else {
        putc(',', f);
    }
    fprintf(f, "%s,%zu,%s,", word, claims, claims ? sbill_cli_money(total, amount) : "");
    if (claims)
        put_field(f, r->e, SBILL_ITEM_CLAIM, SBILL_F_CURRENCY);
    else
        putc(',', f);
    sbill_cli_csv_put(f, stops.p ? stops.p : "", stops.n, true);
    off_t at = ftello(f);
    bool ok = !stops.failed && !ferror(f) && at >= 0;
    sbill_batch_text_free(&stops);
    b->sizes[SBILL_BATCH_TABLE] = (uint64_t)at;
    b->counts[SBILL_BATCH_TABLE]++;
    return ok ? SBILL_EXIT_CLEAN : sbill_batch_trouble(sbill_batch_list_names[SBILL_BATCH_TABLE]);
}

int sbill_batch_take(struct sbill_batch *b, struct sbill_batch_record *r)
{
    static const struct {
        enum sbill_batch_list list;
        const char *word;
    } ends[] = {
        [SBILL_OUTCOME_NONE] = {SBILL_BATCH_UNREADABLE, "unreadable"},
        [SBILL_OUTCOME_READY] = {SBILL_BATCH_LISTS, "ready"},
        [SBILL_OUTCOME_DRAFT] = {SBILL_BATCH_DRAFTS, "draft"},
        [SBILL_OUTCOME_HOLD] = {SBILL_BATCH_HELD, "held"},
        [SBILL_OUTCOME_NO_CLAIM] = {SBILL_BATCH_NO_CLAIM, "no-claim"},
        [SBILL_OUTCOME_STOPPED] = {SBILL_BATCH_REJECTED, "rejected"},
    };
    bool read = r->status == SBILL_OK;
    int32_t outcome = read ? sbill_encounter_outcome(r->e) : SBILL_OUTCOME_NONE;

    if (read && (outcome < SBILL_OUTCOME_READY || outcome > SBILL_OUTCOME_STOPPED))
        return SBILL_EXIT_BUG;
    b->records++;
    const char *word = ends[outcome].word;
    int code = put_line(b, SBILL_BATCH_RESULTS, r->result.p, r->result.n);
    if (code == SBILL_EXIT_CLEAN && read)
        code = count_findings(b, r->e);
    if (code == SBILL_EXIT_CLEAN)
        code = outcome == SBILL_OUTCOME_READY ? take_ready(b, r, &word)
                                              : set_apart(b, r, ends[outcome].list, "");
    return code == SBILL_EXIT_CLEAN ? put_row(b, r, word) : code;
}
