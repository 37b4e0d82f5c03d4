/* FHIR R4: the Claim itself. */
#include "write/fhir.h"

static const struct sbill_line *line_at(const struct sbill_fhir *f, size_t i)
{
    return &f->r->lines.v[f->c->lines.v[i].line];
}

/* ---- head ------------------------------------------------------------------------------------ */

#define CONCEPT(name, system, code)                                                        \
    "<" name "><coding><system value=\"" SBILL_FHIR_TERMS system "\"/><code value=\"" code \
    "\"/></coding></" name ">\n"

/* A void asks for the claim to be withdrawn, which is what `cancelled` says; FHIR has no frequency code. */
static void status_type_use(struct sbill_fhir *f)
{
    if (f->c->draft)
        SBILL_XO_LIT(&f->x, "<status value=\"draft\"/>\n");
    else if (f->c->frequency == 8)
        SBILL_XO_LIT(&f->x, "<status value=\"cancelled\"/>\n");
    else
        SBILL_XO_LIT(&f->x, "<status value=\"active\"/>\n");
    if (f->r->claim_type == SBILL_DENTAL)
        SBILL_XO_LIT(&f->x, CONCEPT("type", "claim-type", "oral"));
    else if (f->r->claim_type == SBILL_INSTITUTIONAL)
        SBILL_XO_LIT(&f->x, CONCEPT("type", "claim-type", "institutional"));
    else
        SBILL_XO_LIT(&f->x, CONCEPT("type", "claim-type", "professional"));
    if (f->r->use == SBILL_USE_PREDETERMINATION)
        SBILL_XO_LIT(&f->x, "<use value=\"predetermination\"/>\n");
    else if (f->r->use == SBILL_USE_PREAUTHORIZATION)
        SBILL_XO_LIT(&f->x, "<use value=\"preauthorization\"/>\n");
    else
        SBILL_XO_LIT(&f->x, "<use value=\"claim\"/>\n");
}

static void later(int32_t *latest, int32_t date)
{
    if (date != SBILL_NO_DATE && date > *latest)
        *latest = date;
}

static int32_t line_end(const struct sbill_record *r, const struct sbill_line *l)
{
    int32_t from = sbill_line_date(r, l);

    if (l->date_to != SBILL_NO_DATE)
        return l->date_to;
    return l->date_from == SBILL_NO_DATE && r->date_to != SBILL_NO_DATE ? r->date_to : from;
}

/* From the first to the last date of service on this claim. A predetermination has none yet. */
static void billable_period(struct sbill_fhir *f)
{
    int32_t first = SBILL_NO_DATE, last = SBILL_NO_DATE;

    for (size_t i = 0; i < f->c->lines.n; i++) {
        int32_t from = sbill_line_date(f->r, line_at(f, i));
        if (from != SBILL_NO_DATE && (first == SBILL_NO_DATE || from < first))
            first = from;
        later(&last, line_end(f->r, line_at(f, i)));
    }
    if (first == SBILL_NO_DATE || f->r->use == SBILL_USE_PREDETERMINATION)
        return;
    SBILL_XO_DATE(&f->x, "<billablePeriod><start value=\"", first, "\"/>");
    SBILL_XO_DATE(&f->x, "<end value=\"", last, "\"/></billablePeriod>\n");
}

/* The day the claim is made: the option as-of, else the last date in the record. */
static void created(struct sbill_fhir *f)
{
    int32_t day = SBILL_NO_DATE;

    later(&day, f->r->date_from);
    later(&day, f->r->date_to);
    for (size_t i = 0; i < f->r->lines.n; i++)
        later(&day, line_end(f->r, &f->r->lines.v[i]));
    later(&day, f->r->received_date);
    for (size_t i = 0; i < f->insurance_count; i++)
        if (f->insurance[i].coverage->adjudication)
            later(&day, f->insurance[i].coverage->adjudication->date);
    if (f->e->settings.as_of != SBILL_NO_DATE)
        day = f->e->settings.as_of;
    if (day == SBILL_NO_DATE)
        SBILL_XO_LIT(&f->x, "<created>" SBILL_FHIR_ABSENT "</created>\n");
    else
        SBILL_XO_DATE(&f->x, "<created value=\"", day, "\"/>\n");
}

