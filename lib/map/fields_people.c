/* The field register: people and organisations. Every role is the same struct; what differs is where it stands
 * on a form, so each role has its own table, made by one macro from its loop and boxes.
 * Sources: 005010X222A1 and X224A2 loops 2010-2420, CMS-1500 (02/12), ADA claim form, FHIR R4. */
#include "map/shapes.h"

/* A table reads by its rows. */
/* clang-format off */

static const char *const tax_id_types[] = {"ein", "ssn", NULL};
static const char *const signatures[] = {"on-file", "not-on-file", NULL};

#define S struct sbill_identifier
static const struct sbill_field identifier_fields[] = {
    SBILL_ROW_TEXT(type, 200, "", "", "REF01", "identifier.type",
        "What it is: 0B license, 1G UPIN, G2 payer's number, LU location, 2U payer, FY claim office, NF NAIC, EI, "
        "SY, or a URI"),
    SBILL_ROW_TEXT(value, 50, "", "", "REF02", "identifier.value", "The number"),
    SBILL_ROW_TEXT(payer, 80, "", "", "", "identifier.assigner", "Id of the payer that gave it out"),
    SBILL_ROW_TEXT(state, 2, "", "", "", "", "State that gave out a license"),
};
#undef S
const struct sbill_shape sbill_identifier_shape = SBILL_SHAPE("identifier", IDENTIFIER, identifier_fields,
    struct sbill_identifier);

#define S struct sbill_address
#define ADDRESS_ROWS(role, LOOP, BOX, ADA, FHIR) \
    static const struct sbill_field role##_address_fields[] = { \
        SBILL_ROW_TEXTS(lines, 2, BOX, ADA, LOOP " N301", FHIR "address.line", "Street lines"), \
        SBILL_ROW_TEXT(city, 30, BOX, ADA, LOOP " N401", FHIR "address.city", "City"), \
        SBILL_ROW_TEXT(state, 3, BOX, ADA, LOOP " N402", FHIR "address.state", \
            "State or province, two letters in the US"), \
        SBILL_ROW_TEXT(zip, 15, BOX, ADA, LOOP " N403", FHIR "address.postalCode", \
            "ZIP or postal code; nine digits for the billing provider and the facility"), \
        SBILL_ROW_TEXT(country, 3, BOX, ADA, LOOP " N404", FHIR "address.country", "Country, if not the US"), \
    }
