/* Diagnoses beside each other: which may come first, which belong together, which contradict the record. */
#include <string.h>

#include "check/edits.h"

static bool starts(const struct sbill_coded *c, const char *prefix)
{
    size_t n = strlen(prefix);

    return c->length >= n && memcmp(c->normal, prefix, n) == 0;
}

static bool starts_any(const struct sbill_coded *c, const char *const *prefixes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (starts(c, prefixes[i]))
            return true;
    return false;
}

#define STARTS_ANY(c, list) starts_any((c), (list), sizeof(list) / sizeof *(list))

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "diagnoses[%d].code", i);

    sbill_say(k, f, "code", k->record->diagnoses.v[i].code);
    return f;
}

/* V00-Y99 by shape, so that it is seen without a table too. */
static bool is_external_cause(const struct sbill_coded *c)
{
    return c->system == SBILL_SYSTEM_ICD10CM && c->length >= 3 && c->normal[0] >= 'V' &&
           c->normal[0] <= 'Y';
}

/* The 7th character S of an injury, an external cause or a fracture of chapter 13. */
static bool is_sequela(const struct sbill_coded *c)
{
    return c->length == 7 && c->normal[6] == 'S' && strchr("MSTVWXY", c->normal[0]);
}

void sbill_edit_first_listed(struct sbill_check *k, int32_t i)
{
    int32_t first;

    (void)i;
    if (!k->claim->diagnoses.n)
        return;
    first = k->claim->diagnoses.v[0];
    if (is_external_cause(&k->diagnoses[first]))
        about(k, SBILL_FINDING_DX_EXTERNAL_CAUSE_FIRST, first);
    else if (k->diagnoses[first].flags & SBILL_CF_MANIFESTATION)
        about(k, SBILL_FINDING_DX_MANIFESTATION_FIRST, first);
    else if (is_sequela(&k->diagnoses[first]))
        about(k, SBILL_FINDING_DX_SEQUELA_FIRST, first);
}

/* Form puts such a diagnosis on the claim once; what came formed may have it twice. */
static void check_duplicate(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];

    for (int32_t other = 0; other < i && c->length; other++) {
        const struct sbill_coded *o = &k->diagnoses[other];

        if (k->record->diagnoses.v[other].status == SBILL_REJECTED || o->system != c->system ||
            strcmp(o->normal, c->normal) != 0)
            continue;
        sbill_say_number(k, about(k, SBILL_FINDING_DX_DUPLICATE, i), "first", other + 1);
        return;
    }
}

void sbill_edit_duplicate_diagnoses(struct sbill_check *k, int32_t i)
{
    for (i = 1; (size_t)i < k->record->diagnoses.n; i++)
        if (k->record->diagnoses.v[i].status != SBILL_REJECTED)
            check_duplicate(k, i);
}

/* Guideline I.C.21.c.16: Z codes that may only be first-listed. */
static bool is_first_listed_only(const struct sbill_coded *c)
{
    static const char *const only[] = {"Z00",   "Z01",   "Z02",  "Z04",  "Z332", "Z3181", "Z3182",
                                       "Z3183", "Z3184", "Z34",  "Z38",  "Z39",  "Z42",   "Z510",
                                       "Z511",  "Z52",   "Z761", "Z762", "Z9912"};

    return STARTS_ANY(c, only) && !starts(c, "Z006") && !starts(c, "Z529");
}

void sbill_edit_first_listed_only(struct sbill_check *k, int32_t i)
{
    int32_t first;

    (void)i;
    if (!k->claim->diagnoses.n)
        return;
    first = k->claim->diagnoses.v[0];
    /* Two encounters of one day may share a claim: then one of such codes follows another. */
    if (is_first_listed_only(&k->diagnoses[first]))
        return;
    for (size_t d = 1; d < k->claim->diagnoses.n; d++)
        if (is_first_listed_only(&k->diagnoses[k->claim->diagnoses.v[d]]))
            about(k, SBILL_FINDING_DX_FIRST_LISTED_ONLY, k->claim->diagnoses.v[d]);
}

/* Guideline I.C.19.a: the 7th character follows the phase of treatment. */
void sbill_edit_phase(struct sbill_check *k, int32_t i)
{
    static const struct {
        const char *words, *fit; /* the 7th characters that fit */
    } phases[] = {
        {"", ""},
        {"active treatment", "ABC"},
        {"healing", "DEF"},
        {"sequela", "S"},
        {"delayed healing", "GHJD"},
        {"nonunion", "KMN"},
        {"malunion", "PQR"},
    };
    const struct sbill_coded *c = &k->diagnoses[i];
    int32_t phase = k->record->diagnoses.v[i].phase;
    struct sbill_finding *f;

    if (phase < SBILL_PHASE_ACTIVE || phase > SBILL_PHASE_MALUNION || c->length != 7 ||
        !strchr("MSTVWXY", c->normal[0]) || !sbill_is_upper(c->normal[6]) ||
        strchr(phases[phase].fit, c->normal[6]))
        return;
    f = about(k, SBILL_FINDING_DX_PHASE, i);
    sbill_say_z(k, f, "phase", phases[phase].words);
    sbill_say(k, f, "character", (struct sbill_text){&c->normal[6], 1});
}

