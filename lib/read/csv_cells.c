/* The cells of a row into the tree of its visit. */
#include <string.h>

#include "read/csv.h"
#include "superbill_findings.h"

/* ---- several values in one cell ---------------------------------------------------------------------- */

static bool parts_values(char c)
{
    return sbill_is_space(c) || c == ',' || c == ';' || c == ':' || c == '|' || c == '/';
}

bool sbill_csv_part(struct sbill_text *rest, struct sbill_text *part)
{
    size_t n = 0;

    while (rest->n && parts_values(*rest->p))
        *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
    while (n < rest->n && !parts_values(rest->p[n]))
        n++;
    *part = (struct sbill_text){rest->p, n};
    *rest = (struct sbill_text){rest->p + n, rest->n - n};
    return n > 0;
}

/* ---- places ------------------------------------------------------------------------------------------ */

static struct sbill_csv_node *line_of_row(struct sbill_csv_work *w)
{
    if (!w->lines)
        w->lines = sbill_csv_child(w, w->root, SBILL_T("lines"), '[');
    if (w->lines && !w->line)
        w->line = sbill_csv_element(w, w->lines, w->line_index, '{');
    return w->line;
}

/* One step down; `each` is the index where the column leaves it open. */
static struct sbill_csv_node *step_down(struct sbill_csv_work *w, struct sbill_csv_node *at,
                                        size_t i, int32_t each)
{
    const struct sbill_csv_step *step = &w->column->steps[i];
    char kind = step->object ? '{' : '"';

    if (i == 0 && step->index == SBILL_CSV_EACH && sbill_text_is(step->key, "lines"))
        return line_of_row(w);
    if (step->index == SBILL_CSV_ALONE) {
        at = sbill_csv_child(w, at, step->key, kind);
    } else {
        at = sbill_csv_child(w, at, step->key, '[');
        if (at)
            at = sbill_csv_element(w, at, step->index >= 0 ? step->index : each, kind);
    }
    if (at && step->someone)
        at->someone = true;
    return at;
}

/* The node of the column's place, its last steps left out. */
static struct sbill_csv_node *descend(struct sbill_csv_work *w, size_t leave_out, int32_t each)
{
    struct sbill_csv_node *at = w->root;

    for (size_t i = 0; at && i + leave_out < w->column->step_count; i++)
        at = step_down(w, at, i, each);
    return at;
}

static void say_different(struct sbill_csv_work *w, const struct sbill_csv_node *leaf,
                          struct sbill_text value)
{
    struct sbill_csv_remark *r;

    r = sbill_csv_remark(w, SBILL_FINDING_SHEET_ROWS_DISAGREE, value);
    sbill_csv_remark_value(w, r, "first", leaf->value);
    sbill_csv_remark_number(w, r, "first_line", leaf->line);
}

static void set_leaf(struct sbill_csv_work *w, struct sbill_csv_node *leaf, struct sbill_text value,
                     char kind)
{
    if (!leaf)
        return;
    if (leaf->from) {
        if (kind != leaf->kind || !sbill_text_eq(leaf->value, value))
            say_different(w, leaf, value);
        return;
    }
    leaf->kind = kind;
    leaf->value = value;
    leaf->from = w->column;
    leaf->line = w->row->line;
}

static void set_child(struct sbill_csv_work *w, struct sbill_csv_node *up, const char *key,
                      struct sbill_text value)
{
    if (up && value.n)
        set_leaf(w, sbill_csv_child(w, up, sbill_text_from(key), '"'), value, '"');
}

/* Behind what the list has. */
static void append(struct sbill_csv_work *w, struct sbill_csv_node *list, struct sbill_text value)
{
    int32_t n = 0;

    for (const struct sbill_csv_node *c = list ? list->first : NULL; c; c = c->next)
        n++;
    if (list)
        set_leaf(w, sbill_csv_element(w, list, n, '"'), value, '"');
}

/* ---- people and payers ------------------------------------------------------------------------------- */

/* DOE, JANE Q */
static void put_name(struct sbill_csv_work *w, struct sbill_csv_node *name, struct sbill_text cell)
{
    struct sbill_text first = cell, last = sbill_text_trim(sbill_text_cut(&first, ',')), middle;

    middle = first = sbill_text_trim(first);
    first = sbill_text_cut(&middle, ' ');
    if (last.n == 0 || first.n == 0) {
        sbill_csv_remark(w, SBILL_FINDING_SHEET_NAME, cell);
        return;
    }
    set_child(w, name, "last", last);
    set_child(w, name, "first", first);
    set_child(w, name, "middle", sbill_text_trim(middle));
}

