/* Inside: what the readers of answers share while one file is read. */
#ifndef SBILL_ANSWER_ANSWERING_H
#define SBILL_ANSWER_ANSWERING_H

#include "answer/answers.h"

struct sbill_answering;

/* A transaction set that is read: told by ST01 and the version. */
struct sbill_answer_reader {
    const char *set;     /* ST01 */
    const char *version; /* what GS08 or ST03 begins with */
    /* A segment between ST and SE; false if it is none that this set has. */
    bool (*segment)(struct sbill_answering *r);
    void (*end)(struct sbill_answering *r); /* at SE, or where the set breaks off; may be NULL */
};
extern const struct sbill_answer_reader sbill_answer_999, sbill_answer_277ca, sbill_answer_277,
    sbill_answer_835, sbill_answer_837;

struct sbill_answering {
    struct sbill_answers *a;
    struct sbill_text file;
    struct sbill_x12 x;
    struct sbill_x12_segment s; /* the one at hand */
    char component;             /* in use, whatever ISA16 says */
    bool component_said;        /* that it is another has been said */
    bool in_interchange, in_group, in_set;
    uint32_t sets, groups; /* since GS, ISA */
    struct sbill_text interchange, group, set, group_version,
        version; /* ISA13, GS06, ST02, GS08, ST03 or GS08 */
    const struct sbill_answer_reader
        *reader;                       /* of the set at hand; NULL outside and in a set not read */
    size_t first;                      /* answers before this set */
    size_t payment;                    /* 835: the answer about the payment; past the end if none */
    struct sbill_payer_answer scratch; /* what cannot be kept goes here */
    /* Of the set at hand, each reader's own. */
    struct sbill_text level; /* 277: HL03 */
    bool level_new;          /* 277: no status was met since HL */
    bool in_line;            /* 835, 277: SVC was met in this claim */
    struct sbill_payer_answer
        common; /* 835: payment; 277: payer; 999: group: what every answer repeats */
    struct sbill_text unread[8]; /* segments said to be not read */
    size_t unread_count;
};

/* ---- answers ---- */

/* A new one at the segment at hand; scratch without memory, never NULL. Pointers live until the next. */
struct sbill_payer_answer *sbill_answer_add(struct sbill_answering *r, int32_t about);
struct sbill_payer_answer *sbill_answer_now(
    struct sbill_answering *r); /* the last of this set; scratch if none */
struct sbill_payer_line *sbill_answer_line_now(struct sbill_answering *r); /* NULL outside a line */
void sbill_answer_clear(struct sbill_payer_answer *p);
void sbill_answer_line_clear(struct sbill_payer_line *l);
/* What is wrong with a file as a whole: the answer that says so, made when needed. */
struct sbill_payer_answer *sbill_answer_of_file(struct sbill_answering *r);

/* ---- elements ---- */

struct sbill_text sbill_answer_text(const struct sbill_answering *r, size_t element);
struct sbill_text sbill_answer_part(const struct sbill_answering *r, size_t element, size_t part);
/* Not given, or not what it should be (then a finding of the answer at hand): the "not given" of the kind. */
int64_t sbill_answer_money(struct sbill_answering *r, size_t element);
int64_t sbill_answer_due_money(struct sbill_answering *r,
                               size_t element); /* not given is wrong too */
int64_t sbill_answer_quantity(struct sbill_answering *r, size_t element);
int32_t sbill_answer_date(struct sbill_answering *r, size_t element);
bool sbill_answer_is(const struct sbill_answering *r, size_t element, const char *word);
void sbill_answer_push_text(struct sbill_answers *a, sbill_texts *to, struct sbill_text t);
/* CAS: its reasons, up to six, onto the list of the line or claim at hand. */
void sbill_answer_adjustments(struct sbill_answering *r);

/* Where the segment at hand stands, as the value {place}. */
void sbill_answer_say_place(struct sbill_answering *r, struct sbill_finding *f);
/* The segment at hand is none we know: a finding, once for each name in a set. */
void sbill_answer_not_read(struct sbill_answering *r);
/* A composite that begins with a qualifier: learn what holds composites together. */
void sbill_answer_see_composite(struct sbill_answering *r, size_t element);

/* ---- findings: of an answer ---- */

struct sbill_finding *sbill_answer_raise(struct sbill_answers *a, struct sbill_payer_answer *p,
                                         int32_t number, const char *x12);

/* Does the money add up? (balance.c) */
void sbill_answer_balance_claim(struct sbill_answers *a, struct sbill_payer_answer *p);
void sbill_answer_balance_payment(struct sbill_answering *r);

#endif
