/* What the families of edits share. An edit is a function, and a row of the table in lib/check/edits.c
 * that says where it applies: once a record, once a claim, or on every diagnosis or line that is billed;
 * for which types of claim, which payers and which dates of service. The driver (check.c) stands the room
 * below in the right place and calls it; the edit looks and raises findings. */
#ifndef SBILL_CHECK_EDITS_H
#define SBILL_CHECK_EDITS_H

#include <string.h>

#include "book/edits.h"
#include "book/system.h"
#include "check/check.h"

struct sbill_service;

/* A code, looked up once for all edits. */
struct sbill_coded {
    int64_t ref;                                /* row in the book, -1 none */
    int32_t system;                             /* SBILL_SYSTEM_, 0 if not even the shape tells */
    int32_t found;                              /* SBILL_CODE_ */
    int32_t on;                                 /* date of service it was looked up on */
    int32_t calendar;                           /* the same as 20230701, 0 none */
    uint32_t flags;                             /* SBILL_CF_ */
    uint32_t has;                               /* SBILL_HAS_, of a line */
    bool billed;                                /* stands on a claim, or would if there were one */
    bool said;                                  /* an edit has said what is wrong with it */
    bool extract;                               /* what is loaded of the system is an extract */
    int32_t claim;                              /* the claim it stands on; -1 none or several */
    uint32_t group_asked, group_in, group_none; /* bits of enum sbill_ask, see sbill_line_in */
    const struct sbill_service *service;        /* of a line that is billed; NULL else */
    int32_t pfs_state;                          /* of a line: 2 not asked; else as sbill_book_pfs */
    struct sbill_pfs pfs;                       /* without modifier */
    size_t length;
    char normal[16]; /* upper case, no dots, NUL-ended */
};

/* Code groups that edits ask for by name (docs/edits.md); users fill those of CPT codes. */
enum sbill_ask {
    SBILL_GROUP_EM_NEW,
    SBILL_GROUP_EM_ESTABLISHED,
    SBILL_GROUP_EM, /* any other evaluation and management */
    SBILL_GROUP_CLIA,
    SBILL_GROUP_CLIA_WAIVED,
    SBILL_GROUP_MINOR_PROCEDURE, /* where no fee schedule gives global days */
    SBILL_GROUP_MAJOR_PROCEDURE,
    SBILL_GROUP_SPINAL,
    SBILL_GROUP_AMBULANCE,
    SBILL_GROUP_THERAPY,
    SBILL_GROUP_ANESTHESIA,
    SBILL_GROUP_TOOTH,
    SBILL_GROUP_SURFACE,
    SBILL_GROUPS
};

/* One service of the patient: a line of the record, or one of its context. */
struct sbill_service {
    struct sbill_text code; /* normal form, in a room of 16 filled with zeros */
    int32_t system;
    int32_t on, to; /* dates of service */
    int64_t units;  /* thousandths, SBILL_NO_QTY */
    const sbill_texts *modifiers;
    struct sbill_text provider, taxonomy, practice; /* NPIs; empty = not said */
    struct sbill_text claim; /* of context: the claim it stands on, in words */
    int32_t line;            /* of the record, -1 context */
};

/* Payers by family, from the coverage's filing indicator (SBR09). */
enum {
    SBILL_PLAN_MEDICARE = 1, /* MA MB */
    SBILL_PLAN_MEDICAID = 2, /* MC */
    SBILL_PLAN_WORK = 4,     /* WC */
    SBILL_PLAN_AUTO = 8,     /* AM */
    SBILL_PLAN_TRICARE = 16, /* CH */
    SBILL_PLAN_OTHER = 32,
    SBILL_PLAN_ANY = 63
};

enum {
    SBILL_PFS_NOT_ASKED = 2 /* of pfs_state */
};

enum {
    SBILL_FOR_PROFESSIONAL = 1 << SBILL_PROFESSIONAL,
    SBILL_FOR_DENTAL = 1 << SBILL_DENTAL,
    SBILL_FOR_INSTITUTIONAL = 1 << SBILL_INSTITUTIONAL,
    SBILL_FOR_BOTH = SBILL_FOR_PROFESSIONAL | SBILL_FOR_DENTAL,
    SBILL_FOR_ALL = SBILL_FOR_BOTH | SBILL_FOR_INSTITUTIONAL
};

