/* Out of memory: the whole way (build a book, open it, run a record, write a claim) is walked again and
 * again, the first, second, third ... allocation failing, until one walk needs none of them. Each refusal must come
 * back as SBILL_NOMEM, or do no harm: then every byte that comes out is what it was with memory (a pattern that finds
 * no room for machine code is interpreted). When all is freed no byte may be left. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "small_book.h"
#include "unit/meter.h"

/* What one walk holds, so that it can be freed wherever it stopped. */
struct walk {
    sbill_options *options;
    sbill_builder *builder;
    sbill_book *book;
    sbill_encounter *encounter;
    sbill_reader *reader;
    sbill_file *file;
    sbill_report *report;
    sbill_error *err;
    uint64_t out; /* of all that came out, FNV-1a */
};

static void came_out(struct walk *w, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        w->out = (w->out ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
}

static void report_came_out(struct walk *w)
{
    size_t n;
    const char *text = sbill_report_text(w->report, &n);

    came_out(w, text, n);
    sbill_report_free(w->report);
    w->report = NULL;
}

static int32_t use_book(struct walk *w)
{
    int64_t refs[8];
    size_t count = 0, failed;
    int32_t status = sbill_book_info(w->book, &w->report, &w->err);

    if (status == SBILL_OK) {
        report_came_out(w);
        status = sbill_book_diff(w->book, w->book, &w->report, &w->err);
    }
    if (status == SBILL_OK) {
        report_came_out(w);
        status = sbill_code_json(w->book, SBILL_SYSTEM_ICD10CM, "S93.401", 7, 20412, &w->report,
                                 &w->err);
    }
    if (status == SBILL_OK) {
        report_came_out(w);
        status = sbill_code_search(w->book, 0, "diab typ", 8, 20412, refs, 8, &count, &w->err);
    }
    came_out(w, (const char *)refs, count * sizeof *refs);
    if (status == SBILL_OK)
        status = sbill_rules_test(w->book, "small", small_rules, sizeof small_rules - 1, w->options,
                                  &failed, &w->report, &w->err);
    if (status == SBILL_OK) {
        report_came_out(w);
        status = sbill_book_warm(w->book, &w->err);
    }
    return status;
}

static int32_t read_stream(struct walk *w)
{
    int32_t status = sbill_reader_new("ndjson", w->options, &w->reader, &w->err);

    for (int i = 0; status == SBILL_OK && i < 2; i++) {
        status = sbill_reader_feed(w->reader, small_record, sizeof small_record - 1, &w->err);
        if (status == SBILL_OK)
            status = sbill_reader_feed(w->reader, "\n", 1, &w->err);
    }
    if (status == SBILL_OK)
        status = sbill_reader_close(w->reader);
    while (status == SBILL_OK)
        status = sbill_reader_next(w->reader, w->encounter, &w->err);
    return status == SBILL_END ? SBILL_OK : status;
}

/* Two visits of a table, with everything that can be given beside it. */
static int32_t read_table(struct walk *w)
{
    const char *text;
    size_t len;
    int32_t status;

    sbill_reader_free(w->reader);
    w->reader = NULL;
    status = sbill_reader_new("auto", w->options, &w->reader, &w->err);
    if (status == SBILL_OK)
        status =
            sbill_reader_give(w->reader, "map", "map", small_map, sizeof small_map - 1, &w->err);
    if (status == SBILL_OK)
        status = sbill_reader_give(w->reader, "defaults", "defaults", small_defaults,
                                   sizeof small_defaults - 1, &w->err);
    if (status == SBILL_OK)
        status = sbill_reader_feed(w->reader, small_csv, sizeof small_csv - 1, &w->err);
    if (status == SBILL_OK)
        status = sbill_reader_close(w->reader);
    while (status == SBILL_OK) {
        status = sbill_reader_next(w->reader, w->encounter, &w->err);
        if (status != SBILL_OK)
            break;
        status = sbill_encounter_record(w->encounter, &text, &len, &w->err);
        if (status == SBILL_OK)
            came_out(w, text, len);
    }
    return status == SBILL_END ? SBILL_OK : status;
}

static int32_t run_record(struct walk *w)
{
    const char *text;
    size_t len;
    int32_t status =
        sbill_run_json(w->encounter, small_record, sizeof small_record - 1, &text, &len, &w->err);

    if (status == SBILL_OK) {
        came_out(w, text, len);
        status = sbill_encounter_record(w->encounter, &text, &len, &w->err);
    }
    if (status == SBILL_OK) {
        came_out(w, text, len);
        /* Text made on the way out has no status to give: it may be empty, but must not be wrong. */
        for (size_t i = 0; i < sbill_count(w->encounter, SBILL_ITEM_FINDING); i++)
            (void)sbill_text(w->encounter, SBILL_ITEM_FINDING, i, SBILL_F_TEXT, &len);
    }
    return status;
}

static int32_t write_claims(struct walk *w, const char *format)
{
    const char *bytes;
    size_t len;
    int32_t status;

    sbill_file_free(w->file);
    w->file = NULL;
    status = sbill_file_new(format, w->options, &w->file, &w->err);

    for (size_t i = 0; status == SBILL_OK && i < sbill_count(w->encounter, SBILL_ITEM_CLAIM); i++)
        status = sbill_file_add(w->file, w->encounter, i, &w->err);
    if (status == SBILL_OK)
        status = sbill_file_finish(w->file, &bytes, &len, &w->err);
    if (status == SBILL_OK)
        came_out(w, bytes, len);
    return status;
}

static int32_t walk_all(struct walk *w, struct meter *m)
{
    const void *image;
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
        status = use_book(w);
    if (status == SBILL_OK)
        status = sbill_encounter_new(w->book, w->options, &w->encounter, &w->err);
    if (status == SBILL_OK)
        status = read_stream(w);
    if (status == SBILL_OK)
        status = read_table(w);
    if (status == SBILL_OK)
        status = run_record(w);
    if (status == SBILL_OK)
        status = write_claims(w, "fhir-xml");
    if (status == SBILL_OK)
        status = write_claims(w, "cms1500-text");
    if (status == SBILL_OK)
        status = write_claims(w, "cms1500-json");
    return status;
}

static void free_all(struct walk *w)
{
    sbill_file_free(w->file);
    sbill_reader_free(w->reader);
    sbill_encounter_free(w->encounter);
    sbill_report_free(w->report);
    sbill_book_free(w->book);
    sbill_builder_free(w->builder);
    sbill_options_free(w->options);
    sbill_error_free(w->err);
}

/* One walk; false if it went wrong. *out is what came out of it. */
static bool try_walk(struct meter *m, uint64_t expected, uint64_t *out)
{
    struct walk w = {.out = UINT64_C(0xcbf29ce484222325)};
    int32_t status = walk_all(&w, m);
    bool refused = m->fail_at && m->calls >= m->fail_at;
    bool ok = status == SBILL_OK ? !refused || w.out == expected : refused && status == SBILL_NOMEM;

    if (ok && status != SBILL_OK && sbill_error_status(w.err) != SBILL_NOMEM)
        ok = false;
    if (!ok)
        printf("allocation %zu%s refused: status %d, %s\n", m->fail_at,
               m->and_after ? " and all after" : "", (int)status,
               w.err                ? sbill_error_message(w.err)
               : status == SBILL_OK ? "but other bytes"
                                    : "no error");
    *out = w.out;
    free_all(&w);
    if (m->live != 0) {
        printf("allocation %zu%s refused: %zu bytes left\n", m->fail_at,
               m->and_after ? " and all after" : "", m->live);
        ok = false;
    }
    return ok;
}

int main(void)
{
    struct meter free_walk = {0};
    uint64_t expected, out;
    int wrong = !try_walk(&free_walk, 0, &expected);
    size_t tried = 0;

    for (int kind = 0; kind < 2; kind++) {
        struct meter m = {0};
        for (size_t n = 1; n <= free_walk.calls && wrong < 20; n++, tried++) {
            m = (struct meter){.fail_at = n, .and_after = kind == 1};
            wrong += !try_walk(&m, expected, &out);
        }
    }
    printf("oom: %zu refusals tried, %d wrong\n", tried, wrong);
    return wrong ? 1 : 0;
}
