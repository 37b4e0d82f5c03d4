/* X12: which loop and which row of the map a segment is. Segments may come in an order that the guides do not have;
 * they find their place all the same, and it is said. */
#include <string.h>

#include "read/x12_reading.h"

struct match {
    size_t depth; /* of the loop it belongs to, or of the loop above the one it begins */
    size_t loop, row;
    bool begins;
};

static const struct sbill_837_segment *row_of(size_t loop, size_t row)
{
    return &sbill_837_loops[loop].segments[row];
}

/* ---- is it this row? ------------------------------------------------------------------------- */

static struct sbill_text qualifier_of(const struct sbill_x12_reading *r, size_t element)
{
    struct sbill_text e = sbill_x12_element(&r->s, element);

    return sbill_text_trim(sbill_x12_part(e, sbill_x12_component_mark(&r->x, e), 1));
}

static bool is_row(const struct sbill_x12_reading *r, const struct sbill_837_segment *row)
{
    if (!sbill_837_in(row->forms, r->form) ||
        !sbill_text_eq_fold(r->s.id, sbill_text_from(row->id)))
        return false;
    return !row->qualifier || sbill_837_code(row->codes, qualifier_of(r, row->qualifier), NULL);
}

static bool begins(const struct sbill_x12_reading *r, const struct sbill_837_loop *loop)
{
    if (!sbill_837_in(loop->forms, r->form) || !is_row(r, &loop->segments[0]))
        return false;
    return !loop->code || sbill_837_code(loop->code, qualifier_of(r, 1), NULL);
}

/* ---- finding the place ----------------------------------------------------------------------- */

/* Of several rows that fit, the next in order: an F8 of a dental claim stands before the G1. */
static bool find_row(const struct sbill_x12_reading *r, size_t depth, struct match *m)
{
    const struct sbill_x12_level_at *at = &r->at[depth];

    for (size_t i = 1; row_of(at->loop, i)->id && i < SBILL_X12_ROWS; i++) {
        if (is_row(r, row_of(at->loop, i))) {
            *m = (struct match){depth, at->loop, i, false};
            return true;
        }
    }
    return false;
}

static bool find_loop(const struct sbill_x12_reading *r, size_t depth, struct match *m)
{
    for (size_t i = 0; i < sbill_837_loop_count; i++) {
        if (sbill_837_loops[i].up == r->at[depth].loop && begins(r, &sbill_837_loops[i])) {
            *m = (struct match){depth, i, 0, true};
            return true;
        }
    }
    return false;
}

/* From the innermost loop outwards. */
static bool find(const struct sbill_x12_reading *r, struct match *m)
{
    for (size_t depth = r->depth; depth-- > 0;)
        if (find_row(r, depth, m) || find_loop(r, depth, m))
            return true;
    return false;
}

/* A service line whose LX is missing. */
static bool find_service(const struct sbill_x12_reading *r, struct match *m)
{
    size_t service = sbill_837_loop_of(SBILL_837_SERVICE);

    if (sbill_837_loops[r->at[0].loop].kind != SBILL_837_CLAIM)
        return false;
    for (size_t i = 1; i < 3; i++) {
        if (is_row(r, row_of(service, i))) {
            *m = (struct match){0, service, i, true};
            return true;
        }
    }
    return false;
}

/* ---- loops begin and end --------------------------------------------------------------------- */

static void check_rows(struct sbill_x12_reading *r, const struct sbill_x12_level_at *at)
{
    const struct sbill_837_loop *loop = &sbill_837_loops[at->loop];

    for (size_t i = 0; loop->segments[i].id && i < SBILL_X12_ROWS; i++) {
        const struct sbill_837_segment *row = &loop->segments[i];

        if (row->usage == 'R' && !at->count[i] && sbill_837_in(row->forms, r->form))
            sbill_x12_say_missing(r, SBILL_FINDING_X12_SEGMENT_MISSING, loop, row->id, row->name);
    }
}

static void check_loops(struct sbill_x12_reading *r, const struct sbill_x12_level_at *at)
{
    for (size_t i = 0; i < sbill_837_loop_count; i++) {
        const struct sbill_837_loop *inner = &sbill_837_loops[i];

        if (inner->up == at->loop && inner->usage == 'R' && !(at->loops >> i & 1))
            sbill_x12_say_missing(r, SBILL_FINDING_X12_LOOP_MISSING, inner, inner->segments[0].id,
                                  inner->name);
    }
}

