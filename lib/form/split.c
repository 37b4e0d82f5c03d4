/* Splits: what one claim cannot hold becomes several. Lines keep their order and go to the first claim they fit on;
 * every diagnosis stands on at least one claim, or is said to fit on none. */
#include <string.h>

#include "form/forming.h"

#define MOST_LINES 50         /* 837 loop 2400 */
#define MOST_DIAGNOSES 12     /* 837 HI, box 21 */
#define MOST_DENTAL 4         /* ADA box 34a */
#define MOST_INSTITUTIONAL 25 /* 837I HI: one principal, 24 others */

/* The payer may take fewer than the format, never more. */
static size_t most(const struct sbill_forming *f, const char *limit, size_t format, size_t least)
{
    int64_t payer = f->profile ? sbill_payer_limit(f->e->book, f->profile, limit) : -1;

    if (payer > 0 && (uint64_t)payer < format)
        format = (size_t)payer;
    return format > least ? format : least;
}

/* A claim holds so many, by form and payer. */
static size_t most_diagnoses(const struct sbill_forming *f)
{
    size_t room = f->r->claim_type == SBILL_DENTAL          ? MOST_DENTAL
                  : f->r->claim_type == SBILL_INSTITUTIONAL ? MOST_INSTITUTIONAL
                                                            : MOST_DIAGNOSES;

    /* A line that points to four must fit somewhere. */
    return most(f, "max-diagnoses", room, SBILL_FORM_POINTERS);
}

/* ---- what goes together ---------------------------------------------------------------------- */

static bool same_place(const struct sbill_provider *a, const struct sbill_provider *b)
{
    if (a == b || !a || !b)
        return a == b;
    if (a->npi.n && b->npi.n)
        return sbill_text_eq(a->npi, b->npi);
    return sbill_text_eq(a->organization, b->organization) &&
           sbill_text_eq(a->name.last, b->name.last) &&
           sbill_text_eq(a->address.zip, b->address.zip) &&
           a->address.lines.n == b->address.lines.n &&
           (!a->address.lines.n || sbill_text_eq(a->address.lines.v[0], b->address.lines.v[0]));
}

/* One of the two was not given, or both are the same. */
static bool agree(struct sbill_text a, struct sbill_text b)
{
    return !a.n || !b.n || sbill_text_eq(a, b);
}

static size_t new_diagnoses(const struct sbill_form_part *p, const struct sbill_form_line *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->point_count; i++)
        n += !p->has[l->points[i]];
    return n;
}

/* Why a line cannot join a claim; NULL if it can. */
static const char *refuses(const struct sbill_forming *f, const struct sbill_form_part *p,
                           const struct sbill_form_line *l)
{
    if (!same_place(p->place, l->place))
        return "several facilities";
    if (!agree(p->clia, l->clia))
        return "several CLIA numbers";
    if (!agree(p->authorization, l->authorization))
        return "several authorizations";
    if (!agree(p->referral, l->referral))
        return "several referrals";
    if (p->lines.n >= most(f, "max-lines", MOST_LINES, 1))
        return "too many service lines for one";
    if (p->diagnosis_count + new_diagnoses(p, l) > most_diagnoses(f))
        return "too many diagnoses for one";
    return NULL;
}

static void take_diagnosis(struct sbill_form_part *p, int32_t place)
{
    p->diagnosis_count += !p->has[place];
    p->has[place] = true;
}

static void join(struct sbill_forming *f, struct sbill_form_part *p, size_t line)
{
    const struct sbill_form_line *l = &f->lines[line];
    int32_t *at = SBILL_PUSH(&f->e->arena, &p->lines);

    if (!at)
        return;
    *at = (int32_t)line;
    if (!p->clia.n)
        p->clia = l->clia;
    if (!p->authorization.n)
        p->authorization = l->authorization;
    if (!p->referral.n)
        p->referral = l->referral;
    for (size_t i = 0; i < l->point_count; i++)
        take_diagnosis(p, l->points[i]);
}

static struct sbill_form_part *new_part(struct sbill_forming *f, const struct sbill_form_line *l,
                                        const char *reason)
{
    bool *has = SBILL_NEW_N(&f->e->arena, bool, f->diagnosis_count + 1);
    struct sbill_form_part *p = has ? SBILL_PUSH(&f->e->arena, &f->parts) : NULL;

    if (!p)
        return NULL;
    p->has = has;
    p->place = l->place;
    p->reason = reason;
    return p;
}

static void place_line(struct sbill_forming *f, size_t line)
{
    const struct sbill_form_line *l = &f->lines[line];
    const char *reason = NULL;
    struct sbill_form_part *p = NULL;

    for (size_t i = 0; i < f->parts.n && !p; i++) {
        const char *why = f->r->formed == SBILL_YES ? NULL : refuses(f, &f->parts.v[i], l);
        if (!why)
            p = &f->parts.v[i];
        else if (!reason)
            reason = why;
    }
    if (!p)
        p = new_part(f, l, reason);
    if (p)
        join(f, p, line);
}

/* ---- diagnoses that no line points to -------------------------------------------------------- */

static bool is_placed(const struct sbill_forming *f, size_t diagnosis)
{
    for (size_t i = 0; i < f->parts.n; i++)
        if (f->parts.v[i].has[diagnosis])
            return true;
    return false;
}

static bool place_diagnosis(struct sbill_forming *f, size_t diagnosis)
{
    for (size_t i = 0; i < f->parts.n; i++) {
        if (f->parts.v[i].diagnosis_count >= most_diagnoses(f))
            continue;
        take_diagnosis(&f->parts.v[i], (int32_t)diagnosis);
        return true;
    }
    return false;
}

static void say_left(struct sbill_forming *f, const struct sbill_text *codes, size_t n)
{
    struct sbill_finding *finding =
        sbill_raise(f->e, SBILL_FINDING_DIAGNOSES_DO_NOT_FIT, "diagnoses");

    sbill_finding_value(f->e, finding, "codes", sbill_form_join(f->e, codes, n));
    sbill_finding_number_value(f->e, finding, "most", (int64_t)most_diagnoses(f));
}

/* Every claim has all of them when they fit; else each those its lines point to, and the rest where there is room. */
static void spread_diagnoses(struct sbill_forming *f)
{
    bool all = f->diagnosis_count <= most_diagnoses(f) || f->r->formed == SBILL_YES;
    struct sbill_text *left;
    size_t n = 0;

    for (size_t i = 0; all && i < f->parts.n; i++)
        for (size_t d = 0; d < f->diagnosis_count; d++)
            take_diagnosis(&f->parts.v[i], (int32_t)d);
    left = all ? NULL : SBILL_NEW_N(&f->e->arena, struct sbill_text, f->diagnosis_count);
    for (size_t d = 0; left && d < f->diagnosis_count; d++)
        if (!is_placed(f, d) && !place_diagnosis(f, d))
            left[n++] = f->r->diagnoses.v[f->diagnoses[d]].code;
    if (n)
        say_left(f, left, n);
}

void sbill_form_parts(struct sbill_forming *f)
{
    static const struct sbill_form_line none;

    if (!f->line_count && f->r->claim_type == SBILL_INSTITUTIONAL)
        new_part(f, &none, NULL);
    for (size_t i = 0; i < f->line_count && !f->e->arena.failed; i++)
        place_line(f, i);
    spread_diagnoses(f);
}
