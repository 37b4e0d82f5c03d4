/* FHIR R4: Claim.item, one for each service line; a dental line over several teeth or areas of the mouth
 * becomes one for each, since an item has one bodySite. */
#include "base/checkdigit.h"
#include "write/fhir.h"

/* What one item says of its line: all of it, or one tooth's or area's part. */
struct item {
    const struct sbill_line *line;
    const struct sbill_claim_line *billed;
    const struct sbill_fhir_infos *infos;
    int64_t charge, units;
    struct sbill_text area;          /* of the mouth; empty if none */
    const struct sbill_tooth *tooth; /* NULL if none */
    bool first;                      /* of its line: has what is said once */
};

/* ---- what was done --------------------------------------------------------------------------- */

static void pointers(struct sbill_fhir *f, const struct item *it)
{
    for (size_t i = 0; i < it->billed->pointer_count; i++)
        if (it->billed->pointers[i])
            SBILL_XO_INT(&f->x, "<diagnosisSequence value=\"", it->billed->pointers[i], "\"/>");
}

static void informations(struct sbill_fhir *f, const struct item *it)
{
    for (int32_t i = 0; i < it->infos->count; i++)
        SBILL_XO_INT(&f->x, "<informationSequence value=\"", it->infos->first + i, "\"/>");
}

static void service(struct sbill_fhir *f, const struct sbill_line *l)
{
    size_t inside;

    SBILL_XO_LIT(&f->x, "<productOrService>");
    inside = sbill_xo_mark(&f->x);
    sbill_fhir_coding(f, sbill_fhir_system(l->system, l->code), l->code);
    SBILL_FHIR_OPT(f, "text", l->description);
    if (sbill_xo_mark(&f->x) == inside)
        SBILL_XO_LIT(&f->x, SBILL_FHIR_ABSENT);
    SBILL_XO_LIT(&f->x, "</productOrService>");
}

/* Level II modifiers begin with a letter, CPT's with a digit. */
static void modifiers(struct sbill_fhir *f, const struct sbill_line *l)
{
    for (size_t i = 0; i < l->modifiers.n; i++) {
        struct sbill_text m = sbill_fhir_clean(l->modifiers.v[i]);
        if (!m.n)
            continue;
        SBILL_XO_LIT(&f->x, "<modifier>");
        sbill_fhir_coding(
            f, sbill_is_digit(m.p[0]) ? SBILL_SYSTEM_CPT_MODIFIER : SBILL_SYSTEM_HCPCS_MODIFIER, m);
        SBILL_XO_LIT(&f->x, "</modifier>");
    }
}

static void programs(struct sbill_fhir *f, const struct sbill_line *l)
{
    if (l->epsdt == SBILL_YES)
        SBILL_XO_LIT(&f->x, "<programCode><text value=\"EPSDT\"/></programCode>");
    if (l->family_planning == SBILL_YES)
        SBILL_XO_LIT(&f->x, "<programCode><text value=\"family planning\"/></programCode>");
    SBILL_FHIR_OPT_IN(
        f, "<programCode><coding><system value=\"" SBILL_FHIR_X12 "1366\"/><code value=\"",
        sbill_fhir_code(f, f->r->special_program), "\"/></coding></programCode>");
    SBILL_FHIR_OPT_IN(f,
                      "<programCode><coding><system value=\"" SBILL_FHIR_X12
                      "128\"/><code value=\"P4\"/></coding><text value=\"",
                      f->r->references.demonstration_project, "\"/></programCode>");
}

/* ---- when and where -------------------------------------------------------------------------- */

static void serviced(struct sbill_fhir *f, const struct sbill_line *l)
{
    int32_t from = sbill_line_date(f->r, l), to = l->date_to;

    if (to == SBILL_NO_DATE && l->date_from == SBILL_NO_DATE)
        to = f->r->date_to;
    if (from == SBILL_NO_DATE || f->r->use == SBILL_USE_PREDETERMINATION)
        return;
    if (to == SBILL_NO_DATE || to == from) {
        SBILL_XO_DATE(&f->x, "<servicedDate value=\"", from, "\"/>");
    } else {
        SBILL_XO_DATE(&f->x, "<servicedPeriod><start value=\"", from, "\"/>");
        SBILL_XO_DATE(&f->x, "<end value=\"", to, "\"/></servicedPeriod>");
    }
}

static void place(struct sbill_fhir *f, const struct sbill_line *l)
{
    struct sbill_text code = l->place_of_service.n ? l->place_of_service : f->r->place_of_service;

    code = sbill_fhir_clean(code);
    if (!code.n)
        return;
    SBILL_XO_LIT(&f->x, "<locationCodeableConcept>");
    sbill_fhir_coding(f, SBILL_SYSTEM_POS, code);
    SBILL_XO_LIT(&f->x, "</locationCodeableConcept>");
}

