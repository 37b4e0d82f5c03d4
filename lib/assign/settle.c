/* From all that rules proposed to what stands: each step says what it took away and why. */
#include <string.h>

#include "assign/work.h"

void sbill_take_away(struct sbill_work *w, struct sbill_proposal *p, const char *reason,
                     struct sbill_text by)
{
    p->gone = reason;
    p->by = by;
    sbill_withhold(w, p->rule, p->code, reason, by, p->because.n ? p->because.v[0] : NULL);
}

static bool one_of(const sbill_names *patterns, struct sbill_text code)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (sbill_code_matches(patterns->v[i], code))
            return true;
    return false;
}

/* ---- What is only noted stands where it says more of what is assessed ---- */

static bool less_specific(const struct sbill_work *w, const struct sbill_proposal *a,
                          struct sbill_text other);

/* What the patient tells of an acute condition may be over: an exacerbation last month. */
static bool may_be_over(const struct sbill_work *w, const struct sbill_proposal *p)
{
    for (size_t i = 0; i < p->because.n; i++) {
        const struct sbill_hit *h = p->because.v[i];
        if (h->state == SBILL_CTX_NOTED && w->segments.v[h->segment].standing != SBILL_OBSERVED &&
            !(w->r->concepts.v[h->concept].c->flags & SBILL_CONCEPT_CHRONIC))
            return true;
    }
    return false;
}

static bool about_what_is_assessed(const struct sbill_work *w, const struct sbill_proposal *noted)
{
    for (size_t i = 0; i < w->proposals.n; i++) {
        const struct sbill_proposal *p = &w->proposals.v[i];
        if (!p->noted && !p->gone && p->rule->system == noted->rule->system &&
            sbill_rules_sort(w->r, p->code) == sbill_rules_sort(w->r, noted->code) &&
            (sbill_code_matches(p->code, noted->code) ||
             (!may_be_over(w, noted) && less_specific(w, p, noted->code))))
            return true;
    }
    return false;
}

static void settle_noted(struct sbill_work *w)
{
    for (size_t i = 0; i < w->proposals.n; i++) {
        struct sbill_proposal *p = &w->proposals.v[i];
        if (p->noted && !about_what_is_assessed(w, p))
            sbill_take_away(w, p, "not-managed", (struct sbill_text){"", 0});
    }
}

/* ---- The same code twice: one suggestion with the evidence of both ---- */

static void add_hits(struct sbill_work *w, sbill_hits *to, const sbill_hits *from)
{
    w->stamp++;
    for (size_t i = 0; i < to->n; i++)
        to->v[i]->mark = w->stamp;
    for (size_t i = 0; i < from->n; i++) {
        struct sbill_hit *h = from->v[i];
        struct sbill_hit **slot = h->mark == w->stamp ? NULL : SBILL_PUSH(w->a, to);
        if (slot)
            *slot = h;
    }
}

static void merge_doubles(struct sbill_work *w)
{
    for (size_t i = 0; i < w->proposals.n; i++)
        for (size_t k = i + 1; k < w->proposals.n; k++) {
            struct sbill_proposal *a = &w->proposals.v[i], *b = &w->proposals.v[k];
            if (a->gone || b->gone || a->rule->system != b->rule->system ||
                !sbill_code_matches(a->code, b->code))
                continue;
            add_hits(w, &a->because, &b->because);
            b->gone = "duplicate";
        }
}

/* ---- Combination codes replace their parts (guideline I.B.9) ---- */

