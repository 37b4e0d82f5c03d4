/* superbill codes lookup | search */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define CODE_OPTIONS                                                                \
    SBILL_CLI_BOOK_OPTION,                                                          \
        {"system", 's', "NAME", "icd10cm, hcpcs, pos, taxonomy ...; default: all"}, \
        {"on", 0, "DATE", "date of service, YYYY-MM-DD; default: today"},           \
    {                                                                               \
        "format", 'f', "text|json|ndjson",                                          \
            "text for people (the default) or one JSON object a line"               \
    }

struct asking {
    sbill_book *book;
    int32_t system; /* 0 = all */
    int32_t on;
    bool json, notes;
    bool dated;     /* --on was given: no other day will do */
    size_t missing; /* codes that no table has on that day */
};

static int begin(struct asking *ask, const struct sbill_cli_args *a, const char *usage)
{
    const char *system = sbill_cli_value(a, "system", NULL);
    const char *on = sbill_cli_value(a, "on", NULL);

    *ask = (struct asking){.on = on ? sbill_cli_date_from(on) : sbill_cli_today()};
    ask->json = strcmp(sbill_cli_value(a, "format", "text"), "text") != 0;
    ask->notes = sbill_cli_has(a, "notes");
    ask->dated = on != NULL;
    if (on && ask->on == SBILL_NONE32)
        return sbill_cli_usage_error(usage, "--on: not a date, YYYY-MM-DD: %s", on);
    if (system && !(ask->system = sbill_system_from_name(system)))
        return sbill_cli_usage_error(usage, "--system: no such system: %s", system);
    return sbill_cli_open_books(a, NULL, &ask->book);
}

/* ---- lookup, for people ---------------------------------------------------------------------------- */

static void print_code(const struct asking *ask, const char *label, int64_t ref)
{
    char code[SBILL_CLI_WORD], left[64];

    if (ref < 0 || !sbill_code_print(ask->book, ref, code, sizeof code))
        return;
    snprintf(left, sizeof left, "  %-13s %-8s", label, code);
    sbill_cli_columns(stdout, 26, left, sbill_code_title(ask->book, ref, NULL));
}

static void print_span(const struct asking *ask, int64_t ref)
{
    char from[SBILL_CLI_WORD], to[SBILL_CLI_WORD];

    sbill_cli_date(sbill_code_valid_from(ask->book, ref), from);
    sbill_cli_date(sbill_code_valid_to(ask->book, ref), to);
    if (from[0] || to[0])
        printf("  %-13s %s to %s\n", "in force", from[0] ? from : "an unknown day",
               to[0] ? to : "further notice");
}

/* What stands only in the JSON: one list of objects, shown as two columns. Returns how many. */
static size_t print_pairs(struct sbill_cli_part list, const char *label, const char *left_key,
                          const char *right_key)
{
    struct sbill_cli_part at = {NULL, 0};
    char key[SBILL_CLI_WORD], text[2048], left[64];
    size_t n = 0;

    for (; sbill_cli_json_next(list, &at, NULL); n++) {
        sbill_cli_json_text(sbill_cli_json_get(at, left_key), key, sizeof key);
        sbill_cli_json_text(sbill_cli_json_get(at, right_key), text, sizeof text);
        snprintf(left, sizeof left, "  %-13s %-8s", n ? "" : label, key);
        sbill_cli_columns(stdout, 26, left, text);
    }
    return n;
}

/* What completes a code: the choices of the 7th character, else the codes below it. */
static void print_choices(const struct asking *ask, int32_t system, const char *code, int64_t ref)
{
    sbill_report *r = NULL;
    size_t children = sbill_code_child_count(ask->book, ref);

    if (sbill_code_json(ask->book, system, code, strlen(code), ask->on, &r, NULL) == SBILL_OK &&
        print_pairs(sbill_cli_json_get(sbill_cli_json_report(r), "seventh"), "7th character",
                    "char", "title"))
        children = 0;
    sbill_report_free(r);
    for (size_t i = 0; i < children; i++)
        print_code(ask, i ? "" : "choose", sbill_code_child(ask->book, ref, i));
}

static void print_notes(const struct asking *ask, int32_t system, const char *code)
{
    sbill_report *r = NULL;

    if (ask->notes &&
        sbill_code_json(ask->book, system, code, strlen(code), ask->on, &r, NULL) == SBILL_OK)
        print_pairs(sbill_cli_json_get(sbill_cli_json_report(r), "notes"), "notes", "kind", "text");
    sbill_report_free(r);
}

