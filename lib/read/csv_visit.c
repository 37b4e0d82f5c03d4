/* The rows of a visit as one record: each row with a service is a line, what all rows say is said once. */
#include <string.h>

#include "read/csv.h"
#include "superbill_findings.h"

/* ---- diagnoses and what points at them --------------------------------------------------------------- */

static bool same_code(struct sbill_text a, struct sbill_text b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a.n && a.p[i] == '.')
            i++;
        while (k < b.n && b.p[k] == '.')
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (sbill_upper(a.p[i++]) != sbill_upper(b.p[k++]))
            return false;
    }
}

/* Each once, in the order in which the rows name them. */
static void gather_diagnoses(struct sbill_csv_work *w)
{
    for (size_t i = 0; i < w->row_diagnosis_count; i++) {
        struct sbill_text code = w->row_diagnoses[i], *kept;
        bool known = code.n == 0;

        for (size_t k = 0; k < w->diagnoses.n && !known; k++)
            known = same_code(w->diagnoses.v[k], code);
        if (known)
            continue;
        kept = SBILL_PUSH(w->arena, &w->diagnoses);
        if (kept)
            *kept = code;
    }
}

static void put_diagnoses(struct sbill_csv_work *w)
{
    struct sbill_csv_node *list, *dx, *code;

    if (w->diagnoses.n == 0)
        return;
    list = sbill_csv_child(w, w->root, SBILL_T("diagnoses"), '[');
    for (size_t i = 0; list && i < w->diagnoses.n; i++) {
        dx = sbill_csv_element(w, list, (int32_t)i, '{');
        code = dx ? sbill_csv_child(w, dx, SBILL_T("code"), '"') : NULL;
        if (code)
            code->value = w->diagnoses.v[i];
    }
}

static void point_at(struct sbill_csv_work *w, struct sbill_text what)
{
    struct sbill_csv_node *list = sbill_csv_child(w, w->line, SBILL_T("diagnoses"), '['), *leaf;
    int32_t n = 0;

    for (const struct sbill_csv_node *c = list ? list->first : NULL; c; c = c->next)
        n++;
    leaf = list ? sbill_csv_element(w, list, n, '"') : NULL;
    if (leaf)
        leaf->value = what;
}

/* 1 to 12 for A to L and for 1 to 12; 0 for anything else. */
static size_t position_of(struct sbill_text t)
{
    uint32_t n;

    if (t.n == 1 && sbill_upper(t.p[0]) >= 'A' && sbill_upper(t.p[0]) <= 'L')
        return (size_t)(sbill_upper(t.p[0]) - 'A') + 1;
    if (t.n <= 2 && sbill_text_u32(t, &n) && n >= 1 && n <= 12)
        return n;
    return 0;
}

/* A position among the diagnoses of the row, if the row has them; else among those of the visit; or a code. */
static void point(struct sbill_csv_work *w, struct sbill_text part)
{
    size_t position = position_of(part);

    if (position == 0 || w->row_diagnosis_count == 0) {
        point_at(w, part);
    } else if (position <= w->row_diagnosis_count && w->row_diagnoses[position - 1].n) {
        point_at(w, w->row_diagnoses[position - 1]);
    } else {
        w->column = w->pointer_column;
        sbill_csv_remark(w, SBILL_FINDING_SHEET_POINTER, part);
    }
}

/* ABC and 123 are three pointers; 10 is one, and 12 where there are twelve. */
static bool is_glued(const struct sbill_csv_work *w, struct sbill_text t)
{
    if (t.n < 2 || t.n > 4)
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (position_of((struct sbill_text){t.p + i, 1}) == 0 ||
            sbill_is_digit(t.p[i]) != sbill_is_digit(t.p[0]))
            return false;
    return t.n > 2 || position_of(t) == 0 || w->row_diagnosis_count < position_of(t);
}

static void point_row(struct sbill_csv_work *w)
{
    struct sbill_text rest = w->pointers, part;

    if (rest.n == 0 && w->row_diagnosis_count <= 4) {
        for (size_t i = 0; i < w->row_diagnosis_count; i++)
            if (w->row_diagnoses[i].n)
                point_at(w, w->row_diagnoses[i]);
        return;
    }
    while (sbill_csv_part(&rest, &part)) {
        for (size_t i = 0; is_glued(w, part) && i + 1 < part.n;) {
            point(w, (struct sbill_text){part.p, 1});
            part = (struct sbill_text){part.p + 1, part.n - 1};
            if (part.n == 1)
                break;
        }
        point(w, part);
    }
}

/* ---- one row ------------------------------------------------------------------------------------------- */

/* What lines of a visit mostly share: said of the visit, and of a line where it differs. */
static const struct {
    const char *key, *object; /* object: where the record keeps it, NULL beside the lines */
} shared[] = {
    {"place_of_service", NULL},         {"rendering", "providers"},   {"referring", "providers"},
    {"ordering", "providers"},          {"supervising", "providers"}, {"facility", NULL},
    {"assistant_surgeon", "providers"},
};
#define SHARED (sizeof shared / sizeof *shared)

static bool is_shared(struct sbill_text key)
{
    if (sbill_text_is(key, "date_from") || sbill_text_is(key, "date_to"))
        return true;
    for (size_t i = 0; i < SHARED; i++)
        if (sbill_text_is(key, shared[i].key))
            return true;
    return false;
}

static bool is_service(const struct sbill_csv_node *line)
{
    for (const struct sbill_csv_node *c = line->first; c; c = c->next)
        if (!is_shared(c->key))
            return true;
    return false;
}

