/* What differs between two books in codes, and in procedure-to-procedure edits. */
#include <string.h>

#include "book/diff.h"
#include "book/edits.h"

/* ---- code systems ---------------------------------------------------------------------------------- */

struct code {
    int32_t system;
    char normal[16];
    size_t n;
};

/* "billable: title"; nothing if it is not in force. False if no release speaks for the date. */
static bool say_code(const sbill_book *b, const struct code *c, int32_t on, struct sbill_buf *out)
{
    int64_t ref = -1;
    int32_t found = sbill_code_find(b, c->system, c->normal, c->n, on, &ref);

    out->n = 0;
    if (found == SBILL_CODE_BILLABLE || found == SBILL_CODE_HEADER) {
        size_t n = 0;
        const char *title = sbill_code_title(b, ref, &n);
        sbill_buf_z(out, found == SBILL_CODE_HEADER ? "header: " : "billable: ");
        sbill_buf_add(out, title ? title : "", title ? n : 0);
    }
    return found != SBILL_CODE_OUTSIDE && found != SBILL_CODE_NOT_LOADED;
}

/* What a code is on a date, titles aside: those are revised with each release, which changes no claim. */
static int32_t state_on(const sbill_book *b, const struct code *c, int32_t on)
{
    return sbill_code_find(b, c->system, c->normal, c->n, on, NULL);
}

/* Is `on` a day, earlier than the first one found, on which both books speak and do not say the same? */
static void first_other(const struct sbill_diff *d, const struct code *c, int32_t on,
                        int32_t *first)
{
    int32_t was, is;

    if (on == SBILL_DATE_FIRST || on == SBILL_DATE_LAST ||
        (*first != SBILL_NO_DATE && on >= *first))
        return;
    was = state_on(d->side[SBILL_OLD], c, on);
    is = state_on(d->side[SBILL_NEW], c, on);
    if (was == SBILL_CODE_UNKNOWN)
        was = SBILL_CODE_NOT_IN_FORCE;
    if (is == SBILL_CODE_UNKNOWN)
        is = SBILL_CODE_NOT_IN_FORCE;
    if (was != is && was != SBILL_CODE_OUTSIDE && is != SBILL_CODE_OUTSIDE)
        *first = on;
}

static int32_t other_day(const struct sbill_diff *d, const struct code *c)
{
    int32_t first = SBILL_NO_DATE;

    for (int side = 0; side < SBILL_SIDES; side++)
        for (const struct sbill_codes *t = d->side[side]->first[c->system]; t; t = t->next) {
            uint32_t entry = sbill_codes_entry(t, c->normal, c->n);
            const uint8_t *e = entry == SBILL_NO_ENTRY ? NULL : sbill_entry_at(t, entry);
            uint32_t rows = e ? sbill_le32(e + 20) : 0, at = e ? sbill_le32(e + 16) : 0;
            for (uint32_t i = 0; i < rows && i < SBILL_MAX_ROWS; i++) {
                const uint8_t *row = sbill_row_at(t, at + i);
                if (!row)
                    break;
                int32_t to = (int32_t)sbill_le32(row + 4);
                first_other(d, c, (int32_t)sbill_le32(row), &first);
                first_other(d, c, to == SBILL_DATE_LAST ? to : to + 1, &first);
            }
        }
    return first;
}

static void print_code(struct sbill_diff *d, const struct code *c)
{
    sbill_buf_add(&d->key, c->normal, c->n < 3 || c->system != SBILL_SYSTEM_ICD10CM ? c->n : 3);
    if (c->system == SBILL_SYSTEM_ICD10CM && c->n > 3) {
        sbill_buf_char(&d->key, '.');
        sbill_buf_add(&d->key, c->normal + 3, c->n - 3);
    }
}

static void compare_code(struct sbill_diff *d, const struct code *c)
{
    sbill_diff_scratch(d);
    print_code(d, c);
    for (int side = 0; side < SBILL_SIDES; side++)
        say_code(d->side[side], c, SBILL_NO_DATE, &d->says[side]);
    if (sbill_diff_compare(d))
        return;
    int32_t on = other_day(d, c);
    if (on == SBILL_NO_DATE)
        return;
    for (int side = 0; side < SBILL_SIDES; side++)
        say_code(d->side[side], c, on, &d->says[side]);
    sbill_diff_change(d, SBILL_DATED, on);
}

/* Is the code in a table that stands before `t`, old book first? */
static bool seen_before(const struct sbill_diff *d, const struct code *c,
                        const struct sbill_codes *t)
{
    for (int side = 0; side < SBILL_SIDES; side++)
        for (const struct sbill_codes *u = d->side[side]->first[c->system]; u; u = u->next) {
            if (u == t)
                return false;
            if (sbill_codes_entry(u, c->normal, c->n) != SBILL_NO_ENTRY)
                return true;
        }
    return false;
}

static void compare_table(struct sbill_diff *d, const struct sbill_codes *t)
{
    for (uint32_t i = 0; i < t->slots && !d->arena.failed; i++) {
        struct code c = {.system = t->system};
        struct sbill_text name = sbill_entry_code(t, i);
        c.n = sbill_code_normal(name, c.normal);
        memset(c.normal + c.n, 0, sizeof c.normal - c.n);
        if (c.n && !seen_before(d, &c, t))
            compare_code(d, &c);
    }
}

