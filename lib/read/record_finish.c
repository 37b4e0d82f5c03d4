/* What can be done only when the whole record is read: providers that stand by their id, values that need not be
 * said, offsets of evidence turned into bytes. */
#include <string.h>

#include "read/reading.h"

/* ---- providers by id ---- */

void sbill_reading_know(struct sbill_reading *r, struct sbill_provider *p)
{
    struct sbill_provider **known;

    if (p->entity == 0)
        p->entity = p->organization.n && !p->name.last.n ? SBILL_ORGANIZATION : SBILL_PERSON;
    if (p->id.n == 0)
        return;
    known = SBILL_PUSH(&r->e->arena, &r->known);
    if (known)
        *known = p;
}

void sbill_reading_refer(struct sbill_reading *r, const struct sbill_frame *at,
                         struct sbill_text id, void *slot)
{
    struct sbill_known_ref *ref = SBILL_PUSH(&r->e->arena, &r->refs);

    if (!ref)
        return;
    ref->id = id;
    ref->slot = slot;
    ref->key = at->field->key;
    ref->path = sbill_reading_path(r, at);
}

static struct sbill_provider *find_provider(const struct sbill_reading *r, struct sbill_text id)
{
    for (size_t i = 0; i < r->known.n; i++) {
        if (sbill_text_eq(r->known.v[i]->id, id))
            return r->known.v[i];
    }
    return NULL;
}

static void find_providers(struct sbill_reading *r)
{
    for (size_t i = 0; i < r->refs.n; i++) {
        struct sbill_known_ref *ref = &r->refs.v[i];
        struct sbill_finding *f;

        *ref->slot = find_provider(r, ref->id);
        if (*ref->slot)
            continue;
        f = sbill_raise(r->e, SBILL_FINDING_RECORD_PROVIDER_UNKNOWN,
                        ref->path.p ? ref->path.p : "");
        sbill_finding_value(r->e, f, "key", sbill_text_from(ref->key));
        sbill_finding_value(r->e, f, "value", ref->id);
    }
}

/* ---- what need not be said ---- */

static void fill(int32_t *word, int32_t value)
{
    if (*word == 0)
        *word = value;
}

void sbill_read_defaults(struct sbill_record *rec)
{
    fill(&rec->claim_type, SBILL_PROFESSIONAL);
    fill(&rec->use, SBILL_USE_CLAIM);
    fill(&rec->setting, SBILL_OUTPATIENT);
    fill(&rec->service_model, SBILL_DIRECT);
    for (size_t i = 0; i < rec->coverages.n; i++) {
        struct sbill_subscriber *s = rec->coverages.v[i].subscriber;

        fill(&rec->coverages.v[i].order, (int32_t)i + 1);
        if (s)
            fill(&s->entity,
                 s->organization.n && !s->name.last.n ? SBILL_ORGANIZATION : SBILL_PERSON);
    }
    for (size_t i = 0; i < rec->diagnoses.n; i++) {
        fill(&rec->diagnoses.v[i].system, SBILL_SYSTEM_ICD10CM);
        fill(&rec->diagnoses.v[i].status, SBILL_ENTERED);
    }
    for (size_t i = 0; i < rec->lines.n; i++)
        fill(&rec->lines.v[i].status, SBILL_ENTERED);
}

static void check_schema(struct sbill_reading *r)
{
    static const struct sbill_text known = SBILL_TI("superbill-record/1");
    struct sbill_text said = r->e->record.schema;
    struct sbill_finding *f;

    if (said.n == 0 || sbill_text_eq(said, known))
        return;
    f = sbill_raise(r->e, SBILL_FINDING_RECORD_SCHEMA, "schema");
    sbill_finding_value(r->e, f, "value", said);
    sbill_finding_value(r->e, f, "wanted", known);
}

/* ---- evidence ---- */

/* Bytes that `units` code points or UTF-16 units take; text.n + 1 if the text is shorter or a unit is cut. */
static size_t bytes_of(struct sbill_text text, size_t units, bool utf16)
{
    size_t i = 0;

    while (units && i < text.n) {
        unsigned char c = (unsigned char)text.p[i];
        size_t step = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        size_t wide = utf16 && step == 4 ? 2 : 1;

        if (wide > units)
            return text.n + 1;
        units -= wide;
        i += step;
    }
    return units ? text.n + 1 : i;
}

static bool at_character(struct sbill_text text, size_t i)
{
    return i == text.n || (i < text.n && ((unsigned char)text.p[i] & 0xC0) != 0x80);
}

static bool settle(const struct sbill_record *rec, struct sbill_evidence *ev)
{
    bool utf16 = rec->offset_unit == 3;
    struct sbill_text text;

    if (ev->note < 0 || (size_t)ev->note >= rec->notes.n)
        return false;
    text = rec->notes.v[ev->note].text;
    if (rec->offset_unit > 1) {
        ev->start = bytes_of(text, ev->start, utf16);
        ev->end = bytes_of(text, ev->end, utf16);
    }
    return ev->start <= ev->end && ev->end <= text.n && at_character(text, ev->start) &&
           at_character(text, ev->end);
}

/* Spans that fit no note are taken out, with a finding each: nothing may point outside a text. */
static void settle_all(struct sbill_reading *r, const char *path, int32_t owner,
                       struct sbill_evidence *ev, size_t *n)
{
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++) {
        if (settle(&r->e->record, &ev[i]))
            ev[kept++] = ev[i];
        else
            sbill_raise(r->e, SBILL_FINDING_RECORD_EVIDENCE, path, owner, (int32_t)i);
    }
    /* What is pushed behind them later must find zeroed memory. */
    if (kept < *n)
        memset(&ev[kept], 0, (*n - kept) * sizeof *ev);
    *n = kept;
}

static void settle_evidence(struct sbill_reading *r)
{
    struct sbill_record *rec = &r->e->record;

    for (size_t i = 0; i < rec->diagnoses.n; i++)
        settle_all(r, "diagnoses[%d].evidence[%d]", (int32_t)i, rec->diagnoses.v[i].evidence.v,
                   &rec->diagnoses.v[i].evidence.n);
    for (size_t i = 0; i < rec->lines.n; i++)
        settle_all(r, "lines[%d].evidence[%d]", (int32_t)i, rec->lines.v[i].evidence.v,
                   &rec->lines.v[i].evidence.n);
}

void sbill_reading_finish(struct sbill_reading *r)
{
    if (r->e->arena.failed)
        return;
    check_schema(r);
    find_providers(r);
    sbill_read_defaults(&r->e->record);
    settle_evidence(r);
}
