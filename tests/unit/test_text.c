#include "unit.h"

#include "meter.h"
#include "superbill.h"

START_TEST(comparison)
{
    ck_assert(sbill_text_eq(t("abc"), t("abc")));
    ck_assert(!sbill_text_eq(t("abc"), t("abd")));
    ck_assert(sbill_text_eq((struct sbill_text){NULL, 0}, t("")));
    ck_assert(sbill_text_eq_fold(t("E11.9z"), t("e11.9Z")));
    ck_assert(!sbill_text_eq_fold(t("E11"), t("E1")));
    ck_assert(!sbill_text_eq_fold(t("["), t("{"))); /* 32 apart, but no letters */
    ck_assert_int_lt(sbill_text_cmp(t("E11"), t("E11.9")), 0);
    ck_assert_int_gt(sbill_text_cmp(t("E2"), t("E11.9")), 0);
    ck_assert_int_eq(sbill_text_cmp(t(""), (struct sbill_text){NULL, 0}), 0);
    ck_assert_int_lt(sbill_text_cmp(t("\x7f"), t("\x80")), 0); /* bytes have no sign */
    ck_assert(sbill_text_starts(t("severity.2103"), t("severity.")));
    ck_assert(!sbill_text_starts(t("sev"), t("severity.")));
    ck_assert(sbill_text_starts(t(""), (struct sbill_text){NULL, 0}));
    assert_text(sbill_text_from(NULL), "");
}
END_TEST

START_TEST(trim_and_cut)
{
    struct sbill_text rest = t("a,,b");

    assert_text(sbill_text_trim(t(" \t x y\r\n")), "x y");
    assert_text(sbill_text_trim(t(" \n ")), "");
    assert_text(sbill_text_cut(&rest, ','), "a");
    assert_text(sbill_text_cut(&rest, ','), "");
    assert_text(sbill_text_cut(&rest, ','), "b");
    ck_assert_uint_eq(rest.n, 0);
    assert_text(sbill_text_cut(&rest, ','), "");
    rest = (struct sbill_text){NULL, 0};
    assert_text(sbill_text_line(&rest), "");
}
END_TEST

START_TEST(lines)
{
    struct sbill_text rest = t("one\r\n\ntwo\rthree\nlast");

    assert_text(sbill_text_line(&rest), "one");
    assert_text(sbill_text_line(&rest), "");
    assert_text(sbill_text_line(&rest), "two\rthree");
    assert_text(sbill_text_line(&rest), "last");
    ck_assert_uint_eq(rest.n, 0);
}
END_TEST

START_TEST(whole_numbers)
{
    uint32_t v = 7;

    ck_assert(sbill_text_u32(t("0"), &v) && v == 0);
    ck_assert(sbill_text_u32(t("4294967295"), &v) && v == UINT32_MAX);
    ck_assert(sbill_text_u32(t("00000000000000000012"), &v) && v == 12);
    ck_assert(!sbill_text_u32(t("4294967296"), &v));
    ck_assert(!sbill_text_u32(t("99999999999999999999999"), &v));
    ck_assert(!sbill_text_u32(t(""), &v));
    ck_assert(!sbill_text_u32(t("-1"), &v));
    ck_assert(!sbill_text_u32(t("1 "), &v));
    ck_assert_uint_eq(v, 12);
}
END_TEST

/* A plain decoder by the letter of RFC 3629, to compare with. */
static size_t slow_check(const unsigned char *p, size_t n)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t i = 0;

    while (i < n) {
        size_t len = p[i] < 0x80             ? 1
                     : (p[i] & 0xE0) == 0xC0 ? 2
                     : (p[i] & 0xF0) == 0xE0 ? 3
                     : (p[i] & 0xF8) == 0xF0 ? 4
                                             : 0;
        uint32_t v;
        if (len == 0 || len > n - i)
            return i;
        v = len == 1 ? p[i] : p[i] & (0xFFU >> (len + 1));
        for (size_t k = 1; k < len; k++) {
            if ((p[i + k] & 0xC0) != 0x80)
                return i;
            v = v << 6 | (p[i + k] & 0x3F);
        }
        if (v < least[len] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
            return i;
        i += len;
    }
    return n;
}

START_TEST(utf8_every_short_sequence)
{
    unsigned char p[24];

    /* Every pair of bytes at every place around the width of a word, before and behind ASCII. */
    for (size_t at = 0; at < 20; at += 3) {
        for (uint32_t pair = 0; pair < 0x10000; pair++) {
            struct sbill_text text = {(const char *)p, sizeof p};
            memset(p, 'a', sizeof p);
            p[at] = (unsigned char)(pair >> 8);
            p[at + 1] = (unsigned char)pair;
            p[at + 2] = 0x9F; /* so that three and four byte forms are met too */
            p[at + 3] = 0x80;
            ck_assert_uint_eq(sbill_utf8_check(text), slow_check(p, sizeof p));
            text.n = at + 2;
            ck_assert_uint_eq(sbill_utf8_check(text), slow_check(p, at + 2));
        }
    }
}
END_TEST

