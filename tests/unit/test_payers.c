#include "base/severity.h"
#include "book/book.h"
#include "book/payers.h"
#include "map/fields.h"
#include "tiny_book.h"

#define PAYERS "<file name=\"p.xml\" layout=\"payers\"/>"
#define PLAIN " title=\"T\" source=\"s\">"

static struct tiny_book payers(const char *xml)
{
    return tiny_book(NULL, PAYERS, &(struct tiny_file){"p.xml", xml, 0}, 1);
}

static const char good[] =
    "<payers>\n"
    "<payer name=\"plan\" title=\"Any plan\" source=\"s\"><match default=\"yes\"/></payer>\n"
    "<payer name=\"acme-hmo\" title=\"Acme\" source=\"contract 7\">\n"
    "<match payer-id=\"AC01\"/><match payer-id=\"AC02\"/><match filing-indicator=\"HM\"/>\n"
    "<require field=\"coverages[].group_number\" source=\"guide, page 2\"/>\n"
    "<require field=\"providers.billing.taxonomy\"/>\n"
    "<limit name=\"max-lines\" value=\"6\"/><option name=\"zero-charge\" allowed=\"yes\"/>\n"
    "<option name=\"replacement-claims\" allowed=\"no\"/>\n"
    "<pattern name=\"member-id\" value=\"[A-Z]{3}\\d{9}\"/>\n"
    "<severity finding=\"2103\" is=\"warning\"/><severity finding=\"2103\" is=\"off\" "
    "claim-type=\"dental\"/>\n"
    "</payer></payers>";

static const struct sbill_payer_profile *find(const sbill_book *k, const char *name, const char *id,
                                              const char *filing)
{
    return sbill_book_payer(k, t(name), t(id), t(filing));
}

START_TEST(who_is_meant)
{
    struct tiny_book b = payers(good);
    sbill_book *k = tiny_made(&b);

    assert_text(sbill_payer_name(k, find(k, "acme-hmo", "", "")), "acme-hmo");
    assert_text(sbill_payer_title(k, find(k, "", "ac02", "")), "Acme");
    assert_text(sbill_payer_name(k, find(k, "", "", "HM")), "acme-hmo");
    assert_text(sbill_payer_name(k, find(k, "plan", "AC01", "HM")), "plan");
    assert_text(sbill_payer_name(k, find(k, "no-such", "XX", "HM")), "acme-hmo");
    assert_text(sbill_payer_name(k, find(k, "", "XX", "MB")), "plan");
    assert_text(sbill_payer_name(k, find(k, "", "", "")), "plan");
    tiny_free(&b);
    b = payers("<payers><payer name=\"a\"" PLAIN "</payer></payers>");
    ck_assert_ptr_null(find(tiny_made(&b), "", "", "MB"));
    tiny_free(&b);
}
END_TEST

#define EDIT(inside)                                                                       \
    "<payers><payer name=\"a\"" PLAIN "<edit name=\"e\" is=\"error\" source=\"s\">" inside \
    "</edit></payer></payers>"
#define IF "<if field=\"lines[].code\" is=\"G0101\"/>"
#define WORDS "<say>this.</say><do>that</do><fails>{}</fails><passes>{}</passes>"

static void edit_refused(const char *xml, const char *words)
{
    struct tiny_book b = payers(xml);

    ck_assert_int_eq(b.status, SBILL_EINPUT);
    ck_assert_msg(strstr(sbill_error_message(b.err), words) != NULL, "%s: %s", words,
                  sbill_error_message(b.err));
    tiny_free(&b);
}

START_TEST(own_edits)
{
    struct tiny_book b = payers(EDIT(IF WORDS));
    sbill_book *k = tiny_made(&b);
    struct sbill_payer_walk w = sbill_payer_items(k, sbill_book_payer_at(k, 0));
    struct sbill_payer_item item;
    bool words = false;

    while (sbill_payer_next(&w, &item))
        if (item.kind == SBILL_PAYER_EDIT_WORDS) {
            assert_text(item.text, "this");
            assert_text(item.second, "that");
            words = true;
        }
    ck_assert(words);
    tiny_free(&b);
    edit_refused(EDIT(WORDS), "needs a condition");
    edit_refused(EDIT(IF "<say>x</say><fails>{}</fails><passes>{}</passes>"), "<say> and <do>");
    edit_refused(EDIT(IF "<say>x</say><do>y</do><fails>{}</fails>"), "one that <passes>");
    edit_refused(EDIT("<if field=\"a b\" is=\"x\"/>" WORDS), "not a place");
    edit_refused(EDIT("<if field=\"frequency\" is=\"1\" most=\"2\"/>" WORDS), "asks one thing");
    edit_refused(EDIT("<if field=\"frequency\"/>" WORDS), "takes one of");
    edit_refused(EDIT("<if field=\"frequency\" least=\"many\"/>" WORDS), "neither a number");
    edit_refused(EDIT("<if field=\"frequency\" given=\"1\"/>" WORDS), "say yes or no");
    edit_refused(EDIT("<if field=\"lines[].code\" range=\"99202-9\"/>" WORDS), "not a range");
    edit_refused(EDIT("<any>" IF "</any>" WORDS), "two conditions");
    edit_refused(EDIT("<earlier>" IF "</earlier>" WORDS), "months or days");
    edit_refused(EDIT("<earlier months=\"0\">" IF "</earlier>" WORDS), "months or days");
    edit_refused(EDIT("<earlier days=\"3\"/>" WORDS), "which earlier service");
    edit_refused(EDIT("<when/>" WORDS), "not known here");
    edit_refused(EDIT(IF WORDS "<say>again</say>"), "a second <say>");
}
END_TEST

