#include "book/notes.h"

#include <stdlib.h>
#include <string.h>

#include "book/draft.h"
#include "book/inside.h"
#include "book/section.h"

enum {
    LAYOUT = 1,
    HEAD = 64,
    RELEASE = 16,
    NOTE = 16,
    BUFS = 4 /* the three parts of a section, and all of it */
};

/* Codes are kept in normal form; blocks, which have a dash, as written. */
static struct sbill_text node_name(struct sbill_text node, char room[16])
{
    size_t n = sbill_code_normal(node, room);

    return n ? (struct sbill_text){room, n} : sbill_text_trim(node);
}

/* ---- building ---- */

struct writer {
    struct sbill_builder *b;
    struct sbill_buf releases, notes, text;
    struct sbill_text last_node;
    uint32_t last_node_at;
    uint32_t release_count, note_count;
};

static int by_node(const void *x, const void *y)
{
    const struct sbill_draft_note *a = x, *b = y;
    int c;

    if (a->system != b->system)
        return a->system < b->system ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    c = sbill_text_cmp(a->release, b->release);
    c = c ? c : sbill_text_cmp(a->code, b->code);
    return c ? c : (a->seq > b->seq) - (a->seq < b->seq);
}

static uint32_t keep(struct writer *w, struct sbill_text t)
{
    uint32_t at = (uint32_t)w->text.n;

    sbill_buf_text(&w->text, t);
    sbill_buf_char(&w->text, 0);
    return at;
}

static void put_release(struct writer *w, const struct sbill_draft_note *n)
{
    sbill_put_i32(&w->releases, n->from);
    sbill_put_i32(&w->releases, n->to);
    sbill_put_u32(&w->releases, keep(w, n->release));
    sbill_put_u32(&w->releases, (uint32_t)n->release.n);
    w->release_count++;
}

static void put_note(struct writer *w, const struct sbill_draft_note *n)
{
    if (w->note_count == 0 || !sbill_text_eq(w->last_node, n->code)) {
        w->last_node = n->code;
        w->last_node_at = keep(w, n->code);
    }
    sbill_put_u32(&w->notes, (w->release_count - 1) | (uint32_t)n->kind << 16);
    sbill_put_u32(&w->notes, w->last_node_at);
    sbill_put_u32(&w->notes, keep(w, n->text));
    sbill_put_u32(&w->notes, (uint32_t)n->code.n);
    w->note_count++;
}

static void assemble(struct writer *w, struct sbill_buf *out)
{
    static const char zeros[44];

    sbill_put_u32(out, LAYOUT);
    sbill_put_u32(out, w->release_count);
    sbill_put_u32(out, w->note_count);
    sbill_put_u32(out, (uint32_t)(HEAD + w->releases.n + w->notes.n));
    sbill_put_u32(out, (uint32_t)w->text.n);
    sbill_buf_add(out, zeros, sizeof zeros);
    sbill_buf_text(out, sbill_buf_view(&w->releases));
    sbill_buf_text(out, sbill_buf_view(&w->notes));
    sbill_buf_text(out, sbill_buf_view(&w->text));
}

static int32_t write_system(struct sbill_builder *b, const struct sbill_draft_note *v, size_t n,
                            sbill_error **err)
{
    struct writer w = {.b = b};
    struct sbill_buf out, *bufs[BUFS] = {&w.releases, &w.notes, &w.text, &out};
    int32_t status = SBILL_OK;

    for (size_t i = 0; i < BUFS; i++)
        sbill_buf_init(bufs[i], &b->alloc, INT32_MAX);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || v[i].from != v[i - 1].from || !sbill_text_eq(v[i].release, v[i - 1].release))
            put_release(&w, &v[i]);
        put_note(&w, &v[i]);
    }
    assemble(&w, &out);
    for (size_t i = 0; status == SBILL_OK && i < BUFS; i++)
        if (bufs[i]->failed || w.release_count > UINT16_MAX)
            status = sbill_fail(err, bufs[i]->failed ? bufs[i]->failed : SBILL_ELIMIT,
                                SBILL_NOWHERE, "no memory for the notes of the tabular list");
    if (status == SBILL_OK)
        status = sbill_build_section(b, SBILL_SEC_NOTES, (uint32_t)v->system, out.p, out.n, err);
    for (size_t i = 0; i < BUFS; i++)
        sbill_buf_free(bufs[i]);
    return status;
}

