/* One X12 file through reader and writer, with what must hold for any bytes: for tests of altered samples and the fuzz
 * target. */
#ifndef TESTS_X12_ONCE_H
#define TESTS_X12_ONCE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

struct x12_once {
    sbill_options *options;
    sbill_builder *builder; /* owns the book's image */
    sbill_encounter *encounter;
    uint64_t hash;                       /* of all that came out */
    size_t claims, findings, unreadable; /* of the last file */
    bool ours;        /* the file is one that we wrote: its envelope is in order */
    char *written[2]; /* the claims of the last file, professional and dental; NULL if none */
    size_t written_n[2];
};

static inline void x12_must(int ok, const char *words)
{
    if (!ok) {
        fprintf(stderr, "broken promise: %s\n", words);
        abort();
    }
}

static inline void x12_once_start(struct x12_once *o)
{
    static const char *const options[][2] = {
        {"x12.date", "2025-01-01"},       {"x12.sender-id", "SENDER"},
        {"x12.receiver-id", "RECEIVER"},  {"x12.submitter-name", "SENDER"},
        {"x12.submitter-id", "12345"},    {"x12.submitter-contact", "OFFICE"},
        {"x12.submitter-phone", "55501"}, {"x12.receiver-name", "PAYER"},
        {"x12.receiver-code", "54321"},
    };
    sbill_book *book;
    const void *image;
    size_t len;

    memset(o, 0, sizeof *o);
    x12_must(sbill_options_new(&o->options, NULL) == SBILL_OK, "options");
    sbill_options_set(o->options, "force", "1", NULL);
    sbill_options_set(o->options, "max-record", "65536", NULL);
    sbill_options_set(o->options, "x12.case", "keep", NULL);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        x12_must(sbill_options_set(o->options, options[i][0], options[i][1], NULL) == SBILL_OK,
                 "option");
    x12_must(small_book_build(o->options, &o->builder, &image, &len, NULL) == SBILL_OK, "builder");
    x12_must(sbill_book_open_memory(image, len, o->options, &book, NULL) == SBILL_OK, "book");
    x12_must(sbill_encounter_new(book, o->options, &o->encounter, NULL) == SBILL_OK, "encounter");
    sbill_book_free(book);
}

static inline void x12_once_end(struct x12_once *o)
{
    free(o->written[0]);
    free(o->written[1]);
    sbill_encounter_free(o->encounter);
    sbill_builder_free(o->builder);
    sbill_options_free(o->options);
}

static inline void x12_came_out(struct x12_once *o, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        o->hash = (o->hash ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
}

/* Findings of reading say where: a line of the file, or a place in the record. */
static inline void x12_look_at_findings(struct x12_once *o)
{
    sbill_encounter *e = o->encounter;

    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_FINDING); i++) {
        int64_t number = sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER);
        const char *text, *path;
        size_t n;

        if (number < 1300 || number > 1399)
            continue;
        o->findings++;
        text = sbill_text(e, SBILL_ITEM_FINDING, i, SBILL_F_TEXT, &n);
        if (o->ours && number != 1321 && (number < 1306 || number > 1319)) {
            fprintf(stderr, "%s\n", text);
            x12_must(0, "our envelopes are in order");
        }
        x12_came_out(o, text, n);
        path = sbill_text(e, SBILL_ITEM_FINDING, i, SBILL_F_PATH, NULL);
        x12_must(strstr(text, "line ") || *path || number == 1320, "a finding has a place");
    }
}

static inline void x12_add_claims(struct x12_once *o, sbill_file **files)
{
    for (size_t i = 0; i < sbill_count(o->encounter, SBILL_ITEM_CLAIM); i++) {
        int32_t status = sbill_file_add(files[0], o->encounter, i, NULL);

        if (status == SBILL_EREFUSED)
            status = sbill_file_add(files[1], o->encounter, i, NULL);
        x12_must(status == SBILL_OK || status == SBILL_EREFUSED, "a forced claim is written");
    }
}

