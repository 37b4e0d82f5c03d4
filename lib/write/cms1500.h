/* The CMS-1500 (02/12), inside: a claim is put box by box onto one or more forms, six lines on each, and the forms are
 * written as text, as JSON or as a print image. Spelling and widths are those of the NUCC's instructions (02/12):
 * capitals, no punctuation in addresses, diagnoses without dots, amounts without signs. What does not fit is in the
 * claim's left_out. docs/formats.md has the table of boxes. */
#ifndef SBILL_WRITE_CMS1500_H
#define SBILL_WRITE_CMS1500_H

#include "encounter/encounter.h"
#include "write/file.h"

/* X(name, box, what, mark, width, row, column). `mark`: the box is crossed, and this is what the cross says; a box in
 * several parts is several rows. Rows and columns are those of the form at ten characters and six lines an inch. */
/* clang-format off */
#define SBILL_1500_HEAD(X) \
    X(CARRIER_NAME, "carrier", "name", NULL, 38, 2, 41) \
    X(CARRIER_LINE_1, "carrier", "address", NULL, 38, 3, 41) \
    X(CARRIER_LINE_2, "carrier", "address 2", NULL, 38, 4, 41) \
    X(CARRIER_CITY, "carrier", "city", NULL, 38, 5, 41) \
    X(TYPE_MEDICARE, "1", "insurance", "MEDICARE", 1, 8, 1) \
    X(TYPE_MEDICAID, "1", "insurance", "MEDICAID", 1, 8, 8) \
    X(TYPE_TRICARE, "1", "insurance", "TRICARE", 1, 8, 15) \
    X(TYPE_CHAMPVA, "1", "insurance", "CHAMPVA", 1, 8, 24) \
    X(TYPE_GROUP, "1", "insurance", "GROUP HEALTH PLAN", 1, 8, 31) \
    X(TYPE_FECA, "1", "insurance", "FECA BLK LUNG", 1, 8, 39) \
    X(TYPE_OTHER, "1", "insurance", "OTHER", 1, 8, 45) \
    X(INSURED_ID, "1a", "insured's id", NULL, 29, 8, 50) \
    X(PATIENT_NAME, "2", "patient's name", NULL, 28, 10, 1) \
    X(PATIENT_BIRTH, "3", "birth date", NULL, 10, 10, 31) \
    X(PATIENT_MALE, "3", "sex", "M", 1, 10, 42) \
    X(PATIENT_FEMALE, "3", "sex", "F", 1, 10, 47) \
    X(INSURED_NAME, "4", "insured's name", NULL, 29, 10, 50) \
    X(PATIENT_STREET, "5", "patient's street", NULL, 28, 12, 1) \
    X(PATIENT_CITY, "5", "city", NULL, 24, 14, 1) \
    X(PATIENT_STATE, "5", "state", NULL, 3, 14, 26) \
    X(PATIENT_ZIP, "5", "zip", NULL, 12, 16, 1) \
    X(PATIENT_PHONE, "5", "phone", NULL, 14, 16, 15) \
    X(RELATION_SELF, "6", "relationship", "SELF", 1, 12, 33) \
    X(RELATION_SPOUSE, "6", "relationship", "SPOUSE", 1, 12, 38) \
    X(RELATION_CHILD, "6", "relationship", "CHILD", 1, 12, 42) \
    X(RELATION_OTHER, "6", "relationship", "OTHER", 1, 12, 47) \
    X(INSURED_STREET, "7", "insured's street", NULL, 29, 12, 50) \
    X(INSURED_CITY, "7", "city", NULL, 23, 14, 50) \
    X(INSURED_STATE, "7", "state", NULL, 4, 14, 74) \
    X(INSURED_ZIP, "7", "zip", NULL, 12, 16, 50) \
    X(INSURED_PHONE, "7", "phone", NULL, 14, 16, 65) \
    X(OTHER_NAME, "9", "other insured's name", NULL, 28, 18, 1) \
    X(OTHER_POLICY, "9a", "other insured's policy", NULL, 28, 20, 1) \
    X(OTHER_PLAN, "9d", "other plan name", NULL, 28, 26, 1) \
    X(WORK_YES, "10a", "employment", "YES", 1, 20, 35) \
    X(WORK_NO, "10a", "employment", "NO", 1, 20, 41) \
    X(AUTO_YES, "10b", "auto accident", "YES", 1, 22, 35) \
    X(AUTO_NO, "10b", "auto accident", "NO", 1, 22, 41) \
    X(AUTO_STATE, "10b", "state", NULL, 2, 22, 45) \
    X(ACCIDENT_YES, "10c", "other accident", "YES", 1, 24, 35) \
    X(ACCIDENT_NO, "10c", "other accident", "NO", 1, 24, 41) \
    X(CLAIM_CODES, "10d", "claim codes", NULL, 19, 26, 31) \
    X(GROUP_NUMBER, "11", "insured's group number", NULL, 29, 18, 50) \
    X(INSURED_BIRTH, "11a", "insured's birth date", NULL, 10, 20, 53) \
    X(INSURED_MALE, "11a", "sex", "M", 1, 20, 68) \
    X(INSURED_FEMALE, "11a", "sex", "F", 1, 20, 75) \
    X(CLAIM_NUMBER_KIND, "11b", "qualifier", NULL, 2, 22, 50) \
    X(CLAIM_NUMBER, "11b", "other claim id", NULL, 28, 22, 52) \
    X(PLAN_NAME, "11c", "plan name", NULL, 29, 24, 50) \
    X(ANOTHER_YES, "11d", "another health plan", "YES", 1, 26, 52) \
    X(ANOTHER_NO, "11d", "another health plan", "NO", 1, 26, 57) \
    X(PATIENT_SIGNATURE, "12", "patient's signature", NULL, 24, 29, 7) \
    X(INSURED_SIGNATURE, "13", "insured's signature", NULL, 24, 29, 55) \
    X(ILLNESS_DATE, "14", "date of illness or pregnancy", NULL, 10, 32, 2) \
    X(ILLNESS_KIND, "14", "qualifier", NULL, 3, 32, 16) \
    X(OTHER_DATE_KIND, "15", "qualifier", NULL, 3, 32, 31) \
    X(OTHER_DATE, "15", "other date", NULL, 10, 32, 37) \
    X(OFF_WORK_FROM, "16", "unable to work from", NULL, 10, 32, 54) \
    X(OFF_WORK_TO, "16", "to", NULL, 10, 32, 68) \
    X(REFERRER_KIND, "17", "qualifier", NULL, 2, 34, 1) \
    X(REFERRER_NAME, "17", "referring provider", NULL, 24, 34, 4) \
    X(REFERRER_ID_KIND, "17a", "qualifier", NULL, 2, 33, 30) \
    X(REFERRER_ID, "17a", "other id", NULL, 17, 33, 33) \
    X(REFERRER_NPI, "17b", "npi", NULL, 10, 34, 33) \
    X(HOSPITAL_FROM, "18", "hospitalized from", NULL, 10, 34, 54) \
    X(HOSPITAL_TO, "18", "to", NULL, 10, 34, 68) \
    X(MORE_INFORMATION, "19", "additional information", NULL, 71, 36, 1) \
    X(LAB_YES, "20", "outside lab", "YES", 1, 36, 52) \
    X(LAB_NO, "20", "outside lab", "NO", 1, 36, 57) \
    X(LAB_CHARGE, "20", "charge", NULL, 11, 36, 62) \
    X(ICD_VERSION, "21", "ICD indicator", NULL, 1, 37, 42) \
    X(DX_A, "21", "A", NULL, 7, 38, 3) \
    X(DX_B, "21", "B", NULL, 7, 38, 16) \
    X(DX_C, "21", "C", NULL, 7, 38, 29) \
    X(DX_D, "21", "D", NULL, 7, 38, 42) \
    X(DX_E, "21", "E", NULL, 7, 39, 3) \
    X(DX_F, "21", "F", NULL, 7, 39, 16) \
    X(DX_G, "21", "G", NULL, 7, 39, 29) \
    X(DX_H, "21", "H", NULL, 7, 39, 42) \
    X(DX_I, "21", "I", NULL, 7, 40, 3) \
    X(DX_J, "21", "J", NULL, 7, 40, 16) \
    X(DX_K, "21", "K", NULL, 7, 40, 29) \
    X(DX_L, "21", "L", NULL, 7, 40, 42) \
    X(RESUBMISSION, "22", "resubmission code", NULL, 11, 38, 50) \
    X(ORIGINAL_NUMBER, "22", "original ref. no.", NULL, 18, 38, 62) \
    X(AUTHORIZATION, "23", "prior authorization", NULL, 29, 40, 50)