static void ask_about_entered(struct sbill_work *w, const struct sbill_proposal *p)
{
    const struct sbill_record *r = &w->e->record;

    for (size_t i = 0; i < r->diagnoses.n; i++) {
        struct sbill_buf b;
        if (!sbill_status_bills(r->diagnoses.v[i].status) ||
            !one_of(&p->rule->replaces, r->diagnoses.v[i].code))
            continue;
        sbill_buf_init(&b, w->e->alloc, 512);
        sbill_buf_text(&b, r->diagnoses.v[i].code);
        sbill_buf_z(&b, " is entered, but the note supports ");
        sbill_buf_text(&b, p->code);
        sbill_buf_z(&b, " in its place. Which is right?");
        sbill_ask(w, p->rule, sbill_arena_copy(w->a, sbill_buf_view(&b)), p->because.v[0]);
        if (b.failed && w->status == SBILL_OK)
            w->status = sbill_fail(w->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        sbill_buf_free(&b);
    }
}

static void replace_parts(struct sbill_work *w)
{
    for (size_t i = 0; i < w->proposals.n; i++) {
        struct sbill_proposal *whole = &w->proposals.v[i];
        if (whole->gone || whole->rule->replaces.n == 0)
            continue;
        for (size_t k = 0; k < w->proposals.n; k++) {
            struct sbill_proposal *part = &w->proposals.v[k];
            if (k != i && !part->gone && part->rule->system == whole->rule->system &&
                !sbill_code_matches(part->code, whole->code) &&
                one_of(&whole->rule->replaces, part->code)) {
                sbill_take_away(w, part, "replaced", whole->code);
                add_hits(w, &whole->replaced, &part->because);
            }
        }
        ask_about_entered(w, whole);
    }
}

static bool title_says(const struct sbill_work *w, struct sbill_text code, struct sbill_text word)
{
    int64_t ref = -1;
    size_t n = 0;
    const char *title;

    if (sbill_code_find(w->e->book, SBILL_SYSTEM_ICD10CM, code.p, code.n, w->e->record.date_from,
                        &ref) != SBILL_CODE_BILLABLE)
        return false;
    title = sbill_code_title(w->e->book, ref, &n);
    for (size_t i = 0; i + word.n <= n; i++)
        if (sbill_text_eq_fold((struct sbill_text){title + i, word.n}, word))
            return true;
    return false;
}

/* The stem of a code that the table calls unspecified: what stands before the character that says so, or before two
 * where both do (M25.50); the 7th character does not count. Empty if the table does not call it so. */
static struct sbill_text unspecified_stem(const struct sbill_work *w, struct sbill_text code)
{
    struct sbill_text stem = {code.p, code.n == sizeof "S93.409A" - 1 ? code.n - 1 : code.n};

    if (code.n < 5 || !title_says(w, code, SBILL_T("unspecified")))
        return (struct sbill_text){"", 0};
    do
        stem.n--;
    while (stem.n > 5 && (stem.p[stem.n] == '9' || stem.p[stem.n] == '0') &&
           (stem.p[stem.n - 1] == '9' || stem.p[stem.n - 1] == '0'));
    return stem;
}

/* Is the code less specific than another (guidelines I.B.2, I.A.9.b): the beginning of it; unspecified, where the other
 * says more in the same place of the classification; or one that its rule says gives way? */
static bool less_specific(const struct sbill_work *w, const struct sbill_proposal *a,
                          struct sbill_text other)
{
    struct sbill_text stem;

    if (a->code.n < other.n && sbill_text_starts(other, a->code))
        return true;
    if (one_of(&a->rule->yields, other))
        return true;
    stem = unspecified_stem(w, a->code);
    return stem.n && sbill_text_starts(other, stem) && !unspecified_stem(w, other).n;
}

static void prefer_specific(struct sbill_work *w)
{
    for (size_t i = 0; i < w->proposals.n; i++)
        for (size_t k = 0; k < w->proposals.n; k++) {
            struct sbill_proposal *a = &w->proposals.v[i], *b = &w->proposals.v[k];
            if (!a->gone && !b->gone && a->rule->kind == SBILL_RULE_DIAGNOSIS &&
                a->rule->system == SBILL_SYSTEM_ICD10CM && a->rule->system == b->rule->system &&
                !sbill_code_matches(a->code, b->code) && less_specific(w, a, b->code)) {
                sbill_take_away(w, a, "replaced", b->code);
                add_hits(w, &b->replaced, &a->because);
            }
        }
}

/* ---- Symptoms of a diagnosis that is there (guideline I.B.5) ---- */

static bool term_holds(const struct sbill_work *w, const struct sbill_term *t)
{
    for (size_t a = 0; a < t->any.n; a++)
        for (size_t c = 0; c < t->any.v[a].concepts.n; c++) {
            const sbill_hits *hits = sbill_hits_of(w, t->any.v[a].concepts.v[c]);
            for (size_t i = 0; i < hits->n; i++)
                if (!(hits->v[i]->flags & (SBILL_HIT_BLOCKED | SBILL_HIT_LISTED)) &&
                    t->any.v[a].contexts >> hits->v[i]->state & 1)
                    return true;
        }
    return false;
}

static void suppress(struct sbill_work *w)
{
    for (size_t i = 0; i < w->awake.n; i++) {
        const struct sbill_rule *rule = w->r->rules.v[w->awake.v[i]];
        bool applies = rule->kind == SBILL_RULE_SUPPRESS;
        for (size_t t = 0; t < rule->when.n && applies; t++)
            applies = term_holds(w, &rule->when.v[t]) != rule->when.v[t].absent;
        if (!applies || sbill_guard_fails(w, rule))
            continue;
        for (size_t k = 0; k < w->proposals.n; k++) {
            struct sbill_proposal *p = &w->proposals.v[k];
            if (!p->gone && p->rule->system == rule->system && one_of(&rule->codes, p->code))
                sbill_take_away(w, p, "suppressed", rule->id);
        }
    }
}

/* ---- What the record already says ---- */

static int32_t status_in_record(const struct sbill_work *w, const struct sbill_proposal *p,
                                size_t *index)
{
    const struct sbill_record *r = &w->e->record;

    if (p->rule->kind == SBILL_RULE_DIAGNOSIS) {
        for (size_t i = 0; i < r->diagnoses.n; i++)
            if (sbill_code_matches(r->diagnoses.v[i].code, p->code)) {
                *index = i;
                return r->diagnoses.v[i].status;
            }
        return 0;
    }
    for (size_t i = 0; i < r->lines.n; i++)
        if (sbill_code_matches(r->lines.v[i].code, p->code)) {
            *index = i;
            return r->lines.v[i].status;
        }
    return 0;
}

static void compare_units(struct sbill_work *w, const struct sbill_proposal *p, size_t index)
{
    const struct sbill_line *l = &w->e->record.lines.v[index];
    struct sbill_finding *f;

    if (p->rule->units.n == 0 || l->units == SBILL_NO_QTY || l->units == p->units)
        return;
    f = sbill_raise(w->e, SBILL_FINDING_NOTE_UNITS_DIFFER, "lines[%d].units", (int)index);
    sbill_finding_value(w->e, f, "code", l->code);
    sbill_finding_number_value(w->e, f, "said", p->units / 1000);
    sbill_finding_number_value(w->e, f, "entered", l->units / 1000);
}

static void compare_with_record(struct sbill_work *w, struct sbill_proposal *p)
{
    size_t index = 0;
    int32_t status = status_in_record(w, p, &index);
    const struct sbill_record *r = &w->e->record;

    if (status == SBILL_REJECTED) {
        sbill_take_away(w, p, "rejected",
                        p->rule->kind == SBILL_RULE_DIAGNOSIS ? r->diagnoses.v[index].decision.by
                                                              : r->lines.v[index].decision.by);
    } else if (sbill_status_bills(status)) {
        if (p->rule->kind == SBILL_RULE_SERVICE)
            compare_units(w, p, index);
        sbill_take_away(w, p, "duplicate",
                        status == SBILL_CONFIRMED ? SBILL_T("confirmed in the record")
                                                  : SBILL_T("entered in the record"));
    }
}

/* What the record has says more. */
static void yield_to_record(struct sbill_work *w, struct sbill_proposal *p)
{
    const struct sbill_record *r = &w->e->record;

    for (size_t i = 0; p->rule->kind == SBILL_RULE_DIAGNOSIS && i < r->diagnoses.n; i++)
        if (sbill_status_bills(r->diagnoses.v[i].status) && !p->gone &&
            less_specific(w, p, r->diagnoses.v[i].code))
            sbill_take_away(w, p, "replaced", r->diagnoses.v[i].code);
}

/* ---- Is the code good on the date of service? ---- */

static void check_table(struct sbill_work *w, struct sbill_proposal *p)
{
    int32_t on = w->e->record.date_from;
    int64_t ref = -1;
    char printed[24];
    size_t n;

    if (on == SBILL_NO_DATE)
        return;
    switch (sbill_code_find(w->e->book, p->rule->system, p->code.p, p->code.n, on, &ref)) {
    case SBILL_CODE_HEADER:
        sbill_take_away(w, p, "not-billable", SBILL_T("more characters are needed"));
        break;
    case SBILL_CODE_NOT_IN_FORCE:
        sbill_take_away(w, p, "not-in-force", (struct sbill_text){"", 0});
        break;
    case SBILL_CODE_UNKNOWN:
        sbill_take_away(w, p, "not-billable", SBILL_T("not in the loaded table"));
        break;
    case SBILL_CODE_BILLABLE:
        n = sbill_code_print(w->e->book, ref, printed, sizeof printed);
        if (n)
            p->code = sbill_arena_copy(w->a, (struct sbill_text){printed, n});
        break;
    default: /* not loaded, outside the releases: the check stage says "not checked" */
        break;
    }
}

/* ---- Entered codes whose only support in the notes is no support ---- */

static void check_support(struct sbill_work *w, size_t index)
{
    const struct sbill_dx *dx = &w->e->record.diagnoses.v[index];

    for (size_t i = 0; i < w->e->withheld.n; i++) {
        const struct sbill_withheld *h = &w->e->withheld.v[i];
        struct sbill_finding *f;
        if (!sbill_code_matches(h->code, dx->code) ||
            (!sbill_text_is(h->reason, "negated") && !sbill_text_is(h->reason, "uncertain") &&
             !sbill_text_is(h->reason, "family") && !sbill_text_is(h->reason, "other-person")))
            continue;
        f = sbill_raise(w->e, SBILL_FINDING_NOTE_DOES_NOT_SUPPORT, "diagnoses[%d].code",
                        (int)index);
        sbill_finding_value(w->e, f, "code", dx->code);
        sbill_finding_value(w->e, f, "reason", h->reason);
        return;
    }
}

static bool supported(const struct sbill_work *w, const struct sbill_dx *dx)
{
    for (size_t i = 0; i < w->proposals.n; i++)
        if (sbill_code_matches(dx->code, w->proposals.v[i].code))
            return true;
    return false;
}

void sbill_settle(struct sbill_work *w)
{
    settle_noted(w);
    merge_doubles(w);
    sbill_judge_symptoms(w);
    replace_parts(w);
    prefer_specific(w);
    suppress(w);
    for (size_t i = 0; i < w->proposals.n && w->status == SBILL_OK; i++) {
        if (!w->proposals.v[i].gone)
            check_table(w, &w->proposals.v[i]);
        if (!w->proposals.v[i].gone)
            compare_with_record(w, &w->proposals.v[i]);
        if (!w->proposals.v[i].gone)
            yield_to_record(w, &w->proposals.v[i]);
    }
    sbill_settle_external(w);
    for (size_t i = 0; i < w->e->record.diagnoses.n; i++)
        if (sbill_status_bills(w->e->record.diagnoses.v[i].status) &&
            !supported(w, &w->e->record.diagnoses.v[i]))
            check_support(w, i);
    sbill_work_memory(w);
}
