/* Claim files, payer by payer. The claims that may go were spooled with their records; here their index is sorted by
 * payer, cut into files, each file is given its control number, and workers write them. Written again from the start
 * when a batch goes on: the same index gives the same files. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"

/* One file to be written: `count` claims from `first` on in the sorted index. */
struct job {
    struct sbill_batch_output out;
    const char *format;
    uint64_t first, count;
    struct sbill_batch_text refused; /* lines for unwritten.ndjson */
    uint64_t refused_count;
    struct sbill_batch_text sent; /* lines for sent.ndjson */
    bool done;
};

struct desk {
    struct sbill_batch *b;
    int spool, order;
    struct job *jobs;
    size_t count, cap, next;
    struct sbill_batch_text unfit; /* claims that no format takes */
    uint64_t unfit_count, next_control;
    pthread_mutex_t lock;
    int worst;
    FILE *sent;
    size_t told; /* files whose lines are in it */
};

/* What one worker has open for one file. */
struct writing {
    struct desk *d;
    struct job *job;
    sbill_options *options;
    sbill_encounter *e;
    sbill_file *file;
    uint64_t at; /* ordinal of the record in e, 0 none */
    char *room;
    size_t cap;
};

static int no_memory(void)
{
    return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

static bool read_at(int fd, void *p, size_t n, uint64_t at)
{
    char *to = p;

    while (n) {
        ssize_t got = pread(fd, to, n, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        n -= (size_t)got;
        at += (uint64_t)got;
    }
    return true;
}

/* ---- planning ------------------------------------------------------------------------------------------------ */

static const char *form_of(const struct sbill_batch_payer *p)
{
    return sbill_batch_payer_part(p, SBILL_BATCH_FORM);
}

static bool is_x12(const char *format)
{
    return strncmp(format, "x12", 3) == 0;
}

static bool fits(const char *format, const char *form)
{
    if (strcmp(format, "x12-837p") == 0)
        return strcmp(form, "professional") == 0;
    if (strcmp(format, "x12-837d") == 0)
        return strcmp(form, "dental") == 0;
    return true;
}

/* The payer's name as a part of a file name. */
static void slug(const char *name, char out[41])
{
    size_t n = 0;

    for (; *name && n < 40; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

static int plan_file(struct desk *d, size_t rank, uint32_t payer, const char *format,
                     uint64_t first, uint64_t part)
{
    const struct sbill_batch_payer *p = &d->b->payers[payer];
    uint64_t left = p->claims - part * d->b->max_claims;
    char name[41];

    if (d->count == d->cap) {
        size_t cap = d->cap ? d->cap * 2 : 64;
        struct job *jobs = realloc(d->jobs, cap * sizeof *jobs);
        if (!jobs)
            return no_memory();
        d->jobs = jobs;
        d->cap = cap;
    }
    struct job *j = &d->jobs[d->count];
    *j = (struct job){.format = format, .first = first + part * d->b->max_claims};
    j->count = left < d->b->max_claims ? left : d->b->max_claims;
    j->out.payer = payer;
    if (is_x12(format))
        j->out.control = d->next_control++;
    slug(p->key, name);
    snprintf(j->out.name, sizeof j->out.name, "claims-%04zu-%s%s%s-%04" PRIu64 ".%s", rank + 1,
             name, *name ? "-" : "", format, part + 1, is_x12(format) ? "x12" : "xml");
    d->count++;
    return SBILL_EXIT_CLEAN;
}

static void no_file_for(struct desk *d, const struct sbill_batch_payer *p)
{
    sbill_batch_addf(&d->unfit, "{\"claims\":%" PRIu64 ",\"payer\":", p->claims);
    sbill_batch_add_json(&d->unfit, p->key, strlen(p->key));
    sbill_batch_addf(&d->unfit, ",\"reason\":\"no format of --to takes %s claims\"}\n", form_of(p));
    d->unfit_count += p->claims;
}

static int plan(struct desk *d, const uint32_t *order)
{
    struct sbill_batch *b = d->b;
    int code = SBILL_EXIT_CLEAN;
    uint64_t first = 0;

    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < b->payer_count; i++) {
        const struct sbill_batch_payer *p = &b->payers[order[i]];
        bool taken = p->claims == 0;
        for (int k = 0; k < b->format_count; k++) {
            if (!fits(b->formats[k], form_of(p)))
                continue;
            taken = true;
            for (uint64_t part = 0; code == SBILL_EXIT_CLEAN && part * b->max_claims < p->claims;
                 part++)
                code = plan_file(d, i, order[i], b->formats[k], first, part);
        }
        if (!taken)
            no_file_for(d, p);
        first += p->claims;
    }
    return code;
}

/* ---- writing one file ------------------------------------------------------------------------------------------ */

static void refuse(struct writing *w, const struct sbill_batch_claim *c, const char *why)
{
    struct job *j = w->job;
    const char *payer = w->d->b->payers[c->payer].key;

    sbill_batch_addf(&j->refused, "{\"ordinal\":%" PRIu64 ",\"claim\":%u,\"payer\":", c->ordinal,
                     (unsigned)c->claim + 1);
    sbill_batch_add_json(&j->refused, payer, strlen(payer));
    sbill_batch_addf(&j->refused, ",\"format\":\"%s\",\"reason\":", j->format);
    sbill_batch_add_json(&j->refused, why, strlen(why));
    sbill_batch_add(&j->refused, "}\n", 2);
    j->refused_count++;
}

static int32_t load(struct writing *w, const struct sbill_batch_claim *c, sbill_error **err)
{
    if (w->at == c->ordinal)
        return SBILL_OK;
    w->at = 0;
    if (c->length > w->cap) {
        char *room = realloc(w->room, (size_t)c->length);
        if (!room)
            return SBILL_NOMEM;
        w->room = room;
        w->cap = (size_t)c->length;
    }
    if (!read_at(w->d->spool, w->room, (size_t)c->length, c->offset))
        return SBILL_EIO;
    int32_t status = sbill_encounter_read(w->e, w->room, (size_t)c->length, err);
    if (status == SBILL_OK)
        status = sbill_encounter_run(w->e, err);
    if (status == SBILL_OK)
        w->at = c->ordinal;
    return status;
}

/* Its line for the ledger: no value of a patient. */
static void note_sent(struct writing *w, const struct sbill_batch_claim *c)
{
    struct sbill_batch_text *t = &w->job->sent;
    const char *payer = sbill_batch_ledger_payer(&w->d->b->payers[c->payer]), *id;
    struct sbill_cli_part record = {w->room, (size_t)c->length};
    char hash[SBILL_BATCH_HASH], frequency[8];
    size_t n = 0;

    id = sbill_text(w->e, SBILL_ITEM_CLAIM, c->claim, SBILL_F_ID, &n);
    sbill_batch_hash(w->room, (size_t)c->length, hash);
    sbill_cli_json_text(sbill_cli_json_get(record, "frequency"), frequency, sizeof frequency);
    sbill_batch_addf(t, "{\"claim\":");
    sbill_batch_add_json(t, id, n);
    sbill_batch_addf(t, ",\"payer\":");
    sbill_batch_add_json(t, payer, strlen(payer));
    sbill_batch_addf(t, ",\"frequency\":\"%s\",\"sha256\":\"%s\",\"file\":\"%s\"}\n",
                     *frequency ? frequency : "1", hash, w->job->out.name);
}

/* A claim goes into the file, or its refusal is kept. What is written must be what was counted. */
static int add_claim(struct writing *w, const struct sbill_batch_claim *c)
{
    sbill_error *err = NULL;
    int32_t status = load(w, c, &err);

    if (status == SBILL_OK &&
        (sbill_encounter_outcome(w->e) != SBILL_OUTCOME_READY ||
         sbill_number(w->e, SBILL_ITEM_CLAIM, c->claim, SBILL_F_TOTAL) != c->total)) {
        refuse(w, c, "the record, read again, gives another claim");
        return SBILL_EXIT_CLEAN;
    }
    if (status == SBILL_OK)
        status = sbill_file_add(w->file, w->e, c->claim, &err);
    if (status == SBILL_OK) {
        note_sent(w, c);
        w->job->out.claims++;
        w->job->out.total += c->total;
    } else if (status == SBILL_EREFUSED || status == SBILL_EINPUT || status == SBILL_ELIMIT) {
        refuse(w, c, err ? sbill_error_message(err) : "refused");
    } else {
        return sbill_cli_fail(status, &err, w->job->out.name);
    }
    sbill_error_free(err);
    return SBILL_EXIT_CLEAN;
}

static int set_number(struct writing *w, const char *name, uint64_t number)
{
    char value[24];
    sbill_error *err = NULL;

    snprintf(value, sizeof value, "%" PRIu64, number);
    int32_t status = sbill_options_set(w->options, name, value, &err);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, name);
}

static int begin(struct writing *w)
{
    struct sbill_batch *b = w->d->b;
    sbill_error *err = NULL;
    int code = sbill_cli_settings(b->args, b->usage, &w->options);

    if (code == SBILL_EXIT_CLEAN && w->job->out.control)
        code = set_number(w, "x12.interchange-control", w->job->out.control);
    if (code == SBILL_EXIT_CLEAN && w->job->out.control)
        code = set_number(w, "x12.group-control", w->job->out.control);
    if (code == SBILL_EXIT_CLEAN) /* the record brings its codes from the first pass */
        code = set_number(w, "assign", 0);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_encounter_new(b->book, w->options, &w->e, &err);
    if (status == SBILL_OK)
        status = sbill_file_new(w->job->format, w->options, &w->file, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, w->job->out.name);
}

static int settle(struct writing *w)
{
    struct sbill_batch_output *out = &w->job->out;
    const char *bytes = NULL;
    size_t n = 0;
    sbill_error *err = NULL;

    if (out->claims == 0)
        return SBILL_EXIT_CLEAN;
    int32_t status = sbill_file_finish(w->file, &bytes, &n, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, out->name);
    sbill_batch_hash(bytes, n, out->hash);
    out->bytes = n;
    char *path = sbill_batch_path(w->d->b->work, out->name);
    sbill_batch_point();
    int code = path ? sbill_cli_write(path, bytes, n) : no_memory();
    free(path);
    return code;
}

static int write_file(struct desk *d, struct job *j)
{
    struct writing w = {.d = d, .job = j};
    struct sbill_batch_claim c;
    int code = begin(&w);

    for (uint64_t i = 0; code == SBILL_EXIT_CLEAN && i < j->count; i++)
        code = read_at(d->order, &c, sizeof c, (j->first + i) * sizeof c)
                   ? add_claim(&w, &c)
                   : sbill_batch_trouble("ready.order");
    if (code == SBILL_EXIT_CLEAN)
        code = j->refused.failed ? no_memory() : settle(&w);
    sbill_file_free(w.file);
    sbill_encounter_free(w.e);
    sbill_options_free(w.options);
    struct sbill_cli_bytes room = {w.room, w.cap};
    sbill_cli_bytes_free(&room);
    return code;
}

/* Lines of files that are written, in the order of the files. Under the lock. */
static int tell_sent(struct desk *d)
{
    for (; d->told < d->count && d->jobs[d->told].done; d->told++) {
        struct sbill_batch_text *t = &d->jobs[d->told].sent;
        if (t->failed)
            return no_memory();
        if (t->n && fwrite(t->p, 1, t->n, d->sent) != t->n)
            return sbill_batch_trouble(SBILL_BATCH_SENT_NAME);
        sbill_batch_text_free(t);
    }
    return SBILL_EXIT_CLEAN;
}

static void *work(void *user)
{
    struct desk *d = user;

    pthread_mutex_lock(&d->lock);
    while (d->next < d->count && d->worst == SBILL_EXIT_CLEAN) {
        struct job *j = &d->jobs[d->next++];
        pthread_mutex_unlock(&d->lock);
        int code = write_file(d, j);
        pthread_mutex_lock(&d->lock);
        j->done = true;
        if (code > d->worst)
            d->worst = code;
        if (d->worst == SBILL_EXIT_CLEAN)
            d->worst = tell_sent(d);
    }
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

/* This thread works too. A thread that cannot be started is one worker less. */
static int write_files(struct desk *d)
{
    pthread_t *threads = calloc((size_t)d->b->jobs, sizeof *threads);
    int started = 0;

    if (!threads)
        return no_memory();
    while (started < d->b->jobs - 1 && pthread_create(&threads[started], NULL, work, d) == 0)
        started++;
    work(d);
    while (started)
        pthread_join(threads[--started], NULL);
    free(threads);
    return d->worst;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* What no file took, and the files for the manifest. */
static int gather(struct desk *d)
{
    struct sbill_batch *b = d->b;
    int code = SBILL_EXIT_CLEAN;

    b->unwritten = d->unfit_count;
    b->outputs = calloc(d->count + 1, sizeof *b->outputs);
    if (!b->outputs)
        return no_memory();
    for (size_t i = 0; i < d->count; i++) {
        struct job *j = &d->jobs[i];
        if (j->out.claims + j->refused_count != j->count)
            return SBILL_EXIT_BUG;
        b->unwritten += j->refused_count;
        sbill_batch_add(&d->unfit, j->refused.p ? j->refused.p : "", j->refused.n);
        if (j->out.claims)
            b->outputs[b->output_count++] = j->out;
    }
    char *path = sbill_batch_path(b->work, "unwritten.ndjson");
    if (!path || d->unfit.failed)
        code = no_memory();
    else
        code = sbill_cli_write(path, d->unfit.p ? d->unfit.p : "", d->unfit.n);
    free(path);
    return code;
}

static int open_file(const struct sbill_batch *b, const char *name, int flags, int *fd)
{
    char *path = sbill_batch_path(b->work, name);

    if (!path)
        return no_memory();
    *fd = open(path, flags | O_CLOEXEC, 0600);
    int code = *fd < 0 ? sbill_batch_trouble(path) : SBILL_EXIT_CLEAN;
    free(path);
    return code;
}

static int open_sent(struct desk *d)
{
    int fd = -1;
    int code = open_file(d->b, SBILL_BATCH_SENT_NAME, O_WRONLY | O_CREAT | O_TRUNC, &fd);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    d->sent = fdopen(fd, "w");
    if (!d->sent)
        close(fd);
    return d->sent ? code : sbill_batch_trouble(SBILL_BATCH_SENT_NAME);
}

static bool flushed(FILE *f)
{
    return fflush(f) == 0 && !ferror(f) && fsync(fileno(f)) == 0;
}

static void end(struct desk *d)
{
    for (size_t i = 0; i < d->count; i++) {
        sbill_batch_text_free(&d->jobs[i].refused);
        sbill_batch_text_free(&d->jobs[i].sent);
    }
    free(d->jobs);
    sbill_batch_text_free(&d->unfit);
    if (d->sent)
        fclose(d->sent);
    if (d->spool >= 0)
        close(d->spool);
    if (d->order >= 0)
        close(d->order);
    pthread_mutex_destroy(&d->lock);
}

int sbill_batch_write_claims(struct sbill_batch *b)
{
    struct desk d = {.b = b, .spool = -1, .order = -1, .next_control = b->control_start};
    uint32_t *order = sbill_batch_payer_order(b);
    int code = order ? SBILL_EXIT_CLEAN : no_memory();

    pthread_mutex_init(&d.lock, NULL);
    if (code == SBILL_EXIT_CLEAN)
        code = open_file(b, sbill_batch_list_names[SBILL_BATCH_SPOOL], O_RDONLY, &d.spool);
    if (code == SBILL_EXIT_CLEAN)
        code = open_file(b, "ready.order", O_RDWR | O_CREAT | O_TRUNC, &d.order);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_batch_sort_index(b, order, d.order);
    if (code == SBILL_EXIT_CLEAN && order)
        code = plan(&d, order);
    if (code == SBILL_EXIT_CLEAN)
        code = open_sent(&d);
    if (code == SBILL_EXIT_CLEAN)
        code = write_files(&d);
    if (code == SBILL_EXIT_CLEAN && !flushed(d.sent))
        code = sbill_batch_trouble(SBILL_BATCH_SENT_NAME);
    if (code == SBILL_EXIT_CLEAN)
        code = gather(&d);
    end(&d);
    free(order);
    return code;
}
