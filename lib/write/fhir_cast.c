/* FHIR R4: who takes part in a claim. Each person, organisation, place and coverage becomes one resource, however many
 * roles it has; the Claim and its lines refer to it. */
#include "write/fhir.h"

#include <stddef.h>

#define ROLE(base, x12, words)                                                                   \
    "<role><coding><system value=\"" SBILL_FHIR_TERMS "claimcareteamrole\"/><code value=\"" base \
    "\"/></coding><coding><system value=\"" SBILL_FHIR_X12 "98\"/><code value=\"" x12            \
    "\"/></coding><text value=\"" words "\"/></role>"

/* In the order of the care team. X12 data element 98 tells apart what R4's four role codes do not. */
static const struct role {
    struct sbill_text xml;
    bool responsible;
    size_t on_line,
        on_record; /* offsets of the pointers in struct sbill_line and struct sbill_providers */
} roles[] = {
#define ON(member) offsetof(struct sbill_line, member), offsetof(struct sbill_providers, member)
    {SBILL_TI(ROLE("primary", "82", "rendering provider")), true, ON(rendering)},
    {SBILL_TI(ROLE("assist", "DD", "assistant surgeon")), false, ON(assistant_surgeon)},
    {SBILL_TI(ROLE("supervisor", "DQ", "supervising provider")), false, ON(supervising)},
    {SBILL_TI(ROLE("other", "DK", "ordering provider")), false, ON(ordering)},
    {SBILL_TI(ROLE("other", "DN", "referring provider")), false, ON(referring)},
    {SBILL_TI(ROLE("other", "P3", "primary care provider")), false, ON(primary_care)},
    {SBILL_TI(ROLE("other", "QB", "purchased service provider")), false, ON(purchased_service)},
#undef ON
};
#define ROLE_COUNT ((int32_t)(sizeof roles / sizeof *roles))
_Static_assert(ROLE_COUNT == SBILL_FHIR_ROLES, "a place for each role in struct sbill_fhir");
#define RENDERING 0

/* ---- parties --------------------------------------------------------------------------------- */

bool sbill_fhir_is_person(const struct sbill_provider *p)
{
    if (p->entity)
        return p->entity == SBILL_PERSON;
    return sbill_fhir_clean(p->organization).n == 0;
}

static bool same_name(const struct sbill_provider *a, const struct sbill_provider *b)
{
    return sbill_text_eq(a->organization, b->organization) &&
           sbill_text_eq(a->name.last, b->name.last) && sbill_text_eq(a->name.first, b->name.first);
}

static bool same_provider(const struct sbill_provider *a, const struct sbill_provider *b)
{
    if (a == b || !a || !b)
        return a == b;
    if (a->npi.n || b->npi.n)
        return sbill_text_eq(a->npi, b->npi) && sbill_fhir_is_person(a) == sbill_fhir_is_person(b);
    return same_name(a, b) && sbill_text_eq(a->tax_id, b->tax_id);
}

static size_t add_party(struct sbill_fhir *f, int32_t kind, const void *who)
{
    struct sbill_fhir_party *p = SBILL_PUSH(f->arena, &f->parties);

    if (!p)
        return 0;
    p->kind = kind;
    p->who = who;
    for (size_t i = 0, n = f->parties.n - 1; i < sizeof p->number; i++, n >>= 4)
        p->number[sizeof p->number - 1 - i] = "0123456789abcdef"[n & 15];
    return f->parties.n - 1;
}

static size_t provider_party(struct sbill_fhir *f, const struct sbill_provider *who)
{
    for (size_t i = 0; i < f->parties.n; i++)
        if (f->parties.v[i].kind == SBILL_FHIR_PROVIDER && same_provider(f->parties.v[i].who, who))
            return i;
    return add_party(f, SBILL_FHIR_PROVIDER, who);
}

/* ---- care team ------------------------------------------------------------------------------- */

static int32_t find_member(const struct sbill_fhir *f, int32_t role,
                           const struct sbill_provider *who)
{
    for (size_t i = 0; i < f->team.n; i++)
        if (f->team.v[i].role == role && same_provider(f->team.v[i].who, who))
            return (int32_t)i;
    return -1;
}

/* Its sequence; 0 for nobody. */
static int32_t add_member(struct sbill_fhir *f, int32_t role, const struct sbill_provider *who)
{
    struct sbill_fhir_member *m;
    int32_t at = who ? find_member(f, role, who) : -1;

    if (!who || at >= 0)
        return at + 1;
    m = SBILL_PUSH(f->arena, &f->team);
    if (!m)
        return 0;
    m->role = role;
    m->who = who;
    m->party = provider_party(f, who);
    return (int32_t)f->team.n;
}

static const struct sbill_provider *pointer_at(const void *object, size_t offset)
{
    const void *at = (const char *)object + offset;

    return *(struct sbill_provider *const *)at;
}

/* Who has this role for the claim as a whole. A person who bills for himself renders the service too. */
static const struct sbill_provider *claim_member(const struct sbill_record *r, int32_t role)
{
    const struct sbill_provider *p = pointer_at(&r->providers, roles[role].on_record);

    if (!p && role == RENDERING && r->providers.billing &&
        sbill_fhir_is_person(r->providers.billing))
        return r->providers.billing;
    return p;
}