/* ---- how much -------------------------------------------------------------------------------- */

static void quantity(struct sbill_fhir *f, const struct item *it)
{
    if (it->units == SBILL_NO_QTY)
        return;
    SBILL_XO_QTY(&f->x, "<quantity><value value=\"", it->units, "\"/>");
    if (it->line->unit == 2)
        SBILL_XO_LIT(&f->x, "<unit value=\"minute\"/><system value=\"http://unitsofmeasure.org\"/>"
                            "<code value=\"min\"/>");
    SBILL_XO_LIT(&f->x, "</quantity>");
}

/* The price of one unit is said only when it is exact in cents: net is quantity times unitPrice. */
static void amounts(struct sbill_fhir *f, const struct item *it)
{
    int64_t thousand;

    if (it->charge == SBILL_NO_MONEY)
        return;
    if (it->units > 0 && it->charge >= 0 && it->charge < INT64_MAX / 1000) {
        thousand = it->charge * 1000;
        if (thousand % it->units == 0)
            SBILL_FHIR_MONEY(f, "unitPrice", thousand / it->units);
    }
    SBILL_FHIR_MONEY(f, "net", it->charge);
}

/* ---- teeth ----------------------------------------------------------------------------------- */

static void site_coding(struct sbill_fhir *f, const char *system, struct sbill_text code)
{
    code = sbill_fhir_code(f, code);
    if (!code.n)
        return;
    SBILL_XO_TEXT(&f->x, "<coding><system value=\"" SBILL_FHIR_TERMS, sbill_text_from(system), "");
    SBILL_XO_TEXT(&f->x, "\"/><code value=\"", code, "\"/></coding>");
}

/* An area and a tooth in it are codings of one site. */
static void body_site(struct sbill_fhir *f, const struct item *it)
{
    size_t start = sbill_xo_mark(&f->x), inside;

    SBILL_XO_LIT(&f->x, "<bodySite>");
    inside = sbill_xo_mark(&f->x);
    site_coding(f, "ADAAreaOralCavitySystem", it->area);
    if (it->tooth)
        site_coding(f, "ADAUniversalToothDesignationSystem", it->tooth->number);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</bodySite>");
}

static void surfaces(struct sbill_fhir *f, const struct item *it)
{
    for (size_t i = 0; it->tooth && i < it->tooth->surfaces.n; i++) {
        struct sbill_text letter = {it->tooth->surfaces.p + i, 1};
        if (!sbill_is_alnum(*letter.p))
            continue;
        SBILL_XO_LIT(&f->x, "<subSite>");
        site_coding(f, "ADAToothSurfaceCodes", letter);
        SBILL_XO_LIT(&f->x, "</subSite>");
    }
}

/* ---- details --------------------------------------------------------------------------------- */

static struct sbill_text ndc_digits(struct sbill_text given, char out[12])
{
    return sbill_ndc11(given, out) ? (struct sbill_text){out, 11} : sbill_fhir_clean(given);
}

static void drug_quantity(struct sbill_fhir *f, const struct sbill_drug *d)
{
    /* X12 355 and UCUM */
    static const char *const units[][2] = {
        {"F2", "[iU]"}, {"GR", "g"}, {"ME", "mg"}, {"ML", "mL"}, {"UN", "{unit}"},
    };

    if (d->quantity == SBILL_NO_QTY)
        return;
    SBILL_XO_QTY(&f->x, "<quantity><value value=\"", d->quantity, "\"/>");
    SBILL_FHIR_OPT(f, "unit", d->unit);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (sbill_text_is(d->unit, units[i][0]))
            SBILL_XO_TEXT(&f->x, "<system value=\"http://unitsofmeasure.org\"/><code value=\"",
                          sbill_text_from(units[i][1]), "\"/>");
    SBILL_XO_LIT(&f->x, "</quantity>");
}

static void drug(struct sbill_fhir *f, const struct sbill_drug *d, int32_t *n)
{
    char digits[12];
    struct sbill_text ndc = ndc_digits(d->ndc, digits), name = sbill_fhir_clean(d->name);

    if (!ndc.n && !name.n)
        return;
    SBILL_XO_INT(&f->x, "<detail><sequence value=\"", ++*n, "\"/><productOrService>");
    SBILL_FHIR_OPT_IN(f, "<coding><system value=\"http://hl7.org/fhir/sid/ndc\"/><code value=\"",
                      sbill_fhir_code(f, ndc), "\"/></coding>");
    SBILL_FHIR_OPT(f, "text", name);
    SBILL_XO_LIT(&f->x, "</productOrService>");
    drug_quantity(f, d);
    SBILL_XO_LIT(&f->x, "</detail>");
}

