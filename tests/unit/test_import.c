#include "base/xml.h"
#include "book/book.h"
#include "book/notes.h"
#include "tiny_book.h"

/* ---- HCPCS ------------------------------------------------------------------------------------------ */

#define HCPCS                                                                           \
    "<file name=\"h.txt\" layout=\"hcpcs-anweb\" release=\"2025\" from=\"2024-01-01\" " \
    "to=\"2025-12-31\"/>"

enum {
    WIDE = 293
};

struct row {
    const char *code, *sequence, *id, *title, *short_title, *cross, *added, *ended;
};

static void put(char *line, size_t at, const char *text)
{
    if (text)
        memcpy(line + at, text, strlen(text));
}

/* One record of the ANWEB layout, `wide` bytes, with its line end. */
static size_t record(char *to, struct row r, size_t wide, const char *line_end)
{
    memset(to, ' ', wide);
    put(to, 0, r.code);
    put(to, 5, r.sequence ? r.sequence : "00100");
    put(to, 10, r.id ? r.id : "3");
    put(to, 11, r.title);
    put(to, 91, r.short_title);
    put(to, 204, r.cross);
    put(to, 268, r.added);
    put(to, 276, r.added);
    put(to, 284, r.ended);
    if (wide > 292)
        put(to, 292, "N");
    memcpy(to + wide, line_end, strlen(line_end));
    return wide + strlen(line_end);
}

static struct tiny_book hcpcs(const char *bytes, size_t n)
{
    return tiny_book(NULL, HCPCS, &(struct tiny_file){"h.txt", bytes, n}, 1);
}

START_TEST(hcpcs_as_published)
{
    char file[8192] = "***Disclaimers\t\t\r\n\t\t\r\n*Names\xA0\t\r\n";
    size_t n = strlen(file);
    struct tiny_book b;
    sbill_book *k;
    int64_t ref;
    char code[24];

    n += record(file + n,
                (struct row){"J1010", .title = "Injection, one, 1 mg", .added = "20240401"}, 320,
                "\r\n");
    n += record(file + n,
                (struct row){"J1030", .title = "Injection, M\xE9thyl", .short_title = "Old inj",
                             .cross = "J1010", .added = "19820101", .ended = "20240331"},
                WIDE, "\n");
    n += record(file + n, (struct row){"J1030", "00200", "4", "acetate"}, 91, "\n");
    n += record(
        file + n,
        (struct row){"J3490", .title = "Unclassified drugs", .cross = "J1010", .added = "19860101"},
        WIDE, "\n");
    n += record(file + n,
                (struct row){"   LT", .id = "7", .title = "Left side", .added = "19820101"}, WIDE,
                "\n\n\x1A");
    b = hcpcs(file, n);
    k = tiny_made(&b);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "J1010", 5, day("2024-04-01"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_valid_from(k, ref), day("2024-04-01"));
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "J1010", 5, day("2024-03-31"), &ref),
                     SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "j1030", 5, day("2024-03-31"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(k, ref, NULL), "Injection, M\xC3\xA9thyl acetate");
    ck_assert_str_eq(sbill_code_short_title(k, ref, NULL), "Old inj");
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "J1030", 5, day("2024-04-01"), &ref),
                     SBILL_CODE_NOT_IN_FORCE);
    ck_assert_uint_gt(sbill_code_print(k, sbill_code_successor(k, ref, 0), code, sizeof code), 0);
    ck_assert_str_eq(code, "J1010");
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "J3490", 5, day("2025-01-01"), &ref),
                     SBILL_CODE_BILLABLE);
    ck_assert(sbill_code_flags(k, ref) & SBILL_CF_UNLISTED);
    ck_assert_int_eq(sbill_code_successor(k, ref, 0), -1);
    ck_assert_int_eq(
        sbill_code_find(k, SBILL_SYSTEM_HCPCS_MODIFIER, "LT", 2, day("2025-01-01"), &ref),
        SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "LT", 2, day("2025-01-01"), &ref),
                     SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_code_find(k, SBILL_SYSTEM_HCPCS, "J1010", 5, day("2026-01-01"), &ref),
                     SBILL_CODE_OUTSIDE);
    tiny_free(&b);
}
END_TEST

