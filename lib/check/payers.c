/* Payers and coverage: what the payer's profile asks for, its limits and patterns, dates, frequency, filing in time. */
#include "book/payers.h"
#include "base/checkdigit.h"
#include "check/places.h"

#define COVERAGES "coverages[]."
#define LINES "lines[]."

static void field_missing(struct sbill_check *k, struct sbill_text path, int32_t index)
{
    const struct sbill_field *field = sbill_field_at(path);
    struct sbill_finding *f = sbill_raise_at(k, SBILL_FINDING_PAYER_FIELD_MISSING, path, index);

    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say_z(k, f, "field", field && field->doc ? field->doc : "this field");
}

/* A profile for another version of the record: what it asks for cannot be looked for. */
static void field_unknown(struct sbill_check *k, struct sbill_text path)
{
    struct sbill_finding *f = sbill_raise(k->e, SBILL_FINDING_PAYER_FIELD_UNKNOWN,
                                          "coverages[%d].payer", k->coverage_index);

    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say(k, f, "field", path);
}

void sbill_edit_payer_fields(struct sbill_check *k, int32_t i)
{
    struct sbill_text path;

    (void)i;
    if (!k->profile || !k->coverage)
        return;
    for (size_t r = 0; (path = sbill_payer_required(k->book, k->profile, r)).n; r++) {
        if (!sbill_field_at(path))
            field_unknown(k, path);
        else if (sbill_text_starts(path, SBILL_T(COVERAGES))) {
            if (!sbill_place_given(sbill_spot_coverage(k),
                                   sbill_without(path, sizeof COVERAGES - 1)))
                field_missing(k, path, k->coverage_index);
        } else if (sbill_text_starts(path, SBILL_T(LINES))) {
            for (size_t l = 0; l < k->claim->lines.n; l++)
                if (!sbill_place_given(sbill_spot_line(k, k->claim->lines.v[l].line),
                                       sbill_without(path, sizeof LINES - 1)))
                    field_missing(k, path, k->claim->lines.v[l].line);
        } else if (!sbill_place_given(sbill_spot_record(k), path)) {
            field_missing(k, path, 0);
        }
    }
}

static struct sbill_text member_id(const struct sbill_check *k)
{
    return k->coverage->patient_member_id.n ? k->coverage->patient_member_id
                                            : k->coverage->member_id;
}

/* A number of the coverage against the profile's pattern, which must fit all of it. */
static void check_pattern(struct sbill_check *k, const char *name, const char *words,
                          const char *path, struct sbill_text value)
{
    struct sbill_text pattern = sbill_payer_pattern(k->book, k->profile, name);
    struct sbill_regex *regex = NULL;
    size_t start = 0, end = 0, bad;
    struct sbill_finding *f;
    int found;

    if (!pattern.n || !value.n || k->failed)
        return;
    k->failed =
        sbill_regex_compile(k->e->alloc, pattern, SBILL_RX_CASE, SBILL_NOWHERE, &regex, &bad, NULL);
    if (k->failed)
        return;
    found = sbill_regex_find(regex, k->e->match, value, 0, &start, &end);
    sbill_regex_free(regex);
    if (found == -2)
        k->failed = SBILL_NOMEM;
    if (found == -2 || (found == 1 && start == 0 && end == value.n))
        return;
    f = sbill_raise(k->e, SBILL_FINDING_PAYER_PATTERN, path, k->coverage_index);
    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say_z(k, f, "what", words);
    sbill_say(k, f, "value", value);
}

void sbill_edit_payer_patterns(struct sbill_check *k, int32_t i)
{
    const struct sbill_coverage *c = k->coverage;

    (void)i;
    if (!k->profile || !c || !k->stand->patterns)
        return;
    check_pattern(k, "member-id", "member number",
                  c->patient_member_id.n ? "coverages[%d].patient_member_id"
                                         : "coverages[%d].member_id",
                  member_id(k));
    check_pattern(k, "group-number", "group number", "coverages[%d].group_number", c->group_number);
    check_pattern(k, "claim-number", "claim number", "coverages[%d].claim_number", c->claim_number);
    check_pattern(k, "authorization-number", "authorization number",
                  "coverages[%d].prior_authorization", c->prior_authorization);
    check_pattern(k, "referral-number", "referral number", "coverages[%d].referral_number",
                  c->referral_number);
}

