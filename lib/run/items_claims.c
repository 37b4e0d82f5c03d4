/* Fields of findings, claims and their lines, and of what a writer left out. */
#include "run/items.h"
#include "write/words.h"

static struct sbill_text zed(const char *z)
{
    return sbill_text_from(z);
}

static struct sbill_text in_words(struct sbill_encounter *e, const struct sbill_finding *f,
                                  void (*words)(const struct sbill_finding *, struct sbill_buf *))
{
    struct sbill_text kept;

    sbill_buf_wipe(&e->words);
    words(f, &e->words);
    kept = sbill_answer_keep(e, sbill_buf_view(&e->words));
    sbill_buf_wipe(&e->words);
    return kept;
}

static struct sbill_text finding_text(struct sbill_encounter *e, const struct sbill_finding *f,
                                      int32_t field)
{
    const struct sbill_finding_row *row = sbill_finding_row(f->number);

    switch (field) {
    case SBILL_F_ID:
        return zed(row ? row->name : "");
    case SBILL_F_SEVERITY:
        return zed(sbill_severity_name(f->severity));
    case SBILL_F_PATH:
        return f->path;
    case SBILL_F_BOX:
        return zed(f->box);
    case SBILL_F_X12:
        return zed(f->x12);
    case SBILL_F_TEXT:
        return in_words(e, f, sbill_finding_words);
    case SBILL_F_ACTION:
        return in_words(e, f, sbill_finding_action_words);
    case SBILL_F_SOURCE:
        return f->source.n ? f->source : zed(row ? row->source : "");
    case SBILL_F_SET_BY:
        return zed(sbill_set_by_word(f->set_by));
    case SBILL_F_REPAIR:
        return f->repair;
    default:
        return SBILL_T("");
    }
}

void sbill_answer_finding(struct sbill_encounter *e, size_t i, int32_t field,
                          struct sbill_answer *a)
{
    const struct sbill_finding *f = &e->findings.v[i];

    switch (field) {
    case SBILL_F_NUMBER:
        a->number = f->number;
        break;
    case SBILL_F_STOPS:
        a->number = f->severity >= e->settings.fail_on;
        break;
    case SBILL_F_CLAIM:
        a->number = f->claim >= 0 ? f->claim : SBILL_NONE;
        break;
    default:
        a->text = finding_text(e, f, field);
    }
}

/* "E11.22, I12.9" */
static struct sbill_text diagnoses_of(struct sbill_encounter *e, const struct sbill_claim *c)
{
    struct sbill_text kept;

    sbill_buf_wipe(&e->words);
    for (size_t i = 0; i < c->diagnoses.n; i++) {
        const struct sbill_dx *dx = &e->record.diagnoses.v[c->diagnoses.v[i]];
        struct sbill_printed printed;

        sbill_print_code(e, dx->system, dx->code, e->record.date_from, &printed);
        if (i)
            sbill_buf_z(&e->words, ", ");
        sbill_buf_text(&e->words, sbill_printed_code(&printed, dx->code));
    }
    kept = sbill_answer_keep(e, sbill_buf_view(&e->words));
    sbill_buf_wipe(&e->words);
    return kept;
}

static const struct sbill_coverage *coverage_of(const struct sbill_encounter *e,
                                                const struct sbill_claim *c)
{
    if (c->coverage < 0 || (size_t)c->coverage >= e->record.coverages.n)
        return NULL;
    return &e->record.coverages.v[c->coverage];
}

static struct sbill_text form_of(const struct sbill_record *r)
{
    switch (r->claim_type) {
    case SBILL_DENTAL:
        return SBILL_T("dental");
    case SBILL_INSTITUTIONAL:
        return SBILL_T("institutional");
    default:
        return SBILL_T("professional");
    }
}

