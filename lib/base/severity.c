#include "base/severity.h"

static const char *const names[] = {
    [SBILL_SEV_NONE] = "",           [SBILL_SEV_OFF] = "off",
    [SBILL_SEV_NOTICE] = "notice",   [SBILL_SEV_NOT_CHECKED] = "not-checked",
    [SBILL_SEV_WARNING] = "warning", [SBILL_SEV_ERROR] = "error",
};

const char *sbill_severity_name(int32_t severity)
{
    return severity > SBILL_SEV_NONE && severity <= SBILL_SEV_ERROR ? names[severity] : "";
}

int32_t sbill_severity_from(struct sbill_text name)
{
    for (int32_t i = SBILL_SEV_OFF; i <= SBILL_SEV_ERROR; i++)
        if (sbill_text_is(name, names[i]))
            return i;
    return SBILL_SEV_NONE;
}
