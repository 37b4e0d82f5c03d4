#include "book/timeline.h"

#include <stdlib.h>

#include "book/codes.h"

static int32_t first_day(const struct sbill_draft_release *r)
{
    return r->from == SBILL_NO_DATE ? SBILL_DATE_FIRST : r->from;
}

static int32_t last_day(const struct sbill_draft_release *r)
{
    return r->to == SBILL_NO_DATE ? SBILL_DATE_LAST : r->to;
}

/* Releases of the system by first day. */
static int32_t rank_releases(struct sbill_builder *b, int32_t system, struct sbill_timeline *line,
                             sbill_error **err)
{
    line->release = SBILL_NEW_N(&b->arena, uint32_t, b->releases.n + 1);
    if (!line->release)
        return sbill_draft_memory(b, err);
    for (size_t i = 0; i < b->releases.n; i++) {
        size_t at = line->releases;
        if (b->releases.v[i].system != system)
            continue;
        for (; at > 0; at--) {
            int32_t before = first_day(&b->releases.v[line->release[at - 1]]);
            if (before == first_day(&b->releases.v[i]))
                return sbill_fail(err, SBILL_EINPUT, SBILL_NOWHERE,
                                  "the releases %t and %t begin on the same day",
                                  &b->releases.v[line->release[at - 1]].name,
                                  &b->releases.v[i].name);
            if (before < first_day(&b->releases.v[i]))
                break;
            line->release[at] = line->release[at - 1];
        }
        line->release[at] = (uint32_t)i;
        line->releases++;
    }
    for (size_t i = 0; i < line->releases; i++)
        b->releases.v[line->release[i]].rank = (uint32_t)i;
    return SBILL_OK;
}

static int by_date(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

    return (x > y) - (x < y);
}

/* The release that speaks on a date, -1 if none. */
static int64_t speaker(const struct sbill_builder *b, const struct sbill_timeline *line, int32_t on)
{
    for (size_t i = line->releases; i-- > 0;) {
        const struct sbill_draft_release *r = &b->releases.v[line->release[i]];
        if (on >= first_day(r) && on <= last_day(r))
            return line->release[i];
    }
    return -1;
}

int32_t sbill_timeline_make(struct sbill_builder *b, int32_t system, struct sbill_timeline *out,
                            sbill_error **err)
{
    struct sbill_timeline line = {NULL, 0, NULL, 0};
    int32_t status = rank_releases(b, system, &line, err), *day;
    size_t days = 0;

    if (status != SBILL_OK)
        return status;
    day = SBILL_NEW_N(&b->arena, int32_t, 2 * line.releases + 1);
    line.v = SBILL_NEW_N(&b->arena, struct sbill_stretch, 2 * line.releases + 1);
    if (!day || !line.v)
        return sbill_draft_memory(b, err);
    for (size_t i = 0; i < line.releases; i++) {
        const struct sbill_draft_release *r = &b->releases.v[line.release[i]];
        day[days++] = first_day(r);
        if (last_day(r) != SBILL_DATE_LAST)
            day[days++] = last_day(r) + 1;
    }
    qsort(day, days, sizeof *day, by_date);
    for (size_t i = 0; i < days; i++) {
        int64_t release = speaker(b, &line, day[i]);
        int32_t end = i + 1 < days ? day[i + 1] - 1 : SBILL_DATE_LAST;
        if (release < 0 || (i + 1 < days && day[i + 1] == day[i]))
            continue;
        if (line.n && line.v[line.n - 1].release == (uint32_t)release &&
            line.v[line.n - 1].to == day[i] - 1)
            line.v[line.n - 1].to = end;
        else
            line.v[line.n++] = (struct sbill_stretch){day[i], end, (uint32_t)release};
    }
    *out = line;
    return SBILL_OK;
}

static bool own_dates(const struct sbill_draft_row *r)
{
    return r->from != SBILL_NO_DATE || r->to != SBILL_NO_DATE;
}

static bool same_words(const struct sbill_draft_row *a, const struct sbill_draft_row *b)
{
    return a->flags == b->flags && sbill_text_eq(a->title, b->title) &&
           sbill_text_eq(a->short_title, b->short_title);
}

static size_t snapshots(const struct sbill_timeline *line, const struct sbill_draft_row *rows,
                        size_t n, struct sbill_piece *out, size_t cap)
{
    size_t made = 0;

    for (size_t s = 0; s < line->n; s++) {
        const struct sbill_stretch *now = &line->v[s];
        const struct sbill_draft_row *row = NULL;
        int32_t to =
            s + 1 == line->n ? SBILL_DATE_LAST : now->to; /* nobody has said that it ends */
        for (size_t i = 0; i < n && !row; i++)
            if (rows[i].release == now->release)
                row = &rows[i];
        if (!row)
            continue;
        if (made && out[made - 1].to == now->from - 1 && same_words(out[made - 1].row, row)) {
            out[made - 1].to = to;
            continue;
        }
        if (made == cap)
            return cap + 1;
        out[made++] = (struct sbill_piece){now->from, to, row};
    }
    return made;
}

/* The last day that the releases after this one leave to a row that none of them lists. */
static int32_t dropped_after(const struct sbill_timeline *line, const struct sbill_builder *b,
                             uint32_t release)
{
    const struct sbill_draft_release *r = &b->releases.v[release], *next;

    if (r->rank + 1 >= line->releases)
        return SBILL_DATE_LAST;
    next = &b->releases.v[line->release[r->rank + 1]];
    return last_day(r) < first_day(next) - 1 ? last_day(r) : first_day(next) - 1;
}

static size_t history(const struct sbill_timeline *line, const struct sbill_builder *b,
                      const struct sbill_draft_row *rows, size_t n, struct sbill_piece *out,
                      size_t cap)
{
    uint32_t newest = rows[n - 1].release;
    int32_t end = dropped_after(line, b, newest);
    size_t made = 0, i = n;

    while (i > 0 && rows[i - 1].release == newest)
        i--;
    for (; i < n; i++) {
        int32_t from = rows[i].from == SBILL_NO_DATE ? SBILL_DATE_FIRST : rows[i].from;
        int32_t to = rows[i].to == SBILL_NO_DATE || rows[i].to > end ? end : rows[i].to;
        if (to < from) /* dropped before it began */
            continue;
        if (made && out[made - 1].to >= from) /* a later row takes over */
            out[made - 1].to = from - 1;
        if (made == cap)
            return cap + 1;
        out[made++] = (struct sbill_piece){from, to, &rows[i]};
    }
    return made;
}

size_t sbill_timeline_pieces(const struct sbill_timeline *line, const struct sbill_builder *b,
                             const struct sbill_draft_row *rows, size_t n, struct sbill_piece *out,
                             size_t cap)
{
    if (n == 0)
        return 0;
    return own_dates(&rows[n - 1]) ? history(line, b, rows, n, out, cap)
                                   : snapshots(line, rows, n, out, cap);
}
