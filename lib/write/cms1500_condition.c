/* CMS-1500, boxes 10 and 14 to 23: causes, dates, referrals, diagnoses, authorization. */
#include "write/cms1500.h"

/* ---- 10: causes ------------------------------------------------------------------------------------- */

static void put_cause(struct sbill_1500 *f, const sbill_flag *cause, enum sbill_1500_box yes,
                      enum sbill_1500_box no)
{
    sbill_1500_mark(f, *cause == SBILL_YES ? yes : no, cause);
}

/* A box left empty is returned: what the record does not call a cause is none, as in the 837. */
static void put_causes(struct sbill_1500 *f)
{
    const struct sbill_accident *a = &f->r->accident;
    struct sbill_text codes = SBILL_T("");

    put_cause(f, &a->employment, SBILL_1500_WORK_YES, SBILL_1500_WORK_NO);
    put_cause(f, &a->automobile, SBILL_1500_AUTO_YES, SBILL_1500_AUTO_NO);
    put_cause(f, &a->other, SBILL_1500_ACCIDENT_YES, SBILL_1500_ACCIDENT_NO);
    if (a->automobile == SBILL_YES)
        sbill_1500_put_code(f, SBILL_1500_AUTO_STATE, a->state, &a->state);
    for (size_t i = 0; i < f->r->condition_codes.n; i++) {
        codes = sbill_1500_join(f, codes, " ", f->r->condition_codes.v[i]);
        sbill_1500_used(f, &f->r->condition_codes.v[i]);
    }
    if (f->r->condition_codes.n)
        sbill_1500_put(f, SBILL_1500_CLAIM_CODES, codes, f->r->condition_codes.v);
}

/* ---- 14 to 16, 18: dates ------------------------------------------------------------------------------ */

struct dated {
    const int32_t *date;
    const char *kind;
};

/* The first of the dates that is given. */
static void put_first(struct sbill_1500 *f, const struct dated *dates, size_t n,
                      enum sbill_1500_box kind, enum sbill_1500_box date)
{
    for (size_t i = 0; i < n; i++) {
        if (*dates[i].date == SBILL_NO_DATE)
            continue;
        sbill_1500_put(f, kind, sbill_text_from(dates[i].kind), NULL);
        sbill_1500_put(f, date, sbill_1500_date(f, *dates[i].date), dates[i].date);
        return;
    }
}

static void put_dates(struct sbill_1500 *f)
{
    const struct sbill_dates *d = &f->r->dates;
    const struct dated illness[] = {{&d->onset, "431"}, {&d->last_menstrual_period, "484"}};
    const struct dated others[] = {
        {&f->r->accident.date, "439"}, {&d->initial_treatment, "454"},
        {&d->last_seen, "304"},        {&d->acute_manifestation, "453"},
        {&d->last_xray, "455"},        {&d->prescription, "471"},
        {&d->care_assumed, "090"},     {&d->care_relinquished, "091"},
        {&d->first_contact, "444"},
    };
    const int32_t *from =
        d->disability_from != SBILL_NO_DATE ? &d->disability_from : &d->last_worked;
    const int32_t *to = d->disability_to != SBILL_NO_DATE ? &d->disability_to : &d->return_to_work;

    put_first(f, illness, sizeof illness / sizeof *illness, SBILL_1500_ILLNESS_KIND,
              SBILL_1500_ILLNESS_DATE);
    put_first(f, others, sizeof others / sizeof *others, SBILL_1500_OTHER_DATE_KIND,
              SBILL_1500_OTHER_DATE);
    sbill_1500_put(f, SBILL_1500_OFF_WORK_FROM, sbill_1500_date(f, *from), from);
    sbill_1500_put(f, SBILL_1500_OFF_WORK_TO, sbill_1500_date(f, *to), to);
    sbill_1500_put(f, SBILL_1500_HOSPITAL_FROM, sbill_1500_date(f, d->admission), &d->admission);
    sbill_1500_put(f, SBILL_1500_HOSPITAL_TO, sbill_1500_date(f, d->discharge), &d->discharge);
}

