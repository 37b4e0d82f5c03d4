/* FHIR R4: ClaimResponse, what an earlier payer decided, so that the next one can pay the rest. */
#include "write/fhir.h"

#define GROUP SBILL_FHIR_X12 "1033"
#define CARC "https://x12.org/codes/claim-adjustment-reason-codes"
#define CATEGORY(system, code)                                                              \
    "<category><coding><system value=\"" system "\"/><code value=\"" code "\"/></coding></" \
    "category>"
#define PAID CATEGORY(SBILL_FHIR_TERMS "adjudication", "benefit")
#define ALLOWED CATEGORY(SBILL_FHIR_TERMS "adjudication", "eligible")
#define CARIN "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication"
#define NOT_COVERED CATEGORY(CARIN, "noncovered")
#define LIABILITY CATEGORY(CARIN, "memberliability")

#define AMOUNT(f, category, minor)                            \
    do {                                                      \
        if ((minor) != SBILL_NO_MONEY) {                      \
            SBILL_XO_LIT(&(f)->x, "<adjudication>" category); \
            SBILL_FHIR_MONEY((f), "amount", (minor));         \
            SBILL_XO_LIT(&(f)->x, "</adjudication>");         \
        }                                                     \
    } while (0)
#define TOTAL(f, category, minor)                      \
    do {                                               \
        if ((minor) != SBILL_NO_MONEY) {               \
            SBILL_XO_LIT(&(f)->x, "<total>" category); \
            SBILL_FHIR_MONEY((f), "amount", (minor));  \
            SBILL_XO_LIT(&(f)->x, "</total>\n");       \
        }                                              \
    } while (0)

/* One CAS reason: its group is the category (CO, PR ...), its code the reason (CARC). */
static void adjustment(struct sbill_fhir *f, const struct sbill_adjustment *a)
{
    struct sbill_text group = sbill_fhir_code(f, a->group);

    SBILL_XO_LIT(&f->x, "<adjudication>");
    if (group.n)
        SBILL_XO_TEXT(&f->x, "<category><coding><system value=\"" GROUP "\"/><code value=\"", group,
                      "\"/></coding></category>");
    else
        SBILL_XO_LIT(&f->x, "<category>" SBILL_FHIR_ABSENT "</category>");
    SBILL_FHIR_OPT_IN(f, "<reason><coding><system value=\"" CARC "\"/><code value=\"",
                      sbill_fhir_code(f, a->reason), "\"/></coding></reason>");
    if (a->amount != SBILL_NO_MONEY)
        SBILL_FHIR_MONEY(f, "amount", a->amount);
    if (a->quantity != SBILL_NO_QTY)
        SBILL_XO_QTY(&f->x, "<value value=\"", a->quantity, "\"/>");
    SBILL_XO_LIT(&f->x, "</adjudication>");
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* The item of this claim that the payer's line is about: by our control number, else by its number. 0 if it is not
 * on this claim. */
int64_t sbill_fhir_adjudicated_item(const struct sbill_fhir *f,
                                    const struct sbill_line_adjudication *a)
{
    int64_t sequence = 1;

    for (size_t i = 0; i < f->c->lines.n; i++) {
        const struct sbill_claim_line *billed = &f->c->lines.v[i];
        const struct sbill_line *l = &f->r->lines.v[billed->line];
        if (a->line_control_number.n ? sbill_text_eq(a->line_control_number, l->id)
                                     : a->line == billed->line + 1)
            return sequence;
        sequence += (int64_t)sbill_fhir_item_count(l);
    }
    return 0;
}

/* Notes are numbered through: the claim's first, then each line's. A blank one has no number. */
static bool is_remark(struct sbill_text code)
{
    return sbill_fhir_clean(code).n > 0;
}

static void count_remarks(const sbill_texts *codes, int64_t *n)
{
    for (size_t i = 0; i < codes->n; i++)
        *n += is_remark(codes->v[i]);
}

static void remarks(struct sbill_fhir *f, const sbill_texts *codes, int64_t *n)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (!is_remark(codes->v[i]))
            continue;
        SBILL_XO_INT(&f->x, "<processNote><number value=\"", ++*n, "\"/>");
        SBILL_FHIR_OPT_IN(f, "<text value=\"", codes->v[i], "\"/></processNote>\n");
    }
}

