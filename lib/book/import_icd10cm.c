/* ICD-10-CM as the CDC and CMS publish it: the order file (a whole release) and the order addenda
 * (what changed against the release before). Columns as in icd10OrderFiles.pdf, which comes in the
 * same archive. */
#include <stdlib.h>
#include <string.h>

#include "book/draft.h"

static int32_t at_line(const struct sbill_input *in, uint32_t line, const char *what,
                       sbill_error **err)
{
    return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){in->name, line, 0}, "%s", what);
}

/* Columns first..last, 1-based as the layout counts them, trimmed. */
static struct sbill_text columns(struct sbill_text line, size_t first, size_t last)
{
    if (first > line.n)
        return (struct sbill_text){"", 0};
    return sbill_text_trim(
        (struct sbill_text){line.p + first - 1, (last < line.n ? last : line.n) - first + 1});
}

static bool blank_at(struct sbill_text line, size_t column)
{
    return column > line.n || line.p[column - 1] == ' ';
}

/* External cause codes never come first (I.C.20); so do manifestations, which the title names
 * (I.A.13). */
static uint32_t flags_of(struct sbill_text code, struct sbill_text title, bool billable)
{
    static const char elsewhere[] = "in diseases classified elsewhere";
    uint32_t flags = billable ? 0 : SBILL_CF_HEADER;

    if (code.n && code.p[0] >= 'V' && code.p[0] <= 'Y')
        flags |= SBILL_CF_EXTERNAL_CAUSE;
    for (size_t i = 0; i + sizeof elsewhere - 1 <= title.n; i++)
        if (memcmp(title.p + i, elsewhere, sizeof elsewhere - 1) == 0)
            flags |= SBILL_CF_MANIFESTATION;
    return flags;
}

/* Both layouts end alike: flag, code of seven, short title of sixty, long title. False if the line
 * is not so. */
static bool parse_code(struct sbill_text line, size_t flag_at, size_t code_at, size_t title_at,
                       struct sbill_code_row *row)
{
    char flag = flag_at <= line.n ? line.p[flag_at - 1] : ' ';

    memset(row, 0, sizeof *row);
    row->system = SBILL_SYSTEM_ICD10CM;
    row->from = row->to = SBILL_NO_DATE;
    row->code = columns(line, code_at, code_at + 6);
    row->short_title = columns(line, title_at, title_at + 59);
    row->title = columns(line, title_at + 61, line.n);
    row->flags = flags_of(row->code, row->title, flag == '1');
    for (size_t i = 0; i < row->code.n; i++)
        if (!sbill_is_upper(row->code.p[i]) && !sbill_is_digit(row->code.p[i]))
            return false;
    return (flag == '0' || flag == '1') && row->code.n >= 3 && row->short_title.n && row->title.n &&
           blank_at(line, title_at - 1) && blank_at(line, title_at + 60);
}

static struct sbill_text without_mark(struct sbill_text t)
{
    return sbill_text_starts(t, SBILL_T("\xEF\xBB\xBF")) ? (struct sbill_text){t.p + 3, t.n - 3}
                                                         : t;
}

int32_t sbill_import_icd10cm_order(struct sbill_builder *b, const struct sbill_input *in,
                                   sbill_error **err)
{
    struct sbill_text rest = without_mark(in->bytes);
    int32_t status = sbill_build_release(b, in, err);
    uint32_t line = 0;

    while (status == SBILL_OK && rest.n) {
        struct sbill_text text = sbill_text_line(&rest);
        struct sbill_code_row row;
        line++;
        if (sbill_text_trim(text).n == 0 && rest.n == 0)
            break;
        if (!parse_code(text, 15, 7, 17, &row) ||
            !sbill_text_u32(columns(text, 1, 5), &row.order) || !blank_at(text, 6) ||
            !blank_at(text, 14) || !blank_at(text, 16))
            return at_line(in, line, "not a line of an ICD-10-CM order file", err);
        status = sbill_build_code(b, in, line, &row, err);
    }
    if (status == SBILL_OK && line == 0)
        return at_line(in, 0, "an order file without codes", err);
    return status;
}

/* ---- addenda ---- */

struct change { /* a code of the base release, as it becomes */
    struct sbill_draft_row row;
    bool gone;
};

struct tally { /* what the trailer counts, for headers [0] and codes [1] */
    uint32_t before[2], after[2], added[2], deleted[2], revised[2];
};

struct addenda {
    struct sbill_builder *b;
    const struct sbill_input *in;
    struct change *v; /* sorted by code; added codes at the end, as they come */
    size_t n, base;   /* base: how many came from the base release */
    size_t cap;
    struct tally seen;
    struct sbill_code_row from; /* of "Revise from", waiting for "Revise to" */
    bool waiting;
};

static int by_code(const void *x, const void *y)
{
    return memcmp(((const struct change *)x)->row.code, ((const struct change *)y)->row.code, 16);
}

