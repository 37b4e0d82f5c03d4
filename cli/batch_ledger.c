/* The ledger: every claim that a batch put into a claim file, of all batches that share the file. It only ever grows.
 * A batch holds it locked from its start to its end, asks it whether a claim was sent before, and adds its own claims
 * after it was committed: their lines from sent.ndjson, then one line that closes the batch. Lines that no closing
 * line follows were cut off by a kill and count for nothing; they are cut back before anything is added. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"

#define MOST_LINE 4096

static int no_memory(void)
{
    return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

/* FNV-1a, spread. */
static uint64_t hash_text(uint64_t h, const char *p, size_t n)
{
    for (size_t i = 0; i <= n; i++) {
        h ^= i < n ? (unsigned char)p[i] : 0x100u;
        h *= UINT64_C(0x100000001b3);
        h ^= h >> 29;
    }
    return h;
}

uint64_t sbill_batch_ledger_key(const char *claim, size_t n, const char *payer)
{
    uint64_t h = hash_text(hash_text(UINT64_C(0xcbf29ce484222325), claim, n), payer, strlen(payer));

    return h ? h : 1;
}

uint64_t sbill_batch_content(const char *hex)
{
    char head[17];

    memcpy(head, hex, 16);
    head[16] = '\0';
    return strtoull(head, NULL, 16);
}

const char *sbill_batch_ledger_payer(const struct sbill_batch_payer *p)
{
    const char *id = sbill_batch_payer_part(p, SBILL_BATCH_ID);

    return *id ? id : p->key;
}

/* ---- asking -------------------------------------------------------------------------------------------- */

static struct sbill_batch_sent *place_of(struct sbill_batch_sent *table, size_t cap, uint64_t key)
{
    size_t i = (size_t)key & (cap - 1);

    while (table[i].key && table[i].key != key)
        i = (i + 1) & (cap - 1);
    return &table[i];
}

static bool remember(struct sbill_batch *b, uint64_t key, uint64_t content)
{
    if (b->sent_count * 4 >= b->sent_cap * 3) {
        size_t cap = b->sent_cap ? b->sent_cap * 2 : 1024;
        struct sbill_batch_sent *more = calloc(cap, sizeof *more);
        if (!more)
            return false;
        for (size_t i = 0; i < b->sent_cap; i++)
            if (b->sent[i].key)
                *place_of(more, cap, b->sent[i].key) = b->sent[i];
        free(b->sent);
        b->sent = more;
        b->sent_cap = cap;
    }
    struct sbill_batch_sent *at = place_of(b->sent, b->sent_cap, key);
    b->sent_count += at->key == 0;
    *at = (struct sbill_batch_sent){key, content};
    return true;
}

enum sbill_batch_before sbill_batch_sent_before(struct sbill_batch *b, uint64_t key,
                                                uint64_t content)
{
    const struct sbill_batch_sent *at = b->sent_cap ? place_of(b->sent, b->sent_cap, key) : NULL;

    if (!at || !at->key)
        return SBILL_BATCH_NEVER;
    return at->content == content ? SBILL_BATCH_SAME : SBILL_BATCH_CHANGED;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

struct scan {
    uint64_t end;     /* where the last closed batch ends */
    bool mine;        /* this batch is closed in it */
    bool ask;         /* remember claims */
    uint64_t pending; /* claims since the last closing line */
};

/* The text of a member of a line; "" if it has none that fits. */
static const char *member(struct sbill_cli_part line, const char *key, char *out, size_t cap)
{
    const char *text = sbill_cli_json_text(sbill_cli_json_get(line, key), out, cap);

    return text ? text : "";
}

static bool take_claim(struct sbill_batch *b, struct scan *s, struct sbill_cli_part line)
{
    char claim[256], payer[512], content[SBILL_BATCH_HASH + 1];
    const char *id = member(line, "claim", claim, sizeof claim);
    const char *to = member(line, "payer", payer, sizeof payer);
    const char *hash = member(line, "sha256", content, sizeof content);

    s->pending++;
    if (!*id || strlen(hash) != SBILL_BATCH_HASH - 1)
        return false;
    return !s->ask ||
           remember(b, sbill_batch_ledger_key(id, strlen(id), to), sbill_batch_content(hash));
}

static bool take_closing(struct sbill_batch *b, struct scan *s, struct sbill_cli_part line,
                         const char *batch)
{
    char claims[24], want[24], hash[SBILL_BATCH_HASH];

    sbill_batch_hash(b->request.p, b->request.n, hash);
    snprintf(want, sizeof want, "%" PRIu64, s->pending);
    s->mine = s->mine || strcmp(batch, hash) == 0;
    s->pending = 0;
    return strcmp(member(line, "claims", claims, sizeof claims), want) == 0;
}

static int read_lines(struct sbill_batch *b, FILE *f, const char *path, uint64_t limit,
                      struct scan *s)
{
    char line[MOST_LINE], batch[128];
    uint64_t at = 0;

    while (at < limit && fgets(line, sizeof line, f)) {
        size_t n = strlen(line);
        if (n == 0 || line[n - 1] != '\n') {
            if (feof(f))
                break; /* cut off by a kill */
            n = 0;
        }
        struct sbill_cli_part part = {line, n ? n - 1 : 0};
        const char *closes = member(part, "closes", batch, sizeof batch);
        at += n;
        if (!n || !(*closes ? take_closing(b, s, part, closes) : take_claim(b, s, part))) {
            sbill_cli_say("%s: is no ledger of batches, or is damaged after byte %" PRIu64, path,
                          at - n);
            return SBILL_EXIT_INPUT;
        }
        if (*closes)
            s->end = at;
    }
    return ferror(f) ? sbill_batch_trouble(path) : SBILL_EXIT_CLEAN;
}

static int scan(struct sbill_batch *b, uint64_t limit, struct scan *s)
{
    const char *path = sbill_cli_value(b->args, "ledger", "");
    int fd = dup(b->ledger);
    FILE *f = fd >= 0 && lseek(fd, 0, SEEK_SET) == 0 ? fdopen(fd, "r") : NULL;

    if (!f) {
        int code = sbill_batch_trouble(path);
        if (fd >= 0)
            close(fd);
        return code;
    }
    int code = read_lines(b, f, path, limit, s);
    fclose(f);
    return code;
}

/* A POSIX lock goes when any descriptor of the file is closed, so the lock is held on a file of its own. */
static int lock_ledger(struct sbill_batch *b, const char *path)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    size_t n = strlen(path) + sizeof ".lock";
    char *name = malloc(n);

    if (!name)
        return no_memory();
    snprintf(name, n, "%s.lock", path);
    b->ledger_lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int code = b->ledger_lock < 0 ? sbill_batch_trouble(name) : SBILL_EXIT_CLEAN;
    free(name);
    if (code == SBILL_EXIT_CLEAN && fcntl(b->ledger_lock, F_SETLK, &whole) != 0) {
        sbill_cli_say("%s: another batch is at work with this ledger", path);
        code = SBILL_EXIT_INPUT;
    }
    return code;
}

