#include "book/manifest.h"

#include "tiny_book.h"

#define CODES "# superbill-table\n# kind: codes\n# columns: code title\n"
#define TABLE "layout=\"table\" system=\"pos\" release=\"1\" from=\"2024-01-01\" to=\"open\""

static const struct tiny_file codes = {"a.csv", CODES "11,Office\n", 0};

START_TEST(a_good_one)
{
    struct sbill_arena arena;
    struct sbill_manifest m;
    const char *xml =
        "<source name=\"n\" version=\"v\">\n"
        "<file name=\"a.zip\" member=\"in/b.txt\" layout=\"icd10cm-order\" release=\"FY2026\"\n"
        " from=\"2025-10-01\" to=\"2026-09-30\" extent=\"extract\"/>\n"
        "<file name=\"cpt.txt\" layout=\"table\" system=\"cpt\" release=\"2026\" "
        "from=\"2026-01-01\"\n"
        " to=\"2026-12-31\"><table kind=\"codes\" separator=\"tab\" columns=\"- code - title\" "
        "names=\"1\"/>"
        "</file>\n<file name=\"p.xml\" layout=\"payers\"/></source>";

    sbill_arena_init(&arena, sbill_alloc_default(), 1 << 20);
    ck_assert_int_eq(sbill_manifest_read(&arena, t(xml), t("source.xml"), &m, NULL), SBILL_OK);
    ck_assert_uint_eq(m.count, 3);
    assert_text(m.name, "n");
    assert_text(m.files[0].name, "a.zip/in/b.txt");
    assert_text(m.file[0], "a.zip");
    assert_text(m.member[0], "in/b.txt");
    ck_assert_int_eq(m.files[0].system, SBILL_SYSTEM_ICD10CM);
    ck_assert_int_eq(m.files[0].from, day("2025-10-01"));
    ck_assert(m.files[0].extract && !m.files[1].extract);
    assert_text(m.files[1].table.columns, "- code - title");
    ck_assert_uint_eq(m.files[1].line, 5); /* where its tag ends */
    ck_assert_int_eq(m.files[2].from, SBILL_NO_DATE);
    sbill_arena_free(&arena);
}
END_TEST

START_TEST(which_files)
{
    const char *xml = "<source name=\"n\" version=\"v\"><file name=\"a.zip\" member=\"b\" " TABLE
                      "/><file name=\"c\" " TABLE "/></source>";
    sbill_report *name, *member;

    ck_assert_int_eq(sbill_manifest_file(xml, strlen(xml), 0, &name, &member, NULL), SBILL_OK);
    ck_assert_str_eq(sbill_report_text(name, NULL), "a.zip");
    ck_assert_str_eq(sbill_report_text(member, NULL), "b");
    sbill_report_free(name);
    sbill_report_free(member);
    ck_assert_int_eq(sbill_manifest_file(xml, strlen(xml), 1, &name, &member, NULL), SBILL_OK);
    ck_assert_str_eq(sbill_report_text(member, NULL), "");
    sbill_report_free(name);
    sbill_report_free(member);
    ck_assert_int_eq(sbill_manifest_file(xml, strlen(xml), 2, &name, &member, NULL), SBILL_END);
    ck_assert_int_eq(sbill_manifest_file("<x", 2, 0, &name, &member, NULL), SBILL_EINPUT);
    ck_assert_int_eq(sbill_manifest_file(NULL, 0, 0, &name, &member, NULL), SBILL_EINVAL);
}
END_TEST

static void refused(const char *files, uint32_t line, const char *words)
{
    struct tiny_book b = tiny_book(NULL, files, &codes, 1);

    tiny_refused(&b, "source.xml", line, words);
}

START_TEST(bad_ones)
{
    refused("<file name=\"a.csv\" colour=\"red\" " TABLE "/>", 2, "colour");
    refused("<file " TABLE "/>", 2, "\"name\"");
    refused("\n<folder/>", 3, "<folder>");
    refused("", 1, "names no file");
    refused("words<file name=\"a.csv\" " TABLE "/>", 1, "text");
    refused("<file name=\"a.csv\" layout=\"tabel\"/>", 2, "no layout \"tabel\"");
    refused("<file name=\"a.csv\" layout=\"payers\" system=\"pos\"/>", 2,
            "takes no attribute system");
    refused("<file name=\"a.csv\" layout=\"payers\" from=\"2024-01-01\"/>", 2,
            "takes no attribute from");
    refused("<file name=\"a.csv\" layout=\"table\" system=\"icd9\" release=\"1\" from=\"open\" "
            "to=\"open\"/>",
            2, "no code system \"icd9\"");
    refused("<file name=\"a.csv\" layout=\"hcpcs-anweb\" system=\"pos\" release=\"1\" "
            "from=\"open\" to=\"open\"/>",
            2, "does not hold pos");
    refused(
        "<file name=\"a.csv\" layout=\"table\" system=\"pos\" release=\"1\" from=\"2024-01-01\"/>",
        2, "\"to\"");
    refused("<file name=\"a.csv\" layout=\"table\" system=\"pos\" from=\"open\" to=\"open\"/>", 2,
            "\"release\"");
    refused("<file name=\"a.csv\" layout=\"table\" system=\"pos\" release=\"1\" "
            "from=\"2024-02-30\" to=\"open\"/>",
            2, "2024-02-30");
    refused("<file name=\"a.csv\" layout=\"table\" system=\"pos\" release=\"1\" "
            "from=\"2024-02-02\" to=\"2024-02-01\"/>",
            2, "ends before it begins");
    refused("<file name=\"a.csv\" extent=\"half\" " TABLE "/>", 2, "half");
    refused("<file name=\"a.csv\" base=\"FY2026\" " TABLE "/>", 2, "takes no attribute base");
    refused("<file name=\"a.csv\" layout=\"icd10cm-order-addenda\" release=\"1\" from=\"open\" "
            "to=\"open\"/>",
            2, "\"base\"");
    refused("<file name=\"a.csv\" " TABLE "/>\n<file name=\"a.csv\" " TABLE "/>", 3,
            "named twice, first in line 2");
    refused("<file name=\"b.csv\" " TABLE "/>", 2, "b.csv was not given");
    refused("<file name=\"a.csv\" " TABLE "><table kind=\"codes\"/></file>", 2, "\"columns\"");
    refused(
        "<file name=\"a.csv\" layout=\"payers\"><table kind=\"codes\" columns=\"code\"/></file>", 2,
        "only the layout table");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, a_good_one);
    tcase_add_test(tests, which_files);
    tcase_add_test(tests, bad_ones);
}

int main(void)
{
    return unit_run("manifest", add);
}
