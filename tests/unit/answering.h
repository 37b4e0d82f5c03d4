/* One set of answers read for a test, and what is asked of it. */
#ifndef SBILL_TEST_ANSWERING_H
#define SBILL_TEST_ANSWERING_H

#include "answer/answers.h"
#include "superbill.h"
#include "unit.h"

static sbill_answers *answers;

static void setup(void)
{
    ck_assert_int_eq(sbill_answers_new(NULL, NULL, &answers, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_answers_free(answers);
}

static void read_file(const char *text)
{
    sbill_error *err = NULL;

    ck_assert_msg(sbill_answers_read(answers, "f.x12", text, strlen(text), &err) == SBILL_OK, "%s",
                  err ? sbill_error_message(err) : "");
}

static const struct sbill_payer_answer *answer(size_t i)
{
    ck_assert_uint_lt(i, answers->list.n);
    return &answers->list.v[i];
}

static const struct sbill_finding *finding(size_t i, int32_t number)
{
    const struct sbill_payer_answer *p = answer(i);

    for (size_t k = 0; k < p->findings.n; k++)
        if (p->findings.v[k].number == number)
            return &p->findings.v[k];
    return NULL;
}

static void value_is(const struct sbill_finding *f, const char *name, const char *value)
{
    ck_assert_ptr_nonnull(f);
    for (size_t i = 0; i < f->value_count; i++)
        if (strcmp(f->values[i].name, name) == 0) {
            assert_text(f->values[i].text, value);
            return;
        }
    ck_abort_msg("no value %s", name);
}

static bool json_has(size_t i, const char *words)
{
    const char *json = NULL;
    size_t n = 0;

    ck_assert_int_eq(sbill_answers_json(answers, i, NULL, &json, &n, NULL), SBILL_OK);
    ck_assert_uint_eq(strlen(json), n);
    ck_assert_ptr_null(strchr(json, '\n'));
    if (!strstr(json, words))
        printf("%s\n", json);
    return strstr(json, words) != NULL;
}

/* ---- 835 ---- */

#endif
