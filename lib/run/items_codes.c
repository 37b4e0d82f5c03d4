/* Fields of the record, its notes and codes, and of what coding found. */
#include "run/items.h"
#include "write/words.h"

static int64_t date_number(int32_t date)
{
    return date == SBILL_NO_DATE ? SBILL_NONE : date;
}

static struct sbill_text zed(const char *z)
{
    return sbill_text_from(z);
}

/* "Last, First" or the organisation. */
static struct sbill_text full_name(struct sbill_encounter *e, const struct sbill_name *name)
{
    struct sbill_text whole;

    sbill_buf_wipe(&e->words);
    sbill_buf_text(&e->words, name->last);
    if (name->last.n && name->first.n)
        sbill_buf_z(&e->words, ", ");
    sbill_buf_text(&e->words, name->first);
    whole = sbill_answer_keep(e, sbill_buf_view(&e->words));
    sbill_buf_wipe(&e->words);
    return whole;
}

void sbill_answer_record(struct sbill_encounter *e, int32_t field, struct sbill_answer *a)
{
    const struct sbill_record *r = &e->record;

    switch (field) {
    case SBILL_F_ID:
        a->text = r->id;
        break;
    case SBILL_F_STATUS:
        a->text = zed(sbill_outcome_word(e->outcome));
        break;
    case SBILL_F_REASON:
        a->text = e->outcome_reason;
        break;
    case SBILL_F_NAME:
        a->text = full_name(e, &r->patient.name);
        break;
    case SBILL_F_BIRTH_DATE:
        a->number = date_number(r->patient.birth_date);
        break;
    case SBILL_F_DATE:
        a->number = date_number(r->date_from);
        break;
    case SBILL_F_PAYER:
        a->text = r->coverages.n ? r->coverages.v[0].payer.name : SBILL_T("");
        break;
    case SBILL_F_PLACE:
        a->text = r->place_of_service;
        break;
    case SBILL_F_CURRENCY:
        a->text = r->currency.n ? r->currency : zed(e->settings.currency);
        break;
    default:
        break;
    }
}

static void answer_code(struct sbill_encounter *e, int32_t system, struct sbill_text code,
                        int32_t on, int32_t field, struct sbill_answer *a)
{
    struct sbill_printed printed;

    sbill_print_code(e, system, code, on, &printed);
    if (field == SBILL_F_CODE)
        a->text = printed.n ? sbill_answer_keep(e, sbill_printed_code(&printed, code)) : code;
    else if (field == SBILL_F_TITLE)
        a->text = printed.title;
    else
        a->number = printed.system ? printed.system : SBILL_NONE;
}

static void answer_decision(const struct sbill_decision *d, int32_t field, struct sbill_answer *a)
{
    switch (field) {
    case SBILL_F_RULE:
        a->text = d->rule;
        break;
    case SBILL_F_RULE_VERSION:
        a->text = d->rule_version;
        break;
    case SBILL_F_RULE_DIGEST:
        a->text = d->rule_digest;
        break;
    case SBILL_F_GUIDELINE:
        a->text = d->guideline;
        break;
    case SBILL_F_REASON:
        a->text = d->reason;
        break;
    case SBILL_F_BY:
        a->text = d->by;
        break;
    case SBILL_F_AT:
        a->text = d->at;
        break;
    default:
        break;
    }
}

void sbill_answer_diagnosis(struct sbill_encounter *e, size_t i, int32_t field,
                            struct sbill_answer *a)
{
    const struct sbill_dx *dx = &e->record.diagnoses.v[i];

    switch (field) {
    case SBILL_F_CODE:
    case SBILL_F_TITLE:
    case SBILL_F_SYSTEM:
        answer_code(e, dx->system, dx->code, e->record.date_from, field, a);
        break;
    case SBILL_F_STATUS:
        a->text = zed(sbill_status_word(dx->status));
        break;
    case SBILL_F_TEXT:
        a->text = dx->text;
        break;
    case SBILL_F_NUMBER:
        a->number = (int64_t)i + 1;
        break;
    default:
        answer_decision(&dx->decision, field, a);
    }
}

struct sbill_text sbill_answer_modifiers(struct sbill_encounter *e, const sbill_texts *modifiers)
{
    struct sbill_text whole;

    sbill_buf_wipe(&e->words);
    for (size_t i = 0; i < modifiers->n; i++) {
        if (i)
            sbill_buf_char(&e->words, ':');
        sbill_buf_text(&e->words, modifiers->v[i]);
    }
    whole = sbill_answer_keep(e, sbill_buf_view(&e->words));
    sbill_buf_wipe(&e->words);
    return whole;
}

void sbill_answer_line(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a)
{
    const struct sbill_line *l = &e->record.lines.v[i];
    int32_t date = sbill_line_date(&e->record, l);

    switch (field) {
    case SBILL_F_ID:
        a->text = l->id;
        break;
    case SBILL_F_CODE:
    case SBILL_F_TITLE:
    case SBILL_F_SYSTEM:
        answer_code(e, l->system, l->code, date, field, a);
        break;
    case SBILL_F_STATUS:
        a->text = zed(sbill_status_word(l->status));
        break;
    case SBILL_F_TEXT:
        a->text = l->description;
        break;
    case SBILL_F_NUMBER:
        a->number = (int64_t)i + 1;
        break;
    case SBILL_F_MODIFIERS:
        a->text = sbill_answer_modifiers(e, &l->modifiers);
        break;
    case SBILL_F_CHARGE:
        a->number = l->charge;
        break;
    case SBILL_F_UNITS:
        a->number = l->units;
        break;
    case SBILL_F_DATE:
        a->number = date_number(date);
        break;
    case SBILL_F_PLACE:
        a->text = l->place_of_service.n ? l->place_of_service : e->record.place_of_service;
        break;
    default:
        answer_decision(&l->decision, field, a);
    }
}

