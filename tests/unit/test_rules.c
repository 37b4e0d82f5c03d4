/* Rule packs: what is refused, what is kept, how packs are joined, and a section altered byte by byte. */
#include "rules_unit.h"

#define CONCEPT "<concept id='a'><find>apple</find></concept>"

static int32_t found_as;

static int32_t find_code(void *user, int32_t system, struct sbill_text code, int32_t on)
{
    (void)user;
    (void)system;
    (void)on;
    return sbill_text_is(code, "Z99.9") ? SBILL_CODE_UNKNOWN : found_as;
}

static int32_t compiled(const char *xml, sbill_error **err)
{
    struct sbill_buf out;
    int32_t status;

    sbill_xml_start();
    sbill_buf_init(&out, sbill_alloc_default(), (size_t)1 << 24);
    status = sbill_rules_compile(sbill_alloc_default(), t("pack.xml"), t(xml), find_code, NULL,
                                 &out, err);
    sbill_buf_free(&out);
    return status;
}

static void refused(const char *xml, uint32_t line, const char *words)
{
    sbill_error *err = NULL;

    found_as = SBILL_CODE_BILLABLE;
    ck_assert_msg(compiled(xml, &err) == SBILL_EINPUT, "taken: %s", xml);
    ck_assert_str_eq(sbill_error_source(err), "pack.xml");
    ck_assert_msg(sbill_error_line(err) == line, "line %u of %s", sbill_error_line(err), xml);
    ck_assert_msg(strstr(sbill_error_message(err), words) != NULL, "%s", sbill_error_message(err));
    sbill_error_free(err);
}

START_TEST(what_is_refused)
{
    refused("<rules id='p' version='1'/>", 1, "urn:superbill:rules:1");
    refused("<rules xmlns='urn:superbill:rules:1' version='1'/>", 1, "lacks the attribute id");
    refused("<rules xmlns='urn:superbill:rules:1' id='a b' version='1'/>", 1, "id must be");
    refused(PACK_HEAD "\n<konzept/></rules>", 2, "unknown element");
    refused(PACK_HEAD "\n<concept id='a' gruop='b'><find>x</find></concept></rules>", 2,
            "no attribute gruop");
    refused(PACK_HEAD "<concept id='a'/></rules>", 1, "needs a <find>");
    refused(PACK_HEAD CONCEPT "\n" CONCEPT "</rules>", 2, "two concepts");
    refused(PACK_HEAD "<concept id='a' persistence='sometimes'><find>x</find></concept></rules>", 1,
            "persistence");
    refused(PACK_HEAD "<cue category='denied'>no</cue></rules>", 1, "unknown category");
    refused(PACK_HEAD "\n<concept id='a'><find anchor='x|'>x</find></concept></rules>", 2,
            "anchor=");
    refused(PACK_HEAD "<concept id='a'><find anchor=''>x</find></concept></rules>", 1, "anchor=");
    refused(PACK_HEAD "<concept id='a'><find anchor='+'>x</find></concept></rules>", 1, "anchor=");
    refused(PACK_HEAD "<concept id='a'><find>x</find><except anchor='x'>x</except></concept>"
                      "</rules>",
            1, "no attribute anchor");
    refused(PACK_HEAD "<words id='w'/></rules>", 1, "1 to 62");
    refused(PACK_HEAD
            "<concept id='a'><find>x</find><test finds='perhaps'>x</test></concept></rules>",
            1, "finds");
    refused("<rules xmlns='urn:superbill:rules:1' id='p' version='1' effective='soon'/>", 1,
            "no date");
}
END_TEST

