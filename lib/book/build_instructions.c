/* The instruction notes of one release of the tabular list, made into patterns (layout: book/instructions.h).
 * Ranges go by the order of the list itself, as its nodes came. */
#include "book/instructions_draft.h"

#include <stdlib.h>
#include <string.h>

/* ---- the order of the list ---- */

static struct sbill_npat_pattern *new_pattern(struct sbill_npat_work *w, uint8_t condition)
{
    struct sbill_npat_pattern *p = SBILL_PUSH(&w->arena, &w->patterns);

    if (p)
        p->condition = condition;
    return p;
}

static void add_prefix(struct sbill_npat_work *w, const char *code, uint8_t condition)
{
    struct sbill_npat_pattern *p = new_pattern(w, condition);
    const struct sbill_npat_category *c = sbill_npat_category_of(w, code);
    size_t n = sbill_npat_length_of(code);

    if (!p)
        return;
    p->key = sbill_npat_key_of(code, n);
    p->mask = ((uint64_t)1 << 8 * n) - 1;
    w->may_name |= c ? (uint64_t)1 << c->rank % 64 : UINT64_MAX;
}

static void add_ranks(struct sbill_npat_work *w, uint32_t low, uint32_t high, uint8_t condition)
{
    struct sbill_npat_pattern *p = new_pattern(w, condition);

    if (!p)
        return;
    p->ranks = true;
    p->key = (uint64_t)high << 16 | low;
    for (uint32_t i = low; i <= high && i < low + 64; i++)
        w->may_name |= (uint64_t)1 << i % 64;
}

/* One past the last place below the code at `at`. */
static size_t end_below(const struct sbill_npat_work *w, size_t at)
{
    size_t end = at + 1;

    while (end < w->listed_count && sbill_npat_below(w->listed[end].code, w->listed[at].code))
        end++;
    return end;
}

/* Places first..end as whole categories and, at the edges, single codes with all below them. */
static void add_places(struct sbill_npat_work *w, size_t first, size_t end, uint8_t condition)
{
    uint32_t low = 0, next = 0; /* ranks low..next - 1 are whole and not yet written */

    for (size_t i = first; i < end;) {
        const char *code = w->listed[i].code;
        size_t after = end_below(w, i);
        const struct sbill_npat_category *c = sbill_npat_category_of(w, code);
        bool whole = after <= end && sbill_npat_length_of(code) == 3 && c;

        if (whole && next == c->rank && next > low) {
            next++;
        } else {
            if (next > low)
                add_ranks(w, low, next - 1, condition);
            low = whole ? c->rank : 0;
            next = whole ? c->rank + 1 : 0;
            if (!whole && after <= end)
                add_prefix(w, code, condition);
        }
        i = after <= end ? after : i + 1;
    }
    if (next > low)
        add_ranks(w, low, next - 1, condition);
}

static bool add_range(struct sbill_npat_work *w, const struct sbill_note_part *part,
                      uint8_t condition)
{
    size_t first, end;

    if (!sbill_npat_first_place(w, part->first, &first) ||
        !sbill_npat_last_place(w, part->last, &end))
        return false;
    if (first >= end)
        return w->extract; /* nothing of it is in the extract */
    add_places(w, first, end, condition);
    return true;
}

static bool add_chapter(struct sbill_npat_work *w, int32_t number, uint8_t condition)
{
    uint32_t low = UINT32_MAX, high = 0, wanted;

    for (size_t i = 0; i < w->categories; i++) {
        const struct sbill_npat_category *c = &w->category[i];
        uint32_t above = c->frame != SBILL_NPAT_NONE ? w->frames.v[c->frame].above : c->frame;

        if (above == SBILL_NPAT_NONE || !sbill_text_u32(w->frames.v[above].name, &wanted) ||
            wanted != (uint32_t)number)
            continue;
        low = c->rank < low ? c->rank : low;
        high = c->rank > high ? c->rank : high;
    }
    if (low > high)
        return w->extract;
    add_ranks(w, low, high, condition);
    return true;
}

