#include "book/book.h"

#include "book/codes.h"
#include "book/phash.h"
#include "order_file.h"
#include "tiny_book.h"

#define RELEASE(file, name, from, to)                                                    \
    "<file name=\"" file "\" layout=\"icd10cm-order\" release=\"" name "\" from=\"" from \
    "\" to=\"" to "\"/>"

static int32_t state(const sbill_book *b, const char *code, const char *on)
{
    return sbill_code_find(b, SBILL_SYSTEM_ICD10CM, code, strlen(code), day(on), NULL);
}

static int64_t ref_of(const sbill_book *b, int32_t system, const char *code, const char *on)
{
    int64_t ref;

    (void)sbill_code_find(b, system, code, strlen(code), day(on), &ref);
    return ref;
}

/* ---- how codes are written -------------------------------------------------------------------------- */

static struct tiny_book one_year(struct order_text *o)
{
    memset(o, 0, sizeof *o);
    order_line(o, 0, "E11", "Type 2 diabetes mellitus");
    order_line(o, 0, "E114", "Type 2 diabetes mellitus with neurological complications");
    order_line(o, 1, "E1142", "Type 2 diabetes mellitus with diabetic polyneuropathy");
    order_line(o, 1, "E119", "Type 2 diabetes mellitus without complications");
    order_line(o, 1, "I10", "Essential (primary) hypertension");
    order_line(o, 0, "S9340", "Sprain of unspecified ligament of ankle");
    order_line(o, 0, "S93401", "Sprain of unspecified ligament of right ankle");
    order_line(o, 1, "S93401A", "Sprain of unspecified ligament of right ankle, initial encounter");
    order_line(o, 1, "S93401D",
               "Sprain of unspecified ligament of right ankle, subsequent encounter");
    order_line(o, 1, "S93401S", "Sprain of unspecified ligament of right ankle, sequela");
    order_line(o, 1, "W1900XA", "Made up: external cause");
    order_line(o, 1, "F0280", "Dementia in diseases classified elsewhere, made up");
    return tiny_book(NULL, RELEASE("y", "FY2026", "2025-10-01", "2026-09-30"),
                     &(struct tiny_file){"y", o->p, 0}, 1);
}

