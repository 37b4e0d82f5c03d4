/* The usual headings of superbill tables. A heading is compared without blanks, signs and letter case:
 * "Date of Service", "date_of_service" and "DateOfService" are one. Taken from fee sheets and exports of practice
 * systems. docs/formats.md has the table, made from this one by tests/formats_page.py. */
#include <string.h>

#include "read/csv.h"

struct name {
    const char *name, *to;
};

/* A table reads by its rows. */
/* clang-format off */

/* # stands for a number at the end: Dx 1, Modifier 2. */
static const struct name whole[] = {
    {"encounter", "id"},
    {"encounterid", "id"},
    {"encounterno", "id"},
    {"encounternumber", "id"},
    {"visit", "id"},
    {"visitid", "id"},
    {"visitno", "id"},
    {"visitnumber", "id"},
    {"superbill", "id"},
    {"superbillid", "id"},
    {"superbillno", "id"},
    {"superbillnumber", "id"},
    {"ticket", "id"},
    {"ticketno", "id"},
    {"ticketnumber", "id"},
    {"voucher", "id"},
    {"vouchernumber", "id"},
    {"appointmentid", "id"},
    {"controlnumber", "control_number"},
    {"patientcontrolnumber", "control_number"},
    {"claimid", "control_number"},
    {"claimno", "control_number"},
    {"claimnumber", "control_number"},
    {"claimtype", "claim_type"},
    {"claimfrequency", "frequency"},
    {"frequencycode", "frequency"},
    {"resubmissioncode", "frequency"},
    {"totalcharge", "total_charge"},
    {"totalcharges", "total_charge"},
    {"claimtotal", "total_charge"},
    {"currency", "currency"},

    {"dos", "lines[].date_from"},
    {"dosfrom", "lines[].date_from"},
    {"fromdos", "lines[].date_from"},
    {"dateofservice", "lines[].date_from"},
    {"dateofservicefrom", "lines[].date_from"},
    {"servicedate", "lines[].date_from"},
    {"servicedatefrom", "lines[].date_from"},
    {"servicefrom", "lines[].date_from"},
    {"servicefromdate", "lines[].date_from"},
    {"fromdate", "lines[].date_from"},
    {"datefrom", "lines[].date_from"},
    {"from", "lines[].date_from"},
    {"startdate", "lines[].date_from"},
    {"svcdate", "lines[].date_from"},
    {"date", "lines[].date_from"},
    {"begindos", "lines[].date_from"},
    {"visitdate", "date_from"},
    {"encounterdate", "date_from"},
    {"appointmentdate", "date_from"},
    {"dosto", "lines[].date_to"},
    {"todos", "lines[].date_to"},
    {"dateofserviceto", "lines[].date_to"},
    {"servicedateto", "lines[].date_to"},
    {"serviceto", "lines[].date_to"},
    {"servicetodate", "lines[].date_to"},
    {"todate", "lines[].date_to"},
    {"dateto", "lines[].date_to"},
    {"to", "lines[].date_to"},
    {"thru", "lines[].date_to"},
    {"thrudate", "lines[].date_to"},
    {"throughdate", "lines[].date_to"},
    {"enddate", "lines[].date_to"},
    {"enddos", "lines[].date_to"},

    {"cpt", "lines[].code"},
    {"cptcode", "lines[].code"},
    {"hcpcs", "lines[].code"},
    {"hcpcscode", "lines[].code"},
    {"cpthcpcs", "lines[].code"},
    {"cpthcpcscode", "lines[].code"},
    {"procedure", "lines[].code"},
    {"procedurecode", "lines[].code"},
    {"proc", "lines[].code"},
    {"proccode", "lines[].code"},
    {"service", "lines[].code"},
    {"servicecode", "lines[].code"},
    {"code", "lines[].code"},
    {"cdt", "lines[].code"},
    {"cdtcode", "lines[].code"},
    {"adacode", "lines[].code"},
    {"codesystem", "lines[].system"},
    {"modifier", "lines[].modifiers"},
    {"modifiers", "lines[].modifiers"},
    {"mod", "lines[].modifiers"},
    {"mods", "lines[].modifiers"},
    {"modifier#", "lines[].modifiers[#]"},
    {"mod#", "lines[].modifiers[#]"},
    {"modifiercode#", "lines[].modifiers[#]"},
    {"pos", "lines[].place_of_service"},
    {"poscode", "lines[].place_of_service"},
    {"placeofservice", "lines[].place_of_service"},
    {"placeofservicecode", "lines[].place_of_service"},
    {"units", "lines[].units"},
    {"unit", "lines[].units"},
    {"qty", "lines[].units"},
    {"quantity", "lines[].units"},
    {"daysorunits", "lines[].units"},
    {"daysunits", "lines[].units"},
    {"serviceunits", "lines[].units"},
    {"charge", "lines[].charge"},
    {"charges", "lines[].charge"},
    {"fee", "lines[].charge"},
    {"amount", "lines[].charge"},
    {"chargeamount", "lines[].charge"},
    {"linecharge", "lines[].charge"},
    {"billedamount", "lines[].charge"},
    {"billed", "lines[].charge"},
    {"emg", "lines[].emergency"},
    {"emergency", "lines[].emergency"},
    {"epsdt", "lines[].epsdt"},
    {"familyplanning", "lines[].family_planning"},
    {"minutes", "lines[].minutes"},
    {"lineid", "lines[].id"},
    {"lineitemcontrolnumber", "lines[].id"},
    {"linecontrolnumber", "lines[].id"},
    {"chargeid", "lines[].id"},
    {"ndc", "lines[].drug.ndc"},
    {"ndccode", "lines[].drug.ndc"},
    {"ndcnumber", "lines[].drug.ndc"},
    {"ndcno", "lines[].drug.ndc"},
    {"ndcquantity", "lines[].drug.quantity"},
    {"ndcqty", "lines[].drug.quantity"},
    {"ndcunits", "lines[].drug.quantity"},
    {"ndcunit", "lines[].drug.unit"},
    {"ndcuom", "lines[].drug.unit"},
    {"ndcunitofmeasure", "lines[].drug.unit"},
    {"drugname", "lines[].drug.name"},
    {"tooth", "lines[].teeth[].number"},
    {"teeth", "lines[].teeth[].number"},
    {"toothnumber", "lines[].teeth[].number"},
    {"toothno", "lines[].teeth[].number"},
    {"surface", "lines[].teeth[].surfaces"},
    {"surfaces", "lines[].teeth[].surfaces"},
    {"toothsurface", "lines[].teeth[].surfaces"},
    {"toothsurfaces", "lines[].teeth[].surfaces"},
    {"oralcavity", "lines[].oral_cavity"},
    {"areaoforalcavity", "lines[].oral_cavity"},
    {"quadrant", "lines[].oral_cavity"},

    {"dx", "diagnoses[].code"},
    {"dxcode", "diagnoses[].code"},
    {"dxcodes", "diagnoses[].code"},
    {"diag", "diagnoses[].code"},
    {"diagcode", "diagnoses[].code"},
    {"diagnosis", "diagnoses[].code"},
    {"diagnoses", "diagnoses[].code"},
    {"diagnosiscode", "diagnoses[].code"},
    {"diagnosiscodes", "diagnoses[].code"},
    {"icd", "diagnoses[].code"},
    {"icdcode", "diagnoses[].code"},
    {"icdcodes", "diagnoses[].code"},
    {"primarydx", "diagnoses[].code"},
    {"primarydiagnosis", "diagnoses[].code"},
    {"dx#", "diagnoses[#].code"},
    {"dxcode#", "diagnoses[#].code"},
    {"diag#", "diagnoses[#].code"},
    {"diagcode#", "diagnoses[#].code"},
    {"diagnosis#", "diagnoses[#].code"},
    {"diagnosiscode#", "diagnoses[#].code"},
    {"icd#", "diagnoses[#].code"},
    {"icdcode#", "diagnoses[#].code"},
    {"pointer", "lines[].diagnoses"},
    {"pointers", "lines[].diagnoses"},
    {"ptr", "lines[].diagnoses"},
    {"dxpointer", "lines[].diagnoses"},
    {"dxpointers", "lines[].diagnoses"},
    {"dxptr", "lines[].diagnoses"},
    {"diagpointer", "lines[].diagnoses"},
    {"diagpointers", "lines[].diagnoses"},
    {"diagnosispointer", "lines[].diagnoses"},
    {"diagnosispointers", "lines[].diagnoses"},
    {"justify", "lines[].diagnoses"},

    {"authorization", "coverages[0].prior_authorization"},
    {"authorizationnumber", "coverages[0].prior_authorization"},
    {"auth", "coverages[0].prior_authorization"},
    {"authno", "coverages[0].prior_authorization"},
    {"authnumber", "coverages[0].prior_authorization"},
    {"priorauth", "coverages[0].prior_authorization"},
    {"priorauthnumber", "coverages[0].prior_authorization"},
    {"priorauthorization", "coverages[0].prior_authorization"},
    {"priorauthorizationnumber", "coverages[0].prior_authorization"},
    {"referralnumber", "coverages[0].referral_number"},
    {"referralno", "coverages[0].referral_number"},
    {"originalclaim", "coverages[0].payer_claim_control_number"},
    {"originalclaimnumber", "coverages[0].payer_claim_control_number"},
    {"originalclaimno", "coverages[0].payer_claim_control_number"},
    {"originalrefno", "coverages[0].payer_claim_control_number"},
    {"originalreferencenumber", "coverages[0].payer_claim_control_number"},
    {"icn", "coverages[0].payer_claim_control_number"},
    {"payerclaimcontrolnumber", "coverages[0].payer_claim_control_number"},
    {"relationship", "coverages[0].relationship"},
    {"relationshiptoinsured", "coverages[0].relationship"},
    {"relationshiptosubscriber", "coverages[0].relationship"},
    {"patientrelationship", "coverages[0].relationship"},
    {"patientrelationshiptoinsured", "coverages[0].relationship"},
    {"acceptassignment", "coverages[0].accept_assignment"},
    {"assignmentofbenefits", "coverages[0].assignment_of_benefits"},
    {"releaseofinformation", "coverages[0].release_of_information"},
    {"memberid", "coverages[0].member_id"},
    {"memberno", "coverages[0].member_id"},
    {"membernumber", "coverages[0].member_id"},
    {"groupnumber", "coverages[0].group_number"},
    {"groupno", "coverages[0].group_number"},
    {"policynumber", "coverages[0].member_id"},
    {"policyno", "coverages[0].member_id"},
    {"filingindicator", "coverages[0].filing_indicator"},
    {"claimfilingindicator", "coverages[0].filing_indicator"},

    {"copay", "patient_paid"},
    {"copaypaid", "patient_paid"},
    {"patientpaid", "patient_paid"},
    {"patientpayment", "patient_paid"},
    {"amountpaid", "patient_paid"},
    {"selfpay", "self_pay"},
    {"hold", "hold"},
    {"accidentdate", "accident.date"},
    {"autoaccident", "accident.automobile"},
    {"otheraccident", "accident.other"},
    {"employmentrelated", "accident.employment"},
    {"workrelated", "accident.employment"},
    {"accidentstate", "accident.state"},
    {"onsetdate", "dates.onset"},
    {"dateofonset", "dates.onset"},
    {"lmp", "dates.last_menstrual_period"},
    {"admissiondate", "dates.admission"},
    {"admitdate", "dates.admission"},
    {"dischargedate", "dates.discharge"},
    {"clia", "references.clia"},
    {"clianumber", "references.clia"},
    {"note", "notes[0].text"},
    {"notes", "notes[0].text"},
    {"visitnote", "notes[0].text"},
    {"progressnote", "notes[0].text"},
};