static void stand_in(struct sbill_x12_reading *r)
{
    const struct sbill_837_loop *loop;

    r->place.loop = r->at[r->depth - 1].loop;
    loop = &sbill_837_loops[r->at[r->depth > 1 ? 1 : 0].loop];
    r->place.in_line = loop->kind == SBILL_837_SERVICE;
    if (loop->kind != SBILL_837_OTHER_PAYER)
        r->place.coverage = 0;
}

static void leave(struct sbill_x12_reading *r, size_t depth)
{
    if (r->depth == depth)
        return;
    while (r->depth > depth) {
        r->place.loop = r->at[r->depth - 1].loop;
        if (!r->at[r->depth - 1].dead) {
            check_rows(r, &r->at[r->depth - 1]);
            check_loops(r, &r->at[r->depth - 1]);
        }
        r->depth--;
    }
    if (r->depth)
        stand_in(r);
}

static struct sbill_provider **role_at(void *base, size_t offset)
{
    return (struct sbill_provider **)(void *)((char *)base + offset);
}

/* The provider of a role; a second one of the same role has no place. */
static bool make_role(struct sbill_x12_reading *r, const struct sbill_837_loop *loop, void *base)
{
    struct sbill_provider **role = base ? role_at(base, loop->offset) : NULL;

    if (role && !*role) {
        *role = SBILL_NEW(&r->e->arena, struct sbill_provider);
        if (*role)
            sbill_shape_clear(&sbill_provider_shape, *role);
    }
    r->place.provider = role ? *role : NULL;
    return r->place.provider != NULL;
}

static void set_role_path(struct sbill_x12_reading *r, const struct sbill_837_loop *loop)
{
    char room[96];
    struct sbill_buf b;

    r->place.provider_path = loop->path;
    if (loop->makes != SBILL_837_ROLE_OF_LINE)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "lines[");
    sbill_buf_u64(&b, r->place.line);
    sbill_buf_z(&b, "].");
    sbill_buf_z(&b, loop->path);
    r->place.provider_path = sbill_arena_copy(&r->e->arena, sbill_buf_view(&b)).p;
}

/* Other payers know a provider by numbers of their own: only a provider that the claim has. */
static bool make_elsewhere(struct sbill_x12_reading *r, const struct sbill_837_loop *loop)
{
    const struct sbill_coverage *c = sbill_837_hold(&r->place, SBILL_837_COVERAGE, NULL);

    r->place.provider = *role_at(r->record, loop->offset);
    return r->place.provider && c && c->payer.id.n;
}

static void make_coverage(struct sbill_x12_reading *r)
{
    struct sbill_coverage *c = SBILL_PUSH(&r->e->arena, &r->record->coverages);

    if (!c)
        return;
    sbill_shape_clear(sbill_837_shape(SBILL_837_COVERAGE), c);
    r->place.coverage = r->record->coverages.n - 1;
}

static void make_line(struct sbill_x12_reading *r)
{
    struct sbill_line *l = SBILL_PUSH(&r->e->arena, &r->record->lines);

    if (!l)
        return;
    sbill_shape_clear(sbill_837_shape(SBILL_837_LINE), l);
    r->place.line = r->record->lines.n - 1;
}

/* Make what the loop is about. False: it has no place, and its segments are listed. */
static bool make(struct sbill_x12_reading *r, const struct sbill_837_loop *loop)
{
    switch (loop->makes) {
    case SBILL_837_ROLE_OF_RECORD:
        set_role_path(r, loop);
        return make_role(r, loop, r->record);
    case SBILL_837_ROLE_OF_LINE:
        set_role_path(r, loop);
        return make_role(r, loop, sbill_837_hold(&r->place, SBILL_837_LINE, NULL));
    case SBILL_837_ROLE_ELSEWHERE:
        set_role_path(r, loop);
        return make_elsewhere(r, loop);
    case SBILL_837_A_COVERAGE:
        make_coverage(r);
        return true;
    case SBILL_837_A_LINE:
        make_line(r);
        return true;
    case SBILL_837_A_FORM:
        return sbill_837_push(&r->place, SBILL_837_FORM, &r->e->arena) != NULL;
    case SBILL_837_A_POINTER:
        return sbill_837_hold(&r->place, loop->holder, &r->e->arena) != NULL;
    default:
        return true;
    }
}

