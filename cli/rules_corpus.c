/* superbill rules corpus | diff: rules on many notes, before anybody is billed by them. Words of notes go to stdout
 * only, and with --redact not even there. */
#include <stdlib.h>
#include <string.h>

#include "notes.h"

#define AROUND 40 /* bytes of a note shown before and behind a span */
#define MOST_SAMPLES 20

/* ---- What is counted --------------------------------------------------------------------------------- */

struct row { /* one rule; of a difference: one rule and code */
    char rule[96], code[24];
    size_t notes, withheld, last; /* last: number of the note it was counted in */
    struct sbill_cli_words samples[MOST_SAMPLES];
    size_t sample_count;
};

struct rows {
    struct row *v;
    size_t n, cap;
};

static struct row *row_of(struct rows *rows, const char *rule, const char *code)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(rows->v[i].rule, rule) == 0 && strcmp(rows->v[i].code, code) == 0)
            return &rows->v[i];
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? rows->cap * 2 : 256;
        struct row *v = realloc(rows->v, cap * sizeof *v);
        if (!v)
            return NULL;
        rows->v = v;
        rows->cap = cap;
    }
    struct row *r = &rows->v[rows->n++];
    memset(r, 0, sizeof *r);
    snprintf(r->rule, sizeof r->rule, "%s", rule);
    snprintf(r->code, sizeof r->code, "%s", code);
    return r;
}

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < rows->v[i].sample_count; k++)
            sbill_cli_words_free(&rows->v[i].samples[k]);
    free(rows->v);
}

static int most_notes_first(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    size_t m = x->notes, n = y->notes;

    if (m != n)
        return m > n ? -1 : 1;
    if (x->withheld != y->withheld)
        return x->withheld > y->withheld ? -1 : 1;
    int order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->code, y->code);
}

/* ---- Samples ----------------------------------------------------------------------------------------- */

/* Not in the middle of a character. */
static size_t to_character(const char *p, size_t n, size_t i)
{
    while (i < n && ((unsigned char)p[i] & 0xC0) == 0x80)
        i++;
    return i;
}

static void add_sample(struct sbill_cli_words *t, sbill_encounter *e, size_t evidence)
{
    int64_t note = sbill_number(e, SBILL_ITEM_EVIDENCE, evidence, SBILL_F_NOTE);
    int64_t from = sbill_number(e, SBILL_ITEM_EVIDENCE, evidence, SBILL_F_START);
    int64_t to = sbill_number(e, SBILL_ITEM_EVIDENCE, evidence, SBILL_F_END);
    size_t n = 0;
    const char *p =
        note < 0 ? NULL : sbill_text(e, SBILL_ITEM_NOTE, (size_t)note, SBILL_F_TEXT, &n);

    if (!p || from < 0 || to < from || (size_t)to > n)
        return;
    size_t a = (size_t)from, b = (size_t)to;
    size_t first = to_character(p, n, a > AROUND ? a - AROUND : 0);
    size_t last = to_character(p, n, n - b > AROUND ? b + AROUND : n);
    sbill_cli_add_value(t, p + first, a - first);
    sbill_cli_add(t, "%s", SBILL_CLI_MARK);
    sbill_cli_add_value(t, p + a, b - a);
    sbill_cli_add(t, "%s", SBILL_CLI_UNMARK);
    sbill_cli_add_value(t, p + b, last - b);
}

/* The first span that supports the item. */
static void sample_of(struct row *r, size_t most, sbill_encounter *e, int32_t item, size_t index,
                      const char *name)
{
    size_t n = sbill_count(e, SBILL_ITEM_EVIDENCE);

    for (size_t i = 0; r->sample_count < most && i < n; i++) {
        if (sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND) != item ||
            sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER) != (int64_t)index)
            continue;
        struct sbill_cli_words *t = &r->samples[r->sample_count++];
        sbill_cli_add(t, "%s: ", name);
        add_sample(t, e, i);
        return;
    }
}

static void print_samples(struct row *r)
{
    for (size_t i = 0; i < r->sample_count; i++) {
        printf("    ");
        sbill_cli_print_words(stdout, &r->samples[i], 4, 6);
    }
}

