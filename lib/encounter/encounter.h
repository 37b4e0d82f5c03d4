/* The encounter: one billing episode on its way. Stages meet only here. */
#ifndef SBILL_ENCOUNTER_ENCOUNTER_H
#define SBILL_ENCOUNTER_ENCOUNTER_H

/* Declarations read by their lines. */
/* clang-format off */

#include "base/json.h"
#include "base/options.h"
#include "base/regex.h"
#include "book/book.h"
#include "encounter/findings.h"
#include "encounter/model.h"

/* A hit that gave no code, and why. Nothing is dropped in silence. */
struct sbill_withheld {
    struct sbill_text rule, rule_version, code;
    struct sbill_text reason; /* negated uncertain hypothetical historical resolved planned family other-person section
                                 not-managed not-stated guard replaced suppressed not-billable not-in-force duplicate
                                 rejected (docs/rules.md) */
    struct sbill_text detail, guideline; /* detail: what replaced it, which guard ... */
    struct sbill_evidence at;
};

struct sbill_query { /* a question to the provider */
    struct sbill_text rule, question, guideline;
    struct sbill_evidence at;
};

struct sbill_claim_line {
    int32_t line;          /* index into record.lines */
    int64_t charge, units; /* as billed */
    struct sbill_text charge_source; /* "" if entered; else fee table and row in words */
    uint8_t pointers[4];   /* 1-based positions in the claim's diagnoses; 0 = unused */
    size_t pointer_count;
};

struct sbill_claim {
    int32_t coverage;      /* index into record.coverages, -1 none */
    int32_t sequence;      /* 1 primary, 2 secondary ... */
    int32_t frequency;
    bool draft;            /* rests on a suggestion */
    bool stopped;          /* a finding at or above fail-on stands against it (set by check) */
    struct sbill_text id;  /* claim id: the office's control number or a hash, at most 14 (20) characters */
    struct sbill_text split; /* why it is one of several: "diagnoses", "lines", "facility", ... empty if whole */
    int32_t part, parts;
    SBILL_LIST(int32_t) diagnoses; /* indexes into record.diagnoses, at most 12, first = first-listed */
    SBILL_LIST(struct sbill_claim_line) lines;
    int64_t total, paid_by_others, patient_paid;
    const struct sbill_payer_profile *profile; /* from the book; NULL if none matches */
};

struct sbill_left_out { /* what a reader did not understand, or a writer had no place for */
    struct sbill_text path, why;
};

struct sbill_repair { /* a safe repair that was written into the record */
    int32_t number;   /* of the finding that offered it */
    struct sbill_text path, before, after;
};

enum {
    SBILL_GROUPS_KEPT = 16
};

struct sbill_encounter {
    sbill_book *book;
    struct sbill_settings settings;
    const struct sbill_alloc *alloc;
    struct sbill_arena arena;
    struct sbill_json *json;     /* parser room, reused */
    struct sbill_match *match;   /* pattern room, reused */
    struct sbill_buf out, words; /* result line; text built for getters */
    /* Groups of codes as check last asked for them, since most records want the same; bits: which of them it did. */
    struct sbill_group groups[SBILL_GROUPS_KEPT];
    uint32_t groups_known;

    /* From here to the end it is one record's; reset wipes it. */
    struct sbill_record record;
    bool has_record, assigned, formed, checked;
    SBILL_LIST(struct sbill_withheld) withheld;
    SBILL_LIST(struct sbill_query) queries;
    SBILL_LIST(struct sbill_claim) claims;
    SBILL_LIST(struct sbill_finding) findings;
    SBILL_LIST(struct sbill_left_out) unread; /* by the reader */
    SBILL_LIST(struct sbill_left_out) left_out; /* by the last writer */
    SBILL_LIST(struct sbill_repair) repairs;
    struct sbill_finding scratch; /* where findings go that cannot be kept */
    int32_t finding_claim;        /* claim that sbill_raise speaks of; -1 none */
    int32_t outcome;              /* SBILL_OUTCOME_ */
    struct sbill_text outcome_reason; /* static or arena text: self-pay, restricted, no-diagnosis, unsigned-note ... */
};

/* Date of service of a line (its own, else the record's). */
int32_t sbill_line_date(const struct sbill_record *r, const struct sbill_line *l);
/* Is this code billed: entered or confirmed; a suggestion makes the claim a draft. */
bool sbill_status_bills(int32_t status);
/* The i-th of both lists of what was left out, the reader's first; NULL past the end. */
const struct sbill_left_out *sbill_left_out_at(const struct sbill_encounter *e, size_t i);
/* SBILL_NOMEM or SBILL_ELIMIT if the arena failed since reset, else SBILL_OK; fills err. */
int32_t sbill_encounter_memory(const struct sbill_encounter *e, sbill_error **err);

#endif