/* The row holds no service but says where and when: of the visit then, unless that is said already. */
static void say_of_visit(struct sbill_csv_work *w)
{
    struct sbill_csv_node *c = w->line->first, *next;

    sbill_csv_unlink(w->lines, w->line);
    for (; c; c = next) {
        next = c->next;
        c->next = NULL;
        if (!sbill_text_is(c->key, "date_from") && !sbill_text_is(c->key, "place_of_service"))
            continue;
        if (!sbill_csv_find(w->root,
                            sbill_text_is(c->key, "date_from") ? "date_from" : "place_of_service"))
            sbill_csv_link(w->root, c);
    }
    w->line = NULL;
}

static void say_shape(struct sbill_csv_work *w)
{
    size_t cells = w->row->cells, columns = w->sheet->count;
    struct sbill_csv_remark *r;

    w->column = NULL;
    if (cells == columns)
        return;
    r = sbill_csv_remark(
        w, cells > columns ? SBILL_FINDING_SHEET_ROW_LONG : SBILL_FINDING_SHEET_ROW_SHORT,
        SBILL_T(""));
    sbill_csv_remark_number(w, r, "cells", cells);
    sbill_csv_remark_number(w, r, "columns", columns);
}

static void read_row(struct sbill_csv_work *w, const struct sbill_csv_row *row)
{
    size_t at = 0, column;
    struct sbill_text cell;

    w->row = row;
    w->line = NULL;
    w->row_diagnosis_count = 0;
    memset(w->row_diagnoses, 0, sizeof w->row_diagnoses);
    w->pointers = SBILL_T("");
    say_shape(w);
    while (sbill_csv_row_cell(row, &at, &column, &cell)) {
        w->column = &w->sheet->columns[column];
        if (w->column->form == SBILL_CSV_UNREAD)
            sbill_csv_remark(w, SBILL_FINDING_SHEET_NO_HEADING, SBILL_T(""));
        else
            sbill_csv_read_cell(w, cell);
    }
    gather_diagnoses(w);
    if (w->line && !is_service(w->line))
        say_of_visit(w);
    if (!w->line)
        return;
    point_row(w);
    w->line_index++;
}

/* ---- what the lines share ---------------------------------------------------------------------------------- */

static void unlink_equal(struct sbill_csv_work *w, const char *key,
                         const struct sbill_csv_node *value)
{
    for (struct sbill_csv_node *line = w->lines->first; line; line = line->next) {
        struct sbill_csv_node *theirs = sbill_csv_find(line, key);

        if (theirs && sbill_csv_same(theirs, value))
            sbill_csv_unlink(line, theirs);
    }
}

static void lift(struct sbill_csv_work *w, const char *key, const char *object)
{
    struct sbill_csv_node *to = w->root, *value = NULL, *line;

    for (line = w->lines->first; line && !value; line = line->next)
        value = sbill_csv_find(line, key);
    if (!value)
        return;
    if (object)
        to = sbill_csv_child(w, to, sbill_text_from(object), '{');
    if (!to || sbill_csv_find(to, key))
        return;
    unlink_equal(w, key, value); /* the value itself among them */
    sbill_csv_link(to, value);
}

/* The last day is worth saying where it is another day. The first day of all is the visit's. */
static void settle_dates(struct sbill_csv_work *w)
{
    struct sbill_csv_node *first = NULL, *from, *to, *day;

    for (struct sbill_csv_node *line = w->lines->first; line; line = line->next) {
        from = sbill_csv_find(line, "date_from");
        to = sbill_csv_find(line, "date_to");
        if (from && to && sbill_text_eq(from->value, to->value))
            sbill_csv_unlink(line, to);
        if (from && (!first || sbill_text_cmp(from->value, first->value) < 0))
            first = from;
    }
    if (!first)
        return;
    day = sbill_csv_find(w->root, "date_from");
    if (!day) {
        day = sbill_csv_child(w, w->root, SBILL_T("date_from"), '"');
        if (day)
            day->value = first->value;
    }
    if (day)
        unlink_equal(w, "date_from", day);
}

/* ---- the visit --------------------------------------------------------------------------------------------- */

static void say_of_rows(struct sbill_csv_work *w, const struct sbill_csv_visit *visit)
{
    struct sbill_csv_remark *r;
    bool latin1 = false;

    w->column = NULL;
    w->row = visit->first;
    for (const struct sbill_csv_row *row = visit->first; row; row = row->next)
        latin1 = latin1 || row->latin1;
    if (visit->alone)
        sbill_csv_remark(w, SBILL_FINDING_SHEET_VISIT_UNNAMED, SBILL_T(""));
    if (latin1)
        sbill_csv_remark(w, SBILL_FINDING_SHEET_LATIN_1, SBILL_T(""));
    if (visit->apart) {
        r = sbill_csv_remark(w, SBILL_FINDING_SHEET_ROWS_APART, SBILL_T(""));
        sbill_csv_remark_number(w, r, "earlier", visit->apart);
    }
    if (visit->unreadable) {
        r = sbill_csv_remark(w, SBILL_FINDING_SHEET_ROW_UNREADABLE, SBILL_T(""));
        sbill_csv_remark_number(w, r, "lost", visit->unreadable);
    }
}

void sbill_csv_visit_record(struct sbill_csv_work *w, const struct sbill_csv_visit *visit,
                            struct sbill_buf *json)
{
    w->root = SBILL_NEW(w->arena, struct sbill_csv_node);
    if (!w->root)
        return;
    w->root->kind = '{';
    say_of_rows(w, visit);
    for (const struct sbill_csv_row *row = visit->first; row; row = row->next)
        read_row(w, row);
    put_diagnoses(w);
    if (w->lines && w->lines->first) {
        settle_dates(w);
        for (size_t i = 0; i < SHARED; i++)
            lift(w, shared[i].key, shared[i].object);
    }
    sbill_csv_write(w, json);
}
