/* A note cut into sections and segments. A segment ends where a sentence ends, at a semicolon, at a blank line,
 * and at a line break before a bullet, a number, a header or a capital letter; prose that is wrapped goes on when
 * the next line begins in lower case. */
#include <string.h>

#include "assign/work.h"

#define LONGEST_HEADER 60
/* Longer than any sentence; keeps the work on hostile text in proportion to its length. */
#define LONGEST_SEGMENT 2048

/* The same bytes with no-break and thin blanks as plain ones: each becomes as many blanks as it has bytes. */
static struct sbill_text searched(struct sbill_work *w, struct sbill_text t)
{
    char *p = sbill_arena_get(w->a, t.n + 1);

    if (!p)
        return (struct sbill_text){"", 0};
    if (t.n)
        memcpy(p, t.p, t.n);
    for (size_t i = 0; i + 1 < t.n; i++) {
        unsigned char a = (unsigned char)p[i], b = (unsigned char)p[i + 1];
        unsigned char c = i + 2 < t.n ? (unsigned char)p[i + 2] : 0;
        if (a == 0xC2 && b == 0xA0)
            memset(p + i, ' ', 2);
        else if (a == 0xE2 && b == 0x80 && ((c >= 0x80 && c <= 0x8A) || c == 0xAF))
            memset(p + i, ' ', 3);
    }
    return (struct sbill_text){p, t.n};
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool bullet(struct sbill_text t, size_t i, size_t end)
{
    return i + 2 < end && memcmp(t.p + i, "\xE2\x80\xA2", 3) == 0; /* U+2022 */
}

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

/* Past blanks, bullets and numbering at the start of a line or segment. */
static size_t past_bullet(struct sbill_text t, size_t i, size_t end, bool lines)
{
    while (i < end) {
        size_t n = numbering(t, i, end);
        if (n)
            i += n;
        else if (bullet(t, i, end))
            i += 3;
        else if (blank(t.p[i]) || strchr("-*#>+", t.p[i]) || (lines && sbill_is_space(t.p[i])))
            i++;
        else
            break;
    }
    return i;
}

/* ---- Headers ---- */

static bool same_header(struct sbill_text header, struct sbill_text written)
{
    size_t i = 0;

    for (size_t k = 0; k < written.n; k++) {
        char c = sbill_lower(written.p[k]);
        if (sbill_is_space(c)) {
            if (i == 0 || (i < header.n && header.p[i - 1] == ' '))
                continue;
            c = ' ';
        }
        if (i == header.n || header.p[i++] != c)
            return false;
    }
    return i == header.n && i > 0;
}

static const struct sbill_section *known_header(const struct sbill_work *w,
                                                struct sbill_text written)
{
    written = sbill_text_trim(written);
    if (written.n == 0 || written.n > LONGEST_HEADER)
        return NULL;
    for (size_t s = 0; s < w->r->sections.n; s++)
        for (size_t h = 0; h < w->r->sections.v[s]->headers.n; h++)
            if (same_header(w->r->sections.v[s]->headers.v[h], written))
                return w->r->sections.v[s];
    return NULL;
}

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

struct header {
    const struct sbill_section *section; /* NULL: unknown header, ends what was before */
    size_t start, end;                   /* `end` is past the colon */
};

/* A header that starts at `i`, the first letter of a line or sentence. */
static bool header_at(const struct sbill_work *w, struct sbill_text t, size_t i, bool line_start,
                      struct header *h)
{
    size_t end = i;
    struct sbill_text words;

