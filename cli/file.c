/* Files read whole with a ceiling, and written so that nobody ever sees half of one. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static int trouble(const char *path, int error)
{
    sbill_cli_say("%s: %s", path, strerror(error));
    return SBILL_EXIT_INPUT;
}

/* Records hold patient data: what was read is not left behind in freed memory. */
static void wipe(char *p, size_t n)
{
    volatile char *v = p;

    while (n--)
        *v++ = 0;
}

/* Room for n bytes and the NUL; the old room is wiped before it goes. */
static bool grow(struct sbill_cli_bytes *b, size_t *cap, size_t n)
{
    char *p = malloc(n + 1);

    if (!p)
        return false;
    if (b->n)
        memcpy(p, b->p, b->n);
    sbill_cli_bytes_free(&(struct sbill_cli_bytes){b->p, b->n});
    b->p = p;
    *cap = n;
    return true;
}

static int read_all(int fd, const char *path, size_t max, size_t guess, struct sbill_cli_bytes *out)
{
    struct sbill_cli_bytes b = {NULL, 0};
    size_t cap = 0;
    int code = SBILL_EXIT_CLEAN;

    for (;;) {
        if (b.n == cap && !grow(&b, &cap, cap ? cap * 2 : guess)) {
            code = trouble(path, ENOMEM);
            break;
        }
        ssize_t got = read(fd, b.p + b.n, cap - b.n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = trouble(path, errno);
        if (got <= 0)
            break;
        b.n += (size_t)got;
        if (b.n > max) {
            sbill_cli_say("%s: larger than %zu bytes", path, max);
            code = SBILL_EXIT_INPUT;
            break;
        }
    }
    if (code != SBILL_EXIT_CLEAN) {
        sbill_cli_bytes_free(&b);
        return code;
    }
    b.p[b.n] = '\0';
    *out = b;
    return code;
}

int sbill_cli_read(const char *path, size_t max, struct sbill_cli_bytes *out)
{
    struct stat st;
    size_t guess = 65536;

    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "stdin", max, guess, out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return trouble(path, errno);
    /* One byte more than the file has, so that the last read finds its end without growing. */
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size < max)
        guess = (size_t)st.st_size + 1;
    int code = read_all(fd, path, max, guess, out);
    close(fd);
    return code;
}

void sbill_cli_bytes_free(struct sbill_cli_bytes *b)
{
    if (b->p)
        wipe(b->p, b->n);
    free(b->p);
    *b = (struct sbill_cli_bytes){NULL, 0};
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* A rename is on the disk only when its folder is. */
static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    char *folder = malloc(n + 2);

    if (!folder)
        return false;
    memcpy(folder, slash ? path : ".", n ? n : 1);
    folder[n ? n : 1] = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return false;
    /* Some file systems cannot sync a folder and say EINVAL: then there is nothing more to do. */
    bool ok = fsync(fd) == 0 || errno == EINVAL;
    close(fd);
    return ok;
}

/* Into the open file, onto the disk, then under its name. */
static bool settle(int fd, const char *aside, const char *path, const void *p, size_t n)
{
    bool ok = write_all(fd, p, n) && fsync(fd) == 0;
    int error = errno;

    if (close(fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    if (ok && rename(aside, path) == 0)
        return sync_folder(path);
    if (ok)
        error = errno;
    unlink(aside);
    errno = error;
    return false;
}

int sbill_cli_write(const char *path, const void *p, size_t n)
{
    static const char ending[] = ".XXXXXX";
    struct stat st;

    if (strcmp(path, "-") == 0) {
        bool ok = fwrite(p, 1, n, stdout) == n && fflush(stdout) == 0;
        return ok ? SBILL_EXIT_CLEAN : trouble("stdout", errno);
    }
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) { /* a pipe or a device keeps its name */
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        bool ok = fd >= 0 && write_all(fd, p, n);
        int error = errno;
        if (fd >= 0)
            close(fd);
        return ok ? SBILL_EXIT_CLEAN : trouble(path, error);
    }
    size_t len = strlen(path);
    char *aside = malloc(len + sizeof ending);
    if (!aside)
        return trouble(path, ENOMEM);
    memcpy(aside, path, len);
    memcpy(aside + len, ending, sizeof ending);
    int fd = mkstemp(aside);
    bool ok = fd >= 0 && settle(fd, aside, path, p, n);
    int error = errno;
    free(aside);
    return ok ? SBILL_EXIT_CLEAN : trouble(path, error);
}

int sbill_cli_done(int code)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        trouble("stdout", errno);
        return SBILL_EXIT_INPUT;
    }
    return code;
}
