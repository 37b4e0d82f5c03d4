/* X12: segments that the rows of the map cannot say: pairs, triplets, lists over several elements. */
#include <string.h>

#include "read/x12_reading.h"

#define NO_PLACE "the record has no place for it"

/* The row of the segment's element, for checks and messages. */
static const struct sbill_837_element *row_at(const struct sbill_837_segment *row, size_t at,
                                              size_t part)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->elements[i].at == at && row->elements[i].part == part)
            return &row->elements[i];
    return &row->elements[row->count - 1];
}

static void unread_rest(struct sbill_x12_reading *r, size_t from, const char *why)
{
    for (size_t i = from; i <= r->s.n; i++)
        if (sbill_x12_at(r, i, 0).n)
            sbill_x12_unread(r, i, 0, why);
}

static struct sbill_text *member(void *holder, size_t offset)
{
    return (struct sbill_text *)(void *)((char *)holder + offset);
}

/* ---- PER: numbers in pairs ------------------------------------------------------------------- */

struct contact { /* where its parts go; NULL: nowhere */
    struct sbill_text *name, *phone, *extension, *fax, *email;
};

static struct contact contact_of(struct sbill_x12_reading *r, uint8_t holder)
{
    struct contact c = {0};
    void *h = sbill_837_hold(&r->place, holder, &r->e->arena);

    if (h && holder == SBILL_837_PROVIDER) {
        struct sbill_provider *p = h;
        c = (struct contact){&p->contact, &p->phone, &p->phone_extension, &p->fax, &p->email};
    } else if (h && holder == SBILL_837_SUBSCRIBER) {
        struct sbill_subscriber *s = h;
        c = (struct contact){&s->contact, &s->phone, &s->phone_extension, NULL, NULL};
    } else if (h) {
        struct sbill_patient *p = h;
        c = (struct contact){&p->contact, &p->phone, &p->phone_extension, NULL, NULL};
    }
    return c;
}

/* A second segment is a second person. */
static struct contact another_contact(struct sbill_x12_reading *r)
{
    struct sbill_provider *p = r->place.provider;
    struct sbill_contact *c = p ? SBILL_PUSH(&r->e->arena, &p->other_contacts) : NULL;

    if (!c)
        return (struct contact){0};
    return (struct contact){&c->name, &c->phone, &c->phone_extension, &c->fax, &c->email};
}

static void read_number(struct sbill_x12_reading *r, const struct contact *c, size_t at)
{
    struct sbill_text kind = sbill_x12_at(r, at, 0), value = sbill_x12_at(r, at + 1, 0);
    struct sbill_text *to = sbill_text_eq_fold(kind, SBILL_T("TE"))   ? c->phone
                            : sbill_text_eq_fold(kind, SBILL_T("EX")) ? c->extension
                            : sbill_text_eq_fold(kind, SBILL_T("FX")) ? c->fax
                            : sbill_text_eq_fold(kind, SBILL_T("EM")) ? c->email
                                                                      : NULL;

    if (!value.n)
        return;
    if (to && !to->n)
        *to = value;
    else
        sbill_x12_unread(r, at + 1, 0, to ? "one number of each kind has a place" : NO_PLACE);
}

static void read_per(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct contact c = contact_of(r, row->elements[1].holder);

    if (c.name && (c.name->n || c.phone->n || (c.email && c.email->n)))
        c = row->elements[1].holder == SBILL_837_PROVIDER ? another_contact(r)
                                                          : (struct contact){0};
    if (!c.name) {
        sbill_x12_unread(r, 0, 0, NO_PLACE);
        return;
    }
    sbill_x12_check(r, &row->elements[0], sbill_x12_at(r, 1, 0));
    *c.name = sbill_x12_at(r, 2, 0);
    for (size_t at = 3; at <= 7; at += 2)
        read_number(r, &c, at);
    unread_rest(r, 9, NO_PLACE);
}

/* ---- REF: numbers of providers --------------------------------------------------------------- */

static void add_identifier(struct sbill_x12_reading *r, const struct sbill_837_segment *row,
                           struct sbill_provider *p, struct sbill_text payer)
{
    struct sbill_identifier *id = p ? SBILL_PUSH(&r->e->arena, &p->identifiers) : NULL;

    if (!id)
        return;
    sbill_837_code(row->codes, sbill_x12_at(r, 1, 0), NULL);
    id->type = sbill_x12_at(r, 1, 0);
    id->payer = payer;
    if (sbill_x12_check(r, row_at(row, 2, 0), sbill_x12_at(r, 2, 0)))
        id->value = sbill_x12_at(r, 2, 0);
    if (sbill_x12_at(r, 3, 0).n)
        sbill_x12_unread(r, 3, 0, NO_PLACE);
}

