/* Any bytes as a record: one result line comes out, and what may be written is written. The encounter is kept
 * from input to input, as a host keeps it. */
#include "fuzzing.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    start_with("force", "1");
    return 0;
}

static void write_claims(const char *format)
{
    sbill_file *file;
    const char *bytes;
    size_t len;

    must(sbill_file_new(format, options, &file, NULL) == SBILL_OK, "file");
    for (size_t i = 0; i < sbill_count(encounter, SBILL_ITEM_CLAIM); i++)
        sbill_file_add(file, encounter, i, NULL);
    sbill_file_finish(file, &bytes, &len, NULL);
    sbill_file_free(file);
}

/* The same record twice gives the same line, whatever went before. */
static char *run_once(const char *text, size_t size, int32_t *status, size_t *len)
{
    const char *line;
    sbill_error *err = NULL;
    char *copy;

    *status = sbill_run_json(encounter, text, size, &line, len, &err);
    sbill_error_free(err);
    must(*status == SBILL_OK || *status == SBILL_EINPUT || *status == SBILL_ELIMIT,
         "status of a document call");
    must(line && *len && line[*len] == '\0' && !memchr(line, '\n', *len), "one line, ended by NUL");
    copy = malloc(*len + 1);
    must(copy != NULL, "memory");
    memcpy(copy, line, *len + 1);
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t first_len, second_len;
    int32_t status;
    char *first = run_once((const char *)data, size, &status, &first_len);
    char *second;

    if (status == SBILL_OK)
        write_claims("fhir-xml");
    if (status == SBILL_OK)
        write_claims("cms1500-text");
    if (status == SBILL_OK)
        write_claims("cms1500-print");
    second = run_once((const char *)data, size, &status, &second_len);
    must(first_len == second_len && memcmp(first, second, first_len) == 0,
         "same record, same result");
    free(first);
    free(second);
    return 0;
}
