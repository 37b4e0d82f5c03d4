/* superbill: the table of commands. */
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli.h"

const struct sbill_cli_command sbill_cli_commands[] = {
    {"run", sbill_cmd_run, "read records, code them, form claims and check them: the whole way"},
    {"code", sbill_cmd_code, "suggest codes from the notes, with the evidence"},
    {"check", sbill_cmd_check, "check records against the edits and say what to do"},
    {"claim", sbill_cmd_claim, "write claim files for the records that may go"},
    {"batch", sbill_cmd_batch, "a night's records into claim files, nothing lost, nothing twice"},
    {"answers", sbill_cmd_answers,
     "read what payers sent back, claim by claim, and go on from there"},
    {"review", sbill_cmd_review, "export suggestions to a person, apply the decisions"},
    {"book", sbill_cmd_book, "build a book of code sets, rules and payers; look into one"},
    {"codes", sbill_cmd_codes, "look codes up, search their titles"},
    {"payers", sbill_cmd_payers, "test the payers' own edits of a file of profiles"},
    {"rules", sbill_cmd_rules, "test the coding rules of a pack"},
    {"explain", sbill_cmd_explain, "say what a finding means and what to do"},
    {"completion", sbill_cmd_completion, "print the completion script of a shell"},
    {"version", sbill_cmd_version, "print the version"},
    {NULL, NULL, NULL},
};

static int usage(FILE *f, const char *of, const struct sbill_cli_command *table)
{
    fprintf(f, "usage: %s COMMAND [OPTION]... [FILE]...\n\n", of);
    for (; table->name; table++) {
        char left[32];
        snprintf(left, sizeof left, "  %s", table->name);
        sbill_cli_columns(f, 14, left, table->help);
    }
    fprintf(f,
            "\n'%s COMMAND --help' shows the options of a command. FILE - is stdin.\n"
            "exit: 0 clean, 1 findings, 2 wrong usage, 3 input cannot be read, 4 a bug\n",
            of);
    return f == stdout ? sbill_cli_done(SBILL_EXIT_CLEAN) : SBILL_EXIT_USAGE;
}

static int list_commands(const struct sbill_cli_command *table)
{
    for (; table->name; table++)
        printf("%s\t%s\n", table->name, table->help);
    return SBILL_EXIT_CLEAN;
}

int sbill_cli_dispatch(const char *of, const struct sbill_cli_command *table, int argc, char **argv)
{
    if (argc < 2)
        return usage(stderr, of, table);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return usage(stdout, of, table);
    if (strncmp(argv[1], "--list-words=", 13) == 0)
        return list_commands(table);
    for (const struct sbill_cli_command *c = table; c->name; c++)
        if (strcmp(c->name, argv[1]) == 0)
            return c->fn(argc - 1, argv + 1);
    sbill_cli_say("unknown command: %s", argv[1]);
    return usage(stderr, of, table);
}

int main(int argc, char **argv)
{
    /* What this process holds is patient data: no core dumps, and files for the owner's eyes only. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    umask(077);
    if (argc >= 2 && strcmp(argv[1], "--version") == 0)
        return sbill_cmd_version(1, argv + 1);
    return sbill_cli_dispatch("superbill", sbill_cli_commands, argc, argv);
}
