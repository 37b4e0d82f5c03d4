/* FHIR R4: supportingInfo, where the Claim keeps what it has no element for. Each says with an X12 data element and
 * code what it is (dates: 374, reference numbers: 128), so that a reader need not trust our words. Those of a line
 * follow each other, so that the item can point at them. */
#include "write/fhir.h"

#include <stddef.h>

/* After <sequence value="n: the category and what the information is. */
#define CATEGORY(category)                                    \
    "\"/><category><coding><system value=\"" SBILL_FHIR_TERMS \
    "claiminformationcategory\"/><code value=\"" category "\"/></coding></category>"
#define CODED(category, element, code, words)                                                 \
    SBILL_TI(CATEGORY(category) "<code><coding><system value=\"" SBILL_FHIR_X12 element       \
                                "\"/><code value=\"" code "\"/></coding><text value=\"" words \
                                "\"/></code>")
#define PLAIN(category, words) \
    SBILL_TI(CATEGORY(category) "<code><text value=\"" words "\"/></code>")

struct kind {
    size_t offset; /* of the value in its struct */
    struct sbill_text xml;
};

static void open_info(struct sbill_fhir *f, struct sbill_text xml)
{
    SBILL_XO_INT(&f->x, "<supportingInfo><sequence value=\"", ++f->info_count, "");
    sbill_xo_put(&f->x, xml.p, xml.n);
}

static void close_info(struct sbill_fhir *f)
{
    SBILL_XO_LIT(&f->x, "</supportingInfo>\n");
}

static void put_date(struct sbill_fhir *f, struct sbill_text xml, int32_t date)
{
    if (date == SBILL_NO_DATE)
        return;
    open_info(f, xml);
    SBILL_XO_DATE(&f->x, "<timingDate value=\"", date, "\"/>");
    close_info(f);
}

static void put_period(struct sbill_fhir *f, struct sbill_text xml, int32_t from, int32_t to)
{
    if (from == SBILL_NO_DATE && to == SBILL_NO_DATE)
        return;
    open_info(f, xml);
    SBILL_XO_LIT(&f->x, "<timingPeriod>");
    SBILL_FHIR_OPT_DATE(f, "start", from);
    SBILL_FHIR_OPT_DATE(f, "end", to);
    SBILL_XO_LIT(&f->x, "</timingPeriod>");
    close_info(f);
}

static void put_text(struct sbill_fhir *f, struct sbill_text xml, struct sbill_text value)
{
    value = sbill_fhir_clean(value);
    if (!value.n)
        return;
    open_info(f, xml);
    SBILL_XO_TEXT(&f->x, "<valueString value=\"", value, "\"/>");
    close_info(f);
}

static void put_texts(struct sbill_fhir *f, struct sbill_text xml, const sbill_texts *values)
{
    for (size_t i = 0; i < values->n; i++)
        put_text(f, xml, values->v[i]);
}

static void put_flag(struct sbill_fhir *f, struct sbill_text xml, sbill_flag flag)
{
    if (!flag)
        return;
    open_info(f, xml);
    if (flag == SBILL_YES)
        SBILL_XO_LIT(&f->x, "<valueBoolean value=\"true\"/>");
    else
        SBILL_XO_LIT(&f->x, "<valueBoolean value=\"false\"/>");
    close_info(f);
}

/* thousandths of a unit */
static void put_quantity(struct sbill_fhir *f, struct sbill_text xml, int64_t v, const char *unit)
{
    if (v == SBILL_NO_QTY)
        return;
    open_info(f, xml);
    SBILL_XO_QTY(&f->x, "<valueQuantity><value value=\"", v, "\"/>");
    SBILL_FHIR_OPT(f, "unit", sbill_text_from(unit));
    SBILL_XO_LIT(&f->x, "</valueQuantity>");
    close_info(f);
}

static int32_t date_at(const void *object, size_t offset)
{
    int32_t date;

    memcpy(&date, (const char *)object + offset, sizeof date);
    return date;
}

static struct sbill_text text_at(const void *object, size_t offset)
{
    struct sbill_text t;

    memcpy(&t, (const char *)object + offset, sizeof t);
    return t;
}

static void put_dates(struct sbill_fhir *f, const struct kind *kinds, size_t n, const void *object)
{
    for (size_t i = 0; i < n; i++)
        put_date(f, kinds[i].xml, date_at(object, kinds[i].offset));
}

