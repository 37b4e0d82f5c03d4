/* Superbills as tables: rows into visits, what spreadsheets do, and that nothing depends on how the bytes come. */
#include "encounter_fixture.h"
#include "meter.h"
#include "read/csv.h"
#include "read/stream.h"

static char got[65536]; /* what came out: ids and codes, errors with their lines */

static void note(const char *text)
{
    size_t n = strlen(got);

    snprintf(got + n, sizeof got - n, "%s", text);
}

static void note_number(const char *before, uint64_t number)
{
    char room[32];

    snprintf(room, sizeof room, "%s%llu", before, (unsigned long long)number);
    note(room);
}

static void note_record(sbill_reader *r)
{
    note(sbill_text(e, SBILL_ITEM_RECORD, 0, SBILL_F_ID, NULL));
    note_number("@", sbill_reader_line(r));
    note(":");
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_LINE); i++) {
        note(" ");
        note(sbill_text(e, SBILL_ITEM_LINE, i, SBILL_F_CODE, NULL));
    }
    for (size_t i = 0; i < e->findings.n; i++)
        note_number(" !", (uint64_t)e->findings.v[i].number);
    note("|");
}

static int32_t drain(sbill_reader *r)
{
    for (;;) {
        sbill_error *err = NULL;
        int32_t status = sbill_reader_next(r, e, &err);

        if (status == SBILL_OK) {
            note_record(r);
        } else if (status == SBILL_EINPUT) {
            ck_assert_ptr_nonnull(err);
            note(sbill_error_message(err));
            note_number("@", sbill_reader_line(r));
            note("|");
        }
        sbill_error_free(err);
        if (status != SBILL_OK && status != SBILL_EINPUT)
            return status;
    }
}

static sbill_reader *open_with(const char *map, const char *defaults)
{
    sbill_reader *r;

    ck_assert_int_eq(sbill_reader_new("csv", options, &r, NULL), SBILL_OK);
    if (map)
        ck_assert_int_eq(sbill_reader_give(r, "map", "m.xml", map, strlen(map), NULL), SBILL_OK);
    if (defaults)
        ck_assert_int_eq(
            sbill_reader_give(r, "defaults", "d.json", defaults, strlen(defaults), NULL), SBILL_OK);
    got[0] = '\0';
    return r;
}

static const char *pass(sbill_reader *r, const char *csv, size_t n, size_t piece)
{
    for (size_t i = 0; i < n; i += piece) {
        ck_assert_int_eq(sbill_reader_feed(r, csv + i, n - i < piece ? n - i : piece, NULL),
                         SBILL_OK);
        drain(r);
    }
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    ck_assert_int_eq(drain(r), SBILL_END);
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_END);
    sbill_reader_free(r);
    return got;
}

static const char *read_csv(const char *csv)
{
    return pass(open_with(NULL, NULL), csv, strlen(csv), strlen(csv));
}

/* The record of the last visit as JSON. */
static const char *record(const char *csv, const char *map, const char *defaults)
{
    const char *json;
    size_t n;

    pass(open_with(map, defaults), csv, strlen(csv), strlen(csv));
    ck_assert_int_eq(sbill_encounter_record(e, &json, &n, NULL), SBILL_OK);
    return json;
}

static void has(const char *json, const char *part)
{
    ck_assert_msg(strstr(json, part) != NULL, "no %s in %s", part, json);
}