int32_t sbill_draft_notes(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;
    size_t end;

    if (b->notes.n)
        qsort(b->notes.v, b->notes.n, sizeof *b->notes.v, by_node);
    for (size_t i = 0; status == SBILL_OK && i < b->notes.n; i = end) {
        for (end = i; end < b->notes.n && b->notes.v[end].system == b->notes.v[i].system; end++)
            continue;
        status = write_system(b, b->notes.v + i, end - i, err);
    }
    return status;
}

int32_t sbill_build_note(struct sbill_builder *b, const struct sbill_input *in,
                         struct sbill_text code, int32_t kind, struct sbill_text text,
                         sbill_error **err)
{
    struct sbill_draft_note *n = SBILL_PUSH(&b->arena, &b->notes);
    char room[16];
    struct sbill_text node = node_name(code, room);

    if (!n)
        return sbill_draft_memory(b, err);
    if (node.n == 0 || node.n > UINT16_MAX || sbill_utf8_check(text) != text.n)
        return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){in->name, 0, 0},
                          "a note without a place, or not UTF-8, at %t", &code);
    n->system = in->system;
    n->from = in->from;
    n->to = in->to;
    n->kind = kind;
    n->seq = (uint32_t)(b->notes.n - 1);
    n->code = sbill_arena_copy(&b->arena, node);
    n->text = sbill_arena_copy(&b->arena, text);
    n->release = sbill_arena_copy(&b->arena, in->release);
    return sbill_draft_memory(b, err);
}

int32_t sbill_build_listed(struct sbill_builder *b, const struct sbill_input *in,
                           struct sbill_text code, sbill_error **err)
{
    struct sbill_draft_listed *l = SBILL_PUSH(&b->arena, &b->listed);
    char room[16];
    size_t n = sbill_code_normal(code, room);

    if (!l || n == 0 || n > 7)
        return sbill_draft_memory(b, err);
    memcpy(l->code, room, n);
    l->from = in->from;
    l->extract = in->extract;
    l->release = b->listed.n > 1 && sbill_text_eq(l[-1].release, in->release)
                     ? l[-1].release
                     : sbill_arena_copy(&b->arena, in->release);
    return sbill_draft_memory(b, err);
}

/* ---- reading ---- */

struct notes {
    struct sbill_text s;
    uint32_t releases, count, text_at, text_size;
    size_t first; /* offset of the notes */
};

static bool open_notes(struct sbill_text s, struct notes *n)
{
    if (sbill_section_u32(s, 0) != LAYOUT)
        return false;
    n->s = s;
    n->releases = sbill_section_count(s, HEAD, sbill_section_u32(s, 4), RELEASE);
    n->first = HEAD + (size_t)n->releases * RELEASE;
    n->count = sbill_section_count(s, n->first, sbill_section_u32(s, 8), NOTE);
    n->text_at = sbill_section_u32(s, 12);
    n->text_size = sbill_section_u32(s, 16);
    return n->releases > 0 && n->text_at <= s.n && n->text_size <= s.n - n->text_at &&
           n->text_size > 0 && s.p[n->text_at + n->text_size - 1] == 0;
}

/* A text of the pool up to its NUL; there is one, the last byte is. */
static struct sbill_text pool(const struct notes *n, uint32_t at)
{
    return sbill_text_from(at < n->text_size ? n->s.p + n->text_at + at : "");
}

