/* RFC 4180: cells out of a text, and cells into one. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

void sbill_cli_csv_start(struct sbill_cli_csv *c, struct sbill_cli_bytes *bytes)
{
    *c = (struct sbill_cli_csv){bytes->p, bytes->p + bytes->n, 0, 1, NULL};
    if (bytes->n >= 3 && memcmp(bytes->p, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3; /* spreadsheets put a byte order mark first */
}

/* Behind a cell: a comma, a line end or the end of the text. False if anything else stands there. */
static bool end_cell(struct sbill_cli_csv *c, char *write, bool *more)
{
    char *at = c->at;

    *more = at < c->end && *at == ',';
    if (at + 1 < c->end && at[0] == '\r' && at[1] == '\n')
        c->at += 2;
    else if (at < c->end && (*at == ',' || *at == '\n'))
        c->at++;
    else if (at < c->end)
        return false;
    if (!*more)
        c->next++;
    *write = '\0'; /* the separator, or the NUL behind the text */
    return true;
}

/* In place: what is read shrinks, so the cell ends before the place read. */
static bool quoted_cell(struct sbill_cli_csv *c, struct sbill_cli_part *cell, bool *more)
{
    char *write = c->at;

    cell->p = write;
    for (c->at++;; c->at++) {
        if (c->at >= c->end) {
            c->wrong = "a quote is not closed";
            return false;
        }
        if (*c->at == '"' && (c->at + 1 >= c->end || c->at[1] != '"'))
            break;
        c->at += *c->at == '"';
        c->next += *c->at == '\n';
        *write++ = *c->at;
    }
    c->at++;
    cell->n = (size_t)(write - cell->p);
    if (end_cell(c, write, more))
        return true;
    c->wrong = "text stands behind a closing quote";
    return false;
}

static bool plain_cell(struct sbill_cli_csv *c, struct sbill_cli_part *cell, bool *more)
{
    cell->p = c->at;
    while (c->at < c->end && *c->at != ',' && *c->at != '\n' &&
           !(*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n')) {
        if (*c->at == '"') {
            c->wrong = "a quote stands inside a cell that does not start with one";
            return false;
        }
        c->at++;
    }
    cell->n = (size_t)(c->at - cell->p);
    return end_cell(c, c->at, more);
}

int sbill_cli_csv_row(struct sbill_cli_csv *c, struct sbill_cli_part *cells, int max)
{
    int n = 0;
    bool more = true;

    if (c->at >= c->end)
        return 0;
    c->line = c->next;
    while (more) {
        if (n == max) {
            c->wrong = "more cells than the first line";
            return -1;
        }
        if (c->at < c->end && *c->at == '"' ? !quoted_cell(c, &cells[n], &more)
                                            : !plain_cell(c, &cells[n], &more))
            return -1;
        n++;
    }
    return n;
}

/* A spreadsheet takes a cell that starts like this for a formula. */
static bool starts_formula(char c)
{
    return c && strchr("=+-@\t\r", c);
}

void sbill_cli_csv_put(FILE *f, const char *p, size_t n, bool last)
{
    bool quote = n && (starts_formula(p[0]) || p[0] == ' ' || p[n - 1] == ' ');

    for (size_t i = 0; i < n && !quote; i++)
        quote = strchr(",\"\r\n'", p[i]) != NULL;
    if (quote)
        fputc('"', f);
    if (n && (starts_formula(p[0]) || p[0] == '\''))
        fputc('\'', f);
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '"')
            fputc('"', f);
        fputc(p[i], f);
    }
    if (quote)
        fputc('"', f);
    fputs(last ? "\r\n" : ",", f);
}

struct sbill_cli_part sbill_cli_csv_plain(struct sbill_cli_part cell)
{
    bool guarded =
        cell.n > 1 && cell.p[0] == '\'' && (starts_formula(cell.p[1]) || cell.p[1] == '\'');

    return guarded ? (struct sbill_cli_part){cell.p + 1, cell.n - 1} : cell;
}
