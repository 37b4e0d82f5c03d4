#include "unit.h"

#include <stdint.h>

#include "meter.h"
#include "superbill.h"

static bool is_zero(const void *p, size_t n)
{
    const unsigned char *byte = p;

    for (size_t i = 0; i < n; i++)
        if (byte[i])
            return false;
    return true;
}

START_TEST(memory_is_zeroed_and_aligned)
{
    struct sbill_arena a;

    sbill_arena_init(&a, sbill_alloc_default(), SIZE_MAX);
    for (size_t n = 0; n < 3000; n += 7) {
        unsigned char *p = sbill_arena_get(&a, n);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        ck_assert(is_zero(p, n));
        memset(p, 0xA5, n);
        (void)sbill_arena_copy(&a, SBILL_T("odd")); /* must not spoil the next one's place */
    }
    sbill_arena_reset(&a);
    for (size_t n = 1; n < 3000; n += 11)
        ck_assert(is_zero(sbill_arena_get(&a, n), n));
    sbill_arena_free(&a);
}
END_TEST

START_TEST(reset_wipes_and_reuses)
{
    struct meter m = {0};
    const struct sbill_alloc alloc = {metered, &m};
    struct sbill_arena a;
    struct sbill_text name;
    size_t calls;

    sbill_arena_init(&a, &alloc, 1 << 20);
    name = sbill_arena_copy(&a, SBILL_T("Doe, Jane"));
    assert_text(name, "Doe, Jane");
    ck_assert_int_eq(name.p[name.n], '\0');
    for (int i = 0; i < 100; i++)
        ck_assert_ptr_nonnull(sbill_arena_get(&a, 2000));
    calls = m.calls;
    ck_assert_uint_gt(calls, 1);
    ck_assert_uint_lt(calls, 10); /* blocks grow */
    for (int round = 0; round < 5; round++) {
        sbill_arena_reset(&a);
        ck_assert(was_wiped(name.p, name.n));
        ck_assert_uint_eq(a.used, 0);
        for (int i = 0; i < 100; i++)
            ck_assert_ptr_nonnull(sbill_arena_get(&a, 2000));
    }
    ck_assert_uint_eq(m.calls, calls);
    sbill_arena_free(&a);
    ck_assert_uint_eq(m.live, 0);
}
END_TEST

START_TEST(a_huge_record_is_given_back)
{
    struct meter m = {0};
    const struct sbill_alloc alloc = {metered, &m};
    struct sbill_arena a;

    sbill_arena_init(&a, &alloc, SIZE_MAX);
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 100));
    ck_assert_ptr_nonnull(sbill_arena_get(&a, (size_t)32 << 20));
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 100));
    sbill_arena_reset(&a);
    ck_assert_uint_lt(m.live, (size_t)5 << 20);
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 100));
    sbill_arena_free(&a);
    ck_assert_uint_eq(m.live, 0);
}
END_TEST

START_TEST(ceiling_is_sticky)
{
    struct sbill_arena a;

    sbill_arena_init(&a, sbill_alloc_default(), 1000);
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 900));
    ck_assert_ptr_null(sbill_arena_get(&a, 101));
    ck_assert_int_eq(a.failed, SBILL_ELIMIT);
    ck_assert_ptr_null(sbill_arena_get(&a, 1));
    assert_text(sbill_arena_copy(&a, SBILL_T("x")), "");
    sbill_arena_reset(&a);
    ck_assert_int_eq(a.failed, 0);
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 1000));
    ck_assert_ptr_null(sbill_arena_get(&a, 1));
    sbill_arena_free(&a);
}
END_TEST

START_TEST(impossible_sizes)
{
    struct sbill_arena a;

    sbill_arena_init(&a, sbill_alloc_default(), SIZE_MAX);
    ck_assert_ptr_null(sbill_arena_array(&a, SIZE_MAX / 2, 3));
    ck_assert_int_eq(a.failed, SBILL_ELIMIT);
    sbill_arena_reset(&a);
    ck_assert_ptr_null(sbill_arena_get(&a, SIZE_MAX));
    ck_assert_int_eq(a.failed, SBILL_NOMEM);
    sbill_arena_free(&a);
}
END_TEST

START_TEST(out_of_memory_is_sticky)
{
    struct meter m = {.fail_at = 1};
    const struct sbill_alloc alloc = {metered, &m};
    struct sbill_arena a;

    sbill_arena_init(&a, &alloc, SIZE_MAX);
    ck_assert_ptr_null(sbill_arena_get(&a, 1));
    ck_assert_int_eq(a.failed, SBILL_NOMEM);
    ck_assert_ptr_null(sbill_arena_get(&a, 1)); /* the allocator would give now */
    sbill_arena_reset(&a);
    ck_assert_ptr_nonnull(sbill_arena_get(&a, 1));
    sbill_arena_free(&a);
    ck_assert_uint_eq(m.live, 0);
}
END_TEST

struct pair {
    uint64_t a, b;
};

START_TEST(lists_grow)
{
    struct sbill_arena a;
    SBILL_LIST(struct pair) one = {0};
    SBILL_LIST(struct pair) two = {0};

    sbill_arena_init(&a, sbill_alloc_default(), SIZE_MAX);
    for (uint64_t i = 0; i < 5000; i++) {
        struct pair *p = SBILL_PUSH(&a, &one);
        ck_assert_ptr_nonnull(p);
        ck_assert(is_zero(p, sizeof *p));
        *p = (struct pair){i, ~i};
        if (i % 3 == 0) {
            p = SBILL_PUSH(&a, &two);
            ck_assert(is_zero(p, sizeof *p));
            p->a = i;
        }
    }
    ck_assert_uint_eq(one.n, 5000);
    for (uint64_t i = 0; i < 5000; i++)
        ck_assert(one.v[i].a == i && one.v[i].b == ~i && (i % 3 || two.v[i / 3].a == i));
    sbill_arena_free(&a);
}
END_TEST

START_TEST(a_list_that_fails_stays_as_it_was)
{
    struct sbill_arena a;
    SBILL_LIST(struct pair) list = {0};
    size_t n = 0;

    sbill_arena_init(&a, sbill_alloc_default(), 500);
    for (struct pair *p; (p = SBILL_PUSH(&a, &list)) != NULL; n++)
        p->a = n;
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_eq(list.n, n);
    for (size_t i = 0; i < n; i++)
        ck_assert_uint_eq(list.v[i].a, i);
    ck_assert_int_eq(a.failed, SBILL_ELIMIT);
    sbill_arena_free(&a);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, memory_is_zeroed_and_aligned);
    tcase_add_test(c, reset_wipes_and_reuses);
    tcase_add_test(c, a_huge_record_is_given_back);
    tcase_add_test(c, ceiling_is_sticky);
    tcase_add_test(c, impossible_sizes);
    tcase_add_test(c, out_of_memory_is_sticky);
    tcase_add_test(c, lists_grow);
    tcase_add_test(c, a_list_that_fails_stays_as_it_was);
}

int main(void)
{
    return unit_run("arena", add);
}
