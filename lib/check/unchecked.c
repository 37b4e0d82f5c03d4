/* What could have been found with tables that the book does not have. Only checks that have something to look at are
 * named; the numbers are those of the findings. */
#include "check/edits.h"

static const struct sbill_coded *line_at(const struct sbill_check *k, size_t i)
{
    return &k->lines[k->claim->lines.v[i].line];
}

static struct sbill_text code_of(const struct sbill_coded *c)
{
    return (struct sbill_text){c->normal, c->length};
}

/* ---- the tables: what edits asked in vain, and whether it would have mattered -------------------- */

static bool misses_pairs(struct sbill_check *k)
{
    return k->claim->lines.n > 1 && k->lacks & SBILL_LACKS_PAIRS;
}

static bool misses_units(struct sbill_check *k)
{
    for (size_t l = 0; k->lacks & SBILL_LACKS_UNITS && l < k->claim->lines.n; l++)
        if (k->claim->lines.v[l].units > 1000)
            return true;
    return false;
}

static bool misses_addons(struct sbill_check *k)
{
    return k->lacks & SBILL_LACKS_ADDONS;
}

static bool misses_indicators(struct sbill_check *k)
{
    bool any = k->claim->lines.n > 1;

    for (size_t l = 0; l < k->claim->lines.n; l++)
        any = any || k->record->lines.v[k->claim->lines.v[l].line].modifiers.n;
    return any && k->lacks & SBILL_LACKS_SCHEDULE;
}

static bool misses_attributes(struct sbill_check *k)
{
    return k->lacks & SBILL_LACKS_ATTRIBUTES;
}

static bool misses_notes(struct sbill_check *k)
{
    return k->lacks & SBILL_LACKS_NOTES;
}

static const struct sbill_coded *first_icd10(const struct sbill_check *k)
{
    for (size_t d = 0; d < k->claim->diagnoses.n; d++)
        if (k->diagnoses[k->claim->diagnoses.v[d]].system == SBILL_SYSTEM_ICD10CM)
            return &k->diagnoses[k->claim->diagnoses.v[d]];
    return NULL;
}

static bool misses_policies(struct sbill_check *k)
{
    const struct sbill_coded *d = first_icd10(k);
    struct sbill_text policy, source;

    if (!sbill_book_has_coverage(k->book))
        return d != NULL;
    for (size_t l = 0; d && l < k->claim->lines.n; l++)
        if (sbill_book_coverage(k->book, &k->stand->asked, line_at(k, l)->system,
                                code_of(line_at(k, l)), code_of(d), line_at(k, l)->on, &policy,
                                &source) >= 0)
            return false;
    return d != NULL;
}

static bool misses_authorizations(struct sbill_check *k)
{
    struct sbill_text source;
    int32_t needs;

    if (!sbill_book_has_authorizations(k->book))
        return k->claim->lines.n > 0;
    return k->claim->lines.n &&
           sbill_book_authorization(k->book, &k->stand->asked, line_at(k, 0)->system,
                                    code_of(line_at(k, 0)), (struct sbill_text){"", 0},
                                    line_at(k, 0)->on, &needs, &source) < 0;
}

static bool misses_crosswalk(struct sbill_check *k)
{
    return k->lacks & SBILL_LACKS_CROSSWALK;
}

static bool misses_levels(struct sbill_check *k)
{
    return k->lacks & SBILL_LACKS_LEVELS;
}

/* A CPT code of this family on the claim, and no group that could say if it is one of those. */
static bool misses_group(struct sbill_check *k, enum sbill_ask group, const char *family)
{
    for (size_t i = 0; i < k->claim->lines.n; i++) {
        const struct sbill_coded *c = line_at(k, i);

        if (c->system == SBILL_SYSTEM_CPT &&
            sbill_text_starts(code_of(c), sbill_text_from(family)) &&
            sbill_line_in(k, k->claim->lines.v[i].line, group) < 0)
            return true;
    }
    return false;
}

static bool misses_clia(struct sbill_check *k)
{
    return misses_group(k, SBILL_GROUP_CLIA, "8");
}

