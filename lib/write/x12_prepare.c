/* X12: the claim as it must stand in the file. Everything here works on copies in the file's scratch room; the record
 * stays as it is. A claim that arrived formed keeps what it says. */
#include <string.h>

#include "write/x12.h"

#define NOT_SAID_YES "not said; sent as yes"

static void *copy_of(struct sbill_x12_out *o, const void *from, size_t n)
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
    struct sbill_provider *p = copy_of(o, from, sizeof *from);

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

/* ---- who is insured ----------------------------------------------------------------------------- */

/* Property and casualty payers may have the patient's phone and social security number; nobody else needs them. */
static bool is_casualty(const struct sbill_x12_out *o, const struct sbill_coverage *c)
{
    return o->formed || c->claim_number.n ||
           sbill_837_code("WC AM LM", sbill_text_trim(c->filing_indicator), NULL);
}

static struct sbill_subscriber *patient_as_subscriber(struct sbill_x12_out *o)
{
    const struct sbill_patient *p = &o->record.patient;
    struct sbill_subscriber *s = SBILL_NEW(o->arena, struct sbill_subscriber);

    if (!s)
        return NULL;
    s->entity = SBILL_PERSON;
    s->name = p->name;
    s->address = p->address;
    s->birth_date = p->birth_date;
    s->sex = p->sex;
    s->ssn = p->ssn;
    s->contact = p->contact;
    s->phone = p->phone;
    s->phone_extension = p->phone_extension;
    return s;
}

static void hide(struct sbill_x12_out *o, struct sbill_text *value, const char *path)
{
    if (value->n)
        sbill_x12_leave_path(o, sbill_text_from(path), "sent to property and casualty payers only");
    *value = SBILL_T("");
}

static void hide_private(struct sbill_x12_out *o)
{
    struct sbill_patient *p = &o->record.patient;
    struct sbill_subscriber *s = o->record.coverages.v[0].subscriber;

    if (o->casualty)
        return;
    hide(o, &p->ssn, "patient.ssn");
    hide(o, &p->phone, "patient.phone");
    hide(o, &p->contact, "patient.contact");
    if (!s)
        return;
    hide(o, &s->ssn, "coverages[0].subscriber.ssn");
    hide(o, &s->phone, "coverages[0].subscriber.phone");
    hide(o, &s->contact, "coverages[0].subscriber.contact");
}

static void be_a_person(struct sbill_subscriber *s)
{
    if (s && !s->entity)
        s->entity = s->organization.n && !s->name.last.n ? SBILL_ORGANIZATION : SBILL_PERSON;
}

/* The coverage billed: whose level the patient stands on. */
static void billed(struct sbill_x12_out *o)
{
    struct sbill_coverage *c = &o->record.coverages.v[0];

    o->casualty = is_casualty(o, c);
    c->subscriber = copy_of(o, c->subscriber, sizeof *c->subscriber);
    hide_private(o);
    o->self = c->relationship == SBILL_SELF || c->patient_member_id.n ||
              (!c->relationship && !c->subscriber);
    /* It arrived with a level of the patient's own, though it says that he is the subscriber. */
    if (o->formed && c->subscriber && o->record.patient.name.last.n)
        o->self = false;
    if (c->patient_member_id.n) {
        c->member_id = c->patient_member_id;
        c->relationship = SBILL_SELF;
    }
    o->dependent = *c;
    if (o->self) {
        if (!c->subscriber || o->record.patient.name.last.n)
            c->subscriber = patient_as_subscriber(o);
        return;
    }
    if (!c->subscriber)
        c->subscriber = SBILL_NEW(o->arena, struct sbill_subscriber);
    if (c->subscriber && !o->dependent.subscriber)
        c->subscriber->birth_date = SBILL_NO_DATE;
    be_a_person(c->subscriber);
    if (!o->formed || o->dependent.relationship != SBILL_SELF)
        c->relationship = 0;
    if (!o->dependent.relationship)
        o->dependent.relationship = SBILL_RELATION_UNKNOWN;
    c->claim_number = SBILL_T("");
}

static void other(struct sbill_x12_out *o, struct sbill_coverage *c)
{
    if (c->subscriber) {
        c->subscriber = copy_of(o, c->subscriber, sizeof *c->subscriber);
        if (c->subscriber && !is_casualty(o, c))
            c->subscriber->ssn = SBILL_T("");
    } else {
        c->subscriber = patient_as_subscriber(o);
        if (c->subscriber)
            c->subscriber->ssn = SBILL_T("");
        if (!c->relationship)
            c->relationship = SBILL_SELF;
    }
    be_a_person(c->subscriber);
}