static size_t samples_wanted(const struct sbill_cli_args *a)
{
    const char *value = sbill_cli_value(a, "samples", "3");
    unsigned n = 0;

    if (sbill_cli_has(a, "redact") || sscanf(value, "%2u", &n) != 1)
        return 0;
    return n < MOST_SAMPLES ? n : MOST_SAMPLES;
}

/* ---- A book, with a pack over it ----------------------------------------------------------------------- */

/* A book that holds one rule pack. */
static int book_of_pack(const char *path, struct sbill_cli_bytes *xml, const sbill_options *o,
                        sbill_builder **builder, sbill_book **out)
{
    static const char manifest[] = "<source name=\"pack\" version=\"1\"><file name=\"pack.xml\" "
                                   "layout=\"rules\"/></source>";
    sbill_error *err = NULL;
    const void *image = NULL;
    size_t n = 0;
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, xml);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_builder_new(o, builder, &err);
    if (status == SBILL_OK)
        status = sbill_builder_add_file(*builder, "pack.xml", xml->p, xml->n, &err);
    if (status == SBILL_OK)
        status =
            sbill_builder_add_manifest(*builder, "source.xml", manifest, sizeof manifest - 1, &err);
    if (status == SBILL_OK)
        status = sbill_builder_finish(*builder, &image, &n, &err);
    if (status == SBILL_OK)
        status = sbill_book_open_memory(image, n, o, out, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, path);
}

struct side { /* rules to try: a book, or a pack over the books of the command */
    sbill_book *book;
    sbill_encounter *e;
    sbill_builder *builder; /* of the pack */
    struct sbill_cli_bytes xml;
};

static int stack(struct side *s, sbill_book *pack, sbill_book *base, const sbill_options *o)
{
    sbill_book *layers[] = {base, pack};
    sbill_error *err = NULL;
    int32_t status = sbill_book_stack(layers, 2, o, &s->book, &err);

    sbill_book_free(pack);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, NULL);
}

/* `path` is a pack (.xml), a book, or NULL: the books of the command as they are. */
static int open_side(struct side *s, const char *path, const struct sbill_cli_args *a,
                     const sbill_options *o)
{
    size_t n = path ? strlen(path) : 0;
    bool pack = n > 4 && strcmp(path + n - 4, ".xml") == 0;
    sbill_book *base = NULL, *over = NULL;
    sbill_error *err = NULL;
    int code = SBILL_EXIT_CLEAN;

    if (path && !pack) {
        int32_t status = sbill_book_open(path, o, &s->book, &err);
        code = status == SBILL_OK ? code : sbill_cli_fail(status, &err, path);
    } else {
        code = sbill_cli_open_books(a, o, pack ? &base : &s->book);
        if (code == SBILL_EXIT_CLEAN && pack)
            code = book_of_pack(path, &s->xml, o, &s->builder, &over);
        if (code == SBILL_EXIT_CLEAN && pack)
            code = stack(s, over, base, o);
        sbill_book_free(base);
    }
    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_encounter_new(s->book, o, &s->e, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, path);
}

static void close_side(struct side *s)
{
    sbill_encounter_free(s->e);
    sbill_book_free(s->book);
    sbill_builder_free(s->builder);
    sbill_cli_bytes_free(&s->xml);
}

static int assign(struct side *s, const struct sbill_cli_note *note)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_read(s->e, note->record, note->record_n, &err);

    if (status == SBILL_OK)
        status = sbill_encounter_assign(s->e, &err);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, note->name);
}

static bool suggested(sbill_encounter *e, int32_t item, size_t i)
{
    return strcmp(sbill_text(e, item, i, SBILL_F_STATUS, NULL), "suggested") == 0;
}

/* ---- corpus ------------------------------------------------------------------------------------------ */

struct corpus {
    struct side side;
    struct rows rows;
    size_t notes, samples;
};

