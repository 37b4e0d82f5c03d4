/* A book made from a few lines, for tests of importers and look-ups. */
#ifndef TESTS_TINY_BOOK_H
#define TESTS_TINY_BOOK_H

#include "base/error.h"
#include "base/number.h"
#include "unit.h"

struct tiny_file {
    const char *name, *text;
    size_t n; /* 0: text ends in NUL */
};

struct tiny_book {
    sbill_builder *builder; /* owns the image */
    sbill_book *book;       /* NULL unless status is SBILL_OK */
    sbill_error *err;
    int32_t status;
};

/* `files` are the <file> elements of the manifest; line 1 is <source>, so they begin in line 2. */
static inline struct tiny_book tiny_book(const sbill_options *o, const char *files,
                                         const struct tiny_file *f, size_t n)
{
    struct tiny_book t = {0};
    char manifest[8192];
    const void *image = NULL;
    size_t size = 0;

    snprintf(manifest, sizeof manifest, "<source name=\"tiny\" version=\"1\">\n%s\n</source>\n",
             files);
    t.status = sbill_builder_new(o, &t.builder, &t.err);
    for (size_t i = 0; t.status == SBILL_OK && i < n; i++)
        t.status = sbill_builder_add_file(t.builder, f[i].name, f[i].text,
                                          f[i].n ? f[i].n : strlen(f[i].text), &t.err);
    if (t.status == SBILL_OK)
        t.status =
            sbill_builder_add_manifest(t.builder, "source.xml", manifest, strlen(manifest), &t.err);
    if (t.status == SBILL_OK)
        t.status = sbill_builder_finish(t.builder, &image, &size, &t.err);
    if (t.status == SBILL_OK)
        t.status = sbill_book_open_memory(image, size, o, &t.book, &t.err);
    return t;
}

static inline void tiny_free(struct tiny_book *t)
{
    sbill_book_free(t->book);
    sbill_builder_free(t->builder);
    sbill_error_free(t->err);
    memset(t, 0, sizeof *t);
}

/* It was made, or the test fails with the builder's words. */
static inline sbill_book *tiny_made(const struct tiny_book *t)
{
    ck_assert_msg(t->status == SBILL_OK, "%s:%u:%u: %s", sbill_error_source(t->err),
                  sbill_error_line(t->err), sbill_error_column(t->err),
                  sbill_error_message(t->err));
    return t->book;
}

/* It was refused, at that place, with those words among others. */
static inline void tiny_refused(struct tiny_book *t, const char *source, uint32_t line,
                                const char *words)
{
    ck_assert_msg(t->status == SBILL_EINPUT, "status %d where \"%s\" was expected", (int)t->status,
                  words);
    ck_assert_msg(strcmp(sbill_error_source(t->err), source) == 0 &&
                      sbill_error_line(t->err) == line &&
                      strstr(sbill_error_message(t->err), words),
                  "%s:%u: %s\nexpected %s:%u: ... %s", sbill_error_source(t->err),
                  sbill_error_line(t->err), sbill_error_message(t->err), source, line, words);
    tiny_free(t);
}

static inline int32_t day(const char *z)
{
    int32_t d = 0;

    ck_assert(sbill_date_parse(sbill_text_from(z), &d));
    return d;
}

#endif
