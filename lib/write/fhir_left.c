/* FHIR R4: what a claim says that has no place there. The result lists it, so that nobody believes it was sent. A test
 * walks the field register and sees that each field with a box or an 837 element is either written or named here. */
#include "write/fhir.h"

#include <stddef.h>

/* MONEY stands for quantities too: "not given" is the same number. */
enum given {
    TEXT,
    LIST,
    OBJECT,
    FLAG,
    MONEY,
    DATE,
    TIME,
    NUMBER
};

struct field {
    size_t offset;
    enum given kind;
    const char *path, *why;
};

#define NO_ELEMENT "FHIR R4 has no element for it"

/* clang-format off */
#define FIELD(S, member, kind, path, why) {offsetof(struct S, member), kind, path, why}

static const struct field of_record[] = {
    FIELD(sbill_record, provider_signature, FLAG, "provider_signature", NO_ELEMENT),
    FIELD(sbill_record, contract, OBJECT, "contract", NO_ELEMENT),
    FIELD(sbill_record, repricing, OBJECT, "repricing", NO_ELEMENT),
    FIELD(sbill_record, inpatient, OBJECT, "inpatient", "of a hospital stay only its days are written"),
    FIELD(sbill_record, fixed_format, LIST, "fixed_format", NO_ELEMENT),
    FIELD(sbill_record, encounter_report, FLAG, "encounter_report", NO_ELEMENT),
    FIELD(sbill_record, references.medicare_crossover, TEXT, "references.medicare_crossover", NO_ELEMENT),
    FIELD(sbill_record, dates.repricer_received, DATE, "dates.repricer_received", NO_ELEMENT),
    FIELD(sbill_record, providers.pay_to_entity, NUMBER, "providers.pay_to_entity", NO_ELEMENT),
    FIELD(sbill_record, patient.phone_extension, TEXT, "patient.phone_extension", NO_ELEMENT),
    FIELD(sbill_record, patient.signature, NUMBER, "patient.signature", NO_ELEMENT),
};
static const struct field of_coverage[] = {
    FIELD(sbill_coverage, member_id_type, TEXT, "coverages[%d].member_id_type", NO_ELEMENT),
    FIELD(sbill_coverage, release_of_information, NUMBER, "coverages[%d].release_of_information", NO_ELEMENT),
    FIELD(sbill_coverage, accept_assignment, NUMBER, "coverages[%d].accept_assignment", NO_ELEMENT),
    FIELD(sbill_coverage, signature_source, TEXT, "coverages[%d].signature_source", NO_ELEMENT),
};
static const struct field of_adjudication[] = {
    FIELD(sbill_adjudication, readjudicated, FLAG, "coverages[%d].adjudication.readjudicated", NO_ELEMENT),
    FIELD(sbill_adjudication, reimbursement_rate, MONEY, "coverages[%d].adjudication.reimbursement_rate", NO_ELEMENT),
    FIELD(sbill_adjudication, hcpcs_payable, MONEY, "coverages[%d].adjudication.hcpcs_payable", NO_ELEMENT),
    FIELD(sbill_adjudication, esrd_paid, MONEY, "coverages[%d].adjudication.esrd_paid", NO_ELEMENT),
    FIELD(sbill_adjudication, professional_component, MONEY, "coverages[%d].adjudication.professional_component",
          NO_ELEMENT),
};
static const struct field of_adjudicated_line[] = {
    FIELD(sbill_line_adjudication, qualifier, TEXT, "coverages[%d].adjudication.lines[%d].qualifier", NO_ELEMENT),
    FIELD(sbill_line_adjudication, description, TEXT, "coverages[%d].adjudication.lines[%d].description", NO_ELEMENT),
    FIELD(sbill_line_adjudication, bundled_into, NUMBER, "coverages[%d].adjudication.lines[%d].bundled_into",
          NO_ELEMENT),
};
static const struct field of_line[] = {
    FIELD(sbill_line, qualifier, TEXT, "lines[%d].qualifier", NO_ELEMENT),
    FIELD(sbill_line, copay_exempt, FLAG, "lines[%d].copay_exempt", NO_ELEMENT),
    FIELD(sbill_line, time_start, TIME, "lines[%d].time_start", "FHIR has no time without a time zone"),
    FIELD(sbill_line, time_end, TIME, "lines[%d].time_end", "FHIR has no time without a time zone"),
    FIELD(sbill_line, repricing, OBJECT, "lines[%d].repricing", NO_ELEMENT),
    FIELD(sbill_line, contract, OBJECT, "lines[%d].contract", NO_ELEMENT),
    FIELD(sbill_line, fixed_format, LIST, "lines[%d].fixed_format", NO_ELEMENT),
    FIELD(sbill_line, attachments, LIST, "lines[%d].attachments", "papers of single lines are not written"),
    FIELD(sbill_line, obstetric_units, MONEY, "lines[%d].obstetric_units", NO_ELEMENT),
    FIELD(sbill_line, purchased_from, TEXT, "lines[%d].purchased_from", NO_ELEMENT),
    FIELD(sbill_line, forms, LIST, "lines[%d].forms", "a certificate is a QuestionnaireResponse, which is not written"),
};
static const struct field of_drug[] = {
    FIELD(sbill_drug, code_type, TEXT, "lines[%d].drug.code_type", NO_ELEMENT),
};
static const struct field of_subscriber[] = {
    FIELD(sbill_subscriber, contact, TEXT, "coverages[%d].subscriber.contact", NO_ELEMENT),
    FIELD(sbill_subscriber, phone_extension, TEXT, "coverages[%d].subscriber.phone_extension", NO_ELEMENT),
};
static const struct field of_dme[] = {
    FIELD(sbill_dme, days, NUMBER, "lines[%d].dme.days", NO_ELEMENT),
    FIELD(sbill_dme, rental_price, MONEY, "lines[%d].dme.rental_price", NO_ELEMENT),
    FIELD(sbill_dme, purchase_price, MONEY, "lines[%d].dme.purchase_price", NO_ELEMENT),
    FIELD(sbill_dme, rental_frequency, TEXT, "lines[%d].dme.rental_frequency", NO_ELEMENT),
    FIELD(sbill_dme, certification, NUMBER, "lines[%d].dme.certification", NO_ELEMENT),
    FIELD(sbill_dme, duration_months, NUMBER, "lines[%d].dme.duration_months", NO_ELEMENT),
    FIELD(sbill_dme, conditions, LIST, "lines[%d].dme.conditions", NO_ELEMENT),
    FIELD(sbill_dme, conditions_absent, LIST, "lines[%d].dme.conditions_absent", NO_ELEMENT),
    FIELD(sbill_dme, certificate_transmission, TEXT, "lines[%d].dme.certificate_transmission", NO_ELEMENT),
};
static const struct field of_ambulance[] = {
    FIELD(sbill_ambulance, conditions_absent, LIST, "ambulance.conditions_absent", NO_ELEMENT),
};
static const struct field of_line_ambulance[] = {
    FIELD(sbill_ambulance, conditions_absent, LIST, "lines[%d].ambulance.conditions_absent", NO_ELEMENT),
};
static const struct field of_test_result[] = {
    FIELD(sbill_test_result, origin, NUMBER, "lines[%d].test_results[%d].origin", NO_ELEMENT),
};
static const struct field of_observation[] = {
    FIELD(sbill_observation, value_type, TEXT, "lines[%d].observations[%d].value_type", NO_ELEMENT),
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool is_given(const void *object, const struct field *field)
{
    const char *at = (const char *)object + field->offset;
    union {
        struct sbill_text text;
        sbill_texts list; /* every list is laid out so */
        const void *object;
        sbill_flag flag;
        int64_t money;
        int32_t number;
    } v;

    switch (field->kind) {
    case TEXT:
        memcpy(&v.text, at, sizeof v.text);
        return sbill_fhir_clean(v.text).n > 0;
    case LIST:
        memcpy(&v.list, at, sizeof v.list);
        return v.list.n > 0;
    case OBJECT:
        memcpy(&v.object, at, sizeof v.object);
        return v.object != NULL;
    case FLAG:
        memcpy(&v.flag, at, sizeof v.flag);
        return v.flag != SBILL_UNKNOWN;
    case MONEY:
        memcpy(&v.money, at, sizeof v.money);
        return v.money != SBILL_NO_MONEY;
    default:
        memcpy(&v.number, at, sizeof v.number);
        return v.number != (field->kind == DATE   ? SBILL_NO_DATE
                            : field->kind == TIME ? SBILL_NO_TIME
                                                  : 0);
    }
}

/* Path words with up to two indexes in place of %d; static text if there are none, else in the encounter's arena. */
static struct sbill_text path_text(struct sbill_encounter *e, const char *words, size_t a, size_t b)
{
    struct sbill_text rest = sbill_text_from(words);
    size_t index[2] = {a, b};
    const char *percent = memchr(rest.p, '%', rest.n);
    char *start, *p;

    if (!percent)
        return rest;
    start = p = sbill_arena_get(&e->arena, rest.n + sizeof(char[2][SBILL_XO_NUMBER]));
    for (size_t i = 0; p && percent && i < 2; i++) {
        size_t n = (size_t)(percent - rest.p);
        memcpy(p, rest.p, n);
        p = sbill_xo_digits(p + n, (int64_t)index[i]);
        rest.p += n + 2;
        rest.n -= n + 2;
        percent = memchr(rest.p, '%', rest.n);
    }
    if (!p)
        return (struct sbill_text){"", 0};
    memcpy(p, rest.p, rest.n);
    return (struct sbill_text){start, (size_t)(p - start) + rest.n};
}

static void leave_out(struct sbill_fhir *f, const char *path, size_t a, size_t b, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&f->e->arena, &f->e->left_out);

    if (!l)
        return;
    l->path = path_text(f->e, path, a, b);
    l->why = sbill_text_from(why);
}

