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

/* Does the book have this group for any system a line may have? */
static bool has_group(const struct sbill_check *k, const char *group)
{
    return sbill_book_in_group(k->book, group, SBILL_SYSTEM_CPT, SBILL_T("00000"), k->date) >= 0 ||
           sbill_book_in_group(k->book, group, SBILL_SYSTEM_HCPCS, SBILL_T("A0000"), k->date) >= 0;
}

/* Numbers 80000 to 89999 are laboratory and pathology. */
static bool has_laboratory(const struct sbill_check *k)
{
    for (size_t l = 0; l < k->claim->lines.n; l++) {
        const struct sbill_coded *c = &k->lines[k->claim->lines.v[l].line];

        if (c->system == SBILL_SYSTEM_CPT && c->normal[0] == '8')
            return true;
    }
    return false;
}

/* What could have been found with tables that this book does not have. Only checks that have something to
 * look at are named. */
void sbill_edit_tables_missing(struct sbill_check *k, int32_t i)
{
    size_t lines = k->claim->lines.n;
    bool many = false;
    struct sbill_finding *f;

    (void)i;
    for (size_t l = 0; l < lines; l++)
        many = many || k->claim->lines.v[l].units > 1000;
    sbill_check_words(k);
    if (lines > 1)
        sbill_words_item(k, SBILL_T("services that exclude each other on one day (NCCI)"));
    if (many)
        sbill_words_item(k, SBILL_T("most units a day (MUE)"));
    sbill_words_item(k, SBILL_T("add-on codes"));
    sbill_words_item(k, SBILL_T("how often a service is paid"));
    sbill_words_item(k, SBILL_T("coverage of the service for the diagnosis (NCD, LCD)"));
    if (has_laboratory(k) && !has_group(k, "clia"))
        sbill_words_item(k, SBILL_T("laboratory tests that need a CLIA number (group clia)"));
    if (k->record->context && !has_group(k, "em-new"))
        sbill_words_item(k, SBILL_T("new or established patient (group em-new)"));
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
