/* The image as bytes.
 *
 *   0  8  magic: 0x89 "SBK" CR LF 0x1A LF (a transfer that mangles text or cuts bit 7 is seen at once)
 *   8  4  format version        12  4  number of sections
 *  16  8  size of the image     24  8  zero
 *  32 32  SHA-256 of the header (this field as zeros) and the section table
 *  64     section table, 64 bytes each: kind 4, tag 4, offset 8, size 8, zero 8, SHA-256 32 of the section
 *         and the zeros that fill it up to 64 bytes
 *         sections in the order of the table, nothing between them
 */
#include "book/image.h"

#include <string.h>

#include "base/sha256.h"

enum {
    HEADER = 64,
    ENTRY = 64,
    MAX_SECTIONS = 4096
};
static const uint8_t magic[8] = {0x89, 'S', 'B', 'K', '\r', '\n', 0x1a, '\n'};

static size_t padded(size_t n)
{
    return (n + 63) & ~(size_t)63;
}

/* ---- writing ---- */

struct sbill_image {
    struct sbill_alloc alloc;
    struct sbill_buf body, table;
    uint8_t *room,
        *bytes; /* bytes: in room, where 64 divides the address as it does in a mapped file */
    size_t size;
};

int32_t sbill_image_new(const struct sbill_alloc *alloc, struct sbill_image **out)
{
    struct sbill_image *img = sbill_alloc_get(alloc, sizeof *img);

    if (!img)
        return SBILL_NOMEM;
    memset(img, 0, sizeof *img);
    img->alloc = *alloc;
    sbill_buf_init(&img->body, &img->alloc, SIZE_MAX / 4);
    sbill_buf_init(&img->table, &img->alloc, (size_t)MAX_SECTIONS * ENTRY);
    *out = img;
    return SBILL_OK;
}

void sbill_image_free(struct sbill_image *img)
{
    struct sbill_alloc alloc;

    if (!img)
        return;
    alloc = img->alloc;
    sbill_buf_free(&img->body);
    sbill_buf_free(&img->table);
    if (img->room)
        sbill_alloc_put(&alloc, img->room, img->size + 63);
    sbill_alloc_put(&alloc, img, sizeof *img);
}

int32_t sbill_image_add(struct sbill_image *img, uint32_t kind, uint32_t tag, const void *p,
                        size_t n)
{
    static const char zeros[64];
    uint8_t entry[ENTRY] = {0};
    struct sbill_sha256 sha;

    sbill_put32(entry, kind);
    sbill_put32(entry + 4, tag);
    sbill_put64(entry + 8,
                img->body.n); /* from the end of the table; the bytes call adds the rest */
    sbill_put64(entry + 16, n);
    sbill_sha256_start(&sha);
    sbill_sha256_add(&sha, p, n);
    sbill_sha256_add(&sha, zeros, padded(n) - n);
    sbill_sha256_end(&sha, entry + 32);
    sbill_buf_add(&img->body, p, n);
    sbill_buf_add(&img->body, zeros, padded(n) - n);
    sbill_buf_add(&img->table, (const char *)entry, sizeof entry);
    return img->body.failed ? img->body.failed : img->table.failed;
}

static void sum_header(const uint8_t *p, size_t table, uint8_t out[32])
{
    static const uint8_t zeros[32];
    struct sbill_sha256 sha;

    sbill_sha256_start(&sha);
    sbill_sha256_add(&sha, p, SBILL_CHECKSUM_AT);
    sbill_sha256_add(&sha, zeros, sizeof zeros);
    sbill_sha256_add(&sha, p + HEADER, table);
    sbill_sha256_end(&sha, out);
}

static void fill_in(const struct sbill_image *img)
{
    size_t table = img->table.n;
    uint8_t *p = img->bytes;

    memset(p, 0, HEADER);
    memcpy(p, magic, sizeof magic);
    sbill_put32(p + 8, SBILL_FORMAT_CURRENT);
    sbill_put32(p + 12, (uint32_t)(table / ENTRY));
    sbill_put64(p + 16, img->size);
    if (table)
        memcpy(p + HEADER, img->table.p, table);
    for (size_t at = HEADER; at < HEADER + table; at += ENTRY)
        sbill_put64(p + at + 8, sbill_le64(p + at + 8) + HEADER + table);
    if (img->body.n)
        memcpy(p + HEADER + table, img->body.p, img->body.n);
    sum_header(p, table, p + SBILL_CHECKSUM_AT);
}

