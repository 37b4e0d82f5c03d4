/* Answers meet the encounters they are about. The claim as it was sent is formed again, for the payer that answers:
 * without its decision and those of later payers. */
#include "answer/index.h"
#include "answer/json.h"
#include "check/check.h"
#include "form/form.h"
#include "run/run.h"

/* Which claim of the encounter an answer is about. */
struct found {
    size_t claim; /* index into e->claims, which are formed for the payer that answers */
    int more_payers;
};

/* ---- the claims as they were sent ------------------------------------------------------------ */

struct turn {
    struct sbill_encounter *e;
    size_t n;
    int32_t *order;                    /* coverages, first payer first */
    struct sbill_adjudication **saved; /* by coverage */
    struct sbill_adjudication
        decided; /* stands for any decision that lets the next payer be billed */
};

static int32_t place_of(const struct sbill_record *r, size_t coverage)
{
    int32_t order = r->coverages.v[coverage].order;

    return order ? order : (int32_t)coverage + 1;
}

static bool start_turns(struct turn *t, struct sbill_encounter *e)
{
    struct sbill_record *r = &e->record;

    *t = (struct turn){.e = e, .n = r->coverages.n};
    t->order = SBILL_NEW_N(&e->arena, int32_t, t->n + 1);
    t->saved = SBILL_NEW_N(&e->arena, struct sbill_adjudication *, t->n + 1);
    if (!t->order || !t->saved)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        size_t at = i;
        t->saved[i] = r->coverages.v[i].adjudication;
        for (; at > 0 && place_of(r, (size_t)t->order[at - 1]) > place_of(r, i); at--)
            t->order[at] = t->order[at - 1];
        t->order[at] = (int32_t)i;
    }
    t->decided.status = SBILL_T("1");
    return true;
}

/* The claims to the payer in that place, as if those before it had decided. SBILL_END past the last. */
static int32_t form_turn(struct turn *t, size_t place, sbill_error **err)
{
    struct sbill_record *r = &t->e->record;
    int32_t status;

    if (place >= t->n)
        return SBILL_END;
    for (size_t i = 0; i < t->n; i++)
        r->coverages.v[t->order[i]].adjudication = i < place ? &t->decided : NULL;
    sbill_run_forget(t->e, SBILL_FIRST_OF_FORM);
    status = sbill_form(t->e, err);
    for (size_t i = 0; i < t->n; i++)
        r->coverages.v[i].adjudication = t->saved[i];
    return status;
}

static int32_t ready(const sbill_answers *a, const sbill_encounter *e, sbill_error **err)
{
    if (!a || !e)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "answers and an encounter are needed");
    if (!e->has_record)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no record has been read");
    return SBILL_OK;
}

static int32_t memory(const struct sbill_answers *a, sbill_error **err)
{
    return a->arena.failed
               ? sbill_fail(err, a->arena.failed, SBILL_NOWHERE, "no memory for the answers")
               : SBILL_OK;
}

/* ---- which answers, which claim -------------------------------------------------------------- */

int32_t sbill_answers_find(sbill_answers *a, sbill_encounter *e, size_t from, size_t *index,
                           sbill_error **err)
{
    size_t best = SBILL_NO_ANSWER;
    int32_t status = ready(a, e, err);
    struct turn t;

    if (status != SBILL_OK)
        return status;
    if (!index)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no place for the answer");
    if (!start_turns(&t, e))
        return sbill_encounter_memory(e, err);
    for (size_t place = 0; (status = form_turn(&t, place, err)) == SBILL_OK; place++)
        for (size_t c = 0; c < e->claims.n; c++) {
            size_t found = sbill_answer_about(a, e->claims.v[c].id, from);
            best = found < best ? found : best;
        }
    sbill_run_forget(e, SBILL_FIRST_OF_FORM);
    if (status == SBILL_END)
        status = memory(a, err);
    if (status != SBILL_OK || best == SBILL_NO_ANSWER)
        return status == SBILL_OK ? SBILL_END : status;
    *index = best;
    return SBILL_OK;
}

static bool same(struct sbill_text a, struct sbill_text b)
{
    return a.n && b.n && sbill_text_eq_fold(a, b);
}

/* CLP02 says in which place the payer decided; SIZE_MAX if it does not. */
static size_t place_said(const struct sbill_payer_answer *p)
{
    static const char *const said[][2] = {{"1", "19"}, {"2", "20"}, {"3", "21"}};

    for (size_t i = 0; p->format == SBILL_ANSWER_835 && i < sizeof said / sizeof *said; i++)
        if (sbill_text_is(p->status, said[i][0]) || sbill_text_is(p->status, said[i][1]))
            return i;
    return SIZE_MAX;
}

/* An office may give its claims to all payers one number: how sure it is that this payer's is meant. */
static int likeness(const struct turn *t, size_t place, const struct sbill_payer_answer *p)
{
    const struct sbill_coverage *c = &t->e->record.coverages.v[t->order[place]];
    int sure = 1;

    sure += same(p->payer_id, c->payer.id) ? 8 : 0;
    sure += same(p->payer_name, c->payer.name) ? 8 : 0;
    sure += place_said(p) == place ? 4 : 0;
    sure += t->saved[t->order[place]] ? 0 : 1;
    return sure;
}

