/* The words of a note that support a code, with what is around them. */
#include <string.h>

#include "cli.h"

#define MAX_SPANS 256
#define AROUND 70 /* bytes of its sentence shown before and behind a span, about */

struct span {
    size_t note, start, end; /* bytes */
};

struct spans {
    struct span v[MAX_SPANS];
    size_t n, more; /* more: those past the room */
};

/* Put the span of a piece of evidence into its place in the order of the notes. */
static void add_span(struct sbill_cli_page *page, size_t i, struct spans *out)
{
    int64_t note = sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_NOTE);
    int64_t start = sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_START);
    int64_t end = sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_END);
    size_t at = out->n;

    if (note < 0 || start < 0 || end <= start)
        return;
    if (out->n == MAX_SPANS) {
        out->more++;
        return;
    }
    struct span s = {(size_t)note, (size_t)start, (size_t)end};
    for (out->n++; at > 0; at--) {
        const struct span *before = &out->v[at - 1];
        if (before->note < s.note || (before->note == s.note && before->start <= s.start))
            break;
        out->v[at] = *before;
    }
    out->v[at] = s;
}

static void add_spans_of_item(struct sbill_cli_page *page, int32_t item, size_t owner,
                              struct spans *out)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_EVIDENCE);

    for (size_t i = 0; i < n; i++)
        if (sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND) == item &&
            sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER) == (int64_t)owner)
            add_span(page, i, out);
}

/* Every span of a note: what supports a code or a question, and what was withheld. */
static void add_spans_of_note(struct sbill_cli_page *page, size_t note, struct spans *out)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_EVIDENCE);

    for (size_t i = 0; i < n; i++)
        if (sbill_number(page->e, SBILL_ITEM_EVIDENCE, i, SBILL_F_NOTE) == (int64_t)note)
            add_span(page, i, out);
}

/* Merge what overlaps, so that marks never nest. */
static void merge(struct spans *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct span *last = &s->v[kept ? kept - 1 : 0];
        if (kept && last->note == s->v[i].note && s->v[i].start <= last->end) {
            if (s->v[i].end > last->end)
                last->end = s->v[i].end;
        } else {
            s->v[kept++] = s->v[i];
        }
    }
    s->n = kept;
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_words(struct sbill_cli_page *page, const struct span *a, const struct span *b)
{
    size_t n = a->end - a->start, len = 0;
    const char *x = sbill_text(page->e, SBILL_ITEM_NOTE, a->note, SBILL_F_TEXT, &len);

    if (b->end - b->start != n || a->end > len)
        return false;
    const char *y = sbill_text(page->e, SBILL_ITEM_NOTE, b->note, SBILL_F_TEXT, &len);
    if (b->end > len)
        return false;
    for (size_t i = 0; i < n; i++)
        if (folded(x[a->start + i]) != folded(y[b->start + i]))
            return false;
    return true;
}

/* The same words are shown once, where they stand last: notes end with the assessment. */
static void drop_repeats(struct sbill_cli_page *page, struct spans *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n; i++) {
        bool again = false;
        for (size_t k = i + 1; k < s->n && !again; k++)
            again = same_words(page, &s->v[i], &s->v[k]);
        if (!again)
            s->v[kept++] = s->v[i];
    }
    s->n = kept;
}

/* Does a sentence end before text[at]: a stop and a blank. */
static bool sentence_before(const char *text, size_t at)
{
    return at > 1 && text[at - 1] == ' ' && (text[at - 2] == '.' || text[at - 2] == ';');
}

/* Where the excerpt around a span begins: its line or sentence, or a blank about AROUND bytes before. */
static size_t window_start(const char *text, size_t start)
{
    size_t at = start;

    while (at > 0 && text[at - 1] != '\n' && !sentence_before(text, at)) {
        if (start - at >= AROUND && text[at] == ' ')
            return at + 1;
        at--;
    }
    return at;
}

static size_t window_end(const char *text, size_t n, size_t end)
{
    size_t at = end;

    while (at < n && text[at] != '\n' && !sentence_before(text, at + 1)) {
        if (at - end >= AROUND && text[at] == ' ')
            break;
        at++;
    }
    return at;
}