static void put_all_texts(struct sbill_fhir *f, const struct kind *kinds, size_t n,
                          const void *object)
{
    for (size_t i = 0; i < n; i++)
        put_text(f, kinds[i].xml, text_at(object, kinds[i].offset));
}

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- of the claim ------------------------------------------------------------------------------------------------ */

/* clang-format off: one date a line */
#define DATE(member, category, code, words)                                       \
    {                                                                             \
        offsetof(struct sbill_dates, member), CODED(category, "374", code, words) \
    }
static const struct kind claim_dates[] = {
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
    DATE(property_casualty_first_contact, "other", "444", "first contact"),
};
#undef DATE

#define NUMBER(member, category, code, words)                                                 \
    {                                                                                         \
        offsetof(struct sbill_record, references.member), CODED(category, "128", code, words) \
    }
static const struct kind claim_numbers[] = {
    NUMBER(clia, "info", "X4", "CLIA number"),
    NUMBER(mammography_cert, "info", "EW", "mammography certification number"),
    NUMBER(service_authorization_exception, "exception", "4N", "service authorization exception"),
    NUMBER(ide_number, "info", "LX", "investigational device exemption number"),
    NUMBER(investigational_device, "info", "LX", "investigational device exemption number"),
    NUMBER(care_plan_oversight, "info", "1J", "care plan oversight number"),
    {offsetof(struct sbill_record, delay_reason), PLAIN("exception", "reason for the delay")},
    {offsetof(struct sbill_record, homebound), CODED("info", "1136", "75", "homebound")},
};
#undef NUMBER
/* clang-format on */

static void put_note(struct sbill_fhir *f, struct sbill_text type, struct sbill_text note)
{
    static const struct sbill_text xml = SBILL_TI(CATEGORY("info"));

    note = sbill_fhir_clean(note);
    if (!note.n)
        return;
    open_info(f, xml);
    SBILL_FHIR_OPT_IN(f, "<code><coding><system value=\"" SBILL_FHIR_X12 "363\"/><code value=\"",
                      sbill_fhir_code(f, type), "\"/></coding></code>");
    SBILL_XO_TEXT(&f->x, "<valueString value=\"", note, "\"/>");
    close_info(f);
}

static void put_attachment(struct sbill_fhir *f, const struct sbill_attachment *a)
{
    static const struct sbill_text xml = SBILL_TI(CATEGORY("attachment"));
    size_t start, inside;

    open_info(f, xml);
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
    SBILL_FHIR_OPT_IN(f, "<valueReference><identifier><value value=\"", a->control_number,
                      "\"/></identifier></valueReference>");
    close_info(f);
}

/* An address in one line of words, since a value of supportingInfo cannot be an Address. */
static struct sbill_text address_words(struct sbill_fhir *f, const struct sbill_address *a)
{
    struct sbill_text parts[8];
    size_t n = 0, total = 0, at = 0;
    char *p;

    for (size_t i = 0; i < a->lines.n && n < 4; i++)
        parts[n++] = a->lines.v[i];
    parts[n++] = a->city;
    parts[n++] = a->state;
    parts[n++] = a->zip;
    parts[n++] = a->country;
    for (size_t i = 0; i < n; i++)
        total += parts[i].n + 2;
    p = sbill_arena_get(f->arena, total);
    for (size_t i = 0; p && i < n; i++) {
        if (!parts[i].n)
            continue;
        if (at) {
            memcpy(p + at, ", ", 2);
            at += 2;
        }
        memcpy(p + at, parts[i].p, parts[i].n);
        at += parts[i].n;
    }
    return (struct sbill_text){p, p ? at : 0};
}

