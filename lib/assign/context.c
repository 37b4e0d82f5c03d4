/* What the words around a hit make of it: cues in the same segment, in reach, nearest first (the idea of ConText).
 * Cues are data (rule packs); this file knows how they reach. */
#include "assign/scan.h"
#include "assign/work.h"

struct found { /* a cue in the segment at hand; places in bytes of the note */
    const struct sbill_joined_cue *cue;
    size_t start, end;
    int32_t days; /* AGO: how many */
    bool pruned;
};

typedef SBILL_LIST(struct found) found_list;

/* A cue speaks of one of three things; of two that speak of the same, the nearer wins. */
enum {
    ABOUT_CERTAINTY,
    ABOUT_TIME,
    ABOUT_PERSON,
    ABOUT_COUNT,
    ABOUT_NOTHING
};

static int about(uint32_t category)
{
    switch (category) {
    case SBILL_CTX_NEGATED:
    case SBILL_CTX_UNCERTAIN:
        return ABOUT_CERTAINTY;
    case SBILL_CTX_CURRENT:
    case SBILL_CTX_HYPOTHETICAL:
    case SBILL_CTX_HISTORICAL:
    case SBILL_CTX_RESOLVED:
    case SBILL_CTX_PLANNED:
        return ABOUT_TIME;
    case SBILL_CTX_FAMILY:
    case SBILL_CTX_OTHER_PERSON:
        return ABOUT_PERSON;
    default:
        return ABOUT_NOTHING;
    }
}

/* ---- Finding cues ---- */

static int32_t days_of(int64_t thousandths, struct sbill_text unit)
{
    int64_t n = thousandths / 1000;
    int64_t each = sbill_text_is(unit, "day")     ? 1
                   : sbill_text_is(unit, "week")  ? 7
                   : sbill_text_is(unit, "month") ? 30
                   : sbill_text_is(unit, "year")  ? 365
                                                  : -1;

    return each < 0 || n < 0 || n > 100000 ? -1 : (int32_t)(n * each);
}

static int32_t ago(struct sbill_work *w, const struct sbill_joined_cue *cue,
                   const struct sbill_regex *rx, struct sbill_text text)
{
    size_t start, end, unit_start, unit_end;
    struct sbill_text n, unit;
    int64_t number;

    if (!sbill_match_named(rx, w->e->match, "n", &start, &end) ||
        !sbill_match_named(rx, w->e->match, "unit", &unit_start, &unit_end))
        return -1;
    n = sbill_capture_value(w, cue->pack, cue->cue->bindings.v, cue->cue->bindings.n, SBILL_T("n"),
                            (struct sbill_text){text.p + start, end - start});
    unit = sbill_capture_value(w, cue->pack, cue->cue->bindings.v, cue->cue->bindings.n,
                               SBILL_T("unit"),
                               (struct sbill_text){text.p + unit_start, unit_end - unit_start});
    return sbill_decimal_parse(n, 3, &number) ? days_of(number, unit) : -1;
}

struct finding_cues {
    struct sbill_work *w;
    const struct sbill_segment *segment;
    struct sbill_text text;
    found_list *out;
};

static void add_cue(void *user, const struct sbill_found *m)
{
    const struct finding_cues *x = user;
    size_t from = x->segment->start;
    const struct sbill_joined_cue *cue = &x->w->r->cues.v[x->w->r->patterns.v[m->pattern].owner];
    struct found *f;

    if (cue->cue->category == SBILL_CTX_SENTENCE)
        return;
    f = SBILL_PUSH(x->w->a, x->out);
    if (!f)
        return;
    *f = (struct found){cue, from + m->start, from + m->end, -1, false};
    if (cue->cue->category == SBILL_CTX_AGO && m->rx)
        f->days = ago(x->w, cue, m->rx, x->text);
}

static uint32_t flag_of(uint32_t category)
{
    return category == SBILL_CTX_MANAGED     ? SBILL_HIT_MANAGED
           : category == SBILL_CTX_EXPLAINED ? SBILL_HIT_EXPLAINED
           : category == SBILL_CTX_EVALUATED ? SBILL_HIT_EVALUATED
           : category == SBILL_CTX_REPORTED  ? SBILL_HIT_REPORTED
                                             : 0;
}

/* Does the longer cue say it in place of the one inside? "Ordered ... to evaluate for" tells that something is
 * done, and still doubts. */
static bool takes_over(uint32_t outer, uint32_t inner)
{
    return outer != SBILL_CTX_TERMINATOR && (!flag_of(outer) || flag_of(inner));
}