/* The number of a condition, 0 for none; equal ones are kept once. False if there are too many. */
static bool condition_of(struct sbill_npat_work *w, const struct sbill_condition *c, uint8_t *out)
{
    struct sbill_condition *known;

    *out = 0;
    if (c->kind == SBILL_CONDITION_NONE)
        return true;
    for (size_t i = 0; i < w->conditions.n; i++)
        if (memcmp(&w->conditions.v[i], c, sizeof *c) == 0) {
            *out = (uint8_t)(i + 1);
            return true;
        }
    if (w->conditions.n == UINT8_MAX - 1)
        return false;
    known = SBILL_PUSH(&w->arena, &w->conditions);
    if (known)
        *known = *c;
    *out = (uint8_t)w->conditions.n;
    return true;
}

static bool add_part(struct sbill_npat_work *w, const struct sbill_note_part *part)
{
    uint8_t condition;

    if (!condition_of(w, &part->condition, &condition))
        return false;
    if (part->chapter)
        return add_chapter(w, part->chapter, condition);
    if (part->last[0])
        return add_range(w, part, condition);
    add_prefix(w, part->first, condition);
    return true;
}

/* ---- notes and instructions ---- */

/* The patterns of one note; whether they are all of it. */
static bool add_patterns(struct sbill_npat_work *w, const struct sbill_note_parts *parts)
{
    size_t first = w->patterns.n;

    for (size_t i = 0; i < parts->n; i++)
        if (!add_part(w, &parts->part[i])) {
            w->patterns.n = first;
            return false;
        }
    return !parts->odd;
}

static struct sbill_npat_instruction *open_instruction(struct sbill_npat_work *w,
                                                       const struct sbill_npat_node *node,
                                                       int32_t kind)
{
    struct sbill_npat_instruction *p = SBILL_PUSH(&w->arena, &w->instructions);

    if (!p)
        return NULL;
    p->kind = kind;
    p->level = node->level;
    p->node = node->printed;
    p->first = (uint32_t)w->notes.n;
    return p;
}

static void add_note(struct sbill_npat_work *w, struct sbill_npat_instruction *p, size_t at,
                     const struct sbill_note_parts *parts)
{
    struct sbill_npat_note *note = SBILL_PUSH(&w->arena, &w->notes);

    if (!note)
        return;
    note->at = (uint32_t)(at - w->first_of_system);
    note->first = (uint32_t)w->patterns.n;
    if (!add_patterns(w, parts)) {
        p->flags |= SBILL_NPAT_NOT_UNDERSTOOD;
        note->odd = true;
        w->not_understood++;
    }
    note->count = (uint32_t)w->patterns.n - note->first;
    if (note->count || parts->n)
        p->flags |= SBILL_NPAT_NAMES_CODES;
    else if (!note->odd)
        w->without_codes++;
    if (parts->if_applicable)
        p->flags |= SBILL_NPAT_IF_APPLICABLE;
    p->count++;
}

/* The notes of one kind at a node, in their order: a heading and its list are one instruction. */
static void add_kind(struct sbill_npat_work *w, struct sbill_npat_node *node, size_t first,
                     size_t end, int32_t kind)
{
    struct sbill_npat_instruction *p = NULL;
    bool under_heading = false, headed = false;
    size_t before = w->instructions.n;

    w->may_name = 0;
    for (size_t i = first; i < end && !w->arena.failed; i++) {
        if (w->draft[i].kind != kind)
            continue;
        sbill_note_read(w->draft[i].text, &w->parts);
        if (!p || !under_heading || w->parts.opens)
            p = open_instruction(w, node, kind);
        if (!p)
            return;
        under_heading = w->parts.heading || (under_heading && !w->parts.opens);
        headed = headed || w->parts.heading;
        add_note(w, p, i, &w->parts);
    }
    if (kind == SBILL_NOTE_EXCLUDES1)
        node->may_name = w->may_name;
    if (kind == SBILL_NOTE_CODE_FIRST && !headed && w->instructions.n > before + 1)
        for (size_t i = before; i < w->instructions.n; i++)
            w->instructions.v[i].flags |= SBILL_NPAT_CASES;
}

