/* Inside the reader: a stream of bytes, and the format that cuts records out of it. */
#ifndef SBILL_READ_STREAM_H
#define SBILL_READ_STREAM_H

#include "encounter/encounter.h"

struct sbill_input {   /* a format; the table of them is in reader.c */
    const char *name;  /* ndjson */
    size_t state_size; /* of its own struct, sbill_reader.state, zeroed at birth */
    /* The next record into e. Statuses as of sbill_reader_next. */
    int32_t (*next)(sbill_reader *r, sbill_encounter *e, sbill_error **err);
    void (*end)(sbill_reader *r); /* what the state owns is freed; NULL: it owns nothing */
};
extern const struct sbill_input sbill_ndjson_input, sbill_json_input; /* json_input.c */
extern const struct sbill_input sbill_x12_input, sbill_csv_input;

struct sbill_csv_given;

struct sbill_reader {
    struct sbill_settings settings;
    const struct sbill_input *input; /* NULL: told from the first bytes, which have not come yet */
    void *state;
    struct sbill_csv_given *given; /* beside the stream: column map, defaults; NULL if nothing */
    struct sbill_buf buf;
    size_t taken;   /* bytes of buf that are used up */
    size_t scanned; /* bytes behind them that were looked at: the record so far */
    uint64_t line;  /* of the byte at `taken`, from 1 */
    uint64_t record_line;
    bool closed;
    bool any;  /* there was something to read */
    bool over; /* nothing more can be cut out */
};

/* What is not used up, and using it up: lines are counted. */
struct sbill_text sbill_stream_waiting(const struct sbill_reader *r);
void sbill_stream_take(struct sbill_reader *r, size_t n);
/* The same for messages; and that a record is longer than max-record. */
struct sbill_place sbill_stream_place(uint64_t line);
int32_t sbill_stream_too_long(const struct sbill_reader *r, sbill_error **err);
/* All bytes are used up: SBILL_END, but SBILL_EINPUT once for a stream that held nothing. */
int32_t sbill_stream_end(struct sbill_reader *r, sbill_error **err);

void sbill_given_free(struct sbill_reader *r); /* given.c */

/* Which format bytes that begin a stream are of: "x12", "json", "ndjson", "csv" (detect.c). NULL: more must come to
 * tell; with `last`, no more will. */
const char *sbill_detect(struct sbill_text bytes, bool last);

#endif
