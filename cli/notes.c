#include "notes.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEEPEST 16
#define MOST_COLUMNS 64

struct notes {
    const struct sbill_cli_args *args;
    sbill_cli_each_note fn;
    void *user;
    struct sbill_cli_words record; /* a record made of a bare text */
    int depth;
};

/* ---- A record of a bare text ------------------------------------------------------------------------- */

static void put_json(struct sbill_cli_words *t, const char *p, size_t n)
{
    size_t from = 0;

    for (size_t i = 0; i <= n; i++) {
        unsigned char c = i < n ? (unsigned char)p[i] : 0;
        if (i < n && c >= 0x20 && c != '"' && c != '\\')
            continue;
        if (i > from)
            sbill_cli_add(t, "%.*s", (int)(i - from), p + from);
        from = i + 1;
        if (i < n && c != 0)
            sbill_cli_add(t, "\\u%04x", c);
    }
}

static void put_patient(struct notes *x, int32_t on)
{
    const char *age = sbill_cli_value(x->args, "age", NULL);
    const char *sex = sbill_cli_value(x->args, "sex", NULL);
    char day[SBILL_CLI_WORD];

    sbill_cli_add(&x->record, ",\"patient\":{");
    if (sex)
        sbill_cli_add(&x->record, "\"sex\":\"%s\"", sex);
    if (age) {
        int years = 0;
        (void)sscanf(age, "%3d", &years);
        sbill_cli_date(on - years * 365 - years / 4 - 30, day);
        sbill_cli_add(&x->record, "%s\"birth_date\":\"%s\"", sex ? "," : "", day);
    }
    sbill_cli_add(&x->record, "}");
}

static int give_text(struct notes *x, const char *name, const char *p, size_t n)
{
    const char *date = sbill_cli_value(x->args, "on", NULL);
    int32_t on = date ? sbill_cli_date_from(date) : sbill_cli_today();
    char day[SBILL_CLI_WORD];

    if (on == SBILL_NONE32) {
        sbill_cli_say("--on: not a date like 2025-10-01: %s", date);
        return SBILL_EXIT_USAGE;
    }
    sbill_cli_cut(&x->record, 0);
    sbill_cli_add(&x->record,
                  "{\"schema\":\"superbill-record/1\",\"id\":\"NOTE\",\"date_from\":\"%s\"",
                  sbill_cli_date(on, day));
    put_patient(x, on);
    sbill_cli_add(&x->record, ",\"notes\":[{\"text\":\"");
    put_json(&x->record, p, n);
    sbill_cli_add(&x->record, "\"}]}");
    if (x->record.failed)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    struct sbill_cli_note note = {name, x->record.p, x->record.n};
    return x->fn(x->user, &note);
}

/* ---- Files ------------------------------------------------------------------------------------------- */

static int give_lines(struct notes *x, const char *path, struct sbill_cli_bytes bytes)
{
    int code = SBILL_EXIT_CLEAN;
    size_t line = 0;

    for (size_t i = 0; i < bytes.n && code == SBILL_EXIT_CLEAN;) {
        const char *end = memchr(bytes.p + i, '\n', bytes.n - i);
        size_t n = end ? (size_t)(end - bytes.p) - i : bytes.n - i;
        char name[600];
        snprintf(name, sizeof name, "%.500s:%zu", path, ++line);
        struct sbill_cli_note note = {name, bytes.p + i, n};
        if (strspn(note.record, " \t\r") < n)
            code = x->fn(x->user, &note);
        i += n + 1;
    }
    return code;
}

/* The column with that name, else one called note or text; -1 if there is none. */
static int column_of(const struct notes *x, const struct sbill_cli_part *cells, int n)
{
    const char *wanted = sbill_cli_value(x->args, "column", NULL);

    for (int i = 0; i < n; i++)
        if (wanted ? strcmp(cells[i].p, wanted) == 0
                   : strcmp(cells[i].p, "note") == 0 || strcmp(cells[i].p, "text") == 0)
            return i;
    return -1;
}

static int give_table(struct notes *x, const char *path, struct sbill_cli_bytes bytes)
{
    struct sbill_cli_part cells[MOST_COLUMNS];
    struct sbill_cli_csv csv;
    char name[600];
    int code = SBILL_EXIT_CLEAN, n;

    sbill_cli_csv_start(&csv, &bytes);
    n = sbill_cli_csv_row(&csv, cells, MOST_COLUMNS);
    int column = n > 0 ? column_of(x, cells, n) : -1;
    if (column < 0) {
        sbill_cli_say("%s: no such column: --column names the one that holds the text", path);
        return SBILL_EXIT_INPUT;
    }
    while (code == SBILL_EXIT_CLEAN && (n = sbill_cli_csv_row(&csv, cells, MOST_COLUMNS)) > 0) {
        snprintf(name, sizeof name, "%.500s:%u", path, (unsigned)csv.line);
        if (column < n && cells[column].n)
            code = give_text(x, name, cells[column].p, cells[column].n);
    }
    if (n < 0) {
        sbill_cli_say("%s:%u: %s", path, (unsigned)csv.line, csv.wrong);
        code = SBILL_EXIT_INPUT;
    }
    return code;
}

static bool ends_in(const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);

    return n >= m && strcmp(path + n - m, end) == 0;
}

static int give_file(struct notes *x, const char *path)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    bool table =
        ends_in(path, ".csv") || (strcmp(path, "-") == 0 && sbill_cli_has(x->args, "column"));
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &bytes);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    size_t start = strspn(bytes.p, " \t\r\n");
    if (table) {
        code = give_table(x, path, bytes);
    } else if (ends_in(path, ".ndjson") || ends_in(path, ".jsonl") ||
               (strcmp(path, "-") == 0 && bytes.p[start] == '{')) {
        code = give_lines(x, path, bytes);
    } else if (bytes.p[start] == '{') {
        struct sbill_cli_note note = {path, bytes.p, bytes.n};
        code = x->fn(x->user, &note);
    } else {
        code = give_text(x, path, bytes.p, bytes.n);
    }
    sbill_cli_bytes_free(&bytes);
    return code;
}

/* ---- Folders ----------------------------------------------------------------------------------------- */

static int give(struct notes *x, const char *path);

static int plain_name(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int give_folder(struct notes *x, const char *path)
{
    struct dirent **names = NULL;
    int n = x->depth < DEEPEST ? scandir(path, &names, plain_name, by_name) : 0;
    int code = SBILL_EXIT_CLEAN;

    if (n < 0) {
        sbill_cli_say("%s: cannot be read", path);
        return SBILL_EXIT_INPUT;
    }
    x->depth++;
    for (int i = 0; i < n; i++) {
        char below[4096];
        int room = snprintf(below, sizeof below, "%s/%s", path, names[i]->d_name);
        if (code == SBILL_EXIT_CLEAN && room > 0 && (size_t)room < sizeof below)
            code = give(x, below);
        free(names[i]);
    }
    x->depth--;
    free(names);
    return code;
}

static int give(struct notes *x, const char *path)
{
    struct stat st;

    if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return give_folder(x, path);
    return give_file(x, path);
}

int sbill_cli_notes(const struct sbill_cli_args *a, const char *path, sbill_cli_each_note fn,
                    void *user)
{
    struct notes x = {.args = a, .fn = fn, .user = user};
    int code = give(&x, path);

    sbill_cli_words_free(&x.record);
    return code;
}
