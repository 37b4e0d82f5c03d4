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
int sbill_cmd_batch(int argc, char **argv);
int sbill_cmd_answers(int argc, char **argv);
int sbill_cmd_review(int argc, char **argv);
int sbill_cmd_book(int argc, char **argv);
int sbill_cmd_codes(int argc, char **argv);
int sbill_cmd_payers(int argc, char **argv);
int sbill_cmd_rules(int argc, char **argv);
int sbill_rules_cmd_explain(int argc, char **argv);
int sbill_rules_cmd_corpus(int argc, char **argv);
int sbill_rules_cmd_diff(int argc, char **argv);
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

struct sbill_cli_part;

/* ---- files that carry their own tests: tests.c ---------------------------------------------------- */

struct sbill_cli_tested {
    int32_t (*test)(sbill_book *b, const char *name, const char *text, size_t len,
                    const sbill_options *o, size_t *failed, sbill_report **report,
                    sbill_error **err);
    const char *usage, *wanted, *noun; /* "rules test ...", "name a rule pack", "tests" */
    const char *owner[2];              /* what a failure is named by: members of the report */
    /* What else is printed of a report; may be NULL. Without a noun it is all. */
    void (*show)(const struct sbill_cli_args *a, const char *path, struct sbill_cli_part report);
    const struct sbill_cli_option *options; /* NULL: --book and --format */
};
int sbill_cli_test_files(const struct sbill_cli_tested *t, int argc, char **argv);

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
/* Output that is put together in memory and written whole to `path`, or stdout for "-". `code` is how far it
 * went: what is put together is written unless that is SBILL_EXIT_BUG, and the graver of both comes back. */
struct sbill_cli_output {
    const char *path;
    FILE *f;
    char *p;
    size_t n;
};
int sbill_cli_output_open(struct sbill_cli_output *o, const char *path);
int sbill_cli_output_settle(struct sbill_cli_output *o, int code);
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

/* A paragraph being put together. Values of a record go in through sbill_cli_add_value, which turns control characters
 * into blanks, so that no note can steer a terminal. Wiped when freed. */
struct sbill_cli_words {
    char *p; /* ends in NUL; NULL while nothing was added */
    size_t n, cap;
    bool failed; /* memory ran out: something is missing */
};

/* What stands between the two is marked: [in brackets], or bold and underlined on a terminal. */
#define SBILL_CLI_MARK "\001"
#define SBILL_CLI_UNMARK "\002"

