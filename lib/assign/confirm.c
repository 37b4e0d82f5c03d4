/* From candidates to matches. */
#include "assign/scan.h"
#include "assign/work.h"

struct confirming {
    struct sbill_work *w;
    struct sbill_text text;
    uint32_t note;
    void (*take)(void *user, const struct sbill_found *f);
    void *user;
};

static bool goes_on(const struct sbill_work *w)
{
    return w->status == SBILL_OK && !w->a->failed;
}

/* Wherever the pattern matches. */
static void search(const struct confirming *c, uint32_t pattern)
{
    const struct sbill_regex *rx = sbill_work_regex(c->w, pattern);
    struct sbill_found f = {pattern, 0, 0, rx};

    for (size_t from = 0;
         rx && from < c->text.n && goes_on(c->w) &&
         sbill_work_find(c->w, pattern, rx, c->text, from, c->note, &f.start, &f.end);
         from = f.end > from ? f.end : from + 1)
        c->take(c->user, &f);
}

/* Only where it may begin. What a match covers is not searched again. */
static void try_places(const struct confirming *c, const struct sbill_candidate *v, size_t n)
{
    const struct sbill_regex *rx = sbill_work_anchored(c->w, v->pattern);
    struct sbill_found f = {v->pattern, 0, 0, rx};
    size_t from = 0;

    for (size_t i = 0; rx && i < n && goes_on(c->w); i++) {
        if (v[i].start < from || (i > 0 && v[i].start == v[i - 1].start) ||
            !sbill_work_find(c->w, v->pattern, rx, c->text, v[i].start, c->note, &f.start, &f.end))
            continue;
        from = f.end;
        c->take(c->user, &f);
    }
}

/* The scanner has found the matches themselves. */
static void take_matches(const struct confirming *c, const struct sbill_candidate *v, size_t n)
{
    size_t from = 0;

    for (size_t i = 0; i < n && goes_on(c->w); i++) {
        struct sbill_found f = {v[i].pattern, v[i].start, v[i].end, NULL};
        if (v[i].start < from)
            continue;
        from = f.end;
        c->take(c->user, &f);
    }
}

void sbill_scan_matches(struct sbill_work *w, struct sbill_scan *s, struct sbill_text text,
                        uint32_t note, void (*take)(void *user, const struct sbill_found *f),
                        void *user)
{
    struct confirming c = {w, text, note, take, user};

    sbill_scan_text(s, text);
    for (size_t i = 0, k; i < s->found.n && goes_on(w); i = k) {
        const struct sbill_candidate *v = &s->found.v[i];
        for (k = i + 1; k < s->found.n && s->found.v[k].pattern == v->pattern;)
            k++;
        if (s->found.v[k - 1].start == SBILL_NO_INDEX)
            search(&c, v->pattern);
        else if (v->end)
            take_matches(&c, v, k - i);
        else
            try_places(&c, v, k - i);
    }
}
