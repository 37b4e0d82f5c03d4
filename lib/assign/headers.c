/* Headers of sections, and the marks that lines begin with. Headers are data (rule packs); what a header looks like on
 * the page is known here. */
#include <string.h>

#include "assign/work.h"

#define LONGEST_SHORT_HEADER 5

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* ---- Bullets and numbers ---- */

/* "1." or "2)" and a blank: how many bytes, 0 if there is none. */
static size_t numbering(struct sbill_text t, size_t i, size_t end)
{
    size_t n = 0;

    while (i + n < end && n < 3 && sbill_is_digit(t.p[i + n]))
        n++;
    if (n == 0 || n == 3 || i + n + 1 >= end || (t.p[i + n] != '.' && t.p[i + n] != ')') ||
        !sbill_is_space(t.p[i + n + 1]))
        return 0;
    return n + 1;
}

/* U+2022, U+25CF, U+25AA, U+2023, U+2013 */
static bool bullet(struct sbill_text t, size_t i, size_t end)
{
    static const char *const bullets[] = {"\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x96\xAA",
                                          "\xE2\x80\xA3", "\xE2\x80\x93"};

    for (size_t k = 0; i + 3 <= end && k < sizeof bullets / sizeof *bullets; k++)
        if (memcmp(t.p + i, bullets[k], 3) == 0)
            return true;
    return false;
}

size_t sbill_past_bullet(struct sbill_text t, size_t i, size_t end, bool lines, int *mark)
{
    *mark = SBILL_MARK_NONE;
    while (i < end) {
        size_t n = numbering(t, i, end);
        char c = t.p[i];
        bool dash = c == '-' || c == '*' || c == '#' || c == '>' || c == '+';
        if (n) {
            i += n;
            *mark = SBILL_MARK_NUMBER;
        } else if (dash || bullet(t, i, end)) {
            i += dash ? 1 : 3;
            *mark = SBILL_MARK_BULLET;
        } else if (blank(t.p[i]) || (lines && sbill_is_space(t.p[i]))) {
            i++;
        } else {
            break;
        }
    }
    return i;
}

/* ---- Headers ---- */

/* Capitals and blanks before a colon at the start of a line: a header that nobody told us of. */
static bool looks_like_header(struct sbill_text t)
{
    size_t letters = 0;

    for (size_t i = 0; i < t.n; i++) {
        if (sbill_is_lower(t.p[i]) || sbill_is_digit(t.p[i]))
            return false;
        letters += sbill_is_upper(t.p[i]);
    }
    return letters >= 4;
}

/* "Plan we will ...": the first word of a line opens a section without a mark. */
static bool opener_at(const struct sbill_work *w, struct sbill_text t, size_t i,
                      struct sbill_header *h)
{
    for (size_t k = 0; k < w->r->openers.n; k++) {
        struct sbill_text o = w->r->openers.v[k].header;
        if (t.n - i <= o.n || !sbill_is_space(t.p[i + o.n]) ||
            !sbill_text_eq_fold((struct sbill_text){t.p + i, o.n}, o))
            continue;
        *h = (struct sbill_header){w->r->openers.v[k].section, i, i + o.n};
        return true;
    }
    return false;
}

/* Length of the dash, with a blank behind it, or of the mark #, that may stand for a colon; else 0. A blank before it
 * may be left out: "Imp- asthma". */
static size_t other_mark(struct sbill_text t, size_t i, size_t k)
{
    size_t n = t.p[k] == '-' || t.p[k] == '#'                            ? 1
               : k + 3 <= t.n && memcmp(t.p + k, "\xE2\x80\x93", 3) == 0 ? 3
                                                                         : 0;

    if (n == 0 || k < i + 2 || (k + n < t.n && !sbill_is_space(t.p[k + n])))
        return 0;
    return n;
}

/* "HPC." stands for "HPC:". */
static bool short_capitals(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_is_upper(t.p[i]))
            return false;
    return t.n >= 2 && t.n <= 5;
}

