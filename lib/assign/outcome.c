/* A rule that fired: which code, how many units, which question. Captures choose; what the note leaves open is
 * asked, never guessed. */
#include <string.h>

#include "assign/work.h"

/* A note that gives more values than this for one thing gives none. */
#define MOST_VALUES 16

struct value { /* one value of a capture, and the hits that say so */
    struct sbill_text text;
    int64_t number;
    sbill_hits hits;
};
typedef SBILL_LIST(struct value) values;

static void add_value(struct sbill_work *w, values *out, const struct sbill_capture *c,
                      struct sbill_hit *hit)
{
    struct value *v = NULL;
    struct sbill_hit **slot;

    for (size_t i = 0; i < out->n && !v; i++)
        if (sbill_text_eq(out->v[i].text, c->value))
            v = &out->v[i];
    if (!v && out->n == MOST_VALUES)
        return; /* more than can be told apart: nothing is stated */
    if (!v) {
        v = SBILL_PUSH(w->a, out);
        if (!v)
            return;
        v->text = c->value;
        v->number = c->number;
    }
    slot = SBILL_PUSH(w->a, &v->hits);
    if (slot)
        *slot = hit;
}

static void values_in(struct sbill_work *w, const sbill_hits *hits, struct sbill_text concept,
                      struct sbill_text capture, values *out)
{
    for (size_t i = 0; i < hits->n; i++) {
        struct sbill_hit *h = hits->v[i];
        if (concept.n && !sbill_text_eq(w->r->concepts.v[h->concept].c->id, concept))
            continue;
        for (size_t k = 0; k < h->captures.n; k++)
            if (sbill_text_eq(h->captures.v[k].name, capture) && h->captures.v[k].value.n)
                add_value(w, out, &h->captures.v[k], h);
    }
}

static bool assessed(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->segments.v[h->segment].standing == SBILL_ASSESSED;
}

/* What hits lend that did not make the rule fire: one value, or it is open. */
static void lend(struct sbill_work *w, const sbill_hits *hits, uint32_t contexts,
                 struct sbill_text concept, struct sbill_text capture, values *out)
{
    for (size_t k = 0; k < hits->n; k++) {
        sbill_hits one = {&hits->v[k], 1, 1};
        if (contexts >> hits->v[k]->state & 1 && !(hits->v[k]->flags & SBILL_HIT_BLOCKED))
            values_in(w, &one, concept, capture, out);
    }
}

/* Values of "side" or "knee-injection.side": in the assessment, else in all hits that made the rule fire, else where
 * the same is only noted, else in the concepts that the rule uses. True if the hits of the rule itself say it. */
static bool values_of(struct sbill_work *w, const struct sbill_rule *rule,
                      const sbill_hits *because, struct sbill_text name, values *out)
{
    const uint32_t noted = 1u << SBILL_CTX_NOTED, current = 1u << SBILL_CTX_CURRENT;
    struct sbill_text capture = name, concept = {"", 0};
    const char *dot = name.n ? memchr(name.p, '.', name.n) : NULL;

    if (dot)
    concept = sbill_text_cut(&capture, '.');
    out->n = 0;
    for (size_t i = 0; i < because->n; i++) {
        sbill_hits one = {&because->v[i], 1, 1};
        if (assessed(w, because->v[i]))
            values_in(w, &one, concept, capture, out);
    }
    if (out->n == 0)
        values_in(w, because, concept, capture, out);
    if (out->n)
        return true;
    for (size_t i = 0; i < because->n && out->n == 0; i++)
        lend(w, sbill_hits_of(w, because->v[i]->concept), noted, concept, capture, out);
    for (size_t i = 0; i < rule->uses_.n && out->n == 0; i++)
        lend(w, sbill_hits_of(w, rule->uses_.v[i]), current, concept, capture, out);
    return false;
}

/* ---- The choice ---- */

static const struct sbill_rule_outcome *outcome_for(const struct sbill_rule *rule,
                                                    const struct value *v)
{
    for (size_t i = 0; i < rule->outcomes.n; i++) {
        const struct sbill_rule_outcome *o = &rule->outcomes.v[i];
        if (o->kind == SBILL_CASE && v && sbill_text_eq_fold(o->is, v->text))
            return o;
        if (o->kind == SBILL_RANGE && v && v->number != SBILL_NONE &&
            (o->below == SBILL_NONE || v->number < o->below))
            return o;
    }
    for (size_t i = 0; i < rule->outcomes.n; i++)
        if (rule->outcomes.v[i].kind == SBILL_OTHERWISE)
            return &rule->outcomes.v[i];
    return NULL;
}