    if (i >= t.n || !sbill_is_alpha(t.p[i]) || (!line_start && !sbill_is_upper(t.p[i])))
        return false;
    while (end < t.n && end - i <= LONGEST_HEADER && !strchr(":\n.;", t.p[end]))
        end++;
    words = (struct sbill_text){t.p + i, end - i};
    h->start = i;
    h->section = known_header(w, words);
    h->end = end < t.n && t.p[end] == ':' ? end + 1 : end;
    if (end < t.n && t.p[end] == ':')
        return h->section || (line_start && words.n <= LONGEST_HEADER && looks_like_header(words));
    return line_start && h->section && (end == t.n || t.p[end] == '\n');
}

static bool in_word(char c)
{
    return sbill_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* A known header in capitals before the colon, in the middle of a line: transcriptions run on like that. */
static bool run_on_header(const struct sbill_work *w, struct sbill_text t, size_t from,
                          size_t colon, struct header *h)
{
    size_t start = colon;

    while (start > from && colon - start < LONGEST_HEADER &&
           (sbill_is_upper(t.p[start - 1]) || strchr(" /&-", t.p[start - 1])))
        start--;
    if (start > from && in_word(t.p[start - 1])) /* the end of a word: begin after it */
        while (start < colon && sbill_is_upper(t.p[start]))
            start++;
    while (start < colon && !sbill_is_upper(t.p[start]))
        start++;
    if (start == colon)
        return false;
    h->section = known_header(w, (struct sbill_text){t.p + start, colon - start});
    h->start = start;
    h->end = colon + 1;
    return h->section != NULL;
}

/* ---- Ends of sentences ---- */

static bool abbreviation(struct sbill_text t, size_t dot)
{
    static const char *const words[] = {"dr",   "mr", "mrs",    "ms", "pt", "hx",  "vs",
                                        "st",   "no", "approx", "sr", "jr", "e.g", "i.e",
                                        "dept", "fx", "dx",     "rx", "tx", "sx",  "cf"};
    size_t start = dot;
    struct sbill_text word;

    while (start > 0 && (sbill_is_alpha(t.p[start - 1]) || t.p[start - 1] == '.'))
        start--;
    word = (struct sbill_text){t.p + start, dot - start};
    if (word.n == 1 && sbill_is_upper(*word.p)) /* E. coli */
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sbill_text_eq_fold(word, sbill_text_from(words[i])))
            return true;
    return false;
}

static bool sentence_ends(struct sbill_text t, size_t i, size_t end)
{
    char c = t.p[i];
    size_t next = i + 1;

    if (c == ';')
        return true;
    if (c != '.' && c != '!' && c != '?')
        return false;
    while (next < end && strchr("\"')]", t.p[next]))
        next++;
    /* "obese.,HEENT": line breaks lost on the way */
    if (next + 1 < end && t.p[next] == ',' && sbill_is_upper(t.p[next + 1]))
        return c != '.' || !abbreviation(t, i);
    if (next < end && !sbill_is_space(t.p[next]))
        return false;
    return c != '.' || !abbreviation(t, i);
}

/* Does the line break at `i` end a segment? */
static bool line_ends(struct sbill_text t, size_t i, size_t end)
{
    size_t next = i + 1;

    while (next < end && blank(t.p[next]))
        next++;
    return next >= end || t.p[next] == '\n' || !sbill_is_lower(t.p[next]);
}

/* ---- Cutting ---- */

struct cutter {
    struct sbill_work *w;
    struct sbill_text t;
    uint32_t note;
    size_t start;
    const struct sbill_section *section;
};

static void cut(struct cutter *c, size_t end)
{
    struct sbill_segment *s;
    size_t start = past_bullet(c->t, c->start, end, true);

    while (end > start && sbill_is_space(c->t.p[end - 1]))
        end--;
    c->start = end;
    if (start >= end)
        return;
    s = SBILL_PUSH(c->w->a, &c->w->segments);
    if (s)
        *s = (struct sbill_segment){c->note, start, end, c->section};
}

static void cut_note(struct cutter *c)
{
    bool line_start = true, fresh = true; /* fresh: a header may start here */
    struct header h;

    for (size_t i = 0; i < c->t.n && !c->w->a->failed; i++) {
        size_t near = c->t.n - i > LONGEST_HEADER ? i + LONGEST_HEADER : c->t.n;
        size_t word = fresh ? past_bullet(c->t, i, near, false) : i;
        if (fresh && header_at(c->w, c->t, word, line_start, &h)) {
            cut(c, h.start);
            c->section = h.section;
            c->start = h.end;
            i = h.end - 1;
            line_start = false;
            fresh = true;
            if (h.end < c->t.n && c->t.p[h.end] != '\n')
                continue;
        }
        fresh = line_start = false;
        if (i >= c->t.n)
            break;
        if (c->t.p[i] == '\n' && line_ends(c->t, i, c->t.n)) {
            cut(c, i);
            c->start = i + 1;
            fresh = line_start = true;
        } else if (c->t.p[i] != '\n' && sentence_ends(c->t, i, c->t.n)) {
            cut(c, i + (c->t.p[i] != ';'));
            c->start = i + 1;
            fresh = true;
        } else if (c->t.p[i] == ':' && run_on_header(c->w, c->t, c->start, i, &h)) {
            cut(c, h.start);
            c->section = h.section;
            c->start = h.end;
            fresh = true;
        } else if (i - c->start >= LONGEST_SEGMENT && sbill_is_space(c->t.p[i])) {
            cut(c, i);
            c->start = i + 1;
        }
    }
    cut(c, c->t.n);
}

void sbill_segment_notes(struct sbill_work *w)
{
    const struct sbill_record *r = &w->e->record;

    for (size_t i = 0; i < r->notes.n && !w->a->failed; i++) {
        struct sbill_searched *s = SBILL_PUSH(w->a, &w->notes);
        struct cutter c = {.w = w, .note = (uint32_t)i};
        if (!s)
            break;
        s->text = c.t = searched(w, r->notes.v[i].text);
        cut_note(&c);
    }
    sbill_work_memory(w);
}
