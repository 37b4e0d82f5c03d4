/* Payer profiles from XML (docs/book.md): whom a profile speaks for, what the payer requires, its limits and patterns,
 * and the severities it gives to findings. Strict: a word that is not known is an error with its line. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/regex.h"
#include "base/severity.h"
#include "book/build.h"
#include "book/payers.h"
#include "book/payers_read.h"
#include "book/strict.h"
#include "superbill_findings.h"

/* clang-format off */
static const struct {
    const char *name;
    int64_t least, most;
} limits[] = {
    {"max-diagnoses",          1, 12},   /* 837P HI, CMS-1500 box 21 */
    {"max-lines",              1, 999},  /* 837P 2400: 50; a paper form: 6 */
    {"max-pointers",           1, 4},
    {"max-modifiers",          1, 4},
    {"timely-filing-days",     1, 3650}, /* from the date of service */
    {"secondary-filing-days",  1, 3650}, /* from the earlier payer's adjudication */
    {"corrected-filing-days",  1, 3650},
    {"locum-days",             1, 3650}, /* longest run of a substitute physician */
};
static const char *const options[] = { /* kept as limits, 1 = yes and 0 = no */
    "zero-charge",        /* a line may cost nothing */
    "replacement-claims", /* frequency 7 is taken */
    "void-claims",        /* frequency 8 is taken */
    "incident-to",        /* services incident to a physician's are billed in the physician's name */
    "audio-only",         /* telehealth without picture is covered */
    "crossover",          /* claims are passed on to a later payer by the payer itself */
    "ncci",               /* NCCI pairs, unit limits and add-on rules hold; yes if not said */
    "same-specialty",     /* providers of one group and specialty are taken for one */
    "ndc-required",       /* drugs that the crosswalk knows need their NDC */
    "medicare-code-editor", /* inpatient claims go through the edits of the MCE */
    "codes-as-written",     /* ... which takes codes without dots, blanks and the like only */
};
static const char *const patterns[] = {
    "member-id", "group-number", "claim-number", "authorization-number", "referral-number",
};
static const char *const filing_indicators[] = { /* 837P SBR09 (X12 data element 1032) */
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA", "MB", "MC", "OF",
    "TV", "VA", "WC", "ZZ",
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct sbill_payers_key { /* what a profile is found by */
    const struct sbill_payers_entry *entry;
    size_t index, profile;
};

static int32_t fail(const struct sbill_payers_reading *r, const struct sbill_xml *e,
                    const char *words, const struct sbill_text *value)
{
    return sbill_strict_fail(&r->strict, e, words, value);
}

static int32_t no_memory(const struct sbill_payers_reading *r, int32_t status)
{
    return sbill_fail(r->strict.err, status, (struct sbill_place){r->strict.source, 0, 0},
                      "no memory for the payer profiles");
}

/* Position of a word in a list, from 1; 0 if it is not there. */
static size_t word_at(struct sbill_text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sbill_text_is(word, words[i]))
            return i + 1;
    return 0;
}

/* ---- one entry ------------------------------------------------------------------------------------- */

int32_t sbill_payers_put(struct sbill_payers_reading *r, struct sbill_payers_entry entry)
{
    struct sbill_payers_entry *to = SBILL_PUSH(&r->arena, &r->entries);

    if (!to)
        return no_memory(r, r->arena.failed);
    *to = entry;
    r->profiles.v[r->profiles.n - 1].count++;
    return SBILL_OK;
}

int32_t sbill_payers_add(struct sbill_payers_reading *r, struct sbill_payers_entry entry)
{
    const struct sbill_payers_profile *p = &r->profiles.v[r->profiles.n - 1];

    for (size_t i = p->first; i < p->first + p->count; i++) {
        const struct sbill_payers_entry *other = &r->entries.v[i];

        if (other->kind == entry.kind && other->number == entry.number &&
            sbill_text_eq(other->text, entry.text) &&
            (entry.kind != SBILL_PAYER_SEVERITY || other->value >> 4 == entry.value >> 4))
            return fail(r, entry.at, "the profile says this already: \"%t\"", &entry.text);
    }
    return sbill_payers_put(r, entry);
}

