/* A note cut into sections and segments. A segment ends where a sentence ends, at a semicolon, at a blank line,
 * and at a line break before a bullet, a number, a header or a capital letter; prose that is wrapped goes on when
 * the next line begins in lower case. A line of an assessment that is no sentence is a heading: it names a problem,
 * and what follows up to the next blank line or heading is about it. */
#include <string.h>

#include "assign/work.h"

/* Longer than any header; how far a line's start is looked at. */
#define NEAR 60
/* Longer than any sentence; keeps the work on hostile text in proportion to its length. */
#define LONGEST_SEGMENT 2048
#define LONGEST_HEADING 160
/* The same for one of several on a line. */
#define LONGEST_NAME 60
/* "The patient will ...": bytes in which a sentence shows itself. */
#define FIRST_WORDS 12
/* A shorter line was not wrapped. */
#define SHORTEST_WRAPPED 45

static bool thin_blank(unsigned char third)
{
    return (third >= 0x80 && third <= 0x8A) || third == 0xAF;
}

/* The same bytes with no-break and thin blanks as plain ones: each becomes as many blanks as it has bytes. */
static struct sbill_text searched(struct sbill_work *w, struct sbill_text t)
{
    char *p = sbill_arena_get(w->a, t.n + 1);

    if (!p)
        return (struct sbill_text){"", 0};
    if (t.n)
        memcpy(p, t.p, t.n);
    for (char *at = p, *end = p + t.n; (at = memchr(at, 0xC2, (size_t)(end - at))); at++)
        if (end - at > 1 && at[1] == '\xA0')
            memset(at, ' ', 2);
    for (char *at = p, *end = p + t.n; (at = memchr(at, 0xE2, (size_t)(end - at))); at++)
        if (end - at > 2 && at[1] == '\x80' && thin_blank((unsigned char)at[2]))
            memset(at, ' ', 3);
    return (struct sbill_text){p, t.n};
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* ---- Ends of sentences ---- */

static bool abbreviation(struct sbill_text t, size_t dot)
{
    static const struct sbill_text words[] = {
        SBILL_TI("dr"), SBILL_TI("mr"), SBILL_TI("mrs"), SBILL_TI("ms"),  SBILL_TI("pt"),
        SBILL_TI("hx"), SBILL_TI("vs"), SBILL_TI("st"),  SBILL_TI("no"),  SBILL_TI("approx"),
        SBILL_TI("sr"), SBILL_TI("jr"), SBILL_TI("e.g"), SBILL_TI("i.e"), SBILL_TI("dept"),
        SBILL_TI("fx"), SBILL_TI("dx"), SBILL_TI("rx"),  SBILL_TI("tx"),  SBILL_TI("sx"),
        SBILL_TI("cf"),
    };
    size_t start = dot;
    struct sbill_text word;

    while (start > 0 && (sbill_is_alpha(t.p[start - 1]) || t.p[start - 1] == '.'))
        start--;
    word = (struct sbill_text){t.p + start, dot - start};
    if (word.n == 1 && sbill_is_upper(*word.p)) /* E. coli */
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sbill_text_eq_fold(word, words[i]))
            return true;
    return false;
}

/* "obese.,HEENT", "cough.,2.  Fever": a line break that was lost on the way. */
static bool lost_line(struct sbill_text t, size_t i)
{
    return i + 2 < t.n && t.p[i + 1] == ',' &&
           (sbill_is_upper(t.p[i + 2]) || sbill_is_digit(t.p[i + 2]));
}

/* "since.No cough": a blank that was lost on the way. */
static bool glued(struct sbill_text t, size_t i, size_t next, size_t end)
{
    if (next + 1 >= end)
        return false;
    return i >= 2 && sbill_is_lower(t.p[i - 1]) && sbill_is_lower(t.p[i - 2]) &&
           sbill_is_upper(t.p[next]) && sbill_is_lower(t.p[next + 1]);
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
    if (lost_line(t, next - 1))
        return c != '.' || !abbreviation(t, i);
    if (next < end && !sbill_is_space(t.p[next]) && (c == '?' || !glued(t, i, next, end)))
        return false;
    /* "? stroke", "viral/? bacterial": a question mark in front doubts what follows */
    if (c == '?' && (i == 0 || (!sbill_is_alnum(t.p[i - 1]) && !strchr("\"')]", t.p[i - 1]))))
        return false;
    return c != '.' || !abbreviation(t, i);
}

