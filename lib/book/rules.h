/* Coding rules as the assign stage uses them. An author writes an XML rule pack (docs/rules.md); the importer
 * checks it and lays it down as a RULE section; a book reads its sections at first use, joins the packs, and keeps
 * the result: one immutable sbill_rules for all threads. Patterns compile at their first hit.
 *
 * Two layers.
 * CONCEPTS find things in text and know no codes. RULES turn found concepts and facts of the record into codes and
 * know no text. */
#ifndef SBILL_BOOK_RULES_H
#define SBILL_BOOK_RULES_H

#include "base/regex.h"
#include "book/book.h"

typedef SBILL_LIST(struct sbill_text) sbill_names;
typedef SBILL_LIST(uint32_t) sbill_indexes;

#define SBILL_NO_INDEX UINT32_MAX

/* A pattern, ready to compile: whole-word wrapping and word lists are already in it. */
struct sbill_pattern {
    struct sbill_text text;
    uint32_t flags; /* SBILL_RX_ */
    uint32_t line;  /* of the pack's file */
    struct sbill_text
        needs;       /* what must stand where it matches (rules_needs.h); empty: always run */
    uint32_t number; /* place in sbill_rules.patterns; set when packs are joined */
};

/* A word list: what was written -> what it stands for ("lt." -> "left"). */
struct sbill_words {
    struct sbill_text id;
    uint32_t pattern; /* one named group w0, w1 ... for each entry */
    sbill_names is;
};

/* A capture whose value is looked up in a word list. */
struct sbill_binding {
    struct sbill_text capture;
    uint32_t words; /* index into the pack's lists */
};

struct sbill_find {
    uint32_t pattern; /* index into the pack's patterns */
    SBILL_LIST(struct sbill_binding) bindings;
};

enum {                          /* sbill_concept.flags */
    SBILL_CONCEPT_CHRONIC = 1,  /* "history of" it does not make it past (guidelines IV.I, IV.J) */
    SBILL_CONCEPT_ANYWHERE = 2, /* context words do not matter: facts like weeks of gestation */
    SBILL_CONCEPT_FALLBACK = 8, /* stands back where another concept finds the same words */
    SBILL_CONCEPT_TREATMENT = 4 /* a drug, procedure, vaccine: \"will get\" means not yet */
};

struct sbill_concept {
    struct sbill_text id, title,
        group; /* title: words for questions; group: overlapping hits compete */
    uint32_t flags;
    uint32_t priority; /* higher wins a tie in length */
    int32_t
        recent_days; /* "3 weeks ago" within these days is current, whatever else is said; 0 none */
    sbill_names in, not_in; /* sections */
    sbill_names managed_by; /* concepts that show current treatment of a chronic condition */
    SBILL_LIST(struct sbill_find) finds;
    sbill_indexes excepts; /* patterns: a hit that touches one is dropped */
};

/* What the words around a hit make of it. */
enum sbill_context_kind {
    SBILL_CTX_CURRENT,
    SBILL_CTX_NEGATED,
    SBILL_CTX_UNCERTAIN,
    SBILL_CTX_HYPOTHETICAL,
    SBILL_CTX_HISTORICAL,
    SBILL_CTX_RESOLVED,
    SBILL_CTX_PLANNED,
    SBILL_CTX_FAMILY,
    SBILL_CTX_OTHER_PERSON,
    SBILL_CTX_NOTED, /* true of the patient, but only mentioned: told, listed or seen, not assessed */
    SBILL_CTX_KINDS,
    SBILL_CTX_MANAGED = SBILL_CTX_KINDS, /* cues only: treated now */
    SBILL_CTX_TERMINATOR,                /* cues only: ends the reach of others */
    SBILL_CTX_PSEUDO,                    /* cues only: looks like a cue and is none */
    SBILL_CTX_AGO,                       /* cues only: captures `n` and `unit`, how long ago */
    SBILL_CTX_EXPLAINED, /* cues only: a symptom comes from what is named after it */
    SBILL_CTX_EVALUATED, /* cues only: a symptom is looked into for itself */
    SBILL_CTX_SENTENCE,  /* cues only: a line with one of these is no heading */
    SBILL_CTX_REPORTED,  /* cues only: what a test showed, not what is judged */
    SBILL_CTX_CATEGORIES
};
const char *sbill_context_name(uint32_t kind);       /* "negated"; static */
uint32_t sbill_context_from(struct sbill_text name); /* SBILL_NO_INDEX if not one of these */