/* One service; the form has six, each two rows below the one before. */
#define SBILL_1500_LINE(X) \
    X(SHADED, "24", "shaded", NULL, 61, 43, 1) \
    X(EPSDT_KIND, "24H", "shaded", NULL, 2, 43, 63) \
    X(RENDERING_ID_KIND, "24I", "qualifier", NULL, 2, 43, 65) \
    X(RENDERING_ID, "24J", "other id", NULL, 11, 43, 68) \
    X(DATE_FROM, "24A", "from", NULL, 8, 44, 1) \
    X(DATE_TO, "24A", "to", NULL, 8, 44, 10) \
    X(PLACE, "24B", "place", NULL, 2, 44, 19) \
    X(EMERGENCY, "24C", "emergency", NULL, 2, 44, 22) \
    X(CODE, "24D", "code", NULL, 6, 44, 25) \
    X(MODIFIER_1, "24D", "modifier 1", NULL, 2, 44, 33) \
    X(MODIFIER_2, "24D", "modifier 2", NULL, 2, 44, 36) \
    X(MODIFIER_3, "24D", "modifier 3", NULL, 2, 44, 39) \
    X(MODIFIER_4, "24D", "modifier 4", NULL, 2, 44, 42) \
    X(POINTERS, "24E", "pointers", NULL, 4, 44, 45) \
    X(CHARGE, "24F", "charge", NULL, 9, 44, 49) \
    X(UNITS, "24G", "units", NULL, 3, 44, 59) \
    X(EPSDT, "24H", "EPSDT, family plan", NULL, 1, 44, 63) \
    X(RENDERING_NPI, "24J", "npi", NULL, 10, 44, 68)
