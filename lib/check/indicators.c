/* Modifiers against the indicators of the physician fee schedule: professional and technical part, both sides,
 * assistants, two surgeons, teams, several procedures; and whether the service is paid at all. What the
 * indicators mean: Medicare Claims Processing Manual, chapter 23, addendum (MPFSDB record layout). */
#include <string.h>

#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i,
                                   const struct sbill_pfs *p, const char *modifier, char indicator)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].modifiers", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say_z(k, f, "modifier", modifier);
    sbill_say(k, f, "indicator", (struct sbill_text){&indicator, indicator != ' '});
    f->source = sbill_arena_copy(&k->e->arena, p->source);
    return f;
}

static bool has(const struct sbill_check *k, int32_t i, const char *modifier)
{
    return sbill_has_modifier(&k->record->lines.v[i].modifiers, modifier);
}

/* 26 where there is a professional part of its own: indicators 1 and 6; TC: 1. */
static void check_parts(struct sbill_check *k, int32_t i, const struct sbill_pfs *p)
{
    if (has(k, i, "26") && p->pctc != '1' && p->pctc != '6')
        about(k, SBILL_FINDING_PART_MODIFIER, i, p, "26", p->pctc);
    if (has(k, i, "TC") && p->pctc != '1')
        about(k, SBILL_FINDING_PART_MODIFIER, i, p, "TC", p->pctc);
}

/* 1: 150 percent for both sides. 3: each side in full. 2: the code is both sides. 0, 9: there are no two sides
 * to it. */
static void check_sides(struct sbill_check *k, int32_t i, const struct sbill_pfs *p)
{
    static const char *const sides[] = {"LT", "RT", "50", "E1", "E2", "E3", "E4", "FA", "F1",
                                        "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA",
                                        "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"};
    const sbill_texts *m = &k->record->lines.v[i].modifiers;

    if (has(k, i, "50") && p->bilateral != '1' && p->bilateral != '3')
        about(k,
              p->bilateral == '2' ? SBILL_FINDING_BOTH_SIDES_ALREADY : SBILL_FINDING_NOT_BILATERAL,
              i, p, "50", p->bilateral);
    if (p->bilateral == '9' && (has(k, i, "LT") || has(k, i, "RT")))
        about(k, SBILL_FINDING_SIDE_NEEDLESS, i, p, has(k, i, "LT") ? "LT" : "RT", p->bilateral);
    if (p->bilateral == '1' && !sbill_first_modifier(m, sides, sizeof sides / sizeof *sides).n)
        about(k, SBILL_FINDING_SIDE_MISSING, i, p, "", p->bilateral);
}

/* 0: papers must support it. 1: never paid, or papers. 2: paid. 9: there is no such thing. */
static void check_helpers(struct sbill_check *k, int32_t i, const struct sbill_pfs *p)
{
    static const char *const assistants[] = {"80", "81", "82", "AS"};

    for (size_t a = 0; a < sizeof assistants / sizeof *assistants; a++) {
        if (!has(k, i, assistants[a]))
            continue;
        if (p->assistant == '1' || p->assistant == '9')
            about(k, SBILL_FINDING_HELP_NOT_PAID, i, p, assistants[a], p->assistant);
        else if (p->assistant == '0')
            about(k, SBILL_FINDING_HELP_PAPERS, i, p, assistants[a], p->assistant);
    }
    if (has(k, i, "62") && p->co_surgeon != '2')
        about(k, p->co_surgeon == '1' ? SBILL_FINDING_HELP_PAPERS : SBILL_FINDING_HELP_NOT_PAID, i,
              p, "62", p->co_surgeon);
    if (has(k, i, "66") && p->team != '2')
        about(k, p->team == '1' ? SBILL_FINDING_HELP_PAPERS : SBILL_FINDING_HELP_NOT_PAID, i, p,
              "66", p->team);
}

/* Add-on codes (ZZZ) and codes without a reduction (0, 9) take no 51. */
static void check_several(struct sbill_check *k, int32_t i, const struct sbill_pfs *p)
{
    if (has(k, i, "51") && (strcmp(p->global, "ZZZ") == 0 || p->multiple == '0'))
        about(k, SBILL_FINDING_SEVERAL_NEEDLESS, i, p, "51", p->multiple);
}

void sbill_edit_indicators(struct sbill_check *k, int32_t i)
{
    const struct sbill_pfs *p = sbill_line_pfs(k, i);

    if (!p)
        return;
    if (k->record->lines.v[i].modifiers.n) {
        check_parts(k, i, p);
        check_helpers(k, i, p);
        check_several(k, i, p);
    }
    check_sides(k, i, p);
}

/* What Medicare does not pay. E and X only say that another schedule pays it (drugs, ambulance, laboratory,
 * vaccines). With a modifier that says so (GA, GX, GY, GZ) the office knows. */
void sbill_edit_status(struct sbill_check *k, int32_t i)
{
    static const struct {
        char status;
        const char *why;
    } statuses[] = {
        {'B', "its payment is bundled into other services"},
        {'P', "it is bundled or excluded"},
        {'I', "Medicare uses another code for it"},
        {'N', "it is not covered"},
    };
    static const char *const known[] = {"GA", "GX", "GY", "GZ"};
    const sbill_texts *m = &k->record->lines.v[i].modifiers;
    const struct sbill_pfs *p = sbill_line_pfs(k, i);
    struct sbill_finding *f;

    if (!p || p->status == 'A' || sbill_first_modifier(m, known, sizeof known / sizeof *known).n)
        return;
    for (size_t s = 0; s < sizeof statuses / sizeof *statuses; s++) {
        if (statuses[s].status != p->status)
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_STATUS_NOT_PAID, "lines[%d].code", i);
        sbill_say(k, f, "code", k->record->lines.v[i].code);
        sbill_say(k, f, "status", (struct sbill_text){&p->status, 1});
        sbill_say_z(k, f, "why", statuses[s].why);
        f->source = sbill_arena_copy(&k->e->arena, p->source);
        return;
    }
}
