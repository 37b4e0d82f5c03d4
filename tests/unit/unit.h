/* What every unit test needs around its tests. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A NUL-ended string as a slice. */
static inline struct sbill_text t(const char *z)
{
    return sbill_text_from(z);
}

#define assert_text(text, expected)                                                 \
    do {                                                                            \
        struct sbill_text text_ = (text);                                           \
        ck_assert_msg(sbill_text_is(text_, expected), "got \"%.*s\"", (int)text_.n, \
                      text_.n ? text_.p : "");                                      \
    } while (0)

/* Are these bytes zero: of memory that was given back to an arena, where AddressSanitizer lets nobody else look. */
__attribute__((no_sanitize_address)) static inline bool was_wiped(const void *p, size_t n)
{
    const volatile unsigned char *byte = p;

    for (size_t i = 0; i < n; i++)
        if (byte[i])
            return false;
    return true;
}

/* The test data that stands beside the project; $SUPERBILL_DATA names another place. NULL, and a word about it, if the
 * file is not there; else its bytes, which the caller frees. */
static inline char *data_file(const char *name, size_t *n)
{
    const char *root = getenv("SUPERBILL_DATA");
    char path[4096];
    char *bytes;
    long size;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", root ? root : SOURCE_ROOT "/../shared/data", name);
    f = fopen(path, "rb");
    if (!f) {
        printf("SKIPPED: no %s at hand\n", name);
        return NULL;
    }
    ck_assert(fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0);
    rewind(f);
    bytes = malloc((size_t)size + 1);
    ck_assert_ptr_nonnull(bytes);
    *n = fread(bytes, 1, (size_t)size, f);
    bytes[*n] = '\0';
    fclose(f);
    return bytes;
}

/* main() of a test program: `add` adds its tests to the case. */
static inline int unit_run(const char *name, void (*add)(TCase *))
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create(name);
    SRunner *runner = srunner_create(suite);
    int failed;

    add(tests);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
