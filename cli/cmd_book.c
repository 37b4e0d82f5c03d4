/* superbill book build | info | verify | diff */
#include <string.h>

#include "book_diff.h"

/* ---- build --------------------------------------------------------------------------------------- */

static int build_image(sbill_builder *b, struct sbill_cli_kept *kept,
                       const struct sbill_cli_args *a, const char *out)
{
    const void *image = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    const char *source;

    for (int i = 0; (source = sbill_cli_operand(a, i)); i++) {
        int code = sbill_cli_add_source(b, kept, source);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    int32_t status = sbill_builder_finish(b, &image, &n, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    return sbill_cli_write(out, image, n);
}

static int build(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"output", 'o', "FILE", "the book to write; - is stdout"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "book build SOURCE... -o FILE";
    struct sbill_cli_args a;
    struct sbill_cli_kept kept = {NULL, 0, 0};
    sbill_builder *b = NULL;
    sbill_error *err = NULL;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    const char *out = sbill_cli_value(&a, "output", NULL);
    if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name a source: a folder that holds source.xml");
    if (!out)
        return sbill_cli_usage_error(usage, "-o FILE says where the book goes");
    int32_t status = sbill_builder_new(NULL, &b, &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    code = build_image(b, &kept, &a, out);
    sbill_builder_free(b);
    sbill_cli_kept_free(&kept);
    return sbill_cli_done(code);
}

/* ---- info ---------------------------------------------------------------------------------------- */

#define NAME 18 /* column behind the names of systems */

static const char *text_of(struct sbill_cli_part object, const char *key, char *out, size_t cap)
{
    return sbill_cli_json_text(sbill_cli_json_get(object, key), out, cap);
}

/* "FY2026, 2025-10-01 to 2026-09-30". */
static void add_span(struct sbill_cli_words *t, struct sbill_cli_part object)
{
    char release[64], from[SBILL_CLI_WORD], to[SBILL_CLI_WORD];

    text_of(object, "release", release, sizeof release);
    text_of(object, "from", from, sizeof from);
    text_of(object, "to", to, sizeof to);
    sbill_cli_add(t, "%s%s%s", t->n && release[0] ? " " : "", release, release[0] ? "," : "");
    if (from[0] || to[0])
        sbill_cli_add(t, " %s to %s", from[0] ? from : "the beginning",
                      to[0] ? to : "further notice");
    else
        sbill_cli_add(t, " any date");
    if (sbill_cli_json_true(sbill_cli_json_get(object, "extract")))
        sbill_cli_add(t, " (an extract)");
}

static void print_system(struct sbill_cli_part system, struct sbill_cli_words *t)
{
    struct sbill_cli_part spans = sbill_cli_json_get(system, "spans"), at = {NULL, 0};
    char name[32], number[SBILL_CLI_WORD];

    text_of(system, "system", name, sizeof name);
    printf("  %-*s%s codes\n", NAME - 2, name, text_of(system, "codes", number, sizeof number));
    while (sbill_cli_json_next(spans, &at, NULL)) {
        add_span(t, at);
        sbill_cli_add(t, ": %s billable", text_of(at, "billable", number, sizeof number));
        sbill_cli_add(t, ", %s headers", text_of(at, "headers", number, sizeof number));
        printf("%*s", NAME, "");
        sbill_cli_print_words(stdout, t, NAME, NAME + 2);
    }
}

static void print_input(struct sbill_cli_part input, struct sbill_cli_words *t)
{
    char text[256];

    sbill_cli_add(t, "%s", text_of(input, "name", text, sizeof text));
    sbill_cli_add(t, " (%s)", text_of(input, "layout", text, sizeof text));
    if (text_of(input, "release", text, sizeof text)[0])
        add_span(t, input);
    printf("  ");
    sbill_cli_print_words(stdout, t, 2, 4);
    printf("    sha256 %s\n", text_of(input, "sha256", text, sizeof text));
}

static void print_tables(struct sbill_cli_part info, struct sbill_cli_words *t)
{
    struct sbill_cli_part list = sbill_cli_json_get(info, "edit_tables"), at = {NULL, 0};
    char text[256];

    if (!sbill_cli_json_next(list, &at, NULL))
        return;
    sbill_cli_heading("Edit tables");
    do {
        sbill_cli_add(t, "%s:", text_of(at, "table", text, sizeof text));
        sbill_cli_add(t, " %s rows,", text_of(at, "rows", text, sizeof text));
        add_span(t, at);
        printf("  ");
        sbill_cli_print_words(stdout, t, 2, 4);
    } while (sbill_cli_json_next(list, &at, NULL));
}

/* What of the tabular list could be read, and each note that could not. */
static void print_notes(struct sbill_cli_part info, struct sbill_cli_words *t)
{
    struct sbill_cli_part list = sbill_cli_json_get(info, "notes"), at = {NULL, 0};
    char text[512];

    if (!sbill_cli_json_next(list, &at, NULL))
        return;
    sbill_cli_heading("Instruction notes of the tabular list");
    do {
        struct sbill_cli_part odd = sbill_cli_json_get(at, "not_understood"), note = {NULL, 0};
        sbill_cli_add(t, "%s:", text_of(at, "release", text, sizeof text));
        sbill_cli_add(t, " %s notes,", text_of(at, "notes", text, sizeof text));
        sbill_cli_add(t, " %s of them without codes; not understood:",
                      text_of(at, "without_codes", text, sizeof text));
        sbill_cli_add(t, sbill_cli_json_next(odd, &note, NULL) ? "" : " none");
        printf("  ");
        sbill_cli_print_words(stdout, t, 2, 4);
        for (note = (struct sbill_cli_part){NULL, 0}; sbill_cli_json_next(odd, &note, NULL);) {
            sbill_cli_add(t, "%s:", text_of(note, "at", text, sizeof text));
            sbill_cli_add(t, " %s", text_of(note, "text", text, sizeof text));
            printf("    ");
            sbill_cli_print_words(stdout, t, 4, 6);
        }
    } while (sbill_cli_json_next(list, &at, NULL));
}

static void print_info(struct sbill_cli_part info)
{
    static const char *const counts[] = {"rule_packs", "payers", "fee_tables", "group_tables"};
    static const char *const words[] = {"rule packs", "payer tables", "fee tables",
                                        "code group tables"};
    struct sbill_cli_part list = sbill_cli_json_get(info, "systems"), at = {NULL, 0};
    struct sbill_cli_words t = {NULL, 0, 0, false};
    char number[SBILL_CLI_WORD];

    sbill_cli_paint(stdout, SBILL_BOLD, "Code systems");
    putchar('\n');
    while (sbill_cli_json_next(list, &at, NULL))
        print_system(at, &t);
    sbill_cli_heading("Beside them");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        printf("  %s %s\n", text_of(info, counts[i], number, sizeof number), words[i]);
    print_tables(info, &t);
    print_notes(info, &t);
    sbill_cli_heading("Made from");
    list = sbill_cli_json_get(info, "layers");
    for (struct sbill_cli_part layer = {NULL, 0}; sbill_cli_json_next(list, &layer, NULL);) {
        struct sbill_cli_part inputs = sbill_cli_json_get(layer, "inputs");
        at = (struct sbill_cli_part){NULL, 0};
        while (sbill_cli_json_next(inputs, &at, NULL))
            print_input(at, &t);
    }
    sbill_cli_words_free(&t);
}

/* Open the one operand of info and verify. */
static int open_one(const struct sbill_cli_args *a, const char *usage, sbill_book **out)
{
    sbill_error *err = NULL;

    if (a->operand_count != 1)
        return sbill_cli_usage_error(usage, "name one book");
    int32_t status = sbill_book_open(a->words[0], NULL, out, &err);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, a->words[0]);
}

static int info(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"format", 'f', "text|json", "text for people (the default) or one JSON object"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "book info [--format json] FILE";
    struct sbill_cli_args a;
    sbill_book *b = NULL;
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code < 0)
        code = open_one(&a, usage, &b);
    if (!b)
        return code;
    int32_t status = sbill_book_info(b, &r, &err);
    if (status != SBILL_OK)
        code = sbill_cli_fail(status, &err, a.words[0]);
    else if (strcmp(sbill_cli_value(&a, "format", "text"), "json") == 0)
        puts(sbill_report_text(r, NULL));
    else
        print_info(sbill_cli_json_report(r));
    sbill_report_free(r);
    sbill_book_free(b);
    return sbill_cli_done(code);
}

/* ---- verify -------------------------------------------------------------------------------------- */

static int verify(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {{NULL, 0, NULL, NULL}};
    static const char usage[] = "book verify FILE";
    struct sbill_cli_args a;
    sbill_book *b = NULL;
    sbill_error *err = NULL;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code < 0)
        code = open_one(&a, usage, &b);
    if (!b)
        return code;
    int32_t status = sbill_book_verify(b, &err);
    if (status != SBILL_OK)
        code = sbill_cli_fail(status, &err, a.words[0]);
    else
        printf("%s: whole\n", a.words[0]);
    sbill_book_free(b);
    return sbill_cli_done(code);
}

int sbill_cmd_book(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"build", build, "compile sources of codes, rules, payers and fees into a book"},
        {"info", info, "say what is in a book: releases, dates, counts, hashes"},
        {"verify", verify, "read every byte of a book and compare the checksum"},
        {"diff", sbill_book_cmd_diff,
         "what another book says otherwise, and which records that breaks"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill book", verbs, argc, argv);
}