void sbill_edit_medicare_id(struct sbill_check *k, int32_t i)
{
    struct sbill_text id;

    (void)i;
    /* MA with a private plan carries the plan's own numbers; MB is always Medicare's. */
    if (!k->coverage || !sbill_text_is(k->coverage->filing_indicator, "MB"))
        return;
    id = member_id(k);
    if (id.n && !sbill_mbi_ok(id)) {
        struct sbill_finding *f =
            sbill_raise(k->e, SBILL_FINDING_MBI_INVALID,
                        k->coverage->patient_member_id.n ? "coverages[%d].patient_member_id"
                                                         : "coverages[%d].member_id",
                        k->coverage_index);

        sbill_say(k, f, "member_id", id);
        sbill_say_bare(k, f, id, sbill_mbi_ok); /* the card has hyphens */
    }
}

void sbill_read_profile(const sbill_book *b, struct sbill_stand *s)
{
    static const struct sbill_text names[SBILL_SAYS_COUNT] = {
        SBILL_TI(""),
        SBILL_TI("max-lines"),
        SBILL_TI("max-diagnoses"),
        SBILL_TI("max-pointers"),
        SBILL_TI("max-modifiers"),
        SBILL_TI("timely-filing-days"),
        SBILL_TI("secondary-filing-days"),
        SBILL_TI("corrected-filing-days"),
        SBILL_TI("locum-days"),
        SBILL_TI("zero-charge"),
        SBILL_TI("replacement-claims"),
        SBILL_TI("void-claims"),
        SBILL_TI("incident-to"),
        SBILL_TI("audio-only"),
        SBILL_TI("ncci"),
        SBILL_TI("same-specialty"),
        SBILL_TI("ndc-required"),
        SBILL_TI("medicare-code-editor"),
        SBILL_TI("codes-as-written"),
    };
    struct sbill_payer_walk w = sbill_payer_items(b, s->profile);
    struct sbill_payer_item item;

    for (size_t i = 0; i < SBILL_SAYS_COUNT; i++)
        s->says[i] = -1;
    while (s->profile && sbill_payer_next(&w, &item)) {
        s->patterns = s->patterns || item.kind == SBILL_PAYER_PATTERN;
        s->edits = s->edits || item.kind == SBILL_PAYER_EDIT;
        s->frequency = s->frequency || (item.kind == SBILL_PAYER_CONDITION &&
                                        SBILL_OP_OF(item.number) == SBILL_OP_EARLIER);
        for (size_t i = 1; item.kind == SBILL_PAYER_LIMIT && i < SBILL_SAYS_COUNT; i++)
            if (item.text.n == names[i].n && s->says[i] < 0 && sbill_text_eq(item.text, names[i]))
                s->says[i] = item.value;
    }
}

static void over(struct sbill_check *k, int32_t number, const char *path, size_t count,
                 int64_t most)
{
    struct sbill_finding *f;

    if ((int64_t)count <= most)
        return;
    f = sbill_raise(k->e, number, path);
    sbill_say_number(k, f, "count", (int64_t)count);
    sbill_say_number(k, f, "most", most);
}

void sbill_edit_limits(struct sbill_check *k, int32_t i)
{
    (void)i;
    over(k, SBILL_FINDING_LINES_TOO_MANY, "lines", k->claim->lines.n,
         sbill_payer_says(k, SBILL_SAYS_MAX_LINES, 50));
    over(k, SBILL_FINDING_DIAGNOSES_TOO_MANY, "diagnoses", k->claim->diagnoses.n,
         sbill_payer_says(k, SBILL_SAYS_MAX_DIAGNOSES, 12));
}

void sbill_edit_frequency(struct sbill_check *k, int32_t i)
{
    int32_t frequency = k->claim->frequency;
    bool replaces = frequency == 7, voids = frequency == 8;
    const char *kind = replaces ? "replacement" : "void";
    struct sbill_finding *f;

    (void)i;
    if (frequency > 1 && !replaces && !voids) {
        f = sbill_raise(k->e, SBILL_FINDING_FREQUENCY_INVALID, "frequency");
        sbill_say_number(k, f, "frequency", frequency);
    }
    if (!replaces && !voids)
        return;
    if (sbill_payer_says(k, replaces ? SBILL_SAYS_REPLACEMENT : SBILL_SAYS_VOID, 1) == 0) {
        f = sbill_raise(k->e, SBILL_FINDING_FREQUENCY_NOT_TAKEN, "frequency");
        sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
        sbill_say_z(k, f, "kind", kind);
    } else if (k->coverage && !k->coverage->payer_claim_control_number.n) {
        f = sbill_raise(k->e, SBILL_FINDING_ORIGINAL_REFERENCE_MISSING,
                        "coverages[%d].payer_claim_control_number", k->coverage_index);
        sbill_say_z(k, f, "kind", kind);
    }
}

