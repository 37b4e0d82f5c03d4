/* What must not happen, whatever comes in: a crash, a leak, a word of the patient in an error, memory without end. */
#include "unit.h"

#include "../small_book.h"
#include "meter.h"

static sbill_builder *builder;
static const unsigned char *image;
static size_t image_len;
static sbill_book *book;
static sbill_encounter *e;

#define RECORD_LEN (sizeof small_record - 1)

static void setup(void)
{
    const void *p;

    ck_assert_int_eq(small_book_build(NULL, &builder, &p, &image_len, NULL), SBILL_OK);
    image = p;
    ck_assert_int_eq(sbill_book_open_memory(image, image_len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* A room of exactly that size, so that a sanitizer sees one byte too far. */
static char *exactly(const void *p, size_t n)
{
    char *copy = malloc(n ? n : 1);

    ck_assert_ptr_nonnull(copy);
    if (n)
        memcpy(copy, p, n);
    return copy;
}

static const char *const canaries[] = {"Sample", "Rosa", "1961", "ABC12345", "Assessment"};

static void names_nobody(const sbill_error *err)
{
    ck_assert_uint_gt(strlen(sbill_error_message(err)), 5);
    for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++)
        ck_assert_msg(!strstr(sbill_error_message(err), canaries[i]), "%s",
                      sbill_error_message(err));
}

/* Not a record: one result line with an error, an error with its place, nothing else. */
static void cannot_be_read(const char *bytes, size_t n)
{
    char *text = exactly(bytes, n);
    sbill_error *err = NULL;
    const char *line = NULL;
    size_t len = 0;

    ck_assert_int_eq(sbill_run_json(e, text, n, &line, &len, &err), SBILL_EINPUT);
    ck_assert_ptr_nonnull(line);
    ck_assert_uint_eq(strlen(line), len);
    ck_assert(!strchr(line, '\n') && strstr(line, "error"));
    ck_assert_int_eq(sbill_error_status(err), SBILL_EINPUT);
    ck_assert_uint_ge(sbill_error_line(err), 1);
    names_nobody(err);
    ck_assert_uint_eq(sbill_count(e, SBILL_ITEM_CLAIM), 0);
    sbill_error_free(err);
    free(text);
}

/* After anything at all, a good record runs as ever. */
static void still_works(void)
{
    const char *line;
    size_t len;

    ck_assert_int_eq(sbill_run_json(e, small_record, RECORD_LEN, &line, &len, NULL), SBILL_OK);
    ck_assert_uint_gt(sbill_count(e, SBILL_ITEM_CLAIM), 0);
}

START_TEST(records_that_are_none)
{
    static const char *const texts[] = {"",
                                        " \n\t",
                                        "null",
                                        "[]",
                                        "7",
                                        "\"record\"",
                                        "{",
                                        "}",
                                        "{\"id\":}",
                                        "{\"id\" 1}",
                                        "{} {}",
                                        "{\"id\":\"a\\u0000b\"}",
                                        "{\"id\":\"\\ud800\"}",
                                        "{'id':1}",
                                        "{\"id\":01}",
                                        "{\"id\":nan}",
                                        "\xEF\xBB\xBF",
                                        "{\"id\":1,}",
                                        "// no\n{}"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cannot_be_read(texts[i], strlen(texts[i]));
    still_works();
}
END_TEST

START_TEST(records_cut_short)
{
    for (size_t n = 0; n < RECORD_LEN; n++)
        cannot_be_read(small_record, n);
    still_works();
}
END_TEST

START_TEST(records_with_a_bad_byte)
{
    char *text = exactly(small_record, RECORD_LEN);

    for (size_t i = 0; i < RECORD_LEN; i++) {
        static const char bad[] = {'\xFF', '\x00', '\x01', '\xC3'};
        for (size_t k = 0; k < sizeof bad; k++) {
            text[i] = bad[k];
            cannot_be_read(text, RECORD_LEN);
        }
        text[i] = small_record[i];
    }
    free(text);
    still_works();
}
END_TEST

/* Each byte replaced by each of a few that mean something: it may or may not be a record, but the call returns. */
START_TEST(records_with_a_changed_byte)
{
    static const char other[] = "\"{}[],:\\0-.eE9ztn /";
    char *text = exactly(small_record, RECORD_LEN);

    for (size_t i = 0; i < RECORD_LEN; i++) {
        const char *line;
        size_t len;
        text[i] = other[i % (sizeof other - 1)];
        int32_t status = sbill_run_json(e, text, RECORD_LEN, &line, &len, NULL);
        ck_assert(status == SBILL_OK || status == SBILL_EINPUT);
        ck_assert(len && !strchr(line, '\n'));
        text[i] = small_record[i];
    }
    free(text);
    still_works();
}
END_TEST

START_TEST(deep_nesting)
{
    static const size_t depths[] = {100, 10000, 1000000};

    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        char *text = malloc(2 * depths[i]);
        ck_assert_ptr_nonnull(text);
        memset(text, '[', depths[i]);
        memset(text + depths[i], ']', depths[i]);
        cannot_be_read(text, 2 * depths[i]);
        for (size_t k = 0; k + 5 <= depths[i]; k += 5)
            memcpy(text + k, "{\"a\":", 5);
        cannot_be_read(text, depths[i]);
        free(text);
    }
    still_works();
}
END_TEST

static sbill_options *bounded(struct meter *m, const char *name, const char *value)
{
    sbill_options *o;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    if (m)
        ck_assert_int_eq(sbill_options_set_allocator(o, metered, m), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, name, value, NULL), SBILL_OK);
    return o;
}

START_TEST(ceilings)
{
    sbill_options *o = bounded(NULL, "max-record", "100");
    sbill_encounter *own;
    const char *line = NULL;
    size_t len = 0;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_encounter_new(book, o, &own, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_run_json(own, small_record, RECORD_LEN, &line, &len, &err),
                     SBILL_ELIMIT);
    names_nobody(err);
    sbill_error_free(err);
    sbill_encounter_free(own);
    sbill_options_free(o);
    o = bounded(NULL, "max-memory", "4000");
    err = NULL;
    ck_assert_int_eq(sbill_encounter_new(book, o, &own, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_run_json(own, small_record, RECORD_LEN, &line, &len, &err),
                     SBILL_ELIMIT);
    names_nobody(err);
    sbill_error_free(err);
    sbill_encounter_free(own);
    sbill_options_free(o);
}
END_TEST

/* 1 GiB without a line feed, then a good record. */
START_TEST(a_line_without_end)
{
    struct meter m = {.refuse_above = (size_t)8 << 20};
    sbill_options *o = bounded(&m, "max-record", "1000000");
    sbill_reader *r;
    size_t piece = (size_t)1 << 20;
    char *spaces = malloc(piece);
    sbill_error *err = NULL;
    int32_t status = SBILL_MORE;
    int refusals = 0;

    ck_assert_ptr_nonnull(spaces);
    memset(spaces, 'x', piece);
    ck_assert_int_eq(sbill_reader_new("ndjson", o, &r, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_feed(r, "{\"id\":\"", 7, NULL), SBILL_OK);
    for (size_t i = 0; i < 1024; i++) {
        ck_assert_int_eq(sbill_reader_feed(r, spaces, piece, NULL), SBILL_OK);
        while ((status = sbill_reader_next(r, e, &err)) != SBILL_MORE) {
            ck_assert(status == SBILL_ELIMIT || status == SBILL_EINPUT);
            names_nobody(err);
            sbill_error_free(err);
            err = NULL;
            refusals++;
        }
    }
    ck_assert_int_eq(sbill_reader_feed(r, "\"}\n", 3, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_feed(r, small_record, RECORD_LEN, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_reader_close(r), SBILL_OK);
    while ((status = sbill_reader_next(r, e, NULL)) == SBILL_ELIMIT || status == SBILL_EINPUT)
        refusals++;
    ck_assert_int_eq(refusals, 1); /* one record, one complaint */
    ck_assert_int_eq(status, SBILL_OK);
    ck_assert_uint_eq(sbill_reader_line(r), 2);
    ck_assert_int_eq(sbill_reader_next(r, e, NULL), SBILL_END);
    sbill_reader_free(r);
    ck_assert_uint_eq(m.live, 0);
    sbill_options_free(o);
    free(spaces);
}
END_TEST

static void look_at(const sbill_book *b, int64_t ref)
{
    char text[64];
    size_t len;

    ck_assert_ptr_nonnull(sbill_code_title(b, ref, &len));
    ck_assert_ptr_nonnull(sbill_code_short_title(b, ref, &len));
    (void)sbill_code_valid_from(b, ref);
    (void)sbill_code_valid_to(b, ref);
    ck_assert_uint_lt(sbill_code_print(b, ref, text, sizeof text), sizeof text);
    (void)sbill_code_parent(b, ref);
    for (size_t i = 0; i < sbill_code_child_count(b, ref) && i < 8; i++)
        (void)sbill_code_child(b, ref, i);
    (void)sbill_code_successor(b, ref, 0);
}

static void ask(sbill_book *b)
{
    static const char *const codes[] = {"E11.42", "E11", "S93.401", "G0008", "RT", "11", "ZZZ"};
    sbill_encounter *own;
    sbill_report *report;
    int64_t refs[8];
    const char *line;
    size_t count, len;

    for (int32_t system = 1; system <= SBILL_SYSTEM_POS; system++) {
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            int64_t ref;
            int32_t state = sbill_code_find(b, system, codes[i], strlen(codes[i]), 20412, &ref);
            ck_assert(state >= SBILL_CODE_BILLABLE && state <= SBILL_CODE_NOT_LOADED);
            look_at(b, ref);
        }
    }
    if (sbill_code_search(b, 0, "diab typ", 8, 20412, refs, 8, &count, NULL) == SBILL_OK)
        for (size_t i = 0; i < count; i++)
            look_at(b, refs[i]);
    if (sbill_book_info(b, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    if (sbill_code_json(b, SBILL_SYSTEM_ICD10CM, "S93.401", 7, 20412, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    ck_assert_int_eq(sbill_encounter_new(b, NULL, &own, NULL), SBILL_OK);
    (void)sbill_run_json(own, small_record, RECORD_LEN, &line, &len, NULL);
    sbill_encounter_free(own);
}

START_TEST(books_cut_short)
{
    for (size_t n = 0; n < image_len; n += n < 4096 ? 1 : 61) {
        char *cut = exactly(image, n);
        sbill_error *err = NULL;
        sbill_book *b = NULL;
        ck_assert_int_eq(sbill_book_open_memory(cut, n, NULL, &b, &err), SBILL_EBOOK);
        ck_assert_uint_gt(strlen(sbill_error_message(err)), 5);
        ck_assert_ptr_null(b);
        sbill_error_free(err);
        free(cut);
    }
}
END_TEST

START_TEST(books_with_an_altered_byte)
{
    char *copy = exactly(image, image_len);
    size_t opened = 0;

    for (size_t i = 0; i < image_len; i++) {
        sbill_book *b = NULL;
        copy[i] = (char)(copy[i] ^ (i % 3 == 0 ? 0xFF : i % 3 == 1 ? 0x01 : 0x80));
        if (sbill_book_open_memory(copy, image_len, NULL, &b, NULL) == SBILL_OK) {
            sbill_error *err = NULL;
            ck_assert_int_eq(sbill_book_verify(b, &err), SBILL_EBOOK);
            ck_assert_uint_gt(strlen(sbill_error_message(err)), 5);
            sbill_error_free(err);
            ask(b);
            sbill_book_free(b);
            opened++;
        }
        copy[i] = (char)image[i];
    }
    ck_assert_uint_gt(opened,
                      image_len / 2); /* opening reads the head only; the rest is checked at use */
    free(copy);
}
END_TEST

START_TEST(books_from_odd_places)
{
    char *room = malloc(image_len + 8);
    sbill_book *b;

    ck_assert_ptr_nonnull(room);
    for (size_t at = 1; at < 8; at++) {
        memcpy(room + at, image, image_len);
        if (sbill_book_open_memory(room + at, image_len, NULL, &b, NULL) != SBILL_OK)
            continue;
        ask(b);
        sbill_book_free(b);
    }
    free(room);
}
END_TEST

START_TEST(packs_with_a_bad_pattern)
{
    static const char pack[] = "<rules xmlns='urn:superbill:rules:1' id='bad' version='1'>\n"
                               "  <concept id='fine'><find>fine</find></concept>\n"
                               "  <concept id='bad'><find>(unclosed</find></concept>\n"
                               "  <code id='bad' when='bad' assign='I10'/>\n"
                               "</rules>\n";
    sbill_builder *b;
    const void *p;
    size_t len;
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_builder_new(NULL, &b, NULL), SBILL_OK);
    ck_assert_int_eq(small_book_add(b, pack, sizeof pack - 1, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &len, &err), SBILL_EINPUT);
    ck_assert_str_eq(sbill_error_source(err), "rules");
    ck_assert_uint_eq(sbill_error_line(err), 3);
    ck_assert_ptr_nonnull(strstr(sbill_error_message(err), "parenthes"));
    sbill_error_free(err);
    ck_assert_int_eq(sbill_builder_finish(b, &p, &len, NULL),
                     SBILL_EINVAL); /* it is of no use any more */
    sbill_builder_free(b);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, records_that_are_none);
    tcase_add_test(c, records_cut_short);
    tcase_add_test(c, records_with_a_bad_byte);
    tcase_add_test(c, records_with_a_changed_byte);
    tcase_add_test(c, deep_nesting);
    tcase_add_test(c, ceilings);
    tcase_add_test(c, a_line_without_end);
    tcase_add_test(c, books_cut_short);
    tcase_add_test(c, books_with_an_altered_byte);
    tcase_add_test(c, books_from_odd_places);
    tcase_add_test(c, packs_with_a_bad_pattern);
}

int main(void)
{
    return unit_run("hostile", add);
}