#define ADDRESS_TABLE(role, LOOP, BOX, ADA, FHIR) \
    ADDRESS_ROWS(role, LOOP, BOX, ADA, FHIR); \
    static const struct sbill_shape role##_address_shape = \
        SBILL_SHAPE("address", ADDRESS, role##_address_fields, struct sbill_address)
ADDRESS_TABLE(billing, "2010AA", "33", "48", "Organization.");
ADDRESS_ROWS(pay_to, "2010AB", "", "", "Claim.payee.party.");
ADDRESS_TABLE(plan, "2010AC", "", "", "Claim.payee.party.");
ADDRESS_TABLE(facility, "2310C", "32", "56", "Location.");
ADDRESS_TABLE(person, "", "", "", "Practitioner.");
ADDRESS_TABLE(ordering, "2420E", "", "", "Practitioner.");
ADDRESS_TABLE(patient, "2010CA", "5", "20", "Patient.");
ADDRESS_TABLE(subscriber, "2010BA", "7", "12", "RelatedPerson.");
ADDRESS_TABLE(payer, "2010BB", "carrier block", "3", "Organization.");
ADDRESS_ROWS(pickup, "2310E", "32", "", "Claim.item.location");
ADDRESS_ROWS(dropoff, "2310F", "32", "", "Claim.item.location");
const struct sbill_shape sbill_pay_to_shape = SBILL_SHAPE("address", ADDRESS, pay_to_address_fields,
    struct sbill_address);
const struct sbill_shape sbill_pickup_shape = SBILL_SHAPE("address", ADDRESS, pickup_address_fields,
    struct sbill_address);
const struct sbill_shape sbill_dropoff_shape = SBILL_SHAPE("address", ADDRESS, dropoff_address_fields,
    struct sbill_address);
#undef S


#define S struct sbill_name
#define NAME_TABLE(role, LOOP, BOX, ADA, FHIR) \
    static const struct sbill_field role##_name_fields[] = { \
        SBILL_ROW_TEXT(last, 60, BOX, ADA, LOOP " NM103", FHIR "name.family", "Family name"), \
        SBILL_ROW_TEXT(first, 35, BOX, ADA, LOOP " NM104", FHIR "name.given", "Given name"), \
        SBILL_ROW_TEXT(middle, 25, BOX, ADA, LOOP " NM105", FHIR "name.given", "Middle name or initial"), \
        SBILL_ROW_TEXT(suffix, 10, BOX, ADA, LOOP " NM107", FHIR "name.suffix", "Jr, III; no title, no degree"), \
    }; \
    static const struct sbill_shape role##_name_shape = \
        SBILL_SHAPE("name", NAME, role##_name_fields, struct sbill_name)

NAME_TABLE(anyone, "", "", "", "Practitioner.");
NAME_TABLE(billing, "2010AA", "33", "48", "Practitioner.");
NAME_TABLE(rendering, "2310B", "31", "53", "Practitioner.");
NAME_TABLE(referring, "2310A", "17", "", "Practitioner.");
NAME_TABLE(primary_care, "2310A", "17", "", "Practitioner.");
NAME_TABLE(ordering, "2420E", "17", "", "Practitioner.");
NAME_TABLE(supervising, "2310D", "17", "", "Practitioner.");
NAME_TABLE(facility, "2310C", "32", "56", "Practitioner.");
NAME_TABLE(assistant, "2310D", "", "", "Practitioner.");
NAME_TABLE(line_rendering, "2420A", "31", "53", "Practitioner.");
NAME_TABLE(line_purchased, "2420B", "32", "", "Practitioner.");
NAME_TABLE(line_facility, "2420C", "32", "56", "Practitioner.");
NAME_TABLE(line_supervising, "2420D", "17", "", "Practitioner.");
NAME_TABLE(line_ordering, "2420E", "17", "", "Practitioner.");
NAME_TABLE(line_referring, "2420F", "17", "", "Practitioner.");
NAME_TABLE(line_primary_care, "2420F", "17", "", "Practitioner.");
NAME_TABLE(line_assistant, "2420B", "", "", "Practitioner.");
NAME_TABLE(patient, "2010CA", "2", "20", "Patient.");
NAME_TABLE(subscriber, "2010BA", "4", "12", "RelatedPerson.");
#undef S

#define S struct sbill_contact
static const struct sbill_field contact_fields[] = {
    SBILL_ROW_TEXT(name, 60, "", "", "", "", "Person to ask"),
    SBILL_ROW_TEXT(phone, 30, "", "", "", "", "Telephone"),
    SBILL_ROW_TEXT(phone_extension, 10, "", "", "", "", "Extension"),
    SBILL_ROW_TEXT(fax, 30, "", "", "", "", "Fax"),
    SBILL_ROW_TEXT(email, 254, "", "", "", "", "E-mail address"),
};
#undef S
static const struct sbill_shape contact_shape = SBILL_SHAPE("contact", CONTACT, contact_fields,
    struct sbill_contact);

#define S struct sbill_provider
/* LOOP holds NM1; taxonomy, contact and tax id have segments, or none, of their own. */
#define PROVIDER_TABLE(role, addresses, LOOP, PRV, PER, TAX, BOX, ADA, BOX_NPI, ADA_NPI, BOX_ID, ADA_ID, ADA_PRV, \
                       BOX_TAX, ADA_TAX, BOX_PHONE, ADA_PHONE, FHIR) \
    static const struct sbill_field role##_fields[] = { \
        SBILL_ROW_TEXT(id, 80, "", "", "", "", \
            "The office's own key; elsewhere in the record this text alone stands for the provider"), \
        SBILL_ROW_WORD(entity, sbill_words_entity, "", "", LOOP " NM102", FHIR, \
            "Person or organisation; derived from which name is given"), \
        SBILL_ROW_OBJECT(name, role##_name_shape, BOX, ADA, LOOP " NM1", "Practitioner.name", "Name of a person"), \
        SBILL_ROW_TEXT(organization, 60, BOX, ADA, LOOP " NM103", "Organization.name", "Name of an organisation"), \
        SBILL_ROW_TEXT(npi, 10, BOX_NPI, ADA_NPI, LOOP " NM109", "identifier (us-npi)", \
            "National provider identifier, 10 digits"), \
        SBILL_ROW_TEXT(taxonomy, 10, BOX_ID, ADA_PRV, PRV " PRV03", "PractitionerRole.specialty", \
            "NUCC taxonomy code, 10 characters"), \
        SBILL_ROW_TEXT(tax_id, 11, BOX_TAX, ADA_TAX, TAX " REF02", "identifier (EIN, SSN)", \
            "EIN or social security number"), \
        SBILL_ROW_WORD(tax_id_type, tax_id_types, BOX_TAX, ADA_TAX, TAX " REF01", "", \
            "Which of the two the tax id is"), \
        SBILL_ROW_TEXT(credential, 20, BOX, ADA, "", "Practitioner.qualification", "MD, DO, NP, PA, DDS ..."), \
        SBILL_ROW_OBJECT(address, addresses##_address_shape, BOX, ADA, LOOP " N3", "address", "Address"), \
        SBILL_ROW_TEXT(contact, 60, "", "", PER " PER02", "Organization.contact.name", "Person to ask"), \
        SBILL_ROW_TEXT(phone, 30, BOX_PHONE, ADA_PHONE, PER " PER04", "telecom", "Telephone"), \
        SBILL_ROW_TEXT(phone_extension, 10, "", "", PER " PER06", "telecom", "Extension"), \
        SBILL_ROW_TEXT(fax, 30, "", "", PER " PER06", "telecom", "Fax"), \
        SBILL_ROW_TEXT(email, 254, "", "", PER " PER06", "telecom", "E-mail address"), \
        SBILL_ROW_LIST(other_contacts, 1, contact_shape, "", "", "", "", \
            "A further person to ask; the 837 has room for two at the billing provider"), \
        SBILL_ROW_TEXT(clia, 10, "23", "", "2300 REF*X4", "identifier", "CLIA number of its laboratory"), \
        SBILL_ROW_TEXT(mammography_cert, 50, "23", "", "2300 REF*EW", "identifier", \
            "Mammography certification number"), \
        SBILL_ROW_LIST(identifiers, 10, sbill_identifier_shape, BOX_ID, ADA_ID, LOOP " REF02", "identifier", \
            "License, legacy and payer-assigned numbers"), \
    }
#define PROVIDER(role) SBILL_SHAPE("provider", PROVIDER, role##_fields, struct sbill_provider)

PROVIDER_TABLE(anyone, person, "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
    "Practitioner or Organization");
PROVIDER_TABLE(billing, billing, "2010AA", "2000A", "2010AA", "2010AA", "33", "48", "33a", "49", "33b", "52A", "",
    "25", "51", "33", "52", "Claim.provider");
PROVIDER_TABLE(rendering, person, "2310B", "2310B", "", "", "31", "53", "24J", "54", "24I", "58", "56A", "", "", "",
    "57", "Claim.careTeam (primary)");
PROVIDER_TABLE(referring, person, "2310A", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.careTeam (referring)");
PROVIDER_TABLE(primary_care, person, "2310A", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.careTeam (other)");
PROVIDER_TABLE(ordering, ordering, "2420E", "", "2420E", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.careTeam (ordering)");
PROVIDER_TABLE(supervising, person, "2310D", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.careTeam (supervisor)");
PROVIDER_TABLE(facility, facility, "2310C", "", "2310C", "", "32", "56", "32a", "", "32b", "", "", "", "", "",
    "57", "Claim.facility");
PROVIDER_TABLE(assistant, person, "2310D", "2310D", "", "", "", "", "", "", "", "", "", "", "", "", "",
    "Claim.careTeam (assist)");
PROVIDER_TABLE(line_rendering, person, "2420A", "2420A", "", "", "31", "53", "24J", "54", "24I", "58", "56A", "",
    "", "", "57", "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_purchased, person, "2420B", "", "", "", "32", "", "32a", "", "32b", "", "", "", "", "", "",
    "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_facility, facility, "2420C", "", "", "", "32", "56", "32a", "", "32b", "", "", "", "", "",
    "57", "Claim.item.location");
PROVIDER_TABLE(line_supervising, person, "2420D", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_ordering, ordering, "2420E", "", "2420E", "", "17", "", "17b", "", "17a", "", "", "", "", "",
    "", "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_referring, person, "2420F", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_primary_care, person, "2420F", "", "", "", "17", "", "17b", "", "17a", "", "", "", "", "", "",
    "Claim.item.careTeamSequence");
PROVIDER_TABLE(line_assistant, person, "2420B", "2420B", "", "", "", "", "", "", "", "", "", "", "", "", "",
    "Claim.item.careTeamSequence");
#undef S

const struct sbill_shape sbill_provider_shape = PROVIDER(anyone);
const struct sbill_shape sbill_billing_shape = PROVIDER(billing);
const struct sbill_shape sbill_rendering_shape = PROVIDER(rendering);
const struct sbill_shape sbill_referring_shape = PROVIDER(referring);
const struct sbill_shape sbill_primary_care_shape = PROVIDER(primary_care);
const struct sbill_shape sbill_ordering_shape = PROVIDER(ordering);
const struct sbill_shape sbill_supervising_shape = PROVIDER(supervising);
const struct sbill_shape sbill_facility_shape = PROVIDER(facility);
const struct sbill_shape sbill_assistant_shape = PROVIDER(assistant);
const struct sbill_shape sbill_line_rendering_shape = PROVIDER(line_rendering);
const struct sbill_shape sbill_line_purchased_shape = PROVIDER(line_purchased);
const struct sbill_shape sbill_line_facility_shape = PROVIDER(line_facility);
const struct sbill_shape sbill_line_supervising_shape = PROVIDER(line_supervising);
const struct sbill_shape sbill_line_ordering_shape = PROVIDER(line_ordering);
const struct sbill_shape sbill_line_referring_shape = PROVIDER(line_referring);
const struct sbill_shape sbill_line_primary_care_shape = PROVIDER(line_primary_care);
const struct sbill_shape sbill_line_assistant_shape = PROVIDER(line_assistant);

#define S struct sbill_plan
static const struct sbill_field plan_fields[] = {
    SBILL_ROW_TEXT(name, 60, "", "", "2010AC NM103", "Claim.payee.party", "Name of the plan"),
    SBILL_ROW_TEXT(id, 80, "", "", "2010AC NM109", "Claim.payee.party", "Its id"),
    SBILL_ROW_TEXT(id_type, 2, "", "", "2010AC NM108", "", "PI payer id, XV national plan id"),
    SBILL_ROW_OBJECT(address, plan_address_shape, "", "", "2010AC N3", "Claim.payee.party", "Address"),
    SBILL_ROW_LIST(identifiers, 3, sbill_identifier_shape, "", "", "2010AC REF02", "identifier", "2U FY NF EI"),
};
#undef S
const struct sbill_shape sbill_pay_to_plan_shape = SBILL_SHAPE("plan", PLAN, plan_fields, struct sbill_plan);

static const char *const payees[] = {"organization", "person", NULL};

#define S struct sbill_providers
static const struct sbill_field providers_fields[] = {
    SBILL_ROW_POINTER(billing, sbill_billing_shape, "33", "48", "2010AA NM1*85", "Claim.provider",
        "Who bills and is paid"),
    SBILL_ROW_POINTER(rendering, sbill_rendering_shape, "24J", "53", "2310B NM1*82", "Claim.careTeam (primary)",
        "Who bills the service in his own name, if not the billing provider"),
    SBILL_ROW_POINTER(performed_by, sbill_provider_shape, "", "", "", "",
        "Who in fact gave the service: with incident-to, teaching and locum not the rendering provider"),
    SBILL_ROW_POINTER(ordering, sbill_ordering_shape, "17", "", "2420E NM1*DK", "Claim.careTeam (ordering)",
        "Who ordered the service"),
    SBILL_ROW_POINTER(referring, sbill_referring_shape, "17", "", "2310A NM1*DN", "Claim.careTeam (referring)",
        "Who referred the patient"),
    SBILL_ROW_POINTER(primary_care, sbill_primary_care_shape, "17", "", "2310A NM1*P3", "Claim.careTeam (other)",
        "Primary care provider"),
    SBILL_ROW_POINTER(supervising, sbill_supervising_shape, "17", "", "2310D NM1*DQ", "Claim.careTeam (supervisor)",
        "Who supervised"),
    SBILL_ROW_POINTER(purchased_service, sbill_line_purchased_shape, "20", "", "2420B NM1*QB",
        "Claim.careTeam (other)", "Who sold a purchased service"),
    SBILL_ROW_POINTER(assistant_surgeon, sbill_assistant_shape, "", "", "2310D NM1*DD", "Claim.careTeam (assist)",
        "Assistant surgeon (dental)"),
    SBILL_ROW_POINTER(substitute_for, sbill_provider_shape, "", "", "", "",
        "Locum or reciprocal billing: the absent provider"),
    SBILL_ROW_POINTER(pay_to, sbill_pay_to_shape, "", "", "2010AB N3", "Claim.payee",
        "Address for payment, if not the billing address"),
    SBILL_ROW_WORD(pay_to_entity, payees, "", "", "2010AB NM102", "",
        "Who is paid there: an organization, as usual, or a person"),
    SBILL_ROW_POINTER(pay_to_plan, sbill_pay_to_plan_shape, "", "", "2010AC NM1*PE", "Claim.payee.party",
        "Plan to be paid, in subrogation"),
};
#undef S
const struct sbill_shape sbill_providers_shape = SBILL_SHAPE("providers", PROVIDERS, providers_fields,
    struct sbill_providers);

#define S struct sbill_patient
static const struct sbill_field patient_fields[] = {
    SBILL_ROW_TEXT(id, 80, "", "", "", "",
        "The office's key for the person: groups visits, is never printed on a claim"),
    SBILL_ROW_TEXT(mrn, 50, "", "23", "2300 REF*EA", "Patient.identifier (MR)", "Medical record number"),
    SBILL_ROW_TEXT(ssn, 11, "", "", "2010CA REF*SY", "Patient.identifier (us-ssn)",
        "Social security number (property and casualty)"),
    SBILL_ROW_TEXT(property_casualty_id, 50, "", "", "2010CA REF*1W", "Patient.identifier",
        "Member id with a property and casualty payer"),
    SBILL_ROW_OBJECT(name, patient_name_shape, "2", "20", "2010CA NM1*QC", "Patient.name", "Name"),
    SBILL_ROW_DATE(birth_date, "3", "21", "2010CA DMG02", "Patient.birthDate", "Date of birth"),
    SBILL_ROW_DATE(death_date, "", "", "2000C PAT06", "Patient.deceasedDateTime", "Date of death"),
    SBILL_ROW_WORD(sex, sbill_words_sex, "3", "22", "2010CA DMG03", "Patient.gender", "Administrative sex"),
    SBILL_ROW_TEXT(gender_identity, 80, "", "", "", "", "Gender identity in the patient's words; never on a claim"),
    SBILL_ROW_OBJECT(address, patient_address_shape, "5", "20", "2010CA N3", "Patient.address", "Address"),
    SBILL_ROW_TEXT(phone, 30, "5", "", "2010CA PER04", "Patient.telecom", "Telephone"),
    SBILL_ROW_TEXT(phone_extension, 10, "", "", "2010CA PER06", "", "Extension (property and casualty)"),
    SBILL_ROW_TEXT(email, 254, "", "", "", "Patient.telecom", "E-mail address"),
    SBILL_ROW_TEXT(contact, 60, "", "", "2010CA PER02", "Patient.contact", "Person to ask (property and casualty)"),
    SBILL_ROW_QTY(weight_pounds, "", "", "2000C PAT08", "Claim.supportingInfo",
        "Weight in pounds, where a drug or equipment needs it"),
    SBILL_ROW_FLAG(pregnant, "", "", "2000C PAT09", "Claim.supportingInfo", "The patient is pregnant"),
    SBILL_ROW_FLAG(unhoused, "", "", "", "", "The patient has no home: an address may be missing"),
    SBILL_ROW_FLAG(hospice, "", "", "", "", "The patient has elected hospice care"),
    SBILL_ROW_WORD(signature, signatures, "12", "36", "", "", "The patient's signature"),
    SBILL_ROW_LIST(identifiers, 10, sbill_identifier_shape, "", "", "", "Patient.identifier",
        "National and other numbers"),
};
#undef S
const struct sbill_shape sbill_patient_shape = SBILL_SHAPE("patient", PATIENT, patient_fields, struct sbill_patient);

#define S struct sbill_subscriber
static const struct sbill_field subscriber_fields[] = {
    SBILL_ROW_WORD(entity, sbill_words_entity, "4", "12", "2010BA NM102", "Coverage.policyHolder",
        "Person, or organisation: an employer in workers' compensation"),
    SBILL_ROW_OBJECT(name, subscriber_name_shape, "4", "12", "2010BA NM1*IL", "RelatedPerson.name",
        "Name of a person"),
    SBILL_ROW_TEXT(organization, 60, "4", "12", "2010BA NM103", "Organization.name", "Name of an organisation"),
    SBILL_ROW_OBJECT(address, subscriber_address_shape, "7", "12", "2010BA N3", "RelatedPerson.address", "Address"),
    SBILL_ROW_TEXT(contact, 60, "", "", "2010BA PER02", "", "Person to ask (property and casualty)"),
    SBILL_ROW_TEXT(phone, 30, "7", "", "2010BA PER04", "RelatedPerson.telecom", "Telephone"),
    SBILL_ROW_TEXT(phone_extension, 10, "", "", "2010BA PER06", "", "Extension"),
    SBILL_ROW_DATE(birth_date, "11a", "13", "2010BA DMG02", "RelatedPerson.birthDate", "Date of birth"),
    SBILL_ROW_WORD(sex, sbill_words_sex, "11a", "14", "2010BA DMG03", "RelatedPerson.gender", "Administrative sex"),
    SBILL_ROW_TEXT(ssn, 11, "", "", "2010BA REF*SY", "RelatedPerson.identifier", "Social security number"),
};
#undef S
const struct sbill_shape sbill_subscriber_shape = SBILL_SHAPE("subscriber", SUBSCRIBER, subscriber_fields,
    struct sbill_subscriber);

#define S struct sbill_payer
static const struct sbill_field payer_fields[] = {
    SBILL_ROW_TEXT(id, 80, "carrier block", "3", "2010BB NM109", "Organization.identifier", "The payer's id"),
    SBILL_ROW_TEXT(id_type, 2, "", "", "2010BB NM108", "", "PI payer id, XV national plan id"),
    SBILL_ROW_TEXT(name, 60, "carrier block", "3", "2010BB NM103", "Organization.name", "The payer's name"),
    SBILL_ROW_TEXT(profile, 80, "", "", "", "", "Name of the payer profile in the book, if not found by id"),
    SBILL_ROW_OBJECT(address, payer_address_shape, "carrier block", "3", "2010BB N3", "Organization.address",
        "Address"),
    SBILL_ROW_LIST(identifiers, 4, sbill_identifier_shape, "", "", "2010BB REF02", "Organization.identifier",
        "2U FY NF EI"),
};
#undef S
const struct sbill_shape sbill_payer_shape = SBILL_SHAPE("payer", PAYER, payer_fields, struct sbill_payer);
