/* Why each rule of a pack did or did not speak on a record: its concepts, what was made of each hit and by which cue,
 * which part of when= is met, and what became of its code. */
#include <string.h>

#include "assign/rules_bench.h"
#include "base/json.h"
#include "base/report.h"

#define MAX_REPORT ((size_t)1 << 26)

struct explain {
    struct sbill_bench b;
    struct sbill_work w;
    struct sbill_buf out;
    struct sbill_jw j;
};

static void text(struct explain *x, const char *key, struct sbill_text t)
{
    sbill_jw_key(&x->j, key);
    sbill_jw_text(&x->j, t);
}

/* ---- Hits ---- */

static const char *fate(const struct sbill_hit *h)
{
    return h->flags & SBILL_HIT_DROPPED                                    ? "dropped"
           : h->flags & SBILL_HIT_BLOCKED || h->state != SBILL_CTX_CURRENT ? "not current"
           : h->flags & SBILL_HIT_LISTED                                   ? "listed"
                                                                           : "current";
}

static void write_hit(struct explain *x, const struct sbill_hit *h)
{
    const struct sbill_segment *s = &x->w.segments.v[h->segment];
    struct sbill_evidence e = sbill_evidence_of(&x->w, h);
    struct sbill_text note = x->w.e->record.notes.v[s->note].text;

    sbill_jw_open(&x->j, '{');
    text(x, "concept", x->w.r->concepts.v[h->concept].c->id);
    sbill_jw_key(&x->j, "note");
    sbill_jw_int(&x->j, s->note);
    sbill_jw_key(&x->j, "start");
    sbill_jw_int(&x->j, (int64_t)h->start);
    sbill_jw_key(&x->j, "end");
    sbill_jw_int(&x->j, (int64_t)h->end);
    text(x, "text", (struct sbill_text){note.p + h->start, h->end - h->start});
    sbill_jw_opt_text(&x->j, "section", e.section);
    text(x, "is", sbill_text_from(fate(h)));
    text(x, "context", sbill_text_from(sbill_context_name(h->state)));
    sbill_jw_opt_text(&x->j, "reason", sbill_text_from(h->reason));
    sbill_jw_opt_text(&x->j, "cue", h->cue);
    sbill_jw_opt_text(&x->j, "captures", e.captures);
    sbill_jw_close(&x->j, '}');
}

static void mark(bool *wanted, const sbill_indexes *list)
{
    for (size_t i = 0; i < list->n; i++)
        wanted[list->v[i]] = true;
}

/* Hits of the pack's concepts and of all that its rules name. */
static void write_hits(struct explain *x)
{
    const struct sbill_pack *p = x->b.pack;
    const struct sbill_rules *r = x->b.rules;
    bool *wanted = sbill_arena_array(&x->b.arena, r->concepts.n + 1, sizeof *wanted);

    for (size_t i = 0; wanted && i < p->rules.n; i++) {
        for (size_t t = 0; t < p->rules.v[i].when.n; t++)
            for (size_t a = 0; a < p->rules.v[i].when.v[t].any.n; a++)
                mark(wanted, &p->rules.v[i].when.v[t].any.v[a].concepts);
        mark(wanted, &p->rules.v[i].unless_);
        mark(wanted, &p->rules.v[i].uses_);
    }
    sbill_jw_key(&x->j, "hits");
    sbill_jw_open(&x->j, '[');
    for (size_t i = 0; wanted && i < x->w.hits.n; i++)
        if (wanted[x->w.hits.v[i].concept] || r->concepts.v[x->w.hits.v[i].concept].pack == p)
            write_hit(x, &x->w.hits.v[i]);
    sbill_jw_close(&x->j, ']');
}

/* ---- Terms of when= ---- */

static bool meets(const struct sbill_alternative *a, const struct sbill_hit *h)
{
    return !(h->flags & (SBILL_HIT_DROPPED | SBILL_HIT_BLOCKED)) && a->contexts >> h->state & 1;
}

struct seen { /* what the note has of a term */
    bool met;
    const struct sbill_hit *other; /* a hit that does not meet it; NULL if there is none */
};

static struct seen look_at_term(const struct explain *x, const struct sbill_term *t)
{
    struct seen seen = {false, NULL};

    for (size_t a = 0; a < t->any.n; a++)
        for (size_t c = 0; c < t->any.v[a].concepts.n; c++) {
            const sbill_hits *hits = sbill_hits_of(&x->w, t->any.v[a].concepts.v[c]);
            for (size_t i = 0; i < hits->n; i++) {
                seen.met = seen.met || meets(&t->any.v[a], hits->v[i]);
                if (!seen.other || seen.other->flags & SBILL_HIT_DROPPED)
                    seen.other = hits->v[i];
            }
        }
    return seen;
}

/* Says whether the note has anything of the rule. */
static bool write_terms(struct explain *x, const struct sbill_rule *r, struct sbill_text when)
{
    bool something = false;

    sbill_jw_key(&x->j, "terms");
    sbill_jw_open(&x->j, '[');
    for (size_t t = 0; t < r->when.n; t++) {
        struct seen seen = look_at_term(x, &r->when.v[t]);
        bool met = seen.met != r->when.v[t].absent;
        when = sbill_text_trim(when);
        sbill_jw_open(&x->j, '{');
        text(x, "term", sbill_text_cut(&when, ' '));
        sbill_jw_key(&x->j, "met");
        sbill_jw_bool(&x->j, met);
        if (!met && seen.other) {
            text(x, "found", sbill_text_from(fate(seen.other)));
            sbill_jw_opt_text(&x->j, "reason", sbill_text_from(seen.other->reason));
            sbill_jw_opt_text(&x->j, "cue", seen.other->cue);
        }
        sbill_jw_close(&x->j, '}');
        something = something || seen.other;
    }
    sbill_jw_close(&x->j, ']');
    return something;
}