static const struct name person[] = {
    {"last", "name.last"},
    {"lastname", "name.last"},
    {"lname", "name.last"},
    {"surname", "name.last"},
    {"familyname", "name.last"},
    {"first", "name.first"},
    {"firstname", "name.first"},
    {"fname", "name.first"},
    {"givenname", "name.first"},
    {"middle", "name.middle"},
    {"middlename", "name.middle"},
    {"mname", "name.middle"},
    {"middleinitial", "name.middle"},
    {"mi", "name.middle"},
    {"suffix", "name.suffix"},
    {"namesuffix", "name.suffix"},
    {"dob", "birth_date"},
    {"birthdate", "birth_date"},
    {"birthday", "birth_date"},
    {"dateofbirth", "birth_date"},
    {"sex", "sex"},
    {"gender", "sex"},
    {"address", "address.lines[0]"},
    {"addr", "address.lines[0]"},
    {"street", "address.lines[0]"},
    {"streetaddress", "address.lines[0]"},
    {"address1", "address.lines[0]"},
    {"addr1", "address.lines[0]"},
    {"addressline1", "address.lines[0]"},
    {"address2", "address.lines[1]"},
    {"addr2", "address.lines[1]"},
    {"addressline2", "address.lines[1]"},
    {"city", "address.city"},
    {"state", "address.state"},
    {"zip", "address.zip"},
    {"zipcode", "address.zip"},
    {"postalcode", "address.zip"},
    {"phone", "phone"},
    {"phonenumber", "phone"},
    {"telephone", "phone"},
    {"homephone", "phone"},
    {"ssn", "ssn"},
    {NULL, NULL},
};
static const struct name patient[] = {
    {"id", "id"},       {"no", "id"},          {"number", "id"},
    {"account", "id"},  {"accountno", "id"},   {"accountnumber", "id"},
    {"acct", "id"},     {"acctno", "id"},      {"chart", "id"},
    {"chartno", "id"},  {"chartnumber", "id"}, {"mrn", "mrn"},
    {"name", "name"},   {"fullname", "name"},  {"", "name"},
    {"email", "email"}, {NULL, NULL},
};
static const struct name patient_alone[] = {
    /* without "patient" before it */
    {"account", "id"}, {"accountno", "id"},   {"accountnumber", "id"}, {"chart", "id"},
    {"chartno", "id"}, {"chartnumber", "id"}, {"mrn", "mrn"},          {NULL, NULL},
};
static const struct name subscriber[] = {{"name", "name"}, {"", "name"}, {NULL, NULL}};
static const struct name coverage[] = {
    {"", "payer"},
    {"payer", "payer"},
    {"payername", "payer"},
    {"name", "payer"},
    {"company", "payer"},
    {"insurance", "payer"},
    {"insurancename", "payer"},
    {"carrier", "payer"},
    {"payerid", "payer.id"},
    {"id", "member_id"},
    {"memberid", "member_id"},
    {"memberno", "member_id"},
    {"membernumber", "member_id"},
    {"subscriberid", "member_id"},
    {"insuredid", "member_id"},
    {"policy", "member_id"},
    {"policyid", "member_id"},
    {"policyno", "member_id"},
    {"policynumber", "member_id"},
    {"group", "group_number"},
    {"groupid", "group_number"},
    {"groupno", "group_number"},
    {"groupnumber", "group_number"},
    {"groupname", "group_name"},
    {"plan", "plan_name"},
    {"planname", "plan_name"},
    {"relationship", "relationship"},
    {"type", "filing_indicator"},
    {"filingindicator", "filing_indicator"},
    {"auth", "prior_authorization"},
    {"authorization", "prior_authorization"},
    {"authnumber", "prior_authorization"},
    {"referral", "referral_number"},
    {"referralnumber", "referral_number"},
    {"icn", "payer_claim_control_number"},
    {"claimcontrolnumber", "payer_claim_control_number"},
    {NULL, NULL},
};
static const struct name provider[] = {
    {"", ""},
    {"id", "id"},
    {"code", "id"},
    {"npi", "npi"},
    {"name", ""},
    {"last", "name.last"},
    {"lastname", "name.last"},
    {"first", "name.first"},
    {"firstname", "name.first"},
    {"middlename", "name.middle"},
    {"credential", "credential"},
    {"credentials", "credential"},
    {"taxonomy", "taxonomy"},
    {"taxonomycode", "taxonomy"},
    {NULL, NULL},
};
static const struct name organization[] = {
    {"", ""},
    {"id", "id"},
    {"code", "id"},
    {"npi", "npi"},
    {"name", "organization"},
    {"organization", "organization"},
    {"taxonomy", "taxonomy"},
    {"taxid", "tax_id"},
    {"ein", "tax_id"},
    {"tin", "tax_id"},
    {"address", "address.lines[0]"},
    {"address1", "address.lines[0]"},
    {"address2", "address.lines[1]"},
    {"city", "address.city"},
    {"state", "address.state"},
    {"zip", "address.zip"},
    {"zipcode", "address.zip"},
    {"phone", "phone"},
    {"clia", "clia"},
    {NULL, NULL},
};

