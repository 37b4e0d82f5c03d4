/* The folder of a batch: written aside as ID.work, then renamed to ID with its manifest in it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"

const char *const sbill_batch_list_names[SBILL_BATCH_LISTS] = {
    "results.ndjson",  "drafts.ndjson",     "held.ndjson", "rejected.ndjson", "no-claim.ndjson",
    "repeated.ndjson", "unreadable.ndjson", "results.csv", "ready.spool",     "ready.index",
};

int sbill_batch_trouble(const char *path)
{
    sbill_cli_say("%s: %s", path, strerror(errno));
    return SBILL_EXIT_INPUT;
}

#ifdef SBILL_TEST_POINTS
static pthread_mutex_t point_lock = PTHREAD_MUTEX_INITIALIZER;

void sbill_batch_point(void)
{
    static long left = -1;

    pthread_mutex_lock(&point_lock);
    if (left < 0) {
        const char *asked = getenv("SUPERBILL_TEST_DIE_AT");
        left = asked ? strtol(asked, NULL, 10) : 0;
    }
    if (left > 0 && --left == 0)
        raise(SIGKILL);
    pthread_mutex_unlock(&point_lock);
}
#else
void sbill_batch_point(void) {}
#endif

char *sbill_batch_path(const char *folder, const char *name)
{
    size_t n = strlen(folder), m = strlen(name);
    char *path = malloc(n + m + 2);

    if (!path)
        return NULL;
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m + 1);
    return path;
}

/* ---- starting ---------------------------------------------------------------------------------------- */

static int make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? SBILL_EXIT_CLEAN : sbill_batch_trouble(path);
}

/* Two processes never write one batch. The lock goes with the process. */
static int lock_batch(struct sbill_batch *b, const char *out, const char *id)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char name[160];

    snprintf(name, sizeof name, ".%s.lock", id);
    char *path = sbill_batch_path(out, name);
    if (!path)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    b->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int code = b->lock < 0 ? sbill_batch_trouble(path) : SBILL_EXIT_CLEAN;
    free(path);
    if (code == SBILL_EXIT_CLEAN && fcntl(b->lock, F_SETLK, &whole) != 0) {
        sbill_cli_say("batch %s: another process is working on it", id);
        code = SBILL_EXIT_INPUT;
    }
    return code;
}

static bool exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

/* The finished batch: made of the same things, or refused. */
static int compare(struct sbill_batch *b, const char *manifest)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    int code = sbill_cli_read(manifest, SBILL_CLI_MAX_INPUT, &bytes);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    struct sbill_cli_part was =
        sbill_cli_json_get((struct sbill_cli_part){bytes.p, bytes.n}, "request");
    if (was.n != b->request.n || memcmp(was.p, b->request.p, was.n) != 0) {
        sbill_cli_say("%s: this batch was made of other inputs, books or settings; give the new "
                      "one an id of its own",
                      b->final);
        code = SBILL_EXIT_INPUT;
    }
    sbill_cli_bytes_free(&bytes);
    return code;
}

static int look(struct sbill_batch *b, enum sbill_batch_start *start)
{
    char *manifest = sbill_batch_path(b->final, "MANIFEST.json");
    char *state = sbill_batch_path(b->work, "state");
    int code = manifest && state ? SBILL_EXIT_CLEAN : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);

    *start = SBILL_BATCH_NEW;
    if (code == SBILL_EXIT_CLEAN && exists(b->final)) {
        *start = SBILL_BATCH_DONE;
        if (exists(manifest)) {
            code = compare(b, manifest);
        } else {
            sbill_cli_say("%s: is there, and is no batch of this program", b->final);
            code = SBILL_EXIT_INPUT;
        }
    } else if (code == SBILL_EXIT_CLEAN && exists(state)) {
        *start = SBILL_BATCH_GO_ON;
    }
    free(manifest);
    free(state);
    return code;
}

/* What an interrupted run left, but the lists and the state it goes on from. */
static int tidy(const char *folder, bool go_on)
{
    DIR *d = opendir(folder);
    int code = d ? SBILL_EXIT_CLEAN : sbill_batch_trouble(folder);

    for (struct dirent *f; code == SBILL_EXIT_CLEAN && (f = readdir(d)) != NULL;) {
        bool keep = f->d_name[0] == '.' || (go_on && strcmp(f->d_name, "state") == 0);
        for (size_t i = 0; go_on && i < SBILL_BATCH_LISTS; i++)
            keep = keep || strcmp(f->d_name, sbill_batch_list_names[i]) == 0;
        if (!keep && unlinkat(dirfd(d), f->d_name, 0) != 0)
            code = sbill_batch_trouble(folder);
    }
    if (d)
        closedir(d);
    return code;
}