static void amount_detail(struct sbill_fhir *f, const char *words, int64_t minor, int32_t *n)
{
    if (minor == SBILL_NO_MONEY)
        return;
    SBILL_XO_INT(&f->x, "<detail><sequence value=\"", ++*n, "\"/><productOrService>");
    SBILL_XO_TEXT(&f->x, "<text value=\"", sbill_text_from(words), "\"/></productOrService>");
    SBILL_FHIR_MONEY(f, "net", minor);
    SBILL_XO_LIT(&f->x, "</detail>");
}

static void details(struct sbill_fhir *f, const struct sbill_line *l)
{
    int32_t n = 0;

    if (l->drug)
        drug(f, l->drug, &n);
    amount_detail(f, "sales tax", l->sales_tax, &n);
    amount_detail(f, "postage", l->postage, &n);
    amount_detail(f, "purchased service", l->purchased_charge, &n);
}

/* ---- items ----------------------------------------------------------------------------------- */

static void item(struct sbill_fhir *f, const struct item *it, int64_t sequence)
{
    const struct sbill_line *l = it->line;

    SBILL_XO_LIT(&f->x, "<item>");
    SBILL_FHIR_OPT_IN(f,
                      "<extension url=\"http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
                      "extension-itemTraceNumber\"><valueIdentifier><value value=\"",
                      l->id, "\"/></valueIdentifier></extension>");
    SBILL_XO_INT(&f->x, "<sequence value=\"", sequence, "\"/>");
    sbill_fhir_line_team(f, l);
    pointers(f, it);
    informations(f, it);
    service(f, l);
    modifiers(f, l);
    programs(f, l);
    serviced(f, l);
    place(f, l);
    quantity(f, it);
    amounts(f, it);
    body_site(f, it);
    surfaces(f, it);
    if (it->first)
        details(f, l);
    SBILL_XO_LIT(&f->x, "</item>\n");
}

/* The i-th of n equal shares of an amount; the first ones carry the odd cents. */
static int64_t share(int64_t amount, int64_t n, int64_t i)
{
    if (amount == SBILL_NO_MONEY)
        return amount;
    return amount / n + (i < amount % n ? 1 : 0);
}

/* Teeth each have an item, and so have areas beside them unless there is but one, which all the teeth lie in. */
size_t sbill_fhir_item_count(const struct sbill_line *l)
{
    size_t areas = l->oral_cavity.n;

    if (l->teeth.n == 0)
        return areas ? areas : 1;
    return l->teeth.n + (areas > 1 ? areas : 0);
}

/* One unit for each tooth or area, so that each has its share of the charge. Not where an earlier payer decided on the
 * line as a whole: his amounts stand at its first item, which then has the whole charge. */
static bool has_shares(const struct sbill_fhir *f, const struct item *it, size_t n,
                       int64_t sequence)
{
    if (n < 2 || n > 1000 || it->charge < 0 || it->units != (int64_t)n * 1000)
        return false;
    for (size_t i = 0; i < f->insurance_count; i++) {
        const struct sbill_adjudication *a = f->insurance[i].coverage->adjudication;

        for (size_t k = 0; f->insurance[i].response && a && k < a->lines.n; k++)
            if (sbill_fhir_adjudicated_item(f, &a->lines.v[k]) == sequence)
                return false;
    }
    return true;
}

/* Where the i-th item of the line was done. */
static void choose_site(struct item *it, size_t i)
{
    const struct sbill_line *l = it->line;

    it->tooth = i < l->teeth.n ? &l->teeth.v[i] : NULL;
    it->area = SBILL_T("");
    if (!it->tooth && i - l->teeth.n < l->oral_cavity.n)
        it->area = l->oral_cavity.v[i - l->teeth.n];
    else if (l->oral_cavity.n == 1)
        it->area = l->oral_cavity.v[0];
}

static void line_items(struct sbill_fhir *f, size_t i, int64_t *sequence)
{
    const struct sbill_claim_line *billed = &f->c->lines.v[i];
    const struct sbill_line *l = &f->r->lines.v[billed->line];
    struct item it = {.line = l,
                      .billed = billed,
                      .infos = &f->infos[i],
                      .charge = billed->charge,
                      .units = billed->units,
                      .first = true};
    size_t n = sbill_fhir_item_count(l);
    bool shares = has_shares(f, &it, n, *sequence + 1);

    if (shares)
        it.units = 1000;
    for (size_t k = 0; k < n; k++) {
        choose_site(&it, k);
        if (shares) {
            it.charge = share(billed->charge, (int64_t)n, (int64_t)k);
        } else if (k == 1) { /* the first item has it all */
            it.units = SBILL_NO_QTY;
            it.charge = billed->charge == SBILL_NO_MONEY ? SBILL_NO_MONEY : 0;
        }
        item(f, &it, ++*sequence);
        it.first = false;
    }
}

void sbill_fhir_items(struct sbill_fhir *f)
{
    int64_t sequence = 0;

    for (size_t i = 0; i < f->c->lines.n; i++)
        line_items(f, i, &sequence);
}
