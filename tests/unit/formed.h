/* Claims formed from short records with the small book, for the tests of form. */
#ifndef TESTS_FORMED_H
#define TESTS_FORMED_H

#include "unit.h"

#include "../small_book.h"
#include "form/form.h"
#include "meter.h"
#include "read/record_json.h"

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;
static const void *image;
static size_t image_len;

static inline void setup(void)
{
    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &image_len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, image_len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static inline void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

/* One coverage of a payer without limits, one diagnosis, one line: what a test says last wins. */
#define HEAD "{\"id\":\"E1\",\"date_from\":\"2025-11-20\",\"place_of_service\":\"11\","
#define COVERAGE "\"coverages\":[{\"payer\":{\"id\":\"X1\",\"name\":\"First\"}}],"
#define DIAGNOSIS "\"diagnoses\":[{\"code\":\"I10\"}],"
#define LINE "\"lines\":[{\"code\":\"G0008\",\"charge\":30}]}"

static inline void form(const char *json)
{
    sbill_error *err = NULL;

    sbill_encounter_reset(e);
    ck_assert_msg(sbill_read_record_json(e, t(json), 1, &err) == SBILL_OK, "%s",
                  err ? sbill_error_message(err) : "");
    ck_assert_int_eq(sbill_form(e, &err), SBILL_OK);
    ck_assert(e->formed);
}

static inline const struct sbill_finding *finding(int32_t number)
{
    for (size_t i = 0; i < e->findings.n; i++)
        if (e->findings.v[i].number == number)
            return &e->findings.v[i];
    return NULL;
}

static inline void ends(int32_t outcome, const char *reason, int32_t number)
{
    ck_assert_int_eq(e->outcome, outcome);
    assert_text(e->outcome_reason, reason);
    ck_assert_msg(!number || finding(number), "no %d", (int)number);
}

static inline const struct sbill_claim *claim(size_t i)
{
    ck_assert_uint_lt(i, e->claims.n);
    return &e->claims.v[i];
}

static inline void diagnoses_are(const struct sbill_claim *c, const char *codes)
{
    char got[512] = "";

    for (size_t i = 0; i < c->diagnoses.n; i++) {
        struct sbill_text code = e->record.diagnoses.v[c->diagnoses.v[i]].code;
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? " " : "", (int)code.n,
                 code.p);
    }
    ck_assert_str_eq(got, codes);
}

static inline void pointers_are(const struct sbill_claim_line *l, const char *positions)
{
    char got[32] = "";

    for (size_t i = 0; i < l->pointer_count; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d", i ? " " : "",
                 (int)l->pointers[i]);
    ck_assert_str_eq(got, positions);
}

/* coverages with more said of each */
#define PAID "\"adjudication\":{\"status\":\"1\",\"date\":\"2025-12-01\",\"paid\":10}"
#define FIRST(more) "\"coverages\":[{\"payer\":{\"name\":\"First\"}" more "}"
#define SECOND(more) ",{\"payer\":{\"name\":\"Second\"}" more "}"

#endif
