/* FHIR R4: supportingInfo of the claim as a whole. Each says with an X12 data element and code what it is (dates: 374,
 * reference numbers: 128), so that a reader need not trust our words. Those of a line are in fhir_line_info.c. */
#include "write/fhir_info.h"

/* clang-format off */
#define DATE(member, category, code, words) \
    {offsetof(struct sbill_dates, member), SBILL_INFO_CODED(category, "374", code, words)}
static const struct sbill_info_kind dates[] = {
    DATE(onset, "onset", "431", "onset of current illness or symptom"),
    DATE(last_menstrual_period, "onset", "484", "last menstrual period"),
    DATE(initial_treatment, "other", "454", "initial treatment"),
    DATE(last_seen, "other", "304", "last seen"),
    DATE(acute_manifestation, "other", "453", "acute manifestation of a chronic condition"),
    DATE(last_xray, "other", "455", "last X-ray"),
    DATE(prescription, "other", "471", "prescription"),
    DATE(last_worked, "employmentimpacted", "297", "last worked"),
    DATE(return_to_work, "employmentimpacted", "296", "authorized return to work"),
    DATE(care_assumed, "other", "090", "care assumed"),
    DATE(care_relinquished, "other", "091", "care relinquished"),
    DATE(first_contact, "other", "444", "first contact"),
};
#undef DATE

#define NUMBER(member, category, code, words) \
    {offsetof(struct sbill_record, references.member), SBILL_INFO_CODED(category, "128", code, words)}
static const struct sbill_info_kind numbers[] = {
    NUMBER(clia, "info", "X4", "CLIA number"),
    NUMBER(mammography_cert, "info", "EW", "mammography certification number"),
    NUMBER(service_authorization_exception, "exception", "4N", "service authorization exception"),
    NUMBER(ide_number, "info", "LX", "investigational device exemption number"),
    NUMBER(care_plan_oversight, "info", "1J", "care plan oversight number"),
    {offsetof(struct sbill_record, delay_reason), SBILL_INFO_PLAIN("exception", "reason for the delay")},
};
#undef NUMBER
/* clang-format on */

static void put_attachment(struct sbill_fhir *f, const struct sbill_attachment *a)
{
    static const struct sbill_text xml = SBILL_TI(SBILL_INFO_CATEGORY("attachment"));
    size_t start, inside;

    sbill_info_open(f, xml);
    start = sbill_xo_mark(&f->x);
    SBILL_XO_LIT(&f->x, "<code>");
    inside = sbill_xo_mark(&f->x);
    SBILL_FHIR_OPT_IN(f, "<coding><system value=\"" SBILL_FHIR_X12 "755\"/><code value=\"",
                      sbill_fhir_code(f, a->type), "\"/></coding>");
    SBILL_FHIR_OPT_IN(f, "<coding><system value=\"" SBILL_FHIR_X12 "756\"/><code value=\"",
                      sbill_fhir_code(f, a->transmission), "\"/></coding>");
    SBILL_FHIR_OPT(f, "text", a->description);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</code>");
    if (sbill_fhir_clean(a->url).n) {
        SBILL_FHIR_OPT_IN(f, "<valueAttachment><url value=\"", sbill_fhir_code(f, a->url), "\"/>");
        SBILL_FHIR_OPT(f, "title", a->control_number);
        SBILL_XO_LIT(&f->x, "</valueAttachment>");
    } else {
        SBILL_FHIR_OPT_IN(f, "<valueReference><identifier><value value=\"", a->control_number,
                          "\"/></identifier></valueReference>");
    }
    sbill_info_close(f);
}

static void put_spinal(struct sbill_fhir *f, const struct sbill_spinal *s)
{
    static const struct sbill_text condition =
                                       SBILL_INFO_PLAIN("info", "nature of the spinal condition"),
                                   words = SBILL_INFO_PLAIN("info", "spinal manipulation");

    sbill_info_text(f, condition, s->condition);
    sbill_info_texts(f, words, &s->description);
}

static void put_ortho(struct sbill_fhir *f, const struct sbill_ortho *o)
{
    static const struct sbill_text is = SBILL_INFO_PLAIN("other", "treatment is orthodontic"),
                                   total =
                                       SBILL_INFO_PLAIN("other", "months of orthodontic treatment"),
                                   left = SBILL_INFO_PLAIN("other",
                                                           "months of orthodontic treatment left"),
                                   placed = SBILL_INFO_CODED("other", "374", "452",
                                                             "appliance placement"),
                                   words = SBILL_INFO_PLAIN("other", "orthodontic treatment");

    sbill_info_flag(f, is, o->is_ortho);
    sbill_info_count(f, total, o->months_total, "month");
    sbill_info_count(f, left, o->months_remaining, "month");
    sbill_info_date(f, placed, o->placement_date);
    sbill_info_text(f, words, o->description);
}

