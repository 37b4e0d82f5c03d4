/* CMS-1500: that a claim's values stand on its forms or are named as left out, spelling and widths, what is refused. */
#include "filled.h"

#include "encounter/encounter.h"
#include "write/cms1500.h"

/* Fields that a form says in another way. */
static const char *const elsewhere[] = {
    "claim_type",                    /* which form it is */
    "total_charge",                  /* the sum of the lines is box 28 */
    "date_from",                     /* of the lines */
    "date_to",                       /* likewise */
    "lines[].diagnoses[]",           /* letters */
    "lines[].anesthesia_start",      /* spelled with both times */
    "lines[].anesthesia_end",        /* likewise */
    "coverages[].payer.id",          /* paper goes by the address */
    "coverages[].adjudication.paid", /* in box 29 with what others paid */
    "patient_paid",                  /* likewise */
    "condition_codes[]",             /* joined */
    "currency",                      /* dollars */
    "coverages[].member_id_type",    /* the number says it */
    "remarks[].type",                /* the words stand alone */
    "lines[].remarks[].type",        /* likewise */
    "lines[].rendering.name",        /* the NPI says who */
    "lines[].rendering.organization",
    "lines[].rendering.credential",
    NULL,
};

/* As the form spells it. */
static bool stands(const char *form, const struct seen *s)
{
    const char *v = s->value;
    char spelled[32];

    if (s->kind == SBILL_K_DATE) {
        snprintf(spelled, sizeof spelled, "%.2s %.2s %.4s", v + 5, v + 8, v);
        if (strstr(form, spelled))
            return true;
        snprintf(spelled, sizeof spelled, "%.2s %.2s %.2s", v + 5, v + 8, v + 2);
        return strstr(form, spelled) != NULL;
    }
    snprintf(spelled, sizeof spelled, "%s", v);
    if (s->kind == SBILL_K_MONEY)
        *strchr(spelled, '.') = ' ';
    if (strcmp(s->path, "diagnoses[].code") == 0) /* without its dot */
        memmove(spelled + 3, spelled + 4, strlen(spelled + 4) + 1);
    return strstr(form, spelled) != NULL;
}

static void look(void)
{
    char *form;

    fill_record();
    form = written("cms1500-text");
    for (size_t i = 0; i < w->count; i++) {
        struct seen *s = &w->rows[i];

        if (!*s->value || !s->of_claims || stands(form, s) || is_left_out(s->path))
            s->found = true;
    }
    free(form);
}

START_TEST(every_field_is_written_or_named)
{
    size_t lost;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    for (w->variant = 0; w->variant < 2; w->variant++)
        for (int person = 0; person < 2; person++) {
            w->entity_person = person;
            look();
        }
    lost = count_lost(elsewhere);
    free(w);
    ck_assert_uint_eq(lost, 0);
}
END_TEST

/* ---- single boxes ---- */

#define HEAD                                                                   \
    "{\"id\":\"E1\",\"date_from\":\"2025-11-20\",\"place_of_service\":\"11\"," \
    "\"patient\":{\"name\":{\"last\":\"Doe\",\"first\":\"Jane\"}},"
#define TAIL "\"diagnoses\":[{\"code\":\"I10\"}],\"lines\":[{\"code\":\"G0008\",\"charge\":30}]}"

