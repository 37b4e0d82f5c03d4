/* Text slices, growing buffers with a ceiling, UTF-8 at the door.
 * A slice borrows: it never owns its bytes and need not end in NUL. */
#ifndef SBILL_BASE_TEXT_H
#define SBILL_BASE_TEXT_H

/* Declarations read by their lines. */
/* clang-format off */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sbill_text {
    const char *p;
    size_t n;
};

/* A literal as a slice, for arguments and for static tables. */
#define SBILL_T(s) ((struct sbill_text){(s), sizeof(s) - 1})
#define SBILL_TI(s) {(s), sizeof(s) - 1}

struct sbill_arena;

struct sbill_text sbill_text_from(const char *z); /* NUL-ended, NULL gives empty */
bool sbill_text_eq(struct sbill_text a, struct sbill_text b);
bool sbill_text_is(struct sbill_text a, const char *z);
bool sbill_text_eq_fold(struct sbill_text a, struct sbill_text b); /* ASCII case ignored */
int sbill_text_cmp(struct sbill_text a, struct sbill_text b);      /* byte order, shorter first */
bool sbill_text_starts(struct sbill_text a, struct sbill_text prefix);
struct sbill_text sbill_text_trim(struct sbill_text a); /* ASCII white space at both ends */
struct sbill_text sbill_text_cut(struct sbill_text *rest, char at); /* up to `at`, which is dropped; moves rest */
struct sbill_text sbill_text_line(struct sbill_text *rest);         /* up to LF, CR stripped; moves rest */
bool sbill_text_u32(struct sbill_text a, uint32_t *out);            /* all digits, no overflow */

/* ASCII only, whatever the locale. */
static inline bool sbill_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool sbill_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool sbill_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool sbill_is_alpha(char c) { return sbill_is_upper(c) || sbill_is_lower(c); }
static inline bool sbill_is_alnum(char c) { return sbill_is_alpha(c) || sbill_is_digit(c); }
static inline bool sbill_is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline char sbill_upper(char c) { return sbill_is_lower(c) ? (char)(c - 32) : c; }
static inline char sbill_lower(char c) { return sbill_is_upper(c) ? (char)(c + 32) : c; }

/* Offset of the first byte that is not valid UTF-8, or text.n if all is well.
 * Overlong forms, surrogates and values above U+10FFFF are not valid. */
size_t sbill_utf8_check(struct sbill_text text);
/* Code points, and UTF-16 units, in the first `bytes` bytes of valid UTF-8. */
size_t sbill_utf8_points(struct sbill_text text, size_t bytes);
size_t sbill_utf8_utf16(struct sbill_text text, size_t bytes);

/* A growing buffer. `max` is the ceiling chosen at birth; going past it, or running out of
 * memory, sets `failed` once and makes later appends do nothing: ask once, at the end.
 * The bytes always end in a NUL that is not counted. */
struct sbill_alloc;
struct sbill_buf {
    char *p;
    size_t n, cap, max;
    const struct sbill_alloc *alloc;
    int32_t failed; /* 0, SBILL_NOMEM or SBILL_ELIMIT */
};

void sbill_buf_init(struct sbill_buf *b, const struct sbill_alloc *alloc, size_t max);
/* Over `size` bytes of the caller's own, the NUL among them: never allocates and is never freed. */
void sbill_buf_over(struct sbill_buf *b, char *room, size_t size);
void sbill_buf_free(struct sbill_buf *b);
void sbill_buf_wipe(struct sbill_buf *b); /* zero the bytes, keep the room, n = 0, failed = 0 */
bool sbill_buf_room(struct sbill_buf *b, size_t more); /* make room for `more` and the NUL */
void sbill_buf_add(struct sbill_buf *b, const char *p, size_t n);
void sbill_buf_text(struct sbill_buf *b, struct sbill_text t);
void sbill_buf_z(struct sbill_buf *b, const char *z);
void sbill_buf_char(struct sbill_buf *b, char c);
void sbill_buf_int(struct sbill_buf *b, int64_t v);
void sbill_buf_u64(struct sbill_buf *b, uint64_t v);
void sbill_buf_hex(struct sbill_buf *b, const uint8_t *p, size_t n);
struct sbill_text sbill_buf_view(const struct sbill_buf *b);

#endif
