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
    SBILL_PAYERS_VERSION = 2,
    SBILL_PAYERS_HEAD = 32,
    SBILL_PAYERS_PROFILE = 16,
    SBILL_PAYERS_ENTRY = 32,
    SBILL_PAYERS_KEY = 12,
    SBILL_PAYER_DEFAULT = 1 /* flag of a profile */
};

enum sbill_payer_entry {  /*     text            second text     number        value */
    SBILL_PAYER_NAME = 1, /*    name            title */
    SBILL_PAYER_ID,       /*    payer id */
    SBILL_PAYER_FILING,   /*    indicator */
    SBILL_PAYER_SOURCE,   /*    where it is from */
    SBILL_PAYER_REQUIRE,  /*    path            source */
    SBILL_PAYER_LIMIT,    /*    name            source                        number */
    SBILL_PAYER_PATTERN,  /*    name            pattern */
    SBILL_PAYER_SEVERITY, /*    -               source          finding       claim type * 16 + severity */
    /* an edit of the payer's own: its head, words and dates, then its conditions up to the next head */
    SBILL_PAYER_EDIT, /*  name            source          severity      claim type, SBILL_PAYER_BY_LINE */
    SBILL_PAYER_EDIT_WORDS, /*  what is wrong   what to do */
    SBILL_PAYER_EDIT_DATES, /*  -               -               first day     last day */
    SBILL_PAYER_CONDITION   /*  path            operand         op and flags  number */
};
enum {
    SBILL_PAYER_BY_LINE = 16 /* the edit is looked at for each service line */
};

/* What a condition asks of the values at its path; the low byte of its number. */
enum sbill_payer_op {
    SBILL_OP_GIVEN = 1, /* operand yes or no */
    SBILL_OP_IS,        /* one of the words of the operand */
    SBILL_OP_BEGINS,    /* with one of the words */
    SBILL_OP_RANGE,     /* within 99202-99205 */
    SBILL_OP_GROUP,     /* in the code group of that name */
    SBILL_OP_LEAST,     /* thousandths; a date in days * 1000 */
    SBILL_OP_MOST,
    SBILL_OP_EARLIER /* an earlier service: path = by whom, operand = months or days, number = how many of these,
                        times * 65536; the conditions behind it that are INSIDE speak of its fields */
};
enum {
    SBILL_OP_NOT = 0x100,    /* must not hold */
    SBILL_OP_INSIDE = 0x200, /* of the earlier service in front */
    SBILL_OP_ANY =
        0x10000 /* times n: one of the conditions with this n must hold; 0 = this one must */
};
#define SBILL_OP_OF(number) ((number)&0xFF)
#define SBILL_OP_GROUP_OF(number) ((number) / SBILL_OP_ANY)

/* Letter case ignored. */
int sbill_payer_compare(struct sbill_text a, struct sbill_text b);

#endif
