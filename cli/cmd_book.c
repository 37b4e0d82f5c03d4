/* superbill book build | info | verify */
#include <string.h>

#include "cli.h"

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

static bool is_word(struct sbill_cli_part v, const char *word)
{
    return v.n == strlen(word) + 2 && memcmp(v.p + 1, word, v.n - 2) == 0;
}

/* "name value" of the plain members of an object, but the one that stands above as its title. */
static void print_members(struct sbill_cli_part object, const char *title)
{
    struct sbill_cli_part at = {NULL, 0}, key = {NULL, 0};
    char line[1024], name[64], value[256];
    size_t n = 0;

    line[0] = '\0';
    while (sbill_cli_json_next(object, &at, &key)) {
        if (at.p[0] == '{' || at.p[0] == '[' || is_word(key, title))
            continue;
        sbill_cli_json_text(key, name, sizeof name);
        sbill_cli_json_text(at, value, sizeof value);
        if (!value[0])
            continue;
        int put = snprintf(line + n, sizeof line - n, "%s%s %s", n ? ", " : "", name, value);
        n += put > 0 && (size_t)put < sizeof line - n ? (size_t)put : 0;
        line[n] = '\0';
    }
    for (char *p = line; *p; p++) /* keys are written with _ */
        if (*p == '_')
            *p = ' ';
    sbill_cli_wrap(stdout, 4, 6, line);
}

/* The name of an entry: the first of these that it has. */
static const char *title_of(struct sbill_cli_part object, char *out, size_t cap)
{
    static const char *const keys[] = {"name", "system", "pack", "file", "id"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct sbill_cli_part v = sbill_cli_json_get(object, keys[i]);
        if (v.p) {
            sbill_cli_json_text(v, out, cap);
            return keys[i];
        }
    }
    out[0] = '\0';
    return "";
}

static void print_list(struct sbill_cli_part key, struct sbill_cli_part list)
{
    struct sbill_cli_part at = {NULL, 0};
    char text[256];

    printf("\n");
    sbill_cli_paint(stdout, SBILL_BOLD, sbill_cli_json_text(key, text, sizeof text));
    printf("\n");
    while (sbill_cli_json_next(list, &at, NULL)) {
        const char *title = "";
        if (at.p[0] == '{')
            title = title_of(at, text, sizeof text);
        else
            sbill_cli_json_text(at, text, sizeof text);
        printf("  %s\n", text);
        if (at.p[0] == '{') {
            printf("    ");
            print_members(at, title);
        }
    }
}

static void print_info(struct sbill_cli_part info)
{
    struct sbill_cli_part at = {NULL, 0}, key = {NULL, 0};
    char name[64], value[256];

    while (sbill_cli_json_next(info, &at, &key)) {
        if (at.p[0] == '[') {
            print_list(key, at);
        } else if (at.p[0] != '{') {
            sbill_cli_json_text(key, name, sizeof name);
            printf("%-12s %s\n", name, sbill_cli_json_text(at, value, sizeof value));
        }
    }
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
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill book", verbs, argc, argv);
}
