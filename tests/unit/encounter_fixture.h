/* An encounter over the small book, for tests of the stages. */
#ifndef TESTS_ENCOUNTER_FIXTURE_H
#define TESTS_ENCOUNTER_FIXTURE_H

#include "../small_book.h"
#include "encounter/encounter.h"
#include "unit.h"

static sbill_builder *fixture_builder;
static sbill_book *fixture_book;
static sbill_options *options;
static sbill_encounter *e;

static inline void fixture_setup(void)
{
    const void *image;
    size_t len;

    ck_assert_int_eq(small_book_build(NULL, &fixture_builder, &image, &len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, len, NULL, &fixture_book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_new(&options, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(fixture_book, NULL, &e, NULL), SBILL_OK);
}

/* The encounter again, with an option set. */
static inline void with_option(const char *name, const char *value)
{
    ck_assert_int_eq(sbill_options_set(options, name, value, NULL), SBILL_OK);
    sbill_encounter_free(e);
    ck_assert_int_eq(sbill_encounter_new(fixture_book, options, &e, NULL), SBILL_OK);
}

static inline void fixture_teardown(void)
{
    sbill_encounter_free(e);
    sbill_options_free(options);
    sbill_book_free(fixture_book);
    sbill_builder_free(fixture_builder);
}

static inline int32_t read_text(const char *json, sbill_error **err)
{
    return sbill_encounter_read(e, json, strlen(json), err);
}

/* The only finding, which must have this number and path. */
static inline const struct sbill_finding *only(int32_t number, const char *path)
{
    const struct sbill_finding *f = e->findings.v;

    ck_assert_uint_eq(e->findings.n, 1);
    ck_assert_int_eq(f->number, number);
    assert_text(f->path, path);
    return f;
}

static inline const char *value_of(const struct sbill_finding *f, const char *name)
{
    for (size_t i = 0; i < f->value_count; i++) {
        if (strcmp(f->values[i].name, name) == 0)
            return f->values[i].text.p;
    }
    ck_abort_msg("the finding has no value %s", name);
}

#endif
