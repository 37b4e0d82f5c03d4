/* FHIR R4: supportingInfo, one function for each kind of value. */
#include "write/fhir_info.h"

void sbill_info_open(struct sbill_fhir *f, struct sbill_text xml)
{
    SBILL_XO_INT(&f->x, "<supportingInfo><sequence value=\"", ++f->info_count, "");
    sbill_xo_put(&f->x, xml.p, xml.n);
}

void sbill_info_close(struct sbill_fhir *f)
{
    SBILL_XO_LIT(&f->x, "</supportingInfo>\n");
}

void sbill_info_date(struct sbill_fhir *f, struct sbill_text xml, int32_t date)
{
    if (date == SBILL_NO_DATE)
        return;
    sbill_info_open(f, xml);
    SBILL_XO_DATE(&f->x, "<timingDate value=\"", date, "\"/>");
    sbill_info_close(f);
}

void sbill_info_period(struct sbill_fhir *f, struct sbill_text xml, int32_t from, int32_t to)
{
    if (from == SBILL_NO_DATE && to == SBILL_NO_DATE)
        return;
    sbill_info_open(f, xml);
    SBILL_XO_LIT(&f->x, "<timingPeriod>");
    SBILL_FHIR_OPT_DATE(f, "start", from);
    SBILL_FHIR_OPT_DATE(f, "end", to);
    SBILL_XO_LIT(&f->x, "</timingPeriod>");
    sbill_info_close(f);
}

void sbill_info_text(struct sbill_fhir *f, struct sbill_text xml, struct sbill_text value)
{
    value = sbill_fhir_clean(value);
    if (!value.n)
        return;
    sbill_info_open(f, xml);
    SBILL_XO_TEXT(&f->x, "<valueString value=\"", value, "\"/>");
    sbill_info_close(f);
}

void sbill_info_texts(struct sbill_fhir *f, struct sbill_text xml, const sbill_texts *values)
{
    for (size_t i = 0; i < values->n; i++)
        sbill_info_text(f, xml, values->v[i]);
}

void sbill_info_flag(struct sbill_fhir *f, struct sbill_text xml, sbill_flag flag)
{
    if (!flag)
        return;
    sbill_info_open(f, xml);
    if (flag == SBILL_YES)
        SBILL_XO_LIT(&f->x, "<valueBoolean value=\"true\"/>");
    else
        SBILL_XO_LIT(&f->x, "<valueBoolean value=\"false\"/>");
    sbill_info_close(f);
}

void sbill_info_quantity(struct sbill_fhir *f, struct sbill_text xml, int64_t v, const char *unit)
{
    if (v == SBILL_NO_QTY)
        return;
    sbill_info_open(f, xml);
    SBILL_XO_QTY(&f->x, "<valueQuantity><value value=\"", v, "\"/>");
    SBILL_FHIR_OPT(f, "unit", sbill_text_from(unit));
    SBILL_XO_LIT(&f->x, "</valueQuantity>");
    sbill_info_close(f);
}

void sbill_info_count(struct sbill_fhir *f, struct sbill_text xml, int32_t v, const char *unit)
{
    if (v > 0)
        sbill_info_quantity(f, xml, (int64_t)v * 1000, unit);
}

void sbill_info_dates(struct sbill_fhir *f, const struct sbill_info_kind *kinds, size_t n,
                      const void *object)
{
    for (size_t i = 0; i < n; i++) {
        int32_t date;
        memcpy(&date, (const char *)object + kinds[i].offset, sizeof date);
        sbill_info_date(f, kinds[i].xml, date);
    }
}

void sbill_info_all(struct sbill_fhir *f, const struct sbill_info_kind *kinds, size_t n,
                    const void *object)
{
    for (size_t i = 0; i < n; i++) {
        struct sbill_text t;
        memcpy(&t, (const char *)object + kinds[i].offset, sizeof t);
        sbill_info_text(f, kinds[i].xml, t);
    }
}

/* Short texts for the payer (NTE), each with the code that says what about. */
void sbill_info_remark(struct sbill_fhir *f, const struct sbill_remark *r)
{
    static const struct sbill_text xml = SBILL_TI(SBILL_INFO_CATEGORY("info"));
    struct sbill_text words = sbill_fhir_clean(r->text);

    if (!words.n)
        return;
    sbill_info_open(f, xml);
    SBILL_FHIR_OPT_IN(f, "<code><coding><system value=\"" SBILL_FHIR_X12 "363\"/><code value=\"",
                      sbill_fhir_code(f, r->type), "\"/></coding></code>");
    SBILL_XO_TEXT(&f->x, "<valueString value=\"", words, "\"/>");
    sbill_info_close(f);
}

/* ---- ambulance ------------------------------------------------------------------------------- */

/* An address in one line of words, since a value of supportingInfo cannot be an Address. */
static struct sbill_text address_words(struct sbill_fhir *f, const struct sbill_address *a)
{
    const struct sbill_text rest[] = {a->city, a->state, a->zip, a->country};
    size_t total = 0, at = 0, count = a->lines.n + sizeof rest / sizeof *rest;
    char *p;

    for (size_t i = 0; i < count; i++)
        total += (i < a->lines.n ? a->lines.v[i] : rest[i - a->lines.n]).n + 2;
    p = sbill_arena_get(f->arena, total);
    for (size_t i = 0; p && i < count; i++) {
        struct sbill_text part = i < a->lines.n ? a->lines.v[i] : rest[i - a->lines.n];
        if (!part.n)
            continue;
        if (at) {
            memcpy(p + at, ", ", 2);
            at += 2;
        }
        memcpy(p + at, part.p, part.n);
        at += part.n;
    }
    return (struct sbill_text){p, p ? at : 0};
}

void sbill_info_ambulance(struct sbill_fhir *f, const struct sbill_ambulance *a)
{
    static const struct sbill_text weight = SBILL_INFO_CODED("info", "355", "LB",
                                                             "weight of the patient"),
                                   reason = SBILL_INFO_PLAIN("info", "reason for the transport"),
                                   miles =
                                       SBILL_INFO_CODED("info", "355", "DH", "transport distance"),
                                   round_trip =
                                       SBILL_INFO_PLAIN("info", "purpose of the round trip"),
                                   stretcher = SBILL_INFO_PLAIN("info", "purpose of the stretcher"),
                                   patients = SBILL_INFO_PLAIN("info", "patients transported"),
                                   condition = SBILL_INFO_CODED("info", "1136", "07",
                                                                "ambulance condition"),
                                   pickup = SBILL_INFO_CODED("info", "98", "PW", "pick-up address"),
                                   place = SBILL_INFO_CODED("info", "98", "45", "drop-off place"),
                                   dropoff =
                                       SBILL_INFO_CODED("info", "98", "45", "drop-off address");

    sbill_info_quantity(f, weight, a->weight_pounds, "lb");
    sbill_info_text(f, reason, a->reason);
    sbill_info_quantity(f, miles, a->miles, "mile");
    sbill_info_text(f, round_trip, a->round_trip);
    sbill_info_text(f, stretcher, a->stretcher);
    sbill_info_count(f, patients, a->patients, "");
    sbill_info_texts(f, condition, &a->conditions);
    sbill_info_text(f, pickup, address_words(f, &a->pickup));
    sbill_info_text(f, place, a->dropoff_name);
    sbill_info_text(f, dropoff, address_words(f, &a->dropoff));
}
