/* A payer's own edits, as its profile writes them. One whose conditions cannot all be asked, and otherwise
 * hold, is said to be not checked. */
#include "base/severity.h"
#include "check/conditions.h"

#define LINES "lines[]."
#define COVERAGES "coverages[]."

struct payer_edit { /* as read from the profile */
    struct sbill_text name, source, say, action, where;
    int32_t severity, claim_type, from, to;
    bool by_line;
    struct sbill_payer_walk conditions; /* from the first one on */
    struct sbill_payer_item first;      /* as read */
};

static bool in_force(const struct payer_edit *d, int32_t on)
{
    return (d->from == SBILL_NO_DATE || (on != SBILL_NO_DATE && on >= d->from)) &&
           (d->to == SBILL_NO_DATE || (on != SBILL_NO_DATE && on <= d->to));
}

static void fires(struct sbill_asking *a, const struct payer_edit *d)
{
    struct sbill_check *k = a->k;
    struct sbill_text where = sbill_field_at(d->where) ? d->where : SBILL_T("lines[].code");
    int32_t index = a->line >= 0 && sbill_text_starts(where, SBILL_T(LINES)) ? a->line
                    : sbill_text_starts(where, SBILL_T(COVERAGES))           ? k->coverage_index
                                                                             : 0;
    struct sbill_finding *f = sbill_raise_at(k, SBILL_FINDING_PAYER_EDIT, where, index);

    if (f->severity == SBILL_SEV_OFF)
        return;
    f->severity = d->severity;
    f->set_by = d->claim_type ? SBILL_BY_PAYER_TYPE : SBILL_BY_PAYER;
    if (a->line >= 0)
        sbill_say(k, f, "code", k->record->lines.v[a->line].code);
    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say(k, f, "edit", d->name);
    sbill_say(k, f, "says", d->say);
    sbill_say(k, f, "do", d->action);
    f->source = sbill_arena_copy(&k->e->arena, d->source);
}

/* Names what could not be asked, once for each edit. */
static void not_asked(struct sbill_asking *a, const struct payer_edit *d)
{
    struct sbill_buf *b = &a->k->words;

    if (b->n)
        sbill_buf_z(b, ", ");
    sbill_buf_text(b, d->name);
    sbill_buf_z(b, " (");
    sbill_buf_z(b, a->why ? a->why : "a condition that is not known");
    sbill_buf_char(b, ')');
}

/* A claim's own lines; where nothing was formed, all of the record. */
static bool on_claim(const struct sbill_check *k, size_t line)
{
    if (!k->claim || k->one_day)
        return k->lines[line].billed;
    for (size_t i = 0; i < k->claim->lines.n; i++)
        if (k->claim->lines.v[i].line == (int32_t)line)
            return true;
    return false;
}

static void run_edit(struct sbill_check *k, const struct payer_edit *d)
{
    int32_t type = k->record->claim_type ? k->record->claim_type : SBILL_PROFESSIONAL;
    size_t n = d->by_line ? k->record->lines.n : 1;
    struct sbill_prepared prepared[SBILL_PREPARED] = {{0}};
    bool said = false;

    if (d->claim_type && d->claim_type != type)
        return;
    for (size_t i = 0; i < n; i++) {
        struct sbill_asking a = {k, d->by_line ? (int32_t)i : -1, k->date, NULL, prepared};
        enum sbill_truth all;

        if (d->by_line && !on_claim(k, i))
            continue;
        if (d->by_line)
            a.on = k->lines[i].on;
        if (!in_force(d, a.on))
            continue;
        if (sbill_first_fails(&a, &d->first))
            continue;
        all = sbill_ask_all(&a, d->conditions);
        if (all == SBILL_SO)
            fires(&a, d);
        if (all == SBILL_CANNOT_ASK && !said)
            not_asked(&a, d);
        said = said || all == SBILL_CANNOT_ASK;
    }
}

static bool next_edit(struct sbill_payer_walk *w, struct payer_edit *d)
{
    struct sbill_payer_item head, words, dates;
    struct sbill_payer_walk ahead;

    do {
        if (!sbill_payer_next(w, &head))
            return false;
    } while (head.kind != SBILL_PAYER_EDIT);
    if (!sbill_payer_next(w, &words) || !sbill_payer_next(w, &dates))
        return false;
    ahead = *w;
    *d = (struct payer_edit){.name = head.text,
                             .source = head.second,
                             .say = words.text,
                             .action = words.second,
                             .severity = head.number,
                             .claim_type = (int32_t)(head.value & 15),
                             .by_line = (head.value & SBILL_PAYER_BY_LINE) != 0,
                             .from = dates.number,
                             .to = (int32_t)dates.value,
                             .conditions = *w};
    if (!sbill_payer_next(&ahead, &d->first) || d->first.kind != SBILL_PAYER_CONDITION)
        return false;
    d->where = d->first.text;
    return d->severity > SBILL_SEV_OFF && d->severity <= SBILL_SEV_ERROR;
}

void sbill_edit_payer_own(struct sbill_check *k, int32_t i)
{
    struct sbill_payer_walk w;
    struct payer_edit d;
    struct sbill_finding *f;

    (void)i;
    if (!k->profile || !k->stand->edits)
        return;
    w = sbill_payer_items(k->book, k->profile);
    sbill_check_words(k);
    while (next_edit(&w, &d))
        run_edit(k, &d);
    if (!k->words.n)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_PAYER_EDIT_NOT_CHECKED, "coverages[%d].payer",
                    k->coverage_index);
    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say(k, f, "edits", sbill_buf_view(&k->words));
}
