#include "unit.h"

#include "encounter/encounter.h"
#include "meter.h"

static struct sbill_encounter *e;

static void setup(void)
{
    e = calloc(1, sizeof *e);
    ck_assert_ptr_nonnull(e);
    sbill_settings_copy(&e->settings, NULL);
    e->alloc = &e->settings.alloc;
    sbill_arena_init(&e->arena, e->alloc, SIZE_MAX);
    e->finding_claim = -1;
}

static void teardown(void)
{
    sbill_arena_free(&e->arena);
    free(e);
}

static void override(int32_t number, int32_t severity)
{
    e->settings.severity[e->settings.severity_count++] =
        (struct sbill_severity_override){number, severity};
}

static void words_are(const struct sbill_finding *f, const char *rule, const char *action)
{
    struct sbill_buf b;

    sbill_buf_init(&b, sbill_alloc_default(), 4096);
    sbill_finding_words(f, &b);
    assert_text(sbill_buf_view(&b), rule);
    sbill_buf_wipe(&b);
    sbill_finding_action_words(f, &b);
    assert_text(sbill_buf_view(&b), action);
    sbill_buf_free(&b);
}

START_TEST(values_stand_in_the_words)
{
    struct sbill_finding *f =
        sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses[%d].code", 12);

    ck_assert_int_eq(f->number, 2103);
    ck_assert_int_eq(f->severity, SBILL_SEV_ERROR);
    ck_assert_int_eq(f->set_by, SBILL_BY_DEFAULT);
    ck_assert_int_eq(f->claim, -1);
    assert_text(f->path, "diagnoses[12].code");
    ck_assert_uint_eq(e->findings.n, 1);
    sbill_finding_value(e, f, "code", SBILL_T("S93.401"));
    sbill_finding_date_value(e, f, "date", 20362);
    words_are(f, "S93.401 is not complete: it needs a 7th character on 2025-10-01.",
              "Choose the 7th character from the phase of treatment: (not given).");
}
END_TEST

START_TEST(values_are_text)
{
    struct sbill_finding *f = sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses");
    char code[] = "{date}{code}";

    sbill_finding_value(e, f, "code", t(code));
    memset(code, 'z', sizeof code - 1); /* it was copied, and braces in it mean nothing */
    sbill_finding_value(e, f, "date", SBILL_T(""));
    words_are(f, "{date}{code} is not complete: it needs a 7th character on (not given).",
              "Choose the 7th character from the phase of treatment: (not given).");
}
END_TEST

START_TEST(numbers_and_money)
{
    struct sbill_finding *f = sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "lines");

    sbill_finding_number_value(e, f, "a", INT64_MIN);
    sbill_finding_money_value(e, f, "b", 12505);
    sbill_finding_money_value(e, f, "c", SBILL_NO_MONEY);
    sbill_finding_date_value(e, f, "d", SBILL_NO_DATE);
    assert_text(f->values[0].text, "-9223372036854775808");
    assert_text(f->values[1].text, "125.05");
    assert_text(f->values[2].text, "");
    assert_text(f->values[3].text, "");
    for (int i = 0; i < 10; i++)
        sbill_finding_number_value(e, f, "more", i); /* more than there is room for */
    ck_assert_uint_eq(f->value_count, SBILL_FINDING_VALUES);
}
END_TEST

START_TEST(boxes_come_from_the_field_register)
{
    struct sbill_finding *f =
        sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "lines[%d].charge", 3);

    ck_assert_ptr_nonnull(f->box);
    ck_assert_ptr_nonnull(strstr(f->box, "24F"));
    ck_assert_ptr_nonnull(f->x12);
    f = sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "lines[%d].nothing_like_it", 3);
    ck_assert_ptr_null(f->box);
    ck_assert_ptr_null(f->x12);
}
END_TEST

