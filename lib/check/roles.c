/* Services billed by one provider and given by another: incident-to and locum tenens, as Medicare has them. */
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

/* 42 CFR 410.26: under a physician's plan of care, so never for what is new, and under supervision. */
void sbill_edit_incident_to(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;
    const struct sbill_line *l = &r->lines.v[i];
    bool fresh;

    if (sbill_line_model(k, i) != SBILL_INCIDENT_TO)
        return;
    if ((!l->supervising && !r->providers.supervising) || r->supervisor_present == SBILL_NO)
        about(k, SBILL_FINDING_INCIDENT_TO_SUPERVISOR, "lines[%d].supervising", i);
    fresh =
        r->new_patient == SBILL_YES ||
        sbill_book_in_group(k->book, "em-new", k->lines[i].system, l->code, k->lines[i].on) == 1;
    if (fresh || r->new_problem == SBILL_YES)
        sbill_say_z(k, about(k, SBILL_FINDING_INCIDENT_TO_NEW, "lines[%d].service_model", i), "new",
                    fresh ? "patient" : "problem");
}

/* A payer whose profile says that it does not take such claims. */
void sbill_edit_incident_to_payer(struct sbill_check *k, int32_t i)
{
    if (sbill_line_model(k, i) == SBILL_INCIDENT_TO &&
        sbill_payer_says(k, SBILL_SAYS_INCIDENT_TO, 1) == 0)
        sbill_say(k, about(k, SBILL_FINDING_INCIDENT_TO_NOT_TAKEN, "lines[%d].service_model", i),
                  "payer", sbill_payer_title(k->book, k->profile));
}

#define MEDICARE_DAYS 60

/* Medicare Claims Processing Manual, chapter 1, 30.2.10 and 30.2.11; other payers where their profile has a limit. */
void sbill_edit_substitute(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int32_t model = sbill_line_model(k, i), on = k->lines[i].on;
    int32_t since = k->record->substitute_from;
    int64_t days = sbill_payer_says(k, SBILL_SAYS_LOCUM_DAYS,
                                    k->plan == SBILL_PLAN_MEDICARE ? MEDICARE_DAYS : -1);
    const char *modifier = model == SBILL_LOCUM ? "Q6" : "Q5";
    struct sbill_finding *f;

    if ((model != SBILL_LOCUM && model != SBILL_RECIPROCAL) || days < 0)
        return;
    if (!sbill_line_has_modifier(l, modifier))
        sbill_say_z(k, about(k, SBILL_FINDING_SUBSTITUTE_MODIFIER, "lines[%d].modifiers", i),
                    "modifier", modifier);
    if (since == SBILL_NO_DATE || on == SBILL_NO_DATE || on < since || on - since < days)
        return;
    f = about(k, SBILL_FINDING_SUBSTITUTE_SIXTY_DAYS, "lines[%d].date_from", i);
    sbill_say_date(k, f, "since", since);
    sbill_say_date(k, f, "date", on);
    sbill_say_number(k, f, "day", (int64_t)on - since + 1);
    sbill_say_number(k, f, "days", days);
}

/* ---- split or shared, teaching --------------------------------------------------------------- */

/* A visit that physician and practitioner share: in a facility only, and marked FS since 2022. (42 CFR 415.140.) */
void sbill_edit_split(struct sbill_check *k, int32_t i)
{
    static const char *const offices[] = {"11", "12", "10", "02"};
    struct sbill_text place = sbill_line_place(k, i);

    if (sbill_line_model(k, i) != SBILL_SPLIT)
        return;
    if (!sbill_line_has_modifier(&k->record->lines.v[i], "FS"))
        about(k, SBILL_FINDING_SPLIT_MODIFIER, "lines[%d].modifiers", i);
    for (size_t p = 0; p < sizeof offices / sizeof *offices; p++)
        if (sbill_text_is(place, offices[p]))
            sbill_say(k, about(k, SBILL_FINDING_SPLIT_PLACE, "lines[%d].place_of_service", i),
                      "place", place);
}

/* A resident's service that a teaching physician bills: GC, or GE under the primary care exception, for which the
 * physician need not be there. (42 CFR 415.172, 415.174.) */
void sbill_edit_teaching(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    bool gc = sbill_line_has_modifier(l, "GC"), ge = sbill_line_has_modifier(l, "GE");

    if (sbill_line_model(k, i) != SBILL_TEACHING)
        return;
    if (!gc && !ge)
        about(k, SBILL_FINDING_TEACHING_MODIFIER, "lines[%d].modifiers", i);
    if (!ge && k->record->supervisor_present == SBILL_NO)
        about(k, SBILL_FINDING_TEACHING_ABSENT, "lines[%d].modifiers", i);
}

/* ---- anaesthesia ----------------------------------------------------------------------------- */

/* Who gave it and how many cases were directed at once (Medicare Claims Processing Manual, chapter 12, 50). */
struct anesthesia {
    char modifier[3];
    int32_t least, most; /* concurrent cases; 0 = does not matter */
};
static const struct anesthesia anesthesia[] = {
    {"AA", 0, 0}, {"QZ", 0, 0}, {"QX", 0, 0}, {"QY", 1, 1}, {"QK", 2, 4}, {"AD", 5, INT32_MAX},
};

void sbill_edit_anesthesia_modifiers(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    bool any = false;

    if (l->unit != SBILL_UNIT_MJ && sbill_line_in(k, i, SBILL_GROUP_ANESTHESIA) != 1)
        return;
    for (size_t a = 0; a < sizeof anesthesia / sizeof *anesthesia; a++) {
        const struct anesthesia *m = &anesthesia[a];
        struct sbill_finding *f;

        if (!sbill_line_has_modifier(l, m->modifier))
            continue;
        any = true;
        if (!m->least || !l->concurrent_cases ||
            (l->concurrent_cases >= m->least && l->concurrent_cases <= m->most))
            continue;
        f = about(k, SBILL_FINDING_ANESTHESIA_CASES, "lines[%d].modifiers", i);
        sbill_say_z(k, f, "modifier", m->modifier);
        sbill_say_number(k, f, "cases", l->concurrent_cases);
    }
    if (!any)
        about(k, SBILL_FINDING_ANESTHESIA_MODIFIER, "lines[%d].modifiers", i);
}

/* Minutes are billed as minutes, and both times stand in the record. */
void sbill_edit_anesthesia_time(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    if (sbill_line_in(k, i, SBILL_GROUP_ANESTHESIA) == 1 && l->unit != SBILL_UNIT_MJ)
        about(k, SBILL_FINDING_ANESTHESIA_UNIT, "lines[%d].unit", i);
    if (l->unit == SBILL_UNIT_MJ &&
        (l->anesthesia_start == SBILL_NO_TIME || l->anesthesia_end == SBILL_NO_TIME))
        about(k, SBILL_FINDING_ANESTHESIA_TIMES, "lines[%d].anesthesia_start", i);
}