/* `notes`: how many stand before those of this line; moved past them. */
static void line(struct sbill_fhir *f, const struct sbill_line_adjudication *a, int64_t *notes)
{
    int64_t sequence = sbill_fhir_adjudicated_item(f, a), before = *notes;
    size_t start = sbill_xo_mark(&f->x), inside;

    count_remarks(&a->remark_codes, notes);
    if (!sequence)
        return;
    SBILL_XO_INT(&f->x, "<item><itemSequence value=\"", sequence, "\"/>");
    while (before < *notes)
        SBILL_XO_INT(&f->x, "<noteNumber value=\"", ++before, "\"/>");
    inside = sbill_xo_mark(&f->x);
    if (a->paid != SBILL_NO_MONEY) {
        SBILL_XO_LIT(&f->x, "<adjudication>" PAID);
        SBILL_FHIR_MONEY(f, "amount", a->paid);
        if (a->paid_units != SBILL_NO_QTY)
            SBILL_XO_QTY(&f->x, "<value value=\"", a->paid_units, "\"/>");
        SBILL_XO_LIT(&f->x, "</adjudication>");
    }
    AMOUNT(f, ALLOWED, a->allowed);
    AMOUNT(f, LIABILITY, a->patient_liability);
    for (size_t i = 0; i < a->adjustments.n; i++)
        adjustment(f, &a->adjustments.v[i]);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</item>\n");
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void response_head(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_adjudication *a = in->coverage->adjudication;

    sbill_fhir_number(f, SBILL_T("F8"), in->coverage->payer_claim_control_number);
    SBILL_XO_LIT(&f->x,
                 "<status value=\"active\"/>\n<type><coding><system value=\"" SBILL_FHIR_TERMS
                 "claim-type\"/><code value=\"");
    if (f->r->claim_type == SBILL_DENTAL)
        SBILL_XO_LIT(&f->x, "oral\"/></coding></type>\n<use value=\"claim\"/>\n");
    else
        SBILL_XO_LIT(&f->x, "professional\"/></coding></type>\n<use value=\"claim\"/>\n");
    SBILL_FHIR_REF(f, "<patient>", 1, "</patient>\n");
    if (a->date == SBILL_NO_DATE)
        SBILL_XO_LIT(&f->x, "<created>" SBILL_FHIR_ABSENT "</created>\n");
    else
        SBILL_XO_DATE(&f->x, "<created value=\"", a->date, "\"/>\n");
    SBILL_FHIR_REF(f, "<insurer>", in->payer, "</insurer>\n");
    SBILL_XO_LIT(&f->x, "<outcome value=\"complete\"/>\n");
    SBILL_FHIR_OPT_IN(f, "<disposition value=\"claim status ", a->status, "\"/>\n");
}

void sbill_fhir_response(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_adjudication *a = in->coverage->adjudication;
    int64_t notes = 0;

    SBILL_XO_LIT(&f->x, "<ClaimResponse>\n");
    response_head(f, in);
    count_remarks(&a->remark_codes, &notes);
    for (size_t i = 0; i < a->lines.n; i++)
        line(f, &a->lines.v[i], &notes);
    for (size_t i = 0; i < a->adjustments.n; i++)
        adjustment(f, &a->adjustments.v[i]);
    TOTAL(f, ALLOWED, a->allowed);
    TOTAL(f, NOT_COVERED, a->noncovered);
    TOTAL(f, LIABILITY, a->patient_liability);
    if (a->paid != SBILL_NO_MONEY) {
        SBILL_XO_LIT(&f->x, "<payment><type><coding><system value=\"" SBILL_FHIR_TERMS
                            "ex-paymenttype\"/><code value=\"complete\"/></coding></type>");
        SBILL_FHIR_OPT_DATE(f, "date", a->date);
        SBILL_FHIR_MONEY(f, "amount", a->paid);
        SBILL_XO_LIT(&f->x, "</payment>\n");
    }
    notes = 0;
    remarks(f, &a->remark_codes, &notes);
    for (size_t i = 0; i < a->lines.n; i++)
        remarks(f, &a->lines.v[i].remark_codes, &notes);
    SBILL_XO_LIT(&f->x, "</ClaimResponse>\n");
}