#define SBILL_1500_FOOT(X) \
    X(TAX_ID, "25", "federal tax id", NULL, 15, 56, 1) \
    X(TAX_ID_SSN, "25", "kind", "SSN", 1, 56, 17) \
    X(TAX_ID_EIN, "25", "kind", "EIN", 1, 56, 19) \
    X(ACCOUNT, "26", "patient's account", NULL, 14, 56, 23) \
    X(ASSIGNMENT_YES, "27", "accept assignment", "YES", 1, 56, 38) \
    X(ASSIGNMENT_NO, "27", "accept assignment", "NO", 1, 56, 43) \
    X(TOTAL, "28", "total charge", NULL, 10, 56, 50) \
    X(PAID, "29", "amount paid", NULL, 9, 56, 61) \
    X(SIGNATURE, "31", "provider's signature", NULL, 21, 60, 1) \
    X(FACILITY_NAME, "32", "service facility", NULL, 26, 58, 23) \
    X(FACILITY_STREET, "32", "street", NULL, 26, 59, 23) \
    X(FACILITY_CITY, "32", "city", NULL, 26, 60, 23) \
    X(FACILITY_NPI, "32a", "npi", NULL, 10, 61, 23) \
    X(FACILITY_ID, "32b", "other id", NULL, 14, 61, 35) \
    X(BILLING_PHONE, "33", "phone", NULL, 13, 57, 66) \
    X(BILLING_NAME, "33", "billing provider", NULL, 29, 58, 50) \
    X(BILLING_STREET, "33", "street", NULL, 29, 59, 50) \
    X(BILLING_CITY, "33", "city", NULL, 29, 60, 50) \
    X(BILLING_NPI, "33a", "npi", NULL, 10, 61, 50) \
    X(BILLING_ID, "33b", "other id", NULL, 17, 61, 62)
