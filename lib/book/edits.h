/* The edit tables of a book, for the edits: what published (and the user's own) tables say of a code on
 * a date of service. All calls are for any number of threads and allocate nothing; texts live as long as
 * the book.
 *
 * One answer everywhere: 1 = a row is in force, 0 = a table speaks for that date and has no such row,
 * -1 = no table speaks for that date: "not checked", never "clean". *out is set on 1 only, but for
 * `source`: the table and its release in words ("MUE, practitioner, 2026-04"), empty on -1. Codes may
 * stand in any spelling.
 *
 * Of several releases of an official table in one layer, the one that began last speaks for a date;
 * a layer without a row lets the next one speak. Of the user's own lists (coverage, authorizations,
 * NDC, visit levels) all that cover the date speak. */
#ifndef SBILL_BOOK_EDITS_H
#define SBILL_BOOK_EDITS_H

#include "book/book.h"

/* ---- NCCI procedure-to-procedure edits (the quick public look-up is sbill_ptp_find) ---- */

struct sbill_ptp {
    int32_t indicator; /* 0 no modifier, 1 a modifier lets both be paid */
    int32_t from, to;  /* both inclusive; SBILL_NO_DATE = open */
    struct sbill_text rationale, source;
};
/* Column 2 is not paid beside column 1; ask both ways round. Edits with indicator 9 were withdrawn
 * from the beginning and are never in force. `setting` is SBILL_SETTING_PRACTITIONER or _OUTPATIENT. */
int sbill_book_ptp(const sbill_book *b, int32_t setting, struct sbill_text column1,
                   struct sbill_text column2, int32_t on, struct sbill_ptp *out);

/* Which of n codes, given on one day, make pairs that are in force: hits get their places, `first` that of
 * column 1. The table is asked for all of them at once, which is several times quicker than one by one. *count is
 * how many there are, also beyond `room`. 1, or -1 if no table speaks for that date. */
struct sbill_ptp_hit {
    uint32_t first, second;
};
int sbill_book_ptp_day(const sbill_book *b, int32_t setting, const struct sbill_text *codes,
                       size_t n, int32_t on, struct sbill_ptp_hit *hits, size_t room,
                       size_t *count);

/* ---- medically unlikely edits ---- */

struct sbill_mue {
    int64_t units;                       /* thousandths, as on a line */
    int32_t mai;                         /* 1 line; 2 day, absolute; 3 day, clinical */
    struct sbill_text rationale, source; /* "Clinical: Data" */
};
int sbill_book_mue(const sbill_book *b, int32_t setting, struct sbill_text code, int32_t on,
                   struct sbill_mue *out);

/* ---- add-on codes ---- */

struct sbill_addon {
    int32_t type;            /* 1 closed list of primaries, 2 none listed, 3 some listed */
    bool contractor_defined; /* a row CCCCC: the payer may know further primaries */
    struct sbill_text source;
};
/* Is it an add-on code on that date? */
int sbill_book_addon(const sbill_book *b, struct sbill_text code, int32_t on,
                     struct sbill_addon *out);
/* Is `primary` listed for this add-on on that date? */
int sbill_book_addon_primary(const sbill_book *b, struct sbill_text code, struct sbill_text primary,
                             int32_t on);
/* The nth primary listed; false past the last. */
bool sbill_book_addon_nth(const sbill_book *b, struct sbill_text code, int32_t on, size_t nth,
                          struct sbill_text *primary);

/* ---- indicators of the physician fee schedule ---- */

struct sbill_pfs {
    char status;    /* A active, B bundled, I N X R T ... */
    char pctc;      /* 0-9: 1 = 26 and TC apply */
    char global[4]; /* "000" "010" "090", or three times M, X, Y or Z */
    char multiple, bilateral, assistant, co_surgeon, team; /* 0-9 as published, ' ' = blank */
    struct sbill_text source;
};
/* The row of the code with this modifier: empty, 26, TC or 53. */
int sbill_book_pfs(const sbill_book *b, struct sbill_text code, struct sbill_text modifier,
                   int32_t on, struct sbill_pfs *out);

/* ---- dated attributes of diagnoses (Medicare Code Editor), ages, discharge status ---- */

