/* From what payers say to our own findings: so that an office sees which edit it should have heeded, and we see which
 * edits are missing. Only codes that speak of what a claim says; whether a service is covered is the payer's to know.
 *
 * Sources, for which code is about what (facts only; the lists' words are X12's and are not here):
 *   claim status codes    X12 external list 508, with entity codes of X12 data element 98
 *   claim adjustment      X12 external list 139 (CARC)
 *   remittance remarks    X12 external list 411 (RARC)
 *   999 places            005010X222A1: loops, segments and elements of the 837P; 005010X231A1: IK304, IK403 */
#include "answer/caught.h"

#include <string.h>

#define F(name) SBILL_FINDING_##name

/* A code of one of the lists. `entity`: only for these entity codes, blanks between; "" for any. */
struct code_row {
    const char *code, *entity;
    int32_t number;
};

/* Tables read by their rows. */
/* clang-format off */

static const struct code_row statuses[] = {
    {"33", "", F(MEMBER_ID_MISSING)},
    {"33", "", F(PAYER_PATTERN)},
    {"54", "", F(BILLED_BEFORE)},
    {"54", "", F(SERVICE_TWICE)},
    {"746", "", F(BILLED_BEFORE)},
    {"746", "", F(SERVICE_TWICE)},
    {"88", "", F(COVERAGE_DATES)},
    {"108", "", F(COVERAGE_DATES)},
    {"109", "QC IL", F(COVERAGE_DATES)},
    {"197", "", F(COVERAGE_DATES)},
    {"116", "", F(PAYER_PATTERN)},
    {"121", "", F(LINES_TOO_MANY)},
    {"125", "QC", F(PATIENT_NAME_MISSING)},
    {"125", "IL", F(SUBSCRIBER_MISSING)},
    {"125", "85", F(BILLING_PROVIDER_MISSING)},
    {"125", "82", F(RENDERING_MISSING)},
    {"125", "PR", F(PAYER_MISSING)},
    {"126", "QC IL", F(PATIENT_ADDRESS_MISSING)},
    {"126", "85", F(BILLING_ADDRESS_MISSING)},
    {"127", "", F(PHONE_INVALID)},
    {"128", "", F(TAX_ID_INVALID)},
    {"128", "", F(TAX_ID_MISSING)},
    {"149", "", F(TAX_ID_INVALID)},
    {"145", "", F(TAXONOMY_INVALID)},
    {"145", "", F(TAXONOMY_UNKNOWN)},
    {"148", "", F(SSN_INVALID)},
    {"153", "QC IL", F(MEMBER_ID_MISSING)},
    {"153", "QC IL", F(PAYER_PATTERN)},
    {"153", "PR", F(PAYER_MISSING)},
    {"153", "85 82 1P", F(NPI_INVALID)},
    {"156", "", F(RELATIONSHIP_MISSING)},
    {"157", "", F(PATIENT_SEX_MISSING)},
    {"158", "", F(PATIENT_BIRTH_DATE_MISSING)},
    {"158", "", F(BIRTH_DATE_IMPLAUSIBLE)},
    {"159", "", F(DATE_AFTER_DEATH)},
    {"164", "", F(MEMBER_ID_MISSING)},
    {"164", "", F(PAYER_PATTERN)},
    {"164", "", F(MBI_INVALID)},
    {"178", "", F(CHARGE_MISSING)},
    {"178", "", F(TOTAL_MISMATCH)},
    {"583", "", F(CHARGE_MISSING)},
    {"187", "", F(SERVICE_DATE_MISSING)},
    {"187", "", F(DATE_ORDER)},
    {"187", "", F(DATE_OUTSIDE_STATEMENT)},
    {"202", "", F(PRIOR_PLACEMENT_MISSING)},
    {"201", "", F(PRIOR_PLACEMENT_MISSING)},
    {"218", "", F(NDC_INVALID)},
    {"218", "", F(NDC_AMBIGUOUS)},
    {"220", "", F(NDC_INVALID)},
    {"240", "", F(SURFACE_INVALID)},
    {"241", "", F(TOOTH_IS_MISSING)},
    {"242", "", F(TOOTH_INVALID)},
    {"242", "", F(ORAL_CAVITY_INVALID)},
    {"244", "", F(TOOTH_INVALID)},
    {"245", "", F(ORAL_CAVITY_INVALID)},
    {"248", "", F(ACCIDENT_DATE_MISSING)},
    {"248", "", F(ACCIDENT_STATE_MISSING)},
    {"727", "", F(ACCIDENT_DATE_MISSING)},
    {"728", "", F(ACCIDENT_STATE_MISSING)},
    {"750", "", F(ACCIDENT_STATE_MISSING)},
    {"249", "", F(PLACE_MISSING)},
    {"249", "", F(PLACE_INVALID)},
    {"251", "", F(ANESTHESIA_MINUTES)},
    {"252", "", F(PAYER_FIELD_MISSING)},
    {"253", "", F(SERVICE_UNKNOWN)},
    {"254", "", F(DX_UNKNOWN)},
    {"254", "", F(DX_NOT_IN_FORCE)},
    {"254", "", F(DX_MANIFESTATION_FIRST)},
    {"254", "", F(DX_EXTERNAL_CAUSE_FIRST)},
    {"255", "", F(DX_UNKNOWN)},
    {"255", "", F(DX_NOT_IN_FORCE)},
    {"255", "", F(DX_INCOMPLETE)},
    {"255", "", F(DX_SEVENTH_CHARACTER)},
    {"772", "", F(DX_INCOMPLETE)},
    {"772", "", F(DX_SEVENTH_CHARACTER)},
    {"258", "", F(UNITS_MISSING)},
    {"258", "", F(UNITS_INVALID)},
    {"286", "", F(ADJUDICATION_UNBALANCED)},
    {"672", "", F(ADJUDICATION_UNBALANCED)},
    {"710", "", F(ADJUDICATION_UNBALANCED)},
    {"306", "", F(DESCRIPTION_MISSING)},
    {"400", "", F(TOTAL_MISMATCH)},
    {"402", "", F(CHARGE_ZERO)},
    {"402", "", F(CHARGE_NEGATIVE)},
    {"693", "", F(CHARGE_NEGATIVE)},
    {"694", "", F(CHARGE_ZERO)},
    {"453", "", F(MODIFIER_UNKNOWN)},
    {"453", "", F(MODIFIER_NOT_IN_FORCE)},
    {"453", "", F(MODIFIER_CONFLICT)},
    {"454", "", F(SERVICE_UNKNOWN)},
    {"454", "", F(SERVICE_NOT_IN_FORCE)},
    {"454", "", F(SERVICE_SHAPE)},
    {"464", "", F(ORIGINAL_REFERENCE_MISSING)},
    {"476", "", F(UNITS_MISSING)},
    {"476", "", F(UNITS_INVALID)},
    {"476", "", F(UNITS_FRACTION)},
    {"477", "", F(POINTER_MISSING)},
    {"477", "", F(POINTER_UNRESOLVED)},
    {"478", "", F(CLAIM_WITHOUT_NUMBER)},
    {"479", "", F(PAYER_MISSING)},
    {"488", "", F(POINTER_MISSING)},
    {"488", "", F(DX_UNKNOWN)},
    {"500", "", F(ZIP_INVALID)},
    {"500", "85 77", F(ZIP_NINE_DIGITS)},
    {"501", "", F(STATE_INVALID)},
    {"502", "QC IL", F(PATIENT_ADDRESS_MISSING)},
    {"502", "85", F(BILLING_ADDRESS_MISSING)},
    {"503", "QC IL", F(PATIENT_ADDRESS_MISSING)},
    {"503", "85", F(BILLING_PO_BOX)},
    {"504", "QC", F(PATIENT_NAME_MISSING)},
    {"504", "QC", F(NAME_DIGITS)},
    {"504", "IL", F(SUBSCRIBER_MISSING)},
    {"505", "QC", F(PATIENT_NAME_MISSING)},
    {"507", "", F(SERVICE_UNKNOWN)},
    {"507", "", F(SERVICE_NOT_IN_FORCE)},
    {"509", "", F(DX_EXTERNAL_CAUSE_FIRST)},
    {"510", "", F(DATE_FUTURE)},
    {"511", "", F(RECORD_CONTROL_CHARACTER)},
    {"512", "", F(RECORD_TEXT_LONG)},
    {"535", "", F(FREQUENCY_INVALID)},
    {"535", "", F(FREQUENCY_NOT_TAKEN)},
    {"544", "", F(CLIA_INVALID)},
    {"544", "", F(CLIA_MISSING)},
    {"562", "", F(NPI_INVALID)},
    {"562", "", F(NPI_MISSING)},
    {"578", "", F(MEDICARE_SECONDARY_REASON)},
    {"629", "", F(CASUALTY_CLAIM_NUMBER)},
    {"633", "", F(ACCIDENT_DATE_MISSING)},
    {"681", "", F(CURRENCY_INVALID)},
    {"718", "", F(FILING_LATE)},
    {"737", "", F(SERVICE_UNKNOWN)},
    {"742", "", F(PAYER_ORDER_TIE)},
};

