/* Out of memory: the whole way (build a book, open it, run a record, write a claim) is walked again and
 * again, the first, second, third ... allocation failing, until one walk needs none of them. Each refusal must come
 * back as SBILL_NOMEM, and when all is freed no byte may be left. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "small_book.h"

/* An allocator that counts, and fails once or from then on. */
struct meter {
    size_t calls, fail_at; /* fail_at 0 = never */
    bool from_then_on;
    bool refused;
    size_t live; /* bytes */
};

static void *metered(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct meter *m = user;
    void *p;

    if (new_size == 0) {
        free(ptr);
        m->live -= ptr ? old_size : 0;
        return NULL;
    }
    m->calls++;
    if (m->fail_at && (m->from_then_on ? m->calls >= m->fail_at : m->calls == m->fail_at)) {
        m->refused = true;
        return NULL;
    }
    p = realloc(ptr, new_size);
    if (p)
        m->live += new_size - (ptr ? old_size : 0);
    return p;
}

/* What one walk holds, so that it can be freed wherever it stopped. */
struct walk {
    sbill_options *options;
    sbill_builder *builder;
    sbill_book *book;
    sbill_encounter *encounter;
    sbill_file *file;
    sbill_report *report;
    sbill_error *err;
};

static int32_t write_claims(struct walk *w)
{
    const char *bytes;
    size_t len;
    int32_t status = sbill_file_new("fhir-xml", w->options, &w->file, &w->err);

    for (size_t i = 0; status == SBILL_OK && i < sbill_count(w->encounter, SBILL_ITEM_CLAIM); i++)
        status = sbill_file_add(w->file, w->encounter, i, &w->err);
    return status == SBILL_OK ? sbill_file_finish(w->file, &bytes, &len, &w->err) : status;
}

static int32_t walk_all(struct walk *w, struct meter *m)
{
    const void *image;
    const char *result;
    size_t len;
    int32_t status = sbill_options_new(&w->options, &w->err);

    if (status == SBILL_OK)
        status = sbill_options_set_allocator(w->options, metered, m);
    if (status == SBILL_OK)
        status = sbill_options_set(w->options, "force", "1", &w->err);
    if (status == SBILL_OK)
        status = small_book_build(w->options, &w->builder, &image, &len, &w->err);
    if (status == SBILL_OK)
        status = sbill_book_open_memory(image, len, w->options, &w->book, &w->err);
    if (status == SBILL_OK)
        status = sbill_book_info(w->book, &w->report, &w->err);
    if (status == SBILL_OK)
        status = sbill_encounter_new(w->book, w->options, &w->encounter, &w->err);
    if (status == SBILL_OK)
        status = sbill_run_json(w->encounter, small_record, sizeof small_record - 1, &result, &len, &w->err);
    if (status == SBILL_OK)
        status = write_claims(w);
    return status;
}

static void free_all(struct walk *w)
{
    sbill_file_free(w->file);
    sbill_encounter_free(w->encounter);
    sbill_report_free(w->report);
    sbill_book_free(w->book);
    sbill_builder_free(w->builder);
    sbill_options_free(w->options);
    sbill_error_free(w->err);
}

/* One walk; false if it went wrong. *done when nothing had to be refused. */
static bool try_walk(size_t fail_at, bool from_then_on, bool *done)
{
    struct meter m = {0, fail_at, from_then_on, false, 0};
    struct walk w = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    int32_t status = walk_all(&w, &m);
    bool ok = m.refused ? status == SBILL_NOMEM : status == SBILL_OK;

    if (!ok)
        printf("allocation %zu%s refused: status %d, %s\n", fail_at, from_then_on ? " and all after" : "", (int)status,
               w.err ? sbill_error_message(w.err) : "no error");
    free_all(&w);
    if (m.live != 0) {
        printf("allocation %zu%s refused: %zu bytes left\n", fail_at, from_then_on ? " and all after" : "", m.live);
        ok = false;
    }
    *done = !m.refused;
    return ok;
}

int main(void)
{
    int wrong = 0;
    size_t tried = 0;

    for (int kind = 0; kind < 2; kind++) {
        bool done = false;
        for (size_t n = 1; !done && wrong < 20; n++, tried++)
            wrong += !try_walk(n, kind == 1, &done);
    }
    printf("oom: %zu refusals tried, %d wrong\n", tried, wrong);
    return wrong ? 1 : 0;
}
