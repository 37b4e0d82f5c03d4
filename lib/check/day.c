/* The patient's services: the lines of the record, and what the context tells of other visits. */
#include <string.h>

#include "check/edits.h"

/* Denied and voided lines were never services in a payer's eyes. */
static bool counts(const struct sbill_check *k, const struct sbill_context_line *o)
{
    const struct sbill_record *r = k->record;

    if (!o->code.n || o->date_from == SBILL_NO_DATE ||
        (o->encounter_id.n && sbill_text_eq(o->encounter_id, r->id)))
        return false;
    /* A claim that is being replaced is no other claim. */
    if (r->frequency > 1 && o->claim_id.n && sbill_text_eq(o->claim_id, r->control_number))
        return false;
    return !sbill_text_eq_fold(o->status, SBILL_T("denied")) &&
           !sbill_text_eq_fold(o->status, SBILL_T("void"));
}

/* Units as billed: those of the claim, where form has filled them in. */
static int64_t billed_units(const struct sbill_check *k, int32_t line)
{
    const struct sbill_encounter *e = k->e;
    int32_t claim = k->lines[line].claim;

    for (size_t i = 0; claim >= 0 && i < e->claims.v[claim].lines.n; i++)
        if (e->claims.v[claim].lines.v[i].line == line)
            return e->claims.v[claim].lines.v[i].units;
    return k->record->lines.v[line].units;
}

static void add_line(struct sbill_check *k, int32_t line)
{
    const struct sbill_record *r = k->record;
    const struct sbill_line *l = &r->lines.v[line];
    const struct sbill_provider *by = sbill_line_rendering(k, line),
                                *billing = r->providers.billing;
    struct sbill_service *s = &k->services[k->service_count++];

    s->code = (struct sbill_text){k->lines[line].normal, k->lines[line].length};
    s->system = k->lines[line].system;
    s->on = k->lines[line].on;
    s->to = l->date_to != SBILL_NO_DATE ? l->date_to : s->on;
    s->units = billed_units(k, line);
    s->modifiers = &l->modifiers;
    s->line = line;
    k->lines[line].service = s;
    if (billing)
        s->practice = billing->npi;
    by = by ? by : billing;
    if (by) {
        s->provider = by->npi;
        s->taxonomy = by->taxonomy;
    }
}

static void add_context(struct sbill_check *k, const struct sbill_context_line *o)
{
    struct sbill_service *s = &k->services[k->service_count];
    char *normal = sbill_arena_get(&k->e->arena, 16);
    size_t n = normal ? sbill_code_normal(o->code, normal) : 0;

    if (!n)
        return;
    k->service_count++;
    s->code = (struct sbill_text){normal, n};
    s->system = o->system ? o->system : sbill_system_by_shape(normal, n);
    s->on = o->date_from;
    s->to = o->date_to != SBILL_NO_DATE ? o->date_to : o->date_from;
    s->units = o->units;
    s->modifiers = &o->modifiers;
    s->provider = o->rendering_npi;
    s->taxonomy = o->rendering_taxonomy;
    s->practice = o->billing_npi;
    s->claim = o->claim_id.n ? o->claim_id : o->encounter_id;
    s->line = -1;
}

static void find_twins(struct sbill_check *k)
{
    for (size_t a = 1; a < k->own_services; a++)
        for (size_t b = 0; b < a; b++)
            if (sbill_same_code(&k->services[a], &k->services[b])) {
                k->lines[k->services[a].line].has |= SBILL_HAS_TWIN;
                k->lines[k->services[b].line].has |= SBILL_HAS_TWIN;
                k->has |= SBILL_HAS_TWIN;
            }
}