static bool is_npi(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_is_digit(t.p[i]))
            return false;
    return t.n == 10;
}

/* Do other columns say who it is? */
static bool said_elsewhere(const struct sbill_csv_work *w)
{
    for (size_t i = 0; i < w->sheet->count; i++) {
        const struct sbill_csv_column *c = &w->sheet->columns[i];

        if (c != w->column && c->form != SBILL_CSV_UNREAD &&
            sbill_text_starts(c->to, w->column->to))
            return true;
    }
    return false;
}

/* SMITH, JOHN A MD: what stands behind a second comma is the credential. */
static void put_provider_name(struct sbill_csv_work *w, struct sbill_csv_node *at,
                              struct sbill_text cell)
{
    struct sbill_text rest = cell, last = sbill_text_cut(&rest, ','), name = cell;
    struct sbill_text first = sbill_text_cut(&rest, ',');

    if (rest.n) {
        name.n = (size_t)(first.p + first.n - last.p);
        set_child(w, at, "credential", sbill_text_trim(rest));
    }
    put_name(w, sbill_csv_child(w, at, SBILL_T("name"), '{'), name);
}

/* Rows of one visit name the same one. False: this row does not, and the first holds. */
static bool same_as_before(struct sbill_csv_work *w, struct sbill_csv_node *at,
                           struct sbill_text cell)
{
    if (at->value.n && !sbill_text_eq_fold(at->value, cell)) {
        say_different(w, at, cell);
        return false;
    }
    if (at->value.n == 0)
        at->line = w->row->line;
    at->value = cell;
    return true;
}

static void read_provider(struct sbill_csv_work *w, struct sbill_text cell)
{
    const struct sbill_json_val *entry = sbill_csv_directory(w->defaults, "providers", cell);
    struct sbill_csv_node *at;

    if (!sbill_csv_undamaged(w, cell, &cell) || !(at = descend(w, 0, 0)) ||
        !same_as_before(w, at, cell))
        return;
    if (entry)
        at->entry = entry;
    else if (is_npi(cell))
        set_child(w, at, "npi", cell);
    else if (memchr(cell.p, ',', cell.n))
        put_provider_name(w, at, cell);
    else {
        set_child(w, at, "id", cell);
        if (!said_elsewhere(w))
            sbill_csv_remark(w, SBILL_FINDING_SHEET_PROVIDER, cell);
    }
}

static void read_payer(struct sbill_csv_work *w, struct sbill_text cell)
{
    const struct sbill_json_val *entry = sbill_csv_directory(w->defaults, "payers", cell);
    struct sbill_csv_node *coverage;

    if (!sbill_csv_undamaged(w, cell, &cell) || !(coverage = descend(w, 1, 0)) ||
        !same_as_before(w, coverage, cell))
        return;
    if (entry)
        coverage->entry = entry;
    else
        set_child(w, sbill_csv_child(w, coverage, SBILL_T("payer"), '{'), "name", cell);
}

/* ---- codes ------------------------------------------------------------------------------------------- */

static void append_modifiers(struct sbill_csv_work *w, struct sbill_text cell)
{
    struct sbill_text part, value;
    struct sbill_csv_node *line = line_of_row(w);
    struct sbill_csv_node *list = line ? sbill_csv_child(w, line, SBILL_T("modifiers"), '[') : NULL;

    if (!sbill_csv_undamaged(w, cell, &cell)) /* 3/1/2025 would fall apart */
        return;
    while (sbill_csv_part(&cell, &part))
        if (sbill_csv_undamaged(w, part, &value))
            append(w, list, value);
}

/* 99213-25-59: a code of five characters, then modifiers of two. */
static size_t code_before_modifiers(struct sbill_text cell)
{
    if (cell.n < 8 || (cell.n - 5) % 3 != 0)
        return cell.n;
    for (size_t i = 0; i < cell.n; i++) {
        bool mark = i >= 5 && (i - 5) % 3 == 0;

        if (mark ? cell.p[i] != '-' && !parts_values(cell.p[i]) : !sbill_is_alnum(cell.p[i]))
            return cell.n;
    }
    return 5;
}

