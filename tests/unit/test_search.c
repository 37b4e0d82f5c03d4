#include "book/search.h"

#include "book/book.h"
#include "order_file.h"
#include "tiny_book.h"

#define YEAR                                                                            \
    "<file name=\"y\" layout=\"icd10cm-order\" release=\"FY2026\" from=\"2025-10-01\" " \
    "to=\"2026-09-30\"/>"
#define PLACES                                                                            \
    "<file name=\"p\" layout=\"table\" system=\"pos\" release=\"r\" from=\"2020-01-01\" " \
    "to=\"2030-12-31\"/>"

static struct tiny_book some_codes(void)
{
    static struct order_text o;

    memset(&o, 0, sizeof o);
    order_line(&o, 0, "E11", "Type 2 diabetes mellitus");
    order_line(&o, 1, "E1122", "Type 2 diabetes mellitus with diabetic chronic kidney disease");
    order_line(&o, 1, "E119", "Type 2 diabetes mellitus without complications");
    order_line(&o, 1, "E232", "Diabetes insipidus");
    order_line(&o, 1, "E11621", "Type 2 diabetes mellitus with foot ulcer");
    order_line(&o, 1, "H8109", "M\xC3\xA9ni\xC3\xA8re's disease, unspecified ear");
    order_line(&o, 1, "G309", "Alzheimer's disease, unspecified");
    order_line(&o, 1, "S7292XA", "Unspecified fracture of left femur, initial encounter");
    order_line(&o, 1, "S7292XD", "Unspecified fracture of left femur, subsequent encounter");
    order_line(&o, 1, "S7291XA", "Unspecified fracture of right femur, initial encounter");
    order_line(&o, 1, "W05XXXA", "Femur in a wheel");
    order_line(&o, 1, "Z833", "Family history of diabetes mellitus");
    static const char places[] =
        "# superbill-table\n# kind: codes\n# columns: code title terms from to\n"
        "11,Office(s),doctor practice,,\n02,Telehealth,video visit,,\n"
        "03,Disease school,,,\n04,Old place,,2020-01-01,2021-12-31\n";
    struct tiny_file f[] = {{"y", o.p, 0}, {"p", places, 0}};
    return tiny_book(NULL, YEAR PLACES, f, 2);
}

/* The codes found, in order, with blanks between. */
static const char *found(const sbill_book *b, int32_t system, const char *words, size_t max)
{
    static char text[512];
    int64_t refs[64];
    size_t count = 99, n = 0;

    ck_assert_int_eq(sbill_code_search(b, system, words, strlen(words), day("2026-01-01"), refs,
                                       max, &count, NULL),
                     SBILL_OK);
    ck_assert_uint_le(count, max);
    text[0] = 0;
    for (size_t i = 0; i < count; i++) {
        char code[24];
        sbill_code_print(b, refs[i], code, sizeof code);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? " " : "", code);
    }
    return text;
}

START_TEST(best_first)
{
    struct tiny_book made = some_codes();
    const sbill_book *b = tiny_made(&made);

    /* the plain disease, then with more, then the family's; headers last */
    ck_assert_str_eq(found(b, 1, "diab", 9), "E23.2 E11.9 E11.621 E11.22 Z83.3 E11");
    ck_assert_str_eq(found(b, 1, "diabetes", 9), "E23.2 E11.9 E11.621 E11.22 Z83.3 E11");
    ck_assert_str_eq(found(b, 1, "family history diabetes", 9), "Z83.3");
    ck_assert_str_eq(found(b, 1, "femur right", 9), "S72.91XA");
    ck_assert_str_eq(found(b, 1, "femur", 9), "S72.92XA S72.91XA W05.XXXA S72.92XD");
    ck_assert_str_eq(found(b, 1, "type 2 diab kidn", 9), "E11.22");
    ck_assert_str_eq(found(b, 1, "kidn diab 2 type", 9), "E11.22");
    ck_assert_str_eq(found(b, 1, "fract femur left", 9),
                     "S72.92XA S72.92XD");                           /* first encounters first */
    ck_assert_str_eq(found(b, 1, "FRACTURE, of the femur!", 9), ""); /* "the" is in no title */
    ck_assert_str_eq(found(b, 1, "diab", 2), "E23.2 E11.9");
    ck_assert_str_eq(found(b, 1, "", 9), "");
    ck_assert_str_eq(found(b, 1, "...", 9), "");
    ck_assert_str_eq(found(b, 1, "zzz", 9), "");
    ck_assert_str_eq(found(b, 1, "diab", 0), "");
    tiny_free(&made);
}
END_TEST

START_TEST(words_as_people_type_them)
{
    struct tiny_book made = some_codes();
    const sbill_book *b = tiny_made(&made);

    ck_assert_str_eq(found(b, 1, "meniere", 9), "H81.09");
    ck_assert_str_eq(found(b, 1, "m\xC3\xA9ni\xC3\xA8re's", 9), "H81.09");
    ck_assert_str_eq(found(b, 1, "menieres dis", 9), "H81.09");
    ck_assert_str_eq(found(b, 1, "alzheimer", 9), "G30.9");
    ck_assert_str_eq(found(b, 1, "alzheimer\xE2\x80\x99s", 9), "G30.9");
    ck_assert_str_eq(found(b, 1, "e11.2", 9), "E11.22"); /* the start of a code */
    ck_assert_str_eq(found(b, 1, "E11 kidney", 9), "E11.22");
    ck_assert_str_eq(found(b, 1, "diab diab diab", 9), "E23.2 E11.9 E11.621 E11.22 Z83.3 E11");
    tiny_free(&made);
}
END_TEST

