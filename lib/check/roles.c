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
    if (sbill_line_model(k, i) == SBILL_INCIDENT_TO && sbill_payer_says(k, "incident-to", 1) == 0)
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
    int64_t days =
        sbill_payer_says(k, "locum-days", k->plan == SBILL_PLAN_MEDICARE ? MEDICARE_DAYS : -1);
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
