/* Look-ups in the user's own lists: drugs, coverage, authorizations, levels of visits. */
#include "book/edit_lists.h"

#include <string.h>

#include "book/edits.h"
#include "book/inside.h"

static uint32_t value(const struct sbill_keyed_walk *w, size_t i)
{
    return sbill_keyed_value(w->row, i);
}

static struct sbill_text text(const struct sbill_keyed_walk *w, size_t i)
{
    return sbill_keyed_text(w->t, sbill_keyed_value(w->row, i));
}

/* ---- drugs ---- */

uint64_t sbill_ndc_key(struct sbill_text ndc)
{
    uint64_t key = 0;
    size_t digits = 0;

    for (size_t i = 0; i < ndc.n; i++) {
        if (ndc.p[i] == '-')
            continue;
        if (!sbill_is_digit(ndc.p[i]) || digits == 11)
            return 0;
        key = key * 10 + (uint64_t)(ndc.p[i] - '0');
        digits++;
    }
    return digits == 11 ? key + 1 : 0;
}

static int64_t quantity(uint32_t v)
{
    return v ? (int64_t)v : SBILL_NO_QTY;
}

int sbill_book_ndc(const sbill_book *b, struct sbill_text ndc, int32_t on, size_t nth,
                   struct sbill_ndc_row *out)
{
    struct sbill_keyed_walk w;

    memset(out, 0, sizeof *out);
    sbill_keyed_walk(b, SBILL_KEYED_NDC, sbill_ndc_key(ndc), on, true, &w);
    while (sbill_keyed_next(&w)) {
        if (nth-- > 0)
            continue;
        out->code = text(&w, SBILL_NDC_CODE);
        out->unit = text(&w, SBILL_NDC_UNIT);
        out->package = quantity(value(&w, SBILL_NDC_PACKAGE));
        out->billing_units = quantity(value(&w, SBILL_NDC_BILLING));
        out->source = w.source;
        return 1;
    }
    out->source = w.source;
    return w.covered ? 0 : -1;
}

int sbill_book_ndc_code(const sbill_book *b, struct sbill_text code, int32_t on)
{
    struct sbill_keyed_walk w;

    sbill_keyed_walk(b, SBILL_KEYED_NDC_CODE, sbill_keyed_code(code), on, true, &w);
    return sbill_keyed_next(&w) ? 1 : w.covered ? 0 : -1;
}

/* ---- coverage ---- */

static bool payer_fits(struct sbill_text payer, const struct sbill_payer_asked *asked)
{
    return !payer.n || sbill_text_eq_fold(payer, asked->id) ||
           sbill_text_eq_fold(payer, asked->profile);
}

struct
    covering { /* what has been found so far: a denial goes before support, both before silence */
    int answer;
    struct sbill_text policy, source;
};

static void weigh(struct covering *c, int says, const struct sbill_keyed_walk *w)
{
    if (says <= c->answer)
        return;
    c->answer = says;
    c->policy = text(w, SBILL_COVERAGE_POLICY);
    c->source = w->source;
}

static bool begins(struct sbill_text code, struct sbill_text prefix)
{
    char a[16], b[16];
    size_t n = sbill_code_normal(code, a), m = sbill_code_normal(prefix, b);

    return m && m <= n && memcmp(a, b, m) == 0;
}

bool sbill_book_has_coverage(const sbill_book *b)
{
    return b->keyed_first[SBILL_KEYED_COVERAGE] != NULL;
}

bool sbill_book_has_authorizations(const sbill_book *b)
{
    return b->keyed_first[SBILL_KEYED_AUTHORIZATION] != NULL;
}

int sbill_book_coverage(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t system,
                        struct sbill_text code, struct sbill_text diagnosis, int32_t on,
                        struct sbill_text *policy, struct sbill_text *source)
{
    struct covering c = {SBILL_COVERAGE_NO_POLICY, SBILL_T(""), SBILL_T("")};
    struct sbill_keyed_walk w;

    sbill_keyed_walk(b, SBILL_KEYED_COVERAGE, sbill_keyed_system(system, code), on, true, &w);
    while (sbill_keyed_next(&w)) {
        struct sbill_text prefix = text(&w, SBILL_COVERAGE_PREFIX);

        if (!payer_fits(text(&w, SBILL_COVERAGE_PAYER), payer))
            continue;
        weigh(&c, SBILL_COVERAGE_NOT_LISTED, &w);
        if (prefix.n && begins(diagnosis, prefix))
            weigh(&c, (int)value(&w, SBILL_COVERAGE_SAYS), &w);
    }
    if (c.answer != SBILL_COVERAGE_NO_POLICY) {
        sbill_keyed_walk(b, SBILL_KEYED_COVERAGE_PAIR, sbill_keyed_pair(code, diagnosis), on, true,
                         &w);
        while (sbill_keyed_next(&w))
            if (payer_fits(text(&w, SBILL_COVERAGE_PAYER), payer))
                weigh(&c, (int)value(&w, SBILL_COVERAGE_SAYS), &w);
    }
    *policy = c.policy;
    *source = c.source;
    return c.answer;
}

/* ---- authorizations ---- */

/* Is a list of this payer, or one for all payers, loaded for the date? */
static bool payer_listed(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t on)
{
    const struct sbill_text names[] = {{"", 0}, payer->id, payer->profile};
    struct sbill_keyed_walk w;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (i > 0 && !names[i].n)
            continue;
        sbill_keyed_walk(b, SBILL_KEYED_AUTHORIZATION_PAYER, sbill_keyed_word(names[i]), on, true,
                         &w);
        while (sbill_keyed_next(&w))
            if (sbill_text_eq_fold(text(&w, 0), names[i]))
                return true;
    }
    return false;
}