/* Which kinds of instructions a node has, and in which of them something cannot be checked. */
static void sum_up(const struct sbill_npat_work *w, struct sbill_npat_node *node)
{
    for (size_t i = node->first; i < w->instructions.n; i++) {
        const struct sbill_npat_instruction *p = &w->instructions.v[i];

        node->kinds |= 1U << p->kind;
        if ((p->flags & (SBILL_NPAT_NAMES_CODES | SBILL_NPAT_NOT_UNDERSTOOD)) !=
                SBILL_NPAT_NAMES_CODES &&
            !(p->flags & SBILL_NPAT_IF_APPLICABLE))
            node->unclear |= 1U << p->kind;
    }
}

static void add_instructions(struct sbill_npat_work *w, struct sbill_npat_node *node, size_t first,
                             size_t end)
{
    static const int32_t kinds[] = {SBILL_NOTE_EXCLUDES1, SBILL_NOTE_EXCLUDES2,
                                    SBILL_NOTE_CODE_FIRST, SBILL_NOTE_USE_ADDITIONAL,
                                    SBILL_NOTE_CODE_ALSO};

    node->first = (uint32_t)w->instructions.n;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        add_kind(w, node, first, end, kinds[i]);
    node->count = (uint32_t)w->instructions.n - node->first;
    sum_up(w, node);
}

/* ---- nodes and frames ---- */

static uint32_t frame_named(const struct sbill_npat_work *w, struct sbill_text name)
{
    for (size_t i = 0; i < w->frames.n; i++)
        if (sbill_text_eq(w->frames.v[i].name, name))
            return (uint32_t)i;
    return SBILL_NPAT_NONE;
}

static bool is_code(struct sbill_text node)
{
    return node.n && sbill_is_upper(node.p[0]) && !memchr(node.p, '-', node.n);
}

/* The block of a category, the chapter of a block: the text of its note PARENT. */
static struct sbill_text parent_of(const struct sbill_npat_work *w, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (w->draft[i].kind == SBILL_NOTE_PARENT)
            return w->draft[i].text;
    return (struct sbill_text){"", 0};
}

static size_t node_end(const struct sbill_npat_work *w, size_t first)
{
    size_t end = first + 1;

    while (end < w->draft_count && sbill_text_eq(w->draft[end].code, w->draft[first].code))
        end++;
    return end;
}

/* First all frames by name, then what is above what. */
static void list_frames(struct sbill_npat_work *w)
{
    for (size_t i = 0; i < w->draft_count; i = node_end(w, i)) {
        struct sbill_npat_frame *f;
        if (is_code(w->draft[i].code))
            continue;
        f = SBILL_PUSH(&w->arena, &w->frames);
        if (!f)
            return;
        f->name = w->draft[i].code;
        f->at = i;
    }
    for (size_t i = 0; i < w->frames.n; i++) {
        size_t at = w->frames.v[i].at;
        w->frames.v[i].above = frame_named(w, parent_of(w, at, node_end(w, at)));
    }
    for (size_t i = 0; i < w->draft_count; i = node_end(w, i)) {
        struct sbill_npat_category *c =
            w->draft[i].code.n == 3 ? sbill_npat_category_of(w, w->draft[i].code.p) : NULL;
        if (c && is_code(w->draft[i].code))
            c->frame = frame_named(w, parent_of(w, i, node_end(w, i)));
    }
}

/* "E112" as "E11.2"; blocks as they are; chapters as "Chapter 4". */
static uint32_t print_node(struct sbill_npat_work *w, struct sbill_text node, int32_t level)
{
    uint32_t at = (uint32_t)w->text.n;

    if (level == SBILL_AT_CHAPTER)
        sbill_buf_z(&w->text, "Chapter ");
    for (size_t i = 0; i < node.n; i++) {
        if (level == SBILL_AT_CODE && i == 3)
            sbill_buf_char(&w->text, '.');
        sbill_buf_char(&w->text, node.p[i]);
    }
    sbill_buf_char(&w->text, '\0');
    return at;
}

static void add_code_node(struct sbill_npat_work *w, size_t first, size_t end)
{
    struct sbill_text code = w->draft[first].code;
    struct sbill_npat_node *node;
    uint32_t at = (uint32_t)w->nodes.n;

    if (code.n > 7)
        return;
    node = SBILL_PUSH(&w->arena, &w->nodes);
    if (!node)
        return;
    node->key = sbill_npat_key_of(code.p, code.n);
    node->level = SBILL_AT_CODE;
    node->printed = print_node(w, code, SBILL_AT_CODE);
    add_instructions(w, node, first, end);
    if (node->count == 0 && code.n != 3)
        w->nodes.n = at; /* nothing to find there */
}

