/* The one door to yyjson. The text is copied into our own room and parsed in place, so strings and
 * digits are slices of that room; the values lie in a second one. Both are kept for the next record. */
#include "base/json.h"

#include <string.h>
#include <yyjson.h>

/* Rooms larger than this are given back on wipe: one huge record must not weigh on all that follow. */
#define KEEP_ROOM ((size_t)1 << 20)

struct room {
    char *p;
    size_t cap;
};

struct sbill_json {
    struct sbill_alloc alloc;
    size_t max;       /* ceiling of each room */
    struct room text; /* the copy that yyjson parses in place */
    struct room values;
    size_t text_used;
    bool controls;
    int32_t failed; /* why yyjson got no memory: SBILL_NOMEM or SBILL_ELIMIT */
};

static void room_free(struct sbill_json *j, struct room *r)
{
    sbill_alloc_put(&j->alloc, r->p, r->cap);
    r->p = NULL;
    r->cap = 0;
}

/* The room's bytes, at least n of them. What was in it is kept only if `keep`. */
static void *room_get(struct sbill_json *j, struct room *r, size_t n, bool keep)
{
    char *p;

    if (n <= r->cap)
        return r->p;
    if (n > j->max) {
        j->failed = SBILL_ELIMIT;
        return NULL;
    }
    if (!keep)
        room_free(j, r);
    p = sbill_alloc_grow(&j->alloc, r->p, r->cap, n);
    if (!p) {
        j->failed = SBILL_NOMEM;
        return NULL;
    }
    r->p = p;
    r->cap = n;
    return p;
}

/* yyjson asks for one block of values, which it may grow: it always gets the room. */
static void *values_get(void *ctx, size_t n)
{
    struct sbill_json *j = ctx;

    return room_get(j, &j->values, n, false);
}

static void *values_grow(void *ctx, void *p, size_t old_size, size_t n)
{
    struct sbill_json *j = ctx;

    (void)p;
    (void)old_size;
    return room_get(j, &j->values, n, true);
}

static void values_put(void *ctx, void *p)
{
    (void)ctx;
    (void)p;
}

int32_t sbill_json_new(const struct sbill_alloc *alloc, size_t max, struct sbill_json **out)
{
    struct sbill_json *j = sbill_alloc_get(alloc, sizeof *j);

    if (!j)
        return SBILL_NOMEM;
    memset(j, 0, sizeof *j);
    j->alloc = *alloc;
    j->max = max;
    *out = j;
    return SBILL_OK;
}

/* Values hold no text, only where it lies and how long it is: the text is what must go. */
void sbill_json_wipe(struct sbill_json *j)
{
    if (j->text_used)
        sbill_wipe(j->text.p, j->text_used);
    j->text_used = 0;
    if (j->text.cap > KEEP_ROOM)
        room_free(j, &j->text);
    if (j->values.cap > KEEP_ROOM)
        room_free(j, &j->values);
}

void sbill_json_free(struct sbill_json *j)
{
    struct sbill_alloc alloc;

    if (!j)
        return;
    sbill_json_wipe(j);
    room_free(j, &j->text);
    room_free(j, &j->values);
    alloc = j->alloc;
    sbill_alloc_put(&alloc, j, sizeof *j);
}

/* The place of a byte, counted from the place of the first; columns count characters. */
static struct sbill_place place_of(struct sbill_text bytes, struct sbill_place at, size_t pos)
{
    if (at.line == 0)
        at.line = 1;
    at.column = 1;
    for (size_t i = 0; i < pos && i < bytes.n; i++) {
        if (bytes.p[i] == '\n') {
            at.line++;
            at.column = 1;
        } else if (((unsigned char)bytes.p[i] & 0xC0) != 0x80) {
            at.column++;
        }
    }
    return at;
}

