/* X12: coverages as the file wants them: the payer billed first, who is insured, and what earlier payers decided. */
#include <string.h>

#include "write/x12.h"

#define NOT_SAID_YES "not said; sent as yes"

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

/* What only a level of the patient's own could say. */
static void leave_patient(struct sbill_x12_out *o)
{
    static const char why[] =
        "the patient stands as the subscriber, whose level has no place for it";
    const struct sbill_patient *p = &o->record.patient;

    if (p->property_casualty_id.n)
        sbill_x12_leave_path(o, SBILL_T("patient.property_casualty_id"), why);
    if (o->form != SBILL_837_D)
        return;
    if (p->death_date != SBILL_NO_DATE)
        sbill_x12_leave_path(o, SBILL_T("patient.death_date"), why);
    if (p->weight_pounds != SBILL_NO_QTY)
        sbill_x12_leave_path(o, SBILL_T("patient.weight_pounds"), why);
    if (p->pregnant == SBILL_YES)
        sbill_x12_leave_path(o, SBILL_T("patient.pregnant"), why);
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
    c->subscriber = sbill_x12_copy(o, c->subscriber, sizeof *c->subscriber);
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
        leave_patient(o);
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
        c->subscriber = sbill_x12_copy(o, c->subscriber, sizeof *c->subscriber);
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

static void leave_decision(struct sbill_x12_out *o, size_t i)
{
    char room[64];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "coverages[");
    sbill_buf_u64(&b, i);
    sbill_buf_z(&b, "].adjudication");
    sbill_x12_leave_path(o, sbill_buf_view(&b),
                         "a claim tells what earlier payers decided, not this or a later one");
}

static void add_coverage(struct sbill_x12_out *o, const struct sbill_record *from, size_t i,
                         int32_t *own)
{
    struct sbill_coverage *c = &o->record.coverages.v[o->record.coverages.n];

    own[o->record.coverages.n++] = (int32_t)i;
    *c = from->coverages.v[i];
    c->adjudication = sbill_x12_copy(o, c->adjudication, sizeof *c->adjudication);
    if (c->adjudication && o->record.coverages.n == 1) { /* that of the payer billed */
        leave_decision(o, i);
        c->adjudication = NULL;
    }
    if (o->formed)
        return;
    c->order = rank_of(from, i);
    if (c->adjudication && c->order >= o->c->sequence) {
        leave_decision(o, i);
        c->adjudication = NULL;
    }
    if (c->adjudication && c->adjudication->lines.n) {
        /* One date: of the lines, if the payer decided about lines. */
        struct sbill_line_adjudication *lines =
            sbill_x12_copy(o, c->adjudication->lines.v, c->adjudication->lines.n * sizeof *lines);

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

void sbill_x12_insured(struct sbill_x12_out *o)
{
    coverages(o, &o->e->record);
    if (!o->arena->failed)
        said(o);
}