/* clang-format on */

#define SBILL_1500_NAME(name, ...) SBILL_1500_##name,
enum sbill_1500_box { /* of the form; what stands six times has numbers of its own */
    SBILL_1500_HEAD(SBILL_1500_NAME) SBILL_1500_FOOT(SBILL_1500_NAME) SBILL_1500_BOXES
};
enum sbill_1500_cell {
    SBILL_1500_LINE(SBILL_1500_NAME) SBILL_1500_CELLS
};

#define SBILL_1500_LINES 6
#define SBILL_1500_ROWS 64
#define SBILL_1500_COLUMNS 80
#define SBILL_1500_LAST_ROW 61 /* with something on it */

struct sbill_1500_place {
    const char *box, *what, *mark; /* mark: NULL for text */
    uint8_t width, row, column;    /* from 1 */
};
extern const struct sbill_1500_place sbill_1500_boxes[SBILL_1500_BOXES];
extern const struct sbill_1500_place sbill_1500_cells[SBILL_1500_CELLS]; /* of the first line */

struct sbill_1500_left { /* did not fit */
    const void *from;
    struct sbill_text why;
};

struct sbill_1500 { /* one claim going onto its forms */
    struct sbill_arena *arena;
    struct sbill_encounter *e;
    const struct sbill_record *r;
    const struct sbill_claim *c;
    const struct sbill_coverage *focal; /* NULL: none */
    const struct sbill_coverage
        *other; /* boxes 9 to 9d, or 11 where Medicare is secondary; NULL none */
    const struct sbill_coverage *insured; /* whose holder is in boxes 4, 7, 11; NULL: nobody's */
    bool medicare;                        /* the focal payer is Medicare */
    size_t page, pages;                   /* page from 0 */
    struct sbill_text box[SBILL_1500_BOXES];
    struct sbill_text line[SBILL_1500_LINES][SBILL_1500_CELLS];
    size_t lines; /* on this form */
    /* Members of the record that stand on a form, by their addresses; all else is left out. */
    SBILL_LIST(const void *) used;
    SBILL_LIST(struct sbill_1500_left) left;
    char nowhere[1]; /* where values go when the arena has no room: the claim fails then */
};

/* How a form is written once it is filled. */
typedef void sbill_1500_print(sbill_file *f, const struct sbill_1500 *form);
/* All forms of a claim, one after the other. SBILL_EREFUSED: a dental or institutional claim, which has other forms. */
int32_t sbill_1500_claim(sbill_file *f, struct sbill_encounter *e, size_t claim,
                         sbill_1500_print *print, sbill_error **err);
/* The box of a mark or text as people read it, "" for an empty one. */
struct sbill_text sbill_1500_shown(const struct sbill_1500_place *place, struct sbill_text value);

/* ---- parts of the form ---- */

void sbill_1500_people(struct sbill_1500 *f);    /* carrier to 13: cms1500_people.c */
void sbill_1500_condition(struct sbill_1500 *f); /* 10, 14 to 23: cms1500_condition.c */
void sbill_1500_services(struct sbill_1500 *f);  /* 24: cms1500_services.c */
void sbill_1500_billing(struct sbill_1500 *f);   /* 25 to 33: cms1500_billing.c */
void sbill_1500_left_out(struct sbill_1500 *f);  /* what stands nowhere: cms1500_left.c */

