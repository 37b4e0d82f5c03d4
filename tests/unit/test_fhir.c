/* What a FHIR claim says in particular cases. Rules of whole documents are in tests/fhir_rules.py. */
#include "fhir_document.h"

#define HEAD "{\"id\":\"E1\",\"date_from\":\"2025-11-20\",\"place_of_service\":\"11\","
#define PEOPLE                                                                                   \
    "\"patient\":{\"name\":{\"last\":\"Sample\"}},\"providers\":{\"billing\":{\"organization\":" \
    "\"Clinic\"}},"
#define COVERAGE "\"coverages\":[{\"relationship\":\"self\",\"payer\":{\"name\":\"First\"}}],"
#define DIAGNOSIS "\"diagnoses\":[{\"code\":\"i10\"}],"
#define LINE "\"lines\":[{\"code\":\"g0008\",\"charge\":30}]}"

/* The document of a record's first claim; the caller frees. */
static char *document_of(const char *json)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_read(e, json, strlen(json), &err);

    if (status == SBILL_OK)
        status = sbill_encounter_assign(e, &err);
    if (status == SBILL_OK)
        status = sbill_encounter_form(e, &err);
    if (status == SBILL_OK)
        status = sbill_encounter_check(e, &err);
    ck_assert_msg(status == SBILL_OK, "%s", err ? sbill_error_message(err) : "");
    ck_assert_uint_ge(e->claims.n, 1);
    e->claims.v[0].stopped = false;
    return written("fhir-xml");
}

/* The document has each of the texts (a NULL ends them), in this order. */
static void says(const char *json, const char *const texts[])
{
    char *document = document_of(json);
    const char *at = document;

    for (size_t i = 0; texts[i]; i++) {
        const char *found = strstr(at, texts[i]);
        ck_assert_msg(found != NULL, "no %s in %s", texts[i], at);
        at = found + strlen(texts[i]);
    }
    free(document);
}
#define SAYS(json, ...) says(json, (const char *const[]){__VA_ARGS__, NULL})

static void lacks(const char *json, const char *text)
{
    char *document = document_of(json);

    ck_assert_msg(!strstr(document, text), "%s in %s", text, document);
    free(document);
}

START_TEST(the_plain_claim)
{
    SAYS(HEAD PEOPLE COVERAGE DIAGNOSIS LINE, "<status value=\"active\"/>",
         "<code value=\"professional\"/>", "<use value=\"claim\"/>",
         "<billablePeriod><start value=\"2025-11-20\"/><end value=\"2025-11-20\"/>",
         "<created value=\"2025-11-20\"/>", "<code value=\"I10\"/>", "<code value=\"principal\"/>",
         "<focal value=\"true\"/>", "<code value=\"G0008\"/>",
         "<servicedDate value=\"2025-11-20\"/>", "<code value=\"11\"/>",
         "<quantity><value value=\"1\"/></quantity>", "<unitPrice><value value=\"30.00\"/>",
         "<net><value value=\"30.00\"/><currency value=\"USD\"/></net>",
         "<total><value value=\"30.00\"/>", "<family value=\"Sample\"/>",
         "<name value=\"Clinic\"/>");
    lacks(HEAD PEOPLE COVERAGE DIAGNOSIS LINE, "extension");
    lacks(HEAD PEOPLE COVERAGE DIAGNOSIS LINE,
          "careTeam"); /* an organisation renders nothing itself */
}
END_TEST

START_TEST(the_same_record_gives_the_same_bytes)
{
    char *one = document_of(HEAD PEOPLE COVERAGE DIAGNOSIS LINE);
    char *two = document_of(HEAD PEOPLE COVERAGE DIAGNOSIS LINE);
    char *other =
        document_of("{\"id\":\"E2\",\"date_from\":\"2025-11-20\"," PEOPLE COVERAGE DIAGNOSIS LINE);

    ck_assert_str_eq(one, two);
    ck_assert(memcmp(strstr(one, "urn:uuid:"), strstr(other, "urn:uuid:"), 45) != 0);
    free(one);
    free(two);
    free(other);
}
END_TEST

