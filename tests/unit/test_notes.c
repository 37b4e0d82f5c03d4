/* Instruction notes of the tabular list: what their prose says of codes, and what follows for a code. */
#include "book/edits.h"
#include "book/instructions.h"
#include "tiny_book.h"

/* ---- the prose ---- */

/* "E08 F80..F89": the parts as read; "?" if something was not understood. */
static const char *read(const char *words)
{
    static char out[256];
    struct sbill_note_parts p;
    size_t n = 0;

    sbill_note_read(t(words), &p);
    out[0] = '\0';
    for (size_t i = 0; i < p.n; i++) {
        const struct sbill_note_part *part = &p.part[i];
        if (part->chapter)
            n += (size_t)snprintf(out + n, sizeof out - n, "%schapter %d", n ? " " : "",
                                  (int)part->chapter);
        else
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%s%s", n ? " " : "", part->first,
                                  part->last[0] ? ".." : "", part->last);
    }
    return p.odd ? "?" : out;
}

START_TEST(prose)
{
    static const struct {
        const char *words, *codes;
    } notes[] = {
        {"diabetes mellitus due to underlying condition (E08.-)", "E08"},
        {"melanoma (C43.2-,C44.2-)", "C432 C442"},
        {"disorders of speech (F80-F89)", "F80..F89"},
        {"head injury (S00.- to S09.-)", "S00..S09"},
        {"(S32.1--S32.9), (F10.- -F19.-)", "S321..S329 F10..F19"},
        {"(A00-R94 and T80-T88.6, T88.8)", "A00..R94 T80..T886 T888"},
        {"(I82.4-, I82.5-, I82.62-. I82.72-)", "I824 I825 I8262 I8272"},
        {"carcinoid (D3A.010), weeks (Z3A), any (QA0.0101)", "D3A010 Z3A QA00101"},
        {"external cause code (Chapter 20)", "chapter 20"},
        {"intestinal obstruction classifiable to K56.-", "K56"},
        {"code from category E10 to identify", "E10"},
        {"pneumoconiosis, any type in A15 (J65)", "J65"},
        {"underlying disease, such as:", ""},
        {"tumor (benign) of the thymus", ""},
        {"deficiency of G6PD or vitamin B complex", ""},
        {"mononucleosis (B27.0-B27.9 with 1)", "?"},
        {"open fracture (S52.- with open fracture 7th character)", "?"},
        {"mononucleosis (B27.0-B27.9 with .9)", "?"},
        {"acidosis - see categories E10, E13 with ketoacidosis", "?"},
        {"For codes G31.0-G31.83, use additional code to identify:", "?"},
        {"not closed (E08", "E08"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        ck_assert_str_eq(read(notes[i].words), notes[i].codes);
}
END_TEST

static bool meets(const char *words, const char *code)
{
    struct sbill_note_parts p;

    sbill_note_read(t(words), &p);
    ck_assert_msg(!p.odd && p.n > 0, "%s", words);
    return sbill_condition_met(&p.part[0].condition, code, strlen(code));
}

START_TEST(conditions)
{
    const char *drug = "(T36-T50 with fifth or sixth character 5)";

    ck_assert(meets(drug, "T360X5A"));
    ck_assert(meets(drug, "T3695XA"));
    ck_assert(!meets(drug, "T360X6A"));
    ck_assert(!meets(drug, "T36"));
    ck_assert(meets("(T36-T65 with fifth or sixth character 1-4 or 6)", "T360X6A"));
    ck_assert(meets("(T36-T65 with fifth or sixth character 1-4 or 6)", "T360X3A"));
    ck_assert(!meets("(T36-T65 with fifth or sixth character 1-4 or 6)", "T360X5A"));
    ck_assert(meets("underdosing (T36-T50) with fifth or sixth character 6", "T360X6A"));
    ck_assert(!meets("underdosing (T36-T50) with fifth or sixth character 6", "T360X5A"));
    ck_assert(meets("(S42.- with 7th character B or C)", "S42001C"));
    ck_assert(!meets("(S42.- with 7th character B or C)", "S42001A"));
    ck_assert(meets("(E08-E13 with .51-.52)", "E1152"));
    ck_assert(!meets("(E08-E13 with .51-.52)", "E1153"));
    ck_assert(meets("(E08-E13 with .62)", "E11621"));
    ck_assert(meets("(F10-F19 with .150, .250, .950)", "F10250"));
    ck_assert(!meets("(F10-F19 with .150, .250, .950)", "F10251"));
    ck_assert(meets("(I69. with final characters -23)", "I69323"));
    ck_assert(!meets("(I69. with final characters -23)", "I69322"));
    ck_assert(meets("(F11-F19 with fifth to sixth characters 51)", "F11251"));
    ck_assert(!meets("(F11-F19 with fifth to sixth characters 51)", "F11510"));
    ck_assert(meets("(T51-T65 with fifth or sixth character to indicate intent)", "T510X1A"));
}
END_TEST

/* ---- in a book ---- */

#define LIST                                                                                \
    "<file name=\"t.xml\" layout=\"icd10cm-tabular\" release=\"2026\" from=\"2025-10-01\" " \
    "to=\"2026-09-30\"/>"

#define DIAG(code, inside) "<diag><name>" code "</name><desc>x</desc>" inside "</diag>"
#define NOTE(text) "<note>" text "</note>"
#define EX1(notes) "<excludes1>" notes "</excludes1>"

/* C4A stands before C44 in the list. */
/* clang-format off */
static const char list[] =
    "<ICD10CM.tabular>"
    "<chapter><name>2</name><desc>Neoplasms</desc><section id=\"C43-C45\"><desc>Skin</desc>"
        DIAG("C43", "")
        DIAG("C4A", "")
        DIAG("C44", DIAG("C44.1", "") DIAG("C44.2", ""))
        DIAG("C45", "")
    "</section></chapter>"
    "<chapter><name>4</name><desc>Endocrine</desc>" EX1(NOTE("of the chapter (C45)"))
    "<section id=\"E08-E13\"><desc>Diabetes</desc>" EX1(NOTE("of the block (N18.6)"))
        DIAG("E08",
            "<codeFirst>"
            NOTE("the underlying condition, such as:")
            NOTE("neoplasm (C43-C44)")
            NOTE("nephropathy, if applicable (N18.-)")
            "</codeFirst>")
        DIAG("E11",
            EX1(NOTE("due to underlying condition (E08.-)") NOTE("its own part (E11.2-)"))
            "<useAdditionalCode>"
            NOTE("code to identify control:")
            NOTE("insulin (Z79.4)")
            NOTE("code for the stage (N18.1-N18.3)")
            "</useAdditionalCode>"
            DIAG("E11.2",
                DIAG("E11.22", "<excludes2>" NOTE("ulcer (C44.1-C44.2)") "</excludes2>")))
    "</section></chapter>"
    "<chapter><name>14</name><desc>Kidney</desc><section id=\"N17-N19\"><desc>Failure</desc>"
        DIAG("N18",
            "<codeFirst>" NOTE("diabetic (E08.22, E11.22)") NOTE("hypertensive (C45)") "</codeFirst>"
            "<codeAlso>" NOTE("whatever there is") NOTE("strange (E11 with a twist)") "</codeAlso>"
            DIAG("N18.1", "")
            DIAG("N18.2", "")
            DIAG("N18.3", DIAG("N18.30", ""))
            DIAG("N18.6", ""))
    "</section></chapter>"
    "</ICD10CM.tabular>";
/* clang-format on */

static struct tiny_book book(const char *text, const char *extent)
{
    char files[512];

    snprintf(files, sizeof files, "%.*s %s/>", (int)strlen(LIST) - 2, LIST, extent);
    return tiny_book(NULL, files, &(struct tiny_file){"t.xml", text, 0}, 1);
}

static int names(const sbill_book *k, int32_t kind, const char *code, const char *other,
                 const char *node)
{
    struct sbill_instruction i;
    int answer = sbill_book_instruction_names(k, kind, t(code), t(other), day("2026-01-01"), &i);

    if (answer == 1)
        assert_text(i.node, node);
    return answer;
}

static int excludes(const sbill_book *k, const char *code, const char *other, const char *node)
{
    struct sbill_noted a, b;
    int answer = names(k, SBILL_NOTE_EXCLUDES1, code, other, node);

    ck_assert(sbill_book_noted(k, t(code), day("2026-01-01"), &a));
    ck_assert(sbill_book_noted(k, t(other), day("2026-01-01"), &b));
    if (answer == 1)
        ck_assert(sbill_may_exclude(&a, &b));
    return answer;
}

START_TEST(exclusions)
{
    struct tiny_book b = book(list, "");
    sbill_book *k = tiny_made(&b);
    struct sbill_instruction i;

    ck_assert_int_eq(excludes(k, "E11.22", "E08.9", "E11"), 1);
    ck_assert_int_eq(excludes(k, "E11.9", "e08", "E11"), 1);
    ck_assert_int_eq(excludes(k, "E08.9", "E11.22", ""), 0);
    ck_assert_int_eq(excludes(k, "E11.9", "E11.21", ""), 0); /* inside its own node */
    ck_assert_int_eq(excludes(k, "E11.9", "N18.6", "E08-E13"), 1);
    ck_assert_int_eq(excludes(k, "E11.9", "C45.0", "Chapter 4"), 1);
    ck_assert_int_eq(excludes(k, "N18.6", "C45", ""), 0);
    ck_assert_int_eq(excludes(k, "Z99", "C45", ""), 0);
    ck_assert_int_eq(names(k, SBILL_NOTE_EXCLUDES2, "E11.22", "C44.19", "E11.22"), 1);
    ck_assert_int_eq(names(k, SBILL_NOTE_EXCLUDES2, "E11.22", "C44.3", ""), 0);
    ck_assert_int_eq(names(k, SBILL_NOTE_EXCLUDES2, "E11.21", "C44.19", ""), 0);
    ck_assert_int_eq(sbill_book_instruction_names(k, SBILL_NOTE_EXCLUDES1, t("E11.9"), t("E08.9"),
                                                  day("2026-01-01"), &i),
                     1);
    assert_text(i.text, "due to underlying condition (E08.-)");
    assert_text(i.release, "2026");
    ck_assert_int_eq(i.level, SBILL_AT_CODE);
    tiny_free(&b);
}
END_TEST

START_TEST(kinds_and_what_is_unclear)
{
    static const struct {
        const char *code;
        uint32_t kinds, unclear;
    } codes[] = {
        {"E08.9", 1U << SBILL_NOTE_CODE_FIRST, 0},
        {"E11.22",
         1U << SBILL_NOTE_EXCLUDES1 | 1U << SBILL_NOTE_USE_ADDITIONAL | 1U << SBILL_NOTE_EXCLUDES2,
         0},
        {"N18.30", 1U << SBILL_NOTE_CODE_FIRST | 1U << SBILL_NOTE_CODE_ALSO,
         1U << SBILL_NOTE_CODE_ALSO},
        {"C44.1", 0, 0},
        {"Z99", 0, 0},
    };
    struct tiny_book b = book(list, "");
    sbill_book *k = tiny_made(&b);
    struct sbill_noted noted;

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        ck_assert(sbill_book_noted(k, t(codes[i].code), day("2026-01-01"), &noted));
        ck_assert_uint_eq(noted.kinds, codes[i].kinds);
        ck_assert_uint_eq(noted.unclear, codes[i].unclear);
    }
    tiny_free(&b);
}
END_TEST

START_TEST(ranges_go_by_the_list)
{
    struct tiny_book b = book(list, "");
    sbill_book *k = tiny_made(&b);

    ck_assert_int_eq(names(k, SBILL_NOTE_CODE_FIRST, "E08.9", "C43.1", "E08"), 1);
    ck_assert_int_eq(names(k, SBILL_NOTE_CODE_FIRST, "E08.9", "C4A.0", "E08"), 1);
    ck_assert_int_eq(names(k, SBILL_NOTE_CODE_FIRST, "E08.9", "C45.0", ""), 0);
    ck_assert_int_eq(names(k, SBILL_NOTE_USE_ADDITIONAL, "E11.9", "N18.30", "E11"), 1);
    ck_assert_int_eq(names(k, SBILL_NOTE_USE_ADDITIONAL, "E11.9", "N18.6", ""), 0);
    tiny_free(&b);
}
END_TEST

static struct sbill_instruction instruction(const sbill_book *k, int32_t kind, const char *code,
                                            size_t nth)
{
    struct sbill_instruction i;

    ck_assert_int_eq(sbill_book_instruction(k, kind, t(code), day("2026-01-01"), nth, &i), 1);
    return i;
}

START_TEST(instructions)
{
    struct tiny_book b = book(list, "");
    sbill_book *k = tiny_made(&b);
    struct sbill_instruction i = instruction(k, SBILL_NOTE_CODE_FIRST, "E08.9", 0);

    assert_text(i.text, "the underlying condition, such as:");
    ck_assert(i.understood && i.if_applicable && !i.cases);
    ck_assert(sbill_instruction_names(k, &i, t("C44.2")));
    assert_text(i.text, "neoplasm (C43-C44)");
    ck_assert(!sbill_instruction_names(k, &i, t("E11.9")));
    ck_assert_int_eq(
        sbill_book_instruction(k, SBILL_NOTE_CODE_FIRST, t("E08.9"), day("2026-01-01"), 1, &i), 0);

    i = instruction(k, SBILL_NOTE_USE_ADDITIONAL, "E11.22", 0);
    ck_assert(sbill_instruction_names(k, &i, t("Z79.4")));
    ck_assert(!sbill_instruction_names(k, &i, t("N18.2")));
    i = instruction(k, SBILL_NOTE_USE_ADDITIONAL, "E11.22", 1);
    ck_assert(sbill_instruction_names(k, &i, t("N18.2")));
    ck_assert(!i.cases);

    i = instruction(k, SBILL_NOTE_CODE_FIRST, "N18.6", 1);
    ck_assert(i.cases);
    i = instruction(k, SBILL_NOTE_CODE_ALSO, "N18.6", 0);
    ck_assert(!i.understood); /* names no code */
    i = instruction(k, SBILL_NOTE_CODE_ALSO, "N18.6", 1);
    ck_assert(!i.understood); /* not read */
    assert_text(i.text, "strange (E11 with a twist)");
    tiny_free(&b);

    b = tiny_book(
        NULL, "<file name=\"t.xml\" layout=\"nucc-csv\" release=\"1\" from=\"open\" to=\"open\"/>",
        &(struct tiny_file){"t.xml",
                            "Code,Grouping,Classification,Specialization,Definition,Notes,"
                            "Display Name,Section\n207Q00000X,a,b,c,d,e,f,g\n",
                            0},
        1);
    ck_assert_int_eq(
        sbill_book_instruction(tiny_made(&b), SBILL_NOTE_CODE_FIRST, t("N18"), 0, 0, &i), -1);
    ck_assert_int_eq(
        sbill_book_instruction_names(b.book, SBILL_NOTE_EXCLUDES1, t("N18"), t("N19"), 0, &i), -1);
    tiny_free(&b);
}
END_TEST

/* An extract lacks the ends of ranges: neighbours stand for them. In a whole list that is an error of the
 * publisher's, and the note is not understood. */
START_TEST(extracts)
{
    static const char text[] =
        "<ICD10CM.tabular><chapter><name>4</name><desc>x</desc><section "
        "id=\"E08-E13\"><desc>x</desc>" DIAG(
            "E11",
            EX1(NOTE("speech (F80-F89)") NOTE(
                "nothing of it (A00-A09)"))) "</section></chapter><chapter><name>5</name><desc>x</"
                                             "desc><section id=\"F80-F89\"><desc>x</desc>" DIAG("F8"
                                                                                                "2",
                                                                                                "")
                                                 DIAG("F84",
                                                      "") "</section></chapter></ICD10CM.tabular>";
    struct tiny_book b = book(text, "extent=\"extract\"");
    struct sbill_instruction i;

    ck_assert_int_eq(excludes(tiny_made(&b), "E11.9", "F84.0", "E11"), 1);
    ck_assert_int_eq(excludes(b.book, "E11.9", "E11", ""), 0);
    tiny_free(&b);
    b = book(text, "");
    ck_assert_int_eq(excludes(tiny_made(&b), "E11.9", "F84.0", ""), 0);
    i = instruction(b.book, SBILL_NOTE_EXCLUDES1, "E11.9", 0);
    ck_assert(!i.understood);
    tiny_free(&b);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, prose);
    tcase_add_test(tests, conditions);
    tcase_add_test(tests, exclusions);
    tcase_add_test(tests, kinds_and_what_is_unclear);
    tcase_add_test(tests, ranges_go_by_the_list);
    tcase_add_test(tests, instructions);
    tcase_add_test(tests, extracts);
}

int main(void)
{
    return unit_run("notes", add);
}