/* A good record, then this one, in line 2. */
static void hcpcs_refused(struct row r, size_t wide, uint32_t line, const char *words)
{
    char file[2048];
    size_t n =
        record(file, (struct row){"A0001", .title = "First", .added = "20200101"}, WIDE, "\n");
    struct tiny_book b;

    n += record(file + n, r, wide, "\n");
    b = hcpcs(file, n);
    tiny_refused(&b, "h.txt", line, words);
}

START_TEST(hcpcs_rows_not_understood)
{
    struct tiny_book b;

    hcpcs_refused((struct row){"A0002", .id = "5", .added = "20200101"}, WIDE, 2, "not a record");
    hcpcs_refused((struct row){"A0002", .sequence = "001x0", .added = "20200101"}, WIDE, 2,
                  "not a record");
    hcpcs_refused((struct row){"A0002", .added = "20200231"}, WIDE, 2, "not a date");
    hcpcs_refused((struct row){"A0002", .title = "No date"}, WIDE, 2, "no date added");
    hcpcs_refused((struct row){"A0002", .added = "20200101", .ended = "20191231"}, WIDE, 2,
                  "before it was added");
    hcpcs_refused((struct row){"A0002", .added = "20200101"}, 200, 2, "ends before its dates");
    hcpcs_refused((struct row){"a0002", .added = "20200101"}, WIDE, 2, "capital letters");
    hcpcs_refused((struct row){"A0002", "00200", "4", "text"}, WIDE, 2, "another record");
    hcpcs_refused((struct row){"A0001", "00100", "4", "text"}, WIDE, 2, "out of order");
    hcpcs_refused((struct row){"A  LT", .id = "7", .added = "20200101"}, WIDE, 2,
                  "columns 4 and 5");
    hcpcs_refused((struct row){"A0002", .title = "\x81", .added = "20200101"}, WIDE, 2, "Latin-1");
    hcpcs_refused((struct row){"A0001", .title = "Twice", .added = "20200101"}, WIDE, 2, "A0001");
    b = hcpcs("only words\nhere\n", 16);
    tiny_refused(&b, "h.txt", 2, "no HCPCS record");
}
END_TEST

/* A damaged first record is no disclaimer, though it stands where those stand. */
START_TEST(hcpcs_damaged_first_record)
{
    char file[1024];
    size_t n =
        record(file, (struct row){"A0001", "0x100", "3", "First", .added = "20200101"}, 320, "\n");
    struct tiny_book b = hcpcs(file, n);

    tiny_refused(&b, "h.txt", 1, "not a record");
}
END_TEST

/* ---- NUCC ------------------------------------------------------------------------------------------- */

#define NUCC \
    "<file name=\"n.csv\" layout=\"nucc-csv\" release=\"24.1\" from=\"2024-07-01\" to=\"open\"/>"
#define NUCC_NAMES \
    "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\r\n"

static struct tiny_book nucc(const char *text)
{
    return tiny_book(NULL, NUCC, &(struct tiny_file){"n.csv", text, 0}, 1);
}

START_TEST(nucc_taxonomy)
{
    struct tiny_book b =
        nucc("\xEF\xBB\xBF" NUCC_NAMES "207Q00000X,Group,Family Medicine,,\"Two\r\nlines, "
             "\"\"quoted\"\"\",[note],Family Physician,Individual\r\n"
             "208D00000X,Group,General Practice,,,,,Individual\r\n");
    sbill_book *k = tiny_made(&b);
    int64_t ref;

    ck_assert_int_eq(
        sbill_code_find(k, SBILL_SYSTEM_TAXONOMY, "207Q00000X", 10, day("2025-01-01"), &ref),
        SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(k, ref, NULL), "Family Physician");
    ck_assert_int_eq(
        sbill_code_find(k, SBILL_SYSTEM_TAXONOMY, "208D00000X", 10, day("2025-01-01"), &ref),
        SBILL_CODE_BILLABLE);
    ck_assert_str_eq(sbill_code_title(k, ref, NULL), "General Practice");
    tiny_free(&b);
}
END_TEST

