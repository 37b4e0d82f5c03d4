/* Is each diagnosis a code, in force on its date of service, and complete? */
#include <string.h>

#include "check/edits.h"

/* Raise it about diagnosis i, with the code as the record has it and the date. */
static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "diagnoses[%d].code", i);

    sbill_say(k, f, "code", k->record->diagnoses.v[i].code);
    sbill_say_date(k, f, "date", k->diagnoses[i].on);
    sbill_say_release(k, f, k->diagnoses[i].system, k->diagnoses[i].on);
    return f;
}

/* "A (initial encounter)": the last character of a child, and what its title has over its parent's. */
static void choice_item(struct sbill_check *k, int64_t parent, int64_t child)
{
    char code[32], item[160];
    size_t n = sbill_code_print(k->book, child, code, sizeof code);
    struct sbill_text own, above;

    own.p = sbill_code_title(k->book, child, &own.n);
    above.p = sbill_code_title(k->book, parent, &above.n);
    if (!n)
        return;
    if (own.p && above.p && sbill_text_starts(own, above) && own.n > above.n + 2 &&
        own.n - above.n + 6 < sizeof item) {
        size_t tail = own.n - above.n - 2;

        item[0] = code[n - 1];
        item[1] = ' ';
        item[2] = '(';
        memcpy(item + 3, own.p + above.n + 2, tail);
        item[tail + 3] = ')';
        sbill_words_item(k, (struct sbill_text){item, tail + 4});
        return;
    }
    sbill_words_item(k, (struct sbill_text){code + n - 1, 1});
}

static void say_choices(struct sbill_check *k, struct sbill_finding *f, int64_t ref, bool seventh)
{
    size_t n = sbill_code_child_count(k->book, ref);
    char code[32];

    sbill_check_words(k);
    for (size_t i = 0; i < n; i++) {
        int64_t child = sbill_code_child(k->book, ref, i);

        if (child < 0)
            break;
        if (seventh)
            choice_item(k, ref, child);
        else
            sbill_words_item(
                k, (struct sbill_text){code, sbill_code_print(k->book, child, code, sizeof code)});
    }
    sbill_say_words(k, f, "choices");
}

static void incomplete(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    bool seventh = c->flags & SBILL_CF_SEVENTH;
    struct sbill_finding *f =
        about(k, seventh ? SBILL_FINDING_DX_SEVENTH_CHARACTER : SBILL_FINDING_DX_INCOMPLETE, i);

    say_choices(k, f, c->ref, seventh);
}

/* A row found on the diagnosis' date for these characters, -1 if there is none. */
static int64_t find_ref(const struct sbill_check *k, int32_t i, const char *code, size_t n,
                        int32_t *found)
{
    int64_t ref = -1;

    *found = sbill_code_find(k->book, k->diagnoses[i].system, code, n, k->diagnoses[i].on, &ref);
    return *found == SBILL_CODE_BILLABLE || *found == SBILL_CODE_HEADER ? ref : -1;
}

/* A code that was divided: the nearest heading above it that is still in force. */
static bool say_heading(struct sbill_check *k, struct sbill_finding *f, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    char words[48] = "look under ";
    size_t n = c->length, used = strlen(words);
    int64_t ref = -1;
    int32_t found;

    while (n > 3 && ref < 0)
        ref = find_ref(k, i, c->normal, --n, &found);
    if (ref < 0)
        return false;
    used += sbill_code_print(k->book, ref, words + used, sizeof words - used);
    sbill_say(k, f, "successor", (struct sbill_text){words, used});
    return true;
}

static void not_in_force(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    struct sbill_finding *f = about(k, SBILL_FINDING_DX_NOT_IN_FORCE, i);

    sbill_say_span(k, f, c->ref);
    if (sbill_code_successor(k->book, c->ref, 0) < 0 && say_heading(k, f, i))
        return;
    sbill_say_successors(k, f, c->ref);
}

/* W21.89A: the 7th character stands where the placeholder belongs. */
static bool wants_placeholder(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    char padded[8] = "XXXXXXX", printed[32];
    struct sbill_finding *f;
    int32_t found;
    int64_t ref;
    size_t n;

    if (c->length < 4 || c->length > 6)
        return false;
    memcpy(padded, c->normal, c->length - 1);
    padded[6] = c->normal[c->length - 1];
    ref = find_ref(k, i, padded, 7, &found);
    if (found != SBILL_CODE_BILLABLE)
        return false;
    n = sbill_code_print(k->book, ref, printed, sizeof printed);
    k->diagnoses[i].said = true;
    f = about(k, SBILL_FINDING_DX_PLACEHOLDER, i);
    sbill_say(k, f, "complete", (struct sbill_text){printed, n});
    sbill_say_repair(k, f, (struct sbill_text){printed, n});
    return true;
}

/* S93.401Z: the first six characters take a 7th, but not this one. */
static bool wrong_seventh(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    struct sbill_finding *f;
    size_t n = 6;
    int32_t found;
    int64_t ref;

    if (c->length != 7)
        return false;
    while (n > 3 && c->normal[n - 1] == 'X')
        n--;
    ref = find_ref(k, i, c->normal, n, &found);
    if (ref < 0 || !(sbill_code_flags(k->book, ref) & SBILL_CF_SEVENTH))
        return false;
    f = about(k, SBILL_FINDING_DX_SEVENTH_WRONG, i);
    sbill_say(k, f, "character", (struct sbill_text){c->normal + 6, 1});
    sbill_say_code(k, f, "category", ref);
    say_choices(k, f, ref, true);
    return true;
}

