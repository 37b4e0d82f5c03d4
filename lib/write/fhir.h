/* The FHIR R4 (4.0.1) writer, inside: one claim at a time becomes a Claim resource and the resources it refers to, as
 * entries of one collection Bundle. docs/fhir.md has the mapping. Nothing here is seen outside lib/write/fhir*.c.
 *
 * Order of elements is that of the R4 definitions; an element is written only when it has a value or children. */
#ifndef SBILL_WRITE_FHIR_H
#define SBILL_WRITE_FHIR_H

#include "write/file.h"
#include "write/xml_out.h"

/* A resource of the Bundle beside the Claim. */
enum sbill_fhir_kind {
    SBILL_FHIR_CLAIM,
    SBILL_FHIR_PATIENT,     /* who: struct sbill_patient */
    SBILL_FHIR_PROVIDER,    /* who: struct sbill_provider; Practitioner or Organization */
    SBILL_FHIR_PAY_TO,      /* who: struct sbill_address, of the billing provider */
    SBILL_FHIR_PAY_TO_PLAN, /* who: struct sbill_plan */
    SBILL_FHIR_FACILITY,    /* who: struct sbill_provider; Location */
    SBILL_FHIR_PAYER,       /* who: struct sbill_coverage */
    SBILL_FHIR_COVERAGE,    /* who: struct sbill_coverage */
    SBILL_FHIR_SUBSCRIBER, /* who: struct sbill_coverage; RelatedPerson, or Organization (an employer) */
    SBILL_FHIR_RESPONSE /* who: struct sbill_coverage; ClaimResponse of an earlier payer */
};

struct sbill_fhir_party {
    int32_t kind;   /* enum sbill_fhir_kind */
    char number[8]; /* the end of its name, in hexadecimal digits */
    const void *who;
};

struct sbill_fhir_member { /* of the care team; place in the list + 1 is the sequence */
    int32_t role;          /* index into the roles of fhir_cast.c */
    size_t party;
    const struct sbill_provider *who;
};

struct sbill_fhir_insurance { /* a coverage and the resources made of it; in payer order */
    const struct sbill_coverage *coverage;
    size_t party, payer, subscriber, response; /* parties; 0 = none */
};

/* Which supportingInfo belong to a line: sequences first .. first + count - 1. */
struct sbill_fhir_infos {
    int32_t first, count;
};

#define SBILL_FHIR_UUID_LENGTH 36
#define SBILL_FHIR_ROLES 7

struct sbill_fhir {
    struct sbill_xml_out x;
    struct sbill_arena *arena; /* room for this claim */
    sbill_file *file;
    struct sbill_encounter *e;
    const struct sbill_record *r;
    const struct sbill_claim *c;
    const struct sbill_coverage *focal; /* NULL if the claim has none */
    char uuid[SBILL_FHIR_UUID_LENGTH];  /* of the claim; its parties differ in the last 8 digits */
    size_t billing, pay_to, facility;   /* parties; 0 = none */
    const struct sbill_provider
        *place; /* service facility of this claim; NULL: the billing address */
    struct sbill_fhir_insurance *insurance;
    size_t insurance_count, focal_insurance;
    struct sbill_fhir_infos *infos; /* one for each claim line */
    int32_t info_count;             /* supportingInfo written so far */
    SBILL_LIST(struct sbill_fhir_party) parties;
    SBILL_LIST(struct sbill_fhir_member) team;
    int32_t claim_team
        [SBILL_FHIR_ROLES]; /* careTeamSequence of the claim's own member by role; 0 = none */
    /* "<coding><system value="..."/><code value="" for each code system, ready to go out */
    char system_room[SBILL_SYSTEM_MAX + 1][SBILL_XO_WIDEST * SBILL_URI_ROOM + 64];
    struct sbill_text system_xml[SBILL_SYSTEM_MAX + 1];
    struct sbill_text currency; /* of the amounts of this claim */
};

/* ---- who takes part: fhir_cast.c ------------------------------------------------------------- */

