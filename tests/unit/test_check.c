/* Edits on records, with the small book of tests/books/edits and a claim formed by hand, so that only check is
 * tested. What each edit says stands in tests/cases/finding-*; here: scope, stopping, running twice, odd input. */
#include "book/book.h"
#include "check/check.h"
#include "encounter/encounter.h"
#include "meter.h"
#include "read/record_json.h"
#include "unit.h"

static sbill_book *book;
static sbill_builder *builder;

static char *read_file(const char *name, size_t *n)
{
    char path[4096];
    long size;
    char *bytes;
    FILE *f;

    snprintf(path, sizeof path, "%s/tests/books/edits/%s", SOURCE_ROOT, name);
    f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "no %s", path);
    ck_assert(fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0);
    rewind(f);
    bytes = malloc((size_t)size + 1);
    ck_assert_ptr_nonnull(bytes);
    *n = fread(bytes, 1, (size_t)size, f);
    fclose(f);
    return bytes;
}

static void open_book(void)
{
    static const char *const names[] = {"icd10cm_order_2025.txt",
                                        "icd10cm_order_2026.txt",
                                        "hcpcs.csv",
                                        "modifiers.csv",
                                        "places.csv",
                                        "taxonomy.csv",
                                        "groups.csv",
                                        "payers.xml",
                                        "source.xml"};
    enum {
        FILES = sizeof names / sizeof *names
    };
    char *bytes[FILES];
    size_t n[FILES], length;
    const void *image;
    sbill_error *err = NULL;
    int32_t status;

    ck_assert_int_eq(sbill_builder_new(NULL, &builder, NULL), SBILL_OK);
    for (int i = 0; i < FILES; i++) {
        bytes[i] = read_file(names[i], &n[i]);
        status = i + 1 < FILES
                     ? sbill_builder_add_file(builder, names[i], bytes[i], n[i], &err)
                     : sbill_builder_add_manifest(builder, names[i], bytes[i], n[i], &err);
        ck_assert_msg(status == SBILL_OK, "%s: %s", names[i], err ? sbill_error_message(err) : "");
    }
    status = sbill_builder_finish(builder, &image, &length, &err);
    ck_assert_msg(status == SBILL_OK, "%s", err ? sbill_error_message(err) : "");
    ck_assert_int_eq(sbill_book_open_memory(image, length, NULL, &book, NULL), SBILL_OK);
    for (int i = 0; i < FILES; i++)
        free(bytes[i]);
}

