/* FHIR R4: supportingInfo of one service line. */
#include "write/fhir_info.h"

/* clang-format off */
#define DATE(member, category, code, words) \
    {offsetof(struct sbill_line_dates, member), SBILL_INFO_CODED(category, "374", code, words)}
static const struct sbill_info_kind dates[] = {
    DATE(prescription, "other", "471", "prescription"),
    DATE(recertification, "other", "607", "recertification"),
    DATE(begin_therapy, "other", "463", "begin of therapy"),
    DATE(last_certification, "other", "461", "last certification"),
    DATE(last_seen, "other", "304", "last seen"),
    DATE(hemoglobin_test, "other", "738", "most recent haemoglobin or haematocrit"),
    DATE(creatinine_test, "other", "739", "most recent serum creatinine"),
    DATE(shipped, "other", "011", "shipped"),
    DATE(last_xray, "other", "455", "last X-ray"),
    DATE(initial_treatment, "other", "454", "initial treatment"),
    DATE(prior_placement, "prosthesis", "441", "prior placement"),
    DATE(prior_placement_estimated, "prosthesis", "139", "prior placement, estimated"),
    DATE(appliance_placement, "other", "452", "appliance placement"),
    DATE(replacement, "prosthesis", "446", "replacement"),
    DATE(treatment_start, "other", "196", "start of treatment"),
    DATE(treatment_completion, "other", "198", "completion of treatment"),
};
#undef DATE

#define NUMBER(S, member, code, words) \
    {offsetof(S, member), SBILL_INFO_CODED("info", "128", code, words)}
static const struct sbill_info_kind numbers[] = {
    NUMBER(struct sbill_line, clia, "X4", "CLIA number"),
    NUMBER(struct sbill_line, referring_clia, "F4", "CLIA number of the referring laboratory"),
    NUMBER(struct sbill_line, mammography_cert, "EW", "mammography certification number"),
};
static const struct sbill_info_kind drug_numbers[] = {
    NUMBER(struct sbill_drug, prescription_number, "XZ", "pharmacy prescription number"),
    NUMBER(struct sbill_drug, link_number, "VY", "link sequence number"),
    NUMBER(struct sbill_drug, lot, "BT", "batch number"),
};
#undef NUMBER
/* clang-format on */

static void put_test(struct sbill_fhir *f, const struct sbill_test_result *t)
{
    static const struct sbill_text xml = SBILL_TI(SBILL_INFO_CATEGORY("info"));

    if (t->value == SBILL_NO_QTY)
        return;
    sbill_info_open(f, xml);
    SBILL_FHIR_OPT_IN(f, "<code><coding><system value=\"" SBILL_FHIR_X12 "738\"/><code value=\"",
                      sbill_fhir_code(f, t->type), "\"/></coding></code>");
    SBILL_XO_QTY(&f->x, "<valueQuantity><value value=\"", t->value, "\"/></valueQuantity>");
    sbill_info_close(f);
}

static void put_observation(struct sbill_fhir *f, const struct sbill_observation *o)
{
    static const struct sbill_text xml = SBILL_TI(SBILL_INFO_CATEGORY("info"));
    size_t start, inside;

    sbill_info_open(f, xml);
    start = sbill_xo_mark(&f->x);
    SBILL_XO_LIT(&f->x, "<code>");
    inside = sbill_xo_mark(&f->x);
    SBILL_FHIR_OPT_IN(f, "<coding><code value=\"", sbill_fhir_code(f, o->code), "\"/></coding>");
    SBILL_FHIR_OPT(f, "text", o->type);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</code>");
    SBILL_FHIR_OPT(f, "valueString", o->value);
    sbill_info_close(f);
}

static void put_flags(struct sbill_fhir *f, const struct sbill_line *l)
{
    static const struct sbill_text emergency = SBILL_INFO_PLAIN("info", "emergency"),
                                   hospice = SBILL_INFO_CODED("info", "1136", "70",
                                                              "employed by the hospice"),
                                   initial = SBILL_INFO_PLAIN("prosthesis", "initial placement"),
                                   again = SBILL_INFO_PLAIN("prosthesis", "replacement");

    sbill_info_flag(f, emergency, l->emergency);
    sbill_info_flag(f, hospice, l->hospice_employed);
    if (l->prosthesis == 1)
        sbill_info_flag(f, initial, SBILL_YES);
    else if (l->prosthesis == 2)
        sbill_info_flag(f, again, SBILL_YES);
}

void sbill_info_line(struct sbill_fhir *f, const struct sbill_line *l)
{
    static const struct sbill_text dme = SBILL_INFO_PLAIN("info", "durable medical equipment");

    put_flags(f, l);
    sbill_info_dates(f, dates, SBILL_INFO_COUNT(dates), &l->dates);
    sbill_info_all(f, numbers, SBILL_INFO_COUNT(numbers), l);
    if (l->drug)
        sbill_info_all(f, drug_numbers, SBILL_INFO_COUNT(drug_numbers), l->drug);
    if (l->dme)
        sbill_info_text(f, dme, l->dme->description);
    if (l->ambulance)
        sbill_info_ambulance(f, l->ambulance);
    for (size_t i = 0; i < l->remarks.n; i++)
        sbill_info_remark(f, &l->remarks.v[i]);
    for (size_t i = 0; i < l->test_results.n; i++)
        put_test(f, &l->test_results.v[i]);
    for (size_t i = 0; i < l->observations.n; i++)
        put_observation(f, &l->observations.v[i]);
}