static const struct code_row reasons[] = {
    {"4", "", F(MODIFIER_UNKNOWN)},      {"4", "", F(MODIFIER_CONFLICT)},
    {"5", "", F(PLACE_INVALID)},         {"5", "", F(TELEHEALTH_PLACE)},
    {"11", "", F(POINTER_MISSING)},      {"11", "", F(SIDE_MISMATCH)},
    {"13", "", F(DATE_AFTER_DEATH)},     {"14", "", F(DATE_BEFORE_BIRTH)},
    {"18", "", F(BILLED_BEFORE)},        {"18", "", F(SERVICE_TWICE)},
    {"22", "", F(HOLD_EARLIER_PAYER)},   {"22", "", F(MEDICARE_SECONDARY_REASON)},
    {"26", "", F(COVERAGE_DATES)},       {"27", "", F(COVERAGE_DATES)},
    {"29", "", F(FILING_LATE)},          {"29", "", F(FILING_SOON)},
    {"31", "", F(MEMBER_ID_MISSING)},    {"31", "", F(MBI_INVALID)},
    {"31", "", F(PAYER_PATTERN)},        {"109", "", F(PAYER_PATTERN)},
    {"110", "", F(DATE_FUTURE)},         {"129", "", F(ADJUDICATION_UNBALANCED)},
    {"140", "", F(MEMBER_ID_MISSING)},   {"140", "", F(PATIENT_NAME_MISSING)},
    {"146", "", F(DX_UNKNOWN)},          {"146", "", F(DX_NOT_IN_FORCE)},
    {"181", "", F(SERVICE_UNKNOWN)},     {"181", "", F(SERVICE_NOT_IN_FORCE)},
    {"182", "", F(MODIFIER_UNKNOWN)},    {"182", "", F(MODIFIER_NOT_IN_FORCE)},
    {"189", "", F(DESCRIPTION_MISSING)}, {"197", "", F(PAYER_FIELD_MISSING)},
    {"206", "", F(NPI_MISSING)},         {"207", "", F(NPI_INVALID)},
};