void sbill_edit_coverage_dates(struct sbill_check *k, int32_t i)
{
    const struct sbill_coverage *c = k->coverage;
    int32_t on = k->lines[i].on;
    struct sbill_finding *f;

    if (!c || on == SBILL_NO_DATE ||
        ((c->valid_from == SBILL_NO_DATE || on >= c->valid_from) &&
         (c->valid_to == SBILL_NO_DATE || on <= c->valid_to)))
        return;
    f = sbill_raise(k->e, SBILL_FINDING_COVERAGE_DATES, "lines[%d].date_from", i);
    sbill_say_date(k, f, "date", on);
    sbill_say(k, f, "payer", c->payer.name);
    sbill_say_date(k, f, "from", c->valid_from);
    sbill_say_date(k, f, "to", c->valid_to);
}

/* A later payer counts from the earlier payer's remittance. */
static int32_t filing_starts(const struct sbill_check *k)
{
    int32_t start = k->record->date_to != SBILL_NO_DATE ? k->record->date_to : k->date;

    for (size_t c = 0; k->claim->sequence > 1 && c < k->record->coverages.n; c++) {
        const struct sbill_adjudication *a = k->record->coverages.v[c].adjudication;

        if ((int32_t)c != k->coverage_index && a && a->date != SBILL_NO_DATE && a->date > start)
            start = a->date;
    }
    return start;
}

#define SOON 14 /* days left that are worth a word */

/* Days this payer gives for this kind of claim, -1 if the profile does not say. */
static int64_t filing_days(const struct sbill_check *k)
{
    int64_t days = sbill_payer_says(k, SBILL_SAYS_TIMELY_FILING, -1);

    if (k->claim->frequency == 7 || k->claim->frequency == 8)
        return sbill_payer_says(k, SBILL_SAYS_CORRECTED_FILING, -1);
    return k->claim->sequence > 1 ? sbill_payer_says(k, SBILL_SAYS_SECONDARY_FILING, days) : days;
}

/* Counts from the day given as as-of: without it nobody knows when the claim leaves. */
void sbill_edit_timely_filing(struct sbill_check *k, int32_t i)
{
    int64_t days = filing_days(k), left;
    int32_t as_of = k->e->settings.as_of, start = filing_starts(k);
    struct sbill_finding *f;

    (void)i;
    if (days < 0 || as_of == SBILL_NO_DATE || start == SBILL_NO_DATE ||
        k->record->received_date != SBILL_NO_DATE)
        return;
    left = (int64_t)start + days - as_of;
    if (left > SOON)
        return;
    f = sbill_raise(k->e, left < 0 ? SBILL_FINDING_FILING_LATE : SBILL_FINDING_FILING_SOON,
                    "date_from");
    sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    sbill_say_number(k, f, "days", days);
    sbill_say_date(k, f, "start", start);
    sbill_say_number(k, f, "left", left);
}

void sbill_edit_filing_not_checked(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (filing_days(k) < 0 || k->e->settings.as_of != SBILL_NO_DATE ||
        k->record->received_date != SBILL_NO_DATE)
        return;
    sbill_say(k, sbill_raise(k->e, SBILL_FINDING_FILING_NOT_CHECKED, "date_from"), "payer",
              sbill_payer_title(k->book, k->profile));
}

void sbill_edit_medicare_secondary(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (k->claim->sequence > 1 && k->coverage && !k->coverage->insurance_type.n)
        sbill_raise(k->e, SBILL_FINDING_MEDICARE_SECONDARY_REASON, "coverages[%d].insurance_type",
                    k->coverage_index);
}

void sbill_edit_work_claim_number(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (k->coverage && !k->coverage->claim_number.n)
        sbill_say(k,
                  sbill_raise(k->e, SBILL_FINDING_CASUALTY_CLAIM_NUMBER,
                              "coverages[%d].claim_number", k->coverage_index),
                  "payer", k->coverage->payer.name);
}