START_TEST(utf8_bad_forms)
{
    static const struct {
        const char *text;
        size_t good;
    } cases[] = {
        {"", 0},
        {"plain", 5},
        {"h\xC3\xA9moglobine", 12},
        {"\xC0\x80", 0},                 /* NUL in two bytes */
        {"a\xE0\x9F\xBF", 1},            /* too long a form */
        {"ab\xED\xA0\x80", 2},           /* a surrogate */
        {"abc\xF4\x90\x80\x80", 3},      /* above U+10FFFF */
        {"abcd\xF0\x9F\x92", 4},         /* cut off */
        {"\xF0\x9F\x92\x8A", 4},         /* a pill */
        {"0123456789abcdef\xFF", 16},    /* behind a whole word */
        {"0123456789abcde\xE2\x82", 15}, /* cut off at the end */
        {"\x80", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_uint_eq(sbill_utf8_check(t(cases[i].text)), cases[i].good);
}
END_TEST

START_TEST(offset_units)
{
    /* One, two, three and four bytes; the last is two UTF-16 units. */
    struct sbill_text text =
        t("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x92\x8Az plain words behind it, more than a word long");

    ck_assert_uint_eq(sbill_utf8_points(text, 0), 0);
    ck_assert_uint_eq(sbill_utf8_points(text, 3), 2);
    ck_assert_uint_eq(sbill_utf8_points(text, 10), 4);
    ck_assert_uint_eq(sbill_utf8_utf16(text, 10), 5);
    ck_assert_uint_eq(sbill_utf8_points(text, text.n), text.n - 6);
    ck_assert_uint_eq(sbill_utf8_utf16(text, text.n), text.n - 5);
    ck_assert_uint_eq(sbill_utf8_points(text, SIZE_MAX), text.n - 6);
}
END_TEST

START_TEST(buffer_writes)
{
    struct sbill_buf b;
    const uint8_t bytes[] = {0x00, 0x9A, 0xFF};

    sbill_buf_init(&b, sbill_alloc_default(), 1000);
    assert_text(sbill_buf_view(&b), "");
    sbill_buf_z(&b, "n=");
    sbill_buf_int(&b, INT64_MIN);
    sbill_buf_char(&b, ' ');
    sbill_buf_u64(&b, UINT64_MAX);
    sbill_buf_char(&b, ' ');
    sbill_buf_int(&b, 0);
    sbill_buf_hex(&b, bytes, sizeof bytes);
    assert_text(sbill_buf_view(&b), "n=-9223372036854775808 18446744073709551615 0009aff");
    ck_assert_int_eq(b.p[b.n], '\0');
    sbill_buf_wipe(&b);
    assert_text(sbill_buf_view(&b), "");
    sbill_buf_add(&b, NULL, 0);
    ck_assert_int_eq(b.failed, 0);
    sbill_buf_free(&b);
}
END_TEST

START_TEST(buffer_ceiling)
{
    struct sbill_buf b;

    sbill_buf_init(&b, sbill_alloc_default(), 300);
    for (int i = 0; i < 300; i++)
        sbill_buf_char(&b, 'x');
    ck_assert_int_eq(b.failed, 0);
    ck_assert_uint_eq(b.n, 300);
    sbill_buf_char(&b, 'y');
    ck_assert_int_eq(b.failed, SBILL_ELIMIT);
    ck_assert_uint_eq(b.n, 300);
    ck_assert_int_eq(b.p[300], '\0');
    sbill_buf_wipe(&b);
    sbill_buf_z(&b, "again");
    assert_text(sbill_buf_view(&b), "again");
    ck_assert(!sbill_buf_room(&b, SIZE_MAX));
    ck_assert_int_eq(b.failed, SBILL_ELIMIT);
    sbill_buf_free(&b);
}
END_TEST

START_TEST(buffer_without_memory)
{
    struct meter m = {.fail_at = 2, .and_after = true};
    const struct sbill_alloc alloc = {metered, &m};
    struct sbill_buf b;

    sbill_buf_init(&b, &alloc, SIZE_MAX);
    for (int i = 0; i < 2000; i++)
        sbill_buf_char(&b, 'x');
    ck_assert_int_eq(b.failed, SBILL_NOMEM);
    ck_assert_uint_gt(b.n, 0);
    ck_assert_uint_lt(b.n, 2000);
    ck_assert_uint_eq(m.calls, 2); /* asked once */
    sbill_buf_free(&b);
    ck_assert_uint_eq(m.live, 0);
}
END_TEST

START_TEST(buffer_over_room)
{
    char room[8];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    assert_text(sbill_buf_view(&b), "");
    sbill_buf_z(&b, "1234567");
    assert_text(sbill_buf_view(&b), "1234567");
    sbill_buf_char(&b, '8');
    ck_assert_int_eq(b.failed, SBILL_ELIMIT);
    assert_text(sbill_buf_view(&b), "1234567");
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, comparison);
    tcase_add_test(c, trim_and_cut);
    tcase_add_test(c, lines);
    tcase_add_test(c, whole_numbers);
    tcase_add_test(c, utf8_every_short_sequence);
    tcase_add_test(c, utf8_bad_forms);
    tcase_add_test(c, offset_units);
    tcase_add_test(c, buffer_writes);
    tcase_add_test(c, buffer_ceiling);
    tcase_add_test(c, buffer_without_memory);
    tcase_add_test(c, buffer_over_room);
}

int main(void)
{
    return unit_run("text", add);
}
