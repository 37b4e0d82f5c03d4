/* X12: segments that rows of the map cannot say. */
#include <string.h>

#include "write/x12.h"

const struct sbill_837_element *sbill_x12_row_at(const struct sbill_837_segment *row, size_t at,
                                                 size_t part)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->elements[i].at == at && row->elements[i].part == part)
            return &row->elements[i];
    return &row->elements[row->count - 1];
}

void sbill_x12_put_at(struct sbill_x12_out *o, const struct sbill_837_segment *row, size_t at,
                      size_t part, struct sbill_text value)
{
    const struct sbill_837_element *el = sbill_x12_row_at(row, at, part);

    sbill_x12_put(o, at, part, value, el->max, el);
}

/* ---- REF --------------------------------------------------------------------------------------- */

static void put_identifier(struct sbill_x12_out *o, const struct sbill_837_segment *row, size_t i,
                           const struct sbill_identifier *id, bool with_payer)
{
    const char **sent;

    o->place.item[SBILL_837_IDENTIFIER] = NULL;
    o->place.index[SBILL_837_IDENTIFIER] = i;
    sbill_x12_open(o, "REF");
    sbill_x12_put_at(o, row, 1, 0, id->type);
    o->content = false;
    sbill_x12_put_at(o, row, 2, 0, id->value);
    sent = SBILL_PUSH(o->arena, &o->sent);
    if (sent)
        *sent = id->value.p;
    if (with_payer && id->payer.n) {
        sbill_x12_put_plain(o, 4, 1, SBILL_T("2U"));
        sbill_x12_put_at(o, row, 4, 2, id->payer);
    }
    sbill_x12_close(o, false);
}

static bool is_payer(struct sbill_text id, const struct sbill_coverage *c)
{
    return id.n && sbill_text_eq_fold(id, c->payer.id);
}

/* Which of a provider's numbers stand here: in a line those of any payer, in a loop 2330 that payer's, else those of
 * the payer billed and of none. */
static bool stands_here(const struct sbill_x12_out *o, const struct sbill_identifier *id,
                        bool elsewhere)
{
    if (elsewhere)
        return is_payer(id->payer, &o->record.coverages.v[o->place.coverage]);
    return o->place.in_line || !id->payer.n ||
           (o->record.coverages.n && is_payer(id->payer, &o->record.coverages.v[0]));
}

static void put_identifiers(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    bool elsewhere = sbill_837_loops[o->place.loop].makes == SBILL_837_ROLE_ELSEWHERE;
    const struct sbill_provider *p = o->place.provider;
    size_t n = 0;

    for (size_t i = 0; p && i < p->identifiers.n; i++) {
        const struct sbill_identifier *id = &p->identifiers.v[i];

        if (!sbill_837_code(row->codes, sbill_text_trim(id->type), NULL) ||
            !stands_here(o, id, elsewhere))
            continue;
        if (n++ < row->repeat)
            put_identifier(o, row, i, id, o->place.in_line);
    }
}

/* The billing provider's numbers with the payer billed. */
static void put_payer_given(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_provider *p = o->record.providers.billing;
    size_t n = 0;

    o->place.provider = o->record.providers.billing;
    o->place.provider_path = "providers.billing";
    for (size_t i = 0; p && i < p->identifiers.n; i++) {
        const struct sbill_identifier *id = &p->identifiers.v[i];

        if (sbill_837_code(row->codes, sbill_text_trim(id->type), NULL) &&
            stands_here(o, id, false) && n++ < row->repeat)
            put_identifier(o, row, i, id, false);
    }
}

static void put_authorization(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                              const char *code, struct sbill_text number, struct sbill_text payer)
{
    sbill_x12_open(o, "REF");
    sbill_x12_put_plain(o, 1, 0, sbill_text_from(code));
    sbill_x12_put_at(o, row, 2, 0, number);
    if (payer.n) {
        sbill_x12_put_plain(o, 4, 1, SBILL_T("2U"));
        sbill_x12_put_at(o, row, 4, 2, payer);
    }
    sbill_x12_close(o, false);
}