static int32_t read_match(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text id = sbill_xml_attr(e, "payer-id"),
                      filing = sbill_xml_attr(e, "filing-indicator");
    struct sbill_text marked = sbill_xml_attr(e, "default");
    int32_t status = sbill_strict_attrs(&r->strict, e, "payer-id filing-indicator default");

    if (status)
        return status;
    if (!e->attrs || e->attrs->next || !e->attrs->value.n)
        return fail(r, e, "<match> takes one of payer-id, filing-indicator and default", NULL);
    if (id.n)
        return sbill_payers_add(
            r, (struct sbill_payers_entry){.kind = SBILL_PAYER_ID, .text = id, .at = e});
    if (filing.n) {
        if (!word_at(filing, filing_indicators, COUNT(filing_indicators)))
            return fail(r, e, "\"%t\" is not a claim filing indicator (837P SBR09)", &filing);
        return sbill_payers_add(
            r, (struct sbill_payers_entry){.kind = SBILL_PAYER_FILING, .text = filing, .at = e});
    }
    if (!sbill_text_is(marked, "yes"))
        return fail(r, e, "default=\"%t\": say yes, or leave it out", &marked);
    if (r->default_at)
        return fail(r, e, "a second default profile: a file has one at most", NULL);
    r->default_at = e;
    r->profiles.v[r->profiles.n - 1].flags |= SBILL_PAYER_DEFAULT;
    return SBILL_OK;
}

/* coverages[].group_number: names between dots, [] for every item of a list. That the record has such a field is for
 * the check stage to see: the record's fields are known two floors up. */
bool sbill_payers_path(struct sbill_text path)
{
    while (path.n) {
        struct sbill_text name = sbill_text_cut(&path, '.');
        size_t n = 0;

        while (n < name.n &&
               (sbill_is_lower(name.p[n]) || sbill_is_digit(name.p[n]) || name.p[n] == '_'))
            n++;
        if (n == 0 ||
            (n < name.n && !sbill_text_is((struct sbill_text){name.p + n, name.n - n}, "[]")))
            return false;
    }
    return true;
}

static int32_t read_require(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text path = sbill_xml_attr(e, "field");
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "field source")) ||
        (status = sbill_strict_need(&r->strict, e, "field")))
        return status;
    if (!sbill_payers_path(path))
        return fail(r, e, "\"%t\" is not a place in a record, like coverages[].group_number",
                    &path);
    return sbill_payers_add(r, (struct sbill_payers_entry){.kind = SBILL_PAYER_REQUIRE,
                                                           .text = path,
                                                           .second = sbill_xml_attr(e, "source"),
                                                           .at = e});
}

static int32_t read_limit(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text name = sbill_xml_attr(e, "name"), text = sbill_xml_attr(e, "value");
    uint32_t value;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "name value source")) ||
        (status = sbill_strict_need(&r->strict, e, "name")) ||
        (status = sbill_strict_need(&r->strict, e, "value")))
        return status;
    for (size_t i = 0; i < COUNT(limits); i++) {
        if (!sbill_text_is(name, limits[i].name))
            continue;
        if (!sbill_text_u32(text, &value) || value < limits[i].least || value > limits[i].most)
            return fail(r, e, "\"%t\" is out of what this limit can be", &text);
        return sbill_payers_add(r,
                                (struct sbill_payers_entry){.kind = SBILL_PAYER_LIMIT,
                                                            .text = name,
                                                            .second = sbill_xml_attr(e, "source"),
                                                            .value = value,
                                                            .at = e});
    }
    return fail(r, e, "there is no limit \"%t\"", &name);
}

