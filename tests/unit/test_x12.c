/* X12 cut into segments: separators, positions, odd envelopes, hostile bytes. */
#include "base/x12.h"

#include "superbill.h"
#include "unit.h"

#define ISA                                                                                     \
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250101*1200*^*00501" \
    "*000000001*0*P*:~"

static int32_t next(struct sbill_x12 *x, struct sbill_text *rest, struct sbill_x12_segment *s)
{
    return sbill_x12_next(x, rest, true, s);
}

START_TEST(segments_and_elements)
{
    struct sbill_text rest = t(ISA "GS*HC*A*B~\r\nST*837*0001~\nCLM*A*12**11:B:1~SE*3*0001~\n");
    struct sbill_x12 x = {0};
    struct sbill_x12_segment s;

    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.tag, SBILL_X12_TAG('I', 'S', 'A'));
    ck_assert(!x.irregular);
    ck_assert_uint_eq(s.n, 16);
    ck_assert_int_eq(x.marks.repetition, '^');
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.tag, SBILL_X12_TAG2('G', 'S'));
    ck_assert_uint_eq(s.in_set, 0);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.in_set, 1);
    ck_assert_uint_eq(s.line, 2);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.in_set, 2);
    ck_assert_uint_eq(s.number, 4);
    ck_assert_uint_eq(s.line, 3);
    assert_text(s.id, "CLM");
    assert_text(sbill_x12_element(&s, 2), "12");
    assert_text(sbill_x12_element(&s, 3), "");
    assert_text(sbill_x12_part(sbill_x12_element(&s, 4), x.marks.component, 2), "B");
    assert_text(sbill_x12_part(sbill_x12_element(&s, 4), x.marks.component, 4), "");
    ck_assert_uint_eq(sbill_x12_part_count(sbill_x12_element(&s, 4), x.marks.component), 3);
    assert_text(sbill_x12_element(&s, 5), "");
    assert_text(sbill_x12_element(&s, 99), "");
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.in_set, 3);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_END);
}
END_TEST

/* Fed byte by byte, the segments are those of the whole. */
START_TEST(in_pieces)
{
    const char *text = "\xEF\xBB\xBF \n" ISA "GS*HC*A~  \nST*837*1~SE*2*1~";
    size_t n = strlen(text), from = 0, count = 0;
    struct sbill_x12 x = {0};
    struct sbill_x12_segment s;

    for (size_t have = 0; have <= n; have++) {
        struct sbill_text rest = {text + from, have - from};
        int32_t status = sbill_x12_next(&x, &rest, have == n, &s);
        from = (size_t)(rest.p - text);
        count += status == SBILL_OK;
        ck_assert(status == SBILL_OK || status == SBILL_MORE);
    }
    ck_assert_uint_eq(count, 4);
    ck_assert_uint_eq(s.in_set, 2);
    ck_assert_uint_eq(s.line, 3);
}
END_TEST

START_TEST(other_separators)
{
    struct sbill_text rest =
        t("isa~00~          ~00~          ~ZZ~SENDER         ~ZZ~RECEIVER       ~"
          "250101~1200~U~00401~000000001~0~P~^\nst~837~1\nsv1~HC^99213\n");
    struct sbill_x12 x = {0};
    struct sbill_x12_segment s;

    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_int_eq(x.marks.repetition, '\0');
    ck_assert_int_eq(x.marks.segment, '\n');
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.line, 2);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.tag, SBILL_X12_TAG('S', 'V', '1'));
    ck_assert_uint_eq(s.line, 3);
    assert_text(sbill_x12_part(sbill_x12_element(&s, 1), x.marks.component, 2), "99213");
    assert_text(sbill_x12_part(t("a^b"), '\0', 1), "a^b");
    assert_text(sbill_x12_part(t("a^b"), '\0', 2), "");
}
END_TEST

/* An ISA whose padding is wrong still says what its separators are; a second one may say otherwise. */
START_TEST(odd_envelopes)
{
    struct sbill_text rest =
        t("ISA*00**00**ZZ*S*ZZ*R*250101*1200*^*00501*1*0*P*>~TA1*1~IEA*0*1~" ISA);
    struct sbill_x12 x = {0};
    struct sbill_x12_segment s;

    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert(x.irregular);
    ck_assert_int_eq(x.marks.component, '>');
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_uint_eq(s.tag, SBILL_X12_TAG('T', 'A', '1'));
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert(!x.irregular);
    ck_assert_int_eq(x.marks.component, ':');
}
END_TEST