static void put_ambulance(struct sbill_fhir *f, const struct sbill_ambulance *a)
{
    static const struct sbill_text weight = CODED("info", "355", "LB", "weight of the patient"),
                                   reason = PLAIN("info", "reason for the transport"),
                                   miles = CODED("info", "355", "DH", "transport distance"),
                                   round_trip = PLAIN("info", "purpose of the round trip"),
                                   stretcher = PLAIN("info", "purpose of the stretcher"),
                                   condition = CODED("info", "1136", "07", "ambulance condition"),
                                   pickup = CODED("info", "98", "PW", "pick-up address"),
                                   dropoff = CODED("info", "98", "45", "drop-off address");

    put_quantity(f, weight, a->weight_pounds, "lb");
    put_text(f, reason, a->reason);
    put_quantity(f, miles, a->miles, "mile");
    put_text(f, round_trip, a->round_trip);
    put_text(f, stretcher, a->stretcher);
    put_texts(f, condition, &a->conditions);
    put_text(f, pickup, address_words(f, &a->pickup));
    put_text(f, dropoff, address_words(f, &a->dropoff));
}

static void put_spinal(struct sbill_fhir *f, const struct sbill_spinal *s)
{
    static const struct sbill_text condition = PLAIN("info", "nature of the spinal condition"),
                                   words = PLAIN("info", "spinal manipulation");

    put_text(f, condition, s->condition);
    put_texts(f, words, &s->description);
}

static void put_ortho(struct sbill_fhir *f, const struct sbill_ortho *o)
{
    static const struct sbill_text is = PLAIN("other", "treatment is orthodontic"),
                                   total = PLAIN("other", "months of orthodontic treatment"),
                                   left = PLAIN("other", "months of orthodontic treatment left"),
                                   placed = CODED("other", "374", "452", "appliance placement");

    put_flag(f, is, o->is_ortho);
    if (o->months_total > 0)
        put_quantity(f, total, (int64_t)o->months_total * 1000, "month");
    if (o->months_remaining > 0)
        put_quantity(f, left, (int64_t)o->months_remaining * 1000, "month");
    put_date(f, placed, o->placement_date);
}

#define TOOTH_SYSTEM SBILL_FHIR_TERMS "ADAUniversalToothDesignationSystem"

static void put_tooth_status(struct sbill_fhir *f, const struct sbill_tooth_status *t)
{
    static const struct sbill_text xml = SBILL_TI(CATEGORY(
        "missingtooth") "<code><coding><system value=\"" TOOTH_SYSTEM "\"/><code value=\"");
    struct sbill_text number = sbill_fhir_clean(sbill_fhir_code(f, t->number));

    if (!number.n)
        return;
    open_info(f, xml);
    SBILL_XO_TEXT(&f->x, "", number, "\"/></coding></code>");
    if (sbill_text_is(t->status, "E"))
        SBILL_XO_LIT(&f->x, "<reason><text value=\"to be extracted\"/></reason>");
    else if (sbill_text_is(t->status, "M"))
        SBILL_XO_LIT(&f->x, "<reason><text value=\"missing\"/></reason>");
    else
        SBILL_FHIR_OPT_IN(f, "<reason><text value=\"", t->status, "\"/></reason>");
    close_info(f);
}

static void claim_infos(struct sbill_fhir *f)
{
    static const struct sbill_text disability =
                                       CODED("employmentimpacted", "374", "314", "disability"),
                                   stay = CODED("hospitalized", "374", "435", "hospital stay"),
                                   weight = CODED("info", "355", "01", "weight of the patient"),
                                   pregnant = PLAIN("info", "pregnant"),
                                   condition = CODED("info", "1270", "BG", "condition code"),
                                   vision = CODED("info", "1136", "E1", "vision condition"),
                                   lab = PLAIN("info", "outside laboratory"),
                                   lab_charge = PLAIN("info", "charge of the outside laboratory");
    const struct sbill_record *r = f->r;

    put_dates(f, claim_dates, COUNT(claim_dates), &r->dates);
    put_period(f, disability, r->dates.disability_from, r->dates.disability_to);
    put_period(f, stay, r->dates.admission, r->dates.discharge);
    put_all_texts(f, claim_numbers, COUNT(claim_numbers), r);
    put_quantity(f, weight, r->patient.weight_pounds, "lb");
    put_flag(f, pregnant, r->patient.pregnant);
    put_texts(f, condition, &r->condition_codes);
    put_texts(f, vision, &r->vision_conditions);
    put_flag(f, lab, r->outside_lab);
    if (r->outside_lab_charge != SBILL_NO_MONEY && r->outside_lab_charge < INT64_MAX / 10)
        put_quantity(f, lab_charge, r->outside_lab_charge * 10, "");
    put_note(f, r->note_type, r->note);
    for (size_t i = 0; i < r->attachments.n; i++)
        put_attachment(f, &r->attachments.v[i]);
    if (r->ambulance)
        put_ambulance(f, r->ambulance);
    if (r->spinal)
        put_spinal(f, r->spinal);
    if (r->ortho)
        put_ortho(f, r->ortho);
    for (size_t i = 0; i < r->teeth_status.n; i++)
        put_tooth_status(f, &r->teeth_status.v[i]);
}

