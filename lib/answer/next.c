/* What a person does next. Money first, then what stands against it. */
#include "answer/words.h"

struct advice {
    struct sbill_next *out;
    size_t n;
};

static void add(struct advice *a, const char *what, const char *words, int64_t amount)
{
    if (a->n < SBILL_NEXT)
        a->out[a->n++] = (struct sbill_next){what, words, amount};
}

static bool add_group(const struct sbill_adjustment *v, size_t n, const char *group, int64_t *sum)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].amount != SBILL_NO_MONEY && sbill_text_is(v[i].group, group) &&
            !sbill_money_add(*sum, v[i].amount, sum))
            return false;
    return true;
}

bool sbill_answer_group_sum(const struct sbill_payer_answer *p, const char *group, int64_t *sum)
{
    bool ok;

    *sum = 0;
    ok = add_group(p->adjustments.v, p->adjustments.n, group, sum);
    for (size_t i = 0; i < p->lines.n; i++)
        ok = ok && add_group(p->lines.v[i].adjustments.v, p->lines.v[i].adjustments.n, group, sum);
    return ok;
}

/* ---- 835 ------------------------------------------------------------------------------------- */

static bool unbalanced(const struct sbill_payer_answer *p)
{
    for (size_t i = 0; i < p->findings.n; i++)
        if (p->findings.v[i].severity == SBILL_SEV_ERROR)
            return true;
    return false;
}

/* The patient's share goes to the next payer first, if there is one. */
static void share(struct advice *a, const struct sbill_payer_answer *p, int more_payers)
{
    int64_t owed;

    if (!sbill_answer_group_sum(p, "PR", &owed) || owed <= 0)
        return;
    if (more_payers > 0)
        add(a, "bill-next-payer",
            "Bill the next payer with this decision; what it leaves is the patient's.", owed);
    else if (more_payers == 0)
        add(a, "bill-patient", "Bill the patient for the share.", owed);
    else
        add(a, "bill-next-payer",
            "Bill the next payer with this decision, or the patient if there is none.", owed);
}

/* Reasons (CARC) by which a contract or the law lowers a charge: fee schedule, contracted or negotiated discount,
 * capitation, multiple procedures, sequestration. */
static bool is_contract(struct sbill_text reason)
{
    static const char *const contract[] = {"45", "42", "A2", "131", "24", "59", "253"};

    for (size_t i = 0; i < sizeof contract / sizeof *contract; i++)
        if (sbill_text_is(reason, contract[i]))
            return true;
    return false;
}

static bool add_contract(const struct sbill_adjustment *v, size_t n, int64_t *sum)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].amount != SBILL_NO_MONEY && sbill_text_is(v[i].group, "CO") &&
            is_contract(v[i].reason) && !sbill_money_add(*sum, v[i].amount, sum))
            return false;
    return true;
}

static int64_t by_contract(const struct sbill_payer_answer *p)
{
    int64_t sum = 0;
    bool ok = add_contract(p->adjustments.v, p->adjustments.n, &sum);

    for (size_t i = 0; i < p->lines.n; i++)
        ok = ok && add_contract(p->lines.v[i].adjustments.v, p->lines.v[i].adjustments.n, &sum);
    return ok ? sum : 0;
}

static void decided(struct advice *a, const struct sbill_payer_answer *p, int more_payers)
{
    int64_t taken_off, contract = by_contract(p);

    if (p->outcome == SBILL_ANSWER_DENIED)
        add(a, "review",
            "Denied: read the reasons. Correct the claim and send it as a replacement with the "
            "payer's "
            "number, or ask for a review.",
            SBILL_NO_MONEY);
    else if (p->paid != SBILL_NO_MONEY && p->paid != 0)
        add(a, "post", "Post the payment.", p->paid);
    share(a, p, more_payers);
    if (p->outcome == SBILL_ANSWER_DENIED)
        return;
    if (contract > 0)
        add(a, "write-off",
            "Write off what the contract takes away; it may not be billed to the patient.",
            contract);
    if (sbill_answer_group_sum(p, "CO", &taken_off) && taken_off > contract)
        add(a, "review",
            "This much was refused for a reason that can often be put right: read it, then send a "
            "replacement or ask for a review.",
            taken_off - contract);
}

static void remitted(struct advice *a, const struct sbill_payer_answer *p, int more_payers)
{
    switch (p->outcome) {
    case SBILL_ANSWER_REVERSED:
        add(a, "wait",
            "The payer takes its payment back. Bill nobody before the new decision, which often "
            "follows in "
            "the same remittance.",
            p->paid);
        break;
    case SBILL_ANSWER_FORWARDED:
        if (p->paid != SBILL_NO_MONEY && p->paid != 0)
            add(a, "post", "Post the payment.", p->paid);
        add(a, "wait",
            "The payer has forwarded the claim: wait for the next payer, do not send it again.",
            SBILL_NO_MONEY);
        break;
    case SBILL_ANSWER_PRICED:
        add(a, "none", "Tell the patient what to expect; bill when the service is done.",
            SBILL_NO_MONEY);
        break;
    default:
        decided(a, p, more_payers);
    }
}

/* ---- 277, 999, TA1 --------------------------------------------------------------------------- */

static void acknowledged(struct advice *a, const struct sbill_payer_answer *p)
{
    switch (p->outcome) {
    case SBILL_ANSWER_REJECTED:
        if (p->format == SBILL_ANSWER_277)
            add(a, "correct",
                "Correct the claim and send it again as a new one: this one was never taken.",
                SBILL_NO_MONEY);
        else if (p->about == SBILL_ABOUT_CLAIM && !p->faults.n)
            add(a, "resend",
                "Nothing is wrong with this claim, but the file it was in was refused: send it "
                "again.",
                SBILL_NO_MONEY);
        else
            add(a, "correct",
                "Correct what is named and send the file again: none of it was taken.",
                SBILL_NO_MONEY);
        break;
    case SBILL_ANSWER_DENIED:
        add(a, "review", "Denied: the remittance says why.", SBILL_NO_MONEY);
        break;
    case SBILL_ANSWER_PENDING:
        add(a, "wait", "Give the payer what it asks for, if it asks; else wait.", SBILL_NO_MONEY);
        break;
    case SBILL_ANSWER_FINAL:
        add(a, "wait", "The remittance follows, or has come.", SBILL_NO_MONEY);
        break;
    case SBILL_ANSWER_ACCEPTED:
    case SBILL_ANSWER_RECEIVED:
        if (p->faults.n)
            add(a, "correct", "It was taken, but correct what is named before the next file.",
                SBILL_NO_MONEY);
        else
            add(a, "wait", "Nothing to do; wait for the next answer.", SBILL_NO_MONEY);
        break;
    default:
        add(a, "review", "Ask the payer what this means.", SBILL_NO_MONEY);
    }
}

size_t sbill_answer_next(const struct sbill_payer_answer *p, int more_payers,
                         struct sbill_next out[SBILL_NEXT])
{
    struct advice a = {out, 0};

    if (p->about == SBILL_ABOUT_PAYMENT || (p->about == SBILL_ABOUT_FILE && !p->outcome)) {
        if (unbalanced(p))
            add(&a, "review", "The file does not add up or is damaged.", SBILL_NO_MONEY);
        return a.n;
    }
    if (unbalanced(p))
        add(&a, "review", "Something does not add up: settle that before anything is posted.",
            SBILL_NO_MONEY);
    if (p->format == SBILL_ANSWER_835)
        remitted(&a, p, more_payers);
    else
        acknowledged(&a, p);
    return a.n;
}
