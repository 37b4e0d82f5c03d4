/* CMS-1500, carrier block to box 13: payer, patient, insured. */
#include "write/cms1500.h"

static void put_name(struct sbill_1500 *f, enum sbill_1500_box box, const struct sbill_name *n)
{
    struct sbill_1500_parts parts = sbill_1500_name_parts(n);

    sbill_1500_put_parts(f, box, sbill_1500_last_first(f, n), &parts);
}

static void put_street(struct sbill_1500 *f, enum sbill_1500_box box, const struct sbill_address *a)
{
    struct sbill_1500_parts parts = sbill_1500_street_parts(a);

    sbill_1500_put_parts(f, box, sbill_1500_street(f, a), &parts);
}

static void put_city(struct sbill_1500 *f, enum sbill_1500_box box, const struct sbill_address *a)
{
    struct sbill_1500_parts parts = sbill_1500_city_parts(a);

    sbill_1500_put_parts(f, box, sbill_1500_city(f, a), &parts);
}

static void put_carrier(struct sbill_1500 *f)
{
    const struct sbill_payer *p = &f->focal->payer;
    const struct sbill_address *a = &p->address;

    sbill_1500_put(f, SBILL_1500_CARRIER_NAME, sbill_1500_words(f, p->name), &p->name);
    if (a->lines.n > 0)
        sbill_1500_put(f, SBILL_1500_CARRIER_LINE_1, sbill_1500_words(f, a->lines.v[0]),
                       &a->lines.v[0]);
    if (a->lines.n > 1)
        sbill_1500_put(f, SBILL_1500_CARRIER_LINE_2, sbill_1500_words(f, a->lines.v[1]),
                       &a->lines.v[1]);
    put_city(f, SBILL_1500_CARRIER_CITY, a);
}

/* The NUCC counts HMOs, commercial insurance, automobile and workers' compensation as OTHER; a plan of an employer is a
 * group health plan. */
static enum sbill_1500_box kind_of_plan(const struct sbill_coverage *c)
{
    static const struct {
        char indicator[3];
        enum sbill_1500_box box;
    } kinds[] = {
        {"MA", SBILL_1500_TYPE_MEDICARE}, {"MB", SBILL_1500_TYPE_MEDICARE},
        {"16", SBILL_1500_TYPE_MEDICARE}, {"MC", SBILL_1500_TYPE_MEDICAID},
        {"CH", SBILL_1500_TYPE_TRICARE},  {"VA", SBILL_1500_TYPE_CHAMPVA},
        {"OF", SBILL_1500_TYPE_FECA},     {"HM", SBILL_1500_TYPE_OTHER},
        {"AM", SBILL_1500_TYPE_OTHER},    {"LM", SBILL_1500_TYPE_OTHER},
        {"WC", SBILL_1500_TYPE_OTHER},    {"ZZ", SBILL_1500_TYPE_OTHER},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sbill_text_is(c->filing_indicator, kinds[i].indicator))
            return kinds[i].box;
    return c->group_number.n || c->group_name.n ? SBILL_1500_TYPE_GROUP : SBILL_1500_TYPE_OTHER;
}

static void put_plan(struct sbill_1500 *f)
{
    const struct sbill_coverage *c = f->focal;
    const struct sbill_text *id = c->patient_member_id.n ? &c->patient_member_id : &c->member_id;

    sbill_1500_mark(f, kind_of_plan(c), &c->filing_indicator);
    sbill_1500_put_code(f, SBILL_1500_INSURED_ID, sbill_1500_number(f, *id), id);
}

static void put_sex(struct sbill_1500 *f, const int32_t *sex, enum sbill_1500_box male,
                    enum sbill_1500_box female)
{
    if (*sex == SBILL_MALE)
        sbill_1500_mark(f, male, sex);
    else if (*sex == SBILL_FEMALE)
        sbill_1500_mark(f, female, sex);
}

static void put_patient(struct sbill_1500 *f)
{
    const struct sbill_patient *p = &f->r->patient;
    const struct sbill_address *a = &p->address;

    put_name(f, SBILL_1500_PATIENT_NAME, &p->name);
    sbill_1500_put(f, SBILL_1500_PATIENT_BIRTH, sbill_1500_date(f, p->birth_date), &p->birth_date);
    put_sex(f, &p->sex, SBILL_1500_PATIENT_MALE, SBILL_1500_PATIENT_FEMALE);
    put_street(f, SBILL_1500_PATIENT_STREET, a);
    sbill_1500_put(f, SBILL_1500_PATIENT_CITY, sbill_1500_words(f, a->city), &a->city);
    sbill_1500_put_code(f, SBILL_1500_PATIENT_STATE, sbill_1500_words(f, a->state), &a->state);
    sbill_1500_put_code(f, SBILL_1500_PATIENT_ZIP, sbill_1500_zip(f, a->zip), &a->zip);
    sbill_1500_put_code(f, SBILL_1500_PATIENT_PHONE, sbill_1500_phone(f, p->phone), &p->phone);
}

