/* 837 files: envelope, levels, and claims under the level they belong to. Claims that follow each other with the same
 * provider, subscriber or patient share his level; a level's segments are written and compared with those that are open,
 * so "the same" means what the file would say. */
#include "write/x12.h"

#include <string.h>

/* ---- envelope ------------------------------------------------------------------------------------ */

static const char *version_of(uint8_t form)
{
    return form == SBILL_837_D ? "005010X224A2" : "005010X222A1";
}

static void put_z(struct sbill_x12_out *o, size_t element, const char *z)
{
    sbill_x12_put_plain(o, element, 0, sbill_text_from(z));
}

static void put_number(struct sbill_x12_out *o, size_t element, uint64_t v, size_t width)
{
    char room[24];
    struct sbill_buf b;
    uint64_t rest = v;
    size_t digits = 1;

    sbill_buf_over(&b, room, sizeof room);
    while (rest /= 10)
        digits++;
    for (; digits < width; digits++)
        sbill_buf_char(&b, '0');
    sbill_buf_u64(&b, v);
    sbill_x12_put_plain(o, element, 0, sbill_buf_view(&b));
}

/* ISA only: padded to its width, which a value never exceeds. */
static void put_padded(struct sbill_x12_out *o, size_t element, struct sbill_text value,
                       size_t width)
{
    size_t before;

    sbill_x12_put_plain(o, element, 0, SBILL_T(" "));
    before = o->b->n - !o->b->failed;
    if (!o->b->failed)
        o->b->n = before;
    sbill_x12_carry(o->set, true, value, width, o->b);
    while (!o->b->failed && o->b->n < before + width)
        sbill_buf_char(o->b, ' ');
}

/* The option, else what the first claim says. */
static struct sbill_text chosen(const char *option, struct sbill_text said, const char *otherwise)
{
    said = sbill_text_trim(said);
    if (*option)
        return sbill_text_from(option);
    return said.n ? said : sbill_text_from(otherwise);
}

struct parties { /* of the file, told from options and the first claim */
    struct sbill_text sender, receiver, submitter_name, submitter_id, receiver_name, receiver_code;
    struct sbill_text contact, phone, fax, email;
};

static struct sbill_text name_of(const struct sbill_provider *p)
{
    return p->organization.n ? p->organization : p->name.last;
}

static void find_parties(const struct sbill_x12_out *o, struct parties *p)
{
    static const struct sbill_provider nobody;
    const struct sbill_x12_settings *s = o->set;
    const struct sbill_provider *billing =
        o->record.providers.billing ? o->record.providers.billing : &nobody;
    const struct sbill_payer *payer = &o->record.coverages.v[0].payer;
    struct sbill_text id = billing->npi.n ? billing->npi : billing->tax_id;

    p->sender = chosen(s->sender_id, id, "SENDER");
    p->receiver = chosen(s->receiver_id, payer->id, "RECEIVER");
    p->submitter_name = chosen(s->submitter_name, name_of(billing), "SUBMITTER");
    p->submitter_id = chosen(s->submitter_id, id, "SENDER");
    p->receiver_name = chosen(s->receiver_name, payer->name, "RECEIVER");
    p->receiver_code = chosen(s->receiver_code, payer->id, "RECEIVER");
    p->contact = chosen(s->submitter_contact, billing->contact, "");
    p->phone = chosen(s->submitter_phone, billing->phone, "");
    p->fax = sbill_text_from(s->submitter_fax);
    p->email = sbill_text_from(s->submitter_email);
}

static int32_t last_date(const struct sbill_x12_out *o)
{
    const struct sbill_record *r = &o->e->record;
    int32_t last = r->date_to != SBILL_NO_DATE ? r->date_to : r->date_from;

    for (size_t i = 0; i < r->lines.n; i++) {
        int32_t date = r->lines.v[i].date_to;

        if (date == SBILL_NO_DATE)
            date = sbill_line_date(r, &r->lines.v[i]);
        if (date > last)
            last = date;
    }
    return last;
}

