/* What fuzz targets of records share: an encounter over the small book, kept from input to input, as a host
 * keeps it. */
#ifndef TESTS_FUZZING_H
#define TESTS_FUZZING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sbill_options *options;
static sbill_builder *builder; /* owns the book's image */
static sbill_encounter *encounter;

static inline void must(int ok, const char *words)
{
    if (!ok) {
        fprintf(stderr, "broken promise: %s\n", words);
        abort();
    }
}

static inline void start_with(const char *option, const char *value)
{
    sbill_book *book;
    const void *image;
    size_t len;

    must(sbill_options_new(&options, NULL) == SBILL_OK, "options");
    must(sbill_options_set(options, option, value, NULL) == SBILL_OK, "option");
    must(small_book_build(options, &builder, &image, &len, NULL) == SBILL_OK, "builder");
    must(sbill_book_open_memory(image, len, options, &book, NULL) == SBILL_OK, "book");
    must(sbill_encounter_new(book, options, &encounter, NULL) == SBILL_OK, "encounter");
    sbill_book_free(book); /* the encounter holds it; the builder stays, it owns the image */
}

#endif
