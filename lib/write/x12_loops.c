/* X12: the map walked once, loop by loop, segment by segment, in the order of the guides. */
#include <string.h>

#include "write/x12.h"

static void write_loop(struct sbill_x12_out *o, size_t loop);

/* ---- segments of a list ------------------------------------------------------------------------- */

/* Would a segment that says this be taken for another one? */
static bool is_anothers(const struct sbill_x12_out *o, const struct sbill_837_segment *row,
                        struct sbill_text code)
{
    const struct sbill_837_segment *s = sbill_837_loops[o->place.loop].segments;

    for (; s->id; s++)
        if (s != row && s->codes && strcmp(s->id, row->id) == 0 &&
            sbill_837_in(s->forms, o->form) && sbill_837_code(s->codes, code, NULL))
            return true;
    return false;
}

/* Of a list whose elements differ by a code, those with a code of this row. */
static bool has_code(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_837_element *el = &row->elements[0];
    char room[SBILL_X12_ROOM];
    struct sbill_text code;

    if (el->how != SBILL_837_TEXT)
        return true;
    code = sbill_x12_value(o, el, room);
    if (row->codes ? sbill_837_code(row->codes, code, NULL) : !is_anothers(o, row, code))
        return true;
    sbill_x12_leave_element(o, row->each, "its kind has no place here");
    return false;
}

static void write_each(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    const struct sbill_837_list *list = sbill_837_list(&o->place, row->each, NULL);
    const struct sbill_shape *shape = sbill_837_shape(row->each);
    size_t written = 0;

    for (size_t i = 0; list && i < list->n; i++) {
        o->place.item[row->each] = (char *)list->v + i * shape->size;
        o->place.index[row->each] = i;
        if (!has_code(o, row))
            continue;
        if (written++ < row->repeat)
            sbill_x12_rows(o, row);
        else
            sbill_x12_leave_element(o, row->each, "there are more than the claim has room for");
    }
    o->place.item[row->each] = NULL;
}

static void write_segments(struct sbill_x12_out *o, const struct sbill_837_loop *loop, size_t first)
{
    for (size_t i = first; loop->segments[i].id; i++) {
        const struct sbill_837_segment *row = &loop->segments[i];

        if (!sbill_837_in(row->forms, o->form))
            continue;
        if (row->special)
            sbill_x12_group(o, row);
        else if (row->each)
            write_each(o, row);
        else
            sbill_x12_rows(o, row);
    }
}

void sbill_x12_loop(struct sbill_x12_out *o, size_t loop, size_t first)
{
    o->place.loop = loop;
    write_segments(o, &sbill_837_loops[loop], first);
    for (size_t i = 0; i < sbill_837_loop_count; i++)
        if (sbill_837_loops[i].up == loop && sbill_837_in(sbill_837_loops[i].forms, o->form))
            write_loop(o, i);
}

/* ---- which loops there are ----------------------------------------------------------------------- */

static struct sbill_provider *role_at(const void *base, size_t offset)
{
    struct sbill_provider *p;

    memcpy(&p, (const char *)base + offset, sizeof p);
    return p;
}

static void role_path(struct sbill_x12_out *o, const struct sbill_837_loop *loop)
{
    char room[96];
    struct sbill_buf b;

    o->place.provider_path = loop->path;
    if (loop->makes != SBILL_837_ROLE_OF_LINE)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "lines[");
    sbill_buf_u64(&b, o->place.line);
    sbill_buf_z(&b, "].");
    sbill_buf_z(&b, loop->path);
    o->place.provider_path = sbill_arena_copy(o->arena, sbill_buf_view(&b)).p;
}

static bool is_address_given(const struct sbill_address *a)
{
    return a->lines.n || a->city.n || a->zip.n;
}

static bool is_somebody(const struct sbill_provider *p)
{
    return p && (p->name.last.n || p->organization.n || p->npi.n || p->identifiers.n ||
                 p->tax_id.n || is_address_given(&p->address));
}

static void write_role(struct sbill_x12_out *o, size_t loop, const void *base)
{
    const struct sbill_837_loop *l = &sbill_837_loops[loop];

    o->place.provider = role_at(base, l->offset);
    /* What arrived with a loop of its own leaves with one; the billing provider's level has none to show. */
    if (!o->place.provider || (!is_somebody(o->place.provider) &&
                               (!o->formed || o->place.provider == o->record.providers.billing)))
        return;
    role_path(o, l);
    sbill_x12_loop(o, loop, 0);
}

/* Payers of one id are one: what it knows a provider by is sent once. */
static bool is_payer_again(const struct sbill_x12_out *o)
{
    const struct sbill_coverage *c = o->record.coverages.v;

    for (size_t i = 0; i < o->place.coverage; i++)
        if (sbill_text_eq_fold(c[i].payer.id, c[o->place.coverage].payer.id))
            return true;
    return false;
}