/* Words that a wrapped line may go on with, however short the line before it is. */
static bool joins(struct sbill_text t, size_t i, size_t end)
{
    static const struct sbill_text words[] = {
        SBILL_TI("and"),  SBILL_TI("or"),  SBILL_TI("nor"),  SBILL_TI("of"),  SBILL_TI("with"),
        SBILL_TI("to"),   SBILL_TI("for"), SBILL_TI("from"), SBILL_TI("by"),  SBILL_TI("at"),
        SBILL_TI("in"),   SBILL_TI("on"),  SBILL_TI("the"),  SBILL_TI("a"),   SBILL_TI("which"),
        SBILL_TI("that"), SBILL_TI("but"), SBILL_TI("as"),   SBILL_TI("due"), SBILL_TI("who"),
        SBILL_TI("was"),  SBILL_TI("is"),  SBILL_TI("has"),  SBILL_TI("her"), SBILL_TI("his"),
    };
    size_t n = 0;

    while (i + n < end && sbill_is_alpha(t.p[i + n]))
        n++;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (sbill_text_eq((struct sbill_text){t.p + i, n}, words[k]))
            return true;
    return false;
}

/* Does the line break at `i` end a segment? `line` is where its line starts. */
static bool line_ends(struct sbill_text t, size_t line, size_t i, size_t end)
{
    size_t next = i + 1;

    while (next < end && blank(t.p[next]))
        next++;
    if (next >= end || t.p[next] == '\n' || !sbill_is_lower(t.p[next]))
        return true;
    return i - line < SHORTEST_WRAPPED && !joins(t, next, end);
}

static bool blank_line_follows(struct sbill_text t, size_t i)
{
    size_t next = i + 1;

    while (next < t.n && blank(t.p[next]))
        next++;
    return next >= t.n || t.p[next] == '\n';
}

/* ---- Cutting ---- */

struct cutter {
    struct sbill_work *w;
    struct sbill_text t;
    uint32_t note;
    size_t start, line; /* of the segment and the line at hand */
    bool opens;         /* the segment is the first of its line, or of its section */
    bool headed;        /* a header stands before it on its line */
    bool listing;       /* what stood before it on its line named a problem */
    const struct sbill_section *section, *label;
    uint32_t problem;
};

/* Where the first word stands that makes a line a sentence and not the name of a problem (cues of the category
 * "sentence"); SIZE_MAX if there is none. */
static size_t sentence_word(struct cutter *c, size_t start, size_t end)
{
    struct sbill_text text = {c->t.p + start, end - start};
    size_t from, to, first = SIZE_MAX;

    for (size_t i = 0; i < c->w->r->cues.n && c->w->status == SBILL_OK; i++) {
        const struct sbill_joined_cue *cue = &c->w->r->cues.v[i];
        const struct sbill_regex *rx;
        if (cue->cue->category != SBILL_CTX_SENTENCE)
            continue;
        rx = sbill_work_regex(c->w, cue->pattern);
        if (rx && sbill_work_find(c->w, cue->pattern, rx, text, 0, c->note, &from, &to) &&
            from < first)
            first = from;
    }
    return first;
}

static bool line_is_over(const struct cutter *c, size_t end)
{
    while (end < c->t.n && (blank(c->t.p[end]) || c->t.p[end] == '.'))
        end++;
    return end >= c->t.n || c->t.p[end] == '\n' || (end && lost_line(c->t, end - 1));
}

/* "Imp: Anxiety from work. Insomnia.": names one after the other on a line of the assessment. */
static bool is_listed_name(struct cutter *c, size_t start, size_t end, int mark)
{
    return c->section->standing == SBILL_ASSESSED && mark == SBILL_MARK_NONE &&
           (c->opens || c->listing) && end - start <= LONGEST_NAME &&
           sentence_word(c, start, end) == SIZE_MAX;
}

/* The name of a problem: a whole line of the assessment, or one without a mark in the plan, that is no sentence; and
 * what a numbered item of the assessment begins with, unless it begins as a sentence does. */
