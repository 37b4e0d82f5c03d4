/* Any bytes as a rule pack: built into a book with a few codes, run over a record with a note; and its own tests. */
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sbill_builder *keeper; /* owns the image of the good book */
static sbill_book *good;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const void *image;
    size_t len;

    (void)argc;
    (void)argv;
    if (small_book_build(NULL, &keeper, &image, &len, NULL) != SBILL_OK ||
        sbill_book_open_memory(image, len, NULL, &good, NULL) != SBILL_OK)
        abort();
    return 0;
}

static void run(const void *image, size_t len)
{
    sbill_book *book;
    sbill_encounter *e;
    const char *line;
    size_t n;

    if (sbill_book_open_memory(image, len, NULL, &book, NULL) != SBILL_OK)
        abort();
    if (sbill_encounter_new(book, NULL, &e, NULL) == SBILL_OK) {
        (void)sbill_run_json(e, small_record, sizeof small_record - 1, &line, &n, NULL);
        sbill_encounter_free(e);
    }
    (void)sbill_book_warm(book, NULL);
    sbill_book_free(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sbill_builder *builder;
    sbill_report *report = NULL;
    const void *image;
    size_t len, failed;

    if (sbill_rules_test(good, "pack", (const char *)data, size, NULL, &failed, &report, NULL) ==
        SBILL_OK)
        sbill_report_free(report);
    if (sbill_builder_new(NULL, &builder, NULL) != SBILL_OK)
        return 0;
    if (small_book_add(builder, (const char *)data, size, NULL) == SBILL_OK &&
        sbill_builder_finish(builder, &image, &len, NULL) == SBILL_OK)
        run(image, len);
    sbill_builder_free(builder);
    return 0;
}
