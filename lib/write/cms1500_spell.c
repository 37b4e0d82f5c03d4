/* CMS-1500: how the NUCC's instructions want values spelled. */
#include <string.h>

#include "write/cms1500.h"

/* A value made in the arena, at most `max` bytes. */
static void start(struct sbill_1500 *f, struct sbill_buf *b, size_t max)
{
    char *room = sbill_arena_get(f->arena, max + 1);

    sbill_buf_over(b, room ? room : f->nowhere, room ? max + 1 : sizeof f->nowhere);
}

static struct sbill_text spell_date(struct sbill_1500 *f, int32_t date, bool century)
{
    int32_t year, month, day;
    struct sbill_buf b;

    if (date == SBILL_NO_DATE)
        return SBILL_T("");
    start(f, &b, 10);
    sbill_date_split(date, &year, &month, &day);
    sbill_buf_char(&b, (char)('0' + month / 10));
    sbill_buf_char(&b, (char)('0' + month % 10));
    sbill_buf_char(&b, ' ');
    sbill_buf_char(&b, (char)('0' + day / 10));
    sbill_buf_char(&b, (char)('0' + day % 10));
    sbill_buf_char(&b, ' ');
    if (century) {
        sbill_buf_int(&b, year);
    } else {
        sbill_buf_char(&b, (char)('0' + year / 10 % 10));
        sbill_buf_char(&b, (char)('0' + year % 10));
    }
    return sbill_buf_view(&b);
}

struct sbill_text sbill_1500_date(struct sbill_1500 *f, int32_t date)
{
    return spell_date(f, date, true);
}

struct sbill_text sbill_1500_short_date(struct sbill_1500 *f, int32_t date)
{
    return spell_date(f, date, false);
}

struct sbill_text sbill_1500_money(struct sbill_1500 *f, int64_t minor, size_t width)
{
    char room[32];
    struct sbill_buf digits, b;
    struct sbill_text t;

    if (minor == SBILL_NO_MONEY)
        return SBILL_T("");
    sbill_buf_over(&digits, room, sizeof room);
    sbill_decimal_write(&digits, minor, 2);
    t = sbill_buf_view(&digits);
    start(f, &b, width > t.n ? width : t.n);
    for (size_t n = t.n; n < width; n++)
        sbill_buf_char(&b, ' ');
    for (size_t i = 0; i < t.n; i++)
        sbill_buf_char(&b, t.p[i] == '.' ? ' ' : t.p[i]);
    return sbill_buf_view(&b);
}

struct sbill_text sbill_1500_number(struct sbill_1500 *f, struct sbill_text value)
{
    struct sbill_buf b;

    start(f, &b, value.n);
    for (size_t i = 0; i < value.n; i++)
        if (sbill_is_alnum(value.p[i]))
            sbill_buf_char(&b, value.p[i]);
    return sbill_buf_view(&b);
}

struct sbill_text sbill_1500_join(struct sbill_1500 *f, struct sbill_text a, const char *between,
                                  struct sbill_text b)
{
    struct sbill_buf out;

    if (a.n == 0 || b.n == 0)
        return a.n ? a : b;
    start(f, &out, a.n + strlen(between) + b.n);
    sbill_buf_text(&out, a);
    sbill_buf_z(&out, between);
    sbill_buf_text(&out, b);
    return sbill_buf_view(&out);
}

/* Commas, dots and other signs become blanks, and blanks one; hyphens and slashes stay. */
struct sbill_text sbill_1500_words(struct sbill_1500 *f, struct sbill_text words)
{
    struct sbill_buf b;

    start(f, &b, words.n);
    for (size_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        bool kept =
            sbill_is_alnum(c) || c == '-' || c == '/' || c == '&' || (unsigned char)c >= 0x80;

        if (kept)
            sbill_buf_char(&b, c);
        else if (c != '.' && c != '\'' && b.n && b.p[b.n - 1] != ' ')
            sbill_buf_char(&b, ' ');
    }
    return sbill_text_trim(sbill_buf_view(&b));
}

struct sbill_text sbill_1500_last_first(struct sbill_1500 *f, const struct sbill_name *n)
{
    struct sbill_text last =
        sbill_1500_join(f, sbill_1500_words(f, n->last), " ", sbill_1500_words(f, n->suffix));
    struct sbill_text middle = sbill_1500_words(f, n->middle);

    last = sbill_1500_join(f, last, ", ", sbill_1500_words(f, n->first));
    return sbill_1500_join(f, last, ", ", middle);
}

struct sbill_text sbill_1500_full_name(struct sbill_1500 *f, const struct sbill_provider *p)
{
    struct sbill_text name;

