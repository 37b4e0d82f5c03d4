/* Settings and books from the options of a command. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int set(sbill_options *o, const char *name, const char *value)
{
    sbill_error *err = NULL;
    int32_t status = sbill_options_set(o, name, value, &err);

    if (status == SBILL_EINVAL && !err)
        sbill_cli_say("%s: %s is not a value for it", name, value);
    else if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : SBILL_EXIT_USAGE;
}

/* Every value of --NAME as NAME itself. */
static int set_plain(const struct sbill_cli_args *a, sbill_options *o)
{
    static const char *const names[] = {"as-of", "fail-on", "offset-unit", "currency",
                                        "max-record"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = sbill_cli_value(a, names[i], NULL);
        int code = value ? set(o, names[i], value) : SBILL_EXIT_CLEAN;
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return SBILL_EXIT_CLEAN;
}

/* --x12-sender-id ID is x12.sender-id. */
static int set_of_format(const struct sbill_cli_args *a, sbill_options *o)
{
    for (const struct sbill_cli_option *row = a->options; row->name; row++) {
        bool of_format =
            strncmp(row->name, "x12-", 4) == 0 || strncmp(row->name, "cms1500-", 8) == 0;
        const char *value = of_format ? sbill_cli_value(a, row->name, NULL) : NULL;
        char name[64];
        if (!value)
            continue;
        snprintf(name, sizeof name, "%s", row->name);
        *strchr(name, '-') = '.';
        int code = set(o, name, value);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return SBILL_EXIT_CLEAN;
}

static int set_flags(const struct sbill_cli_args *a, sbill_options *o)
{
    static const struct {
        const char *given, *name, *value;
    } flags[] = {{"strict", "strict", "1"}, {"force", "force", "1"}, {"no-assign", "assign", "0"}};

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        int code = sbill_cli_has(a, flags[i].given) ? set(o, flags[i].name, flags[i].value)
                                                    : SBILL_EXIT_CLEAN;
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return SBILL_EXIT_CLEAN;
}

/* --severity 2103=warning is severity.2103; --system hcpcs=URI is system.hcpcs. */
static int set_pairs(const struct sbill_cli_args *a, sbill_options *o, const char *usage,
                     const char *option)
{
    const char *pair;

    for (int i = 0; (pair = sbill_cli_value_at(a, option, i)); i++) {
        const char *equals = strchr(pair, '=');
        char name[64];
        if (!equals || equals == pair || !equals[1] || equals - pair > 32)
            return sbill_cli_usage_error(usage, "--%s: not NAME=VALUE: %s", option, pair);
        snprintf(name, sizeof name, "%s.%.*s", option, (int)(equals - pair), pair);
        int code = set(o, name, equals + 1);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return SBILL_EXIT_CLEAN;
}

int sbill_cli_settings(const struct sbill_cli_args *a, const char *usage, sbill_options **out)
{
    sbill_options *o = NULL;
    sbill_error *err = NULL;
    int32_t status = sbill_options_new(&o, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    int code = set_plain(a, o);
    if (code == SBILL_EXIT_CLEAN)
        code = set_flags(a, o);
    if (code == SBILL_EXIT_CLEAN)
        code = set_of_format(a, o);
    if (code == SBILL_EXIT_CLEAN)
        code = set_pairs(a, o, usage, "severity");
    if (code == SBILL_EXIT_CLEAN)
        code = set_pairs(a, o, usage, "system");
    if (code == SBILL_EXIT_CLEAN)
        code = set_pairs(a, o, usage, "x12");
    if (code != SBILL_EXIT_CLEAN) {
        sbill_options_free(o);
        return code;
    }
    *out = o;
    return code;
}

#define MAX_LAYERS 16

struct stack {
    sbill_book *layers[MAX_LAYERS];
    size_t count;
};

static int add_layer(struct stack *s, const char *path, const sbill_options *o)
{
    sbill_error *err = NULL;

    if (s->count == MAX_LAYERS) {
        sbill_cli_say("more than %d books", MAX_LAYERS);
        return SBILL_EXIT_USAGE;
    }
    int32_t status = sbill_book_open(path, o, &s->layers[s->count], &err);
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, path);
    s->count++;
    return SBILL_EXIT_CLEAN;
}

/* Paths separated by colons, as in $PATH. */
static int add_listed(struct stack *s, const char *list, const sbill_options *o)
{
    int code = SBILL_EXIT_CLEAN;

    while (*list && code == SBILL_EXIT_CLEAN) {
        size_t n = strcspn(list, ":");
        char *path = malloc(n + 1);
        if (!path)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        memcpy(path, list, n);
        path[n] = '\0';
        if (n)
            code = add_layer(s, path, o);
        free(path);
        list += n + (list[n] == ':');
    }
    return code;
}

static int gather(struct stack *s, const struct sbill_cli_args *a, const sbill_options *o)
{
    const char *listed = getenv("SUPERBILL_BOOK");
    const char *path;
    int code = SBILL_EXIT_CLEAN;

    for (int i = 0; code == SBILL_EXIT_CLEAN && (path = sbill_cli_value_at(a, "book", i)); i++)
        code = add_layer(s, path, o);
    if (code == SBILL_EXIT_CLEAN && s->count == 0 && listed)
        code = add_listed(s, listed, o);
    if (code == SBILL_EXIT_CLEAN && s->count == 0) {
        sbill_cli_say(
            "no book: name one with --book or in $SUPERBILL_BOOK; the starter book is built with\n"
            "  superbill book build codesets/us-starter -o us-starter.sbk");
        code = SBILL_EXIT_USAGE;
    }
    return code;
}

/* What was gathered, as one book. */
static int settle(struct stack *s, int code, const sbill_options *o, sbill_book **out)
{
    sbill_error *err = NULL;

    if (code == SBILL_EXIT_CLEAN && s->count == 1) {
        *out = s->layers[0];
        return code;
    }
    if (code == SBILL_EXIT_CLEAN) {
        int32_t status = sbill_book_stack(s->layers, s->count, o, out, &err);
        if (status != SBILL_OK)
            code = sbill_cli_fail(status, &err, NULL);
    }
    while (s->count)
        sbill_book_free(s->layers[--s->count]);
    return code;
}

int sbill_cli_open_books(const struct sbill_cli_args *a, const sbill_options *o, sbill_book **out)
{
    struct stack s = {.count = 0};
    int code = gather(&s, a, o);

    return settle(&s, code, o, out);
}

int sbill_cli_open_listed(const char *list, const sbill_options *o, sbill_book **out)
{
    struct stack s = {.count = 0};
    int code = add_listed(&s, list, o);

    if (code == SBILL_EXIT_CLEAN && s.count == 0) {
        sbill_cli_say("an empty name is not a book");
        code = SBILL_EXIT_USAGE;
    }
    return settle(&s, code, o, out);
}
