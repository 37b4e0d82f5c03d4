/* What differs between two books, kind of table by kind of table. */
#include "edit_sources.h"
#include "order_file.h"

/* The report holds this, or the test fails with the report. */
static void holds(const sbill_book *was, const sbill_book *is, const char *words)
{
    sbill_report *r = NULL;

    ck_assert_int_eq(sbill_book_diff(was, is, &r, NULL), SBILL_OK);
    ck_assert_msg(strstr(sbill_report_text(r, NULL), words), "no %s in %s", words,
                  sbill_report_text(r, NULL));
    sbill_report_free(r);
}

static void no_change(const sbill_book *was, const sbill_book *is)
{
    sbill_report *r = NULL;

    ck_assert_int_eq(sbill_book_diff(was, is, &r, NULL), SBILL_OK);
    ck_assert_msg(!strstr(sbill_report_text(r, NULL), "\"change\":\"") &&
                      !strstr(sbill_report_text(r, NULL), "only_in") &&
                      strstr(sbill_report_text(r, NULL), "\"broken_rules\":[]"),
                  "%s", sbill_report_text(r, NULL));
    sbill_report_free(r);
}

/* ---- codes -------------------------------------------------------------------------------------------- */

#define ORDER(name, release, from, to)                                                      \
    "<file name=\"" name "\" layout=\"icd10cm-order\" release=\"" release "\" from=\"" from \
    "\" to=\"" to "\"/>\n"

START_TEST(codes)
{
    struct order_text a = {.n = 0}, b = {.n = 0};
    const struct tiny_file files[] = {{"a", a.p, 0}, {"b", b.p, 0}};

    order_line(&a, 0, "E11", "Diabetes");
    order_line(&a, 1, "E119", "Diabetes, plain");
    order_line(&a, 1, "D71", "Disorder");
    order_line(&a, 1, "I10", "Pressure");
    order_line(&b, 0, "E11", "Diabetes");
    order_line(&b, 1, "E11A", "Diabetes, in remission");
    order_line(&b, 0, "D71", "Disorder");
    order_line(&b, 1, "D711", "Disorder, of one kind");
    order_line(&b, 1, "I10", "Pressure, high");
    struct tiny_book was = tiny_book(NULL, ORDER("a", "FY1", "2024-10-01", "2025-09-30"), files, 1);
    struct tiny_book is = tiny_book(NULL,
                                    ORDER("a", "FY1", "2024-10-01", "2025-09-30")
                                        ORDER("b", "FY2", "2025-10-01", "2026-09-30"),
                                    files, 2);
    holds(tiny_made(&was), tiny_made(&is),
          "{\"table\":\"icd10cm\",\"added\":2,\"ended\":1,\"changed\":2,\"dated\":0,\"changes\":["
          "{\"change\":\"changed\",\"key\":\"D71\",\"old\":\"billable: "
          "Disorder\",\"new\":\"header: Disorder\"},"
          "{\"change\":\"added\",\"key\":\"D71.1\",\"new\":\"billable: Disorder, of one kind\"},"
          "{\"change\":\"ended\",\"key\":\"E11.9\",\"old\":\"billable: Diabetes, plain\"},"
          "{\"change\":\"added\",\"key\":\"E11.A\",\"new\":\"billable: Diabetes, in remission\"},"
          "{\"change\":\"changed\",\"key\":\"I10\",\"old\":\"billable: "
          "Pressure\",\"new\":\"billable: Pressure, high\"}]}");
    no_change(is.book, is.book);
    tiny_free(&was);
    tiny_free(&is);
}
END_TEST

