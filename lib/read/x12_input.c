/* X12 as a stream: cut into claims, one for each CLM, with the levels it stands under. No more is kept than the claim
 * at hand, its levels, and what was odd about the envelope since the last claim.
 *
 * A claim is complete when the next segment begins another claim, level or set. Trailers still belong to the last claim
 * before them, so that their problems have somebody to be told with. */
#include <string.h>

#include "read/stream.h"
#include "read/x12_envelope.h"
#include "superbill_findings.h"

struct x12_input {
    struct sbill_x12 x;
    struct sbill_x12_envelope envelope;
    struct sbill_buf parts[SBILL_X12_LEVELS];
    struct sbill_x12 from[SBILL_X12_LEVELS];
    bool too_long[SBILL_X12_LEVELS];
    enum sbill_x12_level now; /* where segments go; SBILL_X12_LEVELS: nowhere */
    uint8_t form;             /* 0: the set at hand is declined, or there is none */
    bool begun, pending;      /* pending: a claim waits to be read */
    bool report, told;        /* BHT06 RP; the head of the set was told about */
};

static void begin_part(struct sbill_reader *r, enum sbill_x12_level level,
                       const struct sbill_x12 *from)
{
    struct x12_input *in = r->state;

    for (size_t i = level; i < SBILL_X12_LEVELS; i++) {
        sbill_buf_wipe(&in->parts[i]);
        in->too_long[i] = false;
    }
    in->now = level;
    in->from[level] = *from;
}

static void add(struct sbill_reader *r, struct sbill_text bytes)
{
    struct x12_input *in = r->state;
    struct sbill_buf *part;

    if (in->now == SBILL_X12_LEVELS || in->too_long[in->now])
        return;
    part = &in->parts[in->now];
    sbill_buf_text(part, bytes);
    if (part->failed == SBILL_ELIMIT) {
        in->too_long[in->now] = true;
        part->failed = 0;
    }
}

/* ---- one segment ----------------------------------------------------------------------------- */

static int32_t begin_set(struct sbill_reader *r, const struct sbill_x12_segment *s,
                         const struct sbill_x12 *from, sbill_error **err)
{
    struct x12_input *in = r->state;
    const char *why;

    begin_part(r, SBILL_X12_HEAD, from);
    in->report = in->told = false;
    why = sbill_x12_recognise(&in->envelope, s, &in->form);
    if (!why)
        return SBILL_OK;
    in->now = SBILL_X12_LEVELS;
    r->record_line = s->line;
    return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(s->line),
                      "a transaction set was passed over: it is %s; professional and dental claims "
                      "of version 5010 are read",
                      why);
}

static void outside(struct x12_input *in, const struct sbill_x12_segment *s)
{
    if (in->envelope.in_set || s->tag == SBILL_X12_TAG('T', 'A', '1'))
        return;
    sbill_x12_problem(&in->envelope.problems, SBILL_FINDING_X12_OUTSIDE, s, 0, s->id, SBILL_T(""));
}

static void begin_level(struct sbill_reader *r, const struct sbill_x12_segment *s,
                        const struct sbill_x12 *from)
{
    struct x12_input *in = r->state;
    enum sbill_x12_level level = sbill_x12_hierarchy(&in->envelope, s);

    if (level != SBILL_X12_LEVELS)
        begin_part(r, level, from);
}

static int32_t handle(struct sbill_reader *r, const struct sbill_x12_segment *s,
                      struct sbill_text bytes, const struct sbill_x12 *from, sbill_error **err)
{
    struct x12_input *in = r->state;
    int32_t status = SBILL_OK;

    switch (s->tag) {
    case SBILL_X12_TAG('I', 'S', 'A'):
    case SBILL_X12_TAG2('G', 'S'):
        sbill_x12_headers(&in->envelope, &in->x, s);
        return SBILL_OK;
    case SBILL_X12_TAG2('S', 'T'):
        sbill_x12_headers(&in->envelope, &in->x, s);
        status = begin_set(r, s, from, err);
        break;
    case SBILL_X12_TAG2('S', 'E'):
    case SBILL_X12_TAG2('G', 'E'):
    case SBILL_X12_TAG('I', 'E', 'A'):
        sbill_x12_trailers(&in->envelope, s, !in->form);
        in->now = SBILL_X12_LEVELS;
        in->form = in->pending ? in->form : 0;
        return SBILL_OK;
    case SBILL_X12_TAG2('H', 'L'):
        if (in->form)
            begin_level(r, s, from);
        break;
    case SBILL_X12_TAG('C', 'L', 'M'):
        if (in->form && in->now != SBILL_X12_LEVELS) {
            begin_part(r, SBILL_X12_CLAIM, from);
            in->pending = true;
            r->record_line = s->line;
        }
        break;
    case SBILL_X12_TAG('B', 'H', 'T'):
        in->report = sbill_text_eq_fold(sbill_text_trim(sbill_x12_element(s, 6)), SBILL_T("RP"));
        break;
    default:
        outside(in, s);
        break;
    }
    add(r, bytes);
    return status;
}

/* ---- one claim ------------------------------------------------------------------------------- */

static int32_t failed_part(const struct x12_input *in)
{
    for (size_t i = 0; i < SBILL_X12_LEVELS; i++)
        if (in->parts[i].failed)
            return in->parts[i].failed;
    return SBILL_OK;
}