START_TEST(component_mark_in_use)
{
    struct sbill_x12 x = {.marks = {'*', ':', '~', '^'}};

    ck_assert_int_eq(sbill_x12_component_mark(&x, t("HC:99213")), ':');
    ck_assert_int_eq(sbill_x12_component_mark(&x, t("HC>99213>26")), '>');
    ck_assert_int_eq(sbill_x12_component_mark(&x, t("HC")), ':');
    ck_assert_int_eq(sbill_x12_component_mark(&x, t("12-3")), ':');
    ck_assert_int_eq(sbill_x12_component_mark(&x, t("")), ':');
}
END_TEST

START_TEST(decimals)
{
    static const struct {
        const char *text;
        int64_t cents;
    } good[] = {{"12", 1200}, {"-12.5", -1250}, {".5", 50},        {"5.", 500},
                {"0", 0},     {"-.07", -7},     {"125.000", 12500}};
    static const char *const bad[] = {"",
                                      "-",
                                      ".",
                                      "+1",
                                      "1e3",
                                      "--1",
                                      "1.234",
                                      "1,000",
                                      "$1",
                                      "1 ",
                                      "99999999999999999999999999999999999999"};
    int64_t v = 0;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_msg(sbill_x12_decimal(t(good[i].text), 2, &v), "%s", good[i].text);
        ck_assert_int_eq(v, good[i].cents);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!sbill_x12_decimal(t(bad[i]), 2, &v), "%s", bad[i]);
}
END_TEST

START_TEST(not_x12)
{
    static const char *const texts[] = {
        "GS*HC~",
        "{}",
        "ISA",
        "ISA*00~",
        "ISAA00A",
        "ISA*1*2*3*4*5*6*7*8*9*0*1*2*3*4*5*A~",
        "ISA*1*2*3*4*5*6*7*8*9*0*1*2*3*4*5*~~",
        "ISA*1*2*3*4*5*6*7*8*9*0*1*2*3*4*5*:*",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sbill_text rest = t(texts[i]);
        struct sbill_x12 x = {0};
        struct sbill_x12_segment s;
        ck_assert_msg(next(&x, &rest, &s) == SBILL_EINPUT, "%s", texts[i]);
    }
    ck_assert(!sbill_x12_sniff(t("{\"id\"")) && !sbill_x12_sniff(t("")) &&
              !sbill_x12_sniff(t("ISA")));
    ck_assert(sbill_x12_sniff(t("\xEF\xBB\xBF\r\n isa|00|")));
}
END_TEST

START_TEST(unended_cut_and_endless)
{
    size_t n = SBILL_X12_LONGEST + 200;
    char *big = malloc(n + 1);
    struct sbill_x12 x = {0};
    struct sbill_x12_segment s;
    struct sbill_text rest;

    ck_assert_ptr_nonnull(big);
    memset(big, '*', n);
    memcpy(big, ISA, strlen(ISA));
    memcpy(big + strlen(ISA), "REF", 3);
    big[n] = '\0';
    rest = (struct sbill_text){big, strlen(ISA) + 3 + 100};
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert(s.unended && s.cut);
    ck_assert_uint_eq(s.n, SBILL_X12_ELEMENTS);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_END);
    rest = (struct sbill_text){big, n};
    x = (struct sbill_x12){0};
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_OK);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_EINPUT);
    ck_assert_int_eq(next(&x, &rest, &s), SBILL_EINPUT);
    free(big);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, segments_and_elements);
    tcase_add_test(c, in_pieces);
    tcase_add_test(c, other_separators);
    tcase_add_test(c, odd_envelopes);
    tcase_add_test(c, component_mark_in_use);
    tcase_add_test(c, decimals);
    tcase_add_test(c, not_x12);
    tcase_add_test(c, unended_cut_and_endless);
}

int main(void)
{
    return unit_run("x12", add);
}
