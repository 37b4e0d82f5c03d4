/* CMS-1500, box 24: six services on each form. */
#include "write/cms1500.h"

static void put_dates(struct sbill_1500 *f, size_t at, const struct sbill_line *l)
{
    int32_t from = sbill_line_date(f->r, l);
    int32_t to = l->date_to;

    if (to == SBILL_NO_DATE) /* a line without dates takes both of the record */
        to = l->date_from == SBILL_NO_DATE ? f->r->date_to : from;
    if (to == SBILL_NO_DATE)
        to = from;

    sbill_1500_cell(f, at, SBILL_1500_DATE_FROM, sbill_1500_short_date(f, from), &l->date_from);
    sbill_1500_cell(f, at, SBILL_1500_DATE_TO, sbill_1500_short_date(f, to), &l->date_to);
    sbill_1500_used(f, &f->r->date_from);
    sbill_1500_used(f, &f->r->date_to);
}

static void put_service(struct sbill_1500 *f, size_t at, const struct sbill_line *l)
{
    const struct sbill_text *place =
        l->place_of_service.n ? &l->place_of_service : &f->r->place_of_service;

    sbill_1500_cell_code(f, at, SBILL_1500_PLACE, *place, place);
    sbill_1500_used(f, &f->r->place_of_service);
    if (l->emergency == SBILL_YES)
        sbill_1500_cell(f, at, SBILL_1500_EMERGENCY, SBILL_T("Y"), &l->emergency);
    sbill_1500_cell_code(f, at, SBILL_1500_CODE, sbill_1500_number(f, l->code), &l->code);
    for (size_t i = 0; i < l->modifiers.n && i < 4; i++)
        sbill_1500_cell_code(f, at, SBILL_1500_MODIFIER_1 + (enum sbill_1500_cell)i,
                             l->modifiers.v[i], &l->modifiers.v[i]);
}

static void put_pointers(struct sbill_1500 *f, size_t at, const struct sbill_claim_line *billed,
                         const struct sbill_line *l)
{
    char letters[4];
    size_t n = 0;

    for (size_t i = 0; i < billed->pointer_count && i < 4; i++)
        if (billed->pointers[i])
            letters[n++] = (char)('A' + billed->pointers[i] - 1);
    sbill_1500_cell(f, at, SBILL_1500_POINTERS, (struct sbill_text){letters, n}, NULL);
    for (size_t i = 0; i < l->diagnoses.n; i++)
        sbill_1500_used(f, &l->diagnoses.v[i]);
}

static struct sbill_text quantity(struct sbill_1500 *f, int64_t thousandths)
{
    char room[32];
    struct sbill_buf b;

    if (thousandths == SBILL_NO_QTY)
        return SBILL_T("");
    sbill_buf_over(&b, room, sizeof room);
    sbill_decimal_write_short(&b, thousandths, 3);
    return sbill_arena_copy(f->arena, sbill_buf_view(&b));
}

static void put_amounts(struct sbill_1500 *f, size_t at, const struct sbill_claim_line *billed,
                        const struct sbill_line *l)
{
    sbill_1500_cell_code(f, at, SBILL_1500_CHARGE, sbill_1500_money(f, billed->charge, 9),
                         &l->charge);
    sbill_1500_cell_code(f, at, SBILL_1500_UNITS, quantity(f, billed->units), &l->units);
    sbill_1500_used(f, &l->unit);
    if (l->epsdt == SBILL_YES || l->family_planning == SBILL_YES)
        sbill_1500_cell(f, at, SBILL_1500_EPSDT, SBILL_T("Y"),
                        l->epsdt == SBILL_YES ? &l->epsdt : &l->family_planning);
    if (l->epsdt == SBILL_YES && f->r->epsdt && f->r->epsdt->conditions.n)
        sbill_1500_cell_code(f, at, SBILL_1500_EPSDT_KIND, f->r->epsdt->conditions.v[0],
                             &f->r->epsdt->conditions.v[0]);
}

/* ---- the shaded half ------------------------------------------------------------------------------------ */

/* Three blanks part what is of different kinds; a piece that finds no room is left out whole. */
static void add(struct sbill_1500 *f, struct sbill_text *all, struct sbill_text piece,
                const void *from)
{
    struct sbill_text longer = sbill_1500_join(f, *all, "   ", piece);

    if (piece.n == 0)
        return;
    if (all->n && longer.n > sbill_1500_cells[SBILL_1500_SHADED].width) {
        sbill_1500_lost(f, from, SBILL_T("the shaded half of box 24 has no room for it"));
        return;
    }
    *all = longer;
    sbill_1500_used(f, from);
}