static void put_authorizations(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_line *l = sbill_837_hold(&o->place, SBILL_837_LINE, NULL);
    int32_t kind = strcmp(row->codes, "9F") == 0 ? 2 : 1;
    size_t n = 1;

    put_authorization(o, row, row->codes, kind == 2 ? l->referral_number : l->prior_authorization,
                      SBILL_T(""));
    for (size_t i = 0; i < l->other_authorizations.n; i++) {
        const struct sbill_authorization *a = &l->other_authorizations.v[i];

        if (a->kind != kind)
            continue;
        if (n++ < row->repeat)
            put_authorization(o, row, row->codes, a->number, a->payer);
        else
            sbill_x12_leave_out(o, sbill_x12_row_at(row, 4, 2), "a line has room for five");
    }
}

/* ---- DTP 314, 360, 361 ------------------------------------------------------------------------- */

static void put_disability(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_dates *d = &o->record.dates;
    bool from = d->disability_from != SBILL_NO_DATE, to = d->disability_to != SBILL_NO_DATE;
    char room[SBILL_X12_ROOM], value[SBILL_X12_ROOM];
    struct sbill_buf b;

    if (!from && !to)
        return;
    sbill_buf_over(&b, value, sizeof value);
    sbill_buf_text(&b, sbill_x12_date_text(from ? d->disability_from : d->disability_to, room));
    if (from && to) {
        sbill_buf_char(&b, '-');
        sbill_buf_text(&b, sbill_x12_date_text(d->disability_to, room));
    }
    sbill_x12_open(o, "DTP");
    sbill_x12_put_plain(o, 1, 0,
                        from && to ? SBILL_T("314")
                        : from     ? SBILL_T("360")
                                   : SBILL_T("361"));
    sbill_x12_put_plain(o, 2, 0, from && to ? SBILL_T("RD8") : SBILL_T("D8"));
    sbill_x12_put_at(o, row, 3, 0, sbill_buf_view(&b));
    sbill_x12_close(o, false);
}

/* ---- lists ------------------------------------------------------------------------------------- */

static const sbill_texts *texts_of(struct sbill_x12_out *o, const struct sbill_837_element *el)
{
    char *holder = sbill_837_hold(&o->place, el->holder, NULL);

    return holder ? (const sbill_texts *)(void *)(holder + el->offset) : NULL;
}

/* Those of a list that can be said, in `out`; the rest is left out, and so is what `most` segments have no room for. */
static size_t sayable(struct sbill_x12_out *o, const struct sbill_837_element *el,
                      const sbill_texts *t, size_t most, struct sbill_text *out)
{
    size_t n = 0;

    for (size_t i = 0; t && i < t->n; i++) {
        if (!sbill_x12_will_stand(o, el, sbill_text_trim(t->v[i])))
            sbill_x12_leave_out(o, el, "it is no code that X12 can carry");
        else if (n == most)
            sbill_x12_leave_out(o, el, "there are more than the claim has room for");
        else
            out[n++] = t->v[i];
    }
    return n;
}

#define MOST_VALUES 24 /* of one list, in all its segments */

static void put_conditions_of(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                              size_t offset, struct sbill_text holds)
{
    size_t each = strcmp(row->codes, "09") == 0 ? 2 : 5;
    struct sbill_837_element el = *sbill_x12_row_at(row, 3, 0);
    struct sbill_text values[MOST_VALUES];
    size_t n;

    el.offset = (uint16_t)offset;
    n = sayable(o, &el, texts_of(o, &el), each * row->repeat, values);
    for (size_t i = 0; i < n; i += each) {
        sbill_x12_open(o, "CRC");
        sbill_x12_put_plain(o, 1, 0, sbill_text_from(row->codes));
        sbill_x12_put_plain(o, 2, 0, holds);
        for (size_t k = 0; k < each && i + k < n; k++)
            sbill_x12_put(o, 3 + k, 0, values[i + k], el.max, &el);
        sbill_x12_close(o, false);
    }
}

static void put_conditions(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_837_element *el = sbill_x12_row_at(row, 3, 0);

    put_conditions_of(o, row, el->offset, SBILL_T("Y"));
    if (el->other)
        put_conditions_of(o, row, el->other, SBILL_T("N"));
}

