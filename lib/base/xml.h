/* The one door to libxml2: memory in, a small tree out. No DTD, no entities but the five, no network,
 * no file reading. */
#ifndef SBILL_BASE_XML_H
#define SBILL_BASE_XML_H

#include "base/error.h"

struct sbill_xml_attr {
    struct sbill_text name, value;
    const struct sbill_xml_attr *next;
};

/* One element. `text` is all character data directly inside it, joined, as written (not trimmed).
 * `line` is 1-based. Names are local names; `ns` is the namespace URI or empty. */
struct sbill_xml {
    struct sbill_text name, ns, text;
    const struct sbill_xml_attr *attrs;
    struct sbill_xml *first, *next, *parent;
    uint32_t line;
};

/* Parse a whole document into the arena. A DOCTYPE is refused. Nesting over 64 is refused.
 * Status SBILL_OK, SBILL_EINPUT (with source:line:column), SBILL_NOMEM. */
int32_t sbill_xml_parse(struct sbill_arena *a, struct sbill_text bytes, struct sbill_text source,
                        struct sbill_xml **root, sbill_error **err);
struct sbill_text sbill_xml_attr(const struct sbill_xml *e, const char *name); /* empty if absent */
bool sbill_xml_has(const struct sbill_xml *e, const char *name);
struct sbill_xml *sbill_xml_child(const struct sbill_xml *e, const char *name); /* first, or NULL */
struct sbill_xml *sbill_xml_after(const struct sbill_xml *e,
                                  const char *name); /* next sibling so named */

/* Validate a document in memory against an XSD given as memory (used by --validate and by tests). The XSD may import
 * files beside it in `xsd_dir` (NULL: none). Errors name the element and the kind of fault, never its text. */
int32_t sbill_xml_validate(struct sbill_text doc, struct sbill_text source, struct sbill_text xsd,
                           const char *xsd_dir, sbill_error **err);

/* Refuse a schema that points anywhere but to plain file names in `dir`, those files included. */
int32_t sbill_xml_vet_schema(struct sbill_arena *a, struct sbill_text xsd, const char *dir,
                             sbill_error **err);
/* dir/name in the arena, ending in NUL; NULL without memory. */
const char *sbill_xml_path(struct sbill_arena *a, const char *dir, struct sbill_text name);

/* Must run once before threads use XML: called by every public constructor. */
void sbill_xml_start(void);

#endif