/* Inside a line REF04 names another payer that gave the number; in the loops 2330 it is the loop's. */
static void read_identifier(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    const struct sbill_coverage *c = sbill_837_hold(&r->place, SBILL_837_COVERAGE, NULL);
    bool elsewhere = sbill_837_loops[r->place.loop].makes == SBILL_837_ROLE_ELSEWHERE;
    struct sbill_text payer = {NULL, 0};

    if (elsewhere && c)
        payer = c->payer.id;
    else if (sbill_text_eq_fold(sbill_x12_at(r, 4, 1), SBILL_T("2U")))
        payer = sbill_x12_at(r, 4, 2);
    else if (sbill_x12_at(r, 4, 0).n)
        sbill_x12_unread(r, 4, 0, NO_PLACE);
    add_identifier(r, row, r->place.provider, payer);
}

static void read_payer_given(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    add_identifier(r, row, r->record->providers.billing, SBILL_T(""));
}

/* ---- DTP 314, 360, 361 ----------------------------------------------------------------------- */

static void read_disability(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    const struct sbill_837_element *el = row_at(row, 3, 0);
    struct sbill_text kind = sbill_x12_at(r, 1, 0);
    struct sbill_dates *d = &r->record->dates;
    int32_t from, to;

    sbill_x12_check(r, row_at(row, 2, 0), sbill_x12_at(r, 2, 0));
    if (!sbill_x12_check(r, el, sbill_x12_at(r, 3, 0)) ||
        !sbill_x12_dates(r, el, sbill_x12_at(r, 2, 0), sbill_x12_at(r, 3, 0), &from, &to))
        return;
    if (sbill_text_is(kind, "361"))
        d->disability_to = from;
    else
        d->disability_from = from;
    if (to != SBILL_NO_DATE)
        d->disability_to = to;
}

/* ---- CRC: conditions ------------------------------------------------------------------------- */

static void read_conditions(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    const struct sbill_837_element *el = row_at(row, 3, 0);
    char *holder;

    size_t offset = el->offset;

    if (!sbill_text_eq_fold(sbill_x12_at(r, 2, 0), SBILL_T("Y"))) {
        sbill_x12_check(r, row_at(row, 2, 0), sbill_x12_at(r, 2, 0));
        if (!el->other) {
            sbill_x12_unread(r, 0, 0, "the record lists conditions that hold");
            return;
        }
        offset = el->other;
    }
    holder = sbill_837_hold(&r->place, el->holder, &r->e->arena);
    for (size_t i = 3; holder && i <= r->s.n; i++) {
        struct sbill_text value = sbill_x12_at(r, i, 0);
        struct sbill_text *to;

        if (!value.n)
            continue;
        sbill_x12_check(r, el, value);
        to = SBILL_PUSH(&r->e->arena, (sbill_texts *)(void *)(holder + offset));
        if (to)
            *to = value;
    }
}

/* ---- HI -------------------------------------------------------------------------------------- */

static int32_t system_of(struct sbill_text qualifier)
{
    if (sbill_text_eq_fold(qualifier, SBILL_T("BK")) ||
        sbill_text_eq_fold(qualifier, SBILL_T("BF")))
        return SBILL_SYSTEM_ICD9CM;
    return sbill_text_eq_fold(qualifier, SBILL_T("TQ")) ? SBILL_SYSTEM_SNODENT
                                                        : SBILL_SYSTEM_ICD10CM;
}

static void unread_parts(struct sbill_x12_reading *r, size_t at, size_t from)
{
    for (size_t part = from; part <= 9; part++)
        if (sbill_x12_at(r, at, part).n)
            sbill_x12_unread(r, at, part, NO_PLACE);
}

static void read_diagnoses(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct sbill_837_element code = *row_at(row, 1, 2);

    for (size_t i = 1; i <= r->s.n; i++) {
        struct sbill_text kind = sbill_x12_at(r, i, 1), value = sbill_x12_at(r, i, 2);
        struct sbill_837_element key = *row_at(row, i == 1 ? 1 : 2, 1);
        struct sbill_dx *d;

        key.at = code.at = (uint8_t)i;
        if (!kind.n && !value.n)
            continue;
        sbill_x12_check(r, &key, kind);
        if (!sbill_x12_check(r, &code, value)) {
            if (!value.n)
                sbill_x12_unread(r, i, 0, "it has no code");
            continue;
        }
        unread_parts(r, i, 3);
        d = SBILL_PUSH(&r->e->arena, &r->record->diagnoses);
        if (!d)
            return;
        d->onset_date = SBILL_NO_DATE;
        d->code = value;
        d->system = system_of(kind);
    }
}

