/* Inside of a book, for the files of this folder. */
#ifndef SBILL_BOOK_INSIDE_H
#define SBILL_BOOK_INSIDE_H

#include "base/os.h"
#include "book/codes.h"
#include "book/instructions.h"
#include "book/keyed.h"
#include "book/ptp.h"

#define SBILL_MAX_LAYERS 127

struct sbill_book {
    /* What a look-up reads, first. */
    const struct sbill_codes *first[SBILL_SYSTEM_MAX + 1]; /* by system, the layer asked first */
    struct sbill_codes *tables;                            /* all of them */
    size_t table_count, table_room;

    struct sbill_keyed *keyed_first[SBILL_KEYED_TABLES]; /* by table, the one asked first */
    struct sbill_keyed *keyed;                           /* all of them */
    size_t keyed_room;

    struct sbill_ptp_table *ptp_first[SBILL_PTP_SETTINGS]; /* by setting */
    struct sbill_ptp_table *ptp;                           /* all of them */
    size_t ptp_room;

    struct sbill_instructions *instructions_first; /* of ICD-10-CM */
    struct sbill_instructions *instructions;       /* all of them */
    size_t instructions_room;

    struct sbill_layer *layers; /* the one asked first is 0 */
    size_t layer_count;
    struct sbill_alloc alloc;
    struct sbill_ref refs;
    struct sbill_map map;                /* of a book opened from a file */
    char *source;                        /* its path, for messages; NULL from memory */
    sbill_book **parts;                  /* of a stack: the books it rests on */
    size_t part_count, part_room;        /* room in bytes */
    _Atomic(struct sbill_rules *) rules; /* made at first use; see book/rules.h */
};

/* Parts of the report over a book (info_edits.c). */
struct sbill_jw;
void sbill_info_edits(struct sbill_jw *w, const sbill_book *b);
void sbill_info_notes(struct sbill_jw *w, const sbill_book *b);
/* Open the edit tables of all layers (edit_tables.c). */
int32_t sbill_book_open_edits(struct sbill_book *b, sbill_error **err);

#endif
