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

    return c->normal[0] == 'Z' && STARTS_ANY(c, only) && !starts(c, "Z006") && !starts(c, "Z529");
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

/* Only beside another diagnosis: weeks of gestation and outcome of delivery (I.C.21.c.11), body mass index and social
 * circumstances (I.B.14, I.C.21.c.17). */
void sbill_edit_secondary_only(struct sbill_check *k, int32_t i)
{
    static const char *const only[] = {"Z3A", "Z37", "Z55", "Z56", "Z57", "Z58", "Z59",
                                       "Z60", "Z62", "Z63", "Z64", "Z65", "Z68"};
    int32_t first;

    (void)i;
    if (!k->claim->diagnoses.n)
        return;
    first = k->claim->diagnoses.v[0];
    if (k->diagnoses[first].system == SBILL_SYSTEM_ICD10CM &&
        STARTS_ANY(&k->diagnoses[first], only))
        about(k, SBILL_FINDING_DX_SECONDARY_ONLY, first);
}

static bool is_used(const struct sbill_claim *c, size_t place)
{
    for (size_t l = 0; l < c->lines.n; l++)
        for (size_t p = 0; p < c->lines.v[l].pointer_count && p < 4; p++)
            if (c->lines.v[l].pointers[p] == place + 1)
                return true;
    return false;
}

/* What tells about another diagnosis on the claim is itself no reason for a service: how the injury came about, the
 * week of the pregnancy. */
static bool only_tells(const struct sbill_coded *d)
{
    return d->flags & SBILL_CF_EXTERNAL_CAUSE ||
           (d->system == SBILL_SYSTEM_ICD10CM && memcmp(d->normal, "Z3A", 3) == 0);
}

/* Diagnoses on the claim that no line points to. Where a person has not pointed, or not decided, there is no
 * telling. */
void sbill_edit_unused(struct sbill_check *k, int32_t i)
{
    const struct sbill_claim *c = k->claim;
    int32_t first = -1;

    (void)i;
    for (size_t l = 0; l < c->lines.n; l++)
        if (!k->record->lines.v[c->lines.v[l].line].diagnoses.n)
            return;
    sbill_check_words(k);
    for (size_t d = 0; d < c->diagnoses.n && c->lines.n; d++) {
        int32_t at = c->diagnoses.v[d];

        if (is_used(c, d) || k->record->diagnoses.v[at].status == SBILL_SUGGESTED ||
            only_tells(&k->diagnoses[at]))
            continue;
        first = first < 0 ? at : first;
        sbill_words_item(k, k->record->diagnoses.v[at].code);
    }
    if (first >= 0)
        sbill_say_words(k, sbill_raise(k->e, SBILL_FINDING_DX_UNUSED, "diagnoses[%d].code", first),
                        "codes");
}

