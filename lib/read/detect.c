/* What a stream is, by its first bytes. */
#include <string.h>

#include "base/x12.h"
#include "read/stream.h"

#define LOOK ((size_t)1 << 16) /* a first line longer than this is a record of its own */

static struct sbill_text front(struct sbill_text t)
{
    if (t.n >= 3 && memcmp(t.p, "\xEF\xBB\xBF", 3) == 0)
        t = (struct sbill_text){t.p + 3, t.n - 3};
    while (t.n && sbill_is_space(*t.p))
        t = (struct sbill_text){t.p + 1, t.n - 1};
    return t;
}

/* Records one a line, or one document over many lines? A first line that is an object from brace to brace is a record
 * of its own, and so is one longer than the first bytes; what opens on it and closes later is a document. */
static const char *json_or_lines(struct sbill_text t, bool last)
{
    const char *feed = memchr(t.p, '\n', t.n < LOOK ? t.n : LOOK);
    struct sbill_text line;

    if (*t.p == '[')
        return "json";
    if (!feed && t.n < LOOK && !last)
        return NULL;
    if (!feed)
        return t.n >= LOOK ? "ndjson" : "json";
    line = sbill_text_trim((struct sbill_text){t.p, (size_t)(feed - t.p)});
    return line.n > 1 && line.p[line.n - 1] == '}' ? "ndjson" : "json";
}

/* A heading of a table: cells and what parts them. In UTF-16 the reader refuses it, in its own words. */
static bool is_table(struct sbill_text t)
{
    bool marks = false;

    if (t.n >= 2 && (memcmp(t.p, "\xFF\xFE", 2) == 0 || memcmp(t.p, "\xFE\xFF", 2) == 0))
        return true;
    if (t.n == 0 || memchr("{[<", *t.p, 3))
        return false;
    for (size_t i = 0; i < t.n && i < LOOK && t.p[i] != '\n'; i++)
        marks = marks || memchr(",;\t|", t.p[i], 4);
    return marks || sbill_text_starts(t, SBILL_T("sep="));
}

/* Is the first line there, or as much of it as is looked at? */
static bool has_line(struct sbill_text t)
{
    return t.n >= LOOK || (t.n && memchr(t.p, '\n', t.n));
}

const char *sbill_detect(struct sbill_text bytes, bool last)
{
    struct sbill_text t = front(bytes);

    if (t.n < 4 && !last) /* ISA* */
        return NULL;
    if (sbill_x12_sniff(bytes))
        return "x12";
    if (is_table(t))
        return "csv";
    if (!last && t.n && !memchr("{[<", *t.p, 3) && !has_line(t))
        return NULL; /* what parts the cells may still come */
    return t.n ? json_or_lines(t, last) : "json";
}