int sbill_batch_open(struct sbill_batch *b, enum sbill_batch_start *start)
{
    const char *out = sbill_cli_value(b->args, "out", NULL);
    const char *id = sbill_cli_value(b->args, "batch-id", NULL);
    char name[160];
    int code = make_folder(out);

    if (code == SBILL_EXIT_CLEAN)
        code = lock_batch(b, out, id);
    snprintf(name, sizeof name, "%s.work", id);
    b->work = sbill_batch_path(out, name);
    b->final = sbill_batch_path(out, id);
    if (!b->work || !b->final)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    if (code == SBILL_EXIT_CLEAN)
        code = look(b, start);
    if (code != SBILL_EXIT_CLEAN || *start == SBILL_BATCH_DONE)
        return code;
    code = make_folder(b->work);
    if (code == SBILL_EXIT_CLEAN)
        code = tidy(b->work, *start == SBILL_BATCH_GO_ON);
    return code;
}

/* ---- lists ------------------------------------------------------------------------------------------- */

/* Each list cut back to what the state says of it. */
static int open_list(struct sbill_batch *b, size_t i)
{
    char *path = sbill_batch_path(b->work, sbill_batch_list_names[i]);
    struct stat st;

    if (!path)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && fstat(fd, &st) == 0;
    int code = ok ? SBILL_EXIT_CLEAN : sbill_batch_trouble(path);
    if (ok && (uint64_t)st.st_size < b->sizes[i]) {
        sbill_cli_say("%s: shorter than it was; remove %s to begin again", path, b->work);
        code = SBILL_EXIT_INPUT;
    } else if (ok && (ftruncate(fd, (off_t)b->sizes[i]) != 0 || lseek(fd, 0, SEEK_END) < 0 ||
                      !(b->lists[i] = fdopen(fd, "r+")))) {
        code = sbill_batch_trouble(path);
    }
    if (fd >= 0 && !b->lists[i])
        close(fd);
    free(path);
    return code;
}

int sbill_batch_open_lists(struct sbill_batch *b)
{
    int code = SBILL_EXIT_CLEAN;

    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < SBILL_BATCH_LISTS; i++)
        code = open_list(b, i);
    if (code == SBILL_EXIT_CLEAN && b->sizes[SBILL_BATCH_TABLE] == 0) {
        FILE *f = b->lists[SBILL_BATCH_TABLE];
        fputs("ordinal,input,line,record,outcome,claims,total,currency,stopped by\r\n", f);
        b->sizes[SBILL_BATCH_TABLE] = (uint64_t)ftello(f);
    }
    return code;
}

int sbill_batch_sync_lists(struct sbill_batch *b)
{
    for (size_t i = 0; i < SBILL_BATCH_LISTS; i++) {
        sbill_batch_point();
        if (fflush(b->lists[i]) != 0 || ferror(b->lists[i]) || fsync(fileno(b->lists[i])) != 0)
            return sbill_batch_trouble(sbill_batch_list_names[i]);
    }
    return SBILL_EXIT_CLEAN;
}

/* ---- the end ------------------------------------------------------------------------------------------- */

static int sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Some file systems cannot sync a folder and say EINVAL: then there is nothing more to do. */
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int code = ok ? SBILL_EXIT_CLEAN : sbill_batch_trouble(path);

    if (fd >= 0)
        close(fd);
    return code;
}

static int write_manifest(struct sbill_batch *b)
{
    struct sbill_batch_text t = {NULL, 0, 0, false};
    char *path = sbill_batch_path(b->work, "MANIFEST.json");
    int code = path ? sbill_batch_manifest(b, &t) : SBILL_EXIT_INPUT;

    if (!path || t.failed)
        code = sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    sbill_batch_point();
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_write(path, t.p, t.n);
    free(path);
    sbill_batch_text_free(&t);
    return code;
}

/* The spool is no output. Without the state a batch begins again, so the state goes first. */
static int drop_scratch(struct sbill_batch *b)
{
    const char *const names[] = {"state", sbill_batch_list_names[SBILL_BATCH_SPOOL],
                                 sbill_batch_list_names[SBILL_BATCH_INDEX], "ready.order"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = sbill_batch_path(b->work, names[i]);
        if (!path)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        sbill_batch_point();
        int code =
            unlink(path) == 0 || errno == ENOENT ? SBILL_EXIT_CLEAN : sbill_batch_trouble(path);
        free(path);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return SBILL_EXIT_CLEAN;
}

int sbill_batch_commit(struct sbill_batch *b)
{
    int code = write_manifest(b);

    if (code == SBILL_EXIT_CLEAN)
        code = drop_scratch(b);
    if (code == SBILL_EXIT_CLEAN)
        code = sync_folder(b->work);
    sbill_batch_point();
    if (code == SBILL_EXIT_CLEAN && rename(b->work, b->final) != 0)
        code = sbill_batch_trouble(b->final);
    sbill_batch_point();
    if (code == SBILL_EXIT_CLEAN)
        code = sync_folder(sbill_cli_value(b->args, "out", "."));
    return code;
}