static void count_loop(struct sbill_x12_reading *r, size_t depth, size_t loop)
{
    const struct sbill_837_loop *l = &sbill_837_loops[loop];
    struct sbill_x12_level_at *up = &r->at[depth];
    uint16_t *times = l->repeat > 1 ? &up->inside[loop % 8] : NULL;
    bool again = up->loops >> loop & 1;
    struct sbill_finding *f;

    up->loops |= UINT64_C(1) << loop;
    if (times)
        ++*times;
    if (!(times ? *times > l->repeat : again && l->repeat == 1))
        return;
    f = sbill_x12_say(r, SBILL_FINDING_X12_LOOP_REPEAT, 0, NULL);
    sbill_finding_value(r->e, f, "inner", sbill_text_from(l->id));
    sbill_finding_value(r->e, f, "name", sbill_text_from(l->name));
    sbill_finding_number_value(r->e, f, "max", l->repeat);
}

static void enter(struct sbill_x12_reading *r, size_t loop, bool second)
{
    struct sbill_x12_level_at *at = &r->at[r->depth++];

    *at = (struct sbill_x12_level_at){.loop = loop};
    stand_in(r);
    if (second)
        at->dead = "its loop stands too often";
    else if (!make(r, &sbill_837_loops[loop]))
        at->dead = "nothing in the record answers to its loop";
}

void sbill_x12_begin(struct sbill_x12_reading *r, size_t loop)
{
    r->depth = 0;
    enter(r, loop, false);
}

void sbill_x12_end(struct sbill_x12_reading *r)
{
    leave(r, 0);
}

/* ---- a segment ------------------------------------------------------------------------------- */

/* Rows of one name may come in any order; segments of another name may not. */
static void check_order(struct sbill_x12_reading *r, const struct sbill_x12_level_at *at,
                        size_t row)
{
    if (row >= at->row || strcmp(row_of(at->loop, row)->id, row_of(at->loop, at->row)->id) == 0)
        return;
    sbill_finding_value(r->e, sbill_x12_say(r, SBILL_FINDING_X12_SEGMENT_ORDER, 0, NULL), "after",
                        sbill_text_from(row_of(at->loop, at->row)->id));
}

/* False: there are too many, and this one has no place. A list takes it all the same. */
static bool check_repeat(struct sbill_x12_reading *r, const struct sbill_837_segment *row,
                         uint8_t count)
{
    bool listed =
        row->each || row->special == SBILL_837_DIAGNOSES || row->special == SBILL_837_CODES;
    struct sbill_finding *f;

    if (count <= row->repeat)
        return true;
    f = sbill_x12_say(r, SBILL_FINDING_X12_SEGMENT_REPEAT, 0, NULL);
    sbill_finding_number_value(r->e, f, "max", row->repeat);
    if (!listed)
        sbill_x12_list(r, f, "it stands too often");
    return listed;
}

static void read_segment(struct sbill_x12_reading *r, size_t row)
{
    struct sbill_x12_level_at *at = &r->at[r->depth - 1];
    const struct sbill_837_segment *s = row_of(at->loop, row);
    uint8_t *count = &at->count[row];

    check_order(r, at, row);
    if (row > at->row)
        at->row = row;
    *count = *count < UINT8_MAX ? (uint8_t)(*count + 1) : *count;
    if (at->dead)
        sbill_x12_unread(r, 0, 0, at->dead);
    if (at->dead || !check_repeat(r, s, *count))
        return;
    if (s->special)
        sbill_x12_special(r, s);
    else
        sbill_x12_elements(r, s);
}

static void begin_inner(struct sbill_x12_reading *r, const struct match *m)
{
    const struct sbill_837_loop *loop = &sbill_837_loops[m->loop];
    bool second = loop->repeat == 1 && r->at[m->depth].loops >> m->loop & 1;

    count_loop(r, m->depth, m->loop);
    enter(r, m->loop, second);
}

void sbill_x12_walk(struct sbill_x12_reading *r)
{
    struct match m;
    bool root =
        r->depth == 1 && !r->at[0].count[0] && !r->at[0].row && is_row(r, row_of(r->at[0].loop, 0));

    if (root) {
        read_segment(r, 0);
        return;
    }
    if (!find(r, &m) && !find_service(r, &m)) {
        sbill_x12_list(r, sbill_x12_say(r, SBILL_FINDING_X12_SEGMENT_UNKNOWN, 0, NULL),
                       "it is no segment of this loop");
        return;
    }
    leave(r, m.depth + 1);
    if (m.begins)
        begin_inner(r, &m);
    read_segment(r, m.row);
}
