/* HCPCS Level II as CMS publishes it: the "ANWEB" contractor file, fixed columns (CMS, HCPCS record layout 2019).
 * Records are 320 bytes, since 2024 293; in 2017 continuations were 91. Disclaimers stand on top in some years, so
 * records are known by their shape: digits in columns 6-10 and a record id in column 11. */
#include <string.h>

#include "base/csv.h"
#include "book/build.h"

enum { /* 0-based columns and widths */
    AT_CODE = 0,
    AT_MODIFIER = 3,
    AT_SEQUENCE = 5,
    AT_ID = 10,
    AT_LONG = 11,
    AT_SHORT = 91,
    AT_CROSS = 204,
    AT_ADDED = 268,
    AT_ACTION = 276,
    AT_TERMINATED = 284,
    AT_ACTION_CODE = 292,
    AT_FILLER = 293,
    WIDE_CODE = 5,
    WIDE_LONG = 80,
    WIDE_SHORT = 28,
    WIDE_DATE = 8,
    CROSS_COUNT = 5,
    TITLE_MAX = 1 << 16
};

struct reading {
    struct sbill_builder *b;
    const struct sbill_input *in;
    struct sbill_input modifiers; /* the same file as a release of the other system */
    sbill_error **err;
    uint32_t line, records;
    struct sbill_code_row row; /* the record being put together */
    uint32_t row_line, sequence;
    char code[WIDE_CODE];
    struct sbill_buf title, short_title, cross;
};

static int32_t fail(const struct reading *r, uint32_t column, const char *words)
{
    return sbill_fail(r->err, SBILL_EINPUT, (struct sbill_place){r->in->name, r->line, column},
                      "%s", words);
}

static int32_t no_memory(const struct reading *r, int32_t status)
{
    return sbill_fail(r->err, status, (struct sbill_place){r->in->name, r->line, 0},
                      "no memory for this record");
}

/* Columns that the line does not reach are blank. */
static struct sbill_text columns(struct sbill_text line, size_t at, size_t wide)
{
    if (at >= line.n)
        return (struct sbill_text){NULL, 0};
    return (struct sbill_text){line.p + at, line.n - at < wide ? line.n - at : wide};
}

static bool blank(struct sbill_text t)
{
    return sbill_text_trim(t).n == 0;
}

static bool is_record(struct sbill_text line)
{
    uint32_t sequence;

    return line.n > AT_ID && memchr("3478", line.p[AT_ID], 4) &&
           sbill_text_u32(columns(line, AT_SEQUENCE, 5), &sequence);
}

static bool holds(struct sbill_text title, const char *words)
{
    size_t n = strlen(words);

    for (size_t at = 0; at + n <= title.n; at++)
        if (sbill_text_eq_fold((struct sbill_text){title.p + at, n}, sbill_text_from(words)))
            return true;
    return false;
}

static bool names_an_amount(struct sbill_text title)
{
    for (size_t i = 0; i < title.n; i++)
        if (title.p[i] >= '0' && title.p[i] <= '9')
            return true;
    return false;
}

/* Words that make a code one that needs a description on the line (837P implementation guide, SV101-7). A drug "not
 * otherwise specified, 10 mg" is a listed drug: what is not specified is the brand. */
