/* Records to the workers and back in their order. One thread reads; groups of records go round in a ring, so memory
 * is bounded by the ring whatever the size of the input; each worker runs one group at a time over the one book. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"

#define GROUP 16
#define PIECE ((size_t)1 << 16)
/* Records between states. Builds for tests save theirs often, to die in between. */
#ifdef SBILL_TEST_POINTS
#define STATE_EVERY 100
#else
#define STATE_EVERY 20000
#endif

enum place {
    FREE,
    FILLED,
    RUNNING,
    DONE
};

struct group {
    struct sbill_batch_record records[GROUP];
    size_t n;
    enum place place;
};

struct pool {
    struct sbill_batch *b;
    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    bool closing;
    struct group *groups;
    size_t count;            /* of groups */
    size_t fill, next, take; /* where the reader, the workers and the taker are; they go round */
    pthread_t *threads;
    int started;
    uint64_t saved; /* records at the last state */
    uint64_t met;   /* records read, with those done before */
    int input;
};

/* ---- the worker ---------------------------------------------------------------------------------------- */

static void keep_error(struct sbill_batch_record *r, sbill_error *err)
{
    const char *words = err ? sbill_error_message(err) : "cannot be read";

    r->error.n = 0;
    sbill_batch_add(&r->error, words, strlen(words));
    sbill_error_free(err);
}

static void write_unreadable(struct sbill_batch_record *r)
{
    static const char head[] =
        "{\"schema\":\"superbill-result/1\",\"outcome\":\"unreadable\",\"error\":{\"message\":";

    r->result.n = 0;
    sbill_batch_add(&r->result, head, sizeof head - 1);
    sbill_batch_add_json(&r->result, r->error.p, r->error.n);
    sbill_batch_addf(&r->result, ",\"line\":%" PRIu64 "}}", r->line);
}

static int32_t give(int32_t (*fn)(sbill_encounter *, const char **, size_t *, sbill_error **),
                    struct sbill_batch_record *r, struct sbill_batch_text *t, sbill_error **err)
{
    const char *p = NULL;
    size_t n = 0;
    int32_t status = fn(r->e, &p, &n, err);

    t->n = 0;
    if (status == SBILL_OK)
        sbill_batch_add(t, p, n);
    return t->failed ? SBILL_NOMEM : status;
}

static void run_record(struct sbill_batch_record *r)
{
    sbill_error *err = NULL;

    if (r->status == SBILL_OK) {
        r->status = sbill_encounter_run(r->e, &err);
        if (r->status == SBILL_OK)
            r->status = give(sbill_encounter_result, r, &r->result, &err);
        if (r->status == SBILL_OK && sbill_encounter_outcome(r->e) == SBILL_OUTCOME_READY)
            r->status = give(sbill_encounter_record, r, &r->spool, &err);
        if (r->status != SBILL_OK)
            keep_error(r, err);
    }
    if (r->status != SBILL_OK)
        write_unreadable(r);
}