/* ---- of a line ----------------------------------------------------------------------------------------------------- */

/* clang-format off: one date a line */
#define DATE(member, category, code, words)                                      \
    {                                                                            \
        offsetof(struct sbill_line, member), CODED(category, "374", code, words) \
    }
static const struct kind line_dates[] = {
    DATE(date_prescription, "other", "471", "prescription"),
    DATE(date_last_seen, "other", "304", "last seen"),
    DATE(date_last_xray, "other", "455", "last X-ray"),
    DATE(date_initial_treatment, "other", "454", "initial treatment"),
    DATE(date_shipped, "other", "011", "shipped"),
    DATE(date_begin_therapy, "other", "463", "begin of therapy"),
    DATE(date_recertification, "other", "607", "recertification"),
    DATE(date_last_certification, "other", "461", "last certification"),
    DATE(date_test, "other", "738", "most recent haemoglobin or haematocrit"),
    DATE(prior_placement, "prosthesis", "441", "prior placement"),
    DATE(prior_placement_estimated, "prosthesis", "139", "prior placement, estimated"),
    DATE(treatment_start, "other", "196", "start of treatment"),
    DATE(treatment_completion, "other", "198", "completion of treatment"),
    DATE(replacement, "prosthesis", "446", "replacement"),
};
#undef DATE

#define NUMBER(member, code, words)                                            \
    {                                                                          \
        offsetof(struct sbill_line, member), CODED("info", "128", code, words) \
    }
static const struct kind line_texts[] = {
    NUMBER(clia, "X4", "CLIA number"),
    NUMBER(mammography_cert, "EW", "mammography certification number"),
    NUMBER(ide_number, "LX", "investigational device exemption number"),
    {offsetof(struct sbill_line, epsdt_referral), CODED("info", "1136", "ZZ", "EPSDT referral")},
    {offsetof(struct sbill_line, dme), PLAIN("info", "durable medical equipment")},
};
#undef NUMBER
/* clang-format on */

static void line_infos(struct sbill_fhir *f, const struct sbill_line *l)
{
    static const struct sbill_text emergency = PLAIN("info", "emergency"),
                                   initial = PLAIN("prosthesis", "initial placement"),
                                   again = PLAIN("prosthesis", "replacement"),
                                   rx = CODED("info", "128", "XZ", "pharmacy prescription number"),
                                   test = SBILL_TI(CATEGORY("info"));

    put_flag(f, emergency, l->emergency);
    if (l->prosthesis == 1)
        put_flag(f, initial, SBILL_YES);
    else if (l->prosthesis == 2)
        put_flag(f, again, SBILL_YES);
    put_dates(f, line_dates, COUNT(line_dates), l);
    put_all_texts(f, line_texts, COUNT(line_texts), l);
    if (l->drug)
        put_text(f, rx, l->drug->prescription_number);
    put_note(f, l->note_type, l->note);
    for (size_t i = 0; i < l->test_results.n; i++) {
        if (l->test_results.v[i].value == SBILL_NO_QTY)
            continue;
        open_info(f, test);
        SBILL_FHIR_OPT_IN(f,
                          "<code><coding><system value=\"" SBILL_FHIR_X12 "738\"/><code value=\"",
                          sbill_fhir_code(f, l->test_results.v[i].type), "\"/></coding></code>");
        SBILL_XO_QTY(&f->x, "<valueQuantity><value value=\"", l->test_results.v[i].value,
                     "\"/></valueQuantity>");
        close_info(f);
    }
}

void sbill_fhir_supporting_info(struct sbill_fhir *f)
{
    claim_infos(f);
    for (size_t i = 0; i < f->c->lines.n; i++) {
        f->infos[i].first = f->info_count + 1;
        line_infos(f, &f->r->lines.v[f->c->lines.v[i].line]);
        f->infos[i].count = f->info_count + 1 - f->infos[i].first;
    }
}
