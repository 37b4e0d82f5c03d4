/* PCRE2 behind one door. Its memory comes from the caller's allocator; only JIT code, which needs
 * executable pages, is mapped by PCRE2 itself. */
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* Enough for any honest pattern over one sentence; `(a+)+$` stops within milliseconds. */
#define MATCH_LIMIT 100000u
#define DEPTH_LIMIT 10000u
#define HEAP_LIMIT_KIB 4096u
#define MAX_PATTERN 65536u
#define MAX_GROUPS 63u

struct room { /* PCRE2 keeps the address of this: what holds it never moves */
    struct sbill_alloc alloc;
    bool refused; /* it could not get memory */
};

struct sbill_regex {
    struct room room;
    pcre2_code *code;
};

struct sbill_match {
    struct room room;
    pcre2_match_context *context;
    pcre2_match_data *data;
};

/* PCRE2 frees without saying how much: each block begins with its size. */
union block {
    size_t n;
    max_align_t align;
};

static void *give(size_t n, void *user)
{
    struct room *room = user;
    union block *b = NULL;

    if (n <= SIZE_MAX - sizeof *b)
        b = sbill_alloc_get(&room->alloc, n + sizeof *b);
    if (!b) {
        room->refused = true;
        return NULL;
    }
    b->n = n + sizeof *b;
    return b + 1;
}

static void take(void *p, void *user)
{
    const struct room *room = user;
    union block *b = p;

    if (b)
        sbill_alloc_put(&room->alloc, b - 1, b[-1].n);
}

static pcre2_compile_context *compile_context(struct room *room)
{
    pcre2_general_context *general = pcre2_general_context_create(give, take, room);
    pcre2_compile_context *context = general ? pcre2_compile_context_create(general) : NULL;

    pcre2_general_context_free(general);
    if (context)
        (void)pcre2_set_max_pattern_length(context, MAX_PATTERN);
    return context;
}

static int32_t refuse(int code, size_t at_byte, struct sbill_place at, sbill_error **err)
{
    char words[160];

    if (code == PCRE2_ERROR_NOMEMORY || code == 121) /* 121: compile could not get memory */
        return sbill_fail(err, SBILL_NOMEM, at, "out of memory");
    if (pcre2_get_error_message(code, (PCRE2_UCHAR *)words, sizeof words) < 0)
        words[0] = '\0';
    return sbill_fail(err, SBILL_EINPUT, at, "bad pattern at offset %z: %s", at_byte, words);
}

static int32_t count_groups(const struct sbill_regex *r, struct sbill_place at, sbill_error **err)
{
    uint32_t groups = 0;

    (void)pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups > MAX_GROUPS)
        return sbill_fail(err, SBILL_EINPUT, at, "pattern has more than 63 captures");
    return SBILL_OK;
}

static int32_t compile(struct sbill_regex *r, struct sbill_text pattern, uint32_t flags,
                       struct sbill_place at, size_t *offset, sbill_error **err)
{
    uint32_t options = PCRE2_UTF | PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *context = compile_context(&r->room);
    int code = 0;
    PCRE2_SIZE bad = 0;

    if (!context)
        return sbill_fail(err, SBILL_NOMEM, at, "out of memory");
    if (!(flags & SBILL_RX_CASE))
        options |= PCRE2_CASELESS;
    if (flags & SBILL_RX_ANCHORED) /* at compile time: JIT code knows no anchor at match time */
        options |= PCRE2_ANCHORED;
    r->code = pcre2_compile((PCRE2_SPTR)(pattern.p ? pattern.p : ""), pattern.n, options, &code,
                            &bad, context);
    pcre2_compile_context_free(context);
    if (r->code)
        return count_groups(r, at, err);
    if (offset)
        *offset = bad;
    return refuse(code, bad, at, err);
}

int32_t sbill_regex_compile(const struct sbill_alloc *alloc, struct sbill_text pattern,
                            uint32_t flags, struct sbill_place at, struct sbill_regex **out,
                            size_t *offset, sbill_error **err)
{
    struct sbill_regex *r = sbill_alloc_get(alloc, sizeof *r);
    int32_t status;

    if (!r)
        return sbill_fail(err, SBILL_NOMEM, at, "out of memory");
    r->room = (struct room){*alloc, false};
    r->code = NULL;
    if (offset)
        *offset = 0;
    status = compile(r, pattern, flags, at, offset, err);
    if (status != SBILL_OK) {
        sbill_regex_free(r);
        return status;
    }
    *out = r;
    return SBILL_OK;
}

