/* X12: the claim as it must stand in the file. Everything here works on copies in the file's scratch room; the record
 * stays as it is. A claim that arrived formed keeps what it says. */
#include <string.h>

#include "write/x12.h"

void *sbill_x12_copy(struct sbill_x12_out *o, const void *from, size_t n)
{
    void *to = from ? sbill_arena_get(o->arena, n) : NULL;

    if (to)
        memcpy(to, from, n);
    return to;
}

static bool is_same_provider(const struct sbill_provider *a, const struct sbill_provider *b)
{
    return a == b || (a && b && a->npi.n && sbill_text_eq(a->npi, b->npi));
}

/* ---- providers ---------------------------------------------------------------------------------- */

static struct sbill_provider *provider(struct sbill_x12_out *o, const struct sbill_provider *from,
                                       bool place)
{
    struct sbill_provider *p = sbill_x12_copy(o, from, sizeof *from);

    if (!p)
        return NULL;
    if (!p->entity || (place && !o->formed))
        p->entity =
            place || (p->organization.n && !p->name.last.n) ? SBILL_ORGANIZATION : SBILL_PERSON;
    if (p->entity == SBILL_PERSON && p->name.last.n)
        p->organization = SBILL_T("");
    if (p->entity == SBILL_ORGANIZATION && !p->organization.n)
        p->organization = p->name.last;
    if (p->entity == SBILL_ORGANIZATION && p->organization.n)
        memset(&p->name, 0, sizeof p->name);
    return p;
}

static void providers(struct sbill_x12_out *o)
{
    struct sbill_providers *p = &o->record.providers;
    struct sbill_provider **each[] = {&p->billing,      &p->rendering,        &p->referring,
                                      &p->primary_care, &p->supervising,      &p->assistant_surgeon,
                                      &p->ordering,     &p->purchased_service};

    if (!o->formed && is_same_provider(p->rendering, p->billing))
        p->rendering = NULL; /* 2310B is for somebody else */
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        *each[i] = provider(o, *each[i], false);
    o->record.facility = provider(o, o->record.facility, true);
}

/* ---- diagnoses ---------------------------------------------------------------------------------- */

static void diagnoses(struct sbill_x12_out *o, const struct sbill_record *from)
{
    size_t n = o->c->diagnoses.n;

    if (o->formed)
        return;
    o->record.diagnoses.v = SBILL_NEW_N(o->arena, struct sbill_dx, n + 1);
    o->record.diagnoses.n = o->record.diagnoses.v ? n : 0;
    for (size_t i = 0; i < o->record.diagnoses.n; i++)
        o->record.diagnoses.v[i] = from->diagnoses.v[o->c->diagnoses.v[i]];
}

/* ---- lines -------------------------------------------------------------------------------------- */

static bool all_positions(const sbill_texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->v[i].n; k++)
            if (!sbill_is_digit(t->v[i].p[k]))
                return false;
    return true;
}

static void pointers(struct sbill_x12_out *o, struct sbill_line *l,
                     const struct sbill_claim_line *billed_line)
{
    static const char digits[][3] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
    size_t n = billed_line->pointer_count;
    struct sbill_text *t;

    if (o->formed && all_positions(&l->diagnoses)) {
        if (l->diagnoses.n > 4)
            sbill_x12_leave_path(o, SBILL_T("lines[].diagnoses"),
                                 "a line points to four diagnoses");
        return;
    }
    t = SBILL_NEW_N(o->arena, struct sbill_text, n + 1);
    l->diagnoses.v = t;
    l->diagnoses.n = t ? n : 0;
    for (size_t i = 0; t && i < n; i++)
        if (billed_line->pointers[i] >= 1 && billed_line->pointers[i] <= 12)
            t[i] = sbill_text_from(digits[billed_line->pointers[i] - 1]);
}

/* Dates that need not be sent twice; a period of one day is a day. */
static void line_dates(struct sbill_x12_out *o, struct sbill_line *l)
{
    const struct sbill_record *r = &o->record;

    if (o->formed)
        return;
    if (l->date_from == SBILL_NO_DATE) {
        l->date_from = r->date_from;
        l->date_to = r->date_to;
    }
    if (l->date_to == l->date_from)
        l->date_to = SBILL_NO_DATE;
    if (o->form == SBILL_837_D && l->date_from == r->date_from && l->date_to == SBILL_NO_DATE)
        l->date_from = SBILL_NO_DATE; /* the claim's date stands in 2300 */
}

static void line_providers(struct sbill_x12_out *o, struct sbill_line *l)
{
    const struct sbill_providers *p = &o->record.providers;
    struct sbill_provider **each[] = {&l->rendering,        &l->referring, &l->primary_care,
                                      &l->supervising,      &l->ordering,  &l->purchased_service,
                                      &l->assistant_surgeon};
    const struct sbill_provider *claims[] = {p->rendering ? p->rendering : p->billing,
                                             p->referring,
                                             p->primary_care,
                                             p->supervising,
                                             NULL,
                                             NULL,
                                             p->assistant_surgeon};

    if (!l->ordering && !o->formed)
        l->ordering = p->ordering; /* the 837 has them on lines only */
    if (!l->purchased_service && l->purchased_charge != SBILL_NO_MONEY && !o->formed)
        l->purchased_service = p->purchased_service;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        if (!o->formed && claims[i] && is_same_provider(*each[i], claims[i]))
            *each[i] = NULL;
        *each[i] = provider(o, *each[i], false);
    }
    if (!o->formed && is_same_provider(l->facility, o->record.facility))
        l->facility = NULL;
    l->facility = provider(o, l->facility, true);
}

