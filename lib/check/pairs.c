/* NCCI procedure-to-procedure edits: of two services of one patient, day and provider the one in column 2 is
 * not paid beside the one in column 1, unless the edit allows a modifier and one is there. (CMS, NCCI Policy
 * Manual, chapter 1.) */
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

/* ---- which are pairs ------------------------------------------------------------------------ */

struct listing {
    struct sbill_text *codes;
    uint32_t *places; /* of the codes, among the services */
    struct sbill_ptp_hit *hits;
    size_t n, room;
};

static void keep(struct sbill_check *k, struct listing *l, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sbill_pair pair = {l->places[l->hits[i].first], l->places[l->hits[i].second]};

        struct sbill_pair *to;

        if (sbill_same_code(&k->services[pair.first], &k->services[pair.second]) ||
            !(to = SBILL_PUSH(&k->e->arena, &k->pairs)))
            continue;
        *to = pair;
    }
}

/* The services of the day on which this one is given, if it is the first of them. */
static void gather(const struct sbill_check *k, struct listing *l, size_t from)
{
    bool mine = false;

    l->n = 0;
    for (size_t i = 0; i < from; i++)
        if (k->services[i].on == k->services[from].on)
            return; /* looked at with that one */
    for (size_t i = from; i < k->service_count; i++) {
        if (k->services[i].on != k->services[from].on)
            continue;
        mine = mine || k->services[i].line >= 0;
        l->codes[l->n] = k->services[i].code;
        l->places[l->n++] = (uint32_t)i;
    }
    if (!mine)
        l->n = 0; /* other visits among themselves are no matter of this record */
}

#define USUAL_PAIRS 32 /* of one day; more are asked for again */

static void ask_day(struct sbill_check *k, struct listing *l, int32_t on)
{
    size_t count = 0;

    if (sbill_book_ptp_day(k->book, setting_of(k), l->codes, l->n, on, l->hits, l->room, &count) <
        0)
        k->lacks |= SBILL_LACKS_PAIRS;
    if (count > l->room) {
        l->hits = SBILL_NEW_N(&k->e->arena, struct sbill_ptp_hit, count);
        l->room = l->hits ? count : 0;
        sbill_book_ptp_day(k->book, setting_of(k), l->codes, l->n, on, l->hits, l->room, &count);
    }
    keep(k, l, count < l->room ? count : l->room);
}

static void list_pairs(struct sbill_check *k)
{
    struct sbill_arena *a = &k->e->arena;
    struct listing l = {SBILL_NEW_N(a, struct sbill_text, k->service_count + 1),
                        SBILL_NEW_N(a, uint32_t, k->service_count + 1),
                        SBILL_NEW_N(a, struct sbill_ptp_hit, USUAL_PAIRS), 0, USUAL_PAIRS};

    k->pairs_listed = true;
    if (a->failed)
        return;
    /* The record's own lines come first among the services. */
    for (size_t i = 0; i < k->service_count && k->services[i].line >= 0; i++) {
        gather(k, &l, i);
        if (l.n > 1 && k->services[i].on != SBILL_NO_DATE)
            ask_day(k, &l, k->services[i].on);
    }
}

/* ---- saying it ------------------------------------------------------------------------------- */

/* No other service of that day by the same provider. */
static bool is_alone(const struct sbill_check *k, const struct sbill_service *s)
{
    for (size_t o = 0; o < k->service_count; o++) {
        const struct sbill_service *other = &k->services[o];

        if (other != s && other->on == s->on && !sbill_same_code(other, s) &&
            sbill_same_provider(k, s, other))
            return false;
    }
    return true;
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
            sbill_same_code(&k->services[o], s))
            return; /* the same service twice */
    f = sbill_raise(k->e, SBILL_FINDING_DISTINCT_NEEDLESS, "lines[%d].modifiers", i);
    sbill_say(k, f, "code", s->code);
    sbill_say(k, f, "modifier", m);
}

/* Two lines of the record: said once, with the later one. */
static void look_at(struct sbill_check *k, int32_t i, const struct sbill_pair *pair,
                    bool *in_a_pair)
{
    struct pair p = {&k->services[pair->first], &k->services[pair->second], {0}, i};
    const struct sbill_service *other = p.first->line == i ? p.second : p.first;

    if ((p.first->line != i && p.second->line != i) || !sbill_same_provider(k, p.first, p.second))
        return;
    *in_a_pair = true;
    if (other->line < i && sbill_book_ptp(k->book, setting_of(k), p.first->code, p.second->code,
                                          p.first->on, &p.edit) == 1)
        judge(k, &p);
}

void sbill_edit_pairs(struct sbill_check *k, int32_t i)
{
    bool in_a_pair = false;
    const struct sbill_service *s;

    if (!k->pairs_listed)
        list_pairs(k);
    for (size_t p = 0; p < k->pairs.n; p++)
        look_at(k, i, &k->pairs.v[p], &in_a_pair);
    if (in_a_pair || k->lacks & SBILL_LACKS_PAIRS || !k->record->lines.v[i].modifiers.n)
        return;
    s = sbill_line_service(k, i);
    if (s && !is_alone(k, s))
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
