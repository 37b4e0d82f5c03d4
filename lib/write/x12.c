/* 837 files: claims under the level they belong to. Claims that follow each other with the same provider, subscriber or
 * patient share his level; a level's segments are written and compared with those that are open, so "the same" means
 * what the file would say. */
#include "write/x12.h"

#include <string.h>

/* ---- levels -------------------------------------------------------------------------------------- */

static void write_level(struct sbill_x12_out *o, uint32_t parent, const char *code, bool children)
{
    o->state->levels++;
    sbill_x12_open(o, "HL");
    sbill_x12_put_number(o, 1, o->state->levels, 1);
    if (parent)
        sbill_x12_put_number(o, 2, parent, 1);
    sbill_x12_put_z(o, 3, code);
    sbill_x12_put_z(o, 4, children ? "1" : "0");
    sbill_x12_close(o, true);
}

/* Is what was written from `at` on the same as what is open? */
static bool is_open(const struct sbill_x12_out *o, const struct sbill_x12_span *open, size_t at)
{
    size_t n = o->b->n - at;

    return !o->b->failed && open->n && open->n == n &&
           memcmp(o->b->p + open->at, o->b->p + at, n) == 0;
}

struct mark { /* where the output was before a level */
    size_t at;
    uint32_t segments, levels;
};

static struct mark mark_of(const struct sbill_x12_out *o)
{
    return (struct mark){o->b->n, o->state->segments, o->state->levels};
}

static void go_back(struct sbill_x12_out *o, const struct mark *m)
{
    if (!o->b->failed)
        o->b->n = m->at;
    o->state->segments = m->segments;
    o->state->levels = m->levels;
}

static void write_billing(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct mark before = mark_of(o);
    size_t at;

    write_level(o, 0, "20", true);
    at = o->b->n;
    o->place.provider = o->record.providers.billing;
    o->place.provider_path = "providers.billing";
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_BILLING), 1);
    if (is_open(o, &s->billing, at)) {
        go_back(o, &before);
        return;
    }
    s->billing = (struct sbill_x12_span){at, o->b->n - at};
    s->billing_level = s->levels;
    s->subscriber = s->patient = (struct sbill_x12_span){0, 0};
}

static void write_subscriber(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct sbill_patient own = o->record.patient, patient = own;
    struct mark before = mark_of(o);
    size_t at;

    write_level(o, s->billing_level, "22", !o->self);
    at = o->b->n;
    if (!o->self) { /* PAT of this level speaks of a subscriber who is the patient */
        patient.death_date = SBILL_NO_DATE;
        patient.weight_pounds = SBILL_NO_QTY;
        patient.pregnant = SBILL_UNKNOWN;
    }
    o->record.patient = patient;
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_HIERARCHY_SUBSCRIBER), 1);
    o->record.patient = own;
    if (s->children == !o->self && is_open(o, &s->subscriber, at) &&
        (!o->self || s->claims_here < SBILL_X12_CLAIMS_OF_PATIENT)) {
        go_back(o, &before);
        return;
    }
    s->subscriber = (struct sbill_x12_span){at, o->b->n - at};
    s->subscriber_level = s->levels;
    s->children = !o->self;
    s->claims_here = 0;
    s->patient = (struct sbill_x12_span){0, 0};
}

static void write_patient(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct sbill_coverage billed = o->record.coverages.v[0];
    struct mark before = mark_of(o);
    size_t at;

    if (o->self)
        return;
    o->record.coverages.v[0] = o->dependent;
    write_level(o, s->subscriber_level, "23", false);
    at = o->b->n;
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_HIERARCHY_PATIENT), 1);
    o->record.coverages.v[0] = billed;
    if (is_open(o, &s->patient, at) && s->claims_here < SBILL_X12_CLAIMS_OF_PATIENT) {
        go_back(o, &before);
        return;
    }
    s->patient = (struct sbill_x12_span){at, o->b->n - at};
    s->claims_here = 0;
}