static void parties(struct sbill_fhir *f)
{
    if (f->insurance_count)
        SBILL_FHIR_REF(f, "<insurer>", f->insurance[f->focal_insurance].payer, "</insurer>\n");
    if (f->billing)
        SBILL_FHIR_REF(f, "<provider>", f->billing, "</provider>\n");
    else
        SBILL_XO_LIT(&f->x, "<provider>" SBILL_FHIR_ABSENT "</provider>\n");
    SBILL_XO_LIT(&f->x, CONCEPT("priority", "processpriority", "normal"));
}

/* A replacement or void names the claim it is about by the payer's own number. */
static void related(struct sbill_fhir *f)
{
    if (f->c->frequency != 7 && f->c->frequency != 8)
        return;
    SBILL_XO_LIT(&f->x, "<related><relationship><coding><system value=\"" SBILL_FHIR_TERMS
                        "ex-relatedclaimrelationship\"/><code value=\"prior\"/></coding>");
    if (f->c->frequency == 7)
        SBILL_XO_LIT(&f->x, "<text value=\"replaces\"/></relationship>");
    else
        SBILL_XO_LIT(&f->x, "<text value=\"voids\"/></relationship>");
    if (f->focal)
        SBILL_FHIR_OPT_IN(f,
                          "<reference><type><coding><system value=\"" SBILL_FHIR_X12
                          "128\"/><code value=\"F8\"/></coding></type><value value=\"",
                          f->focal->payer_claim_control_number, "\"/></reference>");
    SBILL_XO_LIT(&f->x, "</related>\n");
}

#define PAYEE(code)                                                                             \
    "<payee><type><coding><system value=\"" SBILL_FHIR_TERMS "payeetype\"/><code value=\"" code \
    "\"/></coding></type>"

static void payee(struct sbill_fhir *f)
{
    int32_t assigned = f->focal ? f->focal->assignment_of_benefits : SBILL_UNKNOWN;

    if (f->r->providers.pay_to_plan)
        SBILL_XO_LIT(&f->x, PAYEE("other"));
    else if (assigned == SBILL_NO)
        SBILL_XO_LIT(&f->x, PAYEE("subscriber"));
    else if (assigned || f->pay_to)
        SBILL_XO_LIT(&f->x, PAYEE("provider"));
    else
        return;
    if (f->pay_to && (f->r->providers.pay_to_plan || assigned != SBILL_NO))
        SBILL_FHIR_REF(f, "<party>", f->pay_to, "</party>");
    SBILL_XO_LIT(&f->x, "</payee>\n");
}

/* Claims are split so that all lines of one share a referral: the first one given. */
static struct sbill_text referral_number(const struct sbill_fhir *f)
{
    for (size_t i = 0; i < f->c->lines.n; i++)
        if (line_at(f, i)->referral_number.n)
            return line_at(f, i)->referral_number;
    return f->focal ? f->focal->referral_number : (struct sbill_text){NULL, 0};
}

static void head(struct sbill_fhir *f)
{
    if (f->c->patient_paid != SBILL_NO_MONEY) {
        SBILL_XO_LIT(&f->x, "<extension url=\"http://hl7.org/fhir/5.0/StructureDefinition/"
                            "extension-Claim.patientPaid\">");
        SBILL_FHIR_MONEY(f, "valueMoney", f->c->patient_paid);
        SBILL_XO_LIT(&f->x, "</extension>\n");
    }
    SBILL_FHIR_OPT_IN(f, "<identifier><value value=\"", f->c->id, "\"/></identifier>\n");
    sbill_fhir_number(f, SBILL_T("D9"), f->r->references.intermediary_claim_id);
    status_type_use(f);
    SBILL_FHIR_REF(f, "<patient>", 1, "</patient>\n");
    billable_period(f);
    created(f);
    parties(f);
    related(f);
    payee(f);
    SBILL_FHIR_OPT_IN(f,
                      "<referral><identifier><type><coding><system value=\"" SBILL_FHIR_X12
                      "128\"/><code value=\"9F\"/></coding></type><value value=\"",
                      referral_number(f), "\"/></identifier></referral>\n");
    if (f->facility)
        SBILL_FHIR_REF(f, "<facility>", f->facility, "</facility>\n");
}