static void each(struct sbill_fhir *f, const struct field *fields, size_t n, const void *object,
                 size_t a, size_t b)
{
    for (size_t i = 0; i < n; i++)
        if (is_given(object, &fields[i]))
            leave_out(f, fields[i].path, a, b, fields[i].why);
}

static bool another_code(const struct sbill_fhir *f, const struct sbill_line_adjudication *a)
{
    for (size_t i = 0; i < f->c->lines.n; i++)
        if (sbill_text_eq_fold(f->r->lines.v[f->c->lines.v[i].line].code, a->code))
            return false;
    return a->code.n > 0;
}

static void adjudication_left(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_adjudication *a = in->coverage->adjudication;
    size_t at = (size_t)(in->coverage - f->r->coverages.v);

    if (!a)
        return;
    if (!in->response) {
        leave_out(f, "coverages[%d].adjudication", at, 0,
                  "a claim tells what earlier payers decided, not this or a later one");
        return;
    }
    each(f, of_adjudication, COUNT(of_adjudication), a, at, 0);
    for (size_t i = 0; i < a->lines.n; i++) {
        each(f, of_adjudicated_line, COUNT(of_adjudicated_line), &a->lines.v[i], at, i);
        if (a->lines.v[i].date != SBILL_NO_DATE && a->lines.v[i].date != a->date)
            leave_out(f, "coverages[%d].adjudication.lines[%d].date", at, i,
                      "a ClaimResponse has one date for all lines");
        if (!sbill_fhir_adjudicated_item(f, &a->lines.v[i]))
            leave_out(f, "coverages[%d].adjudication.lines[%d]", at, i,
                      "this claim has no line that it speaks of");
        else if (another_code(f, &a->lines.v[i]))
            leave_out(f, "coverages[%d].adjudication.lines[%d].code", at, i,
                      "the payer decided about another code than was billed");
    }
}

