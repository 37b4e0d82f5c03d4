/* What the stage says: evidence, withheld hits, questions; and small things its files share. */
#include <string.h>

#include "assign/work.h"

void sbill_work_memory(struct sbill_work *w)
{
    if (w->status == SBILL_OK && w->a->failed)
        w->status = sbill_encounter_memory(w->e, w->err);
}

static const struct sbill_regex *or_fail(struct sbill_work *w, const struct sbill_regex *rx,
                                         int32_t status)
{
    if (!rx && w->status == SBILL_OK)
        w->status = sbill_fail(w->err, status, SBILL_NOWHERE,
                               status == SBILL_NOMEM ? "out of memory"
                                                     : "a pattern in the book is damaged");
    return rx;
}

const struct sbill_regex *sbill_work_regex(struct sbill_work *w, uint32_t pattern)
{
    int32_t status;
    const struct sbill_regex *rx = sbill_rules_regex(w->r, pattern, &status);

    return or_fail(w, rx, status);
}

const struct sbill_regex *sbill_work_anchored(struct sbill_work *w, uint32_t pattern)
{
    int32_t status;
    const struct sbill_regex *rx = sbill_rules_anchored(w->r, pattern, &status);

    return or_fail(w, rx, status);
}

/* Once for each pattern: it is given up for this record, so that a hostile note cannot make it run away again and
 * again. */
static void give_up(struct sbill_work *w, uint32_t pattern, uint32_t note)
{
    const struct sbill_joined_pattern *p = &w->r->patterns.v[pattern];
    bool concept = p->use == SBILL_FOR_FIND || p->use == SBILL_FOR_EXCEPT;
    struct sbill_finding *f =
        sbill_raise(w->e, SBILL_FINDING_RULE_LIMIT, "notes[%d].text", (int)note);
    uint32_t *slot = SBILL_PUSH(w->a, &w->gave_up);

    if (slot)
        *slot = pattern;
    sbill_finding_value(w->e, f, "concept",
                        concept ? w->r->concepts.v[p->owner].c->id : p->pack->id);
    sbill_finding_number_value(w->e, f, "note", (int64_t)note + 1);
}

static bool given_up(const struct sbill_work *w, uint32_t pattern)
{
    for (size_t i = 0; i < w->gave_up.n; i++)
        if (w->gave_up.v[i] == pattern)
            return true;
    return false;
}

bool sbill_work_find(struct sbill_work *w, uint32_t pattern, const struct sbill_regex *rx,
                     struct sbill_text text, size_t from, uint32_t note, size_t *start, size_t *end)
{
    int rc = w->gave_up.n && given_up(w, pattern)
                 ? 0
                 : sbill_regex_find(rx, w->e->match, text, from, start, end);

    if (rc == -2 && w->status == SBILL_OK)
        w->status = sbill_fail(w->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    if (rc == -1)
        give_up(w, pattern, note);
    return rc == 1;
}

static struct sbill_text captures_text(struct sbill_work *w, const struct sbill_hit *hit)
{
    struct sbill_buf b;
    struct sbill_text t;

    if (hit->captures.n == 0)
        return (struct sbill_text){"", 0};
    sbill_buf_init(&b, w->e->alloc, 4096);
    for (size_t i = 0; i < hit->captures.n; i++) {
        if (i)
            sbill_buf_z(&b, "; ");
        sbill_buf_text(&b, hit->captures.v[i].name);
        sbill_buf_char(&b, '=');
        sbill_buf_text(&b, hit->captures.v[i].value);
    }
    t = sbill_arena_copy(w->a, sbill_buf_view(&b));
    if (b.failed == SBILL_NOMEM && w->status == SBILL_OK)
        w->status = sbill_fail(w->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    sbill_buf_free(&b);
    return t;
}

struct sbill_evidence sbill_evidence_of(struct sbill_work *w, const struct sbill_hit *hit)
{
    const struct sbill_segment *s;
    struct sbill_evidence e;

    memset(&e, 0, sizeof e);
    e.note = -1;
    if (!hit)
        return e;
    s = &w->segments.v[hit->segment];
    e.note = (int32_t)s->note;
    e.start = hit->start;
    e.end = hit->end;
    e.concept = w->r->concepts.v[hit->concept].c->id;
    e.section = s->section ? s->section->id : (struct sbill_text){"", 0};
    e.cue = hit->cue;
    e.captures = captures_text(w, hit);
    return e;
}

void sbill_withhold(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text code,
                    const char *reason, struct sbill_text detail, const struct sbill_hit *hit)
{
    struct sbill_withheld *h;

    for (size_t i = 0; i < w->e->withheld.n; i++)
        if (sbill_text_eq(w->e->withheld.v[i].rule, rule->id) &&
            sbill_text_eq(w->e->withheld.v[i].code, code) &&
            sbill_text_is(w->e->withheld.v[i].reason, reason))
            return;
    h = SBILL_PUSH(w->a, &w->e->withheld);
    if (!h)
        return;
    h->rule = rule->id;
    h->rule_version = rule->version;
    h->code = code;
    h->reason = sbill_text_from(reason);
    h->detail = detail;
    h->guideline = rule->guideline;
    h->at = sbill_evidence_of(w, hit);
}

void sbill_ask(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text question,
               const struct sbill_hit *hit)
{
    struct sbill_query *q;

    for (size_t i = 0; i < w->e->queries.n; i++)
        if (sbill_text_eq(w->e->queries.v[i].question, question))
            return;
    q = SBILL_PUSH(w->a, &w->e->queries);
    if (!q)
        return;
    q->rule = rule ? rule->id : SBILL_T("history");
    q->question = question;
    q->guideline = rule ? rule->guideline : SBILL_T("IV.I IV.J");
    q->at = sbill_evidence_of(w, hit);
}

struct sbill_text sbill_hex_digest(struct sbill_work *w, const struct sbill_rule *rule)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = sbill_arena_get(w->a, 65);

    for (size_t i = 0; hex && i < 32; i++) {
        hex[2 * i] = digits[rule->digest[i] >> 4];
        hex[2 * i + 1] = digits[rule->digest[i] & 15];
    }
    return (struct sbill_text){hex ? hex : "", hex ? 64 : 0};
}