static void print_found(const struct asking *ask, int32_t system, const char *code, int32_t says,
                        int64_t ref)
{
    static const char *const words[] = {
        [SBILL_CODE_BILLABLE] = "billable",
        [SBILL_CODE_HEADER] = "not complete: more characters are needed",
        [SBILL_CODE_NOT_IN_FORCE] = "not in force",
        [SBILL_CODE_OUTSIDE] = "the date is outside the loaded releases",
    };
    char printed[SBILL_CLI_WORD], on[SBILL_CLI_WORD], left[64];

    if (!sbill_code_print(ask->book, ref, printed, sizeof printed))
        snprintf(printed, sizeof printed, "%s", code);
    snprintf(left, sizeof left, "%-8s", printed);
    sbill_cli_paint(stdout, SBILL_BOLD, left);
    printf(" %s\n", sbill_code_title(ask->book, ref, NULL));
    printf("  %-13s %s\n", "system", sbill_cli_system_title(system));
    printf("  %-13s %s\n", sbill_cli_date(ask->on, on), words[says]);
    if (says != SBILL_CODE_OUTSIDE)
        print_span(ask, ref);
    print_code(ask, "parent", sbill_code_parent(ask->book, ref));
    for (size_t i = 0; says == SBILL_CODE_NOT_IN_FORCE; i++) {
        int64_t next = sbill_code_successor(ask->book, ref, i);
        if (next < 0)
            break;
        print_code(ask, i ? "" : "now", next);
    }
    if (says == SBILL_CODE_HEADER)
        print_choices(ask, system, code, ref);
    print_notes(ask, system, code);
}

/* The licensed system that a code has the shape of: CDT is D and four digits, CPT five digits, or four and the letter
 * of its other categories. 0: another shape. */
static int32_t licensed_system(const char *code, size_t n)
{
    static const char digits[] = "0123456789";
    bool dental = n == 5 && code[0] == 'D';
    size_t count = 0;

    while (count + dental < n && strchr(digits, code[count + dental]) && code[count + dental])
        count++;
    if (dental)
        return count == 4 ? SBILL_SYSTEM_CDT : 0;
    if (n != 5 || count < 4 || (count == 4 && !strchr("AFMTU", code[4])))
        return 0;
    return SBILL_SYSTEM_CPT;
}

/* A code of a licensed table that nobody loaded: the answer is not known, not no. */
static bool is_licensed(const struct asking *ask, const char *code)
{
    size_t n = strlen(code);
    int32_t system = ask->system ? 0 : licensed_system(code, n);

    if (!system ||
        sbill_code_find(ask->book, system, code, n, ask->on, NULL) != SBILL_CODE_NOT_LOADED)
        return false;
    printf("%-8s not known: no %s table is loaded\n", code, sbill_cli_system_title(system));
    return true;
}

/* The system whose answer stands for a code that no table has. */
static int32_t likely_system(const char *code, size_t n)
{
    int32_t licensed = licensed_system(code, n);

    return licensed ? licensed : SBILL_SYSTEM_ICD10CM;
}

/* What the book says of a code it does not have: where the writer went astray, and how far to trust the answer. */
static void print_missing(struct asking *ask, const char *code, bool outside)
{
    char on[SBILL_CLI_WORD], nearest[SBILL_CLI_WORD];
    int32_t system = ask->system ? ask->system : likely_system(code, strlen(code));
    sbill_report *r = NULL;

    ask->missing++;
    if (is_licensed(ask, code))
        return;
    printf("%-8s not found\n", code);
    if (outside)
        printf("  %s is outside the loaded releases\n", sbill_cli_date(ask->on, on));
    if (sbill_code_json(ask->book, system, code, strlen(code), ask->on, &r, NULL) != SBILL_OK)
        return;
    struct sbill_cli_part answer = sbill_cli_json_report(r);
    sbill_cli_json_text(sbill_cli_json_get(answer, "nearest"), nearest, sizeof nearest);
    if (nearest[0])
        printf("  %-13s %s\n", "nearest", nearest);
    if (sbill_cli_json_true(sbill_cli_json_get(answer, "extract")))
        puts("  the loaded list is an extract: the code may exist all the same");
    sbill_report_free(r);
}

