/* The cell of a table as the value of a field: dates as offices write them, amounts with dollar signs, yes and no.
 * Whether the value makes sense is for the record's reader and the edits to say. */
#include <string.h>

#include "read/csv.h"
#include "superbill_findings.h"

/* ---- dates ---------------------------------------------------------------------------------------- */

static bool number_of(struct sbill_text t, size_t least, size_t most, int32_t *out)
{
    uint32_t n;

    if (t.n < least || t.n > most || !sbill_text_u32(t, &n))
        return false;
    *out = (int32_t)n;
    return true;
}

static int32_t month_of(struct sbill_text t)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    for (int32_t m = 0; t.n == 3 && m < 12; m++)
        if (sbill_text_eq_fold(t, (struct sbill_text){&months[3 * m], 3}))
            return m + 1;
    return 0;
}

/* 10/1/2025, 1.10.2025 (day first), 1-Oct-2025. The year has four digits. */
static bool three_parts(struct sbill_text t, int32_t dates, int32_t *out)
{
    char mark = memchr(t.p, '/', t.n) ? '/' : memchr(t.p, '.', t.n) ? '.' : '-';
    struct sbill_text a = sbill_text_cut(&t, mark), b = sbill_text_cut(&t, mark);
    int32_t first, second, year, month = month_of(b);

    if (!number_of(t, 4, 4, &year) || !number_of(a, 1, 2, &first))
        return false;
    if (month)
        return sbill_date_make(year, month, first, out);
    if (!number_of(b, 1, 2, &second))
        return false;
    return dates == SBILL_CSV_DAY_FIRST ? sbill_date_make(year, second, first, out)
                                        : sbill_date_make(year, first, second, out);
}

/* 10012025: no year of the calendar begins with 10, so it is not 1001-20-25. */
static bool digits_only(struct sbill_text t, int32_t dates, int32_t *out)
{
    int32_t a, b, year;

    if (t.n != 8 || !number_of((struct sbill_text){t.p, 2}, 2, 2, &a) ||
        !number_of((struct sbill_text){t.p + 2, 2}, 2, 2, &b) ||
        !number_of((struct sbill_text){t.p + 4, 4}, 4, 4, &year))
        return false;
    return dates == SBILL_CSV_DAY_FIRST ? sbill_date_make(year, b, a, out)
                                        : sbill_date_make(year, a, b, out);
}

bool sbill_csv_date(struct sbill_text cell, int32_t dates, int32_t *out)
{
    return cell.n && (sbill_date_parse(cell, out) || digits_only(cell, dates, out) ||
                      three_parts(cell, dates, out));
}

/* 2025-10-01T00:00:00, 10/1/2025 12:00 AM: the date, and whether the rest says more than midnight. */
static struct sbill_text without_time(struct sbill_text cell, bool *said)
{
    size_t n = 0;
    struct sbill_text rest;

    while (n < cell.n && cell.p[n] != ' ' && sbill_upper(cell.p[n]) != 'T')
        n++;
    if (n == 0 || n == cell.n || !memchr(cell.p + n, ':', cell.n - n))
        return cell;
    rest = (struct sbill_text){cell.p + n, cell.n - n};
    *said = false;
    for (size_t i = 0; i < rest.n; i++)
        *said = *said || (rest.p[i] > '0' && rest.p[i] <= '9');
    if (rest.n >= 3 && memcmp(rest.p, " 12:00", rest.n < 6 ? rest.n : 6) == 0 &&
        sbill_upper(rest.p[rest.n - 2]) == 'A')
        *said = false; /* 12:00:00 AM */
    return (struct sbill_text){cell.p, n};
}

/* Days since 1899-12-30, as spreadsheets count: 1954 to 2118. */
static bool is_day_number(struct sbill_text t, int32_t *out)
{
    int32_t n;

    if (!number_of(t, 5, 5, &n) || n < 20000 || n > 80000)
        return false;
    *out = n - 25569;
    return true;
}

