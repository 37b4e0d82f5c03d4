/* Settings by name, as an object of the library holds them: copied from sbill_options when it is made. The public
 * half is in superbill.h. */
#ifndef SBILL_BASE_OPTIONS_H
#define SBILL_BASE_OPTIONS_H

#include "base/error.h"
#include "base/options_x12.h"

enum sbill_offset_unit {
    SBILL_OFFSET_BYTES,
    SBILL_OFFSET_CODEPOINTS,
    SBILL_OFFSET_UTF16
};

struct sbill_severity_override { /* option severity.N: the organisation's choice */
    int32_t number, severity;    /* enum sbill_severity */
};

#define SBILL_MAX_OVERRIDES 256
#define SBILL_MAX_SYSTEMS 16
#define SBILL_URI_ROOM 128

struct sbill_settings {
    struct sbill_alloc alloc;
    int32_t as_of;       /* SBILL_NO_DATE: last date in the record */
    int32_t offset_unit; /* enum sbill_offset_unit */
    int32_t fail_on;     /* enum sbill_severity */
    bool strict, force, assign;
    char currency[4];
    size_t max_record, max_memory;
    char system_uri[SBILL_MAX_SYSTEMS]
                   [SBILL_URI_ROOM]; /* by SBILL_SYSTEM_; empty = the map's default */
    struct sbill_severity_override severity[SBILL_MAX_OVERRIDES]; /* the first severity_count */
    size_t severity_count;
    int32_t form_down, form_right; /* of a CMS-1500's print image: lines, columns */
    struct sbill_x12_settings x12;
};

/* The settings in `o`, or the defaults if it is NULL. */
void sbill_settings_copy(struct sbill_settings *to, const sbill_options *o);
/* The organisation's severity for a finding, 0 if it said nothing. */
int32_t sbill_settings_severity(const struct sbill_settings *s, int32_t number);

#endif
