/* Names of the code systems. */
#include "book/system.h"

#include <string.h>

static const struct {
    const char *name, *title;
} systems[SBILL_SYSTEM_MAX + 1] = {
    [SBILL_SYSTEM_ICD10CM] = {"icd10cm", "ICD-10-CM"},
    [SBILL_SYSTEM_HCPCS] = {"hcpcs", "HCPCS Level II"},
    [SBILL_SYSTEM_HCPCS_MODIFIER] = {"hcpcs-modifier", "HCPCS Level II modifiers"},
    [SBILL_SYSTEM_CPT] = {"cpt", "CPT"},
    [SBILL_SYSTEM_CDT] = {"cdt", "CDT"},
    [SBILL_SYSTEM_POS] = {"pos", "Place of service"},
    [SBILL_SYSTEM_TAXONOMY] = {"taxonomy", "Provider taxonomy"},
    [SBILL_SYSTEM_CPT_MODIFIER] = {"cpt-modifier", "CPT modifiers"},
    [SBILL_SYSTEM_ICD9CM] = {"icd9cm", "ICD-9-CM"},
    [SBILL_SYSTEM_SNODENT] = {"snodent", "SNODENT"},
    [SBILL_SYSTEM_CARC] = {"carc", "Claim adjustment reasons"},
    [SBILL_SYSTEM_RARC] = {"rarc", "Remittance remarks"},
    [SBILL_SYSTEM_CLAIM_STATUS] = {"claim-status", "Claim status"},
};

int32_t sbill_system_from_name(const char *name)
{
    for (int32_t i = 1; name && i <= SBILL_SYSTEM_MAX; i++)
        if (systems[i].name && strcmp(systems[i].name, name) == 0)
            return i;
    return 0;
}

const char *sbill_system_name(int32_t system)
{
    return system > 0 && system <= SBILL_SYSTEM_MAX ? systems[system].name : NULL;
}

struct sbill_text sbill_system_title(int32_t system)
{
    return sbill_text_from(system > 0 && system <= SBILL_SYSTEM_MAX ? systems[system].title : NULL);
}