static const struct code_row remarks[] = {
    {"M20", "", F(SERVICE_UNKNOWN)},
    {"M47", "", F(ORIGINAL_REFERENCE_MISSING)},
    {"M51", "", F(SERVICE_UNKNOWN)},
    {"M51", "", F(SERVICE_CODE_MISSING)},
    {"M52", "", F(SERVICE_DATE_MISSING)},
    {"M52", "", F(DATE_ORDER)},
    {"M53", "", F(UNITS_MISSING)},
    {"M53", "", F(UNITS_INVALID)},
    {"M59", "", F(DATE_ORDER)},
    {"M62", "", F(PAYER_FIELD_MISSING)},
    {"M64", "", F(DX_UNKNOWN)},
    {"M76", "", F(DX_UNKNOWN)},
    {"M76", "", F(DX_NOT_IN_FORCE)},
    {"M77", "", F(PLACE_MISSING)},
    {"M77", "", F(PLACE_INVALID)},
    {"M78", "", F(MODIFIER_UNKNOWN)},
    {"M79", "", F(CHARGE_MISSING)},
    {"M81", "", F(DX_INCOMPLETE)},
    {"M81", "", F(DX_SEVENTH_CHARACTER)},
    {"M119", "", F(NDC_INVALID)},
    {"M119", "", F(NDC_AMBIGUOUS)},
    {"M136", "", F(INCIDENT_TO_SUPERVISOR)},
    {"MA04", "", F(HOLD_EARLIER_PAYER)},
    {"MA04", "", F(ADJUDICATION_UNBALANCED)},
    {"MA27", "", F(MEMBER_ID_MISSING)},
    {"MA27", "", F(MBI_INVALID)},
    {"MA36", "", F(PATIENT_NAME_MISSING)},
    {"MA37", "", F(PATIENT_ADDRESS_MISSING)},
    {"MA39", "", F(PATIENT_SEX_MISSING)},
    {"MA61", "", F(SSN_INVALID)},
    {"MA63", "", F(DX_UNKNOWN)},
    {"MA63", "", F(DX_MANIFESTATION_FIRST)},
    {"MA83", "", F(PAYER_ORDER_TIE)},
    {"MA89", "", F(RELATIONSHIP_MISSING)},
    {"MA112", "", F(BILLING_PROVIDER_MISSING)},
    {"MA113", "", F(TAX_ID_INVALID)},
    {"MA113", "", F(TAX_ID_MISSING)},
    {"MA120", "", F(CLIA_INVALID)},
    {"MA120", "", F(CLIA_MISSING)},
    {"N4", "", F(HOLD_EARLIER_PAYER)},
    {"N37", "", F(TOOTH_INVALID)},
    {"N75", "", F(SURFACE_INVALID)},
    {"N142", "", F(FREQUENCY_INVALID)},
    {"N152", "", F(ORIGINAL_REFERENCE_MISSING)},
    {"N203", "", F(ANESTHESIA_MINUTES)},
    {"N255", "", F(TAXONOMY_INVALID)},
    {"N255", "", F(TAXONOMY_UNKNOWN)},
    {"N256", "", F(BILLING_PROVIDER_MISSING)},
    {"N257", "", F(NPI_INVALID)},
    {"N257", "", F(NPI_MISSING)},
    {"N258", "", F(BILLING_ADDRESS_MISSING)},
    {"N265", "", F(NPI_INVALID)},
    {"N286", "", F(NPI_INVALID)},
    {"N288", "", F(TAXONOMY_INVALID)},
    {"N289", "", F(RENDERING_MISSING)},
    {"N290", "", F(NPI_INVALID)},
    {"N290", "", F(NPI_MISSING)},
    {"N293", "", F(NPI_INVALID)},
    {"N294", "", F(ZIP_NINE_DIGITS)},
    {"N305", "", F(ACCIDENT_DATE_MISSING)},
    {"N329", "", F(PATIENT_BIRTH_DATE_MISSING)},
    {"N382", "", F(MEMBER_ID_MISSING)},
    {"N479", "", F(ADJUDICATION_UNBALANCED)},
    {"N519", "", F(MODIFIER_CONFLICT)},
    {"N823", "", F(MODIFIER_UNKNOWN)},
};

