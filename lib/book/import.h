/* One importer for each official layout: bytes in, rows into the table under construction. A row that is
 * not understood is an error with its line; nothing is skipped in silence. */
#ifndef SBILL_BOOK_IMPORT_H
#define SBILL_BOOK_IMPORT_H

#include "base/error.h"
#include "base/number.h"
#include "base/xml.h"

struct sbill_builder;

/* One file of a source, as its manifest names it. */
struct sbill_input {
    struct sbill_text name, bytes;
    struct sbill_text layout;  /* icd10cm-order, icd10cm-order-addenda, icd10cm-tabular, hcpcs-anweb, nucc-csv, table,
                                  rules, payers */
    struct sbill_text release; /* FY2026 */
    int32_t system;            /* SBILL_SYSTEM_, 0 for rules and payers */
    int32_t from, to;          /* span the release covers; SBILL_NO_DATE = open */
    struct sbill_text base;    /* addenda: release it changes */
    uint32_t line;             /* of the manifest */
};

typedef int32_t (*sbill_importer)(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);

int32_t sbill_import_icd10cm_order(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_icd10cm_addenda(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_icd10cm_tabular(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_hcpcs(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_nucc(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_table(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_rules(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_payers(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);

#endif
