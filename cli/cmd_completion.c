/* superbill completion: the shells ask the command itself what may come next, so their scripts never grow
 * stale: `superbill completion --words -- book build --format` lists what may follow. */
#include <string.h>

#include "cli.h"

static const struct {
    const char *shell, *script;
} scripts[] = {
    {"bash", "_superbill() {\n"
             "    local IFS=$'\\n' words\n"
             "    words=$(superbill completion --words -- \"${COMP_WORDS[@]:1:COMP_CWORD-1}\" "
             "2>/dev/null | cut -f1)\n"
             "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
             "}\n"
             "complete -o default -F _superbill superbill\n"},
    {"zsh",
     "#compdef superbill\n"
     "_superbill() {\n"
     "    local -a found\n"
     "    found=(${(f)\"$(superbill completion --words -- ${words[2,CURRENT-1]} 2>/dev/null | "
     "sed 's/:/\\\\:/g; s/\\t/:/')\"})\n"
     "    _describe superbill found\n"
     "    _files\n"
     "}\n"
     "compdef _superbill superbill\n"},
    {"fish", "complete -c superbill -a '(superbill completion --words -- (commandline -opc)[2..] "
             "2>/dev/null)'\n"},
};

/* The words given so far stand in argv[0..n-1]: ask the command they name, which lists its options. */
static int list_next(int n, char **words)
{
    char ask[256];
    char *call[4] = {(char[]){"superbill"}, NULL, NULL, NULL};
    int depth = 1;

    snprintf(ask, sizeof ask, "--list-words=%s", n ? words[n - 1] : "");
    for (int i = 0; i < n && depth < 3 && words[i][0] != '-'; i++)
        call[depth++] = words[i];
    /* A second word is a verb only if its command has verbs; a command without them takes it as an operand. */
    call[depth++] = ask;
    return sbill_cli_dispatch("superbill", sbill_cli_commands, depth, call);
}

int sbill_cmd_completion(int argc, char **argv)
{
    static const struct sbill_cli_option options[] = {
        {"words", 0, NULL, "list what may follow the words given as operands"},
        {NULL, 0, NULL, NULL},
    };
    static const char usage[] = "completion bash|zsh|fish";
    struct sbill_cli_args a;
    int code = sbill_cli_parse(&a, usage, options, argc, argv);

    if (code >= 0)
        return code;
    if (sbill_cli_has(&a, "words"))
        return list_next(a.operand_count, a.words);
    for (size_t i = 0; a.operand_count == 1 && i < sizeof scripts / sizeof *scripts; i++)
        if (strcmp(scripts[i].shell, a.words[0]) == 0) {
            fputs(scripts[i].script, stdout);
            return sbill_cli_done(SBILL_EXIT_CLEAN);
        }
    return sbill_cli_usage_error(usage, "name one shell");
}