START_TEST(what_is_refused_in_rules)
{
    refused(PACK_HEAD CONCEPT "\n<code id='r' when='b' assign='I10'/></rules>", 2, "concept b");
    refused(PACK_HEAD CONCEPT "\n<code id='r' when='@b' assign='I10'/></rules>", 2, "group b");
    refused(PACK_HEAD CONCEPT "<code id='r' when='!a' assign='I10'/></rules>", 1,
            "has to be there");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a[maybe]' assign='I10'/></rules>", 1,
            "unknown context");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a[family' assign='I10'/></rules>", 1,
            "not closed");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a'/></rules>", 1, "assign= or choose=");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a' choose='side'/></rules>", 1, "needs <case>");
    refused(PACK_HEAD CONCEPT
            "<code id='r' when='a' assign='I10'><case is='x'>I11</case></code></rules>",
            1, "choose=");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10' age='grown'/></rules>", 1, "age");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10' price='7'/></rules>", 1,
            "no attribute price");
    refused(PACK_HEAD CONCEPT
            "<service id='r' when='a' assign='J1010' units='dose' per='0'/></rules>",
            1, "per=");
    refused(PACK_HEAD CONCEPT "\n\n<code id='r' when='a' assign='Z99.9'/></rules>", 3,
            "in no loaded release");
    refused(PACK_HEAD CONCEPT "<code id='r' when='a' assign='S93{phase'/></rules>", 1,
            "{ is not closed");
    refused(PACK_HEAD CONCEPT
            "<code id='r' when='a' assign='I10'/>\n<code id='r' when='a' assign='I11'/></rules>",
            2, "two rules");
}
END_TEST