/* ---- what the office need not say ----------------------------------------------------------------- */

static void yes(struct sbill_x12_out *o, int32_t *word, const char *member, size_t coverage)
{
    char room[96];
    struct sbill_buf b;

    if (*word || o->formed)
        return;
    *word = SBILL_YES;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "coverages[");
    sbill_buf_u64(&b, coverage);
    sbill_buf_z(&b, "].");
    sbill_buf_z(&b, member);
    sbill_x12_leave_path(o, sbill_buf_view(&b), NOT_SAID_YES);
}

static void said(struct sbill_x12_out *o)
{
    struct sbill_record *r = &o->record;

    if (!o->formed && r->provider_signature == SBILL_UNKNOWN)
        r->provider_signature = SBILL_YES; /* who sends the claim stands behind it */
    for (size_t i = 0; i < r->coverages.n; i++) {
        if (i == 0)
            yes(o, &r->coverages.v[i].accept_assignment, "accept_assignment", i);
        yes(o, &r->coverages.v[i].assignment_of_benefits, "assignment_of_benefits", i);
        yes(o, &r->coverages.v[i].release_of_information, "release_of_information", i);
    }
}

/* ---- coverages in the order the file wants -------------------------------------------------------- */

static int32_t place_of(const struct sbill_record *r, size_t i)
{
    return r->coverages.v[i].order ? r->coverages.v[i].order : (int32_t)i + 1;
}

/* Rank in the order of payers, from 1. */
static int32_t rank_of(const struct sbill_record *r, size_t i)
{
    int32_t rank = 1;

    for (size_t k = 0; k < r->coverages.n; k++)
        rank += place_of(r, k) < place_of(r, i) || (place_of(r, k) == place_of(r, i) && k < i);
    return rank;
}

static void add_coverage(struct sbill_x12_out *o, const struct sbill_record *from, size_t i,
                         int32_t *own)
{
    struct sbill_coverage *c = &o->record.coverages.v[o->record.coverages.n];

    own[o->record.coverages.n++] = (int32_t)i;
    *c = from->coverages.v[i];
    c->adjudication = copy_of(o, c->adjudication, sizeof *c->adjudication);
    if (o->formed)
        return;
    c->order = rank_of(from, i);
    if (c->adjudication && c->order >= o->c->sequence)
        c->adjudication = NULL; /* a claim tells what earlier payers decided */
    if (c->adjudication && c->adjudication->lines.n) {
        /* One date: of the lines, if the payer decided about lines. */
        struct sbill_line_adjudication *lines =
            copy_of(o, c->adjudication->lines.v, c->adjudication->lines.n * sizeof *lines);

        for (size_t k = 0; lines && k < c->adjudication->lines.n; k++)
            if (lines[k].date == SBILL_NO_DATE)
                lines[k].date = c->adjudication->date;
        c->adjudication->lines.v = lines;
        c->adjudication->lines.n = lines ? c->adjudication->lines.n : 0;
        c->adjudication->date = SBILL_NO_DATE;
    }
}

static void coverages(struct sbill_x12_out *o, const struct sbill_record *from)
{
    size_t n = from->coverages.n, first = (size_t)o->c->coverage;
    int32_t *own = SBILL_NEW_N(o->arena, int32_t, n + 1);

    o->record.coverages.v = SBILL_NEW_N(o->arena, struct sbill_coverage, n + 1);
    o->record.coverages.n = 0;
    if (!own || !o->record.coverages.v)
        return;
    add_coverage(o, from, first, own);
    for (int32_t rank = 1; !o->formed && rank <= (int32_t)n; rank++)
        for (size_t i = 0; i < n; i++)
            if (i != first && rank_of(from, i) == rank)
                add_coverage(o, from, i, own);
    for (size_t i = 0; o->formed && i < n; i++)
        if (i != first)
            add_coverage(o, from, i, own);
    o->own_coverage = own;
    billed(o);
    for (size_t i = 1; i < o->record.coverages.n; i++)
        other(o, &o->record.coverages.v[i]);
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
    struct sbill_remark *v = copy_of(o, l->v, l->n * sizeof *v);

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
    coverages(o, from);
    if (o->arena->failed)
        return;
    said(o);
    diagnoses(o, from);
    lines(o, from);
    clia(o, from);
    o->place = (struct sbill_837_place){.record = &o->record};
}