static const struct sbill_rule_outcome *case_named(const struct sbill_rule *rule, const char *is)
{
    for (size_t i = 0; i < rule->outcomes.n; i++)
        if (rule->outcomes.v[i].kind == SBILL_CASE && sbill_text_is(rule->outcomes.v[i].is, is))
            return &rule->outcomes.v[i];
    return NULL;
}

static bool has_value(const values *v, const char *is)
{
    for (size_t i = 0; i < v->n; i++)
        if (sbill_text_is(v->v[i].text, is))
            return true;
    return false;
}

/* ---- Codes with places to fill: S93.401{phase}, Z3A.{weeks:2} ---- */

static bool put_value(struct sbill_buf *b, struct sbill_text spec, const struct value *v)
{
    struct sbill_text width = spec;
    uint32_t n = 0;
    size_t whole = 0;

    (void)sbill_text_cut(&width, ':');
    if (width.n == 0) {
        sbill_buf_text(b, v->text);
        return true;
    }
    while (whole < v->text.n && sbill_is_digit(v->text.p[whole]))
        whole++;
    if (!sbill_text_u32(width, &n) || n > 8 || whole == 0 || whole > n)
        return false;
    for (size_t i = whole; i < n; i++)
        sbill_buf_char(b, '0');
    sbill_buf_add(b, v->text.p, whole);
    return true;
}

/* False if a place could not be filled with one value. */
static bool fill(struct sbill_work *w, const struct sbill_rule *rule, const sbill_hits *because,
                 struct sbill_text template, struct sbill_buf *out)
{
    while (template.n) {
        struct sbill_text plain = sbill_text_cut(&template, '{'), spec, name;
        values v = {NULL, 0, 0};
        sbill_buf_text(out, plain);
        if (template.n == 0)
            break;
        spec = sbill_text_cut(&template, '}');
        name = spec;
        name = sbill_text_cut(&name, ':');
        (void)values_of(w, rule, because, name, &v);
        if (v.n != 1 || !put_value(out, spec, &v.v[0]))
            return false;
    }
    return true;
}

static void not_stated(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text code,
                       const char *what, const struct sbill_hit *hit)
{
    sbill_withhold(w, rule, code, "not-stated", sbill_text_from(what), hit);
    if (w->noting)
        return;
    sbill_ask(w, rule,
              rule->query.n ? rule->query
                            : SBILL_T("The note leaves open which code applies. Which is it?"),
              hit);
}

/* ---- Units of a service ---- */

/* How many thousandths of `to` is one `from`; 0 if they do not compare. */
static int64_t unit_ratio(struct sbill_text from, struct sbill_text to)
{
    static const struct {
        const char *unit;
        int kind;
        int64_t size; /* in the smallest of its kind */
    } units[] = {
        {"mcg", 1, 1},  {"mg", 1, 1000},  {"g", 1, 1000000}, {"ml", 2, 1},   {"l", 2, 1000},
        {"unit", 3, 1}, {"minute", 4, 1}, {"hour", 4, 60},   {"vial", 5, 1},
    };
    const size_t n = sizeof units / sizeof *units;
    size_t a = 0, b = 0;

    while (a < n && !sbill_text_eq_fold(from, sbill_text_from(units[a].unit)))
        a++;
    while (b < n && !sbill_text_eq_fold(to, sbill_text_from(units[b].unit)))
        b++;
    if (a == n || b == n || units[a].kind != units[b].kind)
        return 0;
    return units[a].size * 1000 / units[b].size;
}

static bool amount_of(const struct sbill_rule *rule, const struct value *v, int64_t *amount)
{
    struct sbill_text unit = rule->unit;
    const struct sbill_hit *h = v->hits.v[0];
    int64_t ratio;

    for (size_t i = 0; i < h->captures.n; i++)
        if (sbill_text_is(h->captures.v[i].name, "unit"))
            unit = h->captures.v[i].value;
    ratio = sbill_text_eq_fold(unit, rule->unit) ? 1000 : unit_ratio(unit, rule->unit);
    if (v->number == SBILL_NONE || v->number <= 0 || ratio <= 0 ||
        v->number > INT64_MAX / 1000 / ratio)
        return false;
    *amount = v->number * ratio / 1000;
    return *amount > 0;
}

/* Billing units from a dose: 1 g at 250 mg a unit is 4. Part of a unit counts as one, unless the rule rounds down. */
static bool units_of(struct sbill_work *w, const struct sbill_rule *rule, const sbill_hits *because,
                     struct sbill_proposal *p)
{
    values v = {NULL, 0, 0};
    int64_t units, other;