static void lookup_text(struct asking *ask, const char *code)
{
    bool found = false, outside = false;

    for (int32_t system = 1; system <= SBILL_SYSTEM_MAX; system++) {
        int64_t ref = -1;
        if (ask->system && ask->system != system)
            continue;
        int32_t says = sbill_code_find(ask->book, system, code, strlen(code), ask->on, &ref);
        outside = outside || says == SBILL_CODE_OUTSIDE;
        if (ref < 0 || says == SBILL_CODE_UNKNOWN || says == SBILL_CODE_NOT_LOADED)
            continue;
        print_found(ask, system, code, says, ref);
        found = true;
    }
    if (found)
        return;
    print_missing(ask, code, outside);
}

/* ---- lookup, for machines -------------------------------------------------------------------------- */

/* The system that knows the code: the first in the order of the register that has it; if none does, the one whose
 * shape it has. */
static int32_t system_of(const struct asking *ask, const char *code, size_t n)
{
    int32_t outside = 0, known = 0;

    for (int32_t system = 1; system <= SBILL_SYSTEM_MAX; system++) {
        int64_t ref = -1;
        int32_t says = sbill_code_find(ask->book, system, code, n, ask->on, &ref);
        if (says == SBILL_CODE_BILLABLE || says == SBILL_CODE_HEADER ||
            says == SBILL_CODE_NOT_IN_FORCE)
            return system;
        if (says == SBILL_CODE_OUTSIDE) {
            outside = outside ? outside : system;
            known = known || ref < 0 ? known : system;
        }
    }
    if (known)
        return known;
    return outside && !licensed_system(code, n) ? outside : likely_system(code, n);
}

static int print_json(struct asking *ask, int32_t system, const char *code, size_t n)
{
    sbill_report *r = NULL;
    sbill_error *err = NULL;
    int32_t status = sbill_code_json(ask->book, system, code, n, ask->on, &r, &err);
    size_t len = 0;

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    const char *text = sbill_report_text(r, &len);
    bool ok = fwrite(text, 1, len, stdout) == len && putchar('\n') != EOF;
    sbill_report_free(r);
    return ok ? SBILL_EXIT_CLEAN : SBILL_EXIT_INPUT; /* the words come from sbill_cli_done */
}

static int lookup_json(struct asking *ask, const char *code, size_t n)
{
    return print_json(ask, ask->system ? ask->system : system_of(ask, code, n), code, n);
}

enum {
    MAX_LINE = 1000
};
#define NO_LINE SIZE_MAX

/* A line without its end and the blanks before that; a longer one is read to its end and not whole. */
static size_t read_line(char line[MAX_LINE + 2], bool *whole)
{
    size_t n = 0;
    int c = getchar();

    if (c == EOF)
        return NO_LINE;
    for (; c != EOF && c != '\n'; c = getchar())
        if (n <= MAX_LINE)
            line[n++] = (char)c;
    *whole = n <= MAX_LINE;
    while (n > 0 && strchr("\r\t ", line[n - 1]) && line[n - 1])
        n--;
    line[n] = '\0';
    return n;
}

/* One code a line. What stands around it, like a carriage return, is not part of it. A line that can be no code is
 * said, and has its answer like the others, so that answers and lines stay paired. */
static int lookup_lines(struct asking *ask)
{
    char line[MAX_LINE + 2];
    size_t number = 0;
    int code = SBILL_EXIT_CLEAN, unread = SBILL_EXIT_CLEAN;

    while (code == SBILL_EXIT_CLEAN) {
        bool whole;
        size_t n = read_line(line, &whole);
        if (n == NO_LINE)
            break;
        number++;
        const char *wrong = !whole                  ? "is too long for a code"
                            : memchr(line, '\0', n) ? "holds a NUL"
                                                    : NULL;
        if (wrong) {
            sbill_cli_say("stdin:%zu: the line %s", number, wrong);
            unread = SBILL_EXIT_INPUT;
            n = 0;
        }
        if (ask->json)
            code = lookup_json(ask, line, n);
        else if (!wrong)
            lookup_text(ask, line);
    }
    if (ferror(stdin)) {
        sbill_cli_say("stdin: cannot be read");
        code = SBILL_EXIT_INPUT;
    }
    return code > unread ? code : unread;
}

static int lookup_all(struct asking *ask, const struct sbill_cli_args *a)
{
    const char *word;
    int code = SBILL_EXIT_CLEAN;

    for (int i = 0; code == SBILL_EXIT_CLEAN && (word = sbill_cli_operand(a, i)); i++) {
        if (strcmp(word, "-") == 0)
            code = lookup_lines(ask);
        else if (ask->json)
            code = lookup_json(ask, word, strlen(word));
        else
            lookup_text(ask, word);
    }
    return code;
}