static bool all_digits(const struct sbill_coded *c)
{
    for (size_t i = 0; i < c->length; i++)
        if (!sbill_is_digit(c->normal[i]))
            return false;
    return c->length >= 3 && c->length <= 5;
}

static void unknown(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    struct sbill_finding *f;
    int32_t found;
    int64_t ref = -1;

    if (all_digits(c)) {
        about(k, SBILL_FINDING_DX_ICD9, i);
        return;
    }
    if (wants_placeholder(k, i))
        return;
    if (c->extract)
        return; /* said once for all by sbill_edit_diagnoses_not_checked */
    if (wrong_seventh(k, i))
        return;
    f = about(k, SBILL_FINDING_DX_UNKNOWN, i);
    for (size_t n = c->length; n > 3 && ref < 0; n--)
        ref = find_ref(k, i, c->normal, n - 1, &found);
    if (ref >= 0)
        sbill_say_code(k, f, "nearest", ref);
    else
        sbill_say_z(k, f, "nearest", "none");
}

/* A diagnosis in words only is on no claim. */
void sbill_edit_diagnosis_codes_missing(struct sbill_check *k, int32_t i)
{
    for (i = 0; (size_t)i < k->record->diagnoses.n; i++) {
        const struct sbill_dx *d = &k->record->diagnoses.v[i];

        if (!d->code.n && d->status != SBILL_REJECTED)
            sbill_say(k, sbill_raise(k->e, SBILL_FINDING_DX_CODE_MISSING, "diagnoses[%d].code", i),
                      "text", d->text);
    }
}

void sbill_edit_diagnosis_valid(struct sbill_check *k, int32_t i)
{
    switch (k->diagnoses[i].found) {
    case SBILL_CODE_HEADER:
        incomplete(k, i);
        break;
    case SBILL_CODE_NOT_IN_FORCE:
        not_in_force(k, i);
        break;
    case SBILL_CODE_UNKNOWN:
        unknown(k, i);
        break;
    default:
        break;
    }
}

/* Lower case, blanks, or a dot in the wrong place: the code is clear, its writing is not. */
void sbill_edit_diagnosis_spelling(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];
    struct sbill_text given = k->record->diagnoses.v[i].code;
    struct sbill_finding *f;
    char printed[32];
    size_t n;

    if (c->found != SBILL_CODE_BILLABLE)
        return;
    n = sbill_code_print(k->book, c->ref, printed, sizeof printed);
    if (!n || sbill_text_eq(given, (struct sbill_text){printed, n}) ||
        sbill_text_eq(given, (struct sbill_text){c->normal, c->length}))
        return;
    f = about(k, SBILL_FINDING_DX_SPELLING, i);
    sbill_say(k, f, "spelling", (struct sbill_text){printed, n});
    sbill_say_repair(k, f, (struct sbill_text){printed, n});
}

static bool not_checked(const struct sbill_coded *c, int32_t number)
{
    if (!c->billed || !c->length)
        return false;
    switch (number) {
    case SBILL_FINDING_DX_NOT_LOADED:
        return c->found == SBILL_CODE_NOT_LOADED;
    case SBILL_FINDING_DX_OUTSIDE:
        return c->found == SBILL_CODE_OUTSIDE;
    default:
        return c->found == SBILL_CODE_UNKNOWN && c->extract && !all_digits(c);
    }
}

/* One finding for each reason, with all the codes it holds for. */
static void say_not_checked(struct sbill_check *k, int32_t number)
{
    const struct sbill_record *r = k->record;
    struct sbill_finding *f;
    size_t first = r->diagnoses.n;

    sbill_check_words(k);
    for (size_t i = 0; i < r->diagnoses.n; i++) {
        if (!not_checked(&k->diagnoses[i], number) || k->diagnoses[i].said)
            continue;
        first = first < i ? first : i;
        sbill_words_item(k, r->diagnoses.v[i].code);
    }
    if (first == r->diagnoses.n)
        return;
    f = sbill_raise(k->e, number, "diagnoses[%d].code", (int32_t)first);
    sbill_say_words(k, f, "codes");
    sbill_say(k, f, "system", sbill_system_title(k->diagnoses[first].system));
    sbill_say_date(k, f, "date", k->diagnoses[first].on);
    sbill_say_release(k, f, k->diagnoses[first].system, k->diagnoses[first].on);
}

void sbill_edit_diagnoses_not_checked(struct sbill_check *k, int32_t i)
{
    (void)i;
    if (!sbill_anything_unchecked(k))
        return;
    say_not_checked(k, SBILL_FINDING_DX_NOT_LOADED);
    say_not_checked(k, SBILL_FINDING_DX_OUTSIDE);
    say_not_checked(k, SBILL_FINDING_DX_NOT_IN_EXTRACT);
}

/* ICD-10-CM for a day when claims still took ICD-9-CM. */
void sbill_edit_diagnosis_too_early(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->diagnoses[i];

    if (c->system == SBILL_SYSTEM_ICD10CM && c->length && !all_digits(c))
        about(k, SBILL_FINDING_DX_ICD10_EARLY, i);
}
