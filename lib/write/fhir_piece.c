/* FHIR R4: pieces that several resources have. */
#include "map/systems.h"
#include "write/fhir.h"

void sbill_fhir_address(struct sbill_fhir *f, const struct sbill_address *a)
{
    size_t start = sbill_xo_mark(&f->x), inside;

    SBILL_XO_LIT(&f->x, "<address>");
    inside = sbill_xo_mark(&f->x);
    for (size_t i = 0; i < a->lines.n; i++)
        SBILL_FHIR_OPT(f, "line", a->lines.v[i]);
    SBILL_FHIR_OPT(f, "city", a->city);
    SBILL_FHIR_OPT(f, "state", a->state);
    SBILL_FHIR_OPT(f, "postalCode", a->zip);
    SBILL_FHIR_OPT(f, "country", a->country);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</address>\n");
}

void sbill_fhir_name(struct sbill_fhir *f, const struct sbill_name *n, struct sbill_text credential)
{
    size_t start = sbill_xo_mark(&f->x), inside;

    SBILL_XO_LIT(&f->x, "<name>");
    inside = sbill_xo_mark(&f->x);
    SBILL_FHIR_OPT(f, "family", n->last);
    SBILL_FHIR_OPT(f, "given", n->first);
    SBILL_FHIR_OPT(f, "given", n->middle);
    SBILL_FHIR_OPT(f, "suffix", n->suffix);
    SBILL_FHIR_OPT(f, "suffix", credential);
    if (sbill_xo_mark(&f->x) == inside)
        sbill_xo_back(&f->x, start);
    else
        SBILL_XO_LIT(&f->x, "</name>\n");
}

void sbill_fhir_telecom(struct sbill_fhir *f, const char *system, struct sbill_text number)
{
    number = sbill_fhir_clean(number);
    if (!number.n)
        return;
    SBILL_XO_TEXT(&f->x, "<telecom><system value=\"", sbill_text_from(system), "\"/>");
    SBILL_XO_TEXT(&f->x, "<value value=\"", number, "\"/></telecom>\n");
}

void sbill_fhir_gender(struct sbill_fhir *f, int32_t sex)
{
    static const struct sbill_text words[] = {
        SBILL_TI(""),
        SBILL_TI("<gender value=\"female\"/>\n"),
        SBILL_TI("<gender value=\"male\"/>\n"),
        SBILL_TI("<gender value=\"other\"/>\n"),
        SBILL_TI("<gender value=\"unknown\"/>\n"),
    };

    if (sex >= SBILL_FEMALE && sex <= SBILL_SEX_UNKNOWN)
        sbill_xo_put(&f->x, words[sex].p, words[sex].n);
}

/* ---- identifiers ----------------------------------------------------------------------------- */

void sbill_fhir_identifier(struct sbill_fhir *f, const char *type, struct sbill_text value)
{
    value = sbill_fhir_clean(value);
    if (!value.n)
        return;
    SBILL_XO_TEXT(&f->x,
                  "<identifier><type><coding><system value=\"" SBILL_FHIR_TERMS
                  "v2-0203\"/><code value=\"",
                  sbill_text_from(type), "\"/></coding></type>");
    SBILL_XO_TEXT(&f->x, "<value value=\"", value, "\"/></identifier>\n");
}

static void number(struct sbill_fhir *f, struct sbill_text qualifier, struct sbill_text value,
                   struct sbill_text payer)
{
    value = sbill_fhir_clean(value);
    if (!value.n)
        return;
    SBILL_XO_LIT(&f->x, "<identifier>");
    qualifier = sbill_fhir_code(f, qualifier);
    if (qualifier.n > 3) /* no X12 qualifier is so long: the URI of a national system */
        SBILL_XO_TEXT(&f->x, "<system value=\"", qualifier, "\"/>");
    else if (qualifier.n)
        SBILL_XO_TEXT(&f->x,
                      "<type><coding><system value=\"" SBILL_FHIR_X12 "128\"/><code value=\"",
                      qualifier, "\"/></coding></type>");
    SBILL_XO_TEXT(&f->x, "<value value=\"", value, "\"/>");
    SBILL_FHIR_OPT_IN(f, "<assigner><display value=\"", payer, "\"/></assigner>");
    SBILL_XO_LIT(&f->x, "</identifier>\n");
}

void sbill_fhir_number(struct sbill_fhir *f, struct sbill_text qualifier, struct sbill_text value)
{
    number(f, qualifier, value, (struct sbill_text){NULL, 0});
}

void sbill_fhir_numbers(struct sbill_fhir *f, const struct sbill_identifier *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        number(f, v[i].type, v[i].value, v[i].payer);
}