START_TEST(spelling)
{
    static const char *const good[] = {"E11.42",  "E1142",     "e11.42",  " E11.42 ",
                                       "e 11 42", "E.1.1.4.2", "E11.42.", "\tE1142\n"};
    static const char *const bad[] = {"E11-42",
                                      "E11,42",
                                      "E11.4200000000000",
                                      "E11.4\xC3\xA9",
                                      ("E\xB1"
                                       "1.42"),
                                      "",
                                      ".",
                                      "   ",
                                      "E11/42",
                                      "E11.42x",
                                      "E`1.42"};
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);
    int64_t ref;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(state(b, good[i], "2026-01-01") == SBILL_CODE_BILLABLE, "\"%s\"", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(state(b, bad[i], "2026-01-01") == SBILL_CODE_UNKNOWN, "\"%s\"", bad[i]);
    ck_assert_int_eq(sbill_code_find(b, 1, "I10\0", 4, day("2026-01-01"), &ref),
                     SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_code_find(b, 1,
                                     "I1\0"
                                     "0",
                                     4, day("2026-01-01"), &ref),
                     SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(sbill_code_find(b, 1, NULL, 0, day("2026-01-01"), &ref), SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(ref, -1);
    ck_assert_int_eq(sbill_code_find(NULL, 1, "I10", 3, day("2026-01-01"), &ref),
                     SBILL_CODE_NOT_LOADED);
    for (int32_t s = -2; s < 20; s++)
        ck_assert_int_eq(sbill_code_find(b, s, "I10", 3, day("2026-01-01"), &ref),
                         s == 1 ? SBILL_CODE_BILLABLE : SBILL_CODE_NOT_LOADED);
    tiny_free(&made);
}
END_TEST

/* The quick way and the slow way agree on anything: blanks at the end force the slow one. */
START_TEST(quick_and_slow)
{
    static const char letters[] = "E1149.S30aA dI0e\0-X";
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);
    uint64_t random = 88172645463325252u;
    size_t hits = 0;

    for (int i = 0; i < 300000; i++) {
        char code[24];
        size_t n;
        int64_t quick, slow;
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        n = random % 9;
        for (size_t k = 0; k < n; k++)
            code[k] = letters[(random >> (8 + 5 * k)) % (sizeof letters - 1)];
        if (random % 3 == 0 && n > 2) /* nearer to a code */
            memcpy(code, "E11.42", n < 6 ? n : 6);
        memset(code + n, ' ', sizeof code - n);
        ck_assert_int_eq(sbill_code_find(b, 1, code, n, 20454, &quick),
                         sbill_code_find(b, 1, code, sizeof code, 20454, &slow));
        ck_assert_int_eq(quick, slow);
        hits += quick >= 0;
    }
    ck_assert_uint_gt(hits, 1000);
    tiny_free(&made);
}
END_TEST

START_TEST(printing)
{
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);
    char code[24];
    size_t n;

    ck_assert_uint_eq(sbill_code_print(b, ref_of(b, 1, "s93401a", "2026-01-01"), code, sizeof code),
                      8);
    ck_assert_str_eq(code, "S93.401A");
    ck_assert_uint_eq(sbill_code_print(b, ref_of(b, 1, "i10", "2026-01-01"), code, sizeof code), 3);
    ck_assert_str_eq(code, "I10");
    ck_assert_uint_eq(sbill_code_print(b, ref_of(b, 1, "i10", "2026-01-01"), code, 4), 3);
    ck_assert_uint_eq(sbill_code_print(b, ref_of(b, 1, "i10", "2026-01-01"), code, 3), 0);
    ck_assert_str_eq(code, "");
    ck_assert_uint_eq(sbill_code_print(b, -1, code, sizeof code), 0);
    ck_assert_uint_eq(sbill_code_print(b, INT64_MAX, code, sizeof code), 0);
    ck_assert_str_eq(sbill_code_title(b, -1, &n), "");
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(sbill_code_valid_from(b, 12345), SBILL_NONE32);
    ck_assert_int_eq(sbill_code_parent(b, -5), -1);
    ck_assert_int_eq(sbill_code_child(b, INT64_MAX, 0), -1);
    ck_assert_int_eq(sbill_code_successor(b, INT64_MIN, 0), -1);
    tiny_free(&made);
}
END_TEST

START_TEST(tree)
{
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);
    int64_t ref = ref_of(b, 1, "E11.42", "2026-01-01");
    char code[24];

    ref = sbill_code_parent(b, ref);
    sbill_code_print(b, ref, code, sizeof code);
    ck_assert_str_eq(code, "E11.4");
    ref = sbill_code_parent(b, ref);
    ck_assert_uint_eq(sbill_code_child_count(b, ref), 2); /* E11.4, E11.9: not E11.42 */
    sbill_code_print(b, sbill_code_child(b, ref, 1), code, sizeof code);
    ck_assert_str_eq(code, "E11.9");
    ck_assert_int_eq(sbill_code_child(b, ref, 2), -1);
    ck_assert_int_eq(sbill_code_parent(b, ref), -1);

    /* No S93 and S93.4 here: the longest shorter code that exists is the parent. */
    ref = sbill_code_parent(b, ref_of(b, 1, "S93.401A", "2026-01-01"));
    ref = sbill_code_parent(b, ref);
    sbill_code_print(b, ref, code, sizeof code);
    ck_assert_str_eq(code, "S93.40");
    tiny_free(&made);
}
END_TEST

START_TEST(flags)
{
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);

    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "S93401", "2026-01-01")),
                      SBILL_CF_HEADER | SBILL_CF_SEVENTH);
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "S9340", "2026-01-01")), SBILL_CF_HEADER);
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "E114", "2026-01-01")), SBILL_CF_HEADER);
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "W1900XA", "2026-01-01")),
                      SBILL_CF_EXTERNAL_CAUSE);
    ck_assert_uint_eq(sbill_code_flags(b, ref_of(b, 1, "F0280", "2026-01-01")),
                      SBILL_CF_MANIFESTATION);
    tiny_free(&made);
}
END_TEST