START_TEST(visits)
{
    static const struct {
        const char *csv, *out;
    } tables[] = {
        {"visit,cpt\n1,A\n2,B\n1,C\n", "1@2: A C|2@3: B|"},
        {"visit;cpt\r\n1;A\r\n\r\n;;\r\n1;\"B\nC\"", "1@2: A B\nC|"},
        {"sep=|\nvisit|cpt\n1|A\n", "1@3: A|"},
        {"visit\tcpt\n1\tA", "1@2: A|"},
        {"\xEF\xBB\xBFvisit,cpt\n1,A", "1@2: A|"},
        {"visit,control number,cpt\n,7,A\n,8,B\n,7,C\n", "@2: A C|@3: B|"},
        {"patient id,dos,cpt\n5,10/1/2025,A\n5,2025-10-02,B\n5,20251001,C\n", "@2: A C|@3: B|"},
        {"patient id,provider,dos,cpt\n5,X,10/1/2025,A\n5,Y,10/1/2025,B\n",
         "@2: A !1372|@3: B !1372|"},
        {"cpt\nA\nA\n", "@2: A !1356|@3: A !1356|"},
        {"visit,cpt\n1,\"A\" x\n1,B\n", "text follows a closing quotation mark@2|1@3: B !1357|"},
        {"visit,cpt\n1,\"A\n1,B\n", "a quotation mark opens here and is never closed@2|"},
        {"visit,cpt\n1,A\x81\n", "the row holds bytes that are neither UTF-8 nor Latin-1@2|"},
        {"visit,cpt,color\n1,A,\n", "1@2: A !1350|"},
        {"alpha\n",
         "none of the column headings is known: the first row must be the heading, and a column "
         "map can say what unusual columns mean@1|"},
        {"", "the input is empty: there is no record in it@1|"},
        {"visit,cpt\n", ""},
        {"\xFF\xFEv\0", "the table is written in UTF-16: save it as CSV UTF-8@1|"},
    };

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t n = strlen(tables[i].csv);

        for (size_t piece = 1; piece < n + 2; piece += piece < 4 ? 1 : n)
            ck_assert_str_eq(pass(open_with(NULL, NULL), tables[i].csv, n, piece), tables[i].out);
    }
}
END_TEST

START_TEST(one_record)
{
    const char *json = record(
        "visit,patient name,dob,sex,zip,dos,dosto,pos,cpt,mods,dx1,dx2,ptr,units,charge,provider "
        "npi\n"
        "1,\"DOE, JANE Q\",3/5/1960,F,2139,10/1/2025,10/01/2025,11,99213-25,59,E11.9,I10,BA,1.0,"
        "\"$1,125.50\",2000000010\n"
        "1,,,,,10/2/2025,10/3/2025,12,G0108,\"GT:95\",I10,,,2,60,2000000028\n",
        NULL, NULL);

    has(json, "\"date_from\":\"2025-10-01\"");
    has(json, "\"name\":{\"last\":\"DOE\",\"first\":\"JANE\",\"middle\":\"Q\"}");
    has(json, "\"sex\":\"female\"");
    has(json, "\"zip\":\"02139\"");
    has(json, "\"code\":\"99213\",\"modifiers\":[\"25\",\"59\"]");
    has(json, "\"charge\":1125.50,\"units\":1,\"diagnoses\":[\"I10\",\"E11.9\"]");
    has(json, "\"code\":\"G0108\",\"modifiers\":[\"GT\",\"95\"]");
    has(json, "\"date_from\":\"2025-10-02\",\"date_to\":\"2025-10-03\"");
    has(json, "\"place_of_service\":\"12\"");
    has(json, "\"providers\":{\"rendering\":{\"entity\":\"person\",\"npi\":\"2000000010\"}}");
    has(json, "\"rendering\":{\"entity\":\"person\",\"npi\":\"2000000028\"}");
    ck_assert_ptr_null(strstr(json, "\"date_to\":\"2025-10-01\""));
}
END_TEST

