/* An answer as one JSON object (docs/answers.md). What was not said is left out. */
#include "answer/json.h"

#include "answer/caught.h"
#include "answer/words.h"
#include "base/json.h"

struct printing {
    struct sbill_answers *a;
    const struct sbill_payer_answer *p;
    const struct sbill_answer_join *join;
    struct sbill_jw w;
};

static void put_z(struct printing *o, const char *key, const char *z)
{
    if (z && *z)
        sbill_jw_opt_text(&o->w, key, sbill_text_from(z));
}

static void put(struct printing *o, const char *key, struct sbill_text t)
{
    sbill_jw_opt_text(&o->w, key, t);
}

static void put_money(struct printing *o, const char *key, int64_t v)
{
    if (v == SBILL_NO_MONEY)
        return;
    sbill_jw_key(&o->w, key);
    sbill_jw_money(&o->w, v);
}

static void put_quantity(struct printing *o, const char *key, int64_t v)
{
    if (v == SBILL_NO_QTY)
        return;
    sbill_jw_key(&o->w, key);
    sbill_jw_qty(&o->w, v);
}

static void put_int(struct printing *o, const char *key, int64_t v)
{
    sbill_jw_key(&o->w, key);
    sbill_jw_int(&o->w, v);
}

static void put_count(struct printing *o, const char *key, uint32_t v)
{
    if (v)
        put_int(o, key, v);
}

static void open(struct printing *o, const char *key, char bracket)
{
    if (key)
        sbill_jw_key(&o->w, key);
    sbill_jw_open(&o->w, bracket);
}