static bool is_heading(struct cutter *c, size_t start, size_t end, int mark)
{
    const struct sbill_section *s = c->section;

    if (!s || c->label || end - start > LONGEST_HEADING)
        return false;
    if (is_listed_name(c, start, end, mark))
        return true;
    if (!c->opens)
        return false;
    if (s->standing == SBILL_ASSESSED && mark == SBILL_MARK_NUMBER)
        return sentence_word(c, start, end) > FIRST_WORDS;
    if (s->standing != SBILL_ASSESSED &&
        (s->standing != SBILL_PLAN || mark != SBILL_MARK_NONE || c->headed))
        return false;
    return line_is_over(c, end) && sentence_word(c, start, end) == SIZE_MAX;
}

static void cut(struct cutter *c, size_t end)
{
    struct sbill_segment *s;
    int mark;
    size_t start = sbill_past_bullet(c->t, c->start, end, true, &mark);
    bool heading;

    while (end > start && sbill_is_space(c->t.p[end - 1]))
        end--;
    c->start = end;
    if (start >= end)
        return;
    heading = is_heading(c, start, end, mark);
    c->listing = heading && mark == SBILL_MARK_NONE;
    if (heading)
        c->problem = (uint32_t)c->w->segments.n;
    s = SBILL_PUSH(c->w->a, &c->w->segments);
    if (s)
        *s = (struct sbill_segment){.note = c->note,
                                    .start = start,
                                    .end = end,
                                    .section = c->section,
                                    .standing = c->label     ? c->label->standing
                                                : c->section ? c->section->standing
                                                             : SBILL_STATED,
                                    .problem = c->problem,
                                    .heading = heading};
    c->opens = c->headed = false;
}

static void enter(struct cutter *c, const struct sbill_header *h)
{
    cut(c, h->start);
    if (h->section && h->section->flags & SBILL_SECTION_LABEL) {
        c->label = h->section;
    } else {
        c->section = h->section;
        c->label = NULL;
        c->problem = SBILL_NO_INDEX;
    }
    c->start = h->end;
    c->opens = c->headed = true;
    c->listing = false;
}

static void end_line(struct cutter *c, size_t i)
{
    cut(c, i);
    c->start = c->line = i + 1;
    c->label = NULL;
    c->opens = true;
    c->headed = c->listing = false;
    if (blank_line_follows(c->t, i))
        c->problem = SBILL_NO_INDEX;
}

/* The first byte at or behind `i` that may end a segment, or a blank where one has become too long. */
static size_t next_end(const struct cutter *c, size_t i)
{
    static const bool ends[256] = {
        ['\n'] = true, ['.'] = true, [';'] = true, ['!'] = true, ['?'] = true, [':'] = true};

    while (i < c->t.n && !ends[(unsigned char)c->t.p[i]] &&
           (i - c->start < LONGEST_SEGMENT || !sbill_is_space(c->t.p[i])))
        i++;
    return i;
}

static void cut_note(struct cutter *c)
{
    bool line_start = true, fresh = true; /* fresh: a header may start here */
    struct sbill_header h;
    int mark;

    for (size_t i = 0; i < c->t.n && !c->w->a->failed; i++) {
        size_t near = c->t.n - i > NEAR ? i + NEAR : c->t.n;
        size_t word = fresh ? sbill_past_bullet(c->t, i, near, false, &mark) : i;
        if (fresh && sbill_header_at(c->w, c->t, word, line_start, &h)) {
            enter(c, &h);
            i = h.end - 1;
            line_start = false;
            fresh = true;
            if (h.end < c->t.n && c->t.p[h.end] != '\n')
                continue;
            i++;
        }
        if (fresh && word > i) /* the dot of "1." ends no sentence */
            i = word;
        fresh = line_start = false;
        i = next_end(c, i);
        if (i >= c->t.n)
            break;
        if (c->t.p[i] == '\n' && line_ends(c->t, c->line, i, c->t.n)) {
            end_line(c, i);
            fresh = line_start = true;
        } else if (c->t.p[i] != '\n' && sentence_ends(c->t, i, c->t.n)) {
            cut(c, i + (c->t.p[i] != ';'));
            if (lost_line(c->t, i))
                end_line(c, ++i);
            c->start = i + 1;
            fresh = true;
            line_start = lost_line(c->t, i - 1);
        } else if (c->t.p[i] == ':' && sbill_header_run_on(c->w, c->t, c->start, i, &h)) {
            enter(c, &h);
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
        struct cutter c = {.w = w, .note = (uint32_t)i, .opens = true, .problem = SBILL_NO_INDEX};
        if (!s)
            break;
        s->text = c.t = searched(w, r->notes.v[i].text);
        cut_note(&c);
    }
    sbill_work_memory(w);
}
