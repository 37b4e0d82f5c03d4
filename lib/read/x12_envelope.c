/* X12: what is odd about interchanges, groups, transaction sets and levels; which sets hold claims that are read. */
#include "read/x12_envelope.h"

#include <string.h>

#include "superbill_findings.h"

/* ---- problems -------------------------------------------------------------------------------- */

static void keep(char *room, size_t size, struct sbill_text t)
{
    size_t n = 0;

    t = sbill_text_trim(t);
    for (size_t i = 0; i < t.n && n + 1 < size; i++)
        if (t.p[i] > ' ' && t.p[i] <= '~')
            room[n++] = t.p[i];
    room[n] = '\0';
}

void sbill_x12_problem(struct sbill_x12_problems *p, int32_t number,
                       const struct sbill_x12_segment *s, uint8_t element, struct sbill_text given,
                       struct sbill_text wanted)
{
    struct sbill_x12_problem *one;

    if (p->count == SBILL_X12_PROBLEMS) {
        p->rest++;
        return;
    }
    one = &p->v[p->count++];
    *one = (struct sbill_x12_problem){
        .number = number, .segment = s->in_set, .line = s->line, .element = element};
    keep(one->id, sizeof one->id, s->id);
    keep(one->given, sizeof one->given, given.n ? given : SBILL_T("nothing"));
    keep(one->wanted, sizeof one->wanted, wanted);
}

static void missing(struct sbill_x12_problems *p, const struct sbill_x12_segment *at,
                    const char *trailer)
{
    struct sbill_x12_segment s = {.id = sbill_text_from(trailer), .line = at->line};

    sbill_x12_problem(p, SBILL_FINDING_X12_TRAILER_MISSING, &s, 0, SBILL_T(""), SBILL_T(""));
}

/* Control numbers are the same whatever zeros stand in front. */
static struct sbill_text without_zeros(struct sbill_text t)
{
    t = sbill_text_trim(t);
    while (t.n > 1 && t.p[0] == '0')
        t = (struct sbill_text){t.p + 1, t.n - 1};
    return t;
}

static void check_control(struct sbill_x12_problems *p, const struct sbill_x12_segment *s,
                          const char *header)
{
    struct sbill_text given = sbill_x12_element(s, 2), wanted = sbill_text_from(header);

    if (!sbill_text_eq(without_zeros(given), without_zeros(wanted)))
        sbill_x12_problem(p, SBILL_FINDING_X12_CONTROL_NUMBER, s, 2, given, wanted);
}

static void check_count(struct sbill_x12_problems *p, const struct sbill_x12_segment *s,
                        uint32_t counted)
{
    struct sbill_text given = sbill_x12_element(s, 1);
    uint32_t said = 0;
    char room[16];
    struct sbill_buf b;

    if (sbill_text_u32(sbill_text_trim(given), &said) && said == counted)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_u64(&b, counted);
    sbill_x12_problem(p, SBILL_FINDING_X12_COUNT, s, 1, given, sbill_buf_view(&b));
}

/* ---- headers and trailers -------------------------------------------------------------------- */

void sbill_x12_headers(struct sbill_x12_envelope *v, const struct sbill_x12 *x,
                       const struct sbill_x12_segment *s)
{
    switch (s->tag) {
    case SBILL_X12_TAG('I', 'S', 'A'):
        v->in_interchange = true;
        v->groups = 0;
        keep(v->interchange, sizeof v->interchange, sbill_x12_element(s, 13));
        if (x->irregular)
            sbill_x12_problem(&v->problems, SBILL_FINDING_X12_SEPARATORS, s, 0, SBILL_T(""),
                              SBILL_T(""));
        break;
    case SBILL_X12_TAG2('G', 'S'):
        v->in_group = true;
        v->groups++;
        v->sets = 0;
        keep(v->group, sizeof v->group, sbill_x12_element(s, 6));
        keep(v->version, sizeof v->version, sbill_x12_element(s, 8));
        break;
    default:
        v->in_set = true;
        v->sets++;
        v->levels = 0;
        v->children_due = false;
        v->billing[0] = v->subscriber[0] = '\0';
        keep(v->set, sizeof v->set, sbill_x12_element(s, 2));
        break;
    }
}

void sbill_x12_trailers(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s,
                        bool declined)
{
    switch (s->tag) {
    case SBILL_X12_TAG2('S', 'E'):
        if (v->in_set && !declined) {
            check_count(&v->problems, s, s->in_set);
            check_control(&v->problems, s, v->set);
        }
        v->in_set = false;
        break;
    case SBILL_X12_TAG2('G', 'E'):
        check_count(&v->problems, s, v->sets);
        check_control(&v->problems, s, v->group);
        v->in_group = false;
        break;
    default:
        check_count(&v->problems, s, v->groups);
        check_control(&v->problems, s, v->interchange);
        v->in_interchange = false;
        break;
    }
}

/* ---- what the segment at hand shows about what came before it ---------------------------------- */

static bool is_level(const struct sbill_x12_segment *s, const char *code)
{
    return s->tag == SBILL_X12_TAG2('H', 'L') &&
           sbill_text_is(sbill_text_trim(sbill_x12_element(s, 3)), code);
}

/* HL04 of a subscriber said that patients follow. */
static void check_children(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s)
{
    struct sbill_x12_segment hl = {
        .id = SBILL_T("HL"), .in_set = v->due_in_set, .line = v->due_line};

    if (!v->children_due)
        return;
    if (!is_level(s, "23"))
        sbill_x12_problem(&v->problems, SBILL_FINDING_X12_HIERARCHY, &hl, 4, SBILL_T("1"),
                          SBILL_T("0"));
    v->children_due = false;
}