static int32_t read_option(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text name = sbill_xml_attr(e, "name"), text = sbill_xml_attr(e, "allowed");
    bool yes = sbill_text_is(text, "yes");
    int32_t status = sbill_strict_attrs(&r->strict, e, "name allowed source");

    if (status)
        return status;
    if (!word_at(name, options, COUNT(options)))
        return fail(r, e, "there is no option \"%t\"", &name);
    if (!yes && !sbill_text_is(text, "no"))
        return fail(r, e, "allowed=\"%t\": say yes or no", &text);
    return sbill_payers_add(r, (struct sbill_payers_entry){.kind = SBILL_PAYER_LIMIT,
                                                           .text = name,
                                                           .second = sbill_xml_attr(e, "source"),
                                                           .value = yes,
                                                           .at = e});
}

static int32_t read_pattern(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text name = sbill_xml_attr(e, "name"), value = sbill_xml_attr(e, "value");
    struct sbill_place at = {r->strict.source, e->line, 0};
    struct sbill_regex *regex = NULL;
    bool empty;
    size_t offset;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "name value source")) ||
        (status = sbill_strict_need(&r->strict, e, "value")))
        return status;
    if (!word_at(name, patterns, COUNT(patterns)))
        return fail(r, e, "there is no pattern \"%t\"", &name);
    status = sbill_regex_compile(sbill_build_alloc(r->b), value, SBILL_RX_CASE, at, &regex, &offset,
                                 r->strict.err);
    if (status)
        return status;
    empty = sbill_regex_matches_empty(regex);
    sbill_regex_free(regex);
    if (empty)
        return fail(r, e, "the pattern \"%t\" matches nothing at all, so it fits any text", &value);
    return sbill_payers_add(
        r, (struct sbill_payers_entry){
               .kind = SBILL_PAYER_PATTERN, .text = name, .second = value, .at = e});
}

int32_t sbill_payers_claim_type(struct sbill_text word)
{
    static const char *const types[] = {"professional", "dental", "institutional"};

    return (int32_t)word_at(word, types, COUNT(types));
}

static bool is_finding(uint32_t number)
{
#define ROW(number, name, severity, rule, action, source) number,
    static const uint16_t numbers[] = {SBILL_FINDINGS(ROW)};
#undef ROW

    for (size_t i = 0; i < COUNT(numbers); i++)
        if (numbers[i] == number)
            return true;
    return false;
}

static int32_t read_severity(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text finding = sbill_xml_attr(e, "finding"), word = sbill_xml_attr(e, "is");
    struct sbill_text type = sbill_xml_attr(e, "claim-type");
    int32_t severity = sbill_severity_from(word);
    int32_t claim_type = sbill_payers_claim_type(type);
    uint32_t number;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "finding is claim-type source")) ||
        (status = sbill_strict_need(&r->strict, e, "finding")) ||
        (status = sbill_strict_need(&r->strict, e, "is")))
        return status;
    if (!sbill_text_u32(finding, &number) || !is_finding(number))
        return fail(r, e, "there is no finding %t", &finding);
    if (severity == SBILL_SEV_NONE || severity == SBILL_SEV_NOT_CHECKED)
        return fail(r, e, "is=\"%t\": say error, warning, notice or off", &word);
    if (sbill_xml_has(e, "claim-type") && !claim_type)
        return fail(r, e, "there is no claim type \"%t\"", &type);
    return sbill_payers_add(
        r, (struct sbill_payers_entry){.kind = SBILL_PAYER_SEVERITY,
                                       .number = (int32_t)number,
                                       .second = sbill_xml_attr(e, "source"),
                                       .value = (int64_t)claim_type * 16 + severity,
                                       .at = e});
}

/* ---- profiles -------------------------------------------------------------------------------------- */

static int32_t read_child(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    static const struct {
        const char *name;
        int32_t (*read)(struct sbill_payers_reading *, const struct sbill_xml *);
    } children[] = {{"match", read_match},     {"require", read_require},
                    {"limit", read_limit},     {"option", read_option},
                    {"pattern", read_pattern}, {"severity", read_severity}};
    int32_t status;

    if (sbill_text_is(e->name, "edit"))
        return sbill_payers_read_edit(r, e);
    status = sbill_strict_empty(&r->strict, e);
    for (size_t i = 0; !status && i < COUNT(children); i++)
        if (sbill_text_is(e->name, children[i].name))
            return children[i].read(r, e);
    return status ? status : fail(r, e, "<%t> is not known here", &e->name);
}

