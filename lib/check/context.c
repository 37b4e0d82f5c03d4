/* Edits that look at the patient's other services, and the list of what could not be looked at. */
#include "check/edits.h"

static bool says_again(const struct sbill_line *l)
{
    static const char *const again[] = {"76", "77", "91", "59", "XE", "XP", "XS", "XU"};

    for (size_t i = 0; i < sizeof again / sizeof *again; i++)
        if (sbill_line_has_modifier(l, again[i]))
            return true;
    return false;
}

static bool same_code(const struct sbill_coded *c, struct sbill_text code)
{
    char normal[16];
    size_t n = sbill_code_normal(code, normal);

    return n &&
           sbill_text_eq((struct sbill_text){normal, n}, (struct sbill_text){c->normal, c->length});
}

/* The same service of the same day, by the same provider, already on another claim. */
void sbill_edit_billed_before(struct sbill_check *k, int32_t i)
{
    const struct sbill_context *context = k->record->context;
    const struct sbill_provider *by = sbill_line_rendering(k, i);
    const struct sbill_line *l = &k->record->lines.v[i];

    if (!context || says_again(l) || (k->record->frequency != 1 && k->record->frequency != 0))
        return;
    for (size_t c = 0; c < context->lines.n; c++) {
        const struct sbill_context_line *o = &context->lines.v[c];
        struct sbill_finding *f;

        if (o->date_from != k->lines[i].on || !same_code(&k->lines[i], o->code) ||
            (o->encounter_id.n && sbill_text_eq(o->encounter_id, k->record->id)))
            continue;
        if (by && by->npi.n && o->rendering_npi.n && !sbill_text_eq(by->npi, o->rendering_npi))
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_BILLED_BEFORE, "lines[%d].code", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_date(k, f, "date", o->date_from);
        sbill_say(k, f, "claim", o->claim_id.n ? o->claim_id : o->encounter_id);
        return;
    }
}

#define YEARS_OF_A_NEW_PATIENT 3

/* Seen within three years by the same group and specialty: not a new patient (CPT evaluation and management). */
void sbill_edit_new_patient(struct sbill_check *k, int32_t i)
{
    const struct sbill_context *context = k->record->context;
    const struct sbill_provider *by = sbill_line_rendering(k, i),
                                *group = k->record->providers.billing;
    const struct sbill_line *l = &k->record->lines.v[i];
    int32_t on = k->lines[i].on;

    if (!context || !group || on == SBILL_NO_DATE ||
        sbill_book_in_group(k->book, "em-new", k->lines[i].system, l->code, on) != 1)
        return;
    for (size_t c = 0; c < context->lines.n; c++) {
        const struct sbill_context_line *o = &context->lines.v[c];
        struct sbill_finding *f;

        if (o->date_from == SBILL_NO_DATE || o->date_from >= on ||
            sbill_age_years(o->date_from, on) >= YEARS_OF_A_NEW_PATIENT)
            continue;
        if (!o->billing_npi.n || !sbill_text_eq(o->billing_npi, group->npi) ||
            (by && by->taxonomy.n && o->rendering_taxonomy.n &&
             !sbill_text_eq(by->taxonomy, o->rendering_taxonomy)))
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_NEW_PATIENT_SEEN, "lines[%d].code", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_date(k, f, "seen", o->date_from);
        return;
    }
}

/* A CPT code of this family on the claim, and no group that could say if it is one of those. */
static bool misses_group(const struct sbill_check *k, const char *group, const char *family)
{
    for (size_t i = 0; i < k->claim->lines.n; i++) {
        int32_t line = k->claim->lines.v[i].line;
        const struct sbill_coded *c = &k->lines[line];

        if (c->system == SBILL_SYSTEM_CPT &&
            sbill_text_starts((struct sbill_text){c->normal, c->length}, sbill_text_from(family)) &&
            sbill_book_in_group(k->book, group, c->system, k->record->lines.v[line].code, c->on) <
                0)
            return true;
    }
    return false;
}

/* No table covers the date, or only an extract does, which does not have the code. */
static bool misses_code(const struct sbill_check *k, int32_t system, struct sbill_text code)
{
    int32_t found = code.n ? sbill_code_find(k->book, system, code.p, code.n, k->date, NULL)
                           : SBILL_CODE_BILLABLE;

    return found == SBILL_CODE_NOT_LOADED || found == SBILL_CODE_OUTSIDE ||
           (found == SBILL_CODE_UNKNOWN && sbill_book_is_extract(k->book, system, k->date) == 1);
}

static void list_missing_codes(struct sbill_check *k)
{
    const struct sbill_providers *p = &k->record->providers;

    if (k->claim->lines.n &&
        misses_code(k, SBILL_SYSTEM_POS, sbill_line_place(k, k->claim->lines.v[0].line)))
        sbill_words_item(k, SBILL_T("places of service"));
    if ((p->billing && misses_code(k, SBILL_SYSTEM_TAXONOMY, p->billing->taxonomy)) ||
        (p->rendering && misses_code(k, SBILL_SYSTEM_TAXONOMY, p->rendering->taxonomy)))
        sbill_words_item(k, SBILL_T("provider taxonomy codes (NUCC)"));
}

static void list_missing_medical(struct sbill_check *k)
{
    bool many = false;

    for (size_t l = 0; l < k->claim->lines.n; l++)
        many = many || k->claim->lines.v[l].units > 1000;
    if (k->claim->lines.n > 1)
        sbill_words_item(k, SBILL_T("services that exclude each other on one day (NCCI)"));
    if (many)
        sbill_words_item(k, SBILL_T("most units a day (MUE)"));
    sbill_words_item(k, SBILL_T("add-on codes"));
    sbill_words_item(k, SBILL_T("coverage of the service for the diagnosis (NCD, LCD)"));
    if (misses_group(k, "clia", "8"))
        sbill_words_item(k, SBILL_T("laboratory tests that need a CLIA number (group clia)"));
    if (k->record->context && misses_group(k, "em-new", "992"))
        sbill_words_item(k, SBILL_T("new or established patient (group em-new)"));
}

/* What could have been found with tables that this book does not have. Only checks that have something to
 * look at are named. */
void sbill_edit_tables_missing(struct sbill_check *k, int32_t i)
{
    struct sbill_finding *f;

    (void)i;
    sbill_check_words(k);
    if (k->record->claim_type != SBILL_DENTAL)
        list_missing_medical(k);
    sbill_words_item(k, SBILL_T("how often a service is paid"));
    list_missing_codes(k);
    if (!k->profile)
        sbill_words_item(k, SBILL_T("the payer's own rules"));
    f = sbill_raise(k->e, SBILL_FINDING_TABLES_MISSING, "lines");
    sbill_say_words(k, f, "checks");
}

void sbill_edit_institutional(struct sbill_check *k, int32_t i)
{
    (void)i;
    sbill_raise(k->e, SBILL_FINDING_INSTITUTIONAL_NOT_CHECKED, "claim_type");
}

void sbill_edit_history_missing(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (!k->record->context)
        sbill_raise(k->e, SBILL_FINDING_HISTORY_MISSING, "context");
}
