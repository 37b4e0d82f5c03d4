/* The 837 map: from a holder to its struct in the record, and back to a path in words. */
#include <string.h>

#include "map/shapes.h"
#include "map/x12.h"

enum reach {
    IS_ROOT,
    IS_AT_HAND, /* the loop's or list's element that the place holds */
    IS_INSIDE,
    IS_BEHIND, /* a pointer */
    IS_LISTED
};

/* Claims and lines both have papers, contracts, ambulances: the second owner is asked inside a line. */
struct owner {
    uint8_t holder;
    uint16_t offset;
};
struct held {
    uint8_t reach;
    const struct sbill_shape *shape;
    const char *path;
    struct owner by, by_line;
};

#define R(member)                                               \
    {                                                           \
        SBILL_837_RECORD, offsetof(struct sbill_record, member) \
    }
#define L(member)                                           \
    {                                                       \
        SBILL_837_LINE, offsetof(struct sbill_line, member) \
    }
#define C(member)                                                   \
    {                                                               \
        SBILL_837_COVERAGE, offsetof(struct sbill_coverage, member) \
    }
#define P(member)                                                   \
    {                                                               \
        SBILL_837_PROVIDER, offsetof(struct sbill_provider, member) \
    }

/* A table reads by its rows. */
/* clang-format off */
static const struct held held[SBILL_837_HOLDERS] = {
    [SBILL_837_RECORD] = {IS_ROOT, &sbill_record_shape, "", {0}, {0}},
    [SBILL_837_PATIENT] = {IS_INSIDE, &sbill_patient_shape, "patient", R(patient), {0}},
    [SBILL_837_COVERAGE] = {IS_AT_HAND, &sbill_coverage_shape, "coverages", {0}, {0}},
    [SBILL_837_SUBSCRIBER] = {IS_BEHIND, &sbill_subscriber_shape, "subscriber", C(subscriber), {0}},
    [SBILL_837_PROVIDER] = {IS_AT_HAND, &sbill_provider_shape, "", {0}, {0}},
    [SBILL_837_PAY_TO] = {IS_BEHIND, &sbill_pay_to_shape, "providers.pay_to", R(providers.pay_to), {0}},
    [SBILL_837_PLAN] =
        {IS_BEHIND, &sbill_pay_to_plan_shape, "providers.pay_to_plan", R(providers.pay_to_plan), {0}},
    [SBILL_837_ADJUDICATION] =
        {IS_BEHIND, &sbill_adjudication_shape, "adjudication", C(adjudication), {0}},
    [SBILL_837_LINE] = {IS_AT_HAND, &sbill_line_shape, "lines", {0}, {0}},
    [SBILL_837_DRUG] = {IS_BEHIND, &sbill_drug_shape, "drug", L(drug), {0}},
    [SBILL_837_DME] = {IS_BEHIND, &sbill_dme_shape, "dme", L(dme), {0}},
    [SBILL_837_AMBULANCE] = {IS_BEHIND, &sbill_ambulance_shape, "ambulance", R(ambulance), L(ambulance)},
    [SBILL_837_CONTRACT] = {IS_BEHIND, &sbill_contract_shape, "contract", R(contract), L(contract)},
    [SBILL_837_REPRICING] = {IS_BEHIND, &sbill_repricing_shape, "repricing", R(repricing), L(repricing)},
    [SBILL_837_ATTACHMENT] = {IS_LISTED, &sbill_attachment_shape, "attachments", R(attachments),
                              L(attachments)},
    [SBILL_837_REMARK] = {IS_LISTED, &sbill_remark_shape, "remarks", R(remarks), L(remarks)},
    [SBILL_837_SPINAL] = {IS_BEHIND, &sbill_spinal_shape, "spinal", R(spinal), {0}},
    [SBILL_837_EPSDT] = {IS_BEHIND, &sbill_epsdt_shape, "epsdt", R(epsdt), {0}},
    [SBILL_837_ORTHO] = {IS_BEHIND, &sbill_ortho_shape, "ortho", R(ortho), {0}},
    [SBILL_837_VISION] = {IS_LISTED, &sbill_vision_shape, "vision", R(vision), {0}},
    [SBILL_837_TOOTH_STATUS] =
        {IS_LISTED, &sbill_tooth_status_shape, "teeth_status", R(teeth_status), {0}},
    [SBILL_837_TOOTH] = {IS_LISTED, &sbill_tooth_shape, "teeth", L(teeth), {0}},
    [SBILL_837_TEST_RESULT] = {IS_LISTED, &sbill_test_result_shape, "test_results", L(test_results), {0}},
    [SBILL_837_FORM] = {IS_LISTED, &sbill_form_shape, "forms", L(forms), {0}},
    [SBILL_837_ANSWER] = {IS_LISTED,
                          &sbill_form_answer_shape,
                          "answers",
                          {SBILL_837_FORM, offsetof(struct sbill_form, answers)},
                          {0}},
    [SBILL_837_IDENTIFIER] = {IS_LISTED, &sbill_identifier_shape, "identifiers", P(identifiers), {0}},
    [SBILL_837_PAYER_IDENTIFIER] =
        {IS_LISTED, &sbill_identifier_shape, "payer.identifiers", C(payer.identifiers), {0}},
    [SBILL_837_PLAN_IDENTIFIER] = {IS_LISTED,
                                   &sbill_identifier_shape,
                                   "identifiers",
                                   {SBILL_837_PLAN, offsetof(struct sbill_plan, identifiers)},
                                   {0}},
    [SBILL_837_LINE_ADJUDICATION] = {IS_LISTED,
                                     &sbill_line_adjudication_shape,
                                     "lines",
                                     {SBILL_837_ADJUDICATION,
                                      offsetof(struct sbill_adjudication, lines)},
                                     {0}},
};
/* clang-format on */