static void close_book(void)
{
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* One claim with everything on it, for the first coverage. */
static void form_by_hand(sbill_encounter *e)
{
    struct sbill_claim *c = SBILL_PUSH(&e->arena, &e->claims);

    c->coverage = e->record.coverages.n ? 0 : -1;
    c->sequence = c->parts = 1;
    c->frequency = e->record.frequency ? e->record.frequency : 1;
    if (e->record.coverages.n)
        c->profile = sbill_book_payer(book, e->record.coverages.v[0].payer.profile,
                                      e->record.coverages.v[0].payer.id,
                                      e->record.coverages.v[0].filing_indicator);
    for (size_t i = 0; i < e->record.diagnoses.n; i++) {
        int32_t *at = SBILL_PUSH(&e->arena, &c->diagnoses);

        *at = (int32_t)i;
    }
    for (size_t i = 0; i < e->record.lines.n; i++) {
        struct sbill_claim_line *l = SBILL_PUSH(&e->arena, &c->lines);

        l->line = (int32_t)i;
        l->charge = e->record.lines.v[i].charge;
        l->units = e->record.lines.v[i].units;
        if (l->charge != SBILL_NO_MONEY)
            c->total += l->charge;
        l->pointers[0] = 1;
        l->pointer_count = e->record.diagnoses.n > 0;
    }
}

#define PATIENT                                                                                    \
    "\"patient\":{\"name\":{\"last\":\"Testa\",\"first\":\"Nora\"},\"birth_date\":\"1961-03-14\"," \
    "\"sex\":\"female\",\"address\":{\"lines\":[\"9 Sample Street\"],\"city\":\"Springfield\","    \
    "\"state\":\"IL\",\"zip\":\"62705\"}}"
#define COVERAGE(filing, payer, member)                                              \
    "\"coverages\":[{\"filing_indicator\":\"" filing "\",\"payer\":{\"id\":\"" payer \
    "\",\"name\":\"Example Payer\"},\"member_id\":\"" member "\",\"relationship\":\"self\"}]"
#define PROVIDERS                                                                              \
    "\"providers\":{\"billing\":{\"organization\":\"Cedar Hollow\",\"npi\":\"2000000002\","    \
    "\"tax_id\":\"360000145\",\"tax_id_type\":\"ein\",\"address\":{\"lines\":[\"142 Example "  \
    "Way\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"627010142\"}},\"rendering\":{" \
    "\"name\":{\"last\":\"Marlow\",\"first\":\"Iris\"},\"npi\":\"2000000010\"}}"
#define CONTEXT "\"context\":{\"complete\":true,\"lines\":[]}"
#define RECORD(date, coverage, rest)                                                              \
    "{\"date_from\":\"" date "\",\"place_of_service\":\"11\"," PATIENT "," coverage "," PROVIDERS \
    "," CONTEXT "," rest "}"
#define COMMERCIAL COVERAGE("CI", "EX100", "XEM100200300")
#define MEDICARE COVERAGE("MB", "EX001", "1EG4TE5MK73")
#define CLEAN                                                                                   \
    "\"diagnoses\":[{\"code\":\"E11.9\"}],\"lines\":[{\"code\":\"G0108\",\"charge\":\"60.00\"," \
    "\"units\":1,\"diagnoses\":[\"E11.9\"]}]"

static sbill_encounter *encounter;

static void start(const char *option, const char *value)
{
    sbill_options *o;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    if (option)
        ck_assert_int_eq(sbill_options_set(o, option, value, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, o, &encounter, NULL), SBILL_OK);
    sbill_options_free(o);
}

static void check_record(const char *json)
{
    sbill_error *err = NULL;
    int32_t status = sbill_read_record_json(encounter, t(json), 1, &err);

    ck_assert_msg(status == SBILL_OK, "%s", err ? sbill_error_message(err) : "");
    form_by_hand(encounter);
    ck_assert_int_eq(sbill_check(encounter, NULL), SBILL_OK);
}

static size_t count_of(int32_t number)
{
    size_t n = 0;

    for (size_t i = 0; i < encounter->findings.n; i++)
        n += encounter->findings.v[i].number == number;
    return n;
}

/* Findings that are more than "not checked". */
static size_t noise(void)
{
    size_t n = 0;

    for (size_t i = 0; i < encounter->findings.n; i++)
        n += encounter->findings.v[i].severity != SBILL_SEV_NOT_CHECKED;
    return n;
}

START_TEST(clean_makes_no_noise)
{
    start(NULL, NULL);
    check_record(RECORD("2025-11-04", COMMERCIAL, CLEAN));
    ck_assert_uint_eq(noise(), 0);
    ck_assert_uint_eq(count_of(SBILL_FINDING_TABLES_MISSING), 1);
    ck_assert(!encounter->claims.v[0].stopped);
    ck_assert_int_ne(encounter->outcome, SBILL_OUTCOME_STOPPED);
    sbill_encounter_free(encounter);
}
END_TEST

START_TEST(running_twice_says_it_once)
{
    size_t n;

    start(NULL, NULL);
    check_record(RECORD("2025-11-04", COMMERCIAL, "\"diagnoses\":[{\"code\":\"S93.401\"}]"));
    n = encounter->findings.n;
    ck_assert_uint_eq(count_of(SBILL_FINDING_DX_SEVENTH_CHARACTER), 1);
    ck_assert_int_eq(sbill_check(encounter, NULL), SBILL_OK);
    ck_assert_uint_eq(encounter->findings.n, n);
    sbill_encounter_free(encounter);
}
END_TEST

static const char zero_charge[] = RECORD(
    "2025-11-04", COMMERCIAL,
    "\"diagnoses\":[{\"code\":\"E11.9\"}],\"lines\":[{\"code\":\"G0108\",\"charge\":\"0.00\","
    "\"units\":1,\"diagnoses\":[\"E11.9\"]}]");

START_TEST(fail_on_decides_what_stops)
{
    start(NULL, NULL);
    check_record(zero_charge);
    ck_assert_uint_eq(count_of(SBILL_FINDING_CHARGE_ZERO), 1);
    ck_assert(!encounter->claims.v[0].stopped);
    sbill_encounter_free(encounter);

    start("fail-on", "warning");
    check_record(zero_charge);
    ck_assert(encounter->claims.v[0].stopped);
    ck_assert_int_eq(encounter->outcome, SBILL_OUTCOME_STOPPED);
    sbill_encounter_free(encounter);

    start("severity.2407", "off");
    check_record(zero_charge);
    ck_assert_uint_eq(count_of(SBILL_FINDING_CHARGE_ZERO), 0);
    sbill_encounter_free(encounter);
}
END_TEST

#define DRUG                                                                                     \
    "\"diagnoses\":[{\"code\":\"M17.11\"}],\"lines\":[{\"code\":\"J3301\",\"charge\":\"32.00\"," \
    "\"units\":4,\"diagnoses\":[\"M17.11\"],\"drug\":{\"vial\":\"single-dose\"}}]"

START_TEST(scope_by_date_and_payer)
{
    start(NULL, NULL);
    check_record(RECORD("2023-06-30", MEDICARE, DRUG));
    ck_assert_uint_eq(count_of(SBILL_FINDING_WASTE_MODIFIER_MISSING), 0);
    check_record(RECORD("2023-07-01", MEDICARE, DRUG));
    ck_assert_uint_eq(count_of(SBILL_FINDING_WASTE_MODIFIER_MISSING), 1);
    check_record(RECORD("2023-07-01", COMMERCIAL, DRUG));
    ck_assert_uint_eq(count_of(SBILL_FINDING_WASTE_MODIFIER_MISSING), 0);
    sbill_encounter_free(encounter);
}
END_TEST

START_TEST(nothing_is_said_where_nothing_is_billed)
{
    start(NULL, NULL);
    ck_assert_int_eq(sbill_read_record_json(encounter, t("{\"self_pay\":true}"), 1, NULL),
                     SBILL_OK);
    encounter->outcome = SBILL_OUTCOME_NO_CLAIM;
    ck_assert_int_eq(sbill_check(encounter, NULL), SBILL_OK);
    ck_assert_uint_eq(encounter->findings.n, 0);
    sbill_encounter_free(encounter);
}
END_TEST

/* A hold has no claim, but what is wrong with its codes is said all the same. */
START_TEST(a_hold_is_checked_too)
{
    start(NULL, NULL);
    ck_assert_int_eq(sbill_read_record_json(
                         encounter,
                         t(RECORD("2025-11-04", COMMERCIAL, "\"diagnoses\":[{\"code\":\"E11\"}]")),
                         1, NULL),
                     SBILL_OK);
    encounter->outcome = SBILL_OUTCOME_HOLD;
    ck_assert_int_eq(sbill_check(encounter, NULL), SBILL_OK);
    ck_assert_uint_eq(count_of(SBILL_FINDING_DX_INCOMPLETE), 1);
    ck_assert_int_eq(encounter->outcome, SBILL_OUTCOME_HOLD);
    sbill_encounter_free(encounter);
}
END_TEST

START_TEST(rejected_codes_are_not_checked)
{
    start(NULL, NULL);
    ck_assert_int_eq(sbill_read_record_json(
                         encounter,
                         t(RECORD("2025-11-04", COMMERCIAL,
                                  "\"diagnoses\":[{\"code\":\"E11\",\"status\":\"rejected\"}]")),
                         1, NULL),
                     SBILL_OK);
    ck_assert_int_eq(sbill_check(encounter, NULL), SBILL_OK);
    ck_assert_uint_eq(count_of(SBILL_FINDING_DX_INCOMPLETE), 0);
    sbill_encounter_free(encounter);
}
END_TEST

/* What an edit must not stumble over: nothing at all, texts of one character, dates at the ends of time. */
START_TEST(odd_records)
{
    static const char *const records[] = {
        "{}",
        "{\"diagnoses\":[{}],\"lines\":[{}],\"coverages\":[{}],\"providers\":{\"billing\":{},"
        "\"rendering\":{}}}",
        "{\"diagnoses\":[{\"code\":\".\"},{\"code\":\"-\"},{\"code\":\"ABCDEFGHIJKLMNOPQRSTUVW\"}],"
        "\"lines\":[{\"code\":\"\\u00e9\",\"modifiers\":[\"\",\"\\u00e9\",\"P\",\"12345\"],"
        "\"diagnoses\":[\"Z\",\"0\","
        "\"99999999999\",\"M\"]}]}",
        "{\"date_from\":\"1800-01-01\",\"date_to\":\"2199-12-31\",\"patient\":{\"birth_date\":"
        "\"2199-12-31\"},"
        "\"lines\":[{\"code\":\"G0108\",\"units\":99999999999,\"charge\":\"90000000000000.00\"}]}",
        "{\"claim_type\":\"dental\",\"lines\":[{\"code\":\"D\",\"teeth\":[{},{\"number\":\"AS\","
        "\"surfaces\":"
        "\"MODBLFIMODBLFI\"},{\"number\":\"4294967297\"}],\"oral_cavity\":[\"\"]}]}",
        "{\"accident\":{\"automobile\":true},\"context\":{\"lines\":[{}]},\"frequency\":99,\"use\":"
        "\"predetermination\"}",
        "{\"lines\":[{\"code\":\"J3301\",\"units\":1,\"drug\":{\"ndc\":\"-\",\"quantity\":-1,"
        "\"dose\":9000000000000,"
        "\"dose_unit\":\"g\"}}]}",
    };

    start("as-of", "2025-12-31");
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        check_record(records[i]);
        ck_assert_uint_gt(encounter->findings.n, 0);
    }
    sbill_encounter_free(encounter);
}
END_TEST

