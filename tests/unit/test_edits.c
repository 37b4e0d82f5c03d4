/* Edit tables as published: what importers take and refuse, and what look-ups answer. */
#include "book/edits.h"
#include "tiny_book.h"

#define FILE_IN(layout, more, from, to)                                                         \
    "<file name=\"d\" layout=\"" layout "\" " more " release=\"R1\" from=\"" from "\" to=\"" to \
    "\"/>"
#define YEAR(layout, more) FILE_IN(layout, more, "2026-01-01", "2026-12-31")
#define PRACTITIONER "setting=\"practitioner\""

static struct tiny_book one(const char *files, const char *text)
{
    return tiny_book(NULL, files, &(struct tiny_file){"d", text, 0}, 1);
}

static void refused(const char *files, const char *text, uint32_t line, const char *words)
{
    struct tiny_book b = one(files, text);

    tiny_refused(&b, "d", line, words);
}

/* ---- MUE ---- */

#define MUE YEAR("ncci-mue", PRACTITIONER)

START_TEST(mue_as_published)
{
    struct tiny_book b =
        one(MUE, "\"Copyright\r\nof somebody \xAE\"\r\n"
                 "\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,"
                 "MUE Rationale\n"
                 "G0008,1,3 Date of Service Edit: Clinical,Clinical: Data\n"
                 "A0425,250,1 Line Edit,Clinical: Data\n"
                 "A4224,0,2 Date of Service Edit: Policy,\"Code Descriptor / CPT Instruction\"\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_mue m;

    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("a0425"), day("2026-02-01"), &m), 1);
    ck_assert_int_eq(m.units, 250000);
    ck_assert_int_eq(m.mai, 1);
    assert_text(m.rationale, "Clinical: Data");
    assert_text(m.source, "MUE, practitioner, R1");
    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("A4224"), SBILL_NO_DATE, &m),
                     1);
    ck_assert_int_eq(m.units, 0);
    ck_assert_int_eq(m.mai, 2);
    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("J1010"), day("2026-02-01"), &m), 0);
    assert_text(m.source, "MUE, practitioner, R1");
    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("A0425"), day("2027-01-01"), &m), -1);
    ck_assert_uint_eq(m.source.n, 0);
    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_OUTPATIENT, t("A0425"), day("2026-02-01"), &m),
                     -1);
    ck_assert_int_eq(sbill_book_mue(k, 9, t("A0425"), day("2026-02-01"), &m), -1);
    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("no code"), day("2026-02-01"), &m), 0);
    tiny_free(&b);
}
END_TEST

START_TEST(mue_rows_not_understood)
{
    refused(MUE, "A0425,250,1 Line Edit\n", 1, "four cells");
    refused(MUE, "A042,250,1 Line Edit,x\n", 1, "A042");
    refused(MUE, "A0425,many,1 Line Edit,x\n", 1, "many");
    refused(MUE, "A0425,1,4 Strange,x\n", 1, "4 Strange");
    refused(MUE, "A0425,1,12,x\n", 1, "12");
    refused(MUE, "A0425,1,1,x\nA0425,2,1,x\n", 2, "twice");
    refused(MUE, "A0425,1,1,x\nonly words\n", 2, "four cells");
    refused(MUE, "only words\n", 0, "no rows");
    refused(MUE, "A0425,1,1,x\nA0426,1,1,\x81\n", 0, "Latin-1");
}
END_TEST

START_TEST(releases_follow_each_other)
{
    const struct tiny_file files[] = {{"a", "G0008,1,3,x\nG0009,1,3,x\n", 0},
                                      {"b", "G0008,2,3,x\n", 0}};
    struct tiny_book b = tiny_book(NULL,
                                   "<file name=\"a\" layout=\"ncci-mue\" setting=\"dme\" "
                                   "release=\"Q1\" from=\"2026-01-01\" to=\"open\"/>"
                                   "<file name=\"b\" layout=\"ncci-mue\" setting=\"dme\" "
                                   "release=\"Q2\" from=\"2026-04-01\" to=\"open\"/>",
                                   files, 2);
    sbill_book *k = tiny_made(&b);
    struct sbill_mue m;

    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_DME, t("G0008"), day("2026-03-31"), &m), 1);
    ck_assert_int_eq(m.units, 1000);
    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_DME, t("G0008"), day("2026-04-01"), &m), 1);
    ck_assert_int_eq(m.units, 2000);
    /* what the newer release no longer has is gone */
    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_DME, t("G0009"), day("2026-04-01"), &m), 0);
    ck_assert_int_eq(sbill_book_mue(k, SBILL_SETTING_DME, t("G0009"), day("2026-03-31"), &m), 1);
    tiny_free(&b);
    b = tiny_book(NULL,
                  "<file name=\"a\" layout=\"ncci-mue\" setting=\"dme\" release=\"Q1\" "
                  "from=\"2026-01-01\" to=\"open\"/>"
                  "<file name=\"b\" layout=\"ncci-mue\" setting=\"dme\" release=\"Q2\" "
                  "from=\"2026-01-01\" to=\"open\"/>",
                  files, 2);
    tiny_refused(&b, "b", 0, "same day");
}
END_TEST

