#include "unit.h"

#include <stdint.h>

#include "base/error.h"

START_TEST(says_what_and_where)
{
    sbill_error *e = NULL;
    struct sbill_text part = {"seventh character", 7};
    struct sbill_place at = {SBILL_TI("starter.xml"), 12, 5};

    ck_assert_int_eq(sbill_fail(&e, SBILL_EINPUT, at, "rule %s, %t: %d of %z, 100%%", "dm2", &part,
                                (int32_t)-3, (size_t)9),
                     SBILL_EINPUT);
    ck_assert_int_eq(sbill_error_status(e), SBILL_EINPUT);
    ck_assert_str_eq(sbill_error_message(e), "rule dm2, seventh: -3 of 9, 100%");
    ck_assert_str_eq(sbill_error_source(e), "starter.xml");
    ck_assert_uint_eq(sbill_error_line(e), 12);
    ck_assert_uint_eq(sbill_error_column(e), 5);
    sbill_error_free(e);
}
END_TEST

START_TEST(first_cause_is_kept)
{
    sbill_error *e = NULL;

    ck_assert_int_eq(sbill_fail(&e, SBILL_EIO, SBILL_NOWHERE, "first"), SBILL_EIO);
    ck_assert_int_eq(sbill_fail(&e, SBILL_NOMEM, SBILL_NOWHERE, "second"), SBILL_NOMEM);
    ck_assert_str_eq(sbill_error_message(e), "first");
    ck_assert_str_eq(sbill_error_source(e), "");
    sbill_error_free(e);
}
END_TEST

START_TEST(nobody_asked)
{
    ck_assert_int_eq(sbill_fail(NULL, SBILL_EINVAL, SBILL_NOWHERE, "%s", "x"), SBILL_EINVAL);
    ck_assert_int_eq(sbill_error_status(NULL), SBILL_OK);
    ck_assert_str_eq(sbill_error_message(NULL), "");
    ck_assert_str_eq(sbill_error_source(NULL), "");
    ck_assert_uint_eq(sbill_error_line(NULL), 0);
    ck_assert_uint_eq(sbill_error_column(NULL), 0);
    sbill_error_free(NULL);
}
END_TEST

START_TEST(one_line_of_valid_text)
{
    sbill_error *e = NULL;
    char long_name[3000];
    struct sbill_place at = {{long_name, sizeof long_name}, 0, 0};

    memset(long_name, 'n', sizeof long_name);
    sbill_fail(&e, SBILL_EIO, at, "%s, %s", "a\nb\tc\x7f", "\x1b[31m");
    ck_assert_str_eq(sbill_error_message(e), "a b c ,  [31m");
    ck_assert_uint_lt(strlen(sbill_error_source(e)), 2000);
    sbill_error_free(e);
    e = NULL;
    for (size_t i = 0; i + 1 < sizeof long_name; i += 2)
        memcpy(long_name + i, "\xC3\xA9", 2);
    at.source.n = 0;
    sbill_fail(&e, SBILL_EIO, at, "x%t", &(struct sbill_text){long_name, sizeof long_name});
    ck_assert_uint_gt(strlen(sbill_error_message(e)), 100);
    ck_assert_uint_eq(sbill_utf8_check(t(sbill_error_message(e))), strlen(sbill_error_message(e)));
    sbill_error_free(e);
}
END_TEST

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
/* The C library asks this one first. */
static bool no_memory_left;
void *__libc_realloc(void *p, size_t n);
void *realloc(void *p, size_t n);
void *realloc(void *p, size_t n)
{
    return no_memory_left ? NULL : __libc_realloc(p, n);
}
#define CAN_RUN_OUT 1
#endif

START_TEST(no_memory_for_the_error_itself)
{
#ifdef CAN_RUN_OUT
    sbill_error *e = NULL;
    int32_t status;

    no_memory_left = true;
    status = sbill_fail(&e, SBILL_EINPUT, SBILL_NOWHERE, "something wrong");
    no_memory_left = false;
    ck_assert_int_eq(status, SBILL_NOMEM);
    ck_assert_int_eq(sbill_error_status(e), SBILL_NOMEM);
    ck_assert_str_eq(sbill_error_message(e), "out of memory");
    ck_assert_str_eq(sbill_error_source(e), "");
    ck_assert_uint_eq(sbill_error_line(e) + sbill_error_column(e), 0);
    ck_assert_int_eq(sbill_fail(&e, SBILL_EIO, SBILL_NOWHERE, "later"),
                     SBILL_EIO); /* never written to */
    ck_assert_str_eq(sbill_error_message(e), "out of memory");
    sbill_error_free(e);
    sbill_error_free(e); /* it is nobody's to free */
#else
    printf("SKIPPED: the allocator cannot be replaced in this build\n");
#endif
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, says_what_and_where);
    tcase_add_test(c, first_cause_is_kept);
    tcase_add_test(c, nobody_asked);
    tcase_add_test(c, one_line_of_valid_text);
    tcase_add_test(c, no_memory_for_the_error_itself);
}

int main(void)
{
    return unit_run("error", add);
}
