/* Concepts in segments. */
#include <string.h>

#include "assign/scan.h"
#include "assign/work.h"

/* ---- Captures ---- */

struct sbill_text sbill_capture_value(struct sbill_work *w, const struct sbill_pack *pack,
                                      const struct sbill_binding *bindings, size_t n,
                                      struct sbill_text name, struct sbill_text written)
{
    char group[8] = "w";
    size_t start, end;
    char *lower;

    for (size_t b = 0; b < n; b++) {
        const struct sbill_words *list = &pack->words.v[bindings[b].words];
        const struct sbill_regex *rx;
        uint32_t pattern = pack->patterns.v[list->pattern].number;
        if (!sbill_text_eq(bindings[b].capture, name))
            continue;
        rx = sbill_work_regex(w, pattern);
        if (!rx || sbill_regex_find(rx, w->e->match, written, 0, &start, &end) != 1)
            break;
        for (size_t i = 0; i < list->is.n && i < 100; i++) {
            group[1] = (char)(i < 10 ? '0' + i : '0' + i / 10);
            group[2] = (char)(i < 10 ? '\0' : '0' + i % 10);
            group[3] = '\0';
            if (sbill_match_named(rx, w->e->match, group, &start, &end))
                return list->is.v[i];
        }
    }
    lower = sbill_arena_get(w->a, written.n + 1);
    for (size_t i = 0; lower && i < written.n; i++)
        lower[i] = sbill_lower(written.p[i]);
    return (struct sbill_text){lower ? lower : "", lower ? written.n : 0};
}

struct spot { /* where a named group matched, before its value is known */
    struct sbill_text name, written;
};

static void take_captures(struct sbill_work *w, const struct sbill_regex *rx,
                          struct sbill_text text, struct sbill_hit *hit)
{
    const struct sbill_joined_concept *c = &w->r->concepts.v[hit->concept];
    const struct sbill_find *f = &c->c->finds.v[hit->nth];
    SBILL_LIST(struct spot) spots = {NULL, 0, 0};
    struct sbill_text name, last = {NULL, 0};
    size_t start, end;

    /* Values are looked up by searching, which overwrites the match: first all places. */
    for (size_t i = 0; (name = sbill_regex_name(rx, i)).n; last = name, i++) {
        struct spot *s;
        if (sbill_text_eq(name, last) || !sbill_match_named(rx, w->e->match, name.p, &start, &end))
            continue;
        s = SBILL_PUSH(w->a, &spots);
        if (s)
            *s = (struct spot){name, {text.p + start, end - start}};
    }
    for (size_t i = 0; i < spots.n; i++) {
        struct sbill_capture *cap = SBILL_PUSH(w->a, &hit->captures);
        if (!cap)
            return;
        cap->name = sbill_arena_copy(w->a, spots.v[i].name);
        cap->value = sbill_capture_value(w, c->pack, f->bindings.v, f->bindings.n, spots.v[i].name,
                                         spots.v[i].written);
        if (!sbill_decimal_parse(cap->value, 3, &cap->number))
            cap->number = SBILL_NONE;
    }
}

/* ---- Hits ---- */

static struct sbill_text segment_text(const struct sbill_work *w, const struct sbill_segment *s)
{
    return (struct sbill_text){w->notes.v[s->note].text.p + s->start, s->end - s->start};
}

struct finding_hits {
    struct sbill_work *w;
    uint32_t segment;
    struct sbill_text text;
};

static void add_hit(void *user, const struct sbill_found *f)
{
    const struct finding_hits *x = user;
    const struct sbill_joined_pattern *p = &x->w->r->patterns.v[f->pattern];
    size_t from = x->w->segments.v[x->segment].start;
    struct sbill_hit *hit = SBILL_PUSH(x->w->a, &x->w->hits);

    if (!hit)
        return;
    hit->concept = p->owner;
    hit->segment = x->segment;
    hit->nth = p->nth;
    hit->start = from + f->start;
    hit->end = from + f->end;
    hit->days_ago = -1;
    hit->reason = "";
    if (f->rx)
        take_captures(x->w, f->rx, x->text, hit);
}

/* ---- Exceptions: a hit that touches one is dropped ---- */

static void drop_excepted(struct sbill_work *w, size_t first, uint32_t pattern)
{
    const struct sbill_hit *h = &w->hits.v[first];
    const struct sbill_segment *s = &w->segments.v[h->segment];
    struct sbill_text text = segment_text(w, s);
    const struct sbill_regex *rx = sbill_work_regex(w, pattern);
    size_t from = 0, start, end;

    while (rx && from < text.n &&
           sbill_work_find(w, pattern, rx, text, from, s->note, &start, &end)) {
        for (size_t i = first; i < w->hits.n && w->hits.v[i].segment == h->segment; i++)
            if (w->hits.v[i].concept == h->concept && w->hits.v[i].start < s->start + end &&
                s->start + start < w->hits.v[i].end)
                w->hits.v[i].flags |= SBILL_HIT_DROPPED;
        from = end > from ? end : from + 1;
    }
}

