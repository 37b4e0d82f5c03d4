/* X12: PER, whom to ask and by which numbers. */
#include <string.h>

#include "write/x12.h"

struct number {
    const char *kind, *key; /* TE; phone */
    struct sbill_text value;
    bool phone;
};

struct contact {
    const char *path; /* of who has it; its members have the keys of a provider */
    struct sbill_text name;
    struct number numbers[4];
};

/* An @ is not in the basic set, and an address without it is none. */
static bool can_carry(const struct sbill_x12_out *o, struct sbill_text email)
{
    return o->set->extended || o->formed || !email.n || !memchr(email.p, '@', email.n);
}

static void leave_number(struct sbill_x12_out *o, const struct contact *c, const char *key,
                         const char *why)
{
    char room[192];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, c->path);
    sbill_buf_char(&b, '.');
    sbill_buf_z(&b, key);
    sbill_x12_leave_path(o, sbill_buf_view(&b), why);
}

/* A place for one more number? Loops of property and casualty take a telephone only. */
static bool has_room(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                     const struct contact *c, const struct number *n, size_t at)
{
    bool any_kind = sbill_x12_row_at(row, 8, 0)->at == 8;

    if (!any_kind && strcmp(n->kind, "TE") != 0 && strcmp(n->kind, "EX") != 0) {
        leave_number(o, c, n->key, "this loop takes a telephone only");
        return false;
    }
    if (strcmp(n->kind, "EM") == 0 && !can_carry(o, n->value)) {
        leave_number(o, c, n->key, "the basic character set has no @");
        return false;
    }
    if (strcmp(n->kind, "EX") == 0 && !sbill_text_trim(c->numbers[0].value).n) {
        leave_number(o, c, n->key, "it belongs to a telephone, which is not given");
        return false;
    }
    if (at <= (any_kind ? 7 : 5))
        return true;
    leave_number(o, c, n->key, "a contact has room for three numbers");
    return false;
}

static void put_contact(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                        const struct contact *c)
{
    size_t at = 3;

    sbill_x12_open(o, "PER");
    sbill_x12_put_plain(o, 1, 0, SBILL_T("IC"));
    sbill_x12_put_at(o, row, 2, 0, c->name);
    o->content = false; /* a name without a number is no contact */
    for (size_t i = 0; i < sizeof c->numbers / sizeof *c->numbers; i++) {
        const struct number *n = &c->numbers[i];
        char room[SBILL_X12_ROOM];
        struct sbill_text value = n->kind ? sbill_text_trim(n->value) : SBILL_T("");

        if (!o->formed && n->phone && value.n && value.p[0] != '+')
            value = sbill_x12_digits(value, room);
        if (!value.n || !has_room(o, row, c, n, at))
            continue;
        sbill_x12_put_plain(o, at, 0, sbill_text_from(n->kind));
        sbill_x12_put(o, at + 1, 0, value, 256, sbill_x12_row_at(row, 4, 0));
        at += 2;
    }
    if (!o->content && c->name.n)
        leave_number(o, c, "contact", "a contact without a number is not sent");
    sbill_x12_close(o, false);
}

static void put_provider_contacts(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                                  const struct sbill_provider *p)
{
    struct contact c = {o->place.provider_path,
                        p->contact,
                        {{"TE", "phone", p->phone, true},
                         {"EX", "phone_extension", p->phone_extension, false},
                         {"FX", "fax", p->fax, true},
                         {"EM", "email", p->email, false}}};

    put_contact(o, row, &c);
    for (size_t i = 0; i < p->other_contacts.n; i++) {
        const struct sbill_contact *k = &p->other_contacts.v[i];

        c.name = k->name;
        c.numbers[0].value = k->phone;
        c.numbers[1].value = k->phone_extension;
        c.numbers[2].value = k->fax;
        c.numbers[3].value = k->email;
        if (i + 1 < row->repeat)
            put_contact(o, row, &c);
        else
            leave_number(o, &c, "other_contacts", "there are more than the loop has room for");
    }
}

static void put_person_contact(struct sbill_x12_out *o, const struct sbill_837_segment *row,
                               const char *path, struct sbill_text name, struct sbill_text phone,
                               struct sbill_text extension)
{
    struct contact c = {
        path, name, {{"TE", "phone", phone, true}, {"EX", "phone_extension", extension, false}}};

    put_contact(o, row, &c);
}

void sbill_x12_per(struct sbill_x12_out *o, const struct sbill_837_segment *row)
{
    uint8_t holder = row->elements[1].holder;
    const void *h = sbill_837_hold(&o->place, holder, NULL);
    const struct sbill_subscriber *s = h;
    const struct sbill_patient *p = h;

    if (!h)
        return;
    if (holder == SBILL_837_PROVIDER)
        put_provider_contacts(o, row, h);
    else if (holder == SBILL_837_SUBSCRIBER)
        put_person_contact(o, row, o->self ? "patient" : "coverages[0].subscriber", s->contact,
                           s->phone, s->phone_extension);
    else
        put_person_contact(o, row, "patient", p->contact, p->phone, p->phone_extension);
}