/* K3, HI*BG, HI*BP: each value is one of a list of texts. */
static void read_codes(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    size_t part = row->qualifier ? 2 : 0;
    struct sbill_837_element el = *row_at(row, 1, part);
    char *holder = sbill_837_hold(&r->place, el.holder, &r->e->arena);

    for (size_t i = 1; holder && i <= r->s.n; i++) {
        struct sbill_text value = sbill_x12_at(r, i, part);
        struct sbill_text *to;

        el.at = (uint8_t)i;
        if (!value.n)
            continue;
        if (!part && i > 1) {
            unread_rest(r, i, NO_PLACE);
            return;
        }
        sbill_x12_check(r, &el, value);
        if (part)
            unread_parts(r, i, 3);
        to = SBILL_PUSH(&r->e->arena, (sbill_texts *)(void *)(holder + el.offset));
        if (to)
            *to = value;
    }
}

/* ---- CAS: six reasons with amount and quantity ----------------------------------------------- */

static void add_reason(struct sbill_x12_reading *r, const struct sbill_837_segment *row, size_t at,
                       struct sbill_adjustment *a)
{
    struct sbill_837_element amount = *row_at(row, 3, 0), quantity = *row_at(row, 4, 0);
    struct sbill_text value = sbill_x12_at(r, at + 1, 0);

    amount.at = (uint8_t)(at + 1);
    quantity.at = (uint8_t)(at + 2);
    a->amount = SBILL_NO_MONEY;
    a->quantity = SBILL_NO_QTY;
    a->group = sbill_x12_at(r, 1, 0);
    a->reason = sbill_x12_at(r, at, 0);
    if (sbill_x12_check(r, &amount, value))
        sbill_x12_money(r, &amount, value, &a->amount);
    value = sbill_x12_at(r, at + 2, 0);
    if (sbill_x12_check(r, &quantity, value))
        sbill_x12_quantity(r, &quantity, value, &a->quantity);
}

static void read_cas(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    uint8_t holder = row->elements[1].holder;
    void *h = sbill_837_hold(&r->place, holder, &r->e->arena);

    if (!h)
        return;
    sbill_x12_check(r, row_at(row, 1, 0), sbill_x12_at(r, 1, 0));
    for (size_t at = 2; at <= 17; at += 3) {
        struct sbill_837_list *list =
            (struct sbill_837_list *)(void *)((char *)h + row->elements[1].offset);
        struct sbill_adjustment *a;

        if (!sbill_x12_at(r, at, 0).n && !sbill_x12_at(r, at + 1, 0).n)
            continue;
        a = sbill_arena_push(&r->e->arena, &list->v, &list->n, &list->cap, sizeof *a);
        if (a)
            add_reason(r, row, at, a);
    }
    unread_rest(r, 20, NO_PLACE);
}

/* ---- REF G1, 9F of a line -------------------------------------------------------------------- */

static void read_authorization(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct sbill_line *l = sbill_837_hold(&r->place, SBILL_837_LINE, NULL);
    struct sbill_text number = sbill_x12_at(r, 2, 0), payer = sbill_x12_at(r, 4, 2);
    const struct sbill_837_element *el = row_at(row, 2, 0);
    struct sbill_authorization *other;

    if (!l || !sbill_x12_check(r, el, number))
        return;
    if (!payer.n && !member(l, el->offset)->n) {
        *member(l, el->offset) = number;
        return;
    }
    other = SBILL_PUSH(&r->e->arena, &l->other_authorizations);
    if (other)
        *other = (struct sbill_authorization){
            .kind = sbill_text_is(sbill_x12_at(r, 1, 0), "9F") ? 2 : 1,
            .number = number,
            .payer = payer,
        };
}

/* ---- SVD: which payer decided ---------------------------------------------------------------- */

static struct sbill_coverage *deciding(struct sbill_x12_reading *r, struct sbill_text payer)
{
    struct sbill_record *rec = r->record;

    for (size_t i = 1; i < rec->coverages.n; i++) {
        if (!sbill_text_eq_fold(rec->coverages.v[i].payer.id, payer))
            continue;
        r->place.coverage = i;
        return &rec->coverages.v[i];
    }
    return NULL;
}