void sbill_list_services(struct sbill_check *k)
{
    const struct sbill_record *r = k->record;
    size_t context = r->context ? r->context->lines.n : 0;

    k->services = SBILL_NEW_N(&k->e->arena, struct sbill_service, r->lines.n + context + 1);
    if (!k->services)
        return;
    for (size_t i = 0; i < r->lines.n; i++)
        if (k->lines[i].billed && k->lines[i].length)
            add_line(k, (int32_t)i);
    k->own_services = k->service_count;
    find_twins(k);
    for (size_t i = 0; i < context; i++)
        if (counts(k, &r->context->lines.v[i]))
            add_context(k, &r->context->lines.v[i]);
    for (size_t i = 1; i < k->service_count && !k->days_apart; i++)
        k->days_apart = k->services[i].on != k->services[0].on;
}

static int line_pfs(struct sbill_check *k, struct sbill_coded *c)
{
    if (c->pfs_state == SBILL_PFS_NOT_ASKED)
        c->pfs_state = c->length && c->on != SBILL_NO_DATE
                           ? sbill_book_pfs(k->book, (struct sbill_text){c->normal, c->length},
                                            (struct sbill_text){"", 0}, c->on, &c->pfs)
                           : 0;
    if (c->pfs_state < 0)
        k->lacks |= SBILL_LACKS_SCHEDULE;
    return c->pfs_state;
}

const struct sbill_pfs *sbill_line_pfs(struct sbill_check *k, int32_t line)
{
    return line_pfs(k, &k->lines[line]) == 1 ? &k->lines[line].pfs : NULL;
}

int sbill_service_pfs(struct sbill_check *k, const struct sbill_service *s,
                      const struct sbill_pfs **out, struct sbill_pfs *room)
{
    if (s->line < 0) {
        *out = room;
        return sbill_book_pfs(k->book, s->code, (struct sbill_text){"", 0}, s->on, room);
    }
    *out = &k->lines[s->line].pfs;
    return line_pfs(k, &k->lines[s->line]);
}

bool sbill_same_practice(const struct sbill_service *a, const struct sbill_service *b)
{
    return a->practice.n && sbill_text_eq(a->practice, b->practice);
}

bool sbill_same_provider(const struct sbill_check *k, const struct sbill_service *a,
                         const struct sbill_service *b)
{
    if (!a->provider.n || !b->provider.n || sbill_text_eq(a->provider, b->provider))
        return true;
    return sbill_same_practice(a, b) && a->taxonomy.n && sbill_text_eq(a->taxonomy, b->taxonomy) &&
           sbill_payer_says(k, SBILL_SAYS_SAME_SPECIALTY, 0) == 1;
}

bool sbill_has_modifier(const sbill_texts *modifiers, const char *modifier)
{
    struct sbill_text want = sbill_text_from(modifier);

    for (size_t i = 0; i < modifiers->n; i++)
        if (sbill_text_eq_fold(modifiers->v[i], want))
            return true;
    return false;
}

struct sbill_text sbill_first_modifier(const sbill_texts *modifiers, const char *const *list,
                                       size_t n)
{
    for (size_t m = 0; m < modifiers->n; m++)
        for (size_t i = 0; i < n; i++)
            if (sbill_text_eq_fold(modifiers->v[m], sbill_text_from(list[i])))
                return modifiers->v[m];
    return (struct sbill_text){"", 0};
}

bool sbill_says_again(const sbill_texts *modifiers)
{
    static const char *const again[] = {"76", "77", "91", "59", "XE", "XP", "XS", "XU"};

    return sbill_first_modifier(modifiers, again, sizeof again / sizeof *again).n > 0;
}

/* ---- groups ---------------------------------------------------------------------------------- */

_Static_assert((int)SBILL_GROUPS <= (int)SBILL_GROUPS_KEPT, "an encounter keeps all groups");
static const char *const group_names[SBILL_GROUPS] = {
    "em-new",
    "em-established",
    "em",
    "clia",
    "clia-qw",
    "minor-procedure",
    "major-procedure",
    "spinal-manipulation",
    "ambulance",
    "therapy",
    "anesthesia",
    "tooth-required",
    "surface-required",
};