START_TEST(pointers)
{
    static const char *const pairs[][2] = {
        {"A", "[\"I10\"]"},
        {"ab", "[\"I10\",\"E11.9\"]"},
        {"21", "[\"E11.9\",\"I10\"]"},
        {"\"1,3\"", "[\"I10\",\"Z23\"]"},
        {"E11.9", "[\"E11.9\"]"},
        {"", "[\"I10\",\"E11.9\",\"Z23\"]"},
    };
    char csv[128];

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        snprintf(csv, sizeof csv, "visit,cpt,ptr,dx\n1,A,%s,I10 E11.9 Z23\n", pairs[i][0]);
        has(record(csv, NULL, NULL), pairs[i][1]);
    }
    /* without diagnoses in the row: places among those of the visit, for the engine to find */
    has(record("visit,cpt,ptr,dx\n1,A,,I10\n1,B,A,\n", NULL, NULL), "\"diagnoses\":[\"A\"]");
}
END_TEST

START_TEST(damage)
{
    static const struct {
        const char *heading, *cell, *number; /* NULL: nothing is said */
    } rows[] = {
        {"zip", "2139", "1360"},
        {"zip", "21391234", "1360"},
        {"zip", "02139", NULL},
        {"zip", "K1A", NULL},
        {"pos", "2", "1360"},
        {"cpt", "100", "1360"},
        {"cpt", "99213.0", "1363"},
        {"dx", "250.0", NULL},
        {"dx", "1-Mar", "1362"},
        {"dx", "Mar-01", "1362"},
        {"mod", "3/1/2025", "1362"},
        {"cpt", "1.0E+05", "1361"},
        {"cpt", "1E+05", "1361"},
        {"cpt", "12E4", NULL},
        {"cpt", "E1399", NULL},
        {"member id", "1.2E+9", NULL},
        {"member id", "1.2E+09", "1361"},
        {"last name", "1E+05", NULL},
        {"last name", "#N/A", "1364"},
        {"member id", "####", "1364"},
        {"member id", "#1", NULL},
        {"dob", "45931", "1366"},
        {"dob", "1/2/80", "1367"},
        {"dob", "x", "1365"},
        {"dob", "1/2/1980 13:00", "1368"},
        {"dob", "1980-01-02T00:00:00", NULL},
        {"dob", "1/2/1980 12:00:00 AM", NULL},
        {"charge", "$1,250.00", NULL},
        {"charge", "1,25", NULL},
        {"charge", "1,250", NULL},
        {"charge", "12,50,00", "1369"},
        {"charge", "1.005", "1369"},
        {"charge", "(12.50)", NULL},
        {"charge", "1.250,00", NULL},
        {"charge", ",50", "1369"},
        {"epsdt", "x", NULL},
        {"epsdt", "perhaps", "1370"},
        {"patient", "JANE DOE", "1371"},
    };
    char csv[128];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(csv, sizeof csv, "visit,%s\n1,\"%s\"\n", rows[i].heading, rows[i].cell);
        read_csv(csv);
        if (rows[i].number)
            ck_assert_msg(strstr(got, rows[i].number), "%s %s: %s", rows[i].heading, rows[i].cell,
                          got);
        else
            ck_assert_msg(!strstr(got, " !13"), "%s %s: %s", rows[i].heading, rows[i].cell, got);
    }
}
END_TEST

