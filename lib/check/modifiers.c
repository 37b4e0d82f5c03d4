/* Modifiers: known and in force on the date of service, not twice, not against each other. */
#include "check/edits.h"

/* CPT's own are two digits, a digit and a letter (1P), or P1 to P6; all others are HCPCS Level II. */
static bool is_cpt_style(struct sbill_text m)
{
    return sbill_is_digit(m.p[0]) || (sbill_upper(m.p[0]) == 'P' && m.p[1] >= '1' && m.p[1] <= '6');
}

static bool has_shape(struct sbill_text m)
{
    return m.n == 2 && sbill_is_alnum(m.p[0]) && sbill_is_alnum(m.p[1]);
}

struct modifier {
    int32_t system, found;
    int64_t ref;
};

/* What the tables say of a modifier: SBILL_CODE_BILLABLE, _NOT_IN_FORCE, _UNKNOWN, or _NOT_LOADED for "not checked". */
static struct modifier look(const struct sbill_check *k, struct sbill_text m, int32_t on)
{
    static const int32_t systems[] = {SBILL_SYSTEM_HCPCS_MODIFIER, SBILL_SYSTEM_CPT_MODIFIER};
    struct modifier out = {.ref = -1};
    int32_t own = is_cpt_style(m) ? 1 : 0;

    out.system = systems[own];
    for (int s = 0; s < 2; s++) {
        int64_t ref = -1;
        int32_t found = sbill_code_find(k->book, systems[s], m.p, m.n, on, &ref);

        if (found == SBILL_CODE_BILLABLE || found == SBILL_CODE_NOT_IN_FORCE)
            return (struct modifier){systems[s], found, ref};
        if (s != own)
            continue;
        out.found = found;
        if (found != SBILL_CODE_UNKNOWN || sbill_book_is_extract(k->book, systems[s], on) == 1)
            out.found = SBILL_CODE_NOT_LOADED;
    }
    return out;
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i, size_t m)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_finding *f = sbill_raise(k->e, number, "lines[%d].modifiers[%d]", i, (int32_t)m);

    sbill_say(k, f, "modifier", l->modifiers.v[m]);
    sbill_say(k, f, "code", l->code);
    return f;
}

static void check_one(struct sbill_check *k, int32_t i, size_t m)
{
    struct sbill_text modifier = k->record->lines.v[i].modifiers.v[m];
    int32_t on = k->lines[i].on;
    struct sbill_finding *f;
    struct modifier at;

    if (!has_shape(modifier)) {
        about(k, SBILL_FINDING_MODIFIER_SHAPE, i, m);
        return;
    }
    at = look(k, modifier, on);
    if (at.found == SBILL_CODE_NOT_IN_FORCE) {
        f = about(k, SBILL_FINDING_MODIFIER_NOT_IN_FORCE, i, m);
        sbill_say_date(k, f, "date", on);
        sbill_say_span(k, f, at.ref);
    } else if (at.found == SBILL_CODE_UNKNOWN) {
        f = about(k, SBILL_FINDING_MODIFIER_UNKNOWN, i, m);
        sbill_say_date(k, f, "date", on);
    } else {
        return;
    }
    sbill_say_release(k, f, at.system, on);
}

#define MOST_MODIFIERS 8 /* looked at one by one */

void sbill_edit_modifiers_valid(struct sbill_check *k, int32_t i)
{
    const sbill_texts *m = &k->record->lines.v[i].modifiers;
    int64_t most = sbill_payer_says(k, SBILL_SAYS_MAX_MODIFIERS, 4);
    struct sbill_finding *f;

    if ((int64_t)m->n > most) {
        f = sbill_raise(k->e, SBILL_FINDING_MODIFIER_TOO_MANY, "lines[%d].modifiers", i);
        sbill_say(k, f, "code", k->record->lines.v[i].code);
        sbill_say_number(k, f, "count", (int64_t)m->n);
        sbill_say_number(k, f, "most", most);
    }
    for (size_t a = 0; a < m->n && a < MOST_MODIFIERS; a++) {
        check_one(k, i, a);
        for (size_t b = 0; b < a; b++)
            if (sbill_text_eq_fold(m->v[a], m->v[b])) {
                about(k, SBILL_FINDING_MODIFIER_TWICE, i, a);
                break;
            }
    }
}

