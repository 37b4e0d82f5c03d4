/* A payer's own edits (docs/book.md): conditions on places of the record, words for people, and examples that fail and
 * pass. The examples are run by sbill_payers_test; here they are only asked for. */
#include "base/number.h"
#include "base/severity.h"
#include "book/payers_read.h"

#define MOST_SPAN 1200 /* months or days an edit may look back */
#define MOST_TIMES 1000

struct edit { /* while it is read */
    struct sbill_payers_reading *r;
    uint32_t alternatives; /* <any> so far */
    uint32_t conditions, fails, passes;
    bool by_line;
    struct sbill_text say, action;
};

static int32_t fail(const struct edit *d, const struct sbill_xml *e, const char *words,
                    const struct sbill_text *value)
{
    return sbill_strict_fail(&d->r->strict, e, words, value);
}

/* ---- one condition ----------------------------------------------------------------------------------- */

/* A number with up to three decimals, or a date. */
static bool read_number(struct sbill_text text, int64_t *out)
{
    int32_t date;

    if (text.n == 10 && sbill_date_parse(text, &date)) {
        *out = (int64_t)date * 1000;
        return true;
    }
    return sbill_decimal_parse(text, 3, out);
}

static bool is_range(struct sbill_text text)
{
    struct sbill_text from = sbill_text_cut(&text, '-');

    return from.n > 0 && from.n == text.n;
}

/* The one attribute that says what is asked of the field. */
static int32_t read_operator(const struct edit *d, const struct sbill_xml *e,
                             struct sbill_payers_entry *out)
{
    static const struct {
        const char *name;
        int32_t op;
    } ops[] = {{"given", SBILL_OP_GIVEN}, {"is", SBILL_OP_IS},       {"begins", SBILL_OP_BEGINS},
               {"range", SBILL_OP_RANGE}, {"group", SBILL_OP_GROUP}, {"least", SBILL_OP_LEAST},
               {"most", SBILL_OP_MOST}};
    int32_t op = 0;

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (!sbill_xml_has(e, ops[i].name))
            continue;
        if (op)
            return fail(d, e, "a condition asks one thing: give a second one to the other", NULL);
        op = ops[i].op;
        out->second = sbill_text_trim(sbill_xml_attr(e, ops[i].name));
    }
    if (!op || !out->second.n)
        return fail(
            d, e, "a condition takes one of given, is, begins, range, group, least and most", NULL);
    if (op == SBILL_OP_GIVEN && !sbill_text_is(out->second, "yes") &&
        !sbill_text_is(out->second, "no"))
        return fail(d, e, "given=\"%t\": say yes or no", &out->second);
    if (op == SBILL_OP_RANGE && !is_range(out->second))
        return fail(d, e, "\"%t\" is not a range like 99202-99205", &out->second);
    if ((op == SBILL_OP_LEAST || op == SBILL_OP_MOST) && !read_number(out->second, &out->value))
        return fail(d, e, "\"%t\" is neither a number nor a date", &out->second);
    out->number |= op;
    return SBILL_OK;
}

/* <if> and <unless>; `flags` says where it stands. */
static int32_t read_condition(struct edit *d, const struct sbill_xml *e, int32_t flags)
{
    struct sbill_payers_entry out = {.kind = SBILL_PAYER_CONDITION, .number = flags, .at = e};
    int32_t status;

    if (sbill_text_is(e->name, "unless"))
        out.number |= SBILL_OP_NOT;
    else if (!sbill_text_is(e->name, "if"))
        return fail(d, e, "<%t> is not known here", &e->name);
    out.text = sbill_xml_attr(e, "field");
    if ((status = sbill_strict_attrs(&d->r->strict, e,
                                     "field given is begins range group least most")) ||
        (status = sbill_strict_need(&d->r->strict, e, "field")) ||
        (status = sbill_strict_empty(&d->r->strict, e)) || (status = read_operator(d, e, &out)))
        return status;
    if (!sbill_payers_path(out.text))
        return fail(d, e, "\"%t\" is not a place in a record, like lines[].modifiers", &out.text);
    if (!(flags & SBILL_OP_INSIDE) && sbill_text_starts(out.text, SBILL_T("lines[].")))
        d->by_line = true;
    d->conditions++;
    return sbill_payers_put(d->r, out);
}