/* ---- What became of a rule ---- */

static bool write_codes(struct explain *x, const struct sbill_rule *r)
{
    bool any = false;

    sbill_jw_key(&x->j, "codes");
    sbill_jw_open(&x->j, '[');
    for (size_t i = 0; i < x->w.proposals.n; i++) {
        const struct sbill_proposal *p = &x->w.proposals.v[i];
        if (p->rule != r)
            continue;
        any = true;
        sbill_jw_open(&x->j, '{');
        text(x, "code", p->code);
        sbill_jw_opt_text(&x->j, "gone", sbill_text_from(p->gone));
        sbill_jw_opt_text(&x->j, "by", p->by);
        sbill_jw_close(&x->j, '}');
    }
    sbill_jw_close(&x->j, ']');
    return any;
}

static bool write_withheld(struct explain *x, const struct sbill_rule *r)
{
    bool any = false;

    sbill_jw_key(&x->j, "withheld");
    sbill_jw_open(&x->j, '[');
    for (size_t i = 0; i < x->w.e->withheld.n; i++) {
        const struct sbill_withheld *h = &x->w.e->withheld.v[i];
        if (!sbill_text_eq(h->rule, r->id))
            continue;
        any = true;
        sbill_jw_open(&x->j, '{');
        sbill_jw_opt_text(&x->j, "code", h->code);
        text(x, "reason", h->reason);
        sbill_jw_opt_text(&x->j, "detail", h->detail);
        sbill_jw_opt_text(&x->j, "cue", h->at.cue);
        sbill_jw_close(&x->j, '}');
    }
    sbill_jw_close(&x->j, ']');
    return any;
}

static bool write_questions(struct explain *x, const struct sbill_rule *r)
{
    bool any = false;

    sbill_jw_key(&x->j, "asked");
    sbill_jw_open(&x->j, '[');
    for (size_t i = 0; i < x->w.e->queries.n; i++)
        if (sbill_text_eq(x->w.e->queries.v[i].rule, r->id)) {
            sbill_jw_text(&x->j, x->w.e->queries.v[i].question);
            any = true;
        }
    sbill_jw_close(&x->j, ']');
    return any;
}

static const struct sbill_xml *written(const struct explain *x, struct sbill_text id)
{
    for (const struct sbill_xml *e = x->b.root->first; e; e = e->next)
        if (sbill_xml_has(e, "when") && sbill_text_eq(sbill_xml_attr(e, "id"), id))
            return e;
    return x->b.root;
}

static void write_rule(struct explain *x, const struct sbill_rule *r)
{
    bool spoke, something;

    sbill_jw_open(&x->j, '{');
    text(x, "rule", r->id);
    sbill_jw_key(&x->j, "line");
    sbill_jw_int(&x->j, r->line);
    spoke = write_codes(x, r);
    spoke = write_withheld(x, r) || spoke;
    spoke = write_questions(x, r) || spoke;
    something = write_terms(x, r, sbill_xml_attr(written(x, r->id), "when"));
    sbill_jw_key(&x->j, "concerned"); /* the note has something of it */
    sbill_jw_bool(&x->j, spoke || something);
    sbill_jw_close(&x->j, '}');
}

static int32_t write_report(struct explain *x, sbill_report **out)
{
    sbill_jw_open(&x->j, '{');
    text(x, "pack", x->b.pack->id);
    write_hits(x);
    sbill_jw_key(&x->j, "rules");
    sbill_jw_open(&x->j, '[');
    for (size_t i = 0; i < x->b.pack->rules.n; i++)
        write_rule(x, &x->b.pack->rules.v[i]);
    sbill_jw_close(&x->j, ']');
    sbill_jw_close(&x->j, '}');
    if (x->b.arena.failed || x->w.a->failed)
        return sbill_fail(x->b.err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    return sbill_report_take(&x->out, out, x->b.err);
}

int32_t sbill_rules_explain(sbill_book *b, const char *name, const char *xml, size_t len,
                            const char *record, size_t record_len, const sbill_options *o,
                            sbill_report **out, sbill_error **err)
{
    struct explain x;
    int32_t status;

    if (!b || !name || !xml || !record || !out)
        return sbill_fail(
            err, SBILL_EINVAL, SBILL_NOWHERE,
            "rules explain needs a book, a pack, a record and a place for the report");
    memset(&x, 0, sizeof x);
    status = sbill_bench_open(&x.b, b, name, xml, len, err);
    sbill_buf_init(&x.out, x.b.alloc, MAX_REPORT);
    x.j.b = &x.out;
    if (status == SBILL_OK)
        status = sbill_bench_compile(&x.b);
    if (status == SBILL_OK)
        status = sbill_encounter_new(b, o, &x.b.e, err);
    if (status == SBILL_OK)
        status = sbill_encounter_read(x.b.e, record, record_len, err);
    if (status == SBILL_OK)
        status = sbill_assign_work(&x.w, x.b.e, x.b.rules, err);
    if (status == SBILL_OK)
        status = write_report(&x, out);
    sbill_buf_free(&x.out);
    sbill_bench_close(&x.b);
    return status;
}
