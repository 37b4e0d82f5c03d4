/* Small numbers in a section of the image: little-endian, at any address, checked at use. A getter past the end gives
 * zero or an empty text, so an altered byte can mislead but never lead outside. */
#ifndef SBILL_BOOK_SECTION_H
#define SBILL_BOOK_SECTION_H

#include "base/text.h"

static inline uint32_t sbill_section_u32(struct sbill_text s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;

    if (s.n < 4 || at > s.n - 4)
        return 0;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t sbill_section_u64(struct sbill_text s, size_t at)
{
    return sbill_section_u32(s, at) | (uint64_t)sbill_section_u32(s, at + 4) << 32;
}

static inline int32_t sbill_section_i32(struct sbill_text s, size_t at)
{
    uint32_t v = sbill_section_u32(s, at);

    return v <= INT32_MAX ? (int32_t)v : -(int32_t)(UINT32_MAX - v) - 1;
}

static inline int64_t sbill_section_i64(struct sbill_text s, size_t at)
{
    uint64_t v = sbill_section_u64(s, at);

    return v <= INT64_MAX ? (int64_t)v : -(int64_t)(UINT64_MAX - v) - 1;
}

/* n bytes at an offset; empty if they are not all there. */
static inline struct sbill_text sbill_section_text(struct sbill_text s, size_t at, size_t n)
{
    if (at > s.n || n > s.n - at)
        return (struct sbill_text){"", 0};
    return (struct sbill_text){s.p + at, n};
}

/* How many records of `size` bytes from `at` on can really be there, at most `count`. */
static inline uint32_t sbill_section_count(struct sbill_text s, size_t at, uint32_t count,
                                           size_t size)
{
    size_t room = at < s.n ? (s.n - at) / size : 0;

    return count < room ? count : (uint32_t)room;
}

static inline void sbill_put_u32(struct sbill_buf *b, uint32_t v)
{
    const char p[4] = {(char)(v & 0xFF), (char)(v >> 8 & 0xFF), (char)(v >> 16 & 0xFF),
                       (char)(v >> 24 & 0xFF)};

    sbill_buf_add(b, p, sizeof p);
}

static inline void sbill_put_u64(struct sbill_buf *b, uint64_t v)
{
    sbill_put_u32(b, (uint32_t)(v & UINT32_MAX));
    sbill_put_u32(b, (uint32_t)(v >> 32));
}

static inline void sbill_put_i32(struct sbill_buf *b, int32_t v)
{
    sbill_put_u32(b, (uint32_t)v);
}
static inline void sbill_put_i64(struct sbill_buf *b, int64_t v)
{
    sbill_put_u64(b, (uint64_t)v);
}

#endif