static bool is_authorized(const struct sbill_fhir *f, const struct sbill_authorization *a)
{
    for (size_t i = 0; i < f->insurance_count; i++)
        if (sbill_fhir_authorizes(a, f->insurance[i].coverage))
            return true;
    return false;
}

static void line_left(struct sbill_fhir *f, const struct sbill_claim_line *billed)
{
    const struct sbill_line *l = &f->r->lines.v[billed->line];
    size_t at = (size_t)billed->line;

    each(f, of_line, COUNT(of_line), l, at, 0);
    if (l->drug)
        each(f, of_drug, COUNT(of_drug), l->drug, at, 0);
    if (l->ambulance)
        each(f, of_line_ambulance, COUNT(of_line_ambulance), l->ambulance, at, 0);
    if (l->dme)
        each(f, of_dme, COUNT(of_dme), l->dme, at, 0);
    for (size_t i = 0; i < l->test_results.n; i++)
        each(f, of_test_result, COUNT(of_test_result), &l->test_results.v[i], at, i);
    for (size_t i = 0; i < l->observations.n; i++)
        each(f, of_observation, COUNT(of_observation), &l->observations.v[i], at, i);
    for (size_t i = 0; i < l->other_authorizations.n; i++)
        if (!is_authorized(f, &l->other_authorizations.v[i]))
            leave_out(f, "lines[%d].other_authorizations[%d]", at, i,
                      "FHIR R4 has no place for a referral of another payer, or the record lacks "
                      "the payer");
}

void sbill_fhir_left_out(struct sbill_fhir *f)
{
    each(f, of_record, COUNT(of_record), f->r, 0, 0);
    if (f->r->ambulance)
        each(f, of_ambulance, COUNT(of_ambulance), f->r->ambulance, 0, 0);
    if (f->place && f->place->contact.n)
        leave_out(f, f->place == f->r->facility ? "facility.contact" : "lines[%d].facility.contact",
                  (size_t)f->c->lines.v[0].line, 0, "a Location has no contact");
    for (size_t i = 0; i < f->insurance_count; i++) {
        const struct sbill_coverage *c = f->insurance[i].coverage;
        each(f, of_coverage, COUNT(of_coverage), c, (size_t)(c - f->r->coverages.v), 0);
        if (c->subscriber)
            each(f, of_subscriber, COUNT(of_subscriber), c->subscriber,
                 (size_t)(c - f->r->coverages.v), 0);
        adjudication_left(f, &f->insurance[i]);
    }
    for (size_t i = 0; i < f->c->lines.n; i++)
        line_left(f, &f->c->lines.v[i]);
    if (f->x.replaced)
        leave_out(f, "", 0, 0, "characters that XML cannot hold were replaced by U+FFFD");
}
