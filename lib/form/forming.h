/* Form, inside: what its files share while the claims of one encounter are made. */
#ifndef SBILL_FORM_FORMING_H
#define SBILL_FORM_FORMING_H

#include "form/form.h"

#define SBILL_FORM_POINTERS 4 /* diagnoses a line may point to: box 24E, SV107 */

/* A service line that is billed. All memory is the encounter's arena. */
struct sbill_form_line {
    int32_t line;                        /* index into record.lines */
    int64_t charge, units;               /* as billed; charge SBILL_NO_MONEY if there is no price */
    struct sbill_text charge_source;     /* "" if entered */
    int32_t points[SBILL_FORM_POINTERS]; /* places in struct sbill_forming.diagnoses */
    size_t point_count;
    const struct sbill_provider *place; /* NULL: the billing address */
    struct sbill_text clia, authorization, referral;
};

/* One claim under way: lines that fit together. */
struct sbill_form_part {
    SBILL_LIST(int32_t) lines; /* indexes into struct sbill_forming.lines */
    bool *has;                 /* one for each diagnosis: stands on this claim */
    size_t diagnosis_count;
    const struct sbill_provider *place;
    struct sbill_text clia, authorization, referral;
    const char *reason; /* why it is not part of the one before; NULL for the first */
};

struct sbill_forming {
    struct sbill_encounter *e;
    const struct sbill_record *r;
    int32_t coverage;                          /* who is billed: index, -1 nobody */
    int32_t sequence;                          /* its place in payer order, from 1 */
    int32_t *order;                            /* coverages in payer order */
    const struct sbill_payer_profile *profile; /* of that payer; NULL if the book has none */
    int32_t *diagnoses; /* those on claims, first-listed first: indexes into the record's */
    size_t diagnosis_count;
    struct sbill_form_line *lines;
    size_t line_count;
    SBILL_LIST(struct sbill_form_part) parts;
};

/* Who is billed (payers.c). False: nobody, and the outcome says why. */
bool sbill_form_payer(struct sbill_forming *f);
struct sbill_text sbill_form_payer_name(const struct sbill_record *r, int32_t coverage);

/* Which codes are billed (codes.c). Lines first: their pointers are places among the diagnoses. */
void sbill_form_diagnoses(struct sbill_forming *f);
void sbill_form_lines(struct sbill_forming *f);
/* The codes as one text, "E11.22, I10". */
struct sbill_text sbill_form_join(struct sbill_encounter *e, const struct sbill_text *codes,
                                  size_t n);

void sbill_form_prices(struct sbill_forming *f); /* price.c */
void sbill_form_parts(struct sbill_forming *f);  /* split.c */
void sbill_form_money(
    struct sbill_forming *f); /* money.c: totals, what others and the patient paid */
/* claim_id.c; empty if the record has nothing to make one from */
struct sbill_text sbill_form_claim_id(struct sbill_forming *f, const struct sbill_claim *c);

/* Ends without a claim, or waits; the first reason stays. */
void sbill_form_end(struct sbill_encounter *e, int32_t outcome, const char *reason);
/* Raises a hold; nothing if its severity is off. */
struct sbill_finding *sbill_form_hold(struct sbill_encounter *e, int32_t number, const char *path,
                                      int32_t i, const char *reason);

#endif
