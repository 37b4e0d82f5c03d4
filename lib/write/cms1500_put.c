/* CMS-1500: values into boxes. */
#include <string.h>

#include "base/plain.h"
#include "write/cms1500.h"

#define PLACE(name, box, what, mark, width, row, column) {box, what, mark, width, row, column},
const struct sbill_1500_place sbill_1500_boxes[SBILL_1500_BOXES] = {SBILL_1500_HEAD(PLACE)
                                                                        SBILL_1500_FOOT(PLACE)};
const struct sbill_1500_place sbill_1500_cells[SBILL_1500_CELLS] = {SBILL_1500_LINE(PLACE)};

void sbill_1500_used(struct sbill_1500 *f, const void *from)
{
    const void **used = from ? SBILL_PUSH(f->arena, &f->used) : NULL;

    if (used)
        *used = from;
}

void sbill_1500_lost(struct sbill_1500 *f, const void *from, struct sbill_text why)
{
    struct sbill_1500_left *left = from ? SBILL_PUSH(f->arena, &f->left) : NULL;

    if (!left)
        return;
    left->from = from;
    left->why = why;
}

/* One in the form's letters: capitals of ASCII; a blank stands for what it does not know. */
static void put_letter(struct sbill_buf *b, struct sbill_text *rest, bool *strange)
{
    uint32_t c = sbill_utf8_next(rest);
    const char *plain = c < 0x80 ? NULL : sbill_plain_letters(c);

    if (c >= 0x20 && c < 0x7F) {
        sbill_buf_char(b, sbill_upper((char)c));
        return;
    }
    if (!plain) {
        *strange = *strange || c >= 0x80;
        plain = " ";
    }
    for (; *plain; plain++)
        sbill_buf_char(b, sbill_upper(*plain));
}

static struct sbill_text spell(struct sbill_1500 *f, struct sbill_text value, bool *strange)
{
    char *room = sbill_arena_get(f->arena, 3 * value.n + 1); /* 1/4 for two bytes */
    struct sbill_buf b;

    if (!room)
        return SBILL_T("");
    sbill_buf_over(&b, room, 3 * value.n + 1);
    while (value.n)
        put_letter(&b, &value, strange);
    return sbill_buf_view(&b);
}

static struct sbill_text too_long(struct sbill_1500 *f, const struct sbill_1500_place *place,
                                  bool cut)
{
    char room[80];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "box ");
    sbill_buf_z(&b, place->box);
    sbill_buf_z(&b, " has room for ");
    sbill_buf_int(&b, place->width);
    sbill_buf_z(&b, cut ? " characters; the rest was cut off" : " characters");
    return sbill_arena_copy(&f->e->arena, sbill_buf_view(&b));
}

static void put(struct sbill_1500 *f, const struct sbill_1500_place *place, struct sbill_text *to,
                struct sbill_text value, const void *from, bool code)
{
    bool strange = false;

    value = spell(f, value, &strange);
    while (value.n && value.p[value.n - 1] == ' ')
        value.n--;
    if (value.n == 0)
        return;
    if (strange)
        sbill_1500_lost(f, from,
                        SBILL_T("letters that the form cannot hold were replaced by blanks"));
    if (value.n > place->width) {
        sbill_1500_lost(f, from, too_long(f, place, !code));
        value.n = code ? 0 : place->width;
    }
    *to = value;
    sbill_1500_used(f, from);
}

void sbill_1500_put(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                    const void *from)
{
    put(f, &sbill_1500_boxes[box], &f->box[box], value, from, false);
}

static bool holds(struct sbill_text text, struct sbill_text part)
{
    for (size_t i = 0; part.n && i + part.n <= text.n; i++)
        if (memcmp(text.p + i, part.p, part.n) == 0)
            return true;
    return false;
}

/* Compared without blanks and signs, in the form's letters. */
static struct sbill_text core(struct sbill_1500 *f, struct sbill_text t)
{
    bool strange = false;

    return sbill_1500_number(f, spell(f, t, &strange));
}

void sbill_1500_put_parts(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                          const struct sbill_1500_parts *parts)
{
    const struct sbill_1500_place *place = &sbill_1500_boxes[box];
    struct sbill_text whole = core(f, value), kept;

    put(f, place, &f->box[box], value, NULL, false);
    kept = core(f, f->box[box]);
    for (size_t i = 0; i < parts->n; i++) {
        struct sbill_text part = core(f, *parts->v[i]);

        if (holds(kept, part))
            sbill_1500_used(f, parts->v[i]);
        else if (holds(whole, part))
            sbill_1500_lost(f, parts->v[i], too_long(f, place, true));
    }
}

void sbill_1500_put_code(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                         const void *from)
{
    put(f, &sbill_1500_boxes[box], &f->box[box], value, from, true);
}

void sbill_1500_cell(struct sbill_1500 *f, size_t line, enum sbill_1500_cell cell,
                     struct sbill_text value, const void *from)
{
    put(f, &sbill_1500_cells[cell], &f->line[line][cell], value, from, false);
}

void sbill_1500_cell_code(struct sbill_1500 *f, size_t line, enum sbill_1500_cell cell,
                          struct sbill_text value, const void *from)
{
    put(f, &sbill_1500_cells[cell], &f->line[line][cell], value, from, true);
}

void sbill_1500_mark(struct sbill_1500 *f, enum sbill_1500_box box, const void *from)
{
    f->box[box] = SBILL_T("X");
    sbill_1500_used(f, from);
}

struct sbill_text sbill_1500_shown(const struct sbill_1500_place *place, struct sbill_text value)
{
    while (value.n && *value.p == ' ') /* amounts are set to the right */
        value = (struct sbill_text){value.p + 1, value.n - 1};
    return place->mark && value.n ? sbill_text_from(place->mark) : value;
}
