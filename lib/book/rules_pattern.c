/* From what an author writes to what PCRE2 compiles. A blank stands for any white space; a run of white space that
 * holds a line break is layout and drops out; {name} stands for the alternatives of a word list; the whole is
 * wrapped so that it begins and ends at a word's edge. The author's offsets are kept, so that a bad pattern is
 * reported where it was written. */
#include <string.h>

#include "book/rules_needs.h"

#define WRAP_BEFORE "(?<!\\w)(?:"
#define WRAP_AFTER ")(?!\\w)"
#define MAX_PATTERN 16384

struct expansion {
    const struct sbill_pack_maker *m;
    struct sbill_place at;
    struct sbill_text from; /* as written */
    struct sbill_buf to;
    SBILL_LIST(uint32_t) map; /* where each byte of `to` comes from */
    sbill_bindings *bindings;
    size_t i;
    bool in_class, quoted;
};

static void put(struct expansion *x, const char *p, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        uint32_t *from = SBILL_PUSH(x->m->arena, &x->map);
        if (from)
            *from = (uint32_t)x->i;
    }
    sbill_buf_add(&x->to, p, n);
}

static void put_z(struct expansion *x, const char *z)
{
    put(x, z, strlen(z));
}

/* White space at i of `from`: \s+, or \s* before ? and *, or nothing if it is layout. Gives the place after it. */
static size_t put_blank(struct expansion *x, struct sbill_text from, size_t i)
{
    bool layout = false;

    while (i < from.n && sbill_is_space(from.p[i]))
        layout |= from.p[i++] == '\n';
    if (layout || i == from.n)
        return i;
    if (from.p[i] == '?' || from.p[i] == '*') {
        put_z(x, "\\s*");
        return i + 1;
    }
    put_z(x, "\\s+");
    return i + (from.p[i] == '+');
}

/* The name of the group that opens right before the list at `brace`: (?'side'{side}). */
static struct sbill_text group_before(struct sbill_text s, size_t brace)
{
    size_t end = brace, start;

    if (end < 4 || (s.p[end - 1] != '\'' && s.p[end - 1] != '>'))
        return (struct sbill_text){"", 0};
    start = --end;
    while (start > 0 && (sbill_is_alnum(s.p[start - 1]) || s.p[start - 1] == '_'))
        start--;
    if (start < 3 || (s.p[start - 1] != '\'' && s.p[start - 1] != '<'))
        return (struct sbill_text){"", 0};
    return (struct sbill_text){s.p + start, end - start};
}

static uint32_t find_words(const struct sbill_pack *p, struct sbill_text id)
{
    for (size_t i = 0; i < p->words.n; i++)
        if (sbill_text_eq(p->words.v[i].id, id))
            return (uint32_t)i;
    return SBILL_NO_INDEX;
}

static void bind(struct expansion *x, struct sbill_text capture, uint32_t words)
{
    struct sbill_binding *b;

    for (size_t i = 0; i < x->bindings->n; i++)
        if (sbill_text_eq(x->bindings->v[i].capture, capture))
            return;
    b = SBILL_PUSH(x->m->arena, x->bindings);
    if (b)
        *b = (struct sbill_binding){capture, words};
}

/* The alternatives of list number k, as the author wrote them, joined. */
static void put_list(struct expansion *x, struct sbill_text id)
{
    const struct sbill_xml *words = sbill_xml_child(x->m->root, "words");
    bool first = true;

    while (words && !sbill_text_eq(sbill_xml_attr(words, "id"), id))
        words = sbill_xml_after(words, "words");
    put_z(x, "(?:");
    for (const struct sbill_xml *w = words ? sbill_xml_child(words, "w") : NULL; w;
         w = sbill_xml_after(w, "w")) {
        struct sbill_text t = sbill_text_trim(w->text);
        if (!first)
            put_z(x, "|");
        first = false;
        for (size_t i = 0; i < t.n;) {
            if (sbill_is_space(t.p[i])) {
                i = put_blank(x, t, i);
                continue;
            }
            put(x, t.p + i, 1);
            i++;
        }
    }
    put_z(x, ")");
}