/* A place in the 837P. Loop "" is any; element 0 is the segment itself. `missing` if it is not there, else `wrong`; 0
 * none of ours. */
static const struct place_row {
    const char *segment;
    uint8_t element;
    const char *loop;
    int32_t missing, wrong;
} places[] = {
    {"NM1", 9, "2010AA", F(NPI_MISSING), F(NPI_INVALID)},
    {"NM1", 9, "2310", F(NPI_MISSING), F(NPI_INVALID)},
    {"NM1", 9, "2420", F(NPI_MISSING), F(NPI_INVALID)},
    {"NM1", 9, "2010BA", F(MEMBER_ID_MISSING), F(PAYER_PATTERN)},
    {"NM1", 9, "2010BB", F(PAYER_MISSING), F(PAYER_MISSING)},
    {"NM1", 9, "2330B", F(PAYER_MISSING), F(PAYER_MISSING)},
    {"NM1", 3, "2010AA", F(BILLING_PROVIDER_MISSING), F(BILLING_PROVIDER_MISSING)},
    {"NM1", 3, "2010BA", F(SUBSCRIBER_MISSING), F(NAME_DIGITS)},
    {"NM1", 3, "2010CA", F(PATIENT_NAME_MISSING), F(NAME_DIGITS)},
    {"NM1", 4, "2010CA", F(PATIENT_NAME_MISSING), F(NAME_DIGITS)},
    {"NM1", 3, "2010BB", F(PAYER_MISSING), F(PAYER_MISSING)},
    {"N3", 1, "2010AA", F(BILLING_ADDRESS_MISSING), F(BILLING_PO_BOX)},
    {"N3", 1, "", F(PATIENT_ADDRESS_MISSING), F(STREET_TOO_LONG)},
    {"N3", 2, "", 0, F(STREET_TOO_LONG)},
    {"N3", 0, "2010AA", F(BILLING_ADDRESS_MISSING), F(BILLING_ADDRESS_MISSING)},
    {"N3", 0, "2010BA", F(PATIENT_ADDRESS_MISSING), 0},
    {"N3", 0, "2010CA", F(PATIENT_ADDRESS_MISSING), 0},
    {"N4", 0, "2010AA", F(BILLING_ADDRESS_MISSING), F(BILLING_ADDRESS_MISSING)},
    {"N4", 0, "2010BA", F(PATIENT_ADDRESS_MISSING), 0},
    {"N4", 0, "2010CA", F(PATIENT_ADDRESS_MISSING), 0},
    {"N4", 1, "2010AA", F(BILLING_ADDRESS_MISSING), 0},
    {"N4", 1, "", F(PATIENT_ADDRESS_MISSING), 0},
    {"N4", 2, "", F(STATE_INVALID), F(STATE_INVALID)},
    {"N4", 3, "2010AA", F(ZIP_NINE_DIGITS), F(ZIP_NINE_DIGITS)},
    {"N4", 3, "", F(ZIP_INVALID), F(ZIP_INVALID)},
    {"PER", 4, "", F(PHONE_INVALID), F(PHONE_INVALID)},
    {"PRV", 3, "", F(TAXONOMY_INVALID), F(TAXONOMY_INVALID)},
    {"REF", 0, "2010AA", F(TAX_ID_MISSING), F(TAX_ID_INVALID)},
    {"REF", 2, "2010AA", F(TAX_ID_MISSING), F(TAX_ID_INVALID)},
    {"SBR", 2, "", F(RELATIONSHIP_MISSING), F(RELATIONSHIP_MISSING)},
    {"PAT", 1, "", F(RELATIONSHIP_MISSING), F(RELATIONSHIP_MISSING)},
    {"SBR", 5, "", F(MEDICARE_SECONDARY_REASON), F(MEDICARE_SECONDARY_REASON)},
    {"DMG", 0, "", F(PATIENT_BIRTH_DATE_MISSING), 0},
    {"DMG", 2, "", F(PATIENT_BIRTH_DATE_MISSING), F(BIRTH_DATE_IMPLAUSIBLE)},
    {"DMG", 3, "", F(PATIENT_SEX_MISSING), F(PATIENT_SEX_MISSING)},
    {"CLM", 1, "", F(CLAIM_WITHOUT_NUMBER), F(CLAIM_WITHOUT_NUMBER)},
    {"CLM", 2, "", F(CHARGE_MISSING), F(TOTAL_MISMATCH)},
    {"CLM", 5, "", F(PLACE_MISSING), F(PLACE_INVALID)},
    {"CLM", 11, "", F(ACCIDENT_DATE_MISSING), F(ACCIDENT_STATE_MISSING)},
    {"DTP", 3, "2400", F(SERVICE_DATE_MISSING), F(SERVICE_DATE_MISSING)},
    {"DTP", 0, "2400", F(SERVICE_DATE_MISSING), 0},
    {"REF", 0, "2300", F(ORIGINAL_REFERENCE_MISSING), 0},
    {"HI", 0, "2300", F(HOLD_NO_DIAGNOSIS), F(DIAGNOSES_TOO_MANY)},
    {"HI", 1, "2300", F(HOLD_NO_DIAGNOSIS), F(DX_UNKNOWN)},
    {"HI", 2, "2300", 0, F(DX_UNKNOWN)},
    {"SV1", 1, "", F(SERVICE_CODE_MISSING), F(SERVICE_UNKNOWN)},
    {"SV1", 2, "", F(CHARGE_MISSING), F(CHARGE_TOO_LARGE)},
    {"SV1", 4, "", F(UNITS_MISSING), F(UNITS_INVALID)},
    {"SV1", 5, "", F(PLACE_MISSING), F(PLACE_INVALID)},
    {"SV1", 7, "", F(POINTER_MISSING), F(POINTER_UNRESOLVED)},
    {"SV3", 1, "", F(SERVICE_CODE_MISSING), F(SERVICE_UNKNOWN)},
    {"SV3", 2, "", F(CHARGE_MISSING), F(CHARGE_TOO_LARGE)},
    {"SV3", 4, "", 0, F(ORAL_CAVITY_INVALID)},
    {"TOO", 2, "", F(TOOTH_INVALID), F(TOOTH_INVALID)},
    {"TOO", 3, "", 0, F(SURFACE_INVALID)},
    {"LIN", 3, "", F(NDC_INVALID), F(NDC_INVALID)},
    {"CTP", 4, "", F(NDC_QUANTITY), F(NDC_QUANTITY)},
    {"CTP", 5, "", F(NDC_UNIT), F(NDC_UNIT)},
    {"LX", 0, "2400", 0, F(LINES_TOO_MANY)},
    {"SVD", 2, "", F(ADJUDICATION_UNBALANCED), F(ADJUDICATION_UNBALANCED)},
    {"CAS", 0, "", 0, F(ADJUDICATION_UNBALANCED)},
};

