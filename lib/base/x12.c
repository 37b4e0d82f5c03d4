#include "base/x12.h"

#include <string.h>

#include "base/number.h"
#include "superbill.h"

#define ISA_ELEMENTS 16
#define ISA_WIDTH 106 /* with its terminator */

static bool is_mark(char c)
{
    return c && !sbill_is_alnum(c) && c != ' ' && (unsigned char)c < 0x80;
}

static bool is_bom(struct sbill_text t)
{
    return t.n >= 3 && memcmp(t.p, "\xEF\xBB\xBF", 3) == 0;
}

static void drop(struct sbill_text *t, size_t n)
{
    t->p += n;
    t->n -= n;
}

static bool starts_isa(struct sbill_text t)
{
    return t.n >= 4 && sbill_upper(t.p[0]) == 'I' && sbill_upper(t.p[1]) == 'S' &&
           sbill_upper(t.p[2]) == 'A' && is_mark(t.p[3]);
}

bool sbill_x12_sniff(struct sbill_text bytes)
{
    if (is_bom(bytes))
        drop(&bytes, 3);
    while (bytes.n && sbill_is_space(*bytes.p))
        drop(&bytes, 1);
    return starts_isa(bytes);
}

/* Line ends and blanks between segments, which are nobody's, unless one of them ends segments. An empty segment goes
 * with them. */
static void skip_between(struct sbill_x12 *x, struct sbill_text *bytes)
{
    if (x->number == 0 && is_bom(*bytes))
        drop(bytes, 3);
    while (bytes->n && (sbill_is_space(*bytes->p) || (x->begun && *bytes->p == x->marks.segment))) {
        x->line += *bytes->p == '\n';
        drop(bytes, 1);
    }
}

/* ---- the envelope ---------------------------------------------------------------------------- */

/* By counting, since the sixteenth element is one character and what follows it ends the segment: this finds the marks
 * where padding went wrong too. */
static int32_t read_marks(struct sbill_x12 *x, struct sbill_text bytes, bool last)
{
    char element = bytes.p[3];
    size_t at = 3, found = 1;
    struct sbill_x12_marks m = {.element = element};

    while (found < ISA_ELEMENTS && ++at < bytes.n && at < SBILL_X12_LONGEST)
        found += bytes.p[at] == element;
    if (at + 2 >= bytes.n)
        return last || bytes.n >= SBILL_X12_LONGEST ? SBILL_EINPUT : SBILL_MORE;
    m.component = bytes.p[at + 1];
    m.segment = bytes.p[at + 2];
    if (found < ISA_ELEMENTS || !is_mark(m.component) || !is_mark(m.segment) ||
        m.component == m.segment || m.component == element || m.segment == element)
        return SBILL_EINPUT;
    x->irregular = at + 3 != ISA_WIDTH;
    x->marks = m;
    x->begun = true;
    return SBILL_OK;
}

/* ISA11 holds the repetition separator since 00402; before that a letter. */
static void set_repetition(struct sbill_x12 *x, const struct sbill_x12_segment *s)
{
    struct sbill_text given = sbill_x12_element(s, 11);
    char c = given.n == 1 ? *given.p : '\0';

    x->marks.repetition = is_mark(c) && c != x->marks.component ? c : '\0';
}

/* ---- segments -------------------------------------------------------------------------------- */

static uint32_t tag_of(struct sbill_text id)
{
    uint32_t tag = 0;

    if (id.n < 2 || id.n > 3)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        char c = i < id.n ? sbill_upper(id.p[i]) : '\0';
        if (i < id.n && !sbill_is_alnum(c))
            return 0;
        tag = tag << 8 | (unsigned char)c;
    }
    return tag;
}

static void cut_elements(const struct sbill_x12 *x, struct sbill_text whole,
                         struct sbill_x12_segment *s)
{
    const char *end = whole.p + whole.n, *at = memchr(whole.p, x->marks.element, whole.n);

    s->id = sbill_text_trim((struct sbill_text){whole.p, at ? (size_t)(at - whole.p) : whole.n});
    s->tag = tag_of(s->id);
    while (at) {
        const char *from = at + 1;
        at = memchr(from, x->marks.element, (size_t)(end - from));
        if (s->n == SBILL_X12_ELEMENTS) {
            s->cut = true;
            return;
        }
        s->e[++s->n] = (struct sbill_text){from, (size_t)((at ? at : end) - from)};
    }
}

