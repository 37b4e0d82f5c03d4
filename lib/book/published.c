#include "book/published.h"

#include <string.h>

int32_t sbill_published_start(struct sbill_published *p, const struct sbill_alloc *alloc,
                              const struct sbill_input *in, char separator, sbill_error **err)
{
    struct sbill_text bytes = sbill_without_bom(in->bytes);
    bool latin1 = sbill_utf8_check(bytes) != bytes.n;
    int32_t status = SBILL_OK;

    memset(p, 0, sizeof *p);
    p->in = in;
    p->err = err;
    sbill_buf_init(&p->utf8, alloc, bytes.n * 3 + 1);
    if (latin1 && !sbill_latin1_to_utf8(&p->utf8, bytes))
        status = sbill_fail(err, SBILL_EINPUT, (struct sbill_place){in->name, 0, 0},
                            "the file is neither UTF-8 nor Latin-1 text");
    else if (p->utf8.failed)
        status = sbill_fail(err, p->utf8.failed, (struct sbill_place){in->name, 0, 0},
                            "no memory for this file");
    if (latin1)
        bytes = sbill_buf_view(&p->utf8);
    sbill_csv_start(&p->csv, alloc, bytes, in->name, 1);
    p->csv.separator = separator;
    p->csv.quotes = separator == ',';
    return status;
}

void sbill_published_end(struct sbill_published *p)
{
    sbill_csv_end(&p->csv);
    sbill_buf_free(&p->utf8);
}

int32_t sbill_published_next(struct sbill_published *p)
{
    int32_t status = sbill_csv_next(&p->csv, p->err);

    for (size_t i = 0; status == SBILL_OK && i < p->csv.count; i++) {
        struct sbill_text text = p->csv.cells[i].text;

        if (text.n && memchr(text.p, '\0', text.n))
            status = sbill_published_fail_cell(p, i, "the cell is not text");
    }
    return status;
}

char sbill_published_separator(const struct sbill_input *in)
{
    struct sbill_text rest = in->bytes, line = sbill_text_line(&rest);

    return line.n && memchr(line.p, '\t', line.n) ? '\t' : ',';
}

/* ---- names of columns ---- */

bool sbill_name_is(struct sbill_text cell, const char *name)
{
    for (size_t i = 0; i < cell.n; i++) {
        if (!sbill_is_alnum(cell.p[i]))
            continue;
        if (sbill_lower(cell.p[i]) != *name)
            return false;
        name++;
    }
    return *name == '\0' || *name == '|';
}

static bool has_spelling(struct sbill_text cell, const char *names)
{
    for (;;) {
        if (sbill_name_is(cell, names))
            return true;
        names = strchr(names, '|');
        if (!names)
            return false;
        names++;
    }
}

bool sbill_published_names(struct sbill_published *p, const char *const *names, size_t count)
{
    memset(p->at, 0, sizeof p->at);
    p->columns = p->csv.count;
    for (size_t i = 0; i < count; i++) {
        bool may_lack = names[i][0] == '?';

        for (size_t k = 0; k < p->csv.count && !p->at[i]; k++)
            if (has_spelling(p->csv.cells[k].text, names[i] + may_lack))
                p->at[i] = (uint32_t)k + 1;
        if (!p->at[i] && !may_lack)
            return false;
    }
    return true;
}

int32_t sbill_published_need_names(struct sbill_published *p, const char *const *names,
                                   size_t count)
{
    int32_t status = sbill_published_next(p);
    struct sbill_text missing = {NULL, 0};

    if (status == SBILL_OK && sbill_published_names(p, names, count))
        return SBILL_OK;
    if (status < 0)
        return status;
    for (size_t i = 0; i < count && !missing.n; i++)
        if (!p->at[i] && names[i][0] != '?')
            missing = (struct sbill_text){names[i], strcspn(names[i], "|")};
    return sbill_fail(p->err, SBILL_EINPUT, sbill_csv_place(&p->csv, 0),
                      "the first row does not name the column \"%t\"", &missing);
}

struct sbill_text sbill_published_text(const struct sbill_published *p, size_t column)
{
    uint32_t at = p->at[column];

    if (!at || at > p->csv.count)
        return (struct sbill_text){"", 0};
    return sbill_text_trim(p->csv.cells[at - 1].text);
}

int32_t sbill_published_fail_cell(const struct sbill_published *p, size_t cell, const char *words)
{
    struct sbill_text text = {"", 0};

    if (cell < p->csv.count)
        text = sbill_text_trim(p->csv.cells[cell].text);
    return sbill_fail(p->err, SBILL_EINPUT, sbill_csv_place(&p->csv, cell), words, &text);
}

int32_t sbill_published_fail(const struct sbill_published *p, size_t column, const char *words)
{
    return sbill_published_fail_cell(p, p->at[column] ? p->at[column] - 1 : p->csv.count, words);
}

/* ---- cells ---- */

bool sbill_published_date(struct sbill_text t, int32_t *out)
{
    *out = SBILL_NO_DATE;
    return !t.n || sbill_date_parse(t, out);
}

bool sbill_ordinal_date(struct sbill_text t, int32_t *out)
{
    struct sbill_text year = {t.p, 4}, day = {t.p + 4, 3};
    uint32_t y, d;
    int32_t first, next;

    *out = SBILL_NO_DATE;
    if (!t.n)
        return true;
    if (t.n != 7 || !sbill_text_u32(year, &y) || !sbill_text_u32(day, &d) || d == 0 ||
        !sbill_date_make((int32_t)y, 1, 1, &first) || !sbill_date_make((int32_t)y + 1, 1, 1, &next))
        return false;
    *out = first + (int32_t)d - 1;
    return *out < next;
}

bool sbill_service_shape(struct sbill_text t)
{
    size_t digits = 0;

    if (t.n != 5)
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (!sbill_is_digit(t.p[i]) && !sbill_is_upper(t.p[i]))
            return false;
        digits += sbill_is_digit(t.p[i]);
    }
    return digits >= 3;
}