START_TEST(codes_are_checked)
{
    static const char xml[] = PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10'/></rules>";
    static const struct {
        int32_t found, status;
    } rows[] = {
        {SBILL_CODE_BILLABLE, SBILL_OK},         {SBILL_CODE_NOT_LOADED, SBILL_OK},
        {SBILL_CODE_OUTSIDE, SBILL_OK},          {SBILL_CODE_HEADER, SBILL_EINPUT},
        {SBILL_CODE_NOT_IN_FORCE, SBILL_EINPUT}, {SBILL_CODE_UNKNOWN, SBILL_EINPUT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        found_as = rows[i].found;
        ck_assert_int_eq(compiled(xml, NULL), rows[i].status);
    }
}
END_TEST

static void bad_pattern(const char *pattern, const char *words)
{
    char xml[1024];

    snprintf(xml, sizeof xml,
             PACK_HEAD "<words id='side'><w is='l'>left</w></words>\n<concept "
                       "id='a'>\n<find>%s</find></concept></rules>",
             pattern);
    refused(xml, 3, words);
}

/* The offset is where the author wrote it, whatever blanks and lists became. */
START_TEST(bad_patterns)
{
    bad_pattern("knee (pain", "offset 10");
    bad_pattern("a b c *+* d", "offset 8");
    bad_pattern("{side} knee [pain", "offset 17");
    bad_pattern("{hand}", "no word list is called {hand}");
    bad_pattern("a?", "match nothing");
    bad_pattern("a|", "match nothing");
    bad_pattern("", "empty");
    bad_pattern("a)|(?:b", "offset");
    bad_pattern("(?=a)", "match nothing");
    bad_pattern("\\C", "offset");
}
END_TEST

/* ---- What a pattern becomes ---- */

static struct sbill_pack taken;
static struct sbill_arena arena;
static struct sbill_buf section;

static const struct sbill_pattern *pattern_of(const char *find)
{
    char xml[1024];

    snprintf(
        xml, sizeof xml,
        PACK_HEAD
        "<words id='side'><w is='left'>left|lt</w><w is='right'>right</w></words><concept id='a'>"
        "<find>%s</find></concept></rules>",
        find);
    section = section_of(xml);
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert_int_eq(sbill_pack_read(&arena, sbill_buf_view(&section), &taken), SBILL_OK);
    return &taken.patterns.v[taken.concepts.v[0].finds.v[0].pattern];
}

static void drop_pattern(void)
{
    sbill_arena_free(&arena);
    sbill_buf_free(&section);
}

static void becomes(const char *find, const char *text)
{
    char whole[512];

    snprintf(whole, sizeof whole, "(?<!\\w)(?:%s)(?!\\w)", text);
    assert_text(pattern_of(find)->text, whole);
    drop_pattern();
}

START_TEST(blanks_and_lists)
{
    becomes("a b", "a\\s+b");
    becomes("a ?b", "a\\s*b");
    becomes("a *b +c", "a\\s*b\\s+c");
    becomes("\n   a|\n   b\n", "a|b");
    becomes("a[ x]b", "a[ x]b");
    becomes("a{2,3}", "a{2,3}");
    becomes("{side} knee", "(?:left|lt|right)\\s+knee");
    becomes("(?'side'{side})", "(?'side'(?:left|lt|right))");
    becomes("a\\ b", "a\\ b");
}
END_TEST

START_TEST(captures_are_bound_to_lists)
{
    (void)pattern_of("(?'side'{side}) knee|knee (?'side'{side})");
    ck_assert_uint_eq(taken.concepts.v[0].finds.v[0].bindings.n, 1);
    assert_text(taken.concepts.v[0].finds.v[0].bindings.v[0].capture, "side");
    drop_pattern();
    (void)pattern_of("(?'side'x{side}) knee");
    ck_assert_uint_eq(taken.concepts.v[0].finds.v[0].bindings.n, 0);
    drop_pattern();
}
END_TEST

/* ---- Joining ---- */

static void rules_of(const char *first, const char *second, struct sbill_rules **out,
                     sbill_error **err, int32_t expected)
{
    struct sbill_buf a = section_of(first), b = section_of(second);
    struct sbill_text sections[2] = {sbill_buf_view(&a), sbill_buf_view(&b)};

    ck_assert_int_eq(sbill_rules_new(sbill_alloc_default(), sections, 2, NULL, out, err), expected);
    if (expected == SBILL_OK) { /* its texts borrow the sections */
        ck_assert_uint_eq((*out)->rules.n, 1);
        assert_text((*out)->rules.v[0]->pack, "q");
        sbill_rules_free(*out);
    }
    sbill_buf_free(&a);
    sbill_buf_free(&b);
}

START_TEST(packs_are_joined)
{
    struct sbill_rules *r = NULL;
    sbill_error *err = NULL;

    /* the one asked first wins; a pack may extend another; a rule may be turned off */
    rules_of("<rules xmlns='urn:superbill:rules:1' id='q' version='1'>" CONCEPT
             "<code id='r' when='a' assign='I11'/></rules>",
             PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10'/></rules>", &r, NULL, SBILL_OK);
    rules_of("<rules xmlns='urn:superbill:rules:1' id='q' version='1' extends='p'><off rule='r' "
             "because='ours'/>"
             "<code id='s' when='a' assign='I11'/></rules>",
             PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10'/></rules>", &r, NULL, SBILL_OK);
    rules_of("<rules xmlns='urn:superbill:rules:1' id='q' version='1' extends='p'>"
             "<code id='s' when='nobody' assign='I11'/></rules>",
             PACK_HEAD CONCEPT "</rules>", &r, &err, SBILL_EBOOK);
    ck_assert_msg(strstr(sbill_error_message(err), "nobody") != NULL, "%s",
                  sbill_error_message(err));
    sbill_error_free(err);
}
END_TEST

START_TEST(patterns_compile_at_first_use)
{
    struct bench b;
    size_t compiled_, all;
    int32_t status;

    bench_start(&b,
                PACK_HEAD "<concept id='a'><find>apple[^,]</find></concept>"
                          "<concept id='b'><find>pear[^,]</find></concept></rules>",
                NULL);
    sbill_rules_count(b.rules, &compiled_, &all);
    ck_assert_uint_eq(compiled_, 0);
    ck_assert_uint_eq(all, 2);
    ck_assert_ptr_eq(sbill_rules_regex(b.rules, 0, &status),
                     sbill_rules_regex(b.rules, 0, &status));
    sbill_rules_count(b.rules, &compiled_, &all);
    ck_assert_uint_eq(compiled_, 1);
    ck_assert_ptr_ne(sbill_rules_regex(b.rules, 0, &status),
                     sbill_rules_anchored(b.rules, 0, &status));
    ck_assert_int_eq(sbill_rules_warm(b.rules, NULL), SBILL_OK);
    sbill_rules_count(b.rules, &compiled_, &all);
    ck_assert_uint_eq(compiled_, 3);
    ck_assert_uint_gt(sbill_rules_memory(b.rules), 100);
    bench_stop(&b);
}
END_TEST

/* What the scanner matches by itself needs no compiling. */
START_TEST(exact_patterns_are_not_compiled)
{
    struct bench b;
    size_t compiled_, all;

    bench_start(&b, PACK_HEAD CONCEPT "<concept id='b'><find>pears?</find></concept></rules>",
                NULL);
    (void)bench_note(&b, "An apple and two pears.");
    bench_run(&b);
    ck_assert_ptr_nonnull(bench_hit(&b, "a"));
    ck_assert_ptr_nonnull(bench_hit(&b, "b"));
    ck_assert_int_eq(sbill_rules_warm(b.rules, NULL), SBILL_OK);
    sbill_rules_count(b.rules, &compiled_, &all);
    ck_assert_uint_eq(compiled_, 0);
    ck_assert_uint_eq(all, 2);
    bench_stop(&b);
}
END_TEST

/* ---- Digests ---- */

static void digest(const char *xml, uint8_t out[32])
{
    struct sbill_buf s = section_of(xml);

    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert_int_eq(sbill_pack_read(&arena, sbill_buf_view(&s), &taken), SBILL_OK);
    memcpy(out, taken.rules.v[0].digest, 32);
    sbill_arena_free(&arena);
    sbill_buf_free(&s);
}

START_TEST(a_digest_follows_the_meaning)
{
    uint8_t first[32], other[32];

    digest(PACK_HEAD CONCEPT "<code id='r' when='a' assign='I10'/></rules>", first);
    digest(PACK_HEAD
           "<!-- words -->" CONCEPT
           "\n <code  assign='I10' when='a' id='r'><test expect=''>x</test></code></rules>",
           other);
    ck_assert(memcmp(first, other, 32) == 0);
    digest(PACK_HEAD CONCEPT "<code id='r' when='a' assign='I11'/></rules>", other);
    ck_assert(memcmp(first, other, 32) != 0);
    digest(
        PACK_HEAD
        "<concept id='a'><find>apples</find></concept><code id='r' when='a' assign='I10'/></rules>",
        other);
    ck_assert(memcmp(first, other, 32) != 0);
    digest(
        PACK_HEAD CONCEPT
        "<concept id='z'><find>zebra</find></concept><code id='r' when='a' assign='I10'/></rules>",
        other);
    ck_assert(memcmp(first, other, 32) == 0);
}
END_TEST

/* ---- Damage ---- */

static const char everything[] = PACK_HEAD
    "<words id='side'><w is='left'>left|lt</w><w is='right'>right</w></words>"
    "<section id='s' context='family' standing='listed'><header>fh</header></section>"
    "<cue category='negated' side='before' window='3'>no|denies</cue>"
    "<cue category='ago'>(?'n'\\d+) (?'unit'days) ago</cue>"
    "<concept id='a' group='g' managed-by='b' in='s' not-in='x'><find>(?'side'{side}) "
    "knee</find><except>bee</except></concept>"
    "<concept id='b' recent-days='9' persistence='chronic'><find case='exact'>KNEE</find></concept>"
    "<off rule='zz'/>"
    "<code id='r' when='a|b !c[family] @g' unless='b' uses='b' choose='side' replaces='I10' "
    "after='I11' role='last'"
    " age='1y..2y' sex='F' plan='medicare !auto' in='s' from='2025-01-01'><case "
    "is='left'>M17.12</case>"
    "<range below='2.5'>M17.1</range><otherwise ask='Which?'/></code>"
    "<service id='v' when='b' assign='J1010' units='dose' unit='mg' per='40' modifiers='RT'/>"
    "<suppress id='x' when='a' codes='R05*'/><query id='y' when='b' ask='So?'/>"
    "<modifier id='z' when='a' lines='20610' choose='side'><case is='left'>LT</case></modifier>"
    "<concept id='c'><find>cat</find></concept></rules>";

START_TEST(an_altered_byte_never_crashes)
{
    struct sbill_buf good = section_of(everything);
    char *bytes = malloc(good.n);
    sbill_builder *builder;
    sbill_book *book = bare_book(&builder);
    sbill_encounter *e;

    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
    for (size_t i = 0; i < good.n; i++)
        for (int flip = 0; flip < 3; flip++) {
            struct sbill_text s = {bytes, good.n};
            struct sbill_rules *r = NULL;
            struct bench b = {.e = e};
            int32_t status;
            memcpy(bytes, good.p, good.n);
            bytes[i] = (char)(flip == 0 ? bytes[i] + 1 : flip == 1 ? ~bytes[i] : 0);
            status = sbill_rules_new(sbill_alloc_default(), &s, 1, NULL, &r, NULL);
            ck_assert(status == SBILL_OK || status == SBILL_EBOOK);
            if (status != SBILL_OK)
                continue;
            bench_note(&b, "FH: lt knee, KNEE 3 days ago. No left knee. cat. Right knee 40 mg.");
            status = sbill_assign_work(&b.w, e, r, NULL);
            ck_assert(status == SBILL_OK || status == SBILL_EBOOK);
            sbill_rules_free(r);
        }
    for (size_t n = 0; n < good.n; n++) {
        struct sbill_text s = {good.p, n};
        struct sbill_rules *r = NULL;
        ck_assert_int_eq(sbill_rules_new(sbill_alloc_default(), &s, 1, NULL, &r, NULL),
                         SBILL_EBOOK);
    }
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
    free(bytes);
    sbill_buf_free(&good);
}
END_TEST

/* ---- Memory that gives out ---- */

struct meter {
    size_t calls, fail_at, live;
};

static void *metered(void *user, void *p, size_t old_size, size_t new_size)
{
    struct meter *m = user;
    void *q;

    if (new_size == 0) {
        free(p);
        m->live -= p ? old_size : 0;
        return NULL;
    }
    if (++m->calls == m->fail_at)
        return NULL;
    q = realloc(p, new_size);
    m->live += new_size - (p ? old_size : 0);
    return q;
}

START_TEST(no_memory)
{
    bool done = false;

    sbill_xml_start();
    for (size_t n = 1; !done; n++) {
        struct meter meter = {0, n, 0};
        struct sbill_alloc a = {metered, &meter};
        struct sbill_rules *r = NULL;
        struct sbill_buf out;
        struct sbill_text s;
        int32_t status;
        sbill_buf_init(&out, &a, (size_t)1 << 24);
        status = sbill_rules_compile(&a, t("p"), t(everything), NULL, NULL, &out, NULL);
        s = sbill_buf_view(&out);
        if (status == SBILL_OK)
            status = sbill_rules_new(&a, &s, 1, NULL, &r, NULL);
        if (status == SBILL_OK)
            status = sbill_rules_warm(r, NULL);
        done = meter.calls < n;
        ck_assert_msg(status == (done ? SBILL_OK : SBILL_NOMEM), "allocation %zu: %d", n, status);
        sbill_rules_free(r);
        sbill_buf_free(&out);
        ck_assert_uint_eq(meter.live, 0);
    }
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, what_is_refused);
    tcase_add_test(c, what_is_refused_in_rules);
    tcase_add_test(c, codes_are_checked);
    tcase_add_test(c, bad_patterns);
    tcase_add_test(c, blanks_and_lists);
    tcase_add_test(c, captures_are_bound_to_lists);
    tcase_add_test(c, packs_are_joined);
    tcase_add_test(c, patterns_compile_at_first_use);
    tcase_add_test(c, exact_patterns_are_not_compiled);
    tcase_add_test(c, a_digest_follows_the_meaning);
    tcase_add_test(c, an_altered_byte_never_crashes);
    tcase_add_test(c, no_memory);
}

int main(void)
{
    return unit_run("rules", add);
}
