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

/* At a claim; without one (a hold) at the coverage that would come first. */
static void make_stand(const struct sbill_check *k, size_t claim, struct sbill_stand *s)
{
    const struct sbill_encounter *e = k->e;

    s->claim = claim < e->claims.n ? &e->claims.v[claim] : NULL;
    s->coverage_index = s->claim ? s->claim->coverage : k->record->coverages.n ? 0 : -1;
    s->coverage = s->coverage_index >= 0 && (size_t)s->coverage_index < k->record->coverages.n
                      ? &k->record->coverages.v[s->coverage_index]
                      : NULL;
    s->profile = s->claim ? s->claim->profile : NULL;
    s->plan = plan_of(s->coverage);
    s->asked.id = s->coverage ? s->coverage->payer.id : SBILL_T("");
    s->asked.profile = s->profile ? sbill_payer_name(k->book, s->profile) : SBILL_T("");
    sbill_read_profile(k->book, s);
}

static void make_stands(struct sbill_check *k)
{
    size_t n = k->e->claims.n ? k->e->claims.n : 1;

    k->stands = SBILL_NEW_N(&k->e->arena, struct sbill_stand, n);
    for (size_t i = 0; k->stands && i < n; i++)
        make_stand(k, i, &k->stands[i]);
}

static void stand_at(struct sbill_check *k, size_t claim)
{
    const struct sbill_stand *s = &k->stands[claim];

    k->e->finding_claim = s->claim ? (int32_t)claim : -1;
    if (k->stand == s)
        return;
    k->stand = s;
    k->claim = s->claim;
    k->coverage = s->coverage;
    k->coverage_index = s->coverage_index;
    k->profile = s->profile;
    k->plan = s->plan;
}

static uint32_t type_of(const struct sbill_record *r)
{
    return 1U << (r->claim_type ? r->claim_type : SBILL_PROFESSIONAL);
}

static bool for_payer(const struct sbill_check *k, const struct sbill_edit *d)
{
    return d->plans & k->plan && (!d->option || sbill_payer_says(k, d->option, d->usual) == 1);
}

static bool for_date(const struct sbill_edit *d, int32_t calendar)
{
    return (!d->from && !d->to) ||
           (calendar && (!d->from || calendar >= d->from) && (!d->to || calendar <= d->to));
}

/* Lines or diagnoses of which each stands on a claim of its own, or on none. */
static void call_apart(struct sbill_check *k, const struct sbill_edit *d,
                       const struct sbill_coded *coded, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!coded[i].billed || (d->needs && !(d->needs & coded[i].has)))
            continue;
        stand_at(k, coded[i].claim >= 0 ? (size_t)coded[i].claim : 0);
        /* Findings that concern no single claim stand against the encounter. */
        if (coded[i].claim < 0)
            k->e->finding_claim = -1;
        if (for_payer(k, d) && for_date(d, coded[i].calendar))
            d->fn(k, (int32_t)i);
    }
}

/* The usual way: one claim, and all that is billed stands on it. */
static void call_coded(struct sbill_check *k, const struct sbill_edit *d,
                       const struct sbill_coded *coded, size_t n)
{
    bool dated = d->from || d->to;

    if (d->needs && !(d->needs & k->has))
        return;
    if (!k->one_claim) {
        call_apart(k, d, coded, n);
        return;
    }
    stand_at(k, 0);
    if (!for_payer(k, d))
        return;
    if (k->one_day && !d->needs) {
        for (size_t i = 0; i < n && (!dated || for_date(d, k->calendar)); i++)
            d->fn(k, (int32_t)i);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (coded[i].billed && (!d->needs || d->needs & coded[i].has) &&
            (!dated || for_date(d, coded[i].calendar)))
            d->fn(k, (int32_t)i);
}

/* All of it is billed, for services of the record's day. */
static bool all_of_one_day(const struct sbill_check *k, const struct sbill_coded *coded, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!coded[i].billed || coded[i].calendar != k->calendar)
            return false;
    return true;
}

static bool all_on_one(const struct sbill_coded *coded, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (coded[i].billed && coded[i].claim != 0)
            return false;
    return true;
}

static void call_whole(struct sbill_check *k, const struct sbill_edit *d, size_t claim)
{
    stand_at(k, claim);
    if (d->level == SBILL_EACH_RECORD && k->e->claims.n != 1)
        k->e->finding_claim = -1;
    if (for_payer(k, d) && for_date(d, k->calendar))
        d->fn(k, 0);
}

static void call_edit(struct sbill_check *k, const struct sbill_edit *d)
{
    switch (d->level) {
    case SBILL_EACH_RECORD:
        call_whole(k, d, 0);
        break;
    case SBILL_EACH_CLAIM:
        for (size_t c = 0; c < k->e->claims.n; c++)
            call_whole(k, d, c);
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
    uint32_t type = type_of(k->record);

    sbill_look_up_codes(k);
    make_stands(k);
    k->one_claim = k->e->claims.n == 1 && !k->e->arena.failed &&
                   all_on_one(k->lines, k->record->lines.n) &&
                   all_on_one(k->diagnoses, k->record->diagnoses.n);
    k->one_day = k->one_claim && all_of_one_day(k, k->lines, k->record->lines.n) &&
                 all_of_one_day(k, k->diagnoses, k->record->diagnoses.n);
    if (!k->e->arena.failed)
        sbill_list_services(k);
    if (!k->e->arena.failed && type == SBILL_FOR_PROFESSIONAL)
        sbill_find_kinds(k);
    for (size_t i = 0; i < sbill_edit_count && !k->failed && !k->e->arena.failed; i++)
        if (sbill_edits[i].types & type)
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
    make_stands(&k);
    if (!e->arena.failed)
        sbill_list_services(&k);
    if (!e->arena.failed) {
        k.stands[0].profile = profile;
        sbill_read_profile(k.book, &k.stands[0]);
        stand_at(&k, 0);
        e->finding_claim = -1;
        sbill_edit_payer_own(&k, 0);
    }
    failed = k.failed ? k.failed : k.words.failed;
    sbill_buf_free(&k.words);
    if (failed)
        return sbill_fail(err, failed, SBILL_NOWHERE, "out of memory while checking");
    return sbill_encounter_memory(e, err);
}
