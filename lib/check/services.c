/* Service lines: is the code valid, which diagnoses explain it, where was it given, is it there twice? */
#include <string.h>

#include "base/checkdigit.h"
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].code", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

/* Five letters and digits with a digit among them. */
static bool has_shape(const struct sbill_coded *c)
{
    size_t digits = 0;

    for (size_t i = 0; i < c->length; i++)
        digits += sbill_is_digit(c->normal[i]);
    return c->length == 5 && digits > 0;
}

static void bad_shape(struct sbill_check *k, int32_t i)
{
    struct sbill_text code = k->record->lines.v[i].code;
    struct sbill_finding *f = about(k, SBILL_FINDING_SERVICE_SHAPE, i);
    char bare[8];
    size_t n = 0;

    /* "99 213" or "99213-": only blanks and hyphens stand in the way. */
    for (size_t c = 0; c < code.n; c++) {
        if (code.p[c] == ' ' || code.p[c] == '-')
            continue;
        if (n == 5 || !sbill_is_alnum(code.p[c]))
            return;
        bare[n++] = sbill_upper(code.p[c]);
    }
    if (n == 5)
        sbill_say_repair(k, f, (struct sbill_text){bare, n});
}

void sbill_edit_service_valid(struct sbill_check *k, int32_t i)
{
    const struct sbill_coded *c = &k->lines[i];
    struct sbill_finding *f;

    if (!k->record->lines.v[i].code.n)
        return; /* SERVICE_CODE_MISSING */
    if (!has_shape(c) || !c->system) {
        bad_shape(k, i);
        return;
    }
    if (c->found == SBILL_CODE_NOT_IN_FORCE) {
        f = about(k, SBILL_FINDING_SERVICE_NOT_IN_FORCE, i);
        sbill_say_span(k, f, c->ref);
        sbill_say_successors(k, f, c->ref);
    } else if (c->found == SBILL_CODE_UNKNOWN && !c->extract) {
        f = about(k, SBILL_FINDING_SERVICE_UNKNOWN, i);
    } else {
        return;
    }
    sbill_say(k, f, "system", sbill_system_title(c->system));
    sbill_say_date(k, f, "date", c->on);
    sbill_say_release(k, f, c->system, c->on);
}

static bool not_checked(const struct sbill_coded *c, int32_t number)
{
    if (!c->billed || !has_shape(c) || !c->system)
        return false;
    switch (number) {
    case SBILL_FINDING_SERVICE_NOT_LOADED:
        return c->found == SBILL_CODE_NOT_LOADED;
    case SBILL_FINDING_SERVICE_OUTSIDE:
        return c->found == SBILL_CODE_OUTSIDE;
    default:
        return c->found == SBILL_CODE_UNKNOWN && c->extract;
    }
}

/* One finding for each reason and code system, with all the codes it holds for. */
static void say_not_checked(struct sbill_check *k, int32_t number, int32_t system)
{
    const struct sbill_record *r = k->record;
    size_t first = r->lines.n;
    struct sbill_finding *f;

    sbill_check_words(k);
    for (size_t i = 0; i < r->lines.n; i++) {
        if (k->lines[i].system != system || !not_checked(&k->lines[i], number))
            continue;
        first = first < i ? first : i;
        sbill_words_item(k, r->lines.v[i].code);
    }
    if (first == r->lines.n)
        return;
    f = sbill_raise(k->e, number, "lines[%d].code", (int32_t)first);
    sbill_say_words(k, f, "codes");
    sbill_say(k, f, "system", sbill_system_title(system));
    sbill_say_date(k, f, "date", k->lines[first].on);
    sbill_say_release(k, f, system, k->lines[first].on);
}