/* The condition of glasses or lenses: E1, E2 or E3 says which. */
static void put_vision(struct sbill_fhir *f, const struct sbill_vision *v)
{
    static const struct sbill_text xml = SBILL_TI(SBILL_INFO_CATEGORY("info"));
    struct sbill_text category = sbill_fhir_code(f, v->category);

    for (size_t i = 0; i == 0 || i < v->conditions.n; i++) {
        sbill_info_open(f, xml);
        SBILL_FHIR_OPT_IN(f,
                          "<code><coding><system value=\"" SBILL_FHIR_X12 "1136\"/><code value=\"",
                          category, "\"/></coding></code>");
        if (i < v->conditions.n && sbill_fhir_clean(v->conditions.v[i]).n)
            SBILL_FHIR_OPT(f, "valueString", v->conditions.v[i]);
        else if (v->certified == SBILL_NO)
            SBILL_XO_LIT(&f->x, "<valueBoolean value=\"false\"/>");
        else
            SBILL_XO_LIT(&f->x, "<valueBoolean value=\"true\"/>");
        sbill_info_close(f);
    }
}

static void put_epsdt(struct sbill_fhir *f, const struct sbill_epsdt *p)
{
    static const struct sbill_text given = SBILL_INFO_CODED("info", "1136", "ZZ",
                                                            "EPSDT referral given"),
                                   condition =
                                       SBILL_INFO_CODED("info", "1136", "ZZ", "EPSDT referral");

    sbill_info_flag(f, given, p->referral_given);
    sbill_info_texts(f, condition, &p->conditions);
}

static void put_tooth_status(struct sbill_fhir *f, const struct sbill_tooth_status *t)
{
    static const struct sbill_text xml = SBILL_TI(
        SBILL_INFO_CATEGORY("missingtooth") "<code><coding><system value=\"" SBILL_FHIR_TERMS
                                            "ADAUniversalToothDesignationSystem"
                                            "\"/><code value=\"");
    struct sbill_text number = sbill_fhir_code(f, t->number);

    if (!number.n)
        return;
    sbill_info_open(f, xml);
    SBILL_XO_TEXT(&f->x, "", number, "\"/></coding></code>");
    if (sbill_text_is(t->status, "E"))
        SBILL_XO_LIT(&f->x, "<reason><text value=\"to be extracted\"/></reason>");
    else if (sbill_text_is(t->status, "M"))
        SBILL_XO_LIT(&f->x, "<reason><text value=\"missing\"/></reason>");
    else
        SBILL_FHIR_OPT_IN(f, "<reason><text value=\"", t->status, "\"/></reason>");
    sbill_info_close(f);
}

static void put_simple(struct sbill_fhir *f, const struct sbill_record *r)
{
    static const struct sbill_text
        disability = SBILL_INFO_CODED("employmentimpacted", "374", "314", "disability"),
        stay = SBILL_INFO_CODED("hospitalized", "374", "435", "hospital stay"),
        weight = SBILL_INFO_CODED("info", "355", "01", "weight of the patient"),
        pregnant = SBILL_INFO_PLAIN("info", "pregnant"),
        condition = SBILL_INFO_CODED("info", "1270", "BG", "condition code"),
        homebound = SBILL_INFO_CODED("info", "1136", "75", "homebound"),
        lab = SBILL_INFO_PLAIN("info", "outside laboratory"),
        lab_charge = SBILL_INFO_PLAIN("info", "charge of the outside laboratory");

    sbill_info_dates(f, dates, SBILL_INFO_COUNT(dates), &r->dates);
    sbill_info_period(f, disability, r->dates.disability_from, r->dates.disability_to);
    sbill_info_period(f, stay, r->dates.admission, r->dates.discharge);
    sbill_info_all(f, numbers, SBILL_INFO_COUNT(numbers), r);
    sbill_info_quantity(f, weight, r->patient.weight_pounds, "lb");
    sbill_info_flag(f, pregnant, r->patient.pregnant);
    sbill_info_texts(f, condition, &r->condition_codes);
    sbill_info_flag(f, homebound, r->homebound);
    sbill_info_flag(f, lab, r->outside_lab);
    if (r->outside_lab_charge != SBILL_NO_MONEY && r->outside_lab_charge < INT64_MAX / 10)
        sbill_info_quantity(f, lab_charge, r->outside_lab_charge * 10, "");
}

static void put_claim(struct sbill_fhir *f, const struct sbill_record *r)
{
    put_simple(f, r);
    for (size_t i = 0; i < r->remarks.n; i++)
        sbill_info_remark(f, &r->remarks.v[i]);
    for (size_t i = 0; i < r->attachments.n; i++)
        put_attachment(f, &r->attachments.v[i]);
    if (r->ambulance)
        sbill_info_ambulance(f, r->ambulance);
    if (r->spinal)
        put_spinal(f, r->spinal);
    if (r->ortho)
        put_ortho(f, r->ortho);
    for (size_t i = 0; i < r->vision.n; i++)
        put_vision(f, &r->vision.v[i]);
    if (r->epsdt)
        put_epsdt(f, r->epsdt);
    for (size_t i = 0; i < r->teeth_status.n; i++)
        put_tooth_status(f, &r->teeth_status.v[i]);
}

void sbill_fhir_supporting_info(struct sbill_fhir *f)
{
    put_claim(f, f->r);
    for (size_t i = 0; i < f->c->lines.n; i++) {
        f->infos[i].first = f->info_count + 1;
        sbill_info_line(f, &f->r->lines.v[f->c->lines.v[i].line]);
        f->infos[i].count = f->info_count + 1 - f->infos[i].first;
    }
}
