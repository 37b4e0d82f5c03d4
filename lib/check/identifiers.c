/* Identifiers: NPI, tax id, taxonomy, ZIP, state, CLIA, phone, of everyone who has a role on the claim. */
#include "base/checkdigit.h"
#include "check/edits.h"

/* A role: how a biller calls it and where its fields stand in the record. */
struct role {
    const char *words;
    const char *npi, *taxonomy, *tax_id, *zip, *state, *phone, *clia;
};

#define ROLE(words, where)                                                             \
    {                                                                                  \
        words, where ".npi", where ".taxonomy", where ".tax_id", where ".address.zip", \
            where ".address.state", where ".phone", where ".clia"                      \
    }

static const struct role billing_role = ROLE("billing provider", "providers.billing");

/* What makes a number of this finding right, if its spelling is all that is wrong. */
static bool is_zip(struct sbill_text t)
{
    return sbill_zip_shape(t, false);
}

static bool (*right_form(int32_t number))(struct sbill_text)
{
    return number == SBILL_FINDING_NPI_INVALID        ? sbill_npi_ok
           : number == SBILL_FINDING_TAXONOMY_INVALID ? sbill_taxonomy_shape
           : number == SBILL_FINDING_CLIA_INVALID     ? sbill_clia_ok
           : number == SBILL_FINDING_ZIP_INVALID      ? is_zip
                                                      : NULL;
}

static void bad(struct sbill_check *k, int32_t number, const char *path, int32_t i,
                const char *words, const char *name, struct sbill_text value)
{
    struct sbill_finding *f = sbill_raise(k->e, number, path, i);

    sbill_say_z(k, f, "role", words);
    sbill_say(k, f, name, value);
    if (right_form(number))
        sbill_say_bare(k, f, value, right_form(number));
}

static bool is_state(struct sbill_text t)
{
    static const char states[] =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN "
        "MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA "
        "WA WV WI WY DC AS GU MP PR VI FM MH PW AA AE AP";

    for (size_t i = 0; t.n == 2 && i + 1 < sizeof states - 1; i += 3)
        if (states[i] == sbill_upper(t.p[0]) && states[i + 1] == sbill_upper(t.p[1]))
            return true;
    return false;
}

/* Ten digits, with a country code 1 or without; whatever stands between them does not matter. */
static bool is_us_phone(struct sbill_text t)
{
    size_t digits = 0;
    char first = '\0';

    for (size_t i = 0; i < t.n; i++) {
        if (!sbill_is_digit(t.p[i]))
            continue;
        first = digits ? first : t.p[i];
        digits++;
    }
    return digits == 10 || (digits == 11 && first == '1');
}

static void check_address(struct sbill_check *k, const struct sbill_address *a, int32_t i,
                          const char *words, const char *zip_path, const char *state_path)
{
    if (!sbill_in_us(a))
        return;
    if (a->zip.n && !sbill_zip_shape(a->zip, false))
        bad(k, SBILL_FINDING_ZIP_INVALID, zip_path, i, words, "zip", a->zip);
    if (a->state.n && !is_state(a->state))
        bad(k, SBILL_FINDING_STATE_INVALID, state_path, i, words, "state", a->state);
}

static void check_taxonomy(struct sbill_check *k, const struct sbill_provider *p,
                           const struct role *role, int32_t i)
{
    struct sbill_text t = p->taxonomy;
    int32_t found;

    if (!t.n)
        return;
    if (!sbill_taxonomy_shape(t)) {
        bad(k, SBILL_FINDING_TAXONOMY_INVALID, role->taxonomy, i, role->words, "taxonomy", t);
        return;
    }
    found = sbill_code_find(k->book, SBILL_SYSTEM_TAXONOMY, t.p, t.n, k->date, NULL);
    if (found == SBILL_CODE_UNKNOWN &&
        sbill_book_is_extract(k->book, SBILL_SYSTEM_TAXONOMY, k->date) != 1) {
        struct sbill_finding *f =
            sbill_raise(k->e, SBILL_FINDING_TAXONOMY_UNKNOWN, role->taxonomy, i);

        sbill_say_z(k, f, "role", role->words);
        sbill_say(k, f, "taxonomy", t);
        sbill_say_release(k, f, SBILL_SYSTEM_TAXONOMY, k->date);
    }
}

static void check_tax_id(struct sbill_check *k, const struct sbill_provider *p,
                         const struct role *role, int32_t i)
{
    bool ok;

    if (!p->tax_id.n)
        return;
    if (p->tax_id_type)
        ok = p->tax_id_type == 1 ? sbill_ein_ok(p->tax_id) : sbill_ssn_ok(p->tax_id);
    else
        ok = sbill_ein_ok(p->tax_id) || sbill_ssn_ok(p->tax_id);
    if (!ok)
        bad(k, SBILL_FINDING_TAX_ID_INVALID, role->tax_id, i, role->words, "tax_id", p->tax_id);
}

