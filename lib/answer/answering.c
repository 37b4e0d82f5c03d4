/* What the readers of answers share: answers, elements, findings. */
#include "answer/answering.h"

/* ---- answers --------------------------------------------------------------------------------- */

static const struct sbill_text none = SBILL_TI("");

void sbill_answer_line_clear(struct sbill_payer_line *l)
{
    *l = (struct sbill_payer_line){.charge = SBILL_NO_MONEY,
                                   .paid = SBILL_NO_MONEY,
                                   .paid_units = SBILL_NO_QTY,
                                   .billed_units = SBILL_NO_QTY,
                                   .allowed = SBILL_NO_MONEY,
                                   .date_from = SBILL_NO_DATE,
                                   .date_to = SBILL_NO_DATE,
                                   .record_line = -1};
}

void sbill_answer_clear(struct sbill_payer_answer *p)
{
    *p = (struct sbill_payer_answer){.date = SBILL_NO_DATE,
                                     .date_from = SBILL_NO_DATE,
                                     .date_to = SBILL_NO_DATE,
                                     .charge = SBILL_NO_MONEY,
                                     .paid = SBILL_NO_MONEY,
                                     .patient_owes = SBILL_NO_MONEY,
                                     .allowed = SBILL_NO_MONEY,
                                     .sum = SBILL_NO_MONEY,
                                     .count = -1,
                                     .reimbursement_rate = SBILL_NO_QTY,
                                     .hcpcs_payable = SBILL_NO_MONEY,
                                     .esrd_paid = SBILL_NO_MONEY,
                                     .professional_component = SBILL_NO_MONEY};
}

struct sbill_payer_answer *sbill_answer_add(struct sbill_answering *r, int32_t about)
{
    struct sbill_payer_answer *p = SBILL_PUSH(&r->a->arena, &r->a->list);

    if (!p)
        p = &r->scratch;
    *p = r->common;
    p->about = about;
    p->file = r->file;
    p->version = r->version;
    p->position = r->s.in_set;
    p->line_in_file = r->s.line;
    r->in_line = false;
    return p;
}

struct sbill_payer_answer *sbill_answer_now(struct sbill_answering *r)
{
    return r->a->list.n > r->first ? &r->a->list.v[r->a->list.n - 1] : &r->scratch;
}

struct sbill_payer_line *sbill_answer_line_now(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    return r->in_line && p->lines.n ? &p->lines.v[p->lines.n - 1] : NULL;
}

struct sbill_payer_answer *sbill_answer_of_file(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    if (p != &r->scratch && p->about == SBILL_ABOUT_FILE)
        return p;
    p = sbill_answer_add(r, SBILL_ABOUT_FILE);
    if (!p->group.n)
        p->group = r->group;
    if (!p->set.n)
        p->set = r->set;
    return p;
}

/* ---- elements -------------------------------------------------------------------------------- */

struct sbill_text sbill_answer_text(const struct sbill_answering *r, size_t element)
{
    return sbill_text_trim(sbill_x12_element(&r->s, element));
}

struct sbill_text sbill_answer_part(const struct sbill_answering *r, size_t element, size_t part)
{
    return sbill_text_trim(sbill_x12_part(sbill_x12_element(&r->s, element), r->component, part));
}

bool sbill_answer_is(const struct sbill_answering *r, size_t element, const char *word)
{
    return sbill_text_is(sbill_answer_text(r, element), word);
}

void sbill_answer_push_text(struct sbill_answers *a, sbill_texts *to, struct sbill_text t)
{
    struct sbill_text *slot = t.n ? SBILL_PUSH(&a->arena, to) : NULL;

    if (slot)
        *slot = t;
}

/* "CLP03", in the arena. */
static struct sbill_text element_name(struct sbill_answering *r, size_t element)
{
    char room[16];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_x12_name(&b, r->s.id, element, 0);
    return sbill_arena_copy(&r->a->arena, sbill_buf_view(&b));
}

/* {place}: "segment 17 of its set, line 20" */
void sbill_answer_say_place(struct sbill_answering *r, struct sbill_finding *f)
{
    char room[64];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_x12_place(&b, r->s.in_set, r->s.line);
    sbill_value_add(&r->a->arena, f, "place", sbill_buf_view(&b));
}

/* The answer at hand, or one about the file where there is none yet. */
static struct sbill_payer_answer *speaker(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    return p == &r->scratch ? sbill_answer_of_file(r) : p;
}