static bool is_name(struct sbill_text name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!sbill_is_lower(name.p[i]) && !sbill_is_digit(name.p[i]) && name.p[i] != '-')
            return false;
    return name.n > 0;
}

static int32_t read_payer(struct sbill_payers_reading *r, const struct sbill_xml *e)
{
    struct sbill_text name = sbill_xml_attr(e, "name");
    struct sbill_payers_profile *p;
    int32_t status;

    if (!sbill_text_is(e->name, "payer"))
        return fail(r, e, "<%t> is not known here", &e->name);
    if ((status = sbill_strict_attrs(&r->strict, e, "name title source")) ||
        (status = sbill_strict_need(&r->strict, e, "title")) ||
        (status = sbill_strict_need(&r->strict, e, "source")) ||
        (status = sbill_strict_no_text(&r->strict, e)))
        return status;
    if (!is_name(name))
        return fail(r, e, "\"%t\" is not a name of a profile: small letters, digits and hyphens",
                    &name);
    p = SBILL_PUSH(&r->arena, &r->profiles);
    if (!p)
        return no_memory(r, r->arena.failed);
    p->first = r->entries.n;
    p->line = e->line;
    if ((status =
             sbill_payers_add(r, (struct sbill_payers_entry){.kind = SBILL_PAYER_NAME,
                                                             .text = name,
                                                             .second = sbill_xml_attr(e, "title"),
                                                             .at = e})) ||
        (status = sbill_payers_add(
             r, (struct sbill_payers_entry){
                    .kind = SBILL_PAYER_SOURCE, .text = sbill_xml_attr(e, "source"), .at = e})))
        return status;
    for (const struct sbill_xml *child = e->first; child; child = child->next)
        if ((status = read_child(r, child)))
            return status;
    return SBILL_OK;
}

static int32_t read_payers(struct sbill_payers_reading *r, const struct sbill_xml *root)
{
    int32_t status;

    if (!sbill_text_is(root->name, "payers"))
        return fail(r, root, "a file of payer profiles begins with <payers>, not <%t>",
                    &root->name);
    if ((status = sbill_strict_attrs(&r->strict, root, "")) ||
        (status = sbill_strict_no_text(&r->strict, root)))
        return status;
    if (!root->first)
        return fail(r, root, "the file holds no <payer>", NULL);
    for (const struct sbill_xml *e = root->first; e; e = e->next)
        if ((status = read_payer(r, e)))
            return status;
    return SBILL_OK;
}

/* ---- the keys, sorted ------------------------------------------------------------------------------ */

static bool is_key(int32_t kind)
{
    return kind == SBILL_PAYER_NAME || kind == SBILL_PAYER_ID || kind == SBILL_PAYER_FILING;
}

static int compare(const void *left, const void *right)
{
    const struct sbill_payers_key *a = left, *b = right;

    if (a->entry->kind != b->entry->kind)
        return a->entry->kind < b->entry->kind ? -1 : 1;
    return sbill_payer_compare(a->entry->text, b->entry->text);
}

static int32_t make_keys(struct sbill_payers_reading *r)
{
    r->keys = SBILL_NEW_N(&r->arena, struct sbill_payers_key, r->entries.n);
    if (!r->keys)
        return no_memory(r, r->arena.failed);
    for (size_t i = 0; i < r->profiles.n; i++) {
        const struct sbill_payers_profile *p = &r->profiles.v[i];

        for (size_t k = p->first; k < p->first + p->count; k++)
            if (is_key(r->entries.v[k].kind))
                r->keys[r->key_count++] = (struct sbill_payers_key){&r->entries.v[k], k, i};
    }
    qsort(r->keys, r->key_count, sizeof *r->keys, compare);
    for (size_t i = 1; i < r->key_count; i++) {
        const struct sbill_xml *a = r->keys[i - 1].entry->at, *b = r->keys[i].entry->at;

        if (compare(&r->keys[i - 1], &r->keys[i]) == 0)
            return fail(r, a->line > b->line ? a : b,
                        "another profile of this file has \"%t\" already", &r->keys[i].entry->text);
    }
    return SBILL_OK;
}