static bool in_codes(const struct sbill_keyed_walk *w, const char *code)
{
    struct sbill_text first = text(w, SBILL_AUTHORIZATION_FIRST);
    struct sbill_text last = text(w, SBILL_AUTHORIZATION_LAST);
    size_t n = strlen(code);

    if (!first.n)
        return true; /* a single code, found by its key */
    if (!last.n)
        return n >= first.n && memcmp(code, first.p, first.n) == 0;
    if (n != first.n || n != last.n || memcmp(code, first.p, n) < 0 || memcmp(code, last.p, n) > 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if (code[i] != first.p[i] && !(sbill_is_digit(code[i]) && sbill_is_digit(first.p[i])))
            return false;
    return true;
}

static bool fits(const struct sbill_keyed_walk *w, const struct sbill_payer_asked *payer,
                 struct sbill_text place, const char *code)
{
    struct sbill_text here = text(w, SBILL_AUTHORIZATION_PLACE);

    return payer_fits(text(w, SBILL_AUTHORIZATION_PAYER), payer) &&
           (!here.n || sbill_text_eq(here, place)) && in_codes(w, code);
}

bool sbill_book_needs(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t system,
                      struct sbill_text code, struct sbill_text place, int32_t on, int32_t *needs,
                      struct sbill_text *source)
{
    const uint64_t keys[] = {sbill_keyed_system(system, code), sbill_keyed_other(system)};
    char normal[16] = {0};

    *needs = 0;
    *source = SBILL_T("");
    (void)sbill_code_normal(code, normal);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct sbill_keyed_walk w;

        sbill_keyed_walk(b, SBILL_KEYED_AUTHORIZATION, keys[i], on, true, &w);
        while (sbill_keyed_next(&w)) {
            if (!fits(&w, payer, place, normal))
                continue;
            *needs |= (int32_t)value(&w, SBILL_AUTHORIZATION_NEEDS);
            *source = w.source;
        }
    }
    return *needs != 0;
}

int sbill_book_authorization(const sbill_book *b, const struct sbill_payer_asked *payer,
                             int32_t system, struct sbill_text code, struct sbill_text place,
                             int32_t on, int32_t *needs, struct sbill_text *source)
{
    if (sbill_book_needs(b, payer, system, code, place, on, needs, source))
        return 1;
    return payer_listed(b, payer, on) ? 0 : -1;
}

/* ---- levels of visits ---- */

static int32_t minutes(uint32_t v)
{
    return v > INT32_MAX ? -1 : (int32_t)v;
}

static void read_level(const struct sbill_keyed_walk *w, struct sbill_visit_level *out)
{
    out->code = text(w, SBILL_LEVEL_CODE);
    out->family = text(w, SBILL_LEVEL_FAMILY);
    out->minutes_from = minutes(value(w, SBILL_LEVEL_FROM));
    out->minutes_to = minutes(value(w, SBILL_LEVEL_TO));
    out->mdm = (int32_t)value(w, SBILL_LEVEL_MDM);
    out->source = w->source;
}

int sbill_book_visit_level(const sbill_book *b, int32_t system, struct sbill_text code, int32_t on,
                           struct sbill_visit_level *out)
{
    struct sbill_keyed_walk w;
    bool found;

    memset(out, 0, sizeof *out);
    sbill_keyed_walk(b, SBILL_KEYED_LEVEL, sbill_keyed_system(system, code), on, true, &w);
    found = sbill_keyed_next(&w);
    out->source = w.source;
    if (!found)
        return w.covered ? 0 : -1;
    read_level(&w, out);
    return 1;
}

/* By minutes, then by decision making, then by code. */
static int order(const struct sbill_visit_level *a, const struct sbill_visit_level *b)
{
    if (a->minutes_from != b->minutes_from)
        return a->minutes_from < b->minutes_from ? -1 : 1;
    if (a->mdm != b->mdm)
        return a->mdm < b->mdm ? -1 : 1;
    return sbill_text_cmp(a->code, b->code);
}

/* The lowest level of the family above `floor`, or the lowest of all. */
static bool next_level(const sbill_book *b, struct sbill_text family, int32_t on,
                       const struct sbill_visit_level *floor, struct sbill_visit_level *out)
{
    struct sbill_keyed_walk w;
    struct sbill_visit_level here;
    bool found = false;

    sbill_keyed_walk(b, SBILL_KEYED_LEVEL_FAMILY, sbill_keyed_word(family), on, true, &w);
    while (sbill_keyed_next(&w)) {
        read_level(&w, &here);
        if (!sbill_text_eq_fold(here.family, family) || (floor && order(&here, floor) <= 0) ||
            (found && order(&here, out) >= 0))
            continue;
        *out = here;
        found = true;
    }
    return found;
}

bool sbill_book_visit_level_nth(const sbill_book *b, struct sbill_text family, int32_t on,
                                size_t nth, struct sbill_visit_level *out)
{
    struct sbill_visit_level floor;

    if (!next_level(b, family, on, NULL, out))
        return false;
    for (; nth > 0; nth--) {
        floor = *out;
        if (!next_level(b, family, on, &floor, out))
            return false;
    }
    return true;
}
