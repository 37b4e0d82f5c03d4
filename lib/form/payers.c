/* Who is billed: the first payer, in order, that has not decided. A later one only when those before it have, never
 * when one of them forwarded the claim itself, and never on a decision that was taken back. */
#include "form/forming.h"

/* What an earlier payer's decision means for the next one. CLP02 of the remittance. */
enum decision {
    DECIDED,
    FORWARDED,
    REVERSED,
    PENDING
};

static enum decision decision_of(const struct sbill_adjudication *a)
{
    static const struct {
        char status[3];
        enum decision means;
    } known[] = {
        {"19", FORWARDED}, {"20", FORWARDED}, {"21", FORWARDED}, {"23", FORWARDED},
        {"22", REVERSED},  {"25", PENDING}, /* predetermination pricing only: no payment */
    };
    struct sbill_text status = sbill_text_trim(a->status);

    if (a->crossed_over == SBILL_YES)
        return FORWARDED;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sbill_text_is(status, known[i].status))
            return known[i].means;
    if (a->partial == SBILL_YES)
        return PENDING;
    if (!status.n && a->paid == SBILL_NO_MONEY && a->date == SBILL_NO_DATE && !a->lines.n)
        return PENDING;
    return DECIDED;
}

struct sbill_text sbill_form_payer_name(const struct sbill_record *r, int32_t coverage)
{
    const struct sbill_coverage *c;

    if (coverage < 0 || (size_t)coverage >= r->coverages.n)
        return SBILL_T("the payer");
    c = &r->coverages.v[coverage];
    if (c->payer.name.n)
        return c->payer.name;
    if (c->payer.id.n)
        return c->payer.id;
    return c->plan_name.n ? c->plan_name : SBILL_T("the payer");
}

static struct sbill_finding *raise_pair(struct sbill_forming *f, int32_t number, const char *path,
                                        int32_t payer, int32_t earlier)
{
    struct sbill_finding *finding = sbill_raise(f->e, number, path, payer);

    sbill_finding_value(f->e, finding, "payer", sbill_form_payer_name(f->r, payer));
    sbill_finding_value(f->e, finding, "earlier", sbill_form_payer_name(f->r, earlier));
    return finding;
}

static int32_t place_of(const struct sbill_record *r, int32_t coverage)
{
    int32_t order = r->coverages.v[coverage].order;

    return order ? order : coverage + 1;
}

/* Few, so by insertion; equal places stay in the order of the record, and are said. */
static void sort_coverages(struct sbill_forming *f)
{
    int32_t n = (int32_t)f->r->coverages.n;

    for (int32_t i = 0; i < n; i++) {
        int32_t at = i;
        for (; at > 0 && place_of(f->r, f->order[at - 1]) > place_of(f->r, i); at--)
            f->order[at] = f->order[at - 1];
        f->order[at] = i;
    }
    for (int32_t i = 1; i < n; i++) {
        if (place_of(f->r, f->order[i]) != place_of(f->r, f->order[i - 1]))
            continue;
        sbill_finding_number_value(f->e,
                                   raise_pair(f, SBILL_FINDING_PAYER_ORDER_TIE,
                                              "coverages[%d].order", f->order[i], f->order[i - 1]),
                                   "order", place_of(f->r, f->order[i]));
    }
}

static const struct sbill_coverage *coverage_at(const struct sbill_forming *f, size_t place)
{
    return &f->r->coverages.v[f->order[place]];
}

static void bill(struct sbill_forming *f, size_t place)
{
    const struct sbill_coverage *c = coverage_at(f, place);

    f->coverage = f->order[place];
    f->sequence = (int32_t)place + 1;
    f->profile = sbill_book_payer(f->e->book, c->payer.profile, c->payer.id, c->filing_indicator);
}

/* A payer that has decided although one before it has not. */
static void doubt_order(struct sbill_forming *f, size_t billed)
{
    for (size_t i = billed + 1; i < f->r->coverages.n; i++)
        if (coverage_at(f, i)->adjudication && !coverage_at(f, billed)->adjudication)
            raise_pair(f, SBILL_FINDING_PAYER_ORDER_DOUBTFUL, "coverages[%d].adjudication",
                       f->order[i], f->order[billed]);
}