START_TEST(status_and_use)
{
    SAYS(HEAD PEOPLE COVERAGE "\"diagnoses\":[{\"code\":\"I10\",\"status\":\"suggested\"}]," LINE,
         "<status value=\"draft\"/>");
    SAYS(
        HEAD PEOPLE
        "\"frequency\":8,\"coverages\":[{\"payer_claim_control_number\":\"ICN7\"}]," DIAGNOSIS LINE,
        "<status value=\"cancelled\"/>", "<related>", "<code value=\"prior\"/>",
        "<text value=\"voids\"/>", "<code value=\"F8\"/>",
        "<value value=\"ICN7\"/></reference></related>");
    SAYS(
        HEAD PEOPLE
        "\"frequency\":7,\"coverages\":[{\"payer_claim_control_number\":\"ICN7\"}]," DIAGNOSIS LINE,
        "<status value=\"active\"/>", "<text value=\"replaces\"/>");
    SAYS(HEAD PEOPLE "\"claim_type\":\"dental\",\"use\":\"predetermination\"," COVERAGE LINE,
         "<code value=\"oral\"/>", "<use value=\"predetermination\"/>", "<net>");
    lacks(HEAD PEOPLE "\"claim_type\":\"dental\",\"use\":\"predetermination\"," COVERAGE LINE,
          "serviced");
}
END_TEST

START_TEST(amounts_keep_their_digits)
{
    SAYS(
        HEAD PEOPLE COVERAGE DIAGNOSIS "\"lines\":[{\"code\":\"J1010\",\"charge\":10,\"units\":3},"
                                       "{\"code\":\"J1010\",\"charge\":1.5,\"units\":0.5}]}",
        "<value value=\"3\"/></quantity><net><value value=\"10.00\"/>", /* a third of it is no price */
        "<value value=\"0.5\"/></quantity><unitPrice><value value=\"3.00\"/>",
        "<value value=\"1.50\"/>", "<total><value value=\"11.50\"/>");
    SAYS(HEAD PEOPLE COVERAGE DIAGNOSIS
         "\"lines\":[{\"code\":\"00100\",\"charge\":500,\"units\":80,\"unit\":\"MJ\"}]}",
         "<quantity><value value=\"80\"/><unit value=\"minute\"/>",
         "<code value=\"min\"/></quantity>");
    SAYS(HEAD PEOPLE "\"currency\":\"AED\",\"patient_paid\":5," COVERAGE DIAGNOSIS LINE,
         "extension-Claim.patientPaid\"><valueMoney><value value=\"5.00\"/><currency "
         "value=\"AED\"/>",
         "<total><value value=\"30.00\"/><currency value=\"AED\"/>");
    SAYS(HEAD PEOPLE "\"currency\":\"Dollar\"," COVERAGE DIAGNOSIS LINE,
         "<currency value=\"USD\"/>");
}
END_TEST

START_TEST(accidents)
{
    SAYS(HEAD PEOPLE "\"accident\":{\"automobile\":true,\"employment\":true,\"date\":\"2025-11-"
                     "01\",\"state\":\"IL\"}," COVERAGE DIAGNOSIS LINE,
         "<accident><date value=\"2025-11-01\"/>", "<code value=\"MVA\"/>", "<code value=\"WPA\"/>",
         "<text value=\"automobile accident; employment\"/>", "<state value=\"IL\"/>");
    SAYS(HEAD PEOPLE "\"accident\":{\"other\":true}," COVERAGE DIAGNOSIS LINE,
         "<accident><date><extension", "data-absent-reason",
         "</date><type><text value=\"other accident\"/>");
    lacks(HEAD PEOPLE "\"accident\":{\"employment\":false}," COVERAGE DIAGNOSIS LINE, "<accident>");
}
END_TEST

START_TEST(an_employer_holds_the_policy)
{
    SAYS(HEAD PEOPLE
         "\"coverages\":[{\"filing_indicator\":\"WC\",\"claim_number\":\"WC-9\","
         "\"relationship\":\"employee\",\"subscriber\":{\"organization\":\"Mill\"}}]," DIAGNOSIS
             LINE,
         "<value value=\"WC-9\"/>", "<policyHolder>", "<text value=\"employee\"/>",
         "<Organization>", "<name value=\"Mill\"/>");
    lacks(HEAD PEOPLE "\"coverages\":[{\"relationship\":\"employee\",\"subscriber\":{"
                      "\"organization\":\"Mill\"}}]," DIAGNOSIS LINE,
          "RelatedPerson");
}
END_TEST

START_TEST(payee)
{
#define BENEFITS(word) "\"coverages\":[{\"assignment_of_benefits\":" word "}],"
    SAYS(HEAD PEOPLE BENEFITS("true") DIAGNOSIS LINE, "<payee>", "<code value=\"provider\"/>");
    SAYS(HEAD PEOPLE BENEFITS("false") DIAGNOSIS LINE, "<payee>", "<code value=\"subscriber\"/>");
    lacks(HEAD PEOPLE COVERAGE DIAGNOSIS LINE, "<payee>");
}
END_TEST