void sbill_cli_add(struct sbill_cli_words *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void sbill_cli_add_value(struct sbill_cli_words *t, const char *p, size_t n);
void sbill_cli_cut(struct sbill_cli_words *t, size_t n); /* back to the first n bytes */
/* Wrapped as by sbill_cli_wrap; empties the paragraph. */
void sbill_cli_print_words(FILE *f, struct sbill_cli_words *t, int at, int indent);
void sbill_cli_words_free(struct sbill_cli_words *t);

/* ---- dates, money, names: words.c --------------------------------------------------------------- */

#define SBILL_CLI_WORD 32 /* room for a date, an amount, a quantity */

int32_t sbill_cli_today(void);                 /* UTC */
int32_t sbill_cli_date_from(const char *text); /* YYYY-MM-DD; SBILL_NONE32 if it is not a date */
/* Into `out` of SBILL_CLI_WORD bytes; returns out. "" for what is not given. */
const char *sbill_cli_date(int32_t days, char *out);
const char *sbill_cli_money(int64_t minor, char *out);
const char *sbill_cli_quantity(int64_t thousandths, char *out);
const char *sbill_cli_system_title(
    int32_t system); /* "ICD-10-CM"; the system's name if it has no other */
/* "1 code", "2 codes". */
const char *sbill_cli_plural(size_t n, const char *one, const char *many, char *out);

/* ---- JSON that the library wrote: json.c ---------------------------------------------------------- */

/* One value inside a text; p is NULL when there is none. Only for reports of the library, which are well formed. */
struct sbill_cli_part {
    const char *p;
    size_t n;
};

struct sbill_cli_part sbill_cli_json_report(const sbill_report *r);
struct sbill_cli_part sbill_cli_json_get(struct sbill_cli_part object, const char *key);
/* The next member of an array or object; start with *at zeroed. `key` may be NULL. False past the last. */
bool sbill_cli_json_next(struct sbill_cli_part all, struct sbill_cli_part *at,
                         struct sbill_cli_part *key);
bool sbill_cli_json_true(struct sbill_cli_part v);
/* A string without its escapes, or a number as it stands; "" for null and for nothing. Cut at cap - 1 bytes, between
 * characters. Returns out. */
const char *sbill_cli_json_text(struct sbill_cli_part v, char *out, size_t cap);

/* ---- CSV: csv.c ------------------------------------------------------------------------------------- */

/* Reading, in place: cells are parts of the text, each ends in NUL. */
struct sbill_cli_csv {
    char *at, *end;
    uint32_t line, next; /* line the last row began on; line the next one begins on */
    const char *wrong;   /* why a row could not be read */
};

void sbill_cli_csv_start(struct sbill_cli_csv *c, struct sbill_cli_bytes *bytes);
/* The cells of the next row; 0 past the last, -1 with c->wrong set if it cannot be read. */
int sbill_cli_csv_row(struct sbill_cli_csv *c, struct sbill_cli_part *cells, int max);
/* Write one cell. What a spreadsheet would take for a formula gets an apostrophe in front ... */
void sbill_cli_csv_put(FILE *f, const char *p, size_t n, bool last);
/* ... and this takes it away again. */
struct sbill_cli_part sbill_cli_csv_plain(struct sbill_cli_part cell);

/* ---- books and settings: books.c ------------------------------------------------------------------ */

#define SBILL_CLI_BOOK_OPTION                                                                      \
    {                                                                                              \
        "book", 'b', "FILE", "book to ask, later ones first; default $SUPERBILL_BOOK (repeatable)" \
    }

/* The settings of the library that a command's options give; the caller frees. 0 or an exit code. */
int sbill_cli_settings(const struct sbill_cli_args *a, const char *usage, sbill_options **out);
/* The books named by --book, else by $SUPERBILL_BOOK (several separated by colons), as one. 0 or an exit code. */
int sbill_cli_open_books(const struct sbill_cli_args *a, const sbill_options *o, sbill_book **out);
/* The books of a list "official.sbk:office.sbk" as one. 0 or an exit code. */
int sbill_cli_open_listed(const char *list, const sbill_options *o, sbill_book **out);

/* ---- sources of a book: sources.c, zip.c ------------------------------------------------------------ */

/* What a builder borrows, kept until it is freed. */
struct sbill_cli_kept {
    struct sbill_cli_bytes *all;
    size_t count, cap;
};

/* Hand SOURCE/source.xml (or a manifest named itself) and the files it names to the builder. 0 or an exit code. */
int sbill_cli_add_source(sbill_builder *b, struct sbill_cli_kept *kept, const char *path);
void sbill_cli_kept_free(struct sbill_cli_kept *kept);
/* One entry of a zip. 0 or an exit code. */
int sbill_cli_unzip(const char *path, const char *member, size_t max, struct sbill_cli_bytes *out);

/* ---- records: records.c ---------------------------------------------------------------------------- */

/* One pass over records with a book: what run, code, check, claim and review have in common. */
struct sbill_cli_work {
    const struct sbill_cli_args *args;
    sbill_options *options;
    sbill_book *book;
    sbill_encounter *encounter;           /* holds the record at hand */
    const char *source;                   /* file it came from, "stdin" */
    uint64_t line;                        /* where it began in the source */
    uint64_t read, unreadable;            /* records so far */
    struct sbill_cli_bytes map, defaults; /* for tables; empty without --map, --defaults */
    bool json, redact;                    /* --format json or ndjson; --redact */
    int worst;                            /* gravest exit code so far */
    void *user;
};

/* Does something with the record at hand; returns an exit code. SBILL_EXIT_BUG ends the pass. */
typedef int (*sbill_cli_each)(struct sbill_cli_work *w);

/* The options those commands share; a command's table starts with them. */
#define SBILL_CLI_TEXT_OPTIONS                                     \
    {"format", 'f', "text|json|ndjson",                            \
     "text for people (the default) or one result line a record"}, \
    {                                                              \
        "redact", 0, NULL, "no patient values in the text"         \
    }

#define SBILL_CLI_RECORD_OPTIONS                                                                \
    SBILL_CLI_BOOK_OPTION,                                                                      \
        {"as-of", 0, "DATE", "day the claim is made; default: the last date in the record"},    \
        {"severity", 0, "N=WORD", "error, warning, notice or off for finding N (repeatable)"},  \
        {"fail-on", 0, "error|warning|notice", "from where on a finding stops a claim: error"}, \
        {"strict", 0, NULL, "an unknown key in a record is an error"},                          \
        {"no-assign", 0, NULL, "do not run coding rules"},                                      \
        {"offset-unit", 0, "bytes|codepoints|utf16", "unit of evidence offsets: bytes"},        \
        {"system", 0, "NAME=URI", "FHIR URI of a code system (repeatable)"},                    \
        {"currency", 0, "CODE", "currency of records that name none: USD"},                     \
        {"max-record", 0, "BYTES", "largest record: 16777216"},                                 \
        {"map", 0, "FILE", "what the columns of a CSV mean (XML)"},                             \
        {"defaults", 0, "FILE", "what holds for every visit of a CSV (a partial record)"},      \
    {                                                                                           \
        "from", 0, "json|ndjson|csv|x12", "format of the input; default: told from the input"   \
    }

/* Open what a pass needs; without `assign` no coding rules run. 0 or an exit code, all words said; end it in either
 * case. */
int sbill_cli_work_begin(struct sbill_cli_work *w, const struct sbill_cli_args *a,
                         const char *usage, bool assign);
/* The files of --map and --defaults, with which tables are read; begun work has them. 0 or an exit code. */
int sbill_cli_work_given(struct sbill_cli_work *w);
/* Every record of every operand, in order. A record that cannot be read is said on stderr with its place and the rest
 * still runs. Returns the gravest exit code. */
int sbill_cli_work_each(struct sbill_cli_work *w, sbill_cli_each fn);
/* Every record of one file. */
int sbill_cli_work_file(struct sbill_cli_work *w, const char *path, sbill_cli_each fn);
void sbill_cli_work_end(struct sbill_cli_work *w);
/* The result line of the record at hand onto stdout. */
int sbill_cli_result_line(struct sbill_cli_work *w);
/* SBILL_EXIT_FINDINGS if a finding of the record at hand stands at or above --fail-on, else SBILL_EXIT_CLEAN. */
int sbill_cli_verdict(const struct sbill_cli_work *w);

/* check --fix (fix.c): safe repairs go into a copy of the records, --output or beside the one source. An exit code. */
int sbill_cli_fix(struct sbill_cli_work *w, const char *usage);

/* ---- what a biller reads: show*.c ------------------------------------------------------------------- */

/* Parts of the text; a part with nothing to say prints nothing. */
#define SBILL_SHOW_NOTES 1u /* the notes whole, with their evidence marked */
#define SBILL_SHOW_CODES \
    2u /* diagnoses and services with their evidence, what was withheld, questions */
#define SBILL_SHOW_FINDINGS 4u /* by gravity, and what was not checked */
#define SBILL_SHOW_CLAIMS 8u

/* The encounter at hand onto stdout: a header, how it ended, then the parts. SBILL_EXIT_CLEAN or why not. */
int sbill_cli_show(struct sbill_cli_work *w, unsigned parts);

/* One encounter being shown. */
struct sbill_cli_page {
    sbill_encounter *e;
    bool redact;
    struct sbill_cli_words words;
};

void sbill_cli_heading(const char *text);
/* Add the text field of an item; false if it is empty. */
bool sbill_cli_add_field(struct sbill_cli_page *page, int32_t item, size_t i, int32_t field);
bool sbill_cli_field_is(struct sbill_cli_page *page, int32_t item, size_t i, int32_t field,
                        const char *word);
/* ": why there is no claim yet", nothing if the engine gave no reason. */
void sbill_cli_add_reason(struct sbill_cli_page *page);
void sbill_cli_show_codes(struct sbill_cli_page *page);
void sbill_cli_show_withheld(struct sbill_cli_page *page);
void sbill_cli_show_queries(struct sbill_cli_page *page);
/* The words around every span that supports an item, marked; one paragraph for each place. */
void sbill_cli_show_evidence(struct sbill_cli_page *page, int32_t item, size_t i, int indent);
void sbill_cli_show_notes(struct sbill_cli_page *page);
void sbill_cli_show_findings(struct sbill_cli_page *page);
void sbill_cli_show_claims(struct sbill_cli_page *page);

#endif
