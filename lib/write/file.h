/* One output file, whatever its format. */
#ifndef SBILL_WRITE_FILE_H
#define SBILL_WRITE_FILE_H

#include "write/write.h"

struct sbill_file {
    struct sbill_settings settings;
    const struct sbill_writer *writer;
    struct sbill_buf out;       /* the document so far; whole claims only */
    struct sbill_arena scratch; /* the writer's room for one claim; reset between claims */
    void *state;                /* writer->state_size bytes, zeroed at birth */
    uint64_t claims;            /* written so far */
    bool begun, finished;
};

#endif