/* The same today, but not on an earlier day of which both speak: a correction that reaches back. */
START_TEST(another_past)
{
    static const char head[] =
        "<file name=\"a\" layout=\"table\" system=\"hcpcs\" release=\"R\" from=\"2020-01-01\" "
        "to=\"2026-12-31\"/>";
    const struct tiny_file a[] = {
        {"a", EDIT_HEAD("codes", "code title from to") "G0008,One,2020-01-01,\n", 0}};
    const struct tiny_file b[] = {
        {"a", EDIT_HEAD("codes", "code title from to") "G0008,One,2023-07-01,\n", 0}};
    struct tiny_book was = tiny_book(NULL, head, a, 1), is = tiny_book(NULL, head, b, 1);

    holds(
        tiny_made(&was), tiny_made(&is),
        "{\"change\":\"dated\",\"key\":\"G0008\",\"on\":\"2020-01-01\",\"old\":\"billable: One\"}");
    tiny_free(&was);
    tiny_free(&is);
}
END_TEST

/* ---- edit tables ---------------------------------------------------------------------------------------- */

/* The files of all edit tables, one of them with another text. */
static struct tiny_book with(const char *name, const char *text)
{
    struct tiny_file files[edit_file_count];

    for (size_t i = 0; i < edit_file_count; i++) {
        files[i] = edit_files[i];
        if (name && strcmp(files[i].name, name) == 0)
            files[i].text = text;
    }
    return tiny_book(NULL, edit_manifest, files, edit_file_count);
}

static const struct {
    const char *file, *text, *says;
} changes[] = {
    {"mue", "G0008,2,3 Date of Service Edit: Clinical,x\n",
     "\"key\":\"G0008\",\"old\":\"units 1, indicator 3, rationale say "
     "\\\"so\\\"\",\"new\":\"units 2, indicator 3, "
     "rationale x\""},
    {"aoc", "primary_code\tadd_on_code\taoc_edit_type\nG0102\tG0513\t1\nCCCCC\tG0513\t3\n",
     "\"key\":\"G0513\",\"old\":\"type 1, primary G0101; type 3, primary CCCCC\""},
    {"pfs",
     ",,,STATUS,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM\n"
     "HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,PROC,SURG,SURG,SURG,SURG\nG0101,,x,A,0,090,0,1,0,1,"
     "2\n",
     "\"old\":\"status, PC/TC, multiple, bilateral A000, assistant, co-surgeons, team 012, "
     "global 010\",\"new\":"
     "\"status, PC/TC, multiple, bilateral A001, assistant, co-surgeons, team 012, global "
     "090\""},
    {"dx", "code\tstart\tend\tflags\nE119\t20151001\t\tunspecified\nE0800\t20151001\t20261231\t\n",
     "\"key\":\"E119\",\"old\":\"adult\",\"new\":\"unspecified\""},
    {"dx",
     "code\tstart\tend\tflags\nE119\t20151001\t20191231\t\nE119\t20200101\t\tadult\nE0800\t2015"
     "1001\t"
     "20261231\t\n",
     "\"changes\":[]"},
    {"age", "group,min_age,max_age,start,end\nAdult,18,124,,\n",
     "\"key\":\"adult\",\"old\":\"from 15, to 124\",\"new\":\"from 18, to 124\""},
    {"discharge", "code,from,to\n1,1980-10-01,2026-12-31\n2,1980-10-01,2026-12-31\n",
     "\"change\":\"added\",\"key\":\"02\",\"new\":\"listed\""},
    {"ndc",
     EDIT_HEAD("ndc",
               "ndc code unit package packages billing-units") "00009347501,J1010,ML,1,25,1000\n",
     "\"key\":\"00009347501\",\"old\":\"code J1010, unit ML, in a package 25, billed "
     "2000\",\"new\":\"code J1010, "
     "unit ML, in a package 25, billed 1000\""},
    {"coverage",
     EDIT_HEAD("coverage",
               "policy payer code diagnosis says") "L1,,G0101,Z12.9,\nL1,acme,G0101,N87-,denies\n",
     "\"change\":\"ended\",\"key\":\"G0101 Z124\",\"old\":\"policy L1, says 1\""},
    {"authorizations",
     EDIT_HEAD("authorizations", "payer code place needs") "acme,J1010,,referral\n",
     "\"change\":\"ended\",\"key\":\"hcpcs ranges\""},
    {"levels",
     EDIT_HEAD("visit-levels",
               "code family minutes minutes-to mdm") "G0101,visit,10,14,low\nG0102,visit,20,29,"
                                                     "high\n",
     "\"old\":\"family visit, minutes from 10, to 19, MDM 2\",\"new\":\"family visit, minutes "
     "from 10, to 14, MDM 2\""},
    {"ptp", "G0008\tG0009\t \t20210101\t*\t0\tOther\nG0008\tG0011\t \t20200101\t*\t0\tMade up\n",
     "{\"change\":\"changed\",\"key\":\"G0008 G0009\",\"old\":\"unless a modifier says why, "
     "since 2021-01-01\","
     "\"new\":\"never, whatever the modifier, since "
     "2021-01-01\"},{\"change\":\"ended\",\"key\":\"G0008 G0010\","
     "\"old\":\"never, whatever the modifier, since "
     "2020-01-01\"},{\"change\":\"added\",\"key\":\"G0008 G0011\","},
    {"tabular",
     "<ICD10CM.tabular><chapter><name>4</name><desc>x</desc><section "
     "id=\"E08-E13\"><desc>x</desc><diag>"
     "<name>E11</name><desc>x</desc><excludes1><note>other "
     "(E09.-)</note></excludes1></diag></section>"
     "</chapter></ICD10CM.tabular>",
     "\"key\":\"E11 excludes1\",\"old\":\"odd (E11 x)\",\"new\":\"other (E09.-)\""},
};