    p->dose = SBILL_NONE;
    p->units = 1000;
    if (rule->units.n == 0)
        return true;
    (void)values_of(w, rule, because, rule->units, &v);
    if (v.n == 0 || rule->per <= 0 || !amount_of(rule, &v.v[0], &p->dose))
        return false;
    for (size_t i = 1; i < v.n; i++) /* 1 g and 1000 mg are one amount; 40 mg and 80 mg are not */
        if (!amount_of(rule, &v.v[i], &other) || other != p->dose)
            return false;
    units = p->dose / rule->per;
    if (p->dose % rule->per && !(rule->flags & SBILL_RULE_ROUND_DOWN))
        units++;
    p->units = units * 1000;
    return units > 0;
}

/* ---- Proposing ---- */

#define CODE_ROOM 65 /* a code or modifier with its captures filled in */

static void add_hits(struct sbill_work *w, sbill_hits *to, const sbill_hits *from)
{
    w->stamp++;
    for (size_t i = 0; i < to->n; i++)
        to->v[i]->mark = w->stamp;
    for (size_t i = 0; i < from->n; i++) {
        struct sbill_hit **slot = from->v[i]->mark == w->stamp ? NULL : SBILL_PUSH(w->a, to);
        if (!slot)
            continue;
        *slot = from->v[i];
        from->v[i]->mark = w->stamp;
    }
}

static void fill_modifiers(struct sbill_work *w, const struct sbill_rule *rule,
                           const sbill_hits *because, struct sbill_proposal *p)
{
    for (size_t i = 0; i < rule->modifiers.n; i++) {
        struct sbill_buf b;
        struct sbill_text *slot;
        char room[CODE_ROOM];
        sbill_buf_over(&b, room, sizeof room);
        if (fill(w, rule, because, rule->modifiers.v[i], &b) && b.n == 2) {
            slot = SBILL_PUSH(w->a, &p->modifiers);
            if (slot)
                *slot = sbill_arena_copy(w->a, sbill_buf_view(&b));
        }
    }
}

static void propose(struct sbill_work *w, const struct sbill_rule *rule, struct sbill_text template,
                    const sbill_hits *because, const sbill_hits *chosen_by)
{
    struct sbill_proposal p;
    struct sbill_proposal *slot;
    struct sbill_buf code;
    char room[CODE_ROOM];
    bool filled;

    memset(&p, 0, sizeof p);
    p.rule = rule;
    p.noted = w->noting;
    add_hits(w, &p.because, because);
    if (chosen_by)
        add_hits(w, &p.because, chosen_by);
    sbill_buf_over(&code, room, sizeof room);
    filled = fill(w, rule, &p.because, template, &code) && !code.failed;
    if (filled)
        p.code = sbill_arena_copy(w->a, sbill_buf_view(&code));
    if (w->a->failed)
        return;
    if (!filled) {
        not_stated(w, rule, template, "", because->v[0]);
    } else if (!units_of(w, rule, &p.because, &p)) {
        not_stated(w, rule, p.code, "amount", because->v[0]);
    } else {
        fill_modifiers(w, rule, &p.because, &p);
        slot = SBILL_PUSH(w->a, &w->proposals);
        if (slot)
            *slot = p;
    }
}

static void take(struct sbill_work *w, const struct sbill_rule *rule,
                 const struct sbill_rule_outcome *o, const sbill_hits *because,
                 const sbill_hits *chosen_by)
{
    struct sbill_text codes = o ? o->code : (struct sbill_text){"", 0}, code;

    if (!o) {
        not_stated(w, rule, (struct sbill_text){"", 0}, "", because->v[0]);
        return;
    }
    if (o->query.n && !w->noting)
        sbill_ask(w, rule, o->query, because->v[0]);
    while ((code = sbill_next_code(&codes)).n)
        propose(w, rule, code, because, chosen_by);
}

/* Hits that say nothing about the capture, or this value of it. */
static void hits_with(struct sbill_work *w, const sbill_hits *because, const values *all,
                      const struct value *v, sbill_hits *out)
{
    w->stamp++;
    for (size_t k = 0; k < all->n; k++)
        for (size_t h = 0; &all->v[k] != v && h < all->v[k].hits.n; h++)
            all->v[k].hits.v[h]->mark = w->stamp;
    for (size_t i = 0; i < because->n; i++) {
        struct sbill_hit **slot = because->v[i]->mark == w->stamp ? NULL : SBILL_PUSH(w->a, out);
        if (slot)
            *slot = because->v[i];
    }
    if (out->n == 0)
        add_hits(w, out, because);
}