void sbill_edit_services_not_checked(struct sbill_check *k, int32_t i)
{
    static const int32_t systems[] = {SBILL_SYSTEM_HCPCS, SBILL_SYSTEM_CPT, SBILL_SYSTEM_CDT};

    (void)i;
    if (!sbill_anything_unchecked(k))
        return;
    for (size_t s = 0; s < sizeof systems / sizeof *systems; s++) {
        say_not_checked(k, SBILL_FINDING_SERVICE_NOT_LOADED, systems[s]);
        say_not_checked(k, SBILL_FINDING_SERVICE_OUTSIDE, systems[s]);
        say_not_checked(k, SBILL_FINDING_SERVICE_NOT_IN_EXTRACT, systems[s]);
    }
}

void sbill_edit_description(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    if (k->lines[i].flags & SBILL_CF_UNLISTED && !l->description.n && !l->remarks.n)
        sbill_say(k,
                  sbill_raise(k->e, SBILL_FINDING_DESCRIPTION_MISSING, "lines[%d].description", i),
                  "code", l->code);
}

/* What the office listed itself. Where rules found the diagnoses, form proposes the pointers and says so. */
static size_t entered_diagnoses(const struct sbill_check *k)
{
    size_t n = 0;

    for (size_t i = 0; i < k->record->diagnoses.n; i++)
        n += k->record->diagnoses.v[i].status == SBILL_ENTERED;
    return n;
}

/* Pointers as the record has them; form has already turned them into positions on the claim. */
void sbill_edit_pointers(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int64_t most = sbill_payer_says(k, SBILL_SAYS_MAX_POINTERS, 4);
    struct sbill_finding *f;

    if (!l->diagnoses.n && entered_diagnoses(k) > 1)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_POINTER_MISSING, "lines[%d].diagnoses", i),
                  "code", l->code);
    if ((int64_t)l->diagnoses.n > most) {
        f = sbill_raise(k->e, SBILL_FINDING_POINTER_TOO_MANY, "lines[%d].diagnoses", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_number(k, f, "count", (int64_t)l->diagnoses.n);
        sbill_say_number(k, f, "most", most);
    }
    for (size_t p = 0; p < l->diagnoses.n && p < 12; p++) {
        int32_t at = sbill_pointer_diagnosis(k, l->diagnoses.v[p]);
        bool twice = false;

        for (size_t q = 0; q < p && at >= 0; q++)
            twice = twice || sbill_pointer_diagnosis(k, l->diagnoses.v[q]) == at;
        if (at >= 0 && k->record->diagnoses.v[at].status != SBILL_REJECTED && !twice)
            continue;
        f = sbill_raise(k->e,
                        twice ? SBILL_FINDING_POINTER_TWICE : SBILL_FINDING_POINTER_UNRESOLVED,
                        "lines[%d].diagnoses[%d]", i, (int32_t)p);
        sbill_say(k, f, "pointer", l->diagnoses.v[p]);
        sbill_say(k, f, "code", l->code);
    }
}

static bool same_texts(const sbill_texts *a, const sbill_texts *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!sbill_text_eq_fold(a->v[i], b->v[i]))
            return false;
    return true;
}

static bool same_teeth(const struct sbill_line *a, const struct sbill_line *b)
{
    if (a->teeth.n != b->teeth.n || !same_texts(&a->oral_cavity, &b->oral_cavity))
        return false;
    for (size_t i = 0; i < a->teeth.n; i++)
        if (!sbill_text_eq_fold(a->teeth.v[i].number, b->teeth.v[i].number))
            return false;
    return true;
}

static bool same_service(const struct sbill_check *k, int32_t a, int32_t b)
{
    const struct sbill_line *x = &k->record->lines.v[a], *y = &k->record->lines.v[b];
    const struct sbill_provider *p = sbill_line_rendering(k, a), *q = sbill_line_rendering(k, b);

    if (!k->lines[b].billed || k->lines[a].on != k->lines[b].on)
        return false;
    if (p != q && p && q && !sbill_text_eq(p->npi, q->npi))
        return false;
    return same_texts(&x->modifiers, &y->modifiers) && same_teeth(x, y);
}