/* K3: one a segment; HI: twelve composites, the first with a code of its own. */
static void put_codes(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    bool plain = !row->qualifier;
    size_t each = plain ? 1 : strcmp(row->codes, "BP BO") == 0 ? 2 : 12;
    const struct sbill_837_element *el = sbill_x12_row_at(row, 1, plain ? 0 : 2);
    struct sbill_text values[MOST_VALUES];
    size_t n = sayable(o, el, texts_of(o, el), each * row->repeat, values);

    for (size_t i = 0; i < n; i += each) {
        sbill_x12_open(o, row->id);
        for (size_t k = 0; k < each && i + k < n; k++) {
            if (!plain)
                sbill_x12_put_plain(
                    o, 1 + k, 1, sbill_837_code_at(sbill_x12_row_at(row, k ? 2 : 1, 1)->codes, 0));
            sbill_x12_put(o, 1 + k, plain ? 0 : 2, values[i + k], el->max, el);
        }
        sbill_x12_close(o, false);
    }
}

static const char *diagnosis_code(int32_t system, bool first)
{
    if (system == SBILL_SYSTEM_ICD9CM)
        return first ? "BK" : "BF";
    if (system == SBILL_SYSTEM_SNODENT)
        return "TQ";
    return first ? "ABK" : "ABF";
}

static void put_diagnoses(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    struct sbill_837_element el = *sbill_x12_row_at(row, 1, 2);
    const struct sbill_record *r = &o->record;
    size_t n = 0;

    sbill_x12_open(o, "HI");
    for (size_t i = 0; i < r->diagnoses.n; i++) {
        struct sbill_text code = sbill_text_trim(r->diagnoses.v[i].code);
        char room[SBILL_X12_ROOM];

        if (n == 12 || !sbill_x12_can_say(o, code)) {
            sbill_x12_leave_out(o, &el,
                                n == 12 ? "a claim has room for twelve diagnoses"
                                        : "it is no code that X12 can carry");
            continue;
        }
        n++;
        sbill_x12_put_plain(o, n, 1,
                            sbill_text_from(diagnosis_code(r->diagnoses.v[i].system, n == 1)));
        sbill_x12_put(o, n, 2, o->formed ? code : sbill_x12_digits(code, room), el.max, &el);
    }
    sbill_x12_close(o, false);
}

/* ---- CAS --------------------------------------------------------------------------------------- */

typedef SBILL_LIST(struct sbill_adjustment) adjustments;

/* One group, up to six reasons; returns the first that is not in it. */
static size_t put_reasons(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                          const adjustments *list, size_t from)
{
    size_t i = from;

    sbill_x12_open(o, "CAS");
    sbill_x12_put_at(o, row, 1, 0, list->v[from].group);
    for (; i < list->n && i < from + 6 && sbill_text_eq_fold(list->v[i].group, list->v[from].group);
         i++) {
        const struct sbill_adjustment *a = &list->v[i];
        size_t at = 2 + 3 * (i - from);
        char room[SBILL_X12_ROOM];

        sbill_x12_put(o, at, 0, a->reason, 5, sbill_x12_row_at(row, 2, 0));
        sbill_x12_put_plain(o, at + 1, 0, sbill_x12_money_text(a->amount, room));
        sbill_x12_put_plain(o, at + 2, 0, sbill_x12_quantity_text(a->quantity, room));
    }
    sbill_x12_close(o, false);
    return i;
}

static void put_cas(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    char *holder = sbill_837_hold(&o->place, row->elements[1].holder, NULL);
    const adjustments *list =
        holder ? (const adjustments *)(void *)(holder + row->elements[1].offset) : NULL;
    size_t i = 0, n = 0;

    for (; list && i < list->n && n < row->repeat; n++)
        i = put_reasons(o, row, list, i);
    if (list && i < list->n)
        sbill_x12_leave_out(o, sbill_x12_row_at(row, 2, 0),
                            "a claim has room for five groups of six reasons");
}

/* ---- SVD --------------------------------------------------------------------------------------- */