/* The group for codes of this system on this date: most lines of a record share both. */
static const struct sbill_group *group_for(struct sbill_check *k, enum sbill_ask group,
                                           int32_t system, int32_t on)
{
    struct sbill_group *g = &k->e->groups[group];

    if (!(k->e->groups_known & 1U << group) || g->system != system || on < g->from || on > g->to)
        sbill_book_group(k->book, group_names[group], system, on, g);
    k->e->groups_known |= 1U << group;
    g->on = on;
    return g;
}

int sbill_line_in(struct sbill_check *k, int32_t line, enum sbill_ask group)
{
    struct sbill_coded *c = &k->lines[line];
    uint32_t bit = 1U << group;

    if (!(c->group_asked & bit)) {
        int found = sbill_group_has(group_for(k, group, c->system, c->on), c->normal);

        c->group_asked |= bit;
        c->group_in |= found == 1 ? bit : 0;
        c->group_none |= found < 0 ? bit : 0;
    }
    return c->group_in & bit ? 1 : c->group_none & bit ? -1 : 0;
}

static const enum sbill_ask visits[] = {SBILL_GROUP_EM_NEW, SBILL_GROUP_EM_ESTABLISHED,
                                        SBILL_GROUP_EM};
#define VISITS (sizeof visits / sizeof *visits)

int sbill_line_is_visit(struct sbill_check *k, int32_t line)
{
    int best = -1;

    for (size_t i = 0; best < 1 && i < VISITS; i++) {
        int found = sbill_line_in(k, line, visits[i]);

        best = found > best ? found : best;
    }
    return best;
}

int sbill_service_is_visit(struct sbill_check *k, const struct sbill_service *s)
{
    int best = -1;

    if (s->line >= 0)
        return sbill_line_is_visit(k, s->line);
    for (size_t i = 0; best < 1 && i < VISITS; i++) {
        int found = sbill_book_in_group(k->book, group_names[visits[i]], s->system, s->code, s->on);

        best = found > best ? found : best;
    }
    return best;
}

void sbill_find_kinds(struct sbill_check *k)
{
    static const struct {
        enum sbill_ask group;
        uint32_t has;
    } kinds[] = {
        {SBILL_GROUP_EM_NEW, SBILL_HAS_VISIT},
        {SBILL_GROUP_EM_ESTABLISHED, SBILL_HAS_VISIT},
        {SBILL_GROUP_EM, SBILL_HAS_VISIT},
        {SBILL_GROUP_AMBULANCE, SBILL_HAS_AMBULANCE},
        {SBILL_GROUP_ANESTHESIA, SBILL_HAS_ANESTHESIA},
        {SBILL_GROUP_CLIA, SBILL_HAS_LABORATORY},
        {SBILL_GROUP_SPINAL, SBILL_HAS_SPINAL},
        {SBILL_GROUP_THERAPY, SBILL_HAS_THERAPY},
    };

    for (size_t g = 0; g < sizeof kinds / sizeof *kinds; g++)
        for (size_t s = 0; s < k->own_services; s++) {
            int32_t line = k->services[s].line;
            struct sbill_coded *c = &k->lines[line];

            if (sbill_group_may_have(group_for(k, kinds[g].group, c->system, c->on), c->normal) &&
                sbill_line_in(k, line, kinds[g].group) == 1) {
                c->has |= kinds[g].has;
                k->has |= kinds[g].has;
            }
        }
}

void sbill_say_service(struct sbill_check *k, struct sbill_finding *f, const char *name,
                       const struct sbill_service *s)
{
    struct sbill_buf *b = sbill_check_words(k);

    if (s->line >= 0) {
        sbill_buf_z(b, "line ");
        sbill_buf_int(b, s->line + 1);
    } else if (s->claim.n) {
        sbill_buf_z(b, "claim ");
        sbill_buf_text(b, s->claim);
    } else {
        sbill_buf_z(b, "an earlier claim");
    }
    sbill_say_words(k, f, name);
}
