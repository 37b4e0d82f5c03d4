/* What a professional or dental claim cannot be without: CMS-1500 (02/12) items and the required
 * elements of the 837P and 837D. */
#include "check/edits.h"

static void missing(struct sbill_check *k, int32_t number, const char *path, int32_t i,
                    const char *name, const char *words)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    if (name)
        sbill_say_z(k, f, name, words);
}

void sbill_edit_patient_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_patient *p = &k->record->patient;

    (void)i;
    if (!p->name.last.n)
        missing(k, SBILL_FINDING_PATIENT_NAME_MISSING, "patient.name.last", 0, "part", "last name");
    if (!p->name.first.n)
        missing(k, SBILL_FINDING_PATIENT_NAME_MISSING, "patient.name.first", 0, "part",
                "first name");
    if (p->birth_date == SBILL_NO_DATE)
        missing(k, SBILL_FINDING_PATIENT_BIRTH_DATE_MISSING, "patient.birth_date", 0, NULL, NULL);
    if (!p->sex)
        missing(k, SBILL_FINDING_PATIENT_SEX_MISSING, "patient.sex", 0, NULL, NULL);
    if (!sbill_address_given(&p->address))
        missing(k, SBILL_FINDING_PATIENT_ADDRESS_MISSING, "patient.address", 0, "part",
                "street and city");
    else if (sbill_in_us(&p->address) && !p->address.state.n)
        missing(k, SBILL_FINDING_PATIENT_ADDRESS_MISSING, "patient.address.state", 0, "part",
                "state");
    else if (sbill_in_us(&p->address) && !p->address.zip.n)
        missing(k, SBILL_FINDING_PATIENT_ADDRESS_MISSING, "patient.address.zip", 0, "part",
                "ZIP code");
}

static void subscriber_required(struct sbill_check *k, const struct sbill_coverage *c)
{
    const struct sbill_subscriber *s = c->subscriber;

    if (!c->relationship)
        missing(k, SBILL_FINDING_RELATIONSHIP_MISSING, "coverages[%d].relationship",
                k->coverage_index, NULL, NULL);
    else if (c->relationship != SBILL_SELF && (!s || (!s->name.last.n && !s->organization.n)))
        missing(k, SBILL_FINDING_SUBSCRIBER_MISSING, "coverages[%d].subscriber", k->coverage_index,
                NULL, NULL);
}

void sbill_edit_coverage_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_coverage *c = k->coverage;
    int32_t at = k->coverage_index;

    (void)i;
    if (!c)
        return;
    if (!c->payer.name.n)
        missing(k, SBILL_FINDING_PAYER_MISSING, "coverages[%d].payer.name", at, "part", "name");
    if (!c->payer.id.n)
        missing(k, SBILL_FINDING_PAYER_MISSING, "coverages[%d].payer.id", at, "part",
                "electronic id");
    /* In workers' compensation and auto claims the claim number stands for it. */
    if (!c->member_id.n && !(k->plan & (SBILL_PLAN_WORK | SBILL_PLAN_AUTO)) &&
        !c->patient_member_id.n)
        missing(k, SBILL_FINDING_MEMBER_ID_MISSING, "coverages[%d].member_id", at, NULL, NULL);
    subscriber_required(k, c);
}

void sbill_edit_billing_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_provider *b = k->record->providers.billing;

    (void)i;
    if (!b || (!b->organization.n && !b->name.last.n)) {
        missing(k, SBILL_FINDING_BILLING_PROVIDER_MISSING, "providers.billing", 0, NULL, NULL);
        if (!b)
            return;
    }
    if (!b->npi.n && !b->identifiers.n)
        missing(k, SBILL_FINDING_NPI_MISSING, "providers.billing.npi", 0, "role",
                "billing provider");
    if (!b->tax_id.n)
        missing(k, SBILL_FINDING_TAX_ID_MISSING, "providers.billing.tax_id", 0, NULL, NULL);
    if (!sbill_address_given(&b->address) ||
        (sbill_in_us(&b->address) && (!b->address.state.n || !b->address.zip.n)))
        missing(k, SBILL_FINDING_BILLING_ADDRESS_MISSING, "providers.billing.address", 0, NULL,
                NULL);
}

/* An organisation bills, a person renders. A laboratory (81) renders itself. */
static bool renders_itself(const struct sbill_check *k, int32_t line)
{
    const struct sbill_provider *b = k->record->providers.billing;

    if (!b || (!b->organization.n && b->entity != SBILL_ORGANIZATION))
        return true;
    return sbill_text_is(sbill_line_place(k, line), "81");
}

void sbill_edit_rendering_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_provider *p = k->record->providers.rendering;
    bool said = false;

    (void)i;
    if (p && !p->npi.n && !p->identifiers.n)
        missing(k, SBILL_FINDING_NPI_MISSING, "providers.rendering.npi", 0, "role",
                "rendering provider");
    for (size_t l = 0; l < k->record->lines.n; l++) {
        const struct sbill_provider *own = k->record->lines.v[l].rendering;

        if (!k->lines[l].billed)
            continue;
        if (own && !own->npi.n && !own->identifiers.n)
            missing(k, SBILL_FINDING_NPI_MISSING, "lines[%d].rendering.npi", (int32_t)l, "role",
                    "rendering provider");
        if (own || p || said || renders_itself(k, (int32_t)l))
            continue;
        missing(k, SBILL_FINDING_RENDERING_MISSING, "providers.rendering", 0, NULL, NULL);
        said = true;
    }
}

void sbill_edit_line_required(struct sbill_check *k, int32_t i)
{
    if (!k->record->lines.v[i].code.n)
        missing(k, SBILL_FINDING_SERVICE_CODE_MISSING, "lines[%d].code", i, NULL, NULL);
    if (k->lines[i].on == SBILL_NO_DATE && k->record->use != SBILL_USE_PREDETERMINATION)
        missing(k, SBILL_FINDING_SERVICE_DATE_MISSING, "lines[%d].date_from", i, NULL, NULL);
}

void sbill_edit_accident(struct sbill_check *k, int32_t i)
{
    const struct sbill_accident *a = &k->record->accident;
    bool any = a->employment == SBILL_YES || a->automobile == SBILL_YES || a->other == SBILL_YES;

    (void)i;
    if (any && a->date == SBILL_NO_DATE)
        missing(k, SBILL_FINDING_ACCIDENT_DATE_MISSING, "accident.date", 0, NULL, NULL);
    if (a->automobile == SBILL_YES && !a->state.n &&
        (!a->country.n || sbill_text_is(a->country, "US")))
        missing(k, SBILL_FINDING_ACCIDENT_STATE_MISSING, "accident.state", 0, NULL, NULL);
}
