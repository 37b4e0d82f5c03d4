/* What the agencies' dated table says of a diagnosis against the patient: age, sex, and that a more exact code exists.
 * The table is Medicare's for inpatient claims; on an office claim its ages and its list of unspecified codes are worth
 * a question, no more. As CMS runs it: lib/check/editor.c. */
#include "check/edits.h"

/* The group of ages that does not fit, in the order in which CMS asks; 0 if all fit. */
uint32_t sbill_age_conflict(const struct sbill_check *k, uint32_t flags, int32_t age, int32_t on,
                            int32_t *low, int32_t *high)
{
    static const uint32_t order[] = {SBILL_DX_PEDIATRIC, SBILL_DX_NEWBORN, SBILL_DX_MATERNITY,
                                     SBILL_DX_ADULT};
    struct sbill_text source;

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (flags & order[i] &&
            sbill_book_age_range(k->book, order[i], on, low, high, &source) == 1 &&
            (age < *low || age > *high))
            return order[i];
    return 0;
}

const char *sbill_age_words(uint32_t flag)
{
    return flag == SBILL_DX_PEDIATRIC   ? "children"
           : flag == SBILL_DX_NEWBORN   ? "newborns"
           : flag == SBILL_DX_MATERNITY ? "pregnancy and childbirth"
                                        : "adults";
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i,
                                   struct sbill_text source)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "diagnoses[%d].code", i);

    sbill_say(k, f, "code", k->record->diagnoses.v[i].code);
    f->source = sbill_arena_copy(&k->e->arena, source);
    return f;
}

static void check_age(struct sbill_check *k, int32_t i, uint32_t flags, struct sbill_text source)
{
    int32_t birth = k->record->patient.birth_date, on = k->diagnoses[i].on, age, low, high;
    struct sbill_finding *f;
    uint32_t conflict;

    if (birth == SBILL_NO_DATE || birth > on)
        return;
    age = sbill_age_years(birth, on);
    conflict = sbill_age_conflict(k, flags, age, on, &low, &high);
    if (!conflict)
        return;
    f = about(k, SBILL_FINDING_DX_AGE, i, source);
    sbill_say_z(k, f, "whom", sbill_age_words(conflict));
    sbill_say_number(k, f, "age", age);
    sbill_say_number(k, f, "low", low);
    sbill_say_number(k, f, "high", high);
}

void sbill_edit_attributes(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    int32_t sex = k->record->patient.sex;
    struct sbill_text source;
    uint32_t flags = 0;
    int found;

    if (c->system != SBILL_SYSTEM_ICD10CM || c->on == SBILL_NO_DATE)
        return;
    found = sbill_book_dx_attributes(k->book, (struct sbill_text){c->normal, c->length}, c->on,
                                     &flags, &source);
    if (found < 0)
        k->lacks |= SBILL_LACKS_ATTRIBUTES;
    if (found != 1 || !flags)
        return;
    check_age(k, i, flags, source);
    if (((flags & SBILL_DX_FEMALE) && sex == SBILL_MALE) ||
        ((flags & SBILL_DX_MALE) && sex == SBILL_FEMALE))
        sbill_say_z(k, about(k, SBILL_FINDING_DX_SEX, i, source), "whom",
                    flags & SBILL_DX_FEMALE ? "women" : "men");
    if (flags & SBILL_DX_UNSPECIFIED)
        about(k, SBILL_FINDING_DX_UNSPECIFIED, i, source);
}
