/* Altered books: none may crash, whatever is asked of it. First byte even: the rest is an image. Odd: the
 * rest is a list of changes to a good one, four bytes each (three of place, one of value), which reaches deeper. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sbill_builder *builder; /* owns the image */
static const void *good;
static size_t good_len;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (small_book_build(NULL, &builder, &good, &good_len, NULL) != SBILL_OK)
        abort();
    return 0;
}

static void look_at(const sbill_book *b, int64_t ref)
{
    char text[64];
    size_t len;

    if (ref < 0)
        return;
    (void)sbill_code_title(b, ref, &len);
    (void)sbill_code_short_title(b, ref, &len);
    (void)sbill_code_valid_from(b, ref);
    (void)sbill_code_valid_to(b, ref);
    (void)sbill_code_print(b, ref, text, sizeof text);
    (void)sbill_code_parent(b, ref);
    for (size_t i = 0; i < sbill_code_child_count(b, ref) && i < 50; i++)
        (void)sbill_code_child(b, ref, i);
    (void)sbill_code_successor(b, ref, 0);
}

static void ask(const sbill_book *b)
{
    static const char *const codes[] = {"E11.42", "E11", "G0008", "Z23", "11", "25", "ZZZ"};
    int64_t refs[16];
    size_t count;
    sbill_report *report = NULL;

    for (int32_t system = 1; system <= SBILL_SYSTEM_MAX; system++)
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            int64_t ref = -1;
            (void)sbill_code_find(b, system, codes[i], strlen(codes[i]), 20400, &ref);
            look_at(b, ref);
        }
    if (sbill_code_search(b, 0, "diab", 4, 20400, refs, 16, &count, NULL) == SBILL_OK)
        for (size_t i = 0; i < count; i++)
            look_at(b, refs[i]);
    if (sbill_code_json(b, SBILL_SYSTEM_ICD10CM, "E11.42", 6, 20400, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    report = NULL;
    if (sbill_book_info(b, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    report = NULL;
    if (sbill_book_diff(b, b, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
}

static void run(sbill_book *b)
{
    sbill_encounter *e;
    const char *line;
    size_t len;

    if (sbill_encounter_new(b, NULL, &e, NULL) != SBILL_OK)
        return;
    (void)sbill_run_json(e, small_record, sizeof small_record - 1, &line, &len, NULL);
    sbill_encounter_free(e);
}

static void change(uint8_t *image, size_t len, const uint8_t *data, size_t size)
{
    for (; size >= 4; data += 4, size -= 4) {
        size_t at = (size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2];
        image[at % len] = data[3];
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sbill_book *book;
    void *image = NULL;
    int altered = size && data[0] % 2;
    size_t len = altered ? good_len : size ? size - 1 : 0;

    /* A room of exactly that size, so that one byte too far is seen. */
    if (posix_memalign(&image, 64, len ? len : 1) != 0)
        return 0;
    memcpy(image, altered ? good : (const void *)(data + (size > 0)), len);
    if (altered)
        change(image, len, data + 1, size - 1);
    if (sbill_book_open_memory(image, len, NULL, &book, NULL) == SBILL_OK) {
        int same = len == good_len && memcmp(image, good, len) == 0;
        if ((sbill_book_verify(book, NULL) == SBILL_OK) != same && altered)
            abort(); /* verify sees every altered byte */
        ask(book);
        run(book);
        (void)sbill_book_warm(book, NULL);
        sbill_book_free(book);
    }
    free(image);
    return 0;
}