enum {
    SBILL_CUE_BEFORE = 1,
    SBILL_CUE_AFTER = 2
}; /* the cue stands before, after what it speaks of */

struct sbill_cue {
    uint32_t pattern, category, direction;
    uint32_t window; /* reach in words; 0 = to the end of the clause */
    uint32_t far;    /* not 0: terminators do not stop it */
    SBILL_LIST(struct sbill_binding) bindings;
};

enum {                        /* sbill_section.flags */
    SBILL_SECTION_IGNORE = 1, /* nothing in it is coded: allergies */
    SBILL_SECTION_LABEL = 2   /* a label inside a section: holds to the end of its line */
};

/* What a mention in a section is worth (assign/policy.c). */
enum sbill_standing {
    SBILL_STATED,   /* as the patient tells it: complaint, present illness, review of systems */
    SBILL_ASSESSED, /* the provider's judgement */
    SBILL_PLAN,     /* what is done about it */
    SBILL_LISTED,   /* problem list, past history */
    SBILL_OBSERVED, /* examination and results */
    SBILL_TOLD,     /* what the patient is told: education, instructions */
    SBILL_STANDINGS
};

struct sbill_section {
    struct sbill_text id;
    sbill_names headers; /* lower case, single blanks, no punctuation at the end */
    sbill_names openers; /* headers that need no colon: "Plan we will ..." */
    uint32_t context;    /* SBILL_CTX_ of all hits in it, 0 none */
    uint32_t flags;
    uint32_t standing; /* enum sbill_standing */
    uint32_t rank;     /* order of sections for what is listed first; low is first */
};

/* ---- Code layer ---- */

struct sbill_alternative { /* a concept, or any concept of a group, in one of some contexts */
    struct sbill_text name;
    bool group;
    uint32_t contexts;      /* bits 1 << SBILL_CTX_ */
    sbill_indexes concepts; /* in sbill_rules.concepts; set when packs are joined */
};

struct sbill_term { /* one of its alternatives must be there, or none if `absent` */
    bool absent;
    SBILL_LIST(struct sbill_alternative) any;
};

enum sbill_outcome_kind {
    SBILL_ALWAYS,
    SBILL_CASE,
    SBILL_RANGE,
    SBILL_OTHERWISE
};

struct sbill_rule_outcome {
    uint32_t kind;
    struct sbill_text is; /* CASE: value of the capture */
    int64_t below;        /* RANGE: thousandths; SBILL_NONE = no upper end */
    struct sbill_text
        code; /* as printed, with {capture} or {phase} places; several with blanks between (both sides
                               have their own); empty: no code */
    struct sbill_text query;
};

/* The next of the codes of an outcome, which it moves past; empty past the last. */
static inline struct sbill_text sbill_next_code(struct sbill_text *codes)
{
    *codes = sbill_text_trim(*codes);
    return sbill_text_cut(codes, ' ');
}

enum sbill_age_unit {
    SBILL_DAYS = 1,
    SBILL_WEEKS,
    SBILL_MONTHS,
    SBILL_YEARS
};
struct sbill_age_limit {
    int32_t n; /* -1: none */
    uint32_t unit;
};

struct sbill_guards { /* empty = does not matter; a value with ! before it must not be there */
    struct sbill_age_limit age_from, age_to; /* completed units, both ends included */
    uint32_t sex;                            /* enum sbill_sex, 0 any */
    uint32_t setting;                        /* enum sbill_setting, 0 any */
    int32_t from, to;                        /* dates of service, SBILL_NO_DATE open */
    sbill_names sections, plans, filing, payers, places, claim_types;
};

enum sbill_rule_kind {
    SBILL_RULE_DIAGNOSIS = 1,
    SBILL_RULE_SERVICE,  /* a service line */
    SBILL_RULE_SUPPRESS, /* takes codes away */
    SBILL_RULE_QUERY,    /* asks */
    SBILL_RULE_MODIFIER  /* compares an entered line's modifier with the note */
};
enum sbill_role {
    SBILL_ROLE_NONE,
    SBILL_ROLE_FIRST,
    SBILL_ROLE_SECONDARY,
    SBILL_ROLE_LAST
};