/* {name}: a list. Anything else in braces is left to PCRE2 (a repeat). */
static int32_t put_brace(struct expansion *x)
{
    size_t end = x->i + 1;
    struct sbill_text id, group;
    uint32_t words;

    while (end < x->from.n && x->from.p[end] != '}')
        end++;
    id = (struct sbill_text){x->from.p + x->i + 1, end - x->i - 1};
    if (end == x->from.n || id.n == 0 || !sbill_is_alpha(id.p[0])) {
        put_z(x, "{");
        x->i++;
        return SBILL_OK;
    }
    words = find_words(x->m->pack, id);
    if (words == SBILL_NO_INDEX)
        return sbill_fail(x->m->err, SBILL_EINPUT, x->at, "no word list is called {%t} (offset %z)",
                          &id, x->i);
    group = group_before(x->from, x->i);
    if (group.n)
        bind(x, group, words);
    put_list(x, id);
    x->i = end + 1;
    return SBILL_OK;
}

/* An escape with what belongs to it: \x{41} is no word list. */
static void put_escape(struct expansion *x)
{
    size_t n = x->i + 1 < x->from.n ? 2 : 1;

    if (n == 2 && x->from.p[x->i + 1] == 'Q')
        x->quoted = true;
    if (x->i + 2 < x->from.n && x->from.p[x->i + 2] == '{' &&
        strchr("NpPxogk", x->from.p[x->i + 1]))
        while (x->i + n < x->from.n && x->from.p[x->i + n - 1] != '}')
            n++;
    put(x, x->from.p + x->i, n);
    x->i += n;
}

/* Inside \Q...\E everything is itself. */
static void put_quoted(struct expansion *x)
{
    if (x->from.p[x->i] == '\\' && x->i + 1 < x->from.n && x->from.p[x->i + 1] == 'E') {
        x->quoted = false;
        put(x, x->from.p + x->i, 2);
        x->i += 2;
    } else {
        put(x, x->from.p + x->i, 1);
        x->i++;
    }
}

static int32_t expand(struct expansion *x)
{
    int32_t status = SBILL_OK;

    while (x->i < x->from.n && status == SBILL_OK) {
        char c = x->from.p[x->i];
        if (x->quoted) {
            put_quoted(x);
        } else if (c == '\\') {
            put_escape(x);
        } else if (!x->in_class && sbill_is_space(c)) {
            x->i = put_blank(x, x->from, x->i);
        } else if (!x->in_class && c == '{') {
            status = put_brace(x);
        } else {
            /* A bracket that opens a class may be followed by a literal ]. */
            if (!x->in_class && c == '[') {
                x->in_class = true;
                put(x, &c, 1);
                x->i++;
                for (int k = 0; k < 2 && x->i < x->from.n &&
                                (x->from.p[x->i] == '^' || x->from.p[x->i] == ']');
                     k++, x->i++)
                    put(x, x->from.p + x->i, 1);
                continue;
            }
            if (x->in_class && c == ']')
                x->in_class = false;
            put(x, &c, 1);
            x->i++;
        }
    }
    return status;
}

/* ---- Cues: alternatives longest first, so that "no evidence of" is never read as "no" ---- */

static size_t top_level_bar(struct sbill_text s, size_t i)
{
    int depth = 0;
    bool in_class = false;

    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\')
            i++;
        else if (in_class)
            in_class = c != ']';
        else if (c == '[')
            in_class = true;
        else if (c == '(')
            depth++;
        else if (c == ')')
            depth--;
        else if (c == '|' && depth == 0)
            return i;
    }
    return s.n;
}