static uint32_t lines_in(struct sbill_text t)
{
    uint32_t n = 0;

    for (const char *p = t.p, *end = t.p + t.n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    return n;
}

/* ST begins a count, SE ends it after itself, an envelope segment has none. */
static void place(struct sbill_x12 *x, struct sbill_x12_segment *s)
{
    s->number = ++x->number;
    s->line = x->line + 1;
    switch (s->tag) {
    case SBILL_X12_TAG2('S', 'T'):
        x->in_set = 1;
        break;
    case SBILL_X12_TAG('I', 'S', 'A'):
    case SBILL_X12_TAG2('G', 'S'):
    case SBILL_X12_TAG2('G', 'E'):
    case SBILL_X12_TAG('I', 'E', 'A'):
    case SBILL_X12_TAG('T', 'A', '1'):
        x->in_set = 0;
        break;
    default:
        x->in_set += x->in_set > 0;
    }
    s->in_set = x->in_set;
    if (s->tag == SBILL_X12_TAG2('S', 'E'))
        x->in_set = 0;
}

/* Where the segment at the front ends; it may lack its terminator at the end of the stream. */
static int32_t find_end(const struct sbill_x12 *x, struct sbill_text bytes, bool last, size_t *n)
{
    size_t look = bytes.n < SBILL_X12_LONGEST ? bytes.n : SBILL_X12_LONGEST;
    const char *end = memchr(bytes.p, x->marks.segment, look);

    *n = end ? (size_t)(end - bytes.p) : bytes.n;
    if (end)
        return SBILL_OK;
    if (look == SBILL_X12_LONGEST)
        return SBILL_EINPUT;
    return last ? SBILL_OK : SBILL_MORE;
}

int32_t sbill_x12_next(struct sbill_x12 *x, struct sbill_text *bytes, bool last,
                       struct sbill_x12_segment *out)
{
    struct sbill_text whole;
    int32_t status;
    size_t n;

    out->n = 0;
    out->cut = false;
    if (!last && x->number == 0 && bytes->n < ISA_WIDTH)
        return SBILL_MORE;
    skip_between(x, bytes);
    if (!bytes->n)
        return last ? SBILL_END : SBILL_MORE;
    if (starts_isa(*bytes))
        status = read_marks(x, *bytes, last);
    else
        status = x->begun ? SBILL_OK : SBILL_EINPUT;
    if (status == SBILL_OK)
        status = find_end(x, *bytes, last, &n);
    if (status != SBILL_OK)
        return status;
    out->unended = n == bytes->n;
    whole = (struct sbill_text){bytes->p, n};
    while (out->unended && whole.n && sbill_is_space(whole.p[whole.n - 1]))
        whole.n--;
    cut_elements(x, whole, out);
    place(x, out);
    if (out->tag == SBILL_X12_TAG('I', 'S', 'A'))
        set_repetition(x, out);
    x->line += lines_in(whole) + (!out->unended && x->marks.segment == '\n');
    drop(bytes, n + !out->unended);
    return SBILL_OK;
}

/* ---- inside an element ----------------------------------------------------------------------- */

struct sbill_text sbill_x12_part(struct sbill_text element, char mark, size_t i)
{
    struct sbill_text rest = element;

    if (!mark)
        return i == 1 ? element : (struct sbill_text){"", 0};
    while (i > 1) {
        const char *at = rest.n ? memchr(rest.p, mark, rest.n) : NULL;
        if (!at)
            return (struct sbill_text){"", 0};
        drop(&rest, (size_t)(at - rest.p) + 1);
        i--;
    }
    return sbill_text_cut(&rest, mark);
}

size_t sbill_x12_part_count(struct sbill_text element, char mark)
{
    size_t n = element.n > 0;

    for (size_t i = 0; mark && i < element.n; i++)
        n += element.p[i] == mark;
    return n;
}

char sbill_x12_component_mark(const struct sbill_x12 *x, struct sbill_text composite)
{
    char c = composite.n > 2 ? composite.p[2] : '\0';

    if (!sbill_is_alnum(composite.n > 1 ? composite.p[1] : '\0') || !sbill_is_alnum(composite.p[0]))
        return x->marks.component;
    if (is_mark(c) && c != '-' && c != '.' && c != x->marks.repetition)
        return c;
    return x->marks.component;
}

bool sbill_x12_decimal(struct sbill_text t, int places, int64_t *out)
{
    char room[32] = "0";
    bool minus = t.n && *t.p == '-';
    size_t n = 1;

    if (minus)
        drop(&t, 1);
    if (t.n && t.p[t.n - 1] == '.' && t.n > 1)
        t.n--;
    if (!t.n || t.n > sizeof room - n || *t.p == '-')
        return false;
    memcpy(room + n, t.p, t.n);
    if (!sbill_decimal_parse((struct sbill_text){room, n + t.n}, places, out))
        return false;
    if (minus)
        *out = -*out;
    return true;
}

/* ---- for messages ---------------------------------------------------------------------------- */

void sbill_x12_name(struct sbill_buf *b, struct sbill_text id, size_t element, size_t part)
{
    for (size_t i = 0; i < id.n && i < 3; i++)
        sbill_buf_char(b, sbill_is_alnum(id.p[i]) ? sbill_upper(id.p[i]) : '?');
    if (element) {
        if (element < 10)
            sbill_buf_char(b, '0');
        sbill_buf_u64(b, element);
    }
    if (part) {
        sbill_buf_char(b, '-');
        sbill_buf_u64(b, part);
    }
}

void sbill_x12_place(struct sbill_buf *b, uint32_t in_set, uint32_t line)
{
    if (in_set) {
        sbill_buf_z(b, "segment ");
        sbill_buf_u64(b, in_set);
        sbill_buf_z(b, " of its set, ");
    }
    sbill_buf_z(b, "line ");
    sbill_buf_u64(b, line);
}
