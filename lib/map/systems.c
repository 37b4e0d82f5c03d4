#include "map/systems.h"

/* URIs as HL7 Terminology (THO) and the US implementation guides give them. Level II modifiers are HCPCS codes, CPT
 * modifiers CPT codes. HCPCS is http:// in THO and PAS; CARIN writes https://, hence the option. */
static const struct sbill_text uris[] = {
    [SBILL_SYSTEM_ICD10CM] = SBILL_TI("http://hl7.org/fhir/sid/icd-10-cm"),
    [SBILL_SYSTEM_HCPCS] = SBILL_TI("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"),
    [SBILL_SYSTEM_HCPCS_MODIFIER] = SBILL_TI("http://www.cms.gov/Medicare/Coding/"
                                             "HCPCSReleaseCodeSets"),
    [SBILL_SYSTEM_CPT] = SBILL_TI("http://www.ama-assn.org/go/cpt"),
    [SBILL_SYSTEM_CDT] = SBILL_TI("http://www.ada.org/cdt"),
    [SBILL_SYSTEM_POS] = SBILL_TI("https://www.cms.gov/Medicare/Coding/place-of-service-codes/"
                                  "Place_of_Service_Code_Set"),
    [SBILL_SYSTEM_TAXONOMY] = SBILL_TI("http://nucc.org/provider-taxonomy"),
    [SBILL_SYSTEM_CPT_MODIFIER] = SBILL_TI("http://www.ama-assn.org/go/cpt"),
    [SBILL_SYSTEM_ICD9CM] = SBILL_TI("http://hl7.org/fhir/sid/icd-9-cm"),
    [SBILL_SYSTEM_SNODENT] = SBILL_TI("http://www.ada.org/snodent"),
};

#define KNOWN ((int32_t)(sizeof uris / sizeof uris[0]))

int32_t sbill_system_from_text(struct sbill_text name)
{
    for (int32_t i = 1; i < KNOWN; i++) {
        if (sbill_text_eq_fold(sbill_text_from(sbill_system_name(i)), name))
            return i;
    }
    return 0;
}

struct sbill_text sbill_system_uri(const struct sbill_settings *s, int32_t system)
{
    if (system <= 0 || system >= KNOWN)
        return SBILL_T("");
    if (s && s->system_uri[system][0])
        return sbill_text_from(s->system_uri[system]);
    return uris[system];
}