static void put_relationship(struct sbill_1500 *f)
{
    const int32_t *relation = &f->focal->relationship;

    switch (*relation) {
    case 0:
        break;
    case SBILL_SELF:
        sbill_1500_mark(f, SBILL_1500_RELATION_SELF, relation);
        break;
    case SBILL_SPOUSE:
        sbill_1500_mark(f, SBILL_1500_RELATION_SPOUSE, relation);
        break;
    case SBILL_CHILD:
        sbill_1500_mark(f, SBILL_1500_RELATION_CHILD, relation);
        break;
    default:
        sbill_1500_mark(f, SBILL_1500_RELATION_OTHER, relation);
        if (*relation != SBILL_RELATION_OTHER)
            sbill_1500_lost(f, relation,
                            SBILL_T("box 6 knows self, spouse and child; other was marked"));
    }
}

/* Boxes 4, 7 and 11a, where the insured is another person. */
static void put_insured(struct sbill_1500 *f)
{
    const struct sbill_subscriber *s = f->insured ? f->insured->subscriber : NULL;
    const struct sbill_address *a;

    if (!s || f->insured->relationship == SBILL_SELF)
        return;
    a = &s->address;
    if (s->name.last.n)
        put_name(f, SBILL_1500_INSURED_NAME, &s->name);
    else
        sbill_1500_put(f, SBILL_1500_INSURED_NAME, sbill_1500_words(f, s->organization),
                       &s->organization);
    put_street(f, SBILL_1500_INSURED_STREET, a);
    sbill_1500_put(f, SBILL_1500_INSURED_CITY, sbill_1500_words(f, a->city), &a->city);
    sbill_1500_put_code(f, SBILL_1500_INSURED_STATE, sbill_1500_words(f, a->state), &a->state);
    sbill_1500_put_code(f, SBILL_1500_INSURED_ZIP, sbill_1500_zip(f, a->zip), &a->zip);
    sbill_1500_put_code(f, SBILL_1500_INSURED_PHONE, sbill_1500_phone(f, s->phone), &s->phone);
    sbill_1500_put(f, SBILL_1500_INSURED_BIRTH, sbill_1500_date(f, s->birth_date), &s->birth_date);
    put_sex(f, &s->sex, SBILL_1500_INSURED_MALE, SBILL_1500_INSURED_FEMALE);
}

static void put_group(struct sbill_1500 *f)
{
    const struct sbill_coverage *c = f->insured;
    const struct sbill_text *plan, *number;

    if (!c) { /* Medicare pays first: it wants to read that nobody stands before it */
        if (f->medicare)
            sbill_1500_put(f, SBILL_1500_GROUP_NUMBER, SBILL_T("NONE"), NULL);
        return;
    }
    number = c->group_number.n || c == f->focal ? &c->group_number : &c->member_id;
    sbill_1500_put_code(f, SBILL_1500_GROUP_NUMBER, sbill_1500_number(f, *number), number);
    plan = c->plan_name.n ? &c->plan_name : c->group_name.n ? &c->group_name : &c->payer.name;
    if (c != f->focal || plan != &c->payer.name)
        sbill_1500_put(f, SBILL_1500_PLAN_NAME, sbill_1500_words(f, *plan), plan);
    if (c->claim_number.n)
        sbill_1500_put(f, SBILL_1500_CLAIM_NUMBER_KIND, SBILL_T("Y4"), NULL);
    sbill_1500_put_code(f, SBILL_1500_CLAIM_NUMBER, c->claim_number, &c->claim_number);
}

/* Boxes 9 to 9d and 11d: who else pays. Medicare leaves 11d empty and 9 to Medigap, which a record does not tell. */
static void put_other(struct sbill_1500 *f)
{
    const struct sbill_coverage *c = f->other;
    const struct sbill_text *number, *plan;

    if (f->medicare)
        return;
    sbill_1500_mark(f, c ? SBILL_1500_ANOTHER_YES : SBILL_1500_ANOTHER_NO, NULL);
    if (!c)
        return;
    if (c->subscriber && c->relationship != SBILL_SELF) {
        put_name(f, SBILL_1500_OTHER_NAME, &c->subscriber->name);
    } else {
        sbill_1500_put(f, SBILL_1500_OTHER_NAME, sbill_1500_last_first(f, &f->r->patient.name),
                       NULL);
    }
    number = c->group_number.n ? &c->group_number : &c->member_id;
    sbill_1500_put_code(f, SBILL_1500_OTHER_POLICY, sbill_1500_number(f, *number), number);
    plan = c->plan_name.n ? &c->plan_name : &c->payer.name;
    sbill_1500_put(f, SBILL_1500_OTHER_PLAN, sbill_1500_words(f, *plan), plan);
    sbill_1500_used(f, &c->relationship);
}

static void put_signatures(struct sbill_1500 *f)
{
    const struct sbill_coverage *c = f->focal;
    bool released = c && (c->release_of_information == SBILL_YES ||
                          c->release_of_information == SBILL_INFORMED);

    if (f->r->patient.signature == 1 || released)
        sbill_1500_put(f, SBILL_1500_PATIENT_SIGNATURE, SBILL_T("SIGNATURE ON FILE"),
                       &f->r->patient.signature);
    if (released)
        sbill_1500_used(f, &c->release_of_information);
    if (c && c->assignment_of_benefits == SBILL_YES)
        sbill_1500_put(f, SBILL_1500_INSURED_SIGNATURE, SBILL_T("SIGNATURE ON FILE"),
                       &c->assignment_of_benefits);
}

void sbill_1500_people(struct sbill_1500 *f)
{
    put_patient(f);
    put_signatures(f);
    if (!f->focal)
        return;
    put_carrier(f);
    put_plan(f);
    put_relationship(f);
    put_insured(f);
    put_group(f);
    put_other(f);
}