START_TEST(terms_and_systems)
{
    struct tiny_book made = some_codes();
    const sbill_book *b = tiny_made(&made);
    int64_t refs[8];
    size_t n;

    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "doctor", 9), "11");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "video", 9), "02");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "office", 9), "11");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "offices", 9), "11");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "s", 9), "03");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "11", 9), "11");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_POS, "old", 9), ""); /* not in force any more */
    ck_assert_str_eq(found(b, 0, "disease", 9), "03 G30.9 H81.09 E11.22");
    ck_assert_str_eq(found(b, 0, "disease", 2), "03 G30.9");
    ck_assert_str_eq(found(b, SBILL_SYSTEM_HCPCS, "disease", 9), "");
    ck_assert_int_eq(sbill_code_search(b, 1, "diab", 4, day("2020-01-01"), refs, 8, &n, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(sbill_code_search(b, 1, "diab", 4, SBILL_NONE32, refs, 8, &n, NULL), SBILL_OK);
    ck_assert_uint_eq(n, 6);
    tiny_free(&made);
}
END_TEST

START_TEST(wrong_calls)
{
    struct tiny_book made = some_codes();
    const sbill_book *b = tiny_made(&made);
    static const char many[] = "a b c d e f g h i j k l m n o p q";
    sbill_error *err = NULL;
    char wide[2000];
    int64_t refs[8];
    size_t n;

    ck_assert_int_eq(sbill_code_search(NULL, 1, "x", 1, 0, refs, 8, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_code_search(b, 1, NULL, 1, 0, refs, 8, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_code_search(b, 1, "x", 1, 0, NULL, 8, &n, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_code_search(b, 1, "x", 1, 0, refs, 8, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_code_search(b, 1, many, strlen(many), 0, refs, 8, &n, &err),
                     SBILL_ELIMIT);
    ck_assert(strstr(sbill_error_message(err), "at most 16 words"));
    sbill_error_free(err);
    memset(wide, 'x', sizeof wide);
    ck_assert_int_eq(sbill_code_search(b, 1, wide, sizeof wide, 20454, refs, 8, &n, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(
        sbill_code_search(b, 1, "\xFF\xC3\xE2\x80 diab\xC3", 10, 20454, refs, 8, &n, NULL),
        SBILL_OK);
    ck_assert_uint_eq(n, 6);
    tiny_free(&made);
}
END_TEST

/* A book with so many titles that ranges of words become bitmaps gives what reading every title gives. */
static const char *const parts[] = {"acute", "chronic", "left",     "right",
                                    "femur", "fever",   "fracture", "foot"};

static bool in_title(const char *title, const char *prefix)
{
    for (const char *at = title; (at = strstr(at, prefix)) != NULL; at++)
        if (at == title || at[-1] == ' ')
            return true;
    return false;
}

START_TEST(heavy_words)
{
    enum {
        CODES = 2000
    };
    static const char *const queries[][2] = {
        {"f", "a"}, {"fe", "l"}, {"chronic", "fra"}, {"r", "fever"}, {"f", "f"}};
    static char text[CODES * 128], titles[CODES][64];
    static int64_t refs[4096];
    size_t at = 0, n;
    struct tiny_book made;

    at += (size_t)snprintf(text, sizeof text,
                           "# superbill-table\n# kind: codes\n# columns: code title\n");
    for (unsigned i = 0; i < CODES; i++) {
        snprintf(titles[i], sizeof titles[i], "%s %s %s", parts[i % 8], parts[i / 8 % 8],
                 parts[i / 64 % 8]);
        at += (size_t)snprintf(text + at, sizeof text - at, "%04u,%s\n", i, titles[i]);
    }
    made = tiny_book(NULL, PLACES, &(struct tiny_file){"p", text, 0}, 1);
    for (size_t q = 0; q < sizeof queries / sizeof *queries; q++) {
        char words[64];
        size_t expected = 0;
        snprintf(words, sizeof words, "%s %s", queries[q][0], queries[q][1]);
        for (unsigned i = 0; i < CODES; i++)
            expected += in_title(titles[i], queries[q][0]) && in_title(titles[i], queries[q][1]);
        ck_assert_int_eq(sbill_code_search(tiny_made(&made), 0, words, strlen(words),
                                           day("2026-01-01"), refs, 4096, &n, NULL),
                         SBILL_OK);
        ck_assert_uint_eq(n, expected);
        ck_assert_uint_gt(n, 0);
    }
    tiny_free(&made);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, best_first);
    tcase_add_test(tests, words_as_people_type_them);
    tcase_add_test(tests, terms_and_systems);
    tcase_add_test(tests, wrong_calls);
    tcase_add_test(tests, heavy_words);
}

int main(void)
{
    return unit_run("search", add);
}
