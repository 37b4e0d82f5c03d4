/* The one door to the JSON library: numbers keep their digits. And our own JSON writer. */
#ifndef SBILL_BASE_JSON_H
#define SBILL_BASE_JSON_H

#include "base/error.h"

struct sbill_json;     /* a parsed document; memory from the allocator */
struct sbill_json_val; /* a value in it; opaque, never NULL inside iteration */

enum sbill_json_kind {
    SBILL_JSON_NULL, SBILL_JSON_FALSE, SBILL_JSON_TRUE, SBILL_JSON_NUMBER,
    SBILL_JSON_STRING, SBILL_JSON_ARRAY, SBILL_JSON_OBJECT
};

/* Parse one JSON text. The document can be reused: its memory is kept between parses.
 * Nesting deeper than 64, duplicate-free is not checked here; invalid UTF-8 and NUL bytes are refused.
 * Errors carry line and column. Status: SBILL_OK, SBILL_EINPUT, SBILL_NOMEM, SBILL_ELIMIT. */
int32_t sbill_json_new(const struct sbill_alloc *alloc, struct sbill_json **out);
void sbill_json_free(struct sbill_json *j); /* wipes */
int32_t sbill_json_parse(struct sbill_json *j, struct sbill_text bytes, struct sbill_text source,
                         const struct sbill_json_val **root, sbill_error **err);

enum sbill_json_kind sbill_json_kind(const struct sbill_json_val *v);
/* A string's text, or a number's digits as written; borrowed from the document. */
struct sbill_text sbill_json_text(const struct sbill_json_val *v);
size_t sbill_json_size(const struct sbill_json_val *v); /* elements or members */

struct sbill_json_iter { /* walks an array (key stays empty) or an object */
    const struct sbill_json_val *next_;
    size_t left_;
    bool object_;
    struct sbill_text key;
    const struct sbill_json_val *val;
};
void sbill_json_walk(struct sbill_json_iter *it, const struct sbill_json_val *v);
bool sbill_json_next(struct sbill_json_iter *it);
const struct sbill_json_val *sbill_json_get(const struct sbill_json_val *obj, const char *key);

/* Writer: appends to a buffer and keeps commas; the caller closes what it opens. */
struct sbill_jw {
    struct sbill_buf *b;
    bool comma;
};
void sbill_jw_open(struct sbill_jw *w, char bracket);  /* '{' or '[' as the next value */
void sbill_jw_close(struct sbill_jw *w, char bracket); /* '}' or ']' */
void sbill_jw_key(struct sbill_jw *w, const char *key);
void sbill_jw_text(struct sbill_jw *w, struct sbill_text t); /* escaped string */
void sbill_jw_z(struct sbill_jw *w, const char *z);
void sbill_jw_int(struct sbill_jw *w, int64_t v);
void sbill_jw_bool(struct sbill_jw *w, bool v);
void sbill_jw_null(struct sbill_jw *w);
void sbill_jw_money(struct sbill_jw *w, int64_t minor);  /* 125.00 as a number; null if not given */
void sbill_jw_qty(struct sbill_jw *w, int64_t thousandths); /* 1, 0.5; null if not given */
void sbill_jw_date(struct sbill_jw *w, int32_t date);    /* "2025-10-01"; null if not given */
/* key and value in one, left out when empty / not given */
void sbill_jw_opt_text(struct sbill_jw *w, const char *key, struct sbill_text t);
void sbill_jw_opt_date(struct sbill_jw *w, const char *key, int32_t date);

#endif
