/* Any bytes as X12: pieces make no difference, what comes out can be run and written, and what was written can be read
 * again and is written as it is. */
#include "x12_once.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct x12_once once;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    x12_once_start(&once);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    x12_once(&once, (const char *)data + 1, size - 1, 1 + data[0]);
    return 0;
}
