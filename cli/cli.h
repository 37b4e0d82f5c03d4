/* What the commands share. The command uses superbill.h only, like any stranger; names here start with
 * sbill_cli_ so that they never meet the library's own in a static link. */
#ifndef SBILL_CLI_H
#define SBILL_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "superbill.h"

/* Exit codes, the same for every command. */
#define SBILL_EXIT_CLEAN 0
#define SBILL_EXIT_FINDINGS \
    1 /* findings at or above --fail-on, failed rule tests, a claim that may not go */
#define SBILL_EXIT_USAGE 2
#define SBILL_EXIT_INPUT 3 /* input, book or disk: cannot be read or written; memory ran out */
#define SBILL_EXIT_BUG 4   /* the library broke its own promise */

/* ---- commands ---------------------------------------------------------------------------------- */

struct sbill_cli_command {
    const char *name;
    int (*fn)(int argc, char **argv); /* argv[0] is the command's own name; returns an exit code */
    const char *help;                 /* one line */
};

/* Run the command named in argv[1]; the table ends with a NULL name. `of` is what stands before the name in the
 * usage text: "superbill", "superbill book". Answers --help itself. Commands with verbs use it too. */
int sbill_cli_dispatch(const char *of, const struct sbill_cli_command *table, int argc,
                       char **argv);

extern const struct sbill_cli_command sbill_cli_commands[];

int sbill_cmd_run(int argc, char **argv);
int sbill_cmd_code(int argc, char **argv);
int sbill_cmd_check(int argc, char **argv);
int sbill_cmd_claim(int argc, char **argv);
int sbill_cmd_review(int argc, char **argv);
int sbill_cmd_book(int argc, char **argv);
int sbill_cmd_codes(int argc, char **argv);
int sbill_cmd_rules(int argc, char **argv);
int sbill_cmd_explain(int argc, char **argv);
int sbill_cmd_completion(int argc, char **argv);
int sbill_cmd_version(int argc, char **argv);

/* ---- options: args.c ---------------------------------------------------------------------------- */

struct sbill_cli_option {
    const char *name; /* long name without dashes */
    char letter;      /* short name, 0 if none */
    const char *
        value; /* word for the value in the help, NULL for a flag; "a|b|c" lists the only ones allowed */
    const char *help; /* one line */
};

/* What a command was called with. Options and operands may be mixed; after -- all are operands; a lone - is an
 * operand (stdin). The words belong to argv. */
struct sbill_cli_args {
    const struct sbill_cli_option *options; /* table, ends with a NULL name */
    char **words;                           /* the operands, in order, then the given options */
    int word_count;
    int operand_count;
};

/* Read the command line of one command: `usage` stands after "usage: superbill " in its help. Moves the operands to the
 * front of argv. Returns -1 when the command should go on, else the exit code it ends with, all words said. */
int sbill_cli_parse(struct sbill_cli_args *a, const char *usage,
                    const struct sbill_cli_option *options, int argc, char **argv);
bool sbill_cli_has(const struct sbill_cli_args *a, const char *name);
/* The last value given, or `otherwise`. */
const char *sbill_cli_value(const struct sbill_cli_args *a, const char *name,
                            const char *otherwise);
/* The i-th value given, NULL past the last: for options that may be repeated. */
const char *sbill_cli_value_at(const struct sbill_cli_args *a, const char *name, int i);
const char *sbill_cli_operand(const struct sbill_cli_args *a, int i); /* NULL past the last */

/* ---- words on stderr: message.c ------------------------------------------------------------------- */

/* superbill: source:line:column: message. Never holds a value from a record. */
void sbill_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A wrong command line: the words, then where to read how it goes. Returns SBILL_EXIT_USAGE. */
int sbill_cli_usage_error(const char *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Print the error (`source` stands in when it names none; may be NULL), free it and set it to NULL; returns the exit
 * code for the status. */
int sbill_cli_fail(int32_t status, sbill_error **err, const char *source);
int sbill_cli_exit_code(int32_t status);

/* ---- files: file.c -------------------------------------------------------------------------------- */

struct sbill_cli_bytes {
    char *p; /* ends in a NUL that n does not count; NULL if nothing was read */
    size_t n;
};

#define SBILL_CLI_MAX_INPUT ((size_t)1 << 30) /* largest file read whole: 1 GiB */

/* A whole file, or stdin for "-". Says why on stderr and returns an exit code on failure, else 0. */
int sbill_cli_read(const char *path, size_t max, struct sbill_cli_bytes *out);
void sbill_cli_bytes_free(struct sbill_cli_bytes *b); /* wipes */
/* Written beside its place, fsynced and renamed, readable by the owner alone; "-" is stdout. 0 or an exit code. */
int sbill_cli_write(const char *path, const void *p, size_t n);
/* Flush stdout and say so if it failed (a full disk, a closed pipe). `code` comes back, or SBILL_EXIT_INPUT. */
int sbill_cli_done(int code);

/* ---- text for people: print.c ----------------------------------------------------------------------- */

enum sbill_cli_style {
    SBILL_PLAIN,
    SBILL_BOLD,
    SBILL_DIM,
    SBILL_RED,
    SBILL_YELLOW,
    SBILL_GREEN
};

/* Colour only on a terminal and only when NO_COLOR is empty or not set. */
bool sbill_cli_colour(FILE *f);
void sbill_cli_paint(FILE *f, enum sbill_cli_style style, const char *text);
int sbill_cli_width(FILE *f); /* columns of the terminal, 40 to 100; 80 when there is none */
/* Text broken at blanks to the width of the output, each line after the first starting at column `indent`; `at` is the
 * column the cursor stands in. Ends with a line feed. */
void sbill_cli_wrap(FILE *f, int at, int indent, const char *text);
/* A left column `wide` columns wide and a wrapped right one; the right starts on the next line if left is longer. */
void sbill_cli_columns(FILE *f, int wide, const char *left, const char *right);
/* Columns a UTF-8 text takes, one for each code point. */
int sbill_cli_columns_of(const char *text, size_t n);

#endif
