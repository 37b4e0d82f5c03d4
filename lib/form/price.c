/* Prices: a line without a charge takes the amount for one unit from the fee tables, times its units. */
#include "form/forming.h"

/* By shape, for a code whose system nobody named; as check does it. */
static int32_t system_of(const struct sbill_line *l)
{
    char normal[16];
    size_t n;

    if (l->system)
        return l->system;
    n = sbill_code_normal(l->code, normal);
    if (n != 5)
        return 0;
    if (sbill_is_digit(normal[0]))
        return SBILL_SYSTEM_CPT;
    return normal[0] == 'D' ? SBILL_SYSTEM_CDT : SBILL_SYSTEM_HCPCS;
}

/* "office fees, 2025: 31.20 x 4" */
static struct sbill_text source_words(struct sbill_encounter *e, struct sbill_text table,
                                      int64_t amount, int64_t units)
{
    char room[256];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_text(&b, (struct sbill_text){table.p, table.n < 160 ? table.n : 160});
    sbill_buf_z(&b, ": ");
    sbill_decimal_write(&b, amount, 2);
    sbill_buf_z(&b, " x ");
    sbill_decimal_write_short(&b, units, 3);
    return sbill_arena_copy(&e->arena, sbill_buf_view(&b));
}

static void price(struct sbill_forming *f, struct sbill_form_line *l)
{
    const struct sbill_line *given = &f->r->lines.v[l->line];
    const struct sbill_payer *payer = &f->r->coverages.v[f->coverage].payer;
    struct sbill_fee_query q = {
        .system = system_of(given),
        .code = given->code,
        .modifiers = given->modifiers.v,
        .modifier_count = given->modifiers.n,
        .payer_id = payer->id,
        .payer = f->profile ? sbill_payer_name(f->e->book, f->profile) : payer->profile,
        .place = given->place_of_service.n ? given->place_of_service : f->r->place_of_service,
        .currency = f->r->currency.n ? f->r->currency : sbill_text_from(f->e->settings.currency),
        .on = sbill_line_date(f->r, given),
    };
    struct sbill_text table;
    int64_t amount;

    /* Minutes of anaesthesia are not units of a fee. */
    if (l->units == SBILL_NO_QTY || given->unit == SBILL_UNIT_MJ || q.on == SBILL_NO_DATE)
        return;
    if (!sbill_book_fee(f->e->book, &q, &amount, &table))
        return; /* check says so */
    if (sbill_money_times(amount, l->units, &l->charge)) {
        l->charge_source = source_words(f->e, table, amount, l->units);
        return;
    }
    l->charge = SBILL_NO_MONEY;
    sbill_finding_value(
        f->e, sbill_raise(f->e, SBILL_FINDING_AMOUNT_TOO_LARGE, "lines[%d].units", l->line), "what",
        given->code);
}

/* What came formed keeps its amounts. Units not given are one (docs/record.schema.json), but for minutes. */
void sbill_form_prices(struct sbill_forming *f)
{
    for (size_t i = 0; i < f->line_count && f->r->formed != SBILL_YES; i++) {
        struct sbill_form_line *l = &f->lines[i];
        if (l->units == SBILL_NO_QTY && f->r->lines.v[l->line].unit != SBILL_UNIT_MJ)
            l->units = 1000;
        if (l->charge == SBILL_NO_MONEY)
            price(f, l);
    }
}
