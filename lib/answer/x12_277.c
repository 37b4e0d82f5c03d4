/* 277: claim acknowledgment (005010X214, "277CA") and status response (005010X212). Levels of HL say of whom the
 * segments below it speak: 20 payer, 21 who receives the answer, 19 provider, PT 22 23 the patient and his claims. */
#include "answer/answering.h"

static bool at_level(const struct sbill_answering *r, const char *level)
{
    return sbill_text_is(r->level, level);
}

static bool at_patient(const struct sbill_answering *r)
{
    return at_level(r, "PT") || at_level(r, "22") || at_level(r, "23");
}

/* ---- outcomes -------------------------------------------------------------------------------- */

/* Claim status categories (X12 list 507), the graver the later in the list. */
static int32_t outcome_of(struct sbill_text category)
{
    static const struct {
        char category[3];
        int8_t outcome;
    } known[] = {
        {"A0", SBILL_ANSWER_RECEIVED}, {"A1", SBILL_ANSWER_RECEIVED}, {"A2", SBILL_ANSWER_ACCEPTED},
        {"A3", SBILL_ANSWER_REJECTED}, {"A4", SBILL_ANSWER_REJECTED}, {"A5", SBILL_ANSWER_RECEIVED},
        {"A6", SBILL_ANSWER_REJECTED}, {"A7", SBILL_ANSWER_REJECTED}, {"A8", SBILL_ANSWER_REJECTED},
        {"F2", SBILL_ANSWER_DENIED},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sbill_text_is(category, known[i].category))
            return known[i].outcome;
    switch (category.n ? *category.p : '\0') {
    case 'P':
    case 'R':
        return SBILL_ANSWER_PENDING;
    case 'F':
        return SBILL_ANSWER_FINAL;
    default:
        return SBILL_ANSWER_UNKNOWN;
    }
}

static int gravity(int32_t outcome)
{
    static const int8_t order[] = {
        SBILL_ANSWER_UNKNOWN, SBILL_ANSWER_ACCEPTED, SBILL_ANSWER_RECEIVED, SBILL_ANSWER_FINAL,
        SBILL_ANSWER_PENDING, SBILL_ANSWER_DENIED,   SBILL_ANSWER_REJECTED};
    int i = 0;

    while (i < (int)(sizeof order) && order[i] != outcome)
        i++;
    return i;
}

/* ---- STC ------------------------------------------------------------------------------------- */

static void add_status(struct sbill_answering *r, size_t element, int32_t date)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);
    struct sbill_payer_line *l = sbill_answer_line_now(r);
    struct sbill_payer_status *s;
    int32_t outcome;

    if (!sbill_answer_text(r, element).n)
        return;
    s = l ? SBILL_PUSH(&r->a->arena, &l->statuses) : SBILL_PUSH(&r->a->arena, &p->statuses);
    if (!s)
        return;
    s->category = sbill_answer_part(r, element, 1);
    s->code = sbill_answer_part(r, element, 2);
    s->entity = sbill_answer_part(r, element, 3);
    s->list = sbill_answer_part(r, element, 4);
    s->action = sbill_answer_text(r, 3);
    s->message = sbill_answer_text(r, 12);
    s->date = date;
    outcome = outcome_of(s->category);
    if (gravity(outcome) > gravity(p->outcome))
        p->outcome = outcome;
}

/* What follows an HL without a trace number of a claim is still about somebody else than what stood before it. */
static void begin(struct sbill_answering *r)
{
    if (r->level_new)
        sbill_answer_add(r, at_patient(r) ? SBILL_ABOUT_CLAIM : SBILL_ABOUT_BATCH);
    r->level_new = false;
}

/* Above the patient a status is about the batch; below, it belongs to the claim or line. */
static void read_status(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    int32_t date;
    int64_t charge;

    begin(r);
    date = sbill_answer_date(r, 2);
    charge = sbill_answer_money(r, 4);
    p = sbill_answer_now(r);
    if (p->date == SBILL_NO_DATE)
        p->date = date;
    if (!r->in_line && p->charge == SBILL_NO_MONEY)
        p->charge = charge;
    if (!r->in_line && p->paid == SBILL_NO_MONEY && p->about == SBILL_ABOUT_CLAIM)
        p->paid = sbill_answer_money(r, 5);
    add_status(r, 1, date);
    add_status(r, 10, date);
    add_status(r, 11, date);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static void read_level(struct sbill_answering *r)
{
    struct sbill_payer_answer *c = &r->common;

    r->level = sbill_answer_text(r, 3);
    r->level_new = true;
    r->in_line = false;
    c->trace = SBILL_T("");
    if (at_level(r, "20"))
        c->payer_name = c->payer_id = SBILL_T("");
    if (at_level(r, "19") || at_level(r, "21"))
        c->payee_name = c->payee_id = SBILL_T("");
    if (at_level(r, "PT") || at_level(r, "22")) {
        c->patient = (struct sbill_name){0};
        c->member_id = SBILL_T("");
    }
}

static void read_name(struct sbill_answering *r)
{
    struct sbill_payer_answer *c = &r->common;
    struct sbill_text id = sbill_answer_text(r, 9);

    if (at_level(r, "20")) {
        c->payer_name = sbill_answer_text(r, 3);
        c->payer_id = id;
    } else if (at_patient(r)) {
        c->patient = (struct sbill_name){.last = sbill_answer_text(r, 3),
                                         .first = sbill_answer_text(r, 4),
                                         .middle = sbill_answer_text(r, 5),
                                         .suffix = sbill_answer_text(r, 7)};
        if (id.n)
            c->member_id = id;
    } else {
        c->payee_name = sbill_answer_text(r, 3);
        c->payee_id = id;
    }
}

static void read_trace(struct sbill_answering *r)
{
    if (at_patient(r)) {
        r->level_new = true;
        begin(r);
        sbill_answer_now(r)->claim = sbill_answer_text(r, 2);
    } else {
        r->common.trace = sbill_answer_text(r, 2);
    }
}

static void read_reference(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);
    struct sbill_payer_line *l = sbill_answer_line_now(r);
    struct sbill_text value = sbill_answer_text(r, 2);

    if (!at_patient(r) || r->level_new)
        return;
    if (sbill_answer_is(r, 1, "1K"))
        p->payer_claim = value;
    else if (sbill_answer_is(r, 1, "EJ") && !l)
        p->claim =
            value; /* the status response names our number here, TRN repeats that of the question */
    else if (sbill_answer_is(r, 1, "D9"))
        p->trace = value;
    else if (sbill_answer_is(r, 1, "FJ") && l)
        l->control = value;
}