int32_t sbill_image_bytes(struct sbill_image *img, const uint8_t **p, size_t *n)
{
    if (img->room)
        sbill_alloc_put(&img->alloc, img->room, img->size + 63);
    img->size = HEADER + img->table.n + img->body.n;
    img->room = sbill_alloc_get(&img->alloc, img->size + 63);
    if (!img->room)
        return SBILL_NOMEM;
    img->bytes = img->room + (0u - (uintptr_t)img->room) % 64;
    fill_in(img);
    *p = img->bytes;
    *n = img->size;
    return SBILL_OK;
}

/* ---- reading ---- */

static int32_t bad(struct sbill_text source, const char *what, sbill_error **err)
{
    return sbill_fail(err, SBILL_EBOOK, (struct sbill_place){source, 0, 0}, "%s", what);
}

/* Sections follow each other without a gap and end where the image ends: so no byte is outside every checksum. */
static int32_t check_table(const struct sbill_layer *l, struct sbill_text source, sbill_error **err)
{
    uint64_t at = HEADER + (uint64_t)l->sections * ENTRY;

    for (uint32_t i = 0; i < l->sections; i++) {
        const uint8_t *e = l->p + HEADER + (size_t)i * ENTRY;
        uint64_t size = sbill_le64(e + 16);
        if (sbill_le64(e + 8) != at || size > l->n - at || padded((size_t)size) > l->n - at)
            return bad(source, "the book is damaged: a section lies outside it", err);
        at += padded((size_t)size);
    }
    return at == l->n ? SBILL_OK
                      : bad(source, "the book is damaged: bytes after its last section", err);
}

int32_t sbill_layer_open(const uint8_t *p, size_t n, struct sbill_text source,
                         struct sbill_layer *out, sbill_error **err)
{
    uint8_t sum[32];

    if (n < HEADER || memcmp(p, magic, sizeof magic) != 0)
        return bad(source, "this is not a book (superbill book build makes one)", err);
    *out = (struct sbill_layer){p, n, sbill_le32(p + 8), sbill_le32(p + 12)};
    if (out->format < SBILL_FORMAT_MIN || out->format > SBILL_FORMAT_CURRENT)
        return bad(source, "the book has a format this version does not read: build it again", err);
    if (sbill_le64(p + 16) != n)
        return bad(source,
                   "the book is cut short or too long: its size is not the one in its header", err);
    if (out->sections > MAX_SECTIONS || (size_t)out->sections * ENTRY > n - HEADER)
        return bad(source, "the book is damaged: its section table lies outside it", err);
    sum_header(p, (size_t)out->sections * ENTRY, sum);
    if (memcmp(sum, p + SBILL_CHECKSUM_AT, sizeof sum) != 0)
        return bad(source, "the book is damaged: its header does not match its checksum", err);
    return check_table(out, source, err);
}

static const uint8_t *entry_at(const struct sbill_layer *l, uint32_t i)
{
    return l->p + HEADER + (size_t)i * ENTRY;
}

bool sbill_layer_section(const struct sbill_layer *l, uint32_t kind, size_t nth, uint32_t *tag,
                         struct sbill_text *out)
{
    for (uint32_t i = 0; i < l->sections; i++) {
        const uint8_t *e = entry_at(l, i);
        uint64_t at = sbill_le64(e + 8), size = sbill_le64(e + 16);
        if (sbill_le32(e) != kind || nth-- > 0)
            continue;
        if (at > l->n || size > l->n - at)
            return false;
        if (tag)
            *tag = sbill_le32(e + 4);
        *out = (struct sbill_text){(const char *)l->p + at, (size_t)size};
        return true;
    }
    return false;
}

int32_t sbill_layer_verify(const struct sbill_layer *l, struct sbill_text source, sbill_error **err)
{
    struct sbill_layer again = *l;
    int32_t status = sbill_layer_open(l->p, l->n, source, &again, err);

    if (status != SBILL_OK)
        return status;
    for (uint32_t i = 0; i < again.sections; i++) {
        const uint8_t *e = entry_at(&again, i);
        struct sbill_sha256 sha;
        uint8_t sum[32];
        char kind[5] = {0};
        sbill_sha256_start(&sha);
        sbill_sha256_add(&sha, l->p + sbill_le64(e + 8), padded((size_t)sbill_le64(e + 16)));
        sbill_sha256_end(&sha, sum);
        if (memcmp(sum, e + 32, sizeof sum) == 0)
            continue;
        memcpy(kind, e, 4);
        return sbill_fail(err, SBILL_EBOOK, (struct sbill_place){source, 0, 0},
                          "the book is damaged: section %d (%s) does not match its checksum",
                          (int32_t)i + 1, kind);
    }
    return SBILL_OK;
}
