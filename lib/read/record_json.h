/* The native JSON record: reading it into the model by the field register, and the model printed back. */
#ifndef SBILL_READ_RECORD_JSON_H
#define SBILL_READ_RECORD_JSON_H
#include "encounter/encounter.h"
/* Reads one record. Values that do not fit their field are findings; JSON that cannot be parsed, or bytes that are not
 * UTF-8, are SBILL_EINPUT. */
int32_t sbill_read_record_json(struct sbill_encounter *e, struct sbill_text bytes, sbill_error **err);
#endif
