/* Any bytes as a published file: the first byte chooses the layout. What the builder accepts must open, verify and
 * answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const void *image, size_t len)
{
    sbill_book *book;
    int64_t refs[8];
    size_t count = 0, n;
    sbill_report *report = NULL;

    if (sbill_book_open_memory(image, len, NULL, &book, NULL) != SBILL_OK ||
        sbill_book_verify(book, NULL) != SBILL_OK) {
        fprintf(stderr, "broken promise: what was built does not open\n");
        abort();
    }
    if (sbill_code_search(book, 0, "a", 1, 20400, refs, 8, &count, NULL) == SBILL_OK)
        for (size_t i = 0; i < count; i++)
            (void)sbill_code_title(book, refs[i], &n);
    for (int32_t setting = 1; setting <= 3; setting++)
        (void)sbill_ptp_find(book, setting, "G0008", 5, "G0009", 5, 20400);
    if (sbill_book_info(book, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    sbill_book_free(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sbill_options *options;
    sbill_builder *builder;
    const void *image;
    size_t len;
    const char *manifest;

    if (size == 0)
        return 0;
    manifest = small_layouts[data[0] % small_layout_count];
    if (sbill_options_new(&options, NULL) != SBILL_OK)
        return 0;
    sbill_options_set(options, "max-memory", "67108864", NULL);
    if (sbill_builder_new(options, &builder, NULL) == SBILL_OK) {
        if (sbill_builder_add_file(builder, "base", small_order, sizeof small_order - 1, NULL) ==
                SBILL_OK &&
            sbill_builder_add_file(builder, "data", data + 1, size - 1, NULL) == SBILL_OK &&
            sbill_builder_add_manifest(builder, "manifest", manifest, strlen(manifest), NULL) ==
                SBILL_OK &&
            sbill_builder_finish(builder, &image, &len, NULL) == SBILL_OK)
            use(image, len);
        sbill_builder_free(builder);
    }
    sbill_options_free(options);
    return 0;
}