static bool by_ranges(const struct sbill_rule *rule)
{
    for (size_t i = 0; i < rule->outcomes.n; i++)
        if (rule->outcomes.v[i].kind == SBILL_RANGE)
            return true;
    return false;
}

static bool several_ranges(const struct sbill_rule *rule, const values *v)
{
    for (size_t i = 1; i < v->n; i++)
        if (by_ranges(rule) && outcome_for(rule, &v->v[i]) != outcome_for(rule, &v->v[0]))
            return true;
    return false;
}

/* Several values: left and right are both sides; a number must be one; else each has its own code. */
static void choose(struct sbill_work *w, const struct sbill_rule *rule, const sbill_hits *because)
{
    values v = {NULL, 0, 0};
    const struct sbill_rule_outcome *both = case_named(rule, "bilateral");
    bool stated;

    stated = values_of(w, rule, because, rule->by, &v);
    if (v.n == 0 || (!stated && v.n > 1 && !by_ranges(rule))) {
        take(w, rule, outcome_for(rule, NULL), because, NULL);
        return;
    }
    if (both && has_value(&v, "left") && has_value(&v, "right")) {
        take(w, rule, both, because, NULL);
        return;
    }
    if (v.n == MOST_VALUES || several_ranges(rule, &v)) {
        not_stated(w, rule, (struct sbill_text){"", 0}, "several values", because->v[0]);
        return;
    }
    for (size_t i = 0; i < (by_ranges(rule) ? 1 : v.n); i++) {
        sbill_hits own = {NULL, 0, 0};
        hits_with(w, because, &v, &v.v[i], &own);
        if (!w->a->failed)
            take(w, rule, outcome_for(rule, &v.v[i]), &own, &v.v[i].hits);
    }
}

/* ---- A modifier on an entered line that the note contradicts ---- */

static bool has_modifier(const struct sbill_line *l, struct sbill_text m)
{
    for (size_t i = 0; i < l->modifiers.n; i++)
        if (sbill_text_eq_fold(l->modifiers.v[i], m))
            return true;
    return false;
}

static void compare_line(struct sbill_work *w, const struct sbill_rule *rule, size_t line,
                         const values *v)
{
    const struct sbill_line *l = &w->e->record.lines.v[line];
    const struct sbill_rule_outcome *said = outcome_for(rule, &v->v[0]);

    for (size_t i = 0; said && i < rule->outcomes.n; i++) {
        const struct sbill_rule_outcome *o = &rule->outcomes.v[i];
        struct sbill_finding *f;
        if (o == said || !has_modifier(l, o->code) || has_modifier(l, said->code))
            continue;
        f = sbill_raise(w->e, SBILL_FINDING_NOTE_CONTRADICTS_MODIFIER, "lines[%d].modifiers",
                        (int)line);
        sbill_finding_value(w->e, f, "code", l->code);
        sbill_finding_value(w->e, f, "modifier", o->code);
        sbill_finding_value(w->e, f, "said", v->v[0].text);
        sbill_finding_value(w->e, f, "expected", said->code);
    }
}

static void compare_modifiers(struct sbill_work *w, const struct sbill_rule *rule,
                              const sbill_hits *because)
{
    const struct sbill_record *r = &w->e->record;
    values v = {NULL, 0, 0};

    (void)values_of(w, rule, because, rule->by, &v);
    if (v.n != 1)
        return;
    for (size_t i = 0; i < r->lines.n; i++)
        for (size_t c = 0; c < rule->codes.n; c++)
            if (r->lines.v[i].status != SBILL_REJECTED &&
                sbill_code_matches(rule->codes.v[c], r->lines.v[i].code))
                compare_line(w, rule, i, &v);
}

void sbill_take_outcome(struct sbill_work *w, const struct sbill_rule *rule,
                        const sbill_hits *because)
{
    switch (rule->kind) {
    case SBILL_RULE_QUERY:
        sbill_ask(w, rule, rule->query, because->v[0]);
        break;
    case SBILL_RULE_MODIFIER:
        compare_modifiers(w, rule, because);
        break;
    case SBILL_RULE_DIAGNOSIS:
    case SBILL_RULE_SERVICE:
        if (rule->by.n)
            choose(w, rule, because);
        else if (rule->outcomes.n)
            take(w, rule, &rule->outcomes.v[0], because, NULL);
        break;
    default:
        break;
    }
}
