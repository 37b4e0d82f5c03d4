/* What was noticed about a table while a visit was made of it: kept until the record is read, then raised. */
#include "read/csv.h"

#define SHOWN 80 /* bytes of a value that a finding repeats */
#define FIRST_NUMBER SBILL_FINDING_SHEET_COLUMN_UNKNOWN

struct sbill_text sbill_csv_shown(struct sbill_text t)
{
    if (t.n <= SHOWN)
        return t;
    t.n = SHOWN;
    while (t.n && ((unsigned char)t.p[t.n] & 0xC0) == 0x80)
        t.n--;
    return t;
}

struct sbill_text sbill_csv_called(const struct sbill_csv_column *c, struct sbill_arena *a)
{
    char room[24];
    struct sbill_buf b;

    if (c->heading.n)
        return c->heading;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "column ");
    sbill_buf_int(&b, c->number);
    return sbill_arena_copy(a, sbill_buf_view(&b));
}

/* lines[2].code, as findings say it. */
static struct sbill_text path_of(struct sbill_csv_work *w)
{
    const struct sbill_csv_column *c = w->column;
    char room[192];
    struct sbill_buf b;

    if (!c)
        return SBILL_T("");
    sbill_buf_over(&b, room, sizeof room);
    for (size_t i = 0; i < c->step_count; i++) {
        const struct sbill_csv_step *step = &c->steps[i];

        if (i)
            sbill_buf_char(&b, '.');
        sbill_buf_text(&b, step->key);
        if (step->index == SBILL_CSV_ALONE)
            continue;
        sbill_buf_char(&b, '[');
        sbill_buf_int(&b, step->index >= 0 ? step->index : i == 0 ? w->line_index : 0);
        sbill_buf_char(&b, ']');
    }
    return sbill_arena_copy(w->arena, sbill_buf_view(&b));
}

void sbill_csv_remark_value(struct sbill_csv_work *w, struct sbill_csv_remark *r, const char *name,
                            struct sbill_text value)
{
    if (!r || r->count == SBILL_CSV_VALUES)
        return;
    r->names[r->count] = name;
    r->values[r->count++] = sbill_arena_copy(w->arena, sbill_csv_shown(value));
}

void sbill_csv_remark_number(struct sbill_csv_work *w, struct sbill_csv_remark *r, const char *name,
                             uint64_t value)
{
    char room[24];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_u64(&b, value);
    sbill_csv_remark_value(w, r, name, sbill_buf_view(&b));
}

/* The rows of a visit repeat what they say of it, which is remarked upon once; each service and diagnosis stands for
 * itself. */
static bool is_told(struct sbill_csv_work *w, int32_t number)
{
    uint32_t bit = UINT32_C(1) << (number - FIRST_NUMBER), *told;

    if (!w->column || !w->row || sbill_text_starts(w->column->to, SBILL_T("lines[")) ||
        w->column->form == SBILL_CSV_DIAGNOSIS)
        return false;
    told = &w->told[w->column->number - 1];
    if (*told & bit)
        return true;
    *told |= bit;
    return false;
}

struct sbill_csv_remark *sbill_csv_remark(struct sbill_csv_work *w, int32_t number,
                                          struct sbill_text value)
{
    struct sbill_csv_remark *r = is_told(w, number) ? NULL : SBILL_PUSH(w->arena, &w->remarks);

    if (!r)
        return NULL;
    r->number = number;
    r->path = path_of(w);
    if (w->column)
        sbill_csv_remark_value(w, r, "column", sbill_csv_called(w->column, w->arena));
    if (w->row)
        sbill_csv_remark_number(w, r, "line", w->row->line);
    if (value.n)
        sbill_csv_remark_value(w, r, "value", value);
    return r;
}

void sbill_csv_raise(const struct sbill_csv_work *w, struct sbill_encounter *e)
{
    for (size_t i = 0; i < w->remarks.n; i++) {
        const struct sbill_csv_remark *r = &w->remarks.v[i];
        struct sbill_finding *f = sbill_raise(e, r->number, r->path.p ? r->path.p : "");

        for (size_t k = 0; k < r->count; k++)
            sbill_finding_value(e, f, r->names[k], r->values[k]);
    }
}