void sbill_diff_systems(struct sbill_diff *d)
{
    for (int32_t system = 1; system <= SBILL_SYSTEM_MAX; system++) {
        const char *name = sbill_system_name(system);
        for (int side = 0; side < SBILL_SIDES; side++)
            d->there[side] = d->side[side]->first[system] != NULL;
        for (int side = 0; d->there[SBILL_OLD] && d->there[SBILL_NEW] && side < SBILL_SIDES; side++)
            for (const struct sbill_codes *t = d->side[side]->first[system]; t; t = t->next)
                compare_table(d, t);
        sbill_diff_table(d, sbill_text_from(name));
    }
}

/* ---- procedure-to-procedure edits ------------------------------------------------------------------- */

struct pair {
    int32_t setting;
    uint64_t column1, column2;
};

static bool spans_equal(const struct sbill_ptp_pair *a, const struct sbill_ptp_pair *b)
{
    struct sbill_ptp_span x, y;

    for (size_t i = 0; i < SBILL_MAX_ROWS; i++) {
        bool more = sbill_ptp_span(a, i, &x), as_many = sbill_ptp_span(b, i, &y);
        if (!more || !as_many)
            return more == as_many;
        if (x.from != y.from || x.to != y.to || x.indicator != y.indicator)
            return false;
    }
    return true;
}

/* Both books have one table, and it knows the same spans of the pair. */
static bool pair_is_same(const struct sbill_diff *d, const struct pair *p)
{
    const struct sbill_ptp_table *was = d->side[SBILL_OLD]->ptp_first[p->setting];
    const struct sbill_ptp_table *is = d->side[SBILL_NEW]->ptp_first[p->setting];
    struct sbill_ptp_pair a, b;

    return !was->next && !is->next && sbill_ptp_pair(was, p->column1, p->column2, &a) &&
           sbill_ptp_pair(is, p->column1, p->column2, &b) && spans_equal(&a, &b);
}

static struct sbill_text code_of(uint64_t key, char room[8])
{
    size_t n = 0;

    for (; n < 8 && key >> 8 * n & 0xff; n++)
        room[n] = (char)(key >> 8 * n & 0xff);
    return (struct sbill_text){room, n};
}

/* "modifier allowed, since 2020-01-01"; nothing if no edit is in force. */
static void say_pair(const sbill_book *b, const struct pair *p, int32_t on, struct sbill_buf *out)
{
    char one[8], two[8];
    struct sbill_ptp found;

    out->n = 0;
    if (sbill_book_ptp(b, p->setting, code_of(p->column1, one), code_of(p->column2, two), on,
                       &found) != 1)
        return;
    sbill_buf_z(out,
                found.indicator ? "unless a modifier says why" : "never, whatever the modifier");
    sbill_buf_z(out, ", since ");
    sbill_date_iso(out, found.from);
    if (found.to != SBILL_NO_DATE) {
        sbill_buf_z(out, " to ");
        sbill_date_iso(out, found.to);
    }
}

static void compare_pair(struct sbill_diff *d, const struct pair *p)
{
    char room[8];

    sbill_diff_scratch(d);
    sbill_buf_text(&d->key, code_of(p->column1, room));
    sbill_buf_char(&d->key, ' ');
    sbill_buf_text(&d->key, code_of(p->column2, room));
    for (int side = 0; side < SBILL_SIDES; side++)
        say_pair(d->side[side], p, SBILL_NO_DATE, &d->says[side]);
    if (!sbill_diff_compare(d) && !d->side[SBILL_OLD]->ptp_first[p->setting]->next &&
        !d->side[SBILL_NEW]
             ->ptp_first[p->setting]
             ->next) { /* dates of the past, which no answer of today shows */
        d->says[SBILL_OLD].n = d->says[SBILL_NEW].n = 0;
        sbill_diff_change(d, SBILL_DATED, SBILL_NO_DATE);
    }
}

static bool pair_seen(const struct sbill_diff *d, const struct pair *p,
                      const struct sbill_ptp_table *t)
{
    struct sbill_ptp_pair found;

    for (int side = 0; side < SBILL_SIDES; side++)
        for (const struct sbill_ptp_table *u = d->side[side]->ptp_first[p->setting]; u;
             u = u->next) {
            if (u == t)
                return false;
            if (sbill_ptp_pair(u, p->column1, p->column2, &found))
                return true;
        }
    return false;
}

static void compare_pairs(struct sbill_diff *d, int32_t setting, const struct sbill_ptp_table *t)
{
    bool end = false;

    for (uint64_t at = 0; !end && !d->arena.failed; at++) {
        struct pair p = {.setting = setting};
        if (sbill_ptp_cell(t, at, &p.column1, &p.column2, &end) && !pair_is_same(d, &p) &&
            !pair_seen(d, &p, t))
            compare_pair(d, &p);
    }
}

void sbill_diff_ptp(struct sbill_diff *d)
{
    static const char *const names[SBILL_PTP_SETTINGS] = {
        "", "NCCI pairs, practitioner", "NCCI pairs, outpatient hospital", "NCCI pairs, DME"};

    for (int32_t setting = 1; setting < SBILL_PTP_SETTINGS; setting++) {
        for (int side = 0; side < SBILL_SIDES; side++)
            d->there[side] = d->side[side]->ptp_first[setting] != NULL;
        for (int side = 0; d->there[SBILL_OLD] && d->there[SBILL_NEW] && side < SBILL_SIDES; side++)
            for (const struct sbill_ptp_table *t = d->side[side]->ptp_first[setting]; t;
                 t = t->next)
                compare_pairs(d, setting, t);
        sbill_diff_table(d, sbill_text_from(names[setting]));
    }
}