/* ---- diagnoses and procedures ---------------------------------------------------------------- */

static void diagnoses(struct sbill_fhir *f)
{
    for (size_t i = 0; i < f->c->diagnoses.n; i++) {
        const struct sbill_dx *d = &f->r->diagnoses.v[f->c->diagnoses.v[i]];
        size_t inside;
        SBILL_XO_INT(&f->x, "<diagnosis><sequence value=\"", (int64_t)i + 1,
                     "\"/><diagnosisCodeableConcept>");
        inside = sbill_xo_mark(&f->x);
        sbill_fhir_coding(f, d->system ? d->system : SBILL_SYSTEM_ICD10CM, d->code);
        SBILL_FHIR_OPT(f, "text", d->text);
        if (sbill_xo_mark(&f->x) == inside)
            SBILL_XO_LIT(&f->x, SBILL_FHIR_ABSENT);
        SBILL_XO_LIT(&f->x, "</diagnosisCodeableConcept>");
        if (i == 0)
            SBILL_XO_LIT(&f->x, "<type><coding><system value=\"" SBILL_FHIR_TERMS
                                "ex-diagnosistype\"/><code value=\"principal\"/></coding></type>");
        SBILL_XO_LIT(&f->x, "</diagnosis>\n");
    }
}

static void procedures(struct sbill_fhir *f)
{
    int32_t n = 0;

    for (size_t i = 0; i < f->r->anesthesia_procedures.n; i++) {
        struct sbill_text code = sbill_fhir_clean(f->r->anesthesia_procedures.v[i]);
        if (!code.n)
            continue;
        SBILL_XO_INT(&f->x, "<procedure><sequence value=\"", ++n, "\"/><procedureCodeableConcept>");
        sbill_fhir_coding(f, sbill_fhir_system(0, code), code);
        SBILL_XO_LIT(&f->x, "</procedureCodeableConcept></procedure>\n");
    }
}

/* ---- insurance ------------------------------------------------------------------------------- */

/* One preAuthRef for each different number. */
struct numbers {
    struct sbill_text v[64];
    size_t n;
};

static void pre_auth(struct sbill_fhir *f, struct numbers *seen, struct sbill_text number)
{
    number = sbill_fhir_clean(number);
    if (!number.n)
        return;
    for (size_t i = 0; i < seen->n; i++)
        if (sbill_text_eq(seen->v[i], number))
            return;
    if (seen->n < sizeof seen->v / sizeof *seen->v)
        seen->v[seen->n++] = number;
    SBILL_XO_TEXT(&f->x, "<preAuthRef value=\"", number, "\"/>");
}

/* What a line says was authorized by this payer. */
static void line_auths(struct sbill_fhir *f, struct numbers *seen, const struct sbill_line *l,
                       const struct sbill_coverage *c, bool focal)
{
    if (focal) {
        pre_auth(f, seen, l->prior_authorization);
        pre_auth(f, seen, l->predetermination);
    }
    for (size_t i = 0; i < l->other_authorizations.n; i++)
        if (sbill_fhir_authorizes(&l->other_authorizations.v[i], c))
            pre_auth(f, seen, l->other_authorizations.v[i].number);
}

bool sbill_fhir_authorizes(const struct sbill_authorization *a, const struct sbill_coverage *c)
{
    return a->kind != 2 && a->payer.n && sbill_text_eq(a->payer, c->payer.id);
}

static void pre_auths(struct sbill_fhir *f, const struct sbill_fhir_insurance *in, bool focal)
{
    struct numbers seen;

    seen.n = 0;
    pre_auth(f, &seen, in->coverage->prior_authorization);
    if (focal)
        pre_auth(f, &seen, f->r->references.predetermination);
    for (size_t i = 0; i < f->c->lines.n; i++)
        line_auths(f, &seen, line_at(f, i), in->coverage, focal);
}