static uint32_t field(const struct notes *n, uint32_t i, size_t at)
{
    return sbill_section_u32(n->s, n->first + (size_t)i * NOTE + at);
}

/* The release of the list that speaks on the date. They stand in order of their first day. */
static uint32_t speaking(const struct notes *n, int32_t on)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < n->releases; i++)
        if (sbill_section_i32(n->s, HEAD + (size_t)i * RELEASE) <= on)
            best = i;
    return best;
}

/* Below 0 if note i stands before the node in that release. */
static int order(const struct notes *n, uint32_t i, uint32_t release, struct sbill_text node)
{
    uint32_t r = field(n, i, 0) & 0xffff;

    if (r != release)
        return r < release ? -1 : 1;
    return sbill_text_cmp(pool(n, field(n, i, 4)), node);
}

static uint32_t first_at(const struct notes *n, uint32_t release, struct sbill_text node)
{
    uint32_t lo = 0, hi = n->count;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (order(n, mid, release, node) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool sbill_book_note(const sbill_book *b, int32_t system, struct sbill_text node, int32_t on,
                     size_t nth, struct sbill_note *out)
{
    char room[16];
    struct sbill_text name = node_name(node, room);

    if (!sbill_book_has_system(b, system))
        return false;
    for (const struct sbill_codes *t = b->first[system]; t; t = t->next) {
        int32_t date = sbill_codes_date(t, on);
        struct notes n;
        uint32_t release, at;
        if (!open_notes(t->notes, &n))
            continue;
        release = speaking(&n, date);
        at = first_at(&n, release, name);
        if (at == n.count || order(&n, at, release, name) != 0)
            continue;
        if (nth >= n.count - at || order(&n, at + (uint32_t)nth, release, name) != 0)
            return false;
        at += (uint32_t)nth;
        out->kind = (int32_t)(field(&n, at, 0) >> 16);
        out->text = pool(&n, field(&n, at, 8));
        out->release = pool(&n, sbill_section_u32(n.s, HEAD + (size_t)release * RELEASE + 8));
        return true;
    }
    return false;
}

void sbill_notes_text(struct sbill_text section, uint32_t at, struct sbill_text *text,
                      struct sbill_text *release)
{
    struct notes n;
    uint32_t which;

    *text = *release = SBILL_T("");
    if (!open_notes(section, &n) || at >= n.count)
        return;
    which = field(&n, at, 0) & 0xffff;
    *text = pool(&n, field(&n, at, 8));
    if (which < n.releases)
        *release = pool(&n, sbill_section_u32(n.s, HEAD + (size_t)which * RELEASE + 8));
}

static bool seventh_at(const sbill_book *b, struct sbill_text node, int32_t on, size_t nth,
                       struct sbill_note *out, bool *any)
{
    for (size_t i = 0; sbill_book_note(b, SBILL_SYSTEM_ICD10CM, node, on, i, out); i++) {
        if (out->kind != SBILL_NOTE_SEVENTH)
            continue;
        *any = true;
        if (nth-- == 0)
            return true;
    }
    return false;
}

bool sbill_book_seventh(const sbill_book *b, struct sbill_text code, int32_t on, size_t nth,
                        struct sbill_note *out)
{
    char room[16];
    struct sbill_text node = {room, sbill_code_normal(code, room)};
    bool any = false;

    for (; node.n >= 3; node.n--) {
        if (seventh_at(b, node, on, nth, out, &any))
            return true;
        if (any)
            return false;
    }
    return false;
}

bool sbill_note_row(struct sbill_text section, uint32_t nth, struct sbill_note_row *out)
{
    struct notes n;

    if (!open_notes(section, &n) || nth >= n.count)
        return false;
    out->kind = (int32_t)(field(&n, nth, 0) >> 16);
    out->newest = (field(&n, nth, 0) & 0xffff) == n.releases - 1;
    out->node = pool(&n, field(&n, nth, 4));
    out->text = pool(&n, field(&n, nth, 8));
    return true;
}