/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- gathering ------------------------------------------------------------------------------- */

struct gathering {
    struct sbill_answers *a;
    struct sbill_caught *out;
    size_t n;
};

static void add(struct gathering *g, int32_t number, const char *list, struct sbill_text code)
{
    char room[48];
    struct sbill_buf b;

    for (size_t i = 0; i < g->n; i++)
        if (g->out[i].number == number)
            return;
    if (!number || g->n == SBILL_CAUGHT)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, list);
    sbill_buf_text(&b, code);
    g->out[g->n++] =
        (struct sbill_caught){number, sbill_arena_copy(&g->a->arena, sbill_buf_view(&b))};
}

/* One of the words of a list with blanks between; the empty list holds any. */
static bool among(struct sbill_text word, const char *words)
{
    struct sbill_text rest = sbill_text_from(words);

    if (!rest.n)
        return true;
    while (rest.n)
        if (sbill_text_eq(sbill_text_cut(&rest, ' '), word))
            return true;
    return false;
}

static void add_codes(struct gathering *g, const struct code_row *rows, size_t n, const char *list,
                      struct sbill_text code, struct sbill_text entity)
{
    for (size_t i = 0; i < n; i++)
        if (sbill_text_is(code, rows[i].code) && among(entity, rows[i].entity))
            add(g, rows[i].number, list, code);
}