static int32_t read_any(struct edit *d, const struct sbill_xml *e)
{
    int32_t status;

    d->alternatives++;
    if (!e->first || !e->first->next || d->alternatives > 100)
        return fail(d, e, "<any> holds two conditions or more", NULL);
    if ((status = sbill_strict_attrs(&d->r->strict, e, "")) ||
        (status = sbill_strict_no_text(&d->r->strict, e)))
        return status;
    for (const struct sbill_xml *x = e->first; x && !status; x = x->next)
        status = read_condition(d, x, (int32_t)(d->alternatives * SBILL_OP_ANY));
    return status;
}

/* <earlier months="24" times="1" by="provider"> or <no-earlier ...>: conditions inside speak of that service. */
static int32_t read_earlier(struct edit *d, const struct sbill_xml *e, bool none)
{
    struct sbill_payers_entry out = {.kind = SBILL_PAYER_CONDITION, .at = e};
    struct sbill_text months = sbill_xml_attr(e, "months"), days = sbill_xml_attr(e, "days");
    struct sbill_text times = sbill_xml_attr(e, "times");
    uint32_t span, count = 1;
    int32_t status;

    if ((status = sbill_strict_attrs(&d->r->strict, e, "months days times by")) ||
        (status = sbill_strict_no_text(&d->r->strict, e)))
        return status;
    out.text = sbill_xml_attr(e, "by");
    if (out.text.n && !sbill_text_is(out.text, "provider") && !sbill_text_is(out.text, "practice"))
        return fail(d, e, "by=\"%t\": say provider or practice, or leave it out", &out.text);
    if ((months.n > 0) == (days.n > 0) || !sbill_text_u32(months.n ? months : days, &span) ||
        span < 1 || span > MOST_SPAN)
        return fail(d, e, "<%t> takes months or days, 1 to 1200", &e->name);
    if (times.n && (!sbill_text_u32(times, &count) || count < 1 || count > MOST_TIMES))
        return fail(d, e, "times=\"%t\" is not a count from 1 to 1000", &times);
    if (!e->first)
        return fail(d, e, "<%t> does not say which earlier service it means", &e->name);
    out.number = SBILL_OP_EARLIER | (none ? SBILL_OP_NOT : 0);
    out.second = months.n ? SBILL_T("months") : SBILL_T("days");
    out.value = (int64_t)count * 65536 + span;
    d->conditions++;
    d->by_line = true;
    status = sbill_payers_put(d->r, out);
    for (const struct sbill_xml *x = e->first; x && !status; x = x->next)
        status = read_condition(d, x, SBILL_OP_INSIDE);
    return status;
}

/* ---- words and examples ------------------------------------------------------------------------------ */

/* As one line, without its full stop, which the register puts there: a run of white space is one blank. Empty
 * if memory ran out, which the arena remembers. */
static struct sbill_text on_one_line(struct sbill_arena *a, struct sbill_text text)
{
    struct sbill_text rest = sbill_text_trim(text);
    char *to = sbill_arena_get(a, rest.n + 1);
    size_t n = 0;

    for (size_t i = 0; to && i < rest.n; i++) {
        if (!sbill_is_space(rest.p[i]))
            to[n++] = rest.p[i];
        else if (!sbill_is_space(rest.p[i - 1]))
            to[n++] = ' ';
    }
    n -= n > 0 && to[n - 1] == '.';
    return (struct sbill_text){to ? to : "", n};
}

static int32_t read_words(const struct edit *d, const struct sbill_xml *e, struct sbill_text *out)
{
    int32_t status = sbill_strict_attrs(&d->r->strict, e, "");

    if (status)
        return status;
    if (e->first)
        return fail(d, e->first, "<%t> is not known here", &e->first->name);
    if (out->n)
        return fail(d, e, "a second <%t>", &e->name);
    *out = on_one_line(&d->r->arena, e->text);
    if (d->r->arena.failed)
        return sbill_fail(d->r->strict.err, d->r->arena.failed, SBILL_NOWHERE,
                          "no memory for the payer profiles");
    return out->n ? SBILL_OK : fail(d, e, "<%t> is empty", &e->name);
}

static int32_t read_example(const struct edit *d, const struct sbill_xml *e, uint32_t *count)
{
    int32_t status = sbill_strict_attrs(&d->r->strict, e, "because");

    if (status)
        return status;
    if (e->first || !sbill_text_trim(e->text).n)
        return fail(d, e, "<%t> holds a record, or the part of one that matters", &e->name);
    (*count)++;
    return SBILL_OK;
}

