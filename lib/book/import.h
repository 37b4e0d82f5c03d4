/* One importer for each official layout: bytes in, rows into the table under construction. A row that is
 * not understood is an error with its line; nothing is skipped in silence. */
#ifndef SBILL_BOOK_IMPORT_H
#define SBILL_BOOK_IMPORT_H

/* Declarations read by their lines. */
/* clang-format off */

#include "base/error.h"
#include "base/number.h"
#include "base/xml.h"

struct sbill_builder;

/* What a manifest or the head of a file says of a table (docs/book.md); empty = not said. */
struct sbill_table_head {
    struct sbill_text kind;      /* codes, groups, fees */
    struct sbill_text separator; /* comma, tab, pipe */
    struct sbill_text columns;   /* names in order, separated by blanks or commas; "-" = not read */
    struct sbill_text names;     /* how many rows of column names stand before the data */
    struct sbill_text quotes;    /* yes, no */
    struct sbill_text dates;     /* iso, us */
    struct sbill_text encoding;  /* utf-8, latin-1 */
    struct sbill_text currency;  /* of fees without a currency column */
};

/* One file of a source, as its manifest names it. */
struct sbill_input {
    struct sbill_text name, bytes; /* name: as given to sbill_builder_add_file, "a.zip/b.txt" for an entry of a zip */
    struct sbill_text layout;  /* one of the layouts in book/manifest.c */
    struct sbill_text release; /* FY2026 */
    int32_t system;            /* SBILL_SYSTEM_, 0 for rules and payers */
    int32_t from, to;          /* span the release covers; SBILL_NO_DATE = open */
    int32_t setting;           /* SBILL_SETTING_ of an NCCI table, else 0 */
    bool extract;              /* only part of the published release: a code that is not here may yet be valid */
    struct sbill_text base;    /* addenda: release it changes */
    uint32_t line;             /* of the manifest */
    struct sbill_table_head table; /* layout table: what the manifest says; the head of the file may say it instead */
};

typedef int32_t (*sbill_importer)(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);

int32_t sbill_import_icd10cm_order(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_icd10cm_addenda(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_icd10cm_tabular(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_hcpcs(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_nucc(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_table(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_ptp(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_mue(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_aoc(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_pprrvu_csv(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_pprrvu_text(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_mce_diagnoses(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_mce_ages(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_mce_discharge(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_remittance(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_rules(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);
int32_t sbill_import_payers(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err);

#endif