/* What was accepted asks for no edit. */
static void add_statuses(struct gathering *g, const struct sbill_payer_status *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool refused = v[i].category.n &&
                       (sbill_text_is(v[i].category, "A3") || sbill_text_is(v[i].category, "A6") ||
                        sbill_text_is(v[i].category, "A7") || sbill_text_is(v[i].category, "A8") ||
                        sbill_text_is(v[i].category, "F2"));
        if (refused)
            add_codes(g, statuses, COUNT(statuses), "277 ", v[i].code, v[i].entity);
    }
}

static void add_money(struct gathering *g, const struct sbill_adjustment *v, size_t n,
                      const sbill_texts *codes)
{
    static const struct sbill_text nobody = SBILL_TI("");

    for (size_t i = 0; i < n; i++)
        add_codes(g, reasons, COUNT(reasons), "CARC ", v[i].reason, nobody);
    for (size_t i = 0; i < codes->n; i++)
        add_codes(g, remarks, COUNT(remarks), "RARC ", codes->v[i], nobody);
}

/* ---- places of a 999 ------------------------------------------------------------------------- */

/* A required segment or element that is not there: IK304 3 and I6, IK403 1, 2 and I9. */
static bool is_missing(const struct sbill_payer_fault *f)
{
    struct sbill_text code = f->element ? f->element_code : f->segment_code;

    return f->element
               ? sbill_text_is(code, "1") || sbill_text_is(code, "2") || sbill_text_is(code, "I9")
               : sbill_text_is(code, "3") || sbill_text_is(code, "I6");
}

