/* NCCI procedure-to-procedure edits: of two services of one patient, day and provider the one in column 2 is not paid
 * beside the one in column 1, unless the edit allows a modifier and one is there. (CMS, NCCI Policy Manual,
 * chapter 1.) */
#include <string.h>

#include "check/edits.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* NCCI Policy Manual, chapter 1, E: modifiers that may bypass an edit with indicator 1. */
static const char *const anatomic[] = {
    "E1", "E2", "E3", "E4", "FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA", "T1",
    "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "LT", "RT", "LC", "LD", "RC", "LM", "RI"};
static const char *const surgical[] = {"24", "25", "57", "58", "78", "79", "27", "91"};
static const char *const distinct[] = {"59", "XE", "XP", "XS", "XU"};

#define EITHER_COLUMN_FROM 20190701 /* 59 and X{EPSU} on column 1 too: CMS CR 11168 */

struct pair {
    const struct sbill_service *first, *second; /* columns 1 and 2 */
    struct sbill_ptp edit;
    int32_t line; /* of the record, where it is said */
};

static bool distinct_on_either(int32_t on)
{
    int32_t from;

    return sbill_date_make(EITHER_COLUMN_FROM / 10000, EITHER_COLUMN_FROM / 100 % 100,
                           EITHER_COLUMN_FROM % 100, &from) &&
           on >= from;
}

/* What bypasses the edit, and which of the two carries it. */
struct bypass {
    struct sbill_text modifier;
    const struct sbill_service *on;
    bool anatomic;
};

static struct bypass bypass_of(const struct pair *p)
{
    const struct sbill_service *columns[2] = {p->second, p->first};
    struct bypass b = {{"", 0}, NULL, false};

    for (int c = 0; c < 2 && !b.modifier.n; c++) {
        b.on = columns[c];
        if (c == 0 || distinct_on_either(p->first->on))
            b.modifier = sbill_first_modifier(b.on->modifiers, distinct, COUNT(distinct));
        if (!b.modifier.n)
            b.modifier = sbill_first_modifier(b.on->modifiers, surgical, COUNT(surgical));
    }
    for (int c = 0; c < 2 && !b.modifier.n; c++) {
        b.on = columns[c];
        b.modifier = sbill_first_modifier(b.on->modifiers, anatomic, COUNT(anatomic));
        b.anatomic = b.modifier.n > 0;
    }
    return b;
}

/* LT and LT: the modifiers say that both were done at the same place. */
static bool same_place(const struct pair *p)
{
    struct sbill_text a = sbill_first_modifier(p->first->modifiers, anatomic, COUNT(anatomic));
    struct sbill_text b = sbill_first_modifier(p->second->modifiers, anatomic, COUNT(anatomic));

    return a.n && sbill_text_eq_fold(a, b);
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const struct pair *p)
{
    bool modifiers = number != SBILL_FINDING_PAIR_NEVER;
    struct sbill_finding *f =
        sbill_raise(k->e, number, modifiers ? "lines[%d].modifiers" : "lines[%d].code", p->line);

    sbill_say(k, f, "second", p->second->code);
    sbill_say(k, f, "first", p->first->code);
    sbill_say_date(k, f, "date", p->first->on);
    sbill_say_service(k, f, "other", p->first->line == p->line ? p->second : p->first);
    f->source = sbill_arena_copy(&k->e->arena, p->edit.source);
    return f;
}

static void judge(struct sbill_check *k, const struct pair *p)
{
    struct bypass b;
    struct sbill_finding *f;

    if (p->edit.indicator == 0) {
        about(k, SBILL_FINDING_PAIR_NEVER, p);
        return;
    }
    b = bypass_of(p);
    if (!b.modifier.n) {
        about(k, SBILL_FINDING_PAIR_MODIFIER, p);
        return;
    }
    f = about(k,
              b.anatomic && same_place(p) ? SBILL_FINDING_PAIR_SAME_PLACE
                                          : SBILL_FINDING_PAIR_BYPASSED,
              p);
    sbill_say(k, f, "modifier", b.modifier);
    sbill_say_service(k, f, "where", b.on);
}

static int32_t setting_of(const struct sbill_check *k)
{
    return k->record->claim_type == SBILL_INSTITUTIONAL ? SBILL_SETTING_OUTPATIENT
                                                        : SBILL_SETTING_PRACTITIONER;
}

/* Both ways round. False: no table speaks for the date. */
static bool look_at(struct sbill_check *k, int32_t line, const struct sbill_service *a,
                    const struct sbill_service *b, bool *in_a_pair)
{
    struct pair p = {.line = line};
    int found = 0;

    for (int way = 0; way < 2 && found >= 0; way++) {
        p.first = way ? b : a;
        p.second = way ? a : b;
        found =
            sbill_book_ptp(k->book, setting_of(k), p.first->code, p.second->code, a->on, &p.edit);
        if (found != 1)
            continue;
        *in_a_pair = true;
        /* Two lines of the record: said once, with the later one. */
        if (b->line < line)
            judge(k, &p);
    }
    return found >= 0;
}

/* 59 or X{EPSU} with nothing to be distinct from. */
static void needless(struct sbill_check *k, int32_t i, const struct sbill_service *s)
{
    struct sbill_text m = sbill_first_modifier(s->modifiers, distinct, COUNT(distinct));
    struct sbill_finding *f;

    if (!m.n)
        return;
    for (size_t o = 0; o < k->service_count; o++)
        if (k->services[o].line != i && k->services[o].on == s->on &&
            sbill_text_eq(k->services[o].code, s->code))
            return; /* the same service twice */
    f = sbill_raise(k->e, SBILL_FINDING_DISTINCT_NEEDLESS, "lines[%d].modifiers", i);
    sbill_say(k, f, "code", s->code);
    sbill_say(k, f, "modifier", m);
}

void sbill_edit_pairs(struct sbill_check *k, int32_t i)
{
    const struct sbill_service *s = sbill_line_service(k, i);
    bool loaded = true, in_a_pair = false, alone = true;

    if (!s || s->on == SBILL_NO_DATE)
        return;
    for (size_t o = 0; loaded && o < k->service_count; o++) {
        const struct sbill_service *other = &k->services[o];

        if (other->line == i || other->on != s->on || sbill_text_eq(other->code, s->code) ||
            !sbill_same_provider(k, s, other))
            continue;
        alone = false;
        loaded = look_at(k, i, s, other, &in_a_pair);
    }
    if (loaded && !alone && !in_a_pair)
        needless(k, i, s);
}

/* 59 and X{EPSU} are for procedures; a visit has 25. (CMS, MLN1783722.) */
void sbill_edit_distinct_visit(struct sbill_check *k, int32_t i)
{
    struct sbill_text m =
        sbill_first_modifier(&k->record->lines.v[i].modifiers, distinct, COUNT(distinct));
    struct sbill_finding *f;

    if (!m.n || sbill_line_is_visit(k, i) != 1)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_DISTINCT_VISIT, "lines[%d].modifiers", i);
    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say(k, f, "modifier", m);
}