/* The office's own book lies over the official one: what it does not say, the other does. */
START_TEST(layers)
{
    struct tiny_book under = one(MUE, "G0008,1,3,x\nG0009,1,3,x\n");
    struct tiny_book over = one(MUE, "G0008,5,1,own\n");
    sbill_book *parts[] = {tiny_made(&under), tiny_made(&over)}, *k;
    struct sbill_mue m;

    ck_assert_int_eq(sbill_book_stack(parts, 2, NULL, &k, NULL), SBILL_OK);
    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("G0008"), day("2026-03-31"), &m), 1);
    ck_assert_int_eq(m.units, 5000);
    ck_assert_int_eq(
        sbill_book_mue(k, SBILL_SETTING_PRACTITIONER, t("G0009"), day("2026-03-31"), &m), 1);
    ck_assert_int_eq(m.units, 1000);
    sbill_book_free(k);
    tiny_free(&over);
    tiny_free(&under);
}
END_TEST

/* ---- add-on codes ---- */

#define AOC YEAR("ncci-aoc", "")
#define AOC_NAMES                                                                 \
    "AOC_Edit_Type\tAdd_On_Code\tAOC_Del_Dt\tPrimary_Code\tPrimary_Code_Del_Dt\t" \
    "AOC_Edit_Eff_Dt\tAOC_Edit_Del_Dt\tSpecial_Instruction_Notes\n"