/* yyjson's codes are objects, no constants: a switch over them is none without an optimising compiler. */
static const char *words_of(yyjson_read_code code)
{
    const struct {
        yyjson_read_code code;
        const char *words;
    } known[] = {
        {YYJSON_READ_ERROR_EMPTY_CONTENT, "there is no JSON text"},
        {YYJSON_READ_ERROR_UNEXPECTED_CONTENT, "something follows the end of the JSON text"},
        {YYJSON_READ_ERROR_UNEXPECTED_END, "the JSON text ends too early"},
        {YYJSON_READ_ERROR_INVALID_NUMBER, "a number is not written as JSON wants it"},
        {YYJSON_READ_ERROR_INVALID_STRING, "a string holds a bad escape or a control character"},
        {YYJSON_READ_ERROR_LITERAL, "a word that is not true, false or null"},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == code)
            return known[i].words;
    return "a character that JSON does not allow here";
}

static int32_t parse_failed(struct sbill_json *j, struct sbill_text bytes, struct sbill_place at,
                            const yyjson_read_err *why, sbill_error **err)
{
    size_t bad;

    if (why->code == YYJSON_READ_ERROR_MEMORY_ALLOCATION || j->failed) {
        if (j->failed == SBILL_ELIMIT)
            return sbill_fail(err, SBILL_ELIMIT, at, "the JSON text is larger than its ceiling");
        return sbill_fail(err, SBILL_NOMEM, at, "out of memory");
    }
    bad = sbill_utf8_check(bytes);
    if (bad < bytes.n)
        return sbill_fail(err, SBILL_EINPUT, place_of(bytes, at, bad),
                          "the text is not valid UTF-8");
    return sbill_fail(err, SBILL_EINPUT, place_of(bytes, at, why->pos), "%s", words_of(why->code));
}

/* What the escape at p stands for, if it is a control character: 0 for NUL, 1 for others; -1 if it is none. */
static int control_escape(const char *p, size_t left)
{
    if (left >= 2 && (p[1] == 'b' || p[1] == 'f'))
        return 1;
    if (left < 6 || p[1] != 'u' || p[2] != '0' || p[3] != '0' || p[4] > '1')
        return -1;
    if (p[4] == '0' && (p[5] == '9' || p[5] == 'a' || p[5] == 'A' || p[5] == 'd' || p[5] == 'D'))
        return -1;
    return p[4] == '0' && p[5] == '0' ? 0 : 1;
}

/* Control characters can stand in JSON only as escapes. Offset of an escaped NUL, which no field can hold, or
 * bytes.n. */
static size_t scan_escapes(struct sbill_json *j, struct sbill_text bytes)
{
    const char *p = bytes.p, *end = bytes.p + bytes.n;

    j->controls = false;
    while (p < end && (p = memchr(p, '\\', (size_t)(end - p))) != NULL) {
        int control = control_escape(p, (size_t)(end - p));

        if (control == 0)
            return (size_t)(p - bytes.p);
        j->controls = j->controls || control == 1;
        p += 2;
    }
    return bytes.n;
}

bool sbill_json_has_controls(const struct sbill_json *j)
{
    return j->controls;
}

/* Values lie one after the other, a container before its content. */
static bool too_deep(yyjson_doc *doc)
{
    yyjson_val *v = yyjson_doc_get_root(doc);
    const yyjson_val *ends[SBILL_JSON_DEPTH];
    size_t depth = 0;

    for (size_t left = yyjson_doc_get_val_count(doc); left; left--, v++) {
        while (depth && v >= ends[depth - 1])
            depth--;
        if (!unsafe_yyjson_is_ctn(v))
            continue;
        if (depth == SBILL_JSON_DEPTH)
            return true;
        ends[depth++] = (const yyjson_val *)(const void *)((const char *)v + v->uni.ofs);
    }
    return false;
}

static struct sbill_text without_bom(struct sbill_text t)
{
    if (t.n >= 3 && memcmp(t.p, "\xEF\xBB\xBF", 3) == 0)
        return (struct sbill_text){t.p + 3, t.n - 3};
    return t;
}