static int32_t load_base(struct addenda *a, sbill_error **err)
{
    struct sbill_builder *b = a->b;
    size_t release = b->releases.n;

    for (size_t i = 0; i < b->releases.n; i++)
        if (b->releases.v[i].system == SBILL_SYSTEM_ICD10CM &&
            sbill_text_eq(b->releases.v[i].name, a->in->base))
            release = i;
    if (release == b->releases.n)
        return sbill_fail(err, SBILL_EINPUT, (struct sbill_place){a->in->name, 0, 0},
                          "the release %t, which these addenda change, is not in the book",
                          &a->in->base);
    for (size_t i = 0; i < b->rows.n; i++)
        a->base += b->rows.v[i].release == release;
    a->cap =
        a->base + a->in->bytes.n / 24 + 1; /* a line that adds a code is longer than 24 bytes */
    a->v = SBILL_NEW_N(&b->arena, struct change, a->cap);
    if (!a->v)
        return sbill_draft_memory(b, err);
    for (size_t i = 0; i < b->rows.n; i++)
        if (b->rows.v[i].release == release) {
            a->v[a->n++].row = b->rows.v[i];
            a->seen.before[b->rows.v[i].flags & SBILL_CF_HEADER ? 0 : 1]++;
        }
    qsort(a->v, a->n, sizeof *a->v, by_code);
    return SBILL_OK;
}

/* The code as it stands now; NULL if it does not. */
static struct change *standing(struct addenda *a, struct sbill_text code)
{
    struct change key, *c;

    memset(&key, 0, sizeof key);
    (void)sbill_code_normal(code, key.row.code);
    c = a->v ? bsearch(&key, a->v, a->base, sizeof *a->v, by_code) : NULL;
    if (c && !c->gone)
        return c;
    for (size_t i = a->base; i < a->n; i++)
        if (memcmp(a->v[i].row.code, key.row.code, 16) == 0 && !a->v[i].gone)
            return &a->v[i];
    return NULL;
}

static void set_words(struct addenda *a, struct sbill_draft_row *r,
                      const struct sbill_code_row *row, uint32_t line)
{
    r->title = sbill_arena_copy(&a->b->arena, row->title);
    r->short_title = sbill_arena_copy(&a->b->arena, row->short_title);
    r->flags = row->flags;
    r->source = a->in->name;
    r->line = line;
}

static size_t kind_of(const struct sbill_code_row *row)
{
    return row->flags & SBILL_CF_HEADER ? 0 : 1;
}

static int32_t add_code(struct addenda *a, const struct sbill_code_row *row, uint32_t line,
                        sbill_error **err)
{
    struct change *c;

    if (standing(a, row->code))
        return at_line(a->in, line, "adds a code that the release already has", err);
    if (a->n == a->cap)
        return at_line(a->in, line, "more additions than the file has room for", err);
    c = &a->v[a->n++];
    (void)sbill_code_normal(row->code, c->row.code);
    set_words(a, &c->row, row, line);
    a->seen.added[kind_of(row)]++;
    return SBILL_OK;
}

static bool same(const struct change *c, const struct sbill_code_row *row)
{
    return ((c->row.flags ^ row->flags) & SBILL_CF_HEADER) == 0 &&
           sbill_text_eq(c->row.title, row->title) &&
           sbill_text_eq(c->row.short_title, row->short_title);
}

static int32_t delete_code(struct addenda *a, const struct sbill_code_row *row, uint32_t line,
                           sbill_error **err)
{
    struct change *c = standing(a, row->code);

    if (!c || !same(c, row))
        return at_line(a->in, line, "deletes a code that the base release does not have so", err);
    c->gone = true;
    a->seen.deleted[kind_of(row)]++;
    return SBILL_OK;
}

static int32_t revise_to(struct addenda *a, const struct sbill_code_row *row, uint32_t line,
                         sbill_error **err)
{
    struct change *c = standing(a, row->code);

    a->waiting = false;
    if (!sbill_text_eq(a->from.code, row->code) || !c || !same(c, &a->from))
        return at_line(a->in, line, "revises a code that the base release does not have so", err);
    set_words(a, &c->row, row, line);
    a->seen.revised[kind_of(row)]++;
    return SBILL_OK;
}

static int32_t apply(struct addenda *a, struct sbill_text text, uint32_t line, sbill_error **err)
{
    struct sbill_text op = columns(text, 1, 13);
    struct sbill_code_row row;

    if (!parse_code(text, 14, 16, 24, &row) || !blank_at(text, 15))
        return at_line(a->in, line, "not a line of ICD-10-CM order addenda", err);
    if (a->waiting != sbill_text_is(op, "Revise to:"))
        return at_line(a->in, line, "\"Revise from\" and \"Revise to\" do not follow each other",
                       err);
    if (sbill_text_is(op, "Add:"))
        return add_code(a, &row, line, err);
    if (sbill_text_is(op, "Delete:"))
        return delete_code(a, &row, line, err);
    if (sbill_text_is(op, "Revise to:"))
        return revise_to(a, &row, line, err);
    if (!sbill_text_is(op, "Revise from:"))
        return at_line(a->in, line, "a change that is not Add, Delete or Revise", err);
    a->from = row;
    a->waiting = true;
    return SBILL_OK;
}