enum {
    SBILL_DX_EXTERNAL_CAUSE = 1,  /* never principal */
    SBILL_DX_MANIFESTATION = 2,   /* never principal */
    SBILL_DX_UNACCEPTABLE = 4,    /* unacceptable as principal */
    SBILL_DX_NEEDS_SECONDARY = 8, /* beside _UNACCEPTABLE: only if there is no secondary */
    SBILL_DX_QUESTIONABLE = 16,   /* questionable admission */
    SBILL_DX_UNSPECIFIED = 32,    /* a more specific code exists */
    SBILL_DX_NEWBORN = 64,        /* ages: sbill_book_age_range */
    SBILL_DX_PEDIATRIC = 128,
    SBILL_DX_MATERNITY = 256,
    SBILL_DX_ADULT = 512,
    SBILL_DX_FEMALE = 1024,
    SBILL_DX_MALE = 2048,
    SBILL_DX_WRONG_PROCEDURE = 4096,
    SBILL_DX_DELIVERY_OUTCOME = 8192,
    SBILL_DX_OTHER = 1 << 14 /* flags that only matter beside an inpatient procedure */
};
/* 1: the code is valid on that date, with these flags (perhaps none); 0: the table does not have it. */
int sbill_book_dx_attributes(const sbill_book *b, struct sbill_text code, int32_t on,
                             uint32_t *flags, struct sbill_text *source);
/* Ages in completed years, both inclusive. `flag` is one of SBILL_DX_NEWBORN .. _ADULT. */
int sbill_book_age_range(const sbill_book *b, uint32_t flag, int32_t on, int32_t *low,
                         int32_t *high, struct sbill_text *source);
int sbill_book_discharge_status(const sbill_book *b, struct sbill_text code, int32_t on,
                                struct sbill_text *source);

/* ---- drugs: NDC against HCPCS ---- */

struct sbill_ndc_row {
    struct sbill_text code; /* HCPCS */
    struct sbill_text unit; /* F2 GR ME ML UN; empty = not said */
    int64_t package;        /* thousandths of `unit` in a package; SBILL_NO_QTY = not said */
    int64_t billing_units;  /* thousandths of billing units in that package; SBILL_NO_QTY */
    struct sbill_text source;
};
/* The nth HCPCS code for an 11-digit NDC. */
int sbill_book_ndc(const sbill_book *b, struct sbill_text ndc, int32_t on, size_t nth,
                   struct sbill_ndc_row *out);
/* Does the crosswalk know the HCPCS code at all? */
int sbill_book_ndc_code(const sbill_book *b, struct sbill_text code, int32_t on);

/* ---- coverage: which diagnoses support a procedure (LCD, NCD, a payer's policy) ---- */

/* Is there any such table, whatever it speaks of? */
bool sbill_book_has_coverage(const sbill_book *b);
bool sbill_book_has_authorizations(const sbill_book *b);

enum sbill_coverage_answer {
    SBILL_COVERAGE_NO_POLICY = -1, /* no policy speaks of this procedure on that date */
    SBILL_COVERAGE_NOT_LISTED = 0, /* a policy does, and does not list the diagnosis */
    SBILL_COVERAGE_SUPPORTS = 1,
    SBILL_COVERAGE_DENIES = 2 /* a policy lists it as not supporting */
};
struct sbill_payer_asked { /* a row may name the payer by its id or by its profile's name */
    struct sbill_text id, profile;
};
/* *policy: "L33777" of the row, or of a policy that speaks of the procedure; *source: table. Policies
 * without a payer speak for all. */
int sbill_book_coverage(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t system,
                        struct sbill_text code, struct sbill_text diagnosis, int32_t on,
                        struct sbill_text *policy, struct sbill_text *source);

/* ---- authorizations ---- */

enum {
    SBILL_NEEDS_AUTHORIZATION = 1,
    SBILL_NEEDS_REFERRAL = 2
};
/* *needs: what the payer wants for this code. -1: no list speaks for this payer on that date. */
/* Does the payer want something for the code? As above, without asking if there is a list of this payer. */
bool sbill_book_needs(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t system,
                      struct sbill_text code, struct sbill_text place, int32_t on, int32_t *needs,
                      struct sbill_text *source);
