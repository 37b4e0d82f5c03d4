/* Code systems: their names in records, books and options (superbill.h), and their FHIR URIs. */
#ifndef SBILL_MAP_SYSTEMS_H
#define SBILL_MAP_SYSTEMS_H

#include "base/options.h"

/* The FHIR URI of a system: the option system.NAME if given, else what HL7 Terminology says. Empty for 0 and unknown
 * systems. Lives as long as the settings, which may be NULL. */
struct sbill_text sbill_system_uri(const struct sbill_settings *s, int32_t system);
/* The SBILL_SYSTEM_ of a name, 0 if unknown; letter case does not matter. */
int32_t sbill_system_from_text(struct sbill_text name);

#endif