/* N459148001665 ML10 */
static struct sbill_text drug(struct sbill_1500 *f, const struct sbill_drug *d)
{
    struct sbill_text amount = sbill_1500_join(f, d->unit, "", quantity(f, d->quantity));

    if (d->ndc.n == 0)
        return d->ndc;
    sbill_1500_used(f, &d->quantity);
    sbill_1500_used(f, &d->unit);
    return sbill_1500_join(f, sbill_1500_join(f, SBILL_T("N4"), "", sbill_1500_number(f, d->ndc)),
                           " ", amount);
}

static struct sbill_text time_of_day(struct sbill_1500 *f, int32_t minutes)
{
    char digits[4] = {(char)('0' + minutes / 600), (char)('0' + minutes / 60 % 10),
                      (char)('0' + minutes % 60 / 10), (char)('0' + minutes % 10)};

    return sbill_arena_copy(f->arena, (struct sbill_text){digits, 4});
}

/* 7BEGIN 1245 END 1415 */
static struct sbill_text anesthesia(struct sbill_1500 *f, const struct sbill_line *l)
{
    if (l->anesthesia_start == SBILL_NO_TIME || l->anesthesia_end == SBILL_NO_TIME)
        return SBILL_T("");
    sbill_1500_used(f, &l->anesthesia_end);
    return sbill_1500_join(
        f, sbill_1500_join(f, SBILL_T("7BEGIN"), " ", time_of_day(f, l->anesthesia_start)), " END ",
        time_of_day(f, l->anesthesia_end));
}

static void put_shaded(struct sbill_1500 *f, size_t at, const struct sbill_line *l)
{
    struct sbill_text all = SBILL_T("");

    if (l->drug)
        add(f, &all, drug(f, l->drug), &l->drug->ndc);
    add(f, &all, anesthesia(f, l), &l->anesthesia_start);
    if (l->description.n)
        add(f, &all, sbill_1500_join(f, SBILL_T("ZZ"), "", l->description), &l->description);
    for (size_t i = 0; i < l->remarks.n; i++) {
        add(f, &all, sbill_1500_join(f, SBILL_T("ZZ"), "", l->remarks.v[i].text),
            &l->remarks.v[i].text);
        sbill_1500_used(f, &l->remarks.v[i].type);
    }
    sbill_1500_cell(f, at, SBILL_1500_SHADED, all,
                    l->description.n ? (const void *)&l->description
                    : l->remarks.n   ? (const void *)&l->remarks.v[0].text
                                     : NULL);
}

/* The form has the number alone; that is who it was. */
static void put_who(struct sbill_1500 *f, const struct sbill_provider *p)
{
    struct sbill_1500_parts parts = sbill_1500_provider_parts(p);

    for (size_t i = 0; i < parts.n; i++)
        sbill_1500_used(f, parts.v[i]);
}

static void put_rendering(struct sbill_1500 *f, size_t at, const struct sbill_line *l)
{
    const struct sbill_provider *p = l->rendering ? l->rendering : f->r->providers.rendering;
    struct sbill_1500_id id;

    if (!p && f->r->providers.billing && f->r->providers.billing->entity == SBILL_PERSON)
        p = f->r->providers.billing;
    if (!p)
        return;
    sbill_1500_cell_code(f, at, SBILL_1500_RENDERING_NPI, p->npi, &p->npi);
    id = sbill_1500_other_id(f, p);
    sbill_1500_cell_code(f, at, SBILL_1500_RENDERING_ID, id.value, id.from);
    if (f->line[at][SBILL_1500_RENDERING_ID].n)
        sbill_1500_cell(f, at, SBILL_1500_RENDERING_ID_KIND, id.kind, id.kind_from);
    if (p != f->r->providers.billing)
        put_who(f, p);
}

void sbill_1500_services(struct sbill_1500 *f)
{
    for (size_t at = 0; at < f->lines; at++) {
        const struct sbill_claim_line *billed = &f->c->lines.v[f->page * SBILL_1500_LINES + at];
        const struct sbill_line *l = &f->r->lines.v[billed->line];

        put_dates(f, at, l);
        put_service(f, at, l);
        put_pointers(f, at, billed, l);
        put_amounts(f, at, billed, l);
        put_shaded(f, at, l);
        put_rendering(f, at, l);
    }
}
