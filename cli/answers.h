/* What the files of `superbill answers` share. */
#ifndef SBILL_CLI_ANSWERS_H
#define SBILL_CLI_ANSWERS_H

#include "cli.h"

/* An answer as JSON, joined with the claim it is about if that was found. */
struct sbill_cli_answer {
    char *json; /* NULL: no claim was found; ask the library for it */
    size_t n;
    char *refused; /* why it could not be taken into the record; NULL if it was, or was not to be */
    const char *found_in; /* the claim file */
};

struct sbill_cli_answers {
    struct sbill_cli_work work;
    sbill_answers *answers;
    struct sbill_cli_answer *v;
    size_t n;
    bool has_claims;  /* claims were given to look in */
    const char *what; /* "next", "replace", "void", NULL: take nothing */
    const char *only; /* a claim's number: nothing else is shown or taken */
    char *records;    /* taken records, one a line */
    size_t records_n, records_cap, taken;
};

/* The claims in a folder: those that an answer is about are joined, and taken into their records if that is asked for.
 * 837s go to the library first, so that a 999 finds its segments. 0 or an exit code. */
int sbill_cli_sent_files(struct sbill_cli_answers *a, const char *folder);
int sbill_cli_join_claims(struct sbill_cli_answers *a, const char *folder);

/* One answer for people. */
void sbill_cli_show_answer(const struct sbill_cli_answers *a, size_t i,
                           struct sbill_cli_part answer);

#endif