static int lookup(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        CODE_OPTIONS,
        {"notes", 0, NULL, "show the notes of the tabular list: includes, excludes, code first"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] =
        "codes lookup [OPTION]... CODE...   (- reads codes from stdin, one a line)";
    struct sbill_cli_args a;
    struct asking ask;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name a code");
    code = begin(&ask, &a, usage);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    code = lookup_all(&ask, &a);
    sbill_book_free(ask.book);
    if (code == SBILL_EXIT_CLEAN && ask.missing)
        code = SBILL_EXIT_FINDINGS;
    return sbill_cli_done(code);
}

/* ---- search ---------------------------------------------------------------------------------------- */

#define MAX_FOUND 1000

/* The operands with a blank between. NULL when memory ran out; the caller frees. */
static char *words_of(const struct sbill_cli_args *a)
{
    size_t n = 1;
    char *all;

    for (int i = 0; i < a->operand_count; i++)
        n += strlen(a->words[i]) + 1;
    all = malloc(n);
    if (!all)
        return NULL;
    n = 0;
    for (int i = 0; i < a->operand_count; i++) {
        size_t k = strlen(a->words[i]);
        if (i)
            all[n++] = ' ';
        memcpy(all + n, a->words[i], k);
        n += k;
    }
    all[n] = '\0';
    return all;
}

static int print_hit(struct asking *ask, int64_t ref)
{
    char code[SBILL_CLI_WORD], left[64];

    if (!sbill_code_print(ask->book, ref, code, sizeof code))
        return SBILL_EXIT_BUG;
    for (int32_t system = 1; ask->json && system <= SBILL_SYSTEM_MAX; system++) {
        int64_t again = -1; /* a code may live in two systems: the one meant gives the same row */
        sbill_code_find(ask->book, system, code, strlen(code), ask->on, &again);
        if (again == ref)
            return print_json(ask, system, code, strlen(code));
    }
    snprintf(left, sizeof left, "%-9s", code);
    sbill_cli_columns(stdout, 10, left, sbill_code_title(ask->book, ref, NULL));
    return SBILL_EXIT_CLEAN;
}

/* A book older than today still answers who asks for no day: with its newest release, and says so. */
static int32_t find_words(const struct asking *ask, const char *words, size_t limit, int64_t *refs,
                          size_t *found, sbill_error **err)
{
    size_t n = strlen(words);
    int32_t status =
        sbill_code_search(ask->book, ask->system, words, n, ask->on, refs, limit, found, err);

    if (status != SBILL_OK || *found || ask->dated)
        return status;
    status =
        sbill_code_search(ask->book, ask->system, words, n, SBILL_NONE32, refs, limit, found, err);
    if (status == SBILL_OK && *found)
        sbill_cli_say("no loaded release covers today; these are codes of the newest one");
    return status;
}

static int search_all(struct asking *ask, const char *words, size_t limit)
{
    static int64_t refs[MAX_FOUND];
    size_t found = 0;
    sbill_error *err = NULL;
    int32_t status = find_words(ask, words, limit, refs, &found, &err);
    int code = SBILL_EXIT_CLEAN;

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < found; i++)
        code = print_hit(ask, refs[i]);
    if (!found && !ask->json)
        puts("nothing found");
    return code == SBILL_EXIT_CLEAN && !found ? SBILL_EXIT_FINDINGS : code;
}

static int search(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        CODE_OPTIONS,
        {"max", 'n', "N", "at most N codes, up to 1000; default 20"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "codes search [OPTION]... WORDS";
    struct sbill_cli_args a;
    struct asking ask;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    const char *max = sbill_cli_value(&a, "max", "20");
    char *end = NULL;
    unsigned long limit = strtoul(max, &end, 10);
    if (*end || !limit || limit > MAX_FOUND)
        return sbill_cli_usage_error(usage, "--max: not a number from 1 to %d: %s", MAX_FOUND, max);
    if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name words, or how they begin");
    code = begin(&ask, &a, usage);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    char *words = words_of(&a);
    code = words ? search_all(&ask, words, limit) : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    free(words);
    sbill_book_free(ask.book);
    return sbill_cli_done(code);
}

int sbill_cmd_codes(int argc, char **argv)
{
    static const struct sbill_cli_command verbs[] = {
        {"lookup", lookup, "what a code is on a date, and what to use instead"},
        {"search", search, "find codes by words of their titles, or the beginnings of words"},
        {NULL, NULL, NULL},
    };

    return sbill_cli_dispatch("superbill codes", verbs, argc, argv);
}
