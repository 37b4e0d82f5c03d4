/* Dental claims: teeth, surfaces, areas of the mouth, prostheses, predeterminations. Universal numbering. */
#include <string.h>

#include "check/edits.h"

/* Permanent 1-32, primary A-T; supernumerary 51-82 and AS-TS. 0 if it is none; else the place in the arch as a
 * permanent number 1-32 or, for primary teeth, 101-120. */
static int tooth_place(struct sbill_text t)
{
    uint32_t n;

    if (sbill_text_u32(t, &n)) {
        if (t.n > 2)
            return 0;
        return n >= 1 && n <= 32 ? (int)n : n >= 51 && n <= 82 ? (int)n - 50 : 0;
    }
    if (t.n == 2 && sbill_upper(t.p[1]) != 'S')
        return 0;
    if ((t.n == 1 || t.n == 2) && sbill_upper(t.p[0]) >= 'A' && sbill_upper(t.p[0]) <= 'T')
        return 101 + (sbill_upper(t.p[0]) - 'A');
    return 0;
}

/* Incisors and canines have an incisal edge, no occlusal surface. */
static bool is_anterior(int place)
{
    return (place >= 6 && place <= 11) || (place >= 22 && place <= 27) ||
           (place >= 103 && place <= 108) || (place >= 113 && place <= 118);
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i, size_t t)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i, (int32_t)t);
    const struct sbill_line *l = &k->record->lines.v[i];

    sbill_say(k, f, "tooth", l->teeth.v[t].number);
    sbill_say(k, f, "code", l->code);
    return f;
}

#define SURFACES "lines[%d].teeth[%d].surfaces"

static void check_surfaces(struct sbill_check *k, int32_t i, size_t t, int place)
{
    struct sbill_text s = k->record->lines.v[i].teeth.v[t].surfaces;
    char seen[8] = "";
    size_t n = 0;

    for (size_t c = 0; c < s.n; c++) {
        char letter = sbill_upper(s.p[c]);

        if (letter == ',' || letter == ' ')
            continue;
        if (!strchr("MODBLFI", letter) || strchr(seen, letter) || n == sizeof seen - 1) {
            sbill_say(k, about(k, SBILL_FINDING_SURFACE_INVALID, SURFACES, i, t), "surfaces", s);
            return;
        }
        seen[n++] = letter;
    }
    if (is_anterior(place) && strchr(seen, 'O'))
        sbill_say_z(k, about(k, SBILL_FINDING_SURFACE_TOOTH, SURFACES, i, t), "surface",
                    "O (occlusal)");
    if (!is_anterior(place) && strchr(seen, 'I'))
        sbill_say_z(k, about(k, SBILL_FINDING_SURFACE_TOOTH, SURFACES, i, t), "surface",
                    "I (incisal)");
}

static bool is_missing(const struct sbill_record *r, struct sbill_text tooth)
{
    for (size_t i = 0; i < r->teeth_status.n; i++)
        if (sbill_text_eq_fold(r->teeth_status.v[i].number, tooth) &&
            sbill_text_eq_fold(r->teeth_status.v[i].status, SBILL_T("M")))
            return true;
    return false;
}

void sbill_edit_teeth(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    for (size_t t = 0; t < l->teeth.n && t < 64; t++) {
        struct sbill_text tooth = l->teeth.v[t].number;
        int place = tooth_place(tooth);

        if (!tooth.n)
            continue; /* sbill_edit_tooth_required says what is missing */
        if (!place) {
            about(k, SBILL_FINDING_TOOTH_INVALID, "lines[%d].teeth[%d].number", i, t);
            continue;
        }
        for (size_t before = 0; before < t; before++)
            if (sbill_text_eq_fold(l->teeth.v[before].number, tooth)) {
                about(k, SBILL_FINDING_TOOTH_TWICE, "lines[%d].teeth[%d].number", i, t);
                break;
            }
        if (is_missing(k->record, tooth) && !l->prosthesis)
            about(k, SBILL_FINDING_TOOTH_IS_MISSING, "lines[%d].teeth[%d].number", i, t);
        check_surfaces(k, i, t, place);
    }
}

void sbill_edit_oral_cavity(struct sbill_check *k, int32_t i)
{
    static const char *const areas[] = {"00", "01", "02", "10", "20", "30", "40"};
    const sbill_texts *given = &k->record->lines.v[i].oral_cavity;

    for (size_t a = 0; a < given->n && a < 8; a++) {
        bool known = false;

        for (size_t w = 0; w < sizeof areas / sizeof *areas; w++)
            known = known || sbill_text_is(given->v[a], areas[w]);
        if (!known)
            sbill_say(k,
                      sbill_raise(k->e, SBILL_FINDING_ORAL_CAVITY_INVALID,
                                  "lines[%d].oral_cavity[%d]", i, (int32_t)a),
                      "area", given->v[a]);
    }
}