/* What a line has that few lines have. */
enum {
    SBILL_HAS_MODIFIERS = 1,
    SBILL_HAS_DRUG = 2,
    SBILL_HAS_TELEHEALTH = 4, /* the modality, or where the patient was */
    SBILL_HAS_LEVEL = 8,      /* minutes, or medical decision making */
    SBILL_HAS_MODEL = 16,     /* another service model than direct */
    SBILL_HAS_MINUTES = 32,   /* is billed by the minute */
    SBILL_HAS_TEETH = 64,
    SBILL_HAS_TWIN = 128,       /* another line has the same code */
    SBILL_HAS_INPATIENT = 256,  /* place of service 21 */
    SBILL_HAS_VISIT = 512,      /* its code is in one of the groups of visits */
    SBILL_HAS_AMBULANCE = 1024, /* in that group; so the next */
    SBILL_HAS_ANESTHESIA = 2048,
    SBILL_HAS_LABORATORY = 4096,
    SBILL_HAS_SPINAL = 8192,
    SBILL_HAS_THERAPY = 16384
};

enum sbill_edit_level {
    SBILL_EACH_RECORD,
    SBILL_EACH_CLAIM,
    SBILL_EACH_DIAGNOSIS,
    SBILL_EACH_LINE
};

/* Two services of one day that are a pair of NCCI edits, as places among the services. */
struct sbill_pair {
    uint32_t first, second; /* columns 1 and 2 */
};

/* What a payer's profile may say by name, with the names of docs/book.md: kept as numbers, since every line asks. */
enum sbill_says {
    SBILL_SAYS_NOTHING,
    SBILL_SAYS_MAX_LINES,
    SBILL_SAYS_MAX_DIAGNOSES,
    SBILL_SAYS_MAX_POINTERS,
    SBILL_SAYS_MAX_MODIFIERS,
    SBILL_SAYS_TIMELY_FILING,
    SBILL_SAYS_SECONDARY_FILING,
    SBILL_SAYS_CORRECTED_FILING,
    SBILL_SAYS_LOCUM_DAYS,
    SBILL_SAYS_ZERO_CHARGE,
    SBILL_SAYS_REPLACEMENT,
    SBILL_SAYS_VOID,
    SBILL_SAYS_INCIDENT_TO,
    SBILL_SAYS_AUDIO_ONLY,
    SBILL_SAYS_NCCI,
    SBILL_SAYS_SAME_SPECIALTY,
    SBILL_SAYS_NDC_REQUIRED,
    SBILL_SAYS_CODE_EDITOR,
    SBILL_SAYS_AS_WRITTEN,
    SBILL_SAYS_COUNT
};

/* A place where the driver can stand: a claim and whom it goes to. */
struct sbill_stand {
    const struct sbill_claim *claim;
    const struct sbill_coverage *coverage;
    const struct sbill_payer_profile *profile;
    struct sbill_payer_asked asked; /* by tables with rows of one payer */
    int32_t coverage_index;
    uint32_t plan;
    int64_t says[SBILL_SAYS_COUNT]; /* -1 not said */
    bool patterns, edits,
        frequency; /* the profile has any: patterns of numbers, edits, edits on earlier services */
};

/* Tables that an edit asked in vain: bits, for the list of what was not checked. */
enum {
    SBILL_LACKS_PAIRS = 1,
    SBILL_LACKS_UNITS = 2,
    SBILL_LACKS_ADDONS = 4,
    SBILL_LACKS_SCHEDULE = 8,
    SBILL_LACKS_ATTRIBUTES = 16,
    SBILL_LACKS_NOTES = 32,
    SBILL_LACKS_CROSSWALK = 64,
    SBILL_LACKS_LEVELS = 128
};

/* Room of one run of check; the second half is where the driver stands. */
struct sbill_check {
    struct sbill_encounter *e;
    const struct sbill_record *record;
    const sbill_book *book;
    struct sbill_coded *diagnoses;       /* beside record.diagnoses */
    struct sbill_coded *lines;           /* beside record.lines */
    SBILL_LIST(struct sbill_pair) pairs; /* services that NCCI pairs (pairs.c) */
    bool pairs_listed;
    uint32_t lacks; /* SBILL_LACKS_ */
    struct sbill_service
        *services; /* the record's lines that are billed, then the context that counts */
    size_t service_count, own_services; /* all, and those that are lines of the record */
    bool days_apart;                    /* not all of them are of one day */
    int32_t date;           /* date of service of the record: its own, else its first line's */
    int32_t calendar;       /* the same as 20230701, 0 none */
    struct sbill_buf words; /* for lists in values; taken with sbill_check_words */
    size_t listed;          /* items in it, those that are only counted included */
    int32_t failed;         /* status of a failed call; sticky */