void sbill_fhir_cast(struct sbill_fhir *f);
void sbill_fhir_care_team(struct sbill_fhir *f);
/* careTeamSequence of a line */
void sbill_fhir_line_team(struct sbill_fhir *f, const struct sbill_line *l);
bool sbill_fhir_is_person(const struct sbill_provider *p);

/* ---- the resources --------------------------------------------------------------------------- */

void sbill_fhir_claim(struct sbill_fhir *f);                                    /* fhir_claim.c */
void sbill_fhir_supporting_info(struct sbill_fhir *f);                          /* fhir_info.c */
void sbill_fhir_items(struct sbill_fhir *f);                                    /* fhir_item.c */
void sbill_fhir_patient(struct sbill_fhir *f);                                  /* fhir_party.c */
void sbill_fhir_provider(struct sbill_fhir *f, const struct sbill_provider *p); /* fhir_party.c */
void sbill_fhir_pay_to(struct sbill_fhir *f, const struct sbill_address *a);    /* fhir_party.c */
void sbill_fhir_plan(struct sbill_fhir *f, const struct sbill_plan *p);         /* fhir_party.c */
void sbill_fhir_facility(struct sbill_fhir *f, const struct sbill_provider *p); /* fhir_party.c */
void sbill_fhir_payer(struct sbill_fhir *f, const struct sbill_payer *p); /* fhir_coverage.c */
void sbill_fhir_coverage(struct sbill_fhir *f,
                         const struct sbill_fhir_insurance *in); /* fhir_coverage.c */
void sbill_fhir_subscriber(struct sbill_fhir *f,
                           const struct sbill_coverage *c); /* fhir_coverage.c */
void sbill_fhir_response(struct sbill_fhir *f,
                         const struct sbill_fhir_insurance *in); /* fhir_response.c */
void sbill_fhir_left_out(struct sbill_fhir *f);                  /* fhir_left.c */

/* Is this authorization of a line one that this coverage's payer gave. */
bool sbill_fhir_authorizes(const struct sbill_authorization *a, const struct sbill_coverage *c);
/* Sequence of the item of this claim that an earlier payer's line is about; 0 if it is not on this claim. */
int64_t sbill_fhir_adjudicated_item(const struct sbill_fhir *f,
                                    const struct sbill_line_adjudication *a);
/* Into how many items a line goes: one for each tooth or area of the mouth. */
size_t sbill_fhir_item_count(const struct sbill_line *l);

/* ---- pieces that several resources have: fhir_piece.c ---------------------------------------- */

void sbill_fhir_address(struct sbill_fhir *f, const struct sbill_address *a);
void sbill_fhir_name(struct sbill_fhir *f, const struct sbill_name *n,
                     struct sbill_text credential);
void sbill_fhir_telecom(struct sbill_fhir *f, const char *system, struct sbill_text number);
void sbill_fhir_gender(struct sbill_fhir *f, int32_t sex);
/* A number with the X12 qualifier (data element 128) that says what it is. */
void sbill_fhir_number(struct sbill_fhir *f, struct sbill_text qualifier, struct sbill_text value);
/* The list of a provider, plan or payer; a number that a payer gave names it. */
void sbill_fhir_numbers(struct sbill_fhir *f, const struct sbill_identifier *v, size_t n);
/* A payer's or plan's id, with the X12 qualifier (data element 66): PI, XV. */
void sbill_fhir_entity_id(struct sbill_fhir *f, struct sbill_text qualifier, struct sbill_text id);
/* type.coding v2-0203 */
void sbill_fhir_identifier(struct sbill_fhir *f, const char *type, struct sbill_text value);
void sbill_fhir_npi(struct sbill_fhir *f, struct sbill_text npi);
void sbill_fhir_tax_id(struct sbill_fhir *f, struct sbill_text value, bool ssn);
void sbill_fhir_start_systems(struct sbill_fhir *f, const struct sbill_settings *settings);
/* <coding> of a code in one of the loaded systems: printed as that system prints it */
void sbill_fhir_coding(struct sbill_fhir *f, int32_t system, struct sbill_text code);
int32_t sbill_fhir_system(int32_t given, struct sbill_text code); /* of a service line's code */
/* Text for an element of FHIR type code: no white space in it. */
struct sbill_text sbill_fhir_code(struct sbill_fhir *f, struct sbill_text t);

