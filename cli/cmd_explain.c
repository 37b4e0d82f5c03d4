/* superbill explain: the register of findings, in words. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void say_part(const char *label, const char *text)
{
    char left[16];

    if (!text || !text[0])
        return;
    snprintf(left, sizeof left, "  %-9s", label);
    sbill_cli_columns(stdout, 12, left, text);
}

static void explain(int32_t number)
{
    char title[96];

    snprintf(title, sizeof title, "%d %s", (int)number, sbill_finding_name(number));
    sbill_cli_paint(stdout, SBILL_BOLD, title);
    putchar('\n');
    say_part("gravity", sbill_finding_severity(number));
    say_part("rule", sbill_finding_rule(number));
    say_part("do this", sbill_finding_action(number));
    say_part("source", sbill_finding_source(number));
}

static void list_all(void)
{
    int32_t number;

    for (size_t i = 0; (number = sbill_finding_at(i)); i++) {
        char left[32];
        snprintf(left, sizeof left, "%d %-11s ", (int)number, sbill_finding_severity(number));
        sbill_cli_columns(stdout, 17, left, sbill_finding_rule(number));
    }
}

/* A number, or a name in any case. 0 if it is neither; *wrong says whether it cannot be either. */
static int32_t number_of(const char *word, bool *wrong)
{
    char *end = NULL;
    long n = strtol(word, &end, 10);
    int32_t number;

    *wrong = *end != '\0' || n <= 0 || n > 9999;
    if (!*wrong)
        return sbill_finding_name((int32_t)n) ? (int32_t)n : 0;
    for (size_t i = 0; (number = sbill_finding_at(i)); i++)
        if (strcmp(sbill_finding_name(number), word) == 0)
            return number;
    return 0;
}

int sbill_cmd_explain(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"all", 0, NULL, "list every finding"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "explain NUMBER... | --all";
    struct sbill_cli_args a;
    const char *word;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (sbill_cli_has(&a, "all"))
        list_all();
    else if (!a.operand_count)
        return sbill_cli_usage_error(usage, "name the number of a finding");
    for (int i = 0; (word = sbill_cli_operand(&a, i)); i++) {
        bool wrong;
        int32_t number = number_of(word, &wrong);
        if (!number && wrong)
            return sbill_cli_usage_error(usage, "not the number of a finding: %s", word);
        if (!number)
            return sbill_cli_usage_error(usage, "no finding has the number %s", word);
        if (i)
            putchar('\n');
        explain(number);
    }
    return sbill_cli_done(SBILL_EXIT_CLEAN);
}