static int count_items(struct corpus *c, int32_t item, const struct sbill_cli_note *note)
{
    size_t n = sbill_count(c->side.e, item);

    for (size_t i = 0; i < n; i++) {
        struct row *r;
        bool withheld = item == SBILL_ITEM_WITHHELD;
        if (!withheld && !suggested(c->side.e, item, i))
            continue;
        r = row_of(&c->rows, sbill_text(c->side.e, item, i, SBILL_F_RULE, NULL), "");
        if (!r)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        r->withheld += withheld;
        if (withheld || r->last == c->notes)
            continue;
        r->last = c->notes;
        r->notes++;
        sample_of(r, c->samples, c->side.e, item, i, note->name);
    }
    return SBILL_EXIT_CLEAN;
}

static int count_note(void *user, const struct sbill_cli_note *note)
{
    struct corpus *c = user;
    int code = assign(&c->side, note);

    c->notes++;
    if (code == SBILL_EXIT_CLEAN)
        code = count_items(c, SBILL_ITEM_DIAGNOSIS, note);
    if (code == SBILL_EXIT_CLEAN)
        code = count_items(c, SBILL_ITEM_LINE, note);
    if (code == SBILL_EXIT_CLEAN)
        code = count_items(c, SBILL_ITEM_WITHHELD, note);
    return code;
}

static void print_corpus(struct corpus *c)
{
    if (c->rows.n)
        qsort(c->rows.v, c->rows.n, sizeof *c->rows.v, most_notes_first);
    printf("%-36s %9s %7s %9s\n", "rule", "per 1,000", "notes", "withheld");
    for (size_t i = 0; i < c->rows.n; i++) {
        struct row *r = &c->rows.v[i];
        size_t tenths = (r->notes * 10000 + c->notes / 2) / c->notes;
        printf("%-36s %7zu.%zu %7zu %9zu\n", r->rule, tenths / 10, tenths % 10, r->notes,
               r->withheld);
        print_samples(r);
    }
    printf("%zu notes; %zu rules had something to say\n", c->notes, c->rows.n);
}

static void print_corpus_json(const struct corpus *c)
{
    for (size_t i = 0; i < c->rows.n; i++)
        printf("{\"rule\":\"%s\",\"notes\":%zu,\"of\":%zu,\"withheld\":%zu}\n", c->rows.v[i].rule,
               c->rows.v[i].notes, c->notes, c->rows.v[i].withheld);
}

#define CORPUS_OPTIONS                                                                   \
    SBILL_CLI_BOOK_OPTION, SBILL_CLI_NOTE_OPTIONS,                                       \
        {"samples", 0, "N", "samples of each rule, up to 20: 3"},                        \
        {"redact", 0, NULL, "no words of notes in the output"},                          \
    {                                                                                    \
        "format", 'f', "text|ndjson", "text for people (the default) or one line a rule" \
    }