void sbill_fhir_entity_id(struct sbill_fhir *f, struct sbill_text qualifier, struct sbill_text id)
{
    id = sbill_fhir_clean(id);
    if (!id.n)
        return;
    SBILL_XO_LIT(&f->x, "<identifier>");
    SBILL_FHIR_OPT_IN(f, "<type><coding><system value=\"" SBILL_FHIR_X12 "66\"/><code value=\"",
                      sbill_fhir_code(f, qualifier), "\"/></coding></type>");
    SBILL_XO_TEXT(&f->x, "<value value=\"", id, "\"/></identifier>\n");
}

void sbill_fhir_npi(struct sbill_fhir *f, struct sbill_text npi)
{
    SBILL_FHIR_OPT_IN(
        f, "<identifier><system value=\"http://hl7.org/fhir/sid/us-npi\"/><value value=\"", npi,
        "\"/></identifier>\n");
}

void sbill_fhir_tax_id(struct sbill_fhir *f, struct sbill_text value, bool ssn)
{
    if (ssn)
        SBILL_FHIR_OPT_IN(f,
                          "<identifier><type><coding><system value=\"" SBILL_FHIR_TERMS
                          "v2-0203\"/><code value=\"SS\"/></coding></type>"
                          "<system value=\"http://hl7.org/fhir/sid/us-ssn\"/><value value=\"",
                          value, "\"/></identifier>\n");
    else
        SBILL_FHIR_OPT_IN(f,
                          "<identifier><type><coding><system value=\"" SBILL_FHIR_TERMS
                          "v2-0203\"/><code value=\"TAX\"/></coding></type>"
                          "<system value=\"urn:oid:2.16.840.1.113883.4.4\"/><value value=\"",
                          value, "\"/></identifier>\n");
}

/* ---- codes ----------------------------------------------------------------------------------- */

static bool has_space(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (sbill_fhir_blank(t.p[i]))
            return true;
    return false;
}

struct sbill_text sbill_fhir_code(struct sbill_fhir *f, struct sbill_text t)
{
    char *p;
    size_t n = 0;

    if (!has_space(t))
        return t;
    p = sbill_arena_get(f->arena, t.n);
    if (!p)
        return (struct sbill_text){NULL, 0};
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_fhir_blank(t.p[i]))
            p[n++] = t.p[i];
    return (struct sbill_text){p, n};
}

/* By shape alone, for a code whose system nobody named: five digits or four and a letter are CPT's, D and four
 * digits CDT's, another letter and four digits HCPCS Level II. */
int32_t sbill_fhir_system(int32_t given, struct sbill_text code)
{
    code = sbill_fhir_clean(code);
    if (given)
        return given;
    if (code.n != 5 || sbill_is_digit(code.p[0]))
        return SBILL_SYSTEM_CPT;
    return sbill_upper(code.p[0]) == 'D' ? SBILL_SYSTEM_CDT : SBILL_SYSTEM_HCPCS;
}

/* The code as its system prints it: upper case, no blanks, ICD-10-CM with its dot. */
static size_t print_code(int32_t system, struct sbill_text code, char out[20])
{
    size_t n = 0;

    if (code.n >= 16)
        return 0;
    for (size_t i = 0; i < code.n; i++) {
        char c = sbill_upper(code.p[i]);
        if (sbill_fhir_blank(c) || (c == '.' && system == SBILL_SYSTEM_ICD10CM))
            continue;
        if (n == 3 && system == SBILL_SYSTEM_ICD10CM)
            out[n++] = '.';
        out[n++] = c;
    }
    return n;
}

void sbill_fhir_coding(struct sbill_fhir *f, int32_t system, struct sbill_text code)
{
    char printed[20];
    struct sbill_text t = {printed, print_code(system, code, printed)};

    if (!t.n)
        t = sbill_fhir_code(f, code);
    if (!t.n)
        return;
    if (system <= 0 || system > SBILL_SYSTEM_MAX)
        system = 0;
    sbill_xo_put_value(&f->x, f->system_xml[system].p, f->system_xml[system].n, t, "\"/></coding>",
                       sizeof "\"/></coding>" - 1);
}

/* What stands before a code is the same for every code of a system. */
void sbill_fhir_start_systems(struct sbill_fhir *f, const struct sbill_settings *settings)
{
    for (int32_t i = 0; i <= SBILL_SYSTEM_MAX; i++) {
        struct sbill_text uri = sbill_system_uri(settings, i);
        struct sbill_buf room;
        struct sbill_xml_out x;

        sbill_buf_over(&room, f->system_room[i], sizeof f->system_room[i]);
        sbill_xo_start(&x, &room);
        SBILL_XO_LIT(&x, "<coding>");
        if (uri.n)
            SBILL_XO_TEXT(&x, "<system value=\"", uri, "\"/>");
        SBILL_XO_LIT(&x, "<code value=\"");
        sbill_xo_done(&x);
        f->system_xml[i] = sbill_buf_view(&room);
    }
}