static void *work(void *user)
{
    struct pool *p = user;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct group *g = &p->groups[p->next];
        if (g->place == FILLED) {
            g->place = RUNNING;
            p->next = (p->next + 1) % p->count;
            pthread_mutex_unlock(&p->lock);
            for (size_t i = 0; i < g->n; i++)
                run_record(&g->records[i]);
            pthread_mutex_lock(&p->lock);
            g->place = DONE;
            pthread_cond_signal(&p->done);
        } else if (p->closing) {
            break;
        } else {
            pthread_cond_wait(&p->filled, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* ---- taking -------------------------------------------------------------------------------------------- */

/* What cannot be read, or is larger than the ceilings, is set aside; anything else ends the batch. */
static int take_record(struct sbill_batch *b, struct sbill_batch_record *r)
{
    if (r->status != SBILL_OK && r->status != SBILL_EINPUT && r->status != SBILL_ELIMIT) {
        sbill_cli_say("%s:%" PRIu64 ": %s", sbill_cli_operand(b->args, r->input), r->line,
                      r->error.p ? r->error.p : "cannot be run");
        return sbill_cli_exit_code(r->status);
    }
    if (r->result.failed || r->spool.failed)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    int code = sbill_batch_take(b, r);
    sbill_encounter_reset(r->e);
    return code;
}

/* Wait for the oldest group and write it down. */
static int take_oldest(struct pool *p)
{
    struct group *g = &p->groups[p->take];
    int code = SBILL_EXIT_CLEAN;

    pthread_mutex_lock(&p->lock);
    while (g->place != DONE)
        pthread_cond_wait(&p->done, &p->lock);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < g->n && code == SBILL_EXIT_CLEAN; i++)
        code = take_record(p->b, &g->records[i]);
    g->n = 0;
    pthread_mutex_lock(&p->lock);
    g->place = FREE;
    pthread_mutex_unlock(&p->lock);
    p->take = (p->take + 1) % p->count;
    if (code == SBILL_EXIT_CLEAN && p->b->records - p->saved >= STATE_EVERY) {
        code = sbill_batch_save_state(p->b);
        p->saved = p->b->records;
    }
    sbill_batch_point();
    sbill_batch_progress(p->b, false);
    return code;
}

/* The group being filled goes to the workers; room for the next one is made. */
static int hand_over(struct pool *p)
{
    struct group *g = &p->groups[p->fill];

    if (g->n == 0)
        return SBILL_EXIT_CLEAN;
    pthread_mutex_lock(&p->lock);
    g->place = FILLED;
    pthread_cond_signal(&p->filled);
    pthread_mutex_unlock(&p->lock);
    p->fill = (p->fill + 1) % p->count;
    return p->fill == p->take ? take_oldest(p) : SBILL_EXIT_CLEAN;
}

/* ---- stopping ----------------------------------------------------------------------------------------- */

static volatile sig_atomic_t asked_to_stop;

/* A second one ends the process at once; the batch goes on from its last state then. */
static void on_interrupt(int sig)
{
    asked_to_stop = 1;
    signal(sig, SIG_DFL);
}

/* SIGINT and SIGTERM, unless whoever started this has them ignored. */
static void watch_interrupts(void)
{
    static const int sigs[] = {SIGINT, SIGTERM};
    struct sigaction stop = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART}, was;

    for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++)
        if (sigaction(sigs[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
            sigaction(sigs[i], &stop, NULL);
}

static int say_stopped(const struct sbill_batch *b)
{
    sbill_cli_say("stopped after record %" PRIu64 "; the same command goes on from there",
                  b->records);
    return SBILL_EXIT_INPUT;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

/* Every record that is complete by now. */
static int drain(struct pool *p, sbill_reader *reader)
{
    for (;;) {
        struct group *g = &p->groups[p->fill];
        struct sbill_batch_record *r = &g->records[g->n];
        sbill_error *err = NULL;

        r->status = sbill_reader_next(reader, r->e, &err);
        if (r->status == SBILL_MORE || r->status == SBILL_END)
            return SBILL_EXIT_CLEAN;
        r->line = sbill_reader_line(reader);
        r->input = p->input;
        if (r->status != SBILL_OK && r->status != SBILL_EINPUT)
            return sbill_cli_fail(r->status, &err, sbill_cli_operand(p->b->args, p->input));
        if (r->status != SBILL_OK)
            keep_error(r, err);
        if (++p->met <= p->b->skip)
            continue;
        if (++g->n == GROUP) {
            int code = hand_over(p);
            if (code != SBILL_EXIT_CLEAN)
                return code;
        }
    }
}

static int32_t open_reader(const struct sbill_batch *b, sbill_reader **r, sbill_error **err)
{
    int32_t status = sbill_reader_new(sbill_cli_value(b->args, "from", "auto"), b->options, r, err);

    if (status == SBILL_OK && b->map.p)
        status = sbill_reader_give(*r, "map", sbill_cli_value(b->args, "map", ""), b->map.p,
                                   b->map.n, err);
    if (status == SBILL_OK && b->defaults.p)
        status = sbill_reader_give(*r, "defaults", sbill_cli_value(b->args, "defaults", ""),
                                   b->defaults.p, b->defaults.n, err);
    return status;
}

static int pump(struct pool *p, int fd, sbill_reader *reader, char *room, const char *path)
{
    sbill_error *err = NULL;
    ssize_t n;

    while (!asked_to_stop && (n = read(fd, room, PIECE)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sbill_batch_trouble(path);
        p->b->bytes_read += (uint64_t)n;
        int32_t status = sbill_reader_feed(reader, room, (size_t)n, &err);
        if (status != SBILL_OK)
            return sbill_cli_fail(status, &err, path);
        int code = drain(p, reader);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    if (asked_to_stop)
        return SBILL_EXIT_CLEAN;
    sbill_reader_close(reader);
    return drain(p, reader);
}

static int read_input(struct pool *p, const char *path)
{
    sbill_error *err = NULL;
    sbill_reader *reader = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return sbill_batch_trouble(path);
    char *room = malloc(PIECE);
    int32_t status = room ? open_reader(p->b, &reader, &err) : SBILL_NOMEM;
    int code =
        status == SBILL_OK ? pump(p, fd, reader, room, path) : sbill_cli_fail(status, &err, path);
    sbill_reader_free(reader);
    if (room) {
        volatile char *v = room;
        for (size_t i = 0; i < PIECE; i++)
            v[i] = 0;
    }
    free(room);
    close(fd);
    return code;
}

/* ---- the whole ----------------------------------------------------------------------------------------- */

static int start(struct pool *p)
{
    sbill_error *err = NULL;

    p->count = 2 * (size_t)p->b->jobs + 2;
    p->groups = calloc(p->count, sizeof *p->groups);
    p->threads = calloc((size_t)p->b->jobs, sizeof *p->threads);
    if (!p->groups || !p->threads)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    for (size_t i = 0; i < p->count * GROUP; i++) {
        int32_t status = sbill_encounter_new(p->b->book, p->b->options,
                                             &p->groups[i / GROUP].records[i % GROUP].e, &err);
        if (status != SBILL_OK)
            return sbill_cli_fail(status, &err, NULL);
    }
    for (; p->started < p->b->jobs; p->started++) {
        errno = pthread_create(&p->threads[p->started], NULL, work, p);
        if (errno)
            return sbill_batch_trouble("a thread");
    }
    return SBILL_EXIT_CLEAN;
}

static void stop(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_broadcast(&p->filled);
    pthread_mutex_unlock(&p->lock);
    while (p->started)
        pthread_join(p->threads[--p->started], NULL);
    for (size_t i = 0; p->groups && i < p->count * GROUP; i++) {
        struct sbill_batch_record *r = &p->groups[i / GROUP].records[i % GROUP];
        sbill_encounter_free(r->e);
        sbill_batch_text_free(&r->result);
        sbill_batch_text_free(&r->spool);
        sbill_batch_text_free(&r->error);
    }
    free(p->groups);
    free(p->threads);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->filled);
    pthread_cond_destroy(&p->done);
}

int sbill_batch_records(struct sbill_batch *b)
{
    struct pool p = {.b = b, .saved = b->records};
    const char *path;

    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.filled, NULL);
    pthread_cond_init(&p.done, NULL);
    int code = start(&p);
    watch_interrupts();
    for (;
         code == SBILL_EXIT_CLEAN && !asked_to_stop && (path = sbill_cli_operand(b->args, p.input));
         p.input++)
        code = read_input(&p, path);
    if (code == SBILL_EXIT_CLEAN)
        code = hand_over(&p);
    while (code == SBILL_EXIT_CLEAN && p.take != p.fill)
        code = take_oldest(&p);
    stop(&p);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_save_state(b);
    return code == SBILL_EXIT_CLEAN && asked_to_stop ? say_stopped(b) : code;
}