static inline int32_t x12_drain(struct x12_once *o, sbill_reader *r, sbill_file **files)
{
    for (;;) {
        sbill_error *err = NULL;
        int32_t status = sbill_reader_next(r, o->encounter, &err);
        const char *text;
        size_t n;

        if (status == SBILL_MORE || status == SBILL_END)
            return status;
        if (status == SBILL_EINPUT) {
            x12_must(err && sbill_error_line(err) > 0, "what cannot be read has a line");
            o->unreadable++;
        }
        sbill_error_free(err);
        x12_must(status == SBILL_OK || status == SBILL_EINPUT, "status of a reader");
        x12_came_out(o, (const char *)&status, sizeof status);
        if (status != SBILL_OK)
            continue;
        o->claims++;
        x12_must(sbill_encounter_record(o->encounter, &text, &n, NULL) == SBILL_OK, "the record");
        x12_came_out(o, text, n);
        x12_look_at_findings(o);
        if (!files)
            continue;
        x12_must(sbill_encounter_run(o->encounter, NULL) == SBILL_OK, "what was read can be run");
        x12_add_claims(o, files);
    }
}

/* Reads it in pieces; with files, runs and writes it too. */
static inline uint64_t x12_read(struct x12_once *o, const char *data, size_t size, size_t piece,
                                sbill_file **files)
{
    sbill_reader *r;

    o->hash = UINT64_C(0xcbf29ce484222325);
    o->claims = o->findings = o->unreadable = 0;
    x12_must(sbill_reader_new("x12", o->options, &r, NULL) == SBILL_OK, "reader");
    for (size_t i = 0; i < size; i += piece) {
        x12_must(sbill_reader_feed(r, data + i, size - i < piece ? size - i : piece, NULL) ==
                     SBILL_OK,
                 "feed");
        x12_drain(o, r, files);
    }
    sbill_reader_close(r);
    x12_must(x12_drain(o, r, files) == SBILL_END, "a closed stream ends");
    sbill_reader_free(r);
    return o->hash;
}

static inline void x12_write(struct x12_once *o, const char *data, size_t size)
{
    static const char *const formats[] = {"x12-837p", "x12-837d"};
    sbill_file *files[2];

    for (int i = 0; i < 2; i++)
        x12_must(sbill_file_new(formats[i], o->options, &files[i], NULL) == SBILL_OK, "file");
    x12_read(o, data, size, size ? size : 1, files);
    for (int i = 0; i < 2; i++) {
        const char *bytes;
        size_t n;

        x12_must(sbill_file_finish(files[i], &bytes, &n, NULL) == SBILL_OK, "finish");
        free(o->written[i]);
        o->written[i] = n ? malloc(n + 1) : NULL;
        o->written_n[i] = n;
        if (o->written[i])
            memcpy(o->written[i], bytes, n);
        sbill_file_free(files[i]);
    }
}

/* All that must hold. */
static inline void x12_once(struct x12_once *o, const char *data, size_t size, size_t piece)
{
    uint64_t whole = x12_read(o, data, size, size ? size : 1, NULL);
    size_t claims = o->claims, findings = o->findings;
    char *first[2];
    size_t first_n[2];

    x12_must(x12_read(o, data, size, piece, NULL) == whole, "pieces make no difference");
    x12_write(o, data, size);
    for (int i = 0; i < 2; i++) {
        first[i] = o->written[i];
        first_n[i] = o->written_n[i];
        o->written[i] = NULL;
    }
    for (int i = 0; i < 2; i++) {
        if (!first[i])
            continue;
        o->ours = true;
        x12_write(o, first[i], first_n[i]);
        o->ours = false;
        x12_must(!o->unreadable && o->claims, "what was written can be read");
        if (o->written_n[i] != first_n[i] || memcmp(o->written[i], first[i], first_n[i]) != 0) {
            fprintf(stderr, "%.*s\n----\n%.*s\n", (int)first_n[i], first[i], (int)o->written_n[i],
                    o->written[i] ? o->written[i] : "");
            x12_must(0, "what was written is written again as it is");
        }
    }
    free(first[0]);
    free(first[1]);
    o->claims = claims;
    o->findings = findings;
}

#endif