static void say_value(struct sbill_answering *r, size_t element, const char *wanted)
{
    struct sbill_finding *f =
        sbill_answer_raise(r->a, speaker(r), SBILL_FINDING_ANSWER_VALUE, NULL);

    sbill_value_add(&r->a->arena, f, "element", element_name(r, element));
    sbill_value_add(&r->a->arena, f, "value", sbill_answer_text(r, element));
    sbill_value_add(&r->a->arena, f, "wanted", sbill_text_from(wanted));
    sbill_answer_say_place(r, f);
}

int64_t sbill_answer_money(struct sbill_answering *r, size_t element)
{
    return sbill_answer_text(r, element).n ? sbill_answer_due_money(r, element) : SBILL_NO_MONEY;
}

int64_t sbill_answer_due_money(struct sbill_answering *r, size_t element)
{
    struct sbill_text t = sbill_answer_text(r, element);
    int64_t v;

    if (sbill_x12_decimal(t, 2, &v))
        return v;
    say_value(r, element, "an amount of money");
    return SBILL_NO_MONEY;
}

int64_t sbill_answer_quantity(struct sbill_answering *r, size_t element)
{
    struct sbill_text t = sbill_answer_text(r, element);
    int64_t v;

    if (!t.n)
        return SBILL_NO_QTY;
    if (sbill_x12_decimal(t, 3, &v))
        return v;
    say_value(r, element, "a quantity");
    return SBILL_NO_QTY;
}

int32_t sbill_answer_date(struct sbill_answering *r, size_t element)
{
    struct sbill_text t = sbill_answer_text(r, element);
    int32_t date;

    if (!t.n)
        return SBILL_NO_DATE;
    if (t.n == 8 && sbill_date_parse(t, &date))
        return date;
    say_value(r, element, "a date");
    return SBILL_NO_DATE;
}

static void add_adjustment(struct sbill_answering *r, size_t at)
{
    struct sbill_adjustment made = {.group = sbill_answer_text(r, 1),
                                    .reason = sbill_answer_text(r, at)};
    struct sbill_adjustment *kept;
    struct sbill_payer_line *l;

    made.amount = sbill_answer_due_money(r, at + 1);
    made.quantity = sbill_answer_quantity(r, at + 2);
    l = sbill_answer_line_now(r);
    kept = l ? SBILL_PUSH(&r->a->arena, &l->adjustments)
             : SBILL_PUSH(&r->a->arena, &sbill_answer_now(r)->adjustments);
    if (kept)
        *kept = made;
}

void sbill_answer_adjustments(struct sbill_answering *r)
{
    for (size_t at = 2; at <= 17 && at <= r->s.n; at += 3)
        if (sbill_answer_text(r, at).n || sbill_answer_text(r, at + 1).n)
            add_adjustment(r, at);
}

void sbill_answer_not_read(struct sbill_answering *r)
{
    struct sbill_finding *f;

    for (size_t i = 0; i < r->unread_count; i++)
        if (sbill_text_eq(r->unread[i], r->s.id))
            return;
    if (r->unread_count < sizeof r->unread / sizeof *r->unread)
        r->unread[r->unread_count++] = r->s.id;
    f = sbill_answer_raise(r->a, speaker(r), SBILL_FINDING_ANSWER_NOT_READ, NULL);
    sbill_value_add(&r->a->arena, f, "segment", r->s.id);
    sbill_answer_say_place(r, f);
}

/* The first composite of a segment tells how composites are made. */
void sbill_answer_see_composite(struct sbill_answering *r, size_t element)
{
    char used = sbill_x12_component_mark(&r->x, sbill_x12_element(&r->s, element));
    struct sbill_finding *f;

    r->component = used;
    if (used == r->x.marks.component || r->component_said)
        return;
    r->component_said = true;
    f = sbill_answer_raise(r->a, speaker(r), SBILL_FINDING_X12_SEPARATORS, "ISA16");
    sbill_value_add(&r->a->arena, f, "segment", element_name(r, element));
    sbill_answer_say_place(r, f);
}

/* ---- findings -------------------------------------------------------------------------------- */

struct sbill_finding *sbill_answer_raise(struct sbill_answers *a, struct sbill_payer_answer *p,
                                         int32_t number, const char *x12)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);
    int32_t severity = sbill_settings_severity(&a->settings, number);
    struct sbill_finding *f;

    a->unkept = (struct sbill_finding){0};
    if (severity == SBILL_SEV_OFF)
        return &a->unkept;
    f = SBILL_PUSH(&a->arena, &p->findings);
    if (!f)
        return &a->unkept;
    *f = (struct sbill_finding){.number = number,
                                .severity = severity ? severity : row->severity,
                                .set_by = severity ? SBILL_BY_ORGANISATION : SBILL_BY_DEFAULT,
                                .claim = -1,
                                .x12 = x12,
                                .path = none,
                                .source = none,
                                .repair = none};
    return f;
}
