/* CMS-1500, boxes 25 to 33: who bills, how much, where it was. */
#include "write/cms1500.h"

static void put_tax_id(struct sbill_1500 *f, const struct sbill_provider *p)
{
    sbill_1500_put_code(f, SBILL_1500_TAX_ID, sbill_1500_number(f, p->tax_id), &p->tax_id);
    if (p->tax_id_type == 1)
        sbill_1500_mark(f, SBILL_1500_TAX_ID_EIN, &p->tax_id_type);
    else if (p->tax_id_type == 2)
        sbill_1500_mark(f, SBILL_1500_TAX_ID_SSN, &p->tax_id_type);
}

static void put_assignment(struct sbill_1500 *f)
{
    const int32_t *assignment = f->focal ? &f->focal->accept_assignment : NULL;

    if (!assignment || *assignment == 0)
        return;
    if (*assignment == SBILL_LAB_ONLY)
        sbill_1500_lost(f, assignment, SBILL_T("box 27 knows yes and no"));
    else
        sbill_1500_mark(
            f, *assignment == SBILL_YES ? SBILL_1500_ASSIGNMENT_YES : SBILL_1500_ASSIGNMENT_NO,
            assignment);
}

/* On the last form only. */
static void put_totals(struct sbill_1500 *f)
{
    int64_t paid = f->c->patient_paid;

    sbill_1500_used(f, &f->r->total_charge);
    sbill_1500_used(f, &f->r->patient_paid);
    if (f->other && f->other->adjudication)
        sbill_1500_used(f, &f->other->adjudication->paid);
    if (f->page + 1 < f->pages)
        return;
    sbill_1500_put_code(f, SBILL_1500_TOTAL, sbill_1500_money(f, f->c->total, 10), NULL);
    if (paid == SBILL_NO_MONEY)
        paid = 0;
    if (f->c->paid_by_others != SBILL_NO_MONEY &&
        !sbill_money_add(paid, f->c->paid_by_others, &paid))
        return;
    if (paid)
        sbill_1500_put_code(f, SBILL_1500_PAID, sbill_1500_money(f, paid, 9), NULL);
}

static struct sbill_text kind_and_id(struct sbill_1500 *f, struct sbill_1500_id id)
{
    sbill_1500_used(f, id.kind_from);
    return sbill_1500_join(f, id.kind, "", id.value);
}

static void put_who(struct sbill_1500 *f, const struct sbill_provider *p, enum sbill_1500_box name,
                    enum sbill_1500_box street, enum sbill_1500_box city)
{
    struct sbill_1500_parts parts = sbill_1500_provider_parts(p);

    sbill_1500_put_parts(f, name, sbill_1500_full_name(f, p), &parts);
    parts = sbill_1500_street_parts(&p->address);
    sbill_1500_put_parts(f, street, sbill_1500_street(f, &p->address), &parts);
    parts = sbill_1500_city_parts(&p->address);
    sbill_1500_put_parts(f, city, sbill_1500_city(f, &p->address), &parts);
}

/* Given where it is not the billing address, which is printed then: payers want to read it. A visit at home (12) has
 * neither. */
static void put_facility(struct sbill_1500 *f, const struct sbill_provider *billing)
{
    const struct sbill_line *first = &f->r->lines.v[f->c->lines.v[0].line];
    const struct sbill_provider *p = first->facility ? first->facility : f->r->facility;
    struct sbill_text place =
        first->place_of_service.n ? first->place_of_service : f->r->place_of_service;
    struct sbill_1500_id id;

    if (!p)
        p = sbill_text_is(place, "12") ? NULL : billing;
    if (!p)
        return;
    put_who(f, p, SBILL_1500_FACILITY_NAME, SBILL_1500_FACILITY_STREET, SBILL_1500_FACILITY_CITY);
    sbill_1500_put_code(f, SBILL_1500_FACILITY_NPI, p->npi, &p->npi);
    id = sbill_1500_other_id(f, p);
    if (p != billing && !sbill_text_is(id.kind, "ZZ"))
        sbill_1500_put_code(f, SBILL_1500_FACILITY_ID, kind_and_id(f, id), id.from);
}

static void put_billing(struct sbill_1500 *f, const struct sbill_provider *p)
{
    struct sbill_1500_id id = sbill_1500_other_id(f, p);

    sbill_1500_put_code(f, SBILL_1500_BILLING_PHONE, sbill_1500_phone(f, p->phone), &p->phone);
    put_who(f, p, SBILL_1500_BILLING_NAME, SBILL_1500_BILLING_STREET, SBILL_1500_BILLING_CITY);
    sbill_1500_put_code(f, SBILL_1500_BILLING_NPI, p->npi, &p->npi);
    sbill_1500_put_code(f, SBILL_1500_BILLING_ID, kind_and_id(f, id), id.from);
}

void sbill_1500_billing(struct sbill_1500 *f)
{
    const struct sbill_provider *billing = f->r->providers.billing;

    /* The office's own number, or what was made from its key; hyphens have no place on the form. */
    sbill_1500_put(f, SBILL_1500_ACCOUNT, sbill_1500_number(f, f->c->id), &f->r->control_number);
    put_assignment(f);
    put_totals(f);
    if (f->r->provider_signature == SBILL_YES)
        sbill_1500_put(f, SBILL_1500_SIGNATURE, SBILL_T("SIGNATURE ON FILE"),
                       &f->r->provider_signature);
    if (f->c->lines.n)
        put_facility(f, billing);
    if (!billing)
        return;
    put_tax_id(f, billing);
    put_billing(f, billing);
}