static const struct {
    const char *before, *to;
    const struct name *after;
} groups[] = {
    {"patient", "patient", patient},
    {"patient", "patient", person},
    {"pt", "patient", patient},
    {"pt", "patient", person},
    {"pat", "patient", patient},
    {"pat", "patient", person},
    {"", "patient", patient_alone},
    {"", "patient", person},
    {"subscriber", "coverages[0].subscriber", person},
    {"subscriber", "coverages[0].subscriber", subscriber},
    {"insured", "coverages[0].subscriber", person},
    {"insured", "coverages[0].subscriber", subscriber},
    {"policyholder", "coverages[0].subscriber", person},
    {"policyholder", "coverages[0].subscriber", subscriber},
    {"secondarysubscriber", "coverages[1].subscriber", person},
    {"secondarysubscriber", "coverages[1].subscriber", subscriber},
    {"secondaryinsured", "coverages[1].subscriber", person},
    {"secondaryinsured", "coverages[1].subscriber", subscriber},
    {"subscriber", "coverages[0]", coverage},
    {"insured", "coverages[0]", coverage},
    {"payer", "coverages[0].payer",
     (const struct name[]){{"id", "id"}, {"no", "id"}, {"number", "id"}, {NULL, NULL}}},
    {"payer", "coverages[0]", coverage},
    {"insurance", "coverages[0]", coverage},
    {"ins", "coverages[0]", coverage},
    {"primary", "coverages[0]", coverage},
    {"primaryins", "coverages[0]", coverage},
    {"primaryinsurance", "coverages[0]", coverage},
    {"ins1", "coverages[0]", coverage},
    {"insurance1", "coverages[0]", coverage},
    {"payer1", "coverages[0]", coverage},
    {"secondary", "coverages[1]", coverage},
    {"secondaryins", "coverages[1]", coverage},
    {"secondaryinsurance", "coverages[1]", coverage},
    {"ins2", "coverages[1]", coverage},
    {"insurance2", "coverages[1]", coverage},
    {"payer2", "coverages[1]", coverage},
    {"tertiary", "coverages[2]", coverage},
    {"tertiaryinsurance", "coverages[2]", coverage},
    {"rendering", "lines[].rendering", provider},
    {"renderingprovider", "lines[].rendering", provider},
    {"provider", "lines[].rendering", provider},
    {"prov", "lines[].rendering", provider},
    {"doctor", "lines[].rendering", provider},
    {"physician", "lines[].rendering", provider},
    {"clinician", "lines[].rendering", provider},
    {"servicingprovider", "lines[].rendering", provider},
    {"treatingprovider", "lines[].rendering", provider},
    {"referring", "lines[].referring", provider},
    {"referringprovider", "lines[].referring", provider},
    {"referringphysician", "lines[].referring", provider},
    {"refprovider", "lines[].referring", provider},
    {"ordering", "lines[].ordering", provider},
    {"orderingprovider", "lines[].ordering", provider},
    {"supervising", "lines[].supervising", provider},
    {"supervisingprovider", "lines[].supervising", provider},
    {"billing", "providers.billing", organization},
    {"billingprovider", "providers.billing", organization},
    {"group", "providers.billing", (const struct name[]){{"npi", "npi"}, {NULL, NULL}}},
    {"practice", "providers.billing", organization},
    {"facility", "lines[].facility", organization},
    {"servicefacility", "lines[].facility", organization},
    {"location", "lines[].facility", organization},
    {"servicelocation", "lines[].facility", organization},
};
/* clang-format on */

