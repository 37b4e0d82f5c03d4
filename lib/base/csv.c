#include "base/csv.h"

#include <string.h>

struct sbill_text sbill_without_bom(struct sbill_text bytes)
{
    static const char bom[] = "\xEF\xBB\xBF";

    if (sbill_text_starts(bytes, SBILL_T(bom))) {
        bytes.p += 3;
        bytes.n -= 3;
    }
    return bytes;
}

/* Windows-1252 80-9F; 0 = nothing stands there. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

bool sbill_latin1_to_utf8(struct sbill_buf *b, struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned c = (unsigned char)t.p[i];

        if (c >= 0x80 && c < 0xA0)
            c = windows_1252[c - 0x80];
        if (c == 0)
            return false;
        if (c < 0x80) {
            sbill_buf_char(b, (char)c);
        } else if (c < 0x800) {
            sbill_buf_char(b, (char)(0xC0 | c >> 6));
            sbill_buf_char(b, (char)(0x80 | (c & 0x3F)));
        } else {
            sbill_buf_char(b, (char)(0xE0 | c >> 12));
            sbill_buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
            sbill_buf_char(b, (char)(0x80 | (c & 0x3F)));
        }
    }
    return true;
}

void sbill_csv_start(struct sbill_csv *c, const struct sbill_alloc *alloc, struct sbill_text bytes,
                     struct sbill_text source, uint32_t first_line)
{
    memset(c, 0, sizeof *c);
    c->source = source;
    c->separator = ',';
    c->quotes = true;
    sbill_csv_go_on(c, sbill_without_bom(bytes), first_line);
    sbill_arena_init(&c->arena_, alloc, (size_t)1 << 24);
}

void sbill_csv_go_on(struct sbill_csv *c, struct sbill_text bytes, uint32_t first_line)
{
    c->at_ = bytes.p;
    c->end_ = bytes.p + bytes.n;
    c->line_start_ = bytes.p;
    c->line_now_ = first_line;
}

void sbill_csv_end(struct sbill_csv *c)
{
    sbill_arena_free(&c->arena_);
}

struct sbill_place sbill_csv_place(const struct sbill_csv *c, size_t i)
{
    if (i >= c->count)
        return (struct sbill_place){c->source, c->line, 0};
    return (struct sbill_place){c->source, c->cells[i].line, c->cells[i].column};
}

static bool at_line_end(const struct sbill_csv *c)
{
    return c->at_ == c->end_ || *c->at_ == '\n' ||
           (*c->at_ == '\r' && (c->at_ + 1 == c->end_ || c->at_[1] == '\n'));
}

static void pass_line_end(struct sbill_csv *c)
{
    if (c->at_ < c->end_ && *c->at_ == '\r')
        c->at_++;
    if (c->at_ < c->end_ && *c->at_ == '\n')
        c->at_++;
    c->line_start_ = c->at_;
    c->line_now_++;
}

/* "" inside quotes stands for one ". */
static struct sbill_text undouble(struct sbill_arena *a, struct sbill_text t)
{
    size_t n = 0;
    char *p = sbill_arena_get(a, t.n);

    if (!p)
        return (struct sbill_text){NULL, 0};
    for (size_t i = 0; i < t.n; i++) {
        p[n++] = t.p[i];
        if (t.p[i] == '"')
            i++;
    }
    return (struct sbill_text){p, n};
}

static int32_t quoted_cell(struct sbill_csv *c, struct sbill_csv_cell *cell, sbill_error **err)
{
    struct sbill_place at = {c->source, cell->line, cell->column};
    const char *start = ++c->at_;
    bool doubled = false;

    for (;; c->at_++) {
        if (c->at_ == c->end_)
            return sbill_fail(err, SBILL_EINPUT, at,
                              "a quotation mark opens here and is never closed");
        if (*c->at_ == '\n') {
            c->line_now_++;
            c->line_start_ = c->at_ + 1;
        }
        if (*c->at_ != '"')
            continue;
        if (c->at_ + 1 == c->end_ || c->at_[1] != '"')
            break;
        doubled = true;
        c->at_++;
    }
    cell->text = (struct sbill_text){start, (size_t)(c->at_ - start)};
    c->at_++;
    if (!at_line_end(c) && *c->at_ != c->separator) {
        at = (struct sbill_place){c->source, c->line_now_, (uint32_t)(c->at_ - c->line_start_) + 1};
        return sbill_fail(err, SBILL_EINPUT, at, "text follows a closing quotation mark");
    }
    if (doubled)
        cell->text = undouble(&c->arena_, cell->text);
    if (c->arena_.failed)
        return sbill_fail(err, c->arena_.failed, at, "no memory for this cell");
    return SBILL_OK;
}

static int32_t read_cell(struct sbill_csv *c, sbill_error **err)
{
    struct sbill_csv_cell *cell;
    uint32_t column = (uint32_t)(c->at_ - c->line_start_) + 1;
    const char *start = c->at_;

    if (c->count == SBILL_CSV_CELLS)
        return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){c->source, c->line_now_, column},
                          "more than %d cells in one row", (int32_t)SBILL_CSV_CELLS);
    cell = &c->cells[c->count++];
    cell->line = c->line_now_;
    cell->column = column;
    if (c->quotes && c->at_ < c->end_ && *c->at_ == '"')
        return quoted_cell(c, cell, err);
    while (!at_line_end(c) && *c->at_ != c->separator)
        c->at_++;
    cell->text = (struct sbill_text){start, (size_t)(c->at_ - start)};
    return SBILL_OK;
}

static bool at_end_of_text(const struct sbill_csv *c)
{
    return c->at_ == c->end_ || (*c->at_ == '\x1A' && c->at_ + 1 == c->end_);
}

int32_t sbill_csv_next(struct sbill_csv *c, sbill_error **err)
{
    int32_t status;

    sbill_arena_reset(&c->arena_);
    c->count = 0;
    while (!at_end_of_text(c) && at_line_end(c))
        pass_line_end(c);
    c->line = c->line_now_;
    if (at_end_of_text(c))
        return SBILL_END;
    while ((status = read_cell(c, err)) == SBILL_OK) {
        if (at_line_end(c)) {
            pass_line_end(c);
            return SBILL_OK;
        }
        c->at_++; /* the separator */
    }
    return status;
}

bool sbill_csv_whole(struct sbill_csv_scan *s, struct sbill_text bytes, char separator, size_t *n)
{
    for (; s->seen < bytes.n; s->seen++) {
        char c = bytes.p[s->seen];

        if (c == '"' && (s->quoted || !s->inside)) {
            s->quoted = !s->quoted; /* "" closes and opens again */
        } else if (!s->quoted && c == '\n') {
            *n = s->seen + 1;
            *s = (struct sbill_csv_scan){0};
            return true;
        } else if (!s->quoted) {
            s->inside = c != separator;
        }
    }
    return false;
}
