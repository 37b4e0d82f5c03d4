/* CMS-1500 for programs: an array of forms, each an object of boxes. A box with several parts is an object itself.
 * Empty boxes are not there. */
#include <string.h>

#include "base/json.h"
#include "write/cms1500.h"

/* The parts of a box stand together in the order of its first part. */
static bool has_parts(const struct sbill_1500_place *places, size_t n, size_t i)
{
    for (size_t k = 0; k < n; k++)
        if (strcmp(places[k].box, places[i].box) == 0 &&
            strcmp(places[k].what, places[i].what) != 0)
            return true;
    return false;
}

static void put_part(struct sbill_jw *w, const struct sbill_1500_place *place,
                     struct sbill_text value)
{
    struct sbill_text shown = sbill_1500_shown(place, value);

    if (shown.n == 0)
        return;
    sbill_jw_key(w, place->what);
    sbill_jw_text(w, shown);
}

static void put_box(struct sbill_jw *w, const struct sbill_1500_place *places,
                    const struct sbill_text *values, size_t n, size_t i)
{
    bool open = false;

    for (size_t k = i; k < n; k++) {
        if (strcmp(places[k].box, places[i].box) != 0 || values[k].n == 0)
            continue;
        if (!open)
            sbill_jw_key(w, places[i].box);
        if (!has_parts(places, n, i)) {
            sbill_jw_text(w, sbill_1500_shown(&places[k], values[k]));
            return;
        }
        if (!open)
            sbill_jw_open(w, '{');
        open = true;
        put_part(w, &places[k], values[k]);
    }
    if (open)
        sbill_jw_close(w, '}');
}

static void put_boxes(struct sbill_jw *w, const struct sbill_1500_place *places,
                      const struct sbill_text *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool first = true;

        for (size_t k = 0; k < i && first; k++)
            first = strcmp(places[k].box, places[i].box) != 0;
        if (first)
            put_box(w, places, values, n, i);
    }
}

static void print(sbill_file *file, const struct sbill_1500 *f)
{
    struct sbill_jw w = {&file->out, false};

    if (file->out.n > 1)
        sbill_buf_z(&file->out, ",\n");
    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "form");
    sbill_jw_z(&w, "CMS-1500 (02/12)");
    sbill_jw_key(&w, "claim");
    sbill_jw_text(&w, f->c->id);
    sbill_jw_key(&w, "status");
    sbill_jw_z(&w, f->c->draft ? "draft" : "active");
    sbill_jw_key(&w, "page");
    sbill_jw_int(&w, (int64_t)f->page + 1);
    sbill_jw_key(&w, "pages");
    sbill_jw_int(&w, (int64_t)f->pages);
    sbill_jw_key(&w, "boxes");
    sbill_jw_open(&w, '{');
    put_boxes(&w, sbill_1500_boxes, f->box, SBILL_1500_BOXES);
    sbill_jw_key(&w, "24");
    sbill_jw_open(&w, '[');
    for (size_t i = 0; i < f->lines; i++) {
        sbill_jw_open(&w, '{');
        put_boxes(&w, sbill_1500_cells, f->line[i], SBILL_1500_CELLS);
        sbill_jw_close(&w, '}');
    }
    sbill_jw_close(&w, ']');
    sbill_jw_close(&w, '}');
    sbill_jw_close(&w, '}');
}

static int32_t begin(sbill_file *f, sbill_error **err)
{
    (void)err;
    sbill_buf_char(&f->out, '[');
    return SBILL_OK;
}

static int32_t claim(sbill_file *f, struct sbill_encounter *e, size_t claim, sbill_error **err)
{
    return sbill_1500_claim(f, e, claim, print, err);
}

static int32_t end(sbill_file *f, sbill_error **err)
{
    (void)err;
    sbill_buf_z(&f->out, "]\n");
    return SBILL_OK;
}

const struct sbill_writer sbill_1500_json_writer = {"cms1500-json", true, 1, begin, claim, end};