static bool misses_visits(struct sbill_check *k)
{
    return misses_group(k, SBILL_GROUP_EM_NEW, "992");
}

static bool misses_tooth_groups(struct sbill_check *k)
{
    for (size_t i = 0; i < k->claim->lines.n; i++)
        if (sbill_line_in(k, k->claim->lines.v[i].line, SBILL_GROUP_TOOTH) < 0)
            return true;
    return false;
}

/* Has the profile a rule on earlier services? */
static bool misses_frequency(struct sbill_check *k)
{
    return !k->stand->frequency;
}

/* No table covers the date, or only an extract does, which does not have the code. */
static bool misses_code(const struct sbill_check *k, int32_t system, struct sbill_text code)
{
    int32_t found = code.n ? sbill_code_find(k->book, system, code.p, code.n, k->date, NULL)
                           : SBILL_CODE_BILLABLE;

    return found == SBILL_CODE_NOT_LOADED || found == SBILL_CODE_OUTSIDE ||
           (found == SBILL_CODE_UNKNOWN && sbill_book_is_extract(k->book, system, k->date) == 1);
}

static bool misses_places(struct sbill_check *k)
{
    return k->claim->lines.n &&
           misses_code(k, SBILL_SYSTEM_POS, sbill_line_place(k, k->claim->lines.v[0].line));
}

static bool misses_taxonomy(struct sbill_check *k)
{
    const struct sbill_providers *p = &k->record->providers;

    return (p->billing && misses_code(k, SBILL_SYSTEM_TAXONOMY, p->billing->taxonomy)) ||
           (p->rendering && misses_code(k, SBILL_SYSTEM_TAXONOMY, p->rendering->taxonomy));
}

static bool misses_payer(struct sbill_check *k)
{
    return !k->profile;
}

/* ---- the list ---------------------------------------------------------------------------------- */

#define PROF SBILL_FOR_PROFESSIONAL
#define DENT SBILL_FOR_DENTAL

/* clang-format off */
static const struct {
    bool (*misses)(struct sbill_check *);
    uint32_t types;
    const char *words;
} checks[] = {
    {misses_pairs,          PROF,        "services that exclude each other on one day (NCCI)"},
    {misses_units,          PROF,        "most units a day (MUE)"},
    {misses_addons,         PROF,        "add-on codes"},
    {misses_indicators,     PROF,        "modifiers and days after surgery (fee schedule)"},
    {misses_attributes,     PROF,        "age and exactness of diagnoses (table of the MCE)"},
    {misses_notes,          PROF,        "notes of the tabular list"},
    {misses_policies,       PROF,        "coverage of the service for the diagnosis (NCD, LCD)"},
    {misses_authorizations, PROF | DENT, "authorizations and referrals"},
    {misses_crosswalk,      PROF,        "drugs against their NDC (crosswalk)"},
    {misses_levels,         PROF,        "level of the visit"},
    {misses_clia,           PROF,        "laboratory tests that need a CLIA number (group clia)"},
    {misses_visits,         PROF,
     "visits: new or established patient, two on one day (groups em-new, em-established)"},
    {misses_tooth_groups,   DENT,
     "services that need a tooth or a surface (groups tooth-required, surface-required)"},
    {misses_frequency,      PROF | DENT, "how often a service is paid"},
    {misses_places,         PROF | DENT, "places of service"},
    {misses_taxonomy,       PROF | DENT, "provider taxonomy codes (NUCC)"},
    {misses_payer,          PROF | DENT, "the payer's own rules"},
};
/* clang-format on */

void sbill_edit_tables_missing(struct sbill_check *k, int32_t i)
{
    uint32_t type = 1U << (k->record->claim_type ? k->record->claim_type : SBILL_PROFESSIONAL);
    struct sbill_finding *f;

    (void)i;
    sbill_check_words(k);
    for (size_t c = 0; c < sizeof checks / sizeof *checks; c++)
        if (checks[c].types & type && checks[c].misses(k))
            sbill_words_item(k, sbill_text_from(checks[c].words));
    if (!k->listed)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_TABLES_MISSING, "lines");
    sbill_say_words(k, f, "checks");
}