static void insurance(struct sbill_fhir *f, size_t i)
{
    const struct sbill_fhir_insurance *in = &f->insurance[i];
    bool focal = i == f->focal_insurance;

    SBILL_XO_INT(&f->x, "<insurance><sequence value=\"", (int64_t)i + 1, "\"/>");
    if (focal)
        SBILL_XO_LIT(&f->x, "<focal value=\"true\"/>");
    else
        SBILL_XO_LIT(&f->x, "<focal value=\"false\"/>");
    SBILL_FHIR_OPT_IN(f,
                      "<identifier><type><coding><system value=\"" SBILL_FHIR_X12
                      "128\"/><code value=\"Y4\"/></coding></type><value value=\"",
                      in->coverage->claim_number, "\"/></identifier>");
    SBILL_FHIR_REF(f, "<coverage>", in->party, "</coverage>");
    pre_auths(f, in, focal);
    if (in->response)
        SBILL_FHIR_REF(f, "<claimResponse>", in->response, "</claimResponse>");
    SBILL_XO_LIT(&f->x, "</insurance>\n");
}

static void insurances(struct sbill_fhir *f)
{
    for (size_t i = 0; i < f->insurance_count; i++)
        insurance(f, i);
    if (!f->insurance_count)
        SBILL_XO_LIT(&f->x, "<insurance><sequence value=\"1\"/><focal value=\"true\"/>"
                            "<coverage>" SBILL_FHIR_ABSENT "</coverage></insurance>\n");
}

/* ---- accident -------------------------------------------------------------------------------- */

#define CAUSE(code)                                                                          \
    "<coding><system value=\"" SBILL_FHIR_TERMS "v3-ActCode\"/><code value=\"" code "\"/></" \
    "coding>"

/* One incident may have several causes: each is a coding, all stand in the words. */
static void accident_type(struct sbill_fhir *f, const struct sbill_accident *a)
{
    static const struct sbill_text words[8] = {
        SBILL_TI(""),
        SBILL_TI("employment"),
        SBILL_TI("automobile accident"),
        SBILL_TI("automobile accident; employment"),
        SBILL_TI("other accident"),
        SBILL_TI("other accident; employment"),
        SBILL_TI("automobile accident; other accident"),
        SBILL_TI("automobile accident; other accident; employment"),
    };
    size_t causes = (size_t)(a->employment == SBILL_YES) +
                    2 * (size_t)(a->automobile == SBILL_YES) + 4 * (size_t)(a->other == SBILL_YES);

    if (!causes)
        return;
    SBILL_XO_LIT(&f->x, "<type>");
    if (a->automobile == SBILL_YES)
        SBILL_XO_LIT(&f->x, CAUSE("MVA"));
    if (a->employment == SBILL_YES)
        SBILL_XO_LIT(&f->x, CAUSE("WPA"));
    SBILL_XO_TEXT(&f->x, "<text value=\"", words[causes], "\"/></type>");
}

static void accident(struct sbill_fhir *f)
{
    const struct sbill_accident *a = &f->r->accident;
    struct sbill_text state = sbill_fhir_clean(a->state), country = sbill_fhir_clean(a->country);

    if (a->employment != SBILL_YES && a->automobile != SBILL_YES && a->other != SBILL_YES &&
        a->date == SBILL_NO_DATE)
        return;
    if (a->date == SBILL_NO_DATE)
        SBILL_XO_LIT(&f->x, "<accident><date>" SBILL_FHIR_ABSENT "</date>");
    else
        SBILL_XO_DATE(&f->x, "<accident><date value=\"", a->date, "\"/>");
    accident_type(f, a);
    if (state.n || country.n) {
        SBILL_XO_LIT(&f->x, "<locationAddress>");
        SBILL_FHIR_OPT(f, "state", state);
        SBILL_FHIR_OPT(f, "country", country);
        SBILL_XO_LIT(&f->x, "</locationAddress>");
    }
    SBILL_XO_LIT(&f->x, "</accident>\n");
}

void sbill_fhir_claim(struct sbill_fhir *f)
{
    SBILL_XO_LIT(&f->x, "<Claim>\n");
    head(f);
    sbill_fhir_care_team(f);
    sbill_fhir_supporting_info(f);
    diagnoses(f);
    procedures(f);
    insurances(f);
    accident(f);
    sbill_fhir_items(f);
    if (f->c->total != SBILL_NO_MONEY) {
        SBILL_FHIR_MONEY(f, "total", f->c->total);
        SBILL_XO_LIT(&f->x, "\n");
    }
    SBILL_XO_LIT(&f->x, "</Claim>\n");
}
