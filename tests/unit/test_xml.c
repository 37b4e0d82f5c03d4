/* The door to libxml2. */
#include "base/xml.h"

#include "unit.h"

static struct sbill_arena arena;

static void setup(void)
{
    sbill_xml_start();
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
}

static void teardown(void)
{
    sbill_arena_free(&arena);
}

static struct sbill_xml *parsed(const char *xml)
{
    struct sbill_xml *root = NULL;
    sbill_error *err = NULL;

    ck_assert_msg(sbill_xml_parse(&arena, t(xml), t("x.xml"), &root, &err) == SBILL_OK, "%s",
                  err ? sbill_error_message(err) : "");
    return root;
}

START_TEST(a_small_tree)
{
    struct sbill_xml *r =
        parsed("<?xml version='1.0'?>\n<a xmlns='urn:x' k='1 &lt; 2 &amp; 3'>one\n"
               "<b/>two<![CDATA[<&>]]>&#65;<b z='&quot;'>x</b></a>");

    assert_text(r->name, "a");
    assert_text(r->ns, "urn:x");
    assert_text(sbill_xml_attr(r, "k"), "1 < 2 & 3");
    assert_text(sbill_xml_attr(r, "none"), "");
    ck_assert(sbill_xml_has(r, "k") && !sbill_xml_has(r, "none"));
    assert_text(r->text, "one\ntwo<&>A");
    ck_assert_uint_eq(r->line, 2);
    ck_assert_uint_eq(r->first->line, 3);
    assert_text(sbill_xml_attr(sbill_xml_after(sbill_xml_child(r, "b"), "b"), "z"), "\"");
    ck_assert_ptr_null(sbill_xml_child(r, "c"));
    ck_assert_ptr_eq(r->first->parent, r);
    ck_assert_ptr_null(r->first->next->next);
}
END_TEST

START_TEST(lines_past_65535)
{
    size_t n = 70000;
    char *xml = malloc(n + 32);
    struct sbill_xml *root = NULL;

    memcpy(xml, "<a>", 3);
    memset(xml + 3, '\n', n);
    memcpy(xml + 3 + n, "<b/></a>", 9);
    ck_assert_int_eq(sbill_xml_parse(&arena, t(xml), t("x"), &root, NULL), SBILL_OK);
    ck_assert_uint_eq(root->first->line, n + 1);
    free(xml);
}
END_TEST

