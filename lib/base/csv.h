/* Tables as text: records of cells between commas, tabs or pipes, quoted or not, LF or CRLF, with or
 * without a BOM. Cells that run over several lines keep their line feeds. */
#ifndef SBILL_BASE_CSV_H
#define SBILL_BASE_CSV_H

#include "base/error.h"

enum {
    SBILL_CSV_CELLS = 256
}; /* most cells in one record */

struct sbill_csv_cell {
    struct sbill_text text; /* without its quotes; lives until the next record is read */
    uint32_t line, column;  /* where it begins, both from 1; columns count bytes */
};

struct sbill_csv {
    struct sbill_text source; /* for messages */
    char separator;
    bool quotes;   /* a cell that begins with " ends at the next single " */
    uint32_t line; /* of the last record read */
    size_t count;
    struct sbill_csv_cell cells[SBILL_CSV_CELLS];

    const char *at_, *end_, *line_start_;
    uint32_t line_now_;
    struct sbill_arena arena_; /* cells whose "" had to become " */
};

/* The bytes are borrowed; `first_line` is the number of the line they begin with. */
void sbill_csv_start(struct sbill_csv *c, const struct sbill_alloc *alloc, struct sbill_text bytes,
                     struct sbill_text source, uint32_t first_line);
/* Read one record; lines with nothing in them are passed over, and so is one Ctrl-Z at the end. SBILL_OK,
 * SBILL_END, SBILL_NOMEM, or SBILL_EINPUT: a quote that never ends, text after a closing quote, too many cells. */
int32_t sbill_csv_next(struct sbill_csv *c, sbill_error **err);
/* Where cell i of the last record stands (the record itself if it has no such cell). */
struct sbill_place sbill_csv_place(const struct sbill_csv *c, size_t i);
void sbill_csv_end(struct sbill_csv *c);
/* Go on in other bytes, which begin with a record; separator and quotes stay. No byte order mark is looked for. */
void sbill_csv_go_on(struct sbill_csv *c, struct sbill_text bytes, uint32_t first_line);

/* Where records end in bytes that come in pieces. Start zeroed. */
struct sbill_csv_scan {
    size_t seen; /* bytes of the record looked at so far */
    bool quoted; /* they end inside quotes */
    bool inside; /* they end inside a cell */
};
/* Is the record that the bytes begin with there whole? Then *n is its length with the line end, and the scan is ready
 * for the next one. Else ask again with the same bytes and more behind them; the last record of a stream may end
 * without a line end, which the caller knows. */
bool sbill_csv_whole(struct sbill_csv_scan *s, struct sbill_text bytes, char separator, size_t *n);

/* The bytes without a UTF-8 BOM. */
struct sbill_text sbill_without_bom(struct sbill_text bytes);
/* ISO 8859-1 (with the printable characters that Windows-1252 puts at 80-9F) as UTF-8, appended to b. False at
 * a byte that stands for nothing. */
bool sbill_latin1_to_utf8(struct sbill_buf *b, struct sbill_text t);

#endif