/* One finding for each system whose table is missing, with all the modifiers it would hold. */
void sbill_edit_modifiers_not_checked(struct sbill_check *k, int32_t i)
{
    static const int32_t systems[] = {SBILL_SYSTEM_HCPCS_MODIFIER, SBILL_SYSTEM_CPT_MODIFIER};
    const struct sbill_record *r = k->record;

    (void)i;
    if (!(k->has & SBILL_HAS_MODIFIERS))
        return;
    for (size_t s = 0; s < sizeof systems / sizeof *systems; s++) {
        int32_t line = -1, at = 0;
        struct sbill_finding *f;

        sbill_check_words(k);
        for (size_t l = 0; l < r->lines.n; l++) {
            const sbill_texts *list = &r->lines.v[l].modifiers;

            for (size_t m = 0; k->lines[l].billed && m < list->n; m++) {
                struct modifier found;

                if (!has_shape(list->v[m]))
                    continue;
                found = look(k, list->v[m], k->lines[l].on);
                if (found.found != SBILL_CODE_NOT_LOADED || found.system != systems[s])
                    continue;
                if (line < 0) {
                    line = (int32_t)l;
                    at = (int32_t)m;
                }
                sbill_words_item(k, list->v[m]);
            }
        }
        if (line < 0)
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_MODIFIER_NOT_CHECKED, "lines[%d].modifiers[%d]", line,
                        at);
        sbill_say_words(k, f, "modifiers");
        sbill_say(k, f, "system", sbill_system_title(systems[s]));
    }
}

/* Two that cannot both be true of one line. */
struct pair {
    char a[3], b[3];
    int32_t number; /* MODIFIER_CONFLICT or MODIFIER_DOUBTFUL */
    const char *why;
};

/* clang-format off */
#define CONFLICT SBILL_FINDING_MODIFIER_CONFLICT
#define DOUBTFUL SBILL_FINDING_MODIFIER_DOUBTFUL
static const struct pair pairs[] = {
    {"LT", "RT", CONFLICT, "one side and the other; for both sides use 50 or two lines"},
    {"50", "LT", CONFLICT, "50 is both sides"},
    {"50", "RT", CONFLICT, "50 is both sides"},
    {"26", "TC", CONFLICT, "professional and technical part; both together are the service without either"},
    {"JW", "JZ", CONFLICT, "drug was wasted, and none was wasted"},
    {"93", "95", CONFLICT, "audio alone, and audio with video"},
    {"GQ", "95", CONFLICT, "asynchronous, and live"},
    {"GA", "GZ", CONFLICT, "the patient signed a notice of non-coverage, and did not"},
    {"GA", "GX", CONFLICT, "a required notice, and a voluntary one"},
    {"GX", "GZ", CONFLICT, "the patient signed a notice of non-coverage, and did not"},
    {"GY", "GZ", CONFLICT, "never a benefit, and a benefit that will be found unnecessary"},
    {"GA", "GY", CONFLICT, "a benefit that may be found unnecessary, and never a benefit"},
    {"KX", "GY", DOUBTFUL, "the coverage rules are met, and it is never a benefit"},
    {"KX", "GZ", DOUBTFUL, "the coverage rules are met, and a denial is expected"},
    {"KX", "GA", DOUBTFUL, "the coverage rules are met, and a denial is expected"},
    {"62", "66", CONFLICT, "two surgeons, and a team"},
    {"80", "81", CONFLICT, "two kinds of assistant at surgery"},
    {"80", "82", CONFLICT, "two kinds of assistant at surgery"},
    {"81", "82", CONFLICT, "two kinds of assistant at surgery"},
    {"80", "AS", CONFLICT, "a physician assists, and one who is none"},
    {"81", "AS", CONFLICT, "a physician assists, and one who is none"},
    {"82", "AS", CONFLICT, "a physician assists, and one who is none"},
    {"59", "XE", DOUBTFUL, "the X modifier says more exactly what 59 says"},
    {"59", "XP", DOUBTFUL, "the X modifier says more exactly what 59 says"},
    {"59", "XS", DOUBTFUL, "the X modifier says more exactly what 59 says"},
    {"59", "XU", DOUBTFUL, "the X modifier says more exactly what 59 says"},
    {"Q5", "Q6", CONFLICT, "reciprocal billing, and paid by the day"},
};
/* clang-format on */

void sbill_edit_modifiers_together(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];
    struct sbill_finding *f;
    int64_t units;

    if (l->modifiers.n < 1)
        return;
    for (size_t p = 0; l->modifiers.n > 1 && p < sizeof pairs / sizeof *pairs; p++) {
        if (!sbill_line_has_modifier(l, pairs[p].a) || !sbill_line_has_modifier(l, pairs[p].b))
            continue;
        f = sbill_raise(k->e, pairs[p].number, "lines[%d].modifiers", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_z(k, f, "first", pairs[p].a);
        sbill_say_z(k, f, "second", pairs[p].b);
        sbill_say_z(k, f, "why", pairs[p].why);
    }
    units = sbill_line_units(k, i);
    if (sbill_line_has_modifier(l, "50") && units != SBILL_NO_QTY && units > 1000) {
        f = sbill_raise(k->e, SBILL_FINDING_BILATERAL_UNITS, "lines[%d].units", i);
        sbill_say(k, f, "code", l->code);
        sbill_say_quantity(k, f, "units", units);
    }
}