START_TEST(defaults_below)
{
    static const char defaults[] =
        "{\"currency\":\"USD\",\"place_of_service\":\"11\",\"patient\":{\"address\":{\"state\":"
        "\"MA\"}},"
        "\"coverages\":[{\"relationship\":\"self\",\"payer\":{\"address\":{\"city\":\"X\"}}},{"
        "\"group_number\":\"G\"}],"
        "\"providers\":{\"rendering\":{\"npi\":\"2000000010\",\"name\":{\"last\":\"SMITH\"}}},"
        "\"directory\":{\"providers\":{\"JS\":\"Smith\",\"smith\":{\"npi\":\"2000000028\",\"name\":"
        "{\"last\":\"SMYTH\"}}},"
        "\"payers\":{\"Med\":{\"payer\":{\"id\":\"M1\",\"name\":\"MED\"},\"filing_indicator\":"
        "\"MB\"}}}}";
    const char *json = record("visit,state,payer,cpt\n1,TX,med,A\n", NULL, defaults);

    has(json, "\"currency\":\"USD\"");
    has(json, "\"state\":\"TX\"");
    has(json, "\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"M1\",\"name\":\"MED\",\"address\":{"
              "\"city\":\"X\"}}");
    has(json, "\"relationship\":\"self\"");
    ck_assert_ptr_null(strstr(json, "group_number")); /* there is no second payer */
    has(json, "SMITH");
    ck_assert_ptr_null(strstr(json, "directory"));
    has(record("visit,payer,secondary payer,cpt\n1,med,Other,A\n", NULL, defaults),
        "\"group_number\":\"G\"");
    json = record("visit,provider,cpt\n1,JS,A\n", NULL, defaults);
    has(json, "\"last\":\"SMYTH\"},\"npi\":\"2000000028\"");
    /* the same person is filled up, another is not */
    has(record("visit,rendering npi,cpt\n1,2000000010,A\n", NULL, defaults), "SMITH");
    ck_assert_ptr_null(
        strstr(record("visit,rendering npi,cpt\n1,2000000036,A\n", NULL, defaults), "SMITH"));
}
END_TEST

START_TEST(map)
{
    const char *json = record(
        "x;y;z\n1;A;w\n",
        "<columns heading='no' separator=';'><column number='1' to='id'/>"
        "<column number='2' to='lines[].code'/>"
        "<column number='3' to='patient.sex'><value is='W' means='female'/></column></columns>",
        NULL);

    ck_assert_str_eq(got, "x@1: y !1008|1@2: A|");
    has(json, "\"sex\":\"female\"");
}
END_TEST

