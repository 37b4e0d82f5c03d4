/* The one door to the JSON library: numbers keep their digits. And our own JSON writer. */
#ifndef SBILL_BASE_JSON_H
#define SBILL_BASE_JSON_H

#include "base/error.h"

struct sbill_json;     /* a parsed document and the room it is parsed in; reused */
struct sbill_json_val; /* a value in it; opaque, never NULL inside iteration */

enum sbill_json_kind {
    SBILL_JSON_NULL,
    SBILL_JSON_FALSE,
    SBILL_JSON_TRUE,
    SBILL_JSON_NUMBER,
    SBILL_JSON_STRING,
    SBILL_JSON_ARRAY,
    SBILL_JSON_OBJECT
};

#define SBILL_JSON_DEPTH 64

/* `max` is the ceiling of the room in bytes (a parse needs a few times the size of its text).
 * The room keeps its memory from parse to parse. */
int32_t sbill_json_new(const struct sbill_alloc *alloc, size_t max, struct sbill_json **out);
void sbill_json_free(struct sbill_json *j); /* wipes; takes NULL */
/* Forget the document: every byte of its text is zeroed. Values and texts of it are dead after. */
void sbill_json_wipe(struct sbill_json *j);

/* Parse one JSON text; the bytes are copied, `*root` and all texts live until the next parse, wipe or
 * free. `at` says where the bytes come from and the line of the first (0 counts as 1); errors carry
 * line and column. Refused: nesting deeper than SBILL_JSON_DEPTH, invalid UTF-8, NUL (also as an
 * escape), anything RFC 8259 does not allow; a byte order mark in front is passed over. Keys that
 * stand twice in an object are left for the caller to see.
 * Status: SBILL_OK, SBILL_EINPUT, SBILL_NOMEM, SBILL_ELIMIT (the room's ceiling). */
int32_t sbill_json_parse(struct sbill_json *j, struct sbill_text bytes, struct sbill_place at,
                         const struct sbill_json_val **root, sbill_error **err);

/* A text of the last document holds a control character (escaped; line feed, carriage return and tab do not count). */
bool sbill_json_has_controls(const struct sbill_json *j);

enum sbill_json_kind sbill_json_kind(const struct sbill_json_val *v);
/* A string's text, or a number's digits as written; borrowed from the document. Empty for others. */
struct sbill_text sbill_json_text(const struct sbill_json_val *v);
size_t sbill_json_size(const struct sbill_json_val *v); /* elements or members */

struct sbill_json_iter { /* walks an array (key stays empty) or an object; nothing for others */
    const struct sbill_json_val *next_;
    size_t left_;
    bool object_;
    struct sbill_text key;
    const struct sbill_json_val *val;
};
void sbill_json_walk(struct sbill_json_iter *it, const struct sbill_json_val *v);
bool sbill_json_next(struct sbill_json_iter *it);
/* The member of that name (the first), or NULL. */
const struct sbill_json_val *sbill_json_get(const struct sbill_json_val *obj, const char *key);

/* Writer: appends to a buffer and keeps commas; the caller closes what it opens. No blanks, no line feeds. */
struct sbill_jw {
    struct sbill_buf *b;
    bool comma; /* a value stands before: the next one needs a comma */
};
void sbill_jw_open(struct sbill_jw *w, char bracket);   /* '{' or '[' as the next value */
void sbill_jw_close(struct sbill_jw *w, char bracket);  /* '}' or ']' */
void sbill_jw_key(struct sbill_jw *w, const char *key); /* holds nothing to escape */
void sbill_jw_key_text(struct sbill_jw *w, struct sbill_text key);
void sbill_jw_text(struct sbill_jw *w, struct sbill_text t); /* escaped string; t is valid UTF-8 */
void sbill_jw_z(struct sbill_jw *w, const char *z);          /* NULL gives null */
void sbill_jw_int(struct sbill_jw *w, int64_t v);
void sbill_jw_bool(struct sbill_jw *w, bool v);
void sbill_jw_null(struct sbill_jw *w);
void sbill_jw_money(struct sbill_jw *w, int64_t minor); /* 125.00 as a number; null if not given */
void sbill_jw_qty(struct sbill_jw *w, int64_t thousandths); /* 1, 0.5; null if not given */
void sbill_jw_date(struct sbill_jw *w, int32_t date);       /* "2025-10-01"; null if not given */
/* key and value in one, left out when empty / not given */
void sbill_jw_opt_text(struct sbill_jw *w, const char *key, struct sbill_text t);
void sbill_jw_opt_date(struct sbill_jw *w, const char *key, int32_t date);

#endif