START_TEST(what_it_asks)
{
    struct tiny_book b = payers(good);
    sbill_book *k = tiny_made(&b);
    const struct sbill_payer_profile *p = find(k, "acme-hmo", "", "");

    assert_text(sbill_payer_required(k, p, 0), "coverages[].group_number");
    assert_text(sbill_payer_required(k, p, 1), "providers.billing.taxonomy");
    assert_text(sbill_payer_required(k, p, 2), "");
    ck_assert_int_eq(sbill_payer_limit(k, p, "max-lines"), 6);
    ck_assert_int_eq(sbill_payer_limit(k, p, "max-diagnoses"), -1);
    ck_assert_int_eq(sbill_payer_limit(k, p, "zero-charge"), 1);
    ck_assert_int_eq(sbill_payer_limit(k, p, "replacement-claims"), 0);
    assert_text(sbill_payer_pattern(k, p, "member-id"), "[A-Z]{3}\\d{9}");
    assert_text(sbill_payer_pattern(k, p, "group-number"), "");
    ck_assert_int_eq(sbill_payer_severity(k, p, 2103, 1), SBILL_SEV_NONE); /* only for all */
    ck_assert_int_eq(sbill_payer_severity(k, p, 2103, 2), SBILL_SEV_OFF);
    ck_assert_int_eq(sbill_payer_severity(k, p, 2103, 0), SBILL_SEV_WARNING);
    ck_assert_int_eq(sbill_payer_severity(k, p, 1001, 1), SBILL_SEV_NONE);
    p = find(k, "plan", "", "");
    assert_text(sbill_payer_required(k, p, 0), "");
    ck_assert_int_eq(sbill_payer_limit(k, p, "max-lines"), -1);
    ck_assert_int_eq(sbill_payer_limit(k, NULL, "max-lines"), -1);
    tiny_free(&b);
}
END_TEST

/* One profile in line 2 that holds `inside`. */
static void refused(const char *inside, const char *words)
{
    char xml[1024];
    struct tiny_book b;

    snprintf(xml, sizeof xml, "<payers><payer name=\"a\"" PLAIN "\n%s</payer></payers>", inside);
    b = payers(xml);
    tiny_refused(&b, "p.xml", 2, words);
}

START_TEST(words_not_understood)
{
    refused("<mtach payer-id=\"1\"/>", "<mtach>");
    refused("<match payer=\"1\"/>", "\"payer\"");
    refused("<match/>", "one of");
    refused("<match payer-id=\"1\" filing-indicator=\"MB\"/>", "one of");
    refused("<match filing-indicator=\"XX\"/>", "XX");
    refused("<match default=\"no\"/>", "\"no\"");
    refused("<match default=\"yes\"/><match default=\"yes\"/>", "second default");
    refused("<match payer-id=\"1\"/><match payer-id=\"1\"/>", "already");
    refused("<require/>", "\"field\"");
    refused("<require field=\"coverages.[].x\"/>", "coverages.[].x");
    refused("<require field=\"coverages[1].x\"/>", "coverages[1].x");
    refused("<require field=\"Coverages\"/>", "Coverages");
    refused("<limit name=\"max-line\" value=\"5\"/>", "max-line");
    refused("<limit name=\"max-lines\" value=\"0\"/>", "out of");
    refused("<limit name=\"max-lines\" value=\"many\"/>", "many");
    refused("<limit name=\"max-lines\" value=\"5\"/><limit name=\"max-lines\" value=\"6\"/>",
            "already");
    refused("<option name=\"free-lunch\" allowed=\"yes\"/>", "free-lunch");
    refused("<option name=\"zero-charge\" allowed=\"1\"/>", "yes or no");
    refused("<pattern name=\"member\" value=\"x\"/>", "member");
    refused("<pattern name=\"member-id\" value=\"(\"/>", "");
    refused("<pattern name=\"member-id\" value=\"x*\"/>", "x*");
    refused("<severity finding=\"9998\" is=\"error\"/>", "9998");
    refused("<severity finding=\"2103\" is=\"fatal\"/>", "fatal");
    refused("<severity finding=\"2103\" is=\"not-checked\"/>", "not-checked");
    refused("<severity finding=\"2103\" is=\"error\" claim-type=\"vision\"/>", "vision");
    refused("<severity finding=\"2103\" is=\"error\"/><severity finding=\"2103\" is=\"off\"/>",
            "already");
    refused("<match payer-id=\"1\"><note/></match>", "<note>");
}
END_TEST

