/* An answer beside the claim it is about: whose line is which. Remittances name lines by the control number that was
 * sent with them, if one was; else by what was done, for how much, and when. */
#include "answer/json.h"

#include <string.h>

#include "answer/answering.h"

#define MOST_LINES 1000 /* of an answer; more are nobody's. 837P takes 50, 837I 999 */

struct matching {
    const struct sbill_encounter *e;
    const struct sbill_claim *claim;
    uint8_t *used;
};

static const struct sbill_line *line_of(const struct matching *m, size_t i)
{
    return &m->e->record.lines.v[m->claim->lines.v[i].line];
}

static bool same_code(struct sbill_text a, struct sbill_text b)
{
    char x[16], y[16];
    size_t n = sbill_code_normal(a, x), k = sbill_code_normal(b, y);

    return n && n == k && memcmp(x, y, n) == 0;
}

/* What we billed, which the payer may have changed. */
static bool is_code(const struct sbill_line *l, const struct sbill_payer_line *p)
{
    return same_code(l->code, p->billed_code.n ? p->billed_code : p->code);
}

static bool is_modifiers(const struct sbill_line *l, const struct sbill_payer_line *p)
{
    for (size_t i = 0; i < p->modifiers.n; i++)
        if (i >= l->modifiers.n || !sbill_text_eq_fold(l->modifiers.v[i], p->modifiers.v[i]))
            return false;
    return true;
}

static bool is_number(struct sbill_text t, size_t number)
{
    uint32_t n;

    return sbill_text_u32(t, &n) && n == number;
}

/* How sure it is that the payer speaks of this line; 0 not at all. */
static int likeness(const struct matching *m, size_t i, const struct sbill_payer_line *p)
{
    const struct sbill_line *l = line_of(m, i);
    bool code = is_code(l, p), charge = p->charge == m->claim->lines.v[i].charge;
    bool date = p->date_from == SBILL_NO_DATE || p->date_from == sbill_line_date(&m->e->record, l);
    int sure = 0;

    if (p->control.n && sbill_text_eq_fold(p->control, l->id))
        return 100; /* also when used before: a payer may divide a line */
    if (!code && !(charge && date))
        return 0;
    if (m->used[i])
        return 0;
    sure += code ? 16 : 0;
    sure += is_number(p->control, i + 1) ? 8 : 0;
    sure += charge ? 4 : 0;
    sure += date ? 2 : 0;
    sure += is_modifiers(l, p) ? 1 : 0;
    return sure;
}

static int32_t find_line(const struct matching *m, const struct sbill_payer_line *p)
{
    int best = 0;
    size_t at = 0;

    for (size_t i = 0; i < m->claim->lines.n; i++) {
        int sure = likeness(m, i, p);
        if (sure > best) {
            best = sure;
            at = i;
        }
    }
    if (!best)
        return -1;
    m->used[at] = 1;
    return m->claim->lines.v[at].line;
}

static void say_charge(struct sbill_answers *a, struct sbill_payer_answer *p, int64_t total)
{
    struct sbill_finding *f;
    int64_t given = p->charge;

    if (given == SBILL_NO_MONEY || total == SBILL_NO_MONEY || given == total)
        return;
    if (p->outcome == SBILL_ANSWER_REVERSED && given == -total)
        return; /* the claim with its sign turned round */
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_CHARGE_DIFFERS,
                           p->format == SBILL_ANSWER_277 ? "277 STC04" : "835 CLP03");
    sbill_value_money(&a->arena, f, "given", given);
    sbill_value_money(&a->arena, f, "total", total);
}

/* SVC06, which should say what was billed, is often left out. */
static void say_code(struct sbill_answers *a, struct sbill_payer_answer *p,
                     const struct sbill_payer_line *l, struct sbill_text billed)
{
    struct sbill_finding *f;

    if (l->billed_code.n || same_code(l->code, billed))
        return;
    f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_CODE_CHANGED, "835 SVC01");
    sbill_value_add(&a->arena, f, "code", l->code);
    sbill_value_add(&a->arena, f, "billed", billed);
}

void sbill_answer_match(struct sbill_answers *a, struct sbill_payer_answer *p,
                        const struct sbill_encounter *e, const struct sbill_claim *claim)
{
    struct matching m = {e, claim, SBILL_NEW_N(&a->arena, uint8_t, claim->lines.n + 1)};

    if (!m.used)
        return;
    say_charge(a, p, claim->total);
    for (size_t i = 0; i < p->lines.n; i++) {
        struct sbill_payer_line *l = &p->lines.v[i];
        struct sbill_finding *f;
        l->record_line = i < MOST_LINES ? find_line(&m, l) : -1;
        if (l->record_line >= 0) {
            say_code(a, p, l, e->record.lines.v[l->record_line].code);
            continue;
        }
        f = sbill_answer_raise(a, p, SBILL_FINDING_ANSWER_LINE_UNKNOWN, "835 SVC01");
        sbill_value_add(&a->arena, f, "code", l->code.n ? l->code : l->revenue);
    }
}

void sbill_answer_forget_match(struct sbill_payer_answer *p)
{
    p->findings.n = p->own_findings;
    for (size_t i = 0; i < p->lines.n; i++)
        p->lines.v[i].record_line = -1;
}
