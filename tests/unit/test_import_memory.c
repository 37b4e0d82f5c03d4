/* Every allocation of a build that goes through all importers fails in turn: the status says so and nothing is lost. */
#include "edit_sources.h"
#include "meter.h"

#define YEAR "release=\"2026\" from=\"2025-01-01\" to=\"2026-12-31\""

static const char manifest[] = "<file name=\"o.txt\" layout=\"icd10cm-order\" " YEAR "/>\n"
                               "<file name=\"t.xml\" layout=\"icd10cm-tabular\" " YEAR "/>\n"
                               "<file name=\"h.txt\" layout=\"hcpcs-anweb\" " YEAR "/>\n"
                               "<file name=\"n.csv\" layout=\"nucc-csv\" " YEAR "/>\n"
                               "<file name=\"c.txt\" layout=\"table\" system=\"cpt\" " YEAR
                               "><table kind=\"codes\" columns=\"code title terms\""
                               " encoding=\"latin-1\"/></file>\n"
                               "<file name=\"g.csv\" layout=\"table\" system=\"cpt\" " YEAR "/>\n"
                               "<file name=\"f.csv\" layout=\"table\" system=\"cpt\" " YEAR "/>\n"
                               "<file name=\"p.xml\" layout=\"payers\"/>\n";

static char hcpcs[700];

static const struct tiny_file files[] = {
    {"o.txt",
     "00001 A00     0 Cholera                                                      Cholera\n"
     "00002 A000    1 Cholera, classical                                           Cholera, "
     "classical\n",
     0},
    {"t.xml",
     "<ICD10CM.tabular><chapter><name>1</name><desc>C</desc><section "
     "id=\"A00-A09\"><desc>I</desc><diag>"
     "<name>A00</name><desc>Cholera</desc><inclusionTerm><note>Rice "
     "water</note></inclusionTerm><sevenChrDef>"
     "<extension "
     "char=\"A\">x</extension></sevenChrDef></diag></section></chapter></ICD10CM.tabular>",
     0},
    {"h.txt", hcpcs, 0},
    {"n.csv",
     "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
     "207Q00000X,a,\"say \"\"b\"\"\",c,d,e,f,g\n",
     0},
    {"c.txt", "99213,Made up caf\xE9,one; two\n", 0},
    {"g.csv",
     "# superbill-table\n# kind: groups\n# columns: group code\nvisit,99213\nvisit,99202-99205\n",
     0},
    {"f.csv",
     "# superbill-table\n# kind: fees\n# columns: code payer amount\n99213,acme,1\n99214,,2\n", 0},
    {"p.xml",
     "<payers><payer name=\"a\" title=\"b\" source=\"c\"><match payer-id=\"d\"/>"
     "<pattern name=\"member-id\" value=\"[A-Z]\"/>"
     "<edit name=\"e\" is=\"error\" source=\"c\"><any><if field=\"lines[].code\" is=\"A1\"/>"
     "<unless field=\"frequency\" least=\"7\"/></any>"
     "<earlier months=\"2\"><if field=\"code\" begins=\"A\"/></earlier>"
     "<say>a b.</say><do>c.</do><fails>{}</fails><passes>{}</passes></edit></payer></payers>",
     0},
};

static struct tiny_book build(struct meter *m)
{
    sbill_options *o = NULL;
    struct tiny_book b;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(o, metered, m), SBILL_OK);
    b = tiny_book(o, manifest, files, sizeof files / sizeof *files);
    sbill_options_free(o);
    return b;
}

static void fill_hcpcs(void)
{
    memset(hcpcs, ' ', 586);
    memcpy(hcpcs, "A0001001003First", 16);
    memcpy(hcpcs + 204, "A0002", 5);
    memcpy(hcpcs + 268, "202001012020010120241231", 24);
    memcpy(hcpcs + 292, "N\n", 2);
    memcpy(hcpcs + 294, "A0001002004second half", 22);
    hcpcs[586] = '\0';
}

START_TEST(each_allocation_fails_in_turn)
{
    struct meter m = {0};
    struct tiny_book b;
    size_t calls;

    fill_hcpcs();
    b = build(&m);
    tiny_made(&b);
    tiny_free(&b);
    ck_assert_uint_eq(m.live, 0);
    calls = m.calls;
    ck_assert_uint_gt(calls, 10);
    for (size_t i = 1; i <= calls; i++) {
        m = (struct meter){.fail_at = i};
        b = build(&m);
        ck_assert_msg(b.status == SBILL_NOMEM, "allocation %zu of %zu: status %d, %s", i, calls,
                      (int)b.status, sbill_error_message(b.err));
        tiny_free(&b);
        ck_assert_msg(m.live == 0, "allocation %zu of %zu: %zu bytes lost", i, calls, m.live);
    }
}
END_TEST

/* The same for the importers of edit tables. */
START_TEST(edit_tables)
{
    struct meter m = {0};
    sbill_options *o = NULL;
    struct tiny_book b;
    size_t calls = 1;

    for (size_t i = 0; i <= calls; i++) {
        m = (struct meter){.fail_at = i};
        ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
        b = tiny_book(o, edit_manifest, edit_files, edit_file_count);
        sbill_options_free(o);
        if (i == 0) {
            tiny_made(&b);
            calls = m.calls;
        } else {
            ck_assert_msg(b.status == SBILL_NOMEM, "allocation %zu of %zu: status %d, %s", i, calls,
                          (int)b.status, sbill_error_message(b.err));
        }
        tiny_free(&b);
        ck_assert_msg(m.live == 0, "allocation %zu of %zu: %zu bytes lost", i, calls, m.live);
    }
    ck_assert_uint_gt(calls, 50);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, each_allocation_fails_in_turn);
    tcase_add_test(tests, edit_tables);
}

int main(void)
{
    return unit_run("import_memory", add);
}