/* Letters and digits in small letters, without the s of "insured's"; icd10 and icd10cm are icd. */
static struct sbill_text squeeze(struct sbill_text heading, char *room, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < heading.n && n < size; i++) {
        if (sbill_is_alnum(heading.p[i]))
            room[n++] = sbill_lower(heading.p[i]);
        else if (heading.p[i] == '\'' && i + 1 < heading.n && sbill_lower(heading.p[i + 1]) == 's')
            i++;
    }
    if (n >= 5 && memcmp(room, "icd10", 5) == 0) {
        size_t gone = n >= 7 && memcmp(room + 5, "cm", 2) == 0 ? 4 : 2;

        memmove(room + 3, room + 3 + gone, n - 3 - gone);
        n -= gone;
    }
    return (struct sbill_text){room, n};
}

static const char *look_up(const struct name *names, size_t n, struct sbill_text name)
{
    for (size_t i = 0; i < n && names[i].name; i++)
        if (sbill_text_is(name, names[i].name))
            return names[i].to;
    return NULL;
}

static bool in_groups(struct sbill_text name, struct sbill_buf *out)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        struct sbill_text before = sbill_text_from(groups[i].before);
        const char *to;

        if (!sbill_text_starts(name, before))
            continue;
        to = look_up(groups[i].after, SIZE_MAX,
                     (struct sbill_text){name.p + before.n, name.n - before.n});
        if (!to)
            continue;
        sbill_buf_z(out, groups[i].to);
        if (*to)
            sbill_buf_char(out, '.');
        sbill_buf_z(out, to);
        return true;
    }
    return false;
}