static const char much_wrong[] = RECORD(
    "2025-11-04", COVERAGE("CI", "EX600", "X1"),
    "\"diagnoses\":[{\"code\":\"T78.1XXA\"},{\"code\":\"S93.401\"},{\"code\":\"W21.89A\"}],"
    "\"lines\":[{\"code\":\"99213\",\"modifiers\":[\"25\",\"LT\",\"RT\"]},{\"code\":\"J1030\"}]");

START_TEST(memory_may_give_out_anywhere)
{
    bool done = false;

    for (size_t n = 1; !done; n++) {
        struct meter m = {.fail_at = n, .and_after = true};
        sbill_options *o;
        int32_t status;

        ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
        sbill_options_set_allocator(o, metered, &m);
        status = sbill_encounter_new(book, o, &encounter, NULL);
        sbill_options_free(o);
        if (status == SBILL_OK) {
            status = sbill_read_record_json(encounter, t(much_wrong), 1, NULL);
            if (status == SBILL_OK && SBILL_PUSH(&encounter->arena, &encounter->claims)) {
                encounter->claims.v[0].sequence = encounter->claims.v[0].parts = 1;
                encounter->claims.v[0].profile = sbill_book_payer(book, t(""), t("EX600"), t("CI"));
                status = sbill_check(encounter, NULL);
                done = status == SBILL_OK;
            }
            sbill_encounter_free(encounter);
        }
        ck_assert(done || status == SBILL_NOMEM || status == SBILL_OK);
        ck_assert_uint_eq(m.live, 0);
        ck_assert_uint_lt(n, 10000);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, open_book, close_book);
    tcase_add_test(c, clean_makes_no_noise);
    tcase_add_test(c, running_twice_says_it_once);
    tcase_add_test(c, fail_on_decides_what_stops);
    tcase_add_test(c, scope_by_date_and_payer);
    tcase_add_test(c, nothing_is_said_where_nothing_is_billed);
    tcase_add_test(c, a_hold_is_checked_too);
    tcase_add_test(c, rejected_codes_are_not_checked);
    tcase_add_test(c, odd_records);
    tcase_add_test(c, memory_may_give_out_anywhere);
}

int main(void)
{
    return unit_run("check", add);
}