void sbill_answer_claim(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a)
{
    const struct sbill_claim *c = &e->claims.v[i];
    const struct sbill_coverage *coverage = coverage_of(e, c);

    switch (field) {
    case SBILL_F_ID:
        a->text = c->id;
        break;
    case SBILL_F_STATUS:
        a->text = c->draft ? SBILL_T("draft") : SBILL_T("active");
        break;
    case SBILL_F_STOPS:
        a->number = c->stopped;
        break;
    case SBILL_F_PAYER:
        a->text = coverage ? coverage->payer.name : SBILL_T("");
        break;
    case SBILL_F_PAYER_ID:
        a->text = coverage ? coverage->payer.id : SBILL_T("");
        break;
    case SBILL_F_FORM:
        a->text = form_of(&e->record);
        break;
    case SBILL_F_TOTAL:
        a->number = c->total;
        break;
    case SBILL_F_CURRENCY:
        a->text = e->record.currency.n ? e->record.currency : zed(e->settings.currency);
        break;
    case SBILL_F_DIAGNOSES:
        a->text = diagnoses_of(e, c);
        break;
    case SBILL_F_NUMBER:
        a->number = c->sequence;
        break;
    case SBILL_F_REASON:
        a->text = c->split;
        break;
    default:
        break;
    }
}

/* "A,B" */
static struct sbill_text pointers_of(struct sbill_encounter *e, const struct sbill_claim_line *cl)
{
    char room[8];
    size_t n = 0;

    for (size_t i = 0; i < cl->pointer_count && i < 4; i++) {
        if (i)
            room[n++] = ',';
        room[n++] = (char)('A' + cl->pointers[i] - 1);
    }
    return sbill_answer_keep(e, (struct sbill_text){room, n});
}

static void answer_claim_line(struct sbill_encounter *e, const struct sbill_claim_line *cl,
                              int32_t field, struct sbill_answer *a)
{
    switch (field) {
    case SBILL_F_CHARGE:
        a->number = cl->charge;
        break;
    case SBILL_F_UNITS:
        a->number = cl->units;
        break;
    case SBILL_F_POINTERS:
        a->text = pointers_of(e, cl);
        break;
    case SBILL_F_SOURCE:
        a->text = cl->charge_source;
        break;
    case SBILL_F_OWNER_KIND:
        a->number = SBILL_ITEM_LINE;
        break;
    case SBILL_F_OWNER:
        a->number = cl->line;
        break;
    default:
        sbill_answer_line(e, (size_t)cl->line, field, a);
    }
}

/* Lines of all claims one after the other. */
void sbill_answer_claim_line(struct sbill_encounter *e, size_t i, int32_t field,
                             struct sbill_answer *a)
{
    size_t c = 0;

    while (c < e->claims.n && i >= e->claims.v[c].lines.n)
        i -= e->claims.v[c++].lines.n;
    if (c == e->claims.n)
        return;
    if (field == SBILL_F_CLAIM)
        a->number = (int64_t)c;
    else if (field == SBILL_F_NUMBER)
        a->number = (int64_t)i + 1;
    else
        answer_claim_line(e, &e->claims.v[c].lines.v[i], field, a);
}

void sbill_answer_left_out(struct sbill_encounter *e, size_t i, int32_t field,
                           struct sbill_answer *a)
{
    const struct sbill_left_out *l = sbill_left_out_at(e, i);

    if (field == SBILL_F_PATH)
        a->text = l->path;
    else if (field == SBILL_F_REASON)
        a->text = l->why;
}

void sbill_answer_repair(struct sbill_encounter *e, size_t i, int32_t field, struct sbill_answer *a)
{
    const struct sbill_repair *r = &e->repairs.v[i];

    if (field == SBILL_F_NUMBER)
        a->number = r->number;
    else if (field == SBILL_F_PATH)
        a->text = r->path;
    else if (field == SBILL_F_TEXT)
        a->text = r->before;
    else if (field == SBILL_F_REPAIR)
        a->text = r->after;
}