static int32_t file_date(const struct sbill_x12_out *o)
{
    int32_t date = o->set->date != SBILL_NO_DATE ? o->set->date : o->f->settings.as_of;

    if (date == SBILL_NO_DATE)
        date = last_date(o);
    return date == SBILL_NO_DATE
               ? 0
               : date; /* 1970-01-01: a claim without any date, which only --force lets through */
}

static struct sbill_text time_text(int32_t minutes, char room[8])
{
    struct sbill_buf b;

    sbill_buf_over(&b, room, 8);
    sbill_buf_char(&b, (char)('0' + minutes / 600));
    sbill_buf_char(&b, (char)('0' + minutes / 60 % 10));
    sbill_buf_char(&b, (char)('0' + minutes % 60 / 10));
    sbill_buf_char(&b, (char)('0' + minutes % 10));
    return sbill_buf_view(&b);
}

static void write_isa(struct sbill_x12_out *o, const struct parties *p)
{
    char room[SBILL_X12_ROOM], time[8], mark[2] = {0, 0};
    struct sbill_text date = sbill_x12_date_text(o->state->date, room);

    sbill_x12_open(o, "ISA");
    put_z(o, 1, "00");
    put_padded(o, 2, SBILL_T(""), 10);
    put_z(o, 3, "00");
    put_padded(o, 4, SBILL_T(""), 10);
    put_padded(o, 5, sbill_text_from(o->set->sender_qualifier), 2);
    put_padded(o, 6, p->sender, 15);
    put_padded(o, 7, sbill_text_from(o->set->receiver_qualifier), 2);
    put_padded(o, 8, p->receiver, 15);
    sbill_x12_put_plain(o, 9, 0, (struct sbill_text){date.p + 2, date.n - 2});
    sbill_x12_put_plain(o, 10, 0, time_text(o->set->time, time));
    mark[0] = o->set->marks[1];
    put_z(o, 11, mark);
    put_z(o, 12, "00501");
    put_number(o, 13, (uint64_t)o->set->interchange_control, 9);
    put_z(o, 14, o->set->acknowledgment ? "1" : "0");
    put_z(o, 15, o->set->usage);
    mark[0] = o->set->marks[2];
    put_z(o, 16, mark);
    sbill_x12_close(o, true);
}

static void put_data(struct sbill_x12_out *o, size_t element, struct sbill_text value, size_t max)
{
    static const struct sbill_837_element nobodys = {.holder = SBILL_837_NOBODY};

    sbill_x12_put(o, element, 0, value, max, &nobodys);
}

static void write_gs(struct sbill_x12_out *o, const struct parties *p)
{
    char room[SBILL_X12_ROOM], time[8];

    sbill_x12_open(o, "GS");
    put_z(o, 1, "HC");
    put_data(o, 2, chosen(o->set->application_sender, p->sender, ""), 15);
    put_data(o, 3, chosen(o->set->application_receiver, p->receiver, ""), 15);
    sbill_x12_put_plain(o, 4, 0, sbill_x12_date_text(o->state->date, room));
    sbill_x12_put_plain(o, 5, 0, time_text(o->set->time, time));
    put_number(o, 6, (uint64_t)o->set->group_control, 1);
    put_z(o, 7, "X");
    put_z(o, 8, version_of(o->form));
    sbill_x12_close(o, true);
}

/* ---- transaction sets ---------------------------------------------------------------------------- */

static uint64_t set_number(const struct sbill_x12_out *o)
{
    return (uint64_t)o->set->transaction_control + o->state->sets - 1;
}