void sbill_edit_prosthesis(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    if (l->prosthesis == 2 && l->dates.prior_placement == SBILL_NO_DATE &&
        l->dates.prior_placement_estimated == SBILL_NO_DATE)
        sbill_say(k,
                  sbill_raise(k->e, SBILL_FINDING_PRIOR_PLACEMENT_MISSING,
                              "lines[%d].dates.prior_placement", i),
                  "code", l->code);
}

void sbill_edit_predetermination(struct sbill_check *k, int32_t i)
{
    if (k->record->use != SBILL_USE_PREDETERMINATION || k->lines[i].on == SBILL_NO_DATE)
        return;
    sbill_say_date(k,
                   sbill_raise(k->e, SBILL_FINDING_PREDETERMINATION_DATE, "lines[%d].date_from", i),
                   "date", k->lines[i].on);
}

/* ---- what a service needs, and where in the mouth it is -------------------------------------- */

/* Which services are of one tooth or of surfaces is in the user's groups; a surface without a tooth is wrong anyway. */
void sbill_edit_tooth_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    bool tooth = false, surface = false, bare = false;

    for (size_t t = 0; t < l->teeth.n; t++) {
        tooth = tooth || l->teeth.v[t].number.n;
        surface = surface || l->teeth.v[t].surfaces.n;
        bare = bare || (l->teeth.v[t].surfaces.n && !l->teeth.v[t].number.n);
    }
    if (!tooth && sbill_line_in(k, i, SBILL_GROUP_TOOTH) == 1)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_TOOTH_NOT_NAMED, "lines[%d].teeth", i), "code",
                  l->code);
    if (tooth && !surface && sbill_line_in(k, i, SBILL_GROUP_SURFACE) == 1)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_SURFACE_NOT_NAMED, "lines[%d].teeth", i),
                  "code", l->code);
    if (bare)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_SURFACE_WITHOUT_TOOTH, "lines[%d].teeth", i),
                  "code", l->code);
}

/* Quadrants by the permanent tooth, or the primary one, that stands there: 10, 20, 30, 40 of the oral cavity. */
static int quadrant(int place)
{
    if (place >= 101)
        return (place - 101) / 5 + 1;
    return (place - 1) / 8 + 1;
}

static bool area_holds(struct sbill_text area, int place)
{
    int q = quadrant(place);

    if (sbill_text_is(area, "01"))
        return q <= 2;
    if (sbill_text_is(area, "02"))
        return q >= 3;
    if (area.n == 2 && area.p[1] == '0' && area.p[0] >= '1' && area.p[0] <= '4')
        return area.p[0] - '0' == q;
    return true;
}

void sbill_edit_tooth_area(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    for (size_t t = 0; t < l->teeth.n && l->oral_cavity.n; t++) {
        int place = tooth_place(l->teeth.v[t].number);
        bool held = !place;

        for (size_t a = 0; a < l->oral_cavity.n; a++)
            held = held || area_holds(l->oral_cavity.v[a], place);
        if (!held)
            sbill_say(
                k, about(k, SBILL_FINDING_TOOTH_OUTSIDE_AREA, "lines[%d].teeth[%d].number", i, t),
                "area", l->oral_cavity.v[0]);
    }
}

/* No permanent tooth is through before the fifth birthday; primary ones are out at 14, but for a few that stay. */
#define PERMANENT_FROM 5
#define PRIMARY_TO 20

void sbill_edit_tooth_age(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    int32_t birth = k->record->patient.birth_date, on = k->lines[i].on, age;

    on = on == SBILL_NO_DATE ? k->date : on;
    if (birth == SBILL_NO_DATE || on == SBILL_NO_DATE || birth > on)
        return;
    age = sbill_age_years(birth, on);
    for (size_t t = 0; t < l->teeth.n; t++) {
        struct sbill_text tooth = l->teeth.v[t].number;
        int place = tooth_place(tooth);
        bool primary = place > 100;

        if (!place || (primary ? age <= PRIMARY_TO : age >= PERMANENT_FROM))
            continue;
        sbill_say_number(k, about(k, SBILL_FINDING_TOOTH_AGE, "lines[%d].teeth[%d].number", i, t),
                         "age", age);
    }
}

/* Braces: the day they were put on, or how long the treatment still takes (837D DN1, DTP*452). */
void sbill_edit_orthodontics(struct sbill_check *k, int32_t i)
{
    const struct sbill_ortho *o = k->record->ortho;

    (void)i;
    if (!o || o->is_ortho != SBILL_YES || k->record->use == SBILL_USE_PREDETERMINATION)
        return;
    if (o->placement_date == SBILL_NO_DATE)
        sbill_raise(k->e, SBILL_FINDING_ORTHO_DATE_MISSING, "ortho.placement_date");
    if (o->months_total && o->months_remaining > o->months_total)
        sbill_say_number(k, sbill_raise(k->e, SBILL_FINDING_ORTHO_MONTHS, "ortho.months_remaining"),
                         "remaining", o->months_remaining);
}
