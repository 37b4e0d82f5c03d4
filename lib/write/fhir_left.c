/* FHIR R4: what a claim says that has no place there. The result lists it, so that nobody believes it was sent. A test
 * walks the field register and sees that each field with a box or an 837 element is either written or named here. */
#include "write/fhir.h"

#include <stddef.h>

enum given {
    TEXT,
    TEXTS,
    FLAG,
    MONEY,
    DATE,
    WORD
};

struct field {
    size_t offset;
    enum given kind;
    const char *path, *why;
};

#define NO_ELEMENT "FHIR R4 has no element for it"

static const struct field of_record[] = {
#define FIELD(member, kind, path)                                     \
    {                                                                 \
        offsetof(struct sbill_record, member), kind, path, NO_ELEMENT \
    }
    FIELD(provider_signature, FLAG, "provider_signature"),
    FIELD(contract_type, TEXT, "contract_type"),
    FIELD(contract_amount, MONEY, "contract_amount"),
    FIELD(fixed_format, TEXTS, "fixed_format"),
    FIELD(references.medicare_crossover, TEXT, "references.medicare_crossover"),
    FIELD(references.repriced_claim, TEXT, "references.repriced_claim"),
    FIELD(references.adjusted_repriced_claim, TEXT, "references.adjusted_repriced_claim"),
    FIELD(dates.repricer_received, DATE, "dates.repricer_received"),
    FIELD(patient.signature, WORD, "patient.signature"),
    FIELD(patient.signature_source, TEXT, "patient.signature_source"),
#undef FIELD
};

static const struct field of_coverage[] = {
#define FIELD(member, kind, path)                                                        \
    {                                                                                    \
        offsetof(struct sbill_coverage, member), kind, "coverages[%d]." path, NO_ELEMENT \
    }
    FIELD(accept_assignment, FLAG, "accept_assignment"),
    FIELD(release_of_information, FLAG, "release_of_information"),
#undef FIELD
};

static const struct field of_line[] = {
#define FIELD(member, kind, path)                                                \
    {                                                                            \
        offsetof(struct sbill_line, member), kind, "lines[%d]." path, NO_ELEMENT \
    }
    FIELD(copay_exempt, FLAG, "copay_exempt"),
#undef FIELD
};

static const struct field of_adjudicated_line[] = {
#define FIELD(member, kind, path)                                    \
    {                                                                \
        offsetof(struct sbill_line_adjudication, member), kind,      \
            "coverages[%d].adjudication.lines[%d]." path, NO_ELEMENT \
    }
    FIELD(bundled_into, WORD, "bundled_into"),
    FIELD(date, DATE, "date"),
#undef FIELD
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool is_given(const void *object, const struct field *field)
{
    const char *at = (const char *)object + field->offset;
    struct sbill_text text;
    sbill_texts texts;
    sbill_flag flag;
    int64_t money;
    int32_t number;

    switch (field->kind) {
    case TEXT:
        memcpy(&text, at, sizeof text);
        return sbill_fhir_clean(text).n > 0;
    case TEXTS:
        memcpy(&texts, at, sizeof texts);
        return texts.n > 0;
    case FLAG:
        memcpy(&flag, at, sizeof flag);
        return flag != SBILL_UNKNOWN;
    case MONEY:
        memcpy(&money, at, sizeof money);
        return money != SBILL_NO_MONEY;
    case DATE:
        memcpy(&number, at, sizeof number);
        return number != SBILL_NO_DATE;
    default:
        memcpy(&number, at, sizeof number);
        return number != 0;
    }
}

/* Path words with up to two indexes in place of %d, in the encounter's arena. */
static struct sbill_text path_text(struct sbill_encounter *e, const char *words, size_t a, size_t b)
{
    struct sbill_text w = sbill_text_from(words);
    size_t index[2] = {a, b}, used = 0, n = 0;
    char *p = sbill_arena_get(&e->arena, w.n + 2 * 20 + 1);

    for (size_t i = 0; p && i < w.n; i++) {
        if (w.p[i] == '%' && used < 2) {
            n = (size_t)(sbill_xo_digits(p + n, (int64_t)index[used++]) - p);
            i++; /* the d */
        } else {
            p[n++] = w.p[i];
        }
    }
    return (struct sbill_text){p, n};
}

static void leave_out(struct sbill_fhir *f, const char *path, size_t a, size_t b, const char *why)
{
    struct sbill_left_out *l = SBILL_PUSH(&f->e->arena, &f->e->left_out);

    if (!l)
        return;
    l->path = path_text(f->e, path, a, b);
    l->why = sbill_text_from(why);
}

static void each(struct sbill_fhir *f, const struct field *fields, size_t n, const void *object,
                 size_t a, size_t b)
{
    for (size_t i = 0; i < n; i++)
        if (is_given(object, &fields[i]))
            leave_out(f, fields[i].path, a, b, fields[i].why);
}

static void adjudication_left(struct sbill_fhir *f, const struct sbill_fhir_insurance *in)
{
    const struct sbill_adjudication *a = in->coverage->adjudication;
    size_t at = (size_t)(in->coverage - f->r->coverages.v);

    if (!a)
        return;
    if (!in->response) {
        leave_out(f, "coverages[%d].adjudication", at, 0,
                  "a claim tells what earlier payers decided, not this or a later one");
        return;
    }
    for (size_t i = 0; i < a->lines.n; i++)
        each(f, of_adjudicated_line, COUNT(of_adjudicated_line), &a->lines.v[i], at, i);
}

/* FHIR has one tooth and its surfaces on an item; a line billed once over several teeth cannot be told in parts. */
static void line_left(struct sbill_fhir *f, const struct sbill_claim_line *billed)
{
    const struct sbill_line *l = &f->r->lines.v[billed->line];
    size_t at = (size_t)billed->line;

    each(f, of_line, COUNT(of_line), l, at, 0);
    if (sbill_fhir_by_tooth(billed, l))
        return;
    for (size_t t = 0; l->teeth.n > 1 && t < l->teeth.n; t++)
        if (l->teeth.v[t].surfaces.n)
            leave_out(f, "lines[%d].teeth[%d].surfaces", at, t,
                      "surfaces of several teeth on one line cannot be told apart in FHIR R4");
}

void sbill_fhir_left_out(struct sbill_fhir *f)
{
    each(f, of_record, COUNT(of_record), f->r, 0, 0);
    for (size_t i = 0; i < f->insurance_count; i++) {
        const struct sbill_coverage *c = f->insurance[i].coverage;
        each(f, of_coverage, COUNT(of_coverage), c, (size_t)(c - f->r->coverages.v), 0);
        adjudication_left(f, &f->insurance[i]);
    }
    for (size_t i = 0; i < f->c->lines.n; i++)
        line_left(f, &f->c->lines.v[i]);
    if (f->x.replaced)
        leave_out(f, "", 0, 0, "characters that XML cannot hold were replaced by U+FFFD");
}