static void write_bht(struct sbill_x12_out *o)
{
    char room[SBILL_X12_ROOM], time[8], reference[64];
    struct sbill_buf b;

    sbill_x12_open(o, "BHT");
    put_z(o, 1, "0019");
    put_z(o, 2, "00");
    if (o->set->reference[0]) {
        put_data(o, 3, sbill_text_from(o->set->reference), 50);
    } else {
        sbill_buf_over(&b, reference, sizeof reference);
        sbill_buf_int(&b, o->set->interchange_control);
        sbill_buf_char(&b, '-');
        sbill_buf_u64(&b, set_number(o));
        sbill_x12_put_plain(o, 3, 0, sbill_buf_view(&b));
    }
    sbill_x12_put_plain(o, 4, 0, sbill_x12_date_text(o->state->date, room));
    sbill_x12_put_plain(o, 5, 0, time_text(o->set->time, time));
    put_z(o, 6, o->state->report ? "RP" : "CH");
    sbill_x12_close(o, true);
}

static void write_name(struct sbill_x12_out *o, const char *role, struct sbill_text name,
                       struct sbill_text id)
{
    sbill_x12_open(o, "NM1");
    put_z(o, 1, role);
    put_z(o, 2, "2");
    put_data(o, 3, name, 60);
    put_z(o, 8, "46");
    put_data(o, 9, id, 80);
    sbill_x12_close(o, true);
}

/* A file needs a number to call; the name stands in where none is known. */
static void write_contact(struct sbill_x12_out *o, const struct parties *p)
{
    const struct {
        const char *kind;
        struct sbill_text value;
    } numbers[] = {{"TE", p->phone}, {"FX", p->fax}, {"EM", p->email}};
    size_t at = 3;

    sbill_x12_open(o, "PER");
    put_z(o, 1, "IC");
    put_data(o, 2, p->contact.n ? p->contact : p->submitter_name, 60);
    for (size_t i = 0; i < 3; i++) {
        char room[SBILL_X12_ROOM];
        struct sbill_text value =
            i < 2 ? sbill_x12_digits(numbers[i].value, room) : numbers[i].value;

        if (!value.n || (i == 2 && !o->set->extended && memchr(value.p, '@', value.n)))
            continue;
        put_z(o, at, numbers[i].kind);
        put_data(o, at + 1, value, 256);
        at += 2;
    }
    if (at == 3) {
        put_z(o, 3, "TE");
        put_z(o, 4, "0000000000");
    }
    sbill_x12_close(o, true);
}

static void begin_set(struct sbill_x12_out *o, const struct parties *p)
{
    struct sbill_x12_state *s = o->state;

    s->sets++;
    s->segments = s->levels = s->claims = 0;
    s->billing = s->subscriber = s->patient = (struct sbill_x12_span){0, 0};
    s->report = o->record.encounter_report == SBILL_YES;
    s->in_set = true;
    sbill_x12_open(o, "ST");
    put_z(o, 1, "837");
    put_number(o, 2, set_number(o), 4);
    put_z(o, 3, version_of(o->form));
    sbill_x12_close(o, true);
    write_bht(o);
    write_name(o, "41", p->submitter_name, p->submitter_id);
    write_contact(o, p);
    write_name(o, "40", p->receiver_name, p->receiver_code);
}

static void end_set(struct sbill_x12_out *o)
{
    uint32_t segments = o->state->segments + 1;

    if (!o->state->in_set)
        return;
    sbill_x12_open(o, "SE");
    put_number(o, 1, segments, 1);
    put_number(o, 2, set_number(o), 4);
    sbill_x12_close(o, true);
    o->state->in_set = false;
}

/* ---- levels -------------------------------------------------------------------------------------- */

static void write_level(struct sbill_x12_out *o, uint32_t parent, const char *code, bool children)
{
    o->state->levels++;
    sbill_x12_open(o, "HL");
    put_number(o, 1, o->state->levels, 1);
    if (parent)
        put_number(o, 2, parent, 1);
    put_z(o, 3, code);
    put_z(o, 4, children ? "1" : "0");
    sbill_x12_close(o, true);
}

