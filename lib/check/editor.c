/* The Medicare Code Editor for inpatient claims, as CMS runs it ("Definitions of Medicare Code Edits"): only where the
 * payer's profile says so, and on the day of discharge. Edits of ICD-10-PCS procedures are not among these. */
#include <string.h>

#include "check/edits.h"

struct editor {
    struct sbill_check *k;
    int32_t on;  /* discharge */
    int32_t age; /* completed years at admission, -1 no valid one */
    int32_t sex;
    int32_t secondaries;         /* diagnoses beside the principal one */
    struct sbill_text principal; /* as written; empty if there is none */
    struct sbill_text principal_normal;
};

/* ---- what a diagnosis is ----------------------------------------------------------------------- */

static bool all_zero(struct sbill_text code)
{
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != '0')
            return false;
    return code.n > 0;
}

/* The editor knows a code in any case, but not one with a dot or a blank. */
static bool well_written(const struct editor *d, struct sbill_text code)
{
    for (size_t i = 0; i < code.n; i++)
        if (!sbill_is_alnum(code.p[i]) && sbill_payer_says(d->k, SBILL_SAYS_AS_WRITTEN, 0) == 1)
            return false;
    return true;
}

/* 1 valid, 0 not, -1 no table speaks for the day. */
static int look(const struct editor *d, struct sbill_text code, uint32_t *flags,
                struct sbill_text *source)
{
    int found;

    *flags = 0;
    *source = (struct sbill_text){"", 0};
    found = sbill_book_dx_attributes(d->k->book, code, d->on, flags, source);
    return found == 1 && !well_written(d, code) ? 0 : found;
}

/* ---- saying ------------------------------------------------------------------------------------ */

/* Where a code stands: a diagnosis by its index, or the admitting one. */
#define ADMITTING (-1)

static struct sbill_finding *about(const struct editor *d, int32_t number, int32_t i,
                                   struct sbill_text code, struct sbill_text source)
{
    struct sbill_finding *f = i == ADMITTING
                                  ? sbill_raise(d->k->e, number, "inpatient.admitting_diagnosis")
                                  : sbill_raise(d->k->e, number, "diagnoses[%d].code", i);

    sbill_say(d->k, f, "code", code);
    sbill_say_date(d->k, f, "date", d->on);
    if (source.n)
        f->source = sbill_arena_copy(&d->k->e->arena, source);
    return f;
}

/* ---- edits of any diagnosis ---------------------------------------------------------------------- */

static void check_age(const struct editor *d, int32_t i, struct sbill_text code, uint32_t flags,
                      struct sbill_text source)
{
    int32_t low = 0, high = 0;
    uint32_t conflict =
        d->age < 0 ? 0 : sbill_age_conflict(d->k, flags, d->age, d->on, &low, &high);
    struct sbill_finding *f;

    if (!conflict)
        return;
    f = about(d, SBILL_FINDING_MCE_AGE_CONFLICT, i, code, source);
    sbill_say_z(d->k, f, "whom", sbill_age_words(conflict));
    sbill_say_number(d->k, f, "age", d->age);
}

/* Whoever is not known to be of the code's sex conflicts with it. The flags end on 2024-09-30. */
static void check_sex(const struct editor *d, int32_t i, struct sbill_text code, uint32_t flags,
                      struct sbill_text source)
{
    bool women = flags & SBILL_DX_FEMALE, men = flags & SBILL_DX_MALE;

    if ((women && d->sex != SBILL_FEMALE) || (men && d->sex != SBILL_MALE))
        sbill_say_z(d->k, about(d, SBILL_FINDING_MCE_SEX_CONFLICT, i, code, source), "whom",
                    women ? "women" : "men");
}

/* ---- the principal diagnosis --------------------------------------------------------------------- */

static void check_principal(const struct editor *d, int32_t i, struct sbill_text code,
                            uint32_t flags, struct sbill_text source)
{
    static const struct {
        uint32_t flag;
        int32_t number;
    } edits[] = {
        {SBILL_DX_MANIFESTATION, SBILL_FINDING_MCE_MANIFESTATION},
        {SBILL_DX_QUESTIONABLE, SBILL_FINDING_MCE_QUESTIONABLE},
        {SBILL_DX_EXTERNAL_CAUSE, SBILL_FINDING_MCE_EXTERNAL_CAUSE},
    };

    for (size_t e = 0; e < sizeof edits / sizeof *edits; e++)
        if (flags & edits[e].flag)
            about(d, edits[e].number, i, code, source);
    if (flags & SBILL_DX_NEEDS_SECONDARY) {
        if (!d->secondaries)
            about(d, SBILL_FINDING_MCE_NEEDS_SECONDARY, i, code, source);
    } else if (flags & SBILL_DX_UNACCEPTABLE) {
        about(d, SBILL_FINDING_MCE_UNACCEPTABLE, i, code, source);
    }
}

static bool repeats_principal(const struct editor *d, struct sbill_text code)
{
    char normal[16];
    size_t n = sbill_code_normal(code, normal);

    return n && d->principal_normal.n &&
           sbill_text_eq((struct sbill_text){normal, n}, d->principal_normal);
}

/* If the spelling is all that is wrong, the repair is the code as the 837I has it. */
static void invalid(const struct editor *d, int32_t i, struct sbill_text code,
                    struct sbill_text source)
{
    struct sbill_finding *f = about(
        d, i == ADMITTING ? SBILL_FINDING_MCE_INVALID_ADMITTING : SBILL_FINDING_MCE_INVALID_CODE, i,
        code, source);
    char normal[16];
    struct sbill_text bare = {normal, sbill_code_normal(code, normal)};
    uint32_t flags;

