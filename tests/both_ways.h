/* The scanner against every pattern on every segment: the same hits, with the same captures. */
#ifndef TESTS_BOTH_WAYS_H
#define TESTS_BOTH_WAYS_H

#include <stdlib.h>
#include <string.h>

#include "assign/work.h"
#include "book/rules_pack.h"
#include "map/shapes.h"

struct both_ways {
    sbill_builder *builder;
    sbill_book *book; /* without tables */
    sbill_encounter *e[2];
    struct sbill_work w[2]; /* the scanner's and the full one, of the last text */
};

static inline bool both_ways_start(struct both_ways *b)
{
    const void *image;
    size_t n;

    memset(b, 0, sizeof *b);
    sbill_xml_start();
    return sbill_builder_new(NULL, &b->builder, NULL) == SBILL_OK &&
           sbill_builder_finish(b->builder, &image, &n, NULL) == SBILL_OK &&
           sbill_book_open_memory(image, n, NULL, &b->book, NULL) == SBILL_OK &&
           sbill_encounter_new(b->book, NULL, &b->e[0], NULL) == SBILL_OK &&
           sbill_encounter_new(b->book, NULL, &b->e[1], NULL) == SBILL_OK;
}

static inline void both_ways_stop(struct both_ways *b)
{
    sbill_encounter_free(b->e[0]);
    sbill_encounter_free(b->e[1]);
    sbill_book_free(b->book);
    sbill_builder_free(b->builder);
}

/* The section of one pack; SBILL_EINPUT if it is refused. */
static inline int32_t both_ways_section(struct sbill_text xml, struct sbill_buf *out)
{
    int32_t status;

    sbill_buf_init(out, sbill_alloc_default(), (size_t)1 << 26);
    status =
        sbill_rules_compile(sbill_alloc_default(), SBILL_T("pack"), xml, NULL, NULL, out, NULL);
    if (status != SBILL_OK)
        sbill_buf_free(out);
    return status;
}

static inline bool both_ways_run(struct both_ways *b, const struct sbill_rules *rules,
                                 struct sbill_text text, bool everything)
{
    sbill_encounter *e = b->e[everything];
    struct sbill_record *r = &e->record;
    struct sbill_note *note;

    sbill_encounter_reset(e);
    note = SBILL_PUSH(&e->arena, &r->notes);
    if (!note)
        return false;
    sbill_shape_clear(&sbill_note_shape, note);
    note->text = text;
    r->date_from = 20412; /* 2025-11-20 */
    r->setting = SBILL_OUTPATIENT;
    r->claim_type = SBILL_PROFESSIONAL;
    e->has_record = true;
    memset(&b->w[everything], 0, sizeof b->w[everything]);
    b->w[everything].everything = everything;
    return sbill_assign_work(&b->w[everything], e, rules, NULL) == SBILL_OK;
}

static inline bool both_ways_limited(const struct sbill_encounter *e)
{
    for (size_t i = 0; i < e->findings.n; i++)
        if (e->findings.v[i].number == SBILL_FINDING_RULE_LIMIT)
            return true;
    return false;
}

static inline bool both_ways_same_place(const struct sbill_hit *x, const struct sbill_hit *y)
{
    return x->concept == y->concept && x->nth == y->nth && x->segment == y->segment &&
           x->start == y->start && x->end == y->end && x->state == y->state && x->flags == y->flags;
}

static inline bool both_ways_same_captures(const struct sbill_hit *x, const struct sbill_hit *y)
{
    if (x->captures.n != y->captures.n)
        return false;
    for (size_t i = 0; i < x->captures.n; i++)
        if (!sbill_text_eq(x->captures.v[i].name, y->captures.v[i].name) ||
            !sbill_text_eq(x->captures.v[i].value, y->captures.v[i].value))
            return false;
    return true;
}

enum both_ways_answer {
    BOTH_WAYS_LIMIT, /* one of them hit a limit: no comparison */
    BOTH_WAYS_SAME,
    /* The same places. PCRE2's JIT code (10.42) may leave a capture of an attempt that failed further left, which the
     * scanner never makes: `left|\s+(?'n'a|(?:\w+\s+){0,2})*+\h+b` on "b  of  left". */
    BOTH_WAYS_CAPTURES,
    BOTH_WAYS_DIFFERENT
};

static inline enum both_ways_answer both_ways(struct both_ways *b, const struct sbill_rules *rules,
                                              struct sbill_text text)
{
    const struct sbill_work *x = &b->w[0], *y = &b->w[1];
    enum both_ways_answer answer = BOTH_WAYS_SAME;

    if (!both_ways_run(b, rules, text, false) || !both_ways_run(b, rules, text, true) ||
        both_ways_limited(b->e[0]) || both_ways_limited(b->e[1]))
        return BOTH_WAYS_LIMIT;
    if (x->hits.n != y->hits.n)
        return BOTH_WAYS_DIFFERENT;
    for (size_t i = 0; i < x->hits.n; i++) {
        if (!both_ways_same_place(&x->hits.v[i], &y->hits.v[i]))
            return BOTH_WAYS_DIFFERENT;
        if (!both_ways_same_captures(&x->hits.v[i], &y->hits.v[i]))
            answer = BOTH_WAYS_CAPTURES;
    }
    return answer;
}

#endif