static bool first_of_its_kind(const struct sbill_work *w, size_t i)
{
    for (size_t k = i; k-- > 0 && w->hits.v[k].segment == w->hits.v[i].segment;)
        if (w->hits.v[k].concept == w->hits.v[i].concept)
            return false;
    return true;
}

static void apply_exceptions(struct sbill_work *w)
{
    for (size_t i = 0; i < w->hits.n && w->status == SBILL_OK; i++) {
        const struct sbill_joined_concept *c = &w->r->concepts.v[w->hits.v[i].concept];
        if (c->c->excepts.n == 0 || !first_of_its_kind(w, i))
            continue;
        for (size_t k = 0; k < c->c->excepts.n; k++)
            drop_excepted(w, i, c->pack->patterns.v[c->c->excepts.v[k]].number);
    }
}

/* ---- Overlap: inside a group the longest wins, then the higher priority, then the smaller id ---- */

static bool fallback(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->r->concepts.v[h->concept].c->flags & SBILL_CONCEPT_FALLBACK;
}

static bool condition(const struct sbill_work *w, const struct sbill_hit *h)
{
    return w->r->concepts.v[h->concept].sort >= SBILL_SORT_SYMPTOM;
}

/* Those of one group; and a fallback with every condition. */
static bool compete(const struct sbill_work *w, const struct sbill_hit *a,
                    const struct sbill_hit *b)
{
    return w->r->concepts.v[a->concept].group == w->r->concepts.v[b->concept].group ||
           (fallback(w, a) != fallback(w, b) && condition(w, a) && condition(w, b));
}

static bool beats(const struct sbill_work *w, const struct sbill_hit *a, const struct sbill_hit *b)
{
    const struct sbill_concept *x = w->r->concepts.v[a->concept].c,
                               *y = w->r->concepts.v[b->concept].c;
    size_t m = a->end - a->start, n = b->end - b->start;

    if (m != n)
        return m > n;
    if (fallback(w, a) != fallback(w, b))
        return fallback(w, b);
    if (x->priority != y->priority)
        return x->priority > y->priority;
    if (a->concept != b->concept) /* concepts stand in the order of their ids */
    return a->concept < b->concept;
    return a->nth < b->nth;
}

static void resolve_overlap(struct sbill_work *w)
{
    for (size_t i = 0; i < w->hits.n; i++) {
        struct sbill_hit *a = &w->hits.v[i];
        for (size_t k = i + 1; k < w->hits.n && w->hits.v[k].segment == a->segment; k++) {
            struct sbill_hit *b = &w->hits.v[k];
            if ((a->flags | b->flags) & SBILL_HIT_DROPPED || a->end <= b->start ||
                b->end <= a->start || !compete(w, a, b))
                continue;
            if (beats(w, a, b))
                b->flags |= SBILL_HIT_DROPPED;
            else
                a->flags |= SBILL_HIT_DROPPED;
        }
    }
}

/* ---- Sections a concept may or may not stand in ---- */

static bool listed(const sbill_names *names, struct sbill_text id)
{
    for (size_t i = 0; i < names->n; i++)
        if (sbill_text_eq(names->v[i], id))
            return true;
    return false;
}

static void check_sections(struct sbill_work *w)
{
    for (size_t i = 0; i < w->hits.n; i++) {
        struct sbill_hit *h = &w->hits.v[i];
        const struct sbill_concept *c = w->r->concepts.v[h->concept].c;
        const struct sbill_section *s = w->segments.v[h->segment].section;
        struct sbill_text id = s ? s->id : (struct sbill_text){"", 0};
        if ((s && s->flags & SBILL_SECTION_IGNORE && !listed(&c->in, id)) ||
            (c->in.n && !listed(&c->in, id)) || listed(&c->not_in, id)) {
            h->flags |= SBILL_HIT_BLOCKED;
            h->reason = "section";
        }
    }
}

static void find_hits(struct sbill_work *w)
{
    struct sbill_scan scan;

    sbill_scan_start(&scan, w->r, SBILL_FOR_FIND, w->a);
    scan.everything = w->everything;
    for (uint32_t s = 0; s < w->segments.n && w->status == SBILL_OK && !w->a->failed; s++) {
        struct finding_hits x = {w, s, segment_text(w, &w->segments.v[s])};
        sbill_scan_matches(w, &scan, x.text, w->segments.v[s].note, add_hit, &x);
    }
}

void sbill_find_concepts(struct sbill_work *w)
{
    find_hits(w);
    apply_exceptions(w);
    resolve_overlap(w);
    check_sections(w);
    sbill_index_hits(w);
    sbill_work_memory(w);
}