static int32_t read_part(struct edit *d, const struct sbill_xml *e)
{
    if (sbill_text_is(e->name, "any"))
        return read_any(d, e);
    if (sbill_text_is(e->name, "earlier") || sbill_text_is(e->name, "no-earlier"))
        return read_earlier(d, e, sbill_text_is(e->name, "no-earlier"));
    if (sbill_text_is(e->name, "say"))
        return read_words(d, e, &d->say);
    if (sbill_text_is(e->name, "do"))
        return read_words(d, e, &d->action);
    if (sbill_text_is(e->name, "fails"))
        return read_example(d, e, &d->fails);
    if (sbill_text_is(e->name, "passes"))
        return read_example(d, e, &d->passes);
    return read_condition(d, e, 0);
}

/* ---- the edit ---------------------------------------------------------------------------------------- */

static int32_t read_date(const struct edit *d, const struct sbill_xml *e, const char *name,
                         int32_t *out)
{
    struct sbill_text text = sbill_xml_attr(e, name);

    *out = SBILL_NO_DATE;
    if (!text.n || sbill_text_is(text, "open") || sbill_date_parse(text, out))
        return SBILL_OK;
    return fail(d, e, "\"%t\" is not a date", &text);
}

static int32_t read_head(struct edit *d, const struct sbill_xml *e, size_t *head)
{
    struct sbill_text severity = sbill_xml_attr(e, "is"), type = sbill_xml_attr(e, "claim-type");
    struct sbill_payers_entry out = {.kind = SBILL_PAYER_EDIT,
                                     .number = sbill_severity_from(severity),
                                     .text = sbill_xml_attr(e, "name"),
                                     .second = sbill_xml_attr(e, "source"),
                                     .value = sbill_payers_claim_type(type),
                                     .at = e};
    int32_t status;

    if ((status = sbill_strict_attrs(&d->r->strict, e, "name is claim-type from to source")) ||
        (status = sbill_strict_need(&d->r->strict, e, "name")) ||
        (status = sbill_strict_need(&d->r->strict, e, "is")) ||
        (status = sbill_strict_need(&d->r->strict, e, "source")) ||
        (status = sbill_strict_no_text(&d->r->strict, e)))
        return status;
    if (out.number != SBILL_SEV_ERROR && out.number != SBILL_SEV_WARNING &&
        out.number != SBILL_SEV_NOTICE)
        return fail(d, e, "is=\"%t\": say error, warning or notice", &severity);
    if (type.n && !out.value)
        return fail(d, e, "there is no claim type \"%t\"", &type);
    /* Two edits of one name would be told apart by their severity only. */
    for (size_t i = d->r->profiles.v[d->r->profiles.n - 1].first; i < d->r->entries.n; i++)
        if (d->r->entries.v[i].kind == SBILL_PAYER_EDIT &&
            sbill_text_eq(d->r->entries.v[i].text, out.text))
            return fail(d, e, "the profile says this already: \"%t\"", &out.text);
    *head = d->r->entries.n;
    return sbill_payers_put(d->r, out);
}

static int32_t check_whole(const struct edit *d, const struct sbill_xml *e)
{
    if (!d->conditions)
        return fail(d, e, "an <edit> needs a condition", NULL);
    if (!d->say.n || !d->action.n)
        return fail(d, e, "an <edit> needs <say> and <do>: what is wrong, and what to do", NULL);
    if (!d->fails || !d->passes)
        return fail(d, e, "an <edit> needs an example that <fails> and one that <passes>", NULL);
    return SBILL_OK;
}

int32_t sbill_payers_read_edit(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct edit d = {.r = r};
    struct sbill_payers_entry dates = {.kind = SBILL_PAYER_EDIT_DATES, .at = e}, *words;
    size_t head = 0, words_at;
    int32_t from, to, status;

    if ((status = read_head(&d, e, &head)) || (status = read_date(&d, e, "from", &from)) ||
        (status = read_date(&d, e, "to", &to)))
        return status;
    dates.number = from;
    dates.value = to;
    words_at = r->entries.n;
    if ((status = sbill_payers_put(
             r, (struct sbill_payers_entry){.kind = SBILL_PAYER_EDIT_WORDS, .at = e})) ||
        (status = sbill_payers_put(r, dates)))
        return status;
    for (const struct sbill_xml *x = e->first; x; x = x->next)
        if ((status = read_part(&d, x)))
            return status;
    words = &r->entries.v[words_at];
    words->text = d.say;
    words->second = d.action;
    if (d.by_line)
        r->entries.v[head].value |= SBILL_PAYER_BY_LINE;
    return check_whole(&d, e);
}
