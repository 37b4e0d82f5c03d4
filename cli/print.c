/* Text for people: colour, width, wrapping, columns. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

bool sbill_cli_colour(FILE *f)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return isatty(fileno(f)) && !(no && no[0]) && !(term && strcmp(term, "dumb") == 0);
}

void sbill_cli_paint(FILE *f, enum sbill_cli_style style, const char *text)
{
    static const char *const codes[] = {
        [SBILL_PLAIN] = "0", [SBILL_BOLD] = "1",    [SBILL_DIM] = "2",
        [SBILL_RED] = "31",  [SBILL_YELLOW] = "33", [SBILL_GREEN] = "32",
    };

    if (style == SBILL_PLAIN || !sbill_cli_colour(f))
        fputs(text, f);
    else
        fprintf(f, "\033[%sm%s\033[0m", codes[style], text);
}

int sbill_cli_width(FILE *f)
{
    struct winsize size;

    if (!isatty(fileno(f)) || ioctl(fileno(f), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col < 40 ? 40 : size.ws_col > 100 ? 100 : size.ws_col;
}

int sbill_cli_columns_of(const char *text, size_t n)
{
    int columns = 0;

    for (size_t i = 0; i < n; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80; /* continuation bytes take no room */
    return columns;
}

/* Where a paragraph stands while it is printed. */
struct flow {
    FILE *f;
    int at, indent, width;
    bool colour, marked, first; /* first: no word on this line yet */
};

static void set_mark(struct flow *w, bool on)
{
    if (w->colour)
        fputs(on ? "\033[1;4m" : "\033[0m", w->f);
}

/* A word with its marks turned into brackets, or into bold and underlined. */
static void emit(struct flow *w, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool on = p[i] == SBILL_CLI_MARK[0];
        if (!on && p[i] != SBILL_CLI_UNMARK[0]) {
            fputc(p[i], w->f);
            continue;
        }
        set_mark(w, on);
        if (!w->colour)
            fputc(on ? '[' : ']', w->f);
        w->marked = on;
    }
}

/* The margin is not underlined. */
static void break_line(struct flow *w)
{
    if (w->marked)
        set_mark(w, false);
    fprintf(w->f, "\n%*s", w->indent, "");
    if (w->marked)
        set_mark(w, true);
    w->at = w->indent;
    w->first = true;
}

void sbill_cli_wrap(FILE *f, int at, int indent, const char *text)
{
    struct flow w = {f, at, indent, sbill_cli_width(f), sbill_cli_colour(f), false, true};

    for (;;) {
        text += strspn(text, " ");
        size_t n = strcspn(text, " \n");
        int wide = sbill_cli_columns_of(text, n);
        if (n && !w.first && w.at + 1 + wide > w.width)
            break_line(&w);
        if (n) {
            if (!w.first)
                fputc(' ', f);
            emit(&w, text, n);
            w.at += wide + !w.first;
            w.first = false;
        }
        text += n;
        if (*text == '\n' && text[1])
            break_line(&w);
        if (!*text)
            break;
        text += *text == '\n';
    }
    fputc('\n', f);
}

void sbill_cli_columns(FILE *f, int wide, const char *left, const char *right)
{
    int at = sbill_cli_columns_of(left, strlen(left));

    fputs(left, f);
    if (at >= wide) {
        fputc('\n', f);
        at = 0;
    }
    fprintf(f, "%*s", wide - at, "");
    sbill_cli_wrap(f, wide, wide, right);
}

/* ---- paragraphs ------------------------------------------------------------------------------------- */

static bool room(struct sbill_cli_words *t, size_t more)
{
    if (t->failed)
        return false;
    if (t->cap - t->n > more)
        return true;
    size_t cap = (t->n + more + 1) * 2;
    char *p = realloc(t->p, cap);
    if (!p) {
        t->failed = true;
        return false;
    }
    t->p = p;
    t->cap = cap;
    return true;
}

void sbill_cli_add(struct sbill_cli_words *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || !room(t, (size_t)n))
        return;
    va_start(args, format);
    vsnprintf(t->p + t->n, t->cap - t->n, format, args);
    va_end(args);
    t->n += (size_t)n;
}

void sbill_cli_add_value(struct sbill_cli_words *t, const char *p, size_t n)
{
    if (!room(t, n))
        return;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        /* U+0080 to U+009F move the cursor of some terminals. */
        bool c1 = c == 0xC2 && i + 1 < n && (unsigned char)p[i + 1] < 0xA0;
        t->p[t->n++] = c < 0x20 || c == 0x7F || c1 ? ' ' : p[i];
        i += c1;
    }
    t->p[t->n] = '\0';
}

void sbill_cli_cut(struct sbill_cli_words *t, size_t n)
{
    if (n >= t->n)
        return;
    t->n = n;
    t->p[n] = '\0';
}

void sbill_cli_print_words(FILE *f, struct sbill_cli_words *t, int at, int indent)
{
    sbill_cli_wrap(f, at, indent, t->p && t->n ? t->p : "");
    t->n = 0;
}

void sbill_cli_words_free(struct sbill_cli_words *t)
{
    for (volatile char *v = t->p; t->p && v < t->p + t->cap; v++)
        *v = 0;
    free(t->p);
    *t = (struct sbill_cli_words){NULL, 0, 0, false};
}