static void shape_code(char code[16], int shape, unsigned i)
{
    switch (shape) {
    case 0:
        snprintf(code, 16, "%05u", i);
        break;
    case 1:
        snprintf(code, 16, "A%04u", i);
        break;
    case 2:
        snprintf(code, 16, "%uT", i);
        break;
    case 3:
        snprintf(code, 16, "S%05uA", i);
        break;
    case 4:
        snprintf(code, 16, "%u", i);
        break;
    default:
        snprintf(code, 16, "207Q%uX", i + 100000); /* longer than a key */
    }
}

/* Every shape of codes has a perfect hash: each key a place of its own. */
START_TEST(perfect_hash)
{
    static const uint32_t sizes[] = {0, 1, 2, 3, 7, 64, 333, 2000, 9999, 50000};

    for (int shape = 0; shape < 6; shape++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            struct sbill_arena a;
            struct sbill_phash h;
            uint32_t n = sizes[k];
            uint64_t *keys = calloc(n + 1, sizeof *keys);
            uint8_t *taken;
            for (uint32_t i = 0; i < n; i++) {
                char code[16] = {0};
                shape_code(code, shape, i);
                keys[i] = sbill_code_key(code, strlen(code));
            }
            sbill_arena_init(&a, sbill_alloc_default(), SIZE_MAX);
            ck_assert_int_eq(sbill_phash_make(&a, keys, n, &h), SBILL_OK);
            taken = calloc(h.slots, 1);
            for (uint32_t i = 0; i < n; i++) {
                ck_assert_uint_lt(h.place[i], h.slots);
                ck_assert_uint_eq(taken[h.place[i]]++, 0);
            }
            free(taken);
            sbill_arena_free(&a);
            free(keys);
        }
}
END_TEST

/* ---- answers in JSON -------------------------------------------------------------------------------- */

static void ck_json(const sbill_book *b, int32_t system, const char *code, const char *on,
                    const char *want)
{
    sbill_report *r = NULL;

    ck_assert_int_eq(sbill_code_json(b, system, code, strlen(code), day(on), &r, NULL), SBILL_OK);
    ck_assert_msg(strstr(sbill_report_text(r, NULL), want), "%s\nlacks %s",
                  sbill_report_text(r, NULL), want);
    sbill_report_free(r);
}

START_TEST(json)
{
    struct order_text o;
    struct tiny_book made = one_year(&o);
    const sbill_book *b = tiny_made(&made);

    ck_json(b, 1, "e1142", "2026-01-01",
            "{\"system\":\"icd10cm\",\"code\":\"E11.42\",\"found\":true,\"billable\":true,"
            "\"state\":\"billable\","
            "\"title\":\"Type 2 diabetes mellitus with diabetic polyneuropathy\"");
    ck_json(b, 1, "e1142", "2026-01-01",
            "\"valid_from\":\"2025-10-01\",\"valid_to\":null,\"parent\":\"E11.4\",\"release\":"
            "\"ICD-10-CM FY2026\"}");
    ck_json(b, 1, "E11", "2026-01-01", "\"found\":true,\"billable\":false,\"state\":\"header\"");
    ck_json(b, 1, "E11", "2026-01-01", "\"children\":[\"E11.4\",\"E11.9\"]}");
    ck_json(b, 1, "S93.401", "2026-01-01",
            "\"seventh\":[{\"char\":\"A\",\"title\":\"initial encounter\",\"code\":\"S93.401A\"},"
            "{\"char\":\"D\",\"title\":\"subsequent encounter\",\"code\":\"S93.401D\"},");
    ck_json(b, 1, "E11.99", "2026-01-01",
            "\"code\":\"E11.99\",\"found\":false,\"billable\":false,\"state\":\"unknown\","
            "\"title\":null,");
    ck_json(b, 1, "E11.99", "2026-01-01",
            "\"parent\":null,\"release\":\"ICD-10-CM FY2026\",\"nearest\":\"E11.9\"}");
    ck_json(b, 1, "E11.9", "2020-01-01", "\"found\":true,\"billable\":false,\"state\":\"outside\"");
    ck_json(b, 2, "J1010", "2026-01-01",
            "\"system\":\"hcpcs\",\"code\":\"J1010\",\"found\":false,\"billable\":false,"
            "\"state\":\"not-loaded\"");
    ck_json(b, 1, "a \"quoted\" \xFF thing", "2026-01-01", "\"code\":\"\",\"found\":false");
    tiny_free(&made);
}
END_TEST