void sbill_edit_duplicate_line(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_finding *f;

    if (!k->lines[i].length || sbill_says_again(&l->modifiers))
        return;
    for (int32_t other = 0; other < i; other++) {
        if (k->lines[other].length != k->lines[i].length ||
            memcmp(k->lines[other].normal, k->lines[i].normal, k->lines[i].length) != 0 ||
            !same_service(k, other, i))
            continue;
        f = about(k, SBILL_FINDING_SERVICE_TWICE, i);
        sbill_say_number(k, f, "first", other + 1);
        sbill_say_date(k, f, "date", k->lines[i].on);
        return;
    }
}

void sbill_edit_place(struct sbill_check *k, int32_t i)
{
    struct sbill_text place = sbill_line_place(k, i);
    bool own = k->record->lines.v[i].place_of_service.n > 0;
    int32_t on = k->lines[i].on, found;
    struct sbill_finding *f;

    if (!place.n) {
        sbill_say(k,
                  sbill_raise(k->e, SBILL_FINDING_PLACE_MISSING, "lines[%d].place_of_service", i),
                  "code", k->record->lines.v[i].code);
        return;
    }
    found = sbill_code_find(k->book, SBILL_SYSTEM_POS, place.p, place.n, on, NULL);
    if (found != SBILL_CODE_UNKNOWN && found != SBILL_CODE_NOT_IN_FORCE)
        return;
    if (found == SBILL_CODE_UNKNOWN && sbill_book_is_extract(k->book, SBILL_SYSTEM_POS, on) == 1)
        return;
    /* The record's own place is one place: said with its first line. */
    for (int32_t before = 0; before < i && !own; before++)
        if (k->lines[before].billed && !k->record->lines.v[before].place_of_service.n)
            return;
    f = own ? sbill_raise(k->e, SBILL_FINDING_PLACE_INVALID, "lines[%d].place_of_service", i)
            : sbill_raise(k->e, SBILL_FINDING_PLACE_INVALID, "place_of_service");
    sbill_say(k, f, "place", place);
    sbill_say_date(k, f, "date", on);
    sbill_say_release(k, f, SBILL_SYSTEM_POS, on);
}

static void telehealth(struct sbill_check *k, int32_t number, int32_t i, const char *says,
                       const char *against)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].telehealth", i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    sbill_say_z(k, f, "says", says);
    sbill_say_z(k, f, "against", against);
}

/* 10: the patient is at home; 02: somewhere else. 95 is audio and video, 93 audio alone. */
void sbill_edit_telehealth(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_text place = sbill_line_place(k, i);
    bool home = sbill_text_is(l->patient_location, "home");

    if (sbill_text_is(place, "10") && l->patient_location.n && !home)
        telehealth(k, SBILL_FINDING_TELEHEALTH_PLACE, i, "place of service 10 (patient at home)",
                   "the patient was not at home");
    if (sbill_text_is(place, "02") && home)
        telehealth(k, SBILL_FINDING_TELEHEALTH_PLACE, i,
                   "place of service 02 (patient not at home)", "the patient was at home");
    if (l->telehealth == SBILL_AUDIO_ONLY && sbill_line_has_modifier(l, "95"))
        telehealth(k, SBILL_FINDING_TELEHEALTH_MODALITY, i, "modifier 95 (audio and video)",
                   "the visit was audio only");
    if (l->telehealth == SBILL_AUDIO_VIDEO && sbill_line_has_modifier(l, "93"))
        telehealth(k, SBILL_FINDING_TELEHEALTH_MODALITY, i, "modifier 93 (audio only)",
                   "the visit had audio and video");
    if (l->telehealth == SBILL_AUDIO_ONLY && sbill_payer_says(k, SBILL_SAYS_AUDIO_ONLY, 1) == 0) {
        struct sbill_finding *f =
            sbill_raise(k->e, SBILL_FINDING_AUDIO_ONLY_NOT_COVERED, "lines[%d].telehealth", i);

        sbill_say(k, f, "code", l->code);
        sbill_say(k, f, "payer", sbill_payer_title(k->book, k->profile));
    }
}
