/* FHIR R4: Coverage, the payer behind it, and the subscriber when that is not the patient. */
#include "write/fhir.h"

void sbill_fhir_payer(struct sbill_fhir *f, const struct sbill_payer *p)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Organization>\n");
    inside = sbill_xo_mark(&f->x);
    sbill_fhir_entity_id(f, p->id_type, p->id);
    sbill_fhir_numbers(f, p->identifiers.v, p->identifiers.n);
    SBILL_FHIR_OPT(f, "name", p->name);
    sbill_fhir_address(f, &p->address);
    if (sbill_xo_mark(&f->x) == inside)
        SBILL_XO_LIT(&f->x, "<active value=\"true\"/>\n");
    SBILL_XO_LIT(&f->x, "</Organization>\n");
}

/* ---- subscriber ------------------------------------------------------------------------------ */

static bool is_employer(const struct sbill_subscriber *s)
{
    return s->entity == SBILL_ORGANIZATION || (!s->entity && sbill_fhir_clean(s->organization).n);
}

static void employer(struct sbill_fhir *f, const struct sbill_subscriber *s)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<Organization>\n");
    inside = sbill_xo_mark(&f->x);
    SBILL_FHIR_OPT(f, "name", s->organization);
    sbill_fhir_telecom(f, "phone", s->phone);
    sbill_fhir_address(f, &s->address);
    if (sbill_xo_mark(&f->x) == inside)
        SBILL_XO_LIT(&f->x, "<active value=\"true\"/>\n");
    SBILL_XO_LIT(&f->x, "</Organization>\n");
}

void sbill_fhir_subscriber(struct sbill_fhir *f, const struct sbill_coverage *c)
{
    const struct sbill_subscriber *s = c->subscriber;

    if (is_employer(s)) {
        employer(f, s);
        return;
    }
    SBILL_XO_LIT(&f->x, "<RelatedPerson>\n");
    sbill_fhir_tax_id(f, s->ssn, true);
    SBILL_FHIR_REF(f, "<patient>", 1, "</patient>\n");
    sbill_fhir_name(f, &s->name, (struct sbill_text){NULL, 0});
    sbill_fhir_telecom(f, "phone", s->phone);
    sbill_fhir_gender(f, s->sex);
    SBILL_FHIR_OPT_DATE(f, "birthDate", s->birth_date);
    sbill_fhir_address(f, &s->address);
    SBILL_XO_LIT(&f->x, "</RelatedPerson>\n");
}

/* ---- coverage -------------------------------------------------------------------------------- */

/* SBR09 says what kind of plan, SBR05 why Medicare is not first. */
static void coverage_type(struct sbill_fhir *f, const struct sbill_coverage *c)
{
    size_t start = sbill_xo_mark(&f->x), inside;

    SBILL_XO_LIT(&f->x, "<type>");
    inside = sbill_xo_mark(&f->x);
    SBILL_FHIR_OPT_IN(f, "<coding><system value=\"" SBILL_FHIR_X12 "1032\"/><code value=\"",
                      sbill_fhir_code(f, c->filing_indicator), "\"/></coding>");
    SBILL_FHIR_OPT_IN(f, "<coding><system value=\"" SBILL_FHIR_X12 "1336\"/><code value=\"",
                      sbill_fhir_code(f, c->insurance_type), "\"/></coding>");
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</type>\n");
}

#define RELATION(code, words)                                                       \
    SBILL_TI("<relationship><coding><system value=\"" SBILL_FHIR_TERMS              \
             "subscriber-relationship\"/><code value=\"" code "\"/></coding>" words \
             "</relationship>\n")

static void relationship(struct sbill_fhir *f, int32_t relation)
{
    static const struct sbill_text words[] = {
        /* enum sbill_relationship */
        SBILL_TI(""),
        RELATION("self", ""),
        RELATION("spouse", ""),
        RELATION("child", ""),
        RELATION("other", "<text value=\"employee\"/>"),
        RELATION("other", "<text value=\"unknown\"/>"),
        RELATION("other", "<text value=\"organ donor\"/>"),
        RELATION("other", "<text value=\"cadaver donor\"/>"),
        RELATION("common", "<text value=\"life partner\"/>"),
        RELATION("other", ""),
    };

    if (relation > 0 && (size_t)relation < sizeof words / sizeof *words)
        sbill_xo_put(&f->x, words[relation].p, words[relation].n);
}

static void period(struct sbill_fhir *f, int32_t from, int32_t to)
{
    if (from == SBILL_NO_DATE && to == SBILL_NO_DATE)
        return;
    SBILL_XO_LIT(&f->x, "<period>");
    SBILL_FHIR_OPT_DATE(f, "start", from);
    SBILL_FHIR_OPT_DATE(f, "end", to);
    SBILL_XO_LIT(&f->x, "</period>\n");
}

#define CLASS(type)                                          \
    "<class><type><coding><system value=\"" SBILL_FHIR_TERMS \
    "coverage-class\"/><code value=\"" type "\"/></coding></type><value value=\""

/* A class needs a value: the name stands in for a number that was not given. */
static void classes(struct sbill_fhir *f, const struct sbill_coverage *c)
{
    struct sbill_text number = sbill_fhir_clean(c->group_number);
    struct sbill_text name = sbill_fhir_clean(c->group_name);

    if (number.n) {
        SBILL_XO_TEXT(&f->x, CLASS("group"), number, "\"/>");
        SBILL_FHIR_OPT(f, "name", name);
        SBILL_XO_LIT(&f->x, "</class>\n");
    } else if (name.n) {
        SBILL_XO_TEXT(&f->x, CLASS("group"), name, "\"/></class>\n");
    }
    SBILL_FHIR_OPT_IN(f, CLASS("plan"), c->plan_name, "\"/></class>\n");
}

/* An employer holds the policy; a person subscribes to it. Both are the patient when nobody else is named. */
static void subscriber(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_coverage *c = in->coverage;

    if (in->subscriber && is_employer(c->subscriber))
        SBILL_FHIR_REF(f, "<policyHolder>", in->subscriber, "</policyHolder>\n");
    else if (in->subscriber)
        SBILL_FHIR_REF(f, "<subscriber>", in->subscriber, "</subscriber>\n");
    else if (c->relationship == SBILL_SELF)
        SBILL_FHIR_REF(f, "<subscriber>", 1, "</subscriber>\n");
    SBILL_FHIR_OPT(f, "subscriberId", c->member_id);
}

void sbill_fhir_coverage(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_coverage *c = in->coverage;

    SBILL_XO_LIT(&f->x, "<Coverage>\n<status value=\"active\"/>\n");
    coverage_type(f, c);
    subscriber(f, in);
    SBILL_FHIR_REF(f, "<beneficiary>", 1, "</beneficiary>\n");
    relationship(f, c->relationship);
    period(f, c->valid_from, c->valid_to);
    SBILL_FHIR_REF(f, "<payor>", in->payer, "</payor>\n");
    classes(f, c);
    SBILL_XO_INT(&f->x, "<order value=\"", in - f->insurance + 1, "\"/>\n</Coverage>\n");
}