/* ---- short things ---------------------------------------------------------------------------- */

#define SBILL_FHIR_TERMS "http://terminology.hl7.org/CodeSystem/"
#define SBILL_FHIR_X12 "https://codesystem.x12.org/005010/"
/* In place of a required value that the record does not have (only a forced claim gets so far). */
#define SBILL_FHIR_ABSENT                                                            \
    "<extension url=\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\">" \
    "<valueCode value=\"unknown\"/></extension>"

static inline bool sbill_fhir_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* Without blanks at the ends: a value of blanks is no value. */
static inline struct sbill_text sbill_fhir_clean(struct sbill_text t)
{
    if (t.n && (sbill_fhir_blank(t.p[0]) || sbill_fhir_blank(t.p[t.n - 1])))
        return sbill_text_trim(t);
    return t;
}

static inline void sbill_fhir_put_opt(struct sbill_fhir *f, const char *before, size_t n,
                                      struct sbill_text value, const char *after, size_t after_n)
{
    value = sbill_fhir_clean(value);
    if (value.n)
        sbill_xo_put_value(&f->x, before, n, value, after, after_n);
}

/* <name value="..."/>, if there is a value */
#define SBILL_FHIR_OPT(f, name, value)                                                       \
    sbill_fhir_put_opt((f), "<" name " value=\"", sizeof("<" name " value=\"") - 1, (value), \
                       "\"/>", 3)
/* the same with more around it */
#define SBILL_FHIR_OPT_IN(f, before, value, after)                                  \
    sbill_fhir_put_opt((f), "" before "", sizeof(before) - 1, (value), "" after "", \
                       sizeof(after) - 1)
#define SBILL_FHIR_OPT_DATE(f, name, date)                                \
    do {                                                                  \
        if ((date) != SBILL_NO_DATE)                                      \
            SBILL_XO_DATE(&(f)->x, "<" name " value=\"", (date), "\"/>"); \
    } while (0)

/* <name><value value="125.00"/><currency value="USD"/></name> */
#define SBILL_FHIR_MONEY(f, name, minor)                                                         \
    do {                                                                                         \
        SBILL_XO_CENTS(&(f)->x, "<" name "><value value=\"", (minor), "\"/><currency value=\""); \
        SBILL_XO_TEXT(&(f)->x, "", (f)->currency, "\"/></" name ">");                            \
    } while (0)

/* before, the name of a party, after */
static inline void sbill_fhir_put_uuid(struct sbill_fhir *f, const char *before, size_t n,
                                       size_t party, const char *after, size_t after_n)
{
    char *p;

    if (!sbill_xo_room(&f->x, n + SBILL_FHIR_UUID_LENGTH + after_n))
        return;
    p = f->x.p;
    memcpy(p, before, n);
    memcpy(p + n, f->uuid, SBILL_FHIR_UUID_LENGTH - 8);
    memcpy(p + n + SBILL_FHIR_UUID_LENGTH - 8, f->parties.v[party].number, 8);
    memcpy(p + n + SBILL_FHIR_UUID_LENGTH, after, after_n);
    f->x.p = p + n + SBILL_FHIR_UUID_LENGTH + after_n;
}
#define SBILL_FHIR_UUID(f, before, party, after)                                     \
    sbill_fhir_put_uuid((f), "" before "", sizeof(before) - 1, (party), "" after "", \
                        sizeof(after) - 1)
#define SBILL_FHIR_REF(f, before, party, after) \
    SBILL_FHIR_UUID(f, before "<reference value=\"urn:uuid:", party, "\"/>" after)

#endif