    if (bare.n && !well_written(d, code) && look(d, bare, &flags, &source) == 1)
        sbill_say_repair(d->k, f, bare);
}

/* Codes of zeros only are none, but as the principal diagnosis. */
static void check_diagnosis(const struct editor *d, int32_t i, struct sbill_text code, bool first)
{
    struct sbill_text source;
    uint32_t flags;

    if (!code.n || (!first && all_zero(code)))
        return;
    if (look(d, code, &flags, &source) != 1) {
        invalid(d, i, code, source);
        return;
    }
    check_age(d, i, code, flags, source);
    check_sex(d, i, code, flags, source);
    if (i == ADMITTING)
        return;
    if (first)
        check_principal(d, i, code, flags, source);
    else if (repeats_principal(d, code))
        about(d, SBILL_FINDING_MCE_DUPLICATE, i, code, source);
    if (flags & SBILL_DX_UNSPECIFIED)
        about(d, SBILL_FINDING_MCE_UNSPECIFIED, i, code, source);
    if (flags & SBILL_DX_WRONG_PROCEDURE)
        about(d, SBILL_FINDING_MCE_WRONG_PROCEDURE, i, code, source);
}

static void check_diagnoses(const struct editor *d)
{
    const struct sbill_record *r = d->k->record;
    bool first = true;

    for (size_t i = 0; i < r->diagnoses.n; i++) {
        if (r->diagnoses.v[i].status == SBILL_REJECTED)
            continue;
        check_diagnosis(d, (int32_t)i, r->diagnoses.v[i].code, first);
        first = false;
    }
    if (r->inpatient)
        check_diagnosis(d, ADMITTING, r->inpatient->admitting_diagnosis, false);
}

/* ---- the patient and the stay -------------------------------------------------------------------- */

#define OLDEST 124
#define UNKNOWN_SEX_FROM 20241001 /* MCE v42 */

static void check_patient(struct editor *d)
{
    const struct sbill_record *r = d->k->record;
    int32_t birth = r->patient.birth_date, from;
    int32_t at = r->dates.admission != SBILL_NO_DATE ? r->dates.admission : d->on;

    d->sex = r->patient.sex;
    d->age = birth == SBILL_NO_DATE || birth > at ? -1 : sbill_age_years(birth, at);
    if (d->age > OLDEST)
        d->age = -1;
    if (d->age < 0)
        sbill_say_date(d->k,
                       sbill_raise(d->k->e, SBILL_FINDING_MCE_INVALID_AGE, "patient.birth_date"),
                       "birth", birth);
    sbill_date_make(UNKNOWN_SEX_FROM / 10000, UNKNOWN_SEX_FROM / 100 % 100, UNKNOWN_SEX_FROM % 100,
                    &from);
    if (d->sex != SBILL_FEMALE && d->sex != SBILL_MALE &&
        !(d->sex == SBILL_SEX_UNKNOWN && d->on >= from))
        sbill_raise(d->k->e, SBILL_FINDING_MCE_INVALID_SEX, "patient.sex");
}

static void check_discharge_status(const struct editor *d)
{
    const struct sbill_inpatient *s = d->k->record->inpatient;
    struct sbill_text status = s ? s->discharge_status : (struct sbill_text){"", 0}, source;
    struct sbill_finding *f;
    int found;

    found = sbill_book_discharge_status(d->k->book, status, d->on, &source);
    /* Claims write 01, the table 1. */
    if (found == 0 && status.n == 2 && status.p[0] == '0')
        found = sbill_book_discharge_status(d->k->book, (struct sbill_text){status.p + 1, 1}, d->on,
                                            &source);
    if (found != 0 && status.n)
        return;
    f = sbill_raise(d->k->e, SBILL_FINDING_MCE_INVALID_DISCHARGE_STATUS,
                    "inpatient.discharge_status");
    sbill_say(d->k, f, "status", status);
    if (source.n)
        f->source = sbill_arena_copy(&d->k->e->arena, source);
}

/* The first diagnosis and how many follow. */
static void find_principal(struct editor *d, char normal[16])
{
    const struct sbill_record *r = d->k->record;
    bool first = true;

    for (size_t i = 0; i < r->diagnoses.n; i++) {
        struct sbill_text code = r->diagnoses.v[i].code;

        if (r->diagnoses.v[i].status == SBILL_REJECTED)
            continue;
        if (first)
            d->principal = code;
        else
            d->secondaries++;
        first = false;
    }
    d->principal_normal = (struct sbill_text){normal, sbill_code_normal(d->principal, normal)};
}

void sbill_edit_code_editor(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;
    struct editor d = {.k = k, .on = r->dates.discharge};
    struct sbill_text none = {"0", 1}, source;
    char normal[16];
    uint32_t flags;

    (void)i;
    if (r->setting != SBILL_INPATIENT)
        return;
    if (d.on == SBILL_NO_DATE)
        d.on = r->date_to != SBILL_NO_DATE ? r->date_to : k->date;
    if (d.on == SBILL_NO_DATE || look(&d, none, &flags, &source) < 0) {
        /* A table that does not reach the day is no table: nothing else can be said. */
        sbill_say_date(k, sbill_raise(k->e, SBILL_FINDING_MCE_DISCHARGE_DATE, "dates.discharge"),
                       "date", d.on);
        return;
    }
    sbill_raise(k->e, SBILL_FINDING_MCE_NOT_CHECKED, "inpatient");
    find_principal(&d, normal);
    check_patient(&d);
    check_discharge_status(&d);
    check_diagnoses(&d);
}
