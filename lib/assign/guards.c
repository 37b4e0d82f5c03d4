/* Facts of the record that a rule may ask for. A guard never sees prices. */
#include <string.h>

#include "assign/work.h"

enum {
    FACT_DATE = 1,
    FACT_BIRTH = 2,
    FACT_SEX = 4,
    FACT_PLAN = 8,
    FACT_PLACE = 16
};

static void missing(struct sbill_work *w, uint32_t fact, const char *words)
{
    struct sbill_finding *f;

    if (w->facts_missing & fact)
        return;
    w->facts_missing |= fact;
    f = sbill_raise(w->e, SBILL_FINDING_RULE_FACT_MISSING, "notes");
    sbill_finding_value(w->e, f, "fact", sbill_text_from(words));
}

/* ---- Age ---- */

static int32_t age_in(int32_t birth, int32_t on, uint32_t unit)
{
    int32_t y1, m1, d1, y2, m2, d2;

    switch (unit) {
    case SBILL_DAYS:
        return on - birth;
    case SBILL_WEEKS:
        return (on - birth) / 7;
    case SBILL_MONTHS:
        sbill_date_split(birth, &y1, &m1, &d1);
        sbill_date_split(on, &y2, &m2, &d2);
        return (y2 - y1) * 12 + m2 - m1 - (d2 < d1);
    default:
        return sbill_age_years(birth, on);
    }
}

static bool age_holds(struct sbill_work *w, const struct sbill_guards *g)
{
    int32_t birth = w->e->record.patient.birth_date, on = w->e->record.date_from;

    if (g->age_from.n < 0 && g->age_to.n < 0)
        return true;
    if (birth == SBILL_NO_DATE)
        missing(w, FACT_BIRTH, "birth date");
    if (on == SBILL_NO_DATE)
        missing(w, FACT_DATE, "date of service");
    if (birth == SBILL_NO_DATE || on == SBILL_NO_DATE || on < birth)
        return false;
    return (g->age_from.n < 0 || age_in(birth, on, g->age_from.unit) >= g->age_from.n) &&
           (g->age_to.n < 0 || age_in(birth, on, g->age_to.unit) <= g->age_to.n);
}

/* ---- Dates ---- */

static bool date_holds(struct sbill_work *w, int32_t from, int32_t to)
{
    int32_t on = w->e->record.date_from;

    if (from == SBILL_NO_DATE && to == SBILL_NO_DATE)
        return true;
    if (on == SBILL_NO_DATE) {
        missing(w, FACT_DATE, "date of service");
        return false;
    }
    return (from == SBILL_NO_DATE || on >= from) && (to == SBILL_NO_DATE || on <= to);
}

/* ---- Lists ---- */

/* "medicare", "!medicare": any plain value must be there; none with ! may. */
static bool list_holds(const sbill_names *list, struct sbill_text value)
{
    bool wanted = false, met = false;

    for (size_t i = 0; i < list->n; i++) {
        struct sbill_text v = list->v[i];
        if (v.n && *v.p == '!') {
            if (sbill_text_eq_fold((struct sbill_text){v.p + 1, v.n - 1}, value))
                return false;
        } else {
            wanted = true;
            met = met || sbill_text_eq_fold(v, value);
        }
    }
    return met || !wanted;
}

/* Plans in the words of a biller, from the X12 claim filing indicator. */
static const char *plan_of(struct sbill_text filing)
{
    static const struct {
        const char *filing, *plan;
    } rows[] = {
        {"MA", "medicare"},
        {"MB", "medicare"},
        {"16", "medicare-advantage"},
        {"MC", "medicaid"},
        {"CH", "tricare"},
        {"VA", "veterans"},
        {"WC", "workers-comp"},
        {"AM", "auto"},
        {"LM", "liability"},
        {"OF", "federal"},
        {"FI", "federal-employees"},
        {"TV", "title-v"},
        {"09", "self-pay"},
        {"12", "commercial"},
        {"13", "commercial"},
        {"14", "commercial"},
        {"15", "commercial"},
        {"BL", "commercial"},
        {"CI", "commercial"},
        {"HM", "commercial"},
        {"17", "dental"},
        {"DS", "disability"},
        {"11", "other"},
        {"ZZ", "other"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sbill_text_eq_fold(filing, sbill_text_from(rows[i].filing)))
            return rows[i].plan;
    return "";
}

/* The coverage the next claim goes to: the first, by order, that has not said anything yet. */
static const struct sbill_coverage *next_payer(const struct sbill_record *r)
{
    const struct sbill_coverage *best = NULL;

    for (size_t i = 0; i < r->coverages.n; i++) {
        const struct sbill_coverage *c = &r->coverages.v[i];
        if (!c->adjudication && (!best || c->order < best->order))
            best = c;
    }
    return best;
}

static const char *payer_fails(struct sbill_work *w, const struct sbill_guards *g)
{
    const struct sbill_coverage *c = next_payer(&w->e->record);
    struct sbill_text none = {"", 0};

    if (!g->plans.n && !g->filing.n && !g->payers.n)
        return NULL;
    if (!c && !w->e->record.self_pay)
        missing(w, FACT_PLAN, "coverage");
    if (!list_holds(&g->plans,
                    c ? sbill_text_from(plan_of(c->filing_indicator)) : SBILL_T("self-pay")))
        return "plan";
    if (!list_holds(&g->filing, c ? c->filing_indicator : none))
        return "filing";
    if (g->payers.n && !list_holds(&g->payers, c ? c->payer.id : none) &&
        !list_holds(&g->payers, c ? c->payer.profile : none))
        return "payer";
    return NULL;
}

static bool sex_holds(struct sbill_work *w, const struct sbill_guards *g)
{
    int32_t sex = w->e->record.patient.sex;

    if (!g->sex)
        return true;
    if (sex != SBILL_FEMALE && sex != SBILL_MALE)
        missing(w, FACT_SEX, "sex");
    return sex == (int32_t)g->sex;
}

const char *sbill_guard_fails(struct sbill_work *w, const struct sbill_rule *rule)
{
    static const char *const claims[] = {"", "professional", "dental", "institutional"};
    const struct sbill_guards *g = &rule->guards;
    const struct sbill_record *r = &w->e->record;
    int32_t claim = r->claim_type >= 0 && r->claim_type <= 3 ? r->claim_type : 0;

    if (!date_holds(w, g->from, g->to))
        return "date";
    if (g->setting && (int32_t)g->setting != (r->setting ? r->setting : SBILL_OUTPATIENT))
        return "setting";
    if (!list_holds(&g->claim_types, sbill_text_from(claims[claim ? claim : SBILL_PROFESSIONAL])))
        return "claim type";
    if (g->places.n && !list_holds(&g->places, r->place_of_service))
        return "place of service";
    if (!age_holds(w, g))
        return "age";
    if (!sex_holds(w, g))
        return "sex";
    return payer_fails(w, g);
}
