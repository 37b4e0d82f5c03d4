/* FHIR R4: Patient, Practitioner, Organization, Location. A resource about which the record says nothing (only a forced
 * claim has one) says that it is active: an element without value or children is not allowed. */
#include "write/fhir.h"

static void close_resource(struct sbill_fhir *f, size_t inside, const char *end, size_t n)
{
    if (sbill_xo_mark(&f->x) == inside)
        SBILL_XO_LIT(&f->x, "<active value=\"true\"/>\n");
    sbill_xo_put(&f->x, end, n);
}
#define CLOSE(f, inside, end) close_resource((f), (inside), "" end "\n", sizeof(end "\n") - 1)

void sbill_fhir_patient(struct sbill_fhir *f)
{
    const struct sbill_patient *p = &f->r->patient;
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Patient>\n");
    inside = sbill_xo_mark(&f->x);
    sbill_fhir_identifier(f, "MR", p->mrn);
    if (f->focal)
        sbill_fhir_identifier(f, "MB", f->focal->patient_member_id);
    sbill_fhir_tax_id(f, p->ssn, true);
    sbill_fhir_number(f, SBILL_T("1W"), p->property_casualty_id);
    sbill_fhir_numbers(f, p->identifiers.v, p->identifiers.n);
    sbill_fhir_name(f, &p->name, (struct sbill_text){NULL, 0});
    sbill_fhir_telecom(f, "phone", p->phone);
    sbill_fhir_telecom(f, "email", p->email);
    sbill_fhir_gender(f, p->sex);
    SBILL_FHIR_OPT_DATE(f, "birthDate", p->birth_date);
    SBILL_FHIR_OPT_DATE(f, "deceasedDateTime", p->death_date);
    sbill_fhir_address(f, &p->address);
    SBILL_FHIR_OPT_IN(f, "<contact><name><text value=\"", p->contact, "\"/></name></contact>\n");
    CLOSE(f, inside, "</Patient>");
}

static void provider_identifiers(struct sbill_fhir *f, const struct sbill_provider *p)
{
    sbill_fhir_npi(f, p->npi);
    sbill_fhir_tax_id(f, p->tax_id, p->tax_id_type == 2);
    SBILL_FHIR_OPT_IN(
        f, "<identifier><system value=\"urn:oid:2.16.840.1.113883.4.7\"/><value value=\"", p->clia,
        "\"/></identifier>\n");
    sbill_fhir_number(f, SBILL_T("EW"), p->mammography_cert);
    sbill_fhir_numbers(f, p->identifiers.v, p->identifiers.n);
}

static void phone(struct sbill_fhir *f, const struct sbill_provider *p)
{
    struct sbill_text number = sbill_fhir_clean(p->phone);

    if (!number.n)
        return;
    SBILL_XO_TEXT(&f->x, "<telecom><system value=\"phone\"/><value value=\"", number, "");
    SBILL_FHIR_OPT_IN(f, " ext. ", p->phone_extension, "");
    SBILL_XO_LIT(&f->x, "\"/></telecom>\n");
}

static void provider_telecoms(struct sbill_fhir *f, const struct sbill_provider *p)
{
    phone(f, p);
    sbill_fhir_telecom(f, "fax", p->fax);
    sbill_fhir_telecom(f, "email", p->email);
}

static void practitioner(struct sbill_fhir *f, const struct sbill_provider *p)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Practitioner>\n");
    inside = sbill_xo_mark(&f->x);
    provider_identifiers(f, p);
    sbill_fhir_name(f, &p->name, p->credential);
    provider_telecoms(f, p);
    sbill_fhir_address(f, &p->address);
    SBILL_FHIR_OPT_IN(
        f,
        "<qualification><code><coding><system value=\"http://nucc.org/provider-taxonomy\"/>"
        "<code value=\"",
        sbill_fhir_code(f, p->taxonomy), "\"/></coding></code></qualification>\n");
    CLOSE(f, inside, "</Practitioner>");
}

static void organization(struct sbill_fhir *f, const struct sbill_provider *p)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Organization>\n");
    inside = sbill_xo_mark(&f->x);
    provider_identifiers(f, p);
    SBILL_FHIR_OPT_IN(
        f, "<type><coding><system value=\"http://nucc.org/provider-taxonomy\"/><code value=\"",
        sbill_fhir_code(f, p->taxonomy), "\"/></coding></type>\n");
    SBILL_FHIR_OPT(f, "name", p->organization);
    provider_telecoms(f, p);
    sbill_fhir_address(f, &p->address);
    SBILL_FHIR_OPT_IN(f, "<contact><name><text value=\"", p->contact, "\"/></name></contact>\n");
    CLOSE(f, inside, "</Organization>");
}

void sbill_fhir_provider(struct sbill_fhir *f, const struct sbill_provider *p)
{
    if (sbill_fhir_is_person(p))
        practitioner(f, p);
    else
        organization(f, p);
}

/* Where the money goes when that is not the billing address: the billing provider's name at another place. */
void sbill_fhir_pay_to(struct sbill_fhir *f, const struct sbill_address *a)
{
    const struct sbill_provider *billing = f->r->providers.billing;
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Organization>\n");
    inside = sbill_xo_mark(&f->x);
    if (billing && sbill_fhir_is_person(billing))
        SBILL_FHIR_OPT(f, "name", billing->name.last);
    else if (billing)
        SBILL_FHIR_OPT(f, "name", billing->organization);
    sbill_fhir_address(f, a);
    CLOSE(f, inside, "</Organization>");
}

void sbill_fhir_plan(struct sbill_fhir *f, const struct sbill_plan *p)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Organization>\n");
    inside = sbill_xo_mark(&f->x);
    sbill_fhir_entity_id(f, p->id_type, p->id);
    sbill_fhir_numbers(f, p->identifiers.v, p->identifiers.n);
    SBILL_FHIR_OPT(f, "name", p->name);
    sbill_fhir_address(f, &p->address);
    CLOSE(f, inside, "</Organization>");
}

void sbill_fhir_facility(struct sbill_fhir *f, const struct sbill_provider *p)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Location>\n");
    inside = sbill_xo_mark(&f->x);
    provider_identifiers(f, p);
    SBILL_FHIR_OPT(f, "name", p->organization.n ? p->organization : p->name.last);
    SBILL_FHIR_OPT_IN(
        f, "<type><coding><system value=\"http://nucc.org/provider-taxonomy\"/><code value=\"",
        sbill_fhir_code(f, p->taxonomy), "\"/></coding></type>\n");
    provider_telecoms(f, p);
    sbill_fhir_address(f, &p->address);
    if (sbill_xo_mark(&f->x) == inside)
        SBILL_XO_LIT(&f->x, "<status value=\"active\"/>\n");
    SBILL_XO_LIT(&f->x, "</Location>\n");
}