START_TEST(nucc_rows_not_understood)
{
    struct tiny_book b = nucc("Code,Title\n");

    tiny_refused(&b, "n.csv", 1, "2 columns");
    b = nucc("Code,Grouping,Classification,Special,Definition,Notes,Display Name,Section\n");
    tiny_refused(&b, "n.csv", 1, "Specialization");
    b = nucc(NUCC_NAMES "207Q00000,,,,,,,\n");
    tiny_refused(&b, "n.csv", 2, "207Q00000");
    b = nucc(NUCC_NAMES "207Q00000X,,,,,,\n");
    tiny_refused(&b, "n.csv", 2, "7 cells");
    b = nucc(NUCC_NAMES "207Q00000X,,\xFF,,,,,\n");
    tiny_refused(&b, "n.csv", 2, "UTF-8");
    b = nucc(NUCC_NAMES);
    tiny_refused(&b, "n.csv", 2, "no taxonomy code");
    b = nucc(NUCC_NAMES "207Q00000X,,a,,,,,\n207Q00000X,,a,,,,,\n");
    tiny_refused(&b, "n.csv", 3, "207Q00000X");
}
END_TEST

/* ---- the tabular list ------------------------------------------------------------------------------- */

#define ORDER                                                                                   \
    "00001 S93     0 Dislocation and sprain of ankle                              Dislocation " \
    "and sprain of ankle\n"                                                                     \
    "00002 S934    0 Sprain of ankle                                              Sprain of "   \
    "ankle\n"                                                                                   \
    "00003 S9340   0 Sprain of unspecified ligament                               Sprain of "   \
    "unspecified ligament\n"                                                                    \
    "00004 S93401  0 Sprain of unspecified ligament of r ankle                    Sprain of "   \
    "unspecified ligament of r ankle\n"                                                         \
    "00005 S93401A 1 Sprain of unspecified ligament of r ankle, init              Sprain of r " \
    "ankle, initial encounter\n"
#define TABULAR                                                                               \
    "<file name=\"o.txt\" layout=\"icd10cm-order\" release=\"FY2026\" from=\"2025-10-01\" "   \
    "to=\"2026-09-30\"/>"                                                                     \
    "<file name=\"t.xml\" layout=\"icd10cm-tabular\" release=\"FY2026\" from=\"2025-10-01\" " \
    "to=\"2026-09-30\"/>"

static struct tiny_book tabular(const char *xml)
{
    const struct tiny_file files[] = {{"o.txt", ORDER, 0}, {"t.xml", xml, 0}};

    return tiny_book(NULL, TABULAR, files, 2);
}

/* A list whose category holds `inside`, which begins in line 2. */
static struct tiny_book category(const char *inside)
{
    char xml[2048];

    snprintf(xml, sizeof xml,
             "<ICD10CM.tabular><chapter><name>19</name><desc>Injury</desc><section "
             "id=\"S90-S99\"><desc>Ankle</desc><diag>"
             "<name>S93</name><desc>Sprain</desc>\n%s</diag></section></chapter></ICD10CM.tabular>",
             inside);
    return tabular(xml);
}

static void note_is(const sbill_book *k, const char *node, size_t nth, int32_t kind,
                    const char *text)
{
    struct sbill_note note;

    ck_assert(sbill_book_note(k, SBILL_SYSTEM_ICD10CM, t(node), day("2025-11-01"), nth, &note));
    ck_assert_int_eq(note.kind, kind);
    assert_text(note.text, text);
}