int32_t sbill_json_parse(struct sbill_json *j, struct sbill_text bytes, struct sbill_place at,
                         const struct sbill_json_val **root, sbill_error **err)
{
    const yyjson_alc alc = {values_get, values_grow, values_put, j};
    const yyjson_read_flag flags = YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW;
    yyjson_read_err why = {0};
    yyjson_doc *doc;
    size_t nul;

    sbill_json_wipe(j);
    j->failed = 0;
    bytes = without_bom(bytes);
    if (bytes.n == 0)
        return sbill_fail(err, SBILL_EINPUT, place_of(bytes, at, 0), "there is no JSON text");
    nul = scan_escapes(j, bytes);
    if (nul < bytes.n)
        return sbill_fail(err, SBILL_EINPUT, place_of(bytes, at, nul), "a string holds a NUL");
    if (bytes.n > j->max || !room_get(j, &j->text, bytes.n + YYJSON_PADDING_SIZE, false)) {
        why.code = YYJSON_READ_ERROR_MEMORY_ALLOCATION;
        j->failed = j->failed ? j->failed : SBILL_ELIMIT;
        return parse_failed(j, bytes, at, &why, err);
    }
    memcpy(j->text.p, bytes.p, bytes.n);
    memset(j->text.p + bytes.n, 0, YYJSON_PADDING_SIZE);
    j->text_used = bytes.n;
    doc = yyjson_read_opts(j->text.p, bytes.n, flags, &alc, &why);
    if (!doc)
        return parse_failed(j, bytes, at, &why, err);
    if (too_deep(doc))
        return sbill_fail(err, SBILL_EINPUT, place_of(bytes, at, 0),
                          "arrays and objects are nested deeper than %d", SBILL_JSON_DEPTH);
    *root = (const struct sbill_json_val *)yyjson_doc_get_root(doc);
    return SBILL_OK;
}

static yyjson_val *inside(const struct sbill_json_val *v)
{
    return (yyjson_val *)(uintptr_t)v;
}

enum sbill_json_kind sbill_json_kind(const struct sbill_json_val *v)
{
    yyjson_val *y = inside(v);

    switch (unsafe_yyjson_get_type(y)) {
    case YYJSON_TYPE_RAW:
    case YYJSON_TYPE_NUM:
        return SBILL_JSON_NUMBER;
    case YYJSON_TYPE_STR:
        return SBILL_JSON_STRING;
    case YYJSON_TYPE_ARR:
        return SBILL_JSON_ARRAY;
    case YYJSON_TYPE_OBJ:
        return SBILL_JSON_OBJECT;
    case YYJSON_TYPE_BOOL:
        return yyjson_is_true(inside(v)) ? SBILL_JSON_TRUE : SBILL_JSON_FALSE;
    default:
        return SBILL_JSON_NULL;
    }
}

struct sbill_text sbill_json_text(const struct sbill_json_val *v)
{
    yyjson_val *y = inside(v);
    uint8_t type = unsafe_yyjson_get_type(y);

    if (type != YYJSON_TYPE_STR && type != YYJSON_TYPE_RAW)
        return (struct sbill_text){"", 0};
    return (struct sbill_text){y->uni.str, unsafe_yyjson_get_len(y)};
}

size_t sbill_json_size(const struct sbill_json_val *v)
{
    yyjson_val *y = inside(v);

    return unsafe_yyjson_is_ctn(y) ? unsafe_yyjson_get_len(y) : 0;
}

void sbill_json_walk(struct sbill_json_iter *it, const struct sbill_json_val *v)
{
    yyjson_val *y = inside(v);

    it->left_ = unsafe_yyjson_is_ctn(y) ? unsafe_yyjson_get_len(y) : 0;
    it->object_ = unsafe_yyjson_get_type(y) == YYJSON_TYPE_OBJ;
    it->next_ = (const struct sbill_json_val *)(y + 1);
    it->key = (struct sbill_text){"", 0};
    it->val = NULL;
}

bool sbill_json_next(struct sbill_json_iter *it)
{
    yyjson_val *y = inside(it->next_);

    if (it->left_ == 0)
        return false;
    it->left_--;
    if (it->object_) {
        it->key = (struct sbill_text){y->uni.str, unsafe_yyjson_get_len(y)};
        y++;
    }
    it->val = (const struct sbill_json_val *)y;
    it->next_ = (const struct sbill_json_val *)unsafe_yyjson_get_next(y);
    return true;
}

const struct sbill_json_val *sbill_json_get(const struct sbill_json_val *obj, const char *key)
{
    struct sbill_json_iter it;

    sbill_json_walk(&it, obj);
    while (sbill_json_next(&it)) {
        if (it.object_ && sbill_text_is(it.key, key))
            return it.val;
    }
    return NULL;
}