static bool title_has(const struct sbill_check *k, const struct sbill_coded *c, const char *word)
{
    struct sbill_text title = {"", 0};
    size_t n = strlen(word);

    if (c->ref >= 0)
        title.p = sbill_code_title(k->book, c->ref, &title.n);
    for (size_t i = 0; title.p && i + n <= title.n; i++) {
        size_t same = 0;

        while (same < n && sbill_lower(title.p[i + same]) == word[same])
            same++;
        if (same == n && (i == 0 || !sbill_is_alpha(title.p[i - 1])) &&
            (i + n == title.n || !sbill_is_alpha(title.p[i + n])))
            return true;
    }
    return false;
}

/* Chapter 15 codes that take no weeks of gestation: abortive outcomes, delivery without complication of the
 * mother afterwards, and everything said to be of the puerperium (I.C.21.c.11). */
static bool needs_weeks(const struct sbill_check *k, const struct sbill_coded *c)
{
    static const char *const exempt[] = {"O00", "O01", "O02", "O03", "O04", "O07", "O08", "O72",
                                         "O73", "O85", "O86", "O87", "O89", "O90", "O92", "O94"};

    return c->normal[0] == 'O' && c->length >= 3 && c->found == SBILL_CODE_BILLABLE &&
           !STARTS_ANY(c, exempt) && !title_has(k, c, "puerperium") &&
           !title_has(k, c, "postpartum") && !title_has(k, c, "lactation");
}

void sbill_edit_pregnancy(struct sbill_check *k, int32_t i)
{
    const struct sbill_claim *claim = k->claim;
    int32_t pregnant = -1, normal = -1, chapter = -1;
    bool weeks = false;

    (void)i;
    for (size_t d = 0; d < claim->diagnoses.n; d++) {
        int32_t at = claim->diagnoses.v[d];
        const struct sbill_coded *c = &k->diagnoses[at];

        if (c->system != SBILL_SYSTEM_ICD10CM)
            continue;
        if (pregnant < 0 && needs_weeks(k, c))
            pregnant = at;
        if (chapter < 0 && c->normal[0] == 'O')
            chapter = at;
        if (normal < 0 && starts(c, "Z34"))
            normal = at;
        weeks = weeks || starts(c, "Z3A");
    }
    if (pregnant >= 0 && !weeks)
        about(k, SBILL_FINDING_DX_WEEKS_MISSING, pregnant);
    if (normal >= 0 && chapter >= 0)
        sbill_say(k, about(k, SBILL_FINDING_DX_NORMAL_PREGNANCY, normal), "other",
                  k->record->diagnoses.v[chapter].code);
}

/* Z38 belongs to the birth record: where the child is born, and for its stay there. */
void sbill_edit_newborn(struct sbill_check *k, int32_t i)
{
    static const char *const birth_places[] = {"21", "22", "23", "25", "12"};
    struct sbill_text place = k->record->place_of_service;

    if (!starts(&k->diagnoses[i], "Z38"))
        return;
    if (!place.n && k->record->lines.n)
        place = sbill_line_place(k, 0);
    for (size_t p = 0; p < sizeof birth_places / sizeof *birth_places; p++)
        if (!place.n || sbill_text_is(place, birth_places[p]))
            return;
    sbill_say(k, about(k, SBILL_FINDING_DX_BIRTH_RECORD, i), "place", place);
}

enum {
    LEFT = 1,
    RIGHT = 2
};

/* The side a diagnosis names; 0 when none or both. */
static int side_of(const struct sbill_check *k, const struct sbill_coded *c)
{
    int side = (title_has(k, c, "left") ? LEFT : 0) | (title_has(k, c, "right") ? RIGHT : 0);

    return side == (LEFT | RIGHT) || title_has(k, c, "bilateral") ? 0 : side;
}

/* A line with LT or RT all of whose sided diagnoses name the other side. */
void sbill_edit_laterality(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    bool left = sbill_line_has_modifier(l, "LT"), right = sbill_line_has_modifier(l, "RT");
    int billed = left ? LEFT : RIGHT;
    int32_t against = -1;
    struct sbill_finding *f;

    if (left == right || sbill_line_has_modifier(l, "50"))
        return;
    for (size_t p = 0; p < l->diagnoses.n; p++) {
        int32_t at = sbill_pointer_diagnosis(k, l->diagnoses.v[p]);
        int side = at < 0 ? 0 : side_of(k, &k->diagnoses[at]);

        if (side == billed)
            return;
        if (side)
            against = at;
    }
    if (against < 0)
        return;
    f = sbill_raise(k->e, SBILL_FINDING_SIDE_MISMATCH, "lines[%d].modifiers", i);
    sbill_say_z(k, f, "modifier", left ? "LT" : "RT");
    sbill_say_z(k, f, "side", left ? "right" : "left");
    sbill_say(k, f, "code", k->record->diagnoses.v[against].code);
    sbill_say(k, f, "service", l->code);
}