START_TEST(one_resource_for_all_roles_of_a_person)
{
    char *document = document_of(
        HEAD
        "\"providers\":{\"billing\":{\"organization\":\"Clinic\",\"npi\":\"2000000002\"},"
        "\"rendering\":{\"name\":{\"last\":\"Ada\"},\"npi\":\"2000000010\",\"taxonomy\":"
        "\"207Q00000X\"},"
        "\"ordering\":{\"name\":{\"last\":\"Ada\"},\"npi\":\"2000000010\"}}," COVERAGE DIAGNOSIS
        "\"lines\":[{\"code\":\"G0008\",\"charge\":1},{\"code\":\"G0008\",\"charge\":1,"
        "\"rendering\":"
        "{\"name\":{\"last\":\"Bea\"},\"npi\":\"2000000028\"}}]}");
    const char *first = strstr(document, "<Practitioner>");
    const char *second = first ? strstr(first + 1, "<Practitioner>") : NULL;

    ck_assert_ptr_nonnull(second);
    ck_assert_ptr_null(strstr(second + 1, "<Practitioner>"));
    ck_assert_ptr_nonnull(
        strstr(document, "<careTeamSequence value=\"1\"/><careTeamSequence value=\"3\"/>"));
    ck_assert_ptr_nonnull(
        strstr(document, "<careTeamSequence value=\"2\"/><careTeamSequence value=\"3\"/>"));
    free(document);
}
END_TEST

#define TEETH \
    "\"teeth\":[{\"number\":\"2\",\"surfaces\":\"MO\"},{\"number\":\"3\",\"surfaces\":\"D\"}]"

START_TEST(teeth)
{
    SAYS(HEAD PEOPLE "\"claim_type\":\"dental\"," COVERAGE
                     "\"lines\":[{\"code\":\"D2392\",\"charge\":100.01,\"units\":2," TEETH "}]}",
         "<item><sequence value=\"1\"/>", "<value value=\"50.01\"/>", "<bodySite>",
         "<code value=\"2\"/>", "<code value=\"M\"/>", "<code value=\"O\"/>",
         "<item><sequence value=\"2\"/>", "<value value=\"50.00\"/>", "<code value=\"3\"/>",
         "<code value=\"D\"/>", "<total><value value=\"100.01\"/>");
    ck_assert_uint_eq(e->left_out.n, 0);
    SAYS(HEAD PEOPLE "\"claim_type\":\"dental\"," COVERAGE
                     "\"lines\":[{\"code\":\"D2392\",\"charge\":100,\"units\":1," TEETH "}]}",
         "<item><sequence value=\"1\"/>", "<quantity><value value=\"1\"/></quantity>",
         "<net><value value=\"100.00\"/>", "<code value=\"2\"/></coding></bodySite>",
         "<item><sequence value=\"2\"/>", "<net><value value=\"0.00\"/>",
         "<code value=\"3\"/></coding></bodySite>", "<code value=\"D\"/>",
         "</item>\n<total><value value=\"100.00\"/>");
    ck_assert_uint_eq(e->left_out.n, 0);
}
END_TEST

/* The area that teeth lie in is said with each of them; several areas are places of their own. */
START_TEST(areas)
{
    SAYS(HEAD PEOPLE "\"claim_type\":\"dental\"," COVERAGE
                     "\"lines\":[{\"code\":\"D4341\",\"charge\":100,\"units\":2,"
                     "\"oral_cavity\":[\"10\",\"40\"]},"
                     "{\"code\":\"D2392\",\"charge\":50,\"units\":1,\"oral_cavity\":[\"20\"]," TEETH
                     "}]}",
         "<item><sequence value=\"1\"/>", "<net><value value=\"50.00\"/>", "<code value=\"10\"/>",
         "<item><sequence value=\"2\"/>", "<net><value value=\"50.00\"/>", "<code value=\"40\"/>",
         "<item><sequence value=\"3\"/>", "<code value=\"20\"/>", "<code value=\"2\"/>",
         "<item><sequence value=\"4\"/>", "<code value=\"20\"/>", "<code value=\"3\"/>",
         "<total><value value=\"150.00\"/>");
}
END_TEST

