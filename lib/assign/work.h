/* Inside of the assign stage: what lies between a note and a suggestion. All memory is the encounter's arena. */
#ifndef SBILL_ASSIGN_WORK_H
#define SBILL_ASSIGN_WORK_H

#include "assign/assign.h"
#include "book/rules.h"

/* A note as it is searched: the same bytes at the same places, but every kind of blank is a blank. */
struct sbill_searched {
    struct sbill_text text;
};

/* A sentence, a list item, a clause after a semicolon: context words never reach across its ends. */
struct sbill_segment {
    uint32_t note;
    size_t start, end;                   /* bytes of the note */
    const struct sbill_section *section; /* NULL: before any header */
    uint32_t standing; /* enum sbill_standing: of its label, else of its section */
    uint32_t problem;  /* the heading it stands under, a segment; SBILL_NO_INDEX: none */
    bool heading;      /* names a problem: a line of the assessment that is no sentence */
};

struct sbill_capture {
    struct sbill_text name, value; /* value as the word list says, else as written in lower case */
    int64_t number;                /* thousandths, SBILL_NONE if it is none */
};

enum {
    SBILL_HIT_DROPPED = 1,
    SBILL_HIT_MANAGED = 2, /* words beside it say that it is treated */
    SBILL_HIT_LISTED = 4, /* a chronic condition that is only mentioned: has nothing to say alone */
    SBILL_HIT_BLOCKED = 8,    /* not current, for `reason` */
    SBILL_HIT_EXPLAINED = 16, /* a symptom "due to" what follows in its segment */
    SBILL_HIT_EVALUATED = 32, /* a symptom that is looked into for itself */
    SBILL_HIT_REPORTED = 64   /* what a test showed */
};

/* A concept found in a note. */
struct sbill_hit {
    uint32_t concept, segment, nth; /* nth: which find */
    size_t start, end;              /* bytes of the note */
    uint32_t state;                 /* SBILL_CTX_ */
    uint32_t flags;                 /* SBILL_HIT_ */
    const char *reason;             /* static: a context, section, not-managed; "" if current */
    struct sbill_text cue;          /* the words that made it so */
    int32_t days_ago;               /* -1 not said */
    uint32_t mark;                  /* scratch of one step: sbill_work.stamp */
    SBILL_LIST(struct sbill_capture) captures;
};

typedef SBILL_LIST(struct sbill_hit *) sbill_hits;

/* A rule that fired, with one code. */
struct sbill_proposal {
    const struct sbill_rule *rule;
    struct sbill_text code; /* as printed */
    int64_t units;          /* thousandths, of a line */
    int64_t dose;           /* thousandths of the rule's unit, SBILL_NONE if none */
    sbill_texts modifiers;
    sbill_hits because;
    sbill_hits
        replaced; /* what less specific codes rested on: their place in the order is taken over */
    bool noted;   /* rests on what is only noted: stands if it says more of what is assessed */
    const char *gone;     /* reason it was taken away; NULL while it stands */
    struct sbill_text by; /* what took it away */
    uint32_t order[4];    /* for the proposed sequence */
};

struct sbill_work {
    struct sbill_encounter *e;
    const struct sbill_rules *r;
    struct sbill_arena *a;
    SBILL_LIST(struct sbill_searched) notes;
    SBILL_LIST(struct sbill_segment) segments;
    SBILL_LIST(struct sbill_hit) hits; /* in the order of the notes */
    uint32_t stamp;                    /* for marking hits */
    struct sbill_hits_of {             /* hash table by concept */
        uint32_t concept;
        sbill_hits hits;
    } * of;
    size_t of_mask;
    sbill_indexes awake; /* rules that some hit may concern, in their order */
    SBILL_LIST(struct sbill_proposal) proposals;
    struct sbill_scan *cues; /* made at first use */
    bool everything;         /* try all patterns everywhere: what the scanner is compared with */
    bool has_assessment;     /* the notes hold one */
    bool noting;             /* the rule at hand rests on what is only noted: no questions */
    sbill_indexes gave_up;   /* patterns that hit a limit */
    uint32_t facts_missing;  /* findings already raised, bits of enum sbill_fact */
    int32_t status;
    sbill_error **err;
};

/* assign.c: all steps, with the given rules. Of `w` only `everything` is read; it is valid until the record is. */
int32_t sbill_assign_work(struct sbill_work *w, struct sbill_encounter *e,
                          const struct sbill_rules *rules, sbill_error **err);

