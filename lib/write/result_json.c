/* The result line: all that the stages found out about one encounter, as one JSON object without a line feed.
 * docs/record.md is its manual. */
#include "base/json.h"
#include "map/systems.h"
#include "write/words.h"
#include "write/write.h"

struct result {
    struct sbill_encounter *e;
    struct sbill_jw w;
};

static void put(struct result *r, const char *key, struct sbill_text t)
{
    sbill_jw_opt_text(&r->w, key, t);
}

static void put_z(struct result *r, const char *key, const char *z)
{
    put(r, key, sbill_text_from(z));
}

static void put_int(struct result *r, const char *key, int64_t v)
{
    sbill_jw_key(&r->w, key);
    sbill_jw_int(&r->w, v);
}

static void put_money(struct result *r, const char *key, int64_t amount)
{
    if (amount == SBILL_NO_MONEY)
        return;
    sbill_jw_key(&r->w, key);
    sbill_jw_money(&r->w, amount);
}

static void put_units(struct result *r, int64_t units)
{
    if (units == SBILL_NO_QTY)
        return;
    sbill_jw_key(&r->w, "units");
    sbill_jw_qty(&r->w, units);
}

static void put_texts(struct result *r, const char *key, const sbill_texts *texts)
{
    if (texts->n == 0)
        return;
    sbill_jw_key(&r->w, key);
    sbill_jw_open(&r->w, '[');
    for (size_t i = 0; i < texts->n; i++)
        sbill_jw_text(&r->w, texts->v[i]);
    sbill_jw_close(&r->w, ']');
}

static void open_list(struct result *r, const char *key)
{
    sbill_jw_key(&r->w, key);
    sbill_jw_open(&r->w, '[');
}

/* ---- codes ---- */

static void put_code(struct result *r, int32_t system, struct sbill_text code, int32_t on)
{
    struct sbill_printed printed;

    sbill_print_code(r->e, system, code, on, &printed);
    put(r, "code", sbill_printed_code(&printed, code));
    put_z(r, "system", sbill_system_name(printed.system));
    put(r, "title", printed.title);
}

static void put_span(struct result *r, const struct sbill_evidence *ev)
{
    put_int(r, "note", ev->note);
    put_int(r, "start", (int64_t)sbill_offset_out(r->e, ev->note, ev->start));
    put_int(r, "end", (int64_t)sbill_offset_out(r->e, ev->note, ev->end));
    put(r, "text", sbill_span_text(r->e, ev));
    put(r, "concept", ev->concept);
    put(r, "section", ev->section);
    put(r, "cue", ev->cue);
    put(r, "captures", ev->captures);
}