/* ---- the section ----------------------------------------------------------------------------------- */

static void put_entry(struct sbill_buf *b, const struct sbill_payers_entry *e, size_t *texts)
{
    sbill_put_i32(b, e->kind);
    sbill_put_i32(b, e->number);
    sbill_put_u32(b, (uint32_t)*texts);
    sbill_put_u32(b, (uint32_t)e->text.n);
    *texts += e->text.n + 1;
    sbill_put_u32(b, (uint32_t)*texts);
    sbill_put_u32(b, (uint32_t)e->second.n);
    *texts += e->second.n + 1;
    sbill_put_i64(b, e->value);
}

static void put_section(struct sbill_buf *b, const struct sbill_payers_reading *r)
{
    size_t entries = SBILL_PAYERS_HEAD + r->profiles.n * SBILL_PAYERS_PROFILE;
    size_t keys = entries + r->entries.n * SBILL_PAYERS_ENTRY;
    size_t texts = keys + r->key_count * SBILL_PAYERS_KEY;
    const uint32_t head[] = {SBILL_PAYERS_VERSION,
                             (uint32_t)r->profiles.n,
                             (uint32_t)r->entries.n,
                             (uint32_t)entries,
                             (uint32_t)r->key_count,
                             (uint32_t)keys,
                             0,
                             0};

    for (size_t i = 0; i < COUNT(head); i++)
        sbill_put_u32(b, head[i]);
    for (size_t i = 0; i < r->profiles.n; i++) {
        const struct sbill_payers_profile *p = &r->profiles.v[i];
        const uint32_t row[] = {(uint32_t)p->first, (uint32_t)p->count, p->flags, p->line};

        for (size_t k = 0; k < COUNT(row); k++)
            sbill_put_u32(b, row[k]);
    }
    for (size_t i = 0; i < r->entries.n; i++)
        put_entry(b, &r->entries.v[i], &texts);
    for (size_t i = 0; i < r->key_count; i++) {
        sbill_put_i32(b, r->keys[i].entry->kind);
        sbill_put_u32(b, (uint32_t)r->keys[i].index);
        sbill_put_u32(b, (uint32_t)r->keys[i].profile);
    }
    for (size_t i = 0; i < r->entries.n; i++) {
        sbill_buf_text(b, r->entries.v[i].text);
        sbill_buf_char(b, '\0');
        sbill_buf_text(b, r->entries.v[i].second);
        sbill_buf_char(b, '\0');
    }
}

static int32_t add_section(struct sbill_payers_reading *r)
{
    struct sbill_buf section;
    int32_t status;

    sbill_buf_init(&section, sbill_build_alloc(r->b), UINT32_MAX);
    put_section(&section, r);
    status = section.failed ? no_memory(r, section.failed)
                            : sbill_build_section(r->b, SBILL_SEC_PAYERS, 0, section.p, section.n,
                                                  r->strict.err);
    sbill_buf_free(&section);
    return status;
}

int32_t sbill_import_payers(struct sbill_builder *b, const struct sbill_input *in,
                            sbill_error **err)
{
    struct sbill_payers_reading r = {.b = b, .strict = {in->name, err}};
    struct sbill_xml *root;
    int32_t status;

    sbill_arena_init(&r.arena, sbill_build_alloc(b), UINT32_MAX);
    status = sbill_xml_parse(&r.arena, in->bytes, in->name, &root, err);
    if (!status)
        status = read_payers(&r, root);
    if (!status)
        status = make_keys(&r);
    if (!status)
        status = add_section(&r);
    sbill_arena_free(&r.arena);
    return status;
}