START_TEST(drugs)
{
#define DRUG(ndc)                                                          \
    "\"lines\":[{\"code\":\"J1010\",\"charge\":1,\"drug\":{\"ndc\":\"" ndc \
    "\",\"quantity\":2.5,\"unit\":\"ML\"}}]}"
    SAYS(HEAD PEOPLE COVERAGE DIAGNOSIS DRUG("0009-0280-03"), "<detail>",
         "/sid/ndc\"/><code value=\"00009028003\"/>",
         "<quantity><value value=\"2.5\"/><unit value=\"ML\"/>", "<code value=\"mL\"/>",
         "</detail>");
    SAYS(HEAD PEOPLE COVERAGE DIAGNOSIS DRUG("0409733201"), "<code value=\"0409733201\"/>");
}
END_TEST

START_TEST(odd_texts)
{
    SAYS(HEAD "\"patient\":{\"name\":{\"last\":\" O'Sample & <Sons> \",\"first\":\"  "
              "\",\"middle\":\"\"}},"
              "\"providers\":{\"billing\":{\"organization\":\"A\\u0001B\\uFFFEC\\tD\"}}," COVERAGE
                  DIAGNOSIS LINE,
         "<name><family value=\"O'Sample &amp; &lt;Sons&gt;\"/></name>",
         "<name value=\"A\xEF\xBF\xBD"
         "B\xEF\xBF\xBD"
         "C&#9;D\"/>");
    ck_assert_uint_eq(e->left_out.n, 1);
    ck_assert_uint_eq(e->left_out.v[0].path.n, 0);
    SAYS(HEAD PEOPLE COVERAGE DIAGNOSIS
         "\"lines\":[{\"code\":\" g0 008 \",\"charge\":1,\"modifiers\":[\" 25 \",\"\",\"lt\"]}]}",
         "<code value=\"G0008\"/>", "go/cpt\"/><code value=\"25\"/>",
         "HCPCSReleaseCodeSets\"/><code value=\"LT\"/>");
}
END_TEST

START_TEST(a_record_of_nothing)
{
    SAYS("{\"diagnoses\":[{\"code\":\"I10\"}],\"coverages\":[{}],\"lines\":[{}]}",
         "<created><extension", "<provider><extension", "<productOrService><extension",
         "<Patient>\n<active value=\"true\"/>", "<Organization>\n<active value=\"true\"/>");
}
END_TEST

START_TEST(what_earlier_payers_decided)
{
    SAYS(
        HEAD PEOPLE
        "\"coverages\":[{\"payer_claim_control_number\":\"ICN1\",\"adjudication\":{\"status\":"
        "\"1\","
        "\"date\":\"2025-12-01\",\"paid\":20,\"remark_codes\":[\"N1\"],\"lines\":[{\"line\":1,"
        "\"paid\":20,"
        "\"remark_codes\":[\" \",\"N2\"],\"adjustments\":[{\"group\":\"PR\",\"reason\":\"1\","
        "\"amount\":10}]},{\"line\":9,\"paid\":1,\"remark_codes\":[\"N3\"]}]}},{}]," DIAGNOSIS LINE,
        "<created value=\"2025-12-01\"/>", "<sequence value=\"1\"/><focal value=\"false\"/>",
        "<claimResponse>", "<sequence value=\"2\"/><focal value=\"true\"/>", "<ClaimResponse>",
        "<value value=\"ICN1\"/>", "<itemSequence value=\"1\"/><noteNumber value=\"2\"/>",
        "<code value=\"benefit\"/>", "<code value=\"PR\"/>", "</item>\n<payment>",
        "<number value=\"1\"/><text value=\"N1\"/>", "<number value=\"2\"/><text value=\"N2\"/>",
        "<number value=\"3\"/><text value=\"N3\"/>");
    ck_assert_uint_eq(e->left_out.n, 1);
    assert_text(e->left_out.v[0].path, "coverages[0].adjudication.lines[1]");
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, the_plain_claim);
    tcase_add_test(c, the_same_record_gives_the_same_bytes);
    tcase_add_test(c, status_and_use);
    tcase_add_test(c, amounts_keep_their_digits);
    tcase_add_test(c, accidents);
    tcase_add_test(c, an_employer_holds_the_policy);
    tcase_add_test(c, payee);
    tcase_add_test(c, one_resource_for_all_roles_of_a_person);
    tcase_add_test(c, teeth);
    tcase_add_test(c, areas);
    tcase_add_test(c, drugs);
    tcase_add_test(c, odd_texts);
    tcase_add_test(c, a_record_of_nothing);
    tcase_add_test(c, what_earlier_payers_decided);
}

int main(void)
{
    return unit_run("fhir", add);
}