/* A cue wholly inside a longer one does not count; cues that only overlap both do. */
static void prune(found_list *found)
{
    for (size_t i = 0; i < found->n; i++)
        for (size_t k = 0; k < found->n; k++) {
            const struct found *a = &found->v[i], *b = &found->v[k];
            if (a->start >= b->start && a->end <= b->end && a->end - a->start < b->end - b->start &&
                takes_over(b->cue->cue->category, a->cue->cue->category))
                found->v[i].pruned = true;
        }
}

/* ---- Reach ---- */

static bool ended(const found_list *found, size_t from, size_t to)
{
    for (size_t i = 0; i < found->n; i++)
        if (!found->v[i].pruned && found->v[i].cue->cue->category == SBILL_CTX_TERMINATOR &&
            found->v[i].start >= from && found->v[i].end <= to)
            return true;
    return false;
}

static bool within(struct sbill_text note, size_t from, size_t to, uint32_t window)
{
    uint32_t words = 0;

    if (window == 0)
        return true;
    for (size_t i = from; i < to; i++)
        words += !sbill_is_space(note.p[i]) && (i == from || sbill_is_space(note.p[i - 1]));
    return words <= window;
}

/* "Suspect (that) she has": what a cue takes on directly does not end its reach. */
static size_t past_complement(const struct sbill_work *w, const found_list *found,
                              const struct sbill_hit *hit, size_t from, size_t to)
{
    struct sbill_text note = w->notes.v[w->segments.v[hit->segment].note].text;
    size_t at = from;

    while (at < to && sbill_is_space(note.p[at]))
        at++;
    if (to - at > 5 && sbill_text_eq_fold((struct sbill_text){note.p + at, 5}, SBILL_T("that ")))
        at += 5;
    for (size_t i = 0; i < found->n; i++)
        if (!found->v[i].pruned && found->v[i].cue->cue->category == SBILL_CTX_TERMINATOR &&
            found->v[i].start == at && found->v[i].end <= to)
            return found->v[i].end;
    return from;
}

/* Where a cue stops: at a terminator, unless it reaches far; and after so many words. */
static bool reaches(const struct sbill_work *w, const found_list *found, const struct found *f,
                    const struct sbill_hit *hit, size_t from, size_t to)
{
    const struct sbill_cue *cue = f->cue->cue;
    struct sbill_text note = w->notes.v[w->segments.v[hit->segment].note].text;

    return (cue->far || !ended(found, from, to)) && within(note, from, to, cue->window);
}

/* How far the cue is from the hit, SIZE_MAX if it does not reach it. "No acute" reaches "acute bronchitis": a cue may
 * run into the hit, but not stand inside it. */
static size_t distance(const struct sbill_work *w, const found_list *found, const struct found *f,
                       const struct sbill_hit *hit)
{
    const struct sbill_cue *cue = f->cue->cue;
    size_t from, to;

    if (f->start < hit->start && f->end < hit->end && cue->direction & SBILL_CUE_BEFORE) {
        to = hit->start;
        from = f->end < to ? past_complement(w, found, hit, f->end, to) : f->end;
    } else if (f->end > hit->end && f->start > hit->start && cue->direction & SBILL_CUE_AFTER) {
        from = hit->end;
        to = f->start;
    } else {
        return SIZE_MAX;
    }
    if (from >= to)
        return 0;
    return reaches(w, found, f, hit, from, to) ? to - from : SIZE_MAX;
}

/* ---- What it comes to ---- */

struct reading {
    uint32_t value[ABOUT_COUNT]; /* category, 0 = nothing said */
    const struct found *by[ABOUT_COUNT];
    size_t far[ABOUT_COUNT];
    uint32_t flags; /* SBILL_HIT_ */
    int32_t days;
};

static void read_cues(const struct sbill_work *w, const found_list *found,
                      const struct sbill_hit *hit, struct reading *r)
{
    bool treatment = w->r->concepts.v[hit->concept].c->flags & SBILL_CONCEPT_TREATMENT;
    size_t nearest_time = SIZE_MAX;

    for (size_t i = 0; i < found->n; i++) {
        const struct found *f = &found->v[i];
        uint32_t category = f->cue->cue->category;
        int what = about(category);
        size_t far = f->pruned ? SIZE_MAX : distance(w, found, f, hit);
        /* "Schedule surgery for a hernia": what is planned is the surgery. */
        if (far == SIZE_MAX || (category == SBILL_CTX_PLANNED && !treatment))
            continue;
        r->flags |= flag_of(category);
        if (category == SBILL_CTX_AGO && f->days >= 0 && far < nearest_time) {
            nearest_time = far;
            r->days = f->days;
        }
        if (what == ABOUT_NOTHING || (r->by[what] && far >= r->far[what]))
            continue;
        r->value[what] = category;
        r->by[what] = f;
        r->far[what] = far;
    }
}

