/* superbill review export | apply: a person decides about suggestions, in a table. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const char *const columns[] = {"encounter", "kind",     "code", "title", "evidence",
                                      "rule",      "decision", "by",   "at",    "reason"};
enum {
    ENCOUNTER,
    KIND,
    CODE,
    TITLE,
    EVIDENCE,
    RULE,
    DECISION,
    BY,
    AT,
    REASON,
    COLUMNS
};

static const struct {
    int32_t item;
    const char *name;
} kinds[] = {{SBILL_ITEM_DIAGNOSIS, "diagnosis"}, {SBILL_ITEM_LINE, "service"}};
#define KINDS (sizeof kinds / sizeof *kinds)

/* ---- export ------------------------------------------------------------------------------------------ */

static void put_field(struct sbill_cli_work *w, int32_t item, size_t i, int32_t field)
{
    size_t n = 0;
    const char *text = sbill_text(w->encounter, item, i, field, &n);

    sbill_cli_csv_put(w->user, text, n, false);
}

/* The words of every span that supports the code. */
static void put_evidence(struct sbill_cli_work *w, int32_t item, size_t owner)
{
    struct sbill_cli_words t = {NULL, 0, 0, false};
    size_t n = sbill_count(w->encounter, SBILL_ITEM_EVIDENCE);

    for (size_t i = 0; i < n; i++) {
        size_t len = 0;
        if (sbill_number(w->encounter, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND) != item ||
            sbill_number(w->encounter, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER) != (int64_t)owner)
            continue;
        if (t.n)
            sbill_cli_add(&t, " | ");
        const char *words = sbill_text(w->encounter, SBILL_ITEM_EVIDENCE, i, SBILL_F_TEXT, &len);
        sbill_cli_add_value(&t, words, len);
    }
    sbill_cli_csv_put(w->user, t.p ? t.p : "", t.n, false);
    sbill_cli_words_free(&t);
}

static void put_row(struct sbill_cli_work *w, size_t kind, size_t i)
{
    int32_t item = kinds[kind].item;

    put_field(w, SBILL_ITEM_RECORD, 0, SBILL_F_ID);
    sbill_cli_csv_put(w->user, kinds[kind].name, strlen(kinds[kind].name), false);
    put_field(w, item, i, SBILL_F_CODE);
    put_field(w, item, i, SBILL_F_TITLE);
    put_evidence(w, item, i);
    put_field(w, item, i, SBILL_F_RULE);
    for (int c = DECISION; c < COLUMNS; c++)
        sbill_cli_csv_put(w->user, "", 0, c == COLUMNS - 1);
}

static bool is_suggestion(struct sbill_cli_work *w, int32_t item, size_t i)
{
    size_t n = 0;
    const char *status = sbill_text(w->encounter, item, i, SBILL_F_STATUS, &n);

    return n == 9 && memcmp(status, "suggested", 9) == 0;
}

static int export_one(struct sbill_cli_work *w)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_assign(w->encounter, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    for (size_t k = 0; k < KINDS; k++) {
        size_t n = sbill_count(w->encounter, kinds[k].item);
        for (size_t i = 0; i < n; i++)
            if (is_suggestion(w, kinds[k].item, i))
                put_row(w, k, i);
    }
    return SBILL_EXIT_CLEAN;
}

/* ---- what export and apply write ------------------------------------------------------------------------ */

static int export(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"output", 'o', "FILE", "the table to write; default - (stdout)"},
        SBILL_CLI_RECORD_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "review export [-o FILE.csv] [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    struct sbill_cli_output out;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    code = sbill_cli_work_begin(&w, &a, usage, true);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_output_open(&out, sbill_cli_value(&a, "output", "-"));
    if (code == SBILL_EXIT_CLEAN) {
        w.user = out.f;
        for (int c = 0; c < COLUMNS; c++)
            sbill_cli_csv_put(out.f, columns[c], strlen(columns[c]), c == COLUMNS - 1);
        code = sbill_cli_output_settle(&out, sbill_cli_work_each(&w, export_one));
    }
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}

/* ---- the decisions -------------------------------------------------------------------------------------- */

struct row {
    const char *cell[COLUMNS];
    const char *decision; /* confirmed, rejected; NULL: not decided */
    size_t kind;
    uint32_t line;
    bool used;
};

