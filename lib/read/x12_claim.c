/* X12: a claim and the levels above it become one record. It arrives formed: what it says is kept as it stands. */
#include <string.h>

#include "read/reading.h"
#include "read/x12_reading.h"

/* ---- bytes ----------------------------------------------------------------------------------- */

/* What is no UTF-8 is taken for Latin-1, which is what senders without UTF-8 write. */
static struct sbill_text from_latin(struct sbill_arena *arena, struct sbill_text t)
{
    char *out = sbill_arena_get(arena, 2 * t.n + 1);
    size_t n = 0;

    for (size_t i = 0; out && i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];

        if (c >= 0x80) {
            out[n++] = (char)(0xC0 | c >> 6);
            out[n++] = (char)(0x80 | (c & 0x3F));
        } else {
            out[n++] = (char)c;
        }
    }
    return (struct sbill_text){out, n};
}

static bool has_zero(struct sbill_text t)
{
    return t.n && memchr(t.p, '\0', t.n) != NULL;
}

/* A NUL would end texts that are handed out: it becomes another control character, which is told. */
static struct sbill_text own_bytes(struct sbill_x12_reading *r, struct sbill_text t, bool *odd)
{
    struct sbill_arena *arena = &r->e->arena;
    bool latin = sbill_utf8_check(t) != t.n;
    char *copy;

    *odd |= latin;
    if (latin)
        return from_latin(arena, t);
    copy = sbill_arena_get(arena, t.n + 1);
    if (!copy)
        return (struct sbill_text){NULL, 0};
    memcpy(copy, t.p, t.n);
    for (size_t i = 0; has_zero(t) && i < t.n; i++)
        copy[i] = copy[i] ? copy[i] : '\x01';
    return (struct sbill_text){copy, t.n};
}

/* ---- levels ---------------------------------------------------------------------------------- */

static bool next_segment(struct sbill_x12_reading *r, struct sbill_text *rest)
{
    return !r->e->arena.failed && rest->n && sbill_x12_next(&r->x, rest, true, &r->s) == SBILL_OK;
}

static struct sbill_text start_part(struct sbill_x12_reading *r, const struct sbill_x12_part *part)
{
    char component = r->x.marks.component;
    bool odd = false;
    struct sbill_text bytes = own_bytes(r, part->bytes, &odd);

    r->x = part->from;
    if (component) /* as the claim itself has them, see mend_mark */
        r->x.marks.component = component;
    if (odd && !r->characters_said) {
        r->characters_said = true;
        r->s = (struct sbill_x12_segment){.in_set = r->x.in_set, .line = r->x.line + 1};
        r->depth = 0;
        sbill_x12_say(r, SBILL_FINDING_X12_CHARACTERS, 0, NULL);
    }
    return bytes;
}

static void read_part(struct sbill_x12_reading *r, const struct sbill_x12_part *part, size_t loop)
{
    struct sbill_text rest;

    if (!part->bytes.n)
        return;
    rest = start_part(r, part);
    sbill_x12_begin(r, loop);
    while (next_segment(r, &rest))
        sbill_x12_walk(r);
    sbill_x12_end(r);
}

/* Submitter and receiver: the file's own, so nothing of them goes into the record. */
static void read_head(struct sbill_x12_reading *r, const struct sbill_x12_source *source)
{
    const struct sbill_x12_part *part = &source->parts[SBILL_X12_HEAD];
    size_t submitter = sbill_837_loop_of(SBILL_837_HEADER), loop = submitter;
    bool met[2] = {false, false};
    struct sbill_text rest;

    if (!source->first_of_set || !part->bytes.n)
        return;
    rest = start_part(r, part);
    while (next_segment(r, &rest)) {
        bool name = r->s.tag == SBILL_X12_TAG('N', 'M', '1');
        bool receiver = name && sbill_text_is(sbill_x12_at(r, 1, 0), "40");

        if (r->s.tag == SBILL_X12_TAG2('S', 'T') || r->s.tag == SBILL_X12_TAG('B', 'H', 'T'))
            continue;
        if (name && r->depth && !(receiver && loop == submitter + 1 && met[1])) {
            sbill_x12_end(r);
            r->depth = 0;
        }
        if (!r->depth) {
            loop = submitter + receiver;
            met[receiver] = true;
            sbill_x12_begin(r, loop);
        }
        sbill_x12_walk(r);
    }
    if (r->depth)
        sbill_x12_end(r);
    for (size_t i = 0; i < 2; i++)
        if (!met[i])
            sbill_x12_say_missing(r, SBILL_FINDING_X12_LOOP_MISSING,
                                  &sbill_837_loops[submitter + i], "NM1",
                                  sbill_837_loops[submitter + i].name);
}

/* ---- who is the patient ---------------------------------------------------------------------- */