#define HCPCS(name, from, to)                                                                     \
    "<file name=\"" name "\" layout=\"table\" system=\"hcpcs\" release=\"" name "\" from=\"" from \
    "\" to=\"" to "\"/>"
#define COLUMNS "# superbill-table\n# kind: codes\n# columns: code title from to successors\n"

/* The same text in two systems is two codes. */
START_TEST(two_systems)
{
    struct order_text o = {.n = 0};
    order_line(&o, 1, "A0100", "Typhoid fever, unspecified");
    struct tiny_file files[] = {{"y", o.p, 0}, {"h", COLUMNS "A0100,taxi,,,\n", 0}};
    struct tiny_book made = tiny_book(NULL,
                                      RELEASE("y", "FY2026", "2025-10-01", "2026-09-30")
                                          HCPCS("h", "2025-01-01", "2026-12-31"),
                                      files, 2);
    const sbill_book *b = tiny_made(&made);

    ck_assert_str_eq(sbill_code_title(b, ref_of(b, 1, "A01.00", "2026-01-01"), NULL),
                     "Typhoid fever, unspecified");
    ck_assert_str_eq(sbill_code_title(b, ref_of(b, 2, "A0100", "2026-01-01"), NULL), "taxi");
    tiny_free(&made);
}
END_TEST

/* Codes longer than a key, and a code of one character. */
START_TEST(long_codes)
{
    struct tiny_file file = {
        "t",
        "# superbill-table\n# kind: codes\n# columns: code title\n"
        "207Q00000X,Family medicine\n207QA0000X,Adolescent\n123456789012345,longest\n1,one\n"
        "12345678,eight\n123456789,nine\n",
        0};
    struct tiny_book made = tiny_book(NULL,
                                      "<file name=\"t\" layout=\"table\" system=\"taxonomy\" "
                                      "release=\"r\" from=\"2020-01-01\" to=\"2030-12-31\"/>",
                                      &file, 1);
    const sbill_book *b = tiny_made(&made);
    static const char *const codes[] = {"207Q00000X", "207QA0000X", "123456789012345",
                                        "1",          "12345678",   "123456789"};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        ck_assert_int_eq(sbill_code_find(b, SBILL_SYSTEM_TAXONOMY, codes[i], strlen(codes[i]),
                                         day("2025-01-01"), NULL),
                         SBILL_CODE_BILLABLE);
    ck_assert_int_eq(
        sbill_code_find(b, SBILL_SYSTEM_TAXONOMY, "207Q00000Y", 10, day("2025-01-01"), NULL),
        SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(
        sbill_code_find(b, SBILL_SYSTEM_TAXONOMY, "1234567890123456", 16, day("2025-01-01"), NULL),
        SBILL_CODE_UNKNOWN);
    tiny_free(&made);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, spelling);
    tcase_add_test(tests, quick_and_slow);
    tcase_add_test(tests, printing);
    tcase_add_test(tests, tree);
    tcase_add_test(tests, flags);
    tcase_add_test(tests, perfect_hash);
    tcase_add_test(tests, json);
    tcase_add_test(tests, two_systems);
    tcase_add_test(tests, long_codes);
}

int main(void)
{
    return unit_run("codes", add);
}