/* The description as the user's list has it; null says that none is loaded. */
static void put_title(struct printing *o, int32_t system, struct sbill_text code)
{
    struct sbill_text title = sbill_answer_title(o->a, system, code, o->p->date);

    sbill_jw_key(&o->w, "text");
    if (title.n)
        sbill_jw_text(&o->w, title);
    else
        sbill_jw_null(&o->w);
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void put_party(struct printing *o, const char *key, struct sbill_text name,
                      struct sbill_text id)
{
    if (!name.n && !id.n)
        return;
    open(o, key, '{');
    put(o, "name", name);
    put(o, "id", id);
    sbill_jw_close(&o->w, '}');
}

static void put_patient(struct printing *o)
{
    const struct sbill_name *n = &o->p->patient;

    if (!n->last.n && !n->first.n && !o->p->member_id.n)
        return;
    open(o, "patient", '{');
    put(o, "last", n->last);
    put(o, "first", n->first);
    put(o, "middle", n->middle);
    put(o, "suffix", n->suffix);
    put(o, "member_id", o->p->member_id);
    sbill_jw_close(&o->w, '}');
}

static void put_adjustments(struct printing *o, const struct sbill_adjustment *v, size_t n)
{
    if (!n)
        return;
    open(o, "adjustments", '[');
    for (size_t i = 0; i < n; i++) {
        sbill_jw_open(&o->w, '{');
        put(o, "group", v[i].group);
        put_z(o, "group_text", sbill_group_words(v[i].group));
        put(o, "reason", v[i].reason);
        put_title(o, SBILL_SYSTEM_CARC, v[i].reason);
        put_money(o, "amount", v[i].amount);
        put_quantity(o, "quantity", v[i].quantity);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_remarks(struct printing *o, const sbill_texts *codes)
{
    if (!codes->n)
        return;
    open(o, "remarks", '[');
    for (size_t i = 0; i < codes->n; i++) {
        sbill_jw_open(&o->w, '{');
        put(o, "code", codes->v[i]);
        put_title(o, SBILL_SYSTEM_RARC, codes->v[i]);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_statuses(struct printing *o, const struct sbill_payer_status *v, size_t n)
{
    if (!n)
        return;
    open(o, "statuses", '[');
    for (size_t i = 0; i < n; i++) {
        sbill_jw_open(&o->w, '{');
        put(o, "category", v[i].category);
        put_z(o, "category_text", sbill_category_words(v[i].category));
        put(o, "code", v[i].code);
        put_title(o, SBILL_SYSTEM_CLAIM_STATUS, v[i].code);
        put(o, "entity", v[i].entity);
        put_z(o, "entity_text", sbill_entity_words(v[i].entity));
        put(o, "list", v[i].list);
        put(o, "action", v[i].action);
        put(o, "message", v[i].message);
        sbill_jw_opt_date(&o->w, "date", v[i].date);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_faults(struct printing *o)
{
    if (!o->p->faults.n)
        return;
    open(o, "errors", '[');
    for (size_t i = 0; i < o->p->faults.n; i++) {
        const struct sbill_payer_fault *f = &o->p->faults.v[i];
        sbill_jw_open(&o->w, '{');
        put(o, "segment", f->segment);
        put_count(o, "position", f->position);
        put(o, "loop", f->loop);
        put_count(o, "element", f->element);
        put_count(o, "component", f->component);
        put_count(o, "repetition", f->repetition);
        put(o, "code", f->element ? f->element_code : f->segment_code);
        put_z(o, "text",
              f->element ? sbill_element_fault_words(f->element_code)
                         : sbill_segment_fault_words(f->segment_code));
        put(o, "value", f->value);
        put(o, "claim", f->claim);
        put(o, "line", f->line);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_line(struct printing *o, const struct sbill_payer_line *l)
{
    sbill_jw_open(&o->w, '{');
    if (l->record_line >= 0)
        put_int(o, "record_line", l->record_line + 1);
    put(o, "control_number", l->control);
    put(o, "qualifier", l->qualifier);
    put(o, "code", l->code);
    if (l->modifiers.n) {
        open(o, "modifiers", '[');
        for (size_t i = 0; i < l->modifiers.n; i++)
            sbill_jw_text(&o->w, l->modifiers.v[i]);
        sbill_jw_close(&o->w, ']');
    }
    put(o, "billed_code", l->billed_code);
    put(o, "revenue_code", l->revenue);
    put_count(o, "segment", l->position);
    sbill_jw_opt_date(&o->w, "date_from", l->date_from);
    sbill_jw_opt_date(&o->w, "date_to", l->date_to);
    put_money(o, "charge", l->charge);
    put_money(o, "paid", l->paid);
    put_money(o, "allowed", l->allowed);
    put_quantity(o, "paid_units", l->paid_units);
    put_quantity(o, "billed_units", l->billed_units);
    put_adjustments(o, l->adjustments.v, l->adjustments.n);
    put_remarks(o, &l->remarks);
    put_statuses(o, l->statuses.v, l->statuses.n);
    sbill_jw_close(&o->w, '}');
}

static void put_lines(struct printing *o)
{
    if (!o->p->lines.n)
        return;
    open(o, "lines", '[');
    for (size_t i = 0; i < o->p->lines.n; i++)
        put_line(o, &o->p->lines.v[i]);
    sbill_jw_close(&o->w, ']');
}

static void put_provider_adjustments(struct printing *o)
{
    if (!o->p->provider_adjustments.n)
        return;
    open(o, "provider_adjustments", '[');
    for (size_t i = 0; i < o->p->provider_adjustments.n; i++) {
        const struct sbill_provider_adjustment *v = &o->p->provider_adjustments.v[i];
        sbill_jw_open(&o->w, '{');
        put(o, "provider", v->provider);
        put(o, "reason", v->reason);
        put_z(o, "reason_text", sbill_plb_words(v->reason));
        put(o, "reference", v->reference);
        put_money(o, "amount", v->amount);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

/* ---- money, advice, findings ----------------------------------------------------------------- */

/* Who bears what of the charge. */
static void put_shares(struct printing *o)
{
    static const struct {
        const char *key, *group;
    } shares[] = {{"patient", "PR"},
                  {"contract", "CO"},
                  {"payer_reduction", "PI"},
                  {"other", "OA"},
                  {"correction", "CR"}};

    if (o->p->format != SBILL_ANSWER_835 || o->p->about != SBILL_ABOUT_CLAIM)
        return;
    open(o, "shares", '{');
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        int64_t sum;
        if (sbill_answer_group_sum(o->p, shares[i].group, &sum) && sum)
            put_money(o, shares[i].key, sum);
    }
    sbill_jw_close(&o->w, '}');
}

/* Does the record have the finding now? */
static bool is_raised(const struct sbill_answer_join *join, int32_t number)
{
    for (size_t i = 0; join->e && i < join->e->findings.n; i++) {
        const struct sbill_finding *f = &join->e->findings.v[i];
        if (f->number == number && (f->claim < 0 || f->claim == join->claim))
            return true;
    }
    return false;
}

static void put_edits(struct printing *o)
{
    struct sbill_caught caught[SBILL_CAUGHT];
    size_t n = sbill_answer_caught(o->a, o->p, caught);

    if (!n)
        return;
    open(o, "edits", '[');
    for (size_t i = 0; i < n; i++) {
        sbill_jw_open(&o->w, '{');
        put_int(o, "number", caught[i].number);
        put_z(o, "name", sbill_finding_name(caught[i].number));
        put(o, "because", caught[i].because);
        if (o->join->e) {
            sbill_jw_key(&o->w, "raised");
            sbill_jw_bool(&o->w, is_raised(o->join, caught[i].number));
        }
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_next(struct printing *o, int more_payers)
{
    struct sbill_next next[SBILL_NEXT];
    size_t n = sbill_answer_next(o->p, more_payers, next);

    if (!n)
        return;
    open(o, "next", '[');
    for (size_t i = 0; i < n; i++) {
        sbill_jw_open(&o->w, '{');
        put_z(o, "do", next[i].what);
        put_z(o, "text", next[i].words);
        put_money(o, "amount", next[i].amount);
        sbill_jw_close(&o->w, '}');
    }
    sbill_jw_close(&o->w, ']');
}

static void put_words(struct printing *o, const char *key, const struct sbill_finding *f,
                      void (*words)(const struct sbill_finding *, struct sbill_buf *))
{
    struct sbill_buf b;

    sbill_buf_init(&b, &o->a->settings.alloc, o->a->settings.max_memory);
    words(f, &b);
    if (b.failed)
        o->a->out.failed = b.failed;
    else
        put(o, key, sbill_buf_view(&b));
    sbill_buf_free(&b);
}

static void put_finding(struct printing *o, const struct sbill_finding *f)
{
    const struct sbill_finding_row *row = sbill_finding_row(f->number);

    sbill_jw_open(&o->w, '{');
    put_int(o, "number", f->number);
    put_z(o, "name", row->name);
    put_z(o, "severity", sbill_severity_name(f->severity));
    put_z(o, "set_by", f->set_by == SBILL_BY_ORGANISATION ? "organisation" : "default");
    put_z(o, "x12", f->x12);
    open(o, "values", '{');
    for (size_t i = 0; i < f->value_count; i++)
        put(o, f->values[i].name, f->values[i].text);
    sbill_jw_close(&o->w, '}');
    put_words(o, "words", f, sbill_finding_words);
    put_words(o, "action", f, sbill_finding_action_words);
    put_z(o, "source", row->source);
    sbill_jw_close(&o->w, '}');
}

static void put_findings(struct printing *o)
{
    if (!o->p->findings.n)
        return;
    open(o, "findings", '[');
    for (size_t i = 0; i < o->p->findings.n; i++)
        put_finding(o, &o->p->findings.v[i]);
    sbill_jw_close(&o->w, ']');
}

/* ---- all ------------------------------------------------------------------------------------- */

/* What the status code of each kind means. */
static void put_status(struct printing *o)
{
    const struct sbill_payer_answer *p = o->p;

    put_z(o, "outcome",
          p->about == SBILL_ABOUT_PAYMENT ? "" : sbill_answer_outcome_word(p->outcome));
    if (!p->status.n)
        return;
    open(o, "status", '{');
    put(o, "code", p->status);
    put_z(o, "text", p->format == SBILL_ANSWER_835 ? sbill_clp_words(p->status) : NULL);
    put(o, "reason", p->status_note);
    if (p->status_note.n)
        put_z(o, "reason_text",
              p->format == SBILL_ANSWER_TA1 ? sbill_interchange_words(p->status_note)
                                            : sbill_set_fault_words(p->status_note));
    sbill_jw_close(&o->w, '}');
}

static void put_place(struct printing *o)
{
    open(o, "at", '{');
    put(o, "file", o->p->file);
    put_count(o, "line", o->p->line_in_file);
    put_count(o, "segment", o->p->position);
    put(o, "group", o->p->group);
    put(o, "set", o->p->set);
    put(o, "version", o->p->version);
    sbill_jw_close(&o->w, '}');
}

static void put_amounts(struct printing *o)
{
    const struct sbill_payer_answer *p = o->p;

    sbill_jw_opt_date(&o->w, "date", p->date);
    sbill_jw_opt_date(&o->w, "date_from", p->date_from);
    sbill_jw_opt_date(&o->w, "date_to", p->date_to);
    put(o, "method", p->method);
    put_money(o, "charge", p->charge);
    put_money(o, "paid", p->paid);
    put_money(o, "patient_owes", p->patient_owes);
    put_money(o, "allowed", p->allowed);
    if (p->count >= 0)
        put_int(o, "count", p->count);
    put_money(o, "sum", p->sum);
    put_shares(o);
}

void sbill_answer_print(struct sbill_answers *a, const struct sbill_payer_answer *p,
                        const struct sbill_answer_join *join)
{
    struct printing o = {.a = a, .p = p, .join = join, .w = {.b = &a->out}};

    sbill_jw_open(&o.w, '{');
    put_z(&o, "answer", sbill_answer_format_word(p->format));
    put_z(&o, "about", sbill_answer_about_word(p->about));
    put(&o, "claim", p->claim);
    if (join->e)
        put(&o, "record", join->e->record.id);
    put(&o, "payer_claim", p->payer_claim);
    put(&o, "trace", p->trace);
    put_party(&o, "payer", p->payer_name, p->payer_id);
    put_party(&o, "payee", p->payee_name, p->payee_id);
    put_party(&o, "next_payer", p->next_payer_name, p->next_payer_id);
    put_patient(&o);
    put_status(&o);
    put_amounts(&o);
    put_adjustments(&o, p->adjustments.v, p->adjustments.n);
    put_remarks(&o, &p->remarks);
    put_statuses(&o, p->statuses.v, p->statuses.n);
    put_faults(&o);
    put_lines(&o);
    put_provider_adjustments(&o);
    put_edits(&o);
    put_next(&o, join->e ? join->more_payers : -1);
    put_findings(&o);
    put_place(&o);
    sbill_jw_close(&o.w, '}');
}
