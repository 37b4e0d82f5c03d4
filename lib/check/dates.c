/* Dates against each other: from and to, birth, death, accident, the statement, and the day the claim is made. */
#include "check/edits.h"

static void against(struct sbill_check *k, int32_t number, const char *path, int32_t i,
                    int32_t date, const char *other_name, int32_t other)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say_date(k, f, "date", date);
    sbill_say_date(k, f, other_name, other);
}

static bool after(int32_t a, int32_t b)
{
    return a != SBILL_NO_DATE && b != SBILL_NO_DATE && a > b;
}

static void outside_statement(struct sbill_check *k, int32_t i, int32_t date, int32_t last)
{
    struct sbill_finding *f =
        sbill_raise(k->e, SBILL_FINDING_DATE_OUTSIDE_STATEMENT, "lines[%d].date_from", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say_date(k, f, "date", date);
    sbill_say_date(k, f, "from", k->record->date_from);
    sbill_say_date(k, f, "to", last);
}

void sbill_edit_line_dates(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;
    const struct sbill_line *l = &r->lines.v[i];
    int32_t from = k->lines[i].on, to = l->date_to != SBILL_NO_DATE ? l->date_to : from;
    int32_t last = r->date_to != SBILL_NO_DATE ? r->date_to : r->date_from;

    if (after(from, to))
        against(k, SBILL_FINDING_DATE_ORDER, "lines[%d].date_to", i, from, "to", to);
    if (after(to, k->e->settings.as_of))
        against(k, SBILL_FINDING_DATE_FUTURE, "lines[%d].date_from", i, to, "as_of",
                k->e->settings.as_of);
    if (after(r->patient.birth_date, from))
        against(k, SBILL_FINDING_DATE_BEFORE_BIRTH, "lines[%d].date_from", i, from, "birth",
                r->patient.birth_date);
    if (after(from, r->patient.death_date))
        against(k, SBILL_FINDING_DATE_AFTER_DEATH, "lines[%d].date_from", i, from, "death",
                r->patient.death_date);
    if (after(r->accident.date, from))
        against(k, SBILL_FINDING_DATE_BEFORE_ACCIDENT, "lines[%d].date_from", i, from, "accident",
                r->accident.date);
    if (after(r->date_from, from) || after(to, last))
        outside_statement(k, i, after(to, last) ? to : from, last);
}

/* A line from one year into the next: deductibles and limits are counted by the year. */
void sbill_edit_date_span(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int32_t from = k->lines[i].on, year, next, month, day;

    if (from == SBILL_NO_DATE || l->date_to == SBILL_NO_DATE || l->date_to <= from)
        return;
    sbill_date_split(from, &year, &month, &day);
    sbill_date_split(l->date_to, &next, &month, &day);
    if (next != year)
        against(k, SBILL_FINDING_DATE_SPANS_YEARS, "lines[%d].date_to", i, from, "to", l->date_to);
}

#define OLDEST 150

void sbill_edit_birth_date(struct sbill_check *k, int32_t i)
{
    int32_t birth = k->record->patient.birth_date;

    (void)i;
    if (birth == SBILL_NO_DATE || k->date == SBILL_NO_DATE || birth > k->date ||
        sbill_age_years(birth, k->date) < OLDEST)
        return;
    sbill_say_date(k, sbill_raise(k->e, SBILL_FINDING_BIRTH_DATE_IMPLAUSIBLE, "patient.birth_date"),
                   "birth", birth);
}
