#include "encounter/findings.h"

#include <stdarg.h>

#include "base/number.h"
#include "encounter/encounter.h"
#include "map/fields.h"

#define PATH_ROOM 192 /* the deepest path of the field register takes less than half of it */

/* The payer's own severity for the claim that the finding stands against; for the encounter as a whole, that of the
 * payer who gets the first claim. */
static int32_t payer_severity(const struct sbill_encounter *e, int32_t number, int32_t claim_type)
{
    size_t at = e->finding_claim < 0 ? 0 : (size_t)e->finding_claim;
    const struct sbill_payer_profile *profile = at < e->claims.n ? e->claims.v[at].profile : NULL;

    return profile ? sbill_payer_severity(e->book, profile, number, claim_type) : SBILL_SEV_NONE;
}

/* The most particular that says anything: payer and claim type, payer, organisation, register. */
static void resolve_severity(const struct sbill_encounter *e, struct sbill_finding *f,
                             int32_t by_default)
{
    int32_t type = e->record.claim_type ? e->record.claim_type : SBILL_PROFESSIONAL;
    const struct {
        int32_t severity, set_by;
    } said[] = {
        {payer_severity(e, f->number, type), SBILL_BY_PAYER_TYPE},
        {payer_severity(e, f->number, 0), SBILL_BY_PAYER},
        {sbill_settings_severity(&e->settings, f->number), SBILL_BY_ORGANISATION},
        {by_default, SBILL_BY_DEFAULT},
    };
    size_t i = 0;

    while (said[i].severity == SBILL_SEV_NONE && said[i].set_by != SBILL_BY_DEFAULT)
        i++;
    f->severity = said[i].severity;
    f->set_by = said[i].set_by;
}

static void path_print(struct sbill_buf *out, const char *format, va_list args)
{
    for (; *format; format++) {
        if (format[0] == '%' && format[1] == 'd') {
            sbill_buf_int(out, va_arg(args, int));
            format++;
        } else {
            sbill_buf_char(out, *format);
        }
    }
}

static void locate(struct sbill_encounter *e, struct sbill_finding *f)
{
    const struct sbill_field *field = sbill_field_at(f->path);

    f->box = field ? sbill_field_box(field, e->record.claim_type) : NULL;
    f->x12 = field ? field->x12 : NULL;
}

struct sbill_finding *sbill_raise(struct sbill_encounter *e, int32_t number, const char *path, ...)
{
    const struct sbill_finding_row *row = sbill_finding_row(number);
    struct sbill_finding f = {.number = number, .claim = e->finding_claim};
    struct sbill_finding *kept = NULL;
    char room[PATH_ROOM];
    struct sbill_buf printed;
    va_list args;

    sbill_buf_over(&printed, room, sizeof room);
    va_start(args, path);
    path_print(&printed, path, args);
    va_end(args);
    resolve_severity(e, &f, row ? row->severity : SBILL_SEV_ERROR);
    if (f.severity != SBILL_SEV_OFF) {
        f.path = sbill_arena_copy(&e->arena, sbill_buf_view(&printed));
        kept = SBILL_PUSH(&e->arena, &e->findings);
    }
    if (!kept)
        kept = &e->scratch;
    *kept = f;
    locate(e, kept);
    return kept;
}

void sbill_findings_forget(struct sbill_encounter *e, int32_t first)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->findings.n; i++) {
        int32_t number = e->findings.v[i].number;

        if (number < first || sbill_finding_is_of_reading(number))
            e->findings.v[kept++] = e->findings.v[i];
    }
    e->findings.n = kept;
}

void sbill_value_add(struct sbill_arena *a, struct sbill_finding *f, const char *name,
                     struct sbill_text text)
{
    if (f->value_count < SBILL_FINDING_VALUES)
        f->values[f->value_count++] = (struct sbill_value){name, sbill_arena_copy(a, text)};
}

void sbill_value_number(struct sbill_arena *a, struct sbill_finding *f, const char *name, int64_t v)
{
    char room[24];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_int(&b, v);
    sbill_value_add(a, f, name, sbill_buf_view(&b));
}

void sbill_value_money(struct sbill_arena *a, struct sbill_finding *f, const char *name, int64_t v)
{
    char room[24];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    if (v != SBILL_NO_MONEY)
        sbill_decimal_write(&b, v, 2);
    sbill_value_add(a, f, name, sbill_buf_view(&b));
}

/* A finding that is not kept needs no values. */
void sbill_finding_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name,
                         struct sbill_text text)
{
    if (f != &e->scratch)
        sbill_value_add(&e->arena, f, name, text);
}

void sbill_finding_number_value(struct sbill_encounter *e, struct sbill_finding *f,
                                const char *name, int64_t v)
{
    if (f != &e->scratch)
        sbill_value_number(&e->arena, f, name, v);
}

void sbill_finding_money_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name,
                               int64_t v)
{
    if (f != &e->scratch)
        sbill_value_money(&e->arena, f, name, v);
}

void sbill_finding_date_value(struct sbill_encounter *e, struct sbill_finding *f, const char *name,
                              int32_t date)
{
    char room[16];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_date_iso(&b, date);
    sbill_finding_value(e, f, name, sbill_buf_view(&b));
}