static bool fits(const struct place_row *row, const struct sbill_payer_fault *f)
{
    return sbill_text_is(f->segment, row->segment) && row->element == f->element &&
           (!*row->loop || sbill_text_starts(f->loop, sbill_text_from(row->loop)));
}

static void add_place(struct gathering *g, const struct sbill_payer_fault *f)
{
    char room[32];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_text(&b, f->segment);
    if (f->element) {
        sbill_buf_z(&b, f->element < 10 ? "0" : "");
        sbill_buf_int(&b, f->element);
    }
    for (size_t i = 0; i < COUNT(places); i++) {
        if (!fits(&places[i], f))
            continue;
        add(g, is_missing(f) ? places[i].missing : places[i].wrong, "999 ", sbill_buf_view(&b));
        return; /* the first that fits says most */
    }
}

size_t sbill_answer_caught(struct sbill_answers *a, const struct sbill_payer_answer *p,
                           struct sbill_caught out[SBILL_CAUGHT])
{
    struct gathering g = {a, out, 0};

    add_statuses(&g, p->statuses.v, p->statuses.n);
    add_money(&g, p->adjustments.v, p->adjustments.n, &p->remarks);
    for (size_t i = 0; i < p->lines.n && g.n < SBILL_CAUGHT; i++) {
        const struct sbill_payer_line *l = &p->lines.v[i];
        add_statuses(&g, l->statuses.v, l->statuses.n);
        add_money(&g, l->adjustments.v, l->adjustments.n, &l->remarks);
    }
    for (size_t i = 0; i < p->faults.n && g.n < SBILL_CAUGHT; i++)
        add_place(&g, &p->faults.v[i]);
    return g.n;
}

int32_t sbill_caught_row(size_t i)
{
    static const struct {
        const struct code_row *rows;
        size_t n;
    } lists[] = {{statuses, COUNT(statuses)}, {reasons, COUNT(reasons)}, {remarks, COUNT(remarks)}};

    for (size_t k = 0; k < COUNT(lists); k++) {
        if (i < lists[k].n)
            return lists[k].rows[i].number;
        i -= lists[k].n;
    }
    if (i >= 2 * COUNT(places))
        return 0;
    /* Where a place has only one of the two, the other stands for it. */
    const struct place_row *row = &places[i / 2];
    int32_t number = i % 2 ? row->wrong : row->missing;
    return number ? number : row->missing + row->wrong;
}
