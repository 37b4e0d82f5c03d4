/* 999 (005010X231A1): could a group and its transaction sets be read, and where not. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answering.h"

static int32_t outcome_of(struct sbill_text code)
{
    static const struct {
        char code;
        int8_t outcome;
    } known[] = {{'A', SBILL_ANSWER_ACCEPTED}, {'E', SBILL_ANSWER_ACCEPTED},
                 {'P', SBILL_ANSWER_ACCEPTED}, /* AK901: some of the sets; each has its own word */
                 {'M', SBILL_ANSWER_REJECTED}, {'R', SBILL_ANSWER_REJECTED},
                 {'W', SBILL_ANSWER_REJECTED}, {'X', SBILL_ANSWER_REJECTED}};

    for (size_t i = 0; code.n == 1 && i < sizeof known / sizeof *known; i++)
        if (known[i].code == *code.p)
            return known[i].outcome;
    return SBILL_ANSWER_UNKNOWN;
}

static uint32_t number_at(const struct sbill_answering *r, size_t element, size_t part)
{
    uint32_t n = 0;

    return sbill_text_u32(sbill_answer_part(r, element, part), &n) ? n : 0;
}

/* ---- errors ---------------------------------------------------------------------------------- */

static void add_segment_fault(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);
    struct sbill_payer_fault *f = SBILL_PUSH(&r->a->arena, &p->faults);

    if (!f)
        return;
    f->segment = sbill_answer_text(r, 1);
    f->position = number_at(r, 2, 1);
    f->loop = sbill_answer_text(r, 3);
    f->segment_code = sbill_answer_text(r, 4);
}

/* The first element error completes the segment's entry; each further one has its own. */
static void add_element_fault(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);
    struct sbill_payer_fault *last = p->faults.n ? &p->faults.v[p->faults.n - 1] : NULL;
    struct sbill_payer_fault copy = {0};

    if (last && last->element) {
        copy = *last;
        last = SBILL_PUSH(&r->a->arena, &p->faults);
    }
    if (!last)
        return;
    if (copy.position)
        *last = copy;
    last->element = number_at(r, 1, 1);
    last->component = number_at(r, 1, 2);
    last->repetition = number_at(r, 1, 3);
    last->element_code = sbill_answer_text(r, 3);
    last->value = sbill_answer_text(r, 4);
}

/* CTX names the business unit an error lies in: CLM01:our number. */
static void read_context(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    if (p->faults.n && sbill_text_is(sbill_answer_part(r, 1, 1), "CLM01"))
        p->faults.v[p->faults.n - 1].claim = sbill_answer_part(r, 1, 2);
}

/* ---- from sets to claims --------------------------------------------------------------------- */

/* The last of `n` places that is not behind `position`: places grow. -1 if all are. */
static ptrdiff_t last_before(const void *places, size_t n, size_t size, size_t at,
                             uint32_t position)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        uint32_t first;
        memcpy(&first, (const char *)places + mid * size + at, sizeof first);
        if (first <= position)
            low = mid + 1;
        else
            high = mid;
    }
    return (ptrdiff_t)low - 1;
}

static void locate(const struct sbill_sent_set *s, struct sbill_payer_fault *f)
{
    ptrdiff_t claim = last_before(s->claims.v, s->claims.n, sizeof *s->claims.v,
                                  offsetof(struct sbill_sent_claim, first), f->position);
    ptrdiff_t line = last_before(s->lines.v, s->lines.n, sizeof *s->lines.v,
                                 offsetof(struct sbill_sent_line, first), f->position);

    if (claim < 0)
        return;
    if (!f->claim.n)
        f->claim = s->claims.v[claim].claim;
    if (line >= 0 && s->lines.v[line].first > s->claims.v[claim].first)
        f->line = s->lines.v[line].number;
}

/* The faults of a set by claim, those of one claim in their order. */
struct ref {
    const struct sbill_payer_fault *fault;
};
struct by_claim {
    struct ref *v;
    size_t n;
};

static int compare(const void *a, const void *b)
{
    const struct sbill_payer_fault *x = ((const struct ref *)a)->fault;
    const struct sbill_payer_fault *y = ((const struct ref *)b)->fault;
    int by_text = sbill_text_cmp(x->claim, y->claim);

    return by_text ? by_text : (x > y) - (x < y);
}

static struct by_claim sort_faults(struct sbill_answering *r, size_t set)
{
    const struct sbill_payer_answer *p = &r->a->list.v[set];
    struct by_claim sorted = {SBILL_NEW_N(&r->a->arena, struct ref, p->faults.n + 1), p->faults.n};

    if (!sorted.v)
        return (struct by_claim){NULL, 0};
    for (size_t i = 0; i < sorted.n; i++)
        sorted.v[i].fault = &p->faults.v[i];
    qsort(sorted.v, sorted.n, sizeof *sorted.v, compare);
    return sorted;
}

