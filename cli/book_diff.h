/* superbill book diff: the two books, and the records that are run with both. */
#ifndef SBILL_CLI_BOOK_DIFF_H
#define SBILL_CLI_BOOK_DIFF_H

#include "cli.h"

struct sbill_cli_diff {
    const struct sbill_cli_args *args;
    sbill_options *options;
    sbill_book *side[2]; /* old, new */
    bool json;
    size_t records, different, broken, mended;
};

/* Run the records of every --claims FILE with both books; print what differs. An exit code, all words said. */
int sbill_cli_diff_claims(struct sbill_cli_diff *d);

int sbill_book_cmd_diff(int argc, char **argv);

#endif