    if (p->name.last.n == 0)
        return sbill_1500_words(f, p->organization);
    name = sbill_1500_join(f, p->name.first, " ", p->name.middle);
    name = sbill_1500_join(f, name, " ", p->name.last);
    name = sbill_1500_join(f, name, " ", p->name.suffix);
    return sbill_1500_words(f, sbill_1500_join(f, name, " ", p->credential));
}

struct sbill_text sbill_1500_street(struct sbill_1500 *f, const struct sbill_address *a)
{
    struct sbill_text street = SBILL_T("");

    for (size_t i = 0; i < a->lines.n; i++)
        street = sbill_1500_join(f, street, " ", sbill_1500_words(f, a->lines.v[i]));
    return street;
}

struct sbill_text sbill_1500_city(struct sbill_1500 *f, const struct sbill_address *a)
{
    struct sbill_text city = sbill_1500_words(f, a->city);

    city = sbill_1500_join(f, city, " ", sbill_1500_words(f, a->state));
    city = sbill_1500_join(f, city, " ", sbill_1500_zip(f, a->zip));
    return sbill_1500_join(f, city, " ", sbill_1500_words(f, a->country));
}

/* 02139-1234: the one number with its hyphen. */
struct sbill_text sbill_1500_zip(struct sbill_1500 *f, struct sbill_text zip)
{
    struct sbill_text digits = sbill_1500_number(f, zip);

    if (digits.n != 9)
        return digits;
    return sbill_1500_join(f, (struct sbill_text){digits.p, 5}, "-",
                           (struct sbill_text){digits.p + 5, 4});
}

/* 617 5550100: the area code in brackets that the form has printed. */
struct sbill_text sbill_1500_phone(struct sbill_1500 *f, struct sbill_text phone)
{
    struct sbill_text digits = sbill_1500_number(f, phone);

    if (digits.n == 11 && digits.p[0] == '1')
        digits = (struct sbill_text){digits.p + 1, 10};
    if (digits.n != 10)
        return digits;
    return sbill_1500_join(f, (struct sbill_text){digits.p, 3}, " ",
                           (struct sbill_text){digits.p + 3, 7});
}

static void add_part(struct sbill_1500_parts *parts, const struct sbill_text *part)
{
    if (part->n && parts->n < SBILL_1500_PARTS)
        parts->v[parts->n++] = part;
}

struct sbill_1500_parts sbill_1500_name_parts(const struct sbill_name *n)
{
    struct sbill_1500_parts parts = {{NULL}, 0};

    add_part(&parts, &n->last);
    add_part(&parts, &n->first);
    add_part(&parts, &n->middle);
    add_part(&parts, &n->suffix);
    return parts;
}

struct sbill_1500_parts sbill_1500_provider_parts(const struct sbill_provider *p)
{
    struct sbill_1500_parts parts = sbill_1500_name_parts(&p->name);

    add_part(&parts, &p->organization);
    add_part(&parts, &p->credential);
    return parts;
}

struct sbill_1500_parts sbill_1500_street_parts(const struct sbill_address *a)
{
    struct sbill_1500_parts parts = {{NULL}, 0};

    for (size_t i = 0; i < a->lines.n; i++)
        add_part(&parts, &a->lines.v[i]);
    return parts;
}

struct sbill_1500_parts sbill_1500_city_parts(const struct sbill_address *a)
{
    struct sbill_1500_parts parts = {{NULL}, 0};

    add_part(&parts, &a->city);
    add_part(&parts, &a->state);
    add_part(&parts, &a->zip);
    add_part(&parts, &a->country);
    return parts;
}

struct sbill_1500_id sbill_1500_other_id(const struct sbill_1500 *f, const struct sbill_provider *p)
{
    static const struct sbill_text kinds[] = {SBILL_TI("G2"), SBILL_TI("LU"), SBILL_TI("0B"),
                                              SBILL_TI("1G")};
    struct sbill_text payer = f->focal ? f->focal->payer.id : SBILL_T("");

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < p->identifiers.n; i++) {
            const struct sbill_identifier *id = &p->identifiers.v[i];

            if (sbill_text_eq_fold(id->type, kinds[k]) &&
                (id->payer.n == 0 || sbill_text_eq_fold(id->payer, payer)))
                return (struct sbill_1500_id){kinds[k], id->value, &id->type, &id->value};
        }
    if (p->taxonomy.n)
        return (struct sbill_1500_id){SBILL_T("ZZ"), p->taxonomy, NULL, &p->taxonomy};
    return (struct sbill_1500_id){0};
}
