/* The image: a header, a table of sections, sections used in place. Little-endian, every section
 * aligned to 64 bytes. Offsets found inside a section are checked where they are used, so no altered
 * byte can lead outside. */
#ifndef SBILL_BOOK_IMAGE_H
#define SBILL_BOOK_IMAGE_H

#include "base/error.h"

#define SBILL_FOURCC(a, b, c, d) \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

enum { /* kinds of sections; a layer may hold several of one kind */
    SBILL_SEC_INPUTS = SBILL_FOURCC('I', 'N', 'P', 'T'),   /* inputs with sha256 and release names */
    SBILL_SEC_CODES = SBILL_FOURCC('C', 'O', 'D', 'E'),    /* one code system */
    SBILL_SEC_SEARCH = SBILL_FOURCC('W', 'O', 'R', 'D'),   /* words of titles and terms of one system */
    SBILL_SEC_NOTES = SBILL_FOURCC('N', 'O', 'T', 'E'),    /* instruction notes of the tabular list */
    SBILL_SEC_GROUPS = SBILL_FOURCC('G', 'R', 'U', 'P'),   /* code groups */
    SBILL_SEC_FEES = SBILL_FOURCC('F', 'E', 'E', 'S'),     /* fee table */
    SBILL_SEC_RULES = SBILL_FOURCC('R', 'U', 'L', 'E'),    /* one compiled rule pack */
    SBILL_SEC_PAYERS = SBILL_FOURCC('P', 'A', 'Y', 'R')    /* payer profiles */
};

/* Writing. Sections are copied; the same sections in the same order give the same bytes. */
struct sbill_image;
int32_t sbill_image_new(const struct sbill_alloc *alloc, struct sbill_image **out);
int32_t sbill_image_add(struct sbill_image *img, uint32_t kind, uint32_t tag, const void *p, size_t n);
int32_t sbill_image_bytes(struct sbill_image *img, const uint8_t **p, size_t *n); /* owned by img */
void sbill_image_free(struct sbill_image *img);

/* Reading: one opened image. */
struct sbill_layer;
/* The nth section of a kind; false past the last. *tag as given when added. */
bool sbill_layer_section(const struct sbill_layer *l, uint32_t kind, size_t nth, uint32_t *tag, struct sbill_text *out);

#endif