/* Without JIT (not built in, no executable pages) the interpreter gives the same matches. */
int32_t sbill_regex_warm(struct sbill_regex *r)
{
    r->room.refused = false;
    (void)pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE);
    return r->room.refused ? SBILL_NOMEM : SBILL_OK;
}

void sbill_regex_free(struct sbill_regex *r)
{
    struct sbill_alloc alloc;

    if (!r)
        return;
    alloc = r->room.alloc;
    pcre2_code_free(r->code);
    sbill_alloc_put(&alloc, r, sizeof *r);
}

size_t sbill_regex_memory(const struct sbill_regex *r)
{
    size_t code = 0, jit = 0;

    (void)pcre2_pattern_info(r->code, PCRE2_INFO_SIZE, &code);
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_JITSIZE, &jit);
    return sizeof *r + code + jit;
}

bool sbill_regex_matches_empty(const struct sbill_regex *r)
{
    uint32_t empty = 1;

    (void)pcre2_pattern_info(r->code, PCRE2_INFO_MATCHEMPTY, &empty);
    return empty != 0;
}

static bool make_room(struct sbill_match *m)
{
    pcre2_general_context *general = pcre2_general_context_create(give, take, &m->room);

    if (!general)
        return false;
    m->context = pcre2_match_context_create(general);
    m->data = pcre2_match_data_create(MAX_GROUPS + 1, general);
    pcre2_general_context_free(general);
    if (!m->context || !m->data)
        return false;
    (void)pcre2_set_match_limit(m->context, MATCH_LIMIT);
    (void)pcre2_set_depth_limit(m->context, DEPTH_LIMIT);
    (void)pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
    return true;
}

int32_t sbill_match_new(const struct sbill_alloc *alloc, struct sbill_match **out)
{
    struct sbill_match *m = sbill_alloc_get(alloc, sizeof *m);

    if (!m)
        return SBILL_NOMEM;
    m->room = (struct room){*alloc, false};
    m->context = NULL;
    m->data = NULL;
    if (!make_room(m)) {
        sbill_match_free(m);
        return SBILL_NOMEM;
    }
    *out = m;
    return SBILL_OK;
}

void sbill_match_free(struct sbill_match *m)
{
    struct sbill_alloc alloc;

    if (!m)
        return;
    alloc = m->room.alloc;
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
    sbill_alloc_put(&alloc, m, sizeof *m);
}

int sbill_regex_find(const struct sbill_regex *r, struct sbill_match *m, struct sbill_text text,
                     size_t from, size_t *start, size_t *end)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.p ? text.p : "");
    uint32_t options = PCRE2_NO_UTF_CHECK;
    int rc = pcre2_match(r->code, subject, text.n, from, options, m->data, m->context);
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(m->data);

    /* The machine stack that JIT code borrows is small; the interpreter has the real limits. */
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match(r->code, subject, text.n, from, options | PCRE2_NO_JIT, m->data,
                         m->context);
    if (rc == PCRE2_ERROR_NOMATCH)
        return 0;
    if (rc == PCRE2_ERROR_NOMEMORY)
        return -2;
    if (rc < 0 || span[0] > span[1])
        return -1;
    *start = span[0];
    *end = span[1];
    return 1;
}

bool sbill_match_named(const struct sbill_regex *r, const struct sbill_match *m, const char *name,
                       size_t *start, size_t *end)
{
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(m->data);
    PCRE2_SPTR first, last;
    int size = pcre2_substring_nametable_scan(r->code, (PCRE2_SPTR)name, &first, &last);

    if (size <= 0)
        return false;
    for (PCRE2_SPTR entry = first; entry <= last; entry += size) {
        size_t group = (size_t)entry[0] << 8 | entry[1];
        if (group <= MAX_GROUPS && span[2 * group] != PCRE2_UNSET) {
            *start = span[2 * group];
            *end = span[2 * group + 1];
            return true;
        }
    }
    return false;
}

struct sbill_text sbill_regex_name(const struct sbill_regex *r, size_t i)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;

    (void)pcre2_pattern_info(r->code, PCRE2_INFO_NAMECOUNT, &count);
    if (i >= count)
        return (struct sbill_text){NULL, 0};
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &table);
    return sbill_text_from((const char *)table + i * size + 2);
}