int sbill_book_authorization(const sbill_book *b, const struct sbill_payer_asked *payer,
                             int32_t system, struct sbill_text code, struct sbill_text place,
                             int32_t on, int32_t *needs, struct sbill_text *source);

/* ---- levels of visits, from the user's table ---- */

enum sbill_visit_mdm {
    SBILL_MDM_STRAIGHTFORWARD = 1,
    SBILL_MDM_LOW,
    SBILL_MDM_MODERATE,
    SBILL_MDM_HIGH
};
struct sbill_visit_level {
    struct sbill_text code, family;   /* codes of one family differ in level: "office-new" */
    int32_t minutes_from, minutes_to; /* both inclusive; -1 = not said, open */
    int32_t mdm;                      /* enum sbill_visit_mdm, 0 = not said */
    struct sbill_text source;
};
int sbill_book_visit_level(const sbill_book *b, int32_t system, struct sbill_text code, int32_t on,
                           struct sbill_visit_level *out);
/* The nth level of the family on that date, lowest level first; false past the last. */
bool sbill_book_visit_level_nth(const sbill_book *b, struct sbill_text family, int32_t on,
                                size_t nth, struct sbill_visit_level *out);

/* ---- instruction notes of the tabular list, understood ---- */

enum sbill_note_level { /* where the note stands */
    SBILL_AT_CODE = 1,  /* at the code itself or at a code above it */
    SBILL_AT_BLOCK,
    SBILL_AT_CHAPTER
};
/* An instruction is a note with the notes that follow it under the same heading: "Code first underlying
 * disease, such as:" and its list. */
struct sbill_instructions;
struct sbill_instruction {
    int32_t kind;       /* SBILL_NOTE_EXCLUDES1 _EXCLUDES2 _CODE_FIRST _USE_ADDITIONAL _CODE_ALSO */
    int32_t level;      /* enum sbill_note_level */
    bool if_applicable; /* "if applicable", "if known", "any ...": no more than a reminder */
    bool cases;      /* one of several code-first notes without a heading: each is for a case of its
                               own, so nothing is amiss when none is there */
    bool understood; /* it names codes and all of them were understood */
    struct sbill_text node; /* the code, block or chapter it stands at, as printed: "E11.2" */
    struct sbill_text text; /* its first note; of a match, the note that matched */
    struct sbill_text release;
    uint32_t at_; /* where it is kept */
    const struct sbill_instructions *in_;
};
/* The nth instruction of a kind for a code on a date: its own first, then those of the codes above, the
 * block, the chapter. 0 past the last; -1 if no tabular list is loaded. */
int sbill_book_instruction(const sbill_book *b, int32_t kind, struct sbill_text code, int32_t on,
                           size_t nth, struct sbill_instruction *out);
/* Does an instruction's list hold this code? Sets i->text to the note that does. */
bool sbill_instruction_names(const sbill_book *b, struct sbill_instruction *i,
                             struct sbill_text code);
/* Does an instruction of this kind, for `code`, own or inherited, name `other`? The nearest one is
 * given. A note never excludes the codes it stands at: codes inside its own node do not match there. */
int sbill_book_instruction_names(const sbill_book *b, int32_t kind, struct sbill_text code,
                                 struct sbill_text other, int32_t on,
                                 struct sbill_instruction *out);

/* What there is to ask at all, to be looked at before the calls above: those cost tens of nanoseconds each, this
 * a few, and nearly always says no. */
struct sbill_noted {
    uint64_t category; /* one of 64 bits, by the place of the code's category; all if unknown */
    uint64_t excludes; /* bits of the categories that Excludes1 notes may name */
    uint32_t kinds;    /* bits 1 << SBILL_NOTE_: instructions at the code and the codes above it */
    uint32_t unclear;  /* of these, where one is not understood, and is more than "if applicable" */
};
/* False if no tabular list is loaded. */
bool sbill_book_noted(const sbill_book *b, struct sbill_text code, int32_t on,
                      struct sbill_noted *out);
static inline bool sbill_may_exclude(const struct sbill_noted *code,
                                     const struct sbill_noted *other)
{
    return (code->excludes & other->category) != 0;
}

#endif
