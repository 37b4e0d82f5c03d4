/* Settings of X12 files, x12.NAME: who sends, to whom, and in which characters. Empty: told from the first claim. */
#ifndef SBILL_BASE_OPTIONS_X12_H
#define SBILL_BASE_OPTIONS_X12_H

#include "base/text.h"

struct sbill_x12_settings {
    char sender_qualifier[3], sender_id[16], receiver_qualifier[3],
        receiver_id[16];                                   /* ISA05 to 08 */
    char application_sender[16], application_receiver[16]; /* GS02, GS03 */
    char submitter_name[61], submitter_id[81];             /* 1000A NM1 */
    char submitter_contact[61], submitter_phone[33], submitter_fax[33], submitter_email[129];
    char receiver_name[61], receiver_code[81];                       /* 1000B NM1 */
    char reference[51];                                              /* BHT03 */
    char usage[2];                                                   /* P, T */
    int32_t interchange_control, group_control, transaction_control; /* the first of each */
    int32_t date; /* of the file; SBILL_NO_DATE: as-of, else the last date of the first claim */
    int32_t time; /* minutes */
    bool acknowledgment; /* ISA14 */
    bool extended;       /* character set */
    bool refuse;         /* what the set cannot say is refused, not spelled in plain letters */
    bool keep_case;
    bool line_breaks; /* behind each segment */
    char marks[5];    /* element, repetition, component, segment */
};

void sbill_x12_settings_default(struct sbill_x12_settings *s);
/* NULL, or what the value should have been; "" if there is no such option. */
const char *sbill_x12_settings_set(struct sbill_x12_settings *s, struct sbill_text name,
                                   struct sbill_text value);

#endif