    bool one_claim; /* all that is billed stands on one claim */
    bool one_day;   /* and is of the record's day */
    uint32_t has;   /* SBILL_HAS_ of any line */
    uint32_t
        states; /* bits 1 << SBILL_CODE_, of lines and diagnoses that are billed, and of extracts 1 */
    struct sbill_stand *stands; /* one for each claim, and one for none */
    const struct sbill_stand *stand;
    const struct sbill_claim *claim;       /* NULL if no claim was formed */
    const struct sbill_coverage *coverage; /* where that claim goes, else the first; NULL if none */
    int32_t coverage_index;
    const struct sbill_payer_profile *profile;
    uint32_t plan; /* one of SBILL_PLAN_ */
};

/* `i` is the diagnosis or line; 0 for record and claim edits. */
typedef void (*sbill_edit_fn)(struct sbill_check *k, int32_t i);

struct sbill_edit {
    sbill_edit_fn fn;
    int32_t level;    /* enum sbill_edit_level */
    uint32_t types;   /* SBILL_FOR_ */
    uint32_t plans;   /* SBILL_PLAN_ */
    int32_t from, to; /* dates of service as 20230701, both included; 0 = open */
    int32_t option;   /* enum sbill_says, of the payer's profile, that must allow it; 0 none */
    int32_t usual;    /* 1: allowed if the profile does not say */
    uint32_t
        needs; /* SBILL_HAS_: there is nothing to look at on a line that has none of these; 0 = always */
};
extern const struct sbill_edit sbill_edits[];
extern const size_t sbill_edit_count;

/* ---- looking (look.c) ---- */

void sbill_look_up_codes(struct sbill_check *k);
/* Is there a code that no loaded table could say anything about? */
static inline bool sbill_anything_unchecked(const struct sbill_check *k)
{
    return k->states & (1U | 1U << SBILL_CODE_OUTSIDE | 1U << SBILL_CODE_NOT_LOADED);
}
/* Code system of a line that does not name one, from the shape of its code; 0 if it has none. */
int32_t sbill_system_by_shape(const char *normal, size_t length);
struct sbill_text sbill_line_place(const struct sbill_check *k, int32_t line);
const struct sbill_provider *sbill_line_rendering(const struct sbill_check *k, int32_t line);
int32_t sbill_line_model(const struct sbill_check *k, int32_t line); /* enum sbill_service_model */
/* Charge and units as billed: the claim line's, else the record's. */
int64_t sbill_line_charge(const struct sbill_check *k, int32_t line);
int64_t sbill_line_units(const struct sbill_check *k, int32_t line);
bool sbill_line_has_modifier(const struct sbill_line *l, const char *modifier);
/* The position of a diagnosis that a pointer of a line names (a code, a letter A-L, a number from 1), -1 if none. */
int32_t sbill_pointer_diagnosis(const struct sbill_check *k, struct sbill_text pointer);
/* A limit of the payer's profile, or an option it allows (1) or not (0); `usual` if the profile does not say. */
static inline int64_t sbill_payer_says(const struct sbill_check *k, int32_t what,
                                       int64_t usual) /* SBILL_SAYS_ */
{
    return k->stand && k->stand->says[what] >= 0 ? k->stand->says[what] : usual;
}
/* All that a profile says by name, and what kinds of rules it has. */
void sbill_read_profile(const sbill_book *b, struct sbill_stand *s);
/* The group of ages (SBILL_DX_) of these flags that does not fit an age; 0 if all fit. In words: "newborns". */
uint32_t sbill_age_conflict(const struct sbill_check *k, uint32_t flags, int32_t age, int32_t on,
                            int32_t *low, int32_t *high);
const char *sbill_age_words(uint32_t flag);
bool sbill_address_given(const struct sbill_address *a);
bool sbill_in_us(const struct sbill_address *a);

/* ---- the patient's services (day.c) ---- */