static int32_t sorted(const struct sbill_pack_maker *m, struct sbill_text s, struct sbill_text *out)
{
    SBILL_LIST(struct sbill_text) parts = {NULL, 0, 0};
    char *all = sbill_arena_get(m->arena, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i <= s.n;) {
        size_t end = i < s.n ? top_level_bar(s, i) : s.n;
        struct sbill_text part = sbill_text_trim((struct sbill_text){s.p + i, end - i});
        struct sbill_text *slot = SBILL_PUSH(m->arena, &parts);
        size_t at = parts.n ? parts.n - 1 : 0;
        if (!slot || !all)
            return sbill_pack_memory(m, SBILL_NOMEM);
        for (; at > 0 && parts.v[at - 1].n < part.n; at--)
            parts.v[at] = parts.v[at - 1];
        parts.v[at] = part;
        i = end + 1;
    }
    for (size_t i = 0; i < parts.n; i++) {
        if (i)
            all[n++] = '|';
        if (parts.v[i].n)
            memcpy(all + n, parts.v[i].p, parts.v[i].n);
        n += parts.v[i].n;
    }
    *out = (struct sbill_text){all, n};
    return SBILL_OK;
}

/* ---- Checking and adding ---- */

/* Compile for the sake of its errors, with the offset led back to what the author wrote. */
static int32_t try_compile(struct expansion *x, struct sbill_text text, size_t shift,
                           uint32_t flags)
{
    struct sbill_regex *r = NULL;
    sbill_error *why = NULL;
    size_t offset = 0;
    int32_t status = sbill_regex_compile(x->m->alloc, text, flags, x->at, &r, &offset, &why);

    if (status == SBILL_OK && shift == 0 && sbill_regex_matches_empty(r))
        status = sbill_fail(x->m->err, SBILL_EINPUT, x->at, "the pattern can match nothing at all");
    else if (status == SBILL_NOMEM)
        (void)sbill_fail(x->m->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    else if (status != SBILL_OK) {
        const char *words = why ? sbill_error_message(why) : "";
        const char *colon = strchr(words, ':');
        offset = offset > shift ? offset - shift : 0;
        offset = offset < x->map.n ? x->map.v[offset] : x->from.n;
        status = sbill_fail(x->m->err, SBILL_EINPUT, x->at, "bad pattern at offset %z: %s", offset,
                            colon && colon[1] ? colon + 2 : words);
    }
    sbill_error_free(why);
    sbill_regex_free(r);
    return status;
}

static int32_t add(struct expansion *x, bool whole, uint32_t flags, uint32_t *index)
{
    struct sbill_text bare = sbill_buf_view(&x->to), all = bare;
    struct sbill_pattern *p;
    int32_t status = try_compile(x, bare, 0, flags);

    if (status != SBILL_OK)
        return status;
    p = SBILL_PUSH(x->m->arena, &x->m->pack->patterns);
    if (!p)
        return sbill_pack_memory(x->m, SBILL_NOMEM);
    if (whole) {
        char *wrapped =
            sbill_arena_get(x->m->arena, bare.n + sizeof WRAP_BEFORE + sizeof WRAP_AFTER);
        if (!wrapped)
            return sbill_pack_memory(x->m, SBILL_NOMEM);
        memcpy(wrapped, WRAP_BEFORE, sizeof WRAP_BEFORE - 1);
        memcpy(wrapped + sizeof WRAP_BEFORE - 1, bare.p, bare.n);
        memcpy(wrapped + sizeof WRAP_BEFORE - 1 + bare.n, WRAP_AFTER, sizeof WRAP_AFTER);
        all = (struct sbill_text){wrapped, bare.n + sizeof WRAP_BEFORE + sizeof WRAP_AFTER - 2};
    }
    if (whole) /* a stray parenthesis may close the wrapping instead of its own group */
        status = try_compile(x, all, sizeof WRAP_BEFORE - 1, flags);
    *p = (struct sbill_pattern){
        .text = sbill_arena_copy(x->m->arena, all), .flags = flags, .line = x->at.line};
    *index = (uint32_t)(x->m->pack->patterns.n - 1);
    if (status == SBILL_OK && sbill_pattern_needs(x->m->alloc, x->m->arena, p) != SBILL_OK)
        status = sbill_fail(x->m->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    return sbill_pack_memory(x->m, status);
}

static int32_t expand_and_add(struct expansion *x, bool whole, uint32_t flags, uint32_t *index)
{
    int32_t status;

    if (x->from.n == 0)
        return sbill_fail(x->m->err, SBILL_EINPUT, x->at, "the pattern is empty");
    sbill_buf_init(&x->to, x->m->alloc, MAX_PATTERN);
    status = expand(x);
    if (status == SBILL_OK && x->to.failed == SBILL_ELIMIT)
        status =
            sbill_fail(x->m->err, SBILL_EINPUT, x->at, "the pattern is longer than 16384 bytes");
    else if (status == SBILL_OK && x->to.failed)
        status = sbill_fail(x->m->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    status = sbill_pack_memory(x->m, status);
    if (status == SBILL_OK)
        status = add(x, whole, flags, index);
    sbill_buf_free(&x->to);
    return status;
}

/* Where the author says which words must stand, the pattern's own are not asked. */
static int32_t tie(const struct expansion *x, struct sbill_text anchor, uint32_t index)
{
    struct sbill_pattern *p = &x->m->pack->patterns.v[index];

    if (!sbill_pattern_anchor(x->m->arena, sbill_text_trim(anchor), p))
        return sbill_fail(x->m->err, SBILL_EINPUT, x->at,
                          "anchor= takes words with | between them, each with a letter or digit");
    return sbill_pack_memory(x->m, SBILL_OK);
}

int32_t sbill_pack_pattern(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           uint32_t how, sbill_bindings *bindings, uint32_t *index)
{
    static const char *const cases[] = {"any", "exact", NULL};
    static const char *const yes_no[] = {"yes", "no", NULL};
    struct expansion x = {.m = m, .at = sbill_pack_at(m, e), .from = sbill_text_trim(e->text)};
    uint32_t exact = 0, whole = 0;
    int32_t status = sbill_pack_word(m, e, "case", cases, &exact);

    x.bindings = bindings;
    if (status == SBILL_OK)
        status = sbill_pack_word(m, e, "whole", yes_no, &whole);
    if (status == SBILL_OK && how & SBILL_PATTERN_SORT)
        status = sorted(m, x.from, &x.from);
    if (status != SBILL_OK)
        return status;
    status = expand_and_add(&x, whole != 2, exact == 2 ? SBILL_RX_CASE : 0, index);
    if (status == SBILL_OK && sbill_xml_has(e, "anchor"))
        status = tie(&x, sbill_xml_attr(e, "anchor"), *index);
    return status;
}

/* ^(?:(?'w0'left|lt)|(?'w1'right|rt))$ : which group took part says which entry it was. */
int32_t sbill_pack_words(const struct sbill_pack_maker *m, const struct sbill_xml *e)
{
    struct expansion x = {.m = m, .at = sbill_pack_at(m, e)};
    sbill_bindings none = {NULL, 0, 0};
    struct sbill_words *list = &m->pack->words.v[m->pack->words.n - 1];
    struct sbill_buf text;
    int32_t status;
    size_t k = 0;

    sbill_buf_init(&text, m->alloc, MAX_PATTERN);
    sbill_buf_z(&text, "^(?:");
    for (const struct sbill_xml *w = sbill_xml_child(e, "w"); w; w = sbill_xml_after(w, "w"), k++) {
        sbill_buf_z(&text, k ? "|(?'w" : "(?'w");
        sbill_buf_u64(&text, k);
        sbill_buf_z(&text, "'");
        sbill_buf_text(&text, sbill_text_trim(w->text));
        sbill_buf_z(&text, ")");
    }
    sbill_buf_z(&text, ")$");
    x.from = sbill_arena_copy(m->arena, sbill_buf_view(&text));
    x.bindings = &none;
    status =
        text.failed ? sbill_fail(m->err, text.failed, x.at, "the word list is too long") : SBILL_OK;
    sbill_buf_free(&text);
    status = sbill_pack_memory(m, status);
    return status == SBILL_OK ? expand_and_add(&x, false, 0, &list->pattern) : status;
}