/* What was told about the subscriber's segments was told about the patient. */
static void move_findings(struct sbill_encounter *e)
{
    static const struct sbill_text from = SBILL_TI("coverages[0].subscriber.");

    for (size_t i = 0; i < e->findings.n; i++) {
        struct sbill_finding *f = &e->findings.v[i];
        char room[192];
        struct sbill_buf b;
        struct sbill_text rest;

        if (!sbill_text_starts(f->path, from))
            continue;
        rest = (struct sbill_text){f->path.p + from.n, f->path.n - from.n};
        sbill_buf_over(&b, room, sizeof room);
        sbill_buf_z(&b, "patient.");
        sbill_buf_text(&b, sbill_text_is(rest, "organization") ? SBILL_T("name.last") : rest);
        f->path = sbill_arena_copy(&e->arena, sbill_buf_view(&b));
    }
}

/* Without a level of his own the patient is the subscriber, whose segments say all about him. */
static bool subscriber_is_patient(struct sbill_record *rec)
{
    struct sbill_coverage *c = &rec->coverages.v[0];
    struct sbill_subscriber *s = c->subscriber;
    struct sbill_patient *p = &rec->patient;

    if (!s || s->entity == SBILL_ORGANIZATION)
        return false;
    p->name = s->name;
    p->address = s->address;
    p->birth_date = s->birth_date;
    p->sex = s->sex;
    p->ssn = s->ssn;
    p->contact = s->contact;
    p->phone = s->phone;
    p->phone_extension = s->phone_extension;
    c->subscriber = NULL;
    return true;
}

static void settle_patient(struct sbill_x12_reading *r, bool own_level)
{
    struct sbill_record *rec = r->record;

    if (!rec->coverages.n)
        return;
    if (own_level && r->self)
        sbill_raise(r->e, SBILL_FINDING_X12_PATIENT_IS_SUBSCRIBER, "coverages[%d].relationship", 0);
    if (!own_level && subscriber_is_patient(rec))
        move_findings(r->e);
}

/* ---- all ------------------------------------------------------------------------------------- */

static void read_levels(struct sbill_x12_reading *r, const struct sbill_x12_source *source)
{
    static const struct {
        uint8_t part, kind;
    } levels[] = {
        {SBILL_X12_BILLING, SBILL_837_BILLING},
        {SBILL_X12_SUBSCRIBER, SBILL_837_HIERARCHY_SUBSCRIBER},
        {SBILL_X12_PATIENT, SBILL_837_HIERARCHY_PATIENT},
        {SBILL_X12_CLAIM, SBILL_837_CLAIM},
    };

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        const struct sbill_x12_part *part = &source->parts[levels[i].part];
        const struct sbill_837_loop *loop = &sbill_837_loops[sbill_837_loop_of(levels[i].kind)];

        if (!part->bytes.n && loop->usage == 'R')
            sbill_x12_say_missing(r, SBILL_FINDING_X12_LOOP_MISSING, loop, loop->segments[0].id,
                                  loop->name);
        read_part(r, part, sbill_837_loop_of(levels[i].kind));
        if (levels[i].part == SBILL_X12_SUBSCRIBER && r->record->coverages.n)
            r->self = r->record->coverages.v[0].relationship == SBILL_SELF;
    }
}

/* Files occur whose composites are held together by another character than the ISA says: CLM05 shows it. */
static void mend_mark(struct sbill_x12_reading *r, const struct sbill_x12_part *part)
{
    struct sbill_x12 x = part->from;
    struct sbill_text rest = part->bytes;
    struct sbill_x12_segment s = {0};
    char mark;

    if (!rest.n || sbill_x12_next(&x, &rest, true, &s) != SBILL_OK)
        return;
    mark = sbill_x12_component_mark(&x, sbill_text_trim(sbill_x12_element(&s, 5)));
    if (mark == x.marks.component)
        return;
    r->x.marks.component = mark;
    r->s = s;
    r->depth = 0;
    sbill_x12_say(r, SBILL_FINDING_X12_SEPARATORS, 5, NULL);
}

static void finish(struct sbill_x12_reading *r, const struct sbill_x12_source *source)
{
    struct sbill_record *rec = r->record;

    settle_patient(r, source->parts[SBILL_X12_PATIENT].bytes.n > 0);
    rec->formed = SBILL_YES;
    rec->bill_to = rec->coverages.n ? 1 : 0;
    rec->claim_type = source->form == SBILL_837_D ? SBILL_DENTAL : SBILL_PROFESSIONAL;
    if (source->report)
        rec->encounter_report = SBILL_YES;
    rec->id = rec->control_number;
    sbill_read_defaults(rec);
}

int32_t sbill_x12_read_claim(struct sbill_encounter *e, const struct sbill_x12_source *source,
                             sbill_error **err)
{
    struct sbill_x12_reading r = {.e = e, .record = &e->record, .form = source->form};
    int32_t status;

    sbill_encounter_reset(e);
    r.place.record = &e->record;
    sbill_x12_tell(&r, source);
    mend_mark(&r, &source->parts[SBILL_X12_CLAIM]);
    read_head(&r, source);
    read_levels(&r, source);
    finish(&r, source);
    status = sbill_encounter_memory(e, err);
    if (status != SBILL_OK)
        sbill_encounter_reset(e);
    e->has_record = status == SBILL_OK;
    return status;
}
