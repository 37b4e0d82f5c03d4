/* What importers hand over, kept in rows until finish. */
#include <string.h>

#include "book/draft.h"

static struct sbill_place at_line(struct sbill_text source, uint32_t line)
{
    return (struct sbill_place){source, line, 0};
}

int32_t sbill_draft_release(struct sbill_builder *b, int32_t system, const struct sbill_input *in,
                            uint32_t *index, sbill_error **err)
{
    struct sbill_draft_release *r;

    if (system <= 0 || system > SBILL_SYSTEM_MAX)
        return sbill_fail(err, SBILL_EINVAL, at_line(in->name, 0), "no such code system");
    if (in->from != SBILL_NO_DATE && in->to != SBILL_NO_DATE && in->to < in->from)
        return sbill_fail(err, SBILL_EINPUT, at_line(in->name, 0),
                          "the release %t ends before it begins", &in->release);
    for (size_t i = b->releases.n; i-- > 0;) {
        r = &b->releases.v[i];
        if (r->system != system || !sbill_text_eq(r->name, in->release))
            continue;
        if (r->from != in->from || r->to != in->to)
            return sbill_fail(err, SBILL_EINPUT, at_line(in->name, 0),
                              "the release %t has another span in another file", &in->release);
        r->extract = r->extract && in->extract;
        *index = (uint32_t)i;
        return SBILL_OK;
    }
    r = SBILL_PUSH(&b->arena, &b->releases);
    if (!r)
        return sbill_draft_memory(b, err);
    r->system = system;
    r->name = sbill_arena_copy(&b->arena, in->release);
    r->from = in->from;
    r->to = in->to;
    r->extract = in->extract;
    *index = (uint32_t)(b->releases.n - 1);
    return sbill_draft_memory(b, err);
}

int32_t sbill_build_release(struct sbill_builder *b, const struct sbill_input *in,
                            sbill_error **err)
{
    uint32_t index;

    return sbill_draft_release(b, in->system, in, &index, err);
}

static int32_t check_row(const struct sbill_input *in, uint32_t line,
                         const struct sbill_code_row *row, char code[16], sbill_error **err)
{
    const struct sbill_text texts[] = {row->title, row->short_title, row->successors};

    memset(code, 0, 16);
    if (sbill_code_normal(row->code, code) == 0)
        return sbill_fail(err, SBILL_EINPUT, at_line(in->name, line),
                          "a code is 1 to 15 letters and digits, this is not: %t", &row->code);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].n > UINT16_MAX || sbill_utf8_check(texts[i]) != texts[i].n ||
            (texts[i].n && memchr(texts[i].p, 0, texts[i].n)))
            return sbill_fail(err, SBILL_EINPUT, at_line(in->name, line),
                              "the text of %t is too long or not UTF-8", &row->code);
    if (row->from != SBILL_NO_DATE && row->to != SBILL_NO_DATE && row->to < row->from)
        return sbill_fail(err, SBILL_EINPUT, at_line(in->name, line), "%t ends before it begins",
                          &row->code);
    return SBILL_OK;
}

int32_t sbill_build_code(struct sbill_builder *b, const struct sbill_input *in, uint32_t line,
                         const struct sbill_code_row *row, sbill_error **err)
{
    struct sbill_draft_row *r;
    uint32_t release = 0;
    char code[16];
    int32_t status = check_row(in, line, row, code, err);

    if (status == SBILL_OK)
        status = sbill_draft_release(b, row->system, in, &release, err);
    if (status != SBILL_OK)
        return status;
    r = SBILL_PUSH(&b->arena, &b->rows);
    if (!r)
        return sbill_draft_memory(b, err);
    memcpy(r->code, code, sizeof r->code);
    r->system = row->system;
    r->release = release;
    r->seq = (uint32_t)(b->rows.n - 1);
    r->title = sbill_arena_copy(&b->arena, row->title);
    r->short_title = sbill_text_eq(row->title, row->short_title)
                         ? r->title
                         : sbill_arena_copy(&b->arena, row->short_title);
    r->successors =
        row->successors.n ? sbill_arena_copy(&b->arena, row->successors) : row->successors;
    r->from = row->from;
    r->to = row->to;
    r->flags = row->flags;
    r->order = row->order;
    r->source = in->name;
    r->line = line;
    return sbill_draft_memory(b, err);
}

int32_t sbill_build_term(struct sbill_builder *b, int32_t system, struct sbill_text code,
                         struct sbill_text term, sbill_error **err)
{
    struct sbill_draft_term *t = SBILL_PUSH(&b->arena, &b->terms);

    if (!t)
        return sbill_draft_memory(b, err);
    t->system = system;
    if (sbill_code_normal(code, t->code) == 0)
        return sbill_fail(err, SBILL_EINPUT, SBILL_NOWHERE, "a term for what is no code: %t",
                          &code);
    t->term = sbill_arena_copy(&b->arena, term);
    return sbill_draft_memory(b, err);
}