/* D8 one day, RD8 from-to. */
static void read_dates(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    struct sbill_payer_line *l;
    struct sbill_text rest = sbill_answer_text(r, 3);
    int32_t from = SBILL_NO_DATE, to;

    if (!sbill_answer_is(r, 1, "472") || !at_patient(r))
        return;
    begin(r);
    if (!sbill_answer_is(r, 2, "RD8") || !sbill_date_parse(sbill_text_cut(&rest, '-'), &from) ||
        !sbill_date_parse(rest, &to))
        from = to = sbill_answer_date(r, 3);
    p = sbill_answer_now(r);
    l = sbill_answer_line_now(r);
    *(l ? &l->date_from : &p->date_from) = from;
    *(l ? &l->date_to : &p->date_to) = to;
}

static void read_line(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;
    struct sbill_payer_line made, *l;

    begin(r);
    sbill_answer_see_composite(r, 1);
    sbill_answer_line_clear(&made);
    made.position = r->s.in_set;
    made.qualifier = sbill_answer_part(r, 1, 1);
    made.code = sbill_answer_part(r, 1, 2);
    for (size_t i = 3; i <= 6; i++)
        sbill_answer_push_text(r->a, &made.modifiers, sbill_answer_part(r, 1, i));
    made.charge = sbill_answer_money(r, 2);
    made.revenue = sbill_answer_text(r, 4);
    made.billed_units = sbill_answer_quantity(r, 7);
    p = sbill_answer_now(r);
    l = SBILL_PUSH(&r->a->arena, &p->lines);
    r->in_line = l != NULL;
    if (l)
        *l = made;
}

static void read_totals(struct sbill_answering *r, bool money)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);
    int64_t v;

    if (p == &r->scratch || p->about != SBILL_ABOUT_BATCH)
        return;
    v = money ? sbill_answer_money(r, 2) : sbill_answer_quantity(r, 2);
    p = sbill_answer_now(r);
    if (money && sbill_answer_is(r, 1, "YU"))
        p->sum = v;
    if (!money && sbill_answer_is(r, 1, "90") && v >= 0)
        p->count = v / 1000;
}

static bool read_segment(struct sbill_answering *r)
{
    switch (r->s.tag) {
    case SBILL_X12_TAG2('S', 'T'):
        r->common.format = SBILL_ANSWER_277;
        return true;
    case SBILL_X12_TAG2('H', 'L'):
        read_level(r);
        return true;
    case SBILL_X12_TAG('N', 'M', '1'):
        read_name(r);
        return true;
    case SBILL_X12_TAG('T', 'R', 'N'):
        read_trace(r);
        return true;
    case SBILL_X12_TAG('S', 'T', 'C'):
        read_status(r);
        return true;
    case SBILL_X12_TAG('R', 'E', 'F'):
        read_reference(r);
        return true;
    case SBILL_X12_TAG('D', 'T', 'P'):
        read_dates(r);
        return true;
    case SBILL_X12_TAG('S', 'V', 'C'):
        read_line(r);
        return true;
    case SBILL_X12_TAG('A', 'M', 'T'):
    case SBILL_X12_TAG('Q', 'T', 'Y'):
        read_totals(r, r->s.tag == SBILL_X12_TAG('A', 'M', 'T'));
        return true;
    case SBILL_X12_TAG('B', 'H', 'T'): /* who asked what, when: nothing a claim needs */
    case SBILL_X12_TAG('P', 'E', 'R'): /* whom to call at the payer */
        return true;
    default:
        return false;
    }
}

const struct sbill_answer_reader sbill_answer_277ca = {"277", "005010X214", read_segment, NULL};
const struct sbill_answer_reader sbill_answer_277 = {"277", "005010X212", read_segment, NULL};
