/* Many claims in one 837: at most 100 under a patient and 5,000 in a transaction set, none lost or twice, counters
 * right; the file is read again, and reading finds nothing wrong with it. */
#include "fhir_document.h"

#include "encounter/encounter.h"

static char *file;
static size_t file_n;

/* One visit of patient `who`; a child is insured through a parent. */
static void visit(int number, int who, bool child)
{
    char json[2048];
    int n = snprintf(
        json, sizeof json,
        "{\"id\":\"V%d\",\"control_number\":\"C%d\",\"date_from\":\"2025-11-20\",\"place_of_"
        "service\":\"11\","
        "\"patient\":{\"name\":{\"last\":\"Doe\",\"first\":\"Jane\"},\"birth_date\":\"2001-02-03\","
        "\"sex\":\"female\","
        "\"address\":{\"lines\":[\"1 Elm\"],\"city\":\"X\",\"state\":\"IL\",\"zip\":\"60601\"}},"
        "\"coverages\":[{\"filing_indicator\":\"CI\",\"payer\":{\"id\":\"P1\",\"name\":\"North\"},"
        "\"member_id\":\"M%d\","
        "\"relationship\":\"%s\",\"subscriber\":{\"name\":{\"last\":\"Doe\",\"first\":\"Ann\"},"
        "\"birth_date\":\"1970-01-01\","
        "\"sex\":\"female\",\"address\":{\"lines\":[\"1 "
        "Elm\"],\"city\":\"X\",\"state\":\"IL\",\"zip\":\"60601\"}}}],"
        "\"providers\":{\"billing\":{\"organization\":\"Clinic\",\"npi\":\"2000000002\",\"tax_id\":"
        "\"210000001\","
        "\"address\":{\"lines\":[\"2 "
        "Elm\"],\"city\":\"X\",\"state\":\"IL\",\"zip\":\"606011234\"}}},"
        "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"code\":\"G0008\",\"charge\":30,\"units\":"
        "1}]}",
        number, number, who, child ? "child" : "self");

    ck_assert_int_lt(n, (int)sizeof json);
    ck_assert_int_eq(sbill_encounter_read(e, json, (size_t)n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_assign(e, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_form(e, NULL), SBILL_OK);
    ck_assert_uint_eq(e->claims.n, 1);
    e->checked = true;
}

/* `claims` claims, `each` in a row of the same patient. */
static void write_file(int claims, int each, bool child)
{
    sbill_file *f;
    const char *bytes;

    ck_assert_int_eq(sbill_file_new("x12-837p", NULL, &f, NULL), SBILL_OK);
    for (int i = 0; i < claims; i++) {
        visit(i, i / each, child);
        ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_OK);
    }
    ck_assert_int_eq(sbill_file_finish(f, &bytes, &file_n, NULL), SBILL_OK);
    file = malloc(file_n + 1);
    ck_assert_ptr_nonnull(file);
    memcpy(file, bytes, file_n + 1);
    sbill_file_free(f);
}

static int count(const char *what)
{
    int n = 0;

    for (const char *p = file; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

/* Separators, counts, control numbers, trailers, levels, too many of a loop. That the little visit lacks what a guide
 * wants is not of interest here. */
static bool of_the_file(int32_t number)
{
    return (number >= 1301 && number <= 1307) || number == 1309 || number == 1311 || number == 1320;
}

/* Reads the file: every claim is there once and in order, and no finding speaks of the file. */
static void read_again(int claims)
{
    sbill_reader *r;
    char id[16];
    int n = 0;

    ck_assert_int_eq(sbill_reader_new("auto", NULL, &r, NULL), SBILL_OK);
    for (size_t at = 0; at <= file_n; at += 65536) {
        size_t piece = file_n - at < 65536 ? file_n - at : 65536;

        ck_assert_int_eq(sbill_reader_feed(r, file + at, piece, NULL), SBILL_OK);
        if (at + 65536 > file_n)
            ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
        while (sbill_reader_next(r, e, NULL) == SBILL_OK) {
            snprintf(id, sizeof id, "C%d", n++);
            assert_text(e->record.control_number, id);
            for (size_t i = 0; i < e->findings.n; i++)
                ck_assert_msg(!of_the_file(e->findings.v[i].number), "finding %d",
                              e->findings.v[i].number);
        }
    }
    ck_assert_int_eq(n, claims);
    sbill_reader_free(r);
    free(file);
}

START_TEST(of_one_subscriber)
{
    write_file(201, 201, false);
    ck_assert_int_eq(count("~CLM*"), 201);
    ck_assert_int_eq(count("*22*0~"), 3); /* 100, 100 and 1 */
    ck_assert_int_eq(count("~ST*"), 1);
    read_again(201);
}
END_TEST

START_TEST(of_one_child)
{
    write_file(201, 201, true);
    ck_assert_int_eq(count("*22*1~"), 1);
    ck_assert_int_eq(count("*23*0~"), 3);
    read_again(201);
}
END_TEST

START_TEST(of_many)
{
    write_file(5001, 2, false);
    ck_assert_int_eq(count("~CLM*"), 5001);
    ck_assert_int_eq(count("~ST*"), 2); /* 5,000 and 1 */
    ck_assert_int_eq(count("*22*0~"), 2501);
    ck_assert_int_eq(count("~GE*2*"), 1);
    read_again(5001);
}
END_TEST

START_TEST(exactly_full)
{
    write_file(5000, 100, false);
    ck_assert_int_eq(count("~ST*"), 1);
    ck_assert_int_eq(count("*22*0~"), 50);
    read_again(5000);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, of_one_subscriber);
    tcase_add_test(c, of_one_child);
    tcase_add_test(c, of_many);
    tcase_add_test(c, exactly_full);
}

int main(void)
{
    return unit_run("x12 many", add);
}
