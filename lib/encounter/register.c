/* The register of findings and its words. */
#include "base/severity.h"
#include "encounter/findings.h"
#include "superbill.h"

#define ROW(number, name, severity, rule, action, source) \
    {number, SBILL_SEV_##severity, #name, rule, action, source},
static const struct sbill_finding_row rows[] = {SBILL_FINDINGS(ROW)};
#undef ROW

#define ROW_COUNT (sizeof rows / sizeof *rows)

const struct sbill_finding_row *sbill_finding_row(int32_t number)
{
#define INDEX(number_, name, severity, rule, action, source) at_##name,
    enum {
        SBILL_FINDINGS(INDEX)
    };
#undef INDEX
    /* A number given out twice does not compile. */
#define FIND(number_, name, severity, rule, action, source) \
    case number_:                                           \
        return &rows[at_##name];
    switch (number) {
        SBILL_FINDINGS(FIND)
    default:
        return NULL;
    }
#undef FIND
}

int32_t sbill_finding_at(size_t i)
{
    return i < ROW_COUNT ? rows[i].number : 0;
}

const char *sbill_finding_name(int32_t number)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);

    return row ? row->name : NULL;
}

const char *sbill_finding_severity(int32_t number)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);

    return row ? sbill_severity_name(row->severity) : NULL;
}

const char *sbill_finding_rule(int32_t number)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);

    return row ? row->rule : NULL;
}

const char *sbill_finding_action(int32_t number)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);

    return row ? row->action : NULL;
}

const char *sbill_finding_source(int32_t number)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);

    return row ? row->source : NULL;
}

static struct sbill_text value_of(const struct sbill_finding *f, struct sbill_text name)
{
    for (size_t i = 0; i < f->value_count; i++)
        if (sbill_text_is(name, f->values[i].name) && f->values[i].text.n)
            return f->values[i].text;
    return SBILL_T("(not given)");
}

/* {name} becomes the value of that name. */
static void fill_in(const struct sbill_finding *f, const char *template, struct sbill_buf *out)
{
    struct sbill_text rest = sbill_text_from(template);

    while (rest.n) {
        sbill_buf_text(out, sbill_text_cut(&rest, '{'));
        if (rest.n)
            sbill_buf_text(out, value_of(f, sbill_text_cut(&rest, '}')));
    }
}

void sbill_finding_words(const struct sbill_finding *f, struct sbill_buf *out)
{
    fill_in(f, sbill_finding_rule(f->number), out);
}

void sbill_finding_action_words(const struct sbill_finding *f, struct sbill_buf *out)
{
    fill_in(f, sbill_finding_action(f->number), out);
}