/* Is what was written from `at` on the same as what is open? */
static bool is_open(const struct sbill_x12_out *o, const struct sbill_x12_span *open, size_t at)
{
    size_t n = o->b->n - at;

    return !o->b->failed && open->n && open->n == n &&
           memcmp(o->b->p + open->at, o->b->p + at, n) == 0;
}

struct mark { /* where the output was before a level */
    size_t at;
    uint32_t segments, levels;
};

static struct mark mark_of(const struct sbill_x12_out *o)
{
    return (struct mark){o->b->n, o->state->segments, o->state->levels};
}

static void go_back(struct sbill_x12_out *o, const struct mark *m)
{
    if (!o->b->failed)
        o->b->n = m->at;
    o->state->segments = m->segments;
    o->state->levels = m->levels;
}

static void write_billing(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct mark before = mark_of(o);
    size_t at;

    write_level(o, 0, "20", true);
    at = o->b->n;
    o->place.provider = o->record.providers.billing;
    o->place.provider_path = "providers.billing";
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_BILLING), 1);
    if (is_open(o, &s->billing, at)) {
        go_back(o, &before);
        return;
    }
    s->billing = (struct sbill_x12_span){at, o->b->n - at};
    s->billing_level = s->levels;
    s->subscriber = s->patient = (struct sbill_x12_span){0, 0};
}

static void write_subscriber(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct sbill_patient own = o->record.patient, patient = own;
    struct mark before = mark_of(o);
    size_t at;

    write_level(o, s->billing_level, "22", !o->self);
    at = o->b->n;
    if (!o->self) { /* PAT of this level speaks of a subscriber who is the patient */
        patient.death_date = SBILL_NO_DATE;
        patient.weight_pounds = SBILL_NO_QTY;
        patient.pregnant = SBILL_UNKNOWN;
    }
    o->record.patient = patient;
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_HIERARCHY_SUBSCRIBER), 1);
    o->record.patient = own;
    if (s->children == !o->self && is_open(o, &s->subscriber, at) &&
        (!o->self || s->claims_here < SBILL_X12_CLAIMS_OF_PATIENT)) {
        go_back(o, &before);
        return;
    }
    s->subscriber = (struct sbill_x12_span){at, o->b->n - at};
    s->subscriber_level = s->levels;
    s->children = !o->self;
    s->claims_here = 0;
    s->patient = (struct sbill_x12_span){0, 0};
}

static void write_patient(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    struct sbill_coverage billed = o->record.coverages.v[0];
    struct mark before = mark_of(o);
    size_t at;

    if (o->self)
        return;
    o->record.coverages.v[0] = o->dependent;
    write_level(o, s->subscriber_level, "23", false);
    at = o->b->n;
    sbill_x12_loop(o, sbill_837_loop_of(SBILL_837_HIERARCHY_PATIENT), 1);
    o->record.coverages.v[0] = billed;
    if (is_open(o, &s->patient, at) && s->claims_here < SBILL_X12_CLAIMS_OF_PATIENT) {
        go_back(o, &before);
        return;
    }
    s->patient = (struct sbill_x12_span){at, o->b->n - at};
    s->claims_here = 0;
}

/* ---- the writer ---------------------------------------------------------------------------------- */

static void start(struct sbill_x12_out *o, sbill_file *f, uint8_t form)
{
    *o = (struct sbill_x12_out){.f = f,
                                .set = &f->settings.x12,
                                .state = f->state,
                                .b = &f->out,
                                .arena = &f->scratch,
                                .form = form};
}

static void open_envelope(struct sbill_x12_out *o)
{
    struct sbill_x12_state *s = o->state;
    bool report = o->record.encounter_report == SBILL_YES;
    struct parties p;

    find_parties(o, &p);
    if (!s->begun) {
        s->date = file_date(o);
        write_isa(o, &p);
        write_gs(o, &p);
        s->begun = true;
    }
    if (s->in_set && (s->claims == SBILL_X12_CLAIMS_OF_SET || s->report != report))
        end_set(o);
    if (!s->in_set)
        begin_set(o, &p);
}