static bool no_claim_forwarded(struct sbill_forming *f, size_t place)
{
    raise_pair(f, SBILL_FINDING_NO_CLAIM_CROSSED_OVER, "coverages[%d]", f->order[place + 1],
               f->order[place]);
    sbill_form_end(f->e, SBILL_OUTCOME_NO_CLAIM, "crossed-over");
    return false;
}

static bool wait_for(struct sbill_forming *f, size_t place, enum decision why)
{
    int32_t earlier = f->order[place];
    int32_t next = place + 1 < f->r->coverages.n ? f->order[place + 1] : -1;
    struct sbill_finding *finding;

    if (why == REVERSED)
        finding = sbill_form_hold(f->e, SBILL_FINDING_HOLD_REVERSED,
                                  "coverages[%d].adjudication.status", earlier, "reversed");
    else
        finding = sbill_form_hold(f->e, SBILL_FINDING_HOLD_EARLIER_PAYER,
                                  "coverages[%d].adjudication", earlier, "earlier-payer");
    sbill_finding_value(f->e, finding, "earlier", sbill_form_payer_name(f->r, earlier));
    sbill_finding_value(f->e, finding, "payer", sbill_form_payer_name(f->r, next));
    /* Severity off does not make a decision out of none. */
    sbill_form_end(f->e, SBILL_OUTCOME_HOLD, why == REVERSED ? "reversed" : "earlier-payer");
    return false;
}

/* A replacement or void goes to the payer whose number it cites: the one whose turn it is, or else the first with a
 * number. SIZE_MAX if none has one. */
static size_t cited_payer(const struct sbill_forming *f)
{
    size_t n = f->r->coverages.n, first = SIZE_MAX;

    for (size_t i = 0; i < n; i++) {
        bool cited = coverage_at(f, i)->payer_claim_control_number.n > 0;
        if (cited && !coverage_at(f, i)->adjudication)
            return i;
        if (cited && first == SIZE_MAX)
            first = i;
    }
    return first;
}

/* A claim that arrived formed goes where it was going: to the payer it names, else to the first that has not decided,
 * else to the last. */
static size_t formed_payer(const struct sbill_forming *f)
{
    size_t i = 0, n = f->r->coverages.n;

    if (f->r->bill_to > 0 && (size_t)f->r->bill_to <= n) {
        while (f->order[i] != f->r->bill_to - 1)
            i++;
        return i;
    }
    while (i + 1 < n && coverage_at(f, i)->adjudication)
        i++;
    return i;
}

static bool whose_turn(struct sbill_forming *f)
{
    size_t n = f->r->coverages.n;

    for (size_t i = 0; i < n; i++) {
        const struct sbill_adjudication *a = coverage_at(f, i)->adjudication;
        enum decision what = a ? decision_of(a) : DECIDED;
        if (!a) {
            doubt_order(f, i);
            bill(f, i);
            return true;
        }
        if (what == FORWARDED && i + 1 < n)
            return no_claim_forwarded(f, i);
        if (what == REVERSED || what == PENDING)
            return wait_for(f, i, what);
    }
    sbill_raise(f->e, SBILL_FINDING_NO_CLAIM_ALL_PAID, "coverages");
    sbill_form_end(f->e, SBILL_OUTCOME_NO_CLAIM, "all-payers-done");
    return false;
}

bool sbill_form_payer(struct sbill_forming *f)
{
    size_t cited = SIZE_MAX;

    if (!f->r->coverages.n) {
        sbill_form_hold(f->e, SBILL_FINDING_HOLD_NO_PAYER, "coverages", 0, "no-payer");
        sbill_form_end(f->e, SBILL_OUTCOME_HOLD, "no-payer");
        return false;
    }
    f->order = SBILL_NEW_N(&f->e->arena, int32_t, f->r->coverages.n);
    if (!f->order)
        return false;
    sort_coverages(f);
    if (f->r->formed == SBILL_YES) {
        bill(f, formed_payer(f));
        return true;
    }
    if (f->r->frequency == 7 || f->r->frequency == 8)
        cited = cited_payer(f);
    if (cited == SIZE_MAX)
        return whose_turn(f);
    bill(f, cited);
    return true;
}