START_TEST(refused_gifts)
{
    static const struct {
        const char *what, *text, *words;
    } gifts[] = {
        {"map", "<columns", "m:"},
        {"map", "<colums/>", "a column map is <columns>"},
        {"map", "<columns separator='x'/>", "the separator is"},
        {"map", "<columns dates='year-first'/>", "no word for this attribute"},
        {"map", "<columns><column to='id'/></columns>", "has a name or a number"},
        {"map", "<columns><column name='a'/></columns>", "says where it goes"},
        {"map", "<columns><column name='a' to='lines.code'/></columns>", "has no place"},
        {"map", "<columns><column number='0' to='id'/></columns>", "no column number"},
        {"map", "<columns><column name='a' to='id'><word/></column></columns>", "not known here"},
        {"defaults", "[]", "a JSON object"},
        {"defaults", "{\"lines\":[]}", "have no \"lines\""},
        {"defaults", "{\"directory\":{\"people\":{}}}", "no \"people\""},
        {"defaults", "{\"directory\":{\"payers\":[]}}", "are an object"},
        {"shoe", "", "a map or defaults"},
    };

    for (size_t i = 0; i < sizeof gifts / sizeof *gifts; i++) {
        sbill_error *err = NULL;
        sbill_reader *r = open_with(NULL, NULL);
        int32_t status =
            sbill_reader_give(r, gifts[i].what, "m", gifts[i].text, strlen(gifts[i].text), &err);

        ck_assert(status == SBILL_EINPUT || status == SBILL_EINVAL);
        if (strcmp(gifts[i].words, "m:") != 0)
            ck_assert_msg(strstr(sbill_error_message(err), gifts[i].words), "%s",
                          sbill_error_message(err));
        sbill_error_free(err);
        sbill_reader_free(r);
    }
    sbill_reader *r = open_with(NULL, NULL);

    ck_assert_int_eq(sbill_reader_feed(r, "a", 1, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_give(r, "map", "m", "<columns/>", 10, NULL), SBILL_EINVAL);
    sbill_reader_free(r);
}
END_TEST

START_TEST(window)
{
    static char csv[60000];
    size_t n = (size_t)snprintf(csv, sizeof csv, "visit,cpt\n");

    for (int i = 0; i < 1200; i++) /* more than the window holds at once, some visits twice */
        n += (size_t)snprintf(csv + n, sizeof csv - n, "%d,A%d\n", i % 1100, i);
    with_option("max-record", "4096");
    pass(open_with(NULL, NULL), csv, n, 1000);
    ck_assert_ptr_nonnull(strstr(got, "0@1102: A1100 !1352|"));
    ck_assert_ptr_nonnull(strstr(got, "1099@1101: A1099|"));
    n = (size_t)snprintf(csv, sizeof csv, "visit,cpt\n");
    for (int i = 0; i < 1001; i++)
        n += (size_t)snprintf(csv + n, sizeof csv - n, "1,A\n");
    with_option("max-record", "1000000");
    ck_assert_str_eq(pass(open_with(NULL, NULL), csv, n, 1000),
                     "more than 1000 rows are of one visit@2|");
}
END_TEST

/* Reads what is there; how often a visit came too late. */
static size_t count_late(sbill_reader *r)
{
    size_t late = 0;

    while (sbill_reader_next(r, e, NULL) == SBILL_OK)
        for (size_t i = 0; i < e->findings.n; i++)
            late += e->findings.v[i].number == SBILL_FINDING_SHEET_ROWS_APART;
    return late;
}

/* Not all visits of an endless table can be remembered. */
START_TEST(memory_of_visits)
{
    sbill_reader *r;
    char row[32];

    with_option("max-record", "4096");
    r = open_with(NULL, NULL);
    ck_assert_int_eq(sbill_reader_feed(r, "visit,cpt\n", 10, NULL), SBILL_OK);
    for (int i = 0; i < 300000; i++) {
        int n = snprintf(row, sizeof row, "%d,A\n", i);

        ck_assert_int_eq(sbill_reader_feed(r, row, (size_t)n, NULL), SBILL_OK);
        if (i % 1000 == 0)
            ck_assert_uint_eq(count_late(r), 0);
    }
    ck_assert_int_eq(sbill_reader_feed(r, "5,A\n290000,A\n", 13, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    ck_assert_uint_eq(count_late(r), 1);
    sbill_reader_free(r);
}
END_TEST

START_TEST(long_rows)
{
    static char csv[20000];

    with_option("max-record", "4096");
    snprintf(csv, sizeof csv, "visit,cpt\n1,\"%0*d\"\n2,B\n", 9000, 0);
    for (size_t piece = 100; piece < 20000; piece *= 3)
        ck_assert_str_eq(
            pass(open_with(NULL, NULL), csv, strlen(csv), piece),
            piece < 9000 ? "the record is longer than 4096 bytes, the option max-record@2|"
                           "2@3: B !1357|"
                         : "the record is longer than 4096 bytes, the option max-record@2|2@3: B|");
}
END_TEST

START_TEST(detected)
{
    static const char *const pairs[][2] = {
        {"visit,cpt\n", "csv"},        {"a\tb\n", "csv"},       {"\xEF\xBB\xBFvisit;cpt\n", "csv"},
        {"\xFF\xFEv", "csv"},          {"{\"a\":1,\n", "json"}, {"[1,2]\n", "json"},
        {"{\"a\":1}\n{}\n", "ndjson"}, {"sep=;\n", "csv"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        ck_assert_str_eq(sbill_detect(t(pairs[i][0]), true), pairs[i][1]);
    ck_assert_ptr_null(sbill_detect(t("visit"), false));
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, fixture_setup, fixture_teardown);
    tcase_add_test(tests, visits);
    tcase_add_test(tests, one_record);
    tcase_add_test(tests, pointers);
    tcase_add_test(tests, damage);
    tcase_add_test(tests, defaults_below);
    tcase_add_test(tests, map);
    tcase_add_test(tests, refused_gifts);
    tcase_add_test(tests, window);
    tcase_add_test(tests, memory_of_visits);
    tcase_add_test(tests, long_rows);
    tcase_add_test(tests, detected);
}

int main(void)
{
    return unit_run("csv_read", add);
}
