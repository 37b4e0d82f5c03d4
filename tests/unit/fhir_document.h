/* What the tests of FHIR claims share: an encounter over the small book, and its first claim written. */
#ifndef TESTS_FHIR_DOCUMENT_H
#define TESTS_FHIR_DOCUMENT_H

#include "unit.h"

#include "../small_book.h"
#include "write/file.h"

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;

static inline void setup(void)
{
    const void *image;
    size_t len;

    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static inline void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* The file that holds the first claim; the caller frees. */
static inline char *written(const char *format)
{
    sbill_file *f;
    const char *bytes;
    char *copy;
    size_t len;

    e->checked = true;
    ck_assert_int_eq(sbill_file_new(format, NULL, &f, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_finish(f, &bytes, &len, NULL), SBILL_OK);
    copy = malloc(len + 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, len + 1);
    sbill_file_free(f);
    return copy;
}

#endif