START_TEST(profiles_not_understood)
{
    struct tiny_book b = payers("<payer/>");

    tiny_refused(&b, "p.xml", 1, "<payers>");
    b = payers("<payers/>");
    tiny_refused(&b, "p.xml", 1, "no <payer>");
    b = payers("<payers>\n<payer name=\"A b\"" PLAIN "</payer></payers>");
    tiny_refused(&b, "p.xml", 2, "A b");
    b = payers("<payers>\n<payer name=\"a\" title=\"x\"/></payers>");
    tiny_refused(&b, "p.xml", 2, "\"source\"");
    b = payers("<payers>\n<payer name=\"a\"" PLAIN "</payer>\n<payer name=\"a\"" PLAIN
               "</payer></payers>");
    tiny_refused(&b, "p.xml", 3, "\"a\" already");
    b = payers("<payers>\n<payer name=\"a\"" PLAIN
               "<match payer-id=\"P1\"/></payer>\n<payer name=\"b\"" PLAIN
               "<match payer-id=\"p1\"/></payer></payers>");
    tiny_refused(&b, "p.xml", 3, "\"p1\" already");
    b = payers("<payers><payer>");
    ck_assert_int_eq(b.status, SBILL_EINPUT);
    tiny_free(&b);
}
END_TEST

/* Every byte changed in turn: answers may be wrong, nothing is read outside. */
START_TEST(altered_bytes)
{
    struct tiny_book b = payers(good);
    const void *image;
    size_t n;
    char *copy;

    tiny_made(&b);
    ck_assert_int_eq(sbill_builder_finish(b.builder, &image, &n, NULL), SBILL_OK);
    copy = malloc(n);
    for (size_t i = 0; i < n; i++) {
        sbill_book *k = NULL;

        memcpy(copy, image, n);
        copy[i] = (char)(copy[i] ^ 0xFF);
        if (sbill_book_open_memory(copy, n, NULL, &k, NULL) == SBILL_OK) {
            const struct sbill_payer_profile *p = find(k, "acme-hmo", "AC01", "HM");

            sbill_payer_name(k, p);
            sbill_payer_severity(k, p, 2103, 2);
            sbill_payer_required(k, p, 1);
            sbill_payer_limit(k, p, "max-lines");
            sbill_payer_pattern(k, p, "member-id");
        }
        sbill_book_free(k);
    }
    free(copy);
    tiny_free(&b);
}
END_TEST

static char *shipped(void)
{
    FILE *f = fopen(SOURCE_ROOT "/codesets/us-starter/payers/payers.xml", "rb");
    char *text = calloc(1, 65536);

    ck_assert_ptr_nonnull(f);
    ck_assert_uint_lt(fread(text, 1, 65535, f), 65535);
    fclose(f);
    return text;
}

/* The importer cannot know the record's fields; what we ship names only fields that are there. */
START_TEST(shipped_profiles_name_real_fields)
{
    static const char *const names[] = {"commercial", "medicare-part-b", "medicaid",
                                        "workers-compensation", "automobile"};
    char *text = shipped();
    struct tiny_book b = payers(text);
    sbill_book *k = tiny_made(&b);
    size_t fields = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct sbill_payer_profile *p = find(k, names[i], "", "");
        struct sbill_text path;

        assert_text(sbill_payer_name(k, p), names[i]);
        for (size_t n = 0; (path = sbill_payer_required(k, p, n)).n; n++, fields++)
            ck_assert_msg(sbill_field_at(path) != NULL, "%s asks for %.*s", names[i], (int)path.n,
                          path.p);
    }
    ck_assert_uint_gt(fields, 2);
    assert_text(sbill_payer_name(k, find(k, "", "", "")), "commercial");
    tiny_free(&b);
    free(text);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, who_is_meant);
    tcase_add_test(tests, own_edits);
    tcase_add_test(tests, what_it_asks);
    tcase_add_test(tests, words_not_understood);
    tcase_add_test(tests, profiles_not_understood);
    tcase_add_test(tests, shipped_profiles_name_real_fields);
    tcase_add_test(tests, altered_bytes);
}

int main(void)
{
    return unit_run("payers", add);
}