START_TEST(the_organisation_decides)
{
    struct sbill_finding *f;

    override(SBILL_FINDING_DX_SEVENTH_CHARACTER, SBILL_SEV_WARNING);
    f = sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses");
    ck_assert_int_eq(f->severity, SBILL_SEV_WARNING);
    ck_assert_int_eq(f->set_by, SBILL_BY_ORGANISATION);
    f = sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "x");
    ck_assert_int_eq(f->set_by, SBILL_BY_DEFAULT);
}
END_TEST

START_TEST(off_is_not_kept)
{
    struct sbill_finding *f;
    size_t used;

    override(SBILL_FINDING_DX_SEVENTH_CHARACTER, SBILL_SEV_OFF);
    used = e->arena.used;
    f = sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses[%d]", 1);
    ck_assert_ptr_nonnull(f);
    sbill_finding_value(e, f, "code", SBILL_T("S93.401"));
    f->repair = SBILL_T("x");
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_uint_eq(e->arena.used, used);
}
END_TEST

START_TEST(without_memory_nothing_breaks)
{
    struct meter m = {.fail_at = 1, .and_after = true};

    sbill_arena_free(&e->arena);
    e->settings.alloc = (struct sbill_alloc){metered, &m};
    sbill_arena_init(&e->arena, e->alloc, SIZE_MAX);
    for (int i = 0; i < 3; i++) {
        struct sbill_finding *f =
            sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses[%d]", i);
        sbill_finding_value(e, f, "code", SBILL_T("S93.401"));
    }
    ck_assert_uint_eq(e->findings.n, 0);
    ck_assert_int_eq(sbill_encounter_memory(e, NULL), SBILL_NOMEM);
}
END_TEST

START_TEST(long_paths_are_cut)
{
    char format[500];

    memset(format, 'p', sizeof format);
    format[499] = '\0';
    ck_assert_uint_lt(sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "%d", 5)->path.n, 2);
    ck_assert_uint_lt(sbill_raise(e, SBILL_FINDING_RECORD_UNKNOWN_KEY, format)->path.n, 250);
}
END_TEST

/* What every row of the register owes its reader. */
START_TEST(register_is_complete)
{
    int32_t number, previous = 0;
    size_t n = 0;

    for (; (number = sbill_finding_at(n)) != 0; n++) {
        const char *rule = sbill_finding_rule(number), *action = sbill_finding_action(number);
        ck_assert_msg(number > previous, "%d stands behind %d", (int)number, (int)previous);
        ck_assert_int_ge(number, 1000);
        ck_assert_int_lt(number, 3000);
        ck_assert_uint_gt(strlen(sbill_finding_name(number)), 3);
        ck_assert_int_ne(sbill_severity_from(t(sbill_finding_severity(number))), SBILL_SEV_NONE);
        ck_assert_msg(rule[strlen(rule) - 1] == '.', "%d: %s", (int)number, rule);
        ck_assert_msg(strchr(".?", action[strlen(action) - 1]), "%d: %s", (int)number, action);
        ck_assert_uint_gt(strlen(sbill_finding_source(number)), 3);
        previous = number;
    }
    ck_assert_uint_gt(n, 1);
    ck_assert_ptr_null(sbill_finding_name(1));
    ck_assert_ptr_null(sbill_finding_severity(-1));
    ck_assert_ptr_null(sbill_finding_rule(0));
    ck_assert_ptr_null(sbill_finding_action(9999));
    ck_assert_ptr_null(sbill_finding_source(INT32_MAX));
    ck_assert_int_eq(sbill_finding_at(SIZE_MAX), 0);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, values_stand_in_the_words);
    tcase_add_test(c, values_are_text);
    tcase_add_test(c, numbers_and_money);
    tcase_add_test(c, boxes_come_from_the_field_register);
    tcase_add_test(c, the_organisation_decides);
    tcase_add_test(c, off_is_not_kept);
    tcase_add_test(c, without_memory_nothing_breaks);
    tcase_add_test(c, long_paths_are_cut);
    tcase_add_test(c, register_is_complete);
}

int main(void)
{
    return unit_run("findings", add);
}