static bool ends_in_two_digits(struct sbill_text t)
{
    return t.n >= 6 && memchr("/-.", t.p[t.n - 3], 3) && sbill_is_digit(t.p[t.n - 1]) &&
           sbill_is_digit(t.p[t.n - 2]) && sbill_is_digit(t.p[0]);
}

static void say_bad_date(struct sbill_csv_work *w, struct sbill_text cell)
{
    char room[16];
    struct sbill_buf b;
    int32_t date;

    sbill_buf_over(&b, room, sizeof room);
    if (is_day_number(cell, &date)) {
        sbill_date_iso(&b, date);
        sbill_csv_remark_value(w, sbill_csv_remark(w, SBILL_FINDING_SHEET_DAY_NUMBER, cell), "date",
                               sbill_buf_view(&b));
    } else {
        sbill_csv_remark(
            w, ends_in_two_digits(cell) ? SBILL_FINDING_SHEET_SHORT_YEAR : SBILL_FINDING_SHEET_DATE,
            cell);
    }
}

static bool read_date(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out)
{
    bool time = false;
    struct sbill_text day = without_time(cell, &time);
    char room[16];
    struct sbill_buf b;
    int32_t date;

    if (!sbill_csv_date(day, w->sheet->dates, &date)) {
        say_bad_date(w, day);
        return false;
    }
    if (time)
        sbill_csv_remark(w, SBILL_FINDING_SHEET_TIME_NOT_READ, cell);
    sbill_buf_over(&b, room, sizeof room);
    sbill_date_iso(&b, date);
    *out = sbill_arena_copy(w->arena, sbill_buf_view(&b));
    return true;
}

/* ---- amounts -------------------------------------------------------------------------------------- */

/* The mark stands before groups of three digits, all of them, up to what ends the whole part. */
static bool grouped(struct sbill_text t, char mark, char end)
{
    size_t since = 0;
    bool any = false;

    for (size_t i = 0; i < t.n && t.p[i] != end; i++) {
        if (t.p[i] != mark) {
            since++;
        } else if (since == 0 || since > 3 || (any && since != 3)) {
            return false;
        } else {
            any = true;
            since = 0;
        }
    }
    return !any || since == 3;
}

/* 125,00 and 1.125,00: two digits behind the only comma, which can be no group. */
static bool decimal_comma(struct sbill_text t)
{
    const char *comma = memchr(t.p, ',', t.n);

    return comma && comma != t.p && comma + 3 == t.p + t.n && grouped(t, '.', ',');
}

static struct sbill_text plain_amount(struct sbill_csv_work *w, struct sbill_text cell)
{
    char *p = sbill_arena_get(w->arena, cell.n + 1);
    bool negative = cell.n > 2 && cell.p[0] == '(' && cell.p[cell.n - 1] == ')', comma;
    size_t n = 0;

    if (!p)
        return SBILL_T("");
    if (negative) {
        cell = (struct sbill_text){cell.p + 1, cell.n - 2};
        p[n++] = '-';
    }
    while (cell.n && (*cell.p == '$' || *cell.p == ' '))
        cell = (struct sbill_text){cell.p + 1, cell.n - 1};
    comma = decimal_comma(cell);
    if (!comma && !grouped(cell, ',', '.'))
        return SBILL_T("");
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i], group = comma ? '.' : ',';

        if (c != group)
            p[n++] = c == ',' ? '.' : c;
    }
    return (struct sbill_text){p, n};
}

static bool read_money(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out)
{
    int64_t amount;

    *out = plain_amount(w, cell);
    if (sbill_decimal_parse(*out, 2, &amount))
        return true;
    sbill_csv_remark(w, SBILL_FINDING_SHEET_AMOUNT, cell);
    return false;
}

/* ---- words ---------------------------------------------------------------------------------------- */

static bool one_of(struct sbill_text t, const char *words)
{
    struct sbill_text rest = sbill_text_from(words);

    while (rest.n)
        if (sbill_text_eq_fold(sbill_text_cut(&rest, ' '), t))
            return true;
    return false;
}

