/* Answers from payers: what comes back for claims that were sent. TA1 and 999 say whether a file could be read, 277CA
 * whether each claim was taken, 835 what was decided and paid. One ANSWER is what one of these says of one claim; what
 * is said of a whole file, batch or payment is an answer too, without a claim.
 * All memory is the arena of struct sbill_answers, but for the bytes of the files, of which texts are slices. */
#ifndef SBILL_ANSWER_ANSWERS_H
#define SBILL_ANSWER_ANSWERS_H

#include "base/options.h"
#include "base/x12.h"
#include "book/book.h"
#include "encounter/findings.h"
#include "encounter/model.h"

enum sbill_answer_format {
    SBILL_ANSWER_TA1 = 1, /* interchange acknowledgment */
    SBILL_ANSWER_999,     /* implementation acknowledgment, 005010X231 */
    SBILL_ANSWER_277,     /* claim acknowledgment, 005010X214; status response, 005010X212 */
    SBILL_ANSWER_835      /* remittance, 005010X221 */
};

enum sbill_answer_about {
    SBILL_ABOUT_FILE = 1, /* an interchange, functional group or transaction set */
    SBILL_ABOUT_BATCH,    /* what one submitter or provider sent */
    SBILL_ABOUT_PAYMENT,
    SBILL_ABOUT_CLAIM
};

/* What became of it, in one word. */
enum sbill_answer_outcome {
    SBILL_ANSWER_UNKNOWN,  /* the code says nothing we know */
    SBILL_ANSWER_RECEIVED, /* arrived, nothing decided */
    SBILL_ANSWER_ACCEPTED, /* taken into adjudication */
    SBILL_ANSWER_REJECTED, /* not taken: must be sent again */
    SBILL_ANSWER_PENDING,
    SBILL_ANSWER_FINAL,     /* decided, says a status response; the remittance says how */
    SBILL_ANSWER_PROCESSED, /* decided and paid, or paid nothing for a reason that is not a denial */
    SBILL_ANSWER_DENIED,
    SBILL_ANSWER_FORWARDED, /* decided, and sent on to the next payer */
    SBILL_ANSWER_REVERSED,  /* an earlier decision is taken back */
    SBILL_ANSWER_PRICED     /* a predetermination */
};

/* One status of a 277 (a composite of STC). */
struct sbill_payer_status {
    struct sbill_text category, code, entity,
        list;                  /* A7, 562, 85; list: code list qualifier if not 508 */
    struct sbill_text message; /* STC12 */
    struct sbill_text action;  /* STC03: WQ accepted, U rejected */
    int32_t date;
};

/* One error of a 999 (IK3, IK4) or TA1. */
struct sbill_payer_fault {
    struct sbill_text segment, loop, segment_code; /* IK301, IK303, IK304 */
    uint32_t position;                       /* of the segment in its set, ST is 1; 0 not said */
    uint32_t element, component, repetition; /* 0 the segment as a whole */
    struct sbill_text element_code, value;   /* IK403, IK404 */
    struct sbill_text claim, line;           /* CLM01 and LX01 it lies in, if known */
};

/* What was decided about one service line. */
struct sbill_payer_line {
    struct sbill_text qualifier, code, billed_code,
        revenue; /* billed_code: if the payer changed it */
    sbill_texts modifiers;
    struct sbill_text control; /* our line control number: REF*6R, REF*FJ */
    int64_t charge, paid, paid_units, billed_units, allowed;
    int32_t date_from, date_to;
    SBILL_LIST(struct sbill_adjustment) adjustments;
    sbill_texts remarks; /* RARC */
    SBILL_LIST(struct sbill_payer_status) statuses;
    uint32_t position;   /* of its SVC in the set */
    int32_t record_line; /* index into the record's lines, once joined; -1 */
};

struct sbill_provider_adjustment { /* PLB: money that belongs to no claim of this payment */
    struct sbill_text provider, reason, reference;
    int32_t year_end;
    int64_t amount; /* positive lowers the payment */
};

struct sbill_payer_answer {
    int32_t format, about, outcome;
    struct sbill_text file;    /* name given by the caller */
    struct sbill_text version; /* 005010X221A1 */
    struct sbill_text group,
        set; /* control numbers of the group and set that the answer speaks of (999), else its own */
    uint32_t position; /* of the segment that begins it, in its set */
    uint32_t line_in_file;

    struct sbill_text claim;       /* our number: CLM01 */
    struct sbill_text payer_claim; /* the payer's number: CLP07, REF*1K */
    struct sbill_text trace;       /* clearinghouse's number, batch number, check number */
    struct sbill_text status;      /* CLP02, IK501, AK901, TA104 */
    struct sbill_text status_note; /* IK502, TA105 */
    struct sbill_text payer_name, payer_id, payee_name, payee_id, next_payer_name, next_payer_id;
    struct sbill_name patient;
    struct sbill_text member_id;
    struct sbill_text filing_indicator, facility, frequency; /* CLP06, CLP08, CLP09 */
    struct sbill_text method;                                /* BPR04 */
    int32_t date;                                            /* of the decision or payment */
    int32_t date_from, date_to;                              /* of service */
    int64_t charge, paid, patient_owes, allowed;
    int64_t count,
        sum; /* of a payment: its claims, and what they come to less provider adjustments */
    int64_t reimbursement_rate, hcpcs_payable, esrd_paid, professional_component; /* MOA */
    SBILL_LIST(struct sbill_adjustment) adjustments;
    sbill_texts remarks;
    SBILL_LIST(struct sbill_payer_status) statuses;
    SBILL_LIST(struct sbill_payer_fault) faults;
    SBILL_LIST(struct sbill_payer_line) lines;
    SBILL_LIST(struct sbill_provider_adjustment) provider_adjustments;
    SBILL_LIST(struct sbill_finding) findings;
    size_t own_findings; /* without those of the last join */
};

/* A transaction set of claims that was sent: which claim stands from which segment on. */
struct sbill_sent_claim {
    struct sbill_text claim;
    uint32_t first; /* position of its CLM */
};
struct sbill_sent_line {
    struct sbill_text number; /* LX01 */
    uint32_t first;
};
struct sbill_sent_set {
    struct sbill_text interchange, group, set; /* ISA13, GS06, ST02 */
    SBILL_LIST(struct sbill_sent_claim) claims;
    SBILL_LIST(struct sbill_sent_line) lines;
};

struct sbill_answer_key {
    struct sbill_text claim;
    size_t index;
};

/* The bytes of a file, made UTF-8, which the texts of its answers point into. */
struct sbill_answer_bytes {
    char *p;
    size_t n;
};

struct sbill_answers { /* sbill_answers of superbill.h */
    struct sbill_settings settings;
    sbill_book *book; /* NULL: codes have no words */
    struct sbill_arena arena;
    struct sbill_buf out;
    SBILL_LIST(struct sbill_answer_bytes)
    files; /* not in the arena: those without answers go at once */
    SBILL_LIST(struct sbill_payer_answer) list;
    SBILL_LIST(struct sbill_sent_set) sent;
    struct sbill_answer_key *keys; /* by claim; for the first `indexed` of the list */
    size_t key_count, indexed;
    struct sbill_finding unkept; /* where findings go that cannot be kept */
};

#endif