static void run(const char *json)
{
    ck_assert_int_eq(sbill_encounter_read(e, json, strlen(json), NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_run(e, NULL), SBILL_OK);
    for (size_t i = 0; i < e->claims.n; i++)
        e->claims.v[i].stopped = false;
    e->outcome = SBILL_OUTCOME_READY;
}

static int32_t add_to(const char *format, sbill_error **err)
{
    sbill_file *f;
    int32_t status;

    ck_assert_int_eq(sbill_file_new(format, NULL, &f, NULL), SBILL_OK);
    status = sbill_file_add(f, e, 0, err);
    sbill_file_free(f);
    return status;
}

/* The box says this. */
static void says(const char *json, const char *box)
{
    char *form;

    run(json);
    form = written("cms1500-text");
    ck_assert_msg(strstr(form, box) != NULL, "no %s in %s", box, form);
    free(form);
}

/* The file with the form moved; the caller frees. */
static char *written_with(const char *format, const char *down, const char *right)
{
    sbill_options *o;
    sbill_file *f;
    const char *bytes;
    char *copy;
    size_t len;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "cms1500.down", down, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set(o, "cms1500.right", right, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_new(format, o, &f, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_add(f, e, 0, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_file_finish(f, &bytes, &len, NULL), SBILL_OK);
    copy = malloc(len + 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, len + 1);
    sbill_file_free(f);
    sbill_options_free(o);
    return copy;
}

static void leaves_out(const char *path, const char *why)
{
    for (size_t i = 0; i < e->left_out.n; i++)
        if (sbill_text_is(e->left_out.v[i].path, path)) {
            assert_text(e->left_out.v[i].why, why);
            return;
        }
    ck_abort_msg("%s is not left out", path);
}

START_TEST(medicare)
{
    says(HEAD "\"coverages\":[{\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"M\"},\"member_id\":"
              "\"1\"}]," TAIL,
         " 11    insured's group number       NONE\n");
    says(
        HEAD
        "\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"First\"},\"group_number\":\"G-1\","
        "\"member_id\":\"7\","
        "\"relationship\":\"spouse\",\"subscriber\":{\"name\":{\"last\":\"Doe\",\"first\":\"Al\"}},"
        "\"adjudication\":{\"date\":\"2025-12-01\",\"paid\":10}},"
        "{\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"M\"},\"member_id\":\"1\"}]," TAIL,
        " 11    insured's group number       G1\n");
    char *form = written("cms1500-text");

    ck_assert_ptr_nonnull(strstr(form, " 4     insured's name               DOE, AL\n"));
    ck_assert_ptr_nonnull(strstr(form, " 11c   plan name                    FIRST\n"));
    ck_assert_ptr_nonnull(strstr(form, " 29    amount paid                  10 00\n"));
    ck_assert_ptr_null(strstr(form, " 11d "));
    free(form);
}
END_TEST

START_TEST(too_long)
{
    says(HEAD "\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"N\"},"
              "\"member_id\":\"123456789012345678901234567890\"}],"
              "\"control_number\":\"ACCOUNT-NUMBER-1234\"," TAIL,
         " 26    patient's account            ACCOUNTNUMBER1\n");
    leaves_out("control_number", "box 26 has room for 14 characters; the rest was cut off");
    leaves_out("coverages[0].member_id", "box 1a has room for 29 characters");
    says(HEAD
         "\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"\xE6\x97\xA5 \xC3\x89t\xC3\xA9\"},"
         "\"relationship\":\"employee\",\"member_id\":\"1\"}]," TAIL,
         " carrier name                       ETE\n");
    leaves_out("coverages[0].payer.name",
               "letters that the form cannot hold were replaced by blanks");
    leaves_out("coverages[0].relationship", "box 6 knows self, spouse and child; other was marked");
}
END_TEST

START_TEST(one_box_for_several)
{
    says(HEAD "\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"N\"},\"member_id\":\"1\","
              "\"prior_authorization\":\"PA-1\",\"referral_number\":\"R1\"}],"
              "\"dates\":{\"onset\":\"2025-11-01\",\"last_menstrual_period\":\"2025-10-01\"},"
              "\"providers\":{\"ordering\":{\"name\":{\"last\":\"Wells\",\"first\":\"Mary\"},"
              "\"npi\":\"2000000036\"},"
              "\"supervising\":{\"name\":{\"last\":\"Other\"},\"npi\":\"2000000044\"}}," TAIL,
         " 23    prior authorization          PA1\n");
    leaves_out("coverages[0].referral_number", "the box for it holds something else");
    leaves_out("dates.last_menstrual_period", "the box for it holds something else");
    leaves_out("providers.supervising", "the box for it holds something else");
}
END_TEST

START_TEST(refused)
{
    sbill_error *err = NULL;

    run(HEAD "\"claim_type\":\"dental\",\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"N\"}}]"
             "," TAIL);
    ck_assert_int_eq(add_to("cms1500-text", &err), SBILL_EREFUSED);
    ck_assert_ptr_nonnull(strstr(sbill_error_message(err), "ADA form"));
    sbill_error_free(err);
    says(HEAD "\"coverages\":[{\"payer\":{\"id\":\"X\",\"name\":\"N\"}}]," TAIL,
         " 28    total charge                 30 00\n");
    e->claims.v[0].draft = true;
    ck_assert_int_eq(add_to("cms1500-print", NULL), SBILL_EREFUSED);
    char *form = written("cms1500-text");

    ck_assert_ptr_nonnull(strstr(form, "DRAFT"));
    free(form);
    form = written("cms1500-json");
    ck_assert_ptr_nonnull(strstr(form, "\"status\":\"draft\""));
    free(form);
}
END_TEST

/* Moved as far as it may be, the form is the same form: every line of it, and none is longer than the paper. */
START_TEST(print_image_moved)
{
    static const char *const down[] = {"-1", "5"}, *const right[] = {"0", "10"};
    static const int downs[] = {-1, 5}, rights[] = {0, 10}, lines[] = {64, 66};
    char *plain;

    run(HEAD "\"coverages\":[{\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"X\",\"name\":\"N\"},"
             "\"member_id\":\"1A\"}]," TAIL);
    plain = written("cms1500-print");
    for (int i = 0; i < 2; i++) {
        char *form = written_with("cms1500-print", down[i], right[i]), *at = plain, *to = form;
        int n = 0, by = downs[i];

        for (const char *p = form; (p = strchr(p, '\n')); p++)
            n++;
        ck_assert_int_eq(n, lines[i]);
        for (int k = 0; k < by; k++)
            to = strchr(to, '\n') + 1;
        for (int k = by; k < 0; k++)
            at = strchr(at, '\n') + 1;
        for (int k = 0; k < 60; k++) { /* line by line, behind the blanks of the margin */
            size_t len = strcspn(at, "\n"), margin = len ? (size_t)rights[i] : 0;

            ck_assert_int_eq((int)strspn(to, " ") - (int)strspn(at, " "), (int)margin);
            ck_assert_int_eq(strncmp(at, to + margin, len + 1), 0);
            at += len + 1;
            to += len + margin + 1;
        }
        free(form);
    }
    free(plain);
}
END_TEST

START_TEST(print_image)
{
    char *form;
    const char *row;

    run(HEAD "\"coverages\":[{\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"X\",\"name\":\"N\"},"
             "\"member_id\":\"1A\"}]," TAIL);
    form = written("cms1500-print");
    row = form;
    for (int i = 1; i < 8; i++)
        row = strchr(row, '\n') + 1;
    ck_assert_int_eq(strncmp(row, "X                                                1A\n", 52), 0);
    for (int i = 8; i < 44; i++)
        row = strchr(row, '\n') + 1;
    ck_assert_int_eq(strncmp(row, "11 20 25 11 20 25 11    G0008               A       30 00", 57),
                     0);
    ck_assert_int_eq(form[strlen(form) - 1], '\f');
    free(form);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, every_field_is_written_or_named);
    tcase_add_test(c, medicare);
    tcase_add_test(c, too_long);
    tcase_add_test(c, one_box_for_several);
    tcase_add_test(c, refused);
    tcase_add_test(c, print_image);
    tcase_add_test(c, print_image_moved);
}

int main(void)
{
    return unit_run("cms1500", add);
}