enum {                     /* sbill_rule.flags */
    SBILL_RULE_STATED = 1, /* all parts must stand in one sentence: the link is not assumed */
    SBILL_RULE_ROUND_DOWN = 2,
    SBILL_RULE_ASSESSED = 4 /* only if the assessment or plan names it, where there is one (IV.J) */
};

struct sbill_rule {
    uint32_t kind, flags, role, line;
    int32_t system;
    struct sbill_text id, version, pack, guideline, source, title;
    uint8_t digest[32]; /* of the canonical text of the rule and all it uses */
    SBILL_LIST(struct sbill_term) when;
    sbill_names unless;   /* concepts: if one is current, the rule does not apply */
    sbill_names uses;     /* concepts that may lend their captures but need not be there */
    struct sbill_text by; /* capture that chooses the outcome: concept.capture or capture */
    SBILL_LIST(struct sbill_rule_outcome) outcomes;
    sbill_names replaces; /* codes, * at the end allowed: superseded when the rule fires */
    sbill_names yields;   /* codes that say more: this one gives way to them */
    sbill_names codes;    /* SUPPRESS: codes taken away; MODIFIER: line codes looked at */
    sbill_names after;    /* codes that come before this one */
    struct sbill_guards guards;
    sbill_names modifiers;   /* of a suggested line */
    struct sbill_text units; /* capture that holds the amount; empty: one unit */
    struct sbill_text unit;  /* its unit: mg, mcg, g, mL, minutes ... */
    int64_t per;             /* thousandths of `unit` in one billing unit */
    struct sbill_text query;
    sbill_indexes unless_, uses_; /* concepts by number; set when packs are joined */
};

/* One pack, as its section says. */
struct sbill_pack {
    struct sbill_text id, version, file;
    int32_t from, to; /* dates of service it holds for */
    sbill_names extends, off;
    sbill_names symptoms; /* codes of symptoms and signs, * at the end allowed */
    SBILL_LIST(struct sbill_pattern) patterns;
    SBILL_LIST(struct sbill_words) words;
    SBILL_LIST(struct sbill_concept) concepts;
    SBILL_LIST(struct sbill_cue) cues;
    SBILL_LIST(struct sbill_section) sections;
    SBILL_LIST(struct sbill_rule) rules;
};

/* What a concept is, from the codes that rules give for it alone. */
enum sbill_concept_sort {
    SBILL_SORT_OTHER,  /* a drug, a detail, or what is coded only in a special context */
    SBILL_SORT_STATUS, /* a status, a reason for a visit, an external cause */
    SBILL_SORT_SYMPTOM,
    SBILL_SORT_DISEASE
}; /* where rules differ, the higher one */

/* NULL if the pack has none of this id. */
const struct sbill_concept *sbill_pack_concept(const struct sbill_pack *p, struct sbill_text id);

struct sbill_joined_concept {
    const struct sbill_pack *pack;
    const struct sbill_concept *c;
    uint32_t group; /* number of its overlap group */
    uint32_t sort;  /* enum sbill_concept_sort */
    sbill_indexes managed_by;
};

enum sbill_pattern_use {
    SBILL_FOR_FIND = 1,
    SBILL_FOR_EXCEPT,
    SBILL_FOR_CUE,
    SBILL_FOR_WORDS
};
enum sbill_pattern_form {
    SBILL_FORM_FREE,     /* to be searched for */
    SBILL_FORM_ANCHORED, /* the scanner knows where it may begin */
    SBILL_FORM_EXACT     /* the scanner knows where it matches */
};
struct sbill_joined_pattern {
    const struct sbill_pack *pack;
    const struct sbill_pattern *p;
    uint8_t use;    /* enum sbill_pattern_use */
    uint8_t form;   /* enum sbill_pattern_form */
    bool tied;      /* to the author's anchor */
    uint32_t owner; /* FIND, EXCEPT: concept; CUE: index into cues */
    uint32_t nth;   /* FIND: which find of the concept */
};

struct sbill_joined_cue {
    const struct sbill_pack *pack;
    const struct sbill_cue *cue;
    uint32_t pattern; /* joined */
};

struct sbill_index;    /* what the scanner looks for: rules_index.h */
struct sbill_compiled; /* patterns as they are compiled */