void sbill_x12_foresee(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s, bool end)
{
    bool isa = end || s->tag == SBILL_X12_TAG('I', 'S', 'A');
    bool iea = isa || s->tag == SBILL_X12_TAG('I', 'E', 'A');
    bool gs = iea || s->tag == SBILL_X12_TAG2('G', 'S');
    bool ge = gs || s->tag == SBILL_X12_TAG2('G', 'E');
    bool st = ge || s->tag == SBILL_X12_TAG2('S', 'T');

    if (v->in_set &&
        (st || s->tag == SBILL_X12_TAG2('S', 'E') || s->tag == SBILL_X12_TAG2('H', 'L')))
        check_children(v, s);
    if (st && v->in_set) {
        missing(&v->problems, s, "SE");
        v->in_set = false;
    }
    if (gs && v->in_group) {
        missing(&v->problems, s, "GE");
        v->in_group = false;
    }
    if (isa && v->in_interchange) {
        missing(&v->problems, s, "IEA");
        v->in_interchange = false;
    }
}

/* ---- levels ---------------------------------------------------------------------------------- */

static void check_number(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s)
{
    struct sbill_text given = sbill_text_trim(sbill_x12_element(s, 1));
    uint32_t number = 0;
    char room[16];
    struct sbill_buf b;

    v->levels++;
    if (sbill_text_u32(given, &number) && number == v->levels)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_u64(&b, v->levels);
    sbill_x12_problem(&v->problems, SBILL_FINDING_X12_HIERARCHY, s, 1, given, sbill_buf_view(&b));
    if (number)
        v->levels = number; /* say it once, not at every level that follows */
}

static void check_parent(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s,
                         const char *parent)
{
    struct sbill_text given = sbill_text_trim(sbill_x12_element(s, 2));

    if (!sbill_text_is(given, parent))
        sbill_x12_problem(&v->problems, SBILL_FINDING_X12_HIERARCHY, s, 2, given,
                          sbill_text_from(*parent ? parent : "nothing"));
}

enum sbill_x12_level sbill_x12_hierarchy(struct sbill_x12_envelope *v,
                                         const struct sbill_x12_segment *s)
{
    check_number(v, s);
    if (is_level(s, "20")) {
        check_parent(v, s, "");
        keep(v->billing, sizeof v->billing, sbill_x12_element(s, 1));
        return SBILL_X12_BILLING;
    }
    if (is_level(s, "22")) {
        check_parent(v, s, v->billing);
        keep(v->subscriber, sizeof v->subscriber, sbill_x12_element(s, 1));
        v->children_due = sbill_text_is(sbill_text_trim(sbill_x12_element(s, 4)), "1");
        v->due_in_set = s->in_set;
        v->due_line = s->line;
        return SBILL_X12_SUBSCRIBER;
    }
    if (is_level(s, "23")) {
        check_parent(v, s, v->subscriber);
        return SBILL_X12_PATIENT;
    }
    sbill_x12_problem(&v->problems, SBILL_FINDING_X12_HIERARCHY, s, 3, sbill_x12_element(s, 3),
                      SBILL_T("20, 22 or 23"));
    return SBILL_X12_LEVELS;
}

/* ---- which sets are read --------------------------------------------------------------------- */

static const struct {
    const char *set, *words;
} others[] = {
    {"835", "a remittance (835)"},
    {"999", "an acknowledgment (999)"},
    {"997", "an acknowledgment (997)"},
    {"277", "a claim status answer (277)"},
    {"276", "a claim status question (276)"},
    {"270", "an eligibility question (270)"},
    {"271", "an eligibility answer (271)"},
    {"278", "a request for authorization (278)"},
    {"834", "an enrolment (834)"},
    {"820", "a premium payment (820)"},
    {"824", "an application advice (824)"},
    {"275", "an attachment (275)"},
};

static const char *other_set(struct sbill_text st01)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sbill_text_is(st01, others[i].set))
            return others[i].words;
    return "no claim: ST01 is not 837";
}

static bool is_guide(struct sbill_text version, const char *guide)
{
    struct sbill_text wanted = sbill_text_from(guide);

    if (version.n > wanted.n)
        version.n = wanted.n;
    return sbill_text_eq_fold(version, wanted);
}

/* The guide's number stands in ST03; GS08, its only place before 5010, stands in for it. */
const char *sbill_x12_recognise(struct sbill_x12_envelope *v, const struct sbill_x12_segment *s,
                                uint8_t *form)
{
    struct sbill_text st01 = sbill_text_trim(sbill_x12_element(s, 1));
    struct sbill_text st03 = sbill_text_trim(sbill_x12_element(s, 3));
    struct sbill_text gs08 = sbill_text_from(v->version), version = st03.n ? st03 : gs08;

    *form = 0;
    if (!sbill_text_is(st01, "837"))
        return other_set(st01);
    if (is_guide(version, "005010X222"))
        *form = SBILL_837_P;
    else if (is_guide(version, "005010X224"))
        *form = SBILL_837_D;
    if (*form && st03.n && gs08.n && !sbill_text_eq_fold(st03, gs08))
        sbill_x12_problem(&v->problems, SBILL_FINDING_X12_VERSIONS, s, 3, st03, gs08);
    if (*form)
        return NULL;
    if (is_guide(version, "005010X223"))
        return "an institutional claim (837I)";
    if (is_guide(version, "004010"))
        return "a claim of version 4010, which no payer has taken since 2012";
    return version.n ? "a claim by a guide that is not 005010X222 or 005010X224"
                     : "a claim that does not say by which guide it is written (ST03, GS08)";
}
