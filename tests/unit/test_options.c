#include "unit.h"

#include <stdint.h>

#include "base/number.h"
#include "base/options.h"
#include "base/severity.h"

static sbill_options *options;

static void set(const char *name, const char *value)
{
    sbill_error *e = NULL;
    int32_t status = sbill_options_set(options, name, value, &e);

    ck_assert_msg(status == SBILL_OK, "%s=%s: %s", name, value, sbill_error_message(e));
}

static void refuses(const char *name, const char *value, const char *word)
{
    sbill_error *e = NULL;

    ck_assert_msg(sbill_options_set(options, name, value, &e) == SBILL_EINVAL, "%s=%s", name,
                  value);
    ck_assert_msg(strstr(sbill_error_message(e), word), "%s=%s: %s", name, value,
                  sbill_error_message(e));
    sbill_error_free(e);
}

static void setup(void)
{
    ck_assert_int_eq(sbill_options_new(&options, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_options_free(options);
}

static struct sbill_settings settings(void)
{
    struct sbill_settings s;

    sbill_settings_copy(&s, options);
    return s;
}

START_TEST(defaults)
{
    struct sbill_settings s, none;

    sbill_settings_copy(&none, NULL);
    s = settings();
    ck_assert_int_eq(memcmp(&s, &none, sizeof s), 0);
    ck_assert_int_eq(s.as_of, SBILL_NO_DATE);
    ck_assert_int_eq(s.offset_unit, SBILL_OFFSET_BYTES);
    ck_assert_int_eq(s.fail_on, SBILL_SEV_ERROR);
    ck_assert(!s.strict && !s.force && s.assign);
    ck_assert_str_eq(s.currency, "USD");
    ck_assert_uint_eq(s.max_record, 16777216);
    ck_assert_uint_eq(s.max_memory, 268435456);
    ck_assert_int_eq(sbill_settings_severity(&s, 2103), SBILL_SEV_NONE);
}
END_TEST

START_TEST(every_option)
{
    struct sbill_settings s;

    set("as-of", "2025-10-02");
    set("offset-unit", "utf16");
    set("strict", "1");
    set("force", "1");
    set("assign", "0");
    set("fail-on", "warning");
    set("currency", "AED");
    set("max-record", "1000");
    set("max-memory", "100000");
    set("cms1500.down", "-1");
    set("cms1500.right", "10");
    set("system.hcpcs", "urn:hcpcs");
    set("severity.2103", "warning");
    set("severity.1001", "off");
    set("severity.2103", "notice"); /* the last word counts */
    s = settings();
    ck_assert_int_eq(s.as_of, 20363);
    ck_assert_int_eq(s.offset_unit, SBILL_OFFSET_UTF16);
    ck_assert(s.strict && s.force && !s.assign);
    ck_assert_int_eq(s.fail_on, SBILL_SEV_WARNING);
    ck_assert_str_eq(s.currency, "AED");
    ck_assert_uint_eq(s.max_record, 1000);
    ck_assert_uint_eq(s.max_memory, 100000);
    ck_assert_int_eq(s.form_down, -1);
    ck_assert_int_eq(s.form_right, 10);
    ck_assert_str_eq(s.system_uri[SBILL_SYSTEM_HCPCS], "urn:hcpcs");
    ck_assert_uint_eq(s.severity_count, 2);
    ck_assert_int_eq(sbill_settings_severity(&s, 2103), SBILL_SEV_NOTICE);
    ck_assert_int_eq(sbill_settings_severity(&s, 1001), SBILL_SEV_OFF);
    ck_assert_int_eq(sbill_settings_severity(&s, 1002), SBILL_SEV_NONE);
}
END_TEST

START_TEST(wrong_ones)
{
    char uri[200];

    memset(uri, 'u', sizeof uri);
    uri[199] = '\0';
    refuses("colour", "blue", "no option colour");
    refuses("as-of", "10/02/2025", "2025-10-01");
    refuses("offset-unit", "words", "codepoints");
    refuses("strict", "yes", "0 or 1");
    refuses("force", "", "0 or 1");
    refuses("assign", "2", "0 or 1");
    refuses("fail-on", "off", "error, warning or notice");
    refuses("currency", "usd", "ISO 4217");
    refuses("currency", "USDX", "ISO 4217");
    refuses("max-record", "0", "bytes");
    refuses("max-record", "-1", "bytes");
    refuses("max-memory", "18446744073709551616", "bytes");
    refuses("max-memory", "lots", "bytes");
    refuses("cms1500.down", "-2", "-1 to 5");
    refuses("cms1500.down", "6", "-1 to 5");
    refuses("cms1500.right", "-1", "0 to 10");
    refuses("cms1500.right", "11", "0 to 10");
    refuses("system.nothing", "urn:x", "known");
    refuses("system.", "urn:x", "known");
    refuses("system.hcpcs", "", "URI");
    refuses("system.hcpcs", "two words", "URI");
    refuses("system.hcpcs", uri, "URI");
    refuses("severity.1", "error", "register");
    refuses("severity.", "error", "register");
    refuses("severity.2103", "not-checked", "error, warning");
    refuses("severity", "error", "no option");
    refuses("", "", "no option");
    ck_assert_int_eq(sbill_options_set(options, NULL, "1", NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_options_set(options, "strict", NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_options_set(NULL, "strict", "1", NULL), SBILL_EINVAL);
}
END_TEST

START_TEST(a_refused_value_changes_nothing)
{
    struct sbill_settings before = settings(), after;

    refuses("currency", "12", "ISO");
    refuses("as-of", "2025-13-01", "date");
    after = settings();
    ck_assert_int_eq(memcmp(&before, &after, sizeof before), 0);
}
END_TEST

static void *never(void *user, void *p, size_t old_size, size_t new_size)
{
    (void)user;
    (void)p;
    (void)old_size;
    (void)new_size;
    return NULL;
}

START_TEST(allocator)
{
    int mark;

    ck_assert_int_eq(sbill_options_set_allocator(NULL, never, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_options_set_allocator(options, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_options_set_allocator(options, never, &mark), SBILL_OK);
    ck_assert(settings().alloc.fn == never && settings().alloc.user == &mark);
    ck_assert_int_eq(sbill_options_new(NULL, NULL), SBILL_EINVAL);
    sbill_options_free(NULL);
}
END_TEST

START_TEST(severity_words)
{
    for (int32_t i = SBILL_SEV_OFF; i <= SBILL_SEV_ERROR; i++)
        ck_assert_int_eq(sbill_severity_from(t(sbill_severity_name(i))), i);
    ck_assert_int_eq(sbill_severity_from(t("fatal")), SBILL_SEV_NONE);
    ck_assert_int_eq(sbill_severity_from(t("")), SBILL_SEV_NONE);
    ck_assert_str_eq(sbill_severity_name(SBILL_SEV_NONE), "");
    ck_assert_str_eq(sbill_severity_name(99), "");
    ck_assert_str_eq(sbill_severity_name(-1), "");
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, defaults);
    tcase_add_test(c, every_option);
    tcase_add_test(c, wrong_ones);
    tcase_add_test(c, a_refused_value_changes_nothing);
    tcase_add_test(c, allocator);
    tcase_add_test(c, severity_words);
}

int main(void)
{
    return unit_run("options", add);
}
