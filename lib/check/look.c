/* What edits look at: codes looked up once, and the facts of a line with their defaults. */
#include <string.h>

#include "check/edits.h"

static void normal_form(struct sbill_coded *c, struct sbill_text code)
{
    c->length = sbill_code_normal(code, c->normal);
    c->normal[c->length] = '\0';
}

/* 20230701 for the scope of an edit. */
static int32_t calendar(int32_t date)
{
    int32_t year, month, day;

    if (date == SBILL_NO_DATE)
        return 0;
    sbill_date_split(date, &year, &month, &day);
    return year * 10000 + month * 100 + day;
}

/* Most codes of a record are of one day. */
static void look_up_dates(struct sbill_check *k)
{
    k->calendar = calendar(k->date);
    for (size_t i = 0; i < k->record->lines.n; i++)
        k->lines[i].calendar = k->lines[i].on == k->date ? k->calendar : calendar(k->lines[i].on);
    for (size_t i = 0; i < k->record->diagnoses.n; i++)
        k->diagnoses[i].calendar =
            k->diagnoses[i].on == k->date ? k->calendar : calendar(k->diagnoses[i].on);
}

static void look_up(struct sbill_check *k, struct sbill_coded *c, struct sbill_text code)
{
    c->ref = -1;
    c->found = c->system ? sbill_code_find(k->book, c->system, code.p, code.n, c->on, &c->ref)
                         : SBILL_CODE_UNKNOWN;
    if (c->ref >= 0)
        c->flags = sbill_code_flags(k->book, c->ref);
    /* Only what is unknown asks if the table is whole. */
    c->extract = c->found == SBILL_CODE_UNKNOWN && c->system &&
                 sbill_book_is_extract(k->book, c->system, c->on) == 1;
    k->states |= 1U << c->found | (c->extract ? 1U : 0U);
}

int32_t sbill_system_by_shape(const char *normal, size_t length)
{
    size_t digits = 0;

    if (length != 5)
        return 0;
    for (size_t i = 0; i < length; i++)
        digits += sbill_is_digit(normal[i]);
    if (sbill_is_upper(normal[0]) && digits == 4)
        return normal[0] == 'D' ? SBILL_SYSTEM_CDT : SBILL_SYSTEM_HCPCS;
    if (digits == 5 || (digits == 4 && sbill_is_upper(normal[4])))
        return SBILL_SYSTEM_CPT;
    return 0;
}

/* Which claim a diagnosis or line stands on; -1 when on none or on several. */
static void place_codes(struct sbill_check *k)
{
    const struct sbill_encounter *e = k->e;

    for (size_t c = 0; c < e->claims.n; c++) {
        const struct sbill_claim *claim = &e->claims.v[c];

        for (size_t i = 0; i < claim->diagnoses.n; i++) {
            struct sbill_coded *d = &k->diagnoses[claim->diagnoses.v[i]];

            d->claim = d->billed ? -1 : (int32_t)c;
            d->billed = true;
        }
        for (size_t i = 0; i < claim->lines.n; i++) {
            struct sbill_coded *l = &k->lines[claim->lines.v[i].line];

            l->claim = l->billed ? -1 : (int32_t)c;
            l->billed = true;
        }
    }
}

/* A diagnosis is coded for the day of the service it explains: that of the first line that points to it. */
static void date_diagnoses(struct sbill_check *k)
{
    const struct sbill_encounter *e = k->e;

    for (size_t c = 0; c < e->claims.n; c++) {
        const struct sbill_claim *claim = &e->claims.v[c];

        for (size_t i = 0; i < claim->lines.n; i++) {
            const struct sbill_claim_line *l = &claim->lines.v[i];

            for (size_t p = 0; p < l->pointer_count && p < 4; p++) {
                size_t at = l->pointers[p];

                if (at == 0 || at > claim->diagnoses.n)
                    continue;
                if (k->diagnoses[claim->diagnoses.v[at - 1]].on == SBILL_NO_DATE)
                    k->diagnoses[claim->diagnoses.v[at - 1]].on = k->lines[l->line].on;
            }
        }
    }
}

static uint32_t has(const struct sbill_check *k, const struct sbill_line *l)
{
    int32_t model = l->service_model ? l->service_model : k->record->service_model;
    struct sbill_text place =
        l->place_of_service.n ? l->place_of_service : k->record->place_of_service;

    return (l->modifiers.n ? SBILL_HAS_MODIFIERS : 0U) | (l->drug ? SBILL_HAS_DRUG : 0U) |
           (l->telehealth || l->patient_location.n ? SBILL_HAS_TELEHEALTH : 0U) |
           (l->minutes > 0 || l->mdm ? SBILL_HAS_LEVEL : 0U) |
           (model > SBILL_DIRECT ? SBILL_HAS_MODEL : 0U) |
           (l->unit == SBILL_UNIT_MJ ? SBILL_HAS_MINUTES : 0U) |
           (l->teeth.n ? SBILL_HAS_TEETH : 0U) |
           (place.n == 2 && place.p[0] == '2' && place.p[1] == '1' ? SBILL_HAS_INPATIENT : 0U);
}