/* ---- 17: who sent the patient --------------------------------------------------------------------------- */

/* Of the claim, else of its first line that names one. */
static const struct sbill_provider *find_role(const struct sbill_1500 *f, size_t in_claim,
                                              size_t in_line)
{
    const struct sbill_provider *p =
        *(struct sbill_provider *const *)(const void *)((const char *)&f->r->providers + in_claim);

    for (size_t i = 0; i < f->c->lines.n && !p; i++)
        p = *(struct sbill_provider *const
                  *)(const void *)((const char *)&f->r->lines.v[f->c->lines.v[i].line] + in_line);
    return p;
}

/* One fits: the NUCC's order is referring, ordering, supervising. */
static void put_referrer(struct sbill_1500 *f)
{
    static const struct {
        const char *kind;
        size_t in_claim, in_line;
    } roles[] = {
        {"DN", offsetof(struct sbill_providers, referring), offsetof(struct sbill_line, referring)},
        {"DK", offsetof(struct sbill_providers, ordering), offsetof(struct sbill_line, ordering)},
        {"DQ", offsetof(struct sbill_providers, supervising),
         offsetof(struct sbill_line, supervising)},
    };
    const struct sbill_provider *p = NULL;
    struct sbill_1500_parts parts;
    struct sbill_1500_id id;

    for (size_t i = 0; i < sizeof roles / sizeof *roles && !p; i++) {
        p = find_role(f, roles[i].in_claim, roles[i].in_line);
        if (p)
            sbill_1500_put(f, SBILL_1500_REFERRER_KIND, sbill_text_from(roles[i].kind), NULL);
    }
    if (!p)
        return;
    parts = sbill_1500_provider_parts(p);
    sbill_1500_put_parts(f, SBILL_1500_REFERRER_NAME, sbill_1500_full_name(f, p), &parts);
    sbill_1500_put_code(f, SBILL_1500_REFERRER_NPI, p->npi, &p->npi);
    id = sbill_1500_other_id(f, p);
    sbill_1500_put_code(f, SBILL_1500_REFERRER_ID, id.value, id.from);
    if (f->box[SBILL_1500_REFERRER_ID].n)
        sbill_1500_put(f, SBILL_1500_REFERRER_ID_KIND, id.kind, id.kind_from);
}

/* ---- 19, 20 ------------------------------------------------------------------------------------------------ */

/* Pieces of box 19 stand three blanks apart; one that finds no room is left out whole. */
static void add_information(struct sbill_1500 *f, struct sbill_text *all, struct sbill_text piece,
                            const void *from)
{
    struct sbill_text longer = sbill_1500_join(f, *all, "   ", piece);

    if (piece.n == 0)
        return;
    if (all->n && longer.n > sbill_1500_boxes[SBILL_1500_MORE_INFORMATION].width) {
        sbill_1500_lost(f, from, SBILL_T("box 19 has no room for it beside what stands there"));
        return;
    }
    *all = longer;
    sbill_1500_used(f, from);
}

static void put_information(struct sbill_1500 *f)
{
    const struct sbill_record *r = f->r;
    struct sbill_text all = SBILL_T("");

    for (size_t i = 0; i < r->attachments.n; i++) {
        const struct sbill_attachment *a = &r->attachments.v[i];
        struct sbill_text piece = sbill_1500_join(f, SBILL_T("PWK"), "", a->type);

        piece = sbill_1500_join(f, piece, "", a->transmission);
        add_information(f, &all, sbill_1500_join(f, piece, "", a->control_number), &a->type);
        sbill_1500_used(f, &a->transmission);
        sbill_1500_used(f, &a->control_number);
    }
    for (size_t i = 0; i < r->remarks.n; i++) {
        add_information(f, &all, r->remarks.v[i].text, &r->remarks.v[i].text);
        sbill_1500_used(f, &r->remarks.v[i].type);
    }
    for (size_t i = 0; i < r->fixed_format.n; i++)
        add_information(f, &all, r->fixed_format.v[i], &r->fixed_format.v[i]);
    add_information(f, &all, r->references.demonstration_project,
                    &r->references.demonstration_project);
    add_information(f, &all, r->references.care_plan_oversight, &r->references.care_plan_oversight);
    sbill_1500_put(f, SBILL_1500_MORE_INFORMATION, all,
                   r->attachments.n ? (const void *)&r->attachments.v[0].control_number
                   : r->remarks.n   ? (const void *)&r->remarks.v[0].text
                                    : NULL);
}