/* The section speaks where the words do not. A chronic condition under past history is listed, not past. */
static void read_section(const struct sbill_segment *seg, const struct sbill_concept *c,
                         struct reading *r)
{
    const struct sbill_section *s = seg->section;
    bool chronic = c->flags & SBILL_CONCEPT_CHRONIC;
    int what;

    if (seg->standing == SBILL_LISTED && chronic && r->value[ABOUT_TIME] == SBILL_CTX_HISTORICAL)
        r->value[ABOUT_TIME] = 0;
    if (!s || !s->context || (chronic && s->context == SBILL_CTX_HISTORICAL))
        return;
    what = about(s->context);
    if (what != ABOUT_NOTHING && !r->by[what])
        r->value[what] = s->context;
}

/* What is not there has no owner; what somebody else has is not doubted here. */
static uint32_t deciding(const struct reading *r, int *what)
{
    *what = ABOUT_CERTAINTY;
    if (r->value[ABOUT_CERTAINTY] == SBILL_CTX_NEGATED)
        return SBILL_CTX_NEGATED;
    *what = ABOUT_PERSON;
    if (r->value[ABOUT_PERSON])
        return r->value[ABOUT_PERSON];
    *what = ABOUT_CERTAINTY;
    if (r->value[ABOUT_CERTAINTY])
        return SBILL_CTX_UNCERTAIN;
    *what = ABOUT_TIME;
    return r->value[ABOUT_TIME]; /* SBILL_CTX_CURRENT if nothing was said */
}

static void judge(struct sbill_work *w, const found_list *found, struct sbill_hit *hit)
{
    const struct sbill_concept *c = w->r->concepts.v[hit->concept].c;
    const struct sbill_segment *s = &w->segments.v[hit->segment];
    struct reading r = {.days = -1};
    int what;

    read_cues(w, found, hit, &r);
    hit->days_ago = r.days;
    hit->flags |= r.flags;
    if (c->flags & SBILL_CONCEPT_ANYWHERE)
        return;
    read_section(s, c, &r);
    /* An infarction three weeks ago is not an old one (guideline I.C.9.e). */
    if (c->recent_days && r.days >= 0) {
        if (r.days > c->recent_days)
            r.value[ABOUT_TIME] = SBILL_CTX_HISTORICAL;
        else if (r.value[ABOUT_TIME] == SBILL_CTX_HISTORICAL)
            r.value[ABOUT_TIME] = 0;
    }
    hit->state = deciding(&r, &what);
    if (r.by[what] && hit->state != SBILL_CTX_CURRENT)
        hit->cue = (struct sbill_text){w->notes.v[s->note].text.p + r.by[what]->start,
                                       r.by[what]->end - r.by[what]->start};
}

static void find_cues(struct sbill_work *w, uint32_t segment, found_list *found)
{
    const struct sbill_segment *s = &w->segments.v[segment];
    struct sbill_text text = {w->notes.v[s->note].text.p + s->start, s->end - s->start};
    struct finding_cues x = {w, s, text, found};

    found->n = 0;
    if (!w->cues) {
        w->cues = SBILL_NEW(w->a, struct sbill_scan);
        if (!w->cues)
            return;
        sbill_scan_start(w->cues, w->r, SBILL_FOR_CUE, w->a);
        w->cues->everything = w->everything;
    }
    sbill_scan_matches(w, w->cues, text, s->note, add_cue, &x);
    prune(found);
}

bool sbill_segment_doubted(struct sbill_work *w, uint32_t segment)
{
    found_list found = {NULL, 0, 0};

    find_cues(w, segment, &found);
    for (size_t i = 0; i < found.n; i++)
        if (!found.v[i].pruned && found.v[i].cue->cue->category == SBILL_CTX_UNCERTAIN)
            return true;
    return false;
}

void sbill_find_context(struct sbill_work *w)
{
    for (size_t i = 0; i < w->hits.n && w->status == SBILL_OK;) {
        uint32_t segment = w->hits.v[i].segment;
        found_list found = {NULL, 0, 0};
        find_cues(w, segment, &found);
        for (; i < w->hits.n && w->hits.v[i].segment == segment; i++)
            if (!(w->hits.v[i].flags & SBILL_HIT_DROPPED))
                judge(w, &found, &w->hits.v[i]);
    }
    sbill_work_memory(w);
}
