/* Text for people: colour, width, wrapping, columns. */
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

void sbill_cli_wrap(FILE *f, int at, int indent, const char *text)
{
    int width = sbill_cli_width(f);
    bool first = true; /* on this line */

    for (;;) {
        text += strspn(text, " ");
        size_t n = strcspn(text, " \n");
        int wide = sbill_cli_columns_of(text, n);
        if (n && !first && at + 1 + wide > width) {
            fprintf(f, "\n%*s", indent, "");
            at = indent;
            first = true;
        }
        if (n) {
            fprintf(f, "%s%.*s", first ? "" : " ", (int)n, text);
            at += wide + !first;
            first = false;
        }
        text += n;
        if (*text == '\n' && text[1]) {
            fprintf(f, "\n%*s", indent, "");
            at = indent;
            first = true;
        }
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
