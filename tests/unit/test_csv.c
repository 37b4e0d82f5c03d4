#include "base/csv.h"

#include "unit.h"

static struct sbill_csv open_csv(const char *bytes, char separator, bool quotes)
{
    struct sbill_csv c;

    sbill_csv_start(&c, sbill_alloc_default(), t(bytes), t("t.csv"), 1);
    c.separator = separator;
    c.quotes = quotes;
    return c;
}

static void expect(struct sbill_csv *c, uint32_t line, size_t count, const char *const *cells)
{
    ck_assert_int_eq(sbill_csv_next(c, NULL), SBILL_OK);
    ck_assert_uint_eq(c->line, line);
    ck_assert_uint_eq(c->count, count);
    for (size_t i = 0; i < count; i++)
        assert_text(c->cells[i].text, cells[i]);
}

START_TEST(plain_rows)
{
    struct sbill_csv c = open_csv("\xEF\xBB\xBF"
                                  "a,b,\r\n\n,\n\r\nx",
                                  ',', true);

    expect(&c, 1, 3, (const char *const[]){"a", "b", ""});
    expect(&c, 3, 2, (const char *const[]){"", ""});
    expect(&c, 5, 1, (const char *const[]){"x"});
    ck_assert_int_eq(sbill_csv_next(&c, NULL), SBILL_END);
    ck_assert_int_eq(sbill_csv_next(&c, NULL), SBILL_END);
    sbill_csv_end(&c);
}
END_TEST

START_TEST(quoted_cells)
{
    struct sbill_csv c =
        open_csv("\"a,1\",\"two\r\nlines\",\"say \"\"hi\"\"\"\nnext,\"\",b\"c\n\x1A", ',', true);

    expect(&c, 1, 3, (const char *const[]){"a,1", "two\r\nlines", "say \"hi\""});
    ck_assert_uint_eq(c.cells[2].line, 2);
    ck_assert_uint_eq(c.cells[2].column, 8);
    expect(&c, 3, 3, (const char *const[]){"next", "", "b\"c"});
    ck_assert_int_eq(sbill_csv_next(&c, NULL), SBILL_END);
    sbill_csv_end(&c);
}
END_TEST

/* However the bytes are cut into pieces, a record ends where the cutter says. */
START_TEST(pieces)
{
    static const char bytes[] = "a,\"b\n\"\"c\"\"\",d\"\r\n,\"\"\nlast";
    static const size_t ends[] = {16, 20};
    struct sbill_csv_scan scan = {0};
    size_t from = 0, found = 0, n;

    for (size_t have = 1; have < sizeof bytes; have++) {
        while (sbill_csv_whole(&scan, (struct sbill_text){bytes + from, have - from}, ',', &n)) {
            from += n;
            ck_assert_uint_eq(from, ends[found++]);
        }
    }
    ck_assert_uint_eq(found, 2);
    ck_assert_uint_eq(scan.seen, 4);
}
END_TEST

START_TEST(going_on)
{
    struct sbill_csv c = open_csv("a;b\n", ';', true);

    expect(&c, 1, 2, (const char *const[]){"a", "b"});
    sbill_csv_go_on(&c, t("\"c\"\"\";d\n"), 7);
    expect(&c, 7, 2, (const char *const[]){"c\"", "d"});
    ck_assert_int_eq(sbill_csv_next(&c, NULL), SBILL_END);
    sbill_csv_end(&c);
}
END_TEST

START_TEST(tabs_without_quotes)
{
    struct sbill_csv c = open_csv("\"a\tb\"\t\n", '\t', false);

    expect(&c, 1, 3, (const char *const[]){"\"a", "b\"", ""});
    sbill_csv_end(&c);
}
END_TEST

static void refused(const char *bytes, uint32_t line, uint32_t column)
{
    struct sbill_csv c = open_csv(bytes, ',', true);
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_csv_next(&c, &err), SBILL_EINPUT);
    ck_assert_uint_eq(sbill_error_line(err), line);
    ck_assert_uint_eq(sbill_error_column(err), column);
    sbill_error_free(err);
    sbill_csv_end(&c);
}

START_TEST(broken_rows)
{
    char wide[SBILL_CSV_CELLS + 1];

    refused("a,\"open\nand so on", 1, 3);
    refused("\"", 1, 1);
    refused("\"a\"b,c", 1, 4);
    refused("x,\"a\n\"b", 2, 2);
    memset(wide, ',', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    refused(wide, 1, SBILL_CSV_CELLS + 1);
}
END_TEST

START_TEST(latin_1)
{
    struct sbill_buf b;

    sbill_buf_init(&b, sbill_alloc_default(), 100);
    ck_assert(sbill_latin1_to_utf8(&b, t("M\xE9ni\xE8re\x92s \x80\xA0")));
    assert_text(sbill_buf_view(&b), "M\xC3\xA9ni\xC3\xA8re\xE2\x80\x99s \xE2\x82\xAC\xC2\xA0");
    ck_assert(!sbill_latin1_to_utf8(&b, t("\x81")));
    ck_assert(!sbill_latin1_to_utf8(&b, (struct sbill_text){"a\0", 2}));
    sbill_buf_free(&b);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, plain_rows);
    tcase_add_test(tests, quoted_cells);
    tcase_add_test(tests, tabs_without_quotes);
    tcase_add_test(tests, broken_rows);
    tcase_add_test(tests, pieces);
    tcase_add_test(tests, going_on);
    tcase_add_test(tests, latin_1);
}

int main(void)
{
    return unit_run("csv", add);
}