static int32_t outcome(const struct sbill_x12_out *o, sbill_error **err)
{
    if (o->b->failed || o->arena->failed || o->e->arena.failed)
        return sbill_fail(err,
                          o->b->failed       ? o->b->failed
                          : o->arena->failed ? o->arena->failed
                                             : o->e->arena.failed,
                          SBILL_NOWHERE, "out of memory, or the file grows too large");
    if (o->refused)
        return sbill_fail(
            err, SBILL_EREFUSED, SBILL_NOWHERE,
            "the claim holds characters that X12 does not have (option x12.non-ascii)");
    return SBILL_OK;
}

static int32_t check_form(const struct sbill_encounter *e, const struct sbill_claim *c,
                          uint8_t form, sbill_error **err)
{
    bool dental = e->record.claim_type == SBILL_DENTAL;

    if (e->record.claim_type == SBILL_INSTITUTIONAL || dental != (form == SBILL_837_D))
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE,
                          dental ? "a dental claim goes into a file of format x12-837d"
                                 : "a professional claim goes into a file of format x12-837p");
    if (c->coverage < 0 || (size_t)c->coverage >= e->record.coverages.n)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE, "the claim has no payer to go to");
    return SBILL_OK;
}

static int32_t write_claim(sbill_file *f, struct sbill_encounter *e, size_t claim, uint8_t form,
                           sbill_error **err)
{
    struct sbill_x12_state before = *(struct sbill_x12_state *)f->state;
    struct sbill_x12_out o;
    int32_t status = check_form(e, &e->claims.v[claim], form, err);

    if (status != SBILL_OK)
        return status;
    start(&o, f, form);
    o.e = e;
    o.c = &e->claims.v[claim];
    sbill_x12_prepare(&o);
    if (!o.arena->failed) {
        open_envelope(&o);
        write_billing(&o);
        write_subscriber(&o);
        write_patient(&o);
        sbill_x12_loop(&o, sbill_837_loop_of(SBILL_837_CLAIM), 0);
        o.state->claims++;
        o.state->claims_here++;
        sbill_x12_left_out(&o);
    }
    status = outcome(&o, err);
    if (status != SBILL_OK)
        *o.state = before; /* the caller takes the bytes back */
    return status;
}

static int32_t write_professional(sbill_file *f, struct sbill_encounter *e, size_t claim,
                                  sbill_error **err)
{
    return write_claim(f, e, claim, SBILL_837_P, err);
}

static int32_t write_dental(sbill_file *f, struct sbill_encounter *e, size_t claim,
                            sbill_error **err)
{
    return write_claim(f, e, claim, SBILL_837_D, err);
}

/* The envelope is told from the first claim. */
static int32_t begin(sbill_file *f, sbill_error **err)
{
    (void)f, (void)err;
    return SBILL_OK;
}

static int32_t end(sbill_file *f, sbill_error **err)
{
    struct sbill_x12_out o;

    (void)err;
    start(&o, f, 0);
    if (!o.state->begun)
        return SBILL_OK;
    end_set(&o);
    sbill_x12_open(&o, "GE");
    put_number(&o, 1, o.state->sets, 1);
    put_number(&o, 2, (uint64_t)o.set->group_control, 1);
    sbill_x12_close(&o, true);
    sbill_x12_open(&o, "IEA");
    put_number(&o, 1, 1, 1);
    put_number(&o, 2, (uint64_t)o.set->interchange_control, 9);
    sbill_x12_close(&o, true);
    return SBILL_OK;
}

const struct sbill_writer sbill_x12_837p_writer = {
    .name = "x12-837p",
    .state_size = sizeof(struct sbill_x12_state),
    .begin = begin,
    .claim = write_professional,
    .end = end,
};
const struct sbill_writer sbill_x12_837d_writer = {
    .name = "x12-837d",
    .state_size = sizeof(struct sbill_x12_state),
    .begin = begin,
    .claim = write_dental,
    .end = end,
};