START_TEST(what_is_refused)
{
    static const struct {
        const char *xml;
        uint32_t line;
    } rows[] = {
        {"", 1},
        {"no xml", 1},
        {"<a>", 1},
        {"<a>\n<b></a>", 2},
        {"<a>\n\n<b x=1/></a>", 3},
        {"<a/><b/>", 1},
        {"<!DOCTYPE a><a/>", 1},
        {"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", 1},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", 1},
        {"<a>&x;</a>", 1},
        {"<a>&#1;</a>", 1},
        {"<a>\x01</a>", 1},
        {"<a>\xff\xfe</a>", 1},
        {"<a k='1' k='2'/>", 1},
        {"<p:a/>", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sbill_xml *root = NULL;
        sbill_error *err = NULL;
        ck_assert_msg(sbill_xml_parse(&arena, t(rows[i].xml), t("pack"), &root, &err) ==
                          SBILL_EINPUT,
                      "%s", rows[i].xml);
        ck_assert_ptr_nonnull(err);
        ck_assert_str_eq(sbill_error_source(err), "pack");
        ck_assert_msg(sbill_error_line(err) == rows[i].line, "%s: line %u", rows[i].xml,
                      sbill_error_line(err));
        ck_assert_ptr_null(root);
        sbill_error_free(err);
    }
}
END_TEST

START_TEST(an_error_quotes_nothing)
{
    sbill_error *err = NULL;
    struct sbill_xml *root;

    ck_assert_int_eq(sbill_xml_parse(&arena, t("<a><Miller>Miller</Mil></a>"), t("x"), &root, &err),
                     SBILL_EINPUT);
    ck_assert_ptr_null(strstr(sbill_error_message(err), "Mil"));
    sbill_error_free(err);
}
END_TEST

START_TEST(nesting)
{
    char xml[1024];
    size_t n;

    for (int depth = 64; depth <= 65; depth++) {
        struct sbill_xml *root = NULL;
        n = 0;
        for (int i = 0; i < depth; i++)
            n += (size_t)snprintf(xml + n, sizeof xml - n, "<a>");
        for (int i = 0; i < depth; i++)
            n += (size_t)snprintf(xml + n, sizeof xml - n, "</a>");
        ck_assert_int_eq(sbill_xml_parse(&arena, t(xml), t("x"), &root, NULL),
                         depth <= 64 ? SBILL_OK : SBILL_EINPUT);
    }
}
END_TEST

START_TEST(too_large_for_the_arena)
{
    struct sbill_arena small;
    struct sbill_xml *root;
    char xml[20000];

    memset(xml, 'x', sizeof xml);
    memcpy(xml, "<a>", 3);
    memcpy(xml + sizeof xml - 5, "</a>", 5);
    sbill_arena_init(&small, sbill_alloc_default(), 4096);
    ck_assert_int_eq(sbill_xml_parse(&small, t(xml), t("x"), &root, NULL), SBILL_ELIMIT);
    sbill_arena_free(&small);
}
END_TEST

#define XS "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "

static int32_t valid(const char *xml, const char *xsd, const char *dir, char *words, size_t cap)
{
    sbill_error *err = NULL;
    int32_t status = sbill_xml_validate(t(xml), t("claim"), t(xsd), dir, &err);

    snprintf(words, cap, "%s", err ? sbill_error_message(err) : "");
    sbill_error_free(err);
    return status;
}

START_TEST(validates)
{
    static const char xsd[] =
        XS "><xs:element name='a'><xs:complexType><xs:sequence><xs:element name='n' "
           "type='xs:int'/></xs:sequence></xs:complexType></xs:element></xs:schema>";
    char words[256];

    ck_assert_int_eq(valid("<a><n>7</n></a>", xsd, NULL, words, sizeof words), SBILL_OK);
    ck_assert_int_eq(valid("<a><n>Miller</n></a>", xsd, NULL, words, sizeof words), SBILL_EINPUT);
    ck_assert_msg(strncmp(words, "n:", 2) == 0 && !strstr(words, "Miller"), "%s", words);
    ck_assert_int_eq(valid("<a/>", xsd, NULL, words, sizeof words), SBILL_EINPUT);
    ck_assert_int_eq(valid("<a/>", "<a/>", NULL, words, sizeof words), SBILL_EINPUT);
    ck_assert_int_eq(valid("<a>", xsd, NULL, words, sizeof words), SBILL_EINPUT);
}
END_TEST

START_TEST(a_schema_points_only_beside_itself)
{
    static const char *const places[] = {"http://example.org/x.xsd",
                                         "file:///etc/passwd",
                                         "../x.xsd",
                                         "/etc/passwd",
                                         ".hidden",
                                         "",
                                         "not-there.xsd"};
    char xsd[512], words[256];

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(xsd, sizeof xsd,
                 XS "><xs:import namespace='urn:x' schemaLocation='%s'/></xs:schema>", places[i]);
        ck_assert_msg(valid("<a/>", xsd, SOURCE_ROOT, words, sizeof words) < 0, "%s", places[i]);
        ck_assert_msg(valid("<a/>", xsd, NULL, words, sizeof words) == SBILL_EINPUT, "%s: %s",
                      places[i], words);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, a_small_tree);
    tcase_add_test(c, lines_past_65535);
    tcase_add_test(c, what_is_refused);
    tcase_add_test(c, an_error_quotes_nothing);
    tcase_add_test(c, nesting);
    tcase_add_test(c, too_large_for_the_arena);
    tcase_add_test(c, validates);
    tcase_add_test(c, a_schema_points_only_beside_itself);
}

int main(void)
{
    return unit_run("xml", add);
}