static bool is_unlisted(struct sbill_text title)
{
    static const char *const words[] = {"not otherwise classified", "unclassified", "unlisted",
                                        "miscellaneous"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (holds(title, words[i]))
            return true;
    return holds(title, "not otherwise specified") && !names_an_amount(title);
}

static int32_t add_record(struct reading *r)
{
    const struct sbill_input *in = r->row.system == SBILL_SYSTEM_HCPCS ? r->in : &r->modifiers;
    int32_t failed = r->title.failed
                         ? r->title.failed
                         : (r->short_title.failed ? r->short_title.failed : r->cross.failed);

    if (!r->row.system)
        return SBILL_OK;
    if (failed)
        return no_memory(r, failed);
    r->row.title = sbill_text_trim(sbill_buf_view(&r->title));
    r->row.short_title = sbill_text_trim(sbill_buf_view(&r->short_title));
    r->row.successors = sbill_buf_view(&r->cross);
    if (is_unlisted(r->row.title))
        r->row.flags |= SBILL_CF_UNLISTED;
    return sbill_build_code(r->b, in, r->row_line, &r->row, r->err);
}

static int32_t add_text(struct reading *r, struct sbill_buf *to, struct sbill_text t,
                        uint32_t column)
{
    t = sbill_text_trim(t);
    if (to->n && t.n)
        sbill_buf_char(to, ' ');
    if (!sbill_latin1_to_utf8(to, t))
        return fail(r, column, "a byte here is no character of Latin-1");
    return SBILL_OK;
}

static int32_t read_date(struct reading *r, struct sbill_text line, uint32_t at, int32_t *out)
{
    struct sbill_text t = columns(line, at, WIDE_DATE);

    *out = SBILL_NO_DATE;
    if (blank(t))
        return SBILL_OK;
    if (t.n != WIDE_DATE || !sbill_date_parse(t, out))
        return fail(r, at + 1, "not a date like 20251001");
    return SBILL_OK;
}

/* The cross-references of a dead code are what to bill instead; those of a living one point back. */
static void read_cross(struct reading *r, struct sbill_text line)
{
    for (size_t i = 0; i < CROSS_COUNT; i++) {
        struct sbill_text t = sbill_text_trim(columns(line, AT_CROSS + i * WIDE_CODE, WIDE_CODE));

        if (t.n && r->cross.n)
            sbill_buf_char(&r->cross, ' ');
        sbill_buf_text(&r->cross, t);
    }
}

static int32_t read_code(struct reading *r, struct sbill_text line)
{
    struct sbill_text code = columns(line, AT_CODE, WIDE_CODE);

    memcpy(r->code, code.p, WIDE_CODE); /* is_record saw more columns than these */
    r->row.code = (struct sbill_text){r->code, WIDE_CODE};
    if (r->row.system == SBILL_SYSTEM_HCPCS_MODIFIER) {
        if (!blank(columns(line, AT_CODE, AT_MODIFIER)))
            return fail(r, 1, "a modifier stands in columns 4 and 5, with blanks before it");
        r->row.code = (struct sbill_text){r->code + AT_MODIFIER, WIDE_CODE - AT_MODIFIER};
    }
    for (size_t i = 0; i < r->row.code.n; i++)
        if (!sbill_is_digit(r->row.code.p[i]) && !sbill_is_upper(r->row.code.p[i]))
            return fail(r, 1, "a code is made of capital letters and digits");
    return SBILL_OK;
}

static int32_t read_first(struct reading *r, struct sbill_text line)
{
    int32_t action, status;

    memset(&r->row, 0, sizeof r->row);
    sbill_buf_wipe(&r->title);
    sbill_buf_wipe(&r->short_title);
    sbill_buf_wipe(&r->cross);
    r->row.system = line.p[AT_ID] == '3' ? SBILL_SYSTEM_HCPCS : SBILL_SYSTEM_HCPCS_MODIFIER;
    r->row_line = r->line;
    r->records++;
    if (line.n < AT_ADDED + WIDE_DATE)
        return fail(r, (uint32_t)line.n, "the record ends before its dates");
    if ((status = read_code(r, line)) || (status = read_date(r, line, AT_ADDED, &r->row.from)) ||
        (status = read_date(r, line, AT_ACTION, &action)) ||
        (status = read_date(r, line, AT_TERMINATED, &r->row.to)) ||
        (status = add_text(r, &r->short_title, columns(line, AT_SHORT, WIDE_SHORT), AT_SHORT + 1)))
        return status;
    if (r->row.from == SBILL_NO_DATE)
        return fail(r, AT_ADDED + 1, "the record has no date added");
    if (r->row.to != SBILL_NO_DATE && r->row.to < r->row.from)
        return fail(r, AT_TERMINATED + 1, "the code ends before it was added");
    if (!blank(columns(line, AT_ACTION_CODE, 1)) &&
        !memchr("ABCDFNPRST", line.p[AT_ACTION_CODE], 10))
        return fail(r, AT_ACTION_CODE + 1, "not an action code of the record layout");
    if (r->row.to != SBILL_NO_DATE)
        read_cross(r, line);
    return add_text(r, &r->title, columns(line, AT_LONG, WIDE_LONG), AT_LONG + 1);
}

static int32_t read_continuation(struct reading *r, struct sbill_text line)
{
    int32_t system = line.p[AT_ID] == '4' ? SBILL_SYSTEM_HCPCS : SBILL_SYSTEM_HCPCS_MODIFIER;

    if (system != r->row.system || memcmp(line.p, r->code, WIDE_CODE) != 0)
        return fail(r, 1, "this continues another record than the one above it");
    return add_text(r, &r->title, columns(line, AT_LONG, WIDE_LONG), AT_LONG + 1);
}

static int32_t read_record(struct reading *r, struct sbill_text line)
{
    bool first = line.p[AT_ID] == '3' || line.p[AT_ID] == '7';
    uint32_t sequence = 0;
    int32_t status = SBILL_OK;

    sbill_text_u32(columns(line, AT_SEQUENCE, 5), &sequence);
    if (!blank(columns(line, AT_FILLER, line.n)))
        return fail(r, AT_FILLER + 1, "text stands behind the last column of the record layout");
    if (!first && sequence <= r->sequence)
        return fail(r, AT_SEQUENCE + 1, "the parts of this record are out of order");
    r->sequence = sequence;
    if (first && (status = add_record(r)))
        return status;
    return first ? read_first(r, line) : read_continuation(r, line);
}

/* A line that is no record: nothing in it, or one of the disclaimers on top. */
static int32_t read_other(struct reading *r, struct sbill_text line)
{
    bool end_of_file = line.n == 1 && line.p[0] == '\x1A';

    if (blank(line) || end_of_file)
        return SBILL_OK;
    if (r->records || (line.n >= AT_ADDED && !memchr(line.p, '\t', line.n)))
        return fail(r, AT_SEQUENCE + 1,
                    "not a record: columns 6-10 are digits and column 11 is 3, 4, 7 or 8");
    return SBILL_OK;
}

static int32_t read_all(struct reading *r)
{
    struct sbill_text rest = r->in->bytes;
    int32_t status;

    if ((status = sbill_build_release(r->b, r->in, r->err)) ||
        (status = sbill_build_release(r->b, &r->modifiers, r->err)))
        return status;
    while (rest.n) {
        struct sbill_text line = sbill_text_line(&rest);

        r->line++;
        if ((status = is_record(line) ? read_record(r, line) : read_other(r, line)))
            return status;
    }
    if (!r->records)
        return fail(r, 0, "the file holds no HCPCS record");
    return add_record(r);
}

int32_t sbill_import_hcpcs(struct sbill_builder *b, const struct sbill_input *in, sbill_error **err)
{
    const struct sbill_alloc *alloc = sbill_build_alloc(b);
    struct reading r = {.b = b, .in = in, .modifiers = *in, .err = err};
    int32_t status;

    r.modifiers.system = SBILL_SYSTEM_HCPCS_MODIFIER;
    sbill_buf_init(&r.title, alloc, TITLE_MAX);
    sbill_buf_init(&r.short_title, alloc, TITLE_MAX);
    sbill_buf_init(&r.cross, alloc, TITLE_MAX);
    status = read_all(&r);
    sbill_buf_free(&r.title);
    sbill_buf_free(&r.short_title);
    sbill_buf_free(&r.cross);
    return status;
}
