/* Writers: one file per output format, behind one small interface. */
#ifndef SBILL_WRITE_WRITE_H
#define SBILL_WRITE_WRITE_H
#include "encounter/encounter.h"
struct sbill_writer {  /* a format; the table of them is in file.c */
    const char *name;  /* fhir-xml */
    bool drafts;       /* can say "draft" */
    size_t state_size; /* of its own struct, sbill_file.state; freed (and wiped) with the file */
    /* Each appends to f->out. A claim that fails is taken back whole by the caller. */
    int32_t (*begin)(sbill_file *f, sbill_error **err);
    int32_t (*claim)(sbill_file *f, struct sbill_encounter *e, size_t claim, sbill_error **err);
    int32_t (*end)(sbill_file *f, sbill_error **err);
};
extern const struct sbill_writer sbill_fhir_writer, sbill_x12_837p_writer, sbill_x12_837d_writer,
    sbill_1500_text_writer, sbill_1500_json_writer, sbill_1500_print_writer;
/* The record with suggestions and decisions, and the result line, as JSON appended to a buffer. */
void sbill_write_record_json(const struct sbill_encounter *e, struct sbill_buf *out);
void sbill_write_result_json(struct sbill_encounter *e, struct sbill_buf *out);
/* The result line of a record that could not be read. */
void sbill_write_unread_json(const sbill_error *err, uint64_t line, struct sbill_buf *out);
#endif