static bool any_too_long(const struct x12_input *in)
{
    for (size_t i = 0; i < SBILL_X12_LEVELS; i++)
        if (in->too_long[i])
            return true;
    return false;
}

static int32_t deliver(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct x12_input *in = r->state;
    struct sbill_x12_source source = {
        .form = in->form,
        .report = in->report,
        .first_of_set = !in->told,
        .problems = in->envelope.problems.v,
        .problem_count = in->envelope.problems.count,
        .problem_rest = in->envelope.problems.rest,
    };
    int32_t status;

    for (size_t i = 0; i < SBILL_X12_LEVELS; i++)
        source.parts[i] = (struct sbill_x12_part){sbill_buf_view(&in->parts[i]), in->from[i]};
    status =
        any_too_long(in) ? sbill_stream_too_long(r, err) : sbill_x12_read_claim(e, &source, err);
    in->pending = false;
    in->told = true;
    in->envelope.problems.count = in->envelope.problems.rest = 0;
    sbill_buf_wipe(&in->parts[SBILL_X12_CLAIM]);
    in->too_long[SBILL_X12_CLAIM] = false;
    r->any = true;
    return status == SBILL_ELIMIT ? SBILL_EINPUT : status;
}

static bool ends_claim(const struct sbill_x12_segment *s)
{
    switch (s->tag) {
    case SBILL_X12_TAG('C', 'L', 'M'):
    case SBILL_X12_TAG2('H', 'L'):
    case SBILL_X12_TAG2('S', 'T'):
    case SBILL_X12_TAG2('G', 'S'):
    case SBILL_X12_TAG('I', 'S', 'A'):
        return true;
    default:
        return false;
    }
}

/* ---- the stream ------------------------------------------------------------------------------ */

static void begin(struct sbill_reader *r)
{
    struct x12_input *in = r->state;

    for (size_t i = 0; i < SBILL_X12_LEVELS; i++)
        sbill_buf_init(&in->parts[i], &r->settings.alloc, r->settings.max_record);
    in->now = SBILL_X12_LEVELS;
    in->begun = true;
}

static int32_t no_segment(struct sbill_reader *r, sbill_error **err)
{
    struct x12_input *in = r->state;
    uint64_t line = (uint64_t)in->x.line + 1;

    r->over = r->any = true;
    r->record_line = line;
    return sbill_fail(err, SBILL_EINPUT, sbill_stream_place(line),
                      in->x.begun ? "what follows is no X12 segment: its end does not come"
                                  : "the input is no X12: it does not begin with an ISA segment "
                                    "that declares its separators");
}

/* Trailers behind the last claim that do not add up, and no claim to tell them with. */
static int32_t at_end(struct sbill_reader *r, sbill_error **err)
{
    struct x12_input *in = r->state;
    const struct sbill_x12_problem *first = &in->envelope.problems.v[0];

    if (in->envelope.problems.count) {
        in->envelope.problems.count = 0;
        r->any = true;
        r->record_line = first->line;
        return sbill_fail(
            err, SBILL_EINPUT, sbill_stream_place(first->line),
            first->number == SBILL_FINDING_X12_TRAILER_MISSING
                ? "no claim was read and the trailer %s is missing: the file may have "
                  "been cut short"
                : "no claim was read, and the %s does not add up",
            first->id);
    }
    return sbill_stream_end(r, err);
}

/* A segment off the front, as it was sent. Statuses of sbill_x12_next. */
static int32_t cut(struct sbill_reader *r, struct sbill_x12_segment *s, struct sbill_text *bytes)
{
    struct x12_input *in = r->state;
    struct sbill_text rest = sbill_stream_waiting(r);
    int32_t status;

    *bytes = rest;
    status = sbill_x12_next(&in->x, &rest, r->closed, s);
    bytes->n -= rest.n;
    if (status == SBILL_END)
        *s = (struct sbill_x12_segment){.line = in->x.line + 1};
    return status;
}

static int32_t next_claim(struct sbill_reader *r, sbill_encounter *e, sbill_error **err)
{
    struct x12_input *in = r->state;
    struct sbill_x12_segment s;
    struct sbill_text bytes;

    if (!in->begun)
        begin(r);
    while (!r->over) {
        struct sbill_x12 before = in->x;
        int32_t status = cut(r, &s, &bytes);

        if (status == SBILL_MORE) {
            in->x = before; /* the same bytes are looked at again, and their lines counted */
            return SBILL_MORE;
        }
        if (status != SBILL_EINPUT)
            sbill_x12_foresee(&in->envelope, &s, status == SBILL_END);
        if (in->pending && (status != SBILL_OK || ends_claim(&s))) {
            in->x = before;
            return deliver(r, e, err);
        }
        if (status == SBILL_EINPUT)
            return no_segment(r, err);
        if (status == SBILL_END)
            return at_end(r, err);
        status = handle(r, &s, bytes, &before, err);
        sbill_stream_take(r, bytes.n);
        r->any |= status != SBILL_OK;
        if (status == SBILL_OK && failed_part(in))
            status = sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        if (status != SBILL_OK)
            return status;
    }
    return SBILL_END;
}

static void end(struct sbill_reader *r)
{
    struct x12_input *in = r->state;

    for (size_t i = 0; in->begun && i < SBILL_X12_LEVELS; i++)
        sbill_buf_free(&in->parts[i]);
}

const struct sbill_input sbill_x12_input = {"x12", sizeof(struct x12_input), next_claim, end};