void sbill_answer_note(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a)
{
    const struct sbill_note *note = &e->record.notes.v[i];

    switch (field) {
    case SBILL_F_ID:
        a->text = note->id;
        break;
    case SBILL_F_TITLE:
        a->text = note->type;
        break;
    case SBILL_F_NAME:
        a->text = note->author;
        break;
    case SBILL_F_TEXT:
        a->text = note->text;
        break;
    case SBILL_F_DATE:
        a->number = date_number(note->date);
        break;
    case SBILL_F_BY:
        a->text = note->signed_by;
        break;
    case SBILL_F_AT:
        a->text = note->signed_at;
        break;
    default:
        break;
    }
}

static void answer_span(struct sbill_encounter *e, const struct sbill_evidence *ev, int32_t field,
                        struct sbill_answer *a)
{
    switch (field) {
    case SBILL_F_NOTE:
        a->number = ev->note;
        break;
    case SBILL_F_START:
        a->number = (int64_t)sbill_offset_out(e, ev->note, ev->start);
        break;
    case SBILL_F_END:
        a->number = (int64_t)sbill_offset_out(e, ev->note, ev->end);
        break;
    case SBILL_F_SECTION:
        a->text = ev->section;
        break;
    case SBILL_F_CUE:
        a->text = ev->cue;
        break;
    default:
        break;
    }
}

void sbill_answer_evidence(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a)
{
    struct sbill_owned_evidence o;

    if (!sbill_evidence_at(e, i, &o))
        return;
    switch (field) {
    case SBILL_F_TEXT:
        a->text = sbill_span_text(e, o.ev);
        break;
    case SBILL_F_ROLE:
        a->text = o.ev->concept
        ;
        break;
    case SBILL_F_OWNER_KIND:
        a->number = o.kind;
        break;
    case SBILL_F_OWNER:
        a->number = (int64_t)o.owner;
        break;
    default:
        answer_span(e, o.ev, field, a);
    }
}

void sbill_answer_withheld(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a)
{
    const struct sbill_withheld *h = &e->withheld.v[i];

    switch (field) {
    case SBILL_F_CODE:
        a->text = h->code;
        break;
    case SBILL_F_REASON:
        a->text = h->reason;
        break;
    case SBILL_F_TEXT:
        a->text = h->detail;
        break;
    case SBILL_F_RULE:
        a->text = h->rule;
        break;
    case SBILL_F_RULE_VERSION:
        a->text = h->rule_version;
        break;
    case SBILL_F_GUIDELINE:
        a->text = h->guideline;
        break;
    default:
        answer_span(e, &h->at, field, a);
    }
}

void sbill_answer_query(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a)
{
    const struct sbill_query *q = &e->queries.v[i];

    switch (field) {
    case SBILL_F_TEXT:
        a->text = q->question;
        break;
    case SBILL_F_RULE:
        a->text = q->rule;
        break;
    case SBILL_F_GUIDELINE:
        a->text = q->guideline;
        break;
    default:
        answer_span(e, &q->at, field, a);
    }
}

/* ---- evidence, whoever's ---- */

size_t sbill_evidence_count(const struct sbill_encounter *e)
{
    size_t n = e->withheld.n + e->queries.n;

    for (size_t i = 0; i < e->record.diagnoses.n; i++)
        n += e->record.diagnoses.v[i].evidence.n;
    for (size_t i = 0; i < e->record.lines.n; i++)
        n += e->record.lines.v[i].evidence.n;
    return n;
}

bool sbill_evidence_at(const struct sbill_encounter *e, size_t i, struct sbill_owned_evidence *out)
{
    const struct sbill_record *r = &e->record;

    for (size_t k = 0; k < r->diagnoses.n; i -= r->diagnoses.v[k++].evidence.n) {
        if (i < r->diagnoses.v[k].evidence.n) {
            *out = (struct sbill_owned_evidence){SBILL_ITEM_DIAGNOSIS, k,
                                                 &r->diagnoses.v[k].evidence.v[i]};
            return true;
        }
    }
    for (size_t k = 0; k < r->lines.n; i -= r->lines.v[k++].evidence.n) {
        if (i < r->lines.v[k].evidence.n) {
            *out = (struct sbill_owned_evidence){SBILL_ITEM_LINE, k, &r->lines.v[k].evidence.v[i]};
            return true;
        }
    }
    if (i < e->withheld.n) {
        *out = (struct sbill_owned_evidence){SBILL_ITEM_WITHHELD, i, &e->withheld.v[i].at};
        return true;
    }
    i -= e->withheld.n;
    if (i < e->queries.n) {
        *out = (struct sbill_owned_evidence){SBILL_ITEM_QUERY, i, &e->queries.v[i].at};
        return true;
    }
    return false;
}
