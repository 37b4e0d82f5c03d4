/* CMS-1500 for people: the boxes that are filled, one a line. */
#include "write/cms1500.h"

#define WHAT 7   /* column of what a box is for */
#define VALUE 36 /* column of what it says */

static void to_column(struct sbill_buf *b, size_t start, size_t column)
{
    do
        sbill_buf_char(b, ' ');
    while (!b->failed && b->n - start < column);
}

static void put_line(struct sbill_buf *b, const char *box, const char *what,
                     struct sbill_text value)
{
    size_t start = b->n;

    sbill_buf_char(b, ' ');
    sbill_buf_z(b, box);
    to_column(b, start, WHAT);
    sbill_buf_z(b, what);
    to_column(b, start, VALUE);
    sbill_buf_text(b, value);
    sbill_buf_char(b, '\n');
}

static bool same(const char *a, const char *b)
{
    return sbill_text_eq(sbill_text_from(a), sbill_text_from(b));
}

/* The boxes from `first` up to `end`; a box in several parts is named once. */
static void put_boxes(struct sbill_buf *b, const struct sbill_1500 *f, size_t first, size_t end)
{
    const char *last = "";

    for (size_t i = first; i < end; i++) {
        const struct sbill_1500_place *place = &sbill_1500_boxes[i];
        struct sbill_text value = sbill_1500_shown(place, f->box[i]);

        if (value.n == 0)
            continue;
        put_line(b, same(place->box, last) ? "" : place->box, place->what, value);
        last = place->box;
    }
}

static void put_service(struct sbill_buf *b, const struct sbill_1500 *f, size_t line)
{
    char number[8];
    struct sbill_buf box;
    size_t start = b->n;

    sbill_buf_over(&box, number, sizeof number);
    sbill_buf_z(&box, "24.");
    sbill_buf_u64(&box, line + 1);
    sbill_buf_char(b, ' ');
    sbill_buf_text(b, sbill_buf_view(&box));
    if (f->line[line][SBILL_1500_SHADED].n) {
        to_column(b, start, WHAT);
        sbill_buf_text(b, f->line[line][SBILL_1500_SHADED]);
        sbill_buf_char(b, '\n');
        start = b->n;
    }
    to_column(b, start, WHAT);
    for (size_t i = SBILL_1500_DATE_FROM; i < SBILL_1500_CELLS; i++) {
        const struct sbill_1500_place *place = &sbill_1500_cells[i];

        if (b->n - start < WHAT + place->column - 1u)
            to_column(b, start, WHAT + place->column - 1u);
        sbill_buf_text(b, f->line[line][i]);
    }
    while (!b->failed && b->n && b->p[b->n - 1] == ' ')
        b->n--;
    sbill_buf_char(b, '\n');
    for (size_t i = SBILL_1500_EPSDT_KIND; i <= SBILL_1500_RENDERING_ID; i++)
        if (f->line[line][i].n)
            put_line(b, sbill_1500_cells[i].box, sbill_1500_cells[i].what, f->line[line][i]);
}

static void put_services(struct sbill_buf *b, const struct sbill_1500 *f)
{
    size_t start = b->n;

    if (f->lines == 0)
        return;
    sbill_buf_z(b, " 24");
    to_column(b, start, WHAT);
    sbill_buf_z(b, "A from   A to     B  C  D code  modifiers   E    F charge  G   H    J npi\n");
    for (size_t i = 0; i < f->lines; i++)
        put_service(b, f, i);
}

static void print(sbill_file *file, const struct sbill_1500 *f)
{
    struct sbill_buf *b = &file->out;

    if (b->n)
        sbill_buf_char(b, '\n');
    sbill_buf_z(b, "CMS-1500 (02/12)  claim ");
    sbill_buf_text(b, f->c->id);
    sbill_buf_z(b, "  form ");
    sbill_buf_u64(b, f->page + 1);
    sbill_buf_z(b, " of ");
    sbill_buf_u64(b, f->pages);
    if (f->c->draft)
        sbill_buf_z(
            b,
            "\nDRAFT: rests on suggested codes; not to be sent before a person has confirmed them");
    sbill_buf_z(
        b, "\n--------------------------------------------------------------------------------\n");
    put_boxes(b, f, 0, SBILL_1500_TAX_ID);
    put_services(b, f);
    put_boxes(b, f, SBILL_1500_TAX_ID, SBILL_1500_BOXES);
    if (f->page + 1 < f->pages)
        put_line(b, "28", "total charge", SBILL_T("on the last form"));
}

static int32_t claim(sbill_file *f, struct sbill_encounter *e, size_t claim, sbill_error **err)
{
    return sbill_1500_claim(f, e, claim, print, err);
}

static int32_t nothing(sbill_file *f, sbill_error **err)
{
    (void)f;
    (void)err;
    return SBILL_OK;
}

const struct sbill_writer sbill_1500_text_writer = {"cms1500-text", true,  1,
                                                    nothing,        claim, nothing};
