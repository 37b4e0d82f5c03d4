#include "base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int32_t refuse(sbill_error **err, const char *path, const char *words)
{
    return sbill_fail(err, SBILL_EIO, (struct sbill_place){sbill_text_from(path), 0, 0}, "%s",
                      words);
}

static const char *why(int code)
{
    switch (code) {
    case ENOENT:
        return "there is no such file";
    case ENOTDIR:
        return "a part of the path is not a folder";
    case EACCES:
    case EPERM:
        return "the file may not be read: permission denied";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case ENOMEM:
        return "the system has no memory to map the file";
    default:
        return "the file cannot be read";
    }
}

/* What stat tells must be a file of a size that fits the address room. */
static const char *unfit(const struct stat *s)
{
    if (S_ISDIR(s->st_mode))
        return "this is a folder, not a file";
    if (!S_ISREG(s->st_mode))
        return "this is not a regular file";
    if (s->st_size < 0 || (uint64_t)s->st_size > SIZE_MAX / 2)
        return "the file is too large";
    return NULL;
}

static const char *map(int fd, struct sbill_map *out)
{
    struct stat s;
    const char *words;
    void *p;

    if (fstat(fd, &s) != 0)
        return why(errno);
    words = unfit(&s);
    if (words)
        return words;
    *out = (struct sbill_map){NULL, (size_t)s.st_size};
    if (out->n == 0)
        return NULL; /* nothing to map; whoever reads it finds it empty */
    p = mmap(NULL, out->n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return why(errno);
    out->p = p;
    return NULL;
}

int32_t sbill_map_open(const char *path, struct sbill_map *out, sbill_error **err)
{
    struct sbill_map mapped = {NULL, 0};
    const char *words;
    /* Not to hang on a pipe that nobody writes to; regular files do not mind. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return refuse(err, path, why(errno));
    words = map(fd, &mapped);
    close(fd);
    if (words)
        return refuse(err, path, words);
    *out = mapped;
    return SBILL_OK;
}

void sbill_map_close(struct sbill_map *m)
{
    if (m->p)
        munmap((void *)(uintptr_t)m->p, m->n);
    *m = (struct sbill_map){NULL, 0};
}

void sbill_ref_init(struct sbill_ref *r)
{
    atomic_init(&r->n, 1);
}

void sbill_ref_up(struct sbill_ref *r)
{
    atomic_fetch_add_explicit(&r->n, 1, memory_order_relaxed);
}

/* Every thread releases what it did; the last one sees it all before it frees. */
bool sbill_ref_down(struct sbill_ref *r)
{
    return atomic_fetch_sub_explicit(&r->n, 1, memory_order_acq_rel) == 1;
}

enum {
    NOT_RUN,
    RUNNING,
    DONE
};

void sbill_once(struct sbill_once *o, void (*fn)(void))
{
    int state = NOT_RUN;

    if (atomic_load_explicit(&o->state, memory_order_acquire) == DONE)
        return;
    if (atomic_compare_exchange_strong(&o->state, &state, RUNNING)) {
        fn();
        atomic_store_explicit(&o->state, DONE, memory_order_release);
        return;
    }
    while (atomic_load_explicit(&o->state, memory_order_acquire) != DONE)
        sched_yield();
}