/* ---- the trailer: what the publisher counted ---- */

struct trailer {
    struct tally says;
    uint32_t totals[2]; /* lines "N headers in FILE" seen */
    uint32_t which[2];  /* revisions in the breakdown */
    size_t kind;        /* 0 headers, 1 codes, 2 not said yet */
};

static bool trailer_line(struct trailer *t, struct sbill_text line)
{
    struct sbill_text word = sbill_text_cut(&line, ' ');
    uint32_t n;

    if (!sbill_text_u32(word, &n) || t->kind > 1)
        return false;
    if (sbill_text_starts(line, t->kind ? SBILL_T("codes in ") : SBILL_T("headers in ")) &&
        t->totals[t->kind] < 2) {
        (t->totals[t->kind] ? t->says.after : t->says.before)[t->kind] = n;
        t->totals[t->kind]++;
    } else if (sbill_text_is(line, "additions")) {
        t->says.added[t->kind] = n;
    } else if (sbill_text_is(line, "deletions")) {
        t->says.deleted[t->kind] = n;
    } else if (sbill_text_is(line, "revisions")) {
        t->says.revised[t->kind] = n;
    } else if (sbill_text_starts(line, SBILL_T("revisions to "))) {
        t->which[t->kind] += n;
    } else {
        return false;
    }
    return true;
}

static int32_t read_trailer(const struct sbill_input *in, struct sbill_text rest, uint32_t line,
                            struct trailer *t, sbill_error **err)
{
    memset(t, 0, sizeof *t);
    t->kind = 2;
    while (rest.n) {
        struct sbill_text text = sbill_text_trim(sbill_text_line(&rest));
        line++;
        if (sbill_text_is(text, "Headers"))
            t->kind = 0;
        else if (sbill_text_is(text, "Codes"))
            t->kind = 1;
        else if (text.n && !sbill_text_is(text, "of which") && !trailer_line(t, text))
            return at_line(in, line, "not a line of the counts that end ICD-10-CM addenda", err);
    }
    return SBILL_OK;
}

static int32_t check_counts(const struct addenda *a, const struct trailer *t, sbill_error **err)
{
    static const char *const kinds[] = {"headers", "codes"};

    for (size_t k = 0; k < 2; k++) {
        const struct tally *seen = &a->seen, *says = &t->says;
        struct sbill_place at = {a->in->name, 0, 0};
        if (t->totals[k] != 2)
            return sbill_fail(err, SBILL_EINPUT, at, "the addenda do not end in counts of %s",
                              kinds[k]);
        if (seen->before[k] != says->before[k])
            return sbill_fail(err, SBILL_EINPUT, at,
                              "the addenda change a release of %d %s, the base has %d",
                              (int32_t)says->before[k], kinds[k], (int32_t)seen->before[k]);
        if (seen->added[k] != says->added[k] || seen->deleted[k] != says->deleted[k] ||
            seen->revised[k] != says->revised[k] || t->which[k] != says->revised[k] ||
            seen->before[k] + seen->added[k] - seen->deleted[k] != says->after[k])
            return sbill_fail(err, SBILL_EINPUT, at,
                              "the changes of %s do not agree with the counts at the end",
                              kinds[k]);
    }
    return SBILL_OK;
}

/* ---- the new release ---- */

static int32_t hand_over(struct addenda *a, sbill_error **err)
{
    uint32_t release;
    int32_t status = sbill_draft_release(a->b, SBILL_SYSTEM_ICD10CM, a->in, &release, err);

    for (size_t i = 0; status == SBILL_OK && i < a->n; i++) {
        struct sbill_draft_row *r;
        if (a->v[i].gone)
            continue;
        r = SBILL_PUSH(&a->b->arena, &a->b->rows);
        if (!r)
            return sbill_draft_memory(a->b, err);
        *r = a->v[i].row;
        r->system = SBILL_SYSTEM_ICD10CM;
        r->release = release;
        r->seq = (uint32_t)(a->b->rows.n - 1);
        r->from = r->to = SBILL_NO_DATE;
    }
    return status;
}

int32_t sbill_import_icd10cm_addenda(struct sbill_builder *b, const struct sbill_input *in,
                                     sbill_error **err)
{
    struct addenda a = {.b = b, .in = in};
    struct sbill_text rest = without_mark(in->bytes);
    struct trailer trailer;
    uint32_t line = 0;
    int32_t status = load_base(&a, err);

    /* A release without changes is a trailer alone. */
    while (status == SBILL_OK && rest.n && !sbill_text_starts(rest, SBILL_T("Headers"))) {
        struct sbill_text text = sbill_text_line(&rest);
        line++;
        if (sbill_text_trim(text).n == 0)
            break;
        status = apply(&a, text, line, err);
    }
    if (status == SBILL_OK && a.waiting)
        status = at_line(in, line, "\"Revise from\" without \"Revise to\"", err);
    if (status == SBILL_OK)
        status = read_trailer(in, rest, line, &trailer, err);
    if (status == SBILL_OK)
        status = check_counts(&a, &trailer, err);
    return status == SBILL_OK ? hand_over(&a, err) : status;
}
