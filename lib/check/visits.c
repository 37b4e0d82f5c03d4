/* Visits: new or established patient, two on one day, and whether the record supports the level. */
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].code", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

/* ---- new and established --------------------------------------------------------------------- */

#define YEARS_OF_A_NEW_PATIENT 3

/* Seen before this day, within three years, by the same group and specialty (CPT evaluation and management). */
static const struct sbill_service *seen_before(const struct sbill_check *k,
                                               const struct sbill_service *s)
{
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *p = &k->services[o];

        if (p->on == SBILL_NO_DATE || p->on >= s->on ||
            sbill_age_years(p->on, s->on) >= YEARS_OF_A_NEW_PATIENT || !sbill_same_practice(s, p))
            continue;
        if (s->taxonomy.n && p->taxonomy.n && !sbill_text_eq(s->taxonomy, p->taxonomy))
            continue;
        return p;
    }
    return NULL;
}

/* The context holds all that is known, for three years. */
static bool history_is_whole(const struct sbill_check *k, int32_t on)
{
    const struct sbill_context *c = k->record->context;

    return c && c->complete == SBILL_YES && c->since != SBILL_NO_DATE && c->since <= on &&
           sbill_age_years(c->since, on) >= YEARS_OF_A_NEW_PATIENT;
}

void sbill_edit_new_patient(struct sbill_check *k, int32_t i)
{
    const struct sbill_service *s = sbill_line_service(k, i), *seen;
    bool fresh, known;

    if (!s || s->on == SBILL_NO_DATE)
        return;
    fresh = sbill_line_in(k, i, SBILL_GROUP_EM_NEW) == 1;
    known = !fresh && sbill_line_in(k, i, SBILL_GROUP_EM_ESTABLISHED) == 1;
    if (!fresh && !known)
        return;
    seen = seen_before(k, s);
    if (fresh && seen)
        sbill_say_date(k, about(k, SBILL_FINDING_NEW_PATIENT_SEEN, i), "seen", seen->on);
    else if (fresh && k->record->new_patient == SBILL_NO)
        about(k, SBILL_FINDING_NEW_PATIENT_KNOWN, i);
    else if (known && k->record->new_patient == SBILL_YES)
        about(k, SBILL_FINDING_ESTABLISHED_IS_NEW, i);
    else if (known && !seen && s->practice.n && history_is_whole(k, s->on))
        sbill_say_date(k, about(k, SBILL_FINDING_ESTABLISHED_NOT_SEEN, i), "since",
                       k->record->context->since);
}

/* ---- two on one day -------------------------------------------------------------------------- */

void sbill_edit_two_visits(struct sbill_check *k, int32_t i)
{
    static const char *const apart[] = {"25", "27", "24", "57", "59", "76", "77"};
    const struct sbill_service *s = sbill_line_service(k, i);
    const size_t n = sizeof apart / sizeof *apart;

    if (!s || s->on == SBILL_NO_DATE || sbill_line_is_visit(k, i) != 1)
        return;
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *p = &k->services[o];
        struct sbill_finding *f;

        if (p->line >= i || p->on != s->on || !sbill_same_provider(k, s, p) ||
            sbill_same_code(p, s) || sbill_service_is_visit(k, p) != 1 ||
            sbill_first_modifier(s->modifiers, apart, n).n ||
            sbill_first_modifier(p->modifiers, apart, n).n)
            continue;
        f = about(k, SBILL_FINDING_TWO_VISITS, i);
        sbill_say(k, f, "first", p->code);
        sbill_say_service(k, f, "other", p);
        sbill_say_date(k, f, "date", s->on);
        return;
    }
}

/* ---- the level ------------------------------------------------------------------------------- */

/* Two of the three elements must reach a level: the middle one counts. 0: not all are given. */
static int32_t decision_level(const struct sbill_mdm *m)
{
    int32_t a, b, c, low, high;

    if (!m || !m->problems || !m->data || !m->risk)
        return 0;
    a = m->problems;
    b = m->data;
    c = m->risk;
    low = a < b ? a : b;
    high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

static bool in_minutes(const struct sbill_visit_level *v, int32_t minutes)
{
    return minutes > 0 && v->minutes_from >= 0 && minutes >= v->minutes_from;
}

/* Places of the family, lowest first: of the billed level, and one past the highest that the time or the
 * decision making reaches (0: none). */
struct reach {
    size_t own, upto;
    struct sbill_text best;
};

static struct reach reach(const struct sbill_check *k, const struct sbill_visit_level *billed,
                          int32_t minutes, int32_t decision, int32_t on)
{
    struct reach r = {SIZE_MAX, 0, SBILL_T("no level")};
    struct sbill_visit_level v;

    for (size_t n = 0; sbill_book_visit_level_nth(k->book, billed->family, on, n, &v); n++) {
        if (sbill_text_eq(v.code, billed->code))
            r.own = n;
        if (!in_minutes(&v, minutes) && !(v.mdm && decision >= v.mdm))
            continue;
        r.best = v.code;
        r.upto = n + 1;
    }
    return r;
}

static const char *level_word(int32_t level)
{
    static const char *const words[] = {"not given", "straightforward", "low", "moderate", "high"};

    return level >= 0 && level <= SBILL_HIGH ? words[level] : words[0];
}

/* From the user's own table. The level that is too low is as wrong as the one that is too high. */
void sbill_edit_visit_level(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->lines[i];
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_text code = {c->normal, c->length};
    int32_t decision = decision_level(l->mdm);
    struct sbill_visit_level billed;
    struct sbill_finding *f;
    struct reach r;
    int found;

    if (!decision && l->minutes <= 0)
        return;
    found = sbill_book_visit_level(k->book, c->system, code, c->on, &billed);
    if (found < 0 && c->system == SBILL_SYSTEM_CPT)
        k->lacks |= SBILL_LACKS_LEVELS;
    if (found != 1)
        return;
    r = reach(k, &billed, l->minutes, decision, c->on);
    if (r.own == SIZE_MAX || r.upto == r.own + 1)
        return;
    f = about(k, r.upto <= r.own ? SBILL_FINDING_LEVEL_TOO_HIGH : SBILL_FINDING_LEVEL_TOO_LOW, i);
    sbill_say(k, f, "supported", r.best);
    if (l->minutes > 0)
        sbill_say_number(k, f, "minutes", l->minutes);
    else
        sbill_say_z(k, f, "minutes", "not given");
    sbill_say_z(k, f, "decision", level_word(decision));
    f->source = sbill_arena_copy(&k->e->arena, billed.source);
}
