/* Any bytes as a table, fed in pieces, with a column map and defaults or without: each record that comes out can be
 * run, and the pieces make no difference. */
#include "fuzzing.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    start_with("max-record", "4096");
    return 0;
}

static uint64_t hash;

static void came_out(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
}

static int32_t drain(sbill_reader *r, int run)
{
    for (;;) {
        const char *text;
        size_t n;
        int32_t status = sbill_reader_next(r, encounter, NULL);

        came_out((const char *)&status,
                 status == SBILL_MORE || status == SBILL_END ? 0 : sizeof status);
        if (status != SBILL_OK && status != SBILL_EINPUT) {
            must(status == SBILL_MORE || status == SBILL_END, "status of a reader");
            return status;
        }
        if (status != SBILL_OK)
            continue;
        if (run)
            must(sbill_encounter_run(encounter, NULL) == SBILL_OK, "what was read can be run");
        must(sbill_encounter_record(encounter, &text, &n, NULL) == SBILL_OK, "the record");
        came_out(text, n);
        for (size_t i = 0; !run && i < sbill_count(encounter, SBILL_ITEM_FINDING); i++) {
            text = sbill_text(encounter, SBILL_ITEM_FINDING, i, SBILL_F_TEXT, &n);
            came_out(text, n);
        }
    }
}

static uint64_t read_all(const uint8_t *data, size_t size, int gifts, size_t piece, int run)
{
    sbill_reader *r;

    hash = UINT64_C(0xcbf29ce484222325);
    must(sbill_reader_new("csv", options, &r, NULL) == SBILL_OK, "reader");
    if (gifts & 1)
        must(sbill_reader_give(r, "map", "", small_map, sizeof small_map - 1, NULL) == SBILL_OK,
             "map");
    if (gifts & 2)
        must(sbill_reader_give(r, "defaults", "", small_defaults, sizeof small_defaults - 1,
                               NULL) == SBILL_OK,
             "defaults");
    for (size_t i = 0; i < size; i += piece) {
        size_t n = size - i < piece ? size - i : piece;

        must(sbill_reader_feed(r, (const char *)data + i, n, NULL) == SBILL_OK, "feeding");
        drain(r, run);
    }
    sbill_reader_close(r);
    must(drain(r, run) == SBILL_END, "the end");
    sbill_reader_free(r);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t first, second;

    if (size < 2)
        return 0;
    first = read_all(data + 2, size - 2, data[0], 1000, 0);
    second = read_all(data + 2, size - 2, data[0], (size_t)data[1] + 1, 0);
    must(first == second, "the same table in other pieces, the same records");
    read_all(data + 2, size - 2, data[0], 4096, 1);
    return 0;
}
