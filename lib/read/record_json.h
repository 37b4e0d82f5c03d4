/* The native JSON record: reading it into the model by the field register. */
#ifndef SBILL_READ_RECORD_JSON_H
#define SBILL_READ_RECORD_JSON_H

#include "encounter/encounter.h"

/* Reads one record into the encounter, which is reset first. `line` is the line of its first byte in the stream it
 * comes from (1-based), for messages. Values that do not fit their field are findings, and so are keys that are not
 * known. Text stays in the parser's room, which lives as long as the record.
 * SBILL_EINPUT: no JSON object, or bytes that are not UTF-8. SBILL_ELIMIT: longer than max-record, or memory over its
 * ceiling. SBILL_NOMEM. After any of these the encounter holds no record. */
int32_t sbill_read_record_json(struct sbill_encounter *e, struct sbill_text bytes, uint32_t line,
                               sbill_error **err);

#endif