int sbill_batch_open_ledger(struct sbill_batch *b)
{
    const char *path = sbill_cli_value(b->args, "ledger", NULL);

    if (!path)
        return SBILL_EXIT_CLEAN;
    int code = lock_ledger(b, path);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    b->ledger = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return b->ledger < 0 ? sbill_batch_trouble(path) : SBILL_EXIT_CLEAN;
}

/* A batch that goes on asks the part that it asked before: the rest was added by others in between, and it must end as
 * if it had not been interrupted. */
int sbill_batch_ask_ledger(struct sbill_batch *b, bool go_on)
{
    struct scan s = {.ask = true};

    if (b->ledger < 0)
        return SBILL_EXIT_CLEAN;
    int code = scan(b, go_on ? b->ledger_bytes : UINT64_MAX, &s);
    b->ledger_bytes = s.end;
    return code;
}

/* ---- adding -------------------------------------------------------------------------------------------- */

static int copy_all(FILE *from, FILE *to, uint64_t *lines)
{
    char room[16384];
    size_t n;

    while ((n = fread(room, 1, sizeof room, from)) > 0) {
        for (size_t i = 0; i < n; i++)
            *lines += room[i] == '\n';
        sbill_batch_point();
        if (fwrite(room, 1, n, to) != n)
            return SBILL_EXIT_INPUT;
    }
    return ferror(from) ? SBILL_EXIT_INPUT : SBILL_EXIT_CLEAN;
}

static bool flushed(FILE *f)
{
    return fflush(f) == 0 && !ferror(f) && fsync(fileno(f)) == 0;
}

/* The lines first, on the disk; then the line that makes them count. */
static int append(struct sbill_batch *b, FILE *from, uint64_t end)
{
    uint64_t lines = 0;
    char hash[SBILL_BATCH_HASH];
    int fd = ftruncate(b->ledger, (off_t)end) == 0 ? dup(b->ledger) : -1;
    FILE *to = fd >= 0 && lseek(fd, (off_t)end, SEEK_SET) >= 0 ? fdopen(fd, "r+") : NULL;

    if (!to) {
        if (fd >= 0)
            close(fd);
        return SBILL_EXIT_INPUT;
    }
    bool ok = copy_all(from, to, &lines) == SBILL_EXIT_CLEAN && flushed(to);
    sbill_batch_point();
    sbill_batch_hash(b->request.p, b->request.n, hash);
    ok = ok && fprintf(to, "{\"closes\":\"%s\",\"batch\":\"%s\",\"claims\":%" PRIu64 "}\n", hash,
                       sbill_cli_value(b->args, "batch-id", ""), lines) > 0;
    ok = ok && flushed(to);
    sbill_batch_point();
    return fclose(to) == 0 && ok ? SBILL_EXIT_CLEAN : SBILL_EXIT_INPUT;
}

int sbill_batch_close_ledger(struct sbill_batch *b)
{
    struct scan s = {.end = 0};

    if (b->ledger < 0)
        return SBILL_EXIT_CLEAN;
    int code = scan(b, UINT64_MAX, &s);
    if (code != SBILL_EXIT_CLEAN || s.mine)
        return code;
    char *path = sbill_batch_path(b->final, SBILL_BATCH_SENT_NAME);
    FILE *from = path ? fopen(path, "r") : NULL;
    code = from ? append(b, from, s.end) : SBILL_EXIT_INPUT;
    if (code != SBILL_EXIT_CLEAN)
        sbill_batch_trouble(from ? sbill_cli_value(b->args, "ledger", "") : path ? path : "");
    if (from)
        fclose(from);
    free(path);
    return code;
}