/* segment.c: sections and segments of all notes */
void sbill_segment_notes(struct sbill_work *w);
/* headers.c: headers of sections, and marks at the start of lines */
struct sbill_header {
    const struct sbill_section *section; /* NULL: unknown header, ends what was before */
    size_t start, end;                   /* `end` is past the colon */
};
/* A header that starts at `i`, the first letter of a line or sentence. */
bool sbill_header_at(const struct sbill_work *w, struct sbill_text note, size_t i, bool line_start,
                     struct sbill_header *h);
/* A known header in capitals before the colon, in the middle of a line: transcriptions run on like that. */
bool sbill_header_run_on(const struct sbill_work *w, struct sbill_text note, size_t from,
                         size_t colon, struct sbill_header *h);
/* Past blanks, bullets and numbering; also past line breaks if `lines`. *mark: SBILL_MARK_ of what was passed. */
enum {
    SBILL_MARK_NONE,
    SBILL_MARK_NUMBER,
    SBILL_MARK_BULLET
};
size_t sbill_past_bullet(struct sbill_text note, size_t i, size_t end, bool lines, int *mark);
/* find.c: concepts in segments: patterns, exceptions, captures, overlap */
void sbill_find_concepts(struct sbill_work *w);
/* hits.c: hits by concept, those that were not dropped; from then on lists of hits may change, hits not move */
void sbill_index_hits(struct sbill_work *w);
const sbill_hits *sbill_hits_of(const struct sbill_work *w, uint32_t concept); /* maybe none */
/* context.c: negated, family, uncertain ... for every hit */
void sbill_find_context(struct sbill_work *w);
/* Is what a segment names doubted: does an uncertain cue stand in it? */
bool sbill_segment_doubted(struct sbill_work *w, uint32_t segment);
/* policy.c: which hits are current for this setting, and what chronic conditions given as history are */
void sbill_apply_policy(struct sbill_work *w);
/* evaluate.c: code rules over the hits */
void sbill_evaluate_rules(struct sbill_work *w);
/* outcome.c: one rule that fired: which codes, units, questions */
void sbill_take_outcome(struct sbill_work *w, const struct sbill_rule *rule,
                        const sbill_hits *because);
/* symptoms.c: symptoms give way to what the provider assesses (guidelines I.B.4 to I.B.6, IV.D) */
void sbill_judge_symptoms(struct sbill_work *w);
/* settle.c: replaced, suppressed, doubled, not in force; then into the record */
void sbill_settle(struct sbill_work *w);
/* external.c: causes of injuries: not alone, never first, not against an entered one */
void sbill_settle_external(struct sbill_work *w);
bool sbill_is_external_cause(const struct sbill_rule *rule, struct sbill_text code);
/* suggest.c: what stands goes into the record, in the proposed order */
void sbill_suggest(struct sbill_work *w);

/* guards.c: NULL if all hold, else the name of the one that does not. What the record does not say is a finding. */
const char *sbill_guard_fails(struct sbill_work *w, const struct sbill_rule *rule);

/* settle.c: away with a proposal, and told */
void sbill_take_away(struct sbill_work *w, struct sbill_proposal *p, const char *reason,
                     struct sbill_text by);

/* say.c */
void sbill_withhold(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text code,
                    const char *reason, struct sbill_text detail, const struct sbill_hit *hit);
void sbill_ask(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text question,
               const struct sbill_hit *hit);
struct sbill_evidence sbill_evidence_of(struct sbill_work *w, const struct sbill_hit *hit);
struct sbill_text sbill_hex_digest(struct sbill_work *w, const struct sbill_rule *rule);

/* The compiled pattern, or NULL with w->status set. */
const struct sbill_regex *sbill_work_regex(struct sbill_work *w, uint32_t pattern);
/* The same, for searches that must match where they begin. */
const struct sbill_regex *sbill_work_anchored(struct sbill_work *w, uint32_t pattern);
/* Search; a limit becomes a finding and counts as not found. */
bool sbill_work_find(struct sbill_work *w, uint32_t pattern, const struct sbill_regex *rx,
                     struct sbill_text text, size_t from, uint32_t note, size_t *start,
                     size_t *end);
/* The value of a capture: what its word list says, else the text in lower case. */
struct sbill_text sbill_capture_value(struct sbill_work *w, const struct sbill_pack *pack,
                                      const struct sbill_binding *bindings, size_t n,
                                      struct sbill_text name, struct sbill_text written);
void sbill_work_memory(struct sbill_work *w); /* arena failed: w->status */

#endif