static void put_evidence(struct result *r, const struct sbill_evidence *ev, size_t n)
{
    if (n == 0)
        return;
    open_list(r, "evidence");
    for (size_t i = 0; i < n; i++) {
        sbill_jw_open(&r->w, '{');
        put_span(r, &ev[i]);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

static void put_decision(struct result *r, const struct sbill_decision *d)
{
    put(r, "rule", d->rule);
    put(r, "rule_version", d->rule_version);
    put(r, "rule_digest", d->rule_digest);
    put(r, "guideline", d->guideline);
    put(r, "by", d->by);
    put(r, "at", d->at);
    put(r, "reason", d->reason);
}

static void put_diagnoses(struct result *r)
{
    const struct sbill_record *rec = &r->e->record;

    open_list(r, "diagnoses");
    for (size_t i = 0; i < rec->diagnoses.n; i++) {
        const struct sbill_dx *dx = &rec->diagnoses.v[i];

        sbill_jw_open(&r->w, '{');
        put_code(r, dx->system, dx->code, rec->date_from);
        put_z(r, "status", sbill_status_word(dx->status));
        if (dx->rank)
            put_int(r, "rank", dx->rank);
        put_decision(r, &dx->decision);
        put_evidence(r, dx->evidence.v, dx->evidence.n);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

static void put_lines(struct result *r)
{
    const struct sbill_record *rec = &r->e->record;

    open_list(r, "lines");
    for (size_t i = 0; i < rec->lines.n; i++) {
        const struct sbill_line *l = &rec->lines.v[i];

        sbill_jw_open(&r->w, '{');
        put_code(r, l->system, l->code, sbill_line_date(rec, l));
        put_texts(r, "modifiers", &l->modifiers);
        put_z(r, "status", sbill_status_word(l->status));
        put_units(r, l->units);
        put_money(r, "charge", l->charge);
        put_decision(r, &l->decision);
        put_evidence(r, l->evidence.v, l->evidence.n);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

static void put_withheld(struct result *r)
{
    open_list(r, "withheld");
    for (size_t i = 0; i < r->e->withheld.n; i++) {
        const struct sbill_withheld *h = &r->e->withheld.v[i];

        sbill_jw_open(&r->w, '{');
        put(r, "code", h->code);
        put(r, "reason", h->reason);
        put(r, "detail", h->detail);
        put(r, "rule", h->rule);
        put(r, "rule_version", h->rule_version);
        put(r, "guideline", h->guideline);
        put_span(r, &h->at);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

static void put_queries(struct result *r)
{
    open_list(r, "queries");
    for (size_t i = 0; i < r->e->queries.n; i++) {
        const struct sbill_query *q = &r->e->queries.v[i];

        sbill_jw_open(&r->w, '{');
        put(r, "question", q->question);
        put(r, "rule", q->rule);
        put(r, "guideline", q->guideline);
        put_span(r, &q->at);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

/* ---- claims ---- */

static void put_pointers(struct result *r, const struct sbill_claim_line *cl)
{
    if (cl->pointer_count == 0)
        return;
    open_list(r, "pointers");
    for (size_t i = 0; i < cl->pointer_count; i++) {
        char letter = (char)('A' + cl->pointers[i] - 1);

        sbill_jw_text(&r->w, (struct sbill_text){&letter, 1});
    }
    sbill_jw_close(&r->w, ']');
}

static void put_claim_lines(struct result *r, const struct sbill_claim *c)
{
    const struct sbill_record *rec = &r->e->record;

    open_list(r, "lines");
    for (size_t i = 0; i < c->lines.n; i++) {
        const struct sbill_claim_line *cl = &c->lines.v[i];
        const struct sbill_line *l = &rec->lines.v[cl->line];

        sbill_jw_open(&r->w, '{');
        put_int(r, "number", (int64_t)i + 1);
        put_int(r, "line", cl->line);
        put(r, "code", l->code);
        put_texts(r, "modifiers", &l->modifiers);
        sbill_jw_opt_date(&r->w, "date", sbill_line_date(rec, l));
        put_units(r, cl->units);
        put_money(r, "charge", cl->charge);
        put(r, "charge_source", cl->charge_source);
        put_pointers(r, cl);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

static void put_payer(struct result *r, const struct sbill_claim *c)
{
    const struct sbill_coverage *coverage;

    if (c->coverage < 0 || (size_t)c->coverage >= r->e->record.coverages.n)
        return;
    coverage = &r->e->record.coverages.v[c->coverage];
    put_int(r, "coverage", c->coverage);
    put(r, "payer", coverage->payer.name);
    put(r, "payer_id", coverage->payer.id);
}

static void put_claim_diagnoses(struct result *r, const struct sbill_claim *c)
{
    open_list(r, "diagnoses");
    for (size_t i = 0; i < c->diagnoses.n; i++)
        sbill_jw_text(&r->w, r->e->record.diagnoses.v[c->diagnoses.v[i]].code);
    sbill_jw_close(&r->w, ']');
}

static void put_claim(struct result *r, const struct sbill_claim *c)
{
    struct sbill_text currency = r->e->record.currency;

    sbill_jw_open(&r->w, '{');
    put(r, "id", c->id);
    put_z(r, "status", c->draft ? "draft" : "active");
    sbill_jw_key(&r->w, "stopped");
    sbill_jw_bool(&r->w, c->stopped);
    if (c->stopped && r->e->settings.force) {
        sbill_jw_key(&r->w, "forced");
        sbill_jw_bool(&r->w, true);
    }
    put_payer(r, c);
    put_int(r, "sequence", c->sequence);
    put_int(r, "frequency", c->frequency);
    put(r, "split", c->split);
    if (c->parts > 1) {
        put_int(r, "part", c->part);
        put_int(r, "parts", c->parts);
    }
    put_claim_diagnoses(r, c);
    put_claim_lines(r, c);
    put_money(r, "total", c->total);
    put(r, "currency", currency.n ? currency : sbill_text_from(r->e->settings.currency));
    if (c->paid_by_others)
        put_money(r, "paid_by_others", c->paid_by_others);
    if (c->patient_paid)
        put_money(r, "patient_paid", c->patient_paid);
    sbill_jw_close(&r->w, '}');
}

static void put_claims(struct result *r)
{
    open_list(r, "claims");
    for (size_t i = 0; i < r->e->claims.n; i++)
        put_claim(r, &r->e->claims.v[i]);
    sbill_jw_close(&r->w, ']');
}

/* ---- findings ---- */

static void put_words(struct result *r, const char *key, const struct sbill_finding *f,
                      void (*words)(const struct sbill_finding *, struct sbill_buf *))
{
    struct sbill_buf *b = &r->e->words;

    sbill_buf_wipe(b);
    words(f, b);
    put(r, key, sbill_buf_view(b));
    if (b->failed)
        r->w.b->failed = b->failed;
}

static void put_values(struct result *r, const struct sbill_finding *f)
{
    sbill_jw_key(&r->w, "values");
    sbill_jw_open(&r->w, '{');
    for (size_t i = 0; i < f->value_count; i++)
        put(r, f->values[i].name, f->values[i].text);
    sbill_jw_close(&r->w, '}');
}

static void put_finding(struct result *r, const struct sbill_finding *f)
{
    const struct sbill_finding_row *row = sbill_finding_row(f->number);

    sbill_jw_open(&r->w, '{');
    put_int(r, "number", f->number);
    put_z(r, "name", row ? row->name : "");
    put_z(r, "severity", sbill_severity_name(f->severity));
    put_z(r, "set_by", sbill_set_by_word(f->set_by));
    if (f->claim >= 0)
        put_int(r, "claim", f->claim);
    put(r, "path", f->path);
    put_z(r, "box", f->box);
    put_z(r, "x12", f->x12);
    put_values(r, f);
    put_words(r, "words", f, sbill_finding_words);
    put_words(r, "action", f, sbill_finding_action_words);
    put(r, "source", f->source.n ? f->source : sbill_text_from(row ? row->source : ""));
    put(r, "repair", f->repair);
    sbill_jw_close(&r->w, '}');
}

/* Checks that could not run are no findings about the claim: they have a list of their own. */
static void put_findings(struct result *r, const char *key, bool not_checked)
{
    open_list(r, key);
    for (size_t i = 0; i < r->e->findings.n; i++) {
        const struct sbill_finding *f = &r->e->findings.v[i];

        if ((f->severity == SBILL_SEV_NOT_CHECKED) == not_checked)
            put_finding(r, f);
    }
    sbill_jw_close(&r->w, ']');
}

static void put_left_out(struct result *r)
{
    const struct sbill_left_out *l;

    open_list(r, "left_out");
    for (size_t i = 0; (l = sbill_left_out_at(r->e, i)); i++) {
        sbill_jw_open(&r->w, '{');
        put(r, "path", l->path);
        put(r, "why", l->why);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

/* Only where there are any: a result that repaired nothing says nothing of repairs. */
static void put_repairs(struct result *r)
{
    if (!r->e->repairs.n)
        return;
    open_list(r, "repairs");
    for (size_t i = 0; i < r->e->repairs.n; i++) {
        const struct sbill_repair *repair = &r->e->repairs.v[i];

        sbill_jw_open(&r->w, '{');
        sbill_jw_key(&r->w, "number");
        sbill_jw_int(&r->w, repair->number);
        put(r, "path", repair->path);
        put(r, "before", repair->before);
        put(r, "after", repair->after);
        sbill_jw_close(&r->w, '}');
    }
    sbill_jw_close(&r->w, ']');
}

void sbill_write_result_json(struct sbill_encounter *e, struct sbill_buf *out)
{
    struct result r = {.e = e, .w = {.b = out}};

    sbill_jw_open(&r.w, '{');
    put_z(&r, "schema", "superbill-result/1");
    put(&r, "id", e->record.id);
    put_z(&r, "outcome", sbill_outcome_word(e->outcome));
    put(&r, "reason", e->outcome_reason);
    put_diagnoses(&r);
    put_lines(&r);
    put_withheld(&r);
    put_queries(&r);
    put_claims(&r);
    put_findings(&r, "findings", false);
    put_findings(&r, "not_checked", true);
    put_left_out(&r);
    put_repairs(&r);
    sbill_jw_close(&r.w, '}');
    sbill_buf_wipe(&e->words);
}

void sbill_write_unread_json(const sbill_error *err, uint64_t line, struct sbill_buf *out)
{
    struct sbill_jw w = {.b = out};

    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "schema");
    sbill_jw_z(&w, "superbill-result/1");
    sbill_jw_key(&w, "outcome");
    sbill_jw_z(&w, "unreadable");
    sbill_jw_key(&w, "error");
    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "message");
    sbill_jw_z(&w, sbill_error_message(err));
    if (sbill_error_line(err))
        line = sbill_error_line(err);
    if (line) {
        sbill_jw_key(&w, "line");
        sbill_jw_int(&w, (int64_t)line);
    }
    if (sbill_error_column(err)) {
        sbill_jw_key(&w, "column");
        sbill_jw_int(&w, sbill_error_column(err));
    }
    sbill_jw_close(&w, '}');
    sbill_jw_close(&w, '}');
}