static void put_svd(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_line *l = sbill_837_hold(&o->place, SBILL_837_LINE, NULL);
    const struct sbill_line_adjudication *a = o->place.item[SBILL_837_LINE_ADJUDICATION];
    const sbill_texts *modifiers = a->code.n ? &a->modifiers : &l->modifiers;
    int64_t units = a->paid_units != SBILL_NO_QTY ? a->paid_units : l->units;
    struct sbill_text usual =
        o->form == SBILL_837_D ? SBILL_T("AD") : sbill_x12_code_or(l->qualifier, SBILL_T("HC"), 2);
    char room[SBILL_X12_ROOM];
    struct sbill_buf b;

    sbill_x12_open(o, "SVD");
    sbill_x12_put_at(o, row, 1, 0, o->record.coverages.v[o->place.coverage].payer.id);
    sbill_x12_put_plain(o, 2, 0, sbill_x12_money_text(a->paid, room));
    sbill_x12_put_plain(o, 3, 1, sbill_x12_code_or(a->qualifier, usual, 2));
    sbill_x12_put_at(o, row, 3, 2, a->code.n ? a->code : l->code);
    for (size_t i = 0; i < modifiers->n && i < 4; i++)
        sbill_x12_put_at(o, row, 3, 3 + i, modifiers->v[i]);
    sbill_x12_put_at(o, row, 3, 7, a->description);
    sbill_x12_put_plain(o, 5, 0, sbill_x12_quantity_text(units, room));
    if (a->bundled_into) {
        sbill_buf_over(&b, room, sizeof room);
        sbill_buf_int(&b, a->bundled_into);
        sbill_x12_put_plain(o, 6, 0, sbill_buf_view(&b));
    }
    sbill_x12_close(o, true);
}

/* ---- dental ------------------------------------------------------------------------------------ */

/* Letters only; what else stands there is said. */
static void put_surfaces(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                         struct sbill_text surfaces)
{
    const struct sbill_837_element *el = sbill_x12_row_at(row, 3, 1);
    size_t n = 0;

    for (size_t i = 0; i < surfaces.n; i++) {
        if (sbill_is_alpha(surfaces.p[i]) && n < 5)
            sbill_x12_put(o, 3, ++n, (struct sbill_text){surfaces.p + i, 1}, 1, el);
        else
            sbill_x12_leave_out(o, el, "a tooth has up to five surfaces, each a letter");
    }
}

static void put_teeth(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_line *l = sbill_837_hold(&o->place, SBILL_837_LINE, NULL);

    for (size_t i = 0; i < l->teeth.n; i++) {
        const struct sbill_tooth *t = &l->teeth.v[i];

        o->place.index[SBILL_837_TOOTH] = i;
        if (i >= row->repeat) {
            sbill_x12_leave_out(o, sbill_x12_row_at(row, 2, 0), "a line has room for 32 teeth");
            return;
        }
        sbill_x12_open(o, "TOO");
        sbill_x12_put_plain(o, 1, 0, SBILL_T("JP"));
        sbill_x12_put_at(o, row, 2, 0, t->number);
        put_surfaces(o, row, t->surfaces);
        sbill_x12_close(o, false);
    }
}

static void put_ortho(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_ortho *t = o->record.ortho;
    int32_t months[2];

    if (!t)
        return;
    months[0] = t->months_total;
    months[1] = t->months_remaining;
    sbill_x12_open(o, "DN1");
    for (size_t i = 0; i < 2; i++) {
        char room[SBILL_X12_ROOM];
        struct sbill_buf b;

        sbill_buf_over(&b, room, sizeof room);
        if (months[i])
            sbill_buf_int(&b, months[i]);
        sbill_x12_put_at(o, row, 1 + i, 0, sbill_buf_view(&b));
    }
    sbill_x12_put_at(o, row, 4, 0, t->description);
    if (!o->content && t->is_ortho == SBILL_YES)
        sbill_x12_put_at(o, row, 4, 0, SBILL_T("Y"));
    sbill_x12_close(o, false);
}

static void (*const groups[SBILL_837_SPECIALS])(struct sbill_x12_out *,
                                                const struct sbill_837_segment *) = {
    [SBILL_837_BY_ROWS] = sbill_x12_rows,
    [SBILL_837_PER] = sbill_x12_per,
    [SBILL_837_IDENTIFIERS] = put_identifiers,
    [SBILL_837_PAYER_GIVEN] = put_payer_given,
    [SBILL_837_DISABILITY] = put_disability,
    [SBILL_837_CONDITIONS] = put_conditions,
    [SBILL_837_DIAGNOSES] = put_diagnoses,
    [SBILL_837_CODES] = put_codes,
    [SBILL_837_CAS] = put_cas,
    [SBILL_837_AUTHORIZATIONS] = put_authorizations,
    [SBILL_837_SVD] = put_svd,
    [SBILL_837_TOO] = put_teeth,
    [SBILL_837_DN1] = put_ortho,
};

void sbill_x12_group(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    groups[row->special](o, row);
}