/* "HPC. 2 days of", "Pmhx; none": marks that stand for a colon behind a short header. */
static bool ends_short(struct sbill_text t, size_t end, struct sbill_text words)
{
    return (t.p[end] == '.' && short_capitals(words)) ||
           (t.p[end] == ';' && words.n <= LONGEST_SHORT_HEADER);
}

/* "FHx," and nothing more on the line. */
static bool ends_line_with_comma(struct sbill_text t, size_t end)
{
    return t.p[end] == ',' && end + 1 < t.n && t.p[end + 1] == '\n';
}

/* "ASSESSMENT,1. Obesity": a line break that was lost on the way. */
static bool lost_line(struct sbill_text t, size_t comma)
{
    return t.p[comma] == ',' && comma + 1 < t.n &&
           (sbill_is_digit(t.p[comma + 1]) || sbill_is_upper(t.p[comma + 1]));
}

static bool in_word(char c)
{
    return sbill_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Past the colon, and past the comma of "PLAN:,1. Rest", a line break that was lost on the way. */
static size_t past_colon(struct sbill_text t, size_t colon)
{
    return colon + 1 < t.n && t.p[colon + 1] == ',' ? colon + 2 : colon + 1;
}

/* Where what may be a header ends; *mark: bytes of what stands there instead of a colon. */
static size_t end_of_header(struct sbill_text t, size_t i, size_t *mark)
{
    size_t end = i;

    for (*mark = 0; end < t.n && end - i <= SBILL_LONGEST_HEADER; end++) {
        char c = t.p[end];
        if (sbill_is_alpha(c) || c == ' ')
            continue;
        if (c == ':' || c == '\n' || c == '.' || c == ';' || c == '\0' ||
            (*mark = other_mark(t, i, end)) || lost_line(t, end) || ends_line_with_comma(t, end))
            break;
    }
    return end;
}

bool sbill_header_at(const struct sbill_work *w, struct sbill_text t, size_t i, bool line_start,
                     struct sbill_header *h)
{
    size_t end, mark;
    struct sbill_text words;

    if (i >= t.n || !sbill_is_alpha(t.p[i]) || (!line_start && !sbill_is_upper(t.p[i])))
        return false;
    end = end_of_header(t, i, &mark);
    if (!line_start && (end == t.n || t.p[end] != ':'))
        return false;
    words = (struct sbill_text){t.p + i, end - i};
    h->start = i;
    h->section = sbill_rules_header(w->r, words);
    h->end = end < t.n && t.p[end] == ':' ? past_colon(t, end) : end + mark;
    if (end < t.n && t.p[end] == ':')
        return h->section ||
               (line_start && words.n <= SBILL_LONGEST_HEADER && looks_like_header(words));
    if (!line_start || !h->section)
        return line_start && opener_at(w, t, i, h);
    if (end < t.n && (ends_short(t, end, words) || ends_line_with_comma(t, end)))
        h->end = end + 1;
    else if (!mark && end < t.n && t.p[end] != '\n' && !lost_line(t, end))
        return opener_at(w, t, i, h);
    return true;
}

bool sbill_header_run_on(const struct sbill_work *w, struct sbill_text t, size_t from, size_t colon,
                         struct sbill_header *h)
{
    size_t start = colon;

    while (start > from && colon - start < SBILL_LONGEST_HEADER &&
           (sbill_is_upper(t.p[start - 1]) || strchr(" /&-", t.p[start - 1])))
        start--;
    if (start > from && in_word(t.p[start - 1])) /* the end of a word: begin after it */
        while (start < colon && sbill_is_upper(t.p[start]))
            start++;
    while (start < colon && !sbill_is_upper(t.p[start]))
        start++;
    if (start == colon)
        return false;
    h->section = sbill_rules_header(w->r, (struct sbill_text){t.p + start, colon - start});
    h->start = start;
    h->end = past_colon(t, colon);
    return h->section != NULL;
}