static size_t claim_of_number(const struct sbill_encounter *e, struct sbill_text number)
{
    size_t c = 0;

    while (c < e->claims.n && !same(e->claims.v[c].id, number))
        c++;
    return c;
}

/* Leaves e formed as it was for that claim. SBILL_END if the encounter has no such claim. */
static int32_t find_claim(sbill_answers *a, size_t index, sbill_encounter *e, struct found *out,
                          sbill_error **err)
{
    const struct sbill_payer_answer *p = &a->list.v[index];
    size_t best = 0;
    int sure = 0;
    struct turn t;
    int32_t status;

    if (!start_turns(&t, e))
        return sbill_encounter_memory(e, err);
    for (size_t place = 0; (status = form_turn(&t, place, err)) == SBILL_OK; place++)
        if (claim_of_number(e, p->claim) < e->claims.n && likeness(&t, place, p) > sure) {
            sure = likeness(&t, place, p);
            best = place;
        }
    if (status != SBILL_END || !sure)
        return status;
    *out = (struct found){0, (int)(t.n - 1 - best)};
    status = form_turn(&t, best, err);
    out->claim = claim_of_number(e, p->claim);
    return status == SBILL_OK && out->claim == e->claims.n ? SBILL_END : status;
}

/* ---- the document call ------------------------------------------------------------------------- */

/* Leaves e formed for the payer that answers, and checked. */
static int32_t join(sbill_answers *a, size_t index, sbill_encounter *e,
                    struct sbill_answer_join *to, sbill_error **err)
{
    struct found found = {0, 0};
    int32_t status = find_claim(a, index, e, &found, err);

    if (status == SBILL_END)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "the answer is about no claim of this encounter");
    if (status == SBILL_OK)
        status = sbill_check(e, err);
    if (status != SBILL_OK)
        return status;
    sbill_answer_match(a, &a->list.v[index], e, &e->claims.v[found.claim]);
    *to = (struct sbill_answer_join){e, (int32_t)found.claim, found.more_payers};
    return memory(a, err);
}

static int32_t print(sbill_answers *a, size_t index, const struct sbill_answer_join *joined,
                     sbill_error **err)
{
    sbill_buf_wipe(&a->out);
    sbill_answer_print(a, &a->list.v[index], joined);
    if (a->out.failed)
        return sbill_fail(err, a->out.failed, SBILL_NOWHERE, "no memory for the answer's text");
    return memory(a, err);
}

int32_t sbill_answers_json(sbill_answers *a, size_t index, sbill_encounter *e, const char **json,
                           size_t *len, sbill_error **err)
{
    struct sbill_answer_join joined = {NULL, -1, -1};
    int32_t status = SBILL_OK;

    if (!a || !json || !len || index >= a->list.n)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "there is no such answer, or no place for its text");
    sbill_answer_forget_match(&a->list.v[index]);
    if (e)
        status = ready(a, e, err);
    if (status == SBILL_OK && e)
        status = join(a, index, e, &joined, err);
    if (status == SBILL_OK)
        status = print(a, index, &joined, err);
    if (e && e->has_record)
        sbill_run_forget(e, SBILL_FIRST_OF_FORM);
    if (status != SBILL_OK)
        return status;
    *json = a->out.p;
    *len = a->out.n;
    return SBILL_OK;
}

/* ---- into the record --------------------------------------------------------------------------- */

static int32_t take(sbill_answers *a, size_t index, sbill_encounter *e, struct sbill_text what,
                    sbill_error **err)
{
    struct sbill_payer_answer *p = &a->list.v[index];
    struct found found = {0, 0};
    int32_t status = find_claim(a, index, e, &found, err);
    const struct sbill_claim *claim;

    if (status == SBILL_END)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "the answer is about no claim of this encounter");
    if (status != SBILL_OK)
        return status;
    claim = &e->claims.v[found.claim];
    sbill_answer_forget_match(p);
    sbill_answer_match(a, p, e, claim);
    status = memory(a, err);
    if (status != SBILL_OK)
        return status;
    if (sbill_text_is(what, "next"))
        return sbill_answer_take_decision(e, claim, p, err);
    return sbill_answer_take_number(e, claim, p, sbill_text_is(what, "replace") ? 7 : 8, err);
}

int32_t sbill_encounter_answer(sbill_encounter *e, sbill_answers *a, size_t index, const char *what,
                               sbill_error **err)
{
    struct sbill_text word = sbill_text_from(what);
    int32_t status = ready(a, e, err);

    if (status != SBILL_OK)
        return status;
    if (index >= a->list.n || (!sbill_text_is(word, "next") && !sbill_text_is(word, "replace") &&
                               !sbill_text_is(word, "void")))
        return sbill_fail(
            err, SBILL_EINVAL, SBILL_NOWHERE,
            "there is no such answer, or it is not to be taken as next, replace or void");
    status = take(a, index, e, word, err);
    sbill_run_forget(e, SBILL_FIRST_OF_FORM);
    return status;
}