/* A provider's loop with another payer, if he has numbers there. */
static void write_elsewhere(struct sbill_x12_out *o, size_t loop)
{
    const struct sbill_837_loop *l = &sbill_837_loops[loop];
    const struct sbill_coverage *c = &o->record.coverages.v[o->place.coverage];
    const struct sbill_provider *p = role_at(&o->record, l->offset);

    for (size_t i = 0; p && i < p->identifiers.n && !is_payer_again(o); i++) {
        const struct sbill_identifier *id = &p->identifiers.v[i];

        if (!id->payer.n || !sbill_text_eq_fold(id->payer, c->payer.id) ||
            !sbill_837_code(l->segments[1].codes, sbill_text_trim(id->type), NULL))
            continue;
        write_role(o, loop, &o->record);
        return;
    }
}

static void write_coverages(struct sbill_x12_out *o, size_t loop)
{
    for (size_t i = 1; i < o->record.coverages.n; i++) {
        o->place.coverage = i;
        if (i > sbill_837_loops[loop].repeat) {
            sbill_x12_leave_path(o, SBILL_T("coverages"), "a claim has room for ten other payers");
            break;
        }
        sbill_x12_loop(o, loop, 0);
    }
    o->place.coverage = 0;
}

static void write_lines(struct sbill_x12_out *o, size_t loop)
{
    o->place.in_line = true;
    for (size_t i = 0; i < o->record.lines.n; i++) {
        o->place.line = i;
        sbill_x12_loop(o, loop, 0);
    }
    o->place.in_line = false;
}

static bool is_about(const struct sbill_x12_out *o, const struct sbill_line_adjudication *a)
{
    const struct sbill_line *l = &o->record.lines.v[o->place.line];

    if (a->line_control_number.n)
        return sbill_text_eq(a->line_control_number, l->id);
    return a->line == o->own_line[o->place.line] + 1;
}

static void write_decisions(struct sbill_x12_out *o, size_t loop)
{
    for (size_t i = 1; i < o->record.coverages.n; i++) {
        struct sbill_adjudication *a = o->record.coverages.v[i].adjudication;

        o->place.coverage = i;
        for (size_t k = 0; a && k < a->lines.n; k++) {
            o->place.item[SBILL_837_LINE_ADJUDICATION] = &a->lines.v[k];
            o->place.index[SBILL_837_LINE_ADJUDICATION] = k;
            if (is_about(o, &a->lines.v[k]))
                sbill_x12_loop(o, loop, 0);
        }
    }
    o->place.coverage = 0;
}

static void write_forms(struct sbill_x12_out *o, size_t loop)
{
    const struct sbill_line *l = &o->record.lines.v[o->place.line];

    for (size_t i = 0; i < l->forms.n; i++) {
        o->place.item[SBILL_837_FORM] = &l->forms.v[i];
        o->place.index[SBILL_837_FORM] = i;
        if (l->forms.v[i].id.n)
            sbill_x12_loop(o, loop, 0);
        else
            sbill_x12_leave_path(o, SBILL_T("lines[].forms"), "a form needs its id");
    }
}

/* Behind a pointer: is there anything that the loop would say? */
static bool is_given(struct sbill_x12_out *o, const struct sbill_837_loop *loop)
{
    const void *h = sbill_837_hold(&o->place, loop->holder, NULL);
    const struct sbill_ambulance *a = h;
    const struct sbill_drug *d = h;

    if (!h)
        return false;
    if (loop->holder == SBILL_837_DRUG)
        return d->ndc.n > 0;
    if (loop->holder != SBILL_837_AMBULANCE)
        return true;
    return strcmp(loop->code, "PW") == 0 ? is_address_given(&a->pickup)
                                         : is_address_given(&a->dropoff) || a->dropoff_name.n;
}

static bool has_payer(const struct sbill_x12_out *o)
{
    const struct sbill_payer *p = &o->record.coverages.v[o->place.coverage].payer;

    return p->name.n || p->id.n;
}

static void write_loop(struct sbill_x12_out *o, size_t loop)
{
    const struct sbill_837_loop *l = &sbill_837_loops[loop];

    switch (l->makes) {
    case SBILL_837_ROLE_OF_RECORD:
        write_role(o, loop, &o->record);
        break;
    case SBILL_837_ROLE_OF_LINE:
        write_role(o, loop, &o->record.lines.v[o->place.line]);
        break;
    case SBILL_837_ROLE_ELSEWHERE:
        write_elsewhere(o, loop);
        break;
    case SBILL_837_A_COVERAGE:
        write_coverages(o, loop);
        break;
    case SBILL_837_A_LINE:
        write_lines(o, loop);
        break;
    case SBILL_837_A_DECISION:
        write_decisions(o, loop);
        break;
    case SBILL_837_A_FORM:
        write_forms(o, loop);
        break;
    case SBILL_837_A_POINTER:
        if (is_given(o, l))
            sbill_x12_loop(o, loop, 0);
        break;
    default:
        if (l->code && strcmp(l->code, "PR") == 0 && !has_payer(o))
            break;
        sbill_x12_loop(o, loop, 0);
    }
}