static void check_provider(struct sbill_check *k, const struct sbill_provider *p,
                           const struct role *role, int32_t i)
{
    if (!p)
        return;
    if (p->npi.n && !sbill_npi_ok(p->npi))
        bad(k, SBILL_FINDING_NPI_INVALID, role->npi, i, role->words, "npi", p->npi);
    check_taxonomy(k, p, role, i);
    check_tax_id(k, p, role, i);
    check_address(k, &p->address, i, role->words, role->zip, role->state);
    if (p->phone.n && sbill_in_us(&p->address) && !is_us_phone(p->phone))
        bad(k, SBILL_FINDING_PHONE_INVALID, role->phone, i, role->words, "phone", p->phone);
    if (p->clia.n && !sbill_clia_ok(p->clia))
        bad(k, SBILL_FINDING_CLIA_INVALID, role->clia, i, role->words, "clia", p->clia);
}

void sbill_edit_providers(struct sbill_check *k, int32_t i)
{
    static const struct role rendering = ROLE("rendering provider", "providers.rendering");
    static const struct role performed = ROLE("provider who performed", "providers.performed_by");
    static const struct role ordering = ROLE("ordering provider", "providers.ordering");
    static const struct role supervising = ROLE("supervising provider", "providers.supervising");
    static const struct role purchased =
        ROLE("purchased service provider", "providers.purchased_service");
    static const struct role assistant = ROLE("assistant surgeon", "providers.assistant_surgeon");
    static const struct role substitute = ROLE("absent provider", "providers.substitute_for");
    static const struct role primary = ROLE("primary care provider", "providers.primary_care");
    static const struct role referring = ROLE("referring provider", "providers.referring");
    static const struct role facility = ROLE("service facility", "facility");
    const struct sbill_providers *p = &k->record->providers;

    (void)i;
    check_provider(k, p->billing, &billing_role, 0);
    check_provider(k, p->rendering, &rendering, 0);
    check_provider(k, p->performed_by, &performed, 0);
    check_provider(k, p->ordering, &ordering, 0);
    check_provider(k, p->supervising, &supervising, 0);
    check_provider(k, p->purchased_service, &purchased, 0);
    check_provider(k, p->assistant_surgeon, &assistant, 0);
    check_provider(k, p->substitute_for, &substitute, 0);
    check_provider(k, p->primary_care, &primary, 0);
    check_provider(k, p->referring, &referring, 0);
    check_provider(k, k->record->facility, &facility, 0);
}

void sbill_edit_line_providers(struct sbill_check *k, int32_t i)
{
    static const struct role rendering = ROLE("rendering provider", "lines[%d].rendering");
    static const struct role ordering = ROLE("ordering provider", "lines[%d].ordering");
    static const struct role referring = ROLE("referring provider", "lines[%d].referring");
    static const struct role supervising = ROLE("supervising provider", "lines[%d].supervising");
    static const struct role facility = ROLE("service facility", "lines[%d].facility");
    const struct sbill_line *l = &k->record->lines.v[i];

    check_provider(k, l->rendering, &rendering, i);
    check_provider(k, l->ordering, &ordering, i);
    check_provider(k, l->referring, &referring, i);
    check_provider(k, l->supervising, &supervising, i);
    check_provider(k, l->facility, &facility, i);
}

/* "P.O. Box 12", "PO BOX 12", "Post Office Box 12" at the start of a street line. */
static bool is_po_box(struct sbill_text t)
{
    static const char *const openings[] = {"POBOX", "POSTOFFICEBOX"};
    char letters[14] = "";
    size_t n = 0;

    for (size_t i = 0; i < t.n && n < sizeof letters - 1; i++)
        if (sbill_is_alpha(t.p[i]))
            letters[n++] = sbill_upper(t.p[i]);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (sbill_text_starts((struct sbill_text){letters, n}, sbill_text_from(openings[i])))
            return true;
    return false;
}

static void wants_nine(struct sbill_check *k, const struct sbill_address *a, const char *path,
                       const char *words)
{
    if (sbill_in_us(a) && sbill_zip_shape(a->zip, false) && !sbill_zip_shape(a->zip, true))
        bad(k, SBILL_FINDING_ZIP_NINE_DIGITS, path, 0, words, "zip", a->zip);
}

