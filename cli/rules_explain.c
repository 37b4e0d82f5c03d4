/* superbill rules explain: why each rule of a pack did or did not speak on a note. */
#include <string.h>

#include "cli.h"
#include "notes.h"

#define LONGEST 1024

struct explain {
    const char *pack; /* its file */
    struct sbill_cli_bytes xml;
    sbill_book *book;
    sbill_options *options;
    bool json, all;
};

static const char *text_of(struct sbill_cli_part object, const char *key, char *out, size_t cap)
{
    return sbill_cli_json_text(sbill_cli_json_get(object, key), out, cap);
}

/* " KEY VALUE" if there is a value. */
static void add(struct sbill_cli_words *t, struct sbill_cli_part object, const char *key,
                const char *before, const char *after)
{
    char text[LONGEST];

    text_of(object, key, text, sizeof text);
    if (!text[0])
        return;
    sbill_cli_add(t, "%s", before);
    sbill_cli_add_value(t, text, strlen(text));
    sbill_cli_add(t, "%s", after);
}

static void print_hits(struct sbill_cli_part report)
{
    struct sbill_cli_part all = sbill_cli_json_get(report, "hits"), at = {NULL, 0};
    struct sbill_cli_words t = {NULL, 0, 0, false};

    sbill_cli_heading("Found in the note");
    while (sbill_cli_json_next(all, &at, NULL)) {
        add(&t, at, "concept", "", ": ");
        add(&t, at, "text", "\"", "\"");
        add(&t, at, "start", " at ", "");
        add(&t, at, "end", "-", "");
        add(&t, at, "section", " in ", "");
        add(&t, at, "is", ", ", "");
        add(&t, at, "reason", " (", ")");
        add(&t, at, "cue", " by \"", "\"");
        add(&t, at, "captures", ", ", "");
        printf("  ");
        sbill_cli_print_words(stdout, &t, 2, 6);
    }
    sbill_cli_words_free(&t);
}

static void add_codes(struct sbill_cli_words *t, struct sbill_cli_part rule)
{
    struct sbill_cli_part all = sbill_cli_json_get(rule, "codes"), at = {NULL, 0};

    while (sbill_cli_json_next(all, &at, NULL)) {
        char gone[64];
        bool stands = !text_of(at, "gone", gone, sizeof gone)[0];
        add(t, at, "code", stands ? " suggests " : " would suggest ", "");
        add(t, at, "gone", ", but it is ", "");
        add(t, at, "by", " by ", "");
        sbill_cli_add(t, ".");
    }
}

static void add_withheld(struct sbill_cli_words *t, struct sbill_cli_part rule)
{
    struct sbill_cli_part all = sbill_cli_json_get(rule, "withheld"), at = {NULL, 0};

    while (sbill_cli_json_next(all, &at, NULL)) {
        char gone[64];
        struct sbill_cli_part first = sbill_cli_json_get(rule, "codes"), one = {NULL, 0};
        /* what took a proposed code away was said with the code */
        if (sbill_cli_json_next(first, &one, NULL) &&
            strcmp(text_of(at, "reason", gone, sizeof gone), "replaced") == 0)
            continue;
        add(t, at, "code", " withholds ", ":");
        add(t, at, "reason", " ", "");
        add(t, at, "detail", " (", ")");
        add(t, at, "cue", " by \"", "\"");
        sbill_cli_add(t, ".");
    }
}

static void add_terms(struct sbill_cli_words *t, struct sbill_cli_part rule)
{
    struct sbill_cli_part all = sbill_cli_json_get(rule, "terms"), at = {NULL, 0};

    while (sbill_cli_json_next(all, &at, NULL)) {
        if (sbill_cli_json_true(sbill_cli_json_get(at, "met")))
            continue;
        add(t, at, "term", " needs ", ":");
        add(t, at, "found", " it is ", "");
        if (!sbill_cli_json_get(at, "found").p)
            sbill_cli_add(t, " not in the note");
        add(t, at, "reason", " (", ")");
        add(t, at, "cue", " by \"", "\"");
        sbill_cli_add(t, ".");
    }
}

static void add_questions(struct sbill_cli_words *t, struct sbill_cli_part rule)
{
    struct sbill_cli_part all = sbill_cli_json_get(rule, "asked"), at = {NULL, 0};
    char text[LONGEST];

    while (sbill_cli_json_next(all, &at, NULL))
        sbill_cli_add(t, " Asks: %s", sbill_cli_json_text(at, text, sizeof text));
}

static void print_rules(struct sbill_cli_part report, const char *pack, bool all_of_them)
{
    struct sbill_cli_part all = sbill_cli_json_get(report, "rules"), at = {NULL, 0};
    struct sbill_cli_words t = {NULL, 0, 0, false};
    size_t silent = 0;

    sbill_cli_heading("Rules");
    while (sbill_cli_json_next(all, &at, NULL)) {
        if (!all_of_them && !sbill_cli_json_true(sbill_cli_json_get(at, "concerned"))) {
            silent++;
            continue;
        }
        add(&t, at, "rule", "", "");
        add(&t, at, "line", " (line ", "):");
        add_codes(&t, at);
        add_withheld(&t, at);
        add_terms(&t, at);
        add_questions(&t, at);
        if (t.n && t.p[t.n - 1] == ':')
            sbill_cli_add(&t, " all that it needs is there.");
        printf("  ");
        sbill_cli_print_words(stdout, &t, 2, 6);
    }
    sbill_cli_words_free(&t);
    if (silent)
        printf("%s: %zu more rules, of which the note has nothing (--all lists them)\n", pack,
               silent);
}

static int explain_note(void *user, const struct sbill_cli_note *note)
{
    struct explain *x = user;
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    int32_t status = sbill_rules_explain(x->book, x->pack, x->xml.p, x->xml.n, note->record,
                                         note->record_n, x->options, &r, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, note->name);
    if (x->json) {
        puts(sbill_report_text(r, NULL));
    } else {
        printf("%s\n", note->name);
        print_hits(sbill_cli_json_report(r));
        print_rules(sbill_cli_json_report(r), x->pack, x->all);
    }
    sbill_report_free(r);
    return SBILL_EXIT_CLEAN;
}

static int explain(const struct sbill_cli_args *a, const char *usage)
{
    struct explain x = {.pack = sbill_cli_operand(a, 0), .all = sbill_cli_has(a, "all")};
    const char *path;
    int code;

    x.json = strcmp(sbill_cli_value(a, "format", "text"), "text") != 0;
    if (a->operand_count < 2)
        return sbill_cli_usage_error(usage, "name a rule pack and a note");
    code = sbill_cli_settings(a, usage, &x.options);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_open_books(a, x.options, &x.book);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_read(x.pack, SBILL_CLI_MAX_INPUT, &x.xml);
    for (int i = 1; code == SBILL_EXIT_CLEAN && (path = sbill_cli_operand(a, i)); i++)
        code = sbill_cli_notes(a, path, explain_note, &x);
    sbill_cli_bytes_free(&x.xml);
    sbill_book_free(x.book);
    sbill_options_free(x.options);
    return code;
}

int sbill_rules_cmd_explain(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        SBILL_CLI_BOOK_OPTION,
        SBILL_CLI_NOTE_OPTIONS,
        {"all", 0, NULL, "also rules of which the note has nothing"},
        {"format", 'f', "text|json|ndjson", "text for people (the default) or one report a line"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "rules explain [--book FILE]... PACK.xml NOTE...";
    struct sbill_cli_args a;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    return code >= 0 ? code : sbill_cli_done(explain(&a, usage));
}