START_TEST(tabular_list)
{
    struct tiny_book b = category(
        "<sevenChrNote><note>The 7th\n  character:</note></sevenChrNote>\n"
        "<sevenChrDef><extension char=\"A\">initial encounter</extension>\n"
        "<extension char=\"D\">subsequent encounter</extension></sevenChrDef>\n"
        "<excludes2><note>strain (S96.-)</note><note>other</note></excludes2>\n"
        "<diag placeholder=\"true\"><name>S93.4</name><desc>Sprain of ankle</desc>\n"
        "<inclusionTerm><note>Twisted ankle</note></inclusionTerm></diag>\n"
        "<visualImpairment><visCategory><heading>x</heading></visCategory></visualImpairment>");
    sbill_book *k = tiny_made(&b);
    struct sbill_note note;
    int64_t refs[4];
    size_t count = 0;

    note_is(k, "S93", 0, SBILL_NOTE_PARENT, "S90-S99");
    note_is(k, "S93", 1, SBILL_NOTE_SEVENTH_INTRO, "The 7th character:");
    note_is(k, "S93", 4, SBILL_NOTE_EXCLUDES2, "strain (S96.-)");
    note_is(k, "S93.4", 0, SBILL_NOTE_INCLUSION_TERM, "Twisted ankle");
    note_is(k, "S90-S99", 0, SBILL_NOTE_TITLE, "Ankle");
    note_is(k, "S90-S99", 1, SBILL_NOTE_PARENT, "19");
    note_is(k, "19", 0, SBILL_NOTE_TITLE, "Injury");
    ck_assert(sbill_book_seventh(k, t("S93.401"), day("2025-11-01"), 1, &note));
    assert_text(note.text, "D\tsubsequent encounter");
    ck_assert(!sbill_book_seventh(k, t("S93.401"), day("2025-11-01"), 2, &note));
    ck_assert_int_eq(sbill_code_search(k, SBILL_SYSTEM_ICD10CM, "twisted", 7, day("2025-11-01"),
                                       refs, 4, &count, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(count, 1);
    tiny_free(&b);
}
END_TEST

/* A block of one category is a node of its own: else the category would stand above itself. */
START_TEST(tabular_block_of_one)
{
    struct tiny_book b = tabular(
        "<ICD10CM.tabular><chapter><name>19</name><desc>Injury</desc><section id=\"S93\">"
        "<desc>Ankle</desc><excludes1><note>of the block</note></excludes1><diag><name>S93</name>"
        "<desc>Sprain</desc></diag></section></chapter></ICD10CM.tabular>");
    sbill_book *k = tiny_made(&b);

    note_is(k, "S93", 0, SBILL_NOTE_PARENT, "S93-S93");
    note_is(k, "S93-S93", 0, SBILL_NOTE_TITLE, "Ankle");
    note_is(k, "S93-S93", 1, SBILL_NOTE_PARENT, "19");
    note_is(k, "S93-S93", 2, SBILL_NOTE_EXCLUDES1, "of the block");
    tiny_free(&b);
}
END_TEST

START_TEST(tabular_not_understood)
{
    static const struct {
        const char *inside, *words;
    } bad[] = {
        {"<excludes3><note>x</note></excludes3>", "<excludes3>"},
        {"<excludes1><text>x</text></excludes1>", "<text>"},
        {"<excludes1><note>x <b>y</b></note></excludes1>", "<b>"},
        {"<excludes1><note/></excludes1>", "is empty"},
        {"<excludes1 kind=\"a\"><note>x</note></excludes1>", "\"kind\""},
        {"<sevenChrDef><extension char=\"AB\">x</extension></sevenChrDef>", "AB"},
        {"<sevenChrDef><choice/></sevenChrDef>", "<choice>"},
        {"<diag><name>S94.1</name><desc>x</desc></diag>", "S94.1"},
        {"<diag><name>S93.1</name></diag>", "one <desc>"},
        {"<diag><name>S93.1</name><name>S93.2</name><desc>x</desc></diag>", "one <name>"},
        {"<diag><name>S93.4012345</name><desc>x</desc></diag>", "S93.4012345"},
        {"<diag colour=\"red\"><name>S93.1</name><desc>x</desc></diag>", "colour"},
        {"loose words", "text"},
    };
    struct tiny_book b;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        b = category(bad[i].inside);
        tiny_refused(&b, "t.xml", i + 1 == sizeof bad / sizeof *bad ? 1 : 2, bad[i].words);
    }
    b = tabular("<ICD10CM.index/>");
    tiny_refused(&b, "t.xml", 1, "<ICD10CM.index>");
    b = tabular("<ICD10CM.tabular><version>1</version></ICD10CM.tabular>");
    tiny_refused(&b, "t.xml", 1, "no codes");
    b = tabular("<ICD10CM.tabular>\n<letter/></ICD10CM.tabular>");
    tiny_refused(&b, "t.xml", 2, "<letter>");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, hcpcs_as_published);
    tcase_add_test(tests, hcpcs_rows_not_understood);
    tcase_add_test(tests, hcpcs_damaged_first_record);
    tcase_add_test(tests, nucc_taxonomy);
    tcase_add_test(tests, nucc_rows_not_understood);
    tcase_add_test(tests, tabular_list);
    tcase_add_test(tests, tabular_block_of_one);
    tcase_add_test(tests, tabular_not_understood);
}

int main(void)
{
    return unit_run("import", add);
}