START_TEST(add_on_codes)
{
    struct tiny_book b = one(AOC, AOC_NAMES "1\tG0513\t\tG0101\t\t2018001\t\t\n"
                                            "1\tG0513\t\tG0102\t\t2018001\t2026090\t\n"
                                            "1\tG0513\t\tG0103\t2025365\t2018001\t\tgone\n"
                                            "2\tG0501\t\tCCCCC\t\t2017001\t\t\n"
                                            "3\tG0506\t\tCCCCC\t\t2017001\t\t\n"
                                            "3\tG0506\t\tG0438\t\t2017001\t\t\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_addon a;
    struct sbill_text primary;
    int32_t on = day("2026-03-31"), later = day("2026-04-01");

    ck_assert_int_eq(sbill_book_addon(k, t("G0513"), on, &a), 1);
    ck_assert_int_eq(a.type, 1);
    ck_assert(!a.contractor_defined);
    assert_text(a.source, "NCCI add-on codes, R1");
    ck_assert_int_eq(sbill_book_addon_primary(k, t("G0513"), t("G0101"), on), 1);
    ck_assert_int_eq(sbill_book_addon_primary(k, t("G0513"), t("g0102"), on), 1);
    ck_assert_int_eq(sbill_book_addon_primary(k, t("G0513"), t("G0102"), later), 0);
    ck_assert_int_eq(sbill_book_addon_primary(k, t("G0513"), t("G0103"), on), 0);
    ck_assert_int_eq(sbill_book_addon_primary(k, t("G0513"), t(""), on), 0);
    ck_assert(sbill_book_addon_nth(k, t("G0513"), on, 1, &primary));
    assert_text(primary, "G0102");
    ck_assert(!sbill_book_addon_nth(k, t("G0513"), later, 1, &primary));
    ck_assert_int_eq(sbill_book_addon(k, t("G0501"), on, &a), 1);
    ck_assert_int_eq(a.type, 2);
    ck_assert(a.contractor_defined);
    ck_assert_int_eq(sbill_book_addon(k, t("G0506"), on, &a), 1);
    ck_assert_int_eq(a.type, 3);
    ck_assert(a.contractor_defined);
    ck_assert(sbill_book_addon_nth(k, t("G0506"), on, 0, &primary));
    assert_text(primary, "G0438");
    ck_assert_int_eq(sbill_book_addon(k, t("G0101"), on, &a), 0);
    ck_assert_int_eq(sbill_book_addon(k, t("G0513"), day("2025-12-31"), &a), -1);
    tiny_free(&b);
    b = one(AOC, "primary_code\tadd_on_code\taoc_edit_type\nC5271\tC5272\t1\n");
    ck_assert_int_eq(sbill_book_addon_primary(tiny_made(&b), t("C5272"), t("C5271"), on), 1);
    tiny_free(&b);
}
END_TEST

START_TEST(add_on_rows_not_understood)
{
    refused(AOC, "a,b\n", 1, "aocedittype");
    refused(AOC, AOC_NAMES "4\tG0513\t\tG0101\t\t2018001\t\t\n", 2, "4");
    refused(AOC, AOC_NAMES "1\tG051\t\tG0101\t\t2018001\t\t\n", 2, "G051");
    refused(AOC, AOC_NAMES "1\tG0513\t\tDDDDD\t\t2018001\t\t\n", 2, "CCCCC");
    refused(AOC, AOC_NAMES "1\tG0513\t\tG0101\t\t2018367\t\t\n", 2, "2018367");
    refused(AOC, AOC_NAMES "1\tG0513\t\tG0101\t\t2018000\t\t\n", 2, "2018000");
    refused(AOC, AOC_NAMES "1\tG0513\t\tG0101\t\t2018001\t\t\tx\n", 2, "too many");
    refused(AOC, AOC_NAMES, 0, "no rows");
}
END_TEST

/* ---- the fee schedule ---- */

#define PFS YEAR("pprrvu-csv", "")
#define PFS_NAMES                                                                         \
    ",,2026 Relative Value File,,,,,,,,,\n,,,STATUS,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM\n" \
    "HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,PROC,SURG,SURG,SURG,SURG\n"

START_TEST(fee_schedule_indicators)
{
    struct tiny_book b = one(PFS, PFS_NAMES "G0101,,Made up,A,0,XXX,0,0,0,1,2\n"
                                            "G0102,26,Made up,A,1,010,2,3,,9,0\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_pfs p;

    ck_assert_int_eq(sbill_book_pfs(k, t("G0101"), t(""), day("2026-05-01"), &p), 1);
    ck_assert_int_eq(p.status, 'A');
    ck_assert_int_eq(p.pctc, '0');
    ck_assert_int_eq(p.global[2], 'X');
    ck_assert_int_eq(p.co_surgeon, '1');
    ck_assert_int_eq(p.team, '2');
    ck_assert_int_eq(sbill_book_pfs(k, t("G0102"), t("26"), day("2026-05-01"), &p), 1);
    ck_assert_str_eq(p.global, "010");
    ck_assert_int_eq(p.multiple, '2');
    ck_assert_int_eq(p.bilateral, '3');
    ck_assert_int_eq(p.assistant, ' ');
    assert_text(p.source, "Medicare physician fee schedule, R1");
    ck_assert_int_eq(sbill_book_pfs(k, t("G0102"), t(""), day("2026-05-01"), &p), 0);
    ck_assert_int_eq(sbill_book_pfs(k, t("G0102"), t("26"), day("2025-05-01"), &p), -1);
    tiny_free(&b);
}
END_TEST

START_TEST(fee_schedule_as_text)
{
    char line[3][173];
    char text[1200];
    struct tiny_book b;
    struct sbill_pfs p;

    for (size_t i = 0; i < 3; i++)
        memset(line[i], ' ', 172), line[i][172] = '\0';
    memcpy(line[0], "HDR2026", 7);
    memcpy(line[1], "G010126", 7);
    line[1][57] = 'R';
    memcpy(line[1] + 102, "1090", 4);
    memcpy(line[1] + 115, "23129", 5);
    memcpy(line[2], "G0102  ", 7);
    line[2][57] = 'A';
    memcpy(line[2] + 102, "0ZZZ", 4);
    memcpy(line[2] + 115, "00000", 5);
    snprintf(text, sizeof text, "%s\r\n%s\r\n%s\r\n\x1A", line[0], line[1], line[2]);
    b = one(YEAR("pprrvu-text", ""), text);
    ck_assert_int_eq(sbill_book_pfs(tiny_made(&b), t("G0101"), t("26"), day("2026-05-01"), &p), 1);
    ck_assert_int_eq(p.status, 'R');
    ck_assert_str_eq(p.global, "090");
    ck_assert_int_eq(p.multiple, '2');
    ck_assert_int_eq(p.bilateral, '3');
    ck_assert_int_eq(p.assistant, '1');
    ck_assert_int_eq(p.co_surgeon, '2');
    ck_assert_int_eq(p.team, '9');
    tiny_free(&b);
    line[1][110] = '\0';
    snprintf(text, sizeof text, "%s\n%s\n", line[0], line[1]);
    refused(YEAR("pprrvu-text", ""), text, 2, "ends before");
}
END_TEST

START_TEST(fee_schedule_rows_not_understood)
{
    refused(PFS, "G0101,,x,A,0,XXX,0,0,0,1,2\n", 1, "before the names");
    refused(PFS, ",,,STATUS\nHCPCS,MOD,DESCRIPTION,CODE\n", 2, "not all columns");
    refused(PFS, "words\n", 2, "row of names");
    refused(PFS, PFS_NAMES "G0101,,x,A,0,XXX,0,0,0,1\n", 4, "as many cells");
    refused(PFS, PFS_NAMES "G01011,,x,A,0,XXX,0,0,0,1,2\n", 4, "G01011");
    refused(PFS, PFS_NAMES "G0101,TCC,x,A,0,XXX,0,0,0,1,2\n", 4, "TCC");
    refused(PFS, PFS_NAMES "G0101,,x,A,0,10,0,0,0,1,2\n", 4, "global period");
    refused(PFS, PFS_NAMES "G0101,,x,A,01,010,0,0,0,1,2\n", 4, "01");
    refused(PFS, PFS_NAMES "G0101,,x,,0,010,0,0,0,1,2\n", 4, "blank");
    refused(PFS, PFS_NAMES "G0101,,x,A,0,010,0,0,0,1,2\nG0101,,x,A,0,010,0,0,0,1,2\n", 5, "twice");
}
END_TEST

/* ---- the Medicare Code Editor ---- */

#define DX FILE_IN("mce-diagnoses", "", "2015-10-01", "2026-09-30")
#define AGES FILE_IN("mce-ages", "", "2015-10-01", "2026-09-30")

START_TEST(diagnosis_attributes)
{
    struct tiny_book b = one(DX, "code\tstart\tend\tflags\n"
                                 "A1814\t20151001\t20240930\tmale|adult\n"
                                 "A1814\t20241001\t\tadult\n"
                                 "V4352XA\t20151001\t\tecodepdx|unacceptable\n"
                                 "Z5189\t20151001\t\tunacceptable|reqsdx\n"
                                 "I10\t20151001\t\t\n");
    sbill_book *k = tiny_made(&b);
    struct sbill_text source;
    uint32_t flags = 0;

    ck_assert_int_eq(sbill_book_dx_attributes(k, t("A18.14"), day("2024-09-30"), &flags, &source),
                     1);
    ck_assert_uint_eq(flags, SBILL_DX_MALE | SBILL_DX_ADULT);
    ck_assert_int_eq(sbill_book_dx_attributes(k, t("A18.14"), day("2024-10-01"), &flags, &source),
                     1);
    ck_assert_uint_eq(flags, SBILL_DX_ADULT);
    assert_text(source, "Medicare Code Editor, R1");
    ck_assert_int_eq(sbill_book_dx_attributes(k, t("v43.52xa"), day("2024-10-01"), &flags, &source),
                     1);
    ck_assert_uint_eq(flags, SBILL_DX_EXTERNAL_CAUSE | SBILL_DX_UNACCEPTABLE);
    ck_assert_int_eq(sbill_book_dx_attributes(k, t("I10"), day("2024-10-01"), &flags, &source), 1);
    ck_assert_uint_eq(flags, 0);
    ck_assert_int_eq(sbill_book_dx_attributes(k, t("I11"), day("2024-10-01"), &flags, &source), 0);
    ck_assert_int_eq(sbill_book_dx_attributes(k, t("I10"), day("2015-09-30"), &flags, &source), -1);
    tiny_free(&b);
    refused(DX, "code\tstart\tend\tflags\nA1814\t20151001\t\tblue\n", 2, "blue");
    refused(DX, "code\tstart\tend\tflags\nA1814\t20151301\t\t\n", 2, "20151301");
    refused(DX, "code\tstart\tend\tflags\nA1814\t20161001\t20160930\t\n", 2, "ends before");
    refused(DX, "code\tstart\tend\tflags\nA 18-14\t20161001\t\t\n", 2, "A 18-14");
    refused(DX, "code\tstart\tend\tflags\nA1814\t20161001\t\n", 2, "as many cells");
    refused(DX, "code\tstart\tend\tflags\nA1814\t20161001\t\t\nA1814\t20171001\t\t\n", 3,
            "same day");
    refused(DX, "code\tstart\tend\n", 1, "flags");
}
END_TEST

START_TEST(ages_and_discharge_status)
{
    struct tiny_book b = one(AGES, "group,start_age,end_age,from,to\n"
                                   "MATERNITY,12,55,1984-03-01,2019-09-30\n"
                                   "MATERNITY,9,64,2019-10-01,2026-09-30\n");
    struct sbill_text source;
    int32_t low, high;

    ck_assert_int_eq(sbill_book_age_range(tiny_made(&b), SBILL_DX_MATERNITY, day("2019-09-30"),
                                          &low, &high, &source),
                     1);
    ck_assert_int_eq(low, 12);
    ck_assert_int_eq(high, 55);
    ck_assert_int_eq(
        sbill_book_age_range(b.book, SBILL_DX_MATERNITY, day("2019-10-01"), &low, &high, &source),
        1);
    ck_assert_int_eq(low, 9);
    ck_assert_int_eq(high, 64);
    ck_assert_int_eq(
        sbill_book_age_range(b.book, SBILL_DX_NEWBORN, day("2019-10-01"), &low, &high, &source), 0);
    tiny_free(&b);
    refused(AGES, "group,min_age,max_age,start,end\nTeen,1,2,,\n", 2, "Teen");
    refused(AGES, "group,min_age,max_age,start,end\nAdult,15,x,,\n", 2, "x");
    refused(AGES, "group,min_age,max_age,start,end\nAdult,15,4,,\n", 2, "before they begin");
    b = one(FILE_IN("mce-discharge-status", "", "open", "open"),
            "code,from,to\n1,1980-10-01,2026-09-30\n10,1993-10-01,2003-09-30\n"
            "10,2005-10-01,2006-09-30\n");
    ck_assert_int_eq(
        sbill_book_discharge_status(tiny_made(&b), t("01"), day("2026-01-01"), &source), 1);
    ck_assert_int_eq(sbill_book_discharge_status(b.book, t("10"), day("2004-01-01"), &source), 0);
    ck_assert_int_eq(sbill_book_discharge_status(b.book, t("10"), day("2006-01-01"), &source), 1);
    ck_assert_int_eq(sbill_book_discharge_status(b.book, t("x"), day("2006-01-01"), &source), 0);
    tiny_free(&b);
    refused(FILE_IN("mce-discharge-status", "", "open", "open"), "code,from,to\n100,,\n", 2, "100");
}
END_TEST

/* ---- remittance codes ---- */

START_TEST(remittance_codes)
{
    const char *files = FILE_IN("remittance-codes", "", "1995-01-01", "open");
    struct tiny_book b =
        one(files, "adj_code\tadj_type\tadj_start_date\tadj_last_modified\tadj_end_date\n"
                   "CO\tGroup\t\t\t\n"
                   "4\tCARC\t1995-01-01\t2020-03-01\t\n"
                   "17\tCARC\t1995-01-01\t\t2009-06-30\n"
                   "N1\tRARC\t2000-01-01\t\t\n");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_CARC, "4", 1, day("2025-01-01"), NULL),
                     SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_CARC, "17", 2, day("2025-01-01"), NULL),
                     SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_RARC, "N1", 2, day("2025-01-01"), NULL),
                     SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_RARC, "4", 1, day("2025-01-01"), NULL),
                     SBILL_CODE_UNKNOWN);
    tiny_free(&b);
    refused(files, "code\ttype\tfrom\tto\n4\tNCPDP\t\t\n", 2, "NCPDP");
    refused(files, "code\ttype\tfrom\tto\n4\tCARC\tx\t\n", 2, "x");
    refused(files, "code\ttype\tfrom\tto\n4\tCARC\t\n", 2, "as many cells");
    refused(files, "code\ttype\tfrom\tto\n", 2, "no rows");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, mue_as_published);
    tcase_add_test(tests, mue_rows_not_understood);
    tcase_add_test(tests, releases_follow_each_other);
    tcase_add_test(tests, layers);
    tcase_add_test(tests, add_on_codes);
    tcase_add_test(tests, add_on_rows_not_understood);
    tcase_add_test(tests, fee_schedule_indicators);
    tcase_add_test(tests, fee_schedule_as_text);
    tcase_add_test(tests, fee_schedule_rows_not_understood);
    tcase_add_test(tests, diagnosis_attributes);
    tcase_add_test(tests, ages_and_discharge_status);
    tcase_add_test(tests, remittance_codes);
}

int main(void)
{
    return unit_run("edits", add);
}
