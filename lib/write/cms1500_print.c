/* CMS-1500 as a print image: one page of text for each form, ten characters and six lines an inch, for the red form in
 * the printer. A draft cannot be told from a claim there and is refused. */
#include <string.h>

#include "write/cms1500.h"

/* The paper has 66 lines. The form may be moved on it, as far as the options allow (lib/base/options.c). */
#define LINES 66
#define WIDTH (SBILL_1500_COLUMNS + 10)

struct page {
    char at[LINES][WIDTH];
    int32_t down, right;
};

static void put(struct page *page, const struct sbill_1500_place *place, size_t down,
                struct sbill_text value)
{
    size_t row = (size_t)(place->row - 1 + page->down) + down;
    size_t column = (size_t)(place->column - 1 + page->right);

    if (row >= LINES || column + value.n > WIDTH)
        return;
    memcpy(page->at[row] + column, value.p, value.n);
}

/* Box 19 is half a line wide on the form and holds 71 characters: the last 48 stand below the others. */
static void put_information(struct page *page, struct sbill_text value)
{
    struct sbill_1500_place place = sbill_1500_boxes[SBILL_1500_MORE_INFORMATION];
    size_t above = value.n > 48 ? value.n - 48 : 0;

    place.row--;
    put(page, &place, 0, (struct sbill_text){value.p, above});
    put(page, &place, 1, (struct sbill_text){value.p + above, value.n - above});
}

static void fill(struct page *page, const struct sbill_1500 *f)
{
    memset(page->at, ' ', sizeof page->at);
    for (size_t i = 0; i < SBILL_1500_BOXES; i++)
        if (i == SBILL_1500_MORE_INFORMATION)
            put_information(page, f->box[i]);
        else if (f->box[i].n)
            put(page, &sbill_1500_boxes[i], 0, f->box[i]);
    for (size_t line = 0; line < f->lines; line++)
        for (size_t i = 0; i < SBILL_1500_CELLS; i++)
            if (f->line[line][i].n)
                put(page, &sbill_1500_cells[i], 2 * line, f->line[line][i]);
}

static void print(sbill_file *file, const struct sbill_1500 *f)
{
    struct page *page = SBILL_NEW(f->arena, struct page);
    int32_t rows;

    if (!page)
        return;
    page->down = file->settings.form_down;
    page->right = file->settings.form_right;
    rows = SBILL_1500_LAST_ROW + page->down;
    fill(page, f);
    for (int32_t row = 0; row < (rows > SBILL_1500_ROWS ? rows : SBILL_1500_ROWS); row++) {
        size_t n = WIDTH;

        while (n && page->at[row][n - 1] == ' ')
            n--;
        sbill_buf_add(&file->out, page->at[row], n);
        sbill_buf_char(&file->out, '\n');
    }
    sbill_buf_char(&file->out, '\f');
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

const struct sbill_writer sbill_1500_print_writer = {"cms1500-print", false, 1,
                                                     nothing,         claim, nothing};