void sbill_list_services(struct sbill_check *k);
/* The service that a line of the record is, NULL if it is not billed. */
static inline const struct sbill_service *sbill_line_service(const struct sbill_check *k,
                                                             int32_t line)
{
    return k->lines[line].service;
}
/* The fee schedule's row of the line's code, NULL if it has none or no schedule speaks for the date. */
const struct sbill_pfs *sbill_line_pfs(struct sbill_check *k, int32_t line);
/* The same for any service, in `room` or where it is kept; 1, 0, -1 as sbill_book_pfs. */
int sbill_service_pfs(struct sbill_check *k, const struct sbill_service *s,
                      const struct sbill_pfs **out, struct sbill_pfs *room);
/* The same provider, or one that payers take for the same: of the same group and specialty, where the profile has the
 * option same-specialty. Who is not named counts as the same. */
bool sbill_same_provider(const struct sbill_check *k, const struct sbill_service *a,
                         const struct sbill_service *b);
static inline bool sbill_same_code(const struct sbill_service *a, const struct sbill_service *b)
{
    return memcmp(a->code.p, b->code.p, 16) == 0;
}
/* The same practice, by the billing NPI; false if one is not named. */
bool sbill_same_practice(const struct sbill_service *a, const struct sbill_service *b);
bool sbill_has_modifier(const sbill_texts *modifiers, const char *modifier);
/* The first of the modifiers that is in the list; empty if none is. */
struct sbill_text sbill_first_modifier(const sbill_texts *modifiers, const char *const *list,
                                       size_t n);
/* 76, 77, 91, 59, XE, XP, XS, XU: the same service, given again. */
bool sbill_says_again(const sbill_texts *modifiers);
/* Sets the bits of lines whose codes are in the groups of visits, ambulance and so on. */
void sbill_find_kinds(struct sbill_check *k);
/* Is the line's code in the group on its date: 1 yes, 0 no, -1 no such group speaks of its system. Asked once. */
int sbill_line_in(struct sbill_check *k, int32_t line, enum sbill_ask group);
/* Is this a visit (evaluation and management)? As above. */
int sbill_line_is_visit(struct sbill_check *k, int32_t line);
int sbill_service_is_visit(struct sbill_check *k, const struct sbill_service *s);
/* "line 2", or the claim it stands on. */
void sbill_say_service(struct sbill_check *k, struct sbill_finding *f, const char *name,
                       const struct sbill_service *s);

/* ---- saying (say.c) ---- */

void sbill_say(struct sbill_check *k, struct sbill_finding *f, const char *name,
               struct sbill_text t);
void sbill_say_z(struct sbill_check *k, struct sbill_finding *f, const char *name, const char *z);
void sbill_say_number(struct sbill_check *k, struct sbill_finding *f, const char *name, int64_t v);
void sbill_say_date(struct sbill_check *k, struct sbill_finding *f, const char *name, int32_t date);
void sbill_say_money(struct sbill_check *k, struct sbill_finding *f, const char *name,
                     int64_t minor);
void sbill_say_quantity(struct sbill_check *k, struct sbill_finding *f, const char *name,
                        int64_t thousandths);
/* A code as printed. */
void sbill_say_code(struct sbill_check *k, struct sbill_finding *f, const char *name, int64_t ref);
/* "2015-10-01 to 2024-09-30" as value `span`; the codes that came after it as value `successor`. */
void sbill_say_span(struct sbill_check *k, struct sbill_finding *f, int64_t ref);
void sbill_say_successors(struct sbill_check *k, struct sbill_finding *f, int64_t ref);
/* The finding rests on the release of this system that covers the date. */
void sbill_say_release(struct sbill_check *k, struct sbill_finding *f, int32_t system, int32_t on);
void sbill_say_repair(struct sbill_check *k, struct sbill_finding *f, struct sbill_text value);
/* The value in capitals and without blanks, hyphens and dots, as the repair, if only these were wrong with it. */
void sbill_say_bare(struct sbill_check *k, struct sbill_finding *f, struct sbill_text value,
                    bool (*ok)(struct sbill_text));
/* A list under construction: empty the words, add items, then say them: "A, B and 3 more". */
struct sbill_buf *sbill_check_words(struct sbill_check *k);
void sbill_words_item(struct sbill_check *k, struct sbill_text item);
void sbill_say_words(struct sbill_check *k, struct sbill_finding *f, const char *name);

/* ---- the edits, one file per family ---- */