/* What kind of code the payer decided about, if nothing is said. */
static struct sbill_text usual_kind(const struct sbill_x12_reading *r)
{
    struct sbill_text given = r->record->lines.v[r->place.line].qualifier;

    if (r->form == SBILL_837_D)
        return SBILL_T("AD");
    return given.n ? given : SBILL_T("HC");
}

static void read_svd(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct sbill_text payer = sbill_x12_at(r, 1, 0);
    struct sbill_837_segment by_rows = *row;
    struct sbill_line_adjudication *a;

    if (!payer.n || !deciding(r, payer)) {
        struct sbill_finding *f = sbill_x12_say(r, SBILL_FINDING_X12_PAYER_UNKNOWN, 1, NULL);

        sbill_finding_value(r->e, f, "given", payer);
        r->at[r->depth - 1].dead = "its payer is none of the claim's";
        sbill_x12_unread(r, 0, 0, r->at[r->depth - 1].dead);
        return;
    }
    a = sbill_837_push(&r->place, SBILL_837_LINE_ADJUDICATION, &r->e->arena);
    if (!a)
        return;
    a->line = (int32_t)r->place.line + 1;
    by_rows.each = 0;
    sbill_x12_elements(r, &by_rows);
    if (sbill_text_eq_fold(a->qualifier, usual_kind(r)))
        a->qualifier = SBILL_T("");
}

/* ---- dental ---------------------------------------------------------------------------------- */

static struct sbill_text joined(struct sbill_x12_reading *r, size_t at)
{
    char room[16];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    for (size_t part = 1; part <= 5; part++)
        sbill_buf_text(&b, sbill_x12_at(r, at, part));
    if (b.failed)
        sbill_x12_unread(r, at, 0, "a surface is one letter");
    return b.failed ? SBILL_T("") : sbill_arena_copy(&r->e->arena, sbill_buf_view(&b));
}

static void read_tooth(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct sbill_tooth *t = sbill_837_push(&r->place, SBILL_837_TOOTH, &r->e->arena);

    if (!t)
        return;
    sbill_x12_check(r, row_at(row, 1, 0), sbill_x12_at(r, 1, 0));
    if (sbill_x12_check(r, row_at(row, 2, 0), sbill_x12_at(r, 2, 0)))
        t->number = sbill_x12_at(r, 2, 0);
    t->surfaces = joined(r, 3);
    unread_rest(r, 4, NO_PLACE);
}

static void read_ortho(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    struct sbill_ortho *o = sbill_837_hold(&r->place, SBILL_837_ORTHO, &r->e->arena);
    int32_t *months[] = {o ? &o->months_total : NULL, o ? &o->months_remaining : NULL};

    if (!o)
        return;
    o->is_ortho = SBILL_YES;
    for (size_t i = 0; i < 2; i++) {
        const struct sbill_837_element *el = row_at(row, i + 1, 0);
        struct sbill_text value = sbill_x12_at(r, i + 1, 0);
        int64_t n;

        if (sbill_x12_check(r, el, value) && sbill_x12_quantity(r, el, value, &n) && n >= 0 &&
            n / 1000 <= INT32_MAX)
            *months[i] = (int32_t)(n / 1000);
    }
    if (sbill_x12_at(r, 3, 0).n)
        sbill_x12_unread(r, 3, 0, NO_PLACE);
    if (!sbill_text_eq_fold(sbill_x12_at(r, 4, 0), SBILL_T("Y")))
        o->description = sbill_x12_at(r, 4, 0);
    unread_rest(r, 5, NO_PLACE);
}

static void (*const specials[SBILL_837_SPECIALS])(struct sbill_x12_reading *,
                                                  const struct sbill_837_segment *) = {
    [SBILL_837_BY_ROWS] = sbill_x12_elements,
    [SBILL_837_PER] = read_per,
    [SBILL_837_IDENTIFIERS] = read_identifier,
    [SBILL_837_PAYER_GIVEN] = read_payer_given,
    [SBILL_837_DISABILITY] = read_disability,
    [SBILL_837_CONDITIONS] = read_conditions,
    [SBILL_837_DIAGNOSES] = read_diagnoses,
    [SBILL_837_CODES] = read_codes,
    [SBILL_837_CAS] = read_cas,
    [SBILL_837_AUTHORIZATIONS] = read_authorization,
    [SBILL_837_SVD] = read_svd,
    [SBILL_837_TOO] = read_tooth,
    [SBILL_837_DN1] = read_ortho,
};

void sbill_x12_special(struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    specials[row->special](r, row);
}