static void as_billed(struct sbill_x12_out *o, struct sbill_line *l,
                      const struct sbill_claim_line *billed_line)
{
    l->charge = billed_line->charge;
    l->units = billed_line->units;
    if (l->units != SBILL_NO_QTY && !l->unit && !o->formed)
        l->unit = SBILL_UNIT_UN;
    if (!o->formed &&
        sbill_text_eq(sbill_text_trim(l->place_of_service), o->record.place_of_service))
        l->place_of_service = SBILL_T("");
    if (l->purchased_charge == SBILL_NO_MONEY && o->record.outside_lab == SBILL_YES &&
        o->c->lines.n == 1)
        l->purchased_charge = o->record.outside_lab_charge;
    pointers(o, l, billed_line);
    line_dates(o, l);
    line_providers(o, l);
    if (l->purchased_charge != SBILL_NO_MONEY && !l->purchased_from.n && l->purchased_service)
        l->purchased_from = l->purchased_service->npi;
}

static void remark_types(struct sbill_x12_out *o, void *list)
{
    struct sbill_837_list *l = list;
    struct sbill_remark *v = sbill_x12_copy(o, l->v, l->n * sizeof *v);

    if (!l->n)
        return;
    for (size_t i = 0; v && i < l->n; i++)
        if (!v[i].type.n)
            v[i].type = SBILL_T("ADD");
    l->v = v;
    l->n = v ? l->n : 0;
}

static void lines(struct sbill_x12_out *o, const struct sbill_record *from)
{
    size_t n = o->c->lines.n;
    int32_t *own = SBILL_NEW_N(o->arena, int32_t, n + 1);
    struct sbill_line *v = SBILL_NEW_N(o->arena, struct sbill_line, n + 1);

    o->record.lines.v = v;
    o->record.lines.n = 0;
    if (!own || !v)
        return;
    o->own_line = own;
    for (size_t i = 0; i < n; i++) {
        own[i] = o->c->lines.v[i].line;
        v[i] = from->lines.v[own[i]];
        o->record.lines.n++;
        as_billed(o, &v[i], &o->c->lines.v[i]);
        if (!o->formed)
            remark_types(o, &v[i].remarks);
    }
}

/* ---- the head ----------------------------------------------------------------------------------- */

/* The laboratory's number goes with tests that need one. */
static void clia(struct sbill_x12_out *o, const struct sbill_record *from)
{
    struct sbill_text number = from->facility && from->facility->clia.n ? from->facility->clia
                               : from->providers.billing ? from->providers.billing->clia
                                                         : SBILL_T("");

    if (o->formed || o->record.references.clia.n || !number.n)
        return;
    for (size_t i = 0; i < o->record.lines.n; i++) {
        const struct sbill_line *l = &o->record.lines.v[i];

        if (!l->clia.n &&
            sbill_book_in_group(o->e->book, "clia", l->system, l->code,
                                sbill_line_date(from, &from->lines.v[o->own_line[i]])) == 1) {
            o->record.references.clia = number;
            return;
        }
    }
}

static void head(struct sbill_x12_out *o, const struct sbill_record *from)
{
    struct sbill_record *r = &o->record;

    r->control_number = o->c->id;
    if (!o->formed || r->total_charge == SBILL_NO_MONEY)
        r->total_charge = o->c->total;
    r->frequency = o->c->frequency;
    r->patient_paid = o->c->patient_paid;
    r->place_of_service = sbill_text_trim(r->place_of_service);
    if (!r->place_of_service.n && o->c->lines.n)
        r->place_of_service =
            sbill_text_trim(from->lines.v[o->c->lines.v[0].line].place_of_service);
    if (o->formed)
        return;
    if (r->date_to == r->date_from)
        r->date_to = SBILL_NO_DATE;
    if (sbill_text_eq_fold(r->currency, SBILL_T("USD")))
        r->currency = SBILL_T("");
    if (r->use == SBILL_USE_PREDETERMINATION)
        r->date_from = r->date_to = SBILL_NO_DATE; /* nothing was done yet */
    remark_types(o, &r->remarks);
}

void sbill_x12_prepare(struct sbill_x12_out *o)
{
    const struct sbill_record *from = &o->e->record;

    o->formed = from->formed == SBILL_YES;
    o->record = *from;
    head(o, from);
    providers(o);
    sbill_x12_insured(o);
    if (o->arena->failed)
        return;
    diagnoses(o, from);
    lines(o, from);
    clia(o, from);
    o->place = (struct sbill_837_place){.record = &o->record};
}
