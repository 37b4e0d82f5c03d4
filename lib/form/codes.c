/* Which codes are billed: entered, confirmed and suggested ones (a suggestion makes the claim a draft); rejected ones
 * never. */
#include <string.h>

#include "form/forming.h"

static bool is_on_claims(int32_t status)
{
    return status != SBILL_REJECTED;
}

static bool same_code(struct sbill_text a, struct sbill_text b)
{
    char x[16], y[16];
    size_t n = sbill_code_normal(a, x), m = sbill_code_normal(b, y);

    if (!n || !m)
        return sbill_text_eq(a, b);
    return n == m && memcmp(x, y, n) == 0;
}

/* ---- diagnoses ------------------------------------------------------------------------------- */

/* Place of a code among those already listed; a diagnosis given twice stands on the claim once. */
static int32_t find_diagnosis(const struct sbill_forming *f, struct sbill_text code)
{
    for (size_t i = 0; i < f->diagnosis_count; i++)
        if (same_code(f->r->diagnoses.v[f->diagnoses[i]].code, code))
            return (int32_t)i;
    return -1;
}

/* As listed, those that rules ranked after those the office listed. */
static void insert_by_rank(struct sbill_forming *f, int32_t index)
{
    int32_t rank = f->r->diagnoses.v[index].rank;
    size_t at = f->diagnosis_count++;

    for (; at > 0 && f->r->diagnoses.v[f->diagnoses[at - 1]].rank > rank; at--)
        f->diagnoses[at] = f->diagnoses[at - 1];
    f->diagnoses[at] = index;
}

void sbill_form_diagnoses(struct sbill_forming *f)
{
    f->diagnoses = SBILL_NEW_N(&f->e->arena, int32_t, f->r->diagnoses.n + 1);
    for (size_t i = 0; f->diagnoses && i < f->r->diagnoses.n; i++) {
        const struct sbill_dx *d = &f->r->diagnoses.v[i];
        if (is_on_claims(d->status) && d->code.n && find_diagnosis(f, d->code) < 0)
            insert_by_rank(f, (int32_t)i);
    }
}

/* ---- pointers -------------------------------------------------------------------------------- */

/* A position from 1, a letter, or a code; empty if the record has no such diagnosis (check says so). */
static struct sbill_text pointed_code(const struct sbill_record *r, struct sbill_text pointer)
{
    uint32_t number = 0;

    if (pointer.n == 1 && sbill_is_alpha(*pointer.p))
        number = (uint32_t)(sbill_upper(*pointer.p) - 'A') + 1;
    else if (!sbill_text_u32(pointer, &number))
        return pointer;
    if (number >= 1 && number <= r->diagnoses.n)
        return r->diagnoses.v[number - 1].code;
    return (struct sbill_text){NULL, 0};
}

static void add_point(struct sbill_form_line *l, int32_t place)
{
    for (size_t i = 0; i < l->point_count; i++)
        if (l->points[i] == place)
            return;
    if (place >= 0 && l->point_count < SBILL_FORM_POINTERS)
        l->points[l->point_count++] = place;
}

static size_t count_entered(const struct sbill_record *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->diagnoses.n; i++)
        n += r->diagnoses.v[i].status == SBILL_ENTERED;
    return n;
}

struct sbill_text sbill_form_join(struct sbill_encounter *e, const struct sbill_text *codes,
                                  size_t n)
{
    size_t total = 0, at = 0;
    char *p;

    for (size_t i = 0; i < n; i++)
        total += codes[i].n + 2;
    p = sbill_arena_get(&e->arena, total + 1);
    for (size_t i = 0; p && i < n; i++) {
        if (i) {
            memcpy(p + at, ", ", 2);
            at += 2;
        }
        memcpy(p + at, codes[i].p, codes[i].n);
        at += codes[i].n;
    }
    return (struct sbill_text){p, p ? at : 0};
}

static void say_proposed(struct sbill_forming *f, const struct sbill_form_line *l)
{
    struct sbill_text codes[SBILL_FORM_POINTERS];
    struct sbill_finding *finding;

    for (size_t i = 0; i < l->point_count; i++)
        codes[i] = f->r->diagnoses.v[f->diagnoses[l->points[i]]].code;
    finding = sbill_raise(f->e, SBILL_FINDING_POINTERS_PROPOSED, "lines[%d].diagnoses", l->line);
    sbill_finding_value(f->e, finding, "code", f->r->lines.v[l->line].code);
    sbill_finding_value(f->e, finding, "codes", sbill_form_join(f->e, codes, l->point_count));
}

/* A line without pointers: the only diagnosis there is; where rules proposed the diagnoses, the first of those, which a
 * person is told. An office that listed several must say it itself: check asks. */
static void default_points(struct sbill_forming *f, struct sbill_form_line *l)
{
    if (f->r->lines.v[l->line].diagnoses.n || !f->diagnosis_count ||
        f->r->claim_type == SBILL_DENTAL)
        return;
    if (f->diagnosis_count > 1 && (count_entered(f->r) > 1 || f->r->formed == SBILL_YES))
        return;
    for (size_t i = 0; i < f->diagnosis_count; i++)
        add_point(l, (int32_t)i);
    if (f->diagnosis_count > 1)
        say_proposed(f, l);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static struct sbill_text first_of(struct sbill_text a, struct sbill_text b)
{
    return a.n ? a : b;
}

static void start_line(struct sbill_forming *f, struct sbill_form_line *l, int32_t index)
{
    const struct sbill_line *given = &f->r->lines.v[index];
    const struct sbill_coverage *c = &f->r->coverages.v[f->coverage];

    l->line = index;
    l->charge = given->charge;
    l->units = given->units;
    l->place = given->facility ? given->facility : f->r->facility;
    l->clia = first_of(given->clia, f->r->references.clia);
    l->authorization = first_of(given->prior_authorization, c->prior_authorization);
    l->referral = first_of(given->referral_number, c->referral_number);
    for (size_t i = 0; i < given->diagnoses.n; i++)
        add_point(l, find_diagnosis(f, pointed_code(f->r, sbill_text_trim(given->diagnoses.v[i]))));
    default_points(f, l);
}

void sbill_form_lines(struct sbill_forming *f)
{
    f->lines = SBILL_NEW_N(&f->e->arena, struct sbill_form_line, f->r->lines.n + 1);
    for (size_t i = 0; f->lines && i < f->r->lines.n; i++)
        if (is_on_claims(f->r->lines.v[i].status))
            start_line(f, &f->lines[f->line_count++], (int32_t)i);
}