static void read_procedure(struct sbill_csv_work *w, struct sbill_text cell)
{
    size_t n = code_before_modifiers(cell);
    struct sbill_text modifiers = {cell.p + n, cell.n - n}, code = {cell.p, n}, value;

    if (!sbill_csv_undamaged(w, code, &value))
        return;
    set_leaf(w, descend(w, 0, 0), value, '"');
    for (struct sbill_text part; modifiers.n;) {
        modifiers = (struct sbill_text){modifiers.p + 1, modifiers.n - 1};
        part = (struct sbill_text){modifiers.p, modifiers.n < 2 ? modifiers.n : 2};
        append_modifiers(w, part);
        modifiers = (struct sbill_text){modifiers.p + part.n, modifiers.n - part.n};
    }
}

static void read_diagnoses(struct sbill_csv_work *w, struct sbill_text cell)
{
    int32_t index = w->column->steps[0].index;
    size_t place = index >= 0 ? (size_t)index : 0;
    struct sbill_text part, value;

    if (!sbill_csv_undamaged(w, cell, &cell))
        return;
    while (sbill_csv_part(&cell, &part)) {
        if (!sbill_csv_undamaged(w, part, &value))
            continue;
        while (place < 12 && w->row_diagnoses[place].n)
            place++;
        if (place >= 12) {
            sbill_csv_remark(w, SBILL_FINDING_SHEET_DIAGNOSES, value);
            return;
        }
        w->row_diagnoses[place] = value;
        if (place >= w->row_diagnosis_count)
            w->row_diagnosis_count = place + 1;
    }
}

static void read_several(struct sbill_csv_work *w, struct sbill_text cell)
{
    bool indexed = w->column->steps[w->column->step_count - 1].index >= 0;
    struct sbill_csv_node *up = descend(w, 1, 0), *list;
    struct sbill_text key = w->column->steps[w->column->step_count - 1].key, part, value;
    char kind;

    list = up ? sbill_csv_child(w, up, key, '[') : NULL;
    if (indexed) {
        if (sbill_csv_value(w, cell, &value, &kind))
            set_leaf(w, descend(w, 0, 0), value, kind);
        return;
    }
    if (list && list->from && list->from != w->column)
        return; /* a twin column */
    if (list && list->line && list->line != w->row->line)
        return; /* a list of the visit: its first row says it */
    while (sbill_csv_part(&cell, &part))
        if (sbill_csv_value(w, part, &value, &kind))
            append(w, list, value);
    if (list) {
        list->from = w->column;
        list->line = w->row->line;
    }
}

/* Of a list of objects in the line, as teeth: the n-th value belongs to the n-th object. */
static bool opens_list(const struct sbill_csv_column *c)
{
    for (size_t i = 1; i < c->step_count; i++)
        if (c->steps[i].index == SBILL_CSV_EACH)
            return true;
    return false;
}

static void read_value(struct sbill_csv_work *w, struct sbill_text cell)
{
    struct sbill_text part = cell, value;
    char kind;

    if (w->column->form == SBILL_CSV_WORDS || !opens_list(w->column)) {
        if (sbill_csv_value(w, cell, &value, &kind))
            set_leaf(w, descend(w, 0, 0), value, kind);
        return;
    }
    for (int32_t i = 0; sbill_csv_part(&cell, &part); i++)
        if (sbill_csv_value(w, part, &value, &kind))
            set_leaf(w, descend(w, 0, i), value, kind);
}

void sbill_csv_read_cell(struct sbill_csv_work *w, struct sbill_text cell)
{
    switch (w->column->form) {
    case SBILL_CSV_UNREAD:
        break;
    case SBILL_CSV_NAME:
        put_name(w, descend(w, 0, 0), cell);
        break;
    case SBILL_CSV_PROVIDER:
        read_provider(w, cell);
        break;
    case SBILL_CSV_PAYER:
        read_payer(w, cell);
        break;
    case SBILL_CSV_PROCEDURE:
        read_procedure(w, cell);
        break;
    case SBILL_CSV_DIAGNOSIS:
        read_diagnoses(w, cell);
        break;
    case SBILL_CSV_MODIFIERS:
        append_modifiers(w, cell);
        break;
    case SBILL_CSV_POINTERS:
        w->pointers = cell;
        w->pointer_column = w->column;
        break;
    case SBILL_CSV_SEVERAL:
        read_several(w, cell);
        break;
    default:
        read_value(w, cell);
    }
}