/* The first fault of a claim, or of one that would stand behind it. */
static size_t first_of(const struct by_claim *sorted, struct sbill_text claim)
{
    size_t low = 0, high = sorted->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (sbill_text_cmp(sorted->v[mid].fault->claim, claim) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* What the answer about a set says of one claim in it. Returns where the faults of the next claim begin. */
static size_t add_claim(struct sbill_answering *r, size_t set, const struct by_claim *sorted,
                        struct sbill_text claim)
{
    struct sbill_payer_answer *p = sbill_answer_add(r, SBILL_ABOUT_CLAIM);
    const struct sbill_payer_answer *whole = &r->a->list.v[set];
    size_t i = first_of(sorted, claim);

    p->group = whole->group;
    p->set = whole->set;
    p->status = whole->status;
    p->status_note = whole->status_note;
    p->outcome = whole->outcome;
    p->position = whole->position;
    p->line_in_file = whole->line_in_file;
    p->claim = claim;
    for (; i < sorted->n && sbill_text_eq(sorted->v[i].fault->claim, claim); i++) {
        struct sbill_payer_fault *to = SBILL_PUSH(&r->a->arena, &p->faults);
        if (to)
            *to = *sorted->v[i].fault;
    }
    return i;
}

static void spread(struct sbill_answering *r, size_t set, const struct sbill_sent_set *sent)
{
    struct sbill_payer_answer *whole = &r->a->list.v[set];
    struct by_claim sorted;

    for (size_t i = 0; i < whole->faults.n; i++)
        locate(sent, &whole->faults.v[i]);
    sorted = sort_faults(r, set);
    for (size_t i = 0; i < sent->claims.n && !r->a->arena.failed; i++)
        add_claim(r, set, &sorted, sent->claims.v[i].claim);
}

/* Claims that errors name, where the file sent is not at hand. */
static void spread_over_named(struct sbill_answering *r, size_t set)
{
    struct by_claim sorted = sort_faults(r, set);
    size_t i = first_of(&sorted, SBILL_T("")), next;

    while (i < sorted.n && !sorted.v[i].fault->claim.n)
        i++;
    for (; i < sorted.n && !r->a->arena.failed; i = next)
        next = add_claim(r, set, &sorted, sorted.v[i].fault->claim);
}

/* Every claim the set or group held has an answer of its own. */
static void spread_over_claims(struct sbill_answering *r, size_t set)
{
    struct sbill_text group = r->a->list.v[set].group, number = r->a->list.v[set].set;
    bool found = false;

    for (size_t i = 0; i < r->a->sent.n; i++) {
        const struct sbill_sent_set *s = &r->a->sent.v[i];
        if (!sbill_text_eq(s->group, group) || (number.n && !sbill_text_eq(s->set, number)))
            continue;
        found = true;
        spread(r, set, s);
    }
    if (!found)
        spread_over_named(r, set);
}

/* ---- segments -------------------------------------------------------------------------------- */

static void start_set(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_add(r, SBILL_ABOUT_FILE);

    p->set = sbill_answer_text(r, 2);
    p->status = p->status_note = SBILL_T("");
}

static void end_set(struct sbill_answering *r)
{
    struct sbill_payer_answer *p = sbill_answer_now(r);

    p->status = sbill_answer_text(r, 1);
    p->status_note = sbill_answer_text(r, 2);
    p->outcome = outcome_of(p->status);
    if (p != &r->scratch)
        spread_over_claims(r, r->a->list.n - 1);
}

/* Of the group as a whole there is something to say if no set was named, or if it has an error of its own. */
static void end_group(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;

    if (r->a->list.n > r->first && !sbill_answer_text(r, 5).n)
        return;
    p = sbill_answer_add(r, SBILL_ABOUT_FILE);
    p->set = SBILL_T("");
    p->status = sbill_answer_text(r, 1);
    p->status_note = sbill_answer_text(r, 5);
    p->outcome = outcome_of(p->status);
    p->count = number_at(r, 2, 1);
    if (p != &r->scratch)
        spread_over_claims(r, r->a->list.n - 1);
}

static bool read_segment(struct sbill_answering *r)
{
    switch (r->s.tag) {
    case SBILL_X12_TAG2('S', 'T'):
        r->common.format = SBILL_ANSWER_999;
        return true;
    case SBILL_X12_TAG('A', 'K', '1'):
        r->common.group = sbill_answer_text(r, 2);
        return true;
    case SBILL_X12_TAG('A', 'K', '2'):
        start_set(r);
        return true;
    case SBILL_X12_TAG('I', 'K', '3'):
        add_segment_fault(r);
        return true;
    case SBILL_X12_TAG('C', 'T', 'X'):
        read_context(r);
        return true;
    case SBILL_X12_TAG('I', 'K', '4'):
        add_element_fault(r);
        return true;
    case SBILL_X12_TAG('I', 'K', '5'):
        end_set(r);
        return true;
    case SBILL_X12_TAG('A', 'K', '9'):
        end_group(r);
        return true;
    default:
        return false;
    }
}

const struct sbill_answer_reader sbill_answer_999 = {"999", "", read_segment, NULL};