/* What only the billing provider and the facility owe: a street address with a ZIP of nine digits. */
void sbill_edit_billing_identity(struct sbill_check *k, int32_t i)
{
    const struct sbill_provider *b = k->record->providers.billing;

    (void)i;
    if (k->record->facility)
        wants_nine(k, &k->record->facility->address, "facility.address.zip", "service facility");
    if (!b)
        return;
    wants_nine(k, &b->address, billing_role.zip, billing_role.words);
    for (size_t l = 0; l < b->address.lines.n; l++)
        if (is_po_box(b->address.lines.v[l]))
            bad(k, SBILL_FINDING_BILLING_PO_BOX, "providers.billing.address.lines[%d]", (int32_t)l,
                billing_role.words, "line", b->address.lines.v[l]);
}

#define STREET_ROOM 55 /* N301, N302 */

static void check_street(struct sbill_check *k, const struct sbill_address *a, const char *path,
                         int32_t i)
{
    for (size_t l = 0; l < a->lines.n; l++) {
        size_t length = sbill_utf8_points(a->lines.v[l], a->lines.v[l].n);
        struct sbill_finding *f;

        if (length <= STREET_ROOM)
            continue;
        f = sbill_raise(k->e, SBILL_FINDING_STREET_TOO_LONG, path, i < 0 ? (int32_t)l : i,
                        (int32_t)l);
        sbill_say_number(k, f, "length", (int64_t)length);
        sbill_say_number(k, f, "most", STREET_ROOM);
    }
}

void sbill_edit_street_lines(struct sbill_check *k, int32_t i)
{
    const struct sbill_record *r = k->record;

    (void)i;
    check_street(k, &r->patient.address, "patient.address.lines[%d]", -1);
    if (r->providers.billing)
        check_street(k, &r->providers.billing->address, "providers.billing.address.lines[%d]", -1);
    if (r->facility)
        check_street(k, &r->facility->address, "facility.address.lines[%d]", -1);
    if (k->coverage && k->coverage->subscriber)
        check_street(k, &k->coverage->subscriber->address,
                     "coverages[%d].subscriber.address.lines[%d]", k->coverage_index);
}

static bool has_digit(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (sbill_is_digit(t.p[i]))
            return true;
    return false;
}

void sbill_edit_patient_identity(struct sbill_check *k, int32_t i)
{
    const struct sbill_patient *p = &k->record->patient;

    (void)i;
    check_address(k, &p->address, 0, "patient", "patient.address.zip", "patient.address.state");
    if (p->ssn.n && !sbill_ssn_ok(p->ssn))
        bad(k, SBILL_FINDING_SSN_INVALID, "patient.ssn", 0, "patient", "ssn", p->ssn);
    if (has_digit(p->name.last))
        bad(k, SBILL_FINDING_NAME_DIGITS, "patient.name.last", 0, "patient", "name", p->name.last);
    if (has_digit(p->name.first))
        bad(k, SBILL_FINDING_NAME_DIGITS, "patient.name.first", 0, "patient", "name",
            p->name.first);
}

void sbill_edit_clia(struct sbill_check *k, int32_t i)
{
    struct sbill_text number = k->record->references.clia;

    (void)i;
    if (number.n && !sbill_clia_ok(number))
        bad(k, SBILL_FINDING_CLIA_INVALID, "references.clia", 0, "claim", "clia", number);
    for (size_t l = 0; l < k->record->lines.n; l++)
        if (k->record->lines.v[l].clia.n && !sbill_clia_ok(k->record->lines.v[l].clia))
            bad(k, SBILL_FINDING_CLIA_INVALID, "lines[%d].clia", (int32_t)l, "line", "clia",
                k->record->lines.v[l].clia);
}

/* An NPI belongs to one person or one organisation: the group's is never that of who gave the service. */
void sbill_edit_npi_of_group(struct sbill_check *k, int32_t i)
{
    const struct sbill_provider *b = k->record->providers.billing, *r = sbill_line_rendering(k, i);
    bool own = k->record->lines.v[i].rendering != NULL;

    if (!b || !r || r == b || !b->organization.n || !r->name.last.n || !b->npi.n ||
        !sbill_text_eq(b->npi, r->npi))
        return;
    for (int32_t before = 0; before < i && !own; before++)
        if (k->lines[before].billed && !k->record->lines.v[before].rendering)
            return; /* said with the first line that has the record's */
    if (own)
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_NPI_OF_GROUP, "lines[%d].rendering.npi", i),
                  "npi", r->npi);
    else
        sbill_say(k, sbill_raise(k->e, SBILL_FINDING_NPI_OF_GROUP, "providers.rendering.npi"),
                  "npi", r->npi);
}
