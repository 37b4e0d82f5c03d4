/* What services of one kind need beside them: chiropractic, ambulance, therapy, inpatient visits, attachments.
 * Groups of CPT codes are the user's. */
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

/* Medicare Claims Processing Manual, chapter 12, 220: treatment of the spine needs the day it began, and AT as
 * long as it is to correct; without AT it counts as maintenance. */
void sbill_edit_spinal(struct sbill_check *k, int32_t i)
{
    const struct sbill_line *l = &k->record->lines.v[i];

    if (sbill_line_in(k, i, SBILL_GROUP_SPINAL) != 1)
        return;
    if (k->record->dates.initial_treatment == SBILL_NO_DATE &&
        l->dates.initial_treatment == SBILL_NO_DATE)
        about(k, SBILL_FINDING_TREATMENT_START_MISSING, "dates.initial_treatment", i);
    if (!sbill_line_has_modifier(l, "AT") && !sbill_line_has_modifier(l, "GA") &&
        !sbill_line_has_modifier(l, "GY") && !sbill_line_has_modifier(l, "GZ"))
        about(k, SBILL_FINDING_ACTIVE_TREATMENT_MODIFIER, "lines[%d].modifiers", i);
}

/* 837P: transport data, and where the ambulance came from and went to. */
void sbill_edit_ambulance(struct sbill_check *k, int32_t i)
{
    const struct sbill_ambulance *a = k->record->lines.v[i].ambulance;

    if (sbill_line_in(k, i, SBILL_GROUP_AMBULANCE) != 1)
        return;
    a = a ? a : k->record->ambulance;
    if (!a || !a->reason.n || !sbill_address_given(&a->pickup) || !sbill_address_given(&a->dropoff))
        about(k, SBILL_FINDING_AMBULANCE_MISSING, "ambulance", i);
}

/* Medicare Claims Processing Manual, chapter 5, 20.1: one of GN, GO, GP. */
void sbill_edit_therapy(struct sbill_check *k, int32_t i)
{
    static const char *const plans[] = {"GN", "GO", "GP"};
    const sbill_texts *m = &k->record->lines.v[i].modifiers;

    if (sbill_line_in(k, i, SBILL_GROUP_THERAPY) == 1 &&
        !sbill_first_modifier(m, plans, sizeof plans / sizeof *plans).n)
        about(k, SBILL_FINDING_THERAPY_MODIFIER, "lines[%d].modifiers", i);
}

/* Box 18, DTP*435: services to an inpatient carry the day of admission. */
void sbill_edit_admission(struct sbill_check *k, int32_t i)
{
    if (sbill_text_is(sbill_line_place(k, i), "21") &&
        k->record->dates.admission == SBILL_NO_DATE) {
        /* Said with the first such line. */
        for (int32_t before = 0; before < i; before++)
            if (k->lines[before].billed && sbill_text_is(sbill_line_place(k, before), "21"))
                return;
        about(k, SBILL_FINDING_ADMISSION_MISSING, "dates.admission", i);
    }
}

/* PWK06: papers that come by mail, fax or mail to the payer's portal are found by a number of their own. */
static void check_papers(struct sbill_check *k, const struct sbill_attachment *a, const char *path,
                         int32_t i, int32_t n)
{
    static const char *const by[] = {"BM", "EL", "EM", "FT", "FX"};

    for (size_t b = 0; b < sizeof by / sizeof *by && !a->control_number.n; b++)
        if (sbill_text_eq_fold(a->transmission, sbill_text_from(by[b])))
            sbill_say(k, sbill_raise(k->e, SBILL_FINDING_ATTACHMENT_NUMBER, path, i, n), "how",
                      a->transmission);
}

void sbill_edit_attachments(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;

    (void)i;
    for (size_t a = 0; a < r->attachments.n; a++)
        check_papers(k, &r->attachments.v[a], "attachments[%d].control_number", (int32_t)a, 0);
    for (size_t l = 0; l < r->lines.n; l++)
        for (size_t a = 0; k->lines[l].billed && a < r->lines.v[l].attachments.n; a++)
            check_papers(k, &r->lines.v[l].attachments.v[a],
                         "lines[%d].attachments[%d].control_number", (int32_t)l, (int32_t)a);
}