static void cast_team(struct sbill_fhir *f)
{
    for (int32_t role = 0; role < ROLE_COUNT; role++) {
        f->claim_team[role] = add_member(f, role, claim_member(f->r, role));
        for (size_t i = 0; i < f->c->lines.n; i++)
            add_member(f, role,
                       pointer_at(&f->r->lines.v[f->c->lines.v[i].line], roles[role].on_line));
    }
}

void sbill_fhir_line_team(struct sbill_fhir *f, const struct sbill_line *l)
{
    for (int32_t role = 0; role < ROLE_COUNT; role++) {
        const struct sbill_provider *who = pointer_at(l, roles[role].on_line);
        int32_t sequence = who ? find_member(f, role, who) + 1 : f->claim_team[role];
        if (sequence)
            SBILL_XO_INT(&f->x, "<careTeamSequence value=\"", sequence, "\"/>");
    }
}

void sbill_fhir_care_team(struct sbill_fhir *f)
{
    for (size_t i = 0; i < f->team.n; i++) {
        const struct sbill_fhir_member *m = &f->team.v[i];
        const struct role *role = &roles[m->role];
        SBILL_XO_INT(&f->x, "<careTeam><sequence value=\"", (int64_t)i + 1, "\"/>");
        SBILL_FHIR_REF(f, "<provider>", m->party, "</provider>");
        if (role->responsible)
            SBILL_XO_LIT(&f->x, "<responsible value=\"true\"/>");
        sbill_xo_put(&f->x, role->xml.p, role->xml.n);
        SBILL_FHIR_OPT_IN(
            f,
            "<qualification><coding><system value=\"http://nucc.org/provider-taxonomy\"/>"
            "<code value=\"",
            sbill_fhir_code(f, m->who->taxonomy), "\"/></coding></qualification>");
        SBILL_XO_LIT(&f->x, "</careTeam>\n");
    }
}

/* ---- coverages ------------------------------------------------------------------------------- */

static int32_t order_of(const struct sbill_record *r, const struct sbill_coverage *c)
{
    return c->order ? c->order : (int32_t)(c - r->coverages.v) + 1;
}

/* In payer order; few, so by insertion. */
static void sort_coverages(struct sbill_fhir *f)
{
    const struct sbill_record *r = f->r;

    for (size_t i = 0; i < r->coverages.n; i++) {
        const struct sbill_coverage *c = &r->coverages.v[i];
        size_t at = f->insurance_count++;
        for (; at > 0 && order_of(r, f->insurance[at - 1].coverage) > order_of(r, c); at--)
            f->insurance[at] = f->insurance[at - 1];
        f->insurance[at] = (struct sbill_fhir_insurance){.coverage = c};
    }
}

static void cast_coverage(struct sbill_fhir *f, struct sbill_fhir_insurance *in, bool earlier)
{
    const struct sbill_coverage *c = in->coverage;

    in->party = add_party(f, SBILL_FHIR_COVERAGE, c);
    in->payer = add_party(f, SBILL_FHIR_PAYER, c);
    if (c->subscriber && c->relationship != SBILL_SELF)
        in->subscriber = add_party(f, SBILL_FHIR_SUBSCRIBER, c);
    if (earlier && c->adjudication)
        in->response = add_party(f, SBILL_FHIR_RESPONSE, c);
}

static void cast_coverages(struct sbill_fhir *f)
{
    bool earlier = true;

    f->insurance = SBILL_NEW_N(f->arena, struct sbill_fhir_insurance, f->r->coverages.n + 1);
    if (!f->insurance)
        return;
    sort_coverages(f);
    for (size_t i = 0; i < f->insurance_count; i++) {
        if (f->insurance[i].coverage == f->focal) {
            f->focal_insurance = i;
            earlier = false;
        }
        cast_coverage(f, &f->insurance[i], earlier);
    }
}

/* Claims are split so that all lines of one share a facility. */
static void cast_facility(struct sbill_fhir *f)
{
    const struct sbill_line *first = f->c->lines.n ? &f->r->lines.v[f->c->lines.v[0].line] : NULL;

    f->place = first && first->facility ? first->facility : f->r->facility;
    if (f->place)
        f->facility = add_party(f, SBILL_FHIR_FACILITY, f->place);
}

void sbill_fhir_cast(struct sbill_fhir *f)
{
    const struct sbill_providers *p = &f->r->providers;

    if (f->c->coverage >= 0 && (size_t)f->c->coverage < f->r->coverages.n)
        f->focal = &f->r->coverages.v[f->c->coverage];
    add_party(f, SBILL_FHIR_CLAIM, NULL);
    add_party(f, SBILL_FHIR_PATIENT, &f->r->patient);
    if (p->billing)
        f->billing = provider_party(f, p->billing);
    if (p->pay_to_plan)
        f->pay_to = add_party(f, SBILL_FHIR_PAY_TO_PLAN, p->pay_to_plan);
    else if (p->pay_to)
        f->pay_to = add_party(f, SBILL_FHIR_PAY_TO, p->pay_to);
    cast_team(f);
    cast_facility(f);
    cast_coverages(f);
}
