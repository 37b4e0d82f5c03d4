/* How grave a finding is. Order matters: later is graver. */
#ifndef SBILL_BASE_SEVERITY_H
#define SBILL_BASE_SEVERITY_H

#include "base/text.h"

enum sbill_severity {
    SBILL_SEV_NONE, /* nobody said */
    SBILL_SEV_OFF,
    SBILL_SEV_NOTICE,
    SBILL_SEV_NOT_CHECKED,
    SBILL_SEV_WARNING,
    SBILL_SEV_ERROR
};

const char *sbill_severity_name(
    int32_t severity); /* "error" "warning" "not-checked" "notice" "off", else "" */
int32_t sbill_severity_from(struct sbill_text name); /* SBILL_SEV_NONE if not one of these */

#endif