struct table {
    const char *path;
    struct sbill_cli_bytes bytes;
    struct row *rows; /* by encounter */
    size_t count, cap;
    FILE *out;
};

static int bad_row(const struct table *t, uint32_t line, const char *column, const char *words)
{
    sbill_cli_say("%s:%u: %s%s%s", t->path, (unsigned)line, column, column[0] ? ": " : "", words);
    return SBILL_EXIT_INPUT;
}

static const char *decision_of(const char *cell)
{
    static const char *const words[][2] = {
        {"confirmed", "confirmed"}, {"confirm", "confirmed"}, {"accepted", "confirmed"},
        {"accept", "confirmed"},    {"rejected", "rejected"}, {"reject", "rejected"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], cell) == 0)
            return words[i][1];
    return NULL;
}

/* YYYY-MM-DD, and what may follow: a time after T. */
static bool is_day(const char *cell)
{
    char day[11];
    size_t n = strlen(cell);

    if (n < 10 || (n > 10 && cell[10] != 'T'))
        return false;
    memcpy(day, cell, 10);
    day[10] = '\0';
    return sbill_cli_date_from(day) != SBILL_NONE32;
}

/* Everything that can be said of a row without its record. */
static int judge(const struct table *t, struct row *r)
{
    for (r->kind = 0; r->kind < KINDS; r->kind++)
        if (strcmp(kinds[r->kind].name, r->cell[KIND]) == 0)
            break;
    if (r->kind == KINDS)
        return bad_row(t, r->line, "kind", "is diagnosis or service");
    if (!r->cell[CODE][0])
        return bad_row(t, r->line, "code", "is empty");
    if (!r->cell[DECISION][0])
        return SBILL_EXIT_CLEAN;
    r->decision = decision_of(r->cell[DECISION]);
    if (!r->decision)
        return bad_row(t, r->line, "decision", "is confirmed, rejected or empty");
    if (!r->cell[BY][0])
        return bad_row(t, r->line, "by", "names the person who decided");
    if (!is_day(r->cell[AT]))
        return bad_row(t, r->line, "at", "is a day, YYYY-MM-DD, or a day and a time after T");
    if (strcmp(r->decision, "rejected") == 0 && !r->cell[REASON][0])
        return bad_row(t, r->line, "reason", "says why the code was rejected");
    return SBILL_EXIT_CLEAN;
}

static int add_row(struct table *t, const struct sbill_cli_part *cells, uint32_t line)
{
    struct row *r;

    if (t->count == t->cap) {
        size_t cap = t->cap ? t->cap * 2 : 64;
        struct row *rows = realloc(t->rows, cap * sizeof *rows);
        if (!rows)
            return sbill_cli_fail(SBILL_NOMEM, NULL, t->path);
        t->rows = rows;
        t->cap = cap;
    }
    r = &t->rows[t->count++];
    *r = (struct row){.line = line};
    for (int c = 0; c < COLUMNS; c++)
        r->cell[c] = sbill_cli_csv_plain(cells[c]).p;
    return judge(t, r);
}

