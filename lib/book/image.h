/* The image: a header, a table of sections, sections used in place. Little-endian, every section
 * aligned to 64 bytes. Offsets found inside a section are checked where they are used, so no
 * altered byte can lead outside. docs/book.md has the layout byte by byte.
 *
 * Checksums form a tree: the header holds the SHA-256 of itself and the section table, the table
 * holds the SHA-256 of each section. So opening checks the header and the table (a kilobyte,
 * whatever the size), verifying reads all, and the header's checksum names the whole book. */
#ifndef SBILL_BOOK_IMAGE_H
#define SBILL_BOOK_IMAGE_H

#include "base/error.h"

#define SBILL_FOURCC(a, b, c, d) \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

enum { /* kinds of sections; a layer may hold several of one kind */
    SBILL_SEC_INPUTS = SBILL_FOURCC('I', 'N', 'P', 'T'), /* inputs with sha256 and release names */
    SBILL_SEC_CODES = SBILL_FOURCC('C', 'O', 'D', 'E'),  /* one code system */
    SBILL_SEC_SEARCH =
        SBILL_FOURCC('W', 'O', 'R', 'D'), /* words of titles and terms of one system */
    SBILL_SEC_NOTES = SBILL_FOURCC('N', 'O', 'T', 'E'),  /* instruction notes of the tabular list */
    SBILL_SEC_GROUPS = SBILL_FOURCC('G', 'R', 'U', 'P'), /* code groups */
    SBILL_SEC_FEES = SBILL_FOURCC('F', 'E', 'E', 'S'),   /* fee table */
    SBILL_SEC_RULES = SBILL_FOURCC('R', 'U', 'L', 'E'),  /* one compiled rule pack */
    SBILL_SEC_PAYERS = SBILL_FOURCC('P', 'A', 'Y', 'R'), /* payer profiles */
    SBILL_SEC_EDITS = SBILL_FOURCC('E', 'D', 'I', 'T'),  /* dated rows of one edit table */
    SBILL_SEC_INSTRUCTIONS =
        SBILL_FOURCC('N', 'P', 'A', 'T'),            /* notes of one tabular list, understood */
    SBILL_SEC_PTP = SBILL_FOURCC('P', 'T', 'P', ' ') /* procedure-to-procedure edits */
};

/* Writing. Sections are copied; the same sections in the same order give the same bytes. */
struct sbill_image;
int32_t sbill_image_new(const struct sbill_alloc *alloc, struct sbill_image **out);
int32_t sbill_image_add(struct sbill_image *img, uint32_t kind, uint32_t tag, const void *p,
                        size_t n);
int32_t sbill_image_bytes(struct sbill_image *img, const uint8_t **p, size_t *n); /* owned by img */
void sbill_image_free(struct sbill_image *img);

/* Reading: one opened image; the bytes are borrowed. */
struct sbill_layer {
    const uint8_t *p;
    size_t n;
    uint32_t format; /* of the image: SBILL_FORMAT_MIN .. SBILL_FORMAT_CURRENT */
    uint32_t sections;
};
enum {
    SBILL_FORMAT_MIN = 1,
    SBILL_FORMAT_CURRENT = 1,
    SBILL_CHECKSUM_AT = 32 /* 32 bytes of SHA-256 */
};

/* Checks the header, the section table and the sizes; SBILL_EBOOK says what is wrong. `source`
 * names it in messages. */
int32_t sbill_layer_open(const uint8_t *p, size_t n, struct sbill_text source,
                         struct sbill_layer *out, sbill_error **err);
/* Reads every byte; SBILL_EBOOK names the first damaged part. */
int32_t sbill_layer_verify(const struct sbill_layer *l, struct sbill_text source,
                           sbill_error **err);
/* The nth section of a kind; false past the last. *tag as given when added. */
bool sbill_layer_section(const struct sbill_layer *l, uint32_t kind, size_t nth, uint32_t *tag,
                         struct sbill_text *out);

/* Numbers in an image: little-endian at any address, whatever the machine. */
static inline uint16_t sbill_le16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}
static inline uint32_t sbill_le32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}
static inline uint64_t sbill_le64(const uint8_t *p)
{
    return sbill_le32(p) | (uint64_t)sbill_le32(p + 4) << 32;
}
static inline void sbill_put16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}
static inline void sbill_put32(uint8_t *p, uint32_t v)
{
    sbill_put16(p, (uint16_t)v);
    sbill_put16(p + 2, (uint16_t)(v >> 16));
}
static inline void sbill_put64(uint8_t *p, uint64_t v)
{
    sbill_put32(p, (uint32_t)v);
    sbill_put32(p + 4, (uint32_t)(v >> 32));
}

#endif