static void add_frame(struct sbill_npat_work *w, struct sbill_npat_frame *f)
{
    struct sbill_npat_node node = {.level = f->above == SBILL_NPAT_NONE ? SBILL_AT_CHAPTER
                                                                        : SBILL_AT_BLOCK};

    node.printed = f->printed = print_node(w, f->name, node.level);
    add_instructions(w, &node, f->at, node_end(w, f->at));
    f->first = node.first;
    f->count = node.count;
    f->may_name = node.may_name;
}

/* A category knows its rank and its frame; what the frames above it may name, it may name. */
static void finish_nodes(struct sbill_npat_work *w)
{
    for (size_t i = 0; i < w->nodes.n; i++) {
        struct sbill_npat_node *node = &w->nodes.v[i];
        const struct sbill_npat_category want = {.key = node->key}, *c;

        node->rank = SBILL_NPAT_NO_RANK;
        node->frame = SBILL_NPAT_NONE;
        c = w->categories
                ? bsearch(&want, w->category, w->categories, sizeof *w->category, sbill_npat_by_key)
                : NULL;
        if (!c)
            continue;
        node->rank = c->rank;
        node->frame = c->frame;
        for (uint32_t f = c->frame; f != SBILL_NPAT_NONE; f = w->frames.v[f].above)
            node->may_name |= w->frames.v[f].may_name;
    }
}

static int32_t make_release(struct sbill_npat_work *w)
{
    int32_t status = sbill_npat_list_categories(w);

    if (status != SBILL_OK)
        return status;
    list_frames(w);
    for (size_t i = 0; i < w->frames.n; i++)
        add_frame(w, &w->frames.v[i]);
    for (size_t i = 0; i < w->draft_count && !w->arena.failed; i = node_end(w, i))
        if (is_code(w->draft[i].code))
            add_code_node(w, i, node_end(w, i));
    if (w->arena.failed || w->text.failed)
        return sbill_npat_memory(w);
    finish_nodes(w);
    return sbill_npat_section(w);
}

/* ---- all releases ---- */

static bool same_release(const struct sbill_draft_note *a, const struct sbill_draft_note *b)
{
    return a->system == b->system && a->from == b->from && sbill_text_eq(a->release, b->release);
}

/* The nodes of one release as the list has them. */
static int32_t take_listed(struct sbill_npat_work *w)
{
    struct sbill_builder *b = w->b;

    w->listed = SBILL_NEW_N(&w->arena, struct sbill_draft_listed, b->listed.n + 1);
    if (!w->listed)
        return sbill_npat_memory(w);
    w->extract = true;
    for (size_t i = 0; i < b->listed.n; i++) {
        if (b->listed.v[i].from != w->draft->from ||
            !sbill_text_eq(b->listed.v[i].release, w->draft->release))
            continue;
        w->extract = w->extract && b->listed.v[i].extract;
        w->listed[w->listed_count++] = b->listed.v[i];
    }
    return SBILL_OK;
}

int32_t sbill_draft_instructions(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;
    size_t first_of_system = 0;

    for (size_t i = 0, end; status == SBILL_OK && i < b->notes.n; i = end) {
        struct sbill_npat_work w = {.b = b, .err = err, .draft = b->notes.v + i};

        if (b->notes.v[i].system != b->notes.v[first_of_system].system)
            first_of_system = i;
        for (end = i; end < b->notes.n && same_release(&b->notes.v[i], &b->notes.v[end]);)
            end++;
        w.draft_count = end - i;
        /* places in section NOTE count from the system's first note; `draft` from the release's */
        w.first_of_system = first_of_system - i;
        sbill_arena_init(&w.arena, &b->alloc, SIZE_MAX / 4);
        sbill_buf_init(&w.text, &b->alloc, INT32_MAX);
        sbill_buf_char(&w.text, '\0');
        status = take_listed(&w);
        if (status == SBILL_OK)
            status = make_release(&w);
        sbill_buf_free(&w.text);
        sbill_arena_free(&w.arena);
    }
    return status;
}