static int by_encounter(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = strcmp(x->cell[ENCOUNTER], y->cell[ENCOUNTER]);

    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool is_header(const struct sbill_cli_part *cells, int n)
{
    for (int c = 0; c < COLUMNS; c++)
        if (c >= n || strcmp(cells[c].p, columns[c]) != 0)
            return false;
    return true;
}

/* All rows are read and judged before any record is: a table that is not whole decides nothing. */
static int read_table(struct table *t)
{
    struct sbill_cli_csv c;
    struct sbill_cli_part cells[COLUMNS];
    int code = sbill_cli_read(t->path, SBILL_CLI_MAX_INPUT, &t->bytes), n;

    if (code != SBILL_EXIT_CLEAN)
        return code;
    if (memchr(t->bytes.p, '\0', t->bytes.n))
        return bad_row(t, 1, "", "holds a NUL: not a table of text");
    sbill_cli_csv_start(&c, &t->bytes);
    n = sbill_cli_csv_row(&c, cells, COLUMNS);
    if (!is_header(cells, n < 0 ? 0 : n))
        return bad_row(t, 1, "", "the first line is not the one that review export writes");
    while ((n = sbill_cli_csv_row(&c, cells, COLUMNS)) != 0) {
        int one = n < 0          ? bad_row(t, c.line, "", c.wrong)
                  : n == COLUMNS ? add_row(t, cells, c.line)
                                 : bad_row(t, c.line, "", "fewer cells than the first line");
        code = one > code ? one : code;
        if (n < 0)
            break; /* where the next row begins is not known */
    }
    if (t->count)
        qsort(t->rows, t->count, sizeof *t->rows, by_encounter);
    return code;
}

/* ---- apply ---------------------------------------------------------------------------------------------- */

/* First row of an encounter; count if it has none. */
static size_t first_of(const struct table *t, const char *encounter)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(t->rows[middle].cell[ENCOUNTER], encounter) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int decide(struct sbill_cli_work *w, struct row *r)
{
    struct table *t = w->user;
    int32_t item = kinds[r->kind].item;
    size_t n = sbill_count(w->encounter, item);
    sbill_error *err = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!is_suggestion(w, item, i) ||
            strcmp(sbill_text(w->encounter, item, i, SBILL_F_CODE, NULL), r->cell[CODE]) != 0)
            continue;
        int32_t status = sbill_decide(w->encounter, item, i, r->decision, r->cell[BY], r->cell[AT],
                                      r->cell[REASON], &err);
        r->used = true;
        if (status == SBILL_OK)
            return SBILL_EXIT_CLEAN;
        int code = bad_row(t, r->line, "", err ? sbill_error_message(err) : "refused");
        sbill_error_free(err);
        return status == SBILL_NOMEM ? sbill_cli_exit_code(status) : code;
    }
    return SBILL_EXIT_CLEAN; /* said at the end: rows that decided nothing */
}

static int apply_one(struct sbill_cli_work *w)
{
    struct table *t = w->user;
    const char *record = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_assign(w->encounter, &err);
    int code = SBILL_EXIT_CLEAN;

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    const char *id = sbill_text(w->encounter, SBILL_ITEM_RECORD, 0, SBILL_F_ID, NULL);
    for (size_t i = first_of(t, id);
         i < t->count &&
         strcmp(t->rows[i].cell[ENCOUNTER],
                sbill_text(w->encounter, SBILL_ITEM_RECORD, 0, SBILL_F_ID, NULL)) == 0;
         i++) {
        int one = t->rows[i].decision ? decide(w, &t->rows[i]) : SBILL_EXIT_CLEAN;
        code = one > code ? one : code;
    }
    status = sbill_encounter_record(w->encounter, &record, &n, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    fwrite(record, 1, n, t->out);
    fputc('\n', t->out);
    return code;
}

/* A decision about nothing is a sign that the table and the records do not belong together. */
static int say_unused(const struct table *t, int code)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i].decision && !t->rows[i].used) {
            int one = bad_row(t, t->rows[i].line, "",
                              "no record has this suggestion: nothing was decided");
            code = one > code ? one : code;
        }
    return code;
}

static int apply_table(struct sbill_cli_work *w, struct table *t, const char *path)
{
    struct sbill_cli_output out;
    int code = read_table(t);

    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_output_open(&out, path);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    t->out = out.f;
    w->user = t;
    return sbill_cli_output_settle(&out, say_unused(t, sbill_cli_work_each(w, apply_one)));
}

static int apply(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"decisions", 'd', "FILE.csv", "the table that review export wrote, decisions filled in"},
        {"output", 'o', "FILE", "where the records go, one a line; default - (stdout)"},
        SBILL_CLI_RECORD_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "review apply --decisions FILE.csv [-o FILE] [OPTION]... FILE...";
    struct sbill_cli_args a;
    struct sbill_cli_work w;
    struct table t = {.path = NULL};
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    t.path = sbill_cli_value(&a, "decisions", NULL);
    if (!t.path)
        return sbill_cli_usage_error(usage, "--decisions names the table");
    code = sbill_cli_work_begin(&w, &a, usage, true);
    if (code == SBILL_EXIT_CLEAN)
        code = apply_table(&w, &t, sbill_cli_value(&a, "output", "-"));
    free(t.rows);
    sbill_cli_bytes_free(&t.bytes);
    sbill_cli_work_end(&w);
    return sbill_cli_done(code);
}

int sbill_cmd_review(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"export", export, "suggestions as a table (CSV) for a person to decide on"},
        {"apply", apply, "read the decided table, write the records with the decisions in them"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill review", verbs, argc, argv);
}