/* ---- putting: cms1500_put.c ---- */

/* Into a box, in capitals and plain letters. `from` is the member of the record that the value is (NULL: none). What is
 * too long is cut, and said; an empty value leaves the box as it is. */
void sbill_1500_put(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                    const void *from);
/* A value put together from several members: those that can be read in the box stand on the form. */
#define SBILL_1500_PARTS 8
struct sbill_1500_parts {
    const struct sbill_text *v[SBILL_1500_PARTS];
    size_t n;
};
void sbill_1500_put_parts(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                          const struct sbill_1500_parts *parts);
/* Numbers and codes are not cut: one that is too long is left out, and said. */
void sbill_1500_put_code(struct sbill_1500 *f, enum sbill_1500_box box, struct sbill_text value,
                         const void *from);
/* The same on a line of this form. */
void sbill_1500_cell(struct sbill_1500 *f, size_t line, enum sbill_1500_cell cell,
                     struct sbill_text value, const void *from);
void sbill_1500_cell_code(struct sbill_1500 *f, size_t line, enum sbill_1500_cell cell,
                          struct sbill_text value, const void *from);
void sbill_1500_mark(struct sbill_1500 *f, enum sbill_1500_box box, const void *from);
void sbill_1500_used(struct sbill_1500 *f, const void *from);
void sbill_1500_lost(struct sbill_1500 *f, const void *from, struct sbill_text why);

/* ---- spelling: cms1500_spell.c ---- */

/* 10 01 2025, and 10 01 25; empty if not given. */
struct sbill_text sbill_1500_date(struct sbill_1500 *f, int32_t date);
struct sbill_text sbill_1500_short_date(struct sbill_1500 *f, int32_t date);
/* 1125 50, set to the right of `width`; empty if not given. */
struct sbill_text sbill_1500_money(struct sbill_1500 *f, int64_t minor, size_t width);
/* Letters and digits only. */
struct sbill_text sbill_1500_number(struct sbill_1500 *f, struct sbill_text value);
/* DOE JR, JANE, Q */
struct sbill_text sbill_1500_last_first(struct sbill_1500 *f, const struct sbill_name *n);
/* JOHN A SMITH MD; of an organisation its name. */
struct sbill_text sbill_1500_full_name(struct sbill_1500 *f, const struct sbill_provider *p);
/* Without punctuation; both street lines on one where the form has one. */
struct sbill_text sbill_1500_words(struct sbill_1500 *f, struct sbill_text words);
struct sbill_text sbill_1500_street(struct sbill_1500 *f, const struct sbill_address *a);
struct sbill_text sbill_1500_city(struct sbill_1500 *f, const struct sbill_address *a);
struct sbill_text sbill_1500_zip(struct sbill_1500 *f, struct sbill_text zip);
struct sbill_text sbill_1500_phone(struct sbill_1500 *f, struct sbill_text phone);
/* a, between, b; `between` only where both are given. */
struct sbill_text sbill_1500_join(struct sbill_1500 *f, struct sbill_text a, const char *between,
                                  struct sbill_text b);
/* What such values are made of. */
struct sbill_1500_parts sbill_1500_name_parts(const struct sbill_name *n);
struct sbill_1500_parts sbill_1500_provider_parts(const struct sbill_provider *p);
struct sbill_1500_parts sbill_1500_street_parts(const struct sbill_address *a);
struct sbill_1500_parts sbill_1500_city_parts(const struct sbill_address *a);

/* The number that stands beside a provider's NPI, with the form's qualifier: the payer's own (G2), a location's (LU), a
 * license (0B), else the taxonomy code (ZZ). Empty if there is none. */
struct sbill_1500_id {
    struct sbill_text kind, value;
    const void *kind_from, *from;
};
struct sbill_1500_id sbill_1500_other_id(const struct sbill_1500 *f,
                                         const struct sbill_provider *p);

#endif