static void put_outside_lab(struct sbill_1500 *f)
{
    const sbill_flag *lab = &f->r->outside_lab;
    const int64_t *charge = &f->r->outside_lab_charge;

    for (size_t i = 0; i < f->c->lines.n && *charge == SBILL_NO_MONEY; i++)
        charge = &f->r->lines.v[f->c->lines.v[i].line].purchased_charge;
    if (*lab == SBILL_NO)
        sbill_1500_mark(f, SBILL_1500_LAB_NO, lab);
    if (*lab != SBILL_YES)
        return;
    sbill_1500_mark(f, SBILL_1500_LAB_YES, lab);
    sbill_1500_put_code(f, SBILL_1500_LAB_CHARGE, sbill_1500_money(f, *charge, 11), charge);
}

/* ---- 21 to 23 ------------------------------------------------------------------------------------------------ */

static void put_diagnoses(struct sbill_1500 *f)
{
    for (size_t i = 0; i < f->c->diagnoses.n && i < 12; i++) {
        const struct sbill_dx *dx = &f->r->diagnoses.v[f->c->diagnoses.v[i]];

        sbill_1500_put_code(f, SBILL_1500_DX_A + (enum sbill_1500_box)i,
                            sbill_1500_number(f, dx->code), &dx->code);
        sbill_1500_used(f, &dx->system);
    }
    if (f->c->diagnoses.n)
        sbill_1500_put(f, SBILL_1500_ICD_VERSION, SBILL_T("0"), NULL);
}

static void put_resubmission(struct sbill_1500 *f)
{
    int32_t frequency = f->c->frequency;

    sbill_1500_used(f, &f->r->frequency);
    if (frequency != 7 && frequency != 8)
        return;
    sbill_1500_put(f, SBILL_1500_RESUBMISSION, frequency == 7 ? SBILL_T("7") : SBILL_T("8"), NULL);
    if (f->focal)
        sbill_1500_put_code(f, SBILL_1500_ORIGINAL_NUMBER, f->focal->payer_claim_control_number,
                            &f->focal->payer_claim_control_number);
}

/* One number fits: an authorization before a referral, these before the numbers of a laboratory. */
static void put_authorization(struct sbill_1500 *f)
{
    const struct sbill_text *numbers[16];
    size_t n = 0;

    if (f->focal) {
        numbers[n++] = &f->focal->prior_authorization;
        numbers[n++] = &f->focal->referral_number;
    }
    numbers[n++] = &f->r->references.clia;
    numbers[n++] = &f->r->references.mammography_cert;
    numbers[n++] = &f->r->references.ide_number;
    if (f->r->facility)
        numbers[n++] = &f->r->facility->clia;
    if (f->r->providers.billing)
        numbers[n++] = &f->r->providers.billing->clia;
    if (f->c->lines.n) {
        const struct sbill_line *l = &f->r->lines.v[f->c->lines.v[0].line];

        numbers[n++] = &l->prior_authorization;
        numbers[n++] = &l->referral_number;
        numbers[n++] = &l->clia;
        numbers[n++] = &l->referring_clia;
        numbers[n++] = &l->mammography_cert;
    }
    for (size_t i = 0; i < n && f->box[SBILL_1500_AUTHORIZATION].n == 0; i++)
        sbill_1500_put_code(f, SBILL_1500_AUTHORIZATION, sbill_1500_number(f, *numbers[i]),
                            numbers[i]);
}

void sbill_1500_condition(struct sbill_1500 *f)
{
    put_causes(f);
    put_dates(f);
    put_referrer(f);
    put_information(f);
    put_outside_lab(f);
    put_diagnoses(f);
    put_resubmission(f);
    put_authorization(f);
}
