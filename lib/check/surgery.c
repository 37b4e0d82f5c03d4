/* Visits and procedures around surgery: the global period holds what belongs to it, and modifiers 24, 25, 57,
 * 58, 78 and 79 say what does not. (Medicare Claims Processing Manual, chapter 12, 40.) The days come from the
 * fee schedule; where none is loaded, from the user's groups minor-procedure and major-procedure. */
#include <string.h>

#include "check/edits.h"

enum {
    NO_DAYS = -1,
    UNKNOWN_DAYS = -2
};
#define MINOR 10
#define MAJOR 90

/* Days of the global period: 0, 10, 90; NO_DAYS where there is none. */
static int32_t global_days(struct sbill_check *k, const struct sbill_service *s,
                           struct sbill_text *source)
{
    const struct sbill_pfs *p;
    struct sbill_pfs room;
    int found = sbill_service_pfs(k, s, &p, &room);

    if (found == 1) {
        *source = p->source;
        if (p->global[0] != '0' || p->global[2] != '0')
            return NO_DAYS;
        return (p->global[1] - '0') * 10; /* 000, 010, 090 */
    }
    *source = SBILL_T("");
    if (found == 0)
        return NO_DAYS;
    if (sbill_book_in_group(k->book, "major-procedure", s->system, s->code, s->on) == 1)
        return MAJOR;
    found = sbill_book_in_group(k->book, "minor-procedure", s->system, s->code, s->on);
    return found == 1 ? 0 : found == 0 ? NO_DAYS : UNKNOWN_DAYS;
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i,
                                   const struct sbill_service *other, struct sbill_text source)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].modifiers", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say(k, f, "procedure", other->code);
    sbill_say_date(k, f, "date", other->on);
    sbill_say_service(k, f, "other", other);
    if (source.n)
        f->source = sbill_arena_copy(&k->e->arena, source);
    return f;
}

static bool has_any(const struct sbill_service *s, const char *a, const char *b, const char *c)
{
    return sbill_has_modifier(s->modifiers, a) || sbill_has_modifier(s->modifiers, b) ||
           sbill_has_modifier(s->modifiers, c);
}

/* ---- a visit --------------------------------------------------------------------------------- */

/* The same day, the day before a major one, or within the days after. True when something was said. */
static bool visit_and_procedure(struct sbill_check *k, int32_t i, const struct sbill_service *s,
                                const struct sbill_service *p)
{
    struct sbill_text source;
    int32_t after = s->on - p->on, days = global_days(k, p, &source);
    struct sbill_finding *f;

    if (days < 0)
        return false;
    if (days == MAJOR && (after == 0 || after == -1)) {
        if (!has_any(s, "57", "24", "25"))
            about(k, SBILL_FINDING_DECISION_MODIFIER, i, p, source);
        return true;
    }
    if (after == 0) {
        if (!has_any(s, "25", "57", "24"))
            about(k, SBILL_FINDING_SEPARATE_VISIT_MODIFIER, i, p, source);
        return true;
    }
    if (after < 0 || after > days || has_any(s, "24", "24", "24"))
        return false;
    f = about(k, SBILL_FINDING_VISIT_IN_GLOBAL, i, p, source);
    sbill_say_number(k, f, "day", after);
    sbill_say_number(k, f, "days", days);
    return true;
}

static void check_visit(struct sbill_check *k, int32_t i, const struct sbill_service *s)
{
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *p = &k->services[o];

        if (p->line == i || p->on == SBILL_NO_DATE || p->on > s->on + 1 || s->on - p->on > MAJOR ||
            !sbill_same_provider(k, s, p) || sbill_service_is_visit(k, p) == 1)
            continue;
        if (visit_and_procedure(k, i, s, p))
            return;
    }
}

/* ---- a procedure ----------------------------------------------------------------------------- */

static void check_procedure(struct sbill_check *k, int32_t i, const struct sbill_service *s)
{
    struct sbill_text source;

    /* Nothing lies before it, then. The first line asks all the same: it finds out if a schedule is missing. */
    if (!k->days_apart && s != k->services)
        return;
    if (sbill_says_again(s->modifiers) || has_any(s, "58", "78", "79") ||
        global_days(k, s, &source) < 0)
        return;
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *p = &k->services[o];
        int32_t days;
        struct sbill_finding *f;

        if (p->on >= s->on || s->on - p->on > MAJOR || !sbill_same_provider(k, s, p))
            continue;
        days = global_days(k, p, &source);
        if (days <= 0 || s->on - p->on > days)
            continue;
        f = about(k, SBILL_FINDING_PROCEDURE_IN_GLOBAL, i, p, source);
        sbill_say_number(k, f, "day", s->on - p->on);
        sbill_say_number(k, f, "days", days);
        return;
    }
}

void sbill_edit_surgery(struct sbill_check *k, int32_t i)
{
    const struct sbill_service *s = sbill_line_service(k, i);

    if (!s || s->on == SBILL_NO_DATE)
        return;
    if (k->lines[i].has & SBILL_HAS_VISIT)
        check_visit(k, i, s);
    else
        check_procedure(k, i, s);
}