/* identifiers.c */
void sbill_edit_providers(struct sbill_check *k, int32_t i);
void sbill_edit_line_providers(struct sbill_check *k, int32_t i);
void sbill_edit_billing_identity(struct sbill_check *k, int32_t i);
void sbill_edit_street_lines(struct sbill_check *k, int32_t i);
void sbill_edit_patient_identity(struct sbill_check *k, int32_t i);
void sbill_edit_clia(struct sbill_check *k, int32_t i);
void sbill_edit_npi_of_group(struct sbill_check *k, int32_t i);
/* required.c */
void sbill_edit_patient_required(struct sbill_check *k, int32_t i);
void sbill_edit_coverage_required(struct sbill_check *k, int32_t i);
void sbill_edit_billing_required(struct sbill_check *k, int32_t i);
void sbill_edit_rendering_required(struct sbill_check *k, int32_t i);
void sbill_edit_line_required(struct sbill_check *k, int32_t i);
void sbill_edit_accident(struct sbill_check *k, int32_t i);
/* diagnoses.c */
void sbill_edit_diagnosis_codes_missing(struct sbill_check *k, int32_t i);
void sbill_edit_diagnosis_valid(struct sbill_check *k, int32_t i);
void sbill_edit_diagnosis_spelling(struct sbill_check *k, int32_t i);
void sbill_edit_diagnoses_not_checked(struct sbill_check *k, int32_t i);
void sbill_edit_diagnosis_too_early(struct sbill_check *k, int32_t i);
/* sequence.c */
void sbill_edit_first_listed(struct sbill_check *k, int32_t i);
void sbill_edit_duplicate_diagnoses(struct sbill_check *k, int32_t i);
void sbill_edit_first_listed_only(struct sbill_check *k, int32_t i);
void sbill_edit_phase(struct sbill_check *k, int32_t i);
void sbill_edit_pregnancy(struct sbill_check *k, int32_t i);
void sbill_edit_newborn(struct sbill_check *k, int32_t i);
void sbill_edit_laterality(struct sbill_check *k, int32_t i);
void sbill_edit_secondary_only(struct sbill_check *k, int32_t i);
void sbill_edit_unused(struct sbill_check *k, int32_t i);
void sbill_edit_injury(struct sbill_check *k, int32_t i);
void sbill_edit_both_sides(struct sbill_check *k, int32_t i);
/* attributes.c */
void sbill_edit_attributes(struct sbill_check *k, int32_t i);
/* instructions.c */
void sbill_edit_instructions(struct sbill_check *k, int32_t i);
/* services.c */
void sbill_edit_service_valid(struct sbill_check *k, int32_t i);
void sbill_edit_services_not_checked(struct sbill_check *k, int32_t i);
void sbill_edit_description(struct sbill_check *k, int32_t i);
void sbill_edit_pointers(struct sbill_check *k, int32_t i);
void sbill_edit_duplicate_line(struct sbill_check *k, int32_t i);
void sbill_edit_place(struct sbill_check *k, int32_t i);
void sbill_edit_telehealth(struct sbill_check *k, int32_t i);
/* laboratory.c */
void sbill_edit_clia_required(struct sbill_check *k, int32_t i);
void sbill_edit_waived(struct sbill_check *k, int32_t i);
void sbill_edit_outside_laboratory(struct sbill_check *k, int32_t i);
/* kinds.c */
void sbill_edit_spinal(struct sbill_check *k, int32_t i);
void sbill_edit_ambulance(struct sbill_check *k, int32_t i);
void sbill_edit_therapy(struct sbill_check *k, int32_t i);
void sbill_edit_admission(struct sbill_check *k, int32_t i);
void sbill_edit_attachments(struct sbill_check *k, int32_t i);
/* pairs.c */
void sbill_edit_pairs(struct sbill_check *k, int32_t i);
void sbill_edit_distinct_visit(struct sbill_check *k, int32_t i);
/* limits.c */
void sbill_edit_most_units(struct sbill_check *k, int32_t i);
void sbill_edit_addon(struct sbill_check *k, int32_t i);
/* indicators.c */
void sbill_edit_indicators(struct sbill_check *k, int32_t i);
void sbill_edit_status(struct sbill_check *k, int32_t i);
/* surgery.c */
void sbill_edit_surgery(struct sbill_check *k, int32_t i);
/* visits.c */
void sbill_edit_new_patient(struct sbill_check *k, int32_t i);
void sbill_edit_two_visits(struct sbill_check *k, int32_t i);
void sbill_edit_visit_level(struct sbill_check *k, int32_t i);
/* necessity.c */
void sbill_edit_supported(struct sbill_check *k, int32_t i);
void sbill_edit_authorization(struct sbill_check *k, int32_t i);
/* roles.c */
void sbill_edit_incident_to(struct sbill_check *k, int32_t i);
void sbill_edit_incident_to_payer(struct sbill_check *k, int32_t i);
void sbill_edit_substitute(struct sbill_check *k, int32_t i);
void sbill_edit_split(struct sbill_check *k, int32_t i);
void sbill_edit_teaching(struct sbill_check *k, int32_t i);
void sbill_edit_anesthesia_modifiers(struct sbill_check *k, int32_t i);
void sbill_edit_anesthesia_time(struct sbill_check *k, int32_t i);
/* modifiers.c */
void sbill_edit_modifiers_valid(struct sbill_check *k, int32_t i);
void sbill_edit_modifiers_not_checked(struct sbill_check *k, int32_t i);
void sbill_edit_modifiers_together(struct sbill_check *k, int32_t i);
/* drugs.c */
void sbill_edit_ndc(struct sbill_check *k, int32_t i);
void sbill_edit_dose(struct sbill_check *k, int32_t i);
void sbill_edit_waste(struct sbill_check *k, int32_t i);
void sbill_edit_waste_required(struct sbill_check *k, int32_t i);
void sbill_edit_crosswalk(struct sbill_check *k, int32_t i);
/* amounts.c */
void sbill_edit_units(struct sbill_check *k, int32_t i);
void sbill_edit_anesthesia(struct sbill_check *k, int32_t i);
void sbill_edit_charge(struct sbill_check *k, int32_t i);
void sbill_edit_currency(struct sbill_check *k, int32_t i);
void sbill_edit_total(struct sbill_check *k, int32_t i);
void sbill_edit_paid(struct sbill_check *k, int32_t i);
void sbill_edit_adjudication(struct sbill_check *k, int32_t i);
/* coordination.c */
void sbill_edit_coordination(struct sbill_check *k, int32_t i);
/* dates.c */
void sbill_edit_line_dates(struct sbill_check *k, int32_t i);
void sbill_edit_date_span(struct sbill_check *k, int32_t i);
void sbill_edit_birth_date(struct sbill_check *k, int32_t i);
/* payers.c */
void sbill_edit_payer_fields(struct sbill_check *k, int32_t i);
void sbill_edit_payer_patterns(struct sbill_check *k, int32_t i);
void sbill_edit_medicare_id(struct sbill_check *k, int32_t i);
void sbill_edit_limits(struct sbill_check *k, int32_t i);
void sbill_edit_frequency(struct sbill_check *k, int32_t i);
void sbill_edit_coverage_dates(struct sbill_check *k, int32_t i);
void sbill_edit_timely_filing(struct sbill_check *k, int32_t i);
void sbill_edit_filing_not_checked(struct sbill_check *k, int32_t i);
void sbill_edit_medicare_secondary(struct sbill_check *k, int32_t i);
void sbill_edit_work_claim_number(struct sbill_check *k, int32_t i);
/* payer_edits.c */
void sbill_edit_payer_own(struct sbill_check *k, int32_t i);
/* context.c */
void sbill_edit_billed_before(struct sbill_check *k, int32_t i);
void sbill_edit_claim_number_used(struct sbill_check *k, int32_t i);
void sbill_edit_institutional(struct sbill_check *k, int32_t i);
void sbill_edit_tables_missing(struct sbill_check *k, int32_t i);
void sbill_edit_history_missing(struct sbill_check *k, int32_t i);
/* dental.c */
void sbill_edit_teeth(struct sbill_check *k, int32_t i);
void sbill_edit_oral_cavity(struct sbill_check *k, int32_t i);
void sbill_edit_prosthesis(struct sbill_check *k, int32_t i);
void sbill_edit_predetermination(struct sbill_check *k, int32_t i);
void sbill_edit_tooth_required(struct sbill_check *k, int32_t i);
void sbill_edit_tooth_area(struct sbill_check *k, int32_t i);
void sbill_edit_tooth_age(struct sbill_check *k, int32_t i);
void sbill_edit_orthodontics(struct sbill_check *k, int32_t i);
/* editor.c */
void sbill_edit_code_editor(struct sbill_check *k, int32_t i);

#endif