static void start_line(struct sbill_check *k, size_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_coded *c = &k->lines[i];

    c->claim = -1;
    c->pfs_state = SBILL_PFS_NOT_ASKED;
    c->has = has(k, l);
    k->has |= c->has;
    c->billed = k->e->claims.n == 0 && l->status != SBILL_REJECTED;
    c->on = sbill_line_date(k->record, l);
    normal_form(c, l->code);
    c->system = l->system ? l->system : sbill_system_by_shape(c->normal, c->length);
    if (k->date == SBILL_NO_DATE)
        k->date = c->on;
}

static void start_diagnosis(struct sbill_check *k, size_t i)
{
    const struct sbill_dx *d = &k->record->diagnoses.v[i];
    struct sbill_coded *c = &k->diagnoses[i];

    c->claim = -1;
    c->billed = k->e->claims.n == 0 && d->status != SBILL_REJECTED;
    c->on = SBILL_NO_DATE;
    c->system = d->system ? d->system : SBILL_SYSTEM_ICD10CM;
    normal_form(c, d->code);
}

void sbill_look_up_codes(struct sbill_check *k)
{
    const struct sbill_record *r = k->record;

    k->diagnoses = SBILL_NEW_N(&k->e->arena, struct sbill_coded, r->diagnoses.n + 1);
    k->lines = SBILL_NEW_N(&k->e->arena, struct sbill_coded, r->lines.n + 1);
    k->date = r->date_from;
    if (!k->diagnoses || !k->lines)
        return; /* the arena says so, and no edit runs */
    for (size_t i = 0; i < r->lines.n; i++)
        start_line(k, i);
    for (size_t i = 0; i < r->diagnoses.n; i++)
        start_diagnosis(k, i);
    place_codes(k);
    date_diagnoses(k);
    for (size_t i = 0; i < r->lines.n; i++)
        if (k->lines[i].billed)
            look_up(k, &k->lines[i], r->lines.v[i].code);
    for (size_t i = 0; i < r->diagnoses.n; i++) {
        if (!k->diagnoses[i].billed)
            continue;
        if (k->diagnoses[i].on == SBILL_NO_DATE)
            k->diagnoses[i].on = k->date;
        look_up(k, &k->diagnoses[i], r->diagnoses.v[i].code);
    }
    look_up_dates(k);
}

struct sbill_text sbill_line_place(const struct sbill_check *k, int32_t line)
{
    const struct sbill_line *l = &k->record->lines.v[line];

    return l->place_of_service.n ? l->place_of_service : k->record->place_of_service;
}

const struct sbill_provider *sbill_line_rendering(const struct sbill_check *k, int32_t line)
{
    const struct sbill_line *l = &k->record->lines.v[line];

    return l->rendering ? l->rendering : k->record->providers.rendering;
}

int32_t sbill_line_model(const struct sbill_check *k, int32_t line)
{
    const struct sbill_line *l = &k->record->lines.v[line];

    return l->service_model ? l->service_model : k->record->service_model;
}

static const struct sbill_claim_line *claim_line(const struct sbill_check *k, int32_t line)
{
    for (size_t i = 0; k->claim && i < k->claim->lines.n; i++)
        if (k->claim->lines.v[i].line == line)
            return &k->claim->lines.v[i];
    return NULL;
}

int64_t sbill_line_charge(const struct sbill_check *k, int32_t line)
{
    const struct sbill_claim_line *c = claim_line(k, line);

    return c ? c->charge : k->record->lines.v[line].charge;
}

int64_t sbill_line_units(const struct sbill_check *k, int32_t line)
{
    const struct sbill_claim_line *c = claim_line(k, line);

    return c ? c->units : k->record->lines.v[line].units;
}

bool sbill_line_has_modifier(const struct sbill_line *l, const char *modifier)
{
    struct sbill_text want = sbill_text_from(modifier);

    for (size_t i = 0; i < l->modifiers.n; i++)
        if (sbill_text_eq_fold(l->modifiers.v[i], want))
            return true;
    return false;
}

int32_t sbill_pointer_diagnosis(const struct sbill_check *k, struct sbill_text pointer)
{
    size_t n = k->record->diagnoses.n;
    char normal[16];
    size_t length;
    uint32_t at;

    if (pointer.n == 1 && !sbill_is_digit(pointer.p[0])) {
        char c = sbill_upper(pointer.p[0]);

        return c >= 'A' && c <= 'L' && (size_t)(c - 'A') < n ? c - 'A' : -1;
    }
    if (sbill_text_u32(pointer, &at))
        return at >= 1 && at <= n ? (int32_t)at - 1 : -1;
    length = sbill_code_normal(pointer, normal);
    for (size_t i = 0; length && i < n; i++)
        if (k->diagnoses[i].length == length && memcmp(k->diagnoses[i].normal, normal, length) == 0)
            return (int32_t)i;
    return -1;
}

bool sbill_address_given(const struct sbill_address *a)
{
    return a->lines.n && a->lines.v[0].n && a->city.n;
}

bool sbill_in_us(const struct sbill_address *a)
{
    return !a->country.n || sbill_text_eq_fold(a->country, SBILL_T("US")) ||
           sbill_text_eq_fold(a->country, SBILL_T("USA"));
}