/* All packs of a book. Concepts and rules stand in the order of their ids, so nothing depends on the order of
 * files. */
struct sbill_rules {
    struct sbill_alloc alloc;
    struct sbill_arena arena;
    SBILL_LIST(struct sbill_pack) packs; /* those asked first come first */
    SBILL_LIST(struct sbill_joined_concept) concepts;
    SBILL_LIST(struct sbill_joined_pattern) patterns;
    SBILL_LIST(struct sbill_joined_cue) cues;
    SBILL_LIST(const struct sbill_section *) sections;
    SBILL_LIST(const struct sbill_rule *) rules;
    struct sbill_index *find_index, *cue_index;
    /* By concept: the rules that wait for it, wakes[wakes_first[c]] up to wakes[wakes_first[c + 1]]. */
    uint32_t *wakes_first, *wakes;
    struct sbill_header_slot { /* hash table; without section: empty */
        struct sbill_text header;
        const struct sbill_section *section;
    } * headers;
    size_t headers_mask;
    SBILL_LIST(struct sbill_header_slot) openers; /* of all sections */
    struct sbill_compiled *compiled;
};

/* Rules of extra sections (asked first) and then of all layers of `b`; either may be absent. The sections are
 * borrowed. SBILL_EBOOK if a section is damaged or a pack names what no pack has. */
int32_t sbill_rules_new(const struct sbill_alloc *alloc, const struct sbill_text *extra,
                        size_t extra_count, const sbill_book *b, struct sbill_rules **out,
                        sbill_error **err);
void sbill_rules_free(struct sbill_rules *r); /* NULL is fine; a book frees its own */

#define SBILL_LONGEST_HEADER 60
/* The section that a header begins, however cased and spaced; NULL if it is none, or longer than that. */
const struct sbill_section *sbill_rules_header(const struct sbill_rules *r,
                                               struct sbill_text written);

/* A code of a pattern: E11.9, E11*; dots do not matter. */
bool sbill_code_matches(struct sbill_text pattern, struct sbill_text code);
/* What a diagnosis code stands for: a symptom if a pack lists it so (guidelines I.B.4, I.B.5), a disease if it is in
 * chapters 1 to 19 or 22 otherwise, else a status or cause. enum sbill_concept_sort. */
uint32_t sbill_rules_sort(const struct sbill_rules *r, struct sbill_text code);

/* A joined pattern, compiled at first use and shared from then on. NULL: *status is SBILL_NOMEM or SBILL_EBOOK. */
const struct sbill_regex *sbill_rules_regex(const struct sbill_rules *r, uint32_t pattern,
                                            int32_t *status);
/* The same, but a match begins exactly where the search does. */
const struct sbill_regex *sbill_rules_anchored(const struct sbill_rules *r, uint32_t pattern,
                                               int32_t *status);
/* Compile now what matching will use. A pattern that the scanner can match by itself is not compiled, but for text with
 * odd letters (U+017F, U+212A), where it has the last word. */
int32_t sbill_rules_warm(const struct sbill_rules *r, sbill_error **err);
size_t sbill_rules_memory(const struct sbill_rules *r); /* bytes, compiled patterns included */
/* Numbers of patterns compiled so far and in all. */
void sbill_rules_count(const struct sbill_rules *r, size_t *compiled, size_t *all);

/* ---- From a pack's XML to its section ---- */

/* What the code tables say of a code; SBILL_CODE_ as sbill_code_find. */
typedef int32_t (*sbill_rules_find)(void *user, int32_t system, struct sbill_text code, int32_t on);

/* Check a pack and write its section into `out`. Errors name file, line, and the offset in a pattern.
 * `others`: sections of packs that this one may extend. */
int32_t sbill_rules_compile(const struct sbill_alloc *alloc, struct sbill_text name,
                            struct sbill_text xml, sbill_rules_find find, void *user,
                            struct sbill_buf *out, sbill_error **err);
/* The same for a pack that is parsed already. */
struct sbill_xml;
int32_t sbill_rules_compile_tree(const struct sbill_alloc *alloc, struct sbill_text name,
                                 const struct sbill_xml *root, sbill_rules_find find, void *user,
                                 struct sbill_buf *out, sbill_error **err);

#endif
