/* Medically unlikely edits: most units of a service, on one line or of one day (CMS, NCCI Policy Manual, chapter 1, V).
 * Add-on codes: services that are only paid beside another. */
#include "check/edits.h"

/* Units of one day: those of a line that spans days are spread over them, to the nearest whole one. */
static int64_t units_a_day(const struct sbill_service *s)
{
    int64_t days = (int64_t)s->to - s->on + 1;

    if (s->units == SBILL_NO_QTY || s->units < 0)
        return 0;
    return days > 1 ? (s->units + 500 * days) / (1000 * days) * 1000 : s->units;
}

static bool same_day(const struct sbill_check *k, const struct sbill_service *a,
                     const struct sbill_service *b)
{
    return a->on == b->on && sbill_same_code(a, b) && sbill_same_provider(k, a, b);
}

static void over(struct sbill_check *k, int32_t number, int32_t i, const struct sbill_service *s,
                 int64_t units, const struct sbill_mue *m)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].units", i);

    sbill_say(k, f, "code", s->code);
    sbill_say_quantity(k, f, "units", units);
    sbill_say_quantity(k, f, "most", m->units);
    sbill_say_date(k, f, "date", s->on);
    sbill_say(k, f, "reason", m->rationale.n ? m->rationale : SBILL_T("no reason is given"));
    f->source = sbill_arena_copy(&k->e->arena, m->source);
}

static void over_day(struct sbill_check *k, int32_t i, const struct sbill_service *s,
                     const struct sbill_mue *m)
{
    int64_t sum = 0;

    if (!(k->lines[i].has & SBILL_HAS_TWIN) && k->own_services == k->service_count &&
        units_a_day(s) <= m->units)
        return;
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *other = &k->services[o];
        int64_t units;

        if (!same_day(k, s, other))
            continue;
        units = units_a_day(other);
        if (other->line >= 0 && other->line < i)
            return; /* said with the first of them */
        sum = units < INT64_MAX - sum ? sum + units : INT64_MAX;
    }
    if (sum > m->units)
        over(k, m->mai == 2 ? SBILL_FINDING_UNITS_DAY : SBILL_FINDING_UNITS_DAY_CLINICAL, i, s, sum,
             m);
}

void sbill_edit_most_units(struct sbill_check *k, int32_t i)
{
    const struct sbill_service *s = sbill_line_service(k, i);
    int32_t setting = k->record->claim_type == SBILL_INSTITUTIONAL ? SBILL_SETTING_OUTPATIENT
                                                                   : SBILL_SETTING_PRACTITIONER;
    struct sbill_mue m;
    int found;

    if (!s || k->record->lines.v[i].unit == SBILL_UNIT_MJ)
        return;
    found = sbill_book_mue(k->book, setting, s->code, s->on, &m);
    if (found < 0)
        k->lacks |= SBILL_LACKS_UNITS;
    if (found != 1)
        return;
    if (m.mai != 1)
        over_day(k, i, s, &m);
    else if (units_a_day(s) > m.units)
        over(k, SBILL_FINDING_UNITS_LINE, i, s, units_a_day(s), &m);
}

/* ---- add-on codes ---------------------------------------------------------------------------- */

/* How a primary service was found. */
enum primary {
    NOWHERE,
    BY_ANOTHER, /* of the same practice */
    HERE
};

static bool is_addon(struct sbill_check *k, const struct sbill_service *s)
{
    struct sbill_addon a;
    const struct sbill_pfs *p;
    struct sbill_pfs room;
    int found = sbill_book_addon(k->book, s->code, s->on, &a);

    if (found >= 0)
        return found == 1;
    k->lacks |= SBILL_LACKS_ADDONS;
    return sbill_service_pfs(k, s, &p, &room) == 1 && p->global[0] == 'Z';
}

/* The best that the day has for this add-on code; `any`: there is a service that is no add-on. */
static enum primary find_primary(struct sbill_check *k, const struct sbill_service *s, bool *any)
{
    enum primary best = NOWHERE;

    *any = false;
    for (size_t o = 0; o < k->service_count && best != HERE; o++) {
        const struct sbill_service *other = &k->services[o];
        bool mine = sbill_same_provider(k, s, other);

        if (other == s || other->on != s->on || (!mine && !sbill_same_practice(s, other)))
            continue;
        *any = *any || (mine && !is_addon(k, other));
        if (sbill_book_addon_primary(k->book, s->code, other->code, s->on) == 1)
            best = mine ? HERE : BY_ANOTHER;
    }
    return best;
}

static void say_primaries(struct sbill_check *k, struct sbill_finding *f,
                          const struct sbill_service *s)
{
    struct sbill_text primary;

    sbill_check_words(k);
    for (size_t n = 0; sbill_book_addon_nth(k->book, s->code, s->on, n, &primary); n++)
        sbill_words_item(k, primary);
    if (!k->listed)
        sbill_buf_z(&k->words, "none is listed");
    sbill_say_words(k, f, "primaries");
}

void sbill_edit_addon(struct sbill_check *k, int32_t i)
{
    const struct sbill_service *s = sbill_line_service(k, i);
    struct sbill_addon a = {.type = 2};
    struct sbill_finding *f;
    enum primary found;
    bool any;
    int32_t number;

    if (!s || !is_addon(k, s))
        return;
    sbill_book_addon(k->book, s->code, s->on, &a);
    found = find_primary(k, s, &any);
    if (found == HERE || (a.type == 2 && any))
        return;
    if (found == BY_ANOTHER)
        number = SBILL_FINDING_ADDON_BY_ANOTHER;
    else if (!any)
        number = SBILL_FINDING_ADDON_ALONE;
    else
        number = a.type == 1 && !a.contractor_defined ? SBILL_FINDING_ADDON_PRIMARY
                                                      : SBILL_FINDING_ADDON_PRIMARY_PAYER;
    f = sbill_raise(k->e, number, "lines[%d].code", i);
    sbill_say(k, f, "code", s->code);
    sbill_say_date(k, f, "date", s->on);
    say_primaries(k, f, s);
    if (a.source.n)
        f->source = sbill_arena_copy(&k->e->arena, a.source);
}
