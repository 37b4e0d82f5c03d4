/* Does the money add up, to the cent: a line, a claim, a payment (005010X221A1 1.10.2.1). */
#include "answer/answering.h"

/* Adjustments on top of *sum; false if they cannot be added up. Those of group `group` only, or all if it is NULL. */
static bool add_adjustments(const struct sbill_adjustment *v, size_t n, const char *group,
                            int64_t *sum)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i].amount == SBILL_NO_MONEY || (group && !sbill_text_is(v[i].group, group)))
            continue;
        if (!sbill_money_add(*sum, v[i].amount, sum))
            return false;
    }
    return true;
}

/* SBILL_NO_MONEY if it does not fit. */
static int64_t less(int64_t charge, int64_t taken_off)
{
    int64_t left;

    if (charge == SBILL_NO_MONEY || taken_off == SBILL_NO_MONEY ||
        !sbill_money_add(charge, -taken_off, &left))
        return SBILL_NO_MONEY;
    return left;
}

static void say_paid(struct sbill_answers *a, struct sbill_finding *f, int64_t charge,
                     int64_t adjusted, int64_t paid)
{
    sbill_value_money(&a->arena, f, "charge", charge);
    sbill_value_money(&a->arena, f, "adjusted", adjusted);
    sbill_value_money(&a->arena, f, "sum", less(charge, adjusted));
    sbill_value_money(&a->arena, f, "paid", paid);
}

static void balance_line(struct sbill_answers *a, struct sbill_payer_answer *p,
                         const struct sbill_payer_line *l)
{
    struct sbill_finding *f;
    int64_t adjusted = 0;

    if (l->charge == SBILL_NO_MONEY || l->paid == SBILL_NO_MONEY)
        return; /* said when it was read */
    if (!add_adjustments(l->adjustments.v, l->adjustments.n, NULL, &adjusted))
        adjusted = SBILL_NO_MONEY;
    if (less(l->charge, adjusted) == l->paid)
        return;
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_LINE_UNBALANCED, "835 SVC03");
    sbill_value_add(&a->arena, f, "code", l->code.n ? l->code : l->revenue);
    say_paid(a, f, l->charge, adjusted, l->paid);
}

/* The lines' charges against the claim's, where lines are given. */
static void balance_charges(struct sbill_answers *a, struct sbill_payer_answer *p)
{
    struct sbill_finding *f;
    int64_t sum = 0;
    bool ok = true;

    for (size_t i = 0; i < p->lines.n; i++) {
        if (p->lines.v[i].charge == SBILL_NO_MONEY)
            return;
        ok = ok && sbill_money_add(sum, p->lines.v[i].charge, &sum);
    }
    if (!p->lines.n || p->charge == SBILL_NO_MONEY || (ok && sum == p->charge))
        return;
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_LINES_UNBALANCED, "835 CLP03");
    sbill_value_add(&a->arena, f, "claim", p->claim);
    sbill_value_money(&a->arena, f, "charge", p->charge);
    sbill_value_money(&a->arena, f, "sum", ok ? sum : SBILL_NO_MONEY);
}

static int64_t all_adjustments(const struct sbill_payer_answer *p, const char *group)
{
    int64_t sum = 0;
    bool ok = add_adjustments(p->adjustments.v, p->adjustments.n, group, &sum);

    for (size_t i = 0; i < p->lines.n; i++)
        ok = ok &&
             add_adjustments(p->lines.v[i].adjustments.v, p->lines.v[i].adjustments.n, group, &sum);
    return ok ? sum : SBILL_NO_MONEY;
}

static void balance_share(struct sbill_answers *a, struct sbill_payer_answer *p)
{
    int64_t sum = all_adjustments(p, "PR");
    struct sbill_finding *f;

    if (p->patient_owes == SBILL_NO_MONEY || sum == p->patient_owes)
        return;
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_PATIENT_SHARE, "835 CLP05");
    sbill_value_add(&a->arena, f, "claim", p->claim);
    sbill_value_money(&a->arena, f, "given", p->patient_owes);
    sbill_value_money(&a->arena, f, "sum", sum);
}

void sbill_answer_balance_claim(struct sbill_answers *a, struct sbill_payer_answer *p)
{
    int64_t adjusted = all_adjustments(p, NULL);
    struct sbill_finding *f;

    for (size_t i = 0; i < p->lines.n; i++)
        balance_line(a, p, &p->lines.v[i]);
    balance_charges(a, p);
    balance_share(a, p);
    if (p->charge == SBILL_NO_MONEY || p->paid == SBILL_NO_MONEY ||
        less(p->charge, adjusted) == p->paid)
        return;
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_CLAIM_UNBALANCED, "835 CLP04");
    sbill_value_add(&a->arena, f, "claim", p->claim);
    say_paid(a, f, p->charge, adjusted, p->paid);
}

/* What claims pay, in `*claims`, and what lowers it, in `*adjusted`. */
static bool add_payment(const struct sbill_answering *r, const struct sbill_payer_answer *p,
                        int64_t *claims, int64_t *adjusted)
{
    bool ok = true;

    for (size_t i = r->first; i < r->a->list.n; i++) {
        const struct sbill_payer_answer *c = &r->a->list.v[i];
        if (c->about == SBILL_ABOUT_CLAIM && c->paid != SBILL_NO_MONEY)
            ok = ok && sbill_money_add(*claims, c->paid, claims);
    }
    for (size_t i = 0; i < p->provider_adjustments.n; i++)
        if (p->provider_adjustments.v[i].amount != SBILL_NO_MONEY)
            ok = ok && sbill_money_add(*adjusted, p->provider_adjustments.v[i].amount, adjusted);
    return ok;
}

void sbill_answer_balance_payment(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    struct sbill_finding *f;
    int64_t claims = 0, adjusted = 0;
    bool ok;

    if (r->payment >= r->a->list.n)
        return;
    p = &r->a->list.v[r->payment];
    ok = add_payment(r, p, &claims, &adjusted);
    p->sum = ok ? less(claims, adjusted) : SBILL_NO_MONEY;
    if (p->paid == SBILL_NO_MONEY || p->sum == p->paid)
        return;
    f = sbill_answer_raise(r->a, p, SBILL_FINDING_ANSWER_PAYMENT_UNBALANCED, "835 BPR02");
    sbill_value_money(&r->a->arena, f, "paid", p->paid);
    sbill_value_money(&r->a->arena, f, "claims", ok ? claims : SBILL_NO_MONEY);
    sbill_value_money(&r->a->arena, f, "adjusted", ok ? adjusted : SBILL_NO_MONEY);
    sbill_value_money(&r->a->arena, f, "sum", p->sum);
}
