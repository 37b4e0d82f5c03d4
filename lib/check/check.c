/* The driver: drops what an earlier run found, looks every code up once, calls each edit where its scope
 * fits, and marks the claims that a finding stops. */
#include "check/edits.h"

/* Findings of check are numbered from here; run again, they are raised again. */
#define FIRST_OF_CHECK 2000

static void drop_earlier(struct sbill_encounter *e)
{
    sbill_findings_forget(e, FIRST_OF_CHECK);
    for (size_t i = 0; i < e->claims.n; i++)
        e->claims.v[i].stopped = false;
}

static uint32_t plan_of(const struct sbill_coverage *c)
{
    static const struct {
        char indicator[3];
        uint32_t plan;
    } plans[] = {
        {"MA", SBILL_PLAN_MEDICARE}, {"MB", SBILL_PLAN_MEDICARE}, {"MC", SBILL_PLAN_MEDICAID},
        {"WC", SBILL_PLAN_WORK},     {"AM", SBILL_PLAN_AUTO},     {"CH", SBILL_PLAN_TRICARE},
    };

    for (size_t i = 0; c && i < sizeof plans / sizeof *plans; i++)
        if (sbill_text_is(c->filing_indicator, plans[i].indicator))
            return plans[i].plan;
    return SBILL_PLAN_OTHER;
}

/* Stand at a claim; without one (a hold) at the coverage that would come first. */
static void stand_at(struct sbill_check *k, size_t claim)
{
    struct sbill_encounter *e = k->e;

    k->claim = claim < e->claims.n ? &e->claims.v[claim] : NULL;
    k->coverage_index = k->claim ? k->claim->coverage : k->record->coverages.n ? 0 : -1;
    k->coverage = k->coverage_index >= 0 && (size_t)k->coverage_index < k->record->coverages.n
                      ? &k->record->coverages.v[k->coverage_index]
                      : NULL;
    k->profile = k->claim ? k->claim->profile : NULL;
    k->plan = plan_of(k->coverage);
    e->finding_claim = k->claim ? (int32_t)claim : -1;
}

/* 20230701 for the scope of an edit. */
static int32_t calendar(int32_t date)
{
    int32_t year, month, day;

    if (date == SBILL_NO_DATE)
        return 0;
    sbill_date_split(date, &year, &month, &day);
    return year * 10000 + month * 100 + day;
}

static bool in_scope(const struct sbill_check *k, const struct sbill_edit *d, int32_t date)
{
    int32_t type = k->record->claim_type ? k->record->claim_type : SBILL_PROFESSIONAL;
    int32_t on;

    if (!(d->types & 1U << type) || !(d->plans & k->plan) ||
        (d->option && sbill_payer_says(k, d->option, d->usual) != 1))
        return false;
    if (!d->from && !d->to)
        return true;
    on = calendar(date);
    return on && (!d->from || on >= d->from) && (!d->to || on <= d->to);
}

/* Findings that concern no single claim stand against the encounter. */
static void call(struct sbill_check *k, const struct sbill_edit *d, int32_t i, int32_t date,
                 bool one_claim)
{
    if (!in_scope(k, d, date))
        return;
    if (!one_claim)
        k->e->finding_claim = -1;
    d->fn(k, i);
}

static void call_coded(struct sbill_check *k, const struct sbill_edit *d,
                       const struct sbill_coded *coded, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!coded[i].billed)
            continue;
        stand_at(k, coded[i].claim >= 0 ? (size_t)coded[i].claim : 0);
        call(k, d, (int32_t)i, coded[i].on, coded[i].claim >= 0);
    }
}

