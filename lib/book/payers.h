/* Payer profiles in the image: what the importer writes and the look-ups read. One section for each file.
 *
 *   0  version  4  profiles  8  entries  12  first entry: offset  16  keys  20  first key: offset  24  (8 unused)
 *   32 profiles of 16 bytes, in the order of the file: 0 first entry  4 entries  8 flags  12 line of the file
 *   then entries of 32 bytes: 0 kind  4 number  8 text: offset  12 length  16 second text: offset  20 length  24 value
 *   then keys of 12 bytes, sorted by kind and text, letter case ignored: 0 kind  4 entry  8 profile
 *   then the texts, each with a NUL
 */
#ifndef SBILL_BOOK_PAYERS_H
#define SBILL_BOOK_PAYERS_H

#include "book/section.h"

enum {
    SBILL_PAYERS_VERSION = 1,
    SBILL_PAYERS_HEAD = 32,
    SBILL_PAYERS_PROFILE = 16,
    SBILL_PAYERS_ENTRY = 32,
    SBILL_PAYERS_KEY = 12,
    SBILL_PAYER_DEFAULT = 1 /* flag of a profile */
};

enum sbill_payer_entry { /*     text            second text     number        value */
    SBILL_PAYER_NAME = 1, /*    name            title */
    SBILL_PAYER_ID,       /*    payer id */
    SBILL_PAYER_FILING,   /*    indicator */
    SBILL_PAYER_SOURCE,   /*    where it is from */
    SBILL_PAYER_REQUIRE,  /*    path            source */
    SBILL_PAYER_LIMIT,    /*    name            source                        number */
    SBILL_PAYER_PATTERN,  /*    name            pattern */
    SBILL_PAYER_SEVERITY  /*    -               source          finding       claim type * 16 + severity */
};

/* Letter case ignored. */
int sbill_payer_compare(struct sbill_text a, struct sbill_text b);

#endif