START_TEST(edit_tables)
{
    struct tiny_book was = with(NULL, NULL);

    no_change(tiny_made(&was), was.book);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct tiny_book is = with(changes[i].file, changes[i].text);
        holds(was.book, tiny_made(&is), changes[i].says);
        tiny_free(&is);
    }
    tiny_free(&was);
}
END_TEST

/* A stack answers with the layer asked first; a table that only one side has is named, not listed. */
START_TEST(stacks_and_one_side)
{
    const struct tiny_file mue = {"mue", "G0008,3,3 Date of Service Edit: Clinical,x\n", 0};
    struct tiny_book below = with(NULL, NULL);
    struct tiny_book own = tiny_book(
        NULL, "<file name=\"mue\" layout=\"ncci-mue\" setting=\"practitioner\" " EDIT_SPAN, &mue,
        1);
    sbill_book *parts[] = {tiny_made(&below), tiny_made(&own)}, *both = NULL;

    ck_assert_int_eq(sbill_book_stack(parts, 2, NULL, &both, NULL), SBILL_OK);
    holds(below.book, both, "\"new\":\"units 3, indicator 3, rationale x\"");
    holds(own.book, both, "\"table\":\"NCCI pairs, practitioner\",\"only_in\":\"new\"");
    holds(both, own.book, "\"table\":\"NCCI pairs, practitioner\",\"only_in\":\"old\"");
    sbill_book_free(both);
    tiny_free(&below);
    tiny_free(&own);
}
END_TEST

/* ---- the office's own tables ------------------------------------------------------------------------------ */

#define OFFICE(groups, fees, payers, rules)                                                  \
    {                                                                                        \
        {"groups", EDIT_HEAD("groups", "group system code") groups, 0},                      \
            {"fees", EDIT_HEAD("fees", "code payer amount") fees, 0}, {"payers", payers, 0}, \
            {"rules", rules, 0},                                                             \
    }
#define PAYER(limit, edit)                                                                   \
    "<payers><payer name=\"acme\" title=\"Acme\" source=\"manual\"><match payer-id=\"A1\"/>" \
    "<limit name=\"max-lines\" value=\"" limit "\"/>" edit "</payer></payers>"
#define PACK(assign)                                                                       \
    "<rules xmlns='urn:superbill:rules:1' id='p' version='1'><concept id='pressure'>"      \
    "<find>high pressure</find></concept><code id='pressure' version='2' when='pressure' " \
    "assign='" assign "'/></rules>"