static void call_edit(struct sbill_check *k, const struct sbill_edit *d)
{
    size_t claims = k->e->claims.n;

    switch (d->level) {
    case SBILL_EACH_RECORD:
        stand_at(k, 0);
        call(k, d, 0, k->date, claims == 1);
        break;
    case SBILL_EACH_CLAIM:
        for (size_t c = 0; c < claims; c++) {
            stand_at(k, c);
            call(k, d, 0, k->date, true);
        }
        break;
    case SBILL_EACH_DIAGNOSIS:
        call_coded(k, d, k->diagnoses, k->record->diagnoses.n);
        break;
    default:
        call_coded(k, d, k->lines, k->record->lines.n);
        break;
    }
}

/* Several edits compare all with all. No visit comes near these; what does is said and goes nowhere. */
#define MOST_CODES 1000
#define MOST_CONTEXT 20000

static bool too_large(struct sbill_check *k)
{
    const struct sbill_record *r = k->record;
    size_t context = r->context ? r->context->lines.n : 0;
    struct sbill_finding *f;

    if (r->lines.n <= MOST_CODES && r->diagnoses.n <= MOST_CODES && context <= MOST_CONTEXT)
        return false;
    k->e->finding_claim = -1;
    f = sbill_raise(k->e, SBILL_FINDING_RECORD_TOO_LARGE, "lines");
    sbill_say_number(k, f, "lines", (int64_t)r->lines.n);
    sbill_say_number(k, f, "diagnoses", (int64_t)r->diagnoses.n);
    sbill_say_number(k, f, "context", (int64_t)context);
    return true;
}

static void call_edits(struct sbill_check *k)
{
    sbill_look_up_codes(k);
    if (!k->e->arena.failed)
        sbill_list_services(k);
    for (size_t i = 0; i < sbill_edit_count && !k->failed && !k->e->arena.failed; i++)
        call_edit(k, &sbill_edits[i]);
}

static void mark_stopped(struct sbill_encounter *e)
{
    bool any = false;

    for (size_t i = 0; i < e->findings.n; i++) {
        const struct sbill_finding *f = &e->findings.v[i];

        if (f->severity < e->settings.fail_on)
            continue;
        for (size_t c = 0; c < e->claims.n; c++)
            if (f->claim < 0 || (size_t)f->claim == c)
                e->claims.v[c].stopped = any = true;
    }
    /* A hold says more: what it waits for is the first thing to do. */
    if (any && e->outcome != SBILL_OUTCOME_HOLD) {
        e->outcome = SBILL_OUTCOME_STOPPED;
        e->outcome_reason = SBILL_T("findings");
    }
}

int32_t sbill_check(struct sbill_encounter *e, sbill_error **err)
{
    struct sbill_check k = {.e = e, .record = &e->record, .book = e->book};
    int32_t failed;

    drop_earlier(e);
    sbill_buf_init(&k.words, e->alloc, 1U << 16);
    /* What is never billed is nobody's to check. */
    if (e->outcome != SBILL_OUTCOME_NO_CLAIM && !too_large(&k))
        call_edits(&k);
    e->finding_claim = -1;
    mark_stopped(e);
    failed = k.failed ? k.failed : k.words.failed;
    sbill_buf_free(&k.words);
    if (failed)
        return sbill_fail(err, failed, SBILL_NOWHERE, "out of memory while checking");
    e->checked = true;
    return sbill_encounter_memory(e, err);
}

int32_t sbill_check_payer(struct sbill_encounter *e, const struct sbill_payer_profile *profile,
                          sbill_error **err)
{
    struct sbill_check k = {.e = e, .record = &e->record, .book = e->book};
    int32_t failed;

    sbill_buf_init(&k.words, e->alloc, 1U << 16);
    sbill_look_up_codes(&k);
    stand_at(&k, 0);
    k.profile = profile;
    e->finding_claim = -1;
    if (!e->arena.failed)
        sbill_list_services(&k);
    if (!e->arena.failed)
        sbill_edit_payer_own(&k, 0);
    failed = k.failed ? k.failed : k.words.failed;
    sbill_buf_free(&k.words);
    if (failed)
        return sbill_fail(err, failed, SBILL_NOWHERE, "out of memory while checking");
    return sbill_encounter_memory(e, err);
}