/* An injury under treatment, and not a word on whether it was an accident. */
void sbill_edit_injury(struct sbill_check *k, int32_t i)
{
    const struct sbill_accident *a = &k->record->accident;
    const struct sbill_claim *c = k->claim;

    (void)i;
    if (a->employment || a->automobile || a->other)
        return;
    for (size_t d = 0; d < c->diagnoses.n; d++) {
        const struct sbill_coded *dx = &k->diagnoses[c->diagnoses.v[d]];

        /* S00-T34: injuries and burns; what follows may be no accident. */
        if (dx->system != SBILL_SYSTEM_ICD10CM || dx->length != 7 || dx->normal[6] != 'A' ||
            (dx->normal[0] != 'S' &&
             !(dx->normal[0] == 'T' &&
               (dx->normal[1] < '3' || (dx->normal[1] == '3' && dx->normal[2] < '5')))))
            continue;
        about(k, SBILL_FINDING_ACCIDENT_NOT_SAID, c->diagnoses.v[d]);
        return;
    }
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

/* The side that the line's modifiers name, and the modifier; 0 for none, or for both. (CMS, HCPCS Level II
 * modifiers.) */
static int side_billed(const struct sbill_line *l, struct sbill_text *modifier)
{
    static const char *const lefts[] = {"LT", "E1", "E2", "FA", "F1", "F2", "F3",
                                        "F4", "TA", "T1", "T2", "T3", "T4"};
    static const char *const rights[] = {"RT", "E3", "E4", "F5", "F6", "F7", "F8",
                                         "F9", "T5", "T6", "T7", "T8", "T9"};
    struct sbill_text left, right;

    left = sbill_first_modifier(&l->modifiers, lefts, sizeof lefts / sizeof *lefts);
    right = sbill_first_modifier(&l->modifiers, rights, sizeof rights / sizeof *rights);
    if ((left.n > 0) == (right.n > 0) || sbill_line_has_modifier(l, "50"))
        return 0;
    *modifier = left.n ? left : right;
    return left.n ? LEFT : RIGHT;
}

/* Have the notes been read, and do they say the other side? */
static bool note_says_so_too(const struct sbill_check *k, int32_t line)
{
    for (size_t i = 0; i < k->e->findings.n; i++) {
        const struct sbill_finding *f = &k->e->findings.v[i];
        struct sbill_text rest = f->path;
        uint32_t at;

        if (f->number != SBILL_FINDING_NOTE_CONTRADICTS_MODIFIER)
            continue;
        sbill_text_cut(&rest, '[');
        if (sbill_text_u32(sbill_text_cut(&rest, ']'), &at) && at == (uint32_t)line)
            return true;
    }
    return false;
}

/* A line for one side all of whose sided diagnoses name the other. A comparison view or a graft can be right; where the
 * note says the other side as well, nothing is left that speaks for the line. */
void sbill_edit_laterality(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_text modifier;
    int billed = side_billed(l, &modifier);
    int32_t against = -1;
    struct sbill_finding *f;

    if (!billed)
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
    f = sbill_raise(k->e,
                    note_says_so_too(k, i) ? SBILL_FINDING_SIDE_WRONG : SBILL_FINDING_SIDE_MISMATCH,
                    "lines[%d].modifiers", i);
    sbill_say(k, f, "modifier", modifier);
    sbill_say_z(k, f, "side", billed == LEFT ? "right" : "left");
    sbill_say(k, f, "code", k->record->diagnoses.v[against].code);
    sbill_say(k, f, "service", l->code);
}

/* Words that say nothing about what the condition is, beside its side. */
static bool is_side_word(struct sbill_text w)
{
    static const char *const words[] = {"bilateral", "unilateral", "left", "right", "of", "the"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sbill_text_eq_fold(w, sbill_text_from(words[i])))
            return true;
    return w.n == 0;
}

static struct sbill_text next_word(struct sbill_text *rest)
{
    size_t n = 0;
    struct sbill_text word;

    while (rest->n && !sbill_is_alnum(rest->p[0]))
        *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
    while (n < rest->n && (sbill_is_alnum(rest->p[n]) || rest->p[n] == '-'))
        n++;
    word = (struct sbill_text){rest->p, n};
    *rest = (struct sbill_text){rest->p + n, rest->n - n};
    return word;
}

/* Every word of `title` that is no side word stands in the other title too. */
static bool says_the_same(struct sbill_text title, struct sbill_text other)
{
    while (title.n) {
        struct sbill_text word = next_word(&title), rest = other;
        bool found = is_side_word(word);

        while (rest.n && !found)
            found = sbill_text_eq_fold(next_word(&rest), word);
        if (!found)
            return false;
    }
    return true;
}

static struct sbill_text title_of(const struct sbill_check *k, int64_t ref)
{
    struct sbill_text t = {"", 0};

    t.p = sbill_code_title(k->book, ref, &t.n);
    return t.p ? t : (struct sbill_text){"", 0};
}

/* A code below `parent` that is bilateral; `like`: and whose title else says what that code's does. -1 if none is. */
static int64_t bilateral_below(const struct sbill_check *k, int64_t parent, int64_t like)
{
    size_t n = parent >= 0 ? sbill_code_child_count(k->book, parent) : 0;

    for (size_t i = 0; i < n; i++) {
        int64_t child = sbill_code_child(k->book, parent, i);
        struct sbill_coded sibling = {.ref = child};

        if (child >= 0 && title_has(k, &sibling, "bilateral") &&
            (like < 0 || says_the_same(title_of(k, child), title_of(k, like))))
            return child;
    }
    return -1;
}

/* The code for both sides: a sibling, or, as with the knee, a sibling of the heading above. */
static int64_t bilateral_of(const struct sbill_check *k, const struct sbill_coded *c)
{
    int64_t parent = sbill_code_parent(k->book, c->ref), both;

    both = bilateral_below(k, parent, -1);
    if (both >= 0 || parent < 0)
        return both;
    return bilateral_below(k, sbill_code_parent(k->book, parent), c->ref);
}

static bool same_parent(const struct sbill_check *k, const struct sbill_coded *a,
                        const struct sbill_coded *b)
{
    return a->ref >= 0 && b->ref >= 0 && a->length == b->length && a->length < 7 &&
           memcmp(a->normal, b->normal, a->length - 1) == 0 && side_of(k, a) + side_of(k, b) == 3;
}

/* Left and right as two codes, where one code says both (I.B.13). */
void sbill_edit_both_sides(struct sbill_check *k, int32_t i)
{
    const struct sbill_claim *c = k->claim;

    (void)i;
    for (size_t a = 1; a < c->diagnoses.n; a++)
        for (size_t b = 0; b < a; b++) {
            const struct sbill_coded *x = &k->diagnoses[c->diagnoses.v[a]],
                                     *y = &k->diagnoses[c->diagnoses.v[b]];
            int64_t both;
            struct sbill_finding *f;

            if (!same_parent(k, x, y) || (both = bilateral_of(k, x)) < 0)
                continue;
            f = about(k, SBILL_FINDING_DX_BILATERAL, c->diagnoses.v[a]);
            sbill_say(k, f, "other", k->record->diagnoses.v[c->diagnoses.v[b]].code);
            sbill_say_code(k, f, "both", both);
        }
}
