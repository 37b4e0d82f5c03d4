/* FHIR R4: supportingInfo, where the Claim keeps what it has no element for. Each function writes one, or nothing when
 * the value was not given. Those of a line follow each other, so that the item can point at them. */
#ifndef SBILL_WRITE_FHIR_INFO_H
#define SBILL_WRITE_FHIR_INFO_H

#include <stddef.h>

#include "write/fhir.h"

/* What stands after <sequence value="n: the category and what the information is. */
#define SBILL_INFO_CATEGORY(category)                         \
    "\"/><category><coding><system value=\"" SBILL_FHIR_TERMS \
    "claiminformationcategory\"/><code value=\"" category "\"/></coding></category>"
/* with the X12 data element and code that say what it is */
#define SBILL_INFO_CODED(category, element, code, words)                                           \
    SBILL_TI(SBILL_INFO_CATEGORY(category) "<code><coding><system value=\"" SBILL_FHIR_X12 element \
                                           "\"/><code value=\"" code                               \
                                           "\"/></coding><text value=\"" words "\"/></code>")
#define SBILL_INFO_PLAIN(category, words) \
    SBILL_TI(SBILL_INFO_CATEGORY(category) "<code><text value=\"" words "\"/></code>")

struct sbill_info_kind {
    size_t offset; /* of the value in its struct */
    struct sbill_text xml;
};
#define SBILL_INFO_COUNT(table) (sizeof(table) / sizeof *(table))

void sbill_info_open(struct sbill_fhir *f, struct sbill_text xml);
void sbill_info_close(struct sbill_fhir *f);
void sbill_info_date(struct sbill_fhir *f, struct sbill_text xml, int32_t date);
void sbill_info_period(struct sbill_fhir *f, struct sbill_text xml, int32_t from, int32_t to);
void sbill_info_text(struct sbill_fhir *f, struct sbill_text xml, struct sbill_text value);
void sbill_info_texts(struct sbill_fhir *f, struct sbill_text xml, const sbill_texts *values);
void sbill_info_flag(struct sbill_fhir *f, struct sbill_text xml, sbill_flag flag);
/* thousandths of a unit */
void sbill_info_quantity(struct sbill_fhir *f, struct sbill_text xml, int64_t v, const char *unit);
void sbill_info_count(struct sbill_fhir *f, struct sbill_text xml, int32_t v,
                      const char *unit); /* 0: none */
/* each date, each text of a table */
void sbill_info_dates(struct sbill_fhir *f, const struct sbill_info_kind *kinds, size_t n,
                      const void *object);
void sbill_info_all(struct sbill_fhir *f, const struct sbill_info_kind *kinds, size_t n,
                    const void *object);
/* what claims and lines both have */
void sbill_info_remark(struct sbill_fhir *f, const struct sbill_remark *r);
void sbill_info_ambulance(struct sbill_fhir *f, const struct sbill_ambulance *a);

void sbill_info_line(struct sbill_fhir *f, const struct sbill_line *l); /* fhir_line_info.c */

#endif
