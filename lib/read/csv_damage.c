/* What spreadsheet programs do to codes and numbers when they open a table: leading zeros go, 12E4 becomes 1.20E+05,
 * 3-1 becomes 1-Mar, 11 becomes 11.0, and a formula that failed leaves #N/A. What can only have been one thing is put
 * back and said; the rest is a question. */
#include <string.h>

#include "read/csv.h"
#include "superbill_findings.h"

static size_t digits_at(struct sbill_text t, size_t i)
{
    size_t n = 0;

    while (i + n < t.n && sbill_is_digit(t.p[i + n]))
        n++;
    return n;
}

/* 1.00E+05: always with a sign and two digits behind it, as spreadsheets print it. */
static bool is_exponent(struct sbill_text t)
{
    size_t i = t.n && (t.p[0] == '-' || t.p[0] == '+') ? 1 : 0, n = digits_at(t, i);

    i += n;
    if (n != 1 || i == t.n)
        return false;
    if (t.p[i] == '.' || t.p[i] == ',') {
        n = digits_at(t, ++i);
        i += n;
        if (n == 0 || i == t.n)
            return false;
    }
    if (sbill_upper(t.p[i]) != 'E' || i + 1 == t.n || (t.p[i + 1] != '+' && t.p[i + 1] != '-'))
        return false;
    n = digits_at(t, i + 2);
    return n >= 2 && i + 2 + n == t.n;
}

static bool is_month(struct sbill_text t)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char m[3];

    if (t.n != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        m[i] = sbill_lower(t.p[i]);
    for (size_t i = 0; months[i]; i += 3)
        if (memcmp(m, months + i, 3) == 0)
            return true;
    return false;
}

static bool is_number(struct sbill_text t, size_t most)
{
    return t.n && t.n <= most && digits_at(t, 0) == t.n;
}

/* 1-Mar, Mar-01, 1-Mar-25, 3/1/2025 */
static bool is_date(struct sbill_text t)
{
    char mark = memchr(t.p, '/', t.n) ? '/' : '-';
    struct sbill_text a = sbill_text_cut(&t, mark), b = sbill_text_cut(&t, mark), c = t;

    if (mark == '/')
        return is_number(a, 2) && is_number(b, 2) && c.n == 4 && is_number(c, 4);
    if (is_month(b))
        return is_number(a, 2) && (c.n == 0 || is_number(c, 4));
    return is_month(a) && is_number(b, 4) && c.n == 0;
}

static bool is_error_value(struct sbill_text t)
{
    static const char *const values[] = {"#N/A",  "#REF!",   "#VALUE!", "#NAME?",
                                         "#NUM!", "#DIV/0!", "#NULL!"};
    size_t hashes = 0;

    if (t.n == 0 || t.p[0] != '#')
        return false;
    while (hashes < t.n && t.p[hashes] == '#')
        hashes++;
    if (hashes >= 2 && hashes == t.n) /* ####: the column was too narrow */
        return true;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (sbill_text_eq_fold(t, sbill_text_from(values[i])))
            return true;
    return false;
}

static void say_read_as(struct sbill_csv_work *w, int32_t number, struct sbill_text cell,
                        struct sbill_text read)
{
    sbill_csv_remark_value(w, sbill_csv_remark(w, number, cell), "read", read);
}

/* 99213.0; a diagnosis may look like that (ICD-9), which only its table can tell. */
static struct sbill_text without_decimals(struct sbill_csv_work *w, struct sbill_text cell)
{
    size_t n = digits_at(cell, 0), zeros = 0;
    struct sbill_text whole = {cell.p, n};

    if (w->column->form == SBILL_CSV_DIAGNOSIS || n == 0 || n + 1 >= cell.n || cell.p[n] != '.')
        return cell;
    while (n + 1 + zeros < cell.n && cell.p[n + 1 + zeros] == '0')
        zeros++;
    if (n + 1 + zeros != cell.n)
        return cell;
    say_read_as(w, SBILL_FINDING_SHEET_DECIMALS, cell, whole);
    return whole;
}

/* How many digits a number of this column has, if it can have no other length; 0: no telling. */
static size_t full_length(const struct sbill_csv_work *w, struct sbill_text t)
{
    switch (w->column->form) {
    case SBILL_CSV_ZIP:
        return t.n == 3 || t.n == 4 ? 5 : t.n == 7 || t.n == 8 ? 9 : 0;
    case SBILL_CSV_PLACE:
        return t.n == 1 ? 2 : 0;
    case SBILL_CSV_NINE:
        return t.n == 7 || t.n == 8 ? 9 : 0;
    case SBILL_CSV_PROCEDURE: /* 100 was 00100 */
        return t.n == 3 || t.n == 4 ? 5 : 0;
    default:
        return 0;
    }
}

static struct sbill_text with_zeros(struct sbill_csv_work *w, struct sbill_text cell)
{
    size_t n = is_number(cell, 9) ? full_length(w, cell) : 0;
    char room[16];

    if (n == 0)
        return cell;
    memset(room, '0', sizeof room);
    memcpy(room + (n - cell.n), cell.p, cell.n);
    struct sbill_text full = sbill_arena_copy(w->arena, (struct sbill_text){room, n});
    say_read_as(w, SBILL_FINDING_SHEET_ZEROS_LOST, cell, full);
    return full;
}

bool sbill_csv_undamaged(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out)
{
    int32_t number = 0;

    if (is_error_value(cell))
        number = SBILL_FINDING_SHEET_ERROR_VALUE;
    else if (w->column->form != SBILL_CSV_WORDS && is_exponent(cell))
        number = SBILL_FINDING_SHEET_EXPONENT;
    else if (w->column->form != SBILL_CSV_WORDS && is_date(cell))
        number = SBILL_FINDING_SHEET_BECAME_DATE;
    if (number) {
        sbill_csv_remark(w, number, cell);
        return false;
    }
    *out = cell;
    if (w->column->form != SBILL_CSV_WORDS)
        *out = with_zeros(w, without_decimals(w, cell));
    return true;
}