int sbill_rules_cmd_corpus(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        CORPUS_OPTIONS,
        {"pack", 0, "FILE", "a rule pack to put over the book"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "rules corpus [--book FILE]... [--pack PACK.xml] FOLDER|FILE...";
    struct sbill_cli_args a;
    struct corpus c = {.notes = 0};
    sbill_options *o = NULL;
    const char *path;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name a folder or files of notes");
    c.samples = samples_wanted(&a);
    code = sbill_cli_settings(&a, usage, &o);
    if (code == SBILL_EXIT_CLEAN)
        code = open_side(&c.side, sbill_cli_value(&a, "pack", NULL), &a, o);
    for (int i = 0; code == SBILL_EXIT_CLEAN && (path = sbill_cli_operand(&a, i)); i++)
        code = sbill_cli_notes(&a, path, count_note, &c);
    if (code == SBILL_EXIT_CLEAN && c.notes &&
        strcmp(sbill_cli_value(&a, "format", "text"), "text") != 0)
        print_corpus_json(&c);
    else if (code == SBILL_EXIT_CLEAN && c.notes)
        print_corpus(&c);
    free_rows(&c.rows);
    close_side(&c.side);
    sbill_options_free(o);
    return sbill_cli_done(code);
}

/* ---- diff -------------------------------------------------------------------------------------------- */

struct diff {
    struct side old, new;
    struct rows gained, lost;
    size_t notes, before, after, samples;
};

static bool has_code(sbill_encounter *e, int32_t item, const char *code)
{
    size_t n = sbill_count(e, item);

    for (size_t i = 0; i < n; i++)
        if (suggested(e, item, i) && strcmp(sbill_text(e, item, i, SBILL_F_CODE, NULL), code) == 0)
            return true;
    return false;
}

/* Suggestions of `a` that `b` has not. */
static int count_only(struct diff *d, struct rows *rows, struct side *a, struct side *b,
                      int32_t item, size_t *all, const struct sbill_cli_note *note)
{
    size_t n = sbill_count(a->e, item);

    for (size_t i = 0; i < n; i++) {
        char code[24];
        if (!suggested(a->e, item, i))
            continue;
        ++*all;
        snprintf(code, sizeof code, "%s", sbill_text(a->e, item, i, SBILL_F_CODE, NULL));
        if (has_code(b->e, item, code))
            continue;
        struct row *r = row_of(rows, sbill_text(a->e, item, i, SBILL_F_RULE, NULL), code);
        if (!r)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        r->notes++;
        sample_of(r, d->samples, a->e, item, i, note->name);
    }
    return SBILL_EXIT_CLEAN;
}

static int compare_note(void *user, const struct sbill_cli_note *note)
{
    static const int32_t items[] = {SBILL_ITEM_DIAGNOSIS, SBILL_ITEM_LINE};
    struct diff *d = user;
    int code = assign(&d->old, note);

    d->notes++;
    if (code == SBILL_EXIT_CLEAN)
        code = assign(&d->new, note);
    for (size_t i = 0; i < 2 && code == SBILL_EXIT_CLEAN; i++) {
        code = count_only(d, &d->lost, &d->old, &d->new, items[i], &d->before, note);
        if (code == SBILL_EXIT_CLEAN)
            code = count_only(d, &d->gained, &d->new, &d->old, items[i], &d->after, note);
    }
    return code;
}

static size_t print_difference(struct rows *rows, const char *word, bool json)
{
    size_t all = 0;

    if (rows->n)
        qsort(rows->v, rows->n, sizeof *rows->v, most_notes_first);
    for (size_t i = 0; i < rows->n; i++) {
        struct row *r = &rows->v[i];
        all += r->notes;
        if (json) {
            printf("{\"%s\":\"%s\",\"rule\":\"%s\",\"notes\":%zu}\n", word, r->code, r->rule,
                   r->notes);
        } else {
            printf("%-7s %-9s %-36s %zu notes\n", word, r->code, r->rule, r->notes);
            print_samples(r);
        }
    }
    return all;
}

static int print_diff(struct diff *d, bool json)
{
    size_t gained = print_difference(&d->gained, "gained", json);
    size_t lost = print_difference(&d->lost, "lost", json);

    if (!json)
        printf("%zu notes; %zu suggestions before, %zu after: %zu gained, %zu lost\n", d->notes,
               d->before, d->after, gained, lost);
    return gained || lost ? SBILL_EXIT_FINDINGS : SBILL_EXIT_CLEAN;
}

int sbill_rules_cmd_diff(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        CORPUS_OPTIONS,
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "rules diff [--book FILE]... OLD NEW FOLDER|FILE...";
    struct sbill_cli_args a;
    struct diff d = {.notes = 0};
    sbill_options *o = NULL;
    const char *path;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (a.operand_count < 3)
        return sbill_cli_usage_error(usage, "name two packs (.xml) or books, and notes");
    d.samples = samples_wanted(&a);
    code = sbill_cli_settings(&a, usage, &o);
    if (code == SBILL_EXIT_CLEAN)
        code = open_side(&d.old, sbill_cli_operand(&a, 0), &a, o);
    if (code == SBILL_EXIT_CLEAN)
        code = open_side(&d.new, sbill_cli_operand(&a, 1), &a, o);
    for (int i = 2; code == SBILL_EXIT_CLEAN && (path = sbill_cli_operand(&a, i)); i++)
        code = sbill_cli_notes(&a, path, compare_note, &d);
    if (code == SBILL_EXIT_CLEAN)
        code = print_diff(&d, strcmp(sbill_cli_value(&a, "format", "text"), "text") != 0);
    free_rows(&d.gained);
    free_rows(&d.lost);
    close_side(&d.old);
    close_side(&d.new);
    sbill_options_free(o);
    return sbill_cli_done(code);
}