/* dx2: the second of dx#; a record counts from 0. */
static bool numbered(struct sbill_text name, char *room, struct sbill_buf *out)
{
    size_t n = name.n;
    uint32_t number;
    const char *to;

    while (n && sbill_is_digit(name.p[n - 1]))
        n--;
    if (n == name.n || !sbill_text_u32((struct sbill_text){name.p + n, name.n - n}, &number) ||
        number < 1 || number > 12)
        return false;
    room[n] = '#';
    to = look_up(whole, sizeof whole / sizeof *whole, (struct sbill_text){room, n + 1});
    for (; to && *to; to++) {
        if (*to == '#')
            sbill_buf_u64(out, number - 1);
        else
            sbill_buf_char(out, *to);
    }
    return out->n > 0;
}

struct sbill_text sbill_csv_usual(struct sbill_text heading, char *room, size_t size)
{
    char squeezed[64];
    struct sbill_text name = squeeze(heading, squeezed, sizeof squeezed - 1);
    struct sbill_buf out;
    const char *to;

    sbill_buf_over(&out, room, size);
    if (name.n == 0 || name.n == sizeof squeezed - 1)
        return SBILL_T("");
    to = look_up(whole, sizeof whole / sizeof *whole, name);
    if (to)
        sbill_buf_z(&out, to);
    else if (!in_groups(name, &out))
        numbered(name, squeezed, &out);
    return sbill_buf_view(&out);
}