static const char office_manifest[] = ORDER(
    "a", "FY1", "2024-10-01", "2025-09-30") "<file name=\"groups\" layout=\"table\" release=\"R\" "
                                            "from=\"2024-10-01\" to=\"open\"/>\n"
                                            "<file name=\"fees\" layout=\"table\" system=\"hcpcs\" "
                                            "release=\"R\" from=\"2024-10-01\" to=\"open\"/>\n"
                                            "<file name=\"payers\" layout=\"payers\"/>\n<file "
                                            "name=\"rules\" layout=\"rules\"/>\n";

static struct tiny_book office(const struct tiny_file own[4])
{
    struct order_text a = {.n = 0};
    struct tiny_file files[5] = {{"a", a.p, 0}};

    order_line(&a, 1, "I10", "Pressure");
    order_line(&a, 1, "R030", "Pressure, once");
    memcpy(files + 1, own, 4 * sizeof *own);
    return tiny_book(NULL, office_manifest, files, 5);
}

START_TEST(own_tables)
{
    const struct tiny_file before[] =
        OFFICE("vaccine,hcpcs,G0008-G0010\nvisit,hcpcs,G0439\n", "G0008,,20\nG0439,A1,99.50\n",
               PAYER("6", ""), PACK("I10"));
    const struct tiny_file after[] =
        OFFICE("vaccine,hcpcs,G0008-G0011\nvisit,hcpcs,G0439\n", "G0008,,21\nG0439,A1,99.50\n",
               PAYER("12", ""), PACK("R03.0"));
    struct tiny_book was = office(before), is = office(after);

    no_change(tiny_made(&was), was.book);
    holds(was.book, tiny_made(&is),
          "\"key\":\"vaccine hcpcs G0008-G0010\",\"old\":\"in the group from 2024-10-01\"");
    holds(was.book, is.book,
          "\"key\":\"hcpcs G0008\",\"old\":\"20.00 USD from 2024-10-01\",\"new\":\"21.00 USD");
    holds(was.book, is.book, "\"key\":\"acme limit max-lines\",\"old\":\"6\",\"new\":\"12\"");
    holds(was.book, is.book, "\"table\":\"coding rules\",\"added\":0,\"ended\":0,\"changed\":1");
    holds(was.book, is.book, "\"key\":\"p pressure\",\"old\":\"version 2, ");
    tiny_free(&was);
    tiny_free(&is);
}
END_TEST

/* A rule whose code the new codes do not have. */
START_TEST(a_rule_breaks)
{
    struct order_text b = {.n = 0};
    const struct tiny_file before[] =
        OFFICE("visit,hcpcs,G0439\n", "G0008,,20\n", PAYER("6", ""), PACK("I10"));
    const struct tiny_file later = {"b", b.p, 0};
    struct tiny_book was = office(before);
    sbill_book *both = NULL;

    order_line(&b, 0, "I10", "Pressure");
    order_line(&b, 1, "I109", "Pressure, high");
    struct tiny_book above =
        tiny_book(NULL, ORDER("b", "FY2", "2025-10-01", "2026-09-30"), &later, 1);
    sbill_book *parts[] = {tiny_made(&was), tiny_made(&above)};
    ck_assert_int_eq(sbill_book_stack(parts, 2, NULL, &both, NULL), SBILL_OK);
    holds(was.book, both,
          "\"broken_rules\":[{\"pack\":\"p\",\"rule\":\"pressure\",\"code\":\"I10\",\"use\":"
          "\"gives\",\"now\":\"header\","
          "\"successors\":[]}]");
    holds(was.book, above.book, "\"rule\":\"pressure\"");
    sbill_book_free(both);
    tiny_free(&above);
    tiny_free(&was);
}
END_TEST

START_TEST(wrong_calls)
{
    sbill_report *r = NULL;

    ck_assert_int_eq(sbill_book_diff(NULL, NULL, &r, NULL), SBILL_EINVAL);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, codes);
    tcase_add_test(tests, another_past);
    tcase_add_test(tests, edit_tables);
    tcase_add_test(tests, stacks_and_one_side);
    tcase_add_test(tests, own_tables);
    tcase_add_test(tests, a_rule_breaks);
    tcase_add_test(tests, wrong_calls);
}

int main(void)
{
    return unit_run("diff", add);
}