static const struct owner *owner_of(const struct sbill_837_place *p, const struct held *h)
{
    return p->in_line && h->by_line.holder ? &h->by_line : &h->by;
}

/* ---- shapes ---------------------------------------------------------------------------------- */

const struct sbill_shape *sbill_837_shape(int32_t holder)
{
    if (holder <= SBILL_837_NOBODY || holder >= SBILL_837_HOLDERS)
        return NULL;
    return held[holder].shape;
}

/* ---- structs --------------------------------------------------------------------------------- */

static void *at_hand(struct sbill_837_place *p, int32_t holder)
{
    struct sbill_record *r = p->record;

    if (holder == SBILL_837_PROVIDER)
        return p->provider;
    if (holder == SBILL_837_COVERAGE)
        return p->coverage < r->coverages.n ? &r->coverages.v[p->coverage] : NULL;
    return p->in_line && p->line < r->lines.n ? &r->lines.v[p->line] : NULL;
}

static void *behind(const struct held *h, char *pointer, struct sbill_arena *arena)
{
    const struct sbill_shape *shape;
    void *object;

    memcpy(&object, pointer, sizeof object);
    if (object || !arena)
        return object;
    shape = h->shape;
    object = sbill_arena_get(arena, shape->size);
    if (!object)
        return NULL;
    sbill_shape_clear(shape, object);
    memcpy(pointer, &object, sizeof object);
    return object;
}

void *sbill_837_hold(struct sbill_837_place *p, int32_t holder, struct sbill_arena *arena)
{
    const struct held *h = &held[holder];
    const struct owner *owner = owner_of(p, h);
    char *base;

    switch (h->reach) {
    case IS_ROOT:
        return p->record;
    case IS_AT_HAND:
        return at_hand(p, holder);
    case IS_LISTED:
        return p->item[holder];
    default:
        base = sbill_837_hold(p, owner->holder, arena);
        if (!base)
            return NULL;
        return h->reach == IS_INSIDE ? base + owner->offset
                                     : behind(h, base + owner->offset, arena);
    }
}

struct sbill_837_list *sbill_837_list(struct sbill_837_place *p, int32_t holder,
                                      struct sbill_arena *arena)
{
    const struct owner *owner = owner_of(p, &held[holder]);
    char *base = sbill_837_hold(p, owner->holder, arena);
    void *list = base ? base + owner->offset : NULL;

    return list;
}

void *sbill_837_push(struct sbill_837_place *p, int32_t holder, struct sbill_arena *arena)
{
    struct sbill_837_list *list = sbill_837_list(p, holder, arena);
    const struct sbill_shape *shape = held[holder].shape;
    void *element =
        list ? sbill_arena_push(arena, &list->v, &list->n, &list->cap, shape->size) : NULL;

    p->item[holder] = element;
    if (!element)
        return NULL;
    sbill_shape_clear(shape, element);
    p->index[holder] = list->n - 1;
    return element;
}

/* ---- paths ----------------------------------------------------------------------------------- */

static void add_key(struct sbill_buf *out, const char *key)
{
    if (out->n && *key)
        sbill_buf_char(out, '.');
    sbill_buf_z(out, key);
}

static void add_index(struct sbill_buf *out, size_t index)
{
    sbill_buf_char(out, '[');
    sbill_buf_u64(out, index);
    sbill_buf_char(out, ']');
}

static void holder_path(const struct sbill_837_place *p, int32_t holder, struct sbill_buf *out)
{
    const struct held *h = &held[holder];
    const struct owner *owner = owner_of(p, h);

    if (holder == SBILL_837_PROVIDER) {
        sbill_buf_z(out, p->provider_path ? p->provider_path : "");
        return;
    }
    if (owner->holder)
        holder_path(p, owner->holder, out);
    add_key(out, h->path);
    if (holder == SBILL_837_COVERAGE)
        add_index(out, p->coverage);
    else if (holder == SBILL_837_LINE)
        add_index(out, p->line);
    else if (h->reach == IS_LISTED)
        add_index(out, p->index[holder]);
}

/* The keys on the way to an offset: address.city. */
static void member_path(const struct sbill_shape *s, size_t offset, struct sbill_buf *out)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct sbill_field *f = &s->fields[i];

        if (f->kind == SBILL_K_OBJECT && offset >= f->offset &&
            offset < (size_t)f->offset + f->shape->size) {
            add_key(out, f->key);
            member_path(f->shape, offset - f->offset, out);
            return;
        }
        if (f->kind != SBILL_K_OBJECT && f->offset == offset) {
            add_key(out, f->key);
            return;
        }
    }
}

void sbill_837_path(const struct sbill_837_place *p, const struct sbill_837_element *e,
                    struct sbill_buf *out)
{
    size_t offset = e->offset;

    if (e->holder == SBILL_837_NOBODY)
        return;
    if (e->how == SBILL_837_STATE || e->how == SBILL_837_SUBDIVISION)
        offset += offsetof(struct sbill_address, state);
    else if (e->how == SBILL_837_COUNTRY)
        offset += offsetof(struct sbill_address, country);
    holder_path(p, e->holder, out);
    member_path(sbill_837_shape(e->holder), offset, out);
}
