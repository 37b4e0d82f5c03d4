/* The command line, read by a table of options. */
#include <string.h>

#include "cli.h"

/* One option as it was given: the row of the table, its value, and where the next one starts. */
struct given {
    const struct sbill_cli_option *row;
    const char *value; /* NULL for a flag, and for a value that is missing */
    int next;          /* index of the next word */
    int skip;          /* letters of that word already read: -qv is -q -v */
};

static const struct sbill_cli_option *by_name(const struct sbill_cli_option *o, const char *name,
                                              size_t n)
{
    for (; o->name; o++)
        if (strlen(o->name) == n && memcmp(o->name, name, n) == 0)
            return o;
    return NULL;
}

static const struct sbill_cli_option *by_letter(const struct sbill_cli_option *o, char letter)
{
    for (; o->name; o++)
        if (o->letter && o->letter == letter)
            return o;
    return NULL;
}

/* --name, --name=value, --name value. A value given to a flag stays in .value, for the caller to refuse. */
static struct given read_long(const struct sbill_cli_args *a, int i)
{
    struct given g = {NULL, NULL, i + 1, 0};
    const char *name = a->words[i] + 2;
    const char *equals = strchr(name, '=');

    g.row = by_name(a->options, name, equals ? (size_t)(equals - name) : strlen(name));
    if (equals)
        g.value = equals + 1;
    else if (g.row && g.row->value && i + 1 < a->word_count)
        g.value = a->words[g.next++];
    return g;
}

/* -x, -xVALUE, -x VALUE, and flags run together. */
static struct given read_short(const struct sbill_cli_args *a, int i, int skip)
{
    struct given g = {NULL, NULL, i + 1, 0};
    const char *letters = a->words[i] + 1 + skip;

    g.row = by_letter(a->options, letters[0]);
    if (g.row && g.row->value) {
        if (letters[1])
            g.value = letters + 1;
        else if (i + 1 < a->word_count)
            g.value = a->words[g.next++];
    } else if (letters[1]) {
        g.next = i;
        g.skip = skip + 1;
    }
    return g;
}

static struct given read_option(const struct sbill_cli_args *a, int i, int skip)
{
    if (skip == 0 && a->words[i][1] == '-')
        return read_long(a, i);
    return read_short(a, i, skip);
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1];
}

/* Is `value` one of the words in "a|b|c"? A name of a value that holds no bar allows all. */
static bool allowed(const char *words, const char *value)
{
    size_t n = strlen(value);

    if (!strchr(words, '|'))
        return true;
    for (;;) {
        size_t k = strcspn(words, "|");
        if (k == n && memcmp(words, value, n) == 0)
            return true;
        if (!words[k])
            return false;
        words += k + 1;
    }
}

static void option_help(const struct sbill_cli_option *o)
{
    char left[96];
    char letter[8] = "    ";

    if (o->letter)
        snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(left, sizeof left, "  %s--%s%s%s", letter, o->name, o->value ? " " : "",
             o->value ? o->value : "");
    sbill_cli_columns(stdout, 30, left, o->help);
}

static int print_help(const char *usage, const struct sbill_cli_option *options)
{
    printf("usage: superbill %s\n\n", usage);
    for (const struct sbill_cli_option *o = options; o->name; o++)
        option_help(o);
    sbill_cli_columns(stdout, 30, "      --help", "this text");
    return sbill_cli_done(SBILL_EXIT_CLEAN);
}

/* For completion: what may follow the word `last`, one a line with its help after a tab. */
static int list_words(const struct sbill_cli_option *options, const char *last)
{
    const struct sbill_cli_option *o = NULL;

    if (last[0] == '-' && last[1] == '-')
        o = by_name(options, last + 2, strlen(last + 2));
    else if (is_option(last))
        o = by_letter(options, last[1]);
    if (o && o->value) {
        for (const char *w = o->value; strchr(o->value, '|') && *w;) {
            size_t k = strcspn(w, "|");
            printf("%.*s\n", (int)k, w);
            w += k + (w[k] == '|');
        }
        return SBILL_EXIT_CLEAN;
    }
    for (o = options; o->name; o++)
        printf("--%s\t%s\n", o->name, o->help);
    printf("--help\tthis text\n");
    return SBILL_EXIT_CLEAN;
}

/* Say what is wrong with one option; -1 if nothing is. */
static int judge(const char *usage, const struct given *g, const char *word)
{
    if (!g->row)
        return sbill_cli_usage_error(usage, "unknown option %s", word);
    if (!g->row->value && g->value)
        return sbill_cli_usage_error(usage, "--%s takes no value", g->row->name);
    if (g->row->value && !g->value)
        return sbill_cli_usage_error(usage, "--%s needs a value: %s", g->row->name, g->row->value);
    if (g->row->value && !allowed(g->row->value, g->value))
        return sbill_cli_usage_error(usage, "--%s is one of %s", g->row->name, g->row->value);
    return -1;
}

static void move_to_front(struct sbill_cli_args *a, int i)
{
    char *word = a->words[i];

    memmove(a->words + a->operand_count + 1, a->words + a->operand_count,
            (size_t)(i - a->operand_count) * sizeof *a->words);
    a->words[a->operand_count++] = word;
}

int sbill_cli_parse(struct sbill_cli_args *a, const char *usage,
                    const struct sbill_cli_option *options, int argc, char **argv)
{
    *a = (struct sbill_cli_args){options, argv + 1, argc - 1, 0};
    for (int i = 0, skip = 0; i < a->word_count;) {
        const char *word = a->words[i];
        if (skip == 0 && !is_option(word)) {
            move_to_front(a, i++);
            continue;
        }
        if (skip == 0 && strcmp(word, "--") == 0) {
            while (++i < a->word_count)
                move_to_front(a, i);
            break;
        }
        if (strcmp(word, "--help") == 0)
            return print_help(usage, options);
        if (strncmp(word, "--list-words=", 13) == 0)
            return list_words(options, word + 13);
        struct given g = read_option(a, i, skip);
        int wrong = judge(usage, &g, word);
        if (wrong >= 0)
            return wrong;
        i = g.next;
        skip = g.skip;
    }
    return -1;
}

const char *sbill_cli_value_at(const struct sbill_cli_args *a, const char *name, int n)
{
    for (int i = a->operand_count, skip = 0; i < a->word_count && strcmp(a->words[i], "--") != 0;) {
        struct given g = read_option(a, i, skip);
        if (g.row && strcmp(g.row->name, name) == 0 && n-- == 0)
            return g.value ? g.value : "";
        i = g.next;
        skip = g.skip;
    }
    return NULL;
}

const char *sbill_cli_value(const struct sbill_cli_args *a, const char *name, const char *otherwise)
{
    const char *v;

    for (int i = 0; (v = sbill_cli_value_at(a, name, i)); i++)
        otherwise = v;
    return otherwise;
}

bool sbill_cli_has(const struct sbill_cli_args *a, const char *name)
{
    return sbill_cli_value_at(a, name, 0) != NULL;
}

const char *sbill_cli_operand(const struct sbill_cli_args *a, int i)
{
    return i >= 0 && i < a->operand_count ? a->words[i] : NULL;
}