/* Was a sentence cut there? */
static bool cut_before(const char *text, size_t from)
{
    return from > 0 && text[from - 1] != '\n' && !sentence_before(text, from);
}

static bool cut_behind(const char *text, size_t n, size_t to)
{
    return to < n && text[to] != '\n' && !sentence_before(text, to + 1);
}

/* Text of a note from..to with the given spans marked. */
static void add_marked(struct sbill_cli_words *t, const char *text, size_t from, size_t to,
                       const struct span *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t start = s[i].start > from ? s[i].start : from;
        size_t end = s[i].end < to ? s[i].end : to;
        if (start >= end)
            continue;
        sbill_cli_add_value(t, text + from, start - from);
        sbill_cli_add(t, "%s", SBILL_CLI_MARK);
        sbill_cli_add_value(t, text + start, end - start);
        sbill_cli_add(t, "%s", SBILL_CLI_UNMARK);
        from = end;
    }
    sbill_cli_add_value(t, text + from, to - from);
}

/* One excerpt: as many of the spans as stand on the piece of note shown. Returns how many. */
static size_t show_excerpt(struct sbill_cli_page *page, const struct span *s, size_t n, int indent)
{
    struct sbill_cli_words *t = &page->words;
    size_t len = 0, used = 1;
    const char *text = sbill_text(page->e, SBILL_ITEM_NOTE, s[0].note, SBILL_F_TEXT, &len);

    if (s[0].end > len)
        return n;
    size_t from = window_start(text, s[0].start), to = window_end(text, len, s[0].end);
    while (used < n && s[used].note == s[0].note && s[used].start < to && s[used].end <= len) {
        to = window_end(text, len, s[used].end);
        used++;
    }
    sbill_cli_add(t, "\"%s", cut_before(text, from) ? "... " : "");
    add_marked(t, text, from, to, s, used);
    sbill_cli_add(t, "%s\"", cut_behind(text, len, to) ? " ..." : "");
    printf("%*s", indent, "");
    sbill_cli_print_words(stdout, t, indent, indent + 1);
    return used;
}

void sbill_cli_show_evidence(struct sbill_cli_page *page, int32_t item, size_t i, int indent)
{
    struct spans s = {.n = 0, .more = 0};

    add_spans_of_item(page, item, i, &s);
    merge(&s);
    if (page->redact) {
        if (s.n)
            printf("%*s%zu %s in the notes, not shown\n", indent, "", s.n + s.more,
                   s.n + s.more == 1 ? "place" : "places");
        return;
    }
    drop_repeats(page, &s);
    for (size_t at = 0; at < s.n;)
        at += show_excerpt(page, s.v + at, s.n - at, indent);
    if (s.more)
        printf("%*sand %zu more\n", indent, "", s.more);
}

/* ---- whole notes --------------------------------------------------------------------------------------- */

static void show_note(struct sbill_cli_page *page, size_t note)
{
    struct sbill_cli_words *t = &page->words;
    struct spans s = {.n = 0, .more = 0};
    size_t len = 0;

    add_spans_of_note(page, note, &s);
    merge(&s);
    sbill_cli_add(t, "Note");
    for (int k = 0; k < 2; k++) {
        size_t before = t->n;
        sbill_cli_add(t, k ? ", " : ": ");
        if (!sbill_cli_add_field(page, SBILL_ITEM_NOTE, note, k ? SBILL_F_NAME : SBILL_F_TITLE))
            sbill_cli_cut(t, before);
    }
    sbill_cli_heading(t->p ? t->p : "Note");
    t->n = 0;
    const char *text = sbill_text(page->e, SBILL_ITEM_NOTE, note, SBILL_F_TEXT, &len);
    for (size_t at = 0; at < len;) {
        const char *feed = memchr(text + at, '\n', len - at);
        size_t end = feed ? (size_t)(feed - text) : len;
        add_marked(t, text, at, end, s.v, s.n);
        printf("  | ");
        sbill_cli_print_words(stdout, t, 4, 4);
        at = end + 1;
    }
}

void sbill_cli_show_notes(struct sbill_cli_page *page)
{
    size_t n = sbill_count(page->e, SBILL_ITEM_NOTE);

    for (size_t i = 0; i < n; i++)
        show_note(page, i);
}
