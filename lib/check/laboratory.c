/* Laboratory tests: the certificate's number, the modifier of waived tests, tests sent to another laboratory.
 * The groups of such codes are the user's. */
#include "check/edits.h"

static struct sbill_finding *about(struct sbill_check *k, int32_t number, const char *path,
                                   int32_t i)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say(k, f, "code", k->record->lines.v[i].code);
    return f;
}

void sbill_edit_clia_required(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;
    const struct sbill_line *l = &r->lines.v[i];

    if (l->clia.n || r->references.clia.n || (r->facility && r->facility->clia.n) ||
        (r->providers.billing && r->providers.billing->clia.n) ||
        sbill_line_in(k, i, SBILL_GROUP_CLIA) != 1)
        return;
    about(k, SBILL_FINDING_CLIA_MISSING, "lines[%d].code", i);
}

/* CMS publishes which waived tests go with QW, by quarter. */
void sbill_edit_waived(struct sbill_check *k, int32_t i)
{
    bool qw = sbill_line_has_modifier(&k->record->lines.v[i], "QW");
    int waived = sbill_line_in(k, i, SBILL_GROUP_CLIA_WAIVED);

    if (waived == 1 && !qw)
        about(k, SBILL_FINDING_WAIVED_MODIFIER, "lines[%d].modifiers", i);
    if (waived == 0 && qw)
        about(k, SBILL_FINDING_WAIVED_NEEDLESS, "lines[%d].modifiers", i);
}

/* 90: who did the test, and under which certificate? */
void sbill_edit_outside_laboratory(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;
    const struct sbill_line *l = &r->lines.v[i];

    if (!sbill_line_has_modifier(l, "90") || l->referring_clia.n || l->purchased_service ||
        r->providers.purchased_service || l->facility || r->facility)
        return;
    about(k, SBILL_FINDING_OUTSIDE_LABORATORY, "lines[%d].purchased_service", i);
}
