/* superbill batch: a night's records into claim files. What its parts share.
 *
 * The way of a batch: every input is hashed; one thread reads records and hands them to the workers (batch_pool.c);
 * what became of each is written down in the order of the input (batch_take.c) into a folder aside, with a state that
 * an interrupted batch goes on from (batch_state.c); claim files are then written payer by payer (batch_claims.c);
 * the folder gets its name and MANIFEST.json is put into it last (batch_store.c, batch_manifest.c). A batch without a
 * manifest never happened. */
#ifndef SBILL_CLI_BATCH_H
#define SBILL_CLI_BATCH_H

#include "cli.h"

#define SBILL_BATCH_HASH 65 /* SHA-256 in hexadecimal digits and a NUL */

/* ---- bytes being put together: batch_text.c ------------------------------------------------------ */

struct sbill_batch_text {
    char *p;
    size_t n, cap;
    bool failed; /* memory ran out: something is missing */
};

void sbill_batch_add(struct sbill_batch_text *t, const char *p, size_t n);
void sbill_batch_addf(struct sbill_batch_text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* As a JSON string, with its quotation marks. */
void sbill_batch_add_json(struct sbill_batch_text *t, const char *p, size_t n);
void sbill_batch_text_free(struct sbill_batch_text *t); /* wipes */

/* ---- hashes: batch_hash.c -------------------------------------------------------------------------- */

void sbill_batch_hash(const void *p, size_t n, char hex[SBILL_BATCH_HASH]);
/* A whole file, in pieces. 0 or an exit code, all words said. */
int sbill_batch_hash_file(const char *path, char hex[SBILL_BATCH_HASH], uint64_t *bytes);

/* ---- the folder: batch_store.c ----------------------------------------------------------------------- */

/* Files that grow while records are read. Their lines are in the order of the input. */
enum sbill_batch_list {
    SBILL_BATCH_RESULTS, /* one line for every record */
    SBILL_BATCH_DRAFTS,  /* from here on with ordinal, input and line */
    SBILL_BATCH_HELD,
    SBILL_BATCH_REJECTED, /* a finding stops it */
    SBILL_BATCH_NO_CLAIM,
    SBILL_BATCH_REPEATED, /* the claim stands in the batch already */
    SBILL_BATCH_UNREADABLE,
    SBILL_BATCH_TABLE, /* one row for every record, for a spreadsheet */
    SBILL_BATCH_SPOOL, /* records whose claims may go; not kept */
    SBILL_BATCH_INDEX, /* their claims, as struct sbill_batch_claim; not kept */
    SBILL_BATCH_LISTS
};
#define SBILL_BATCH_SENT_NAME "sent.ndjson" /* a line for each claim in each claim file */
#define SBILL_BATCH_KEPT SBILL_BATCH_SPOOL  /* lists below this one are outputs */

extern const char *const sbill_batch_list_names[SBILL_BATCH_LISTS];

/* One claim that may go: where its record stands in the spool. */
struct sbill_batch_claim {
    uint64_t offset, length;
    uint64_t ordinal; /* of the record, from 1 */
    uint64_t id;      /* hash of claim id and payer */
    int64_t total;
    uint32_t payer, claim;
};

/* A claim of the ledger. */
struct sbill_batch_sent {
    uint64_t key, content; /* of claim id and payer; of the record that it was made of */
};

enum sbill_batch_before {
    SBILL_BATCH_NEVER,
    SBILL_BATCH_SAME,
    SBILL_BATCH_CHANGED /* the same claim, made of another record */
};

struct sbill_batch_payer {
    char *key; /* name, id, form, currency; each ends in NUL */
    size_t key_n;
    uint64_t claims;
    int64_t total;
};

enum sbill_batch_part {
    SBILL_BATCH_NAME,
    SBILL_BATCH_ID,
    SBILL_BATCH_FORM,
    SBILL_BATCH_CURRENCY
};
const char *sbill_batch_payer_part(const struct sbill_batch_payer *p, enum sbill_batch_part part);

struct sbill_batch_finding {
    int32_t number;
    uint64_t count;
};

/* What the manifest says of an output. */
struct sbill_batch_output {
    char name[160];
    char hash[SBILL_BATCH_HASH];
    uint64_t bytes, claims; /* claims 0 for lists */
    int64_t total;
    uint64_t control; /* of an 837 file, else 0 */
    uint32_t payer;
};

struct sbill_batch {
    const struct sbill_cli_args *args;
    const char *usage;
    sbill_options *options;
    sbill_book *book;
    struct sbill_cli_bytes map, defaults;
    int jobs;
    uint64_t max_claims, control_start;
    const char *formats[3];
    int format_count;
    char *work, *final;            /* folder while it is written; folder of a finished batch */
    int lock, ledger, ledger_lock; /* -1: none */
    uint64_t ledger_bytes;         /* of the ledger that was asked */
    struct sbill_batch_sent *sent; /* its claims, open addressing */
    size_t sent_count, sent_cap;
    uint64_t sent_before;            /* records on the list of the repeated for the ledger's sake */
    struct sbill_batch_text request; /* JSON: all that decides what comes out */
    FILE *lists[SBILL_BATCH_LISTS];
    uint64_t sizes[SBILL_BATCH_LISTS];
    /* so far */
    uint64_t records, skip; /* records of the input; the first `skip` are done already */
    uint64_t counts[SBILL_BATCH_LISTS]; /* lines of each list */
    uint64_t ready;                     /* records whose claims all go */
    struct sbill_batch_payer *payers;
    size_t payer_count, payer_cap;
    struct sbill_batch_finding *findings;
    size_t finding_count, finding_cap;
    uint64_t *seen; /* claim ids, open addressing, 0 is empty */
    size_t seen_count, seen_cap;
    struct sbill_batch_output *outputs;
    size_t output_count;
    uint64_t unwritten; /* claims that no file took */
    /* for progress */
    uint64_t bytes_all, bytes_read;
    int64_t began, shown; /* milliseconds */
};

/* Where a batch stands when it is started. */
enum sbill_batch_start {
    SBILL_BATCH_NEW,
    SBILL_BATCH_GO_ON,
    SBILL_BATCH_DONE
};

/* Look at the folders and lock the batch. 0 or an exit code. */
int sbill_batch_open(struct sbill_batch *b, enum sbill_batch_start *start);
int sbill_batch_open_lists(struct sbill_batch *b);
/* "folder/name", malloc. NULL: no memory. */
char *sbill_batch_path(const char *folder, const char *name);
/* Everything on the disk, the folder under its name, the manifest into it. */
int sbill_batch_commit(struct sbill_batch *b);
int sbill_batch_sync_lists(struct sbill_batch *b);
int sbill_batch_trouble(const char *path); /* says errno */
/* A moment at which a kill must do no harm. In builds for tests the process dies at the N-th of them that it passes, N
 * from $SUPERBILL_TEST_DIE_AT. */
void sbill_batch_point(void);

/* ---- the other parts ------------------------------------------------------------------------------------ */

int sbill_batch_save_state(struct sbill_batch *b);
int sbill_batch_load_state(struct sbill_batch *b);

/* A record on its way. */
struct sbill_batch_record {
    sbill_encounter *e;
    int32_t status; /* of reading, then of running */
    uint64_t line;
    int input;                             /* operand */
    struct sbill_batch_text result, spool; /* spool: the record, when its claims may go */
    struct sbill_batch_text error;         /* why it cannot be read: never patient values */
};

int sbill_batch_records(struct sbill_batch *b);                            /* batch_pool.c */
int sbill_batch_take(struct sbill_batch *b, struct sbill_batch_record *r); /* batch_take.c */
/* False: seen before. */
bool sbill_batch_first_time(struct sbill_batch *b, uint64_t id, bool *failed);
/* Index of a payer, -1 if memory ran out. */
int64_t sbill_batch_payer_at(struct sbill_batch *b, const char *key, size_t n);
struct sbill_batch_finding *sbill_batch_finding_at(struct sbill_batch *b, int32_t number);

/* Payers by name, id and form; malloc. NULL: no memory. (batch_sort.c) */
uint32_t *sbill_batch_payer_order(const struct sbill_batch *b);
/* The index into the file `to`, payer by payer, each payer's claims in the order of the input. */
int sbill_batch_sort_index(const struct sbill_batch *b, const uint32_t *order, int to);
int sbill_batch_write_claims(struct sbill_batch *b); /* batch_claims.c */
/* report.html; sorts the findings, the most frequent first. */
int sbill_batch_report(struct sbill_batch *b);
int sbill_batch_manifest(struct sbill_batch *b, struct sbill_batch_text *t);
int sbill_batch_make_request(struct sbill_batch *b);

/* The ledger of sent claims: batch_ledger.c. All do nothing without --ledger. */
int sbill_batch_open_ledger(struct sbill_batch *b);
int sbill_batch_ask_ledger(struct sbill_batch *b, bool go_on);
/* After the batch was committed, however often: its claims stand in the ledger once. */
int sbill_batch_close_ledger(struct sbill_batch *b);
uint64_t sbill_batch_ledger_key(const char *claim, size_t n, const char *payer);
uint64_t sbill_batch_content(const char *hex);
enum sbill_batch_before sbill_batch_sent_before(struct sbill_batch *b, uint64_t key,
                                                uint64_t content);
/* Whom a claim goes to, for the ledger: the payer's id, else its name. */
const char *sbill_batch_ledger_payer(const struct sbill_batch_payer *p);

void sbill_batch_progress(struct sbill_batch *b, bool last);
void sbill_batch_summary(const struct sbill_batch *b);

#endif
