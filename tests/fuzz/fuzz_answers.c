/* Any bytes as a file that payers sent back: what was read can be printed, joined with a record and taken into it. The
 * first byte says what is done with the answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "small_book.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sbill_options *options;
static sbill_builder *builder; /* owns the book's image */
static sbill_book *book;
static sbill_encounter *encounter;

static void must(int ok, const char *words)
{
    if (!ok) {
        fprintf(stderr, "broken promise: %s\n", words);
        abort();
    }
}

/* Claim number 1, two payers, so that answers find it. */
static const char record[] =
    "{\"id\":\"E1\",\"control_number\":\"1\",\"date_from\":\"2025-05-20\",\"place_of_service\":"
    "\"11\","
    "\"coverages\":[{\"payer\":{\"id\":\"X1\",\"name\":\"First\"}},{\"payer\":{\"name\":\"Second\"}"
    "}],"
    "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"id\":\"A\",\"code\":\"G0008\",\"charge\":30},"
    "{\"code\":\"G0439\",\"charge\":100}]}";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const void *image;
    size_t len;

    (void)argc;
    (void)argv;
    must(sbill_options_new(&options, NULL) == SBILL_OK, "options");
    must(small_book_build(options, &builder, &image, &len, NULL) == SBILL_OK, "builder");
    must(sbill_book_open_memory(image, len, options, &book, NULL) == SBILL_OK, "book");
    must(sbill_encounter_new(book, options, &encounter, NULL) == SBILL_OK, "encounter");
    return 0;
}

static void print_all(sbill_answers *a)
{
    for (size_t i = 0; i < sbill_answers_count(a) && i < 64; i++) {
        const char *json = NULL;
        size_t len;
        must(sbill_answers_json(a, i, NULL, &json, &len, NULL) == SBILL_OK,
             "an answer can be printed");
        must(json[len] == '\0' && !memchr(json, '\n', len), "one line, ended by NUL");
    }
}

static void take_all(sbill_answers *a, const char *what)
{
    size_t i = 0, n;
    const char *json;

    must(sbill_encounter_read(encounter, record, sizeof record - 1, NULL) == SBILL_OK, "record");
    for (int k = 0; k < 16 && sbill_answers_find(a, encounter, i, &i, NULL) == SBILL_OK; k++, i++) {
        int32_t status;
        must(sbill_answers_json(a, i, encounter, &json, &n, NULL) == SBILL_OK,
             "an answer can be joined");
        status = sbill_encounter_answer(encounter, a, i, what, NULL);
        must(status == SBILL_OK || status == SBILL_EREFUSED, "taken or refused");
    }
    must(sbill_encounter_run(encounter, NULL) == SBILL_OK, "the record runs");
    must(sbill_encounter_record(encounter, &json, &n, NULL) == SBILL_OK,
         "the record can be printed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const words[] = {"next", "replace", "void"};
    sbill_answers *a = NULL;
    int32_t status;

    if (size == 0)
        return 0;
    must(sbill_answers_new(book, options, &a, NULL) == SBILL_OK, "answers");
    status = sbill_answers_read(a, "fuzz", (const char *)data + 1, size - 1, NULL);
    must(status == SBILL_OK || status == SBILL_EINPUT || status == SBILL_ELIMIT,
         "status of reading");
    print_all(a);
    take_all(a, words[data[0] % 3]);
    sbill_answers_free(a);
    return 0;
}
