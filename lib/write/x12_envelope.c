/* 837 files: interchange, group and transaction sets. What the options do not say is told from the first claim. */
#include <string.h>

#include "write/x12.h"

/* ---- values ------------------------------------------------------------------------------------ */

static const char *version_of(uint8_t form)
{
    return form == SBILL_837_D ? "005010X224A2" : "005010X222A1";
}

void sbill_x12_put_z(struct sbill_x12_out *o, size_t element, const char *z)
{
    sbill_x12_put_plain(o, element, 0, sbill_text_from(z));
}

void sbill_x12_put_number(struct sbill_x12_out *o, size_t element, uint64_t v, size_t width)
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
    sbill_x12_put_z(o, 1, "00");
    put_padded(o, 2, SBILL_T(""), 10);
    sbill_x12_put_z(o, 3, "00");
    put_padded(o, 4, SBILL_T(""), 10);
    put_padded(o, 5, sbill_text_from(o->set->sender_qualifier), 2);
    put_padded(o, 6, p->sender, 15);
    put_padded(o, 7, sbill_text_from(o->set->receiver_qualifier), 2);
    put_padded(o, 8, p->receiver, 15);
    sbill_x12_put_plain(o, 9, 0, (struct sbill_text){date.p + 2, date.n - 2});
    sbill_x12_put_plain(o, 10, 0, time_text(o->set->time, time));
    mark[0] = o->set->marks[1];
    sbill_x12_put_z(o, 11, mark);
    sbill_x12_put_z(o, 12, "00501");
    sbill_x12_put_number(o, 13, (uint64_t)o->set->interchange_control, 9);
    sbill_x12_put_z(o, 14, o->set->acknowledgment ? "1" : "0");
    sbill_x12_put_z(o, 15, o->set->usage);
    mark[0] = o->set->marks[2];
    sbill_x12_put_z(o, 16, mark);
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
    sbill_x12_put_z(o, 1, "HC");
    put_data(o, 2, chosen(o->set->application_sender, p->sender, ""), 15);
    put_data(o, 3, chosen(o->set->application_receiver, p->receiver, ""), 15);
    sbill_x12_put_plain(o, 4, 0, sbill_x12_date_text(o->state->date, room));
    sbill_x12_put_plain(o, 5, 0, time_text(o->set->time, time));
    sbill_x12_put_number(o, 6, (uint64_t)o->set->group_control, 1);
    sbill_x12_put_z(o, 7, "X");
    sbill_x12_put_z(o, 8, version_of(o->form));
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
    sbill_x12_put_z(o, 1, "0019");
    sbill_x12_put_z(o, 2, "00");
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
    sbill_x12_put_z(o, 6, o->state->report ? "RP" : "CH");
    sbill_x12_close(o, true);
}

static void write_name(struct sbill_x12_out *o, const char *role, struct sbill_text name,
                       struct sbill_text id)
{
    sbill_x12_open(o, "NM1");
    sbill_x12_put_z(o, 1, role);
    sbill_x12_put_z(o, 2, "2");
    put_data(o, 3, name, 60);
    sbill_x12_put_z(o, 8, "46");
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
    sbill_x12_put_z(o, 1, "IC");
    put_data(o, 2, p->contact.n ? p->contact : p->submitter_name, 60);
    for (size_t i = 0; i < 3; i++) {
        char room[SBILL_X12_ROOM];
        struct sbill_text value =
            i < 2 ? sbill_x12_digits(numbers[i].value, room) : numbers[i].value;

        if (!value.n || (i == 2 && !o->set->extended && memchr(value.p, '@', value.n)))
            continue;
        sbill_x12_put_z(o, at, numbers[i].kind);
        put_data(o, at + 1, value, 256);
        at += 2;
    }
    if (at == 3) {
        sbill_x12_put_z(o, 3, "TE");
        sbill_x12_put_z(o, 4, "0000000000");
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
    sbill_x12_put_z(o, 1, "837");
    sbill_x12_put_number(o, 2, set_number(o), 4);
    sbill_x12_put_z(o, 3, version_of(o->form));
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
    sbill_x12_put_number(o, 1, segments, 1);
    sbill_x12_put_number(o, 2, set_number(o), 4);
    sbill_x12_close(o, true);
    o->state->in_set = false;
}

void sbill_x12_open_envelope(struct sbill_x12_out *o)
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

void sbill_x12_close_envelope(struct sbill_x12_out *o)
{
    if (!o->state->begun)
        return;
    end_set(o);
    sbill_x12_open(o, "GE");
    sbill_x12_put_number(o, 1, o->state->sets, 1);
    sbill_x12_put_number(o, 2, (uint64_t)o->set->group_control, 1);
    sbill_x12_close(o, true);
    sbill_x12_open(o, "IEA");
    sbill_x12_put_number(o, 1, 1, 1);
    sbill_x12_put_number(o, 2, (uint64_t)o->set->interchange_control, 9);
    sbill_x12_close(o, true);
}