/* ---- the writer ---------------------------------------------------------------------------------- */

static void start(struct sbill_x12_out *o, sbill_file *f, uint8_t form)
{
    *o = (struct sbill_x12_out){.f = f,
                                .set = &f->settings.x12,
                                .state = f->state,
                                .b = &f->out,
                                .arena = &f->scratch,
                                .form = form};
}

static int32_t outcome(const struct sbill_x12_out *o, sbill_error **err)
{
    if (o->b->failed || o->arena->failed || o->e->arena.failed)
        return sbill_fail(err,
                          o->b->failed       ? o->b->failed
                          : o->arena->failed ? o->arena->failed
                                             : o->e->arena.failed,
                          SBILL_NOWHERE, "out of memory, or the file grows too large");
    if (o->refused)
        return sbill_fail(
            err, SBILL_EREFUSED, SBILL_NOWHERE,
            "the claim holds characters that X12 does not have (option x12.non-ascii)");
    if (o->emptied)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE,
                          "nothing of a name or number that an 837 must have can be said in the "
                          "characters of X12");
    return SBILL_OK;
}

static int32_t check_form(const struct sbill_encounter *e, const struct sbill_claim *c,
                          uint8_t form, sbill_error **err)
{
    bool dental = e->record.claim_type == SBILL_DENTAL;

    if (e->record.claim_type == SBILL_INSTITUTIONAL || dental != (form == SBILL_837_D))
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE,
                          dental ? "a dental claim goes into a file of format x12-837d"
                                 : "a professional claim goes into a file of format x12-837p");
    if (c->coverage < 0 || (size_t)c->coverage >= e->record.coverages.n)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE, "the claim has no payer to go to");
    return SBILL_OK;
}

static int32_t write_claim(sbill_file *f, struct sbill_encounter *e, size_t claim, uint8_t form,
                           sbill_error **err)
{
    struct sbill_x12_state before = *(struct sbill_x12_state *)f->state;
    struct sbill_x12_out o;
    int32_t status = check_form(e, &e->claims.v[claim], form, err);

    if (status != SBILL_OK)
        return status;
    start(&o, f, form);
    o.e = e;
    o.c = &e->claims.v[claim];
    sbill_x12_prepare(&o);
    if (!o.arena->failed) {
        sbill_x12_open_envelope(&o);
        write_billing(&o);
        write_subscriber(&o);
        write_patient(&o);
        sbill_x12_loop(&o, sbill_837_loop_of(SBILL_837_CLAIM), 0);
        o.state->claims++;
        o.state->claims_here++;
        sbill_x12_left_out(&o);
    }
    status = outcome(&o, err);
    if (status != SBILL_OK)
        *o.state = before; /* the caller takes the bytes back */
    return status;
}

static int32_t write_professional(sbill_file *f, struct sbill_encounter *e, size_t claim,
                                  sbill_error **err)
{
    return write_claim(f, e, claim, SBILL_837_P, err);
}

static int32_t write_dental(sbill_file *f, struct sbill_encounter *e, size_t claim,
                            sbill_error **err)
{
    return write_claim(f, e, claim, SBILL_837_D, err);
}

/* The envelope is told from the first claim. */
static int32_t begin(sbill_file *f, sbill_error **err)
{
    (void)f, (void)err;
    return SBILL_OK;
}

static int32_t end(sbill_file *f, sbill_error **err)
{
    struct sbill_x12_out o;

    (void)err;
    start(&o, f, 0);
    sbill_x12_close_envelope(&o);
    return SBILL_OK;
}

const struct sbill_writer sbill_x12_837p_writer = {
    .name = "x12-837p",
    .state_size = sizeof(struct sbill_x12_state),
    .begin = begin,
    .claim = write_professional,
    .end = end,
};
const struct sbill_writer sbill_x12_837d_writer = {
    .name = "x12-837d",
    .state_size = sizeof(struct sbill_x12_state),
    .begin = begin,
    .claim = write_dental,
    .end = end,
};