static bool read_flag(struct sbill_csv_work *w, struct sbill_text cell, char *kind)
{
    if (one_of(cell, "y yes true t 1 x"))
        *kind = 't';
    else if (one_of(cell, "n no false f 0"))
        *kind = 'f';
    else
        sbill_csv_remark(w, SBILL_FINDING_SHEET_YES_NO, cell);
    return *kind != '"';
}

/* Words that tables use where the record has its own: X12's codes and first letters. */
static const struct {
    const char *key, *words, *means;
} usual_words[] = {
    {"sex", "f woman w", "female"},
    {"sex", "m man", "male"},
    {"sex", "u unk", "unknown"},
    {"sex", "o x", "other"},
    {"relationship", "18 s same patient", "self"},
    {"relationship", "01 1 wife husband partner", "spouse"},
    {"relationship", "19 c son daughter dependent", "child"},
    {"relationship", "20", "employee"},
    {"relationship", "21", "unknown"},
    {"relationship", "39", "organ-donor"},
    {"relationship", "40", "cadaver-donor"},
    {"relationship", "53", "life-partner"},
    {"relationship", "g8 o", "other"},
    {"accept_assignment", "a y 1", "yes"},
    {"accept_assignment", "c n 0", "no"},
    {"accept_assignment", "b", "lab-only"},
    {"assignment_of_benefits", "y 1", "yes"},
    {"assignment_of_benefits", "n 0", "no"},
    {"assignment_of_benefits", "w", "not-applicable"},
    {"release_of_information", "y 1", "yes"},
    {"release_of_information", "n 0", "no"},
    {"release_of_information", "i", "informed"},
    {"system", "cpt4 cpt-4", "cpt"},
    {"system", "hcpcs2 hcpcsii", "hcpcs"},
    {"system", "icd-10 icd10 icd-10-cm", "icd10cm"},
    {"tax_id_type", "e ei 24", "ein"},
    {"tax_id_type", "s sy 34", "ssn"},
    {"filing_indicator", "medicare medicareb", "MB"},
    {"filing_indicator", "medicaid", "MC"},
    {"filing_indicator", "commercial", "CI"},
    {"filing_indicator", "bcbs bluecross", "BL"},
    {"filing_indicator", "hmo", "HM"},
    {"filing_indicator", "tricare champus", "CH"},
    {"filing_indicator", "workerscomp", "WC"},
    {"filing_indicator", "auto", "AM"},
    {"oral_cavity", "ur", "10"},
    {"oral_cavity", "ul", "20"},
    {"oral_cavity", "ll", "30"},
    {"oral_cavity", "lr", "40"},
};

bool sbill_csv_has_words(struct sbill_text key)
{
    for (size_t i = 0; i < sizeof usual_words / sizeof *usual_words; i++)
        if (sbill_text_is(key, usual_words[i].key))
            return true;
    return false;
}

/* What the word means: as the map says, else as usual; the word itself if nobody says. */
static struct sbill_text meaning(const struct sbill_csv_column *c, struct sbill_text cell)
{
    struct sbill_text key = c->steps[c->step_count - 1].key;

    for (const struct sbill_csv_word *word = c->words; word; word = word->next)
        if (sbill_text_eq_fold(word->is, cell))
            return word->means;
    for (size_t i = 0; c->usual_words && i < sizeof usual_words / sizeof *usual_words; i++)
        if (sbill_text_is(key, usual_words[i].key) && one_of(cell, usual_words[i].words))
            return sbill_text_from(usual_words[i].means);
    return cell;
}

bool sbill_csv_value(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out,
                     char *kind)
{
    *kind = '"';
    cell = meaning(w->column, cell);
    if (cell.n == 0)
        return false;
    switch (w->column->form) {
    case SBILL_CSV_DATE:
        return read_date(w, cell, out);
    case SBILL_CSV_MONEY:
        return read_money(w, cell, out);
    case SBILL_CSV_FLAG:
        return read_flag(w, cell, kind);
    case SBILL_CSV_NUMBER:
    case SBILL_CSV_WORD:
        *out = cell;
        return true;
    default:
        return sbill_csv_undamaged(w, cell, out);
    }
}
