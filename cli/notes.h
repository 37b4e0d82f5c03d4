/* Notes to try rules on: texts, records, tables of texts, folders of these. */
#ifndef SBILL_CLI_NOTES_H
#define SBILL_CLI_NOTES_H

#include "cli.h"

struct sbill_cli_note {
    const char *name;   /* file, and line if it holds several */
    const char *record; /* JSON */
    size_t record_n;
};

/* What is said of a patient that a bare text does not say. */
#define SBILL_CLI_NOTE_OPTIONS                                                                 \
    {"on", 0, "DATE", "date of service of bare texts; default: today"},                        \
        {"age", 0, "YEARS", "age of the patient of bare texts"},                               \
        {"sex", 0, "female|male", "sex of the patient of bare texts"},                         \
    {                                                                                          \
        "column", 0, "NAME", "the column of a .csv that holds the text; default: note or text" \
    }

/* An exit code; anything but clean ends the round. */
typedef int (*sbill_cli_each_note)(void *user, const struct sbill_cli_note *note);

/* Every note of a file or folder: .json one record, .ndjson and .jsonl one record a line, .csv one text a row, anything
 * else one text (or a record, if it begins with a brace). "-" is stdin, with --column a table. Folders are read in the
 * order of names, folders in them too. */
int sbill_cli_notes(const struct sbill_cli_args *a, const char *path, sbill_cli_each_note fn,
                    void *user);

#endif
